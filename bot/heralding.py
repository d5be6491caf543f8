"""Heralding: what was announced is put into the door once for each, and what became of it is entered beside it."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.db import ANNOUNCED, OUTGOING, moment, wake
from bot.house import House
from bot.letters import NOT_TIED, STOPPED, TOO_LATE, UNDER_WAY, args_of, key_of
from bot.parcel import pack
from bot.store import outgoing
from bot.store.outgoing import Lane, Outbound
from bot.store.tables import Outgoing
from handlers.announce import told
from handlers.announce.fates import store as fates
from handlers.announce.fates.store import Addressee, End
from handlers.announce.store import (
    Announcement,
    AnnouncementId,
    Fate,
    Standing,
    Weight,
    announcements_by_id,
    without_news,
)
from handlers.messages import BotId, Reply
from handlers.wording.reminding import NOT_JOINED, NOT_REACHED
from union.groups import store as groups
from union.groups.store import Group
from union.reach import store as reach
from union.reach.store import Contact
from union.roster import OfficerId

log = logging.getLogger(__name__)

JUDGE = "announcement"
IDLE_SECONDS, BUSY_SECONDS = 5.0, 1.0
"""While messages go out, the office that asks reads what became of them a second ago."""
OPEN_PER_SECOND = 200
"""Looking after ten thousand messages that wait for the morning takes a moment: it is done less often."""
WORST_FIRST = (Outgoing.FAILED, Outgoing.EXPIRED, Outgoing.CANCELLED, Outgoing.UNSURE, Outgoing.SENT)
LOST_SIGHT_OF = "không còn tin trong sổ gửi"


class Herald:
    """Heralds whenever something is announced, and looks after what is on its way."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def run(self) -> None:
        """Heralds until cancelled; while nothing is announced one look a turn is all it takes."""
        bell = self._house.db.bell
        while True:
            seen = bell.count(ANNOUNCED)
            done = await heralded(self._house)
            rest = BUSY_SECONDS if done.put or done.ended else IDLE_SECONDS
            await bell.wait(ANNOUNCED, max(rest, done.open / OPEN_PER_SECOND), seen)


@dataclass(frozen=True, slots=True)
class Heralded:
    """What one run did: how many messages it put into the door, how many have ended since, and how many have not."""

    put: int = 0
    ended: int = 0
    open: int = 0


async def herald(house: House) -> int:
    """One run at the office time of now; gives how many messages were put into the door. Doing it twice is harmless."""
    return (await heralded(house)).put


async def heralded(house: House) -> Heralded:
    """The same, and how those stand that were put before. What takes long is read first: whatever writes is short."""
    db = house.db
    if not await db.read(fates.anything_open):
        return Heralded()
    count = 0
    while letters := await db.read(partial(prepared, house=house)):
        count += await db.write(partial(put, house=house, letters=letters))
    done = await settled(house)
    for which in await db.read(fates.to_be_chased):
        count += await chased(house, which)
    if count:
        log.info("heralded", extra={"messages": count})
    return replace(done, put=count)


def office_moment(db: Session, house: House) -> datetime:
    """Office time."""
    return house.clock.at(moment(db))


# Into the door


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be entered for one: messages and 'queued', or why there are none."""

    to: Addressee
    end: End
    messages: tuple[Outbound, ...] = ()
    pull: bool = False


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody is told something."""

    bot: BotId
    chat: str
    is_group: bool = False


@dataclass(slots=True)
class Wordings:
    """What each announcement says on each bot, worded and cut once for all whom it is for."""

    db: Session
    house: House
    is_chase: bool = False
    _bodies: dict[tuple[AnnouncementId, BotId], tuple[str, ...]] = field(default_factory=dict)
    _replies: dict[AnnouncementId, Reply] = field(default_factory=dict)

    def bodies(self, item: Announcement, bot: BotId) -> tuple[str, ...]:
        """The parts, each small enough to be sent on its own."""
        if (item.id, bot) not in self._bodies:
            channel, reply = self.house.channels.get(bot), self._reply(item)
            parts = channel.split(reply) if channel else (reply,)
            self._bodies[item.id, bot] = tuple(pack(part) for part in parts)
        return self._bodies[item.id, bot]

    def _reply(self, item: Announcement) -> Reply:
        if item.id not in self._replies:
            worded = told.chased if self.is_chase else told.message
            line = told.office_line_of(self.db, item)
            self._replies[item.id] = worded(self.db, item, office_line=line)
        return self._replies[item.id]


