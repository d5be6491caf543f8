"""What does a reader of structured files give: blocks of lines in order, joined into the plain form."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; centred ones that follow each other are one heading; `tag` says what held them."""

    lines: tuple[str, ...]
    is_centred: bool = False
    tag: str = ""

    @property
    def text(self) -> str:
        """In one line."""
        return " ".join(self.lines)


def joined(blocks: Iterable[Block]) -> str:
    """Blocks parted by an empty line; centred lines that follow each other stay together."""
    pieces: list[str] = []
    was_centred = False
    for block in blocks:
        if not block.lines:
            continue
        gap = "\n" if was_centred and block.is_centred else "\n\n"
        pieces += [gap if pieces else "", "\n".join(block.lines)]
        was_centred = block.is_centred
    return "".join(pieces)


def struck(text: str) -> str:
    """'~~444~~', the blanks around it outside."""
    bare = text.strip()
    if not bare:
        return text
    before, _, after = text.partition(bare)
    return f"{before}~~{bare}~~{after}"


RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""A raised figure is a note or a power, never a digit of the number before it."""
