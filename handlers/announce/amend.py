"""'đổi họp sang 15h' in the text that was announced: the one hour, day or place in it becomes another; pure."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.days import day_wished, hour_wished, weekday_of
from knowledge.text import clean, fold

LEAD = "ĐÍNH CHÍNH"
HOUR = re.compile(r"\b\d{1,2}\s?(?:gio\b|[hg](?![a-z])|:)(?:\s?(?:\d{2}|ruoi)\b)?(?:\s(?:sang|trua|chieu|toi)\b)?")
WEEK = r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)"
DAY = re.compile(
    rf"\b(?:{WEEK}[\s,]*(?:\(?(?:ngay )?\d{{1,2}}[/-]\d{{1,2}}(?:[/-]\d{{4}})?\)?)?(?: tuan (?:nay|sau|toi))?"
    r"|(?:ngay )?\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?|ngay mai|hom nay)"
)
PLACE = re.compile(r"\b(?:tai|dia diem(?: la)?:?|o) (?P<what>[^.,;\n]{3,80})")
ROOM = re.compile(r"\b(?P<what>(?:hoi truong|phong hop|tru so|nha van hoa|nha thi dau|san)\b[^.,;\n]{0,60})")
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


def amended(text: str, said: str, today: date) -> str | None:
    """The correction: what is other, then the whole text; None where the place of it is none or several."""
    base, bare_said = clean(text), fold(clean(said))
    if len(clean(said).split()) > 20:
        return None
    tail = AFTER.search(bare_said)
    wished = clean(said)[tail.end() if tail else 0 :]
    found = [place for place in (hour_in(base, wished), day_in(base, wished, today), place_in(base, said)) if place]
    if not found or any(isinstance(place, str) for place in found) or says_more(wished) or CALLS_OFF.search(bare_said):
        return None
    places = sorted((place for place in found if isinstance(place, Place)), key=lambda each: -each.start)
    if any(is_same(base[each.start : each.end], each.new, today) for each in places):
        return None
    told = [f"{each.new} (không phải {base[each.start : each.end]})" for each in reversed(places)]
    for each in places:
        base = f"{base[: each.start]}{each.new}{base[each.end :]}"
    return f"{LEAD}: {'; '.join(told)}.\n{base}"


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
    return not is_place_only and any(word not in AROUND for word in re.findall(r"[a-z]+", rest))


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


def place_in(base: str, said: str) -> Place | str | None:
    """The one place of the text."""
    text = clean(said).strip(" .")
    wished = PLACE_SAID.search(fold(text)) or PLACE_TO.search(fold(text))
    if wished is None:
        return None
    found = list(PLACE.finditer(fold(base))) or list(ROOM.finditer(fold(base)))
    if len(found) != 1:
        return "several"
    return Place(found[0].start("what"), found[0].end("what"), text[wished.start("what") :].strip())


def one_place(found: list[re.Match[str]], new: str) -> Place | str:
    """Where it stands, if it stands once."""
    return Place(found[0].start(), found[0].end(), new) if len(found) == 1 else "several"
