"""Which section or sentence speaks of it, where no figure, list or day was asked for."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from knowledge.cues import ON_DAY, TO_DO, WHERE, WHO_DOES, WHO_GETS
from knowledge.document import Document, PassageKind
from knowledge.library import Entry, Section
from knowledge.match import fit_text
from knowledge.measures import WORKERS
from knowledge.question import Reading, beyond
from knowledge.result import Answer, Asked
from knowledge.seek.case import QUOTE_MAX, Candidate, Case, best_of, scored
from knowledge.seek.duties import without_course
from knowledge.seek.events import is_of_paper
from knowledge.seek.lists import LIST_ROOM, whole_list
from knowledge.seek.papers import OWN_NAME
from knowledge.seek.timetable import asks_of_short_time
from knowledge.text import fold

ACTOR: Final = re.compile(
    r"\b(?:ban(?! hành)|văn phòng|cđcs|công đoàn|tổ(?! chức)|uỷ ban|ủy ban|đ/c|đồng chí|đoàn(?! viên)|phụ trách|chủ trì"
    r"|phân công|doanh nghiệp|công ty|nhà trường|người sử dụng lao động|chủ tịch|hiệu trưởng|giám đốc)\b",
    re.IGNORECASE,
)
"""Somebody who may have a thing to do."""
BODIES: Final = frozenset(("don vi", "bo phan", "to chuc", "co quan"))
REASON: Final = re.compile(r"\b(?:nhằm|vì|do|bởi|nguyên nhân|lý do|để|phục vụ|góp phần)\b", re.IGNORECASE)
PART: Final = (("phan",), ("viec",), ("muc",))
PASSAGE_ACCEPTED: Final = 0.66
DATED_ACCEPTED: Final = 0.75
WEEKDAY: Final = (
    r"\b(?:ngay|sang|chieu|toi|buoi|vao) (?:\w+ )?thu (?:hai|ba|tu|nam|sau|bay)\b"
    r"|\b(?:ngay|sang|chieu|toi|vao) chu nhat\b"
)
"""'Các ngày thứ Ba, thứ Sáu'; 'lớp thứ hai' is none."""
SOME_DAY: Final = re.compile(
    rf"{WEEKDAY}|"
    r"\d/\d|\bngay \d|\bthang \d|\bquy [iv1-4]|\b(?:hang|moi|cuoi|dau) (?:thang|quy|nam)\b|\bdip\b|\btruoc ngay\b"
    r"|\| (?:thuong xuyen|lien tuc|hang (?:ngay|tuan))\b"
)
THE_DAY: Final = re.compile(rf"{WEEKDAY}|\d/\d|\bngay \d|\bthang \d|\bquy [iv1-4]\b|\bmung \d")
"""'Ngày nào' is not answered by 'mỗi năm'."""
SOME_TIME: Final = re.compile(rf"\d{{4}}|{SOME_DAY.pattern}")
DATED: Final = re.compile(r"(?:\d{1,2}/){0,2}(?P<year>(?:19|20)\d\d)")
PAPER: Final = re.compile(r"\d+[a-z]?(?:/\d{4})?[-/][a-z]+\S*(?: ngay [\d/]+)?")
OF_THEM: Final = re.compile(r"\b(?P<noun>[a-z]+) (?:dau(?: tien)?|sau|cuoi|con lai|thu \w+|\d)\b")
PASSAGES_MAX: Final = 5
HEADING_ACCEPTED: Final = 0.8
HEADING_WEIGHT: Final = 4.0
"""So much must be left of what was asked for a heading to be known by it."""
EVERYBODY: Final = frozenset((*WORKERS, ("doan", "vien")))
WHO_SHARE: Final = 0.75
ARTICLES: Final = frozenset(("cac", "nhung", "moi", "o", "thi", "cap", "nguoi", "vay", "con", "the"))
CARRIED_OUT_BY: Final = (PassageKind.ORGANISATION, PassageKind.DUTY)


def section(case: Case, document: Document) -> Candidate | None:
    """All of a section when its heading is what was asked for; all tasks when nothing narrows them."""
    if not case.reading.terms:
        wants_all = Asked.TASKS in case.reading.cues and not asks_of_short_time(case.reading)
        return whole_list(case, document, Asked.TASKS) if wants_all else None
    said = frozenset(word for term in case.reading.terms for phrase in (term.phrase, *term.others) for word in phrase)
    headed = (each for each in case.library.sections[document.key] if not said.isdisjoint(each.text.word_set))
    reading = _without_people(case.reading)
    fits = [(fit_text(reading, each.text, case.library), each) for each in headed]
    good = [(fit, each) for fit, each in fits if fit.coverage >= HEADING_ACCEPTED and not fit.misses_needed]
    if not good:
        return None
    fit, best = max(good, key=lambda found: found[0].score)
    return _whole_section(case, document, best, fit.score)


def _without_people(reading: Reading) -> Reading:
    """'Chăm lo đời sống công nhân' is the section 'Chăm lo đời sống': every section is for members and workers."""
    kept = tuple(term for term in reading.terms if term.phrase not in EVERYBODY)
    return replace(reading, terms=kept) if sum(term.weight for term in kept) >= HEADING_WEIGHT else reading


def who_does(case: Case, document: Document) -> Candidate | None:
    """What one kind of unit is to do: the section on carrying out that is headed by it."""
    asked = TO_DO.search(case.reading.line.rstrip())
    who = [word for word in asked["who"].split() if word not in ARTICLES] if asked else []
    for each in case.library.sections[document.key] if who else ():
        entries = tuple(entry for entry in each.entries if entry.passage.kind in CARRIED_OUT_BY)
        if entries and sum(word in each.text.word_set for word in who) >= WHO_SHARE * len(who):
            return _whole_section(case, document, replace(each, entries=entries), 1.0)
    return None


def headed(case: Case, document: Document) -> Candidate | None:
    """'Phần tuyên truyền gồm mấy việc': all that stands under the heading named."""
    terms = tuple(term for term in case.reading.terms if term.phrase not in PART)
    found = section(replace(case, reading=replace(case.reading, terms=terms)), document) if terms else None
    return found if found is not None and len(found.answer.found) > 1 else None


def passages(case: Case, document: Document) -> Candidate | None:
    """The sentences that speak of what was asked; where it was asked who, those that name somebody."""
    entries = case.near_entries(document)
    if WHO_DOES.search(case.reading.line):
        said = [entry for entry in entries if entry.passage.place != OWN_NAME]
        entries = [entry for entry in said if ACTOR.search(f"{entry.passage.text} {entry.passage.heading}")]
        case = replace(case, reading=_without_body(case.reading))
    return _sentences(case, document, entries, PASSAGE_ACCEPTED)


def asks_who(reading: Reading) -> bool:
    """Whether somebody who does a thing was asked for, and no figure: 'ai chấm thi', 'đơn vị nào chủ trì'."""
    is_who = WHO_DOES.search(reading.line) is not None and WHO_GETS.search(reading.line) is None
    return is_who and Asked.FIGURE not in reading.cues


def _without_body(reading: Reading) -> Reading:
    """The question without the 'đơn vị' of 'đơn vị nào': who is named goes by a name."""
    return replace(reading, terms=tuple(term for term in reading.terms if " ".join(term.phrase) not in BODIES))


def reasons(case: Case, document: Document) -> Candidate | None:
    """The sentences that say why or what for."""
    entries = [entry for entry in case.near_entries(document) if REASON.search(entry.passage.text)]
    return _sentences(case, document, entries, PASSAGE_ACCEPTED)


def dated_passages(case: Case, document: Document) -> Candidate | None:
    """The sentences that speak of it and name some time."""
    case = replace(case, reading=without_course(beyond(beyond(case.reading, Asked.MILESTONE), Asked.VALIDITY)))
    telling = [hit.entry for hit in scored(case, case.near_entries(document)) if hit.fit.coverage >= DATED_ACCEPTED]
    dated = [entry for entry in telling if _says_when(case.reading, entry) and not is_of_paper(case.reading, entry)]
    return _sentences(case, document, dated, DATED_ACCEPTED)


def _says_when(reading: Reading, entry: Entry) -> bool:
    """Whether the part that speaks of it names a time, and no time before the document itself or in a paper's name."""
    header = entry.document.header
    since = min(day.year for day in (header.valid_from, header.issued_on, date.max) if day)
    time = THE_DAY if ON_DAY.search(reading.line) else SOME_DAY if reading.wants_day else SOME_TIME
    parts = _parts(entry)
    told = [sum(word in part for term in reading.terms for word in term.phrase) for part in parts]
    timed = [time.search(PAPER.sub(" ", _without_past(part, since))) is not None for part in parts]
    best = [place for place, count in enumerate(told) if count and count == max(told)]
    return any(
        timed[place] or (place and timed[place - 1] and _goes_on(parts[place - 1 : place + 1])) for place in best
    )


