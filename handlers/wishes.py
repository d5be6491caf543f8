"""What somebody wishes about a deadline: later, on a day, more time, the deputy, another hour, a list; pure."""

import re
from datetime import date
from enum import StrEnum

from handlers.days import day_wished, hour_wished
from handlers.mannerwishes import manner_of
from handlers.once import is_for_ever, is_once, is_once_or_always
from handlers.wording import plain
from handlers.wording import wanted as wished
from knowledge.text import clean, fold, tokens


class Wanted(StrEnum):
    """What may be wished."""

    LATER = "later"
    REMIND_ON = "remind_on"
    REMIND_ONCE = "remind_once"
    """At an hour of one day, and not from now on."""
    ONCE_OR_ALWAYS = "once_or_always"
    WORKING = "working"
    EXTEND = "extend"
    MAY_EXTEND = "may_extend"
    HAND_OVER = "hand_over"
    HOUR = "hour"
    LIST = "list"
    MANNERS = "manners"
    """How the speaker is told things: `handlers.manners`."""


WHO = r"(?:(?:toi|em|minh|chung toi|ben (?:em|toi|minh)|don vi|cho) )*"
LATER = re.compile(
    rf"{WHO}(?:xin )?(?:de (?:sau|luc khac|mai|chieu|toi)|nhac (?:lai )?(?:sau|em sau|toi sau)|luc khac)"
    r"(?: (?:nhe|di|da|khai|lam))*"
)
REMIND = re.compile(r"\bnhac\b")
WORKING = re.compile(
    rf"{WHO}dang (?:lam|khai|viet|tong hop|gom so(?: lieu)?|soan)(?: (?:bao cao|bc))?(?: (?:roi|day|do|r))*"
)
EXTEND = re.compile(
    r"\b(?:xin|de nghi|muon|cho|can)\b.{0,30}\b(?:lui|gia han|hoan|cham|tre|them (?:thoi gian|\w+ ngay))\b"
    r"|^(?:lui|gia han|hoan)\b|\b(?:lui|gia han)(?: (?:den|toi|sang|them)|.{0,12}\bhan\b)"
)
SPEAKS_OF_TIME = re.compile(
    r"\b(?:lui|gia han|hoan|nop (?:cham|tre|muon)|them thoi gian)\b"
    r"|\b(?:xin|cho) (?:(?:em|toi|minh) )?them \w+ (?:ngay|tuan)\b"
)
OTHER_WORDS = frozenset({
    "tac", "toan", "nghenh", "nghinh", "thanh", "canh", "ho", "hao", "hi", "hy", "tra", "thien", "tat", "von", "thue",
    "tien", "lai", "cong",
})  # fmt: skip
"""After 'hoan' without its mark they make another word than 'hoãn': 'hoàn tác', 'hoan nghênh'."""
PUT_OFF = frozenset({"nop", "bao", "bc", "han", "den", "sang"})
"""After them even a 'hoàn' is meant for 'hoãn'."""
ASKS = re.compile(
    r"\?|\b(?:duoc|dc|co) (?:khong|ko|k|hong|chu)\b|\b(?:khong|ko|hong|chua)$"
    r"|\b(?:the nao|ra sao|lam sao|bang cach nao)\b"
)
NOT_OURS = re.compile(r"\b(?:cho lui|khong lui|duoc lui)\b(?! (?:em|toi|minh|han|don vi (?:em|toi|minh)))")
"""'cho lùi Hoa Sen' is the office's word."""
HAND_OVER = re.compile(
    r"\b(?:ban giao|nho|chuyen|giao|de|nhuong)\b.{0,25}\bpho\b(?: chu tich)?"
    r"|\bpho(?: chu tich)? (?:khai|lam|nop) (?:thay|giup|ho)\b"
)
HOUR = re.compile(r"\b(?:gio nhac|nhac (?:toi|em|minh)?.{0,12}(?:luc|vao|gio)|doi gio nhac|hen gio nhac)\b")
WHAT = r"(?:gi|nao|bao cao gi|bao cao nao|nhung gi|muc nao|muc gi|viec gi|bao cao)"
LIST = re.compile(
    rf"{WHO}(?:con (?:thieu|phai nop|no|phai lam|viec|bao cao) ?{WHAT}?|phai nop {WHAT}|thieu {WHAT}"
    r"|(?:cac )?(?:viec|han|bao cao|thoi han)(?: (?:den han|phai lam|phai nop|con thieu))? cua "
    r"(?:toi|em|minh|don vi(?: (?:toi|em|minh))?)"
    r"|(?:co|con) bao cao (?:nao|gi)(?: (?:phai nop|chua nop|den han))?|viec (?:can lam|phai lam)|viec|han)"
    r"(?: (?:nua|the|vay|khong|ko|chua nop|phai nop|day|nhi))*"
)
LIST_MAX = 60
REASON = re.compile(r"(?<!don )\b(?:vi|do|tai|boi vi|ly do(?: la)?)\b:?\s+(\S.*)$", re.DOTALL)


