"""Which figures does a message tell: numbers, ratios, shares, money, ranges, 'chưa rõ', 'đủ'; never a year or a"
" day."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from knowledge.numbers import Number, find_numbers, find_ratios, parse_number
from knowledge.text import Token, clean, fold, is_listed, is_syllable, tokens, words
from union.nouns import Noun, noun_at
from union.phrases import shorts


class Sort(StrEnum):
    """What kind of figure it is."""

    NUMBER = "number"
    RATIO = "ratio"
    PERCENT = "percent"
    MONEY = "money"
    RANGE = "range"
    LETTERS = "letters"
    ALL = "all"
    HALF = "half"
    ZERO = "zero"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure and where it stands in the prepared text."""

    sort: Sort
    start: int
    end: int
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_about: bool = False
    noun: Noun | None = None


SCALE_LETTERS: Final = frozenset(("k", "tr", "ty", "ti"))
CLOCKS: Final = frozenset(("h", "g", "gio", "p", "ph"))
GLUED: Final = re.compile(r"(?<![^\W\d_])(?P<digits>\d[\d.,]*)(?P<word>[^\W\d_]+)(?P<tail>\d*)")
LEADING: Final = re.compile(r"(?<![\w])(?P<word>[^\W\d_]+)(?P<digits>\d[\d.,/]*)(?![^\W\d_])")
LETTERS: Final = re.compile(r"(?<![\w/-])(?:\d+[^\W\d_]+\d*|[oOiIlLsSzZ]\d+|\d+[.,]\d+[^\W\d_]+)(?![\w])")
WITH_SCALE: Final = re.compile(r"\d+(?:[.,]\d+)*(?:k|tr|ty|ti)\d{0,3}")
BLOT: Final = "\ue000"
"""Stands where something has been read already."""
CLASS_BEFORE: Final = frozenset(
    ["lop", "khoi", "to", "doi", "ca", "phong", "ban", "mau", "muc", "diem", "khu", "phan", "doc"]
)
NAMED_BEFORE: Final = frozenset(
    (
        *("năm", "tháng", "quý", "ngày", "tuần", "kỳ", "mục", "điều", "khoản", "khóa", "khoá", "nq", "kh", "qđ", "lần"),
        *("thứ", "đợt", "lớp", "khối", "phần", "chương", "số", "hàng", "trình", "hoạch", "quyết", "nghị"),
    )
)
"""'mục 2', 'khóa 13', 'lần thứ 3': a name, not a figure."""
NAMED_UNMARKED: Final = frozenset(fold(word) for word in NAMED_BEFORE) - {"ky", "thu", "hang", "nghi", "to"}
"""'thu 5 triệu' and 'ký 1 bản' are told, so without marks these name nothing."""
LOOSE_NAMES: Final = frozenset(words("ky so hang phan to tuan"))
"""'đối thoại định kỳ 1 cuộc': what is counted follows, so it is a figure after all."""
SPAN_AFTER: Final = re.compile(r"\s*(?:thang|nam|tuan|ngay|gio|h|phut|tuoi|ngay/nguoi)\b(?!\s*(?:cong nhan|cua))")
ABOUT_BEFORE: Final = re.compile(
    r"\b(?:khoang|chung|uoc|uoc tinh|uoc dat|xap xi|gan|hon|ngot|tren|it nhat|tren duoi)\s*(?:la |co |duoc |dat )?$"
)
MARKED_ABOUT: Final = re.compile(r"(?:tầm|cỡ|độ|chừng)\s*$", re.IGNORECASE)
ABOUT_SOMEWHERE: Final = re.compile(
    r"(?<!thoa )\b(?:uoc (?:tinh|thuc hien|dat|khoang)|(?<!ky )uoc|khoang chung|du kien)\b"
)
ABOUT_AFTER: Final = re.compile(r"^[^,;\n]{0,20}?\b(?:gi do|gi day|thoi chac|tro len)\b")
OVER: Final = re.compile(
    r"\s*(?:nguoi|dv|doan vien|cong nhan|lao dong|nld)?\s*(?:/|tren|trong)\s*(?:tong so|tong|so)?\s*$"
)
RANGE_JOIN: Final = re.compile(r"\s*(?:-|–|~|den|toi|hoac|hay)\s*")
PLAIN: Final = r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?"
DASHED: Final = re.compile(rf"(?<![\w.,/-])(?P<low>{PLAIN})\s*[-–~]\s*(?P<high>{PLAIN})(?![\w./-])")
MINUS: Final = re.compile(r"(?m)(?:^|(?<=[\s:(=]))[-−–](?=\d)|\b(?<!mai )am\s+(?=\d)")
LISTED: Final = re.compile(r"(?:^|(?<=[\s,;]))(\d{1,2})\s?[.)/](?=\s*[^\W\d_])")
"""'1. kết nạp …, 2. giới thiệu …': the numbers of a list."""
BRACKETED: Final = re.compile(r"\(\s*([^()\d]{2,30}?)\s*\)")
NO_NUMBER: Final = re.compile(
    r"\b(?:tu van|ty le|ti le|van ban|van dong|van hoa|van phong|van nghe|van de|tram y te|ngan hang|cong ty|ty trong"
    r"|bay gio|mot so|hai phong|ba me|tam trang|tam tru|bon minh|nam nay|nam gioi|ba dinh|le tet|hai quan|hai bien)\b"
)
"""Words that look like numbers where marks are missing."""
SEVERAL: Final = r"(?:\d{1,2}|hai|ba|bon|nam|sau)"
THINGS: Final = r"(?:cai|so lieu|con so|so|muc|dong|chi so|noi dung)"
WRONGED: Final = r"(?:sai|nham|lon|khong dung|chua dung|ko dung|k dung|hong dung)"
SAID_OF_ALL: Final = re.compile(
    rf"\bca {SEVERAL} {THINGS}\b(?! (?:nha|can|lop|quy|giai|hoi|phong|tiet|suat|hop dong))"
    rf"|\b(?:ca {SEVERAL}|{SEVERAL} {THINGS})(?: (?:nay|kia|do|tren|vua|roi|moi|ghi|bao|gui|nhap|nhan|deu|cung|bi|la"
    rf"|em|toi|minh|cua))* {WRONGED}\b"
    rf"|\b{WRONGED}(?: (?:het|roi|mat|lai))* (?:ca {SEVERAL}|{SEVERAL} {THINGS})(?= ?(?:[,.;:!\n]|$))"
)
"""'cả 2 cái đều sai', '3 số trên nhầm hết': how many figures were wrong, no figure itself."""
HOLIDAYS: Final = re.compile(r"(?<![\d/])(?:8/3|30/4|1/5|2/9|20/10|20/11|27/7|28/7|22/12|26/3|27/2|3/2|1/6)(?![\d/])")
HOLIDAY_BEFORE: Final = re.compile(r"(?:mung|dip|niem|qua|le|tet|hoi|ngay|nhan|diem)\s*$")
MONEY_WORD: Final = re.compile(r"\s*(?:dong|d|vnd|vn dong)\b")
MONEY_SCALE: Final = re.compile(r"(?:tr|trieu|ty|ti)\b|\dtr\d|\d(?:tr|ty|ti)\b|(?:nghin|ngan|k|ruoi)$|\dk$")
MONEY_TYPED: Final = re.compile(r"\d ?(?:tr|trieu|ty)(?![a-z])")
PAPER: Final = re.compile(r"\b(?:ky|thoa uoc|tuld|tuldtt)\b")
NEARBY: Final = 60
"""Letters before and after a figure that may say what it is."""
WORDS_AFTER: Final = re.compile(r"\s*((?:[^\W\d_]+\s*){0,6})")
SHORT_NOUNS: Final[Mapping[str, tuple[str, ...]]] = {
    short: words(noun)
    for short, noun in {
        "dv": "đoàn viên", "dvien": "đoàn viên", "dvcd": "đoàn viên", "dvut": "đoàn viên ưu tú", "ng": "người",
        "nld": "người lao động", "ld": "lao động", "cn": "công nhân", "cnld": "công nhân", "dc": "đồng chí",
        "hv": "học viên", "cb": "cán bộ", "ct": "chủ tịch", "cd": "công đoàn", "cdcs": "công đoàn cơ sở",
        "dn": "doanh nghiệp",
    }.items()
}  # fmt: skip
YEAR: Final = re.compile(r"20[0-4]\d")
TOLD_BEFORE: Final = re.compile(r"(?:[:=]|\b(?:la|co|duoc|dat|tong|so|thanh|bang))\s*$")
NEXT_DIGIT: Final = {
    "mot": "hai",
    "hai": "ba",
    "ba": "bon",
    "bon": "nam",
    "nam": "sau",
    "sau": "bay",
    "bay": "tam",
    "tam": "chin",
}


