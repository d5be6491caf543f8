"""An office's own answer is given to its own question below that office, and to no other; a figure comes before it."""

from datetime import UTC, date, datetime
from typing import Final

import pytest

from handlers.citing import phrase
from knowledge.answer import Answer, Asker, NotFound, Question, Result, answer, build_library
from knowledge.digest import load_digests
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
COMMUNE = UnitCode("suoi-may")
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


# Beside the shipped programmes, in a chair's own words

LIVED: Final = (
    ("lịch trực tết thế nào", "Trực từ 28 tháng Chạp đến mùng 5."),
    ("đoàn phí đóng bao nhiêu phần trăm lương", "1 % tiền lương."),
    ("mỗi đoàn viên được thưởng tết bao nhiêu tiền", "500.000 đồng."),
    ("hồ sơ vay vốn mua nhà ở xã hội gồm những gì", "Đơn và xác nhận."),
    ("mượn hội trường xã để họp có được không", "Được, báo trước hai ngày."),
    ("đoàn viên ốm đau nằm viện thì được hỗ trợ bao nhiêu", "300.000 đồng."),
    ("bao giờ tổ chức đại hội công đoàn xã", "Quý II/2027."),
    ("ai duyệt chi quỹ công đoàn cơ sở", "Chủ tịch CĐCS duyệt."),
    ("con đoàn viên thi đỗ đại học được thưởng bao nhiêu", "1.000.000 đồng."),
    ("hội thi nấu ăn tổ chức ở đâu", "Nhà văn hoá xã."),
    ("ai được xét tặng kỷ niệm chương", "Người có 15 năm công tác."),
    ("hạn nộp kinh phí quý IV là ngày nào", "Trước 20/12."),
    ("đăng ký tham quan hè thế nào", "Gửi danh sách trước 15/5."),
)
BESIDE: Final = build_library(
    (*load_digests(), *(note(number, *kept, office=COMMUNE) for number, kept in enumerate(LIVED, start=1)))
)
ALIKE: Final = (
    ("hội thi nấu ăn ở đâu", 10),
    ("kỷ niệm chương xét tặng cho ai", 11),
    ("bao giờ nộp kinh phí quý IV", 12),
    ("nộp kinh phí quý 4 hạn ngày nào", 12),
    ("tham quan hè đăng ký khi nào", 13),
    ("trực tết thế nào", 1),
    ("tết trực thế nào", 1),
    ("trực tết từ ngày nào", 1),
    ("bao giờ trực tết", 1),
    ("lịch trực tết", 1),
    ("lich truc tet the nao a", 1),
    ("tết này trực ra sao", 1),
    ("trực tết như thế nào", 1),
    ("khi nào trực tết", 1),
    ("cho em hỏi lịch trực tết với ạ", 1),
    ("tết trực từ hôm nào", 1),
    ("dong doan phi may phan tram", 2),
    ("doan phi bao nhieu phan tram", 2),
    ("đoàn phí một tháng bao nhiêu", 2),
    ("đoàn phí đóng bao nhiêu", 2),
    ("mức đóng đoàn phí", 2),
    ("đóng đoàn phí bao nhiêu phần trăm lương", 2),
    ("mức đóng đoàn phí là bao nhiêu phần trăm tiền lương", 2),
    ("đoàn phí mấy phần trăm lương", 2),
    ("tết đoàn viên được thưởng bao nhiêu", 3),
    ("thưởng tết bao nhiêu tiền", 3),
    ("đoàn viên được thưởng tết mấy triệu", 3),
    ("hồ sơ vay vốn nhà ở xã hội", 4),
    ("vay vốn mua nhà ở xã hội cần giấy tờ gì", 4),
    ("có được mượn hội trường của xã để họp không", 5),
    ("nằm viện được hỗ trợ bao nhiêu", 6),
    ("ốm đau nằm viện hỗ trợ mấy tiền", 6),
    ("đại hội công đoàn xã khi nào", 7),
    ("khi nào đại hội công đoàn xã", 7),
    ("ai duyệt chi quỹ công đoàn", 8),
    ("con đỗ đại học được thưởng bao nhiêu", 9),
    ("thưởng con đoàn viên đỗ đại học mấy triệu", 9),
)


def asked_beside(question: str) -> Result:
    chair = Asker(own=(SCHOOL,), above=(COMMUNE, UnitCode("vinh-thuan")))
    return answer(Question(question, ()), BESIDE, chair, TODAY)


