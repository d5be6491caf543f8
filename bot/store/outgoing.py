"""The door's table: what waits, what may go now, and how each try ended. Nobody else writes to `outgoing`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import ColumnElement, Row, and_, bindparam, case, exists, func, or_, select, update
from sqlmodel import Session

from bot.store.tables import AttemptRow, ChatPaceRow, Outcome, Outgoing, OutgoingRow, PaceRow
from knowledge.columns import (
    among,
    count_by,
    insert_into,
    insert_rows,
    locked,
    none_where,
    pairs,
    table_of,
)

outgoing = table_of(OutgoingRow)
attempt = table_of(AttemptRow)
pace = table_of(PaceRow)
chat_pace = table_of(ChatPaceRow)
ahead = outgoing.alias("ahead")
flying = outgoing.alias("flying")
WAITING = (
    outgoing.c.id,
    outgoing.c.key,
    outgoing.c.bot,
    outgoing.c.chat,
    outgoing.c.is_group,
    outgoing.c.lane,
    outgoing.c.body,
    outgoing.c.judge,
    outgoing.c.judge_args,
    outgoing.c.use_by,
    outgoing.c.attempts,
    outgoing.c.resend_of,
)

AHEAD_MAX = timedelta(milliseconds=35)
"""One slot is reserved ahead, never more: what is claimed further ahead turns unsure at a crash though never sent."""
UNPACED = 500.0
"""Faster than any platform counts: there one transaction claims for all places, or it would be the pace."""
RATE_LEAST = 10.0
QUIET_MINUTE = timedelta(seconds=60)
KEYS_AT_ONCE = 500
CONTINUED = "/part"
"""In the keys of what follows a message that was worded anew and grew too long for one."""
REASON_MOST, STATUS_MOST = 500, 999_999_999
SHOWN_AT_ONCE = 64
"""Each is judged and worded in the transaction that shows it: so many hold the one writer of SQLite for a moment."""


class Lane(IntEnum):
    """Who waits: a person for a reply, one person for a reminder, or many for an announcement."""

    REPLY = 0
    PERSONAL = 1
    BULK = 2


USE_BY = {Lane.REPLY: timedelta(days=1), Lane.PERSONAL: timedelta(days=2), Lane.BULK: timedelta(days=3)}
"""After this long a message of the lane is no use to anybody, unless whoever enqueues knows better."""


@dataclass(frozen=True, slots=True)
class Outbound:
    """One message to one chat. The key says why it exists: doing the work twice sends once."""

    key: str
    bot: str
    chat: str
    lane: Lane
    body: str
    is_group: bool = False
    judge: str = ""
    judge_args: Mapping[str, str] = field(default_factory=dict)
    not_before: datetime | None = None
    use_by: datetime | None = None
    resend_of: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claimed row before it is judged again."""

    id: int
    key: str
    bot: str
    chat: str
    is_group: bool
    lane: int
    body: str
    judge: str
    judge_args: Mapping[str, str]
    use_by: datetime
    attempts: int
    resend_of: str | None


@dataclass(frozen=True, slots=True)
class Sending:
    """A row that goes out at `slot_at` (machine time) as try number `n`."""

    row: Waiting
    body: str
    slot_at: datetime
    n: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What may go now, and when to look again (machine time; None: when something is enqueued)."""

    sending: tuple[Sending, ...]
    look_again: datetime | None


@dataclass(frozen=True, slots=True)
class Send:
    """Still right: it goes."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """No longer right, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Right, but not now."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Reworded:
    """Right, in other words."""

    body: str


Ruling = Send | Cancel | Later | Reworded


@dataclass(frozen=True, slots=True)
class Gaps:
    """How long a chat rests between two messages."""

    private: timedelta
    group: timedelta

    def after(self, row: Waiting) -> timedelta:
        """The rest that belongs to this row's chat."""
        return self.group if row.is_group else self.private


