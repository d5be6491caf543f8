"""What tells two figures apart that fit alike: 'ít nhất', 'của tỉnh'; and which sentences settle nothing."""

import re
from dataclasses import replace
from typing import Final

from knowledge.dates import PeriodKind
from knowledge.document import Comparator
from knowledge.library import Entry
from knowledge.names import LEVEL, NAME, ORGANISATION
from knowledge.question import Reading
from knowledge.seek.case import Hit
from knowledge.text import fold, long_words

HINT: Final = 0.07
"""Less than what makes another figure as good an answer twice over."""
BOUNDS: Final = (
    (re.compile(r"\b(?:it nhat|toi thieu|tro len)\b"), (Comparator.AT_LEAST, Comparator.MORE)),
    (re.compile(r"\b(?:khong qua|toi da|nhieu nhat|duoi)\b"), (Comparator.AT_MOST, Comparator.LESS)),
    (re.compile(r"\b(?:khoang|xap xi|uoc)\b"), (Comparator.ABOUT,)),
)
LEVELS: Final = ("tinh", "thanh pho", "huyen", "xa", "phuong", "dac khu", "khu cong nghiep", "nganh")
OPEN: Final = re.compile(
    r"\b(?:chua thong nhat|de xem xet|se xem xet|chua quyet dinh|tiep tuc xem xet|co y kien (?:hoi|de nghi))\b"
)
"""What was only put forward settles nothing."""
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
NUMBERED: Final = re.compile(r"\d+[a-z]?(?:/\d{4})?[-/][A-ZĐ]\S*(?:\s+ngày\s+[\d/]+)?")
"""Another paper, whose day says nothing of the sentence's own time."""
EXAMPLE: Final = re.compile(
    rf"(?:[Kk]inh nghiệm|[Cc]ách làm|[Mm]ô hình|[Hh]ọc tập|[Nn]hư)\s+(?:của\s+|tại\s+|ở\s+)?"
    rf"(?P<of>{ORGANISATION}(?:\s+{LEVEL}|\s+[Cc]ông ty)?\s+{NAME})"
)
"""Another union that a paper holds up as an example; its figures are its own."""


def with_hints(reading: Reading, hit: Hit) -> Hit:
    """The hit, a little better where the question bounds the figure, or names the level, as the document does."""
    if hit.target is None:
        return hit
    bounded = any(
        wanted.search(reading.line) and hit.target.target.comparator in comparators for wanted, comparators in BOUNDS
    )
    fit = hit.fit
    more = HINT * bounded + HINT * _is_of_level(reading, hit)
    return replace(hit, fit=replace(fit, score=fit.score + more)) if more else hit


def _is_of_level(reading: Reading, hit: Hit) -> bool:
    """'UBKT tỉnh kiểm tra mấy cuộc' is of the province's own committee, not of those below it."""
    target = hit.target
    return target is not None and any(
        f" {level} " in reading.line and f" {level} " in target.text.line for level in LEVELS
    )


def is_hearsay(entry: Entry, reading: Reading) -> bool:
    """Whether a sentence only tells what somebody proposed, or what another union does."""
    text = entry.passage.text
    if OPEN.search(fold(text)):
        return True
    match = EXAMPLE.search(text)
    if match is None:
        return False
    names = set(long_words(re.findall(NAME, match["of"])[-1]))
    return not names & reading.said and not names <= set(long_words(entry.document.header.issuer))


def is_of_other_year(entry: Entry, reading: Reading) -> bool:
    """Whether a sentence speaks of other years only than the one asked for: last year's results in this year's plan."""
    wanted = [period for period in reading.periods if period.kind is PeriodKind.YEAR]
    years = {int(year) for year in YEAR.findall(NUMBERED.sub(" ", entry.passage.text))}
    return bool(wanted and years) and not any(
        period.start.year in years or (min(years) < period.start.year < max(years)) for period in wanted
    )
