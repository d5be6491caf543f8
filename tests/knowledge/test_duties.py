"""Who owes a report: names without their verbs, who is meant without being named again, and days as papers put them."""

import pytest

from knowledge.document import DocumentKey, DutyClause, Passage, PassageKind, read_document
from knowledge.duties import find_duties
from knowledge.extract import extract


def duties_of(text: str, heading: str = "V. Tổ chức thực hiện") -> tuple[DutyClause, ...]:
    return find_duties(Passage("mục V.1", heading, PassageKind.ORGANISATION, text))


def duties_in(text: str) -> list[DutyClause]:
    paper = extract(read_document(text, DocumentKey("thu")))
    return [duty for passage in paper.passages for duty in passage.duties]


@pytest.mark.parametrize(
    ("text", "reporter"),
    [
        pytest.param("Các CĐCS tiếp tục báo cáo hằng tháng về Công đoàn xã.", "Các CĐCS", id="goes on reporting"),
        pytest.param(
            "Các CĐCS đăng ký việc (theo biểu số 2); hằng quý báo cáo Ban Thường vụ.", "Các CĐCS", id="puts down first"
        ),
        pytest.param(
            "CĐCS các trường cử đầu mối và hằng tháng báo cáo Ban Thường vụ.", "CĐCS các trường", id="sends one"
        ),
        pytest.param(
            "Công đoàn các công ty nghiêm túc báo cáo hằng quý về Công đoàn xã.", "Công đoàn các công ty", id="how"
        ),
        pytest.param(
            "Uỷ ban kiểm tra công đoàn xã báo cáo quý gửi Uỷ ban Kiểm tra LĐLĐ tỉnh.",
            "Uỷ ban kiểm tra công đoàn xã",
            id="uỷ",
        ),
        pytest.param(
            "Ban Tổ chức tổng hợp, hằng quý báo cáo Thường trực.", "Ban Tổ chức", id="an office named by a verb"
        ),
        pytest.param(
            "Nghiệp đoàn xe ôm định kỳ hằng tháng báo cáo Công đoàn phường.", "Nghiệp đoàn xe ôm", id="a guild"
        ),
        pytest.param("Đề nghị các CĐCS báo cáo hằng quý về Công đoàn phường.", "các CĐCS", id="they are asked"),
        pytest.param(
            "Yêu cầu CĐCS các công ty gửi báo cáo hằng tháng về Công đoàn xã.", "CĐCS các công ty", id="required"
        ),
        pytest.param("Phân công Văn phòng theo dõi, hằng quý báo cáo Ban Thường vụ.", "Văn phòng", id="appointed"),
        pytest.param(
            "Ban Thường vụ giao Ban Nữ công tổng hợp, báo cáo hằng quý cho LĐLĐ tỉnh.", "Ban Nữ công", id="given"
        ),
        pytest.param("Trước ngày 25 hằng tháng, CĐCS báo cáo số liệu về Công đoàn xã.", "CĐCS", id="behind the day"),
    ],
)
def test_a_reporter_is_a_name_without_what_it_does(text: str, reporter: str) -> None:
    [duty] = duties_of(text)
    assert duty.reporter == reporter


