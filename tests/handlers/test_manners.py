"""How an officer wants to be told: what is understood, what is kept, and that nothing is silently ignored."""

import pytest

from handlers.mannerwishes import Manner, MannerWish, manner_of

N, ANY, NO_NEWS, NEWS, STOP = (
    Manner.NUMBER, Manner.ANY_NUMBER, Manner.NO_NEWS, Manner.NEWS, Manner.NO_REMINDERS,
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "manner", "most"),
    [
        ("tối đa 2 tin một ngày", N, 2),
        ("toi da 2 tin mot ngay", N, 2),
        ("tối đa 3 tin/ngày thôi nhé", N, 3),
        ("mỗi ngày một tin thôi", N, 1),
        ("moi ngay 1 tin", N, 1),
        ("cho em xin mỗi ngày chỉ nhận 2 tin ạ", N, 2),
        ("một ngày hai tin là đủ rồi", N, 2),
        ("nhắc tôi 1 lần một ngày thôi", N, 1),
        ("chỉ gửi 2 tin mỗi ngày", N, 2),
        ("tối đa 2 tin", N, 2),
        ("mỗi ngày 0 tin", N, 0),
        ("mỗi ngày không tin", N, 0),
        ("tối đa 50 tin một ngày", N, 50),
        ("không giới hạn số tin", ANY, 0),
        ("khong gioi han so tin nua", ANY, 0),
        ("bỏ giới hạn tin", ANY, 0),
        ("bao nhiêu tin cũng được", ANY, 0),
        ("không nhận tin chung", NO_NEWS, 0),
        ("khong nhan tin chung nua", NO_NEWS, 0),
        ("thôi nhận thông báo", NO_NEWS, 0),
        ("tôi không muốn nhận thông báo chung nữa", NO_NEWS, 0),
        ("tắt thông báo", NO_NEWS, 0),
        ("đừng gửi tin chung cho tôi", NO_NEWS, 0),
        ("nhận lại tin chung", NEWS, 0),
        ("cho em nhận lại thông báo", NEWS, 0),
        ("nhận tin chung", NEWS, 0),
        ("bật lại tin chung", NEWS, 0),
        ("tắt nhắc", STOP, 0),
        ("tat nhac", STOP, 0),
        ("đừng nhắc nữa", STOP, 0),
        ("dung nhac nua", STOP, 0),
        ("thôi đừng nhắc tôi nữa", STOP, 0),
        ("ngừng gửi tin", STOP, 0),
        ("không cần nhắc nữa", STOP, 0),
        ("tôi không muốn nhận tin nhắn nữa", STOP, 0),
        ("dừng nhắc báo cáo", STOP, 0),
        ("đừng làm phiền tôi", STOP, 0),
        ("nhắc nhiều quá", STOP, 0),
        ("phiền quá", STOP, 0),
    ],
)
def test_a_wish_is_understood_with_and_without_marks(said: str, manner: Manner, most: int) -> None:
    assert manner_of(said) == MannerWish(manner, most)


@pytest.mark.parametrize(
    "said",
    [
        "đã nhận thông báo",
        "da nhan thong bao",
        "đã nhận tin chung",
        "không nhận được thông báo",
        "ko nhan dc tin nhac",
        "chưa nhận tin chung",
        "đúng nhắc tôi",
        "nhắc lại thứ Năm",
        "nhắc tôi lúc 9 giờ",
        "gửi thông báo",
        "gửi tin chung",
        "thông báo: họp giao ban",
        "thôi gửi",
        "thôi gửi thông báo 12",
        "huỷ thông báo",
        "đăng 2 tin bài một ngày",
        "mỗi ngày 2 tin tuyên truyền",
        "mỗi ngày thăm hỏi 2 đoàn viên",
        "đừng nhắc Hoa Sen nữa",
        "đôn đốc hết",
        "thôi",
        "không",
        "để sau",
        "tối đa bao nhiêu tin một ngày?",
        "hạn mức tối đa 2 lần",
        "kết nạp 2",
    ],
)
def test_what_may_be_work_or_an_answer_is_no_such_wish(said: str) -> None:
    assert manner_of(said) is None
