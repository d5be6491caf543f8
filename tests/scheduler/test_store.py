"""Filings, extensions and reminders in their tables, on both databases: handed in once, drafts are the chair's."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.db import Database
from knowledge.dates import VIETNAM, month_of
from knowledge.document import UnitCode
from scheduler import store
from scheduler.duties import Cadence, DayRule, Deadline, Duty, DutyId, ReportingPeriod, RuleKind
from scheduler.filings import Filing, FilingId, State
from scheduler.store import Changed, Ended, NewReminder, Which
from union import store as people
from union.draft import Origin, Snapshot
from union.forms.form import FormId
from union.indicators import IndicatorId
from union.ledger import Amount, Move, Standing
from union.records import store as records
from union.roster import Link, OfficerId, Unit, UnitKind
from union.scope import Forbidden, Scope

OFFICE, UNIT, OTHER = UnitCode("suoi-may"), UnitCode("hoa-sen"), UnitCode("doi-sim")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
DUE = datetime(2026, 11, 25, 17, 0, tzinfo=VIETNAM)
MONTHLY = Duty(
    DutyId("bao-cao-thang"), "Báo cáo tháng", FormId("bao-cao-thang"), OFFICE, Cadence.MONTH,
    DayRule(RuleKind.DAY_OF_MONTH, 25),
)  # fmt: skip
NOVEMBER = Deadline(
    MONTHLY.id, ReportingPeriod("2026-11", "tháng 11/2026", date(2026, 11, 1), date(2026, 11, 30)),
    date(2026, 11, 30), DUE,
)  # fmt: skip
CHAIR, CLERK, STRANGER = OfficerId(1), OfficerId(2), Scope(OfficerId(3))
OWN = Scope(CHAIR, acts_for=frozenset({UNIT}), views=frozenset({UNIT}))
STAFF = Scope(CLERK, offices=frozenset({OFFICE}), runs=frozenset({OFFICE, UNIT, OTHER}), views=frozenset({UNIT, OTHER}))


@pytest.fixture
def session(db: Database) -> Iterator[Session]:
    """A writing session on a database with an office, two units, a chair, a clerk and November's filings."""
    found = Session(db.engine)
    for code in (OFFICE, UNIT, OTHER):
        people.save_unit(found, Unit(code, code, UnitKind.COMMUNE if code == OFFICE else UnitKind.GRASSROOTS))
    found.flush()
    for code in (UNIT, OTHER):
        people.link_units(found, Link(code, OFFICE, date(2025, 7, 1)))
    for name in ("Hạnh", "Tuấn"):
        people.add_officer(found, name)
    store.save_duty(found, MONTHLY, "thử", NOW)
    store.open_filings(found, NOVEMBER, [UNIT, OTHER], NOW)
    yield found
    found.close()


def mine(session: Session, scope: Scope = OWN) -> Filing:
    [found] = store.filings(session, scope, Which(units=(UNIT,)))
    return found


def paper(version: int = 1) -> Snapshot:
    return Snapshot(
        title="Báo cáo tháng", unit=UNIT, unit_name="CĐCS Hoa Sen", above_name="Công đoàn xã Suối Mây",
        period_key="2026-11", period_name="tháng 11/2026", cut_off=date(2026, 11, 30), due=DUE, submitted_at=NOW,
        submitted_by="Hạnh", code="SM11-001", version=version,
    )  # fmt: skip


def written(unit: UnitCode = UNIT, author: OfficerId = CHAIR, *, by_staff: bool = False) -> records.NewEntry:
    return records.NewEntry(
        unit=unit, indicator=IndicatorId("ket-nap-moi"), period=month_of(2026, 11), move=Move.SET,
        amount=Amount(value=Decimal("5.50")), author=author, author_name="Hạnh", address="web:hanh", event="e1",
        said="ket nap 5", by_staff=by_staff,
    )  # fmt: skip


def test_counting_the_fields_of_what_was_handed_in_meanwhile_changes_nothing(session: Session) -> None:
    """A line of progress read the report while it was open; it was handed in before the line was written."""
    before = mine(session)
    store.submit(session, OWN, before, paper(), address="web:hanh", now=NOW)
    store.progressed(session, OWN, before, filled=5, fields=8, now=NOW + timedelta(seconds=1))
    assert (mine(session).state, mine(session).filled) == (State.SUBMITTED, 0)


def test_what_was_handed_in_meanwhile_is_not_abolished(session: Session) -> None:
    numbers = [found.id for found in store.filings(session, STAFF, Which())]
    store.submit(session, OWN, mine(session), paper(), address="web:hanh", now=NOW)
    assert store.abolish(session, numbers, NOW) == 1
    assert not mine(session).is_abolished


