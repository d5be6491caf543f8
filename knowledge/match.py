"""How well does a passage or a target speak of what was asked: coverage of the content words, and the measure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.document import Target
from knowledge.library import Entry, Library, TargetEntry, Text
from knowledge.measures import PEOPLE, WRITTEN, counted_noun, exchanged_nouns
from knowledge.numbers import find_numbers
from knowledge.question import Reading, Term
from knowledge.text import lexicon, long_words

SYNONYM: Final = 0.85
INTERRUPTED: Final = 0.8
BETWEEN_MAX: Final = 2
FOUR: Final = 4
OTHER_MARKS: Final = 0.3
"""The syllable stands there with other marks: another word, unless a finger slipped."""
TURNED: Final = 0.6
"""The same words the other way round: 'nhà sửa xong' for 'sửa nhà'."""
SCATTERED: Final = 0.4
"""All syllables are there, but not side by side."""
OF_PASSAGE: Final = 0.8
OF_SHARED_PASSAGE: Final = 0.6
OF_HEADING: Final = 0.7

NEEDED: Final = 0.55
NEAREST: Final = 0.3
"""What covers less of the question is not worth naming, nor a closer look."""
UNHEARD: Final = 4.0
"""The weight of a word that stands in a target's own words only."""
FULLY_SAID: Final = 0.6
SHARE_SAID: Final = 0.5
"""A share answers 'bao nhiêu CĐCS' only where the rest of it was said."""
OF_TITLE: Final = 0.6
"""A word that only the document's name holds."""

NO_FIGURE: Final = re.compile(r"\d+[a-z]?(?:/\d{4})?[-/][A-ZĐ]\S*|\d{1,2}/\d{1,2}(?:/\d{4})?|\b(?:19|20)\d\d\b")
"""A year, a day or the number of a paper is no figure."""
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
MONEY: Final = re.compile(r"\b(?:đồng|triệu|tỷ|tỉ|nghìn|ngàn|vnđ|vnd)\b", re.IGNORECASE)
"""With its marks: 'lao động' is no money. Papers without marks have "dong" by itself."""
MONEY_BARE: Final = re.compile(r"(?<!lao )(?<!hoat )\b(?:dong|trieu|ty|nghin|ngan)\b", re.IGNORECASE)
AMOUNT: Final = re.compile(r"\d[\d.,]*\s*(?:nghìn|triệu|tỷ|đồng)|\|\s*\d{1,3}(?:\.\d{3})+\s*(?:\||$)")
"""Money in a sentence, or what stands in a row of a table whose head names the measure."""
SHARE: Final = re.compile(r"%|\bphần trăm\b|\bphan tram\b", re.IGNORECASE)
CLAUSES: Final = re.compile(r"[;.]\s+")
PARTS: Final = re.compile(r"[;,]\s+|\.\s+|(?=\()")
NAMES_SUM: Final = re.compile(r"\W*(?:với |là |có )?(?:mức|trị giá|tổng|số tiền|mỗi|kinh phí|\d)", re.IGNORECASE)
"""How a part begins that only gives the sum for the part before."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well something answers: `coverage` of the question; `score` also prefers what was said more fully.

    `fullness` is how much of the thing itself was said: a target whose every word stands in the question is meant,
    even when the question has more to say.
    """

    coverage: float
    score: float
    fullness: float = 0.0
    misses_needed: bool = False
    own: float = 0.0
    """Coverage by the target's own words alone; tells figures of one sentence apart."""


NO_FIT: Final = Fit(0.0, 0.0)


def fit_target(reading: Reading, entry: Entry, target: TargetEntry, library: Library) -> Fit:
    """A figure counts with its own words first, those of its passage next, the heading last."""
    share = OF_PASSAGE if len(entry.targets) == 1 or _is_told_by_due(reading, entry, target) else OF_SHARED_PASSAGE
    own = [match(term, target.text) for term in reading.terms]
    text, heading, title = entry.text, entry.heading, library.titles[entry.document.key]
    matches = [
        said
        if said >= OF_PASSAGE  # nothing around it counts for more
        else max(said, share * match(term, text), OF_HEADING * match(term, heading), OF_TITLE * match(term, title))
        for term, said in zip(reading.terms, own, strict=True)
    ]
    fit = _fit(reading, matches, target.subject, library)
    if fit.misses_needed or fit.coverage < NEAREST:
        return fit
    lacks = any(_is_of_sibling(term, said, entry) for term, said in zip(reading.terms, own, strict=True))
    return Fit(fit.coverage, fit.score, fit.fullness, lacks, _coverage(reading, own) or 0.0)


def _is_told_by_due(reading: Reading, entry: Entry, target: TargetEntry) -> bool:
    """'85% … vào năm 2026, 95% vào năm 2028': the year asked for tells one figure from those beside it."""

    def is_due(each: TargetEntry) -> bool:
        years = {int(year) for year in YEAR.findall(each.target.due)}
        return any(period.start.year in years for period in reading.periods)

    if not reading.periods:
        return False
    dues = {each.target.due for each in entry.targets}
    return len(dues) > 1 and is_due(target) and sum(map(is_due, entry.targets)) == 1


