"""How is a paper divided: sections, bullets and plain paragraphs, each with a place that a person can find."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import chain, repeat

from knowledge.tables import CAPTION, MEASURED_IN, ROMAN, Row, Table, cells_of, is_laid_out, is_row, table
from knowledge.text import clean, fold


class Rank(IntEnum):
    """How deep a mark stands; a smaller rank closes all larger ones."""

    PART = 0
    CAPITAL = 1
    ROMAN = 2
    LEAD = 3
    NUMBER = 4
    """'1.' is 4, '1.1.' 5, '1.1.1.' 6."""
    POINT = 8
    BULLET = 9
    SUB_BULLET = 10
    TABLE = 11
    PLAIN = 12


@dataclass(frozen=True, slots=True)
class Item:
    """One passage of the body: where it stands, the headings above it (outermost first), its text and its number."""

    place: str
    headings: tuple[str, ...]
    text: str
    ordinal: int | None = None
    page: int | None = None
    row: Row | None = None
    """Set for the row of a table, with `heads` above its cells."""
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the paper and the page that it stands on, where there are pages."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines put together again, or a table; `indent` is how far its first line is moved in."""

    text: str
    page: int | None = None
    indent: int = 0
    table: Table | None = None
    row_pages: tuple[int | None, ...] = ()
    """The page of each row of the table."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph with the mark it opens with: 'II.', '2.1.', '(1)', 'a)', '- 3-', '-', or none; or a table."""

    rank: int
    label: str
    text: str
    ordinal: int | None = None
    bullet: str = ""
    """'-', '+', '•' …: one sort of bullet stands below another."""
    is_dashed: bool = False
    """'1-', which is a number in one paper and a point below '1.' in another."""
    indent: int = 0
    page: int | None = None
    table: Table | None = None
    """Its `text` is the table's name, '' where it has none."""
    row_pages: tuple[int | None, ...] = ()


