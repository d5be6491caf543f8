"""A month of fifty chairs on one Zalo bot: they join, ask, record and are reminded, and something goes wrong each day.

The whole house runs against the platform in this process; the office's clock is moved, and nothing sleeps. At the end
`account` says what was lost, doubled or sent beyond the allowance.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

import httpx
from sqlmodel import Session

from bot import demo_reports, shipped
from bot.backend import Hook
from bot.channels.zalo.channel import ZaloChannel
from bot.channels.zalo.client import ZaloClient
from bot.channels.zalo.rendering import LIMITS
from bot.clock import machine_now
from bot.db import INCOMING, OUTGOING, moment
from bot.delivery import Sender, Shower, recover
from bot.desk import Desk
from bot.front import Front
from bot.heralding import herald
from bot.house import House
from bot.inbox import Inbox
from bot.opening import REMINDED_AT
from bot.parcel import unpack
from bot.reminding import remind
from bot.settings import QuietHours
from bot.store import incoming, outgoing, runs
from bot.web.door import door
from handlers.announce import store as announcements
from handlers.announce.store import NewAnnouncement, NewRecipient, Wants, Weight
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler import store as scheduler
from tests.house import going, house_of, rows, until
from tests.year.year import Mortal
from tests.zalo_platform.app import HEADER, InProcess, ZaloApp
from tests.zalo_platform.faults import Fault, Trouble, accept_then_timeout
from tests.zalo_platform.platform import NAME, TOKEN, Platform, Shown, message_id_of
from tests.zalo_platform.shapes import Json, Spoken
from tests.zalo_platform.switches import Switches
from union import store as union
from union.roster import OfficerId, Role, Unit, UnitKind, code_hash
from union.scope import Scope
from union.store import NewInvitation

OFFICE = UnitCode("suoi-may")
FIRST, LAST = date(2026, 11, 2), date(2026, 12, 2)
SECRET = "a-secret-of-nobody_"
HOOK = "https://office.example/hook"
LETTERS = "ABCDEFGHJK"
ROUNDS = 60
STEP_SECONDS = 0.002
SPEAKERS = 8
"""How many of the chairs have something to say on a day."""

MISHAPS: Sequence[Fault] = (
    Fault(Trouble.BAD_GATEWAY, times=3),
    Fault(Trouble.BAD_GATEWAY, times=3, taken=True),
    Fault(Trouble.GATEWAY_TIMEOUT, times=3),
    Fault(Trouble.GATEWAY_TIMEOUT, times=3, taken=True),
    Fault(Trouble.HANG, times=3),
    accept_then_timeout(times=3),
    Fault(Trouble.RESET, times=3),
    Fault(Trouble.RESET, times=3, taken=True),
    Fault(Trouble.DRIP, times=3),
    Fault(Trouble.DRIP, times=3, seconds=1.0),
    Fault(Trouble.MALFORMED, times=3),
    Fault(Trouble.MALFORMED, times=3, taken=True),
    Fault(Trouble.QUOTA, times=5),
    Fault(Trouble.INTERNAL, times=3),
    Fault(Trouble.INTERNAL, times=6),
    Fault(Trouble.HANG, "sendChatAction", times=5),
)
"""Every trouble, with the message taken and not; one for each working day."""
MANNERS: Sequence[dict[str, object]] = (
    {},
    {"copies": 2},
    {"reordered": True},
    {"wrapped": True, "refusals_under_200": True},
    {"dates_in_seconds": True, "success_says_error_code": False},
)
"""How Zalo behaves in each week."""


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of the office."""
    return datetime.combine(day, time(hour, minute), VIETNAM)


def code_of(n: int) -> str:
    """The n-th chair's joining code."""
    return f"{LETTERS[n // 10]}{LETTERS[n % 10]}ZX-2345"


@dataclass(frozen=True, slots=True)
class Chairs:
    """The chairs in the order of their units, and the clerk."""

    officers: tuple[OfficerId, ...]
    clerk: OfficerId

    @property
    def scope(self) -> Scope:
        """What the clerk may do."""
        runs = frozenset({OFFICE, *(unit_of(n) for n in range(len(self.officers)))})
        return Scope(self.clerk, offices=frozenset({OFFICE}), runs=runs, views=runs)


def unit_of(n: int) -> UnitCode:
    """The n-th union."""
    return UnitCode(f"co-so-{n:02}")


