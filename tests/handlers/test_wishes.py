"""What is wished of a deadline, on which day, at which hour; and what the words of a report ask for."""

from datetime import date, datetime

import pytest

from handlers.days import day_wished, days_wished, hour_wished, weekday_of
from handlers.once import Once, once_wished
from handlers.report.boxes import Box, box_named, boxes_named
from handlers.report.heard import About, Wish, about_report, may_have_sent, parted, wish
from handlers.wishes import Wanted, before_reason, reason_in, wanted
from knowledge.dates import VIETNAM

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("nhắc lại thứ năm", date(2026, 11, 26)),
        ("nhac lai thu 5", date(2026, 11, 26)),
        ("thứ hai", date(2026, 11, 30)),
        ("thu 3 tuan sau", date(2026, 12, 1)),
        ("chủ nhật", date(2026, 11, 29)),
        ("ngày 26", date(2026, 11, 26)),
        ("ngày 3", date(2026, 12, 3)),
        ("đến 27/11", date(2026, 11, 27)),
        ("27-11", date(2026, 11, 27)),
        ("ngày 27 tháng 11", date(2026, 11, 27)),
        ("5/1", date(2027, 1, 5)),
        ("mai", date(2026, 11, 24)),
        ("ngày kia", date(2026, 11, 25)),
        ("3 ngày nữa", date(2026, 11, 26)),
        ("tuần sau", date(2026, 11, 30)),
        ("31/2", None),
        ("chị Mai ốm", None),
        ("một đoàn viên", None),
        ("5", None),
    ],
)
def test_a_day_is_the_next_one_that_the_words_fit(said: str, day: date | None) -> None:
    assert day_wished(said, MONDAY) == day


@pytest.mark.parametrize(
    ("said", "days"), [("lùi 3 ngày", 3), ("thêm một tuần", 7), ("2 tuan", 14), ("đến 27/11", None), ("ngày 3", None)]
)
def test_a_span_is_counted_in_days(said: str, days: int | None) -> None:
    assert days_wished(said) == days


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("nhắc tôi lúc 9 giờ", (9, 0)),
        ("7h30", (7, 30)),
        ("8 giờ rưỡi", (8, 30)),
        ("2 giờ chiều", (14, 0)),
        ("25 giờ", None),
        ("thứ năm", None),
    ],
)
def test_an_hour_is_read_with_its_minutes(said: str, hour: tuple[int, int] | None) -> None:
    assert hour_wished(said) == hour


def test_a_day_is_said_with_its_weekday() -> None:
    assert weekday_of(date(2026, 11, 25)) == "thứ Tư 25/11"


