"""Due days, ladders, units and whole duties as offices write them; what cannot be is answered with what to write."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import term_of
from knowledge.document import UnitCode
from scheduler.cells import Wrong, read_ladder, read_selector, read_shift, usual_ladder
from scheduler.columns import HEADINGS, Column
from scheduler.duties import (
    ADHOC_LADDER,
    LONG_LADDER,
    MONTH_LADDER,
    Cadence,
    DayRule,
    Duty,
    DutyId,
    Ladder,
    RuleKind,
    Rung,
    Selector,
    Shift,
    Source,
)
from scheduler.faults import check_duty
from scheduler.reading import NO_DUE, Known, changes, read_duties, read_duty
from scheduler.rules import Unclear, day_words, due_words, read_rule
from scheduler.saying import ladder_words, said
from union.forms.form import FormId
from union.imports.headings import plain_heading
from union.roster import Link, Unit, UnitKind

OF_MONTH, AFTER, FIXED, MOMENT = RuleKind.DAY_OF_MONTH, RuleKind.AFTER_END, RuleKind.FIXED, RuleKind.MOMENT
MONTH, QUARTER, HALF, YEAR, SCHOOL = Cadence.MONTH, Cadence.QUARTER, Cadence.HALF, Cadence.YEAR, Cadence.SCHOOL_YEAR
DAY = date(2026, 11, 25)
OFFICE, SEN, SIM, OUTSIDE = (UnitCode(code) for code in ("suoi-may", "hoa-sen", "doi-sim", "deo-may"))
UNITS = (
    Unit(OFFICE, "Công đoàn xã Suối Mây", UnitKind.COMMUNE),
    Unit(SEN, "CĐCS Mầm non Hoa Sen", UnitKind.GRASSROOTS, "giáo dục"),
    Unit(SIM, "CĐCS Tiểu học Đồi Sim", UnitKind.GRASSROOTS, "giáo dục"),
    Unit(OUTSIDE, "Nghiệp đoàn Xe ôm Đèo Mây", UnitKind.GUILD, "vận tải"),
)
KNOWN = Known(
    {}, {FormId("bao-cao-thang"): "Báo cáo tháng"}, UNITS, (Link(SEN, OFFICE), Link(SIM, OFFICE)), date(2026, 11, 21),
    OFFICE,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cadence", "expected"),
    [
        pytest.param("ngày 25", MONTH, DayRule(OF_MONTH, 25), id="a day"),
        pytest.param("25", MONTH, DayRule(OF_MONTH, 25), id="a number alone, as a cell holds it"),
        pytest.param("Chậm nhất là ngày 20 hằng tháng", MONTH, DayRule(OF_MONTH, 20), id="at the latest"),
        pytest.param("trước ngày 20", MONTH, DayRule(OF_MONTH, 20), id="before, as offices mean by"),
        pytest.param("truoc 16h ngay 25", MONTH, DayRule(OF_MONTH, 25, hour=time(16)), id="unmarked, with an hour"),
        pytest.param("ngày 25, trước 16 giờ 30", MONTH, DayRule(OF_MONTH, 25, hour=time(16, 30)), id="hour afterwards"),
        pytest.param("4 giờ chiều ngày 25", MONTH, DayRule(OF_MONTH, 25, hour=time(16)), id="four in the afternoon"),
        pytest.param("11h rưỡi ngày 25", MONTH, DayRule(OF_MONTH, 25, hour=time(11, 30)), id="half past eleven"),
        pytest.param("ngày 5 tháng sau", MONTH, DayRule(OF_MONTH, 5, months_after=1), id="next month"),
        pytest.param("mùng 5 của tháng kế tiếp", MONTH, DayRule(OF_MONTH, 5, months_after=1), id="the same, wordy"),
        pytest.param("ngày 20 tháng trước", MONTH, DayRule(OF_MONTH, 20, months_after=-1), id="the month before"),
        pytest.param("ngày 20 của tháng cuối quý", QUARTER, DayRule(OF_MONTH, 20), id="a quarter's last month"),
        pytest.param("ngày 5 tháng thứ hai sau kỳ", HALF, DayRule(OF_MONTH, 5, months_after=2), id="two months later"),
        pytest.param("cuối tháng", MONTH, DayRule(AFTER), id="the end of the month"),
        pytest.param("ngày cuối cùng của kỳ", HALF, DayRule(AFTER), id="the last day of the period"),
        pytest.param("cuối tháng sau", MONTH, DayRule(OF_MONTH, 31, months_after=1), id="the end of the next month"),
        pytest.param("5 ngày sau khi hết kỳ", MONTH, DayRule(AFTER, 5), id="days after"),
        pytest.param("trong vòng 5 ngày kể từ ngày cuối kỳ", MONTH, DayRule(AFTER, 5), id="within five days"),
        pytest.param("sau khi kết thúc quý 10 ngày", QUARTER, DayRule(AFTER, 10), id="the count at the end"),
        pytest.param("3 ngày trước khi hết tháng", MONTH, DayRule(AFTER, -3), id="days before"),
        pytest.param("trước khi hết kỳ 3 ngày", MONTH, DayRule(AFTER, -3), id="before, with the count at the end"),
        pytest.param("17 giờ, 15 ngày sau khi hết kỳ", MONTH, DayRule(AFTER, 15), id="an hour beside a count"),
        pytest.param("10/6", HALF, DayRule(FIXED, 10, month=6), id="a day of the year"),
        pytest.param("ngày 10 tháng 6 hằng năm", HALF, DayRule(FIXED, 10, month=6), id="the same in words"),
        pytest.param("10/06/2026", HALF, DayRule(FIXED, 10, month=6), id="10/6 after a spreadsheet made a date of it"),
        pytest.param("15/1 năm sau", YEAR, DayRule(OF_MONTH, 15, months_after=1), id="the year after"),
        pytest.param("15/6 năm sau", SCHOOL, DayRule(OF_MONTH, 15, months_after=10), id="a school year ends in August"),
        pytest.param("trước 16 giờ 25/11/2026", Cadence.ADHOC, DayRule(MOMENT, on=DAY, hour=time(16)), id="a moment"),
        pytest.param("25/11/2026 16:00", None, DayRule(MOMENT, on=DAY, hour=time(16)), id="as a cell holds a moment"),
        pytest.param("2026-11-25T16:00", None, DayRule(MOMENT, on=DAY, hour=time(16)), id="as machines write it"),
        pytest.param("ngày 25 tháng 11 năm 2026", None, DayRule(MOMENT, on=DAY), id="a date in words"),
    ],
)  # fmt: skip
def test_a_due_day_is_read_as_it_is_written(text: str, cadence: Cadence | None, expected: DayRule) -> None:
    assert read_rule(text, cadence) == expected


@pytest.mark.parametrize(
    ("text", "cadence", "says"),
    [
        pytest.param("sớm nhất có thể", MONTH, "chưa rõ là ngày nào", id="no day"),
        pytest.param("thứ Sáu cuối tháng", MONTH, "chưa tính theo thứ", id="a weekday"),
        pytest.param("5 ngày làm việc sau khi hết kỳ", MONTH, "ngày làm việc", id="working days"),
        pytest.param("trước 5 ngày khi hết kỳ", MONTH, "chưa rõ", id="before or after"),
        pytest.param("31/2/2026", Cadence.ADHOC, "Không có ngày 31/2/2026", id="no such day"),
        pytest.param("25 giờ ngày 3", MONTH, "giờ từ 0 đến 23", id="no such hour"),
        pytest.param("16h75 ngày 3", MONTH, "trong ngày", id="no such minute"),
        pytest.param("15/1", YEAR, "15/1 năm sau", id="a day in the period's first half asks for the year"),
        pytest.param("ngày 25 và ngày 10", MONTH, "chưa rõ", id="two days"),
        pytest.param("", MONTH, "Viết như: ngày 25", id="nothing"),
    ],
)
def test_what_names_no_single_day_is_answered_with_what_to_write(text: str, cadence: Cadence, says: str) -> None:
    with pytest.raises(Unclear, match=says):
        read_rule(text, cadence)


rules = st.one_of(
    st.builds(DayRule, st.just(OF_MONTH), st.integers(1, 31), months_after=st.integers(-3, 12)),
    st.builds(DayRule, st.just(AFTER), st.integers(-60, 60)),
    st.builds(DayRule, st.just(MOMENT), on=st.dates(date(2020, 1, 1), date(2040, 12, 31))),
    st.builds(DayRule, st.just(FIXED), st.integers(1, 28), month=st.integers(1, 12)),
)
hours = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@given(rules, hours, st.sampled_from([MONTH, QUARTER]))
def test_a_rule_that_is_said_is_read_back(rule: DayRule, hour: time, cadence: Cadence) -> None:
    whole = replace(rule, hour=hour)
    assert read_rule(due_words(whole, cadence), cadence) == whole
    assert read_rule(day_words(rule, cadence), cadence) == rule


@pytest.mark.parametrize(
    ("text", "cadence", "expected"),
    [
        pytest.param("-3, 0, 2", MONTH, MONTH_LADDER, id="figures"),
        pytest.param("T-3; T; T+2", MONTH, MONTH_LADDER, id="as plans write it"),
        pytest.param("-3 0 +2", MONTH, MONTH_LADDER, id="figures with spaces"),
        pytest.param("trước 3 ngày, đúng hạn, sau 2 ngày", MONTH, MONTH_LADDER, id="words"),
        pytest.param("3 ngày trước hạn, đến hạn, 2 ngày sau", MONTH, MONTH_LADDER, id="words the other way round"),
        pytest.param("-7,-3,-1,0,1,3, hằng tuần 4 lần", YEAR, LONG_LADDER, id="weekly at the end"),
        pytest.param("-2, 0, 2", Cadence.ADHOC, ADHOC_LADDER, id="hours of a request"),
        pytest.param("-1 ngày, -2 giờ, 0 giờ", Cadence.ADHOC, Ladder((Rung(-1), Rung(hours=-2), Rung(hours=0))),
                     id="days and hours"),
        pytest.param("0", MONTH, Ladder((Rung(0),)), id="one step"),
    ],
)  # fmt: skip
def test_a_ladder_is_read_as_it_is_written(text: str, cadence: Cadence, expected: Ladder) -> None:
    assert read_ladder(text, cadence) == expected


@pytest.mark.parametrize("ladder", [MONTH_LADDER, LONG_LADDER, Ladder((Rung(hours=-2), Rung(hours=3)))])
def test_a_ladder_that_is_said_is_read_back(ladder: Ladder) -> None:
    assert read_ladder(ladder_words(ladder), MONTH) == ladder


@pytest.mark.parametrize("cadence", Cadence)
def test_the_usual_ladder_of_every_cadence_is_sound(cadence: Cadence) -> None:
    on = DayRule(MOMENT, on=date(2026, 11, 25)) if cadence in {Cadence.ADHOC, Cadence.TERM} else DayRule(OF_MONTH, 20)
    duty = Duty(
        DutyId("x"), "X", FormId("f"), OFFICE, cadence, on, ladder=usual_ladder(cadence), term=term_of(2023, 2028)
    )
    assert check_duty(duty) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("tất cả", Selector(), id="all"),
        pytest.param("Tất cả các đơn vị, trừ Đồi Sim", Selector(excepted=(SIM,)), id="all but one"),
        pytest.param("các nghiệp đoàn", Selector((UnitKind.GUILD,)), id="a kind"),
        pytest.param("lĩnh vực giáo dục", Selector(sectors=("giáo dục",)), id="a sector"),
        pytest.param("công đoàn cơ sở; khối giáo dục", Selector((UnitKind.GRASSROOTS,), ("giáo dục",)), id="both"),
        pytest.param("hoa-sen, CĐCS Tiểu học Đồi Sim", Selector(units=(SEN, SIM)), id="by code and by name"),
        pytest.param("hoa sen", Selector(units=(SEN,)), id="by its short name, unmarked"),
    ],
)
def test_who_owes_it_is_read_as_it_is_written(text: str, expected: Selector) -> None:
    assert read_selector(text, UNITS) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("Hoa Mai", "Không có đơn vị “Hoa Mai”", id="an unknown unit"),
        pytest.param("hai đơn vị Hoa Sen với Đồi Sim", "Có phải: hoa-sen, doi-sim", id="two in one breath are offered"),
        pytest.param("nghiệp đoàn, hoa-sen", "không nêu cả hai", id="a kind and a unit"),
        pytest.param("tất cả, trừ trường nọ", "Không có đơn vị “trường nọ”", id="an unknown one excepted"),
    ],
)
def test_whoever_is_not_known_is_named(text: str, says: str) -> None:
    with pytest.raises(Wrong, match=says):
        read_selector(text, UNITS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lùi", Shift.LATER), ("nộp sớm", Shift.EARLIER), ("giữ nguyên", Shift.NONE),
        ("lùi sang ngày làm việc kế tiếp", Shift.LATER), ("ngày làm việc liền trước", Shift.EARLIER),
    ],
)  # fmt: skip
def test_what_a_rest_day_does_is_read(text: str, expected: Shift) -> None:
    assert read_shift(text) is expected


ROW = {
    Column.NAME: "Báo cáo tháng", Column.FORM: "Báo cáo tháng", Column.CADENCE: "hằng tháng", Column.DUE: "ngày 25",
}  # fmt: skip
MONTHLY = Duty(
    DutyId("bao-cao-thang"), "Báo cáo tháng", FormId("bao-cao-thang"), OFFICE, MONTH, DayRule(OF_MONTH, 25),
    DayRule(AFTER),
)  # fmt: skip


def row(**changed: str) -> dict[Column, str]:
    """A sound row with some cells changed."""
    return ROW | {Column[name]: text for name, text in changed.items()}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(row(), MONTHLY, id="what is needed and no more"),
        pytest.param(
            row(ID="BC 01", CUT_OFF="24", SIGNED="có", SKIP="6, 12", SOURCE="Kế hoạch 3", PLACE="mục 2", NOTE="họp"),
            replace(MONTHLY, id=DutyId("bc-01"), cut_off=DayRule(OF_MONTH, 24), wants_signed=True, skip_months=(6, 12),
                    source=Source("", "Kế hoạch 3", "mục 2", "họp")), id="everything beside it"),
        pytest.param(
            row(VALID_FROM="01/01/2026", VALID_TO="31/12/2026"),
            replace(MONTHLY, valid_from=date(2026, 1, 1), valid_to=date(2027, 1, 1)), id="its last day still counts"),
        pytest.param(
            row(CADENCE="năm (tính từ tháng 12)", DUE="10/12"),
            replace(MONTHLY, cadence=YEAR, year_from=12, due=DayRule(FIXED, 10, month=12), ladder=LONG_LADDER),
            id="a year counted from December"),
        pytest.param(
            row(CADENCE="đột xuất", DUE="16 giờ 25/11/2026", ASKS="số lao động thiếu việc"),
            replace(MONTHLY, cadence=Cadence.ADHOC, due=DayRule(MOMENT, on=DAY, hour=time(16)),
                    cut_off=DayRule(MOMENT, on=DAY), ladder=ADHOC_LADDER, asks="số lao động thiếu việc"),
            id="a request is cut off on the day it is due"),
        pytest.param(
            row(CADENCE="nhiệm kỳ 2023-2028", DUE="01/06/2028"),
            replace(MONTHLY, cadence=Cadence.TERM, due=DayRule(MOMENT, on=date(2028, 6, 1)), ladder=LONG_LADDER,
                    term=term_of(2023, 2028)), id="a term"),
        pytest.param(row(SHIFT="-", UNITS="-"), MONTHLY, id="a dash says nothing"),
    ],
)  # fmt: skip
def test_a_row_is_a_duty(cells: dict[Column, str], expected: Duty) -> None:
    assert read_duty(cells, KNOWN) == (expected, ())


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        pytest.param(row(DUE=""), NO_DUE, id="no due rule"),
        pytest.param(row(DUE="ngày 32"), "không có ngày 32", id="the 32nd"),
        pytest.param(row(DUE="10/6"), "ngày cố định của năm", id="a day of the year for every month"),
        pytest.param(row(DUE="25/11/2026"), "một ngày duy nhất", id="one day for every month"),
        pytest.param(row(DUE="ngày 5", CUT_OFF="thứ hai"), "Chốt số liệu: “thứ hai” chưa rõ", id="a cut-off of no day"),
        pytest.param(row(NAME="", ID="x"), "Thiếu tên báo cáo", id="no name"),
        pytest.param(row(FORM=""), "Chưa nêu biểu mẫu", id="no form"),
        pytest.param(row(FORM="mẫu 1"), "Không có biểu mẫu “mẫu 1”. Đang có: bao-cao-thang", id="an unknown form"),
        pytest.param(row(CADENCE=""), "Chưa nêu kỳ", id="no period"),
        pytest.param(row(CADENCE="tuần"), "Không hiểu kỳ “tuần”", id="an unknown period"),
        pytest.param(row(CADENCE="6 tháng cuối năm"), "nằm trong báo cáo năm", id="the second half"),
        pytest.param(row(YEAR_FROM="13"), "từ 1 đến 12", id="month 13"),
        pytest.param(row(SHIFT="tuỳ"), "Viết: lùi, sớm, hoặc giữ nguyên", id="an unclear shift"),
        pytest.param(row(LADDER="mai"), "chưa hiểu “mai”", id="an unclear ladder"),
        pytest.param(row(LADDER="0, -3"), "từ sớm đến muộn", id="a ladder upside down"),
        pytest.param(row(UNITS="deo-may"), "không ở dưới Công đoàn xã Suối Mây", id="a unit elsewhere"),
        pytest.param(row(RECIPIENT="ban nọ"), "Không có đơn vị “ban nọ”", id="an unknown recipient"),
        pytest.param(row(VALID_FROM="32/1/2026"), "Hiệu lực từ “32/1/2026” viết như", id="no such day"),
        pytest.param(row(VALID_FROM="01/01/2027", VALID_TO="31/12/2026"), "phải sau ngày có hiệu lực", id="ends first"),
        pytest.param(row(SKIP="sáu"), "viết số tháng", id="months in words"),
        pytest.param(row(SIGNED="có lẽ"), "Viết: có hoặc không", id="perhaps"),
        pytest.param(row(ID="--"), "phải có chữ hoặc số", id="an id of nothing"),
    ],
)
def test_a_row_that_cannot_be_says_what_to_write(cells: dict[Column, str], says: str) -> None:
    _, wrong = read_duty(cells, KNOWN)
    assert says in " ".join(wrong)


def knowing(*duties: Duty, **more: Any) -> Known:
    return replace(KNOWN, duties={duty.id: duty for duty in duties}, **more)


def test_of_a_known_duty_only_what_the_row_says_changes() -> None:
    known = knowing(replace(MONTHLY, wants_signed=True, source=Source("khoá", "Kế hoạch 3", "mục 2", "họp")))
    duty, wrong = read_duty({Column.NAME: "báo cáo tháng", Column.DUE: "ngày 22"}, known)
    assert wrong == ()
    assert duty == replace(known.duties[MONTHLY.id], due=DayRule(OF_MONTH, 22))


def test_another_paper_leaves_nothing_of_the_place_in_the_old_one() -> None:
    known = knowing(replace(MONTHLY, source=Source("khoá", "Kế hoạch 3", "mục 2", "họp")))
    duty, _ = read_duty(row(SOURCE="Kế hoạch 4"), known)
    assert duty.source == Source("", "Kế hoạch 4", "", "họp")


def test_what_cuts_the_periods_stays_once_a_report_is_open() -> None:
    known = knowing(MONTHLY)
    changed = row(CADENCE="quý")
    assert read_duty(changed, known)[1] == ()
    assert "không đổi kỳ được" in " ".join(read_duty(changed, replace(known, begun=frozenset({MONTHLY.id})))[1])


def test_the_same_duty_twice_in_a_list_is_a_fault_of_its_second_row() -> None:
    listing = read_duties([(2, row()), (3, row(DUE="ngày 20"))], KNOWN)
    [fault] = listing.faults
    assert (fault.row, "đã có ở một dòng" in fault.text) == (3, True)


def test_a_list_tells_new_from_changed_from_the_same() -> None:
    other = replace(MONTHLY, id=DutyId("nu-cong"), name="Nữ công")
    fresh = replace(MONTHLY, id=DutyId("moi"))
    known = knowing(MONTHLY, other)
    assert changes([MONTHLY, replace(other, wants_signed=True), fresh], known) == (
        (fresh,), (replace(other, wants_signed=True),)
    )  # fmt: skip


@pytest.mark.parametrize("cells", [row(), row(UNITS="hoa-sen", SIGNED="có", SKIP="6", CUT_OFF="24", SHIFT="sớm")])
def test_a_duty_that_is_said_is_read_back(cells: dict[Column, str]) -> None:
    duty, _ = read_duty(cells, KNOWN)
    words = said(duty, {unit.code: unit.name for unit in UNITS})
    assert read_duty({Column.ID: duty.id, **words}, KNOWN) == (duty, ())


@pytest.mark.parametrize("column", Column)
def test_every_column_has_its_own_name_as_a_heading(column: Column) -> None:
    assert HEADINGS[plain_heading(column)] is column
