"""How is Vietnamese written: folding, tone placement, tokens, abbreviations and phone spelling."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Final, Protocol

TOKEN = re.compile(r"\d+(?:[.,/:-]\d+)*|[^\W\d_]+")
"""A number with its separators, or a run of letters."""

_LATIN = (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00))
_MARKS = (*range(0x0300, 0x0370),)
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_SPACES = dict.fromkeys((0x00A0, 0x2007, 0x202F), " ")


def _bare_letter(code: int) -> str:
    """One letter without its marks; đ does not decompose and is done by hand."""
    letter = unicodedata.normalize("NFD", chr(code))[0]
    return {"đ": "d", "Đ": "D"}.get(letter, letter)


_BARE: dict[int, str | None] = {**{code: _bare_letter(code) for code in _LATIN}, **dict.fromkeys(_MARKS)}
_CLEANED: dict[int, str | None] = {**_INVISIBLE, **_SPACES, **dict.fromkeys(_MARKS)}
SHORT_TEXT: Final = 400
"""No question is much longer; what is shorter is looked into many times over."""

# The tone sits on the vowel before the last where a syllable ends in oa, oe or uy (not quy): 'hoà' is 'hòa'.
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_MOVING_ENDS = ("oa", "oe", "uy")

_DOTTED = re.compile(r"\b[^\W\d_]{1,3}(?:\.[^\W\d_]{1,4})+\b\.?")
_SLASHED = re.compile(r"(?<![\w/-])[^\W\d_]/[^\W\d_](?![\w/-])")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number: `text` in small letters with its tone settled, `bare` without marks, and where it stood."""

    text: str
    bare: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Whether it starts with a digit."""
        return self.bare[:1].isdecimal()

    @property
    def is_marked(self) -> bool:
        """Whether the writer typed any mark, so that the word can be believed."""
        return self.text != self.bare


SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:a(?:ch?|i|m|ng?|nh|o|p|t|u|y)?|e(?:c|m|ng?|nh|o|p|t|u|ch)?|i(?:a|ch|e(?:c|m|ng?|p|t|u)|m|nh?|p|t|u)?"
    r"|o(?:a(?:ch?|i|m|ng?|nh|o|p|t|y)?|c|e(?:n|o|t)?|i|m|ng?|o(?:c|ng)|p|t)?"
    r"|u(?:a(?:n|ng|t|y)?|c|e(?:ch|nh)?|i|m|ng?|o(?:c|i|m|ng?|p|t|u)?|p|t|u|y(?:a|ch|en|et|nh|t|u)?)?"
    r"|y(?:e(?:m|n|t|u))?)"
)
"""A bare syllable that Vietnamese can have; a typing slip often makes one that it cannot."""


def clean(text: str) -> str:
    """The text in NFC without stray marks and invisible characters, so that `fold` keeps every position."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_CLEANED)


def fold(text: str) -> str:
    """Small letters without marks: 'Công đoàn CƠ SỞ' is 'cong doan co so', in either Unicode form."""
    if text.isascii():
        return text.lower()
    return _folded(text) if len(text) <= SHORT_TEXT else unicodedata.normalize("NFC", text).translate(_BARE).lower()


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    """A question is folded by everything that looks into it."""
    return unicodedata.normalize("NFC", text).translate(_BARE).lower()


def settle_tone(syllable: str) -> str:
    """One spelling for two habits of placing the tone: 'hoà' becomes 'hòa', 'thuỷ' becomes 'thủy', 'quý' stays."""
    letters = unicodedata.normalize("NFD", syllable)
    tones = [letter for letter in letters if letter in _TONES]
    if len(tones) != 1:
        return syllable
    toneless = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    if not toneless.endswith(_MOVING_ENDS) or toneless.endswith("quy"):
        return syllable
    return unicodedata.normalize("NFC", toneless[:-1] + tones[0] + toneless[-1])


@cache
def _settled_ends() -> dict[str, str]:
    """The few endings that `settle_tone` changes, so that most words need no decomposition."""
    vowels = {"oa": "àáãảạ", "oe": "èéẽẻẹ", "uy": "ỳýỹỷỵ"}
    return {end[0] + letter: settle_tone(end[0] + letter) for end, letters in vowels.items() for letter in letters}


