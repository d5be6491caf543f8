"""'đổi họp sang 15h' in the text that was announced: the one hour, day or place in it becomes another; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from handlers.days import day_wished, hour_wished, weekday_of
from knowledge.text import clean, fold

LEAD = "ĐÍNH CHÍNH"
HOUR = re.compile(
    r"\b\d{1,2}\s?(?:gio\b|[hg](?![a-z])|:)(?:\s?(?:\d{2}(?!\s?[/-]\s?\d)|ruoi)\b)?(?:\s(?:sang|trua|chieu|toi)\b)?"
)
WEEK = r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b"
DAY = re.compile(
    rf"\b(?:{WEEK}(?:[\s,]*\(?(?:ngay )?\d{{1,2}}[/-]\d{{1,2}}(?:[/-]\d{{4}})?\)?)?(?: tuan (?:nay|sau|toi))?"
    r"|(?:ngay )?\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?|ngay mai|hom nay)"
)
BEHIND = (
    rf"(?=\s*(?:$|[.,;\n(–-])|\s+(?:luc|vao|tu|ngay|hom|{WEEK}|sang|chieu|toi|\d{{1,2}}\s?(?:gio|[hg](?![a-z])|:|/)|mang"
    r"|nho|xin|kem|de|hop|moi|kinh|dung gio|thanh phan|do (?:dong chi|d/c))\b)"
)
"""Where the words of a place end."""
PLACE = re.compile(rf"\b(?:tai|dia diem(?: la)?:?|o) (?P<what>[^.,;\n]{{2,80}}?){BEHIND}")
ROOM = re.compile(
    rf"\b(?P<what>(?:hoi truong|phong hop|tru so|nha van hoa|nha thi dau|san)\b[^.,;\n]{{0,60}}?){BEHIND}"
)
PLACE_WORDS_MOST = 7
"""What is longer says more than a place, and may not go with it."""
PART = re.compile(r"\b(sáng|trưa|chiều|tối)\b")
PLACE_SAID = re.compile(
    r"\b(?:dia diem|noi hop|phong hop|cho hop)\b.*?\b(?:sang|thanh|ve|den|la|qua|tai|o)\b\s*(?P<what>.+)$"
)
PLACE_TO = re.compile(r"\b(?:sang|ve|den|qua|tai|o)\b\s*(?P<what>(?:hoi truong|phong|nha|tru so|tang|truong|ubnd).+)$")
AFTER = re.compile(r"\b(?:sang|thanh|qua|ve|den|xuong|len|la|vao)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text and what stands there from now on."""

    start: int
    end: int
    new: str


def without_lead(text: str) -> str:
    """A correction's text without the line that says what is other."""
    if not text.startswith(LEAD):
        return text
    head, _, rest = text.partition("\n")
    return rest.strip() or head.removeprefix(f"{LEAD}:").strip()


class Kind(StrEnum):
    """What may be other."""

    HOUR = "hour"
    DAY = "day"
    PLACE = "place"


def amended(text: str, said: str, today: date) -> str | None:
    """The correction: what is other, then the whole text; None where the place of it is none or several."""
    return amended_by(text, (said,), today)


def amended_by(text: str, said: Sequence[str], today: date) -> str | None:
    """The same for several changes, one after another: each keeps those before it, 'không phải' is what was sent."""
    changed = changed_by(clean(text), said, today)
    if changed is None or not changed.others:
        return None
    told = [f"{each.new} (không phải {each.old})" for each in changed.others]
    return f"{LEAD}: {'; '.join(told)}.\n{changed.text}"


@dataclass(frozen=True, slots=True)
class Other:
    """What stood in the text that was sent, and what stands there now."""

    kind: Kind
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changed:
    """The text as it is now, and what is other in it, in the order of the text."""

    text: str
    others: tuple[Other, ...] = ()


def changed_by(base: str, said: Sequence[str], today: date) -> Changed | None:
    """All changes made; None where one of them has no place, or several."""
    now = Changed(base)
    for each in said:
        step = changed_once(now, each, today)
        if step is None:
            return None
        now = step
    kept = [each for each in now.others if not is_same(each.old, each.new, today)]
    return Changed(now.text, tuple(sorted(kept, key=lambda each: now.text.find(each.new))))


def changed_once(before: Changed, said: str, today: date) -> Changed | None:
    """One more change: of what was changed before the place is known."""
    base, bare_said = before.text, fold(clean(said))
    if len(clean(said).split()) > 20:
        return None
    tail = AFTER.search(bare_said)
    wished = clean(said)[tail.end() if tail else 0 :]
    found = {
        Kind.HOUR: hour_in(base, wished),
        Kind.DAY: day_in(base, wished, today),
        Kind.PLACE: place_in(base, said, known=next((one.new for one in before.others if one.kind is Kind.PLACE), "")),
    }
    meant = {kind: place for kind, place in found.items() if place}
    if not meant or any(isinstance(each, str) for each in meant.values()):
        return None
    if says_more(wished) or CALLS_OFF.search(bare_said):
        return None
    places = {kind: each for kind, each in meant.items() if isinstance(each, Place)}
    if any(is_same(base[each.start : each.end], each.new, today) for each in places.values()) or overlap(
        places.values()
    ):
        return None
    others = {each.kind: each for each in before.others}
    for kind, each in sorted(places.items(), key=lambda item: -item[1].start):
        old = others[kind].old if kind in others else base[each.start : each.end]
        others[kind] = Other(kind, old, each.new)
        base = f"{base[: each.start]}{each.new}{base[each.end :]}"
    return None if Kind.HOUR in places and denies(base) else Changed(base, tuple(others.values()))


