"""When two spellings name one unit or one person, and the code that a unit's name gives."""

import re
from collections.abc import Collection
from functools import lru_cache

from knowledge.text import fold
from union.imports.sheet import CODE_MAX, slug
from union.roster import UnitKind

SPELLINGS = (
    (re.compile(r"\bcd ?cs\b"), "cong doan co so"),
    (re.compile(r"\bcd\b"), "cong doan"),
    (re.compile(r"\bldld\b"), "lien doan lao dong"),
    (re.compile(r"\bkcn\b"), "khu cong nghiep"),
    (re.compile(r"\btp\b"), "thanh pho"),
    (re.compile(r"\bmn\b"), "mam non"),
    (re.compile(r"\bcty\b"), "cong ty"),
    (re.compile(r"\btruong (?=mam non|mau giao|tieu hoc|thcs|thpt|trung hoc|pho thong)"), ""),
)
LEADING = (
    "cong doan co so", "cong doan", "nghiep doan", "lien doan lao dong", "cac khu cong nghiep", "khu cong nghiep",
    "tinh", "thanh pho", "xa", "phuong", "dac khu", "nganh", "truong", "cong ty", "trach nhiem huu han", "tnhh",
    "co phan", "cp", "mot thanh vien", "mtv", "hai thanh vien", "doanh nghiep tu nhan", "dntn", "hop tac xa", "htx",
)  # fmt: skip
"""Words that say what a unit is, not which."""
LEAD = re.compile(rf"^(?:{'|'.join(LEADING)})-(?=[a-z0-9])".replace(" ", "-"))
INFERRED = (
    (re.compile(r"nghiep doan\b"), UnitKind.GUILD),
    (re.compile(r"cong doan co so\b"), UnitKind.GRASSROOTS),
    (re.compile(r"tong lien doan lao dong viet nam$"), UnitKind.CONFEDERATION),
    (re.compile(r"(?:lien doan lao dong|cong doan) (?:tinh|thanh pho)\b"), UnitKind.PROVINCE),
    (re.compile(r"cong doan (?:xa|phuong|dac khu)\b"), UnitKind.COMMUNE),
    (re.compile(r"cong doan (?:cac )?khu (?:cong nghiep|kinh te|che xuat|cong nghe cao)\b"), UnitKind.ZONE),
    (re.compile(r"cong doan nganh\b"), UnitKind.SECTOR),
)
"""What a name begins with where nobody says the kind."""


@lru_cache(maxsize=1 << 18)
def name_key(name: str) -> str:
    """The same for every spelling of one name: 'CĐCS Trường MN Hoa Sen', 'Công đoàn cơ sở trường mầm non hoa sen'."""
    bare = slug(name).replace("-", " ")
    for short, long in SPELLINGS:
        bare = short.sub(long, bare)
    return bare


def kind_of(name: str) -> UnitKind:
    """What a unit is by its name alone: a grassroots union unless the name says otherwise."""
    key = name_key(name)
    if re.search(r"\bnghiep doan\b", key):
        return UnitKind.GUILD
    return next((kind for start, kind in INFERRED if start.match(key)), UnitKind.GRASSROOTS)


def code_for(name: str) -> str:
    """'CĐCS Trường Mầm non Hoa Sen' is 'mam-non-hoa-sen': the name without the words for what it is."""
    whole = name_key(name).replace(" ", "-")
    short = whole
    while LEAD.match(short):
        short = LEAD.sub("", short, count=1)
    if len(short) > CODE_MAX:
        short = short[: CODE_MAX + 1].rpartition("-")[0] or short[:CODE_MAX]
    return short if any(letter.isalpha() for letter in short) else whole


class FreshCodes:
    """Codes that nobody has: a second 'mam-non-hoa-sen' is 'mam-non-hoa-sen-2'."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def new(self, wanted: str) -> str:
        """The wanted code, or the first with a number that is free; taken from now on."""
        code, number = wanted, self._last.get(wanted, 1)
        while code in self._taken:
            number += 1
            code = f"{wanted}-{number}"
        self._last[wanted] = number
        self._taken.add(code)
        return code


def same_person(one: str, other: str) -> bool:
    """'Hạnh' and 'Nguyễn Thị Hạnh' in one seat are one person: Vietnamese call each other by the last word."""
    shorter, longer = sorted((fold(one).split(), fold(other).split()), key=len)
    return bool(shorter) and longer[-len(shorter) :] == shorter
