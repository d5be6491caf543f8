"""How somebody answers an announcement: 'đã nắm', 'em đi', 'vang, con om', 'tham dự thông báo 12'; pure."""

import re
from dataclasses import dataclass, replace

from handlers import speech
from handlers.announce.store import Answer
from handlers.wording import SIGNS, courteous
from knowledge.text import clean, fold, settle_tone

WORDS_MOST = 14
REASON_WORDS_MOST = 60
KEYS = {"du": "dự", "nam": "nắm", "ro": "rõ", "vang": "vắng"}
"""Words that are others without their marks: 'đủ', 'năm', 'vâng'. Typed with marks they must be these."""
POLITE = (
    r"(?:(?:da|vang|ok|oke|okie|uh|u|em|e|toi|minh|chau|chung em|chung toi|xin|xin phep|thua|van phong|vp|tro ly"
    r"|(?:ben|don vi|truong|co quan|cong ty) (?:em|minh|toi|chau)|dong y|roi|a|thi|se|co le|chac|bao cao)[ ,]+)*"
)
WHO = r"(?:(?!(?:ai|nao|may|chua|khong|ko|k|bao|danh|nhung|con|cac|gui|neu)\b)[a-z/]+ ){0,5}?"
"""'Hoa Sen đã nắm', 'đồng chí Hạnh tham dự': whose answer it is; nobody who is asked for."""
AFTER = r"(?: (?:roi|a|nhe|nha|day du|du|het|thong tin|noi dung|thong bao|tin|tin nhan|cua van phong|van phong))*"
NOTED = re.compile(
    rf"(?P<polite>{POLITE}){WHO}(?:(?:da|moi|vua) )?(?:nam(?: duoc| ro| bat)?|ro){AFTER}"
    rf"|(?:{POLITE}){WHO}(?:da|moi|vua) (?:nhan|tiep nhan|doc|xem|biet|hieu)(?: duoc| ro)?{AFTER}"
    rf"|(?:{POLITE})(?:nhan|doc|xem|biet|hieu)(?: duoc| ro)?{AFTER} roi"
)
MEETING = r"(?: (?:hop|giao ban|hoi nghi|buoi hop|cuoc hop|tap huan|duoc|day du|dung gio|roi|a|nhe|nha|cung|voi))*"
ATTENDING = re.compile(
    rf"{POLITE}{WHO}(?:(?:se|xin|dang ky|chac chan|co) )*"
    rf"(?:tham du|du(?= hop| duoc|$)|co mat|den du|di (?:hop|du|duoc)|tham gia){MEETING}"
    rf"|(?:{POLITE})(?:em|toi|minh|chau) (?:se )?(?:di|du|den|tham gia)(?: duoc)?{MEETING}"
    rf"|(?:{POLITE})se (?:di|den|du){MEETING}"
)
NOT = r"(?:khong|ko|k|chang|hong|kg)"
ABSENT = re.compile(
    rf"(?P<before>.*?)\b(?:(?:xin|se|phai|cao|bao|danh) )*"
    rf"(?:vang(?: mat)?|nghi hop|{NOT} (?:the )?(?:tham du|du|di|den|tham gia|co mat)(?: hop| du)?(?: duoc| dc)?"
    rf"|{NOT} (?:the )?(?:thu xep|sap xep) (?:di |du )?(?:duoc|dc))"
    rf"(?: (?:hop|giao ban|hoi nghi|buoi nay|hom (?:do|ay|nay)))*"
    rf"\b(?P<after>.*)"
)
SURE = re.compile(rf"{POLITE}(?:da nam\b.*|tham du\b.*|vang(?: mat)?\b.*|xin vang\b.*)")
BECAUSE = re.compile(r"^[\s,;:.–-]*(?:(?:boi )?vi|do|tai|ly do(?: la)?|la do|voi ly do)?\b[\s,;:.–-]*")
NOBODY = re.compile(rf"\b(?:{NOT}|chua)(?: (?:co|con|biet|nho duoc))? (?:ai|gi|nao|dau)\b")
WHOSE = re.compile(r"(?:^|[\s,])(?:em|toi|minh|chau|chung em|xin|se|phai)$")
SO = re.compile(r"[\s,;:.–-]*\b(?:nen|cho nen|vi vay|vi the)$")
NUMBER = re.compile(r"\b(?:cho )?(?:thong bao|tb)(?: so)?[ #]*(\d{1,7})\b|(?<=nam|.du|ang) (\d{1,7})$")
BOTH = re.compile(r"\b(?:ca (?:hai|ba|2|3)|tat ca)(?: (?:cac )?(?:thong bao|tb|cuoc hop|tin))?\b")
ASKS = re.compile(r"^(?:co )?(?:ai|nhung ai|bao nhieu|may|danh sach|don vi nao|cdcs nao)\b|\?\s*$")
ASKS_AT_END = re.compile(r"\b(?:khong|ko|hong|chua|the nao|sao)$")
THANKS = re.compile(r"(?<=\w)[\s,.;-]+(?:xin |em |toi )?(?:cam on|thanks?|tks)\b.{0,40}$")
NO_REASON = frozenset({"roi", "a", "nhe", "thoi", "khong", "ko", "chua", "duoc khong", "dc khong", "nha"})
SHORT_REASONS = frozenset({"ban", "om", "met", "truc", "nghi", "di hoc", "cong tac"})
UNCLEAR = frozenset({"vang", "vang a", "em vang", "vang em"})
OK = frozenset({"ok", "oke", "okie", "uk", "uh", "u", "ừ", "vâng", "nhất trí", "nhat tri", "được", "dạ vâng", "dạ"})
SENTENCE = re.compile(r"^(?P<first>[^.;\n]{2,80})[.;\n]+\s*(?P<rest>\S.*)$", re.DOTALL)
CLAUSE = re.compile(r"^(?P<first>[^,;]{2,80})[,;]+\s*(?P<rest>\S.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer taken apart. `is_sure`: it can be nothing else, so that it is answered even where nothing waits."""

    answer: Answer | None
    """None for 'vang', which is 'vâng' or 'vắng'."""
    reason: str = ""
    number: int | None = None
    is_of_all: bool = False
    besides: str = ""
    is_sure: bool = False


def answer_of(said: str) -> Said | None:
    """What is answered; None where it is no answer: 'ai vắng', 'chưa rõ', '3 đồng chí vắng'."""
    text = clean(said).strip()
    found = SENTENCE.match(text) or asked_besides(text)
    first = one_answer(found["first"]) if found else None
    if found and first and first.answer is None:
        return one_answer(text)
    if found is None or first is None:
        return one_answer(text)
    rest = found["rest"].strip()
    if first.answer is Answer.ABSENT and not first.reason and is_reason(rest):
        return replace(first, reason=rest.strip(" ."))
    return replace(first, besides=rest)


def asked_besides(text: str) -> re.Match[str] | None:
    """'vắng' and 'báo cáo gửi cho ai' of 'vắng, báo cáo gửi cho ai'."""
    found = CLAUSE.match(text)
    return found if found and is_question(found["rest"]) else None


def is_reason(rest: str) -> bool:
    """Whether the sentence after 'vắng.' says why: short words without a figure or a question."""
    return not any(map(str.isdecimal, rest)) and not is_question(rest) and len(rest.split()) <= WORDS_MOST


def one_answer(text: str) -> Said | None:
    """The same of one sentence."""
    typed = tidied(text)
    bare = fold(typed)
    if len(typed) != len(bare) or ASKS.search(fold(text).strip()) or len(bare.split()) > REASON_WORDS_MOST:
        return None
    number, of_all = NUMBER.search(bare), BOTH.search(bare)
    for found in sorted(filter(None, (number, of_all)), key=lambda each: -each.start()):
        typed, bare = without(typed, found), without(bare, found)
    digits = next(filter(None, number.groups())) if number else ""
    heard = answered(typed.strip(" ,.:"), bare.strip(" ,.:"))
    if heard is None:
        return None
    return replace(heard, number=int(digits) if digits else None, is_of_all=of_all is not None)


def tidied(text: str) -> str:
    """In small letters and one spelling, without the signs and courtesies at its end; 'đã' and 'dạ' stay in front."""
    whole = clean(text).lower()
    thanks = THANKS.search(fold(whole))
    words = [settle_tone(word) for word in whole[: thanks.start() if thanks else None].strip(SIGNS).split()]
    while words and fold(words[-1].strip(SIGNS)) in {"a", "nhe", "nha", "nhi"}:
        words.pop()
    return " ".join(words).strip(SIGNS)


def without(text: str, found: re.Match[str]) -> str:
    """The text with that part taken out."""
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())