def _settled(word: str) -> str:
    ends = _settled_ends()
    if word[-2:] in ends and not word.endswith(("quỳ", "quý", "quỹ", "quỷ", "quỵ")):
        return word[:-2] + ends[word[-2:]]
    return word


def has_lost_its_tone(word: str) -> bool:
    """'Đươc', 'môt': a syllable that ends so has one of two tones in Vietnamese, and here none was typed."""
    return word.endswith(("c", "ch", "p", "t")) and _TONES.isdisjoint(unicodedata.normalize("NFD", word))


TILDE, HOOK = "\N{COMBINING TILDE}", "\N{COMBINING HOOK ABOVE}"


@lru_cache(maxsize=4096)
def as_written(*spelled: str) -> re.Pattern[str]:
    """Finds a word of one syllable as a text may have it: 'nghỉ' for a heard 'nghĩ', 'dựng' for a hasty 'dưng'.

    Another mark makes another word: 'dựng' is not found in 'dùng', nor 'căn' in 'cán'.
    """
    forms = dict.fromkeys(form for word in spelled for form in _forms(word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")


def _forms(word: str) -> Iterator[str]:
    letters = unicodedata.normalize("NFD", word)
    for each in (letters, letters.replace(TILDE, HOOK), letters.replace(HOOK, TILDE)):
        form = unicodedata.normalize("NFC", each)
        yield from (form, *(form[: -len(end)] + loose for loose, end in _settled_ends().items() if form.endswith(end)))
    if _TONES.isdisjoint(letters):
        for at, letter in enumerate(word, start=1):
            if fold(letter) in "aeiouy":
                yield from (unicodedata.normalize("NFC", word[:at] + tone + word[at:]) for tone in sorted(_TONES))


def tokens(text: str) -> tuple[Token, ...]:
    """Words and numbers in order; positions are those of `clean(text)`."""
    return _tokens(text) if len(text) > SHORT_TEXT else _short_tokens(text)


@lru_cache(maxsize=64)
def _short_tokens(text: str) -> tuple[Token, ...]:
    return _tokens(text)


def _tokens(text: str) -> tuple[Token, ...]:
    cleaned = clean(text)
    lowered, bare = cleaned.lower(), fold(cleaned)
    if len(lowered) != len(cleaned):
        lowered = cleaned
    return tuple(
        Token(_settled(lowered[match.start() : match.end()]), bare[match.start() : match.end()], *match.span())
        for match in TOKEN.finditer(bare)
    )


def is_syllable(bare: str) -> bool:
    """Whether a bare word could be Vietnamese: 'thue' is, 'doaan' is not."""
    return SYLLABLE.fullmatch(bare) is not None


def words(text: str) -> tuple[str, ...]:
    """The bare words and numbers: 'Quý IV: 30.000' is ('quy', 'iv', '30.000')."""
    return tuple(TOKEN.findall(fold(text)))


# Abbreviations, phone spelling and words that mean the same


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning, and the bare words that stand right after the short form when this is meant."""

    phrase: str
    before: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form as an office writes it, and what it may stand for, the usual sense first."""

    short: str
    senses: tuple[Sense, ...]

    @property
    def meanings(self) -> tuple[str, ...]:
        """The meanings alone."""
        return tuple(sense.phrase for sense in self.senses)


Abbreviations = Mapping[str, Abbreviation]
"""By the bare short form."""
NONE_OWN: Final[Abbreviations] = MappingProxyType({})
"""For an asker whose offices have added no abbreviation."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The editable list of `abbreviations.toml`, looked up by bare words."""

    official: dict[str, Abbreviation]
    phone: dict[str, Abbreviation]
    short_of: dict[tuple[str, ...], str]
    """Bare long form to bare short form: ('cong', 'doan', 'co', 'so') to 'cdcs'."""
    same: dict[tuple[str, ...], tuple[tuple[str, ...], ...]]
    """Bare phrase to the other ways of saying it."""
    marks: dict[str, tuple[str, ...]]
    """The words of one syllable among them, bare, to how they are written."""
    compounds: frozenset[tuple[str, ...]]
    """Words of several syllables that stay together."""
    limits: frozenset[tuple[str, ...]]
    """Words that restrict who is meant: a figure for all is no figure for them."""
    provinces: frozenset[tuple[str, ...]]
    asked_about: frozenset[str]
    """Short forms of which the reader may be asked which meaning they have."""


class Likely(Protocol):
    """How well a phrase stands between its neighbours ('' at an edge); more is better."""

    def __call__(self, before: str, phrase: tuple[str, ...], after: str) -> float: ...


@cache
def lexicon() -> Lexicon:
    """The list as shipped and edited."""
    read = tomllib.loads((resources.files("knowledge") / "abbreviations.toml").read_text("utf-8"))
    official = _by_bare_form(read["viet_tat"])
    return Lexicon(
        official,
        _by_bare_form(read["nhan_tin"]),
        {words(each.meanings[0]): short for short, each in official.items() if len(short) > 2},
        _same(read["dong_nghia"], read["noi_nom_na"]),
        _marks_of([*read["dong_nghia"].items(), *read["noi_nom_na"].items()]),
        frozenset(words(phrase) for phrase in read["tu_ghep"]["cum"]),
        frozenset(words(phrase) for phrase in read["han_dinh"]["cum"]),
        frozenset(words(name) for name in read["tinh_thanh"]["ten"]),
        frozenset(fold(short) for short in read["hoi_lai"]["chu"]),
    )


def _by_bare_form(listed: dict[str, list[str]]) -> dict[str, Abbreviation]:
    return {fold(short): Abbreviation(short, tuple(map(_sense, meanings))) for short, meanings in listed.items()}


def _sense(written: str) -> Sense:
    """'chương trình: công tác, số' is a meaning with the words that follow it."""
    phrase, _, hints = written.partition(":")
    return Sense(phrase.strip(), frozenset(fold(hint).strip() for hint in hints.split(",") if hint.strip()))


def _same(
    listed: dict[str, list[str]], plainly: dict[str, list[str]]
) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Every phrase of a group means every other; a phrase in two groups joins both.

    What is said plainly means what papers call it, but not the other way round: 'khối' is wider than 'khu vực'.
    """
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for phrase, others in listed.items():
        group = [words(each) for each in (phrase, *others)]
        for each in group:
            found.setdefault(each, []).extend(other for other in group if other != each)
    for phrase, others in plainly.items():
        found.setdefault(words(phrase), []).extend(words(other) for other in others)
    return {phrase: tuple(dict.fromkeys(others)) for phrase, others in found.items()}


def _marks_of(listed: Iterable[tuple[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    """How the words of one syllable that mean the same are written: 'qua' is 'quà' there, never 'quả' or 'quá'."""
    found: dict[str, list[str]] = {}
    for phrase, others in listed:
        for each in (phrase, *others):
            if " " not in each:
                found.setdefault(fold(each), []).append(clean(each).lower())
    return {bare: tuple(dict.fromkeys(spelled)) for bare, spelled in found.items()}


def bare_short(short: str) -> str:
    """A short form as it is looked up: 'C.N.C' and 'cnc' are 'cnc'."""
    return fold(clean(short)).replace(".", "").replace(" ", "")


def meanings(short: str, own: Abbreviations = NONE_OWN) -> Abbreviation | None:
    """What an office abbreviation stands for, typed in any case, with or without marks and dots; never a guess.

    What the asker's own offices write so comes first.
    """
    bare = bare_short(short)
    ours, listed = own.get(bare), lexicon().official.get(bare)
    if ours is None or listed is None:
        return ours or listed
    return Abbreviation(ours.short, tuple({sense.phrase: sense for sense in (*ours.senses, *listed.senses)}.values()))


def undotted(text: str, own: Abbreviations = NONE_OWN) -> str:
    """Dots inside an abbreviation taken out ('C.Đ.C.S' is 'CĐCS') and 'đ/c' written out; other dots stay."""
    if "/" in text:
        text = _SLASHED.sub(lambda match: _spelled_out(match.group()), text)
    # A look for the dots is quick, and most sentences have none between letters.
    if any(after[:1].isalpha() for after in text.split(".")[1:]):
        text = _DOTTED.sub(lambda match: _known_without_dots(match.group(), own), text)
    return text


def _spelled_out(slashed: str) -> str:
    known = lexicon().phone.get(fold(slashed))
    return known.meanings[0] if known else slashed


def _known_without_dots(dotted: str, own: Abbreviations) -> str:
    joined = dotted.replace(".", "")
    return joined if fold(joined) in lexicon().official or fold(joined) in own else dotted


def expand(said: Sequence[Token], likely: Likely, own: Abbreviations = NONE_OWN) -> tuple[Token, ...]:
    """Each short form replaced by its long form; `likely` helps where no word beside it decides."""
    found: list[Token] = []
    for place, token in enumerate(said):
        senses = senses_of(token, own)
        if not senses:
            found.append(token)
            continue
        before = found[-1].bare if found else ""
        chosen = _chosen(senses, before, [each.bare for each in said[place + 1 : place + 3]], likely)
        found.extend(Token(each.text, each.bare, token.start, token.end) for each in tokens(chosen.phrase))
    return tuple(found)


def _chosen(senses: Sequence[Sense], before: str, after: Sequence[str], likely: Likely) -> Sense:
    """The sense that the next words call for, else the one most usual in such a place, else the first."""
    called = _called(senses, after)
    if called or len(senses) == 1:
        return called or senses[0]
    return max(senses, key=lambda sense: likely(before, words(sense.phrase), after[0] if after else ""))


def _called(senses: Sequence[Sense], after: Sequence[str]) -> Sense | None:
    nearby = {*after[:1], " ".join(after)}
    return next((sense for sense in senses if sense.before & nearby), None)


def is_called(senses: Sequence[Sense], after: Sequence[str]) -> bool:
    """Whether the next two words call for one of the meanings."""
    return _called(senses, after) is not None


def senses_of(token: Token, own: Abbreviations = NONE_OWN) -> tuple[Sense, ...]:
    """What the lists say of a word; a word typed with marks is only taken for a list's word with the same marks.

    What the asker's own offices write so is what the asker means.
    """
    known = lexicon()
    if ours := own.get(token.bare):
        return ours.senses
    listed = [each for each in (known.official.get(token.bare), known.phone.get(token.bare)) if each]
    if token.is_marked and is_syllable(token.bare):
        listed = [each for each in listed if each.short.lower() == token.text]
    return tuple(dict.fromkeys(sense for each in listed for sense in each.senses))


def is_listed(word: str, own: Abbreviations = NONE_OWN) -> bool:
    """Whether a list knows the word: then it is no spelling mistake."""
    known = lexicon()
    return word in known.official or word in known.phone or word in own


def short_forms(own: Abbreviations) -> dict[tuple[str, ...], str]:
    """The bare long forms of these, each to its bare short form."""
    return {words(meaning): bare for bare, each in own.items() for meaning in each.meanings}


def shortened(said: Iterable[str], own: Abbreviations = NONE_OWN) -> tuple[str, ...]:
    """The abbreviations whose long form stands in these bare words, so that a search finds either form."""
    line = tuple(said)
    known = {**lexicon().short_of, **short_forms(own)} if own else lexicon().short_of
    lengths = sorted({len(phrase) for phrase in known})
    return tuple(
        dict.fromkeys(
            known[line[start : start + length]]
            for start in range(len(line))
            for length in lengths
            if line[start : start + length] in known
        )
    )


@cache
def _long_form(word: str) -> tuple[str, ...]:
    known = lexicon().official.get(word)
    return words(known.meanings[0]) if known and len(known.meanings) == 1 else (word,)


def long_words(text: str) -> tuple[str, ...]:
    """Bare words with every unambiguous office abbreviation written out: 'mỗi CĐCS' is moi cong doan co so."""
    return tuple(long for word in words(undotted(text)) for long in _long_form(word))
