"""Setting, changing and ending a duty, with what that does to the deadlines and filings that are open already."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from scheduler import store
from scheduler.calendar import Calendar
from scheduler.duties import Deadline, Duty
from scheduler.openings import is_in_force
from scheduler.periods import deadline_of
from scheduler.store import Which


@dataclass(frozen=True, slots=True)
class Moved:
    """An open deadline that got another day, how it was, and how many reports are due then."""

    before: Deadline
    after: Deadline
    filings: int


def set_duty(db: Session, duty: Duty, by: str, now: datetime, calendar: Calendar) -> tuple[Moved, ...]:
    """Sets a duty or changes it: open deadlines that are ahead, and stay ahead, move; what it ends is owed no more."""
    store.save_duty(db, duty, by, now)
    moved = reschedule_open(db, duty, now, calendar)
    end_filings(db, duty, now)
    return moved


def reschedule_open(db: Session, duty: Duty, now: datetime, calendar: Calendar) -> tuple[Moved, ...]:
    """Gives the duty's open deadlines the days its rule gives now; one that is past, or would be, keeps its own."""
    found: list[Moved] = []
    for before in store.deadlines(db, [duty.id]):
        after = deadline_of(duty, before.period, calendar)
        if after != before and min(before.due, after.due) > now and is_in_force(duty, after):
            found.append(Moved(before, after, store.reschedule(db, after, now)))
    return tuple(found)


def end_duty(db: Session, duty: Duty, on: date, by: str, now: datetime) -> int:
    """Ends a duty: what is due on that day or later is owed no more. How many open reports that were."""
    ended = replace(duty, valid_to=on)
    store.save_duty(db, ended, by, now)
    return end_filings(db, ended, now)


def end_filings(db: Session, duty: Duty, now: datetime) -> int:
    """What is waited for although the duty is not in force when it is due, is owed no more. How many."""
    waiting = store.filings_of_all(db, Which(duty=duty.id, owed=True))
    return store.abolish(db, [item.id for item in waiting if not is_in_force(duty, item.deadline)], now)
