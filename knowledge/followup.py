"""What does a follow-up mean: what it leaves out is taken from the question before."""

from dataclasses import replace
from datetime import date
from typing import Final

from knowledge.cues import LAST_CLAUSE, WHERE_WRITTEN
from knowledge.library import Library
from knowledge.measures import counted_noun
from knowledge.question import Reading, Term, read_question
from knowledge.result import Asked, Result, citations_of

MONEY: Final = ("tien",)
OF_ANYTHING: Final = frozenset((Asked.FIGURE, Asked.TASKS, Asked.MILESTONE))
"""'bao nhiêu', 'thế nào', 'khi nào' say how, but not what about."""


def clauses(text: str, library: Library, today: date) -> tuple[str, ...]:
    """'A là 260, vậy B là bao nhiêu' is a question after another, when B names a union of its own."""
    parts = LAST_CLAUSE.split(text, maxsplit=1)
    if len(parts) == 2 and read_question(parts[1], library, today).issuers:
        return tuple(parts)
    return (text,)


def asks_source(reading: Reading) -> bool:
    """'Nằm ở mục nào vậy' asks for the source of what was just answered, which every answer names."""
    return WHERE_WRITTEN.search(reading.line) is not None and not reading.terms and not reading.nth


def carried(reading: Reading, before: Reading, result: Result) -> Reading:
    """A follow-up keeps the document, the period and, where it says too little, the subject of the question before."""
    cited = tuple(dict.fromkeys(each.document for each in citations_of(result)))
    kept = replace(reading, documents=() if _names_source(reading) else cited)
    original = reading.terms
    reading = kept = replace(kept, terms=tuple(term for term in kept.terms if not _is_measure(term, kept)))
    if reading.terms and not reading.is_ellipsis:
        return replace(kept, terms=original)
    topic = tuple(term for term in before.terms if not term.phrase[0].isdecimal())
    kept = replace(
        kept,
        spelled_before=(*before.spelled, *before.spelled_before),
        issuers=reading.issuers or (() if reading.is_own else before.issuers),
        periods=reading.periods or (() if reading.issuers else before.periods),
        measure=reading.measure or before.measure,
        wants_percent=reading.wants_percent or (before.wants_percent and not reading.measure),
        wants_money=reading.wants_money or (before.wants_money and not reading.measure),
    )
    return _with_subject(kept, before, topic)


def _with_subject(reading: Reading, before: Reading, topic: tuple[Term, ...]) -> Reading:
    if reading.nth is not None:
        name = reading.nth[0] or (before.nth[0] if before.nth else "")
        return replace(reading, nth=(name, reading.nth[1]))
    if reading.terms:
        return replace(reading, cues=reading.cues or before.cues, background=topic)
    if reading.cues <= OF_ANYTHING:
        return replace(
            reading, cues=before.cues | reading.cues, terms=topic, nth=before.nth, said=reading.said | before.said
        )
    return reading


def _is_measure(term: Term, reading: Reading) -> bool:
    """'hết bao nhiêu tiền' names a measure and leaves the thing measured to the question before."""
    return term.phrase == counted_noun(reading.measure) or (reading.wants_money and term.phrase == MONEY)


def _names_source(reading: Reading) -> bool:
    return bool(reading.issuers or reading.numbers or reading.stranger or reading.periods or reading.is_own)
