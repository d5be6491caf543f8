"""The union's tables and all SQL on them: units, officers, seats, accounts, invitations, consent, audit."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, Index, Row, and_, case, func, literal, or_, select, update
from sqlmodel import Field, Session, SQLModel

from knowledge.columns import Moment, among, insert_into, once, one_of, table_of
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union.roster import (
    AT_THE_BASE,
    CODE_LIFE,
    SPEAKS,
    STAFF,
    TRIES_MAX,
    TRIES_WINDOW,
    Held,
    Invitation,
    Kin,
    Link,
    Officer,
    OfficerId,
    Role,
    Seat,
    Unit,
    UnitKind,
    chain_above,
    unseen,
)
from union.scope import NOBODY, Scope


class UnitRow(SQLModel, table=True):
    """A unit. Never deleted: it closes."""

    __tablename__ = "unit"
    __table_args__ = (one_of("kind", UnitKind),)

    code: str = Field(primary_key=True)
    name: str
    kind: str
    sector: str = ""
    phone: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    members: int | None = None
    legal_level: str = ""


class UnitLinkRow(SQLModel, table=True):
    """A dated link to the unit above."""

    __tablename__ = "unit_link"

    id: int | None = Field(default=None, primary_key=True)
    unit: str = Field(foreign_key="unit.code", index=True)
    above: str = Field(foreign_key="unit.code", index=True)
    valid_from: date | None = None
    valid_to: date | None = None


class SuccessionRow(SQLModel, table=True):
    """`unit` took over from `predecessor` on a day."""

    __tablename__ = "succession"

    unit: str = Field(primary_key=True, foreign_key="unit.code")
    predecessor: str = Field(primary_key=True, foreign_key="unit.code")
    took_over_on: date


class OfficerRow(SQLModel, table=True):
    """A person."""

    __tablename__ = "officer"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    phone: str = ""
    remind_hour: int | None = None
    """The hour at which they want to be reminded; None for eight."""
    pushes_max: int | None = None
    """How many messages a day they want at most that are not urgent."""
    wants_news: bool = True


class SeatRow(SQLModel, table=True):
    """A role in a unit, dated; never deleted."""

    __tablename__ = "seat"
    __table_args__ = (one_of("role", Role), Index("seat_unit", "unit", "role"))

    id: int | None = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    unit: str = Field(foreign_key="unit.code")
    role: str
    valid_from: date
    valid_to: date | None = None


class AccountRow(SQLModel, table=True):
    """One officer on one channel."""

    __tablename__ = "account"
    __table_args__ = (Index("account_chat", "bot", "chat"),)

    address: str = Field(primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    channel: str
    bot: str
    chat: str
    reachable: bool = True
    preferred: bool = False
    last_heard: datetime | None = Field(default=None, sa_type=Moment)


class InvitationRow(SQLModel, table=True):
    """A one-time code bound to a seat; only its hash is kept."""

    __tablename__ = "invitation"

    id: int | None = Field(default=None, primary_key=True)
    code_hash: str = Field(unique=True)
    unit: str = Field(foreign_key="unit.code")
    role: str
    name: str = ""
    invited_by: str
    created_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    used_by: str | None = None
    used_at: datetime | None = Field(default=None, sa_type=Moment)
    officer_id: int | None = Field(default=None, foreign_key="officer.id")
    """Whose seat it is, where the office has written them down already."""
    bot: str | None = None
    """The bot whose place is kept for them, where a platform limits how many people a bot may serve."""


class CodeTryRow(SQLModel, table=True):
    """How many wrong codes came from one place in the current window."""

    __tablename__ = "code_try"
    __table_args__ = (CheckConstraint("failed >= 0", name="failed"),)

    source: str = Field(primary_key=True)
    failed: int
    since: datetime = Field(sa_type=Moment)


class ConsentRow(SQLModel, table=True):
    """Which text of the notice a person agreed to, when and where."""

    __tablename__ = "consent"

    id: int | None = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    text_version: str
    address: str
    agreed_at: datetime = Field(sa_type=Moment)


class AuditRow(SQLModel, table=True):
    """Who did what, when. Append-only: triggers of the migration refuse UPDATE and DELETE."""

    __tablename__ = "audit"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment, index=True)
    who: str
    what: str
    about: str = ""
    detail: str = "{}"


unit = table_of(UnitRow)
unit_link = table_of(UnitLinkRow)
succession = table_of(SuccessionRow)
officer = table_of(OfficerRow)
seat = table_of(SeatRow)
account = table_of(AccountRow)
invitation = table_of(InvitationRow)
code_try = table_of(CodeTryRow)
consent = table_of(ConsentRow)
audit = table_of(AuditRow)


@dataclass(frozen=True, slots=True)
class Account:
    """Where an officer can be reached."""

    address: str
    officer: OfficerId
    bot: str
    chat: str
    reachable: bool


# Units


def save_unit(db: Session, item: Unit) -> None:
    """Adds the unit or brings its row up to date."""
    values = {
        "code": item.code, "name": item.name, "kind": item.kind, "sector": item.sector, "phone": item.phone,
        "opened_on": item.opened_on, "closed_on": item.closed_on, "members": item.members,
        "legal_level": item.legal_level,
    }  # fmt: skip
    statement = insert_into(db, unit).values(**values)
    db.execute(statement.on_conflict_do_update(index_elements=["code"], set_=values))


def link_units(db: Session, link: Link) -> None:
    """Puts a unit below another for a time."""
    db.add(UnitLinkRow(unit=link.unit, above=link.above, valid_from=link.valid_from, valid_to=link.valid_to))


def links_above(db: Session, code: UnitCode) -> list[Link]:
    """Every link of the unit to one above, past ones too."""
    columns = (unit_link.c.unit, unit_link.c.above, unit_link.c.valid_from, unit_link.c.valid_to)
    return [Link(*row) for row in db.execute(select(*columns).where(unit_link.c.unit == code).order_by(unit_link.c.id))]


def move_unit(db: Session, code: UnitCode, above: UnitCode, on: date) -> None:
    """Puts the unit below another from that day on: the links in force end there; what was stays on record."""
    end_links(db, code, on)
    link_units(db, Link(code, above, on))


def succeed(db: Session, successor: UnitCode, predecessor: UnitCode, on: date) -> None:
    """Records that one unit took over from another."""
    statement = insert_into(db, succession).values(unit=successor, predecessor=predecessor, took_over_on=on)
    db.execute(statement.on_conflict_do_nothing())


def find_unit(db: Session, code: str) -> Unit | None:
    """The unit with this code."""
    row = db.execute(select(unit).where(unit.c.code == code)).first()
    return None if row is None else unit_of(row)


def all_units(db: Session) -> list[Unit]:
    """Every unit, by code."""
    return list(once(db, ("units",), lambda: [unit_of(row) for row in db.execute(select(unit).order_by(unit.c.code))]))


def unit_names(db: Session) -> dict[UnitCode, str]:
    """What every unit is called."""
    return {UnitCode(code): name for code, name in db.execute(select(unit.c.code, unit.c.name))}


def unit_of(row: Row[tuple[Any, ...]]) -> Unit:
    """A row of `unit` as a value."""
    return Unit(
        code=UnitCode(row.code), name=row.name, kind=UnitKind(row.kind), sector=row.sector, phone=row.phone,
        opened_on=row.opened_on, closed_on=row.closed_on, members=row.members, legal_level=row.legal_level,
    )  # fmt: skip


def units_below(db: Session, code: UnitCode, day: date) -> list[Unit]:
    """The units that stand right below on the day or will, and have not ended by then."""
    lasting = or_(unit_link.c.valid_to.is_(None), unit_link.c.valid_to > day)
    is_open = or_(unit.c.closed_on.is_(None), unit.c.closed_on > day)
    rows = db.execute(
        select(unit)
        .where(unit.c.code.in_(select(unit_link.c.unit).where(unit_link.c.above == code, lasting)), is_open)
        .order_by(unit.c.code)
    )
    return [unit_of(row) for row in rows]


def close_unit(db: Session, code: UnitCode, on: date) -> int:
    """The unit ends on that day with its links upwards and its seats, and its unused codes; gives how many seats."""
    db.execute(update(unit).where(unit.c.code == code).values(closed_on=on))
    end_links(db, code, on)
    end = datetime.combine(on, time(), VIETNAM)
    unused = (invitation.c.unit == code, invitation.c.used_at.is_(None), invitation.c.expires_at > end)
    db.execute(update(invitation).where(*unused).values(expires_at=end))
    lasting = or_(seat.c.valid_to.is_(None), seat.c.valid_to > on)
    held = db.execute(select(seat.c.id).where(seat.c.unit == code, lasting)).scalars().all()
    for number in held:
        end_seat(db, number, on)
    return len(held)


def end_links(db: Session, code: UnitCode, on: date) -> None:
    """Ends the links upwards on that day; one that had not begun by then never holds."""
    lasting = or_(unit_link.c.valid_to.is_(None), unit_link.c.valid_to > on)
    end = case((unit_link.c.valid_from > on, unit_link.c.valid_from), else_=literal(on))
    db.execute(update(unit_link).where(unit_link.c.unit == code, lasting).values(valid_to=end))


def links_upwards(db: Session, codes: Sequence[UnitCode]) -> list[Link]:
    """Every link of the units and of all that were ever above them; a loop in the data ends it."""
    reached = select(unit.c.code).where(unit.c.code.in_(codes)).cte("reached", recursive=True)
    reached = reached.union(select(unit_link.c.above).join(reached, unit_link.c.unit == reached.c.code))
    rows = db.execute(
        select(unit_link.c.unit, unit_link.c.above, unit_link.c.valid_from, unit_link.c.valid_to)
        .join(reached, unit_link.c.unit == reached.c.code)
        .order_by(unit_link.c.unit, unit_link.c.above, unit_link.c.id)
    )
    return [Link(*row) for row in rows]


def kin_of(db: Session, codes: Sequence[UnitCode], day: date, issuers: Collection[UnitCode] = ()) -> Kin:
    """The family of the given units on a day: whose documents count first, and which of these issuers are no more."""
    asked = ("kin", tuple(codes), day, tuple(sorted(issuers)))
    return once(db, asked, lambda: family_of(db, codes, day, issuers))


def family_of(db: Session, codes: Sequence[UnitCode], day: date, issuers: Collection[UnitCode]) -> Kin:
    """The same, read anew; as much is read in an office of ten units as in one of thousands."""
    above = chain_above(codes, links_upwards(db, codes), day) if codes else ()
    family = [*codes, *above]
    older = db.execute(
        select(succession.c.predecessor, succession.c.unit)
        .where(succession.c.unit.in_(family), succession.c.took_over_on <= day)
        .order_by(succession.c.predecessor)
    ).all()
    taken_over = [UnitCode(code) for code, by in older if by in codes]
    known = _noted(db, issuers, day) if issuers else []
    low = [each for each in known if each.kind in AT_THE_BASE]
    links = links_upwards(db, [each.code for each in low]) if low and codes else []
    return Kin(
        own=tuple(codes),
        above=above,
        succeeded=tuple(dict.fromkeys(UnitCode(code) for code, _ in older)),
        dissolved=tuple((each.code, each.closed_on) for each in known if each.closed_on and each.closed_on <= day),
        hidden=unseen(low, links, (*codes, *taken_over), day),
    )


def _noted(db: Session, issuers: Collection[UnitCode], day: date) -> list[Unit]:
    """Those of the issuers that have ended, or whose papers are not for everybody."""
    is_noted = or_(unit.c.closed_on <= day, unit.c.kind.in_(sorted(AT_THE_BASE)))
    rows = db.execute(select(unit).where(among(db, unit.c.code, sorted(issuers)), is_noted).order_by(unit.c.code))
    return [unit_of(row) for row in rows]


# People


def add_officer(db: Session, name: str, phone: str = "") -> OfficerId:
    """A new person."""
    row = OfficerRow(name=name, phone=phone)
    db.add(row)
    db.flush()
    assert row.id is not None
    return OfficerId(row.id)


def give_seat(db: Session, who: OfficerId, where: UnitCode, role: Role, since: date) -> bool:
    """Seats the officer from that day; False when they hold the seat already."""
    held = db.execute(
        select(seat.c.id).where(
            seat.c.officer_id == who, seat.c.unit == where, seat.c.role == role,
            or_(seat.c.valid_to.is_(None), seat.c.valid_to > since),
        )
    ).first()  # fmt: skip
    if held is None:
        ended = db.execute(select(unit.c.closed_on).where(unit.c.code == where)).scalar_one_or_none()
        db.add(SeatRow(officer_id=who, unit=where, role=role, valid_from=since, valid_to=ended))
    return held is None


def save_account(db: Session, item: Account, *, now: datetime) -> None:
    """Opens the account, or moves it to this officer; the first of an officer is the preferred one."""
    first = db.execute(select(account.c.address).where(account.c.officer_id == item.officer)).first() is None
    values = {
        "address": item.address, "officer_id": item.officer, "channel": item.address.partition(":")[0],
        "bot": item.bot, "chat": item.chat, "reachable": item.reachable, "preferred": first, "last_heard": now,
    }  # fmt: skip
    changed = {key: value for key, value in values.items() if key not in {"address", "preferred"}}
    db.execute(
        insert_into(db, account).values(**values).on_conflict_do_update(index_elements=["address"], set_=changed)
    )


def officer_at(db: Session, address: str, day: date) -> Officer | None:
    """Whose account this is, with the seats held on that day; None for a stranger."""
    found = db.execute(
        select(officer.c.id, officer.c.name)
        .join(account, account.c.officer_id == officer.c.id)
        .where(account.c.address == address)
    ).first()
    return None if found is None else Officer(OfficerId(found.id), found.name, seats_of(db, found.id, day))


def seats_of(db: Session, who: int, day: date) -> tuple[Seat, ...]:
    """The seats an officer holds on a day."""
    rows = db.execute(
        select(seat.c.unit, unit.c.name, seat.c.role, seat.c.valid_from, seat.c.valid_to)
        .join(unit, unit.c.code == seat.c.unit)
        .where(seat.c.officer_id == who, seat.c.valid_from <= day)
        .where(or_(seat.c.valid_to.is_(None), seat.c.valid_to > day))
        .order_by(seat.c.id)
    )
    return tuple(Seat(UnitCode(code), name, Role(role), since, until) for code, name, role, since, until in rows)


def heard_from(db: Session, address: str, bot: str, now: datetime) -> None:
    """The account spoke on its own bot: it can be reached again. Who only borrows it proves nothing."""
    spoke = and_(account.c.address == address, account.c.bot == bot)
    db.execute(update(account).where(spoke).values(last_heard=now, reachable=True))


@dataclass(frozen=True, slots=True)
class Lost:
    """An officer whom messages no longer reach."""

    officer: OfficerId
    address: str
    name: str
    phone: str


def lost_touch(db: Session, bot: str, chat: str) -> Lost | None:
    """Marks the account of a chat as unreachable; gives its officer the first time, None from then on."""
    statement = (
        update(account)
        .where(account.c.bot == bot, account.c.chat == chat, account.c.reachable.is_(True))
        .values(reachable=False)
        .returning(account.c.officer_id, account.c.address)
    )
    found = db.execute(statement).first()
    if found is None:
        return None
    name, phone = db.execute(select(officer.c.name, officer.c.phone).where(officer.c.id == found.officer_id)).one()
    return Lost(OfficerId(found.officer_id), found.address, name, phone)


def move_account(db: Session, bot: str, old: str, new: str) -> None:
    """A chat got a new identity on its platform."""
    db.execute(update(account).where(account.c.bot == bot, account.c.chat == old).values(chat=new))


def accounts_of_staff(db: Session, units: Sequence[UnitCode], day: date) -> list[Account]:
    """Where the staff of these offices can be reached: one account each, the preferred one first."""
    rows = db.execute(
        select(account.c.address, account.c.officer_id, account.c.bot, account.c.chat, account.c.reachable)
        .join(seat, seat.c.officer_id == account.c.officer_id)
        .where(seat.c.unit.in_(units), seat.c.role.in_(STAFF), seat.c.valid_from <= day)
        .where(or_(seat.c.valid_to.is_(None), seat.c.valid_to > day))
        .where(account.c.reachable.is_(True))
        .order_by(account.c.officer_id, account.c.preferred.desc(), account.c.address)
    )
    found: dict[int, Account] = {}
    for address, who, bot, chat, reachable in rows:
        found.setdefault(who, Account(address, OfficerId(who), bot, chat, reachable))
    return list(found.values())


def holders_of(db: Session, officers: Sequence[int], day: date) -> set[int]:
    """Which of these officers still hold a staff seat on that day."""
    rows = db.execute(
        select(seat.c.officer_id)
        .where(seat.c.officer_id.in_(officers), seat.c.role.in_(STAFF), seat.c.valid_from <= day)
        .where(or_(seat.c.valid_to.is_(None), seat.c.valid_to > day))
    )
    return set(rows.scalars())


def accounts_of_channel(db: Session, channel: str) -> list[tuple[str, str, tuple[Seat, ...]]]:
    """Address, name and seats of every account on a channel, by address; for the demo's switch of persons."""
    rows = db.execute(
        select(account.c.address, officer.c.name, officer.c.id)
        .join(officer, officer.c.id == account.c.officer_id)
        .where(account.c.channel == channel)
        .order_by(officer.c.id)
    ).all()
    return [(address, name, seats_of(db, who, date.max)) for address, name, who in rows]


