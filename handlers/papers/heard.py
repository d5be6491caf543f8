"""What was said while a document is reviewed: a look, a yes or no, or a correction in a few words; pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers import speech, wording
from handlers.deedwishes import split_answer
from knowledge.text import clean, fold


class Act(StrEnum):
    """What is to be done."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"
    """'dung …' may be 'đúng …' or 'đừng …'."""
    ONE_BY_ONE = "one_by_one"
    """A yes with something behind it that is no part of it."""
    WHICH = "which"
    """An item is meant that was not counted off: 'bỏ hết', 'bỏ mục 5', which may be a chapter of the paper."""
    KEEP = "keep"
    DROP = "drop"
    BACK = "back"
    SHOW = "show"
    LIST = "list"
    NEXT = "next"
    DOUBTS = "doubts"
    COMPARE = "compare"
    WAYS = "ways"
    CONFIRM_WAYS = "confirm_ways"
    WAY = "way"
    PUBLISH = "publish"
    REFUSE = "refuse"
    UNDO = "undo"
    LATER = "later"
    SET = "set"
    FIELD = "field"
    ADD = "add"
    BARE = "bare"
    """A figure, a day or a symbol and nothing else: an answer to what was asked, if something was."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An act with the numbers of the items it means, the field of the header, and the words that say what to write."""

    act: Act
    numbers: tuple[int, ...] = ()
    words: str = ""
    field: str = ""


