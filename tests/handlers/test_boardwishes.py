"""What officers ask of the board, and what only looks like it."""

import pytest

from handlers.boardwishes import (
    Wish,
    asks_figure,
    asks_of_own,
    is_about_report,
    method_of,
    sum_asked,
    unit_wish_of,
    wish_of,
)

ASKED = [
    ("ai chưa nộp", Wish.MISSING),
    ("ai chua nop", Wish.MISSING),
    ("ai chưa nộp tháng 11?", Wish.MISSING),
    ("cho em hỏi còn ai chưa gửi báo cáo ạ", Wish.MISSING),
    ("con ai chua gui bc thang 10", Wish.MISSING),
    ("đơn vị nào chưa nộp báo cáo tháng 11", Wish.MISSING),
    ("những đơn vị nào chưa báo cáo", Wish.MISSING),
    ("tháng 10 còn ai chưa nộp", Wish.MISSING),
    ("báo cáo tháng 10 ai chưa nộp", Wish.MISSING),
    ("các đơn vị chưa nộp", Wish.MISSING),
    ("danh sách chưa nộp tháng 11", Wish.MISSING),
    ("còn thiếu ai", Wish.MISSING),
    ("thiếu báo cáo của đơn vị nào", Wish.MISSING),
    ("bao nhiêu đơn vị chưa nộp", Wish.MISSING),
    ("tháng 10 ai nộp muộn", Wish.LATE),
    ("ai nộp muộn tháng 10", Wish.LATE),
    ("đơn vị nào nộp trễ hạn", Wish.LATE),
    ("ai muộn", Wish.LATE),
    ("ai đã nộp", Wish.FILED),
    ("ai nộp rồi tháng 10", Wish.FILED),
    ("tháng 10 ai nộp đúng hạn", Wish.FILED),
    ("bao nhiêu đơn vị nộp rồi", Wish.OVERVIEW),
    ("có mấy đơn vị đã nộp", Wish.OVERVIEW),
    ("nộp được bao nhiêu rồi", Wish.OVERVIEW),
    ("tình hình báo cáo tháng 10", Wish.OVERVIEW),
    ("tinh hinh nop bao cao", Wish.OVERVIEW),
    ("báo cáo tháng 10 đến đâu rồi", Wish.OVERVIEW),
    ("danh sách", Wish.LIST),
    ("xuất excel", Wish.LIST),
    ("cho xin danh sách nộp báo cáo tháng 10", Wish.LIST),
    ("danh sách báo cáo tháng 11", Wish.LIST),
    ("tải file excel tháng 10", Wish.LIST),
    ("tình hình chỉ tiêu", Wish.TARGETS),
    ("tình hình thực hiện các chỉ tiêu năm nay", Wish.TARGETS),
    ("các chỉ tiêu đến đâu rồi", Wish.TARGETS),
    ("cách tính kết nạp mới", Wish.METHOD),
    ("xác nhận cách tính", Wish.METHOD),
    ("ai phải nộp báo cáo", None),
    ("ai nộp kinh phí công đoàn", None),
    ("đơn vị nào chưa nộp đoàn phí", None),
    ("hạn nộp báo cáo tháng 11", None),
    ("báo cáo gửi cho ai, bao lâu một lần", None),
    ("các CĐCS nộp báo cáo về đâu", None),
    ("danh sách cán bộ được khen", None),
    ("các chỉ tiêu", None),
    ("chỉ tiêu kết nạp năm nay", None),
    ("đã nộp báo cáo", None),
    ("kết nạp 5 đoàn viên", None),
    ("nộp báo cáo", None),
    ("đúng", None),
    ("", None),
]


@pytest.mark.parametrize(("said", "wish"), ASKED, ids=[said or "nothing" for said, _ in ASKED])
def test_the_board_is_asked_in_many_words_and_only_then(said: str, wish: Wish | None) -> None:
    assert wish_of(said) is wish


