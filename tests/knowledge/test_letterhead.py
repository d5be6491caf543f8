"""The head and the foot of a paper in the shapes that offices give them."""

from datetime import date

import pytest

from knowledge.document import DocumentKey, Header, Reference, read_document

BODY = "\n\nI. NHIỆM VỤ\n\n- Một việc.\n"


def header(text: str) -> Header:
    return read_document(text, DocumentKey("thu")).header


@pytest.mark.parametrize(
    ("line", "number"),
    [
        pytest.param("Số: 02/CTr-LĐLĐ", "02/CTr-LĐLĐ", id="as usual"),
        pytest.param("Số 15 /KH-CĐCS", "15/KH-CĐCS", id="a space before the stroke"),
        pytest.param("Số 07-NQ/ĐH", "07-NQ/ĐH", id="a dash"),
        pytest.param("Số: 12/2026/QĐ-CĐ", "12/2026/QĐ-CĐ", id="with its year"),
        pytest.param("Số: 45 -CV/CĐN", "45-CV/CĐN", id="a space before the dash"),
        pytest.param("Số: 112/LĐLĐ-CSPL", "112/LĐLĐ-CSPL", id="a letter of a department"),
        pytest.param("Số: 05/KH - CĐX", "05/KH-CĐX", id="spaces around the dash"),
        pytest.param("Số: 05/KH–CĐX", "05/KH-CĐX", id="a long dash"),
        pytest.param("Số: 1500b/KL-TLĐ", "1500b/KL-TLĐ", id="a letter after the figure"),
        pytest.param("SỐ: 09/BC-CĐ", "09/BC-CĐ", id="in capitals"),
        pytest.param("So: 03/KH-ND", "03/KH-ND", id="without marks"),
        pytest.param("Số: 31/KH-CĐX          Đồi Sim, ngày 02 tháng 3 năm 2026", "31/KH-CĐX", id="beside the day"),
        pytest.param("CÔNG ĐOÀN XÃ ĐỒI SIM          Số: 31/KH-CĐX", "31/KH-CĐX", id="in the second column"),
        pytest.param("Số: ..../KH-CĐX", None, id="dots"),
        pytest.param("Số:      /KH-CĐX", None, id="blank"),
        pytest.param("(Kèm theo Công văn số 88/CĐP-VP ngày 06/5/2026)", None, id="another paper's"),
    ],
)
def test_a_number_in_its_shapes(line: str, number: str | None) -> None:
    assert header(f"{line}\n\nKẾ HOẠCH\nTổ chức đại hội{BODY}").number == number


@pytest.mark.parametrize(
    ("line", "day", "place", "note"),
    [
        pytest.param("Đồi Sim, ngày 02 tháng 3 năm 2026", date(2026, 3, 2), "Đồi Sim", None, id="as usual"),
        pytest.param("TP. Mây Trắng, ngày 2 tháng 3 năm 2026", date(2026, 3, 2), "TP. Mây Trắng", None, id="a city"),
        pytest.param(
            "Số: 3/KH-CĐX Đồi Sim, ngày 02 tháng 3 năm 2026", date(2026, 3, 2), "Đồi Sim", None, id="one line"
        ),
        pytest.param("Đồi Sim, ngày 02/3/2026", date(2026, 3, 2), "Đồi Sim", None, id="with strokes"),
        pytest.param("Doi Sim, ngay 02 thang 3 nam 2026", date(2026, 3, 2), "Doi Sim", None, id="without marks"),
        pytest.param("Đồi Sim, ngày    tháng 3 năm 2026", None, "Đồi Sim", "văn bản để trống ngày", id="no day"),
        pytest.param("Đồi Sim, ngày … tháng … năm 20…", None, "Đồi Sim", "văn bản để trống ngày", id="dots"),
        pytest.param("Theo Nghị quyết ngày 01/02/2026 của xã", None, "", None, id="another paper's day"),
    ],
)
def test_a_day_in_its_shapes(line: str, day: date | None, place: str, note: str | None) -> None:
    found = header(f"{line}\n\nKẾ HOẠCH\nTổ chức đại hội{BODY}")
    assert (found.issued_on, found.issued_at, found.issued_note) == (day, place, note)


