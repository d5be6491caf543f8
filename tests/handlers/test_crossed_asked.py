"""The crossed table of questions to an office: what is said × what is open → what is written, told, asked."""

import itertools
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.demo import BEGAN, OFFICE
from bot.shelf import Shelf
from handlers import router
from handlers import store as memories
from handlers.asked.answer import drafts
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits
from handlers.talk import Office, Visit
from knowledge.dates import VIETNAM
from tests.house import rows
from union.roster import Role
from union.store import Account, add_officer, give_seat, save_account

NOW = datetime(2026, 11, 23, 8, 5, tzinfo=VIETNAM)
BUTTONS = Limits(text_max=None, buttons_max=8, may_start=True)
NUMBERS = replace(BUTTONS, buttons_max=0)
TUAN, HANH, VAN = Address("web:tuan"), Address("web:hanh"), Address("web:van")
QUESTION = "năm nay phải kết nạp bao nhiêu đoàn viên?"
ASKED = "chair: mượn hội trường xã để họp có được không", "chair: hỏi văn phòng"
TWO = (*ASKED, "chair: ai giữ chìa khoá hội trường", "chair: hỏi văn phòng")
ANSWER = "trả lời câu 1: Được, báo trước hai ngày."

STATES: dict[str, Sequence[str]] = {
    "none waits": (),
    "one waits": ASKED,
    "two wait": TWO,
    "text": (*ASKED, "trả lời câu 1"),
    "sure": (*ASKED, ANSWER),
    "offered": (*ASKED, ANSWER, "gọi bảo vệ trước một ngày"),
    "which": (*TWO, "trả lời: liên hệ bảo vệ"),
    "meant": (*ASKED, "Được nhé, báo trước hai ngày"),
    "sent": (*ASKED, ANSWER, "gửi"),
    "kept": (*ASKED, ANSWER, "gửi", "lưu câu 1 vào kho"),
    "sure of one of two": (*TWO, ANSWER),
    "chasing": (*ASKED, "đôn đốc Hoa Sen"),
    "her report is open": (*ASKED, ANSWER, "gửi", "chair: khai"),
    "she was answered": (*ASKED, ANSWER, "gửi"),
    "she asked": (f"chair: {QUESTION}",),
    "she recorded": ("chair: tháng này thăm hỏi 9", "chair: đúng", f"chair: {QUESTION}"),
}
WRITTEN = {
    "answers": "SELECT group_concat(id || answer || coalesce(answered_by, '') || is_closed) FROM passed_on_question",
    "questions": "SELECT count(*) FROM passed_on_question",
    "notes": "SELECT count(*) FROM document WHERE key LIKE 'note/%' AND standing = 'published'",
    "figures": "SELECT count(*) FROM entry",
}
"""Everything that may be written here."""


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


EVENTS = itertools.count()


def said(db: Database, shelf: Shelf, words: str, *, who: Address = TUAN, limits: Limits = BUTTONS) -> tuple[str, int]:
    """What is answered a minute after what was said before, and how many others are told."""
    who, words = (HANH, words.removeprefix("chair: ")) if words.startswith("chair: ") else (who, words)
    number = next(EVENTS)
    now = NOW + timedelta(minutes=number % 600)
    inbound = Inbound(f"{number}", who, Chat(BotId("web"), who.removeprefix("web:")), words, now, Kind.TEXT)

    def decide(session: Session) -> router.Outcome:
        office = Office("Văn phòng Công đoàn xã Suối Mây", "0200 000 0168")
        return router.handle(Visit(inbound, now, shelf.library(session), limits, office, "muối"), session)

    outcome = db.read_now(decide)
    done = db.write_now(lambda session: router.finish(session, outcome, now))
    return "\n".join(reply.text for reply in done.replies), len(done.notices)


def stood(db: Database) -> dict[str, str]:
    return {name: str(rows(db, statement)[0][0]) for name, statement in WRITTEN.items()}


def stage(db: Database, who: Address) -> str:
    """What is asked afterwards: the answer's stage, the name of another talk, or nothing."""
    memory = db.read_now(lambda session: memories.recall(session, f"web|{who.removeprefix('web:')}|{who}"))
    if memory.flow != drafts.name:
        return memory.flow.partition("/")[0]
    draft = drafts.load(memory.flow, memory.draft)
    return "offered" if draft.offered else str(draft.stage)


