"""How dates and periods are written, and where Viet Nam's clock stands."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from enum import StrEnum
from functools import cache

from knowledge.numbers import MARKED_AS, digits_value
from knowledge.text import Token, clean, fold, tokens

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Fixed +07:00, no daylight saving: any day computed in UTC is wrong before seven in the morning."""

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
YEARS = range(1900, 2101)


class PeriodKind(StrEnum):
    """How long a period is; a term is any run of years."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    TERM = "term"


PARTS_OF_YEAR = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends included."""

    start: date
    end: date
    kind: PeriodKind

    @property
    def key(self) -> str:
        """A stable short name: '2026-11-21', '2026-W47', '2026-11', '2026-Q3', '2026-H1', '2026', '2023-2028'."""
        year = self.start.year
        match self.kind:
            case PeriodKind.DAY:
                return self.start.isoformat()
            case PeriodKind.WEEK:
                iso = self.start.isocalendar()
                return f"{iso.year}-W{iso.week:02d}"
            case PeriodKind.MONTH:
                return f"{year}-{self.start.month:02d}"
            case PeriodKind.QUARTER:
                return f"{year}-Q{(self.start.month + 2) // 3}"
            case PeriodKind.HALF:
                return f"{year}-H{1 if self.start.month < 7 else 2}"
            case PeriodKind.YEAR:
                return f"{year}"
            case PeriodKind.TERM:
                return f"{year}-{self.end.year}"

    @property
    def name(self) -> str:
        """As Vietnamese says it: 'tháng 11/2026', 'quý III/2026', '6 tháng đầu năm 2026', 'năm 2026', '2023-2028'."""
        year = self.start.year
        match self.kind:
            case PeriodKind.DAY:
                return f"ngày {written_day(self.start)}"
            case PeriodKind.WEEK:
                return f"tuần {written_day(self.start)} đến {written_day(self.end)}"
            case PeriodKind.MONTH:
                return f"tháng {self.start.month}/{year}"
            case PeriodKind.QUARTER:
                return f"quý {('I', 'II', 'III', 'IV')[(self.start.month - 1) // 3]}/{year}"
            case PeriodKind.HALF:
                return f"6 tháng {'đầu' if self.start.month < 7 else 'cuối'} năm {year}"
            case PeriodKind.YEAR:
                return f"năm {year}"
            case PeriodKind.TERM:
                return f"{year}-{self.end.year}"

    def overlaps(self, start: date | None, end: date | None) -> bool:
        """Whether any day is shared with a stretch that may be open at either end."""
        return (end is None or self.start <= end) and (start is None or start <= self.end)


def day_of(day: date) -> Period:
    """One day."""
    return Period(day, day, PeriodKind.DAY)


def week_of(day: date) -> Period:
    """Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6), PeriodKind.WEEK)


def month_of(year: int, month: int) -> Period:
    """One calendar month."""
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), PeriodKind.MONTH)


def in_year(period: Period, year: int) -> Period:
    """The same month, quarter or half of another year; other periods as they are."""
    if period.kind is PeriodKind.MONTH:
        return month_of(year, period.start.month)
    if period.kind is PeriodKind.QUARTER:
        return quarter_of(year, (period.start.month + 2) // 3)
    return half_of(year, 1 if period.start.month < 7 else 2) if period.kind is PeriodKind.HALF else period


def quarter_of(year: int, quarter: int) -> Period:
    """The n-th quarter."""
    return Period(date(year, 3 * quarter - 2, 1), month_of(year, 3 * quarter).end, PeriodKind.QUARTER)


def half_of(year: int, half: int) -> Period:
    """The first or the second six months."""
    return Period(date(year, 6 * half - 5, 1), month_of(year, 6 * half).end, PeriodKind.HALF)


def year_of(year: int) -> Period:
    """One calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31), PeriodKind.YEAR)


