"""The digests that ship with the project, and the format they are written in."""

from datetime import date
from decimal import Decimal
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.digest import HEADER_NAMES, KINDS, DigestError, load_digests, parse_digest
from knowledge.document import (
    Comparator,
    DocumentKey,
    DutyClause,
    Header,
    Milestone,
    Passage,
    PassageKind,
    Target,
    UnitCode,
)

KEY = DocumentKey("digest/thu")
FOLDER = resources.files("knowledge") / "digests"

WRITTEN = """\
# ghi chú của người viết
Tên: Chương trình năm 2026
Loại: Chương trình
Số: 01/CTr-CĐX
Ghi chú về số: số viết tay
Nơi ban hành: Công đoàn xã Đồi Sim
Mã nơi ban hành: doi-sim
Ngày ban hành: 05/01/2026
Ghi chú về ngày: ngày đóng dấu
Thời kỳ: năm 2026
Hiệu lực từ: 01/01/2026
Hiệu lực đến: 31/12/2026
Chức vụ người ký: Chủ tịch
Chủ đề: Gần cơ sở
Phương châm: Nói ít, làm nhiều
Ví dụ: có

== I. Chỉ tiêu
=== 1. Đoàn viên

[chỉ tiêu 2] mục I.1, gạch đầu dòng 2
Kết nạp từ 1.200 đến 1.300 đoàn viên,
thu hơn 6,5 tỷ đồng.
1.200..1.300 đoàn viên | kết nạp | phạm vi: toàn xã | hạn: hết năm
> 6,5 tỷ đồng | thu đoàn phí

== II. Việc khác

[báo cáo] mục II, gạch đầu dòng 1
Mỗi tổ báo cáo tháng, xong trước 12/2026.
báo cáo: tháng, năm | từ: các tổ | về: Ban Chấp hành | qua: Văn phòng | hạn: ngày cuối tháng
mốc: 12/2026 | nộp báo cáo cuối
"""


def test_a_digest_says_everything_a_document_can_hold() -> None:
    document = parse_digest(WRITTEN, KEY)
    assert document.header == Header(
        title="Chương trình năm 2026",
        type="Chương trình",
        issuer="Công đoàn xã Đồi Sim",
        issuer_code=UnitCode("doi-sim"),
        number="01/CTr-CĐX",
        issued_on=date(2026, 1, 5),
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 12, 31),
        period="năm 2026",
        signer_role="Chủ tịch",
        theme="Gần cơ sở",
        motto="Nói ít, làm nhiều",
        number_note="số viết tay",
        issued_note="ngày đóng dấu",
    )
    assert document.passages == (
        Passage(
            "mục I.1, gạch đầu dòng 2",
            "I. Chỉ tiêu › 1. Đoàn viên",
            PassageKind.TARGET,
            "Kết nạp từ 1.200 đến 1.300 đoàn viên, thu hơn 6,5 tỷ đồng.",
            targets=(
                Target(Decimal(1200), Comparator.RANGE, "đoàn viên", "kết nạp", Decimal(1300), "toàn xã", "hết năm"),
                Target(Decimal("6.5"), Comparator.MORE, "tỷ đồng", "thu đoàn phí"),
            ),
            ordinal=2,
        ),
        Passage(
            "mục II, gạch đầu dòng 1",
            "II. Việc khác",
            PassageKind.DUTY,
            "Mỗi tổ báo cáo tháng, xong trước 12/2026.",
            duties=(DutyClause(("tháng", "năm"), "các tổ", "Ban Chấp hành", "Văn phòng", "ngày cuối tháng"),),
            milestones=(Milestone("nộp báo cáo cuối", "12/2026"),),
        ),
    )
    assert (document.is_digest, document.is_example) == (True, True)


SHORT = """\
Tên: Kế hoạch
Loại: Kế hoạch
Nơi ban hành: CĐCS Lá Xanh
Mã nơi ban hành: la-xanh
[chỉ tiêu] mục I
Có 10 đoàn viên mới.
= 10 đoàn viên | kết nạp mới"""


