"""Questions as typed on a phone: the share answered as expected may only rise, open rows and held ones apart."""

import pytest

from knowledge.answer import Library, build_library
from knowledge.digest import parse_digest
from knowledge.document import DocumentKey
from tests.corpus.grading import HERE, Case, cases, faults, result_of

OPEN_FLOOR = 0.97
HELD_FLOOR = 0.88


@pytest.fixture(scope="module")
def held() -> Library:
    files = sorted((*(HERE / "programmes").glob("*.txt"), *(HERE / "typed").glob("doi-*.txt")))
    return build_library([parse_digest(file.read_text("utf-8"), DocumentKey(file.stem)) for file in files])


def rows(*, are_held: bool) -> list[Case]:
    return [case for case in cases("typed/questions.txt") if case.is_held is are_held]


def test_every_kind_has_ten_rows_and_more() -> None:
    every = [case.group for case in cases("typed/questions.txt")]
    assert all(every.count(group) >= 10 for group in set(every))


def test_the_share_of_what_was_tuned_on_does_not_fall(held: Library) -> None:
    every = rows(are_held=False)
    wrong = {case.line: found for case in every if (found := faults(case, result_of(case, held)))}
    assert 1 - len(wrong) / len(every) >= OPEN_FLOOR, wrong


def test_the_share_of_what_was_held_back_does_not_fall(held: Library) -> None:
    every = rows(are_held=True)
    right = sum(not faults(case, result_of(case, held)) for case in every)
    assert right / len(every) >= HELD_FLOOR