def _is_of_sibling(term: Term, said: float, entry: Entry) -> bool:
    """Whether a word that must stand there belongs to another figure of the same sentence."""
    if not term.is_needed or said >= NEEDED:
        return False
    return any(match(term, each.text) >= NEEDED for each in entry.targets)


def fit_passage(reading: Reading, entry: Entry, library: Library) -> Fit:
    """A passage counts with its words, and a little less with the headings it stands under.

    Every way of answering looks at the same passages: what one reading found of them is kept with it.
    """
    fit = reading.fits.get(entry.number)
    if fit is None:
        fit = reading.fits[entry.number] = _fit_passage(reading, entry, library)
    return fit


def _fit_passage(reading: Reading, entry: Entry, library: Library) -> Fit:
    text, heading, title = entry.text, entry.heading, library.titles[entry.document.key]
    said = [match(term, text) for term in reading.terms]
    matches = [
        own if own >= OF_HEADING else max(own, OF_HEADING * match(term, heading), OF_TITLE * match(term, title))
        for term, own in zip(reading.terms, said, strict=True)
    ]
    return _fit(reading, matches, text, library)


def fit_text(reading: Reading, text: Text, library: Library) -> Fit:
    """Any stretch of text by itself, such as a heading or a title."""
    return _fit(reading, [match(term, text) for term in reading.terms], text, library)


def match(term: Term, text: Text) -> float:
    """From 0 to 1: the word itself, one that means the same, its syllables apart, or nothing."""
    known = term.matches.get(id(text))
    if known is None:
        known = term.matches[id(text)] = text, _match(term, text)
    return known[1]


def _match(term: Term, text: Text) -> float:
    best = _phrase_match(term.phrase, text)
    if best and term.spelled and text.has_another(term.phrase[0], term.spelled):
        best *= OTHER_MARKS
    if best == 1.0:
        return best
    stands = text.word_set.issuperset
    for other in term.others:
        if stands(other) and not is_another(other, text, lexicon().marks):
            best = max(best, SYNONYM * _phrase_match(other, text))
    return best


