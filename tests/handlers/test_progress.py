"""What is told and what is asked: a figure that somebody reports is never answered as a question, nor the reverse."""

import pytest

from handlers import speech


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("đã gửi báo cáo", True, id="sent"),
        pytest.param("em đã nộp báo cáo tháng 11 rồi ạ", True, id="sent, with courtesy"),
        pytest.param("báo cáo gửi rồi nhé", True, id="sent, the other way round"),
        pytest.param("nộp báo cáo", True, id="to be handed in"),
        pytest.param("gui bao cao thang 11", True, id="to be handed in without marks"),
        pytest.param("làm báo cáo", True, id="to be written"),
        pytest.param("cho em nộp báo cáo quý IV", True, id="to be handed in, politely"),
        pytest.param("báo cáo gửi cho ai, bao lâu một lần", False, id="to whom"),
        pytest.param("nộp báo cáo khi nào", False, id="when"),
        pytest.param("hạn nộp báo cáo tháng", False, id="the due day"),
        pytest.param("nộp báo cáo hàng tháng", False, id="a question cut short"),
        pytest.param("đã gửi báo cáo chưa", False, id="whether it was sent"),
        pytest.param("kết nạp 5 đoàn viên", False, id="a figure"),
    ],
)
def test_is_filing(said: str, expected: bool) -> None:
    assert speech.is_filing(said) is expected
