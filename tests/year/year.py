"""A year as it is lived: the clock steps, the job knocks, chairs and clerks do what they do, and an account is kept."""

import asyncio
import heapq
import inspect
import itertools
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from sqlalchemy import Row, event, select
from sqlmodel import Session

from bot.channels.contract import SendError, Verdict
from bot.channels.pull import PullChannel
from bot.channels.web import WEB
from bot.clock import machine_now
from bot.db import Database, moment
from bot.delivery import Sender, Shower, recover
from bot.desk import Desk
from bot.house import House
from bot.inbox import Inbox
from bot.judges import JUDGES, Judge
from bot.parcel import unpack
from bot.reminding import remind
from bot.settings import QuietHours
from bot.store import incoming, outgoing
from bot.store.incoming import Arrival
from bot.store.outgoing import Lane
from bot.store.tables import Outgoing
from handlers.messages import Address, BotId, Chat, Reply
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler import store as scheduler
from scheduler.duties import DutyId
from scheduler.filings import Filing, FilingId
from scheduler.store import Which
from tests.house import PLATFORM, Platform, going, house_of, mine, rows, until
from tests.year import office as offices
from tests.year.office import Person, Staffed
from union import store as union
from union.draft import Line, Snapshot
from union.forms.form import FieldKind
from union.roster import Officer, OfficerId, Role
from union.scope import Scope

T = TypeVar("T")
Key = tuple[DutyId, str, UnitCode]
MEANWHILE = timedelta(seconds=40)
"""What happens between planning a message and letting it go happens so long after the knock."""
SHOWN_AFTER = timedelta(seconds=90)
LATER_ON = timedelta(minutes=20)
CLOCKS_DIFFER = timedelta(seconds=1)
ADMITTED = "ket-nap-moi"


class Habit(StrEnum):
    """How a unit treats one report."""

    EARLY = "early"
    ON_THE_DAY = "on the day"
    LATE = "late"
    CALLED = "called"
    """Not until the clerk telephones; the clerk writes it down."""
    PUTS_OFF = "puts off"
    IS_AT_IT = "is at it"
    JUST_THEN = "just then"
    """Hands it in while the reminder is on its way."""
    NEVER = "never"


class Died(Exception):  # noqa: N818 - the process of the simulation is gone, which is no fault of it
    """The process died between two transactions."""


class Mortal(Database):
    """A database whose process may die before its n-th writing transaction from now.

    It works in the loop's own thread and lets others run between two transactions, so that a run is the same each time.
    """

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.fuse: int | None = None
        if not self.is_postgres:  # no power cut is simulated, so nobody waits for the disk
            event.listen(self.engine, "connect", lambda raw, _record: raw.execute("PRAGMA synchronous=OFF"))

    async def read(self, work: Callable[[Session], T]) -> T:
        """As ever, without a thread."""
        await asyncio.sleep(0)
        return self.read_now(work)

    async def write(self, work: Callable[[Session], T]) -> T:
        """As ever, unless the process has died."""
        await asyncio.sleep(0)
        if self.fuse is not None:
            self.fuse -= 1
            if self.fuse <= 0:
                raise Died
        result, names = self._written(work)
        self.bell.ring(*names)
        return result


@dataclass
class Post(Platform):
    """A platform on which some people have blocked the assistant."""

    blocked: set[str] = field(default_factory=set)

    async def send(self, chat: Chat, reply: Reply) -> str:
        """Delivers, or says that this person does not want it."""
        if chat.id in self.blocked:
            raise SendError(Verdict.UNREACHABLE, "người nhận đã chặn")
        return await super().send(chat, reply)


@dataclass
class Case:
    """One report in the simulation's own account of it."""

    number: FilingId
    duty: DutyId
    period: str
    unit: UnitCode
    opened_at: datetime
    dues: list[tuple[datetime, datetime]]
    """From when on which due moment was in force."""
    habit: Habit = Habit.NEVER
    ends: list[tuple[datetime, str]] = field(default_factory=list)
    """When it ceased to be owed and why; with an empty reason, when it was owed again."""
    snoozes: list[tuple[datetime, datetime]] = field(default_factory=list)
    deputy: tuple[datetime, OfficerId] | None = None
    admitted: int = 0

    @property
    def key(self) -> Key:
        """What names it."""
        return self.duty, self.period, self.unit

    def ended(self, now: datetime) -> str:
        """Why it is not owed at a moment; empty when it is."""
        return next((why for at, why in reversed(self.ends) if at <= now), "")

    def due(self, now: datetime) -> datetime:
        """The due moment in force."""
        return next((due for at, due in reversed(self.dues) if at <= now), self.dues[0][1])


