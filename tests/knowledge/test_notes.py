"""An office's own answer is given to its own question below that office, and to no other; a figure comes before it."""

from datetime import UTC, date, datetime

import pytest

from handlers.citing import phrase
from knowledge.answer import Answer, Asker, NotFound, Question, Result, answer, build_library
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
from knowledge.notes.entry import Note, document_of

OFFICE, SCHOOL, OTHER = UnitCode("song-trang"), UnitCode("mam-non-sao-mai"), UnitCode("doi-che")
TODAY = date(2026, 11, 23)
CHAIR = Asker(own=(SCHOOL,), above=(OFFICE,))
GIVEN = datetime(2026, 11, 20, 2, tzinfo=UTC)


def note(number: int, question: str, text: str, office: UnitCode = OFFICE, at: datetime = GIVEN) -> Document:
    return document_of(Note(number, office, "Công đoàn xã Sông Trắng", question, text, 1, at))


def programme() -> Document:
    from decimal import Decimal

    goal = Target(Decimal(45), Comparator.AT_LEAST, "đoàn viên", "kết nạp mới đoàn viên", due="năm 2026",
                  clause="Kết nạp mới ít nhất 45 đoàn viên")  # fmt: skip
    passages = (
        Passage("mục I", "I. Chỉ tiêu", PassageKind.TARGET, "Kết nạp mới ít nhất 45 đoàn viên.", (goal,)),
        Passage(
            "mục II, gạch đầu dòng 1", "II. Nhiệm vụ", PassageKind.TASK,
            "Chăm lo Tết cho đoàn viên, người lao động có hoàn cảnh khó khăn.",
        ),
    )  # fmt: skip
    header = Header(
        "Chương trình công tác năm 2026", "Chương trình", "Công đoàn xã Sông Trắng", OFFICE, "12/CTr-CĐX",
        date(2026, 1, 10), date(2026, 1, 1), date(2026, 12, 31), "năm 2026",
    )  # fmt: skip
    return Document(DocumentKey("vb/song-trang/12"), header, passages)


NOTES = (
    note(1, "mỗi đoàn viên được thưởng Tết bao nhiêu tiền", "Mỗi đoàn viên 500.000 đồng."),
    note(2, "mức hỗ trợ đoàn viên ốm đau năm 2026", "Mỗi trường hợp 1.000.000 đồng, một năm không quá hai lần."),
    note(3, "hồ sơ vay vốn mua nhà ở xã hội gồm những gì", "Gồm đơn, xác nhận thu nhập và bản sao hợp đồng."),
    note(4, "kết nạp đoàn viên năm 2026 là bao nhiêu", "Điều chỉnh thành 60 đoàn viên."),
    note(5, "thưởng cho đoàn viên có 5 năm công tác", "Thưởng giấy khen."),
    note(6, "ai phụ trách tài chính của xã", "Đồng chí phụ trách là kế toán của xã."),
    note(7, "khu vực ngoài nhà nước nộp kinh phí thế nào", "Nộp qua tài khoản của công đoàn tỉnh."),
)
LIBRARY = build_library((programme(), *NOTES))


def asked(question: str, *previous: str, asker: Asker = CHAIR, today: date = TODAY) -> Result:
    return answer(Question(question, previous), LIBRARY, asker, today)


def by_note(result: Result) -> set[str]:
    cited = [each.citation.document for each in result.found] if isinstance(result, Answer) else []
    return {key for key in cited if key.startswith("note/")}


ANSWERED = (
    ("mỗi đoàn viên được thưởng Tết bao nhiêu tiền", 1),
    ("thuong tet cho moi doan vien bao nhieu tien", 1),
    ("Tết này đoàn viên được thưởng bao nhiêu tiền ạ?", 1),
    ("mức hỗ trợ đoàn viên ốm đau", 2),
    ("năm nay mức hỗ trợ đoàn viên ốm đau là bao nhiêu", 2),
    ("hồ sơ vay vốn mua nhà ở xã hội", 3),
    ("ho so vay von mua nha o xa hoi can gi", 3),
    ("thưởng cho đoàn viên 5 năm công tác", 5),
    ("khu vực ngoài nhà nước nộp kinh phí thế nào", 7),
)


