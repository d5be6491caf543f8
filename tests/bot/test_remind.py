"""Reminding: what rings is told once, as things stand when it goes, and every reminder ends with its reason."""

import asyncio
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot import demo, owing
from bot.app import follow_offset
from bot.channels.contract import SendError, Verdict
from bot.channels.terminal import TERMINAL
from bot.cli import main
from bot.commands.doctor import of_reminding
from bot.db import Database, moment
from bot.delivery import Sender, Shower
from bot.opening import OFFSET, REMINDED_AT
from bot.parcel import unpack
from bot.reminding import remind, told_at
from bot.store import outgoing, runs
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler import store as scheduler
from scheduler.duties import Cadence, DayRule, Deadline, Duty, DutyId, RuleKind
from scheduler.filings import Filing, FilingId
from scheduler.openings import Hierarchy
from scheduler.store import Kept, Which
from tests.house import PLATFORM, Platform, going, house_of, rows, still, until
from union import store as union
from union.draft import Snapshot
from union.reach import store as reach
from union.roster import OfficerId, Role
from union.scope import Scope
from union.store import Account

HOA_SEN, DOI_SIM = UnitCode("mam-non-hoa-sen"), UnitCode("tieu-hoc-doi-sim")
HANH, TUAN = OfficerId(1), OfficerId(4)
CLERK = Scope(TUAN, offices=frozenset({demo.OFFICE}), runs=frozenset(u.code for u in demo.BELOW),
              views=frozenset(u.code for u in demo.BELOW))  # fmt: skip


