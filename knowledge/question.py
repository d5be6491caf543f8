"""What does an officer's question ask: read into cues, content words, period, union, document, number and measure."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from knowledge import cues as said
from knowledge.courtesy import QUESTION_MAX
from knowledge.cues import (
    CUES,
    DOCUMENT_TYPES,
    LEVELS,
    LIST_NOUNS,
    PLACE,
    STOP_AT_END,
    STOP_MARKED,
    STOP_PHRASES,
    STOP_WORDS,
)
from knowledge.dates import FoundPeriod, Period, PeriodKind, find_dates, find_periods
from knowledge.document import Document, DocumentKey, UnitCode
from knowledge.keystrokes import as_meant
from knowledge.measures import SIZES, counted_noun, exchanged_nouns
from knowledge.numbers import DIGITS, Number, find_numbers, written
from knowledge.result import Asked
from knowledge.text import (
    Likely,
    Token,
    clean,
    expand,
    fold,
    has_lost_its_tone,
    is_listed,
    is_syllable,
    lexicon,
    short_forms,
    tokens,
    undotted,
)

if TYPE_CHECKING:
    from knowledge.habits import Compounds
    from knowledge.library import Issuer, Library, Text
    from knowledge.match import Fit
    from knowledge.search import Index
    from knowledge.spelling import Spelling

WEIGHT_MAX: Final = 4.0
"""No single word may outweigh the rest, however rare."""
CUE_WORDS: Final = 5
ASKS: Final = frozenset(("hoi", "biet"))
BOUNDS: Final = frozenset(("hon", "gan", "khoang", "tren", "duoi", "toi", "tam", "chung"))
"""'Hơn 1.500': they bound a figure and are no topic."""
NOISE: Final = 1.0
LAST_LETTER: Final = "\U0010ffff"
"""Sorts behind every word with the same beginning."""
UNKNOWN: Final = 3.0
NUMBER: Final = 3.0


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked now, and the questions before it in this talk, oldest first."""

    text: str
    previous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One thing the question is about: a word of one or more syllables, its synonyms, and how much it tells."""

    phrase: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]
    weight: float
    is_needed: bool = False
    """A name, a number or a restriction that must stand there; without it the rest is about something else."""
    spelled: tuple[str, ...] = field(default=(), compare=False)
    """A single syllable as it was typed, where it had marks."""
    matches: dict[int, tuple["Text", float]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """How well texts speak of it, as far as they were looked at; held with each, so that its id stays its own."""


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """'880/CTr' or 'chương trình 880': the digits without leading zeros, and the type where it was said."""

    digits: str
    type: str
    said: str


@dataclass(frozen=True, slots=True)
class TermWanted:
    """'Nhiệm kỳ trước' is one step back; `word` is what it was called, 'ky' where that may be a year, too."""

    steps: int
    word: str


@dataclass(frozen=True, slots=True)
class LevelWanted:
    """A word of level without a name; '' is whoever stands above. `sets` where only their papers are meant."""

    word: str
    sets: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as understood; `line` is the corrected bare words, padded, with abbreviations written out."""

    line: str
    spelled: tuple["Spelling", ...]
    cues: frozenset[Asked]
    terms: tuple[Term, ...]
    said: frozenset[str] = frozenset()
    """Every word of it, and of what means the same."""
    pairs: tuple[str, ...] = ()
    """Its telling neighbours, with spaces around, to be looked up whole."""
    periods: tuple[Period, ...] = ()
    is_now: bool = False
    """The period was said from today: 'năm nay'."""
    is_yearless: bool = False
    """No period has its year said: 'quý IV', 'tháng 3'."""
    issuers: tuple[UnitCode, ...] = ()
    stranger: str = ""
    """A union or place named that has no document here, in the words of the question."""
    near_issuers: tuple[UnitCode, ...] = ()
    """Unions whose names are nearly what was typed: which is meant can only be asked."""
    is_own: bool = False
    term: TermWanted | None = None
    """'nhiệm kỳ này', 'kỳ trước'."""
    level: LevelWanted | None = None
    """'Trên tỉnh', 'huyện mình': whose papers are meant, by their level in the asker's line."""
    span: str = ""
    """'hằng năm' or 'nhiệm kỳ' where a list was narrowed so."""
    cadences: frozenset[str] = frozenset()
    """How often, where a report was named so: 'báo cáo tháng'."""
    numbers: tuple[DocumentNumber, ...] = ()
    nth: tuple[str, int] | None = None
    place: str = ""
    measure: tuple[str, ...] = ()
    wants_percent: bool = False
    wants_money: bool = False
    wants_day: bool = False
    wants_person: bool = False
    wants_result: bool = False
    wants_names: bool = False
    is_yes_no: bool = False
    is_ellipsis: bool = False
    figures: tuple[Number, ...] = ()
    dates: tuple[date, ...] = ()
    documents: tuple[DocumentKey, ...] = ()
    """Those the answer before rested on."""
    spelled_before: tuple["Spelling", ...] = ()
    """The words of the question before, where this one leans on it; they only help to search."""
    background: tuple[Term, ...] = ()
    """What the question before was about; it only breaks ties."""
    groups: tuple[tuple[Term, ...], ...] = ()
    """The terms again where 'và' joins several topics."""
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    """The words that had their marks as they were typed, by their bare form."""
    fits: dict[int, "Fit"] = field(default_factory=dict, init=False, repr=False, compare=False)
    """How well passages fit it, by their numbers, as far as they were looked at."""

    def says(self, phrase: str) -> bool:
        """Whether a bare phrase stands in the question."""
        return f" {phrase} " in self.line


