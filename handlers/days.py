"""Which day or hour does somebody wish for: 'thứ Năm', 'ngày 26', 'đến 27/11', 'mai', '3 ngày nữa', '7h30'; pure."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from knowledge.dates import find_dates
from knowledge.text import clean, fold, words

WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5}
WEEKDAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
SHORT = re.compile(r"(?<![\d/.-])(\d{1,2})\s?[/-]\s?(\d{1,2})(?![\d/]|[.-]\d)")
OF_MONTH = re.compile(r"\b(?:ngay|hom|mung)\s+(\d{1,2})(?!\s?[\d/.-]|\s+thang|\s+ngay)\b")
WEEKDAY = re.compile(r"\b(?:thu\s?(hai|ba|tu|nam|sau|bay|[2-7])\b|t([2-7])\b|(chu nhat|cn)\b)(\s+tuan (?:sau|toi))?")
IN_DAYS = re.compile(r"\b(\d{1,2}|" + "|".join(NUMBERS) + r")\s+(ngay|hom|tuan)\b(?!\s*\d)")
NEAR = re.compile(r"(?<!chi )(?<!co )(?<!anh )(?<!em )(?<!bac )(?<!ong )(?<!ba )\b(?:(mai)|ngay (kia|mot))\b(?! am)")
"""'chị Mai' is nobody's tomorrow."""
NEXT_WEEK = re.compile(r"\btuan (?:sau|toi)\b")
HOUR = re.compile(r"\b(\d{1,2})\s?(?:h|g|gio|:)\s?(\d{2}(?!\s?[/-]\s?\d)|ruoi)?\b\s?(sang|chieu|toi)?")
"""'9 giờ 25/11' is nine o'clock of a day, not twenty-five minutes past."""


def day_wished(said: str, today: date) -> date | None:
    """The first day that is named, counted forwards from today where the year or the month is not said."""
    exact = [(found.start, found.day) for found in find_dates(said, today) if not found.is_relative]
    bare = fold(clean(said))
    for finder in (_short, _of_month, _weekday, _near, _in_days, _next_week):
        exact = exact or sorted(finder(bare, today))
    return exact[0][1] if exact else None


AROUND_A_DAY = frozenset(
    words(
        "à đã đến tới sang ngày hôm thứ tuần tháng năm sau này mai kia một hai ba tư bảy chủ nhật cn cuối đầu giữa "
        "nhầm đổi sửa lại thành là lùi cho thêm hạn nhé nha đi nữa rồi thôi ok được dc vậy luôn hết không phải chỉ "
        "muốn đúng ừ uh chiều giờ giúp em tôi mình cần thì và"
    )
)
"""Words around a day that speak of nothing else: with any other word the day may be somebody else's."""


OF_A_DAY = re.compile(r"[th]|\d[\d/.-]*")


def tells_only_a_day(said: str) -> bool:
    """Whether nothing but a day is said: 'đến 27/11 nhé', and not 'Mây Trắng xin lùi đến 28/11'."""
    return all(word in AROUND_A_DAY or OF_A_DAY.fullmatch(word) for word in words(said))


def days_wished(said: str) -> int | None:
    """'lùi 3 ngày', 'thêm một tuần' as a number of days; None where none is said."""
    match = IN_DAYS.search(fold(clean(said)))
    return _days(match) if match else None


def _short(bare: str, today: date) -> Iterator[tuple[int, date]]:
    for match in SHORT.finditer(bare):
        yield from _next(match.start(), int(match[1]), int(match[2]), today)


def _of_month(bare: str, today: date) -> Iterator[tuple[int, date]]:
    for match in OF_MONTH.finditer(bare):
        ahead = [today + timedelta(days=days) for days in range(62)]
        fitting = [day for day in ahead if day.day == int(match[1])]
        if fitting:
            yield match.start(), fitting[0]


def _weekday(bare: str, today: date) -> Iterator[tuple[int, date]]:
    for match in WEEKDAY.finditer(bare):
        wanted = 6 if match[3] else WEEKDAYS[match[1] or match[2]]
        if match[4]:
            yield match.start(), today - timedelta(days=today.weekday()) + timedelta(days=7 + wanted)
        else:
            yield match.start(), today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _near(bare: str, today: date) -> Iterator[tuple[int, date]]:
    for match in NEAR.finditer(bare):
        yield match.start(), today + timedelta(days=1 if match[1] else 2)


def _in_days(bare: str, today: date) -> Iterator[tuple[int, date]]:
    for match in IN_DAYS.finditer(bare):
        yield match.start(), today + timedelta(days=_days(match))


def _days(match: re.Match[str]) -> int:
    count = int(match[1]) if match[1].isdecimal() else NUMBERS[match[1]]
    return count * (7 if match[2] == "tuan" else 1)


def _next_week(bare: str, today: date) -> Iterator[tuple[int, date]]:
    for match in NEXT_WEEK.finditer(bare):
        yield match.start(), today - timedelta(days=today.weekday()) + timedelta(days=7)


def _next(start: int, day: int, month: int, today: date) -> Iterator[tuple[int, date]]:
    """That day of that month: of this year, or of the next when it is long past."""
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today - timedelta(days=180):
            yield start, found
            return


def hour_wished(said: str) -> tuple[int, int] | None:
    """'9 giờ', '7h30', '8 giờ rưỡi', '2 giờ chiều' as hour and minute."""
    match = HOUR.search(fold(clean(said)))
    if match is None:
        return None
    hour, minute = int(match[1]), 30 if match[2] == "ruoi" else int(match[2] or 0)
    if match[3] in {"chieu", "toi"} and hour < 12:
        hour += 12
    return (hour, minute) if hour < 24 and minute < 60 else None


def weekday_of(day: date) -> str:
    """'thứ Tư 25/11'."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {day_words(day)}"


def day_words(day: date) -> str:
    """'25/11', as one says a day of this year."""
    return f"{day:%d/%m}"
