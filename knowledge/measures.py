"""Which nouns do people exchange when they ask for a count: 'mấy người', 'mấy cơ sở', 'mấy cái'."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from knowledge.text import fold

Noun = tuple[str, ...]


def _group(*nouns: str) -> tuple[Noun, ...]:
    return tuple(tuple(noun.split()) for noun in nouns)


PEOPLE: Final = _group(
    *("doan vien", "nguoi", "dong chi", "lao dong", "cong nhan", "can bo", "chu tich", "nguoi lao dong", "hoc vien")
)
NOUNS: Final = (
    PEOPLE,
    _group("cong doan co so", "don vi", "cong doan", "co quan", "to chuc", "co so", "noi", "truong"),
    _group("doanh nghiep", "cong ty", "don vi", "xi nghiep", "noi", "nha may"),
    _group("can nha", "nha", "can", "cai nha", "ngoi nha", "cai"),
    _group("cuoc", "lan", "buoi", "lop", "dot", "hoi nghi", "ky"),
    _group("ban", "thoa uoc", "thoa uoc lao dong tap the"),
    _group("suat", "phan qua", "qua", "suat qua"),
    _group("ngay", "ngay lam viec"),
    _group("phong", "phong tro"),
    _group("gio", "tieng"),
)


HOLDERS: Final = frozenset((*PEOPLE, *NOUNS[1], *NOUNS[2]))
"""Whom a share is of: people, unions, enterprises."""
MONEY: Final = ("tien",)
"""What a sum is asked for by."""
SIZES: Final = frozenset(("mét", "lít", "tấn", "tạ", "héc", "ki", "lô", "sào", "mẫu", "độ"))
"""How much things measure: papers of unions hardly have them, and no other word is meant by them."""
WORKERS: Final = _group("lao dong", "nguoi lao dong", "cong nhan", "cong nhan lao dong")
"""Papers say 'từ 25 lao động trở lên', people 'bao nhiêu công nhân'."""
NO_NOUNS: Final = frozenset(
    _group("cai tien", "cai cach", "ban tin", "ngay hoi", "ky nang", "phong trao", "nha giao", "can cuoc")
)
"""Words of two syllables whose first looks like a noun: 'mấy cải tiến' counts no 'cái'."""
GENERIC: Final = frozenset(
    _group(
        "nguoi", "dong chi", "don vi", "noi", "co so", "to chuc", "cai", "can", "nha", "ngoi nha", "can nha", "cai nha"
    )
    + _group(
        "lan", "dot", "ban", "suat", "phan qua", "qua", "suat qua", "ngay", "phong", "cong ty", "truong", "cong doan"
    )
)
"""These stand for any noun of their group; 'đoàn viên' never stands for 'cán bộ'."""

WRITTEN: Final = {
    fold(noun): (noun,)
    for noun in [
        "căn",
        "nhà",
        "cái",
        "cuộc",
        "lần",
        "buổi",
        "lớp",
        "đợt",
        "suất",
        "quà",
        "ngày",
        "phòng",
        "giờ",
        "tiếng",
        "nơi",
        "trường",
    ]
}
"""How a noun of one syllable stands on paper, however it was typed: 'may can' counts no 'cán bộ'."""


SCALES: Final = (("tỷ", 9), ("tỉ", 9), ("triệu", 6), ("nghìn", 3), ("ngàn", 3))
"""'9,6 tỷ đồng' stands as 9,6 of the measure 'tỷ đồng'."""


def in_measure(value: Decimal, measure: str) -> Decimal:
    """A figure in its measure's own scale: 9.600.000.000 of 'tỷ đồng' is 9,6; one that was said so already stays."""
    power = next((power for word, power in SCALES if measure.startswith(word)), 0)
    return value / 10**power if value >= 10**power else value


def exchanged_nouns(noun: Noun) -> tuple[Noun, ...]:
    """The other names a thing may go by: any of its group for 'người', only the general ones for 'đoàn viên'."""
    others = (other for group in NOUNS if noun in group for other in group if other != noun)
    return tuple(dict.fromkeys(other for other in others if noun in GENERIC or other in GENERIC))


def are_holders(phrases: Iterable[Noun]) -> bool:
    """Whether nothing but people, unions or enterprises is named: 'bao nhiêu phần trăm đoàn viên'."""
    return all(phrase in HOLDERS for phrase in phrases)


def counted_noun(words: Noun) -> Noun:
    """The noun that these words begin with, the longest that is known; empty when they begin with a verb."""
    if words[:2] in NO_NOUNS:
        return ()
    for length in range(min(len(words), 5), 0, -1):
        if any(words[:length] in group for group in NOUNS):
            return words[:length]
    return ()
