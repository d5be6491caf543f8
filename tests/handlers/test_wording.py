"""What is said keeps to its length and its form, whatever the names are."""

from datetime import date, timedelta

import pytest

from handlers import wording
from handlers.wording import asked, deadlines

LONG_OFFICE = "Văn phòng Công đoàn các khu công nghiệp và khu chế xuất thành phố Thuận Hoà Bình Sơn"
LONG_SEAT = "Phó Chủ tịch CĐCS Công ty trách nhiệm hữu hạn một thành viên Dệt may xuất khẩu và Thương mại Bên Sông"
PHONE = "0200 000 0168"


@pytest.mark.parametrize("seat", ["Chủ tịch CĐCS Mầm non Hoa Sen", LONG_SEAT, LONG_SEAT * 2])
@pytest.mark.parametrize("giver", ["đồng chí Tuấn, Văn phòng", "đồng chí Tuấn, " + LONG_OFFICE])
@pytest.mark.parametrize("office", ["Công đoàn xã Suối Mây", LONG_OFFICE, LONG_OFFICE * 2])
def test_an_invitation_is_read_in_one_look(office: str, seat: str, giver: str) -> None:
    said = wording.confirm_seat(seat, office, PHONE, giver).text
    assert len(said) <= wording.FIRST_CONTACT_MAX
    for part in (seat[:20], office[:20], giver[:14], PHONE, wording.NEVER_ASKS, "“chi tiết”"):
        assert part in said


@pytest.mark.parametrize("office", [LONG_OFFICE, LONG_OFFICE * 3])
def test_a_greeting_is_read_in_one_look(office: str) -> None:
    said = wording.first_contact(office, PHONE).text
    assert len(said) <= wording.FIRST_CONTACT_MAX
    assert PHONE in said
    assert wording.NEVER_ASKS in said


def test_the_long_office_is_as_long_as_the_longest_known() -> None:
    assert len(LONG_OFFICE) >= 83


def test_a_message_too_long_is_refused_in_whole_sentences() -> None:
    assert wording.too_long(4000).text == ("Tin quá dài, trợ lý chỉ đọc được 4.000 ký tự một lần. Xin nhắn ngắn lại.")


def test_the_office_reads_how_to_reach_the_asker() -> None:
    known = wording.Asker("Hạnh", "Chủ tịch CĐCS Mầm non Hoa Sen", "0900 000 111")
    assert "0900 000 111" in asked.question_for_office(known, 3, "câu hỏi", "").text
    unknown = wording.Asker("Hạnh", "Chủ tịch CĐCS Mầm non Hoa Sen")
    assert "trả lời câu 3" in asked.question_for_office(unknown, 3, "câu hỏi", "").text
    assert "2 ngày làm việc" in asked.data_wish_for_office(known, 3, "xoá dữ liệu của tôi", "").text


def test_what_reached_nobody_is_not_said_to_have_been_passed_on() -> None:
    due = date(2026, 11, 25)
    told = (
        asked.passed_on("câu hỏi", "LĐLĐ tỉnh Lai Châu", PHONE, 0).text,
        wording.data_wish_passed_on("xoá dữ liệu", "LĐLĐ tỉnh Lai Châu", PHONE, 0).text,
        deadlines.extension_asked("báo cáo tháng 11", due, due + timedelta(days=2), "ốm", 0).text,
    )
    assert not [text for text in told if "Đã chuyển" in text]
    assert all("chưa dùng trợ lý" in text and "gọi điện" in text for text in told)


def test_an_apology_claims_nothing_that_did_not_happen() -> None:
    assert "đã báo" not in wording.sorry().text


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("cho em xin số điện thoại văn phòng ạ", "so dien thoai van phong"),
        ("tôi muốn xoá dữ liệu của tôi", "xoa du lieu cua toi"),
        ("tôi", "toi"),
        ("kết nạp bao nhiêu", "ket nap bao nhieu"),
    ],
)
def test_a_wish_is_what_is_wished_for(said: str, wish: str) -> None:
    assert wording.wanted(said) == wish
