"""Which figure was asked for: from the targets of a document first, from its sentences second."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from knowledge.cues import AT_LEAST, AT_MOST, OF_ONE_YEAR, OF_WHOLE_TERM
from knowledge.dates import Period, PeriodKind
from knowledge.document import Comparator, Document
from knowledge.entries import assignees_of
from knowledge.library import Entry, TargetEntry
from knowledge.match import fit_target, is_direct, match, measure_agrees, prose_agrees
from knowledge.measures import counted_noun, in_measure
from knowledge.question import Reading, asked_value
from knowledge.result import Answer, Asked, Claim
from knowledge.seek.asks import asks, lack_of, with_light_money
from knowledge.seek.case import ACCEPTED, BESIDE, Candidate, Case, Hit, best_of, grouped, is_accepted, scored
from knowledge.seek.hints import is_hearsay, is_of_other_sector, is_of_other_year, is_result, is_undivided, with_hints
from knowledge.text import fold, long_words

FIGURES_MAX: Final = 6
SENTENCES_MAX: Final = 2
PROSE_WEIGHT: Final = 3.0
TOLD_APART: Final = 0.08
"""By so much more of the question in its own words a figure is the one meant."""
HEAD_SHARE: Final = 0.25
"""What tells less of the question may be a filler that the lists lack."""
BESIDE_ACCEPTED: Final = 0.5
"""Of the question, by a figure that stands beside the one that was found."""
REVERSING: Final = frozenset(("no", "thieu", "mat"))
"""What turns a thing into its want: 'nợ', 'thiếu', 'mất'."""
REVERSED_BY_FIRST: Final = 2
TOPIC_OF_UNIT: Final = 0.5
OF_ANY_UNIT: Final = frozenset(
    (
        "truong",
        "tieu",
        "hoc",
        "thcs",
        "thpt",
        "mam",
        "non",
        "cong",
        "ty",
        "don",
        "vi",
        "co",
        "so",
        "doan",
        "lao",
        "dong",
    )
)
"""What units are called by their kind."""
MONEY: Final = ("tien",)
NAMED_BY: Final = 0.5
"""Of the words that only one unit of a table is called by."""
HALF_SAID: Final = 0.5
"""Nor where so much of the figure's own words was said."""
DAY: Final = re.compile(r"\d{1,2}/\d{1,2}|\bngày \d|\btháng \d")
ONCE: Final = re.compile(r"^(?!.*(?:hằng|hàng|mỗi) )\s*\S", re.IGNORECASE)
"""'Hằng năm' is no time by which a thing must be done."""
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
EACH_YEAR: Final = re.compile(r"/nam\b|\b(?:moi|hang|tung) nam\b")
OF_TERM: Final = re.compile(
    r"\b(?:giai doan|nhiem ky|toan khoa|den (?:het |cuoi )?nam|(?:cuoi|het) nam)\b|\d{4}\s?[-–]\s?\d{4}"
)


def figure(case: Case, document: Document) -> Candidate | None:
    """The figures of the target that fits best, with those beside it that fit as well; for each thing asked one."""
    case = replace(case, reading=with_light_money(_of_claim(case.reading)))
    if not case.reading.terms:
        return None
    hits = [hit for hit in scored_targets(case, document) if says_head(case, hit) and _may_answer(case, hit)]
    asked = asks(case.reading)
    parts = [_agreeing(each, hits) for each in asked]
    kept = [hit for part in parts for hit in part]
    if not kept:
        return None
    lacks = []
    for each, part in zip(asked, parts, strict=True):
        beside = [] if part else _beside(each, hits, kept)
        kept += beside
        lacks += [] if part or beside else [lack_of(each)]
    ordered = sorted(dict.fromkeys(kept), key=kept.index)
    targets = [hit.target for hit in ordered if hit.target]
    answer = Answer(
        Asked.FIGURE, grouped(case, ordered), claim=_claim(case.reading, targets),
        lacks=tuple(each for each in lacks if each),
    )  # fmt: skip
    return Candidate(answer, document, ordered[0].fit.score)


