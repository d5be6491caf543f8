"""What in a proposal must a person look at, and why."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from knowledge.cues import STOP_WORDS
from knowledge.dates import VIETNAM, find_dates, find_periods
from knowledge.document import Document, Header, Target, UnitCode
from knowledge.numbers import Ratio, find_ratios, parse_number
from knowledge.proposals.editing import current, items
from knowledge.proposals.values import Item, Keep, Mark, Proposal, SetHeader
from knowledge.readers.reading import Advice
from knowledge.text import clean, fold, words


class Reason(StrEnum):
    """Why something is doubtful."""

    POORLY_READ = "poorly_read"
    """Recognised from a picture, and not surely; `detail` holds the words as read."""
    NO_NUMBER = "no_number"
    NO_DAY = "no_day"
    NO_ISSUER = "no_issuer"
    NO_TYPE = "no_type"
    NO_TERM = "no_term"
    """From when to when it holds is not said."""
    STRANGE_DAY = "strange_day"
    """Its day lies in the future, or far before its term."""
    UNKNOWN_ISSUER = "unknown_issuer"
    """No unit of the house has this code."""
    NOTHING_SET = "nothing_set"
    """Neither a target nor a duty was found in a document of a kind that usually sets some."""
    NO_SUBJECT = "no_subject"
    ABOVE_ALL = "above_all"
    """More than 100 %."""
    CONTRADICTED = "contradicted"
    """The document says another figure for the same thing elsewhere; `detail` names the place."""
    RATIO_DIFFERS = "ratio_differs"
    """'2.610/2.819 (đạt 90,2 %)': the printed share is not that of its own figures; `detail` shows the words."""
    PAST_DUE = "past_due"
    """Due before the document's own day."""
    REPAIRED = "repaired"
    """The figure was written with letters or spaces in it; `detail` shows how."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to look at: the item's number, or None with the header's field."""

    reason: Reason
    number: int | None = None
    field: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Case:
    """What the rules look at: the proposal as it stands, and what the house knows."""

    proposal: Proposal
    document: Document
    items: tuple[Item, ...]
    """Those that are not dropped."""
    read_on: date
    """The day the file was dropped in: no paper of that day is younger."""
    units: frozenset[UnitCode] | None
    """None where nobody said which units there are."""
    unsure: tuple["_Sought", ...] = ()
    """Words of recognised pages that may be misread."""
    repaired: tuple["_Sought", ...] = ()
    """Figures that letters stood in."""
    things: Mapping["_Thing", Mapping["_Figure", Item]] = field(default_factory=dict)
    """For each thing its figures, each with the first item that sets it: a table is not read crosswise."""


@dataclass(frozen=True, slots=True)
class _Sought:
    """Words that an item may rest on, folded once for all items; `page` 0 is any page."""

    shown: str
    bare: str
    page: int = 0


_Thing = tuple[object, ...]
_Figure = tuple[Decimal, Decimal | None]


def doubts_of(proposal: Proposal, units: Collection[UnitCode] | None = None) -> tuple[Question, ...]:
    """What staff have not settled yet, of the header first; an edit or a `Keep` of an item settles it.

    A field that staff set is settled, also where they set it to what it was. `units` are all units of the house.
    """
    if proposal.document is None:
        return ()
    case = _case_of(proposal, units)
    fields, numbers = _settled(proposal)
    asked = (question for rule in HEADER_RULES for question in rule(case) if not _is_set(question.field, fields))
    open_items = tuple(item for item in case.items if item.number not in numbers and item.mark is Mark.READ)
    return (*asked, *(question for item in open_items for rule in ITEM_RULES for question in rule(case, item)))


def _case_of(proposal: Proposal, units: Collection[UnitCode] | None) -> _Case:
    kept = tuple(item for item in items(proposal) if item.mark is not Mark.DROPPED)
    return _Case(
        proposal, current(proposal), kept, proposal.created_at.astimezone(VIETNAM).date(),
        units=None if units is None else frozenset(units), unsure=tuple(_unsure(proposal)),
        repaired=tuple(_repairs(proposal)), things=_things(kept),
    )  # fmt: skip


def _settled(proposal: Proposal) -> tuple[frozenset[str], frozenset[int]]:
    edits = [made.edit for made in proposal.edits]
    fields = frozenset(edit.name for edit in edits if isinstance(edit, SetHeader))
    return fields, frozenset(edit.number for edit in edits if isinstance(edit, Keep))


