"""In which order do the lines of a printed page follow each other: columns, letterheads, what stands side by side."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.outline import MARKS


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the page, in points from its upper left corner as it is read."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre, across and down."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def beside(self, other: "Box") -> bool:
        """Whether both stand on one line: more than half of the lower one's height is common."""
        common = min(self.bottom, other.bottom) - max(self.top, other.top)
        return common > 0.5 * min(self.height, other.height)

    def holds(self, other: "Box") -> bool:
        """Whether the centre of the other lies in it."""
        across, down = other.middle
        return self.x0 <= across <= self.x1 and self.top <= down <= self.bottom


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds them all."""
    held = tuple(boxes)
    return Box(
        min(box.x0 for box in held),
        min(box.top for box in held),
        max(box.x1 for box in held),
        max(box.bottom for box in held),
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand on one line without a wide gap."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that follow each other, one below the other; a side has another column beside it."""

    lines: tuple[Piece, ...]
    is_side: bool


WIDE_GAP = 1.6
"""In heights of a line: more than a justified line usually spreads its blanks, less than stands between columns."""
FAR_DOWN = 2.5
"""In heights of a line: so much empty paper ends what stands side by side."""
TOUCHING = 0.09
"""In heights of a line: closer than this, two pieces are one word."""


def opens_with_mark(line: str) -> bool:
    """Whether a list's mark or a heading's number opens the line: '-', 'II.', 'a)'."""
    return any(pattern.match(line) for pattern, _, _ in MARKS)


def is_mark(text: str) -> bool:
    """Whether it is nothing but such a mark."""
    if text[:1].isalpha():
        return text == "o" or re.fullmatch(r"[IVX]{1,5}[.)]|[A-Ea-zđĐ][.)]", text) is not None
    return len(text) <= 6 and (text in "-–—•●▪+*" or opens_with_mark(f"{text} Aa"))


# From words to lines


