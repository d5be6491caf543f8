"""Was this text typed in TCVN3 (.VnTime) or VNI, and what does it say in Unicode: 'C«ng ®oµn', 'Coâng ñoaøn'."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """A way of writing Vietnamese from before Unicode."""

    TCVN3 = "TCVN3"
    TCVN3_CAPITALS = "TCVN3 (chữ hoa)"
    """Fonts such as .VnTimeH show small letters as capitals."""
    VNI = "VNI"


def family_of_font(name: str) -> Family | None:
    """'.VnTime' and 'ABCDEF+.VnArialH' are TCVN3 (the latter its capitals), 'VNI-Times' is VNI; others are neither."""
    bare = name.partition("+")[2] or name
    if re.match(r"\.vn[a-z]|vn(?!i|u\b)[a-z]", bare, re.IGNORECASE):
        return Family.TCVN3_CAPITALS if re.match(r"\.?[Vv]n[A-Za-z ]*[a-z ]H\b", bare) else Family.TCVN3
    return Family.VNI if re.match(r"vni[-_ ]", bare, re.IGNORECASE) else None


# The two charsets, as their bytes look in Windows' Western encoding

_TCVN3_SMALL = dict(
    zip(
        "¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TCVN3_CAPITAL = dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True))
_TCVN3 = str.maketrans(_TCVN3_SMALL | _TCVN3_CAPITAL)

_VNI_MARKS = {
    **dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True)),
    "â": "\u0302",
    **dict(zip("áàåãä", ("\u0302\u0301", "\u0302\u0300", "\u0302\u0309", "\u0302\u0303", "\u0302\u0323"), strict=True)),
    "ê": "\u0306",
    **dict(zip("éèúüë", ("\u0306\u0301", "\u0306\u0300", "\u0306\u0309", "\u0306\u0303", "\u0306\u0323"), strict=True)),
}
"""What a letter typed after its vowel adds to it."""
_VNI_LETTERS = dict(zip("íìæóòîôöñ", "íìỉĩịỵơưđ", strict=True))
_VNI_BASES = {
    "a": "ùøûõïâáàåãäêéèúüë",
    "e": "ùøûõïâáàåãä",
    "o": "ùøûõïâáàåãä",
    "u": "ùøûõï",
    "y": "ùøûõ",
    "ô": "ùøûõï",
    "ö": "ùøûõï",
}
_VNI_PAIRS = {
    base + mark: unicodedata.normalize("NFC", _VNI_LETTERS.get(base, base) + _VNI_MARKS[mark])
    for base, marks in _VNI_BASES.items()
    for mark in marks
}
_VNI = re.compile("|".join([*(f"{pair[0]}{pair[1]}" for pair in _VNI_PAIRS), *_VNI_LETTERS]), re.IGNORECASE)


def convert(text: str, family: Family) -> str:
    """The text in Unicode; what the family does not know stays as it is."""
    match family:
        case Family.TCVN3:
            return re.sub(r"[^\n]+", lambda line: _capitals_whole(line[0]), text)
        case Family.TCVN3_CAPITALS:
            return text.translate(_TCVN3).upper()
        case Family.VNI:
            return _VNI.sub(_from_vni, unicodedata.normalize("NFC", text))


def _from_vni(match: re.Match[str]) -> str:
    """The base letter decides the case: marks were typed in either."""
    written = match[0]
    found = _VNI_PAIRS.get(written.lower()) or _VNI_LETTERS[written.lower()]
    return found.upper() if written[0].isupper() else found


_WORD = re.compile(r"[^\s\x00-\x26\x28-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f‘’“”…–—]+")
"""What stands between blanks and ASCII signs: the signs above 127 are letters in TCVN3."""


def _capitals_whole(line: str) -> str:
    """In capitals too the small codes were typed: 'CéNG HßA' is 'CỘNG HÒA', and so is the word between two such."""
    found = list(_WORD.finditer(line))
    sure = [_is_typed_in_capitals(match[0]) for match in found]
    pieces, end = [], 0
    for place, match in enumerate(found):
        beside = any(sure[max(place - 1, 0) : place + 2]) and not re.search(r"[a-z]", match[0])
        word = match[0].translate(_TCVN3)
        pieces += [line[end : match.start()].translate(_TCVN3), word.upper() if beside else word]
        end = match.end()
    return "".join(pieces) + line[end:].translate(_TCVN3)


def _is_typed_in_capitals(word: str) -> bool:
    """Capitals with a small code among them; 'L§L§' has none, as its letters are capitals anyway."""
    return bool(re.search(r"[A-Z].*[A-Z]", word) and not re.search(r"[a-z]", word)) and any(
        letter in _TCVN3_SMALL for letter in word
    )


# Which of them a text is in


def detect(text: str) -> Family | None:
    """The family that this paragraph is in; None for Unicode, other languages, and where too little speaks for one."""
    return _judged(_evidence(text), None)


def converted(text: str, known: Family | None = None) -> tuple[str, frozenset[Family]]:
    """The text in Unicode and what it was in, line by line, as papers are pasted together.

    A line too short to tell goes with the rest of its text, or with the font that is `known` to be used.
    """
    lines = text.split("\n")
    evidence = [_evidence(line) for line in lines]
    sure = [_Sure(_judged(each, None), each.is_unicode) for each in evidence]
    families = [each.family or _as_beside(place, sure, evidence[place], known) for place, each in enumerate(sure)]
    whole = (convert(line, family) if family else line for line, family in zip(lines, families, strict=True))
    return "\n".join(whole), frozenset(family for family in families if family)


@dataclass(frozen=True, slots=True)
class _Sure:
    """What can be said of a line by itself: its family, or that it is Unicode, or neither."""

    family: Family | None
    is_unicode: bool


def _as_beside(place: int, sure: Sequence[_Sure], evidence: "_Evidence", known: Family | None) -> Family | None:
    """The family of the nearest line that can be told, the line above first, where this one can be read in it."""
    if not evidence.marked or sure[place].is_unicode:
        return None
    above = (each for each in reversed(sure[:place]) if each.family or each.is_unicode)
    below = (each for each in sure[place + 1 :] if each.family or each.is_unicode)
    nearest = next(above, None) or next(below, None)
    usual = nearest.family if nearest else known
    return _judged(evidence, usual) if usual else None


@dataclass(frozen=True, slots=True)
class _Evidence:
    """How many words with other than ASCII letters there are, and how many are Vietnamese read in each way."""

    marked: int
    as_is: int
    tcvn3: int
    vni: int
    has_inner_sign: bool
    """A sign that is no letter stands inside a word, as only TCVN3 has it: '®oµn'."""
    has_foreign: bool
    """A word without marks cannot be Vietnamese."""

    @property
    def is_unicode(self) -> bool:
        """Most of its words are Vietnamese as they stand, and no other reading makes as many so."""
        return self.as_is > max(self.tcvn3, self.vni) and self.as_is >= 0.5 * self.marked


_UNICODE_ONLY = re.compile("[ĂăĐđƠơƯư\u1ea0-\u1ef9]")
"""Letters that no old font has in Windows' Western encoding."""


