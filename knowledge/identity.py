"""Which two documents are the same paper: an original and its digest, or two readings of one paper."""

import re

from knowledge.document import Document, Header
from knowledge.text import fold


def same_paper(one: Document, other: Document) -> bool:
    """By issuer and number where both have one, else by kind and term; a digest of a paper is that paper.

    Numbers begin again every year, so that of two days makes two papers.
    """
    mine, theirs = one.header, other.header
    if mine.issuer_code != theirs.issuer_code or _days_differ(mine, theirs):
        return False
    if mine.number and theirs.number:
        return _same_number(mine.number, theirs.number)
    if fold(mine.type).split()[:2] != fold(theirs.type).split()[:2]:
        return False  # 'Bài đăng' and 'Bài đăng trên trang tin' are one kind, a plan and a programme are two
    if mine.valid_from or theirs.valid_from:
        return (mine.valid_from, mine.valid_to) == (theirs.valid_from, theirs.valid_to)
    return fold(mine.title) == fold(theirs.title)


def _days_differ(mine: Header, theirs: Header) -> bool:
    return None not in (mine.issued_on, theirs.issued_on) and mine.issued_on != theirs.issued_on


def _same_number(mine: str, theirs: str) -> bool:
    """'02/CTr-LĐLĐ', '2/CTr-LĐLĐ' and a bare '02' are one number, '02/KH-LĐLĐ' is another paper of that day."""
    one, other = (re.findall(r"[a-z0-9]+", fold(number)) for number in (mine, theirs))
    if not one or not other or one[0].lstrip("0") != other[0].lstrip("0"):
        return False
    return one[1:] == other[1:] or not one[1:] or not other[1:]
