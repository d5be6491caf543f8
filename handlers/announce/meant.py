"""What a text shows of itself: whether it invites, how long it is of use, whether it can be sent at all; pure."""

import re
from datetime import date, datetime, time, timedelta

from handlers.days import day_wished
from knowledge.dates import VIETNAM, find_dates
from knowledge.text import Token, clean, fold, tokens

TEXT_MAX = 1600
"""So that one message of any channel holds it, with whose it is and how to answer."""
LETTERS_LEAST = 5
LASTS = timedelta(days=3)
AHEAD_MOST = timedelta(days=60)
END = time(23, 59)
INVITES = frozenset({"họp", "mời", "dự"})
INVITES_TWO = (
    ("hội", "nghị"), ("tập", "huấn"), ("giao", "ban"), ("hội", "thảo"), ("tọa", "đàm"), ("đại", "hội"),
    ("gặp", "mặt"), ("sinh", "hoạt"),
)  # fmt: skip
NOT_OF_MEETING = frozenset({"phu", "tong", "truong", "ket", "lien", "hon", "thich", "phoi"})
CALLED_OFF = re.compile(
    r"\b(?:hoan|huy|khong|thoi|nghi|bien ban|ket qua|sau|ket luan) (?:cuoc |buoi |hoi nghi )?(?:hop|giao ban)\b"
)
UNTIL = re.compile(r"\b(?:den het|den|het|han dung|dung den|co gia tri den)\b(?P<when>.+)")


def invites(text: str) -> bool:
    """Whether people are to come somewhere: 'họp', 'mời', 'hội nghị'; 'hợp đồng mới' and 'hoãn họp' are none."""
    said = tokens(text)
    if CALLED_OFF.search(fold(clean(text))):
        return False
    has_marks = any(token.is_marked for token in said)
    return any(_invites(said, place, has_marks=has_marks) for place in range(len(said)))


def _invites(said: tuple[Token, ...], place: int, *, has_marks: bool) -> bool:
    words = [token.text if has_marks else token.bare for token in said]
    pair = tuple(words[place : place + 2])
    known = INVITES_TWO if has_marks else tuple((fold(one), fold(two)) for one, two in INVITES_TWO)
    if pair in known:
        return True
    if has_marks:
        return words[place] in INVITES
    before = words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    if words[place] == "hop":
        return before not in NOT_OF_MEETING and after not in {"dong", "tac", "phap", "ly", "le"}
    return words[place] == "moi" and after in {"cac", "dong", "du", "tham", "hop", "anh", "chi", "toan"}


def calls_off(text: str) -> bool:
    """'Hoãn họp …', 'Huỷ cuộc họp …': nobody is asked whether they will come."""
    return re.match(r"(?:xin |kinh |tam )*(?:hoan|huy)\b", fold(clean(text)).strip()) is not None


def is_too_short(text: str) -> bool:
    """Whether it says nothing: signs, a number, a syllable."""
    return sum(map(str.isalpha, text)) < LETTERS_LEAST


def use_by(text: str, now: datetime) -> datetime:
    """The end of the last day that the text names, if it is near and ahead; else the end of the third day from now."""
    today = now.astimezone(VIETNAM).date()
    named = [found.day for found in find_dates(text, today)]
    wished = day_wished(text, today)
    ahead = [day for day in (*named, *filter(None, (wished,))) if today <= day <= today + AHEAD_MOST]
    if re.search(r"\bhom nay\b|\b(?:sang|chieu|toi) nay\b", fold(clean(text))):
        ahead.append(today)
    return end_of(max(ahead) if ahead else today + LASTS)


def end_of(day: date) -> datetime:
    """The last minute of a day in Viet Nam."""
    return datetime.combine(day, END, VIETNAM)


def until_in(said: str, today: date) -> date | None:
    """27/11 of 'đến hết 27/11', the day until which the office wants it sent."""
    found = UNTIL.search(fold(clean(said)))
    if found is None:
        return None
    if re.search(r"\bhom nay\b", found["when"]):
        return today
    return day_wished(clean(said)[found.start("when") :], today)
