"""kill -9: of the sender twenty times in two thousand messages, and of the whole house in the middle of talks."""

import random
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select
from sqlmodel import Session

from bot.db import Database, moment
from bot.parcel import pack, unpack
from bot.store import incoming, outgoing
from bot.store.outgoing import Lane, Outbound
from handlers.messages import Reply
from tests import postgres
from tests.loopback import TOKEN, BotApi, Running
from tests.process import Bot

pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.timeout(600)]

MESSAGES, CHATS, KILLS, RATE = 2000, 500, 20, 100
BOT = "telegram:666"


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind, made by the product itself at its first start."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'congdoan.db'}"
        return
    with postgres.database(request.getfixturevalue("postgres_server")) as found:
        yield found


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


def test_sender_killed_twenty_times_loses_doubles_and_reorders_nothing(address: str, tmp_path: Path) -> None:
    chance = random.Random(20)  # noqa: S311 - the kills should fall at the same moments each time
    with Running(BotApi(delay_seconds=0.02)) as platform:
        environment = {
            "DATABASE_URL": address, "DEMO": "off", "TELEGRAM_TOKEN": TOKEN, "TELEGRAM_BASE_URL": platform.url,
            "TELEGRAM_RATE": str(RATE), "QUIET_HOURS": "off",
        }  # fmt: skip
        bot = Bot(tmp_path, "run", "--roles", "sender,clock", **environment)
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
    heard_texts = Counter(heard.text for heard in platform.api.heard)
    unsure = {text for text, state in ended.items() if state == "unsure"}
    print(f"unsure {len(unsure)}, of them delivered {len(unsure & set(heard_texts))}")
    assert len(ended) == MESSAGES
    assert [text for text, count in heard_texts.items() if count > 1] == []
    assert [text for text, state in ended.items() if state == "sent" and text not in heard_texts] == []
    assert {state for text, state in ended.items() if text not in heard_texts} <= {"unsure"}
    assert len(unsure) <= 5 * KILLS
    in_order(platform.api)


def in_order(api: BotApi) -> None:
    """Within a chat the numbers only rise."""
    for chat, heard in groupby(sorted(api.heard, key=lambda one: one.chat), key=lambda one: one.chat):
        numbers = [int(one.text.partition("/")[2]) for one in heard]
        assert numbers == sorted(numbers), chat


def wait_for(true, seconds: float = 60.0, bot: Bot | None = None) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "\n".join(bot.lines) if bot else "too late"
        time.sleep(0.02)


TALKS, SAYINGS, TALK_KILLS = 6, 12, 6


def test_house_killed_in_the_middle_of_talks_answers_everything_once(address: str, tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - the same talks each time
    bot = Bot(tmp_path, "run", DATABASE_URL=address).start()
    people = ["hanh", "lan", "minh", "tuan", "pao", "khach"][:TALKS]
    waiting = {who: [f"tôi là ai {n}" for n in range(SAYINGS)] for who in people}
    acknowledged: list[tuple[str, str, str]] = []
    kills = iter(sorted(chance.sample(range(2, TALKS * SAYINGS - 2), TALK_KILLS)))
    kill_at = next(kills)
    while any(waiting.values()):
        with httpx.Client(base_url=f"http://127.0.0.1:{bot.port()}", timeout=5) as page:
            while any(waiting.values()):
                who = chance.choice([who for who, left in waiting.items() if left])
                text, event = waiting[who][0], str(uuid.uuid4())
                be(page, who)
                sent = [say(page, event, text), say(page, event, text)]
                assert sent == [202, 202]  # the same message twice, as a phone with bad reception does
                acknowledged.append((who, event, text))
                waiting[who].pop(0)
                if len(acknowledged) == kill_at:
                    kill_at = next(kills, -1)
                    break
        if any(waiting.values()):
            bot.kill()
            bot.start()
    bot.port()
    db = Database(address)
    wait_for(lambda: set(db.read_now(incoming.counts)) == {"done"}, seconds=120, bot=bot)
    assert bot.stop() == 0, "\n".join(bot.lines)
    rows = db.read_now(lambda s: s.execute(select(outgoing.outgoing.c.key).order_by(outgoing.outgoing.c.id)).all())
    answers = Counter(key.rpartition("/")[0] for (key,) in rows)
    db.close()
    for who, event, _ in acknowledged:
        assert answers[f"reply/web/{who}/{event}"] >= 1
    order = [key for (key,) in rows if key.endswith("/0")]
    for who in people:
        said = [f"reply/web/{name}/{event}/0" for name, event, _ in acknowledged if name == who]
        assert [key for key in order if key.startswith(f"reply/web/{who}/")] == said


def be(page: httpx.Client, who: str) -> None:
    page.post("/api/as", json={"address": f"web:{who}"}, headers=origin(page)).raise_for_status()


def say(page: httpx.Client, event: str, text: str) -> int:
    return page.post("/api/say", json={"id": event, "text": text}, headers=origin(page)).status_code


def origin(page: httpx.Client) -> dict[str, str]:
    return {"Origin": str(page.base_url).rstrip("/")}
