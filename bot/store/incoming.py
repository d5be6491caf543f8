"""The inbox: what came in, whose turn it is, and how each event ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlmodel import Session

from bot.store.tables import Incoming, IncomingRow
from knowledge.columns import count_by, insert_into, none_where, table_of

incoming = table_of(IncomingRow)
older = incoming.alias("older")

ATTEMPTS_MAX = 3
"""So often is one event tried before it is parked and its chat moves on."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A body at the door, with what `peek` saw in it."""

    bot: str
    event: str
    chat: str
    body: bytes
    office_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """An event that this boot may handle, and nobody else."""

    id: int
    bot: str
    event: str
    chat: str
    body: bytes
    attempts: int
    boot: str
    received_at: datetime
    office_at: datetime | None


@dataclass(frozen=True, slots=True)
class Mine:
    """Who claims: a boot, the bots it has channels for, and the rows it is serving right now."""

    boot: str
    bots: tuple[str, ...]
    serving: tuple[int, ...] = ()


def store_arrivals(db: Session, arrivals: Sequence[Arrival], now: datetime) -> set[tuple[str, str]]:
    """Inserts what is new, in order; gives the (bot, event) of those."""
    statement = (insert_into(db, incoming).on_conflict_do_nothing(index_elements=["bot", "event"])).returning(
        incoming.c.bot, incoming.c.event
    )
    rows = [
        {
            "bot": arrival.bot, "event": arrival.event, "chat": arrival.chat, "body": arrival.body,
            "state": Incoming.NEW, "attempts": 0, "boot": None, "not_before": now, "received_at": now,
            "office_at": arrival.office_at, "done_at": None, "error": None,
        }
        for arrival in arrivals
    ]  # fmt: skip
    return {(bot, event) for bot, event in db.execute(statement, rows)}


def claim(db: Session, mine: Mine, room: int, now: datetime) -> list[Claimed]:
    """Takes the oldest open event of up to `room` chats in which nothing runs or waits before it.

    Events of bots without a channel here wait for a process that has one.
    """
    first_in_its_chat = none_where(
        older.c.bot == incoming.c.bot,
        older.c.chat == incoming.c.chat,
        or_(older.c.state == Incoming.HANDLING, and_(older.c.state == Incoming.NEW, older.c.id < incoming.c.id)),
    )
    is_postgres = db.get_bind().dialect.name == "postgresql"
    open_rows = (
        select(incoming.c.id)
        .where(
            incoming.c.state == Incoming.NEW,
            incoming.c.not_before <= now,
            incoming.c.bot.in_(mine.bots),
            first_in_its_chat,
        )
        .order_by(incoming.c.id)
        .limit(room)
    )
    if is_postgres:
        open_rows = open_rows.with_for_update(skip_locked=True)
    # MATERIALIZED: no plan may run the pick twice and claim more than there is room for.
    picked = open_rows.cte("picked").prefix_with("MATERIALIZED", dialect="postgresql")
    statement = (
        update(incoming)
        .where(incoming.c.id.in_(select(picked.c.id)))
        .values(state=Incoming.HANDLING, boot=mine.boot, attempts=incoming.c.attempts + 1)
        .returning(
            incoming.c.id, incoming.c.bot, incoming.c.event, incoming.c.chat, incoming.c.body, incoming.c.attempts,
            incoming.c.boot, incoming.c.received_at, incoming.c.office_at,
        )
    )  # fmt: skip
    return sorted((Claimed(*row) for row in db.execute(statement)), key=lambda row: row.id)


def finished(db: Session, row: Claimed, now: datetime) -> bool:
    """Marks the event done; False when it is no longer this boot's, and nothing of its work may stay."""
    return settle(db, row, state=Incoming.DONE, done_at=now, error=None)


def parked(db: Session, row: Claimed, error: str, now: datetime) -> bool:
    """Puts the event aside for good: reported, never retried by itself."""
    return settle(db, row, state=Incoming.FAILED, done_at=now, error=error[:2000])


def postponed(db: Session, row: Claimed, error: str, until: datetime) -> bool:
    """Gives the event back, to be tried again later; the later ones of its chat wait behind it."""
    return settle(db, row, state=Incoming.NEW, boot=None, not_before=until, error=error[:2000])


