"""What do the documents say to a question: an answer with its source, alternatives, or an honest 'not found'."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from knowledge.courtesy import meaning_of, small_talk
from knowledge.cues import FROM_PAPER, LAST_CLAUSE, LIST_OF_PLANS, LIST_OF_TARGETS, TO_DO
from knowledge.dates import Period
from knowledge.document import Document, PassageKind, UnitCode
from knowledge.library import Entry, Library, TargetEntry, Text, build_library, found, standing_of
from knowledge.match import NO_FIT, Fit, fit_passage, fit_target, fit_text, is_direct, measure_agrees, prose_agrees
from knowledge.measures import counted_noun
from knowledge.question import WEIGHT_MAX, Question, Reading, Term, asked_value, beyond, is_number_of_any, read_question
from knowledge.result import (
    Alternatives,
    Answer,
    AskBack,
    Asked,
    Citation,
    Claim,
    Courtesy,
    Found,
    Lacking,
    Meaning,
    Missing,
    NotFound,
    Result,
    SmallTalk,
    Standing,
    Value,
    citations_of,
    values_of,
)
from knowledge.scope import Asker, Scope, scope_of
from knowledge.text import fold, long_words

ACCEPTED: Final = 0.7
"""The share of what was asked that a figure's words must cover; below it the documents do not speak of it."""
FULL_ACCEPTED: Final = 0.5
FULLNESS: Final = 0.7
PASSAGE_ACCEPTED: Final = 0.66
DUTY_ACCEPTED: Final = 0.4
"""A document has few reporting duties; half a hint is enough."""
HEADING_ACCEPTED: Final = 0.8
TOPIC_ACCEPTED: Final = 0.6
WHO_SHARE: Final = 0.75
ARTICLES: Final = frozenset(("cac", "nhung", "moi", "o", "thi", "cap", "nguoi", "vay", "con", "the"))
TOPIC_BESIDE: Final = 0.2
CLOSED_ACCEPTED: Final = 0.35
"""Which of a handful of plans or breakthroughs is meant takes less."""
BESIDE: Final = 0.12
"""What scores this near to the best is as good an answer."""
OPEN_BESIDE: Final = 0.3
"""Where nobody's union is meant, more may be."""
FIGURES_MAX: Final = 6
PASSAGES_MAX: Final = 5
OPTIONS_MAX: Final = 5
PREVIOUS_MAX: Final = 3
QUESTION_MAX: Final = 1200
CANDIDATES: Final = 60

