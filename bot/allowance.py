"""What a bot with a monthly allowance may still send: counted, told to the office in time, and never exceeded."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlmodel import Session

from bot.db import OUTGOING, moment, wake
from bot.house import House
from bot.notices import post_notice
from bot.store import allowance as counts
from bot.store import outgoing
from bot.store.allowance import Counted
from bot.store.outgoing import Lane, Parked, Waiting
from handlers.messages import Address, Limits, Notice, Reply
from handlers.wording import allowance as words
from handlers.wording.allowance import Usage
from handlers.wording.reminding import to_call
from knowledge.dates import VIETNAM
from union import store as union
from union.reach import store as reach
from union.reach.store import Person
from union.roster import Officer

log = logging.getLogger(__name__)

NEARLY, BULK_STOPS, USED_UP = 80, 95, 100
TOLD: Mapping[int, Callable[[str, Usage], Reply]] = {
    NEARLY: words.nearly,
    BULK_STOPS: words.bulk_waits,
    USED_UP: words.used_up,
}
"""What the office is told, and at which share of the month's messages."""
ASKED_AGAIN = timedelta(hours=1)
"""So often is looked again whether a bot that rests may go on: the count or the limit may be another by then."""
PACE_LEAST, PACE_MOST = timedelta(seconds=60), timedelta(hours=1)
PUSHED = (Lane.PERSONAL, Lane.BULK)
OWN = "allowance/"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a bot with an allowance stands at a moment of office time."""

    bot: str
    counted: Counted
    most: int
    now: datetime

    @property
    def share(self) -> int:
        """How many percent of the month are used."""
        return self.counted.used * 100 // self.most

    @property
    def is_closed(self) -> bool:
        """Whether the platform itself takes nothing more for now."""
        return self.counted.closed_until is not None and self.counted.closed_until > self.now

    @property
    def rests(self) -> bool:
        """Whether nothing may be sent."""
        return self.counted.used >= self.most or self.is_closed

    @property
    def holds_bulk(self) -> bool:
        """Whether what goes to many waits, so that reminders and replies still go."""
        return self.share >= BULK_STOPS

    @property
    def again_at(self) -> datetime:
        """When what waits is looked at again: within the hour, and at once when the month is over."""
        until = self.now + ASKED_AGAIN
        if self.is_closed and self.counted.used < self.most and self.counted.closed_until is not None:
            until = self.counted.closed_until
        return min(until, next_month(self.now))

    @property
    def usage(self) -> Usage:
        """The same in the words' own terms."""
        return Usage(self.bot, month_of(self.now), self.counted.used, self.most, next_month(self.now).date())


def month_of(now: datetime) -> str:
    """'2026-11', of Viet Nam."""
    return f"{now.astimezone(VIETNAM):%Y-%m}"


def next_month(now: datetime) -> datetime:
    """Its successor's first moment."""
    first = now.astimezone(VIETNAM).replace(day=1)
    return datetime.combine((first + timedelta(days=32)).date().replace(day=1), time(), VIETNAM)


def pace_wait(tries: int) -> timedelta:
    """How long a bot waits after a refusal for its pace: a minute, doubled each time the same message is refused."""
    return min(PACE_LEAST * float(2 ** min(max(tries, 1) - 1, 10)), PACE_MOST)


def limits_of(house: House, bot: str) -> Limits | None:
    """What the bot's platform allows; None where this process has no channel for it."""
    channel = house.channels.get(bot)
    return channel.limits if channel else None


def standing(session: Session, house: House, bot: str) -> Standing | None:
    """How the bot stands now; None for one that may send any number."""
    limits = limits_of(house, bot)
    if limits is None or limits.month_max is None:
        return None
    now = house.clock.at(moment(session))
    return Standing(bot, counts.month_of(session, bot, month_of(now)), limits.month_max, now)


# Counting


def received(session: Session, house: House, bot: str) -> None:
    """One event more came in and has been settled."""
    counted(session, house, bot, received=1)


