"""Where may a text be cut: after lines and sentences, a quotation goes whole or not at all."""

from collections.abc import Iterable
from typing import Final

GAP: Final = "[…]"
"""Stands in a quotation where words of the passage are left out."""


def cut(text: str, room: int) -> str:
    """As many whole lines and sentences as fit; a quotation goes whole or not at all."""
    kept = ""
    for piece in _pieces(text):
        if len(kept) + len(piece) > room:
            break
        kept += piece
    return kept.rstrip() or _clause(text[: room - 2]) + " …"


def _clause(text: str) -> str:
    """Of a sentence that is too long itself: up to a comma where there is one in its second half, else to a word."""
    comma = max(text.rfind(", "), text.rfind("; "))
    return text[:comma] if comma > len(text) // 2 else text.rpartition(" ")[0]


def _pieces(text: str) -> Iterable[str]:
    """Lines, cut after their sentences where no quotation is open; '7.' stays with the entry it numbers."""
    start = depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "“") - (letter == "”")
        ends = letter == "\n" or (letter in ".;" and text[place + 1 : place + 2] in (" ", "\n"))
        if ends and depth <= 0 and not text[start:place].strip().isdecimal():
            yield text[start : place + 1]
            start = place + 1
    yield text[start:]
