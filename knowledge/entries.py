"""What a question is compared with: passages, their figures and sections as bare words, read when they are looked at.

A large library holds far more passages than its questions ever touch; the words of those touched last are kept.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from knowledge.cues import STOP_WORDS
from knowledge.document import Document, Passage, Target
from knowledge.numbers import written
from knowledge.text import as_written, long_words, words

READ_MAX: Final = 8192
"""So many passages keep their words; some kilobytes each."""
SECTIONS_MAX: Final = 1024


@dataclass(frozen=True)
class Text:
    """A stretch of a document as it is compared with a question: bare words, abbreviations written out."""

    words: tuple[str, ...]
    written: str = ""
    """As the document has it; '' where its marks do not matter."""

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
        return tuple(word for word in dict.fromkeys(self.words) if word not in STOP_WORDS)

    def has_another(self, word: str, spelled: tuple[str, ...]) -> bool:
        """Whether a bare word stands there only with other marks: 'kết quả' speaks of no 'quà', 'cán bộ' of no 'căn'.

        A text without marks is believed, and so is what an abbreviation stands for.
        """
        if self.written.isascii():
            return False
        return as_written(*spelled).search(self.written.lower()) is None and word in words(self.written)


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """One figure with the words that are its own: what is counted, for whom, by when."""

    target: Target
    text: Text
    subject: Text
    """What is counted and for whom, by itself."""
    assignee: frozenset[str] = frozenset()
    """What the one unit that it is set for is called by: 'may', 'trang' of a 'CĐCS Công ty May Trắng'."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One passage, by its number in the library, with all its words."""

    number: int
    document: Document
    passage: Passage

    @property
    def text(self) -> Text:
        """What it says."""
        return text_of(self)

    @property
    def heading(self) -> Text:
        """What it stands under."""
        return heading_of(self.passage.heading)

    @property
    def targets(self) -> tuple[TargetEntry, ...]:
        """The figures it sets."""
        return targets_of(self)


@dataclass(frozen=True, slots=True)
class Section:
    """The passages under one heading, and the words of its last part."""

    heading: str
    text: Text
    entries: tuple[Entry, ...]


@lru_cache(maxsize=READ_MAX)
def text_of(entry: Entry) -> Text:
    """The words of a passage; the same value while it is kept."""
    return Text(long_words(entry.passage.text), entry.passage.text)


@lru_cache(maxsize=READ_MAX)
def targets_of(entry: Entry) -> tuple[TargetEntry, ...]:
    """The figures of a passage with their words; the same value while it is kept."""
    return tuple(
        TargetEntry(
            target,
            Text(_target_words(target), f"{target.measure} ; {' ; '.join(_about(target))}"),
            Text(_subject_words(target), f"{target.subject} ; {target.measure}"),
            _called(target.assignee),
        )
        for target in entry.passage.targets
    )


@lru_cache(maxsize=READ_MAX)
def heading_of(heading: str) -> Text:
    """Many passages stand under one heading."""
    return Text(long_words(heading), heading)


@lru_cache(maxsize=SECTIONS_MAX)
def assignees_of(entries: tuple[Entry, ...]) -> frozenset[frozenset[str]]:
    """What the units are called that figures of this document are set for."""
    named = {target.assignee for entry in entries for target in entry.passage.targets if target.assignee}
    return frozenset(called for name in named if (called := _called(name)))


@lru_cache(maxsize=SECTIONS_MAX)
def sections_of(entries: tuple[Entry, ...]) -> tuple[Section, ...]:
    """The passages of a document by their headings, in its order."""
    by_heading: dict[str, list[Entry]] = {}
    for entry in entries:
        by_heading.setdefault(entry.passage.heading, []).append(entry)
    return tuple(
        Section(heading, Text(long_words(last_heading(heading)), heading), tuple(found))
        for heading, found in by_heading.items()
    )


def entries_of(document: Document, first: int) -> tuple[Entry, ...]:
    """The passages of a document, numbered from `first` on."""
    return tuple(Entry(number, document, passage) for number, passage in enumerate(document.passages, first))


def last_heading(heading: str) -> str:
    """The nearest of the headings that a passage stands under."""
    return heading.rpartition(" › ")[2]


def title_words(document: Document) -> tuple[str, ...]:
    """What a document is called: title, type, issuer, period."""
    header = document.header
    return long_words(f"{header.title} ; {header.type} ; {header.issuer} ; {header.period}")


def _target_words(target: Target) -> tuple[str, ...]:
    figures = f"{written(target.value)} {written(target.value_max) if target.value_max is not None else ''}"
    return (*long_words(f"{figures} {target.measure}"), *(word for part in _about(target) for word in _part(part)))


def _about(target: Target) -> tuple[str, ...]:
    return target.subject, target.scope, target.assignee, target.due


def _subject_words(target: Target) -> tuple[str, ...]:
    return (*_part(target.subject), *_part(target.measure))


@lru_cache(maxsize=READ_MAX)
def _part(text: str) -> tuple[str, ...]:
    """Whom a figure is for and by when is said in the same words all over a library."""
    return long_words(text)


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
    """'CĐCS Công ty May Hồng Trám' is called by all three words: folded, two of them are small words elsewhere."""
    own = frozenset(long_words(assignee)) - OF_ANY_UNIT
    telling = own - STOP_WORDS
    return telling if len(telling) > 1 else own
