"""Who has had enough messages for a day: so many as they wish at most, urgent ones and replies apart."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlmodel import Session

from bot import owing
from bot.store import outgoing
from bot.store.outgoing import Lane, Later, Told, Waiting
from knowledge.dates import VIETNAM
from scheduler import store as scheduler
from scheduler.duties import Cadence
from union.manners import store as manners
from union.manners.store import Home, Modest
from union.roster import OfficerId

MORNING = 7
ANNOUNCED = "announce/"
CONTINUED, PART = re.compile(rf"{outgoing.CONTINUED}(?:/\d+)+$"), re.compile(r"/\d+$")
Pushed = Waiting | Told


@dataclass(frozen=True, slots=True)
class Day:
    """What each of these people has been told today, and who they are."""

    modest: Mapping[Home, Modest]
    told: Mapping[OfficerId, set[str]]


def message_of(key: str) -> str:
    """The message that a row is a part of: what is told in three parts is told once."""
    whole = CONTINUED.sub("", key)
    return whole if key.startswith(ANNOUNCED) else PART.sub("", whole)


def home_of(row: Pushed) -> Home:
    """Where it goes."""
    return Home(row.bot, row.chat)


def held_back(db: Session, rows: Sequence[Waiting], now: datetime) -> dict[int, Later]:
    """The rows for whose people today's number is reached, and until when they wait; none that would be lost by it.

    In order: of several to one person the first ones go.
    """
    pushed = [row for row in rows if row.lane > Lane.REPLY and not row.is_group]
    modest = manners.modest_at(db, {home_of(row) for row in pushed}) if pushed else {}
    theirs = [row for row in pushed if home_of(row) in modest]
    if not theirs:
        return {}
    day = told_today(db, modest, now)
    urgent = urgent_among(db, theirs, now)
    found: dict[int, Later] = {}
    for row in theirs:
        who = modest[home_of(row)]
        told, until = day.told[who.officer], next_morning(who, now)
        if row.key in urgent or row.use_by < until:
            continue
        if len(told) < who.pushes_max or message_of(row.key) in told:
            told.add(message_of(row.key))
        else:
            found[row.id] = Later(until)
    return found


def next_morning(who: Modest, now: datetime) -> datetime:
    """Tomorrow at seven, or at the hour the officer has chosen."""
    tomorrow = now.astimezone(VIETNAM).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(MORNING if who.hour is None else who.hour), VIETNAM)


def told_today(db: Session, modest: Mapping[Home, Modest], now: datetime) -> Day:
    """What these people were told since midnight that counts."""
    people = {who.officer: who for who in modest.values()}
    owners = {home: who.officer for who in people.values() for home in who.homes}
    midnight = datetime.combine(now.astimezone(VIETNAM).date(), time(), VIETNAM)
    rows = outgoing.told_since(db, [(home.bot, home.chat) for home in owners], midnight)
    urgent = urgent_among(db, rows, now)
    told: dict[OfficerId, set[str]] = {who: set() for who in people}
    for row in rows:
        if row.key not in urgent:
            told[owners[home_of(row)]].add(message_of(row.key))
    return Day(modest, told)


def urgent_among(db: Session, rows: Sequence[Pushed], now: datetime) -> set[str]:
    """The keys of those that neither wait nor count: called urgent, or asked for today."""
    marked = {row.key for row in rows if row.judge_args.get("urgent") == "1"}
    return marked | due_today(db, rows, now)


def due_today(db: Session, rows: Sequence[Pushed], now: datetime) -> set[str]:
    """The keys of reminders of something that an office asked for and that is due today."""
    bundles = {row.judge_args["bundle"]: row.key for row in rows if row.judge == "reminder"}
    kept = scheduler.reminders_of(db, sorted(bundles)) if bundles else []
    if not kept:
        return set()
    world, today = owing.about(db, {each.filing for each in kept}, now), now.astimezone(VIETNAM).date()
    asked = {
        number
        for number, filing in world.filings.items()
        if world.duties[filing.duty].cadence is Cadence.ADHOC and filing.due.astimezone(VIETNAM).date() == today
    }
    return {bundles[each.bundle] for each in kept if each.filing in asked}
