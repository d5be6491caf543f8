"""Which things are counted together: 'đồng chí' and 'người' are people, 'lớp' and 'buổi' are events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from knowledge.text import fold, long_words

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "paper": ("bản thỏa ước", "bản", "thỏa ước"),  # before people: bare 'ban' is a paper unless 'bạn' is meant
    "people": (
        *("đoàn viên ưu tú", "đoàn viên", "người lao động", "lượt người", "người", "lao động", "công nhân", "đồng chí"),
        *(
            "cán bộ",
            "chủ tịch",
            "học viên",
            "hội viên",
            "đảng viên",
            "giáo viên",
            "viên chức",
            "công chức",
            "nữ công nhân",
        ),
        *(
            "lượt đoàn viên",
            "ưu tú",
            "bạn",
            "em",
            "anh chị",
            "chị em",
            "nhân viên",
            "thợ",
            "trường hợp",
            "lượt",
            "cháu",
        ),
        *("anh em", "gia đình", "hộ", "anh", "chị", "cô", "thầy cô", "nữ", "lao động nữ", "đoàn viên nữ"),
    ),
    "unit": (
        *(
            "công đoàn cơ sở",
            "doanh nghiệp",
            "công ty",
            "đơn vị",
            "cơ quan",
            "trường",
            "nghiệp đoàn",
            "cơ sở",
            "công đoàn",
        ),
        *("xí nghiệp", "nhà máy", "hợp tác xã", "tổ công đoàn", "tổ"),
    ),
    "event": (
        *("cuộc", "lớp", "buổi", "hội nghị", "lần", "đợt", "hoạt động", "giải", "chương trình", "chuyên đề", "trận"),
        *("kỳ", "buổi sinh hoạt"),
    ),
    "house": ("căn nhà", "ngôi nhà", "căn", "nhà", "cái nhà"),
    "gift": ("suất quà", "phần quà", "suất", "phần", "túi quà", "món quà", "quà", "suất học bổng"),
    "case": ("vụ việc", "vụ", "đơn thư", "đơn"),
    "idea": ("sáng kiến", "đề tài", "giải pháp"),
    "room": ("phòng trọ", "phòng"),
    "blood": ("đơn vị máu",),
}
ADDRESSES: Final = frozenset(
    ("bạn", "em", "anh", "chị", "cô", "anh chị", "chị em", "anh em", "nữ", "cháu", "lượt", "ưu tú")
)
"""Said of people, but nothing is counted in them."""
GENERAL: Final = frozenset(
    ("người", "đồng chí", "lượt người", "đơn vị", "lần", "trường hợp", "cái nhà", "căn", "nhà", "phần", "suất")
)
"""Words that stand for any thing of their group."""
TELLING: Final = frozenset(("house", "idea", "paper", "blood", "room"))
"""Groups of which a unit mostly has one indicator, so that the measure names it."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A thing that is counted, as it is written."""

    words: tuple[str, ...]
    shown: str
    group: str


@cache
def _nouns() -> Mapping[str, tuple[Noun, ...]]:
    """By first bare word, the longest first."""
    found: dict[str, list[Noun]] = {}
    for group, names in GROUPS.items():
        for name in names:
            bare = tuple(fold(name).split())
            found.setdefault(bare[0], []).append(Noun(bare, name, group))
    return {first: tuple(sorted(some, key=lambda noun: -len(noun.words))) for first, some in found.items()}


def noun_at(said: Sequence[str], place: int = 0) -> Noun | None:
    """The noun that begins here, the longest that is known."""
    if place >= len(said):
        return None
    for noun in _nouns().get(said[place], ()):
        if tuple(said[place : place + len(noun.words)]) == noun.words:
            return noun
    return None


@cache
def noun_group(bare: str) -> str:
    """What a bare measure counts: 'doan vien uu tu' is people, 'cdcs' a unit; '' when nobody knows."""
    noun = noun_at(long_words(bare))
    return noun.group if noun else ""


def noun_words() -> frozenset[str]:
    """Every bare word of these nouns."""
    return frozenset(word for some in _nouns().values() for noun in some for word in noun.words)
