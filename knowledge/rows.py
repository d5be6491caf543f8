"""Which lines of a plain text are rows of a table: cells parted by tabs, by bars or by wide gaps."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import multimode

from knowledge.outline import MARKS, Line, Rank
from knowledge.tables import FIGURE, ORDINAL, ORDINAL_HEAD, TOTAL, YEAR, cells_of, is_row
from knowledge.text import fold

Cells = tuple[str, ...]

RULE = re.compile(r"[\s|+:=_-]*[|+=_-]{3,}[\s|+:=_-]*")
"""'-----+-----' below a head."""
GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
NO_TABLE = re.compile(
    r"\W*(?:nơi nhận|kính gửi|tm\s?\.|t/m\b|kt\s?\.|tl\s?\.|tuq\s?\.|cộng h[òo][aà] xã|độc lập\b)", re.IGNORECASE
)
"""The letterhead and the foot of a paper stand in columns too."""
LIST_MARK = re.compile(r"[-–—•●▪*+]|\(?(?:\d{1,2}|[a-zđ]|[IVX]{1,4})[.)]")
"""What opens an item of a list, and is no cell of its own."""
DATUM = re.compile(r"\d")
LONGEST_GROUP = 90
LONGEST_CELL = 60
"""So long is what stands beside a wide gap where only one gap parts the line."""


@dataclass(frozen=True, slots=True)
class _Parted:
    """A line as one way of parting cells cuts it; one cell where it does not."""

    line: Line
    cells: Cells

    @property
    def is_parted(self) -> bool:
        return sum(map(bool, self.cells)) > 1


@dataclass(frozen=True, slots=True)
class _Found:
    """Lines with a table among them, and where in the block they end."""

    lines: tuple[Line, ...]
    end: int


def ruled(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, those of a table between bars: '1<tab>CĐCS Gốm<tab>20' is '| 1 | CĐCS Gốm | 20 |'.

    A row that the lines broke is whole again; what looks like no table stays as it is.
    """
    return tuple(line for block in _blocks(lines) for line in _of_block(block))


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of written lines; an empty one, and a row that has its bars, stand alone.

    Below rows without outer bars '| Nam | Nữ |' is one whose first and last cells are empty.
    """
    block: list[Line] = []
    for line in lines:
        if line.text.strip() and (not is_row(line.text) or (block and "|" in block[-1].text)):
            block.append(line)
            continue
        if block:
            yield block
            block = []
        yield [line]
    if block:
        yield block


def _of_block(block: Sequence[Line]) -> Iterator[Line]:
    """Table by table: what stands below one is looked at by itself."""
    while len(block) > 1:
        found = next((found for way in (_by_tabs, _by_bars, _by_gaps) if (found := way(block))), None)
        if found is None:
            break
        yield from found.lines
        block = block[found.end :]
    yield from block


# The ways of parting cells


def _by_tabs(block: Sequence[Line]) -> _Found | None:
    """One tab between two cells, two where one is empty; or as many as it took to reach the next column."""
    texts = [line.text.rstrip() for line in block]
    if sum("\t" in text.strip() for text in texts) < 2:
        return None
    single = [tuple(cell.strip() for cell in text.split("\t")) for text in texts]
    head = next(cells for cells, text in zip(single, texts, strict=True) if "\t" in text.strip())
    if all(head) and all(len(cells) <= len(head) for cells in single):
        return _tabled(block, single, _padded)
    return _tabled(block, [tuple(re.split(r"\s*\t\s*", text.strip())) for text in texts], _under_figures)


def _by_bars(block: Sequence[Line]) -> _Found | None:
    """'Đoàn phí | 70% | 30%'."""
    if sum("|" in line.text for line in block) < 2:
        return None
    texts = [line.text.strip() for line in block]
    barred = [text for text in texts if "|" in text]
    if all(text.endswith("|") for text in barred):
        texts = [text.removesuffix("|") for text in texts]
    if all(text.startswith("|") for text in barred):
        texts = [text.removeprefix("|") for text in texts]
    cut = [tuple(" ".join(cell.split()) for cell in text.split("|")) for text in texts]
    return _tabled(block, cut, _under_figures)


def _by_gaps(block: Sequence[Line]) -> _Found | None:
    """Columns set with blanks: cut where no line has a letter, or at each gap where every line has as many."""
    gapped = [line.text for line in block if GAP.search(line.text)]
    if len(gapped) < 2:
        return None
    edges = _gutters(gapped)
    if len(edges) > 1:
        found = _tabled(block, [_between(line.text, edges) for line in block], _under_figures, is_sure=False)
        if found:
            return found
    return _tabled(block, [tuple(GAP.split(line.text.strip())) for line in block], _under_figures, is_sure=False)


def _gutters(texts: Sequence[str]) -> tuple[int, ...]:
    """Where each column begins: behind two blanks at least that all the lines share."""
    width = max(map(len, texts))
    blank = [all(at >= len(text) or text[at] == " " for text in texts) for at in range(width)]
    return tuple(
        at for at in range(width) if not blank[at] and (not at or (blank[at - 1] and (at < 2 or blank[at - 2])))
    )


def _between(text: str, edges: Sequence[int]) -> Cells:
    ends = (*edges[1:], len(text))
    return tuple(" ".join(text[begin:end].split()) for begin, end in zip((0, *edges[1:]), ends, strict=True))


# From lines to rows


Fitting = Callable[[Cells, Sequence[Cells]], Cells]
"""How a row with fewer cells than the table has stands under its columns; () where that cannot be told."""


def _tabled(block: Sequence[Line], cut: Sequence[Cells], fitting: Fitting, *, is_sure: bool = True) -> _Found | None:
    """The block up to the end of its first table, whose rows stand between bars; None where it holds none."""
    parted = [_Parted(line, cells) for line, cells in zip(block, cut, strict=True)]
    begin = next((at for at, each in enumerate(parted) if each.is_parted), len(parted))
    end = _end(parted, begin)
    rows = _joined([each for each in parted[begin:end] if not RULE.fullmatch(each.line.text)])
    width = _width(rows)
    full = [row.cells for row in rows if len(row.cells) == width]
    if not _is_table(full, rows, is_sure=is_sure):
        return None
    written = [_written(row, fitting(row.cells, full) if len(row.cells) != width else row.cells) for row in rows]
    return _Found((*block[:begin], *_with_head_again(written)), end)


def _end(parted: Sequence[_Parted], begin: int) -> int:
    """Where the run of rows ends; lines that a row goes on in, and names of groups, belong to it."""
    at = begin
    while at < len(parted):
        each, after = parted[at], parted[at + 1] if at + 1 < len(parted) else None
        said = each.line.text.strip()
        is_group = after is not None and _holds_data(after.cells) and _may_divide(said)
        if not (each.is_parted or RULE.fullmatch(said) or said[:1].islower() or is_group):
            return at
        at += 1
    return at


def _holds_data(cells: Cells) -> bool:
    return any(map(DATUM.search, cells[1:]))


def _may_divide(said: str) -> bool:
    """'Khối doanh nghiệp', 'II. Khối trường học'; an item of a list is none of the table."""
    is_item = any(pattern.match(said) for pattern, rank, _ in MARKS if rank >= Rank.NUMBER)
    return len(said) < LONGEST_GROUP and not said.endswith((".", ":", ";", ",")) and not is_item


def _joined(parted: Sequence[_Parted]) -> list[_Parted]:
    """Rows that a line broke within a cell are whole again."""
    counts = [len(each.cells) for each in parted if each.is_parted]
    width = max(multimode(counts), default=0)
    rows: list[_Parted] = []
    for each in parted:
        last = rows[-1] if rows else None
        rows[-1:] = [_one(last, each)] if last and _goes_on(last, each, width) else [*rows[-1:], each]
    return rows


def _goes_on(last: _Parted, each: _Parted, width: int) -> bool:
    begins_small = next(filter(None, each.cells), "")[:1].islower()
    if len(each.cells) == 1:
        return begins_small and len(last.cells) == width
    if len(last.cells) == width == len(each.cells):
        return begins_small and not any(DATUM.search(cell) for cell in each.cells)
    is_whole = len(last.cells) + len(each.cells) - 1 == width
    if len(last.cells) == 1:
        return is_whole and begins_small
    return is_whole and not FIGURE.fullmatch(last.cells[-1]) and not TOTAL.fullmatch(fold(last.cells[0]))


def _one(last: _Parted, each: _Parted) -> _Parted:
    if len(last.cells) == len(each.cells):
        cells = tuple(f"{cell} {more}".strip() for cell, more in zip(last.cells, each.cells, strict=True))
    elif len(each.cells) == 1 and FIGURE.fullmatch(last.cells[-1]):
        # A name is broken, not a figure.
        at = next((at for at, cell in enumerate(last.cells) if len(cell) > 3 and not FIGURE.fullmatch(cell)), 0)
        cells = (*last.cells[:at], f"{last.cells[at]} {each.cells[0]}", *last.cells[at + 1 :])
    else:
        cells = (*last.cells[:-1], f"{last.cells[-1]} {each.cells[0]}", *each.cells[1:])
    return _Parted(last.line, cells)


def _width(rows: Sequence[_Parted]) -> int:
    counts = Counter(len(row.cells) for row in rows if row.is_parted)
    return max(counts, key=lambda width: (counts[width], width), default=0)


def _is_table(full: Sequence[Cells], rows: Sequence[_Parted], *, is_sure: bool) -> bool:
    """Two rows of one width at least, most of what there is; no list, no labels, no letterhead."""
    if len(full) < 2 or len(full) * 2 < len(rows) or any(NO_TABLE.match(cell) for row in full for cell in row):
        return False
    width = len(full[0])
    if width == 2 and (_are_listed(full) or all(row[0].endswith(":") for row in full)):
        return False
    data = [row for row in full[1:] if _holds_data(row)]
    if is_sure:
        return bool(data) or (width > 2 and len(full) > 2)
    are_short = all(len(row[1]) < LONGEST_CELL for row in full)
    return len(data) * 2 > len(full[1:]) and (width > 2 or (len(full) > 2 and are_short))


def _are_listed(full: Sequence[Cells]) -> bool:
    """'1.<tab>Kết nạp …': the marks of a list, but '1' below 'TT' is the number of a row."""
    if ORDINAL_HEAD.fullmatch(fold(full[0][0])):
        return False
    return all(LIST_MARK.fullmatch(row[0]) or ORDINAL.fullmatch(row[0]) for row in full)


def _padded(cells: Cells, full: Sequence[Cells]) -> Cells:
    """A tab too few is one that was cut off at the end of the line."""
    return (*cells, *("",) * (len(full[0]) - len(cells)))


def _under_figures(cells: Cells, full: Sequence[Cells]) -> Cells:
    """'Cộng | 120 | 18': as many figures as the table has columns of them stand under these; a lone name divides."""
    width = len(full[0])
    if len(cells) == 1:
        return (*cells, *("",) * (width - 1)) if width > 2 else ()
    counted = _columns_of_figures(full)
    named = next((at for at in range(width) if at not in counted and not _is_ordinal_column(full, at)), width)
    said = cells[1:] if ORDINAL.fullmatch(cells[0]) and len(cells) > 2 else cells
    if not named < min(counted, default=0) or len(said) != len(counted) + 1:
        return ()
    if DATUM.match(said[0]) or not all(DATUM.match(cell) for cell in said[1:]):
        return ()
    placed = {named: said[0], **dict(zip(counted, said[1:], strict=True))}
    return tuple(placed.get(at, "") for at in range(width))


def _columns_of_figures(full: Sequence[Cells]) -> tuple[int, ...]:
    body = full[1:]
    return tuple(
        at
        for at in range(1, len(full[0]))
        if not _is_ordinal_column(full, at) and sum(bool(DATUM.match(row[at])) for row in body) * 2 > len(body)
    )


def _is_ordinal_column(full: Sequence[Cells], at: int) -> bool:
    return at == 0 and all(ORDINAL.fullmatch(row[0]) or not row[0] for row in full[1:])


def _written(row: _Parted, cells: Cells) -> Line:
    """Between bars; what fits under no head keeps its cells, and is no row."""
    text = f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |" if cells else _loose(row.cells)
    return Line(text, row.line.page)


def _loose(cells: Cells) -> str:
    return " | ".join(filter(None, cells))


def _with_head_again(written: Sequence[Line]) -> Iterator[Line]:
    """Behind a line that is no row of it the table goes on under its head."""
    head, goes_on = written[0], True
    has_head = not any(FIGURE.fullmatch(cell) and not YEAR.fullmatch(cell) for cell in cells_of(head.text))
    for line in written:
        if is_row(line.text) and not goes_on and has_head:
            yield head
        goes_on = is_row(line.text)
        yield line
