"""On which days an office works, and where the library is overruled."""

from datetime import date

import pytest

from scheduler.calendar import (
    STRETCH_MAX,
    Calendar,
    Holiday,
    announced_holidays,
    calendar_of,
    holidays_from_library,
    holidays_of,
)
from scheduler.duties import Shift

CALENDAR = calendar_of(holidays_of(range(2025, 2036)))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13), date(2030, 2, 2), date(2031, 1, 23),
        date(2032, 2, 11), date(2033, 1, 31), date(2034, 2, 19), date(2035, 2, 8),
    ],
    ids=str,
)  # fmt: skip
def test_new_year_is_counted_on_viet_nams_meridian(day: date) -> None:
    assert CALENDAR.days[day].name == "Tết Nguyên Đán"
    assert CALENDAR.is_rest_day(day)


@pytest.mark.parametrize(
    ("day", "rests"),
    [
        pytest.param(date(2026, 11, 20), False, id="a Friday"),
        pytest.param(date(2026, 11, 21), True, id="a Saturday"),
        pytest.param(date(2026, 11, 24), True, id="the day of culture"),
        pytest.param(date(2025, 11, 24), False, id="the day of culture before there was one"),
        pytest.param(date(2026, 8, 31), True, id="a Monday swapped for a Saturday"),
        pytest.param(date(2026, 8, 22), False, id="the Saturday worked for it"),
        pytest.param(date(2026, 1, 2), True, id="a Friday swapped by a paper the library does not know"),
        pytest.param(date(2026, 1, 10), False, id="the Saturday worked for that one"),
        pytest.param(date(2025, 5, 2), True, id="the swap of 2025"),
        pytest.param(date(2025, 4, 26), False, id="its Saturday"),
        pytest.param(date(2026, 9, 1), True, id="the day beside National Day"),
        pytest.param(date(2026, 4, 27), True, id="the Monday after Hung Kings' day on a Sunday"),
        pytest.param(date(2026, 2, 16), True, id="the last day of the lunar year"),
        pytest.param(date(2026, 2, 20), True, id="the fourth day of the new one"),
        pytest.param(date(2026, 2, 23), False, id="the Monday after Tết"),
    ],
)
def test_one_rests_on(day: date, rests: bool) -> None:
    assert CALENDAR.is_rest_day(day) is rests


@pytest.mark.parametrize(
    ("day", "shift", "moved"),
    [
        pytest.param(date(2026, 11, 20), Shift.LATER, date(2026, 11, 20), id="a working day stays"),
        pytest.param(date(2026, 11, 21), Shift.LATER, date(2026, 11, 23), id="Saturday to Monday"),
        pytest.param(date(2026, 11, 21), Shift.EARLIER, date(2026, 11, 20), id="Saturday to Friday"),
        pytest.param(date(2026, 11, 21), Shift.NONE, date(2026, 11, 21), id="no shift"),
        pytest.param(date(2030, 2, 1), Shift.LATER, date(2030, 2, 7), id="over Tết 2030, forwards"),
        pytest.param(date(2030, 2, 5), Shift.EARLIER, date(2030, 1, 30), id="over Tết 2030, backwards"),
        pytest.param(date(2026, 8, 22), Shift.LATER, date(2026, 8, 22), id="a worked Saturday stays"),
        pytest.param(date(2026, 8, 30), Shift.LATER, date(2026, 9, 3), id="over the swap and National Day"),
    ],
)
def test_a_day_is_shifted(day: date, shift: Shift, moved: date) -> None:
    assert CALENDAR.shifted(day, shift) == moved


def test_working_days_around_a_working_day_exclude_it() -> None:
    friday = date(2026, 11, 20)
    assert CALENDAR.working_day_from(friday) == friday
    assert CALENDAR.next_working_day(friday) == date(2026, 11, 23)
    assert CALENDAR.previous_working_day(friday) == date(2026, 11, 19)


def test_an_offices_own_row_wins_over_ours_and_ours_over_the_librarys() -> None:
    day = date(2026, 11, 24)
    of_library = {row.day: row for row in holidays_from_library([2026])}[day]
    ours = {row.day: row for row in holidays_of([2026])}[day]
    offices = Holiday(day, "Ngày làm việc", is_rest=False, source="Thông báo của Văn phòng")
    assert of_library.source != ours.source
    assert ours in announced_holidays()
    assert not calendar_of([*holidays_of([2026]), offices]).is_rest_day(day)


def test_every_announced_row_says_what_announced_it() -> None:
    rows = announced_holidays()
    assert len({row.day for row in rows}) == len(rows) > 0
    assert [row for row in rows if not row.source.endswith(".") or not row.name] == []


def test_a_saturday_worked_for_the_next_year_belongs_to_its_own_year() -> None:
    worked = [row.day for row in holidays_from_library([2014]) if not row.is_rest]
    assert date(2014, 12, 27) in worked
    assert {row.day.year for row in holidays_from_library([2014])} == {2014}


def test_a_table_of_nothing_but_rest_days_ends_the_search() -> None:
    first = date(2026, 1, 1).toordinal()
    days = [Holiday(date.fromordinal(n), "x", is_rest=True, source="x") for n in range(first, first + 3 * STRETCH_MAX)]
    assert calendar_of(days).next_working_day(date(2026, 1, 5)) == date(2026, 1, 6)


def test_a_calendar_without_rows_knows_weekends() -> None:
    assert Calendar().is_rest_day(date(2026, 11, 22))
    assert not Calendar().is_rest_day(date(2026, 9, 2))
