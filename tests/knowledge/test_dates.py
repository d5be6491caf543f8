"""Days and periods as officers write and say them, seen from a given today."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import find_dates, find_periods, term_of, written_day, year_of
from knowledge.text import clean

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("19/01/2024", date(2024, 1, 19)),
        ("19-1-2024", date(2024, 1, 19)),
        ("19/1/24", date(2024, 1, 19)),
        ("2024-01-19", date(2024, 1, 19)),
        ("ngày 19 tháng 01 năm 2024", date(2024, 1, 19)),
        ("ngày mười chín tháng một năm hai không hai tư", date(2024, 1, 19)),
        ("hạn 25/11", date(2026, 11, 25)),
        ("ngày 5/1", date(2027, 1, 5)),
        ("hôm qua", date(2026, 11, 20)),
    ],
)
def test_a_day_is_read(said: str, day: date) -> None:
    assert [found.day for found in find_dates(said, TODAY)] == [day]


@pytest.mark.parametrize("said", ["31/02/2024", "99/99/2024", "412/420 đoàn viên", "số 02/CTr-LĐLĐ", "30.000.000"])
def test_what_is_no_day_is_not_read_as_one(said: str) -> None:
    assert find_dates(said, TODAY) == ()


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("năm nay", "2026"),
        ("năm ngoái", "2025"),
        ("sang năm", "2027"),
        ("năm 24", "2024"),
        ("nam hai tu", "2024"),
        ("năm hai nghìn không trăm hai mươi bốn", "2024"),
        ("đến năm 2025", "2025"),
        ("tháng 11", "2026-11"),
        ("tháng mười một năm ngoái", "2025-11"),
        ("tháng 2", "2027-02"),
        ("tháng trước", "2026-10"),
        ("thang sau", "2026-12"),
        ("tháng sáu", "2026-06"),
        ("T11/2023", "2023-11"),
        ("12/2023", "2023-12"),
        ("quý III", "2026-Q3"),
        ("quý tư năm ngoái", "2025-Q4"),
        ("quý 2 sang năm", "2027-Q2"),
        ("tháng 3 của năm sau", "2027-03"),
        ("quý trước", "2026-Q3"),
        ("6 tháng đầu năm", "2026-H1"),
        ("sáu tháng cuối năm 2024", "2024-H2"),
        ("tuần này", "2026-W47"),
        ("hôm nay", "2026-11-21"),
        ("nhiệm kỳ 2023-2028", "2023-2028"),
        ("giai đoạn 2021 - 2025", "2021-2025"),
        ("từ năm 2021 đến năm 2025", "2021-2025"),
        ("nhiệm kỳ 23-28", "2023-2028"),
        ("nk 23 28", "2023-2028"),
        ("nhiệm kỳ hai ba hai tám", "2023-2028"),
        ("nhiệm kỳ hai mươi ba hai mươi tám", "2023-2028"),
        ("nhiệm kỳ hai lăm ba mươi", "2025-2030"),
        ("giai đoạn hai không hai mốt đến hai không hai lăm", "2021-2025"),
        ("nhiem ky hai nghin khong tram hai muoi hai nghin khong tram hai lam", "2020-2025"),
        ("nk 2020 2025", "2020-2025"),
    ],
)
def test_a_period_is_read_from_today(said: str, key: str) -> None:
    assert [found.period.key for found in find_periods(said, TODAY)] == [key]


@pytest.mark.parametrize("said", ["nam muoi doan vien", "trong 5 năm", "số 02/CTr", "hàng năm", "lần thứ XIII"])
def test_what_is_no_period_is_not_read_as_one(said: str) -> None:
    assert find_periods(said, TODAY) == ()


def test_a_period_said_from_today_knows_it() -> None:
    relative, fixed = find_periods("năm nay và năm 2024", TODAY)
    assert (relative.is_relative, fixed.is_relative) == (True, False)


def test_two_periods_are_two() -> None:
    assert [found.period.key for found in find_periods("năm 2023 và năm 2025", TODAY)] == ["2023", "2025"]


def test_a_term_overlaps_its_years_only() -> None:
    assert year_of(2024).overlaps(date(2023, 1, 1), date(2028, 12, 31))
    assert not year_of(2026).overlaps(date(2024, 1, 1), date(2024, 12, 31))
    assert term_of(2023, 2028).overlaps(None, date(2023, 6, 1))


def test_a_period_is_named_as_people_say_it() -> None:
    named = [found.period.name for found in find_periods("quý 3, tháng 2/2024, 6 tháng đầu năm 2024, 2023-2028", TODAY)]
    assert named == ["quý III/2026", "tháng 2/2024", "6 tháng đầu năm 2024", "2023-2028"]


def test_a_day_is_written_as_papers_write_it() -> None:
    assert [written_day(day) for day in (date(2024, 1, 19), date(2025, 7, 1))] == ["19/01/2024", "01/7/2025"]


@given(st.text(max_size=120) | st.from_regex(r"(ngay|thang|nam|quy|[0-9/. -]){0,12}", fullmatch=True))
def test_no_text_breaks_the_reading(anything: str) -> None:
    length = len(clean(anything))
    assert all(0 <= found.start < found.end <= length for found in find_periods(anything, TODAY))
    assert all(0 <= found.start < found.end <= length for found in find_dates(anything, TODAY))
