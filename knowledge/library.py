"""What is there to answer from: the documents, indexed once and never changed; the next version shares what stays."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from knowledge.cues import WAYS_OF_ASKING
from knowledge.document import Document, DocumentKey, Header, UnitCode
from knowledge.entries import (
    READ_MAX,
    Entry,
    Section,
    TargetEntry,
    Text,
    entries_of,
    last_heading,
    sections_of,
    text_of,
    title_words,
)
from knowledge.habits import Compounds, Initials, Phrase, Runs, compounds_of, initials_of, runs_of
from knowledge.identity import same_paper
from knowledge.notes.entry import is_note
from knowledge.result import Standing
from knowledge.succession import Succession, succession_of
from knowledge.terms.values import OfficeTerms, of_line
from knowledge.text import NONE_OWN, Abbreviations, lexicon, long_words, tokens

if TYPE_CHECKING:
    from knowledge.postings import Ints
    from knowledge.search import Index

Key = TypeVar("Key")

DISTRICT_LEVEL_ENDED: Final = date(2025, 7, 1)
"""Every union of district level was dissolved on this day; their programmes' terms may run on."""
DISTRICT_WORDS: Final = ("huyện", "quận", "thị xã")
WARMED_MAX: Final = READ_MAX // 2
"""So many passages are read whole before anybody asks."""
LEVEL_MAX: Final = 3
VIEWS_MAX: Final = 64
WORN_MIN: Final = 1000
WORN_SHARE: Final = 0.25

