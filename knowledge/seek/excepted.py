"""To whom, or to what, does a paper not apply: 'hướng dẫn này không áp dụng cho những nơi nào'."""

import re
from dataclasses import replace
from typing import Final

from knowledge.document import Document
from knowledge.result import Answer, Asked
from knowledge.seek.case import Candidate, Case, Hit, best_of, scored

EXCEPTED: Final = re.compile(
    r"\bkhong (?:ap dung|thuoc (?:doi tuong|pham vi)|bao gom)\b|\b(?:ngoai tru|tru cac|tru nhung)\b"
)
_ASKING: Final = "don vi, co quan, to chuc, noi, ai, doi tuong, pham vi, huong dan, cong van, quy dinh, quy che"
ASKING: Final = frozenset(_ASKING.split(", "))
"""Whom it is asked of, and the paper itself: no topic."""
EXCEPTED_ACCEPTED: Final = 0.5
SENTENCES_MAX: Final = 3


def left_out(case: Case, document: Document) -> Candidate | None:
    """The sentences that say to whom it does not apply; of a topic, where one was named."""
    entries = [entry for entry in case.entries(document) if EXCEPTED.search(entry.text.line)]
    terms = tuple(term for term in case.reading.terms if " ".join(term.phrase) not in ASKING)
    hits = scored(replace(case, reading=replace(case.reading, terms=terms)), entries)
    kept: list[Hit] = best_of(hits, EXCEPTED_ACCEPTED) if terms else hits
    if not kept:
        return None
    answer = Answer(Asked.PASSAGE, tuple(case.found(hit.entry) for hit in kept[:SENTENCES_MAX]))
    return Candidate(answer, document, kept[0].fit.score if terms else 1.0)