def seats_held(
    db: Session, day: date, roles: Collection[Role], units: Collection[UnitCode] | None = None
) -> Iterator[Held]:
    """Who holds these seats on the day, of all units or of some, in the order in which they were given."""
    joined = select(account.c.officer_id).where(account.c.officer_id == officer.c.id).exists()
    statement = (
        select(seat.c.id, seat.c.unit, seat.c.role, officer.c.id, officer.c.name, officer.c.phone)
        .add_columns(seat.c.valid_from, joined)
        .join(officer, officer.c.id == seat.c.officer_id)
        .where(seat.c.role.in_(roles), seat.c.valid_from <= day)
        .where(or_(seat.c.valid_to.is_(None), seat.c.valid_to > day))
        .order_by(seat.c.id)
    )
    if units is not None:
        statement = statement.where(seat.c.unit.in_(units))
    for number, code, role, who, name, phone, since, has_account in db.execute(statement):
        yield Held(number, UnitCode(code), Role(role), OfficerId(who), name, phone, since, joined=bool(has_account))


def end_seat(db: Session, number: int, day: date) -> None:
    """The seat is left on that day, and no code leads to it any more; one that had not begun is never held."""
    left = db.execute(select(seat).where(seat.c.id == number)).one()
    db.execute(update(seat).where(seat.c.id == number).values(valid_to=max(day, left.valid_from)))
    end = datetime.combine(day, time(), VIETNAM)
    theirs = and_(
        invitation.c.officer_id == left.officer_id, invitation.c.unit == left.unit, invitation.c.role == left.role
    )
    unused = and_(invitation.c.used_at.is_(None), invitation.c.expires_at > end)
    db.execute(update(invitation).where(theirs, unused).values(expires_at=end))