@dataclass(frozen=True, slots=True)
class Stint:
    """A seat in the simulation's own account: the speaker of a unit, or a clerk, from a day until another."""

    officer: OfficerId
    unit: UnitCode
    since: date
    until: date | None = None
    role: Role = Role.CHAIR

    def holds_on(self, day: date) -> bool:
        """Whether it is held on that day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Item:
    """One reminder within a message."""

    duty: DutyId
    period: str
    unit: UnitCode
    rung: str
    due: datetime
    officer: OfficerId

    @property
    def key(self) -> Key:
        """What names the report."""
        return self.duty, self.period, self.unit


@dataclass(frozen=True, slots=True)
class Told:
    """A message that went unasked: when, to which chat, under which key, with which words, and what it reminds of."""

    at: datetime
    key: str
    judge: str
    bot: str
    chat: str
    text: str
    items: tuple[Item, ...] = ()
    is_unsure: bool = False


@dataclass
class Account:
    """What the simulation knows by itself: reports, seats, who took over from whom, who cannot be reached, and all
    that was told."""

    end: datetime
    cases: dict[FilingId, Case] = field(default_factory=dict)
    by_key: dict[Key, Case] = field(default_factory=dict)
    stints: list[Stint] = field(default_factory=list)
    heirs: dict[UnitCode, tuple[UnitCode, date]] = field(default_factory=dict)
    chats: dict[OfficerId, tuple[datetime, str]] = field(default_factory=dict)
    """Since when which chat reaches whom."""
    lost: dict[OfficerId, datetime] = field(default_factory=dict)
    outages: list[tuple[datetime, datetime]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    names: dict[UnitCode, str] = field(default_factory=dict)
    counted: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Of each summary, how many reports were expected and how many were in when it went; of a call list, how many
    are to be called."""

    def speakers(self, unit: UnitCode, day: date) -> set[OfficerId]:
        """Who speaks for a unit on a day: its chairs, or those of the one that took over."""
        heir, since = self.heirs.get(unit, (unit, date.max))
        where = heir if since <= day else unit
        return {s.officer for s in self.stints if s.unit == where and s.role is Role.CHAIR and s.holds_on(day)}

    def told_of(self, case: Case, now: datetime) -> set[OfficerId]:
        """Who is to be reminded of a report at a moment."""
        if case.deputy and case.deputy[0] <= now:
            return {case.deputy[1]}
        return self.speakers(case.unit, now.date())

    def reaches(self, who: OfficerId, now: datetime) -> bool:
        """Whether a message reaches somebody."""
        return who in self.chats and self.chats[who][0] <= now < self.lost.get(who, self.end)

    def clerks(self, day: date) -> set[OfficerId]:
        """Who works in the office on a day."""
        return {s.officer for s in self.stints if s.role is Role.OFFICE and s.holds_on(day)}


