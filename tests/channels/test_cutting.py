"""Long texts are cut where a reader would pause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.cutting import cut, units

QUOTE = "“Kết nạp mới 50 đoàn viên; thành lập 2 công đoàn cơ sở.”"

CASES = [
    pytest.param("Ngắn thôi.", 20, ("Ngắn thôi.",), id="a short text stays whole"),
    pytest.param("", 20, (), id="nothing stays nothing"),
    pytest.param("Một hai.\n\nBa bốn. Năm.", 20, ("Một hai.", "Ba bốn. Năm."), id="between paragraphs first"),
    pytest.param("Một hai. Ba\nbốn năm sáu", 18, ("Một hai. Ba", "bốn năm sáu"), id="then between lines"),
    pytest.param("Một hai ba. Bốn năm sáu bảy.", 20, ("Một hai ba.", "Bốn năm sáu bảy."), id="then at sentences"),
    pytest.param("một hai ba bốn năm", 12, ("một hai ba", "bốn năm"), id="then between words"),
    pytest.param("a" * 25, 10, ("a" * 10, "a" * 10, "a" * 5), id="a word that is too long is cut anywhere"),
    pytest.param("Đạt 96. 5 việc", 10, ("Đạt 96.", "5 việc"), id="a figure before the stop stays with it"),
    pytest.param(f"Chỉ tiêu là {QUOTE} Hết.", 60, ("Chỉ tiêu là", f"{QUOTE}", "Hết."), id="a quotation is kept whole"),
    pytest.param(f"Nêu rõ: {QUOTE}", 58, ("Nêu rõ:", QUOTE), id="a cut goes before the quotation, however early"),
    pytest.param(QUOTE, 45, ("“Kết nạp mới 50 đoàn viên;", "thành lập 2 công đoàn cơ sở.”"), id="unless too long"),
    pytest.param(
        "Dứt câu.” Câu sau dài", 14, ("Dứt câu.”", "Câu sau dài"), id="a closing mark stays with its sentence"
    ),
    pytest.param("😀" * 6, 8, ("😀" * 4, "😀" * 2), id="an emoji counts two and is never halved"),
    pytest.param("e\u0302" * 4, 5, ("e\u0302" * 2, "e\u0302" * 2), id="a letter keeps its marks"),
]


@pytest.mark.parametrize(("text", "units_max", "pieces"), CASES)
def test_cut_where_a_reader_would_pause(text: str, units_max: int, pieces: tuple[str, ...]) -> None:
    assert cut(text, units_max) == pieces


@given(st.text(alphabet="ab ươ.\n“”,😀\u0301", max_size=300), st.integers(min_value=2, max_value=40))
def test_every_piece_fits_and_only_white_space_is_lost(text: str, units_max: int) -> None:
    pieces = cut(text, units_max)
    assert all(0 < units(piece) <= units_max for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(st.lists(st.sampled_from(["Một câu ngắn.", "“Trích hai chữ.”", "Kết nạp 5 đoàn viên; khen 2."]), max_size=40))
def test_a_quotation_that_fits_is_never_cut(sentences: list[str]) -> None:
    for piece in cut(" ".join(sentences), 40):
        assert piece.count("“") == piece.count("”")