@dataclass(frozen=True, slots=True)
class Settled:
    """How one try ended, to be written. `hold_chat` and `hold_bot` are waits from now."""

    sending: Sending
    state: Outgoing
    outcome: Outcome
    platform_id: str | None = None
    reason: str | None = None
    http_status: int | None = None
    hold_chat: timedelta | None = None
    hold_bot: timedelta | None = None
    moved_to: str = ""
    gone: bool = False
    """The person cannot be reached any more."""
    tries_max: int | None = None
    """Refused so often with the same status, the message is given up and its chat is gone."""
    used_up: bool = False
    """The platform says that the month's allowance, or the pace, is used up."""


def keepable(result: Settled) -> Settled:
    """The result with what a platform said as every database keeps it: one that does not would stop the bot."""
    status = result.http_status
    return replace(
        result,
        platform_id=written(result.platform_id),
        reason=written(result.reason),
        http_status=status if status is None or abs(status) <= STATUS_MOST else None,
    )


def written(said: str | None) -> str | None:
    """The words without halves of letters and zero bytes, as far as anybody reads."""
    return said and said.encode(errors="replace").decode().replace("\0", "")[:REASON_MOST]


def enqueue(db: Session, messages: Sequence[Outbound], now: datetime, office_now: datetime, *, pull: bool) -> int:
    """Adds what is new by key, in order; gives how many were. A pull channel's message is sent by being committed."""
    if not messages:
        return 0
    rows = [row_of(message, now, office_now, pull=pull) for message in messages]
    insert, given = insert_rows(db, outgoing, rows)
    statement = insert.on_conflict_do_nothing(index_elements=["key"]).returning(outgoing.c.id)
    return len(db.execute(statement, given).all())


def row_of(message: Outbound, now: datetime, office_now: datetime, *, pull: bool) -> dict[str, object]:
    """The row of a new message."""
    at_once = pull and not message.judge and message.not_before is None
    return {
        "key": message.key, "bot": message.bot, "chat": message.chat, "is_group": message.is_group,
        "lane": int(message.lane), "body": message.body, "judge": message.judge,
        "judge_args": json.dumps(dict(message.judge_args), ensure_ascii=False),
        "state": Outgoing.SENT if at_once else Outgoing.QUEUED,
        "not_before": message.not_before or office_now, "use_by": message.use_by or office_now + USE_BY[message.lane],
        "boot": None, "slot_at": None, "told_at": office_now if at_once else None, "attempts": 0,
        "platform_id": None, "reason": None,
        "resend_of": message.resend_of, "created_at": now, "settled_at": now if at_once else None,
    }  # fmt: skip


def ensure_pace(db: Session, bot: str, rate: float, now: datetime) -> None:
    """The bot's pace row, with the rate the settings allow."""
    row = {"bot": bot, "rate": rate, "rate_max": rate, "next_slot_at": now, "blocked_until": now, "refused_at": None}
    db.execute(insert_into(db, pace).values(**row).on_conflict_do_nothing())
    changed = and_(pace.c.bot == bot, pace.c.rate_max != rate)
    db.execute(update(pace).where(changed).values(rate=rate, rate_max=rate))


@dataclass(slots=True)
class Pace:
    """A bot's pace while its row is locked."""

    bot: str
    rate: float
    rate_max: float
    next_slot_at: datetime
    blocked_until: datetime
    refused_at: datetime | None

    @property
    def slot(self) -> timedelta:
        """The distance between two messages."""
        return timedelta(seconds=1 / self.rate)

    @property
    def reserved_ahead(self) -> timedelta:
        """How far ahead a slot may be taken."""
        return AHEAD_MAX if self.rate >= UNPACED else min(self.slot, AHEAD_MAX)


def lock_pace(db: Session, bot: str) -> Pace:
    """The bot's row, locked until the end of the transaction: this one lock serialises the claims of a bot.

    A statement of its own, so that the next one sees what the lock waited for.
    """
    statement = select(
        pace.c.bot, pace.c.rate, pace.c.rate_max, pace.c.next_slot_at, pace.c.blocked_until, pace.c.refused_at
    ).where(pace.c.bot == bot)
    return Pace(*db.execute(locked(db, statement)).one())