def _goes_on(parts: Sequence[str]) -> bool:
    """'Mở 04 lớp vào các ngày 10, 11 và 18/9. Hai lớp sau dành cho …': the second tells which of the first."""
    before, after = parts
    which = OF_THEM.search(after)
    return which is not None and f" {which['noun']} " in f" {before} "


def _parts(entry: Entry) -> list[str]:
    """Its sentences and what semicolons part; a bracket belongs to what it stands behind: 'kỷ niệm … (28/7/2024)'."""
    return re.split(r";|\.\s", fold(entry.passage.text))


def _without_past(part: str, since: int) -> str:
    """'28/7/1929' and 'năm 2021' in a programme of 2024 tell of what was."""
    return DATED.sub(lambda match: match.group() if int(match["year"]) >= since else " ", part)


def _sentences(case: Case, document: Document, entries: Sequence[Entry], least: float) -> Candidate | None:
    kept = best_of(scored(case, entries), least)[:PASSAGES_MAX]
    if not kept:
        return None
    answer = Answer(Asked.PASSAGE, tuple(case.found(hit.entry) for hit in kept))
    return Candidate(answer, document, kept[0].fit.score)


def _whole_section(case: Case, document: Document, found: Section, score: float) -> Candidate:
    quote_max = min(QUOTE_MAX, LIST_ROOM // len(found.entries))
    asks_place = WHERE.search(case.reading.line) is not None
    kept = tuple(case.found(entry, () if asks_place else entry.targets, quote_max) for entry in found.entries)
    return Candidate(Answer(Asked.TASKS, kept, topic=found.heading, is_whole=True), document, score)