def test_minutes_are_dated_above_the_signature() -> None:
    text = "BIÊN BẢN\nHội nghị công đoàn\n\nI. NỘI DUNG\n\n- Họp.\n\nĐồi Sim, ngày 05 tháng 3 năm 2026\n\nCHỦ TỊCH\n"
    found = header(text)
    assert (found.type, found.issued_on) == ("Biên bản", date(2026, 3, 5))


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        pytest.param("LĐLĐ TỈNH SƠN HÀ\nCÔNG ĐOÀN XÃ ĐỒI SIM", "Công đoàn xã Đồi Sim", id="the lowest"),
        pytest.param("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM\nLĐLĐ TỈNH SƠN HÀ", "LĐLĐ tỉnh Sơn Hà", id="below the highest"),
        pytest.param("BAN CHẤP HÀNH CÔNG ĐOÀN XÃ ĐỒI SIM", "Công đoàn xã Đồi Sim", id="its committee"),
        pytest.param("LĐLĐ TỈNH SƠN HÀ\nCÔNG ĐOÀN\nXÃ ĐỒI SIM", "Công đoàn xã Đồi Sim", id="over two lines"),
        pytest.param("CÔNG ĐOÀN NGÀNH DỆT\nTỈNH SƠN HÀ", "Công đoàn ngành Dệt tỉnh Sơn Hà", id="with its province"),
        pytest.param(
            "ĐẠI HỘI CÔNG ĐOÀN XÃ ĐỒI SIM\nLẦN THỨ I, NHIỆM KỲ 2025 - 2030", "Công đoàn xã Đồi Sim", id="its congress"
        ),
        pytest.param(
            "CÔNG ĐOÀN XÃ ĐỒI SIM          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Công đoàn xã Đồi Sim", id="two columns"
        ),
        pytest.param(
            "CÔNG ĐOÀN CÔNG TY TNHH GỖ MÂY", "Công đoàn Công ty TNHH Gỗ Mây", id="a company keeps its short words"
        ),
    ],
)
def test_whose_paper_it_is(head: str, issuer: str) -> None:
    assert header(f"{head}\nSố: 1/KH-CĐ\n\nKẾ HOẠCH\nTổ chức đại hội{BODY}").issuer == issuer


def test_the_signature_tells_whose_paper_it_is_where_the_head_does_not() -> None:
    text = f"KẾ HOẠCH\nTổ chức đại hội{BODY}\nTM. BAN CHẤP HÀNH CÔNG ĐOÀN XÃ ĐỒI SIM\nCHỦ TỊCH\n\nLê Thị Mây\n"
    assert header(text).issuer == "Công đoàn xã Đồi Sim"


@pytest.mark.parametrize(
    ("foot", "role", "name"),
    [
        pytest.param("TM. BAN CHẤP HÀNH\nCHỦ TỊCH", "Chủ tịch, thay mặt Ban Chấp hành", "Lê Thị Mây", id="for all"),
        pytest.param(
            "TM. BAN THƯỜNG VỤ\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
            "Phó Chủ tịch, ký thay Chủ tịch, thay mặt Ban Thường vụ",
            "Lê Thị Mây",
            id="for another",
        ),
        pytest.param(
            "TL. BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG",
            "Chánh Văn phòng, thừa lệnh Ban Thường vụ",
            "Lê Thị Mây",
            id="by order",
        ),
        pytest.param(
            "TUQ. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH", "Phó Chủ tịch, thừa ủy quyền Ban Thường vụ", "Lê Thị Mây", id="by proxy"
        ),
        pytest.param(
            "T/M BAN CHẤP HÀNH\nQ. CHỦ TỊCH", "Quyền Chủ tịch, thay mặt Ban Chấp hành", "Lê Thị Mây", id="acting"
        ),
        pytest.param("TM. ĐOÀN CHỦ TỊCH", "thay mặt Đoàn Chủ tịch", "Lê Thị Mây", id="a congress has no role"),
    ],
)
def test_who_signs(foot: str, role: str, name: str) -> None:
    found = header(f"KẾ HOẠCH\nTổ chức đại hội{BODY}\nNơi nhận:\n- Lưu.\n\n{foot}\n(Đã ký)\n\n{name}\n")
    assert (found.signer_role, found.signer) == (role, name)


def test_a_line_that_begins_with_the_confederation_is_no_signature() -> None:
    text = "KẾ HOẠCH\nTổ chức đại hội\n\nI. NHIỆM VỤ\n\n1. Việc\n\nTLĐLĐVN giao gì, xã làm nấy.\n\n2. Việc khác.\n"
    places = [passage.place for passage in read_document(text, DocumentKey("thu")).passages]
    assert "mục I.2" in places


