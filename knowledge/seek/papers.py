"""What was asked about a document itself: its number, day, signer, theme and validity, or the papers it relies on."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from knowledge.cues import BASED_ON, DAY_OF_PAPER, STOP_WORDS
from knowledge.document import Document, PassageKind
from knowledge.match import fit_text
from knowledge.question import DocumentNumber, Reading, beyond, is_number_of_any
from knowledge.result import Answer, Asked, Citation, Found, Standing
from knowledge.seek.case import Candidate, Case, best_of, scored
from knowledge.seek.lists import TOPIC_ACCEPTED, narrowed, whole_list
from knowledge.text import fold

ABOUT: Final = (
    *(Asked.SIGNER, Asked.BASIS, Asked.DATE, Asked.ISSUER, Asked.MOTTO, Asked.THEME, Asked.VALIDITY, Asked.NUMBER),
    *(Asked.TITLE, Asked.PURPOSE, Asked.RECIPIENTS, Asked.ISSUED_AT),
)
"""In this order where a question gives several away."""
THEMES: Final = ((Asked.THEME, "chu de"), (Asked.MOTTO, "phuong cham"))
MENTIONED_ACCEPTED: Final = 0.66
MENTIONED_MAX: Final = 2
PAPER: Final = re.compile(r"\d+[a-z]?[-/][A-ZĐ]")
DAY: Final = r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}"
UP_TO_DAY: Final = r"(?:(?!\d+[a-z]?[-/][A-ZĐ])[^.;\n]){0,60}?"
"""What may stand between a paper's number and its day: no other paper, and no end of the sentence."""
_SIGNED: Final = "ky ki ten chuc vu danh vai tro tu cach thay mat nhan co quan don vi to cap dong dau nguoi"
IN_SIGNATURE: Final = frozenset(_SIGNED.split())
"""'Chức vụ gì', 'thay mặt cơ quan nào': what a signature holds is asked for in these words, whatever the paper."""
REPLACES: Final = re.compile(r"\bthay (?:the|cho)\b|\bbai bo\b")
IN_FORCE: Final = re.compile(r"\bhieu luc (?:thi hanh )?(?:ke )?tu\b|\b(?:ap dung|thuc hien) (?:ke )?tu ngay\b")
GROUND: Final = re.compile(r"\b(?:can cu|thuc hien|theo|tren co so|thi hanh|trien khai)\b|\d+[a-z]?[-/][a-z]")
"""What a basis says: that a paper is carried out, or its number."""
OWN_NAME: Final = "tên văn bản"
ABOUT_WHAT: Final = re.compile(r"\b(?:noi|ban|viet|quy dinh) (?:ve )?(?:van de |viec |noi dung |dieu )?gi\b")
OF_CITED: Final = (Asked.DATE, Asked.ISSUER, Asked.TITLE)
TYPES: Final = ("chuong trinh", "ke hoach", "nghi quyet", "quyet dinh", "huong dan", "quy che", "bai")
TYPE_NAMED: Final = 0.5


def about(case: Case, document: Document) -> Candidate | None:
    """What the header holds, when the rest of the question speaks of nothing but the document."""
    asked = next(each for each in ABOUT if each in case.reading.cues)
    case = replace(case, reading=_beyond_header(case.reading, asked))
    fit = _header_fit(case, document)
    if asked in (Asked.BASIS, Asked.PURPOSE):
        return _of_kind(case, document, asked, fit)
    if fit is None:
        return None
    if not _header_holds(document, asked):
        return _in_force(case, document) if asked is Asked.VALIDITY else None
    said = _theme_passage(case, document) if asked in (Asked.THEME, Asked.MOTTO) else ()
    cited = said or (Found(_header_citation(case, document), PassageKind.OTHER),)
    return Candidate(Answer(asked, cited), document, 1.0 + fit)


def _in_force(case: Case, document: Document) -> Candidate | None:
    """The sentence that says from when it holds, where no period is given."""
    entries = [entry for entry in case.entries(document) if IN_FORCE.search(entry.text.line)]
    found = tuple(case.found(entry) for entry in entries[:1])
    return Candidate(Answer(Asked.PASSAGE, found), document, 1.0) if found else None