def pick(db: Session, bot: str, room: int, now: datetime, office_now: datetime) -> list[Waiting]:
    """The heads of up to `room` chats in which nothing is in flight and no rest is due, best lane and oldest first."""
    none_in_flight = none_where(
        flying.c.bot == outgoing.c.bot, flying.c.chat == outgoing.c.chat, flying.c.state == Outgoing.SENDING
    )
    nobody_ahead = none_where(
        ahead.c.bot == outgoing.c.bot,
        ahead.c.chat == outgoing.c.chat,
        ahead.c.state == Outgoing.QUEUED,
        ahead.c.not_before <= office_now,
        or_(ahead.c.lane < outgoing.c.lane, and_(ahead.c.lane == outgoing.c.lane, ahead.c.id < outgoing.c.id)),
    )
    rested = none_where(
        chat_pace.c.bot == outgoing.c.bot, chat_pace.c.chat == outgoing.c.chat, chat_pace.c.next_at > now
    )
    statement = (
        select(*WAITING)
        .where(outgoing.c.bot == bot, outgoing.c.state == Outgoing.QUEUED, outgoing.c.not_before <= office_now)
        .where(none_in_flight, nobody_ahead, rested)
        .order_by(outgoing.c.lane, outgoing.c.id)
        .limit(room)
    )
    if db.get_bind().dialect.name == "postgresql":
        # SKIP LOCKED: an operator who is cancelling a row does not stall the sender.
        statement = statement.with_for_update(of=outgoing, skip_locked=True)
    return [waiting(row) for row in db.execute(statement)]


def waiting(row: Row[tuple[object, ...]]) -> Waiting:
    """A row of the columns `WAITING` as a value."""
    values = dict(zip((column.name for column in WAITING), row, strict=True))
    return Waiting(**{**values, "judge_args": json.loads(str(values["judge_args"]))})


def write_ruling(db: Session, row: Waiting, ruling: Cancel | Later, now: datetime) -> None:
    """Keeps a judged-out row from going: cancelled with its reason, or queued for later. It takes no slot."""
    values: dict[str, object]
    match ruling:
        case Cancel(reason):
            values = {"state": Outgoing.CANCELLED, "reason": reason, "settled_at": now}
        case Later(until):
            values = {"not_before": until}
    db.execute(update(outgoing).where(outgoing.c.id == row.id, outgoing.c.state == Outgoing.QUEUED).values(**values))


def expire(db: Session, row: Waiting, now: datetime) -> None:
    """Past its use-by: settled, never sent."""
    mine = and_(outgoing.c.id == row.id, outgoing.c.state == Outgoing.QUEUED)
    db.execute(update(outgoing).where(mine).values(**expired(now)))


def expired(now: datetime) -> dict[str, object]:
    """How a message stands whose time is over."""
    return {"state": Outgoing.EXPIRED, "reason": "quá thời hạn sử dụng", "settled_at": now}


def launch(
    db: Session,
    bodies: Sequence[tuple[Waiting, str]],
    clock: Pace,
    *,
    boot: str,
    gaps: Gaps,
    now: datetime,
    office_now: datetime,
) -> list[Sending]:
    """Marks the rows as sending, each with a slot and a line of the ledger; sockets only after the commit."""
    sending = []
    slot = max(clock.next_slot_at, now)
    for row, body in bodies:
        sending.append(Sending(row, body, slot, row.attempts + 1))
        slot += clock.slot
    clock.next_slot_at = slot
    if sending:
        let_go(db, sending, boot, office_now)
        tries = [{"outgoing_id": it.row.id, "n": it.n, "boot": boot, "begun_at": it.slot_at} for it in sending]
        statement, given = insert_rows(db, attempt, tries)
        db.execute(statement, given)
    rests = [(item.row.bot, item.row.chat, item.slot_at + gap) for item in sending if (gap := gaps.after(item.row))]
    rest_chats(db, rests)
    return sending


