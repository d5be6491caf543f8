"""From how many on does something hold: 'nằm viện mấy ngày thì được thăm', 'doanh nghiệp từ bao nhiêu lao động'."""

import re
from collections.abc import Iterable
from typing import Final

from knowledge.document import Document
from knowledge.library import Entry
from knowledge.measures import WORKERS, counted_noun, exchanged_nouns
from knowledge.question import Reading
from knowledge.result import Answer, Asked
from knowledge.seek.case import Candidate, Case, best_of, scored
from knowledge.seek.hints import is_hearsay
from knowledge.text import fold

THRESHOLD_ACCEPTED: Final = 0.5
"""The number with its thing and its bound is a rare find by itself; half of the rest settles which."""
SENTENCES_MAX: Final = 2
NOUN: Final = r"(?P<noun>[a-z]+(?: [a-z]+)?)"
ASKED: Final = (
    re.compile(rf"\b(?<!khong )(?:tu|tren|du|qua|trong vong|trong|sau) (?:bao nhieu|may) {NOUN}"),
    re.compile(rf"\b(?:bao nhieu|may) {NOUN}(?: \w+)? (?:tro len|tro xuong|thi|moi duoc)\b"),
)
LENGTHS: Final = frozenset(("phut", "tuan", "thang", "tuoi"))
"""Lengths of time that no target is measured in: a share beside them is no answer."""
BOUND: Final = r"\b(?:tu|tren|du|qua|trong vong|trong|sau|it nhat|toi thieu)"


def threshold(case: Case, document: Document) -> Candidate | None:
    """The sentences that bound a number of the very thing asked for: 'từ 03 ngày trở lên', 'trong vòng 24 giờ'."""
    bounds = _bounds(case.reading)
    if bounds is None:
        return None
    entries = [entry for entry in case.near_entries(document) if _is_bounded(entry, bounds)]
    entries = [entry for entry in entries if not is_hearsay(entry, case.reading)]
    kept = best_of(scored(case, entries), THRESHOLD_ACCEPTED)[:SENTENCES_MAX]
    if not kept:
        return None
    answer = Answer(Asked.PASSAGE, tuple(case.found(hit.entry) for hit in kept))
    return Candidate(answer, document, kept[0].fit.score)


def asks_length(reading: Reading) -> bool:
    """'Nghỉ mấy tuần thì được thăm' is answered by weeks alone, wherever they stand."""
    return any((found := pattern.search(reading.line)) and found["noun"].split()[0] in LENGTHS for pattern in ASKED)


def _bounds(reading: Reading) -> re.Pattern[str] | None:
    """What the sentence must say, where the question asks for the number from which on, or within which, it holds."""
    match = next((found for pattern in ASKED if (found := pattern.search(reading.line))), None)
    if match is None or reading.wants_money or reading.wants_percent:
        return None
    words = tuple(match["noun"].split())
    noun = counted_noun(words) or words[:1]
    same = WORKERS if noun in WORKERS else ()
    names = _any(" ".join(each) for each in dict.fromkeys((noun, *same, *exchanged_nouns(noun))))
    return re.compile(rf"{BOUND} 0*\d[\d.]* {names}\b|\b0*\d[\d.]* {names}(?: \w+){{0,2}} tro (?:len|xuong|di)\b")


def _any(names: Iterable[str]) -> str:
    return f"(?:{'|'.join(names)})"


def _is_bounded(entry: Entry, bounds: re.Pattern[str]) -> bool:
    return bounds.search(" ".join(fold(entry.passage.text).split())) is not None
