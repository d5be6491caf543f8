"""Which passages hold a word, and how much it weighs there: sorted arrays, one set for each stretch of passages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Numbers = NDArray[np.int32]
Floats = NDArray[np.float32]

PAIR_SHIFT: Final = 24
"""A pair of words is one key, the first word's number above the second's: it stays when the vocabulary grows."""
OWNER_BITS: Final = 15
SEGMENT_MAX: Final = 1 << OWNER_BITS
"""So many passages at most in one stretch: a key and the passage it stands in then fit into one number to be sorted."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """How BM25 counts one kind of key: `k1` bounds what repetition brings, `b` is how far long passages pay."""

    k1: float
    b: float


SINGLES: Final = Weighing(1.2, 0.75)
PAIRS: Final = Weighing(1.0, 0.4)


class Vocabulary(dict[str, int]):
    """Each word by its number; a word met for the first time gets the next one."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Postings of one kind of key: for the n-th key the passages and the word's shares there from `starts[n]` on.

    A share is what BM25 gives without the rarity of the key: rarity is known only over all fields together.
    """

    keys: Ints
    starts: Ints
    passages: Numbers
    shares: Floats
    occurrences: Numbers
    """How often each key stands in all passages, repetitions counted."""

    def places(self, keys: Ints) -> tuple[Ints, Ints]:
        """For each key where its postings begin and end; the same twice where it has none."""
        if not len(self.keys):
            none = np.zeros(len(keys), np.int64)
            return none, none
        places = np.minimum(self.keys.searchsorted(keys), len(self.keys) - 1)
        begins = self.starts[places]
        return begins, np.where(self.keys[places] == keys, self.starts[places + 1], begins)

    @property
    def total(self) -> int:
        """How many keys were counted, repetitions included."""
        return int(self.occurrences.sum(dtype=np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """How often each key was met, sorted by key."""

    keys: Ints
    counts: Numbers

    def of(self, keys: Ints) -> Ints:
        """The counts of these keys, nought where one is missing."""
        return counted(self.keys, self.counts, keys)


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A stretch of passages with its postings, and the pairs of words in the ways of asking that came with it."""

    size: int
    singles: Field
    pairs: Field
    taught: Tally

    def pair_counts(self, keys: Ints) -> Ints:
        """How often these pairs were met, in passages and in ways of asking."""
        return counted(self.pairs.keys, self.pairs.occurrences, keys) + self.taught.of(keys)


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """Texts as the numbers of their words, end to end."""

    codes: Numbers
    lengths: Numbers

    def pairs(self) -> tuple[Ints, Numbers]:
        """The keys of all neighbours within one text, and how many each text has."""
        joined = (self.codes[:-1].astype(np.int64) << PAIR_SHIFT) | self.codes[1:]
        inside = np.ones(len(joined), bool)
        ends = self.lengths.cumsum(dtype=np.int64)
        inside[ends[(ends > 0) & (ends < len(self.codes))] - 1] = False
        return joined[inside], np.maximum(self.lengths - 1, 0)


def coded(texts: Iterable[Sequence[str]], vocabulary: Vocabulary) -> Coded:
    """The texts by the numbers of their words; read one by one, so that they need not be held all at once."""
    from array import array

    codes, lengths = array("i"), array("i")
    for text in texts:
        codes.extend(map(vocabulary.__getitem__, text))
        lengths.append(len(text))
    return Coded(np.array(codes, np.int32), np.array(lengths, np.int32))


def pair_key(first: int, second: int) -> int:
    """The key of two neighbours."""
    return first << PAIR_SHIFT | second


def counted(sorted_keys: Ints, counts: Numbers, keys: Ints) -> Ints:
    """The counts that stand beside these keys, nought where one is missing."""
    if not len(sorted_keys):
        return np.zeros(keys.shape, np.int64)
    places = np.minimum(sorted_keys.searchsorted(keys), len(sorted_keys) - 1)
    return np.where(sorted_keys[places] == keys, counts[places], 0)


def field(keys: NDArray[np.integer], lengths: Numbers, start: int, mean: float, weighing: Weighing) -> Field:
    """The postings of passages numbered from `start` on, given as their keys end to end; `mean` is the usual length."""
    assert len(lengths) <= SEGMENT_MAX
    # One number for key and passage sorts ten times as fast as an order of two.
    packed = keys.astype(np.int64)
    packed <<= OWNER_BITS
    packed |= np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    packed.sort()
    first = _begins(packed)
    times = np.diff(np.append(first, len(packed))).astype(np.float32)
    packed = packed[first]
    owners = (packed & (SEGMENT_MAX - 1)).astype(np.int32)
    packed >>= OWNER_BITS
    slack = weighing.k1 * (1 - weighing.b + weighing.b * lengths.astype(np.float32) / mean)
    shares = (times * (weighing.k1 + 1) / (times + slack[owners])).astype(np.float32)
    starts = _begins(packed)
    occurrences = np.add.reduceat(times, starts).astype(np.int32) if len(starts) else np.empty(0, np.int32)
    return Field(packed[starts], np.append(starts, len(packed)), owners + np.int32(start), shares, occurrences)


def _begins(ordered: Ints) -> Ints:
    """Where each run of equal numbers begins."""
    is_new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return np.flatnonzero(is_new)


def tally(keys: NDArray[np.integer]) -> Tally:
    """How often each key stands in a row of keys."""
    unique, counts = np.unique(keys, return_counts=True)
    return Tally(unique.astype(np.int64), counts.astype(np.int32))


def joined(first: Segment, second: Segment) -> Segment:
    """Two neighbouring stretches as one."""
    return Segment(
        first.size + second.size,
        _joined_fields(first.singles, second.singles),
        _joined_fields(first.pairs, second.pairs),
        joined_tallies(first.taught, second.taught),
    )


def _joined_fields(first: Field, second: Field) -> Field:
    held = [np.repeat(each.keys, np.diff(each.starts)) for each in (first, second)]
    keys = np.concatenate(held)
    # Two sorted runs: a stable sort merges them in one pass and keeps the passages of a key in order.
    order = keys.argsort(kind="stable")
    keys = keys[order]
    starts = _begins(keys)
    tallied = joined_tallies(Tally(first.keys, first.occurrences), Tally(second.keys, second.occurrences))
    return Field(
        keys[starts],
        np.append(starts, len(keys)),
        np.concatenate((first.passages, second.passages))[order],
        np.concatenate((first.shares, second.shares))[order],
        tallied.counts,
    )


def joined_tallies(first: Tally, second: Tally) -> Tally:
    """Two counts as one."""
    keys = np.union1d(first.keys, second.keys)
    return Tally(keys, (first.of(keys) + second.of(keys)).astype(np.int32))
