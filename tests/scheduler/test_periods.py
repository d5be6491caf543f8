"""Periods, cut-offs and due moments; and what is said of a duty that cannot be."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.dates import VIETNAM, term_of
from knowledge.document import UnitCode
from scheduler.calendar import Calendar, Holiday, calendar_of, holidays_of
from scheduler.duties import (
    LONG_LADDER,
    Cadence,
    DayRule,
    Duty,
    DutyId,
    Ladder,
    RuleKind,
    Rung,
    Selector,
    Shift,
)
from scheduler.faults import check_duty
from scheduler.periods import deadline_of, period_holding, periods_of
from union.forms.form import FormId

CALENDAR = calendar_of(holidays_of(range(2025, 2032)))
OF_MONTH = RuleKind.DAY_OF_MONTH
OFFICE = UnitCode("van-phong")


def duty(cadence: Cadence = Cadence.MONTH, due: DayRule | None = None, **more: Any) -> Duty:
    """A sound duty, due on the 20th of the period's last month."""
    due = due or DayRule(OF_MONTH, day=20)
    return Duty(DutyId("bc"), "Báo cáo", FormId("bm"), OFFICE, cadence, due, **more)


def adhoc(on: date, hour: time, **more: Any) -> Duty:
    """A request for one moment."""
    return duty(Cadence.ADHOC, DayRule(RuleKind.MOMENT, on=on, hour=hour), **more)


SIX, YEAR, SCHOOL = Cadence.HALF, Cadence.YEAR, Cadence.SCHOOL_YEAR


@pytest.mark.parametrize(
    ("item", "within", "expected"),
    [
        pytest.param(
            duty(), (date(2026, 11, 30), date(2026, 12, 31)),
            [("2026-11", "tháng 11/2026", "2026-11-01", "2026-11-30"),
             ("2026-12", "tháng 12/2026", "2026-12-01", "2026-12-31")], id="months that end within"),
        pytest.param(
            duty(skip_months=(5, 11)), (date(2026, 4, 1), date(2026, 6, 30)),
            [("2026-04", "tháng 4/2026", "2026-04-01", "2026-04-30"),
             ("2026-06", "tháng 6/2026", "2026-06-01", "2026-06-30")], id="a month with a longer report is left out"),
        pytest.param(
            duty(Cadence.QUARTER), (date(2026, 1, 1), date(2026, 6, 30)),
            [("2026-Q1", "quý I/2026", "2026-01-01", "2026-03-31"),
             ("2026-Q2", "quý II/2026", "2026-04-01", "2026-06-30")], id="quarters"),
        pytest.param(
            duty(Cadence.QUARTER, year_from=12), (date(2026, 2, 1), date(2026, 5, 31)),
            [("2026-Q1", "quý I/2026", "2025-12-01", "2026-02-28"),
             ("2026-Q2", "quý II/2026", "2026-03-01", "2026-05-31")], id="quarters of a year from December"),
        pytest.param(
            duty(SIX), (date(2026, 1, 1), date(2026, 12, 31)),
            [("2026-6T", "6 tháng đầu năm 2026", "2026-01-01", "2026-06-30")], id="six months are the first six only"),
        pytest.param(
            duty(SIX, year_from=12), (date(2026, 1, 1), date(2026, 12, 31)),
            [("2026-6T", "6 tháng đầu năm 2026", "2025-12-01", "2026-05-31")], id="six months from December"),
        pytest.param(
            duty(YEAR), (date(2026, 1, 1), date(2026, 12, 31)),
            [("2026", "năm 2026", "2026-01-01", "2026-12-31")], id="a year"),
        pytest.param(
            duty(YEAR, year_from=12), (date(2026, 1, 1), date(2026, 12, 31)),
            [("2026", "năm 2026", "2025-12-01", "2026-11-30")], id="a year from December"),
        pytest.param(
            duty(YEAR, year_from=4), (date(2027, 1, 1), date(2027, 12, 31)),
            [("2026", "năm 2026", "2026-04-01", "2027-03-31")], id="from April: called after its greater part"),
        pytest.param(
            duty(SCHOOL), (date(2026, 1, 1), date(2026, 12, 31)),
            [("2025-2026", "năm học 2025-2026", "2025-09-01", "2026-08-31")], id="a school year"),
        pytest.param(
            duty(SCHOOL, year_from=8), (date(2026, 1, 1), date(2026, 12, 31)),
            [("2025-2026", "năm học 2025-2026", "2025-08-01", "2026-07-31")], id="a school year from August"),
        pytest.param(
            duty(Cadence.TERM, term=term_of(2023, 2028)), (date.min, date.max),
            [("2023-2028", "nhiệm kỳ 2023-2028", "2023-01-01", "2028-12-31")], id="a term"),
        pytest.param(duty(Cadence.TERM), (date.min, date.max), [], id="a term that nobody named"),
        pytest.param(
            adhoc(date(2026, 11, 21), time(16)), (date.min, date.max),
            [("2026-11-21T16", "16 giờ ngày 21/11/2026", "2026-11-21", "2026-11-21")], id="a request for today"),
        pytest.param(
            adhoc(date(2026, 11, 23), time(9, 30), valid_from=date(2026, 11, 21)), (date.min, date.max),
            [("2026-11-23T0930", "9 giờ 30 ngày 23/11/2026", "2026-11-21", "2026-11-23")],
            id="a request made earlier, with minutes"),
        pytest.param(duty(), (date.max, date.max), [], id="the end of time"),
        pytest.param(duty(), (date.min, date.min), [], id="its beginning"),
    ],
)  # fmt: skip
def test_time_is_cut_into(item: Duty, within: tuple[date, date], expected: list[tuple[str, ...]]) -> None:
    found = [(p.key, p.name, p.start.isoformat(), p.end.isoformat()) for p in periods_of(item, *within)]
    assert found == expected


