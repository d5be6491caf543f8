"""What is asked at the end of a long message: the clause that asks, and what was told before it to lead up to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from knowledge.cues import CUES, LIST_OF_PLANS, LIST_OF_TARGETS, YES_NO
from knowledge.dates import PeriodKind
from knowledge.question import Reading, Term, read_question
from knowledge.result import Asked
from knowledge.text import fold

if TYPE_CHECKING:
    from knowledge.library import Library

SENTENCE: Final = re.compile(r"[.?!:]+\s+|\n+")
CLAUSE: Final = re.compile(r"[,;]\s*|\s+[-–]\s+|\s(?:nhưng|bảo|nói|dặn|kêu)\s(?:là\s|rằng\s)?", re.IGNORECASE)
"""Not before 'thì': what stands before it is what is asked about."""
LISTS: Final = re.compile(f"{LIST_OF_TARGETS.pattern}|{LIST_OF_PLANS.pattern}")
CUTS_MAX: Final = 2
"""'Huyện giao số công đoàn lập mới mỗi năm. Bao nhiêu vậy em?' is asked in two sentences."""
TOLD_MIN: Final = 3
"""Fewer words before it tell no story: 'năm nay, bao nhiêu …'."""
ASKING: Final = (
    Asked.FIGURE,
    Asked.TARGETS,
    Asked.TASKS,
    Asked.PLANS,
    Asked.BREAKTHROUGHS,
    Asked.MILESTONE,
    Asked.DUTY,
)
JOINED_FROM: Final = 2.5
ALONE_FROM: Final = 5.0
"""What weighs less is nothing to ask for with, or without, what was told before it."""
OF_STORY: Final = 0.5
"""What was told before counts half: it may be the thing, or what happened to the teller."""
STRONG: Final = 4.0
STRONG_MAX: Final = 3
"""So few of the telling words before it are tried as the thing itself, which then must stand in the answer."""
SAID_OF_PAPERS: Final = (PeriodKind.YEAR, PeriodKind.TERM)
"""'Cả tháng nay' in a story is no period of a programme."""


@dataclass(frozen=True, slots=True)
class Told:
    """A message cut in two: what leads up, and what asks."""

    before: str
    asks: str
    is_sentence: bool
    """A clause may leave out what the one before it says; a sentence seldom does."""


def readings(text: str, whole: Reading, library: "Library", today: date) -> Iterator[Reading]:
    """The message as understood from its asking part, with the clause before it, then by itself; likeliest first.

    Unions, papers and restrictions named anywhere hold for the whole message. Who asks for somebody told no story.
    """
    if whole.wants_person or whole.wants_names:
        return
    for told in _cuts(text):
        asks = read_question(told.asks, library, today)
        if not asks.cues & set(ASKING) and not asks.is_yes_no:
            continue
        if not asks.terms and LISTS.search(asks.line):
            yield _joined(whole, asks, ())
        weight = sum(term.weight for term in asks.terms)
        if weight >= JOINED_FROM:
            near = read_question(_last(told.before), library, today).terms
            yield _joined(whole, asks, tuple(replace(term, weight=OF_STORY * term.weight) for term in near))
            strong = sorted((term for term in near if term.weight >= STRONG), key=lambda term: -term.weight)
            for term in strong[:STRONG_MAX]:
                yield _joined(whole, asks, (replace(term, is_needed=True),))
        if weight >= ALONE_FROM and told.is_sentence:
            yield _joined(whole, asks, ())


def _cuts(text: str) -> Iterator[Told]:
    """Where a message may be cut: before its last sentence that asks, then before its last clause that does."""
    seen: set[str] = set()
    for pattern in (SENTENCE, CLAUSE):
        ends = [0, *(match.end() for match in pattern.finditer(text))]
        for start in reversed(ends[1:]):
            before, asks = text[:start].strip(), text[start:].strip()
            if asks and asks not in seen and len(before.split()) >= TOLD_MIN and _asks(asks):
                seen.add(asks)
                yield Told(before, asks, pattern is SENTENCE)
                if len(seen) >= CUTS_MAX * (1 + (pattern is CLAUSE)):
                    break


def _asks(text: str) -> bool:
    line = f" {fold(text)} "
    return any(CUES[cue].search(line) for cue in ASKING) or YES_NO.search(line) is not None or "?" in text


def _last(text: str) -> str:
    """The clause right before what asks."""
    parts = [part for part in CLAUSE.split(SENTENCE.split(text.rstrip(" .?!:,;"))[-1]) if part.strip()]
    return parts[-1] if parts else ""


def _joined(whole: Reading, asks: Reading, near: tuple[Term, ...]) -> Reading:
    """The asking part with what the whole message names, and some of what leads up to it."""
    asked = {term.phrase for term in asks.terms}
    needed = tuple(term for term in whole.terms if term.is_needed and term.phrase not in asked)
    known = asked | {term.phrase for term in needed}
    told = tuple(term for term in near if term.phrase not in known)
    return replace(
        asks,
        line=f"{asks.line}{' '.join(' '.join(term.phrase) for term in needed)} ",
        terms=(*asks.terms, *needed, *told),
        said=whole.said,
        periods=asks.periods or tuple(each for each in whole.periods if each.kind in SAID_OF_PAPERS),
        issuers=whole.issuers,
        stranger=whole.stranger,
        near_issuers=whole.near_issuers,
        is_own=whole.is_own,
        term=whole.term,
        level=asks.level or whole.level,
        numbers=whole.numbers,
        documents=whole.documents,
    )
