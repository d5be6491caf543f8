"""The page's side of the house: joining with a code, and the demo's group chat."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from unicodedata import normalize

import pytest

from bot import demo
from bot.backend import Direction, Line, Refused
from bot.channels.pull import Place
from bot.channels.web import WEB
from bot.db import Database, moment
from bot.desk import Desk
from bot.front import Front
from bot.house import House
from bot.inbox import Inbox
from bot.store import incoming
from bot.store.incoming import Mine
from handlers.messages import Address
from knowledge.dates import VIETNAM
from tests.house import house_of, rows
from union.roster import TRIES_MAX, code_hash

WRONG = "WXYZ-2345"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)


def front_of(db: Database) -> Front:
    house = house_of(db)
    db.write_now(lambda session: demo.fill(session, code_hash(demo.CODE_OF_STRANGER, house.salt), house.clock.now()))
    return Front(house, Inbox(db), False, "", ())


async def outcome_of(front: Front, code: str) -> str:
    try:
        return await front.join(code, "127.0.0.9")
    except Refused as refused:
        return str(refused)


async def test_a_flood_of_guesses_is_counted_and_then_refused(db: Database) -> None:
    front = front_of(db)
    said = await asyncio.gather(*(outcome_of(front, WRONG) for _ in range(3 * TRIES_MAX)))
    assert sum("không đúng" in line for line in said) == TRIES_MAX
    assert sum("quá nhiều lần" in line for line in said) == 2 * TRIES_MAX


async def test_others_are_served_while_a_code_is_hashed(db: Database) -> None:
    front, turns = front_of(db), 0
    joining = asyncio.create_task(outcome_of(front, WRONG))
    while not joining.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert turns > TRIES_MAX


@pytest.mark.parametrize("code", ["MAYX-2345", "mayx2345", " mayx 2345 "])
async def test_a_good_code_becomes_the_first_message_with_its_dash(code: str, db: Database) -> None:
    address = await outcome_of(front_of(db), code)
    assert address.startswith("web:")
    [(body,)] = rows(db, "SELECT body FROM incoming")
    assert "MAYX-2345" in bytes(body).decode()  # type: ignore[call-overload] # a row's column


# The demo's group


def said_in(lines: Sequence[Line]) -> list[tuple[str, str, str]]:
    """Direction, name and words of each line."""
    return [(line.direction, line.name, line.text) for line in lines]


async def served(house: House) -> None:
    """Everything that waits is served."""
    mine = Mine(house.boot, tuple(house.channels))
    while claimed := house.db.write_now(lambda session: incoming.claim(session, mine, 8, moment(session))):
        for row in claimed:
            await Desk(house).serve(row)


async def test_the_group_is_one_chat_in_which_each_reads_who_said_what(db: Database) -> None:
    front = replace(front_of(db), demo=True)
    hanh, lan = Address("web:hanh"), Address("web:lan")
    number = "1" * 8
    for _ in range(2):  # sent again after a broken line
        await front.say(hanh, number, "chiều họp nhé", group=demo.GROUP)
    await front.say(lan, number, "@Trợ lý: trợ giúp", group=demo.GROUP)
    await front.say(hanh, "2" * 8, "trợ giúp", group=demo.GROUP, answers=True)
    await served(front.house)
    mine = said_in(await front.transcript(hanh, group=demo.GROUP))
    theirs = said_in(await front.transcript(lan, group=demo.GROUP))
    answers = [text for direction, _, text in mine if direction == Direction.OUT]
    assert [line for line in mine if line[0] != Direction.OUT] == [
        ("in", "", "chiều họp nhé"), ("other", "Lan", "@Trợ lý: trợ giúp"), ("in", "", "trợ giúp"),
    ]  # fmt: skip
    assert [line for line in theirs if line[0] != Direction.OUT] == [
        ("other", "Hạnh", "chiều họp nhé"), ("in", "", "@Trợ lý: trợ giúp"), ("other", "Hạnh", "trợ giúp"),
    ]  # fmt: skip
    assert len(answers) == 2, "what is not addressed is not answered"
    assert all(answer.startswith("Trong nhóm") for answer in answers)
    assert await front.transcript(hanh) == []


def test_outside_the_demo_there_is_no_group(db: Database) -> None:
    front = front_of(db)
    assert front.groups() == ()
    assert [group.id for group in replace(front, demo=True).groups()] == [demo.GROUP]


@pytest.mark.parametrize(
    ("typed", "heard", "addressed"),
    [
        pytest.param("@Trợ lý hạn nào", "hạn nào", True, id="its name"),
        pytest.param("@tro ly, hạn nào", "hạn nào", True, id="without marks"),
        pytest.param("@TrợLý: hạn nào", "hạn nào", True, id="in one word"),
        pytest.param(normalize("NFD", "@Trợ lý hạn nào"), "hạn nào", True, id="with marks apart"),
        pytest.param("@Trợ lý", "", True, id="its name alone"),
        pytest.param("@Trợ lýa hạn nào", "@Trợ lýa hạn nào", False, id="another name"),
        pytest.param("hạn nào @Trợ lý", "hạn nào @Trợ lý", False, id="at the end"),
        pytest.param("hạn nào", "hạn nào", False, id="without it"),
    ],
)
def test_the_assistant_is_addressed_by_its_name_at_the_beginning(typed: str, heard: str, *, addressed: bool) -> None:
    body = WEB.body("1", Address("web:lan"), typed, place=Place(demo.GROUP))
    said = WEB.read(body, NOW)
    assert said is not None
    assert (said.chat.id, said.chat.is_group, said.text, said.addressed) == (demo.GROUP, True, heard, addressed)
    seen = WEB.peek(body)
    assert seen is not None
    assert seen.chat == demo.GROUP
