"""What of the office's board does a sentence ask for: who is missing, how a unit stands, the list, the sums; pure."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from handlers.wording import plain, wanted
from knowledge.dates import PeriodKind, find_periods
from knowledge.text import clean, fold, words


class Wish(StrEnum):
    """What is asked for."""

    MISSING = "missing"
    LATE = "late"
    FILED = "filed"
    OVERVIEW = "overview"
    LIST = "list"
    TARGETS = "targets"
    SUM = "sum"
    METHOD = "method"
    OWN = "own"
    """Whether the speaker's own report is in."""
    STATUS = "status"
    """The same of a unit that is named."""
    REPORT = "report"
    PAPER = "paper"


ANY_DAY = date(2026, 1, 1)
OF_BOARD = (Wish.MISSING, Wish.LATE, Wish.FILED, Wish.OVERVIEW, Wish.LIST)

ONE = r"(?:don vi|cdcs|cong doan co so|cong doan|co so|noi|truong|cty|cong ty|ben|nha)"
WHO = rf"(?:ai|(?:nhung|cac|bao nhieu|may|con may|con bao nhieu) {ONE}|{ONE} (?:nao|nhung ai)|nhung ai)"
HAND_IN = r"(?:nop|gui|bao cao|khai|lam bao cao|len bao cao)"
NOT = r"(?:chua|khong|ko|k)"
SOMETHING_ELSE = re.compile(
    r"\b(?:kinh phi|doan phi|tien|le phi|ho so|de xuat|kien nghi|phai|can nop|chiu trach nhiem|cho ai|khi nao nop)\b"
    r"|(?<!dung )(?<!qua )(?<!tre )(?<!muon )(?<!cham )\bhan\b"
)
"""Then it is no report that is handed in, or the documents are asked who must."""
SO_MANY = r"(?:bao nhieu|may)(?! (?:lan|thang|ngay|gio|tuan|quy|nam|trang|muc|cau|so|ky|loai|ban|mau|buoi|dot)\b)"
"""'nộp được mấy rồi' counts units; 'báo cáo mấy lần một năm' counts something else."""
VIEW = r"(?:tinh hinh|tien do|bang theo doi|bang tong hop|tong hop)"
BOARD = (
    (Wish.LATE, re.compile(rf"(?:con )?\b{WHO}\b.*\b(?:{HAND_IN}\b.*\b)?(?:muon|tre|cham|qua han)\b.*")),
    (Wish.MISSING, re.compile(rf"(?:(?:con|hien|gio|danh sach|nhung) )*\b{WHO}\b.*\b{NOT}\b.*\b{HAND_IN}\b.*")),
    (Wish.MISSING, re.compile(rf"(?:danh sach |nhung )?(?:cac )?(?:{ONE} )?chua {HAND_IN}(?: bao cao| bc)?\b.*")),
    (Wish.MISSING, re.compile(rf"(?:con )?thieu (?:bao cao )?(?:cua )?{WHO}\b.*|{WHO} (?:con )?thieu\b.*")),
    (Wish.OVERVIEW, re.compile(rf"(?:da )?(?:co )?(?:duoc )?(?:bao nhieu|may) {ONE} (?:da )?{HAND_IN}\b.*")),
    (Wish.OVERVIEW, re.compile(rf"(?:da )?{HAND_IN}(?: bao cao)? (?:duoc )?{SO_MANY}(?: {ONE})?(?: roi)?\b.*")),
    (Wish.FILED, re.compile(rf"{WHO}\b.*\bda {HAND_IN}\b.*|{WHO} {HAND_IN}\b.*\b(?:roi|xong|dung han|som|day du)\b.*")),
    (Wish.OVERVIEW, re.compile(rf"(?:xem )?{VIEW}(?: theo doi)? (?:nop|gui|bao cao)\b.*")),
    (Wish.OVERVIEW, re.compile(r"(?:bao cao|bc)(?: cua)?(?: cac)?(?: don vi)? (?:nop )?(?:den dau|ra sao)(?: roi)?")),
)  # fmt: skip
LEADS = r"(?:(?:hoi|con|the|va|hien|gio|den nay) )*"
REPORT_FIRST = re.compile(
    rf"^{LEADS}(?:(?:bao cao|bc)\b.*?\b{LEADS})?(?=(?:con )?(?:ai|don vi nao|cdcs nao|nhung ai)\b)"
)
"""'báo cáo tháng 10 ai chưa nộp': the report may be named first."""
OVER_MONTHS = re.compile(r"\b(?:12|muoi hai|cac|tung|ca 12|het cac) thang\b(?! (?:10|11|12|[1-9])\b)")
MONTHS_FIRST = re.compile(r"(?:bao cao|bc)\b.*\bthang\b.*\b(?:the nao|ra sao|den dau)(?: roi)?")
LIST_WORDS = frozenset(
    words(
        "danh sách excel xlsx file tệp bảng xuất tải in lập cho xem gửi ra báo cáo bc nộp các những đơn vị cđcs "
        "tình hình theo dõi tổng hợp của kỳ này đó tất cả hết đủ toàn bộ tháng năm quý 6"
    )
)
LIST = re.compile(r"\b(?:danh sach|excel|xlsx)\b")
LIST_OF_REPORT = re.compile(r"(?:xuat |tai |xem |cho xem )?danh sach (?:bao cao|bc|nop)\b.*")
TARGETS = re.compile(
    r"(?:xem )?(?:tinh hinh|tien do|ket qua)(?: thuc hien)?(?: cac)? (?:chi tieu|muc tieu)\b.*"
    r"|(?:cac )?chi tieu\b.*\b(?:den dau|toi dau|dat duoc gi|the nao roi|ra sao roi)\b.*"
    r"|(?:thuc hien|dat) (?:cac )?chi tieu\b.*\b(?:den dau|toi dau|the nao|ra sao)\b.*"
)
METHOD = re.compile(r"(?:xac nhan |sua |doi |dat |xem )?cach tinh\b(?: (?:chi tieu|cua))?(?P<what>.*)")
ALL_UNITS = re.compile(
    r"\b(?:(?:cac|tat ca|moi|tung|toan bo)(?: cac)? (?:don vi|cdcs|cong doan co so|co so)"
    r"|(?:toan|ca) (?:xa|phuong|khu vuc|nganh|dia ban))\b"
)
EACH_UNIT = re.compile(r"\b(?:tung|theo(?: tung)?) (?:don vi|cdcs|cong doan co so|co so)\b")
SET_BY_PAPER = re.compile(
    r"\b(?:chi tieu|muc tieu|phan dau|ke hoach|chuong trinh|nghi quyet|duoc giao|phai|quy dinh|yeu cau|van ban)\b"
    r"|\bcan (?:dat|phai|co|bao nhieu|may)\b"
)
"""Then the documents are asked, not the reports."""
DONE = re.compile(r"\b(?:duoc|da|dat)\b(?! giao)")
HOW_MANY = re.compile(r"\b(?:bao nhieu|may)\b")
UNTELLING = re.compile(r"\b(?:tong(?: cong| hop)?|bao nhieu|duoc|roi|xem|cua|thang|nam|quy|la|da|dat|tinh)\b")
TOTAL = re.compile(r"(?:xem |tinh |cong )?(?:tong|tong cong|tong hop)(?: so)?(?: (?:ket qua|so lieu))? (?P<what>.+)")
TALLY = re.compile(r"(?:xem |lam )?tong hop(?: so)?(?: (?:ket qua|so lieu))? (?P<what>.+)")
"""The office's own word for adding up, whatever the period."""
OWN_UNIT = re.compile(r"\b(?:toi|em|minh|chung toi|nha minh|don vi minh|ben minh)\b")
ASKS_WHETHER = re.compile(
    rf"\b{HAND_IN}\b.*\b(?:chua|roi a|khi nao|luc nao|bao gio|hom nao|ngay nao|ngay may|may gio|the nao|den dau"
    r"|dung han khong|muon khong)(?: (?:a|nhi|the|vay|ha))*$"
)
WHETHER_ALONE = re.compile(rf"(?:da )?(?:{HAND_IN} )(?:bao cao |bc )?.*\bchua$|(?:bao cao|bc)\b.*\b{HAND_IN} chua$")
LOOK = re.compile(
    r"(?:(?:cho )?(?:toi |em )?(?:xem|doc|mo)|tai|in|gui)\b.*\b(?:bao cao|bc|ban nop)\b.*|(?:bao cao|bc) (?:cua )?.*"
)
PAPER = re.compile(r"\b(?:ban word|file word|tep word|word|docx|ban in)\b")
ABOUT_REPORT = frozenset(
    words(
        "xem đọc mở tải in gửi nộp khai làm báo cáo bc chưa rồi đã xong tình hình đến đâu thế nào ra sao khi lúc bao "
        "giờ mấy của bên đơn vị cđcs cty công ty trường còn có à ạ nhỉ kỳ tháng quý năm giúp cho tôi em mình với kiểm "
        "tra muộn đúng hạn không bản word file docx tệp về đó này ấy thì và vậy hả hay là lên được"
    )
)
"""What may stand beside a unit's name when its report is spoken of."""
STATUS = re.compile(
    rf"\btinh hinh\b|\bden dau\b|\bthe nao\b|^the con\b|\b{HAND_IN}\b.*\b(?:chua|khi nao|luc nao|bao gio)$"
)


