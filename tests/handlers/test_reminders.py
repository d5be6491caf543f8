"""The words of what is told unasked: what is due when, what is missing, whom to call; no database."""

from datetime import date, datetime, timedelta

import pytest

from handlers.messages import Button
from handlers.reminders import Line, call_list, reminder, summary
from handlers.wording.board import Means, Sheet
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler.duties import Deadline, DutyId, ReportingPeriod
from scheduler.filings import Filing, FilingId, State
from scheduler.tally import tally

OFFICE = "Văn phòng Công đoàn xã Suối Mây"
NOVEMBER = ReportingPeriod("2026-11", "tháng 11/2026", date(2026, 11, 1), date(2026, 11, 30))
YEAR = ReportingPeriod("2026", "năm 2026", date(2025, 12, 1), date(2026, 11, 30))
AT_ONCE = ReportingPeriod("2026-11-25T16", "ngày 25/11/2026", date(2026, 11, 25), date(2026, 11, 25))
UNITS = ("CĐCS Mầm non Hoa Sen", "CĐCS Tiểu học Đồi Sim", "CĐCS THCS Lá Xanh")
BEFORE = "[Tin tự động – Văn phòng Công đoàn xã Suối Mây] Kính gửi đồng chí Hạnh"


def at(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


def filing(number: int = 0, **given: object) -> Filing:
    """November's report of one of the units, due on Wednesday the 25th at 17:00."""
    period = given.pop("period", NOVEMBER)
    due = given.pop("due", at(25, 17))
    assert isinstance(period, ReportingPeriod)
    assert isinstance(due, datetime)
    values: dict[str, object] = {
        "id": FilingId(number + 1), "duty": DutyId("d"), "duty_name": "Báo cáo tháng", "period": period,
        "unit": UnitCode(f"u{number}"), "unit_name": UNITS[number], "state": State.UNTOUCHED,
        "deadline": Deadline(DutyId("d"), period, due.date(), due), "opened_at": at(1),
    }  # fmt: skip
    return Filing(**{**values, **given})  # type: ignore[arg-type] # the fields by name


def line(item: Filing, *missing: str, fields: int = 8, asks: str = "") -> Line:
    return Line(item, missing, fields, "Văn phòng quy định", asks)


MANY = tuple(f"mục {n}" for n in range(1, 8))


@pytest.mark.parametrize(
    ("told", "now", "expected"),
    [
        pytest.param(
            line(filing(), "đoàn viên ưu tú", "nhiệm vụ tháng tới"), at(23),
            "báo cáo tháng 11 của CĐCS Mầm non Hoa Sen hạn thứ Tư 25/11 (Văn phòng quy định). "
            "Còn 2 mục: đoàn viên ưu tú; nhiệm vụ tháng tới.",
            id="before: what is missing, and who set the day",
        ),
        pytest.param(
            line(filing(), *MANY[:5]), at(24),
            "hạn ngày mai, thứ Tư 25/11 (Văn phòng quy định). Còn 5 mục: mục 1; mục 2; mục 3; mục 4; mục 5.",
            id="the day before",
        ),
        pytest.param(
            line(filing(), *MANY), at(24), "Còn 7 mục: mục 1; mục 2; mục 3; mục 4; và 3 mục nữa.", id="many are counted"
        ),
        pytest.param(line(filing(), *MANY, fields=7), at(25), "hạn hôm nay, trước 17 giờ", id="on the day its hour"),
        pytest.param(line(filing(), *MANY, fields=7), at(25), "Chưa khai, có 7 mục.", id="not begun"),
        pytest.param(line(filing()), at(25), "Đã đủ các mục, chỉ còn gửi.", id="only to be handed in"),
        pytest.param(line(filing()), at(25, 18), "đã quá hạn từ 17 giờ hôm nay. Đã đủ", id="an hour ago"),
        pytest.param(line(filing()), at(27), "đã quá hạn từ thứ Tư 25/11. Đã đủ", id="afterwards nobody is blamed"),
        pytest.param(
            line(filing(extended_to=at(27, 17)), "a"), at(25), "hạn thứ Sáu 27/11. Còn 1 mục: a.",
            id="more time was the unit's own",
        ),
        pytest.param(
            line(filing(period=YEAR, duty_name="Báo cáo năm", due=at(25, 17).replace(year=2027)), "a"), at(25),
            "báo cáo năm 2026 của CĐCS Mầm non Hoa Sen hạn thứ Năm 25/11/2027", id="another year is named",
        ),
        pytest.param(
            line(filing(state=State.RETURNED, returned_why="thiếu số thăm hỏi"), "a"), at(24),
            "Văn phòng đề nghị bổ sung: thiếu số thăm hỏi.", id="sent back: why",
        ),
        pytest.param(
            line(filing(period=AT_ONCE, due=at(25, 16)), "a", fields=1, asks="số lao động thiếu việc"), at(25, 9),
            "Văn phòng hỏi CĐCS Mầm non Hoa Sen: “số lao động thiếu việc”, hạn hôm nay, trước 16 giờ. Nhắn con số",
            id="asked once, in the office's words",
        ),
        pytest.param(
            line(filing(due=at(25, 15, 30)), "a"), at(25), "trước 15 giờ 30", id="half an hour",
        ),
    ],
)  # fmt: skip
def test_a_reminder_of_one_report(told: Line, now: datetime, expected: str) -> None:
    said = reminder([told], "Hạnh", OFFICE, now)
    assert said.text.startswith(f"{BEFORE}: ")
    assert expected in said.text
    assert said.text.endswith("Nhắn “khai” hoặc “để sau”.")
    assert said.pushed
    assert len(said.text) < 400


def test_its_buttons_are_whole_sentences() -> None:
    said = reminder([line(filing(), "a")], "Hạnh", OFFICE, at(23))
    assert said.buttons == (Button("Khai", "khai báo cáo tháng 11"), Button("Để sau", "để sau"))


def test_several_reports_are_listed_by_their_due_moment() -> None:
    later = filing(period=YEAR, duty_name="Báo cáo năm", due=at(30, 17))
    said = reminder([line(later, "a"), line(filing(), "b")], "Hạnh", OFFICE, at(23))
    assert said.text.splitlines() == [
        f"{BEFORE}, có 2 báo cáo:",
        "• Báo cáo tháng 11 của CĐCS Mầm non Hoa Sen hạn thứ Tư 25/11 (Văn phòng quy định). Còn 1 mục: b.",
        "• Báo cáo năm 2026 của CĐCS Mầm non Hoa Sen hạn thứ Hai 30/11 (Văn phòng quy định). Còn 1 mục: a.",
        "Nhắn “khai” hoặc “để sau”.",
    ]
    assert [button.label for button in said.buttons] == ["Khai tháng 11", "Khai năm 2026", "Để sau"]


def test_two_units_are_told_apart_by_their_buttons() -> None:
    said = reminder([line(filing(), "a"), line(filing(1), "a")], "Hạnh", OFFICE, at(23))
    assert [button.says for button in said.buttons] == [
        "khai báo cáo tháng 11 Mầm non Hoa Sen",
        "khai báo cáo tháng 11 Tiểu học Đồi Sim",
        "để sau",
    ]
    assert len({button.label for button in said.buttons}) == 3


def test_more_reports_than_a_phone_shows_are_counted() -> None:
    several = [line(filing(duty_name=f"Báo cáo số {n}"), "a") for n in range(9)]
    said = reminder(several, "Hạnh", OFFICE, at(23))
    assert "• và 3 báo cáo nữa" in said.text
    assert said.text.count("\n") == 8


# To the office


def sheet(*items: Filing, now: datetime, means: dict[UnitCode, Means] | None = None) -> Sheet:
    return Sheet("báo cáo tháng 11", at(25, 17), now, tally(items, now), means or {}, may_chase=True)


def test_the_summary_is_the_board_told_unasked() -> None:
    filed = filing(state=State.SUBMITTED, submitted_at=at(26))
    said = summary(sheet(filed, filing(1), now=at(26, 8, 30)), OFFICE)
    assert said.text.startswith(
        "[Tin tự động – Văn phòng Công đoàn xã Suối Mây] Báo cáo tháng 11, hạn 25/11, lúc 08:30 ngày 26/11: 2 đơn vị"
    )
    assert "muộn 1" in said.text
    assert said.pushed


@pytest.mark.parametrize(
    ("means", "name", "expected"),
    [
        pytest.param(Means("0200 000 0204"), "Thắm", "Đồi Sim: đồng chí Thắm, 0200 000 0204", id="who reads and waits"),
        pytest.param(
            Means("0200 000 0204", has_account=False), "Thắm", "đồng chí Thắm, 0200 000 0204 (chưa dùng trợ lý)",
            id="who never joined",
        ),
        pytest.param(
            Means("0200 000 0204", is_reachable=False), "Thắm", "0200 000 0204 (tin không tới)", id="who blocked it"
        ),
        pytest.param(Means(), "Thắm", "đồng chí Thắm, chưa có số", id="no number is known"),
        pytest.param(Means(has_account=False), "", "Đồi Sim: chưa có người phụ trách", id="nobody speaks for it"),
    ],
)  # fmt: skip
def test_the_call_list_says_who_and_why(means: Means, name: str, expected: str) -> None:
    names = {UnitCode("u1"): name} if name else {}
    said = call_list(sheet(filing(1), now=at(30, 8, 30), means={UnitCode("u1"): means}), names, OFFICE)
    assert said
    assert "đã nhắc đủ lượt, còn 1 đơn vị xin gọi điện:" in said.text
    assert said.text.splitlines()[1].endswith(expected)


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(filing(state=State.TAKEN_IN, submitted_at=at(24)), id="taken in"),
        pytest.param(filing(excused="đang sửa trường"), id="excused"),
        pytest.param(filing(extended_to=at(30, 17) + timedelta(days=2)), id="has more time"),
        pytest.param(filing(is_abolished=True), id="owes nothing any more"),
    ],
)
def test_nobody_is_called_who_is_not_waited_for(item: Filing) -> None:
    assert call_list(sheet(item, now=at(30, 8, 30)), {}, OFFICE) is None
