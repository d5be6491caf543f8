"""The job that reminds: opens what is owed, ends what is not, plans who is told, and puts it into the door once."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlmodel import Session

from bot import bundles, owing, shipped
from bot.bundles import Drafting
from bot.db import OUTGOING, moment, wake
from bot.house import House
from bot.opening import REMINDED_AT
from bot.owing import World
from bot.parcel import pack
from bot.store import outgoing, runs
from bot.store.outgoing import Lane, Outbound
from bot.store.tables import Outgoing
from handlers.messages import BotId, Reply
from handlers.wording.reminding import NOT_JOINED, NOT_REACHED
from scheduler import store as scheduler
from scheduler.calendar import Calendar
from scheduler.duties import MORNING, Deadline, Duty
from scheduler.filings import FilingId
from scheduler.openings import Hierarchy, Opening, begun_between, is_in_force, owes, plan_openings
from scheduler.plan import Reminder, plan_reminders
from scheduler.rungs import rungs_of
from scheduler.store import Ended, NewReminder, Which
from scheduler.summaries import Board, Summary, call_list_at, plan_summaries, summary_at
from union import store as union
from union.reach import store as reach
from union.reach.store import Contact
from union.roster import OfficerId

T = TypeVar("T")
log = logging.getLogger(__name__)

SWEPT_AT = "reminders_swept_at"
OFFICERS_AT_ONCE = 200
UNITS_AT_ONCE = 2000
FILINGS_AT_ONCE = 500
OF_USE_LATE = timedelta(days=3)
OF_USE_LEAST = timedelta(hours=2)
SWEPT_AGAIN = timedelta(hours=1)
LOOKED_BACK = timedelta(days=75)
"""A call list comes at most so long after its due day: after the last of four weekly rungs, or after Tết."""


@dataclass(frozen=True, slots=True)
class Span:
    """What one run covers: what rings after `since` and up to `now`, in office time."""

    since: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class Bundle:
    """What one officer is told at one moment, with what is merged into it."""

    officer: OfficerId
    tell_at: datetime
    reminders: tuple[Reminder, ...]


async def remind(house: House) -> int:
    """One run at the office time of now; gives how many messages were put into the door. Doing it twice is harmless."""
    return await remind_as_of(house, await house.db.read(lambda session: house.clock.at(moment(session))))


async def remind_as_of(house: House, now: datetime) -> int:
    """The same at a given office time. What takes long is read first: a transaction that writes is a short one."""
    db = house.db
    span = await db.read(partial(span_of, now=now))
    if not await db.read(partial(knows_holidays, now=now)):
        await db.write(partial(shipped.sync_holidays, today=now.date()))
    for deadline, openings in await db.read(partial(to_open, span=span)):
        await db.write(partial(open_some, deadline=deadline, openings=openings, now=now))
    for some in pieces(await db.read(partial(ended_filings, now=now)), FILINGS_AT_ONCE):
        await db.write(partial(end_filings, some=some, now=now))
    await sweep(house, now)
    count = 0
    for some_bundles in pieces(await db.read(partial(planned, span=span)), OFFICERS_AT_ONCE):
        told = await db.read(partial(worded, some=some_bundles, office=house.office.name, now=now))
        count += await db.write(partial(keep, house=house, told=told, now=now))
    for summaries in pieces(await db.read(partial(planned_summaries, span=span)), OFFICERS_AT_ONCE):
        count += await db.write(partial(tell_offices, house=house, some=summaries))
    await db.write(lambda session: runs.write_setting(session, REMINDED_AT, now.isoformat()))
    if count:
        log.info("reminded", extra={"messages": count})
    return count


def pieces(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The items, so many at a time."""
    return (items[start : start + size] for start in range(0, len(items), size))


def span_of(db: Session, now: datetime) -> Span:
    """From the run before to now; the first run begins now, and a clock that was set back begins where it stands."""
    before = runs.read_setting(db, REMINDED_AT)
    return Span(min(datetime.fromisoformat(before), now) if before else now, now)


def knows_holidays(db: Session, now: datetime) -> bool:
    """Whether the holidays of this year and the next are known."""
    known = shipped.calendar(db)
    return all(shipped.knows_year(known, year) for year in (now.year, now.year + 1))


# What is owed


