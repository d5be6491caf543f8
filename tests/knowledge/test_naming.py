"""'Đơn vị nào' is answered by names: the sentence that lists them, and no bare count."""

from datetime import date
from functools import cache

import pytest

from knowledge.answer import Asker, Library, Question, answer, build_library
from knowledge.document import DocumentKey, UnitCode, read_document
from knowledge.extract import extract
from knowledge.result import Answer, Result, citations_of
from knowledge.seek.naming import lists_names

REPORT = """CÔNG ĐOÀN XÃ ĐỒI CHÈ

Số: 61/BC-CĐX

Đồi Chè, ngày 02 tháng 7 năm 2026

BÁO CÁO
Kết quả hoạt động 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2026

I. KẾT QUẢ

1. Hai đơn vị nộp báo cáo chậm: CĐCS Trường Mầm non Bông Lúa, CĐCS Công ty Chè Sương Sớm.
2. Đã kiểm tra tài chính 03 CĐCS: Trạm Y tế Đồi Chè, Hợp tác xã Mây Tre và Trường THCS Suối Ngà.
3. Thăm hỏi 41 đoàn viên ốm đau.
4. Đơn vị dẫn đầu phong trào thi đua là CĐCS Trường THCS Suối Ngà và CĐCS Công ty Chè Sương Sớm.

II. NHIỆM VỤ

1. Thành lập 02 CĐCS tại Công ty Gạch Đồi Son, Công ty May Lá Cọ.
2. Kết nạp mới 35 đoàn viên.
"""


@cache
def shelf() -> Library:
    return build_library([extract(read_document(REPORT, DocumentKey("bao-cao")))])


def asked(text: str) -> Result:
    code = shelf().documents[0].header.issuer_code
    return answer(Question(text), shelf(), Asker(own=(UnitCode(code),)), date(2026, 7, 6))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("đơn vị nào nộp báo cáo chậm", "Chè Sương Sớm"),
        ("nhung don vi nao nop bao cao tre", "Bông Lúa"),
        ("cdcs nao bi nộp bc muộn v", "Bông Lúa"),
        ("đã kiểm tra tài chính ở những đơn vị nào", "Mây Tre"),
        ("kiem tra so sach cdcs nao roi", "Mây Tre"),
        ("đơn vị nào dẫn đầu thi đua", "Suối Ngà"),
        ("thành lập công đoàn ở những công ty nào", "Lá Cọ"),
    ],
)
def test_units_are_named(said: str, name: str) -> None:
    result = asked(said)
    assert isinstance(result, Answer)
    assert name in citations_of(result)[0].text


def test_who_is_not_listed_is_not_named() -> None:
    result = asked("đơn vị nào kết nạp được nhiều nhất")
    assert not (isinstance(result, Answer) and any("Bông Lúa" in each.text for each in citations_of(result)))


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        ("Khen thưởng 02 đơn vị: Trường Mầm non Bông Lúa, Trạm Y tế Đồi Chè.", True),
        ("Các đơn vị tiêu biểu gồm Hợp tác xã Mây Tre và Công ty May Lá Cọ.", True),
        ("Kết quả: kết nạp 35 đoàn viên, thăm hỏi 41 lượt.", False),
        ("Công đoàn xã chủ trì, Ủy ban nhân dân phối hợp.", False),
    ],
)
def test_a_list_of_names(text: str, is_list: bool) -> None:
    assert lists_names(text) is is_list