@pytest.mark.parametrize(
    ("text", "recipient", "through"),
    [
        pytest.param(
            "CĐCS báo cáo hằng tháng về Công đoàn xã (qua bộ phận tổng hợp).",
            "Công đoàn xã",
            "bộ phận tổng hợp",
            id="a desk",
        ),
        pytest.param(
            "CĐCS báo cáo hằng quý về Công đoàn xã, qua đồng chí phụ trách.",
            "Công đoàn xã",
            "đồng chí phụ trách",
            id="a person",
        ),
        pytest.param(
            "CĐCS báo cáo quý về Công đoàn xã qua hộp thư điện tử của Văn phòng.",
            "Công đoàn xã",
            "Văn phòng",
            id="whose letter box",
        ),
        pytest.param(
            "CĐCS báo cáo quý về Công đoàn xã, qua nhóm Zalo của Ban Tổ chức.",
            "Công đoàn xã",
            "Ban Tổ chức",
            id="whose group",
        ),
        pytest.param(
            "CĐCS báo cáo quý về Công đoàn xã qua phần mềm dùng chung.", "Công đoàn xã", "", id="a program is nobody"
        ),
        pytest.param(
            "CĐCS báo cáo quý về Công đoàn xã (gửi Văn phòng tổng hợp) trước ngày 5.",
            "Công đoàn xã",
            "Văn phòng",
            id="sent to be added up",
        ),
        pytest.param(
            "CĐCS báo cáo hằng quý Ban Thường vụ xong trong tuần đầu quý sau.", "Ban Thường vụ", "", id="done by"
        ),
        pytest.param("CĐCS báo cáo hằng quý Ban Thường vụ đúng thời gian quy định.", "Ban Thường vụ", "", id="in time"),
        pytest.param("CĐCS báo cáo hằng quý với Ban Thường vụ kèm danh sách.", "Ban Thường vụ", "", id="with a list"),
        pytest.param(
            "CĐCS báo cáo hằng quý cho Ban Chấp hành đồng thời công khai.", "Ban Chấp hành", "", id="at the same time"
        ),
    ],
)
def test_a_recipient_ends_where_its_name_ends(text: str, recipient: str, through: str) -> None:
    [duty] = duties_of(text)
    assert (duty.recipient, duty.through) == (recipient, through)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        pytest.param("CĐCS báo cáo Công đoàn xã vào ngày 25 hằng tháng.", "ngày 25 hằng tháng", id="on a day"),
        pytest.param(
            "CĐCS báo cáo tháng về Công đoàn xã trước 16 giờ 30 phút ngày 20.",
            "trước 16 giờ 30 phút ngày 20",
            id="an hour",
        ),
        pytest.param(
            "CĐCS báo cáo tháng về Công đoàn xã không muộn hơn ngày 22.", "không muộn hơn ngày 22", id="no later"
        ),
        pytest.param(
            "CĐCS báo cáo tháng về Công đoàn xã, hạn cuối ngày 22 hằng tháng.", "ngày 22 hằng tháng", id="the last day"
        ),
        pytest.param(
            "CĐCS báo cáo tháng về Công đoàn xã. Thời hạn: trước ngày 22.", "trước ngày 22", id="in the next sentence"
        ),
        pytest.param(
            "CĐCS báo cáo quý về Công đoàn xã. Chậm nhất ngày 20 tháng cuối quý phải gửi.",
            "Chậm nhất ngày 20 tháng cuối quý",
            id="in the next, in words",
        ),
        pytest.param(
            "CĐCS báo cáo quý về Công đoàn xã trước ngày 05 tháng đầu của quý tiếp theo.",
            "trước ngày 05 tháng đầu của quý tiếp theo",
            id="the next quarter",
        ),
        pytest.param("CĐCS có từ 20 đoàn viên báo cáo hằng quý về Công đoàn xã.", "", id="so many members are no day"),
        pytest.param("CĐCS báo cáo hằng quý về Công đoàn xã vào 2 biểu mẫu.", "", id="so many forms are no day"),
        pytest.param("CĐCS báo cáo hằng năm về Công đoàn xã trước 15/12.", "trước 15/12", id="day and month"),
        pytest.param(
            "CĐCS báo cáo tháng về Công đoàn xã trước ngày cuối cùng của tháng.",
            "trước ngày cuối cùng của tháng",
            id="the very last",
        ),
    ],
)
def test_a_day_of_a_report(text: str, due: str) -> None:
    [duty] = duties_of(text)
    assert duty.due == due