def said_of_itself(case: Case, document: Document) -> Candidate | None:
    """The sentence that names the theme or the motto, where the head of the document does not."""
    words = [word for cue, word in THEMES if cue in case.reading.cues]
    entries = [entry for entry in case.entries(document) if any(f" {word} " in entry.text.line for word in words)]
    return Candidate(Answer(Asked.PASSAGE, (case.found(entries[0]),)), document, 1.0) if entries else None


def _beyond_header(reading: Reading, asked: Asked) -> Reading:
    """The question without the words that ask for what a header holds: 'kế hoạch số mấy, ai ký' asks for two things."""
    if asked in (Asked.BASIS, Asked.PURPOSE):
        return beyond(reading, asked)
    for each in ABOUT:
        reading = beyond(reading, each) if each in reading.cues else reading
    said = IN_SIGNATURE if asked is Asked.SIGNER else frozenset()
    return replace(reading, terms=tuple(term for term in reading.terms if not said.issuperset(term.phrase)))


def without_small_words(reading: Reading) -> Reading:
    """The question without single words and letters that are small whatever their marks, where something else is left.

    'Báo cáo quý ngày mấy v' has no topic.
    """
    return replace(reading, terms=tuple(term for term in reading.terms if not _is_small(term.phrase)))


def _is_small(phrase: tuple[str, ...]) -> bool:
    word = phrase[0]
    return len(phrase) == 1 and (word in STOP_WORDS or (len(word) == 1 and word.isalpha()))


def unheld(case: Case) -> tuple[DocumentNumber, ...]:
    """The papers named by their numbers that the library lacks, where what a header says is asked of them."""
    is_of_header = case.reading.cues & set(OF_CITED) or DAY_OF_PAPER.search(case.reading.line)
    if not is_of_header and not ABOUT_WHAT.search(case.reading.line):
        return ()
    return tuple(number for number in case.reading.numbers if not is_number_of_any(number, case.library))


def cited(case: Case, document: Document) -> Candidate | None:
    """What a document says of a paper that it only cites: 'Nghị quyết số 11 … ngày 03/3/2025' gives its day."""
    numbers = unheld(case)
    asked = next((each for each in OF_CITED if each in case.reading.cues), Asked.TITLE)
    asked = Asked.DATE if DAY_OF_PAPER.search(case.reading.line) else asked
    case = replace(case, reading=without_small_words(_beyond_header(case.reading, asked)))
    entries = case.near_entries(document)
    if asked is Asked.DATE:
        entries = [entry for entry in entries if _dates_any(numbers, entry.passage.text)]
    kept = best_of(scored(case, entries), MENTIONED_ACCEPTED)[:MENTIONED_MAX]
    if not kept:
        return None
    answer = Answer(Asked.PASSAGE, tuple(case.found(hit.entry) for hit in kept))
    return Candidate(answer, document, kept[0].fit.score)


def _dates_any(numbers: Iterable[DocumentNumber], text: str) -> bool:
    """Whether a day stands right behind one of these numbers."""
    return any(
        re.search(rf"(?<![\d./-])0*{number.digits}[-/][A-ZĐ]{UP_TO_DAY}(?:{DAY})", text, re.IGNORECASE)
        for number in numbers
    )


def based_on(case: Case, document: Document) -> Candidate | None:
    """'Dựa trên kế hoạch số mấy của tỉnh': the opening or the basis that names a paper of this kind by its number.

    'Thay hướng dẫn số mấy' is told by the sentence that says which goes.
    """
    asked = BASED_ON.search(case.reading.line)
    assert asked is not None
    number = re.compile(rf"\b{asked['type']} (?:\w+ ){{0,2}}?(?:so )?\d+[a-z]?(?:/\d{{4}})?[-/][a-z]+")
    entries = [entry for entry in case.entries(document) if number.search(" ".join(fold(entry.passage.text).split()))]
    if asked["replaces"]:
        grounds = [entry for entry in entries if REPLACES.search(entry.text.line)]
    else:
        grounds = [entry for entry in entries if entry.passage.kind is PassageKind.BASIS] or entries[:1]
    if not grounds:
        return None
    found = tuple(case.found(entry) for entry in grounds[:MENTIONED_MAX])
    return Candidate(Answer(Asked.PASSAGE, found), document, 1.0 + _type_fit(case.reading, document))


