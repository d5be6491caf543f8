"""How is a target most likely counted, from the words of its clause: what staff are proposed to confirm."""

import re
from typing import Final

from knowledge.document import Target
from knowledge.proposals.values import Basis, Counting, Way
from knowledge.text import fold

UNIT: Final = (
    r"(?:cdcs|cong doan co so|cong doan cap tren|don vi|co quan|doanh nghiep|to cong doan|cong doan bo phan|nghiep doan"
    r"|cong doan|cong ty|truong)"
)
PEOPLE: Final = re.compile(
    r"(?:(?:tong )?so |toan the |cac )?(?:nu )?(?:doan vien|nguoi|nld|cnvcld|cnld|cong nhan|can bo|lao dong|dang vien"
    r"|nha giao|giao vien|chu tich|cong chuc|vien chuc|thanh vien|uy vien)\b"
)
"""Whom a share is of when it is of people."""
TIMES: Final = re.compile(r"(?:ngay lam viec|ngay|gio|phut|tuan|thang|nam)\b")
"""Measures that no sum over units says anything of: a time to answer in."""

# The order matters: an average is 'mỗi' too, and a share is of units even where each of them has its own figure.
COUNTINGS: Final[tuple[tuple[Counting, str, str], ...]] = (
    (Counting.AVERAGE, "'bình quân mỗi CĐCS': some may stay below it", r"\b(?:binh quan|trung binh)\b"),
    # Without marks 'mỗi' (each) and 'mới' (new) are one word; what is founded, admitted or signed is new.
    (
        Counting.PER_UNIT,
        "'mỗi CĐCS': none may",
        rf"(?<!lap )(?<!trien )(?<!nap )(?<!ky )\b(?:moi|tung)\s+(?:mot\s+)?{UNIT}\b",
    ),
)
"""(what is reached, why the words say so, the words, folded)."""

BASES: Final[tuple[tuple[Basis, str, str], ...]] = (
    # Growth is what is left when losses are taken off; 'kết nạp mới' alone takes nothing off.
    (Basis.NET, "growth", r"\b(?:thuc tang|tang them|tang rong|tang thuan|tang so voi|tang it nhat|tang tren)\b"),
    (Basis.GROSS, "what is added", r"\b(?:ket nap moi|phat trien moi|thanh lap moi|ket nap|thanh lap|moi duoc)\b"),
    (Basis.STOCK, "what there is on the day", r"^(?:tong so|so luong|so)\b|\b(?:tong so|hien co|duy tri|giu vung)\b"),
)
"""(which figure, why, the words, folded), the first that is found counts; else all that was done is added up."""
COMPARED: Final = re.compile(r"\b(?:tăng|giảm|cao hơn)\b.*?\bso với\s+(?P<base>[^;.,()]+)", re.IGNORECASE)


def proposed_way(target: Target) -> Way | None:
    """The likely way to count; None for what cannot be added up at all (a time to answer in)."""
    measure = fold(target.measure)
    if TIMES.match(measure):
        return None
    if measure.startswith("%"):
        return _of_percentage(target)
    return Way(_counting(target), _basis(target))


def _of_percentage(target: Target) -> Way:
    """A share of those it speaks of, as they stand on the day; 'tăng 5% so với năm 2025' is of the figure before."""
    if compared := COMPARED.search(target.clause):
        return Way(Counting.AREA, Basis.NET, compared["base"].strip())
    # People are added up over all units before the share is taken; units are counted one by one.
    counting = Counting.AREA if PEOPLE.match(fold(target.scope or target.subject)) else Counting.SHARE
    return Way(counting, Basis.STOCK, _denominator(target))


def _counting(target: Target) -> Counting:
    if target.assignee:
        return Counting.PER_UNIT
    said = fold(f"{target.subject} ; {target.scope} ; {target.measure}")
    found = next((counting for counting, _, words in COUNTINGS if re.search(words, said)), None)
    per_unit = re.search(rf"/\s?{UNIT}", fold(target.measure))
    return found or (Counting.PER_UNIT if per_unit else Counting.AREA)


def _basis(target: Target) -> Basis:
    said = fold(target.subject)
    return next((basis for basis, _, words in BASES if re.search(words, said)), Basis.GROSS)


def _denominator(target: Target) -> str:
    """'tổng số CĐCS khu vực nhà nước': all of those that the clause speaks of."""
    whom = target.scope.strip(" ,")
    if target.sector and fold(target.sector) not in fold(whom):
        whom = f"{whom} {target.sector}".strip()
    if not whom:
        return ""
    return whom if fold(whom).startswith(("tong so", "so ")) else f"tổng số {_begun_small(whom)}"


def _begun_small(words: str) -> str:
    """'Chủ tịch …' at the head of a clause is 'chủ tịch …' in it; 'CĐCS' stays."""
    return words if words[:2].isupper() else f"{words[:1].lower()}{words[1:]}"
