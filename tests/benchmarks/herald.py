"""How long an announcement to ten thousand takes to be in the door, and whether a chair's question waits for it.

Beside it in the same run: one transaction that posts a notice to each, as a first attempt would.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session

from bot.db import OUTGOING, Database, moment, wake
from bot.desk import Desk
from bot.heralding import herald
from bot.house import House
from bot.notices import post_notice
from bot.store import outgoing
from handlers.announce import told
from handlers.announce.store import Announcement
from handlers.messages import Address, Notice
from tests import postgres
from tests.benchmarks.desk import on_postgres, sqlite
from tests.benchmarks.report import SKIPPED, Figure, Part, below, equal, plain
from tests.crowd import NOW, Crowd, announce, gather
from tests.house import PLATFORM, Platform, arrive, going, house_of

NAME = "herald"
RECIPIENTS = 10_000
BAR_SECONDS, BAR_QUESTION_SECONDS, BAR_HELD_MS = 3.0, 1.0, 150.0
QUESTION = "Năm nay xã mình phải kết nạp bao nhiêu đoàn viên mới?"
LOOK_SECONDS, ASK_SECONDS = 0.02, 0.2
PATIENCE_SECONDS = 120.0


@dataclass(slots=True)
class Found:
    """Seconds of the work, of the slowest question during it, and of the longest wait for a writing transaction."""

    seconds: float = 0.0
    question: float = 0.0
    held: float = 0.0


def measure() -> Part:
    """The same announcement on SQLite and on PostgreSQL."""
    figures: list[Figure] = []
    with sqlite() as db:
        figures += on(db, "SQLite")
    try:
        with on_postgres() as db:
            figures += on(db, "PostgreSQL")
    except postgres.AbsentError as absent:
        figures.append(Figure(f"PostgreSQL: {absent}", SKIPPED))
    return Part(NAME, tuple(figures))


def on(db: Database, name: str) -> list[Figure]:
    """First the baseline, whose messages are then taken away; then the announcement, and what became of it."""
    crowd = db.write_now(lambda session: gather(session, RECIPIENTS, (PLATFORM,)))
    house = house_of(db, Platform(), office_now=NOW)
    db.write_now(lambda session: session.execute(text("DELETE FROM outgoing")))
    item = db.write_now(lambda session: announce(session, crowd, crowd.everybody()))
    naive = asyncio.run(beside(house, lambda: at_once(house, crowd, item)))
    assert in_door(db) == RECIPIENTS
    db.write_now(lambda session: session.execute(text("DELETE FROM outgoing WHERE key LIKE 'naive/%'")))
    ours = asyncio.run(beside(house, lambda: herald(house)))
    put = in_door(db)
    return [
        below(f"{RECIPIENTS:,} recipients put into the door, {name}", ours.seconds, BAR_SECONDS, "s", 2),
        below("    a chair's question meanwhile, slowest", ours.question, BAR_QUESTION_SECONDS, "s", 2),
        below("    somebody else's writing waits, longest", 1000 * ours.held, BAR_HELD_MS, "ms"),
        equal("    messages in the door", put, RECIPIENTS, "of them"),
        plain("    entering that all were sent", settling(db, house), "s", 2),
        plain("    baseline, a notice to each in one transaction", naive.seconds, "s", 1),
        plain("        a chair's question meanwhile, slowest", naive.question, "s", 1),
        plain("        somebody else's writing waits, longest", 1000 * naive.held, "ms"),
    ]


async def at_once(house: House, crowd: Crowd, item: Announcement) -> None:
    """What one would write first: for each recipient a notice, all in one transaction."""

    def write(session: Session) -> None:
        reply = told.message(session, item, office_line=told.office_line_of(session, item))
        for n, who in enumerate(crowd.chairs):
            args = {"announcement": str(item.id), "officer": str(who)}
            post_notice(session, house, Notice(Address(f"{PLATFORM}:{n}"), reply, f"naive/{who}", "announcement", args))
        wake(session, OUTGOING)

    await house.db.write(write)


async def beside(house: House, work: Callable[[], Awaitable[object]]) -> Found:
    """The work, while a chair asks again and again and somebody writes again and again."""
    found = Found()
    async with going(Desk(house).run):
        await answered(house)  # the library is built
        began = time.perf_counter()
        working = asyncio.ensure_future(work())
        asking = asyncio.create_task(ask_meanwhile(house, working, found))
        writing = asyncio.create_task(write_meanwhile(house, working, found))
        await working
        found.seconds = time.perf_counter() - began
        await asking
        await writing
    return found


async def ask_meanwhile(house: House, working: "asyncio.Future[object]", found: Found) -> None:
    """Asks, waits for the answer and asks again; the last question began before the work's end."""
    while not working.done():
        found.question = max(found.question, await answered(house))
        await asyncio.sleep(ASK_SECONDS)


async def write_meanwhile(house: House, working: "asyncio.Future[object]", found: Found) -> None:
    """Writes nothing, which takes as long as it has to wait."""
    while not working.done():
        began = time.perf_counter()
        await house.db.write(moment)
        found.held = max(found.held, time.perf_counter() - began)
        await asyncio.sleep(LOOK_SECONDS)


async def answered(house: House) -> float:
    """Seconds from a question's arrival until its answer is committed."""
    began = time.perf_counter()
    event = await arrive(house, "web", "web:lan", QUESTION)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await house.db.read(lambda session: outgoing.states_of(session, [f"reply/web/{event}/0"])):  # noqa: ASYNC110 - rows ring no bell
            await asyncio.sleep(LOOK_SECONDS)
    return time.perf_counter() - began


def in_door(db: Database) -> int:
    """How many messages wait in the door for the platform."""
    counted = text("SELECT count(*) FROM outgoing WHERE bot = :bot AND state = 'queued'")
    return int(db.read_now(lambda session: session.execute(counted, {"bot": PLATFORM}).scalar_one()))


def settling(db: Database, house: House) -> float:
    """Seconds to enter beside each recipient that the message was sent."""
    db.write_now(lambda session: session.execute(text("UPDATE outgoing SET state = 'sent' WHERE state = 'queued'")))
    began = time.perf_counter()
    assert asyncio.run(herald(house)) == 0
    took = time.perf_counter() - began
    sent = text("SELECT count(*) FROM recipient WHERE fate = 'sent'")
    assert db.read_now(lambda session: session.execute(sent).scalar_one()) == RECIPIENTS
    return took
