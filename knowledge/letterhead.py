"""What does the head of a paper say: number, place and day, title, theme and motto."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import chain

from knowledge.names import NAME
from knowledge.outline import is_all_capitals
from knowledge.parts import LETTER, MATTER, WEEKDAY, Parts, cells, first, is_section, plain
from knowledge.text import fold
from knowledge.validity import day

NUMBER = re.compile(
    r"S[ốo]\s*:?\s*(?P<figure>\d{1,5}[a-zA-Z]?(?=\s*[-/–])|[.…_\s]*)\s*(?P<year>/\s*(?:19|20)\d{2}(?=\s*[/-]))?\s*"
    r"(?P<symbol>[/–-]\s*[A-ZĐ][\w&]*(?:[-–/.][A-ZĐ][\w&]*|\s[-–]\s?[A-ZĐ]{2}\w*|[-–]\s[A-ZĐ]{2}\w*)*)",
    re.IGNORECASE,
)
"""'Số: 02/CTr-LĐLĐ', 'Số 07-NQ/ĐH', 'Số: 12/2026/QĐ-CĐ', 'Số:     /BC-CĐ', 'Số: …/KH - CĐX'."""
DIGIT = r"[\dOolI]"
"""A scanner reads '2l tháng 0l năm 2O26'; beside 'ngày', 'tháng', 'năm' these letters can only be digits."""
AS_DIGITS = str.maketrans("OolI", "0011")
PLACE_AND_DAY = re.compile(
    rf"(?:(?P<place>(?:TP\.?\s*)?{NAME})\s*,\s*)?[Nn]g[àa]y\s*(?P<day>{DIGIT}{{1,2}}\b|[.…_\s]*)\s*"
    rf"(?:th[áa]ng\s*(?P<month>{DIGIT}{{1,2}}\b|[.…_\s]*)\s*n[ăa]m\s*(?P<year>{DIGIT}{{4}}\b|[\d.…_\s]*)"
    r"|/\s*(?P<month2>\d{1,2})\s*/\s*(?P<year2>\d{4}))\s*\.?$"
)
POSTED = re.compile(
    r"(?:(?:Ngày đăng|Đăng ngày|Đăng lúc|Ngày cập nhật|Cập nhật(?: lúc)?|Thời gian đăng)\W*(?:\d{1,2}:\d{2}\W+)?"
    r"(?P<one>\d{1,2})[/-](?P<two>\d{1,2})[/-](?P<three>\d{4})"
    r"|(?P<four>\d{1,2})[/-](?P<five>\d{1,2})[/-](?P<six>\d{4})\W{1,4}\d{1,2}:\d{2})",
    re.IGNORECASE,
)
"""The day an article appeared; a bare day at the top of a page is the day it was opened."""
COMMON_WORD = re.compile(
    r"(?:Thực|Công tác|Hành|Về|Tổ|Triển|Phát|Nâng|Xây|Tuyên|Kiểm|Nhiệm|Phối|Tăng|Đổi|Chăm|Hoạt|Năm|Kỷ|Học|Vận|Giao|Điều"
    r"|Kết quả|Sơ|Tổng kết|Bổ|Sửa|Ban hành|Quy|Thi|Giám|Tập|Chuyển|Tháng|Đào|Bồi|Phân|Rà|Thu|Hướng)\b"
)
"""A title that begins with one of these goes on after the kind in small letters; a name keeps its capital."""
QUOTED = r"[“\"]\s*(?P<quoted>[^“”\"]{5,600}?)\s*[”\"]"
THEME = re.compile(rf"chủ đề(?: (?:năm|hoạt động)(?: (?:năm )?\d{{4}})?)?\s*:?\s*(?:là\s*)?{QUOTED}", re.IGNORECASE)
MOTTO = re.compile(rf"phương châm(?: hành động)?\s*:?\s*(?:là\s*)?{QUOTED}", re.IGNORECASE)
MINUTES = "Biên bản"
MET = re.compile(
    r"(?:\bhồi\b|\blúc\b|hôm nay|^\W*ngày)[^.]{0,60}?(?:\bngày\s*)?"
    r"\b(\d{1,2})(?:/|\s*tháng\s*)(\d{1,2})(?:/|\s*năm\s*)(\d{4})",
    re.IGNORECASE,
)
"""Minutes are of the day on which one met: 'Hồi 14 giờ, ngày 03 tháng 7 năm 2026, tại …'."""
TODAY = re.compile(r"\W*h[ôo]m nay\b", re.IGNORECASE)
LAST_LINES = 4
"""Minutes and small papers have their place and day above the signature."""


def title(parts: Parts) -> str:
    """Kind and subject in one line: 'Chương trình công tác Công đoàn năm 2024'."""
    rest = _small_again(" ".join(parts.title).rstrip("."), parts.opening)
    if not parts.kind:
        return rest
    if parts.kind == LETTER:
        return _of_letter(rest)
    if not rest:
        return parts.kind
    if fold(rest).startswith(fold(parts.kind)):
        return rest
    return f"{parts.kind} {rest[0].lower()}{rest[1:]}" if COMMON_WORD.match(rest) else f"{parts.kind} {rest}"


def _of_letter(matter: str) -> str:
    """'V/v báo cáo nhanh …' is 'Công văn về việc báo cáo nhanh …'."""
    said = MATTER.sub("", matter, count=1).strip(" :")
    said = f"{said[0].lower()}{said[1:]}" if COMMON_WORD.match(said) else said
    return f"{LETTER} về việc {said}" if said else LETTER


def _small_again(words: str, opening: str) -> str:
    """A title in capitals as the opening writes it in small letters, where it does."""
    at = fold(opening).find(fold(words)) if is_all_capitals(words) else -1
    return opening[at : at + len(words)] if at >= 0 else words


def number(parts: Parts) -> str | None:
    """The paper's own number, also where it is struck through: '02/CTr-LĐLĐ'."""
    match = _number_match(parts.head)
    if not match or not match["figure"].strip(" .…_"):
        return None
    year = "".join((match["year"] or "").split())
    return f"{match['figure']}{year}{''.join(match['symbol'].split()).replace('–', '-')}"