def wanted(said: str, today: date) -> Wanted | None:
    """'để sau', 'nhắc lại thứ Năm', 'đang làm', 'xin lùi đến 27/11', 'nhờ phó khai', 'nhắc tôi lúc 9 giờ'."""
    bare = wished(said)
    whole = fold(without_other_words(said)).strip(" .!")
    if manner_of(said) is not None:
        return Wanted.MANNERS
    if LATER.fullmatch(bare) or LATER.fullmatch(plain(said)):
        return Wanted.LATER
    if WORKING.fullmatch(plain(said)):
        return Wanted.WORKING
    if len(whole) <= LIST_MAX and (LIST.fullmatch(plain(said)) or LIST.fullmatch(bare)):
        return Wanted.LIST
    if len(whole) > 300:
        return None
    return of_time(whole, said, today)


def without_other_words(said: str) -> str:
    """The sentence with the 'hoàn' of 'hoàn tác', 'hoan nghênh' blotted out: only 'hoãn' puts anything off."""
    text = clean(said)
    listed = tokens(said)
    for token, after in zip(listed, (*(each.bare for each in listed[1:]), ""), strict=False):
        is_marked_other = token.text in {"hoàn", "hoan"} and token.is_marked and after not in PUT_OFF
        if token.bare == "hoan" and token.text != "hoãn" and (is_marked_other or after in OTHER_WORDS):
            text = f"{text[: token.start]}{'-' * (token.end - token.start)}{text[token.end :]}"
    return text


def of_time(whole: str, said: str, today: date) -> Wanted | None:
    """What is wished with a day, an hour or more time in it."""
    if SPEAKS_OF_TIME.search(whole) and ASKS.search(whole):
        return Wanted.MAY_EXTEND
    if is_once(said, today):
        return Wanted.REMIND_ONCE
    if HOUR.search(whole) and is_for_ever(said, today) and not ASKS.search(whole):
        return Wanted.HOUR
    if is_once_or_always(said, today) and not ASKS.search(whole):
        return Wanted.ONCE_OR_ALWAYS
    names_day = day_wished(said, today) is not None and hour_wished(said) is None
    if REMIND.search(whole) and names_day and len(whole) <= 60:
        return Wanted.REMIND_ON
    if EXTEND.search(whole) and SPEAKS_OF_TIME.search(whole) and not NOT_OURS.search(whole):
        return Wanted.EXTEND
    if HAND_OVER.search(whole) and len(whole) <= 80 and not ASKS.search(whole):
        return Wanted.HAND_OVER
    return None


def reason_in(said: str) -> str:
    """'vì kế toán ốm' of 'xin lùi đến 27/11 vì kế toán ốm', without the 'vì'; empty where none is said."""
    words = clean(said).strip()
    found = REASON.search(fold(words))
    return words[found.start(1) :].strip(" .") if found else ""


def before_reason(said: str) -> str:
    """The wish without its reason, so that a day within the reason is not taken for the day wished for."""
    words = clean(said).strip()
    found = REASON.search(fold(words))
    return words[: found.start()] if found else words
