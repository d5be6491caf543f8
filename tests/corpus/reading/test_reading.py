"""Documents of our own, as offices have them, against a careful person's reading of each."""

import unicodedata
from functools import cache
from pathlib import Path

import pytest

from knowledge.document import DocumentKey, read_document
from knowledge.extract import extract
from knowledge.readers.caps import Caps
from knowledge.readers.read import read_bytes
from knowledge.readers.reading import Unreadable, Why
from tests.corpus.reading.grading import Grade, Tally, file_of, golds, grade, parse_gold

FLOOR = 0.95
"""Of precision and of recall, for every document and over all; it may only rise."""
NEEDS_MORE = (Why.NEEDS_OCR, Why.NEEDS_OFFICE)


@cache
def graded(gold: Path) -> Grade:
    """The document of a gold file, read, understood and graded; skipped where a program it needs is missing."""
    file = file_of(gold)
    try:
        reading = read_bytes(file.name, file.content, Caps())
    except Unreadable as refused:
        if refused.why in NEEDS_MORE:
            pytest.skip(f"needs a program that is not here: {refused.why}")
        raise
    text = unicodedata.normalize("NFC", reading.text)
    return grade(extract(read_document(text, DocumentKey(gold.stem))), parse_gold(gold.read_text("utf-8")))


@pytest.fixture(params=golds(), ids=[path.stem for path in golds()])
def result(request: pytest.FixtureRequest) -> Grade:
    return graded(request.param)


def test_targets_of_each_document_are_found_and_none_besides(result: Grade) -> None:
    assert result.targets.least >= FLOOR, f"\n{result}"


def test_duties_and_milestones_of_each_document_are_found(result: Grade) -> None:
    assert result.duties.least >= FLOOR, f"\n{result.duties}"
    assert result.milestones.least >= FLOOR, f"\n{result.milestones}"


def test_the_head_and_the_counts_of_each_document_are_right(result: Grade) -> None:
    assert result.wrong == ()


def test_over_all_documents_the_targets_are_found_and_none_besides() -> None:
    grades = [graded(gold) for gold in golds() if not _needs_a_program(gold)]
    whole = sum((one.targets for one in grades), Tally())
    assert whole.least >= FLOOR, f"\n{whole}"


def _needs_a_program(gold: Path) -> bool:
    try:
        graded(gold)
    except pytest.skip.Exception:
        return True
    return False