@pytest.mark.parametrize(
    ("said", "wish_is"),
    [
        ("để sau", Wanted.LATER),
        ("de sau nhe", Wanted.LATER),
        ("nhắc lại thứ Năm", Wanted.REMIND_ON),
        ("mai nhắc lại", Wanted.REMIND_ON),
        ("đang làm", Wanted.WORKING),
        ("em dang lam bao cao", Wanted.WORKING),
        ("xin lùi đến 27/11 vì kế toán ốm", Wanted.EXTEND),
        ("xin thêm 3 ngày", Wanted.EXTEND),
        ("em xin nộp chậm 2 ngày", Wanted.EXTEND),
        ("gia hạn đến thứ 6", Wanted.EXTEND),
        ("xin hoãn báo cáo đến thứ 6", Wanted.EXTEND),
        ("xin hoan nop bao cao den 27/11", Wanted.EXTEND),
        ("hoàn tác", None),
        ("hoan tac", None),
        ("hoàn toàn đồng ý", None),
        ("hoan nghenh", None),
        ("xin hoàn thành báo cáo trước 27/11", None),
        ("xin hỗ trợ đoàn viên có hoàn cảnh khó khăn", None),
        ("co lui han dc ko", Wanted.MAY_EXTEND),
        ("lùi hạn thế nào", Wanted.MAY_EXTEND),
        ("nhờ phó khai", Wanted.HAND_OVER),
        ("tôi bàn giao cho phó", Wanted.HAND_OVER),
        ("nhắc tôi lúc 9 giờ", Wanted.HOUR),
        ("từ mai nhắc tôi lúc 9 giờ", Wanted.HOUR),
        ("mỗi sáng nhắc lúc 8h", Wanted.HOUR),
        ("đổi giờ nhắc sang 9h", Wanted.HOUR),
        ("giờ nhắc 22h", Wanted.HOUR),
        ("nhắc tôi 5h chiều thứ 2", Wanted.REMIND_ONCE),
        ("nhắc lúc 17h hôm nay", Wanted.REMIND_ONCE),
        ("nhac toi 15h mai", Wanted.REMIND_ONCE),
        ("chiều mai nhắc lại", Wanted.REMIND_ONCE),
        ("nhắc lại lúc 15h", Wanted.REMIND_ONCE),
        ("2 tiếng nữa nhắc em nhé", Wanted.REMIND_ONCE),
        ("nhắc tôi nộp báo cáo lúc 10h ngày 24/11", Wanted.REMIND_ONCE),
        ("nhắc em 2h chiều", Wanted.ONCE_OR_ALWAYS),
        ("nhac toi 15h", Wanted.ONCE_OR_ALWAYS),
        ("chiều nhắc lại", Wanted.REMIND_ONCE),
        ("đặt nhắc 10h ngày mai", Wanted.REMIND_ONCE),
        ("nhắc tôi trước hạn 1 ngày", Wanted.REMIND_ON),
        ("nhắc tôi 8h mai họp giao ban", None),
        ("nhắc đoàn viên 8h mai đi khám", None),
        ("nhắc các đồng chí lúc 14 giờ họp", None),
        ("17h hôm nay nộp báo cáo", None),
        ("việc của tôi", Wanted.LIST),
        ("don vi toi con thieu gi", Wanted.LIST),
        ("còn báo cáo nào phải nộp không", Wanted.LIST),
        ("cho lùi Hoa Sen", None),
        ("không lùi Hoa Sen vì trễ", None),
        ("hạn nộp báo cáo", None),
        ("nhắc nhở đoàn viên", None),
        ("kết nạp 5 đoàn viên", None),
    ],
)
def test_a_wish_is_told_from_the_offices_words_and_from_questions(said: str, wish_is: Wanted | None) -> None:
    assert wanted(said, MONDAY) is wish_is


MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("said", "at", "or_at"),
    [
        ("nhắc lúc 17h hôm nay", (23, 17, 0), None),
        ("nhac toi 15h mai", (24, 15, 0), None),
        ("nhắc tôi 5h chiều thứ 2", (30, 17, 0), (23, 17, 0)),
        ("nhac toi 5h thu 2", (30, 17, 0), (23, 17, 0)),
        ("nhắc tôi 8h thứ 2", (30, 8, 0), None),
        ("nhắc tôi 5h chiều thứ 2 tuần sau", (30, 17, 0), None),
        ("nhắc tôi 10h thứ 5", (26, 10, 0), None),
        ("chiều mai 3h nhắc em", (24, 15, 0), None),
        ("sáng mai nhắc tôi lúc 7h30", (24, 7, 30), None),
        ("chiều nay nhắc lại", (23, 14, 0), None),
        ("tối nay nhắc tôi", (23, 19, 0), None),
        ("nhac toi chieu nay", (23, 14, 0), None),
        ("nhắc lại lúc 15h", (23, 15, 0), None),
        ("nhắc lại lúc 8h", (24, 8, 0), None),
        ("nhắc tôi 8h hôm nay", (23, 8, 0), None),
        ("nhắc tôi sau 2 tiếng nữa", (23, 11, 0), None),
        ("30 phút nữa nhắc lại", (23, 9, 30), None),
        ("nhắc tôi lúc 10h ngày 25/11", (25, 10, 0), None),
    ],
)
def test_to_be_reminded_once_is_at_that_hour_of_that_day(
    said: str, at: tuple[int, int, int], or_at: tuple[int, int, int] | None
) -> None:
    moments = [each and datetime(2026, 11, each[0], each[1], each[2], tzinfo=VIETNAM) for each in (at, or_at)]
    assert once_wished(said, MORNING) == Once(*moments)


