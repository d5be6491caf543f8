"""Into which periods a duty cuts the time, and when each is cut off and due."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from knowledge.dates import VIETNAM, YEARS, month_of, quarter_of, written_day
from scheduler.calendar import Calendar
from scheduler.duties import Cadence, DayRule, Deadline, Duty, ReportingPeriod, RuleKind

SCHOOL_MONTH = 9
LONGEST = timedelta(days=366)
"""No period that comes again is longer."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """How a cadence cuts a year: from which of its months, how many at a time, how many times."""

    length: int
    times: int


CUTS = {
    Cadence.MONTH: _Cut(1, 12),
    Cadence.QUARTER: _Cut(3, 4),
    Cadence.HALF: _Cut(6, 1),
    Cadence.YEAR: _Cut(12, 1),
    Cadence.SCHOOL_YEAR: _Cut(12, 1),
}


def periods_of(duty: Duty, first: date, last: date) -> tuple[ReportingPeriod, ...]:
    """The duty's periods that end within these days, both included, in order, whether it is in force then or not."""
    match duty.cadence:
        case Cadence.ADHOC:
            found = [_moment(duty)] if duty.due.on else []
        case Cadence.TERM:
            found = [_term(duty)] if duty.term else []
        case _:
            years = range(max(first.year - 1, YEARS.start), min(last.year + 1, YEARS.stop - 2) + 1)
            found = [period for year in years for period in _cut(duty, year)]
    return tuple(period for period in found if first <= period.end <= last)


def period_holding(duty: Duty, day: date) -> ReportingPeriod | None:
    """The duty's period in which a day lies; None where it has none, as in the second six months of a year."""
    ahead = periods_of(duty, day, date.max if duty.cadence is Cadence.TERM else day + LONGEST)
    return next((period for period in ahead if period.start <= day), None)


def deadline_of(duty: Duty, period: ReportingPeriod, calendar: Calendar) -> Deadline:
    """When the period is cut off and due. Only the due day gives way to rest days, and that of an ad-hoc duty never."""
    due = day_of_rule(duty.due, period)
    if duty.cadence is not Cadence.ADHOC:
        due = calendar.shifted(due, duty.shift)
    moment = datetime.combine(due, duty.due.hour, VIETNAM)
    return Deadline(duty.id, period, day_of_rule(duty.cut_off, period), moment)


def day_of_rule(rule: DayRule, period: ReportingPeriod) -> date:
    """The day a rule gives for a period; the 31st of a shorter month is its last day."""
    end = period.end
    match rule.kind:
        case RuleKind.DAY_OF_MONTH:
            months = end.year * 12 + end.month - 1 + rule.months_after
            return _clamped(months // 12, months % 12 + 1, rule.day)
        case RuleKind.AFTER_END:
            return end + timedelta(days=rule.day)
        case RuleKind.FIXED:
            return _clamped(end.year, rule.month, rule.day)
        case RuleKind.MOMENT:
            assert rule.on, "check_duty asks for the day of a moment"
            return rule.on


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _cut(duty: Duty, year: int) -> Iterator[ReportingPeriod]:
    """The periods of the duty's year that begins in this calendar year."""
    cut = CUTS[duty.cadence]
    month = SCHOOL_MONTH if duty.cadence is Cadence.SCHOOL_YEAR and duty.year_from == 1 else duty.year_from
    for n in range(cut.times):
        first = year * 12 + month - 1 + n * cut.length
        start = _first_of(first)
        end = _first_of(first + cut.length) - timedelta(days=1)
        if not (duty.cadence is Cadence.MONTH and end.month in duty.skip_months):
            yield _named(duty.cadence, year if month <= 6 else year + 1, start, end, n + 1)


def _first_of(months: int) -> date:
    """The first day of a month that is counted from the year 0."""
    return date(months // 12, months % 12 + 1, 1)


def _named(cadence: Cadence, year: int, start: date, end: date, n: int) -> ReportingPeriod:
    """The period with its key and its name; `year` is what the duty's year is called."""
    match cadence:
        case Cadence.MONTH:
            month = month_of(start.year, start.month)
            return ReportingPeriod(month.key, month.name, start, end)
        case Cadence.QUARTER:
            quarter = quarter_of(year, n)
            return ReportingPeriod(quarter.key, quarter.name, start, end)
        case Cadence.HALF:
            return ReportingPeriod(f"{year}-6T", f"6 tháng đầu năm {year}", start, end)
        case Cadence.SCHOOL_YEAR:
            years = f"{start.year}-{end.year}"
            return ReportingPeriod(years, f"năm học {years}", start, end)
        case _:
            return ReportingPeriod(f"{year}", f"năm {year}", start, end)


def _moment(duty: Duty) -> ReportingPeriod:
    """An ad-hoc duty's one period: from the day it is in force to the day it is due."""
    rule = duty.due
    assert rule.on, "the caller has looked"
    minutes = f"{rule.hour.minute:02d}" if rule.hour.minute else ""
    return ReportingPeriod(
        f"{rule.on.isoformat()}T{rule.hour.hour:02d}{minutes}",
        f"{rule.hour.hour} giờ{f' {minutes}' if minutes else ''} ngày {written_day(rule.on)}",
        min(duty.valid_from or rule.on, rule.on),
        rule.on,
    )


def _term(duty: Duty) -> ReportingPeriod:
    """The one period of a report for a term."""
    term = duty.term
    assert term, "the caller has looked"
    return ReportingPeriod(term.key, f"nhiệm kỳ {term.name}", term.start, term.end)