LEVEL_WORDS: Final = (
    *(("thanh", "pho"), ("thi", "xa"), ("dac", "khu"), ("khu", "cong", "nghiep"), ("tong", "cong", "ty")),
    *(("huyen",), ("tinh",), ("quan",), ("xa",), ("phuong",), ("tp",), ("nganh",)),
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """A union that has documents here, and the bare words it is named by: ('vinh', 'thuan')."""

    code: UnitCode
    name: str
    names: tuple[Phrase, ...]
    level: str = ""
    """What stands before its place: 'phuong'."""


@dataclass(frozen=True, slots=True, eq=False)
class Volume:
    """One document with what was made of it; every version of the library that holds it shares it."""

    document: Document
    entries: tuple[Entry, ...]
    title: Text
    """What it is called: title, type, issuer, period."""
    runs: Runs


@dataclass(frozen=True, slots=True, eq=False)
class Sections(Mapping[DocumentKey, tuple[Section, ...]]):
    """The passages of each document by their headings, put together when they are looked at."""

    of_document: Mapping[DocumentKey, tuple[Entry, ...]]

    def __getitem__(self, key: DocumentKey) -> tuple[Section, ...]:
        """In the document's order."""
        return sections_of(self.of_document[key])

    def __iter__(self) -> Iterator[DocumentKey]:
        """Every document."""
        return iter(self.of_document)

    def __len__(self) -> int:
        """How many documents."""
        return len(self.of_document)


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """The documents that a reader may see, by all that they are looked up by."""

    documents: tuple[Document, ...]
    papers: tuple[Document, ...]
    """Those without what offices answered themselves: a note answers its own question and no other."""
    notes: tuple[Document, ...]
    of_document: Mapping[DocumentKey, tuple[Entry, ...]]
    titles: Mapping[DocumentKey, Text]
    """What each document is called: title, type, issuer, period."""
    by_issuer: Mapping[UnitCode, tuple[Document, ...]]
    by_digits: Mapping[str, tuple[Document, ...]]
    """By the number without its sign: '880' of '880/CTr-LĐLĐ'."""
    issuers: tuple[Issuer, ...]
    named: Mapping[str, tuple[tuple[Phrase, UnitCode], ...]]
    """What the unions are called, by the first word, the longest name first."""


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """An immutable value, swapped whole when the documents change."""

    version: int
    volumes: Mapping[DocumentKey, Volume]
    """Every document that answers, hidden ones too."""
    entries: tuple[Entry, ...]
    """Every passage by its number; the numbers of what was withdrawn are never searched."""
    lists: Lists
    compounds: Compounds
    """Words of several syllables by their first: 'doan' begins ('doan', 'vien')."""
    initials: Initials
    """Abbreviations made up on the spot: 'xhcd' is the commonest run of words with these initials."""
    index: "Index"
    succession: Succession
    terms: OfficeTerms = field(default_factory=dict)
    """What each office writes short."""
    own: Abbreviations = field(default_factory=dict)
    """What counts of it for the asker."""
    views: dict[frozenset[UnitCode], "Library"] = field(default_factory=dict)
    """The library as it was read before, by whose papers were hidden."""

    @property
    def all_documents(self) -> tuple[Document, ...]:
        """Every document that answers, for whoever builds another library of them."""
        return tuple(held.document for held in self.volumes.values())

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that this reader may see."""
        return self.lists.documents

    @property
    def papers(self) -> tuple[Document, ...]:
        """Those of them that are no office's own answer."""
        return self.lists.papers

    @property
    def notes(self) -> tuple[Document, ...]:
        """What offices answered themselves."""
        return self.lists.notes

    @property
    def issuers(self) -> tuple[Issuer, ...]:
        """Their unions."""
        return self.lists.issuers

    @property
    def of_document(self) -> Mapping[DocumentKey, tuple[Entry, ...]]:
        """Their passages, each document's in its order."""
        return self.lists.of_document

    @property
    def titles(self) -> Mapping[DocumentKey, Text]:
        """What each is called."""
        return self.lists.titles

    @property
    def sections(self) -> Mapping[DocumentKey, tuple[Section, ...]]:
        """Their passages by headings."""
        return Sections(self.lists.of_document)

    def read_by(self, line: Sequence[UnitCode], hidden: frozenset[UnitCode] = frozenset()) -> "Library":
        """The library as one asker reads it, whose units and those above them, nearest first, are these.

        The papers of `hidden` unions are not there at all: not by name, not as the nearest, not as an abbreviation.
        """
        seen = self._without(hidden.intersection(self.lists.by_issuer))
        own = of_line(self.terms, line) if self.terms else NONE_OWN
        return replace(seen, own=own) if own else seen

    def _without(self, hidden: frozenset[UnitCode]) -> "Library":
        if not hidden:
            return self
        seen = self.views.get(hidden)
        if seen is None:
            if len(self.views) >= VIEWS_MAX:
                self.views.clear()
            shown = [held for held in self.volumes.values() if held.document.header.issuer_code not in hidden]
            lists, succession = _lists(shown), self.succession.without(hidden)
            initials = self.initials.without(hidden)
            seen = replace(self, lists=lists, succession=succession, initials=initials, views={})
            self.views[hidden] = seen
        return seen

    def named_at(self, words: Sequence[str], start: int) -> tuple[Phrase, tuple[UnitCode, ...]]:
        """The longest name of a union that stands there, and whose it is; of namesakes those of the level said before.

        'Tân Phú' may be a commune's and a ward's: 'phường Tân Phú' is the ward's.
        """
        options = self.lists.named.get(words[start], ())
        name = next((name for name, _ in options if tuple(words[start : start + len(name)]) == name), ())
        codes = tuple(dict.fromkeys(code for each, code in options if each == name))
        if len(codes) < 2:
            return name, codes
        said = " ".join(words[max(start - LEVEL_MAX, 0) : start])
        levels = {issuer.code: issuer.level for issuer in self.issuers if issuer.code in codes}
        of_level = tuple(code for code in codes if levels[code] and said.endswith(levels[code]))
        return name, of_level or codes

    def document(self, key: DocumentKey) -> Document | None:
        """The document of this key, where this reader may see it."""
        held = self.volumes.get(key)
        return held.document if held and key in self.of_document else None

    def numbered(self, digits: str) -> tuple[Document, ...]:
        """The documents whose number begins so: '880' of '880/CTr-LĐLĐ'."""
        return self.lists.by_digits.get(digits, ())

    def standing(
        self, document: Document, today: date, dissolved: Iterable[tuple[UnitCode, date]]
    ) -> tuple[Standing, date | None]:
        """Whether a document binds today, later documents considered, and since when it does not."""
        own = standing_of(document, today, dissolved)
        later = None if own[0] is Standing.EXPIRED else self.succession.of_document(document.key, today)
        return own if later is None else (Standing.REPLACED, later.since)

    def numbers_of(self, documents: Sequence[Document]) -> "Ints | None":
        """The numbers of these documents' passages; None when they are all there are."""
        import numpy as np

        held = (self.of_document[document.key] for document in documents)
        spans = [(entries[0].number, entries[-1].number + 1) for entries in held if entries]
        if sum(end - start for start, end in spans) == len(self.entries):
            return None
        return np.concatenate([np.arange(start, end) for start, end in spans]) if spans else np.empty(0, np.int64)

    @property
    def is_worn(self) -> bool:
        """Whether so much was withdrawn that building it anew pays."""
        dead = len(self.entries) - sum(len(held.entries) for held in self.volumes.values())
        return dead > max(WORN_MIN, WORN_SHARE * len(self.entries))


def build_library(documents: Sequence[Document], version: int = 0) -> Library:
    """The library over these documents; an original takes the place of the digest of the same document."""
    from knowledge.search import build_index

    kept = _without_replaced_digests(documents)
    volumes = _volumes(kept, 0)
    entries = tuple(entry for held in volumes for entry in held.entries)
    return Library(
        version=version,
        volumes={held.document.key: held for held in volumes},
        entries=entries,
        lists=_lists(volumes),
        compounds=compounds_of(_said(entries)),
        initials=_initials(volumes),
        index=build_index(_indexed(entries), (*_taught_by_lists(), *_taught(kept))),
        succession=succession_of(kept),
    )


def renewed(library: Library, changed: Sequence[Document], gone: Collection[DocumentKey], version: int) -> Library:
    """The library with these documents new or in their new version, and without those that are gone.

    What stays is shared, so that it takes as long as the difference is large. Words of what is gone still count in how
    often words are met, until the library is built anew.
    """
    from knowledge.search import grown

    new = {document.key: document for document in changed}
    staying = [held for key, held in library.volumes.items() if key not in new and key not in gone]
    ordered = sorted((*(held.document for held in staying), *new.values()), key=lambda document: document.key)
    kept = _without_replaced_digests(ordered)
    added = _volumes([document for document in kept if new.get(document.key) is document], len(library.entries))
    by_key = {held.document.key: held for held in (*staying, *added)}
    volumes = [by_key[document.key] for document in kept]
    entries = tuple(entry for held in added for entry in held.entries)
    taught = _taught([held.document for held in added])
    return Library(
        version=version,
        volumes={held.document.key: held for held in volumes},
        entries=(*library.entries, *entries),
        lists=_lists(volumes),
        compounds=compounds_of(_said(entries), library.compounds) if entries else library.compounds,
        initials=_initials(volumes),
        index=grown(library.index, _indexed(entries), taught) if entries else library.index,
        succession=succession_of(kept),
        terms=library.terms,
    )


FOR_TET: Final = re.compile(r"\bt[ếe]t\b(?!\s+trung thu)", re.IGNORECASE)


def standing_of(
    document: Document, today: date, dissolved: Iterable[tuple[UnitCode, date]]
) -> tuple[Standing, date | None]:
    """Whether a document binds today, and since when it does not (or not yet, or is in doubt)."""
    header = document.header
    if header.valid_to and header.valid_to < today:
        return Standing.EXPIRED, header.valid_to + timedelta(days=1)
    if header.valid_from and today < header.valid_from and not _is_for_tet(header, today):
        return Standing.NOT_YET, header.valid_from
    ended = dict(dissolved).get(header.issuer_code) or _district_end(header.issuer)
    if ended and ended <= today:
        return Standing.UNCONFIRMED, ended
    return Standing.IN_FORCE, None


def _is_for_tet(header: Header, today: date) -> bool:
    """A plan for Tết 2027 is carried out from the day it is signed: what is done for Tết is done before it."""
    return bool(header.issued_on and header.issued_on <= today and FOR_TET.search(header.title))


def _district_end(issuer: str) -> date | None:
    words = [token.text for token in tokens(issuer)]
    joined = f" {' '.join(words)} "
    return DISTRICT_LEVEL_ENDED if any(f" {word} " in joined for word in DISTRICT_WORDS) else None


# Building


def _without_replaced_digests(documents: Sequence[Document]) -> tuple[Document, ...]:
    unique = tuple({document.key: document for document in documents}.values())
    originals = [document for document in unique if not document.is_digest]
    return tuple(
        document
        for document in unique
        if not document.is_digest or not any(same_paper(document, original) for original in originals)
    )


def _volumes(documents: Iterable[Document], first: int) -> list[Volume]:
    """The documents with their passages numbered on from `first`."""
    found: list[Volume] = []
    for document in documents:
        entries = entries_of(document, first)
        first += len(entries)
        found.append(Volume(document, entries, Text(title_words(document), document.header.title), runs_of(document)))
    return found


def _lists(volumes: Sequence[Volume]) -> Lists:
    documents = tuple(held.document for held in volumes)
    issuers = _issuers(documents)
    return Lists(
        documents=documents,
        papers=tuple(document for document in documents if not is_note(document)),
        notes=tuple(document for document in documents if is_note(document)),
        of_document={held.document.key: held.entries for held in volumes},
        titles={held.document.key: held.title for held in volumes},
        by_issuer=_grouped((document.header.issuer_code, document) for document in documents),
        by_digits=_grouped(
            (leading_digits(document.header.number), document) for document in documents if document.header.number
        ),
        issuers=issuers,
        named=_named(issuers),
    )


def _grouped(pairs: Iterable[tuple[Key, Document]]) -> dict[Key, tuple[Document, ...]]:
    found: dict[Key, list[Document]] = {}
    for key, document in pairs:
        found.setdefault(key, []).append(document)
    return {key: tuple(documents) for key, documents in found.items()}


def leading_digits(number: str) -> str:
    """'0880/CTr-LĐLĐ' is 880."""
    return re.split(r"[/-]", number)[0].strip().lstrip("0")


def _said(entries: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    """The words of every passage; those of a few are read for the questions as well."""
    is_few = len(entries) <= WARMED_MAX
    return (text_of(entry).words if is_few else long_words(entry.passage.text) for entry in entries)


def _indexed(entries: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    """What a passage is searched by: its words, and those of the heading it stands under."""
    from knowledge.search import index_words

    return (index_words(f"{last_heading(entry.passage.heading)} {entry.passage.text}") for entry in entries)


def _taught(documents: Iterable[Document]) -> Iterator[Phrase]:
    """Names, titles and subjects: people type them, passages may not hold them."""
    for document in documents:
        header = document.header
        for text in (header.title, header.issuer, header.theme or "", header.type):
            yield long_words(text)
        for passage in document.passages:
            for target in passage.targets:
                yield long_words(f"{target.subject} {target.scope} {target.measure}")


def _taught_by_lists() -> Iterator[Phrase]:
    """The long forms of abbreviations, the words that belong together, and the ways of asking."""
    known = lexicon()
    for listed in (known.official, known.phone):
        for abbreviation in listed.values():
            yield from (long_words(meaning) for meaning in abbreviation.meanings)
    yield from (long_words(" ".join(phrase)) for phrase in (*known.same, *known.compounds, *known.provinces))
    yield from (tuple(way.split()) for way in WAYS_OF_ASKING)


def _issuers(documents: Sequence[Document]) -> tuple[Issuer, ...]:
    by_code = {document.header.issuer_code: document.header.issuer for document in documents}
    return tuple(Issuer(code, name, _names(code, name), _level(name)) for code, name in by_code.items())


def _named(issuers: Iterable[Issuer]) -> dict[str, tuple[tuple[Phrase, UnitCode], ...]]:
    found: dict[str, list[tuple[Phrase, UnitCode]]] = {}
    for issuer in issuers:
        for name in issuer.names:
            if name:
                found.setdefault(name[0], []).append((name, issuer.code))
    return {first: tuple(sorted(names, key=lambda named: -len(named[0]))) for first, names in found.items()}


def _initials(volumes: Iterable[Volume]) -> Initials:
    held = [(each.document.header.issuer_code, each.runs) for each in volumes]
    issuers = _issuers([each.document for each in volumes])
    return initials_of(held, ((issuer.code, name) for issuer in issuers for name in issuer.names if name))


@lru_cache(maxsize=4096)
def _level(name: str) -> str:
    """'LĐLĐ huyện Vĩnh Thuận' is of a huyen."""
    line = f" {' '.join(long_words(name))} "
    return next((level for level in map(" ".join, LEVEL_WORDS) if f" {level} " in line), "")


@lru_cache(maxsize=4096)
def _names(code: UnitCode, name: str) -> tuple[Phrase, ...]:
    """The place by itself, and as its code spells it."""
    place = tuple(long_words(name))
    for level in LEVEL_WORDS:
        for start in range(len(place) - len(level)):
            if place[start : start + len(level)] == level:
                place = place[start + len(level) :]
                break
    slug = tuple(code.split("-"))
    return tuple(dict.fromkeys((place, slug)))


__all__ = [
    "Entry",
    "Issuer",
    "Library",
    "Section",
    "TargetEntry",
    "Text",
    "build_library",
    "renewed",
    "standing_of",
]
