"""What an office answered itself: a question much like the one it answered gets its words, under its name and day."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

from knowledge.cues import STOP_WORDS
from knowledge.document import Document, PassageKind
from knowledge.grammar.sectors import sector_of
from knowledge.library import Library
from knowledge.measures import MONEY, Noun, counted_noun, exchanged_nouns
from knowledge.notes.entry import is_note
from knowledge.numbers import find_numbers
from knowledge.question import Reading, Term, beyond, read_question
from knowledge.quoting import Wanted, cite
from knowledge.result import Alternatives, Answer, AskBack, Asked, Found, Lacking, NotFound, Result
from knowledge.seek.case import Case
from knowledge.seek.papers import ABOUT
from knowledge.text import fold, long_words, words

SHARED: Final = 0.4
"""Questions that share fewer of their telling words are not even read side by side."""
ALIKE: Final = 0.75
"""So much of either question must stand in the other, by weight: half a question is another question."""
ROOM: Final = 1200
NAMED: Final = 0.6
"""So much of the office's question a shorter one must name, where every word of it stands there and it asks alike."""
PROSE: Final = frozenset({Asked.PASSAGE, Asked.TASKS})
"""What a sentence about something near may answer; an office's word on the very question comes before it."""


GLUE: Final = frozenset(
    words(
        "thế nào như ra sao làm bao nhiêu mấy giờ khi lúc ngày hôm phần trăm tiền triệu nghìn mức lịch là được cho"
        " em tôi mình anh chị ạ với này mỗi một có không phải gì những gồm các của từ để về ở tại xin vậy"
        " nhỉ tổ chức"
    )
)
"""Words that ask, count or bind: a question without them is about the same."""
EACH_MONTH: Final = re.compile(r"\b(?:mot|moi|hang) thang\b")
POLITE: Final = re.compile(r"^(?:cho (?:em|toi|minh|anh|chi)|em|toi|xin)(?: xin)?(?: phep)? hoi ")
DAYS: Final = re.compile(r"\b(?:ngay|mung|thang|quy|tuan|thu|gio)\b|\b\d{1,2}/\d{1,2}\b")


PERCENT: Final = ("phan", "tram")
SUM_ASKED: Final = re.compile(r"\b(?:bao nhieu|may) (?:tien|dong|nghin|ngan|trieu|ty)\b")


class Kind(StrEnum):
    """What a question wants to know of its subject."""

    WHOM = r"\bai (?:thi )?duoc\b|\bcho ai\b"
    WHO = r"\bai\b"
    WHERE = r"\b(?:o|ve|toi|den) dau\b|\bcho nao\b"
    WHEN = r"\b(?:khi|luc|ngay|hom|gio|thang) nao\b|\bbao gio\b|\bmay gio\b"
    MUCH = r"\bbao nhieu\b|\bmay\b|\bmuc\b"
    HOW = r"\bthe nao\b|\bra sao\b|\blam sao\b"
    WHAT = r"\bgi\b"
    WHETHER = r"\bkhong\b|\bchua\b"
    NAMED = ""
    """Its subject alone."""


SPECIFIC: Final = frozenset({Kind.WHOM, Kind.WHO, Kind.WHERE, Kind.WHEN, Kind.MUCH})
"""Who is never how much, where never when, whatever else two questions share."""


def with_note(case: Case, result: Result) -> Result:
    """The office's own answer where the documents have none or only prose; beside a figure where it says another."""
    if (spoken_of := _spoken_of(case)) is not None:
        return Answer(Asked.PASSAGE, (_found(case, spoken_of),))
    if not case.library.notes:
        return result
    match result:
        case Answer(asked=asked) if asked not in PROSE and not _is_of_another(case, result):
            return _beside_figure(case, result)
        case Answer() | NotFound() | AskBack(lacking=Lacking.UNION):
            return _answered(case) or result
        case Alternatives(options=options, are_wanted=False) if all(
            each.asked in PROSE or _is_of_another(case, each) for each in options
        ):
            return _answered(case) or result
        case _:
            return result


def is_alike(question: str, note: Document, library: Library, today: date) -> bool:
    """Whether an answer to the note's question answers this one, too."""
    return _likeness(read_question(question, library, today), note, library, today) > 0


def alike_notes(new: Document, library: Library, today: date) -> tuple[Document, ...]:
    """What its office keeps already as an answer to the question of a new entry, the newest first."""
    reading = read_question(new.header.title, library, today)
    found = [
        note
        for note in library.notes
        if note.header.issuer_code == new.header.issuer_code and note.key != new.key
        if _likeness(reading, note, library, today)
        or _likeness(read_question(note.header.title, library, today), new, library, today)
    ]
    return tuple(sorted(found, key=_number, reverse=True))


def _number(note: Document) -> int:
    return int(note.key.rpartition("/")[2])


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


def _is_of_another(case: Case, answer: Answer) -> bool:
    """Whether its figures are of something that the question does not name: 'chậm đóng đoàn phí' for 'đoàn phí'."""
    subjects = [value.subject for found in answer.found for value in found.values]
    named = (read_question(subject, case.library, case.today) for subject in subjects)
    return bool(subjects) and all(_covered(each.terms, case.reading) < NAMED for each in named)


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
    library, today = case.library, case.today
    fits = [
        (_likeness(case.reading, note, library, today), note.header.issued_on or date.min, _number(note), note)
        for note in library.notes
        if note.header.issuer_code in offices and _may_be_alike(asked, _telling(note.header.title))
    ]
    good = [fit for fit in fits if fit[0] > 0]
    return max(good, key=lambda fit: fit[:3])[3] if good else None