def scope_of(db: Session, person: Officer | None, day: date) -> Scope:
    """What this person may read, write and run on a day; a stranger nothing."""
    if person is None:
        return NOBODY
    return once(db, ("scope", person, day), lambda: reach_of(db, person, day))


def reach_of(db: Session, person: Officer, day: date) -> Scope:
    """What the seats of a person reach on a day."""
    held = [item for item in person.seats if item.holds_on(day)]
    chaired = {item.unit for item in held if item.role in SPEAKS}
    offices = {item.unit for item in held if item.role in STAFF}
    viewed = {item.unit for item in held if item.role is Role.VIEWER}
    acts_for = chaired | taken_over(db, chaired, day)
    runs = with_below(db, offices, day)
    views = acts_for | runs | with_below(db, viewed, day)
    return Scope(person.id, frozenset(acts_for), frozenset(offices), frozenset(runs), frozenset(views))


def with_below(db: Session, tops: Collection[UnitCode], day: date) -> set[UnitCode]:
    """The units, all below them on the day, and those that any of these took over.

    A unit that has ended by then counts as below whom it stood below to its last day.
    """
    if not tops:
        return set()
    reached = select(unit.c.code).where(unit.c.code.in_(tops)).cte("reached", recursive=True)
    begun = or_(unit_link.c.valid_from.is_(None), unit_link.c.valid_from <= day)
    lasting = or_(unit_link.c.valid_to.is_(None), unit_link.c.valid_to > day, unit_link.c.valid_to == unit.c.closed_on)
    reached = reached.union(
        select(unit_link.c.unit)
        .join(reached, unit_link.c.above == reached.c.code)
        .join(unit, unit.c.code == unit_link.c.unit)
        .where(begun, lasting)
    )
    found = {UnitCode(code) for code in db.execute(select(reached.c.code)).scalars()}
    return found | taken_over(db, found, day)


