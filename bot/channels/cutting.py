"""Where may a long text be cut? At sentences, and never inside a quotation where that can be avoided."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

GENTLEST_FIRST = (
    re.compile(r"\s*\n\s*\n"),  # between paragraphs
    re.compile(r"\s*\n"),  # between lines
    re.compile(r"(?<=[.?!…;:])[”)\]]*\s"),  # after a sentence, with the mark that closes it
    re.compile(r"(?<=,)\s"),
    re.compile(r"\s"),
)
QUOTATION = re.compile(r"“[^”]*”")


@dataclass(frozen=True, slots=True)
class Seam:
    """A place where a text may be cut; `roughness` 0 is the gentlest."""

    at: int
    roughness: int


def cut(text: str, units_max: int) -> Sequence[str]:
    """The text in order, in pieces of at most so many UTF-16 units; only white space at the cuts is lost."""
    pieces = []
    rest = text.strip()
    while units(rest) > units_max:
        end = _end(rest, _fitting(rest, units_max))
        pieces.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return (*pieces, rest) if rest else tuple(pieces)


def units(text: str) -> int:
    """The length in UTF-16 units: never fewer than the characters, so a limit counted either way is kept."""
    return len(text) + sum(character > "\uffff" for character in text)


def _end(text: str, fitting: int) -> int:
    """The gentlest seam past a third of the window, else anywhere, else in a quotation, else where it is full."""
    seams = [*_seams(text[: fitting + 1])]
    quotations = [match.span() for match in QUOTATION.finditer(text)]
    outside = [seam for seam in seams if not any(start < seam.at < end for start, end in quotations)]
    late = [seam for seam in outside if seam.at > fitting // 3]
    candidates = late or outside or seams or [Seam(fitting, len(GENTLEST_FIRST))]
    return min(candidates, key=lambda seam: (seam.roughness, -seam.at)).at


def _seams(text: str) -> Iterator[Seam]:
    for roughness, pattern in enumerate(GENTLEST_FIRST):
        for match in pattern.finditer(text):
            at = match.start() + len(match.group().rstrip())
            if at > 0:
                yield Seam(at, roughness)


def _fitting(text: str, units_max: int) -> int:
    """How many characters fit, at least one, with the last letter's combining marks or without the letter."""
    end = min(units_max, len(text))
    while units(text[:end]) > units_max:
        end -= 1
    whole = end
    while 0 < whole < len(text) and unicodedata.combining(text[whole]):
        whole -= 1
    return max(whole or end, 1)