def read_question(text: str, library: "Library", today: date) -> Reading:
    """The question as understood with the words, unions and documents of this library."""
    cut = undotted(as_meant(clean(text)[:QUESTION_MAX], library.index.knows), library.own).replace("%", " phần trăm ")
    found_periods = find_periods(cut, today)
    spans, numbers = _document_numbers(cut, [each for each in found_periods if each.period.kind is PeriodKind.TERM])
    dates = [found for found in find_dates(cut, today) if not found.is_relative and not _inside(found.start, spans)]
    periods = [
        found
        for found in found_periods
        if not _inside(found.start, spans) and not any(day.start <= found.start < day.end for day in dates)
    ]
    taken = [*spans, *((day.start, day.end) for day in dates), *((each.start, each.end) for each in periods)]
    figures = tuple(number for number in find_numbers(cut) if not _inside(number.start, taken))
    typed = _words(cut, taken, figures, library)
    words, spelled, fillers, strict = typed.words, typed.spelled, typed.fillers, typed.strict
    line = f" {' '.join(words)} "
    whole = f" {fold(cut)} "
    issuers, without_issuers = _named_issuers(words, typed, library)
    near = () if issuers else _near_issuers(without_issuers, typed, library)
    stranger = () if near else _stranger(without_issuers, spelled, cut, library)
    if near:
        without_issuers = _without_near(without_issuers, near[0])
        issuers = tuple(each.code for each in near if each.is_sure)
    term = _term_wanted(line)
    if term is not None:
        without_issuers = _without_phrase(without_issuers, said.TERM_STEPS[term.steps])
    is_yes_no = said.YES_NO.search(line) is not None
    without_issuers = _untied(without_issuers, typed, library)
    without_figures = _without_figures(without_issuers) if is_yes_no else without_issuers
    nth = _nth(line)
    without_figures = _without_ordinal(without_figures, nth[1]) if nth else without_figures
    marks = typed.marks()
    groups = tuple(_terms(part, fill, line, library, marks) for part, fill in _parts(without_figures, fillers))
    topic = _terms(without_figures, fillers, line, library, marks)
    topic = topic or _terms(without_figures, strict, line, library, marks)
    terms = (
        *(term for term in topic if not _is_torn(term.phrase, whole)),
        *_stranger_term(stranger),
        *(_number_term(number) for number in numbers if not is_number_of_any(number, library)),
    )
    return Reading(
        line=line,
        spelled=spelled,
        cues=frozenset(asked for asked, pattern in CUES.items() if pattern.search(line)),
        terms=terms,
        said=frozenset(words).union(*(other for term in terms for other in term.others)),
        pairs=tuple(f" {left} {right} " for left, right in pairwise(word for word in words if word not in STOP_WORDS)),
        periods=tuple(dict.fromkeys(found.period for found in periods)),
        is_now=any(found.is_relative for found in periods),
        is_yearless=bool(periods) and all(found.is_yearless for found in periods),
        issuers=issuers,
        stranger=" ".join(stranger),
        near_issuers=() if issuers else tuple(each.code for each in near),
        is_own=said.SELF.search(line) is not None,
        term=term,
        level=_level(" ".join(without_issuers)),
        span=_span(line, has_period=bool(periods)),
        cadences=frozenset(match[1] for match in said.CADENCE.finditer(f" {fold(cut)} | {line}")),
        numbers=numbers,
        nth=nth,
        place=_place(whole),
        measure=_measure(" ".join(without_issuers)),
        wants_percent="%" in cut or said.PERCENT_WANTED.search(line) is not None,
        wants_money=said.MONEY_WANTED.search(line) is not None or (is_yes_no and _doubts_money(whole)),
        wants_day=said.DAY_WANTED.search(line) is not None,
        wants_person=said.PERSON.search(line) is not None,
        wants_result=asks_result(line),
        wants_names=said.WHICH_ONES.search(line) is not None,
        is_yes_no=is_yes_no,
        groups=tuple(group for group in groups if group) if len(groups) > 1 else (),
        marks=marks,
        is_ellipsis=said.ELLIPSIS.search(line) is not None,
        figures=figures,
        dates=tuple(found.day for found in dates),
    )


