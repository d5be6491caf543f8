"""What is to be finished or held by when: the thing is told, and the day is not a figure's, nor a paper's."""

import pytest

from knowledge.document import DocumentKey, Milestone, Passage, PassageKind, read_document
from knowledge.duties import find_milestones
from knowledge.extract import extract


def found(text: str, heading: str = "III. Nhiệm vụ › 2. Hội thao công nhân") -> list[Milestone]:
    return list(find_milestones(Passage("mục III.2", heading, PassageKind.TASK, text)))


def found_in(text: str) -> list[Milestone]:
    head = "KẾ HOẠCH\nCông tác năm 2026\n\nCông đoàn xã xây dựng kế hoạch như sau:\n\nI. CHỈ TIÊU\n\n"
    paper = extract(read_document(head + text, DocumentKey("thu")))
    return [mark for passage in paper.passages for mark in passage.milestones]


@pytest.mark.parametrize(
    ("text", "thing", "due"),
    [
        pytest.param("Hội thi tổ chức vào ngày 12/9/2026 tại nhà thi đấu.", "Hội thi tổ chức", "12/9/2026", id="held"),
        pytest.param(
            "Tổ chức ngày 10/5/2026 (Chủ nhật) tại sân.", "Hội thao công nhân", "10/5/2026", id="under its name"
        ),
        pytest.param(
            "Ban Thường vụ tổ chức lễ phát động ngày 28/4/2026.",
            "Ban Thường vụ tổ chức lễ phát động",
            "28/4/2026",
            id="a launch",
        ),
        pytest.param("Lễ phát động: ngày 28/4/2026.", "Lễ phát động", "28/4/2026", id="a label"),
        pytest.param(
            "Khai mạc hội diễn lúc 8 giờ, ngày 15/10/2026.", "Khai mạc hội diễn", "15/10/2026", id="with its hour"
        ),
        pytest.param("Thời gian: ngày 20/8/2026.", "Hội thao công nhân", "20/8/2026", id="a time of the work above"),
        pytest.param("Tháng 12/2027 sơ kết giai đoạn 1.", "sơ kết giai đoạn 1", "12/2027", id="the time first"),
        pytest.param(
            "Quý II/2026 Ban Nữ công mở chuyên đề sức khoẻ.",
            "Ban Nữ công mở chuyên đề sức khoẻ",
            "quý II/2026",
            id="who does it",
        ),
        pytest.param("Tổ chức sơ kết 6 tháng vào tháng 7/2026.", "Tổ chức sơ kết 6 tháng", "7/2026", id="in a month"),
        pytest.param(
            "Rà soát quy chế chi tiêu trong tháng 6/2026.", "Rà soát quy chế chi tiêu", "6/2026", id="by a month"
        ),
        pytest.param(
            "Văn phòng lập danh mục; ban hành trong quý II/2026.",
            "Văn phòng lập danh mục",
            "quý II/2026",
            id="a verb alone",
        ),
        pytest.param(
            "Ban hành quyết định giao việc trước ngày 31/01/2026.",
            "Ban hành quyết định giao việc",
            "31/01/2026",
            id="a paper to be issued",
        ),
    ],
)
def test_what_is_held_or_done_by_a_time(text: str, thing: str, due: str) -> None:
    assert found(text) == [Milestone(thing, due)]


@pytest.mark.parametrize(
    "text",
    [
        "Đến hết năm 2029 có 6/6 khu công nghiệp ra mắt câu lạc bộ.",
        "Tổ chức các hoạt động kỷ niệm Ngày thành lập ngày 28/7/2026.",
        "Tổ chức thực hiện Kế hoạch số 11/KH-CĐX ngày 02/3/2026 của xã.",
        "Tổ chức học tập Nghị quyết ngày 02/3/2026 của Ban Chấp hành.",
        "Xã đã tổ chức hội nghị trong quý I/2026.",
        "Trên địa bàn xảy ra 03 vụ tai nạn trong quý I/2026.",
        "Thay cụm từ “xong trước ngày 15/7/2026” bằng cụm từ “xong trước ngày 15/8/2026”.",
        "Nghị định được ban hành trước ngày 15/8/2026.",
        "Kế hoạch này có hiệu lực trước ngày 15/8/2026.",
        "Các CĐCS gửi báo cáo trước ngày 15/8/2026.",
    ],
)
def test_no_work_is_done_by_this_day(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- 100% CĐCS tổ chức hội nghị người lao động xong trước ngày 31/10/2026.\n", [], id="of a share"),
        pytest.param("- Hoàn thành khảo sát 90% doanh nghiệp trước ngày 30/6/2026.\n", [], id="finished"),
        pytest.param("- Kết nạp 30 đoàn viên trong quý II/2026.\n", [], id="in a quarter"),
        pytest.param(
            "- Kết nạp 30 đoàn viên.\n\n- Hoàn thành quy chế trước ngày 30/6/2026.\n",
            [Milestone("Hoàn thành quy chế", "30/6/2026")],
            id="the next line's",
        ),
    ],
)
def test_the_day_of_a_figure_is_no_milestone(text: str, expected: list[Milestone]) -> None:
    assert found_in(text) == expected


def test_a_list_that_is_sent_to_be_gathered_has_its_day() -> None:
    text = "Các CĐCS gửi danh sách về phường trước ngày 27/3/2026 để tổng hợp báo cáo LĐLĐ tỉnh."
    assert found(text) == [Milestone("Các CĐCS gửi danh sách về phường", "27/3/2026")]


def test_an_event_with_two_days_has_two_milestones_of_one_thing() -> None:
    text = "Tổ chức giải bóng chuyền toàn phường, khai mạc ngày 10/8/2027, bế mạc ngày 15/8/2027."
    assert [mark.due for mark in found(text)] == ["10/8/2027", "15/8/2027"]


def test_a_rule_on_reports_is_work() -> None:
    text = "Văn phòng ban hành quy định về chế độ báo cáo trong tháng 8/2027."
    assert found(text) == [Milestone("Văn phòng ban hành quy định về chế độ báo cáo", "8/2027")]
