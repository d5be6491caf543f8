"""Which passages speak of what was asked: BM25 on bare syllables and their pairs, with a reader of typing mistakes.

The weights and the order of steps were measured on seven Vietnamese sets; the fields, the reader and the caps are
separate so that each can be sharpened alone. Marks do not count here: most questions are typed without them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from math import log
from typing import Final

import numpy as np

from knowledge.postings import (
    PAIRS,
    SEGMENT_MAX,
    SINGLES,
    Coded,
    Field,
    Floats,
    Ints,
    Segment,
    Vocabulary,
    coded,
    field,
    joined,
    pair_key,
    tally,
)
from knowledge.spelling import Nearby, Ratios, Spelling, remembering
from knowledge.text import words

THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
PARTS = re.compile(r"\d+")

PAIR_WEIGHT: Final = 0.8
MERGED_WITHIN: Final = 4
"""A stretch of passages is joined with the one before where that is less than so many times as long."""

CORRECTED_WEIGHT: Final = 0.8
PAIR_ABOVE: Final = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Passages ready to be searched, and the language they are written in; immutable, though it may be `grown`."""

    size: int
    numbers: Mapping[str, int]
    """Each word by its number, in passages or in ways of asking."""
    words: tuple[str, ...]
    in_order: tuple[str, ...]
    """The words by the alphabet, so that those of one beginning stand together."""
    counts: Ints
    """How often each word was met, by number."""
    held: Ints
    """How many passages hold each word, by number."""
    total: int
    """How many words were met, repetitions counted."""
    segments: tuple[Segment, ...]
    nearby: Nearby
    """The known words near a mistyped one."""
    rarities: Mapping[str, float]
    """How much each word of the passages tells (idf)."""

    def knows(self, word: str) -> bool:
        """Whether a word was met, in a passage or in a way of asking."""
        return word in self.numbers

    def holds(self, word: str) -> bool:
        """Whether a passage holds the word."""
        return word in self.rarities

    def count(self, word: str) -> int:
        """How often a word was met."""
        number = self.numbers.get(word)
        return 0 if number is None else int(self.counts[number])

    def pair(self, first: str, second: str) -> int:
        """How often two words were met one after the other."""
        left, right = self.numbers.get(first), self.numbers.get(second)
        if left is None or right is None:
            return 0
        return int(self.pair_counts(np.array([pair_key(left, right)]))[0])

    def pair_counts(self, keys: Ints) -> Ints:
        """How often these pairs were met, over all stretches."""
        return sum((segment.pair_counts(keys) for segment in self.segments), np.zeros(keys.shape, np.int64))

    def rarity(self, word: str) -> float:
        """How much a word tells; one that no passage holds tells most."""
        known = self.rarities.get(word)
        return log(1 + (self.size + 0.5) / 0.5) if known is None else known


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage by its number, and its score; scores of two questions do not compare."""

    passage: int
    score: float


def index_words(text: str) -> tuple[str, ...]:
    """Bare words for the index; '33/2024' also as 33 and 2024, '1.429' also as 1429."""
    return tuple(word for piece in text.split() for word in _piece_words(piece))


@lru_cache(maxsize=8_192)
def _piece_words(piece: str) -> tuple[str, ...]:
    """Texts are made of few different pieces, so most need not be folded again."""
    return tuple(form for word in words(piece) for form in _forms(word))


def _forms(word: str) -> tuple[str, ...]:
    if not word[0].isdecimal() or word.isdecimal():
        return (word,)
    if THOUSANDS.fullmatch(word):
        return (word, word.replace(".", ""))
    return (word, *PARTS.findall(word))


EMPTY: Final = Index(0, {}, (), (), np.empty(0, np.int64), np.empty(0, np.int64), 0, (), remembering((), {}), {})


def build_index(passages: Iterable[Sequence[str]], ways_of_asking: Iterable[Sequence[str]] = ()) -> Index:
    """The index over passages given as bare words; the ways of asking only teach the reader to spell."""
    return grown(EMPTY, passages, ways_of_asking)


def grown(index: Index, passages: Iterable[Sequence[str]], ways_of_asking: Iterable[Sequence[str]] = ()) -> Index:
    """The index with these passages after its own, numbered from `index.size` on; what it had is shared, not copied.

    Rarities are those of all passages together; only the usual length that a passage is measured by stays as it was
    when the passage came. The passages are read one by one and need not be held.
    """
    coming = iter(passages)
    while True:
        before, index = index.size, _grown(index, islice(coming, SEGMENT_MAX), ways_of_asking)
        ways_of_asking = ()
        if index.size < before + SEGMENT_MAX:
            return index


def _grown(index: Index, passages: Iterable[Sequence[str]], ways_of_asking: Iterable[Sequence[str]]) -> Index:
    """The index with one more stretch of passages."""
    vocabulary = Vocabulary(index.numbers)
    told, taught = coded(passages, vocabulary), coded(ways_of_asking, vocabulary)
    segment = _segment(index, told, taught)
    counts = _lengthened(index.counts, len(vocabulary))
    counts += np.bincount(told.codes, minlength=len(vocabulary)) + np.bincount(taught.codes, minlength=len(vocabulary))
    held = _lengthened(index.held, len(vocabulary))
    held[segment.singles.keys] += np.diff(segment.singles.starts)
    words = (*index.words, *islice(vocabulary, len(index.words), None))
    size = index.size + segment.size
    return Index(
        size=size,
        numbers=dict(vocabulary),
        words=words,
        in_order=index.in_order if len(words) == len(index.words) else tuple(sorted(words)),
        counts=counts,
        held=held,
        total=int(counts.sum()),
        nearby=remembering(words, dict(zip(words, counts.tolist(), strict=True))),
        segments=_with(index.segments, segment),
        rarities={word: rarity for word, rarity in zip(words, _idf(held, size).tolist(), strict=True) if rarity},
    )


def search(
    spelled: Sequence[Spelling], index: Index, *, within: Ints | None = None, limit: int = 40
) -> tuple[Hit, ...]:
    """The best passages for a question, best first; only those in `within` where it is given."""
    if not index.size:
        return ()
    scores = np.zeros(index.size, np.float32)
    _add(scores, [segment.singles for segment in index.segments], _single_keys(spelled, index), index.size)
    _add(scores, [segment.pairs for segment in index.segments], _pair_keys(spelled, index), index.size)
    places = np.arange(index.size) if within is None else within
    found = scores[places]
    best = np.lexsort((places, -found))[:limit] if len(found) <= 4 * limit else _top(found, places, limit)
    return tuple(Hit(int(places[each]), float(found[each])) for each in best if found[each] > 0)


# Building


def _segment(index: Index, told: Coded, taught: Coded) -> Segment:
    """New passages as a stretch of their own, measured by the usual length of all passages there are then."""
    size = len(told.lengths)
    pairs, pairs_of = told.pairs()
    words_in = len(told.codes) + sum(segment.singles.total for segment in index.segments)
    pairs_in = len(pairs) + sum(segment.pairs.total for segment in index.segments)
    usual, usual_pairs = (max(met, 1) / max(index.size + size, 1) for met in (words_in, pairs_in))
    return Segment(
        size,
        field(told.codes, told.lengths, index.size, usual, SINGLES),
        field(pairs, pairs_of, index.size, usual_pairs, PAIRS),
        tally(taught.pairs()[0]),
    )


def _with(segments: Sequence[Segment], added: Segment) -> tuple[Segment, ...]:
    """The stretches with one more, joined where they are short or alike in length, so that there are never many."""
    kept = list(segments)
    while kept and kept[-1].size < MERGED_WITHIN * added.size and kept[-1].size + added.size <= SEGMENT_MAX:
        added = joined(kept.pop(), added)
    return (*kept, added)


def _lengthened(counts: Ints, length: int) -> Ints:
    """A copy with noughts for the new words."""
    return np.concatenate((counts, np.zeros(length - len(counts), np.int64)))


def _idf(held: Ints, size: int) -> Ratios:
    """How much a key tells that so many of the passages hold; nothing where none does."""
    return np.where(held > 0, np.log(1 + (size - held + 0.5) / (held + 0.5)), 0.0)


# Searching


def _add(scores: Floats, fields: Sequence[Field], weights: Mapping[int, float], size: int) -> None:
    """Adds the keys of the question to the scores of all passages that hold them."""
    keys = np.fromiter(weights, np.int64, len(weights))
    places = [each.places(keys) for each in fields]
    held = sum((ends - begins for begins, ends in places), np.zeros(len(keys), np.int64))
    weighed = (np.fromiter(weights.values(), np.float64, len(weights)) * _idf(held, size)).astype(np.float32)
    for each, (begins, ends) in zip(fields, places, strict=True):
        for begin, end, weight in zip(begins.tolist(), ends.tolist(), weighed, strict=True):
            if begin < end:
                # Twice as fast as `scores[…] += …`, which reads and writes in passes of their own.
                np.add.at(scores, each.passages[begin:end], weight * each.shares[begin:end])


def _single_keys(spelled: Sequence[Spelling], index: Index) -> dict[int, float]:
    """Each word of the question with the sum of its probabilities."""
    weights: defaultdict[int, float] = defaultdict(float)
    for each in spelled:
        for word, share in each.options:
            if word in index.numbers:
                weights[index.numbers[word]] += share * (1.0 if each.is_known else CORRECTED_WEIGHT)
    return weights


def _pair_keys(spelled: Sequence[Spelling], index: Index) -> dict[int, float]:
    """Each pair of neighbours once, with its largest probability."""
    weights: dict[int, float] = {}
    for left, right in pairwise(spelled):
        for first, first_share in left.options[:3]:
            for second, second_share in right.options[:3]:
                share = first_share * second_share
                if share > PAIR_ABOVE and first in index.numbers and second in index.numbers:
                    key = pair_key(index.numbers[first], index.numbers[second])
                    weights[key] = max(weights.get(key, 0.0), PAIR_WEIGHT * share)
    return weights


def _top(found: Floats, places: Ints, limit: int) -> Ints:
    """The places of the best scores in order, ties by passage order."""
    least = np.partition(found, -limit)[-limit]
    near = np.flatnonzero(found >= least)
    order: Ints = near[np.lexsort((places[near], -found[near]))][:limit]
    return order