ABOUT: Final = (
    *(Asked.SIGNER, Asked.BASIS, Asked.DATE, Asked.ISSUER, Asked.MOTTO, Asked.THEME, Asked.VALIDITY, Asked.NUMBER),
    *(Asked.TITLE, Asked.PURPOSE),
)
LISTS: Final = {
    Asked.TARGETS: PassageKind.TARGET,
    Asked.PLANS: PassageKind.PLAN,
    Asked.BREAKTHROUGHS: PassageKind.BREAKTHROUGH,
    Asked.TASKS: PassageKind.TASK,
    Asked.BASIS: PassageKind.BASIS,
    Asked.PURPOSE: PassageKind.PURPOSE,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer from one document, how good it is, and where that document stands for the asker."""

    answer: Answer
    document: Document
    score: float


@dataclass(frozen=True, slots=True)
class Case:
    """One question on one library by one asker on one day."""

    reading: Reading
    scope: Scope
    library: Library
    asker: Asker
    today: date

    def standing(self, document: Document) -> tuple[Standing, date | None]:
        """Whether the document binds on this day."""
        return standing_of(document, self.today, self.asker.dissolved)

    def entries(self, document: Document) -> tuple[Entry, ...]:
        """The passages of one document."""
        return self.library.of_document[document.key]

    def found(self, entry: Entry, targets: Iterable[TargetEntry] = ()) -> Found:
        """One passage as part of an answer."""
        return found(entry, self.standing(entry.document), (each.target for each in targets))


Attempt = Callable[[Case, Document], Candidate | None]


def answer(question: Question, library: Library, asker: Asker, today: date) -> Result:
    """What the documents say; pure, and total: every text gets a result."""
    if talk := small_talk(question.text):
        return talk
    if meaning := meaning_of(question.text):
        return meaning
    before: tuple[Reading, Result] | None = None
    for text in (*question.previous[-PREVIOUS_MAX:], *_clauses(question.text, library, today)):
        reading = read_question(text, library, today)
        if before:
            reading = _carried(reading, before[0], before[1])
        before = reading, _decide(reading, library, asker, today)
    assert before is not None
    return before[1]


def _clauses(text: str, library: Library, today: date) -> tuple[str, ...]:
    """'A là 260, vậy B là bao nhiêu' is a question after another, when B names a union of its own."""
    parts = LAST_CLAUSE.split(text[:QUESTION_MAX], maxsplit=1)
    if len(parts) == 2 and read_question(parts[1], library, today).issuers:
        return tuple(parts)
    return (text,)


# Follow-ups


def _carried(reading: Reading, before: Reading, result: Result) -> Reading:
    """A follow-up keeps the document, the period and, where it says too little, the subject of the question before."""
    cited = tuple(dict.fromkeys(each.document for each in citations_of(result)))
    carried = replace(reading, documents=() if _names_source(reading) else cited)
    topic = tuple(term for term in before.terms if not term.phrase[0].isdecimal())
    is_short = reading.is_ellipsis or not reading.terms
    if not is_short:
        return carried
    own_cues = reading.cues - {Asked.FIGURE, Asked.TASKS, Asked.MILESTONE} if not reading.terms else reading.cues
    nth = reading.nth
    cues = reading.cues
    terms = reading.terms
    if not reading.terms and not own_cues and nth is None:
        cues, terms, nth = before.cues | reading.cues, topic, before.nth
    elif reading.terms and not reading.cues:
        cues = before.cues
    if nth is not None and not nth[0] and before.nth:
        nth = (before.nth[0], nth[1])
    return replace(
        carried,
        cues=cues,
        terms=terms,
        nth=nth,
        background=topic if terms != topic else before.background,
        issuers=reading.issuers or (before.issuers if not reading.is_own else ()),
        periods=reading.periods or (before.periods if not reading.issuers else ()),
        measure=reading.measure or before.measure,
        wants_percent=reading.wants_percent or (before.wants_percent and not reading.measure),
        wants_money=reading.wants_money or (before.wants_money and not reading.measure),
    )


def _names_source(reading: Reading) -> bool:
    return bool(reading.issuers or reading.numbers or reading.stranger or reading.periods or reading.is_own)


# Deciding


def _decide(reading: Reading, library: Library, asker: Asker, today: date) -> Result:
    scope = scope_of(reading, library, asker, today)
    case = Case(reading, scope, library, asker, today)
    asked = _main_cue(reading)
    if scope.missing is not None:
        nearest = _nearest(replace(case, reading=replace(reading, periods=())))
        return _not_found(case, asked, scope.missing, nearest)
    if _says_nothing(reading):
        return AskBack(Lacking.SUBJECT)
    if reading.wants_names and _counts_only(case):
        return _not_found(case, asked, Missing.MEASURE, _nearest(case))
    if reading.wants_person and Asked.SIGNER not in reading.cues:
        return _not_found(case, asked, Missing.MEASURE, ())
    if reading.wants_result and reading.cues & {Asked.FIGURE, Asked.DUTY}:
        return _not_found(case, asked, Missing.RESULT, _nearest(case) if Asked.FIGURE in reading.cues else ())
    if reading.background and not reading.cues & set(ABOUT) and (result := _in_context(case)):
        return result
    for attempt in _attempts(reading):
        if result := _best(case, attempt):
            return _without_day(case, result)
        if attempt is _duty:
            case = replace(case, reading=_needing(reading, "bao cao"))
    missing = _why_missing(case)
    return _not_found(case, asked, missing, () if missing is Missing.UNION else _nearest(case))


def _in_context(case: Case) -> Result | None:
    """A short follow-up read together with the question before: its own words must stand there, the others may."""
    reading = case.reading
    own = tuple(replace(term, is_needed=True) for term in reading.terms)
    before = tuple(replace(term, weight=term.weight / 2, is_needed=False) for term in reading.background)
    merged = replace(reading, terms=(*own, *before), background=())
    return _best(replace(case, reading=merged), _figure) if Asked.FIGURE in reading.cues else None


def _needing(reading: Reading, phrase: str) -> Reading:
    """What follows must speak of this too."""
    return replace(reading, terms=(*reading.terms, Term(tuple(phrase.split()), (), WEIGHT_MAX, is_needed=True)))


def _counts_only(case: Case) -> bool:
    """Whether the thing is there as a number, so that names were asked in vain."""
    return isinstance(_best(case, _figure), Answer)


def _without_day(case: Case, result: Result) -> Result:
    """A day was asked for, and the documents that speak of the report give none: that is the answer."""
    if not case.reading.wants_day:
        return result
    answers = result.options if isinstance(result, Alternatives) else (result,)
    duties = [each for each in answers if isinstance(each, Answer) and each.asked is Asked.DUTY]
    if not duties or any(duty.due for each in duties for found in each.found for duty in found.duties):
        return result
    return _not_found(case, Asked.DUTY, Missing.MEASURE, duties[0].found)


def _says_nothing(reading: Reading) -> bool:
    silent = reading.cues <= {Asked.FIGURE, Asked.MILESTONE} and reading.nth is None and not reading.place
    return silent and not reading.terms and not reading.numbers


def _main_cue(reading: Reading) -> Asked:
    order = (
        *ABOUT,
        Asked.DUTY,
        Asked.BREAKTHROUGHS,
        Asked.MILESTONE,
        Asked.FIGURE,
        Asked.TARGETS,
        Asked.PLANS,
        Asked.TASKS,
    )
    return next((asked for asked in order if asked in reading.cues), Asked.PASSAGE)


def _attempts(reading: Reading) -> list[Attempt]:
    """What to try, in order; the first that finds something is the answer."""
    cues = reading.cues
    attempts: list[tuple[bool, Attempt]] = [
        (bool(reading.place), _by_place),
        (reading.nth is not None, _nth),
        (FROM_PAPER.search(reading.line) is not None and bool(reading.terms), _mentioned),
        (bool(cues & set(ABOUT)), _about),
        (Asked.DUTY in cues, _duty),
        (Asked.BREAKTHROUGHS in cues, _listing(Asked.BREAKTHROUGHS)),
        (Asked.PLANS in cues and _asks_plans(reading), _listing(Asked.PLANS)),
        (Asked.MILESTONE in cues and Asked.TARGETS not in cues, _milestone),
        (Asked.TARGETS in cues, _all_targets),
        (Asked.TARGETS in cues and _asks_targets(reading), _topic_targets),
        (Asked.FIGURE in cues or reading.is_yes_no or Asked.TARGETS in cues, _figure),
        (Asked.FIGURE in cues, _prose_figure),
        (Asked.TARGETS in cues, _topic_targets),
        (TO_DO.search(reading.line.rstrip()) is not None, _who_does),
        (_allows_prose(reading), _section),
        (_allows_prose(reading), _passages),
    ]
    return [attempt for applies, attempt in attempts if applies]


def _allows_prose(reading: Reading) -> bool:
    """Whether sentences without a figure can answer: not where a count, a share or money was asked for."""
    counts = bool(counted_noun(reading.measure)) or reading.wants_percent or reading.wants_money
    return Asked.FIGURE not in reading.cues or (Asked.TASKS in reading.cues and not counts)


def _asks_plans(reading: Reading) -> bool:
    """Which plans, not what a plan says."""
    counted = counted_noun(reading.measure)
    return LIST_OF_PLANS.search(reading.line) is not None and not counted and not reading.wants_percent


def _asks_targets(reading: Reading) -> bool:
    return LIST_OF_TARGETS.search(reading.line) is not None


def _best(case: Case, attempt: Attempt) -> Result | None:
    """The best over the documents in scope, tier by tier; alternatives where two fit equally."""
    for tier in case.scope.tiers:
        candidates = [candidate for document in tier if (candidate := attempt(case, document))]
        if candidates and len(case.reading.issuers) > 1:
            return _each_named(case, candidates)
        if candidates:
            return _choose(case, candidates)
    return None


def _each_named(case: Case, candidates: Sequence[Candidate]) -> Result:
    """Several unions were named: the best of each, side by side, in the order of the question."""
    best: dict[UnitCode, Candidate] = {}
    for candidate in candidates:
        code = candidate.document.header.issuer_code
        if code not in best or candidate.score > best[code].score:
            best[code] = candidate
    ordered = [best[code] for code in case.reading.issuers if code in best]
    if len(ordered) == 1:
        return ordered[0].answer
    return Alternatives(ordered[0].answer.asked, tuple(each.answer for each in ordered), are_wanted=True)


def _choose(case: Case, candidates: Sequence[Candidate]) -> Result:
    top = max(candidate.score for candidate in candidates)
    near = [each for each in candidates if each.score >= top - (OPEN_BESIDE if case.scope.is_open else BESIDE)]
    if not case.reading.periods:
        binding = [
            each for each in near if case.standing(each.document)[0] in (Standing.IN_FORCE, Standing.UNCONFIRMED)
        ]
        issuers = {each.document.header.issuer_code for each in near}
        if binding and len(issuers) == 1:
            near = binding
    if len(near) == 1:
        return near[0].answer
    near = sorted(near, key=lambda candidate: -candidate.score)[:OPTIONS_MAX]
    asked = near[0].answer.asked
    if any(len(each.answer.found) > FIGURES_MAX for each in near):
        return AskBack(Lacking.UNION, tuple(each.document.header for each in near))
    return Alternatives(asked, tuple(each.answer for each in near))


# Figures


def _scored_targets(case: Case, document: Document) -> list[tuple[Fit, Entry, TargetEntry]]:
    scored = [
        (fit_target(case.reading, entry, target, case.library), entry, target)
        for entry in case.entries(document)
        for target in entry.targets
        if _is_due(case.reading.periods, target)
    ]
    return sorted((each for each in scored if not each[0].misses_needed), key=lambda each: -each[0].score)


def _is_due(periods: Sequence[Period], target: TargetEntry) -> bool:
    """A figure due in another year than asked is no answer; 'hằng năm' fits every year."""
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", target.target.due)]
    if not periods or not years:
        return True
    first, last = min(years), max(years)
    return any(period.start.year <= last and first <= period.end.year for period in periods)


def _figure(case: Case, document: Document) -> Candidate | None:
    reading = case.reading
    if not reading.terms:
        return None
    scored = [each for each in _scored_targets(case, document) if _is_accepted(each[0])]
    agreeing = [each for each in scored if measure_agrees(reading, each[1], each[2])]
    if not agreeing:
        return None
    direct = [each for each in agreeing if is_direct(reading, each[2])]
    if direct and direct[0][0].score >= agreeing[0][0].score - BESIDE:
        agreeing = direct
    top = agreeing[0][0]
    same = [each for each in agreeing if each[0].score >= top.score - BESIDE][:FIGURES_MAX]
    kept = _closest(same)
    answered = Answer(Asked.FIGURE, _grouped(case, kept), claim=_claim(reading, [each[2] for each in kept]))
    return Candidate(answered, document, top.score)


def _is_accepted(fit: Fit) -> bool:
    """Nearly all that was asked is covered; or half of it is, and nearly all of the target was said."""
    return fit.coverage >= ACCEPTED or (fit.coverage >= FULL_ACCEPTED and fit.fullness >= FULLNESS)


def _closest(same: Sequence[tuple[Fit, Entry, TargetEntry]]) -> list[tuple[Fit, Entry, TargetEntry]]:
    """Figures of the same subject belong together; another subject stays out unless it fits as well."""
    best = same[0]
    return [
        each
        for each in same
        if each[2].target.subject == best[2].target.subject or each[0].score >= best[0].score - BESIDE / 3
    ]


def _grouped(case: Case, kept: Sequence[tuple[Fit, Entry, TargetEntry]]) -> tuple[Found, ...]:
    by_entry: dict[int, list[TargetEntry]] = {}
    entries: dict[int, Entry] = {}
    for _, entry, target in kept:
        by_entry.setdefault(entry.number, []).append(target)
        entries[entry.number] = entry
    return tuple(
        case.found(entries[number], sorted(targets, key=entries[number].targets.index))
        for number, targets in by_entry.items()
    )


def _claim(reading: Reading, targets: Sequence[TargetEntry]) -> Claim | None:
    named = asked_value(reading)
    if named is None:
        return None
    value, is_percent = named
    holds = any(
        value in (each.target.value, each.target.value_max) and (is_percent <= each.target.measure.startswith("%"))
        for each in targets
    )
    return Claim(value, is_percent, holds)


def _prose_figure(case: Case, document: Document) -> Candidate | None:
    """A figure that stands in a sentence but in no target."""
    reading = case.reading
    scored = [
        (fit, entry)
        for entry in case.entries(document)
        if not entry.targets
        and prose_agrees(reading, entry)
        and (fit := fit_passage(reading, entry, case.library)).coverage >= ACCEPTED
    ]
    kept = _near([each for each in scored if not each[0].misses_needed])[:2]
    return (
        Candidate(Answer(Asked.PASSAGE, tuple(case.found(entry) for _, entry in kept)), document, kept[0][0].score)
        if kept
        else None
    )


def _near(scored: Sequence[tuple[Fit, Entry]]) -> list[tuple[Fit, Entry]]:
    ranked = sorted(scored, key=lambda each: (-each[0].score, each[1].number))
    return [each for each in ranked if each[0].score >= ranked[0][0].score - BESIDE]


# Lists


def _all_targets(case: Case, document: Document) -> Candidate | None:
    """All targets of a document in their order, or those of one span of time, when no topic narrows them."""
    reading = case.reading
    if reading.terms:
        return None
    whole = _whole_list(case, document, Asked.TARGETS)
    if whole is None or not (reading.span or reading.wants_percent):
        return whole
    kept = [
        (NO_FIT, entry, target)
        for entry in case.entries(document)
        for target in entry.targets
        if _is_of_span(reading.span, entry, target)
        and (not reading.wants_percent or target.target.measure.startswith("%"))
    ]
    if not kept:
        return whole
    return replace(whole, answer=Answer(Asked.TARGETS, _grouped(case, kept), topic=reading.span or "%", is_whole=True))


def _is_of_span(span: str, entry: Entry, target: TargetEntry) -> bool:
    """'hằng năm' by the heading or the due; 'nhiệm kỳ' by the heading, or where no other time is said."""
    said = f"{fold(entry.passage.heading)} {fold(target.target.due)}"
    return not span or span in said.replace("moi nam", "hang nam")


def _whole_list(case: Case, document: Document, asked: Asked) -> Candidate | None:
    kept = [
        entry for entry in case.entries(document) if entry.passage.kind is LISTS[asked] and _is_listed(entry, asked)
    ]
    if not kept:
        return None
    return Candidate(
        Answer(asked, tuple(case.found(entry, entry.targets) for entry in kept), is_whole=True), document, 1.0
    )


def _is_listed(entry: Entry, asked: Asked) -> bool:
    """A sentence that only introduces the list is not in it."""
    if asked not in (Asked.PLANS, Asked.BREAKTHROUGHS):
        return True
    return entry.passage.ordinal is not None


def _topic_targets(case: Case, document: Document) -> Candidate | None:
    """The targets that speak of one topic, in their order."""
    reading = case.reading
    if not reading.terms:
        return None
    kept = _of_topic(case, document)
    if len(reading.groups) > 1:
        parts = [_of_topic(replace(case, reading=replace(reading, terms=terms)), document) for terms in reading.groups]
        kept = [each for part in parts for each in part] if all(parts) else kept
    if not kept:
        return None
    best = max(each[0].coverage for each in kept)
    kept = list({id(each[2]): each for each in sorted(kept, key=lambda each: each[1].number)}.values())
    return Candidate(Answer(Asked.TARGETS, _grouped(case, kept), topic=_topic(reading)), document, best)


def _of_topic(case: Case, document: Document) -> list[tuple[Fit, Entry, TargetEntry]]:
    scored = [each for each in _scored_targets(case, document) if each[0].coverage >= TOPIC_ACCEPTED]
    best = max((each[0].coverage for each in scored), default=0.0)
    return [each for each in scored if each[0].coverage >= best - TOPIC_BESIDE]


def _topic(reading: Reading) -> str:
    return " ".join(word for term in reading.terms for word in term.phrase)


def _listing(asked: Asked) -> Attempt:
    def attempt(case: Case, document: Document) -> Candidate | None:
        whole = _whole_list(case, document, asked)
        if whole is None or not case.reading.terms:
            return whole
        return _narrowed(case, whole, asked)

    return attempt


def _narrowed(case: Case, whole: Candidate, asked: Asked) -> Candidate | None:
    """Those of a list that speak of the topic."""
    entries = [
        entry
        for entry in case.entries(whole.document)
        if entry.passage.kind is LISTS[asked] and _is_listed(entry, asked)
    ]
    least = CLOSED_ACCEPTED if asked in (Asked.PLANS, Asked.BREAKTHROUGHS) else TOPIC_ACCEPTED
    scored = [(fit_passage(case.reading, entry, case.library), entry) for entry in entries]
    kept = _near([each for each in scored if each[0].coverage >= least])
    if not kept:
        return None
    return Candidate(
        Answer(asked, tuple(case.found(entry) for _, entry in kept), topic=_topic(case.reading)),
        whole.document,
        kept[0][0].score,
    )


NTH_KINDS: Final = {
    "chi tieu": PassageKind.TARGET,
    "ke hoach": PassageKind.PLAN,
    "khau dot pha": PassageKind.BREAKTHROUGH,
    "dot pha": PassageKind.BREAKTHROUGH,
    "khau": PassageKind.BREAKTHROUGH,
    "nhiem vu": PassageKind.TASK,
    "giai phap": PassageKind.TASK,
    "nhom giai phap": PassageKind.TASK,
}
NTH_ASKED: Final = {
    PassageKind.TARGET: Asked.TARGETS,
    PassageKind.PLAN: Asked.PLANS,
    PassageKind.BREAKTHROUGH: Asked.BREAKTHROUGHS,
    PassageKind.TASK: Asked.TASKS,
}


def _nth(case: Case, document: Document) -> Candidate | None:
    """The n-th of a list by the document's own number; by order where it gives none, by section for tasks."""
    assert case.reading.nth is not None
    name, number = case.reading.nth
    kind = NTH_KINDS.get(name)
    if kind is None:
        return None
    entries = [entry for entry in case.entries(document) if entry.passage.kind is kind]
    numbered = [entry for entry in entries if entry.passage.ordinal is not None]
    named = [entry for entry in numbered if _names_list(entry, name)]
    chosen = _numbered(named or numbered, number) if numbered else _in_order(entries, kind, number)
    if not chosen:
        return None
    return Candidate(
        Answer(NTH_ASKED[kind], tuple(case.found(entry, entry.targets) for entry in chosen)), document, 1.0
    )


def _names_list(entry: Entry, name: str) -> bool:
    last = name.split()[-2:] if name != "khau" else ["khau"]
    return " ".join(last) in f"{fold(entry.passage.place)} {fold(entry.passage.heading.rpartition(' › ')[2])}"


def _numbered(entries: Sequence[Entry], number: int) -> list[Entry]:
    if number == -1:
        number = max((entry.passage.ordinal or 0 for entry in entries), default=0)
    return [entry for entry in entries if entry.passage.ordinal == number][:1]


def _in_order(entries: Sequence[Entry], kind: PassageKind, number: int) -> list[Entry]:
    if kind is PassageKind.TASK:
        headings = list(dict.fromkeys(entry.passage.heading for entry in entries))
        if not headings or not number or number > len(headings):
            return []
        heading = headings[-1] if number == -1 else headings[number - 1]
        return [entry for entry in entries if entry.passage.heading == heading]
    if not entries or number > len(entries):
        return []
    return [entries[-1] if number == -1 else entries[number - 1]] if number else []


def _by_place(case: Case, document: Document) -> Candidate | None:
    """Everything that stands at the place named."""
    wanted = case.reading.place
    kept = [entry for entry in case.entries(document) if _stands_at(fold(entry.passage.place), wanted)]
    if not kept:
        return None
    return Candidate(Answer(Asked.PLACE, tuple(case.found(entry, entry.targets) for entry in kept)), document, 1.0)


def _stands_at(place: str, wanted: str) -> bool:
    return place.startswith(wanted) and not place[len(wanted) :][:1].isalnum()


def _mentioned(case: Case, document: Document) -> Candidate | None:
    """The sentences that name another document by its number and speak of the rest of the question."""
    case = replace(case, reading=beyond(case.reading, Asked.NUMBER))
    if not case.reading.terms:
        return None
    entries = [entry for entry in case.entries(document) if re.search(r"\d+[a-z]?[-/][A-ZĐ]", entry.passage.text)]
    scored = [
        (fit, entry)
        for entry in entries
        if (fit := fit_passage(case.reading, entry, case.library)).coverage >= PASSAGE_ACCEPTED
    ]
    near = _near(scored)[:2]
    return (
        Candidate(Answer(Asked.PASSAGE, tuple(case.found(entry) for _, entry in near)), document, near[0][0].score)
        if near
        else None
    )


# About the document itself


def _about(case: Case, document: Document) -> Candidate | None:
    """Number, day, signer, issuer, theme, motto, validity, name, basis and purpose, when nothing else is spoken of."""
    asked = next(each for each in ABOUT if each in case.reading.cues)
    case = replace(case, reading=beyond(case.reading, asked))
    fit = _header_fit(case, document)
    if asked in (Asked.BASIS, Asked.PURPOSE):
        return _of_kind(case, document, asked, fit)
    if fit is None or not _header_holds(document, asked):
        return None
    said = _theme_passages(case, document) if asked in (Asked.THEME, Asked.MOTTO) else ()
    cited = said or (Found(_header_citation(case, document), PassageKind.OTHER),)
    return Candidate(Answer(asked, cited), document, 1.0 + fit)


def _header_fit(case: Case, document: Document) -> float | None:
    """How well the leftover words name this document; None when they speak of something else."""
    if not case.reading.terms:
        return _type_fit(case.reading, document)
    header = document.header
    text = Text(long_words(f"{header.title} {header.type} {header.issuer} {header.period}"))
    fit = fit_text(case.reading, text, case.library)
    return fit.coverage + _type_fit(case.reading, document) if fit.coverage >= TOPIC_ACCEPTED else None


def _type_fit(reading: Reading, document: Document) -> float:
    """'kế hoạch' and 'chương trình hành động' tell two documents of one issuer apart."""
    type_ = fold(document.header.type)
    if reading.says("chuong trinh hanh dong"):
        return 0.5 if "chuong trinh hanh dong" in f"{type_} {fold(document.header.title)}" else 0.0
    return max(
        (
            0.5
            for name in ("chuong trinh", "ke hoach", "nghi quyet", "quyet dinh", "huong dan", "quy che", "bai")
            if reading.says(name) and name in type_
        ),
        default=0.0,
    )


def _header_holds(document: Document, asked: Asked) -> bool:
    header = document.header
    held = {
        Asked.NUMBER: True,
        Asked.DATE: True,
        Asked.SIGNER: header.signer_role is not None,
        Asked.ISSUER: True,
        Asked.THEME: header.theme is not None,
        Asked.MOTTO: header.motto is not None,
        Asked.VALIDITY: header.valid_to is not None or bool(header.period),
        Asked.TITLE: True,
    }
    return held[asked]


def _header_citation(case: Case, document: Document) -> Citation:
    standing = case.standing(document)
    return Citation(document.key, document.header, standing[0], since=standing[1], is_example=document.is_example)


def _theme_passages(case: Case, document: Document) -> tuple[Found, ...]:
    return tuple(case.found(entry) for entry in case.entries(document) if entry.passage.kind is PassageKind.THEME)[:1]


def _of_kind(case: Case, document: Document, asked: Asked, header_fit: float | None) -> Candidate | None:
    whole = _whole_list(case, document, asked)
    if whole is None:
        return None
    if header_fit is not None:
        return replace(whole, score=1.0 + header_fit)
    return _narrowed(case, whole, asked)


# Reports and milestones


def _duty(case: Case, document: Document) -> Candidate | None:
    """Who reports to whom, through whom and how often; a day only where the document gives one."""
    entries = [entry for entry in case.entries(document) if _has_cadence(entry, case.reading.cadences)]
    case = replace(case, reading=beyond(case.reading, Asked.DUTY))
    if not entries:
        return None
    if not case.reading.terms:
        return Candidate(_duty_answer(case, entries), document, 1.0)
    scored = [(fit_passage(case.reading, entry, case.library), entry) for entry in entries]
    near = _near([each for each in scored if each[0].coverage >= DUTY_ACCEPTED])
    if near:
        return Candidate(_duty_answer(case, [entry for _, entry in near]), document, near[0][0].score)
    return None


def _has_cadence(entry: Entry, wanted: frozenset[str]) -> bool:
    said = {fold(cadence) for duty in entry.passage.duties for cadence in duty.cadence}
    wanted = frozenset("6 thang" if each == "sau thang" else each for each in wanted)
    return bool(entry.passage.duties) and (not wanted or not said or bool(wanted & said))


def _duty_answer(case: Case, entries: Sequence[Entry]) -> Answer:
    return Answer(Asked.DUTY, tuple(replace(case.found(entry), duties=entry.passage.duties) for entry in entries))


def _milestone(case: Case, document: Document) -> Candidate | None:
    """What must be finished by when; all milestones in order when nothing narrows them."""
    entries = [entry for entry in case.entries(document) if entry.passage.milestones]
    case = replace(case, reading=beyond(case.reading, Asked.MILESTONE))
    if not case.reading.terms:
        found = tuple(_with_milestones(case, entry) for entry in entries)
        return Candidate(Answer(Asked.MILESTONE, found, is_whole=True), document, 1.0) if entries else None
    scored = [(fit, entry) for entry in entries if _is_accepted(fit := fit_passage(case.reading, entry, case.library))]
    near = _near([each for each in scored if not each[0].misses_needed])
    if near:
        found = tuple(_with_milestones(case, entry) for _, entry in near)
        return Candidate(Answer(Asked.MILESTONE, found), document, near[0][0].score)
    return _due_of_target(case, document)


def _due_of_target(case: Case, document: Document) -> Candidate | None:
    """'Mốc 19.500 đoàn viên' asks by when a target is due."""
    found = _figure(case, document)
    if found is None or not any(re.search(r"\d", value.due) for each in found.answer.found for value in each.values):
        return None
    return found


def _with_milestones(case: Case, entry: Entry) -> Found:
    return replace(case.found(entry), milestones=entry.passage.milestones)


# Tasks and passages


def _section(case: Case, document: Document) -> Candidate | None:
    """All of a section when its heading is what was asked for."""
    if not case.reading.terms:
        return _whole_tasks(case, document)
    sections: dict[str, list[Entry]] = {}
    for entry in case.entries(document):
        sections.setdefault(entry.passage.heading, []).append(entry)
    scored = [
        (fit, heading)
        for heading in sections
        if (fit := fit_text(case.reading, Text(long_words(heading.rpartition(" › ")[2])), case.library)).coverage
        >= HEADING_ACCEPTED
    ]
    if not scored:
        return None
    best, heading = max(scored, key=lambda each: each[0].score)
    kept = tuple(case.found(entry, entry.targets) for entry in sections[heading])
    return Candidate(Answer(Asked.TASKS, kept, topic=heading, is_whole=True), document, best.score)


def _who_does(case: Case, document: Document) -> Candidate | None:
    """What one kind of unit is to do: the section of 'Tổ chức thực hiện' that is headed by it."""
    asked = TO_DO.search(case.reading.line.rstrip())
    who = [word for word in asked["who"].split() if word not in ARTICLES] if asked else []
    sections: dict[str, list[Entry]] = {}
    for entry in case.entries(document):
        if entry.passage.kind in (PassageKind.ORGANISATION, PassageKind.DUTY):
            sections.setdefault(entry.passage.heading, []).append(entry)
    for heading, entries in sections.items():
        words = long_words(heading.rpartition(" › ")[2])
        if who and sum(word in words for word in who) >= WHO_SHARE * len(who):
            found = tuple(case.found(entry) for entry in entries)
            return Candidate(Answer(Asked.TASKS, found, topic=heading, is_whole=True), document, 1.0)
    return None


def _whole_tasks(case: Case, document: Document) -> Candidate | None:
    if Asked.TASKS not in case.reading.cues:
        return None
    return _whole_list(case, document, Asked.TASKS)


def _passages(case: Case, document: Document) -> Candidate | None:
    """The sentences that speak of what was asked."""
    scored = [
        (fit, entry)
        for entry in case.entries(document)
        if (fit := fit_passage(case.reading, entry, case.library)).coverage >= PASSAGE_ACCEPTED
        and not fit.misses_needed
    ]
    near = _near(scored)[:PASSAGES_MAX]
    if not near:
        return None
    return Candidate(Answer(Asked.PASSAGE, tuple(case.found(entry) for _, entry in near)), document, near[0][0].score)


# Not found


def _why_missing(case: Case) -> Missing:
    if case.reading.stranger:
        return Missing.UNION
    if case.reading.numbers and not any(is_number_of_any(each, case.library) for each in case.reading.numbers):
        return Missing.DOCUMENT
    if case.reading.nth is not None and not case.reading.terms:
        return Missing.ENTRY
    return Missing.TOPIC


def _not_found(case: Case, asked: Asked, missing: Missing, nearest: tuple[Found, ...]) -> NotFound:
    reading = case.reading
    wanted = reading.stranger or (reading.numbers[0].said if reading.numbers else "")
    issuers = tuple(dict.fromkeys(document.header.issuer for tier in case.scope.tiers for document in tier))
    return NotFound(asked, missing, wanted, reading.periods[0] if reading.periods else None, issuers, nearest)


def _nearest(case: Case) -> tuple[Found, ...]:
    """The one passage in scope that comes closest, where anything of weight is shared."""
    from knowledge.search import search

    hits = search(case.reading.spelled, case.library.index, limit=CANDIDATES)
    allowed = {document.key for tier in case.scope.tiers for document in tier}
    entries = [case.library.entries[hit.passage] for hit in hits]
    scored = [
        (fit_passage(case.reading, entry, case.library), entry) for entry in entries if entry.document.key in allowed
    ]
    near = [each for each in scored if each[0].coverage >= 0.3]
    if not near:
        return ()
    _, entry = max(near, key=lambda each: (each[0].score, -each[1].number))
    return (case.found(entry, entry.targets),)


__all__ = [
    "Alternatives",
    "Answer",
    "AskBack",
    "Asked",
    "Asker",
    "Citation",
    "Claim",
    "Courtesy",
    "Found",
    "Lacking",
    "Library",
    "Meaning",
    "Missing",
    "NotFound",
    "Question",
    "Result",
    "SmallTalk",
    "Standing",
    "UnitCode",
    "Value",
    "answer",
    "build_library",
    "citations_of",
    "values_of",
]
