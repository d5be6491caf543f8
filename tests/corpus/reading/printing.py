"""How our own papers are printed to PDF for the tests: letterheads, two columns, ruled tables, scans of them."""

import io
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

FONTS = (
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
)
WIDTH, HEIGHT = A4
MARGIN = 60.0
GAP = 22.0
HEAD = 210.0
"""Height of the letterhead and title above two columns."""


def font() -> str:
    """A font with Vietnamese letters, put into the file; the test is skipped where the machine has none."""
    path = next((path for path in FONTS if Path(path).exists()), None)
    if path is None:
        pytest.skip("needs a serif font with Vietnamese letters (fonts-noto-core or fonts-dejavu)")
    if "Serif" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Serif", path))
    return "Serif"


def style(size: float = 12, *, alignment: int = TA_JUSTIFY, indent: float = 0, after: float = 5) -> ParagraphStyle:
    """A paragraph's look."""
    return ParagraphStyle(
        f"s{size}{alignment}{indent}{after}", fontName=font(), fontSize=size, leading=size * 1.32,
        alignment=alignment, firstLineIndent=indent, spaceAfter=after,
    )  # fmt: skip


def unwrapped(text: str) -> list[str]:
    """Lines of a builder as paragraphs: one that begins with blanks goes on from the line before."""
    return re.sub(r"\n +", " ", text.strip("\n")).split("\n")


def body(lines: Iterable[str], size: float = 12, indent: float = 20) -> list[Flowable]:
    """Paragraphs as offices set them, the first line set in; '' is a gap."""
    return [Paragraph(line, style(size, indent=indent)) if line else Spacer(1, size) for line in lines]


class Typed(Flowable):
    """Lines drawn one by one, as `Paragraph` would leave out soft hyphens: TCVN3 writes 'ư' with that code."""

    def __init__(self, lines: Iterable[str], size: float = 12, across: int = 80) -> None:
        super().__init__()
        self.size = size
        self.lines = [part for line in lines for part in (textwrap.wrap(line, across, break_on_hyphens=False) or [""])]

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        """As high as its lines."""
        return available, len(self.lines) * self.size * 1.4

    def draw(self) -> None:
        """From the top down."""
        self.canv.setFont(font(), self.size)
        for place, line in enumerate(self.lines, 1):
            self.canv.drawString(0, (len(self.lines) - place + 0.3) * self.size * 1.4, line)


def centred(lines: Iterable[str], size: float = 13) -> list[Flowable]:
    """A title's lines."""
    return [Paragraph(line, style(size, alignment=TA_CENTER, after=2)) for line in lines]


def side_by_side(left: Sequence[str], right: Sequence[str], *, centre: bool = True) -> Table:
    """A letterhead or a foot: two blocks beside each other without rules."""
    alignments = (TA_CENTER if centre else TA_LEFT, TA_CENTER)
    cells = [
        [Paragraph(line, style(11, alignment=alignment, after=1)) for line in lines]
        for lines, alignment in zip((left, right), alignments, strict=True)
    ]
    return Table([cells], colWidths=[200, WIDTH - 2 * MARGIN - 200], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])


def ruled(rows: Sequence[Sequence[str]], widths: Sequence[float], spans: Sequence[tuple[str, ...]] = ()) -> Table:
    """A table with all its rules."""
    cells = [[Paragraph(cell, style(10, alignment=TA_LEFT, after=0)) for cell in row] for row in rows]
    look = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *spans])
    return Table(cells, colWidths=widths, style=look, repeatRows=1)


def one_column(story: Sequence[Flowable], *, head: str = "", numbers: bool = True) -> bytes:
    """The paper as a PDF in one column, with page numbers and a running head from the second page on."""
    frame = Frame(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN, 0, 0, 0, 0)
    return _built(story, [PageTemplate("page", [frame], onPage=_furniture(head, numbers=numbers))])


def two_columns(head: Sequence[Flowable], story: Sequence[Flowable], *, running: str = "") -> bytes:
    """The paper as a PDF: head and title across, the text in two columns."""
    width = (WIDTH - 2 * MARGIN - GAP) / 2
    tops = (HEIGHT - MARGIN - HEAD, HEIGHT - MARGIN)
    first, later = (
        [Frame(x, MARGIN, width, top - MARGIN, 0, 0, 0, 0) for x in (MARGIN, MARGIN + width + GAP)] for top in tops
    )
    across = Frame(MARGIN, HEIGHT - MARGIN - HEAD, WIDTH - 2 * MARGIN, HEAD, 0, 0, 0, 0)
    furniture = _furniture(running, numbers=True)
    templates = [
        PageTemplate("first", [across, *first], onPage=furniture),
        PageTemplate("later", later, onPage=furniture),
    ]
    return _built([*head, NextPageTemplate("later"), FrameBreak(), *story], templates)


def _furniture(head: str, *, numbers: bool) -> Callable[[Canvas, BaseDocTemplate], None]:
    def draw(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont(font(), 9)
        if head and document.page > 1:
            canvas.drawString(MARGIN, HEIGHT - MARGIN + 18, head)
        if numbers:
            canvas.drawCentredString(WIDTH / 2, MARGIN - 25, str(document.page))

    return draw


def _built(story: Sequence[Flowable], templates: Sequence[PageTemplate]) -> bytes:
    held = io.BytesIO()
    BaseDocTemplate(held, pagesize=A4, pageTemplates=list(templates), invariant=1).build(list(story))
    return held.getvalue()


def scanned(pdf: bytes, *, dpi: int = 200, skew: float = 0.0, seed: int = 7) -> bytes:
    """The same pages as pictures, a little grey and speckled, put in askew by so many degrees."""
    document = pypdfium2.PdfDocument(pdf)
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4, invariant=1)
    noise = np.random.default_rng(seed)
    for page in document:
        grey = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L").rotate(skew, fillcolor=255)
        values = np.asarray(grey, dtype=np.float32) * 0.9 + 15 + noise.normal(0, 6, (grey.height, grey.width))
        canvas.drawImage(_image(np.clip(values, 0, 255).astype(np.uint8)), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    document.close()
    return held.getvalue()


def _image(values: np.ndarray) -> ImageReader:  # type: ignore[type-arg]
    from PIL import Image

    return ImageReader(Image.fromarray(values))