def wish_of(said: str) -> Wish | None:
    """What of all units is asked for; 'ai phải nộp báo cáo' is for the documents."""
    bare = wanted(said)
    if METHOD.fullmatch(bare):
        return Wish.METHOD
    if TARGETS.fullmatch(bare):
        return Wish.TARGETS
    if SOMETHING_ELSE.search(bare):
        return None
    if is_over_months(said) and (MONTHS_FIRST.fullmatch(bare) or re.match(rf"(?:xem )?{VIEW} (?:nop|bao cao)\b", bare)):
        return Wish.OVERVIEW
    timeless = wanted(without_periods(said))
    for wish, pattern in BOARD:
        if pattern.fullmatch(REPORT_FIRST.sub("", timeless)):
            return wish
    return Wish.LIST if is_list(said, bare) else None


def is_over_months(said: str) -> bool:
    """'tình hình báo cáo 12 tháng', 'báo cáo năm 2026 các tháng thế nào': how each month of a year stands."""
    return OVER_MONTHS.search(wanted(said)) is not None


def is_of_some_year(said: str) -> bool:
    """'tình hình báo cáo năm nay': all reports of the year; 'báo cáo năm 2026' is the report of that year."""
    return re.search(r"\bnam (?:nay|ngoai|truoc|qua)\b", plain(said)) is not None


