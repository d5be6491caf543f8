"""Workbooks: what a person sees on the sheet, as lines and tables."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from knowledge.readers import Caps, Unreadable, Why
from knowledge.readers.cells import shown
from knowledge.readers.read import read_bytes


def content(workbook: Any) -> bytes:
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def text_of(workbook: Any) -> str:
    return read_bytes("bang.xlsx", content(workbook)).text


AS_SHOWN = {
    "a share": (0.95, "0%", "95%"),
    "a share with decimals": (0.955, "0.0%", "95,5%"),
    "a large figure": (30000, "General", "30.000"),
    "a year": (2026, "General", "2026"),
    "groups by format": (1234, "#,##0", "1.234"),
    "money": (1500000.4, "#,##0", "1.500.000"),
    "a decimal": (12.5, "General", "12,5"),
    "binary dust": (0.1 + 0.2, "General", "0,3"),
    "two places": (6.5, "0.00", "6,50"),
    "a leading zero": (5, "00", "05"),
    "a measure in the format": (40, '0" người"', "40 người"),
    "a day": (datetime(2026, 3, 31), "dd/mm/yyyy", "31/03/2026"),  # noqa: DTZ001 - a cell has no zone
    "a day without time": (date(2026, 3, 31), "m/d/yyyy", "31/03/2026"),
    "a month": (date(2026, 3, 1), "mm/yyyy", "03/2026"),
    "an error": ("#REF!", "General", ""),
    "nothing": (None, "General", ""),
    "words": (" CĐCS Hoa Sim ", "@", "CĐCS Hoa Sim"),
}


@pytest.mark.parametrize("case", AS_SHOWN)
def test_a_cell_reads_as_it_is_shown(case: str) -> None:
    value, form, text = AS_SHOWN[case]
    assert shown(value, form) == text


def allocation() -> Any:
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["BẢNG GIAO CHỈ TIÊU"])
    sheet.append([])
    sheet.append(["TT", "Đơn vị", "Kết nạp", None, "Quỹ"])
    sheet.append([None, None, "Chỉ tiêu", "Thực hiện", "(triệu đồng)"])
    sheet.append([1, "CĐCS A", 30, None, 12.5])
    sheet.append([2, "CĐCS B", 45, None, 20])
    sheet.append([None, "Ghi chú: tạm giao."])
    for merged in ("A3:A4", "B3:B4", "C3:D3"):
        sheet.merge_cells(merged)
    return workbook


def test_heads_in_two_rows_become_one() -> None:
    assert text_of(allocation()).splitlines() == [
        "BẢNG GIAO CHỈ TIÊU",
        "",
        "| TT | Đơn vị | Kết nạp – Chỉ tiêu | Kết nạp – Thực hiện | Quỹ – (triệu đồng) |",
        "| 1 | CĐCS A | 30 |  | 12,5 |",
        "| 2 | CĐCS B | 45 |  | 20 |",
        "",
        "Ghi chú: tạm giao.",
    ]


def test_a_head_that_is_wide_to_the_eye_only_covers_its_columns() -> None:
    workbook = Workbook()
    for row in (["TT", "Đơn vị", "Kết nạp", None], [None, None, "Giao", "Đạt"], [1, "CĐCS A", 3, 2]):
        workbook.active.append(row)
    assert text_of(workbook).splitlines()[0] == "| TT | Đơn vị | Kết nạp – Giao | Kết nạp – Đạt |"


def test_column_numbers_under_the_heads_are_no_row() -> None:
    workbook = Workbook()
    for row in (["TT", "Đơn vị", "Giao"], ["(1)", "(2)", "(3)"], [1, "CĐCS A", 30]):
        workbook.active.append(row)
    assert text_of(workbook).splitlines() == ["| TT | Đơn vị | Giao |", "| 1 | CĐCS A | 30 |"]


def test_hidden_sheets_rows_and_columns_are_left_out() -> None:
    workbook = allocation()
    hidden = workbook.create_sheet("Nháp")
    hidden.append(["CĐCS C", 999])
    hidden.sheet_state = "hidden"
    workbook.active.row_dimensions[6].hidden = True
    workbook.active.column_dimensions["E"].hidden = True
    text = text_of(workbook)
    assert "999" not in text
    assert "CĐCS B" not in text
    assert "triệu đồng" not in text
    assert "CĐCS A" in text


def test_each_sheet_is_a_page() -> None:
    workbook = allocation()
    workbook.create_sheet("Quý II").append(["Kế hoạch quý II"])
    pages = read_bytes("bang.xlsx", content(workbook)).pages
    assert [page.text.splitlines()[0] for page in pages] == ["BẢNG GIAO CHỈ TIÊU", "Kế hoạch quý II"]


def test_a_letterhead_above_the_table_is_read_column_by_column() -> None:
    workbook = Workbook()
    for row in (
        ["CÔNG ĐOÀN XÃ A", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["Số: 5/KH-CĐX", None, None, "Độc lập - Tự do - Hạnh phúc"],
        [],
        ["TT", "Đơn vị", "Giao", "Đạt"],
        [1, "CĐCS A", 30, 2],
    ):
        workbook.active.append(row)
    assert text_of(workbook).splitlines()[:2] == ["CÔNG ĐOÀN XÃ A", "Số: 5/KH-CĐX"]


def test_a_sheet_that_is_a_database_is_refused() -> None:
    workbook = Workbook()
    workbook.active.cell(90_000, 1).value = "xa"
    with pytest.raises(Unreadable) as refused:
        read_bytes("bang.xlsx", content(workbook), Caps())
    assert refused.value.why is Why.TOO_BIG
