"""A table of a published document sets figures for single units: shown, confirmed, written once."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.shelf import Shelf
from handlers import router
from handlers.messages import Address, Chat, Inbound, Limits
from handlers.talk import Office, Visit
from knowledge import store as library
from knowledge.dates import VIETNAM
from knowledge.document import (
    Comparator,
    Document,
    DocumentKey,
    Header,
    Passage,
    PassageKind,
    Target,
    UnitCode,
)
from union.allocating import allocation_of
from union.catalogue import catalogue_of, common
from union.indicators import catalogue
from union.naming import short_name
from union.records.store import assignments_of
from union.roster import Unit, UnitKind
from union.scope import Scope

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
TUAN, LAN = Address("web:tuan"), Address("web:lan")
OFFICE, MAY_TRANG, NUI_DO = UnitCode("suoi-may"), UnitCode("may-may-trang"), UnitCode("gach-nui-do")
LIMITS = Limits(text_max=None, buttons_max=8, may_start=True)
ROOM = Office("Văn phòng Công đoàn xã Suối Mây", "0200 000 0168")


def row(
    number: int, unit: str, value: int, subject: str = "kết nạp mới đoàn viên", measure: str = "đoàn viên"
) -> Passage:
    target = Target(Decimal(value), Comparator.EXACT, measure, subject, due="năm 2027", assignee=unit)
    return Passage(f"mục II, bảng 1, dòng {number}", "II. Chỉ tiêu", PassageKind.TARGET, f"{unit} | {value}", (target,))


def paper(*rows: Passage, version: int = 1) -> Document:
    header = Header(
        "Chương trình công tác năm 2027", "Chương trình", "Công đoàn xã Suối Mây", OFFICE, "31/CTr-CĐXSM",
        date(2026, 11, 15), date(2027, 1, 1), date(2027, 12, 31), "năm 2027",
    )  # fmt: skip
    return Document(DocumentKey("vb/suoi-may/31-ctr-cdxsm"), header, rows, version=version)


TABLE = paper(row(1, "CĐCS Công ty May Mây Trắng", 60), row(2, "Công ty Gạch Núi Đỏ", 25), row(3, "CĐCS Nhà máy Lạ", 9))


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Session]:
    """A demo of one's own with the table published."""
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    with Session(found.engine) as session:
        library.write_document(session, TABLE, "1", NOW)
        yield session
    found.close()


class Chatting:
    """One person's private chat, each message decided and written."""

    def __init__(self, db: Session, who: Address) -> None:
        self.db, self.who, self.number = db, who, 0

    def say(self, said: str) -> str:
        self.number += 1
        inbound = Inbound(str(self.number), self.who, Chat("web", str(self.who)), said, NOW)  # type: ignore[arg-type]
        visit = Visit(inbound, NOW, Shelf().library(self.db), LIMITS, ROOM, "muối")
        done = router.finish(self.db, router.handle(visit, self.db), NOW)
        return "\n".join(reply.text for reply in done.replies)


def assigned(db: Session, unit: UnitCode) -> dict[str, Decimal]:
    scope = Scope(None, runs=frozenset([unit]), views=frozenset([unit]))
    return {item.indicator: item.value for item in assignments_of(db, scope, (unit,), date(2027, 3, 1))}


def test_each_unit_gets_the_figure_of_its_row_after_a_yes(db: Session) -> None:
    chat = Chatting(db, TUAN)
    shown = chat.say("giao chỉ tiêu")
    assert "31/CTr-CĐXSM" in shown
    assert "May Mây Trắng: kết nạp đoàn viên mới 60 đoàn viên" in shown
    assert "Không rõ là đơn vị nào, bỏ qua: CĐCS Nhà máy Lạ." in shown
    assert assigned(db, MAY_TRANG) == {}
    assert "Đã giao 2 số" in chat.say("đúng")
    assert assigned(db, MAY_TRANG) == {"ket-nap-moi": Decimal(60)}
    assert assigned(db, NUI_DO) == {"ket-nap-moi": Decimal(25)}


def test_a_second_time_there_is_nothing_to_give(db: Session) -> None:
    chat = Chatting(db, TUAN)
    chat.say("giao chi tieu theo 31/CTr-CĐXSM")
    chat.say("dung")
    assert "không có gì mới" in chat.say("giao chỉ tiêu theo 31/CTr-CĐXSM")


def test_a_no_and_a_doubtful_word_write_nothing(db: Session) -> None:
    chat = Chatting(db, TUAN)
    chat.say("giao chỉ tiêu")
    assert "xác nhận giúp" in chat.say("dung giao")
    assert "Chưa giao số nào" in chat.say("không")
    assert assigned(db, MAY_TRANG) == {}


def test_a_table_that_was_published_anew_meanwhile_is_shown_again(db: Session) -> None:
    chat = Chatting(db, TUAN)
    chat.say("giao chỉ tiêu")
    library.write_document(db, replace(paper(row(1, "CĐCS Công ty May Mây Trắng", 70)), version=2), "2", NOW)
    assert "chưa giao gì" in chat.say("đúng")
    assert assigned(db, MAY_TRANG) == {}


def test_a_question_in_between_is_answered_and_the_table_asked_again(db: Session) -> None:
    chat = Chatting(db, TUAN)
    chat.say("giao chỉ tiêu")
    between = chat.say("UBKT là gì")
    assert "ủy ban kiểm tra" in between
    assert "Đúng không ạ?" in between
    assert "Đã giao 2 số" in chat.say("đúng")


def test_a_chair_gives_nobody_figures(db: Session) -> None:
    assert "Chỉ văn phòng" in Chatting(db, LAN).say("giao chỉ tiêu")


def test_a_single_units_figure_is_no_aim_of_all() -> None:
    aims = {item.id: item.aim for item in catalogue_of((TABLE,), (OFFICE,)).indicators if item.target}
    assert aims == {}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("CĐCS Trường Tiểu học Đồi Sim", "tieu-hoc-doi-sim", id="its paper's name"),
        pytest.param("TH Đồi Sim", "tieu-hoc-doi-sim", id="short"),
        pytest.param("Tổng cộng", "", id="no unit"),
        pytest.param("Trường Đồi", "", id="half a name"),
        pytest.param("Đồi Sim, Lá Xanh", "", id="two units in one row"),
    ],
)
def test_a_row_is_given_to_the_one_unit_it_names(name: str, found: str) -> None:
    units = [
        Unit(UnitCode("tieu-hoc-doi-sim"), "CĐCS Tiểu học Đồi Sim", UnitKind.GRASSROOTS),
        Unit(UnitCode("thcs-la-xanh"), "CĐCS THCS Lá Xanh", UnitKind.GRASSROOTS),
    ]
    got = allocation_of(paper(row(1, name, 5)), units, catalogue(common()))
    assert [share.unit.code for share in got.shares] == ([found] if found else [])
    assert bool(got.strangers) is not bool(found)


def test_money_is_given_in_dong_and_what_no_report_counts_is_named() -> None:
    units = [Unit(MAY_TRANG, "CĐCS Công ty May Mây Trắng", UnitKind.GRASSROOTS)]
    known = catalogue(common())
    money = row(1, short_name(units[0].name), 12, "thu đoàn phí", "triệu đồng")
    odd = row(2, short_name(units[0].name), 3, "trồng cây lưu niệm", "cây")
    got = allocation_of(paper(money, odd), units, known)
    assert [share.value for share in got.shares] in ([Decimal(12_000_000)], [])
    assert "trồng cây lưu niệm" in got.uncounted