def without_months(said: str) -> str:
    """The sentence without 'các tháng', whose second word and 'năm' would read as May."""
    return OVER_MONTHS.sub(" ", wanted(said)) if is_over_months(said) else said


def is_list(said: str, bare: str) -> bool:
    """'danh sách', 'xuất excel tháng 10', 'danh sách báo cáo …': nothing but a list of reports is spoken of."""
    if LIST_OF_REPORT.fullmatch(bare):
        return True
    if not LIST.search(bare):
        return False
    return all(word in LIST_WORDS or word.isdecimal() for word in words(without_periods(said)))


def without_periods(said: str) -> str:
    """The sentence without the periods that it names; any day will do, the words are the same."""
    text = clean(said)
    for found in reversed(find_periods(text, ANY_DAY)):
        text = f"{text[: found.start]} {text[found.end :]}"
    return " ".join(text.split())


def unit_wish_of(said: str) -> Wish | None:
    """What of one unit is asked for, where the sentence names one."""
    bare = plain(said)
    if PAPER.search(bare):
        return Wish.PAPER
    if LOOK.fullmatch(bare) and not bare.endswith(" chua"):
        return Wish.REPORT
    return Wish.STATUS if STATUS.search(bare) or STATUS.search(plain(without_periods(said))) else None


FIGURE = re.compile(r"\b(?:bao nhieu|may|so lieu)\b")


