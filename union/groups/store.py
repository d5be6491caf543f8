"""Which group chat belongs to which unit, and the codes by which an officer ties one; all SQL on groups."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlmodel import Field, Session, SQLModel

from knowledge.columns import Moment, partial_index, table_of
from knowledge.document import UnitCode
from union.roster import OfficerId
from union.scope import Scope
from union.store import unit

CODE_LIFE = timedelta(minutes=15)
"""A code that is asked for on the spot; a printed one lives longer (`union.roster.CODE_LIFE`)."""


class GroupRow(SQLModel, table=True):
    """A group chat tied to a unit; never deleted, so that it is known later who was told what."""

    __tablename__ = "group_chat"
    __table_args__ = (partial_index("group_open", "bot", "chat", where="ended_at IS NULL", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    bot: str
    chat: str
    unit: str = Field(foreign_key="unit.code", index=True)
    title: str = ""
    """What the group is called; given by the officer where the platform does not say."""
    tied_by: int = Field(foreign_key="officer.id")
    tied_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    end_reason: str = ""


class GroupCodeRow(SQLModel, table=True):
    """A one-time code that ties a group to a unit; only its hash is kept."""

    __tablename__ = "group_code"

    code_hash: str = Field(primary_key=True)
    unit: str = Field(foreign_key="unit.code")
    officer_id: int = Field(foreign_key="officer.id")
    made_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


group_chat = table_of(GroupRow)
group_code = table_of(GroupCodeRow)


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat that is tied to a unit now."""

    id: int
    bot: str
    chat: str
    unit: UnitCode
    unit_name: str
    title: str = ""
    tied_by: OfficerId | None = None
    tied_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GroupCode:
    """A code that waits to be typed in a group."""

    unit: UnitCode
    officer: OfficerId
    expires_at: datetime
    used_at: datetime | None


def offer_code(db: Session, scope: Scope, code_hash: str, where: UnitCode, *, now: datetime) -> None:
    """Keeps a new code of an officer who speaks for the unit or works in its office. Raises `Forbidden`."""
    if not scope.may_write(where):
        scope.must_run(where)
    assert scope.officer is not None
    db.add(
        GroupCodeRow(code_hash=code_hash, unit=where, officer_id=scope.officer, made_at=now, expires_at=now + CODE_LIFE)
    )


def find_code(db: Session, code_hash: str) -> GroupCode | None:
    """The code, used and expired ones too; None when there is none."""
    row = db.execute(select(group_code).where(group_code.c.code_hash == code_hash)).first()
    return GroupCode(UnitCode(row.unit), OfficerId(row.officer_id), row.expires_at, row.used_at) if row else None


def use_code(db: Session, code_hash: str, now: datetime) -> bool:
    """Whether the code was still unused; from now on it is used."""
    mine = and_(group_code.c.code_hash == code_hash, group_code.c.used_at.is_(None))
    return db.connection().execute(update(group_code).where(mine).values(used_at=now)).rowcount == 1


def tie(db: Session, bot: str, chat: str, code: GroupCode, *, title: str, now: datetime) -> Group:
    """Ties the chat to the code's unit; what it was tied to before ends."""
    end_group(db, bot, chat, "gắn với đơn vị khác", now)
    row = GroupRow(bot=bot, chat=chat, unit=code.unit, title=title, tied_by=code.officer, tied_at=now)
    db.add(row)
    db.flush()
    found = group_at(db, bot, chat)
    assert found is not None
    return found


def group_at(db: Session, bot: str, chat: str) -> Group | None:
    """The group that this chat is; None while it is tied to no unit."""
    found = groups_where(db, and_(group_chat.c.bot == bot, group_chat.c.chat == chat))
    return found[0] if found else None


def groups_of(db: Session, scope: Scope, units: Collection[UnitCode]) -> list[Group]:
    """The groups of these units, as far as they are the speaker's to read, in the order in which they were tied."""
    allowed = [code for code in units if scope.may_read(code)]
    return groups_where(db, group_chat.c.unit.in_(allowed)) if allowed else []


def groups_by_id(db: Session, ids: Collection[int]) -> dict[int, Group]:
    """Those of these groups that are still tied; for the house's own jobs."""
    return {each.id: each for each in groups_where(db, group_chat.c.id.in_(list(ids)))}


def groups_where(db: Session, which: ColumnElement[bool]) -> list[Group]:
    """The groups tied now for which this holds."""
    rows = db.execute(
        select(group_chat, unit.c.name)
        .join(unit, unit.c.code == group_chat.c.unit)
        .where(which, group_chat.c.ended_at.is_(None))
        .order_by(group_chat.c.id)
    )
    return [
        Group(row.id, row.bot, row.chat, UnitCode(row.unit), row.name, row.title, OfficerId(row.tied_by), row.tied_at)
        for row in rows
    ]


def end_group(db: Session, bot: str, chat: str, reason: str, now: datetime) -> Group | None:
    """The assistant left, or was removed: nothing is announced there any more. Gives the group that it was."""
    known = group_at(db, bot, chat)
    if known is not None:
        db.execute(update(group_chat).where(group_chat.c.id == known.id).values(ended_at=now, end_reason=reason))
    return known


def move_group(db: Session, bot: str, old: str, new: str) -> None:
    """The group got a new identity on its platform; where it was tied under that one already, the older tie ends."""
    mine = and_(group_chat.c.bot == bot, group_chat.c.chat == old, group_chat.c.ended_at.is_(None))
    there = group_at(db, bot, new) if new != old else None
    ended = {"ended_at": there.tied_at, "end_reason": "nhóm đã gắn ở địa chỉ mới"} if there else {}
    db.execute(update(group_chat).where(mine).values(**(ended or {"chat": new})))


def count_groups(db: Session, bot: str) -> int:
    """How many groups are tied on a bot, for its capacity."""
    mine = and_(group_chat.c.bot == bot, group_chat.c.ended_at.is_(None))
    return int(db.execute(select(func.count()).select_from(group_chat).where(mine)).scalar_one())
