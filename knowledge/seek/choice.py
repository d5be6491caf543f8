"""Which document's answer is given: the best in the nearest tier, several where they fit equally."""

from collections.abc import Sequence
from typing import Final

from knowledge.document import Document, Header, UnitCode
from knowledge.result import Alternatives, Answer, AskBack, Lacking, NotFound, Result, Standing
from knowledge.seek.case import BESIDE, Attempt, Candidate, Case
from knowledge.seek.near import MANY

OPEN_BESIDE: Final = 0.3
"""Where nobody's union is meant, more documents may be."""
OPTIONS_MAX: Final = 5
OPTION_LINES_MAX: Final = 6
"""Longer lists are not laid side by side; the union is asked for instead."""
BINDING: Final = (Standing.IN_FORCE, Standing.UNCONFIRMED)


def best(case: Case, attempt: Attempt) -> Result | None:
    """What the first tier with an answer says."""
    for tier in case.scope.tiers:
        looked_at = tier if len(tier) <= MANY else [each for each in tier if each.key in case.near]
        candidates = [candidate for document in looked_at if (candidate := attempt(case, document))]
        if candidates and len(case.reading.issuers) > 1:
            return _each_named(case, candidates)
        if candidates:
            return _chosen(case, candidates)
    return None


def with_today(earlier: Result, today: Result) -> Result:
    """What binds today, beside what an earlier paper that was spoken of says; alone where only one of them answers."""
    if not isinstance(today, Answer) or any(found.citation.standing not in BINDING for found in today.found):
        return earlier
    if isinstance(earlier, NotFound):
        return today
    is_over = isinstance(earlier, Answer) and all(each.citation.standing not in BINDING for each in earlier.found)
    return Alternatives(today.asked, (today, earlier)) if isinstance(earlier, Answer) and is_over else earlier


def few_of(documents: Sequence[Document]) -> tuple[Header, ...]:
    """The documents to choose from, where they are few; a handful of many would be picked by chance."""
    return tuple(document.header for document in documents) if len(documents) <= OPTIONS_MAX else ()


def _each_named(case: Case, candidates: Sequence[Candidate]) -> Result:
    """Several unions were named: the best of each, side by side, in the order of the question."""
    found: dict[UnitCode, Candidate] = {}
    for candidate in sorted(candidates, key=lambda each: each.score):
        found[candidate.document.header.issuer_code] = candidate
    ordered = [found[code] for code in case.reading.issuers if code in found]
    if len(ordered) == 1:
        return ordered[0].answer
    return Alternatives(ordered[0].answer.asked, tuple(each.answer for each in ordered), are_wanted=True)


def _chosen(case: Case, candidates: Sequence[Candidate]) -> Result:
    top = max(candidate.score for candidate in candidates)
    margin = OPEN_BESIDE if case.scope.is_open else BESIDE
    near = _binding(case, [each for each in candidates if each.score >= top - margin])
    if len({each.document.header.issuer_code for each in near}) > OPTIONS_MAX:
        near = [each for each in near if each.score >= top - BESIDE]
        if len({each.document.header.issuer_code for each in near}) > OPTIONS_MAX:
            return AskBack(Lacking.UNION)
    if len(near) == 1:
        return near[0].answer
    near = sorted(near, key=lambda each: -each.score)[:OPTIONS_MAX]
    if any(len(each.answer.found) > OPTION_LINES_MAX for each in near):
        return AskBack(Lacking.UNION, tuple(each.document.header for each in near))
    return Alternatives(near[0].answer.asked, tuple(each.answer for each in near))


def _binds(case: Case, candidate: Candidate) -> bool:
    """Whether the document binds, and at least one of the clauses that answer."""
    cited = [found.citation.standing for found in candidate.answer.found]
    return case.standing(candidate.document)[0] in BINDING and any(standing in BINDING for standing in cited)


def _binding(case: Case, near: Sequence[Candidate]) -> Sequence[Candidate]:
    """Of one issuer's documents those that bind today, unless a period was named."""
    issuers = {each.document.header.issuer_code for each in near}
    binding = [each for each in near if _binds(case, each)]
    return binding if binding and len(issuers) == 1 and not case.reading.periods else near