@lru_cache(maxsize=4096)
def _telling(text: str) -> frozenset[str]:
    return frozenset(long_words(text)) - STOP_WORDS


def _may_be_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SHARED * min(len(one), len(other)) > 0


def _likeness(reading: Reading, note: Document, library: Library, today: date) -> float:
    """How much of each question stands in the other, by weight; 0 where one of them is another question."""
    other = read_question(note.header.title, library, note.header.issued_on or today)
    if _differs(reading, other, note, today) or _only_word(reading, other):
        return 0.0
    alike = min(_covered(reading.terms, other), _covered(other.terms, reading))
    if alike >= ALIKE and not _is_swapped(reading, other):
        return alike
    named = _covered(_subject(other), reading)
    return named if named >= NAMED and _asks_within(reading, other, note) else 0.0


def _content(reading: Reading) -> set[str]:
    """The bare words that are neither asking nor binding."""
    return {word for word in _bare(reading).split() if word not in GLUE}


def _bare(reading: Reading) -> str:
    """The line without the courtesy before it; 'một tháng' is no month."""
    return EACH_MONTH.sub(" ", POLITE.sub("", reading.line.strip()))


def _only_word(reading: Reading, other: Reading) -> bool:
    """Whether one word of a subject of several is all that they share."""
    mine, theirs = _content(reading), _content(other)
    return len(theirs) > 1 and len(mine) == 1 and mine < theirs


def _is_swapped(reading: Reading, other: Reading) -> bool:
    """Whether each names what the other does not: 'quà tết' and 'quà trung thu'."""
    mine, theirs = _content(reading), _content(other)
    return bool(mine - other.said - theirs) and bool(theirs - reading.said - mine)


def _subject(reading: Reading) -> list[Term]:
    """The terms without what says how it is asked or counted: of 'mức đóng' only 'đóng' is the subject."""
    besides = GLUE | frozenset(reading.measure if reading.wants_percent else ())
    kept = [(term, tuple(word for word in term.phrase if word not in besides)) for term in reading.terms]
    return [
        replace(term, phrase=phrase, weight=term.weight * len(phrase) / len(term.phrase))
        for term, phrase in kept
        if phrase
    ] or list(reading.terms)


def _asks_within(reading: Reading, other: Reading, note: Document) -> bool:
    """Whether every word of the question stands in the office's own, and it wants to know the same of it."""
    said = other.said | set(other.line.split())
    return _content(reading) <= said and _kinds_agree(_kind(reading), _kind(other), other, note)


def _kind(reading: Reading) -> Kind:
    if reading.wants_day:
        return Kind.WHEN
    return next(kind for kind in Kind if re.search(kind, reading.line.strip()))


def _kinds_agree(asked: Kind, kept: Kind, other: Reading, note: Document) -> bool:
    """A bare subject wants whatever there is of it; when, of a 'lịch' or of what was told with its days."""
    if asked in {kept, Kind.NAMED}:
        return True
    return asked is Kind.WHEN and kept in {Kind.HOW, Kind.NAMED} and _has_days(other, note)


def _has_days(other: Reading, note: Document) -> bool:
    return other.says("lich") or DAYS.search(fold(note.passages[0].text)) is not None


def _differs(reading: Reading, other: Reading, note: Document, today: date) -> bool:
    """Another year, union, sector, figure or n-th thing is another question; so is who or when instead of how much."""
    issued = note.header.issued_on or today
    kinds = (_kind(reading), _kind(other))
    unions = ({*reading.issuers} - {note.header.issuer_code}, {*other.issuers} - {note.header.issuer_code})
    return (
        unions[0] != unions[1]
        or reading.stranger != other.stranger
        or not _same_time(reading, other, today, issued)
        or sector_of(reading.line) != sector_of(other.line)
        or _figures(reading) != _figures(other)
        or (reading.nth, reading.numbers) != (other.nth, other.numbers)
        or (kinds[0] is not kinds[1] and SPECIFIC.issuperset(kinds))
        or (kinds[0] is not kinds[1] and Kind.WHEN in kinds and not _kinds_agree(*kinds, other, note))
        or reading.wants_person != other.wants_person
        or reading.wants_result != other.wants_result
        or not _same_measure(reading, other)
    )


def _same_measure(reading: Reading, other: Reading) -> bool:
    """A sum is asked for by neither 'bao nhiêu phần trăm' nor 'bao nhiêu đoàn viên'; what names no measure fits any."""
    mine, theirs = _measure(reading), _measure(other)
    return not (mine and theirs) or mine == theirs or theirs in exchanged_nouns(mine)


def _measure(reading: Reading) -> Noun:
    if reading.wants_percent:
        return PERCENT
    return MONEY if SUM_ASKED.search(reading.line) else counted_noun(reading.measure)


def _figures(reading: Reading) -> frozenset[Decimal]:
    """The figures that a question names: 'thâm niên 5 năm' is not 'thâm niên 10 năm'."""
    figures = frozenset(number.value for number in reading.figures)
    return figures - {Decimal(1)} if EACH_MONTH.search(reading.line) else figures


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
