"""At which moment each rung of a ladder rings, with rest days, quiet hours, an officer's own hour and a snooze."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from knowledge.dates import VIETNAM
from scheduler.calendar import Calendar
from scheduler.duties import MORNING, Ladder, Rung

BEFORE_QUIET = timedelta(minutes=30)
ANY_DAY = date(2026, 1, 1)
ASKED = "ASK"
ASK_RESTS = timedelta(minutes=30)
"""Who was asked just now is not reminded yet."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours in which nothing is sent unasked, from one time of day to another."""

    start: time
    end: time

    def holds_at(self, clock: time) -> bool:
        """Whether this time of day is quiet."""
        if self.start <= self.end:
            return self.start <= clock < self.end
        return self.start <= clock or clock < self.end


QUIET = Quiet(time(20), time(7))


@dataclass(frozen=True, slots=True)
class Firing:
    """A rung with its moment. `is_early`: it lies before the due day; `minds_rest`: it waits for a working day."""

    rung: str
    at: datetime
    is_early: bool
    minds_rest: bool


def rungs_of(
    ladder: Ladder, due: datetime, calendar: Calendar, hour: time = MORNING, quiet: Quiet | None = QUIET
) -> tuple[Firing, ...]:
    """The rungs of a filing due then, by moment: 'T-3', 'T', 'T+2', 'H-2', 'W1'; of those that meet the last stands.

    A rung in days rings at the officer's hour, on a rest day on the next working morning; two of one day are one.
    A rung in hours rings on rest days too, and after quiet hours, or before them when it would come too late.
    """
    due = due.astimezone(VIETNAM)
    met: dict[date, Firing] = {}
    for rung in ladder.rungs:
        if rung.hours is None:
            firing = _by_day(rung.name, rung.days or 0, due, calendar, _awake(hour, quiet))
            met[firing.at.date()] = firing
        else:
            firing = _by_hour(rung, due, quiet)
            met[firing.at] = firing
    last = max((rung.days or 0 for rung in ladder.rungs), default=0)
    for week in range(1, ladder.weekly + 1):
        firing = _by_day(f"W{week}", last + 7 * week, due, calendar, _awake(hour, quiet))
        met[firing.at.date()] = firing
    return tuple(sorted(met.values(), key=lambda firing: firing.at))


def _by_day(name: str, days: int, due: datetime, calendar: Calendar, hour: time) -> Firing:
    day = calendar.working_day_from(due.date() + timedelta(days=days))
    # On the due day a late riser is told in the morning: after the due hour it would be no reminder.
    told = min(hour, MORNING) if day == due.date() and hour >= due.time() else hour
    return Firing(name, datetime.combine(day, told, VIETNAM), is_early=days < 0, minds_rest=True)


def _by_hour(rung: Rung, due: datetime, quiet: Quiet | None) -> Firing:
    hours = rung.hours or 0
    wanted = due + timedelta(hours=hours)
    at = after_quiet(wanted, quiet)
    if hours < 0 and at > due:
        at = _before_quiet(wanted, quiet)
    return Firing(rung.name, at, is_early=hours < 0, minds_rest=False)


def asked_first(firings: tuple[Firing, ...], opened_at: datetime, quiet: Quiet | None) -> tuple[Firing, ...]:
    """An ad-hoc duty's rungs with the asking itself, rung 'ASK', in front; those before it, or right after, fall."""
    asked = Firing(ASKED, after_quiet(opened_at.astimezone(VIETNAM), quiet), is_early=True, minds_rest=False)
    kept = (each for each in firings if each.at >= asked.at + ASK_RESTS or (not each.is_early and each.at > asked.at))
    return (asked, *kept)


def snoozed(firings: tuple[Firing, ...], until: datetime, quiet: Quiet | None) -> tuple[Firing, ...]:
    """The rungs after 'để sau': early ones before that moment fall, and a promised one ('Z11200800') rings at it.

    The due day's rung and later ones stay where they are. The promised one rings on a rest day too, since the officer
    chose the moment; an early rung later that day falls for it, and it falls for the due day's or a later one.
    """
    until = until.astimezone(VIETNAM)
    promised = Firing(f"Z{until:%m%d%H%M}", after_quiet(until, quiet), is_early=True, minds_rest=False)
    kept = [each for each in firings if not each.is_early or is_beyond(each, promised.at, until)]
    if not any(each.at >= promised.at and each.at.date() == promised.at.date() for each in kept):
        kept.append(promised)
    return tuple(sorted(kept, key=lambda firing: firing.at))


def is_beyond(early: Firing, promised: datetime, until: datetime) -> bool:
    """Whether an early rung stays: it rings at the promised moment, or on a later day."""
    return early.at >= until and (early.at == promised or early.at.date() > promised.date())


def told_from(
    firing: Firing, now: datetime, calendar: Calendar, hour: time = MORNING, quiet: Quiet | None = QUIET
) -> datetime:
    """From when it may be sent: its own moment, or the next fit one when it is late and now is quiet or a rest day."""
    now = now.astimezone(VIETNAM)
    rests = firing.minds_rest and calendar.is_rest_day(now.date())
    if not rests and after_quiet(now, quiet) == now:
        return firing.at
    if not firing.minds_rest:
        return after_quiet(now, quiet)
    day = calendar.working_day_from(now.date())
    morning = datetime.combine(day, _awake(hour, quiet), VIETNAM)
    return morning if morning > now else morning.combine(calendar.next_working_day(day), morning.time(), VIETNAM)


def after_quiet(moment: datetime, quiet: Quiet | None) -> datetime:
    """The moment itself, or the end of the quiet hours it lies in; in Viet Nam's clock."""
    if quiet is None or not quiet.holds_at(moment.time()):
        return moment
    end = datetime.combine(moment.date(), quiet.end, VIETNAM)
    return end if end > moment else end + timedelta(days=1)


def _before_quiet(moment: datetime, quiet: Quiet | None) -> datetime:
    """Half an hour before the quiet hours that the moment lies in."""
    assert quiet, "only quiet hours make a rung late"
    start = datetime.combine(moment.date(), quiet.start, VIETNAM)
    return (start if start <= moment else start - timedelta(days=1)) - BEFORE_QUIET


def _awake(hour: time, quiet: Quiet | None) -> time:
    """The officer's hour, or the nearest one that is not quiet: 19:30 for the evening, 7:00 for the night."""
    if quiet is None or not quiet.holds_at(hour):
        return hour
    if hour >= quiet.start and quiet.start > quiet.end:
        return (datetime.combine(ANY_DAY, quiet.start, VIETNAM) - BEFORE_QUIET).time()
    return quiet.end
