"""'văn phòng nhận được chưa' is of the chair's own report; what is of other things is left to others."""

import pytest

from handlers.received import asks
from handlers.report.heard import Wish, wish


@pytest.mark.parametrize(
    "said",
    [
        "văn phòng nhận được chưa", "van phong nhan dc chua a", "vp nhận chưa", "vp đã tiếp nhận chưa",
        "văn phòng đã tiếp nhận báo cáo của em chưa", "bên văn phòng xem chưa", "cấp trên nhận được báo cáo chưa nhỉ",
        "báo cáo tới văn phòng chưa", "báo cáo của em lên xã chưa", "bc toi vp chua",
        "văn phòng nhận được báo cáo tháng 10 chưa", "anh ơi vp nhận được bc tháng này chưa", "xã nhận được chưa?",
    ],
)  # fmt: skip
def test_whether_the_office_has_it_is_asked_in_many_ways(said: str) -> None:
    assert asks(said)


@pytest.mark.parametrize(
    "said",
    [
        "văn phòng có nhận quà tết không", "văn phòng trả lời chưa", "em nhận được chưa", "văn phòng nhận được rồi",
        "văn phòng nhận báo cáo từ ngày nào", "đã nhận chưa", "văn phòng tiếp nhận đơn thư thế nào",
        "báo cáo tới hạn chưa", "xã có bao nhiêu đoàn viên", "ai chưa nộp", "văn phòng duyệt lùi hạn chưa",
    ],
)  # fmt: skip
def test_what_is_of_other_things_is_no_such_question(said: str) -> None:
    assert not asks(said)


@pytest.mark.parametrize(
    "said", ["gửi lại cho vp", "gui lai len vp di", "nộp lại cho văn phòng", "gửi lại báo cáo cho xã"]
)
def test_to_send_again_may_name_the_office(said: str) -> None:
    assert wish(said) is Wish.SEND_AGAIN


@pytest.mark.parametrize("said", ["gửi lại câu hỏi cho vp", "gửi lại mẫu cho em", "văn phòng gửi lại em file"])
def test_to_send_something_else_again_is_no_such_wish(said: str) -> None:
    assert wish(said) is not Wish.SEND_AGAIN
