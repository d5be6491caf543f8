"""Reading what was dropped in: once, by one, to its end or to a word why not, whoever dies in between."""

import asyncio
import threading
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot.db import Database, moment
from bot.desk import Desk
from bot.house import House
from bot.readers import Progress
from bot.readings import TRIES_MAX, Readings
from knowledge.proposals import store as proposals
from knowledge.proposals.store import LEASE
from knowledge.proposals.values import State
from knowledge.readers.reading import Why
from tests.bot.papers import NOW, PAPER, FakeReaders, all_proposals, dropped, filled, kept_files, office, told
from tests.house import going, rows, until


async def taken(house: House, content: bytes = PAPER, name: str = "ke-hoach.txt") -> None:
    """A document came and waits to be read."""
    before = len(all_proposals(house.db))
    await dropped(house, content, name)
    async with going(Desk(house).run):
        await until(lambda: len(all_proposals(house.db)) > before)


async def test_what_was_dropped_in_is_read_and_told_once(db: Database) -> None:
    filled(db)
    house = office(db, FakeReaders())
    await taken(house)
    assert await Readings(house).read_next() is True
    assert await Readings(house).read_next() is False
    [proposal] = all_proposals(db)
    assert proposal.state is State.OPEN
    assert proposal.document is not None
    assert proposal.document.header.number == "21/KH-CĐX"
    said = told(db)[-1]
    assert "Đã đọc xong “ke-hoach.txt”" in said
    assert "Kế hoạch 21/KH-CĐX ngày 05/02/2026 của" in said
    assert f"“xem văn bản {proposal.id}”" in said
    keys = rows(db, "SELECT key, judge, lane FROM outgoing WHERE key LIKE 'paper/%'")
    assert keys == [(f"paper/{proposal.id}/read/0", "still_staff", 0)]


async def test_the_loop_is_woken_by_what_comes(db: Database) -> None:
    filled(db)
    house = office(db, FakeReaders())
    async with going(Readings(house).run, Desk(house).run):
        await asyncio.sleep(0)
        await dropped(house)
        await until(lambda: [one.state for one in all_proposals(db)] == [State.OPEN])


async def test_a_week_later_it_is_read_all_the_same_and_told_by_day(db: Database) -> None:
    filled(db)
    await taken(office(db, FakeReaders()))
    await Readings(office(db, FakeReaders(), at=NOW + timedelta(days=7))).read_next()
    [(lane,)] = rows(db, "SELECT lane FROM outgoing WHERE key LIKE 'paper/%'")
    assert (all_proposals(db)[0].state, lane) == (State.OPEN, 1)


async def test_a_clock_that_was_moved_back_holds_nothing_up(db: Database) -> None:
    filled(db)
    await taken(office(db, FakeReaders(), at=NOW + timedelta(days=700)))
    assert await Readings(office(db, FakeReaders())).read_next() is True


@pytest.mark.parametrize("why", [why for why in Why if why is not Why.SECRET])
async def test_what_cannot_be_read_is_told_with_what_to_do(db: Database, why: Why) -> None:
    filled(db)
    house = office(db, FakeReaders())
    await taken(house, f"?{why}".encode(), "x.pdf")
    await Readings(house).read_next()
    [proposal] = all_proposals(db)
    assert (proposal.state, proposal.trouble) == (State.FAILED, str(why))
    assert told(db)[-1].count(f"Chưa đọc được “x.pdf”, văn bản {proposal.id}: ") == 1
    assert len(kept_files(db)) == 1


async def test_a_secret_stamp_that_is_found_late_lets_the_file_go_at_once(db: Database) -> None:
    filled(db)
    house = office(db, FakeReaders())
    await taken(house, b"?secret: M\xe1\xba\xacT")
    await Readings(house).read_next()
    assert kept_files(db) == []
    assert all_proposals(db)[0].state is State.FAILED
    assert "dấu “MẬT”" in told(db)[-1]
    assert "đã xoá" in told(db)[-1]


async def test_nothing_of_a_stamped_paper_is_left_in_the_database_file(db: Database) -> None:
    filled(db)
    house = office(db, FakeReaders())
    words = "những lời của bản mật ".encode() * 9000
    await taken(house, b"?secret: M\xe1\xba\xacT\n" + words)
    if db.path is None:
        pytest.skip("PostgreSQL clears its pages by itself, and later")
    files = [db.path, db.path.with_name(f"{db.path.name}-wal")]
    assert any(words[:200] in each.read_bytes() for each in files)
    await Readings(house).read_next()
    assert not any(words[:20] in each.read_bytes() for each in files if each.exists())


