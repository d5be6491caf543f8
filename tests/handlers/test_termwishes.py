"""Which sentences add an abbreviation, take one back or ask for the list, and which only look like it."""

import pytest

from handlers.termwishes import TermDeed, TermWish, term_wish_of

ADD, REMOVE, LIST = TermDeed.ADD, TermDeed.REMOVE, TermDeed.LIST


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("viết tắt CNC là công nghệ cao", TermWish(ADD, "CNC", "công nghệ cao")),
        ("viet tat CNC la cong nghe cao", TermWish(ADD, "CNC", "cong nghe cao")),
        ("thêm chữ viết tắt CNC là công nghệ cao nhé", TermWish(ADD, "CNC", "công nghệ cao")),
        ("Viết tắt: CNC = công nghệ cao.", TermWish(ADD, "CNC", "công nghệ cao")),
        ("viết tắt “CNC”: công nghệ cao", TermWish(ADD, "CNC", "công nghệ cao")),
        ("CNC là viết tắt của công nghệ cao", TermWish(ADD, "CNC", "công nghệ cao")),
        ("C.N.C viết tắt cho công nghệ cao", TermWish(ADD, "C.N.C", "công nghệ cao")),
        ("bỏ viết tắt CNC", TermWish(REMOVE, "CNC")),
        ("bo chu viet tat cnc", TermWish(REMOVE, "cnc")),
        ("xoá CNC khỏi danh sách chữ viết tắt", TermWish(REMOVE, "CNC")),
        ("bỏ viết tắt CNC là công nghệ cao", TermWish(REMOVE, "CNC", "công nghệ cao")),
        ("các chữ viết tắt", TermWish(LIST)),
        ("xem danh sách chữ viết tắt của văn phòng", TermWish(LIST)),
        ("cac chu viet tat cua minh", TermWish(LIST)),
    ],
)
def test_a_wish_is_understood(said: str, wish: TermWish) -> None:
    assert term_wish_of(said) == wish


@pytest.mark.parametrize(
    "said",
    [
        "viết tắt CNC là gì",
        "viết tắt CNC là gì?",
        "viet tat cnc la j",
        "CNC viết tắt của từ gì",
        "CNC là viết tắt của từ nào",
        "CNC là gì",
        "viết tắt của công đoàn cơ sở là gì",
        "bỏ qua",
        "bỏ số 3",
        "các chữ viết tắt trong chương trình có nghĩa gì",
        "viết tắt thế nào cho đúng",
        "kết nạp thêm 5 đoàn viên",
    ],
)
def test_a_question_and_other_talk_is_none(said: str) -> None:
    assert term_wish_of(said) is None
