"""Which numbers of an official sentence are figures that bind, how do they bind, and what do they measure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.grammar.counted import NO_NOUNS, SCALES, counted, named_in, rate
from knowledge.grammar.lookalikes import NUMBER, dotted
from knowledge.grammar.spelled import is_bare
from knowledge.numbers import find_numbers, find_ratios, parse_number
from knowledge.text import clean, fold

# How a figure binds. What stands before it is read backwards from the number, what stands after it from its measure.
LINKS = r"la|co|dat|bang|ty le|ti le|muc"
BEFORE: tuple[tuple[str, str], ...] = (
    (
        ">=",
        (
            r"(?:it nhat|toi thieu|khong duoi|khong it hon|khong thap hon)"
            rf"(?:\s+(?:{LINKS}|tu|duoc|phai|so|o muc))*"
        ),
    ),
    # 'đạt và vượt 96%' promises the 96 and hopes for more.
    (">=", r"dat (?:va|hoac|,) vuot(?:\s+(?:muc|tren))*"),
    (
        "<=",
        (
            r"(?:khong qua|khong vuot(?: qua| muc)?|khong hon|toi da|nhieu nhat|khong nhieu hon|khong tren"
            r"|khong cao hon)"
            rf"(?:\s+(?:{LINKS}))*"
        ),
    ),
    ("<=", r"khong (?:de |con )(?:\w+ ){0,3}qua"),
    ("<", r"(?:duoi|it hon|thap hon|nho hon)"),
    (">", r"(?:(?<!cap )tren|hon|vuot|vuot qua|nhieu hon|cao hon)"),
    ("~", r"(?:khoang|xap xi|(?<!thoa )uoc|uoc dat|uoc khoang|gan|vao khoang|tam)"),
)
BOUNDS = {fold(word): word for word in ("hơn", "trên", "vượt", "dưới", "khoảng", "gần", "tầm", "ước", "nhiều", "cao")}
"""How the words that bind are spelled."""
SIGNS: tuple[tuple[str, str], ...] = ((">=", r"≥|>=|>/="), ("<=", r"≤|<="), (">", r">"), ("<", r"<"), ("~", r"~|≈"))
"""As tables write it."""
AFTER: tuple[tuple[str, str], ...] = ((">=", r"\(?tro len\)?"), ("<=", r"\(?tro xuong\)?"))
FROM = re.compile(r"\btu\s*$")
UP_LATER = re.compile(r"\s*(?:(?!\d)\w+,?\s+){0,9}?tro len\b")
"""'từ 50 đoàn viên là nữ trở lên': 'từ' before it waits for its 'trở lên'."""
UP_BEHIND_HOLDERS = re.compile(
    r"\s*(?:(?!\d|\b(?:co|loai|muc|bac|kha|tot|hang|cap|hoan|dat|xep|trung binh|xuat sac|trinh|tu)\b)[^\W_]+,?\s+)"
    r"{1,8}?tro len\b"
)
"""'95% đoàn viên trở lên được phổ biến': whom the share is of stands before its 'trở lên'; a grade never does."""
OF_WHOLE = re.compile(
    r"\s*(?:so |tong )?(?:du toan|ke hoach|chi tieu|so (?:phai )?thu|so phai|so tien|muc)\b"
    r"(?: \w+){0,4}? tro len\b"
)
"""'98% dự toán tỉnh giao trở lên': a budget has no grades, so 'or more' is said of the figure."""

UNITS_IN_WORDS = r"(?:một|mốt|hai|ba|bốn|tư|lăm|năm|sáu|bảy|tám|chín)"
TENS_IN_WORDS = (
    rf"(?:(?:hai|ba|bốn|năm|sáu|bảy|tám|chín)\s+mươi(?:\s+{UNITS_IN_WORDS})?|mười\s+{UNITS_IN_WORDS}"
    rf"|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín)\s+trăm(?:\s+(?:linh\s+|lẻ\s+)?{UNITS_IN_WORDS}?(?:\s*mươi)?)?)"
)
SMALL_NUMBER_WORDS = r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
CLEAR_NUMBER_WORDS = r"(?:hai|ba|bốn|sáu|bảy|tám|chín|mười)"
"""'một' is also 'a', 'năm' also 'year': they count only where something else says so."""
SCALES_IN_WORDS = r"(?:nghìn|ngàn|triệu|tỷ|tỉ)"
ANY_IN_WORDS = rf"(?:không|trăm|mươi|mười|linh|lẻ|rưỡi|{UNITS_IN_WORDS[3:-1]})"
SUM_IN_WORDS = rf"{ANY_IN_WORDS}(?:\s+{ANY_IN_WORDS})*\s+{SCALES_IN_WORDS}(?:\s+(?:{ANY_IN_WORDS}|{SCALES_IN_WORDS}))*"
"""'hai tỷ một trăm triệu' before 'đồng'."""
COUNTABLE = (
    r"(?:(?:công\s+)?đoàn viên|CĐCS|công đoàn cơ sở|căn nhà|ngôi nhà|nhà|mô hình|lớp|buổi|cuộc|công trình|suất|lần"
    r"|nghiệp đoàn|học sinh|sáng kiến|hội nghị|chuyên đề|tủ sách|câu lạc bộ)"
)

FIGURE = re.compile(
    rf"(?<![\w.,/·-])(?P<low>{NUMBER})(?![\d·])(?P<low_percent>\s?%)?"
    r"(?:/(?P<of>\d{1,3}(?:\.\d{3})+|\d+)(?=\s))?"
    rf"(?:\s?(?:-|–|đến|den)\s?(?P<high>{NUMBER})(?![\d.,]\d|/))?(?P<percent>\s?(?:%|phần trăm|phan tram))?"
    r"(?:\s?(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ|nghin|ngan|trieu|ty)\b)?"
    # '2 tỷ 500 triệu đồng' is one sum.
    r"(?P<rest>\s\d{1,3}\s(?:nghìn|ngàn|triệu|nghin|ngan|trieu)(?=\s(?:đồng|dong)\b))?",
    re.IGNORECASE,
)
WORD_FIGURE = re.compile(
    rf"\b(?P<sum>{SUM_IN_WORDS})(?=\s+đồng\b)"
    rf"|(?:ít nhất|tối thiểu|không dưới|không quá|tối đa|từ)\s+(?P<low>{SMALL_NUMBER_WORDS})\b"
    rf"(?!\s+(?:số|nửa|phần|mươi|trăm|{SCALES_IN_WORDS})\b)"
    rf"|\b(?P<long>{TENS_IN_WORDS})(?=\s)"
    rf"|\b(?P<alone>{SMALL_NUMBER_WORDS})(?=\s+(?:(?:công\s+)?đoàn viên|CĐCS|công đoàn cơ sở|căn nhà)\b)"
    rf"|\b(?P<few>{CLEAR_NUMBER_WORDS})(?=\s+{COUNTABLE}\b)"
    # 'Mỗi khu có một điểm sinh hoạt': beside 'mỗi' even 'một' counts.
    r"|(?<=\bcó )(?P<one>một)(?=\s+(?!số|phần|nửa|cách)\w)",
    re.IGNORECASE,
)
TIMES = re.compile(r"\bgấp\s+(?P<times>đôi|hai|ba|bốn|\d+(?:,\d+)?)(?:\s+lần)?\b|\bgap (?P<bare>doi)\b", re.IGNORECASE)
LABEL = re.compile(r"(?:^|[;.]\s*)\W*(?:tổng\s+)?số\s+(?P<label>[^;.:]+?)\s*(?::|\blà|\bđạt)\s*$", re.IGNORECASE)
PART_OF = re.compile(r"(?:\(|\btrong đó\b)[^().;]*?[\w:]\s*$|\btrong do\b[^().;]*$", re.IGNORECASE)
QUALIFIES = re.compile(r"(?<=\w )co (?:\w+ ){1,6}?(?:tu|tren|duoi)\s*$|(?<=\w )voi (?:\w+ ){1,6}?(?:tu|tren|duoi)\s*$")
"""'doanh nghiệp có mức ăn ca từ 30.000 đồng': beside another figure it says which enterprises."""


CLASS_ENDS = re.compile(r"\s*(?:cong tac\s*)?:\s*\d")
"""'dưới 150 người: 350.000 đồng/tháng' says for whom the second figure is."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its measure; `start` is where its comparator begins, `end` where its measure and comparator end."""

    value: Decimal
    value_max: Decimal | None
    sign: str
    """The comparator as `Comparator` writes it: '>=', '=', 'range' …"""
    measure: str
    start: int
    end: int
    number_at: int
    after_number: int
    """Where the words after the number begin, its measure included."""

    @property
    def is_share(self) -> bool:
        """A percentage, '%/năm' included."""
        return self.measure.startswith("%")


