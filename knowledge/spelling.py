"""What was meant by a word that no document holds: the likeliest of the words near it, judged by its neighbours."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.postings import PAIR_SHIFT, Ints
from knowledge.text import is_listed, is_syllable

if TYPE_CHECKING:
    from knowledge.search import Index

Ratios = NDArray[np.float64]

EDIT_COST: Final = 4.0
ALIKE_COST: Final = 1.5
"""Of a syllable that sounds alike in some part of the country: 'chương chình', 'xản xuất'."""
ALIKE_KNOWN_COST: Final = 6.0
"""The same where what was typed is a word too."""
COMMON_BONUS: Final = 0.3
BIGRAM_SHARE: Final = 0.85
CANDIDATES_MAX: Final = 24
EXTRACTED_MAX: Final = 60
REMEMBERED_MAX: Final = 4_000
KEPT_MAX: Final = 4
KEPT_ABOVE: Final = 0.02

# A question is read up to here; what lies beyond is padding, a pasted document or an attack.
TOKENS_MAX: Final = 64
UNKNOWN_MAX: Final = 12
LETTERS_MAX: Final = 20

TOO_LONG_FROM: Final = 5
THREE_FROM: Final = 7
"""From so many letters on what is near no word may be two words that seldom meet, or three."""
PARTED_FROM: Final = 0.3
"""Two words run together must be as likely side by side as this share of one meeting in all that was read."""

ONSETS: Final = (
    *(("tr", "ch"), ("s", "x"), ("d", "gi"), ("d", "r"), ("gi", "r"), ("d", "v"), ("gi", "v"), ("l", "n")),
    *(("ng", "ngh"), ("g", "gh"), ("c", "k"), ("ph", "f"), ("d", "z")),
)
FINALS: Final = (("n", "ng"), ("c", "t"), ("n", "nh"), ("i", "y"), ("t", "ch"))

Option = tuple[str, float]
Nearby = Callable[[str], tuple[Option, ...]]


@dataclass(frozen=True, slots=True)
class Spelling:
    """One typed word as the passages spell it: the likeliest first; none where nothing is near."""

    typed: str
    options: tuple[Option, ...]
    is_known: bool

    @property
    def word(self) -> str:
        """The likeliest spelling, or what was typed."""
        return self.options[0][0] if self.options else self.typed


def spelling(word: str, share: float = 1.0) -> Spelling:
    """A word that is certain, counted in part where it is only another way of saying it."""
    return Spelling(word, ((word, share),), is_known=True)


def spell(typed: Sequence[str], index: "Index", *, believed: frozenset[str] = frozenset()) -> tuple[Spelling, ...]:
    """Each word as the passages spell it; `believed` words (abbreviations, well known ones) are never corrected."""
    capped = typed[:TOKENS_MAX]
    unknown = [word for word in dict.fromkeys(capped) if not index.knows(word) and _may_be_mistyped(word, believed)]
    candidates = {word: index.nearby(word) for word in unknown[:UNKNOWN_MAX]}
    options = [_options(word, candidates, index, believed) for word in capped]
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
        for place, kept in enumerate(_posteriors(options[start:end], index), start=start):
            is_known = index.knows(capped[place])
            found.append(Spelling(capped[place], _first(capped[place], kept) if is_known else kept, is_known))
        start = end
    return tuple(found)


def _first(typed: str, kept: tuple[Option, ...]) -> tuple[Option, ...]:
    """A word that is known stays the reading of itself; what sounds like it only helps to search."""
    share = dict(kept).get(typed, KEPT_ABOVE)
    return ((typed, share), *(option for option in kept if option[0] != typed))


def _options(
    word: str, candidates: Mapping[str, tuple[Option, ...]], index: "Index", believed: frozenset[str]
) -> tuple[Option, ...]:
    if not index.knows(word):
        return candidates.get(word, ())
    if word in believed or not word.isalpha():
        return ((word, 0.0),)
    return ((word, 0.0), *((other, ALIKE_KNOWN_COST) for other in alike(word) if index.knows(other)))


def _may_be_mistyped(word: str, believed: frozenset[str]) -> bool:
    return word not in believed and word.isalpha() and 2 <= len(word) <= LETTERS_MAX


def parted(word: str, index: "Index") -> tuple[str, ...]:
    """Known words that were run together: 'ketnap' is ket nap; nothing where it may rather be a slip.

    Two that are likely side by side are taken at once; any two or three where no single word is near.
    """
    if not word.isalpha() or not 3 <= len(word) <= LETTERS_MAX or index.knows(word):
        return ()
    likely, cut = max(_cuts(word, index), default=(0.0, ()))
    if likely > PARTED_FROM / max(index.total, 1):
        return cut
    if len(word) < TOO_LONG_FROM or (not cut and len(word) < THREE_FROM) or is_syllable(word) or index.nearby(word):
        return ()
    return cut or max(_cuts_in_three(word, index), default=(0.0, ()))[1]


def _cuts(word: str, index: "Index") -> Iterator[tuple[float, tuple[str, ...]]]:
    """Every way to cut a word into two known ones, and how likely they are side by side."""
    for place in range(1, len(word)):
        first, second = word[:place], word[place:]
        if _is_word(first, index) and _is_word(second, index):
            yield _side_by_side(first, second, index), (first, second)


def _cuts_in_three(word: str, index: "Index") -> Iterator[tuple[float, tuple[str, ...]]]:
    for place in range(2, len(word) - 1):
        if _is_word(word[:place], index):
            for likely, (second, third) in _cuts(word[place:], index):
                yield likely * _side_by_side(word[:place], second, index), (word[:place], second, third)


def _is_word(word: str, index: "Index") -> bool:
    """Whether a word was met, or is a short form of the lists, as in 'kinhphibn'."""
    return index.knows(word) or is_listed(word)


def _side_by_side(first: str, second: str, index: "Index") -> float:
    by_chance = index.count(first) * index.count(second) / index.total**2
    return BIGRAM_SHARE * index.pair(first, second) / index.total + (1 - BIGRAM_SHARE) * by_chance


@cache
def _exchanged(pairs: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for left, right in pairs:
        found.setdefault(left, []).append(right)
        found.setdefault(right, []).append(left)
    return {each: tuple(others) for each, others in found.items()}


@lru_cache(maxsize=REMEMBERED_MAX)
def alike(word: str) -> tuple[str, ...]:
    """The words that sound the same to many: 'chinh' has trinh, chin and others; most are no words at all."""
    onsets, finals = _exchanged(ONSETS), _exchanged(FINALS)
    onset = next((word[:length] for length in (3, 2, 1) if word[:length] in onsets), "")
    final = next((word[-length:] for length in (2, 1) if word[-length:] in finals), "")
    rest = word[len(onset) :]
    swapped = [other + rest for other in onsets.get(onset, ()) if rest]
    swapped += [word[: -len(final)] + other for other in finals.get(final, ()) if len(word) > len(final)]
    return tuple(dict.fromkeys(swapped))


def remembering(words: Sequence[str], counts: Mapping[str, int]) -> Nearby:
    """The words near a mistyped one, likeliest first with their costs; those asked for lately are remembered."""
    letters = [word for word in words if word.isalpha()]
    known = frozenset(letters)

    @lru_cache(maxsize=REMEMBERED_MAX)
    def nearby(word: str) -> tuple[Option, ...]:
        edits = 2 if len(word) >= 5 else 1
        near = process.extract(word, letters, scorer=OSA.distance, score_cutoff=edits, limit=EXTRACTED_MAX)
        costs = {found: EDIT_COST * distance for found, distance, _ in near}
        costs.update((other, ALIKE_COST) for other in alike(word) if other in known)
        ranked = sorted(costs.items(), key=lambda option: option[1] - COMMON_BONUS * log(1 + counts[option[0]]))
        return tuple(ranked[:CANDIDATES_MAX])

    return nearby


# The likeliest row of words


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """The options of one place by number: how often each was met, how likely it is alone and for what was typed."""

    numbers: Ints
    counts: Ints
    likely: Ratios
    emission: Ratios


def _posteriors(options: Sequence[Sequence[Option]], index: "Index") -> Iterator[tuple[Option, ...]]:
    """Forward and backward over one unbroken run of words; for each place the likeliest spellings."""
    columns = [_column(each, index) for each in options]
    steps = [_step(left, right, index) for left, right in pairwise(columns)]
    forward = [_scaled(columns[0].likely * columns[0].emission)]
    for step, column in zip(steps, columns[1:], strict=True):
        forward.append(_scaled((forward[-1] @ step) * column.emission))
    backward = [np.ones(len(options[-1]))]
    for step, column in zip(reversed(steps), reversed(columns[1:]), strict=True):
        backward.append(_scaled(step @ (column.emission * backward[-1])))
    for each, before, after in zip(options, forward, reversed(backward), strict=True):
        yield _kept(each, _scaled(before * after))


def _column(options: Sequence[Option], index: "Index") -> _Column:
    numbers = np.array([index.numbers[word] for word, _ in options], np.int64)
    counts = index.counts[numbers]
    likely = (counts + 0.5) / (index.total + 0.5 * len(index.words))
    emission: Ratios = np.exp(-np.array([cost for _, cost in options], np.float64))
    return _Column(numbers, counts, likely.astype(np.float64), emission)


def _step(left: _Column, right: _Column, index: "Index") -> Ratios:
    """How likely each option is after each option of the place before; one certain word after another is just that."""
    if len(left.numbers) == len(right.numbers) == 1:
        return np.ones((1, 1))
    keys = left.numbers[:, None] << PAIR_SHIFT | right.numbers
    seen = index.pair_counts(keys) / np.maximum(left.counts, 1)[:, None]
    step: Ratios = BIGRAM_SHARE * seen + (1 - BIGRAM_SHARE) * right.likely
    return step


def _scaled(shares: Ratios) -> Ratios:
    total = shares.sum()
    return shares / total if total > 0 else np.full(len(shares), 1.0 / len(shares))


def _kept(options: Sequence[Option], shares: Ratios) -> tuple[Option, ...]:
    ranked = sorted(zip(options, shares.tolist(), strict=True), key=lambda option: -option[1])
    return tuple((word, share) for (word, _), share in ranked[:KEPT_MAX] if share > KEPT_ABOVE) or (
        (ranked[0][0][0], 1.0),
    )