def answered(typed: str, bare: str) -> Said | None:
    """Which of the three answers; `typed` with the marks that were typed."""
    if bare in UNCLEAR and "vắng" not in typed:
        return Said(None) if "vâng" not in typed else None
    is_short = len(bare.split()) <= WORDS_MOST and not ASKS_AT_END.search(bare)
    sure = SURE.fullmatch(bare) is not None
    if is_short and NOTED.fullmatch(bare) and rightly_marked(typed, bare) and not lone(typed, bare):
        return Said(Answer.NOTED, is_sure=sure)
    if is_short and ATTENDING.fullmatch(bare) and rightly_marked(typed, bare):
        return Said(Answer.ATTENDING, is_sure=sure)
    return absent(typed, bare, is_sure=sure)


def lone(typed: str, bare: str) -> bool:
    """'nam' and 'năm' alone are a year or a five; 'nắm' is an answer."""
    return bare.split()[-1:] == ["nam"] and "da nam" not in bare and "nắm" not in typed


def rightly_marked(typed: str, bare: str) -> bool:
    """Whether each word that could be another is typed as it must be, or without any mark."""
    pairs = zip(typed.split(), bare.split(), strict=True)
    return all(one == KEYS[other] for one, other in ((t.strip(",.:"), b.strip(",.:")) for t, b in pairs)
               if other in KEYS and one != other and not (other == "vang" and one == "vâng"))  # fmt: skip


