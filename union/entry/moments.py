"""For which period is a figure: 'tháng này', 'T10', 'quý 3', 'tuần này', 'ngày 15/11'; without a year the past"
" is meant."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from knowledge.dates import (
    FoundPeriod,
    Period,
    PeriodKind,
    day_of,
    find_dates,
    find_periods,
    month_of,
    quarter_of,
    year_of,
)
from knowledge.text import fold

WORDED: Final = re.compile(
    r"\b(?:(?P<day>(?:sang|trua|chieu|toi|bua|hom) nay|hnay|vua xong)|(?P<yesterday>(?:sang|chieu|toi|bua|hom) qua"
    r"|hqua)"
    r"|(?P<year>(?:tinh )?tu dau nam(?: (?:den|toi) (?:nay|gio))?)|(?P<month>(?:trong|tu dau) thang(?! \d)))\b"
    r"(?! (?:nam|nay|truoc|\d))"
)
AHEAD: Final = re.compile(r"\b(?:sau|toi|sang nam|ngay mai|ngay kia)\b")
YEAR_SAID: Final = re.compile(r"\b(?:19|20)\d\d\b|\bnam\b")


def periods(text: str, today: date) -> list[FoundPeriod]:
    """Every period and day of a prepared text, in order."""
    bare = fold(text)
    found = [*_worded(bare, today), *_days(text, today), *_stretches(text, bare, today)]
    kept: list[FoundPeriod] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _worded(bare: str, today: date) -> Iterator[FoundPeriod]:
    for match in WORDED.finditer(bare):
        match match.lastgroup:
            case "day":
                period = day_of(today)
            case "yesterday":
                period = day_of(date.fromordinal(today.toordinal() - 1)) if today > date.min else day_of(today)
            case "year":
                period = year_of(today.year)
            case _:
                period = month_of(today.year, today.month)
        yield FoundPeriod(period, *match.span(), is_relative=True)


def _days(text: str, today: date) -> Iterator[FoundPeriod]:
    for each in find_dates(text, today):
        yield FoundPeriod(day_of(each.day), each.start, each.end, is_relative=each.is_relative)


def _stretches(text: str, bare: str, today: date) -> Iterator[FoundPeriod]:
    for each in find_periods(text, today):
        said = bare[each.start : each.end]
        if each.period.kind is PeriodKind.YEAR and "nam" not in said:
            continue  # '2000 người' is no year
        yield FoundPeriod(_past(each.period, said, today), each.start, each.end, is_relative=each.is_relative)


def _past(period: Period, said: str, today: date) -> Period:
    """'tháng 1' said in November is the one behind us; the month that begins next may be meant, and is asked."""
    if period.start <= today or YEAR_SAID.search(said) or AHEAD.search(said):
        return period
    if period.kind is PeriodKind.MONTH and (period.start - today).days > 31:
        return month_of(period.start.year - 1, period.start.month)
    if period.kind is PeriodKind.QUARTER and period.start.year == today.year and (period.start - today).days > 92:
        return quarter_of(period.start.year - 1, (period.start.month + 2) // 3)
    return period
