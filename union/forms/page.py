"""How a report lies on A4: margins, type and head of Nghị định 30/2020/NĐ-CP, its rules drawn and never typed."""

import io
from datetime import UTC

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat
from docx.text.run import Run

from union.forms.archive import steady
from union.forms.paper import MOTTO, NATION, Paper, Section

FONT = "Times New Roman"
BODY, TABLE, SMALL = 13, 12, 11
LEFT, CENTER = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
TEXT_WIDTH = 165
"""A4 without its margins, in millimetres."""
HEAD_WIDTHS = (67, 98)
"""The right one holds the country's name on one line."""
FIGURE_WIDTHS = (12, 88, 30, 35)
SIGN_WIDTHS = (80, 85)
SIGN_LINES = 3
"""Room for the name and the seal, which nobody but the signer writes."""


def docx(paper: Paper) -> bytes:
    """The paper as a .docx, the same bytes each time."""
    document = Document()
    set_up(document)
    head(document, paper)
    title(document, paper)
    if paper.to:
        plain(document, paper.to, align=CENTER).space_after = Pt(12)
    plain(document, paper.opening)
    for section in paper.sections:
        body(document, section)
    if paper.staff_note:
        plain(document, paper.staff_note, size=SMALL, italic=True)
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # a signature never stands alone on a page
    signature(document, paper)
    plain(document, paper.closing, size=10, italic=True, align=LEFT).space_before = Pt(18)
    return saved(document, paper)


def saved(document: Docx, paper: Paper) -> bytes:
    """The bytes, with the report's own moment wherever a moment stands."""
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = paper.title, "", "", ""
    core.created = paper.written_at.astimezone(UTC).replace(tzinfo=None)
    core.revision = 1
    content = io.BytesIO()
    document.save(content)
    return steady(content.getvalue(), paper.written_at)


def set_up(document: Docx) -> None:
    """A4, margins, type, language, and the page number on top from the second page on."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    page.header_distance = Mm(10)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    page.different_first_page_header_footer = True
    number = page.header.paragraphs[0]
    number.alignment = CENTER
    field(number, "PAGE")


def field(paragraph: Paragraph, code: str) -> None:
    """A field that the program fills in, such as the page's number."""
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), code)
    paragraph._p.append(element)  # noqa: SLF001 - python-docx has no fields of its own


def head(document: Docx, paper: Paper) -> None:
    """Who reports on the left, the country and its motto on the right, each with its drawn rule."""
    table = bare_table(document, 2, HEAD_WIDTHS)
    left, right = table.rows[0].cells
    above = left.paragraphs[0]
    if paper.above:
        write(above, paper.above)
        above = left.add_paragraph()
    write(above, paper.unit, bold=True)
    write(right.paragraphs[0], NATION, bold=True)
    write(right.add_paragraph(), MOTTO, size=14, bold=True)
    number, day = table.rows[1].cells
    write(number.paragraphs[0], paper.number)
    write(day.paragraphs[0], paper.place_day, italic=True)
    for cell in (left, right, number, day):
        for paragraph in cell.paragraphs:
            tight(paragraph, CENTER)
    drawn(left.add_paragraph(), HEAD_WIDTHS[0], 26)
    drawn(right.add_paragraph(), HEAD_WIDTHS[1], 64)


def title(document: Docx, paper: Paper) -> None:
    """The kind of paper and what it is about, with a rule under them."""
    kind = document.add_paragraph()
    write(kind, paper.kind, size=14, bold=True)
    tight(kind, CENTER, before=18)
    about = document.add_paragraph()
    write(about, paper.about, size=14, bold=True)
    tight(about, CENTER)
    drawn(document.add_paragraph(), TEXT_WIDTH, 50).space_after = Pt(8)


def body(document: Docx, section: Section) -> None:
    """A heading, its figures as a table, its passages."""
    if section.heading:
        plain(document, section.heading, bold=True).keep_with_next = True
    if section.rows:
        figures(document, section)
    for number, (label, paragraphs) in enumerate(section.passages, 1):
        if label:
            numbered = f"{number}. {label}" if len(section.passages) > 1 else label
            plain(document, numbered, bold=True, italic=True).keep_with_next = True
        for words in paragraphs:
            plain(document, words)