def mentioned(case: Case, document: Document) -> Candidate | None:
    """The sentences that name another document by its number and speak of the rest of the question."""
    case = replace(case, reading=beyond(case.reading, Asked.NUMBER))
    if not case.reading.terms:
        return None
    entries = [entry for entry in case.near_entries(document) if PAPER.search(entry.passage.text)]
    kept = best_of(scored(case, entries), MENTIONED_ACCEPTED)[:MENTIONED_MAX]
    if not kept:
        return None
    answer = Answer(Asked.PASSAGE, tuple(case.found(hit.entry) for hit in kept))
    return Candidate(answer, document, kept[0].fit.score)


def _header_fit(case: Case, document: Document) -> float | None:
    """How well the leftover words name this document; None when they speak of something else."""
    named = _type_fit(case.reading, document)
    if not case.reading.terms:
        return named
    fit = fit_text(case.reading, case.library.titles[document.key], case.library)
    return fit.coverage + named if fit.coverage >= TOPIC_ACCEPTED else None


def _type_fit(reading: Reading, document: Document) -> float:
    """'kế hoạch' and 'chương trình hành động' tell two documents of one issuer apart."""
    type_ = fold(document.header.type)
    if reading.says("chuong trinh hanh dong"):
        named = "chuong trinh hanh dong" in f"{type_} {fold(document.header.title)}"
    else:
        named = any(reading.says(name) and name in type_ for name in TYPES)
    return TYPE_NAMED if named else 0.0


def _header_holds(document: Document, asked: Asked) -> bool:
    """Whether the header can say it; that it bears no number or day is also said."""
    header = document.header
    match asked:
        case Asked.SIGNER:
            return header.signer_role is not None
        case Asked.THEME:
            return header.theme is not None
        case Asked.MOTTO:
            return header.motto is not None
        case Asked.RECIPIENTS:
            return bool(header.recipients)
        case Asked.ISSUED_AT:
            return bool(header.issued_at)
        case Asked.VALIDITY:
            return header.valid_to is not None or bool(header.period)
        case _:
            return True


def _header_citation(case: Case, document: Document) -> Citation:
    standing, since = case.standing(document)
    later = case.library.succession.of_document(document.key, case.today) if standing is Standing.REPLACED else None
    return Citation(
        document.key, document.header, standing, since=since, is_example=document.is_example,
        version=document.version, later=later.header if later else None,
    )  # fmt: skip


def _theme_passage(case: Case, document: Document) -> tuple[Found, ...]:
    themes = (entry for entry in case.entries(document) if entry.passage.kind is PassageKind.THEME)
    return tuple(case.found(entry) for entry in themes)[:1]


def _of_kind(case: Case, document: Document, asked: Asked, header_fit: float | None) -> Candidate | None:
    """Basis and purpose are lists: all of it, or what speaks of the topic."""
    if header_fit is None:
        return narrowed(case, document, asked)
    whole = whole_list(case, document, asked)
    if whole is not None and asked is Asked.BASIS and not document.is_digest:
        grounds = tuple(found for found in whole.answer.found if _is_ground(found))
        whole = replace(whole, answer=replace(whole.answer, found=grounds)) if grounds else None
    return replace(whole, score=1.0 + header_fit) if whole else None


def _is_ground(found: Found) -> bool:
    """Not to whom a paper is sent, nor a title that names no other: they stand before its basis."""
    text = " ".join(fold(found.citation.text).split())
    return not text.startswith("kinh gui") and GROUND.search(text) is not None