# The marks, the more particular first: '- 1-' is a numbered bullet before it is a bullet.
MARKS: tuple[tuple[re.Pattern[str], int, str], ...] = (
    (
        re.compile(
            r"(?P<label>(?:PHẦN|Phần|PHAN|Phan|CHƯƠNG|Chương|CHUONG|Chuong)"
            r" (?:(?:thứ|THỨ|thu|THU) \w+|[IVX]+|\d+))\b[.:]?\s*"
        ),
        Rank.PART,
        "{}",
    ),
    (re.compile(r"(?P<label>(?:Điều|ĐIỀU|Dieu|DIEU) \d+[a-z]?)(?:[.:]\s*|$)"), Rank.ROMAN, "{}"),
    (re.compile(r"(?P<label>[IVX]{1,5})\s?[.)/\-–]\s+"), Rank.ROMAN, "mục {}"),
    # A scanner reads 'II.' as 'Il.' or 'lI.'; only before a heading in capitals, since 'l)' is a point.
    (re.compile(r"(?P<label>[IVXl|]{1,5})\s?[.]\s+(?=[A-ZĐÀ-Ỹ]{2})"), Rank.ROMAN, "mục {}"),
    # A scanner loses the dot: 'II CHỈ TIÊU'; only where the whole line is in capitals.
    (re.compile(r"(?P<label>[IVX]{1,4})\s+(?=[A-ZĐÀ-Ỹ]{2,}\s[^a-z]{2,}$)"), Rank.ROMAN, "mục {}"),
    (re.compile(r"(?P<label>[A-EĐ])[.)]\s+(?=[A-ZĐÀ-Ỹ]{2})"), Rank.CAPITAL, "phần {}"),
    (re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2})+)(?:\.\s+|\s+(?![%\d]))"), Rank.NUMBER, "{}"),
    (re.compile(r"(?P<label>\d{1,2})\s?[.)]\s+"), Rank.NUMBER, "{}"),
    (re.compile(r"(?P<label>\d{1,2})\s?[-/–]\s+(?=\D)"), Rank.POINT, "ý {}"),
    (re.compile(r"\((?P<label>\d{1,2})\)[.,:]?\s+"), Rank.POINT, "ý {}"),
    (re.compile(r"(?P<label>[a-zđ])\s?[.)]\s+"), Rank.POINT, "điểm {}"),
    (re.compile(r"[-–—•●▪*]\s*(?P<label>\d{1,2})\s?[-.)]\s+(?=\D)"), Rank.BULLET, "gạch đầu dòng {}"),
    (re.compile(r"(?P<label>[-–—•●▪])\s*(?=[^\W\d]|[“\"(]|\d)|(?P<star>\*)\s+"), Rank.BULLET, "gạch đầu dòng {}"),
    (re.compile(r"(?P<label>\+)\s*(?=\S)"), Rank.SUB_BULLET, "dấu cộng {}"),
)
ARTICLE = re.compile(r"(?:Điều|ĐIỀU|Dieu|DIEU) \d+\w*(?: thứ \w+)?$")
FIRST_LETTERS = frozenset("IVXl|ABCDEĐPC0123456789(-–—•●▪*+abcdefghijklmnopqrstuvwxyzđ")
"""What a mark can begin with; most lines begin with something else and need no closer look."""
POINT_AHEAD = re.compile(r"\w\s?[.)]|l|\w{1,5}\s?[.]")
LONGEST_SENTENCE = 3000
ENDS = (".", ";", ":", "!", "?", "…", "./.")
EMPHASIS = re.compile(r"\*\*|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|~~|__")
PAGE_COUNTER = re.compile(r"\s*(?:[-–]\s*)?(?:[Tt]rang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*[-–])?\s*")
LEAD_NOUNS = ("khâu đột phá", "chỉ tiêu", "nhiệm vụ", "giải pháp", "kế hoạch")
PAPER_NAMED = re.compile(
    r"\bke hoach so \d\S*|(?<!cac )(?<!nhung )(?<!\d )\bke hoach (?=(?:nhu |cu the )?(?:sau|voi)\b)"
)
"""'Căn cứ Kế hoạch số 33/KH-LĐLĐ …' and '… xây dựng kế hoạch như sau:' lead to no list of plans."""
CLOSING = re.compile(r"Trên đây là|Trong quá trình (?:tổ chức )?(?:triển khai )?thực hiện", re.IGNORECASE)
OPENS = re.compile(r"\W*(?:Căn cứ|Thực hiện|Xét|Theo|Để|Nhằm|Trên cơ sở)\b", re.IGNORECASE)
POINTS_BELOW = re.compile(r"(?:\bsau(?: đây)?|dưới đây|kèm theo)\W*$", re.IGNORECASE)
"""'… như sau.' leads to what follows although it ends with a full stop."""
ORDINAL_WORDS = {2: "thứ hai", 3: "thứ ba", 4: "thứ tư"}


def outline(lines: Iterable[str], pages: Iterable[int | None] = ()) -> tuple[Item, ...]:
    """The passages of a body in order; a sentence that a page or a line broke is whole again."""
    found = paragraphs(Line(text, page) for text, page in zip(lines, chain(pages, repeat(None)), strict=False))
    blocks = _named_tables(_dashed(_titled(_numbered_in_line([_block_of(paragraph) for paragraph in found]))))
    walk = _Walk(opening=_opening_of(blocks), shouts=_shouts(blocks))
    return _with_counted_paragraphs(
        tuple(
            item for block, after in zip(blocks, (*blocks[1:], None), strict=False) for item in walk.step(block, after)
        )
    )


def sentences(text: str) -> tuple[str, ...]:
    """Cut after a full stop that a capital or a figure follows: '30.000' and 'TP. Hải Phòng' stay whole.

    What is longer than any sentence is a table run together or noise; it sets nothing, and nobody waits for it.
    """
    parts = re.split(r"(?<=[.!?…])(?<!TP\.)(?<!đ/c\.)\s+(?=[A-ZĐÀ-Ỹ\d“\"(])", text)
    return tuple(part.strip() for part in parts if part.strip() and len(part) <= LONGEST_SENTENCE)


