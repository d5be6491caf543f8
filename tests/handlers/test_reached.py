"""What an office asks of whom the assistant reaches and has reminded; its orders and other questions are none of it."""

from datetime import datetime

import pytest

from handlers.reached import Wish, span_of, wish_of
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union.roster import Unit, UnitKind

HOA_SEN = Unit(UnitCode("mam-non-hoa-sen"), "CĐCS Mầm non Hoa Sen", UnitKind.GRASSROOTS)
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("ai chưa dùng trợ lý", Wish.USES),
        ("don vi nao chua dung zalo", Wish.USES),
        ("còn ai chưa vào trợ lý không", Wish.USES),
        ("những ai chưa nhập mã", Wish.USES),
        ("bao nhiêu đơn vị đã dùng trợ lý rồi", Wish.USES),
        ("danh sách đơn vị nào chưa tham gia trợ lý", Wish.USES),
        ("cho tôi danh sách chưa dùng trợ lý", Wish.USES),
        ("tin nhắn không tới ai", Wish.USES),
        ("đơn vị nào không nhận được tin", Wish.USES),
        ("đã nhắc những ai", Wish.REMINDED),
        ("da nhac ai roi", Wish.REMINDED),
        ("tối qua nhắc chưa", Wish.REMINDED),
        ("sáng nay trợ lý đã nhắc chưa", Wish.REMINDED),
        ("hôm nay nhắc những đơn vị nào rồi", Wish.REMINDED),
        ("đã đôn đốc được mấy đơn vị rồi", Wish.REMINDED),
        ("những ai được nhắc rồi", Wish.REMINDED),
        ("đã nhắc Hoa Sen chưa", Wish.REMINDED),
        ("Hoa Sen nhắc chưa", Wish.REMINDED),
        ("nhắc ai chưa nộp", None),
        ("nhắc Hoa Sen", None),
        ("đã nhắc Hoa Sen", None),
        ("nhắc hết", None),
        ("nhắc mấy đơn vị chưa nộp", None),
        ("nhắc lại những ai chưa trả lời", None),
        ("nhắc tôi 15h mai", None),
        ("em chưa dùng zalo", None),
        ("tôi không có tài khoản", None),
        ("ai chưa nộp", None),
        ("ai chưa nắm", None),
        ("ai chưa dùng hết kinh phí", None),
        ("ai chưa tham gia bảo hiểm", None),
        ("đơn vị nào có mã số thuế", None),
        ("đã nhận tin nhắn", None),
    ],
)
def test_what_an_office_asks_is_told_from_what_it_orders(said: str, wish: Wish | None) -> None:
    assert wish_of(said, [HOA_SEN]) is wish


@pytest.mark.parametrize(
    ("said", "since", "until"),
    [
        ("toi qua nhac chua", (24, 17), (25, 0)),
        ("hom qua nhac ai", (24, 0), (25, 0)),
        ("hom nay nhac ai", (25, 0), (25, 9)),
        ("tuan nay nhac ai", (23, 0), (25, 9)),
        ("thang nay nhac ai", (1, 0), (25, 9)),
        ("da nhac ai", (18, 9), (25, 9)),
    ],
)
def test_the_time_that_is_asked_about(said: str, since: tuple[int, int], until: tuple[int, int]) -> None:
    span = span_of(said, NOW)
    assert [(at.day, at.hour) for at in (span.since, span.until)] == [since, until]
