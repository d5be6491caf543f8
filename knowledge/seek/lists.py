"""Which entries of a list were asked for: all in their order, those of a topic, the n-th, or those at a place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from knowledge.document import Document, PassageKind
from knowledge.entries import heading_of, last_heading
from knowledge.library import Entry, TargetEntry
from knowledge.match import NO_FIT, fit_text
from knowledge.question import Reading
from knowledge.result import Answer, Asked, Found
from knowledge.seek.case import QUOTE_MAX, Attempt, Candidate, Case, Hit, best_of, grouped, scored
from knowledge.seek.figures import scored_targets
from knowledge.text import fold

TOPIC_ACCEPTED: Final = 0.6
TOPIC_BESIDE: Final = 0.2
HEADING_ACCEPTED: Final = 0.9
CLOSED_ACCEPTED: Final = 0.35
"""Which of a handful of plans or breakthroughs is meant takes less."""
LIST_ROOM: Final = 3400
"""All quotations of a list together; a long list quotes the beginnings."""

KINDS: Final[Mapping[Asked, PassageKind]] = {
    Asked.TARGETS: PassageKind.TARGET,
    Asked.PLANS: PassageKind.PLAN,
    Asked.BREAKTHROUGHS: PassageKind.BREAKTHROUGH,
    Asked.TASKS: PassageKind.TASK,
    Asked.BASIS: PassageKind.BASIS,
    Asked.PURPOSE: PassageKind.PURPOSE,
}
CLOSED: Final = (Asked.PLANS, Asked.BREAKTHROUGHS)
NAMED: Final[Mapping[str, Asked]] = {
    "chi tieu": Asked.TARGETS,
    "ke hoach": Asked.PLANS,
    "khau dot pha": Asked.BREAKTHROUGHS,
    "dot pha": Asked.BREAKTHROUGHS,
    "khau": Asked.BREAKTHROUGHS,
    "nhiem vu": Asked.TASKS,
    "giai phap": Asked.TASKS,
    "nhom giai phap": Asked.TASKS,
}


def whole_list(case: Case, document: Document, asked: Asked) -> Candidate | None:
    """Every entry of one kind, in the document's order."""
    kept = _entries(case, document, asked)
    if not kept:
        return None
    return Candidate(Answer(asked, _all_found(case, kept), is_whole=True), document, 1.0)


def listing(asked: Asked) -> Attempt:
    """All plans or breakthroughs, or those that speak of the topic."""

    def attempt(case: Case, document: Document) -> Candidate | None:
        is_whole = not case.reading.terms or _names_heading(case, _entries(case, document, asked))
        return whole_list(case, document, asked) if is_whole else narrowed(case, document, asked)

    return attempt


def _names_heading(case: Case, entries: Sequence[Entry]) -> bool:
    """Whether the leftover words only name the list as its heading does: 'các kế hoạch nhánh'."""
    texts = [heading_of(heading) for heading in {last_heading(entry.passage.heading) for entry in entries}]
    return all(fit_text(case.reading, text, case.library).coverage >= HEADING_ACCEPTED for text in texts)


def narrowed(case: Case, document: Document, asked: Asked) -> Candidate | None:
    """Those of a list that speak of the topic."""
    least = CLOSED_ACCEPTED if asked in CLOSED else TOPIC_ACCEPTED
    kept = best_of(scored(case, _entries(case, document, asked)), least)
    if not kept:
        return None
    answer = Answer(asked, tuple(case.found(hit.entry) for hit in kept), topic=_topic(case.reading))
    return Candidate(answer, document, kept[0].fit.score)


def all_targets(case: Case, document: Document) -> Candidate | None:
    """All targets of a document in their order, or those of one span of time, when no topic narrows them."""
    reading = case.reading
    if reading.terms:
        return None
    whole = whole_list(case, document, Asked.TARGETS)
    if whole is None or not (reading.span or reading.wants_percent):
        return whole
    kept = [
        Hit(NO_FIT, entry, target)
        for entry in case.entries(document)
        for target in entry.targets
        if _is_of_span(reading.span, entry, target)
        and (not reading.wants_percent or target.target.measure.startswith("%"))
    ]
    topic = reading.span or "%"
    return (
        replace(whole, answer=Answer(Asked.TARGETS, grouped(case, kept), topic=topic, is_whole=True)) if kept else whole
    )


