"""How Vietnamese is written: one spelling for every habit of typing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import text


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param("Công đoàn CƠ SỞ", "cong doan co so", id="marks and capitals go"),
        pytest.param("Đoàn phí, ĐẢNG", "doan phi, dang", id="đ is done by hand"),
        pytest.param(unicodedata.normalize("NFD", "tiền lương"), "tien luong", id="decomposed letters are the same"),
        pytest.param("6,4 tỷ", "6,4 ty", id="figures stay"),
        pytest.param("", "", id="nothing stays nothing"),
    ],
)
def test_folding_gives_bare_small_letters(written: str, folded: str) -> None:
    assert text.fold(written) == folded


@pytest.mark.parametrize(
    ("written", "settled"),
    [
        pytest.param("hoà", "hòa", id="oa"),
        pytest.param("khoẻ", "khỏe", id="oe"),
        pytest.param("thuỷ", "thủy", id="uy"),
        pytest.param("quý", "quý", id="quy keeps its tone"),
        pytest.param("hòa", "hòa", id="already settled"),
        pytest.param("toàn", "toàn", id="a final consonant changes nothing"),
    ],
)
def test_two_habits_of_placing_the_tone_become_one(written: str, settled: str) -> None:
    assert text.settle_tone(written) == settled
    assert text.tokens(written)[0].text == settled


def test_tokens_are_words_and_numbers_with_their_places() -> None:
    line = "Thu 6,4 tỷ, ngày 19/01/2024 (02/CTr-LĐLĐ)"
    found = text.tokens(line)
    assert [token.bare for token in found] == ["thu", "6,4", "ty", "ngay", "19/01/2024", "02", "ctr", "ldld"]
    assert [line[token.start : token.end] for token in found][2:5] == ["tỷ", "ngày", "19/01/2024"]


@given(st.text(max_size=200))
def test_no_text_breaks_the_folding_and_positions_hold(anything: str) -> None:
    cleaned = text.clean(anything)
    for token in text.tokens(anything):
        assert text.fold(cleaned[token.start : token.end]) == token.bare
    assert text.fold(text.fold(anything)) == text.fold(anything)


@pytest.mark.parametrize("typed", ["CĐCS", "cdcs", "Cđcs", "C.Đ.C.S", "cd cs", "CDCS"])
def test_an_abbreviation_is_known_however_it_is_typed(typed: str) -> None:
    known = text.meanings(typed)
    assert known is not None
    assert known.meanings == ("công đoàn cơ sở",)


def test_an_unknown_abbreviation_has_no_meaning() -> None:
    assert text.meanings("XYZQ") is None


def _first_meaning_unless_named(before: str, phrase: tuple[str, ...], after: str) -> float:
    return float((before, phrase[0]) == ("xet", "kiem")) + float((phrase[-1], after) == ("tac", "so"))


@pytest.mark.parametrize(
    ("typed", "long"),
    [
        pytest.param("cdcs dc bn dv", "cong doan co so duoc bao nhieu doan vien", id="phone spelling"),
        pytest.param("ko bit", "khong biet", id="teencode"),
        pytest.param("TƯLĐTT", "thoa uoc lao dong tap the", id="with marks"),
        pytest.param("xet kt", "xet kiem tra", id="the neighbour chooses the meaning"),
        pytest.param("đã nộp", "da nop", id="ordinary words stay"),
    ],
)
def test_short_forms_are_written_out(typed: str, long: str) -> None:
    expanded = text.expand(text.tokens(typed), _first_meaning_unless_named)
    assert " ".join(token.bare for token in expanded) == long


def test_a_written_out_token_remembers_where_it_stood() -> None:
    expanded = text.expand(text.tokens("mấy CĐCS"), _first_meaning_unless_named)
    assert {(token.start, token.end) for token in expanded[1:]} == {(4, 8)}


def test_dots_and_slashes_of_abbreviations_go_and_other_dots_stay() -> None:
    assert text.undotted("C.Đ.C.S của đ/c nộp 30.000. Xong") == "CĐCS của đồng chí nộp 30.000. Xong"


def test_the_long_form_finds_its_abbreviation() -> None:
    assert text.shortened(text.words("mỗi công đoàn cơ sở ký thỏa ước lao động tập thể"))[:1] == ("cdcs",)
    assert "tuldtt" in text.shortened(text.words("ký thoả ước lao động tập thể"))


def test_every_listed_short_form_is_one_word_with_a_meaning() -> None:
    known = text.lexicon()
    for listed in (known.official, known.phone):
        assert all(bare and abbreviation.meanings for bare, abbreviation in listed.items())
        assert all(len(text.words(bare)) == 1 or "/" in bare for bare in listed)
