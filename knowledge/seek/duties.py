"""Who reports to whom and how often, and what must be finished by when."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from knowledge.cues import ON_DAY
from knowledge.dates import find_dates
from knowledge.document import Document, DutyClause
from knowledge.library import Entry, Text
from knowledge.match import SCATTERED, match
from knowledge.outline import sentences
from knowledge.question import Reading, Term, beyond
from knowledge.result import Answer, Asked, Found
from knowledge.seek.case import Candidate, Case, best_of, scored
from knowledge.seek.events import is_of_paper
from knowledge.seek.figures import due_of_target, says_head
from knowledge.seek.papers import without_small_words
from knowledge.text import fold, long_words

DUTY_ACCEPTED: Final = 0.4
"""A document has few reporting duties; half a hint is enough."""
MOSTLY: Final = 0.6
KIND_ACCEPTED: Final = 0.7
MILESTONE_ACCEPTED: Final = 0.5
HEAD_ACCEPTED: Final = 0.45
"""'Đăng ký hội thao': the act is said, and its object may stand in the sentence before."""
COURSE: Final = (("ket", "thuc"), ("bat", "dau"), ("dien", "ra"))
NO_CADENCE: Final = frozenset(("dinh ky",))
SINGLE_DAY: Final = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
YEAR_ALONE: Final = re.compile(r"^(?=năm \d{4}$)", re.IGNORECASE)
_OF_REPORTS: Final = "bao cao gui nop thong qua bo phan ket co quan don vi noi truoc ngay gio han dau kenh lan 1"
OF_EVERY_REPORT: Final = frozenset(_OF_REPORTS.split())
"""'Thông qua bộ phận nào', 'trước ngày nào' ask for what every report has, and tell none apart."""
TOLD_ACCEPTED: Final = 0.85
"""Of the question, by a sentence that has somebody report something and imposes no duty that comes round."""
REPORTS_TO: Final = re.compile(
    r"\b(?:bao cao|phan anh|thong bao|bao)(?: \w+){0,6}? (?:ve|cho|len|voi|den|toi)\b"
    r"|\b(?:bao cao|phan anh) (?:ban|thuong truc|bo phan|cong doan|lien doan|chu tich|lanh dao|cap)\b"
)


def duty(case: Case, document: Document) -> Candidate | None:
    """Who reports to whom, through whom and how often; a day only where the document gives one."""
    entries = [entry for entry in case.entries(document) if _has_cadence(entry, case.reading.cadences)]
    if not entries and case.reading.is_yes_no:
        # 'có phải báo cáo quý không': what comes round instead is the answer
        entries = [entry for entry in case.entries(document) if any(each.cadence for each in entry.passage.duties)]
    named = replace(case, reading=replace(case.reading, terms=_kind_of_report(case.reading)))
    case = replace(case, reading=beyond(case.reading, Asked.DUTY))
    said = without_small_words(case.reading).terms
    telling = tuple(term for term in said if not OF_EVERY_REPORT.issuperset(term.phrase))
    case = replace(case, reading=replace(case.reading, terms=telling))
    if not entries:
        return _told(case, document)
    if not telling and named.reading.terms and (of_kind := best_of(scored(named, entries), KIND_ACCEPTED)):
        entries = [hit.entry for hit in of_kind]
    if not case.reading.terms:
        return Candidate(_duty_answer(case, entries), document, 1.0)
    kept = best_of(scored(case, entries), DUTY_ACCEPTED)
    if not kept:
        return _told(case, document)
    return Candidate(_duty_answer(case, [hit.entry for hit in kept]), document, kept[0].fit.score)


def _kind_of_report(reading: Reading) -> tuple[Term, ...]:
    """'Thống kê' of 'báo cáo thống kê gửi cho ai': which report is meant, where a paper asks for several."""
    return tuple(
        term
        for term in reading.terms
        if f" bao cao {' '.join(term.phrase)} " in reading.line and not OF_EVERY_REPORT.issuperset(term.phrase)
    )


def _told(case: Case, document: Document) -> Candidate | None:
    """Who is to tell whom of something that may happen: 'kịp thời báo cáo Ban Thường vụ những vướng mắc'."""
    if case.reading.wants_day or case.reading.cadences:
        return None
    entries = [entry for entry in case.near_entries(document) if REPORTS_TO.search(entry.text.line)]
    kept = best_of(scored(case, entries), TOLD_ACCEPTED)
    if not kept:
        return None
    return Candidate(Answer(Asked.PASSAGE, tuple(case.found(hit.entry) for hit in kept)), document, kept[0].fit.score)


def milestone(case: Case, document: Document) -> Candidate | None:
    """What must be finished by when; all milestones in order when nothing narrows them."""
    entries = [entry for entry in case.entries(document) if entry.passage.milestones]
    case = replace(case, reading=without_course(beyond(case.reading, Asked.MILESTONE)))
    if not case.reading.terms:
        found = tuple(_with_milestones(case, entry) for entry in entries)
        return Candidate(Answer(Asked.MILESTONE, found, is_whole=True), document, 1.0) if entries else None
    hits = scored(case, entries)
    kept = best_of(
        [hit for hit in hits if says_head(case, hit) and not is_of_paper(case.reading, hit.entry)],
        HEAD_ACCEPTED if len(case.reading.terms) > 1 else MILESTONE_ACCEPTED,
    )
    kept = [hit for hit in kept if _speaks_of_one(case.reading, hit.entry)]
    if not kept:
        return _due_of_target(case, document)
    found = tuple(_with_milestones(case, hit.entry) for hit in kept)
    return Candidate(Answer(Asked.MILESTONE, found), document, kept[0].fit.score)


def without_course(reading: Reading) -> Reading:
    """'Hội thi kết thúc lúc nào' is of the contest: that it begins, runs and ends goes without saying."""
    left = tuple(term for term in reading.terms if term.phrase not in COURSE)
    return replace(reading, terms=left) if left else reading


def _speaks_of_one(reading: Reading, entry: Entry) -> bool:
    """Whether what is due says as much of the question as any other sentence of its passage.

    'Xuất bến sáng 31/01. Việc đăng ký vé thực hiện từ 10/12 đến 31/12': when the coaches leave is not when to register.
    """
    stones = [f"{each.text} {each.due}" for each in entry.passage.milestones]
    parts = sentences(entry.passage.text)
    others = [part for part in parts if len(parts) > 1 and not any(_tells(part, stone) for stone in stones)]
    is_told = any(match(term, Text(long_words(stone), stone)) > SCATTERED for term in reading.terms for stone in stones)
    return is_told and _told_in(reading, stones) >= _told_in(reading, others)


def _tells(sentence: str, stone: str) -> bool:
    """Whether the sentence is the one that sets it: a digest may put the thing in other words."""
    words = set(long_words(stone))
    return len(words & set(long_words(sentence))) >= MOSTLY * len(words)


def _told_in(reading: Reading, texts: Iterable[str]) -> int:
    """How many words of the question the one of these texts has that has most of them."""
    words = {word for term in reading.terms for word in term.phrase}
    return max((len(words & set(long_words(text))) for text in texts), default=0)


def _due_of_target(case: Case, document: Document) -> Candidate | None:
    """By when a figure is due, said even where it is the year of the paper; 'ngày nào' is not answered by a year."""
    found = due_of_target(case, document)
    if found is None:
        return None
    dues = [value.due for each in found.answer.found for value in each.values]
    if ON_DAY.search(case.reading.line) and not any(re.search(r"\d/\d|ngày \d", due) for due in dues):
        return None
    return replace(found, answer=replace(found.answer, found=tuple(map(_with_year_said, found.answer.found))))


def _with_year_said(found: Found) -> Found:
    return replace(found, values=tuple(replace(each, due=YEAR_ALONE.sub("trong ", each.due)) for each in found.values))


def due_on(case: Case, document: Document) -> Candidate | None:
    """'Phải làm gì trước 10/02': what is to be finished by that day; the year is often left out."""
    wanted = {(day.day, day.month) for day in case.reading.dates}
    entries = [
        entry
        for entry in case.entries(document)
        if any(
            (found.day.day, found.day.month) in wanted
            for each in entry.passage.milestones
            for found in find_dates(each.due, case.today)
        )
    ]
    found = tuple(_with_milestones(case, entry) for entry in entries)
    return Candidate(Answer(Asked.MILESTONE, found), document, 1.0) if found else None


def _has_cadence(entry: Entry, wanted: frozenset[str]) -> bool:
    """Whether a passage imposes a report of the kind asked for; one for a single day is none that comes round."""
    said = {fold(cadence) for each in entry.passage.duties for cadence in each.cadence} - NO_CADENCE
    same = {"6 thang" if each == "sau thang" else each for each in wanted}
    if not entry.passage.duties or not same:
        return bool(entry.passage.duties)
    if said:
        return bool(same & said)
    about = fold(f"{entry.passage.text} ; {entry.passage.heading} ; {entry.document.header.title}")
    is_once = any(SINGLE_DAY.search(each.due) for each in entry.passage.duties)
    return not is_once or any(re.search(rf"\b{each}\b", about) for each in same)


def _duty_answer(case: Case, entries: Sequence[Entry]) -> Answer:
    return Answer(Asked.DUTY, tuple(replace(case.found(entry), duties=_asked_for(case, entry)) for entry in entries))


def _asked_for(case: Case, entry: Entry) -> tuple[DutyClause, ...]:
    """Of a sentence that imposes several reports those of the kind asked for."""
    wanted = {"6 thang" if each == "sau thang" else each for each in case.reading.cadences}
    kept = [each for each in entry.passage.duties if wanted & {fold(cadence) for cadence in each.cadence}]
    return tuple(kept) or entry.passage.duties


def _with_milestones(case: Case, entry: Entry) -> Found:
    return replace(case.found(entry), milestones=entry.passage.milestones)
