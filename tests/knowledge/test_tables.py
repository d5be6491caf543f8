"""Tables in a paper: which rows are heads, what divides, what sums, and where each row stands."""

import pytest

from knowledge.document import DocumentKey, Passage, read_document
from knowledge.tables import Row, table

HEAD = "KẾ HOẠCH\nCông tác năm 2026\n\n"


def rows(body: str) -> list[Passage]:
    document = read_document(HEAD + body, DocumentKey("thu"))
    return [passage for passage in document.passages if passage.cells]


def lines(text: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.strip()[1:-1].split("|")) for line in text.strip().splitlines()]


PLAIN = """
| TT | Đơn vị | Kết nạp (đoàn viên) |
| 1 | CĐCS May Mây | 20 |
| 2 | CĐCS Gỗ Đồi | 15 |
| | Tổng cộng | 35 |
"""


def test_a_row_stands_under_the_heads_of_its_columns() -> None:
    first, _, _ = rows(f"II. GIAO CHỈ TIÊU\n{PLAIN}")
    assert (first.place, first.heading) == ("mục II, bảng 1, dòng 1", "II. GIAO CHỈ TIÊU")
    assert first.text == "1 | CĐCS May Mây | 20"
    assert [(cell.head, cell.text) for cell in first.cells][1:] == [
        ("Đơn vị", "CĐCS May Mây"),
        ("Kết nạp (đoàn viên)", "20"),
    ]


def test_a_row_of_sums_says_so_and_is_not_counted() -> None:
    assert [passage.place for passage in rows(PLAIN)] == ["bảng 1, dòng 1", "bảng 1, dòng 2", "bảng 1, tổng cộng"]


def test_a_table_is_called_by_its_own_name_and_measured_as_it_says() -> None:
    body = f"III. PHÂN BỔ\n\nBiểu số 3. Kinh phí hỗ trợ\nĐơn vị tính: triệu đồng\n{PLAIN}\nCòn lại do xã chi.\n{PLAIN}"
    found = rows(body)
    assert [passage.place for passage in found][:3] == [
        "mục III, biểu số 3, dòng 1",
        "mục III, biểu số 3, dòng 2",
        "mục III, biểu số 3, tổng cộng",
    ]
    assert found[0].heading == "III. PHÂN BỔ › Biểu số 3. Kinh phí hỗ trợ Đơn vị tính: triệu đồng"
    assert found[3].place == "mục III, bảng 4, dòng 1"


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        pytest.param("| TT | Tên |\n| 1 | A |\n| 2 | B |", ("TT", "Tên"), id="one row"),
        pytest.param(
            "| TT | Tên | Giao | Giao |\n| TT | Tên | Nam | Nữ |\n| 1 | A | 3 | 4 |",
            ("TT", "Tên", "Giao › Nam", "Giao › Nữ"),
            id="a head over two columns",
        ),
        pytest.param("| A | 3 |\n| B | 4 |", ("", ""), id="none"),
        pytest.param("| Tên | Năm nào |\n| A | 2025 |\n| B | 2026 |", ("Tên", "Năm nào"), id="years are no head"),
        pytest.param("| Chỉ tiêu | 2026 | 2027 |\n| Kết nạp | 3 | 4 |", ("Chỉ tiêu", "2026", "2027"), id="years are"),
        pytest.param(
            "| TT | Việc | Hạn |\n| 1 | Họp | tháng 3 |\n| 2 | Họp | tháng 5 |",
            ("TT", "Việc", "Hạn"),
            id="the same work",
        ),
    ],
)
def test_heads(text: str, heads: tuple[str, ...]) -> None:
    assert table(lines(text)).heads == heads


def test_a_row_that_counts_the_columns_is_no_data() -> None:
    found = table(lines("| TT | Tên | Số |\n| (1) | (2) | (3) |\n| 1 | A | 7 |"))
    assert [row.cells for row in found.rows] == [("1", "A", "7")]


def test_rows_that_divide_are_headings_of_the_rows_below() -> None:
    found = table(
        lines(
            "| TT | Tên | Số |\n| A | KHỐI XÃ | |\n| I | Trường học | |\n| 1 | Mây | 7 |\n| II | Xưởng | |\n"
            "| 2 | Gỗ | 8 |\n| B | KHỐI TỈNH | |\n| 3 | Sở | 9 |"
        )
    )
    assert [(row.label, row.groups) for row in found.rows] == [
        ("dòng 1", ("A KHỐI XÃ", "I Trường học")),
        ("dòng 2", ("A KHỐI XÃ", "II Xưởng")),
        ("dòng 3", ("B KHỐI TỈNH",)),
    ]


def test_a_dividing_row_with_figures_sums_what_is_below_it() -> None:
    found = table(lines("| TT | Tên | Số |\n| I | Khối trường | 15 |\n| 1 | Mây | 7 |\n| 2 | Gỗ | 8 |"))
    assert [(row.label, row.groups) for row in found.rows] == [
        ("tổng cộng", ()),
        ("dòng 1", ("Khối trường",)),
        ("dòng 2", ("Khối trường",)),
    ]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Tổng cộng", "tổng cộng"),
        ("CỘNG", "tổng cộng"),
        ("Cộng khối trường", "tổng cộng"),
        ("Tổng số", "tổng cộng"),
        ("Công đoàn Khối Cơ quan", "dòng 1"),
        ("Công ty Mây", "dòng 1"),
        ("Tổng số đoàn viên kết nạp mới", "dòng 1"),
        ("Tổng công ty Đồi", "dòng 1"),
        ("Cộng tác viên", "dòng 1"),
    ],
)
def test_what_sums(name: str, label: str) -> None:
    [row] = table(lines(f"| TT | Tên | Số |\n| | {name} | 7 |")).rows
    assert row.label == label


def test_a_unit_without_figures_is_a_unit() -> None:
    assert [row.label for row in table(lines("| TT | Tên | Số |\n| 1 | Mây | |\n| 2 | Gỗ | 8 |")).rows] == [
        "dòng 1",
        "dòng 2",
    ]


def test_a_table_goes_on_over_the_page_and_its_head_counts_once() -> None:
    body = "| TT | Tên | Số |\n| 1 | Mây | 7 |\n\f2\n\n| TT | Tên | Số |\n| 2 | Gỗ | 8 |\n"
    assert [(passage.place, passage.page) for passage in rows(body)] == [("bảng 1, dòng 1", 1), ("bảng 1, dòng 2", 2)]


@pytest.mark.parametrize(
    "box", [pytest.param("| Lưu ý: nộp đúng hạn. |", id="a box"), pytest.param("| Lưu ý: | Nộp. |", id="a row")]
)
def test_a_box_is_text(box: str) -> None:
    document = read_document(f"{HEAD}I. VIỆC\n\n- Một.\n\n{box}\n", DocumentKey("thu"))
    assert rows(f"I. VIỆC\n\n{box}\n") == []
    assert "Lưu ý:" in " ".join(passage.text for passage in document.passages)


def test_a_cell_over_several_columns_is_said_once() -> None:
    assert Row("dòng 1", ("3", "Nghỉ", "Nghỉ", "")).text == "3 | Nghỉ"
