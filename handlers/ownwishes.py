"""What does a sentence ask of the figures of the speaker's own unit: set, done, left, how many there are; pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from handlers.boardwishes import ANY_DAY, without_periods
from knowledge.dates import PeriodKind, find_periods
from knowledge.text import clean, expand, tokens, words
from union.indicators import Indicator


class Asked(StrEnum):
    """What is asked for."""

    GIVEN = "given"
    """What the unit was assigned, in so many words."""
    DONE = "done"
    LEFT = "left"
    STOCK = "stock"
    """How many there are, whenever they came."""
    STAYS = "stays"
    """'còn bao nhiêu đoàn viên': how many there are after some have left."""
    OWED = "owed"
    """'phải kết nạp bao nhiêu': the documents know it, too."""
    HOW_MANY = "how_many"
    DETAIL = "detail"
    """'ai ghi', 'tính từ ngày nào': of the figure that was told before."""
    INSTEAD = "instead"
    """'còn thăm hỏi thì sao': the same of another figure."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked, in the words of `line`; `is_own` where it says whose: 'đơn vị mình', 'mình kết nạp …'."""

    asks: Asked
    line: str
    is_own: bool

    @property
    def is_whole(self) -> bool:
        """Whether it can be understood without what was said before."""
        return self.asks not in {Asked.DETAIL, Asked.INSTEAD}


PERSON = r"(?:toi|tui|em|e|minh(?! chung\b)|chung toi|chung em|chung minh|ta)"
PLACE = (
    r"(?:don vi|truong(?: hoc)?|doanh nghiep|cong ty|cty|co quan|cdcs|cong doan(?: co so| truong| cong ty)?|co so|tram"
    r"|htx|hop tac xa|ben|phia|nha may|xi nghiep)"
)
OWN = re.compile(rf"\b{PLACE}(?: cua)? {PERSON}\b|\bchung (?:toi|em|minh)\b")
EACH = re.compile(rf"\b(?:moi|tung|cac|nhung|tat ca)(?: \w+)? (?:{PLACE}|noi)\b")
"""'mỗi CĐCS', 'các đơn vị': not the speaker's own."""
SPEAKER = re.compile(
    rf"(?<!\bcho )(?<!\bcac )\b{PERSON}\b(?= \w)"
    r"(?! (?:hoi|xin|muon|can biet|biet|xem|oi|nho|thay|nghe|tuong|a|nhe|nhi|voi)\b)"
)
"""'mình kết nạp đủ chưa'; in 'cho em hỏi' the speaker is nobody who is asked about."""
HOW = r"(?:bao nhieu|may)"
GIVEN = re.compile(rf"\b(?:duoc giao|giao cho|giao)\b.*\b{HOW}\b|\b(?:so|chi tieu) (?:duoc )?giao\b")
LEFT = re.compile(
    rf"\bcon (?:\w+ ){{0,5}}?{HOW}\b|(?<!\bgioi )\bthieu (?:\w+ )?{HOW}\b|\b{HOW}(?: \w+){{0,3}} nua\b"
    r"|\b(?:du|dat|hoan thanh)(?: \w+){0,5} chua\b"
)
DONE = re.compile(
    rf"\bduoc {HOW}\b|\b{HOW}(?: \w+){{0,3}} roi\b|\bda (?:\w+ ){{0,4}}{HOW}\b|\bdat (?:duoc )?{HOW}\b"
    r"|\bluy ke\b|\bai ghi\b|\b(?:den|toi) dau\b|\btien do\b"
)
STOCK = re.compile(rf"\b(?:co|la|gom)(?: tat ca| tong cong| ca thay)? {HOW}(?P<what>(?: \w+)*)")
STAYS = re.compile(
    rf"(?:(?:vay|the|hien|gio|bay gio|nay|tat ca) )*con(?: lai| tat ca| tong cong)? {HOW}"
    r" (?P<whom>doan vien|nguoi)"
)
"""With 'nữa', 'phải', 'thiếu' it is what is left to do."""
OWED = re.compile(rf"\b(?:phai|can|se)\b(?!.*\broi\b).*\b{HOW}\b")
HOW_MANY = re.compile(rf"\b{HOW}\b")
KINDS = (
    (Asked.GIVEN, GIVEN),
    (Asked.LEFT, LEFT),
    (Asked.OWED, OWED),
    (Asked.DONE, DONE),
    (Asked.STOCK, STOCK),
    (Asked.HOW_MANY, HOW_MANY),
)
"""In order: what asks for several things at once is answered whole in any case."""
DETAIL = re.compile(
    r"\bai (?:\w+ )?(?:ghi|nhap|bao|khai|giao)\b|\b(?:ghi|nhap|giao|tinh|ke|tu|den)\b.*\b(?:nao|dau|gio)\b"
)
DETAIL_WORDS = frozenset(
    words(
        "ai ghi báo nhập khai giao số này đó ấy tính kể từ đến tới ngày tháng hôm nào lúc khi bao giờ hết vào thì là "
        "được do theo thế vậy còn đâu lấy ở đã ra vào và hả ạ nhỉ đấy"
    )
)
INSTEAD = re.compile(r"(?:con|the|the con|vay con)\b.*|.*\b(?:thi sao|the nao)")
FILLING = frozenset(
    words(
        "năm tháng quý kỳ nay này hiện đang đã vừa mới rồi còn phải cần sẽ được giao cho thì là có cả tất tổng cộng "
        "thảy số lượng chỉ tiêu kế hoạch thiếu đủ đạt xong chưa không hết nữa thêm nhiêu bao mấy người đồng chí đoàn "
        "viên tôi tui em e mình ta chúng ạ vậy thế hả nhỉ nhé à ơi trợ lý hỏi xin biết bây giờ đến đầu cuối tính lũy "
        "kế tới trong của về riêng theo hoàn thành phần trăm kết quả thực làm ai ghi đâu tiến độ anh chị sao nào và"
    )
)
"""What may stand beside a figure's name without making another question of it."""
BY_NAME = frozenset({Asked.GIVEN, Asked.DONE, Asked.LEFT})
"""What is so asked of 'đơn vị mình' is of its own figures, whatever else the sentence says."""

