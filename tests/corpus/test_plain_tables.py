"""Questions on a paper whose tables are plain text: the figure said stands under its head, in its year, for whom."""

from datetime import date
from functools import cache

import pytest

from handlers.citing import phrase
from handlers.citing.gate import strays
from knowledge.answer import Asker, Library, NotFound, Question, Result, answer, build_library
from knowledge.document import DocumentKey, UnitCode, read_document
from knowledge.extract import extract

TODAY = date(2026, 3, 2)
PAPER = """LĐLĐ TỈNH SÔNG TRĂNG
CÔNG ĐOÀN PHƯỜNG BẾN MÍA
Số: 12/KH-CĐP

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Bến Mía, ngày 20 tháng 01 năm 2026

KẾ HOẠCH
Hoạt động công đoàn giai đoạn 2026 - 2028

I. MỤC TIÊU THEO NĂM

Chỉ tiêu | 2026 | 2027 | 2028
Kết nạp mới (đoàn viên) | 90 | 110 | 130
Phòng nghỉ sửa tại xưởng | 4 | 6 | 6
Vụ ngừng việc (không quá) | 3 | 2 | 1

II. MỨC CHI

TT\tĐối tượng\tMức chi\tSố suất
1\tĐoàn viên phải mổ tim\t4.000.000 đồng/người\t12
2\tĐoàn viên có nhà bị bão cuốn mái\t2.500.000 đồng/hộ\t40
3\tVé tàu về ăn Tết\ttừ 250.000 đến 600.000 đồng/vé\t300
\tCộng\t\t352

III. CHIA NGUỒN QUỸ

Loại quỹ          Phường dùng    Xưởng dùng
Quỹ mái ấm            40%            60%
Quỹ khuyến học        75%            25%

IV. GIAO CHO CÁC ĐƠN VỊ

Đơn vị | Kết nạp mới (người) | Quà khai giảng (suất)
CĐCS Công ty Mía Ngọt | 35 | 60
CĐCS Trường Mầm non Hoa Lau | 2 | 15
CĐCS Xí nghiệp
Bao bì Sông Trăng | 20 | 45
Cộng | 57 | 120

V. LỊCH LÀM VIỆC

TT\tCông việc\tThời gian\tNơi làm
1\tRà soát danh sách mổ tim\tTrước 15/3/2026\tVăn phòng
2\tTrao vé tàu\t20/12/2026\tBan Nữ công
"""


@cache
def library() -> Library:
    return build_library((extract(read_document(PAPER, DocumentKey("vb/ben-mia/12"))),))


def said(question: str) -> Result:
    return answer(Question(question), library(), Asker((UnitCode("ben-mia"),)), TODAY)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("năm 2027 sửa mấy phòng nghỉ tại xưởng", "6 phòng"),
        ("nam 2028 ngung viec khong qua may vu", "1 vụ"),
        ("năm 2026 kết nạp mới bao nhiêu đoàn viên", "90 đoàn viên"),
        ("đoàn viên mổ tim được chi bao nhiêu tiền", "4.000.000 đồng/người"),
        ("nha bi bao cuon mai duoc chi bao nhieu tien", "2.500.000 đồng/hộ"),
        ("vé tàu về ăn Tết mức bao nhiêu tiền", "250.000 đến 600.000 đồng/vé"),
        ("có bao nhiêu suất vé tàu về ăn Tết", "300 suất"),
        ("quỹ mái ấm phường dùng bao nhiêu phần trăm", "40%"),
        ("quy khuyen hoc xuong dung bao nhieu phan tram", "25%"),
        ("Mía Ngọt được giao kết nạp mấy người", "35 người"),
        ("xi nghiep bao bi song trang ket nap may nguoi", "20 người"),
        ("mầm non Hoa Lau được bao nhiêu suất quà khai giảng", "15 suất"),
        ("rà soát danh sách mổ tim xong trước ngày nào", "15/3/2026"),
        ("việc trao vé tàu diễn ra vào ngày nào", "20/12/2026"),
    ],
)
def test_the_cell_that_was_asked_for_is_said(question: str, expected: str) -> None:
    result = said(question)
    text = phrase(result, TODAY)
    assert expected in text.split("“")[0], text
    assert not strays(text, result)


@pytest.mark.parametrize(
    "question",
    [
        "năm 2029 sửa mấy phòng nghỉ tại xưởng",
        "trường tiểu học Hoa Lau được giao kết nạp mấy người",
        "đoàn viên mổ mắt được chi bao nhiêu tiền",
        "quỹ tương trợ phường dùng bao nhiêu phần trăm",
    ],
)
def test_what_no_cell_holds_is_not_found(question: str) -> None:
    assert isinstance(said(question), NotFound), phrase(said(question), TODAY)
