"""Writes .docx files for tests: python-docx, and raw XML where it has no word for a thing."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

Levels = Sequence[tuple[str, str]]
"""Of each level the form of its number ('upperRoman', 'bullet', …) and its text ('%1.%2.')."""


def new() -> Any:
    """An empty document without the lists that python-docx's own template brings."""
    document = Document()
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    return document


def content(document: Any) -> bytes:
    """The file's bytes."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def add_list(document: Any, levels: Levels, *, abstract: int = 1, extra: dict[int, str] | None = None) -> None:
    """A list definition; `extra` is more XML for a level."""
    shapes = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{(extra or {}).get(at, "")}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    element = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">{shapes}</w:abstractNum>')
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    numbering.append(element) if first is None else first.addprevious(element)


def use_list(document: Any, number: int, *, abstract: int = 1, starts: dict[int, int] | None = None) -> None:
    """A use of a list definition, perhaps starting elsewhere."""
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for at, start in (starts or {}).items()
    )
    document.part.numbering_part.element.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>')
    )


def item(document: Any, text: str, number: int, level: int = 0) -> Any:
    """A paragraph of a list."""
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )
    return paragraph


def centred(document: Any, text: str) -> Any:
    """A line in the middle, bold, as titles stand."""
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = True
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def two_columns(document: Any, left: Sequence[str], right: Sequence[str]) -> Any:
    """The frame of a letterhead or of a foot: one row, two cells of several lines."""
    table = document.add_table(1, 2)
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        cell.text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)
    return table


def add_xml(paragraph: Any, xml: str) -> None:
    """Raw XML at the end of a paragraph; 'w:' is known."""
    paragraph._p.append(parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1) if "xmlns:w" not in xml else xml))