# From lines to whole paragraphs


def paragraphs(lines: Iterable[Line]) -> tuple[Paragraph, ...]:
    """Lines put together again: 'Kết luận ngày' / '18/5/2021 của …' is one sentence, a heading stays alone."""
    found = _Gathered()
    for line in lines:
        found.take(line)
    return found.all()


@dataclass(slots=True)
class _Gathered:
    """Paragraphs and tables so far; the last of them is open."""

    whole: list[Paragraph] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    """The lines of the open paragraph, and below them its first line as a block."""
    first: _Block | None = None
    begin: Line = field(default_factory=lambda: Line(""))
    rows: list[tuple[int | None, tuple[str, ...]]] = field(default_factory=list)
    after_gap: bool = True

    def take(self, line: Line) -> None:
        """One line more."""
        words = " ".join(EMPHASIS.sub("", clean(line.text)).split())
        if not any(map(str.isalnum, words)) or PAGE_COUNTER.fullmatch(words):
            # '|---|---|' below a head belongs to its table.
            self.after_gap = self.after_gap or not (self.rows and is_row(words))
            return
        if is_row(words):
            self._row(Line(words, line.page))
            return
        block = _block(words)
        if self.parts and self.first and _continues(self.first, self.parts, block, words, after_gap=self.after_gap):
            self.parts.append(words)
            self.after_gap = False
        else:
            self._close()
            self.parts, self.begin, self.first = [words], line, block
            self.after_gap = False

    def all(self) -> tuple[Paragraph, ...]:
        """All that was found."""
        self._close()
        return tuple(self.whole)

    def _row(self, line: Line) -> None:
        cells = cells_of(line.text)
        # An empty line ends a table; a new page does not, where the next begins with a row of as many cells.
        turns_page = bool(self.rows) and line.page != self.rows[-1][0] and len(cells) == len(self.rows[-1][1])
        if self.parts or (self.after_gap and not turns_page):
            self._close()
        self.rows.append((line.page, cells))
        self.after_gap = False

    def _close(self) -> None:
        if self.parts:
            indent = len(self.begin.text) - len(self.begin.text.lstrip())
            self.whole.append(Paragraph(" ".join(self.parts), self.begin.page, indent))
        if self.rows:
            self.whole.extend(_tabled(self.rows))
        self.parts, self.rows = [], []


def _tabled(rows: Sequence[tuple[int | None, tuple[str, ...]]]) -> Iterator[Paragraph]:
    """A table; a box or columns of text are paragraphs cell by cell."""
    found = [cells for _, cells in rows]
    if is_laid_out(found):
        yield from (Paragraph(cell, page) for page, cells in rows for cell in dict.fromkeys(cells) if cell)
    else:
        pages = tuple(page for page, _ in rows)
        yield Paragraph("", pages[0], table=table(found), row_pages=pages)


def _continues(first: _Block, lines: Sequence[str], block: _Block, line: str, *, after_gap: bool) -> bool:
    last_line = lines[-1]
    if block.rank != Rank.PLAIN:
        # '… giai đoạn 2021' / '- 2025' is a range broken by the line, not a bullet.
        return bool(re.match(r"[-–]\s*\d{4}\b", line)) and last_line[-1].isdigit()
    capitals = is_all_capitals(lines[0])
    if is_all_capitals(line) and capitals and len(lines) < 4:
        # A long heading in capitals goes on in the next line.
        return not after_gap and len(last_line) >= 45 and not last_line.endswith(ENDS)
    if last_line.endswith((".", ":", "!", "?", "…")) or is_all_capitals(line) or capitals:
        return False
    if not line[0].isupper():
        return True
    if last_line.endswith(";") or first.rank < Rank.POINT:
        # A numbered heading carries no full stop either, so a capital after it begins the text below it.
        return not after_gap and len(last_line) >= 60 and not last_line.endswith(";")
    # A page broke the sentence before a name ('… Huyện ủy' / 'Gia Lâm về …').
    return len(last_line) >= 60