def test_every_report_of_a_sentence_goes_the_way_that_it_says_once() -> None:
    text = (
        "Các CĐCS báo cáo tháng trước ngày 20; báo cáo 6 tháng trước ngày 10/6; báo cáo năm trước ngày 25/11, "
        "gửi Ban Thường vụ Công đoàn xã (qua Văn phòng)."
    )
    found = duties_of(text)
    assert [(duty.cadence, duty.due) for duty in found] == [
        (("tháng",), "trước ngày 20"),
        (("6 tháng",), "trước ngày 10/6"),
        (("năm",), "trước ngày 25/11"),
    ]
    assert {(duty.reporter, duty.recipient, duty.through) for duty in found} == {
        ("Các CĐCS", "Ban Thường vụ Công đoàn xã", "Văn phòng")
    }


def test_days_told_one_by_one_take_the_place_of_the_rule_before_them() -> None:
    text = (
        "Các CĐCS thực hiện chế độ báo cáo tháng, 6 tháng và năm về Ban Thường vụ Công đoàn xã. Báo cáo tháng gửi "
        "trước ngày 22; báo cáo 6 tháng trước ngày 05/6; báo cáo năm trước ngày 20/11."
    )
    assert duties_of(text) == tuple(
        DutyClause((cadence,), "Các CĐCS", "Ban Thường vụ Công đoàn xã", "", due)
        for cadence, due in (("tháng", "trước ngày 22"), ("6 tháng", "trước ngày 05/6"), ("năm", "trước ngày 20/11"))
    )


PLAN = """KẾ HOẠCH
Tổ chức hội diễn

Ban Thường vụ Công đoàn xã xây dựng kế hoạch như sau:

I. TỔ CHỨC THỰC HIỆN

"""


@pytest.mark.parametrize(
    ("text", "reporter"),
    [
        pytest.param(
            "- Các CĐCS phổ biến kế hoạch.\n\n- Báo cáo quý gửi Công đoàn xã trước ngày 10 tháng cuối quý.\n",
            "Các CĐCS",
            id="of the bullet before",
        ),
        pytest.param(
            "1. Công đoàn cơ sở\n\n- Phổ biến kế hoạch.\n\n- Báo cáo năm gửi Công đoàn xã trước ngày 05/12.\n",
            "Công đoàn cơ sở",
            id="of the heading",
        ),
        pytest.param(
            "1. Xây dựng tổ chức\n\n- Hằng quý báo cáo Ban Thường vụ về việc thu phí.\n", "", id="no heading of work"
        ),
        pytest.param(
            "1. Tổ công đoàn\n\n- Hằng quý báo cáo Ban Chấp hành.\n",
            "Tổ công đoàn",
            id="a group, which a verb resembles",
        ),
        pytest.param(
            "1. Các CĐCS mở lớp. Hằng tháng báo cáo về Công đoàn xã.\n", "Các CĐCS", id="of the sentence before"
        ),
        pytest.param(
            "1. Các CĐCS mở lớp.\n\n2. Văn phòng theo dõi.\n\n3. Hằng tháng báo cáo LĐLĐ tỉnh.\n",
            "Văn phòng",
            id="of the nearest one",
        ),
    ],
)
def test_who_reports_is_who_was_named_last(text: str, reporter: str) -> None:
    [duty] = duties_in(PLAN + text)
    assert duty.reporter == reporter


@pytest.mark.parametrize(
    "text",
    [
        "Rà soát doanh nghiệp có từ 20 lao động trở lên, lập danh sách báo cáo Ban Thường vụ xong trong quý I/2026.",
        "Các CĐCS cập nhật hồ sơ đoàn viên thường xuyên.",
        "Hằng tháng, các tổ sinh hoạt vào ngày 15.",
    ],
    ids=["told within the house", "no day", "nothing is told"],
)
def test_work_is_no_report(text: str) -> None:
    assert duties_of(text, "III. Nhiệm vụ › 3. Xây dựng tổ chức") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "CĐCS báo cáo số liệu đoàn viên hằng tháng trên phần mềm chậm nhất ngày 28.",
            DutyClause(("tháng",), "CĐCS", "", "", "chậm nhất ngày 28"),
            id="on the program",
        ),
        pytest.param(
            "Lãnh đạo LĐLĐ tỉnh đề nghị các công đoàn xã, phường rà soát biên chế trước ngày 28/02/2026 và "
            "chậm nhất ngày 05 hằng tháng cập nhật số liệu lên phần mềm.",
            DutyClause(("tháng",), "các công đoàn xã, phường", "", "", "chậm nhất ngày 05 hằng tháng"),
            id="figures kept up to date every month",
        ),
    ],
)
def test_a_report_to_nobody_by_name_is_owed_where_it_has_a_period_and_a_day(text: str, expected: DutyClause) -> None:
    assert duties_of(text) == (expected,)


