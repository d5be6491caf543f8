"""From when to when does a paper hold: 'năm 2026', 'nhiệm kỳ 2025-2030', 'từ ngày … đến …', 'kể từ ngày ký'."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from knowledge.parts import Parts, is_section, plain


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when a paper holds, in its own words and as days; `first` is `None` where only the end is said."""

    words: str
    first: date | None
    last: date


DAY = r"(?:ngày\s*)?(\d{1,2})(?:[/.-]|\s*tháng\s*)(\d{1,2})(?:[/.-]|\s*năm\s*)(\d{4})"
ROMAN_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}

FIRST_DAY = r"(?:ngày\s*)?(\d{1,2})(?:[/.-]|\s*tháng\s*)(\d{1,2})(?:(?:[/.-]|\s*năm\s*)(\d{4}))?"
"""'từ ngày 25/4 đến ngày 31/5/2026' says the year once."""
FROM_TO = re.compile(rf"\btừ\s+{FIRST_DAY}\s*(?:đến|-|–)\s*(?:hết\s+|cuối\s+)?{DAY}", re.IGNORECASE)
YEARS = re.compile(r"\btừ năm\s*(\d{4})\s*(?:đến|-|–)\s*(?:hết\s+)?(?:năm\s*)?(\d{4})", re.IGNORECASE)
SPAN = re.compile(
    r"\b(nhiệm kỳ|giai đoạn|năm học|nhiem ky|giai doan|nam hoc)\s*(\d{4})\s*[-–]\s*(\d{4})", re.IGNORECASE
)
MONTHS = re.compile(r"\b(\d{1,2})\s*tháng\s*(đầu|cuối)\s*năm\s*(20\d{2})", re.IGNORECASE)
QUARTER = re.compile(r"\bquý\s*(IV|I{1,3}|[1-4])\s*(?:/|,?\s*năm\s*)\s*(20\d{2})", re.IGNORECASE)
UNTIL = re.compile(r"\bđến\s*(?:hết\s*)?năm\s*(20\d{2})\b", re.IGNORECASE)
YEAR = re.compile(
    r"(?<!thứ )(?<!sau )(?<!đến )(?<!hết )(?<!so với )(?<!việt )\bn[ăa]m (20\d{2})\b(?!\s*[-–]\s*\d)", re.IGNORECASE
)
DATED = re.compile(
    r"(?:ng[àa]y\s*\d{1,2}\s*)?th[áa]ng\s*\d{1,2}\s*n[ăa]m\s*\d{4}|qu[ýy]\s*\w+\s*n[ăa]m\s*\d{4}|\d{1,2}/\d{1,2}/\d{4}",
    re.IGNORECASE,
)
"""A day or a month of some year says nothing of how long a paper holds."""
AHEAD = re.compile(r"(?:phương hướng|nhiệm vụ|kế hoạch|chương trình)\D*?năm (20\d{2})", re.IGNORECASE)
"""A report on one year that looks ahead to the next is in force for the next."""

PAPER = (
    r"(?:Nghị quyết|Quyết định|Kế hoạch|Chương trình|Quy chế|Quy định|Hướng dẫn|Thông báo|Điều lệ|Đề án|Công văn"
    r"|Chỉ thị|Thông tri|Văn bản|Phương án)"
)
IN_FORCE = re.compile(rf"{PAPER}(?: này)?[^.;]{{0,40}}? có hiệu lực (?:thi hành )?(?:kể )?từ (?:{DAY}|(?P<own>ngày))")
HOLDS_FROM_TO = re.compile(
    r"(?:thời gian (?:thực hiện|áp dụng|triển khai)|hiệu lực|thực hiện)\b[^.;]{0,40}?(?P<span>\btừ\b.{0,60})",
    re.IGNORECASE,
)
OF_TIME = re.compile(r"\bthời gian\b", re.IGNORECASE)
OWN_DAYS = re.compile(
    r"(?:(?<=[.;] )|(?<=^)|(?<=\d\. )|(?<=- ))thời gian(?: (?:thực hiện|triển khai|áp dụng|tổ chức))?\s*:?\s*"
    r"(?P<span>(?:bắt đầu )?từ\b.{0,60})",
    re.IGNORECASE,
)
UNTIL_REPLACED = re.compile(
    r"(?:cho )?đến khi có (?:văn bản|quyết định|quy định|quy chế)[^.;]* thay thế", re.IGNORECASE
)
SPEAKS = re.compile(r"(?:ban hành|xây dựng|đề ra|triển khai)\b[^:]*$", re.IGNORECASE)
"""The words with which a paper begins to speak for itself: '… ban hành Chương trình năm 2026 như sau'."""

OF_CONGRESS = re.compile(
    r"^(?!.*\bnghị quyết\b).*\b(?:tổ chức|chuẩn bị|tiến hành|nhân sự|phục vụ|hướng tới|chào mừng)\b"
    r"(?:\s+[^\W\d]+){0,4}?\s+đại hội\b",
    re.IGNORECASE,
)
"""'Hướng dẫn tổ chức đại hội, nhiệm kỳ 2027-2032': the term is that of the congress, before which the paper serves."""


