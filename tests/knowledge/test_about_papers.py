"""Who signed and for whom, and what a paper says of another one that it only cites."""

from datetime import date

import pytest

from handlers.citing import phrase
from knowledge.answer import Answer, Asked, Asker, Missing, NotFound, Question, Result, answer, build_library
from knowledge.digest import parse_digest
from knowledge.document import DocumentKey, UnitCode

TODAY = date(2026, 11, 21)
PLAN = """
# Văn bản bịa để thử.
Tên: Kế hoạch hoạt động năm 2026 của Công đoàn xã Suối Lim
Loại: Kế hoạch
Số: 15/KH-CĐX
Nơi ban hành: Công đoàn xã Suối Lim
Mã nơi ban hành: suoi-lim
Ngày ban hành: 12/01/2026
Thời kỳ: năm 2026
Hiệu lực từ: 01/01/2026
Hiệu lực đến: 31/12/2026
Chức vụ người ký: Phó Chủ tịch, thay mặt Ban Thường vụ

== I. Căn cứ

[căn cứ] mục I, gạch đầu dòng 1
Nghị quyết số 09-NQ/TU ngày 07/8/2025 của Tỉnh ủy về xây dựng giai cấp công nhân.

[căn cứ] mục I, gạch đầu dòng 2
Công văn 231/LĐLĐ-ToC của LĐLĐ tỉnh và Kết luận 18-KL/TU ngày 02/12/2025.

== II. Chỉ tiêu

[chỉ tiêu] mục II, gạch đầu dòng 1
Kết nạp mới 64 đoàn viên; 5 lớp ký kết học nghề mỗi kỳ.
= 64 đoàn viên | kết nạp mới đoàn viên | hạn: năm 2026
"""
LIBRARY = build_library((parse_digest(PLAN, DocumentKey("suoi-lim-2026")),))


def ask(text: str) -> Result:
    return answer(Question(text), LIBRARY, Asker(own=(UnitCode("suoi-lim"),)), TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "ai ký kế hoạch này, chức vụ gì",
        "ng kí kế hoạch năm 2026 là ai v",
        "kế hoạch 15 do ai ký thay mặt cơ quan nào",
        "Đồng chí nào ký tên, ký với tư cách gì?",
        "kh số mấy, ai kí z",
        "nguoi ki ke hoach 2026 giu chuc danh gi",
        "ai kí thay mặt cho tổ chức nào",
    ],
)
def test_who_signed_is_asked_with_the_role_and_for_whom(text: str) -> None:
    found = ask(text)
    assert isinstance(found, Answer)
    assert found.asked is Asked.SIGNER
    assert "Phó Chủ tịch, thay mặt Ban Thường vụ" in phrase(found, TODAY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nghị quyết 09 của tỉnh ủy ban hành ngày nào", "07/8/2025"),
        ("kl 18 ra ngay nao", "02/12/2025"),
        ("nghi quyet 09 noi ve van de gi", "giai cấp công nhân"),
        ("nghị quyết số 09 là của cơ quan nào ban hành", "Tỉnh ủy"),
    ],
)
def test_the_day_of_a_paper_that_is_only_cited_stands_behind_its_number(text: str, said: str) -> None:
    found = ask(text)
    assert isinstance(found, Answer)
    assert said in phrase(found, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "công văn 231 ban hành ngày nào",
        "nghị quyết 90 của tỉnh ủy ban hành ngày nào",
        "nghị quyết 09 về bình đẳng giới ban hành ngày nào",
        "ai ký kết học nghề kỳ này với trường nào",
    ],
)
def test_a_cited_paper_without_a_day_and_a_signing_of_something_else_are_not_answered(text: str) -> None:
    assert isinstance(ask(text), NotFound)


def test_ct_before_a_number_is_a_programme_as_well_as_a_directive() -> None:
    programme = PLAN.replace("15/KH-CĐX", "27/CTr-CĐX").replace("Loại: Kế hoạch", "Loại: Chương trình")
    library = build_library((parse_digest(programme, DocumentKey("suoi-lim-2026")),))
    asker = Asker(own=(UnitCode("suoi-lim"),))
    found = answer(Question("CT 27 ai ký"), library, asker, TODAY)
    assert isinstance(found, Answer)
    missed = answer(Question("CT 27: tỷ lệ cán bộ đi tập huấn"), library, asker, TODAY)
    assert isinstance(missed, NotFound)
    assert missed.missing is not Missing.DOCUMENT
