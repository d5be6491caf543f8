"""What does a page say, from its words and rules: columns one after the other, paragraphs whole, tables in place."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.readers import paragraphs
from knowledge.readers.cleaning import is_page_number
from knowledge.readers.columns import Box, Piece, columns, lines_of
from knowledge.readers.grids import grids, rows_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words of a page with their places, and the straight lines drawn on it."""

    words: tuple[Piece, ...]
    rules: tuple[Box, ...]


def text_of(sheet: Sheet) -> str:
    """The page as plain text; words at the height of a table but outside it come before it."""
    return text_of_lines(lines_of(sheet.words), sheet)


def text_of_lines(lines: Sequence[Piece], sheet: Sheet) -> str:
    """The same where it is known which words make a line; the sheet's words fill the tables."""
    blocks: list[str] = []
    rest = lines
    for grid in grids(sheet.rules):
        inside = [word for word in sheet.words if grid.box.holds(word.box)]
        outside = [line for line in rest if not grid.box.holds(line.box)]
        above = [line for line in outside if line.box.middle[1] < grid.box.bottom]
        rest = [line for line in outside if line.box.middle[1] >= grid.box.bottom]
        blocks += [_running(above), "\n".join(rows_of(grid, inside))]
    blocks.append(_running(rest))
    return "\n\n".join(block for block in blocks if block)


def _running(pieces: Sequence[Piece]) -> str:
    """The lines that no table holds; a page number stays at its edge, whatever columns stand beside it."""
    lines = sorted(pieces, key=lambda line: line.box.top)
    first = 1 if _is_page_number(lines[:1], lines[1:]) else 0
    last = len(lines) - 1 if _is_page_number(lines[first:][-1:], lines[:-1]) else len(lines)
    parts = (lines[:first], lines[first:last], lines[last:])
    return "\n\n".join(paragraphs.text_of(column) for part in parts for column in columns(part))


def _is_page_number(line: Sequence[Piece], others: Sequence[Piece]) -> bool:
    """It has its height for itself: a figure beside words is theirs."""
    return any(is_page_number(each.text) and not any(each.box.beside(other.box) for other in others) for each in line)