def at(day: int, hour: int = 8, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


FIRST_RUNG = at(23)
"""T-3 of the 25th is a Sunday: it rings on Monday."""


@pytest.fixture
def office(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    """The demo of the tests, filled on Saturday the 21st."""
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    db = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield db
    db.close()


def run(db: Database, now: datetime) -> int:
    """One run of the job; nothing is shown yet."""
    return asyncio.run(remind(still(house_of(db, TERMINAL), now)))


def show(db: Database, now: datetime) -> None:
    """What waits for the page is judged and shown."""
    db.write_now(Shower(still(house_of(db, TERMINAL), now)).show)


def kept(db: Database, unit: UnitCode = HOA_SEN, duty: str = "bao-cao-thang") -> list[Kept]:
    """Every reminder of one unit's November report, oldest first."""
    [item] = db.read_now(
        lambda session: scheduler.filings_of_all(session, Which(units=[unit], duty=DutyId(duty), period="2026-11"))
    )
    return db.read_now(lambda session: scheduler.reminders_about(session, [item.id]))


def ends(db: Database, unit: UnitCode = HOA_SEN) -> list[tuple[str, str, str]]:
    """Rung, how it ended and why."""
    return [(each.rung, str(each.state), each.reason) for each in kept(db, unit)]


def shown(db: Database, chat: str = "hanh") -> list[str]:
    """What this person was told unasked."""
    found = rows(
        db, "SELECT body FROM outgoing WHERE chat = :chat AND state = 'sent' AND lane > 0 ORDER BY id", chat=chat
    )
    return [unpack(str(body)).text for (body,) in found]


def filing_of(session: Session, unit: UnitCode = HOA_SEN) -> Filing:
    [item] = scheduler.filings_of_all(session, Which(units=[unit], duty=DutyId("bao-cao-thang"), period="2026-11"))
    return item


def hand_in(session: Session, now: datetime, unit: UnitCode = HOA_SEN) -> None:
    """The unit's report is handed in."""
    item = filing_of(session, unit)
    paper = Snapshot(
        "Báo cáo", unit, item.unit_name, "", item.period.key, item.period.name, item.deadline.cut_off, item.due, now,
        "Hạnh", "SM11-001", item.version + 1,
    )  # fmt: skip
    scheduler.submit(session, Scope(HANH, frozenset({unit}), views=frozenset({unit})), item, paper, address="", now=now)


# Once, and as things stand


def test_a_run_twice_tells_once(office: Database) -> None:
    first = run(office, FIRST_RUNG)
    again = run(office, FIRST_RUNG + timedelta(minutes=5))
    show(office, FIRST_RUNG + timedelta(minutes=6))
    assert (first, again) == (10, 0)
    assert len(shown(office)) == 1
    assert ends(office) == [("T-3", "sent", "")]


def test_two_runs_of_one_moment_tell_once(office: Database) -> None:
    run(office, FIRST_RUNG)
    office.write_now(lambda session: runs.write_setting(session, REMINDED_AT, at(21).isoformat()))
    assert run(office, FIRST_RUNG) == 0


def excuse(session: Session, now: datetime) -> None:
    scheduler.mark(session, CLERK, filing_of(session), now, excused="đang sửa trường")


def extend(session: Session, now: datetime) -> None:
    scheduler.extend(session, CLERK, filing_of(session), at(27, 17), now)


def abolish(session: Session, now: datetime) -> None:
    owed = scheduler.filings_of_all(session, Which(duty=DutyId("bao-cao-thang")))
    scheduler.abolish(session, [item.id for item in owed], now)


def snooze(session: Session, now: datetime) -> None:
    own = Scope(HANH, frozenset({HOA_SEN}), views=frozenset({HOA_SEN}))
    scheduler.snooze(session, own, [filing_of(session)], at(24, 10), now)


def leave(session: Session, now: datetime) -> None:
    session.execute(text("UPDATE seat SET valid_to = :day WHERE officer_id = 1"), {"day": now.date().isoformat()})


@pytest.mark.parametrize(
    ("meanwhile", "reason"),
    [
        pytest.param(hand_in, "đã nộp", id="handed in"),
        pytest.param(excuse, "được miễn", id="excused"),
        pytest.param(extend, "đã đổi hạn", id="given more time"),
        pytest.param(abolish, "không còn phải nộp", id="the duty is abolished"),
        pytest.param(snooze, "để sau", id="put off"),
        pytest.param(leave, "đã đổi người phụ trách", id="the chair has left"),
    ],
)
def test_what_is_no_longer_right_does_not_go(
    meanwhile: Callable[[Session, datetime], None], reason: str, office: Database
) -> None:
    run(office, FIRST_RUNG)
    office.write_now(lambda session: meanwhile(session, FIRST_RUNG))
    show(office, FIRST_RUNG + timedelta(minutes=1))
    assert shown(office) == []
    assert ends(office) == [("T-3", "cancelled", reason)]
    assert rows(office, "SELECT state, reason FROM outgoing WHERE chat = 'hanh'") == [("cancelled", reason)]


def test_a_bundle_goes_without_what_was_handed_in(office: Database) -> None:
    office.write_now(second_duty)
    run(office, at(22, 9))  # opens the second duty's filings
    assert run(office, FIRST_RUNG) == 10
    office.write_now(lambda session: hand_in(session, FIRST_RUNG))
    show(office, FIRST_RUNG)
    [told] = shown(office)
    assert "tháng 11" not in told.partition("an toàn")[0]
    assert "báo cáo an toàn lao động tháng 11" in told
    assert ends(office) == [("T-3", "cancelled", "đã nộp")]


def second_duty(session: Session) -> None:
    """Another monthly report, due on the same day."""
    [monthly] = [duty for duty in scheduler.all_duties(session) if duty.id == "bao-cao-thang"]
    other = replace(monthly, id=DutyId("an-toan"), name="Báo cáo an toàn lao động")
    scheduler.save_duty(session, other, "Văn phòng", at(21))


def test_several_reports_of_one_chair_are_one_message(office: Database) -> None:
    office.write_now(second_duty)
    run(office, at(22, 9))
    run(office, FIRST_RUNG)
    show(office, FIRST_RUNG)
    [told] = shown(office)
    assert "có 2 báo cáo:\n• Báo cáo an toàn lao động tháng 11" in told
    assert "\n• Báo cáo tháng 11 của CĐCS Mầm non Hoa Sen" in told


def test_the_words_are_those_of_the_moment_it_goes(office: Database) -> None:
    run(office, FIRST_RUNG)
    show(office, at(24, 9))
    [told] = shown(office)
    assert "hạn ngày mai, thứ Tư 25/11" in told


# Late, lost and moved


def test_an_outage_of_two_days_makes_one_late_message(office: Database) -> None:
    run(office, at(25, 9))
    show(office, at(25, 9))
    [told] = shown(office)
    assert "hạn hôm nay, trước 17 giờ" in told
    assert ends(office) == [("T-3", "merged", "đã có lượt nhắc mới hơn"), ("T", "sent", "")]


def test_a_message_that_waits_gives_way_to_a_newer_one(office: Database) -> None:
    run(office, FIRST_RUNG)
    run(office, at(25))
    office.write_now(lambda session: session.execute(text("UPDATE outgoing SET use_by = '2026-12-01'")))
    show(office, at(25))
    assert len(shown(office)) == 1
    assert ends(office) == [("T-3", "merged", "đã có lượt nhắc mới hơn"), ("T", "sent", "")]


def test_what_nobody_sent_in_its_time_ends_with_a_reason(office: Database) -> None:
    run(office, FIRST_RUNG)
    show(office, at(25, 8, 1))  # of use until the next rung rings
    run(office, at(25, 8))
    assert ends(office)[0] == ("T-3", "cancelled", "quá thời hạn sử dụng")


def test_more_time_counts_the_rungs_anew_from_then_on(office: Database) -> None:
    run(office, FIRST_RUNG)
    show(office, FIRST_RUNG)
    office.write_now(lambda session: scheduler.extend(session, CLERK, filing_of(session), at(30, 17), at(24, 9)))
    for day in (25, 26, 27, 30):
        run(office, at(day))
        show(office, at(day))
    assert ends(office) == [("T-3", "sent", ""), ("T-3", "sent", ""), ("T", "sent", "")]
    assert [each.due for each in kept(office)] == [at(25, 17), at(30, 17), at(30, 17)]
    assert kept(office)[1].at == at(27)


def test_a_second_message_of_one_moment_has_a_name_of_its_own(office: Database) -> None:
    run(office, FIRST_RUNG)
    show(office, FIRST_RUNG)
    office.write_now(second_duty)
    hierarchy = office.read_now(lambda session: Hierarchy(union.all_units(session), reach.all_links(session)))
    assert any(unit.code == HOA_SEN for unit in hierarchy.units)
    office.write_now(lambda session: scheduler.open_filings(session, second_deadline(session), [HOA_SEN], at(22)))
    office.write_now(lambda session: runs.write_setting(session, REMINDED_AT, at(22).isoformat()))
    assert run(office, FIRST_RUNG) == 1
    show(office, FIRST_RUNG)
    assert len(shown(office)) == 2
    [(name,)] = rows(office, "SELECT bundle FROM reminder WHERE duty = 'an-toan'")
    assert told_at(str(name)) == FIRST_RUNG


def second_deadline(session: Session) -> Deadline:
    """The second duty's November, as the first's."""
    [first] = [item for item in scheduler.deadlines(session, [DutyId("bao-cao-thang")]) if item.period.key == "2026-11"]
    return replace(first, duty=DutyId("an-toan"))


def test_a_new_chair_is_told_in_the_place_of_the_old_one(office: Database) -> None:
    def swap(session: Session) -> None:
        leave(session, FIRST_RUNG)
        who = union.add_officer(session, "Liên")
        union.give_seat(session, who, HOA_SEN, Role.CHAIR, FIRST_RUNG.date())
        union.save_account(session, Account("web:lien", who, "web", "lien", reachable=True), now=FIRST_RUNG)

    office.write_now(swap)
    run(office, FIRST_RUNG)
    show(office, FIRST_RUNG)
    assert shown(office) == []
    assert "đồng chí Liên" in shown(office, "lien")[0]


def test_whom_it_was_handed_to_is_told_while_they_hold_a_seat(office: Database) -> None:
    def hand_over(session: Session) -> None:
        who = union.add_officer(session, "Vân")
        union.give_seat(session, who, HOA_SEN, Role.DEPUTY, at(1).date())
        union.save_account(session, Account("web:van", who, "web", "van", reachable=True), now=FIRST_RUNG)
        scheduler.set_filing(session, filing_of(session).id, at(22), handed_to=who)

    office.write_now(hand_over)
    run(office, FIRST_RUNG)
    show(office, FIRST_RUNG)
    assert (len(shown(office)), len(shown(office, "van"))) == (0, 1)


def test_an_hour_of_ones_own_is_kept(office: Database) -> None:
    office.write_now(lambda session: session.execute(text("UPDATE officer SET remind_hour = 19 WHERE id = 1")))
    run(office, at(23, 12))
    assert ends(office) == []
    run(office, at(23, 19))
    show(office, at(23, 19))
    assert ends(office) == [("T-3", "sent", "")]


def test_what_was_put_off_after_its_due_day_comes_when_it_was_promised(office: Database) -> None:
    own = Scope(HANH, frozenset({HOA_SEN}), views=frozenset({HOA_SEN}))
    run(office, at(25))
    show(office, at(25))
    office.write_now(lambda session: scheduler.snooze(session, own, [filing_of(session)], at(26), at(25, 18)))
    run(office, at(26))
    show(office, at(26))
    assert ends(office)[-1] == ("Z11260800", "sent", "")
    assert "đã quá hạn từ thứ Tư 25/11" in shown(office)[-1]


# Whom nothing reaches


def test_who_does_not_use_the_assistant_stands_with_that_reason(office: Database) -> None:
    run(office, FIRST_RUNG)
    assert ends(office, UnitCode("htx-dong-gio")) == [("T-3", "cancelled", "chưa dùng trợ lý")]


def test_who_blocked_the_assistant_stands_with_that_reason(office: Database) -> None:
    office.write_now(lambda session: union.lost_touch(session, "web", "hanh"))
    run(office, FIRST_RUNG)
    assert ends(office) == [("T-3", "cancelled", "tin không tới")]


def test_a_refused_message_ends_its_reminders(office: Database) -> None:
    def on_platform(session: Session) -> None:
        session.execute(text("UPDATE account SET reachable = 0 WHERE address = 'web:hanh'"))
        account = Account(f"{PLATFORM}:9", HANH, PLATFORM, "9", reachable=True)
        union.save_account(session, account, now=FIRST_RUNG)

    async def perform() -> None:
        platform = Platform(refusals=[SendError(Verdict.DROP, "văn bản không hợp lệ")])
        house = house_of(office, platform, office_now=FIRST_RUNG)
        await house.db.write(ensure_pace)
        await remind(house)
        async with going(Sender(house, PLATFORM).run):
            await until(lambda: rows(office, "SELECT 1 FROM outgoing WHERE state = 'failed'") != [])
        await remind(house)

    office.write_now(on_platform)
    asyncio.run(perform())
    assert ends(office) == [("T-3", "cancelled", "văn bản không hợp lệ")]


def ensure_pace(session: Session) -> None:
    outgoing.ensure_pace(session, PLATFORM, 1000.0, moment(session))


# What is owed


def test_a_new_month_opens_by_itself(office: Database) -> None:
    run(office, at(1, month=12))
    found = office.read_now(lambda session: scheduler.filings_of_all(session, Which(period="2026-12")))
    assert len(found) == 12


def test_an_ended_duty_is_owed_no_more(office: Database) -> None:
    def end(session: Session) -> None:
        [monthly] = [duty for duty in scheduler.all_duties(session) if duty.id == "bao-cao-thang"]
        scheduler.save_duty(session, replace(monthly, valid_to=at(22).date()), "Văn phòng", at(22))

    office.write_now(end)
    run(office, FIRST_RUNG)
    assert office.read_now(filing_of).is_abolished
    assert ends(office) == []


def test_a_unit_that_ended_without_a_successor_owes_nothing(office: Database) -> None:
    closed = next(unit for unit in demo.BELOW if unit.code == HOA_SEN)
    office.write_now(lambda session: union.save_unit(session, replace(closed, closed_on=at(22).date())))
    run(office, FIRST_RUNG)
    assert office.read_now(filing_of).is_abolished


def test_the_successors_chair_is_told_of_what_a_merged_unit_still_owes(office: Database) -> None:
    def merge(session: Session) -> None:
        closed = next(unit for unit in demo.BELOW if unit.code == HOA_SEN)
        union.save_unit(session, replace(closed, closed_on=at(25).date()))
        union.succeed(session, DOI_SIM, HOA_SEN, at(25).date())

    office.write_now(merge)
    run(office, FIRST_RUNG)
    show(office, FIRST_RUNG)
    run(office, at(25))
    show(office, at(25))
    assert len(shown(office)) == 1
    first, last = shown(office, "lan")
    assert "Hoa Sen" not in first
    assert "Hoa Sen" in last
    assert "Đồi Sim" in last


def test_holidays_are_known_before_they_are_needed(office: Database) -> None:
    run(office, datetime(2030, 1, 21, 8, tzinfo=VIETNAM))
    calendar = office.read_now(lambda session: owing.calendar_until(session, date(2031, 1, 1)))
    assert calendar.is_rest_day(date(2030, 2, 4))
    assert any(day.year == 2031 for day in calendar.days)


# To the office


def test_the_office_is_told_once_how_it_went(office: Database) -> None:
    office.write_now(lambda session: hand_in(session, FIRST_RUNG))
    for moment_of in (at(26, 8, 30), at(26, 8, 35), at(27)):
        run(office, moment_of)
        show(office, moment_of)
    [told] = [each for each in shown(office, "tuan") if "đã nộp 1" in each]
    assert "Báo cáo tháng 11, hạn 25/11, lúc 08:30 ngày 26/11: 12 đơn vị" in told
    assert "HTX Đồng Gió (chưa dùng trợ lý" in told


def test_who_left_the_office_is_told_nothing(office: Database) -> None:
    run(office, at(26, 8, 30))
    office.write_now(
        lambda session: session.execute(text("UPDATE seat SET valid_to = '2026-11-26' WHERE officer_id = 4"))
    )
    show(office, at(26, 8, 31))
    assert shown(office, "tuan") == []


def test_the_call_list_names_telephones_of_those_who_are_missing(office: Database) -> None:
    office.write_now(lambda session: hand_in(session, FIRST_RUNG))
    run(office, at(30, 8, 30))
    show(office, at(30, 8, 30))
    [told] = [each for each in shown(office, "tuan") if "gọi điện" in each and "•" in each]
    assert "• THCS Lá Xanh: đồng chí Thắm, 0200 000 0204 (chưa dùng trợ lý)" in told
    assert "Hoa Sen" not in told


# On both databases, the command, the clock


def test_the_job_runs_on_both_databases(db: Database) -> None:
    db.write_now(lambda session: demo.fill(session, "", at(21)))
    db.write_now(lambda session: runs.write_setting(session, REMINDED_AT, at(21).isoformat()))
    first, again = run(db, FIRST_RUNG), run(db, FIRST_RUNG)
    show(db, FIRST_RUNG)
    assert (first, again, ends(db)) == (10, 0, [("T-3", "sent", "")])


async def test_a_moved_clock_is_reminded_at_once(office: Database) -> None:
    house = house_of(office, TERMINAL)

    def move(session: Session) -> None:
        ahead = FIRST_RUNG - house.clock.at(moment(session))
        runs.write_setting(session, OFFSET, str(ahead.total_seconds() + 1))

    office.write_now(move)
    async with going(lambda: follow_offset(house, reminds=True)):
        await until(lambda: rows(office, "SELECT 1 FROM outgoing WHERE judge = 'reminder'") != [])


def everything(db: Database) -> list[list[tuple[object, ...]]]:
    """Every row of the tables that reminding writes."""
    return [rows(db, f"SELECT * FROM {table}") for table in ("filing", "deadline", "reminder", "outgoing", "setting")]  # noqa: S608 - our own names


@pytest.fixture
def command(office: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The same database for the command line, with the office's clock at the moment the demo was filled."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    ahead = at(21) - datetime.now(VIETNAM)  # noqa: TID251 - the command reads the machine's clock
    office.write_now(lambda session: runs.write_setting(session, OFFSET, str(ahead.total_seconds())))
    return office


def test_a_dry_run_prints_who_gets_what_and_writes_nothing(
    command: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(command)
    assert main(["remind", "--on", "2026-11-25", "--dry-run", "--json"]) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert everything(command) == before
    assert len(printed) == 12
    assert printed[0].keys() == {"key", "duty", "period", "due", "union", "officer", "rung", "text"}
    assert printed[0]["key"] == "remind/bao-cao-thang/2026-11/mam-non-hoa-sen/2026-11-25T17:00+07:00/T/1"
    assert "hạn hôm nay, trước 17 giờ" in printed[0]["text"]


def test_a_dry_run_foresees_what_is_not_open_yet(command: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remind", "--on", "2027-06-03", "--dry-run", "--json"]) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(each["duty"], each["period"], each["rung"]) for each in printed} == {("bao-cao-6-thang", "2027-6T", "T-7")}
    assert len(printed) == 12


def test_a_day_without_reminders_names_the_next_one(command: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remind", "--on", "2026-11-22", "--dry-run"]) == 0
    assert capsys.readouterr().out == (
        "Ngày 22/11/2026 không có lời nhắc nào. Lần nhắc tới: 08:00 thứ Hai 23/11/2026.\n"
    )


def test_in_earnest_another_day_is_refused_outside_the_demo(
    command: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    command.write_now(lambda session: runs.write_setting(session, "demo", "no"))
    assert main(["remind", "--on", "2026-11-25"]) == 1
    assert "thêm --dry-run" in capsys.readouterr().err


def test_the_command_reminds_like_the_job(command: Database, capsys: pytest.CaptureFixture[str]) -> None:
    command.write_now(lambda session: runs.write_setting(session, REMINDED_AT, at(20).isoformat()))
    assert main(["remind"]) == 0
    assert "Không có tin nào phải gửi thêm. Lần nhắc tới: 08:00 thứ Hai 23/11/2026." in capsys.readouterr().out


# The self-check


def findings(db: Database) -> list[str]:
    """What the self-check complains of."""
    ahead = (at(21) - datetime.now(VIETNAM)).total_seconds()  # noqa: TID251 - the self-check reads the machine's clock
    return [each.text for each in db.read_now(lambda session: list(of_reminding(session, ahead))) if not each.is_fine]


def test_the_self_check_is_content_with_the_demo(office: Database) -> None:
    assert findings(office) == []


def test_the_self_check_says_that_nobody_is_reminded_without_duties(office: Database) -> None:
    def end_all(session: Session) -> None:
        for duty in scheduler.all_duties(session):
            scheduler.save_duty(session, replace(duty, valid_to=date(2026, 11, 1)), "Văn phòng", at(21))

    office.write_now(end_all)
    [told] = findings(office)
    assert told == ("Chế độ báo cáo đang áp dụng: 0; chưa ai được nhắc nộp gì: python -m bot duties import che-do.xlsx")


def test_the_self_check_names_what_is_missing(office: Database) -> None:
    def spoil(session: Session) -> None:
        session.execute(text("DELETE FROM holiday WHERE day >= '2027-01-01'"))
        nobody = Duty(
            DutyId("trong"), "Báo cáo trống", scheduler.all_duties(session)[0].form, UnitCode("hai-phong"),
            Cadence.MONTH, DayRule(RuleKind.DAY_OF_MONTH, 25, hour=time(17)),
        )  # fmt: skip
        scheduler.save_duty(session, nobody, "Văn phòng", at(21))
        stale = scheduler.NewReminder(
            "remind/x", DutyId("bao-cao-thang"), "2026-11", HOA_SEN, FilingId(13), at(25, 17), "T-3", HANH, at(18),
            f"bundle/1/{at(18).isoformat(timespec='minutes')}",
        )  # fmt: skip
        scheduler.keep_reminder(session, stale, at(18))

    office.write_now(spoil)
    assert findings(office) == [
        "Ngày nghỉ lễ năm 2027: chưa có; chạy python -m bot remind để nạp",
        "  “Báo cáo trống”: chưa có đơn vị nào phải nộp, xem lại đơn vị cấp dưới",
        "Lời nhắc chờ gửi: 1, 1 chờ quá một ngày; xem trợ lý có đang chạy không",
    ]
