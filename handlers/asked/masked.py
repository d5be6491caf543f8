"""What an office may read of a question that nobody passed on to it: no telephone, no person; and what it is about."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.asked.store import Asked
from knowledge.cues import STOP_WORDS
from knowledge.text import clean, fold, long_words, words

TEXT_MOST = 300
WORDS_MOST = 12
ALIKE = 0.6
COMPARED_MOST = 300
"""Questions that share so much of their telling words are counted as one topic."""
HIDDEN = "…"
NUMBER = re.compile(r"(?<![\w/])\+?\d(?:[ .-]?\d){7,}(?![\w/])")
"""Eight digits and more: a telephone, an identity card, an account; a sum with its thousands marked is none."""
THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
MAIL = re.compile(r"\S+@\S+")
TITLES = r"(?:anh|chị|chi|ông|ong|bà|đồng chí|đ/c|dc|d/c|thầy|cô|chú|bác|cháu|ban|bạn|em)"
CAPITAL = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
NAME = rf"[{CAPITAL}][^\W\d_]*"
TITLED = re.compile(rf"\b({TITLES}|{TITLES.title()}|Anh|Chị|Ông|Bà|Đồng chí|Thầy|Cô)((?: {NAME}){{1,4}})")
SURNAMES = frozenset(
    words("nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đào đoàn trịnh mai lương")
)
FULL_NAME = re.compile(rf"\b({NAME})((?: {NAME}){{1,3}})")
TYPED_SMALL = re.compile(
    rf"\b(?:{TITLES}) (?P<name>(?:{'|'.join(sorted(SURNAMES))}|nguyễn|trần|lê|phạm|hoàng|huỳnh|võ|đặng|bùi|đỗ|hồ|ngô"
    r"|dương|lý|đinh|đào|đoàn|trịnh|lương)(?: [^\W\d_]+){1,3})",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """The question without telephones, accounts, addresses and persons: 'anh … ở trường nào'."""
    kept = MAIL.sub(HIDDEN, clean(text)[:TEXT_MOST])
    kept = NUMBER.sub(lambda found: found[0] if THOUSANDS.fullmatch(found[0]) else HIDDEN, kept)
    kept = TITLED.sub(lambda found: f"{found[1]} {HIDDEN}", kept)
    kept = TYPED_SMALL.sub(lambda found: found[0].replace(found["name"], HIDDEN), kept)
    return FULL_NAME.sub(lambda found: HIDDEN if fold(found[1]) in SURNAMES else found[0], kept)


def topic_of(text: str) -> str:
    """Its telling words once each, bare, in order of the alphabet."""
    telling = {word for word in long_words(masked(text)) if word not in STOP_WORDS and word.isalnum()}
    return " ".join(sorted(telling)[:WORDS_MOST])


@dataclass(frozen=True, slots=True)
class Topic:
    """What several questions are about: how one of them was put, how often it was asked, and from how many units."""

    text: str
    count: int
    units: int


def topics(asked: Iterable[Asked]) -> list[Topic]:
    """The questions by what they are about, the most asked first; of equals the one that came first."""
    same: dict[str, list[Asked]] = {}
    for item in asked:
        same.setdefault(item.topic, []).append(item)
    groups: list[tuple[set[str], list[Asked]]] = []
    # A large office is asked thousands of things: only what is asked most is compared with each other.
    for topic, items in sorted(same.items(), key=lambda pair: -len(pair[1]))[:COMPARED_MOST]:
        words = set(topic.split())
        group = next((group for known, group in groups if is_alike(words, known)), None)
        groups.append((words, list(items))) if group is None else group.extend(items)
    return sorted((topic_in(group) for _, group in groups), key=lambda topic: (-topic.count, -topic.units))


def is_alike(one: set[str], other: set[str]) -> bool:
    """Whether two questions are about the same; two without a telling word are."""
    return not one | other or len(one & other) >= ALIKE * len(one | other)


def topic_in(group: Sequence[Asked]) -> Topic:
    """The topic as it was put most often."""
    return Topic(Counter(item.text for item in group).most_common(1)[0][0], len(group), len({i.unit for i in group}))
