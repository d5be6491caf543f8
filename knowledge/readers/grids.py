"""Which tables do the ruled lines of a page draw, and which words stand in which cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.readers.columns import Box, Piece, around, lines_of
from knowledge.readers.reading import CELL

NEAR = 3.0
"""Points: lines that should meet are drawn so exactly."""
CELLS_MAX = 20_000


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it is ruled: the heights of its rows' edges, its columns' edges, and which cells are one."""

    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    region: tuple[int, ...]
    """For each cell, row by row, the number of the region that it belongs to."""


def grids(rules: Iterable[Box]) -> tuple[Grid, ...]:
    """Tables of at least two columns and two rows, from top to bottom; frames and underlines are none."""
    found = (_grid(group) for group in _connected([rule for rule in rules if min(rule.width, rule.height) <= NEAR]))
    return tuple(sorted((grid for grid in found if grid), key=lambda grid: grid.box.top))


def rows_of(grid: Grid, words: Sequence[Piece]) -> tuple[str, ...]:
    """The table's rows as lines; a merged cell's words stand in each place that it covers."""
    across = len(grid.xs) - 1
    held: dict[int, list[Piece]] = {}
    for word in words:
        column, row = _between(grid.xs, word.box.middle[0]), _between(grid.ys, word.box.middle[1])
        held.setdefault(grid.region[row * across + column], []).append(word)
    texts = {region: " ".join(line.text for line in lines_of(each)) for region, each in held.items()}
    rows = []
    for row in range(len(grid.ys) - 1):
        cells = [texts.get(region, "").replace("|", "/") for region in grid.region[row * across : (row + 1) * across]]
        if any(cells):
            rows.append(f"| {CELL.join(cells)} |")
    return tuple(dict.fromkeys(rows))


def _between(edges: Sequence[float], at: float) -> int:
    return next((place for place, edge in enumerate(edges[1:]) if at < edge), len(edges) - 2)


def _connected(rules: Sequence[Box]) -> list[list[Box]]:
    """Rules that touch each other, directly or through others."""
    groups: list[tuple[Box, list[Box]]] = []
    for rule in sorted(rules, key=lambda each: (each.top, each.x0)):
        touching = [group for group in groups if _touch(group, rule)]
        merged = [each for _, held in touching for each in held] + [rule]
        groups = [group for group in groups if group not in touching]
        groups.append((around(merged), merged))
    return [held for _, held in groups]


def _touch(group: tuple[Box, list[Box]], rule: Box) -> bool:
    return _meet(group[0], rule) and any(_meet(each, rule) for each in reversed(group[1]))


def _meet(some: Box, other: Box) -> bool:
    return (
        some.x0 <= other.x1 + NEAR
        and other.x0 <= some.x1 + NEAR
        and some.top <= other.bottom + NEAR
        and other.top <= some.bottom + NEAR
    )


def _grid(rules: Sequence[Box]) -> Grid | None:
    upright = [rule for rule in rules if rule.height > max(rule.width, NEAR)]
    level = [rule for rule in rules if rule.width > max(rule.height, NEAR)]
    xs, ys = _edges(rule.middle[0] for rule in upright), _edges(rule.middle[1] for rule in level)
    cells = (len(xs) - 1) * (len(ys) - 1)
    if len(xs) < 3 or len(ys) < 3 or cells > CELLS_MAX:
        return None
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), xs, ys, _regions(xs, ys, upright, level))


def _edges(places: Iterable[float]) -> tuple[float, ...]:
    """Places that are one line drawn in pieces, each once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return tuple(found)


def _regions(xs: Sequence[float], ys: Sequence[float], upright: Sequence[Box], level: Sequence[Box]) -> tuple[int, ...]:
    """Cells between which no rule is drawn are one."""
    across, down = len(xs) - 1, len(ys) - 1
    region = list(range(across * down))

    def unite(some: int, other: int) -> None:
        old, new = region[other], region[some]
        for place, each in enumerate(region):
            if each == old:
                region[place] = new

    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            cell = row * across + column
            if column and not _is_ruled(upright, left, (top + bottom) / 2):
                unite(cell - 1, cell)
            if row and not _is_ruled_level(level, top, (left + right) / 2):
                unite(cell - across, cell)
    return tuple(region)


def _is_ruled(upright: Iterable[Box], across: float, down: float) -> bool:
    return any(abs(rule.middle[0] - across) <= NEAR and rule.top - 1 <= down <= rule.bottom + 1 for rule in upright)


def _is_ruled_level(level: Iterable[Box], down: float, across: float) -> bool:
    return any(abs(rule.middle[1] - down) <= NEAR and rule.x0 - 1 <= across <= rule.x1 + 1 for rule in level)
