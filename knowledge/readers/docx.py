"""What does a .docx show: paragraphs, lists with their numbers, tables, in the order a person reads them in."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from knowledge.readers import secrecy, tables
from knowledge.readers.blocks import RAISED, Block, joined, struck
from knowledge.readers.caps import Caps
from knowledge.readers.fonts import in_unicode
from knowledge.readers.numbering import Lists, read_lists
from knowledge.readers.package import Element, Package, opened, parser
from knowledge.readers.reading import Advice, Page, Reading, Remark, Unreadable, Why
from knowledge.readers.styles import Look, Styles, read_styles, value
from knowledge.text import fold

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TEXT_BOX = f"{W}txbxContent"

CONTAINERS = frozenset(
    f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple",
                              "dir", "bdo", "r", "ruby", "rubyBase")
)  # fmt: skip
"""What holds runs that are shown."""
STRUCK_OUT = frozenset({f"{W}del", f"{W}moveFrom"})
"""Proposed away by somebody."""
ADDED = frozenset({f"{W}ins", f"{W}moveTo"})
HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{2,5}")
UNSHOWN_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "INDEX", "XE", "TC")
"""Page numbers and lists of contents: the headings stand in the text as well."""
RULER = re.compile(r"[-_–—=*.\s]{3,}")
SHOWN = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}

Progress = Callable[[int, int], None]


def read_docx(content: bytes, caps: Caps, _progress: Progress) -> Reading:
    """The body of the paper; what stands in the margins of its pages is looked at for a stamp only."""
    package = opened(content, caps)
    main = _main_part(package)
    root = package.root(main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise Unreadable(Why.BROKEN, "docx")
    folder = main.rpartition("/")[0]
    walk = _Walk(
        read_styles(package.root(f"{folder}/styles.xml")),
        read_lists(package.part(f"{folder}/numbering.xml"), parser()),
    )
    margins = _margins(package, folder, walk)
    _refuse_secret(margins)
    blocks = [*_letterhead_of(margins), *walk.blocks(body), *_notes(package, folder, walk)]
    warnings = [Remark(Advice.TRACKED_CHANGES)] if walk.is_changed else []
    warnings += [Remark(Advice.LEGACY_FONT, family) for family in sorted(walk.families)]
    return Reading("docx", (Page(joined(blocks)),), tuple(warnings))


@dataclass(slots=True)
class _Field:
    """A field that is open: what it computes, and whether what follows is its result."""

    instruction: str = ""
    in_result: bool = False

    @property
    def is_shown(self) -> bool:
        return self.in_result and not self.instruction.strip().upper().startswith(UNSHOWN_FIELDS)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one look."""

    text: str
    look: Look


