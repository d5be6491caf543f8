"""What an operator sees of the messages on their way out, and may decide about one of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select, update
from sqlmodel import Session

from bot.store.outgoing import outgoing
from bot.store.tables import Outgoing
from knowledge.columns import Moment


@dataclass(frozen=True, slots=True)
class Listed:
    """A message as an operator reads of it: where it stands and since when (machine time)."""

    key: str
    bot: str
    chat: str
    is_group: bool
    state: Outgoing
    reason: str
    since: datetime


LISTED = (
    outgoing.c.key, outgoing.c.bot, outgoing.c.chat, outgoing.c.is_group, outgoing.c.state, outgoing.c.reason,
    func.coalesce(outgoing.c.settled_at, outgoing.c.created_at, type_=Moment()),
)  # fmt: skip


def troubles(db: Session, limit: int) -> list[Listed]:
    """The newest unsure and failed messages."""
    stuck = outgoing.c.state.in_((Outgoing.UNSURE, Outgoing.FAILED))
    return listed(db, select(*LISTED).where(stuck).order_by(outgoing.c.settled_at.desc()).limit(limit))


def still_waiting(db: Session, limit: int) -> list[Listed]:
    """What is queued, the oldest first."""
    queued = outgoing.c.state == Outgoing.QUEUED
    return listed(db, select(*LISTED).where(queued).order_by(outgoing.c.id).limit(limit))


def listed(db: Session, statement: Select[Any]) -> list[Listed]:
    """Rows of the columns `LISTED` as values."""
    return [
        Listed(key, bot, chat, is_group, Outgoing(state), reason or "", since)
        for key, bot, chat, is_group, state, reason, since in db.execute(statement)
    ]


def requeue(db: Session, key: str, use_by: datetime, office_now: datetime) -> bool:
    """An unsure or failed message goes once more: the same row again; the ledger keeps the old tries."""
    values = {"state": Outgoing.QUEUED, "not_before": office_now, "use_by": use_by, "reason": None, "settled_at": None}
    stuck = and_(outgoing.c.key == key, outgoing.c.state.in_((Outgoing.UNSURE, Outgoing.FAILED)))
    return db.connection().execute(update(outgoing).where(stuck).values(**values)).rowcount == 1


def cancel(db: Session, key: str, reason: str, now: datetime) -> bool:
    """Cancels a message that has not gone yet."""
    values = {"state": Outgoing.CANCELLED, "reason": reason, "settled_at": now}
    queued = and_(outgoing.c.key == key, outgoing.c.state == Outgoing.QUEUED)
    return db.connection().execute(update(outgoing).where(queued).values(**values)).rowcount == 1
