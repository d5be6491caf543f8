"""Which passages speak of what was asked: BM25 on bare syllables and their pairs, with a reader of typing mistakes.

The weights and the order of steps were measured on seven Vietnamese sets; the fields, the reader and the caps are
separate so that each can be sharpened alone. Marks do not count here: most questions are typed without them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.text import words

THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
PARTS = re.compile(r"\d+")

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

SINGLE_K1: Final = 1.2
SINGLE_B: Final = 0.75
PAIR_K1: Final = 1.0
PAIR_B: Final = 0.4
PAIR_WEIGHT: Final = 0.8

EDIT_COST: Final = 4.0
COMMON_BONUS: Final = 0.3
BIGRAM_SHARE: Final = 0.85
CORRECTED_WEIGHT: Final = 0.8
CANDIDATES_MAX: Final = 24
EXTRACTED_MAX: Final = 60
KEPT_MAX: Final = 4
KEPT_ABOVE: Final = 0.02
PAIR_ABOVE: Final = 0.05

# A question is read up to here; what lies beyond is padding, a pasted document or an attack.
TOKENS_MAX: Final = 64
UNKNOWN_MAX: Final = 12
LETTERS_MAX: Final = 20


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Postings of one kind of key: for the n-th key the passages and their impacts from `starts[n]` on."""

    keys: Ints
    starts: Ints
    passages: Ints
    impacts: Floats

    def add(self, scores: Floats, key: int, weight: float) -> None:
        """Adds one key of the question to the scores of all passages that hold it."""
        place = int(np.searchsorted(self.keys, key))
        if place < len(self.keys) and self.keys[place] == key:
            held = slice(int(self.starts[place]), int(self.starts[place + 1]))
            scores[self.passages[held]] += weight * self.impacts[held]


@dataclass(frozen=True, slots=True)
class Language:
    """How often syllables and their pairs occur, in passages and in the ways people ask."""

    counts: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    total: int

    def likelihood(self, word: str) -> float:
        """A syllable by itself."""
        return (self.counts.get(word, 0) + 0.5) / (self.total + 0.5 * len(self.counts))

    def following(self, before: str, word: str) -> float:
        """A syllable after another."""
        counted = self.counts.get(before, 0)
        seen = self.pairs.get((before, word), 0) / counted if counted else 0.0
        return BIGRAM_SHARE * seen + (1 - BIGRAM_SHARE) * self.likelihood(word)


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Passages ready to be searched; immutable."""

    size: int
    numbers: Mapping[str, int]
    """Each syllable of the passages by its number."""
    words: tuple[str, ...]
    singles: Field
    pairs: Field
    language: Language
    rarities: Mapping[str, float]
    """How much each syllable of the passages tells (idf)."""

    def rarity(self, word: str) -> float:
        """How much a syllable tells; one that no passage holds tells most."""
        known = self.rarities.get(word)
        return log(1 + (self.size + 0.5) / 0.5) if known is None else known


@dataclass(frozen=True, slots=True)
class Spelling:
    """One typed word as the passages spell it: the likeliest first; none where nothing is near."""

    typed: str
    options: tuple[tuple[str, float], ...]
    is_known: bool

    @property
    def word(self) -> str:
        """The likeliest spelling, or what was typed."""
        return self.options[0][0] if self.options else self.typed


def spelling(word: str, share: float = 1.0) -> Spelling:
    """A word that is certain, counted in part where it is only another way of saying it."""
    return Spelling(word, ((word, share),), is_known=True)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage by its number, and its score; scores of two questions do not compare."""

    passage: int
    score: float


def index_words(text: str) -> tuple[str, ...]:
    """Bare words for the index; '33/2024' also as 33 and 2024, '1.429' also as 1429."""
    return tuple(form for word in words(text) for form in _forms(word))


def _forms(word: str) -> tuple[str, ...]:
    if not word[0].isdecimal() or word.isdecimal():
        return (word,)
    if THOUSANDS.fullmatch(word):
        return (word, word.replace(".", ""))
    return (word, *PARTS.findall(word))


