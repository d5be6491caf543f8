"""Which figure is meant where reading damaged one: '1OO%' is 100%, '30 .000' is 30.000, '4a/KH' is a code."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.measures import counted_noun
from knowledge.text import fold, words

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Repair:
    """A figure as it was read and as it is meant: '1OO%' and '100%'."""

    before: str
    after: str


def mended(text: str) -> tuple[str, tuple[Repair, ...]]:
    """The text with figures written as they are meant; what is not plainly a figure stays as it is."""
    repairs: list[Repair] = []
    for pattern, meant in RULES:
        text = pattern.sub(_noting(meant, repairs), text)
    return text, tuple(repairs)


def _noting(meant: Callable[[Match], str], repairs: list[Repair]) -> Callable[[Match], str]:
    def repaired(match: Match) -> str:
        after = meant(match)
        if after != match[0]:
            repairs.append(Repair(match[0].strip(), after.strip()))
        return after

    return repaired


_DIGITS_FOR = str.maketrans({"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8"})
_MONEY = frozenset((("trieu",), ("ty",), ("ti",), ("nghin",), ("ngan",), ("dong",), ("vnd",), ("d",)))
_COUNTED = frozenset((("cdcs",), ("sang", "kien"), ("thang",), ("nam",)))


def _names_measure(after: str) -> bool:
    """Whether these words begin with something that is counted: 'đoàn viên nữ', 'triệu đồng'."""
    said = words(after)
    return bool(counted_noun(said)) or any(said[: len(noun)] == noun for noun in _MONEY | _COUNTED)


def _digits_for(written: str) -> str:
    return written.translate(_DIGITS_FOR)


def _percent_sign(match: Match) -> str:
    """Recognition parts '%' into its strokes: '95°/o'. A fraction over nought is never meant: '950/0'."""
    return f"{_digits_for(match['figure'])}%"


def _percentage(match: Match) -> str:
    """'1OO%', 'lOO%' and '9O,S%' are figures; a word before '%' is not."""
    written = match["figure"]
    figure = _digits_for(written)
    whole = re.split("[.,]", figure)[0]
    # A stroke alone before '%' is the edge of a table's cell.
    is_shaped = len(written) > 1 and not written.strip("OoQlI|") and bool(written.strip("|"))
    damaged = figure != written and (any(map(str.isdigit, written)) or is_shaped)
    return f"{figure}{match['rest']}" if damaged and len(whole) <= 3 and whole[0] != "0" else match[0]


def _grouped(match: Match) -> str:
    """'3O.OOO' is 30.000: groups of three with a figure among them."""
    return _digits_for(match[0]) if any(map(str.isdigit, match[0])) else match[0]


def _day(match: Match) -> str:
    """'3l/12/2O26' is a day where each part can be one."""
    figure = _digits_for(match[0])
    day, month, year = (int(part) for part in re.split("[/.-]", figure))
    is_day = 1 <= day <= 31 and 1 <= month <= 12 and 1900 < year < 2100
    return figure if is_day and sum(map(str.isdigit, match[0])) >= 3 else match[0]


def _dated(match: Match) -> str:
    """'năm 2O26', 'ngày 3l', 'tháng l2': the word before says that a figure follows."""
    figure = _digits_for(match["figure"])
    fits = 1900 < int(figure) < 2100 if fold(match["word"]) == "nam" else 1 <= int(figure) <= 31
    return f"{match['word']}{match['gap']}{figure}" if fits and any(map(str.isdigit, match["figure"])) else match[0]


def _count(match: Match) -> str:
    """'1O đoàn viên' and 'O5 cuộc': the noun after it says that it is a count; 'O2' alone is not one."""
    written = match["figure"]
    damaged = any(map(str.isdigit, written)) and not written.isdigit()
    return _digits_for(written) if damaged and _names_measure(match["after"]) else written


def _joined(match: Match) -> str:
    return "".join(match[0].split())


def _decimal(match: Match) -> str:
    """'6 , 7 triệu' is 6,7 triệu; '90 , 95 %' and '5, 10 triệu' are two figures."""
    whole, part = match["whole"], match["part"]
    is_one = len(part) == 1 or (len(whole) == 1 and not part.endswith("0"))
    return f"{whole},{part}" if is_one else match[0]


def _spaced_groups(match: Match) -> str:
    """'30 000 000 đồng' is one figure; three numbers in a row that nothing measures are three."""
    return match["figure"].replace(" ", ".") if _names_measure(match["after"]) else match[0]


_ALONE = r"(?<![\w/.,|-])"
"""Nothing before it that would make it a part of a code or of a longer number."""
_ALONE_OR_UPPER = r"(?<![\w/.,|])(?<![^\W\d]-)"
"""It may also end a range: '85-9O%'."""
_DONE = r"(?![\w/]|[.,-]\w)"
_AFTER = r"(?=[ \t]+(?P<after>[^\W\d_]+(?: [^\W\d_]+){0,4}))"
_NEW = r"(?<!\d [.,] )(?<!\d [.,])(?<!\d[.,] )"
_GROUP = r"(?:[ \t]\.\d{3}|[ \t]?\.[ \t]?000)"
"""'.000' after a blank; after '30. 500' a sentence may end, but none begins with noughts."""

RULES: tuple[tuple[re.Pattern[str], Callable[[Match], str]], ...] = tuple(
    (re.compile(pattern), meant)
    for pattern, meant in (
        (
            _ALONE + r"(?P<figure>\d[\dOolI]{0,2}(?:,\d{1,2})?)\s?(?:[°º]\s?/\s?[o0°]|o/[o0]|0/[0o])(?!\w)",
            _percent_sign,
        ),
        (_ALONE_OR_UPPER + r"(?P<figure>[\dOoQlI|SB]{1,4}(?:[.,][\dOolISB]{1,2})?)(?P<rest>[ \t]?%)", _percentage),
        (_ALONE + r"[1-9lI][\dOolI]{0,2}(?:\.[\dOolI]{3})+" + _DONE, _grouped),
        (_ALONE + r"[\dOolI]{1,2}(?P<sign>[/.-])[\dOolI]{1,2}(?P=sign)[\dOolI]{4}(?![\w/-])", _day),
        (r"\b(?P<word>[Nn]ăm|[Nn]gày|[Tt]háng)(?P<gap>[ \t]+)(?P<figure>[\dOolI]{1,4})" + _DONE, _dated),
        # '20l' may be litres, and '2o' a number of order: a small letter counts only at the beginning.
        (_ALONE + r"(?P<figure>[\dOl][\dOI]{0,3}|0l)" + _AFTER, _count),
        (_ALONE + _NEW + r"[1-9]\d{0,2}(?: \. \d{3})* \. 000(?![\w/]|[.,]\d)", _joined),
        (_ALONE + _NEW + r"[1-9]\d{0,2}" + _GROUP + r"(?:[ \t]?\.[ \t]?\d{3})*(?![\w/]|[.,]\d)", _joined),
        (_ALONE + r"[1-9]\d{0,2}(?:\.\d{3})+" + _GROUP + r"+(?![\w/]|[.,]\d)", _joined),
        (
            _ALONE + r"(?<!, )(?P<whole>\d{1,3})(?:[ \t],[ \t]?|,[ \t])(?P<part>\d{1,2})"
            r"(?=[ \t]*(?:%|(?:triệu|tỷ|tỉ|nghìn|ngàn)\b))",
            _decimal,
        ),
        (_ALONE + r"(?:1 00|10 0)(?=[ \t]?%)", _joined),
        (_ALONE + r"(?<!\d )(?P<figure>[1-9]\d{0,2}(?: \d{3}){2,})" + _AFTER, _spaced_groups),
    )
)
"""What a damaged figure looks like, and what it is meant to be; one repair may open the way for the next."""
