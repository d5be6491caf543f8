"""The words of a message in their usual form, cut into pieces with one figure each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Final, Protocol

from knowledge.dates import FoundPeriod, Period
from knowledge.text import Token, expand, fold, tokens
from union.entry.figures import BLOT, Figure, blotted, figures, prepared
from union.entry.moments import periods
from union.nouns import noun_words
from union.phrases import FAINT, Lexis, mended, shorts, unified

TEXT_MAX: Final = 2000
FIGURES_MAX: Final = 40
"""What lies beyond is a pasted paper, not a message; it is said that it was not read."""
SEPARATOR: Final = re.compile(
    r"[,;\n()&+*•]|\.(?=\s|$)|\s[-–]\s|(?m:^\s*[-–])|\b(?:va|voi lai|ngoai ra|dong thoi|con lai|trong do|bao gom"
    r"|gom)\b"
)
INSIDE: Final = re.compile(r"\b(?:trong do|bao gom|gom)\b")


ONLY: Final = re.compile(
    r"\b(?:thôi|thoi)\b(?=\s*(?:(?:ạ|a|nhé|nhe|nha|em|anh|chị|chi)\s*)?(?:[,.;!\n]|$))", re.IGNORECASE
)
"""'6 đv thôi': no 'thời' of an indicator."""
PLACE: Final = re.compile(r"(?<!\d )(?<!\d)\b(?:to|khoi|phan xuong|xuong|chuyen|to cong doan|to san xuat)(?: so)? $")


@dataclass(frozen=True, slots=True)
class Word:
    """One bare word in its usual form, and where it stood."""

    bare: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the message: at most one figure with the words around it."""

    words: tuple[Word, ...]
    figure: Figure | None = None
    period: Period | None = None
    start: int = 0
    end: int = 0
    clause: int = 0
    is_part: bool = False
    """'trong đó 3 nữ' speaks of what was said before."""

    @property
    def runs(self) -> tuple[tuple[str, ...], ...]:
        """The words as they stood together; a figure or something unread parts them."""
        found: list[list[str]] = []
        last: Word | None = None
        for word in self.words:
            gap = last is None or (self.figure is not None and last.end <= self.figure.start < word.start)
            if gap:
                found.append([])
            found[-1].append(word.bare)
            last = word
        return tuple(tuple(run) for run in found)


@dataclass(frozen=True, slots=True)
class Reading:
    """A message taken apart."""

    text: str
    bare: str
    words: tuple[Word, ...]
    figures: tuple[Figure, ...]
    periods: tuple[FoundPeriod, ...]
    cuts: tuple[tuple[int, int], ...]
    line: str = field(default="")
    """The words alone, in their usual form, with a blank around each."""
    is_cut: bool = False
    """True when more was sent than a message holds, and the rest was not read."""


class Splitter(Protocol):
    """How the words between two figures are shared out; see `union.entry.records`."""

    def __call__(self, reading: Reading, inside: Piece, counted: Sequence[Figure]) -> list[Piece]: ...


def read(text: str, lexis: Lexis, today: date) -> Reading:
    """A message with its figures, its periods and its words."""
    ready = prepared(text[:TEXT_MAX])
    when = periods(ready, today)
    masked = blotted(ready, [(each.start, each.end) for each in when])
    counted = without_places(figures(ready, masked), ready)
    visible = blotted(masked, [(each.start, each.end) for each in counted])
    said = _words(visible, lexis)
    cuts = tuple(match.span() for match in SEPARATOR.finditer(fold(visible)))
    line = f" {' '.join(word.bare for word in said)} "
    is_cut = len(text) > TEXT_MAX or len(counted) > FIGURES_MAX
    return Reading(ready, fold(ready), said, tuple(counted[:FIGURES_MAX]), tuple(when), cuts, line, is_cut)


def without_places(counted: Sequence[Figure], ready: str) -> list[Figure]:
    """Without the number of a group that is named beside what is counted: 'kết nạp ở tổ 2 là 4' is four."""
    bare = fold(ready)
    places = [figure for figure in counted if PLACE.search(bare[: figure.start]) and figure.noun is None]
    places = [figure for figure in places if bare[figure.start : figure.end].strip().isdecimal()]
    return [figure for figure in counted if figure not in places] if len(places) < len(counted) else list(counted)


@cache
def _known_words() -> frozenset[str]:
    return FAINT | noun_words()


def _words(visible: str, lexis: Lexis) -> tuple[Word, ...]:
    seen = ONLY.sub(lambda match: " " * len(match[0]), visible)
    said = [token for token in tokens(seen.replace(BLOT, " ")) if not token.is_number]
    long = expand(list(_own_shorts(said)), _no_preference)
    right = mended([token.bare for token in long], lexis, _known_words())
    flat = [(word, token) for token, some in zip(long, right, strict=True) for word in some]
    usual = unified([word for word, _ in flat])
    return tuple(Word(word, flat[place][1].start, flat[place][1].end) for word, place in usual)


def _no_preference(before: str, phrase: tuple[str, ...], after: str) -> float:  # noqa: ARG001 - as `expand` calls it
    return 0.0


def _own_shorts(said: Sequence[Token]) -> Iterator[Token]:
    """The short forms of progress messages written out; a word with marks is not one of them unless it is 'đ…'."""
    listed: Mapping[str, tuple[str, ...]] = shorts()
    for token in said:
        meant = listed.get(token.bare)
        if meant is None or (token.is_marked and not _only_stroke(token)):
            yield token
        else:
            yield from (Token(word, word, token.start, token.end) for word in meant)


def _only_stroke(token: Token) -> bool:
    """'đp', 'tư' … the letter đ or ư alone is how a short form is typed."""
    return not any(letter in "aeiouy" for letter in token.bare) or token.text.replace("đ", "d") == token.bare


def pieces(reading: Reading, split: Splitter) -> list[Piece]:
    """The message cut at commas, lines and 'và', and between figures where nothing parts them."""
    found: list[Piece] = []
    for number, (start, end, is_part) in enumerate(_clauses(reading)):
        inside = Piece(
            tuple(word for word in reading.words if start <= word.start < end),
            None,
            next((each.period for each in reading.periods if start <= each.start < end), None),
            start,
            end,
            number,
            is_part,
        )
        counted = [figure for figure in reading.figures if start <= figure.start < end]
        if not inside.words and not counted and inside.period is None:
            continue
        if len(counted) < 2:
            found.append(replace(inside, figure=counted[0] if counted else None))
        else:
            found.extend(split(reading, inside, counted))
    return found


def _clauses(reading: Reading) -> Iterator[tuple[int, int, bool]]:
    edges = [(0, 0), *reading.cuts, (len(reading.text), len(reading.text))]
    for (low, start), (end, _) in pairwise(edges):
        yield start, end, INSIDE.fullmatch(reading.bare[low:start]) is not None
