"""What an office wants of announcements: to send one, see who has taken note, chase, stop, correct; pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers.asked import wishes as asked
from handlers.wording import may_mean_no, plain, wanted
from knowledge.text import clean, fold


class Deed(StrEnum):
    """What is wanted."""

    COMPOSE = "compose"
    UNANSWERED = "unanswered"
    NOTED = "noted"
    ATTENDING = "attending"
    ABSENT = "absent"
    OVERVIEW = "overview"
    LIST = "list"
    LAST = "last"
    CHASE = "chase"
    CANCEL = "cancel"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Wish:
    """A sentence taken apart; `head` are the words before the colon, `text` what stands after it, word for word."""

    deed: Deed
    head: str = ""
    text: str = ""
    number: int | None = None
    is_running: bool = False
    """The text follows 'thông báo' without a sign: of anybody but an office it may be news of their own."""


HEAD_MOST = 160
POLITE = r"(?:(?:toi|em|minh|muon|can|xin|hay|giup|nho|cho|de nghi|gio|bay gio|tro ly|lam on) )*"
VERB = r"(?:gui|ra|soan|lam|phat|dang|viet|tao)"
SORT = r"(?: (?:khan|gap|chung|hop|moi|tin|cong viec))*"
TO = r"(?:cho|toi|den|gui|trong|o|vao)"
WHOM = r"(?:khoi|cac|tat ca|toan bo|moi nguoi|nhung|nhom|chi nhom|tru|ngoai tru)"
COMPOSE = re.compile(
    rf"{POLITE}(?:{VERB} )?(?:mot |1 )?thong bao{SORT}(?: ?,)?(?P<to> (?:{TO} .+|{WHOM}\b.*))?"
    rf"|{POLITE}(?:{VERB} )(?:mot |1 )?(?:giay moi|thu moi|tin moi hop|tin nhan chung|tin chung){SORT}"
    rf"(?P<to2> (?:{TO} .+|{WHOM}\b.*))?"
)
LIKE_ONE = re.compile(
    rf"{POLITE}(?:gui|nhan|bao)(?: tin)?(?: nhan)? (?:cho|toi|den|vao) (?!van phong|vp\b|toi\b|em\b|minh\b).+"
    rf"|{POLITE}(?:gui|nhan|bao|nhac)(?: tin)?(?: nhan)? "
    r"(?:moi nguoi|tat ca|toan the|cac (?:don vi|cdcs|truong|dong chi))\b.*"
    r"|giay moi|thu moi|moi hop"
)
"""Before a colon these begin an announcement too; of anybody but an office they may be something else."""
NO_COLON = re.compile(
    rf"{POLITE}(?:{VERB} )?thong bao{SORT} (?!so\b|cua\b|\d|nao\b|gi\b|ve viec\b|nay\b|do\b|ay\b)(?P<text>\S.*)"
)
ASKS = re.compile(r"\?\s*$|\b(?:chua|khong|ko|the nao|ra sao|khi nao|bao gio|la gi|o dau|cua ai|nao|gi)$")
NUMBER = re.compile(r"\b(?:thong bao|tb)(?: so)?[ #]*(\d{1,7})\b")
PEOPLE = r"(?:ai|nhung ai|(?:don vi|cdcs|dong chi|noi|nguoi) nao|(?:con )?(?:bao nhieu|may) (?:nguoi|dong chi|don vi))"
GO = r"(?:tham du|du hop|du|di hop|di du|di|den du|co mat|tham gia)"
TAIL = r"(?: (?:thong bao|hop|giao ban|cuoc hop|buoi hop|hoi nghi|nay|vua roi|moi nhat|hom nay|roi|vay|the|a|@))*"
SEEN = r"(?:xem|doc|nhan tin|nhan duoc tin|thay tin)(?: tin)?(?: thong bao| @)?"
NOT_ANSWERED = (
    rf"chua (?:{SEEN}|nam|xac nhan|bao du|bao tham du|nhan duoc thong bao|tra loi (?:thong bao|@|hop)|phan hoi)"
)
WHOM_AGAIN = r"(?: tin)?(?: cho)?(?: nhung| cac)?(?: ai| nguoi| don vi| dong chi)?(?: con)?"
STAYS_AWAY = r"(?:vang(?: mat)?|khong (?:tham )?(?:du|di)(?: duoc)?)"
OF_WHAT = rf"(?:{GO}|diem danh|da nam|nam|tra loi @|vang|@|thong bao @)"
HOW_FAR = r"(?:den|toi) (?:dau|ai|nhung ai|bao nhieu nguoi)"
OLD = r"(?:gan day|da gui|cua van phong|moi nhat|cu)"
SPOKEN = (
    (
        Deed.CHASE,
        rf"{POLITE}(?:nhac|don doc|giuc|gui)(?: lai| them)?(?: thong bao)?{WHOM_AGAIN} {NOT_ANSWERED}\b.{{0,30}}",
    ),
    (Deed.CHASE, rf"{POLITE}(?:(?:nhac|gui) lai|(?:nhac|don doc|thuc|giuc)(?: lai)?) (?:thong bao|@){TAIL}"),
    (Deed.UNANSWERED, rf"(?:xem |danh sach |con |nhung )*{PEOPLE} (?:con |van )?{NOT_ANSWERED}{TAIL}"),
    (Deed.UNANSWERED, rf"(?:danh sach |con )?chua (?:nam|xac nhan){TAIL}"),
    (Deed.ATTENDING, rf"(?:xem |co )*{PEOPLE} (?:se |da )?(?:bao |dang ky |nhan )?{GO}{TAIL}"),
    (Deed.ABSENT, rf"(?:xem |co )*{PEOPLE} (?:se |da )?(?:bao |xin )?{STAYS_AWAY}{TAIL}"),
    (Deed.LIST, rf"(?:xem |xuat |tai |lap |cho )*danh sach {OF_WHAT}(?: va vang)?{TAIL}"),
    (Deed.OVERVIEW, rf"(?:xem )?(?:tinh hinh|ket qua)(?: cua)?(?: thong bao| @)(?: den dau)?{TAIL}"),
    (
        Deed.OVERVIEW,
        rf"(?:xem )?(?:thong bao|@)(?: moi nhat| vua roi)? (?:da )?(?:{HOW_FAR}|the nao|ra sao)(?: roi)?|(?:xem )?@",
    ),
    (Deed.NOTED, rf"{PEOPLE} (?:da )?(?:{SEEN}|nam|xac nhan|tra loi thong bao|tra loi @)(?: thong bao)?{TAIL}"),
    (Deed.LAST, rf"(?:xem |cho xem |danh sach )*(?:cac|nhung|danh sach) thong bao(?: {OLD})*"),
    (Deed.LAST, r"(?:xem )?thong bao (?:gan day|da gui)"),
    (Deed.CANCEL, rf"{POLITE}(?:thoi|dung|ngung|ngung lai|khong)(?: khong)? gui(?: nua| thong bao| tin| @)*"),
    (Deed.CANCEL, rf"{POLITE}(?:huy|thu hoi|rut|rut lai|bo)(?: gui)?(?: cai)? (?:thong bao|@){TAIL}|thu hoi"),
)
PATTERNS = tuple((deed, re.compile(pattern)) for deed, pattern in SPOKEN)
SURELY_STOPS = re.compile(r"\b(?:dừng|đừng)\b|\bnua\b|\bnữa\b|thong bao|thông báo")
"""'dung gui' alone may be 'đúng, gửi'."""
CORRECTS = re.compile(r"^\W*(?:(?:gửi|gui|ra|tin|xin)\s+)?(?:đính chính|dinh chinh)\b", re.IGNORECASE)
NUMBERED = re.compile(rf"{CORRECTS.pattern}\s+(?P<number>\d{{1,9}})\s*:(?!\d)", re.IGNORECASE)
"""'đính chính 12: 15 giờ' is of announcement 12; 'đính chính 12:15' is an hour."""
MEETING = r"(?:hop|giao ban|hoi nghi|tap huan|dia diem|noi hop|phong hop|gio|thoi gian|ngay hop|lich)"
MOVES = re.compile(
    rf"{POLITE}(?:doi|chuyen|lui|hoan|sua|day)(?: lai)? (?:(?:lai|thanh|cuoc|buoi|{MEETING}) )*{MEETING}?\b"
    r".{0,60}?\b(?:sang|thanh|qua|ve|den|xuong|len|la|som|muon)\b .+"
)
CALLS_OFF = re.compile(
    rf"{POLITE}(?:hoan|huy|bo|dung) (?:(?:cuoc|buoi) )?(?:hop|giao ban|hoi nghi|tap huan)(?: (?!dong\b).*)?"
)
MORE = re.compile(
    rf"{POLITE}(?:gui )?them (?:ca |cho |toi )*(?P<whom>.+?)(?: (?:vao|nua|voi|nhe|luon))+"
    rf"|{POLITE}gui them (?:ca )?cho (?P<to>.+)"
)
"""'thêm trường THPT vào nữa', said of an announcement that has gone."""
NOT_A_MEETING = re.compile(r"\b(?:han|nop|bao cao|bc|nhac|che do|cach tinh|chi tieu|o \d|so lieu)\b")


def wish_of(said: str) -> Wish | None:
    """'thông báo: …', 'ai chưa nắm', 'thôi gửi', 'đổi họp sang 15h'; None where it is nothing of that."""
    composed = composed_in(said)
    if composed is not None:
        return composed
    if numbered := NUMBERED.match(said):
        return Wish(Deed.CORRECT, text=said[numbered.end() :].strip(), number=int(numbered["number"]))
    if CORRECTS.match(clean(said)) and not is_of_an_answer(said):
        return Wish(Deed.CORRECT, text=after_mark(said), number=number_in(said.partition(":")[0]))
    bare = wanted(said)
    number = NUMBER.search(bare)
    masked = NUMBER.sub("@", bare, count=1)
    for deed, pattern in PATTERNS:
        if pattern.fullmatch(masked):
            if deed is Deed.CANCEL and may_mean_no(said) and not SURELY_STOPS.search(clean(said).lower()):
                return None
            return Wish(deed, number=int(number[1]) if number else None)
    if CALLS_OFF.fullmatch(bare):
        return (
            None if ASKS.search(plain(said)) else Wish(Deed.CORRECT, text=said.strip() if len(bare.split()) > 3 else "")
        )
    if MOVES.fullmatch(bare) and re.search(rf"\b{MEETING}\b", bare) and not NOT_A_MEETING.search(bare):
        return None if ASKS.search(plain(said)) else Wish(Deed.CORRECT, head=clean(said).strip())
    return None


def calls_off(said: str) -> bool:
    """'huỷ họp', and nothing of when or why."""
    return CALLS_OFF.fullmatch(wanted(said)) is not None


def more_for(said: str) -> str:
    """'trường THPT' of 'thêm trường THPT vào nữa'."""
    found = MORE.fullmatch(plain(said))
    return (found["whom"] or found["to"]) if found and not ASKS.search(plain(said)) else ""


def is_of_an_answer(said: str) -> bool:
    """'đính chính câu 2: …' puts an answer right; 'đính chính câu cuối của thông báo: …' an announcement."""
    wish = asked.wish_of(said)
    return wish is not None and wish.deed is asked.Deed.CORRECT


def number_in(said: str) -> int | None:
    """12 of 'đính chính thông báo 12'."""
    found = NUMBER.search(plain(said))
    return int(found[1]) if found else None


def after_mark(said: str) -> str:
    """What stands after 'đính chính:', word for word."""
    head, colon, text = said.partition(":")
    is_head = colon and len(head) <= HEAD_MOST and not re.search(r"\d\s*$", head)
    rest = text if is_head else CORRECTS.sub("", clean(said))
    return re.sub(r"^\s*(?:thông báo|thong bao)\s+\d+\s*[:,.]?", "", rest, flags=re.IGNORECASE).strip(" :\n\t")


def composed_in(said: str) -> Wish | None:
    """'thông báo cho các trường: mai họp', word for word after the colon; 'gửi thông báo' alone asks for the text."""
    for found in re.finditer(r"(?<!\d):|:(?!\d)|\n", said[: HEAD_MOST + 1]):
        head, text = said[: found.start()], said[found.end() :].strip()
        if not text:
            break
        if COMPOSE.fullmatch(plain(head)):
            return Wish(Deed.COMPOSE, head=to_of(head), text=text)
        if LIKE_ONE.fullmatch(plain(head)):
            return Wish(Deed.COMPOSE, head=clean(head), text=text, is_running=True)
        break
    bare = plain(said)
    whole = COMPOSE.fullmatch(bare)
    if whole is not None and (whole["to"] or bare != "thong bao chung") and not ASKS.search(bare):
        return None if NUMBER.search(bare) else Wish(Deed.COMPOSE, head=to_of(said))
    running = NO_COLON.fullmatch(bare)
    if running is None or ASKS.search(bare) or len(running["text"].split()) < 4:
        return None
    # The words themselves are what is sent: cut from what was typed, not from its folded form.
    start = re.search(r"thông báo|thong bao", said, re.IGNORECASE)
    return Wish(Deed.COMPOSE, text=said[start.end() :].strip(), is_running=True) if start else None


def to_of(head: str) -> str:
    """The words that say to whom and how, as they were typed."""
    typed = clean(head)
    found = re.search(r"\bthong bao\b|\bmoi\b|\bchung\b", fold(typed))
    return typed[found.end() :].strip() if found else typed