def _of_claim(reading: Reading) -> Reading:
    """'70% doanh nghiệp có mức ăn ca từ 30k đúng không' asks about the share, whatever else it names."""
    named = asked_value(reading)
    if reading.wants_percent and len(asks(reading)) == 1:
        return replace(reading, wants_money=False)  # 'bao nhiêu phần trăm số tiền' is a share
    return replace(reading, wants_percent=True, wants_money=False) if named and named[1] else reading


def _agreeing(reading: Reading, hits: Sequence[Hit]) -> list[Hit]:
    """The figures of the kind asked for that fit best."""
    accepted = [hit for hit in hits if is_accepted(hit.fit)]
    agreeing = [hit for hit in accepted if hit.target and measure_agrees(reading, hit.entry, hit.target, hit.fit)]
    return _same_thing(_counting_first(reading, agreeing)) if agreeing else []


def _beside(reading: Reading, hits: Sequence[Hit], kept: Sequence[Hit]) -> list[Hit]:
    """'Mấy suất quà, tổng bao nhiêu tiền': the second figure stands beside the first and says less by itself."""
    entries = {hit.entry.number for hit in kept}
    near = [hit for hit in hits if hit.entry.number in entries and hit.fit.coverage >= BESIDE_ACCEPTED]
    agreeing = [hit for hit in near if hit.target and measure_agrees(reading, hit.entry, hit.target, hit.fit)]
    return agreeing[:1]


def _may_answer(case: Case, hit: Hit) -> bool:
    if is_of_other_sector(case.reading, hit) or is_undivided(case.reading, hit):
        return False
    return not _is_reversed(case, hit)


def _is_reversed(case: Case, hit: Hit) -> bool:
    """'Nợ kinh phí' is no 'kinh phí': where the document counts what is wanting, the question must say so."""
    words = hit.target.subject.words if hit.target else ()
    return any(word in REVERSING and word not in case.reading.said for word in words[:REVERSED_BY_FIRST])


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
    time = DAY if case.reading.wants_day else ONCE
    has_due = found is not None and any(time.search(value.due) for each in found.answer.found for value in each.values)
    return found if has_due else None


def prose_figure(case: Case, document: Document) -> Candidate | None:
    """A figure that stands in a sentence but in no target; a single common word is not enough to find it."""
    if sum(term.weight for term in case.reading.terms) < PROSE_WEIGHT:
        return None
    case = replace(case, reading=with_light_money(case.reading))
    hits = [hit for hit in scored(case, case.near_entries(document)) if not _is_no_answer(case.reading, hit.entry)]
    covering = [hit for hit in hits if hit.fit.coverage >= ACCEPTED and says_head(case, hit)]
    agreeing = [hit for hit in covering if prose_agrees(case.reading, hit.entry)]
    kept = best_of(agreeing, ACCEPTED)[:SENTENCES_MAX]
    if not kept:
        return None
    answer = Answer(Asked.PASSAGE, tuple(case.found(hit.entry) for hit in kept))
    return Candidate(answer, document, kept[0].fit.score)


def _is_no_answer(reading: Reading, entry: Entry) -> bool:
    """Sentences whose figures are targets, which were asked first, and those that tell of somebody or some time else.

    A target's sentence may count something beside it: 'đoàn viên nằm viện từ 03 ngày trở lên được thăm hỏi'.
    """
    if entry.targets and not counted_noun(reading.measure):
        return True
    return is_hearsay(entry, reading) or is_of_other_year(entry, reading) or is_result(entry, reading)


def in_context(case: Case) -> Case:
    """A short follow-up read together with the question before: its own words must stand there, the others may."""
    reading = case.reading
    own = tuple(replace(term, is_needed=True) for term in reading.terms)
    before = tuple(replace(term, weight=term.weight / 2, is_needed=False) for term in reading.background)
    return replace(case, reading=replace(reading, terms=(*own, *before), background=()))


