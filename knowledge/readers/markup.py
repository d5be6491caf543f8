"""How does a web page look when it is shown: its elements as blocks of lines, lists numbered, tables in rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.readers import tables
from knowledge.readers.blocks import RAISED, Block, struck
from knowledge.readers.numbering import figure
from knowledge.readers.package import Element

_BLOCKS = """
    address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td
    tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
_UNSHOWN = """
    script style noscript template head title meta link iframe object embed svg canvas select option input
    button textarea audio video map figcaption caption colgroup
"""
UNSHOWN = frozenset(_UNSHOWN.split())
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
OWN_MARK = re.compile(r"(?:[-–—+•*●▪]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})[.)])\s")
"""A list's item that brings its own number or dash gets no second one."""
FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "none": "",
}
DEPTH_MAX = 150
LONG_CELL = 160


def is_shown(element: Element) -> bool:
    """Whether a browser would show it at all, by its tag and its own style."""
    if not isinstance(element.tag, str) or element.tag in UNSHOWN:
        return False
    return element.get("hidden") is None and not HIDDEN.search(element.get("style", ""))


def blocks(root: Element) -> list[Block]:
    """Everything shown below `root`, in order."""
    walk = _Walk()
    walk.enter(root, 0)
    walk.end_block()
    return walk.found


@dataclass(slots=True)
class _Walk:
    """Goes through the elements once; `line` gathers the words of the block that is open."""

    found: list[Block] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    mark: str = ""
    """The number or dash of a list's item whose first words are still to come."""
    tags: list[str] = field(default_factory=list)
    is_centred: bool = False
    bullets: int = 0
    is_struck: bool = False
    is_raised: bool = False
    is_kept: bool = False
    """Inside <pre>, where line ends count."""

    def enter(self, element: Element, depth: int) -> None:
        if not is_shown(element) or depth > DEPTH_MAX:
            return
        tag = element.tag
        if tag == "br":
            self.line.append("\n")
        elif tag == "table":
            self.end_block()
            self._table(element, depth)
        elif tag in ("ol", "ul"):
            self.end_block()
            self._list(element, depth)
        elif tag in BLOCKS:
            self._block(element, depth)
        else:
            self._inline(element, depth)

    def end_block(self) -> None:
        """What was gathered becomes a block, or several where empty lines part it (<br><br>)."""
        text, self.line = "".join(self.line), []
        heading = next((tag for tag in reversed(self.tags) if re.fullmatch(r"h[1-6]", tag)), "")
        for part in re.split(r"\n\s*\n", text):
            lines = tuple(line for raw in part.split("\n") if (line := _tidy(raw)))
            if not lines:
                continue
            if self.mark and not OWN_MARK.match(f"{lines[0]} "):
                lines = (f"{self.mark} {lines[0]}", *lines[1:])
            self.mark = ""
            self.found.append(Block(lines, self.is_centred, heading))

    def _say(self, text: str | None) -> None:
        if not text:
            return
        words = text if self.is_kept else " ".join(text.split()).join((" " if text[:1].isspace() else "",
                                                                       " " if text[-1:].isspace() else ""))  # fmt: skip
        words = words.translate(RAISED) if self.is_raised else words
        self.line.append(struck(words) if self.is_struck else words)

    def _children(self, element: Element, depth: int) -> None:
        self._say(element.text)
        for child in element:
            self.enter(child, depth + 1)
            self._say(child.tail)

    def _block(self, element: Element, depth: int) -> None:
        self.end_block()
        before = self.is_centred, self.is_kept
        style = element.get("style", "")
        aligned = element.get("align", "").lower()
        if element.tag == "center" or aligned or "text-align" in style:
            self.is_centred = element.tag == "center" or aligned == "center" or bool(CENTRED.search(style))
        self.is_kept = self.is_kept or element.tag == "pre"
        self.tags.append(element.tag)
        self._children(element, depth)
        self.end_block()
        self.tags.pop()
        self.is_centred, self.is_kept = before

    def _inline(self, element: Element, depth: int) -> None:
        before = self.is_struck, self.is_raised
        self.is_struck = (
            self.is_struck or element.tag in ("s", "strike", "del") or bool(STRUCK.search(element.get("style", "")))
        )
        self.is_raised = self.is_raised or element.tag == "sup"
        self._children(element, depth)
        self.is_struck, self.is_raised = before

    def _list(self, element: Element, depth: int) -> None:
        """A dash for each item, a plus where dashes stand inside dashes, or its number as the page says."""
        form = _form(element)
        number = _whole(element.get("start"), 1)
        is_bullets = element.tag == "ul" and form is None
        self.bullets += is_bullets
        for child in element:
            if child.tag != "li":
                self.enter(child, depth + 1)
                continue
            if not is_shown(child):
                continue
            number = _whole(child.get("value"), number)
            if is_bullets:
                self.mark = "-" if self.bullets == 1 else "+"
            else:
                self.mark = f"{figure(number, form or 'decimal')}." if form != "" else ""
            number += 1
            self._block(child, depth + 1)
            self.mark = ""
        self.bullets -= is_bullets

    def _table(self, element: Element, depth: int) -> None:
        rows = list(_rows(element))
        grid = tables.expanded(
            (
                (_cell_lines(cell, depth), _whole(cell.get("colspan"), 1), _span(cell, len(rows) - place))
                for cell in row
                if cell.tag in ("td", "th")
            )
            for place, row in enumerate(rows)
        )
        if _is_frame(element, grid):
            self._frame(element, grid, rows, depth)
            return
        heads = sum(1 for row in rows if all(cell.tag == "th" for cell in row if cell.tag in ("td", "th")))
        self.found.extend(Block(lines) for lines in tables.block_lines(grid, heads or None))

    def _frame(self, element: Element, grid: tables.Grid, rows: list[Element], depth: int) -> None:
        """A layout: the letterhead and the foot column by column, anything else cell by cell."""
        if not element.xpath(".//table") and tables.is_letterhead(grid):
            self.found.extend(Block(tuple(lines)) for lines in tables.columns(grid))
            return
        for row in rows:
            for cell in row:
                self.enter(cell, depth + 3)
                self.end_block()


