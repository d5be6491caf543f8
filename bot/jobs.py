"""What is done from time to time: reminding, sweeping after dead processes, and letting old rows go."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from bot.db import DROPPED, INCOMING, OUTGOING, moment, wake
from bot.delivery import recover
from bot.house import House
from bot.reminding import remind
from bot.store import files, incoming, outgoing, runs
from bot.weekly import tell_weekly
from handlers import store as memories
from handlers.asked import store as asked
from knowledge.proposals import store as proposals
from scheduler.clock import Job
from union import store as union

log = logging.getLogger(__name__)

SWEEP_EVERY = timedelta(seconds=10)
TIDY_EVERY = timedelta(hours=1)
REMIND_EVERY = timedelta(minutes=5)
MESSAGES_KEPT = timedelta(days=90)
TALKS_KEPT = timedelta(days=180)
RUNS_KEPT = timedelta(days=30)
SENDING_MOST = timedelta(days=1)
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)


def jobs_of(house: House) -> tuple[Job, ...]:
    """The periodic jobs of this house. On SQLite nobody else can die, so nothing is swept."""
    tidying = Job("tidy", TIDY_EVERY, once(house, "tidy", TIDY_EVERY, lambda: tidy(house)))
    reminding = Job("remind", REMIND_EVERY, once(house, "remind", REMIND_EVERY, lambda: told(house)))
    weekly = Job("weekly", REMIND_EVERY, once(house, "weekly", REMIND_EVERY, lambda: told_weekly(house)))
    if not house.db.is_postgres:
        return (tidying, reminding, weekly)
    return (tidying, reminding, weekly, Job("sweep", SWEEP_EVERY, lambda: sweep(house)))


def due_at(now: datetime, every: timedelta) -> datetime:
    """The last due time of something that is due at every whole multiple of an interval."""
    return EPOCH + (now - EPOCH) // every * every


def once(
    house: House, name: str, every: timedelta, work: Callable[[], Awaitable[None]]
) -> Callable[[], Awaitable[None]]:
    """The work, done by whichever process enters the due time first; the others find it taken."""

    def wins(session: Session) -> datetime | None:
        due = due_at(moment(session), every)
        return due if runs.wins_job(session, name, due, house.boot) else None

    async def run() -> None:
        due = await house.db.write(wins)
        if due is None:
            return
        await work()
        await house.db.write(lambda session: runs.job_done(session, name, due, moment(session)))

    return run


async def told(house: House) -> None:
    """Reminds whoever is to be reminded."""
    await remind(house)


async def told_weekly(house: House) -> None:
    """Tells the offices what is asked of them in vain."""
    await tell_weekly(house)


async def sweep(house: House) -> None:
    """Gives back what dead processes were handling; what they were sending becomes unsure."""
    await house.db.write(lambda session: swept(session, house))


def swept(session: Session, house: House) -> int:
    """How many events and messages were taken from dead boots."""
    now = moment(session)
    owners = incoming.owners_of_open(session) | outgoing.owners_of_open(session)
    boots = [*runs.dead(session, now), *(runs.gone(session, owners, now) if owners else ())]
    if not boots:
        return 0
    count = recover(session, house, boots) + incoming.give_back(session, boots, house.boot)
    count += proposals.freed(session, boots, house.boot)
    log.warning("swept after dead processes", extra={"boots": len(boots), "rows": count})
    wake(session, INCOMING, OUTGOING, DROPPED)
    return count


async def tidy(house: House) -> None:
    """Lets rows go whose time is over, a batch per transaction, so that nobody waits long for the lock."""
    while await house.db.write(lambda session: outgoing.forget_sent(session, moment(session) - MESSAGES_KEPT)):
        pass
    while await house.db.write(lambda session: incoming.forget(session, moment(session) - MESSAGES_KEPT)):
        pass
    await forget_files(house)
    await house.db.write(lambda session: tidied(session, moment(session)))


async def forget_files(house: House) -> None:
    """Lets files go that no message names any more: what was handed in can be made again. Looking holds nobody up."""
    while gone := await house.db.read(lambda session: files.unnamed(session, moment(session) - MESSAGES_KEPT)):
        await house.db.write(lambda session, gone=gone: files.forget(session, gone, moment(session) - MESSAGES_KEPT))  # type: ignore[misc] # bound per turn


def tidied(session: Session, now: datetime) -> None:
    """The small tables; and what was being sent by a bot that is no more ends like everything else."""
    outgoing.doubt(session, outgoing.abandoned(now - SENDING_MOST), "bot không còn trong thiết lập", now)
    runs.forget_runs(session, now - RUNS_KEPT)
    union.forget_tries(session, now - union.TRY_RETENTION)
    memories.forget_memories(session, now - TALKS_KEPT)
    asked.forget_asked(session, now - asked.ASKED_KEPT)