def let_go(db: Session, sending: Sequence[Sending], boot: str, office_now: datetime) -> None:
    """The rows are being sent from now on, each at its slot and in the words that were judged right."""
    shared = {"state": Outgoing.SENDING, "boot": boot, "told_at": office_now, "attempts": outgoing.c.attempts + 1}
    if db.get_bind().dialect.name == "postgresql":
        slots = pairs(
            (outgoing.c.id, [item.row.id for item in sending]), (outgoing.c.slot_at, [item.slot_at for item in sending])
        )
        db.execute(update(outgoing).where(outgoing.c.id == slots.c.one).values(slot_at=slots.c.other, **shared))
    else:
        each = update(outgoing).where(outgoing.c.id == bindparam("row")).values(slot_at=bindparam("at"), **shared)
        db.execute(each, [{"row": item.row.id, "at": item.slot_at} for item in sending])
    reworded = [{"row": item.row.id, "text": item.body} for item in sending if item.body != item.row.body]
    if reworded:
        db.execute(update(outgoing).where(outgoing.c.id == bindparam("row")).values(body=bindparam("text")), reworded)


def rest_chats(db: Session, rests: Sequence[tuple[str, str, datetime]]) -> None:
    """No message of these chats goes before its moment: bot, chat and until when."""
    rows = {(bot, chat): {"bot": bot, "chat": chat, "next_at": until} for bot, chat, until in rests}
    if rows:
        statement, given = insert_rows(db, chat_pace, list(rows.values()))
        changed = {"next_at": statement.excluded.next_at}
        db.execute(statement.on_conflict_do_update(index_elements=["bot", "chat"], set_=changed), given)


def write_pace(db: Session, clock: Pace) -> None:
    """Writes the locked row back."""
    values = {
        "rate": clock.rate, "next_slot_at": clock.next_slot_at, "blocked_until": clock.blocked_until,
        "refused_at": clock.refused_at,
    }  # fmt: skip
    db.execute(update(pace).where(pace.c.bot == clock.bot).values(**values))


def next_look(db: Session, bot: str, now: datetime, office_now: datetime) -> datetime | None:
    """When the next queued row of the bot can go, in machine time; None when nothing waits for the clock."""
    queued = and_(outgoing.c.bot == bot, outgoing.c.state == Outgoing.QUEUED)
    soonest = db.execute(
        select(func.min(outgoing.c.not_before)).where(queued, outgoing.c.not_before > office_now)
    ).scalar()
    rested = db.execute(
        select(func.min(chat_pace.c.next_at)).where(
            chat_pace.c.bot == bot,
            chat_pace.c.next_at > now,
            exists().where(queued, outgoing.c.chat == chat_pace.c.chat),
        )
    ).scalar()
    looks = [rested] if rested else []
    if soonest:
        looks.append(now + (soonest - office_now))
    return min(looks) if looks else None


def settle(db: Session, results: Sequence[Settled], boot: str, now: datetime) -> list[Settled]:
    """Writes how tries ended; gives those whose row was still being sent. A late proof turns unsure into sent.

    First the message, then its line of the ledger, as `recover` does: two that settle one row never wait in a circle.
    """
    results = [given_up(db, keepable(each)) for each in results]
    ours = settle_sent(db, [each for each in results if each.state is Outgoing.SENT], boot, now)
    ours |= {
        each.sending.row.id for each in results if each.state is not Outgoing.SENT and settle_row(db, each, boot, now)
    }
    settle_tries(db, results, now)
    rests = [(each.sending.row, now + each.hold_chat) for each in results if each.hold_chat]
    rest_chats(db, [(row.bot, row.chat, until) for row, until in rests])
    for each in results:
        if each.moved_to:
            move_chat(db, each.sending.row.bot, each.sending.row.chat, each.moved_to)
    return [each for each in results if each.sending.row.id in ours]


