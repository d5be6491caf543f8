"""Which field of a report a message is about, and whether it is to be filled, opened, emptied or told; pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from handlers.report.heard import PERIOD
from knowledge.text import clean, fold


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
    asks: bool = False
    """Whether it is asked what the field holds: 'ô 4 là mấy', 'ô 5 ghi gì rồi'."""
    adds: bool = False
    """Whether the value comes on top of what stands: 'ô 5 thêm: thi nấu ăn'."""
    is_loose: bool = False
    """Whether a paper's section may be meant as well: 'mục 3 là gì'."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """How a field was spoken of, by number or by name, and what was said of it."""

    where: str
    value: str
    verb: str = ""
    joint: str = ""
    sign: str = ""
    """'ô', 'mục', 'phần' before it."""
    report: str = ""
    empties: bool = False
    mends: bool = False
    asks: bool = False
    adds: bool = False


LEAD = (
    r"(?:(?:a|ah|u|uh|ua|oi|chet|da|vang|thoi|xin|cho|em|e|toi|minh|chi|anh|ad|bot|muon|can|gio|phien|nho|giup|ho|roi"
    r"|vua|lai|day)[ ,.!]+|(?:khong|ko|k)[,.!] *)*?"
)
ADDING = r"ghi them|viet them|cong them|bo sung them|bo sung|them|cong"
MENDING = (
    r"sua|doi|chinh|thay|cap nhat|dieu chinh|(?:lam|ghi|khai|dien|nhap|viet) lai"
    r"|(?:(?:ghi|bao|nhap|go|khai|dien|viet) )?(?:nham|lon|sai)"
)
EMPTYING = "bo|xoa|huy"
READING = "xem|coi|doc|kiem tra"
FILLING = "ghi|dien|nhap|khai|viet|mo|quay lai|tro lai|ve lai|quay ve"
AFTER_VERB = (
    r"(?:[ ,]+(?:lai|giup|ho|gium|dum|cho|vao|o|trong|tai|noi dung|so|so lieu|con so|cai|them|em|toi|minh|roi|mat|ngay"
    r"|het|sach|di)\b)*"
)
VERB = rf"(?P<verb>{ADDING}|{MENDING}|{EMPTYING}|{READING}|{FILLING})\b{AFTER_VERB}[ ,:]+"
BY_NUMBER = r"(?P<sign>o|muc|cau|dong)(?: (?:so|thu))? ?(?P<where>\d{1,2})\b"
SIGN = r"(?:(?P<sign>o|muc|phan|cau|dong)(?: (?:so|thu|ve))? )?"
REPORT = (
    rf"(?: (?:cua |trong |o )?(?P<report>(?:ban )?(?:bao cao|bc){PERIOD}"
    r"|(?:thang|quy|nam) (?:nay|truoc|\d{1,2}(?:/\d{4})?|20\d\d|[ivx]+)))?"
)
WRONG = (
    r"(?P<wrong>[ ,]+(?:(?:(?:minh|em|toi) )?(?:(?:ghi|bao|nhap|go|khai|bi) )?(?:sai|nham|lon)(?: mat)?(?: roi)?|roi)"
    r"\b)?"
)
MORE = r"(?P<more> (?:(?:ghi |viet )?(?:them|bo sung|cong them))(?: (?:vao|nua|la))*\b)?"
HAS_FIGURE = r"(?= \S*\d)"
PUTS_RIGHT = (
    rf"(?:(?:sua|doi|chinh|dieu chinh|cap nhat|thay)(?: lai)?(?: (?:thanh|la|sang|bang)|{HAS_FIGURE})"
    r"|(?:ghi|khai|dien|nhap) lai(?: (?:thanh|la))?|lai (?:thanh|la)|(?:moi )?(?:phai|dung|dung ra|dung phai|moi) la"
    rf"|(?:that|thuc) ra la|thuc te la|thanh|sang|bang|(?:chi )?con{HAS_FIGURE})"
)
JOINT = rf"(?P<joint> ?(?:->|=>|→|[:=]) ?| [-–] |[ ,.;]*\b{PUTS_RIGHT}\b ?:? ?| (?:la|ghi)\b ?:? ?| ?[,-] ?)?"
HELP = rf"(?:(?:giup|ho|gium|dum|cho|lai)(?: em| toi| minh)?[ ,]+)+(?:(?:{PUTS_RIGHT}|la)\b ?:?|[:=]) ?"
VALUE = rf"(?: ?{HELP})?(?P<value>.*)"
RIGHT_AT_END = re.compile(r"[ ,]+(?:moi (?:dung|phai)|moi la dung|thoi)$")
INTO = (
    rf"{LEAD}(?P<verb>{ADDING}|sua|doi|ghi|dien|nhap|viet|dua|cho) (?:(?:y|noi dung) )?(?P<value>\S.*?) "
    r"(?:vao|cho|o|sang|xuong|trong|tai)(?: (?:noi dung|cuoi))? "
)
IS_CORRECTING = re.compile(PUTS_RIGHT.replace(HAS_FIGURE, ""))

