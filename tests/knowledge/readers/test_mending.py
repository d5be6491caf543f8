"""Figures that recognition or a program damaged, and what looks like them but is not one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.readers.mending import mended

DAMAGED = [
    pytest.param("đạt 1OO% đơn vị", "đạt 100% đơn vị", id="the letter O for noughts"),
    pytest.param("l00% CĐCS", "100% CĐCS", id="the letter l for one"),
    pytest.param("lOO% cán bộ", "100% cán bộ", id="letters alone before the sign"),
    pytest.param("9O % trở lên", "90 % trở lên", id="a blank before the sign stays"),
    pytest.param("từ 85-9O% số", "từ 85-90% số", id="the end of a range"),
    pytest.param("đạt 9S,5%", "đạt 95,5%", id="S for five"),
    pytest.param("95°/o đoàn viên", "95% đoàn viên", id="the sign in its strokes"),
    pytest.param("950/0 đoàn viên", "95% đoàn viên", id="the sign read as noughts"),
    pytest.param("1 00% và 10 0%", "100% và 100%", id="a blank inside a hundred"),
    pytest.param("3O.OOO đồng", "30.000 đồng", id="letters in groups of three"),
    pytest.param("có 30 .000 đoàn viên", "có 30.000 đoàn viên", id="a blank before the point"),
    pytest.param("30. 000 người", "30.000 người", id="a blank after the point, before noughts"),
    pytest.param("1.500 .000 đồng", "1.500.000 đồng", id="a blank before the last group"),
    pytest.param("1 . 500 . 000 đồng", "1.500.000 đồng", id="blanks around every point"),
    pytest.param("30 000 000 đồng", "30.000.000 đồng", id="groups parted by blanks"),
    pytest.param("thu 6 , 7 triệu đồng", "thu 6,7 triệu đồng", id="blanks around the comma"),
    pytest.param("đạt 6 , 75 triệu", "đạt 6,75 triệu", id="two decimals"),
    pytest.param("1O đoàn viên", "10 đoàn viên", id="a count of people"),
    pytest.param("O5 cuộc", "05 cuộc", id="a leading letter before a noun that is counted"),
    pytest.param("l5 đồng chí", "15 đồng chí", id="l at the beginning"),
    pytest.param("trước ngày 3l/12/2O26", "trước ngày 31/12/2026", id="a day"),
    pytest.param("ngày 3l tháng l2 năm 2O25", "ngày 31 tháng 12 năm 2025", id="a day in words"),
]
SOUND = [
    "Số: 4a/KH-LĐLĐ", "Số: 1O/KH-CĐ", "khí O2 và CO2", "tầng 4B khu nhà", "khoản 1 , 2 Điều 3", "đạt 90 , 95 %",
    "từ 85 , 90 , 95 %", "Điều 30. 150 công nhân tham gia", "mức 5, 10 triệu đồng",
    "điện thoại 0912 345 678 người trực",
    "20l xăng dầu", "máy I5", "phương pháp 5S", "1. 500 đoàn viên", "năm 2025 100 đoàn viên", "các bảng 100 200 300",
    "CO% và LO", "mẫu số 02/CĐCS", "giai đoạn 2021 - 2025", "đạt 95,5 %",
]  # fmt: skip


@pytest.mark.parametrize(("read", "meant"), DAMAGED)
def test_damaged_figure_is_written_as_it_is_meant(read: str, meant: str) -> None:
    text, repairs = mended(read)
    assert text == meant
    assert repairs


@pytest.mark.parametrize("text", SOUND)
def test_what_is_not_plainly_a_figure_stays(text: str) -> None:
    assert mended(text) == (text, ())


def test_every_repair_says_what_stood_there() -> None:
    _, [repair] = mended("đạt 1OO% đơn vị")
    assert (repair.before, repair.after) == ("1OO%", "100%")


@given(st.text(alphabet="0123456789OolIS.,% /-đoànviêtrugm", max_size=60))
def test_sound_digits_are_never_changed(text: str) -> None:
    repaired, _ = mended(text)
    digits = [letter for letter in text if letter.isdigit()]
    kept = iter(letter for letter in repaired if letter.isdigit())
    # Noughts of a broken percent sign are the only digits that may go.
    assert all(any(digit == each for each in kept) for digit in digits if digit != "0")


@given(st.text(max_size=80))
def test_a_second_time_mends_nothing_more_than_it_says(text: str) -> None:
    repaired, repairs = mended(text)
    assert repairs or repaired == text