def prepared(text: str) -> str:
    """The text with a space wherever figures and words were typed together: '5đv' is '5 đv', 'kn5' is 'kn 5'."""
    cleaned = clean(text)
    cleaned = re.sub(r"(?i)\b(?:th|thg|t)\.?\s?(\d{1,2})(?=[\s,;:./]|$)(?!/\d{1,2}/)", r"tháng \1", cleaned)
    cleaned = re.sub(r"(?i)\bq(?:uý|uy)?\.?\s?([1-4]|i{1,3}|iv)\b(?![./]\d{1,2}\b)", r"quý \1", cleaned)
    cleaned = re.sub(r"(?i)\b[đd]/c\b", "đồng chí", cleaned)
    cleaned = re.sub(r"(?i)\bh[uô]m(?=\s+(?:nay|qua)\b)", "hôm", cleaned)
    cleaned = re.sub(r"(?<=[^\W\d_])([,;:])(?=\d)", r"\1 ", cleaned)
    cleaned = re.sub(r"(?<=[^\W\d_])-(?=\d)", ", ", cleaned)
    cleaned = GLUED.sub(_unglued, cleaned)
    return LEADING.sub(_after_word, cleaned)


def _unglued(match: re.Match[str]) -> str:
    word = fold(match["word"])
    if word in SCALE_LETTERS or match["tail"]:
        return match[0]
    if word == "d" or (len(word) >= 2 and is_word(word)):
        return f"{match['digits']} {match['word']}"
    return match[0]


