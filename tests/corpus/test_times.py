"""When, how often, to whom, by whom and after which paper: questions on papers of our own, all answered as expected."""

import unicodedata

import pytest

from handlers.citing import phrase
from handlers.citing.gate import strays
from knowledge.answer import Asker, Library, Result, answer, build_library
from knowledge.digest import parse_digest
from knowledge.document import Document, DocumentKey, read_document
from knowledge.extract import extract
from tests.corpus.grading import HERE, TODAY, Case, cases, faults

QUESTIONS = "times/questions.txt"
PAPERS = {
    "tram-chim": "chuong-trinh-phuong-tram-chim",
    "lam-nghiep": "ke-hoach-cong-doan-nganh-lam-nghiep",
    "gio-lua": "huong-dan-xa-gio-lua",
}


def paper(stem: str) -> Document:
    text = unicodedata.normalize("NFC", (HERE / "times" / f"{stem}.txt").read_text("utf-8"))
    return extract(read_document(text, DocumentKey(stem)))


@pytest.fixture(scope="module")
def held() -> Library:
    programmes = sorted((HERE / "programmes").glob("*.txt"))
    digests = [parse_digest(file.read_text("utf-8"), DocumentKey(file.stem)) for file in programmes]
    return build_library([*digests, *map(paper, PAPERS.values())])


def result_of(case: Case, held: Library) -> Result:
    [own] = {each.header.issuer_code for each in held.documents if each.key == PAPERS[case.asker]}
    return answer(case.question, held, Asker((own,)), TODAY)


@pytest.mark.parametrize("case", list(cases(QUESTIONS)), ids=lambda case: f"line-{case.line}")
def test_what_was_asked_is_said_from_the_right_paper(case: Case, held: Library) -> None:
    result = result_of(case, held)
    assert not faults(case, result)
    assert not strays(phrase(result, TODAY), result)