def term(parts: Parts, issued: date | None) -> Term | None:
    """What the title says, else the sentence with which the text begins, else one on the time of carrying it out."""
    text = " ".join(plain(line.text) for line in parts.body)
    if OF_CONGRESS.search(" ".join(parts.title)):
        return _own_days(parts)
    own = SPEAKS.search(parts.opening.rstrip(": "))
    return (
        _from_to(" ".join(parts.title), issued)
        or _own_days(parts)
        or _said_in(" ".join(parts.title), issued)
        or (_said_in(own[0], issued) if own else None)
        or _carried_out(text)
        or _said_in(parts.opening, issued)
    )


def in_force_from(parts: Parts, issued: date | None) -> date | None:
    """The day that the paper itself gives for its taking effect; 'kể từ ngày ký' is the day of the paper."""
    match = IN_FORCE.search(" ".join(plain(line.text) for line in parts.body))
    if not match:
        return None
    return issued if match["own"] and not match[1] else day(match[1], match[2], match[3])


def holds_until_replaced(parts: Parts) -> bool:
    """'… cho đến khi có văn bản thay thế': no day ends it."""
    return bool(UNTIL_REPLACED.search(" ".join(plain(line.text) for line in parts.body)))


def day(number: str, month: str, year: str) -> date | None:
    """A day of the calendar, or nothing."""
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def _said_in(text: str, issued: date | None) -> Term | None:
    """The first of `READINGS` that finds something: the nearer a reading is to a day, the earlier it is tried."""
    return next((found for reading in READINGS if (found := reading(text, issued))), None)


def _own_days(parts: Parts) -> Term | None:
    """'Thời gian: từ ngày … đến ngày …' in the opening, or in a section on time, is the time of the whole paper."""
    is_of_all = True
    for line in parts.body:
        words = plain(line.text)
        if is_section(words):
            is_of_all = bool(OF_TIME.search(words))
        match = OWN_DAYS.search(words) if is_of_all else None
        if match and (found := _from_to(match["span"], None)):
            return found
    return None


def _carried_out(text: str) -> Term | None:
    match = HOLDS_FROM_TO.search(text)
    return (_from_to(match["span"], None) or _years(match["span"], None)) if match else None


def _from_to(text: str, _: date | None) -> Term | None:
    if not (match := FROM_TO.search(text)):
        return None
    first, last = day(match[1], match[2], match[3] or match[6]), day(match[4], match[5], match[6])
    return Term(match[0].lower(), first, last) if first and last and first <= last else None


def _years(text: str, _: date | None) -> Term | None:
    match = YEARS.search(text)
    return _of_years(match[0].lower(), int(match[1]), int(match[2])) if match else None


def _months(text: str, _: date | None) -> Term | None:
    """'06 tháng cuối năm 2026' begins in July."""
    match = MONTHS.search(text)
    if not match or not 1 <= int(match[1]) <= 12:
        return None
    months, year = int(match[1]), int(match[3])
    begin, end = (1, months) if match[2].lower() == "đầu" else (13 - months, 12)
    return Term(match[0].lower(), date(year, begin, 1), date(year, end, monthrange(year, end)[1]))


def _quarter(text: str, _: date | None) -> Term | None:
    match = QUARTER.search(text)
    if not match:
        return None
    quarter, year = ROMAN_QUARTERS[match[1].upper()], int(match[2])
    end = quarter * 3
    return Term(match[0], date(year, end - 2, 1), date(year, end, monthrange(year, end)[1]))


def _year(text: str, issued: date | None) -> Term | None:
    """'năm 2026', but not a year long past: '… tổng kết năm 2019' in a paper of 2026 is what it speaks of."""
    bare = DATED.sub("", text)
    match = AHEAD.search(bare) or YEAR.search(bare)
    if not match or (issued and int(match[1]) < issued.year - 1):
        return None
    return _of_years(f"năm {match[1]}", int(match[1]), int(match[1]))


def _span(text: str, _: date | None) -> Term | None:
    match = SPAN.search(text)
    if not match:
        return None
    word, first, last = match[1].lower(), int(match[2]), int(match[3])
    if word in ("năm học", "nam hoc"):  # schools open in September
        return Term(f"{word} {first}-{last}", date(first, 9, 1), date(last, 8, 31))
    return _of_years(f"{word} {first}-{last}", first, last)


def _until(text: str, issued: date | None) -> Term | None:
    match = UNTIL.search(text)
    return Term(match[0].lower(), issued, date(int(match[1]), 12, 31)) if match else None


def _of_years(words: str, first: int, last: int) -> Term | None:
    return Term(words, date(first, 1, 1), date(last, 12, 31)) if 1900 < first <= last < 2200 else None


READINGS: tuple[Callable[[str, date | None], Term | None], ...] = (
    _from_to,  # days are the most exact
    _months,  # '08 tháng cuối năm 2026' before 'năm 2026'
    _quarter,
    _years,
    _year,  # 'năm 2026 thực hiện Nghị quyết nhiệm kỳ 2023-2028' holds for the year
    _span,
    _until,
)
