"""How does one pattern hold in a text with marks and in one typed without: 'ký' is not 'kỳ', but 'ky' is both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.text import fold


@dataclass(frozen=True, slots=True)
class Spelled:
    """A pattern with marks, and the same without them for texts that have none."""

    marked: re.Pattern[str]
    bare: re.Pattern[str]

    def of(self, text: str) -> re.Pattern[str]:
        """The one that this text asks for."""
        return self.bare if is_bare(text) else self.marked

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self.of(text).search(text, start)

    def match(self, text: str) -> re.Match[str] | None:
        return self.of(text).match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.of(text).fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.of(text).finditer(text)

    def sub(self, words: str, text: str) -> str:
        return self.of(text).sub(words, text)

    def last(self, text: str) -> re.Match[str] | None:
        """The match nearest to the end."""
        found = list(self.finditer(text))
        return found[-1] if found else None


def spelled(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> Spelled:
    """The pattern in both spellings; it is written with marks."""
    return Spelled(re.compile(pattern, flags), re.compile(without_marks(pattern), flags))


def without_marks(pattern: str) -> str:
    """Each letter bare and in its own case, so that '\\S' stays '\\S'."""
    return "".join(letter if letter.isascii() else _bare(letter) for letter in pattern)


def _bare(letter: str) -> str:
    return fold(letter).upper() if letter.isupper() else fold(letter)


def is_bare(text: str) -> bool:
    """No letter carries a mark: typed on a machine without Vietnamese, or nothing but figures and short forms."""
    return not any(letter.isalpha() and not letter.isascii() for letter in text)
