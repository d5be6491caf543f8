"""Groups in both databases: a chat is one unit's at a time, a code ties once, and what has ended stays known."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from bot.db import Database
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from tests.house import rows
from union import store as union
from union.groups import store
from union.groups.store import GroupCode
from union.roster import OfficerId, Unit, UnitKind
from union.scope import NOBODY, Forbidden, Scope

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
SEN, SIM = UnitCode("hoa-sen"), UnitCode("doi-sim")
BOT = "zalo:1"


@pytest.fixture
def officer(db: Database) -> OfficerId:
    """An officer, and two units."""

    def write(session: Session) -> OfficerId:
        for code in (SEN, SIM):
            union.save_unit(session, Unit(code, f"CĐCS {code}", UnitKind.GRASSROOTS))
        return union.add_officer(session, "Hạnh", "")

    return db.write_now(write)


def tied(db: Database, unit: UnitCode, officer: OfficerId, chat: str = "a") -> int:
    """Ties a chat to a unit; gives the group's number."""
    code = GroupCode(unit, officer, NOW, None)
    return db.write_now(lambda session: store.tie(session, BOT, chat, code, title="Tổ", now=NOW)).id


def test_a_chat_that_is_tied_anew_is_only_the_new_units_and_the_old_tie_stays_known(
    db: Database, officer: OfficerId
) -> None:
    first, second = tied(db, SEN, officer), tied(db, SIM, officer)
    found = db.read_now(lambda session: store.group_at(session, BOT, "a"))
    assert found is not None
    assert (found.id, found.unit, found.tied_by, found.tied_at) == (second, SIM, officer, NOW)
    assert db.read_now(lambda session: set(store.groups_by_id(session, [first, second]))) == {second}
    assert rows(db, "SELECT unit, end_reason FROM group_chat WHERE ended_at IS NOT NULL") == [
        (SEN, "gắn với đơn vị khác")
    ]


def test_a_group_is_ended_once(db: Database, officer: OfficerId) -> None:
    tied(db, SEN, officer)
    ends = [
        db.write_now(lambda session: store.end_group(session, BOT, "a", "bị đưa ra", NOW)) is not None for _ in range(2)
    ]
    assert ends == [True, False]
    assert db.read_now(lambda session: store.count_groups(session, BOT)) == 0


def test_a_group_that_moved_is_found_at_its_new_place_only(db: Database, officer: OfficerId) -> None:
    number = tied(db, SEN, officer)
    for _ in range(2):  # told in the old group and in the new one
        db.write_now(lambda session: store.move_group(session, BOT, "a", "b"))
    assert db.read_now(lambda session: store.group_at(session, BOT, "a")) is None
    found = db.read_now(lambda session: store.group_at(session, BOT, "b"))
    assert found is not None
    assert found.id == number


def test_a_group_does_not_move_onto_one_that_is_there_already(db: Database, officer: OfficerId) -> None:
    tied(db, SEN, officer, "a")
    there = tied(db, SIM, officer, "b")
    db.write_now(lambda session: store.move_group(session, BOT, "a", "b"))
    found = db.read_now(lambda session: store.group_at(session, BOT, "b"))
    assert found is not None
    assert found.id == there


def test_groups_are_counted_for_each_bot(db: Database, officer: OfficerId) -> None:
    for chat in ("a", "b"):
        tied(db, SEN, officer, chat)
    with Session(db.engine) as session:
        assert [store.count_groups(session, bot) for bot in (BOT, "zalo:2")] == [2, 0]


def test_a_code_is_used_once(db: Database, officer: OfficerId) -> None:
    scope = Scope(officer, acts_for=frozenset({SEN}))
    db.write_now(lambda session: store.offer_code(session, scope, "băm", SEN, now=NOW))
    assert [db.write_now(lambda session: store.use_code(session, "băm", NOW)) for _ in range(2)] == [True, False]
    code = db.read_now(lambda session: store.find_code(session, "băm"))
    assert code == GroupCode(SEN, officer, NOW + timedelta(minutes=15), NOW)


def test_nobody_offers_a_code_for_a_unit_that_is_not_theirs(db: Database, officer: OfficerId) -> None:
    for scope in (NOBODY, Scope(officer, acts_for=frozenset({SIM}), views=frozenset({SEN, SIM}))):
        with pytest.raises(Forbidden), Session(db.engine) as session:
            store.offer_code(session, scope, "băm", SEN, now=NOW)


def test_only_groups_of_units_that_may_be_read_are_listed(db: Database, officer: OfficerId) -> None:
    tied(db, SEN, officer, "a")
    tied(db, SIM, officer, "b")
    scope = Scope(officer, views=frozenset({SIM}))
    listed = db.read_now(lambda session: store.groups_of(session, scope, [SEN, SIM]))
    assert [group.chat for group in listed] == ["b"]