def settle_sent(db: Session, results: Sequence[Settled], boot: str, now: datetime) -> set[int]:
    """The rows of what was sent; gives those that were still being sent, one called unsure meanwhile is corrected."""
    if not results:
        return set()
    ids = [each.sending.row.id for each in results]
    names = [each.platform_id or "" for each in results]
    shared = {"state": Outgoing.SENT, "reason": None, "settled_at": now}
    if db.get_bind().dialect.name == "postgresql":
        listed = pairs((outgoing.c.id, ids), (outgoing.c.platform_id, names))
        these = update(outgoing).where(outgoing.c.id == listed.c.one).values(platform_id=listed.c.other, **shared)
    else:
        known = case(dict(zip(ids, names, strict=True)), value=outgoing.c.id)
        these = update(outgoing).where(outgoing.c.id.in_(ids)).values(platform_id=known, **shared)
    mine = and_(outgoing.c.state == Outgoing.SENDING, outgoing.c.boot == boot)
    ours = set(db.execute(these.where(mine).returning(outgoing.c.id)).scalars())
    if len(ours) < len(results):
        db.execute(these.where(outgoing.c.state == Outgoing.UNSURE))
    return ours


def given_up(db: Session, result: Settled) -> Settled:
    """The result as it is, or the message's end where this status has refused it as often as it may."""
    if result.tries_max is None:
        return result
    mine = attempt.c.outgoing_id == result.sending.row.id
    before = select(func.count()).where(mine, attempt.c.http_status == result.http_status)
    if db.execute(before).scalar_one() + 1 < result.tries_max:
        return result
    return replace(result, state=Outgoing.FAILED, outcome=Outcome.REFUSED, hold_chat=None, gone=True)


def settle_row(db: Session, result: Settled, boot: str, now: datetime) -> bool:
    """Whether a row that was not sent was still this boot's to settle."""
    values: dict[str, object] = {"state": result.state, "reason": result.reason, "platform_id": result.platform_id}
    values["settled_at"] = None if result.state is Outgoing.QUEUED else now
    mine = and_(outgoing.c.state == Outgoing.SENDING, outgoing.c.boot == boot)
    the_row = update(outgoing).where(outgoing.c.id == result.sending.row.id, mine).values(**values)
    return db.connection().execute(the_row).rowcount == 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a try ended, as the ledger keeps it."""

    outcome: Outcome
    http_status: int | None
    error: str | None
    wait_seconds: float | None


def verdict_of(result: Settled) -> Verdict:
    """The line of the ledger that closes a try."""
    held = result.hold_bot or result.hold_chat
    return Verdict(result.outcome, result.http_status, result.reason, held.total_seconds() if held else None)


def settle_tries(db: Session, results: Sequence[Settled], now: datetime) -> None:
    """Closes the tries in the ledger: those that ended alike together."""
    alike: dict[Verdict, list[Sending]] = {}
    for each in results:
        alike.setdefault(verdict_of(each), []).append(each.sending)
    for how, tries in alike.items():
        values = {
            "ended_at": now, "outcome": how.outcome, "http_status": how.http_status, "error": how.error,
            "wait_seconds": how.wait_seconds,
        }  # fmt: skip
        if db.get_bind().dialect.name == "postgresql":
            listed = pairs((attempt.c.outgoing_id, [it.row.id for it in tries]), (attempt.c.n, [it.n for it in tries]))
            these = and_(attempt.c.outgoing_id == listed.c.one, attempt.c.n == listed.c.other)
            db.execute(update(attempt).where(these).values(**values))
        else:
            this = and_(attempt.c.outgoing_id == bindparam("row"), attempt.c.n == bindparam("number"))
            db.execute(
                update(attempt).where(this).values(**values), [{"row": it.row.id, "number": it.n} for it in tries]
            )


def hold_back(clock: Pace, until: datetime) -> None:
    """One shared deadline: all processes stop at their next claim."""
    clock.blocked_until = max(clock.blocked_until, until)


def slow_down(clock: Pace, now: datetime) -> None:
    """After a refusal for speed the pace falls by a fifth."""
    clock.rate = max(clock.rate * 0.8, min(RATE_LEAST, clock.rate_max))
    clock.refused_at = now


def regain(clock: Pace, now: datetime) -> None:
    """One message a second more for each quiet minute, up to what the settings allow."""
    if clock.refused_at and clock.rate < clock.rate_max and now - clock.refused_at >= QUIET_MINUTE:
        clock.rate = min(clock.rate + 1, clock.rate_max)
        clock.refused_at = now


@dataclass(frozen=True, slots=True)
class Parked:
    """A queued message of a bot that sends nothing at present."""

    id: int
    key: str
    chat: str
    is_group: bool
    lane: int


def parked(db: Session, bot: str, lanes: Sequence[Lane], before: datetime) -> list[Parked]:
    """What waits on these lanes and could go before that office moment, oldest first."""
    waits = and_(outgoing.c.bot == bot, outgoing.c.state == Outgoing.QUEUED, outgoing.c.lane.in_([*map(int, lanes)]))
    rows = db.execute(
        select(outgoing.c.id, outgoing.c.key, outgoing.c.chat, outgoing.c.is_group, outgoing.c.lane)
        .where(waits, outgoing.c.not_before < before)
        .order_by(outgoing.c.id)
    )
    return [Parked(*row) for row in rows]


def expire_late(db: Session, bot: str, now: datetime, office_now: datetime) -> None:
    """What waits for a bot that sends nothing at present and is of no use any more ends."""
    late = and_(outgoing.c.bot == bot, outgoing.c.state == Outgoing.QUEUED, outgoing.c.use_by < office_now)
    db.execute(update(outgoing).where(late).values(**expired(now)))


def reroute(db: Session, row: int, bot: str, chat: str, reason: str) -> None:
    """The message goes to its officer's other chat instead: the same row and key, so that it is never both."""
    mine = and_(outgoing.c.id == row, outgoing.c.state == Outgoing.QUEUED)
    db.execute(update(outgoing).where(mine).values(bot=bot, chat=chat, reason=reason))