def different_days(db: Session, days: Collection[date]) -> list[date]:
    """Of these days one for each way in which the units stood: what did not change in between is read once."""
    changes: set[date] = set()
    for column in (unit_link.c.valid_from, unit_link.c.valid_to, succession.c.took_over_on):
        inside = select(column).where(column > min(days), column <= max(days)).distinct() if days else None
        changes |= set(db.execute(inside).scalars()) if inside is not None else set()
    return list({sum(change <= day for change in changes): day for day in sorted(days)}.values())


def taken_over(db: Session, units: Collection[UnitCode], day: date) -> set[UnitCode]:
    """Those that these units took over by that day, and those which these had taken over before them."""
    took: dict[str, list[str]] = {}
    rows = db.execute(select(succession.c.unit, succession.c.predecessor).where(succession.c.took_over_on <= day))
    for successor, predecessor in rows:
        took.setdefault(successor, []).append(predecessor)
    found: set[UnitCode] = set()
    front: Collection[str] = units
    while front:
        front = [older for code in front for older in took.get(code, ()) if UnitCode(older) not in found]
        found.update(UnitCode(code) for code in front)
    return found


# Invitations


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """What an administrator decides about a code."""

    unit: UnitCode
    role: Role
    name: str
    invited_by: str
    officer: OfficerId | None = None
    bot: str | None = None
    """The bot that keeps a place for them."""