def is_another(phrase: tuple[str, ...], text: Text, marks: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a single syllable that was written with its marks stands here with others."""
    spelled = marks.get(phrase[0]) if len(phrase) == 1 else None
    return spelled is not None and text.has_another(phrase[0], spelled)


def _phrase_match(phrase: tuple[str, ...], text: Text) -> float:
    if not text.word_set.issuperset(phrase):
        return 0.0
    if len(phrase) == 1 or f" {' '.join(phrase)} " in text.line:
        return 1.0
    if len(phrase) > 2 and (_follows_on(phrase, text.words) or _stands_in_halves(phrase, text)):
        return INTERRUPTED
    return TURNED if f" {' '.join(reversed(phrase))} " in text.line else SCATTERED


def _stands_in_halves(phrase: tuple[str, ...], text: Text) -> bool:
    """'Cải cách hành chính' in 'cải cách về thủ tục hành chính': two words of two syllables, each whole, in order."""
    if len(phrase) != FOUR:
        return False
    first, second = (text.line.find(f" {' '.join(half)} ") for half in (phrase[:2], phrase[2:]))
    return 0 <= first < second


def _follows_on(phrase: tuple[str, ...], words: Sequence[str]) -> bool:
    """Whether the words come in order with little between them: 'đoàn viên công đoàn ưu tú'."""
    starts = [place for place, word in enumerate(words) if word == phrase[0]]
    for start in starts:
        place = start
        for word in phrase[1:]:
            window = words[place + 1 : place + 2 + BETWEEN_MAX]
            if word not in window:
                break
            place += 1 + window.index(word)
        else:
            return True
    return False


def _fit(reading: Reading, matches: Sequence[float], text: Text, library: Library) -> Fit:
    coverage = _coverage(reading, matches)
    if coverage is None:
        return NO_FIT
    misses = any(term.is_needed and each < NEEDED for term, each in zip(reading.terms, matches, strict=True))
    if misses or coverage < NEAREST:
        return Fit(coverage, coverage, misses_needed=misses)
    fullness = _fullness(reading, text, library)
    return Fit(coverage, coverage + 0.3 * fullness + 0.1 * _pairs(reading, text), fullness, misses)


def _coverage(reading: Reading, matches: Sequence[float]) -> float | None:
    """How much of what was asked the matches cover, by weight; None where nothing of weight was asked."""
    total = met = 0.0
    for term, each in zip(reading.terms, matches, strict=True):
        total += term.weight
        met += term.weight * each
    return met / total if total else None


def _fullness(reading: Reading, text: Text, library: Library) -> float:
    """How much of the text was said in the question; tells 'đoàn viên' from 'đoàn viên ưu tú'."""
    rarities, said = library.index.rarities, reading.said
    total = told = 0.0
    for word in text.telling:
        weight = rarities.get(word, UNHEARD)
        total += weight
        if word in said:
            told += weight
    return told / total if total else 0.0


def _pairs(reading: Reading, text: Text) -> float:
    """The share of neighbouring words of the question that are neighbours here too."""
    pairs, line = reading.pairs, text.line
    return sum([pair in line for pair in pairs]) / len(pairs) if pairs else 0.0


# The measure


def measure_agrees(reading: Reading, entry: Entry, target: TargetEntry, fit: Fit) -> bool:
    """Whether the figure is of the kind asked for: a share, money, or a count of the thing named."""
    if _is_narrower(reading, target) and fit.fullness < FULLY_SAID:
        return False
    is_percent = target.target.measure.startswith("%")
    if reading.wants_money:
        return is_money(target.target)
    if reading.wants_percent:
        return is_percent
    wanted = _wanted(reading)
    if not wanted:
        return True
    if not is_percent:
        is_sum = is_money(target.target) and not is_direct(reading, target)
        return not is_sum and any(_stands(noun, target.text, reading.marks) for noun in wanted)
    return fit.fullness >= SHARE_SAID and any(_stands(noun, entry.text, reading.marks) for noun in wanted)


def _is_narrower(reading: Reading, target: TargetEntry) -> bool:
    """'đoàn viên ưu tú' is counted where 'đoàn viên' was asked for, and nothing was said of 'ưu tú'."""
    noun = counted_noun(reading.measure)
    measure = tuple(_bare_measure(target.target).split("/")[0].split())
    rest = measure[len(noun) :]
    return noun in PEOPLE and measure[: len(noun)] == noun and any(f" {word} " not in reading.line for word in rest)


def is_direct(reading: Reading, target: TargetEntry) -> bool:
    """Whether the thing asked to be counted is the measure itself, not only a share of it."""
    measure = Text(tuple(re.findall(r"\w+", _bare_measure(target.target))), target.target.measure)
    return any(_stands(noun, measure, reading.marks) for noun in _wanted(reading))


def _bare_measure(target: Target) -> str:
    return " ".join(long_words(target.measure))


def is_money(target: Target) -> bool:
    """Whether a figure is a sum of money."""
    return bool(MONEY.search(target.measure)) or bool(MONEY_BARE.search(target.measure))


def _wanted(reading: Reading) -> tuple[tuple[str, ...], ...]:
    """The noun after 'bao nhiêu' or 'mấy' with the nouns it is exchanged for; none when a verb follows."""
    noun = counted_noun(reading.measure)
    return (noun, *exchanged_nouns(noun)) if noun else ()


def _stands(noun: tuple[str, ...], text: Text, marks: Mapping[str, tuple[str, ...]]) -> bool:
    return f" {' '.join(noun)} " in text.line and not is_another(noun, text, {**WRITTEN, **marks})


def prose_agrees(reading: Reading, text: str) -> bool:
    """Whether a sentence holds a figure of the kind asked for."""
    if reading.wants_money:
        return _holds_money(reading, text)
    if reading.wants_percent:
        return _holds_share(reading, text)
    wanted = _wanted(reading)
    if wanted:
        return any(_counts(text, number.end, noun, reading.marks) for number in find_numbers(text) for noun in wanted)
    if reading.says("thu may"):
        return re.search(r"\d|\b[XVI]+\b", text) is not None
    return re.search(r"\d", NO_FIGURE.sub(" ", text)) is not None


def _holds_share(reading: Reading, text: str) -> bool:
    """Whether a share stands in the clause that says most of what was asked: 'thu đoàn phí; kinh phí 2%' has none."""
    clauses = [text] if " | " in text else CLAUSES.split(text)
    told = [sum(match(term, Text(long_words(part), part)) for term in reading.terms) for part in clauses]
    return any(SHARE.search(part) for part, said in zip(clauses, told, strict=True) if said >= max(told))


def _holds_money(reading: Reading, text: str) -> bool:
    """Whether a sum stands in the part that says most of what was asked, or in one right after that only names it."""
    if " | " in text:
        return AMOUNT.search(text) is not None
    parts = PARTS.split(text)
    told = [sum(match(term, Text(long_words(part), part)) for term in reading.terms) for part in parts]
    for place, part in enumerate(parts):
        after = parts[place + 1] if place + 1 < len(parts) else ""
        if told[place] == max(told) and (AMOUNT.search(part) or (NAMES_SUM.match(after) and AMOUNT.search(after))):
            return True
    return False


def _counts(text: str, end: int, noun: tuple[str, ...], marks: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the noun follows the number, with at most two words between and no punctuation."""
    rest = re.match(r"(?:\s+[^\W\d]+){1,5}", text[end:])
    after = Text(long_words(rest.group()), rest.group()) if rest else Text(())
    counts = any(after.words[start : start + len(noun)] == noun for start in range(BETWEEN_MAX + 1))
    return counts and not is_another(noun, after, {**WRITTEN, **marks})