def _after_word(match: re.Match[str]) -> str:
    word = fold(match["word"])
    if len(word) >= 2 and is_word(word):
        return f"{match['word']} {match['digits']}"
    return match[0]


def is_word(bare: str) -> bool:
    """Whether a bare word is Vietnamese or a known short form."""
    return is_syllable(bare) or is_listed(bare) or bare in shorts() or bare in CLOCKS


def figures(text: str, masked: str) -> list[Figure]:
    """The figures in order; `masked` is the prepared text with periods and days blotted out."""
    bare = fold(masked)
    spoiled = list(_letters(bare))
    visible = blotted(masked, [(each.start, each.end) for each in spoiled] + _hidden(bare, masked))
    ranges = list(_ranges(visible))
    visible = blotted(visible, [(each.start, each.end) for each in ranges])
    below = {match.end(): match.start() for match in MINUS.finditer(fold(visible))}
    for end, start in below.items():
        visible = visible[:start] + " " * (end - start) + visible[end:]
    bare = fold(visible)
    numbers = [number for number in find_numbers(visible) if _counts(number, visible, bare)]
    ratios = _ratios(visible, bare, numbers)
    taken = [(each.start, each.end) for each in ratios]
    singles = [
        _signed(_single(number, bare), below)
        for number in numbers
        if not any(start <= number.start < end for start, end in taken)
    ]
    singles, spans = _joined_ranges(singles, bare)
    found = sorted((*spoiled, *ranges, *ratios, *singles, *spans), key=lambda each: each.start)
    folded = fold(text)
    return [_about(_with_noun(each, visible), text, folded) for each in found]


