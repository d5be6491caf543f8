"""How does a table stand in plain text: rows of cells between bars, its heads in one row; a layout is no table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.text import fold


@dataclass(frozen=True, slots=True)
class Cell:
    """What one place of the grid shows; places that one merged cell covers share their `key`."""

    lines: tuple[str, ...]
    key: int

    @property
    def text(self) -> str:
        """In one line, without the bars that part cells."""
        return " ".join(" ".join(self.lines).replace("|", " ").split())


Row = Sequence[Cell]
Grid = Sequence[Row]
BLANK = Cell((), -1)

LETTERHEAD = re.compile(r"cong hoa xa hoi chu nghia|doc lap - tu do|dang cong san viet nam")
FOOT = re.compile(
    r"\W*noi nhan\b|(?:tm|t/m|kt|tl|tuq)\s?\.\s?\S|(?:pho |quyen )?(?:chu tich|truong ban|chanh van phong)$"
)
LAYOUT_ROWS_MAX = 5
COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-ZĐa-z])\)?(?:\s*=.*)?")
TOTAL_PARTS = " – "
"""Between a head and the head above it: 'Kết nạp – Chỉ tiêu'."""


def is_layout(grid: Grid) -> bool:
    """A frame around running text: one column, one row, or the letterhead and the signature side by side."""
    return len(grid) <= 1 or _is_one_column(grid) or is_letterhead(grid)


def is_letterhead(grid: Grid) -> bool:
    """The letterhead ('cơ quan | quốc hiệu') or the foot ('Nơi nhận | TM. BAN …') side by side."""
    if not grid or len(grid) > LAYOUT_ROWS_MAX or max(len({cell.key for cell in row}) for row in grid) > 4:
        return False
    lines = [fold(line).strip() for row in grid for cell in row for line in cell.lines]
    return any(LETTERHEAD.search(line) or FOOT.match(line) for line in lines)


def framed(grid: Grid) -> list[tuple[str, ...]]:
    """The blocks of a layout: a letterhead column by column, other text line by line."""
    if is_letterhead(grid) and not _is_one_column(grid):
        return [tuple(block) for block in columns(grid)]
    lines = [line for row in grid for cell in dict.fromkeys(row) for line in cell.lines]
    blocks: list[tuple[str, ...]] = []
    for line in lines:
        if line.startswith("| ") and blocks and blocks[-1][-1].startswith("| "):
            blocks[-1] = (*blocks[-1], line)
        else:
            blocks.append((line,))
    return blocks


def columns(grid: Grid) -> list[list[str]]:
    """The lines of a layout, one column after the other; a cell over several columns or rows is read once."""
    seen: set[int] = set()
    blocks: list[list[str]] = []
    for column in range(max((len(row) for row in grid), default=0)):
        block: list[str] = []
        for row in grid:
            cell = row[column] if column < len(row) else BLANK
            if cell.key not in seen:
                seen.add(cell.key)
                block.extend(cell.lines)
        blocks.append(block)
    return [block for block in blocks if block]


def _is_one_column(grid: Grid) -> bool:
    return all(len({cell.key for cell in row}) <= 1 for row in grid)


def written(grid: Grid, head_rows: int | None = None) -> list[str]:
    """The rows of a table, heads first and joined into one row; a line over its whole width above them stands alone."""
    rows = _without_empty_columns([row for row in grid if any(cell.text for cell in row)])
    above: list[str] = []
    while len(rows) > 1 and _is_caption(rows[0], rows):
        above.append(next(cell.text for cell in rows[0] if cell.text))
        rows = rows[1:]
        head_rows = max(0, head_rows - 1) or None if head_rows else None
    if not rows:
        return above
    rows = _with_wide_heads(rows)
    depth = min(head_rows or _head_depth(rows), len(rows))
    head, body = rows[:depth], rows[depth:]
    if body and _is_column_numbers(body[0]):
        body = body[1:]
    texts = [_heads(head), *([cell.text for cell in row] for row in body)]
    return [*above, *(f"| {' | '.join(row)} |" for row in texts)]


Spanning = tuple[tuple[str, ...], int, int]
"""Lines of a cell, columns and rows that it covers."""
CELLS_MAX = 200_000


def expanded(rows: Iterable[Iterable[Spanning]]) -> list[list[Cell]]:
    """A grid in which every place shows its cell, from rows that name each cell once."""
    grid: list[list[Cell]] = []
    hanging: dict[int, tuple[Cell, int]] = {}
    key = places = 0
    for cells in rows:
        line: list[Cell] = []
        for lines, width, height in cells:
            _fill(line, hanging)
            key += 1
            cell = Cell(lines, key)
            for _ in range(max(1, min(width, 1000))):
                if height > 1:
                    hanging[len(line)] = (cell, height - 1)
                line.append(cell)
        _fill(line, hanging)
        grid.append(line)
        places += len(line)
        if places > CELLS_MAX:
            break
    return _evened(grid)


def _fill(line: list[Cell], hanging: dict[int, tuple[Cell, int]]) -> None:
    """Cells of earlier rows that reach down into this one."""
    while (place := len(line)) in hanging:
        cell, left = hanging.pop(place)
        if left > 1:
            hanging[place] = (cell, left - 1)
        line.append(cell)


def _evened(grid: list[list[Cell]]) -> list[list[Cell]]:
    width = max((len(row) for row in grid), default=0)
    return [[*row, *(BLANK for _ in range(width - len(row)))] for row in grid]


def _is_caption(row: Row, rows: Grid) -> bool:
    """One text over the whole width, or alone in a row of a table that has several columns."""
    texts = {cell.text for cell in row if cell.text}
    return len(row) > 1 and len(texts) == 1 and (len({cell.key for cell in row}) == 1 or len(rows) > 2)


def _head_depth(rows: Grid) -> int:
    """One row, or as many as the tallest cell of the first row covers where another one is divided below itself."""
    first = rows[0]
    if len({cell.key for cell in first}) == len(first):
        return 1
    depth = 1
    while depth < len(rows) and any(
        cell.key == above.key and cell.text for cell, above in zip(rows[depth], rows[depth - 1], strict=False)
    ):
        depth += 1
    # A head without tall cells beside it ('| | Chỉ tiêu | Chỉ tiêu |') still has its second row.
    return max(depth, 2) if len(rows) > 2 and not _has_figures(rows[1]) else depth


def _with_wide_heads(rows: list[Row]) -> list[Row]:
    """A head that is wide to the eye only ('Kết nạp', nothing / 'Giao', 'Đạt') covers the empty places beside it."""
    if len(rows) < 3 or _has_figures(rows[1]):
        return rows
    first = list(rows[0])
    for at in range(1, len(first)):
        below, beside = rows[1][at], rows[1][at - 1]
        if not first[at].text and first[at - 1].text and below.text and beside.text and below.key != first[at].key:
            first[at] = first[at - 1]
    return [first, *rows[1:]]


def _has_figures(row: Row) -> bool:
    return any(cell.text[:1].isdigit() for cell in row)


def _heads(head: Grid) -> list[str]:
    """For each column the heads above it from top to bottom, each said once."""
    heads: list[str] = []
    for column in range(len(head[0])):
        said: list[str] = []
        for row in head:
            text = row[column].text if column < len(row) else ""
            if text and text not in said:
                said.append(text)
        heads.append(TOTAL_PARTS.join(said))
    return heads


def _is_column_numbers(row: Row) -> bool:
    """'(1) (2) (3)' or 'A B 1 2 3=1+2' under the heads counts the columns."""
    texts = [cell.text for cell in row if cell.text]
    if len(texts) < 3 or not all(COLUMN_NUMBER.fullmatch(text) for text in texts):
        return False
    numbers = [int(found[0]) for text in texts if (found := re.match(r"\d+", text.lstrip("(")))]
    return len(numbers) >= 2 and numbers[0] <= 3 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _without_empty_columns(rows: Sequence[Row]) -> list[Row]:
    width = max((len(row) for row in rows), default=0)
    kept = [column for column in range(width) if any(column < len(row) and row[column].text for row in rows)]
    return [[row[column] if column < len(row) else BLANK for column in kept] for row in rows]


def framed_or_rows(grid: Grid, head_rows: int | None = None) -> list[tuple[str, ...]]:
    """The blocks of a table, whether it frames running text or holds data."""
    return framed(grid) if is_layout(grid) else block_lines(grid, head_rows)


def block_lines(grid: Grid, head_rows: int | None = None) -> list[tuple[str, ...]]:
    """A table as blocks: its caption line by line, then its rows together."""
    lines = written(grid, head_rows)
    rows = tuple(line for line in lines if line.startswith("| "))
    return [*((line,) for line in lines if not line.startswith("| ")), *((rows,) if rows else ())]