def figures(sentence: str) -> tuple[Figure, ...]:
    """The figures of a cleaned sentence in order; dates, document numbers, sizes and the like are none."""
    bare = fold(sentence)
    visible = dotted(sentence, bare)
    written = sorted((*FIGURE.finditer(visible), *WORD_FIGURE.finditer(visible)), key=lambda match: match.end())
    found: list[Figure] = []
    for match in written:
        if figure := _figure(match, sentence, bare, found[-1] if found else None):
            found.append(figure)
    multiples = (_multiple(match) for match in TIMES.finditer(visible))
    whole = sorted((*_spanned(found, bare), *multiples), key=lambda figure: figure.number_at)
    return tuple(_without_qualities(whole, bare))


def _spanned(found: list[Figure], bare: str) -> Iterator[Figure]:
    """'từ 1,3 tỷ đồng đến 1,5 tỷ đồng' says its measure twice and is one span."""
    waiting: Figure | None = None
    for figure in found:
        if waiting is None:
            waiting = figure
            continue
        between = bare[waiting.end : figure.number_at].strip()
        is_span = between == "den" and FROM.search(bare[: waiting.number_at]) and waiting.measure == figure.measure
        if is_span and waiting.value_max is None and waiting.value < figure.value:
            whole = replace(waiting, value_max=figure.value, sign="range")
            yield replace(whole, end=figure.end, after_number=figure.after_number)
            waiting = None
        else:
            yield waiting
            waiting = figure
    if waiting is not None:
        yield waiting


