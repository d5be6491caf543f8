"""A clause that a later document changed: its new words are the answer, the old ones stand beside them."""

from collections.abc import Iterator
from dataclasses import replace

from knowledge.library import Entry
from knowledge.measures import in_measure
from knowledge.result import Alternatives, Answer, Claim, Found, Result, Standing, Value
from knowledge.seek.case import Case


def with_new_words(case: Case, result: Result) -> Result:
    """The answer with every clause that was changed preceded by what holds now; other results stay."""
    match result:
        case Answer():
            return _renewed(case, result)
        case Alternatives(options=options):
            return replace(result, options=tuple(_renewed(case, option) for option in options))
        case _:
            return result


def _renewed(case: Case, answer: Answer) -> Answer:
    if not any(found.citation.is_clause for found in answer.found):
        return answer
    kept = {_place(found) for found in answer.found if found.citation.standing is not Standing.REPLACED}
    found = tuple(each for old in answer.found for each in _beside_new(case, old, kept))
    return replace(answer, found=found, claim=answer.claim and _judged(answer.claim, found))


def _beside_new(case: Case, old: Found, kept: set[tuple[str, str]]) -> Iterator[Found]:
    """The new words, if there are any that are not cited already; then the old ones without figures."""
    entry = _entry_of_new_words(case, old)
    if entry is None:
        yield old
        return
    new = case.found(entry, entry.targets)
    if _place(new) not in kept:
        kept.add(_place(new))
        yield replace(new, values=_named_alike(old.values, new.values))
    yield replace(old, values=(), duties=(), milestones=())


def _entry_of_new_words(case: Case, old: Found) -> Entry | None:
    later = case.library.succession.of_clause(old.citation.document, old.citation.place, case.today)
    if not old.citation.is_clause or later is None or not later.by:
        return None
    entries = case.library.of_document.get(later.document, ())
    return next((entry for entry in entries if entry.passage.place == later.by), None)


def _named_alike(old: tuple[Value, ...], new: tuple[Value, ...]) -> tuple[Value, ...]:
    """'từ 85% nâng lên 90%' does not say of what: where there is one figure for one, the old words name the new."""
    if len(old) != len(new):
        return new
    return tuple(
        replace(after, subject=before.subject, scope=after.scope or before.scope)
        for before, after in zip(old, new, strict=True)
    )


def _judged(claim: Claim, found: tuple[Found, ...]) -> Claim:
    """Whether a figure that was asked about is the one that holds now."""
    values = [value for each in found for value in each.values]
    holds = any(
        value.value == in_measure(claim.value, value.unit) and (value.unit == "%") is claim.is_percent
        for value in values
    )
    return replace(claim, holds=holds)


def _place(found: Found) -> tuple[str, str]:
    return found.citation.document, found.citation.place
