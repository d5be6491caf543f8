"""Joining over the page: a guesser is stopped before anything is computed, and nobody else waits for it."""

import asyncio

import pytest

from bot import demo
from bot.backend import Refused
from bot.db import Database
from bot.front import Front
from bot.inbox import Inbox
from tests.house import house_of, rows
from union.roster import TRIES_MAX, code_hash

WRONG = "WXYZ-2345"


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
