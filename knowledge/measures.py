"""Which nouns do people exchange when they ask for a count: 'mấy người', 'mấy cơ sở', 'mấy cái'."""

from typing import Final

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
    _group("gio"),
)


GENERIC: Final = frozenset(
    _group(
        "nguoi", "dong chi", "don vi", "noi", "co so", "to chuc", "cai", "can", "nha", "ngoi nha", "can nha", "cai nha"
    )
    + _group(
        "lan", "dot", "ban", "suat", "phan qua", "qua", "suat qua", "ngay", "phong", "cong ty", "truong", "cong doan"
    )
)
"""These stand for any noun of their group; 'đoàn viên' never stands for 'cán bộ'."""


def exchanged_nouns(noun: Noun) -> tuple[Noun, ...]:
    """The other names a thing may go by: any of its group for 'người', only the general ones for 'đoàn viên'."""
    others = (other for group in NOUNS if noun in group for other in group if other != noun)
    return tuple(dict.fromkeys(other for other in others if noun in GENERIC or other in GENERIC))


def counted_noun(words: Noun) -> Noun:
    """The noun that these words begin with, the longest that is known; empty when they begin with a verb."""
    for length in range(min(len(words), 5), 0, -1):
        if any(words[:length] in group for group in NOUNS):
            return words[:length]
    return ()
