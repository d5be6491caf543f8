"""A list goes to the office as an .xlsx: nothing in it runs, nothing loses its noughts."""

import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from union.forms.table import CELL_MAX, list_xlsx

HEADINGS = ("Đơn vị", "Điện thoại", "Đã nộp", "Ngày")
ROWS = (
    ("CĐCS Mầm non Hoa Sen", "0200000011", 5, date(2026, 11, 23)),
    ("CĐCS Trạm Y tế", "0200000012", None, None),
)


def sheet_of(content: bytes):  # type: ignore[no-untyped-def]
    return load_workbook(io.BytesIO(content)).active


def test_a_list_has_its_title_headings_rows_and_notes() -> None:
    sheet = sheet_of(list_xlsx("Ai chưa nộp", HEADINGS, ROWS, ["Tính đến 23/11/2026."]))
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found[3].pop().date() == date(2026, 11, 23)
    assert found == [
        ["Ai chưa nộp", None, None, None],
        [None] * 4,
        list(HEADINGS),
        ["CĐCS Mầm non Hoa Sen", "0200000011", 5],
        ["CĐCS Trạm Y tế", "0200000012", None, None],
        [None] * 4,
        ["Tính đến 23/11/2026.", None, None, None],
    ]


def test_headings_are_bold_and_stay_in_view() -> None:
    sheet = sheet_of(list_xlsx("Ai chưa nộp", HEADINGS, ROWS))
    assert (sheet.freeze_panes, sheet["A3"].font.bold, sheet["A4"].font.bold) == ("A4", True, False)


def test_a_column_is_as_wide_as_what_stands_in_it_within_reason() -> None:
    sheet = sheet_of(list_xlsx("Rộng hẹp", ("a", "b"), [("x" * 20, "y" * 500)]))
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (23, 50)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('=HYPERLINK("http://evil.example","bấm")', id="a formula"),
        pytest.param("+84 200 000 011", id="a plus"),
        pytest.param("-5", id="a minus"),
        pytest.param("@SUM(A1)", id="an at"),
        pytest.param("0200000011", id="a telephone"),
    ],
)
def test_text_stays_text(text: str) -> None:
    [cell] = sheet_of(list_xlsx("Chữ", ("Cột",), [(text,)]))[4]
    assert (cell.data_type, cell.value, cell.number_format) == ("s", text, "@")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        pytest.param("Ai chưa nộp [10/2026]: *?", "Ai chưa nộp  10 2026", id="letters a sheet's name may not have"),
        pytest.param("d" * 60, "d" * 31, id="too long for a sheet's name"),
        pytest.param("///", "Danh sách", id="nothing left"),
    ],
)
def test_a_sheet_gets_a_name_it_can_have(title: str, shown: str) -> None:
    assert sheet_of(list_xlsx(title, ("a",), [("x",)])).title == shown


def test_what_no_cell_can_hold_is_left_out() -> None:
    [cell] = sheet_of(list_xlsx("Lạ", ("Cột",), [("a\x00b\x0bc" + "d" * CELL_MAX,)]))[4]
    assert cell.value == ("abc" + "d" * CELL_MAX)[:CELL_MAX]


def test_a_moment_is_viet_nams() -> None:
    [cell] = sheet_of(list_xlsx("Lúc", ("Lúc",), [(datetime(2026, 11, 23, 18, 5, tzinfo=UTC),)]))[4]
    assert cell.value.isoformat() == "2026-11-24T01:05:00"


def test_equal_lists_have_equal_bytes() -> None:
    assert list_xlsx("Một", HEADINGS, ROWS) == list_xlsx("Một", HEADINGS, ROWS)


def test_an_empty_list_opens() -> None:
    assert sheet_of(list_xlsx("Trống", HEADINGS, [])).max_row == 3
