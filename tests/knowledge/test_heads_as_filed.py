"""Heads and feet as files really carry them: lines glued in a cell, minutes, letters, news pages, campaigns."""

from datetime import date

import pytest

from knowledge.document import DocumentKey, Header, read_document

BODY = "\n\nI. NHIỆM VỤ\n\n- Một việc.\n"


def header(text: str) -> Header:
    return read_document(text, DocumentKey("thu")).header


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        pytest.param(
            "| LĐLĐ TỈNH SƠN HÀ CÔNG ĐOÀN XÃ ĐỒI SIM | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |",
            "Công đoàn xã Đồi Sim",
            id="two unions in a cell",
        ),
        pytest.param("| LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN HÀ BAN CHẤP HÀNH *** | |", "LĐLĐ tỉnh Sơn Hà", id="with its body"),
        pytest.param(
            "| CÔNG ĐOÀN CÁC KCN TỈNH SƠN HÀ CĐCS CÔNG TY MÂY | |", "CĐCS Công ty Mây", id="down to a company"
        ),
        pytest.param("LĐLĐ TỈNH SƠN HÀ\nUỶ BAN KIỂM TRA", "Ủy ban Kiểm tra LĐLĐ tỉnh Sơn Hà", id="its inspectors"),
        pytest.param("ỦY BAN KIỂM TRA\nLĐLĐ TỈNH SƠN HÀ", "Ủy ban Kiểm tra LĐLĐ tỉnh Sơn Hà", id="the other way round"),
        pytest.param("| LĐLĐ TỈNH SƠN HÀ ỦY BAN KIỂM TRA | |", "Ủy ban Kiểm tra LĐLĐ tỉnh Sơn Hà", id="both in a cell"),
        pytest.param(
            "CÔNG ĐOÀN NGÀNH DỆT TỈNH SƠN HÀ\nBAN CHẤP HÀNH\nBAN CHẤP HÀNH CÔNG ĐOÀN NGÀNH DỆT KHOÁ II",
            "Công đoàn ngành Dệt tỉnh Sơn Hà",
            id="said shorter below",
        ),
        pytest.param(
            "LIÊN ĐOÀN LAO ĐỘNG TỈNH\n\nSơn Hà, ngày   tháng 5 năm 2027\n\nDỰ THẢO", "LĐLĐ tỉnh Sơn Hà", id="a draft"
        ),
        pytest.param("BAN CHẤP HÀNH CÔNG ĐOÀN XÃ ĐỒI SIM", "Công đoàn xã Đồi Sim", id="a body before the name stays"),
    ],
)
def test_the_issuer_in_a_head_with_glued_lines(head: str, issuer: str) -> None:
    assert header(f"{head}\n\nKẾ HOẠCH\nTổ chức đại hội{BODY}").issuer == issuer


def test_a_whole_head_in_two_cells_is_read() -> None:
    head = (
        "| LĐLĐ TỈNH SƠN HÀ CÔNG ĐOÀN XÃ ĐỒI SIM Số: 12/KH-CĐX | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "
        "Độc lập - Tự do - Hạnh phúc Đồi Sim, ngày 02 tháng 3 năm 2026 |"
    )
    found = header(f"{head}\n\nKẾ HOẠCH\nTổ chức đại hội{BODY}")
    assert (found.issuer, found.number, found.issued_on) == ("Công đoàn xã Đồi Sim", "12/KH-CĐX", date(2026, 3, 2))