def term_of(first: int, last: int) -> Period:
    """The years from the first to the last, as 'nhiệm kỳ 2023-2028' and 'giai đoạn 2021-2025'."""
    return Period(date(first, 1, 1), date(last, 12, 31), PeriodKind.TERM)


def written_day(day: date) -> str:
    """A day as papers write it: '19/01/2024'; March to September without a zero in the month."""
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return f"{day.day:02d}/{month}/{day.year}"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day and where it stands in `clean(text)`; `is_relative` when it was said from today ('hôm qua')."""

    day: date
    start: int
    end: int
    is_relative: bool = False


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period and where it stands in `clean(text)`; `is_relative` when it was said from today ('năm nay').

    `is_yearless` where its year is a guess: 'tháng 3', 'quý IV'.
    """

    period: Period
    start: int
    end: int
    is_relative: bool = False
    is_yearless: bool = False


NUMERIC_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/]|[.-]\d)")
ISO_DAY = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
SHORT_DAY = re.compile(r"\b(?:ngay|hom|mung|truoc|den|han)\s+(\d{1,2})\s?[/-]\s?(\d{1,2})(?![\d/]|[.-]\d)")


def find_dates(text: str, today: date) -> tuple[FoundDate, ...]:
    """Every day: '19/01/2024', 'ngày 19 tháng 01 năm 2024', 'ngày 25/11' (the nearest such day), 'hôm qua'."""
    cleaned = clean(text)
    bare = fold(cleaned)
    found = [*_numeric_days(bare, today), *_worded_days(cleaned, today), *_relative_days(bare, today)]
    return tuple(_without_overlap(sorted(found, key=lambda each: (each.start, -each.end))))


def find_periods(text: str, today: date) -> tuple[FoundPeriod, ...]:
    """Every period: 'tháng 11', 'quý III', '6 tháng đầu năm', 'năm nay', 'năm hai tư', 'nhiệm kỳ 2023-2028'."""
    said = tokens(text)
    found: list[FoundPeriod] = []
    place = 0
    while place < len(said):
        rules = RULES if _may_begin(said, place) else ()
        read = next((each for rule in rules if (each := rule(said, place, today))), None)
        if read is None:
            place += 1
            continue
        start, end = said[place].start, said[read.end - 1].end
        found.append(FoundPeriod(read.period, start, end, read.is_relative, read.is_yearless))
        place = read.end
    return tuple(found)


def _without_overlap(found: Sequence[FoundDate]) -> Iterator[FoundDate]:
    end = 0
    for each in found:
        if each.start >= end:
            end = each.end
            yield each


# Days


def _numeric_days(bare: str, today: date) -> Iterator[FoundDate]:
    for match in NUMERIC_DAY.finditer(bare):
        if day := _day(_full_year(int(match[4])), int(match[3]), int(match[1])):
            yield FoundDate(day, *match.span())
    for match in ISO_DAY.finditer(bare):
        if day := _day(int(match[1]), int(match[2]), int(match[3])):
            yield FoundDate(day, *match.span())
    for match in SHORT_DAY.finditer(bare):
        if day := _nearest_day(int(match[2]), int(match[1]), today):
            yield FoundDate(day, match.start(1), match.end(2))


def _worded_days(cleaned: str, today: date) -> Iterator[FoundDate]:
    said = tokens(cleaned)
    for place, token in enumerate(said):
        if token.bare not in ("ngay", "mung"):
            continue
        number = _count(said, place + 1, 31)
        if number is None or number.end >= len(said) or said[number.end].bare != "thang":
            continue
        month = _count(said, number.end + 1, 12)
        if month is None:
            continue
        year = _year_after(said, month.end, today)
        day = _day(year.value, month.value, number.value) if year else _nearest_day(month.value, number.value, today)
        if day:
            yield FoundDate(day, token.start, said[(year or month).end - 1].end)


