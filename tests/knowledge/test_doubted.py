"""A figure put forward is confirmed or denied by the sentence that has its like, also where no target is set."""

from datetime import date
from functools import cache

import pytest

from handlers.citing.gate import strays
from handlers.citing.whole import phrase
from knowledge.answer import Asker, Library, Question, answer, build_library
from knowledge.document import DocumentKey, UnitCode, read_document
from knowledge.extract import extract
from knowledge.result import Answer, Result

TODAY = date(2026, 6, 3)
PLAN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐÈO MÂY

Số: 52/KH-LĐLĐ

Đèo Mây, ngày 04 tháng 3 năm 2026

KẾ HOẠCH
Tổ chức hội thi thợ giỏi năm 2026

I. THỂ LỆ

1. Mỗi đội dự thi có 04 người, trong đó ít nhất 01 nữ.
2. Phần thi tay nghề chiếm 70% tổng điểm, phần thi lý thuyết chiếm 30% tổng điểm.
3. Cơ cấu giải thưởng: giải Nhất 9.000.000 đồng, giải Nhì 6.000.000 đồng, giải Ba 3.500.000 đồng.
4. Khoản chi từ 5.000.000 đồng trở lên phải chuyển khoản.

II. TỔ CHỨC

- Ban Giám khảo gồm 07 người, do Ban Tổ chức mời.
- Tiền bồi dưỡng giám khảo 300.000 đồng/buổi.

Nơi nhận:
- Các công đoàn cơ sở.
"""


@cache
def shelf() -> Library:
    return build_library([extract(read_document(PLAN, DocumentKey("ke-hoach")))])


def asked(text: str) -> Result:
    code = shelf().documents[0].header.issuer_code
    return answer(Question(text), shelf(), Asker(own=(UnitCode(code),)), TODAY)


def verdict(text: str) -> bool | None:
    result = asked(text)
    assert not strays(phrase(result, TODAY), result)
    return result.claim.holds if isinstance(result, Answer) and result.claim else None


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("giải nhất 10 triệu đúng không", False),
        ("giải nhất 9 triệu đúng không", True),
        ("giai nhi 6tr phai k", True),
        ("phần thi tay nghề chiếm 60% đúng không", False),
        ("phần thi lý thuyết 30% đúng ko", True),
        ("ban giám khảo 5 người phải không", False),
        ("ban giám khảo có 7 người đúng không", True),
        ("bồi dưỡng giám khảo 500k đúng không", False),
        ("mỗi đội dự thi 4 người phải không", True),
    ],
)
def test_yes_or_no(said: str, holds: bool) -> None:
    assert verdict(said) is holds


@pytest.mark.parametrize(
    "said",
    [
        "giải khuyến khích 2 triệu đúng không",
        "thí sinh được hỗ trợ 200 nghìn đúng không",
        "thi trong 3 ngày phải không",
    ],
)
def test_what_is_not_there_is_neither_confirmed_nor_denied(said: str) -> None:
    assert verdict(said) is None
