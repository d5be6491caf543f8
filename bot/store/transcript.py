"""What was said in a pull channel's chat, in both directions: the rows of inbox and door are the transcript."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, literal, select, union_all
from sqlmodel import Session

from bot.store.incoming import incoming
from bot.store.outgoing import outgoing
from bot.store.tables import Outgoing


@dataclass(frozen=True, slots=True)
class Said:
    """One row: a body that came in under its event, or a parcel that went out under its row."""

    came_in: bool
    id: str
    body: bytes | str
    stamp: datetime
    office_at: datetime | None = None
    """Office time of what went out, as it was when it was said."""


@dataclass(frozen=True, slots=True)
class Range:
    """Rows after a stamp, or before one, or simply the newest."""

    after: datetime | None = None
    before: datetime | None = None
    limit: int = 50


def said_in(db: Session, bot: str, chat: str, wanted: Range) -> list[Said]:
    """The rows in order of their stamp; the newest ones of the range when there are more than the limit."""
    heard = select(
        literal(1).label("came_in"), incoming.c.id.label("row"), incoming.c.received_at.label("stamp")
    ).where(incoming.c.bot == bot, incoming.c.chat == chat)
    told = select(literal(0).label("came_in"), outgoing.c.id.label("row"), outgoing.c.settled_at.label("stamp")).where(
        outgoing.c.bot == bot, outgoing.c.chat == chat, outgoing.c.state == Outgoing.SENT
    )
    if wanted.after is not None:
        heard, told = (
            heard.where(incoming.c.received_at > wanted.after),
            told.where(outgoing.c.settled_at > wanted.after),
        )
    if wanted.before is not None:
        heard, told = (
            heard.where(incoming.c.received_at < wanted.before),
            told.where(outgoing.c.settled_at < wanted.before),
        )
    both = union_all(heard, told).subquery()
    newest = both.c.stamp.desc() if wanted.after is None else both.c.stamp
    # What somebody said stands before what answered it, also in the same microsecond.
    second = both.c.came_in if wanted.after is None else both.c.came_in.desc()
    rows = db.execute(select(both.c.came_in, both.c.row).order_by(newest, second, both.c.row).limit(wanted.limit)).all()
    return bodies(db, [row for came_in, row in rows if came_in], [row for came_in, row in rows if not came_in])


def bodies(db: Session, heard: Sequence[int], told: Sequence[int]) -> list[Said]:
    """The rows with their bodies, in order."""
    found = [
        Said(came_in=True, id=event, body=body, stamp=stamp)
        for event, body, stamp in db.execute(
            select(incoming.c.event, incoming.c.body, incoming.c.received_at).where(incoming.c.id.in_(heard))
        )
    ]
    found += [
        Said(came_in=False, id=str(row), body=body, stamp=stamp, office_at=office_at)
        for row, body, stamp, office_at in db.execute(
            select(outgoing.c.id, outgoing.c.body, outgoing.c.settled_at, outgoing.c.not_before).where(
                outgoing.c.id.in_(told)
            )
        )
    ]
    return sorted(found, key=lambda said: (said.stamp, not said.came_in, int(said.id) if not said.came_in else 0))


def replies_to(db: Session, bot: str, event: str) -> list[str]:
    """The parcels that answered one event, in order."""
    answered = and_(outgoing.c.key.startswith(f"reply/{bot}/{event}/", autoescape=True), outgoing.c.bot == bot)
    return list(db.execute(select(outgoing.c.body).where(answered).order_by(outgoing.c.id)).scalars())
