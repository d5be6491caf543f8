"""A long message with its question at the end: what is asked, and what was only told before it."""

from datetime import date

import pytest

from knowledge import story
from knowledge.question import read_question
from tests.corpus.grading import library

TODAY = date(2026, 11, 21)


def asked(text: str) -> list[str]:
    """The lines that a message is tried as."""
    held = library()
    return [each.line.strip() for each in story.readings(text, read_question(text, held, TODAY), held, TODAY)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Xưởng tôi mới họp xong, ai cũng kêu. Tỉnh dựng mấy căn nhà?", "tinh dung may can nha"),
        (
            "em mới nhận chủ tịch, chưa quen việc, tỉnh ký mới bao nhiêu bản thỏa ước",
            "tinh ky moi bao nhieu ban thoa uoc",
        ),
        ("Giám đốc xưởng tôi bảo phải có 95% doanh nghiệp đối thoại, đúng không", "phai co 95 phan tram doanh nghiep"),
    ],
)
def test_the_clause_that_asks_is_tried_by_itself(text: str, line: str) -> None:
    assert any(line in each for each in asked(text)), asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "tỉnh dựng mấy căn nhà",
        "năm nay, tỉnh dựng mấy căn nhà",
        "đoàn viên ngành da giày thì kết nạp bao nhiêu",
        "Công nhân tổ hàn nhờ hỏi, ai phụ trách, số điện thoại mấy",
        "",
    ],
)
def test_a_plain_question_what_is_named_before_thi_and_somebody_asked_for_are_no_story(text: str) -> None:
    assert asked(text) == []


def test_a_restriction_told_before_still_holds() -> None:
    text = "Tôi làm ở khu vực tư nhân đã lâu. Tỉnh kết nạp bao nhiêu đoàn viên?"
    held = library()
    for each in story.readings(text, read_question(text, held, TODAY), held, TODAY):
        assert ("tu", "nhan") in [term.phrase for term in each.terms if term.is_needed]
