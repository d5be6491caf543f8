"""What holds for just as many as the question says: '300 đoàn viên' stands in 'từ 100 đến dưới 500 đoàn viên'."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from knowledge.document import Document
from knowledge.library import Entry
from knowledge.match import prose_agrees
from knowledge.measures import WORKERS
from knowledge.question import Reading
from knowledge.result import Answer, Asked
from knowledge.seek.asks import with_light_money
from knowledge.seek.case import Candidate, Case, best_of, scored
from knowledge.seek.hints import is_hearsay
from knowledge.text import fold

BANDED_ACCEPTED: Final = 0.6
"""A band that holds the very number is a rare find; most of the rest settles which rule is meant."""
SENTENCES_MAX: Final = 2
SIBLINGS_MAX: Final = 8
"""So many bands may part a list from the one that is near."""
MEMBERS: Final = ("doan vien", "cong doan vien", "nguoi")
AT_WORK: Final = (*map(" ".join, WORKERS), "nguoi")
UNITS: Final = (
    *("cong doan co so", "co so", "cong doan", "don vi", "noi", "truong", "doanh nghiep", "cong ty", "hop tac xa"),
    *("nghiep doan", "xi nghiep", "nha may", "co quan", "to"),
)
_COUNT: Final = r"0*\d[\d.]*"
_NOUN: Final = r"(?:cong doan vien|doan vien|cong nhan lao dong|cong nhan|nguoi lao dong|lao dong|nguoi)"
SIZE: Final = re.compile(rf" (?P<count>{_COUNT}) (?P<noun>{_NOUN})\b(?! (?:tro len|tro xuong))")
"""'22 đoàn viên' in a question."""
HAS_MANY: Final = re.compile(
    rf" (?P<unit>{'|'.join(UNITS)}) (?:(?:minh|toi|em|chi|anh|chung toi|nay|hien|dang|co|gom|voi|la|nho|duoc|tat ca) )*"
    rf"{_COUNT} {_NOUN}\b"
)
BAND: Final = re.compile(
    rf"(?:(?:\b(?:co |gom )?(?:tu |trong khoang )?(?P<least>{_COUNT})"
    rf" ?(?:den|toi|-|–) ?(?P<below>duoi )?(?P<most>{_COUNT})"
    rf"|\b(?P<under>duoi|it hon|khong qua|toi da|khong du|chua du|chua den) (?P<end>{_COUNT})"
    rf"|\b(?P<over>tren|hon|qua) (?P<begin>{_COUNT})"
    rf"|\b(?:tu )?(?P<start>{_COUNT})(?=(?: {_NOUN})? tro (?:len|di))"
    rf"|\b(?P<stop>{_COUNT})(?=(?: {_NOUN})? tro xuong)))(?: (?P<noun>{_NOUN}))?\b"
)
OPENS: Final = re.compile(
    r"(?:^|[;:|,.(]|\b(?:thi|va))\W*(?:\w+[.)] )?"
    r"(?:(?:doi voi|voi|neu|rieng|cac|nhung|moi|o|tai|nhom|loai|cum|muc|so luong) )*"
    rf"(?:(?:cdcs|{'|'.join(UNITS)})(?: \w+){{0,4}} ?)?$"
)
"""A condition opens its clause, or stands behind who has so many; 'kết nạp từ 80 đoàn viên' is a figure."""


@dataclass(frozen=True, slots=True)
class _Size:
    """How many of whom the question says there are."""

    count: Decimal
    nouns: tuple[str, ...]


def banded(case: Case, document: Document) -> Candidate | None:
    """The sentence or row whose condition holds for the number said, where it says the rest of what was asked."""
    size = _size(case.reading)
    if size is None:
        return None
    reading = _without_size(case.reading)
    if not reading.terms:
        return None
    case = replace(case, reading=reading)
    entries = [entry for entry in _with_siblings(case, document) if _holds(entry, size, reading)]
    entries = [entry for entry in entries if not is_hearsay(entry, reading)]
    kept = best_of(scored(case, entries), BANDED_ACCEPTED)[:SENTENCES_MAX]
    if not kept:
        return None
    answer = Answer(Asked.PASSAGE, tuple(case.found(hit.entry) for hit in kept))
    return Candidate(answer, document, kept[0].fit.score)


def says_size(reading: Reading) -> bool:
    """Whether the question says how many there are, and asks for something else; 'có phải 300 đoàn viên' doubts it."""
    return Asked.FIGURE in reading.cues and not reading.is_yes_no and _size(reading) is not None


def _with_siblings(case: Case, document: Document) -> list[Entry]:
    """The passages near to the question, and those in line with them: a band shares no word with another number."""
    known = case.library.entries
    numbers = {
        number
        for entry in case.near_entries(document)
        for number in range(max(entry.number - SIBLINGS_MAX, 0), min(entry.number + SIBLINGS_MAX + 1, len(known)))
        if known[number].document.key == document.key and known[number].passage.heading == entry.passage.heading
    }
    return [known[number] for number in sorted(numbers)]


def _size(reading: Reading) -> _Size | None:
    found = list(SIZE.finditer(reading.line))
    if len(found) != 1:
        return None
    nouns = MEMBERS if found[0]["noun"] in MEMBERS[:2] else AT_WORK if found[0]["noun"] != "nguoi" else ()
    return _Size(_count(found[0]["count"]), nouns or tuple({*MEMBERS, *AT_WORK}))


def _count(said: str) -> Decimal:
    return Decimal(said.replace(".", "") or 0)


def _without_size(reading: Reading) -> Reading:
    """The question without the number, whom it counts and who has so many, which the band says in its own way."""
    counted = {*MEMBERS, *AT_WORK, *UNITS}
    has_many = HAS_MANY.search(reading.line)
    unit = set(has_many["unit"].split()) if has_many else set()
    kept = (
        term
        for term in with_light_money(reading).terms
        if not (term.phrase[0][0].isdecimal() or " ".join(term.phrase) in counted or unit.issuperset(term.phrase))
    )
    return replace(reading, terms=tuple(kept))


def _holds(entry: Entry, size: _Size, reading: Reading) -> bool:
    """Whether a condition of the sentence holds for so many, and a figure of the kind asked for stands beside it."""
    text = " ".join(fold(entry.passage.text).split())
    bands = [band for band in _bands(text) if _is_for(band, text, entry, size)]
    return any(_is_within(band, size.count) for band in bands) and _says_more(entry, text, bands, reading)


def _bands(text: str) -> Iterator[re.Match[str]]:
    return (band for band in BAND.finditer(text) if OPENS.search(text[: band.start()]))


def _is_for(band: re.Match[str], text: str, entry: Entry, size: _Size) -> bool:
    """The noun stands behind the number, or in the head of the column or of the section."""
    after = re.match(rf" ?(?P<noun>{_NOUN})\b", text[band.end() :])
    noun = band["noun"] or (after["noun"] if after else "")
    if noun:
        return noun in size.nouns
    heads = " ".join(fold(cell.head) for cell in entry.passage.cells) or fold(entry.passage.heading)
    return any(re.search(rf"\b{each}\b", heads) for each in size.nouns)


def _is_within(band: re.Match[str], count: Decimal) -> bool:
    if band["most"]:
        most = _count(band["most"])
        return _count(band["least"]) <= count and (count < most if band["below"] else count <= most)
    if band["end"]:
        end = _count(band["end"])
        return count <= end if band["under"] in ("khong qua", "toi da") else count < end
    if band["begin"]:
        return count > _count(band["begin"])
    return count >= _count(band["start"]) if band["start"] else count <= _count(band["stop"])


def _says_more(entry: Entry, text: str, bands: Iterable[re.Match[str]], reading: Reading) -> bool:
    if reading.wants_money or reading.wants_percent:
        return prose_agrees(reading, entry.passage.text)
    bounds = {at for band in bands for at in range(*band.span())}
    return any(letter.isdecimal() for at, letter in enumerate(text) if at not in bounds)