def topic_targets(case: Case, document: Document) -> Candidate | None:
    """The targets that speak of one topic, or of each of several joined by 'và', in their order."""
    reading = case.reading
    if not reading.terms:
        return None
    kept = _of_topic(case, document)
    if len(reading.groups) > 1:
        parts = [_of_topic(replace(case, reading=replace(reading, terms=terms)), document) for terms in reading.groups]
        kept = [hit for part in parts for hit in part] if all(parts) else kept
    if not kept:
        return None
    ordered = {id(hit.target): hit for hit in sorted(kept, key=lambda hit: hit.entry.number)}
    answer = Answer(Asked.TARGETS, grouped(case, ordered.values()), topic=_topic(reading))
    return Candidate(answer, document, max(hit.fit.coverage for hit in kept))


def nth(case: Case, document: Document) -> Candidate | None:
    """The n-th of a list by the document's own number; by order where it gives none, by section for tasks."""
    assert case.reading.nth is not None
    name, number = case.reading.nth
    asked = NAMED.get(name)
    if asked is None:
        return None
    entries = [entry for entry in case.entries(document) if entry.passage.kind is KINDS[asked]]
    numbered = [entry for entry in entries if entry.passage.ordinal is not None]
    named = [entry for entry in numbered if _names_list(entry, name)]
    chosen = _with_number(named or numbered, number) if numbered else _in_order(entries, asked, number)
    if not chosen:
        return None
    return Candidate(Answer(asked, tuple(case.found(entry, entry.targets) for entry in chosen)), document, 1.0)


def by_place(case: Case, document: Document) -> Candidate | None:
    """Everything that stands at the place named."""
    kept = [entry for entry in case.entries(document) if _stands_at(fold(entry.passage.place), case.reading.place)]
    return Candidate(Answer(Asked.PLACE, _all_found(case, kept)), document, 1.0) if kept else None


def _all_found(case: Case, entries: Sequence[Entry]) -> tuple[Found, ...]:
    quote_max = min(QUOTE_MAX, LIST_ROOM // len(entries))
    return tuple(case.found(entry, entry.targets, quote_max) for entry in entries)


def _entries(case: Case, document: Document, asked: Asked) -> list[Entry]:
    """The entries of one kind; sentences that only introduce a numbered list are none, nor is another numbered list."""
    of_kind = [entry for entry in case.entries(document) if entry.passage.kind is KINDS[asked]]
    numbered = [entry for entry in of_kind if entry.passage.ordinal is not None]
    if asked in CLOSED:
        return numbered or of_kind
    names = [name for name, kind in NAMED.items() if kind is asked and case.reading.says(name)]
    placed = [entry for entry in numbered if any(name in fold(entry.passage.place) for name in names)]
    return placed or [entry for entry in numbered if any(_names_list(entry, name) for name in names)] or of_kind


def _is_of_span(span: str, entry: Entry, target: TargetEntry) -> bool:
    """'hằng năm' and 'nhiệm kỳ' by the heading or the due."""
    said = f"{fold(entry.passage.heading)} {fold(target.target.due)}"
    return not span or span in said.replace("moi nam", "hang nam")


def _of_topic(case: Case, document: Document) -> list[Hit]:
    hits = [hit for hit in scored_targets(case, document) if hit.fit.coverage >= TOPIC_ACCEPTED]
    best = max((hit.fit.coverage for hit in hits), default=0.0)
    return [hit for hit in hits if hit.fit.coverage >= best - TOPIC_BESIDE]


def _topic(reading: Reading) -> str:
    return " ".join(word for term in reading.terms for word in term.phrase)


def _names_list(entry: Entry, name: str) -> bool:
    """Whether an entry's place or heading says which list it is in: a document may number tasks and ways apart."""
    last = " ".join(name.split()[-2:])
    return last in f"{fold(entry.passage.place)} {fold(entry.passage.heading.rpartition(' › ')[2])}"


def _with_number(entries: Sequence[Entry], number: int) -> list[Entry]:
    if number == -1:
        number = max((entry.passage.ordinal or 0 for entry in entries), default=0)
    return [entry for entry in entries if entry.passage.ordinal == number][:1]


def _in_order(entries: Sequence[Entry], asked: Asked, number: int) -> list[Entry]:
    """The n-th entry, or for tasks the n-th section, each of which holds several."""
    sections: dict[str, list[Entry]] = {}
    for entry in entries:
        key = entry.passage.heading if asked is Asked.TASKS else str(entry.number)
        sections.setdefault(key, []).append(entry)
    listed = list(sections.values())
    if not listed or not number or number > len(listed):
        return []
    return listed[-1] if number == -1 else listed[number - 1]


def _stands_at(place: str, wanted: str) -> bool:
    return place.startswith(wanted) and not place[len(wanted) :][:1].isalnum()
