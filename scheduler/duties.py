"""What is owed: duties, the periods they cut the year into, and the day and hour each is due."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import NewType

from knowledge.dates import Period
from knowledge.document import UnitCode
from union.forms.form import FormId
from union.roster import UnitKind

DutyId = NewType("DutyId", str)

MORNING = time(8, 0)
DUE_HOUR = time(17, 0)


class Cadence(StrEnum):
    """How often."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    """The first six months only: the second six are in the report of the year."""
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    """From September to August, unless `year_from` names another month than January."""
    TERM = "term"
    """Once, for the duty's `term`."""
    ADHOC = "adhoc"
    """Once, for a moment of one day; rest days neither shift it nor hold back its rungs in hours."""


class Shift(StrEnum):
    """Where a day goes that falls on a rest day."""

    NONE = "none"
    EARLIER = "earlier"
    LATER = "later"


class RuleKind(StrEnum):
    """How a day is given."""

    DAY_OF_MONTH = "day_of_month"
    """The n-th of the month `months_after` the one the period ends in, clamped to the month's last day."""
    AFTER_END = "after_end"
    """So many days after the period's last day; a negative number lies before it."""
    FIXED = "fixed"
    """A day and month in the year the period ends in."""
    MOMENT = "moment"
    """One day: an ad-hoc duty's."""


@dataclass(frozen=True, slots=True)
class DayRule:
    """When a cut-off or a due day falls. `hour` counts for the due moment only."""

    kind: RuleKind
    day: int = 0
    month: int = 0
    months_after: int = 0
    on: date | None = None
    hour: time = DUE_HOUR


@dataclass(frozen=True, slots=True)
class Selector:
    """Which units owe it: all below the recipient of these kinds and sectors, or those named; never those excepted."""

    kinds: tuple[UnitKind, ...] = (UnitKind.GRASSROOTS, UnitKind.GUILD)
    sectors: tuple[str, ...] = ()
    units: tuple[UnitCode, ...] = ()
    excepted: tuple[UnitCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder, in days or, for ad-hoc duties, in hours, before (negative) or after the due moment."""

    days: int | None = None
    hours: int | None = None

    @property
    def name(self) -> str:
        """'T-3', 'T', 'T+2', 'H-2'."""
        letter, count = ("T", self.days) if self.days is not None else ("H", self.hours)
        return letter if not count else f"{letter}{count:+d}"


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs in order; then weekly so many times. After the last rung whoever is left stands on the call list."""

    rungs: tuple[Rung, ...]
    weekly: int = 0


MONTH_LADDER = Ladder((Rung(-3), Rung(0), Rung(2)))
LONG_LADDER = Ladder((Rung(-7), Rung(-3), Rung(-1), Rung(0), Rung(1), Rung(3)), weekly=4)
ADHOC_LADDER = Ladder((Rung(hours=-2), Rung(hours=0), Rung(hours=2)))


@dataclass(frozen=True, slots=True)
class Source:
    """What imposes the duty: the document's key, how it is cited, and the place. `note` says who set the day."""

    document: str = ""
    cited: str = ""
    place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Who files which form to whom, how often, by when; dated. `year_from` is the month a year is counted from.

    A year counted from December 2025 is 2026: it is called after the calendar year that holds most of it.
    """

    id: DutyId
    name: str
    form: FormId
    recipient: UnitCode
    cadence: Cadence
    due: DayRule
    cut_off: DayRule = field(default=DayRule(RuleKind.AFTER_END, 0))
    selector: Selector = Selector()
    shift: Shift = Shift.LATER
    ladder: Ladder = MONTH_LADDER
    year_from: int = 1
    wants_signed: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    """The first day on which it is no longer owed: no period that is due from then on is opened."""
    source: Source = Source()
    asks: str = ""
    """The sentence of an ad-hoc request."""
    skip_months: tuple[int, ...] = ()
    """Months without a monthly report, since a longer one to the same recipient falls into them."""
    term: Period | None = None
    """The years that the one report of a term speaks of."""


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """A kỳ: its key ('2026-11', '2026-6T', '2026', '2026-11-21T16'), name and days, both ends included."""

    key: str
    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """One duty in one period. `due` is a moment of Viet Nam's clock; it may lie before the cut-off."""

    duty: DutyId
    period: ReportingPeriod
    cut_off: date
    due: datetime
