"""How long an office waits for its board: 2,000 units, twelve months, on SQLite."""

import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import insert
from sqlmodel import Session

from bot import migrations
from bot.db import Database
from handlers import router
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits
from handlers.talk import Office, Outcome, Visit
from knowledge.answer import Library, build_library
from knowledge.dates import VIETNAM
from knowledge.digest import load_digests
from knowledge.document import UnitCode
from scheduler import store as scheduler
from scheduler.calendar import Calendar
from scheduler.duties import Cadence, DayRule, Deadline, Duty, DutyId, RuleKind
from scheduler.filings import FilingId, State
from scheduler.periods import deadline_of, periods_of
from tests.benchmarks.report import Part, below, plain
from union import store as union
from union.draft import Line, Snapshot
from union.forms.form import FieldKind, FormId
from union.indicators import IndicatorId
from union.roster import Role, Unit, UnitKind

NAME = "board"
UNITS, ROUNDS = 2_000, 20
BAR_MILLISECONDS, BAR_LIST = 300.0, 3000.0
OFFICE = UnitCode("suoi-may")
CLERK = Address("web:ban")
NOW = datetime(2026, 12, 26, 8, 5, tzinfo=VIETNAM)
BEGAN = date(2025, 1, 1)
MIB = 1024 * 1024
DUTY = Duty(
    DutyId("bao-cao-thang"), "Báo cáo tháng", FormId("bao-cao-thang"), OFFICE, Cadence.MONTH,
    DayRule(RuleKind.DAY_OF_MONTH, 25),
)  # fmt: skip
MISSING, DRAFTED, LATE = 10, 15, 20
"""Every so many filings are not begun, being filled in, or late; the others are in on time."""


def measure() -> Part:
    """One month's board, its list, a month's sum and a year's, each the median of some rounds."""
    with tempfile.TemporaryDirectory() as folder:
        db = Database(f"sqlite:///{Path(folder) / 'board.db'}")
        try:
            migrations.upgrade(db)
            filings = db.write_now(fill)
            library = build_library(load_digests())
            board = timed(db, library, "ai chưa nộp tháng 12", "đơn vị – đã nộp")
            peak = traced(lambda: asked(db, library, "ai chưa nộp tháng 12"))
            whole = timed(db, library, "tình hình báo cáo tháng 12", "đơn vị – đã nộp")
            month = timed(db, library, "tổng kết nạp tháng 12", "đoàn viên")
            unit = timed(db, library, "Xóm Một Nghìn nộp chưa", "báo cáo tháng 12")
            year = timed(db, library, "tình hình chỉ tiêu năm 2026", "Kết nạp")
            months = timed(db, library, "tình hình báo cáo 12 tháng", "Báo cáo năm 2026")
            listed = timed(db, library, "danh sách báo cáo tháng 12", "đơn vị", 3)
        finally:
            db.close()
    return Part(
        NAME,
        (
            below(f"one month's board of {UNITS:,} units, {filings:,} filings", board, BAR_MILLISECONDS, "ms"),
            plain("    memory that it takes at most", peak, "MiB", 1),
            below("    with the names of those who were late", whole, BAR_MILLISECONDS, "ms"),
            below("each month of a year", months, BAR_MILLISECONDS, "ms"),
            plain("one unit of them", unit, "ms"),
            plain("a month's sum of one indicator", month, "ms"),
            plain("a year's sums of all targets", year, "ms", 0),
            below("the month's list as .xlsx", listed, BAR_LIST, "ms"),
        ),
    )


def timed(db: Database, library: Library, said: str, expected: str, rounds: int = ROUNDS) -> float:
    """Milliseconds from the message to the words, without sending."""
    spent = []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        outcome = asked(db, library, said)
        spent.append(1000 * (time.perf_counter() - began))
        assert expected in outcome.replies[0].text, outcome.replies[0].text
    return median(spent[1:])


def traced(work: Callable[[], object]) -> float:
    """The most memory that Python took for it, in MiB."""
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / MIB


def asked(db: Database, library: Library, said: str) -> Outcome:
    """What is decided on a clerk's message."""
    inbound = Inbound("1", CLERK, Chat(BotId("web"), "ban"), said, NOW, Kind.TEXT)
    limits = Limits(text_max=None, buttons_max=8, may_start=True)
    visit = Visit(inbound, NOW, library, limits, Office("Văn phòng"), "muối")
    return db.read_now(lambda session: router.handle(visit, session))


# A large office


