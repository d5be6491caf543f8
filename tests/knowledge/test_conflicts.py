"""A figure that its own paper contradicts is quoted and flagged, never corrected."""

from datetime import date
from decimal import Decimal

import pytest

from handlers.citing import phrase
from knowledge.answer import Answer, Asker, Question, answer, build_library
from knowledge.document import DocumentKey, UnitCode, read_document
from knowledge.extract import extract

TODAY = date(2026, 11, 22)
PAPER = """CÔNG ĐOÀN XÃ KHE NGỌC

Số: 04/CTr-CĐX

Khe Ngọc, ngày 15 tháng 01 năm 2026

CHƯƠNG TRÌNH
Công tác công đoàn năm 2026

I. CHỈ TIÊU

- {one}
- Có 90% đoàn viên được khám sức khỏe định kỳ.

II. NHIỆM VỤ

- {other}
- Mỗi CĐCS tổ chức 01 buổi sinh hoạt chuyên đề.

TM. BAN CHẤP HÀNH
CHỦ TỊCH
"""


def asked(question: str, one: str, other: str) -> Answer:
    paper = extract(read_document(PAPER.format(one=one, other=other), DocumentKey("khe-ngoc"), UnitCode("khe-ngoc")))
    result = answer(Question(question), build_library([paper]), Asker((UnitCode("khe-ngoc"),)), TODAY)
    assert isinstance(result, Answer), phrase(result, TODAY)
    return result


def test_another_figure_for_the_same_thing_is_named_with_its_place() -> None:
    result = asked(
        "năm nay kết nạp mới bao nhiêu đoàn viên",
        "Kết nạp mới 120 đoàn viên trong năm.",
        "Kết nạp mới 150 đoàn viên trong năm.",
    )
    [conflict] = result.conflicts
    assert conflict.value.value == Decimal(120)
    assert conflict.against is not None
    assert [value.value for value in conflict.against.values] == [Decimal(150)]
    said = phrase(result, TODAY)
    assert "120" in said
    assert "150" in said


@pytest.mark.parametrize(
    ("sentence", "reckoned"),
    [
        pytest.param(
            "Tặng 100 suất quà, gồm 60 suất quà cho công nhân và 30 suất quà cho giáo viên.",
            Decimal(90),
            id="the parts make less than the total",
        ),
        pytest.param(
            "Tặng 100 suất quà, gồm 60 suất quà cho công nhân và 40 suất quà cho giáo viên.",
            None,
            id="the parts make the total",
        ),
        pytest.param(
            "Tặng 100 suất quà, trong đó 60 suất quà cho công nhân.", None, id="a part of the total is no contradiction"
        ),
    ],
)
def test_a_total_that_its_parts_do_not_make_is_flagged(sentence: str, reckoned: Decimal | None) -> None:
    result = asked("tặng bao nhiêu suất quà", sentence, "Mở 02 lớp tập huấn.")
    assert [each.reckoned for each in result.conflicts if each.reckoned is not None] == (
        [] if reckoned is None else [reckoned]
    )