ROWS = [
    # said, state, what is written and whether somebody is told, what the reply says, what is asked afterwards
    ("trả lời câu 1: Được.", "none waits", "", "Không có câu 1", ""),
    ("trả lời", "none waits", "", "Không có câu hỏi nào đang chờ Văn phòng", ""),
    ("được", "none waits", "", "Không có câu hỏi nào đang chờ trả lời", ""),
    ("Được nhé, báo trước hai ngày", "none waits", "", "", ""),
    ("để sau", "none waits", "", "", ""),
    ("lưu vào kho", "none waits", "", "Chưa có câu trả lời nào để lưu", ""),
    ("gỡ câu trả lời 1", "none waits", "", "Không có câu trả lời 1", ""),
    ("các câu đã trả lời", "none waits", "", "Kho chưa có câu trả lời nào", ""),
    ("sai rồi", "none waits", "", "Không có câu hỏi nào đang chờ trả lời", ""),
    ("không đúng ý tôi", "none waits", "", "Chưa có câu trả lời nào để xem lại", ""),
    ("trả lời", "one waits", "", "Đồng chí nhắn câu trả lời", "text"),
    ("tra loi cau 1", "one waits", "", "Đồng chí nhắn câu trả lời", "text"),
    ("câu 1: được", "one waits", "", "“được”", "sure"),
    ("trả lời chị Hạnh: được", "one waits", "", "“được”", "sure"),
    ("được", "one waits", "", "“được” là trả lời câu 1", "meant"),
    ("không", "one waits", "", "“không” là trả lời câu 1", "meant"),
    ("20 triệu nhé", "one waits", "", "là trả lời câu 1", "meant"),
    ("kết nạp 5 đoàn viên", "one waits", "", "Chưa ghi gì", ""),
    ("báo cáo gửi rồi nhé", "one waits", "", "chưa ghi gì", ""),
    (QUESTION, "one waits", "", "120", ""),
    ("ai chưa nộp tháng 11", "one waits", "", "Báo cáo tháng 11", ""),
    ("để sau", "one waits", "", "Câu 1 vẫn chờ", ""),
    ("để sau câu 1", "one waits", "", "Câu 1 vẫn chờ", ""),
    ("đóng câu 1", "one waits", "answers", "Đã đóng câu 1", ""),
    ("câu 1 đã gọi điện rồi", "one waits", "answers", "Đã đóng câu 1", ""),
    ("lưu câu 1 vào kho", "one waits", "", "Chưa có câu trả lời nào để lưu", ""),
    ("gửi", "one waits", "", "", ""),
    ("trả lời", "two wait", "", "Đồng chí trả lời câu nào", "which"),
    ("được", "two wait", "", "là trả lời câu nào", "meant"),
    ("để sau", "two wait", "", "2 câu hỏi vẫn chờ", ""),
    ("Được.", "text", "", "“Được.”", "sure"),
    ("không", "text", "", "“không”", "sure"),
    ("kết nạp 5 đoàn viên", "text", "", "“kết nạp 5 đoàn viên”", "sure"),
    (QUESTION, "text", "", "120", "text"),
    ("ai chưa nộp tháng 11", "text", "", "Báo cáo tháng 11", "text"),
    ("huỷ", "text", "", "câu 1 vẫn chờ", ""),
    ("để sau", "text", "", "Câu 1 vẫn chờ", ""),
    ("đóng câu 1", "text", "answers", "Đã đóng câu 1", ""),
    ("gửi", "sure", "answers told", "Đã gửi đồng chí Hạnh", ""),
    ("đúng", "sure", "answers told", "Đã gửi đồng chí Hạnh", ""),
    ("dung", "sure", "answers told", "Đã gửi đồng chí Hạnh", ""),
    ("dung gui", "sure", "", "chưa rõ ý", "sure"),
    ("đừng gửi", "sure", "", "câu 1 vẫn chờ", ""),
    ("không gửi", "sure", "", "câu 1 vẫn chờ", ""),
    ("gửi. nhớ bỏ chữ nhé", "sure", "", "chưa rõ ý", "sure"),
    ("không", "sure", "", "nhắn câu trả lời", "text"),
    ("sửa: Không được.", "sure", "", "“Không được.”", "sure"),
    ("trả lời câu 1: Không được.", "sure", "", "“Không được.”", "sure"),
    ("gọi bảo vệ trước", "sure", "", "Thay câu trả lời bằng", "offered"),
    (QUESTION, "sure", "", "120", "sure"),
    ("đôn đốc Hoa Sen", "sure", "", "", "chase"),
    ("gửi", "offered", "", "Thay câu trả lời bằng", "offered"),
    ("thay", "offered", "", "“gọi bảo vệ trước một ngày”", "sure"),
    ("giữ câu cũ", "offered", "", "“Được, báo trước hai ngày.”", "sure"),
    ("không", "offered", "", "“Được, báo trước hai ngày.”", "sure"),
    ("câu 2", "which", "", "“liên hệ bảo vệ”", "sure"),
    ("2", "which", "", "“liên hệ bảo vệ”", "sure"),
    ("9", "which", "", "Đồng chí trả lời câu nào", "which"),
    ("huỷ", "which", "", "Chưa gửi gì", ""),
    ("trả lời câu 1", "meant", "", "“Được nhé, báo trước hai ngày”", "sure"),
    ("đúng", "meant", "", "“Được nhé, báo trước hai ngày”", "sure"),
    ("không", "meant", "", "Chưa gửi gì", ""),
    ("trả lời câu 2: được", "sure of one of two", "", "Câu 1 đang soạn", "sure"),
    ("đóng câu 2", "sure of one of two", "answers", "Đã đóng câu 2", "sure"),
    ("có", "sent", "notes", "Đã lưu", ""),
    ("lưu vào kho", "sent", "notes", "Đã lưu", ""),
    ("không", "sent", "", "Không lưu", ""),
    ("dừng", "sent", "", "", ""),
    ("trả lời câu 1: khác", "sent", "", "đã trả lời lúc", ""),
    ("đóng câu 1", "sent", "", "đã trả lời lúc", ""),
    ("gỡ câu trả lời 1", "kept", "notes", "Đã gỡ", ""),
    ("lưu câu 1 vào kho", "kept", "", "đã có trong kho", ""),
    ("Gọi bảo vệ trước một ngày", "chasing", "", "là trả lời câu 1", "meant"),
    ("gửi", "chasing", "told", "", ""),
    ("chair: để sau", "she was answered", "", "", ""),
    ("chair: cảm ơn", "she was answered", "", "Cảm ơn", ""),
    ("chair: ok", "she was answered", "", "", ""),
    ("chair: hỏi lại: sáng có được không", "she was answered", "answers questions told", "Đã chuyển", ""),
    ("chair: hỏi lại câu 1: sáng có được không", "she was answered", "answers questions told", "Đã chuyển", ""),
    ("chair: hỏi lại", "she was answered", "", "chưa rõ điều gì", ""),
    ("chair: trả lời câu 1: được", "she was answered", "", "của cán bộ văn phòng", ""),
    ("chair: đóng câu 1", "one waits", "", "của cán bộ văn phòng", ""),
    ("chair: lưu câu 1 vào kho", "sent", "", "của cán bộ văn phòng", ""),
    ("chair: các câu đã trả lời", "kept", "", "của cán bộ văn phòng", ""),
    ("chair: không đúng ý tôi", "she asked", "", "hoặc nhắn “hỏi văn phòng”", ""),
    ("chair: trả lời sai", "she asked", "", "hoặc nhắn “hỏi văn phòng”", ""),
    ("chair: hỏi văn phòng", "she asked", "answers questions told", "Đã chuyển", ""),
    ("chair: hỏi lại câu 1: sáng được không", "her report is open", "answers questions told", "Đã chuyển", "report"),
    ("chair: không đúng ý tôi", "her report is open", "", "", "report"),
]


