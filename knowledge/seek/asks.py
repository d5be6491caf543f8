"""How many figures does one question ask for: 'mấy suất, tổng bao nhiêu tiền' asks for a count and a sum."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from knowledge.cues import MONEY_WANTED, PERCENT_WANTED
from knowledge.measures import counted_noun
from knowledge.question import Reading
from knowledge.result import Kind

ASKING: Final = re.compile(r"(?<!thu )(?<!so )(?<!ngay )\b(?:bao nhieu|may)\b(?! lau)")
MONEY: Final = (("tien",), ("so", "tien"))
OF_EACH: Final = re.compile(r"\b(?:muc|tri gia|moi (?:suat|nguoi|can|em|phan))\b[a-z ]{0,12}\b(?:bao nhieu|may)\s*$")
"""'Mấy suất, mỗi suất bao nhiêu' asks for a sum without saying so."""
NOUN_MAX: Final = 5
FOR_EACH: Final = re.compile(r"\b(?:mot|moi|1) ((?:[a-z]+ ?){1,3})")
"""'Bao nhiêu tiền một người': for whom the sum is."""


def asks(reading: Reading) -> tuple[Reading, ...]:
    """The question once for every kind of figure that it asks for; itself where it asks for one."""
    line = reading.line
    places = [match.start() for match in ASKING.finditer(line)]
    if len(places) < 2:
        return (reading,)
    before = (0, *(_end(line, start) for start in places[:-1]))
    parts = [line[start:end] for start, end in pairwise((*before, len(line)))]
    found = [_one(reading, part) for part in parts]
    kinds = [(each.wants_percent, each.wants_money, counted_noun(each.measure)) for each in found]
    told = {kind: each for kind, each in zip(kinds, found, strict=True) if any(kind)}
    return tuple(told.values()) if len(told) > 1 else (reading,)


def _end(line: str, start: int) -> int:
    """Where the words end that name what is counted: after 'bao nhiêu phần trăm', 'mấy suất quà'."""
    asking = ASKING.match(line, start)
    after = asking.end() if asking else start
    words = line[after:].split()[:NOUN_MAX]
    noun = counted_noun(tuple(words)) or (("phan", "tram") if words[:2] == ["phan", "tram"] else tuple(words[:1]))
    return after + len(" ".join(noun)) + 1


def _one(reading: Reading, part: str) -> Reading:
    match = ASKING.search(part)
    words = tuple(part[match.end() :].split()[:NOUN_MAX]) if match else ()
    return replace(
        reading,
        measure=words,
        wants_percent=PERCENT_WANTED.search(part) is not None,
        wants_money=MONEY_WANTED.search(part) is not None or OF_EACH.search(part) is not None,
    )


def lack_of(reading: Reading) -> Kind | None:
    """What has to be said to be missing, where one of several figures was not found."""
    if reading.wants_money and not reading.wants_percent:
        return Kind.MONEY
    if reading.wants_percent:
        return Kind.PERCENT
    return Kind.COUNT if counted_noun(reading.measure) else None


def with_light_money(reading: Reading) -> Reading:
    """'Bao nhiêu tiền một người' names the measure, which is checked by itself: it tells half as much of the thing."""
    if not reading.wants_money:
        kept = tuple(term for term in reading.terms if term.phrase not in MONEY or reading.says("tien"))
        # Carried from the question before, 'tiền' is not asked for now.
        return reading if len(kept) == len(reading.terms) else replace(reading, terms=kept)
    each = {counted_noun(tuple(match[1].split())) for match in FOR_EACH.finditer(reading.line)}
    terms = (
        replace(term, weight=term.weight / 2) if term.phrase in MONEY or term.phrase in each else term
        for term in reading.terms
    )
    return replace(reading, terms=tuple(terms))
