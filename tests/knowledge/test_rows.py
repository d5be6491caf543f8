"""Tables of a plain text: lines of cells are rows, and each figure of a row has its measure and its owner."""

from datetime import date

import pytest

from knowledge.answer import Answer, Asker, Question, answer, build_library
from knowledge.document import DocumentKey, Passage, UnitCode, read_document
from knowledge.extract import extract
from knowledge.numbers import written
from knowledge.outline import Line
from knowledge.rows import ruled
from knowledge.tables import is_row

HEAD = "CÔNG ĐOÀN XÃ GÒ SIM\nSố: 4/KH-CĐX\n\nKẾ HOẠCH\nCông tác năm 2026\n\nI. GIAO VIỆC\n\n"
TERM = HEAD.replace("năm 2026", "giai đoạn 2026 - 2028")


def passages(body: str, head: str = HEAD) -> tuple[Passage, ...]:
    return extract(read_document(head + body, DocumentKey("thu"))).passages


def rows(body: str) -> list[str]:
    return [passage.text for passage in passages(body) if passage.cells]


def sets(body: str, head: str = HEAD) -> list[str]:
    """'20 suất | CĐCS Gốm | Quà Tết': figure with sign, whom it is for, what it counts, and a due of its own."""
    found = [target for passage in passages(body, head) for target in passage.targets]
    return [
        " | ".join(
            part
            for part in (
                f"{each.comparator if each.comparator != '=' else ''}{written(each.value)}"
                + (f"..{written(each.value_max)}" if each.value_max is not None else "")
                + f" {each.measure}",
                each.assignee,
                each.subject,
                each.due if each.due != "năm 2026" or head == TERM else "",
            )
            if part
        )
        for each in found
    ]


# Which lines are rows


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "TT\tĐơn vị\tQuà\tGhi chú\n1\tCĐCS Gốm\t20\n\tCộng\t20\t\n",
            ["1 | CĐCS Gốm | 20", "Cộng | 20"],
            id="one tab for each column",
        ),
        pytest.param(
            "TT\t\tĐơn vị\t\t\tQuà (suất)\n1\t\tCĐCS Gốm Đồi\t\t20\n2\t\tCĐCS Mây\t\t\t15\n\t\tCộng\t\t\t35\n",
            ["1 | CĐCS Gốm Đồi | 20", "2 | CĐCS Mây | 15", "Cộng | 35"],
            id="as many tabs as the next column needs",
        ),
        pytest.param(
            "Đơn vị | Quà | Nữ\nCĐCS Gốm | 20 | 5\nCĐCS Mây | 15 | 5\n",
            ["CĐCS Gốm | 20 | 5", "CĐCS Mây | 15 | 5"],
            id="bars between the cells only",
        ),
        pytest.param(
            "Đơn vị        Quà  Nữ\n---------------------\nCĐCS Gốm       20   5\nCĐCS Mây Đồi    9  10\n",
            ["CĐCS Gốm | 20 | 5", "CĐCS Mây Đồi | 9 | 10"],
            id="columns of blanks",
        ),
        pytest.param(
            "Đơn vị   Quà  Nữ\nCĐCS Công ty Gốm Đồi   20  5\nCĐCS Mây  9  4\n",
            ["CĐCS Công ty Gốm Đồi | 20 | 5", "CĐCS Mây | 9 | 4"],
            id="blanks that stand in no column",
        ),
        pytest.param(
            "Đơn vị | Quà | Nữ\nCĐCS Công ty cổ phần\nmay Gò Sim | 20 | 5\nCĐCS Mây | 15 | 5\n",
            ["CĐCS Công ty cổ phần may Gò Sim | 20 | 5", "CĐCS Mây | 15 | 5"],
            id="a name that a line broke",
        ),
        pytest.param(
            "TT\tViệc\tHạn\tNơi làm\n1\tLập danh sách người\nđược quà\t10/01\tBan\n2\tMua quà\t15/01\tBan\n",
            ["1 | Lập danh sách người được quà | 10/01 | Ban", "2 | Mua quà | 15/01 | Ban"],
            id="a cell of two lines",
        ),
        pytest.param(
            "Đơn vị           Quà    Nữ\nCĐCS Công ty     20     5\ngốm Gò Sim\nCĐCS Mây         15     5\n",
            ["CĐCS Công ty gốm Gò Sim | 20 | 5", "CĐCS Mây | 15 | 5"],
            id="a name that goes on below its figures",
        ),
        pytest.param(
            "Đơn vị | Quà | Nữ\nCĐCS Gốm | 20 | 5\nCĐCS Mây | 15 | 6\nCộng | 35 | 11\nQuà trao tại xưởng.\n",
            ["CĐCS Gốm | 20 | 5", "CĐCS Mây | 15 | 6", "Cộng | 35 | 11"],
            id="a sentence right below ends it",
        ),
    ],
)
def test_lines_of_cells_are_rows(body: str, expected: list[str]) -> None:
    assert rows(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("1.\tKết nạp 5 đoàn viên.\n2.\tThăm 3 gia đình.\n", id="a list"),
        pytest.param("Thời gian:\t8 giờ ngày 5/3/2026\nĐịa điểm:\tHội trường số 2\n", id="labels"),
        pytest.param("\tKết nạp 5 đoàn viên.\n\tThăm 3 gia đình.\n", id="lines moved in"),
        pytest.param("Giao ban |  họp mặt vào sáng thứ Hai.\nMỗi tháng một lần.\n", id="one bar"),
        pytest.param("Kết nạp  5 đoàn viên  mới.\nThăm  3 gia đình.\n", id="blanks typed twice"),
        pytest.param("Nơi nhận:\tTM. BAN CHẤP HÀNH\n- Như trên;\tCHỦ TỊCH\n", id="a foot"),
    ],
)
def test_what_is_no_table_stays_text(body: str) -> None:
    assert rows(body) == []


