"""What a sentence sets: figures that bind, what they measure and for whom; duties; milestones; and what is none."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.document import Document, DocumentKey, DutyClause, Milestone, Passage, PassageKind, Target, read_document
from knowledge.duties import find_duties, find_milestones
from knowledge.extract import extract, find_targets
from knowledge.figures import figures
from knowledge.numbers import written
from knowledge.targets import Paper, targets_of

DOCUMENTS = Path(__file__).parents[1] / "corpus" / "documents"


def passage(text: str, kind: PassageKind = PassageKind.TARGET, heading: str = "II. Chỉ tiêu") -> Passage:
    return Passage("mục II", heading, kind, text)


def short(target: Target) -> str:
    """'>= 96 %', 'range 13..15 CĐCS': all of a figure that must not be lost."""
    value = f"{written(target.value)}..{written(target.value_max)}" if target.value_max else written(target.value)
    return f"{target.comparator} {value} {target.measure}"


def set_by(text: str, kind: PassageKind = PassageKind.TARGET, heading: str = "II. Chỉ tiêu") -> list[str]:
    return [short(target) for target in find_targets(passage(text, kind, heading))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # How a figure binds
        pytest.param("90% CĐCS có nhóm Zalo.", ["= 90 %"], id="a bare figure"),
        pytest.param("Có từ 90% trở lên CĐCS có nhóm Zalo.", [">= 90 %"], id="từ … trở lên"),
        pytest.param("90% trở lên CĐCS có nhóm Zalo.", [">= 90 %"], id="trở lên behind the sign"),
        pytest.param("Kết nạp 40 đoàn viên trở lên.", [">= 40 đoàn viên"], id="trở lên behind the noun"),
        pytest.param("Ít nhất từ 55% CĐCS có tủ sách.", [">= 55 %"], id="ít nhất từ"),
        pytest.param("Tối thiểu là 12 buổi đối thoại.", [">= 12 buổi"], id="tối thiểu"),
        pytest.param("95% đoàn viên trở lên được nghe phổ biến.", [">= 95 %"], id="trở lên behind whom it is of"),
        pytest.param("80% CĐCS đạt loại khá trở lên.", ["= 80 %"], id="a grade or better, behind whom it is of"),
        pytest.param("Kinh phí từ 1,3 tỷ đồng đến 1,5 tỷ đồng.", ["range 1,3..1,5 tỷ đồng"], id="a measure said twice"),
        pytest.param("Mức 60 triệu đồng/căn.", ["= 60 triệu đồng/căn"], id="mức is not mục"),
        pytest.param("Hỗ trợ 150.000 đồng/vé.", ["= 150.000 đồng/vé"], id="money for anything"),
        pytest.param(
            "Thăm 12 gia đình, 2 triệu đồng/trường hợp.",
            ["= 12 gia đình", "= 2 triệu đồng/trường hợp"],
            id="a rate belongs to its own figure",
        ),
        pytest.param("Không dưới 70% nữ đoàn viên được khám sức khỏe.", [">= 70 %"], id="không dưới is at least"),
        pytest.param("Trên 85% đơn vị mở hội nghị.", ["> 85 %"], id="trên"),
        pytest.param("Hơn 200 đoàn viên dự lớp.", ["> 200 đoàn viên"], id="hơn"),
        pytest.param("Khoảng 2.500 đoàn viên.", ["~ 2.500 đoàn viên"], id="khoảng"),
        pytest.param("Không quá 4% đoàn viên chậm đóng đoàn phí.", ["<= 4 %"], id="không quá"),
        pytest.param("Tối đa 02 vụ đình công trái luật.", ["<= 2 vụ"], id="tối đa"),
        pytest.param("Dưới 3% đơn vị nộp muộn.", ["< 3 %"], id="dưới"),
        pytest.param("Kết nạp từ 80 đến 100 đoàn viên.", ["range 80..100 đoàn viên"], id="từ … đến"),
        pytest.param("Kết nạp ít nhất 13 - 15 đoàn viên.", ["range 13..15 đoàn viên"], id="a dash between"),
        pytest.param("85%-90% đoàn viên tham gia.", ["range 85..90 %"], id="both ends with their sign"),
        pytest.param(
            "90% CĐCS xếp loại hoàn thành tốt nhiệm vụ trở lên.",
            ["= 90 %"],
            id="a grade or better is no figure or more",
        ),
        pytest.param("Chọn tối thiểu 02 đoàn viên ưu tú trở lên.", [">= 2 đoàn viên ưu tú"], id="said twice"),
        # What it measures
        pytest.param("Vận động 6,4 tỷ đồng.", ["= 6,4 tỷ đồng"], id="milliards stay milliards"),
        pytest.param("Chi 2,5 tỷ đồng/năm.", ["= 2,5 tỷ đồng/năm"], id="money per year"),
        pytest.param(
            "Phát triển 12 nghìn đoàn viên.", ["= 12.000 đoàn viên"], id="thousands of people are counted out"
        ),
        pytest.param("Ủng hộ ít nhất 50.000 đồng.", [">= 50.000 đồng"], id="plain đồng"),
        pytest.param("Thành lập mới 03 công đoàn cơ sở.", ["= 3 CĐCS"], id="a grassroots union by its long name"),
        pytest.param("Kiểm tra cùng cấp 02 cuộc/năm.", ["= 2 cuộc/năm"], id="so many a year"),
        pytest.param("Mỗi CĐCS tổ chức ít nhất 02 buổi.", [">= 2 buổi/CĐCS"], id="each union"),
        pytest.param(
            "Trung bình mỗi công đoàn cơ sở giới thiệu một đoàn viên ưu tú.",
            ["= 1 đoàn viên ưu tú/CĐCS"],
            id="one, in a word",
        ),
        pytest.param("Số CĐCS thành lập mới: 12.", ["= 12 CĐCS"], id="a label before the figure"),
        pytest.param("Kiểm tra tài chính cùng cấp: 23 đơn vị.", ["= 23 đơn vị"], id="the noun behind a colon"),
        pytest.param("Quỹ đạt 6,4 tỷ.", ["= 6,4 tỷ đồng"], id="a scale that can only be money"),
        pytest.param("Phát hành 2.000 tờ gấp.", ["= 2.000 tờ gấp"], id="a noun that no list knows"),
        pytest.param("Tổng số đoàn viên đạt 1200 người.", ["= 1.200 người"], id="a thousand without its point"),
        # Several in one sentence
        pytest.param(
            "Kết nạp 30 đoàn viên; thành lập mới 01 CĐCS ở nơi có từ 20 lao động trở lên.",
            ["= 30 đoàn viên", "= 1 CĐCS"],
            id="two targets and a size",
        ),
        pytest.param(
            "90% trường học, 85% trạm y tế và 80% hợp tác xã có tủ sách.",
            ["= 90 %", "= 85 %", "= 80 %"],
            id="three at once",
        ),
        pytest.param(
            "80% thỏa ước xếp loại B trở lên, trong đó ít nhất 25% loại A.",
            ["= 80 %", ">= 25 %"],
            id="a part of the first",
        ),
        pytest.param(
            "Kết nạp 120 đoàn viên (nữ 60, công nhân 40).",
            ["= 120 đoàn viên", "= 60 đoàn viên", "= 40 đoàn viên"],
            id="parts are counted as the whole",
        ),
        pytest.param(
            "Kết nạp đoàn viên: năm 2026: 400; năm 2027: 450.",
            ["= 400 đoàn viên", "= 450 đoàn viên"],
            id="year by year",
        ),
        pytest.param(
            "12/12 CĐCS (100%) công khai tài chính.", ["= 12 CĐCS", "= 100 %"], id="a share and its percentage"
        ),
        pytest.param("Số nghiệp đoàn tăng gấp đôi.", ["= 2 lần"], id="twice"),
        pytest.param("Thu kinh phí đạt và vượt 96% dự toán.", [">= 96 %"], id="reached and passed"),
        pytest.param("Giúp đỡ hai mươi lăm học sinh.", ["= 25 học sinh"], id="a number in words"),
        pytest.param("Xây dựng quỹ đạt 2 tỷ 500 triệu đồng.", ["= 2.500.000.000 đồng"], id="one sum in two words"),
        pytest.param("Tập huấn cho 320 cán bộ.", ["= 320 cán bộ"], id="officers are no houses"),
    ],
)
def test_figures_bind_as_the_sentence_says(text: str, expected: list[str]) -> None:
    assert set_by(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Thực hiện Nghị quyết số 12-NQ/TU ngày 05/6/2021 và Kế hoạch 25 của tỉnh.", id="documents and days"
        ),
        pytest.param("Quán triệt Luật số 50/2024/QH15, Thông tư 12/2020/TT-BXD.", id="laws"),
        pytest.param("Kỷ niệm 97 năm Ngày thành lập (28/7/1929 - 28/7/2026).", id="an anniversary"),
        pytest.param("Triển khai giai đoạn 2021 - 2025, định hướng đến năm 2030.", id="years"),
        pytest.param(
            "Vận động doanh nghiệp có từ 20 đoàn viên trở lên thành lập tổ tự quản.", id="which enterprises are meant"
        ),
        pytest.param("Các xưởng sử dụng từ 15 lao động trở lên lập tổ hoà giải.", id="which workshops are meant"),
        pytest.param("Thu kinh phí công đoàn 2% và đoàn phí 1%.", id="rates of the law"),
        pytest.param("Thực hiện 03 khâu đột phá, 08 nhiệm vụ và 12 chỉ tiêu.", id="how many parts the paper has"),
        pytest.param("Trong đó, chỉ tiêu số 1, 2 và 10 cao hơn mức được giao.", id="targets by their number"),
        pytest.param("Hưởng ứng chương trình “01 triệu sáng kiến”.", id="a figure inside a name"),
        pytest.param("Sơ kết 6 tháng đầu năm, tổng kết tháng 12.", id="lengths of time and months"),
        pytest.param("Con đoàn viên từ 6 đến 15 tuổi học bơi.", id="an age"),
        pytest.param("Toàn phường kết nạp 318 đoàn viên, bằng 53% kế hoạch năm.", id="how far it has come"),
        pytest.param("Trao quà tại nhà số 31 đường Hoa Sen dịp 27/7.", id="an address and a feast"),
        pytest.param("Đại hội lần thứ 13, khóa 11.", id="ordinals"),
        pytest.param("Kết nạp 20 - 10 đoàn viên.", id="a range that runs backwards"),
        pytest.param("Phấn đấu đứng thứ nhất, đạt 10.", id="a number of nothing"),
    ],
)
def test_what_only_looks_like_a_figure_is_none(text: str) -> None:
    assert set_by(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        pytest.param(
            "Phấn đấu 100% CĐCS có nhóm Zalo.", PassageKind.TASK, ["= 100 %"], id="a task that wants a figure"
        ),
        pytest.param("Mở ít nhất 02 lớp cho nữ đoàn viên.", PassageKind.TASK, [">= 2 lớp"], id="a task that binds one"),
        pytest.param("Lập danh sách 46 cửa hàng chưa có công đoàn.", PassageKind.TASK, [], id="a task that tells one"),
        pytest.param("Năm trước đã kết nạp 40 đoàn viên.", PassageKind.TARGET, [], id="what was done"),
        pytest.param(
            "Năm qua đã kết nạp 30 đoàn viên; năm nay phấn đấu kết nạp 60 đoàn viên.",
            PassageKind.TASK,
            ["= 60 đoàn viên"],
            id="what was done, and what is wanted",
        ),
        pytest.param("LĐLĐ tỉnh giao xã kết nạp 150 đoàn viên.", PassageKind.TARGET, [], id="another body's target"),
        pytest.param("Trả ít nhất 150% tiền lương khi làm thêm giờ.", PassageKind.TASK, [], id="a rate of pay"),
        pytest.param("Thăm đoàn viên ốm từ 7 ngày trở lên.", PassageKind.TASK, [], id="a length of time as a size"),
        pytest.param(
            "Tổ nộp đúng hạn từ 95% số kỳ trở lên được xét khen.", PassageKind.TASK, [], id="a criterion of praise"
        ),
        pytest.param("Phấn đấu 90% CĐCS.", PassageKind.BASIS, [], id="the opening"),
        pytest.param("Chủ đề: 100% vì đoàn viên.", PassageKind.THEME, [], id="the theme"),
    ],
)
def test_outside_the_list_of_targets_a_figure_must_be_wanted(text: str, kind: PassageKind, expected: list[str]) -> None:
    assert set_by(text, kind, "III. Nhiệm vụ") == expected


WARD = Paper("năm 2026", "Công đoàn phường Bến Mơ", "Chương trình")


def told_by_ward(text: str, kind: PassageKind = PassageKind.TARGET) -> list[str]:
    heading = "II. Chỉ tiêu" if kind == PassageKind.TARGET else "III. Nhiệm vụ"
    return [short(target) for target in targets_of(passage(text, kind, heading), WARD)]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        # Another body's
        ("LĐLĐ thành phố đặt mục tiêu thành lập 60 CĐCS; phường phấn đấu thành lập 04 CĐCS.", ["= 4 CĐCS"]),
        ("Tổng Liên đoàn phấn đấu đến năm 2028 cả nước có 15 triệu đoàn viên.", []),
        ("Nghị quyết Đại hội Công đoàn Việt Nam đề ra mục tiêu 12 triệu đoàn viên.", []),
        (
            "Theo chỉ tiêu LĐLĐ thành phố giao là 300 đoàn viên, phường phấn đấu kết nạp 350 đoàn viên.",
            ["= 350 đoàn viên"],
        ),
        ("Kết nạp 350 đoàn viên (LĐLĐ thành phố giao 300 đoàn viên).", ["= 350 đoàn viên"]),
        ("LĐLĐ tỉnh hỗ trợ 50 triệu đồng xây nhà; phường vận động thêm 30 triệu đồng.", ["= 30 triệu đồng"]),
        ("Hội thao ngày 12/9/2026 (Kế hoạch số 11/KH-CĐP ấn định 12 đội), ít nhất 20 đội.", [">= 20 đội"]),
        # What is there, or was
        ("Có 20/25 CĐCS có quy chế dân chủ (năm 2025: 16 CĐCS).", ["= 20 CĐCS"]),
        ("Nâng mức ăn ca lên 28.000 đồng/suất (hiện tại 24.000 đồng/suất).", ["= 28.000 đồng/suất"]),
        ("Có 34 doanh nghiệp nâng bữa ăn ca (hiện nay bình quân 21.000 đồng/suất).", ["= 34 doanh nghiệp"]),
        ("Đến nay có 12 CĐCS ký thoả ước, phấn đấu cuối năm đạt 18 CĐCS.", ["= 18 CĐCS"]),
        ("Mức hỗ trợ trước đây là 300.000 đồng/suất, nay nâng lên 500.000 đồng/suất.", ["= 500.000 đồng/suất"]),
        ("Giảm tỷ lệ chậm đóng từ 7% hiện nay xuống dưới 4%.", ["< 4 %"]),
        ("100% nơi có từ 30 đoàn viên trở lên đã bầu tổ trưởng có quy chế; 80% tổ có sổ.", ["= 100 %", "= 80 %"]),
        ("Dịp này, 16 tập thể và 29 cá nhân được tặng Bằng khen.", []),
        ("Qua khảo sát 300 công nhân, 62% có nhu cầu thuê nhà.", []),
        ("Trên địa bàn xảy ra 03 vụ tai nạn, giảm 25% so với cùng kỳ.", []),
        # What a law, a rule or a game fixes
        ("Làm thêm không quá 25 giờ/tháng (pháp luật cho phép không quá 40 giờ/tháng).", ["<= 25 giờ/tháng"]),
        ("100% CĐCS thu đủ đoàn phí (mức 1% theo Điều lệ).", ["= 100 %"]),
        (
            "Phát 900 tờ gấp về lương tối thiểu (vùng II là 4.500.000 đồng/tháng theo quy định hiện hành).",
            ["= 900 tờ gấp"],
        ),
        ("100% đơn thư được giải quyết đúng thời hạn quy định (30 ngày kể từ ngày thụ lý).", ["= 100 %"]),
        ("Gói mua sắm từ 50 triệu đồng trở lên phải đấu thầu.", []),
        ("Trường có dưới 40 đoàn viên không giao chỉ tiêu giới thiệu.", []),
        ("Lập biên bản với đơn vị nợ từ 200 triệu đồng trở lên.", []),
        ("Hỗ trợ đoàn viên có thu nhập dưới 5 triệu đồng/tháng.", []),
        ("Giải bóng chuyền nam 6 người, mỗi đội không quá 12 vận động viên.", []),
        ("Huy động ít nhất 16 đội với trên 250 vận động viên.", [">= 16 đội", "> 250 vận động viên"]),
        ("Các chỉ tiêu 1, 4 và 8 cao hơn mức được giao.", []),
    ],
)
def test_only_what_the_paper_itself_sets_is_its_target(text: str, own: list[str]) -> None:
    assert told_by_ward(text) == own


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thu kinh phí đạt 98% dự toán tỉnh giao trở lên.", [">= 98 %"]),
        ("Thu hồi từ 95% số tiền kiến nghị truy thu trở lên.", [">= 95 %"]),
        ("Thu kinh phí ít nhất đạt tỷ lệ 98%.", [">= 98 %"]),
        ("Thu nhập bình quân đạt trên 9,2 triệu đồng/người/tháng.", ["> 9,2 triệu đồng/người/tháng"]),
        ("Mỗi quý tổ chức 01 buổi sinh hoạt.", ["= 1 buổi/quý"]),
        ("Trang tin đăng ít nhất 04 tin, bài mỗi tháng.", [">= 4 tin, bài/tháng"]),
        ("Bình quân mỗi năm giới thiệu 70 đoàn viên ưu tú.", ["= 70 đoàn viên ưu tú"]),
        ("Thực hiện 06 cuộc kiểm tra, giám sát/năm.", ["= 6 cuộc kiểm tra/năm"]),
        ("Đến hết năm 2029 có 6/6 khu thành lập câu lạc bộ.", ["= 6 khu"]),
        ("Thay cụm từ “85% CĐCS họp đúng kỳ” bằng cụm từ “92% CĐCS họp đúng kỳ”.", ["= 92 %"]),
    ],
)
def test_a_figure_is_read_to_its_end(text: str, expected: list[str]) -> None:
    assert told_by_ward(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trao tặng 300 suất quà, 50 xe đạp, 20 học bổng.", ["= 300 suất quà", "= 50 xe", "= 20 học bổng"]),
        ("95% đoàn viên, 80% người lao động được phổ biến pháp luật.", ["= 95 %", "= 80 %"]),
        ("Treo 40 băng rôn, in 3.000 tờ rơi.", ["= 40 băng rôn", "= 3.000 tờ rơi"]),
        ("Thăm, tặng quà 35 nhà giáo nghỉ hưu.", ["= 35 nhà giáo"]),
        (
            "Tổng kinh phí: 215 triệu đồng, trong đó nguồn công đoàn 155 triệu đồng.",
            ["= 215 triệu đồng", "= 155 triệu đồng"],
        ),
        ("Phối hợp giải ngân khoảng 5 tỷ đồng cho 250 lượt công nhân.", ["~ 5 tỷ đồng", "= 250 lượt"]),
        ("Phát động tuần lễ áo dài, có 80% nữ đoàn viên hưởng ứng.", ["= 80 %"]),
        ("Giải thưởng: 01 giải nhất trị giá 3 triệu đồng, mỗi giải khuyến khích 1 triệu đồng.", []),
        ("Chi hành chính không quá 10% theo Quy định số 88/QĐ-TLĐ.", []),
        ("Đơn vị đạt từ 80 đến 89 điểm xếp loại tốt.", []),
        ("Rút ngắn thời gian giải quyết từ 15 ngày xuống 10 ngày.", ["= 10 ngày"]),
        ("Tổ chức gian hàng 0 đồng phục vụ 500 lượt công nhân.", ["= 500 lượt"]),
        ("Trả lời kiến nghị trong vòng 15 ngày.", []),
    ],
)
def test_a_task_sets_what_it_does_to_just_so_many(text: str, expected: list[str]) -> None:
    assert told_by_ward(text, PassageKind.TASK) == expected


@pytest.mark.parametrize(
    ("text", "subject", "scope", "due"),
    [
        (
            "Tạo bước đột phá trong vận động, phấn đấu đến hết năm 2028 có 12 nghìn đoàn viên.",
            *("số đoàn viên", "", "đến hết năm 2028"),
        ),
        ("Tập trung nguồn lực, phấn đấu trong năm 2026 xây 02 căn nhà.", "xây căn nhà", "", "trong năm 2026"),
        (
            "90% CĐCS có tủ sách, xong trước ngày 31/3/2026.",
            *("CĐCS có tủ sách", "CĐCS", "trước ngày 31/3/2026"),
        ),
        ("Từ 92% đoàn viên trở lên được tập huấn.", "đoàn viên được tập huấn", "đoàn viên", "năm 2026"),
        ("Nâng tỷ lệ CĐCS có trang tin từ 40% lên 60%.", "nâng tỷ lệ CĐCS có trang tin", "", "năm 2026"),
        (
            "Năm 2027: 65%; năm 2028: 70% doanh nghiệp có tủ sách.",
            "doanh nghiệp có tủ sách",
            "doanh nghiệp",
            "năm 2027",
        ),
        (
            "Tăng 12% đoàn viên so với thực hiện năm 2025.",
            "tăng đoàn viên so với thực hiện năm 2025",
            "đoàn viên",
            "năm 2026",
        ),
        ("Thu kinh phí đạt từ 95% trở lên.", "thu kinh phí", "", "năm 2026"),
        ("Ủng hộ 50 triệu đồng cho Quỹ Mái ấm.", "ủng hộ cho Quỹ Mái ấm", "", "năm 2026"),
        (
            "100% công đoàn xã, phường, đặc khu kiểm tra ít nhất 01 lần/năm.",
            *("công đoàn xã, phường, đặc khu kiểm tra", "công đoàn xã, phường, đặc khu", "năm 2026"),
        ),
    ],
)
def test_what_stands_around_a_goal_is_told_apart(text: str, subject: str, scope: str, due: str) -> None:
    first = targets_of(passage(text), WARD)[0]
    assert (first.subject, first.scope, first.due) == (subject, scope, due)


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("90% trường học có tủ sách.", "trường học"),
        ("90% cơ quan, trường học, doanh nghiệp có tủ sách.", ""),
        ("90% trường học, doanh nghiệp có tủ sách.", ""),
    ],
)
def test_schools_are_a_sector_where_they_alone_are_meant(text: str, sector: str) -> None:
    [target] = targets_of(passage(text), WARD)
    assert target.sector == sector


def test_results_of_the_past_set_nothing() -> None:
    assert set_by("Đạt 95% kế hoạch, kết nạp ít nhất 40 đoàn viên.", PassageKind.OTHER, "A. Kết quả thực hiện") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "90% công đoàn cấp trên, 85% CĐCS nhà nước và 80% CĐCS tư nhân xếp loại tốt.",
            [
                ("công đoàn cấp trên xếp loại tốt", "công đoàn cấp trên"),
                ("CĐCS nhà nước xếp loại tốt", "CĐCS nhà nước"),
                ("CĐCS tư nhân xếp loại tốt", "CĐCS tư nhân"),
            ],
            id="the predicate stands after the last",
        ),
        pytest.param(
            "Tổ chức đối thoại ở 19 hợp tác xã và 95 cửa hàng.",
            [("tổ chức đối thoại ở hợp tác xã", "hợp tác xã"), ("tổ chức đối thoại ở cửa hàng", "cửa hàng")],
            id="the verb stands before the first",
        ),
        pytest.param(
            "60% đơn vị mở hội nghị trước ngày 30/4/2026; 70% vào cuối năm.",
            [("đơn vị mở hội nghị trước ngày 30/4/2026", "đơn vị"), ("đơn vị mở hội nghị vào cuối năm", "đơn vị")],
            id="the second is the first, later",
        ),
        pytest.param(
            "Thỏa ước đạt loại B là 80%, trong đó 25% đạt loại A.",
            [("thỏa ước đạt loại B", "thỏa ước"), ("đạt loại A", "")],
            id="a part of what stands before its figure is left as it is said",
        ),
        pytest.param(
            "Bình quân mỗi CĐCS giới thiệu 01 đoàn viên ưu tú (đối với đơn vị còn nguồn).",
            [("bình quân mỗi CĐCS giới thiệu đoàn viên ưu tú", "bình quân mỗi CĐCS, đối với đơn vị còn nguồn")],
            id="each union, on a condition",
        ),
        pytest.param(
            "Đến năm 2027, toàn xã có khoảng 2.000 đoàn viên.",
            [("số đoàn viên", "toàn xã")],
            id="a stock, and its area",
        ),
        pytest.param(
            "Thực hiện Nghị quyết 11 của Đảng ủy, 85% CĐCS xây dựng tủ sách.",
            [("CĐCS xây dựng tủ sách", "CĐCS")],
            id="what introduces the figure is not counted",
        ),
    ],
)
def test_subject_and_scope_stand_in_the_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(target.subject, target.scope) for target in find_targets(passage(text))] == expected


@pytest.mark.parametrize(
    ("text", "heading", "due"),
    [
        pytest.param("Đến năm 2027 kết nạp 900 đoàn viên.", "Chỉ tiêu", "đến năm 2027", id="in the sentence"),
        pytest.param("Hằng năm 90% CĐCS có tủ sách.", "Chỉ tiêu", "hằng năm", id="every year"),
        pytest.param("90% CĐCS có tủ sách trước ngày 30/9.", "Chỉ tiêu", "trước ngày 30/9", id="behind the figure"),
        pytest.param("90% CĐCS có tủ sách.", "2. Chỉ tiêu › 2.1. Chỉ tiêu hằng năm", "hằng năm", id="in the heading"),
        pytest.param("90% CĐCS có tủ sách.", "Chỉ tiêu", "nhiệm kỳ 2025-2030", id="the term of the paper"),
        pytest.param(
            "Tăng 5% đoàn viên so với năm 2025.", "Chỉ tiêu", "nhiệm kỳ 2025-2030", id="a year to compare with"
        ),
    ],
)
def test_a_due_comes_from_the_nearest_words(text: str, heading: str, due: str) -> None:
    [target] = find_targets(passage(text, heading=heading), "nhiệm kỳ 2025-2030")
    assert target.due == due


DUTY_HEADING = "IV. Tổ chức thực hiện › 2. Các CĐCS trực thuộc"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Báo cáo hằng tháng, 6 tháng và cuối năm về Ban Thường vụ Công đoàn xã (thông qua bộ phận Văn phòng).",
            DutyClause(
                ("tháng", "6 tháng", "năm"), "Các CĐCS trực thuộc", "Ban Thường vụ Công đoàn xã", "bộ phận Văn phòng"
            ),
            id="without a day",
        ),
        pytest.param(
            "Báo cáo hằng tháng và hằng quý về Công đoàn phường (qua Văn phòng) trước ngày 22 hằng tháng.",
            DutyClause(
                ("tháng", "quý"), "Các CĐCS trực thuộc", "Công đoàn phường", "Văn phòng", "trước ngày 22 hằng tháng"
            ),
            id="with a day",
        ),
        pytest.param(
            "Văn phòng, các Ban tham mưu chỉ đạo; định kỳ hằng năm tổng hợp kết quả báo cáo Ban Thường vụ.",
            DutyClause(("năm",), "Văn phòng, các Ban", "Ban Thường vụ"),
            id="the reporter opens the passage",
        ),
        pytest.param(
            "Định kỳ sơ kết và báo cáo kết quả về LĐLĐ tỉnh theo quy định.",
            DutyClause(("định kỳ theo quy định",), "Các CĐCS trực thuộc", "LĐLĐ tỉnh"),
            id="regularly, no more is said",
        ),
        pytest.param(
            "Báo cáo với LĐLĐ tỉnh, Đảng ủy xã định kỳ hằng năm và giai đoạn.",
            DutyClause(("năm", "giai đoạn"), "Các CĐCS trực thuộc", "LĐLĐ tỉnh, Đảng ủy xã"),
            id="to two offices",
        ),
    ],
)
def test_a_duty_says_who_reports_to_whom_and_how_often(text: str, expected: DutyClause) -> None:
    assert find_duties(passage(text, PassageKind.ORGANISATION, DUTY_HEADING)) == (expected,)


def test_the_reporter_is_the_unit_of_the_heading_with_all_its_letters() -> None:
    heading = "IV. Tổ chức thực hiện › 1. Văn phòng Công đoàn xã"
    [duty] = find_duties(passage("Báo cáo hằng quý cho Ban Thường vụ.", PassageKind.ORGANISATION, heading))
    assert duty.reporter == "Văn phòng Công đoàn xã"


@pytest.mark.parametrize(
    "text",
    [
        "Kịp thời báo cáo Ban Thường vụ về những vướng mắc.",
        "Triển khai hằng tháng các buổi sinh hoạt.",
        "Xem báo cáo năm trước để rút kinh nghiệm.",
    ],
    ids=["trouble at once", "nothing is reported", "a report to nobody"],
)
def test_what_is_not_a_regular_report_is_no_duty(text: str) -> None:
    assert find_duties(passage(text, PassageKind.ORGANISATION, DUTY_HEADING)) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Các tổ quán triệt nghị quyết. Thời gian hoàn thành trong tháng 12/2025.",
            [Milestone("Các tổ quán triệt nghị quyết", "12/2025")],
            id="the day in a sentence of its own",
        ),
        pytest.param(
            "Văn phòng lập kế hoạch, hoàn thành trong tháng 11/2025; tuyên truyền toàn xã, xong trước 31/12/2025.",
            [Milestone("Văn phòng lập kế hoạch", "11/2025"), Milestone("tuyên truyền toàn xã", "31/12/2025")],
            id="two in one sentence",
        ),
        pytest.param(
            "Trước ngày 31/3/2026, các CĐCS gửi danh sách vận động.",
            [Milestone("các CĐCS gửi danh sách vận động", "31/3/2026")],
            id="the day first",
        ),
        pytest.param(
            "Hoàn thành bảng theo dõi chung trong quý II/2026.",
            [Milestone("Hoàn thành bảng theo dõi chung", "quý II/2026")],
            id="a quarter",
        ),
        pytest.param("Luật có hiệu lực từ 01/01/2024, ban hành trước 31/12/2023.", [], id="a law is no work of ours"),
        pytest.param("Tổ chức ngày 20/11 gọn nhẹ.", [], id="a feast"),
    ],
)
def test_a_milestone_is_a_thing_and_a_day(text: str, expected: list[Milestone]) -> None:
    assert list(find_milestones(passage(text, PassageKind.TASK, "III. Nhiệm vụ"))) == expected


# Whole papers


def read(name: str) -> Document:
    return extract(read_document((DOCUMENTS / name).read_text("utf-8"), DocumentKey(name)))


def all_set(name: str) -> list[tuple[str, str]]:
    return [(passage.place, short(target)) for passage in read(name).passages for target in passage.targets]


def test_all_targets_of_a_plan() -> None:
    assert all_set("ke-hoach-phuong-hoa-mua.txt") == [
        ("mục I.2.1", ">= 210 đoàn viên"),
        ("mục I.2.1", "range 3..5 CĐCS"),
        ("mục I.2.2", "<= 4 %"),
        ("mục I.2.2", "> 92 %"),
        ("mục I.2.3", ">= 85 triệu đồng"),
        ("mục I.2.3", "= 4 căn nhà"),
        ("mục I.2.4", "range 60..65 %"),
        ("mục I.2.4", ">= 70 %"),
        ("mục I.2.5", ">= 2 sáng kiến/CĐCS"),
        ("mục I.2.5", ">= 1 đoàn viên ưu tú/CĐCS"),
        ("mục II.2", "= 100 %"),
    ]


def test_all_targets_of_a_resolution() -> None:
    assert all_set("nghi-quyet-nganh-det-luc-son.txt") == [
        ("Điều 1, khoản 1", "= 32.500 người"),
        ("Điều 1, khoản 1", "= 6.000 đoàn viên"),
        ("Điều 1, khoản 2", "= 45 bản TƯLĐTT"),
        ("Điều 1, khoản 2", "= 80 %"),
        ("Điều 1, khoản 2", ">= 25 %"),
        ("Điều 1, khoản 3", "= 90 %"),
        ("Điều 1, khoản 3", ">= 3.000 lượt"),
        ("Điều 1, khoản 4", "= 12,5 tỷ đồng"),
        ("Điều 1, khoản 4", "= 2,5 tỷ đồng/năm"),
        ("Điều 2, khoản 1", "<= 20 doanh nghiệp/tổ"),
    ]


def test_all_targets_of_a_school() -> None:
    assert all_set("chuong-trinh-truong-doi-sim.txt") == [
        ("phần B, mục I, gạch đầu dòng 1", "= 100 %"),
        ("phần B, mục I, gạch đầu dòng 2", "> 50 %"),
        ("phần B, mục I, gạch đầu dòng 3", "~ 20 lượt"),
        ("phần B, mục I, gạch đầu dòng 4", "< 3 ngày/người"),
        ("phần B, mục I, gạch đầu dòng 5", "= 2 đoàn viên ưu tú"),
        ("phần B, mục II, ý 2", "<= 500.000 đồng/tổ"),
    ]


def test_duties_and_milestones_of_whole_papers() -> None:
    plan, resolution = read("ke-hoach-phuong-hoa-mua.txt"), read("nghi-quyet-nganh-det-luc-son.txt")
    assert [mark for passage in plan.passages for mark in passage.milestones] == [
        Milestone("hoàn thành bảng theo dõi chung", "3/2026"),
        Milestone("Gửi kế hoạch của đơn vị về Văn phòng", "28/02/2026"),
    ]
    assert [mark.due for passage in resolution.passages for mark in passage.milestones] == [
        "quý II/2026",
        "12/2027",
        "30/11/2030",
    ]
    [duty] = [duty for passage in resolution.passages for duty in passage.duties]
    assert duty == DutyClause(
        ("6 tháng", "năm"), "Công đoàn cơ sở doanh nghiệp", "Công đoàn ngành", due="trước ngày 15/6 và 15/12"
    )


def test_a_passage_that_proves_to_be_a_duty_or_a_target_says_so() -> None:
    kinds = {passage.place: passage.kind for passage in read("nghi-quyet-nganh-det-luc-son.txt").passages}
    assert kinds["Điều 1, khoản 1"] == PassageKind.TARGET
    assert kinds["Điều 3, khoản 1"] == PassageKind.MILESTONE
    assert kinds["Điều 3, khoản 2"] == PassageKind.DUTY


WORDS = (
    *(
        "90%",
        "30.000",
        "01",
        "6,4 tỷ đồng",
        "13 - 15",
        "ít nhất",
        "trở lên",
        "đoàn viên",
        "CĐCS",
        "và",
        ";",
        ",",
        "trong đó",
    ),
    *("có từ 20 lao động trở lên", "năm 2026", "02-NQ/TW", "12/5/2026", "mỗi CĐCS", "được", "báo cáo về LĐLĐ tỉnh"),
    *("hằng tháng", "hoàn thành trong tháng 3/2026", "(", ")", "“", "”", "phấn đấu", "khoảng", "từ", "đến", ".", "một"),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=12), max_size=30))
def test_no_figure_is_set_that_the_passage_does_not_hold(pieces: list[str]) -> None:
    text = " ".join(" ".join(pieces).split())
    [found] = extract(
        Document(DocumentKey("thu"), read_document("", DocumentKey("k")).header, (passage(text),))
    ).passages
    digits = {re.sub(r"^0+(?=\d)", "", number) for number in re.findall(r"\d+(?:[.,]\d+)*", text)}
    held = {number.replace(".", "").replace(",", ".") for number in digits} | digits
    for target in found.targets:
        for value in filter(None, (target.value, target.value_max)):
            spoken = target.value <= 10 and re.search(r"một|hai|ba", text)
            assert f"{value.normalize():f}" in held or written(value) in digits or spoken, (text, target)
    assert all(duty.recipient in text for duty in found.duties)
    assert all(mark.due in text for mark in found.milestones)


@pytest.mark.parametrize(
    ("clause", "value"),
    [
        ("Huy động đóng góp từ hai tỷ một trăm triệu đồng trở lên.", "2100000000"),
        ("Vận động quỹ một tỷ hai trăm năm mươi triệu đồng.", "1250000000"),
        ("Mỗi suất quà năm trăm nghìn đồng.", "500000"),
    ],
)
def test_a_sum_in_words_is_one_figure(clause: str, value: str) -> None:
    assert [(figure.value, figure.measure) for figure in figures(clause)] == [(Decimal(value), "đồng")]
