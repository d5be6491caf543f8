"""What the words of somebody who fills in a report ask for: the commands of this talk, with marks or without; pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers.wording import courteous, is_yes, plain, wanted
from knowledge.text import clean, fold


class Wish(StrEnum):
    """What may be wished for at any point."""

    SEND = "send"
    SEND_AGAIN = "send_again"
    SHOW = "show"
    LATER = "later"
    SKIP = "skip"
    GO_ON = "go_on"
    SAME = "same"


PERIOD = r"(?: (?:thang|quy|nam|6 thang|sau thang)(?: (?:nay|truoc|dau nam|cuoi nam|\d{1,4}(?:/\d{4})?|[ivx]+))*)?"
SEND = re.compile(
    r"(?:(?:xong|du|ok|uh|vang|roi|vay|the) (?:roi )?)?(?:(?:cu|van) )?(?:gui|nop)"
    r"(?: (?:luon|di|ngay|thoi|nhe|giup|ho|day))*"
    rf"(?: (?:ban )?(?:bao cao|bc){PERIOD})?(?: (?:cho|len))?(?: (?:van phong|vp|cap tren))?"
    r"(?: (?:luon|di|ngay|giup|ho))*"
)
SEND_AGAIN = re.compile(
    rf"(?:(?:nop|gui) lai(?: (?:ban )?(?:bao cao|bc))?{PERIOD}|(?:nop|gui) ban (?:moi|sua|2|\d+))"
    r"(?: (?:cho|len|toi|ra|ve))?(?: (?:van phong|vp|cap tren|xa|tren))?(?: (?:luon|di|ngay|giup|ho|em|toi|minh|voi))*"
)
SHOW = re.compile(
    r"(?:cho )?(?:xem|doc|coi|kiem tra)(?: (?:lai|thu|truoc))*"
    rf"(?: (?:ban )?(?:bao cao|bc|nhap|ban nhap|cac o|cac muc){PERIOD})?(?: (?:lai|di|da))?"
)
LATER = re.compile(
    r"(?:thoi )?(?:de (?:sau|mai|toi|luc khac|chieu|mot)|luc khac|khi khac|tam dung|tam nghi|lam sau|khai sau"
    r"|mai (?:lam|khai|gui|nop)(?: tiep| sau)?|chut (?:nua|lam|khai)(?: lam| khai)?|ranh lam (?:tiep|sau))"
    r"(?: (?:lam|khai|gui|nop|da|di))*"
)
SKIP = re.compile(r"(?:(?:sang |den )?(?:muc|o|cau) (?:sau|khac|tiep|ke)(?: theo| tiep)?|tiep(?: theo)?|next)")
GO_ON = re.compile(r"(?:khai|lam|dien|viet)(?: (?:tiep|bao cao|bc|bao|luon|di|cho xong))*|tiep tuc(?: (?:khai|lam))?")
SAME = re.compile(
    r"(?:van |cu |ghi |chep |lay |de )?(?:nhu|giong|theo|bang|y|y nhu|giong nhu|chep|lay)(?: so| cua)?"
    r" (?:ky |thang |lan |nam |quy |bao cao )?(?:truoc|cu|vua roi|vua qua)(?: (?:di|luon|do))?"
    r"|khong (?:doi|thay doi|co gi (?:doi|thay doi))|ko doi|giu nguyen|van (?:the|vay|nhu cu|nhu the|nhu vay)"
    r"|(?:van |cu )?nhu cu|(?:nhu|giong|chep) thang \d{1,2}"
)
BOX = re.compile(
    r"(?P<verb>sua|doi|chinh|bo|xoa|lam lai|ghi lai|khai lai)? ?(?:lai )?(?:o|muc|cau|dong)(?: so)? "
    rf"(?P<place>\d{{1,2}})\b(?: (?:cua |trong )?(?P<report>(?:ban )?(?:bao cao|bc){PERIOD}))?"
    r"(?P<joint> ?[:=,-]? ?(?:thanh|la|ghi|lai thanh|lai la|sua thanh|bang|:|=)? ?)(?P<value>.*)",
    re.DOTALL,
)
REPORT = r"(?:ban )?(?:bao cao|bc)"
WHAT_OF = (
    r"(?: (?:cua (?:toi|em|minh|don vi|don vi (?:toi|em|minh))|hang thang|dinh ky|thang|quy|nam|ky|tuan|6|sau|nay|truoc"
    r"|vua roi|dau|cuoi|so ket|tong ket|hoc|\d{1,4}|\d{1,2}/\d{2,4}|[ivx]+|cho|len|van phong|vp|cap tren|luon|di|day"
    r"|tiep|giup|ho|roi))*"
)
BEGIN = re.compile(
    r"(?:(?:bat dau|tiep tuc|bay gio|gio) )?(?:khai|lam|lap|viet|dien|nop|gui)(?: (?:tiep|bao|not))?"
    rf"(?: {REPORT})(?P<rest>.*)"
    rf"|khai(?: (?:bao|tiep|luon|di|nao))*|{REPORT}{WHAT_OF}|tiep tuc (?:khai|lam)(?: {REPORT})?"
)
REST = re.compile(WHAT_OF)
CLAIMS = re.compile(
    r"(?:(?:da|vua|moi) (?:gui|nop|lam)(?: xong)?|(?:gui|nop|lam) (?:xong|roi))"
    rf" {REPORT}{WHAT_OF}(?: (?:roi|r|xong|day))*"
    rf"|{REPORT}{WHAT_OF} (?:da |vua |moi )?(?:gui|nop|lam)(?: xong)? (?:roi|r|xong)(?: .{{0,20}})?"
    rf"|(?:gui|nop) {REPORT}{WHAT_OF} (?:roi|r|xong)"
)
PAPER = re.compile(
    r"(?:(?:xin|lay|gui|tai|xuat|in|cho|xem) )*(?:(?:ban|file|tep) (?:word|docx|giay)|word|docx)"
    rf"(?: (?:cua )?{REPORT})?{WHAT_OF}"
    rf"|(?:tai|in|xuat)(?: ve)? {REPORT}{WHAT_OF}"
)
READ = re.compile(rf"(?:xem|doc|coi)(?: lai)? {REPORT}{WHAT_OF}")
EMPTY_VERBS = frozenset({"bo", "xoa"})
KEEP_TEXT = ("ghi vào mục", "ghi vào", "vào mục", "là phần viết", "ghi vào phần này", "nội dung", "ghi câu này")
IS_FIGURE = ("là số liệu", "số liệu", "là số")
IS_QUESTION = ("là câu hỏi", "câu hỏi", "hỏi", "tôi hỏi", "em hỏi", "đang hỏi")
UNKNOWN = re.compile(r"(?:chua|khong|ko|k) (?:ro|biet|nho|nam duoc|co so)(?: (?:so lieu|nua|lam|bao nhieu))?")


def wish(said: str) -> Wish | None:
    """'gửi đi', 'nộp lại', 'xem lại', 'để sau', 'mục khác', 'khai tiếp', 'như tháng trước'."""
    bare = plain(said).removeprefix("/")
    if is_sending(said):
        return Wish.SEND
    for pattern, found in (
        (SEND_AGAIN, Wish.SEND_AGAIN), (SHOW, Wish.SHOW), (LATER, Wish.LATER), (SKIP, Wish.SKIP), (GO_ON, Wish.GO_ON),
        (SAME, Wish.SAME),
    ):  # fmt: skip
        if pattern.fullmatch(bare):
            return found
    return None


def is_sending(said: str) -> bool:
    """'gửi báo cáo', 'đúng, gửi đi'; 'dung gui' without marks may be 'đừng gửi' and is not."""
    words = courteous(said)
    first, _, rest = words.partition(" ")
    if first.strip(",.") == "đúng" and rest:
        words = rest
    return SEND.fullmatch(fold(words).replace(",", "")) is not None


@dataclass(frozen=True, slots=True)
class Box:
    """A field by its number, with what it shall hold; `value` is empty when it is only to be opened."""

    place: int
    value: str
    empties: bool = False
    report: str = ""
    """The report that was named beside it."""
    mends: str = ""
    """The words, where they put right what stands: 'sửa ô 3', not 'ô 3: 7'."""


def box_named(said: str) -> Box | None:
    """'sửa ô 3', 'ô 3: 7', 'sửa mục 3 thành 7', 'bỏ ô 3', 'ô 3 báo cáo tháng 11: 7'."""
    words = clean(said).strip(" .!")
    match = BOX.fullmatch(fold(words))
    if match is None:
        return None
    value = words[match.start("value") :].strip(" :=.")
    empties = match["verb"] in EMPTY_VERBS and not value
    if not match["verb"] and not value:
        return None
    if value and not match["joint"].strip() and not match["verb"]:
        return None
    mends = words if match["verb"] and not match["report"] else ""
    return Box(int(match["place"]), value, empties, match["report"] or "", mends)


def bare_box(said: str) -> Box | None:
    """'ô 3' alone opens the field of a report that is being filled in."""
    match = re.fullmatch(r"(?:o|muc)(?: so)? (\d{1,2})", plain(said))
    return Box(int(match[1]), "") if match else None


def parted(said: str) -> tuple[str, str]:
    """'0. có lùi hạn được không' as an answer and what was said besides; nothing besides where there is one piece."""
    match = re.match(r"\s*(\S.{0,60}?)\s*[.,;\n!]\s+(\S.*)$|\s*(\S.{0,60}?)\s*\n\s*(\S.*)$", said, re.DOTALL)
    if match is None:
        return said, ""
    return (match[1] or match[3]).strip(), (match[2] or match[4]).strip()


def asks_plainly(said: str) -> bool:
    """Whether an answer is wanted, beyond doubt: a sign, or a word that asks at the end of a short sentence."""
    words = plain(said).split()
    return "?" in said or (
        len(words) <= 12 and words[-1:] in ([["ko"], ["khong"], ["hong"], ["chua"], ["k"]]) and len(words) > 2
    )


def is_bare_yes(said: str) -> bool:
    """A yes and nothing else."""
    return is_yes(said) and plain(said) != "co"


class About(StrEnum):
    """What a sentence says of one's own report."""

    BEGIN = "begin"
    CLAIM = "claim"
    PAPER = "paper"
    READ = "read"