def test_periods_that_go_on_without_the_word_are_reports_too() -> None:
    text = "Các CĐCS báo cáo tháng trước ngày 18; quý trước ngày 18 tháng cuối quý; 6 tháng trước ngày 10/6."
    assert [(duty.cadence, duty.reporter, duty.due) for duty in duties_of(text)] == [
        (("tháng",), "Các CĐCS", "trước ngày 18"),
        (("quý",), "Các CĐCS", "trước ngày 18 tháng cuối quý"),
        (("6 tháng",), "Các CĐCS", "trước ngày 10/6"),
    ]


def test_a_way_that_is_told_for_all_reports_of_a_section_is_each_ones() -> None:
    text = (
        "1. Các CĐCS nộp báo cáo tháng trước ngày 23.\n\n2. Báo cáo năm: trước ngày 05/12.\n\n"
        "3. Các báo cáo trên gửi về Ban Thường vụ Công đoàn xã qua Văn phòng.\n"
    )
    assert [(duty.reporter, duty.recipient, duty.through) for duty in duties_in(PLAN + text)] == [
        ("Các CĐCS", "Ban Thường vụ Công đoàn xã", "Văn phòng")
    ] * 2


def test_the_workers_month_is_no_month_of_reports() -> None:
    [duty] = duties_of("Các CĐCS gửi báo cáo kết quả Tháng Công nhân về Công đoàn xã trước ngày 05/6/2027.")
    assert duty.cadence == ()


def test_an_article_on_the_work_of_an_office_names_it() -> None:
    text = (
        "Điều 4. Trách nhiệm của Văn phòng\n\n1. Theo dõi chung.\n\n2. Hằng tháng báo cáo Ban Thường vụ vào ngày 28.\n"
    )
    [duty] = duties_in(text)
    assert (duty.reporter, duty.due) == ("Văn phòng", "ngày 28")


@pytest.mark.parametrize(
    "text",
    [
        "Các CĐCS gửi danh sách về Công đoàn phường trước ngày 27/3/2026 để tổng hợp báo cáo LĐLĐ tỉnh.",
        "Có 95% CĐCS báo cáo hằng tháng đúng hạn về LĐLĐ tỉnh.",
    ],
    ids=["another one reports", "a share is counted"],
)
def test_who_is_not_asked_to_report_owes_none(text: str) -> None:
    assert duties_of(text) == ()


def test_a_weekday_of_the_month_is_a_day() -> None:
    [duty] = duties_of("Các tổ công đoàn: báo cáo BCH vào thứ Năm cuối tháng.")
    assert (duty.cadence, duty.reporter, duty.due) == (("tháng",), "Các tổ công đoàn", "vào thứ Năm cuối tháng")


def test_those_whom_a_letter_addresses_owe_what_it_lists() -> None:
    text = (
        "KẾ HOẠCH\nDân vận\n\nCông đoàn phường yêu cầu các CĐCS, nghiệp đoàn:\n\n- Mỗi đơn vị đăng ký một việc.\n\n"
        "- Định kỳ hằng năm báo cáo kết quả về Công đoàn phường.\n"
    )
    [duty] = duties_in(text)
    assert duty.reporter == "các CĐCS, nghiệp đoàn"


HEADING = "III. HẠN GỬI › 2. Báo cáo thống kê (mẫu số 03)"


