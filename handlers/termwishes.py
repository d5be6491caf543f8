"""What somebody wishes about abbreviations: a new one, one less, or the list of them; pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from knowledge.courtesy import question_of
from knowledge.text import clean, fold


class TermDeed(StrEnum):
    """What may be wished."""

    ADD = "add"
    REMOVE = "remove"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class TermWish:
    """One wish, the short form and the meaning as they were typed."""

    deed: TermDeed
    short: str = ""
    meaning: str = ""


LONGEST: Final = 200
SHORT: Final = r"[\"“'‘]?(?P<short>[\w.&/-]{1,24})[\"”'’]?"
NAMED: Final = r"(?:cac |nhung )?(?:(?:chu|tu|cum tu|ky hieu) )?viet tat"
MEANS: Final = r"(?: (?:la|nghia la|tuc la|co nghia la|thay cho|cho|cua) | ?[=:] ?)"
ADD: Final = (
    re.compile(rf"(?:(?:them|ghi|luu|dat|quy uoc|bo sung) )?{NAMED}:? {SHORT}{MEANS}(?P<meaning>.+)"),
    re.compile(rf"{SHORT} (?:la )?viet tat (?:cua|cho|thay cho|la)(?: (?:chu|tu|cum tu))? (?P<meaning>.+)"),
)
REMOVE: Final = (
    re.compile(rf"(?:bo|xoa|huy|go) {NAMED}:? {SHORT}(?:{MEANS}(?P<meaning>.+))?"),
    re.compile(rf"(?:bo|xoa|go) {SHORT} (?:ra )?khoi (?:danh sach )?{NAMED}(?P<meaning>)"),
)
LIST: Final = re.compile(
    rf"(?:xem |liet ke |danh sach |bang )*{NAMED}(?: (?:cua )?(?:van phong|don vi|minh|ta|toi|em|chung toi))*"
)
ASKS: Final = re.compile(r"(?:\w+ )?(?:gi|j|ji|nao|sao|bao nhieu)(?: \w+)?|.* (?:gi|j|ji|nao)")
"""'Viết tắt CNC là gì' asks; it tells nothing."""


def term_wish_of(said: str) -> TermWish | None:
    """'viết tắt CNC là công nghệ cao', 'bỏ viết tắt CNC', 'các chữ viết tắt'; None for questions and all else."""
    if len(said) > LONGEST or "?" in said:
        return None
    text = question_of(said).strip(" .!")
    bare = fold(text)
    if LIST.fullmatch(bare):
        return TermWish(TermDeed.LIST)
    for deed, patterns in ((TermDeed.REMOVE, REMOVE), (TermDeed.ADD, ADD)):
        found = next((match for pattern in patterns if (match := pattern.fullmatch(bare))), None)
        if found and not ASKS.fullmatch(found["meaning"] or ""):
            return TermWish(deed, *(_as_typed(text, found, part) for part in ("short", "meaning")))
    return None


def _as_typed(text: str, found: re.Match[str], part: str) -> str:
    typed = clean(text)
    return typed[slice(*found.span(part))] if found[part] else ""
