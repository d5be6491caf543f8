"""In which order lines follow each other, which make a paragraph, and which words a ruled table holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.readers.columns import Box, Piece
from knowledge.readers.grids import grids
from knowledge.readers.layout import Sheet, text_of

HEIGHT, PITCH, LETTER = 12.0, 16.0, 6.0


def words(*lines: tuple[float, float, str]) -> tuple[Piece, ...]:
    """Each line from its left edge and its number; every letter is six points wide, so is a blank."""
    return tuple(
        Piece(word, Box(x, row * PITCH, x + len(word) * LETTER, row * PITCH + HEIGHT))
        for left, row, text in lines
        for x, word in _placed(left, text)
    )


def _placed(left: float, text: str) -> list[tuple[float, str]]:
    placed = []
    for word in text.split(" "):
        placed.append((left, word))
        left += (len(word) + 1) * LETTER
    return placed


def read(*lines: tuple[float, float, str], rules: tuple[Box, ...] = ()) -> str:
    return text_of(Sheet(words(*lines), rules))


def test_left_column_comes_before_the_right_one() -> None:
    text = read(
        (0, 0, "đoàn viên được tuyên truyền về"), (230, 0.3, "chăm lo đời sống người lao động"),
        (0, 1, "nghị quyết của đại hội công đoàn"), (230, 1.3, "trong các khu công nghiệp lớn"),
        (0, 2, "các cấp trong toàn tỉnh năm nay"), (230, 2.3, "và ở các nhà trọ công nhân"),
    )  # fmt: skip
    assert text.index("các cấp") < text.index("chăm lo")


def test_letterhead_is_read_side_by_side_and_stays_in_lines() -> None:
    text = read(
        (0, 0, "CÔNG ĐOÀN XÃ SUỐI MÂY"), (200, 0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (10, 1, "Số: 12/CTr-CĐX"), (240, 1, "Độc lập - Tự do - Hạnh phúc"),
        (160, 4, "CHƯƠNG TRÌNH"),
    )  # fmt: skip
    assert text.split("\n\n") == [
        "CÔNG ĐOÀN XÃ SUỐI MÂY\nSố: 12/CTr-CĐX",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "CHƯƠNG TRÌNH",
    ]


def test_figures_at_the_end_of_dotted_lines_stay_with_their_lines() -> None:
    text = read(
        (0, 0, "Kết nạp đoàn viên mới"), (300, 0, "120"), (0, 1, "Thành lập công đoàn cơ sở"), (300, 1, "03"),
    )  # fmt: skip
    assert "Kết nạp đoàn viên mới 120" in text
    assert "Thành lập công đoàn cơ sở 03" in text


def test_lines_broken_for_want_of_room_are_one_paragraph() -> None:
    text = read(
        (20, 0, "Phấn đấu trên 95% đoàn viên được"), (0, 1, "tuyên truyền, phổ biến nghị quyết đại"),
        (0, 2, "hội công đoàn các cấp."), (20, 3, "Công đoàn cơ sở báo cáo hằng tháng."),
    )  # fmt: skip
    first, second = text.split("\n\n")
    assert first == "Phấn đấu trên 95% đoàn viên được tuyên truyền, phổ biến nghị quyết đại hội công đoàn các cấp."
    assert second == "Công đoàn cơ sở báo cáo hằng tháng."


def test_mark_of_a_list_begins_a_paragraph_and_stays_with_its_text() -> None:
    text = read((0, 0, "-"), (40, 0, "Có 95% đoàn viên"), (0, 1, "-"), (40, 1, "Kết nạp 120 đoàn viên"))
    assert text.split("\n\n") == ["- Có 95% đoàn viên", "- Kết nạp 120 đoàn viên"]


def test_page_number_between_two_columns_stands_at_the_end() -> None:
    rows = [(left, row, "công đoàn cơ sở và người lao động") for row in range(6) for left in (0, 230)]
    assert read(*rows, (212, 8, "3")).endswith("\n\n3")


def _rules(xs: tuple[float, ...], ys: tuple[float, ...]) -> tuple[Box, ...]:
    level = [Box(xs[0], y, xs[-1], y + 0.5) for y in ys]
    return (*level, *(Box(x, ys[0], x + 0.5, ys[-1]) for x in xs))


def test_ruled_table_becomes_rows_between_the_text_around_it() -> None:
    text = read(
        (0, 0, "I. CHỈ TIÊU"), (5, 2, "Đơn vị"), (155, 2, "Kết nạp"), (5, 4, "Trường A"), (155, 4, "12"),
        (0, 7, "II. THỰC HIỆN"),
        rules=_rules((0, 150, 300), (25, 55, 90)),
    )  # fmt: skip
    assert text == "I. CHỈ TIÊU\n\n| Đơn vị | Kết nạp |\n| Trường A | 12 |\n\nII. THỰC HIỆN"


def test_merged_cell_is_repeated_where_it_covers() -> None:
    across = _rules((0, 150, 300), (25, 55, 90))
    # The first row's inner rule is missing: its two cells are one.
    rules = (*(rule for rule in across if rule.x0 != 150), Box(150, 55, 150.5, 90))
    text = read((5, 2, "Năm 2026"), (5, 4, "Trường A"), (155, 4, "12"), rules=rules)
    assert text == "| Năm 2026 | Năm 2026 |\n| Trường A | 12 |"


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(_rules((0, 300), (0, 400)), id="a frame around the page"),
        pytest.param((Box(50, 20, 120, 20.5),), id="an underline"),
        pytest.param(_rules((0, 300), (0, 50, 100)), id="boxes of one column"),
    ],
)
def test_what_has_no_columns_is_no_table(rules: tuple[Box, ...]) -> None:
    assert grids(rules) == ()


PLACES = st.floats(0, 800, allow_nan=False)
WORDS = st.builds(
    lambda x, y, width, height, text: Piece(text, Box(x, y, x + width, y + height)),
    PLACES, PLACES, st.floats(1, 300), st.floats(1, 40), st.text("aăbcđ95%-. IV)", min_size=1, max_size=8),
)  # fmt: skip
RULES = st.builds(
    lambda x, y, length, is_level: Box(x, y, x + length, y + 0.5) if is_level else Box(x, y, x + 0.5, y + length),
    PLACES, PLACES, st.floats(5, 500), st.booleans(),
)  # fmt: skip


@given(st.lists(WORDS, max_size=25), st.lists(RULES, max_size=12))
def test_wherever_words_stand_no_digit_is_lost_or_made_up(held: list[Piece], rules: list[Box]) -> None:
    text = text_of(Sheet(tuple(held), tuple(rules)))
    wanted = "".join(word.text for word in held)
    assert {letter for letter in text if letter.isdigit()} <= set(wanted)
    if not grids(rules):
        assert sorted(filter(str.isdigit, text)) == sorted(filter(str.isdigit, wanted))
