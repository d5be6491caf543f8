"""How many people and groups each bot serves, for how many more it has room, and who is sent to which."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from bot.allowance import limits_of, tell_staff
from bot.db import moment
from bot.house import House
from bot.settings import Settings
from bot.store import allowance as counts
from handlers.messages import BotId, Chat, Limits
from handlers.wording import allowance as words
from knowledge.document import UnitCode
from union import store as union
from union.roster import Role

NEARLY_FULL = 90
"""At this share of its people, in percent, the office is told that a bot will soon be full."""


@dataclass(frozen=True, slots=True)
class Places:
    """One bot's people and groups; `kept` are the places of codes that nobody has used yet."""

    bot: BotId
    users: int = 0
    kept: int = 0
    users_max: int | None = None
    groups: int = 0
    groups_max: int | None = None

    @property
    def users_free(self) -> int | None:
        """How many more people may be invited; None for any number."""
        return None if self.users_max is None else max(0, self.users_max - self.users - self.kept)

    @property
    def has_room(self) -> bool:
        """Whether one more person may be invited."""
        return self.users_free != 0

    @property
    def taken(self) -> int:
        """Places that are used or kept."""
        return self.users + self.kept


def limited(settings: Settings) -> dict[BotId, Limits]:
    """The configured bots whose platform counts people, with what the settings say it allows."""
    allows = Limits(
        text_max=None, buttons_max=0, may_start=False, month_max=settings.zalo_month_max,
        users_max=settings.zalo_users_max, groups_max=settings.zalo_groups_max,
    )  # fmt: skip
    return {BotId(f"zalo:{token.partition(':')[0]}"): allows for token in settings.zalo_bot_tokens}


def link_of(bot: str) -> str:
    """Where a person meets the bot."""
    return f"https://zalo.me/{bot.partition(':')[2]}"


def places(
    session: Session,
    bots: Mapping[BotId, Limits],
    now: datetime,
    *,
    renewed: Collection[UnitCode] = (),
    role: Role | None = None,
) -> list[Places]:
    """How these bots are filled, in their order; those without any limit of people are not named.

    The codes of `renewed` for that role are about to be good no more.
    """
    named = {bot: limits for bot, limits in bots.items() if limits.users_max is not None}
    served, kept = counts.served(session, named), union.places_kept(session, now, renewed=renewed, role=role)
    return [
        Places(bot, served[bot].users, kept.get(bot, 0), limits.users_max, served[bot].groups, limits.groups_max)
        for bot, limits in named.items()
    ]


def with_room(found: Sequence[Places]) -> Places | None:
    """The bot to which the next person is sent: the emptiest one; None when all are full."""
    return min((item for item in found if item.has_room), key=lambda item: item.taken, default=None)


def spread(found: Sequence[Places], people: int) -> list[BotId | None]:
    """A bot for each of so many people, always the emptiest one; None from where all are full."""
    chosen: list[BotId | None] = []
    filled = list(found)
    for _ in range(people):
        room = with_room(filled)
        chosen.append(room.bot if room else None)
        filled = [replace(item, kept=item.kept + 1) if item is room else item for item in filled]
    return chosen


# Who writes


def met(session: Session, house: House, chat: Chat) -> None:
    """A chat wrote: the first time it takes its place; the office learns when places run out. Everybody is served."""
    limits = limits_of(house, chat.bot)
    if limits is None or limits.users_max is None:
        return
    is_new = counts.meet(session, chat.bot, chat.id, is_group=chat.is_group, now=moment(session))
    if not is_new or chat.is_group:
        return
    users, most, office = counts.served(session, [chat.bot])[chat.bot].users, limits.users_max, house.office.name
    if users > most:
        reply = words.over_full(office, chat.bot, users, most)
        tell_staff(session, house, chat.bot, f"places/{chat.bot}/over", reply)
    elif users * 100 >= most * NEARLY_FULL:
        reply = words.nearly_full(office, chat.bot, users, most)
        tell_staff(session, house, chat.bot, f"places/{chat.bot}/{NEARLY_FULL}", reply)