@pytest.mark.parametrize(
    ("item", "day", "key"),
    [
        pytest.param(duty(), date(2026, 11, 21), "2026-11", id="a month"),
        pytest.param(duty(SIX), date(2026, 11, 21), None, id="the second six months have no report of their own"),
        pytest.param(duty(SIX, year_from=12), date(2026, 12, 1), "2027-6T", id="the next year's first day"),
        pytest.param(duty(YEAR), date(2026, 1, 1), "2026", id="a year from its first day"),
        pytest.param(duty(Cadence.TERM, term=term_of(2023, 2028)), date(2024, 5, 5), "2023-2028", id="a term"),
        pytest.param(adhoc(date(2026, 11, 21), time(16)), date(2026, 11, 22), None, id="a request that is over"),
    ],
)
def test_a_day_lies_in_a_period(item: Duty, day: date, key: str | None) -> None:
    found = period_holding(item, day)
    assert (found and found.key) == key


AFTER, FIXED = RuleKind.AFTER_END, RuleKind.FIXED


@pytest.mark.parametrize(
    ("item", "last_day", "cut_off", "due"),
    [
        pytest.param(duty(), date(2026, 11, 30), "2026-11-30", "2026-11-20T17:00", id="due before the cut-off"),
        pytest.param(
            duty(due=DayRule(OF_MONTH, day=31)), date(2027, 2, 28), "2027-02-28", "2027-03-01T17:00",
            id="the 31st of February is its last day, a Sunday, shifted later"),
        pytest.param(
            duty(due=DayRule(OF_MONTH, day=31), shift=Shift.NONE), date(2028, 2, 29), "2028-02-29", "2028-02-29T17:00",
            id="and the 29th in a leap year"),
        pytest.param(
            duty(due=DayRule(OF_MONTH, day=5, months_after=1)), date(2026, 12, 31), "2026-12-31", "2027-01-05T17:00",
            id="a day of the month after, over the year's end"),
        pytest.param(
            duty(due=DayRule(OF_MONTH, day=5, months_after=-1), shift=Shift.NONE), date(2027, 1, 31), "2027-01-31",
            "2026-12-05T17:00", id="a day of the month before"),
        pytest.param(
            duty(due=DayRule(AFTER, day=-5)), date(2026, 11, 30), "2026-11-30", "2026-11-25T17:00",
            id="days before the end"),
        pytest.param(
            duty(due=DayRule(AFTER, day=3), shift=Shift.EARLIER), date(2026, 12, 31), "2026-12-31", "2026-12-31T17:00",
            id="after the end, shifted earlier over New Year"),
        pytest.param(
            duty(SIX, DayRule(FIXED, day=15, month=6, hour=time(11)), year_from=12), date(2026, 5, 31), "2026-05-31",
            "2026-06-15T11:00", id="a fixed day at its own hour"),
        pytest.param(
            duty(YEAR, DayRule(FIXED, day=29, month=2), shift=Shift.NONE), date(2026, 12, 31), "2026-12-31",
            "2026-02-28T17:00", id="a fixed 29 February"),
        pytest.param(
            duty(cut_off=DayRule(OF_MONTH, day=15)), date(2026, 11, 30), "2026-11-15", "2026-11-20T17:00",
            id="a cut-off of its own"),
        pytest.param(
            duty(cut_off=DayRule(OF_MONTH, day=15), due=DayRule(OF_MONTH, day=22)), date(2026, 2, 28), "2026-02-15",
            "2026-02-23T17:00", id="only the due day is shifted, over Tết's weekend"),
        pytest.param(
            duty(due=DayRule(OF_MONTH, day=22)), date(2026, 8, 31), "2026-08-31", "2026-08-22T17:00",
            id="a worked Saturday keeps the day"),
        pytest.param(
            duty(due=DayRule(OF_MONTH, day=1)), date(2030, 2, 28), "2030-02-28", "2030-02-07T17:00",
            id="Tết 2030 falls on 2 February here"),
        pytest.param(
            adhoc(date(2026, 11, 21), time(16)), date(2026, 11, 21), "2026-11-21", "2026-11-21T16:00",
            id="a request is due on a Saturday when the office says so"),
    ],
)  # fmt: skip
def test_a_period_is_due(item: Duty, last_day: date, cut_off: str, due: str) -> None:
    [period] = periods_of(item, last_day, last_day)
    deadline = deadline_of(item, period, CALENDAR)
    assert (deadline.cut_off.isoformat(), deadline.due.isoformat(timespec="minutes")) == (cut_off, f"{due}+07:00")
    assert (deadline.duty, deadline.period) == (item.id, period)


