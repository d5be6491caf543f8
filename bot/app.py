"""The application: which loops run for which roles, how they are watched, and in which order they stop."""

import asyncio
import contextlib
import logging
import os
import platform
import signal
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.channels.contract import Channel
from bot.channels.terminal import TERMINAL
from bot.channels.web import WEB
from bot.clock import OfficeClock
from bot.db import Database, back_off, moment
from bot.delivery import Sender, Shower, recover
from bot.desk import Desk
from bot.heralding import Herald
from bot.house import House
from bot.inbox import Inbox
from bot.jobs import jobs_of
from bot.links import links_of
from bot.opening import Opened, RoleLock, office_offset
from bot.pulse import Pulse
from bot.readers import Readers, caps_of
from bot.readings import Readings
from bot.reminding import remind
from bot.settings import Settings
from bot.shelf import Shelf
from bot.store import incoming, outgoing, runs
from bot.store.runs import Boot
from handlers.talk import Office
from knowledge.proposals import store as proposals
from scheduler.clock import Clock

log = logging.getLogger(__name__)

ROLES = ("web", "worker", "sender", "clock")
FAILURES_MAX = 5
STEADY_SECONDS = 60.0
"""A loop that ran for so long was well: its earlier failures no longer count."""
OFFSET_SECONDS = 1.0

Loop = Callable[[], Awaitable[None]]


class Broken(Exception):  # noqa: N818 - ends the process; the log says what broke
    """A loop failed again and again."""


@dataclass(frozen=True, slots=True)
class App:
    """A house with its boot and its roles, not running yet."""

    house: House
    inbox: Inbox
    roles: tuple[str, ...]
    is_demo: bool
    extra_loops: tuple[tuple[str, Loop], ...] = ()
    """Loops of the web role that the command line adds: the web server, a platform's poller."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


def build(settings: Settings, opened: Opened, roles: Sequence[str], channels: Sequence[Channel] = ()) -> App:
    """The application of an opened database; `channels` are those of platforms beside the page and the terminal."""
    boot = str(uuid.uuid4())
    house = House(
        db=opened.db,
        boot=boot,
        channels={channel.bot: channel for channel in (WEB, TERMINAL, *channels)},
        clock=OfficeClock(timedelta(seconds=opened.offset_seconds)),
        shelf=Shelf(),
        pulse=Pulse(opened.db, boot),
        office=Office(
            settings.office_name or opened.office_name or "Văn phòng công đoàn",
            settings.office_phone or opened.office_phone,
        ),
        salt=opened.salt,
        quiet_hours=settings.quiet_hours,
        readers=Readers(caps_of(settings)),
        links=links_of(settings.public_url, opened.db),
    )
    return App(house, Inbox(opened.db), tuple(roles), opened.is_demo)


@asynccontextmanager
async def running(app: App) -> AsyncIterator[asyncio.Task[None]]:
    """Runs the app's loops inside the block; the task given fails when a loop is broken. Stops web, worker, sender."""
    house = app.house
    await house.db.write(lambda session: begin(session, app))
    house.pulse.start()
    clock = Clock(jobs_of(house)) if "clock" in app.roles else None
    groups = loops_of(app)
    broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    tasks = {
        role: [asyncio.create_task(watch(name, loop, broken)) for name, loop in loops] for role, loops in groups.items()
    }
    if clock:
        clock.start()
    failing = asyncio.ensure_future(wait_for(broken))
    try:
        yield failing
    finally:
        if clock:
            await clock.stop()
        for role in ("web", "worker", "clock", "sender", "always"):
            await stop(tasks[role])
        failing.cancel()
        if not broken.done():
            broken.cancel()
        house.pulse.stop()
        try:
            await house.db.write(lambda session: runs.ended(session, house.boot, moment(session)))
        except SQLAlchemyError:  # the database is away: others find the boot dead by its silence
            log.exception("end not written")


async def wait_for(broken: "asyncio.Future[None]") -> None:
    """Ends with the failure that broke a loop."""
    await broken