def beyond(reading: Reading, asked: Asked) -> Reading:
    """The same question without the words that gave this cue away: 'ai là người ký' leaves nothing over."""
    told = [words for match in CUES[asked].finditer(reading.line) for words in _edges(match.group().split())]
    kept = tuple(
        term
        for term in reading.terms
        if not (len(term.phrase) == 1 and term.phrase[0] in STOP_WORDS)
        and not any(f" {' '.join(term.phrase)} " in words for words in told)
    )
    return reading if len(kept) == len(reading.terms) else replace(reading, terms=kept)


def _edges(words: Sequence[str]) -> tuple[str, str]:
    """The beginning and the end of what gave a cue away; what a long one spans between may be the topic."""
    if len(words) <= CUE_WORDS:
        return f" {' '.join(words)} ", ""
    return f" {' '.join(words[:2])} ", f" {' '.join(words[-3:])} "


def _longest(
    words: Sequence[str], place: int, phrases: "Mapping[str, frozenset[tuple[str, ...]]] | Compounds"
) -> tuple[str, ...]:
    """The longest listed phrase that stands at this place; empty when none does."""
    fitting = (each for each in phrases.get(words[place], ()) if tuple(words[place : place + len(each)]) == each)
    return max(fitting, key=len, default=())


# Words


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a question, and of each how it was spelled and whether it is a filler.

    `strict` says which are fillers where all marks are believed: in 'cho 105 hộ vay' the last word is no 'vậy'.
    """

    words: tuple[str, ...]
    spelled: tuple["Spelling", ...]
    fillers: tuple[bool, ...]
    strict: tuple[bool, ...]
    texts: tuple[str, ...]
    """As they were typed, marks and all."""

    def is_marked(self, place: int) -> bool:
        """Whether the word had any mark, so that it can be believed."""
        return fold(self.texts[place]) != self.texts[place]

    def marks(self) -> dict[str, tuple[str, ...]]:
        """The words that always had their marks and were not mended, by their bare form."""
        found: dict[str, list[str]] = {}
        for word, text in zip(self.words, self.texts, strict=True):
            found.setdefault(word, []).append(text)
        always = {word: texts for word, texts in found.items() if all(fold(each) == word != each for each in texts)}
        return {word: tuple(texts) for word, texts in always.items()}


def _words(cut: str, taken: Sequence[tuple[int, int]], figures: Sequence[Number], library: "Library") -> _Words:
    """The words outside the spans already read, written out and mended, with which of them are fillers."""
    from knowledge.spelling import spell

    kept = tuple(_in_digits([token for token in tokens(cut) if not _inside(token.start, taken)], figures, cut))
    index = library.index
    expanded = expand(_filled_in(kept, cut, library), likely_of(index), library.own)
    typed = [token.bare for token in expanded]
    believed = frozenset(token.bare for token in expanded if is_listed(token.bare, library.own) or token.is_number)
    believed |= {word for phrase in short_forms(library.own) for word in phrase}
    believed |= {token.bare for token in expanded if token.text in SIZES}
    spelled = spell(typed, index, believed=believed)
    mended = tuple(
        _believable(token, each, spelled, place, index)
        for place, (token, each) in enumerate(zip(expanded, spelled, strict=False))
    )
    fillers = tuple(
        token.text in STOP_MARKED
        if token.is_marked and each.is_known and not has_lost_its_tone(token.text)
        else each.word in STOP_WORDS
        for token, each in zip(expanded, mended, strict=False)
    )
    last = _with_polite_end(fillers, tuple(each.word for each in mended))
    is_marked = any(token.is_marked for token in expanded)
    strict = tuple(token.text in STOP_MARKED for token in expanded) if is_marked else last
    texts = tuple(token.text for token in expanded)[: len(mended)]
    return _Words(tuple(each.word for each in mended), mended, last, strict[: len(mended)], texts)


def _with_polite_end(fillers: Sequence[bool], words: Sequence[str]) -> tuple[bool, ...]:
    """The fillers, with what is only polite behind a question: 'bn v a', 'ngày mấy v c'."""
    found = list(fillers)
    for place in reversed(range(len(words))):
        is_letter = len(words[place]) == 1 and words[place].isalpha()
        if not (is_letter or found[place] or (words[place] in STOP_AT_END and place == len(words) - 1)):
            break
        found[place] = True
        if not is_letter:
            break
    return tuple(found)


def _in_digits(said: Sequence[Token], figures: Sequence[Number], cut: str) -> Iterator[Token]:
    """'Hai mươi bảy nghìn' and '27k' as one token, 27000: papers print figures, and their words are no topic."""
    bare = fold(cut)
    ends = {number.start: number.end - len(_SIGN.search(bare[number.start : number.end])[0]) for number in figures}  # type: ignore[index] # matches anything
    values = {number.start: number.value for number in figures}
    until = 0
    for place, token in enumerate(said):
        if token.start < until:
            continue
        end = ends.get(token.start, 0)
        is_run = place + 1 < len(said) and said[place + 1].start < end
        if is_run and not bare[token.start : end].replace(" ", "").replace(".", "").isdecimal():
            until = end
            digits = f"{values[token.start].normalize():f}".replace(".", ",")
            yield Token(digits, digits, token.start, end)
        else:
            yield token


_SIGN: Final = re.compile(r"(?:\s*(?:%|phan tram|ptram))?$")


def _filled_in(said: Sequence[Token], cut: str, library: "Library") -> tuple[Token, ...]:
    """Initials that the lists lack ('XHCĐ') and words half written before another ('ph.châm', 'h.nghị') in full."""
    found: list[Token] = []
    for place, token in enumerate(said):
        after = said[place + 1].bare if place + 1 < len(said) else ""
        words = _half_written(token.bare, after, library.index) or _initialled(token, cut, library)
        found += [Token(word, word, token.start, token.end) for word in words] or _parted(token, library)
    return tuple(found)


def _parted(token: Token, library: "Library") -> tuple[Token, ...]:
    """'kếtnạp' is words that were run together; they keep the marks they were typed with."""
    from knowledge.spelling import parted

    # 'chiếm' is a word of its own, though the papers lack it and hold 'chi' and 'em'.
    is_word = is_listed(token.bare, library.own) or (token.is_marked and is_syllable(token.bare))
    if is_word or not (words := parted(token.bare, library.index)):
        return (token,)
    found, place = [], 0
    for word in words:
        cut = slice(place, place + len(word))
        found.append(Token(token.text[cut], token.bare[cut], token.start + cut.start, token.start + cut.stop))
        place = cut.stop
    return tuple(found)


def _initialled(token: Token, cut: str, library: "Library") -> tuple[str, ...]:
    """Only what is no word by itself, or was typed in capitals among small letters."""
    is_shout = cut[token.start : token.end].isupper() and len(token.bare) > 1 and not cut.isupper()
    is_word = is_syllable(token.bare) or token.bare in library.index.rarities
    is_small = token.bare in STOP_WORDS or len(token.bare) < 2
    if is_listed(token.bare, library.own) or (is_word and not is_shout) or is_small:
        return ()
    return library.initials.get(token.bare, ())


def _half_written(word: str, after: str, index: "Index") -> tuple[str, ...]:
    """A beginning without a vowel, made whole by the word that follows it: 'h nghi' is hoi nghi."""
    if not after or len(word) > 3 or is_syllable(word) or is_listed(word) or not word.isalpha():
        return ()
    fitting = [(met, whole) for whole in _begun(index, word) if (met := index.pair(whole, after))]
    return (max(fitting)[1],) if fitting else ()


def _begun(index: "Index", beginning: str) -> Sequence[str]:
    """The words of the passages that begin so."""
    ordered = index.in_order
    return ordered[bisect_left(ordered, beginning) : bisect_left(ordered, f"{beginning}{LAST_LETTER}")]


def likely_of(index: "Index") -> Likely:
    """A meaning is likely that the documents hold beside the same neighbours."""

    def likely(before: str, phrase: tuple[str, ...], after: str) -> float:
        return index.pair(before, phrase[0]) + index.pair(phrase[-1], after)

    return likely


def _believable(
    token: Token, each: "Spelling", spelled: Sequence["Spelling"], place: int, index: "Index"
) -> "Spelling":
    """A real syllable that the documents lack is only taken for another one where the neighbour supports it."""
    from knowledge.spelling import Spelling

    if each.is_known or not each.options or not is_syllable(each.typed):
        return each
    before = spelled[place - 1].word if place else ""
    after = spelled[place + 1].word if place + 1 < len(spelled) else ""
    neighbours = {(before, each.word), (each.word, after)}
    supported = neighbours & _set_pairs() or (not token.is_marked and any(index.pair(*pair) for pair in neighbours))
    return each if supported else Spelling(each.typed, (), is_known=False)


@cache
def _set_pairs() -> frozenset[tuple[str, str]]:
    """Neighbours in words and phrases that belong together anyway: ('bao', 'nhieu'), ('doi', 'thoai')."""
    known = lexicon()
    phrases = (*STOP_PHRASES, *known.compounds, *known.same, *known.short_of)
    return frozenset(pair for phrase in phrases for pair in pairwise(phrase))


# What it is about


@cache
def _stop_by_first() -> Mapping[str, frozenset[tuple[str, ...]]]:
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in STOP_PHRASES:
        found.setdefault(phrase[0], set()).add(phrase)
    return {first: frozenset(phrases) for first, phrases in found.items()}


def _without_figures(words: Sequence[str]) -> tuple[str, ...]:
    """The figure of a yes-or-no question is what is doubted, so it cannot help to find the target; nor its bound."""
    after = (*words[1:], "")
    return tuple(
        BREAK if word[0].isdecimal() or (word in BOUNDS and follows[:1].isdecimal()) else word
        for word, follows in zip(words, after, strict=True)
    )


def _untied(words: Sequence[str], typed: _Words, library: "Library") -> tuple[str, ...]:
    """The words without small ones that only look like the beginning of a longer one: 'còn công đoàn' is no 'con công'.

    Those with their marks are believed to be small; what the lists keep together stays together, but not after the
    'còn' of 'còn đoàn viên thì mấy'.
    """
    if match := said.AND_WHAT_OF.match(" ".join(words)):
        place = match.group().count(" ")
        words = (*words[:place], BREAK, *words[place + 1 :])
    return tuple(
        BREAK
        if typed.fillers[place]
        and typed.is_marked(place)
        and (unit := _longest(words, place, library.compounds))
        and unit not in _listed_together()
        and not _longest(words, place, _stop_by_first())
        else word
        for place, word in enumerate(words)
    )


@cache
def _listed_together() -> frozenset[tuple[str, ...]]:
    known = lexicon()
    return frozenset((*known.compounds, *known.same, *known.limits, *known.short_of))


def _without_ordinal(words: Sequence[str], number: int) -> tuple[str, ...]:
    """'4' and the 'tư' of 'thứ tư' say which entry, not what it is about."""
    before = ("", *words)
    return tuple(
        BREAK if word == str(number) or (last == "thu" and _ordinal(word) == number) else word
        for last, word in zip(before, words, strict=False)
    )


def _parts(words: Sequence[str], fillers: Sequence[bool]) -> Iterator[tuple[Sequence[str], Sequence[bool]]]:
    """The question cut at 'và'."""
    start = 0
    for place, word in enumerate((*words, "va")):
        if word == "va":
            yield words[start:place], fillers[start:place]
            start = place + 1


def _terms(
    words: Sequence[str], fillers: Sequence[bool], line: str, library: "Library", marks: Mapping[str, tuple[str, ...]]
) -> tuple[Term, ...]:
    """The content words in order, once each; the thing counted may go by another name ('người' for 'đoàn viên')."""
    counted = _measure(line)
    found: dict[tuple[str, ...], Term] = {}
    shorts = short_forms(library.own)
    for unit in _content_units(words, fillers, library.compounds.joined_by(shorts)):
        exchanged = exchanged_nouns(unit) if counted[: len(unit)] == unit else ()
        short = ((shorts[unit],),) if unit in shorts else ()
        others = (*lexicon().same.get(unit, ()), *exchanged, *_as_printed(unit), *short)
        spelled = marks.get(unit[0], ()) if len(unit) == 1 else ()
        is_limit = unit in lexicon().limits
        found.setdefault(unit, Term(unit, others, _weight(unit, library.index), is_needed=is_limit, spelled=spelled))
    return tuple(found.values())


def _as_printed(unit: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """'Đại hội 17' is 'Đại hội XVII' on paper, '24500' is '24.500'."""
    number = int(unit[0]) if unit[0].isdecimal() and len(unit[0]) <= 9 else 0
    if number >= 1000:
        return ((written(Decimal(number)),),)
    if not 0 < number < 40:
        return ()
    tens, ones = divmod(number, 10)
    return (("x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones],),)


def _is_torn(phrase: tuple[str, ...], whole: str) -> bool:
    """'hồi 2021 thì' is no 'hội thi': a year that was taken out stood between the syllables."""
    torn = (rf"\b{left} (?:nam )?\d[\d/.-]* {right}\b" for left, right in pairwise(phrase))
    return len(phrase) > 1 and f" {' '.join(phrase)} " not in whole and any(re.search(each, whole) for each in torn)


def _content_units(words: Sequence[str], fillers: Sequence[bool], compounds: "Compounds") -> Iterator[tuple[str, ...]]:
    stops = _stop_by_first()
    place = 0
    while place < len(words):
        stop = _longest(words, place, stops)
        unit = _longest(words, place, compounds)
        if stop and len(stop) >= len(unit) and not _is_marked_otherwise(stop, fillers[place : place + len(stop)]):
            place += len(stop)
        elif unit and not _is_overlapped(words, place, unit, compounds):
            yield unit
            place += len(unit)
        else:
            counts_list = words[place].isdecimal() and " ".join(words[place + 1 : place + 3]).startswith(LIST_NOUNS)
            if not fillers[place] and words[place] != BREAK and not counts_list:
                yield (words[place],)
            place += 1


def _is_marked_otherwise(stop: tuple[str, ...], fillers: Sequence[bool]) -> bool:
    """'Mượn hội' is no 'muốn hỏi': both words were typed with other marks than those that only ask."""
    return stop[-1] in ASKS and len(stop) > 1 and stop[0] in STOP_WORDS and not any(fillers)


def _is_overlapped(words: Sequence[str], place: int, unit: tuple[str, ...], compounds: "Compounds") -> bool:
    """'Nâng suất ăn ca' is 'nâng' and 'suất ăn ca', no 'năng suất': a longer phrase begins inside and goes on."""
    return any(len(_longest(words, place + inside, compounds)) > len(unit) for inside in range(1, len(unit)))


def _weight(unit: tuple[str, ...], index: "Index") -> float:
    """Rarer and longer words tell more; what is no Vietnamese word and stands nowhere is taken for noise."""
    if unit[0][0].isdecimal():
        return NOISE if unit[0].isdecimal() and int(unit[0]) < 100 else NUMBER
    if len(unit) == 1 and unit[0] not in index.rarities:
        return UNKNOWN if is_syllable(unit[0]) else NOISE
    return min(max(index.rarity(word) for word in unit), WEIGHT_MAX) * (1 + 0.25 * (len(unit) - 1))


# Who and which


BREAK: Final = "|"
"""Stands where a name was taken out, so that its neighbours do not become a pair."""


def _named_issuers(
    words: Sequence[str], typed: _Words, library: "Library"
) -> tuple[tuple[UnitCode, ...], tuple[str, ...]]:
    """The unions of the library that are named, and the words without those names.

    With other marks than the name's it is none: 'tham gia làm' is no Gia Lâm.
    """
    left = list(words)
    found: list[UnitCode] = []
    for start in range(len(words)):
        if left[start] == BREAK:
            continue
        name, codes = library.named_at(words, start)
        if codes and not any(_may_name(code, typed, start, len(name), library) for code in codes):
            continue
        if words[start - 1 : start] and words[start - 1] in IN_INDUSTRY and _are_industries(codes, library):
            continue
        left[start : start + len(name)] = [BREAK] * len(name)
        found += codes
    return tuple(dict.fromkeys(found)), tuple(left)


def _may_name(code: UnitCode, typed: _Words, start: int, length: int, library: "Library") -> bool:
    """Whether no small word with its own marks stands where the name has another; slips of marks are let pass."""
    name = next(issuer.name for issuer in library.issuers if issuer.code == code)
    marked = {token.text for token in tokens(name)}
    return all(
        typed.texts[place] in marked or typed.texts[place] not in STOP_MARKED or not typed.is_marked(place)
        for place in range(start, start + length)
    )


IN_INDUSTRY: Final = frozenset(("tram", "so", "phong", "vien", "hiem", "tam", "nghiep", "ty", "xa", "sy", "si", "bi"))
"""'Trạm y tế' and 'doanh nghiệp vận tải' name no union, though 'ngành Y tế' and 'ngành Vận tải' have one each."""


def _are_industries(codes: Sequence[UnitCode], library: "Library") -> bool:
    return all(issuer.level == "nganh" for issuer in library.issuers if issuer.code in codes)


ENDS_OF_NAMES: Final = frozenset(("anh", "ba", "tam", "hai", "nam", "chau", "long", "loi", "bang", "ban", "quy", "tan"))
"""Small words that also end a place's name: 'LĐLĐ huyện Đông Anh'."""