def build_index(passages: Sequence[Sequence[str]], ways_of_asking: Sequence[Sequence[str]] = ()) -> Index:
    """The index over passages given as bare words; the ways of asking only teach the reader to spell."""
    counts = Counter(word for passage in passages for word in passage)
    numbers = {word: number for number, word in enumerate(counts)}
    held_in = Counter(word for passage in passages for word in set(passage))
    coded = [np.fromiter((numbers[word] for word in passage), np.int64, len(passage)) for passage in passages]
    vocabulary = max(len(numbers), 1)
    return Index(
        size=len(passages),
        numbers=numbers,
        words=tuple(numbers),
        singles=_field(coded, SINGLE_K1, SINGLE_B),
        pairs=_field([codes[:-1] * vocabulary + codes[1:] for codes in coded], PAIR_K1, PAIR_B),
        language=_language((*passages, *ways_of_asking)),
        rarities={word: log(1 + (len(passages) - held + 0.5) / (held + 0.5)) for word, held in held_in.items()},
    )


def search(
    spelled: Sequence[Spelling], index: Index, *, within: Ints | None = None, limit: int = 40
) -> tuple[Hit, ...]:
    """The best passages for a question, best first; only those in `within` where it is given."""
    if not index.size:
        return ()
    scores = np.zeros(index.size, np.float32)
    for key, weight in _single_keys(spelled, index):
        index.singles.add(scores, key, weight)
    for key, weight in _pair_keys(spelled, index):
        index.pairs.add(scores, key, PAIR_WEIGHT * weight)
    places = np.arange(index.size) if within is None else within
    found = scores[places]
    best = np.lexsort((places, -found))[:limit] if len(found) <= 4 * limit else _top(found, places, limit)
    return tuple(Hit(int(places[each]), float(found[each])) for each in best if found[each] > 0)


def spell(typed: Sequence[str], index: Index, *, believed: frozenset[str] = frozenset()) -> tuple[Spelling, ...]:
    """Each word as the passages spell it; `believed` words (abbreviations, well known ones) are never corrected."""
    capped = typed[:TOKENS_MAX]
    known = {word: _is_known(word, index) for word in capped}
    unknown = [word for word in dict.fromkeys(capped) if not known[word] and _may_be_mistyped(word, believed)]
    candidates = {word: _candidates(word, index) for word in unknown[:UNKNOWN_MAX]}
    options = [((word, 0.0),) if known[word] else candidates.get(word, ()) for word in capped]
    found: list[Spelling] = []
    start = 0
    while start < len(capped):
        if not options[start]:
            found.append(Spelling(capped[start], (), is_known=False))
            start += 1
            continue
        end = start
        while end < len(capped) and options[end]:
            end += 1
        for place, kept in enumerate(_posteriors(options[start:end], index.language), start=start):
            found.append(Spelling(capped[place], kept, is_known=known[capped[place]]))
        start = end
    return tuple(found)


# Building