SAME_FIELD: Mapping[str, frozenset[str]] = {
    "issuer": frozenset(("issuer", "issuer_code")),
    "valid_to": frozenset(("valid_from", "valid_to", "period")),
}
"""Where setting one field answers what was asked about another."""


def _is_set(name: str, fields: frozenset[str]) -> bool:
    return not fields.isdisjoint(SAME_FIELD.get(name, frozenset((name,))))


# The header

SETS_FIGURES = ("chuong trinh", "ke hoach", "nghi quyet", "phuong huong", "de an", "giao chi tieu")
"""Kinds of paper that are written for a time and set what is to be reached in it; a letter or a rule is neither."""
WITHOUT_NUMBER = ("bai dang",)
"""An article on a page carries no number, and its day is that of the page."""
LONG_BEFORE = timedelta(days=400)
"""A programme is issued some weeks before its year, a congress resolution weeks after its term began."""


def _sets_figures(header: Header) -> bool:
    return fold(f"{header.type} {header.title}").startswith(SETS_FIGURES)


def _missing(case: _Case) -> Iterator[Question]:
    header = case.document.header
    if not header.number and not fold(header.type).startswith(WITHOUT_NUMBER):
        yield Question(Reason.NO_NUMBER, field="number", detail=header.number_note or "")
    if header.issued_on is None:
        yield Question(Reason.NO_DAY, field="issued_on", detail=header.issued_note or "")
    if not header.issuer and not case.proposal.issuer:
        yield Question(Reason.NO_ISSUER, field="issuer")
    if not header.type:
        yield Question(Reason.NO_TYPE, field="type")
    if _sets_figures(header) and header.valid_from is None and header.valid_to is None:
        yield Question(Reason.NO_TERM, field="valid_to")


def _strange_day(case: _Case) -> Iterator[Question]:
    header = case.document.header
    day = header.issued_on
    if day is None:
        return
    is_late = header.valid_to is not None and day > header.valid_to
    is_early = header.valid_from is not None and day < header.valid_from - LONG_BEFORE
    if day > case.read_on or is_late or is_early:
        yield Question(Reason.STRANGE_DAY, field="issued_on", detail=f"{day:%d/%m/%Y}")


def _unknown_issuer(case: _Case) -> Iterator[Question]:
    header = case.document.header
    if header.issuer and case.units is not None and header.issuer_code not in case.units:
        yield Question(Reason.UNKNOWN_ISSUER, field="issuer", detail=header.issuer)


def _nothing_set(case: _Case) -> Iterator[Question]:
    if _sets_figures(case.document.header) and not case.items:
        yield Question(Reason.NOTHING_SET, field="type")


def _poorly_read_head(case: _Case) -> Iterator[Question]:
    """A doubtful figure on the first page that is one of the number's or of the day's."""
    header = case.document.header
    day = header.issued_on
    figures = {
        "number": re.findall(r"\d+", header.number or ""),
        "issued_on": [f"{day.day}", f"{day.month}", f"{day.year}"] if day else [],
    }
    for name, parts in figures.items():
        bare = {part.lstrip("0") for part in parts}
        doubtful = [
            doubt.words
            for page, doubt in case.proposal.doubts
            if page == 1 and any(found.lstrip("0") in bare for found in re.findall(r"\d+", doubt.words))
        ]
        # The same figure may stand elsewhere on the page; the head is looked at once too often rather than never.
        if doubtful:
            yield Question(Reason.POORLY_READ, field=name, detail=doubtful[0])


HEADER_RULES: tuple[Callable[[_Case], Iterator[Question]], ...] = (
    _missing,
    _strange_day,
    _unknown_issuer,
    _poorly_read_head,
    _nothing_set,
)
"""What is asked of the head, in this order."""


# The items


def _words_of(item: Item) -> str:
    """The words that the item rests on: the clause that sets it, else its passage."""
    clause = item.what.clause if isinstance(item.what, Target) else ""
    return clause or item.passage


def _unsure(proposal: Proposal) -> Iterator[_Sought]:
    yield from (_Sought(doubt.words, _bare(doubt.words), page) for page, doubt in proposal.doubts)


def _poorly_read(case: _Case, item: Item) -> Iterator[Question]:
    # A passage may run on over the page's end; a file without pages has none to compare.
    near = (one for one in case.unsure if item.page is None or one.page in (item.page, item.page + 1))
    if found := _first_held(near, item):
        yield Question(Reason.POORLY_READ, item.number, detail=found.shown)


def _bare(words: str) -> str:
    return fold(words).strip(" .,;:()")


