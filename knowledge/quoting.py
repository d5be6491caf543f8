"""How is a passage cited: its place and its words, verbatim, a long one by the sentences that matter."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from knowledge.document import Target
from knowledge.entries import Entry
from knowledge.numbers import says_any
from knowledge.result import Citation, Standing, Value
from knowledge.succession import Later
from knowledge.text import long_words


@dataclass(frozen=True, slots=True)
class Wanted:
    """By what the sentences of a long passage are chosen: the words asked for, and the figures that are said."""

    words: frozenset[str] = frozenset()
    figures: frozenset[Decimal] = frozenset()
    room: int = 700


def cite(entry: Entry, standing: tuple[Standing, date | None], wanted: Wanted, later: Later | None = None) -> Citation:
    """The source of one passage: quoted from an original, in part where it is long; summarised from a digest.

    `later` took the place of the passage or of its whole document.
    """
    document, passage = entry.document, entry.passage
    return Citation(
        document=document.key,
        header=document.header,
        standing=standing[0],
        place=passage.place,
        quote=None if document.is_digest else excerpt(passage.text, wanted),
        summary=passage.text if document.is_digest else None,
        since=standing[1],
        is_example=document.is_example,
        version=document.version,
        page=passage.page,
        later=later.header if later else None,
        later_place=later.by if later else "",
    )


SENTENCE_END: Final = re.compile(r"(?<=[.;:!?…])\s+")
GAP: Final = " […] "


def excerpt(text: str, wanted: Wanted) -> str:
    """A long passage by its sentences that say most of what is wanted, verbatim, gaps marked.

    Every sentence with a figure that is said stays, and at least one sentence does.
    """
    if len(text) <= wanted.room:
        return text
    parts = SENTENCE_END.split(text)
    kept = {place for place, part in enumerate(parts) if says_any(part, wanted.figures)}
    told = [len(wanted.words.intersection(long_words(part))) for part in parts]
    for place in sorted(range(len(parts)), key=lambda place: (-told[place], place)):
        if kept and sum(len(parts[each]) for each in kept) + len(parts[place]) > wanted.room:
            break
        kept.add(place)
    pieces = [parts[place] if place - 1 in kept or not place else f"{GAP}{parts[place]}" for place in sorted(kept)]
    end = "" if len(parts) - 1 in kept else GAP.rstrip()
    return " ".join(piece.strip() for piece in pieces) + end


def value_of(target: Target) -> Value:
    """A target's figure as an answer carries it."""
    return Value(
        value=target.value,
        comparator=target.comparator,
        unit=target.measure,
        subject=target.subject,
        value_max=target.value_max,
        scope=target.assignee or target.scope,
        due=target.due,
        by_office=target.by_office,
    )
