"""When the office is told how a deadline went: once, after its chairs, and at the ladder's end whom to telephone."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler.calendar import Calendar
from scheduler.duties import MORNING, Cadence, Deadline, Duty, DutyId
from scheduler.plan import CATCH_UP_MAX
from scheduler.rungs import QUIET, Firing, Quiet, after_quiet, rungs_of, told_from
from union.roster import OfficerId

OFFICE_MORNING = time(8, 30)
AFTER_THE_CHAIRS = timedelta(minutes=15)


class SummaryKind(StrEnum):
    """What the office is told: how it went, or, after the last rung, whom to telephone."""

    SUMMARY = "summary"
    CALL_LIST = "calllist"


@dataclass(frozen=True, slots=True)
class Board:
    """One deadline as its office sees it: how many owe it, how many are not in, and who is told."""

    duty: Duty
    deadline: Deadline
    expected: int
    missing: int
    officers: tuple[OfficerId, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """One officer of the office is told once how one deadline stands; the words are made when it is sent."""

    key: str
    kind: SummaryKind
    duty: DutyId
    period: str
    office: UnitCode
    officer: OfficerId
    at: datetime
    tell_at: datetime


def plan_summaries(
    boards: Iterable[Board],
    calendar: Calendar,
    now: datetime,
    since: datetime,
    known: Container[str] = frozenset(),
    *,
    quiet: Quiet | None = QUIET,
) -> list[Summary]:
    """What offices are to be told after `since` and up to `now`; `since` is the `now` of the run before.

    Where nobody owes anything there is no summary, and where nobody is missing no call list.
    """
    start = max(since, now - CATCH_UP_MAX)
    found = []
    for board in boards:
        for kind, firing in _moments(board, calendar, quiet):
            if not start < firing.at <= now:
                continue
            tell_at = told_from(firing, now, calendar, OFFICE_MORNING, quiet)
            found += [each for each in _told(board, kind, firing.at, tell_at) if each.key not in known]
    return found


def _moments(board: Board, calendar: Calendar, quiet: Quiet | None) -> Iterator[tuple[SummaryKind, Firing]]:
    if board.expected:
        yield SummaryKind.SUMMARY, summary_at(board.duty, board.deadline, calendar, quiet)
    if board.missing:
        yield SummaryKind.CALL_LIST, call_list_at(board.duty, board.deadline, calendar, quiet)


def _told(board: Board, kind: SummaryKind, at: datetime, tell_at: datetime) -> Iterator[Summary]:
    duty, period, office = board.duty.id, board.deadline.period.key, board.duty.recipient
    for officer in dict.fromkeys(board.officers):
        key = f"{kind}/{duty}/{period}/{office}/{officer}"
        yield Summary(key, kind, duty, period, office, officer, at, tell_at)


def summary_at(duty: Duty, deadline: Deadline, calendar: Calendar, quiet: Quiet | None = QUIET) -> Firing:
    """The first working morning after the chairs' due day; for an ad-hoc duty a quarter of an hour after it is due.

    A due day that is a rest day is told to the chairs on the next working day, and to the office the day after that.
    """
    due = deadline.due.astimezone(VIETNAM)
    if duty.cadence is Cadence.ADHOC:
        at = after_quiet(after_quiet(due, quiet) + AFTER_THE_CHAIRS, quiet)
        return Firing(SummaryKind.SUMMARY, at, is_early=False, minds_rest=False)
    return _morning_after(SummaryKind.SUMMARY, calendar.working_day_from(due.date()), calendar)


def call_list_at(duty: Duty, deadline: Deadline, calendar: Calendar, quiet: Quiet | None = QUIET) -> Firing:
    """The next working morning after the last rung; a quarter of an hour after it where it is one in hours.

    It never comes before the summary.
    """
    summary = summary_at(duty, deadline, calendar, quiet)
    last = max(rungs_of(duty.ladder, deadline.due, calendar, MORNING, quiet), key=lambda rung: rung.at, default=summary)
    if last.minds_rest:
        found = _morning_after(SummaryKind.CALL_LIST, last.at.date(), calendar)
    else:
        at = after_quiet(last.at + AFTER_THE_CHAIRS, quiet)
        found = Firing(SummaryKind.CALL_LIST, at, is_early=False, minds_rest=False)
    return found if found.at >= summary.at else replace(summary, rung=SummaryKind.CALL_LIST)


def _morning_after(kind: SummaryKind, day: date, calendar: Calendar) -> Firing:
    at = datetime.combine(calendar.next_working_day(day), OFFICE_MORNING, VIETNAM)
    return Firing(kind, at, is_early=False, minds_rest=True)
