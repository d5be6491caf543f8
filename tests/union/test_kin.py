"""Who stands above whom on a day, and which issuers are no more: as much is read however large the office is."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot.db import Database
from knowledge.document import UnitCode
from union import store
from union.roster import Kin, Link, Unit, UnitKind

CODES = ["tong", "tinh", "tinh-cu", "huyen-cu", "xa", "truong", "xuong"]
UNIT = {code: UnitCode(code) for code in CODES}
BEFORE, MERGED, AFTER = date(2025, 6, 1), date(2025, 7, 1), date(2026, 1, 1)
LINKS = [
    Link(UNIT["truong"], UNIT["huyen-cu"], date(2020, 1, 1), MERGED),
    Link(UNIT["truong"], UNIT["xa"], MERGED),
    Link(UNIT["huyen-cu"], UNIT["tinh-cu"], date(2020, 1, 1), MERGED),
    Link(UNIT["xa"], UNIT["tinh"], MERGED),
    Link(UNIT["tinh"], UNIT["tong"], date(2020, 1, 1)),
    Link(UNIT["tong"], UNIT["truong"], AFTER),  # a loop in the data
]


@pytest.fixture
def office(db: Database) -> Database:
    """A school below a district that was dissolved, then below a commune; 40 workshops, half of them ended."""

    def fill(session: Session) -> None:
        for code in CODES:
            closed = MERGED if code.endswith("-cu") else None
            store.save_unit(session, Unit(UNIT[code], code, UnitKind.COMMUNE, closed_on=closed))
        for n in range(40):
            ended = MERGED if n % 2 else None
            store.save_unit(session, Unit(UnitCode(f"xuong-{n}"), f"Xưởng {n}", UnitKind.GRASSROOTS, closed_on=ended))
        session.flush()
        for n in range(40):
            store.link_units(session, Link(UnitCode(f"xuong-{n}"), UNIT["xa"], MERGED))
        for link in LINKS:
            store.link_units(session, link)
        store.succeed(session, UNIT["xa"], UNIT["huyen-cu"], MERGED)

    db.write_now(fill)
    return db


@pytest.mark.parametrize(
    ("day", "above", "succeeded", "dissolved"),
    [
        (BEFORE, ("huyen-cu", "tinh-cu"), (), ()),
        (MERGED, ("xa", "tinh", "tong"), ("huyen-cu",), ("huyen-cu",)),
        (AFTER, ("xa", "tinh", "tong"), ("huyen-cu",), ("huyen-cu",)),
    ],
    ids=["before the merger", "on its day", "with a loop in the data"],
)
def test_the_family_of_a_school(
    day: date, above: tuple[str, ...], succeeded: tuple[str, ...], dissolved: tuple[str, ...], office: Database
) -> None:
    issuers = (UNIT["huyen-cu"], UNIT["xa"], UNIT["tong"])
    found = office.read_now(lambda db: store.kin_of(db, (UNIT["truong"],), day, issuers))
    ended = tuple((UNIT[code], MERGED) for code in dissolved)
    assert found == Kin((UNIT["truong"],), tuple(map(UnitCode, above)), tuple(map(UnitCode, succeeded)), ended)


def test_neither_neighbours_nor_units_that_ended_are_read(office: Database) -> None:
    rows: list[int] = []

    def count(session: Session) -> None:
        def fetched(_: Any, cursor: Any, *_rest: Any) -> None:
            rows.append(1)

        event.listen(session.connection(), "after_cursor_execute", fetched)
        store.kin_of(session, (UNIT["truong"],), AFTER, (UNIT["tinh-cu"],))
        links = store.links_upwards(session, (UNIT["truong"],))
        assert {link.unit for link in links} == {UNIT[code] for code in ("truong", "huyen-cu", "xa", "tinh", "tong")}

    office.read_now(count)
    assert len(rows) == 4, "three statements for the family, one for its links"


def test_a_session_that_writes_reads_each_time_anew(office: Database) -> None:
    def moved(session: Session) -> tuple[Kin, Kin]:
        before = store.kin_of(session, (UNIT["truong"],), AFTER)
        store.move_unit(session, UNIT["truong"], UNIT["tong"], AFTER)
        session.flush()
        return before, store.kin_of(session, (UNIT["truong"],), AFTER)

    before, after = office.write_now(moved)
    assert (before.above, after.above) == ((UNIT["xa"], UNIT["tinh"], UNIT["tong"]), (UNIT["tong"],))


@pytest.mark.parametrize(
    ("codes", "hidden"),
    [
        (("xuong-2",), ("xuong-3", "xuong-4")),
        (("xa",), ()),
        (("tong",), ()),
        (("truong",), ("xuong-2", "xuong-3", "xuong-4")),
        ((), ("xuong-2", "xuong-3", "xuong-4")),
        (("xuong-2", "xuong-4"), ("xuong-3",)),
    ],
    ids=["its own people", "the office above", "the top", "a neighbour", "a stranger", "who sits in two"],
)
def test_the_papers_of_a_workshop_are_for_itself_and_those_above(
    codes: tuple[str, ...], hidden: tuple[str, ...], office: Database
) -> None:
    """One that ended is seen by those above whom it stood last."""
    issuers = tuple(map(UnitCode, ("xuong-2", "xuong-3", "xuong-4", "xa", "tinh", "khong-biet")))
    found = office.read_now(lambda db: store.kin_of(db, tuple(map(UnitCode, codes)), date(2025, 8, 1), issuers))
    assert found.hidden == frozenset(map(UnitCode, hidden))


def test_whoever_took_a_workshop_over_sees_its_papers(office: Database) -> None:
    office.write_now(lambda db: store.succeed(db, UnitCode("xuong-2"), UnitCode("xuong-3"), MERGED))
    issuers = (UnitCode("xuong-3"), UnitCode("xuong-5"))
    found = office.read_now(lambda db: store.kin_of(db, (UnitCode("xuong-2"),), AFTER, issuers))
    assert found.hidden == frozenset((UnitCode("xuong-5"),))
