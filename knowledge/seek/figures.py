"""Which figure was asked for: from the targets of a document first, from its sentences second."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from knowledge.dates import Period, PeriodKind
from knowledge.document import Document
from knowledge.library import TargetEntry
from knowledge.match import fit_target, is_direct, match, measure_agrees, prose_agrees
from knowledge.question import Reading, asked_value
from knowledge.result import Answer, Asked, Claim
from knowledge.seek.case import ACCEPTED, BESIDE, Candidate, Case, Hit, best_of, grouped, is_accepted, scored

FIGURES_MAX: Final = 6
SENTENCES_MAX: Final = 2
PROSE_WEIGHT: Final = 3.0
TOLD_APART: Final = 0.08
"""By so much more of the question in its own words a figure is the one meant."""
HEAD_SHARE: Final = 0.25
"""What tells less of the question may be a filler that the lists lack."""
HALF_SAID: Final = 0.5
"""Nor where so much of the figure's own words was said."""
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")


def figure(case: Case, document: Document) -> Candidate | None:
    """The figures of the target that fits best, with those beside it that fit as well."""
    if not case.reading.terms:
        return None
    accepted = [hit for hit in scored_targets(case, document) if is_accepted(hit.fit) and _has_head(case, hit)]
    agreeing = [hit for hit in accepted if hit.target and measure_agrees(case.reading, hit.entry, hit.target, hit.fit)]
    if not agreeing:
        return None
    kept = _same_thing(_counting_first(case.reading, agreeing))
    targets = [hit.target for hit in kept if hit.target]
    answer = Answer(Asked.FIGURE, grouped(case, kept), claim=_claim(case.reading, targets))
    return Candidate(answer, document, kept[0].fit.score)


def named_figure(case: Case, document: Document) -> Candidate | None:
    """The figure for a bare topic; a single word must be most of what is counted, since it may only be shared."""
    found = figure(case, document)
    if found is None or len(case.reading.terms) > 1:
        return found
    fits = [hit.fit for hit in scored_targets(case, document) if is_accepted(hit.fit)]
    return found if fits[0].fullness >= HALF_SAID else None


def due_of_target(case: Case, document: Document) -> Candidate | None:
    """'Mốc 19.500 đoàn viên' asks by when a target is due."""
    found = figure(case, document)
    has_due = found is not None and any(value.due for each in found.answer.found for value in each.values)
    return found if has_due else None


def prose_figure(case: Case, document: Document) -> Candidate | None:
    """A figure that stands in a sentence but in no target; a single common word is not enough to find it."""
    if sum(term.weight for term in case.reading.terms) < PROSE_WEIGHT:
        return None
    hits = scored(case, (entry for entry in case.near_entries(document) if not entry.targets))
    covering = [hit for hit in hits if hit.fit.coverage >= ACCEPTED and _has_head(case, hit)]
    agreeing = [hit for hit in covering if prose_agrees(case.reading, hit.entry)]
    kept = best_of(agreeing, ACCEPTED)[:SENTENCES_MAX]
    if not kept:
        return None
    answer = Answer(Asked.PASSAGE, tuple(case.found(hit.entry) for hit in kept))
    return Candidate(answer, document, kept[0].fit.score)


def in_context(case: Case) -> Case:
    """A short follow-up read together with the question before: its own words must stand there, the others may."""
    reading = case.reading
    own = tuple(replace(term, is_needed=True) for term in reading.terms)
    before = tuple(replace(term, weight=term.weight / 2, is_needed=False) for term in reading.background)
    return replace(case, reading=replace(reading, terms=(*own, *before), background=()))


def scored_targets(case: Case, document: Document) -> list[Hit]:
    """The targets near to the question that are due in the period asked for, best first."""
    hits = [
        Hit(fit_target(case.reading, entry, target, case.library), entry, target)
        for entry in case.near_entries(document)
        for target in entry.targets
        if _is_due(case.reading.periods, target)
    ]
    ranked = sorted((hit for hit in hits if not hit.fit.misses_needed), key=lambda hit: -hit.fit.score)
    return _of_unit_meant(case.reading, ranked)


def _of_unit_meant(reading: Reading, hits: list[Hit]) -> list[Hit]:
    """A figure set for one unit answers who names it; to everybody else what is set for all."""
    said = set(reading.line.split())
    named = [hit for hit in hits if hit.target and hit.target.assignee and hit.target.assignee <= said]
    if named:
        return named
    return [hit for hit in hits if not (hit.target and hit.target.assignee)] or hits


def _has_head(case: Case, hit: Hit) -> bool:
    """'Lương chủ tịch' is of pay: a sentence that lacks the first word asked for speaks of something else."""
    head = case.reading.terms[0]
    texts = (hit.entry.text, hit.entry.heading, case.library.titles[hit.entry.document.key])
    said = (*texts, hit.target.text) if hit.target else texts
    share = head.weight / sum(term.weight for term in case.reading.terms)
    return share < HEAD_SHARE or hit.fit.fullness >= HALF_SAID or any(match(head, text) for text in said)


def _is_due(periods: Sequence[Period], target: TargetEntry) -> bool:
    """A figure due in another year than asked is no answer; 'hằng năm' fits every year.

    'Kế hoạch 2024-2030: đến năm 2030' names the document by its term and asks for the year.
    """
    periods = [period for period in periods if period.kind is not PeriodKind.TERM] or periods
    years = [int(year) for year in YEAR.findall(target.target.due)]
    if not periods or not years:
        return True
    first, last = min(years), max(years)
    return any(period.start.year <= last and first <= period.end.year for period in periods)


def _counting_first(reading: Reading, hits: Sequence[Hit]) -> Sequence[Hit]:
    """'Bao nhiêu đoàn viên' prefers a count of members to a share of them, where both fit."""
    direct = [hit for hit in hits if hit.target and is_direct(reading, hit.target)]
    return direct if direct and direct[0].fit.score >= hits[0].fit.score - BESIDE else hits


def _same_thing(hits: Sequence[Hit]) -> list[Hit]:
    """Figures of the same subject belong together, unless the question tells them apart; others must fit as well."""
    best = hits[0]
    near = [hit for hit in hits if hit.fit.score >= best.fit.score - BESIDE][:FIGURES_MAX]
    same = [hit for hit in near if _subject(hit) == _subject(best)]
    most = max(hit.fit.own for hit in same)
    named = [hit for hit in same if hit.fit.own >= most - TOLD_APART]
    return [hit for hit in near if hit in named or (hit not in same and hit.fit.score >= best.fit.score - BESIDE / 3)]


def _subject(hit: Hit) -> str:
    return hit.target.target.subject if hit.target else ""


def _claim(reading: Reading, targets: Sequence[TargetEntry]) -> Claim | None:
    """Whether the figure that a yes-or-no question names is one of those found."""
    named = asked_value(reading)
    if named is None:
        return None
    value, is_percent = named
    holds = any(
        value in (each.target.value, each.target.value_max) and (not is_percent or each.target.measure.startswith("%"))
        for each in targets
    )
    return Claim(value, is_percent, holds)