RELATIVE_DAYS = {"hom nay": 0, "hom qua": -1, "hom kia": -2, "ngay mai": 1, "ngay kia": 2, "mai": 1}


def _relative_days(bare: str, today: date) -> Iterator[FoundDate]:
    for match in re.finditer(r"\b(?:hom (?:nay|qua|kia)|ngay (?:mai|kia))\b", bare):
        moved = _shifted(today, RELATIVE_DAYS[match.group()])
        if moved:
            yield FoundDate(moved, *match.span(), is_relative=True)


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _day(year: int, month: int, day: int) -> date | None:
    """The day when there is such a day, within the years papers speak of."""
    if year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest_day(month: int, day: int, today: date) -> date | None:
    """Without a year the nearest such day is meant."""
    years = (today.year, today.year - 1, today.year + 1)
    found = [each for year in years if (each := _day(year, month, day))]
    return min(found, key=lambda each: abs(each - today), default=None)


def _full_year(year: int) -> int:
    return year + 2000 if year < 100 else year


# Periods: each rule reads from one place on, or says None


@dataclass(frozen=True, slots=True)
class _Read:
    """A period and the token after it."""

    period: Period
    end: int
    is_relative: bool = False
    is_yearless: bool = False


@dataclass(frozen=True, slots=True)
class _Count:
    """A small number and the token after it."""

    value: int
    end: int


TERM_NAMES = ("nhiem ky", "giai doan", "nk", "gd")
NAMED_BEFORE = ("hoach", "kh", "trinh", "ctr", "khoa", "quyet", "nq")
"""After these '21-25' are years; elsewhere they may count anything."""


def _term(said: Sequence[Token], place: int, _today: date) -> _Read | None:
    """'2023-2028', '2023 - 2028', 'năm 2021 đến năm 2025', '2021-25'; 'nhiệm kỳ 23-28', 'nhiệm kỳ hai ba hai tám'."""
    named = next((name for name in TERM_NAMES if _starts(said, place, name)), "")
    is_named = bool(named) or _bare(said, place - 1) in NAMED_BEFORE
    start = place + len(named.split())
    if is_named and (spoken := _spoken_term(said, start, has_name=bool(named))):
        return spoken
    start += 1 if _starts(said, start, "tu") else 0
    start += 1 if _starts(said, start, "nam") else 0
    if start >= len(said):
        return None
    joined = re.fullmatch(r"(\d{2}|\d{4})-(\d{2}|\d{4})", said[start].bare)
    if joined:
        return _term_between(joined[1], joined[2], start + 1, is_named)
    if not said[start].bare.isdecimal():
        return None
    after = start + 1
    after += 1 if _starts(said, after, "den") or _starts(said, after, "toi") else 0
    is_joined = after > start + 1 or (after < len(said) and said[after].start - said[start].end in (2, 3))
    after += 1 if _starts(said, after, "nam") else 0
    if not is_joined or after >= len(said):
        return None
    return _term_between(said[start].bare, said[after].bare, after + 1, is_named)


SPOKEN_TERM_MAX = 10
"""Two years said one after the other are a term of so many years at most."""
JOINED_BY = ("den", "toi", "nam", "tu")


def _spoken_term(said: Sequence[Token], start: int, *, has_name: bool) -> _Read | None:
    """Two years in words or digits with nothing but 'đến' or 'năm' between: 'hai lăm ba mươi', '25 30'."""
    end = start
    while end < len(said) and end - start < 16 and _of_a_year(said[end]):
        end += 1
    for last in range(end, start + 1, -1):
        found = [
            (abs((last - middle) - (middle - start)), years)
            for middle in range(start + 1, last)
            if (years := _two_years(said[start:middle], said[middle:last])) is not None
        ]
        is_digits = all(token.bare.isdecimal() for token in said[start:last])
        if found and (has_name or not is_digits):
            return _Read(term_of(*min(found)[1]), last)
    return None


