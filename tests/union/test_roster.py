"""Codes that are told from words, links that hold for a time, and who is above whom."""

from datetime import date

import pytest

from knowledge.document import UnitCode
from union.roster import (
    CODE_ALPHABET,
    Link,
    Role,
    chain_above,
    code_hash,
    find_code,
    is_near_code,
    is_near_expected_code,
    new_code,
    read_code,
    read_expected_code,
    read_role,
)


def test_every_new_code_is_read_however_it_is_typed() -> None:
    for _ in range(500):
        code = new_code()
        bare = code.replace("-", "")
        assert read_code(code) == read_code(bare) == read_code(f" {bare.lower()[:4]} {bare.lower()[4:]}. ") == bare


@pytest.mark.parametrize(
    "text",
    ["", "xin chào", "ABCDEFGH", "MAYX-234", "MAYX-23456", "MAY0-2345", "kết nạp 5", "0912345678", "đoàn viên 2026"],
)
def test_no_code(text: str) -> None:
    assert read_code(text) is None


@pytest.mark.parametrize(
    "text",
    ["MAYX-2345 ạ", "mã của tôi là MAYX-2345", "em có mã mayx-2345 nhé", "nhập mã MAYX2345", "Mã tham gia: mayx2345"],
)
def test_a_code_in_a_sentence_is_found(text: str) -> None:
    assert find_code(text) == "MAYX2345"


@pytest.mark.parametrize(
    "text",
    [
        "giai đoạn 2023-2028",
        "sinh-hoat chi bộ",
        "số 22/KHCD-2345",
        "mã số thuế",
        "thuc hanh",
        "em có mã rồi",
        "2222-3333",
    ],
)
def test_no_code_is_seen_in_a_sentence_without_one(text: str) -> None:
    assert find_code(text) is None
    assert not is_near_code(text)


def test_eight_letters_are_a_code_only_where_one_is_expected() -> None:
    assert read_expected_code("ABCDEFGH") == "ABCDEFGH"
    assert find_code("mã tham gia abcdefgh") == "ABCDEFGH"
    assert read_code("ABCDEFGH") is None
    assert read_expected_code("thuc hanh") is None


@pytest.mark.parametrize(
    ("text", "is_near", "is_near_expected"),
    [
        pytest.param("MAY0-2345", True, True, id="a nought"),
        pytest.param("mã của tôi là MAY02345", True, True, id="a nought in a sentence"),
        pytest.param("ABCD12345", False, True, id="one too many"),
        pytest.param("12345678", False, True, id="digits alone"),
        pytest.param("BCTH-2024", False, True, id="the year of a paper"),
        pytest.param("MAYX-2345", False, False, id="a code"),
        pytest.param("camonban", False, False, id="a word"),
        pytest.param("kết nạp bao nhiêu", False, False, id="a question"),
    ],
)
def test_a_mistyped_code(text: str, is_near: bool, is_near_expected: bool) -> None:
    assert (is_near_code(text), is_near_expected_code(text)) == (is_near, is_near_expected)


def test_the_hash_knows_a_code_however_it_is_typed_and_only_with_its_salt() -> None:
    assert code_hash("MAYX-2345", "a") == code_hash("mayx 2345", "a")
    assert code_hash("MAYX-2345", "a") != code_hash("MAYX-2345", "b")
    assert not set("01OIL") & set(CODE_ALPHABET)


def test_roles_are_read_in_both_languages_without_marks() -> None:
    said = ("chủ tịch", "CHU TICH", "chair", "Phó Chủ tịch", "van phong", "vua")
    assert [read_role(word) for word in said] == [Role.CHAIR, Role.CHAIR, Role.CHAIR, Role.DEPUTY, Role.OFFICE, None]


def link(unit: str, above: str, since: int | None = None, until: int | None = None) -> Link:
    return Link(
        UnitCode(unit), UnitCode(above), date(since, 7, 1) if since else None, date(until, 7, 1) if until else None
    )


def test_units_above_are_those_of_the_day_nearest_first_and_a_loop_ends() -> None:
    links = [
        link("hoa-sen", "vinh-thuan", until=2025),
        link("hoa-sen", "suoi-may", since=2025),
        link("suoi-may", "tinh"),
        link("tinh", "hoa-sen"),
    ]
    start = (UnitCode("hoa-sen"),)
    assert chain_above(start, links, date(2025, 6, 30)) == ("vinh-thuan",)
    assert chain_above(start, links, date(2025, 7, 1)) == ("suoi-may", "tinh")