def prepared(db: Session, house: House) -> list[Letter]:
    """The next recipients who wait, with what each is told or why nothing."""
    some = fates.waiting(db)
    if not some:
        return []
    items = announcements_by_id(db, {each.announcement for each in some})
    reached = reached_of(db, some, {number for number, item in items.items() if item.weight is Weight.NEWS})
    wordings, now = Wordings(db, house), office_moment(db, house)
    return [letter(each, items[each.announcement], reached, wordings, now) for each in some]


@dataclass(frozen=True, slots=True)
class Reached:
    """How the recipients of a batch are reached, and who of those whom news is for declines it."""

    contacts: Mapping[OfficerId, Contact]
    groups: Mapping[int, Group]
    without_news: frozenset[OfficerId]


def reached_of(db: Session, some: Sequence[Addressee], news: Collection[AnnouncementId] = ()) -> Reached:
    """Read for a batch at once; `news` are the announcements that may be declined."""
    officers = {each.officer for each in some if each.officer is not None}
    ids = {each.group for each in some if each.group is not None}
    tied = groups.groups_by_id(db, ids) if ids else {}
    asked = {each.officer for each in some if each.officer is not None and each.announcement in news}
    return Reached(reach.contacts_of(db, officers), tied, frozenset(without_news(db, asked)))


def letter(to: Addressee, item: Announcement, reached: Reached, wordings: Wordings, now: datetime) -> Letter:
    """What one recipient is told, or why nothing."""
    if why := why_not_put(to, item, reached, now):
        return Letter(to, why)
    home = home_of(to, reached)
    assert home, "who has no home is not reached"
    return Letter(to, End(Fate.QUEUED), messages(to, item, home, wordings), is_pull(wordings.house, home))


def why_not_put(to: Addressee, item: Announcement, reached: Reached, now: datetime) -> End | None:
    """How it ends for a recipient for whom nothing is put into the door."""
    if item.state is Standing.CANCELLED:
        return End(Fate.CANCELLED, STOPPED)
    if item.use_by < now:
        return End(Fate.EXPIRED, TOO_LATE)
    if to.officer in reached.without_news and item.weight is Weight.NEWS:
        return End(Fate.DECLINED)
    if home_of(to, reached) is not None:
        return None
    if to.officer is None:
        return End(Fate.UNREACHABLE, NOT_TIED)
    return End(Fate.UNREACHABLE, NOT_REACHED if reached.contacts[to.officer].joined else NOT_JOINED)


def home_of(to: Addressee, reached: Reached) -> Home | None:
    """The account the officer prefers among those that messages reach, or the group's chat; None for neither."""
    if to.officer is None:
        group = reached.groups.get(to.group or 0)
        return Home(BotId(group.bot), group.chat, is_group=True) if group else None
    account = reached.contacts[to.officer].account
    return Home(BotId(account.bot), account.chat) if account else None


def is_pull(house: House, home: Home) -> bool:
    """Whether its readers fetch; a bot of another process sends."""
    channel = house.channels.get(home.bot)
    return bool(channel and channel.limits.pull)


def messages(to: Addressee, item: Announcement, home: Home, wordings: Wordings) -> tuple[Outbound, ...]:
    """One message, or its parts: the first under the plain key."""
    key = key_of(item.id, to.whom) + ("/chase" if wordings.is_chase else "")
    args = args_of(to, item, is_chase=wordings.is_chase)
    bodies = wordings.bodies(item, home.bot)
    return tuple(
        Outbound(
            key=part_of(key, n), bot=home.bot, chat=home.chat, body=body,
            lane=Lane.PERSONAL if item.is_urgent else Lane.BULK, is_group=home.is_group,
            judge=JUDGE, judge_args=args, use_by=item.use_by,
        )
        for n, body in enumerate(bodies, start=1)
    )  # fmt: skip


def part_of(key: str, n: int) -> str:
    """The key of a part; one that is refused takes those behind it along (`outgoing.withdraw_rest`)."""
    return key if n == 1 else f"{key}{outgoing.CONTINUED}/{n}"


def put(db: Session, house: House, letters: Sequence[Letter]) -> int:
    """Enters those who still wait with their messages; gives how many messages are new."""
    mine = fates.take(db, [each.to.id for each in letters], Fate.WAITING)
    fresh = [each for each in letters if each.to.id in mine]
    count = post(db, house, fresh)
    fates.settle(db, {each.to.id: each.end for each in fresh})
    return count


