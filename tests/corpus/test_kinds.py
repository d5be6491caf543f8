"""Every kind of question and of follow-up, on the invented programmes: the share answered as expected may only rise."""

import pytest

from handlers.citing import phrase
from handlers.citing.gate import strays
from knowledge.answer import Library
from tests.corpus.grading import TODAY, cases, faults, library, result_of

FLOOR = 1.0
QUESTIONS = "kinds/questions.txt"


@pytest.fixture(scope="module")
def held() -> Library:
    return library()


def test_every_kind_of_question_is_answered_as_expected(held: Library) -> None:
    every = list(cases(QUESTIONS))
    wrong = {case.line: found for case in every if (found := faults(case, result_of(case, held)))}
    assert 1 - len(wrong) / len(every) >= FLOOR, wrong


def test_nothing_is_said_that_its_sources_do_not_hold(held: Library) -> None:
    for case in cases(QUESTIONS):
        result = result_of(case, held)
        assert not strays(phrase(result, TODAY), result)
