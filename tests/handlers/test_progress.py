"""What is told and what is asked: a figure that somebody reports is never answered as a question, nor the reverse."""

import pytest

from handlers.progress import Told, told


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("kết nạp thêm 5 đoàn viên", Told.FIGURE, id="a bare figure"),
        pytest.param("báo cáo: tháng này kết nạp 5 đv", Told.FIGURE, id="with a heading"),
        pytest.param("thang nay ket nap 5 dv", Told.FIGURE, id="without marks"),
        pytest.param("tuyên truyền 120/130 người", Told.FIGURE, id="a ratio"),
        pytest.param("kết nạp ba mươi hai đoàn viên", Told.FIGURE, id="in words"),
        pytest.param("thang 10 them 68 doan vien", Told.FIGURE, id="a result without a verb"),
        pytest.param("6 tháng đầu năm kết nạp 5 đv", Told.FIGURE, id="a period and a figure"),
        pytest.param("công ty may kết nạp 5 đoàn viên", Told.FIGURE, id="a garment maker is no 'mấy'"),
        pytest.param("ủng hộ quỹ mái ấm 12tr5", Told.FIGURE, id="money on the phone"),
        pytest.param("sửa lại là 6", Told.CORRECTION, id="put right"),
        pytest.param("sua lai thanh 6 nhe", Told.CORRECTION, id="put right without marks"),
        pytest.param("à nhầm, kết nạp 6", Told.CORRECTION, id="a slip"),
        pytest.param("ghi nhầm, 86 mới đúng", Told.CORRECTION, id="a slip at writing"),
        pytest.param("bỏ số vừa rồi đi", Told.CORRECTION, id="taken back"),
        pytest.param("đã gửi báo cáo", Told.FILING, id="sent"),
        pytest.param("em đã nộp báo cáo tháng 11 rồi ạ", Told.FILING, id="sent, with courtesy"),
        pytest.param("báo cáo gửi rồi nhé", Told.FILING, id="sent, the other way round"),
        pytest.param("nộp báo cáo", Told.FILING, id="to be handed in"),
        pytest.param("gui bao cao thang 11", Told.FILING, id="to be handed in without marks"),
        pytest.param("làm báo cáo", Told.FILING, id="to be written"),
        pytest.param("cho em nộp báo cáo quý IV", Told.FILING, id="to be handed in, politely"),
        pytest.param("kết nạp bao nhiêu", None, id="how many"),
        pytest.param("tháng này kết nạp 5 đoàn viên được không", None, id="is it allowed"),
        pytest.param("chỉ tiêu kết nạp 5 đoàn viên đúng không", None, id="is the target so"),
        pytest.param("kết nạp 120 đoàn viên phải không", None, id="is it so"),
        pytest.param("kết nạp 120 đoàn viên?", None, id="a sign that asks"),
        pytest.param("chỉ tiêu kết nạp 120 đoàn viên", None, id="a target named"),
        pytest.param("năm nay phải kết nạp 120 đoàn viên", None, id="what must be done"),
        pytest.param("kết nạp đoàn viên năm 2026", None, id="a year is no figure"),
        pytest.param("kết nạp đoàn viên tháng 11", None, id="a month is no figure"),
        pytest.param("tổ chức hội nghị mục 3", None, id="a section is no figure"),
        pytest.param("kiểm tra theo nghị định 30/2020", None, id="a document is no ratio"),
        pytest.param("hạn nộp kinh phí 2%", None, id="a day is wanted"),
        pytest.param("báo cáo gửi cho ai, bao lâu một lần", None, id="to whom"),
        pytest.param("nộp báo cáo khi nào", None, id="when"),
        pytest.param("hạn nộp báo cáo tháng", None, id="the due day"),
        pytest.param("nộp báo cáo hàng tháng", None, id="a question cut short"),
        pytest.param("đã gửi báo cáo chưa", None, id="whether it was sent"),
        pytest.param("giải pháp nhằm nâng 5 lĩnh vực", None, id="a purpose is no slip"),
        pytest.param("nhầm người", None, id="somebody else was meant"),
        pytest.param("", None, id="nothing"),
        pytest.param("chào đồng chí", None, id="a greeting"),
    ],
)
def test_told(said: str, expected: Told | None) -> None:
    assert told(said) is expected