@pytest.mark.parametrize(
    ("was", "becomes", "line", "sentence"),
    [
        pytest.param("Tên: Kế hoạch\n", "", 4, "phải có mục “Tên”", id="a name that must be there"),
        pytest.param("Tên:", "Tiêu đề:", 1, "không có mục “Tiêu đề”", id="a header line nobody knows"),
        pytest.param("Loại: Kế hoạch", "Loại:", 2, "để trống", id="a header line left empty"),
        pytest.param("Loại: Kế hoạch", "Kế hoạch", 2, "Tên mục: nội dung", id="a header line without a colon"),
        pytest.param("Loại: Kế hoạch", "Tên: hai lần", 2, "đã ghi ở dòng 1", id="a header line twice"),
        pytest.param("Loại: Kế hoạch", "Loại: K\nNgày ban hành: 31/02/2026", 3, "không có ngày", id="no such day"),
        pytest.param("Loại: Kế hoạch", "Loại: K\nNgày ban hành: 2026-01-05", 3, "19/01/2024", id="a day the other way"),
        pytest.param(
            "Loại: Kế hoạch",
            "Loại: K\nHiệu lực từ: 01/01/2026\nHiệu lực đến: 01/01/2025",
            4,
            "trước khi bắt đầu",
            id="a term that ends before it begins",
        ),
        pytest.param(
            "Loại: Kế hoạch", "Loại: K\nVí dụ: vâng", 3, "“có” hoặc “không”", id="an example flag of another word"
        ),
        pytest.param("la-xanh", "Lá Xanh", 4, "viết thường, không dấu", id="a code with marks"),
        pytest.param("[chỉ tiêu]", "[tiêu chí]", 5, "không có loại “tiêu chí”", id="a kind nobody knows"),
        pytest.param("[chỉ tiêu] mục I", "[chỉ tiêu]", 5, "chỗ trong văn bản", id="a passage without a place"),
        pytest.param("[chỉ tiêu] mục I", "chỉ tiêu: mục I", 5, "không có mục", id="a passage without brackets"),
        pytest.param("Có 10 đoàn viên mới.\n", "", 5, "chưa có câu tóm lược", id="a passage without a sentence"),
        pytest.param(
            "= 10 đoàn viên |", "= 10.5 đoàn viên |", 7, "30.000 hoặc 6,4", id="a figure with an English point"
        ),
        pytest.param("= 10 đoàn viên |", "= mười đoàn viên |", 7, "dòng số liệu", id="a figure in words"),
        pytest.param("= 10 đoàn viên | kết nạp mới", "= 10 đoàn viên", 7, "dòng số liệu", id="a figure of nothing"),
        pytest.param("= 10 đoàn viên", "= 11 đoàn viên", 7, "không nêu “11”", id="a figure its sentence does not hold"),
        pytest.param("kết nạp mới", "kết nạp mới | a | b", 7, "không hiểu phần “a”", id="a part without a name"),
        pytest.param(
            "= 10 đoàn viên | kết nạp mới", "mốc: 12/2026 | xong", 7, "không nêu “12/2026”", id="a milestone unsaid"
        ),
        pytest.param("= 10 đoàn viên | kết nạp mới", "mốc: | xong", 7, "dòng mốc", id="a milestone without a day"),
        pytest.param(
            "= 10 đoàn viên | kết nạp mới", "báo cáo: tháng | về: ai đó", 7, "dòng báo cáo", id="a duty of nobody"
        ),
        pytest.param("[chỉ tiêu] mục I", "=== 1. Sâu quá\n[chỉ tiêu] mục I", 5, "nhảy bậc", id="a heading too deep"),
        pytest.param(
            "[chỉ tiêu] mục I", "== I\nLạc lõng", 6, "không thuộc đoạn nào", id="a sentence outside any passage"
        ),
        pytest.param(
            "kết nạp mới", "kết nạp mới\n[khác] mục I\nCâu nữa.", 8, "đã có ở dòng 5", id="two passages at one place"
        ),
        pytest.param("mới.\n= 10", "mới.\nsau đó\n= 10", None, "", id="two lines of one sentence are fine"),
        pytest.param(
            "kết nạp mới", "kết nạp mới\nCâu muộn.", 8, "câu chữ đứng trước", id="a sentence after its figures"
        ),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line(was: str, becomes: str, line: int | None, sentence: str) -> None:
    text = SHORT.replace(was, becomes)
    assert text != SHORT
    if line is None:
        parse_digest(text, KEY)
        return
    with pytest.raises(DigestError) as caught:
        parse_digest(text, KEY)
    assert str(caught.value).startswith(f"digest/thu, dòng {line}: ")
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "\n\n# chỉ có ghi chú\n", "Tên: một dòng"], ids=["nothing", "a comment", "a header"]
)
def test_a_file_without_passages_is_refused(text: str) -> None:
    with pytest.raises(DigestError, match="chưa có đoạn nào"):
        parse_digest(text, KEY)


