"""What changes between question and yes: seats, versions, days; and whose draft it is that an office hands in."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot.db import Database
from bot.shelf import Shelf
from handlers import behalf, router
from handlers import store as memories
from handlers.flow import Ask, Stop
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits
from handlers.talk import Office, Talk, Visit
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler import store
from scheduler.duties import DutyId
from scheduler.filings import Filing, State
from scheduler.store import Which
from tests.house import rows
from union import store as union

NOW = datetime(2026, 11, 26, 8, 5, tzinfo=VIETNAM)
LIMITS = Limits(text_max=None, buttons_max=8, may_start=True)
TUAN, HANH = Address("web:tuan"), Address("web:hanh")
HOA_SEN = UnitCode("mam-non-hoa-sen")
OFFICE = Office("Văn phòng")
EVENTS = itertools.count()


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


Say = Callable[..., str]


@pytest.fixture
def say(db: Database, shelf: Shelf) -> Say:
    """Says something; `between` is what happens between deciding and writing."""

    def said(
        words: str, *, who: Address = TUAN, now: datetime = NOW, between: Callable[[Session], object] | None = None
    ) -> str:
        inbound = Inbound(f"{next(EVENTS)}", who, Chat(BotId("web"), who.removeprefix("web:")), words, now, Kind.TEXT)
        outcome = db.read_now(
            lambda session: router.handle(Visit(inbound, now, shelf.library(session), LIMITS, OFFICE, "muối"), session)
        )
        if between:
            db.write_now(between)
        done = db.write_now(lambda session: router.finish(session, outcome, now))
        return "\n".join(reply.text for reply in done.replies)

    return said


def filing(db: Session, period: str = "2026-11") -> Filing:
    [found] = store.filings_of_all(db, Which(units=(HOA_SEN,), duty=DutyId("bao-cao-thang"), period=period))
    return found


def leaves(who: Address) -> Callable[[Session], None]:
    """Somebody's seats end today."""

    def ends(db: Session) -> None:
        person = union.officer_at(db, who, NOW.date())
        assert person
        theirs = union.seat.c.officer_id == person.id
        db.execute(union.seat.update().where(theirs).values(valid_to=NOW.date()))

    return ends


def test_what_an_office_hands_in_leaves_the_chairs_own_draft_as_it_is(db: Database, say: Say) -> None:
    """What the office was never shown is not known on its paper, and still stands where the chair wrote it."""
    say("tháng này kết nạp 3", who=HANH)
    say("đúng", who=HANH)
    for words in ("khai báo cáo tháng 11", "ô 6: Tổ chức hội thao cho giáo viên"):
        say(words, who=HANH)
    ledger = "SELECT count(*) FROM entry WHERE unit = 'mam-non-hoa-sen' AND author_name <> 'Hạnh'"
    passages = "SELECT text FROM filing_passage WHERE origin <> 'staff' ORDER BY text"
    own = rows(db, passages)
    assert own
    for words in ("ghi hộ Hoa Sen: thăm hỏi 9", "đúng", "nộp hộ Hoa Sen", "đúng"):
        told = say(words)
    assert "Đã nộp hộ" in told
    assert rows(db, ledger) == [(1,)]
    assert rows(db, passages) == own
    assert "3 người" in say("số liệu tháng này", who=HANH) or "3" in say("số liệu tháng này", who=HANH)


def test_what_a_talk_begins_with_is_always_answered(db: Database, shelf: Shelf, say: Say) -> None:
    """More words beside figures that wait, in which no figure is found: the question is asked again."""
    say("ghi hộ Hoa Sen: kết nạp 2")
    inbound = Inbound("x", TUAN, Chat(BotId("web"), "tuan"), "cảm ơn", NOW, Kind.TEXT)

    def begins(session: Session) -> object:
        visit = Visit(inbound, NOW, shelf.library(session), LIMITS, OFFICE, "muối")
        memory = memories.recall(session, memories.key_of(inbound))
        talk = Talk(visit, memory, union.officer_at(session, TUAN, NOW.date()), "cảm ơn")
        return behalf.start(session, talk, "cảm ơn")

    step = db.read_now(begins)
    assert isinstance(step, Ask | Stop)
    assert isinstance(step, Ask)
    assert "kết nạp" in step.reply.text.lower()