@dataclass(slots=True)
class _Walk:
    """Goes through a document once, counting its lists and remembering which fields are open."""

    styles: Styles
    lists: Lists
    fields: list[_Field] = field(default_factory=list)
    is_changed: bool = False
    families: set[str] = field(default_factory=set)
    keys: int = 0

    def blocks(self, container: Element) -> Iterator[Block]:
        """The paragraphs and tables of a body, a cell or a text box."""
        for element in container:
            match element.tag:
                case tag if tag == f"{W}p":
                    yield from self._paragraph(element)
                case tag if tag == f"{W}tbl":
                    yield from self._table(element)
                case tag if tag in CONTAINERS:
                    self.is_changed |= tag in ADDED
                    if not _is_contents(element):
                        yield from self.blocks(element)
                case tag if tag in STRUCK_OUT:
                    self.is_changed = True
                case tag if tag == f"{MC}AlternateContent":
                    yield from self.blocks(_chosen(element))

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = element.find(f"{W}pPr")
        style = value(properties, "pStyle") if properties is not None else ""
        boxes: list[Element] = []
        pieces = list(self._pieces(element, style, boxes))
        text = self._text(pieces)
        label = self._label(element, properties, style, is_empty=not text.strip())
        lines = [line for raw in text.split("\n") if (line := _tidy(raw))]
        if label and lines:
            lines[0] = f"{label} {lines[0]}"
        if lines and not all(RULER.fullmatch(line) for line in lines):
            yield Block(tuple(lines), self.styles.alignment(properties, style) == "center" and not label)
        for box in boxes:
            yield from self.blocks(box)

    def _label(self, element: Element, properties: Element | None, style: str, *, is_empty: bool) -> str:
        """The number that Word shows; an empty paragraph counts too unless it is struck out."""
        number, level, by_style = self.styles.numbering(properties, style)
        if not number or number == "0":
            return ""
        if is_empty and element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            return ""
        if level is None:
            level = self.lists.level_of_style(number, by_style) if by_style else 0
        return self.lists.label(number, level)

    def _pieces(self, element: Element, style: str, boxes: list[Element]) -> Iterator[_Piece]:
        for child in element:
            tag = child.tag
            if tag in STRUCK_OUT:
                self.is_changed = True
            elif tag == f"{W}r":
                yield from self._run(child, style, boxes)
            elif tag in CONTAINERS:
                self.is_changed |= tag in ADDED
                if tag != f"{W}fldSimple" or not _names(child.get(f"{W}instr", ""), UNSHOWN_FIELDS):
                    yield from self._pieces(child, style, boxes)
            elif tag == f"{MC}AlternateContent":
                yield from self._pieces(_chosen(child), style, boxes)

    def _run(self, run: Element, style: str, boxes: list[Element]) -> Iterator[_Piece]:
        look = self.styles.look(run, style)
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._turn(child.get(f"{W}fldCharType", ""))
            elif tag == f"{W}instrText" and self.fields:
                self.fields[-1].instruction += child.text or ""
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                boxes.extend(_text_boxes(child))
            elif tag == f"{MC}AlternateContent":
                boxes.extend(_text_boxes(_chosen(child)))
            elif not look.hidden and all(one.is_shown for one in self.fields) and (said := _said(child)):
                yield _Piece(said, look)

    def _turn(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _text(self, pieces: Iterable[_Piece]) -> str:
        """The words in Unicode, what is struck through between tildes; neighbours of one look are one piece."""
        merged: list[_Piece] = []
        for piece in pieces:
            if merged and merged[-1].look == piece.look:
                merged[-1] = _Piece(merged[-1].text + piece.text, piece.look)
            else:
                merged.append(piece)
        written = "".join(_struck(said) if one.look.struck else said for one in merged if (said := self._unicode(one)))
        return re.sub(r"~~(\s*)~~", r"\1", written)

    def _unicode(self, piece: _Piece) -> str:
        text, family = in_unicode(piece.text, piece.look.font)
        self.families |= {family} - {""}
        text = text.translate(RAISED) if piece.look.raised else text
        return text.upper() if piece.look.capitals else text

    def _table(self, element: Element) -> Iterator[Block]:
        grid, head_rows = self._grid(element)
        yield from (Block(lines) for lines in tables.framed_or_rows(grid, head_rows))

    def _grid(self, element: Element) -> tuple[list[list[tables.Cell]], int | None]:
        """The table place by place, and how many of its first rows are marked as heads."""
        grid: list[list[tables.Cell]] = []
        marked = 0
        for row in _rows(element):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                self.is_changed = True
                continue
            if properties is not None and marked == len(grid) and _is_switched_on(properties, "tblHeader"):
                marked += 1
            grid.append(self._row(row, properties, grid[-1] if grid else []))
        width = max((len(row) for row in grid), default=0)
        return [[*row, *([tables.BLANK] * (width - len(row)))] for row in grid], marked or None

    def _row(self, row: Element, properties: Element | None, above: list[tables.Cell]) -> list[tables.Cell]:
        line: list[tables.Cell] = []
        if properties is not None:
            line += [tables.BLANK] * min(int(value(properties, "gridBefore") or 0), 60)
        for cell in _cells(row):
            shape = cell.find(f"{W}tcPr")
            width = max(1, min(int((value(shape, "gridSpan") if shape is not None else "") or 1), 1000))
            lines = tuple(line for block in self.blocks(cell) for line in block.lines)
            merge = shape.find(f"{W}vMerge") if shape is not None else None
            across = shape.find(f"{W}hMerge") if shape is not None else None
            if merge is not None and merge.get(f"{W}val", "continue") == "continue" and len(line) < len(above):
                shown = above[len(line)]
            elif across is not None and across.get(f"{W}val", "continue") == "continue" and line:
                shown = line[-1]
            else:
                shown = tables.Cell(lines, self._key())
            line += [shown] * width
        return line

    def _key(self) -> int:
        self.keys += 1
        return self.keys


# The parts of the package


def _main_part(package: Package) -> str:
    """Usually word/document.xml; some programs name it otherwise."""
    root = package.root("_rels/.rels")
    for one in root if root is not None else ():
        if one.get("Type", "").endswith("/officeDocument"):
            return str(one.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _margins(package: Package, folder: str, walk: _Walk) -> list[list[Block]]:
    """Heads and feet of pages."""
    names = [name for name in package.names if re.fullmatch(rf"{re.escape(folder)}/(?:header|footer)\d*\.xml", name)]
    roots = [root for name in sorted(names) if (root := package.root(name)) is not None]
    return [list(walk.blocks(root)) for root in roots]


def _refuse_secret(margins: list[list[Block]]) -> None:
    if stamp := secrecy.stamp_on("\n".join(line for block in margin for line in block.lines) for margin in margins):
        raise Unreadable(Why.SECRET, stamp)


def _letterhead_of(margins: list[list[Block]]) -> list[Block]:
    """Some offices keep the letterhead itself in the head of the first page."""
    for margin in margins:
        if any(tables.LETTERHEAD.search(fold(line)) for block in margin for line in block.lines):
            return margin
    return []


def _notes(package: Package, folder: str, walk: _Walk) -> Iterator[Block]:
    """Footnotes and endnotes come last, below the signature, where they are no part of any clause."""
    for part, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
        root = package.root(f"{folder}/{part}.xml")
        for note in root.iterfind(f"{W}{tag}") if root is not None else ():
            if note.get(f"{W}type", "normal") == "normal":
                lines = [line for block in walk.blocks(note) for line in block.lines]
                if lines:
                    yield Block((f"Chú thích: {' '.join(lines)}",))


# Small readings


def _said(child: Element) -> str:
    """The characters that one element of a run shows."""
    if child.tag == f"{W}t":
        return (child.text or "").replace("\n", " ")
    if child.tag == f"{W}sym":
        code = child.get(f"{W}char", "")
        return in_unicode(chr(int(code, 16)), child.get(f"{W}font", ""))[0] if HEXADECIMAL.fullmatch(code) else ""
    return SHOWN.get(child.tag, "")


def _struck(text: str) -> str:
    return "\n".join(struck(line) for line in text.split("\n"))


def _tidy(line: str) -> str:
    """One line without the blanks around it; a tab inside it parts columns and stays."""
    return re.sub(r"[ \u00a0]*\t[\t \u00a0]*", "\t", line.replace("\u00ad", "")).strip()


def _names(instruction: str, fields: tuple[str, ...]) -> bool:
    return instruction.strip().upper().startswith(fields)


def _chosen(alternative: Element) -> Element:
    """Of two ways to show one thing the newer, else the older."""
    choice = alternative.find(f"{MC}Choice")
    if choice is not None and (len(choice) or alternative.find(f"{MC}Fallback") is None):
        return choice
    fallback = alternative.find(f"{MC}Fallback")
    return alternative if fallback is None else fallback


def _text_boxes(drawing: Element) -> list[Element]:
    """The boxes of a drawing, not those inside a box: they come with their paragraph."""
    if drawing.tag == TEXT_BOX:
        return [drawing]
    if drawing.tag == f"{MC}AlternateContent":
        return _text_boxes(_chosen(drawing))
    return [box for child in drawing for box in _text_boxes(child)]


def _is_contents(element: Element) -> bool:
    """Whether this is a list of contents made by Word."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "Contents" in gallery.get(f"{W}val", "")


def _rows(table: Element) -> Iterator[Element]:
    yield from _children(table, f"{W}tr")


def _cells(row: Element) -> Iterator[Element]:
    yield from _children(row, f"{W}tc")


def _children(element: Element, tag: str) -> Iterator[Element]:
    """Rows or cells, also where a content control or a tracked insertion is wrapped around them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in CONTAINERS:
            yield from _children(child, tag)


def _is_switched_on(properties: Element, name: str) -> bool:
    switch = properties.find(f"{W}{name}")
    return switch is not None and switch.get(f"{W}val", "1") not in ("0", "false", "off")
