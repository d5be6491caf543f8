"""How a due day is written: 'ngày 5 tháng sau', '10/6', '5 ngày sau khi hết kỳ', '16 giờ 25/11/2026'; pure."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Final

from knowledge.dates import written_day
from knowledge.document import UnitCode
from knowledge.text import clean, fold
from scheduler.duties import DUE_HOUR, Cadence, DayRule, Duty, DutyId, RuleKind
from scheduler.periods import day_of_rule, periods_of
from union.forms.form import FormId

EXAMPLES: Final = "ngày 25; ngày 5 tháng sau; 10/6; 5 ngày sau khi hết kỳ; 16 giờ 25/11/2026"
SAMPLE: Final = (date(2026, 1, 1), date(2027, 12, 31))
"""Any two years show in which month a period ends."""
YEARLY: Final = frozenset({Cadence.HALF, Cadence.YEAR, Cadence.SCHOOL_YEAR})
"""Once a year: a day and a month name their due day."""
CLOCK: Final = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:gio\b|h(?![a-z])|g(?![a-z])|:(?=\d))"
    r"\s*(\d{2}\b(?!\s*[/.-]\s*\d|\s+thang|\s+ngay (?:sau|truoc|ke|tinh))|ruoi\b)?(?:\s*phut\b)?(?::00\b)?"
    r"(?:\s*(sang|trua|chieu|toi)\b)?"
)
HOURS: Final = range(24)
LEAD: Final = re.compile(
    r"(?:(?:truoc(?! khi\b)|cham nhat|muon nhat|vao|den|han(?: nop)?)\s+(?:(?:het|la)\s+(?!ky|thang|quy|nam))?)+"
)
WORKING: Final = re.compile(r"\bngay lam viec\b")
WEEKDAY: Final = re.compile(r"\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|tuan)\b")
NUMBERS: Final = {"hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6}


class Unclear(Exception):  # noqa: N818 - told to whoever wrote it, in the sentence it holds
    """What was written gives no day, or more than one; the text says what to write."""


# Reading


def read_rule(text: str, cadence: Cadence | None = None, year_from: int = 1) -> DayRule:
    """The rule that was written, with its hour or the usual one. Raises `Unclear`."""
    said = re.sub(r"\s+", " ", fold(clean(text))).strip(" .;,")
    rest, hour = _clock(said)
    bare = LEAD.sub("", rest, count=1) if LEAD.match(rest) else rest
    if WORKING.search(bare):
        raise Unclear(f"“{text}”: chưa tính được ngày làm việc. Viết theo ngày thường, ví dụ: 5 ngày sau khi hết kỳ.")
    for pattern, made in SHAPES:
        found = pattern.fullmatch(bare)
        if found:
            rule = _in_its_year(made(found), found.groupdict(), cadence, year_from)
            return replace(rule, hour=hour)
    which = " Trợ lý chưa tính theo thứ trong tuần." if WEEKDAY.search(bare) else ""
    raise Unclear(f"“{text}” chưa rõ là ngày nào.{which} Viết như: {EXAMPLES}.")


def _clock(said: str) -> tuple[str, time]:
    """What is left without the hour, and the hour."""
    found = CLOCK.search(said)
    if found is None:
        return said, DUE_HOUR
    hour = int(found[1]) + (12 if found[3] in {"chieu", "toi"} and int(found[1]) < 12 else 0)
    minute = 30 if found[2] == "ruoi" else int(found[2] or 0)
    if hour not in HOURS or minute not in range(60):
        raise Unclear(f"Không có lúc “{found[0].strip()}” trong ngày; giờ từ 0 đến 23.")
    before = re.sub(r"(?:\s*\b(?:truoc|luc|vao)|(?<=\d)t)$", "", said[: found.start()].rstrip(" ,"))
    return f"{before} {said[found.end() :].lstrip(' ,')}".strip(" ,"), time(hour, minute)


def _of_month(found: re.Match[str]) -> DayRule:
    """A day of the period's last month, or of one so many months apart."""
    after = 1 if found["next"] else -1 if found["before"] else 0
    if found["nth"]:
        after = (NUMBERS.get(found["nth"]) or int(found["nth"])) * (-1 if found["side"] == "truoc" else 1)
    return DayRule(RuleKind.DAY_OF_MONTH, int(found["day"]), months_after=after)


def _last_day(_found: re.Match[str]) -> DayRule:
    return DayRule(RuleKind.AFTER_END, 0)


def _last_of_next(_found: re.Match[str]) -> DayRule:
    return DayRule(RuleKind.DAY_OF_MONTH, 31, months_after=1)


def _after_end(found: re.Match[str]) -> DayRule:
    """So many days after the period's end, or before it."""
    return DayRule(RuleKind.AFTER_END, int(found["count"]) * (-1 if found["side"] == "truoc" else 1))


def _fixed(found: re.Match[str]) -> DayRule:
    return DayRule(RuleKind.FIXED, int(found["day"]), month=int(found["month"]))


def _moment(found: re.Match[str]) -> DayRule:
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise Unclear(f"Không có ngày {found['day']}/{found['month']}/{found['year']}.") from None
    return DayRule(RuleKind.MOMENT, on=day)