@pytest.mark.parametrize(
    ("said", "before", "why"),
    [
        ("xin lùi đến 27/11 vì kế toán ốm", "xin lùi đến 27/11 ", "kế toán ốm"),
        ("đơn vị em xin lùi", "đơn vị em xin lùi", ""),
        ("xin them 3 ngay do mat dien", "xin them 3 ngay ", "mat dien"),
    ],
)
def test_the_reason_is_parted_from_the_wish(said: str, before: str, why: str) -> None:
    assert (before_reason(said), reason_in(said)) == (before, why)


@pytest.mark.parametrize(
    ("said", "wish_is"),
    [
        ("gửi báo cáo", Wish.SEND),
        ("gui luon di", Wish.SEND),
        ("vẫn gửi", Wish.SEND),
        ("đúng, gửi đi", Wish.SEND),
        ("dung gui", None),
        ("đừng gửi", None),
        ("nộp lại", Wish.SEND_AGAIN),
        ("xem lại", Wish.SHOW),
        ("xem báo cáo tháng 11", Wish.SHOW),
        ("để sau", Wish.LATER),
        ("mục khác", Wish.SKIP),
        ("khai tiếp", Wish.GO_ON),
        ("như tháng trước", Wish.SAME),
        ("nhu thang truoc", Wish.SAME),
        ("không đổi", Wish.SAME),
        ("gửi hoa cho đoàn viên", None),
        ("xem phim", None),
    ],
)
def test_the_commands_of_a_report_are_said_in_many_ways(said: str, wish_is: Wish | None) -> None:
    assert wish(said) is wish_is


