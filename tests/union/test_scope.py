"""One gate: what each seat reads, writes and runs, through moves, mergers and ends."""

from datetime import date

import pytest
from sqlmodel import Session

from bot.db import Database
from knowledge.document import UnitCode
from union import store
from union.roster import Link, Officer, OfficerId, Role, Seat, Unit, UnitKind
from union.scope import NOBODY, Forbidden, Scope

MERGED = date(2026, 7, 1)
BEFORE, AFTER = date(2026, 6, 30), MERGED
NAMES = ("tinh", "xa-mot", "xa-hai", "truong-an", "truong-binh", "may-cu", "may-moi", "doi-khac")
LINKS = (
    ("xa-mot", "tinh", None, None),
    ("xa-hai", "tinh", None, None),
    ("truong-an", "xa-mot", None, None),
    ("truong-binh", "xa-mot", None, MERGED),
    ("truong-binh", "xa-hai", MERGED, None),
    ("may-cu", "xa-mot", None, MERGED),
    ("may-moi", "xa-hai", None, None),
)


@pytest.fixture
def area(db: Database) -> Database:
    """On 1 July truong-binh moved from xa-mot to xa-hai, and may-moi of xa-hai took over may-cu of xa-mot."""

    def write(session: Session) -> None:
        for name in NAMES:
            ended = MERGED if name == "may-cu" else None
            store.save_unit(session, Unit(UnitCode(name), name, UnitKind.GRASSROOTS, closed_on=ended))
        for unit, above, since, until in LINKS:
            store.link_units(session, Link(UnitCode(unit), UnitCode(above), since, until))
        store.succeed(session, UnitCode("may-moi"), UnitCode("may-cu"), MERGED)

    db.write_now(write)
    return db


def scope(db: Database, role: Role, unit: str, day: date) -> Scope:
    seat = Seat(UnitCode(unit), unit, role, date(2025, 7, 1))
    return db.read_now(lambda session: store.scope_of(session, Officer(OfficerId(7), "Thử", (seat,)), day))


@pytest.mark.parametrize(
    ("role", "unit", "day", "writes", "runs", "reads"),
    [
        pytest.param(Role.CHAIR, "truong-an", AFTER, "truong-an", "", "truong-an", id="a chair has her own unit only"),
        pytest.param(Role.CHAIR, "xa-mot", AFTER, "xa-mot", "", "xa-mot", id="a chair above is no staff"),
        pytest.param(Role.DEPUTY, "truong-an", AFTER, "truong-an", "", "truong-an", id="a deputy speaks for the unit"),
        pytest.param(Role.CHAIR, "may-moi", BEFORE, "may-moi", "", "may-moi", id="before the merger only her own"),
        pytest.param(
            Role.CHAIR, "may-moi", AFTER, "may-moi may-cu", "", "may-moi may-cu", id="from the merger the old one too"
        ),
        pytest.param(
            Role.OFFICE,
            "xa-mot",
            BEFORE,
            "",
            "xa-mot truong-an truong-binh may-cu",
            "xa-mot truong-an truong-binh may-cu",
            id="an office has what is below it on the day",
        ),
        pytest.param(
            Role.OFFICE,
            "xa-mot",
            AFTER,
            "",
            "xa-mot truong-an may-cu",
            "xa-mot truong-an may-cu",
            id="what moved away is gone, what ended stays",
        ),
        pytest.param(
            Role.ADMIN,
            "xa-hai",
            AFTER,
            "",
            "xa-hai truong-binh may-moi may-cu",
            "xa-hai truong-binh may-moi may-cu",
            id="what came is there with what it took over",
        ),
        pytest.param(
            Role.VIEWER, "xa-hai", BEFORE, "", "", "xa-hai may-moi", id="a viewer reads below and runs nothing"
        ),
        pytest.param(
            Role.OFFICE,
            "tinh",
            AFTER,
            "",
            "tinh xa-mot xa-hai truong-an truong-binh may-cu may-moi",
            "tinh xa-mot xa-hai truong-an truong-binh may-cu may-moi",
            id="two levels down, and not another hill",
        ),
    ],
)
def test_what_a_seat_reaches(
    *, role: Role, unit: str, day: date, writes: str, runs: str, reads: str, area: Database
) -> None:
    found = scope(area, role, unit, day)
    assert {name for name in NAMES if found.may_write(UnitCode(name))} == set(writes.split())
    assert {name for name in NAMES if found.may_run(UnitCode(name))} == set(runs.split())
    assert {name for name in NAMES if found.may_read(UnitCode(name))} == set(reads.split())
    assert found.offices == ({unit} if role in {Role.OFFICE, Role.ADMIN} else set())


def test_a_loop_in_the_data_ends(area: Database) -> None:
    area.write_now(lambda session: store.link_units(session, Link(UnitCode("tinh"), UnitCode("may-moi"))))
    assert scope(area, Role.OFFICE, "xa-hai", BEFORE).may_run(UnitCode("truong-an"))


def test_a_seat_that_is_over_reaches_nothing(area: Database) -> None:
    seat = Seat(UnitCode("truong-an"), "x", Role.CHAIR, date(2025, 7, 1), MERGED)
    found = area.read_now(lambda session: store.scope_of(session, Officer(OfficerId(7), "Thử", (seat,)), MERGED))
    assert (found.acts_for, found.views) == (frozenset(), frozenset())


def test_a_stranger_reaches_nothing(area: Database) -> None:
    assert area.read_now(lambda session: store.scope_of(session, None, AFTER)) == NOBODY
    for refusal in (NOBODY.must_read, NOBODY.must_write, NOBODY.must_run):
        with pytest.raises(Forbidden):
            refusal(UnitCode("truong-an"))


def test_who_may_is_let_through() -> None:
    unit = UnitCode("truong-an")
    one = frozenset({unit})
    free = Scope(OfficerId(1), one, one, one, one)
    assert [free.must_read(unit), free.must_write(unit), free.must_run(unit)] == [None, None, None]
