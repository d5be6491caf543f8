"""Two questions in one breath: both are told, each from its own sentence; where only one is there, that is said."""

from datetime import date

import pytest

from handlers import citing
from handlers.citing.gate import strays
from handlers.citing.whole import phrase
from knowledge.answer import Answer, Asker, NotFound, Question, Result, answer, build_library, values_of
from knowledge.document import DocumentKey, read_document
from knowledge.extract import extract

TODAY = date(2027, 3, 1)
PAPER = """CÔNG ĐOÀN PHƯỜNG BẾN GỐM

Số: 09/KH-CĐP

Bến Gốm, ngày 15 tháng 01 năm 2027

KẾ HOẠCH
Công tác công đoàn phường Bến Gốm năm 2027

I. CHỈ TIÊU

1. Kết nạp mới 165 đoàn viên.
2. Thành lập 04 công đoàn cơ sở tại doanh nghiệp có từ 20 lao động trở lên.
3. 88% doanh nghiệp tổ chức hội nghị người lao động.
4. 72% doanh nghiệp ký thỏa ước lao động tập thể.
5. Hỗ trợ xây 03 căn nhà Mái ấm công đoàn.
6. Vận động 240 triệu đồng cho Quỹ “Lò ấm”.
7. Có 26 cơ sở tổ chức Tháng Công nhân.
8. Kiểm tra tài chính ở khối doanh nghiệp 9 cuộc.
9. Kiểm tra tài chính ở khối trường học 5 cuộc.
10. Mở 06 lớp tập huấn, mỗi lớp 45 người.
11. 64% vụ việc khởi kiện tại tòa án được công đoàn hỗ trợ.
12. Trao 60 suất quà cho con đoàn viên.
13. Khám sức khỏe tại Trạm Y tế phường cho 130 lao động nữ.

II. TỔ CHỨC THỰC HIỆN

Các công đoàn cơ sở báo cáo kết quả về Công đoàn phường trước ngày 20/12.
"""
DOCUMENT = extract(read_document(PAPER, DocumentKey("ben-gom-2027")))
INDUSTRY = """CÔNG ĐOÀN NGÀNH Y TẾ

Số: 05/KH-CĐN

Bến Gốm, ngày 20 tháng 01 năm 2027

KẾ HOẠCH
Công tác công đoàn ngành Y tế năm 2027

I. CHỈ TIÊU

1. Kết nạp mới 310 đoàn viên.
2. Khám sức khỏe nghề nghiệp cho 900 lao động nữ.
"""
LIBRARY = build_library([DOCUMENT, extract(read_document(INDUSTRY, DocumentKey("y-te-2027")))])
CODE = DOCUMENT.header.issuer_code
assert CODE is not None
ASKER = Asker((CODE,))


def asked(text: str, *previous: str) -> Result:
    return answer(Question(text, previous), LIBRARY, ASKER, TODAY)


def figures(result: Result) -> set[int]:
    return {int(value.value) for value in values_of(result)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("năm 2027 xây mấy căn nhà Mái ấm và có bao nhiêu cơ sở làm Tháng Công nhân", {3, 26}),
        ("ket nap bao nhieu doan vien voi lai thanh lap may cdcs", {165, 4}),
        ("Kết nạp bn đv, vận động quỹ Lò ấm bn tiền", {165, 240}),
        ("hội nghị người lao động bao nhiêu phần trăm, ký thỏa ước bao nhiêu phần trăm", {88, 72}),
        ("hoi nghi nld may % con thoa uoc may %", {88, 72}),
        ("Phường Bến Gốm ký thỏa ước mấy % và hỗ trợ vụ kiện ở tòa mấy %?", {72, 64}),
        ("quỹ lò ấm vận động mấy triệu và tổ chức tháng công nhân ở mấy cơ sở", {240, 26}),
        ("kiểm tra tài chính ở khối doanh nghiệp với ở khối trường học là bao nhiêu cuộc", {9, 5}),
        ("xay may can nha mai am, thanh lap may cong doan co so, ket nap may doan vien", {3, 4, 165}),
        ("mở mấy lớp tập huấn, mỗi lớp bao nhiêu người", {6, 45}),
    ],
)
def test_both_figures_are_told_each_from_its_own_sentence(text: str, expected: set[int]) -> None:
    result = asked(text)
    assert isinstance(result, Answer)
    assert figures(result) == expected
    assert not result.lacks
    assert not strays(phrase(result, TODAY), result)