@pytest.mark.parametrize(("question", "number"), ANSWERED)
def test_a_question_like_the_notes_own_gets_its_words(question: str, number: int) -> None:
    result = asked(question)
    assert by_note(result) == {f"note/{number}"}
    text = phrase(result, TODAY)
    assert f"“{NOTES[number - 1].passages[0].text}”" in text
    assert "Trả lời của Văn phòng Công đoàn xã Sông Trắng ngày 20/11/2026" in text


OTHERS = (
    "mức hỗ trợ đoàn viên ốm đau năm 2024",
    "năm ngoái mức hỗ trợ đoàn viên ốm đau",
    "thưởng cho đoàn viên có 10 năm công tác",
    "khu vực nhà nước nộp kinh phí thế nào",
    "nộp kinh phí thế nào",
    "mỗi đoàn viên đóng đoàn phí bao nhiêu tiền",
    "hồ sơ vay vốn mua xe gồm những gì",
    "LĐLĐ tỉnh Đồi Chè thưởng Tết mỗi đoàn viên bao nhiêu tiền",
    "kết quả hỗ trợ đoàn viên ốm đau năm 2026",
)


@pytest.mark.parametrize("question", OTHERS)
def test_another_year_union_sector_or_figure_is_another_question(question: str) -> None:
    assert by_note(asked(question)) == set()


def test_next_year_the_answer_of_this_year_is_none() -> None:
    assert by_note(asked("năm nay mức hỗ trợ đoàn viên ốm đau là bao nhiêu", today=date(2027, 3, 1))) == set()
    assert by_note(asked("mức hỗ trợ đoàn viên ốm đau", today=date(2027, 3, 1))) == set()


@pytest.mark.parametrize("asker", [Asker(), Asker(own=(OTHER,)), Asker(own=(UnitCode("x"),), above=(OTHER,))])
def test_outside_the_offices_own_units_nobody_is_answered_by_it(asker: Asker) -> None:
    result = asked("hồ sơ vay vốn mua nhà ở xã hội gồm những gì", asker=asker)
    assert isinstance(result, NotFound)
    assert not any(each.citation.document.startswith("note/") for each in result.nearest)


def test_the_office_itself_is_answered_by_its_own_words() -> None:
    assert by_note(asked("hồ sơ vay vốn mua nhà ở xã hội gồm những gì", asker=Asker(own=(OFFICE,)))) == {"note/3"}


def test_beside_a_programmes_figure_an_office_that_says_another_stands_below_it() -> None:
    result = asked("năm 2026 kết nạp bao nhiêu đoàn viên")
    assert isinstance(result, Answer)
    assert [each.citation.document for each in result.found] == ["vb/song-trang/12", "note/4"]
    text = phrase(result, TODAY)
    assert text.index("45") < text.index("60")


@pytest.mark.parametrize("said", ["ai ký", "ban hành ngày nào", "số bao nhiêu"])
def test_who_signed_after_a_note_asks_about_the_note(said: str) -> None:
    assert by_note(asked(said, "hồ sơ vay vốn mua nhà ở xã hội")) == {"note/3"}


def test_the_newest_of_two_answers_to_one_question_counts() -> None:
    newer = note(9, "mỗi đoàn viên được thưởng Tết bao nhiêu tiền", "Mỗi đoàn viên 700.000 đồng.",
                 at=datetime(2026, 11, 22, 2, tzinfo=UTC))  # fmt: skip
    result = answer(
        Question("mỗi đoàn viên được thưởng Tết bao nhiêu tiền"), build_library((*NOTES, newer)), CHAIR, TODAY
    )
    assert by_note(result) == {"note/9"}


@pytest.mark.parametrize(
    "question", ["văn bản mới nhất ban hành ngày nào", "các nhiệm vụ năm nay", "chương trình năm 2026 số bao nhiêu"]
)
def test_a_note_is_no_paper_of_the_office(question: str) -> None:
    assert by_note(asked(question)) == set()
