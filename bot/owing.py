"""What is owed at a moment, who is told of it, and how they are reached: read for the job, its judges, the command."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from bot import shipped
from handlers.wording.board import Means
from knowledge.document import UnitCode
from scheduler import calendar as days
from scheduler import store as scheduler
from scheduler.calendar import Calendar
from scheduler.duties import MORNING, Cadence, Deadline, Duty, DutyId
from scheduler.filings import Filing, FilingId, State
from scheduler.openings import Hierarchy, plan_openings
from scheduler.plan import Owing, Reached, Sheet, may_ring
from scheduler.store import Waited, Which
from union import store as union
from union.reach import store as reach
from union.reach.store import NOBODY, Contact, Speakers
from union.roster import OfficerId

A_NIGHT = timedelta(days=1)
"""What is put off into quiet hours is told after them."""
STEP = timedelta(days=7)
"""How far apart the moments are at which openings ahead are looked for: less than the shortest period."""


@dataclass(frozen=True, slots=True)
class World:
    """Filings with their duties, whoever speaks for their units, and how these are reached."""

    calendar: Calendar
    duties: Mapping[DutyId, Duty]
    filings: Mapping[FilingId, Filing]
    speakers: Mapping[UnitCode, Speakers]
    contacts: Mapping[OfficerId, Contact] = field(default_factory=dict)

    def told(self, filing: Filing) -> tuple[OfficerId, ...]:
        """Who is reminded of a filing: whom it was handed to while they speak for the unit, or else its chairs."""
        known = self.speakers.get(filing.unit, NOBODY)
        return (filing.handed_to,) if filing.handed_to in known.everybody else known.first

    def names(self) -> dict[UnitCode, str]:
        """Who speaks for each unit, by name."""
        return {code: self.contacts[some.first[0]].name for code, some in self.speakers.items() if some.first}

    def means(self) -> dict[UnitCode, Means]:
        """How each unit's speaker is reached, as its office reads it."""
        return {code: means_of([self.contacts[who] for who in some.first]) for code, some in self.speakers.items()}


def means_of(contacts: Sequence[Contact]) -> Means:
    """How a unit is reached: by any of those who speak for it, and on the telephone of the first."""
    if not contacts:
        return Means(has_account=False, is_reachable=False)
    return Means(
        contacts[0].phone,
        has_account=any(contact.joined for contact in contacts),
        is_reachable=any(contact.account for contact in contacts),
        last_heard=contacts[0].last_heard,
    )


def world_of(db: Session, filings: Iterable[Filing], day: date) -> World:
    """These filings with all that belongs to them on a day."""
    by_id = {item.id: item for item in filings}
    speakers = reach.speakers_of(db, {item.unit for item in by_id.values()}, day)
    people = {who for some in speakers.values() for who in some.everybody}
    duties = {duty.id: duty for duty in scheduler.all_duties(db)}
    return World(shipped.calendar(db), duties, by_id, speakers, reach.contacts_of(db, people))


def ringing(db: Session, now: datetime, since: datetime) -> World:
    """What is waited for of the deadlines that may ring in this span: on most days nothing, and nothing is read."""
    calendar, duties = shipped.calendar(db), {duty.id: duty for duty in scheduler.all_duties(db)}
    wanted = {
        (each.duty, each.period)
        for each in scheduler.waited_moments(db)
        if may_be_told(each, duties[each.duty], calendar, now, since)
    }
    found = [
        item
        for duty, period in sorted(wanted)
        for item in scheduler.filings_of_all(db, Which(duty=duty, period=period, owed=True))
    ]
    return world_of(db, found, now.date())


def may_be_told(each: Waited, duty: Duty, calendar: Calendar, now: datetime, since: datetime) -> bool:
    """Whether a rung, an asking or the end of a snooze can fall into the span."""
    if duty.cadence is Cadence.ADHOC or may_ring(duty.ladder, each.due, calendar, now, since):
        return True
    return each.snoozed_until is not None and since - A_NIGHT < each.snoozed_until <= now


def about(db: Session, filings: Collection[FilingId], now: datetime) -> World:
    """Some filings, however they stand."""
    return world_of(db, scheduler.filings_of_all(db, Which(ids=filings)), now.date())


def sheets(world: World) -> list[Sheet]:
    """The filings as the plan takes them: by duty and period, with whom to tell at what hour."""
    grouped: dict[tuple[DutyId, str], list[Filing]] = {}
    for item in world.filings.values():
        grouped.setdefault((item.duty, item.period.key), []).append(item)
    return [
        Sheet(
            world.duties[duty],
            some[0].deadline,
            [owing_of(item, world) for item in some],
            min(item.opened_at for item in some) if world.duties[duty].cadence is Cadence.ADHOC else None,
        )
        for (duty, _), some in grouped.items()
    ]


def owing_of(item: Filing, world: World) -> Owing:
    """One filing as the plan takes it."""
    officers = tuple(Reached(who, hour_of(world.contacts[who])) for who in world.told(item))
    counted_from = max(item.opened_at, item.extended_at or item.opened_at)
    return Owing(item.id, item.unit, item.due, officers, item.snoozed_until, counted_from)


def hour_of(contact: Contact) -> time:
    """The hour at which somebody wants to be told."""
    return MORNING if contact.hour is None else time(contact.hour)


# Ahead


def foreseen(db: Session, now: datetime, until: datetime) -> World:
    """What will be owed at a later moment if nothing more is handed in, with the filings that are opened by then."""
    standing = scheduler.filings_of_all(db, Which(owed=True))
    duties = scheduler.all_duties(db)
    known_days = calendar_until(db, until.date())
    hierarchy = Hierarchy(union.all_units(db), reach.all_links(db))
    ahead = list(opened_ahead(duties, hierarchy, known_days, now, until, known=scheduler.opened(db)))
    found = world_of(db, [*standing, *ahead], until.date())
    return World(known_days, found.duties, found.filings, found.speakers, found.contacts)


def calendar_until(db: Session, day: date) -> Calendar:
    """The office's calendar, with what can be computed of years that are not in it yet."""
    known = shipped.calendar(db)
    if shipped.knows_year(known, day.year):
        return known
    return days.calendar_of([*days.holidays_of([day.year]), *known.days.values()])


def opened_ahead(
    duties: Sequence[Duty],
    hierarchy: Hierarchy,
    calendar: Calendar,
    now: datetime,
    until: datetime,
    *,
    known: Collection[tuple[DutyId, str, UnitCode]],
) -> Iterable[Filing]:
    """The filings that the job will open on its way to a later moment."""
    names = {unit.code: unit.name for unit in hierarchy.units}
    called = {duty.id: duty.name for duty in duties}
    seen, before, number = set(known), now, 0
    while before < until:
        at = min(before + STEP, until)
        for each in plan_openings(duties, hierarchy, calendar, at, before, known=seen):
            number += 1
            seen.add((each.duty, each.deadline.period.key, each.unit))
            yield unopened(each.deadline, FilingId(-number), called[each.duty], each.unit, names[each.unit])
        before = at


def unopened(deadline: Deadline, number: FilingId, duty_name: str, unit: UnitCode, unit_name: str) -> Filing:
    """A filing as it will be opened when its period begins."""
    opened_at = datetime.combine(deadline.period.start, time(), deadline.due.tzinfo)
    return Filing(
        number, deadline.duty, duty_name, deadline.period, unit, unit_name, State.UNTOUCHED, deadline, opened_at
    )
