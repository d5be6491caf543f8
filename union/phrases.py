"""Which indicator do these words mean: phrases, what each word weighs, and how well an indicator explains what"
" was said."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from math import log
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from knowledge.text import fold, is_listed, is_syllable, long_words, words
from union.indicators import Catalogue, Indicator, IndicatorId

FAINT: Final = frozenset(
    (
        *[
            "cua",
            "cho",
            "va",
            "o",
            "tai",
            "cac",
            "nhung",
            "duoc",
            "la",
            "theo",
            "voi",
            "de",
            "tu",
            "den",
            "trong",
            "ve",
            "da",
            "dang",
            "hien",
            "o",
            "tren",
            "nay",
            "do",
            "nhu",
            "khi",
            "neu",
            "ra",
            "lan",
        ],
        *[
            "vua",
            "moi",
            "them",
            "so",
            "tong",
            "co",
            "tat",
            "ca",
            "toan",
            "hien",
            "nay",
            "nhat",
            "luc",
            "nam",
            "thang",
            "quy",
            "ngay",
            "tuan",
            "buoi",
            "bo",
            "mot",
            "hai",
            "ba",
            "gi",
            "ai",
        ],
    )
)
"""Words that say little by themselves."""
COMMON: Final = frozenset(
    [
        "to",
        "chuc",
        "thuc",
        "hien",
        "tham",
        "gia",
        "nguoi",
        "don",
        "vi",
        "can",
        "bo",
        "doanh",
        "nghiep",
        "lao",
        "dong",
        "hoat",
        "dong",
        "khu",
        "vuc",
    ]
)
PEOPLE: Final = frozenset(words("doan vien cong nhan dong chi cdcs co so"))
AREAS: Final = frozenset(words("toan xa tinh huyen thanh pho phuong"))
NOT: Final = "khong"
FAINT_WEIGHT: Final = 0.15
COMMON_SHARE: Final = 0.45
PAIR_SHARE: Final = 0.6


def table() -> Mapping[str, object]:
    """The editable list of `forms/indicators.toml`."""
    return _table()


@cache
def _table() -> Mapping[str, object]:
    return tomllib.loads((resources.files("union") / "forms" / "indicators.toml").read_text("utf-8"))


@cache
def shorts() -> Mapping[str, tuple[str, ...]]:
    """Short forms of progress messages with their bare words."""
    listed = _table()["short"]
    assert isinstance(listed, dict)
    return {fold(short): words(meaning) for short, meaning in listed.items()}


@cache
def _same() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    listed = _table()["same"]
    assert isinstance(listed, dict)
    return {words(said): words(meant) for said, meant in listed.items()}


def unified(said: Sequence[str]) -> list[tuple[str, int]]:
    """Each word in its usual form with the place it came from: 'công ty' is 'doanh nghiệp'."""
    found: list[tuple[str, int]] = []
    place = 0
    while place < len(said):
        for length in (4, 3, 2):
            meant = _same().get(tuple(said[place : place + length]))
            if meant and place + length <= len(said):
                found.extend((word, place + min(n, length - 1)) for n, word in enumerate(meant))
                place += length
                break
        else:
            found.append((said[place], place))
            place += 1
    return found


def spelled(text: str) -> tuple[str, ...]:
    """The bare words of a phrase, abbreviations written out."""
    return tuple(word for word, _ in unified(long_words(text)) if not word[0].isdecimal())


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of naming an indicator; a way of saying it counts only when all of its words are there."""

    owner: int
    words: frozenset[str]
    weight: float
    is_whole: bool
    core: frozenset[str] = frozenset()
    """Of a target: what it says besides whom it is for; one of these must be said."""


@dataclass(frozen=True, slots=True)
class Lexis:
    """The phrases of a catalogue, ready to be looked up."""

    indicators: tuple[Indicator, ...]
    phrases: tuple[Phrase, ...]
    by_word: Mapping[str, tuple[int, ...]]
    by_pair: Mapping[tuple[str, str], tuple[int, ...]]
    explained: tuple[frozenset[str], ...]
    weight: Mapping[str, float]
    starts: frozenset[str]
    """The words that a way of saying something begins with."""
    spoken: tuple[str, ...]
    """Its words of two letters and more."""
    pairs: frozenset[tuple[str, str]]
    followers: Mapping[str, frozenset[str]]
    leaders: Mapping[str, frozenset[str]]
    initials: Mapping[str, tuple[str, ...]]
    """First letters of words that stand together: 'xhcd' is 'xã hội công đoàn'."""
    two_initials: Mapping[str, tuple[tuple[str, str], ...]]
    """The same of two words: 'vh' is 'văn hóa' where a neighbour calls for it."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well an indicator explains the words: `hits` is what it explains, `missed` what it leaves unexplained."""

    indicator: Indicator
    hits: float
    missed: float
    cover: float

    @property
    def score(self) -> float:
        """More is better."""
        return self.hits - 0.6 * min(self.missed, 1.2 * self.hits) + 0.5 * self.cover


