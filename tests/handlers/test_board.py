"""The office's board over real tables: the words, the list as a file, who may look, and whose figures are summed."""

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlmodel import Session

from bot.db import Database
from bot.shelf import Shelf
from handlers import router
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits
from handlers.talk import Office, Outcome, Visit
from handlers.wording import board as words
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler import store as scheduler
from scheduler.filings import FilingId, State
from scheduler.tally import Place, tally
from tests.scheduler.test_tally import DUE, NOW, PLAIN
from union import store
from union.roster import Role
from union.scope import Scope

MOMENT = datetime(2026, 11, 26, 8, 5, tzinfo=VIETNAM)
CLERK = Address("web:tuan")


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def asked(db: Database, shelf: Shelf, said: str, who: Address = CLERK) -> Outcome:
    """What is decided on a message."""
    inbound = Inbound("1", who, Chat(BotId("web"), who.partition(":")[2]), said, MOMENT, Kind.TEXT)
    limits = Limits(text_max=None, buttons_max=8, may_start=True)

    def decide(session: Session) -> Outcome:
        visit = Visit(inbound, MOMENT, shelf.library(session), limits, Office("Văn phòng"), "muối")
        return router.handle(visit, session)

    return db.read_now(decide)


def text(outcome: Outcome) -> str:
    return "\n".join(reply.text for reply in outcome.replies)


def clerk_scope(session: Session) -> Scope:
    return store.scope_of(session, store.officer_at(session, CLERK, MOMENT.date()), MOMENT.date())


def mark(db: Database, unit: str, period: str = "2026-11", **values: object) -> None:
    """Writes columns of a unit's filing, as the office's deeds do."""

    def write(session: Session) -> None:
        which = scheduler.Which(units=[UnitCode(unit)], period=period)
        [item] = scheduler.filings(session, clerk_scope(session), which)
        scheduler.set_filing(session, item.id, MOMENT, **values)

    db.write_now(write)


def test_every_mark_is_counted_once_and_named(db: Database, shelf: Shelf) -> None:
    mark(db, "mam-non-hoa-sen", state=State.SUBMITTED, submitted_at=MOMENT - timedelta(days=2), version=1)
    mark(db, "che-doi-huong", state=State.SUBMITTED, submitted_at=MOMENT - timedelta(hours=1), version=1)
    mark(db, "gach-nui-do", excused="nghỉ sản xuất")
    mark(db, "thpt-suoi-may", due=MOMENT + timedelta(days=1), extended_at=MOMENT)
    mark(db, "may-may-trang", state=State.RETURNED, returned_why="thiếu số")
    mark(db, "van-tai-deo-gio", is_abolished=True)
    said = text(asked(db, shelf, "tình hình báo cáo tháng 11"))
    assert (
        "11 đơn vị – đã nộp 2 (đúng hạn 1, muộn 1), được miễn 1, chờ sửa 1, được lùi 1, đang khai 2, chưa khai 4."
        in said
    )
    assert "Thôi phải nộp 1." in said
    assert "Nộp muộn: Chè Đồi Hương (07:05 ngày 26/11)." in said
    assert "Chờ sửa: May Mây Trắng." in said
    assert "Được lùi: THPT Suối Mây (đến 08:05 ngày 27/11)." in said


def test_who_is_only_counted_counts_as_who_is_listed(db: Database, shelf: Shelf) -> None:
    [counted], [listed] = (
        [line for line in text(asked(db, shelf, said)).splitlines() if "12 đơn vị – đã nộp" in line]
        for said in ("ai chưa nộp tháng 10", "tình hình báo cáo tháng 10")
    )
    assert counted == listed


def test_who_cannot_be_reached_is_to_be_telephoned(db: Database, shelf: Shelf) -> None:
    db.write_now(lambda session: store.lost_touch(session, "web", "minh"))
    said = text(asked(db, shelf, "ai chưa nộp"))
    assert "Cần gọi điện 3." in said
    assert "May Mây Trắng (tin không tới" in said
    assert "0200 000 0203" in said


def test_all_in_says_so_and_offers_nobody_to_chase(db: Database, shelf: Shelf) -> None:
    mark(db, "thcs-la-xanh", "2026-10", state=State.SUBMITTED, submitted_at=MOMENT, version=1)
    outcome = asked(db, shelf, "ai chưa nộp tháng 10")
    assert "Không còn đơn vị nào phải chờ." in text(outcome)
    assert [button.label for button in outcome.replies[0].buttons] == ["Danh sách Excel"]


def test_the_list_holds_every_unit_with_telephones_as_text_and_figures_as_numbers(db: Database, shelf: Shelf) -> None:
    [made] = asked(db, shelf, "danh sách báo cáo tháng 10").made
    sheet = load_workbook(io.BytesIO(made.content)).active
    headings, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=15)]
    assert made.name == "danh-sach-bao-cao-thang-10.xlsx"
    assert len([row for row in rows if row[1]]) == 12
    hoa_sen = dict(zip(headings, next(row for row in rows if row[1] == "CĐCS Mầm non Hoa Sen"), strict=True))
    assert hoa_sen["Tình trạng"] == "Đã nộp, đúng hạn"
    assert hoa_sen["Điện thoại"] == "0200 000 0201"
    assert hoa_sen["tổng số đoàn viên (đoàn viên)"] == 31
    la_xanh = dict(zip(headings, next(row for row in rows if row[1] == "CĐCS THCS Lá Xanh"), strict=True))
    assert la_xanh["tổng số đoàn viên (đoàn viên)"] is None
    assert la_xanh["Trợ lý"] == "chưa dùng"