def _stranger(words: Sequence[str], spelled: Sequence["Spelling"], cut: str, library: "Library") -> tuple[str, ...]:
    """A province, or an unknown name right after a word of level: 'huyện Phú Quốc', 'Cần Thơ'."""
    for start in range(len(words)):
        for length in (4, 3, 2):
            if tuple(words[start : start + length]) in lexicon().provinces:
                return tuple(words[start : start + length])
    for place, word in enumerate(words[:-2]):
        pair = words[place + 1 : place + 3]
        if word in LEVELS and all(is_syllable(each) for each in pair) and _is_capitalised(pair, cut):
            return tuple(pair)
        is_of_union = tuple(words[max(place - 2, 0) : place]) in (("lao", "dong"), ("cong", "doan"))
        small = (STOP_WORDS | {BREAK}) - (ENDS_OF_NAMES if is_of_union and pair[0] not in STOP_WORDS else frozenset())
        if word in LEVELS and not set(pair) & small and all(is_syllable(each) for each in pair):
            is_new = any(not each.is_known for each in spelled[place + 1 : place + 3])
            is_unmet = not library.index.pair(pair[0], pair[1])
            is_like_a_name = is_unmet and _begins_a_name(word, pair[0], library)
            if (is_of_union and (is_new or is_unmet)) or is_like_a_name:
                return tuple(pair)
    return ()


