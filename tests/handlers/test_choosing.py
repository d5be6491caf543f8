"""Which deadline is meant: by the period, by the duty's words, or the nearest one."""

from datetime import date, datetime, timedelta

import pytest

from handlers.choosing import Ambiguous, Chosen, deadline_in
from knowledge.dates import VIETNAM, Period, PeriodKind, month_of
from knowledge.document import UnitCode
from scheduler.calendar import Calendar
from scheduler.duties import Cadence, DayRule, Duty, DutyId, RuleKind
from scheduler.periods import deadline_of, periods_of
from union.forms.form import FormId

OFFICE = UnitCode("suoi-may")


def duty(name: str, cadence: Cadence, due: DayRule, year_from: int = 1) -> Duty:
    return Duty(DutyId(name), name, FormId("x"), OFFICE, cadence, due, year_from=year_from)


MONTHLY = duty("Báo cáo tháng", Cadence.MONTH, DayRule(RuleKind.DAY_OF_MONTH, 25))
HALF = duty("Báo cáo 6 tháng", Cadence.HALF, DayRule(RuleKind.FIXED, 10, month=6), year_from=12)
YEARLY = duty("Báo cáo năm", Cadence.YEAR, DayRule(RuleKind.FIXED, 10, month=12), year_from=12)
SAFETY = duty("Báo cáo an toàn vệ sinh lao động tháng", Cadence.MONTH, DayRule(RuleKind.DAY_OF_MONTH, 28))
DUTIES = (MONTHLY, HALF, YEARLY)
DEADLINES = [
    deadline_of(item, period, Calendar())
    for item in DUTIES
    for period in periods_of(item, date(2026, 1, 1), date(2026, 12, 31))
]


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=VIETNAM)


ROWS = [
    ("nothing said, due in two days", "ai chưa nộp", at(11, 23), "2026-11"),
    ("nothing said, just past due", "ai chưa nộp", at(11, 26), "2026-11"),
    ("nothing said, past due for long", "ai chưa nộp", at(11, 20), "2026-11"),
    ("nothing said, still within twenty days", "ai chưa nộp", at(11, 13), "2026-10"),
    ("a month", "ai chưa nộp tháng 10", at(11, 26), "2026-10"),
    ("a month without marks", "thang 9 ai nop muon", at(11, 26), "2026-09"),
    ("last month", "tình hình báo cáo tháng trước", at(11, 26), "2026-10"),
    ("a month of the year", "tháng 3/2026 ai nộp muộn", at(11, 26), "2026-03"),
    ("the half-year by its words", "báo cáo 6 tháng ai chưa nộp", at(11, 26), "2026-6T"),
    ("the half-year by its period", "ai chưa nộp 6 tháng đầu năm", at(7, 2), "2026-6T"),
    ("the year by its period", "báo cáo năm 2026 ai chưa nộp", at(11, 26), "2026"),
    ("the year by its words", "ai chưa nộp báo cáo năm", at(11, 26), "2026"),
    ("this year", "báo cáo năm nay đến đâu rồi", at(11, 26), "2026"),
    ("the monthly one by its word", "ai chưa nộp báo cáo tháng", at(12, 8), "2026-11"),
]


@pytest.mark.parametrize(("said", "now", "key"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_the_deadline_that_was_meant(said: str, now: datetime, key: str) -> None:
    found = deadline_in(said, DEADLINES, DUTIES, now)
    assert isinstance(found, Chosen)
    assert found.deadline.period.key == key


def test_two_duties_of_one_month_are_asked_about_and_told_apart_by_their_words() -> None:
    both = [MONTHLY, SAFETY]
    november = [
        deadline_of(item, period, Calendar())
        for item in both
        for period in periods_of(item, date(2026, 10, 1), date(2026, 11, 30))
    ]
    found = deadline_in("ai chưa nộp tháng 11", november, both, at(11, 26))
    assert isinstance(found, Ambiguous)
    assert {item.duty for item in found.deadlines} == {MONTHLY.id, SAFETY.id}
    named = deadline_in("ai chưa nộp an toàn vệ sinh lao động tháng 11", november, both, at(11, 26))
    assert isinstance(named, Chosen)
    assert named.deadline.duty == SAFETY.id


def test_a_month_without_a_report_names_the_month() -> None:
    found = deadline_in("ai chưa nộp tháng 5/2024", DEADLINES, DUTIES, at(11, 26))
    assert found == Ambiguous((), month_of(2024, 5))


def test_a_half_year_that_ends_in_the_month_stands_in_for_it() -> None:
    only = [item for item in DEADLINES if item.duty == HALF.id]
    found = deadline_in("ai chưa nộp tháng 5", only, DUTIES, at(6, 12))
    assert isinstance(found, Chosen)
    assert found.deadline.period.key == "2026-6T"


def test_no_deadline_at_all_is_no_choice() -> None:
    assert deadline_in("ai chưa nộp", [], DUTIES, at(11, 26)) == Ambiguous()


def test_the_second_half_is_not_the_first() -> None:
    second = Period(date(2026, 7, 1), date(2026, 12, 31), PeriodKind.HALF)
    assert deadline_in("6 tháng cuối năm 2026", DEADLINES, DUTIES, at(11, 26)) == Ambiguous((), second)


def test_what_is_long_past_is_still_meant_where_nothing_comes() -> None:
    later = DEADLINES[0].due + timedelta(days=400)
    found = deadline_in("ai chưa nộp", DEADLINES[:1], DUTIES, later)
    assert isinstance(found, Chosen)
