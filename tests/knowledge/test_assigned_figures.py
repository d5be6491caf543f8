"""A figure that a table sets for one unit is that unit's: it answers who names it, and nobody else."""

from datetime import date
from decimal import Decimal

import pytest

from handlers import citing
from knowledge.answer import Answer, Asker, Library, Question, answer, build_library, values_of
from knowledge.document import (
    Comparator,
    Document,
    DocumentKey,
    Header,
    Passage,
    PassageKind,
    Target,
    UnitCode,
)

TODAY = date(2027, 2, 1)
OWN = UnitCode("bau-sen")
HEADER = Header(
    "Kế hoạch phát triển đoàn viên năm 2027", "Kế hoạch", "Công đoàn xã Bàu Sen", OWN, "07/KH-CĐX",
    date(2027, 1, 8), date(2027, 1, 1), date(2027, 12, 31), "năm 2027",
)  # fmt: skip


def passage(place: str, value: int, text: str, unit: str = "") -> Passage:
    target = Target(
        Decimal(value),
        Comparator.EXACT,
        "đoàn viên",
        "kết nạp mới đoàn viên",
        due="năm 2027",
        assignee=unit,
        clause=text,
    )
    return Passage(place, "I. Chỉ tiêu", PassageKind.TARGET, text, (target,))


GENERAL = passage("mục I, gạch đầu dòng 1", 140, "Kết nạp mới 140 đoàn viên.")
TAILORS = passage("mục I, bảng 1, dòng 3", 15, "3 | CĐCS Công ty May Lá Sen | 15", "CĐCS Công ty May Lá Sen")
STATION = passage("mục I, bảng 1, dòng 4", 5, "4 | CĐCS Trạm Y tế xã | 5", "CĐCS Trạm Y tế xã")
ROWS = (
    passage("mục I, bảng 1, dòng 1", 60, "1 | CĐCS Công ty Dệt Lá Sen | 60", "CĐCS Công ty Dệt Lá Sen"),
    passage("mục I, bảng 1, dòng 2", 25, "2 | CĐCS Trường Mầm non Gió Đông | 25", "CĐCS Trường Mầm non Gió Đông"),
)


def library(*passages: Passage) -> Library:
    return build_library((Document(DocumentKey("vb/bau-sen/7-kh-cdx"), HEADER, passages),))


def figures(question: str, *passages: Passage) -> list[Decimal]:
    return [
        value.value for value in values_of(answer(Question(question), library(*passages), Asker(own=(OWN,)), TODAY))
    ]


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        pytest.param("năm 2027 kết nạp bao nhiêu đoàn viên", 140, id="what is set for all"),
        pytest.param("Dệt Lá Sen phải kết nạp bao nhiêu đoàn viên", 60, id="a unit by its name"),
        pytest.param("mam non gio dong ket nap bao nhieu doan vien", 25, id="a unit without marks"),
        pytest.param("công ty kết nạp bao nhiêu đoàn viên", 140, id="a word of many names"),
    ],
)
def test_who_is_named_decides_whose_figure_is_said(question: str, figure: int) -> None:
    assert figures(question, GENERAL, *ROWS) == [Decimal(figure)]


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        pytest.param("năm 2027 kết nạp mấy đoàn viên", [140], id="mấy is no tailor"),
        pytest.param("CĐCS May Lá Sen kết nạp mấy đoàn viên", [15], id="May Lá Sen is one"),
        pytest.param("trạm y tế xã phải kết nạp mấy đoàn viên", [5], id="a station"),
        pytest.param("trường THCS Lá Sen kết nạp mấy đoàn viên", [], id="a school that the table lacks"),
    ],
)
def test_small_words_name_no_unit(question: str, figure: list[int]) -> None:
    assert figures(question, GENERAL, TAILORS, STATION) == [Decimal(each) for each in figure]


def test_where_only_units_have_figures_each_is_said_with_its_unit() -> None:
    found = answer(Question("kết nạp bao nhiêu đoàn viên"), library(*ROWS), Asker(own=(OWN,)), TODAY)
    assert isinstance(found, Answer)
    said = citing.phrase(found, TODAY)
    assert "60 đoàn viên (CĐCS Công ty Dệt Lá Sen)" in said
    assert "25 đoàn viên (CĐCS Trường Mầm non Gió Đông)" in said
