"""How many questions a second go through the desk: claimed, answered and committed, on each database."""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from sqlalchemy import func, select
from sqlmodel import Session

from bot.channels.web import WEB
from bot.db import Database, moment
from bot.desk import Desk
from bot.house import House
from bot.inbox import Inbox
from bot.opening import open_database
from bot.settings import Settings
from bot.store import incoming, outgoing
from bot.store.incoming import Arrival
from handlers.messages import Address
from knowledge.document import UnitCode
from tests import postgres
from tests.benchmarks.questions import QUESTIONS
from tests.benchmarks.report import SKIPPED, Figure, Part, equal, plain
from tests.house import going, house_of
from union import store as union
from union.roster import Role

NAME = "desk"
CHATS, WARM, MESSAGES = 100, 20, 1000
PATIENCE_SECONDS = 90.0
LOOK_SECONDS = 0.02


def measure() -> Part:
    """The same questions of the same chairs on SQLite and on PostgreSQL."""
    figures: list[Figure] = []
    with sqlite() as db:
        figures += on(db, "SQLite")
    try:
        with on_postgres() as db:
            figures += on(db, "PostgreSQL")
    except postgres.AbsentError as absent:
        figures.append(Figure(f"PostgreSQL: {absent}", SKIPPED))
    return Part(NAME, tuple(figures))


@contextlib.contextmanager
def sqlite() -> Iterator[Database]:
    """A demo as a first start leaves it, in a file."""
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(Settings(data_dir=Path(folder))).db
        try:
            yield db
        finally:
            db.close()


@contextlib.contextmanager
def on_postgres() -> Iterator[Database]:
    """The same demo in a database of its own. Raises `AbsentError`."""
    with postgres.server() as server, postgres.database(server) as address:
        db = open_database(Settings(database_url=address, demo="on")).db
        try:
            yield db
        finally:
            db.close()


def on(db: Database, name: str) -> tuple[Figure, Figure]:
    """The rate on this database, and whether every question got its answer."""
    db.write_now(seat_chairs)
    elapsed = asyncio.run(work_off(house_of(db)))
    answered = db.read_now(answers_written)
    return (
        plain(f"questions answered and committed, {name}", MESSAGES / elapsed, "per s"),
        equal("    questions with an answer in the outbox", answered, WARM + MESSAGES, "of them"),
    )


def seat_chairs(db: Session) -> None:
    """A hundred chairs of one school, each with an account on the page."""
    now = moment(db)
    for n in range(CHATS):
        who = union.add_officer(db, f"Cán bộ {n}")
        union.give_seat(db, who, UnitCode("tieu-hoc-doi-sim"), Role.CHAIR, date(2025, 7, 1))
        account = union.Account(address_of(n), who, "web", WEB.chat_of(address_of(n)).id, reachable=True)
        union.save_account(db, account, now=now)


def address_of(n: int) -> Address:
    """The account of the n-th chair."""
    return Address(f"web:chair-{n}")


async def work_off(house: House) -> float:
    """Seconds from a full inbox to a worked-off one; a few questions before it build the library."""
    async with going(Desk(house).run):
        await fill(house, "warm", WARM)
        await all_done(house.db, WARM)
    await fill(house, "asked", MESSAGES)
    began = time.perf_counter()
    async with going(Desk(house).run):
        await all_done(house.db, WARM + MESSAGES)
        return time.perf_counter() - began


async def fill(house: House, name: str, many: int) -> None:
    """Puts questions into the inbox through its door, chat after chat."""
    inbox = Inbox(house.db)
    arrivals = (
        arrival(f"{name}-{n}", n % CHATS, question) for n, question in enumerate(islice(cycle(QUESTIONS), many))
    )
    await asyncio.gather(*(inbox.store(one) for one in arrivals))


def arrival(event: str, chair: int, question: str) -> Arrival:
    """A question as the page brings it."""
    address = address_of(chair)
    return Arrival(WEB.bot, event, WEB.chat_of(address).id, WEB.body(event, address, question))


async def all_done(db: Database, many: int) -> None:
    """Returns when so many events are done."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (await db.read(incoming.counts)).get("done", 0) < many:  # noqa: ASYNC110 - rows ring no bell
            await asyncio.sleep(LOOK_SECONDS)


def answers_written(db: Session) -> int:
    """How many events have a first reply that a reader of the page sees."""
    first = outgoing.outgoing.c.key.like("reply/web/%/0")
    shown = outgoing.outgoing.c.state == "sent"
    return int(db.execute(select(func.count()).where(first, shown)).scalar_one())