def is_all_capitals(line: str) -> bool:
    """'TỔ CHỨC THỰC HIỆN' is a heading even without a number."""
    letters = [letter for letter in line if letter.isalpha()]
    return len(letters) >= 4 and not any(letter.islower() for letter in letters)


def _block_of(paragraph: Paragraph) -> _Block:
    if paragraph.table:
        return _Block(Rank.TABLE, "", "", page=paragraph.page, table=paragraph.table, row_pages=paragraph.row_pages)
    return replace(_block(paragraph.text), indent=paragraph.indent, page=paragraph.page)


def is_marked(first_letter: str) -> bool:
    """Whether a paragraph that begins so may open with a mark."""
    return first_letter in FIRST_LETTERS


def _block(paragraph: str) -> _Block:
    if not is_marked(paragraph[:1]) or (paragraph[:1].islower() and not POINT_AHEAD.match(paragraph)):
        return _Block(Rank.PLAIN, "", paragraph)
    for pattern, rank, place in MARKS:
        match = pattern.match(paragraph)
        if not match:
            continue
        label = match["label"] or "-"
        label = _label(label) if rank in (Rank.PART, Rank.ROMAN) else label
        depth = rank + label.count(".") if rank == Rank.NUMBER else rank
        ordinal = int(label.rpartition(".")[2]) if label[-1].isdigit() and rank >= Rank.NUMBER else None
        bullet = _sort_of_bullet(match[0][0]) if rank in (Rank.BULLET, Rank.SUB_BULLET) else ""
        dashed = rank == Rank.POINT and label.isdigit() and match[0][0] != "("
        return _Block(depth, place.format(label), paragraph[match.end() :].strip(), ordinal, bullet, dashed)
    return _Block(Rank.PLAIN, "", paragraph)


def _label(said: str) -> str:
    """As it is cited: 'PHẦN THỨ HAI' is 'Phần thứ hai', 'ĐIỀU 5' 'Điều 5', a scanner's 'Il' is 'II'."""
    if set(said) <= set("IVXl|"):
        return said.replace("l", "I").replace("|", "I")
    name, *rest = said.split()
    return " ".join((name.capitalize(), *(word if ROMAN.fullmatch(word) else word.lower() for word in rest)))


def _sort_of_bullet(mark: str) -> str:
    """A word processor turns '-' into '–' as it likes; '•' and '●' are one too."""
    return {"–": "-", "—": "-", "●": "•", "▪": "•"}.get(mark, mark)