HELD = frozenset({Asked.STOCK, Asked.STAYS})
"""How many there are."""


@lru_cache(maxsize=256)
def wish_of(said: str) -> Wish | None:
    """What is asked, as far as the words tell; whether anything else is spoken of, `only_of` says.

    'cdcs minh dc giao ket nap bn dv' asks what was given, 'còn bao nhiêu người nữa' what is left.
    """
    line = line_of(said)
    is_own = is_of_unit(line) or SPEAKER.search(line) is not None
    asks = next((asks for asks, pattern in KINDS if pattern.search(line)), None)
    if set(line.split()) <= DETAIL_WORDS and DETAIL.search(line):
        return Wish(Asked.DETAIL, line, is_own=False)
    if asks is Asked.LEFT and stays(line):
        return Wish(Asked.STAYS, line, is_own)
    if asks is not None:
        return Wish(asks, line, is_own)
    return Wish(Asked.INSTEAD, line, is_own=False) if INSTEAD.fullmatch(line) else None


def stays(line: str) -> bool:
    """'vậy còn bao nhiêu đoàn viên', 'đơn vị mình còn mấy người'; 'còn mấy người' alone is what is left to do."""
    found = STAYS.fullmatch(" ".join(OWN.sub(" ", line).split()))
    return found is not None and (found["whom"] == "doan vien" or is_of_unit(line))


def line_of(said: str) -> str:
    """The bare words without the periods that are named, short forms written out."""
    return " ".join(token.bare for token in expand(tokens(clean(without_periods(said))), lambda *_: 0.0))


def is_of_unit(line: str) -> bool:
    """Whether the speaker's own unit is named as such: 'đơn vị mình', 'trường em'."""
    return OWN.search(line) is not None


def only_of(line: str, indicator: Indicator | None) -> bool:
    """Whether nothing but this figure of the speaker's own is spoken of: no place, no condition, no other thing."""
    names = (indicator.name, indicator.measure, *indicator.aliases) if indicator else ()
    known = FILLING.union(DETAIL_WORDS if DETAIL.search(line) else (), *map(words, names))
    return EACH.search(line) is None and all(word in known for word in OWN.sub(" ", line).split())


def counted_in(line: str) -> str:
    """What there are so many of: 'đoàn viên' in 'đơn vị mình có bao nhiêu đoàn viên'."""
    if stays(line):
        return "doan vien"
    found = STOCK.search(line)
    return found["what"].strip() if found else ""


def is_of_ledger(said: str) -> bool:
    """Whether the sentence by itself can only mean figures of one's own, which no document quotes."""
    wish = wish_of(said)
    if wish is None:
        return False
    if not is_of_unit(wish.line):
        return wish.asks in {Asked.DETAIL, Asked.LEFT, Asked.STAYS}
    return wish.asks in BY_NAME or (wish.asks in HELD and only_of(wish.line, None))


def is_of_some_month(said: str) -> bool:
    """'tháng 10 thăm hỏi mấy lượt': what a week or a month brought, whosesoever it is."""
    wish = wish_of(said)
    if wish is None or wish.asks not in {Asked.DONE, Asked.HOW_MANY, Asked.STOCK}:
        return False
    return any(each.period.kind in {PeriodKind.WEEK, PeriodKind.MONTH} for each in find_periods(said, ANY_DAY))