def to_open(db: Session, span: Span) -> list[tuple[Deadline, Sequence[Opening]]]:
    """The filings that are owed and not open yet, by deadline, in pieces of a size for one transaction."""
    hierarchy = Hierarchy(union.all_units(db), reach.all_links(db))
    duties, calendar = scheduler.all_duties(db), shipped.calendar(db)
    begun = begun_between(duties, calendar, span.now, span.since)
    known = scheduler.opened(db, {(each.duty, each.period.key) for each in begun})
    found = plan_openings(duties, hierarchy, calendar, span.now, span.since, known=known)
    grouped: dict[Deadline, list[Opening]] = {}
    for each in found:
        grouped.setdefault(each.deadline, []).append(each)
    return [(of, piece) for of, some in grouped.items() for piece in pieces(some, UNITS_AT_ONCE)]


def open_some(db: Session, deadline: Deadline, openings: Iterable[Opening], now: datetime) -> None:
    """Opens them; those that are open stay as they are."""
    scheduler.open_filings(db, deadline, [each.unit for each in openings], now)


def open_begun(db: Session, now: datetime) -> list[tuple[Deadline, int]]:
    """Opens at once what a new duty or a new unit owes now, so that nobody is told meanwhile that nothing is owed."""
    counts: dict[Deadline, int] = {}
    for deadline, openings in to_open(db, span_of(db, now)):
        open_some(db, deadline, openings, now)
        counts[deadline] = counts.get(deadline, 0) + len(openings)
    return sorted(counts.items(), key=lambda each: each[0].due)


def ended_filings(db: Session, now: datetime) -> list[FilingId]:
    """What is waited for although its duty, or its unit without a successor, has ended."""
    units = {unit.code: unit for unit in union.all_units(db)}
    closed = {code for code, unit in units.items() if unit.closed_on and unit.closed_on <= now.date()}
    duties = {duty.id: duty for duty in scheduler.all_duties(db)}
    dated = [duty for duty in duties.values() if duty.valid_from or duty.valid_to]
    heirs = reach.heirs_of(db, closed, now.date())
    doubtful = scheduler.filings_of_all(db, Which(units=closed, owed=True)) if closed else []
    for duty in dated:
        doubtful += scheduler.filings_of_all(db, Which(duty=duty.id, owed=True))
    return [
        item.id
        for item in {item.id: item for item in doubtful}.values()
        if (item.unit in closed and item.unit not in heirs)
        or not is_in_force(duties[item.duty], item.deadline)
        or not owes(units[item.unit], item.deadline, now.date())
    ]


def end_filings(db: Session, some: Iterable[FilingId], now: datetime) -> None:
    """They are owed no more, but for what was handed in since they were looked for."""
    scheduler.abolish(db, list(some), now)


# Who is told


def planned(db: Session, span: Span) -> list[Bundle]:
    """What rings, by officer and moment; what an outage merged goes with what it was merged into."""
    world = owing.ringing(db, span.now, span.since)
    known = scheduler.known_reminders(db, span.since)
    found = plan_reminders(owing.sheets(world), world.calendar, span.now, span.since, known)
    grouped: dict[tuple[OfficerId, datetime], list[Reminder]] = {}
    for each in found:
        grouped.setdefault((each.officer, each.tell_at), []).append(each)
    return [Bundle(who, at, tuple(some)) for (who, at), some in sorted(grouped.items())]


@dataclass(frozen=True, slots=True)
class Told:
    """A message that is told unasked: under its key, judged again when it goes, within its time."""

    key: str
    reply: Reply
    judge: str
    args: Mapping[str, str]
    not_before: datetime
    use_by: datetime


@dataclass(frozen=True, slots=True)
class Parcel:
    """A bundle as it is entered, with its message where something reaches its officer."""

    name: str
    bundle: Bundle
    contact: Contact
    message: Told | None