def _figure(match: re.Match[str], sentence: str, bare: str, earlier: Figure | None) -> Figure | None:
    named = match.groupdict()
    group = next(name for name in ("low", "sum", "long", "alone", "few", "one") if named.get(name))
    if earlier and match.start(group) < earlier.end and not earlier.end <= match.start(group):
        return None
    if group == "one" and not re.search(r"\bmoi\b[^;.:]*$", bare[: match.start(group)]):
        return None
    value = parse_number(match[group])
    value_max = parse_number(named["high"]) if named.get("high") else None
    if value is None or (value_max is not None and value_max <= value) or _is_no_share(value, named.get("of")):
        return None
    scale = SCALES.get(fold(named.get("scale") or ""), "")
    if named.get("rest"):
        value, scale = parse_number(match[0]) or value, ""
    measure, length = _measured(sentence, match, scale)
    measure = measure or _labelled(sentence, match.start(), match.end()) or _part(sentence, match, earlier)
    measure = measure or _yearly(sentence, bare, match)
    if not measure:
        return None
    if scale and "đồng" not in measure and not measure.startswith("%"):
        thousands = {"nghìn": Decimal(1000), "triệu": Decimal(1_000_000), "tỷ": Decimal(1_000_000_000)}[scale]
        value, value_max = value * thousands, value_max and value_max * thousands
    binding = _binding(
        sentence[: match.start(group)],
        bare[match.end() + length :],
        is_range=value_max is not None,
        is_share=measure == "%",
    )
    return Figure(
        value,
        value_max,
        binding.sign,
        measure,
        start=binding.start,
        end=match.end() + length + binding.more,
        number_at=match.start(group),
        after_number=match.end(),
    )


def _is_no_share(value: Decimal, whole: str | None) -> bool:
    """'20/25 CĐCS' counts 20; '25/20' is something else."""
    of = parse_number(whole) if whole else None
    return of is not None and value > of


def _measured(sentence: str, match: re.Match[str], scale: str) -> tuple[str, int]:
    named, rest = match.groupdict(), sentence[match.end() :]
    if named.get("percent") or named.get("low_percent"):
        return rate(rest)
    return counted(rest, scale)


def _labelled(sentence: str, start: int, end: int) -> str:
    """'Số CĐCS thành lập mới: 12.' counts what its label names."""
    label = LABEL.search(sentence[:start])
    if not label or not re.match(r"\s*(?:$|[.;,(])", sentence[end:]):
        return ""
    return counted(f" {label['label']}")[0]


