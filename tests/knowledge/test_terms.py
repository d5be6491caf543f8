"""An office's own abbreviations: what is taken, for whom they count, and how they are read in a question."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.db import Database
from bot.shelf import Shelf
from knowledge import store as library_store
from knowledge.answer import Answer, Asker, Library, Meaning, Question, Result, answer, build_library
from knowledge.digest import parse_digest
from knowledge.document import DocumentKey, UnitCode
from knowledge.terms import store
from knowledge.terms.values import Term, Trouble, by_office, of_line, settled, trouble_with

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PROVINCE, WARD, COMMUNE = UnitCode("nui-than"), UnitCode("ben-dau"), UnitCode("dong-go")
PAPER = """
Tên: Chương trình công tác năm 2026 của Công đoàn phường Bến Dâu
Loại: Chương trình
Nơi ban hành: Công đoàn phường Bến Dâu
Mã nơi ban hành: ben-dau
Thời kỳ: năm 2026
Hiệu lực từ: 01/01/2026
Hiệu lực đến: 31/12/2026

== I. Chỉ tiêu

[chỉ tiêu 1] mục I, ý 1
Lắp 14 tủ thuốc xưởng dệt; mời 3 bác sĩ LĐT.
= 14 tủ thuốc xưởng dệt | lắp tủ thuốc xưởng dệt | phạm vi: toàn phường | hạn: năm 2026
"""


@pytest.fixture
def db(tmp_path: Path, demo_file: Path) -> Iterator[Database]:
    place = tmp_path / "terms.db"
    shutil.copyfile(demo_file, place)
    opened = Database(f"sqlite:///{place}")
    yield opened
    opened.close()


def library(*terms: Term) -> Library:
    return replace(build_library([parse_digest(PAPER, DocumentKey("ben-dau"))]), terms=by_office(terms))


def said(text: str, *terms: Term, own: UnitCode = WARD, above: tuple[UnitCode, ...] = (PROVINCE,)) -> Result:
    return answer(Question(text), library(*terms), Asker((own,), above), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("short", "meaning", "trouble"),
    [
        ("CNC", "công nghệ cao", None),
        ("C.N.C", "công nghệ cao", None),
        ("TTXD", "tủ thuốc xưởng dệt", None),
        ("ĐKBB", "đo kiểm bụi", None),
        ("CA", "công an", Trouble.A_WORD),
        ("ban", "ban chấp hành", Trouble.A_WORD),
        ("C", "công đoàn", Trouble.NOT_SHORT),
        ("CN 5", "công nhân bậc năm", Trouble.NOT_SHORT),
        ("CN5", "công nhân bậc năm", Trouble.NOT_SHORT),
        ("CNCCNCCNCCNCC", "công nghệ cao", Trouble.NOT_SHORT),
        ("CNC", "", Trouble.NO_MEANING),
        ("CNC", "cnc", Trouble.NO_MEANING),
        ("CNC", "công nghệ " * 20, Trouble.NO_MEANING),
    ],
)
def test_only_a_row_of_letters_with_a_longer_meaning_is_taken(
    short: str, meaning: str, trouble: Trouble | None
) -> None:
    assert trouble_with(short, meaning) is trouble


def test_the_nearest_office_wins_and_no_other_offices_count() -> None:
    terms = by_office(
        [Term(PROVINCE, "LĐT", "lao động trẻ"), Term(WARD, "LĐT", "làng dệt thổ cẩm"), Term(COMMUNE, "LĐT", "lò đất")]
    )
    assert of_line(terms, (WARD, PROVINCE))["ldt"].meanings == ("làng dệt thổ cẩm",)
    assert of_line(terms, (UnitCode("elsewhere"), PROVINCE))["ldt"].meanings == ("lao động trẻ",)
    assert not of_line(terms, ())


@pytest.mark.parametrize("typed", ["lắp mấy TTXD", "lap may ttxd", "lắp mấy T.T.X.D", "nam nay lap bn ttxd"])
def test_a_question_is_understood_by_the_offices_own_abbreviation(typed: str) -> None:
    result = said(typed, Term(PROVINCE, "TTXD", "tủ thuốc xưởng dệt"))
    assert isinstance(result, Answer)
    assert [value.value for found in result.found for value in found.values] == [14]


def test_the_long_form_finds_a_paper_that_writes_it_short() -> None:
    result = said("mời mấy bác sĩ lao động trẻ", Term(WARD, "LĐT", "lao động trẻ"))
    assert isinstance(result, Answer)
    assert "3 bác sĩ" in result.found[0].citation.text


def test_what_it_means_is_told_to_those_it_counts_for_alone() -> None:
    term = Term(PROVINCE, "TTXD", "tủ thuốc xưởng dệt")
    assert said("TTXD là gì", term) == Meaning("TTXD", ("tủ thuốc xưởng dệt",))
    assert not isinstance(said("TTXD là gì", term, above=()), Meaning)


def test_the_offices_meaning_stands_before_the_shipped_ones() -> None:
    result = said("ĐT là gì", Term(WARD, "ĐT", "đội tuyên truyền"))
    assert isinstance(result, Meaning)
    assert result.meanings[0] == "đội tuyên truyền"
    assert "đối thoại" in result.meanings


def test_added_and_taken_back_it_is_in_the_next_library_and_out_of_it(db: Database) -> None:
    shelf = Shelf()
    term = settled(WARD, "T.T.X.D", "“tủ thuốc  xưởng dệt”.")
    assert term == Term(WARD, "TTXD", "tủ thuốc xưởng dệt")
    before = db.read_now(library_store.version)
    assert db.write_now(lambda session: store.add(session, term, 0, NOW))
    assert db.read_now(library_store.version) > before
    assert db.read_now(shelf.library).terms[WARD]["ttxd"].meanings == ("tủ thuốc xưởng dệt",)
    assert db.write_now(lambda session: store.withdraw(session, WARD, "ttxd", "", NOW)) == [term]
    assert WARD not in db.read_now(shelf.library).terms


def test_a_second_time_is_no_second_row_and_can_be_added_again_after_it_was_taken_back(db: Database) -> None:
    term = Term(WARD, "TTXD", "tủ thuốc xưởng dệt")

    def twice(db_: Database) -> list[bool]:
        return [db_.write_now(lambda session: store.add(session, term, 0, NOW)) for _ in range(2)]

    assert twice(db) == [True, False]
    db.write_now(lambda session: store.withdraw(session, WARD, "TTXD", "TỦ THUỐC xưởng dệt", NOW))
    assert twice(db) == [True, False]
    assert [each.term for each in db.read_now(lambda session: store.kept_by(session, (WARD,)))] == [term]
