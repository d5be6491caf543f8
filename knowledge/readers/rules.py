"""Where are straight lines drawn on a scanned page: they make its tables, and they disturb the recogniser."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from knowledge.readers.columns import Box

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]

DARK = 150
SHORTEST = 0.28
"""In inches: longer than any stroke of a letter in a usual size."""
WHOLE = 0.93
"""So much of a line must be dark; a scan leaves specks in it."""
RUNS_MAX = 20_000
"""A drawing or a photograph has more, a page of text has not."""


def without_rules(picture: Picture, dpi: float) -> tuple[Picture, tuple[Box, ...]]:
    """The picture with its straight lines wiped out, and where they were, in points."""
    shortest = max(int(SHORTEST * dpi), 8)
    dark = picture < DARK
    level, upright = _long_runs(dark, shortest), _long_runs(dark.T, shortest)
    if not level.any() and not upright.any():
        return picture, ()
    lines = [_in_points(box, dpi) for box in _boxes(level, dpi)]
    lines += [_in_points(Box(box.top, box.x0, box.bottom, box.x1), dpi) for box in _boxes(upright, dpi)]
    wiped = picture.copy()
    # The paper's own grey: white on it would be a line again.
    wiped[_widened(level | upright.T)] = np.uint8(np.median(picture))
    return wiped, tuple(lines)


def _long_runs(dark: Mask, shortest: int) -> Mask:
    """The points of each row that lie in a dark run at least so long."""
    if dark.shape[1] <= shortest:
        return np.zeros_like(dark)
    sums = np.zeros((dark.shape[0], dark.shape[1] + 1), dtype=np.int32)
    np.cumsum(dark, axis=1, out=sums[:, 1:])
    starts = (sums[:, shortest:] - sums[:, :-shortest]) >= WHOLE * shortest
    ends = np.zeros((dark.shape[0], dark.shape[1] + 1), dtype=np.int32)
    ends[:, : starts.shape[1]] += starts
    ends[:, shortest : shortest + starts.shape[1]] -= starts
    return (np.cumsum(ends[:, :-1], axis=1) > 0) & dark


def _widened(mask: Mask) -> Mask:
    """Two points more on each side: the grey edge of a printed line."""
    wide = mask.copy()
    for axis in (0, 1):
        for step in (1, 2, -1, -2):
            wide |= np.roll(mask, step, axis)
    return wide


def _boxes(mask: Mask, dpi: float) -> list[Box]:
    """The level lines of a mask: runs in neighbouring rows that touch are one line, also where it climbs a little."""
    found: list[Box] = []
    open_lines: list[Box] = []
    for row, left, right in _runs(mask):
        open_lines = [line for line in open_lines if line.bottom >= row - 1]
        touching = [line for line in open_lines if line.x0 <= right + 3 and left <= line.x1 + 3]
        merged = Box(
            min([left, *(line.x0 for line in touching)]),
            min([row, *(line.top for line in touching)]),
            max([right, *(line.x1 for line in touching)]),
            row + 1,
        )
        open_lines = [line for line in open_lines if line not in touching] + [merged]
        found = [line for line in found if line not in touching] + [merged]
    # What is thick is a bar or a picture, not a line.
    return [line for line in found if line.width >= SHORTEST * dpi and line.height < 0.12 * dpi]


def _runs(mask: Mask) -> Iterable[tuple[int, int, int]]:
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, lefts = np.nonzero(edges == 1)
    _, rights = np.nonzero(edges == -1)
    if len(rows) > RUNS_MAX:
        return ()
    return zip(rows.tolist(), lefts.tolist(), rights.tolist(), strict=True)


def _in_points(box: Box, dpi: float) -> Box:
    """A line that climbs a little lies at its middle."""
    scale = 72 / dpi
    across, down = box.middle
    if box.width > box.height:
        return Box(box.x0 * scale, down * scale - 0.5, box.x1 * scale, down * scale + 0.5)
    return Box(across * scale - 0.5, box.top * scale, across * scale + 0.5, box.bottom * scale)


def level(boxes: Iterable[Box], slope: float) -> tuple[Box, ...]:
    """The same places on a page that climbs by `slope`, put straight."""
    return tuple(straight(box, slope) for box in boxes)


def straight(box: Box, slope: float) -> Box:
    """One place put straight: what lies to the right comes up, what lies below goes to the right."""
    across, down = box.middle
    up, right = slope * across, slope * down
    return Box(box.x0 + right, box.top - up, box.x1 + right, box.bottom - up)