@pytest.mark.parametrize(("question", "number"), ALIKE)
def test_an_entry_is_found_in_a_chairs_own_words_and_before_a_target_that_shares_a_word(
    question: str, number: int
) -> None:
    result = asked_beside(question)
    assert isinstance(result, Answer)
    assert [each.citation.document for each in result.found] == [f"note/{number}"]


UNLIKE: Final = (
    "hội thi nấu ăn bao giờ",
    "hội thi văn nghệ ở đâu",
    "ai xét tặng kỷ niệm chương",
    "hạn nộp kinh phí quý III",
    "kinh phí quý IV nộp bao nhiêu",
    "tham quan hè đi đâu",
    "tết được nghỉ mấy ngày",
    "lịch nghỉ tết thế nào",
    "lịch trực hè thế nào",
    "trực 30/4 thế nào",
    "tiền trực tết bao nhiêu",
    "trực tết được bao nhiêu tiền",
    "ai trực tết",
    "lịch họp giao ban thế nào",
    "quà tết thế nào",
    "tết trung thu tổ chức thế nào",
    "lịch tết",
    "chậm đóng đoàn phí thì sao",
    "bao nhiêu đơn vị chậm đóng đoàn phí",
    "kinh phí công đoàn bao nhiêu phần trăm lương",
    "nộp đoàn phí lên cấp trên bao nhiêu phần trăm",
    "đoàn phí nộp ngày nào",
    "đoàn phí nộp về đâu",
    "tỷ lệ thu đoàn phí bao nhiêu phần trăm",
    "ai được miễn đoàn phí",
    "tăng lương bao nhiêu phần trăm",
    "đoàn phí được giữ lại bao nhiêu phần trăm",
    "lãi suất vay vốn mua nhà ở xã hội",
    "thưởng tết cho chủ tịch công đoàn bao nhiêu",
    "thưởng cho đoàn viên xuất sắc bao nhiêu tiền",
    "đoàn viên được tặng quà tết bao nhiêu tiền",
    "mượn hội trường mất bao nhiêu tiền",
    "ai giữ chìa khoá hội trường",
    "thai sản được hỗ trợ bao nhiêu",
    "con đoàn viên ốm đau được hỗ trợ bao nhiêu",
    "đại hội công đoàn cơ sở khi nào",
    "bao giờ họp công đoàn xã",
    "ai duyệt báo cáo",
    "ai chi quỹ",
    "con đoàn viên học giỏi được thưởng bao nhiêu",
    "đoàn viên học đại học được hỗ trợ bao nhiêu",
    "ốm đau bao nhiêu ngày thì nghỉ",
    "kết nạp bao nhiêu đoàn viên",
    "hồ sơ kết nạp đoàn viên gồm những gì",
    "đoàn phí tính thế nào",
    "trực tết mấy ngày",
    "tết trực mấy người",
    "trực tết ở đâu",
)


@pytest.mark.parametrize("question", ["dong doan phi may phan tram", "doan phi bao nhieu phan tram", "mức đoàn phí"])
def test_how_an_office_words_its_question_hides_nothing(question: str) -> None:
    kept = note(1, "mức đóng đoàn phí bao nhiêu phần trăm lương", "1 % tiền lương.", office=COMMUNE)
    chair = Asker(own=(SCHOOL,), above=(COMMUNE,))
    result = answer(Question(question, ()), build_library((*load_digests(), kept)), chair, TODAY)
    assert by_note(result) == {"note/1"}


@pytest.mark.parametrize("question", UNLIKE)
def test_an_entry_answers_no_other_question_on_its_subject(question: str) -> None:
    assert by_note(asked_beside(question)) == set()


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("thưởng chiến sĩ thi đua bao nhiêu tiền", "chiến sĩ thi đua bao nhiêu phần trăm"),
        ("trợ cấp tang lễ bao nhiêu tiền", "tang lễ bao nhiêu đoàn viên"),
    ],
)
def test_a_sum_is_no_share_and_no_count(kept: str, asked: str) -> None:
    library = build_library([programme(), note(1, kept, "2 triệu đồng mỗi người.")])
    found = answer(Question(asked), library, CHAIR, TODAY)
    assert "2 triệu" not in phrase(found, TODAY)
    assert by_note(answer(Question(kept.replace("bao nhiêu tiền", "mức nào")), library, CHAIR, TODAY)) == {"note/1"}
