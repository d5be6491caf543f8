"""What the words of somebody who fills in a report ask for: the commands of this talk, with marks or without; pure."""

import re
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
    r"|(?:cho|doi|khoan)(?: (?:em|toi|minh|chi|anh))*(?: (?:mot|1))? (?:chut|ti|xiu|lat|teo|da)(?: da)?|khoan"
    r"|de (?:em|toi|minh|chi) (?:hoi|xem|coi|tinh|kiem tra|hop|xin y kien)"
    r"(?: (?:lai|da|so|lieu|ke toan|cac to|y kien))*"
)
SKIP = re.compile(
    r"(?:(?:sang |den )?(?:muc|o|cau) (?:sau|khac|tiep|ke)(?: theo| tiep)?|tiep(?: theo)?|next"
    r"|bo qua (?:o|muc|cau)(?: nay)?|(?:de|bo) trong(?: (?:o|muc|cau))?(?: nay)?|(?:o|muc|cau) nay (?:de|bo) trong)"
)
GO_ON = re.compile(r"(?:khai|lam|dien|viet)(?: (?:tiep|bao cao|bc|bao|luon|di|cho xong))*|tiep tuc(?: (?:khai|lam))?")
SAME = re.compile(
    r"(?:van |cu |ghi |chep |lay |de )?(?:nhu|giong|theo|bang|y|y nhu|giong nhu|chep|lay)(?: so| cua)?"
    r" (?:ky |thang |lan |nam |quy |bao cao )?(?:truoc|cu|vua roi|vua qua)(?: (?:di|luon|do))?"
    r"|khong (?:doi|thay doi|co gi (?:doi|thay doi))|ko doi|giu nguyen|van (?:the|vay|nhu cu|nhu the|nhu vay)"
    r"|(?:van |cu )?nhu cu|(?:nhu|giong|chep) thang \d{1,2}"
)
REPORT = r"(?:ban )?(?:bao cao|bc)"
WHAT_OF = (
    r"(?: (?:cua (?:toi|em|minh|don vi|don vi (?:toi|em|minh))|hang thang|dinh ky|thang|quy|nam|ky|tuan|sau|nay|truoc"
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
KEEP_TEXT = ("ghi vào mục", "ghi vào", "vào mục", "là phần viết", "ghi vào phần này", "nội dung", "ghi câu này")
IS_FIGURE = ("là số liệu", "số liệu", "là số")
IS_QUESTION = ("là câu hỏi", "câu hỏi", "hỏi", "tôi hỏi", "em hỏi", "đang hỏi")
FINISHED = frozenset({"xong", "xong roi", "het", "het roi", "the thoi", "vay thoi", "du roi", "chua xong", "chua het"})
"""That it is done, or not, and nothing of what."""
NOT_SENDING = re.compile(
    r"(?:chua|khong|ko|khoan|khoan hay|dung|dung co) (?:gui|nop)(?: (?:di|voi|vang|bao cao|bc|da|dau|nua))*"
)
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