def _letters(bare: str) -> Iterator[Figure]:
    for match in LETTERS.finditer(bare):
        before = words(bare[: match.start()])[-1:]
        word = match.group()
        letters = re.sub(r"[\d.,]", "", word)
        if WITH_SCALE.fullmatch(word) or letters in CLOCKS or (before and before[0] in CLASS_BEFORE):
            continue
        if letters in ("m", "kg", "km", "cm", "g", "gb", "mb"):
            continue
        yield Figure(Sort.LETTERS, *match.span())


def _hidden(bare: str, masked: str) -> list[tuple[int, int]]:
    """What only looks like a number: holidays, '05 (năm)', 'tu van' without marks."""
    found = []
    for match in HOLIDAYS.finditer(bare):
        after = words(bare[match.end() :])
        if HOLIDAY_BEFORE.search(bare[: match.start()]) or noun_at(after) is None:
            found.append(match.span())
    found.extend(match.span() for match in BRACKETED.finditer(masked) if parse_number(match[1]) is not None)
    found.extend(match.span() for match in NO_NUMBER.finditer(bare))
    found.extend(match.span() for match in SAID_OF_ALL.finditer(bare))
    items = list(LISTED.finditer(bare))
    if len(items) > 1 and [int(match[1]) for match in items] == list(range(1, len(items) + 1)):
        found.extend(match.span(1) for match in items)
    return found


