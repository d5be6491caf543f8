"""What is asked all day long is read from an index, however many messages and recipients are kept."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.store import allowance as counts
from bot.store import incoming, outgoing
from bot.store.incoming import Arrival, Mine
from bot.store.outgoing import Lane, Outbound
from handlers.announce import store as announced
from handlers.announce.fates import store as fates
from handlers.announce.store import AnnouncementId, Fate, NewAnnouncement, NewRecipient, Wants, Weight
from knowledge.document import UnitCode
from knowledge.proposals import store as proposals
from knowledge.proposals.values import Source
from union import store as union
from union.groups import store as groups
from union.manners import store as manners
from union.manners.store import Home
from union.roster import OfficerId, Role, Unit, UnitKind
from union.scope import Scope

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
BOT, MANY = "zalo:3", 3000
OFFICE = Scope(OfficerId(1), offices=frozenset({"xa"}), runs=frozenset({"xa", "một"}))  # type: ignore[arg-type]
CHAIR = Scope(OfficerId(2), acts_for=frozenset({"hai"}), views=frozenset({"hai"}))  # type: ignore[arg-type]
STEPS_MOST = 1500
"""Steps of SQLite's machine: for a few rows some hundreds, for a table of `MANY` at least three times so many."""


def filled(db: Session) -> None:
    """Thousands of events, messages and recipients that are settled, all of one bot, one office and one person."""
    for code, kind in (("xa", UnitKind.COMMUNE), ("một", UnitKind.GRASSROOTS), ("hai", UnitKind.GRASSROOTS)):
        union.save_unit(db, Unit(code, f"Công đoàn {code}", kind))  # type: ignore[arg-type]
    for name in ("Tuấn", "Hạnh"):
        union.add_officer(db, name)
    db.flush()
    union.give_seat(db, OfficerId(1), "xa", Role.OFFICE, date(2026, 1, 1))  # type: ignore[arg-type]
    incoming.store_arrivals(db, [Arrival(BOT, f"e{n}", f"c{n}", b"{}") for n in range(MANY)], NOW)
    messages = [Outbound(f"k{n}", BOT, f"c{n}", Lane.BULK, "{}") for n in range(MANY)]
    outgoing.enqueue(db, messages, NOW, NOW, pull=True)
    new = NewAnnouncement(
        "xa", OfficerId(1), "Tuấn", "Họp", "mọi người", Weight.WORK, Wants.NOTE, NOW + timedelta(days=9), "e1",  # type: ignore[arg-type]
    )  # fmt: skip
    everybody = [NewRecipient("một", OfficerId(1), fate=Fate.SENT) for _ in range(MANY)]  # type: ignore[arg-type]
    announced.announce(db, OFFICE, new, everybody, NOW)
    db.execute(incoming.incoming.update().values(state="done", done_at=NOW))
    for n in range(MANY):
        proposals.begin(db, proposals.Dropped(Source(f"{n:064x}", "a.txt", 1), UnitCode("xa"), "web:tuan"), NOW)
    db.execute(proposals.proposal.update().values(state="dropped"))


@pytest.fixture(scope="module")
def db(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("many") / "many.db"
    shutil.copyfile(migrated_file, path)
    found = Database(f"sqlite:///{path}")
    found.write_now(filled)
    yield found
    found.close()


def steps_of(session: Session, reads: Callable[[Session], object]) -> int:
    """How many steps SQLite's machine takes for it, counted in tens."""
    connection = session.connection().connection.driver_connection
    count = 0

    def ten_more() -> int:
        nonlocal count
        count += 10
        return 0

    connection.set_progress_handler(ten_more, 10)  # type: ignore[union-attr]
    reads(session)
    connection.set_progress_handler(None, 0)  # type: ignore[union-attr]
    return count


MINE = Mine("b", (BOT, "web", "zalo:4"), (1, 2))


@pytest.mark.parametrize(
    "reads",
    [
        pytest.param(lambda db: incoming.any_open(db, MINE, NOW), id="is anything new"),
        pytest.param(lambda db: outgoing.anything_to_do(db, BOT, "b", NOW), id="is anything due"),
        pytest.param(lambda db: outgoing.next_look(db, BOT, NOW, NOW), id="when will it be"),
        pytest.param(lambda db: outgoing.pick(db, BOT, 1, NOW, NOW), id="what goes next"),
        pytest.param(lambda db: outgoing.in_the_air(db, BOT), id="what is in the air"),
        pytest.param(lambda db: outgoing.parked(db, BOT, (Lane.BULK,), NOW), id="what waits for the month"),
        pytest.param(lambda db: outgoing.told_since(db, [(BOT, "c1"), (BOT, "c2")], NOW), id="what they were told"),
        pytest.param(lambda db: outgoing.states_of(db, ["k1", "k2"]), id="how these stand"),
        pytest.param(lambda db: outgoing.overdue(db, ["k1", "k2"], NOW), id="which of them are late"),
        pytest.param(lambda db: manners.modest_at(db, {Home(BOT, "c1")}), id="who wants few"),
        pytest.param(lambda db: counts.month_of(db, BOT, "2026-11"), id="how much of the month is used"),
        pytest.param(lambda db: proposals.any_waiting(db, NOW), id="does a document wait for its reader"),
        pytest.param(lambda db: proposals.same_content(db, f"{9:064x}", UnitCode("xa")), id="is this file known"),
        pytest.param(fates.anything_open, id="is anything announced"),
        pytest.param(fates.waiting, id="to whom"),
        pytest.param(lambda db: fates.queued(db, 0), id="what became of it"),
        pytest.param(fates.to_be_chased, id="who is to be chased"),
        pytest.param(lambda db: groups.group_at(db, BOT, "g"), id="whose group is it"),
        pytest.param(lambda db: announced.was_announced_in(db, 1, NOW), id="was anything announced in the group"),
        pytest.param(lambda db: announced.announced_in(db, 1, NOW), id="what was announced in a group"),
        pytest.param(lambda db: announced.asked_of(db, CHAIR, ["xa"], NOW), id="what was announced to me"),  # type: ignore[list-item]
        pytest.param(
            lambda db: announced.asked_of(db, CHAIR, ["xa"], NOW, group=1),  # type: ignore[list-item]
            id="what was announced in this group",
        ),
        pytest.param(
            lambda db: announced.own_receipts(db, CHAIR, [AnnouncementId(1)]), id="what I have answered"
        ),
    ],
)  # fmt: skip
def test_what_is_asked_all_day_reads_few_rows(reads: Callable[[Session], object], db: Database) -> None:
    assert db.read_now(lambda session: steps_of(session, reads)) < STEPS_MOST


def test_claiming_an_event_reads_few_rows(db: Database) -> None:
    claim: Callable[[Session], object] = lambda session: incoming.claim(session, MINE, 8, NOW)  # noqa: E731 - one line says it
    assert db.write_now(lambda session: steps_of(session, claim)) < STEPS_MOST
    assert db.write_now(lambda session: steps_of(session, lambda inside: incoming.take_back(inside, MINE))) < STEPS_MOST
