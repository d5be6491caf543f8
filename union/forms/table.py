"""A list as an .xlsx that a clerk opens, prints and sorts: text stays text, figures stay figures."""

import io
import re
from collections.abc import Sequence
from copy import copy
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from knowledge.dates import VIETNAM
from union.forms.archive import steady
from union.forms.paper import clean_text

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | date | None

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET_MAX, CELL_MAX = 31, 32_767
"""What a sheet's name and a cell can hold."""
WIDTH_LEAST, WIDTH_MOST = 6, 50
HEADINGS_ROW = 3
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands for the moment of making, which nobody asks a list for, so that equal lists have equal bytes."""


def list_xlsx(title: str, headings: Sequence[str], rows: Sequence[Sequence[Value]], notes: Sequence[str] = ()) -> bytes:
    """The title, the headings (they stay in view), the rows, then notes; the same bytes for the same list.

    No cell is ever a formula, and a telephone number given as text keeps its noughts.
    """
    from openpyxl import Workbook  # loaded by those who make lists only

    assert all(len(row) == len(headings) for row in rows), "a row has a value for each heading"
    book = Workbook()
    sheet = book.active
    sheet.title = FORBIDDEN.sub(" ", clean_text(title)).strip()[:SHEET_MAX].strip() or "Danh sách"
    put(sheet.cell(1, 1), title)
    last = HEADINGS_ROW + len(rows)
    for number, line in enumerate((headings, *rows), HEADINGS_ROW):
        for column, value in enumerate(line, 1):
            put(sheet.cell(number, column), value)
    for number, note in enumerate(notes, last + 2):
        put(sheet.cell(number, 1), note)
    dress(sheet, last, len(headings))
    fit(sheet, headings, rows)
    book.properties.created = UNDATED.replace(tzinfo=None)
    content = io.BytesIO()
    book.save(content)
    return steady(content.getvalue(), UNDATED)


def put(cell: "Cell", value: Value) -> None:
    """Writes a value; text is text even when it begins with = + - or @."""
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, datetime):
            cell.value, cell.number_format = value.astimezone(VIETNAM).replace(tzinfo=None), "dd/mm/yyyy hh:mm"
        elif isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
        elif isinstance(value, int | float):
            cell.number_format = "#,##0" if value == int(value) else "#,##0.##"
        return
    cell.value = clean_text(value)[:CELL_MAX]
    cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", value[:1] in {"=", "+", "-", "@"}


def dress(sheet: "Worksheet", last: int, columns: int) -> None:
    """Bold headings with a ground, lines around the list, headings that stay in view and on every printed page."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color="999999")
    lines = Border(thin, thin, thin, thin)
    plain, bold = Font(name="Times New Roman", size=12), Font(name="Times New Roman", size=12, bold=True)
    top, middle = Alignment(wrap_text=True, vertical="top"), Alignment(wrap_text=True, vertical="center")
    for cell in sheet[HEADINGS_ROW][:columns]:
        cell.border, cell.font, cell.alignment = lines, bold, middle
    dressed: dict[tuple[int, ...], StyleArray] = {}
    for row in sheet.iter_rows(min_row=HEADINGS_ROW + 1, max_row=last, max_col=columns):
        for cell in row:
            # Each style that is set is compared with all others: a cell like one before takes over that one's.
            key = tuple(cell._style or ())  # noqa: SLF001 - openpyxl has no other way to share a style
            if key not in dressed:
                cell.border, cell.font, cell.alignment = lines, plain, top
                dressed[key] = cell._style  # noqa: SLF001 - as above
            else:
                cell._style = copy(dressed[key])  # noqa: SLF001 - as above
    for cell in sheet[HEADINGS_ROW]:
        cell.fill = PatternFill("solid", fgColor="E8EEF4")
    for (cell,) in sheet.iter_rows(min_row=last + 1, max_col=1):
        cell.font = Font(name="Times New Roman", size=12, italic=True)
    sheet.cell(1, 1).font = Font(name="Times New Roman", size=14, bold=True)
    sheet.freeze_panes = sheet.cell(HEADINGS_ROW + 1, 1)
    sheet.print_title_rows = f"{HEADINGS_ROW}:{HEADINGS_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def fit(sheet: "Worksheet", headings: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    """Columns as wide as what stands in them, within reason; longer text is wrapped."""
    from openpyxl.utils import get_column_letter

    for place, heading in enumerate(headings):
        widest = max([longest_line(heading), *(longest_line(row[place]) for row in rows)])
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(widest + 3, WIDTH_LEAST), WIDTH_MOST)


def longest_line(value: Value) -> int:
    """How many letters a value takes in width."""
    if isinstance(value, datetime):
        return 16
    return 10 if isinstance(value, date) else max(map(len, str("" if value is None else value).split("\n")))
