"""What is asked of one's own figures: a table of sentences."""

import pytest

from handlers.ownwishes import Asked, is_of_ledger, only_of, wish_of
from union.catalogue import common
from union.indicators import Indicator, IndicatorId, catalogue

ADMITTED = catalogue(common())[IndicatorId("ket-nap-moi")]


@pytest.mark.parametrize(
    ("said", "asks", "is_own"),
    [
        ("đơn vị tôi được giao kết nạp bao nhiêu", Asked.GIVEN, True),
        ("cdcs minh dc giao ket nap bn dv", Asked.GIVEN, True),
        ("đơn vị mình còn phải kết nạp mấy người nữa", Asked.LEFT, True),
        ("cơ sở mình phải kết nạp mấy người", Asked.OWED, True),
        ("trường mình phải kết nạp bao nhiêu đoàn viên", Asked.OWED, True),
        ("mình kết nạp đủ chưa", Asked.LEFT, True),
        ("còn bao nhiêu người nữa", Asked.LEFT, False),
        ("còn mấy người", Asked.LEFT, False),
        ("còn phải kết nạp bao nhiêu đoàn viên", Asked.LEFT, False),
        ("đơn vị mình còn thiếu mấy đoàn viên", Asked.LEFT, True),
        ("vậy còn bao nhiêu đoàn viên", Asked.STAYS, False),
        ("don vi minh con may nguoi", Asked.STAYS, True),
        ("trường em hiện còn bao nhiêu đoàn viên", Asked.STAYS, True),
        ("kết nạp được mấy người rồi", Asked.DONE, False),
        ("đơn vị mình có bao nhiêu đoàn viên", Asked.STOCK, True),
        ("ai ghi", Asked.DETAIL, False),
        ("tính từ ngày nào vậy", Asked.DETAIL, False),
        ("còn thăm hỏi thì sao", Asked.INSTEAD, False),
        ("cho em hỏi năm nay phải kết nạp bao nhiêu đoàn viên", Asked.OWED, False),
        ("hồ sơ cơ sở minh chứng gồm mấy loại", Asked.STOCK, False),
        ("tháng này kết nạp 5 đoàn viên", None, False),
        ("chương trình năm nay ai ký", None, False),
    ],
)  # fmt: skip
def test_a_sentence_asks_of_ones_own_figures(said: str, asks: Asked | None, is_own: bool) -> None:
    found = wish_of(said)
    assert (found and found.asks, found is not None and found.is_own) == (asks, is_own)


@pytest.mark.parametrize(
    ("said", "indicator", "expected"),
    [
        ("trường mình phải kết nạp bao nhiêu đoàn viên", ADMITTED, True),
        ("dạ em còn thiếu mấy người nữa ạ", None, True),
        ("xã mình phải kết nạp bao nhiêu đoàn viên", ADMITTED, False),
        ("toàn xã kết nạp được bao nhiêu rồi", ADMITTED, False),
        ("kết nạp bao nhiêu rồi, tính từ ngày nào, ai ghi", ADMITTED, True),
        ("kết nạp bao nhiêu rồi, ai chịu trách nhiệm", ADMITTED, False),
        ("mỗi cđcs kết nạp được bao nhiêu rồi", ADMITTED, False),
        ("Đồi Sim kết nạp được mấy người rồi", ADMITTED, False),
        ("đơn vị mình có bao nhiêu đoàn viên thì được lập tổ công đoàn", None, False),
        ("còn bao nhiêu ngày nữa đến hạn", None, False),
        ("còn thiếu mấy mục", None, False),
    ],
)
def test_where_anything_else_is_spoken_of_it_is_another_question(
    said: str, indicator: Indicator | None, expected: bool
) -> None:
    found = wish_of(said)
    assert found is not None
    assert only_of(found.line, indicator) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("đơn vị mình có bao nhiêu đoàn viên", True),
        ("ai ghi", True),
        ("trường em kết nạp được mấy rồi", True),
        ("đơn vị mình có bao nhiêu uỷ viên", False),
        ("năm nay phải kết nạp bao nhiêu đoàn viên", False),
    ],
)
def test_no_document_is_quoted_for_what_the_ledger_told(said: str, expected: bool) -> None:
    assert is_of_ledger(said) is expected
