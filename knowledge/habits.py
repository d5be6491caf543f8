"""How do the documents write: which syllables they keep together, and which runs of words people make short."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, reduce
from typing import TYPE_CHECKING, Final
from zlib import crc32

from knowledge.document import Document, UnitCode
from knowledge.entries import last_heading
from knowledge.text import lexicon, long_words

if TYPE_CHECKING:
    from knowledge.postings import Ints, Tally, Vocabulary

Phrase = tuple[str, ...]

STICKY_COUNT: Final = 2
STICKY_SHARE: Final = 0.5
MERGED_WITHIN: Final = 4
"""A stretch is joined with the one before where that is less than so many times as long."""


# Syllables that belong together


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """How often words and pairs of words stand in some passages."""

    words: "Tally"
    pairs: "Tally"

    @property
    def size(self) -> int:
        """How much there is to look through."""
        return len(self.pairs.keys)


@dataclass(frozen=True, slots=True, eq=False)
class Compounds:
    """Words of several syllables by their first: 'doan' begins ('doan', 'vien').

    They are those that the passages keep together, and those that the lists know.
    """

    numbers: "Vocabulary"
    spelled: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    met: dict[str, frozenset[Phrase]] = field(default_factory=dict)
    """What was looked up before."""
    own: Mapping[str, frozenset[Phrase]] = field(default_factory=dict)
    """What stays together for the asker alone."""

    def joined_by(self, phrases: Iterable[Phrase]) -> "Compounds":
        """The same with what the asker's offices write short."""
        own = _by_first(phrases)
        return replace(self, own=own) if own else self

    def get(self, first: str, default: tuple[Phrase, ...] = ()) -> frozenset[Phrase] | tuple[Phrase, ...]:
        """Those that begin with this syllable."""
        found = self.met.get(first)
        if found is None:
            found = self.met[first] = self._kept_together(first) | listed().get(first, frozenset())
        return found | self.own.get(first, frozenset()) or default

    def _kept_together(self, first: str) -> frozenset[Phrase]:
        """Pairs met twice or more, and half as often as the rarer of the two."""
        import numpy as np

        from knowledge.postings import Tally, joined_tallies, pair_key

        number = self.numbers.get(first)
        if number is None or not first.isalpha():
            return frozenset()
        found = [_between(stretch.pairs, pair_key(number, 0), pair_key(number + 1, 0)) for stretch in self.stretches]
        met = reduce(joined_tallies, found, Tally(np.empty(0, np.int64), np.empty(0, np.int32)))
        often = met.counts >= STICKY_COUNT
        seconds, counts = met.keys[often] - pair_key(number, 0), met.counts[often]
        alone = self._counts(np.append(seconds, number))
        is_kept = counts >= STICKY_SHARE * np.minimum(alone[:-1], alone[-1])
        return frozenset(
            (first, self.spelled[second]) for second in seconds[is_kept].tolist() if self.spelled[second].isalpha()
        )

    def _counts(self, numbers: "Ints") -> "Ints":
        import numpy as np

        return sum((stretch.words.of(numbers) for stretch in self.stretches), np.zeros(numbers.shape, np.int64))


def _between(tally: "Tally", first: int, last: int) -> "Tally":
    """The keys from the first up to the last, which is not one of them."""
    from knowledge.postings import Tally

    begin, end = tally.keys.searchsorted((first, last)).tolist()
    return Tally(tally.keys[begin:end], tally.counts[begin:end])


def compounds_of(texts: Iterable[Sequence[str]], before: Compounds | None = None) -> Compounds:
    """The compounds of these texts, and of those before, which are shared and not counted again."""
    from knowledge.postings import Vocabulary, coded, tally

    numbers = Vocabulary(before.numbers if before else {})
    told = coded(texts, numbers)
    added = Stretch(tally(told.codes), tally(told.pairs()[0]))
    return Compounds(numbers, tuple(numbers), _with(before.stretches if before else (), added))


def _with(stretches: Sequence[Stretch], added: Stretch) -> tuple[Stretch, ...]:
    """The stretches with one more, joined where they are alike in length, so that there are never many."""
    from knowledge.postings import joined_tallies

    kept = list(stretches)
    while kept and kept[-1].size < MERGED_WITHIN * added.size:
        last = kept.pop()
        added = Stretch(joined_tallies(last.words, added.words), joined_tallies(last.pairs, added.pairs))
    return (*kept, added)


@cache
def listed() -> Mapping[str, frozenset[Phrase]]:
    """The words of several syllables that the lists know, by their first."""
    known = lexicon()
    return _by_first(
        {phrase for phrase in (*known.same, *known.limits, *known.short_of) if len(phrase) > 1} | known.compounds
    )


def _by_first(phrases: Iterable[Phrase]) -> dict[str, frozenset[Phrase]]:
    found: dict[str, set[Phrase]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], set()).add(phrase)
    return {first: frozenset(found[first]) for first in found}