WHO = re.compile(r"^(?:(?:toi|em|minh|ben em|ben toi|ben minh|don vi (?:em|toi|minh)|truong em|truong toi) )+")
SURELY_YES = re.compile(r"^dạ\b", re.IGNORECASE)


def about_report(said: str) -> About | None:
    """'khai báo cáo tháng 11', 'đã gửi báo cáo', 'bản word tháng 11', 'xem báo cáo tháng 10'; no question."""
    whole = fold(clean(said)).strip(" .,!")
    if "?" in said or len(whole) > 120:
        return None
    # 'đã gửi' is no courtesy: only a marked 'dạ' is taken off before it is looked at.
    if CLAIMS.fullmatch(WHO.sub("", whole)) and not SURELY_YES.match(clean(said)):
        return About.CLAIM
    for bare in (WHO.sub("", plain(said)), wanted(said)):
        for pattern, found in ((PAPER, About.PAPER), (READ, About.READ)):
            if pattern.fullmatch(bare):
                return found
        if is_beginning(bare) or SEND_AGAIN.fullmatch(bare):
            return About.BEGIN
    return None


def is_beginning(bare: str) -> bool:
    """'khai', 'làm báo cáo tháng này', 'nộp báo cáo'; 'nộp báo cáo cho ai' is a question."""
    found = BEGIN.fullmatch(bare)
    return found is not None and (found["rest"] is None or REST.fullmatch(found["rest"]) is not None)


def may_have_sent(said: str) -> bool:
    """'đã gửi' tells that it was done; 'da gui' may be 'dạ, gửi': only a marked 'dạ' is a yes to sending."""
    words = clean(said).strip(" .,!").lower()
    return fold(words).startswith("da ") and not words.startswith("dạ") and is_sending(words[3:])
