"""A sender killed with -9 twenty times while it sends two thousand messages, and what became of each."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session

from bot.db import Database, moment
from bot.parcel import pack, unpack
from bot.store import outgoing
from bot.store.outgoing import Lane, Outbound
from handlers.messages import Reply
from tests.loopback import TOKEN, BotApi, Heard, Running
from tests.process import Bot

MESSAGES, CHATS, KILLS, RATE = 2000, 500, 20, 100
BOT = "telegram:666"


@dataclass(frozen=True, slots=True)
class Aftermath:
    """The state in which each message ended, by its text, and all that the platform heard, in order."""

    ended: dict[str, str]
    heard: Sequence[Heard]

    @property
    def times(self) -> Counter[str]:
        """How often each text arrived."""
        return Counter(heard.text for heard in self.heard)

    @property
    def unsure(self) -> set[str]:
        """The texts of which nobody can say whether they arrived."""
        return {text for text, state in self.ended.items() if state == "unsure"}


def killed_in_the_middle(address: str, folder: Path) -> Aftermath:
    """Sends through a platform on loopback, killed at random moments, then to the end."""
    chance = random.Random(20)  # noqa: S311 - the kills should fall at the same moments each time
    with Running(BotApi(delay_seconds=0.02)) as platform:
        environment = {
            "DATABASE_URL": address, "DEMO": "off", "TELEGRAM_TOKEN": TOKEN, "TELEGRAM_BASE_URL": platform.url,
            "TELEGRAM_RATE": str(RATE), "QUIET_HOURS": "off",
        }  # fmt: skip
        bot = Bot(folder, "run", "--roles", "sender,clock", **environment)
        first = bot.start()
        wait_for(lambda: "getMe" in platform.api.calls)
        assert first.stop() == 0, "\n".join(first.lines)
        db = Database(address)
        fill(db)
        for _ in range(KILLS):
            heard = len(platform.api.heard)
            bot.start()
            wait_for(lambda n=heard: len(platform.api.heard) > n or not open_count(db), bot=bot)  # type: ignore[misc]
            time.sleep(chance.uniform(0.05, 0.7))
            bot.kill()
        bot.start()
        wait_for(lambda: not open_count(db), seconds=120, bot=bot)
        assert bot.stop() == 0, "\n".join(bot.lines)
        ended = states(db)
        db.close()
    return Aftermath(ended, tuple(platform.api.heard))


def fill(db: Database) -> None:
    """Two thousand messages, four to each chat, numbered inside the chat."""
    messages = [
        Outbound(f"m/{n}", BOT, str(1000 + n % CHATS), Lane.BULK, pack(Reply(f"{1000 + n % CHATS}/{n // CHATS}")))
        for n in range(MESSAGES)
    ]

    def write(session: Session) -> None:
        now = moment(session)
        outgoing.enqueue(session, messages, now, now, pull=False)

    db.write_now(write)


def states(db: Database) -> dict[str, str]:
    """The state of each message by its text."""
    rows = db.read_now(lambda s: s.execute(select(outgoing.outgoing.c.body, outgoing.outgoing.c.state)).all())
    return {unpack(body).text: state for body, state in rows}


def open_count(db: Database) -> int:
    counts = db.read_now(outgoing.counts)
    return counts.get("queued", 0) + counts.get("sending", 0)


def wait_for(true, seconds: float = 60.0, bot: Bot | None = None) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "\n".join(bot.lines) if bot else "too late"
        time.sleep(0.02)