def _of_a_year(token: Token) -> bool:
    return (token.bare.isdecimal() and len(token.bare) in (2, 4)) or token.bare in JOINED_BY or _is_number_word(token)


def _two_years(first: Sequence[Token], last: Sequence[Token]) -> tuple[int, int] | None:
    years = _year_said(first), _year_said(last)
    if years[0] is None or years[1] is None or not 0 < years[1] - years[0] <= SPOKEN_TERM_MAX:
        return None
    return years[0], years[1]


def _year_said(said: Sequence[Token]) -> int | None:
    """The year that these words say as a whole, 'từ', 'năm' and 'đến' before it aside."""
    words = [token.bare for token in said]
    while words and words[0] in ("den", "toi", "tu", "nam") and len(words) > 1:
        words = words[1:]
    if len(words) == 1:
        value = int(words[0]) if words[0].isdecimal() else None
    else:
        value = None if any(word.isdecimal() or word in ("den", "toi") for word in words) else digits_value(words)
    if value is None or not (value in YEARS or 10 <= value <= 60):
        return None
    return _full_year(value)


def _term_between(first: str, last: str, end: int, is_named: bool) -> _Read | None:  # noqa: FBT001 - said by a word before
    if not (first.isdecimal() and last.isdecimal()) or len(first) not in (2, 4) or len(last) not in (2, 4):
        return None
    if len(first) == 2 and not is_named:
        return None
    from_year, to_year = _full_year(int(first)), _full_year(int(last))
    if from_year not in YEARS or not from_year < to_year <= from_year + 30:
        return None
    return _Read(term_of(from_year, to_year), end)


def _half(said: Sequence[Token], place: int, today: date) -> _Read | None:
    """'6 tháng đầu năm', 'sáu tháng cuối năm 2024', 'nửa đầu năm nay', '6 tháng đầu'."""
    if _starts(said, place, "nua"):
        after = place + 1
    else:
        count = _count(said, place, 6)
        if count is None or count.value != 6 or not _starts(said, count.end, "thang"):
            return None
        after = count.end + 1
    which = {"dau": 1, "cuoi": 2}.get(_bare(said, after))
    if which is None:
        return None
    year = _year_after(said, after + 1, today)
    if year:
        return _Read(half_of(year.value, which), year.end)
    end = after + 2 if _starts(said, after + 1, "nam") else after + 1
    return _Read(half_of(today.year, which), end, is_relative=True, is_yearless=True)