@lru_cache(maxsize=128)
def lexis_of(catalogue: Catalogue) -> Lexis:
    """The phrases of a catalogue; kept, since building takes longer than a message."""
    return build_lexis(catalogue.indicators)


def build_lexis(indicators: Sequence[Indicator]) -> Lexis:
    """Every name and every way of saying it, with the weight of each word: the rarer the heavier."""
    said = [_ways(item) for item in indicators]
    explained = [frozenset(word for way, _ in ways for word in way) for ways in said]
    count: dict[str, int] = {}
    for known in explained:
        for word in known:
            count[word] = count.get(word, 0) + 1
    weight = {word: _weight(word, df, len(indicators)) for word, df in count.items()}
    phrases: list[Phrase] = []
    by_word: dict[str, list[int]] = {}
    by_pair: dict[tuple[str, str], list[int]] = {}
    for owner, ways in enumerate(said):
        for way, is_whole in ways:
            number = len(phrases)
            core = frozenset() if is_whole else _core(indicators[owner])
            phrases.append(Phrase(owner, frozenset(way), sum(weight[word] for word in set(way)), is_whole, core))
            for word in set(way):
                by_word.setdefault(word, []).append(number)
            for pair in set(pairwise(way)):
                by_pair.setdefault(pair, []).append(number)
    return Lexis(
        tuple(indicators),
        tuple(phrases),
        {word: tuple(places) for word, places in by_word.items()},
        {pair: tuple(places) for pair, places in by_pair.items()},
        tuple(explained),
        weight,
        frozenset(way[0] for ways in said for way, _ in ways),
        tuple(word for word in weight if len(word) > 1),
        frozenset(by_pair),
        _partners((first, second) for first, second in by_pair),
        _partners((second, first) for first, second in by_pair),
        _initials(way for ways in said for way, _ in ways),
        _two_initials(by_pair),
    )


