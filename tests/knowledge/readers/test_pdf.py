"""PDF files as offices send them: locked, broken, turned, with notes and old hyphens; never a figure out of nothing."""

import io
from collections.abc import Callable, Iterator

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from knowledge.readers import ocr
from knowledge.readers.caps import Caps
from knowledge.readers.pdf import first_page, read_pdf
from knowledge.readers.reading import Advice, Reading, Remark, Unreadable, Why
from tests.corpus.reading.printing import body, font, one_column, scanned

LINES = ("Có 95% trở lên đoàn viên được tuyên truyền.", "Kết nạp ít nhất 120 đoàn viên mới.")


def read(content: bytes, caps: Caps | None = None) -> Reading:
    return read_pdf(content, caps or Caps(), lambda _done, _all: None)


def drawn(draw: Callable[[Canvas], None], size: tuple[float, float] = A4) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=size, invariant=1)
    canvas.setFont(font(), 12)
    draw(canvas)
    canvas.save()
    return held.getvalue()


def rewritten(content: bytes, change: Callable[[pypdf.PdfWriter], None]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    change(writer)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


@pytest.fixture(scope="module")
def plain() -> bytes:
    return one_column(body(LINES))


def test_text_is_read_line_for_line(plain: bytes) -> None:
    reading = read(plain)
    assert reading.kind == "pdf"
    assert reading.pages[0].text.split("\n\n")[:2] == list(LINES)
    assert reading.warnings == ()


def test_quick_look_gives_the_first_page_alone(plain: bytes) -> None:
    two = rewritten(plain, lambda writer: writer.append(io.BytesIO(one_column(body(["Trang sau"])))))
    assert LINES[0] in first_page(two, Caps())
    assert "Trang sau" not in first_page(two, Caps())


def test_locked_file_is_said_to_be_locked(plain: bytes) -> None:
    locked = rewritten(plain, lambda writer: writer.encrypt("bí mật của văn phòng", algorithm="RC4-128"))
    with pytest.raises(Unreadable) as refused:
        read(locked)
    assert refused.value.why is Why.ENCRYPTED


def test_file_locked_against_changes_only_is_read(plain: bytes) -> None:
    open_to_all = rewritten(plain, lambda writer: writer.encrypt("", owner_password="chủ", algorithm="RC4-128"))
    assert LINES[0] in read(open_to_all).text


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"<html></html>", b"%PDF-1.4\nxyz" * 50], ids=range(4))
def test_broken_file_is_said_to_be_broken(content: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert refused.value.why is Why.BROKEN


def test_too_many_pages_are_refused_before_any_is_read(plain: bytes) -> None:
    two = rewritten(plain, lambda writer: writer.append(io.BytesIO(plain)))
    with pytest.raises(Unreadable) as refused:
        read(two, Caps(pages_max=1))
    assert (refused.value.why, refused.value.detail) == (Why.TOO_BIG, "2")


def test_progress_is_told_page_by_page(plain: bytes) -> None:
    told: list[tuple[int, int]] = []
    two = rewritten(plain, lambda writer: writer.append(io.BytesIO(plain)))
    read_pdf(two, Caps(), lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_page_is_read_upright(plain: bytes, angle: int) -> None:
    turned = rewritten(plain, lambda writer: writer.pages[0].rotate(angle) and None)
    assert LINES[1] in read(turned).text


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_text_drawn_turned_is_read_along_its_lines(angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(angle)
        for row, line in enumerate(LINES):
            canvas.drawString(-200, 100 - 20 * row, line)

    text = read(drawn(draw, landscape(A4))).text
    assert text.index(LINES[0]) < text.index(LINES[1])


def test_figure_of_a_note_is_no_part_of_the_number() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Kết nạp 120")
        canvas.setFont(font(), 7)
        canvas.drawString(60 + canvas.stringWidth("Kết nạp 120", font(), 12), 706, "3")
        canvas.setFont(font(), 12)
        canvas.drawString(150, 700, "đoàn viên")

    assert read(drawn(draw)).text == "Kết nạp 120 đoàn viên"


def test_range_broken_at_its_hyphen_is_whole() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Thực hiện nghị quyết nhiệm kỳ 2023-")
        canvas.drawString(60, 684, "2028 trong toàn ngành và các cấp")

    assert "nhiệm kỳ 2023-2028" in read(drawn(draw)).text


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has none; where it is, is looked up once."""
    monkeypatch.setenv("PATH", "")
    ocr.is_here.cache_clear()
    yield
    ocr.is_here.cache_clear()


@pytest.mark.usefixtures("without_tesseract")
def test_picture_without_a_recogniser_needs_one(plain: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read(scanned(plain, dpi=60))
    assert refused.value.why is Why.NEEDS_OCR


@pytest.mark.usefixtures("without_tesseract")
def test_pages_with_text_are_read_and_the_others_named(plain: bytes) -> None:
    reading = read(rewritten(plain, lambda writer: writer.append(io.BytesIO(scanned(plain, dpi=60)))))
    assert LINES[0] in reading.text
    assert reading.warnings == (Remark(Advice.PAGES_WITHOUT_TEXT, "2"),)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_is_refused_or_read_but_never_crashes(plain: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(plain) - 1))
    damaged = plain[:place] + data.draw(st.binary(max_size=40)) + plain[place + data.draw(st.integers(0, 400)) :]
    outcome: Why | None = None
    try:
        read(damaged)
    except Unreadable as refused:
        outcome = refused.why
    assert outcome in {None, Why.BROKEN, Why.ENCRYPTED, Why.EMPTY, Why.NEEDS_OCR, Why.TOO_BIG}