def blotted(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + BLOT * (end - start) + text[end:]
    return text


def _ranges(visible: str) -> Iterator[Figure]:
    """'5-6 người', 'năm sáu đồng chí'."""
    for match in DASHED.finditer(visible):
        if not re.search(r"\d$", visible[: match.start()]):
            yield Figure(Sort.RANGE, *match.span())
    for number in find_numbers(visible):
        said = words(visible[number.start : number.end])
        if number.is_spoken and len(said) == 2 and NEXT_DIGIT.get(said[0]) == said[1]:
            yield Figure(Sort.RANGE, number.start, number.end)


def _before(bare: str, place: int) -> tuple[str, ...]:
    """The two bare words before a place."""
    return words(bare[max(place - NEARBY, 0) : place])[-2:]


def _after(bare: str, place: int) -> tuple[str, ...]:
    """The four bare words after a place."""
    return words(bare[place : place + NEARBY])[:4]


def _is_name(before: Sequence[Token]) -> bool:
    """Whether the last word makes a name of the figure after it."""
    if not before:
        return False
    last = before[-1]
    return last.text in NAMED_BEFORE if last.is_marked else last.bare in NAMED_UNMARKED


def _counts(number: Number, visible: str, bare: str) -> bool:
    """Whether it counts something: not 'mục 3', not '6 tháng', not 'lần thứ 2'; 'quỹ 5tr' is money in any case."""
    if number.is_percent or MONEY_TYPED.search(bare[number.start : number.end]):
        return True
    before, after = _before(bare, number.start), _after(bare, number.end)
    if _is_name(tokens(visible[max(number.start - NEARBY, 0) : number.start])):
        if before[-1] == "so" and before[:1] and before[0] in ("tong", "con", "voi", "sua", "bo", "xoa", "cai"):
            return True
        if before[-1] in LOOSE_NAMES and noun_at(spelled_nouns(after)):
            return True
        return before[-1] == "nam" and noun_at(after) is not None and before[:1] != ("trong",)
    said = bare[number.start : number.end]
    if YEAR.fullmatch(said) and not TOLD_BEFORE.search(bare[: number.start]):
        return noun_at(spelled_nouns(after)) is not None
    if bare[: number.start].endswith("/") or bare[number.end : number.end + 1] == "/":
        return True
    return not SPAN_AFTER.match(bare, number.end)


def _ratios(visible: str, bare: str, numbers: Sequence[Number]) -> list[Figure]:
    """'412/420', '412 trên 420', '412 người trên tổng số 420'."""
    found = [
        Figure(Sort.RATIO, each.start, each.end, None, each.numerator, each.denominator)
        for each in find_ratios(visible)
    ]
    for one, other in pairwise(numbers):
        if one.is_percent or other.is_percent or any(each.start < other.end and one.start < each.end for each in found):
            continue
        if OVER.fullmatch(bare[one.end : other.start]):
            found.append(Figure(Sort.RATIO, one.start, other.end, None, one.value, other.value))
    return found


def _signed(figure: Figure, below: Mapping[int, int]) -> Figure:
    """'-3' and 'âm 3' are below zero."""
    if figure.start not in below or figure.value is None:
        return figure
    return replace(figure, start=below[figure.start], value=-figure.value)


def _single(number: Number, bare: str) -> Figure:
    value, start, end = number.value, number.start, number.end
    if number.is_percent:
        return Figure(Sort.PERCENT, start, end, value)
    said = bare[number.start : end]
    after = _after(bare, end)
    if (money := MONEY_WORD.match(bare, end)) and noun_at(after) is None:
        return Figure(Sort.MONEY, start, money.end(), value)
    if MONEY_SCALE.search(said) and noun_at(spelled_nouns(after)) is None and abs(value) >= 1000:
        return Figure(Sort.MONEY, start, end, value)
    return Figure(Sort.NUMBER, start, end, value)


def _joined_ranges(singles: list[Figure], bare: str) -> tuple[list[Figure], list[Figure]]:
    """'từ 5 đến 6 người' is one range."""
    kept: list[Figure] = []
    spans: list[Figure] = []
    for figure in singles:
        last = kept[-1] if kept else None
        if last and _are_range(last, figure, bare):
            spans.append(Figure(Sort.RANGE, kept.pop().start, figure.end))
            continue
        kept.append(figure)
    return kept, spans


def _are_range(one: Figure, other: Figure, bare: str) -> bool:
    """'5 đến 6', but not 'sửa 5 đến 6'."""
    joined = one.sort is Sort.NUMBER and RANGE_JOIN.fullmatch(bare[one.end : other.start])
    return bool(joined) and not {"sua", "thay", "doi"} & set(_before(bare, one.start))


def _with_noun(figure: Figure, visible: str) -> Figure:
    """The figure with what it counts, which stands right after it."""
    if figure.sort in (Sort.MONEY, Sort.PERCENT):
        return figure
    after = WORDS_AFTER.match(visible, figure.end)
    noun = noun_at(spelled_nouns(words(after[1]))) if after else None
    if after and noun and noun.shown == "bản" and not _is_paper(after[1], fold(visible)):
        noun = noun_at(("nguoi",))
    return replace(figure, noun=noun)


def _is_paper(after: str, bare: str) -> bool:
    """'bản' is a paper, 'bạn' a person; without marks the rest of the message decides."""
    said = after.split(maxsplit=1)[0].lower()
    return said == "bản" or (said == "ban" and PAPER.search(bare) is not None)


def spelled_nouns(said: Sequence[str]) -> tuple[str, ...]:
    """Short forms of nouns written out."""
    return tuple(part for word in said for part in SHORT_NOUNS.get(word, (word,)))


def _about(figure: Figure, text: str, folded: str) -> Figure:
    """Marked where it is only roughly so."""
    near = max(figure.start - NEARBY, 0)
    before = folded[near : figure.start]
    clause = re.split(r"[,;\n.]", folded[: figure.start])[-1]
    is_about = bool(
        ABOUT_BEFORE.search(before)
        or MARKED_ABOUT.search(text[near : figure.start])
        or ABOUT_SOMEWHERE.search(clause)
        or ABOUT_AFTER.match(folded[figure.end : figure.end + NEARBY])
    )
    return replace(figure, is_about=is_about)
