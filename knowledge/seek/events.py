"""A congress is one thing, its resolution another: whether a sentence speaks of the event that was asked for."""

import re
from typing import Final

from knowledge.library import Entry
from knowledge.question import Reading

EVENTS: Final = frozenset(("dai hoi", "hoi nghi", "hoi thi", "hoi thao", "hoi dien"))
PAPER_OF: Final = (
    r"(?:nghi quyet|van kien|chuong trinh hanh dong|chuong trinh|ke hoach|ket qua|bao cao|thong bao|quy che)"
)


def is_of_paper(reading: Reading, entry: Entry) -> bool:
    """'Học tập Nghị quyết Đại hội' has its day; of the congress itself it says nothing."""
    event = next((" ".join(term.phrase[:2]) for term in reading.terms), "")
    line = entry.text.line
    if event not in EVENTS or f" {event} " not in line:
        return False
    return f" {event} " not in re.sub(rf"\b{PAPER_OF} {event}\b", " ", line)
