"""A paper keeps its key from one reading to the next, and no two papers share one."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.document import DocumentKey, Header, UnitCode
from knowledge.identity import same_paper
from knowledge.proposals.keys import key_of
from tests.knowledge.proposals.papers import document_of, paper

NUMBERED = Header("Chương trình công tác năm 2026", "Chương trình", "Công đoàn xã Đồi Sim", UnitCode("doi-sim"),
                  number="07/CTr-CĐXĐS", issued_on=date(2026, 2, 5), period="năm 2026")  # fmt: skip
BARE = replace(NUMBERED, number=None, issued_on=None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(NUMBERED, replace(NUMBERED, number="7/CTr-CĐXĐS"), id="a zero before the number"),
        pytest.param(NUMBERED, replace(NUMBERED, number="07 /CTr - CĐXĐS"), id="spaces in the symbol"),
        pytest.param(NUMBERED, replace(NUMBERED, title="Chuong trinh"), id="a title read badly"),
        pytest.param(BARE, replace(BARE, title="CHƯƠNG TRÌNH CÔNG TÁC  NĂM 2026"), id="no number, other capitals"),
    ],
)
def test_the_same_paper_has_one_key(one: Header, other: Header) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(NUMBERED, replace(NUMBERED, issued_on=date(2025, 2, 5)), id="the same number of another year"),
        pytest.param(NUMBERED, replace(NUMBERED, number="07/KH-CĐXĐS"), id="the same number of another series"),
        pytest.param(NUMBERED, replace(NUMBERED, issuer_code=UnitCode("suoi-may")), id="another issuer"),
        pytest.param(NUMBERED, BARE, id="with and without a number"),
        pytest.param(BARE, replace(BARE, title="Chương trình nữ công năm 2026"), id="two programmes of one year"),
        pytest.param(BARE, replace(BARE, period="năm 2027"), id="two years"),
    ],
)
def test_two_papers_have_two_keys(one: Header, other: Header) -> None:
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(
    ("header", "key"),
    [
        pytest.param(NUMBERED, "vb/doi-sim/7-ctr-cdxds-2026", id="a number"),
        pytest.param(replace(NUMBERED, number="12/2026/QĐ-CĐ"), "vb/doi-sim/12-2026-qd-cd", id="the year in it"),
        pytest.param(replace(NUMBERED, issuer_code=UnitCode("")), "vb/chua-ro/7-ctr-cdxds-2026", id="nobody's"),
    ],
)
def test_a_key_can_be_read(header: Header, key: str) -> None:
    assert key_of(header) == key


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        pytest.param({}, True, id="all the same"),
        pytest.param({"number": "7"}, True, id="the bare number"),
        pytest.param({"issued_on": None}, True, id="a day that one of them lacks"),
        pytest.param({"number": None}, True, id="a number that one of them lacks, kind and term alike"),
        pytest.param({"number": None, "type": "Kế hoạch"}, False, id="no number and another kind"),
        pytest.param({"number": "07/KH-CĐXĐS"}, False, id="another series"),
        pytest.param({"issued_on": date(2026, 2, 6)}, False, id="another day"),
        pytest.param({"issuer_code": UnitCode("suoi-may")}, False, id="another issuer"),
        pytest.param({"number": None, "valid_from": None, "valid_to": None}, False, id="neither number nor term"),
    ],
)
def test_a_digest_is_of_the_paper_or_it_is_not(change: dict[str, object], is_same: bool) -> None:
    original = document_of(paper())
    digest = replace(original, key=DocumentKey("digest/x"), header=replace(original.header, **change))  # type: ignore[arg-type] # columns of a table
    assert same_paper(original, digest) is is_same
    assert same_paper(digest, original) is is_same


def test_of_two_papers_without_number_and_term_the_title_says_whether_they_are_one() -> None:
    bare = replace(BARE, valid_from=None, valid_to=None)
    one = replace(document_of(paper()), header=bare)
    assert same_paper(one, replace(one, header=replace(bare, title=bare.title.upper())))
    assert not same_paper(one, replace(one, header=replace(bare, title="Chương trình nữ công")))
