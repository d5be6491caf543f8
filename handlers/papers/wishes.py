"""What somebody wants of documents: the list, a review, a publication taken back, or the file itself; pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from handlers.wording import plain, wanted
from knowledge.text import clean


class Deed(StrEnum):
    """What is wanted."""

    LIST = "list"
    REVIEW = "review"
    TAKE_BACK = "take_back"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of which document: `number` where one was counted off, `words` where it was named.

    `is_by_name` holds where its kind was said ('chương trình 02'): 2 is then the paper's own number.
    """

    deed: Deed
    number: int | None = None
    words: str = ""
    is_by_name: bool = False
    is_look: bool = False
    """'xem văn bản 2': whoever reviews nothing is shown the paper that has this place in their list."""


PAPER = r"(?:cac |nhung )?van ban"
NUMBERED = r"(?: so)?[ #]*(?P<number>\d{1,7})"
KINDS = (
    r"(?:chuong trinh(?: hanh dong)?|ke hoach|nghi quyet|quyet dinh|cong van|chi thi|ket luan|huong dan|quy che"
    r"|quy dinh|de an|thong tri|bien ban)"
)
FILE = r"(?:file|tep|ban (?:goc|pdf|word|scan|day du|chinh)|toan van|pdf)"
ASKED_FOR = r"(?:(?:da|vang|lam on|nho|tro ly|anh|chi|ban|van phong|giup|hay|cho|xin|gui|tai|lay|can|muon|lai|xem) )*"
ME = r"(?:toi|em|minh|chung toi|bon em|bon minh|anh|chi|co|chu|bac)"
"""Who asks; an elder says 'gửi cho chị'. A name behind it ('gửi cho chị Hoa …') is somebody else's."""
GIVE = rf"(?:gui(?: lai)?(?: giup)?(?: cho)? {ME}|cho {ME} xin|cho xin|xin|tai(?: cho {ME}| ve)?|lay(?: cho {ME})?)"
THAT = r"(?:do|day|nay|ay|tren|vua roi|vua neu|vua noi|vua dan|kia)"
SENT = (
    # 'cho xin file văn bản', 'bản gốc': the word for a file says that no sentence of it is wanted.
    re.compile(rf"{ASKED_FOR}(?:{ME} )?(?:xin )?(?:cai )?{FILE}(?: cua| goc| day du| pdf| word)*(?P<rest> .+)?"),
    # 'gửi tôi văn bản đó', 'gửi em chương trình 02': to be sent a paper is to be sent its file.
    re.compile(
        rf"(?:da |vang |lam on |nho |tro ly )*{GIVE}(?: lai| xem| giup| cai| (?:mot|1) ban| ban)*"
        rf"(?P<rest> (?:van ban|{KINDS})\b.*)"
    ),
    # Without 'tôi' only a paper with its number, and nothing behind it: 'gửi kế hoạch cho các CĐCS' is another's.
    re.compile(rf"(?:da |vang |nho )*gui(?P<rest> (?:van ban|{KINDS})(?: so)? \d[\w/-]*)"),
)
WHICH = r"(?:cho duyet|cho|da cong bo|cong bo|da co|dang co|hien co|hien hanh|con hieu luc|moi)"
LISTS = (
    rf"(?:xem |co |danh sach |kho |liet ke )*{PAPER}(?: (?:dang |con |can )?{WHICH})?",
    rf"(?:xem |danh sach )*{PAPER} cua (?:toi|em|minh|don vi|van phong)",
    rf"(?:co |con )?{PAPER} nao (?:dang |con |can )?(?:cho duyet|cho|duyet|da cong bo|moi)(?: khong)?",
    r"(?:xem )?(?:kho|danh muc) (?:van ban|tai lieu)",
    rf"(?:cho (?:{ME} )?)?(?:xem |co )?{PAPER} moi(?: nhat| nao)?(?: khong| chua)?",
)
REVIEWS = (
    rf"(?:(?:xem|mo|duyet|doc|kiem tra|ra soat|xet|cong bo|tiep tuc)(?: lai| tiep)* )*van ban{NUMBERED}",
    rf"(?:khong (?:dung|lay|cong bo)|bo|xoa|loai) van ban{NUMBERED}",
    r"(?:duyet|ra soat|kiem tra|mo|cong bo)(?: tiep| lai)?(?: van ban)?(?: nay)?|tiep tuc duyet(?: van ban)?",
)
LOOKS = ("xem", "mo", "doc", "van ban")
"""What anybody may do with a published paper, too."""
TAKES_BACK = rf"(?:thu hoi|rut|rut lai|go|thu lai)(?: lai)?(?: viec)?(?: cong bo)? van ban(?:{NUMBERED})?(?: {THAT})?"
PAPER_NAMED = re.compile(rf"(?:cua )?(?:(?:van ban|tai lieu|{KINDS})\b|(?:so )?\d+[a-z]?/).*")
"""'bản word Hoa Sen tháng 10' is a report's, 'file danh sách' a list's: only a paper's own noun or number is ours."""
OF_REPORTS = re.compile(r"\b(?:word|pdf)\b")
BARE_NUMBER = re.compile(r"(?:van ban)(?: so)?[ #]*(?P<number>\d{1,7})")
OF_LAST = rf"(?:(?:van ban|tai lieu)(?: goc)?|{KINDS}(?= {THAT}))"
EMPTY_REST = re.compile(rf"(?:cua )?(?:{OF_LAST})?(?: ?\b{THAT}\b)?(?: (?:di|voi|luon|duoc khong))*")
"""Nothing is named: the paper that was spoken of. A kind alone ('file nghị quyết') names those of that kind."""


