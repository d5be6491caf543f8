"""Whom to turn to: chairs before deputies, a successor's for a unit that ended, and the account that reaches them."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from bot.db import Database
from knowledge.document import UnitCode
from union import store
from union.reach import store as reach
from union.roster import OfficerId, Role, Unit, UnitKind

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
DAY, BEGAN = date(2026, 11, 21), date(2025, 7, 1)
OLD, MIDDLE, NEW = UnitCode("old"), UnitCode("middle"), UnitCode("new")


def founded(session: Session) -> None:
    """Three unions; the first went into the second, and that into the third."""
    for code, closed in ((OLD, date(2026, 3, 1)), (MIDDLE, date(2026, 7, 1)), (NEW, None)):
        store.save_unit(session, Unit(code, f"CĐCS {code}", UnitKind.GRASSROOTS, closed_on=closed))
    store.succeed(session, MIDDLE, OLD, date(2026, 3, 1))
    store.succeed(session, NEW, MIDDLE, date(2026, 7, 1))


def seat(session: Session, unit: UnitCode, role: Role, since: date = BEGAN) -> OfficerId:
    who = store.add_officer(session, f"{role} {unit}", "0200 000 0299")
    store.give_seat(session, who, unit, role, since)
    return who


def test_chairs_come_before_deputies(db: Database) -> None:
    db.write_now(founded)
    deputy = db.write_now(lambda session: seat(session, NEW, Role.DEPUTY))
    alone = db.read_now(lambda session: reach.speakers_of(session, [NEW], DAY)[NEW])
    chair = db.write_now(lambda session: seat(session, NEW, Role.CHAIR))
    both = db.read_now(lambda session: reach.speakers_of(session, [NEW], DAY)[NEW])
    assert (alone.first, both.first, both.everybody) == (
        (deputy,),
        (chair,),
        frozenset({chair, deputy}),
    )


def test_staff_and_viewers_speak_for_nobody(db: Database) -> None:
    db.write_now(founded)
    office = db.write_now(lambda session: seat(session, NEW, Role.OFFICE))
    db.write_now(lambda session: seat(session, NEW, Role.VIEWER))
    assert db.read_now(lambda session: reach.speakers_of(session, [NEW], DAY)) == {NEW: reach.NOBODY}
    assert db.read_now(lambda session: reach.staff_of(session, [NEW], DAY)) == {NEW: (office,)}


@pytest.mark.parametrize(
    ("day", "heirs"),
    [
        pytest.param(date(2026, 2, 28), {}, id="before the first merger everyone is their own"),
        pytest.param(date(2026, 3, 1), {OLD: MIDDLE}, id="from its day on"),
        pytest.param(DAY, {OLD: NEW, MIDDLE: NEW}, id="through both mergers"),
    ],
)
def test_a_unit_that_ended_is_spoken_for_by_its_successor(
    day: date, heirs: dict[UnitCode, UnitCode], db: Database
) -> None:
    db.write_now(founded)
    assert db.read_now(lambda session: reach.heirs_of(session, [OLD, MIDDLE, NEW], day)) == heirs


def test_two_units_that_took_each_other_over_end_the_search(db: Database) -> None:
    def circle(session: Session) -> None:
        founded(session)
        store.succeed(session, OLD, NEW, date(2026, 8, 1))
        store.save_unit(session, Unit(NEW, "CĐCS new", UnitKind.GRASSROOTS, closed_on=date(2026, 8, 1)))

    db.write_now(circle)
    found = db.read_now(lambda session: reach.heirs_of(session, [OLD], DAY))
    assert set(found.values()) <= {OLD, MIDDLE, NEW}


def test_a_unit_that_goes_on_keeps_its_own_chair_though_another_took_a_part(db: Database) -> None:
    def part(session: Session) -> None:
        founded(session)
        store.save_unit(session, Unit(UnitCode("part"), "CĐCS part", UnitKind.GRASSROOTS))
        store.succeed(session, UnitCode("part"), NEW, date(2026, 8, 1))

    db.write_now(part)
    assert db.read_now(lambda session: reach.heirs_of(session, [NEW], DAY)) == {}


def test_the_account_that_reaches_is_the_preferred_of_those_that_do(db: Database) -> None:
    def accounts(session: Session) -> OfficerId:
        founded(session)
        who = seat(session, NEW, Role.CHAIR)
        for address in ("web:a", "telegram:7"):
            bot, _, chat = address.partition(":")
            store.save_account(session, store.Account(address, who, bot, chat, reachable=True), now=NOW)
        return who

    who = db.write_now(accounts)
    first = db.read_now(lambda session: reach.contacts_of(session, [who])[who])
    db.write_now(lambda session: store.lost_touch(session, "web", "a"))
    second = db.read_now(lambda session: reach.contacts_of(session, [who])[who])
    db.write_now(lambda session: store.lost_touch(session, "telegram", "7"))
    third = db.read_now(lambda session: reach.contacts_of(session, [who])[who])
    assert first.account
    assert second.account
    assert (first.account.address, second.account.address) == ("web:a", "telegram:7")
    assert (third.account, third.joined, third.phone) == (None, True, "0200 000 0299")


def test_who_never_joined_is_told_apart_from_who_cannot_be_reached(db: Database) -> None:
    db.write_now(founded)
    who = db.write_now(lambda session: seat(session, NEW, Role.CHAIR))
    found = db.read_now(lambda session: reach.contacts_of(session, [who])[who])
    assert (found.account, found.joined) == (None, False)