def found(db: Session, count: int, salt: str, now: datetime) -> Chairs:
    """An office with so many unions below it, a report a month, and a code for each chair; nobody has joined."""
    day = now.date()
    union.save_unit(db, Unit(OFFICE, "Công đoàn xã Suối Mây", UnitKind.COMMUNE, phone="0200 000 0168", opened_on=day))
    clerk = union.add_officer(db, "Tuấn", "0200 000 0169")
    union.give_seat(db, clerk, OFFICE, Role.OFFICE, day)
    union.save_account(db, union.Account("web:tuan", clerk, "web", "tuan", reachable=True), now=now)
    officers = []
    for n in range(count):
        code, name = unit_of(n), f"Chủ tịch {n:02}"
        union.save_unit(db, Unit(code, f"CĐCS số {n:02}", UnitKind.GRASSROOTS, sector="giáo dục", members=20))
        union.link_units(db, union.Link(code, OFFICE, day))
        officers.append(union.add_officer(db, name, f"0200 {n:06d}"))
        union.give_seat(db, officers[-1], code, Role.CHAIR, day)
        invitation = NewInvitation(code, Role.CHAIR, name, "Tuấn", officers[-1])
        union.invite(db, code_hash(code_of(n), salt), invitation, moment(db))
    shipped.sync(db, day)
    scheduler.save_duty(db, demo_reports.duties(OFFICE)[0], "Văn phòng", now)
    runs.write_setting(db, REMINDED_AT, now.isoformat())
    return Chairs(tuple(officers), clerk)


