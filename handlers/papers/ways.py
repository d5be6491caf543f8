"""Which way to count a few words mean; pure."""

import re
from dataclasses import replace

from handlers.papers.change import Change, Fault, Unclear, item_of
from knowledge.document import (
    Target,
)
from knowledge.proposals.values import (
    Basis,
    Count,
    Counting,
    Proposal,
    Way,
)
from knowledge.proposals.ways import proposed_way
from knowledge.text import clean, fold

COUNTINGS: tuple[tuple[Counting, str], ...] = (
    (Counting.AVERAGE, r"\b(?:binh quan|trung binh|tb)\b"),
    (
        Counting.SHARE,
        r"\b(?:ty le|ti le|so) (?:cac )?(?:don vi|cdcs|cong doan co so)\b|(?:%|phan tram) (?:so )?(?:don vi|cdcs)",
    ),
    (Counting.PER_UNIT, r"\b(?:moi|tung|rieng tung) (?:don vi|cdcs|cong doan co so|noi)\b|\btinh rieng\b"),
    (Counting.AREA, r"\b(?:cong|tong|cong don|gop|toan (?:xa|phuong|khu vuc|dia ban|tinh|nganh|bo)|chung)\b"),
)
BASES: tuple[tuple[Basis, str], ...] = (
    (Basis.NET, r"\b(?:thuc tang|tang them|tang rong|tru (?:so )?giam|da tru|co tru)\b"),
    (Basis.STOCK, r"\b(?:hien co|so co|cuoi ky|tai thoi diem|dang co)\b"),
    (Basis.GROSS, r"\b(?:ket nap moi|so moi|phat sinh|moi tang|khong tru|chua tru)\b"),
)
DENOMINATOR = re.compile(r"\b(?:tren|chia cho|so voi) (?:tong )?(?:so )?(?P<whose>.+)$")


def way_change(number: int, said: str, proposal: Proposal) -> Change | Unclear:
    """'cách tính số 3: bình quân': what is not said stays as it was proposed."""
    item = item_of(proposal, number)
    if item is None:
        return Unclear(Fault.NO_SUCH, str(number))
    if not isinstance(item.what, Target):
        return Unclear(Fault.NO_WAY)
    bare = fold(clean(said))
    counting = next((each for each, pattern in COUNTINGS if re.search(pattern, bare)), None)
    basis = next((each for each, pattern in BASES if re.search(pattern, bare)), None)
    whose = DENOMINATOR.search(bare)
    if counting is None and basis is None and whose is None:
        return Unclear(Fault.WAY)
    way = item.way or proposed_way(item.what) or Way(Counting.AREA, Basis.GROSS)
    way = replace(way, counting=counting or way.counting, basis=basis or way.basis)
    return Change((Count(number, replace(way, denominator=clean(said)[whose.start("whose") :]) if whose else way),))
