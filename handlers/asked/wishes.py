"""What somebody says of questions that an office has: to answer, close, put off or keep one, or to see them; pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers.wording import plain
from knowledge.text import clean, fold


class Deed(StrEnum):
    """What is wanted."""

    ANSWER = "answer"
    CLOSE = "close"
    LATER = "later"
    SHOW = "show"
    WAITING = "waiting"
    MOST = "most"
    KEEP = "keep"
    KEEP_NOT = "keep_not"
    NOTES = "notes"
    WITHDRAW = "withdraw"
    ASK_AGAIN = "ask_again"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of which question; `who` is whom it was asked by, where that was said instead of a number."""

    deed: Deed
    number: int | None = None
    text: str = ""
    who: str = ""


POLITE = r"(?:(?:da|vang|xin|toi|em|minh|nho|tro ly|giup|hay|muon|cho toi|cho em) )*"
CAU = r"(?:cau(?: hoi)?(?: so)? ?#?|so |#)"
NUMBER = rf"{CAU}(?P<number>\d{{1,7}})"
SEE = r"(?:(?:xem|cho xem|mo|danh sach|liet ke|co|con|cac|nhung|bao nhieu|may) )*"
ANSWER = re.compile(
    rf"{POLITE}(?:tra loi|tl)(?: lai)?(?: cho)?(?: {NUMBER}\b| (?P<bare>\d{{1,7}})(?= ?:))?(?P<rest>.*)"
)
COUNTED = re.compile(rf"{NUMBER}(?: (?:tra loi|tl)(?: la)?)? ?[:–-](?P<rest>.+)")
"""'câu 7: được vay' answers; 'câu 7' alone is a look at it."""
THAT = re.compile(r"(?: (?:cau hoi|cau)(?: nay| do| kia| vua roi)?| nay| do)?[ .!]*")
STATUS = re.compile(r"(?: (?:da )?(?:tra loi|gui|xong))?(?: roi)?(?: hay)? (?:chua|khong|ko)[ .?!]*")
NAMED = re.compile(r" (?:(?:dong chi|d/c|anh|chi|co|chu|em|ban|bac) )?(?P<who>[^:?]{2,60}?) ?:(?P<text>.+)")
NO_ANSWER = r"chua (?:co |duoc )?(?:tra loi|cau tra loi|giai dap)"
WHO = r"(?:(?:cac|don vi|moi nguoi|can bo|cdcs|chu tich|thang nay|ho|hay) )*"
MANY = r"(?:cac )?cau(?: hoi)? (?:nhieu nhat|hay gap|pho bien|(?:khong|chua) tim thay)"
WHOLE: tuple[tuple[Deed, str], ...] = (
    (Deed.CLOSE, rf"{POLITE}(?:dong|khep|ket thuc)(?: lai)? {NUMBER}"),
    (Deed.CLOSE, rf"{POLITE}bo cau hoi(?: so)? ?#?(?P<number>\d{{1,7}})"),
    (
        Deed.CLOSE,
        rf"{NUMBER} (?:da |thi )*(?:dong(?: lai)?|xong|goi(?: dien)?|tra loi(?: qua)? dien thoai)(?: roi)?",
    ),
    (Deed.LATER, rf"{POLITE}de sau {NUMBER}|{POLITE}de {NUMBER.replace('number', 'number2')} (?:lai |sau)+"),
    (Deed.LATER, rf"{NUMBER} (?:thi )?de sau"),
    (
        Deed.KEEP,
        rf"{POLITE}luu(?: lai)?(?: cau tra loi(?: so)?(?: cho)?)? ?(?:{NUMBER})?(?: (?:vao |lai |trong )+kho)?",
    ),
    (Deed.KEEP_NOT, rf"{POLITE}khong (?:can )?luu(?: lai)?(?: {NUMBER})?(?: vao kho)?"),
    (Deed.WITHDRAW, r"(?:go|rut|thu hoi|bo|xoa) cau (?:tra loi|da luu|da tra loi)(?: so)? ?#?(?P<number>\d{1,7})"),
    (Deed.NOTES, rf"{SEE}cau (?:da tra loi|tra loi da luu|da luu)(?: trong kho| cua van phong)?|kho cau tra loi"),
    (
        Deed.WAITING,
        rf"{SEE}cau hoi (?:nao )?(?:dang |con |can )?(?:{NO_ANSWER}|cho(?: tra loi)?|can tra loi)(?: khong| ko)?",
    ),
    (
        Deed.MOST,
        rf"{WHO}hoi (?:nhung )?(?:cau )?(?:gi|nao) nhieu(?: nhat)?|{WHO}hay hoi gi|{MANY}",
    ),
    (Deed.SHOW, r"(?:xem |mo |doc )?(?:lai )?cau(?: hoi)?(?: so)? ?#?(?P<number>\d{1,7})"),
)
ASK_AGAIN = re.compile(rf"{POLITE}hoi lai(?: {NUMBER})?(?:\s*[:,.–-]\s*(?P<text>.+)|[ .!]*)")


def wish_of(said: str) -> Wish | None:
    """'trả lời câu 7: được vay', 'đóng câu 7', 'câu hỏi chưa có trả lời', 'hỏi lại: …'; None where it is none of it."""
    bare = plain(said.removeprefix("/"))
    for deed, pattern in WHOLE:
        if found := re.fullmatch(pattern, bare):
            named = found.groupdict()
            number = named.get("number") or named.get("number2")
            if deed is Deed.KEEP and not number and "kho" not in bare and "tra loi" not in bare:
                continue  # 'lưu lại' may be of anything
            return Wish(deed, int(number) if number else None)
    return answering(said)


def answering(said: str) -> Wish | None:
    """An answer, or a question about one's answer, with its words as they were typed."""
    text = clean(said).strip().replace("\n", " ") if "\n" not in said.strip() else clean(said).strip()
    folded = fold(text).replace("\n", " ")
    if found := COUNTED.fullmatch(folded):
        return Wish(Deed.ANSWER, int(found["number"]), text[found.start("rest") :].strip())
    if found := ASK_AGAIN.fullmatch(folded):
        words = text[found.start("text") :].strip() if found["text"] else ""
        return Wish(Deed.ASK_AGAIN, int(found["number"]) if found["number"] else None, words)
    found = ANSWER.fullmatch(folded)
    if found is None:
        return None
    return answer_in(found, text)


def answer_in(found: "re.Match[str]", text: str) -> Wish | None:
    """What follows 'trả lời': a number and the words, whom and the words, or nothing yet."""
    counted = found["number"] or found["bare"]
    number, rest = int(counted) if counted else None, found["rest"]
    words = text[found.start("rest") :]
    if number is not None and STATUS.fullmatch(rest):
        return Wish(Deed.SHOW, number)
    if THAT.fullmatch(rest):
        return Wish(Deed.ANSWER, number)
    if rest.lstrip()[:1] == ":" or (number is not None and rest.startswith(" ")):
        return Wish(Deed.ANSWER, number, re.sub(r"^\s*(?:[:,–-]|(?:là|la|rằng|rang)\b)?\s*", "", words).strip())
    named = NAMED.fullmatch(rest) if number is None else None
    if named is None:
        return None
    return Wish(Deed.ANSWER, who=named["who"], text=words[named.start("text") :].strip())