@pytest.mark.parametrize(
    ("words", "state", "written", "says", "asked"), ROWS, ids=[f"{said[:30]} × {state}" for said, state, *_ in ROWS]
)
def test_row(  # noqa: PLR0917 - the columns of the table
    words: str, state: str, written: str, says: str, asked: str, db: Database, shelf: Shelf
) -> None:
    for before in STATES[state]:
        said(db, shelf, before)
    before_it = stood(db)
    reply, told = said(db, shelf, words)
    changed = {name for name, value in stood(db).items() if value != before_it[name]}
    assert says in reply
    assert changed | ({"told"} if told else set()) == set(written.split())
    if asked or state not in {"chasing", "sure"}:
        assert stage(db, HANH if words.startswith("chair: ") else TUAN) == asked


@pytest.mark.parametrize("words", ["sai rồi", "sai"])
def test_wrong_is_asked_of_what_where_a_figure_was_recorded_too(words: str, db: Database, shelf: Shelf) -> None:
    for before in STATES["she recorded"]:
        said(db, shelf, before)
    before_it = stood(db)
    reply, _ = said(db, shelf, f"chair: {words}")
    assert "chưa đúng ý câu" in reply or "số liệu vừa ghi" in reply
    assert stood(db) == before_it


def test_a_second_clerk_is_told_who_was_faster(db: Database, shelf: Shelf) -> None:
    db.write_now(second_clerk)
    for words in (*ASKED, ANSWER):
        said(db, shelf, words)
    said(db, shelf, "trả lời câu 1: Không.", who=VAN)
    assert said(db, shelf, "gửi")[1] == 1
    reply, told = said(db, shelf, "gửi", who=VAN)
    assert "đồng chí Tuấn đã trả lời lúc" in reply
    assert told == 0


