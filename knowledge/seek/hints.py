"""What tells two figures apart that fit alike: 'ít nhất', 'của tỉnh'; and which sentences settle nothing."""

import re
from dataclasses import replace
from typing import Final

from knowledge.dates import PeriodKind
from knowledge.document import Comparator
from knowledge.library import Entry
from knowledge.match import YEAR
from knowledge.names import LEVEL, NAME, ORGANISATION
from knowledge.question import Reading
from knowledge.seek.case import Hit
from knowledge.targets import LOOKS_AHEAD
from knowledge.text import fold, long_words

HINT: Final = 0.07
"""Less than what makes another figure as good an answer twice over."""
BOUNDS: Final = (
    (re.compile(r"\b(?:it nhat|toi thieu|tro len)\b"), (Comparator.AT_LEAST, Comparator.MORE)),
    (re.compile(r"\b(?:khong qua|toi da|nhieu nhat|duoi)\b"), (Comparator.AT_MOST, Comparator.LESS)),
    (re.compile(r"\b(?:khoang|xap xi|uoc)\b"), (Comparator.ABOUT,)),
)
LEVELS: Final = ("tinh", "thanh pho", "huyen", "xa", "phuong", "dac khu", "khu cong nghiep", "nganh")
OPEN: Final = re.compile(
    r"\b(?:chua thong nhat|de xem xet|se xem xet|chua quyet dinh|tiep tuc xem xet|co y kien (?:hoi|de nghi))\b"
)
"""What was only put forward settles nothing."""
PRIVATE: Final = re.compile(
    r"\b(?:ngoai (?:khu vuc )?nha nuoc|(?:khu vuc|doanh nghiep|cong ty) tu nhan|ngoai quoc doanh|tu nhan)\b"
)
STATE: Final = re.compile(r"\b(?:khu vuc|doanh nghiep|cong ty|khoi) nha nuoc\b")
ABOVE_DOES: Final = re.compile(
    r"\b(?P<who>tong lien doan|ca nuoc|toan quoc|ldld tinh|ldld thanh pho|cong doan viet nam|mat tran \w+"
    r"|(?:tinh|thanh pho)(?: \w+){2,3}?|chinh phu|trung uong)\b"
    r" (?:\w+ ){0,2}?(?:to chuc|de ra|dat|phan dau|co them|nang|giao)\b"
)
DIVIDED: Final = re.compile(
    r"\b(?:giao|phan bo|phan chia|chia|an dinh)(?: \w+){0,4} (?:tung|moi)(?! nam| thang| quy)\b"
)
EACH: Final = re.compile(r"\b(?:moi|tung|binh quan)\b|/")
DONE: Final = re.compile(
    r"\bda (?:trao|ket nap|to chuc|ho tro|thuc hien|giup|xay|kiem tra|thanh lap|ky|van dong|thu|co|dat)\b"
    r"|\bnam nam qua\b|\bnhiem ky qua\b|\bdat [\d,.]+% (?:ke hoach|chi tieu)|\brut kinh nghiem\b"
)
OF_STATE: Final = re.compile(r"\btheo thong ke\b|\bhien (?:nay |dang )?co\b|" + DONE.pattern)
REPORTS: Final = re.compile(r"\b(?:bao cao|bien ban)\b")
AIMS: Final = re.compile(r"\b(?:chi tieu|phan dau|phai|se|de ra|dat ra|duoc giao|muc tieu)\b")
MONTH: Final = re.compile(r"\bthang (\d{1,2})\b")
REACHED: Final = re.compile(r"\bduoc (?:bao nhieu|may)\b|\bda\b|\b\d+ thang (?:qua|dau nam)\b")
NUMBERED: Final = re.compile(r"\d+[a-z]?(?:/\d{4})?[-/][A-ZĐ]\S*(?:\s+ngày\s+[\d/]+)?")
"""Another paper, whose day says nothing of the sentence's own time."""
EXAMPLE: Final = re.compile(
    rf"(?:[Kk]inh nghiệm|[Cc]ách làm|[Mm]ô hình|[Hh]ọc tập|[Nn]hư)\s+(?:của\s+|tại\s+|ở\s+)?"
    rf"(?P<of>{ORGANISATION}(?:\s+{LEVEL}|\s+[Cc]ông ty)?\s+{NAME})"
)
"""Another union that a paper holds up as an example; its figures are its own."""


