"""How an officer wants to be told: at which hour, how many messages a day, with or without news; all SQL on it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlmodel import Session

from union.roster import OfficerId
from union.store import account, officer

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Manners:
    """The officer's own choices; None where they have made none."""

    hour: int | None = None
    pushes_max: int | None = None
    wants_news: bool = True


@dataclass(frozen=True, slots=True)
class Home:
    """A chat of a bot."""

    bot: str
    chat: str


@dataclass(frozen=True, slots=True)
class Modest:
    """Somebody who wants so many messages a day at most, with every chat in which they are told something."""

    officer: OfficerId
    pushes_max: int
    hour: int | None
    homes: tuple[Home, ...]


def manners_of(db: Session, who: OfficerId) -> Manners:
    """What the officer has chosen."""
    row = db.execute(
        select(officer.c.remind_hour, officer.c.pushes_max, officer.c.wants_news).where(officer.c.id == who)
    ).one()
    return Manners(row.remind_hour, row.pushes_max, bool(row.wants_news))


def prefer_pushes(db: Session, who: OfficerId, most: int | None) -> None:
    """So many messages a day at most from now on; None for any number."""
    db.execute(update(officer).where(officer.c.id == who).values(pushes_max=most))


def want_news(db: Session, who: OfficerId, *, wanted: bool) -> None:
    """Whether the officer is told what is no duty and no work of theirs."""
    db.execute(update(officer).where(officer.c.id == who).values(wants_news=wanted))


def modest_at(db: Session, homes: Collection[Home]) -> dict[Home, Modest]:
    """Of these chats the ones of somebody who wants so many messages a day at most."""
    found: dict[Home, Modest] = {}
    for some in pieces(homes):
        rows = db.execute(
            select(account.c.bot, account.c.chat, officer.c.id, officer.c.pushes_max, officer.c.remind_hour)
            .join(officer, officer.c.id == account.c.officer_id)
            .where(account.c.bot == some[0].bot, account.c.chat.in_([home.chat for home in some]))
            .where(officer.c.pushes_max.is_not(None))
        ).all()
        everywhere = homes_of(db, {OfficerId(row.id) for row in rows}) if rows else {}
        for row in rows:
            who = OfficerId(row.id)
            found[Home(row.bot, row.chat)] = Modest(who, row.pushes_max, row.remind_hour, everywhere[who])
    return found


def pieces(homes: Collection[Home]) -> Iterator[list[Home]]:
    """The chats of one bot after the other, so many at a time: an index finds them."""
    for bot in sorted({home.bot for home in homes}):
        mine = sorted((home for home in homes if home.bot == bot), key=lambda home: home.chat)
        yield from (mine[start : start + AT_ONCE] for start in range(0, len(mine), AT_ONCE))


def homes_of(db: Session, officers: Collection[OfficerId]) -> dict[OfficerId, tuple[Home, ...]]:
    """Every chat of these people, also those that nothing reaches any more."""
    rows = db.execute(
        select(account.c.officer_id, account.c.bot, account.c.chat)
        .where(account.c.officer_id.in_(sorted(officers)))
        .order_by(account.c.address)
    )
    found: dict[OfficerId, tuple[Home, ...]] = {}
    for who, bot, chat in rows:
        found[OfficerId(who)] = (*found.get(OfficerId(who), ()), Home(bot, chat))
    return found