FILLER = (
    r"(?:la|thi|dang|da|vua|hien|minh|em|toi|chi|ghi|khai|dien|nhap|viet|luu|co|nay|do|ay|nghia|can|phai|duoc|the|con"
    r"|van|luc|truoc|hoi|so|muc|noi dung|tong|cong|ve|y)"
)
WHAT = r"(?:bao nhieu|bao nhiu|bn|may|gi|j|nao|ai|sao|the nao|nhu the nao|nhu nao|ra sao|cai gi|dau)"
DONE_YET = (
    r"(?:(?:da|dang) )?(?:co|ghi|khai|dien|nhap|viet|lam|xong|du|dung|duoc|thieu|sai|on)"
    r"(?: (?:so|gi|xong|du|dung|lieu))* (?:chua|khong|ko|hong)"
)
A_FIGURE = r"(?:(?:la|co) )?\S*\d\S*(?: \w+){0,2}"
TAIL = r"(?:roi|r|vay|z|the|nhi|a|ha|hen|do|day|nua|nhe|em|e|ad|ban|hien nay|bay gio|voi|giup|ho|cho|toi|minh|chi)"
IS_ASKED = re.compile(
    rf"[ :=,-]*(?:(?:{FILLER} )*{WHAT}(?: {WHAT})*|{DONE_YET}|{A_FIGURE} (?:phai|dung) (?:khong|ko))(?: {TAIL})*"
)
IS_CHECKED = re.compile(rf"[ :=,-]*(?:{A_FIGURE})?")
"""'ô 3 là 44' with a sign that asks, or 'ô 3?'."""
ASKS_AT_END = re.compile(r"(?:\?|\s(?:à|hả|chứ))[\s.]*$")
OPENS = re.compile(r" (?:can |phai )?(?:sua|sai|nham|chua dung|khong dung|lon)(?: lai)?")
COURTESIES = re.compile(
    r"(?:[ ,]*\b(?:giup|ho|gium|dum|cho|em|e|toi|minh|nhe|nha|di|voi|a|ad|luon|ngay|roi|lai|cai|mot|chut|r"
    r"|(?:duoc|dc) (?:khong|ko|k|chu)))*[ ?]*"
)
"""What may follow a verb and a field and is no value: 'bỏ ô 5 đi', 'xoá ô 5 được không', 'sửa ô 5 giúp em'."""


def box_named(said: str) -> Box | None:
    """'sửa ô 3', 'ô 3: 7', 'sửa mục 3 thành 7', 'bỏ ô 3', 'ô 3 báo cáo tháng 11: 7', 'ô 4 là mấy'."""
    spoken = spoken_of(said, BY_NUMBER)
    if spoken is None or not (is_told(spoken) or LESS.match(fold(spoken.value)) or is_plain_value(spoken)):
        return None
    return Box(
        int(spoken.where),
        spoken.value,
        empties=spoken.empties,
        report=spoken.report,
        mends=clean(said).strip(" .!") if spoken.mends and not spoken.report else "",
        asks=spoken.asks,
        adds=spoken.adds,
        is_loose=spoken.asks and spoken.sign != "o" and "cao" not in spoken.report and "bc" not in spoken.report,
    )


def is_told(spoken: Spoken) -> bool:
    """Whether it is said what is to be done with the field, rather than something about it."""
    if spoken.verb or spoken.asks or spoken.mends:
        return True
    return bool(spoken.value) and (bool(spoken.joint) or spoken.adds)


