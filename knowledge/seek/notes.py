"""What an office answered itself: a question much like the one it answered gets its words, under its name and day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from knowledge.cues import STOP_WORDS
from knowledge.document import Document, PassageKind
from knowledge.grammar.sectors import sector_of
from knowledge.notes.entry import is_note
from knowledge.numbers import find_numbers
from knowledge.question import Reading, Term, beyond, read_question
from knowledge.quoting import Wanted, cite
from knowledge.result import Alternatives, Answer, AskBack, Asked, Found, Lacking, NotFound, Result
from knowledge.seek.case import Case
from knowledge.seek.papers import ABOUT
from knowledge.text import long_words

SHARED: Final = 0.4
"""Questions that share fewer of their telling words are not even read side by side."""
ALIKE: Final = 0.75
"""So much of either question must stand in the other, by weight: half a question is another question."""
ROOM: Final = 1200
PROSE: Final = frozenset({Asked.PASSAGE, Asked.TASKS})
"""What a sentence about something near may answer; an office's word on the very question comes before it."""


def with_note(case: Case, result: Result) -> Result:
    """The office's own answer where the documents have none or only prose; beside a figure where it says another."""
    if (spoken_of := _spoken_of(case)) is not None:
        return Answer(Asked.PASSAGE, (_found(case, spoken_of),))
    match result:
        case Answer(asked=asked) if asked not in PROSE:
            return _beside_figure(case, result)
        case Answer() | NotFound() | AskBack(lacking=Lacking.UNION):
            return _answered(case) or result
        case Alternatives(options=options, are_wanted=False) if all(each.asked in PROSE for each in options):
            return _answered(case) or result
        case _:
            return result


def _spoken_of(case: Case) -> Document | None:
    """The note that the answer before was, where 'ai ký', 'ngày nào' asks about it: its source line says by whom, when.

    No programme is meant, though every programme has a signer.
    """
    reading = case.reading
    about = next((cue for cue in ABOUT if cue in reading.cues), None)
    if about is None or reading.issuers or reading.numbers or beyond(reading, about).terms:
        return None
    notes = [each for each in case.library.documents if each.key in reading.documents]
    return notes[0] if notes and all(map(is_note, notes)) else None


def _answered(case: Case) -> Answer | None:
    note = _best(case)
    return None if note is None else Answer(Asked.PASSAGE, (_found(case, note),))


def _beside_figure(case: Case, result: Answer) -> Answer:
    """A programme's figure comes first; an office that says another one stands below it, so that nobody chooses."""
    told = {value.value for found in result.found for value in found.values}
    note = _best(case) if told else None
    if note is None:
        return result
    figures = {number.value for number in find_numbers(note.passages[0].text)}
    if not figures or told & figures:
        return result
    return replace(result, found=(*result.found, _found(case, note)))


def _found(case: Case, note: Document) -> Found:
    [entry] = case.library.of_document[note.key]
    citation = cite(entry, case.standing(note), Wanted(room=ROOM))
    return Found(citation=citation, kind=PassageKind.OTHER)


def _best(case: Case) -> Document | None:
    """The note whose question is most like this one; of equals the newest."""
    if not case.reading.terms:
        return None
    offices = {*case.asker.own, *case.asker.above}
    asked = _telling(case.reading.line)
    fits = [
        (_likeness(case, note), note.header.issued_on or date.min, int(note.key.rpartition("/")[2]), note)
        for note in case.library.documents
        if is_note(note) and note.header.issuer_code in offices and _may_be_alike(asked, _telling(note.header.title))
    ]
    good = [fit for fit in fits if fit[0] >= ALIKE]
    return max(good, key=lambda fit: fit[:3])[3] if good else None


@lru_cache(maxsize=4096)
def _telling(text: str) -> frozenset[str]:
    return frozenset(long_words(text)) - STOP_WORDS


def _may_be_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SHARED * min(len(one), len(other)) > 0


def _likeness(case: Case, note: Document) -> float:
    """How much of each question stands in the other, by weight; 0 where they differ in what must not differ."""
    issued = note.header.issued_on or case.today
    other = read_question(note.header.title, case.library, issued)
    if _differs(case, other, note, issued):
        return 0.0
    return min(_covered(case.reading.terms, other), _covered(other.terms, case.reading))


def _differs(case: Case, other: Reading, note: Document, issued: date) -> bool:
    """Another year, union, sector, figure or n-th thing is another question; so is who or when instead of how much."""
    reading = case.reading
    unions = ({*reading.issuers} - {note.header.issuer_code}, {*other.issuers} - {note.header.issuer_code})
    return (
        unions[0] != unions[1]
        or reading.stranger != other.stranger
        or not _same_time(reading, other, case.today, issued)
        or sector_of(reading.line) != sector_of(other.line)
        or _figures(reading) != _figures(other)
        or (reading.nth, reading.numbers) != (other.nth, other.numbers)
        or (reading.wants_day, reading.wants_person) != (other.wants_day, other.wants_person)
        or reading.wants_result != other.wants_result
    )


def _figures(reading: Reading) -> frozenset[object]:
    """The figures that a question names: 'thâm niên 5 năm' is not 'thâm niên 10 năm'."""
    return frozenset(number.value for number in reading.figures)


def _same_time(reading: Reading, other: Reading, today: date, issued: date) -> bool:
    """Where a period is said on one side only, the other means its own day."""
    if reading.periods and other.periods:
        return set(reading.periods) == set(other.periods)
    if reading.periods:
        return all(period.start <= issued <= period.end for period in reading.periods)
    return all(period.start <= today <= period.end for period in other.periods)


def _covered(terms: Iterable[Term], other: Reading) -> float:
    """Which share of the terms, by weight, the other question says, in these words or in others of that meaning."""
    listed = tuple(terms)
    whole = sum(term.weight for term in listed)
    said = sum(term.weight for term in listed if any(_says(other, phrase) for phrase in (term.phrase, *term.others)))
    return said / whole if whole else 0.0


def _says(other: Reading, phrase: tuple[str, ...]) -> bool:
    return other.says(" ".join(phrase)) or set(phrase) <= other.said