KIND = r"(?:chi tieu|muc|nhiem vu|moc|che do|cau|dong|dieu)"
ITEM = rf"(?:{KIND} )?so (?P<n>\d{{1,3}})(?![\d/]|[.,-]\d)"
MORE_ITEMS = rf"(?:(?: ?,| va|, va) (?:(?:{KIND} )?so )?\d{{1,3}}(?![\d/]|[.,-]\d))*"
ITEMS = rf"{ITEM}(?P<more>{MORE_ITEMS})"
# Behind a verb of the review a bare number counts items off; 'mục 5' and 'dòng 5' may be the paper's own.
BEHIND = (
    rf"(?: (?:(?:{KIND} )?so )?(?P<n>\d{{1,3}})(?![\d/]|[.,-]\d)(?P<more>{MORE_ITEMS})| {KIND}(?= (?:nay|do|ay)\b))"
)
LOOSE = rf"(?:{KIND} \d{{1,3}}|(?:het|tat ca|toan bo|ca)(?: (?:cac )?(?:{KIND}|so))?)"
TAIL = r"(?: (?:di|luon|ngay|nay|nua|do|thoi|nhe|giup|cho toi|cho em|roi))*"
POLITE = r"(?:(?:toi|em|minh|hay|giup|nho|xin|cho|muon|can|vay thi|thi) )*"
EQUALS = r"\s*(?:(?:sua |doi |ghi |phai )?(?:lai )?(?:la|thanh|bang|sang)\b|:|=|->|→|,)?\s*"
SPOT, NOT_SURE = r"(?:cho|dieu|muc|phan)", r"(?:chua chac(?: chan)?|can xem|nghi ngo)"
SPOKEN = (
    (Act.SHOW, rf"{POLITE}(?:xem |nguyen van |doc |mo |trich |toan van )*{ITEM}(?: (?:noi gi|nguyen van|the nao))?"),
    (Act.DROP, rf"{POLITE}(?:bo|xoa|loai|khong lay|khong can|bo qua)(?: di| ra)?{BEHIND}?{TAIL}"),
    (Act.DROP, rf"{ITEMS} (?:bo|xoa|loai|khong lay|khong phai (?:la )?(?:chi tieu|nhiem vu|moc)){TAIL}"),
    (Act.BACK, rf"{POLITE}(?:lay lai|khoi phuc|dung lai|giu lai|them lai){BEHIND}?{TAIL}"),
    (Act.KEEP, rf"(?:(?:dung|phai|vang|u|uh|ok|dung roi)[, ]+)?giu(?: nguyen| nhu vay| the)*{BEHIND}?{TAIL}"),
    (Act.KEEP, rf"{ITEMS} (?:dung|dung roi|giu|giu nguyen|ok|chinh xac|chuan){TAIL}"),
    (Act.NO, rf"{ITEM} (?:sai|sai roi|chua dung|khong dung|nham){TAIL}"),
    (Act.WHICH, rf"{POLITE}(?:bo|xoa|loai|giu|giu nguyen|lay lai|khoi phuc)(?: di| ra)? {LOOSE}{TAIL}"),
    (Act.WHICH, rf"{KIND} \d{{1,3}} (?:dung|sai|nham|giu|bo|xoa|chua dung|khong dung)(?: roi)?{TAIL}"),
    (Act.CONFIRM_WAYS, r"(?:dung|dong y|xac nhan|chot|nhat tri)(?: (?:het|tat ca|ca|cac))* cach tinh(?: tren| nay)?"),
    (Act.WAYS, rf"{POLITE}(?:xem )?(?:cac )?cach tinh(?: cac chi tieu| chi tieu)?"),
    (Act.REFUSE, rf"{POLITE}(?:khong (?:dung|lay|can)|bo|xoa|loai)(?: ca)? van ban(?: so \d+| \d+)?{TAIL}"),
    (Act.NO, r"(?:khong|chua|dung|thoi|khong muon) cong bo(?: nua| dau| voi| van ban| nay| \d+)*"),
    (Act.NO, r"(?:khong|thoi khong) (?:ghi|thu hoi)(?: nua)?"),
    (Act.NO, r"khoan(?: da)?|tu tu(?: da)?|cho (?:da|chut|mot chut|ti)"),
    (Act.NO, r"de (?:toi |em |minh )?(?:xem|kiem tra|hoi)(?: lai)? da"),
    (Act.YES, r"(?:van|cu) (?:ghi|cong bo|hoan tac|thu hoi)(?: di| luon)?|thu hoi(?: di| luon)?|khong dung nua"),
    # 'duyệt' is to look through as well as to approve: of a paper without its number it may be another one's.
    (Act.UNCLEAR, r"duyet van ban"),
    (Act.PUBLISH, rf"{POLITE}(?:cong bo|ban hanh|duyet|phe duyet|dua vao dung)(?: van ban(?: so)?(?: \d+)?)?{TAIL}"),
    (Act.UNDO, r"(?:hoan tac|hoan lai|quay lai|lam lai buoc truoc|undo|bo (?:viec )?(?:sua|thao tac) vua roi)"),
    (Act.LATER, r"(?:de sau|de lai|de do|luc khac|lam sau|mai (?:lam|xem|duyet)(?: tiep)?|tam dung|tam dung lai)"),
    (Act.NEXT, r"(?:xem )?(?:tiep|tiep theo|tiep di|trang (?:sau|tiep|tiep theo))"),
    (Act.DOUBTS, rf"{POLITE}(?:xem )?(?:lai )?(?:cac |nhung )?{SPOT} (?:con )?{NOT_SURE}"),
    (Act.DOUBTS, rf"(?:con|het)(?: gi|(?: may)? {SPOT})?(?: nao)?(?: {NOT_SURE})?(?: nua)?(?: khong| chua)(?: nhi)?"),
    (Act.UNCLEAR, r"(?:the la |vay la )?(?:xong|du)(?: het)?(?: roi)?|gui(?: di| luon)?|luu(?: lai)?(?: di)?|xac nhan"),
    (Act.LIST, rf"{POLITE}(?:xem )?(?:het|tat ca|toan bo|danh sach|day du)(?: (?:cac|chi tieu|muc|noi dung))*"),
    (Act.LIST, rf"{POLITE}xem(?: lai)?(?: (?:cac|danh sach|chi tieu|muc))*"),
    (Act.COMPARE, r"so(?: sanh)?(?: voi)? (?:ban|lan|phien ban|van ban) (?:truoc|cu|da cong bo)|so sanh"),
    (Act.COMPARE, r"(?:co )?gi (?:moi|khac)(?: (?:so )?voi ban truoc)?|khac gi(?: (?:so )?voi)?(?: ban truoc)?"),
)  # fmt: skip
PATTERNS = tuple((act, re.compile(pattern)) for act, pattern in SPOKEN)
"""Whole sentences, the first that fits."""
EDIT = r"(?:(?:sua|doi|chinh|dieu chinh|ghi|dien|nhap|cap nhat|chinh lai|sua lai)(?: lai)? )?(?:cai |phan )?"
FIELDS = (
    # 'Số 3' counts an item off, 'số hiệu 3' is of the header: the noun behind 'số' parts them.
    ("number", r"(?:so(?: va)?(?: ky)? hieu|so van ban|ky hieu)"),
    ("issued_on", r"ngay (?:ban hanh|ky|van ban|ra van ban)"),
    ("issuer", r"(?:don vi|co quan|noi|cap) (?:ky )?ban hanh"),
    ("title", r"(?:ten van ban|tieu de|trich yeu|ten(?= (?:la|thanh)\b))"),
    ("type", r"(?:loai van ban|the loai|loai(?= (?:la|thanh)\b))"),
    ("signer_role", r"(?:nguoi ky|chuc vu nguoi ky|chuc danh nguoi ky)"),
    ("term", r"(?:van ban )?(?:co )?(?:hieu luc(?: thi hanh)?|thoi gian ap dung|ap dung)"),
    ("replaces", r"(?:van ban )?(?:nay )?thay (?:the(?: cho)?|cho)"),
)
FIELD_PATTERNS = tuple((name, re.compile(rf"{POLITE}{EDIT}{words}(?: van ban)?{EQUALS}")) for name, words in FIELDS)
SET = re.compile(rf"{POLITE}{EDIT}{ITEM}{EQUALS}")
WAY = (
    re.compile(rf"{POLITE}{EDIT}cach tinh(?: cua)?(?: chi tieu)? {ITEM}{EQUALS}"),
    re.compile(rf"{POLITE}{ITEM} (?:co )?(?:cach )?tinh(?: theo)?\b{EQUALS}"),
)
ADDS = re.compile(rf"{POLITE}(?:them|bo sung)(?: mot| 1)? (?:chi tieu|moc|nhiem vu|che do)(?: nay| sau)?\s*[:,]?\s*")
FIGURE = re.compile(
    r"(?:(?:la|phai la|dung la|sua (?:thanh|la)|ghi la) )?(?:it nhat |toi thieu |khong qua |tren |duoi |khoang |tu )?"
    r"\d[\d.,]*(?: ?%| ?(?:den|-) ?\d[\d.,]*(?: ?%)?)?(?: [a-z]+){0,4}"
)
DAY = re.compile(r"(?:(?:ngay|la) )*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|ngay \d{1,2} thang \d{1,2} nam \d{4}")
SYMBOL = re.compile(r"(?:so )?\d+[a-z]?\s?/\s?(?:\d{4}/)?[a-zđ][\w-]*")
ISSUER = re.compile(r"(?:cong doan|ldld|lien doan lao dong|tong lien doan|cd|cdcs)\b.{3,120}")


