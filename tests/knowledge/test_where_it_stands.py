"""What stands in a sentence is found there: thresholds, who tells whom, days in brackets; and no other thing's day."""

from datetime import date

import pytest

from handlers.citing import phrase
from knowledge.answer import Answer, Asker, NotFound, Question, Result, answer, build_library
from knowledge.digest import parse_digest
from knowledge.document import DocumentKey, UnitCode

TODAY = date(2026, 11, 21)
PLAN = """
# Văn bản bịa để thử.
Tên: Chương trình công tác công đoàn năm 2026 của Công đoàn xã Nà Lụa
Loại: Chương trình
Số: 06/CTr-CĐX
Nơi ban hành: Công đoàn xã Nà Lụa
Mã nơi ban hành: na-lua
Ngày ban hành: 12/01/2026
Thời kỳ: năm 2026
Hiệu lực từ: 01/01/2026
Hiệu lực đến: 31/12/2026
Chức vụ người ký: Chủ tịch

== I. Chỉ tiêu

[chỉ tiêu] mục I, gạch đầu dòng 1
100% nữ công nhân nghỉ sinh từ 04 tháng trở lên được tặng tã bỉm.
= 100 % | nữ công nhân nghỉ sinh được tặng tã bỉm | hạn: năm 2026

[chỉ tiêu] mục I, gạch đầu dòng 2
Kết nạp mới 52 đoàn viên, chú trọng xưởng mộc và trang trại có từ 12 lao động trở lên.
= 52 đoàn viên | kết nạp mới đoàn viên | hạn: năm 2026

== II. Việc làm

[nhiệm vụ] mục II, gạch đầu dòng 1
Khi máy xay đá gây sập mỏ, tổ trưởng an toàn phải có mặt trong vòng 45 phút.

[nhiệm vụ] mục II, gạch đầu dòng 2
Tổ trưởng tổ công đoàn kịp thời phản ánh Ban Thường vụ về những chỗ khó khi thu đoàn phí.

[nhiệm vụ] mục II, gạch đầu dòng 3
Văn nghệ mừng 60 năm nông trường chè Nà Lụa (08/3/1966 - 08/3/2026).

[nhiệm vụ] mục II, gạch đầu dòng 4
Tháng 10/2026: hội diễn “Tiếng hát nương chè”.

[nhiệm vụ] mục II, gạch đầu dòng 5
Tổ nữ công chấm điểm gian hàng ẩm thực tại ngày hội gia đình.

[nhiệm vụ] mục II, gạch đầu dòng 8
Gây Quỹ Đèn lò giúp thợ mỏ bị thương, do công đoàn xã giữ.

[mốc] mục II, gạch đầu dòng 6
Học tập Nghị quyết Đại hội Đảng bộ xã xong trong tháng 3/2026.
mốc: tháng 3/2026 | học tập Nghị quyết Đại hội Đảng bộ xã

[mốc] mục II, gạch đầu dòng 7
Tổ chức Hội nghị người lao động tại trạm máy kéo trước ngày 25/4/2026.
mốc: 25/4/2026 | Hội nghị người lao động tại trạm máy kéo

== III. Báo cáo

[báo cáo] mục III, gạch đầu dòng 1
Các tổ công đoàn trường học báo cáo hằng tháng về Công đoàn xã (qua Văn phòng) trước ngày 24.
báo cáo: hằng tháng | từ: các tổ công đoàn trường học | về: Công đoàn xã | qua: Văn phòng | hạn: trước ngày 24
"""
LIBRARY = build_library((parse_digest(PLAN, DocumentKey("na-lua-2026")),))


def ask(text: str) -> Result:
    return answer(Question(text), LIBRARY, Asker(own=(UnitCode("na-lua"),)), TODAY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nghỉ sinh mấy tháng trở lên thì được phát tã bỉm", "04 tháng"),
        ("nữ công nhân nghỉ đẻ từ bao nhiêu tháng được tặng bỉm", "04 tháng"),
        ("trang trai tu may lao dong tro len thi duoc chu y ket nap", "12 lao động"),
        ("sập mỏ thì tổ trưởng phải tới trong vòng mấy phút", "45 phút"),
        ("sap mo trong bao nhieu phut to truong an toan den", "45 phút"),
        ("khó thu đoàn phí thì tổ trưởng phản ánh cho ai", "Ban Thường vụ"),
        ("tổ trưởng báo cáo ai khi thu đoàn phí khó", "Ban Thường vụ"),
        ("trường học báo cáo kết quả về đâu, thông qua bộ phận nào", "Văn phòng"),
        ("kỷ niệm 60 năm nông trường chè là ngày nào", "08/3/2026"),
        ("ai chấm điểm gian hàng ẩm thực", "Tổ nữ công"),
        ("mốc kỷ niệm sáu mươi năm nông trường chè là ngày mấy", "08/3/2026"),
        ("có phải báo cáo hàng quý trong chương trình 2026 k", "hằng tháng"),
        ("có phải trường học báo cáo hàng tuần ko", "hằng tháng"),
        ("nếu sập mỏ thì trong mấy phút tổ trưởng phải có mặt v b", "45 phút"),
        ("công đoàn gây quỹ nào cho thợ mỏ", "Quỹ Đèn lò"),
        ("hội nghị người lao động ở trạm máy kéo tổ chức ngày nào", "25/4/2026"),
    ],
)
def test_what_stands_in_a_sentence_is_found_there(text: str, said: str) -> None:
    found = ask(text)
    assert isinstance(found, Answer)
    assert said in phrase(found, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "sập mỏ từ bao nhiêu mét thì phải báo",
        "nghỉ sinh mấy tuần thì được tặng tã bỉm",
        "đại hội đảng bộ xã tổ chức ngày nào",
        "ai chấm hội diễn tiếng hát nương chè",
        "ai hát chính ở hội diễn tiếng hát nương chè",
        "trang trại từ bao nhiêu con bò thì được chú ý",
        "khó thu đoàn phí thì phản ánh trước ngày nào",
    ],
)
def test_another_measure_or_another_thing_is_no_answer(text: str) -> None:
    assert isinstance(ask(text), NotFound)