def figures(document: Docx, section: Section) -> None:
    """The table of figures; its head is repeated on every page and no row is torn."""
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    fix_widths(table, FIGURE_WIDTHS)
    for cell, words in zip(table.rows[0].cells, ("TT", "Nội dung", "Đơn vị tính", "Số liệu"), strict=True):
        write(cell.paragraphs[0], words, size=TABLE, bold=True)
        tight(cell.paragraphs[0], CENTER, before=2, after=2)
    repeat(table)
    for number, row in enumerate(section.rows, 1):
        cells = table.add_row().cells
        texts = ((str(number), CENTER), (row.label, LEFT), (row.measure, CENTER), (row.value, CENTER))
        for cell, (words, align) in zip(cells, texts, strict=True):
            write(cell.paragraphs[0], words, size=TABLE)
            tight(cell.paragraphs[0], align, before=2, after=2)
    fix_widths(table, FIGURE_WIDTHS)
    for line in table.rows:
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx has no word for it
    tight(document.add_paragraph(), LEFT)


def signature(document: Docx, paper: Paper) -> None:
    """Who gets it on the left; on the right who signs, with room and without a name."""
    gap = document.add_paragraph()
    tight(gap, LEFT)
    gap.paragraph_format.keep_with_next = True
    table = bare_table(document, 1, SIGN_WIDTHS)
    left, right = table.rows[0].cells
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - as above
    write(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
    for number, words in enumerate(paper.copies, 1):
        end = "" if words.endswith((".", ";")) else "." if number == len(paper.copies) else ";"
        write(left.add_paragraph(), f"- {words}{end}", size=SMALL)
    for number, words in enumerate(paper.signer):
        write(right.paragraphs[0] if number == 0 else right.add_paragraph(), words, bold=True)
    write(right.add_paragraph(), paper.sign_here, italic=True)
    for paragraph in left.paragraphs:
        tight(paragraph, LEFT)
    for paragraph in right.paragraphs:
        tight(paragraph, CENTER)
    for _ in range(SIGN_LINES):
        tight(right.add_paragraph(), CENTER)


def bare_table(document: Docx, rows: int, widths: tuple[int, ...]) -> Table:
    """A table that only holds columns side by side: no lines, no inner margins."""
    table: Table = document.add_table(rows=rows, cols=len(widths))
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        element = OxmlElement(side)
        element.set(qn("w:w"), "0")
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 - python-docx has no word for it
    fix_widths(table, widths)
    return table


def fix_widths(table: Table, widths: tuple[int, ...]) -> None:
    """Columns as wide as told, in every program that opens it."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def repeat(table: Table) -> None:
    """The first row stands on top of every page that the table reaches."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no word for it


def drawn(paragraph: Paragraph, width: int, length: int) -> ParagraphFormat:
    """A low empty paragraph whose upper border is a rule of so many millimetres in the middle of a width.

    Typed underscores would move with every font. Gives its shape.
    """
    border = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:pBdr")
    borders.append(border)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no borders of its own
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    tight(paragraph, CENTER, before=3)
    shape: ParagraphFormat = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm((width - length) / 2)
    mark_low(paragraph)
    return shape


def mark_low(paragraph: Paragraph) -> None:
    """The paragraph's own mark is small too: it alone gives an empty paragraph its height."""
    properties = OxmlElement("w:rPr")
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), "8")
    properties.append(size)
    paragraph._p.get_or_add_pPr().append(properties)  # noqa: SLF001 - python-docx has no word for it


def plain(
    document: Docx,
    words: str,
    *,
    size: int = BODY,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> ParagraphFormat:
    """A paragraph of the body: first line set in and justified, unless it is told where to stand. Gives its shape."""
    paragraph = document.add_paragraph()
    write(paragraph, words, size=size, bold=bold, italic=italic)
    shape: ParagraphFormat = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(0), Pt(6)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.1
    paragraph.alignment = align if align is not None else WD_ALIGN_PARAGRAPH.JUSTIFY
    if align is None:
        shape.first_line_indent = Mm(10)
    return shape


def tight(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH, *, before: int = 0, after: int = 0) -> None:
    """A paragraph without air, as heads and tables want it."""
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.0
    paragraph.alignment = align


def write(paragraph: Paragraph, words: str, *, size: int = BODY, bold: bool = False, italic: bool = False) -> Run:
    """Words in black Times New Roman."""
    run = paragraph.add_run(words)
    run.font.name, run.font.size, run.font.bold, run.font.italic = FONT, Pt(size), bold, italic
    run.font.color.rgb = RGBColor(0, 0, 0)
    return run