def _field(coded: Sequence[Ints], k1: float, b: float) -> Field:
    """BM25 impacts computed once; length is counted in the field's own keys."""
    lengths = np.array([len(codes) for codes in coded], np.float64)
    mean = float(lengths.mean()) if lengths.size and lengths.sum() else 1.0
    owners = np.repeat(np.arange(len(coded)), [len(codes) for codes in coded]).astype(np.int64)
    keys = np.concatenate(coded) if coded else np.empty(0, np.int64)
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    new = np.ones(len(keys), bool)
    new[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
    first = np.flatnonzero(new)
    counts = np.diff(np.append(first, len(keys)))
    keys, owners = keys[first], owners[first]
    unique, starts, held = np.unique(keys, return_index=True, return_counts=True)
    idf = np.log(1 + (len(coded) - held + 0.5) / (held + 0.5))
    share = counts * (k1 + 1) / (counts + k1 * (1 - b + b * lengths[owners] / mean)) if len(keys) else counts
    impacts = (np.repeat(idf, held) * share).astype(np.float32)
    return Field(unique, np.append(starts, len(keys)).astype(np.int64), owners, impacts)


def _language(texts: Sequence[Sequence[str]]) -> Language:
    counts = Counter(word for text in texts for word in text)
    pairs = Counter(pair for text in texts for pair in pairwise(text))
    return Language(counts, pairs, sum(counts.values()))


# Searching


def _single_keys(spelled: Sequence[Spelling], index: Index) -> Iterator[tuple[int, float]]:
    """Each syllable of the question with the sum of its probabilities."""
    weights: defaultdict[str, float] = defaultdict(float)
    for each in spelled:
        for word, share in each.options:
            weights[word] += share * (1.0 if each.is_known else CORRECTED_WEIGHT)
    for word, weight in weights.items():
        if word in index.numbers:
            yield index.numbers[word], weight


def _pair_keys(spelled: Sequence[Spelling], index: Index) -> Iterator[tuple[int, float]]:
    """Each pair of neighbours once, with its largest probability."""
    weights: dict[int, float] = {}
    for left, right in pairwise(spelled):
        for first, first_share in left.options[:3]:
            for second, second_share in right.options[:3]:
                share = first_share * second_share
                if share > PAIR_ABOVE and first in index.numbers and second in index.numbers:
                    key = index.numbers[first] * len(index.numbers) + index.numbers[second]
                    weights[key] = max(weights.get(key, 0.0), share)
    yield from weights.items()


def _top(found: Floats, places: Ints, limit: int) -> Ints:
    """The places of the best scores in order, ties by passage order."""
    near = np.argpartition(-found, limit)[:limit]
    order: Ints = near[np.lexsort((places[near], -found[near]))]
    return order


# Reading what was typed


def _is_known(word: str, index: Index) -> bool:
    return word in index.language.counts


def _may_be_mistyped(word: str, believed: frozenset[str]) -> bool:
    return word not in believed and word.isalpha() and 2 <= len(word) <= LETTERS_MAX


def _candidates(word: str, index: Index) -> tuple[tuple[str, float], ...]:
    """Syllables within one edit (two from five letters on), with their cost."""
    edits = 2 if len(word) >= 5 else 1
    near = process.extract(
        word, index.language.counts.keys(), scorer=OSA.distance, score_cutoff=edits, limit=EXTRACTED_MAX
    )
    counts = index.language.counts
    ranked = sorted(
        ((found, EDIT_COST * distance) for found, distance, _ in near if found.isalpha()),
        key=lambda option: option[1] - COMMON_BONUS * log(1 + counts[option[0]]),
    )
    return tuple(ranked[:CANDIDATES_MAX])


def _posteriors(
    options: Sequence[Sequence[tuple[str, float]]], language: Language
) -> Iterator[tuple[tuple[str, float], ...]]:
    """Forward and backward over one unbroken run of words; for each place the likeliest spellings."""
    forward = [_scaled([language.likelihood(word) * exp(-cost) for word, cost in options[0]])]
    for before, here in pairwise(options):
        forward.append(
            _scaled(
                [
                    exp(-cost)
                    * sum(
                        share * language.following(previous, word)
                        for (previous, _), share in zip(before, forward[-1], strict=True)
                    )
                    for word, cost in here
                ]
            )
        )
    backward = [1.0] * len(options[-1])
    kept: list[tuple[tuple[str, float], ...]] = []
    for place in range(len(options) - 1, -1, -1):
        kept.append(_kept(options[place], forward[place], backward))
        if place:
            backward = _scaled(
                [
                    sum(
                        language.following(previous, word) * exp(-cost) * share
                        for (word, cost), share in zip(options[place], backward, strict=True)
                    )
                    for previous, _ in options[place - 1]
                ]
            )
    yield from reversed(kept)


def _scaled(shares: list[float]) -> list[float]:
    total = sum(shares)
    return [share / total for share in shares] if total > 0 else [1.0 / len(shares)] * len(shares)


def _kept(
    options: Sequence[tuple[str, float]], forward: Sequence[float], backward: Sequence[float]
) -> tuple[tuple[str, float], ...]:
    shares = _scaled([before * after for before, after in zip(forward, backward, strict=True)])
    ranked = sorted(zip(options, shares, strict=True), key=lambda option: -option[1])
    return tuple((word, share) for (word, _), share in ranked[:KEPT_MAX] if share > KEPT_ABOVE) or (
        (ranked[0][0][0], 1.0),
    )