def not_counted(db: Session, row: Claimed, why: str, until: datetime) -> bool:
    """Gives the event back for later, as if it had not been tried."""
    uncounted = incoming.c.attempts - 1
    return settle(db, row, state=Incoming.NEW, boot=None, not_before=until, attempts=uncounted, error=why[:2000])


def settle(db: Session, row: Claimed, **values: object) -> bool:
    """Writes only while the row is still ours (the fence)."""
    statement = (
        update(incoming)
        .where(incoming.c.id == row.id, incoming.c.state == Incoming.HANDLING, incoming.c.boot == row.boot)
        .values(**values)
    )
    return db.connection().execute(statement).rowcount == 1


def give_back(db: Session, boots: Sequence[str] | None, except_boot: str) -> int:
    """Events that dead boots were handling are open again: handling has no effect outside its final transaction.

    `boots` None means every boot but this one (SQLite: there is no other).
    """
    whose = incoming.c.boot != except_boot if boots is None else incoming.c.boot.in_(boots)
    statement = (
        update(incoming).where(incoming.c.state == Incoming.HANDLING, whose).values(state=Incoming.NEW, boot=None)
    )
    return db.connection().execute(statement).rowcount


def state_of(db: Session, bot: str, event: str) -> Incoming | None:
    """Where an event stands; None when it never came."""
    state = db.execute(select(incoming.c.state).where(incoming.c.bot == bot, incoming.c.event == event)).scalar()
    return None if state is None else Incoming(state)


def counts(db: Session) -> dict[str, int]:
    """How many events are in each state, for the self-check."""
    return count_by(db, incoming.c.state)


def forget(db: Session, before: datetime, limit: int = 1000) -> int:
    """Deletes settled events older than `before`, a batch at a time."""
    old = (
        select(incoming.c.id)
        .where(or_(incoming.c.state == Incoming.DONE, incoming.c.state == Incoming.FAILED))
        .where(and_(incoming.c.done_at.is_not(None), incoming.c.done_at < before))
        .limit(limit)
    )
    return db.connection().execute(incoming.delete().where(incoming.c.id.in_(old))).rowcount


def any_open(db: Session, mine: Mine, now: datetime) -> bool:
    """Whether any event waits for a claim: asked before the writing transaction that claims, since mostly none does."""
    waiting = and_(incoming.c.state == Incoming.NEW, incoming.c.not_before <= now, incoming.c.bot.in_(mine.bots))
    return db.execute(select(incoming.c.id).where(or_(waiting, forgotten(mine))).limit(1)).first() is not None


def forgotten(mine: Mine) -> ColumnElement[bool]:
    """Rows in this boot's name that it is not serving: the database failed between the claim and its answer."""
    return and_(incoming.c.state == Incoming.HANDLING, incoming.c.boot == mine.boot, incoming.c.id.not_in(mine.serving))


def take_back(db: Session, mine: Mine) -> int:
    """Opens such rows again."""
    statement = update(incoming).where(forgotten(mine)).values(state=Incoming.NEW, boot=None)
    return db.connection().execute(statement).rowcount


def owners_of_open(db: Session) -> set[str]:
    """The boots in whose name events are being handled."""
    rows = db.execute(select(incoming.c.boot).where(incoming.c.state == Incoming.HANDLING).distinct())
    return {str(boot) for (boot,) in rows}


def newest(db: Session, bot: str) -> int:
    """The number of the newest event of a bot; 0 where there is none."""
    return db.execute(select(func.max(incoming.c.id)).where(incoming.c.bot == bot)).scalar() or 0


def bodies_after(db: Session, bot: str, number: int) -> list[tuple[int, bytes]]:
    """What came to a bot after that event, in order, as the platform sent it."""
    rows = select(incoming.c.id, incoming.c.body).where(incoming.c.bot == bot, incoming.c.id > number)
    return [(row.id, row.body) for row in db.execute(rows.order_by(incoming.c.id))]


def last_heard(db: Session, bot: str, chat: str) -> datetime | None:
    """When the chat last said anything to the bot, as long as that is kept."""
    mine = and_(incoming.c.bot == bot, incoming.c.chat == chat)
    found: datetime | None = db.execute(select(func.max(incoming.c.received_at)).where(mine)).scalar()
    return found