def _part(sentence: str, match: re.Match[str], earlier: Figure | None) -> str:
    """'120 người (nữ 60)': a part is counted as the whole is."""
    ends = re.match(r"\s*(?:$|[.;,)])", sentence[match.end() :])
    before = sentence[: match.start()]
    is_inside = before.rfind("(") > before.rfind(")")
    if not earlier or earlier.is_share or not ends:
        return ""
    if not is_inside and not PART_OF.search(sentence[earlier.end : match.start()]):
        return ""
    last = fold(sentence[: match.start()]).split()
    return earlier.measure if last and last[-1] not in NO_NOUNS else ""


def _yearly(sentence: str, bare: str, match: re.Match[str]) -> str:
    """'Kết nạp đoàn viên: năm 2026: 400; năm 2027: 450' counts what its label names."""
    is_of_year = re.search(r"\bnam \d{4}\s*(?::|la|dat)?\s*$", bare[: match.start()])
    ends = re.match(r"\s*(?:$|[.;,)])", sentence[match.end() :])
    return named_in(sentence.partition(":")[0]) if is_of_year and ends else ""


def _multiple(match: re.Match[str]) -> Figure:
    """'tăng gấp đôi' is twice."""
    said = match["times"] or match["bare"]
    value = Decimal(2) if fold(said) == "doi" else parse_number(said) or Decimal(2)
    at = match.start()
    return Figure(value, None, "=", "lần", at, match.end(), at, match.end())


def _without_qualities(found: list[Figure], bare: str) -> Iterator[Figure]:
    for place, figure in enumerate(found):
        if figure.sign in ("<", ">", "<=", ">=") and found[place + 1 :] and CLASS_ENDS.match(bare[figure.end :]):
            continue
        begin = bare.rfind(";", 0, figure.start) + 1
        end = bare.find(";", figure.end)
        beside = [
            other for other in found if other is not figure and begin <= other.start < (end if end >= 0 else len(bare))
        ]
        is_quality = "đồng" in figure.measure and QUALIFIES.search(bare[begin : figure.number_at])
        if not (is_quality and beside):
            yield figure


@dataclass(frozen=True, slots=True)
class _Binding:
    """The comparator, where its words before the figure begin, and how many letters of those after it are its own."""

    sign: str
    start: int
    more: int = 0


def _binding(said: str, after: str, *, is_range: bool, is_share: bool = False) -> _Binding:
    before = fold(said)
    found = _Binding("=", len(before))
    for sign, words in BEFORE:
        if (match := re.search(rf"\b(?:{words})\s*$", before)) and _is_bound(said[match.start() :]):
            found = _Binding(sign, match.start())
            break
    else:
        if match := FROM.search(before):
            found = replace(found, start=match.start())
            if later := UP_LATER.match(after):
                is_close = not re.search(r"\w", after[: later.end()].replace("tro len", ""))
                found = replace(found, sign=">=", more=later.end() if is_close else 0)
        elif OF_WHOLE.match(after) or (is_share and UP_BEHIND_HOLDERS.match(after)):
            found = replace(found, sign=">=")
    for sign, symbol in SIGNS:
        if match := re.search(rf"(?:{symbol})\s*$", before):
            found = _Binding(sign, match.start())
            break
    for sign, words in AFTER:
        # Only close behind the measure: '90% CĐCS hoàn thành tốt nhiệm vụ trở lên' ranks the unions, not the figure.
        if match := re.match(rf"\s*{words}", after):
            found = replace(found, sign=sign, more=match.end())
    return replace(found, sign="range") if is_range else found


def _is_bound(said: str) -> bool:
    """'kết hôn 500.000 đồng' is not 'hơn 500.000 đồng'; what is typed without marks may be either."""
    return all(is_bare(word) or word == BOUNDS.get(fold(word), word) for word in said.lower().split())


def figures_said(passage: str) -> frozenset[Decimal]:
    """Every number that can be read in a passage: what a target of it may say without a word of care."""
    text = clean(passage)
    found = [number.value for number in find_numbers(text)]
    found += [part for ratio in find_ratios(text) for part in (ratio.numerator, ratio.denominator)]
    for figure in figures(text):
        found += [value for value in (figure.value, figure.value_max) if value is not None]
    return frozenset(found)
