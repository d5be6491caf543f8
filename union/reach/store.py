"""Who speaks for which unit on a day, at what hour and where they are told; all SQL for the house's own jobs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, func, or_, select
from sqlmodel import Session

from knowledge.columns import among
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union.roster import SPEAKS, STAFF, Link, OfficerId, Role
from union.store import Account, account, officer, seat, succession, unit, unit_link

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Contact:
    """A person with their telephone and the account that reaches them; `joined` without one: nothing arrives there."""

    officer: OfficerId
    name: str
    phone: str
    hour: int | None = None
    account: Account | None = None
    joined: bool = False
    last_heard: datetime | None = None


def all_links(db: Session) -> list[Link]:
    """Every link between units, past ones too."""
    columns = (unit_link.c.unit, unit_link.c.above, unit_link.c.valid_from, unit_link.c.valid_to)
    return [Link(*row) for row in db.execute(select(*columns).order_by(unit_link.c.id))]


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks for a unit: `first` are its chairs, or else its deputies; `everybody` both."""

    first: tuple[OfficerId, ...] = ()
    everybody: frozenset[OfficerId] = frozenset()


NOBODY = Speakers()


def speakers_of(db: Session, units: Collection[UnitCode], day: date) -> dict[UnitCode, Speakers]:
    """Who speaks for each unit on the day; for one that has ended its successor's chairs and deputies do."""
    heirs = heirs_of(db, units, day)
    chairs: dict[UnitCode, list[OfficerId]] = {}
    deputies: dict[UnitCode, list[OfficerId]] = {}
    for code, role, who in seats_in(db, {heirs.get(code, code) for code in units}, SPEAKS, day):
        (chairs if role is Role.CHAIR else deputies).setdefault(code, []).append(who)
    found = {}
    for code in units:
        heir = heirs.get(code, code)
        first, others = chairs.get(heir, []), deputies.get(heir, [])
        found[code] = Speakers(tuple(dict.fromkeys(first or others)), frozenset((*first, *others)))
    return found


def staff_of(db: Session, units: Collection[UnitCode], day: date) -> dict[UnitCode, tuple[OfficerId, ...]]:
    """Who works in these offices on the day."""
    found: dict[UnitCode, tuple[OfficerId, ...]] = {}
    for code, _, who in seats_in(db, units, STAFF, day):
        found[code] = tuple(dict.fromkeys((*found.get(code, ()), who)))
    return found


def heirs_of(db: Session, units: Collection[UnitCode], day: date) -> dict[UnitCode, UnitCode]:
    """Of those units that have ended by the day the one that stands for it now, through several mergers."""
    rows = db.execute(select(succession.c.predecessor, succession.c.unit).where(succession.c.took_over_on <= day))
    took = {UnitCode(older): UnitCode(newer) for older, newer in rows}
    ended = set(db.execute(select(unit.c.code).where(unit.c.closed_on <= day)).scalars()) if took else set()
    found = {}
    for code in units:
        heir = code
        for _ in range(len(took)):  # a loop in the data ends it
            if heir not in ended or heir not in took:
                break
            heir = took[heir]
        if heir != code:
            found[code] = heir
    return found


def seats_in(
    db: Session, units: Collection[UnitCode], roles: Collection[Role], day: date
) -> list[tuple[UnitCode, Role, OfficerId]]:
    """The seats held in these units on the day, in the order in which they were given."""
    found: list[tuple[UnitCode, Role, OfficerId]] = []
    codes = sorted(units)
    for start in range(0, len(codes), AT_ONCE):
        rows = db.execute(
            select(seat.c.unit, seat.c.role, seat.c.officer_id)
            .where(seat.c.unit.in_(codes[start : start + AT_ONCE]), seat.c.role.in_(list(roles)))
            .where(seat.c.valid_from <= day, or_(seat.c.valid_to.is_(None), seat.c.valid_to > day))
            .order_by(seat.c.id)
        )
        found += [(UnitCode(code), Role(role), OfficerId(who)) for code, role, who in rows]
    return found


