"""`duties`: what an office sets from a list is written whole or not at all, and what is open moves or ends with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import text
from sqlmodel import Session

from bot import cli, shipped
from bot.clock import machine_now
from bot.commands.duties import LIST_NAME
from bot.db import Database
from bot.mistake import Mistake
from bot.opening import OFFSET, address_of
from bot.settings import Settings
from bot.store import runs
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler import store
from scheduler.duties import Cadence, DayRule, Duty, DutyId, RuleKind, Selector, Shift
from scheduler.filings import Filing
from scheduler.store import Which
from tests.conftest import FILLED_AT
from union.forms.form import FormId
from union.records import store as records
from union.scope import Scope

MONTHLY, YEARLY = DutyId("bao-cao-thang"), DutyId("bao-cao-nam")
HOA_SEN, DOI_SIM = UnitCode("mam-non-hoa-sen"), UnitCode("tieu-hoc-doi-sim")
NU_CONG = "Báo cáo nữ công,bao-cao-thang,quý,ngày 5 tháng sau"
HEADING = "Tên báo cáo,Biểu mẫu,Kỳ,Hạn nộp"
TABLES = ("duty", "deadline", "filing", "holiday", "form", "assignment", "audit")


@dataclass(frozen=True, slots=True)
class Desk:
    """An operator at the demo's database, whose office time is the moment it was filled at."""

    settings: Settings
    db: Database
    folder: Path

    def run(self, *arguments: str) -> int:
        """One command."""
        return cli.duties(self.settings, cli.parser().parse_args(["duties", *arguments]))

    def file(self, name: str, *lines: str) -> str:
        """A file beside the database."""
        path = self.folder / name
        path.write_text("\n".join(lines), "utf-8")
        return str(path)

    def duty(self, wanted: str) -> Duty:
        """One duty as it stands."""
        found = self.db.read_now(lambda db: store.find_duty(db, DutyId(wanted)))
        assert found is not None
        return found

    def filings(self, wanted: DutyId, period: str) -> list[Filing]:
        """All filings of one deadline."""
        return self.db.read_now(lambda db: store.filings_of_all(db, Which(duty=wanted, period=period)))

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Everything that a command of this test may write."""

        def read(db: Session) -> dict[str, list[tuple[object, ...]]]:
            return {name: [tuple(row) for row in db.execute(text(f"SELECT * FROM {name}"))] for name in TABLES}  # noqa: S608 - our own names

        return self.db.read_now(read)


@pytest.fixture
def desk(demo_settings: Settings, tmp_path: Path) -> Iterator[Desk]:
    db = Database(address_of(demo_settings))
    ahead = (FILLED_AT - machine_now()).total_seconds()
    db.write_now(lambda session: runs.write_setting(session, OFFSET, str(ahead)))
    yield Desk(demo_settings, db, tmp_path)
    db.close()


def test_a_list_says_who_owes_what_by_when_and_on_what_it_rests(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.run() == 0
    told = capsys.readouterr().out
    for words in (
        "bao-cao-thang\tBáo cáo tháng", "hạn nộp: 17 giờ ngày 25 hằng tháng", "chốt số liệu: ngày 24 hằng tháng",
        "thang nhắc: trước 3 ngày, đúng hạn, sau 2 ngày", "tất cả (hôm nay 12 đơn vị)",
        "nơi nhận: Công đoàn xã Suối Mây",
        "kỳ: 6 tháng đầu năm (tính từ tháng 12)", "căn cứ: 02/CTr-LĐLĐ", "ghi chú: Văn phòng quy định",
    ):  # fmt: skip
        assert words in told


# Importing


def as_csv(desk: Desk) -> str:
    return desk.file(
        "che-do.csv", "DANH MỤC CHẾ ĐỘ BÁO CÁO,,,,,,", "STT,Tên báo cáo,Biểu mẫu,Kỳ,Hạn nộp,Đơn vị nộp,Gặp ngày nghỉ",
        '1,Báo cáo nữ công,Báo cáo tháng,Quý,"ngày 5 tháng sau, trước 16 giờ","Hoa Sen, Đồi Sim",sớm',
    )  # fmt: skip


def as_xlsx(desk: Desk) -> str:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Công đoàn xã Suối Mây"])
    sheet.append([])
    sheet.append(["Báo cáo", "Mẫu", "Kỳ báo cáo", "Thời hạn", "Đơn vị", "Ngày nghỉ"])
    units = f"{HOA_SEN}; {DOI_SIM}"
    sheet.append(["Báo cáo nữ công", "bao-cao-thang", "hằng quý", "16h ngày 5 tháng sau", units, "nộp sớm"])
    path = desk.folder / "che-do.xlsx"
    book.save(path)
    return str(path)


def as_toml(desk: Desk) -> str:
    return desk.file(
        "che-do.toml", f"[[{LIST_NAME}]]", 'ten = "Báo cáo nữ công"', 'bieu_mau = "bao-cao-thang"', 'ky = "quý"',
        'han_nop = "16 giờ ngày 5 tháng sau"', f'don_vi_nop = ["{HOA_SEN}", "{DOI_SIM}"]', 'gap_ngay_nghi = "sớm"',
    )  # fmt: skip


@pytest.mark.parametrize("written", [as_csv, as_xlsx, as_toml])
def test_the_same_list_in_each_kind_of_file_is_the_same_duty_and_twice_changes_nothing(
    written: Callable[[Desk], str], desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(desk)
    assert desk.run("import", file) == 0
    found = desk.duty("bao-cao-nu-cong")
    assert (found.cadence, found.shift, found.recipient) == (Cadence.QUARTER, Shift.EARLIER, "suoi-may")
    assert found.due == DayRule(RuleKind.DAY_OF_MONTH, 5, months_after=1, hour=found.due.hour.replace(hour=16))
    assert found.selector == Selector(units=(HOA_SEN, DOI_SIM))
    before = desk.rows()
    capsys.readouterr()
    assert desk.run("import", file) == 0
    assert "không có gì để ghi" in capsys.readouterr().out
    assert desk.rows() == before


def test_a_trial_shows_what_would_change_and_writes_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    file = desk.file("a.csv", HEADING, NU_CONG, "Báo cáo tháng,,,ngày 22")
    before = desk.rows()
    assert desk.run("import", file, "--dry-run") == 0
    told = capsys.readouterr().out
    assert "Mới: bao-cao-nu-cong" in told
    assert "17 giờ ngày 25 hằng tháng → 17 giờ ngày 22 hằng tháng" in told
    assert "chưa ghi gì" in told
    assert desk.rows() == before


def test_one_row_that_is_wrong_keeps_every_row_out_and_each_is_named(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    file = desk.file(
        "a.csv", HEADING, NU_CONG, "Báo cáo A,bao-cao-thang,tháng,", "Báo cáo B,mẫu nọ,tuần,thứ Sáu",
        "Báo cáo C,bao-cao-thang,tháng,ngày 32",
    )  # fmt: skip
    before = desk.rows()
    assert desk.run("import", file) == 1
    told = capsys.readouterr().err
    assert "Chưa ghi gì: tệp có 5 lỗi." in told
    assert "Dòng 3: Chưa có hạn nộp. Viết ở cột “hạn nộp”, ví dụ: ngày 25" in told
    assert [line.split(":")[0] for line in told.splitlines()[1:]] == ["Dòng 3", *["Dòng 4"] * 3, "Dòng 5"]
    assert desk.rows() == before


@pytest.mark.parametrize(
    ("name", "lines", "says"),
    [
        pytest.param("a.csv", ["Họ tên,Quê quán", "Sim,Vĩnh Thuận"], "Không thấy dòng tiêu đề", id="another sheet"),
        pytest.param("a.csv", [HEADING], "không có dòng nào", id="a heading and nothing more"),
        pytest.param("a.csv", [f"{HEADING},Hạn", NU_CONG], "Có hai cột cùng là “hạn nộp”", id="two due days"),
        pytest.param("a.csv", [HEADING, "=A1,x,y,z"], "là công thức", id="a formula without its value"),
        pytest.param("a.toml", ["[[che_do]", "x"], "chưa đúng cách TOML", id="a broken file"),
        pytest.param("a.toml", ["[[viec]]", 'ten = "x"'], "bắt đầu bằng dòng [[che_do]]", id="another list"),
        pytest.param("a.toml", ["[[che_do]]", 'han = "ngày 3"', 'quy = "x"'], "“quy” không có", id="an unknown name"),
        pytest.param("a.toml", ["[[che_do]]", "ten = { a = 1 }"], "chỉ nhận chữ, số", id="a table in a cell"),
        pytest.param("a.csv", [""], "trống", id="an empty file"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_in_one_line(name: str, lines: list[str], says: str, desk: Desk) -> None:
    before = desk.rows()
    with pytest.raises(Mistake) as told:
        desk.run("import", desk.file(name, *lines))
    assert says in str(told.value)
    assert desk.rows() == before


def test_a_file_that_is_not_there_and_an_office_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(Mistake, match="Không đọc được tệp"):
        desk.run("import", str(desk.folder / "khong-co.toml"))
    with pytest.raises(Mistake, match="Không có đơn vị “xa-la”"):
        desk.run("import", desk.file("a.csv", HEADING, NU_CONG), "--to", "xa-la")


# Changing and ending


def test_a_new_due_day_moves_what_is_open_and_ahead_but_nothing_granted(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    [mine] = [item for item in desk.filings(MONTHLY, "2026-11") if item.unit == HOA_SEN]
    clerk = Scope(None, runs=frozenset({HOA_SEN}), views=frozenset({HOA_SEN}))
    granted = FILLED_AT + timedelta(days=9)
    desk.db.write_now(lambda db: store.extend(db, clerk, mine, granted, FILLED_AT))
    october = {item.due for item in desk.filings(MONTHLY, "2026-10")}
    assert desk.run("set", MONTHLY, "--due", "ngày 27", "--cut-off", "26") == 0
    assert "hạn 17:00 25/11/2026 → 17:00 27/11/2026" in capsys.readouterr().out
    dues = {item.unit: item.due for item in desk.filings(MONTHLY, "2026-11")}
    assert dues.pop(HOA_SEN) == granted
    assert set(dues.values()) == {datetime(2026, 11, 27, 17, tzinfo=VIETNAM)}
    assert {item.due for item in desk.filings(MONTHLY, "2026-10")} == october
    assert desk.duty(MONTHLY).source.note == "Văn phòng quy định từ 21/11/2026"


def test_a_due_day_that_has_passed_already_counts_from_the_next_period(desk: Desk) -> None:
    before = {item.due for item in desk.filings(MONTHLY, "2026-11")}
    desk.run("set", MONTHLY, "--due", "ngày 18")
    assert {item.due for item in desk.filings(MONTHLY, "2026-11")} == before
    assert desk.duty(MONTHLY).due.day == 18


def test_setting_what_is_so_already_writes_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    before = desk.rows()
    assert desk.run("set", MONTHLY, "--due", "17 giờ ngày 25", "--ladder=-3,0,2") == 0
    assert "không có gì để ghi" in capsys.readouterr().out
    assert desk.rows() == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["set", "nu-cong", "--due", "3"], "Không có chế độ báo cáo “nu-cong”", id="an unknown duty"),
        pytest.param(["set", MONTHLY], "ít nhất một điều", id="nothing given"),
        pytest.param(["set", MONTHLY, "--due", "mai"], "chưa rõ là ngày nào", id="no day"),
        pytest.param(["set", MONTHLY, "--due", "ngày 40"], "không có ngày 40", id="the 40th"),
        pytest.param(["set", MONTHLY, "--units", "hoa mai"], "Không có đơn vị", id="an unknown unit"),
        pytest.param(["end", "nu-cong"], "Không có chế độ báo cáo", id="ending what is not there"),
        pytest.param(["end", MONTHLY, "--on", "mai"], "Ngày viết như", id="ending on no day"),
    ],
)
def test_a_change_that_cannot_be_leaves_everything_as_it_was(arguments: list[str], says: str, desk: Desk) -> None:
    before = desk.rows()
    with pytest.raises(Mistake, match=says):
        desk.run(*arguments)
    assert desk.rows() == before


def test_what_is_due_from_the_last_day_on_is_owed_no_more(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.run("end", YEARLY, "--on", "2026-12-11") == 0
    assert not any(item.is_abolished for item in desk.filings(YEARLY, "2026"))
    assert desk.run("end", YEARLY, "--on", "2026-12-10") == 0
    assert "12 báo cáo đang mở không còn phải nộp" in capsys.readouterr().out
    assert all(item.is_abolished for item in desk.filings(YEARLY, "2026"))
    with pytest.raises(Mistake, match="đã kết thúc từ 10/12/2026"):
        desk.run("end", YEARLY, "--on", "2026-12-10")


# Holidays


DAYS = "Ngày,Đến ngày,Tên,Nghỉ hay làm,Căn cứ"


def test_announced_days_are_kept_and_what_is_due_then_moves(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    file = desk.file(
        "nghi.csv", DAYS, "25/11/2026,26/11/2026,Lễ hội xã,nghỉ,Thông báo 9", "28/11/2026,,Bù 25/11,làm bù,Thông báo 9"
    )
    assert desk.run("holidays", "import", file) == 0
    assert "hạn 17:00 25/11/2026 → 17:00 27/11/2026 (12 báo cáo" in capsys.readouterr().out
    calendar = desk.db.read_now(shipped.calendar)
    assert [calendar.is_rest_day(date(2026, 11, day)) for day in (25, 26, 28, 29)] == [True, True, False, True]
    before = desk.rows()
    assert desk.run("holidays", "import", file) == 0
    assert "không có gì để ghi" in capsys.readouterr().out
    assert desk.rows() == before
    assert desk.run("holidays", "--year", "2026") == 0
    assert "28/11/2026\tlàm bù\tBù 25/11\tThông báo 9" in capsys.readouterr().out


def test_a_year_without_days_says_how_to_enter_them(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.run("holidays", "--year", "2001") == 0
    assert "duties holidays import" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "says"),
    [
        pytest.param("32/11/2026,,Lễ,nghỉ,TB 9", "viết như", id="no such day"),
        pytest.param(",,Lễ,nghỉ,TB 9", "viết như", id="no day"),
        pytest.param("25/11/2026,,Lễ,nghỉ,", "chưa có căn cứ", id="nothing that announced it"),
        pytest.param("25/11/2026,,,nghỉ,TB 9", "chưa có tên", id="no name"),
        pytest.param("25/11/2026,,Lễ,nửa ngày,TB 9", "Viết: nghỉ, hoặc làm bù", id="half a day"),
        pytest.param("25/11/2026,,Bù,làm bù,TB 9", "vốn là ngày làm việc", id="a working day swapped"),
        pytest.param("25/11/2026,24/11/2026,Lễ,nghỉ,TB 9", "không phải một đợt nghỉ", id="ends before it begins"),
        pytest.param("28/11/2026,,Khác,nghỉ,TB 9", "nội dung khác", id="a day of another row"),
    ],
)
def test_a_day_that_cannot_be_keeps_the_whole_list_out(
    row: str, says: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    before = desk.rows()
    assert desk.run("holidays", "import", desk.file("nghi.csv", DAYS, "28/11/2026,,Bù,làm bù,TB 9", row)) == 1
    told = capsys.readouterr().err
    assert "Dòng 3: " in told
    assert says in told
    assert desk.rows() == before


# Forms


FORM = (
    'ma = "nu-cong"', 'ten = "Báo cáo nữ công"', 'tieu_de = "BÁO CÁO nữ công"',
    'quy_tac = ["“Số nữ” không lớn hơn “Số lao động”"]',
    "[[muc]]", 'ma = "nu"', 'loai = "số liệu"', 'ten = "Số nữ"', 'hoi = "Bao nhiêu nữ?"', 'chi_so = "lao-dong-nu"',
    "[[muc]]", 'ma = "ld"', 'loai = "số liệu"', 'ten = "Số lao động"', 'hoi = "Bao nhiêu?"', 'chi_so = "tong-lao-dong"',
)  # fmt: skip


def test_a_form_is_read_in_once_and_a_changed_one_is_its_next_version(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    file = desk.file("mau.toml", *FORM)
    assert desk.run("forms", "import", file, "--dry-run") == 0
    assert desk.db.read_now(lambda db: records.find_form(db, FormId("nu-cong"))) is None
    assert desk.run("forms", "import", file) == 0
    before = desk.rows()
    assert desk.run("forms", "import", file) == 0
    assert "không có gì để ghi" in capsys.readouterr().out
    assert desk.rows() == before
    desk.run("forms", "import", desk.file("mau.toml", *FORM[:1], 'ten = "Nữ công"', *FORM[2:]))
    assert desk.run("forms") == 0
    assert "nu-cong\tNữ công\t2 mục: 2 số liệu, 0 phần viết; 1 quy tắc" in capsys.readouterr().out
    assert len(desk.rows()["form"]) == len(before["form"]) + 1


def test_a_form_of_the_office_stays_when_the_shipped_ones_are_brought_up_to_date(desk: Desk) -> None:
    own = (Path(shipped.__file__).parents[1] / "union/forms/bao-cao-thang.toml").read_text("utf-8")
    desk.run("forms", "import", desk.file("mau.toml", own.replace('ten = "Báo cáo tháng"', 'ten = "Báo cáo riêng"')))
    desk.db.write_now(shipped.sync_forms)
    found = desk.db.read_now(lambda db: records.find_form(db, FormId("bao-cao-thang")))
    assert found is not None
    assert found.name == "Báo cáo riêng"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        pytest.param(["ma ="], "chưa đúng cách", id="a broken file"),
        pytest.param(FORM[:3], "chưa có mục nào", id="no fields"),
        pytest.param([*FORM[:9], 'chi_so = "khong-co"'], "mau.toml", id="an unknown indicator"),
    ],
)
def test_a_form_that_cannot_be_is_named_with_its_file(lines: list[str], says: str, desk: Desk) -> None:
    before = desk.rows()
    with pytest.raises(Mistake, match=says):
        desk.run("forms", "import", desk.file("mau.toml", *lines))
    assert desk.rows() == before


# Figures of single units


GIVEN = "Đơn vị,Chỉ tiêu,Số giao,Năm,Căn cứ"


def test_figures_for_single_units_are_set_once(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    file = desk.file(
        "giao.csv", GIVEN, "Đồi Sim,kết nạp mới,ít nhất 5,2026,QĐ 3", "Hoa Sen,tham-hoi,mười hai,năm 2026,QĐ 3"
    )
    assert desk.run("assign", file, "--dry-run") == 0
    assert "CĐCS Tiểu học Đồi Sim: Kết nạp đoàn viên mới, ít nhất 5, từ 01/01/2026" in capsys.readouterr().out
    assert desk.run("assign", file) == 0
    before = desk.rows()
    assert desk.run("assign", file) == 0
    assert "Không đổi: 2" in capsys.readouterr().out
    assert desk.rows() == before
    own = Scope(None, views=frozenset({DOI_SIM}))
    [given] = desk.db.read_now(lambda db: records.assignments_of(db, own, (DOI_SIM,), date(2026, 6, 1)))
    assert (given.indicator, given.value, given.source) == ("ket-nap-moi", Decimal(5), "QĐ 3")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        pytest.param("Hoa Mai,kết nạp mới,5,2026,", "Không có đơn vị “Hoa Mai”", id="an unknown unit"),
        pytest.param("Hoa Sen,đi chợ,5,2026,", "Không có chỉ số “đi chợ”", id="an unknown indicator"),
        pytest.param("Hoa Sen,kết nạp mới,nhiều,2026,", "phải là một con số", id="a figure that is none"),
        pytest.param("Hoa Sen,kết nạp mới,5 hoặc 6,2026,", "phải là một con số", id="two figures"),
        pytest.param('Hoa Sen,kết nạp mới,"5,5",2026,', "là số nguyên", id="half a member"),
        pytest.param("Hoa Sen,thu-doan-phi,150%,2026,", "không hợp lý", id="one and a half times all of it"),
        pytest.param("Hoa Sen,kết nạp mới,5,hè này,", "Thiếu thời gian", id="no time"),
        pytest.param("Hoa Sen,kết nạp mới,,2026,", "Thiếu số giao", id="no figure"),
        pytest.param("Đồi Sim,ket-nap-moi,6,2026,", "đã có ở một dòng", id="said twice"),
    ],
)
def test_a_figure_that_cannot_be_keeps_the_whole_list_out(
    row: str, says: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    before = desk.rows()
    status = desk.run("assign", desk.file("giao.csv", GIVEN, "Đồi Sim,kết nạp mới,5,2026,QĐ 3", row))
    assert says in capsys.readouterr().err
    assert status == 1
    assert desk.rows() == before


# What a new duty means at once


def test_what_a_new_duty_asks_for_now_is_open_at_once(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    new = desk.file("moi.csv", HEADING, 'Báo cáo nữ công,bao-cao-thang,tháng,"ngày 28"')
    assert desk.run("import", new) == 0
    assert "Đã mở bao-cao-nu-cong, kỳ tháng" in capsys.readouterr().out
    month = f"{FILLED_AT:%Y-%m}"
    assert {item.unit for item in desk.filings(DutyId("bao-cao-nu-cong"), month)} >= {HOA_SEN, DOI_SIM}
    assert desk.run("import", new) == 0
    assert "Đã mở" not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["Báo cáo hằng tháng", "Báo cáo hoạt động", "báo cáo tháng định kỳ"])
def test_a_duty_that_nobody_could_tell_from_another_is_refused(
    desk: Desk, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = desk.rows()
    assert desk.run("import", desk.file("trung.csv", HEADING, f'{name},bao-cao-thang,tháng,"ngày 20"')) == 1
    assert "trùng tên gọi với “Báo cáo tháng”" in capsys.readouterr().err
    assert desk.rows() == before


def test_a_duty_that_was_undone_is_no_choice_any_more(desk: Desk) -> None:
    assert desk.run("import", desk.file("moi.csv", HEADING, 'Báo cáo nữ công,bao-cao-thang,tháng,"ngày 28"')) == 0
    new = DutyId("bao-cao-nu-cong")
    assert desk.db.read_now(lambda db: store.asked_deadlines(db, [new]))
    assert desk.run("end", str(new), "--on", f"{FILLED_AT:%Y-%m-%d}") == 0
    assert not desk.db.read_now(lambda db: store.asked_deadlines(db, [new]))
    assert desk.db.read_now(lambda db: store.asked_deadlines(db, [MONTHLY]))
