"""kill -9: of the sender twenty times in two thousand messages, and of the whole house in the middle of talks."""

import random
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from bot.db import Database
from bot.delivery import PLACES
from bot.store import incoming, outgoing
from tests import postgres
from tests.kill.sender import KILLS, MESSAGES, killed_in_the_middle, wait_for
from tests.loopback import Heard
from tests.process import Bot

pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.timeout(600)]


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind, made by the product itself at its first start."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'congdoan.db'}"
        return
    with postgres.database(request.getfixturevalue("postgres_server")) as found:
        yield found


def test_sender_killed_twenty_times_loses_doubles_and_reorders_nothing(address: str, tmp_path: Path) -> None:
    after = killed_in_the_middle(address, tmp_path)
    print(f"unsure {len(after.unsure)}, of them delivered {len(after.unsure & set(after.times))}")
    assert len(after.ended) == MESSAGES
    assert [text for text, count in after.times.items() if count > 1] == []
    assert [text for text, state in after.ended.items() if state == "sent" and text not in after.times] == []
    assert {state for text, state in after.ended.items() if text not in after.times} <= {"unsure"}
    # How many were in the air is a matter of the machine's speed, measured by the bench; never more than the places.
    assert len(after.unsure) <= PLACES * KILLS
    in_order(after.heard)


def in_order(heard: Sequence[Heard]) -> None:
    """Within a chat the numbers only rise."""
    for chat, told in groupby(sorted(heard, key=lambda one: one.chat), key=lambda one: one.chat):
        numbers = [int(one.text.partition("/")[2]) for one in told]
        assert numbers == sorted(numbers), chat


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
