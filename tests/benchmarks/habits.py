"""How people type: without marks, with slips, with the keyboard off, in a hurry; every text the same in every run."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from random import Random

from knowledge.text import fold

SLIPS, LOST = 0.10, 0.10
"""The share of letters that a slip hits, and of spaces that are forgotten."""
KEYS = "abcdefghijklmnopqrstuvwxyz"
TELEX = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j", "\u031b": "w", "\u0306": "w"}
VNI = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5", "\u0302": "6", "\u031b": "7"}
BREVE, HAT = "\u0306", "\u0302"
TONES = ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
WORD = re.compile(r"[^\W\d_]+")


def as_typed(text: str, _chance: Random) -> str:
    """As it stands."""
    return text


def unmarked(text: str, _chance: Random) -> str:
    """Without marks."""
    return fold(text)


def slipped(text: str, chance: Random) -> str:
    """Each letter by itself: one too many, lost, swapped with the next, or another."""
    found: list[str] = []
    place = 0
    while place < len(text):
        letter, after = text[place], text[place + 1 : place + 2]
        place += 1
        if not letter.isalpha() or chance.random() >= SLIPS:
            found.append(letter)
            continue
        slip = chance.choice(("insert", "delete", "swap", "replace"))
        if slip == "insert":
            found += (letter, chance.choice(KEYS))
        elif slip == "replace":
            found.append(chance.choice(KEYS))
        elif slip == "swap":
            found += (after, letter) if after.isalpha() else (letter,)
            place += after.isalpha()
    return "".join(found)


def slipped_unmarked(text: str, chance: Random) -> str:
    """Without marks, and with slips."""
    return slipped(fold(text), chance)


def raw_telex(text: str, _chance: Random) -> str:
    """What the fingers type in Telex, the tone last."""
    return WORD.sub(lambda match: _telex(match.group()), text)


def _telex(word: str) -> str:
    keys, tone = "", ""
    for letter in unicodedata.normalize("NFC", word):
        base, *marks = unicodedata.normalize("NFD", letter)
        keys += {"đ": "dd", "Đ": "DD"}.get(base, base)
        for mark in marks:
            if mark in TONES:
                tone = TELEX[mark]
            else:
                keys += base.lower() if mark == HAT else TELEX[mark]
    return re.sub("uwow", "uow", keys) + tone


def raw_vni(text: str, _chance: Random) -> str:
    """What the fingers type in VNI, the tone last."""
    return WORD.sub(lambda match: _vni(match.group()), text)


def _vni(word: str) -> str:
    keys, tone = "", ""
    for letter in unicodedata.normalize("NFC", word):
        base, *marks = unicodedata.normalize("NFD", letter)
        keys += {"đ": "d9", "Đ": "D9"}.get(base, base)
        for mark in marks:
            if mark in TONES:
                tone = VNI[mark]
            else:
                keys += "8" if mark == BREVE else VNI[mark]
    return re.sub("u7o7", "uo7", keys) + tone


def hurried(text: str, chance: Random) -> str:
    """One space in ten forgotten."""
    return "".join("" if letter == " " and chance.random() < LOST else letter for letter in text)


Habit = Callable[[str, Random], str]
HABITS: Mapping[str, Habit] = {
    "as typed": as_typed,
    "no marks": unmarked,
    "typos": slipped,
    "both": slipped_unmarked,
    "raw Telex": raw_telex,
    "raw VNI": raw_vni,
    "lost spaces": hurried,
}
BY_CHANCE = ("typos", "both", "lost spaces")
"""Those that come out otherwise in every round."""


def typed(text: str, habit: str, round_: int) -> str:
    """A text after a habit, by the chance of this round."""
    return HABITS[habit](text, Random(f"{round_} {habit} {text}"))  # noqa: S311 - slips, not secrets