def _begins_a_name(level: str, word: str, library: "Library") -> bool:
    """Whether a union of this level has a name that begins so: 'huyện Thạch …'."""
    of_level = (each for each in library.issuers if each.level == level)
    return any(name[0] == word for each in of_level for name in each.names if len(name) > 1)


@dataclass(frozen=True, slots=True)
class _Near:
    """A union whose name differs in one word from the words typed after a word of level."""

    code: UnitCode
    start: int
    length: int
    is_sure: bool
    """One letter off, typed without marks, and no other union is as near: a slip of the finger."""


def _near_issuers(words: Sequence[str], typed: _Words, library: "Library") -> tuple[_Near, ...]:
    """'Huyện Thạch Lân' may be Thạch Lâm; words that stand side by side in the papers are no name gone wrong.

    Of several those of the level that was said come first: no commune is meant by 'phường'.
    """
    for place, word in enumerate(words[:-2]):
        is_zone = tuple(words[max(place - 2, 0) : place + 1]) == ("khu", "cong", "nghiep")
        if not (word in LEVELS or word == "ben" or is_zone) or BREAK in words[place + 1 : place + 3]:
            continue
        near = {
            issuer.code: _Near(issuer.code, place + 1, len(name), is_sure=not typed.is_marked(place + 1 + differing))
            for issuer in library.issuers
            for name in issuer.names
            if (differing := _differing(words[place + 1 : place + 1 + len(name)], name, library)) is not None
            and _has_marks_of(issuer, typed, place + 1, len(name), differing)
        }
        levels = {issuer.code: issuer.level for issuer in library.issuers if issuer.code in near}
        of_level = [each for code, each in near.items() if levels[code] == word]
        found = of_level or list(near.values())
        if found:
            return tuple(found) if len(found) == 1 else tuple(replace(each, is_sure=False) for each in found)
    return ()


