"""What does a workbook show: of each sheet the lines above its table, the table, and the lines below."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from knowledge.readers import tables
from knowledge.readers.blocks import Block, joined
from knowledge.readers.caps import MEGABYTE, Caps
from knowledge.readers.cells import shown
from knowledge.readers.fonts import in_unicode
from knowledge.readers.package import opened
from knowledge.readers.reading import Advice, Page, Reading, Remark, Unreadable, Why

SHEET_MAX = 40 * MEGABYTE
"""Of one sheet unpacked; beyond it a sheet is a database, not a paper."""
ROWS_MAX = 20_000
COLUMNS_MAX = 300
CELLS_MAX = 400_000

Progress = Callable[[int, int], None]


def read_xlsx(content: bytes, caps: Caps, progress: Progress) -> Reading:
    """One page for each sheet that is shown and not empty; formulas by the values last computed."""
    package = opened(content, caps)
    if any(entry.file_size > SHEET_MAX for entry in package.archive.infolist() if entry.filename.startswith("xl/")):
        raise Unreadable(Why.TOO_BIG, "xlsx")
    workbook = load_workbook(BytesIO(content), data_only=True, keep_links=False)
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    families: set[str] = set()
    pages: list[Page] = []
    for done, sheet in enumerate(sheets, start=1):
        if text := joined(_blocks(_grid(sheet, families))):
            pages.append(Page(text))
        progress(done, len(sheets))
    if not pages:
        raise Unreadable(Why.EMPTY)
    return Reading("xlsx", tuple(pages), tuple(Remark(Advice.LEGACY_FONT, family) for family in sorted(families)))


def _grid(sheet: Any, families: set[str]) -> list[list[tables.Cell]]:
    """The shown cells place by place; hidden rows and columns are left out, merged cells repeated."""
    rows, columns = min(sheet.max_row or 0, ROWS_MAX + 1), min(sheet.max_column or 0, COLUMNS_MAX)
    if rows > ROWS_MAX or rows * columns > CELLS_MAX:
        raise Unreadable(Why.TOO_BIG, "xlsx")
    covered = _covered(sheet)
    kept = [at for at in range(1, columns + 1) if at not in _hidden_columns(sheet)]
    known: dict[tuple[int, int], tables.Cell] = {}
    grid = []
    for row in range(1, rows + 1):
        if sheet.row_dimensions[row].hidden:
            continue
        line = []
        for column in kept:
            origin = covered.get((row, column), (row, column))
            if origin not in known:
                known[origin] = _cell(sheet, origin, columns, families)
            line.append(known[origin])
        grid.append(line)
    return grid


def _cell(sheet: Any, origin: tuple[int, int], columns: int, families: set[str]) -> tables.Cell:
    cell = sheet.cell(*origin)
    text = shown(cell.value, cell.number_format)
    if text and isinstance(cell.value, str):
        text, family = in_unicode(text, (cell.font.name if cell.font else "") or "")
        families |= {family} - {""}
    lines = tuple(line for raw in text.splitlines() if (line := " ".join(raw.split())))
    return tables.Cell(lines, origin[0] * (columns + 1) + origin[1]) if lines else tables.BLANK


def _covered(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place of a merged range its first one; a range over whole columns is cut to what is read."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for merged in sheet.merged_cells.ranges:
        if (min(merged.max_row, ROWS_MAX) - merged.min_row) * (merged.max_col - merged.min_col) > CELLS_MAX:
            continue
        for row in range(merged.min_row, min(merged.max_row, ROWS_MAX) + 1):
            for column in range(merged.min_col, min(merged.max_col, COLUMNS_MAX) + 1):
                covered[row, column] = (merged.min_row, merged.min_col)
    return covered


def _hidden_columns(sheet: Any) -> set[int]:
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            hidden.update(range(dimension.min or 1, min(dimension.max or 1, COLUMNS_MAX) + 1))
    return hidden


# From the grid to a paper


def _blocks(grid: list[list[tables.Cell]]) -> Iterator[Block]:
    """Runs of rows parted by empty ones: titles and notes as lines, the rest as tables."""
    run: list[list[tables.Cell]] = []
    for row in [*grid, []]:
        if any(cell.lines for cell in row):
            run.append(row)
        elif run:
            yield from _run(run)
            run = []


def _run(rows: list[list[tables.Cell]]) -> Iterator[Block]:
    begin, end = _head_rows(rows), len(rows)
    while end > begin and len(_said(rows[end - 1])) == 1 and not _said(rows[end - 1])[0].text[:1].isdigit():
        end -= 1
    yield from _lines(rows[:begin])
    if end - begin == 1:
        yield Block(tuple(line for cell in _said(rows[begin]) for line in cell.lines))
    elif end > begin:
        yield from (Block(lines) for lines in tables.framed_or_rows(rows[begin:end]))
    yield from _lines(rows[end:])


def _lines(rows: list[list[tables.Cell]]) -> Iterator[Block]:
    """Rows above or below a table: side by side they are columns, else one heading in several lines."""
    if any(len(_said(row)) > 1 for row in rows):
        yield from (Block(tuple(lines)) for lines in tables.columns(rows))
    else:
        yield from (Block(_said(row)[0].lines, is_centred=True) for row in rows)


def _said(row: list[tables.Cell]) -> list[tables.Cell]:
    """The cells of a row that say something, each once."""
    return [cell for cell in dict.fromkeys(row) if cell.lines]


def _head_rows(rows: list[list[tables.Cell]]) -> int:
    """How many rows above a table are no part of it: titles, and the letterhead with its number and day below."""
    sides = 2 if tables.is_letterhead(rows[:3]) else 1
    return next((at for at, row in enumerate(rows) if len(_said(row)) > sides), len(rows))
