"""Which units, and who speaks for one: a table of sentences."""

import pytest

from handlers.unitwishes import Wish, is_about_speaker, wish_of


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("có bao nhiêu đơn vị", Wish.UNITS),
        ("xa minh co may cdcs", Wish.UNITS),
        ("toàn xã có bao nhiêu công đoàn cơ sở trực thuộc", Wish.UNITS),
        ("liệt kê các đơn vị", Wish.UNITS),
        ("có bao nhiêu đơn vị phải tổ chức hội nghị", None),
        ("bao nhiêu đơn vị chưa nộp", None),
        ("ai là chủ tịch mầm non hoa sen", Wish.SPEAKER),
        ("sđt chủ tịch mầm non hoa sen", Wish.SPEAKER),
        ("hoa sen ai phụ trách", Wish.SPEAKER),
        ("gọi cho đồi sim số nào", Wish.SPEAKER),
        ("ai chưa nộp", None),
    ],
)
def test_an_office_asks_for_its_units_and_their_people(said: str, expected: Wish | None) -> None:
    assert wish_of(said) == expected


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("ai là chủ tịch", True),
        ("cho em xin sđt chị chủ tịch", True),
        ("phó chủ tịch là ai", False),
        ("nhiệm kỳ của chủ tịch là mấy năm", False),
    ],
)
def test_nothing_else_is_spoken_of(rest: str, expected: bool) -> None:
    assert is_about_speaker(rest) is expected
