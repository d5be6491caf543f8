"""On Monday morning an office is told once what is asked in vain; nobody is named who did not ask it themselves."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.jobs import tidied
from bot.judges import JUDGES, judged
from bot.parcel import unpack
from bot.settings import QuietHours
from bot.store.outgoing import Cancel, Lane, Later, Send, Waiting
from bot.weekly import tell_weekly
from handlers.asked.store import ASKED_KEPT, Asked, Ending, PassedOn, close_it, log_asked, pass_on
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from tests.house import house_of, rows
from union import store as union
from union.manners import store as manners
from union.scope import Scope

OFFICE = UnitCode("suoi-may")
SUNDAY = datetime(2026, 11, 22, 20, 0, tzinfo=VIETNAM)
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM)


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


def asked_in_vain(session: Session, at: datetime = SUNDAY, unit: str = "mam-non-hoa-sen") -> None:
    log_asked(session, Asked(OFFICE, unit, "lãi suất vay mua nhà", "lai mua nha suat vay", Ending.NOT_FOUND), at)


def clerk_of(session: Session) -> int:
    [clerk] = union.accounts_of_staff(session, (OFFICE,), MONDAY.date())
    return clerk.officer


async def told(db: Database, at: datetime) -> list[str]:
    """What the office was told by a run at that office time."""
    before = len(rows(db, "SELECT id FROM outgoing"))
    await tell_weekly(house_of(db, office_now=at))
    return [unpack(str(body)).text for (body,) in rows(db, "SELECT body FROM outgoing ORDER BY id")[before:]]


async def test_the_office_is_told_on_monday_and_only_once(db: Database) -> None:
    db.write_now(asked_in_vain)
    db.write_now(lambda session: asked_in_vain(session, unit="tieu-hoc-doi-sim"))
    assert await told(db, MONDAY - timedelta(minutes=1)) == []
    [text] = await told(db, MONDAY)
    assert "“lãi suất vay mua nhà” 2 lần, 2 đơn vị" in text
    assert "Hoa Sen" not in text
    assert await told(db, MONDAY + timedelta(hours=1)) == []
    assert rows(db, "SELECT key FROM outgoing") == [(f"asked/{OFFICE}/2026-W48/{db.read_now(clerk_of)}/0",)]


async def test_doing_it_twice_tells_once(db: Database) -> None:
    db.write_now(asked_in_vain)
    assert len(await told(db, MONDAY)) == 1
    db.write_now(lambda session: session.connection().exec_driver_sql("DELETE FROM setting WHERE name LIKE 'asked%'"))
    assert await told(db, MONDAY + timedelta(minutes=5)) == []


async def test_an_empty_week_sends_nothing(db: Database) -> None:
    db.write_now(lambda session: asked_in_vain(session, SUNDAY - timedelta(days=8)))
    assert await told(db, MONDAY) == []


async def test_who_waits_is_told_with_the_number_to_answer(db: Database) -> None:
    db.write_now(lambda session: pass_on(session, PassedOn("web:hanh", 1, OFFICE, "xe đưa đón mấy giờ"), SUNDAY))
    [text] = await told(db, MONDAY)
    assert "câu 1" in text
    assert "“trả lời câu 1: …”" in text


async def test_what_is_closed_waits_no_more(db: Database) -> None:
    def passed_and_closed(session: Session) -> None:
        number = pass_on(session, PassedOn("web:hanh", 1, OFFICE, "xe đưa đón mấy giờ"), SUNDAY)
        assert isinstance(number, int)
        assert close_it(session, Scope(None, offices=frozenset({OFFICE})), number, SUNDAY)

    db.write_now(passed_and_closed)
    assert await told(db, MONDAY) == []


async def test_after_an_outage_it_is_late_and_by_thursday_left_out(db: Database) -> None:
    db.write_now(asked_in_vain)
    assert await told(db, MONDAY + timedelta(days=3)) == []
    assert len(await told(db, MONDAY + timedelta(days=2))) == 1


async def test_whoever_wants_no_news_is_told_none(db: Database) -> None:
    db.write_now(asked_in_vain)
    db.write_now(lambda session: manners.want_news(session, union.accounts_of_staff(
        session, (OFFICE,), MONDAY.date())[0].officer, wanted=False))  # fmt: skip
    assert await told(db, MONDAY) == []


def test_after_a_year_nobody_knows_what_was_asked(db: Database) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    db.write_now(lambda session: asked_in_vain(session, now - ASKED_KEPT - timedelta(days=1)))
    db.write_now(lambda session: asked_in_vain(session, now - ASKED_KEPT + timedelta(days=1)))
    db.write_now(lambda session: tidied(session, now))
    assert len(rows(db, "SELECT id FROM asked_question")) == 1


def answered(officer: int) -> Waiting:
    """An office's answer on its way."""
    args = {"officer": str(officer), "urgent": "1"}
    return Waiting(
        1, f"answer/1/{officer}/0", "web", "hanh", False, Lane.PERSONAL, "", "still_seated", args,
        MONDAY + timedelta(days=2), 0, None,
    )  # fmt: skip


def ruling(db: Database, row: Waiting, at: datetime, quiet: QuietHours | None = None) -> object:
    [(_, found)] = db.read_now(lambda session: judged(session, [row], JUDGES, quiet, at))
    return found


def test_an_answer_goes_to_whoever_still_holds_a_seat(db: Database) -> None:
    seated = int(str(rows(db, "SELECT officer_id FROM account WHERE address = 'web:hanh'")[0][0]))
    left = db.write_now(lambda session: union.add_officer(session, "Đã Nghỉ"))
    assert ruling(db, answered(seated), MONDAY) == Send()
    assert isinstance(ruling(db, answered(left), MONDAY), Cancel)


def test_an_answer_waits_out_the_quiet_hours_and_no_daily_number(db: Database) -> None:
    from datetime import time

    seated = int(str(rows(db, "SELECT officer_id FROM account WHERE address = 'web:hanh'")[0][0]))
    night = MONDAY.replace(hour=21)
    quiet = QuietHours(time(20), time(7))
    assert ruling(db, answered(seated), night, quiet) == Later(MONDAY.replace(hour=7) + timedelta(days=1))
    db.write_now(lambda session: manners.prefer_pushes(session, union.OfficerId(seated), 1))
    for key in ("remind/a", "remind/b"):
        db.write_now(lambda session, key=key: pushed(session, key))  # type: ignore[misc] # bound per turn
    assert ruling(db, answered(seated), MONDAY) == Send()


def pushed(session: Session, key: str) -> None:
    """Something that she was told today."""
    from bot.parcel import pack
    from bot.store import outgoing
    from bot.store.outgoing import Outbound
    from handlers.messages import Reply

    outgoing.enqueue(
        session, [Outbound(key, "web", "hanh", Lane.PERSONAL, pack(Reply("x")))], MONDAY, MONDAY, pull=True
    )
