"""Units as officers name them: short, unmarked, slipped, several in a sentence, or so that two fit."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.document import UnitCode
from knowledge.text import clean, fold
from union.naming import named_units, short_name
from union.roster import Unit, UnitKind

NAMES = (
    "Công đoàn xã Suối Mây",
    "CĐCS Mầm non Hoa Sen",
    "CĐCS Tiểu học Đồi Sim",
    "CĐCS Công ty May Mây Trắng",
    "CĐCS THCS Lá Xanh",
    "CĐCS Trạm Y tế Suối Mây",
    "CĐCS HTX Đồng Gió",
    "CĐCS Mầm non Cỏ Non",
    "CĐCS Tiểu học Cỏ Non",
    "CĐCS Công ty TNHH MTV Gốm Sông Đào",
    "CĐCS Công ty TNHH MTV Gốm Sông Đào 2",
    "Nghiệp đoàn xe ôm bến Đá",
    "CĐCS Vinatex",
)
UNITS = tuple(Unit(UnitCode(str(place)), name, UnitKind.GRASSROOTS) for place, name in enumerate(NAMES))

SENTENCES = [
    ("in the middle of an order", "don doc het, tru doi sim, chi ay vua goi", [["CĐCS Tiểu học Đồi Sim"]]),
    ("with its sort", "gui. htx dong gio bao ket nap 0, ghi ho", [["CĐCS HTX Đồng Gió"]]),
    ("with its sort written out", "hợp tác xã Đồng Gió nộp chưa", [["CĐCS HTX Đồng Gió"]]),
    ("by its own words alone", "lá xanh nộp chưa", [["CĐCS THCS Lá Xanh"]]),
    ("without a blank", "hoasen nop chua", [["CĐCS Mầm non Hoa Sen"]]),
    ("by its end", "mây trắng nộp rồi", [["CĐCS Công ty May Mây Trắng"]]),
    ("by its beginning", "trạm y tế nộp chưa", [["CĐCS Trạm Y tế Suối Mây"]]),
    ("by its whole paper name", "cđcs công ty may mây trắng", [["CĐCS Công ty May Mây Trắng"]]),
    ("in one word", "vinatex nộp chưa", [["CĐCS Vinatex"]]),
    ("with one wrong letter", "doi sin nop chua", [["CĐCS Tiểu học Đồi Sim"]]),
    ("with two letters changed about", "gom sogn dao 2", [["CĐCS Công ty TNHH MTV Gốm Sông Đào 2"]]),
    ("two of them", "trừ hoa sen và lá xanh", [["CĐCS Mầm non Hoa Sen"], ["CĐCS THCS Lá Xanh"]]),
    ("two fit alike", "cỏ non nộp chưa", [["CĐCS Mầm non Cỏ Non", "CĐCS Tiểu học Cỏ Non"]]),
    ("one of two, by its sort", "tiểu học cỏ non nộp chưa", [["CĐCS Tiểu học Cỏ Non"]]),
    ("the sort in its short form", "mn cỏ non", [["CĐCS Mầm non Cỏ Non"]]),
    ("its whole name is more than another's part", "gốm sông đào", [["CĐCS Công ty TNHH MTV Gốm Sông Đào"]]),
    ("the longer of two names", "gốm sông đào 2", [["CĐCS Công ty TNHH MTV Gốm Sông Đào 2"]]),
    ("the unit above by its place", "xã suối mây", [["Công đoàn xã Suối Mây"]]),
    ("a guild by its beginning", "nghiệp đoàn xe ôm", [["Nghiệp đoàn xe ôm bến Đá"]]),
    ("a sort that only one is of", "thcs nộp chưa", [["CĐCS THCS Lá Xanh"]]),
    ("a sort of several", "mầm non nộp chưa", []),
    ("a neighbouring word with its marks", "đóng góp tháng này", []),
    ("a word that a name shares", "bảo hiểm y tế tháng 11", []),
    ("the word for a union", "tổng kết nạp tháng 11 của các công đoàn cơ sở", []),
    ("nobody", "ai chưa nộp tháng 11", []),
    ("nothing", "", []),
]


@pytest.mark.parametrize(("said", "expected"), [row[1:] for row in SENTENCES], ids=[row[0] for row in SENTENCES])
def test_a_unit_is_known_however_it_is_named(said: str, expected: list[list[str]]) -> None:
    assert [[unit.name for unit in named.candidates] for named in named_units(said, UNITS)] == expected


def test_it_says_where_the_name_stood() -> None:
    said = "báo cáo Lá  Xanh tháng 10"
    [named] = named_units(said, UNITS)
    assert clean(said)[named.start : named.end] == "Lá  Xanh"


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_its_own_short_name_without_marks_finds_it(unit: Unit) -> None:
    [named] = named_units(f"xem {fold(short_name(unit.name))} nhé", UNITS)
    assert unit in named.candidates


@given(st.text(max_size=60))
def test_names_never_overlap_and_stand_in_the_sentence(said: str) -> None:
    places = [(named.start, named.end) for named in named_units(said, UNITS)]
    assert all(0 <= start < end <= len(clean(said)) for start, end in places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


SHORT = [
    ("CĐCS Công ty May Mây Trắng", "May Mây Trắng"),
    ("CĐCS Mầm non Hoa Sen", "Mầm non Hoa Sen"),
    ("CĐCS Trường THCS Lá Xanh", "THCS Lá Xanh"),
    ("CĐCS Công ty TNHH MTV Gốm Sông Đào", "Gốm Sông Đào"),
    ("Công đoàn cơ sở Trạm Y tế", "Trạm Y tế"),
    ("Công đoàn Trường Bản Mây", "Bản Mây"),
    ("Công đoàn xã Suối Mây", "Công đoàn xã Suối Mây"),
    ("CĐCS", "CĐCS"),
]


@pytest.mark.parametrize(("name", "short"), SHORT, ids=[name for name, _ in SHORT])
def test_a_short_name_is_what_one_says(name: str, short: str) -> None:
    assert short_name(name) == short
