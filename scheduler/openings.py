"""Which filings are to be opened: who owes which report, from when on, and when nothing is owed any more."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler.calendar import Calendar
from scheduler.duties import Cadence, Deadline, Duty, DutyId, Selector
from scheduler.periods import deadline_of, periods_of
from scheduler.plan import CATCH_UP_MAX
from union.roster import Link, Unit

SEARCHED = timedelta(days=800)
"""A due day lies at most a year from its period's end, and a period that comes again is at most a year long."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A filing to be opened: this unit owes it."""

    duty: DutyId
    deadline: Deadline
    unit: UnitCode


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """The units and the dated links between them."""

    units: Sequence[Unit]
    links: Sequence[Link]


def plan_openings(
    duties: Iterable[Duty],
    hierarchy: Hierarchy,
    calendar: Calendar,
    now: datetime,
    since: datetime,
    *,
    known: Container[tuple[DutyId, str, UnitCode]] = frozenset(),
) -> list[Opening]:
    """The filings that are owed and not known yet; `since` is the `now` of the run before, the first time `now` itself.

    A filing is opened when its period begins, and only while it is not due, or fell due since the run before: no
    report is asked for that was due before the duty was set or the assistant came.
    """
    today = now.astimezone(VIETNAM).date()
    by_id = {duty.id: duty for duty in duties}
    below: dict[tuple[UnitCode, date], frozenset[UnitCode]] = {}
    found: list[Opening] = []
    for deadline in begun_between(by_id.values(), calendar, now, since):
        duty, day = by_id[deadline.duty], min(deadline.cut_off, today)
        area = below.get((duty.recipient, day))
        if area is None:
            area = below[duty.recipient, day] = units_below(duty.recipient, hierarchy.links, day)
        found += [
            Opening(duty.id, deadline, unit.code)
            for unit in hierarchy.units
            if unit.code in area
            and (duty.id, deadline.period.key, unit.code) not in known
            and is_selected(unit, duty.selector)
            and owes(unit, deadline, today)
        ]
    return found


def begun_between(duties: Iterable[Duty], calendar: Calendar, now: datetime, since: datetime) -> list[Deadline]:
    """The deadlines whose filings are open by now or are to be opened: few, however long the duties have been set."""
    today, start = now.astimezone(VIETNAM).date(), max(since, now - CATCH_UP_MAX)
    return [deadline for duty in duties for deadline in deadlines_between(duty, calendar, today, start)]


def deadlines_between(duty: Duty, calendar: Calendar, today: date, since: datetime) -> Iterator[Deadline]:
    """The duty's deadlines whose period has begun by today, that fall due after `since`, within its validity."""
    span = (date.min, date.max) if duty.cadence in ONCE else (since.date() - SEARCHED, today + SEARCHED)
    for period in periods_of(duty, *span):
        if period.start > today:
            continue
        deadline = deadline_of(duty, period, calendar)
        if deadline.due > since and is_in_force(duty, deadline):
            yield deadline


ONCE = (Cadence.ADHOC, Cadence.TERM)


def is_in_force(duty: Duty, deadline: Deadline) -> bool:
    """Whether the duty is in force on the day it is due; else nothing is owed, not even what was opened already."""
    day = deadline.due.date()
    return (duty.valid_from is None or duty.valid_from <= day) and (duty.valid_to is None or day < duty.valid_to)


def owes(unit: Unit, deadline: Deadline, today: date) -> bool:
    """Whether the unit is there to be reported on: founded by the cut-off and not closed by then, nor by the due day.

    A unit that closes after the cut-off still owes the report; its successor's chair sends it.
    """
    founded = min(deadline.period.end, deadline.cut_off, today)
    there = min(deadline.cut_off, deadline.due.date())
    return (unit.opened_on is None or unit.opened_on <= founded) and (unit.closed_on is None or unit.closed_on > there)


def is_selected(unit: Unit, selector: Selector) -> bool:
    """Whether the duty means this unit: one of those named, or else of these kinds and sectors; never one excepted."""
    if unit.code in selector.excepted:
        return False
    if selector.units:
        return unit.code in selector.units
    return unit.kind in selector.kinds and (not selector.sectors or unit.sector in selector.sectors)


def units_below(top: UnitCode, links: Iterable[Link], day: date) -> frozenset[UnitCode]:
    """All units below this one on that day, at any depth; a loop in the data ends it."""
    children: dict[UnitCode, list[UnitCode]] = {}
    for link in links:
        if link.holds_on(day):
            children.setdefault(link.above, []).append(link.unit)
    found: set[UnitCode] = set()
    front = [top]
    while front:
        front = [unit for above in front for unit in children.get(above, ()) if unit not in found]
        found.update(front)
    return frozenset(found - {top})
