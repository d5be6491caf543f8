"""What does a table say: its name, the heads of its columns, and row by row the cells under them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.text import fold

CAPTION = re.compile(
    r"(?P<name>(?:BẢNG|Bảng|BIỂU|Biểu|PHỤ BIỂU|Phụ biểu)(?:\s+(?:SỐ|số))?\s+(?P<number>\d{1,2}|[IVX]{1,4}))\b"
    r"\s*[.:\-–]?"
)
"""'Bảng 2. Chỉ tiêu …', 'Biểu số 2': a table that has a name is called by it."""
MEASURED_IN = re.compile(r"\W*(?:Đơn vị tính|ĐVT|Đvt)\b.{1,60}")
"""Between the name of a table and its head: it says what every figure below is counted in."""
TOTAL = re.compile(r"\W*(?:tong (?:cong|so)|cong(?: chung| toan \w+)?|tong|toan (?:xa|phuong|nganh|tinh|thanh pho))\W*")
"""How a row of sums calls itself (folded); the sums are of the table, not of a unit."""
SUBTOTAL = re.compile(r"\W*(?:tong cong|cong|tong) (?:khoi|nhom|phan|muc|cac|[ivx]+|[a-e])\b.*")
"""'Cộng khối doanh nghiệp' sums a part."""
FIGURE = re.compile(r"(?:[≥≤<>=~]|tối thiểu|ít nhất|trên|dưới)?\s*\d[\d.,/]*\s*%?(?:\s+trở lên)?")
YEAR = re.compile(r"20\d{2}")
WORDS = re.compile(r"[^\W\d_]{2,}")
IN_BRACKETS = re.compile(r"\([^()]*\)")
ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVXLC]+|[A-ZĐa-zđ])[.)]?")
ROMAN = re.compile(r"[IVX]+[.)]?")
INDEX = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?(?:\s*=.*)?")
ORDINAL_HEAD = re.compile(r"(?:s?tt|so tt|so thu tu|thu tu)\W*")
HEAD_ROWS = 3
"""No table of an office has more; a taller stack of cells without figures is text."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the head: `label` is 'dòng 3' or 'tổng cộng', `groups` the dividing rows that hold for it."""

    label: str
    cells: tuple[str, ...]
    groups: tuple[str, ...] = ()
    at: int = 0
    """Which line of the table it is, the head included, from 0."""

    @property
    def text(self) -> str:
        """What stands in it, cell by cell; words that cover several columns once, equal figures each."""
        written = [cell for at, cell in enumerate(self.cells) if cell and not (at and self._is_wide(at))]
        return " | ".join(written)

    def _is_wide(self, at: int) -> bool:
        return self.cells[at] == self.cells[at - 1] and WORDS.search(self.cells[at]) is not None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads; `heads` has an upper head before the lower one: 'Chỉ tiêu giao › Kết nạp mới'."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def is_row(line: str) -> bool:
    """'| STT | Đơn vị |' is a row of a table."""
    bare = line.strip()
    return len(bare) > 1 and bare.startswith("|") and bare.endswith("|")


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a row, without the spaces around them."""
    return tuple(" ".join(cell.split()) for cell in line.strip()[1:-1].split("|"))


def is_laid_out(rows: Sequence[tuple[str, ...]]) -> bool:
    """A box, or columns side by side, that hold text and no data: one column, or a single row."""
    return len(rows) < 2 or max(len(set(filter(None, row))) for row in rows) < 2


def table(rows: Sequence[tuple[str, ...]]) -> Table:
    """The rows of a run of lines as a table; of a head repeated on the next page only the first counts."""
    width = max(len(row) for row in rows)
    even = _with_wide_heads([(*row, *("",) * (width - len(row))) for row in rows])
    tall = _head_rows(even)
    head = even[:tall]
    body = [(at, row) for at, row in enumerate(even) if at >= tall and row not in head and not _is_index(row)]
    return Table(_heads(head, width), tuple(_rows(body, has_ordinals=_ordinal_column(head))))


# The head


def _with_wide_heads(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """'Giao | |' above '| Nam | Nữ' covers both: in plain text a wide head leaves the places beside it empty."""
    if len(rows) < 3 or _has_figures(rows[0]) or not _divides_head(rows[0], rows[1]):
        return rows
    first = list(rows[0])
    for at in range(1, len(first)):
        if not first[at] and rows[1][at] and rows[1][at - 1]:
            first[at] = first[at - 1]
    return [tuple(first), *rows[1:]]


def _divides_head(above: Sequence[str], row: Sequence[str]) -> bool:
    """Below a head stand words, nothing under its first column, and something where the head is empty."""
    if _has_figures(row) or _is_index(row) or (row[0] and row[0] != above[0]):
        return False
    said = [(upper, cell) for upper, cell in zip(above, row, strict=True) if cell and cell != upper]
    return len(said) > 1 and any(not upper for upper, _ in said)


def _head_rows(rows: Sequence[tuple[str, ...]]) -> int:
    """How many rows are heads: none with figures in it, the next as long as cells span or stand above each other."""
    if _has_figures(rows[0]) or len(set(filter(None, rows[0]))) < 2:
        return 0
    tall = 1
    while tall < min(HEAD_ROWS, len(rows) - 1) and _goes_on(rows[tall - 1], rows[tall]):
        tall += 1
    return tall


def _goes_on(above: Sequence[str], row: Sequence[str]) -> bool:
    """A cell that covers two rows is repeated below itself; one that covers two columns is divided below."""
    if not row[0] and _are_measures(row):
        return True
    if _has_figures(row) or _is_index(row) or len(set(filter(None, row))) < 2:
        return False
    is_tall = any(cell and cell == upper and not FIGURE.fullmatch(cell) for upper, cell in zip(above, row, strict=True))
    spans = [at for at in range(1, len(above)) if above[at] and above[at] == above[at - 1]]
    return any(row[at] != row[at - 1] for at in spans) and (is_tall or not ORDINAL.fullmatch(row[0]))


def _are_measures(row: Sequence[str]) -> bool:
    """'| | (người) | (triệu đồng)': the second line of the heads above."""
    said = list(filter(None, row))
    return bool(said) and all(map(IN_BRACKETS.fullmatch, said))


def _has_figures(row: Sequence[str]) -> bool:
    return not _is_index(row) and any(FIGURE.fullmatch(cell) and not YEAR.fullmatch(cell) for cell in row)


def _is_index(row: Sequence[str]) -> bool:
    """'(1) | (2) | (3)', 'A | B | 1 | 2': a row that counts the columns."""
    counted = [int(number) for cell in row if (number := cell.strip("()").partition("=")[0].strip()).isdigit()]
    is_counting = counted == list(range(counted[0], counted[0] + len(counted))) if counted else False
    letters = [cell for cell in row if len(cell.strip("()")) == 1 and cell.strip("()").isupper()]
    all_marks = all(INDEX.fullmatch(cell) for cell in row)
    return all_marks and is_counting and len(row) > 2 and (counted[0] == 1 or bool(letters))


def _heads(head: Sequence[tuple[str, ...]], width: int) -> tuple[str, ...]:
    return tuple(" › ".join(dict.fromkeys(row[at] for row in head if row[at])) for at in range(width))


def _ordinal_column(head: Sequence[tuple[str, ...]]) -> bool:
    return bool(head) and bool(ORDINAL_HEAD.fullmatch(fold(head[0][0])))


# The rows below


def _rows(body: Sequence[tuple[int, tuple[str, ...]]], *, has_ordinals: bool) -> list[Row]:
    """Numbered as they are counted by eye: rows that only divide are headings and are not counted."""
    rows: list[Row] = []
    groups: tuple[tuple[int, str], ...] = ()
    counted = sums = 0
    counts_units = any(_is_number(cells[0]) for _, cells in body)
    for at, cells in body:
        if not any(cells):
            continue
        # 'I | Khối doanh nghiệp | 600 | 50' above '1 | …' divides, and holds the sums of what is below it.
        holds_sums = counts_units and bool(ROMAN.fullmatch(cells[0])) and _has_figures(cells[1:])
        group = next(filter(None, cells[1:])) if holds_sums else _group(cells, has_ordinals=has_ordinals)
        if group:
            depth = _depth(cells)
            groups = (*(above for above in groups if above[0] < depth), (depth, group))
        if holds_sums or (not group and _is_sum(cells)):
            sums += 1
            rows.append(Row("tổng cộng" if sums == 1 else f"tổng cộng {sums}", cells, at=at))
        elif not group:
            counted += 1
            rows.append(Row(f"dòng {counted}", cells, tuple(name for _, name in groups), at))
    return rows


def _group(cells: Sequence[str], *, has_ordinals: bool) -> str:
    """'I | Khối doanh nghiệp | | |' divides; so does one text across all columns. A figure makes it a row."""
    mark = cells[0] if ORDINAL.fullmatch(cells[0]) else ""
    said = list(dict.fromkeys(cell for cell in cells[1 if mark else 0 :] if cell))
    if len(said) != 1 or FIGURE.fullmatch(said[0]) or TOTAL.fullmatch(fold(said[0])):
        return ""
    # '5 | CĐCS … | | |' is a unit that gets nothing yet; what divides bears a letter, a Roman number or no number.
    if mark and _is_number(mark):
        return ""
    is_across = len(cells) > 2 or (has_ordinals and bool(mark))
    return f"{mark} {said[0]}".strip() if is_across else ""


def _depth(cells: Sequence[str]) -> int:
    """'A' divides before 'I', both before a line without a mark."""
    mark = cells[0].rstrip(".)")
    if ROMAN.fullmatch(mark):
        return 1
    return 0 if re.fullmatch(r"[A-ZĐ]", mark) else 2


def _is_number(mark: str) -> bool:
    return mark.rstrip(".)").replace(".", "").isdigit()


def _is_sum(cells: Sequence[str]) -> bool:
    named = next((cell for cell in cells if cell and not FIGURE.fullmatch(cell) and not ORDINAL.fullmatch(cell)), "")
    bare = fold(named)
    # Folded, 'Công' is 'Cộng'; only the one with the dot below sums.
    return bool(TOTAL.fullmatch(bare) or (SUBTOTAL.fullmatch(bare) and not re.match(r"\W*(?i:công)", named)))
