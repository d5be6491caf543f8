"""A monthly report holds what was reached and what comes next; a guideline for a congress is no paper of its term."""

from datetime import date
from functools import cache

import pytest

from handlers.citing.gate import strays
from handlers.citing.whole import phrase
from knowledge.answer import Asker, Library, NotFound, Question, Result, answer, build_library
from knowledge.document import Document, DocumentKey, UnitCode, read_document
from knowledge.extract import extract
from knowledge.library import standing_of
from knowledge.result import Standing
from tests.corpus.grading import library

TODAY = date(2026, 6, 3)
MONTHLY = """LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐÈO MÂY

Số: 77/BC-LĐLĐ

Đèo Mây, ngày 29 tháng 5 năm 2026

BÁO CÁO
Kết quả hoạt động công đoàn tháng 5, nhiệm vụ trọng tâm tháng 6 năm 2026

I. KẾT QUẢ HOẠT ĐỘNG THÁNG 5

- Kết nạp 418 đoàn viên, thành lập 03 công đoàn cơ sở.
- Thăm hỏi 52 đoàn viên ốm đau.

II. NHIỆM VỤ TRỌNG TÂM THÁNG 6

1. Kết nạp thêm ít nhất 260 đoàn viên, thành lập 07 công đoàn cơ sở.
2. Thăm hỏi ít nhất 90 đoàn viên ốm đau.

Nơi nhận:
- Các công đoàn xã.
"""
CONGRESS = """LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐÈO MÂY

Số: 21/HD-LĐLĐ

Đèo Mây, ngày 04 tháng 5 năm 2026

HƯỚNG DẪN
Tổ chức đại hội công đoàn cơ sở, nhiệm kỳ 2027 - 2032

I. THỜI GIAN

- Đại hội điểm xong trước ngày 30/9/2026.
"""
TET = """LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐÈO MÂY

Số: 90/KH-LĐLĐ

Đèo Mây, ngày 02 tháng 6 năm 2026

KẾ HOẠCH
Chăm lo Tết Nguyên đán Đinh Mùi năm 2027

I. CHỈ TIÊU

- Tặng 500 suất quà.
"""


def paper(text: str, key: str = "thu") -> Document:
    return extract(read_document(text, DocumentKey(key)))


@cache
def held() -> Library:
    """The report beside other unions' programmes: what a word tells is learnt from all."""
    return build_library([*library().documents, paper(MONTHLY)])


def told(question: str) -> Result:
    return answer(Question(question), held(), Asker((UnitCode("deo-may"),)), TODAY)


@pytest.mark.parametrize(
    ("question", "expected", "other"),
    [
        ("tháng 5 kết nạp được bao nhiêu đoàn viên", "418", "260"),
        ("thang 5 ket nap dc may doan vien", "418", "260"),
        ("kết nạp được bao nhiêu đoàn viên", "418", "260"),
        ("tháng 5 thăm hỏi được mấy đoàn viên ốm đau", "52", "90"),
        ("tháng 6 phải kết nạp thêm bao nhiêu đoàn viên", "ít nhất 260 đoàn viên (tháng 6)", "418"),
        ("thang 6 tham hoi it nhat may doan vien om dau", "90", "52"),
    ],
)
def test_a_month_has_its_own_figures(question: str, expected: str, other: str) -> None:
    said = phrase(told(question), TODAY)
    assert expected in said
    assert other not in said
    assert not strays(said, told(question))


@pytest.mark.parametrize(
    "question",
    ["chỉ tiêu kết nạp đoàn viên năm 2027 là bao nhiêu", "tháng 9 phải kết nạp bao nhiêu đoàn viên"],
)
def test_a_months_task_is_no_target_of_another_time(question: str) -> None:
    assert isinstance(told(question), NotFound)


def test_a_guideline_for_a_congress_holds_before_the_term_of_the_congress() -> None:
    assert standing_of(paper(CONGRESS), TODAY, ()) == (Standing.IN_FORCE, None)


def test_a_plan_for_tet_holds_before_its_year() -> None:
    document = paper(TET)
    assert document.header.valid_from == date(2027, 1, 1)
    assert standing_of(document, TODAY, ()) == (Standing.IN_FORCE, None)
    assert standing_of(document, date(2026, 6, 1), ()) == (Standing.NOT_YET, date(2027, 1, 1))


@pytest.mark.parametrize("question", ["quý 4 kết nạp bao nhiêu đoàn viên", "tháng 9 phải kết nạp mấy đoàn viên"])
def test_what_a_year_sets_is_not_said_of_a_quarter_or_a_month(question: str) -> None:
    text = CONGRESS.replace(
        "HƯỚNG DẪN\nTổ chức đại hội công đoàn cơ sở, nhiệm kỳ 2027 - 2032", "KẾ HOẠCH\nCông tác năm 2026"
    )
    text = text.replace(
        "- Đại hội điểm xong trước ngày 30/9/2026.", "- Kết nạp mới 320 đoàn viên.\n- Quý II: kết nạp mới 80 đoàn viên."
    )
    paper = extract(read_document(text, DocumentKey("nam")))
    library, asker = build_library([paper]), Asker(own=(UnitCode(paper.header.issuer_code),))
    assert isinstance(answer(Question(question), library, asker, TODAY), NotFound)
    of_quarter = phrase(answer(Question("quý 2 kết nạp mấy đoàn viên"), library, asker, TODAY), TODAY)
    assert "80 đoàn viên" in of_quarter
    assert "320" not in of_quarter
