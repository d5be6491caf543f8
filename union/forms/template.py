"""The office's own paper: a .docx whose {{ô}} are filled in, and nothing else of it is touched."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from docx import Document
from docx.document import Document as Docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from union.forms.archive import steady
from union.forms.form import FormError

BLANK = re.compile(r"\{\{\s*([\w-]+)\s*\}\}")


def filled(template: bytes, blanks: Mapping[str, str], at: datetime) -> bytes:
    """The template with its blanks filled in. Raises `FormError` for what is no .docx or asks for what is not there."""
    try:
        document = Document(io.BytesIO(template))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
        raise FormError("Mẫu giấy của Văn phòng không mở được: tệp phải là .docx.") from None
    places = [paragraph for paragraph in paragraphs(document) if BLANK.search(text_of(paragraph))]
    unknown = sorted({name for each in places for name in BLANK.findall(text_of(each)) if name not in blanks})
    if unknown:
        known = ", ".join(sorted(blanks))
        raise FormError(f"Mẫu giấy có ô {{{{{unknown[0]}}}}} mà báo cáo này không có. Các ô dùng được: {known}.")
    for paragraph in places:
        fill(paragraph, blanks)
    content = io.BytesIO()
    document.save(content)
    return steady(content.getvalue(), at)


def fill(paragraph: Paragraph, blanks: Mapping[str, str]) -> None:
    """Word cuts a blank into runs as it likes: the words go into the first one, whose type they take."""
    words = BLANK.sub(lambda match: blanks[match[1]], text_of(paragraph))
    first, *others = paragraph.runs
    first.text = words
    for run in others:
        run.text = ""


def text_of(paragraph: Paragraph) -> str:
    """What its own runs say; a link within it is left alone."""
    return "".join(run.text for run in paragraph.runs)


def paragraphs(document: Docx) -> Iterator[Paragraph]:
    """All that can be written on: the text, the cells of its tables, the heads and feet of its pages."""
    yield from document.paragraphs
    yield from in_tables(document.tables)
    for section in document.sections:
        for margin in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not margin.is_linked_to_previous:  # to look at one that is not there would make it
                yield from margin.paragraphs
                yield from in_tables(margin.tables)


def in_tables(tables: Iterable[Table]) -> Iterator[Paragraph]:
    """The paragraphs of the cells, also of tables within tables; a merged cell comes once."""
    for table in tables:
        seen = set()
        for cell in (cell for row in table.rows for cell in row.cells):
            if cell._tc not in seen:  # noqa: SLF001 - the only sign that two cells are one
                seen.add(cell._tc)  # noqa: SLF001 - as above
                yield from cell.paragraphs
                yield from in_tables(cell.tables)