def lines_of(words: Iterable[Piece]) -> tuple[Piece, ...]:
    """Words, in whatever order they were drawn, as pieces of lines; a list's mark stays with what follows it."""
    rows: list[list[Piece]] = []
    for word in sorted(words, key=lambda each: (each.box.middle[1], each.box.x0)):
        row = next((row for row in reversed(rows[-6:]) if _is_on_row(row, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return tuple(piece for row in rows for piece in _pieces(sorted(row, key=lambda each: each.box.x0)))


def _is_on_row(row: Sequence[Piece], word: Piece) -> bool:
    """Beside the row's nearest word: two columns a little apart in height must not chain all their lines together."""
    if word.box.top - row[-1].box.top > word.box.height:
        return False
    nearest = min(row[-12:], key=lambda each: abs(each.box.x1 - word.box.x0))
    apart = abs(nearest.box.middle[1] - word.box.middle[1])
    return nearest.box.beside(word.box) and apart < 0.45 * max(nearest.box.height, word.box.height)


def _pieces(row: Sequence[Piece]) -> list[Piece]:
    pieces: list[list[Piece]] = []
    for word in row:
        if not pieces or is_apart(pieces[-1], word):
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return [joined(piece) for piece in pieces]


def is_apart(piece: Sequence[Piece], word: Piece) -> bool:
    """Whether a gap as between columns lies before the word; after a list's mark it may be wider."""
    height = max(word.box.height, piece[-1].box.height)
    limit = 5 if len(piece) == 1 and is_mark(piece[0].text) else WIDE_GAP
    return word.box.x0 - piece[-1].box.x1 >= limit * height


def joined(row: Sequence[Piece]) -> Piece:
    """Pieces beside each other as one, with a blank where one is seen."""
    text = row[0].text
    for before, after in pairwise(row):
        gap = after.box.x0 - before.box.x1
        text += after.text if gap < TOUCHING * max(before.box.height, after.box.height) else f" {after.text}"
    return Piece(text, around(each.box for each in row))


# From lines to columns


@dataclass(slots=True)
class _Band:
    """Pieces from one height to another; in a parted one no piece crosses the gutters between its sides."""

    pieces: list[Piece]
    is_parted: bool

    @property
    def bottom(self) -> float:
        return max(piece.box.bottom for piece in self.pieces)


def columns(pieces: Iterable[Piece]) -> tuple[Column, ...]:
    """The page from top to bottom; where pieces stand on both sides of a gutter, the left side first."""
    ordered = sorted(pieces, key=lambda piece: (piece.box.top, piece.box.x0))
    found: list[Column] = []
    for band in _bands(ordered):
        for column in _sides(band):
            if found and not found[-1].is_side and not column.is_side:
                found[-1] = Column(found[-1].lines + column.lines, is_side=False)
            else:
                found.append(column)
    return tuple(found)


def _bands(ordered: Sequence[Piece]) -> list[_Band]:
    """The longest runs of pieces that one gutter parts, and between them what stands alone or goes across."""
    bands: list[_Band] = []
    for place, piece in enumerate(ordered):
        near = ordered[max(place - 6, 0) : place + 7]
        is_parted = any(piece.box.beside(other.box) for other in near if other is not piece)
        band = bands[-1] if bands else None
        if band and (_stays_parted(band, piece) if band.is_parted else not is_parted):
            band.pieces.append(piece)
        else:
            bands.append(_Band([piece], is_parted))
    return bands


def _stays_parted(band: _Band, piece: Piece) -> bool:
    if len(band.pieces) == 1:
        return piece.box.beside(band.pieces[0].box)
    return piece.box.top - band.bottom < FAR_DOWN * piece.box.height and bool(_gutters([*band.pieces, piece]))


def _gutters(pieces: Iterable[Piece]) -> list[float]:
    """Where, from left to right, no piece stands for at least half a line's height: the middles of these places."""
    ordered = sorted(pieces, key=lambda piece: piece.box.x0)
    found, reach = [], ordered[0].box.x1
    for piece in ordered[1:]:
        if piece.box.x0 - reach > 0.5 * piece.box.height:
            found.append((piece.box.x0 + reach) / 2)
        reach = max(reach, piece.box.x1)
    return found


def _sides(band: _Band) -> list[Column]:
    """The columns of a band from left to right; rows of words and figures stay rows."""
    gutters = _gutters(band.pieces) if band.is_parted else []
    edges = [float("-inf"), *gutters, float("inf")]
    sides = [[piece for piece in band.pieces if low < piece.box.middle[0] <= high] for low, high in pairwise(edges)]
    if len(sides) < 2:
        return [Column(tuple(_rows(band.pieces)), is_side=False)]
    if _are_cells(sides):
        return [Column(tuple(_cells(band.pieces, gutters)), is_side=False)]
    if _are_rows(sides):
        return [Column(tuple(_rows(band.pieces)), is_side=False)]
    return [Column(tuple(side), is_side=True) for side in sides]


def _are_rows(sides: Sequence[Sequence[Piece]]) -> bool:
    """A figure or a page number beside each line belongs to its line; a stretched line goes on in small letters."""
    last, others = sides[-1], [piece for side in sides[:-1] for piece in side]
    beside = [piece for piece in last if any(piece.box.beside(other.box) for other in others)]
    figures = [piece for piece in beside if len(piece.text.split()) <= 4 and any(map(str.isdigit, piece.text))]
    if len(figures) >= 0.6 * len(last):
        return True
    return len(last) == len(others) == len(beside) == 1 and last[0].text[:1].islower()


def _are_cells(sides: Sequence[Sequence[Piece]]) -> bool:
    """At least three columns and three rows, nearly all filled, and figures among them: a table without rules."""
    rows = len(_rows([piece for side in sides for piece in side]))
    cells = [piece for side in sides for piece in side]
    figures = sum(any(map(str.isdigit, cell.text)) for cell in cells)
    is_filled = len(cells) >= 0.85 * rows * len(sides)
    return len(sides) >= 3 and rows >= 3 and is_filled and figures >= 0.3 * len(cells)


def _cells(pieces: Iterable[Piece], gutters: Sequence[float]) -> list[Piece]:
    """Each row as a line of a table."""
    edges = [float("-inf"), *gutters, float("inf")]
    found = []
    for row in _by_row(pieces):
        cells = [
            " ".join(piece.text for piece in row if low < piece.box.middle[0] <= high) for low, high in pairwise(edges)
        ]
        found.append(Piece(f"| {' | '.join(cells)} |", around(piece.box for piece in row)))
    return found


def _rows(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces on one line joined to one, top to bottom."""
    return [joined(row) for row in _by_row(pieces)]


def _by_row(pieces: Iterable[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and rows[-1][-1].box.beside(piece.box):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda each: each.box.x0) for row in rows]
