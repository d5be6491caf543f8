"""What can come of a question: an answer with its sources, alternatives, or an honest word that nothing was found."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from knowledge.dates import Period
from knowledge.document import Comparator, DocumentKey, DutyClause, Header, Milestone, PassageKind


class Standing(StrEnum):
    """Whether a document binds today."""

    IN_FORCE = "in force"
    EXPIRED = "expired"
    NOT_YET = "not yet"
    REPLACED = "replaced"
    """A later document has taken its place, or the place of the clause."""
    UNCONFIRMED = "unconfirmed"
    """Its term runs on, but its issuer was dissolved: only the office can say whether it still binds."""


class Asked(StrEnum):
    """What kind of thing the question asks for."""

    FIGURE = "figure"
    TARGETS = "targets"
    PLANS = "plans"
    BREAKTHROUGHS = "breakthroughs"
    TASKS = "tasks"
    DUTY = "duty"
    MILESTONE = "milestone"
    NUMBER = "number"
    DATE = "date"
    SIGNER = "signer"
    ISSUER = "issuer"
    THEME = "theme"
    MOTTO = "motto"
    VALIDITY = "validity"
    TITLE = "title"
    BASIS = "basis"
    PURPOSE = "purpose"
    REPLACES = "replaces"
    RECIPIENTS = "recipients"
    ISSUED_AT = "issued at"
    PLACE = "place"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a thing stands: exactly one of `quote` (verbatim) and `summary` (ours, a digest) holds the sentence.

    `since` is the first day without force when expired, the first day in force when not yet, the day the issuer was
    dissolved when unconfirmed. `place` is empty when only the header is cited.
    """

    document: DocumentKey
    header: Header
    standing: Standing
    place: str = ""
    quote: str | None = None
    summary: str | None = None
    since: date | None = None
    is_example: bool = False
    version: int = 1
    """Which publication of the document was read."""
    page: int | None = None
    later: Header | None = None
    """The document that took the place, where the standing is REPLACED."""
    later_place: str = ""
    """Its passage with the new words of this very clause; '' where the whole document was replaced."""
    is_clause: bool = False
    """Whether only this clause was changed, and the rest of the document stands."""

    @property
    def text(self) -> str:
        """The sentence cited, in whichever words it is held."""
        return self.quote or self.summary or ""


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of a target, with what it counts and for whom."""

    value: Decimal
    comparator: Comparator
    unit: str
    subject: str
    value_max: Decimal | None = None
    scope: str = ""
    due: str = ""
    by_office: bool = False
    """Set by staff against the words of the passage."""
    is_of_own_year: bool = field(default=False, compare=False)
    """Of one year out of several that its paper is for."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a paper tells of a time before its own, in its very words: it is no target of that time."""

    period: Period
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """One passage that answers, with only those of its figures, duties and milestones that were asked for."""

    citation: Citation
    kind: PassageKind
    heading: str = ""
    ordinal: int | None = None
    values: tuple[Value, ...] = ()
    duties: tuple[DutyClause, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    told: Told | None = None
    heads: tuple[str, ...] = ()
    """What stands above the cells of a row, in the same table."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The figure a yes-or-no question names, and whether the document agrees."""

    value: Decimal
    is_percent: bool
    holds: bool


class Kind(StrEnum):
    """What kind of figure was asked for beside another one."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    REST = "rest"
    QUOTED = "quoted"
    """It may stand in the very sentence that is quoted, beside the figure told."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the source itself holds against a figure: it is quoted and flagged, never corrected.

    `against` is another passage of the document with another figure for the same thing; `reckoned` is our own sum of
    the parts, where the total that stands in the passage itself is another.
    """

    value: Value
    against: Found | None = None
    reckoned: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Fact, source and standing; `found` is in the document's order when the whole of a list was asked for.

    `topic` is what the list was narrowed to, in the words of the question; `is_whole` says that nothing was left out.
    `is_verbatim`: the words themselves were asked for ("nguyên văn đâu"), and each passage is cited whole.
    """

    asked: Asked
    found: tuple[Found, ...]
    claim: Claim | None = None
    topic: str = ""
    is_whole: bool = False
    is_verbatim: bool = False
    conflicts: tuple[Conflict, ...] = ()
    lacks: tuple[Kind, ...] = ()
    """What was asked for in the same breath, and was not found."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two figures of one measure, by our own reckoning: which option's is higher, None when they are equal.

    `difference` is said only where it was asked for, and as reckoned.
    """

    higher: int | None
    unit: str
    difference: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Several programmes fit; each option is an answer from one document.

    `are_wanted` when the question named several unions or years: then the options together are the answer, and
    `comparison` says which is higher where the question asks and their measures agree.
    """

    asked: Asked
    options: tuple[Answer, ...]
    are_wanted: bool = False
    comparison: Comparison | None = None


class Missing(StrEnum):
    """Why nothing was found."""

    TOPIC = "topic"
    """No document at hand speaks of it."""
    PERIOD = "period"
    """The documents that speak of it are for another period."""
    YEAR = "year"
    """The figure is set for the whole term, and for none of its years by itself."""
    UNION = "union"
    """The union named has no document here."""
    OWN = "own"
    """Neither the asker's union nor one above it has a document here."""
    DOCUMENT = "document"
    """The document named is not here."""
    MEASURE = "measure"
    """The thing is there, but not what was asked of it (money, a day, a share, a name)."""
    SHORT = "short"
    """An abbreviation that no list and no document has."""
    RESULT = "result"
    """Results were asked for; the documents hold targets."""
    ENTRY = "entry"
    """The list has no such number."""


@dataclass(frozen=True, slots=True)
class NotFound:
    """Nothing answers; `nearest` may be offered, labelled, never as the answer.

    `wanted` echoes the union, document or number asked for; `period` the period; `issuers` whose papers were searched.
    """

    asked: Asked
    missing: Missing
    wanted: str = ""
    period: Period | None = None
    issuers: tuple[str, ...] = ()
    nearest: tuple[Found, ...] = ()


class Lacking(StrEnum):
    """What a question does not say."""

    SUBJECT = "subject"
    UNION = "union"
    MEANING = "meaning"
    """A short form that stands in it means several things, each with another answer."""


@dataclass(frozen=True, slots=True)
class Meant:
    """One meaning of a short form, and the whole question with it put in."""

    short: str
    meaning: str
    question: str


@dataclass(frozen=True, slots=True)
class AskBack:
    """The question says too little; `options` are the documents that can be named, `readings` what it may mean."""

    lacking: Lacking
    options: tuple[Header, ...] = ()
    readings: tuple[Meant, ...] = ()


class Courtesy(StrEnum):
    """What was said besides questions."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    HELP = "help"
    WHO = "who"
    AGREEMENT = "agreement"
    CHAT = "chat"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """A greeting, thanks, a farewell, a call for help, or talk about the assistant itself."""

    courtesy: Courtesy


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an abbreviation stands for, the usual meaning first."""

    short: str
    meanings: tuple[str, ...]


Result = Answer | Alternatives | NotFound | AskBack | SmallTalk | Meaning


def citations_of(result: Result) -> tuple[Citation, ...]:
    """Every source of a result, in order and once each."""
    match result:
        case Answer(found=found) | NotFound(nearest=found):
            cited = [each.citation for each in found]
        case Alternatives(options=options):
            cited = [each.citation for option in options for each in option.found]
        case _:
            cited = []
    return tuple(dict.fromkeys(cited))


def found_of(result: Result) -> tuple[Found, ...]:
    """Every passage of a result, in order; of several options one after the other."""
    match result:
        case Answer(found=found) | NotFound(nearest=found):
            return found
        case Alternatives(options=options):
            return tuple(found for option in options for found in option.found)
        case _:
            return ()


def values_of(result: Result) -> tuple[Value, ...]:
    """The figures that answer; a figure that is only near is none."""
    match result:
        case Answer(found=found):
            return tuple(value for each in found for value in each.values)
        case Alternatives(options=options):
            return tuple(value for option in options for each in option.found for value in each.values)
        case _:
            return ()