def contacts_of(db: Session, officers: Collection[OfficerId]) -> Mapping[OfficerId, Contact]:
    """How these people are reached: on the account they prefer among those that messages reach."""
    found: dict[OfficerId, Contact] = {}
    wanted = sorted(officers)
    for start in range(0, len(wanted), AT_ONCE):
        rows = db.execute(
            select(
                officer.c.id, officer.c.name, officer.c.phone, officer.c.remind_hour, account.c.address,
                account.c.bot, account.c.chat, account.c.reachable, account.c.last_heard,
            )
            .outerjoin(account, account.c.officer_id == officer.c.id)
            .where(among(db, officer.c.id, wanted[start : start + AT_ONCE]))
            .order_by(officer.c.id, account.c.reachable.desc(), account.c.preferred.desc(), account.c.address)
        )  # fmt: skip
        for row in rows:
            found.setdefault(OfficerId(row.id), contact_of(row))
    return found


def contact_of(row: Row[tuple[Any, ...]]) -> Contact:
    """A joined row as a value."""
    who = OfficerId(row.id)
    reached = Account(row.address, who, row.bot, row.chat, reachable=True) if row.reachable else None
    heard = row.last_heard.astimezone(VIETNAM) if row.last_heard is not None else None
    return Contact(who, row.name, row.phone, row.remind_hour, reached, row.address is not None, heard)


def seated_of(db: Session, officers: Collection[OfficerId], day: date) -> set[OfficerId]:
    """Which of these people speak for a unit or work in an office on the day."""
    found: set[OfficerId] = set()
    wanted = sorted(officers)
    for start in range(0, len(wanted), AT_ONCE):
        rows = db.execute(
            select(seat.c.officer_id)
            .where(seat.c.officer_id.in_(wanted[start : start + AT_ONCE]), seat.c.role.in_(list(SPEAKS | STAFF)))
            .where(seat.c.valid_from <= day, or_(seat.c.valid_to.is_(None), seat.c.valid_to > day))
        )
        found.update(OfficerId(who) for who in rows.scalars())
    return found


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with every account that reaches them, the preferred one first, then whatever they used last."""

    officer: OfficerId
    name: str
    phone: str
    accounts: tuple[Account, ...] = ()


def people_at(db: Session, bot: str, chats: Collection[str]) -> dict[str, Person]:
    """Whose chats these are on a bot, by chat."""
    owners: dict[str, OfficerId] = {}
    wanted = sorted(set(chats))
    for start in range(0, len(wanted), AT_ONCE):
        rows = db.execute(
            select(account.c.chat, account.c.officer_id).where(
                account.c.bot == bot, account.c.chat.in_(wanted[start : start + AT_ONCE])
            )
        )
        owners |= {chat: OfficerId(who) for chat, who in rows}
    known = people_of(db, set(owners.values()))
    return {chat: known[who] for chat, who in owners.items()}


def people_of(db: Session, officers: Collection[OfficerId]) -> dict[OfficerId, Person]:
    """These people with all that reaches them."""
    found: dict[OfficerId, Person] = {}
    wanted = sorted(officers)
    for start in range(0, len(wanted), AT_ONCE):
        rows = db.execute(
            select(officer.c.id, officer.c.name, officer.c.phone)
            .add_columns(account.c.address, account.c.bot, account.c.chat)
            .outerjoin(account, and_(account.c.officer_id == officer.c.id, account.c.reachable.is_(True)))
            .where(officer.c.id.in_(wanted[start : start + AT_ONCE]))
            .order_by(officer.c.id, account.c.preferred.desc(), account.c.last_heard.desc(), account.c.address)
        )
        for row in rows:
            who = OfficerId(row.id)
            before = found.get(who, Person(who, row.name, row.phone))
            more = (Account(row.address, who, row.bot, row.chat, reachable=True),) if row.address else ()
            found[who] = replace(before, accounts=(*before.accounts, *more))
    return found


def reached_by_bot(db: Session) -> dict[str, int]:
    """How many people each bot reaches."""
    rows = db.execute(
        select(account.c.bot, func.count(account.c.officer_id.distinct()))
        .where(account.c.reachable.is_(True))
        .group_by(account.c.bot)
        .order_by(account.c.bot)
    )
    return {bot: int(people) for bot, people in rows}


def all_staff(db: Session, day: date) -> list[Person]:
    """Everybody who works in an office on the day."""
    holders = db.execute(
        select(seat.c.officer_id)
        .where(seat.c.role.in_(list(STAFF)))
        .where(seat.c.valid_from <= day, or_(seat.c.valid_to.is_(None), seat.c.valid_to > day))
        .distinct()
    )
    return list(people_of(db, {OfficerId(who) for who in holders.scalars()}).values())
