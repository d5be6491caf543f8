"""Is everything said also written: each piece of an answer is known, and its figures stand in its own source."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from knowledge.cues import WRITTEN_NUMBER
from knowledge.dates import find_dates
from knowledge.numbers import Number, find_numbers, written
from knowledge.text import clean, fold

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
DIGIT = re.compile(r"\d")
ENTRY = re.compile(r"(\d{1,3})\. ")
GONE = "¦"
"""Stands where a known piece stood, so that what was around it does not grow together."""
AROUND = re.compile(rf"^(?:• )?“?|[ …\[\]”{GONE}]*$")
"""What stands around a piece that was cut, known pieces behind it included."""
NUMERAL = re.compile(r"[\d.,/-]")
GOES_ON = re.compile(r"\s*%|\s*(?:phần trăm)|[.,/:-]?\d|[/-]")
"""After a figure: it is the beginning of another one, of a day or of a document's number."""
PERCENT = re.compile(r"\s*(?:%|phan tram)")
RANGE = re.compile(r"(\d+(?:[.,]\d+)*)\s*(?:-|–|đến|tới)\s*(?=\d+(?:[.,]\d+)*\s*(?:%|phần trăm))")
"""'Từ 90 - 95%': the sign belongs to both."""
COUNTS = {"một": "1", "hai": "2", "ba": "3", "bốn": "4", "sáu": "6", "bảy": "7", "tám": "8", "chín": "9", "mười": "10"}
"""Not 'năm', which is a year nearly everywhere."""
COUNTS_WORD = re.compile(rf"\b(?:{'|'.join(COUNTS)})\b")
ANY_DAY = date(2000, 1, 1)
"""Only days written with their year are compared, so it does not matter from which day they are read."""
CUT_MIN = 12
"""A shorter beginning of a piece could be the beginning of anything."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Words with figures, and the only texts that may hold them."""

    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of an answer exactly as it may be said; one without claims is verbatim, or reckoned by the calendar."""

    text: str
    claims: tuple[Claimed, ...] = ()
    times: int = 0
    """How often it may be said; 0 for any number."""


def unheld(text: str, known: Sequence[Said]) -> tuple[str, ...]:
    """What is said and stands nowhere: figures with their percent sign, days, and numbers of documents.

    Nothing with a figure may be said but known pieces, whole or cut at a sentence, and the numbers of a list in order;
    and the figures of a piece stand in the sources of that very piece, not somewhere in the answer. So a header's year
    never excuses a figure, and a digit that changed is noticed even where it makes another figure of the same passage.
    """
    strange: list[str] = []
    left = text
    alike: dict[str, list[Said]] = {}
    for each in known:
        alike.setdefault(each.text, []).append(each)
    for words in sorted(alike, key=len, reverse=True):
        if words and words in left:
            pieces = alike[words]
            if all(each.times for each in pieces) and left.count(words) > sum(each.times for each in pieces):
                strange += sorted(marks(words))
            left = left.replace(words, GONE)
            for each in pieces:
                strange += _astray(each.claims)
    strange += _left_over(left, known)
    return tuple(dict.fromkeys(strange))


def _astray(claims: Sequence[Claimed]) -> Iterator[str]:
    for claim in claims:
        wanted = {mark for mark in marks(claim.words) if not _stands_as_it_is(mark, claim.sources)}
        if wanted:
            yield from sorted(wanted.difference(*map(_held_by, claim.sources)))


def _stands_as_it_is(mark: str, sources: Sequence[str]) -> bool:
    """'95%' where '95%' is written: then nothing needs to be read."""
    for source in sources:
        start = source.find(mark)
        while start >= 0:
            end = start + len(mark)
            if not (NUMERAL.match(source, start - 1) if start else None) and not GOES_ON.match(source, end):
                return True
            start = source.find(mark, start + 1)
    return False


def _held_by(source: str) -> frozenset[str]:
    return marks(source) | _counted(source) | _shares(source)


@lru_cache(maxsize=4096)
def _shares(text: str) -> frozenset[str]:
    """The lower of two shares of which only the upper bears the sign."""
    return frozenset(mark for low in RANGE.findall(clean(text)) for mark in marks(f"{low}%"))


@lru_cache(maxsize=4096)
def _counted(text: str) -> frozenset[str]:
    """'có một điểm sinh hoạt': before a noun that no list knows a single word counts too."""
    return frozenset(COUNTS[word] for word in COUNTS_WORD.findall(clean(text).lower()))


def _left_over(left: str, known: Sequence[Said]) -> Iterator[str]:
    """What is no known piece: a list's numbers count on, a cut piece is one's beginning, anything else is strange."""
    last = passed = 0
    for line in left.split("\n"):
        entry = ENTRY.match(line)
        counts_on = entry is not None and last < int(entry[1]) <= last + 1 + passed
        if entry is not None and counts_on:
            last, passed = int(entry[1]), 0
        passed += line.startswith(GONE)
        words = line[entry.end() :] if entry is not None and counts_on else line
        found = marks(words)
        if not found:
            continue
        piece = _cut_from(AROUND.sub("", words), known)
        yield from sorted(found) if piece is None else _astray(piece.claims)


def _cut_from(line: str, known: Sequence[Said]) -> Said | None:
    if len(line) < CUT_MIN:
        return None
    return next((piece for piece in known if piece.text.startswith(line)), None)


@lru_cache(maxsize=4096)
def marks(text: str) -> frozenset[str]:
    """Each figure, day and document number in one spelling: '30.000', '96%', '2024-01-19', 'so 02/ctr-ldld'."""
    return frozenset(_marks(text))


def _marks(text: str) -> Iterator[str]:
    left = clean(text)
    if DIGIT.search(left):
        for found in find_dates(left, ANY_DAY):
            yield found.day.isoformat()
            left = _blanked(left, found.start, found.end)
        for match in WRITTEN_NUMBER.finditer(fold(left)):
            yield f"so {match.group().replace(' ', '').lstrip('0')}"
            left = _blanked(left, *match.span())
    for number in find_numbers(left):
        yield _mark(number)
    bare = fold(left)
    for figure in FIGURE.finditer(bare):
        is_percent = PERCENT.match(bare, figure.end()) is not None
        for number in find_numbers(figure.group()):
            yield _mark(replace(number, is_percent=is_percent))


def _mark(number: Number) -> str:
    return f"{written(number.value)}{'%' if number.is_percent else ''}"


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