DAY: Final = r"(?:(?:ngay|mung|mong|hom)\s*)?(?P<day>\d{1,2})"
MONTH: Final = r"(?:\s*[/.-]\s*|\s+thang\s+)(?P<month>\d{1,2})"
SPAN: Final = r"(?:ky|thang|quy|nam|nhiem ky)(?: bao cao)?"
END: Final = rf"(?:khi\s+)?(?:het|ket thuc|ngay cuoi|cuoi)(?: cua)?\s+{SPAN}"
EACH: Final = r"(?:hang|moi)"
NEXT: Final = r"(?:sau|ke tiep|tiep theo|toi)"
IN_MONTH: Final = (
    rf"(?:\s+(?:cua\s+|trong\s+)?(?:{EACH} (?:thang|ky|quy)|thang(?: nay| bao cao| cuoi| do)?(?: {SPAN})?"
    rf"|(?P<next>thang {NEXT}(?: {SPAN})?)|(?P<before>thang truoc)"
    r"|thang thu (?P<nth>\d{1,2}|hai|ba|tu|nam|sau) (?P<side>sau|truoc)(?: khi)?(?: het)?(?: ky)?)"
    rf"(?: {EACH} (?:thang|ky|quy))?)?"
)
IN_YEAR: Final = rf"(?:\s+(?:cua )?(?:{EACH} nam|nam bao cao|nam nay|nam (?:(?P<later>{NEXT})|(?P<earlier>truoc))))?"
COUNT: Final = r"(?P<count>\d{1,3})\s+ngay"
SHAPES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], DayRule]], ...]] = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        (DAY + IN_MONTH, _of_month),
        (rf"(?:ngay\s+)?cuoi(?: cung)?(?: cua)?\s+{SPAN}(?: {EACH} \w+)?|(?:ngay )?het {SPAN}", _last_day),
        (rf"(?:ngay\s+)?cuoi\s+thang {NEXT}(?: {SPAN})?", _last_of_next),
        (rf"(?:trong\s+|trong vong\s+)?{COUNT}\s+(?P<side>ke tu|tinh tu|sau|truoc)\s+{END}", _after_end),
        (rf"(?P<side>sau|truoc)\s+{END}\s+{COUNT}", _after_end),
        (rf"sau\s+{COUNT}\s+(?P<side>khi|ke tu|tinh tu)\s+{END}", _after_end),
        (DAY + MONTH + IN_YEAR, _fixed),
        (rf"{DAY}{MONTH}(?:\s*[/.-]\s*|\s+nam\s+)(?P<year>\d{{4}})", _moment),
        (r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", _moment),
    )
)
"""What a rule may look like, folded and without its hour; the first that fits counts."""


def _in_its_year(rule: DayRule, said: dict[str, str | None], cadence: Cadence | None, year_from: int) -> DayRule:
    """A day and month counted from the period's end: '15/1 năm sau' of a year is the 15th of the month after it.

    A spreadsheet makes '10/06/2026' of '10/6', so in a yearly report the year of a due day says nothing.
    """
    if cadence not in YEARLY:
        return rule
    if rule.kind is RuleKind.MOMENT and rule.on is not None:
        rule = DayRule(RuleKind.FIXED, rule.on.day, month=rule.on.month)
    if rule.kind is not RuleKind.FIXED or rule.month not in range(1, 13):
        return rule
    sample = Duty(DutyId(""), "", FormId(""), UnitCode(""), cadence, rule, year_from=year_from)
    period = periods_of(sample, *SAMPLE)[0]
    years = 1 if said.get("later") else -1 if said.get("earlier") else 0
    if years:
        return DayRule(RuleKind.DAY_OF_MONTH, rule.day, months_after=years * 12 + rule.month - period.end.month)
    middle = period.start + (period.end - period.start) / 2
    if day_of_rule(rule, period) < middle:
        short = f"{rule.day}/{rule.month}"
        raise Unclear(f"Hạn {short} đến trước nửa kỳ báo cáo. Nếu là {short} của năm sau, viết: {short} năm sau.")
    return rule


# Writing


def due_words(rule: DayRule, cadence: Cadence = Cadence.MONTH) -> str:
    """'17 giờ ngày 25 hằng tháng', '16 giờ 30, 5 ngày sau khi hết kỳ': `read_rule` reads it back."""
    minutes = f" {rule.hour.minute:02d}" if rule.hour.minute else ""
    comma = "," if rule.kind is RuleKind.AFTER_END and rule.day else ""
    return f"{rule.hour.hour} giờ{minutes}{comma} {day_words(rule, cadence)}"


def day_words(rule: DayRule, cadence: Cadence = Cadence.MONTH) -> str:
    """The same without the hour, as a cut-off is said."""
    match rule.kind:
        case RuleKind.DAY_OF_MONTH:
            return f"ngày {rule.day} {_month_words(rule.months_after, cadence)}"
        case RuleKind.AFTER_END if rule.day:
            return f"{abs(rule.day)} ngày {'sau' if rule.day > 0 else 'trước'} khi hết kỳ"
        case RuleKind.AFTER_END:
            return "ngày cuối kỳ"
        case RuleKind.FIXED:
            return f"ngày {rule.day}/{rule.month} hằng năm"
        case RuleKind.MOMENT:
            return f"ngày {written_day(rule.on)}" if rule.on else "(chưa có ngày)"


def _month_words(after: int, cadence: Cadence) -> str:
    """'hằng tháng', 'tháng sau', 'tháng thứ 2 sau kỳ'."""
    if abs(after) > 1:
        return f"tháng thứ {abs(after)} {'sau' if after > 0 else 'trước'} kỳ"
    if after:
        return "tháng trước" if after < 0 else "tháng sau" if cadence is Cadence.MONTH else "tháng sau kỳ"
    return "hằng tháng" if cadence is Cadence.MONTH else "tháng cuối kỳ"
