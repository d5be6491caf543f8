"""What may be changed of an announcement that is shown before it goes: 'khẩn', 'sửa: …', 'hỏi tham dự'; pure."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.announce.meant import until_in
from handlers.announce.store import Wants, Weight
from handlers.wording import plain
from knowledge.text import clean, fold

WHOLE = re.compile(
    r"(?:thoi |a |u |ok |nhung |hay |gio |doi |sua |chuyen |lai |thanh |la )*"
    r"(?:(?:chi|tru|ngoai tru|bo|bot|loai|them|ca|khoi|cac|tat ca|toan bo|moi nguoi|nhom|vao nhom)\b"
    r"|gui (?:cho|toi|den|vao|ca|nhom|them|tat ca|het|cac|khoi|rieng)\b"
    r"|(?:cho|toi|den) (?!het\b|\d|ngay|thu\b|hom|mai\b)|chua (?:nop|gui|khai)\b|(?:cac )?don vi chua\b"
    r"|khong (?:gui )?(?:vao )?nhom|thoi nhom).*"
)
OF_DOCUMENTS = re.compile(r"\b(?:chi tieu|chi thi|nhiem vu)\b")
"""'chỉ tiêu năm nay' asks the documents, and narrows nothing."""
URGENT = re.compile(r"\b(?:tin )?((?:khong|bo|thoi|khoi) (?:chu |tin |dau )?)?khan(?: cap)?\b|\bgap\b")
ASKS_ATTENDANCE = re.compile(r"\b(khong |thoi |bo |khoi )?(?:can )?(?:hoi|bao|dang ky) (?:tham )?du\b")
ONLY_NOTE = re.compile(r"\bchi (?:can |hoi )?(?:da )?nam\b")
WORK = re.compile(r"\btin cong viec\b|\bla cong viec\b")
NEWS = re.compile(r"\btin (?:tuc )?chung\b")
REPLACE = re.compile(
    r"^\W*(?:sửa|sua|đổi|doi|thay)\s+(?P<old>.{1,80}?)\s+(?:thành|thanh|sang|bằng|bang)\s+(?P<new>.{1,200})$",
    re.IGNORECASE | re.DOTALL,
)
NEW_TEXT = re.compile(
    r"^\W*(?:à\s+|a\s+)?(?:sửa|sua|nội dung|noi dung|viết lại|viet lai|sửa lại|sua lai|thay bằng|thay bang)"
    r"(?:\s+(?:lại|lai|là|la|nội dung|noi dung|thành|thanh|tin))*\s*[:\n]\s*(?P<text>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)


OF_MEETINGS = frozenset({
    "gio", "ngay", "thu", "lich", "hop", "cuoc", "buoi", "dia", "diem", "noi", "phong", "cho", "thoi", "gian", "lai",
    "giao", "ban", "hoi", "nghi", "tap", "huan", "hom",
})  # fmt: skip
"""'đổi giờ sang 8h30' means the hour that stands in the text, never the word 'giờ' itself."""
PART_OUT = re.compile(
    r"(?:(?:a|thoi|nho|giup|hay|xin)[ ,]+)*(?:bo|xoa|cat|luoc)(?: di| bot)? (?:cau|chu|doan|dong|y|phan|ve|cum tu)"
    r"(?: noi)?(?: ve)? (?P<old>.+?)(?: (?:di|nhe|nha|ra|giup))*"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of the text that is to go: what is left, or nothing where it stands not once, or not by itself."""

    old: str
    text: str = ""


def cut_in(text: str, said: str) -> Cut | None:
    """'bỏ câu nhớ mang sổ': the text without it and the comma before it; None where nothing is to go."""
    found = PART_OUT.fullmatch(plain(said))
    if found is None:
        return None
    whole, old = clean(text), re.escape(found["old"].strip(' “”"'))
    places = list(re.finditer(rf"(?:(?<=^)|(?P<before>[,;.(–-]\s*)){old}(?=\s*(?P<after>$|[,;.)\n]))", fold(whole)))
    if len(places) != 1 or len(re.findall(rf"(?<!\w){old}(?!\w)", fold(whole))) != 1:
        typed, at = clean(said), fold(clean(said)).rfind(found["old"])
        return Cut(typed[at : at + len(found["old"])] if at >= 0 else found["old"])
    place = places[0]
    behind = whole[place.end() :]
    left = f"{whole[: place.start()]}{behind}" if place["before"] else behind.lstrip(" ,;.")
    return Cut(found["old"], left.strip())


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be other than shown; None and empty where nothing is said of it."""

    text: str = ""
    old: str = ""
    new: str = ""
    is_urgent: bool | None = None
    wants: Wants | None = None
    weight: Weight | None = None
    until: date | None = None
    audience: str = ""
    """The words that speak of whom it is for."""

    @property
    def is_any(self) -> bool:
        """Whether anything is to be changed."""
        return self != Change()


def change_in(said: str, today: date) -> Change:
    """'sửa: họp 15 giờ', 'chỉ khối trường học, khẩn', 'đến hết 27/11'."""
    if whole := NEW_TEXT.match(said):
        return Change(text=whole["text"].strip())
    bare = plain(said)
    if len(bare.split()) > 40 or "?" in said or OF_DOCUMENTS.search(bare):
        return Change()
    flags, rest = flags_in(said, today)
    part = REPLACE.match(clean(said).strip())
    if not flags.is_any and part and not set(fold(part["old"]).split()) <= OF_MEETINGS:
        return Change(old=part["old"].strip(' “”"'), new=part["new"].strip(' “”".'))
    if rest and WHOLE.fullmatch(plain(rest)):
        return Change(
            is_urgent=flags.is_urgent, wants=flags.wants, weight=flags.weight, until=flags.until, audience=rest
        )
    return flags if not sum(map(str.isalpha, rest)) else Change()


LEFT_OVER = re.compile(r"^(?:va|là|la|gui|tin|co|nhe|nha|a|them|luon|nua|voi|cho|\W)+$")


def flags_in(said: str, today: date) -> tuple[Change, str]:
    """How it is sent, and the words that are left of the sentence."""
    text = clean(said)
    bare = fold(text)
    taken = [
        found
        for pattern in (ASKS_ATTENDANCE, ONLY_NOTE, WORK, NEWS, URGENT)
        if (found := pattern.search(bare)) is not None
    ]
    urgent, asks = URGENT.search(bare), ASKS_ATTENDANCE.search(bare)
    wants = None
    if ONLY_NOTE.search(bare) or (asks and asks[1]):
        wants = Wants.NOTE
    elif asks:
        wants = Wants.ATTENDANCE
    weight = Weight.WORK if WORK.search(bare) else Weight.NEWS if NEWS.search(bare) else None
    until = until_in(said, today)
    for found in sorted(taken, key=lambda each: -each.start()):
        text = f"{text[: found.start()]} {text[found.end() :]}"
    if until is not None:
        text = re.sub(r"(?i)\b(?:đến hết|den het|đến|den|hết|het|hạn dùng)\b.*$", "", text)
    rest = " ".join(text.split()).strip(" ,.;:")
    flags = Change(is_urgent=(not urgent[1]) if urgent else None, wants=wants, weight=weight, until=until)
    return flags, "" if not rest or LEFT_OVER.match(fold(rest)) else rest
