"""What stands in a unit's ledger, what was set for the unit, and what one more entry would make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from handlers.talk import Talk
from knowledge.dates import VIETNAM, Period, PeriodKind, month_of
from knowledge.document import Comparator, UnitCode
from knowledge.result import Standing as InForce
from union.indicators import Basis, Catalogue, Indicator, IndicatorId, OverTime
from union.ledger import Amount, Balance, Entry, EntryId, Move, added, balance, in_force, total
from union.records import store as records
from union.records.store import Assignment
from union.roster import OfficerId
from union.scope import Scope

ADMITTED = IndicatorId("ket-nap-moi")
"""Newly admitted members are never net growth, and every sum of them says so."""
SHIFTED_INTO = frozenset({PeriodKind.WEEK, PeriodKind.MONTH})
"""A month stays a month beside the figure of a year: its report asks for it."""
IMAGINED = datetime(1, 1, 1, tzinfo=VIETNAM)
"""When an entry was recorded that is only thought of."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a programme in force asks of the whole area; no figure of one unit is measured by it."""

    comparator: Comparator
    value: Decimal
    per_unit: bool
    years: str
    """'năm 2026', 'nhiệm kỳ 2023-2028': the programme's own words."""
    start: date
    cited: str


@dataclass(frozen=True, slots=True)
class Course:
    """How far an indicator has come since `start`: beside the unit's own figure, or beside what all are asked."""

    indicator: Indicator
    start: date
    sum: Balance | None
    assigned: Assignment | None = None
    aim: Aim | None = None

    @property
    def is_gross(self) -> bool:
        """Whether those who left are still counted in."""
        return ADMITTED in {self.indicator.id, self.indicator.like} and self.indicator.basis is Basis.GROSS


@dataclass(frozen=True, slots=True)
class Own:
    """A unit that the speaker speaks for."""

    code: UnitCode
    name: str


@dataclass(frozen=True, slots=True)
class View:
    """The ledger of one unit as whoever speaks for it reads it."""

    unit: UnitCode
    name: str
    catalogue: Catalogue
    entries: tuple[Entry, ...]
    assigned: tuple[Assignment, ...]
    aims: Mapping[IndicatorId, Aim]
    today: date


def read_view(
    db: Session, talk: Talk, scope: Scope, own: Own, *, catalogue: Catalogue, periods: Sequence[Period] = ()
) -> View:
    """Reads it, with what was assigned today and in these periods; what staff wrote down for the unit is in it."""
    today = talk.visit.today
    entries = records.entries_of(db, scope, (own.code,))
    days = dict.fromkeys((today, *(min(period.end, today) for period in periods)))
    assigned = [item for day in days for item in records.assignments_of(db, scope, (own.code,), day)]
    aims = aims_of(talk, catalogue, today)
    return View(own.code, own.name, catalogue, tuple(entries), tuple(dict.fromkeys(assigned)), aims, today)


def aims_of(talk: Talk, catalogue: Catalogue, today: date) -> dict[IndicatorId, Aim]:
    """What the programmes in force ask of all units together, by indicator."""
    wanted = {item.stands_in for item in catalogue.indicators if item.target}
    papers = {str(item.key): item for item in talk.visit.library.documents if item.key in wanted}
    found: dict[IndicatorId, Aim] = {}
    for indicator in catalogue.indicators:
        paper = papers.get(indicator.stands_in)
        if paper is None or talk.visit.library.standing(paper, today, ())[0] is not InForce.IN_FORCE:
            continue
        header = paper.header
        comparator, _, value = indicator.aim.removesuffix(" /CĐCS").partition(" ")
        if comparator == Comparator.RANGE or not value:
            continue
        found[indicator.id] = Aim(
            Comparator(comparator), Decimal(value), indicator.aim.endswith("/CĐCS"), header.period,
            header.valid_from or date(today.year, 1, 1), header.number or header.title,
        )  # fmt: skip
    return found


# What stands


def stands(view: View, indicator: Indicator, period: Period) -> Balance | None:
    """What the ledger says for a period: its own figure, or what its parts come to."""
    return total(view.entries, indicator, period.start, period.end)