def worded(db: Session, some: Sequence[Bundle], office: str, now: datetime) -> list[Parcel]:
    """The messages of these bundles as they read now; they are worded again when they go."""
    world = owing.about(db, {each.filing for bundle in some for each in bundle.reminders}, now)
    contacts = reach.contacts_of(db, {bundle.officer for bundle in some})
    drafting = Drafting(db, now)
    found = []
    for name, bundle in zip(free_names(db, some), some, strict=True):
        contact, message = contacts[bundle.officer], None
        sent = [each for each in bundle.reminders if not each.merged_into]
        if contact.account and sent:
            filings = [world.filings[each.filing] for each in sent]
            reply = bundles.worded(filings, bundle.officer, world, drafting, office, at=bundle.tell_at)
            until = max(use_by(each, world, contact) for each in sent)
            message = Told(name, reply, "reminder", {"bundle": name, "office": office}, bundle.tell_at, until)
        found.append(Parcel(name, bundle, contact, message))
    return found


def keep(db: Session, house: House, told: Sequence[Parcel], now: datetime) -> int:
    """Enters the reminders of these bundles and their messages; gives how many messages are new."""
    count = 0
    for parcel in still_free(db, told):
        fresh = [each for each in parcel.bundle.reminders if keep_one(db, each, parcel.name, parcel.contact, now)]
        if parcel.message and any(not each.merged_into for each in fresh):
            count += post(db, house, parcel.contact, parcel.message)
    return count


def keep_one(db: Session, each: Reminder, bundle: str, contact: Contact, now: datetime) -> bool:
    """Enters one reminder: waiting, merged, or cancelled where nothing reaches its officer. False when it is known."""
    state, reason = Ended.WAITING, ""
    if each.merged_into:
        state, reason = Ended.MERGED, bundles.NEWER
    elif contact.account is None:
        state, reason = Ended.CANCELLED, NOT_REACHED if contact.joined else NOT_JOINED
    return scheduler.keep_reminder(
        db,
        NewReminder(
            each.key, each.duty, each.period, each.unit, each.filing, each.due, each.rung, each.officer, each.at,
            bundle, state, reason,
        ),
        now,
    )  # fmt: skip


def still_free(db: Session, told: Sequence[Parcel]) -> Iterator[Parcel]:
    """The parcels; one whose message has gone since its name was chosen gets the next name, lest it be lost."""
    for name, parcel in zip(free_names(db, [each.bundle for each in told], held=True), told, strict=True):
        message = parcel.message and replace(parcel.message, key=name, args={**parcel.message.args, "bundle": name})
        yield replace(parcel, name=name, message=message)


def free_names(db: Session, some: Sequence[Bundle], *, held: bool = False) -> list[str]:
    """`bundle/<officer>/<moment>`; where that message has gone already, the next one of that moment.

    `held`: and no message of these names goes before this transaction ends.
    """
    names = [f"bundle/{each.officer}/{each.tell_at.isoformat(timespec='minutes')}" for each in some]
    while gone := {
        key for key, (state, _) in outgoing.states_of(db, names, held=held).items() if state is not Outgoing.QUEUED
    }:
        names = [f"{name}~" if name in gone else name for name in names]
    return names


def told_at(bundle: str) -> datetime:
    """The moment in a bundle's name."""
    return datetime.fromisoformat(bundle.rpartition("/")[2].rstrip("~"))


def use_by(each: Reminder, world: World, contact: Contact) -> datetime:
    """Until when it is of use: an early rung until the next one rings, a later one for some days."""
    ladder = world.duties[each.duty].ladder
    hour = owing.hour_of(contact) if contact.hour is not None else MORNING
    later = (firing.at for firing in rungs_of(ladder, each.due, world.calendar, hour) if firing.at > each.at)
    until = next(later, each.at + OF_USE_LATE) if each.at < each.due else each.tell_at + OF_USE_LATE
    return max(until, each.tell_at + OF_USE_LEAST)


def post(db: Session, house: House, contact: Contact, told: Told) -> int:
    """Puts it into the door for the contact's account; gives whether it is new."""
    home = contact.account
    assert home, "the caller has looked"
    message = Outbound(
        told.key, home.bot, home.chat, Lane.PERSONAL, pack(told.reply), judge=told.judge, judge_args=told.args,
        not_before=told.not_before, use_by=told.use_by,
    )  # fmt: skip
    channel, now = house.channels.get(BotId(home.bot)), moment(db)
    count = outgoing.enqueue(db, [message], now, house.clock.at(now), pull=bool(channel and channel.limits.pull))
    if count:
        wake(db, OUTGOING)
    return count


Ends = Mapping[tuple[Ended, str], list[str]]