def test_who_gets_it() -> None:
    foot = (
        "Nơi nhận:                      TM. BAN CHẤP HÀNH\n- LĐLĐ tỉnh (b/c);                 CHỦ TỊCH\n"
        "- Các CĐCS\ntrực thuộc;\n- Lưu: VT."
    )
    found = header(f"KẾ HOẠCH\nTổ chức đại hội{BODY}\n{foot}\n")
    assert found.recipients == ("LĐLĐ tỉnh (b/c)", "Các CĐCS trực thuộc", "Lưu: VT")


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        pytest.param("Công tác năm 2026", date(2026, 1, 1), date(2026, 12, 31), id="a year"),
        pytest.param("Thi đua từ năm 2026 đến năm 2030", date(2026, 1, 1), date(2030, 12, 31), id="years in words"),
        pytest.param(
            "Cao điểm từ ngày 01/3/2026 đến hết ngày 30/11/2026", date(2026, 3, 1), date(2026, 11, 30), id="two days"
        ),
        pytest.param("Công tác năm học 2026-2027", date(2026, 9, 1), date(2027, 8, 31), id="a school year"),
        pytest.param("Nhiệm vụ 06 tháng cuối năm 2026", date(2026, 7, 1), date(2026, 12, 31), id="the second half"),
        pytest.param("Nhiệm vụ 6 tháng đầu năm 2026", date(2026, 1, 1), date(2026, 6, 30), id="the first half"),
        pytest.param("Công tác quý II/2026", date(2026, 4, 1), date(2026, 6, 30), id="a quarter"),
        pytest.param("Công tác quý IV năm 2026", date(2026, 10, 1), date(2026, 12, 31), id="a quarter in words"),
        pytest.param("Chuyển đổi số đến năm 2030", None, date(2030, 12, 31), id="until a year"),
        pytest.param(
            "Kết quả năm 2025 và phương hướng, nhiệm vụ năm 2026",
            date(2026, 1, 1),
            date(2026, 12, 31),
            id="what is ahead",
        ),
        pytest.param("Kỷ niệm 97 năm Ngày thành lập Công đoàn", None, None, id="an anniversary"),
    ],
)
def test_how_long_it_holds(title: str, first: date | None, last: date | None) -> None:
    found = header(f"KẾ HOẠCH\n{title}{BODY}")
    assert (found.valid_from, found.valid_to) == (first, last)


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        pytest.param("Kế hoạch này có hiệu lực kể từ ngày ký.", date(2026, 3, 2), id="the day of signing"),
        pytest.param("Kế hoạch này có hiệu lực từ ngày 15/4/2026.", date(2026, 4, 15), id="a day in figures"),
        pytest.param(
            "Kế hoạch này có hiệu lực thi hành kể từ ngày 15 tháng 4 năm 2026.", date(2026, 4, 15), id="a day in words"
        ),
    ],
)
def test_from_when_it_is_in_force(sentence: str, first: date) -> None:
    text = f"Đồi Sim, ngày 02 tháng 3 năm 2026\n\nKẾ HOẠCH\nTổ chức đại hội{BODY}\n- {sentence}\n"
    assert header(text).valid_from == first


def test_a_paper_may_hold_until_another_takes_its_place() -> None:
    text = f"KẾ HOẠCH\nThăm hỏi năm 2026{BODY}\n- Kế hoạch thực hiện cho đến khi có văn bản khác thay thế.\n"
    assert header(text).valid_to is None


def test_a_title_over_several_paragraphs_is_one() -> None:
    text = f"KẾ HOẠCH\n\nPhát triển đoàn viên tại các xã\n\nmiền núi\n\nNhiệm kỳ 2025 - 2030\n\nCăn cứ Điều lệ;{BODY}"
    assert header(text).title == "Kế hoạch phát triển đoàn viên tại các xã miền núi Nhiệm kỳ 2025 - 2030"


def test_a_draft_is_of_the_kind_that_it_drafts() -> None:
    assert header(f"DỰ THẢO\n\nKẾ HOẠCH\nTổ chức đại hội{BODY}").type == "Kế hoạch"


# A letter


LETTER = """CÔNG ĐOÀN XÃ ĐỒI SIM          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 8/CĐX-VP                    Độc lập - Tự do - Hạnh phúc
V/v góp ý dự thảo               Đồi Sim, ngày 02 tháng 3 năm 2026
Quy chế thi đua

Kính gửi: Các công đoàn cơ sở

Công đoàn xã đề nghị góp ý trước ngày 10/3/2026.

TM. BAN THƯỜNG VỤ
CHỦ TỊCH
"""


def test_a_letter_has_its_matter_as_title_and_its_addressees() -> None:
    found = header(LETTER)
    assert (found.type, found.title) == ("Công văn", "Công văn về việc góp ý dự thảo Quy chế thi đua")
    assert (found.number, found.issued_on) == ("8/CĐX-VP", date(2026, 3, 2))
    assert (found.issuer, found.recipients) == ("Công đoàn xã Đồi Sim", ("Các công đoàn cơ sở",))