def put_off(db: Session, bot: str, until: datetime, lanes: Sequence[Lane] = tuple(Lane)) -> None:
    """Nothing of the bot on these lanes is due before that office moment."""
    waits = and_(outgoing.c.bot == bot, outgoing.c.state == Outgoing.QUEUED, outgoing.c.lane.in_([*map(int, lanes)]))
    db.execute(update(outgoing).where(waits, outgoing.c.not_before < until).values(not_before=until))


def in_the_air(db: Session, bot: str) -> int:
    """How many messages of the bot are being sent, by every process."""
    sending = and_(outgoing.c.bot == bot, outgoing.c.state == Outgoing.SENDING)
    count: int = db.execute(select(func.count()).select_from(outgoing).where(sending)).scalar_one()
    return count


@dataclass(frozen=True, slots=True)
class Told:
    """A message that went unasked."""

    key: str
    bot: str
    chat: str
    judge: str
    judge_args: Mapping[str, str]


def told_since(db: Session, chats: Sequence[tuple[str, str]], since: datetime) -> list[Told]:
    """What was let go unasked to these chats of bots since an office moment, and may have arrived."""
    gone = outgoing.c.state.in_((Outgoing.SENDING, Outgoing.SENT, Outgoing.UNSURE))
    theirs = [  # bot by bot: so an index finds them
        and_(outgoing.c.bot == bot, outgoing.c.chat.in_([chat for where, chat in chats if where == bot]))
        for bot in sorted({bot for bot, _ in chats})
    ]
    rows = db.execute(
        select(outgoing.c.key, outgoing.c.bot, outgoing.c.chat, outgoing.c.judge, outgoing.c.judge_args)
        .where(or_(*theirs), outgoing.c.lane > Lane.REPLY)
        .where(gone, outgoing.c.told_at >= since)
        .order_by(outgoing.c.id)
    )
    return [Told(key, bot, chat, judge, json.loads(args)) for key, bot, chat, judge, args in rows]


def move_chat(db: Session, bot: str, old: str, new: str) -> None:
    """A group got a new identity: what waits for it goes there."""
    waiting = and_(outgoing.c.bot == bot, outgoing.c.chat == old, outgoing.c.state == Outgoing.QUEUED)
    db.execute(update(outgoing).where(waiting).values(chat=new))