def _evidence(text: str) -> _Evidence:
    if _UNICODE_ONLY.search(text):
        return _Evidence(marked=1, as_is=1, tcvn3=0, vni=0, has_inner_sign=False, has_foreign=False)
    marked = as_is = tcvn3 = vni = 0
    inner = foreign = False
    for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
        word = match[0]
        if word.isascii():
            foreign = foreign or (word.islower() and len(word) > 1 and word.isalpha() and not _is_vietnamese(word))
            continue
        # A unit of measure, and 'bình' or 'ký', which one of them spells alike, speak neither for nor against.
        if re.fullmatch(r"µ[mgslAFVW]|\W|[a-zA-ZíìýÍÌÝ]+", word):
            continue
        marked += 1
        as_is += _is_word(word)
        tcvn3 += _becomes_word(word, Family.TCVN3)
        vni += _becomes_word(word, Family.VNI)
        inner = inner or bool(re.search(r"[^\W\d_][¨©ª«¬\u00ad®µ¶·¸¹»¼½¾×÷]|[®§][^\W\d_]", word))
    return _Evidence(marked, as_is, tcvn3, vni, inner, foreign)


def _judged(evidence: _Evidence, usual: Family | None) -> Family | None:
    """The family in which nearly every word is Vietnamese, where far fewer are so as they stand."""
    counts = {Family.TCVN3: evidence.tcvn3, Family.VNI: evidence.vni}
    family = max(counts, key=lambda each: (counts[each], each is usual))
    best = counts[family]
    if not best or best < 0.75 * evidence.marked:
        return None
    if usual:
        return family if best >= evidence.as_is else None
    if best == 1:
        return family if evidence.has_inner_sign and not evidence.has_foreign and not evidence.as_is else None
    return family if best - evidence.as_is >= max(2, evidence.marked // 3) else None


_RIME = re.compile(
    r"(?:a(?:ch?|i|m|ng?|nh|o|p|t|u|y)?|ă(?:c|m|ng?|p|t)|â(?:c|m|ng?|p|t|u|y)|e(?:c|m|ng?|o|p|t)?|ê(?:ch|m|nh?|p|t|u)?"
    r"|i(?:a|ch|m|nh?|p|t|u|ê(?:c|m|ng?|p|t|u))?|o(?:a(?:ch?|i|m|ng?|nh|o|p|t|y)?|ă(?:c|m|ng?|t)|c|e(?:n|o|t)?|i|m|ng?"
    r"|o(?:c|ng)|p|t)?|ô(?:c|i|m|ng?|p|t)?|ơ(?:i|m|n|p|t)?|u(?:a|â(?:n|ng|t|y)|c|ê(?:ch|nh)?|i|m|ng?|ô(?:c|i|m|ng?|t)|ơ|p|t"
    r"|y(?:a|ch|nh?|p|t|u|ê(?:n|t))?)?|ư(?:a|c|i|m|ng?|t|u|ơ(?:c|i|m|ng?|p|t|u))?|y(?:ê(?:m|ng?|t|u))?)"
)
_ONSET = re.compile(r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?")
_TONE_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


_ABBREVIATION = re.compile("(?=.*Đ)[A-ZĐƯ]{2,10}")


def _becomes_word(word: str, family: Family) -> bool:
    """Whether reading it in that family makes another word of it, and a Vietnamese one."""
    read = word.translate(_TCVN3) if family is Family.TCVN3 else convert(word, family)
    return read != word and _is_word(read)


def _is_word(word: str) -> bool:
    """A syllable or an abbreviation of ours, such as LĐLĐ."""
    return _is_vietnamese(word) or bool(_ABBREVIATION.fullmatch(word))


def _is_vietnamese(word: str) -> bool:
    """Whether Vietnamese spells a syllable so: at most one tone, and before a stop only the sharp or the heavy."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONE_MARKS.findall(parts)
    letters = unicodedata.normalize("NFC", _TONE_MARKS.sub("", parts))
    if len(tones) > 1 or not _is_spelled(letters):
        return False
    return not re.search(r"(?:ch?|p|t)$", letters) or not tones or tones[0] in "\u0301\u0323"


def _is_spelled(letters: str) -> bool:
    """An onset and a rime; 'gi' and 'qu' may give their vowel to the rime ('gì', 'quân')."""
    onset = _ONSET.match(letters)
    ends = {onset.end(), max(onset.end() - 1, 0)} if onset else {0}
    return any(_RIME.fullmatch(letters[end:]) for end in ends)
