"""Reading what a list of units is compared with, and writing what it changes, many rows at a time."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from typing import TypeVar

from sqlalchemy import bindparam, insert, or_, select, update
from sqlmodel import Session

from knowledge.columns import insert_into
from knowledge.document import UnitCode
from knowledge.text import fold
from union.imports.plan import Change, Plan, Seating, Stored
from union.roster import SPEAKS, Held, OfficerId, Role, Unit
from union.store import all_units, audit, end_seat, officer, seat, seats_held, unit, unit_link

T = TypeVar("T")
AT_ONCE = 1000


def stored_units(db: Session, day: date) -> Stored:
    """Every unit, the unit above it on the day, and who chairs it or is deputy."""
    held = or_(unit_link.c.valid_to.is_(None), unit_link.c.valid_to > day)
    begun = or_(unit_link.c.valid_from.is_(None), unit_link.c.valid_from <= day)
    links = db.execute(select(unit_link.c.unit, unit_link.c.above).where(held, begun).order_by(unit_link.c.id))
    people = db.execute(select(officer.c.id, officer.c.name, officer.c.phone).where(officer.c.phone != ""))
    return Stored(
        units={item.code: item for item in all_units(db)},
        above={UnitCode(code): UnitCode(above) for code, above in links},
        holders=holders(db, day),
        people={(fold(name), phone): OfficerId(who) for who, name, phone in people},
    )


def holders(db: Session, day: date) -> dict[UnitCode, tuple[Held, ...]]:
    """Chairs and deputies of every unit on the day."""
    found: dict[UnitCode, list[Held]] = {}
    for held in seats_held(db, day, SPEAKS):
        found.setdefault(held.unit, []).append(held)
    return {code: tuple(some) for code, some in found.items()}


def write_plan(db: Session, plan: Plan, who: str, now: datetime, day: date) -> None:
    """Writes every change of a sound plan, with a line of the trail for each unit."""
    assert not plan.errors, "what is wrong with a list is said before anything is written"
    for some in chunks(plan.changes):
        write_units(db, [change.after for change in some if change.before != change.after])
    # The links wait until all units are there: a list may name a unit above after those below it.
    for some in chunks(plan.changes):
        write_links(db, some, day)
    write_people(db, plan.changes, day)
    for some in chunks(plan.changes):
        db.execute(insert(audit), [trace(change, who, now) for change in some])


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """So many at a time."""
    rest = iter(items)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def write_units(db: Session, units: Sequence[Unit]) -> None:
    """New units and changed ones."""
    if not units:
        return
    rows = [asdict(item) for item in units]
    statement = insert_into(db, unit)
    changed = {name: statement.excluded[name] for name in rows[0] if name not in {"code", "closed_on"}}
    db.execute(statement.on_conflict_do_update(index_elements=["code"], set_=changed), rows)


def write_links(db: Session, changes: Sequence[Change], day: date) -> None:
    """A unit that stood below none always stood where it is put; one that moves does so on the day."""
    moved = [{"moved": change.after.code} for change in changes if change.above is not None and change.old_above]
    if moved:
        running = or_(unit_link.c.valid_to.is_(None), unit_link.c.valid_to > day)
        ended = update(unit_link).where(unit_link.c.unit == bindparam("moved"), running).values(valid_to=day)
        db.connection().execute(ended, moved)
    new: list[dict[str, object]] = [
        {
            "unit": change.after.code,
            "above": change.above,
            "valid_from": day if change.old_above else None,
            "valid_to": None,
        }
        for change in changes
        if change.above is not None
    ]
    if new:
        db.execute(insert(unit_link), new)


def write_people(db: Session, changes: Sequence[Change], day: date) -> None:
    """Who leaves a seat, who takes one, and whose name or number was wrong."""
    seatings = [(change.after.code, seating) for change in changes for seating in change.seatings]
    corrected: list[dict[str, object]] = [
        {"who": item.before.officer, "new_name": item.name, "new_phone": item.phone}
        for change in changes
        for item in change.corrections
    ]
    for held in (held for _, seating in seatings for held in seating.leaves):
        end_seat(db, held.seat, day)
    for fixed in chunks(corrected):
        statement = update(officer).where(officer.c.id == bindparam("who"))
        renamed = statement.values(name=bindparam("new_name"), phone=bindparam("new_phone"))
        db.connection().execute(renamed, fixed)
    for part in chunks(with_officers(db, seatings)):
        db.execute(insert(seat), [new_seat(who, code, role, day) for who, code, role in part])


def new_seat(who: OfficerId, code: UnitCode, role: Role, day: date) -> dict[str, object]:
    """A row of `seat` that begins on the day."""
    return {"officer_id": who, "unit": code, "role": role, "valid_from": day, "valid_to": None}


def with_officers(
    db: Session, seatings: Sequence[tuple[UnitCode, Seating]]
) -> Iterator[tuple[OfficerId, UnitCode, Role]]:
    """Each seating with its officer: new people are written first, the same name and number once."""
    unknown = [seating for _, seating in seatings if seating.known is None]
    by_person = {key_of(seating, at): seating.person for at, seating in enumerate(unknown)}
    made: dict[tuple[str, str, int], OfficerId] = {}
    for some in chunks(by_person.items()):
        rows = [{"name": person.name, "phone": person.phone} for _, person in some]
        statement = insert(officer).returning(officer.c.id, sort_by_parameter_order=True)
        numbers = db.execute(statement, rows).scalars()
        made.update({key: OfficerId(number) for (key, _), number in zip(some, numbers, strict=True)})
    at = -1
    for code, seating in seatings:
        if seating.known is None:
            at += 1
        yield seating.known or made[key_of(seating, at)], code, seating.role


def key_of(seating: Seating, at: int) -> tuple[str, str, int]:
    """What tells people of one list apart; without a number nobody is taken for somebody else."""
    person = seating.person
    return (fold(person.name), person.phone, -1) if person.phone else (person.name, "", at)


def trace(change: Change, who: str, now: datetime) -> dict[str, object]:
    """The line of the trail for one unit."""
    detail = {"name": change.after.name}
    if change.above is not None:
        detail["above"] = change.above
    for seating in change.seatings:
        detail[seating.role.value] = seating.person.name
    about = {"what": "unit", "about": change.after.code, "detail": json.dumps(detail, ensure_ascii=False)}
    return {"at": now, "who": who, **about}