# Other papers


def references(body: str) -> list[str]:
    return [_said(each) for each in header(f"Số: 9/KH-CĐX\n\nKẾ HOẠCH\n{body}").references]


def _said(each: Reference) -> str:
    clause = f" {each.place} ← {each.by}" if each.place else ""
    return f"{each.relation} {each.number or each.words}{clause}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            f"Thực hiện Chương trình số 7/CTr-LĐLĐ ngày 01/02/2026 của LĐLĐ tỉnh{BODY}",
            ["implements 7/CTr-LĐLĐ"],
            id="in the title",
        ),
        pytest.param(
            f"Công tác năm 2026\n\nThực hiện Kế hoạch số 7/KH-LĐLĐ và Công văn số 8/CV-LĐLĐ, xã xây dựng:{BODY}",
            ["implements 7/KH-LĐLĐ", "implements 8/CV-LĐLĐ"],
            id="two at once",
        ),
        pytest.param(
            f"Công tác năm 2026\n\nCăn cứ Luật Công đoàn số 50/2024/QH15; căn cứ Kế hoạch số 7/KH-LĐLĐ:{BODY}",
            ["implements 7/KH-LĐLĐ"],
            id="a plan that it rests on, not a law",
        ),
        pytest.param(
            "Công tác năm 2026\n\nI. NHIỆM VỤ\n\n- Tiếp tục thực hiện Chỉ thị số 5/CT-TW trong đoàn viên.\n",
            [],
            id="a task is no reference",
        ),
        pytest.param(
            f"Thực hiện Nghị quyết Đại hội Công đoàn tỉnh Sơn Hà lần thứ V{BODY}",
            ["implements Nghị quyết Đại hội Công đoàn tỉnh Sơn Hà lần thứ V"],
            id="a congress has no number",
        ),
        pytest.param(
            f"Công tác năm 2026{BODY}- Kế hoạch này thay thế Kế hoạch số 3/KH-CĐX ngày 02/01/2026.\n",
            ["replaces 3/KH-CĐX"],
            id="this paper replaces",
        ),
        pytest.param(
            f"Công tác năm 2026{BODY}- Kế hoạch số 3/KH-CĐX hết hiệu lực kể từ ngày Kế hoạch này được ký.\n",
            ["replaces 3/KH-CĐX"],
            id="the other ends",
        ),
        pytest.param(
            f"Công tác năm 2026{BODY}- Làm theo Quyết định số 3/QĐ-TLĐ thay thế Quyết định số 2/QĐ-TLĐ.\n",
            [],
            id="another paper replaces",
        ),
        pytest.param(
            "Sửa đổi Chương trình số 3/CTr-CĐX\n\nI. NỘI DUNG\n\n1. Sửa đổi khoản 2, khoản 3 Điều 5.\n\n"
            "2. Điểm c khoản 1 Điều 6 được sửa đổi như sau: “c) Một năm.”\n",
            [
                "amends 3/CTr-CĐX Điều 5, khoản 2 ← mục I.1",
                "amends 3/CTr-CĐX Điều 5, khoản 3 ← mục I.1",
                "amends 3/CTr-CĐX Điều 6, khoản 1, điểm c ← mục I.2",
            ],
            id="clause by clause",
        ),
        pytest.param(
            f"Sửa đổi, bổ sung Kế hoạch số 3/KH-CĐX ngày 02/01/2026{BODY}", ["amends 3/KH-CĐX"], id="without a clause"
        ),
        pytest.param(
            f"Công tác năm 2026{BODY}- Bổ sung hồ sơ theo khoản 2 Điều 5 Luật Công đoàn.\n", [], id="a clause of a law"
        ),
        pytest.param(f"Công tác năm 2026{BODY}- Kế hoạch số 9/KH-CĐX thay thế.\n", [], id="itself"),
    ],
)
def test_what_it_does_with_other_papers(body: str, expected: list[str]) -> None:
    assert references(body) == expected


def test_a_reference_has_its_day_and_its_issuer() -> None:
    [found] = header(
        f"KẾ HOẠCH\nThực hiện Kế hoạch số 7/KH-LĐLĐ ngày 05 tháng 02 năm 2026 của LĐLĐ tỉnh Sơn Hà về thi đua{BODY}"
    ).references
    assert (found.issued_on, found.issuer) == (date(2026, 2, 5), "LĐLĐ tỉnh Sơn Hà")
    assert found.words == "Kế hoạch số 7/KH-LĐLĐ ngày 05 tháng 02 năm 2026 của LĐLĐ tỉnh Sơn Hà"