def test_a_draft_never_shows_a_figure(db: Database, shelf: Shelf) -> None:
    [made] = asked(db, shelf, "danh sách báo cáo tháng 11").made
    sheet = load_workbook(io.BytesIO(made.content)).active
    headings = [cell.value for cell in sheet[3]]
    assert headings == list(words.LIST_HEADINGS)
    assert "3/8" in [cell.value for cell in sheet["I"]]


def test_the_paper_is_what_was_handed_in(db: Database, shelf: Shelf) -> None:
    outcome = asked(db, shelf, "bản word Hoa Sen tháng 10")
    [made] = outcome.made
    assert [file.sha256 for file in outcome.replies[0].files] == [made.sha256]
    paper = Document(io.BytesIO(made.content))
    assert any("MẦM NON HOA SEN" in cell.text for table in paper.tables for row in table.rows for cell in row.cells)


def test_a_viewer_reads_the_board_without_telephones_and_runs_nothing(db: Database, shelf: Shelf) -> None:
    def seat(session: Session) -> None:
        who = store.add_officer(session, "Yên")
        store.give_seat(session, who, UnitCode("suoi-may"), Role.VIEWER, date(2026, 1, 1))
        account = store.Account("web:yen", who, "web", "yen", reachable=True)
        store.save_account(session, account, now=MOMENT)

    db.write_now(seat)
    viewer = Address("web:yen")
    outcome = asked(db, shelf, "ai chưa nộp", viewer)
    assert "12 đơn vị" in text(outcome)
    assert "0200 000 02" not in text(outcome)
    assert [button.label for button in outcome.replies[0].buttons] == ["Danh sách Excel"]
    assert "Đúng thì nhắn" not in text(asked(db, shelf, "cách tính kết nạp mới", viewer))


def test_a_unit_elsewhere_is_out_of_reach_and_a_stranger_is_told_how_to_join(db: Database, shelf: Shelf) -> None:
    assert "không thuộc phạm vi" in text(asked(db, shelf, "bản mây nộp chưa"))
    assert "mã tham gia" in text(asked(db, shelf, "ai chưa nộp", Address("web:khach")))


def test_an_office_that_collects_nothing_says_so(db: Database, shelf: Shelf) -> None:
    def seat(session: Session) -> None:
        who = store.add_officer(session, "Chinh")
        store.give_seat(session, who, UnitCode("lai-chau"), Role.OFFICE, date(2026, 1, 1))
        store.save_account(session, store.Account("web:chinh", who, "web", "chinh", reachable=True), now=MOMENT)

    db.write_now(seat)
    assert "chưa mở kỳ báo cáo nào" in text(asked(db, shelf, "ai chưa nộp", Address("web:chinh")))


@pytest.mark.parametrize("said", ["tổng kết nạp tháng 10", "tình hình báo cáo tháng 10"])
def test_a_report_stays_where_the_unit_stood_in_its_period(said: str, db: Database, shelf: Shelf) -> None:
    before = text(asked(db, shelf, said))
    assert "11/12 đơn vị" in before or "12 đơn vị – đã nộp 11" in before
    moved, on = UnitCode("may-may-trang"), date(2026, 11, 1)
    db.write_now(lambda session: store.move_unit(session, moved, UnitCode("lai-chau"), on))
    assert text(asked(db, shelf, said)) == before
    assert "không thuộc phạm vi" in text(asked(db, shelf, "Mây Trắng nộp chưa"))


def test_a_returned_report_is_missing_from_the_sum_until_it_comes_back(db: Database, shelf: Shelf) -> None:
    mark(db, "may-may-trang", "2026-10", state=State.RETURNED)
    said = text(asked(db, shelf, "tổng kết nạp tháng 10"))
    assert "13 đoàn viên, từ 10/12 đơn vị; thiếu: May Mây Trắng, THCS Lá Xanh." in said


def board_of(count: int) -> words.Sheet:
    """A board on which nobody has begun."""
    filings = [replace(PLAIN, id=FilingId(n), unit=UnitCode(str(n)), unit_name=f"CĐCS Xóm {n}") for n in range(count)]
    return words.Sheet("báo cáo tháng 11", DUE, NOW, tally(filings, NOW), may_chase=True)


def test_a_long_list_is_cut_and_says_how_many_are_left_and_where_they_are() -> None:
    said = words.board(board_of(51)).text
    assert "Xóm 14" in said
    assert "Xóm 15" not in said
    assert "và 36 đơn vị nữa, nhắn “danh sách báo cáo tháng 11”." in said


def test_a_button_is_short_enough_whatever_the_report_is_called() -> None:
    name = "báo cáo số lao động thiếu việc làm, phải nghỉ luân phiên và chấm dứt hợp đồng trước 16 giờ"
    assert len(words.fitting(f"danh sách {name}").encode()) <= 64


def test_places_are_worded_each() -> None:
    assert set(words.STATE_WORDS) == set(Place)
