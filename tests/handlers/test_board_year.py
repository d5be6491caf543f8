"""A year's board: one line for each period, and the report of a year is not taken for it."""

import pytest

from bot.db import Database
from handlers.boardwishes import Wish, is_of_some_year, is_over_months, wish_of
from knowledge.answer import build_library
from knowledge.digest import load_digests
from tests.benchmarks import board as office


@pytest.mark.parametrize(
    ("said", "months", "some_year"),
    [
        ("tình hình báo cáo năm nay", False, True),
        ("tinh hinh bao cao nam nay", False, True),
        ("tình hình báo cáo 12 tháng", True, False),
        ("báo cáo năm 2026 các tháng thế nào", True, False),
        ("tình hình báo cáo các tháng năm 2026", True, False),
        ("tình hình báo cáo năm 2026", False, False),
        ("tình hình báo cáo tháng 12", False, False),
    ],
)
def test_what_is_asked_of_a_year(said: str, months: bool, some_year: bool) -> None:
    assert (wish_of(said), is_over_months(said), is_of_some_year(said)) == (Wish.OVERVIEW, months, some_year)


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        (
            "tình hình báo cáo năm nay",
            "Báo cáo năm 2026, số đã nộp trên số phải nộp:\n• Báo cáo tháng 1/2026: 25/30 (muộn 2), thiếu 5",
        ),
        ("báo cáo năm 2026 các tháng thế nào", "Báo cáo năm 2026, số đã nộp"),
        ("tình hình báo cáo 12 tháng năm 2025", "Văn phòng chưa mở kỳ báo cáo nào của năm 2025"),
    ],
)
def test_each_period_has_its_line(said: str, begins: str, db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "UNITS", 30)
    db.write_now(office.fill)
    text = office.asked(db, build_library(load_digests()), said).replies[0].text
    assert text.startswith(begins)
    assert text.count("• ") == (12 if "•" in begins or "đã nộp" in begins else 0)
