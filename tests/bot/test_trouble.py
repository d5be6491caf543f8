"""When the database is away, a process stands still, or a stop comes at a bad time: nothing stays stuck."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.app import watch
from bot.channels.terminal import TERMINAL
from bot.db import Bell, Database, moment
from bot.delivery import Sender, recover
from bot.desk import Desk
from bot.parcel import pack
from bot.store import incoming, outgoing, runs
from bot.store.incoming import Mine
from bot.store.outgoing import Lane, Outbound
from bot.store.runs import Boot
from handlers.messages import Reply
from tests.house import PLATFORM, Platform, arrive, going, house_of, mine, rows, until


@contextmanager
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database takes no writes, as when its server restarts."""

    def refuse(*_: object) -> None:
        raise OperationalError("COMMIT", {}, sqlite3.OperationalError("server closed the connection"))

    with monkeypatch.context() as patch:
        patch.setattr(Database, "_written", refuse)
        yield


def watched(loop: Callable[[], Any], broken: "asyncio.Future[None]") -> Callable[[], Any]:
    return lambda: watch("loop", loop, broken)


def enqueue(db: Database, *keys: str) -> None:
    def write(session: Session) -> None:
        now = moment(session)
        outgoing.ensure_pace(session, PLATFORM, 1000.0, now)
        messages = [Outbound(key, PLATFORM, "81", Lane.BULK, pack(Reply(key))) for key in keys]
        outgoing.enqueue(session, messages, now, now, pull=False)

    db.write_now(write)


async def test_a_result_that_could_not_be_written_is_written_later(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = Platform(delay_seconds=0.1)
    house = house_of(db, platform)
    enqueue(db, "a", "b")
    broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    async with going(watched(Sender(house, PLATFORM).run, broken)):
        await until(lambda: rows(db, "SELECT state FROM outgoing WHERE key = 'a'") == [("sending",)])
        with away(monkeypatch):
            await until(lambda: len(platform.sent) == 1)
            await asyncio.sleep(0.3)
        await until(lambda: rows(db, "SELECT state FROM outgoing ORDER BY id") == [("sent",), ("sent",)])
    assert platform.sent == [("81", "a"), ("81", "b")]


async def test_an_event_whose_end_could_not_be_written_is_answered_later(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = house_of(db)
    await arrive(house, "web", "web:lan", "trợ giúp", event="1")
    desk = Desk(house)
    [row] = db.write_now(lambda session: incoming.claim(session, mine(house.boot), 1, moment(session)))
    with away(monkeypatch):
        await desk.serve(row)
    assert rows(db, "SELECT state FROM incoming") == [("handling",)]
    async with going(desk.run):
        await until(lambda: rows(db, "SELECT state FROM incoming") == [("done",)])
    assert rows(db, "SELECT count(*) FROM outgoing") == [(1,)]


async def test_a_stop_while_the_database_is_away_ends(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    platform = Platform(delay_seconds=0.2)
    house = house_of(db, platform)
    enqueue(db, "a")
    broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(watch("sender", Sender(house, PLATFORM).run, broken))
    await until(lambda: rows(db, "SELECT state FROM outgoing") == [("sending",)])
    with away(monkeypatch):
        task.cancel()
        async with asyncio.timeout(5):
            await asyncio.wait([task])
    assert task.cancelled()


async def test_events_of_a_platform_wait_for_a_process_that_has_it(db: Database) -> None:
    terminal_alone = house_of(db, TERMINAL)
    await arrive(terminal_alone, PLATFORM, f"{PLATFORM}:81", "trợ giúp", event="1")
    async with going(Desk(terminal_alone).run):
        await asyncio.sleep(0.3)
    assert rows(db, "SELECT state FROM incoming") == [("new",)]
    async with going(Desk(house_of(db, Platform())).run):
        await until(lambda: rows(db, "SELECT state FROM incoming") == [("done",)])


def test_who_has_no_channel_leaves_its_recovery_to_others(db: Database) -> None:
    enqueue(db, "a")
    db.write_now(lambda s: s.execute(update(outgoing.outgoing).values(state="sending", boot="dead")))
    assert db.write_now(lambda session: recover(session, house_of(db), None)) == 0
    assert db.write_now(lambda session: recover(session, house_of(db, Platform()), None)) == 1


def test_a_process_taken_for_dead_that_beats_again_can_be_swept_again(db: Database) -> None:
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    db.write_now(lambda session: runs.started(session, Boot("slow", "máy", 1, ("worker",)), long_ago))
    now = db.write_now(moment)
    assert db.write_now(lambda session: runs.dead(session, now)) == ["slow"]
    db.write_now(lambda session: runs.beat(session, "slow", now))
    assert db.read_now(lambda session: runs.living(session, "worker", now))
    later = now + timedelta(minutes=1)
    assert db.write_now(lambda session: runs.dead(session, later)) == ["slow"]
    assert db.read_now(lambda session: runs.gone(session, {"slow", "x"}, later + timedelta(minutes=1))) == ["slow"]


async def test_what_broke_while_being_read_is_parked_without_an_apology(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = Platform()

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(platform, "read", broken)
    monkeypatch.setattr("bot.desk.back_off", lambda _: timedelta())
    house = house_of(db, platform)
    await arrive(house, PLATFORM, f"{PLATFORM}:81", "x")
    async with going(Desk(house).run):
        await until(lambda: rows(db, "SELECT state, attempts FROM incoming") == [("failed", 3)])
    assert rows(db, "SELECT count(*) FROM outgoing") == [(0,)]


async def test_a_message_that_kills_whoever_reads_it_is_parked_in_the_end(db: Database) -> None:
    house = house_of(db)
    await arrive(house, "web", "web:lan", "tin làm chết máy")
    db.write_now(lambda session: session.execute(update(incoming.incoming).values(attempts=3)))
    async with going(Desk(house).run):
        await until(lambda: rows(db, "SELECT state FROM incoming") == [("failed",)])
    [(body,)] = rows(db, "SELECT body FROM outgoing")
    assert "Xin lỗi" in str(body)


async def test_an_older_event_that_shows_up_late_waits_instead_of_breaking_the_claim(db: Database) -> None:
    house = house_of(db)
    for event in ("1", "2"):
        await arrive(house, "web", "web:lan", event, event=event)
    await arrive(house, "web", "web:hanh", "3", event="3")
    db.write_now(lambda s: s.execute(update(incoming.incoming).where(incoming.incoming.c.event == "2").values(
        state="handling", boot="other")))  # fmt: skip
    claimed = db.write_now(lambda session: incoming.claim(session, Mine("me", ("web",)), 5, moment(session)))
    assert [row.event for row in claimed] == ["3"]


async def test_a_ring_between_looking_and_waiting_is_not_missed() -> None:
    bell = Bell()
    seen = bell.count("x")
    bell.ring("x")
    async with asyncio.timeout(1):
        await bell.wait("x", 60, seen)
