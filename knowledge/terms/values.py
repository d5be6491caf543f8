"""Which abbreviations an office has added, and which of them count for whom; pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from knowledge.document import UnitCode
from knowledge.text import NONE_OWN, Abbreviation, Abbreviations, Sense, bare_short, clean, fold, is_syllable, words

LETTERS_MAX: Final = 12
MEANING_MAX: Final = 120
TERMS_MAX: Final = 500
"""So many one office may add: more is no list of abbreviations."""
SHORT: Final = re.compile(r"[^\W\d_](?:\.?[^\W\d_])*\.?")

OfficeTerms = Mapping[UnitCode, Abbreviations]
"""What each office writes short."""
NO_TERMS: Final[OfficeTerms] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Term:
    """One short form with one meaning, as one office uses it."""

    office: UnitCode
    short: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A term as it is on record."""

    term: Term
    author: int
    made_at: datetime


class Trouble(StrEnum):
    """Why a term is not taken."""

    NOT_SHORT = "not short"
    """No row of letters, or a long one."""
    A_WORD = "a word"
    """It reads as an ordinary word: every question with the word would be read otherwise."""
    NO_MEANING = "no meaning"
    """The meaning is missing, too long, or no longer than the short form."""


def trouble_with(short: str, meaning: str) -> Trouble | None:
    """Why these cannot be kept; None when they can."""
    bare = bare_short(short)
    if not SHORT.fullmatch(clean(short)) or not 2 <= len(bare) <= LETTERS_MAX:
        return Trouble.NOT_SHORT
    if is_syllable(bare):
        return Trouble.A_WORD
    said = words(meaning)
    if len(meaning) > MEANING_MAX or len("".join(said)) <= len(bare) or said == (bare,):
        return Trouble.NO_MEANING
    return None


def settled(office: UnitCode, short: str, meaning: str) -> Term:
    """The term as it is kept: capitals without dots, the meaning without quotation marks and needless spaces."""
    tidy = " ".join(clean(meaning).strip(" \"'“”‘’.,;:").split())
    letters = clean(short).strip(" \"'“”‘’.,;:").replace(".", "")
    return Term(office, letters.upper() if letters.islower() else letters, tidy)


def by_office(terms: Iterable[Term]) -> OfficeTerms:
    """Looked up by office and bare short form; the meaning that was added first stands first."""
    found: dict[UnitCode, dict[str, list[Term]]] = {}
    for term in terms:
        found.setdefault(term.office, {}).setdefault(bare_short(term.short), []).append(term)
    return MappingProxyType(
        {
            office: MappingProxyType({bare: _abbreviation(group) for bare, group in shorts.items()})
            for office, shorts in found.items()
        }
    )


def of_line(terms: OfficeTerms, line: Sequence[UnitCode]) -> Abbreviations:
    """What counts for an asker whose units and those above them, nearest first, are these; the nearest office wins."""
    found: dict[str, Abbreviation] = {}
    for code in reversed(line):
        found.update(terms.get(code, NONE_OWN))
    return MappingProxyType(found) if found else NONE_OWN


def _abbreviation(terms: Sequence[Term]) -> Abbreviation:
    by_meaning = {fold(term.meaning): term for term in reversed(terms)}
    return Abbreviation(terms[0].short, tuple(Sense(term.meaning) for term in reversed(by_meaning.values())))
