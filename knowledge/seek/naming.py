"""Which ones: the sentence that names them one by one, where a count alone would be half an answer."""

import re
from dataclasses import replace
from typing import Final

from knowledge.document import Document
from knowledge.question import Reading
from knowledge.result import Answer, Asked
from knowledge.seek.case import BESIDE, Candidate, Case, best_of, scored
from knowledge.seek.hints import is_hearsay

NAMING_ACCEPTED: Final = 0.6
NAMES_MIN: Final = 2
SENTENCES_MAX: Final = 2
_BODY: Final = (
    r"(?:don vi|co so|doanh nghiep|cong ty|xi nghiep|cong doan co so|cong doan|nghiep doan|xa|phuong|dac khu|huyen"
    r"|truong|nong truong|nha may|to chuc|cum|to)"
)
WHICH_BODY: Final = re.compile(
    rf"\b(?P<body>{_BODY}) nao\b(?! (?:chu tri|phu trach|lam|thuc hien|chiu|lo|to chuc|nhan))"
)
"""'Xã nào nộp chậm', 'kiểm tra ở những đơn vị nào'; who does a thing is asked for elsewhere."""
LEADS: Final = re.compile(r":\s|\b(?:gồm|là|tại|ở)\b(?: có)?:?\s")
PARTS: Final = re.compile(r"[,;]\s*|\s+(?:và|với|hoặc)\s+")
NAME: Final = re.compile(r"\W*[A-ZĐÀ-Ỹ]\w*(?:\s+\S+)+")


def naming(case: Case, document: Document) -> Candidate | None:
    """The sentences that speak of it and list two names at least."""
    reading = _without_body(case.reading)
    if not reading.terms:
        return None
    case = replace(case, reading=reading)
    near = [hit for hit in scored(case, case.near_entries(document)) if not is_hearsay(hit.entry, reading)]
    kept = best_of((hit for hit in near if lists_names(hit.entry.passage.text)), NAMING_ACCEPTED)[:SENTENCES_MAX]
    if not kept or max(hit.fit.coverage for hit in near) > kept[0].fit.coverage + BESIDE:
        return None
    answer = Answer(Asked.PASSAGE, tuple(case.found(hit.entry) for hit in kept))
    return Candidate(answer, document, kept[0].fit.score)


def asks_which_bodies(reading: Reading) -> bool:
    """Whether units are to be named."""
    return reading.wants_names or WHICH_BODY.search(reading.line) is not None


def lists_names(text: str) -> bool:
    """'Ba đơn vị gửi chậm: Xã Núi Bạc, Xã Khe Trúc và Phường Đò Gỗ.' behind a colon, 'gồm' or 'là'."""
    for lead in LEADS.finditer(text):
        said = re.split(r"\.\s", text[lead.end() :])[0]
        if sum(NAME.match(part) is not None for part in PARTS.split(said)) >= NAMES_MIN:
            return True
    return False


def _without_body(reading: Reading) -> Reading:
    """The question without the 'đơn vị' of 'đơn vị nào': who is listed goes by a name."""
    bodies = {match["body"] for match in WHICH_BODY.finditer(reading.line)}
    words = {word for body in bodies for word in body.split()}
    return replace(reading, terms=tuple(term for term in reading.terms if not words.issuperset(term.phrase)))