def begin(session: Session, app: App) -> None:
    """Enters the boot, and on SQLite recovers at once: the holder of the role lock knows that nobody else lives."""
    house, now = app.house, moment(session)
    boot = Boot(house.boot, platform.node(), os.getpid(), app.roles)
    runs.started(session, boot, now)
    for bot in house.push_bots:
        outgoing.ensure_pace(session, bot, house.channels[bot].limits.per_second, now)
    if not house.db.is_postgres:
        recover(session, house, None)
        incoming.give_back(session, None, house.boot)
        proposals.freed(session, None, house.boot)


def loops_of(app: App) -> dict[str, list[tuple[str, Loop]]]:
    """Which loops run, by the role that they belong to."""
    house, roles = app.house, app.roles
    always: list[tuple[str, Loop]] = [("listen", house.db.listen)]
    if app.is_demo:
        always.append(("offset", lambda: follow_offset(house, reminds="clock" in roles)))
    sender: list[tuple[str, Loop]] = []
    if "sender" in roles:
        sender.append(("shower", Shower(house).run))
        sender += [(f"sender {bot}", Sender(house, bot).run) for bot in house.push_bots]
    return {
        "web": list(app.extra_loops) if "web" in roles else [],
        "worker": [("desk", Desk(house).run), ("readings", Readings(house).run)] if "worker" in roles else [],
        "clock": [("herald", Herald(house).run)] if "clock" in roles else [],
        "sender": sender,
        "always": always,
    }


async def follow_offset(house: House, *, reminds: bool) -> None:
    """Reads how far the demo's clock was moved, also by another process; what rings by then is told at once."""
    known = None
    while True:
        seconds = await house.db.read(office_offset)
        house.clock.offset = timedelta(seconds=seconds)
        if reminds and seconds != known:
            await remind(house)
        known = seconds
        await asyncio.sleep(OFFSET_SECONDS)


async def watch(name: str, loop: Loop, broken: "asyncio.Future[None]") -> None:
    """Keeps a loop going: a failure is logged and waited out; one too many in a row breaks the whole process."""
    failures = 0
    while True:
        began = time.monotonic()
        try:
            await loop()
        except asyncio.CancelledError:
            raise
        except Exception as error:
            if (task := asyncio.current_task()) and task.cancelling():
                log.exception("loop failed while stopping", extra={"loop": name})
                raise asyncio.CancelledError from error  # a stop was asked for: no new start
            failures = 1 if time.monotonic() - began > STEADY_SECONDS else failures + 1
            log.exception("loop failed", extra={"loop": name, "failures": failures})
            if failures >= FAILURES_MAX:
                if not broken.done():
                    broken.set_exception(Broken(f"{name}: {error}"))
                return
            await asyncio.sleep(back_off(failures).total_seconds())
        else:
            return


async def stop(tasks: Sequence["asyncio.Task[None]"]) -> None:
    """Cancels, and waits until each has finished what it had begun."""
    for task in tasks:
        task.cancel()
    for task in tasks:
        with contextlib.suppress(asyncio.CancelledError):
            await task


def heed_signals(stopping: asyncio.Event) -> None:
    """From now on Ctrl+C and SIGTERM ask for a stop instead of cutting work off; needs a running loop."""
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM"):
        number = getattr(signal, name)
        try:
            loop.add_signal_handler(number, stopping.set)
        except NotImplementedError:  # Windows: Ctrl+C arrives as KeyboardInterrupt
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopping.set))


async def run_until_stopped(app: App) -> None:
    """Runs until `app.stopping` is set. Raises `Broken` when a loop is beyond help."""
    async with running(app) as failing:
        asked = asyncio.create_task(app.stopping.wait())
        await asyncio.wait({asked, failing}, return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        if failing.done():
            failing.result()


def take_roles(db: Database) -> RoleLock | None:
    """The lock of the roles; None when another process has them."""
    lock = RoleLock(db)
    return lock if lock.take() else None