def test_names_of_groups_stand_above_their_rows() -> None:
    found = passages("Đơn vị | Quà | Nữ\nKhối trường học\nCĐCS Mầm non | 20 | 5\nKhối xưởng\nCĐCS Gốm | 15 | 5\n")
    assert [(each.text, each.heading.rpartition(" › ")[2]) for each in found if each.cells] == [
        ("CĐCS Mầm non | 20 | 5", "Khối trường học"),
        ("CĐCS Gốm | 15 | 5", "Khối xưởng"),
    ]


def test_a_row_that_fits_under_no_head_is_quoted_and_sets_nothing() -> None:
    body = "Đơn vị | Kết nạp (người) | Quà (suất)\nCĐCS Gốm | 20 | 5\nCĐCS Mây | 15\nCĐCS Đá | 9 | 2\n"
    assert "CĐCS Mây | 15" in [each.text for each in passages(body)]
    assert sets(body) == [
        "20 người | CĐCS Gốm | Kết nạp",
        "5 suất | CĐCS Gốm | Quà",
        "9 người | CĐCS Đá | Kết nạp",
        "2 suất | CĐCS Đá | Quà",
    ]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("CĐCS Gốm | 20 đoàn viên | kết nạp 30%\n", id="a lone row"),
        pytest.param("Đơn vị | (suất)\nCĐCS Gốm | 5\nCĐCS Mây | 6\n", id="a head that is only a measure"),
    ],
)
def test_what_nothing_names_sets_nothing(body: str) -> None:
    assert sets(body) == []


def test_equal_figures_side_by_side_are_both_quoted() -> None:
    assert rows("| Đơn vị | Quà | Nữ |\n| CĐCS Gốm | 20 | 20 |\n") == ["CĐCS Gốm | 20 | 20"]


