"""What a limited bot has used up: its messages of a month, its users and its groups; all SQL on these counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select, update
from sqlmodel import Session

from bot.store.tables import BotChatRow, MonthCountRow
from knowledge.columns import insert_into, table_of

month_count = table_of(MonthCountRow)
bot_chat = table_of(BotChatRow)
COUNTED = (
    month_count.c.sent,
    month_count.c.received,
    month_count.c.warned,
    month_count.c.closed_until,
    month_count.c.listed,
    month_count.c.listed_on,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A bot's month. `closed_until`: the platform itself says that it is used up, and is asked again then."""

    sent: int = 0
    received: int = 0
    warned: int = 0
    closed_until: datetime | None = None
    listed: int = 0
    listed_on: date | None = None

    @property
    def used(self) -> int:
        """Messages in both directions: nobody knows which of them the platform counts."""
        return self.sent + self.received


@dataclass(frozen=True, slots=True)
class Served:
    """How many people and groups have ever written to a bot."""

    users: int = 0
    groups: int = 0


def month_of(db: Session, bot: str, month: str) -> Counted:
    """The count of a month, '2026-11'; nothing yet is a count too."""
    row = db.execute(select(*COUNTED).where(month_count.c.bot == bot, month_count.c.month == month)).first()
    return Counted(*row) if row else Counted()


def count(db: Session, bot: str, month: str, *, sent: int = 0, received: int = 0) -> Counted:
    """Adds to the month, and gives it; whoever adds at the same time waits for this transaction."""
    new = {
        "bot": bot, "month": month, "sent": sent, "received": received, "warned": 0, "closed_until": None,
        "listed": 0, "listed_on": None,
    }  # fmt: skip
    more = {"sent": month_count.c.sent + sent, "received": month_count.c.received + received}
    statement = insert_into(db, month_count).values(**new)
    upsert = statement.on_conflict_do_update(index_elements=["bot", "month"], set_=more)
    return Counted(*db.execute(upsert.returning(*COUNTED)).one())


def warn(db: Session, bot: str, month: str, share: int) -> bool:
    """Whether the office has not been told of this share, or a higher one, yet; from now on it has."""
    mine = and_(month_count.c.bot == bot, month_count.c.month == month, month_count.c.warned < share)
    return db.connection().execute(update(month_count).where(mine).values(warned=share)).rowcount == 1


def close(db: Session, bot: str, month: str, until: datetime) -> None:
    """The platform takes nothing more before then, whatever the count says."""
    mine = and_(month_count.c.bot == bot, month_count.c.month == month)
    db.execute(update(month_count).where(mine).values(closed_until=until))


def keep_listed(db: Session, bot: str, month: str, newest: int, day: date) -> bool:
    """Whether no list of this day was given yet; the recipients of messages up to `newest` are on it now."""
    unlisted = or_(month_count.c.listed_on.is_(None), month_count.c.listed_on < day)
    mine = and_(month_count.c.bot == bot, month_count.c.month == month, unlisted)
    values = {"listed": newest, "listed_on": day}
    return db.connection().execute(update(month_count).where(mine).values(**values)).rowcount == 1


def meet(db: Session, bot: str, chat: str, *, is_group: bool, now: datetime) -> bool:
    """Whether this chat writes to the bot for the first time; from now on it has a place there."""
    statement = insert_into(db, bot_chat).values(bot=bot, chat=chat, is_group=is_group, first_at=now)
    added = statement.on_conflict_do_nothing(index_elements=["bot", "chat"]).returning(bot_chat.c.chat)
    return db.execute(added).first() is not None


def served(db: Session, bots: Collection[str]) -> dict[str, Served]:
    """The people and groups of each of these bots."""
    rows = db.execute(
        select(bot_chat.c.bot, bot_chat.c.is_group, func.count())
        .where(bot_chat.c.bot.in_(list(bots)))
        .group_by(bot_chat.c.bot, bot_chat.c.is_group)
    )
    counts = {(bot, bool(is_group)): int(number) for bot, is_group, number in rows}
    return {bot: Served(counts.get((bot, False), 0), counts.get((bot, True), 0)) for bot in bots}