def _first_held(sought: Iterable[_Sought], item: Item) -> _Sought | None:
    """The first of them that the item's words hold as whole words."""
    held = ""
    for one in sought:
        held = held or fold(_words_of(item))
        # Looked for plainly first: hundreds of words are sought in thousands of clauses.
        if one.bare and one.bare in held and re.search(rf"(?<!\w){re.escape(one.bare)}(?!\w)", held):
            return one
    return None


def _no_subject(_: _Case, item: Item) -> Iterator[Question]:
    if isinstance(item.what, Target) and not any(len(word) > 1 for word in words(item.what.subject)):
        yield Question(Reason.NO_SUBJECT, item.number)


def _above_all(_: _Case, item: Item) -> Iterator[Question]:
    what = item.what
    if isinstance(what, Target) and what.measure == "%" and max(what.value, what.value_max or what.value) > 100:
        yield Question(Reason.ABOVE_ALL, item.number)


def _contradicted(case: _Case, item: Item) -> Iterator[Question]:
    if not isinstance(item.what, Target) or not (thing := _thing(item.what)):
        return
    mine = _figure(item.what)
    other = next((first for figure, first in case.things[thing].items() if figure != mine), None)
    if other is not None:
        yield Question(Reason.CONTRADICTED, item.number, detail=other.place)


def _things(kept: Iterable[Item]) -> Mapping[_Thing, Mapping[_Figure, Item]]:
    found: dict[_Thing, dict[_Figure, Item]] = {}
    for item in kept:
        if isinstance(item.what, Target) and (thing := _thing(item.what)):
            found.setdefault(thing, {}).setdefault(_figure(item.what), item)
    return found


def _thing(target: Target) -> _Thing:
    """What is counted, of whom and by when, without small words; () for what cannot be told apart."""
    subject = frozenset(word for word in words(target.subject) if word not in STOP_WORDS)
    # Two syllables ('đoàn viên') name hardly one thing of a paper only.
    if len(subject) < 3:
        return ()
    about = (target.scope, target.sector, target.assignee, target.due)
    return (target.measure, subject, *(fold(text) for text in about))


def _figure(target: Target) -> _Figure:
    return (target.value, target.value_max)


def _ratio_differs(_: _Case, item: Item) -> Iterator[Question]:
    held = clean(_words_of(item))
    for ratio in find_ratios(held):
        printed = re.match(r"[^()%\d]{0,30}\(\s*(?:[^\W\d_]+\s+){0,3}(\d+(?:[.,]\d+)?)\s?%\s*[,;)]", held[ratio.end :])
        share = parse_number(printed[1]) if printed else None
        if printed and share is not None and not _is_share(ratio, share, printed[1]):
            yield Question(Reason.RATIO_DIFFERS, item.number, detail=held[ratio.start : ratio.end + printed.end()])


def _is_share(ratio: Ratio, share: Decimal, printed: str) -> bool:
    """Rounded or cut off at as many places as are printed."""
    if not ratio.denominator:
        return False
    places = len(re.split(r"[.,]", printed)[1]) if re.search(r"[.,]", printed) else 0
    return abs(100 * ratio.numerator / ratio.denominator - share) < Decimal(1).scaleb(-places)


def _past_due(case: _Case, item: Item) -> Iterator[Question]:
    issued = case.document.header.issued_on
    due = item.what.due
    # Without its year a due day is that of every year.
    if issued is None or not re.search(r"\b(?:19|20)\d{2}\b", due):
        return
    ends = [found.day for found in find_dates(due, issued)] + [
        found.period.end for found in find_periods(due, issued) if not found.is_relative
    ]
    if ends and max(ends) < issued:
        yield Question(Reason.PAST_DUE, item.number, detail=due)


def _repairs(proposal: Proposal) -> Iterator[_Sought]:
    """Only where letters were taken for digits; a space within a figure leaves no doubt of it."""
    for remark in proposal.warnings:
        if remark.advice is not Advice.REPAIRED:
            continue
        for repair in remark.detail.split("; "):
            before, arrow, after = (part.strip() for part in repair.partition("→"))
            if arrow and any(letter.isalpha() for letter in before):
                yield _Sought(repair, _bare(after))


def _repaired(case: _Case, item: Item) -> Iterator[Question]:
    if found := _first_held(case.repaired, item):
        yield Question(Reason.REPAIRED, item.number, detail=found.shown)


ITEM_RULES: tuple[Callable[[_Case, Item], Iterator[Question]], ...] = (
    _poorly_read,
    _repaired,
    _no_subject,
    _above_all,
    _ratio_differs,
    _contradicted,
    _past_due,
)
"""What is asked of each item, what was read badly before what is set strangely."""