async def sweep(house: House, now: datetime) -> None:
    """No reminder stays open: what was promised by a message that never went ends as that did."""
    machine = await house.db.read(moment)
    if late := await house.db.read(partial(overdue, now=now)):
        await house.db.write(partial(outgoing.expire_overdue, keys=late, now=machine))
    for (end, reason), keys in (await house.db.read(partial(unsettled, machine=machine))).items():
        await house.db.write(
            partial(scheduler.settle_reminders, keys=keys, state=end, reason=reason, now=now),
        )
    await house.db.write(lambda session: runs.write_setting(session, SWEPT_AT, machine.isoformat()))


def overdue(db: Session, now: datetime) -> list[str]:
    """The messages of reminders that nobody has sent in their time."""
    return outgoing.overdue(db, sorted({each.bundle for each in scheduler.waiting_reminders(db)}), now)


def unsettled(db: Session, machine: datetime) -> Ends:
    """The reminders that do not stand as their message does, by how they end."""
    before = runs.read_setting(db, SWEPT_AT)
    since = datetime.fromisoformat(before) - SWEPT_AGAIN if before else machine - LOOKED_BACK
    unsent = outgoing.not_sent(db, "reminder", since)
    waiting = scheduler.waiting_reminders(db)
    states = outgoing.states_of(db, sorted({each.bundle for each in waiting}))
    ends: dict[tuple[Ended, str], list[str]] = {}
    for each in waiting:
        state, reason = states.get(each.bundle, (None, bundles.GONE))
        if state in {Outgoing.SENT, Outgoing.UNSURE}:
            ends.setdefault((Ended.SENT, ""), []).append(each.key)
        elif state not in {Outgoing.QUEUED, Outgoing.SENDING}:
            ends.setdefault((Ended.CANCELLED, reason), []).append(each.key)
    for each in scheduler.reminders_of(db, sorted(unsent)):
        if each.state is Ended.SENT:
            ends.setdefault((Ended.CANCELLED, unsent[each.bundle][1]), []).append(each.key)
    return ends


# To the offices


def planned_summaries(db: Session, span: Span) -> list[Summary]:
    """The summaries and call lists that are due."""
    calendar = shipped.calendar(db)
    duties = {duty.id: duty for duty in scheduler.all_duties(db)}
    boards = [
        board_of(db, duties[deadline.duty], deadline, span.now)
        for deadline in scheduler.deadlines(db)
        if span.now - LOOKED_BACK < deadline.due and is_told(duties[deadline.duty], deadline, calendar, span)
    ]
    return plan_summaries(boards, calendar, span.now, span.since)


def tell_offices(db: Session, house: House, some: Sequence[Summary]) -> int:
    """Puts them into the door; gives how many are new."""
    contacts = reach.contacts_of(db, {each.officer for each in some})
    return sum(tell_office(db, house, each, contacts[each.officer]) for each in some)


def is_told(duty: Duty, deadline: Deadline, calendar: Calendar, span: Span) -> bool:
    """Whether its office is told anything of this deadline now; only then its filings are counted."""
    return any(span.since < told(duty, deadline, calendar).at <= span.now for told in (summary_at, call_list_at))


def board_of(db: Session, duty: Duty, deadline: Deadline, now: datetime) -> Board:
    """One deadline as its office sees it."""
    items = scheduler.filings_of_all(db, Which(duty=duty.id, period=deadline.period.key))
    expected = sum(not item.is_abolished for item in items)
    missing = sum(item.is_owed for item in items)
    staff = reach.staff_of(db, (duty.recipient,), now.date()).get(duty.recipient, ())
    return Board(duty, deadline, expected, missing, staff)


def tell_office(db: Session, house: House, each: Summary, contact: Contact) -> int:
    """One officer of the office is told once; the words are made again when it goes."""
    if contact.account is None:
        return 0
    office = house.office.name
    args = {
        "officer": str(each.officer), "kind": str(each.kind), "duty": each.duty, "period": each.period,
        "office": office,
    }  # fmt: skip
    reply = bundles.told_office(db, args, each.tell_at)
    if reply is None:
        return 0
    until = each.tell_at + OF_USE_LATE
    return post(db, house, contact, Told(each.key, reply, "summary", args, each.tell_at, until))