def sent(session: Session, house: House, rows: Iterable[Waiting]) -> None:
    """These messages went or may have gone, each tried once more."""
    for bot, number in sorted(Counter(row.bot for row in rows).items()):
        counted(session, house, bot, sent=number)


def counted(session: Session, house: House, bot: str, *, sent: int = 0, received: int = 0) -> None:
    """Adds to the month where it is limited; the office learns of each share once, of the highest that is reached."""
    limits = limits_of(house, bot)
    if limits is None or limits.month_max is None:
        return
    now = house.clock.at(moment(session))
    found = counts.count(session, bot, month_of(now), sent=sent, received=received)
    stands = Standing(bot, found, limits.month_max, now)
    reached = max((share for share in TOLD if stands.share >= share), default=0)
    if reached > found.warned and counts.warn(session, bot, month_of(now), reached):
        log.warning("allowance", extra={"bot": bot, "share": stands.share})
        reply = TOLD[reached](house.office.name, stands.usage)
        tell_staff(session, house, bot, f"{OWN}{bot}/{month_of(now)}/{reached}", reply)


def tell_staff(session: Session, house: House, bot: str, key: str, reply: Reply) -> None:
    """Everybody who works in an office is told once, on another bot or the page where they have one."""
    today = house.clock.at(moment(session)).date()
    for person in reach.all_staff(session, today):
        for notice in notices_to(bot, person, key, reply):
            post_notice(session, house, notice)


def notices_to(bot: str, person: Person, key: str, reply: Reply) -> tuple[Notice, ...]:
    """What one of them is told; nobody whom nothing reaches."""
    homes = sorted(person.accounts, key=lambda account: account.bot == bot)  # stable: the preferred one of the others
    args = {"officer": str(person.officer), "urgent": "1"}
    return tuple(
        Notice(Address(home.address), reply, f"{key}/{person.officer}", "still_staff", args) for home in homes[:1]
    )


# What may go


def allowed(stands: Standing, in_the_air: int, room: int) -> int:
    """How many messages may be claimed: those in the air may all arrive."""
    return max(0, min(room, stands.most - stands.counted.used - in_the_air))


def free_to_go(session: Session, house: House, stands: Standing | None, rows: Sequence[Waiting]) -> list[Waiting]:
    """All rows; near the end of a month's allowance without what goes to many, which moves elsewhere, or waits."""
    if stands is None or not stands.holds_bulk:
        return list(rows)
    if any(row.lane == Lane.BULK for row in rows):
        hold_bulk(session, house, stands)
    return [row for row in rows if row.lane != Lane.BULK]


def hold_bulk(session: Session, house: House, stands: Standing) -> None:
    """All of it at once: row by row it would be as many turns as there are rows, every hour."""
    outgoing.expire_late(session, stands.bot, moment(session), stands.now)
    move_elsewhere(session, house, stands, outgoing.parked(session, stands.bot, (Lane.BULK,), stands.again_at))
    outgoing.put_off(session, stands.bot, stands.again_at, (Lane.BULK,))


def refused(session: Session, house: House, bot: str) -> None:
    """The platform refused for quota: near the end of the month it means the month, and else only the pace."""
    stands = standing(session, house, bot)
    if stands is None or not stands.holds_bulk or stands.is_closed:
        return
    month = month_of(stands.now)
    counts.close(session, bot, month, stands.now + ASKED_AGAIN)
    if counts.warn(session, bot, month, USED_UP):
        reply = words.closed(house.office.name, stands.usage)
        tell_staff(session, house, bot, f"{OWN}{bot}/{month}/{USED_UP}", reply)


# Resting


def rest(session: Session, house: House, stands: Standing) -> None:
    """Nothing goes here for now: what is pushed moves to where its officer is reached, the office gets the others."""
    outgoing.expire_late(session, stands.bot, moment(session), stands.now)
    waiting = outgoing.parked(session, stands.bot, PUSHED, next_month(stands.now))
    moved = move_elsewhere(session, house, stands, waiting)
    list_unreached(session, house, stands, [row for row in waiting if row.id not in moved])
    send_elsewhere(session, house, stands)
    outgoing.put_off(session, stands.bot, stands.again_at)