def recover(
    db: Session, boots: Sequence[str] | None, except_boot: str, bots: Sequence[str], now: datetime
) -> list[Waiting]:
    """What dead boots were sending may be out: unsure, never sent again by itself. `boots` None: all but this one.

    Only for `bots`, those with a channel here: a reply of theirs may be said once more.
    """
    whose = outgoing.c.boot != except_boot if boots is None else outgoing.c.boot.in_(boots)
    return doubt(db, and_(whose, outgoing.c.bot.in_(bots)), "tiến trình dừng giữa lúc gửi", now)


def forgotten(boot: str, bot: str, known: Sequence[int]) -> ColumnElement[bool]:
    """Rows in this boot's name that it is not sending: the database failed between the claim and its answer."""
    return and_(
        outgoing.c.state == Outgoing.SENDING,
        outgoing.c.boot == boot,
        outgoing.c.bot == bot,
        outgoing.c.id.not_in(known),
    )


def abandoned(before: datetime) -> ColumnElement[bool]:
    """Rows that were taken before then: whoever had them is gone, and nobody here has their bot, who would recover."""
    return outgoing.c.slot_at < before


def doubt(db: Session, which: ColumnElement[bool], reason: str, now: datetime) -> list[Waiting]:
    """Turns rows that are being sent, as far as anybody knows, into unsure ones, with their tries."""
    statement = (
        update(outgoing)
        .where(outgoing.c.state == Outgoing.SENDING, which)
        .values(state=Outgoing.UNSURE, reason=reason, settled_at=now)
        .returning(*WAITING)
    )
    rows = [waiting(row) for row in db.execute(statement)]
    if rows:
        open_tries = and_(attempt.c.outgoing_id.in_([row.id for row in rows]), attempt.c.ended_at.is_(None))
        db.execute(update(attempt).where(open_tries).values(ended_at=now, outcome=Outcome.UNSURE, error=reason))
    return rows


def owners_of_open(db: Session) -> set[str]:
    """The boots in whose name messages are being sent."""
    rows = db.execute(select(outgoing.c.boot).where(outgoing.c.state == Outgoing.SENDING).distinct())
    return {str(boot) for (boot,) in rows}


def withdraw_rest(db: Session, row: Waiting, now: datetime) -> int:
    """What follows a message that was refused does not go: half an answer would mislead. Gives how many did not."""
    before, _, last = row.key.rpartition("/")
    return withdraw(db, row, f"{before if last.isdecimal() else row.key}/", "phần trước không gửi được", now)


def withdraw_parts(db: Session, row: Waiting, now: datetime) -> int:
    """The parts that an earlier wording left waiting give way to those of the newest."""
    return withdraw(db, row, f"{row.key}{CONTINUED}/", "đã đổi lời", now)


def withdraw(db: Session, row: Waiting, family: str, reason: str, now: datetime) -> int:
    """Cancels what waits behind a message of the same chat under keys that begin so."""
    behind = and_(
        outgoing.c.bot == row.bot, outgoing.c.chat == row.chat, outgoing.c.state == Outgoing.QUEUED,
        outgoing.c.id > row.id, outgoing.c.key.startswith(family, autoescape=True),
    )  # fmt: skip
    values = {"state": Outgoing.CANCELLED, "reason": reason, "settled_at": now}
    return db.connection().execute(update(outgoing).where(behind).values(**values)).rowcount


def any_queued(db: Session, bot: str, office_now: datetime) -> bool:
    """Whether anything of this bot is due: asked before a writing transaction, since mostly nothing is."""
    due = select(outgoing.c.id).where(is_due(bot, office_now))
    return db.execute(due.limit(1)).first() is not None


def is_due(bot: str, office_now: datetime) -> ColumnElement[bool]:
    """Queued, and its time has come."""
    return and_(outgoing.c.bot == bot, outgoing.c.state == Outgoing.QUEUED, outgoing.c.not_before <= office_now)


def anything_to_do(db: Session, bot: str, boot: str, office_now: datetime) -> bool:
    """Whether the turn of a sender that has nothing in the air is worth a writing transaction."""
    wanted = or_(is_due(bot, office_now), forgotten(boot, bot, ()))
    return db.execute(select(outgoing.c.id).where(wanted).limit(1)).first() is not None


