"""What does a picture of a page say, by Tesseract with Vietnamese: words with the recogniser's confidence."""

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean, median

import numpy as np
from numpy.typing import NDArray

from knowledge.readers import rules
from knowledge.readers.caps import Caps
from knowledge.readers.columns import Box, Piece, around, is_apart
from knowledge.readers.layout import Sheet, text_of_lines
from knowledge.readers.reading import Advice, Doubt, Page, Reading, Remark, Unreadable, Why

Progress = Callable[[int, int], None]
Picture = NDArray[np.uint8]

LANGUAGE = "vie"
PAGE_SECONDS = 120
SURE = 0.8
"""Below this a figure is shown to a person; words without figures are only counted into the page's confidence."""
GUESSED_DPI = 200.0
"""Of a photograph: only distances on it are measured by it."""
NOISE = 0.3
"""Below this, signs that are no letters are specks and creases."""


def read_image(content: bytes, caps: Caps, progress: Progress) -> Reading:
    """A photograph or scan of one sheet, in a format that Tesseract itself opens."""
    del caps
    if not is_here():
        raise Unreadable(Why.NEEDS_OCR)
    page = _page(_recognise(content), GUESSED_DPI)
    progress(1, 1)
    if not page.text.strip():
        raise Unreadable(Why.NO_TEXT)
    return Reading("image", (page,), (Remark(Advice.SCANNED, "1"),))


def recognised(picture: Picture, dpi: float) -> Page:
    """One page from its grey picture; an empty page where nothing is found."""
    grey = np.ascontiguousarray(picture.reshape(picture.shape[0], picture.shape[1]))
    plain, lines = rules.without_rules(grey, dpi)
    header = f"P5 {plain.shape[1]} {plain.shape[0]} 255\n".encode()
    return _page(_recognise(header + plain.tobytes(), dpi), dpi, lines)


@cache
def is_here() -> bool:
    """Whether the program and its Vietnamese are installed."""
    program = shutil.which("tesseract")
    if not program:
        return False
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603 - found on the path, fixed arguments
    except (OSError, subprocess.TimeoutExpired):
        return False
    return LANGUAGE in (listed.stdout + listed.stderr).decode("utf-8", "replace").split()


def _recognise(picture: bytes, dpi: float | None = None) -> str:
    """Tesseract's table of words; '' where it gives up on a picture."""
    program = shutil.which("tesseract") or "tesseract"
    resolution = ["--dpi", str(round(dpi))] if dpi else []
    arguments = [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", "3", *resolution, "tsv"]
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments; the picture is its standard input
            arguments, input=picture, capture_output=True, timeout=PAGE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    except OSError as error:
        raise Unreadable(Why.NEEDS_OCR) from error
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A word as it was recognised, with its line and how sure the recogniser is, from 0 to 1."""

    text: str
    box: Box
    line: tuple[str, ...]
    confidence: float


def words_of(table: str) -> tuple[Recognised, ...]:
    """The words of Tesseract's TSV; lines that are none are left out."""
    found = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        word = _word(row)
        if word and not _is_speck(word):
            found.append(word)
    return tuple(found)


def _word(row: dict[str, str | None]) -> Recognised | None:
    text = (row.get("text") or "").strip()
    try:
        left, top, width, height = (float(row.get(name) or "") for name in ("left", "top", "width", "height"))
        confidence = float(row.get("conf") or "-1") / 100
    except ValueError:
        return None
    if not text or confidence < 0:
        return None
    line = tuple(str(row.get(name)) for name in ("block_num", "par_num", "line_num"))
    return Recognised(text, Box(left, top, left + width, top + height), line, min(confidence, 1.0))


def _is_speck(word: Recognised) -> bool:
    return word.confidence < NOISE and not any(map(str.isalnum, word.text))


def _page(table: str, dpi: float, lines: Sequence[Box] = ()) -> Page:
    words = words_of(table)
    if not words:
        return Page("", 0.0)
    letters = [len(word.text) for word in words]
    confidence = sum(word.confidence * size for word, size in zip(words, letters, strict=True)) / sum(letters)
    return Page(_text(words, dpi, lines), round(confidence, 3), doubts_of(words))


def _text(words: Sequence[Recognised], dpi: float, lines: Sequence[Box]) -> str:
    """The words in reading order, put straight where the sheet lay askew; drawn lines make tables."""
    rows = tuple(_rows(words))
    slope = _slope(rows)
    pieces = [_even(row, 72 / dpi, slope) for row in rows]
    whole = tuple(piece for row in pieces for piece in _parted(row))
    sheet = Sheet(tuple(piece for row in pieces for piece in row), rules.level(lines, slope))
    return text_of_lines(whole, sheet)


def _rows(words: Iterable[Recognised]) -> Iterable[list[Recognised]]:
    """The lines as the recogniser saw them: it keeps columns apart."""
    rows: dict[tuple[str, ...], list[Recognised]] = {}
    for word in words:
        rows.setdefault(word.line, []).append(word)
    return rows.values()


def _slope(rows: Iterable[Sequence[Recognised]]) -> float:
    """How much the lines fall from left to right, by the feet of their words; short ones do not tell."""
    slopes = [
        (row[-1].box.middle[1] - row[0].box.middle[1]) / (row[-1].box.middle[0] - row[0].box.middle[0])
        for row in rows
        if len(row) >= 5 and row[-1].box.x0 > row[0].box.x1
    ]
    return median(slopes) if slopes else 0.0


def _even(row: Sequence[Recognised], scale: float, slope: float) -> list[Piece]:
    """The words of a line in points with one height: a recognised box is as high as its letters, 'a' lower than 'Ấ'."""
    boxes = [rules.straight(word.box, slope) for word in row]
    middle = fmean(box.middle[1] for box in boxes) * scale
    half = max(fmean(box.height for box in boxes), 1) * scale * 0.5
    return [
        # The recogniser has parted the words; however close they stand, a blank is between them.
        Piece(word.text, Box(box.x0 * scale, middle - half, max(box.x1 * scale - 0.2 * half, 0), middle + half))
        for word, box in zip(row, boxes, strict=True)
    ]


def _parted(row: Sequence[Piece]) -> Iterable[Piece]:
    """A line is two where a gap as between columns is in it."""
    part = [row[0]]
    for word in row[1:]:
        if is_apart(part, word):
            yield _together(part)
            part = []
        part.append(word)
    yield _together(part)


def _together(row: Sequence[Piece]) -> Piece:
    return Piece(" ".join(word.text for word in row), around(word.box for word in row))


# What is doubtful

_LOOK_ALIKE = re.compile(r"(?=.*\d)(?=.*[OolI|SBZ])[\dOolI|SBZ.,/%-]+")


def doubts_of(words: Iterable[Recognised]) -> tuple[Doubt, ...]:
    """Figures below the bar, and figures with a letter among them, however sure the recogniser is."""
    return tuple(
        Doubt(word.text, round(word.confidence, 3))
        for word in words
        if (_is_figure(word.text) and word.confidence < SURE) or _LOOK_ALIKE.fullmatch(word.text)
    )


def _is_figure(text: str) -> bool:
    return any(letter.isdigit() or letter == "%" for letter in text)