def fill(session: Session) -> int:
    """The units with their chairs and accounts, and what they handed in for twelve months; gives how many filings."""
    units = [
        Unit(UnitCode(f"xom-{n}"), f"CĐCS Xóm {'Một Nghìn' if n == 1000 else n}", UnitKind.GRASSROOTS)
        for n in range(UNITS)
    ]
    union.save_unit(session, Unit(OFFICE, "Công đoàn xã Suối Mây", UnitKind.COMMUNE))
    insert_all(session, union.unit, [unit_row(unit) for unit in units])
    insert_all(session, union.unit_link, [{"unit": unit.code, "above": OFFICE, "valid_from": BEGAN} for unit in units])
    seat_people(session, units)
    scheduler.save_duty(session, DUTY, "Văn phòng", NOW)
    months = periods_of(DUTY, date(2026, 1, 1), date(2026, 12, 31))
    deadlines = [deadline_of(DUTY, period, Calendar()) for period in months]
    for item in deadlines:
        scheduler.open_deadline(session, item)
    rows = [row for item in deadlines for row in filing_rows(item, units)]
    insert_all(session, scheduler.filing, [{"id": n, **row} for n, row in enumerate(rows, start=1)])
    papers = [{"id": n, **row} for n, row in enumerate(rows, start=1) if row["state"] == State.SUBMITTED]
    figures = [row for each in papers for row in scheduler.figures_of(FilingId(int(str(each["id"]))), PAPER)]
    insert_all(session, scheduler.filing_figure, figures)
    by_key = {item.period.key: item for item in deadlines}
    insert_all(session, scheduler.filing_version, [paper_row(row, by_key) for row in papers])
    return len(rows)


def insert_all(session: Session, table: object, rows: list[dict[str, object]]) -> None:
    """Many rows at once."""
    session.execute(insert(table), rows)  # type: ignore[arg-type]


def unit_row(unit: Unit) -> dict[str, object]:
    return {
        "code": unit.code, "name": unit.name, "kind": unit.kind, "sector": "", "phone": "", "legal_level": "",
    }  # fmt: skip


def seat_people(session: Session, units: list[Unit]) -> None:
    """A chair for each unit, most with an account, and the clerk."""
    clerk = union.add_officer(session, "Ban")
    union.give_seat(session, clerk, OFFICE, Role.OFFICE, BEGAN)
    union.save_account(session, union.Account(CLERK, clerk, "web", "ban", reachable=True), now=NOW)
    numbers = range(clerk + 1, clerk + 1 + len(units))
    insert_all(session, union.officer, [
        {"id": n, "name": f"Chủ tịch {n}", "phone": f"0200 {n:06d}", "wants_news": True} for n in numbers
    ])  # fmt: skip
    insert_all(session, union.seat, [
        {"officer_id": n, "unit": unit.code, "role": Role.CHAIR, "valid_from": BEGAN}
        for n, unit in zip(numbers, units, strict=True)
    ])  # fmt: skip
    insert_all(session, union.account, [
        {"address": f"web:u{n}", "officer_id": n, "channel": "web", "bot": "web", "chat": f"u{n}",
         "reachable": n % MISSING != 1, "preferred": True, "last_heard": NOW}
        for n in numbers if n % DRAFTED
    ])  # fmt: skip


def filing_rows(item: Deadline, units: list[Unit]) -> Iterator[dict[str, object]]:
    """One month's filings, some of each kind."""
    for n, unit in enumerate(units):
        state = State.UNTOUCHED if n % MISSING == 0 else State.DRAFTING if n % DRAFTED == 1 else State.SUBMITTED
        is_in = state is State.SUBMITTED
        filed = item.due + timedelta(hours=1 if n % LATE == 3 else -30)
        yield {
            "duty": item.duty, "period": item.period.key, "unit": unit.code, "state": state, "due": item.due,
            "opened_at": item.due, "excused": "", "is_abolished": False, "version": 1 if is_in else 0,
            "code": f"SM{n}" if is_in else "", "submitted_at": filed if is_in else None, "submitted_by": "",
            "by_staff": False, "on_paper": False, "returned_why": "", "fields": 8, "filled": 5,
        }  # fmt: skip


LINES = (
    Line("kn", FieldKind.FIGURE, "kết nạp mới", "I", IndicatorId("ket-nap-moi"), "đoàn viên", value="2"),
    Line("ut", FieldKind.FIGURE, "đoàn viên ưu tú", "I", IndicatorId("dang-uu-tu"), "đoàn viên", value="1"),
    Line("tong", FieldKind.FIGURE, "tổng số đoàn viên", "I", IndicatorId("tong-doan-vien"), "đoàn viên", value="40"),
    Line("th", FieldKind.FIGURE, "lượt thăm hỏi", "I", IndicatorId("tham-hoi"), "lượt", value="3"),
    *(Line(f"p{n}", FieldKind.PASSAGE, "phần viết", "II", text="Tổ chức sinh hoạt công đoàn. " * 6) for n in range(4)),
)
PAPER = Snapshot(
    "Báo cáo tháng", UnitCode("x"), "CĐCS", "Công đoàn xã Suối Mây", "", "", BEGAN, NOW, NOW, "Chủ tịch", "SM1", 1,
    lines=LINES,
)  # fmt: skip


def paper_row(row: dict[str, object], deadlines: dict[str, Deadline]) -> dict[str, object]:
    """What one of them handed in."""
    item = deadlines[str(row["period"])]
    paper = replace(PAPER, unit=UnitCode(str(row["unit"])), period_key=item.period.key, cut_off=item.cut_off)
    return {
        "filing": row["id"], "version": 1, "snapshot": scheduler.SNAPSHOT.dump_json(paper).decode(),
        "submitted_at": row["submitted_at"], "submitted_by": "Chủ tịch", "address": "",
    }  # fmt: skip