class Year:
    """One office from one day to another; `judges` and `chance` are what a test may make different."""

    def __init__(
        self, address: str, folder: Path, first: date, last: date, *, count: int = 51,
        judges: Mapping[str, Judge] = JUDGES, seed: int = 1,
    ) -> None:  # fmt: skip
        self.address, self.first, self.last, self.judges, self.seed = address, first, last, judges, seed
        self.chance = Random(seed)  # noqa: S311 - chance that is the same in every run
        self.post = Post()
        self.db = Mortal(address)
        self.account = Account(end=offices.at(last, 23, 59))
        self.staffed: Staffed = self.db.write_now(
            partial(offices.open_office, count=count, folder=folder, now=offices.at(first, 6))
        )
        self.now = offices.at(first, 6)
        self.house = self._house()
        self.places = {unit.code: at for at, unit in enumerate(self.staffed.units)}
        self.events: list[tuple[datetime, int, Callable[[], object]]] = []
        self.meanwhile: list[tuple[datetime, Callable[[], object]]] = []
        self.mishaps: dict[date, str] = {}
        self.ahead = sorted(knocks(first, last, self.chance))
        self.seen: set[int] = set()
        self.looked_at = self.machine()
        self.numbers = itertools.count()
        self.last_case = 0
        self.restarts = 0
        self.knocks = 0
        self._enter_people()

    # The house

    def _house(self) -> House:
        house = replace(house_of(self.db, self.post), quiet_hours=QuietHours(time(20), time(7)))
        self.db.write_now(lambda session: outgoing.ensure_pace(session, PLATFORM, 5000.0, moment(session)))
        self.db.write_now(lambda session: recover(session, house, None))
        house.pulse.start()
        return house

    def _end(self) -> None:
        self.house.pulse.stop()
        self.db.close()

    def restart(self) -> None:
        """The process is gone; another begins with nothing but the database."""
        self._end()
        self.db = Mortal(self.address)
        self.house = self._house()
        self.set_clock(self.now)
        self.restarts += 1

    def set_clock(self, now: datetime) -> None:
        """The office's clock stands at this moment."""
        self.now = now
        self.house.clock.offset = now - self.machine()

    def machine(self) -> datetime:
        """The machine's time as the house reads it: on PostgreSQL the database's."""
        return self.db.read_now(moment) if self.db.is_postgres else machine_now()

    def _enter_people(self) -> None:
        for unit, chair in zip(self.staffed.units, self.staffed.chairs, strict=True):
            self.account.stints.append(Stint(chair.officer, unit.code, self.first))
            self.account.names[unit.code] = unit.name
            self._enter_chat(chair, self.now)
        for clerk in self.staffed.clerks:
            self.account.stints.append(Stint(clerk.officer, offices.OFFICE, self.first, role=Role.OFFICE))
            self._enter_chat(clerk, self.now)

    def _enter_chat(self, person: Person, since: datetime) -> None:
        if person.chat:
            self.account.chats[person.officer] = (since, person.chat)

    # The clock

    def at(self, when: datetime, deed: Callable[[], object], *, unit: int = 0) -> None:
        """Something happens then, or right after an outage; not outside the simulated days, nor to a unit not there."""
        for start, end in self.account.outages:
            if start <= when < end:
                when = end + (when - start) / 50
        if self.now <= when < self.account.end and unit < len(self.staffed.units):
            heapq.heappush(self.events, (when, next(self.numbers), deed))

    def just_after(self, knock: datetime, deed: Callable[[], object], *, unit: int = 0) -> None:
        """Something happens between the first knock from this moment on and the sending of what it planned."""
        if knock >= self.now and unit < len(self.staffed.units):
            self.meanwhile.append((knock, deed))

    def extra_knock(self, when: datetime) -> None:
        """The job knocks at this moment, too, where it lies within the simulated days."""
        if self.now <= when < self.account.end:
            heapq.heappush(self.ahead, when)

    async def live(self) -> Account:
        """The whole time: what people do and when the job knocks, in order."""
        while self.ahead:
            if self.events and self.events[0][0] <= self.ahead[0]:
                when, _, deed = heapq.heappop(self.events)
                self.set_clock(max(when, self.now))
                result = deed()
                if inspect.isawaitable(result):
                    await result
                continue
            knock = heapq.heappop(self.ahead)
            if not any(start <= knock < end for start, end in self.account.outages):
                await self.knock(max(knock, self.now))
        self._end()
        return self.account

    async def knock(self, now: datetime) -> None:
        """The job runs, something happens, what was planned goes out, and people read it."""
        self.knocks += 1
        self.set_clock(now)
        await self.run_job(self.mishaps.pop(now.date(), ""))
        self.enter_cases()
        self.set_clock(now + MEANWHILE)
        for when, deed in [each for each in self.meanwhile if each[0] <= now]:
            self.meanwhile.remove((when, deed))
            deed()
        self.hand_in_just_then()
        self.set_clock(now + SHOWN_AFTER)
        await self.deliver()
        self.read_what_came()

    async def run_job(self, mishap: str) -> None:
        """The job's own run; with a mishap it dies on its way, runs twice at once, or the process is new after it."""
        match mishap:
            case "dies":
                self.db.fuse = self.chance.randint(2, 9)
                try:
                    await remind(self.house)
                except Died:
                    self.restart()
                self.db.fuse = None
            case "twice":
                other = replace(self.house, boot=str(uuid.uuid4()))
                await asyncio.gather(remind(self.house), remind(other))
            case "restart":
                await remind(self.house)
                self.restart()
            case "in the air":
                await remind(self.house)
                await Sender(self.house, PLATFORM, self.judges)._turn()  # claimed, and nobody will ever know
                self.restart()
            case _:
                await remind(self.house)

    async def deliver(self) -> None:
        """Everything that may go goes: to the page by being shown, to the platform through its sender."""
        shower = Shower(self.house, self.judges)
        while self.db.read_now(lambda s: any(outgoing.any_queued(s, bot, self.now) for bot in self.house.pull_bots)):
            self.db.write_now(shower.show)
        if not self.is_settled():
            async with going(Sender(self.house, PLATFORM, self.judges).run):
                await until(self.is_settled, seconds=120)

    def is_settled(self) -> bool:
        """Whether nothing of the platform's waits that could go now."""
        waits = self.db.read_now(lambda session: outgoing.any_queued(session, PLATFORM, self.now))
        return not waits and not rows(self.db, "SELECT 1 FROM outgoing WHERE state = 'sending' LIMIT 1")

    # What is owed, and how it is treated

    def enter_cases(self) -> None:
        """Takes what was opened into the account, and decides how its unit will treat it."""
        newest = rows(self.db, "SELECT coalesce(max(id), 0) FROM filing")[0][0]
        if newest == self.last_case:
            return
        ids = [FilingId(number) for number in range(self.last_case + 1, int(str(newest)) + 1)]
        self.last_case = int(str(newest))
        for item in self.db.read_now(lambda session: scheduler.filings_of_all(session, Which(ids=ids))):
            case = Case(item.id, item.duty, item.period.key, item.unit, item.opened_at, [(item.opened_at, item.due)])
            self.account.cases[item.id] = self.account.by_key[case.key] = case
            self.decide(case, item)

    def decide(self, case: Case, item: Filing) -> None:
        """How the unit will treat this report: by chance, the same in every run."""
        chance = Random(f"{self.seed}/{case.key}")  # noqa: S311 - the same in every run
        case.admitted = chance.randint(0, 9)
        at = self.index(case.unit)
        case.habit = self.habit_of(at, case, chance)
        due, hours = item.due, timedelta(hours=1)
        lag = due - max(case.opened_at, due - timedelta(days=7))
        match case.habit:
            case Habit.EARLY:
                self.at(due - chance.uniform(0.05, 0.98) * lag, partial(self.hand_in, case))
            case Habit.ON_THE_DAY | Habit.IS_AT_IT:
                self.at(due - chance.uniform(0.1, 3.0) * hours, partial(self.hand_in, case))
            case Habit.LATE:
                self.at(due + chance.uniform(1.0, 100.0) * hours, partial(self.hand_in, case))
            case Habit.PUTS_OFF:
                self.at(due + chance.uniform(-3.0, 30.0) * hours, partial(self.hand_in, case))

    def habit_of(self, at: int, case: Case, chance: Random) -> Habit:
        """Some units never report, some only by telephone; the others are like everybody."""
        if at in NEVER or (at in SCRIPTED and case.period in {"2026-06", "2026-6T"}):
            return Habit.NEVER
        if at in offices.WITHOUT_ACCOUNT:
            return chance.choice((Habit.CALLED, Habit.LATE, Habit.NEVER))
        kinds = tuple(Habit)
        return chance.choices(kinds, weights=(52, 18, 11, 5, 4, 3, 5, 2))[0]

    def index(self, unit: UnitCode) -> int:
        """The unit's place in the list; -1 for one that came later."""
        return self.places.get(unit, -1)

    def case_of(self, at: int, duty: DutyId, period: str) -> Case | None:
        """One unit's report; None where it was never opened."""
        return self.account.by_key.get((duty, period, self.staffed.units[at].code))

    def hand_in_of(self, at: int, duty: DutyId, period: str) -> None:
        """One unit hands its report in, where it owes one."""
        if case := self.case_of(at, duty, period):
            self.hand_in(case)

    def scope(self, who: OfficerId) -> Scope:
        """What somebody may do now, as the house knows it."""
        day = self.now.date()
        return self.db.read_now(lambda s: union.scope_of(s, Officer(who, "Ai", union.seats_of(s, who, day)), day))

    def clerk(self) -> OfficerId:
        """A clerk who is there."""
        return min(self.account.clerks(self.now.date()))

    def hand_in(self, case: Case, *, by_clerk: bool = False) -> None:
        """The report is handed in by who speaks for the unit, or where there is nobody, written down by a clerk."""
        if case.ended(self.now):
            return
        speakers = self.account.told_of(case, self.now)
        by = self.clerk() if by_clerk or not speakers else min(speakers)
        scope = self.scope(by)
        self.db.write_now(lambda session: submitted(session, scope, case, self.now))
        case.ends.append((self.now, "filed"))

    def hand_in_just_then(self) -> None:
        """Who is reminded this very minute, and was about to hand in, does."""
        waiting = rows(self.db, "SELECT DISTINCT filing FROM reminder WHERE state = 'waiting'")
        for (number,) in waiting:
            case = self.account.cases[FilingId(int(str(number)))]
            if case.habit is Habit.JUST_THEN:
                self.hand_in(case)

    # What was told

    def read_what_came(self) -> None:
        """Takes what went out into the account; people react to it."""
        since, self.looked_at = self.looked_at, self.machine()
        found = [row for row in self.db.read_now(lambda db: went_out(db, since)) if row.id not in self.seen]
        items = self.items_of([row.key for row in found if row.judge == "reminder"])
        for row in found:
            self.seen.add(row.id)
            about, words = tuple(items.get(row.key, ())), unpack(row.body).text
            told = Told(self.now, row.key, row.judge, row.bot, row.chat, words, about, row.state == Outgoing.UNSURE)
            self.account.told.append(told)
            self.react(told)

    def items_of(self, bundles: Sequence[str]) -> dict[str, list[Item]]:
        """The reminders that went with each message."""
        found: dict[str, list[Item]] = {}
        for each in self.db.read_now(lambda session: scheduler.reminders_of(session, bundles)) if bundles else ():
            if each.state is scheduler.Ended.SENT:
                case = self.account.cases[each.filing]
                item = Item(case.duty, case.period, each.unit, each.rung, each.due, each.officer)
                found.setdefault(each.bundle, []).append(item)
        return found

    def react(self, told: Told) -> None:
        """Some put it off, some say that they are at it; the clerk telephones those on the list."""
        for item in told.items:
            case = self.account.by_key[item.key]
            says = {Habit.PUTS_OFF: "để sau", Habit.IS_AT_IT: "đang làm"}.get(case.habit)
            if says and told.bot == WEB.bot and not case.snoozes and item.rung.startswith("T-"):
                self.at(told.at + LATER_ON, partial(self.put_off, told, says))
        if told.judge == "summary":
            self.account.counted[told.key] = self.counted(told.key)
        if told.key.startswith("calllist/"):
            _, duty, period, *_ = told.key.split("/")
            for case in self.account.cases.values():
                if (case.duty, case.period) == (duty, period) and case.habit is Habit.CALLED:
                    self.at(told.at + timedelta(hours=20), partial(self.hand_in, case, by_clerk=True))

    def counted(self, key: str) -> tuple[int, int]:
        """Of a deadline as it stands now: how many reports are expected, and how many are in; whom to call."""
        kind, duty, period, *_ = key.split("/")
        ends = [case for case in self.account.cases.values() if (case.duty, case.period) == (duty, period)]
        why = [case.ended(self.now) for case in ends]
        if kind == "summary":
            return len(ends) - why.count("abolished"), why.count("filed")
        waited = [case for case in ends if not case.ended(self.now)]
        return len([case for case in waited if len(case.dues) == 1 or case.due(self.now) < self.now]), 0

    # Conversations

    async def say(self, chat: str, said: str) -> list[str]:
        """Somebody says something on the page; gives the answers."""
        event = uuid.uuid4().hex
        channel = PullChannel(BotId(WEB.bot), WEB.limits)
        body = channel.body(event, Address(f"{WEB.bot}:{chat}"), said)
        await Inbox(self.db).store(Arrival(WEB.bot, event, chat, body))
        claimed = self.db.write_now(lambda s: incoming.claim(s, mine(self.house.boot), 1, moment(s)))
        for row in claimed:
            await Desk(self.house).serve(row)
        [(state,)] = rows(self.db, "SELECT state FROM incoming WHERE event = :event", event=event)
        assert state == "done", (said, state)
        found = rows(self.db, "SELECT body FROM outgoing WHERE key LIKE :key ORDER BY id", key=f"%{event}%")
        return [unpack(str(answer)).text for (answer,) in found]

    async def put_off(self, told: Told, said: str) -> None:
        """The chair answers a message; until when each of its reports is left alone is read from what was recorded."""
        await self.say(told.chat, said)
        for item in told.items:
            case = self.account.by_key[item.key]
            until_when = self.filing(case).snoozed_until
            if until_when and until_when > self.now:
                case.snoozes.append((self.now, until_when))

    def filing(self, case: Case) -> Filing:
        """The report as the house knows it."""
        [item] = self.db.read_now(lambda session: scheduler.filings_of_all(session, Which(ids=[case.number])))
        return item