def overlap(places: Iterable[Place]) -> bool:
    """Whether two of them share a word."""
    ordered = sorted(places, key=lambda each: each.start)
    return any(one.end > other.start for one, other in pairwise(ordered))


def denies(text: str) -> bool:
    """Whether the text still says another part of the day than its hour is of: 'sáng thứ Bảy … 15 giờ'."""
    clock = hour_wished(text)
    parts = set(PART.findall(text.lower()))
    if clock is None or not parts:
        return False
    fitting = "sáng" if clock[0] < 11 else "trưa" if clock[0] < 13 else "chiều" if clock[0] < 18 else "tối"
    return fitting not in parts


def is_same(old: str, new: str, today: date) -> bool:
    """Whether both are the same hour, the same day or the same words."""
    hours, days = (hour_wished(old), hour_wished(new)), (day_wished(old, today), day_wished(new, today))
    return (
        fold(old) == fold(new)
        or (None not in hours and hours[0] == hours[1])
        or (None not in days and days[0] == days[1])
    )


def says_more(wished: str) -> bool:
    """Whether anything beside an hour, a day and a place is said: then the whole text is wanted."""
    rest = PLACE_TO.sub("", fold(wished)) if not PLACE_SAID.search(fold(wished)) else ""
    rest = DAY.sub(" ", HOUR.sub(" ", rest))
    is_place_only = HOUR.search(fold(wished)) is None and DAY.search(fold(wished)) is None
    return not is_place_only and any(word not in AROUND | CHANGES for word in re.findall(r"[a-z]+", rest))


CHANGES = frozenset({"doi", "sua", "lai", "chuyen", "lui", "nham", "a", "o", "thoi", "hop", "hay", "giup", "ma"})


INSTRUCTS = re.compile(r"(?:(?:a|o|thoi|nham|hay|giup|nho|xin)[ ,]+)*(?:doi|sua|chinh|thay)\b(?! (?:mat|doi)\b)")


def instructs(said: str) -> bool:
    """'đổi họp sang 9h, mang theo bút': what begins so tells the assistant what to do, and is no text for everybody."""
    return INSTRUCTS.match(fold(clean(said))) is not None


def tells_when(text: str) -> bool:
    """Whether an hour or a day stands in it."""
    return HOUR.search(fold(clean(text))) is not None or DAY.search(fold(clean(text))) is not None


def tells_only_a_change(said: str) -> bool:
    """'đổi lại 16h', 'à thứ Hai nhé': nothing but an hour or a day, and words around it."""
    bare = fold(clean(said))
    rest = DAY.sub(" ", HOUR.sub(" ", bare))
    return rest != bare and all(word in AROUND | CHANGES for word in re.findall(r"[a-z0-9]+", rest))


AROUND = frozenset({"luc", "vao", "ngay", "nhe", "a", "nha", "va", "cung", "gio", "hom", "sang", "thanh", "den", "ca"})
CALLS_OFF = re.compile(r"\b(?:hoan|huy|bo|dung) (?:(?:cuoc|buoi) )?(?:hop|giao ban|hoi nghi|tap huan)\b")


def anew(base: str, text: str, today: date) -> str:
    """A whole new text under its lead, word for word; an hour or a day that is other is said first."""
    hours, days = (lone(HOUR, base), lone(HOUR, text)), (lone(DAY, base), lone(DAY, text))
    told = []
    if all(hours) and hour_wished(hours[0]) != hour_wished(hours[1]):
        told.append(f"{hours[1]} (không phải {hours[0]})")
    if all(days) and day_wished(days[0], today) != day_wished(days[1], today):
        told.append(f"{days[1]} (không phải {days[0]})")
    return f"{LEAD}: {'; '.join(told)}.\n{text}" if told else f"{LEAD}:\n{text}"


def lone(pattern: re.Pattern[str], text: str) -> str:
    """What stands in the text once, as it was typed; empty where it stands not once."""
    found = list(pattern.finditer(fold(clean(text))))
    return clean(text)[found[0].start() : found[0].end()].strip(" ,") if len(found) == 1 else ""


def hour_in(base: str, wished: str) -> Place | str | None:
    """The one hour of the text; 'several' where it has none or more."""
    clock = hour_wished(wished) if HOUR.search(fold(wished)) else None
    if clock is None:
        return None
    new = f"{clock[0]} giờ{f' {clock[1]:02d}' if clock[1] else ''}"
    return one_place(list(HOUR.finditer(fold(base))), new)


def day_in(base: str, wished: str, today: date) -> Place | str | None:
    """The one day of the text."""
    day = day_wished(wished, today) if DAY.search(fold(wished)) else None
    if day is None:
        return None
    found = list(DAY.finditer(fold(base)))
    year = f"/{day.year}" if len(found) == 1 and re.search(r"\d{4}", found[0][0]) else ""
    return one_place(found, f"{weekday_of(day)}{year}")


def place_in(base: str, said: str, known: str = "") -> Place | str | None:
    """The one place of the text; `known` is the one that was put there before."""
    text = clean(said).strip(" .")
    wished = PLACE_SAID.search(fold(text)) or PLACE_TO.search(fold(text))
    if wished is None:
        return None
    new = text[wished.start("what") :].strip()
    if known and base.count(known) == 1:
        return Place(base.index(known), base.index(known) + len(known), new)
    found = list(PLACE.finditer(fold(base))) or list(ROOM.finditer(fold(base)))
    if len(found) != 1 or len(found[0]["what"].split()) > PLACE_WORDS_MOST:
        return "several"
    return Place(found[0].start("what"), found[0].end("what"), new)


def one_place(found: list[re.Match[str]], new: str) -> Place | str:
    """Where it stands, if it stands once."""
    return Place(found[0].start(), found[0].end(), new) if len(found) == 1 else "several"
