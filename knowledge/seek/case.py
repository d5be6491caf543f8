"""What does every way of answering work on: one question, the documents in scope, and the passages near to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from knowledge.document import Document, DocumentKey
from knowledge.library import Entry, Library, TargetEntry
from knowledge.match import Fit, fit_passage
from knowledge.question import Reading
from knowledge.quoting import Wanted, cite, value_of
from knowledge.result import Answer, Citation, Found, Standing, Value
from knowledge.scope import Asker, Scope
from knowledge.succession import Later

# How much of a question must be covered before something answers it; below, the documents do not speak of it.
ACCEPTED: Final = 0.7
FULL_ACCEPTED: Final = 0.5
"""Half is enough where nearly every word of the thing itself was said."""
FULLNESS: Final = 0.7
BESIDE: Final = 0.12
"""What scores this near to the best is as good an answer."""
QUOTE_MAX: Final = 1000
"""Longer passages are quoted by the sentences that matter."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage, or one figure of it, with how well it fits."""

    fit: Fit
    entry: Entry
    target: TargetEntry | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer from one document, and how good it is."""

    answer: Answer
    document: Document
    score: float


@dataclass(frozen=True, slots=True)
class Case:
    """One question on one library by one asker on one day; `near` holds the passages that share words with it."""

    reading: Reading
    scope: Scope
    library: Library
    asker: Asker
    today: date
    near: Mapping[DocumentKey, Sequence[Entry]] = field(default_factory=dict)
    ranked: dict[tuple[int, int, DocumentKey], tuple[object, object, list[Hit]]] = field(default_factory=dict)
    """The targets of a document as they were ranked before, for the very same reading of the very same passages."""

    def standing(self, document: Document) -> tuple[Standing, date | None]:
        """Whether the document binds on this day."""
        return self.library.standing(document, self.today, self.asker.dissolved)

    def later(self, entry: Entry) -> Later | None:
        """What took the place of this very passage, where its document still stands."""
        return self.library.succession.of_clause(entry.document.key, entry.passage.place, self.today)

    def entries(self, document: Document) -> tuple[Entry, ...]:
        """All passages of one document."""
        return self.library.of_document[document.key]

    def near_entries(self, document: Document) -> Sequence[Entry]:
        """The passages of one document that share words with the question."""
        return self.near.get(document.key, ())

    def found(self, entry: Entry, targets: Iterable[TargetEntry] = (), quote_max: int = QUOTE_MAX) -> Found:
        """One passage as part of an answer, with the figures asked for."""
        kept = tuple(targets)
        passage = entry.passage
        return Found(
            citation=self.cited(entry, self._wanted(kept, quote_max)),
            kind=passage.kind,
            heading=passage.heading,
            ordinal=passage.ordinal,
            values=tuple(_value(entry, each) for each in kept),
            heads=tuple(cell.head for cell in passage.cells),
        )

    def cited(self, entry: Entry, wanted: Wanted) -> Citation:
        """The source of one passage, with what took its place."""
        standing = self.standing(entry.document)
        if standing[0] is Standing.REPLACED:
            return cite(entry, standing, wanted, self.library.succession.of_document(entry.document.key, self.today))
        if standing[0] is not Standing.EXPIRED and (later := self.later(entry)):
            cited = cite(entry, (Standing.REPLACED, later.since), wanted, later)
            return replace(cited, is_clause=True)
        return cite(entry, standing, wanted)

    def _wanted(self, targets: Sequence[TargetEntry], room: int) -> Wanted:
        """What a long passage is quoted for."""
        said = {word for term in self.reading.terms for word in term.phrase}
        words = said | {word for each in targets for word in each.text.word_set}
        figures = {
            figure for each in targets for figure in (each.target.value, each.target.value_max) if figure is not None
        }
        return Wanted(frozenset(words), frozenset(figures), room)


def _value(entry: Entry, target: TargetEntry) -> Value:
    value = value_of(target.target)
    is_of_own_year = value.due.lower().startswith("năm ") and value.due != entry.document.header.period
    return replace(value, is_of_own_year=is_of_own_year)


Attempt = Callable[[Case, Document], Candidate | None]


def is_accepted(fit: Fit) -> bool:
    """Nearly all that was asked is covered; or half of it is, and nearly all of the thing was said."""
    if fit.misses_needed:
        return False
    return fit.coverage >= ACCEPTED or (fit.coverage >= FULL_ACCEPTED and fit.fullness >= FULLNESS)


def scored(case: Case, entries: Iterable[Entry]) -> list[Hit]:
    """Passages with their fit, without those that lack what must stand there."""
    hits = (Hit(fit_passage(case.reading, entry, case.library), entry) for entry in entries)
    return [hit for hit in hits if not hit.fit.misses_needed]


def best_of(hits: Iterable[Hit], least: float) -> list[Hit]:
    """Those that cover enough and are nearly as good as the best, best first, in the document's order when equal."""
    ranked = sorted(
        (hit for hit in hits if hit.fit.coverage >= least), key=lambda hit: (-hit.fit.score, hit.entry.number)
    )
    return [hit for hit in ranked if hit.fit.score >= ranked[0].fit.score - BESIDE]


def grouped(case: Case, hits: Iterable[Hit]) -> tuple[Found, ...]:
    """Figures of one passage together, passages in the order given."""
    by_entry: dict[int, list[Hit]] = {}
    for hit in hits:
        by_entry.setdefault(hit.entry.number, []).append(hit)
    return tuple(
        case.found(
            group[0].entry, sorted((hit.target for hit in group if hit.target), key=group[0].entry.targets.index)
        )
        for group in by_entry.values()
    )
