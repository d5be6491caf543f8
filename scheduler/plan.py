"""Who is to be reminded of what: of the filings that are owed, the rungs that ring between two moments."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler.calendar import Calendar
from scheduler.duties import MORNING, Cadence, Deadline, Duty, DutyId, Ladder
from scheduler.filings import FilingId
from scheduler.rungs import ASKED, QUIET, Firing, Quiet, asked_first, rungs_of, snoozed, told_from
from union.roster import OfficerId

CATCH_UP_MAX = timedelta(days=14)
"""What an outage made later than this is not told any more: other rungs have rung, or the call list has been sent."""


@dataclass(frozen=True, slots=True)
class Reached:
    """An officer who is told, and the hour at which."""

    officer: OfficerId
    hour: time = MORNING


@dataclass(frozen=True, slots=True)
class Owing:
    """One unit's filing that is not in. `due` is the moment in force, `counted_from` when it came into force."""

    filing: FilingId
    unit: UnitCode
    due: datetime
    officers: tuple[Reached, ...]
    snoozed_until: datetime | None = None
    counted_from: datetime | None = None
    """No rung up to this moment is told: it was opened, or its due moment moved, only then."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One duty in one period with those who have not filed. An ad-hoc duty's chairs are asked at `opened_at`."""

    duty: Duty
    deadline: Deadline
    owing: Sequence[Owing]
    opened_at: datetime | None = None


class Reminder(NamedTuple):
    """One rung of one filing for one officer, under its natural key.

    A tuple: a busy day makes hundreds of thousands, and a frozen dataclass takes five times as long to make.
    """

    key: str
    duty: DutyId
    period: str
    unit: UnitCode
    filing: FilingId
    due: datetime
    rung: str
    officer: OfficerId
    at: datetime
    """When it rings."""
    tell_at: datetime
    """From when it may be sent, the same for all that one officer is told at once; later than `at` after an outage."""
    merged_into: str = ""
    """The key of the newer rung that is told in its place, when an outage made several late."""


def plan_reminders(
    sheets: Iterable[Sheet],
    calendar: Calendar,
    now: datetime,
    since: datetime,
    known: Container[str] = frozenset(),
    *,
    quiet: Quiet | None = QUIET,
) -> list[Reminder]:
    """What rings after `since` and up to `now` and is not known yet, each under its key.

    `since` is the `now` of the run before: a run that comes late, after an outage, catches up so many days at most.
    """
    window = _Window(calendar, now.astimezone(VIETNAM), max(since, now - CATCH_UP_MAX), quiet)
    return _told_at_once([each for sheet in sheets for each in _reminders(sheet, window, known)], now)


def reminders_on(
    sheets: Iterable[Sheet], calendar: Calendar, day: date, *, quiet: Quiet | None = QUIET
) -> list[Reminder]:
    """What rings on a day when every run comes in time: the earlier rungs were told on theirs."""
    start = datetime.combine(day, time(0), VIETNAM)
    end = start + timedelta(days=1) - timedelta(microseconds=1)
    found = plan_reminders(sheets, calendar, end, start - timedelta(microseconds=1), quiet=quiet)
    return [each._replace(tell_at=each.at, merged_into="") for each in found]


def may_ring(ladder: Ladder, due: datetime, calendar: Calendar, now: datetime, since: datetime) -> bool:
    """Whether a filing due then can have a reminder in this span, whatever the officer's hour; snoozes apart.

    So that on most days nothing but the few due moments there are need be read.
    """
    start = max(since, now - CATCH_UP_MAX).astimezone(VIETNAM).date()
    end = now.astimezone(VIETNAM).date()
    return any(start <= firing.at.date() <= end for firing in rungs_of(ladder, due, calendar))


# One sheet: its moments are worked out once for all who share due moment, hour and snooze


@dataclass(frozen=True, slots=True)
class _Window:
    calendar: Calendar
    now: datetime
    since: datetime
    quiet: Quiet | None


@dataclass(frozen=True, slots=True)
class _Ring:
    """A rung within the window; `head` and `tail` are its key but for the unit between them and the officer."""

    rung: str
    at: datetime
    tell_at: datetime
    due: datetime
    head: str
    tail: str


def _reminders(sheet: Sheet, window: _Window, known: Container[str]) -> list[Reminder]:
    shared: dict[tuple[datetime, time, datetime | None], tuple[_Ring, ...]] = {}
    found: list[Reminder] = []
    for owing in sheet.owing:
        for reached in owing.officers:
            which = (owing.due, reached.hour, owing.snoozed_until)
            rings = shared.get(which)
            if rings is None:
                rings = shared[which] = tuple(_rings(sheet, window, *which))
            if rings:
                found += _told(sheet, owing, reached.officer, rings, known)
    return found


def _rings(sheet: Sheet, window: _Window, due: datetime, hour: time, snoozed_until: datetime | None) -> Iterator[_Ring]:
    """What rings within the window, the newest first."""
    due = due.astimezone(VIETNAM)
    head = f"remind/{sheet.duty.id}/{sheet.deadline.period.key}/"
    for firing in reversed(_firings(sheet, window, due, hour, snoozed_until)):
        if window.since < firing.at <= window.now:
            tell_at = told_from(firing, window.now, window.calendar, hour, window.quiet)
            tail = f"/{due.isoformat(timespec='minutes')}/{firing.rung}/"
            yield _Ring(firing.rung, firing.at, tell_at, due, head, tail)


def _firings(
    sheet: Sheet, window: _Window, due: datetime, hour: time, snoozed_until: datetime | None
) -> tuple[Firing, ...]:
    found = rungs_of(sheet.duty.ladder, due, window.calendar, hour, window.quiet)
    if sheet.duty.cadence is Cadence.ADHOC and sheet.opened_at:
        found = asked_first(found, sheet.opened_at, window.quiet)
    return snoozed(found, snoozed_until, window.quiet) if snoozed_until else found


def _told(
    sheet: Sheet, owing: Owing, officer: OfficerId, rings: tuple[_Ring, ...], known: Container[str]
) -> list[Reminder]:
    """A reminder for each ring that counts; all but the newest are merged into it."""
    duty, period, unit, filing = sheet.duty.id, sheet.deadline.period.key, owing.unit, owing.filing
    newest = ""
    found = []
    for ring in rings:
        if owing.counted_from and ring.at <= owing.counted_from and ring.rung != ASKED:
            continue
        key = f"{ring.head}{unit}{ring.tail}{officer}"
        if key not in known:
            found.append(
                Reminder(key, duty, period, unit, filing, ring.due, ring.rung, officer, ring.at, ring.tell_at, newest)
            )
        newest = newest or key
    return found


def _told_at_once(planned: list[Reminder], now: datetime) -> list[Reminder]:
    """What one officer can be told by now is told at one moment, the latest: one message, however many were missed."""
    latest: dict[OfficerId, datetime] = {}
    for each in planned:
        if (
            not each.merged_into
            and each.tell_at <= now
            and latest.setdefault(each.officer, each.tell_at) < each.tell_at
        ):
            latest[each.officer] = each.tell_at
    return [
        each
        if each.merged_into or each.tell_at > now or latest[each.officer] == each.tell_at
        else each._replace(tell_at=latest[each.officer])
        for each in planned
    ]