def with_hints(reading: Reading, hit: Hit) -> Hit:
    """The hit, a little better where the question bounds the figure, or names the level, as the document does."""
    if hit.target is None:
        return hit
    bounded = any(
        wanted.search(reading.line) and hit.target.target.comparator in comparators for wanted, comparators in BOUNDS
    )
    fit = hit.fit
    more = HINT * bounded + HINT * _is_of_level(reading, hit)
    return replace(hit, fit=replace(fit, score=fit.score + more)) if more else hit


def _is_of_level(reading: Reading, hit: Hit) -> bool:
    """'UBKT tỉnh kiểm tra mấy cuộc' is of the province's own committee, not of those below it."""
    target = hit.target
    return target is not None and any(
        f" {level} " in reading.line and f" {level} " in target.text.line for level in LEVELS
    )


def is_of_other_sector(reading: Reading, hit: Hit) -> bool:
    """'Khu vực nhà nước' is not answered by the figure for the private sector, nor by one for all."""
    wanted = _sector(reading.line)
    if not wanted or hit.target is None:
        return False
    own = _sector(hit.target.text.line)
    around = f"{hit.entry.text.line} {hit.entry.heading.line}"
    return own != wanted if own else _sector(around) != wanted


def is_undivided(reading: Reading, hit: Hit) -> bool:
    """'Giao từng phường bao nhiêu' is not answered by the figure for all of them together."""
    if hit.target is None or not DIVIDED.search(reading.line):
        return False
    target = hit.target.target
    said = f"{target.subject} {target.scope} {target.measure} {target.clause}"
    return not target.assignee and not EACH.search(said)


def _sector(line: str) -> str:
    if PRIVATE.search(line):
        return "private"
    return "state" if STATE.search(line) else ""


def is_hearsay(entry: Entry, reading: Reading) -> bool:
    """Whether a sentence only tells what somebody proposed, or what another union does."""
    text = entry.passage.text
    if OPEN.search(fold(text)) or _is_of_those_above(entry, reading):
        return True
    match = EXAMPLE.search(text)
    if match is None:
        return False
    names = set(long_words(re.findall(NAME, match["of"])[-1]))
    return not names & reading.said and not names <= set(long_words(entry.document.header.issuer))


def _is_of_those_above(entry: Entry, reading: Reading) -> bool:
    """'LĐLĐ thành phố tổ chức 05 điểm; phường cử đoàn viên dự': the figure is of who is above, and was not asked of."""
    match = ABOVE_DOES.search(fold(entry.passage.text))
    if match is None:
        return False
    who = " ".join(long_words(match["who"]))
    return who not in " ".join(long_words(entry.document.header.issuer)) and f" {who} " not in reading.line


def is_of_other_year(entry: Entry, reading: Reading) -> bool:
    """Whether a sentence, or its heading, speaks of other years only than the one asked for: last year's results."""
    wanted = [period for period in reading.periods if period.kind is PeriodKind.YEAR]
    years = _years(entry.passage.text) or _years(entry.passage.heading)
    return bool(wanted and years) and not any(
        period.start.year in years or (min(years) < period.start.year < max(years)) for period in wanted
    )


def is_of_other_time(entry: Entry, reading: Reading) -> bool:
    """Whether a sentence, or what it stands under, is of another year or month, or yet to come where it was asked what
    was reached.
    """
    return is_of_other_year(entry, reading) or _is_of_other_month(entry, reading) or is_ahead(entry, reading)


def _is_of_other_month(entry: Entry, reading: Reading) -> bool:
    """'Nhiệm vụ tháng 11' says nothing of October."""
    wanted = {period.start.month for period in reading.periods if period.kind is PeriodKind.MONTH}
    named = {int(each) for each in MONTH.findall(fold(entry.passage.heading))}
    return bool(wanted and named) and wanted.isdisjoint(named)


def is_ahead(entry: Entry, reading: Reading) -> bool:
    """What a report plans to do answers no 'kết nạp được bao nhiêu'."""
    if not (reading.wants_result or REACHED.search(reading.line)):
        return False
    header = entry.document.header
    return bool(REPORTS.match(fold(header.type)) and LOOKS_AHEAD.search(fold(entry.passage.heading)))


def is_result(entry: Entry, reading: Reading) -> bool:
    """Whether a sentence tells what was done where the question asks what is to be done; reports tell nothing else."""
    if reading.wants_result:
        return False
    header, text = entry.document.header, fold(entry.passage.text)
    if OF_STATE.search(text) and AIMS.search(reading.line):
        return True
    if REPORTS.search(fold(f"{header.type} {header.title}")):
        return AIMS.search(reading.line) is not None
    return DONE.search(text) is not None


def _years(text: str) -> frozenset[int]:
    return frozenset(int(year) for year in YEAR.findall(NUMBERED.sub(" ", text)))