def _has_marks_of(issuer: "Issuer", typed: _Words, start: int, length: int, differing: int) -> bool:
    """Whether the words that are the name's have its marks, too, where any were typed: 'đổi mới' is no 'Đồi Mơ'."""
    marks = {token.text for token in tokens(issuer.name)}
    others = (start + place for place in range(length) if place != differing)
    return all(not typed.is_marked(place) or typed.texts[place] in marks for place in others)


def _differing(said: Sequence[str], name: Sequence[str], library: "Library") -> int | None:
    """Which one word is nearly the name's; None where more differ, or where the words belong together anyway."""
    differ = [place for place, (typed, known) in enumerate(zip(said, name, strict=False)) if typed != known]
    if len(said) != len(name) or len(name) < 2 or len(differ) != 1 or tuple(said) in lexicon().provinces:
        return None
    if any(library.index.pair(left, right) for left, right in pairwise(said)):
        return None
    from rapidfuzz.distance import OSA

    place = differ[0]
    typed, known = said[place], name[place]
    is_near = typed.isalpha() and OSA.distance(typed, known) <= 1
    return place if is_near else None


def _without_near(words: Sequence[str], near: _Near) -> tuple[str, ...]:
    return (*words[: near.start], *[BREAK] * near.length, *words[near.start + near.length :])


