"""Sends everything that waits, by our door or by procrastinate: one process of the benchmark `door`.

`python -m tests.benchmarks.drain ours|procrastinate|ledger ADDRESS` says `ready`, starts at the next line of its
input, and prints when its last message went.
"""

import asyncio
import sys
import time

from sqlmodel import Session

from bot.db import Database
from bot.delivery import Sender
from bot.store import outgoing
from handlers.messages import Limits
from tests.house import PLATFORM, Platform, going, house_of

PLACES = 32
TAKES_SECONDS = 0.003
"""What the platform takes for one message: the same stand-in for both, so that the engines alone are compared."""
LOOK_SECONDS = 0.02


LEDGER = "CREATE TABLE ledger (key text PRIMARY KEY, state text NOT NULL, tries int NOT NULL)"
BEGUN = "UPDATE ledger SET state = 'sending', tries = tries + 1 WHERE key = %s AND state = 'queued' RETURNING tries"
ENDED = "UPDATE ledger SET state = 'sent' WHERE key = %s"


def procrastinate_app(address: str, pool=None):  # type: ignore[no-untyped-def] # a library of the benchmark alone
    """procrastinate with one task that sends one message; with a pool it keeps a ledger that tells doubt apart."""
    import procrastinate

    conninfo = address.replace("postgresql+psycopg://", "postgresql://")
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=conninfo, min_size=4, max_size=PLACES))

    @app.task(name="send")
    async def send(chat: str, text: str) -> None:
        await noted(BEGUN, chat)
        await asyncio.sleep(TAKES_SECONDS)
        await noted(ENDED, chat)

    async def noted(statement: str, chat: str) -> None:
        if pool is not None:
            async with pool.connection() as connection:
                await connection.execute(statement, (f"bulk/{chat}",))

    return app


async def with_ledger(address: str) -> None:
    """A worker that also keeps a row for each message, as the door does."""
    from psycopg_pool import AsyncConnectionPool

    conninfo = address.replace("postgresql+psycopg://", "postgresql://")
    async with AsyncConnectionPool(conninfo, min_size=4, max_size=PLACES, open=False) as pool:
        await theirs(address, pool)


async def theirs(address: str, pool=None) -> None:  # type: ignore[no-untyped-def] # a library of the benchmark alone
    """A worker that ends when nothing waits."""
    app = procrastinate_app(address, pool)
    async with app.open_async():
        ready()
        await app.run_worker_async(concurrency=PLACES, wait=False, install_signal_handlers=False, listen_notify=False)


async def ours(address: str) -> None:
    """A sender until nothing is queued or in the air."""
    db = Database(address)
    limits = Limits(text_max=4096, buttons_max=8, may_start=True)
    house = house_of(db, Platform(limits=limits, delay_seconds=TAKES_SECONDS))
    await db.read(is_done)
    ready()
    async with going(Sender(house, PLATFORM, places=PLACES).run):
        while not await db.read(is_done):  # noqa: ASYNC110 - rows ring no bell here
            await asyncio.sleep(LOOK_SECONDS)
    db.close()


def is_done(session: Session) -> bool:
    """Whether nothing waits and nothing is in the air."""
    counts = outgoing.counts(session)
    return not counts.get("queued") and not counts.get("sending")


def ready() -> None:
    """Says so, and waits for the word to start."""
    print("ready", flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    asyncio.run({"ours": ours, "procrastinate": theirs, "ledger": with_ledger}[sys.argv[1]](sys.argv[2]))
    print(time.monotonic(), flush=True)
