"""The crossed table: what is said × which talk is under way × what is waiting → what is recorded and what is said.

Each capability adds its rows. Where two readings would record or send different things, the only right reply asks.
"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from sqlmodel import Session

from bot import demo
from bot.db import Database
from bot.opening import SALT
from bot.shelf import Shelf
from bot.store import runs
from handlers import enrol, router, store, wording
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits
from handlers.talk import Office, Visit
from knowledge.dates import VIETNAM
from union.roster import code_hash

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
BUTTONS = Limits(text_max=None, buttons_max=8, may_start=True)
NUMBERS = replace(BUTTONS, buttons_max=0)
STRANGER = Address("web:khach")
JOINING = "Đồng chí nhận vai trò"


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def salt(db: Database) -> str:
    return db.read_now(lambda session: runs.read_setting(session, SALT)) or ""


def remembered(db: Database, state: str) -> store.Memory:
    """The memory of the stranger in each state of the table."""
    key = f"web|khach|{STRANGER}"
    confirm = enrol.Joining(
        enrol.Stage.CONFIRM,
        code_hash(demo.CODE_OF_STRANGER, salt(db)),
        "Phó Chủ tịch CĐCS Tiểu học Đồi Sim",
        "Công đoàn xã Suối Mây",
        "0200 000 0168",
        "đồng chí Tuấn, Văn phòng",
    )
    dump = enrol.drafts.dump
    states = {
        "nothing": store.Memory(key),
        "asked for a code": store.Memory(key, flow="enrol/1", draft=dump(enrol.WANTS_CODE)),
        "asked to confirm": store.Memory(key, flow="enrol/1", draft=dump(confirm), menu=("đúng", "huỷ", "chi tiết")),
        "a menu is shown": store.Memory(key, menu=("tham gia", "trợ giúp")),
        "one choice is shown": store.Memory(key, menu=("tham gia",)),
        "a cut answer is shown": store.Memory(key, questions=("các nhiệm vụ",), rest="Phần còn lại của câu trả lời."),
        "both a cut answer and a seat": store.Memory(key, flow="enrol/1", draft=dump(confirm), rest="Phần còn lại."),
        "an old draft": store.Memory(key, flow="enrol/0", draft='{"step": 3}'),
        "a talk nobody knows": store.Memory(key, flow="thăm-ốm/1", draft="{}"),
    }
    return states[state]


ROWS = [
    # said, state, channel, seated?, what the reply says, flow afterwards
    ("MAYX-2345", "nothing", BUTTONS, False, JOINING, "enrol/1"),
    ("mayx 2345", "asked for a code", BUTTONS, False, JOINING, "enrol/1"),
    ("MAYX-2345", "asked to confirm", BUTTONS, False, JOINING, "enrol/1"),
    ("MAYX-2345", "an old draft", BUTTONS, False, "bắt đầu lại", "enrol/1"),
    ("AAAA-2222", "asked for a code", BUTTONS, False, "không đúng", "enrol/1"),
    ("AAAA-2222", "asked to confirm", BUTTONS, False, "không đúng", "enrol/1"),
    ("đúng", "nothing", BUTTONS, False, "Không có câu hỏi nào", ""),
    ("dúng", "nothing", BUTTONS, False, "Không có câu hỏi nào", ""),
    ("đúng", "asked for a code", BUTTONS, False, "chưa hiểu “đúng”", "enrol/1"),
    ("đúng", "asked to confirm", BUTTONS, True, "Đã ghi nhận", ""),
    ("dung", "asked to confirm", BUTTONS, True, "Đã ghi nhận", ""),
    ("dạ đúng ạ", "asked to confirm", BUTTONS, True, "Đã ghi nhận", ""),
    ("dung gui", "asked to confirm", BUTTONS, False, "chưa rõ ý", "enrol/1"),
    ("đừng", "asked to confirm", BUTTONS, False, "chưa rõ ý", "enrol/1"),
    ("dừng", "asked to confirm", BUTTONS, False, "chưa rõ ý", "enrol/1"),
    ("dừng lại", "asked to confirm", BUTTONS, False, "chưa rõ ý", "enrol/1"),
    ("không", "asked to confirm", BUTTONS, False, "Đã dừng", ""),
    ("sai rồi", "asked to confirm", BUTTONS, False, "Đã dừng", ""),
    ("không phải tôi", "asked to confirm", BUTTONS, False, "Đã dừng", ""),
    ("mã của em là MAYX-2345 ạ", "nothing", BUTTONS, False, JOINING, "enrol/1"),
    ("em có mã MAYX-2345 nhé", "asked for a code", BUTTONS, False, JOINING, "enrol/1"),
    ("em gửi MAYX-2345 rồi", "asked to confirm", BUTTONS, False, JOINING, "enrol/1"),
    ("nhập mã MAYX2345", "nothing", BUTTONS, False, JOINING, "enrol/1"),
    ("ABCDEFGH", "asked for a code", BUTTONS, False, "không đúng", "enrol/1"),
    ("ABCD1234", "asked for a code", BUTTONS, False, "chưa đúng dạng", "enrol/1"),
    ("MAY0-2345", "asked for a code", BUTTONS, False, "chưa đúng dạng", "enrol/1"),
    ("MAY0-2345", "asked to confirm", BUTTONS, False, "chưa đúng dạng", "enrol/1"),
    ("bận quá để tối", "asked to confirm", BUTTONS, False, "chưa hiểu", "enrol/1"),
    ("kết nạp thêm 5 đoàn viên", "asked to confirm", BUTTONS, False, "chưa ghi gì", "enrol/1"),
    ("kết nạp thêm 5 đoàn viên", "nothing", BUTTONS, False, "chưa ghi gì", ""),
    ("đã gửi báo cáo", "nothing", BUTTONS, False, "chưa ghi gì", ""),
    ("huỷ", "nothing", BUTTONS, False, "Không có việc nào", ""),
    ("huỷ", "asked for a code", BUTTONS, False, "Đã huỷ", ""),
    ("huy", "asked to confirm", BUTTONS, False, "Đã huỷ", ""),
    ("/huy", "asked to confirm", BUTTONS, False, "Đã huỷ", ""),
    ("1", "asked to confirm", NUMBERS, True, "Đã ghi nhận", ""),
    ("2", "asked to confirm", NUMBERS, False, "Đã huỷ", ""),
    ("3.", "asked to confirm", NUMBERS, False, "dữ liệu cá nhân", "enrol/1"),
    ("4", "asked to confirm", NUMBERS, False, "từ 1 đến 3", "enrol/1"),
    ("1", "asked to confirm", BUTTONS, False, "Việc đang làm dở", "enrol/1"),
    ("1", "a menu is shown", NUMBERS, False, "mã tham gia", "enrol/1"),
    ("2", "a menu is shown", NUMBERS, False, "như nói chuyện", ""),
    ("2.", "a menu is shown", NUMBERS, False, "như nói chuyện", ""),
    ("２", "a menu is shown", NUMBERS, False, "như nói chuyện", ""),
    ("chọn số 2", "a menu is shown", NUMBERS, False, "như nói chuyện", ""),
    ("chon 2 nhé", "a menu is shown", NUMBERS, False, "như nói chuyện", ""),
    ("02", "a menu is shown", NUMBERS, False, "như nói chuyện", ""),
    ("1", "one choice is shown", NUMBERS, False, "mã tham gia", "enrol/1"),
    ("7", "one choice is shown", NUMBERS, False, "Đồng chí cần hỏi", ""),
    ("0", "a menu is shown", NUMBERS, False, "từ 1 đến 2", ""),
    ("chi tiết", "nothing", BUTTONS, False, "Không còn phần nào", ""),
    ("chi tiết", "a cut answer is shown", BUTTONS, False, "Phần còn lại", ""),
    ("chi tiết", "asked to confirm", BUTTONS, False, "dữ liệu cá nhân", "enrol/1"),
    ("chi tiet", "both a cut answer and a seat", BUTTONS, False, "Phần còn lại", "enrol/1"),
    ("trợ giúp", "asked to confirm", BUTTONS, False, "như nói chuyện", "enrol/1"),
    ("cảm ơn", "asked to confirm", BUTTONS, False, "Việc đang làm dở", "enrol/1"),
    ("các khâu đột phá của Lai Châu", "asked to confirm", BUTTONS, False, "Việc đang làm dở", "enrol/1"),
    ("các khâu đột phá của Lai Châu", "asked for a code", BUTTONS, False, "nhắn mã tham gia", "enrol/1"),
    ("/start", "asked to confirm", BUTTONS, False, "Việc đang làm dở", "enrol/1"),
    ("/khongco", "nothing", BUTTONS, False, "Không có lệnh này", ""),
    ("x" * 5000, "asked to confirm", BUTTONS, False, "quá dài", "enrol/1"),
    ("…", "asked to confirm", BUTTONS, False, "chưa đọc được", "enrol/1"),
    ("đúng", "an old draft", BUTTONS, False, "bắt đầu lại", "enrol/1"),
    ("đúng", "a talk nobody knows", BUTTONS, False, "bắt đầu lại", ""),
]


@pytest.mark.parametrize(
    ("said", "state", "limits", "seated", "says", "flow"),
    ROWS,
    ids=[
        f"{said[:20]} × {state} × {'numbers' if not limits.buttons_max else 'buttons'}"
        for said, state, limits, *_ in ROWS
    ],
)
def test_row(  # noqa: PLR0917 - the columns of the table
    said: str, state: str, limits: Limits, seated: bool, says: str, flow: str, db: Database, shelf: Shelf
) -> None:
    before = remembered(db, state)
    if state != "nothing":
        db.write_now(lambda session: store.remember(session, before, NOW))
    replies = answered(db, shelf, said, limits)
    after = db.read_now(lambda session: store.recall(session, before.key))
    assert says in "\n".join(replies)
    assert after.flow == flow
    assert ("Tiểu học" in seats(db)) is seated


def answered(db: Database, shelf: Shelf, said: str, limits: Limits) -> list[str]:
    """What is replied after the deciding and the writing half."""
    inbound = Inbound("1", STRANGER, Chat(BotId("web"), "khach"), said, NOW, Kind.TEXT)

    def decide(session: Session) -> router.Outcome:
        office = Office("Văn phòng Công đoàn xã Suối Mây", "0200 000 0168")
        visit = Visit(inbound, NOW, shelf.library(session), limits, office, salt(db))
        return router.handle(visit, session)

    outcome = db.read_now(decide)
    return [reply.text for reply in db.write_now(lambda session: router.finish(session, outcome, NOW)).replies]


@pytest.mark.parametrize("said", ["MAYX-2345", "mã của tôi là MAY0-2345", "/hoi mã MAYX-2345", "tham gia WXYZABCD"])
def test_no_code_is_kept_among_the_questions(said: str, db: Database, shelf: Shelf) -> None:
    answered(db, shelf, said, BUTTONS)
    after = db.read_now(lambda session: store.recall(session, f"web|khach|{STRANGER}"))
    assert after.version == 1
    assert after.questions == ()


def seats(db: Database) -> str:
    """The seats of the stranger's account, as text."""
    from union import store as union

    person = db.read_now(lambda session: union.officer_at(session, STRANGER, NOW.date()))
    return "; ".join(seat.unit_name for seat in person.seats) if person else ""


def test_yes_and_stop_and_no_never_share_a_word() -> None:
    folded = [
        {wording.plain(word) for word in words} for words in (wording.YES_WORDS, wording.STOP_WORDS, wording.NO_WORDS)
    ]
    yes, stop, no = folded
    assert not yes & stop
    assert not yes & no
    assert not stop & no
    assert "dung" in yes


def test_drafts_of_an_unknown_version_are_not_guessed() -> None:
    from handlers.flow import Drafts, Unknown

    drafts = Drafts("enrol/2", TypeAdapter(enrol.Joining), {"enrol/1": lambda _: enrol.WANTS_CODE})
    assert drafts.load("enrol/1", "{}") == enrol.WANTS_CODE
    with pytest.raises(Unknown):
        drafts.load("enrol/7", "{}")
    with pytest.raises(Unknown):
        drafts.load("enrol/2", "không phải JSON")