def number_note(parts: Parts) -> str | None:
    """A word of care about the number."""
    match = _number_match(parts.head)
    if not match:
        return None
    figure = match["figure"].strip(" .…_")
    if not figure:
        return "văn bản để trống số"
    struck = any("~~" in line and figure in line for line in parts.head)
    return f"số {figure} bị gạch ngang trong bản gốc" if struck else None


def issued_on(parts: Parts) -> date | None:
    """The day beside the place of issue, or the day an article appeared; never the day of another paper."""
    if match := _place_and_day(parts):
        return _full_day(match)
    if match := _posted(parts):
        numbers = [group for group in match.groups() if group]
        return day(*numbers[:3])
    met = MET.search(parts.opening) if parts.kind == MINUTES else None
    return day(met[1], met[2], met[3]) if met else None


def issued_note(parts: Parts) -> str | None:
    """A word of care about the day."""
    if match := _place_and_day(parts):
        return None if _full_day(match) else "văn bản để trống ngày"
    return "ngày đăng bài, không phải ngày ban hành văn bản" if _posted(parts) else None


def issued_at(parts: Parts) -> str:
    """The place beside the day, '' where none is said."""
    match = _place_and_day(parts)
    return (match["place"] or "") if match else ""


def theme(parts: Parts) -> str | None:
    """The quoted words after 'chủ đề', or the quoted line of a section of that name; the issuer's own comes last."""
    found = THEME.findall(" ".join(parts.title)) or THEME.findall(parts.opening)
    if found:
        return str(found[-1])
    lines = [line.text for line in parts.body]
    heading = first(lines, lambda line: is_section(line) and "chu de" in fold(line), len(lines))
    own = THEME.search(lines[heading]) if heading < len(lines) else None
    following = plain(next((line for line in lines[heading + 1 :] if line.strip()), ""))
    quoted = own or re.fullmatch(QUOTED + r"\.?", following) or THEME.search(following)
    return quoted["quoted"] if quoted else None


def motto(parts: Parts) -> str | None:
    """The quoted words after 'phương châm' in the opening; the motto of a single task is not the paper's."""
    found = MOTTO.findall(parts.opening)
    return str(found[-1]) if found else None


def _number_match(head: Iterable[str]) -> re.Match[str] | None:
    """A number is the paper's own where its line, or its column of the head, begins with 'Số'."""
    for line in chain(head, cells(head)):
        bare = line.replace("~~", "").replace("*", "").replace("|", "   ")
        starts = (0, *(gap.end() for gap in re.finditer(r"\s{2,}|\t", bare)))
        found = (NUMBER.match(bare.strip() if at == 0 else bare[at:]) for at in starts)
        if match := next((match for match in found if match), None):
            return match
    return None


def _place_and_day(parts: Parts) -> re.Match[str] | None:
    """In the head; else in a line of its own just above the signature, or beside it."""
    last = [line.text for line in parts.body if line.text.strip()][-LAST_LINES:]
    return (
        _dated(cells(NUMBER.sub("   ", line) for line in parts.head), whole=True)
        or _dated(plain(line) for line in parts.head)
        or _dated(cells(parts.foot), whole=True)
        or (_dated(cells(last), whole=True) if parts.foot else None)
    )


def _dated(lines: Iterable[str], *, whole: bool = False) -> re.Match[str] | None:
    found = (PLACE_AND_DAY.match(line) if whole else PLACE_AND_DAY.search(line) for line in lines)
    return next((match for match in found if match), None)


def _full_day(match: re.Match[str]) -> date | None:
    parts = (match["day"], match["month"] or match["month2"] or "", match["year"] or match["year2"] or "")
    number, month, year = (part.strip().translate(AS_DIGITS) for part in parts)
    is_whole = number.isdigit() and month.isdigit() and len(year) == 4 and year.isdigit()
    return day(number, month, year) if is_whole else None


def _posted(parts: Parts) -> re.Match[str] | None:
    lines = parts.head if parts.kind else (*parts.head, *(line.text for line in parts.body[:6]))
    # 'Hôm nay: Thứ bảy, 21/11/2026' is the day on which the page was opened.
    lines = tuple(line for line in lines if not TODAY.match(line))
    above = [line for line in parts.head if not TODAY.match(line)]
    weekday = next((match for line in above if (match := WEEKDAY.search(line))), None)
    return weekday or next((match for line in lines if (match := POSTED.search(line))), None)
