"""Yes or no to a figure that stands in a sentence and in no target: 'giải nhất 10 triệu đúng không'."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from knowledge.document import Document
from knowledge.library import Entry, Text
from knowledge.match import PARTS, match
from knowledge.measures import counted_noun, exchanged_nouns
from knowledge.numbers import Number, find_numbers
from knowledge.question import Reading, asked_value
from knowledge.result import Answer, Asked, Claim
from knowledge.seek.asks import with_light_money
from knowledge.seek.case import ACCEPTED, BESIDE, Candidate, Case, scored
from knowledge.seek.hints import is_hearsay, is_of_other_time, is_result
from knowledge.text import fold, long_words

MONEY_FROM: Final = 10_000
"""So much is a sum wherever nothing else is said to be counted."""
OF_MONEY: Final = re.compile(r"\s*(?:nghin|ngan|trieu|ty|ti)?\s*dong\b")
COUNTED: Final = re.compile(r"\s*((?:[a-z]+\s?){1,4})")


@dataclass(frozen=True, slots=True)
class _Doubt:
    """The figure that a question puts forward, and what it is a figure of."""

    value: Decimal
    is_percent: bool
    is_money: bool
    noun: tuple[str, ...]


def doubted(case: Case, document: Document) -> Candidate | None:
    """The sentence that speaks of it, with 'yes' where it has the figure, and 'no' where it has one other in its place.

    A sentence with several such figures, none of them the one doubted, settles nothing.
    """
    doubt = _doubt(case.reading)
    if doubt is None:
        return None
    case = replace(case, reading=_without_doubt(case.reading, doubt))
    if not case.reading.terms:
        return None
    near = [hit for hit in scored(case, case.near_entries(document)) if _may_settle(case.reading, hit.entry)]
    near.sort(key=lambda hit: (-hit.fit.score, hit.entry.number))
    if not near or near[0].fit.coverage < ACCEPTED:
        return None
    best = [hit for hit in near if hit.fit.score >= near[0].fit.score - BESIDE]
    told = [(hit, figures) for hit in best if (figures := set(_figures(case.reading, hit.entry, doubt)))]
    for hit, figures in told:
        if doubt.value in figures:
            return _settled(case, document, hit.entry, hit.fit.score, doubt, holds=True)
    if len(told) == 1 and len(told[0][1]) == 1:
        return _settled(case, document, told[0][0].entry, told[0][0].fit.score, doubt, holds=False)
    return None


def _settled(case: Case, document: Document, entry: Entry, score: float, doubt: _Doubt, *, holds: bool) -> Candidate:
    claim = Claim(doubt.value, doubt.is_percent, holds=holds)
    return Candidate(Answer(Asked.PASSAGE, (case.found(entry),), claim=claim), document, score)


def _doubt(reading: Reading) -> _Doubt | None:
    named = asked_value(reading)
    if named is None:
        return None
    value, is_percent = named
    after = reading.line.partition(f" {value.normalize():f} ")[2].split()
    noun = counted_noun(tuple(after))
    is_money = not is_percent and (reading.wants_money or (value >= MONEY_FROM and not noun))
    return _Doubt(value, is_percent, is_money, noun) if is_percent or is_money or noun else None


def _without_doubt(reading: Reading, doubt: _Doubt) -> Reading:
    """What is counted goes with its figure, which the sentence need not share."""
    kept = tuple(term for term in with_light_money(reading).terms if term.phrase != doubt.noun)
    return replace(reading, terms=kept)


def _may_settle(reading: Reading, entry: Entry) -> bool:
    return not (is_hearsay(entry, reading) or is_of_other_time(entry, reading) or is_result(entry, reading))


def _figures(reading: Reading, entry: Entry, doubt: _Doubt) -> Iterator[Decimal]:
    """The figures of that kind in the part of the sentence that says most of what was asked.

    Not those of its targets: they were asked first, and told for what they are.
    """
    set_here = {value for each in entry.targets for value in (each.target.value, each.target.value_max)}
    parts = PARTS.split(entry.passage.text)
    told = [sum(term.weight * match(term, Text(long_words(part), part)) for term in reading.terms) for part in parts]
    for part, said in zip(parts, told, strict=True):
        if said and said >= max(told):
            found = (number.value for number in find_numbers(part) if _is_of_kind(number, part, doubt))
            yield from (value for value in found if value not in set_here)


def _is_of_kind(number: Number, part: str, doubt: _Doubt) -> bool:
    after = fold(part)[number.end :]
    if doubt.is_percent or number.is_percent:
        return doubt.is_percent and number.is_percent
    if doubt.is_money:
        return OF_MONEY.match(after) is not None
    words = COUNTED.match(after)
    said = tuple(words[1].split()) if words else ()
    names = (doubt.noun, *exchanged_nouns(doubt.noun))
    return any(said[: len(name)] == name or said[1 : len(name) + 1] == name for name in names)
