"""A button's sentence fits its 64 bytes whatever units, reports and figures are called, quotation marks included."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from handlers.messages import BUTTON_SAYS_MAX_BYTES, Reply
from handlers.wording import announce, behalf, board, deeds, progress, reminding, report
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler.duties import Deadline, DutyId, ReportingPeriod
from scheduler.filings import Filing, FilingId, State
from scheduler.tally import Tally
from union.indicators import Indicator, IndicatorId, Kind

NOW = datetime(2026, 11, 23, 8, tzinfo=VIETNAM)
LONG = "Báo cáo kết quả “Tháng Công nhân” – “Tháng hành động về An toàn, vệ sinh lao động” – đợt “Mùa nước nổi” năm"
UNIT = (
    "CĐCS Công ty trách nhiệm hữu hạn một thành viên “Dệt may – Xuất khẩu – Thương mại” Bên Sông – chi nhánh “Đồi Sim”"
)
UNBROKEN = "“–”" * 40
NOVEMBER = ReportingPeriod("2026-11", "tháng 11/2026", date(2026, 11, 1), date(2026, 11, 30))
DUTY = DutyId("dot-xuat")
DEADLINE = Deadline(DUTY, NOVEMBER, NOVEMBER.end, NOW)
FILING = Filing(FilingId(1), DUTY, LONG, NOVEMBER, UnitCode("ben-song"), UNIT, State.UNTOUCHED, DEADLINE, NOW)
SHEET = board.Sheet(LONG, NOW, NOW, Tally(()), {})


def counted(name: str) -> Indicator:
    return Indicator(IndicatorId("x"), name, "đoàn viên", Kind.COUNT)


def begun(unit: str) -> str:
    return report.says_begin(FILING, NOW.date(), unit=unit)


@pytest.mark.parametrize("name", [LONG, UNIT, UNBROKEN], ids=["a report", "a unit", "no space"])
@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda name: reminding.call_list("VP", name, "hạn 25/11", ["a"]), id="the call list"),
        pytest.param(lambda name: Reply("", (reminding.open_button("Khai", f"khai {name}"),)), id="a reminder"),
        pytest.param(lambda name: deeds.wishes([("a", name)]), id="wishes for more time"),
        pytest.param(lambda name: deeds.told_extended(name, FILING, NOW), id="more time"),
        pytest.param(lambda name: board.which_unit([(name, f"ghi hộ {name}")]), id="which unit"),
        pytest.param(lambda name: board.which_report([(name, f"ai chưa nộp {name}")]), id="which report"),
        pytest.param(
            lambda name: behalf.unclear(name, "tháng 11", (), behalf.Open("đv 5", "5", "", [name]), ()),
            id="which figure by phone",
        ),
        pytest.param(lambda name: announce.which_to_correct((1, 2), f"đổi {name}"), id="which is corrected"),
        pytest.param(
            lambda name: progress.which_indicator("5", [(counted(name), progress.option_says(counted(name), None))]),
            id="which figure",
        ),
        pytest.param(lambda name: progress.which_unit([name, "Hoa Sen"], "5"), id="which of my units"),
        pytest.param(lambda name: report.which([(name, "25/11", begun(name))]), id="which of mine"),
        pytest.param(lambda name: board.board(replace(SHEET, name=name)), id="the board"),
    ],
)  # fmt: skip
def test_a_buttons_sentence_fits(made: Callable[[str], Reply], name: str) -> None:
    for button in made(name).buttons:
        assert 0 < len(button.says.encode()) <= BUTTON_SAYS_MAX_BYTES