def test_under_the_name_of_a_report_whoever_sends_by_a_day_reports() -> None:
    clause = Passage("mục III.2", HEADING, PassageKind.OTHER, "Công đoàn xã gửi LĐLĐ tỉnh trước ngày 12/12/2026.")
    [duty] = find_duties(clause)
    assert (duty.reporter, duty.recipient, duty.due) == ("Công đoàn xã", "LĐLĐ tỉnh", "trước ngày 12/12/2026")


def test_a_report_named_before_its_sender_is_his() -> None:
    text = "Báo cáo tháng: CĐCS gửi công đoàn cấp trên trực tiếp trước ngày 22 hằng tháng."
    [duty] = find_duties(Passage("mục I.1", "I. Chế độ báo cáo", PassageKind.DUTY, text))
    assert (duty.cadence, duty.reporter) == (("tháng",), "CĐCS")


def test_from_when_is_not_by_when() -> None:
    text = "Từ ngày 04/01/2027, công đoàn xã báo cáo hằng tuần về LĐLĐ tỉnh trước 15 giờ thứ Năm."
    [duty] = find_duties(Passage("mục I.1", "I. Chế độ báo cáo", PassageKind.DUTY, text))
    assert duty.due == "trước 15 giờ thứ Năm"


HEAD = "CÔNG ĐOÀN XÃ ĐỒI CHÈ\nSố: 07/CTr-CĐX\nĐồi Chè, ngày 12 tháng 01 năm 2026\n\nCHƯƠNG TRÌNH\nCông tác năm 2026\n\n"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(
            "| Loại báo cáo | Hạn gửi về Công đoàn xã | Ghi chú |\n| Báo cáo tháng | Ngày 20 hằng tháng | qua Zalo |",
            [DutyClause(("tháng",), "", "Công đoàn xã", "", "ngày 20 hằng tháng")],
            id="the head says to whom",
        ),
        pytest.param(
            "| TT | Kỳ báo cáo | Thời hạn nộp | Nơi nhận |\n| 1 | Quý I | trước ngày 12/3 | Ban Thường vụ |\n"
            "| 2 | 6 tháng đầu năm | trước ngày 05/6 | Ban Thường vụ |\n| 3 | Năm | trước ngày 10/11 | Văn phòng |",
            [
                DutyClause(("quý",), "", "Ban Thường vụ", "", "trước ngày 12/3"),
                DutyClause(("6 tháng",), "", "Ban Thường vụ", "", "trước ngày 05/6"),
                DutyClause(("năm",), "", "Văn phòng", "", "trước ngày 10/11"),
            ],
            id="the column says that they are reports",
        ),
        pytest.param(
            "| Đơn vị báo cáo | Nội dung báo cáo | Hạn | Gửi về | Đầu mối |\n"
            "| CĐCS trường học | Báo cáo học kỳ I | 15/01/2027 | Công đoàn xã | Ban Nữ công |",
            [DutyClause(("học kỳ",), "CĐCS trường học", "Công đoàn xã", "Ban Nữ công", "15/01/2027")],
            id="who, to whom and through whom",
        ),
        pytest.param(
            "| Nội dung | Thời gian |\n| Báo cáo đột xuất khi có ngừng việc | trong 24 giờ |\n| Hội thao | 15/5/2026 |",
            [DutyClause(("đột xuất",), "", "", "", "trong 24 giờ")],
            id="among other work",
        ),
        pytest.param(
            "| Nội dung | Thời gian |\n| Mở lớp tập huấn | tháng 4 |\n| Hội thao | 15/5/2026 |", [], id="work alone"
        ),
        pytest.param("| Loại báo cáo | Ghi chú |\n| Báo cáo tháng | 1 trang |", [], id="without a day"),
    ],
)
def test_a_table_of_reports_imposes_each_of_its_rows(table: str, expected: list[DutyClause]) -> None:
    assert duties_in(f"{HEAD}I. CHẾ ĐỘ BÁO CÁO\n\n{table}\n") == expected