def invite(db: Session, code_hash: str, new: NewInvitation, now: datetime) -> None:
    """Keeps the hash of a new code, bound to its seat."""
    db.add(
        InvitationRow(
            code_hash=code_hash, unit=new.unit, role=new.role, name=new.name, invited_by=new.invited_by,
            created_at=now, expires_at=now + CODE_LIFE, officer_id=new.officer, bot=new.bot,
        )
    )  # fmt: skip


def find_invitation(db: Session, code_hash: str) -> Invitation | None:
    """The invitation of a code, used or not, with the office it comes from."""
    row = db.execute(
        select(invitation, unit.c.name.label("unit_name"))
        .join(unit, unit.c.code == invitation.c.unit)
        .where(invitation.c.code_hash == code_hash)
    ).first()
    if row is None:
        return None
    office = office_of(db, UnitCode(row.unit), Role(row.role), row.created_at.date())
    return Invitation(
        id=row.id, unit=UnitCode(row.unit), unit_name=row.unit_name, role=Role(row.role), name=row.name,
        invited_by=row.invited_by, office_name=office.name, office_phone=office.phone, expires_at=row.expires_at,
        used_at=row.used_at, used_by=row.used_by,
        officer=None if row.officer_id is None else OfficerId(row.officer_id),
    )  # fmt: skip


