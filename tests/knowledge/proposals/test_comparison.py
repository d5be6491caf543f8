"""A later reading is set against the one before thing by thing: changed, new and gone, never two to one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from knowledge.document import (
    Comparator,
    Document,
    DocumentKey,
    DutyClause,
    Milestone,
    Passage,
    PassageKind,
    Reference,
    Relation,
    Target,
)
from knowledge.proposals.comparison import Difference, compare, earlier_of
from tests.knowledge.proposals.papers import document_of, paper

PLAIN = document_of(paper())


def target(value: int, subject: str, measure: str = "%", **more: str) -> Target:
    """One figure of at least so much."""
    return Target(Decimal(value), Comparator.AT_LEAST, measure, subject, **more)


def setting(*things: tuple[str, Target | DutyClause | Milestone]) -> Document:
    """A document that sets these things at these places."""
    passages = tuple(
        Passage(
            place, "", PassageKind.TARGET, f"{place}: {what}",
            targets=(what,) if isinstance(what, Target) else (),
            duties=(what,) if isinstance(what, DutyClause) else (),
            milestones=(what,) if isinstance(what, Milestone) else (),
        )
        for place, what in things
    )  # fmt: skip
    return replace(PLAIN, passages=passages)


LEARN = "đoàn viên được tuyên truyền nghị quyết"
STATE = "CĐCS khu vực nhà nước tổ chức hội nghị người lao động"
PRIVATE = "CĐCS khu vực ngoài nhà nước tổ chức hội nghị người lao động"


def test_the_same_paper_read_twice_has_no_difference() -> None:
    assert compare(PLAIN, document_of(paper())) == Difference()
    assert compare(PLAIN, PLAIN).is_none


def test_a_figure_that_was_raised_is_one_change_with_both_figures_and_its_passage_is_reworded() -> None:
    found = compare(PLAIN, document_of(paper(95)))
    [pair] = found.changed
    assert isinstance(pair.before, Target)
    assert isinstance(pair.now, Target)
    assert (pair.before.value, pair.now.value, pair.place) == (90, 95, "mục I, gạch đầu dòng 1")
    assert (found.added, found.gone) == ((), ())
    assert (found.passages_added, found.passages_changed, found.passages_gone) == (0, 1, 0)


@pytest.mark.parametrize(
    ("earlier", "later", "counts"),
    [
        pytest.param([("1", target(90, LEARN))], [("5", target(90, LEARN))], (0, 0, 0), id="only moved"),
        pytest.param([("1", target(90, LEARN))], [("5", target(95, LEARN))], (0, 1, 0), id="moved and raised"),
        pytest.param([("1", target(90, LEARN))], [("1", target(90, LEARN.upper()))], (0, 0, 0), id="other capitals"),
        pytest.param([("1", target(90, LEARN))], [("1", target(90, LEARN)), ("2", target(90, LEARN))], (1, 0, 0),
                     id="said twice now, one of them is new"),
        pytest.param([("1", target(90, STATE))], [("1", target(80, PRIVATE))], (1, 0, 1), id="another sector"),
        pytest.param([("1", target(90, STATE)), ("2", target(80, PRIVATE))],
                     [("1", target(85, PRIVATE)), ("2", target(95, STATE))], (0, 2, 0), id="places changed"),
        pytest.param([("1", target(90, LEARN))], [("1", target(90, LEARN, "CĐCS"))], (1, 0, 1), id="another measure"),
        pytest.param([("1", target(9, LEARN, assignee="Hoa Mơ"))], [("1", target(9, LEARN, assignee="Hoa Sim"))],
                     (1, 0, 1), id="another unit's figure"),
        pytest.param([("1", target(9, "doanh nghiệp có từ 25 lao động"))],
                     [("2", target(9, "doanh nghiệp có từ 50 lao động"))], (1, 0, 1), id="another size"),
        pytest.param([("1", target(90, LEARN, due="năm 2026"))], [("1", target(90, LEARN, due="quý III/2026"))],
                     (0, 1, 0), id="another day"),
        pytest.param([("1", Milestone("hoàn thành rà soát đoàn viên", "31/3/2026"))],
                     [("1", Milestone("hoàn thành rà soát đoàn viên", "30/4/2026"))], (0, 1, 0), id="a later day"),
        pytest.param([("1", DutyClause(("tháng",), "CĐCS", "Công đoàn xã", due="ngày 20"))],
                     [("1", DutyClause(("tháng",), "CĐCS", "Công đoàn xã", due="ngày 25"))], (0, 1, 0),
                     id="a report's other day"),
        pytest.param([("1", target(90, LEARN))], [], (0, 0, 1), id="gone"),
        pytest.param([], [("1", target(90, LEARN))], (1, 0, 0), id="new"),
    ],
)  # fmt: skip
def test_what_is_one_thing(
    earlier: list[tuple[str, Target]], later: list[tuple[str, Target]], counts: tuple[int, int, int]
) -> None:
    found = compare(setting(*earlier), setting(*later))
    assert (len(found.added), len(found.changed), len(found.gone)) == counts


def test_the_fields_of_the_head_that_differ_are_named_with_both_values() -> None:
    header = replace(PLAIN.header, issued_on=date(2026, 2, 9), recipients=("LĐLĐ tỉnh", "Lưu VP"))
    found = compare(PLAIN, replace(PLAIN, header=header))
    assert ("issued_on", "2026-02-05", "2026-02-09") in found.header
    assert [name for name, _, _ in found.header] == ["issued_on", "recipients"]


def test_it_is_set_against_its_own_version_before_the_paper_that_it_replaces() -> None:
    older = replace(
        PLAIN,
        key=DocumentKey("vb/doi-sim/3"),
        header=replace(PLAIN.header, number="03/CTr-CĐXĐS", issued_on=date(2025, 2, 5)),
    )
    reference = Reference(Relation.REPLACES, "thay thế Chương trình số 03/CTr-CĐXĐS", number="03/CTr-CĐXĐS")
    now = replace(PLAIN, header=replace(PLAIN.header, references=(reference,)))
    assert earlier_of(now, [older]) == older
    assert earlier_of(now, [older, PLAIN]) == PLAIN
    assert earlier_of(PLAIN, [older]) is None


def test_a_table_of_a_thousand_figures_is_compared_in_a_blink() -> None:
    units = [f"CĐCS số {number}" for number in range(1000)]
    earlier = setting(*((unit, target(5, "kết nạp đoàn viên", "đoàn viên", assignee=unit)) for unit in units))
    later = setting(*((unit, target(6, "kết nạp đoàn viên", "đoàn viên", assignee=unit)) for unit in units))
    assert len(compare(earlier, later).changed) == 1000
