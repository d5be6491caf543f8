"""Sorts of units that are said instead of names, 'các trường', 'doanh nghiệp', and whom 'trừ …' leaves out; pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.text import fold
from union.naming import Named
from union.roster import Unit

SORTS = {
    "truong": re.compile(r"\b(?:truong|mam non|tieu hoc|thcs|thpt|trung hoc)\b|\bgiao duc\b"),
    "cong ty": re.compile(r"\b(?:cong ty|cty|doanh nghiep|tnhh)\b"),
    "nghiep doan": re.compile(r"\bnghiep doan\b"),
    "tram y te": re.compile(r"\b(?:tram y te|y te|benh vien)\b"),
    "hop tac xa": re.compile(r"\b(?:hop tac xa|htx)\b"),
}
"""With what a unit's name or sector holds."""
FINER = {
    "mam non": re.compile(r"\b(?:mam non|mau giao)\b"),
    "tieu hoc": re.compile(r"\btieu hoc\b"),
    "thcs": re.compile(r"\b(?:thcs|trung hoc co so)\b"),
    "thpt": re.compile(r"\b(?:thpt|trung hoc pho thong)\b"),
}
"""Sorts within the schools, which are said of themselves."""
HOLDS = {**FINER, **SORTS}
ALL = "all"
JOINT = "+"
"""Several sorts are kept as one word: 'truong+cong ty'."""
MASK = "@"
SAID = (
    r"(?:truong mam non|truong mau giao|truong tieu hoc|truong thcs|truong thpt|mam non|mau giao|tieu hoc|thcs|thpt"
    r"|truong hoc|truong|giao duc|cong ty|cty|doanh nghiep|nghiep doan|tram y te|tram|y te|benh vien|hop tac xa|htx)"
)
ANY = r"(?:don vi|cdcs|cong doan co so|cong doan|co so|noi|chu tich)"
MANY = r"(?:tat ca cac|tat ca|toan bo cac|toan bo|cac|nhung|moi|tung|may|ca|khoi|nhom|ben|nganh)"
SOFT = r"(?:ra|di|nhe|nha|a|het|luon|thoi|nua|giup|voi|khoi|nay|roi thi|thi|la)"
THESE = re.compile(rf"(?:{MANY} )*+(?:{ANY} )?(?:{MANY} )*+(?P<sort>{SAID})(?: {SOFT})*")
BESIDE_A_NAME = re.compile(rf"\b{MANY} (?:{ANY} )?(?P<sort>{SAID})\b")
JOINED = re.compile(r"[,;.\n]|\b(?:va ca|va|cung voi|voi|cung|lan|hoac|hay)\b|[&+]")
MARK = re.compile(r"[,;.\n]")
REASONED = re.compile(r"(?<!don )\bvi\b|\bly do\b|\b(?:bao|tra loi|cho biet|cung cap|thong ke)\b")
"""What follows no longer says whom."""
NOT_WHOM = re.compile(
    r"\b(?:lui|gia han|xin|gui|nop|nhac|don doc|vao nhom|khan|gap|hoi (?:tham )?du|dang ky)\b.*"
    r"|\b(?:den|truoc|han|tu)(?: het| ngay| hom| thu| sang| chieu)* \d.*"
    r"|\b(?:bao cao )?(?:thang|quy|nam|ky) (?:nay|truoc|sau|\d|[ivx]+\b).*"
)
"""Words of the order itself, which may stand behind those who are left out."""
BACK = re.compile(r"(?:them|nhung|chi|rieng|con)\b.*@")
NAMES_SOMEBODY = re.compile(
    rf"\b(?:tat ca|toan bo|cac|nhung|may|khoi|nhom) \w|\b(?:don vi|cdcs|cong doan|co so)\b(?! (?:nay|do|ay)\b)"
    rf"|\b{SAID}\b"
)
AGAIN = re.compile(r"^(?:(?:ngoai )?tru(?: ra)?|khong ke|chua ke) ")
FILLER = re.compile(rf"(?:(?:{MANY}|{SOFT})(?= |$)| )*+")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The sorts after 'trừ', and where a part stands that nobody knows: half of an exception is never kept."""

    sorts: str = ""
    lost: tuple[int, int] | None = None


def nobody(_said: str) -> str:
    """No other sorts are known."""
    return ""


def left_out(bare: str, other: Callable[[str], str] = nobody) -> LeftOut:
    """'mấy trường với @', 'doanh nghiệp và @'; what is told beside it, 'chị ấy vừa gọi', leaves nobody out."""
    end = found.start() if (found := REASONED.search(bare)) else len(bare)
    sorts: list[str] = []
    was_whom = True
    for start, stop, is_joined in parts_of(bare, end):
        part = AGAIN.sub("", " ".join(NOT_WHOM.sub("", bare[start:stop]).split()))
        if FILLER.fullmatch(part):
            continue
        known = THESE.fullmatch(part)
        named = MASK in part
        sort = kind_of(known["sort"]) if known else other(part)
        if named and not BACK.match(part):
            sorts += [kind_of(each["sort"]) for each in BESIDE_A_NAME.finditer(after_names(part))]
            was_whom = True
        elif sort:
            sorts.append(sort)
            was_whom = True
        elif named or (is_joined and was_whom) or NAMES_SOMEBODY.search(part):
            blanks = re.match(r"\s*", bare[start:stop])
            first = start + (blanks.end() if blanks else 0)
            again = AGAIN.match(bare[first:stop])
            return LeftOut(JOINT.join(dict.fromkeys(sorts)), (first + (again.end() if again else 0), stop))
        else:
            was_whom = False
    return LeftOut(JOINT.join(dict.fromkeys(sorts)))


def parts_of(bare: str, end: int) -> list[tuple[int, int, bool]]:
    """The pieces between commas and 'và', and whether each is joined to what is before it: the first one is."""
    found, start, is_joined = [], 0, True
    for joint in JOINED.finditer(bare, 0, end):
        found.append((start, joint.start(), is_joined))
        start, is_joined = joint.end(), MARK.fullmatch(joint[0]) is None
    return [*found, (start, end, is_joined)]


def after_names(part: str) -> str:
    """What stands between and behind the names: a sort right before one is a part of it."""
    return re.sub(rf"(?:{SAID} )?{MASK}", "|", part)


def kind_of(said: str) -> str:
    """'truong' of 'trường học', 'mam non' of 'trường mầm non'."""
    return next((sort for sort, holds in HOLDS.items() if holds.search(said)), "tram y te" if said == "tram" else "")


def sorts_in(bare: str, some: re.Pattern[str]) -> str:
    """'truong+cong ty' of 'các trường và công ty'."""
    first = some.search(bare)
    if first is None:
        return ""
    found = [kind_of(first["sort"])]
    also = re.compile(rf"\s*(?:,|va|voi|cung)\s*(?:{MANY} )*(?P<sort>{SAID})\b(?! (?!{SOFT}\b|va\b|voi\b|chua\b)[a-z])")
    place = first.end()
    while (next_one := also.match(bare, place)) is not None:
        found.append(kind_of(next_one["sort"]))
        place = next_one.end()
    return JOINT.join(dict.fromkeys(found))


def in_group(unit: Unit, group: str) -> bool:
    """Whether a unit is one of those: by its name or its sector."""
    said = fold(f"{unit.name} {unit.sector}")
    return group == ALL or any(HOLDS[each].search(said) for each in group.split(JOINT) if each in HOLDS)


def signed(text: str, named: Sequence[Named]) -> str:
    """The sentence with a sign in the place of each unit's name: every other letter stays where it was."""
    for each in named:
        text = f"{text[: each.start]}{MASK}{' ' * (each.end - each.start - 1)}{text[each.end :]}"
    return text