def _is_capitalised(pair: Sequence[str], cut: str) -> bool:
    """Whether both words begin with a capital among words that do not."""
    bare = fold(cut)
    match = re.search(rf"\b{pair[0]} {pair[1]}\b", bare)
    if match is None or cut.isupper():
        return False
    second = match.start() + len(pair[0]) + 1
    return len(bare) == len(cut) and cut[match.start()].isupper() and cut[second].isupper()


def _stranger_term(stranger: tuple[str, ...]) -> tuple[Term, ...]:
    return (Term(stranger, (), WEIGHT_MAX, is_needed=True),) if stranger else ()


def _document_numbers(
    cut: str, terms: Sequence[FoundPeriod]
) -> tuple[list[tuple[int, int]], tuple[DocumentNumber, ...]]:
    """Numbers of documents as written ('880/CTr-LĐLĐ') or said ('chương trình 880'), with their spans."""
    bare, ends = _with_spoken(cut, terms)
    spans: list[tuple[int, int]] = []
    found: list[DocumentNumber] = []
    for match in said.WRITTEN_NUMBER.finditer(bare):
        spans.append(match.span())
        found.append(DocumentNumber(match[1].lstrip("0"), DOCUMENT_TYPES[match[2]], cut[slice(*match.span())]))
    for match in said.SPOKEN_NUMBER.finditer(bare):
        if not _inside(match.start(2), spans) and not 1900 <= int(re.sub(r"\D", "", match[2])) <= 2100:
            end = ends.get(match.start(2), match.end(2))
            spans.append((match.start(2), end))
            # 'CT' is short for 'chỉ thị' and for 'chương trình': the number tells which
            type_ = "" if match[1] == "ct" else DOCUMENT_TYPES.get(match[1], match[1])
            found.append(DocumentNumber(match[2].lstrip("0"), type_, cut[match.start() : end]))
    return spans, tuple(found)


def _with_spoken(cut: str, terms: Sequence[FoundPeriod]) -> tuple[str, Mapping[int, int]]:
    """The bare text with spoken numbers in digits at the same places, and where each ends: 'chương trình tám trăm'."""
    bare, ends = fold(cut), {}
    for number in find_numbers(cut):
        if any(each.start <= number.start < each.end for each in terms):
            continue
        digits, length = f"{number.value:f}", number.end - number.start
        if number.is_spoken and not number.is_percent and digits.isdecimal() and len(digits) <= length:
            ends[number.start] = number.end
            bare = f"{bare[: number.start]}{digits.ljust(length)}{bare[number.end :]}"
    return bare, ends


def has_number(document: Document, number: DocumentNumber) -> bool:
    """Whether this is the document meant by '880/CTr' or 'chương trình 880'."""
    written = document.header.number
    if not written or re.split(r"[/-]", written)[0].strip().lstrip("0") != number.digits:
        return False
    sign = fold(written)
    named = fold(document.header.type)
    signs = [short for short, long in DOCUMENT_TYPES.items() if long == number.type]
    is_type = number.type in named or any(re.search(rf"[/-]\s*{short}\b", sign) for short in signs)
    return not number.type or is_type


