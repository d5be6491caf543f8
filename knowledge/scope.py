"""Which documents may answer: the asker's own first, another union's only when named, and of the right period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.dates import Period, PeriodKind, day_of
from knowledge.document import Document, UnitCode
from knowledge.library import Library
from knowledge.notes.entry import is_note
from knowledge.question import DocumentNumber, Reading, has_number
from knowledge.result import Missing, Standing
from knowledge.text import fold


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as codes of units only: the own union, those above and succeeded, and which were dissolved when."""

    own: tuple[UnitCode, ...] = ()
    above: tuple[UnitCode, ...] = ()
    succeeded: tuple[UnitCode, ...] = ()
    dissolved: tuple[tuple[UnitCode, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents that may answer, in tiers that are tried one after the other; `missing` says why there are none."""

    tiers: tuple[tuple[Document, ...], ...]
    missing: Missing | None = None
    is_open: bool = False
    """Nobody's union was named and the asker has none: every document may be meant."""


def scope_of(reading: Reading, library: Library, asker: Asker, today: date) -> Scope:
    """The tiers for one question; for a missing union, document or period the tiers hold what is nearest."""
    if reading.numbers and (numbered := _numbered(reading.numbers, library.documents)):
        return Scope((numbered,))
    tiers = _tiers(reading, library, asker, today)
    if reading.is_this_term:
        tiers = tuple(_of_this_term(tier, today) or tier for tier in tiers)
    is_open = not reading.issuers and tiers == (papers(library),)
    if not reading.periods:
        return Scope(tiers, is_open=is_open)
    current = tuple(kept for tier in tiers for kept in _by_nearness(reading, _of_period(reading, tier)) if kept)
    return Scope(current, is_open=is_open) if current else Scope(tiers, Missing.PERIOD)


def papers(library: Library) -> tuple[Document, ...]:
    """The documents without what offices answered themselves: a note answers its own question and no other."""
    return tuple(document for document in library.documents if not is_note(document))


def _numbered(numbers: Sequence[DocumentNumber], documents: Sequence[Document]) -> tuple[Document, ...]:
    return tuple(document for document in documents if any(has_number(document, number) for number in numbers))


def _tiers(reading: Reading, library: Library, asker: Asker, today: date) -> tuple[tuple[Document, ...], ...]:
    if reading.issuers:
        return (_by_issuer(library, reading.issuers),)
    home = _home(library, asker, today) or (papers(library),)
    before = tuple(document for document in papers(library) if document.key in reading.documents)
    return (before, *home) if before else home


def _home(library: Library, asker: Asker, today: date) -> tuple[tuple[Document, ...], ...]:
    """The asker's own papers and those above; what a predecessor left answers last once its time has run out."""
    left = _by_issuer(library, asker.succeeded)
    over = (Standing.EXPIRED, Standing.REPLACED)
    run_out = tuple(paper for paper in left if library.standing(paper, today, asker.dissolved)[0] in over)
    own = tuple(paper for paper in (*_by_issuer(library, asker.own), *left) if paper not in run_out)
    return tuple(tier for tier in (own, _by_issuer(library, asker.above), run_out) if tier)


def _by_issuer(library: Library, codes: Sequence[UnitCode]) -> tuple[Document, ...]:
    return tuple(document for document in papers(library) if document.header.issuer_code in codes)


def _of_this_term(documents: Sequence[Document], today: date) -> tuple[Document, ...]:
    """The programmes of a term that runs today."""
    return tuple(
        document
        for document in documents
        if "nhiem ky" in fold(f"{document.header.period} {document.header.title}")
        and day_of(today).overlaps(document.header.valid_from, document.header.valid_to)
    )


def _of_period(reading: Reading, documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents of just this term where there are any, else those that share a day with the period."""
    exact = tuple(document for document in documents if any(_is_term_of(document, each) for each in reading.periods))
    return exact or tuple(
        document
        for document in documents
        if any(
            period.overlaps(document.header.valid_from, document.header.valid_to)
            and not _is_other_term(document, period)
            for period in reading.periods
        )
    )


def _by_nearness(reading: Reading, documents: Sequence[Document]) -> tuple[tuple[Document, ...], ...]:
    """Those of just the year asked for before those whose term runs over it."""
    exact = tuple(document for document in documents if any(_is_of_year(document, each) for each in reading.periods))
    return exact, tuple(document for document in documents if document not in exact)


def _is_of_year(document: Document, period: Period) -> bool:
    start, end = document.header.valid_from, document.header.valid_to
    is_year = period.kind is PeriodKind.YEAR and start is not None and end is not None
    return is_year and (start, end) == (period.start, period.end)


def _is_term_of(document: Document, period: Period) -> bool:
    start, end = document.header.valid_from, document.header.valid_to
    is_term = period.kind is PeriodKind.TERM
    return (
        is_term
        and start is not None
        and end is not None
        and (start.year, end.year) == (period.start.year, period.end.year)
    )


def _is_other_term(document: Document, period: Period) -> bool:
    """A programme of several years that only touches the term asked for, or ends within it, is another term's."""
    start, end = document.header.valid_from, document.header.valid_to
    if period.kind is not PeriodKind.TERM or start is None or end is None or end.year - start.year < 2:
        return False
    shared = min(end, period.end) - max(start, period.start)
    runs_on = start < period.start and end < period.end
    return runs_on or shared * 2 < period.end - period.start