RECURRING = (Cadence.MONTH, Cadence.QUARTER, Cadence.HALF, Cadence.YEAR, Cadence.SCHOOL_YEAR)
DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@settings(deadline=None)
@given(cadence=st.sampled_from(RECURRING), year_from=st.integers(1, 12), first=DAYS, months=st.integers(1, 40))
def test_periods_follow_each_other_with_keys_of_their_own(
    cadence: Cadence, year_from: int, first: date, months: int
) -> None:
    found = periods_of(duty(cadence, year_from=year_from), first, first + timedelta(days=31 * months))
    assert len({period.key for period in found}) == len(found)
    for earlier, later in pairwise(found):
        gap = (later.start - earlier.end).days
        assert gap == 1 or (cadence is Cadence.HALF and 181 <= gap <= 185)
    assert all(first <= period.end and period.start <= period.end for period in found)


@settings(deadline=None)
@given(cadence=st.sampled_from(RECURRING), year_from=st.integers(1, 12), day=DAYS, days=st.integers(0, 900))
def test_a_span_cut_in_two_has_the_same_periods(cadence: Cadence, year_from: int, day: date, days: int) -> None:
    item, middle = duty(cadence, year_from=year_from), day + timedelta(days=days)
    end = middle + timedelta(days=400)
    parts = periods_of(item, day, middle) + periods_of(item, middle + timedelta(days=1), end)
    assert parts == periods_of(item, day, end)


