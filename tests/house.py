"""A house for tests: real tables and loops, and a platform that does what it is told."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import text

from bot.app import App
from bot.channels.contract import Channel, SendError
from bot.channels.pull import PullChannel
from bot.channels.web import WEB
from bot.clock import OfficeClock
from bot.db import Database
from bot.house import House
from bot.inbox import Inbox
from bot.pulse import Pulse
from bot.shelf import Shelf
from bot.store.incoming import Arrival, Mine
from handlers.messages import Address, Attached, BotId, Chat, Inbound, Limits, Reply
from handlers.talk import Office

PLATFORM = BotId("platform:1")


@dataclass
class Platform:
    """A push channel that records what it was sent and refuses what the test asks it to refuse."""

    limits: Limits = field(
        default_factory=lambda: Limits(
            text_max=200, buttons_max=8, may_start=True, may_resend=True, private_gap_seconds=0, group_gap_seconds=0
        )
    )
    bot: BotId = PLATFORM
    sent: list[tuple[str, str]] = field(default_factory=list)
    refusals: list[SendError] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    documents: dict[str, bytes] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    fetch_refusals: list[Exception] = field(default_factory=list)
    delay_seconds: float = 0.0
    reading: PullChannel = field(default_factory=lambda: PullChannel(PLATFORM, WEB.limits))

    def peek(self, body: bytes):  # type: ignore[no-untyped-def]
        return self.reading.peek(body)

    def read(self, body: bytes, received_at: datetime) -> Inbound | None:
        return self.reading.read(body, received_at)

    def split(self, reply: Reply) -> Sequence[Reply]:
        return (reply,)

    async def send(self, chat: Chat, reply: Reply) -> str:
        if self.delay_seconds:
            await asyncio.sleep(self.delay_seconds)
        if self.refusals:
            raise self.refusals.pop(0)
        self.sent.append((chat.id, reply.text))
        return str(len(self.sent))

    async def fetch(self, item: Attached, most: int) -> bytes:
        self.fetched.append(item.ref)
        if self.fetch_refusals:
            raise self.fetch_refusals.pop(0)
        return self.documents[item.ref]

    async def acknowledge(self, inbound: Inbound) -> None:
        self.acknowledged.append(inbound.id)

    async def typing(self, chat: Chat) -> None:
        self.typed.append(chat.id)


def house_of(db: Database, *channels: Channel, boot: str = "", office_now: datetime | None = None) -> House:
    """A house on this database; `office_now` sets how far its clock is ahead."""
    from bot.clock import machine_now

    offset = office_now - machine_now() if office_now else timedelta()
    name = boot or str(uuid.uuid4())
    return House(
        db=db,
        boot=name,
        channels={channel.bot: channel for channel in (WEB, *channels)},
        clock=OfficeClock(offset),
        shelf=Shelf(),
        pulse=Pulse(db, name),
        office=Office("Văn phòng Công đoàn xã Suối Mây", "0200 000 0168"),
        salt="muối",
    )


class StillClock(OfficeClock):
    """Office time that stands, however long the machine takes."""

    def __init__(self, moment: datetime) -> None:
        super().__init__()
        self.moment = moment

    def at(self, machine: datetime) -> datetime:
        """The same moment, whatever the machine's clock says."""
        return self.moment


def still(house: House, moment: datetime) -> House:
    """The house at one moment of office time."""
    return replace(house, clock=StillClock(moment))


def mine(boot: str) -> Mine:
    """Who claims in a test: this boot, for every bot there is in tests."""
    return Mine(boot, ("web", "terminal", PLATFORM))


async def arrive(house: House, bot: str, address: str, said: str, event: str = "") -> str:
    """Puts a message into the inbox; gives its event."""
    channel = PullChannel(BotId(bot), WEB.limits)
    event = event or uuid.uuid4().hex
    body = channel.body(event, Address(address), said)
    chat = channel.chat_of(Address(address)).id
    await Inbox(house.db).store(Arrival(bot, event, chat, body))
    return event


@contextlib.asynccontextmanager
async def going(*loops: Callable[[], object]) -> AsyncIterator[None]:
    """Runs loops beside the test and stops them at its end; a loop that broke fails the test."""
    tasks = [asyncio.ensure_future(loop()) for loop in loops]  # type: ignore[arg-type]
    try:
        yield
    finally:
        broken = [task for task in tasks if task.done() and not task.cancelled() and task.exception()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for task in broken:
            task.result()


async def until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    """Waits until it holds; fails when it does not in time."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - the test waits for rows, and rows ring no bell
            await asyncio.sleep(0.01)


def rows(db: Database, statement: str, **values: object) -> list[tuple[object, ...]]:
    """Rows of a statement, for looking at what was written."""
    return db.read_now(lambda session: [tuple(row) for row in session.execute(text(statement), values)])


__all__ = ["PLATFORM", "App", "Platform", "arrive", "going", "house_of", "mine", "rows", "still", "until"]
