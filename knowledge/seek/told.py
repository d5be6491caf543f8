"""What do papers tell of a time before their own: '(năm 2025: 86,7%)' in the programme of 2026."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from knowledge.cues import STOP_WORDS
from knowledge.dates import Period, PeriodKind, term_of
from knowledge.document import Document
from knowledge.library import Entry, Text
from knowledge.match import NEEDED, fit_text, match, prose_agrees
from knowledge.measures import counted_noun
from knowledge.numbers import find_numbers
from knowledge.question import Reading
from knowledge.result import Answer, Asked, Found, Told
from knowledge.seek.case import ACCEPTED, BESIDE, Case
from knowledge.seek.figures import HEAD_SHARE
from knowledge.text import fold, long_words

TOLD_MAX: Final = 2
OWN_SAID: Final = 0.3
"""Of the question, by a bracket that says more than a year and a figure."""
LEADS_MAX: Final = 12
"""So far above may the sentence stand that names the time for a list."""
TERM: Final = re.compile(r"\b(20\d\d)\s?[-–]\s?(20\d\d)\b")
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
OTHERWISE: Final = re.compile(
    r"\b(?:so voi|tu|ke tu|truoc|sau|20\d\d (?:den|toi)|ke hoach|nghi quyet|chuong trinh|chi tieu|du toan|tong ket)"
    r"(?: cung ky| het| cuoi| dau)?(?: nam| nhiem ky| giai doan)? ?$"
)
"""'Tăng 4 buổi so với năm 2026' and 'nghị quyết năm 2026' tell nothing of that year itself."""
DAY: Final = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|thang \d{1,2} nam \d{4}|thang \d{1,2}/\d{4}|\d+[/-][A-ZđĐ]\S*")
BRACKET: Final = re.compile(r"\(([^()]*)\)")
SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=\W?[A-ZÀ-ỸĐ])")
CLAUSES: Final = re.compile(r";\s*")
AIMED_AT: Final = re.compile(r"\b(?:phai|giao|se|du kien|phan dau|de ra|dat ra|ke hoach|muc tieu)\b")
"""'Năm 2025 phải đạt mấy' asks what was to be reached, which a later paper's result does not say."""
AIMED: Final = re.compile(r"\b(?:phan dau|du kien|se|phai)\b")
SMALL: Final = STOP_WORDS.union(
    ("nam", "tet", "ket", "qua", "lan", "luot", "uoc", "tong", "so", "dat", "la", "trieu", "ty", "nghin", "dong")
)
"""A bracket with nothing else but figures tells of what stands before it."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words that tell of the time, and with what stands before them where they do not say it themselves."""

    words: str
    before: str
    entry: Entry
    lead: Entry | None = None
    """The sentence with a colon that names the time for all below it."""

    @property
    def text(self) -> Text:
        """All that says what it is about."""
        return Text(long_words(said := f"{self.before} {self.words}"), said)


def told(case: Case) -> Answer | None:
    """What the nearest later paper of those asked tells of a time that was over before it."""
    if not _may_be_told(case):
        return None
    papers = {paper.key: paper for tier in case.scope.tiers for paper in tier if paper.header.valid_from}
    for paper in sorted(papers.values(), key=lambda each: each.header.valid_from or date.max):
        period = _time_asked(case, paper)
        if period and _is_before(period, paper) and (found := _found(case, paper, period)):
            return Answer(Asked.PASSAGE, found)
    return None


def _may_be_told(case: Case) -> bool:
    """Only a figure of one earlier time, and not what was to be reached in it."""
    reading = case.reading
    times = len(reading.periods) + (reading.term is not None and reading.term.steps == -1)
    is_other = reading.is_yes_no or reading.wants_day or reading.wants_person or Asked.DUTY in reading.cues
    is_aim = AIMED_AT.search(reading.line) is not None or Asked.TARGETS in reading.cues
    is_figure = Asked.FIGURE in reading.cues or reading.wants_result
    return is_figure and times == 1 and bool(reading.terms) and not (is_other or is_aim or case.scope.is_open)


def _time_asked(case: Case, paper: Document) -> Period | None:
    """The year or term named; for 'nhiệm kỳ trước' the one that the paper itself names as ending where it begins."""
    if case.reading.periods:
        [period] = case.reading.periods
        return period if period.kind in (PeriodKind.YEAR, PeriodKind.TERM) else None
    begins = paper.header.valid_from
    texts = (text for entry in case.near_entries(paper) for text in _around(case, entry))
    terms = (term_of(int(first), int(last)) for text in texts for first, last in TERM.findall(text) if first < last)
    return next((each for each in terms if begins and each.end.year in (begins.year, begins.year - 1)), None)


def _around(case: Case, entry: Entry) -> tuple[str, ...]:
    lead = _lead(case, entry)
    return entry.passage.text, entry.passage.heading, lead.passage.text if lead else ""


def _is_before(period: Period, paper: Document) -> bool:
    """A term ends in the year in which the next one begins."""
    begins = paper.header.valid_from
    if begins is None:
        return False
    return period.end < begins if period.kind is PeriodKind.YEAR else period.end.year <= begins.year


