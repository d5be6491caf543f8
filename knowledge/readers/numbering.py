"""Which number does Word show before a paragraph: the lists of numbering.xml, counted as Word counts them."""

import re
from dataclasses import dataclass, field

from lxml import etree

from knowledge.readers.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
DASHES = "-–—−‒―"
PLUSES = "+➕"
SYMBOLS = {"\uf0b7": "•", "·": "•", "": "•", "\uf0a7": "▪", "\uf02d": "-", "\uf02b": "+", "\uf0d8": "-", "\uf0fc": "-"}
"""Characters of Symbol and Wingdings that serve as bullets."""
VIETNAMESE = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its number is written, and after which level it starts anew."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restarts_after: int | None = None
    """The level (from 1) whose next number makes this one start again; 0 for never, None for any above it."""
    is_legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _Count:
    """How far one list has counted."""

    numbers: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Lists:
    """The lists of one document; `label` must be asked paragraph by paragraph, in order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """By list number (numId)."""
    abstract: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, _Count] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)
    bullets: list[int] = field(default_factory=list)

    def label(self, number: str, level: int) -> str:
        """'II.', '1.2.', 'a)', '-': what stands before this paragraph; '' for a list without numbers."""
        levels = self.levels.get(number)
        if levels is None:
            return ""
        shape = levels.get(level, Level())
        count = self.counts.setdefault(self.abstract.get(number, number), _Count())
        self._step(number, level, levels, count)
        if shape.form == "bullet":
            return self._bullet(shape.text, level)
        return _written(shape, levels, count.numbers)

    def level_of_style(self, number: str, style: str) -> int:
        """The level that a paragraph style is tied to."""
        return next((at for at, level in self.levels.get(number, {}).items() if level.style == style), 0)

    def _step(self, number: str, level: int, levels: dict[int, Level], count: _Count) -> None:
        """One further; a list with an override of its start begins there the first time it is used."""
        override = self.overrides.get(number, {}).get(level)
        if override is not None and (number, level) not in self.begun:
            count.numbers[level] = override
        elif level in count.numbers:
            count.numbers[level] += 1
        else:
            count.numbers[level] = levels.get(level, Level()).start
        self.begun.add((number, level))
        for above in range(level):
            count.numbers.setdefault(above, levels.get(above, Level()).start)
        for below in [at for at in count.numbers if at > level]:
            after = levels.get(below, Level()).restarts_after
            if after is None or (after and level < after):
                del count.numbers[below]

    def _bullet(self, text: str, level: int) -> str:
        """A dash and a plus as they are; of the other signs one that stands below a bullet becomes a plus."""
        sign = text.strip()
        self.bullets = [*(above for above in self.bullets if above < level), level]
        if sign and sign in DASHES:
            return "-"
        if sign and sign in PLUSES:
            return "+"
        if sign == "*":
            return "-"
        return "+" if len(self.bullets) > 1 else SYMBOLS.get(sign, "•")


def read_lists(numbering: bytes | None, parse: etree.XMLParser) -> Lists:
    """The lists that numbering.xml defines; none where the document has no such part."""
    if not numbering:
        return Lists()
    root = etree.fromstring(numbering, parse)
    by_style: dict[str, str] = {}
    abstracts: dict[str, Element] = {}
    for one in root.iterfind(f"{W}abstractNum"):
        abstracts[one.get(f"{W}abstractNumId", "")] = one
        if (link := one.find(f"{W}styleLink")) is not None:
            by_style[link.get(f"{W}val", "")] = one.get(f"{W}abstractNumId", "")
    lists = Lists()
    for one in root.iterfind(f"{W}num"):
        _add(lists, one, abstracts, by_style)
    return lists


def _add(lists: Lists, one: Element, abstracts: dict[str, Element], by_style: dict[str, str]) -> None:
    number = one.get(f"{W}numId", "")
    abstract = _value(one, "abstractNumId")
    base = abstracts.get(abstract)
    if base is not None and (link := base.find(f"{W}numStyleLink")) is not None:
        abstract = by_style.get(link.get(f"{W}val", ""), abstract)
        base = abstracts.get(abstract)
    levels = {} if base is None else dict(_level(level) for level in base.iterfind(f"{W}lvl"))
    for override in one.iterfind(f"{W}lvlOverride"):
        at = _whole(override.get(f"{W}ilvl", "0"))
        if (level := override.find(f"{W}lvl")) is not None:
            levels[at] = _level(level)[1]
        if start := _value(override, "startOverride"):
            lists.overrides.setdefault(number, {})[at] = _whole(start)
    lists.levels[number] = levels
    lists.abstract[number] = abstract


def _level(element: Element) -> tuple[int, Level]:
    restart = _value(element, "lvlRestart")
    return _whole(element.get(f"{W}ilvl", "0")), Level(
        start=_whole(_value(element, "start") or "1"),
        form=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText"),
        restarts_after=_whole(restart) if restart else None,
        is_legal=element.find(f"{W}isLgl") is not None,
        style=_value(element, "pStyle"),
    )


def _written(shape: Level, levels: dict[int, Level], numbers: dict[int, int]) -> str:
    def one(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        form = "decimal" if shape.is_legal else levels.get(at, Level()).form
        return figure(numbers.get(at, levels.get(at, Level()).start), form)

    return "" if shape.form == "none" and "%" not in shape.text else re.sub(r"%([1-9])", one, shape.text).strip()


def figure(number: int, form: str) -> str:
    """3 is '3', '03', 'III', 'iii', 'C', 'c' or 'ba'."""
    match form:
        case "upperRoman":
            return _roman(number).upper()
        case "lowerRoman":
            return _roman(number)
        case "upperLetter":
            return _letter(number).upper()
        case "lowerLetter":
            return _letter(number)
        case "decimalZero":
            return f"{number:02d}"
        case "none" | "bullet":
            return ""
        case "vietnameseCounting" if 0 <= number < len(VIETNAMESE):
            return VIETNAMESE[number]
        case _:
            return str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    said = ""
    for value, sign in ROMAN:
        said += sign * (number // value)
        number %= value
    return said


def _letter(number: int) -> str:
    """a … z, then aa, bb: Word repeats the letter, and knows no 'đ'."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9) if number > 0 else str(number)


def _value(element: Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val", "") if child is not None else ""


def _whole(text: str) -> int:
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else 0