def test_what_is_open_is_asked_of_some_deadlines(session: Session) -> None:
    assert len(store.opened(session, {(MONTHLY.id, "2026-11")})) == 2
    assert store.opened(session, {(MONTHLY.id, "2026-10")}) == set()
    assert store.opened(session, set()) == set()


def test_opening_twice_opens_once(session: Session) -> None:
    assert store.open_filings(session, NOVEMBER, [UNIT, OTHER], NOW) == 0
    assert store.opened(session) == {(MONTHLY.id, "2026-11", UNIT), (MONTHLY.id, "2026-11", OTHER)}


def test_a_filing_is_read_as_it_stands(session: Session) -> None:
    found = mine(session)
    assert (found.state, found.due, found.duty_name, found.period.name) == (
        State.UNTOUCHED,
        DUE,
        "Báo cáo tháng",
        "tháng 11/2026",
    )
    assert found.is_owed


def test_nobody_sees_a_foreign_filing(session: Session) -> None:
    assert store.filings(session, STRANGER, Which()) == []
    assert [found.unit for found in store.filings(session, OWN, Which())] == [UNIT]
    assert store.find_filing(session, STRANGER, mine(session).id) is None


def test_a_report_is_handed_in_once(session: Session) -> None:
    before = mine(session)
    after = store.submit(session, OWN, before, paper(), address="web:hanh", now=NOW)
    assert (after.state, after.version, after.code, after.is_late) == (State.SUBMITTED, 1, "SM11-001", False)
    with pytest.raises(Changed):
        store.submit(session, OWN, before, paper(), address="telegram:81", now=NOW)
    assert store.snapshot(session, STAFF, after) == paper()


def test_a_returned_report_is_owed_again_and_comes_back_as_the_next_version(session: Session) -> None:
    first = store.submit(session, OWN, mine(session), paper(), address="web:hanh", now=NOW)
    back = store.mark(session, STAFF, first, NOW, state=State.RETURNED, returned_why="thiếu số nữ")
    assert back.is_owed
    assert store.snapshots(session, STAFF, [back]) == {}
    again = store.submit(session, OWN, back, paper(2), address="web:hanh", now=NOW)
    assert (again.state, again.version, again.returned_why) == (State.SUBMITTED, 2, "")
    assert store.snapshot(session, STAFF, again, version=1) == paper()
    assert store.snapshots(session, STAFF, [again]) == {again.id: paper(2)}


def test_what_was_handed_in_can_be_neither_changed_nor_deleted(session: Session) -> None:
    store.submit(session, OWN, mine(session), paper(), address="web:hanh", now=NOW)
    session.commit()
    for statement in ("UPDATE filing_version SET submitted_by = 'x'", "DELETE FROM filing_version"):
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(text(statement))
        session.rollback()


def test_the_ledger_can_be_neither_changed_nor_emptied(session: Session) -> None:
    records.add_entry(session, OWN, written(), NOW)
    session.commit()
    for statement in ("UPDATE entry SET value = '9'", "DELETE FROM entry"):
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(text(statement))
        session.rollback()


def test_an_entry_is_read_as_it_was_written(session: Session) -> None:
    number = records.add_entry(session, OWN, written(), NOW)
    [found] = records.entries_of(session, OWN, [UNIT])
    assert (found.id, found.amount, found.period, found.said) == (
        number,
        Amount(Standing.FIGURE, Decimal("5.5")),
        month_of(2026, 11),
        "ket nap 5",
    )
    assert found.recorded_at == NOW


def test_drafts_are_the_chairs_the_office_reads_only_what_it_wrote_itself(session: Session) -> None:
    records.add_entry(session, OWN, written(), NOW)
    records.add_entry(session, STAFF, written(OTHER, CLERK, by_staff=True), NOW)
    store.write_passage(session, OWN, mine(session), "ket-qua", "Đã thăm", origin=Origin.SAID, officer=CHAIR, now=NOW)
    assert [found.unit for found in records.entries_of(session, STAFF, [UNIT, OTHER])] == [OTHER]
    assert store.passages_of(session, STAFF, mine(session)) == {}
    assert store.passages_of(session, OWN, mine(session)) == {"ket-qua": (Origin.SAID, "Đã thăm")}