TEXTS = sorted(entry.read_text("utf-8") for entry in FOLDER.iterdir() if entry.name.endswith(".txt"))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_spoiled_file_is_read_whole_or_refused_with_a_line_of_it(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(TEXTS)).splitlines()
    spoiled = data.draw(st.integers(0, len(lines) - 1))
    lines[spoiled] = data.draw(
        st.sampled_from([lines[spoiled][:-3], lines[spoiled][::-1], f"{lines[spoiled]} |", ""])
        | st.text(max_size=30).filter(lambda text: len(text.splitlines()) <= 1)
    )
    try:
        document = parse_digest("\n".join(lines), KEY)
    except DigestError as mistake:
        assert 1 <= mistake.line <= len(lines)  # noqa: PT017 - both outcomes are allowed, and checked
    else:
        assert all(passage.text and passage.place for passage in document.passages)


def test_six_digests_ship_and_one_of_them_is_an_example() -> None:
    digests = {document.key: document for document in load_digests()}
    assert list(digests) == [
        "digest/gia-lam-2021-2025",
        "digest/gia-lam-2023-2028",
        "digest/hai-phong-2023",
        "digest/lai-chau-2023-2028",
        "digest/suoi-may-2026",
        "digest/vinh-thuan-2024",
    ]
    assert [key for key, document in digests.items() if document.is_example] == ["digest/suoi-may-2026"]
    assert all(document.is_digest for document in digests.values())


def test_the_example_makes_this_year_answerable() -> None:
    [example] = [document for document in load_digests() if document.is_example]
    header, passages = example.header, example.passages
    assert (header.issuer_code, header.number, header.issued_on) == ("suoi-may", "05/CTr-CĐXSM", date(2026, 1, 15))
    assert (header.valid_from, header.valid_to) == (date(2026, 1, 1), date(2026, 12, 31))
    targets = [target for passage in passages for target in passage.targets]
    assert {target.comparator for target in targets} == set(Comparator)
    assert [duty.cadence for passage in passages for duty in passage.duties] == [("tháng", "6 tháng", "năm")]
    assert all(duty.due == "" for passage in passages for duty in passage.duties)
    assert [mark.due for passage in passages for mark in passage.milestones] == [
        "31/03/2026",
        "05/2026",
        "10/2026",
        "15/12/2026",
    ]


def test_the_page_of_the_format_names_every_word_the_reader_knows() -> None:
    page = (FOLDER / "README.md").read_text("utf-8")
    words = [name for name in HEADER_NAMES if name not in page] + [kind for kind in KINDS if f"{kind}" not in page]
    signs = [
        sign for sign in ("`= ", "`>= ", "`> ", "`<= ", "`< ", "`~ ", "..", "mốc:", "báo cáo:") if sign not in page
    ]
    files = [entry.name for entry in FOLDER.iterdir() if entry.name.endswith(".txt") and entry.name not in page]
    assert (words, signs, files) == ([], [], [])