NEVER = frozenset({0, 1, 8})
"""These never report: what they are told is the whole ladder."""
SCRIPTED = frozenset({9, 10, 11, 12, 14, 15, 16, 18, 28})
"""These report neither June nor the half year by themselves, so that what is done to them in June is seen."""


def submitted(db: Session, scope: Scope, case: Case, now: datetime) -> None:
    """Hands a report in as the house does, with one figure in it."""
    item = scheduler.hold_filing(db, scope, case.number)
    assert item is not None, case
    line = Line(ADMITTED, FieldKind.FIGURE, "Kết nạp mới", "", ADMITTED, "đoàn viên", value=str(case.admitted))
    paper = Snapshot(
        "Báo cáo", item.unit, item.unit_name, "", item.period.key, item.period.name, item.deadline.cut_off, item.due,
        now, "Ai", f"DS-{item.id}", item.version + 1, now > item.due, lines=(line,),
    )  # fmt: skip
    scheduler.submit(db, scope, item, paper, address="", now=now)


def went_out(db: Session, since: datetime) -> list[Row[tuple[Any, ...]]]:
    """What went unasked since a moment of the machine."""
    table = outgoing.outgoing.c
    gone = table.state.in_((Outgoing.SENT, Outgoing.UNSURE))
    columns = (table.id, table.key, table.judge, table.bot, table.chat, table.body, table.state)
    wanted = select(*columns).where(table.lane > Lane.REPLY, gone, table.settled_at >= since - CLOCKS_DIFFER)
    return list(db.execute(wanted.order_by(table.id)))


def knocks(first: date, last: date, chance: Random) -> Iterator[datetime]:
    """When the job knocks: every working morning, most evenings, at night, and at odd moments in between.

    What rings while it does not is told at the next knock: fewer knocks make the year faster, and nothing easier.
    """
    day = first
    while day <= last:
        hours = [time(8, chance.randint(0, 4))] if day.weekday() < 5 or chance.random() < 0.6 else []
        if 22 <= day.day <= 29 or (day.weekday() < 5 and chance.random() < 0.5):
            hours.append(time(19, 30 + chance.randint(0, 4)))
        odd = ((7, 0, 0.05), (8, 30, 0.25), (12, 0, 0.25), (16, 5, 0.05), (23, 40, 0.05), (5, 10, 0.05))
        hours += [time(hour, minute) for hour, minute, share in odd if chance.random() < share]
        yield from (datetime.combine(day, hour, VIETNAM) for hour in sorted(hours))
        day += timedelta(days=1)