# What the rows set


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "TT\tĐối tượng\tMức chi\tSố suất\n1\tĐoàn viên ốm nặng\t2.000.000 đồng/người\t35\n"
            "2\tVé về quê\ttừ 300.000 đến 900.000 đồng/người\t130\n\tCộng\t\t165\n",
            [
                "2.000.000 đồng/người | Đoàn viên ốm nặng – mức chi",
                "35 suất | Đoàn viên ốm nặng – số suất",
                "range300.000..900.000 đồng/người | Vé về quê – mức chi",
                "130 suất | Vé về quê – số suất",
                "165 suất | Số suất",
            ],
            id="what is given to whom",
        ),
        pytest.param(
            "Nguồn thu | Cơ sở giữ lại | Nộp cấp trên\nĐoàn phí | 60% | 40%\nThu khác | 100% | 0%\n",
            [
                "60 % | Đoàn phí – cơ sở giữ lại",
                "40 % | Đoàn phí – nộp cấp trên",
                "100 % | Thu khác – cơ sở giữ lại",
                "0 % | Thu khác – nộp cấp trên",
            ],
            id="how a source is shared out",
        ),
        pytest.param(
            "Nội dung chi | Mức (nghìn đồng)\nThăm ốm | 300\nViếng | 1.000\n",
            ["300 nghìn đồng | Thăm ốm", "1.000 nghìn đồng | Viếng"],
            id="a unit in the head",
        ),
        pytest.param(
            "Đối tượng | Mức hỗ trợ, đồng/người | Số lượng dự kiến\nThợ lò | 500.000 | 12\nThợ nề | 400.000 | 7\n",
            [
                "500.000 đồng/người | Thợ lò – mức hỗ trợ, đồng/người",
                "400.000 đồng/người | Thợ nề – mức hỗ trợ, đồng/người",
            ],
            id="a unit behind a comma, and a count of nobody knows what",
        ),
        pytest.param(
            "Đơn vị | Số đoàn viên | Kết nạp mới (người) | Giới thiệu ưu tú (người)\nCĐCS Gốm | 120 | 10 | 2\n"
            "CĐCS Mây | 80 | 6 | 1\nCộng | 200 | 16 | 3\n",
            [
                "10 người | CĐCS Gốm | Kết nạp mới",
                "2 người | CĐCS Gốm | Giới thiệu ưu tú",
                "6 người | CĐCS Mây | Kết nạp mới",
                "1 người | CĐCS Mây | Giới thiệu ưu tú",
                "16 người | Kết nạp mới",
                "3 người | Giới thiệu ưu tú",
            ],
            id="how many a unit has is no target, nor are stars a comparator",
        ),
        pytest.param(
            "Đơn vị | Giao chỉ tiêu | | Ghi chú\n | Kết nạp (người) | Quà (suất) |\nCĐCS Gốm | 10 | 20 | mới\n"
            "CĐCS Mây | 8 | 12 |\n",
            [
                "10 người | CĐCS Gốm | Giao chỉ tiêu Kết nạp",
                "20 suất | CĐCS Gốm | Giao chỉ tiêu Quà",
                "8 người | CĐCS Mây | Giao chỉ tiêu Kết nạp",
                "12 suất | CĐCS Mây | Giao chỉ tiêu Quà",
            ],
            id="a head over two columns",
        ),
        pytest.param(
            "Chỉ tiêu | ĐVT | Kế hoạch | Thực hiện | Tỷ lệ\nKết nạp mới | người | 40 | 44 | 110%\n"
            "Tặng quà | suất | 90 | 90 | 100%\n",
            ["40 người | Kết nạp mới", "90 suất | Tặng quà"],
            id="what was reached, and its share, is no target",
        ),
        pytest.param(
            "Nội dung | Quý I | Quý II | Cả năm\nKiểm tra tài chính (cuộc) | 2 | 3 | 5\nGiám sát (cuộc) | 1 | 1 | 2\n",
            [
                "2 cuộc | Kiểm tra tài chính | quý I/2026",
                "3 cuộc | Kiểm tra tài chính | quý II/2026",
                "5 cuộc | Kiểm tra tài chính",
                "1 cuộc | Giám sát | quý I/2026",
                "1 cuộc | Giám sát | quý II/2026",
                "2 cuộc | Giám sát",
            ],
            id="a column for each quarter",
        ),
        pytest.param(
            "Chỉ tiêu | Tỷ lệ %\nĐoàn viên học tập nghị quyết | 95\nCĐCS công khai tài chính | 100\n",
            ["95 % | Đoàn viên học tập nghị quyết", "100 % | CĐCS công khai tài chính"],
            id="a column of shares",
        ),
    ],
)
def test_each_cell_has_its_measure_and_its_owner(body: str, expected: list[str]) -> None:
    assert sets(body) == expected


