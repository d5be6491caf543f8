"""Whether the sender keeps Telegram's pace: as fast as configured, never refused, and a reply hardly waits."""

import tempfile
import time
from pathlib import Path
from statistics import median

from sqlmodel import Session

from bot.db import OUTGOING, Database, moment, wake
from bot.parcel import pack
from bot.store import outgoing
from bot.store.outgoing import Lane, Outbound
from handlers.messages import Reply
from tests import postgres
from tests.benchmarks.report import SKIPPED, Figure, Part, at_least, at_most
from tests.loopback import TOKEN, BotApi, Running
from tests.process import Bot

NAME = "pace"
BOT = f"telegram:{TOKEN.partition(':')[0]}"
RATE, ALLOWED, SECONDS = 28, 30, 10.0
BULK = int(RATE * (SECONDS + 2))
REPLIES, REPLY_EVERY = 9, 1.0
SLOT = 1 / RATE
PATIENCE_SECONDS = 30.0


def measure() -> Part:
    """The same on SQLite and on PostgreSQL."""
    with tempfile.TemporaryDirectory() as name:
        figures = on(name, f"sqlite:///{Path(name) / 'congdoan.db'}", "SQLite")
    try:
        with tempfile.TemporaryDirectory() as name, postgres.server() as server, postgres.database(server) as address:
            figures += on(name, address, "PostgreSQL")
    except postgres.AbsentError as absent:
        figures += (Figure(f"PostgreSQL: {absent}", SKIPPED),)
    return Part(NAME, figures)


def on(folder: str, address: str, where: str) -> tuple[Figure, ...]:
    """Twelve seconds of announcements, and a reply every second, against a platform that refuses more than 30/s."""
    with Running(BotApi(rate=ALLOWED)) as platform:
        environment = {
            "DEMO": "off", "TELEGRAM_TOKEN": TOKEN, "TELEGRAM_BASE_URL": platform.url, "TELEGRAM_RATE": str(RATE),
            "QUIET_HOURS": "off", "DATABASE_URL": address,
        }  # fmt: skip
        bot = Bot(Path(folder), "run", "--roles", "sender,clock", **environment).start()
        api = platform.api
        wait_until(lambda: "setMyCommands" in api.calls or "getMe" in api.calls, bot)
        db = Database(address)
        try:
            put(db, [announcement(n) for n in range(BULK)])
            wait_until(lambda: bool(api.heard), bot)
            waits = [reply_waits(db, api, n, bot) for n in range(REPLIES)]
            began = api.heard[0].at
            wait_until(lambda: api.heard[-1].at >= began + SECONDS, bot)
        finally:
            db.close()
            bot.stop()
    heard = sum(one.at < began + SECONDS for one in api.heard)
    share, refused = 100 * heard / (RATE * SECONDS), 100 * api.refused / (len(api.heard) + api.refused)
    return (
        at_least(f"share of the configured {RATE}/s in {SECONDS:.0f} s, {where}", share, 97, "%", 1),
        at_most("    refused with 429", refused, 0.2, "%", 2),
        at_most("    a reply in between waits, median", median(waits) / SLOT, 3, "slots", 1),
        at_most("    a reply in between waits, longest", max(waits) / SLOT, 6, "slots", 1),
    )


def announcement(n: int) -> Outbound:
    """One of many, each to a chat of its own."""
    return Outbound(f"bulk/{n}", BOT, str(10_000 + n), Lane.BULK, pack(Reply(f"tin {n}")))


def put(db: Database, messages: list[Outbound]) -> None:
    """Queues messages as another process does."""

    def write(session: Session) -> None:
        now = moment(session)
        outgoing.enqueue(session, messages, now, now, pull=False)
        wake(session, OUTGOING)

    db.write_now(write)


def reply_waits(db: Database, api: BotApi, n: int, bot: Bot) -> float:
    """Seconds from a reply's commit until the platform has it."""
    time.sleep(REPLY_EVERY)
    chat = str(90_000 + n)
    put(db, [Outbound(f"reply/{n}", BOT, chat, Lane.REPLY, pack(Reply("trả lời")))])
    began = time.monotonic()
    arrived: list[float] = []

    def has_it() -> bool:
        arrived[:] = [one.at for one in api.heard if one.chat == chat]
        return bool(arrived)

    wait_until(has_it, bot)
    return max(arrived[0] - began, 0.0)


def wait_until(true, bot: Bot) -> None:  # type: ignore[no-untyped-def]
    """Waits until it holds; the product's own words say why it never did."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end, "\n".join(bot.lines)
        time.sleep(0.002)
