"""How many a saying counts: 'nêu gương theo mấy rõ' where the paper says “năm rõ”."""

import re
from dataclasses import replace
from typing import Final

from knowledge.document import Document
from knowledge.numbers import DIGITS
from knowledge.result import Answer, Asked
from knowledge.seek.case import Candidate, Case, best_of, scored
from knowledge.text import fold

ASKED: Final = re.compile(r"\b(?:theo|la|co|thuc hien|gom|phuong cham) (?:may|bao nhieu) (?P<word>[a-z]+)\b")
NUMBER: Final = rf"(?:0?\d|{'|'.join(DIGITS)})"
SAYING_ACCEPTED: Final = 0.5
"""The very word behind a number in quotation marks is a rare find by itself."""


def saying(case: Case, document: Document) -> Candidate | None:
    """The sentences that put the word asked for behind a number, the two alone in quotation marks."""
    asked = ASKED.search(case.reading.line)
    if asked is None:
        return None
    said = re.compile(rf"[“\"]{NUMBER} {asked['word']}[”\"]")
    entries = [entry for entry in case.near_entries(document) if said.search(fold(entry.passage.text))]
    terms = tuple(term for term in case.reading.terms if term.phrase != (asked["word"],))
    kept = best_of(scored(replace(case, reading=replace(case.reading, terms=terms)), entries), SAYING_ACCEPTED)
    if not kept:
        return None
    answer = Answer(Asked.PASSAGE, tuple(case.found(hit.entry) for hit in kept))
    return Candidate(answer, document, kept[0].fit.score)