@settings(deadline=None)
@given(day=DAYS, of_month=st.integers(1, 31), shift=st.sampled_from(Shift), rest=st.sets(st.integers(0, 40)))
def test_a_shifted_due_day_is_a_working_day(day: date, of_month: int, shift: Shift, rest: set[int]) -> None:
    days = [Holiday(day + timedelta(days=n), "nghỉ", is_rest=True, source="x") for n in rest]
    calendar = calendar_of(days)
    item = duty(due=DayRule(OF_MONTH, day=of_month), shift=shift)
    period = period_holding(item, day)
    assert period
    plain = deadline_of(replace(item, shift=Shift.NONE), period, calendar).due
    due = deadline_of(item, period, calendar).due
    assert shift is Shift.NONE or not calendar.is_rest_day(due.date())
    assert {Shift.NONE: due == plain, Shift.LATER: due >= plain, Shift.EARLIER: due <= plain}[shift]


NO_RULE = DayRule(OF_MONTH)


@pytest.mark.parametrize(
    ("item", "said"),
    [
        pytest.param(duty(due=NO_RULE), "Hạn nộp chưa có ngày.", id="no due rule"),
        pytest.param(duty(due=DayRule(OF_MONTH, day=32)), "không có ngày 32 trong tháng", id="day 32"),
        pytest.param(duty(due=DayRule(OF_MONTH, day=-1)), "không có ngày -1 trong tháng", id="day -1"),
        pytest.param(duty(cut_off=NO_RULE), "Ngày chốt số liệu chưa có ngày.", id="an empty cut-off"),
        pytest.param(duty(due=DayRule(OF_MONTH, day=5, months_after=14)), "nhiều nhất là 12", id="14 months later"),
        pytest.param(duty(due=DayRule(AFTER, day=900)), "không thể cách ngày cuối kỳ 900 ngày", id="900 days later"),
        pytest.param(duty(due=DayRule(FIXED, day=10, month=6)), "ngày cố định của năm", id="a yearly day for months"),
        pytest.param(duty(cut_off=DayRule(FIXED, day=10, month=6)), "ngày cố định của năm", id="such a cut-off"),
        pytest.param(duty(YEAR, DayRule(FIXED, day=5)), "Hạn nộp chưa có tháng.", id="a fixed day without its month"),
        pytest.param(duty(YEAR, DayRule(FIXED, month=12)), "Hạn nộp chưa có ngày.", id="a month without its day"),
        pytest.param(duty(YEAR, DayRule(FIXED, day=5, month=13)), "không có tháng 13", id="month 13"),
        pytest.param(duty(YEAR, DayRule(FIXED, day=31, month=6)), "tháng 6 không có ngày 31", id="31 June"),
        pytest.param(
            duty(due=DayRule(RuleKind.MOMENT, on=date(2026, 11, 21))), "không thể có hạn nộp là một ngày duy nhất",
            id="a monthly report due once"),
        pytest.param(
            duty(cut_off=DayRule(RuleKind.MOMENT, on=date(2026, 11, 21))), "không thể chốt số liệu vào một ngày",
            id="a monthly report cut off once"),
        pytest.param(duty(Cadence.ADHOC), "cần hạn nộp là một ngày và giờ", id="a request with a rule"),
        pytest.param(
            duty(Cadence.ADHOC, DayRule(RuleKind.MOMENT)), "Hạn nộp chưa có ngày.", id="a request without its day"),
        pytest.param(adhoc(date(9999, 12, 31), time(16)), "năm 9999 không hợp lý", id="the year 9999"),
        pytest.param(duty(Cadence.TERM), "chưa nêu nhiệm kỳ", id="a term without its years"),
        pytest.param(duty(year_from=13), "không thể tính từ tháng 13", id="a year from month 13"),
        pytest.param(duty(skip_months=(0, 13)), "không có thật: 0, 13", id="months that are none"),
        pytest.param(duty(skip_months=tuple(range(1, 13))), "không còn kỳ báo cáo nào", id="every month left out"),
        pytest.param(duty(YEAR, skip_months=(5,)), "Chỉ báo cáo tháng", id="a year with a month left out"),
        pytest.param(
            duty(valid_from=date(2026, 5, 1), valid_to=date(2026, 5, 1)), "phải sau ngày có hiệu lực",
            id="over before it began"),
        pytest.param(duty(ladder=Ladder(())), "Chưa có nấc nhắc nào.", id="an empty ladder"),
        pytest.param(duty(ladder=Ladder((Rung(0), Rung(-3)))), "xếp từ sớm đến muộn", id="rungs upside down"),
        pytest.param(duty(ladder=Ladder((Rung(0), Rung(0)))), "không trùng nhau", id="a rung twice"),
        pytest.param(duty(ladder=Ladder((Rung(),))), "bằng ngày hoặc bằng giờ", id="a rung of nothing"),
        pytest.param(duty(ladder=Ladder((Rung(1, 1),))), "bằng ngày hoặc bằng giờ", id="a rung of both"),
        pytest.param(duty(ladder=Ladder((Rung(hours=-2),))), "Chỉ yêu cầu đột xuất", id="hours in a monthly ladder"),
        pytest.param(duty(ladder=Ladder((Rung(-400),))), "không thể cách hạn nộp quá", id="a rung a year before"),
        pytest.param(duty(ladder=Ladder(tuple(map(Rung, range(20))))), "Nhiều nhất là 12 nấc", id="twenty rungs"),
        pytest.param(duty(ladder=Ladder((Rung(0),), weekly=5)), "nhiều nhất 4 lần", id="weekly without end"),
        pytest.param(duty(selector=Selector(kinds=())), "Chưa nêu đơn vị nào", id="nobody owes it"),
        pytest.param(
            duty(selector=Selector(units=(OFFICE,), excepted=(OFFICE,))), "vừa được nêu tên vừa được trừ ra",
            id="named and excepted"),
        pytest.param(replace(duty(), name=" "), "chưa có tên", id="no name"),
        pytest.param(replace(duty(), form=FormId("")), "chưa có biểu mẫu", id="no form"),
        pytest.param(replace(duty(), recipient=UnitCode("")), "công đoàn nào nhận", id="no recipient"),
        pytest.param(
            duty(YEAR, DayRule(FIXED, day=15, month=1), year_from=7, shift=Shift.NONE), "",
            id="within the year is sound"),
        pytest.param(
            duty(due=DayRule(OF_MONTH, day=5, months_after=-3)), "đến trước khi tháng 1/2026 bắt đầu",
            id="due before its period"),
        pytest.param(duty(due=DayRule(OF_MONTH, day=5, months_after=12)), "", id="a year later, just"),
        pytest.param(
            duty(Cadence.TERM, DayRule(RuleKind.MOMENT, on=date(2031, 1, 1)), term=term_of(2023, 2028)),
            "muộn hơn một năm", id="a term's report long after it"),
    ],
)  # fmt: skip
def test_of_a_duty_is_said(item: Duty, said: str) -> None:
    found = check_duty(item)
    assert bool(found) is bool(said)
    assert any(said in sentence for sentence in found) or not said
    assert all(sentence.endswith(".") for sentence in found)


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(duty(), id="monthly"),
        pytest.param(duty(SIX, DayRule(FIXED, day=10, month=6), year_from=12, ladder=LONG_LADDER), id="six months"),
        pytest.param(adhoc(date(2026, 11, 21), time(16)), id="a request"),
        pytest.param(
            duty(Cadence.TERM, DayRule(RuleKind.MOMENT, on=date(2028, 6, 1)), term=term_of(2023, 2028)), id="a term"
        ),
    ],
)
def test_nothing_is_said_of_a_sound_duty(item: Duty) -> None:
    assert check_duty(item) == ()


def test_every_fault_of_a_duty_is_told_at_once() -> None:
    found = check_duty(duty(due=NO_RULE, year_from=0, ladder=Ladder(())))
    assert len(found) == 3


def test_moments_are_viet_nams() -> None:
    [period] = periods_of(duty(), date(2026, 11, 30), date(2026, 11, 30))
    assert deadline_of(duty(), period, Calendar()).due == datetime(2026, 11, 20, 17, tzinfo=VIETNAM)