def _cell_lines(cell: Element, depth: int) -> tuple[str, ...]:
    """The lines of one cell; tables inside are flattened."""
    walk = _Walk()
    walk.enter(cell, depth + 3)
    walk.end_block()
    return tuple(line for block in walk.found for line in block.lines)


def _is_frame(table: Element, grid: tables.Grid) -> bool:
    """A table that places things on the page: others inside it, one column or row, long texts side by side."""
    if table.xpath(".//table") or tables.is_layout(grid):
        return True
    if table.xpath(".//th"):
        return False
    texts = [cell.text for row in grid for cell in {cell.key: cell for cell in row}.values() if cell.text]
    return sum(len(text) > LONG_CELL for text in texts) * 3 > len(texts)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _span(cell: Element, rows_left: int) -> int:
    """How many rows a cell covers; 0 means all that are left."""
    said = _whole(cell.get("rowspan"), 1)
    return min(said or rows_left, rows_left)


def _form(element: Element) -> str | None:
    """How a list is numbered; '' for not at all, None where nothing is said and its tag decides."""
    style = LIST_STYLE.search(element.get("style", ""))
    said = style[1].lower() if style else element.get("type", "")
    return FORMS.get(said) if said in FORMS else ("decimal" if element.tag == "ol" else None)


def _whole(text: str | None, default: int) -> int:
    bare = (text or "").strip()
    return int(bare) if bare.isascii() and bare.isdecimal() and len(bare) < 6 else default


def _tidy(line: str) -> str:
    return re.sub(r"\s+", " ", line.replace("\u00ad", "").replace("\u200b", "")).strip()