def absent(typed: str, bare: str, *, is_sure: bool) -> Said | None:
    """'vắng vì con ốm', 'con ốm nên em không đi được': absent, with the reason wherever it stands."""
    start = 5 if typed.startswith("vâng") else 0
    found = ABSENT.fullmatch(bare, start)
    if found is None:
        return None
    core = slice(found.end("before"), found.start("after"))
    if not rightly_marked(typed[core], bare[core]):
        return None
    before, after = typed[start : found.end("before")], typed[found.start("after") :]
    if any(map(str.isdecimal, before)) or re.match(r"\s*\d", after):
        return None
    reason = reason_after(after)
    is_sure = is_sure or bool(re.match(rf"{POLITE}(?:xin )?vang\b", bare))
    if is_question(after):
        return Said(Answer.ABSENT, reason_before(before), besides=reason, is_sure=is_sure) if "vắng" in typed else None
    if ASKS_AT_END.search(bare) and not reason:
        return None
    return Said(Answer.ABSENT, reason or reason_before(before), is_sure=is_sure)


def is_question(said: str) -> bool:
    """Whether it asks something, and says no reason: 'báo cáo gửi cho ai'; 'vì không biết ai trực' does not."""
    lead = BECAUSE.match(fold(said))
    is_led = lead is not None and any(map(str.isalpha, lead.group()))
    return not is_led and speech.asks(said) and not NOBODY.search(fold(said))


def reason_after(after: str) -> str:
    """The words after 'vì', or after the comma."""
    lead = BECAUSE.match(fold(after))
    told = after[lead.end() if lead else 0 :].strip(" ,.:;-")
    return told if sum(map(str.isalpha, told)) >= 2 and fold(told) not in NO_REASON else ""


def reason_before(before: str) -> str:
    """'con ốm' of 'dạ con ốm nên em …'."""
    bare = f"{fold(before).strip(' ,.')} "
    polite = re.match(POLITE, bare)
    told = f"{before.strip(' ,.')} "[polite.end() if polite else 0 :].strip(" ,.:;-")
    for ending in (WHOSE, SO):
        told = told[: found.start()].strip(" ,.:;-") if (found := ending.search(fold(told))) else told
    return told if len(told.split()) >= 2 or fold(told) in SHORT_REASONS else ""


def is_ok(said: str) -> bool:
    """'ok', 'vâng': a bare yes, which notes an announcement where nothing else is open; 'vang' may be 'vắng'."""
    return courteous(said) in OK
