"""The clock knocks; the database decides which process works."""

from datetime import UTC, datetime, timedelta

from bot.db import Database, moment
from bot.jobs import due_at, jobs_of, once, swept
from bot.store import runs
from bot.store.runs import Boot
from scheduler.clock import Clock, Job
from tests.house import PLATFORM, Platform, arrive, house_of, mine, rows, until


async def test_a_job_is_awaited_whatever_callable_it_is() -> None:
    done: list[int] = []

    async def work() -> None:
        done.append(1)

    clock = Clock((Job("x", timedelta(seconds=1), lambda: work()),))  # noqa: PLW0108 - just this shape was not awaited once
    clock.start()
    await until(lambda: bool(done))
    await clock.stop()


async def test_of_two_processes_one_does_the_work(db: Database) -> None:
    done: list[str] = []

    async def work() -> None:
        done.append("x")

    hour = timedelta(hours=1)
    for boot in ("one", "two"):
        await once(house_of(db, boot=boot), "tidy", hour, work)()
    assert done == ["x"]
    assert rows(db, "SELECT job FROM job_run WHERE done_at IS NOT NULL") == [("tidy",)]


def test_due_times_are_whole_multiples() -> None:
    now = datetime(2026, 11, 21, 13, 45, 12, tzinfo=UTC)
    assert due_at(now, timedelta(hours=1)) == datetime(2026, 11, 21, 13, tzinfo=UTC)


async def test_a_dead_process_is_swept_once_and_its_events_are_open_again(db: Database) -> None:
    from bot.store import incoming

    dead, alive = house_of(db, Platform(), boot="dead"), house_of(db, Platform(), boot="alive")
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    db.write_now(lambda session: runs.started(session, Boot("dead", "máy", 1, ("worker",)), long_ago))
    await arrive(dead, PLATFORM, f"{PLATFORM}:81", "chào")
    db.write_now(lambda session: incoming.claim(session, mine("dead"), 1, moment(session)))
    assert db.write_now(lambda session: swept(session, alive)) == 1
    assert db.write_now(lambda session: swept(session, alive)) == 0
    assert rows(db, "SELECT state, boot FROM incoming") == [("new", None)]


async def test_old_rows_go_and_young_ones_stay(db: Database) -> None:
    from sqlalchemy import update

    from bot.desk import Desk
    from bot.store.incoming import incoming
    from bot.store.outgoing import outgoing

    house = house_of(db)
    for chat in ("lan", "hanh"):
        await arrive(house, "web", f"web:{chat}", "trợ giúp", event=chat)
    from bot.store import incoming as store

    for row in db.write_now(lambda session: store.claim(session, mine(house.boot), 5, moment(session))):
        await Desk(house).serve(row)
    old = datetime(2025, 1, 1, tzinfo=UTC)
    db.write_now(lambda session: session.execute(update(incoming).where(incoming.c.chat == "lan").values(done_at=old)))
    db.write_now(
        lambda session: session.execute(update(outgoing).where(outgoing.c.chat == "lan").values(settled_at=old))
    )
    [tidy, *_] = jobs_of(house)
    await tidy.work()
    assert rows(db, "SELECT chat FROM incoming") == [("hanh",)]
    assert rows(db, "SELECT chat FROM outgoing") == [("hanh",)]