def is_plain_value(spoken: Spoken) -> bool:
    """'ô 3 43', 'ô 8 không có': nothing but what it shall hold; 'mục 3 2026' may be of a paper."""
    return spoken.sign == "o" and PLAIN_VALUE.fullmatch(fold(spoken.value)) is not None


def bare_box(said: str) -> Box | None:
    """'ô 3' alone opens the field of a report that is being filled in."""
    match = re.fullmatch(BY_NUMBER, fold(clean(said)).strip(" .!,:"))
    return Box(int(match["where"]), "") if match else None


LESS = re.compile(
    r"(?:(?:da|bi|lai) )?(?:giam|bot|tru|rut)(?: (?:bot|di|xuong|mat))* (?:\d|mot |hai |ba |bon |nam |vai )"
)
"""'bớt 2': how many fewer, not how many there are."""
MORE_ONLY = re.compile(
    r"(?:(?:con|la) )?(?:cong|them|cong them)(?: (?:vao|nua|la))* (?:\d|mot |hai |ba |bon |nam |vai )"
)
"""'thêm 2': how many more."""
PLAIN_VALUE = re.compile(
    r"(?:\d[\d.,/]*%?|(?:khong|chua|ko|k) (?:co|phat sinh)(?: (?:gi|ai|nao))?)"
    r"(?: (?:a|nhe|nha|em|dv|doan vien|luot|nguoi))*"
)
FROM_TO = re.compile(r"(?:tu )?\d[\d.,/]* ?(?:sang|thanh|len|xuong|len thanh|xuong con|->|=>|→) ?(?=\d)")
"""'từ 44 thành 43': what it was is no figure of it."""
BY_PLACE = (
    r"(?P<sign>o|muc|cau|phan)(?: (?:ma|minh|em|toi))* "
    r"(?P<where>nay|dang hoi|(?:ngay |ke |lien )?truoc(?: do)?"
    r"|vua (?:roi|nhap|ghi|khai|xong|dien|viet|tra loi)(?: xong)?)\b"
)
GOES_BACK = re.compile(r"(?:cho )?(?:(?:em|toi|minh) )?(?:quay|tro|lui) (?:lai|ve)(?: (?:di|cai|mot buoc|buoc truoc))*")
OF_THIS = frozenset({"nay", "dang hoi"})
HOW_FAR = re.compile(
    r"(?:(?:the|vay|bao cao|bc|minh|em|toi|gio|da|la) )*"
    r"(?:(?:xong|du|het|hoan thanh|day du|gui|nop|ghi|khai|nhan|luu|on|duoc|dc|dung|chot)"
    r"(?: (?:het|ca|muc|o|roi|bao cao|bc|duoc|dc|so|di|vay|the))* (?:chua|khong|ko)"
    r"|con (?:(?:thieu|trong) )?(?:may|bao nhieu|nhung|cac) (?:o|muc|cau|phan)(?: (?:nao|gi|nua|chua|khai|ghi|thieu))*"
    r"|con (?:(?:thieu|trong) )?(?:o|muc|cau|phan) (?:nao|gi)(?: (?:nua|chua|khai|ghi))*"
    r"|(?:dang )?(?:(?:o|toi|den) )?(?:o|muc|cau)(?: so| thu)? (?:may|nao)|(?:dang )?(?:toi|den) dau)"
    r"(?: (?:roi|r|vay|the|nua|nhi|a|em))*"
)
"""'xong chưa', 'còn mấy ô nữa', 'đang ở ô mấy': how far the report is."""
BOXES_APART = re.compile(r" *[,;.\n] *(?:va |con )?(?=(?:o|muc) ?\d)| +(?:va|con|voi) +(?=(?:o|muc) ?\d)")