@pytest.mark.parametrize(
    ("foot", "role", "recipients"),
    [
        pytest.param(
            "| Nơi nhận: - LĐLĐ tỉnh; - Lưu: VP. | TM. BAN CHẤP HÀNH CHỦ TỊCH Lê Mây |",
            "Chủ tịch, thay mặt Ban Chấp hành",
            ("LĐLĐ tỉnh", "Lưu: VP"),
            id="in two cells",
        ),
        pytest.param(
            "Nơi nhận:\n- LĐLĐ tỉnh;\n- Lưu: VP.TM. BAN CHẤP HÀNH\nCHỦ TỊCH\n\nLê Mây",
            "Chủ tịch, thay mặt Ban Chấp hành",
            ("LĐLĐ tỉnh", "Lưu: VP"),
            id="glued by an old format",
        ),
        pytest.param(
            "| Nơi nhận: - LĐLĐ tỉnh; - Lưu. | TM. BAN THƯỜNG VỤ KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Mây |",
            "Phó Chủ tịch, ký thay Chủ tịch, thay mặt Ban Thường vụ",
            ("LĐLĐ tỉnh", "Lưu"),
            id="for the chair",
        ),
    ],
)
def test_a_foot_with_glued_lines(foot: str, role: str, recipients: tuple[str, ...]) -> None:
    found = header(f"KẾ HOẠCH\nTổ chức đại hội{BODY}\n{foot}\n")
    assert (found.signer_role, found.signer, found.recipients) == (role, "Lê Mây", recipients)


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        pytest.param("Hồi 13 giờ 30 phút, ngày 03 tháng 7 năm 2026, tại phòng họp.", date(2026, 7, 3), id="at an hour"),
        pytest.param("Vào lúc 8 giờ 00 ngày 15/8/2026, tại hội trường.", date(2026, 8, 15), id="in figures"),
        pytest.param("Hôm nay, ngày 05 tháng 9 năm 2026, chúng tôi gồm.", date(2026, 9, 5), id="today"),
        pytest.param("Ngày 06 tháng 9 năm 2026, tại trụ sở.", date(2026, 9, 6), id="a day alone"),
        pytest.param("Thực hiện Kế hoạch số 5/KH-CĐX ngày 06/9/2026.", None, id="another paper's"),
    ],
)
def test_minutes_are_of_the_day_of_the_meeting(opening: str, day: date | None) -> None:
    assert header(f"BIÊN BẢN\nHội nghị Ban Chấp hành\n\n{opening}{BODY}").issued_on == day


def test_only_minutes_take_their_day_from_the_text() -> None:
    assert header(f"KẾ HOẠCH\nHội thao\n\nHồi 8 giờ ngày 15/8/2026 có mặt.{BODY}").issued_on is None


@pytest.mark.parametrize(
    ("matter", "title"),
    [
        ("V/v báo cáo quý I", "Công văn về việc báo cáo quý I"),
        ("V/v: Triển khai Tháng Công nhân", "Công văn về việc triển khai Tháng Công nhân"),
        ("V/v Mái ấm Công đoàn", "Công văn về việc Mái ấm Công đoàn"),
    ],
    ids=["as usual", "with a colon and a capital", "a name keeps its capital"],
)
def test_a_letter_is_called_by_its_matter(matter: str, title: str) -> None:
    text = f"CÔNG ĐOÀN XÃ ĐỒI SIM\nSố: 12/CĐX-VP\n{matter}\n\nĐồi Sim, ngày 02 tháng 3 năm 2026\n\n"
    assert header(f"{text}Kính gửi: Các CĐCS\n\nĐề nghị báo cáo.\n").title == title


def test_a_letter_holds_from_the_day_that_it_gives() -> None:
    text = (
        "CÔNG ĐOÀN XÃ ĐỒI SIM\nSố: 12/CĐX-VP\nV/v sửa đổi Chương trình\n\nĐồi Sim, ngày 02 tháng 3 năm 2026\n\n"
        "Kính gửi: Các CĐCS\n\nSửa đổi Chương trình năm 2026.\n\nCông văn này có hiệu lực từ ngày 15/3/2026.\n"
    )
    assert header(text).valid_from == date(2026, 3, 15)


SPAN = (date(2026, 4, 25), date(2026, 5, 31))


@pytest.mark.parametrize(
    "text",
    [
        "Xã lập kế hoạch:\n\nI. THỜI GIAN\n\n1. Thời gian: từ ngày 25/4/2026 đến hết ngày 31/5/2026.\n",
        "Xã lập kế hoạch. Thời gian thực hiện từ ngày 25/4/2026 đến ngày 31/5/2026.\n\nI. NHIỆM VỤ\n\n- Một.\n",
        "Công đoàn xã lập kế hoạch:\n\nI. Thời gian: Từ ngày 25/4 đến ngày 31/5/2026\n\nII. NHIỆM VỤ\n\n- Một.\n",
    ],
    ids=["a section on time", "the opening", "the section itself, the year once"],
)
def test_a_campaign_holds_for_its_days(text: str) -> None:
    found = header(f"KẾ HOẠCH\nTháng Công nhân năm 2026\n\n{text}")
    assert (found.valid_from, found.valid_to) == SPAN


def test_the_days_of_one_task_are_not_the_papers() -> None:
    text = "KẾ HOẠCH\nCông tác năm 2026\n\nI. NHIỆM VỤ\n\n1. Hội thao\n\n- Thời gian: từ ngày 25/4/2026"
    found = header(f"{text} đến ngày 31/5/2026.\n")
    assert (found.valid_from, found.valid_to) == (date(2026, 1, 1), date(2026, 12, 31))


