"""How many messages a second the door lets out where the platform sets no pace, beside procrastinate."""

import asyncio
import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import psycopg
from sqlmodel import Session

from bot import migrations
from bot.db import Database, moment
from bot.parcel import pack
from bot.store import outgoing
from bot.store.outgoing import Lane, Outbound
from handlers.messages import Reply
from tests import postgres
from tests.benchmarks.drain import LEDGER, procrastinate_app
from tests.benchmarks.report import SKIPPED, Figure, Part, at_least, equal, plain
from tests.house import PLATFORM, rows
from tests.process import ROOT

NAME = "door"
MESSAGES, THEIR_MESSAGES, ROUNDS = 4000, 4000, 2
RATE = 9000.0
BAR, BAR_TWO = 5, 1.3
PATIENCE_SECONDS = 120.0


def measure() -> Part:
    """Rounds in turn, so that a busy minute of the machine meets everybody."""
    on_sqlite = median(sqlite_rate() for _ in range(ROUNDS))
    figures = [plain("messages sent and settled, SQLite, one process", on_sqlite, "per s")]
    try:
        with postgres.server() as server:
            rounds = [on_postgres(server) for _ in range(ROUNDS)]
    except postgres.AbsentError as absent:
        return Part(NAME, (*figures, Figure(f"PostgreSQL: {absent}", SKIPPED)))
    one, two, bare, kept = (median(each[n] for each in rounds) for n in range(4))
    return Part(
        NAME,
        (
            *figures,
            plain("the same, PostgreSQL, one process", one, "per s"),
            plain("the same, PostgreSQL, two processes", two, "per s"),
            plain("procrastinate that cannot tell doubt apart, one process", bare, "per s"),
            plain("procrastinate with a row for each message, as ours, one process", kept, "per s"),
            at_least("ours : procrastinate with rows", median(each[0] / each[3] for each in rounds), BAR, "times", 1),
            plain("ours : procrastinate without", median(each[0] / each[2] for each in rounds), "times", 1),
            at_least("two of our processes : one", median(each[1] / each[0] for each in rounds), BAR_TWO, "times", 2),
            equal("messages not sent exactly once", LOST[0], 0, "of them"),
        ),
    )


LOST = [0]
"""Messages of all rounds whose row is not sent, or that were tried more than once."""


def sqlite_rate() -> float:
    """One round on a file."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'door.db'}"
        return our_rate(address, processes=1)


def on_postgres(server: str) -> tuple[float, float, float, float]:
    """One round of one process, of two, and of procrastinate without and with rows, each on a database of its own."""
    with postgres.database(server) as address:
        one = our_rate(address, processes=1)
    with postgres.database(server) as address:
        two = our_rate(address, processes=2)
    with postgres.database(server) as address:
        bare = their_rate(address, "procrastinate")
    with postgres.database(server) as address:
        kept = their_rate(address, "ledger")
    return one, two, bare, kept


def our_rate(address: str, *, processes: int) -> float:
    """Messages a second, each to a chat of its own, from the word to start until the last is settled."""
    db = Database(address)
    try:
        migrations.upgrade(db)
        db.write_now(fill)
        seconds = drained("ours", address, processes)
        LOST[0] += len(rows(db, "SELECT id FROM outgoing WHERE state <> 'sent' OR attempts <> 1"))
    finally:
        db.close()
    return MESSAGES / seconds


def fill(session: Session) -> None:
    """Everything that is to go."""
    now = moment(session)
    outgoing.ensure_pace(session, PLATFORM, RATE, now)
    messages = [
        Outbound(f"bulk/{n}", PLATFORM, str(n), Lane.BULK, pack(Reply(f"Kính mời đồng chí họp giao ban, tin {n}.")))
        for n in range(MESSAGES)
    ]
    outgoing.enqueue(session, messages, now, now, pull=False)


def their_rate(address: str, how: str) -> float:
    """The same by procrastinate, which finds its rows there."""
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(LEDGER)
        connection.execute(
            "INSERT INTO ledger SELECT 'bulk/' || n, 'queued', 0 FROM generate_series(0, %s) n", (THEIR_MESSAGES - 1,)
        )

    async def fill_theirs() -> None:
        app = procrastinate_app(address)
        async with app.open_async():
            await app.schema_manager.apply_schema_async()
            jobs = [
                {"chat": str(n), "text": f"Kính mời đồng chí họp giao ban, tin {n}."} for n in range(THEIR_MESSAGES)
            ]
            await app.tasks["send"].batch_defer_async(*jobs)

    asyncio.run(fill_theirs())
    return THEIR_MESSAGES / drained(how, address, 1)


def drained(who: str, address: str, processes: int) -> float:
    """Seconds from the word to start until the last process has nothing left."""
    with contextlib.ExitStack() as stack:
        running = [stack.enter_context(drainer(who, address)) for _ in range(processes)]
        for one in running:
            assert one.stdout
            assert one.stdout.readline() == "ready\n"
        began = time.monotonic()
        for one in running:
            assert one.stdin
            one.stdin.write("\n")
            one.stdin.flush()
        ends = [float(one.communicate(timeout=PATIENCE_SECONDS)[0]) for one in running]
    return max(ends) - began


@contextlib.contextmanager
def drainer(who: str, address: str) -> Iterator["subprocess.Popen[str]"]:
    """One process that sends."""
    command = [sys.executable, "-m", "tests.benchmarks.drain", who, address]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()
