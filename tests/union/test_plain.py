"""Where no file can be sent, the same is said as text: nothing of it is lost, nothing is added."""

import re
from datetime import date, datetime

import pytest

from knowledge.dates import VIETNAM
from tests.union.test_paper import REPORT
from union.forms.paper import Letterhead, paper_of, report_docx
from union.forms.plain import ROWS_MOST, list_text, report_text, row_text
from union.forms.table import Value


def test_the_text_of_a_report_says_every_figure_and_passage_of_its_paper() -> None:
    told = report_text(REPORT)
    for section in paper_of(REPORT, Letterhead()).sections:
        assert section.heading in told
        for row in section.rows:
            assert f"- {row.label}: {row.value}" in told
        for _, paragraphs in section.passages:
            assert all(paragraph in told for paragraph in paragraphs)
    assert paper_of(REPORT, Letterhead()).closing in told


def test_no_figure_stands_in_the_text_that_is_not_on_the_paper() -> None:
    import io

    from docx import Document

    page = Document(io.BytesIO(report_docx(REPORT)))
    on_paper = "\n".join(
        [*(each.text for each in page.paragraphs),
         *(cell.text for table in page.tables for row in table.rows for cell in row.cells)]
    )  # fmt: skip
    assert set(re.findall(r"\d+", report_text(REPORT))) <= set(re.findall(r"\d+", on_paper))


HEADINGS = ("Số", "Đơn vị", "Tình trạng", "Nộp lúc", "Điện thoại")
AT = datetime(2026, 11, 23, 11, 42, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        pytest.param([1, "Hoa Sen", "đã nộp", AT, "0200 000 0201"],
                     "1. Hoa Sen: tình trạng đã nộp; nộp lúc 11:42 23/11/2026; điện thoại 0200 000 0201", id="all"),
        pytest.param([2, "Đồi Sim", "chưa khai", None, ""], "2. Đồi Sim: tình trạng chưa khai", id="what is empty"),
        pytest.param([3, "Lá Xanh", "", None, ""], "3. Lá Xanh", id="nothing but the name"),
        pytest.param(["Lá Xanh", 1250, None, date(2026, 11, 1), ""],
                     "Lá Xanh: đơn vị 1.250; nộp lúc 01/11/2026", id="a number and a day"),
    ],
)  # fmt: skip
def test_a_row_of_a_list_is_one_line(row: list[Value], told: str) -> None:
    assert row_text(HEADINGS, row) == told


def test_a_long_list_says_how_many_lines_it_leaves_out() -> None:
    rows: list[list[Value]] = [[n, f"Đơn vị {n}", "", None, ""] for n in range(1, ROWS_MOST + 4)]
    told = list_text(HEADINGS, rows, ["Số liệu lúc 8 giờ."]).splitlines()
    assert told[-3:] == [f"{ROWS_MOST}. Đơn vị {ROWS_MOST}", "… và 3 dòng nữa.", "Số liệu lúc 8 giờ."]