def test_a_column_for_each_year_says_when() -> None:
    body = "Chỉ tiêu | 2026 | 2027 | 2028\nVụ ngừng việc (không quá) | 4 | 3 | 3\nPhòng nghỉ được sửa | 2 | 5 | 5\n"
    assert sets(body, TERM) == [
        "<=4 vụ | Vụ ngừng việc (không quá) | năm 2026",
        "<=3 vụ | Vụ ngừng việc (không quá) | năm 2027",
        "<=3 vụ | Vụ ngừng việc (không quá) | năm 2028",
        "2 phòng | Phòng nghỉ được sửa | năm 2026",
        "5 phòng | Phòng nghỉ được sửa | năm 2027",
        "5 phòng | Phòng nghỉ được sửa | năm 2028",
    ]


def test_each_row_of_a_timetable_has_its_own_day() -> None:
    body = "TT\tViệc\tThời gian\tNơi làm\n1\tLập danh sách\tTrước 05/12/2026\tVăn phòng\n2\tTrao quà\t20/01/2027\tBan\n"
    found = [(each.text, stone.due) for each in passages(body) for stone in each.milestones]
    assert found == [
        ("1 | Lập danh sách | Trước 05/12/2026 | Văn phòng", "05/12/2026"),
        ("2 | Trao quà | 20/01/2027 | Ban", "20/01/2027"),
    ]


def test_many_tables_below_each_other_are_all_read() -> None:
    table = "STT\tĐơn vị\tKết nạp\n1\tCĐCS Gốm Đỏ\t20\n2\tCĐCS Mây Tre\t15\nHết phần này.\n"
    found = ruled([Line(text) for text in (table * 400).splitlines()])
    assert sum(is_row(line.text) for line in found) == 1200


def test_a_row_of_a_year_is_due_in_it() -> None:
    table = (
        "Năm | Kết nạp mới (đoàn viên) | Thành lập CĐCS\n2026 | 620 | 3\nNăm 2027 | 680 | 4\nĐến năm 2028 | 700 | 5\n"
    )
    found = [target for passage in passages(table, TERM) for target in passage.targets]
    assert [(str(each.value), each.due) for each in found] == [
        *(("620", "năm 2026"), ("3", "năm 2026"), ("680", "năm 2027"), ("4", "năm 2027")),
        *(("700", "năm 2028"), ("5", "năm 2028")),
    ]


def test_a_row_of_a_quarter_is_due_in_it() -> None:
    found = [
        target.due
        for passage in passages("Quý | Kết nạp mới (đoàn viên)\nQuý I | 20\nQuý II | 35\n")
        for target in passage.targets
    ]
    assert found == ["quý I/2026", "quý II/2026"]


def test_a_year_with_a_figure_of_its_own_is_not_answered_by_the_whole_term() -> None:
    body = (
        "1. Chỉ tiêu\n\n- Thành lập mới 12 CĐCS trong cả giai đoạn 2026 - 2028.\n\n2. Lộ trình\n\n"
        "Năm | Thành lập mới CĐCS\n2026 | 3\n2027 | 4\n2028 | 5\n"
    )
    paper = extract(read_document(TERM + body, DocumentKey("thu")))
    library, asker = build_library([paper]), Asker(own=(UnitCode(paper.header.issuer_code),))
    of_year, of_term = (
        [value.value for found in told.found for value in found.values]
        for text in ("năm 2027 thành lập mới mấy CĐCS", "cả giai đoạn thành lập mới mấy CĐCS")
        if isinstance(told := answer(Question(text), library, asker, date(2027, 3, 1)), Answer)
    )
    assert of_year == [4]
    assert 12 in of_term
