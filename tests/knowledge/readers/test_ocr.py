"""What a recogniser saw, and which of it a person should look at."""

import pytest

from knowledge.readers import ocr
from knowledge.readers.caps import Caps
from knowledge.readers.ocr import doubts_of, read_image, words_of
from knowledge.readers.pdf import read_pdf
from knowledge.readers.reading import Advice, Doubt, Remark
from tests.corpus.reading.printing import body, one_column, ruled, scanned

needs_tesseract = pytest.mark.skipif(not ocr.is_here(), reason="needs tesseract-ocr and tesseract-ocr-vie")
HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def table(*rows: tuple[float, str]) -> str:
    lines = [f"5\t1\t1\t1\t1\t{n}\t{100 * n}\t10\t80\t30\t{conf}\t{text}" for n, (conf, text) in enumerate(rows)]
    return "\n".join((HEAD, "2\t1\t1\t0\t0\t0\t0\t0\t900\t40\t-1\t", *lines))


DOUBTS = [
    pytest.param((55.0, "120"), ("120", 0.55), id="an unsure figure"),
    pytest.param((96.0, "1OO%"), ("1OO%", 0.96), id="a letter in a figure, however sure"),
    pytest.param((40.0, "9%"), ("9%", 0.4), id="an unsure share"),
    pytest.param((95.0, "120"), None, id="a sure figure"),
    pytest.param((40.0, "đoàn"), None, id="an unsure word without figures"),
    pytest.param((97.0, "12/KH-CĐX"), None, id="a sure number of a paper"),
]


@pytest.mark.parametrize(("row", "doubt"), DOUBTS)
def test_figures_are_doubted_where_a_person_should_look(
    row: tuple[float, str], doubt: tuple[str, float] | None
) -> None:
    assert doubts_of(words_of(table(row))) == ((Doubt(*doubt),) if doubt else ())


def test_specks_and_broken_rows_are_no_words() -> None:
    found = words_of(f"{table((95.0, 'đoàn'), (12.0, '~'), (90.0, '“'))}\nnoise\n5\t1\tx")
    assert [word.text for word in found] == ["đoàn", "“"]


def test_no_table_no_words() -> None:
    assert words_of("") == ()


@needs_tesseract
def test_scanned_sheet_is_read_with_its_confidence() -> None:
    lines = ["Có 95% trở lên đoàn viên được tuyên truyền.", "Kết nạp ít nhất 120 đoàn viên mới trong năm 2026."]
    reading = read_pdf(scanned(one_column(body(lines, 14), numbers=False), skew=0.4), Caps(), lambda _done, _all: None)
    [page] = reading.pages
    assert page.text.split("\n\n") == lines
    assert page.confidence is not None
    assert page.confidence > 0.85
    assert reading.warnings == (Remark(Advice.SCANNED, "1"),)


@needs_tesseract
def test_ruled_table_of_a_scan_keeps_its_rows() -> None:
    rows = [("Đơn vị", "Kết nạp"), ("Trường Suối Mây", "20"), ("Trạm Y tế", "15")]
    printed = one_column([*body(["Chỉ tiêu giao các đơn vị"], 14), ruled(rows, (200, 120))], numbers=False)
    text = read_pdf(scanned(printed), Caps(), lambda _done, _all: None).text
    assert "| Trường Suối Mây | 20 |" in text
    assert "| Trạm Y tế | 15 |" in text


@needs_tesseract
def test_photograph_of_a_sheet_is_read() -> None:
    import io

    import pypdfium2

    document = pypdfium2.PdfDocument(one_column(body(["Kết nạp 120 đoàn viên mới"], 16), numbers=False))
    held = io.BytesIO()
    document[0].render(scale=3).to_pil().save(held, "PNG")
    document.close()
    assert "Kết nạp 120 đoàn viên mới" in read_image(held.getvalue(), Caps(), lambda _done, _all: None).text
