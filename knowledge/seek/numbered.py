"""Which is the n-th of things that a paper counts by a word of its own: 'chương trình trọng tâm thứ tư', 'mẫu số 4'."""

import re
from typing import Final

from knowledge.cues import NTH_COUNTS, ORDINAL
from knowledge.document import Document
from knowledge.library import Entry
from knowledge.match import fit_text
from knowledge.numbers import DIGITS
from knowledge.question import Reading
from knowledge.result import Answer, Asked
from knowledge.seek.case import Candidate, Case
from knowledge.text import fold

OTHERS: Final = frozenset((Asked.FIGURE, Asked.DUTY, Asked.MILESTONE))
NOUN: Final = (
    "chuong trinh|chuyen de|mo hinh|phong trao|cuoc van dong|nhom|mau|bieu|phu luc|dot|phien|lop|buoc|tieu chi"
    "|nguyen tac|muc tieu|noi dung|hang muc|de an|du an|cong trinh|viec|diem|dong"
)
_NUMBER: Final = (
    rf"(?:(?:so|thu) )?(?:\d{{1,2}}(?![\d.,/%]| (?:{NOUN})\b))|(?:so|thu) (?:mot|{ORDINAL})|dau tien|cuoi cung"
)
ASKED: Final = re.compile(
    rf"\b(?P<noun>{NOUN})(?P<which>(?: (?:trong tam|cong tac|uu tien|dot pha))?) (?P<number>{_NUMBER})\b"
)
COUNTED: Final = re.compile(r"(?:so|thu) |trong tam|dau tien|cuoi cung")
"""'Nhóm 3 người' counts people; 'nhóm thứ 3', 'chương trình trọng tâm 3' say which."""
WHAT: Final = re.compile(r"\b(?:la|ten|noi|ve) (?:\w+ ){0,2}gi\b")
TITLED: Final = ("mau", "bieu", "phu luc", "chuong trinh", "chuyen de", "de an", "du an")
IN_TABLE: Final = " trong bang "
MARKED: Final = r"(?:so |thu )?"


def asks_numbered(reading: Reading) -> bool:
    """Whether it asks what the n-th is, and for no figure or day of it."""
    is_other = bool(reading.cues & OTHERS) and IN_TABLE not in reading.line
    return not (is_other or reading.numbers) and _asked(reading) is not None


def asks_what_it_is(reading: Reading) -> bool:
    """'Mẫu số 6 là mẫu gì': where no such number is listed nothing else answers."""
    asked = _asked(reading)
    is_title = asked is not None and asked["noun"] in TITLED
    return asks_numbered(reading) and is_title and WHAT.search(reading.line) is not None


def numbered(case: Case, document: Document) -> Candidate | None:
    """The one entry that bears this number: 'Chương trình 4: …', 'Mẫu số 04 | …', or the fourth row under its name."""
    asked = _asked(case.reading)
    assert asked is not None
    noun = asked["noun"]
    if IN_TABLE in case.reading.line:
        return _row(case, document, _number(asked["number"]))
    entries = [entry for entry in case.entries(document) if _is_listed(entry, noun)]
    number = _number(asked["number"]) or _last(entries, noun)
    found = [entry for entry in entries if _number_of(entry, noun) == number]
    if len(found) != 1:
        return None
    return Candidate(Answer(Asked.PASSAGE, (case.found(found[0]),)), document, 1.0)


def _row(case: Case, document: Document, number: int) -> Candidate | None:
    """'Dòng thứ hai trong bảng chỉ tiêu': of several tables that whose heading says what was asked."""
    rows = [entry for entry in case.entries(document) if re.search(rf"\bdòng {number}$", entry.passage.place)]
    hits = {entry: fit_text(case.reading, entry.heading, case.library).coverage for entry in rows}
    best = [entry for entry, fit in hits.items() if fit == max(hits.values())]
    if len(best) != 1:
        return None
    return Candidate(Answer(Asked.PASSAGE, (case.found(best[0], best[0].targets),)), document, 1.0)


def _asked(reading: Reading) -> re.Match[str] | None:
    found = ASKED.search(reading.line)
    return found if found and COUNTED.search(f"{found['which']} {found['number']}") else None


def _number(said: str) -> int:
    """'thu tu' and 'so 04' are 4, 'dau tien' is 1; 0 for the last."""
    bare = said.removeprefix("so ").removeprefix("thu ")
    if bare.isdecimal():
        return int(bare)
    return max(NTH_COUNTS.get(bare) or DIGITS.get(bare, 0), 0)


def _last(entries: list[Entry], noun: str) -> int:
    return max((_number_of(entry, noun) for entry in entries), default=0)


def _is_listed(entry: Entry, noun: str) -> bool:
    return _number_of(entry, noun) > 0


def _number_of(entry: Entry, noun: str) -> int:
    """The number that a passage bears as one of such things; 0 where it is none of them."""
    line = " ".join(fold(entry.passage.text).split())
    label = re.match(rf"(?:\W*|\d{{1,2}} \| ){noun} {MARKED}(?P<number>\d{{1,2}}|{ORDINAL})\s*(?:[:.|“-]|$)", line)
    if label:
        return _number(label["number"])
    if f" {noun} " not in f" {fold(entry.passage.heading.rpartition(' › ')[2])} ":
        return 0
    row = re.match(r"(?P<row>\d{1,2}) \| |thu (?P<word>[a-z]+)\s*[:,]", line)
    if row:
        return int(row["row"]) if row["row"] else _number(row["word"])
    return entry.passage.ordinal or 0
