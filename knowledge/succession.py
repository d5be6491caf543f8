"""Which documents, and which of their clauses, has a later document taken the place of?"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from knowledge.document import Document, DocumentKey, Header, Reference, Relation, UnitCode, issuer_code
from knowledge.text import fold


@dataclass(frozen=True, slots=True)
class Later:
    """The document that took the place, from which day, and its passage with the new words ('' for the whole of it)."""

    document: DocumentKey
    header: Header
    since: date | None
    by: str = ""

    def holds_on(self, today: date) -> bool:
        """Whether it has taken the place by then."""
        return self.since is None or self.since <= today


@dataclass(frozen=True, slots=True)
class Succession:
    """What later documents of a library did to earlier ones."""

    whole: Mapping[DocumentKey, tuple[Later, ...]] = field(default_factory=dict)
    clauses: Mapping[DocumentKey, tuple[tuple[str, Later], ...]] = field(default_factory=dict)

    def without(self, hidden: frozenset[UnitCode]) -> "Succession":
        """The same without what documents of these issuers did."""

        def is_seen(later: Later) -> bool:
            return later.header.issuer_code not in hidden

        return Succession(
            {key: tuple(filter(is_seen, found)) for key, found in self.whole.items()},
            {key: tuple(each for each in found if is_seen(each[1])) for key, found in self.clauses.items()},
        )

    def of_document(self, key: DocumentKey, today: date) -> Later | None:
        """What stands in for the whole document on this day."""
        return _newest(self.whole.get(key, ()), today)

    def of_clause(self, key: DocumentKey, place: str, today: date) -> Later | None:
        """What stands in for one passage: the place that is named covers all that lies in it."""
        meant = [later for covered, later in self.clauses.get(key, ()) if covers(covered, place)]
        return _newest(meant, today)


def _newest(found: Iterable[Later], today: date) -> Later | None:
    holding = [later for later in found if later.holds_on(today)]
    return max(holding, key=lambda later: later.since or date.min, default=None)


def covers(named: str, place: str) -> bool:
    """Whether a place lies in the one that is named: 'mục II' covers 'mục II.3' and 'mục II, ý 1', never 'mục III'."""
    whole, part = fold(named).strip(), fold(place).strip()
    return part == whole or (part.startswith(whole) and re.match(r"[.,]", part[len(whole) :]) is not None)


def succession_of(documents: Sequence[Document]) -> Succession:
    """Reads the references of all documents; one that surely names no older document here is passed by."""
    known = _known(documents)
    whole: dict[DocumentKey, list[Later]] = {}
    clauses: dict[DocumentKey, list[tuple[str, Later]]] = {}
    for document in documents:
        for reference in document.header.references:
            if reference.relation is Relation.IMPLEMENTS or (earlier := _meant(reference, document, known)) is None:
                continue
            later = Later(document.key, document.header, _since(document.header), reference.by)
            if reference.place:
                clauses.setdefault(earlier.key, []).append((reference.place, later))
            elif reference.relation is Relation.REPLACES:
                whole.setdefault(earlier.key, []).append(later)
    return Succession(
        {key: tuple(found) for key, found in whole.items()}, {key: tuple(found) for key, found in clauses.items()}
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """The documents of each issuer by plain number, and by kind and period for who names one without its number."""

    numbered: Mapping[tuple[UnitCode, str], Sequence[Document]]
    named: Mapping[UnitCode, Mapping[tuple[str, str], Sequence[Document]]]


def _known(documents: Iterable[Document]) -> _Known:
    numbered: dict[tuple[UnitCode, str], list[Document]] = {}
    named: dict[UnitCode, dict[tuple[str, str], list[Document]]] = {}
    for document in documents:
        header = document.header
        if number := plain_number(header.number or ""):
            numbered.setdefault((header.issuer_code, number), []).append(document)
        if header.type and header.period:
            said = (fold(header.type), _tight(header.period))
            named.setdefault(header.issuer_code, {}).setdefault(said, []).append(document)
    return _Known(numbered, named)


def _since(header: Header) -> date | None:
    """Not before it was issued, and not before its term begins."""
    days = [day for day in (header.issued_on, header.valid_from) if day is not None]
    return max(days, default=None)


def _meant(reference: Reference, document: Document, known: _Known) -> Document | None:
    """The one document that is named: by issuer and number, and by the day where both tell it."""
    code = issuer_code(reference.issuer) if reference.issuer else document.header.issuer_code
    older = (
        other
        for other in _spoken_of(reference, code, known)
        if other.key != document.key and not _is_newer(other.header, document.header)
    )
    meant = list(islice(older, 2))
    return meant[0] if len(meant) == 1 else None


def _spoken_of(reference: Reference, code: UnitCode, known: _Known) -> Iterator[Document]:
    if reference.number:
        for other in known.numbered.get((code, plain_number(reference.number)), ()):
            if None in (reference.issued_on, other.header.issued_on) or reference.issued_on == other.header.issued_on:
                yield other
        return
    # 'Chương trình công tác năm 2026' without a number: kind and period must both be said.
    words = _tight(reference.words)
    for (kind, period), others in known.named.get(code, {}).items():
        if kind in words and period in words:
            yield from others


def _is_newer(other: Header, than: Header) -> bool:
    return other.issued_on is not None and than.issued_on is not None and other.issued_on > than.issued_on


def plain_number(number: str) -> str:
    """'02/CTr-LĐLĐ' and '2 / CTr - LĐLĐ' are one number."""
    return re.sub(r"[\s.]", "", fold(number)).lstrip("0")


def _tight(words: str) -> str:
    return re.sub(r"\s*-\s*", "-", fold(words))
