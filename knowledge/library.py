"""What is there to answer from: the documents, indexed once and never changed."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from knowledge.cues import STOP_WORDS, WAYS_OF_ASKING
from knowledge.document import Document, DocumentKey, Passage, PassageKind, Target, UnitCode
from knowledge.identity import same_paper
from knowledge.numbers import says_any, written
from knowledge.result import Citation, Standing, Value
from knowledge.succession import Later, Succession, succession_of
from knowledge.terms.values import OfficeTerms, of_line
from knowledge.text import NONE_OWN, Abbreviations, lexicon, long_words, tokens

if TYPE_CHECKING:
    from knowledge.postings import Ints
    from knowledge.search import Index

DISTRICT_LEVEL_ENDED: Final = date(2025, 7, 1)
"""Every union of district level was dissolved on this day; their programmes' terms may run on."""
DISTRICT_WORDS: Final = ("huyện", "quận", "thị xã")
STICKY_COUNT: Final = 2
STICKY_SHARE: Final = 0.5

LEVEL_WORDS: Final = (
    *(("thanh", "pho"), ("thi", "xa"), ("dac", "khu"), ("khu", "cong", "nghiep"), ("tong", "cong", "ty")),
    *(("huyen",), ("tinh",), ("quan",), ("xa",), ("phuong",), ("tp",), ("nganh",)),
)