def waiting_codes(db: Session, role: Role, now: datetime) -> set[UnitCode]:
    """The units for whose seat an unused code still waits."""
    waiting = and_(invitation.c.role == role, invitation.c.used_at.is_(None), invitation.c.expires_at > now)
    return {UnitCode(code) for code in db.execute(select(invitation.c.unit).where(waiting)).scalars()}


def places_kept(
    db: Session, now: datetime, *, renewed: Collection[UnitCode] = (), role: Role | None = None
) -> dict[str, int]:
    """How many people each bot keeps a place for: unused codes that still hold, but for those that are renewed."""
    waiting = and_(invitation.c.used_at.is_(None), invitation.c.expires_at > now, invitation.c.bot.is_not(None))
    rows = db.execute(select(invitation.c.bot, invitation.c.unit, invitation.c.role).where(waiting))
    return dict(Counter(bot for bot, code, held in rows if held != role or UnitCode(code) not in renewed))


def withdraw_codes(db: Session, code: UnitCode, role: Role, now: datetime) -> None:
    """The unused codes for a seat are good no more."""
    unused = and_(invitation.c.used_at.is_(None), invitation.c.expires_at > now)
    theirs = and_(invitation.c.unit == code, invitation.c.role == role)
    db.execute(update(invitation).where(theirs, unused).values(expires_at=now))


def office_of(db: Session, code: UnitCode, role: Role, day: date) -> Unit:
    """The unit whose office invites: the one above, or the unit itself for its own staff or when none is above."""
    kin = kin_of(db, (code,), day)
    chosen = code if role in STAFF or not kin.above else kin.above[0]
    found = find_unit(db, chosen)
    assert found is not None
    return found


