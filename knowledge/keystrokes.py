"""What was meant by keys that no keyboard program turned into letters: 'coong ddoanf' (Telex), 'co6ng d9oa2n' (VNI).

A phone borrowed for a minute, a computer whose Vietnamese keyboard is off: the fingers type as ever, and the marks stay
on the line as letters or digits.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from knowledge.text import fold, is_listed, is_syllable

Knows = Callable[[str], bool]

TELEX_TONES: Final = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
VNI_TONES: Final = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
HAT: Final = {"a": "â", "e": "ê", "o": "ô"}
HORN: Final = {"o": "ơ", "u": "ư"}
BREVE: Final = {"a": "ă"}
BAR: Final = {"d": "đ"}
VNI_SHAPES: Final[Mapping[str, Mapping[str, str]]] = {"6": HAT, "7": HORN, "8": BREVE, "9": BAR}
VOWELS: Final = "aeiouy"

LETTERS_MAX: Final = 12
"""'nghieengj' is the longest kind of syllable; what is longer is no single one."""
WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")
MIXED = re.compile(r"(?<![^\W_])[^\W\d_][^\W_]*\d[^\W_]*")
SEVERAL: Final = 3
DIGIT_INSIDE = re.compile(r"\d[^\W\d_]")


def as_meant(text: str, knows: Knows) -> str:
    """The text with keystrokes turned into letters; `knows` tells the words of the documents."""
    return _from_telex(_from_vni(text, knows), knows)


def _from_telex(text: str, knows: Knows) -> str:
    """Words that nobody knows as they stand; where several are keystrokes, the rest may be new words too."""
    met = [word for word in dict.fromkeys(WORD.findall(text)) if _may_be_struck(word, knows)]
    meant = {word: found for word in met if (found := telex(word)) and _is_read(found)}
    known = {word: found for word, found in meant.items() if knows(fold(found)) or is_listed(fold(found))}
    chosen = meant if len(known) >= SEVERAL else known
    return WORD.sub(lambda match: chosen.get(match.group(), match.group()), text)


def _may_be_struck(word: str, knows: Knows) -> bool:
    """Only letters without marks are keystrokes, and no word that stands in a document or a list."""
    bare = fold(word)
    return word.lower() == bare and len(word) <= LETTERS_MAX and not is_listed(bare) and not knows(bare)


def _from_vni(text: str, knows: Knows) -> str:
    """All words or none: 'quy1' alone is a quarter, beside 'd9oa2n' it is a syllable with its tone."""
    # 'A1' and 'B2' are names of things, also in a text typed so.
    met = [word for word in dict.fromkeys(MIXED.findall(text)) if not (len(word) == 2 and word[0].isupper())]
    meant = {word: found for word in met if len(word) <= LETTERS_MAX and (found := vni(word)) and _is_read(found)}
    is_sure = any(DIGIT_INSIDE.search(word) and knows(fold(found)) for word, found in meant.items())
    if 2 * len(meant) < len(met) or not (is_sure or len({fold(found) for found in meant.values()}) >= SEVERAL):
        return text
    return MIXED.sub(lambda match: meant.get(match.group(), match.group()), text)


def _is_read(syllable: str) -> bool:
    """A syllable, or an abbreviation of the lists: 'CDDCS' is 'CĐCS'."""
    bare = fold(syllable)
    return is_listed(bare) or is_syllable(bare)


def telex(word: str) -> str:
    """'ddoanf' is 'đoàn', 'nghieepj' is 'nghiệp'; '' where two tones are struck, or nothing is."""
    struck = _Struck()
    for key in word:
        if not _telex_key(struck, key):
            return ""
    return struck.syllable()


def vni(word: str) -> str:
    """'d9oa2n' is 'đoàn', 'nghie6p5' is 'nghiệp'; '' where two tones are struck, or nothing is."""
    struck = _Struck()
    for key in word:
        if key in VNI_TONES:
            is_read = struck.tone_with(VNI_TONES[key])
        elif key in VNI_SHAPES:
            is_read = struck.shape(VNI_SHAPES[key])
        else:
            is_read = struck.letter(key)
        if not is_read:
            return ""
    return struck.syllable()


def _telex_key(struck: "_Struck", key: str) -> bool:
    """Whether the key could be read; a vowel or d struck twice gets its hat or bar, also at the end of the syllable."""
    low = key.lower()
    if low in TELEX_TONES and struck.has_vowel:
        return struck.tone_with(TELEX_TONES[low])
    if low == "w":
        return struck.shape(HORN | BREVE) or struck.horned(key)
    if low in HAT and struck.may_double(low):
        return struck.shape({low: HAT[low]})
    if low == "d" and struck.may_bar:
        return struck.shape(BAR)
    return struck.letter(key)


@dataclass(slots=True)
class _Struck:
    """A syllable while it is being typed."""

    letters: list[str] = field(default_factory=list)
    tone: str = ""
    is_changed: bool = False

    @property
    def has_vowel(self) -> bool:
        return any(fold(letter) in VOWELS for letter in self.letters)

    @property
    def may_bar(self) -> bool:
        """Whether a d stands right before, or begins the syllable: 'dd', 'doongd'."""
        return bool(self.letters) and "d" in (self.letters[-1].lower(), self.letters[0].lower())

    def may_double(self, vowel: str) -> bool:
        """Whether the last vowel is this one, without a mark: 'tie' and 'tien' before another e."""
        vowels = [letter.lower() for letter in self.letters if fold(letter) in VOWELS]
        return bool(vowels) and vowels[-1] == vowel

    def letter(self, key: str) -> bool:
        self.letters.append(key)
        return True

    def horned(self, key: str) -> bool:
        """A w after no vowel is ư itself: 'nhw'."""
        self.is_changed = True
        return self.letter("ư" if key == "w" else "Ư")

    def tone_with(self, tone: str) -> bool:
        """One syllable has one tone."""
        if self.tone or not self.has_vowel:
            return False
        self.tone, self.is_changed = tone, True
        return True

    def shape(self, shapes: Mapping[str, str]) -> bool:
        """Changes the last letter that can be changed so; in 'uo' a horn goes on both, in 'ua' on the u."""
        line = "".join(self.letters).lower()
        if "u" in shapes and (match := re.search(r"uo|(?<!q)ua", line)):
            self.is_changed = True
            for place in range(match.start(), match.end()):
                if line[place] != "a":
                    self._change(place, HORN[line[place]])
            return True
        for place in range(len(self.letters) - 1, -1, -1):
            low = self.letters[place].lower()
            if low in shapes:
                self._change(place, shapes[low])
                self.is_changed = True
                return True
        return False

    def _change(self, place: int, letter: str) -> None:
        self.letters[place] = letter if self.letters[place].islower() else letter.upper()

    def syllable(self) -> str:
        """The letters with the tone where it is written; '' where no key changed anything."""
        if not self.is_changed:
            return ""
        if self.tone:
            place = _toned(self.letters)
            self.letters[place] = unicodedata.normalize("NFC", self.letters[place] + self.tone)
        return "".join(self.letters)


def _toned(letters: list[str]) -> int:
    """Which letter carries the tone: the last one with a hat, horn or breve; else the vowel before the last.

    Before a final consonant it is the last vowel; the u of 'qu' and the i of 'gi' count as consonants.
    """
    bare = [fold(letter) for letter in letters]
    vowels = [place for place, letter in enumerate(bare) if letter in VOWELS]
    marked = [place for place in vowels if letters[place].lower() != bare[place]]
    if marked:
        return marked[-1]
    if len(vowels) > 1 and vowels[0] == 1 and "".join(bare[:2]) in ("qu", "gi"):
        vowels = vowels[1:]
    is_open = vowels[-1] == len(letters) - 1
    return vowels[-2] if is_open and len(vowels) > 1 else vowels[-1]
