"""Figures that a sentence names beside the one it sets: what was, whom a rule is for, and what they share."""

from datetime import date

import pytest

from knowledge.document import Passage, PassageKind
from knowledge.extract import find_targets
from knowledge.numbers import written


def sets(text: str, period: str = "năm 2026", issued: date = date(2026, 8, 20)) -> list[str]:
    """'>=25 % | kiểm tra tài chính': each figure with its sign, and what it is of."""
    passage = Passage("mục I.1", "I. CHỈ TIÊU", PassageKind.TARGET, text)
    return [
        f"{'' if each.comparator == '=' else each.comparator}{written(each.value)}"
        f"{f'..{written(each.value_max)}' if each.value_max is not None else ''} {each.measure} | {each.subject}"
        for each in find_targets(passage, period, "Công đoàn xã Gò Sim", issued=issued)
    ]


def figures(text: str, period: str = "năm 2026", issued: date = date(2026, 8, 20)) -> list[str]:
    return [said.partition(" |")[0] for said in sets(text, period, issued)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vận động quỹ đạt 5,2 tỷ đồng (Tết 2025: 4,6 tỷ đồng).", ["5,2 tỷ đồng"]),
        ("Phấn đấu 900 lượt sử dụng (8 tháng: 410 lượt).", ["900 lượt"]),
        ("Kết nạp 60 đoàn viên (thực hiện năm 2025: 44 đoàn viên).", ["60 đoàn viên"]),
        ("75% doanh nghiệp ký thỏa ước (nhiệm kỳ trước đạt 71%).", ["75 %"]),
        ("Thu đoàn phí đạt 98% (cùng kỳ: 92%).", ["98 %"]),
        ("80% đoàn viên được cấp thẻ (hiện nay: 41%).", ["80 %"]),
        ("Kết nạp 60 đoàn viên (10 tháng: 50 đoàn viên).", ["60 đoàn viên", "50 đoàn viên"]),
        ("Kết nạp 60 đoàn viên (nữ: 25 đoàn viên).", ["60 đoàn viên", "25 đoàn viên"]),
        ("70% đoàn viên được cấp thẻ (năm 2028: 95%).", ["70 %", "95 %"]),
    ],
)
def test_an_aside_of_what_was_sets_nothing(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


def test_a_share_of_a_part_is_of_the_same_thing() -> None:
    text = "Phấn đấu có 85% đoàn viên được cấp thẻ; khối doanh nghiệp 80%, riêng khối trường học và trạm y tế đạt 100%."
    passage = Passage("mục I", "I. VIỆC", PassageKind.TASK, text)
    assert [(each.subject, written(each.value)) for each in find_targets(passage, "năm 2026")] == [
        ("đoàn viên được cấp thẻ", "85"),
        ("đoàn viên được cấp thẻ khối doanh nghiệp", "80"),
        ("đoàn viên được cấp thẻ khối trường học và trạm y tế", "100"),
    ]


def test_without_a_term_the_day_of_a_paper_tells_what_was() -> None:
    text = "Kiểm tra tài chính ít nhất 25% số công đoàn cơ sở (năm 2025 là 18%)."
    assert figures(text, period="") == [">=25 %"]
    assert figures(text, period="", issued=date(2024, 12, 20)) == [">=25 %", "18 %"]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        (
            "III. CHI › 2. Một số mức chi",
            ["viếng: đoàn viên qua đời 2 triệu đồng", "viếng: cha mẹ, vợ chồng 500.000 đồng"],
        ),
        (
            "III. CHI › 3. Định mức hỗ trợ",
            ["viếng: đoàn viên qua đời 2 triệu đồng", "viếng: cha mẹ, vợ chồng 500.000 đồng"],
        ),
        ("III. CHI › 2. Chứng từ", []),
    ],
)
def test_below_levels_of_spending_each_sum_is_set(heading: str, expected: list[str]) -> None:
    passage = Passage(
        "mục III.2", heading, PassageKind.OTHER, "Viếng: đoàn viên qua đời 2 triệu đồng; cha mẹ, vợ chồng 500.000 đồng."
    )
    assert [f"{each.subject} {written(each.value)} {each.measure}" for each in find_targets(passage)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mức quà cho đoàn viên kết hôn 500.000 đồng/người.", ["500.000 đồng/người"]),
        ("Mức quà cho người hôn mê 800.000 đồng/người.", ["800.000 đồng/người"]),
        ("Tiền mặt tồn cuối ngày không vượt 10 triệu đồng/quỹ.", ["<=10 triệu đồng/quỹ"]),
        ("Mở hơn 10 lớp tập huấn.", [">10 lớp"]),
        ("Mo hon 10 lop tap huan.", [">10 lớp"]),
        ("Đặt mục tiêu thỏa ước 12 bản.", ["12 bản"]),
        ("Thăm gần 40 gia đình.", ["~40 gia đình"]),
        ("Xây nhà có biển gắn 40 gia đình.", ["40 gia đình"]),
    ],
)
def test_a_word_that_only_looks_like_a_bound_is_none(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Phụ cấp kế toán (theo số đoàn viên): dưới 90 người: 200.000 đồng/tháng; từ 90 đến dưới 300 người: 350.000"
            " đồng/tháng; từ 300 người trở lên: 400.000 đồng/tháng.",
            [
                "200.000 đồng/tháng | phụ cấp kế toán: dưới 90 người",
                "350.000 đồng/tháng | phụ cấp kế toán: từ 90 đến dưới 300 người",
                "400.000 đồng/tháng | phụ cấp kế toán: từ 300 người trở lên",
            ],
            id="money by the size of a unit",
        ),
        pytest.param(
            "Số ngày nghỉ dưỡng: dưới 10 năm công tác: 3 ngày; từ 10 năm công tác trở lên: 5 ngày.",
            [
                "3 ngày | số ngày nghỉ dưỡng: dưới 10 năm công tác",
                "5 ngày | số ngày nghỉ dưỡng: từ 10 năm công tác trở lên",
            ],
            id="days by years",
        ),
        pytest.param(
            "Chi hành chính: tối đa 12% ở khu vực nhà nước, 9% ở khu vực ngoài nhà nước.",
            ["<=12 % | chi hành chính ở khu vực nhà nước", "<=9 % | chi hành chính ở khu vực ngoài nhà nước"],
            id="one bound for two places",
        ),
        pytest.param(
            "Nguồn cấp xã 65 suất, nguồn tổ dân phố, trường học và cơ sở 135 suất.",
            ["65 suất | nguồn cấp xã suất", "135 suất | nguồn tổ dân phố, trường học và cơ sở suất"],
            id="the same word begins both",
        ),
        pytest.param(
            "Phổ biến mã giảm giá ở 12 cửa hàng đã ký thỏa thuận, mức giảm từ 3 đến 15%.",
            ["range3..15 % | mức giảm"],
            id="what has signed is not what is set",
        ),
    ],
)
def test_what_belongs_to_a_figure(text: str, expected: list[str]) -> None:
    assert [said for said in sets(text) if "cửa hàng |" not in said] == expected
