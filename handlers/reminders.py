"""What is told unasked: from values, the words of a reminder, of a summary, of a call list; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.messages import Reply
from handlers.wording import reminding as words
from handlers.wording.report import period_words, says_begin, title
from scheduler.filings import FILED, Filing, State
from union.naming import short_name
from union.roster import OfficerId

BUTTONS_MOST = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One report that an officer is told of, with what is missing in it by label."""

    filing: Filing
    missing: tuple[str, ...]
    fields: int
    set_by: str = ""
    """Who set the day, where the document gives none."""
    asks: str = ""
    """The sentence of an ad-hoc request."""


def reminder(lines: Sequence[Line], name: str, office: str, now: datetime) -> Reply:
    """One message for all that one officer is told at one moment, by due moment."""
    ordered = sorted(lines, key=lambda line: (line.filing.due, line.filing.unit_name, line.filing.duty_name))
    several_units = len({line.filing.unit for line in ordered}) > 1
    buttons = []
    for line in ordered[:BUTTONS_MOST]:
        unit = short_name(line.filing.unit_name) if several_units else ""
        says = says_begin(line.filing, now.date(), unit=unit)
        buttons.append(words.open_button(_label(line, len(ordered), now), says))
    return words.reminder(office, name, [_said(line, now) for line in ordered], buttons, "khai")


def _label(line: Line, count: int, now: datetime) -> str:
    return "Khai" if count == 1 else f"Khai {period_words(line.filing.period, now.date())}"[:40]


def _said(line: Line, now: datetime) -> str:
    filing = line.filing
    due = words.due_words(filing.due, now)
    rest = words.what_is_missing(line.missing, line.fields)
    if filing.state is State.RETURNED and filing.returned_why:
        rest = words.sent_back(filing.returned_why)
    if line.asks:
        return words.asked(line.asks, filing.unit_name, due, rest)
    set_by = "" if filing.extended_to or filing.due < now else line.set_by
    return words.line(title(filing, now.date()), filing.unit_name, due, set_by, rest)


# To the office


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks for a unit, as the office reaches them."""

    officer: OfficerId
    name: str
    phone: str
    joined: bool
    reached: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How the filings of one deadline stand; excused and extended ones are counted apart from those not begun."""

    filed: tuple[Filing, ...]
    late: int
    excused: int
    extended: tuple[Filing, ...]
    drafting: tuple[Filing, ...]
    untouched: tuple[Filing, ...]

    @property
    def expected(self) -> int:
        """How many units are counted: whoever owes nothing any more is not."""
        return len(self.filed) + self.excused + len(self.extended) + len(self.drafting) + len(self.untouched)

    @property
    def missing(self) -> tuple[Filing, ...]:
        """Those that are owed and were given no more time."""
        return (*self.drafting, *self.untouched)


def tally(filings: Iterable[Filing], now: datetime) -> Tally:
    """Counts each filing once: in, excused, given more time, begun, or not begun."""
    counting = [item for item in filings if not item.is_abolished]
    filed = tuple(item for item in counting if item.state in FILED)
    left = [item for item in counting if item.state not in FILED]
    owed = [item for item in left if not item.excused]
    extended = tuple(item for item in owed if item.extended_to and item.due > now)
    open_ones = [item for item in owed if item not in extended]
    return Tally(
        filed,
        sum(item.is_late for item in filed),
        len(left) - len(owed),
        extended,
        tuple(item for item in open_ones if item.state is not State.UNTOUCHED),
        tuple(item for item in open_ones if item.state is State.UNTOUCHED),
    )


def summary(filings: Sequence[Filing], people: Mapping[str, Sequence[Person]], office: str, now: datetime) -> Reply:
    """How a deadline stands now, with the names of those that are not in."""
    first, stands = filings[0], tally(filings, now)
    counts = words.counted(
        stands.expected,
        (
            ("được lùi", len(stands.extended)),
            ("được miễn", stands.excused),
            ("đang khai", len(stands.drafting)),
            ("chưa khai", len(stands.untouched)),
        ),
        (len(stands.filed), len(stands.filed) - stands.late, stands.late),
    )
    lists = [
        words.listed(heading, [_with_trouble(item, people) for item in some])
        for heading, some in (("Đang khai", stands.drafting), ("Chưa khai", stands.untouched))
        if some
    ]
    return words.summary(office, title(first, now.date()), words.when(first.deadline.due, now), counts, lists)


def call_list(
    filings: Sequence[Filing], people: Mapping[str, Sequence[Person]], office: str, now: datetime
) -> Reply | None:
    """Whom to telephone; None when all are in, excused or have more time."""
    missing = tally(filings, now).missing
    if not missing:
        return None
    lines = [
        words.to_call(
            short_name(item.unit_name),
            [(person.name, person.phone) for person in people.get(item.unit, ())],
            trouble(people.get(item.unit, ())),
        )
        for item in missing
    ]
    when = words.when(missing[0].deadline.due, now)
    return words.call_list(office, title(missing[0], now.date()), when, lines)


def _with_trouble(item: Filing, people: Mapping[str, Sequence[Person]]) -> str:
    why = trouble(people.get(item.unit, ()))
    name = short_name(item.unit_name)
    return f"{name} ({why})" if why else name


def trouble(people: Sequence[Person]) -> str:
    """Why nobody of a unit can be told in the chat; empty when somebody can."""
    if any(person.reached for person in people):
        return ""
    if not people:
        return words.NO_SPEAKER
    return words.NOT_REACHED if any(person.joined for person in people) else words.NOT_JOINED