def heard_in(said: str) -> Heard | None:
    """'giữ số 3', 'số 3 là 95%', 'số hiệu 15/KH-CĐX', 'hoàn tác'; None where it is nothing of a review."""
    text = trimmed(said)
    bare = fold(text)
    if wording.is_yes(said):
        return Heard(Act.YES)
    if wording.is_no(said):
        return Heard(Act.NO)
    if wording.may_mean_no(said):
        # 'dung giu so 3' keeps it or drops it; only the marks tell.
        return Heard(Act.UNCLEAR)
    for act, pattern in PATTERNS:
        if found := pattern.fullmatch(bare):
            return Heard(act, numbers_of(found))
    answer, besides = split_answer(text)
    if besides and wording.is_yes(answer):
        return Heard(Act.ONE_BY_ONE)
    return edit_in(text, bare)


def edit_in(text: str, bare: str) -> Heard | None:
    """A correction with its words as they were typed; a question is none."""
    if found := ADDS.match(bare):
        return Heard(Act.ADD, words=text[found.end() :].strip())
    asks = speech.asks(text)
    for name, pattern in FIELD_PATTERNS:
        found = pattern.match(bare)
        if found and (name == "title" or not asks):
            return Heard(Act.FIELD, words=text[found.end() :].strip(), field=name)
    if asks:
        return None
    if found := next((match for pattern in WAY if (match := pattern.match(bare))), None):
        return Heard(Act.WAY, (int(found["n"]),), text[found.end() :].strip())
    if found := SET.match(bare):
        return Heard(Act.SET, (int(found["n"]),), text[found.end() :].strip())
    is_bare = any(pattern.fullmatch(bare) for pattern in (FIGURE, DAY, SYMBOL, ISSUER))
    return Heard(Act.BARE, words=text) if is_bare else None


def trimmed(said: str) -> str:
    """The words without what stands around them; `fold` keeps their places."""
    text = " ".join(clean(said).split()).strip(" .,;:?!…")
    return re.sub(r"(?i)(?:\s+(?:ạ|nhé|nha|nhỉ|a|nhe))+$", "", text).strip(" .,;:!…")


def numbers_of(found: re.Match[str]) -> tuple[int, ...]:
    """Every number that was counted off: 3, 5 and 7 of 'bỏ số 3, 5 và 7'."""
    groups = found.groupdict()
    first = groups.get("n")
    if not first:
        return ()
    return tuple(dict.fromkeys((int(first), *map(int, re.findall(r"\d+", groups.get("more") or "")))))
