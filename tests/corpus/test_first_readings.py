"""Sixteen documents that were written before anybody tuned a rule on them: what is read of them may only rise."""

import unicodedata
from functools import cache
from pathlib import Path

import pytest

from knowledge.document import DocumentKey, read_document
from knowledge.extract import extract
from knowledge.readers.read import read_bytes
from tests.corpus.reading.grading import Grade, Tally, file_of, golds, grade, parse_gold

HERE = Path(__file__).parent
FLOORS = {"unseen": (0.99, 0.99), "blind": (0.93, 0.88)}
"""Of the targets, and of the duties and milestones, by set."""


@cache
def graded(folder: str) -> tuple[Grade, ...]:
    """Each document of a set, read as a file is read, understood and graded."""
    found = []
    for gold in golds(HERE / folder):
        file = file_of(gold)
        text = unicodedata.normalize("NFC", read_bytes(file.name, file.content).text)
        found.append(grade(extract(read_document(text, DocumentKey(gold.stem))), parse_gold(gold.read_text("utf-8"))))
    return tuple(found)


@pytest.mark.parametrize("folder", FLOORS)
def test_what_is_read_of_papers_nobody_tuned_on_may_only_rise(folder: str) -> None:
    targets, owed = FLOORS[folder]
    grades = graded(folder)
    assert len(grades) >= 6
    for kind, floor in (("targets", targets), ("duties", owed), ("milestones", owed)):
        whole = sum((getattr(one, kind) for one in grades), Tally())
        assert whole.least >= floor, f"{folder}, {kind}:\n{whole}"
