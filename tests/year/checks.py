"""What must hold of a year: each promise looks at the account, not at what the house planned, and names what fails."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta

from bot.db import Database
from knowledge.dates import VIETNAM
from tests.house import rows
from tests.year.office import MONTHLY
from tests.year.year import Account, Case, Item, Key, Told

RESTS = frozenset(
    [date(2026, 1, 1), date(2026, 1, 2), *(date(2026, 2, day) for day in range(16, 21)), date(2026, 4, 27),
     date(2026, 4, 30), date(2026, 5, 1), date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2), date(2026, 11, 24),
     date(2027, 1, 1)]
)  # fmt: skip
"""The weekdays off, as they were announced or follow from the law; written down here once more, by hand."""
WORKED = frozenset({date(2026, 1, 10), date(2026, 8, 22)})
FIRST_HOUR, LAST_HOUR = time(7), time(20)
DAY_RUNGS = ("T", "W")
TO_SETTLE = timedelta(days=3)
KINDS = ("summary", "calllist")
SUMMED, SHORT, LONG = timedelta(days=5), timedelta(days=13), timedelta(days=45)
"""So long after the due day the office has been told how it went, and at the end of a short or a long ladder whom to
call: holidays included."""

Check = Callable[[Account], Iterator[str]]


def rests(day: date) -> bool:
    """Whether nobody works on that day."""
    return day in RESTS or (day.weekday() > 4 and day not in WORKED)


def reminders(account: Account) -> Iterator[tuple[Told, Item, Case]]:
    """Every reminder that went, with its message and its report."""
    for told in account.told:
        for item in told.items:
            yield told, item, account.by_key[item.key]


def each_is_told_once(account: Account) -> Iterator[str]:
    """No message goes twice, and no rung of a report under one due moment is told to one officer twice."""
    for key, count in Counter(told.key for told in account.told).items():
        if count > 1:
            yield f"{key} went {count} times"
    for item, count in Counter(item for _, item, _ in reminders(account)).items():
        if count > 1:
            yield f"{item} was told {count} times"


def one_message_at_a_time(account: Account) -> Iterator[str]:
    """Nobody gets two reminders at one moment: what belongs together is one message."""
    at_once = Counter((told.at, told.chat) for told in account.told if told.items)
    yield from (f"{chat} got {count} reminders at {at}" for (at, chat), count in at_once.items() if count > 1)


def nobody_is_told_of_what_is_in(account: Account) -> Iterator[str]:
    """What was handed in, excused or has ended is reminded of no more."""
    for told, item, case in reminders(account):
        if why := case.ended(told.at):
            yield f"{item} was told at {told.at} although {why}"


def nothing_goes_in_quiet_hours(account: Account) -> Iterator[str]:
    """Nothing is sent unasked at night."""
    for told in account.told:
        if not FIRST_HOUR <= told.at.time() < LAST_HOUR:
            yield f"{told.key} went at {told.at}"


def nothing_goes_on_rest_days(account: Account) -> Iterator[str]:
    """No rung in days, and nothing to the office of a duty that comes again, goes on a day off."""
    for told, item, _ in reminders(account):
        if item.rung.startswith(DAY_RUNGS) and rests(told.at.date()):
            yield f"{item} was told on {told.at.date()}"
    for told in account.told:
        if told.judge == "summary" and rests(told.at.date()) and "hoi-" not in told.key:
            yield f"{told.key} went on {told.at.date()}"


def only_who_speaks_is_told(account: Account) -> Iterator[str]:
    """A reminder goes to who speaks for the unit that day, in their own chat; to the office, to who works there."""
    for told, item, case in reminders(account):
        if item.officer not in account.told_of(case, told.at):
            yield f"{item} was told to somebody who does not speak for the unit at {told.at}"
        if account.chats[item.officer][1] != told.chat:
            yield f"{item} went to {told.chat}"
    for told in account.told:
        if told.judge == "summary" and int(told.key.rpartition("/")[2]) not in account.clerks(told.at.date()):
            yield f"{told.key} went to somebody who works there no more"


def the_due_moment_is_the_one_in_force(account: Account) -> Iterator[str]:
    """After more time was given nothing is said of the old day."""
    for told, item, case in reminders(account):
        if item.due != case.due(told.at):
            yield f"{item} was told under a due moment that has changed by {told.at}"


def who_put_it_off_is_left_alone(account: Account) -> Iterator[str]:
    """Between 'để sau' and the moment that was promised no early rung comes."""
    for told, item, case in reminders(account):
        if item.rung.startswith("T-") and any(start < told.at < end for start, end in case.snoozes):
            yield f"{item} was told at {told.at} although put off"


def what_was_promised_comes(account: Account) -> Iterator[str]:
    """Who put a report off is told of it when that was promised, unless it is in or has been put off again."""
    for case in account.cases.values():
        for n, (start, end) in enumerate(case.snoozes):
            by = min([end + TO_SETTLE, *(later for later, _ in case.snoozes[n + 1 :])])
            is_same = account.told_of(case, start) & account.told_of(case, by)
            if case.ended(by) or by < end or by > account.end or not is_same:
                continue
            if not any(end <= told.at <= by and of is case for told, _, of in reminders(account)):
                yield f"{case.key} was put off from {start} to {end} and nothing came"


def the_words_name_the_units(account: Account) -> Iterator[str]:
    """A message names every unit it is about, and no other."""
    for told in account.told:
        if not told.items:
            continue
        about = {account.names[item.unit] for item in told.items}
        named = {name for name in account.names.values() if f"{name} " in told.text or f"{name}:" in told.text}
        if about != named:
            yield f"{told.key} is about {sorted(about)} and names {sorted(named)}"


def whoever_owes_is_asked(account: Account) -> Iterator[str]:
    """Whoever owes a report is told of it by its due day, or by the first working morning after it."""
    asked: dict[Key, list[datetime]] = {}
    for told, _, case in reminders(account):
        asked.setdefault(case.key, []).append(told.at)
    for case in account.cases.values():
        by = asked_by(account, case)
        since = by - timedelta(days=1)
        if case.opened_at > since or by > account.end - TO_SETTLE or case.ended(by):
            continue
        told_of = account.told_of(case, since) & account.told_of(case, by)
        if not any(account.reaches(who, since) and account.reaches(who, by) for who in told_of):
            continue
        if not any(at <= by for at in asked.get(case.key, ())):
            yield f"{case.key} was due {case.due(by)} and nobody was asked by {by}"


def asked_by(account: Account, case: Case) -> datetime:
    """By when at the latest somebody must have been asked: the evening of the due day in force, when it is worked."""
    due = case.dues[-1][1]
    if case.duty.startswith("hoi-"):
        return due
    day = due.date()
    while rests(day) or any(start.date() <= day < end.date() or end.date() == day for start, end in account.outages):
        day += timedelta(days=1)
    return datetime.combine(day, LAST_HOUR, VIETNAM)


def more_time_counts_anew(account: Account) -> Iterator[str]:
    """On the new due day whoever still owes is told again."""
    for case in account.cases.values():
        for _, due in case.dues[1:]:
            told = {item.rung for at, item, of in reminders(account) if of is case and item.due == due}
            if due < account.end and not case.ended(due.replace(hour=12)) and "T" not in told:
                yield f"{case.key} got more time until {due} and was told {sorted(told)}"


def the_office_is_told_once(account: Account) -> Iterator[str]:
    """Each clerk gets one summary of each deadline, and one call list where somebody is missing."""
    went = {told.key: told for told in account.told if told.judge == "summary"}
    deadlines: dict[tuple[str, str], list[Case]] = {}
    for case in account.cases.values():
        deadlines.setdefault((case.duty, case.period), []).append(case)
    for (duty, period), cases in deadlines.items():
        due = cases[0].dues[0][1]
        keys = [key for key in went if key.split("/")[1:3] == [duty, period]]
        if all(case.ended(due) == "abolished" for case in cases):
            yield from (f"{key} went though nothing was owed" for key in keys)
            continue
        yield from missing_words(account, cases, keys, went)


def missing_words(account: Account, cases: list[Case], keys: list[str], went: dict[str, Told]) -> Iterator[str]:
    """What the office was not told of one deadline, or not rightly."""
    duty, period, due = cases[0].duty, cases[0].period, cases[0].dues[0][1]
    told_to = {kind: {int(key.rpartition("/")[2]) for key in keys if key.startswith(kind)} for kind in KINDS}
    whole = due + (SHORT if duty == MONTHLY or duty.startswith("hoi-") else LONG)
    missing = [case for case in cases if not case.ended(whole) and len(case.dues) == 1]
    for kind, until in (("summary", due + SUMMED), ("calllist", whole)):
        # Who leaves in the days between is told or not, as it happens.
        clerks = account.clerks(due.date()) & account.clerks(until.date())
        if until < account.end and (missing or kind == "summary") and not clerks <= told_to[kind]:
            yield f"{kind} of {duty} {period} went to {told_to[kind]}, not to {clerks}"
    for key in keys:
        first, second = account.counted[key]
        words = f": {first} đơn vị" if key.startswith("summary/") else f"còn {first} đơn vị"
        if words not in went[key].text or (second and f"đã nộp {second}" not in went[key].text):
            yield f"{key} should say {account.counted[key]}: {went[key].text}"


CHECKS: tuple[Check, ...] = (
    each_is_told_once, one_message_at_a_time, nobody_is_told_of_what_is_in, nothing_goes_in_quiet_hours,
    nothing_goes_on_rest_days, only_who_speaks_is_told, the_due_moment_is_the_one_in_force,
    who_put_it_off_is_left_alone, what_was_promised_comes, the_words_name_the_units, whoever_owes_is_asked,
    more_time_counts_anew, the_office_is_told_once,
)  # fmt: skip


def faults(account: Account, checks: Iterable[Check] = CHECKS) -> list[str]:
    """All that does not hold, by promise."""
    return [f"{check.__name__}: {what}" for check in checks for what in check(account)]


def left_open(db: Database) -> list[str]:
    """Reminders that have not ended, or ended unsent without a reason; messages that are neither out nor settled."""
    open_ends = rows(db, "SELECT key, state FROM reminder WHERE state = 'waiting' OR (state <> 'sent' AND reason = '')")
    unsettled = rows(db, "SELECT key, state FROM outgoing WHERE state IN ('queued', 'sending')")
    return [f"{key} stands {state}" for key, state in (*open_ends, *unsettled)]
