"""What is to be done in a quarter, a month, a week or half a year: what a timetable holds for just that time."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from knowledge.dates import PARTS_OF_YEAR, ROMAN, Period, find_dates, find_periods
from knowledge.document import Document
from knowledge.library import Entry
from knowledge.question import Reading
from knowledge.result import Answer, Asked
from knowledge.seek.case import Candidate, Case
from knowledge.text import fold, long_words

_WEEK: Final = r"\btuan (?:thu )?(?P<week>\d|nhat|mot|hai|ba|tu|nam|dau|cuoi)\b"
WEEK: Final = re.compile(_WEEK)
WEEKS: Final = {"nhat": "1", "mot": "1", "dau": "1", "hai": "2", "ba": "3", "tu": "4", "nam": "5"}
LABEL: Final = re.compile(
    rf"\W*(?:\d+(?:\.\d+)*[.)] )?(?:trong |vao )?(?:{_WEEK},? (?:cua )?)?"
    r"(?:0?6 thang (?P<half>dau|cuoi)(?: nam)?|quy (?P<quarter>i{1,3}|iv|[1-4])|thang 0?(?P<month>\d{1,2}))"
    r"(?:(?:/| nam | )(?P<year>20\d\d))?\s*(?::|\||$)"
)
"""'Quý III: …', 'Tuần 1 tháng 5: …', a row that begins with its month, or a heading that is no more than that."""


def asks_of_short_time(reading: Reading) -> bool:
    """Whether a month, a quarter or half a year was named."""
    return any(each.kind in PARTS_OF_YEAR for each in reading.periods)


def timetable(case: Case, document: Document) -> Candidate | None:
    """All that stands under the time asked for; where nothing is so labelled, what is due in it."""
    if _has_topic(case.reading, document):
        return None
    week = _week(WEEK.search(case.reading.line))
    labelled = [entry for entry in case.entries(document) if _is_of(entry, case.reading, week)]
    if labelled:
        return Candidate(Answer(Asked.PASSAGE, tuple(case.found(entry) for entry in labelled)), document, 1.0)
    due = [entry for entry in case.entries(document) if not week and _is_due_in(case, entry)]
    found = tuple(replace(case.found(entry), milestones=entry.passage.milestones) for entry in due)
    return Candidate(Answer(Asked.MILESTONE, found), document, 1.0) if found else None


def _has_topic(reading: Reading, document: Document) -> bool:
    """Whether more is left of the question than the number of a week and whose work it is."""
    issuer = set(long_words(document.header.issuer))
    is_week = WEEK.search(reading.line) is not None
    return any(
        not (issuer.issuperset(term.phrase) or (is_week and term.phrase[0].isdecimal())) for term in reading.terms
    )


def _is_of(entry: Entry, reading: Reading, week: str) -> bool:
    """Whether the passage, or a heading above it, is labelled with a time that lies within the one asked for."""
    labels = (LABEL.match(" ".join(fold(text).split())) for text in (entry.passage.text, *_headings(entry)))
    return any(
        _lies_in(label, period) and (not week or week == _week(label))
        for label in labels
        for period in reading.periods
        if label and period.kind in PARTS_OF_YEAR
    )


def _headings(entry: Entry) -> list[str]:
    return entry.passage.heading.split(" › ")


def _lies_in(label: re.Match[str], period: Period) -> bool:
    """'Quý III' without a year is that of the paper's own."""
    of_year = not label["year"] or int(label["year"]) == period.start.year
    return of_year and set(_months(label)) <= set(range(period.start.month, period.end.month + 1))


def _months(label: re.Match[str]) -> Iterator[int]:
    if label["month"]:
        yield int(label["month"])
    elif label["quarter"]:
        quarter = ROMAN.get(label["quarter"]) or int(label["quarter"])
        yield from range(3 * quarter - 2, 3 * quarter + 1)
    else:
        yield from range(1, 7) if label["half"] == "dau" else range(7, 13)


def _week(said: re.Match[str] | None) -> str:
    return WEEKS.get(said["week"], said["week"]) if said and said["week"] else ""


def _is_due_in(case: Case, entry: Entry) -> bool:
    """Whether something is due in one of the periods asked for."""
    return any(
        period.start <= first and last <= period.end
        for each in entry.passage.milestones
        for first, last in _times(each.due, case.today)
        for period in case.reading.periods
    )


def _times(due: str, today: date) -> Iterator[tuple[date, date]]:
    """From when to when a due names: '15/3/2026' a day, 'quý III/2026' three months."""
    days = find_dates(due, today)
    yield from ((found.day, found.day) for found in days)
    yield from ((found.period.start, found.period.end) for found in (() if days else find_periods(due, today)))