def due_rows(db: Session, bot: str, office_now: datetime, limit: int = SHOWN_AT_ONCE) -> list[Waiting]:
    """What is due on a pull channel, in order of lane and age; there no pace holds anything back."""
    due = and_(outgoing.c.bot == bot, outgoing.c.state == Outgoing.QUEUED, outgoing.c.not_before <= office_now)
    statement = select(*WAITING).where(due).order_by(outgoing.c.lane, outgoing.c.id).limit(limit)
    return [waiting(row) for row in db.execute(locked(db, statement))]


def mark_shown(db: Session, row: Waiting, body: str, now: datetime, office_now: datetime) -> None:
    """A pull channel's message is sent by being committed."""
    values = {"state": Outgoing.SENT, "settled_at": now, "told_at": office_now, "body": body}
    db.execute(update(outgoing).where(outgoing.c.id == row.id, outgoing.c.state == Outgoing.QUEUED).values(**values))


def counts(db: Session) -> dict[str, int]:
    """How many messages are in each state, for the self-check."""
    return count_by(db, outgoing.c.state)


def forget_sent(db: Session, before: datetime, limit: int = 1000) -> int:
    """Deletes messages settled before `before` with their tries, a batch at a time."""
    old = [
        *db.execute(
            select(outgoing.c.id).where(outgoing.c.settled_at.is_not(None), outgoing.c.settled_at < before).limit(limit)
        ).scalars()
    ]
    if old:
        db.execute(attempt.delete().where(attempt.c.outgoing_id.in_(old)))
        db.execute(outgoing.delete().where(outgoing.c.id.in_(old)))
    return len(old)


def states_of(db: Session, keys: Sequence[str], *, held: bool = False) -> dict[str, tuple[Outgoing, str]]:
    """How the messages with these keys stand, and why; what is not there is not named.

    `held`: in a writing transaction, and none of them goes before it ends.
    """
    found: dict[str, tuple[Outgoing, str]] = {}
    for start in range(0, len(keys), KEYS_AT_ONCE):
        some = keys[start : start + KEYS_AT_ONCE]
        wanted = select(outgoing.c.key, outgoing.c.state, outgoing.c.reason).where(among(db, outgoing.c.key, some))
        rows = db.execute(locked(db, wanted.order_by(outgoing.c.id)) if held else wanted)
        found |= {key: (Outgoing(state), reason or "") for key, state, reason in rows}
    return found


def overdue(db: Session, keys: Sequence[str], office_now: datetime) -> list[str]:
    """Which of these messages still wait although their time is over: nobody sends for their bot any more."""
    found: list[str] = []
    late = and_(outgoing.c.state == Outgoing.QUEUED, outgoing.c.use_by < office_now)
    for start in range(0, len(keys), KEYS_AT_ONCE):
        some = keys[start : start + KEYS_AT_ONCE]
        found += db.execute(select(outgoing.c.key).where(among(db, outgoing.c.key, some), late)).scalars()
    return found


def expire_overdue(db: Session, keys: Sequence[str], now: datetime) -> None:
    """Ends these as `expire` does, but for what has gone since."""
    for start in range(0, len(keys), KEYS_AT_ONCE):
        mine = and_(outgoing.c.key.in_(keys[start : start + KEYS_AT_ONCE]), outgoing.c.state == Outgoing.QUEUED)
        db.execute(update(outgoing).where(mine).values(**expired(now)))


def not_sent(db: Session, judge: str, since: datetime) -> dict[str, tuple[Outgoing, str]]:
    """The messages of one judge that ended unsent since a moment of the machine: how, and why."""
    ended = outgoing.c.state.in_((Outgoing.FAILED, Outgoing.EXPIRED, Outgoing.CANCELLED))
    rows = db.execute(
        select(outgoing.c.key, outgoing.c.state, outgoing.c.reason).where(
            outgoing.c.judge == judge, ended, outgoing.c.settled_at >= since
        )
    )
    return {key: (Outgoing(state), reason or "") for key, state, reason in rows}
