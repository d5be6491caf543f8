"""How many a unit has settles which rule holds for it: 'từ 100 đến dưới 500 đoàn viên: 07 ủy viên'."""

from datetime import date
from functools import cache

import pytest

from handlers.citing.gate import strays
from handlers.citing.whole import phrase
from knowledge.answer import Asker, Library, Question, answer, build_library
from knowledge.document import DocumentKey, UnitCode, read_document
from knowledge.extract import extract
from knowledge.result import Answer, Result, citations_of

TODAY = date(2026, 6, 3)
GUIDE = """LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐÈO MÂY

Số: 33/HD-LĐLĐ

Đèo Mây, ngày 04 tháng 3 năm 2026

HƯỚNG DẪN
Tổ chức và tài chính công đoàn cơ sở năm 2026

I. BAN CHẤP HÀNH

1. Số ủy viên ban chấp hành:

- Dưới 80 đoàn viên: 03 ủy viên.
- Từ 80 đến dưới 250 đoàn viên: 05 ủy viên.
- Từ 250 đến 900 đoàn viên: 09 ủy viên.
- Trên 900 đoàn viên: 13 ủy viên.

2. CĐCS có dưới 120 đoàn viên họp đại hội toàn thể; từ 120 đoàn viên trở lên họp đại hội đại biểu.

II. TÀI CHÍNH

1. Phụ cấp hằng tháng của chủ tịch: dưới 60 đoàn viên: 250.000 đồng; từ 60 đến 300 đoàn viên: 420.000 đồng; \
trên 300: 640.000 đồng.
2. Kết nạp mới từ 150 đoàn viên trở lên trong năm 2026.

III. ĐẠI BIỂU ĐẠI HỘI

| Số đoàn viên | Số đại biểu tối đa |
|---|---|
| Từ 120 đến dưới 400 | 75 |
| Từ 400 đến dưới 1.200 | 110 |
| Từ 1.200 trở lên | 180 |

IV. DOANH NGHIỆP

- Doanh nghiệp có từ 25 lao động trở lên phải thành lập công đoàn cơ sở trong 06 tháng.

Nơi nhận:
- Các công đoàn cơ sở.
"""


@cache
def shelf() -> Library:
    return build_library([extract(read_document(GUIDE, DocumentKey("huong-dan")))])


def asked(text: str) -> Result:
    code = shelf().documents[0].header.issuer_code
    return answer(Question(text), shelf(), Asker(own=(UnitCode(code),)), TODAY)


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("công đoàn cơ sở có 100 đoàn viên thì ban chấp hành mấy người", "Từ 80 đến dưới 250 đoàn viên: 05 ủy viên"),
        ("cdcs 300 dv thi bch may nguoi", "Từ 250 đến 900 đoàn viên: 09 ủy viên"),
        ("cđcs 900 đoàn viên bầu bao nhiêu ủy viên ban chấp hành", "Từ 250 đến 900 đoàn viên: 09 ủy viên"),
        ("ban chấp hành bao nhiêu ủy viên nếu có 1.500 đoàn viên", "Trên 900 đoàn viên: 13 ủy viên"),
        ("đơn vị 45 đoàn viên thì ban chấp hành bao nhiêu người", "Dưới 80 đoàn viên: 03 ủy viên"),
        ("đơn vị mình 210 đoàn viên, phụ cấp chủ tịch bao nhiêu tiền một tháng", "420.000 đồng"),
        ("cdcs 500 doan vien thi toi da bao nhieu dai bieu", "Từ 400 đến dưới 1.200 | 110"),
        ("1200 đoàn viên thì được bao nhiêu đại biểu", "Từ 1.200 trở lên | 180"),
        ("công ty có 40 lao động thì phải thành lập công đoàn cơ sở trong mấy tháng", "từ 25 lao động trở lên"),
    ],
)
def test_the_rule_for_so_many_is_the_answer(said: str, quoted: str) -> None:
    result = asked(said)
    assert isinstance(result, Answer)
    assert quoted in citations_of(result)[0].text
    assert not strays(phrase(result, TODAY), result)


@pytest.mark.parametrize("said", ["kết nạp mới 300 đoàn viên đúng không", "kết nạp mới bao nhiêu đoàn viên"])
def test_what_is_to_be_reached_is_no_condition(said: str) -> None:
    result = asked(said)
    assert isinstance(result, Answer)
    assert "150" in citations_of(result)[0].text
