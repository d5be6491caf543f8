"""Which documents may answer: the asker's own first, another union's only when named, and of the right period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from knowledge.dates import Period, PeriodKind
from knowledge.document import Document, UnitCode
from knowledge.library import Library
from knowledge.notes.entry import is_note
from knowledge.question import DocumentNumber, LevelWanted, Reading, TermWanted, has_number
from knowledge.result import Missing, Standing
from knowledge.text import fold, long_words


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as codes of units only: the own union, those above and succeeded, and which were dissolved when.

    The papers of `hidden` unions are not for them: not when named, not as the nearest, not as an alternative.
    """

    own: tuple[UnitCode, ...] = ()
    above: tuple[UnitCode, ...] = ()
    succeeded: tuple[UnitCode, ...] = ()
    dissolved: tuple[tuple[UnitCode, date], ...] = ()
    hidden: frozenset[UnitCode] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents that may answer, in tiers that are tried one after the other; `missing` says why there are none."""

    tiers: tuple[tuple[Document, ...], ...]
    missing: Missing | None = None
    is_open: bool = False
    """Nobody's union was named and the asker has none: every document may be meant."""


def scope_of(reading: Reading, library: Library, asker: Asker, today: date) -> Scope:
    """The tiers for one question; for a missing union, document or period the tiers hold what is nearest."""
    if reading.numbers and (numbered := _numbered(reading.numbers, library)):
        return Scope((numbered,))
    tiers = _tiers(reading, library, asker, today)
    if not tiers and asker.own:
        return Scope((library.papers,), Missing.OWN)
    tiers = tiers or (library.papers,)
    if reading.term is not None:
        of_term = tuple(kept for tier in tiers if (kept := _of_term_wanted(reading, reading.term, tier, today)))
        if not of_term and reading.term.steps:
            return Scope(tiers, Missing.PERIOD)
        tiers = of_term or tiers
    is_open = not reading.issuers and tiers == (library.papers,)
    if not reading.periods:
        return Scope(tiers, is_open=is_open)
    current = tuple(kept for tier in tiers for kept in _by_nearness(reading, _of_period_wanted(reading, tier)) if kept)
    return Scope(current, is_open=is_open) if current else Scope(tiers, Missing.PERIOD)


def _of_term_wanted(
    reading: Reading, wanted: TermWanted, documents: Sequence[Document], today: date
) -> tuple[Document, ...]:
    """Of several unions each by itself: 'Sơn Hà nhiệm kỳ này và Thạch Lâm 2025' sets a term for one of them only."""
    if len(reading.issuers) < 2:
        return _of_term(documents, wanted, today)
    found: list[Document] = []
    for code in reading.issuers:
        issued = _of_issuer(documents, code)
        is_dated = any(
            _is_of_year(paper, each) or _is_term_of(paper, each) for paper in issued for each in reading.periods
        )
        found += issued if is_dated else _of_term(issued, wanted, today) or issued
    return tuple(found)


def _of_period_wanted(reading: Reading, documents: Sequence[Document]) -> tuple[Document, ...]:
    """Of several unions each by itself: 'Sơn Hà 2026 và Thạch Lâm 2024-2030' names a year and a term."""
    if len(reading.issuers) < 2:
        return _of_period(reading, documents)
    each = (_of_issuer(documents, code) for code in reading.issuers)
    # Where one has a term, the period was said of the other.
    return tuple(paper for issued in each for paper in _of_period(reading, issued) or (issued if reading.term else ()))


def _of_issuer(documents: Sequence[Document], code: UnitCode) -> tuple[Document, ...]:
    return tuple(paper for paper in documents if paper.header.issuer_code == code)


def _numbered(numbers: Sequence[DocumentNumber], library: Library) -> tuple[Document, ...]:
    found = (
        document for number in numbers for document in library.numbered(number.digits) if has_number(document, number)
    )
    return tuple({document.key: document for document in found}.values())


def _tiers(reading: Reading, library: Library, asker: Asker, today: date) -> tuple[tuple[Document, ...], ...]:
    """Those named, or those before and those at home; none where the asker's unions have no paper here."""
    if reading.issuers:
        return (_by_issuer(library, reading.issuers),)
    home = _of_level(reading.level, library, asker, _home(library, asker, today))
    if not (home or asker.own):
        home = (library.papers,)
    before = tuple(each for key in reading.documents if (each := library.document(key)) and not is_note(each))
    return (before, *home) if before else home