@pytest.mark.parametrize(
    ("text", "found", "lacks"),
    [
        ("xây mấy căn nhà Mái ấm và trao mấy vé xe", {3}, "Chưa tìm thấy nội dung còn lại được hỏi cùng."),
        ("ky thoa uoc may phan tram, thu kinh phi may phan tram", {72}, "Chưa tìm thấy tỷ lệ phần trăm được hỏi cùng."),
        ("sửa bao nhiêu nhà tình nghĩa và kết nạp mấy đoàn viên", {165}, "Chưa tìm thấy số lượng được hỏi cùng."),
    ],
)
def test_where_only_one_is_there_the_other_is_said_to_be_lacking(text: str, found: set[int], lacks: str) -> None:
    result = asked(text)
    assert isinstance(result, Answer)
    assert figures(result) == found
    assert lacks in citing.phrase(result, TODAY)


def test_what_may_stand_in_the_sentence_quoted_is_not_said_to_be_lacking() -> None:
    said = citing.phrase(asked("lập bao nhiêu cơ sở công đoàn và nơi ấy có bao nhiêu lao động trở lên"), TODAY)
    assert "Chưa tìm thấy" not in said
    assert "từ 20 lao động" in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kết nạp bao nhiêu đoàn viên, bao nhiêu ở doanh nghiệp", {165}),
        ("mở mấy lớp tập huấn, mỗi quý mấy lớp", {6}),
        ("khám sức khỏe mấy lao động nữ và mấy lao động nam", {130}),
    ],
)
def test_a_share_or_another_thing_is_not_taken_for_the_part_that_is_not_there(text: str, told: set[int]) -> None:
    assert figures(asked(text)) <= told


@pytest.mark.parametrize(
    "text",
    [
        "trao mấy vé xe và tổ chức mấy chuyến xe tết",
        "kết nạp bao nhiêu đoàn viên trong đó mấy người khuyết tật",
        "bao nhiêu đoàn viên nghỉ hưu, bao nhiêu cán bộ luân chuyển",
        "năm 2029 kết nạp bao nhiêu đoàn viên và thành lập mấy công đoàn cơ sở",
    ],
)
def test_nothing_is_told_where_neither_is_there(text: str) -> None:
    assert isinstance(asked(text), NotFound)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kết nạp bao nhiêu đoàn viên và người lao động", {165}),
        ("hỗ trợ xây mấy căn nhà, mái ấm công đoàn", {3}),
        ("phường mình, năm 2027, kết nạp mới mấy đoàn viên", {165}),
    ],
)
def test_one_question_stays_one(text: str, expected: set[int]) -> None:
    result = asked(text)
    assert figures(result) == expected
    assert not (isinstance(result, Answer) and result.lacks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("những chỉ tiêu về tòa án, tháng công nhân, mái ấm", {64, 26, 3}),
        ("cac chi tieu ve thoa uoc, quy lo am va thanh lap co so", {72, 240, 4}),
        ("các chỉ tiêu về thỏa ước; hội nghị người lao động", {72, 88}),
    ],
)
def test_a_list_narrowed_to_several_topics_holds_those_of_each(text: str, expected: set[int]) -> None:
    assert figures(asked(text)) == expected


def test_a_list_narrowed_to_a_topic_that_is_not_there_is_not_found() -> None:
    assert isinstance(asked("những chỉ tiêu về trường nghề, xe buýt"), NotFound)


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("thành lập mấy công đoàn cơ sở", "Thế còn đoàn viên thì kết nạp bao nhiêu?", {165}),
        ("kết nạp bao nhiêu đoàn viên", "thế còn con đoàn viên thì được mấy suất quà", {60}),
        ("ky thoa uoc may phan tram", "the con hoi nghi nguoi lao dong thi dat bao nhieu", {88}),
        ("khám sức khỏe cho bao nhiêu lao động nữ", "còn quỹ lò ấm thì vận động mấy triệu", {240}),
    ],
)
def test_what_of_another_thing_is_asked_as_before(before: str, text: str, expected: set[int]) -> None:
    assert figures(asked(text, before)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "thế nơi đó phải có từ bao nhiêu lao động trở lên",
        "vay cho do can tu may lao dong tro len",
        "Doanh nghiệp đó phải có từ bao nhiêu công nhân?",
    ],
)
def test_there_is_where_the_question_before_was_about(text: str) -> None:
    result = asked(text, "thành lập mấy công đoàn cơ sở")
    assert isinstance(result, Answer)
    assert "từ 20 lao động" in citing.phrase(result, TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("khám sức khỏe ở trạm y tế cho mấy lao động nữ", {130}),
        ("ngành y tế khám sức khỏe cho mấy lao động nữ", {900}),
        ("công đoàn ngành Y tế kết nạp bao nhiêu đoàn viên", {310}),
    ],
)
def test_a_station_of_an_industry_is_not_its_union(text: str, expected: set[int]) -> None:
    assert figures(asked(text)) == expected