def post(db: Session, house: House, letters: Sequence[Letter]) -> int:
    """Puts the messages into the door; gives how many are new."""
    now = moment(db)
    count = 0
    for pull in (False, True):
        some = [message for each in letters if each.pull is pull for message in each.messages]
        count += outgoing.enqueue(db, some, now, house.clock.at(now), pull=pull)
    if count:
        wake(db, OUTGOING)
    return count


# What became of it


async def settled(house: House) -> Heralded:
    """Enters what became of the messages that were on their way; gives how many have ended, and how many have not."""
    db, after, ended, still_open = house.db, 0, 0, 0
    while some := await db.read(partial(fates.queued, after=after)):
        after = some[-1].id
        if late := await db.read(partial(overdue, house=house, some=some)):
            await db.write(lambda session, late=late: outgoing.expire_overdue(session, late, moment(session)))  # type: ignore[misc] # bound per turn
        ends = await db.read(partial(ends_of, some=some))
        if ends:
            await db.write(partial(enter, ends=ends))
        ended += len(ends)
        still_open += len(some) - len(ends)
    return Heralded(ended=ended, open=still_open)


def overdue(db: Session, house: House, some: Sequence[Addressee]) -> list[str]:
    """The messages that nobody has sent in their time."""
    keys = [key_of(each.announcement, each.whom) for each in some]
    return outgoing.overdue(db, keys, office_moment(db, house))


def ends_of(db: Session, some: Sequence[Addressee]) -> dict[int, End]:
    """What became of those whose message is on its way no more."""
    keys = {each.id: key_of(each.announcement, each.whom) for each in some}
    parts = parts_of(db, list(keys.values()))
    ends = {number: end_of(parts[key]) for number, key in keys.items()}
    return {number: end for number, end in ends.items() if end is not None}


Parts = Sequence[tuple[Outgoing, str]]


def parts_of(db: Session, keys: Sequence[str]) -> Mapping[str, Parts]:
    """How each part of these messages stands, and why."""
    found: dict[str, list[tuple[Outgoing, str]]] = {key: [] for key in keys}
    n, asked = 1, list(keys)
    while asked:
        states = outgoing.states_of(db, [part_of(key, n) for key in asked])
        asked = [key for key in asked if part_of(key, n) in states]
        for key in asked:
            found[key].append(states[part_of(key, n)])
        n += 1
    return found


def end_of(parts: Parts) -> End | None:
    """What became of the whole: the worst of its parts. None while one is on its way."""
    if any(state in UNDER_WAY for state, _ in parts):
        return None
    if not parts:
        return End(Fate.UNSURE, LOST_SIGHT_OF)
    state, reason = min(parts, key=lambda part: WORST_FIRST.index(part[0]))
    return End(Fate(state), reason)


def enter(db: Session, ends: Mapping[int, End]) -> None:
    """Writes it for those of whom nobody else has written it."""
    mine = fates.take(db, sorted(ends), Fate.QUEUED)
    fates.settle(db, {number: end for number, end in ends.items() if number in mine})


# Chasing


async def chased(house: House, which: AnnouncementId) -> int:
    """Reminds those of one announcement who had it and have not answered; gives how many messages were put."""
    db, after, count = house.db, 0, 0
    while batch := await db.read(partial(reminders, house=house, which=which, after=after)):
        after = batch[-1].to.id
        count += await db.write(partial(post, house=house, letters=batch))
    await db.write(lambda session: fates.chase_is_put(session, which, office_moment(session, house)))
    return count


def reminders(db: Session, house: House, which: AnnouncementId, after: int) -> list[Letter]:
    """The next of them; none of an announcement whose time is over or which was stopped."""
    item = announcements_by_id(db, [which])[which]
    if item.state is Standing.CANCELLED or item.use_by < office_moment(db, house):
        return []
    some = fates.unanswered(db, which, fates.families_of(db, [item])[which], after)
    reached, wordings = reached_of(db, some), Wordings(db, house, is_chase=True)
    return [reminder(each, item, reached, wordings) for each in some]


def reminder(to: Addressee, item: Announcement, reached: Reached, wordings: Wordings) -> Letter:
    """The chasing message to one; to whom nothing arrives any more, none."""
    home = home_of(to, reached)
    if home is None:
        return Letter(to, End(Fate.UNREACHABLE))
    return Letter(to, End(Fate.QUEUED), messages(to, item, home, wordings), is_pull(wordings.house, home))
