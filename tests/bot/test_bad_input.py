"""What goes wrong outside, end to end on both databases: each gets a clear sentence, and nothing is half-written."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime

import pytest
from sqlmodel import Session

from bot import demo
from bot.db import Database
from bot.desk import Desk
from bot.house import House
from bot.parcel import unpack
from handlers.messages import Address
from knowledge.dates import VIETNAM
from scheduler import store
from scheduler.changes import end_duty
from scheduler.duties import DutyId
from tests.house import PLATFORM, Platform, arrive, going, house_of, rows, until
from union import store as people
from union.roster import TRIES_MAX, code_hash

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
PAGE, PHONE, STRANGER = Address("web:lan"), Address("platform:lan"), Address("web:khach")
MONTHLY = DutyId("bao-cao-thang")
SALT = "muối"
READY = ("khai báo cáo tháng 11", "1", "Thăm lớp, chuẩn bị tổng kết")


@pytest.fixture
def house(db: Database) -> House:
    """The demo's union; Lan, a chair, has the page and a telephone."""
    db.write_now(filled)
    return house_of(db, Platform(), office_now=NOW)


def filled(session: Session) -> None:
    demo.fill(session, code_hash(demo.CODE_OF_STRANGER, SALT), NOW)
    lan = people.officer_at(session, PAGE, NOW.date())
    assert lan is not None
    people.save_account(session, people.Account(PHONE, lan.id, PLATFORM, "lan", reachable=True), now=NOW)


def bot_of(who: Address) -> str:
    return "web" if who.startswith("web:") else PLATFORM


async def said(house: House, *turns: tuple[Address, str]) -> list[str]:
    """Says these one after another; gives what was answered to each."""
    answers = []
    for who, words in turns:
        event = await arrive(house, bot_of(who), who, words)
        await until(lambda event=event: bool(answered(house.db, event)))  # type: ignore[misc] # bound per turn
        answers.append(answered(house.db, event))
    return answers


def answered(db: Database, event: str) -> str:
    """Everything that was replied to one message."""
    found = rows(db, "SELECT body FROM outgoing WHERE key LIKE :key ORDER BY id", key=f"reply/%/{event}/%")
    return "\n".join(unpack(str(body)).text for (body,) in found)


def count(db: Database, table: str) -> int:
    [(number,)] = rows(db, f"SELECT count(*) FROM {table}")  # noqa: S608 - our own names
    return int(str(number))


@pytest.mark.parametrize("turn", range(2))
async def test_a_report_sent_at_once_from_two_channels_by_two_desks_is_one_version(turn: int, house: House) -> None:
    other = house_of(house.db, Platform(), office_now=NOW)
    async with going(Desk(house).run, Desk(other).run):
        await said(house, *((PAGE, words) for words in READY), (PHONE, READY[0]))
        before = count(house.db, "filing_version")
        events = await asyncio.gather(
            arrive(house, "web", PAGE, "gửi báo cáo"), arrive(house, PLATFORM, PHONE, "gửi báo cáo")
        )
        await until(lambda: all(answered(house.db, event) for event in events))
    told = sorted(answered(house.db, event) for event in events)
    assert count(house.db, "filing_version") == before + 1
    assert sum("Đã nộp" in text and "bản 1" in text for text in told) == 1, told
    assert all("nộp" in text for text in told), told
    assert len(set(told)) == 2, told


async def test_a_code_typed_ten_times_is_refused_and_the_right_one_waits_too(house: House) -> None:
    codes = [f"AAAA-22{number}{number}" for number in range(2, 10)] + ["AAAA-2233", demo.CODE_OF_STRANGER]
    async with going(Desk(house).run):
        told = await said(house, *((STRANGER, code) for code in codes))
    assert ["không đúng" in text for text in told] == [True] * TRIES_MAX + [False] * (len(codes) - TRIES_MAX)
    assert all("quá nhiều lần" in text for text in told[TRIES_MAX:])
    assert house.db.read_now(lambda session: people.officer_at(session, STRANGER, NOW.date())) is None


async def test_whoever_answers_a_reminder_of_a_duty_that_ended_yesterday_is_told_so(house: House) -> None:
    async with going(Desk(house).run):
        await said(house, (PAGE, READY[0]))
        before = [count(house.db, table) for table in ("entry", "filing_version", "filing_passage")]
        house.db.write_now(ended)
        told = await said(house, (PAGE, "1"), (PHONE, "khai báo cáo tháng 11"), (PHONE, "gửi báo cáo tháng 11"))
    assert ["không còn phải nộp" in text for text in told] == [True] * 3, told
    assert [count(house.db, table) for table in ("entry", "filing_version", "filing_passage")] == before


def ended(session: Session) -> None:
    duty = store.find_duty(session, MONTHLY)
    assert duty is not None
    end_duty(session, duty, date(2026, 11, 22), "Tuấn", NOW)


FIGURES: Sequence[tuple[str, str]] = (
    ("kết nạp x", "a letter"),
    ("kết nạp 5a đoàn viên", "a figure with a letter"),
    ("tháng này kết nạp mấy người ấy", "a word that counts nothing"),
    ("kết nạp 1l đoàn viên", "a letter that looks like a figure"),
)


@pytest.mark.parametrize("words", [words for words, _ in FIGURES], ids=[name for _, name in FIGURES])
async def test_a_figure_with_letters_is_asked_about_and_not_recorded(words: str, house: House) -> None:
    before = count(house.db, "entry")
    async with going(Desk(house).run):
        first, _ = await said(house, (PAGE, words), (PAGE, "đúng"))
    assert first
    assert "Đã ghi" not in first
    assert count(house.db, "entry") == before