PAGE = """Trang chủ Giới thiệu Tin tức - Sự kiện Văn bản Hỏi đáp pháp luật Thư viện ảnh Liên hệ

Hôm nay: Thứ bảy, 21/11/2026

Trang chủ » Tin tức - Sự kiện » Hoạt động công đoàn cơ sở trong toàn tỉnh

Công đoàn xã Đồi Sim đề ra chín chỉ tiêu

Thứ sáu, 23/01/2026 - 08:15 | Lượt xem: 1.284

Công đoàn xã Đồi Sim họp bàn việc năm 2026.

1. Kết nạp mới 30 đoàn viên.

Tin liên quan

- Công đoàn xã Đồi Mơ trao 50 suất quà (21/01/2026)

Ý kiến bạn đọc (3)
"""


def test_a_page_has_the_title_and_the_day_of_its_article_and_no_others() -> None:
    paper = read_document(PAGE, DocumentKey("thu"))
    assert (paper.header.title, paper.header.issued_on) == (
        "Công đoàn xã Đồi Sim đề ra chín chỉ tiêu",
        date(2026, 1, 23),
    )
    assert not any("Đồi Mơ" in passage.text for passage in paper.passages)


@pytest.mark.parametrize(
    "section",
    [
        "I. CHỦ ĐỀ\n\nChủ đề năm 2027: “Vì đoàn viên”.",
        "I. CHỦ ĐỀ\n\n“Vì đoàn viên”",
        "I. CHỦ ĐỀ, THỜI GIAN\n\n1. Chủ đề: “Vì đoàn viên”.",
        "I. CHỦ ĐỀ NĂM 2027: “Vì đoàn viên”",
    ],
    ids=["with its year", "bare", "beside another thing", "in the heading itself"],
)
def test_the_theme_of_a_section(section: str) -> None:
    assert header(f"KẾ HOẠCH\nCông tác năm 2027\n\n{section}\n\nII. VIỆC\n\n- Một.\n").theme == "Vì đoàn viên"


def test_a_section_whose_dot_was_lost_is_one() -> None:
    paper = read_document(
        "KẾ HOẠCH\nCông tác\n\nI MỤC TIÊU\n\n- Một.\n\nII CHỈ TIÊU CỤ THỂ\n\n- Hai.\n", DocumentKey("thu")
    )
    assert [passage.place for passage in paper.passages[1:]] == ["mục I, gạch đầu dòng 1", "mục II, gạch đầu dòng 1"]


def test_a_resolution_with_its_number_and_its_congress_is_one() -> None:
    text = (
        "CHƯƠNG TRÌNH\nThực hiện Nghị quyết Đại hội II Công đoàn tỉnh Sơn Hà\n\nThực hiện Nghị quyết số 31/NQ-ĐH ngày "
        f"28/8/2026 của Đại hội Công đoàn tỉnh Sơn Hà lần thứ II, Ban Chấp hành ban hành Chương trình như sau:{BODY}"
    )
    assert [reference.number for reference in header(text).references] == ["31/NQ-ĐH"]


def test_a_congress_and_a_plan_that_are_carried_out_are_two() -> None:
    text = (
        "CHƯƠNG TRÌNH\nCông tác năm 2027\n\nThực hiện Nghị quyết Đại hội Công đoàn tỉnh lần thứ III và Kế hoạch số "
        f"120/KH-TLĐ ngày 20/12/2026, Ban Chấp hành ban hành Chương trình như sau:{BODY}"
    )
    assert [reference.number for reference in header(text).references] == ["", "120/KH-TLĐ"]


@pytest.mark.parametrize(
    "opening",
    ["Căn cứ Kế hoạch số 33/KH-LĐLĐ, xã hướng dẫn một số nội dung sau:", "Xã xây dựng kế hoạch như sau:"],
    ids=["another plan", "this plan"],
)
def test_an_opening_that_speaks_of_a_plan_leads_to_no_list_of_plans(opening: str) -> None:
    paper = read_document(
        f"KẾ HOẠCH\nTháng Công nhân\n\n{opening}\n\n1. Một việc.\n\n2. Hai việc.\n", DocumentKey("thu")
    )
    assert [passage.place for passage in paper.passages[-2:]] == ["mục 1", "mục 2"]
