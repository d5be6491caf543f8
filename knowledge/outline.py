"""How is a paper divided: sections, bullets and plain paragraphs, each with a place that a person can find."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

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
    PLAIN = 11


@dataclass(frozen=True, slots=True)
class Item:
    """One passage of the body: where it stands, the headings above it (outermost first), its text and its number."""

    place: str
    headings: tuple[str, ...]
    text: str
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph with the mark it opens with: 'II.', '2.1.', '(1)', 'a)', '- 3-', '-', or none."""

    rank: int
    label: str
    text: str
    ordinal: int | None = None


# The marks, the more particular first: '- 1-' is a numbered bullet before it is a bullet.
MARKS: tuple[tuple[re.Pattern[str], int, str], ...] = (
    (re.compile(r"(?P<label>(?:PHẦN|Phần|CHƯƠNG|Chương) (?:(?:thứ|THỨ) \w+|[IVX]+|\d+))\b[.:]?\s*"), Rank.PART, "{}"),
    (re.compile(r"(?P<label>(?:Điều|ĐIỀU) \d+)[.:]\s*"), Rank.ROMAN, "{}"),
    (re.compile(r"(?P<label>[IVX]{1,5})\s?[.)/\-–]\s+"), Rank.ROMAN, "mục {}"),
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
LONGEST_SENTENCE = 3000
ENDS = (".", ";", ":", "!", "?", "…", "./.")
EMPHASIS = re.compile(r"\*\*|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|~~|__")
PAGE_COUNTER = re.compile(r"\s*(?:[-–]\s*)?(?:[Tt]rang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*[-–])?\s*")
LEAD_NOUNS = ("khâu đột phá", "chỉ tiêu", "nhiệm vụ", "giải pháp", "kế hoạch")
CLOSING = re.compile(r"Trên đây là|Trong quá trình (?:tổ chức )?(?:triển khai )?thực hiện", re.IGNORECASE)
ORDINAL_WORDS = {2: "thứ hai", 3: "thứ ba", 4: "thứ tư"}


def outline(lines: Iterable[str]) -> tuple[Item, ...]:
    """The passages of a body in order; a sentence that a page or a line broke is whole again."""
    blocks = tuple(_numbered_in_line(tuple(_block(paragraph) for paragraph in paragraphs(lines))))
    walk = _Walk()
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


def paragraphs(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines put together again: 'Kết luận ngày' / '18/5/2021 của …' is one sentence, a heading stays alone."""
    whole: list[str] = []
    last_line = ""
    after_gap = True
    for raw in lines:
        line = " ".join(EMPHASIS.sub("", clean(raw)).split())
        if not line or PAGE_COUNTER.fullmatch(line):
            after_gap = True
            continue
        if whole and _continues(whole[-1], last_line, line, after_gap=after_gap):
            whole[-1] = f"{whole[-1]} {line}"
        else:
            whole.append(line)
        last_line, after_gap = line, False
    return tuple(whole)


def _continues(paragraph: str, last_line: str, line: str, *, after_gap: bool) -> bool:
    rank = _block(paragraph).rank
    if _block(line).rank != Rank.PLAIN:
        # '… giai đoạn 2021' / '- 2025' is a range broken by the line, not a bullet.
        return bool(re.match(r"[-–]\s*\d{4}\b", line)) and paragraph[-1].isdigit()
    if paragraph.endswith((".", ":", "!", "?", "…")) or is_all_capitals(line) or is_all_capitals(paragraph):
        return False
    if not line[0].isupper():
        return True
    if paragraph.endswith(";") or rank < Rank.POINT:
        # A numbered heading carries no full stop either, so a capital after it begins the text below it.
        return not after_gap and len(last_line) >= 60 and not paragraph.endswith(";")
    # A page broke the sentence before a name ('… Huyện ủy' / 'Gia Lâm về …').
    return len(last_line) >= 60


def is_all_capitals(line: str) -> bool:
    """'TỔ CHỨC THỰC HIỆN' is a heading even without a number."""
    letters = [letter for letter in line if letter.isalpha()]
    return len(letters) >= 4 and not any(letter.islower() for letter in letters)


def _block(paragraph: str) -> _Block:
    for pattern, rank, place in MARKS:
        match = pattern.match(paragraph)
        if not match:
            continue
        label = match["label"] or "-"
        depth = rank + label.count(".") if rank == Rank.NUMBER else rank
        ordinal = int(label.rpartition(".")[2]) if label[-1].isdigit() and rank >= Rank.NUMBER else None
        return _Block(depth, place.format(label), paragraph[match.end() :].strip(), ordinal)
    return _Block(Rank.PLAIN, "", paragraph)


def _numbered_in_line(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """'… các nhóm giải pháp: (1) … (2) … (3) …' in one paragraph is a lead and its points."""
    for block in blocks:
        pieces = re.split(r"\s*\((\d{1,2})\)[.,:]?\s+", block.text)
        numbers, texts = pieces[1::2], pieces[2::2]
        if len(numbers) >= 3 and pieces[0].endswith(":") and numbers == [str(n + 1) for n in range(len(numbers))]:
            yield _Block(block.rank, block.label, pieces[0], block.ordinal)
            yield from (
                _Block(Rank.POINT, f"ý {number}", text.strip(), int(number))
                for number, text in zip(numbers, texts, strict=True)
            )
        else:
            yield block


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
    counts_plus: bool = False
    """Its bullets are plus signs, which elsewhere stand below a dash."""
    last: str = ""
    """Place of the last thing in it that was not a plain paragraph."""


@dataclass(slots=True)
class _Walk:
    """Goes through the blocks once and remembers which sections are open."""

    sections: list[_Section] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    sub_bullets: int = 0

    def step(self, block: _Block, after: _Block | None) -> Iterator[Item]:
        """What this block gives: nothing for a mere heading, else a passage."""
        if block.rank == Rank.PLAIN:
            yield from self._plain(block, after)
        elif block.rank >= Rank.BULLET:
            yield self._item(self._bullet_place(block), block)
        else:
            yield from self._numbered(block, after)

    def _plain(self, block: _Block, after: _Block | None) -> Iterator[Item]:
        if is_all_capitals(block.text) and after and not block.text.endswith(ENDS):
            self._open(_Section(Rank.ROMAN, f"mục “{block.text}”", block.text))
            return
        noun = self._lead_noun(block, after)
        if noun:
            self._open(_Section(Rank.LEAD, "", block.text, noun))
            return
        if CLOSING.match(block.text) and (after is None or after.rank == Rank.PLAIN):
            yield Item("phần kết", (), block.text)
            return
        if not self.sections:
            yield Item("phần mở đầu", (), block.text)
            return
        section = self.sections[-1]
        yield self._item(f"{self._place_of(section)}sau {section.last}" if section.last else section.place, block)

    def _lead_noun(self, block: _Block, after: _Block | None) -> str:
        """'Kế hoạch đề ra 08 nhiệm vụ trọng tâm:' before '1.' names the list; inside a section the section does."""
        if after is None or after.ordinal is None or not block.text.endswith(":"):
            return ""
        if any(section.rank < Rank.LEAD for section in self.sections):
            return ""
        bare = fold(block.text)
        return max(LEAD_NOUNS, key=lambda noun: bare.rfind(fold(noun))) if _names_a_list(bare) else ""

    def _numbered(self, block: _Block, after: _Block | None) -> Iterator[Item]:
        self._close(block.rank)
        place = self._numbered_place(block)
        if self.sections and self.sections[-1].noun:
            self.sections[-1].last = place
            yield self._item(place, block)
            return
        if self.sections and not _is_heading(block, after):
            self.sections[-1].last = place.rpartition(", ")[2]
        if _is_heading(block, after):
            self._open(_Section(block.rank, place, _title(block)))
            if _says_something(block):
                yield Item(place, self._titles()[:-1], block.text, block.ordinal)
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
            parts = [section.place for section in above if section.rank < block.rank]
            return ", ".join((*parts, block.label))
        if block.rank < Rank.POINT:
            outer = next((section.place for section in reversed(above) if section.rank < Rank.NUMBER), "")
            if outer.startswith(("Điều", "ĐIỀU")):
                return f"{outer}, khoản {block.label}"
            joins_roman = re.search(r"mục [IVX]+(?: thứ \w+)?$", outer)
            return f"{outer}.{block.label}" if joins_roman else f"{outer}, mục {block.label}".removeprefix(", ")
        return f"{above[-1].place}, {block.label}" if above else block.label

    def _bullet_place(self, block: _Block) -> str:
        section = self.sections[-1] if self.sections else self._open(_Section(Rank.PART, "", ""))
        if not section.bullets:
            section.counts_plus = block.rank == Rank.SUB_BULLET
        elif block.rank == Rank.SUB_BULLET and not section.counts_plus:
            self.sub_bullets += 1
            return f"{self._place_of(section)}gạch đầu dòng {section.bullets}, dấu cộng {self.sub_bullets}"
        section.bullets += 1
        self.sub_bullets = 0
        section.last = f"gạch đầu dòng {section.bullets}"
        return f"{self._place_of(section)}{section.last}"

    def _place_of(self, section: _Section) -> str:
        return f"{section.place}, " if section.place else ""

    def _item(self, place: str, block: _Block) -> Item:
        return Item(place, self._titles(), block.text, block.ordinal)

    def _titles(self) -> tuple[str, ...]:
        return tuple(section.title for section in self.sections if section.title)

    def _open(self, section: _Section) -> _Section:
        self._close(section.rank)
        self.sections.append(section)
        return section

    def _close(self, rank: int) -> None:
        while self.sections and self.sections[-1].rank >= rank:
            self.sections.pop()


def _names_a_list(bare: str) -> bool:
    return any(fold(noun) in bare for noun in LEAD_NOUNS)


def _title(block: _Block) -> str:
    """A heading with its number, as it stands: 'II. Các chỉ tiêu chủ yếu'."""
    number = block.label.removeprefix("mục ").removeprefix("phần ").removeprefix("ý ").removeprefix("điểm ")
    return f"{number}. {block.text}".strip()


def _is_heading(block: _Block, after: _Block | None) -> bool:
    """A number opens a section when something deeper follows, or a paragraph follows a line without a full stop."""
    if block.rank < Rank.NUMBER:
        return True
    if after is None:
        return False
    if after.rank == Rank.PLAIN:
        return not block.text.endswith(ENDS) and len(block.text) < 250
    return after.rank > block.rank


def _says_something(block: _Block) -> bool:
    """A heading that is a sentence before a list ('… đạt 90%, trong đó:') is a passage too."""
    return len(block.text.split()) >= 12 and block.text.endswith((":", ";"))


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
        result.append(Item(place, item.headings, item.text, item.ordinal))
    return tuple(result)