@pytest.mark.parametrize("scope", [STRANGER, Scope(None)], ids=["an officer of another union", "nobody"])
def test_whoever_has_no_seat_there_writes_nothing(session: Session, scope: Scope) -> None:
    found = mine(session)
    deeds = (
        lambda: records.add_entry(session, scope, written(), NOW),
        lambda: store.progressed(session, scope, found, filled=1, fields=8, now=NOW),
        lambda: store.write_passage(session, scope, found, "x", "y", origin=Origin.SAID, officer=CHAIR, now=NOW),
        lambda: store.submit(session, scope, found, paper(), address="web:x", now=NOW),
        lambda: store.mark(session, scope, found, NOW, excused="x"),
        lambda: store.extend(session, scope, found, DUE, NOW),
        lambda: store.snooze(session, scope, [found], DUE, NOW),
        lambda: store.ask_extension(session, scope, found, date(2026, 11, 27), "ốm", who=CHAIR, name="x", now=NOW),
    )
    for deed in deeds:
        with pytest.raises(Forbidden):
            deed()
    assert mine(session) == found


def test_a_draft_shows_the_office_only_how_much_is_filled(session: Session) -> None:
    store.progressed(session, OWN, mine(session), filled=5, fields=8, now=NOW)
    found = mine(session, STAFF)
    assert (found.state, found.filled, found.fields) == (State.DRAFTING, 5, 8)


def test_an_extension_is_asked_once_and_decided_once(session: Session) -> None:
    found = mine(session)
    for until in (27, 28):
        number = store.ask_extension(session, OWN, found, date(2026, 11, until), "ốm", who=CHAIR, name="Hạnh", now=NOW)
    [waiting] = store.waiting_extensions(session, STAFF)
    assert (waiting.id, waiting.until) == (number, date(2026, 11, 28))
    assert store.waiting_extensions(session, STRANGER) == []
    assert store.decide_extension(session, number, store.Asked.GRANTED, "Tuấn", NOW)
    assert not store.decide_extension(session, number, store.Asked.REFUSED, "Páo", NOW)


def test_a_granted_day_is_the_one_in_force(session: Session) -> None:
    later = DUE + timedelta(days=2)
    found = store.extend(session, STAFF, mine(session), later, NOW)
    assert (found.due, found.deadline.due, found.extended_to) == (later, DUE, later)


def test_a_moved_deadline_moves_what_is_open_but_not_what_was_extended(session: Session) -> None:
    store.extend(session, STAFF, mine(session), DUE + timedelta(days=2), NOW)
    moved = Deadline(NOVEMBER.duty, NOVEMBER.period, NOVEMBER.cut_off, DUE - timedelta(days=3))
    assert store.reschedule(session, moved, NOW) == 1
    dues = {found.unit: found.due for found in store.filings(session, STAFF, Which())}
    assert dues == {UNIT: DUE + timedelta(days=2), OTHER: DUE - timedelta(days=3)}


def test_an_abolished_duty_is_owed_by_nobody_and_what_is_in_stays_in(session: Session) -> None:
    store.submit(session, OWN, mine(session), paper(), address="web:hanh", now=NOW)
    owed = [item.id for item in store.filings(session, STAFF, Which())]
    assert store.abolish(session, owed, NOW) == 1
    assert store.filings(session, STAFF, Which(owed=True)) == []
    assert mine(session).state is State.SUBMITTED


def reminder(key: str, number: FilingId, bundle: str, at: datetime = NOW) -> NewReminder:
    return NewReminder(key, MONTHLY.id, "2026-11", UNIT, number, DUE, "T-3", CHAIR, at, bundle)


def test_a_reminder_is_kept_once_under_its_key_and_ends_once(session: Session) -> None:
    number = mine(session).id
    assert store.keep_reminder(session, reminder("remind/a", number, "bundle/1/x"), NOW)
    assert not store.keep_reminder(session, reminder("remind/a", number, "bundle/1/y"), NOW)
    assert [kept.key for kept in store.waiting_reminders(session)] == ["remind/a"]
    store.settle_reminders(session, ["remind/a"], Ended.SENT, "", NOW)
    assert store.waiting_reminders(session) == []
    assert store.known_reminders(session, NOW - timedelta(days=1)) == {"remind/a"}
    assert store.last_sent(session, CHAIR, NOW - timedelta(days=1)) == [number]


def test_what_was_told_last_is_the_newest_bundle_alone(session: Session) -> None:
    [other] = store.filings(session, STAFF, Which(units=(OTHER,)))
    store.keep_reminder(session, reminder("remind/a", mine(session).id, "bundle/1/a"), NOW)
    later = reminder("remind/b", other.id, "bundle/1/b", NOW + timedelta(hours=1))
    store.keep_reminder(session, later, NOW)
    store.settle_reminders(session, ["remind/a", "remind/b"], Ended.SENT, "", NOW)
    assert store.last_sent(session, CHAIR, NOW - timedelta(days=1)) == [other.id]
