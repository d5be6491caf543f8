"""Which documents may answer: the asker's own first, another union's only when named, and of the right period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.document import Document, UnitCode
from knowledge.library import Library
from knowledge.question import DocumentNumber, Reading, has_number
from knowledge.result import Missing


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


def scope_of(reading: Reading, library: Library, asker: Asker) -> Scope:
    """The tiers for one question; for a missing union, document or period the tiers hold what is nearest."""
    if reading.numbers and (numbered := _numbered(reading.numbers, library.documents)):
        return Scope((numbered,))
    tiers = _tiers(reading, library, asker)
    if not reading.periods:
        return Scope(tiers)
    current = tuple(kept for tier in tiers if (kept := _of_period(reading, tier)))
    return Scope(current) if current else Scope(tiers, Missing.PERIOD)


def _numbered(numbers: Sequence[DocumentNumber], documents: Sequence[Document]) -> tuple[Document, ...]:
    return tuple(document for document in documents if any(has_number(document, number) for number in numbers))


def _tiers(reading: Reading, library: Library, asker: Asker) -> tuple[tuple[Document, ...], ...]:
    if reading.issuers:
        return (_by_issuer(library, reading.issuers),)
    own = _by_issuer(library, (*asker.own, *asker.succeeded))
    above = _by_issuer(library, asker.above)
    home = tuple(tier for tier in (own, above) if tier) or (library.documents,)
    before = tuple(document for document in library.documents if document.key in reading.documents)
    return (before, *home) if before else home


def _by_issuer(library: Library, codes: Sequence[UnitCode]) -> tuple[Document, ...]:
    return tuple(document for document in library.documents if document.header.issuer_code in codes)


def _of_period(reading: Reading, documents: Sequence[Document]) -> tuple[Document, ...]:
    return tuple(
        document
        for document in documents
        if any(period.overlaps(document.header.valid_from, document.header.valid_to) for period in reading.periods)
    )
