"""Page numbers, running heads, segmented words and broken characters are no part of a paper's text."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.document import DocumentKey, read_document
from knowledge.extract import extract
from knowledge.readers.cleaning import clean_pages, over_break
from knowledge.readers.reading import Advice, Doubt, Page, Remark

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
RUNNING = "Chương trình công tác năm 2026"


def cleaned(*texts: str) -> tuple[str, ...]:
    pages, _ = clean_pages([Page(text) for text in texts])
    return tuple(page.text for page in pages)


CHARACTERS = [
    pytest.param(unicodedata.normalize("NFD", "Công đoàn cơ sở"), "Công đoàn cơ sở", id="marks written apart"),
    pytest.param("CÔNG ÐOÀN", "CÔNG ĐOÀN", id="the Icelandic letter"),
    pytest.param("đoàn\u200b viên\ufeff", "đoàn viên", id="invisible signs"),
    pytest.param("đoàn\u00a0viên", "đoàn viên", id="a blank that does not break"),
    pytest.param("tuyên truyền inter\u00ad\nnet", "tuyên truyền internet", id="a soft hyphen at the line's end"),
    pytest.param("tăng trư-\nởng", "tăng trưởng", id="a syllable parted by the line"),
    pytest.param("kinh tế-\nxã hội", "kinh tế-xã hội", id="a hyphen that joins two words"),
    pytest.param("\uf0b7 Nội dung", "- Nội dung", id="a bullet from a symbol font"),
    pytest.param("o Tổ chức lớp", "+ Tổ chức lớp", id="Word's second bullet"),
    pytest.param("đạt ９５％", "đạt 95%", id="wide digits"),
    pytest.param(
        "đoàn_viên , người lao_động ( khoá XII )", "đoàn viên, người lao động (khoá XII)", id="cut into words"
    ),
    pytest.param("gửi ban_to_chuc@suoimay.vn", "gửi ban_to_chuc@suoimay.vn", id="an address"),
    pytest.param("tệp mau_bao_cao.docx", "tệp mau_bao_cao.docx", id="a file's name"),
]


@pytest.mark.parametrize(("read", "meant"), CHARACTERS)
def test_characters_are_those_of_the_paper(read: str, meant: str) -> None:
    assert cleaned(read) == (meant,)


NUMBERS = [
    pytest.param(("một", "hai\n- 2 -", "ba\n- 3 -"), ("một", "hai", "ba"), id="dashed"),
    pytest.param(("một\n1", "hai\n2"), ("một", "hai"), id="bare at the foot"),
    pytest.param(("một", "2\nhai", "3\nba"), ("một", "hai", "ba"), id="bare at the top, none on the first"),
    pytest.param(("một\nTrang 1/2", "hai\nTrang 2/2"), ("một", "hai"), id="named"),
    pytest.param(("đạt\n95", "hai"), ("đạt\n95", "hai"), id="a figure that counts no pages stays"),
    pytest.param(("một\n1", "hai\n30"), ("một", "hai\n30"), id="only what counts the pages goes"),
]


@pytest.mark.parametrize(("read", "meant"), NUMBERS)
def test_page_numbers_go_and_figures_stay(read: tuple[str, ...], meant: tuple[str, ...]) -> None:
    assert cleaned(*read) == meant


def test_line_that_every_page_repeats_is_left_out_but_once() -> None:
    pages = [
        f"{RUNNING}\nphần {name}\nCông đoàn xã Suối Mây – Trang {n}" for n, name in enumerate(("một", "hai", "ba"), 1)
    ]
    assert cleaned(*pages) == (f"{RUNNING}\nphần một", "phần hai", "phần ba")


def test_numbered_headings_at_the_top_of_pages_are_no_running_head() -> None:
    pages = tuple(f"PHỤ LỤC {n}\nnội dung {name}" for n, name in enumerate(("một", "hai", "ba"), 1))
    assert cleaned(*pages) == pages


def test_clauses_that_differ_in_their_figure_only_stay() -> None:
    pages = tuple(f"Đơn vị phấn đấu đạt {figure}% chỉ tiêu\nphần {figure}" for figure in (95, 80, 60, 99))
    assert cleaned(*pages) == pages


def test_sentence_over_a_page_keeps_no_gap_where_the_number_stood() -> None:
    first, second = cleaned("kết nạp ít nhất 120 đoàn\n\n1", "viên\n\n2")
    assert (first, second) == ("kết nạp ít nhất 120 đoàn", "viên")


def test_mended_figures_are_said_and_doubts_follow_them() -> None:
    doubts = (Doubt("1OO%", 0.9), Doubt("45", 0.5))
    [page], remarks = clean_pages([Page("Có 1OO% đoàn viên, 45 người", 0.8, doubts)])
    assert page == Page("Có 100% đoàn viên, 45 người", 0.8, (Doubt("100%", 0.9), Doubt("45", 0.5)))
    assert remarks == (Remark(Advice.REPAIRED, "1OO% → 100%"),)


BREAKS = [
    pytest.param("nhiệm kỳ 2023-", "2028", "nhiệm kỳ 2023-2028", id="a range"),
    pytest.param("công", "đoàn", "công đoàn", id="two words"),
    pytest.param("Hà Nội -", "Huế", "Hà Nội - Huế", id="a dash"),
]


@pytest.mark.parametrize(("before", "after", "whole"), BREAKS)
def test_lines_of_a_paragraph_are_joined_as_they_were_broken(before: str, after: str, whole: str) -> None:
    assert over_break(before, after) == whole


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the originals are not part of the project")
@pytest.mark.parametrize("file", sorted(SEEDS.glob("*.txt")), ids=lambda file: file.name[:3])
def test_clean_paper_is_understood_as_before(file: Path) -> None:
    text = unicodedata.normalize("NFC", file.read_text("utf-8"))
    [page], remarks = clean_pages([Page(text)])
    assert extract(read_document(page.text, DocumentKey("a"))) == extract(read_document(text, DocumentKey("a")))
    assert remarks == ()


LINES = st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=25) | st.sampled_from(["3", "- 2 -", RUNNING]))


@given(st.lists(LINES.map("\n".join), max_size=5))
def test_no_text_makes_it_fail_and_no_page_is_lost(texts: list[str]) -> None:
    assert len(cleaned(*texts)) == len(texts)
