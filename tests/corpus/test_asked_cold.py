"""Questions written beside papers before anybody tuned an answer on them: the share answered may only rise."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from handlers.citing import phrase, whole
from handlers.citing.gate import strays
from knowledge.answer import (
    Alternatives,
    Answer,
    Asker,
    Library,
    NotFound,
    Question,
    Result,
    answer,
    build_library,
    citations_of,
)
from knowledge.document import DocumentKey, read_document
from knowledge.extract import extract
from knowledge.readers.read import read_bytes
from knowledge.text import fold
from tests.corpus.grading import TODAY
from tests.corpus.reading.grading import file_of, golds

HERE = Path(__file__).parent
FLOORS = {"unseen": 0.96, "blind": 0.96}
"""The share answered as expected, by set; raise it with every improvement."""
NO_ANSWER = "-"
NOT_WRITTEN = "van ban nay khong ghi"
"""A paper without a number is said to have none."""


@dataclass(frozen=True, slots=True)
class Cold:
    """One question put to the whole set by an officer of the union whose paper it is about."""

    line: int
    document: DocumentKey
    text: str
    pieces: tuple[str, ...]
    """What the answer must say; none where the papers do not say it."""


@cache
def library_of(folder: str) -> Library:
    """All papers of a set, read as files are read."""
    return build_library([extract(read_document(_text(gold), DocumentKey(gold.stem))) for gold in golds(HERE / folder)])


def _text(gold: Path) -> str:
    file = file_of(gold)
    return unicodedata.normalize("NFC", read_bytes(file.name, file.content).text)


def cold_questions(folder: str) -> Iterator[Cold]:
    """Every question of a set: document, question, and pieces of the answer or '-'."""
    for number, line in enumerate((HERE / folder / "questions.txt").read_text("utf-8").splitlines(), start=1):
        document, text, expected = line.split("\t")
        pieces = () if expected == NO_ANSWER else tuple(piece.strip() for piece in expected.split(";"))
        yield Cold(number, DocumentKey(document), text, pieces)


def result_of(cold: Cold, library: Library) -> Result:
    """What the set says, asked in the name of the paper's issuer."""
    [issuer] = {each.header.issuer_code for each in library.documents if each.key == cold.document}
    return answer(Question(cold.text), library, Asker((issuer,)), TODAY)


def fault(cold: Cold, result: Result) -> str:
    """What is wrong with the result; '' where it is as expected."""
    if not cold.pieces:
        is_honest = isinstance(result, NotFound) or fold(phrase(result, TODAY)).startswith(NOT_WRITTEN)
        return "" if is_honest else f"{type(result).__name__} instead of not found"
    if not isinstance(result, Answer | Alternatives):
        return f"{type(result).__name__} instead of an answer"
    if {each.document for each in citations_of(result)} != {cold.document}:
        return "rests on another paper"
    missing = [piece for piece in cold.pieces if not _says(fold(phrase(result, TODAY)), fold(piece))]
    return f"does not say {missing}" if missing else ""


def _says(text: str, piece: str) -> bool:
    """Whether the piece stands there whole: '5' is said by '05', and not by '25' or '5,5'."""
    return re.search(rf"(?<![\w.,/-])0?{re.escape(piece)}(?!\w|[/-]\d|[.,]\d)", text) is not None


@pytest.mark.parametrize("folder", FLOORS)
def test_the_share_of_cold_questions_answered_as_expected_does_not_fall(folder: str) -> None:
    every = list(cold_questions(folder))
    wrong = {cold.line: why for cold in every if (why := fault(cold, result_of(cold, library_of(folder))))}
    assert 1 - len(wrong) / len(every) >= FLOORS[folder], wrong


@pytest.mark.parametrize("folder", FLOORS)
def test_nothing_is_said_of_cold_papers_that_they_do_not_hold(folder: str) -> None:
    for cold in cold_questions(folder):
        result = result_of(cold, library_of(folder))
        assert strays(whole.phrase(result, TODAY), result) == ()
