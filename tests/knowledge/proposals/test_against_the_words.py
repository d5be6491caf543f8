"""A figure that staff set against the words of its passage is said as theirs, in every answer."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from handlers import citing
from handlers.citing.gate import strays
from handlers.papers.figure import unheld_in
from knowledge.answer import Asker, Question, answer, build_library
from knowledge.document import Comparator, DocumentKey, Target, UnitCode, read_document
from knowledge.extract import extract
from knowledge.proposals.editing import current, edited
from knowledge.proposals.values import Add, Proposal, ProposalId, Replace, Source, State

OWN = UnitCode("go-sim")
NOW = datetime(2026, 2, 3, tzinfo=UTC)
TODAY = date(2026, 3, 1)
PAPER = """CÔNG ĐOÀN XÃ GÒ SIM

Số: 08/CTr-CĐX

Gò Sim, ngày 09 tháng 01 năm 2026

CHƯƠNG TRÌNH

Công tác công đoàn năm 2026

I. CHỈ TIÊU

- Thăm hỏi 200 lượt đoàn viên ốm đau; tặng 30 suất quà.
"""


def proposal() -> Proposal:
    document = extract(read_document(PAPER, DocumentKey("vb/go-sim/8-ctr-cdx")))
    return Proposal(ProposalId(1), State.OPEN, Source("0" * 64, "a.docx", 1), OWN, "web:x", NOW, document=document)


def visits(value: int) -> Target:
    item = proposal()
    assert item.document is not None
    first = next(passage.targets[0] for passage in item.document.passages if passage.targets)
    return replace(first, value=Decimal(value))


def said(item: Proposal, question: str) -> str:
    result = answer(Question(question), build_library((current(item),)), Asker(own=(OWN,)), TODAY)
    text = citing.phrase(result, TODAY)
    assert strays(text, result) == ()
    return text


def test_another_figure_than_the_passage_holds_is_said_to_be_the_offices() -> None:
    item = proposal()
    item = replace(item, edits=edited(item, Replace(1, visits(260)), "Sim", NOW))
    text = said(item, "thăm hỏi bao nhiêu lượt đoàn viên ốm đau")
    assert "260 lượt" in text
    assert "Văn phòng đính chính" in text
    assert "200 lượt" in text, "the words of the passage stay what they are"


def test_a_figure_that_the_passage_holds_needs_no_such_word() -> None:
    item = proposal()
    item = replace(item, edits=edited(item, Replace(1, visits(30)), "Sim", NOW))
    assert "đính chính" not in said(item, "thăm hỏi bao nhiêu lượt đoàn viên ốm đau")


@pytest.mark.parametrize(("value", "is_theirs"), [(5, True), (30, False)], ids=["not there", "there"])
def test_what_staff_add_is_held_against_the_passage_too(value: int, *, is_theirs: bool) -> None:
    item = proposal()
    more = Target(Decimal(value), Comparator.EXACT, "suất quà", "tặng quà đoàn viên")
    item = replace(item, edits=edited(item, Add("mục I, gạch đầu dòng 1", more), "Sim", NOW))
    [passage] = [each for each in current(item).passages if each.targets]
    assert passage.targets[-1].by_office is is_theirs


@pytest.mark.parametrize("value", [200, 30, 260, 20, 9], ids=str)
def test_what_the_review_asks_about_is_what_the_answer_says(value: int) -> None:
    """One reading of the passage serves both: nobody is asked about a figure and then hears nothing of it."""
    item = proposal()
    item = replace(item, edits=edited(item, Replace(1, visits(value)), "Sim", NOW))
    [passage] = [each for each in current(item).passages if each.targets]
    assert passage.targets[0].by_office is (unheld_in(visits(value), passage.text) is not None)