def scored_targets(case: Case, document: Document) -> list[Hit]:
    """The targets near to the question that are due in the period asked for, best first; ranked once for a question."""
    key = (id(case.reading), id(case.near), document.key)
    if key not in case.ranked:
        # Held with what they were ranked by, so that no other reading can come to stand at its place in memory.
        case.ranked[key] = (case.reading, case.near, _ranked_targets(case, document))
    return list(case.ranked[key][2])


def _ranked_targets(case: Case, document: Document) -> list[Hit]:
    hits = [
        Hit(fit_target(case.reading, entry, target, case.library), entry, target)
        for entry in case.near_entries(document)
        for target in entry.targets
        if _is_due(case.reading.periods, target)
    ]
    kept = (with_hints(case.reading, hit) for hit in hits if not hit.fit.misses_needed)
    return _of_unit_meant(case, document, sorted(kept, key=lambda hit: -hit.fit.score))


def _of_unit_meant(case: Case, document: Document, hits: list[Hit]) -> list[Hit]:
    """A figure set for one unit answers who names it; to everybody else what is set for all."""
    units = assignees_of(case.entries(document))
    if not units:
        return hits
    shared = Counter(word for unit in units for word in unit)
    said = set(case.reading.line.split())

    def names(unit: frozenset[str]) -> bool:
        """'trường Đồi Chè' names 'THCS Đồi Chè' by most of the words that no other unit has."""
        own = {word for word in unit if shared[word] == 1} or unit
        return unit <= said or len(own & said) >= max(NAMED_BY * len(own), min(len(own), 2))

    named = [hit for hit in hits if hit.target and hit.target.assignee and names(hit.target.assignee)]
    if named:
        every = {each.target.assignee for entry in case.entries(document) for each in entry.targets}
        names_of_all = OF_ANY_UNIT.union(*(long_words(name) for name in every))
        return [hit for hit in named if _says_more_than(names_of_all, case.reading, hit)]
    return [hit for hit in hits if not (hit.target and hit.target.assignee)] or hits


def _says_more_than(names: frozenset[str], reading: Reading, hit: Hit) -> bool:
    """'Trường Hoa Cau kết nạp mấy': the name alone finds every figure of the unit, so the rest must be said too."""
    counted = counted_noun(reading.measure)
    rest = [term for term in reading.terms if not set(term.phrase) <= names and term.phrase not in (counted, MONEY)]
    if not rest or hit.target is None:
        return True
    said = sum(term.weight * match(term, hit.target.subject) for term in rest)
    return said >= TOPIC_OF_UNIT * sum(term.weight for term in rest)


def says_head(case: Case, hit: Hit) -> bool:
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
    for each in targets:
        said = in_measure(value, each.target.measure)
        is_of_kind = not is_percent or each.target.measure.startswith("%")
        if said in (each.target.value, each.target.value_max) and is_of_kind:
            return Claim(said, is_percent, holds=not _is_said_otherwise(reading.line, each))
    return Claim(value, is_percent, holds=False)


def _is_said_otherwise(line: str, target: TargetEntry) -> bool:
    """'24.500 là của riêng một năm phải không': the figure is right, what is said of it is not."""
    comparator, time = target.target.comparator, fold(f"{target.target.measure} {target.target.due}")
    if AT_MOST.search(line) and comparator in (Comparator.AT_LEAST, Comparator.MORE):
        return True
    if AT_LEAST.search(line) and comparator in (Comparator.AT_MOST, Comparator.LESS):
        return True
    is_yearly = EACH_YEAR.search(time) is not None
    if OF_ONE_YEAR.search(line) and OF_TERM.search(time) and not is_yearly:
        return True
    return OF_WHOLE_TERM.search(line) is not None and is_yearly