async def test_a_stop_in_the_middle_gives_the_file_back_and_the_next_start_reads_it(db: Database) -> None:
    filled(db)
    begun, go_on = threading.Event(), threading.Event()
    fake = FakeReaders()

    def slow(progress: Progress) -> None:
        begun.set()
        while not go_on.wait(0.01):
            progress(1, 9)

    fake.during = slow
    await taken(office(db, fake))
    reading = asyncio.create_task(Readings(office(db, fake)).run())
    await until(begun.is_set)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert all_proposals(db)[0].state is State.READING
    assert rows(db, "SELECT attempts FROM proposal") == [(0,)]
    fresh = FakeReaders()
    assert await Readings(office(db, fresh)).read_next() is True
    assert all_proposals(db)[0].state is State.OPEN


async def test_what_a_killed_process_was_reading_is_read_by_the_next_when_its_lease_is_over(db: Database) -> None:
    filled(db)
    fake = FakeReaders()
    house = office(db, fake)
    await taken(house)
    db.write_now(lambda session: proposals.claim(session, "dead", moment(session)))
    assert await Readings(house).read_next() is False
    db.write_now(lambda session: passed(session, LEASE))
    assert await Readings(house).read_next() is True
    assert (all_proposals(db)[0].state, len(fake.read)) == (State.OPEN, 1)


async def test_the_next_start_reads_at_once_what_the_last_one_left(db: Database) -> None:
    filled(db)
    house = office(db, FakeReaders())
    await taken(house)
    db.write_now(lambda session: proposals.claim(session, "dead", moment(session)))
    assert db.write_now(lambda session: proposals.freed(session, ["another"], house.boot)) == 0
    assert db.write_now(lambda session: proposals.freed(session, ["dead"], house.boot)) == 1
    assert await Readings(house).read_next() is True


async def test_what_kills_every_reader_fails_with_a_word_after_three_tries(db: Database) -> None:
    filled(db)
    fake = FakeReaders()
    house = office(db, fake)
    await taken(house)
    for _ in range(TRIES_MAX):
        db.write_now(lambda session: proposals.claim(session, "dead", moment(session)))
        db.write_now(lambda session: passed(session, LEASE))
    assert await Readings(house).read_next() is True
    assert (all_proposals(db)[0].state, fake.read) == (State.FAILED, [])
    assert "dừng nhiều lần" in told(db)[-1]


def passed(session: Session, time: timedelta) -> None:
    """So much time passes for the leases."""
    for number, until_ in session.execute(text("SELECT id, lease_until FROM proposal")).all():
        assert until_
        proposals.given_back(session, number, "dead", moment(session) - time, counted=True)


async def test_a_fault_of_ours_is_tried_again_and_ends(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.readings.back_off", lambda _: timedelta())
    filled(db)
    fake = FakeReaders()

    def broken(_: Progress) -> None:
        raise RuntimeError("ours")

    fake.during = broken
    house = office(db, fake)
    await taken(house)
    readings = Readings(house)
    assert [await readings.read_next() for _ in range(TRIES_MAX + 2)] == [True] * (TRIES_MAX + 1) + [False]
    assert all_proposals(db)[0].state is State.FAILED


async def test_two_processes_read_each_document_once(db: Database) -> None:
    filled(db)
    fake = FakeReaders()
    one, other = office(db, fake, boot="one"), office(db, fake, boot="other")
    for number in range(6):
        await taken(one, PAPER.replace(b"21/KH", f"{number}/KH".encode()), f"{number}.txt")
    async with going(Readings(one).run, Readings(other).run):
        await until(lambda: all(item.state is State.OPEN for item in all_proposals(db)))
    assert sorted(fake.read) == [f"{number}.txt" for number in range(6)]
    assert len(rows(db, "SELECT key FROM outgoing WHERE key LIKE 'paper/%'")) == 6


async def test_pages_are_counted_while_it_is_read(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.readings.LOOK_SECONDS", 0.02)
    filled(db)
    shown, fake = threading.Event(), FakeReaders()

    def slow(progress: Progress) -> None:
        progress(3, 120)
        shown.wait(10)

    fake.during = slow
    house = office(db, fake)
    await taken(house)
    async with going(Readings(house).run):
        await until(lambda: [(one.pages_done, one.pages_total) for one in all_proposals(db)] == [(3, 120)])
        shown.set()
        await until(lambda: all_proposals(db)[0].state is State.OPEN)


async def test_a_reading_that_somebody_took_over_writes_nothing(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.readings.LOOK_SECONDS", 0.02)
    filled(db)
    begun, go_on, fake = threading.Event(), threading.Event(), FakeReaders()

    def slow(progress: Progress) -> None:
        begun.set()
        progress(1, 2)
        go_on.wait(10)

    fake.during = slow
    house = office(db, fake)
    await taken(house)
    reading = asyncio.create_task(Readings(house).read_next())
    await until(begun.is_set)
    db.write_now(lambda session: session.execute(text("UPDATE proposal SET reader = 'another'")))
    await asyncio.sleep(0.1)
    go_on.set()
    await reading
    assert all_proposals(db)[0].state is State.READING
    assert rows(db, "SELECT key FROM outgoing WHERE key LIKE 'paper/%'") == []