@pytest.mark.parametrize(
    ("said", "box"),
    [
        ("sửa ô 3", Box(3, "", mends="sửa ô 3")),
        ("sửa ô 3 thành 7", Box(3, "7", mends="sửa ô 3 thành 7")),
        ("sửa ô 3 giúp em thành 43", Box(3, "43", mends="sửa ô 3 giúp em thành 43")),
        ("nhầm, ô 3 là 43", Box(3, "43", mends="nhầm, ô 3 là 43")),
        ("ô 3 sai, phải là 43", Box(3, "43", mends="ô 3 sai, phải là 43")),
        ("ô 3 phải là 43 mới đúng", Box(3, "43", mends="ô 3 phải là 43 mới đúng")),
        ("ô 3 sai rồi", Box(3, "", mends="ô 3 sai rồi")),
        ("sửa ô 4 bao nhiêu", Box(4, "", mends="sửa ô 4 bao nhiêu")),
        ("ô 3: 7", Box(3, "7")),
        ("ô3: 7", Box(3, "7")),
        ("o 3 la 412/420", Box(3, "412/420")),
        ("ghi 43 vào ô 3", Box(3, "43")),
        ("ô 3: bớt 2", Box(3, "bớt 2")),
        ("bỏ ô 3", Box(3, "", empties=True, mends="bỏ ô 3")),
        ("bỏ ô 5 đi", Box(5, "", empties=True, mends="bỏ ô 5 đi")),
        ("bỏ ô 5 được không", Box(5, "", empties=True, mends="bỏ ô 5 được không")),
        ("xoá ô 5 giúp em", Box(5, "", empties=True, mends="xoá ô 5 giúp em")),
        ("xoá ô 5 ghi lại là hội giảng", Box(5, "hội giảng", mends="xoá ô 5 ghi lại là hội giảng")),
        ("muc 7: Thăm lớp; tặng quà", Box(7, "Thăm lớp; tặng quà")),
        ("ô 5: may đồng phục", Box(5, "may đồng phục")),
        ("ô 6: chưa", Box(6, "chưa")),
        ("ghi ô 6 không có", Box(6, "không có")),
        ("sửa ô 5 giúp đỡ đoàn viên", Box(5, "giúp đỡ đoàn viên", mends="sửa ô 5 giúp đỡ đoàn viên")),
        ("ô 5 thêm: thi nấu ăn", Box(5, "thi nấu ăn", adds=True)),
        ("thêm thi nấu ăn vào ô 5", Box(5, "thi nấu ăn", adds=True)),
        ("ô 3 của tháng 10: 43", Box(3, "43", report="thang 10")),
        ("ô 4 là mấy", Box(4, "", asks=True)),
        ("o 2 la gi", Box(2, "", asks=True)),
        ("ô 5 ghi gì rồi", Box(5, "", asks=True)),
        ("ô 4 đang ghi mấy vậy em", Box(4, "", asks=True)),
        ("ô 4 khai chưa", Box(4, "", asks=True)),
        ("ô 3 là 44 phải không", Box(3, "", asks=True)),
        ("ô 3: 43 à", Box(3, "", asks=True)),
        ("ô 4?", Box(4, "", asks=True)),
        ("cho em xem ô 4 với", Box(4, "", asks=True)),
        ("mục 3 là gì", Box(3, "", asks=True, is_loose=True)),
        ("mục 3 nói gì", None),
        ("ô 6 còn khó khăn về vốn", None),
        ("ô 3", None),
        ("ô 3 người", None),
        ("mục 2 của chương trình", None),
        ("kết nạp 3", None),
    ],
)
def test_a_field_is_named_by_its_number(said: str, box: Box | None) -> None:
    assert box_named(said) == box


@pytest.mark.parametrize(
    ("said", "boxes"),
    [
        ("ô 3: 43, ô 4: 5", [Box(3, "43"), Box(4, "5")]),
        ("ô 3: 43", []),
        ("ô 7: thực hiện mục 1 và mục 2 của kế hoạch", []),
        ("xoá ô 5 và ô 6", None),
    ],
)
def test_several_fields_may_be_named_at_once(said: str, boxes: list[Box] | None) -> None:
    assert boxes_named(said) == boxes


@pytest.mark.parametrize(
    ("said", "pieces"),
    [
        ("0. co lui han dc ko", ("0", "co lui han dc ko")),
        ("5, cảm ơn", ("5", "cảm ơn")),
        ("412/420", ("412/420", "")),
        ("12.500", ("12.500", "")),
    ],
)
def test_an_answer_is_parted_from_what_was_said_besides(said: str, pieces: tuple[str, str]) -> None:
    assert parted(said) == pieces


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("khai", About.BEGIN),
        ("làm báo cáo tháng này", About.BEGIN),
        ("em muốn nộp báo cáo tháng 11", About.BEGIN),
        ("đã gửi báo cáo", About.CLAIM),
        ("báo cáo tháng 11 nộp rồi", About.CLAIM),
        ("bản word báo cáo tháng 11", About.PAPER),
        ("xem báo cáo tháng 10", About.READ),
        ("nộp báo cáo cho ai", None),
        ("hạn nộp báo cáo", None),
        ("báo cáo gửi cho ai, bao lâu một lần", None),
        ("làm báo cáo thế nào?", None),
    ],
)
def test_a_sentence_about_the_report_is_no_question_about_reports(said: str, about: About | None) -> None:
    assert about_report(said) is about


def test_da_gui_may_tell_that_it_was_sent_unless_the_da_is_courtesy() -> None:
    assert may_have_sent("đã gửi")
    assert may_have_sent("da gui bao cao")
    assert not may_have_sent("dạ gửi ạ")
