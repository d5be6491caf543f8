"""Papers from before Unicode: every letter comes back, and Unicode is never taken for an old font."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.readers.legacy import Family, convert, converted, detect, family_of_font
from tests.corpus.reading.encoding import TCVN3_LETTERS, in_tcvn3, in_vni

LETTERS = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
] + ["đ"]
PARAGRAPHS = (
    "Ban Chấp hành Công đoàn xã Suối Mây ban hành chương trình công tác năm 2026 như sau:",
    "- Phấn đấu 95% trở lên đoàn viên được tuyên truyền, học tập nghị quyết; kết nạp ít nhất 120 đoàn viên mới.",
    "Hỗ trợ sửa chữa 05 nhà ở, thăm hỏi người lao động ốm đau, gặp khó khăn đột xuất trong quý III.",
)
OTHERS = (
    "Union officers report every quarter.", "Où est le café, là-bas ?", "été créé à l'école où là",
    "Mäntel für größere",
    "Windows® và ©2024 của công ty", "§ 5", "5 µm", "«oui»", "mañana el niño", "coração não", "20°C ± 5",
    "Số: 12/KH-CĐX",
    "LĐLĐ, CNVCLĐ, CĐCS", "", "12.345",
)  # fmt: skip


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_comes_back(letter: str) -> None:
    if letter in TCVN3_LETTERS:
        assert convert(in_tcvn3(f"x{letter}"), Family.TCVN3) == f"x{letter}"
    assert convert(in_vni(letter), Family.VNI) == letter
    assert convert(in_vni(letter.upper()), Family.VNI) == letter.upper()
    assert convert(in_tcvn3(letter), Family.TCVN3_CAPITALS) == letter.upper()


@pytest.mark.parametrize("text", PARAGRAPHS)
def test_paragraph_in_an_old_font_is_recognised_and_comes_back(text: str) -> None:
    assert detect(in_tcvn3(text)) is Family.TCVN3
    assert detect(in_vni(text)) is Family.VNI
    assert converted(in_tcvn3(text)) == (text, frozenset({Family.TCVN3}))
    assert converted(in_vni(text)) == (text, frozenset({Family.VNI}))


@pytest.mark.parametrize("text", [*PARAGRAPHS, *(text.upper() for text in PARAGRAPHS), *OTHERS])
def test_unicode_and_other_languages_are_left_alone(text: str) -> None:
    assert detect(text) is None
    assert converted(text) == (text, frozenset())


def test_capitals_typed_with_small_codes_are_capitals() -> None:
    assert convert("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", Family.TCVN3) == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_short_line_goes_with_its_neighbours() -> None:
    text = f"{PARAGRAPHS[0]}\n- Lưu VP.\nLê Thị Thử"
    assert converted(in_vni(text)) == (text, frozenset({Family.VNI}))


def test_papers_pasted_together_are_read_each_in_its_own_way() -> None:
    mixed = "\n".join((in_tcvn3(PARAGRAPHS[0]), PARAGRAPHS[1], in_vni(PARAGRAPHS[2])))
    assert converted(mixed) == ("\n".join(PARAGRAPHS), frozenset({Family.TCVN3, Family.VNI}))


FONTS = [
    (".VnTime", Family.TCVN3), (".VnTimeH", Family.TCVN3_CAPITALS), ("ABCDEF+.VnArialH", Family.TCVN3_CAPITALS),
    (".VnTime-Bold", Family.TCVN3), (".VnTimeH,Bold", Family.TCVN3_CAPITALS), ("VNI-Times", Family.VNI),
    ("XYZABC+VNI-Helve-Condense", Family.VNI), ("Times New Roman", None), ("Vnu", None), ("", None), ("Arial", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "family"), FONTS)
def test_font_tells_its_family_by_its_name(name: str, family: Family | None) -> None:
    assert family_of_font(name) is family


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    converted(text)
    for family in Family:
        convert(text, family)