def move_elsewhere(session: Session, house: House, stands: Standing, rows: Sequence[Parked]) -> set[int]:
    """Puts messages to persons on their other account, as the same rows; gives those that have gone there."""
    private = [row for row in rows if not row.is_group]
    people = reach.people_at(session, stands.bot, [row.chat for row in private]) if private else {}
    others = other_bots(session, house, stands.bot) if people else {}
    moved: set[int] = set()
    for row in private:
        other = other_home(others, people.get(row.chat), row.lane)
        if other is not None:
            outgoing.reroute(session, row.id, other.bot, other.chat, f"chuyển từ {stands.bot}: hết lượt tin tháng")
            moved.add(row.id)
    if moved:
        log.info("moved off a bot without allowance", extra={"bot": stands.bot, "messages": len(moved)})
        wake(session, OUTGOING)
    return moved


def other_bots(session: Session, house: House, bot: str) -> Mapping[str, Standing | None]:
    """How the other bots of this house stand; one whose token the office has taken out is none of them."""
    return {other: standing(session, house, other) for other in house.channels if other != bot}


def other_home(others: Mapping[str, Standing | None], person: Person | None, lane: int) -> union.Account | None:
    """Where else the person is reached: on a bot that sends what is on this lane now."""
    homes = person.accounts if person else ()
    return next((home for home in homes if home.bot in others and sends(others[home.bot], lane)), None)


def sends(stands: Standing | None, lane: int) -> bool:
    """Whether a bot that stands so sends now what is on this lane; else two of them would hand it to and fro."""
    return stands is None or not (stands.rests or (lane == Lane.BULK and stands.holds_bulk))


def list_unreached(session: Session, house: House, stands: Standing, rows: Sequence[Parked]) -> None:
    """Once a day at most the staff get those whose messages wait and who are reached nowhere else, with telephones."""
    fresh = [row for row in rows if row.id > stands.counted.listed and not row.is_group and not row.key.startswith(OWN)]
    today, month = stands.now.date(), month_of(stands.now)
    if not fresh or not counts.keep_listed(session, stands.bot, month, max(row.id for row in fresh), today):
        return
    found = reach.people_at(session, stands.bot, [row.chat for row in fresh])
    people = {person.officer: person for person in found.values()}
    seats = {who: union.seats_of(session, who, today) for who in people}
    for staff in reach.all_staff(session, today):
        held = Officer(staff.officer, staff.name, union.seats_of(session, staff.officer, today))
        scope = union.scope_of(session, held, today)
        lines = [
            to_call(seats[who][0].unit_name, person.name, person.phone, "")
            for who, person in people.items()
            if who != staff.officer and seats[who] and scope.may_run(seats[who][0].unit)
        ]
        if lines:
            reply = words.unreached(house.office.name, stands.bot, stands.usage.until, sorted(lines))
            for notice in notices_to(stands.bot, staff, f"{OWN}{stands.bot}/{month}/unreached/{today}", reply):
                post_notice(session, house, notice)


def send_elsewhere(session: Session, house: House, stands: Standing) -> None:
    """Whoever waits for a reply here and is reached elsewhere is told there, once a month, to go on talking there."""
    rows = [row for row in outgoing.parked(session, stands.bot, (Lane.REPLY,), stands.again_at) if not row.is_group]
    people = reach.people_at(session, stands.bot, [row.chat for row in rows]) if rows else {}
    others = other_bots(session, house, stands.bot) if people else {}
    for person in {person.officer: person for person in people.values()}.values():
        other = other_home(others, person, Lane.PERSONAL)
        if other is not None:
            key = f"{OWN}{stands.bot}/{month_of(stands.now)}/elsewhere/{person.officer}"
            reply = words.talk_here(house.office.name, stands.usage.until)
            post_notice(session, house, Notice(Address(other.address), reply, key, judge_args={"urgent": "1"}))
