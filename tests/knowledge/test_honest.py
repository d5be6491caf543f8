"""Is everything said also written: each piece by its own source, to the last digit."""

import pytest

from knowledge.honest import Claimed, Said, marks, unheld

PASSAGE = "Từ 95% CĐCS trở lên đạt loại tốt; kết nạp 120 đoàn viên trước ngày 15/12/2026."
FACT = Said("CĐCS đạt loại tốt: 95% trở lên", (Claimed("95% trở lên", (PASSAGE,)),), times=1)
SOURCE = Said("03/CTr-CĐX ngày 05/01/2026 của Công đoàn xã Đồi Sim, mục II.1.")
KNOWN = (FACT, Said(PASSAGE), SOURCE)
ANSWER = f"{FACT.text}.\n“{PASSAGE}”\n{SOURCE.text}"


def test_known_pieces_whose_figures_stand_in_their_sources_may_be_said() -> None:
    assert unheld(ANSWER, KNOWN) == ()


@pytest.mark.parametrize(
    ("said", "strange"),
    [
        pytest.param(ANSWER.replace("tốt: 95%", "tốt: 85%"), ("85%",), id="a figure that is nowhere"),
        pytest.param(ANSWER.replace("tốt: 95%", "tốt: 120"), ("120",), id="a figure of the same passage"),
        pytest.param(ANSWER.replace("tốt: 95%", "tốt: 03"), ("3",), id="a figure of the header"),
        pytest.param(ANSWER.replace("tốt: 95%", "tốt: 95"), ("95",), id="a share without its sign"),
        pytest.param(ANSWER.replace("15/12", "16/12"), ("120", "2026-12-16", "95%"), id="another day in a quotation"),
        pytest.param(ANSWER.replace("03/CTr", "08/CTr"), ("2026-01-05", "so 8/ctr-cdx"), id="another document"),
        pytest.param(f"{ANSWER}\nĐến 2027 là 97%.", ("2.027", "97%"), id="a sentence of nobody's"),
        pytest.param(f"{ANSWER}\nKhoảng một trăm người.", ("100",), id="a figure in words"),
        pytest.param(f"{FACT.text}.\n{ANSWER}", ("95%",), id="one fact told as two"),
    ],
)
def test_anything_else_with_a_figure_is_strange(said: str, strange: tuple[str, ...]) -> None:
    found = unheld(said, KNOWN)
    assert set(strange) <= set(found)


def test_a_figure_that_its_own_passage_lacks_is_strange_even_where_another_passage_has_it() -> None:
    other = Said("Thăm 120 lượt", (Claimed("120 lượt", ("Thăm đoàn viên ốm đau.",)),))
    assert unheld(f"{ANSWER}\n{other.text}.", (*KNOWN, other)) == ("120",)


def test_two_unions_may_have_set_the_same_figure_in_the_same_words() -> None:
    twin = Said(FACT.text, (Claimed("95% trở lên", ("Phấn đấu 95% CĐCS trở lên đạt loại tốt.",)),), times=1)
    assert unheld(f"{FACT.text}.\n{FACT.text}.", (FACT, twin)) == ()
    assert unheld(f"{FACT.text}.\n{FACT.text}.\n{FACT.text}.", (FACT, twin)) == ("95%",)
    without = Said(FACT.text, (Claimed("95% trở lên", ("Nhiều CĐCS đạt loại tốt.",)),), times=1)
    assert unheld(f"{FACT.text}.\n{FACT.text}.", (FACT, without)) == ("95%",)


@pytest.mark.parametrize("passage", ["Từ 90 - 95% đoàn viên học.", "Từ 90% đến 95%.", "90 đến 95 phần trăm đoàn viên"])
def test_the_sign_behind_two_shares_is_of_both(passage: str) -> None:
    assert unheld("Học tập: 90 đến 95%.", (Said("Học tập: 90 đến 95%", (Claimed("90% đến 95%", (passage,)),)),)) == ()
    assert unheld("Học: 90%.", (Said("Học: 90%", (Claimed("90%", ("90 đoàn viên, đạt 95%",)),)),)) == ("90%",)


def test_the_numbers_of_a_list_are_its_own_as_long_as_they_count_on() -> None:
    known = (Said("Việc một."), Said("Việc khác."))
    assert unheld("1. Việc một.\n2. Việc khác.", known) == ()
    assert unheld("1. Việc một.\n3. Việc khác.", known) == ("3",)


def test_a_piece_may_be_cut_at_its_end_and_nowhere_else() -> None:
    long = Said("Kết nạp 120 đoàn viên ở 12 cơ sở, trong đó có 7 trường học và 5 hợp tác xã.")
    assert unheld("Kết nạp 120 đoàn viên ở 12 cơ sở …", (long,)) == ()
    assert unheld("“Kết nạp 120 đoàn viên ở 12 cơ sở […]”", (long,)) == ()
    assert unheld("Kết nạp 120 đoàn viên ở 7 trường học.", (long,)) != ()


def test_a_single_word_counts_before_any_noun() -> None:
    said = Said("Số điểm sinh hoạt: 1 điểm", (Claimed("1 điểm", ("Mỗi cảng cá có một điểm sinh hoạt.",)),))
    assert unheld("Số điểm sinh hoạt: 1 điểm.", (said,)) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("30.000 đoàn viên", {"30.000"}),
        ("96 %", {"96%"}),
        ("ngày 19 tháng 01 năm 2024", {"2024-01-19"}),
        ("02/CTr-LĐLĐ", {"so 2/ctr-ldld"}),
        ("ba mươi hai người", {"32"}),
        ("không có số nào", set()),
    ],
)
def test_one_figure_has_one_spelling(text: str, found: set[str]) -> None:
    assert marks(text) == found