def wider(view: View, indicator: Indicator, period: Period) -> Period | None:
    """The week or month that has a figure already: one for a day of it would not count beside it."""
    longer = {
        entry.period
        for entry in in_force(view.entries)
        if entry.indicator == indicator.id and holds(entry.period, period) and entry.period.kind in SHIFTED_INTO
    }
    return min(longer, key=lambda each: each.end - each.start, default=None)


def holds(longer: Period, shorter: Period) -> bool:
    """Whether one period holds the other and more."""
    return (longer.start, longer.end) != (shorter.start, shorter.end) and (
        longer.start <= shorter.start and shorter.end <= longer.end
    )


def before(view: View, indicator: Indicator, period: Period) -> Balance | None:
    """What stood for the month before; for other periods nothing is compared."""
    if period.kind is not PeriodKind.MONTH:
        return None
    last = date.fromordinal(period.start.toordinal() - 1)
    return stands(view, indicator, month_of(last.year, last.month))


def latest(view: View, indicator: Indicator, day: date) -> Balance | None:
    """The newest figure of a stock up to a day."""
    return total(view.entries, indicator, date(day.year - 2, 1, 1), day)


def course(view: View, indicator: Indicator, period: Period | None = None) -> Course | None:
    """How far it has come: where a figure was assigned to the unit then, or else where a programme sets one for all."""
    day = min(period.end, view.today) if period else view.today
    mine = [item for item in view.assigned if item.indicator == indicator.id]
    assigned = next((item for item in mine if item.valid_from <= day <= item.valid_to), None)
    if assigned is not None:
        so_far = total(view.entries, indicator, assigned.valid_from, assigned.valid_to)
        return Course(indicator, assigned.valid_from, so_far, assigned)
    aim = view.aims.get(indicator.id)
    if aim is None or indicator.basis is Basis.STOCK:
        return None
    start = max(aim.start, date(view.today.year, 1, 1))
    return Course(indicator, start, total(view.entries, indicator, start, date(view.today.year, 12, 31)), aim=aim)


# What an entry would do


@dataclass(frozen=True, slots=True)
class Step:
    """One line to be written: what `records.add_entry` is given."""

    move: Move
    amount: Amount
    about: EntryId | None = None


def steps_to_set(amount: Amount) -> tuple[Step, ...]:
    """In place of what stands."""
    return (Step(Move.SET, amount),)


def steps_to_add(view: View, indicator: Indicator, period: Period, amount: Amount) -> tuple[Step, ...]:
    """On top of what stands; where only parts of the period stand their sum is written for the whole of it."""
    if balance(view.entries, indicator, period) is not None:
        return (Step(Move.ADD, amount),)
    parts = stands(view, indicator, period)
    return (Step(Move.SET, added([parts.amount, amount]) if parts else amount),)


def steps_to_mend(last: Entry, amount: Amount) -> tuple[Step, ...]:
    """In place of the newest of several entries, the others staying."""
    return Step(Move.RETRACT, last.amount, last.id), Step(Move.ADD, amount)


def steps_to_drop(entries: Sequence[Entry]) -> tuple[Step, ...]:
    """Takes entries out; what they stood in place of stands again."""
    return tuple(Step(Move.RETRACT, entry.amount, entry.id) for entry in entries)


def with_steps(view: View, indicator: Indicator, period: Period, steps: Sequence[Step]) -> View:
    """The ledger as it would stand afterwards."""
    free = max((entry.id for entry in view.entries), default=0) + 1
    more = tuple(
        Entry(EntryId(free + number), view.unit, indicator.id, period, step.move, step.amount, OfficerId(0), "",
              IMAGINED, about=step.about)
        for number, step in enumerate(steps)
    )  # fmt: skip
    return replace(view, entries=(*view.entries, *more))


def adds_up(indicator: Indicator) -> bool:
    """Whether a second figure for the same period could be meant on top of the first."""
    return indicator.over_time is OverTime.SUM