def _quarter(said: Sequence[Token], place: int, today: date) -> _Read | None:
    """'quý III', 'quý 3/2026', 'quý tư năm ngoái', 'quý này', 'quý trước'."""
    if not _starts(said, place, "quy"):
        return None
    this = quarter_of(today.year, (today.month + 2) // 3)
    if moved := _moved(said, place + 1):
        return _Read(_stepped(this, moved.value), moved.end, is_relative=True)
    written = re.fullmatch(r"([1-4])[/-](\d{4})", _bare(said, place + 1))
    if written and int(written[2]) in YEARS:
        return _Read(quarter_of(int(written[2]), int(written[1])), place + 2)
    roman = ROMAN.get(_bare(said, place + 1))
    number = _Count(roman, place + 2) if roman else _count(said, place + 1, 4)
    if number is None:
        return None
    year = _year_after(said, number.end, today)
    of = year.value if year else today.year
    return _Read(quarter_of(of, number.value), (year or number).end, not year, not year)


def _month(said: Sequence[Token], place: int, today: date) -> _Read | None:
    """'tháng 11', 'T11/2026', 'tháng mười một năm ngoái', 'tháng này', 'tháng trước'; the nearest without a year."""
    short = (
        re.fullmatch(r"t", _bare(said, place)) and place + 1 < len(said) and said[place + 1].start == said[place].end
    )
    if not short and not _starts(said, place, "thang"):
        return None
    moved = _moved(said, place + 1)
    if moved and place and (said[place - 1].is_number or _is_number_word(said[place - 1])):
        return None  # '10 tháng qua' counts them
    if moved:
        return _Read(_stepped(month_of(today.year, today.month), moved.value), moved.end, is_relative=True)
    written = re.fullmatch(r"(\d{1,2})[/-](\d{4})", _bare(said, place + 1))
    if written and 1 <= int(written[1]) <= 12 and int(written[2]) in YEARS:
        return _Read(month_of(int(written[2]), int(written[1])), place + 2)
    number = _count(said, place + 1, 12)
    if number is None or _starts(said, number.end, "lan"):
        return None  # 'mấy tháng một lần' asks how often
    year = _year_after(said, number.end, today)
    if year:
        return _Read(month_of(year.value, number.value), year.end)
    return _Read(_nearest_month(number.value, today), number.end, is_relative=True, is_yearless=True)


def _written_month(said: Sequence[Token], place: int, _today: date) -> _Read | None:
    """'12/2023' by itself."""
    written = re.fullmatch(r"(\d{1,2})/(\d{4})", _bare(said, place))
    if written and 1 <= int(written[1]) <= 12 and int(written[2]) in YEARS:
        return _Read(month_of(int(written[2]), int(written[1])), place + 1)
    return None


def _week(said: Sequence[Token], place: int, today: date) -> _Read | None:
    """'tuần này', 'tuần trước', 'tuần sau'."""
    moved = _moved(said, place + 1) if _starts(said, place, "tuan") else None
    if moved is None:
        return None
    day = _shifted(today, 7 * moved.value)
    return _Read(week_of(day), moved.end, is_relative=True) if day else None


def _today(said: Sequence[Token], place: int, today: date) -> _Read | None:
    """'hôm nay', 'hôm qua'."""
    for words, days in (("hom nay", 0), ("hom qua", -1)):
        day = _shifted(today, days)
        if day and _starts(said, place, words):
            return _Read(day_of(day), place + 2, is_relative=True)
    return None


def _year(said: Sequence[Token], place: int, today: date) -> _Read | None:
    """'năm 2024', 'năm 24', 'năm hai tư', 'năm nay', 'năm ngoái', '2024' by itself."""
    if _starts(said, place, "sang nam"):
        return _Read(year_of(today.year + 1), place + 2, is_relative=True)
    found = _year_after(said, place, today)
    if found is None:
        return None
    is_relative = _moved(said, place + 1) is not None and _starts(said, place, "nam")
    return _Read(year_of(found.value), found.end, is_relative)


RULES: tuple[Callable[[Sequence[Token], int, date], _Read | None], ...] = (
    _term,
    _half,
    _quarter,
    _month,
    _written_month,
    _week,
    _today,
    _year,
)


BEGIN = frozenset(("nua", "quy", "thang", "t", "tuan", "hom", "sang", "nam", *(name.split()[0] for name in TERM_NAMES)))
"""The words that a period can begin with, beside numbers."""


def _may_begin(said: Sequence[Token], place: int) -> bool:
    """Whether any rule need be tried here: most words begin no period."""
    bare = said[place].bare
    return bare in BEGIN or bare in MARKED_AS or bare[0].isdecimal() or _bare(said, place - 1) in NAMED_BEFORE


def _bare(said: Sequence[Token], place: int) -> str:
    return said[place].bare if 0 <= place < len(said) else ""


def _starts(said: Sequence[Token], place: int, phrase: str) -> bool:
    first, *rest = _split(phrase)
    if _bare(said, place) != first:
        return False
    return not rest or [token.bare for token in said[place + 1 : place + 1 + len(rest)]] == rest


@cache
def _split(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.split())


MOVES = {
    "nay": 0,
    "truoc": -1,
    "ngoai": -1,
    "roi": -1,
    "qua": -1,
    "toi": 1,
    "sau": 1,
    "vua qua": -1,
    "vua roi": -1,
    "kia": -2,
    "hien tai": 0,
    "hien nay": 0,
}
MOVED_AS = {"sau": {"sau"}, "nay": {"này", "nay"}, "toi": {"tới"}, "roi": {"rồi"}, "qua": {"qua"}}


def _moved(said: Sequence[Token], place: int) -> _Count | None:
    """'này', 'trước', 'vừa rồi', 'tới' as steps from now; 'sáu' with its mark is the number six."""
    two = f"{_bare(said, place)} {_bare(said, place + 1)}"
    if two in MOVES:
        return _Count(MOVES[two], place + 2)
    word = _bare(said, place)
    if word not in MOVES or (word == "truoc" and _bare(said, place + 1) in ("ngay", "mung", "han", "luc", "gio")):
        return None  # 'báo cáo quý trước ngày nào' asks by when, not of the last quarter
    token = said[place]
    if token.is_marked and token.text not in MOVED_AS.get(word, {token.text}):
        return None
    return _Count(MOVES[word], place + 1)


def _stepped(period: Period, steps: int) -> Period:
    """The period of the same kind so many steps later."""
    months = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3}[period.kind]
    count = period.start.year * 12 + period.start.month - 1 + steps * months
    year, month = count // 12, count % 12 + 1
    return month_of(year, month) if months == 1 else quarter_of(year, (month + 2) // 3)


def _nearest_month(month: int, today: date) -> Period:
    here = today.year * 12 + today.month
    year = min((today.year, today.year - 1, today.year + 1), key=lambda each: abs(each * 12 + month - here))
    return month_of(year, month)


def _count(said: Sequence[Token], place: int, most: int) -> _Count | None:
    """A whole number from one to `most`, in digits or in the longest run of number words that fits."""
    word = _bare(said, place)
    if word.isdecimal():
        return _Count(int(word), place + 1) if len(word) <= 2 and 1 <= int(word) <= most else None
    for end in range(min(place + 4, len(said)), place, -1):
        run = said[place:end]
        if all(_is_number_word(token) for token in run):
            value = digits_value([token.bare for token in run])
            if value is not None and 1 <= value <= most:
                return _Count(value, end)
    return None


def _is_number_word(token: Token) -> bool:
    return token.bare in MARKED_AS and (not token.is_marked or token.text in MARKED_AS[token.bare])


def _year_after(said: Sequence[Token], place: int, today: date) -> _Count | None:
    """A year from here on: 'năm 2024', '2024', 'năm hai tư', 'năm ngoái', 'sang năm'; '/2024' was read before."""
    if _starts(said, place, "sang nam"):
        return _Count(today.year + 1, place + 2)
    if _starts(said, place, "cua nam"):
        place += 1
    if not _starts(said, place, "nam"):
        word = _bare(said, place)
        return _Count(int(word), place + 1) if len(word) == 4 and word.isdecimal() and int(word) in YEARS else None
    word = _bare(said, place + 1)
    if word.isdecimal() and len(word) in (2, 4):
        year = _full_year(int(word))
        return _Count(year, place + 2) if year in YEARS and year >= 1925 else None
    if moved := _moved(said, place + 1):
        return _Count(today.year + moved.value, moved.end)
    return _spoken_year(said, place + 1)


def _spoken_year(said: Sequence[Token], place: int) -> _Count | None:
    """'hai tư', 'hai không hai tư', 'hai nghìn không trăm hai mươi bốn'; 'năm mươi' is the number fifty."""
    if _bare(said, place) in ("muoi", "tram", "nghin", "ngan", "ruoi", "phay", "trieu", "ty"):
        return None
    for end in range(min(place + 8, len(said)), place + 1, -1):
        if all(_is_number_word(token) for token in said[place:end]):
            value = digits_value([token.bare for token in said[place:end]])
            if value is not None and (value in YEARS or 20 <= value <= 99):
                return _Count(_full_year(value), end)
    return None
