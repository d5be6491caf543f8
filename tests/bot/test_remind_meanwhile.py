"""Reminding while others write: what changes between a run's reading and its writing is neither lost nor undone."""

import asyncio
import shutil
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot import demo, owing, reminding
from bot.channels.terminal import TERMINAL
from bot.db import Database
from bot.delivery import Shower
from bot.opening import REMINDED_AT
from bot.reminding import Span, remind
from bot.store import runs
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler import store as scheduler
from scheduler.duties import DutyId
from scheduler.filings import Filing, State
from scheduler.store import Which
from tests.house import house_of, rows, still
from union import store as union
from union.draft import Snapshot
from union.roster import OfficerId, Role
from union.scope import Scope

HOA_SEN = UnitCode("mam-non-hoa-sen")
HANH = OfficerId(1)


def at(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


FIRST_RUNG = at(23)


@pytest.fixture
def office(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    """The demo of the tests, filled on Saturday the 21st."""
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    db = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield db
    db.close()


def run(db: Database, now: datetime) -> int:
    return asyncio.run(remind(still(house_of(db, TERMINAL), now)))


def show(db: Database, now: datetime) -> None:
    db.write_now(Shower(still(house_of(db, TERMINAL), now)).show)


def november(session: Session) -> Filing:
    [item] = scheduler.filings_of_all(session, Which(units=[HOA_SEN], duty=DutyId("bao-cao-thang"), period="2026-11"))
    return item


def hand_in(session: Session) -> None:
    item = november(session)
    paper = Snapshot(
        "Báo cáo", HOA_SEN, item.unit_name, "", item.period.key, item.period.name, item.deadline.cut_off, item.due,
        FIRST_RUNG, "Hạnh", "SM11-001", item.version + 1,
    )  # fmt: skip
    scope = Scope(HANH, frozenset({HOA_SEN}), views=frozenset({HOA_SEN}))
    scheduler.submit(session, scope, item, paper, address="", now=FIRST_RUNG)


def told(db: Database) -> list[tuple[object, ...]]:
    return rows(db, "SELECT state FROM outgoing WHERE chat = 'hanh' AND lane > 0 ORDER BY id")


def test_what_joins_a_message_that_goes_in_that_very_moment_goes_in_the_next(office: Database) -> None:
    """The message of eight o'clock is sent between the second run's reading and its writing."""
    run(office, FIRST_RUNG)
    office.write_now(lambda session: session.execute(scheduler.reminder.delete()))  # the second run's are new to it
    house = still(house_of(office, TERMINAL), FIRST_RUNG)
    span = Span(at(21), FIRST_RUNG)
    office.write_now(lambda session: runs.write_setting(session, REMINDED_AT, at(21).isoformat()))
    bundles = [each for each in office.read_now(partial(reminding.planned, span=span)) if each.officer == HANH]
    parcels = office.read_now(partial(reminding.worded, some=bundles, office="VP", now=FIRST_RUNG))
    office.write_now(lambda session: session.execute(text("UPDATE outgoing SET state = 'sent'")))
    assert office.write_now(partial(reminding.keep, house=house, told=parcels, now=FIRST_RUNG)) == 1
    show(office, FIRST_RUNG)
    [(state, name)] = rows(office, "SELECT state, bundle FROM reminder WHERE officer_id = 1")
    assert (state, str(name).endswith("~")) == ("sent", True)
    assert told(office) == [("sent",), ("sent",)]


def test_what_is_handed_in_while_a_duty_ends_stays_handed_in(office: Database) -> None:
    item = office.read_now(november)
    office.write_now(hand_in)
    office.write_now(partial(reminding.end_filings, some=[item.id], now=FIRST_RUNG))
    after = office.read_now(november)
    assert (after.state, after.is_abolished) == (State.SUBMITTED, False)


def test_what_waits_for_a_bot_that_is_gone_ends_with_its_time(office: Database) -> None:
    """A token was replaced: nobody here sends for the old bot any more."""
    hers = union.account.c.officer_id == HANH
    office.write_now(lambda session: session.execute(union.account.update().where(hers).values(bot="telegram:666")))
    run(office, FIRST_RUNG)
    run(office, FIRST_RUNG + timedelta(days=1))
    assert rows(office, "SELECT state FROM reminder WHERE officer_id = 1") == [("waiting",)]
    run(office, at(25, 8, 5))
    first = rows(office, "SELECT state, reason FROM reminder WHERE officer_id = 1 AND rung = 'T-3'")
    assert first == [("cancelled", "quá thời hạn sử dụng")]


def test_the_office_reads_on_which_day_here_somebody_was_heard_last(office: Database) -> None:
    """At half past six in the morning it is still yesterday in Greenwich."""
    office.write_now(lambda session: session.execute(union.account.update().values(last_heard=at(23, 6, 30))))
    world = office.read_now(lambda session: owing.about(session, [november(session).id], at(26)))
    heard = world.means()[HOA_SEN].last_heard
    assert heard is not None
    assert heard.date() == at(23).date()


def test_who_went_to_another_office_reads_no_summary_of_the_old_one(office: Database) -> None:
    run(office, at(26, 8, 30))

    def moves(session: Session) -> None:
        session.execute(union.seat.update().where(union.seat.c.officer_id == 4).values(valid_to=at(26).date()))
        union.give_seat(session, OfficerId(4), demo.FAR, Role.OFFICE, at(26).date())

    office.write_now(moves)
    show(office, at(26, 8, 31))
    assert rows(office, "SELECT count(*) FROM outgoing WHERE chat = 'tuan' AND lane > 0 AND state = 'sent'") == [(0,)]


def test_a_run_reads_only_the_filings_of_deadlines_that_may_be_opened(office: Database) -> None:
    """Years of reports lie in the table: the knock of every five minutes leaves them alone."""
    asked: list[set[tuple[DutyId, str, UnitCode]]] = []
    known = scheduler.opened

    def counted(db: Session, of: Collection[tuple[DutyId, str]] | None = None) -> set[tuple[DutyId, str, UnitCode]]:
        asked.append(known(db, of))
        return asked[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scheduler, "opened", counted)
        run(office, at(26))
    [found] = asked
    assert found
    assert {period for _, period, _ in found} == {"2026-11", "2026"}