def _home(library: Library, asker: Asker, today: date) -> tuple[tuple[Document, ...], ...]:
    """The asker's own papers and those above; what a predecessor left answers last once its time has run out."""
    left = _by_issuer(library, asker.succeeded)
    over = (Standing.EXPIRED, Standing.REPLACED)
    run_out = tuple(paper for paper in left if library.standing(paper, today, asker.dissolved)[0] in over)
    own = tuple(paper for paper in (*_by_issuer(library, asker.own), *left) if paper not in run_out)
    return tuple(tier for tier in (own, _by_issuer(library, asker.above), run_out) if tier)


def _by_issuer(library: Library, codes: Sequence[UnitCode]) -> tuple[Document, ...]:
    wanted = frozenset(codes)
    return tuple(document for document in library.papers if document.header.issuer_code in wanted)


Tiers = tuple[tuple[Document, ...], ...]


def _of_level(level: LevelWanted | None, library: Library, asker: Asker, home: Tiers) -> Tiers:
    """The papers of the asker's own line at one level: alone where these were said to set it, else first.

    Where the line has none of that level, what was said of it changes nothing.
    """
    if level is None:
        return home
    line = asker.above if not level.word else (*asker.own, *asker.succeeded, *asker.above)
    of_each = [_by_issuer(library, (code,)) for code in line]
    meant = tuple(kept for each in of_each if (kept := tuple(paper for paper in each if _is_of_level(paper, level))))
    if not meant:
        return home
    return meant if level.sets else (*meant, *home)


def _is_of_level(document: Document, level: LevelWanted) -> bool:
    """Whether the issuer's name holds the word of level: 'LĐLĐ tỉnh Sơn Hà'; 'khu' is 'Khu công nghiệp', too."""
    return not level.word or f" {level.word} " in f" {' '.join(long_words(document.header.issuer))} "


SEVERAL_YEARS: Final = timedelta(days=2 * 365)
CHANGING_OVER: Final = timedelta(days=366)
"""One term may still be written as running in the year in which the next begins."""


def _of_term(documents: Sequence[Document], wanted: TermWanted, today: date) -> tuple[Document, ...]:
    """The papers of the term that runs today, of the one before it or after it; of years where nobody has terms."""
    dated = [(paper, span) for paper in documents if (span := _span_of(paper)) is not None]
    terms = [(paper, span) for paper, span in dated if span[1] - span[0] >= SEVERAL_YEARS]
    named = [(paper, span) for paper, span in dated if _is_called_a_term(paper)]
    if named and wanted.word in ("nhiem ky", "khoa"):
        terms = named
    elif not terms and wanted.word == "ky":
        terms = dated
    running = [(paper, span) for paper, span in terms if span[0] <= today <= span[1]]
    if not wanted.steps:
        return tuple(paper for paper, _ in running)
    now = max((span for _, span in running), default=(today, today))
    if wanted.steps > 0:
        later = [(paper, span) for paper, span in terms if span[0] > now[0] and span[0] >= now[1] - CHANGING_OVER]
        first = min((span[0] for _, span in later), default=today)
        return tuple(paper for paper, span in later if span[0] == first)
    before = [(paper, span) for paper, span in terms if span[0] < now[0] and span[1] <= now[0] + CHANGING_OVER]
    last = max((span[0].year for _, span in before), default=0)
    return tuple(paper for paper, span in before if span[0].year == last)


def _is_called_a_term(document: Document) -> bool:
    return "nhiem ky" in fold(f"{document.header.period} {document.header.title}")


def _span_of(document: Document) -> tuple[date, date] | None:
    start, end = document.header.valid_from, document.header.valid_to
    return (start, end) if start and end else None


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
    """Those of just the year asked for before those whose term runs over it; of several unions side by side."""
    if len(reading.issuers) > 1:
        return (tuple(documents),)
    exact = {paper.key: paper for paper in documents if any(_is_of_year(paper, each) for each in reading.periods)}
    return tuple(exact.values()), tuple(paper for paper in documents if paper.key not in exact)


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