def asks_figure(said: str) -> bool:
    """'Đồi Sim kết nạp mấy': a figure of one unit, not of what a paper sets."""
    bare = wanted(said)
    return FIGURE.search(bare) is not None and not SET_BY_PAPER.search(bare) and not SOMETHING_ELSE.search(bare)


def is_about_report(rest: str, names: Iterable[str]) -> bool:
    """Whether nothing else is spoken of beside a unit: `rest` is the sentence without it, `names` those of duties."""
    known = ABOUT_REPORT | {word for name in names for word in words(name)}
    return all(word in known or word[0].isdecimal() for word in words(without_periods(rest)))


def names_report(rest: str) -> bool:
    """Whether a report, or handing one in, is said in so many words."""
    return re.search(rf"\b(?:{HAND_IN}|bc|ban word|word)\b", plain(rest)) is not None


def asks_of_own(said: str) -> bool:
    """'đơn vị tôi nộp chưa', 'báo cáo tháng 10 nộp chưa'; with another unit's name it is about that one."""
    bare = plain(without_periods(said))
    if SOMETHING_ELSE.search(bare) or re.search(rf"\b{WHO}\b", bare):
        return False
    return bool(WHETHER_ALONE.fullmatch(bare)) or bool(OWN_UNIT.search(bare) and ASKS_WHETHER.search(bare))


def sum_asked(said: str) -> str | None:
    """The words of the indicator whose sum over the units is asked for; None where the documents are asked.

    'tổng kết nạp tháng 11', 'kết nạp quý III các đơn vị', 'toàn xã kết nạp được bao nhiêu tháng này'.
    """
    bare = wanted(said)
    if SET_BY_PAPER.search(bare):
        return None
    periods = find_periods(said, ANY_DAY)
    is_done = DONE.search(bare) is not None
    is_tally = TALLY.fullmatch(bare) is not None and not HOW_MANY.search(bare)
    if not (ALL_UNITS.search(bare) or TOTAL.fullmatch(bare)) or not (periods or is_done or is_tally):
        return None
    of_year = any(each.period.kind is PeriodKind.YEAR for each in periods)
    if of_year and not is_done and HOW_MANY.search(bare):
        return None  # 'năm 2026 toàn xã kết nạp bao nhiêu', 'mỗi CĐCS giới thiệu mấy người' ask for what was planned
    rest = EACH_UNIT.sub(" ", ALL_UNITS.sub(" ", fold(without_periods(said))))
    return " ".join(UNTELLING.sub(" ", rest).split())


def is_of_each_unit(said: str) -> bool:
    """'kết nạp tháng 10 của từng đơn vị': the figure of each beside the sum."""
    return EACH_UNIT.search(plain(said)) is not None


def is_of_all_units(said: str) -> bool:
    """Whether a sum over all units is meant, in so many words."""
    return ALL_UNITS.search(wanted(said)) is not None and sum_asked(said) is not None


def method_of(said: str) -> str:
    """The words of the target whose way of counting is meant."""
    found = METHOD.fullmatch(wanted(said))
    return found["what"].strip() if found else ""


def phrase(wish: Wish) -> str:
    """How the wish is said before the name of a report, for a button."""
    return {
        Wish.MISSING: "ai chưa nộp",
        Wish.LATE: "ai nộp muộn",
        Wish.FILED: "ai nộp rồi",
        Wish.OVERVIEW: "tình hình",
        Wish.LIST: "danh sách",
    }[wish]
