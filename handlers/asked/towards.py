"""What asks that a question go to the people above, in other words than the button's, with or without it; pure."""

import re
from dataclasses import dataclass

from handlers import speech
from handlers.asked.wishes import OFFICE, POLITE
from handlers.wording import plain
from knowledge.courtesy import small_talk
from knowledge.text import clean, fold


@dataclass(frozen=True, slots=True)
class Towards:
    """What is to go: `text`, or the last question where that is empty."""

    text: str = ""
    is_sure: bool = True
    """Not where it only asks whether it may, or where the office may be what is asked about."""
    may_be_report: bool = False
    """'chuyển văn phòng' with a report open may be of the report."""


HEAD_MOST = 80
THAT = r"cau(?: hoi)?(?: nay| do| kia| ay| tren| vua roi| vua hoi)?"
FILLING = (
    rf"(?:(?:cai )?{THAT}|(?:cai|viec|dieu|y|noi dung|thac mac) (?:nay|do|kia|ay)|giup|gium|ho|dum|cho"
    r"|em|e|toi|tui|minh|chi|anh|voi|nhe|nha|a|di|luon|ngay|lai|tiep|len|den"
    r"|qua|ve|ben|tren|tra loi|giai dap|huong dan|ho tro|xem|biet|gap)"
)
ABOVE = rf"(?:(?:anh|chi|co|chu|dong chi|d/c) \w+ (?:o |ben |tren )?)?{OFFICE}(?! pham\b)"
TURNS = r"(?:hoi|nho|chuyen|day)"
"""'Gửi văn phòng' may be of a report, and is none of these without its question."""
HEADS = (
    rf"{POLITE}(?:{TURNS}|(?:can|phai) hoi)(?: {FILLING}){{0,6}}? {ABOVE}(?: {FILLING}){{0,6}}",
    rf"{POLITE}(?:gui|trinh|dua|bao)(?: {FILLING}){{0,6}}? {THAT}(?: {FILLING}){{0,6}}? {ABOVE}(?: {FILLING}){{0,6}}",
    rf"{POLITE}(?:gui|trinh|dua)(?: {FILLING}){{0,6}}? {ABOVE}(?: {FILLING}){{0,6}}? {THAT}(?: {FILLING}){{0,6}}",
    rf"{POLITE}(?:moi|de|cho) {ABOVE} (?:tra loi|giai dap)(?: {FILLING}){{0,6}}",
)
"""'Chuyển giúp câu này cho văn phòng', 'hỏi vp', 'nhờ văn phòng trả lời', 'chuyển văn phòng'."""
TO_OFFICE = re.compile("|".join(f"(?:{head})" for head in HEADS))
WHETHER = re.compile(r"(?: co)?(?: duoc| dc| dk)?(?: khong| ko| k| hong| chu)$")
"""'chuyển văn phòng được không' may ask whether that can be, or that it be done."""
JOINT = re.compile(r"\s*(?::|\n|\s[–-]\s|,)\s*(?:(?:là|la|rằng|rang)\s)?")
ASKED = re.compile(
    rf"{POLITE}(?:(?:hoi|nho|can hoi)(?: {FILLING}){{0,6}}? {ABOVE}(?: {FILLING}){{0,6}}"
    rf"|(?:chuyen|gui|day)(?: {FILLING}){{0,6}}?"
    rf" (?:{ABOVE}(?: {FILLING}){{0,6}}? cau hoi|cau hoi(?: {FILLING}){{0,6}}? {ABOVE}))"
    r"(?: la| rang)? (?P<text>\S.*)"
)
WAYS = re.compile(
    r"(?:(?:bang |theo |qua )?(?:cach|duong|kenh) nao|the nao|lam sao|ra sao|o dau|qua dau)\b.*|.*\b(?:so|sdt) .*"
)
"""'hỏi văn phòng bằng cách nào' asks how one asks."""
OF_REPORT = re.compile(rf"{POLITE}(?:chuyen|day)\b(?!.*\b(?:cau|hoi|tra loi|giai dap)\b)")


def towards(said: str) -> Towards | None:
    """'chuyển văn phòng', 'hỏi vp: sinh đôi được mấy tiền'; 'hỏi văn phòng mấy giờ mở cửa' is asked whether it is."""
    bare = plain(said)
    if TO_OFFICE.fullmatch(bare):
        return Towards(may_be_report=OF_REPORT.match(bare) is not None)
    if (whether := WHETHER.search(bare)) and TO_OFFICE.fullmatch(bare[: whether.start()]):
        return Towards(is_sure=False)
    return with_text(said)


def with_text(said: str) -> Towards | None:
    """The question that stands behind the words, as it was typed."""
    text = clean(said).strip()
    for joint in JOINT.finditer(text[: HEAD_MOST + 1]):
        if TO_OFFICE.fullmatch(plain(text[: joint.start()])):
            return worth(text[joint.end() :].strip(), is_sure=speech.asks(text[joint.end() :]))
    found = ASKED.fullmatch(fold(text))
    if found is None:
        return None
    rest = text[found.start("text") :].strip()
    is_whole = len(rest.split()) > 2 and speech.asks(rest) and not WAYS.fullmatch(plain(rest))
    return worth(rest, is_sure=False) if is_whole else None


def worth(text: str, *, is_sure: bool) -> Towards | None:
    """Nothing where the words are thanks, or no words at all."""
    if sum(map(str.isalpha, text)) < 2 or small_talk(text):
        return None
    return Towards(text, is_sure)