@dataclass
class Month:
    """One month. `month_max` is what Zalo allows and what the house believes it allows."""

    address: str
    month_max: int = 3000
    count: int = 50
    switches: Switches = field(default_factory=Switches)

    def __post_init__(self) -> None:
        self.now = at(FIRST, 7)
        self.platform = Platform(
            lambda: self.now,
            replace(
                self.switches, month_max=self.month_max, users_max=self.count, counts_inbound=True, retries=9,
                retry_seconds=0.0,
            ),
        )  # fmt: skip
        self.bot = self.platform.add_bot()
        self.app = ZaloApp(self.platform, httpx.AsyncClient(transport=httpx.ASGITransport(self._office)))
        self.db = Mortal(self.address)
        self.house, self.channel = self._house()
        self.chairs = self.db.write_now(lambda session: found(session, self.count, self.house.salt, self.now))
        self.heard: list[Json] = []
        """What people said and the platform passed on."""
        self.recorded: set[tuple[int, int]] = set()
        """Who has recorded something in which month: another figure is added to it."""
        self.entries = 0
        self.announced = 0

    # The house

    def _house(self) -> tuple[House, ZaloChannel]:
        limits = replace(
            LIMITS, per_second=5000.0, private_gap_seconds=0.0, group_gap_seconds=0.0, month_max=self.month_max,
            users_max=self.count,
        )  # fmt: skip
        client = ZaloClient(TOKEN, "https://zalo.example", transport=InProcess(self.app))
        channel = ZaloChannel(client, TOKEN.partition(":")[0], name=NAME, limits=limits)
        house = replace(house_of(self.db, channel), quiet_hours=QuietHours(time(20), time(7)))
        self.db.write_now(lambda session: outgoing.ensure_pace(session, channel.bot, 5000.0, moment(session)))
        self.db.write_now(lambda session: recover(session, house, None))
        self.db.write_now(lambda session: incoming.give_back(session, None, house.boot))
        house.pulse.start()
        front = Front(house, Inbox(self.db), demo=False, cookie_secret="of nobody", hooks=())
        self._door = door(front, Hook("/hook", HEADER, SECRET, channel.bot))
        return house, channel

    async def _office(self, scope, receive, send) -> None:  # type: ignore[no-untyped-def] # an ASGI application
        await self._door(scope, receive, send)

    @asynccontextmanager
    async def _awake(self) -> AsyncIterator[None]:
        """The loops run."""
        async with going(Desk(self.house).run, Sender(self.house, self.channel.bot).run, Shower(self.house).run):
            yield

    def set_clock(self, now: datetime) -> None:
        """It is this moment, for the office and for Zalo."""
        self.now = max(now, self.now)
        self.house.clock.offset = self.now - machine_now()

    async def settle(self) -> None:
        """Until what people said is answered and what may go has gone. Waits of the machine pass at once."""
        for _ in range(ROUNDS):
            while await self.app.hand_out() or self.app.has_retries:
                pass
            await herald(self.house)
            self.db.bell.ring(INCOMING, OUTGOING)
            if await self._came_to_rest():
                break
            self._machine_time_passes()
        else:
            raise AssertionError(f"never at rest: {self._open()}")
        await herald(self.house)

    async def _came_to_rest(self) -> bool:
        """Whether nothing waits any more; False as soon as something waits for the machine's clock only."""
        still = 0
        for _ in range(5000):
            is_flying, waits = self._open()
            if not is_flying and not waits:
                return True
            still = 0 if is_flying else still + 1
            if still > 25:
                return False
            await asyncio.sleep(STEP_SECONDS)
        raise AssertionError("in the air for ever")

    def _open(self) -> tuple[int, int]:
        """How many are in hands, and how many could be."""
        [[flying]] = rows(
            self.db,
            "SELECT (SELECT count(*) FROM incoming WHERE state = 'handling')"
            " + (SELECT count(*) FROM outgoing WHERE state = 'sending')",
        )
        [[new]] = rows(self.db, "SELECT count(*) FROM incoming WHERE state = 'new'")
        due = self.db.read_now(
            lambda session: any(
                outgoing.any_queued(session, bot, self.house.clock.now()) for bot in self.house.channels
            )
        )
        return int(str(flying)), int(str(new)) + due

    def _machine_time_passes(self) -> None:
        """Back-offs and rests of the machine's clock are over: a month has time for them, and a test has not."""

        def passes(session: Session) -> None:
            now = moment(session)
            session.execute(outgoing.pace.update().values(blocked_until=now, next_slot_at=now))
            session.execute(outgoing.chat_pace.delete())
            session.execute(incoming.incoming.update().values(not_before=now))

        self.db.write_now(passes)
        self.db.bell.ring(INCOMING, OUTGOING)

    # What happens

    def says(self, n: int, said: str | Spoken) -> None:
        """The n-th chair writes."""
        update = self.platform.user_message(self.bot, f"Chủ tịch {n:02}", said)
        if update is not None:
            self.heard.append(update)

    async def all_say(self, sayings: Sequence[tuple[int, str]]) -> None:
        """They write, one after the other, and are answered."""
        for n, said in sayings:
            self.says(n, said)
        await self.settle()

    async def join(self) -> None:
        """Everybody joins, in tens; the one after the last is not served by Zalo at all."""
        for start in range(0, self.count, 10):
            ten = range(start, min(start + 10, self.count))
            await self.all_say([(n, code_of(n)) for n in ten])
            await self.all_say([(n, "đúng") for n in ten])
        self.says(self.count, "chào")
        await self.settle()

    async def morning(self, day: date) -> None:
        """Reminders go, whatever goes wrong."""
        self.set_clock(at(day, 8, 5))
        await remind(self.house)
        await self.settle()

    async def talk(self, day: date) -> None:
        """Some ask, some record, and one sends what nobody can read."""
        self.set_clock(at(day, 10))
        some = [(day.toordinal() * SPEAKERS + k) % self.count for k in range(SPEAKERS)]
        await self.all_say([(n, f"kết nạp thêm {day.day + 1} đoàn viên") for n in some[:3]])
        await self.all_say([(n, "cộng thêm" if (n, day.month) in self.recorded else "đúng") for n in some[:3]])
        self.recorded.update((n, day.month) for n in some[:3])
        self.entries += 3
        self.set_clock(at(day, 11))
        await self.all_say([(n, "tôi là ai") for n in some[3:6]] + [(n, "hạn báo cáo tháng này") for n in some[6:]])

    async def announce(self, day: date) -> None:
        """The office announces to everybody; half of them take note."""
        self.set_clock(at(day, 14))
        self.announced += 1
        new = NewAnnouncement(
            OFFICE, self.chairs.clerk, "Tuấn", f"Mời họp giao ban lần {self.announced}.", "mọi đơn vị", Weight.WORK,
            Wants.NOTE, self.now + timedelta(days=3), f"lần {self.announced}",
        )  # fmt: skip
        to = [NewRecipient(unit_of(n), who) for n, who in enumerate(self.chairs.officers)]
        self.db.write_now(lambda session: announcements.announce(session, self.chairs.scope, new, to, self.now))
        await self.settle()
        await self.all_say([(n, "đã nắm") for n in range(0, self.count, 2)])

    async def die_in_the_air(self) -> None:
        """The process dies after it took a message in hand; another begins with nothing but the database."""
        self.says(0, "tôi là ai")
        await self.app.hand_out()
        async with going(Desk(self.house).run):
            await until(self._is_all_decided)
        await Sender(self.house, self.channel.bot)._turn()
        self.house.pulse.stop()
        self.db.close()
        self.db = Mortal(self.address)
        self.house, self.channel = self._house()
        self.set_clock(self.now)

    def _is_all_decided(self) -> bool:
        return not rows(self.db, "SELECT 1 FROM incoming WHERE state IN ('new', 'handling') LIMIT 1")

    async def live(self) -> None:
        """The whole month."""
        self.set_clock(self.now)
        await self.channel.open_hook(HOOK, SECRET)
        mishaps = iter(MISHAPS)
        async with self._awake():
            await self.join()
        for number in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(days=number)
            if number == 10:
                await self.die_in_the_air()
            async with self._awake():
                await self._day(day, next(mishaps, None) if day.weekday() < 5 else None)
        await self.channel.close()
        await self.app.outside.aclose() if self.app.outside else None
        self.house.pulse.stop()
        self.db.close()
        self.db = Mortal(self.address)

    async def _day(self, day: date, mishap: Fault | None) -> None:
        self.platform.switch(**{"copies": 1, "reordered": False, **MANNERS[(day - FIRST).days // 7]})
        if mishap:
            self.platform.fault(mishap)
        await self.morning(day)
        if day.weekday() < 5:
            await self.talk(day)
        if day.day in (5, 18):
            await self.announce(day)
        self.platform.mend()


# The account


@dataclass(frozen=True, slots=True)
class Out:
    """A row of the door as the account reads it."""

    key: str
    state: str
    chat: str
    body: str
    platform_id: str
    reason: str


def account(month: Month) -> list[str]:
    """What is wrong at the end of the month. What is marked unsure or expired is accounted for."""
    return [found for check in CHECKS for found in check(month)]


def outs(month: Month) -> list[Out]:
    """What the bot was to send."""
    found = rows(
        month.db,
        "SELECT key, state, chat, body, coalesce(platform_id, ''), coalesce(reason, '') FROM outgoing"
        " WHERE bot = :bot ORDER BY id",
        bot=month.channel.bot,
    )
    return [Out(*(str(value) for value in row)) for row in found]


def never_lost(month: Month) -> Iterator[str]:
    """Each event is kept once, done or parked with an apology, and answered; nothing waits for ever."""
    kept = {
        str(event).rpartition("/")[2]: str(state)
        for event, state in rows(month.db, "SELECT event, state FROM incoming")
    }
    answered = {out.key.split("/")[3] for out in outs(month) if out.key.startswith("reply/")}
    for update in month.heard:
        number = message_id_of(update)
        if kept.get(number) not in ("done", "failed"):
            yield f"event {number} is {kept.get(number, 'lost')}"
        elif number not in answered:
            yield f"event {number} has no answer"
    if len(kept) != len(month.heard):
        yield f"{len(kept)} events kept of {len(month.heard)}"
    yield from (f"Zalo gave up {message_id_of(update)}" for update in month.platform.lost)
    yield from (f"{out.key} is {out.state}" for out in outs(month) if out.state in ("queued", "sending"))


def never_doubled(month: Month) -> Iterator[str]:
    """Each message that a chat shows is one row that was sent, or one that is marked unsure."""
    shown = {row.message_id: row for row in month.platform.outbox(month.bot)}
    unsure = Counter((out.chat, part) for out in outs(month) if out.state == "unsure" for part in parts(month, out))
    for out in outs(month):
        if out.state == "sent" and shown.pop(out.platform_id, None) is None:
            yield f"{out.key} is written down as sent and was not shown"
    for row in shown.values():
        if not unsure[(row.chat, row.text)]:
            yield f"shown and not accounted for: {brief(row)}"
        unsure[(row.chat, row.text)] -= 1


def parts(month: Month, out: Out) -> list[str]:
    """The texts a row is sent as."""
    return [part.text for part in month.channel.split(unpack(out.body))]


def brief(row: Shown) -> str:
    """A message in a few words."""
    return f"{row.chat} {row.at:%d/%m %H:%M} {row.text[:60]}"


def never_too_many(month: Month) -> Iterator[str]:
    """Zalo never had to refuse us for the month's sake."""
    real = [call for call in month.platform.calls if call.code == 429]
    if real:
        yield f"{len(real)} calls beyond the allowance"


def never_out_of_order(month: Month) -> Iterator[str]:
    """In each chat answers are shown in the order in which they were given."""
    places = {row.message_id: place for place, row in enumerate(month.platform.outbox(month.bot))}
    last: dict[str, int] = {}
    for out in outs(month):
        if out.state == "sent" and out.key.startswith("reply/"):
            place = places.get(out.platform_id, -1)
            if place < last.get(out.chat, -1):
                yield f"{out.key} was shown before its time"
            last[out.chat] = place


def never_half(month: Month) -> Iterator[str]:
    """Each figure that was said and confirmed stands once in the ledger; each was announced to once."""
    [[entries]] = rows(month.db, "SELECT count(*) FROM entry")
    if entries != month.entries:
        yield f"{entries} entries of {month.entries}"
    told = Counter(out.key for out in outs(month) if "announce" in out.key)
    yield from (f"{key} {n} times" for key, n in told.items() if n > 1)


CHECKS: Sequence[Callable[[Month], Iterator[str]]] = (
    never_lost,
    never_doubled,
    never_too_many,
    never_out_of_order,
    never_half,
)
