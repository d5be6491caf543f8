"""Numbers as officers write and say them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numbers import find_numbers, find_ratios, parse_number, written
from knowledge.text import clean


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("30.000", "30000"),
        ("18 000", "18000"),
        ("1,500", "1500"),
        ("6,4 tỷ", "6400000000"),
        ("12.5", "12.5"),
        ("0.250", "0.25"),
        ("12tr5", "12500000"),
        ("1k2", "1200"),
        ("50k", "50000"),
        ("6 tỷ 4", "6400000000"),
        ("6 tỷ 400 triệu", "6400000000"),
        ("24 nghìn rưỡi", "24500"),
        ("30 nghìn", "30000"),
        ("5 vạn", "50000"),
        ("ba mươi hai", "32"),
        ("ba muoi hai", "32"),
        ("hai mươi mốt", "21"),
        ("năm mươi lăm", "55"),
        ("mười hai", "12"),
        ("ba chục", "30"),
        ("trăm hai", "120"),
        ("một trăm linh năm", "105"),
        ("nghìn rưỡi", "1500"),
        ("hai mươi bốn nghìn rưỡi", "24500"),
        ("hai mươi tư nghìn năm trăm", "24500"),
        ("một nghìn hai trăm ba mươi bốn", "1234"),
        ("hai nghìn không trăm hai mươi bốn", "2024"),
        ("hai nghìn hai tư", "2024"),
        ("sáu tỷ tư", "6400000000"),
        ("sáu phẩy bốn tỷ", "6400000000"),
        ("9 phẩy 6 tỷ", "9600000000"),
        ("2 chấm 5 tỷ", "2500000000"),
        ("hai chấm năm tỷ", "2500000000"),
        ("2 cham 5 ti", "2500000000"),
        ("2ty5", "2500000000"),
        ("24k5", "24500"),
        ("một triệu rưỡi", "1500000"),
        ("hai trăm nghìn", "200000"),
        ("năm", "5"),
        ("không", "0"),
        ("96%", "96"),
        ("chín mươi sáu phần trăm", "96"),
        ("trăm phần trăm", "100"),
    ],
)
def test_one_number_is_read(said: str, value: str) -> None:
    assert parse_number(said) == Decimal(value)


@pytest.mark.parametrize("said", ["", "xong rồi", "6,4 tỷ đồng", "khoảng 30", "12 và 5", "-", "%"])
def test_what_is_not_one_number_is_not_read_as_one(said: str) -> None:
    assert parse_number(said) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("93 phần trăm năm 2025", ["93"], id="the sign belongs to no other number"),
        pytest.param("bao nhiêu phần trăm bốn chỉ tiêu", ["4"], id="what follows the sign is a number of its own"),
        pytest.param("kết nạp năm đoàn viên", ["5"], id="five before what is counted"),
        pytest.param("trong năm đoàn viên đóng phí", [], id="the word for year is no five"),
        pytest.param("năm hai không hai tư kết nạp ba đoàn viên", ["3"], id="a spoken year is no number"),
        pytest.param("năm 2024 có 5 căn", ["5"], id="a written year is no number"),
        pytest.param("nam muoi doan vien", ["50"], id="fifty without marks"),
        pytest.param("một số doanh nghiệp", [], id="some is no number"),
        pytest.param("ba mẹ, thứ ba, hai bên", [], id="number words that count nothing"),
        pytest.param("không có gì mới", [], id="no is no zero"),
        pytest.param("sau khi kết nạp sáu người", ["6"], id="after is no six"),
        pytest.param("13 - 15 CĐCS", ["13", "15"], id="both ends of a range"),
        pytest.param("chấm 95 điểm", ["95"], id="a mark that is given is no decimal"),
        pytest.param("kỳ 3 được 95 chấm", ["3", "95"], id="a dangling point is none"),
        pytest.param("quy 3 cham 5 ngay", ["3", "5"], id="late without marks is no point"),
        pytest.param("hai mươi bảy nghìn một suất", ["27000"], id="a price for each"),
        pytest.param("500 nghìn một người", ["500000"], id="a sum for each person"),
        pytest.param("kết nạp hai nghìn một đoàn viên", ["2100"], id="a digit after the thousand"),
        pytest.param("tăng 10 20 đv", ["10", "20"], id="two figures in a row are two"),
        pytest.param("chin muoi sau phan tram", ["96"], id="dictated without marks"),
        pytest.param("hai trăm năm mươi nghìn đồng", ["250000"], id="five inside a number"),
    ],
)
def test_numbers_are_found_where_something_is_counted(text: str, values: list[str]) -> None:
    assert [number.value for number in find_numbers(text)] == [Decimal(value) for value in values]


def test_a_number_knows_its_place_and_its_percent_sign() -> None:
    [number] = find_numbers("đạt 96 % trở lên")
    assert (number.start, number.end, number.is_percent, number.is_spoken) == (4, 8, True, False)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("chín mươi lăm năm công đoàn", [95]),
        ("hai mươi ba năm thành lập", [23]),
        ("bốn mươi nhăm năm sau", [45]),
        ("hai mươi lăm nghìn năm trăm", [25500]),
        ("duoc tu van phap luat", []),
        ("tu trieu dong tro len", []),
        ("hai mươi tư triệu", [24000000]),
    ],
)
def test_years_after_a_number_and_advice_are_no_digits(text: str, values: list[int]) -> None:
    assert [number.value for number in find_numbers(text)] == values


def test_a_ratio_is_not_a_date_and_not_a_document_number() -> None:
    [ratio] = find_ratios("có 412/420 đoàn viên, ngày 19/01/2024, số 02/CTr")
    assert (ratio.numerator, ratio.denominator) == (Decimal(412), Decimal(420))


@given(st.integers(min_value=0, max_value=10**12))
def test_what_is_written_is_read_back(whole: int) -> None:
    assert parse_number(written(Decimal(whole))) == whole


@pytest.mark.parametrize(
    ("value", "text"),
    [("30000", "30.000"), ("6.40", "6,4"), ("96", "96"), ("1.5E+3", "1.500"), ("-1200.5", "-1.200,5"), ("0", "0")],
)
def test_numbers_are_written_the_vietnamese_way(value: str, text: str) -> None:
    assert written(Decimal(value)) == text


@given(st.text(max_size=120) | st.from_regex(r"[0-9., trk%]{0,40}", fullmatch=True))
def test_no_text_breaks_the_reading(anything: str) -> None:
    length = len(clean(anything))
    assert all(0 <= number.start < number.end <= length for number in find_numbers(anything))
    parse_number(anything)
    find_ratios(anything)
