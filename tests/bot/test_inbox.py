"""The door for what comes in: stored before it is acknowledged, once per event, in order."""

import asyncio
import json

import pytest

from bot.channels.web import WEB
from bot.db import Database
from bot.inbox import Inbox, Stored
from bot.store.incoming import Arrival
from handlers.messages import Address
from tests.house import rows


def arrival(event: str, chat: str = "lan") -> Arrival:
    return Arrival("web", event, chat, WEB.body(event, Address(f"web:{chat}"), "chào"))


async def test_an_event_is_stored_before_it_is_acknowledged(db: Database) -> None:
    assert await Inbox(db).store(arrival("1")) is Stored.NEW
    assert rows(db, "SELECT bot, event, chat, state FROM incoming") == [("web", "1", "lan", "new")]


async def test_the_same_event_again_is_acknowledged_and_not_stored(db: Database) -> None:
    inbox = Inbox(db)
    assert [await inbox.store(arrival("1")), await inbox.store(arrival("1"))] == [Stored.NEW, Stored.AGAIN]
    assert rows(db, "SELECT count(*) FROM incoming") == [(1,)]


async def test_many_at_once_are_stored_in_the_order_they_came(db: Database) -> None:
    inbox = Inbox(db)
    fates = await asyncio.gather(*(inbox.store(arrival(str(n % 60))) for n in range(100)))
    assert [fate for fate in fates if fate is Stored.NEW] == [Stored.NEW] * 60
    assert [event for (event,) in rows(db, "SELECT event FROM incoming ORDER BY id")] == [str(n) for n in range(60)]


async def test_two_bots_may_use_the_same_number(db: Database) -> None:
    inbox = Inbox(db)
    one, two = arrival("1"), Arrival("telegram:666", "1", "81", b"{}")
    assert [await inbox.store(one), await inbox.store(two)] == [Stored.NEW, Stored.NEW]


async def test_when_the_database_refuses_nothing_is_acknowledged(db: Database) -> None:
    inbox = Inbox(db)
    unstorable = Arrival("web", None, "lan", b"x")  # type: ignore[arg-type] # what no door hands over
    with pytest.raises(Exception, match=r"(?i)null"):
        await inbox.store(unstorable)
    assert await inbox.store(arrival("2")) is Stored.NEW


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe\x00", b"[]", b"null", b"{}", b'{"id": 1}', b"{" * 50_000, json.dumps({"as": "web:lan"}).encode()],
    ids=["nothing", "rubbish", "a list", "null", "an empty object", "no account", "deep", "no id"],
)
def test_what_is_no_event_is_seen_at_the_door(body: bytes) -> None:
    assert WEB.peek(body) is None