def asks_itself(db: Session, person: Officer, day: date) -> bool:
    """Whether what this officer asks of the office would come to themselves."""
    if not person.seats:
        return False
    first = person.seats[0]
    above = office_of(db, first.unit, first.role, day)
    return any(held.unit == above.code and held.role in STAFF for held in person.seats)


def use_invitation(db: Session, invitation_id: int, address: str, now: datetime) -> bool:
    """Uses the code up; False when somebody was faster or its time is over."""
    usable = and_(invitation.c.id == invitation_id, invitation.c.used_at.is_(None), invitation.c.expires_at > now)
    statement = update(invitation).where(usable).values(used_by=address, used_at=now)
    return db.connection().execute(statement).rowcount == 1


def may_try(db: Session, source: str, now: datetime) -> bool:
    """Whether this place may try another code."""
    row = db.execute(select(code_try.c.failed, code_try.c.since).where(code_try.c.source == source)).first()
    return row is None or row.failed < TRIES_MAX or now - row.since >= TRIES_WINDOW


def failed_try(db: Session, source: str, now: datetime) -> None:
    """Counts a wrong code."""
    row = db.execute(select(code_try.c.failed, code_try.c.since).where(code_try.c.source == source)).first()
    fresh = row is None or now - row.since >= TRIES_WINDOW
    values = {
        "failed": 1 if fresh or row is None else row.failed + 1,
        "since": now if fresh or row is None else row.since,
    }
    statement = insert_into(db, code_try).values(source=source, **values)
    db.execute(statement.on_conflict_do_update(index_elements=["source"], set_=values))


def agreed(db: Session, who: OfficerId, text_version: str, address: str, now: datetime) -> None:
    """Keeps the proof that the officer agreed to the notice."""
    db.add(ConsentRow(officer_id=who, text_version=text_version, address=address, agreed_at=now))


# Audit


def note(db: Session, now: datetime, who: str, what: str, about: str = "", **detail: str) -> None:
    """Adds a line to the trail of who did what."""
    db.add(AuditRow(at=now, who=who, what=what, about=about, detail=json.dumps(detail, ensure_ascii=False)))


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of the trail."""

    at: datetime
    who: str
    what: str
    about: str
    detail: Mapping[str, str]


def trail(db: Session, limit: int) -> list[Trace]:
    """The newest lines, newest first."""
    rows = db.execute(
        select(audit.c.at, audit.c.who, audit.c.what, audit.c.about, audit.c.detail)
        .order_by(audit.c.id.desc())
        .limit(limit)
    )
    return [Trace(at, who, what, about, json.loads(detail)) for at, who, what, about, detail in rows]


def forget_tries(db: Session, before: datetime) -> None:
    """Deletes counts of wrong codes whose window is long over."""
    db.execute(code_try.delete().where(code_try.c.since < before))


def unused_codes(db: Session, now: datetime) -> int:
    """How many joining codes still wait."""
    waiting = and_(invitation.c.used_at.is_(None), invitation.c.expires_at > now)
    count: int = db.execute(select(func.count()).select_from(invitation).where(waiting)).scalar_one()
    return count


TRY_RETENTION = timedelta(days=1)


def save_phone(db: Session, who: OfficerId, phone: str) -> None:
    """The officer's own number, as their platform vouches for it."""
    db.execute(update(officer).where(officer.c.id == who).values(phone=phone))


def prefer_hour(db: Session, who: OfficerId, hour: int) -> None:
    """The hour at which the officer wants to be reminded from now on."""
    db.execute(update(officer).where(officer.c.id == who).values(remind_hour=hour))


def phone_of(db: Session, who: OfficerId) -> str:
    """The officer's own number, empty when the office does not know it."""
    return str(db.execute(select(officer.c.phone).where(officer.c.id == who)).scalar_one())


def home_of(db: Session, address: str) -> Account | None:
    """Where an account can be reached; None when there is none or nothing arrives there."""
    row = db.execute(
        select(account.c.address, account.c.officer_id, account.c.bot, account.c.chat, account.c.reachable).where(
            account.c.address == address, account.c.reachable.is_(True)
        )
    ).first()
    return None if row is None else Account(row.address, OfficerId(row.officer_id), row.bot, row.chat, row.reachable)