OF_UNIT = [
    ("Hoa Sen nộp chưa", Wish.STATUS),
    ("hoa sen nop bc thang 10 chua", Wish.STATUS),
    ("tình hình Hoa Sen", Wish.STATUS),
    ("Hoa Sen nộp khi nào", Wish.STATUS),
    ("thế còn Hoa Sen", Wish.STATUS),
    ("xem báo cáo Hoa Sen tháng 10", Wish.REPORT),
    ("báo cáo của Hoa Sen", Wish.REPORT),
    ("bản word Hoa Sen tháng 10", Wish.PAPER),
    ("tải file word báo cáo Hoa Sen", Wish.PAPER),
    ("Hoa Sen báo kết nạp 3", None),
    ("ghi hộ Hoa Sen", None),
    ("đôn đốc Hoa Sen", None),
]


@pytest.mark.parametrize(("said", "wish"), OF_UNIT, ids=[said for said, _ in OF_UNIT])
def test_one_unit_is_asked_about(said: str, wish: Wish | None) -> None:
    assert unit_wish_of(said) is wish


BESIDE = [
    ("  nộp chưa", True),
    ("xem báo cáo   tháng 10", True),
    ("xem báo cáo an toàn lao động   tháng 10", True),
    ("chỉ tiêu của   thế nào", False),
    ("đoàn viên   được nghỉ thế nào", False),
]


@pytest.mark.parametrize(("rest", "is_about"), BESIDE, ids=[rest.strip() for rest, _ in BESIDE])
def test_a_unit_named_in_another_question_is_left_to_the_documents(rest: str, is_about: bool) -> None:
    assert is_about_report(rest, ["Báo cáo an toàn lao động"]) is is_about


OWN = [
    ("đơn vị tôi nộp chưa", True),
    ("tôi nộp chưa", True),
    ("bên em đã gửi báo cáo tháng 10 chưa ạ", True),
    ("báo cáo tháng 10 nộp chưa", True),
    ("đã nộp chưa", True),
    ("ai nộp chưa", False),
    ("tôi nộp đoàn phí chưa", False),
    ("đã nộp báo cáo", False),
    ("tôi là ai", False),
]


@pytest.mark.parametrize(("said", "own"), OWN, ids=[said for said, _ in OWN])
def test_a_chair_asks_about_her_own(said: str, own: bool) -> None:
    assert asks_of_own(said) is own


SUMS = [
    ("tổng kết nạp tháng 11", "ket nap"),
    ("kết nạp quý III các đơn vị", "ket nap"),
    ("toàn xã kết nạp được bao nhiêu rồi", "ket nap"),
    ("tổng số đoàn viên tháng 10", "so doan vien"),
    ("chỉ tiêu kết nạp của các đơn vị năm nay", None),
    ("năm 2026 toàn xã kết nạp bao nhiêu", None),
    ("các CĐCS kiểm tra tài chính mấy lần", None),
    ("các đơn vị phải kết nạp bao nhiêu trong tháng 11", None),
    ("kết nạp tháng 11", None),
    ("tổng kết nạp", None),
]


@pytest.mark.parametrize(("said", "words"), SUMS, ids=[said for said, _ in SUMS])
def test_a_sum_is_asked_of_the_reports_and_a_target_of_the_documents(said: str, words: str | None) -> None:
    assert sum_asked(said) == words


def test_the_words_behind_the_way_to_count_name_its_target() -> None:
    assert method_of("xác nhận cách tính chỉ tiêu kết nạp mới ạ") == "ket nap moi"
    assert not method_of("cách tính")


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        ("đồi sim kết nạp mấy", True),
        ("hoa sen tổng số đoàn viên bao nhiêu", True),
        ("số liệu hoa sen tháng 10", True),
        ("đồi sim phải kết nạp bao nhiêu", False),
        ("chỉ tiêu kết nạp bao nhiêu", False),
        ("đồi sim nộp chưa", False),
    ],
)
def test_a_figure_of_a_unit_is_told_from_a_target(said: str, *, is_asked: bool) -> None:
    assert asks_figure(said) is is_asked
