"""Does the source contradict itself: another figure for the same thing, or a total that its parts do not make."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from knowledge.document import Comparator, Target
from knowledge.library import Entry, TargetEntry
from knowledge.numbers import written
from knowledge.quoting import value_of
from knowledge.result import Alternatives, Answer, Asked, Conflict, Found, Result, Standing
from knowledge.seek.case import Case
from knowledge.text import fold

VALUES_MAX: Final = 6
"""Of a long list the figures are not looked into one by one."""
CONSISTS_OF: Final = re.compile(r"\b(?:bao )?gom\b")
OF_WHICH: Final = re.compile(r"\btrong do\b|\b(?:bao )?gom\b")
TOTAL: Final = re.compile(r"\btong(?: cong| so)?\b")
SUBJECT_WORDS_MIN: Final = 3
"""A subject of a word or two, such as 'số người', is that of many a row."""


def with_conflicts(case: Case, result: Result) -> Result:
    """The result with what its own documents hold against its figures; nothing is corrected."""
    match result:
        case Answer(asked=Asked.FIGURE | Asked.TARGETS):
            return replace(result, conflicts=tuple(_conflicts(case, result)))
        case Alternatives(options=options, asked=Asked.FIGURE):
            return replace(
                result, options=tuple(replace(each, conflicts=tuple(_conflicts(case, each))) for each in options)
            )
        case _:
            return result


def _conflicts(case: Case, answer: Answer) -> Iterator[Conflict]:
    if sum(len(found.values) for found in answer.found) > VALUES_MAX:
        return
    cited = frozenset((str(found.citation.document), found.citation.place) for found in answer.found)
    for found in answer.found:
        if found.citation.standing is Standing.REPLACED:
            continue
        entry = _entry_of(case, found)
        for target in entry.targets if entry else ():
            if entry and value_of(target.target) in found.values:
                yield from _against(case, entry, target, cited)


def _entry_of(case: Case, found: Found) -> Entry | None:
    entries = case.library.of_document.get(found.citation.document, ())
    return next((entry for entry in entries if entry.passage.place == found.citation.place), None)


def _against(case: Case, entry: Entry, target: TargetEntry, cited: frozenset[tuple[str, str]]) -> Iterator[Conflict]:
    value = value_of(target.target)
    for other in case.library.of_document[entry.document.key]:
        is_told = (other.document.key, other.passage.place) in cited and other.number < entry.number
        if other is entry or is_told or case.later(other):
            continue
        kept = [each for each in other.targets if _is_same_thing(target, each) and _differs(target.target, each.target)]
        if kept:
            yield Conflict(value, against=case.found(other, kept[:1]))
            return
    rows = case.library.of_document[entry.document.key]
    reckoned = _of_column(rows, entry, target) if " | " in entry.passage.text else _reckoned(entry, target)
    if reckoned is not None:
        yield Conflict(value, reckoned=reckoned)


def _is_same_thing(one: TargetEntry, other: TargetEntry) -> bool:
    """The same words for what is counted, of whom, by when and in which measure."""
    mine, theirs = one.target, other.target
    return (
        mine.measure == theirs.measure
        and len(one.subject.telling) >= SUBJECT_WORDS_MIN
        and set(one.subject.telling) == set(other.subject.telling)
        and one.assignee == other.assignee
        and (fold(mine.scope), fold(mine.due), mine.sector) == (fold(theirs.scope), fold(theirs.due), theirs.sector)
    )


def _differs(one: Target, other: Target) -> bool:
    return (one.value, one.value_max) != (other.value, other.value_max) and one.comparator is other.comparator


def _reckoned(entry: Entry, target: TargetEntry) -> Decimal | None:
    """The sum of the parts where the sentence gives a total that they do not make, or that a part exceeds."""
    bare = fold(entry.passage.text)
    split = OF_WHICH.search(bare)
    if split is None or target.target.comparator is not Comparator.EXACT:
        return None
    whole, parts = _divided(entry, split.end(), bare)
    if whole != [target.target] or not parts:
        return None
    total = sum((each.value for each in parts), Decimal(0))
    consists = CONSISTS_OF.match(bare, split.start()) is not None and len(parts) > 1
    exceeds = any(each.value > target.target.value for each in parts)
    return total if exceeds or (consists and total != target.target.value) else None


def _divided(entry: Entry, cut: int, bare: str) -> tuple[list[Target], list[Target]]:
    """The figures of one measure before and after 'gồm', as far as the sentence goes; the nearest one before it."""
    end = next((place.start() for place in re.finditer(r";|\.\s", bare) if place.start() > cut), len(bare))
    before: list[tuple[int, Target]] = []
    after: list[Target] = []
    for each in entry.targets:
        place = _place_of(each.target, bare)
        if place is None:
            return [], []
        if place < cut:
            before.append((place, each.target))
        elif place < end:
            after.append(each.target)
    if not before:
        return [], []
    whole = max(before, key=lambda found: found[0])[1]
    return [whole], [each for each in after if _same_measure(whole, each) and each.comparator is Comparator.EXACT]


def _place_of(target: Target, bare: str) -> int | None:
    said = re.escape(written(target.value))
    match = re.search(rf"(?<![\d.,])0?{said}(?![\d]|[.,]\d)", bare)
    return match.start() if match else None


def _same_measure(one: Target, other: Target) -> bool:
    return one.measure == other.measure and not one.measure.startswith("%")


def _of_column(entries: Sequence[Entry], row: Entry, target: TargetEntry) -> Decimal | None:
    """The sum of a column where the table's own last row says another."""
    table = row.passage.place.rpartition(",")[0]
    if not TOTAL.search(fold(f"{row.passage.place} {row.passage.text[:20]}")) or not table:
        return None
    parts = [
        each.target.value
        for entry in entries
        if entry is not row and entry.passage.place.startswith(f"{table},")
        for each in entry.targets
        if each.target.measure == target.target.measure and fold(each.target.subject) == fold(target.target.subject)
    ]
    total = sum(parts, Decimal(0))
    return total if len(parts) > 1 and total != target.target.value else None