# Runs of words that people make short

JOINTS: Final = frozenset(
    ("va", "cua", "cac", "cho", "duoc", "la", "co", "trong", "theo", "o", "voi", "ve", "nhung", "de")
)
INITIALS_LENGTHS: Final = range(2, 7)
BREAKS: Final = re.compile(r"[^\w\s]|\d")


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """The runs of words in one document by their initials, packed: a line 'xhcd 4 xa hoi cong doan' for each."""

    packed: str
    hashes: "Ints"
    """Of the initials, line by line, in no order."""

    def of(self, letters: str) -> tuple[Phrase, int] | None:
        """The commonest run with these initials, and how often it was met."""
        start = self.packed.find(f"\n{letters} ")
        if start < 0:
            return None
        count, *run = self.packed[start + 1 : self.packed.index("\n", start + 1)].split()[1:]
        return tuple(run), int(count)


@dataclass(frozen=True, slots=True, eq=False)
class Initials:
    """Abbreviations made up on the spot: 'xhcd' is the commonest run of words with these initials."""

    runs: tuple[tuple[UnitCode, Runs], ...]
    """Of each document, under the code of its issuer."""
    hashes: "Ints"
    ends: "Ints"
    """Where the lines of each document end among the hashes."""
    names: Mapping[str, tuple[tuple[UnitCode, Phrase], ...]]
    """'vthuan' for a union's name."""
    hidden: frozenset[UnitCode] = frozenset()
    """Whose papers count for nothing."""

    def without(self, hidden: frozenset[UnitCode]) -> "Initials":
        """As somebody reads them who may not see these unions' papers."""
        return replace(self, hidden=self.hidden | hidden)

    def get(self, letters: str, default: Phrase = ()) -> Phrase:
        """What the letters may stand for, a union's name first."""
        import numpy as np

        named = [name for code, name in self.names.get(letters, ()) if code not in self.hidden]
        if named:
            return named[-1]
        places = np.flatnonzero(self.hashes == crc32(letters.encode()))
        counts: Counter[Phrase] = Counter()
        for place in dict.fromkeys(self.ends.searchsorted(places, "right").tolist()):
            code, runs = self.runs[place]
            if code not in self.hidden and (found := runs.of(letters)):
                counts[found[0]] += found[1]
        return max(counts, key=lambda run: (counts[run], run), default=default)


def initials_of(held: Sequence[tuple[UnitCode, Runs]], names: Iterable[tuple[UnitCode, Phrase]]) -> Initials:
    """What can be made short in all these documents together."""
    import numpy as np

    shortened: dict[str, tuple[tuple[UnitCode, Phrase], ...]] = {}
    for code, name in names:
        letters = "".join(word[0] for word in name[:-1]) + name[-1]
        shortened[letters] = (*shortened.get(letters, ()), (code, name))
    hashes = [runs.hashes for _, runs in held]
    return Initials(
        tuple(held),
        np.concatenate(hashes) if hashes else np.empty(0, np.int64),
        np.cumsum([len(each) for each in hashes], dtype=np.int64),
        shortened,
    )


def runs_of(document: Document) -> Runs:
    """The runs of words in what a document counts and in its headings: those are what people shorten."""
    import numpy as np

    counts: Counter[Phrase] = Counter()
    for text, times in _texts(document).items():
        for run in _runs(text):
            counts[run] += times
    best: dict[str, tuple[Phrase, int]] = {}
    for run, count in sorted(counts.items(), key=lambda counted: (counted[1], counted[0])):
        best["".join(word[0] for word in run)] = run, count
    lines = [f"{letters} {count} {' '.join(run)}" for letters, (run, count) in best.items()]
    hashes = np.fromiter((crc32(letters.encode()) for letters in best), np.int64, len(best))
    return Runs("\n" + "".join(f"{line}\n" for line in lines), hashes)


def _texts(document: Document) -> Counter[str]:
    """What figures count twice over, for whom, and the headings, with how often each is met."""
    found: Counter[str] = Counter()
    for passage in document.passages:
        found[last_heading(passage.heading)] += 1
        for target in passage.targets:
            found[target.subject] += 2
            found[target.scope] += 1
    return found


def _runs(text: str) -> Iterator[Phrase]:
    """Runs of words between punctuation marks that neither begin nor end with a small word."""
    for piece in BREAKS.split(text):
        words = long_words(piece)
        for start, word in enumerate(words):
            if word in JOINTS:
                continue
            for length in INITIALS_LENGTHS:
                run = words[start : start + length]
                if len(run) == length and run[-1] not in JOINTS:
                    yield run


__all__ = ["Compounds", "Initials", "Phrase", "Runs", "compounds_of", "initials_of", "listed", "runs_of"]