@dataclass(frozen=True)
class Text:
    """A stretch of a document as it is compared with a question: bare words, abbreviations written out."""

    words: tuple[str, ...]

    @cached_property
    def line(self) -> str:
        """The words with spaces around, so that a phrase can be looked up whole."""
        return f" {' '.join(self.words)} "

    @cached_property
    def word_set(self) -> frozenset[str]:
        """Which words stand in it."""
        return frozenset(self.words)

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """Its words once each, without the small ones."""
        return tuple(self.word_set - STOP_WORDS)


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """One figure with the words that are its own: what is counted, for whom, by when."""

    target: Target
    text: Text
    subject: Text
    """What is counted and for whom, by itself."""
    assignee: frozenset[str] = frozenset()
    """What the one unit that it is set for is called by: 'may', 'trang' of a 'CĐCS Công ty May Trắng'."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage, by its number in the library, with all its words."""

    number: int
    document: Document
    passage: Passage
    text: Text
    heading: Text
    targets: tuple[TargetEntry, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The passages under one heading, and the words of its last part."""

    heading: str
    text: Text
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Issuer:
    """A union that has documents here, and the bare words it is named by: ('vinh', 'thuan')."""

    code: UnitCode
    name: str
    names: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """An immutable value, swapped whole when the documents change."""

    version: int
    documents: tuple[Document, ...]
    entries: tuple[Entry, ...]
    of_document: Mapping[DocumentKey, tuple[Entry, ...]]
    sections: Mapping[DocumentKey, tuple[Section, ...]]
    titles: Mapping[DocumentKey, Text]
    """What each document is called: title, type, issuer, period."""
    issuers: tuple[Issuer, ...]
    compounds: Mapping[str, frozenset[tuple[str, ...]]]
    """Words of several syllables by their first: {'doan': {('doan', 'vien')}}."""
    initials: Mapping[str, tuple[str, ...]]
    """Abbreviations made up on the spot: 'xhcd' is the commonest run of words with these initials."""
    index: "Index"
    succession: Succession
    terms: OfficeTerms = field(default_factory=dict)
    """What each office writes short."""
    own: Abbreviations = field(default_factory=dict)
    """What counts of it for the asker."""

    def read_by(self, line: Sequence[UnitCode]) -> "Library":
        """The library as one asker reads it, whose units and those above them, nearest first, are these."""
        own = of_line(self.terms, line) if self.terms else NONE_OWN
        return replace(self, own=own) if own else self

    def standing(
        self, document: Document, today: date, dissolved: Iterable[tuple[UnitCode, date]]
    ) -> tuple[Standing, date | None]:
        """Whether a document binds today, later documents considered, and since when it does not."""
        own = standing_of(document, today, dissolved)
        later = None if own[0] is Standing.EXPIRED else self.succession.of_document(document.key, today)
        return own if later is None else (Standing.REPLACED, later.since)

    def numbers_of(self, documents: Sequence[Document]) -> "Ints | None":
        """The numbers of these documents' passages; None when they are all."""
        import numpy as np

        if len(documents) == len(self.documents):
            return None
        ranges = [self.of_document[document.key] for document in documents]
        spans = [np.arange(entries[0].number, entries[-1].number + 1) for entries in ranges if entries]
        return np.concatenate(spans) if spans else np.empty(0, np.int64)


def build_library(documents: Sequence[Document], version: int = 0) -> Library:
    """The library over these documents; an original takes the place of the digest of the same document."""
    from knowledge.search import build_index, index_words

    kept = _without_replaced_digests(documents)
    entries = _entries(kept)
    taught = [words for _, words in _taught_words(kept)]
    index = build_index(
        [index_words(f"{_last_heading(entry.passage)} {entry.passage.text}") for entry in entries],
        [*taught, *(tuple(way.split()) for way in WAYS_OF_ASKING)],
    )
    of_document: dict[DocumentKey, tuple[Entry, ...]] = {
        document.key: tuple(entry for entry in entries if entry.document is document) for document in kept
    }
    return Library(
        version=version,
        documents=kept,
        entries=entries,
        of_document=of_document,
        sections={key: _sections(found) for key, found in of_document.items()},
        titles={document.key: Text(_title_words(document)) for document in kept},
        issuers=_issuers(kept),
        compounds=_compounds(entries),
        initials=_initials(kept, entries),
        index=index,
        succession=succession_of(kept),
    )


def standing_of(
    document: Document, today: date, dissolved: Iterable[tuple[UnitCode, date]]
) -> tuple[Standing, date | None]:
    """Whether a document binds today, and since when it does not (or not yet, or is in doubt)."""
    header = document.header
    if header.valid_to and header.valid_to < today:
        return Standing.EXPIRED, header.valid_to + timedelta(days=1)
    if header.valid_from and today < header.valid_from:
        return Standing.NOT_YET, header.valid_from
    ended = dict(dissolved).get(header.issuer_code) or _district_end(header.issuer)
    if ended and ended <= today:
        return Standing.UNCONFIRMED, ended
    return Standing.IN_FORCE, None


@dataclass(frozen=True, slots=True)
class Wanted:
    """By what the sentences of a long passage are chosen: the words asked for, and the figures that are said."""

    words: frozenset[str] = frozenset()
    figures: frozenset[Decimal] = frozenset()
    room: int = 700


def cite(entry: Entry, standing: tuple[Standing, date | None], wanted: Wanted, later: Later | None = None) -> Citation:
    """The source of one passage: quoted from an original, in part where it is long; summarised from a digest.

    `later` took the place of the passage or of its whole document.
    """
    document, passage = entry.document, entry.passage
    return Citation(
        document=document.key,
        header=document.header,
        standing=standing[0],
        place=passage.place,
        quote=None if document.is_digest else excerpt(passage.text, wanted),
        summary=passage.text if document.is_digest else None,
        since=standing[1],
        is_example=document.is_example,
        version=document.version,
        page=passage.page,
        later=later.header if later else None,
        later_place=later.by if later else "",
    )


SENTENCE_END: Final = re.compile(r"(?<=[.;:!?…])\s+")
GAP: Final = " […] "


def excerpt(text: str, wanted: Wanted) -> str:
    """A long passage by its sentences that say most of what is wanted, verbatim, gaps marked.

    Every sentence with a figure that is said stays, and at least one sentence does.
    """
    if len(text) <= wanted.room:
        return text
    parts = SENTENCE_END.split(text)
    kept = {place for place, part in enumerate(parts) if says_any(part, wanted.figures)}
    told = [len(wanted.words.intersection(long_words(part))) for part in parts]
    for place in sorted(range(len(parts)), key=lambda place: (-told[place], place)):
        if kept and sum(len(parts[each]) for each in kept) + len(parts[place]) > wanted.room:
            break
        kept.add(place)
    pieces = [parts[place] if place - 1 in kept or not place else f"{GAP}{parts[place]}" for place in sorted(kept)]
    end = "" if len(parts) - 1 in kept else GAP.rstrip()
    return " ".join(piece.strip() for piece in pieces) + end


def value_of(target: Target) -> Value:
    """A target's figure as an answer carries it."""
    return Value(
        value=target.value,
        comparator=target.comparator,
        unit=target.measure,
        subject=target.subject,
        value_max=target.value_max,
        scope=target.assignee or target.scope,
        due=target.due,
        by_office=target.by_office,
    )


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


def _entries(documents: Sequence[Document]) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for document in documents:
        for passage in document.passages:
            heading = Text(long_words(passage.heading))
            text = Text(long_words(passage.text))
            targets = tuple(
                TargetEntry(target, Text(_target_words(target)), Text(_subject_words(target)), _called(target.assignee))
                for target in passage.targets
            )
            found.append(Entry(len(found), document, passage, text, heading, targets))
    return tuple(found)


def _sections(entries: Sequence[Entry]) -> tuple[Section, ...]:
    by_heading: dict[str, list[Entry]] = {}
    for entry in entries:
        by_heading.setdefault(entry.passage.heading, []).append(entry)
    return tuple(
        Section(heading, Text(long_words(heading.rpartition(" › ")[2])), tuple(found))
        for heading, found in by_heading.items()
    )


def _target_words(target: Target) -> tuple[str, ...]:
    figures = f"{written(target.value)} {written(target.value_max) if target.value_max is not None else ''}"
    about = f"{target.subject} ; {target.scope} ; {target.assignee} ; {target.due}"
    return long_words(f"{figures} {target.measure} ; {about}")


def _subject_words(target: Target) -> tuple[str, ...]:
    return long_words(f"{target.subject} ; {target.measure}")


OF_ANY_UNIT: Final = frozenset(
    (
        "cong",
        "doan",
        "co",
        "so",
        "lien",
        "lao",
        "dong",
        "nghiep",
        "ty",
        "truong",
        "tnhh",
        "trach",
        "nhiem",
        "huu",
        "han",
    )
)
"""What many units are called alike."""


def _called(assignee: str) -> frozenset[str]:
    return frozenset(long_words(assignee)) - OF_ANY_UNIT - STOP_WORDS


def _title_words(document: Document) -> tuple[str, ...]:
    header = document.header
    return long_words(f"{header.title} ; {header.type} ; {header.issuer} ; {header.period}")


def _last_heading(passage: Passage) -> str:
    return passage.heading.rpartition(" › ")[2]


def _taught_words(documents: Sequence[Document]) -> list[tuple[str, tuple[str, ...]]]:
    """Names, titles, subjects and the long forms of abbreviations: people type them, passages may not hold them."""
    headers = [document.header for document in documents]
    texts = [text for header in headers for text in (header.title, header.issuer, header.theme or "", header.type)]
    texts += [
        f"{target.subject} {target.scope} {target.measure}"
        for document in documents
        for passage in document.passages
        for target in passage.targets
    ]
    texts += [
        meaning
        for listed in (lexicon().official, lexicon().phone)
        for abbreviation in listed.values()
        for meaning in abbreviation.meanings
    ]
    texts += [" ".join(phrase) for phrase in (*lexicon().same, *lexicon().compounds, *lexicon().provinces)]
    return [(text, long_words(text)) for text in texts]


def _issuers(documents: Sequence[Document]) -> tuple[Issuer, ...]:
    by_code = {document.header.issuer_code: document.header.issuer for document in documents}
    return tuple(Issuer(code, name, _names(code, name)) for code, name in by_code.items())


def _names(code: UnitCode, name: str) -> tuple[tuple[str, ...], ...]:
    """The place by itself, and as its code spells it."""
    place = tuple(long_words(name))
    for level in LEVEL_WORDS:
        for start in range(len(place) - len(level)):
            if place[start : start + len(level)] == level:
                place = place[start + len(level) :]
                break
    slug = tuple(code.split("-"))
    return tuple(dict.fromkeys((place, slug)))


def _compounds(entries: Sequence[Entry]) -> dict[str, frozenset[tuple[str, ...]]]:
    """Syllables that the documents keep together, and the words the lists know."""
    counts = Counter(word for entry in entries for word in entry.text.words)
    pairs = Counter(pair for entry in entries for pair in pairwise(entry.text.words))
    sticky = {
        pair
        for pair, count in pairs.items()
        if count >= STICKY_COUNT
        and count >= STICKY_SHARE * min(counts[pair[0]], counts[pair[1]])
        and _are_letters(pair)
    }
    listed = {phrase for phrase in lexicon().same if len(phrase) > 1} | lexicon().compounds
    listed |= {phrase for phrase in lexicon().limits if len(phrase) > 1}
    listed |= {phrase for phrase in lexicon().short_of if len(phrase) > 1}
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in sticky | listed:
        found.setdefault(phrase[0], set()).add(phrase)
    return {first: frozenset(phrases) for first, phrases in found.items()}


JOINTS: Final = frozenset(
    ("va", "cua", "cac", "cho", "duoc", "la", "co", "trong", "theo", "o", "voi", "ve", "nhung", "de")
)
INITIALS_LENGTHS: Final = range(2, 7)


def _initials(documents: Sequence[Document], entries: Sequence[Entry]) -> dict[str, tuple[str, ...]]:
    """For each row of initials the run of words that is met most; also 'vthuan' for a union's name."""
    counts = Counter(run for entry in entries for text in _texts(entry) for run in _runs(text))
    found: dict[str, tuple[str, ...]] = {}
    for run, _ in sorted(counts.items(), key=lambda counted: (counted[1] * len(counted[0]), counted[0])):
        found["".join(word[0] for word in run)] = run
    for issuer in _issuers(documents):
        for name in issuer.names:
            found["".join(word[0] for word in name[:-1]) + name[-1]] = name
    return found


def _texts(entry: Entry) -> Iterable[str]:
    """What a passage says, and twice over what its figures count: those are what people shorten."""
    passage = entry.passage
    yield from (passage.text, _last_heading(passage))
    for target in passage.targets:
        yield from (target.subject, target.subject, target.scope)


def _runs(text: str) -> Iterable[tuple[str, ...]]:
    """Runs of words between punctuation marks that neither begin nor end with a small word."""
    for piece in re.split(r"[^\w\s]|\d", text):
        words = long_words(piece)
        for start in range(len(words)):
            for length in INITIALS_LENGTHS:
                run = words[start : start + length]
                if len(run) == length and run[0] not in JOINTS and run[-1] not in JOINTS:
                    yield run


def _are_letters(pair: tuple[str, ...]) -> bool:
    return all(word.isalpha() for word in pair)


__all__ = [
    "Entry",
    "Issuer",
    "Library",
    "PassageKind",
    "TargetEntry",
    "Text",
    "build_library",
    "cite",
    "standing_of",
    "value_of",
]