def is_number_of_any(number: DocumentNumber, library: "Library") -> bool:
    """Whether the library has the document itself, not only a mention of it."""
    return any(has_number(document, number) for document in library.numbered(number.digits))


def _number_term(number: DocumentNumber) -> Term:
    """A document that others mention: 'nghị quyết số 11', '11/NQ-BCH'."""
    type_ = tuple(number.type.split())
    phrases = [
        phrase
        for digits in (number.digits, f"0{number.digits}")
        for phrase in ((digits, *type_), (*type_, digits), (*type_, "so", digits))
    ]
    return Term(phrases[0], tuple(dict.fromkeys(phrases[1:])), WEIGHT_MAX, is_needed=True)


# Which one, where, how measured


def _nth(line: str) -> tuple[str, int] | None:
    """'khâu đột phá thứ hai' is the second of the breakthroughs, 'thứ ba' the third of what was spoken of before."""
    if match := said.NTH.search(line):
        return match[1], _ordinal(match[2])
    if match := said.NTH_ALONE.search(line):
        return "", _ordinal(match[1])
    return None


def _ordinal(written: str) -> int:
    """'cuối cùng' is -1."""
    return int(written) if written.isdecimal() else said.NTH_COUNTS.get(written) or DIGITS.get(written, 0)


def _place(bare: str) -> str:
    """'mục II.2.1, gạch đầu dòng 3' as the start of a place, folded."""
    match = PLACE.search(bare)
    if match is None:
        return ""
    start = f"muc {match[1]}{match[2].replace(' ', '')}"
    return f"{start}, gach dau dong {match[3]}" if match[3] else start


def _span(line: str, *, has_period: bool) -> str:
    """'nhiệm kỳ 2023-2028' names a document, 'chỉ tiêu nhiệm kỳ' a part of its list."""
    spans = (meant for written, meant in said.SPANS if f" {written} " in line)
    return next((span for span in spans if not (has_period and span == "nhiem ky")), "")


def _doubts_money(whole: str) -> bool:
    """'2,5 tỷ đúng không', 'mỗi suất năm trăm nghìn phải không': a sum of money is doubted, not a count."""
    match = said.SUM_DOUBTED.search(whole)
    return match is not None and (match[1] not in said.THOUSAND or said.PRICED.search(whole) is not None)


def _term_wanted(line: str) -> TermWanted | None:
    """'Nhiệm kỳ này', 'khoá trước'; 'kỳ trước' where no report is spoken of, which has periods of its own."""
    for steps, pattern in said.TERM_STEPS.items():
        if match := pattern.search(line):
            word = next(each for each in ("nhiem ky", "khoa", "giai doan", "ky") if match.group().startswith(each))
            return TermWanted(steps, word) if word != "ky" or " bao cao " not in line else None
    return None


def _without_phrase(words: Sequence[str], pattern: re.Pattern[str]) -> tuple[str, ...]:
    """The words with the phrase taken out; what only says which term is no topic."""
    line = " ".join(words)
    match = pattern.search(line)
    if match is None:
        return tuple(words)
    start, count = line[: match.start()].count(" "), match.group().count(" ") + 1
    return (*words[:start], *[BREAK] * count, *words[start + count :])


def _level(line: str) -> LevelWanted | None:
    """'Trên tỉnh giao', 'LĐLĐ tỉnh đề ra', 'cấp trên yêu cầu', 'huyện mình'; a name has been taken out before."""
    if said.ABOVE.search(line):
        return LevelWanted("", sets=True)
    if match := said.LEVEL_SETS.search(line):
        return LevelWanted(next(word for word in match.groups() if word), sets=True)
    match = said.LEVEL_OWN.search(line)
    return LevelWanted(match[1], sets=False) if match else None


def asks_result(line: str) -> bool:
    """What was done, not what is to be done: 'đã kết nạp được mấy người rồi', 'đã nộp báo cáo chưa'."""
    if said.FILED.search(line):
        return True
    if said.DUTY_LINE.search(line):
        return False
    maybe = said.MAYBE_RESULTS.search(line) is not None and said.OBLIGED.search(line) is None
    return maybe or said.RESULTS.search(line) is not None


def _measure(line: str) -> tuple[str, ...]:
    """The words right after 'bao nhiêu', 'mấy' or 'số', to be compared with a target's measure."""
    if match := said.MEASURED.search(line):
        return tuple(match[1].split())
    numbered = said.NUMBER_OF.match(line)
    words = tuple(numbered["counted"].split()) if numbered else ()
    return words if counted_noun(words) else ()


def asked_value(reading: Reading) -> tuple[Decimal, bool] | None:
    """The figure a yes-or-no question names: 'có phải 95% không' names 95, a percentage."""
    if not reading.is_yes_no or not reading.figures:
        return None
    figure = next((each for each in reading.figures if each.is_percent), reading.figures[-1])
    return figure.value, figure.is_percent