def second_clerk(session: Session) -> None:
    officer = add_officer(session, "Vân")
    give_seat(session, officer, OFFICE, Role.OFFICE, BEGAN)
    save_account(session, Account(VAN, officer, "web", "van", reachable=True), now=NOW)


def test_with_numbers_the_question_is_meant_and_not_the_place_in_a_menu(db: Database, shelf: Shelf) -> None:
    for words in TWO[:2]:
        said(db, shelf, words)
    said(db, shelf, "đóng câu 1")
    for words in TWO[2:]:
        said(db, shelf, words)
    for words in ("chair: xe đưa đón mấy giờ", "chair: hỏi văn phòng"):
        said(db, shelf, words)
    asked, _ = said(db, shelf, "trả lời: bảy giờ", limits=NUMBERS)
    assert "• câu 2" in asked
    assert "1. " not in asked
    assert "trả lời câu 2" in said(db, shelf, "2", limits=NUMBERS)[0]


def test_a_wish_about_ones_own_data_is_answered_and_never_kept_for_others(db: Database, shelf: Shelf) -> None:
    for words in ("chair: xoá dữ liệu của tôi", "trả lời câu 1: Đã xoá theo yêu cầu."):
        said(db, shelf, words)
    reply, told = said(db, shelf, "gửi")
    assert told == 1
    assert "Lưu vào kho" not in reply
    assert "chuyện riêng" in said(db, shelf, "lưu câu 1 vào kho")[0]


def test_what_is_asked_is_kept_without_whose_it_was(db: Database, shelf: Shelf) -> None:
    for words in ("chair: anh Trần Văn Nam số 0912 345 678 có được vay không", "chair: hỏi văn phòng"):
        said(db, shelf, words)
    [(office, unit, kept, ending)] = rows(db, "SELECT office, unit, text, ending FROM asked_question")
    assert (office, unit, ending) == ("suoi-may", "mam-non-hoa-sen", "not_found")
    assert "Nam" not in str(kept)
    assert "0912" not in str(kept)
    shown, _ = said(db, shelf, "câu hỏi chưa có trả lời")
    passed_on = shown.partition("30 ngày qua")[0]
    assert "0912 345 678" in passed_on, "whoever passes it on wants the office to read it"
    assert "0912" not in shown.removeprefix(passed_on)


def test_several_ways_of_asking_one_thing_are_one_topic_with_its_units(db: Database, shelf: Shelf) -> None:
    for who, words in (
        (HANH, "vay vốn mua nhà ở xã hội lãi suất bao nhiêu"),
        (HANH, "lãi suất vay vốn mua nhà ở xã hội"),
        (Address("web:lan"), "lai suat vay von mua nha o xa hoi la bao nhieu"),
    ):
        said(db, shelf, words, who=who)
    assert "3 lần, 2 đơn vị" in said(db, shelf, "hỏi gì nhiều")[0]