def _numbered_in_line(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """'… các nhóm giải pháp: (1) … (2) … (3) …' in one paragraph is a lead and its points."""
    for block in blocks:
        pieces = re.split(r"\s*\((\d{1,2})\)[.,:]?\s+", block.text)
        numbers, texts = pieces[1::2], pieces[2::2]
        if len(numbers) >= 3 and pieces[0].endswith(":") and numbers == [str(n + 1) for n in range(len(numbers))]:
            yield replace(block, text=pieces[0])
            yield from (
                _Block(Rank.POINT, f"ý {number}", text.strip(), int(number), page=block.page)
                for number, text in zip(numbers, texts, strict=True)
            )
        else:
            yield block


def _titled(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """'Chương II' above 'CHẾ ĐỘ BÁO CÁO', 'Phần thứ nhất' above its name: one heading."""
    waiting: _Block | None = None
    for block in blocks:
        names = block.rank == Rank.PLAIN and len(block.text) < 200 and not block.text.endswith(ENDS)
        if waiting:
            yield replace(waiting, text=block.text) if names else waiting
        if not (waiting and names) and (block.rank >= Rank.LEAD or block.text):
            yield block
        waiting = block if block.rank < Rank.LEAD and not block.text else None
    if waiting:
        yield waiting


def _dashed(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """'1-' right below 'I-' is a number like '1.'; below '2.2.' it is a point."""
    has_section = has_number = False
    last = ""
    for block in blocks:
        if block.rank <= Rank.ROMAN:
            has_section, has_number, last = True, False, ""
        elif Rank.NUMBER <= block.rank < Rank.POINT:
            has_number |= not last or block.label.partition(".")[0] != last
        if block.is_dashed and has_section and not has_number:
            last = block.label.removeprefix("ý ")
            yield replace(block, rank=Rank.NUMBER, label=last)
        else:
            yield block


def _named_tables(blocks: Iterable[_Block]) -> tuple[_Block, ...]:
    """'Bảng 2. Chỉ tiêu …' and 'Đơn vị tính: người' above a table are its name."""
    named: list[_Block] = []
    for block in blocks:
        said: list[str] = []
        while block.table and named and _names_table(named[-1]):
            said.insert(0, named.pop().text)
        named.append(replace(block, text=" ".join(said)) if said else block)
    return tuple(named)


def _names_table(block: _Block) -> bool:
    if block.rank != Rank.PLAIN or len(block.text) > 300:
        return False
    return bool(CAPTION.match(block.text) or MEASURED_IN.fullmatch(block.text.strip("()")))


def _shouts(blocks: Sequence[_Block]) -> bool:
    """Nearly all letters are capitals, in more than a few headings' worth of text."""
    letters = [letter for block in blocks[:200] for letter in block.text if letter.isalpha()]
    return len(letters) > 200 and sum(map(str.isupper, letters)) > 0.9 * len(letters)


def _opening_of(blocks: Sequence[_Block]) -> int | None:
    """In a text without any mark so many paragraphs open it: what it rests on, up to '… như sau:'. Else `None`."""
    if any(block.rank != Rank.PLAIN or is_all_capitals(block.text) for block in blocks):
        return None
    return next(
        (at for at, block in enumerate(blocks) if not (OPENS.match(block.text) or block.text.endswith((":", ";")))),
        len(blocks),
    )


# From paragraphs to places


@dataclass(slots=True)
class _Section:
    """An open section, and what has been counted in it."""

    rank: int
    place: str
    title: str
    noun: str = ""
    """For a list that no section holds: 'chỉ tiêu', so that its third is 'chỉ tiêu 3'."""
    bullets: int = 0
    bullet: str = ""
    """The sort of its own bullets, and how far they are moved in; another sort stands below them."""
    indent: int = 0
    sub_bullets: int = 0
    last: str = ""
    """Place of the last thing in it that was not a plain paragraph."""


@dataclass(slots=True)
class _Walk:
    """Goes through the blocks once and remembers which sections are open."""

    sections: list[_Section] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    opening: int | None = None
    """In a text without any mark, how many paragraphs open it."""
    shouts: bool = False
    """The whole text is in capitals, which then say nothing of headings."""
    paragraphs: int = 0
    tables: int = 0
    last: str = ""
    """Place of the last number that stands in no section."""

    def step(self, block: _Block, after: _Block | None) -> Iterator[Item]:
        """What this block gives: nothing for a mere heading, else a passage."""
        if block.table:
            yield from self._table(block, block.table)
        elif block.rank == Rank.PLAIN:
            yield from self._plain(block, after)
        elif block.rank >= Rank.BULLET:
            yield self._item(self._bullet_place(block), block)
        else:
            yield from self._numbered(block, after)

    def _plain(self, block: _Block, after: _Block | None) -> Iterator[Item]:
        if is_all_capitals(block.text) and not self.shouts and after and not block.text.endswith(ENDS):
            self._open(_Section(Rank.ROMAN, f"mục “{block.text}”", block.text))
            return
        noun = self._lead_noun(block, after)
        if noun:
            self._open(_Section(Rank.LEAD, "", block.text, noun))
            return
        if CLOSING.match(block.text) and (after is None or after.rank == Rank.PLAIN):
            yield Item("phần kết", (), block.text, page=block.page)
            return
        if not self.sections:
            place = f"sau {self.last}" if self.last else self._loose_place()
            yield Item(place, (), block.text, page=block.page)
            return
        section = self.sections[-1]
        yield self._item(f"{self._place_of(section)}sau {section.last}" if section.last else section.place, block)

    def _loose_place(self) -> str:
        """'phần mở đầu' before the first section; a text without any section counts its paragraphs."""
        self.paragraphs += 1
        is_opening = self.opening is None or self.paragraphs <= self.opening
        return "phần mở đầu" if is_opening else f"đoạn {self.paragraphs}"

    def _table(self, block: _Block, found: Table) -> Iterator[Item]:
        """Row by row: 'mục II, bảng 1, dòng 3'; tables without a number of their own are counted through the paper."""
        caption = CAPTION.match(block.text)
        number = caption["number"] if caption else ""
        self.tables = int(number) if number.isdigit() else self.tables + 1
        name = caption["name"].lower() if caption and number.isdigit() else f"bảng {self.tables}"
        section = self.sections[-1] if self.sections else None
        place = f"{self._place_of(section)}{name}" if section else name
        if section:
            section.last = name
        titles = (*self._titles(), block.text) if block.text else self._titles()
        for row in found.rows:
            page = block.row_pages[row.at]
            yield Item(f"{place}, {row.label}", (*titles, *row.groups), row.text, page=page, row=row, heads=found.heads)

    def _lead_noun(self, block: _Block, after: _Block | None) -> str:
        """'… đề ra 08 nhiệm vụ:' before '1.' names the list, by its end; inside a section the section does."""
        if after is None or after.ordinal is None or not block.text.endswith(":"):
            return ""
        if any(section.rank < Rank.LEAD for section in self.sections):
            return ""
        bare = re.split(r"[,;.]\s", PAPER_NAMED.sub(" ", fold(block.text)))[-1]
        return max(LEAD_NOUNS, key=lambda noun: bare.rfind(fold(noun))) if _names_a_list(bare) else ""

    def _numbered(self, block: _Block, after: _Block | None) -> Iterator[Item]:
        self._close(block.rank)
        place = self._numbered_place(block)
        if self.sections and self.sections[-1].noun:
            self.sections[-1].last = place
            yield self._item(place, block)
            return
        if not self.sections and not _is_heading(block, after):
            self.last = place
        if self.sections and not _is_heading(block, after):
            self.sections[-1].last = place.rpartition(", ")[2]
        if _is_heading(block, after):
            self._open(_Section(block.rank, place, _title(block)))
            if _says_something(block):
                yield Item(place, self._titles()[:-1], block.text, block.ordinal, block.page)
        else:
            yield self._item(place, block)

    def _numbered_place(self, block: _Block) -> str:
        """'II' and '2.1' make 'mục II.2.1'; a number used twice is told apart by 'thứ hai'."""
        if self.sections and self.sections[-1].noun:
            return f"{self.sections[-1].noun} {block.ordinal}"
        place = self._joined(block)
        self.seen[place] = self.seen.get(place, 0) + 1
        return f"{place} {ORDINAL_WORDS[times]}" if (times := min(self.seen[place], 4)) > 1 else place

    def _joined(self, block: _Block) -> str:
        above = [section for section in self.sections if section.place]
        if block.rank < Rank.NUMBER:
            # Articles are counted through all chapters, so nobody needs the chapter to find one.
            parts = [section.place for section in above if section.rank < block.rank]
            return block.label if ARTICLE.match(block.label) else ", ".join((*parts, block.label))
        if block.rank < Rank.POINT:
            outer = next((section.place for section in reversed(above) if section.rank < Rank.NUMBER), "")
            if ARTICLE.match(outer):
                return f"{outer}, khoản {block.label}"
            joins_roman = re.search(r"mục [IVX]+(?: thứ \w+)?$", outer)
            return f"{outer}.{block.label}" if joins_roman else f"{outer}, mục {block.label}".removeprefix(", ")
        return f"{above[-1].place}, {block.label}" if above else block.label

    def _bullet_place(self, block: _Block) -> str:
        section = self.sections[-1] if self.sections else self._open(_Section(Rank.PART, "", ""))
        if not section.bullets:
            section.bullet, section.indent = block.bullet, block.indent
        elif _stands_below(section, block):
            section.sub_bullets += 1
            noun = "dấu cộng" if block.bullet == "+" else "ý"
            return f"{self._place_of(section)}gạch đầu dòng {section.bullets}, {noun} {section.sub_bullets}"
        section.bullets += 1
        section.sub_bullets = 0
        section.last = f"gạch đầu dòng {section.bullets}"
        return f"{self._place_of(section)}{section.last}"

    def _place_of(self, section: _Section) -> str:
        return f"{section.place}, " if section.place else ""

    def _item(self, place: str, block: _Block) -> Item:
        return Item(place, self._titles(), block.text, block.ordinal, block.page)

    def _titles(self) -> tuple[str, ...]:
        return tuple(section.title for section in self.sections if section.title)

    def _open(self, section: _Section) -> _Section:
        self._close(section.rank)
        self.sections.append(section)
        return section

    def _close(self, rank: int) -> None:
        while self.sections and self.sections[-1].rank >= rank:
            self.sections.pop()


def _stands_below(section: _Section, block: _Block) -> bool:
    """A bullet of another sort than the section's own, or one that is moved in further."""
    if block.bullet == section.bullet:
        return block.indent >= section.indent + 2
    return section.bullet != "+"  # '+' is the lowest: a dash after it is not below it


def _names_a_list(bare: str) -> bool:
    return any(fold(noun) in bare for noun in LEAD_NOUNS)


def _title(block: _Block) -> str:
    """A heading with its number, as it stands: 'II. Các chỉ tiêu chủ yếu'."""
    number = block.label.removeprefix("mục ").removeprefix("phần ").removeprefix("ý ").removeprefix("điểm ")
    return f"{number}. {block.text}".strip()


QUOTES = ("“", '"', "«")
"""'1. Sửa đổi … như sau:' holds the new words below it."""


def _is_heading(block: _Block, after: _Block | None) -> bool:
    """A number opens a section when something deeper follows, or a paragraph follows a line without a full stop."""
    if block.rank < Rank.NUMBER:
        return True
    if after is None:
        return False
    if after.rank == Rank.PLAIN:
        leads_to_quote = block.text.endswith(":") and after.text.lstrip().startswith(QUOTES)
        return leads_to_quote or (not block.text.endswith(ENDS) and len(block.text) < 250)
    if after.rank == Rank.TABLE:
        return not block.text.endswith(".") or bool(POINTS_BELOW.search(block.text))
    return after.rank > block.rank


def _says_something(block: _Block) -> bool:
    """A heading that is a sentence ('… đạt 90%, trong đó:', 'Điều 2. … có hiệu lực từ ….') is a passage too."""
    words = len(block.text.split())
    if words >= 12 and block.text.endswith((":", ";")):
        return True
    return block.rank < Rank.NUMBER and block.text.endswith((".", ";", ":", "./")) and words >= 6


def _with_counted_paragraphs(items: Sequence[Item]) -> tuple[Item, ...]:
    """Several plain paragraphs at one place are told apart: 'phần mở đầu, đoạn 2'."""
    totals: dict[str, int] = {}
    for item in items:
        totals[item.place] = totals.get(item.place, 0) + 1
    counted: dict[str, int] = {}
    result: list[Item] = []
    for item in items:
        counted[item.place] = counted.get(item.place, 0) + 1
        place = f"{item.place}, đoạn {counted[item.place]}" if totals[item.place] > 1 else item.place
        result.append(replace(item, place=place))
    return tuple(result)
