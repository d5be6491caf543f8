"""What somebody says of questions that an office has: to answer, close, put off or keep one, or to see them; pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers.wording import plain
from knowledge.text import clean, fold


class Deed(StrEnum):
    """What is wanted."""

    ANSWER = "answer"
    CORRECT = "correct"
    """Other words in the place of those that were sent."""
    CLOSE = "close"
    LATER = "later"
    SHOW = "show"
    WAITING = "waiting"
    MOST = "most"
    KEEP = "keep"
    KEEP_INSTEAD = "keep_instead"
    """In the place of an entry that answers the same."""
    KEEP_BESIDE = "keep_beside"
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
    may_be_entry: bool = False
    """'câu trả lời 2' is the answer to question 2, or the entry that the list of kept answers numbers so."""
    is_last: bool = False
    """'câu trả lời vừa rồi'."""
    entry: int | None = None
    """The kept entry that it takes the place of, or stands beside."""
    may_wait: bool = False
    """'trả lời lại: …' may also be of a question that waits."""


POLITE = r"(?:(?:da|vang|xin|toi|em|minh|nho|tro ly|giup|hay|muon|cho toi|cho em) )*"
CAU = r"(?:cau(?: hoi)?(?: so)? ?#?|so |#)"
NUMBER = rf"{CAU}(?P<number>\d{{1,7}})"
SEE = r"(?:(?:xem|cho xem|mo|danh sach|liet ke|co|con|cac|nhung|bao nhieu|may) )*"
ANSWER = re.compile(
    rf"{POLITE}(?:tra loi|tl)(?: lai)?(?: cho)?(?: {NUMBER}\b| (?P<bare>\d{{1,7}})(?= ?:))?(?P<rest>.*)"
)
AMENDS = r"(?:dinh chinh|sua|thay|doi|nham|sai|(?:tra loi|tl) lai)"
AROUND = (
    r"(?:toi|em|minh|xin|nho|giup|hay|can|muon|cho|cua|da|vua|moi|bi|thi|noi dung|cau hoi|cau|so|nay|do|tren|roi|xong"
    r"|gui|lai|ra|dung|phai|nhe|a|truoc)"
)
OF_CAU = r"(?:cau(?: hoi)?(?: so)? ?#?|#)(?P<number>\d{1,7})"
"""'sửa số 2 thành 5' is of no question; a number without 'câu' is one only beside 'trả lời'."""
BARE = r"(?P<bare>\d{1,7})(?! (?:cau|lan)\b)"
PART = rf"(?:(?P<fix>{AMENDS})|(?P<answer>tra loi|tl)|{OF_CAU}|{BARE}|{AROUND})"
HEAD = re.compile(rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', PART)}\b[ ,.]*)++")
PARTS = re.compile(rf"{PART}\b")
PARTICLES = re.compile(
    r"(?:(?:di|nhe|nha|a|voi|luon|ngay|giup|gium|ho|dum|em|anh|chi|toi|minh|cai|nua|da|thoi|oi)\b[ ,.!]*)*"
)
"""'trả lời lại đi' gives no new words."""
JOINT = re.compile(r" ?:|[,.]? \b(?:thanh|la|bang|rang)\b ?:?| [–-] ")
LAST = re.compile(r"\b(?:vua|moi) (?:roi|gui|xong|nay|tra loi)\b")
WHOSE = re.compile(
    r"(?P<head>.*\btra loi\b.*?) (?:cho|cua) (?:(?:dong chi|d/c|anh|chi|co|chu|ban|bac) )?(?P<who>\w[^:]{1,60})"
)
COUNTED = re.compile(rf"{NUMBER}(?: (?:tra loi|tl)(?: la)?)? ?[:–-](?P<rest>.+)")
"""'câu 7: được vay' answers; 'câu 7' alone is a look at it."""
THAT = re.compile(r"(?: (?:cau hoi|cau)(?: nay| do| kia| vua roi)?| nay| do)?[ .!]*")
STATUS = re.compile(r"(?: (?:da )?(?:tra loi|gui|xong))?(?: roi)?(?: hay)? (?:chua|khong|ko)[ .?!]*")
NAMED = re.compile(r" (?:(?:dong chi|d/c|anh|chi|co|chu|em|ban|bac) )?(?P<who>[^:?]{2,60}?) ?:(?P<text>.+)")
NO_ANSWER = r"chua (?:co |duoc )?(?:tra loi|cau tra loi|giai dap)"
WHICH_ONES = r"(?:cau hoi(?: nao)?|cau nao)"
WHO = r"(?:(?:cac|don vi|moi nguoi|can bo|cdcs|chu tich|thang nay|ho|hay) )*"
MANY = r"(?:cac )?cau(?: hoi)? (?:nhieu nhat|hay gap|pho bien|(?:khong|chua) tim thay)"
OFFICE = (
    r"(?:(?:chi|anh|ben|cac chi|can bo|nguoi ben) )?(?:van phong|vp|cap tren)"
    r"(?: (?:xa|phuong|cong doan(?: xa| phuong)?))?"
)
INTO = r"(?: (?:vao|trong) kho)?"
ENTRY = r"cau tra loi(?: so)? ?#?(?P<entry>\d{1,7})"
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
    (Deed.KEEP_INSTEAD, rf"{POLITE}luu {NUMBER}{INTO},? thay(?: cho)? {ENTRY}"),
    (Deed.KEEP_BESIDE, rf"{POLITE}luu {NUMBER}{INTO},? (?:giu ca|cung|ben canh|canh)(?: voi)? {ENTRY}"),
    (Deed.KEEP_NOT, rf"{POLITE}khong (?:can )?luu(?: lai)?(?: {NUMBER})?(?: vao kho)?"),
    (Deed.WITHDRAW, r"(?:go|rut|thu hoi|bo|xoa) cau (?:tra loi|da luu|da tra loi)(?: so)? ?#?(?P<number>\d{1,7})"),
    (Deed.NOTES, rf"{SEE}cau (?:da tra loi|tra loi da luu|da luu)(?: trong kho| cua van phong)?|kho cau tra loi"),
    (
        Deed.WAITING,
        rf"{SEE}{WHICH_ONES} (?:dang |con |can )?(?:{NO_ANSWER}|cho(?: tra loi)?|can tra loi)(?: khong| ko)?",
    ),
    (
        Deed.WAITING,
        r"(?:co |con )(?:them )?(?:cau hoi|thac mac)(?: moi)?(?: nao| gi)(?: moi)?(?: (?:khong|ko|k|chua))?",
    ),
    (
        Deed.WAITING,
        r"(?:co )?(?:ai|don vi nao) (?:co |con )?hoi (?:them )?(?:cau )?(?:gi|nao)(?: moi)? (?:khong|ko|k|chua)",
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
            entry = named.get("entry")
            return Wish(deed, int(number) if number else None, entry=int(entry) if entry else None)
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
    if (corrected := correcting(folded, text)) is not None:
        return corrected
    found = ANSWER.fullmatch(folded)
    if found is None:
        return None
    return answer_in(found, text)


def correcting(folded: str, text: str) -> Wish | None:
    """'đính chính câu 2: …', 'sửa câu trả lời vừa rồi: …', 'câu 2 trả lời nhầm, sửa lại là …'."""
    joint = JOINT.search(folded)
    head, end = (folded[: joint.start()], joint.end()) if joint else (folded, len(folded))
    if re.search(r"\bthong bao\b", head):
        return None
    whose = WHOSE.fullmatch(head.strip(" .!"))
    who = whose["who"] if whose and not HEAD.fullmatch(head) else ""
    if who and whose:
        head = whose["head"]
    elif not HEAD.fullmatch(head):
        begins = HEAD.match(folded)
        head, end = (begins[0], begins.end()) if begins else ("", 0)
        if STATUS.fullmatch(f" {folded[end:]}"):
            return None
        if PARTICLES.fullmatch(folded[end:]):
            end = len(folded)
    return corrected_in(head, text[end:].strip(), who)


def corrected_in(head: str, said: str, who: str) -> Wish | None:
    """Which answer the words before the new ones speak of; None where they speak of none."""
    parts = list(PARTS.finditer(head))
    fixes = [part["fix"] for part in parts if part["fix"]]
    number = next((int(part["number"]) for part in parts if part["number"]), None)
    bare = next((int(part["bare"]) for part in parts if part["bare"]), None)
    again = any(fix.endswith(" lai") for fix in fixes)
    is_of_answer = again or any(part["answer"] for part in parts)
    if not fixes or not (number or is_of_answer) or (number and bare):
        return None
    return Wish(
        Deed.CORRECT, number or bare, said.strip(" .!") and said, who,
        may_be_entry=is_of_answer and not again and (number or bare) is not None and "tra loi cau" not in head
        and not re.search(r"\bcau(?: hoi)?(?: so)? \d", head),
        is_last=LAST.search(head) is not None, may_wait=again and not number,
    )  # fmt: skip


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