def _two_initials(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for first, second in pairs:
        found.setdefault(first[0] + second[0], []).append((first, second))
    return {letters: tuple(some) for letters, some in found.items()}


def _initials(ways: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Only what one run of three to six words has; two readings are none."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for way in ways:
        for start in range(len(way)):
            for end in range(start + 3, min(start + 6, len(way)) + 1):
                run = way[start:end]
                found.setdefault("".join(word[0] for word in run), set()).add(run)
        for run in pairwise(way):
            for letters in _heads(run):
                found.setdefault(letters, set()).add(run)
    return {letters: next(iter(runs)) for letters, runs in found.items() if len(runs) == 1}


HEAD: Final = re.compile(r"ngh|[cgknpt]h|ng|tr|gi|[a-z]")


def _heads(run: tuple[str, ...]) -> set[str]:
    """'giới thiệu' as 'gth' or 'gith'."""
    first, second = (HEAD.match(word) for word in run)
    if first is None or second is None or len(second.group()) < 2:
        return set()
    return {run[0][0] + second.group(), first.group() + second.group()}


def _partners(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, partner in pairs:
        found.setdefault(word, set()).add(partner)
    return {word: frozenset(partners) for word, partners in found.items()}


def _ways(item: Indicator) -> list[tuple[tuple[str, ...], bool]]:
    """The ways of saying an indicator; a target's own words may be said in part."""
    ways = [(spelled(alias), True) for alias in item.aliases]
    if not item.aliases:
        ways.append((spelled(item.name), False))
        if item.scope:
            ways.append((spelled(f"{item.name} {item.scope}"), False))
    return [way for way in dict.fromkeys(ways) if way[0]]


def _core(item: Indicator) -> frozenset[str]:
    """What a target says besides 'đoàn viên toàn xã'."""
    said = frozenset(spelled(item.name)) - FAINT
    return said - COMMON - PEOPLE - AREAS or said


def _weight(word: str, known_by: int, of: int) -> float:
    if word in FAINT:
        return FAINT_WEIGHT
    weight = log((of + 1) / known_by) + 0.2
    return weight * COMMON_SHARE if word in COMMON else weight


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words as they stood together: runs that a figure or a comma parts make no pairs across it."""

    runs: tuple[tuple[str, ...], ...]
    weight: float = 1.0


def matches(said: Iterable[Spoken], lexis: Lexis) -> list[Match]:
    """The indicators that any word points at, the best first."""
    importance: dict[str, float] = {}
    pairs: dict[tuple[str, str], float] = {}
    for spoken in said:
        for run in spoken.runs:
            for word in run:
                if word in lexis.weight:
                    importance[word] = max(importance.get(word, 0.0), spoken.weight)
            for pair in pairwise(run):
                if pair in lexis.pairs:
                    pairs[pair] = max(pairs.get(pair, 0.0), spoken.weight)
    hits: dict[int, float] = {}
    seen: dict[int, int] = {}
    for word, factor in importance.items():
        for number in lexis.by_word[word]:
            hits[number] = hits.get(number, 0.0) + factor * lexis.weight[word]
            seen[number] = seen.get(number, 0) + 1
    for pair, factor in pairs.items():
        bonus = factor * PAIR_SHARE * min(lexis.weight[pair[0]], lexis.weight[pair[1]])
        for number in lexis.by_pair[pair]:
            hits[number] += bonus
    return _best_of_each(hits, seen, importance, lexis)


def _best_of_each(
    hits: Mapping[int, float], seen: Mapping[int, int], importance: Mapping[str, float], lexis: Lexis
) -> list[Match]:
    best: dict[int, tuple[float, float]] = {}
    for number, found_hit in hits.items():
        phrase, hit = lexis.phrases[number], found_hit
        if phrase.is_whole and seen[number] < len(phrase.words):
            continue
        if phrase.core and not phrase.core & importance.keys():
            continue
        if NOT in phrase.words and NOT not in importance:
            hit -= 1.0  # 'chuyên trách' is not 'không chuyên trách'
        cover = 1.0 if phrase.is_whole else min(hit / (phrase.weight or 1.0), 1.0)
        if hit + 0.5 * cover > sum(best.get(phrase.owner, (0.0, -1.0))):
            best[phrase.owner] = (hit, 0.5 * cover)
    whole = sum(factor * lexis.weight[word] for word, factor in importance.items())
    found = []
    for owner, (hit, half_cover) in best.items():
        known = lexis.explained[owner]
        explained = sum(factor * lexis.weight[word] for word, factor in importance.items() if word in known)
        found.append(Match(lexis.indicators[owner], hit, whole - explained, 2 * half_cover))
    return sorted(found, key=lambda match: -match.score)


# Typing slips: only ever in words, never in figures


def mended(said: Sequence[str], lexis: Lexis, known: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """Each word as it must have been meant; a word that is known or could be Vietnamese stays unless a pair calls."""
    found: list[tuple[str, ...]] = []
    for place, word in enumerate(said):
        before = found[-1][-1] if found else ""
        after = said[place + 1] if place + 1 < len(said) else ""
        found.append(_mended(word, before, after, lexis, known))
    return tuple(found)


def _mended(word: str, before: str, after: str, lexis: Lexis, known: frozenset[str]) -> tuple[str, ...]:
    if word in lexis.weight or word in known or is_listed(word) or len(word) < 2 or not word.isalpha():
        return (word,)
    if split := _split(word, lexis):
        return split
    could_be_meant = is_syllable(word)
    if not could_be_meant and word in lexis.initials:
        return lexis.initials[word]
    if not could_be_meant and len(word) == 2:
        return _called_pair(word, before, after, lexis) or (word,)
    if could_be_meant and len(word) < 3:
        return (word,)
    near = _near(word, lexis)
    for other in near:
        if _calls(before, other, after, lexis, 2 if could_be_meant else 1000):
            return (other,)
    return (near[0],) if len(near) == 1 and len(word) >= 4 and not could_be_meant else (word,)


def _called_pair(word: str, before: str, after: str, lexis: Lexis) -> tuple[str, ...]:
    called = [
        pair
        for pair in lexis.two_initials.get(word, ())
        if (before, pair[0]) in lexis.pairs or (pair[1], after) in lexis.pairs
    ]
    return called[0] if len(called) == 1 else ()


def _calls(before: str, word: str, after: str, lexis: Lexis, most: int) -> bool:
    """Whether a neighbour that has only few partners calls for the word: 'nạp' for 'kết'."""
    followers = lexis.followers.get(before, frozenset())
    leaders = lexis.leaders.get(after, frozenset())
    return (word in followers and len(followers) <= most) or (word in leaders and len(leaders) <= most)


def _near(word: str, lexis: Lexis) -> tuple[str, ...]:
    """The words of the catalogue one slip away, or two where the word is long; the nearest first."""
    most = 2 if len(word) >= 6 else 1
    near = extract(word, lexis.spoken, scorer=OSA.distance, score_cutoff=most, limit=None)
    return tuple(other for other, _, _ in sorted(near, key=lambda each: (each[1], each[0])))


def _split(word: str, lexis: Lexis) -> tuple[str, ...]:
    """'ketnap' is two words that stand side by side in the catalogue."""
    for cut in range(2, len(word) - 1):
        if (word[:cut], word[cut:]) in lexis.pairs:
            return word[:cut], word[cut:]
    return ()


@cache
def vague() -> Mapping[frozenset[str], tuple[IndicatorId, ...]]:
    """The words that are too few to tell an indicator, with those that they may mean."""
    listed = _table()["vague"]
    assert isinstance(listed, list)
    return {frozenset(words(one["said"])): tuple(map(IndicatorId, one["ids"])) for one in listed}


def of_pair(wanted: IndicatorId) -> tuple[IndicatorId, ...]:
    """The indicators that people say in place of this one."""
    listed = _table()["pair"]
    assert isinstance(listed, list)
    return tuple(
        IndicatorId(other) for pair in listed if wanted in pair["ids"] for other in pair["ids"] if other != wanted
    )