def wish_of(said: str) -> Wish | None:
    """'các văn bản', 'xem văn bản 7', 'thu hồi văn bản 7', 'gửi tôi văn bản đó'; None where it is nothing of that."""
    bare = whole(said, wanted)
    if any(re.fullmatch(pattern, bare) for pattern in LISTS):
        return Wish(Deed.LIST)
    if found := re.fullmatch(TAKES_BACK, bare):
        return Wish(Deed.TAKE_BACK, number_in(found))
    for pattern in REVIEWS:
        if found := re.fullmatch(pattern, bare):
            return Wish(Deed.REVIEW, number_in(found), is_look=bare.startswith(LOOKS))
    return sending_in(said)


def whole(said: str, read: Callable[[str], str]) -> str:
    """The sentence without courtesies; the 'bản' of 'văn bản' is not the 'bạn' that one says to a friend."""
    kept = re.sub(r"v[aă]n\s+b[aả]n", "vanban", clean(said), flags=re.IGNORECASE)
    return read(kept).replace("vanban", "van ban")


def sending_in(said: str) -> Wish | None:
    """What file is wanted: the paper spoken of last, one of the list, or one that is named."""
    bare = whole(said, plain)
    found = next((match for pattern in SENT if (match := pattern.fullmatch(bare))), None)
    if found is None:
        return None
    rest = (found["rest"] or "").strip()
    # 'bản Word' alone is the report that is being made; a paper has an original.
    if EMPTY_REST.fullmatch(rest):
        return None if not rest and OF_REPORTS.search(bare) else Wish(Deed.SEND)
    if not PAPER_NAMED.fullmatch(rest):
        return None
    if counted := BARE_NUMBER.fullmatch(rest):
        return Wish(Deed.SEND, int(counted["number"]))
    return Wish(Deed.SEND, words=named_in(said, rest), is_by_name=True)


def named_in(said: str, rest: str) -> str:
    """The words that name the paper, without what is said of the file itself."""
    return re.sub(rf"^(?:cua )?van ban (?:so )?|^cua |(?: {THAT})$", "", rest) or said


def number_in(found: re.Match[str]) -> int | None:
    """The number that was counted off."""
    number = found.groupdict().get("number")
    return int(number) if number else None