def _found(case: Case, paper: Document, period: Period) -> tuple[Found, ...]:
    stretches = [each for entry in case.near_entries(paper) for each in _telling(case, entry, period)]
    scores = [(score, each) for each in stretches if (score := _score(case, each)) is not None]
    best = sorted(scores, key=lambda pair: -pair[0])[:TOLD_MAX]
    kept = [each for score, each in best if score >= best[0][0] - BESIDE]
    found = [replace(case.found(each.entry), told=Told(period, each.words)) for each in kept]
    leads = {each.lead.number: each.lead for each in kept if each.lead}
    return (*found, *(case.found(lead) for lead in leads.values()))


# Which words tell of the time


def _telling(case: Case, entry: Entry, period: Period) -> Iterator[_Stretch]:
    """Brackets and sentences that name the time, or everything below a heading or a sentence that does."""
    text = entry.passage.text
    yield from _in_brackets(entry, period)
    bare = BRACKET.sub(lambda bracket: " " * len(bracket.group()), text)
    lead = _lead(case, entry)
    is_below = _names(entry.passage.heading, period) or (lead is not None and _names(lead.passage.text, period))
    for start, end in _spans(SENTENCES, bare, 0):
        is_named = _names(bare[start:end], period)
        others = _years(bare[start:end]) - _years(period.name)
        for first, last in _spans(CLAUSES, bare[start:end], start):
            is_told = is_named and (not others or _names(bare[first:last], period))
            if is_told or (is_below and not _years(bare[first:last])):
                yield _Stretch(text[first:last].rstrip(" .;"), "", entry, None if is_told else lead)


def _in_brackets(entry: Entry, period: Period) -> Iterator[_Stretch]:
    text = entry.passage.text
    for bracket in BRACKET.finditer(text):
        if _names(bracket[1], period):
            before = re.split(r"[.;]\s|\)", text[: bracket.start()])[-1]
            yield _Stretch(bracket[1], before, entry)


def _spans(cut: re.Pattern[str], text: str, offset: int) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in (*cut.finditer(text), None):
        yield offset + start, offset + (mark.start() if mark else len(text))
        start = mark.end() if mark else 0


def _names(words: str, period: Period) -> bool:
    """Whether the words name just this time, as one that something was done in."""
    bare = DAY.sub(" ", fold(words))
    if period.kind is PeriodKind.TERM:
        named = re.finditer(rf"\b{period.start.year}\s?[-–]\s?{period.end.year}\b", bare)
    else:
        named = re.finditer(rf"(?:\bnam |\btet(?: \w+){{0,3}} |^\s*){period.start.year}\b(?!\s?[-–]\s?\d)", bare)
    return any(not OTHERWISE.search(bare[: each.start()]) for each in named)


def _years(words: str) -> frozenset[str]:
    return frozenset(YEAR.findall(DAY.sub(" ", fold(words))))


def _lead(case: Case, entry: Entry) -> Entry | None:
    """'Kết quả nhiệm kỳ 2020-2025 như sau:' above, at the same place of the outline."""
    place = entry.passage.place.rpartition(", ")[0]
    for number in range(entry.number - 1, max(entry.number - LEADS_MAX, -1), -1):
        above = case.library.entries[number]
        if above.document.key != entry.document.key or not place or not above.passage.place.startswith(place):
            return None
        if above.passage.text.endswith(":"):
            return above
    return None


# Whether they tell what was asked


def _score(case: Case, stretch: _Stretch) -> float | None:
    """How well it fits; None where it speaks of something else, or holds no figure of the kind asked for."""
    reading, own = case.reading, Text(long_words(stretch.words), stretch.words)
    if AIMED.search(fold(stretch.words)) or not _holds_figure(reading, stretch.words):
        return None
    fit = fit_text(reading, stretch.text, case.library)
    if fit.misses_needed or fit.coverage < ACCEPTED or not _says_head(reading, stretch):
        return None
    if stretch.before and not _is_bare(own) and not _says_itself(case, own):
        return None
    return fit.score


def _holds_figure(reading: Reading, words: str) -> bool:
    """A figure of the kind asked for, or one that says nothing of its kind: 'kết nạp 07'; the year is none."""
    left = YEAR.sub(" ", TERM.sub(" ", DAY.sub(" ", words)))
    if prose_agrees(reading, left):
        return True
    is_count = bool(counted_noun(reading.measure)) and not (reading.wants_money or reading.wants_percent)
    counts = (number for number in find_numbers(left) if not number.is_percent)
    return is_count and any(re.match(r"\W*(?:,|;|$)", left[number.end :]) for number in counts)


def _says_head(reading: Reading, stretch: _Stretch) -> bool:
    head = reading.terms[0]
    share = head.weight / sum(term.weight for term in reading.terms)
    return share < HEAD_SHARE or match(head, stretch.text) > 0


def _is_bare(words: Text) -> bool:
    """'Năm 2025 là 18%' says nothing of the thing itself."""
    return all(word in SMALL or not word.isalpha() for word in words.words)


def _says_itself(case: Case, own: Text) -> bool:
    """'Năm 2025 kết nạp được 96 đoàn viên' is of whom it says, not of all that stands before it."""
    needed = [term for term in case.reading.terms if term.is_needed]
    fit = fit_text(case.reading, own, case.library)
    return fit.coverage >= OWN_SAID and all(match(term, own) >= NEEDED for term in needed)