def newer(db: Session) -> None:
    """The chair hands in another version."""
    item = filing(db, "2026-10")
    store.set_filing(db, item.id, NOW, version=item.version + 1)


@pytest.mark.parametrize("order", ["tiếp nhận Hoa Sen tháng 10", "trả lại Hoa Sen tháng 10 vì thiếu số nữ"])
def test_a_version_that_came_meanwhile_is_neither_taken_in_nor_sent_back_unread(
    db: Database, say: Say, order: str
) -> None:
    say(order)
    assert "bản 2" in say("đúng", between=newer)
    assert db.read_now(lambda session: filing(session, "2026-10")).state is State.SUBMITTED
    say(order)
    assert "Đã " in say("đúng")
    assert db.read_now(lambda session: filing(session, "2026-10")).state is not State.SUBMITTED


def test_a_version_that_came_before_the_question_was_asked_again_is_the_one_that_is_meant(
    db: Database, say: Say
) -> None:
    say("tiếp nhận Hoa Sen tháng 10")
    db.write_now(newer)
    say("năm nay phải kết nạp bao nhiêu đoàn viên")  # answered, and the question of before asked again
    assert "Đã tiếp nhận" in say("đúng")


def test_more_time_that_is_over_when_it_is_agreed_to_is_not_given(db: Database, say: Say) -> None:
    """The yes comes a week later."""
    say("cho Hoa Sen lùi đến 28/11")
    say("đúng", now=NOW + timedelta(days=7))
    assert db.read_now(filing).extended_to is None


@pytest.mark.parametrize(
    ("before", "words", "count"),
    [
        pytest.param(
            ("khai báo cáo tháng 11",), "ô 1: 4", "SELECT count(*) FROM entry WHERE said = '4'", id="a field"
        ),
        pytest.param(
            ("xin lùi báo cáo tháng 11 đến 30/11",), "cô giáo nghỉ ốm", "SELECT count(*) FROM extension",
            id="a wish for more time",
        ),
    ],
)  # fmt: skip
def test_whose_seat_has_ended_by_then_writes_nothing(
    db: Database, say: Say, before: tuple[str, ...], words: str, count: str
) -> None:
    for each in before:
        say(each, who=HANH)
    was = rows(db, count)
    assert "không còn" in say(words, who=HANH, between=leaves(HANH))
    assert rows(db, count) == was


def test_whose_seat_has_ended_by_then_confirms_no_way_to_count(db: Database, say: Say) -> None:
    say("cách tính kết nạp đoàn viên")
    say("đúng", between=leaves(TUAN))
    assert rows(db, "SELECT count(*) FROM audit WHERE what = 'method' AND who = 'web:tuan'") == [(0,)]


def test_chasing_many_reads_the_duties_as_often_as_chasing_one(db: Database, say: Say) -> None:
    """All that is written for an order of thousands is written in one transaction: others wait for it."""
    asked: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    counts = []
    for order in ("đôn đốc Hoa Sen", "đôn đốc hết"):
        say(order)
        asked.clear()
        assert "Đã xếp gửi" in say("gửi")
        counts.append(sum("FROM duty" in statement for statement in asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("words", ["cộng thêm", "sửa lại là 6", "không có gì mới"])
def test_an_answer_to_the_office_is_no_figure_of_progress(say: Say, words: str) -> None:
    """What one question of the office counts is not in the catalogue: it is neither repeated nor corrected there."""
    say("trước 16 giờ hôm nay các CĐCS báo số lao động thiếu việc")
    say("gửi")
    if words != "không có gì mới":
        say("25", who=HANH)
        assert "Đã nộp" in say("gửi", who=HANH)
    told = say(words, who=HANH)
    assert ("đã gửi Văn phòng" in told) == (words != "không có gì mới")
    assert "lao động thiếu việc: 0" not in told
