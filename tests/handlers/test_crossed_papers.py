"""The crossed table of a review: what is said × what is asked → what is written, the reply, the question after."""

import hashlib
import itertools
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot.db import Database
from bot.demo import BEGAN, OFFICE
from bot.shelf import Shelf
from handlers import router
from handlers import store as memories
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits
from handlers.papers.draft import drafts
from handlers.talk import Office, Visit
from knowledge.dates import VIETNAM
from knowledge.proposals import store
from knowledge.proposals.understanding import understood
from knowledge.proposals.values import Source
from knowledge.readers.reading import Page, Reading
from tests.house import rows
from union.roster import Role
from union.store import Account, add_officer, give_seat, save_account

NOW = datetime(2026, 11, 23, 8, 5, tzinfo=VIETNAM)
BUTTONS = Limits(text_max=None, buttons_max=8, may_start=True)
NUMBERS = replace(BUTTONS, buttons_max=0)
TUAN, HANH, VAN = Address("web:tuan"), Address("web:hanh"), Address("web:van")
QUESTION = "năm nay phải kết nạp bao nhiêu đoàn viên"
PAPERS = Path(__file__).parents[1] / "dialogues" / "papers" / "documents"
NUMBER_KEPT = ("xem văn bản 1", "giữ")

STATES: dict[str, Sequence[str]] = {
    "nothing": (),
    "head": ("xem văn bản 1",),
    "item": NUMBER_KEPT,
    "looking": ("xem văn bản 1", "xem hết"),
    "sure": (*NUMBER_KEPT, "số 2 là 70"),
    "ways": (*NUMBER_KEPT, "cách tính"),
    "publish": (*NUMBER_KEPT, "công bố"),
    "refuse": ("xem văn bản 1", "không dùng văn bản này"),
    "edited": ("xem văn bản 1", "bỏ số 1"),
    "published": (*NUMBER_KEPT, "công bố", "đúng"),
    "take back": (*NUMBER_KEPT, "công bố", "đúng", "thu hồi văn bản 1"),
}
WRITTEN = {
    "edits": "SELECT edits FROM proposal WHERE id = 1",
    "state": "SELECT state FROM proposal WHERE id = 1",
    "methods": "SELECT count(*) FROM method",
    "documents": "SELECT count(*) FROM document WHERE standing = 'published'",
}
"""Everything that a review writes."""


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    found.write_now(lambda session: dropped_in(session, "ke-hoach-chua-chac"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def dropped_in(session: Session, name: str) -> None:
    content = (PAPERS / f"{name}.txt").read_text("utf-8")
    source = Source(hashlib.sha256(content.encode()).hexdigest(), f"{name}.txt", len(content))
    number = store.begin(session, store.Dropped(source, OFFICE, TUAN), NOW)
    store.claim(session, "test", NOW)
    assert store.read_through(session, number, "test", understood(Reading("txt", (Page(content),)), source.name))


def stood(db: Database) -> dict[str, str]:
    return {name: str(rows(db, statement)[0][0]) for name, statement in WRITTEN.items()}


EVENTS = itertools.count()


def said(db: Database, shelf: Shelf, words: str, *, who: Address = TUAN, limits: Limits = BUTTONS) -> str:
    """What is answered after the deciding and the writing half, a minute after what was said before."""
    number = next(EVENTS)
    now = NOW + timedelta(minutes=number)
    inbound = Inbound(f"{number}", who, Chat(BotId("web"), who.removeprefix("web:")), words, now, Kind.TEXT)

    def decide(session: Session) -> router.Outcome:
        office = Office("Văn phòng Công đoàn xã Suối Mây", "0200 000 0168")
        return router.handle(Visit(inbound, now, shelf.library(session), limits, office, "muối"), session)

    outcome = db.read_now(decide)
    done = db.write_now(lambda session: router.finish(session, outcome, now))
    return "\n".join(reply.text for reply in done.replies)


def stage(db: Database, who: Address = TUAN) -> str:
    """What is asked afterwards: the review's stage, the name of another talk, or nothing."""
    memory = db.read_now(lambda session: memories.recall(session, f"web|{who.removeprefix('web:')}|{who}"))
    if memory.flow != drafts.name:
        return memory.flow.partition("/")[0]
    return str(drafts.load(memory.flow, memory.draft).stage)


ROWS = [
    # said, state, what is written, what the reply says, what is asked afterwards
    ("duyệt", "nothing", "", "Còn 2 chỗ chưa chắc", "doubt"),
    ("đúng", "nothing", "", "Không có câu hỏi nào", ""),
    ("công bố", "nothing", "", "Còn 2 chỗ chưa chắc", "doubt"),
    ("hoàn tác", "nothing", "", "", ""),
    ("số 1 là 95%", "nothing", "", "", ""),
    ("thu hồi văn bản 1", "nothing", "", "chưa được công bố", ""),
    ("xem văn bản 9", "nothing", "", "Không có văn bản 9", ""),
    ("đúng", "head", "edits", "Giữ số hiệu", "doubt"),
    ("giữ", "head", "edits", "Giữ số hiệu", "doubt"),
    ("19/KH-CĐX", "head", "edits", "chưa có → 19/KH-CĐX", "doubt"),
    ("số hiệu 19/KH-CĐX", "head", "edits", "chưa có → 19/KH-CĐX", "doubt"),
    ("95%", "head", "", "chưa rõ số hiệu", "doubt"),
    ("không", "head", "", "chưa ghi gì", "doubt"),
    ("bỏ", "head", "", "số nào", "doubt"),
    (QUESTION, "head", "", "chưa thấy số, ký hiệu", "doubt"),
    ("ai chưa nộp", "head", "", "chưa thấy số, ký hiệu", "doubt"),
    ("đúng", "item", "edits", "Giữ số 1", "looking"),
    ("dung", "item", "edits", "Giữ số 1", "looking"),
    ("dung giu so 1", "item", "", "chưa rõ ý", "doubt"),
    ("dừng", "item", "", "chưa rõ ý", "doubt"),
    ("đúng. bỏ số 2", "item", "", "từng việc một", "doubt"),
    ("bỏ", "item", "edits", "Đã bỏ số 1", "looking"),
    ("bỏ số 1", "item", "edits", "Đã bỏ số 1", "looking"),
    ("bỏ 2", "item", "edits", "Đã bỏ số 2", "doubt"),
    ("bỏ mục này", "item", "edits", "Đã bỏ số 1", "looking"),
    ("bỏ mục 2", "item", "", "số nào", "doubt"),
    ("bỏ hết", "item", "", "số nào", "doubt"),
    ("mục 1 đúng", "item", "", "số nào", "doubt"),
    ("còn gì nữa không", "item", "", "Chưa chắc 1/1", "doubt"),
    ("xong rồi", "item", "", "chưa rõ ý", "doubt"),
    ("bỏ số 9", "item", "", "Không có số 9", "doubt"),
    ("lấy lại số 1", "item", "", "không có gì phải sửa", "doubt"),
    ("150%", "item", "", "không có gì phải sửa", "doubt"),
    ("95%", "item", "", "không nêu 95%", "sure"),
    ("số 1 là 95%", "item", "", "không nêu 95%", "sure"),
    ("số 2 không quá 60", "item", "edits", "Đã sửa số 2", "doubt"),
    ("19/KH-CĐX", "item", "", "chưa rõ con số", "doubt"),
    ("không", "item", "", "nhắn phần đúng", "doubt"),
    ("xem số 1", "item", "", "150%", "doubt"),
    ("xem số 2", "item", "", "60 người lao động", "looking"),
    ("hoàn tác", "item", "edits", "Đã hoàn tác", "doubt"),
    ("để sau", "item", "", "Đã để văn bản 1 lại", ""),
    ("huỷ", "item", "", "Đã để văn bản 1 lại", ""),
    ("cho Hoa Sen lùi đến 28/11", "item", "", "Cho lùi báo cáo", "mark"),
    ("kết nạp 5 đoàn viên", "item", "", "tỷ lệ lớn hơn 100%", "doubt"),
    ("xem văn bản 2", "item", "", "Không có văn bản 2", "doubt"),
    ("đúng", "looking", "", "chưa rõ ý", "doubt"),
    ("bỏ", "looking", "", "số nào", "doubt"),
    ("bỏ số 2 và 3", "looking", "edits", "Đã bỏ số 2, 3", "doubt"),
    ("95%", "looking", "", "", "doubt"),
    ("bỏ 2, 3", "looking", "edits", "Đã bỏ số 2, 3", "doubt"),
    ("bỏ hết", "sure", "", "Vẫn ghi?", "sure"),
    ("gửi đi", "publish", "", "Đúng không ạ?", "publish"),
    ("đơn vị ban hành 12", "looking", "", "ghi thế nào", "doubt"),
    ("ngày ban hành 14/1", "looking", "", "năm nào", "doubt"),
    ("xem tiếp", "looking", "", "Số 1:", "looking"),
    ("chỗ chưa chắc", "looking", "", "Chưa chắc 1/2", "doubt"),
    ("so với bản trước", "looking", "", "Chưa có bản trước", "looking"),
    ("đúng", "sure", "edits", "60 người lao động → ít nhất 70", "doubt"),
    ("vẫn ghi", "sure", "edits", "60 người lao động → ít nhất 70", "doubt"),
    ("dung ghi", "sure", "", "Vẫn ghi?", "sure"),
    ("không", "sure", "", "chưa ghi gì", "doubt"),
    ("không ghi", "sure", "", "chưa ghi gì", "doubt"),
    ("công bố", "sure", "", "Vẫn ghi?", "sure"),
    ("xem số 2", "sure", "", "gia nhập công đoàn", "sure"),
    ("số 2 là 65", "sure", "", "không nêu 65", "sure"),
    ("số 2 không quá 60", "sure", "edits", "không quá 60", "doubt"),
    (QUESTION, "sure", "", "Vẫn ghi?", "sure"),
    ("huỷ", "sure", "", "chưa công bố", ""),
    ("đúng", "ways", "edits", "Đã xác nhận cách tính của 2", "doubt"),
    ("đúng cách tính", "ways", "edits", "Đã xác nhận cách tính của 2", "doubt"),
    ("dung cach tinh", "ways", "", "chưa rõ ý", "ways"),
    ("cách tính số 2: bình quân", "ways", "edits", "bình quân các đơn vị", "ways"),
    ("cách tính số 2: như mọi năm", "ways", "", "chưa rõ cách tính", "ways"),
    ("cách tính số 3: bình quân", "ways", "", "Chỉ chỉ tiêu", "ways"),
    ("không", "ways", "", "chưa rõ ý", "ways"),
    ("đúng", "publish", "state documents", "Đã công bố văn bản 1", ""),
    ("công bố", "publish", "state documents", "Đã công bố văn bản 1", ""),
    ("duyệt văn bản", "publish", "", "chưa rõ ý", "publish"),
    ("xoá văn bản 1", "published", "", "thu hồi văn bản 1", ""),
    ("vẫn công bố", "publish", "state documents", "Đã công bố văn bản 1", ""),
    ("dung cong bo", "publish", "", "chưa rõ ý", "publish"),
    ("đừng công bố", "publish", "", "chưa rõ ý", "publish"),
    ("không công bố", "publish", "", "chưa ghi gì", "doubt"),
    ("không", "publish", "", "chưa ghi gì", "doubt"),
    ("cách tính", "publish", "", "Cách tính đề nghị", "ways"),
    ("bỏ số 1", "publish", "edits", "Đã bỏ số 1", "looking"),
    (QUESTION, "publish", "", "Công bố văn bản 1", "publish"),
    ("huỷ", "publish", "", "chưa công bố", ""),
    ("đúng", "refuse", "state", "Đã bỏ văn bản 1", ""),
    ("không", "refuse", "", "chưa ghi gì", "doubt"),
    ("dung", "refuse", "state", "Đã bỏ văn bản 1", ""),
    ("hoàn tác", "edited", "edits", "Đã hoàn tác", "doubt"),
    ("lấy lại số 1", "edited", "edits", "Đã lấy lại số 1", "doubt"),
    ("xem văn bản 1", "published", "", "đã công bố văn bản 1", ""),
    ("số 1 là 95%", "published", "", "", ""),
    ("đúng", "take back", "state documents", "Đã thu hồi văn bản 1", ""),
    ("thu hồi", "take back", "state documents", "Đã thu hồi văn bản 1", ""),
    ("dung thu hoi", "take back", "", "chưa rõ ý", "take_back"),
    ("khoan đã", "take back", "", "vẫn được dùng", ""),
    ("khoan đã", "publish", "", "chưa ghi gì", "doubt"),
    ("không thu hồi", "take back", "", "vẫn được dùng", ""),
    ("không", "take back", "", "vẫn được dùng", ""),
    ("huỷ", "take back", "", "vẫn được dùng", ""),
    (QUESTION, "take back", "", "Thu hồi văn bản 1", "take_back"),
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
    reply = said(db, shelf, words)
    changed = {name for name, value in stood(db).items() if value != before_it[name]}
    assert says in reply
    assert changed == set(written.split())
    assert stage(db) == asked


def test_confirmed_ways_are_kept_when_the_paper_is_published(db: Database, shelf: Shelf) -> None:
    for words in (*NUMBER_KEPT, "cách tính số 2: bình quân", "đúng cách tính", "công bố", "đúng"):
        reply = said(db, shelf, words)
    assert "cách tính" in reply
    kept = dict(rows(db, "SELECT target, over FROM method WHERE target LIKE 'vb/suoi-may/%'"))
    assert [over for target, over in kept.items() if "gạch đầu dòng 2" in str(target)] == ["average"]


@pytest.fixture
def allocation(db: Database) -> None:
    """A plan with a table of units' figures, of an office that is no unit here."""
    db.write_now(lambda session: dropped_in(session, "ke-hoach-giao-so"))


@pytest.mark.usefixtures("allocation")
def test_a_published_table_of_units_offers_to_give_the_figures(db: Database, shelf: Shelf) -> None:
    for words in ("xem văn bản 2", "công bố"):
        asked = said(db, shelf, words)
    reply = said(db, shelf, "đúng")
    # Only what is summed over units is counted in some way.
    assert "1 chỉ tiêu chưa xác nhận cách tính" in asked
    assert "“giao chỉ tiêu”" in reply
    assert "CĐCS" not in said(db, shelf, "xem văn bản 2")
    for named in ("22/KH-CĐXSM", "22", "kế hoạch 22"):
        assert "60" in said(db, shelf, f"giao chỉ tiêu theo {named}")
        said(db, shelf, "không")
    assert "chỉ có 22/KH-CĐXSM" in said(db, shelf, "giao chỉ tiêu theo 31")


def test_an_office_that_has_published_here_is_known(db: Database, shelf: Shelf) -> None:
    unknown = "chưa có trong danh sách công đoàn"
    db.write_now(lambda session: dropped_in(session, "ke-hoach-xa-khac"))
    assert unknown in said(db, shelf, "xem văn bản 2")
    for words in ("giữ", "công bố", "đúng"):
        said(db, shelf, words)
    assert "31/KH-CĐXKG" in said(db, shelf, "văn bản").partition("Đang trả lời")[2]
    db.write_now(lambda session: dropped_in(session, "ke-hoach-xa-khac-nua"))
    assert unknown not in said(db, shelf, "xem văn bản 3")


def unread_in(session: Session) -> None:
    number = store.begin(session, store.Dropped(Source("1" * 64, "trang.pdf", 9), OFFICE, TUAN), NOW)
    store.claim(session, "test", NOW)
    assert store.failed(session, number, "test", "no_text", NOW)


@pytest.mark.parametrize("before", [(), ("xem văn bản 1",)], ids=["nothing open", "another paper open"])
def test_a_paper_that_could_not_be_read_is_put_aside(before: Sequence[str], db: Database, shelf: Shelf) -> None:
    db.write_now(unread_in)
    for words in before:
        said(db, shelf, words)
    assert "“bỏ văn bản 2”" in said(db, shelf, "xem văn bản 2")
    assert "trang.pdf" in said(db, shelf, "văn bản")
    assert "Đúng không ạ?" in said(db, shelf, "bỏ văn bản 2")
    assert "Đúng không ạ?" in said(db, shelf, QUESTION)
    assert "Đã bỏ văn bản 2" in said(db, shelf, "đúng")
    assert "trang.pdf" not in said(db, shelf, "văn bản")
    assert "gửi lại tệp" in said(db, shelf, "xem văn bản 2")


def test_a_paper_that_could_not_be_read_stays_after_a_no(db: Database, shelf: Shelf) -> None:
    db.write_now(unread_in)
    said(db, shelf, "bỏ văn bản 2")
    assert "vẫn trong danh sách" in said(db, shelf, "không")
    assert "trang.pdf" in said(db, shelf, "văn bản")


@pytest.mark.parametrize("words", ["gửi tôi file chương trình 2026", "gửi tôi văn bản 5", "xem văn bản số 05"])
def test_a_paper_is_found_by_its_year_and_by_its_own_number(words: str, db: Database, shelf: Shelf) -> None:
    assert "05/CTr-CĐXSM" in said(db, shelf, words, who=HANH)


@pytest.mark.parametrize("words", ["gửi văn bản", "nạp văn bản thế nào", "làm sao để nộp tệp"])
def test_who_works_in_no_office_hears_who_puts_documents_in(words: str, db: Database, shelf: Shelf) -> None:
    assert "do cán bộ văn phòng đưa vào" in said(db, shelf, words, who=HANH)


def test_no_number_stands_for_a_choice_where_a_figure_may_be_the_answer(db: Database, shelf: Shelf) -> None:
    said(db, shelf, "xem văn bản 1", limits=NUMBERS)
    said(db, shelf, "giữ", limits=NUMBERS)
    memory = db.read_now(lambda session: memories.recall(session, f"web|tuan|{TUAN}"))
    assert memory.menu == ()
    assert "không nêu 95" in said(db, shelf, "95", limits=NUMBERS)


def test_a_chair_never_sees_a_proposal(db: Database, shelf: Shelf) -> None:
    before = stood(db)
    told = [
        said(db, shelf, words, who=HANH)
        for words in ("văn bản", "xem văn bản 1", "duyệt văn bản 1", "thu hồi văn bản 1", "gửi tôi văn bản 1", "duyệt")
    ]
    assert not any("Phát triển đoàn viên năm 2027" in reply or "chờ duyệt" in reply for reply in told)
    assert stood(db) == before


def test_a_seat_that_ended_writes_nothing(db: Database, shelf: Shelf) -> None:
    for words in STATES["publish"]:
        said(db, shelf, words)
    before = stood(db)
    db.write_now(end_seats)
    said(db, shelf, "đúng")
    assert stood(db) == before


def end_seats(session: Session) -> None:
    session.execute(text("UPDATE seat SET valid_to = '2026-11-01' WHERE role = 'office'"))


def second_clerk(session: Session) -> None:
    officer = add_officer(session, "Vân", "")
    give_seat(session, officer, OFFICE, Role.OFFICE, BEGAN)
    save_account(session, Account(VAN, officer, "web", "van", reachable=True), now=NOW)


@pytest.mark.parametrize(
    ("meanwhile", "words", "says", "written"),
    [
        ("bỏ số 2", "đúng", "Đồng chí Vân vừa sửa văn bản này (đã bỏ số 2)", set()),
        ("bỏ số 2", "bỏ số 1", "Đã bỏ số 1", {"edits"}),
        ("không dùng văn bản này", "đúng", "Công bố", {"state", "documents"}),
    ],
    ids=["publishing what was not seen", "an edit joins the other's", "asked but not said"],
)
def test_two_clerks(  # noqa: PLR0917 - the columns of the table
    meanwhile: str, words: str, says: str, written: set[str], db: Database, shelf: Shelf
) -> None:
    db.write_now(second_clerk)
    for before in STATES["publish"]:
        said(db, shelf, before)
    said(db, shelf, "xem văn bản 1", who=VAN)
    said(db, shelf, meanwhile, who=VAN)
    before_it = stood(db)
    reply = said(db, shelf, words)
    assert says.casefold() in reply.casefold()
    assert {name for name, value in stood(db).items() if value != before_it[name]} == written


@pytest.mark.parametrize("words", ["đúng", "số 1 là 95%", "bỏ số 2", "hoàn tác", "xem hết"])
def test_what_was_decided_meanwhile_is_told_and_stays(words: str, db: Database, shelf: Shelf) -> None:
    db.write_now(second_clerk)
    for before in STATES["publish"]:
        said(db, shelf, before)
    for theirs in ("xem văn bản 1", "công bố", "đúng"):
        said(db, shelf, theirs, who=VAN)
    before_it = stood(db)
    reply = said(db, shelf, words)
    assert "Đồng chí Vân đã công bố văn bản 1" in reply
    assert stood(db) == before_it
    assert not stage(db)
