"""Plain-text papers: what their head and foot say, and where each passage stands."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.document import Document, DocumentKey, PassageKind, UnitCode, issuer_code, read_document
from knowledge.extract import extract

DOCUMENTS = Path(__file__).parents[1] / "corpus" / "documents"
KEY = DocumentKey("thu")


def read(name: str) -> Document:
    return read_document((DOCUMENTS / name).read_text("utf-8"), DocumentKey(name))


# Whole papers of other layouts than the ones the rules were first written for


def test_a_head_in_two_columns_over_lines_broken_by_a_printer() -> None:
    header = read("ke-hoach-phuong-hoa-mua.txt").header
    assert header.title == "Kế hoạch hoạt động công đoàn phường Hoa Mua năm 2026"
    assert (header.type, header.number, header.issued_on) == ("Kế hoạch", "17/KH-CĐP", date(2026, 2, 6))
    assert (header.issuer, header.issuer_code) == ("Công đoàn phường Hoa Mua", "hoa-mua")
    assert (header.period, header.valid_from, header.valid_to) == ("năm 2026", date(2026, 1, 1), date(2026, 12, 31))
    assert header.signer_role == "Phó Chủ tịch, ký thay Chủ tịch, thay mặt Ban Thường vụ"
    assert header.signer == "Trần Thị Mây"


def test_a_blank_number_and_a_blank_day_are_told_not_guessed() -> None:
    header = read("chuong-trinh-truong-doi-sim.txt").header
    assert (header.number, header.number_note) == (None, "văn bản để trống số")
    assert (header.issued_on, header.issued_note) == (None, "văn bản để trống ngày")
    assert (header.issuer, header.motto) == ("CĐCS Trường Tiểu học Đồi Sim", "Mỗi thầy cô một việc tốt")
    assert (header.period, header.valid_to) == ("năm học 2025-2026", date(2026, 8, 31))


def test_a_resolution_in_articles_says_from_when_it_holds() -> None:
    header = read("nghi-quyet-nganh-det-luc-son.txt").header
    assert header.title == "Nghị quyết về phát triển đoàn viên và thỏa ước lao động tập thể giai đoạn 2026 - 2030"
    assert (header.number, header.issued_on) == ("04-NQ/CĐN", date(2025, 10, 20))
    assert (header.issuer, header.issuer_code) == ("Công đoàn ngành Dệt Lục Sơn", "det-luc-son")
    assert (header.valid_from, header.valid_to) == (date(2026, 1, 1), date(2030, 12, 31))
    assert header.signer_role == "Chủ tịch, thay mặt Ban Chấp hành"


def kinds(document: Document) -> list[tuple[str, PassageKind]]:
    return [(passage.place, passage.kind) for passage in document.passages]


def test_places_and_kinds_of_a_plan() -> None:
    assert kinds(read("ke-hoach-phuong-hoa-mua.txt")) == [
        ("tên văn bản", PassageKind.BASIS),
        ("phần mở đầu", PassageKind.BASIS),
        ("mục I.1", PassageKind.PURPOSE),
        ("mục I.2.1", PassageKind.TARGET),
        ("mục I.2.2", PassageKind.TARGET),
        ("mục I.2.3", PassageKind.TARGET),
        ("mục I.2.4", PassageKind.TARGET),
        ("mục I.2.5", PassageKind.TARGET),
        ("mục II.1, điểm a", PassageKind.TASK),
        ("mục II.1, điểm b, gạch đầu dòng 1", PassageKind.TASK),
        ("mục II.1, điểm b, gạch đầu dòng 2", PassageKind.TASK),
        ("mục II.2", PassageKind.TASK),
        ("mục III.1, gạch đầu dòng 1", PassageKind.ORGANISATION),
        ("mục III.2, gạch đầu dòng 1", PassageKind.ORGANISATION),
        ("mục III.2, gạch đầu dòng 2", PassageKind.ORGANISATION),
        ("phần kết", PassageKind.ORGANISATION),
    ]


def test_places_of_lettered_parts_and_of_plus_signs() -> None:
    assert [place for place, _ in kinds(read("chuong-trinh-truong-doi-sim.txt"))][2:] == [
        "phần A, gạch đầu dòng 1",
        *(f"phần B, mục I, gạch đầu dòng {n}" for n in range(1, 7)),
        *(f"phần B, mục II, ý {n}" for n in range(1, 4)),
        "phần C, mục 1",
        "phần C, mục 2",
    ]


def test_places_of_articles() -> None:
    places = [place for place, _ in kinds(read("nghi-quyet-nganh-det-luc-son.txt"))]
    assert places[2:6] == [f"Điều 1, khoản {n}" for n in range(1, 5)]
    assert places[-1] == "Điều 3, sau khoản 2"


# One rule each


def passages(body: str) -> list[tuple[str, str]]:
    document = read_document(body, KEY)
    return [(passage.place, passage.text) for passage in document.passages if passage.place != "tên văn bản"]


HEAD = "KẾ HOẠCH\nCông tác năm 2026\n\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "I. NHIỆM VỤ\n\n- Thăm hỏi đoàn viên ốm đau theo quy chế ban hành ngày\n\n12/3/2025 của Ban Chấp hành.\n",
            [
                (
                    "mục I, gạch đầu dòng 1",
                    "Thăm hỏi đoàn viên ốm đau theo quy chế ban hành ngày 12/3/2025 của Ban Chấp hành.",
                )
            ],
            id="a sentence that a page broke before a day",
        ),
        pytest.param(
            "I. NHIỆM VỤ\n\n- Phối hợp với Ban Thường vụ Đảng ủy và Ủy ban nhân dân cùng Hội Phụ nữ xã\n3\n"
            "Đồi Sim mở lớp học nghề.\n",
            [
                (
                    "mục I, gạch đầu dòng 1",
                    "Phối hợp với Ban Thường vụ Đảng ủy và Ủy ban nhân dân cùng Hội Phụ nữ xã Đồi Sim mở lớp học nghề.",
                )
            ],
            id="a sentence that a page number broke before a name",
        ),
        pytest.param(
            "II. NHIỆM VỤ\n\n7. Công tác tài chính\n\nThu đúng, thu đủ đoàn phí.\n",
            [("mục II.7", "Thu đúng, thu đủ đoàn phí.")],
            id="a numbered heading stays alone above its paragraph",
        ),
        pytest.param(
            "II. KẾ HOẠCH\n\n2.1. Kế hoạch nhiệm vụ\n- 1- Chăm lo.\n- 2- Nữ công.\n\n2.2. Khâu đột phá\n\n1- Số hoá.\n",
            [
                ("mục II.2.1, gạch đầu dòng 1", "Chăm lo."),
                ("mục II.2.1, gạch đầu dòng 2", "Nữ công."),
                ("mục II.2.2, ý 1", "Số hoá."),
            ],
            id="a bullet with a number, and a number with a dash",
        ),
        pytest.param(
            "II. NỘI DUNG\n\n2. Chỉ tiêu\n\n- Một.\n\n2. Đột phá\n\n(1). Hai.\n",
            [("mục II.2, gạch đầu dòng 1", "Một."), ("mục II.2 thứ hai, ý 1", "Hai.")],
            id="two sections with one number are told apart",
        ),
        pytest.param(
            "I. CHỈ TIÊU\n\n1. Phấn đấu cuối năm 90% tổ công đoàn trong xã đạt loại tốt, gồm:\n- Tổ một.\n"
            "- Tổ hai.\n\n2. Khác.\n",
            [
                ("mục I.1", "Phấn đấu cuối năm 90% tổ công đoàn trong xã đạt loại tốt, gồm:"),
                ("mục I.1, gạch đầu dòng 1", "Tổ một."),
                ("mục I.1, gạch đầu dòng 2", "Tổ hai."),
                ("mục I.2", "Khác."),
            ],
            id="a numbered sentence above a list is a passage too",
        ),
        pytest.param(
            "I. NHIỆM VỤ\n\n- Một.\n- Hai.\n+ Hai một.\n+ Hai hai.\n- Ba.\n\nCòn lại làm như năm trước.\n",
            [
                ("mục I, gạch đầu dòng 1", "Một."),
                ("mục I, gạch đầu dòng 2", "Hai."),
                ("mục I, gạch đầu dòng 2, dấu cộng 1", "Hai một."),
                ("mục I, gạch đầu dòng 2, dấu cộng 2", "Hai hai."),
                ("mục I, gạch đầu dòng 3", "Ba."),
                ("mục I, sau gạch đầu dòng 3", "Còn lại làm như năm trước."),
            ],
            id="plus signs below a dash, and a paragraph after the bullets",
        ),
        pytest.param(
            "Kế hoạch nêu 02 chỉ tiêu:\n1. Kết nạp 30 đoàn viên.\n2. Mở 01 lớp.\nCả hai chỉ tiêu cao hơn năm ngoái.\n"
            "Nhóm giải pháp gồm: (1) Vận động. (2) Đối thoại. (3) Khen thưởng.\n\nXem tin khác\nHôm nay: 12\n",
            [
                ("chỉ tiêu 1", "Kết nạp 30 đoàn viên."),
                ("chỉ tiêu 2", "Mở 01 lớp."),
                ("sau chỉ tiêu 2", "Cả hai chỉ tiêu cao hơn năm ngoái."),
                ("giải pháp 1", "Vận động."),
                ("giải pháp 2", "Đối thoại."),
                ("giải pháp 3", "Khen thưởng."),
            ],
            id="an article without sections names its lists, and its page goes on after the text",
        ),
        pytest.param(
            "MỤC TIÊU CHUNG\n\nGần dân.\n\nPhần thứ hai. NHIỆM VỤ\n\n1. Việc một.\n2. Việc hai.\n",
            [
                ("mục “MỤC TIÊU CHUNG”", "Gần dân."),
                ("Phần thứ hai, mục 1", "Việc một."),
                ("Phần thứ hai, mục 2", "Việc hai."),
            ],
            id="a heading in capitals without a number, and parts in words",
        ),
        pytest.param(
            "Ban Thường vụ xây dựng kế hoạch giai đoạn 2026\n- 2030 như sau:\n\nI. NHIỆM VỤ\n- Một.\n",
            [
                ("phần mở đầu", "Ban Thường vụ xây dựng kế hoạch giai đoạn 2026 - 2030 như sau:"),
                ("mục I, gạch đầu dòng 1", "Một."),
            ],
            id="a span of years broken by the line is no bullet",
        ),
    ],
)
def test_where_a_passage_stands(body: str, expected: list[tuple[str, str]]) -> None:
    assert passages(HEAD + body) == expected


@pytest.mark.parametrize(
    ("head", "number", "note"),
    [
        pytest.param("Số: 02/CTr-LĐLĐ", "02/CTr-LĐLĐ", None, id="as usual"),
        pytest.param("Số: ~~31~~ /KH-CĐX", "31/KH-CĐX", "số 31 bị gạch ngang trong bản gốc", id="struck through"),
        pytest.param("Số:        /KH-CĐX", None, "văn bản để trống số", id="left blank"),
        pytest.param("Số 05-CTr/CĐX", "05-CTr/CĐX", None, id="with a dash, without a colon"),
        pytest.param("Lưu hành nội bộ", None, None, id="none"),
    ],
)
def test_the_number_is_the_papers_own(head: str, number: str | None, note: str | None) -> None:
    body = "KẾ HOẠCH\nThực hiện Chương trình số 77/CTr-LĐLĐ ngày 01/02/2025 của LĐLĐ tỉnh\n\nI. NHIỆM VỤ\n- Một.\n"
    header = read_document(f"{head}\n\n{body}", KEY).header
    assert (header.number, header.number_note, header.issued_on) == (number, note, None)


@pytest.mark.parametrize(
    ("title", "period", "last"),
    [
        pytest.param("Công tác năm 2026", "năm 2026", date(2026, 12, 31), id="a year"),
        pytest.param(
            "Thực hiện Nghị quyết, nhiệm kỳ 2023 – 2028", "nhiệm kỳ 2023-2028", date(2028, 12, 31), id="a term"
        ),
        pytest.param("Cải cách hành chính giai đoạn 2021-2025", "giai đoạn 2021-2025", date(2025, 12, 31), id="a span"),
        pytest.param(
            "Năm 2026 thực hiện Nghị quyết nhiệm kỳ 2023-2028", "năm 2026", date(2026, 12, 31), id="a year of a term"
        ),
        pytest.param("Tổ chức đại hội", "", None, id="nothing said"),
    ],
)
def test_a_title_says_how_long_the_paper_holds(title: str, period: str, last: date | None) -> None:
    header = read_document(f"KẾ HOẠCH\n{title}\n\nI. NHIỆM VỤ\n- Một.\n", KEY).header
    assert (header.period, header.valid_to) == (period, last)


def test_the_day_of_another_year_in_a_title_is_no_term() -> None:
    title = "Thực hiện Chỉ thị ngày 05 tháng 6 năm 2021 của Ban Thường vụ"
    assert read_document(f"KẾ HOẠCH\n{title}\n\nI. NHIỆM VỤ\n- Một.\n", KEY).header.period == ""


@pytest.mark.parametrize(
    ("opening", "place", "issuer"),
    [
        pytest.param(
            "Ban Chấp hành LĐLĐ huyện ban hành chương trình như sau:", "Suối Mây, ", "LĐLĐ huyện Suối Mây", id="place"
        ),
        pytest.param("Ban Thường vụ Liên đoàn Lao động TP Mây Trắng đề ra:", "", "LĐLĐ thành phố Mây Trắng", id="TP"),
        pytest.param("Công đoàn xã Đồi Sim xây dựng kế hoạch:", "", "Công đoàn xã Đồi Sim", id="a commune"),
        pytest.param("Căn cứ ý kiến của LĐLĐ tỉnh Sơn Hà.", "", "", id="another unit is not the issuer"),
    ],
)
def test_the_issuer_is_the_unit_that_speaks(opening: str, place: str, issuer: str) -> None:
    text = f"{place}ngày 02 tháng 01 năm 2026\n\nCHƯƠNG TRÌNH\nCông tác năm 2026\n\n{opening}\n\nI. NHIỆM VỤ\n- Một.\n"
    assert read_document(text, KEY).header.issuer == issuer


def test_a_day_that_no_calendar_has_is_left_blank() -> None:
    text = "Đồi Sim, ngày 31 tháng 02 năm 2026\n\nKẾ HOẠCH\nCông tác năm 2026\n\nI. NHIỆM VỤ\n- Một.\n"
    header = read_document(text, KEY).header
    assert (header.issued_on, header.issued_note) == (None, "văn bản để trống ngày")


def test_an_office_that_knows_better_says_whose_paper_it_is() -> None:
    assert read_document("Không rõ của ai.", KEY, UnitCode("doi-sim")).header.issuer_code == "doi-sim"


@pytest.mark.parametrize(
    ("issuer", "code"),
    [
        ("LĐLĐ huyện Vĩnh Thuận", "vinh-thuan"),
        ("LĐLĐ thành phố Hải Phòng", "hai-phong"),
        ("Liên đoàn Lao động tỉnh Lai Châu", "lai-chau"),
        ("Công đoàn xã Suối Mây", "suoi-may"),
        ("CĐCS Trường Mầm non Hoa Sen", "truong-mam-non-hoa-sen"),
        ("Công đoàn ngành Y tế", "y-te"),
        ("Tổng Liên đoàn Lao động Việt Nam", "viet-nam"),
        ("", ""),
    ],
)
def test_a_code_is_the_slug_of_the_place(issuer: str, code: str) -> None:
    assert issuer_code(issuer) == code


def test_theme_and_motto_are_the_papers_own() -> None:
    text = (
        "CHƯƠNG TRÌNH\nCông tác năm 2026\n\nThực hiện chủ đề năm 2026 của tỉnh “Vững bước”, LĐLĐ xã Đồi Sim xây dựng"
        " chương trình với chủ đề “Gần cơ sở hơn”, với phương châm “Rõ việc, rõ người”.\n\n"
        "I. NHIỆM VỤ\n- Chăm lo Tết với phương châm “Ai cũng có quà”.\n"
    )
    header = read_document(text, KEY).header
    assert (header.theme, header.motto) == ("Gần cơ sở hơn", "Rõ việc, rõ người")


PIECES = (
    *(
        "I. A",
        "1. b",
        "- c",
        "(1) d",
        "+ e",
        "a) f",
        "Số: 1/KH-X",
        "KẾ HOẠCH",
        "Nơi nhận:",
        "TM. BCH",
        "2.1.",
        "2.1. g",
    ),
    *(
        "“",
        "*",
        "~~",
        "x.",
        "IX",
        "Điều 1.",
        "12",
        "",
        "phấn đấu 90% trở lên",
        "Phần thứ hai",
        "Kế hoạch nêu 2 chỉ tiêu:",
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=40), max_size=25))
def test_no_text_makes_the_reader_stumble_and_no_place_is_used_twice(lines: list[str]) -> None:
    document = extract(read_document("\n".join(lines), KEY))
    places = [passage.place for passage in document.passages]
    assert all(places)
    assert len(places) == len(set(places))