def boxes_named(said: str) -> list[Box] | None:
    """The fields of 'ô 3: 43, ô 4: 5'; none where a single one is named; None where it is not plain what of which."""
    words = clean(said).strip(" .!")
    edges = [0, *(edge for match in BOXES_APART.finditer(fold(words)) for edge in match.span()), len(words)]
    found = [box_named(words[start:end]) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    boxes = [box for box in found if box is not None]
    if len(found) == 1 or not boxes:
        return []
    if len(boxes) == len(found):
        return boxes
    first = found[0]
    return None if first is not None and (first.empties or not first.value) else []


def spoken_of(said: str, where: str) -> Spoken | None:
    """What is said of a field; `where` is the pattern of how it is called, with a `sign` and a `where`."""
    words = clean(said).strip(" .!")
    bare = fold(words)
    into, field_first = _patterns(where)
    if match := into.fullmatch(bare):
        adds = re.fullmatch(ADDING, match["verb"]) is not None
        value = words[match.start("value") : match.end("value")].strip(" :=,")
        return Spoken(match["where"], value, match["verb"], "vao", match["sign"] or "", adds=adds)
    match = field_first.fullmatch(bare)
    return _first(words, match) if match else None


@lru_cache(maxsize=64)
def _patterns(where: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The value before the field, and the field before the value."""
    first = rf"{LEAD}(?:{VERB})?{where}(?P<rest>{REPORT}(?P<tail>{WRONG}{MORE}{JOINT}{VALUE}))"
    return re.compile(rf"{INTO}{where}", re.DOTALL), re.compile(first, re.DOTALL)


def _first(words: str, match: re.Match[str]) -> Spoken | None:
    """The field, and what stands behind it."""
    verb, joint, tail = match["verb"] or "", (match["joint"] or "").strip(" :,.;"), match["tail"]
    empties, reads = re.fullmatch(EMPTYING, verb) is not None, re.fullmatch(READING, verb) is not None
    spoken = Spoken(
        match["where"],
        words[match.start("value") :].strip(" :=."),
        verb,
        (match["joint"] or "").strip() or (match["wrong"] or "").strip(" ,"),
        match["sign"] or "",
        match["report"] or "",
        mends=is_mending(verb) or empties or bool(match["wrong"]),
        adds=bool(match["more"]) or re.fullmatch(ADDING, verb) is not None,
    )
    if asks(words, tail) and not empties:
        # 'sửa ô 4 bao nhiêu' opens the field: its question says what stands.
        return replace(spoken, value="", joint="", adds=False, asks=not spoken.mends)
    if verb and COURTESIES.fullmatch(tail):
        return replace(spoken, value="", joint="", asks=reads, empties=empties)
    if reads:
        return None
    if empties and not spoken.joint:
        return replace(spoken, value="", empties=True)
    if OPENS.fullmatch(tail.rstrip(" .!").removesuffix(" roi")):
        return replace(spoken, value="", joint="", mends=True)
    if was := FROM_TO.match(fold(spoken.value)):
        return replace(spoken, value=spoken.value[was.end() :], mends=True, joint=spoken.joint or "thanh")
    if right := RIGHT_AT_END.search(fold(spoken.value)):
        value = spoken.value[: right.start()]
        return replace(spoken, value=value, mends=True, joint=spoken.joint or "moi dung")
    return replace(spoken, mends=spoken.mends or IS_CORRECTING.fullmatch(joint) is not None)


def is_mending(verb: str) -> bool:
    """Whether the verb puts right what stands."""
    return re.fullmatch(MENDING, verb) is not None


def asks(words: str, tail: str) -> bool:
    """Whether what stands behind a field asks for what it holds: 'là mấy', 'ghi gì rồi', 'là 44 phải không'."""
    bare = tail.rstrip(" .!?,")
    if bare.strip() and IS_ASKED.fullmatch(bare):
        return True
    ending = ASKS_AT_END.search(words.lower())
    return ending is not None and IS_CHECKED.fullmatch(tail.removesuffix(fold(ending.group())).rstrip()) is not None


def by_names(names: Iterable[str]) -> str:
    """The pattern of fields that are called by these bare names, the longest first."""
    listed = sorted(set(names), key=lambda name: (-len(name), name))
    return rf"{SIGN}(?P<where>{'|'.join(map(re.escape, listed))})\b"


def runs(label: str) -> Iterator[str]:
    """The runs of words of a bare label: 'tong so', 'tong so doan vien', 'doan vien'."""
    words = re.split(r"[ ,]+", label)
    for start in range(len(words)):
        for end in range(start + 2, len(words) + 1):
            yield " ".join(words[start:end])
