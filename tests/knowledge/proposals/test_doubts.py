"""What is doubtful is asked once, with its reason, until staff have settled it."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from time import perf_counter

import pytest

from knowledge.dates import VIETNAM
from knowledge.document import Comparator, Milestone, Passage, PassageKind, Target, UnitCode
from knowledge.proposals.doubts import Question, Reason, doubts_of
from knowledge.proposals.editing import items
from knowledge.proposals.values import Add, Drop, Edit, Keep, Proposal, Replace, SetHeader
from knowledge.readers.reading import Advice, Doubt, Remark
from tests.knowledge.proposals.papers import paper, proposal_of, with_edits


def asked(proposal: Proposal) -> list[tuple[Reason, int | None, str]]:
    """What is asked, without its details."""
    return [(question.reason, question.number, question.field) for question in doubts_of(proposal)]


def with_target(**changes: object) -> Proposal:
    """A sound programme whose first target is another one."""
    proposal = proposal_of(paper())
    assert proposal.document is not None
    passages = list(proposal.document.passages)
    at = next(at for at, clause in enumerate(passages) if clause.targets)
    first = replace(passages[at].targets[0], **changes)  # type: ignore[arg-type] # columns of a table
    passages[at] = replace(passages[at], targets=(first, *passages[at].targets[1:]))
    return replace(proposal, document=replace(proposal.document, passages=tuple(passages)))


def with_header(**changes: object) -> Proposal:
    """A sound programme with another head."""
    proposal = proposal_of(paper())
    assert proposal.document is not None
    header = replace(proposal.document.header, **changes)  # type: ignore[arg-type] # columns of a table
    return replace(proposal, document=replace(proposal.document, header=header))


def test_a_sound_paper_leaves_nothing_to_ask() -> None:
    assert doubts_of(proposal_of(paper())) == ()


def test_a_file_that_is_still_read_leaves_nothing_to_ask() -> None:
    assert doubts_of(replace(proposal_of(paper()), document=None)) == ()


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        pytest.param({"number": None}, [(Reason.NO_NUMBER, None, "number")], id="no number"),
        pytest.param({"number": None, "type": "Bài đăng"}, [], id="an article has none"),
        pytest.param({"issued_on": None}, [(Reason.NO_DAY, None, "issued_on")], id="no day"),
        pytest.param({"issuer": ""}, [(Reason.NO_ISSUER, None, "issuer")], id="nobody's"),
        pytest.param({"type": ""}, [(Reason.NO_TYPE, None, "type")], id="of no kind"),
        pytest.param({"valid_from": None, "valid_to": None}, [(Reason.NO_TERM, None, "valid_to")], id="no term"),
        pytest.param({"valid_from": None, "valid_to": None, "type": "Công văn", "title": "V/v gửi báo cáo"}, [],
                     id="a letter holds for no term"),
        pytest.param({"issued_on": datetime(2026, 3, 3, tzinfo=VIETNAM).date()},
                     [(Reason.STRANGE_DAY, None, "issued_on")], id="of tomorrow"),
        pytest.param({"issued_on": datetime(2024, 2, 5, tzinfo=VIETNAM).date()},
                     [(Reason.STRANGE_DAY, None, "issued_on")], id="two years before its year"),
        pytest.param({"issued_on": datetime(2025, 12, 20, tzinfo=VIETNAM).date()}, [], id="some days before its year"),
    ],
)  # fmt: skip
def test_a_head_is_asked_about(changes: dict[str, object], wanted: list[tuple[Reason, int | None, str]]) -> None:
    assert asked(with_header(**changes)) == wanted


def test_an_issuer_that_the_house_does_not_know_is_asked_about_where_the_units_are_known() -> None:
    proposal = proposal_of(paper())
    assert doubts_of(proposal, [UnitCode("doi-sim")]) == ()
    [question] = doubts_of(proposal, [UnitCode("suoi-may")])
    assert (question.reason, question.detail) == (Reason.UNKNOWN_ISSUER, "Công đoàn xã Đồi Sim")
    assert doubts_of(with_edits(proposal, SetHeader("issuer_code", "suoi-may")), [UnitCode("suoi-may")]) == ()


def test_a_programme_that_sets_nothing_is_asked_about_until_something_is_added() -> None:
    proposal = proposal_of(paper())
    emptied = with_edits(proposal, *(Drop(item.number) for item in items(proposal)))
    assert asked(emptied) == [(Reason.NOTHING_SET, None, "type")]
    target = Target(Decimal(5), Comparator.EXACT, "CĐCS", "thành lập mới công đoàn cơ sở")
    assert doubts_of(with_edits(emptied, Add("mục I, gạch đầu dòng 1", target))) == ()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"subject": " – "}, Reason.NO_SUBJECT, id="no subject"),
        pytest.param({"value": Decimal(150)}, Reason.ABOVE_ALL, id="more than all"),
        pytest.param({"value_max": Decimal(105)}, Reason.ABOVE_ALL, id="up to more than all"),
        pytest.param({"clause": "2.610/2.819 đoàn viên (đạt 90,2%)"}, Reason.RATIO_DIFFERS, id="another share"),
        pytest.param({"due": "trước ngày 31/12/2025"}, Reason.PAST_DUE, id="due before it was issued"),
        pytest.param({"due": "quý IV/2025"}, Reason.PAST_DUE, id="due in a quarter that was over"),
    ],
)  # fmt: skip
def test_a_figure_is_asked_about(changes: dict[str, object], reason: Reason) -> None:
    assert asked(with_target(**changes)) == [(reason, 1, "")]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"clause": "2.610/2.819 đoàn viên (đạt 92,6%) tham gia"}, id="rounded"),
        pytest.param({"clause": "2.610/2.819 đoàn viên (đạt 92,5%) tham gia"}, id="cut off"),
        pytest.param({"clause": "20/25 CĐCS (80%)"}, id="whole"),
        pytest.param({"clause": "theo Kế hoạch 12/2026 (90% trở lên)"}, id="a paper and a figure"),
        pytest.param({"due": "hằng năm"}, id="every year"),
        pytest.param({"due": "trước 20/01"}, id="a day without its year"),
        pytest.param({"due": "trước ngày 30/6/2026"}, id="ahead"),
        pytest.param({"due": "năm 2026"}, id="the paper's year"),
        pytest.param({"value": Decimal(150), "measure": "đoàn viên"}, id="people are no share"),
    ],
)
def test_a_sound_figure_is_not_asked_about(changes: dict[str, object]) -> None:
    assert doubts_of(with_target(**changes)) == ()


def test_two_figures_for_one_thing_are_asked_about_with_the_other_place_until_one_is_dropped() -> None:
    text = paper().replace("II. CHẾ ĐỘ", "- Kết nạp mới 45 đoàn viên.\n\nII. CHẾ ĐỘ")
    proposal = proposal_of(text)
    [first, second] = doubts_of(with_subjects(proposal))
    assert (first.reason, first.detail) == (Reason.CONTRADICTED, "mục I, gạch đầu dòng 4")
    assert (second.reason, second.detail) == (Reason.CONTRADICTED, "mục I, gạch đầu dòng 2")
    assert second.number is not None
    assert doubts_of(with_edits(with_subjects(proposal), Drop(second.number))) == ()


def with_subjects(proposal: Proposal) -> Proposal:
    """Both admissions are worded alike, whatever is read of so short a clause."""
    return with_targets(proposal, "đoàn viên", {"subject": "kết nạp mới đoàn viên công đoàn"})


def with_targets(proposal: Proposal, measure: str, changes: dict[str, str], value: int = 0) -> Proposal:
    """The proposal with every target of this measure (and value) read otherwise."""
    assert proposal.document is not None

    def read(target: Target) -> Target:
        is_meant = target.measure == measure and value in (0, target.value)
        return replace(target, **changes) if is_meant else target  # type: ignore[arg-type] # columns of a table

    passages = tuple(
        replace(clause, targets=tuple(read(target) for target in clause.targets))
        for clause in proposal.document.passages
    )
    return replace(proposal, document=replace(proposal.document, passages=passages))


@pytest.mark.parametrize(
    "changes", [{"assignee": "CĐCS Hoa Mơ"}, {"due": "năm 2027"}, {"sector": "nhà nước"}, {"measure": "CĐCS"}]
)
def test_figures_of_two_units_for_two_years_or_of_two_kinds_do_not_contradict(changes: dict[str, str]) -> None:
    text = paper().replace("II. CHẾ ĐỘ", "- Kết nạp mới 45 đoàn viên.\n\nII. CHẾ ĐỘ")
    assert doubts_of(with_targets(with_subjects(proposal_of(text)), "đoàn viên", changes, 45)) == ()


def test_a_milestone_that_was_over_when_the_paper_was_issued_is_asked_about() -> None:
    stone = Milestone("hoàn thành rà soát đoàn viên", "31/01/2025")
    proposal = proposal_of(paper())
    assert proposal.document is not None
    passages = (
        *proposal.document.passages[:-1],
        replace(proposal.document.passages[-1], milestones=(stone,)),
    )
    found = replace(proposal, document=replace(proposal.document, passages=passages))
    [question] = doubts_of(found)
    assert (question.reason, question.detail) == (Reason.PAST_DUE, "31/01/2025")


# What was read badly


def test_doubtful_words_are_asked_about_at_the_figure_they_stand_in_and_nowhere_else() -> None:
    proposal = replace(proposal_of(paper()), doubts=((1, Doubt("40", 0.41)), (1, Doubt("hằng", 0.3))))
    [first, *rest] = doubts_of(proposal)
    assert (first.reason, first.number, first.detail) == (Reason.POORLY_READ, 2, "40")
    assert all(question.reason is Reason.POORLY_READ for question in rest)


def test_a_doubtful_word_of_another_page_is_not_this_figures() -> None:
    proposal = replace(proposal_of(paper()), doubts=((7, Doubt("40", 0.41)),))
    assert proposal.document is not None
    passages = tuple(replace(clause, page=2) for clause in proposal.document.passages)
    assert doubts_of(replace(proposal, document=replace(proposal.document, passages=passages))) == ()


def test_a_doubtful_figure_of_the_number_is_asked_about_as_the_number() -> None:
    proposal = replace(proposal_of(paper()), doubts=((1, Doubt("07/CTr-CĐXĐS", 0.5)),))
    [question] = doubts_of(proposal)
    assert (question.reason, question.field) == (Reason.POORLY_READ, "number")


def test_letters_taken_for_digits_are_asked_about_and_spaces_in_figures_are_not() -> None:
    repaired = Remark(Advice.REPAIRED, "4O → 40")
    spaced = Remark(Advice.REPAIRED, "1 00% → 100%")
    proposal = replace(proposal_of(paper()), warnings=(repaired, spaced))
    [question] = doubts_of(proposal)
    assert (question.reason, question.number, question.detail) == (Reason.REPAIRED, 2, "4O → 40")


# Settling


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(Keep(1), id="kept"),
        pytest.param(Drop(1), id="dropped"),
        pytest.param(Replace(1, Target(Decimal(120), Comparator.EXACT, "%", "đạt chỉ tiêu")), id="corrected"),
    ],
)
def test_an_edit_of_the_item_settles_it(edit: Edit) -> None:
    proposal = with_target(value=Decimal(150))
    assert asked(with_edits(proposal, edit)) == []


def test_undoing_the_edit_asks_again() -> None:
    kept = with_edits(with_target(value=Decimal(150)), Keep(1))
    assert asked(replace(kept, edits=kept.edits[:-1])) == [(Reason.ABOVE_ALL, 1, "")]


def test_setting_a_field_settles_it_also_to_what_it_was() -> None:
    assert doubts_of(with_edits(with_header(number=None), SetHeader("number", ""))) == ()
    assert doubts_of(with_edits(with_header(issued_on=None), SetHeader("issued_on", ""))) == ()
    termless = with_header(valid_from=None, valid_to=None)
    assert doubts_of(with_edits(termless, SetHeader("period", "năm 2026"))) == ()


def test_the_head_is_asked_about_first() -> None:
    proposal = with_target(value=Decimal(150))
    assert proposal.document is not None
    header = replace(proposal.document.header, number=None)
    found = replace(proposal, document=replace(proposal.document, header=header))
    assert doubts_of(found) == (Question(Reason.NO_NUMBER, field="number"), Question(Reason.ABOVE_ALL, 1))


def test_a_table_of_thousands_of_figures_is_judged_while_a_person_waits() -> None:
    proposal = proposal_of(paper())
    assert proposal.document is not None
    wide = tuple(
        Passage(
            place=f"Bảng 1, dòng {row}", heading="", kind=PassageKind.TARGET, text=f"Kết nạp {row} người tổ {row}",
            targets=(Target(Decimal(row), Comparator.EXACT, "đoàn viên", f"kết nạp đoàn viên mới ở tổ số {row}"),),
        )
        for row in range(1, 3001)
    )  # fmt: skip
    whole = replace(proposal.document, passages=(*proposal.document.passages, *wide))
    unsure = tuple((1, Doubt(f"9{row}", 0.4)) for row in range(1000, 1060))
    began = perf_counter()
    asked = doubts_of(replace(proposal, document=whole, doubts=unsure))
    assert perf_counter() - began < 15
    assert asked == ()
