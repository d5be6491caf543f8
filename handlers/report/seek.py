"""Which report does somebody speak of: the one that is named, was just reminded of, or is the only one owed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from handlers import drafting
from handlers.choosing import ends_in as ends_in_period
from handlers.choosing import is_period, of_named_duty, period_said
from handlers.wording import report as words
from knowledge.dates import VIETNAM, find_periods
from knowledge.text import fold
from scheduler import store
from scheduler.calendar import Holiday, calendar_of
from scheduler.duties import Deadline, Duty, DutyId
from scheduler.filings import FILED, Filing, State
from scheduler.periods import deadline_of, periods_of
from union.ledger import in_force
from union.naming import named_units
from union.records.store import entries_of
from union.roster import OfficerId
from union.scope import Scope
from union.store import find_unit

SOON = timedelta(days=14)
"""Of several reports the only one that is due within this time is meant when none is named."""
REMINDED_FOR = timedelta(days=7)
"""So long 'khai' means what the last reminder was about."""
STILL_FRESH = timedelta(days=2)
LOOKS_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class One:
    """This report is meant. `is_guess`: others are owed too, and none was named."""

    filing: Filing
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Several:
    """Any of these could be."""

    filings: tuple[Filing, ...]


@dataclass(frozen=True, slots=True)
class Nobody:
    """Nothing is owed, or nothing of the kind that was named."""

    is_named: bool


Sought = One | Several | Nobody


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and when."""

    scope: Scope
    officer: OfficerId
    now: datetime


def own_filings(db: Session, scope: Scope) -> list[Filing]:
    """Every report of the units that the speaker speaks for, by due moment."""
    return store.filings(db, scope, store.Which(units=scope.acts_for))


def owed_one(db: Session, asker: Asker, said: str) -> Sought:
    """The report to be filled in; one that is in already where nothing else is owed or it was named."""
    mine = own_filings(db, asker.scope)
    named = narrowed(db, said, mine, asker.now)
    if named is not None:
        return among(named, lambda item: item.is_owed, is_named=True)
    owed = [item for item in mine if item.is_owed]
    reminded = store.last_sent(db, asker.officer, asker.now - REMINDED_FOR)
    told = [item for item in mine if item.id in reminded]
    still = [item for item in told if item.is_owed]
    if still:
        return one_or_several(still)
    if told and not any(item.state in FILED for item in told):
        return One(told[-1])  # what was just asked for is owed no more: that must be said
    soon = [item for item in owed if item.due <= asker.now + SOON]
    if len(soon) == 1 < len(owed):
        return One(soon[0], is_guess=True)
    return one_or_several(owed) if owed else among(mine, lambda item: item.state is State.SUBMITTED, is_named=False)


def just_sent(db: Session, asker: Asker, said: str) -> Filing | None:
    """The report that was handed in today or yesterday: what 'gửi báo cáo' said once more means."""
    mine = own_filings(db, asker.scope)
    kept = narrowed(db, said, mine, asker.now)
    sent = [item for item in (mine if kept is None else kept) if item.state is State.SUBMITTED and item.submitted_at]
    newest = max(sent, key=lambda item: item.submitted_at or item.opened_at, default=None)
    if newest is None or newest.submitted_at is None or asker.now - newest.submitted_at > STILL_FRESH:
        return None
    return newest


def corrected_one(db: Session, asker: Asker, said: str, place: int) -> Sought:
    """The report whose field is put right: the one just handed in; with others worked at since, any of them.

    `place` is the field's number, which a short form may not have.
    """
    sent = just_sent(db, asker, said)
    mine = own_filings(db, asker.scope)
    if sent is None or place > sent.fields or narrowed(db, said, mine, asker.now) is not None:
        return owed_one(db, asker, said)
    at = sent.touched_at or sent.opened_at
    return one_or_several([sent, *(item for item in mine if item.is_owed and is_worked_at(db, asker.scope, item, at))])


def is_worked_at(db: Session, scope: Scope, filing: Filing, since: datetime) -> bool:
    """Whether anything was said for this very report since then; what was summed up from other periods is not."""
    if filing.touched_at is None or filing.touched_at < since:
        return False
    period = drafting.period_of(filing.period)
    entries = entries_of(db, scope, (filing.unit,), start=period.start, end=period.end)
    told = any(each.period == period and each.recorded_at >= since for each in in_force(entries))
    return told or bool(store.passages_of(db, scope, filing))


def sent_one(db: Session, asker: Asker, said: str) -> Sought:
    """The report that is in: the one named, else the newest."""
    mine = own_filings(db, asker.scope)
    named = narrowed(db, said, mine, asker.now)
    if named is not None:
        return among(named, lambda item: bool(item.version), is_named=True)
    sent = [item for item in mine if item.version and item.submitted_at]
    if not sent:
        return Nobody(is_named=False)
    return One(max(sent, key=lambda item: item.submitted_at or item.opened_at))


def among(items: Sequence[Filing], fits: Callable[[Filing], bool], *, is_named: bool) -> Sought:
    """Those that fit, or the newest of all where something was named."""
    fitting = [item for item in items if fits(item)]
    if fitting and is_named:
        return one_or_several(fitting)
    if fitting:
        return One(fitting[-1])
    return One(items[-1]) if items and is_named else Nobody(is_named)


def one_or_several(items: Sequence[Filing]) -> Sought:
    """The only one, or all of them to choose from."""
    return One(items[0]) if len(items) == 1 else Several(tuple(items))


def narrowed(db: Session, said: str, items: Sequence[Filing], now: datetime) -> list[Filing] | None:
    """The reports that the words name, by unit, duty or period; None when they name none of these."""
    bare = fold(said)
    units = [unit for code in sorted({item.unit for item in items}) if (unit := find_unit(db, code))]
    spoken = {unit.code for named in named_units(said, units) for unit in named.candidates} if len(units) > 1 else set()
    left = [item for item in items if item.unit in spoken] if spoken else list(items)
    duties = {item.duty: duty for item in left if (duty := store.find_duty(db, item.duty))}
    titled = [item for item in left if fold(words.title(item, now.astimezone(VIETNAM).date())) in bare]
    by_duty = fitting_duties(bare, left, list(duties.values()))
    wanted = period_said(find_periods(said, now.astimezone(VIETNAM).date()))
    if titled:
        return titled
    if wanted is not None:
        exact = [item for item in by_duty if is_period(item.deadline, wanted)]
        return exact or [item for item in by_duty if ends_in_period(item.deadline, wanted)]
    return by_duty if spoken or len(by_duty) < len(left) else None


def fitting_duties(bare: str, items: Sequence[Filing], duties: Sequence[Duty]) -> list[Filing]:
    """The reports of the duties that the words name; all where they name none."""
    kept = {(each.duty, each.period.key) for each in of_named_duty(bare, [item.deadline for item in items], duties)}
    return [item for item in items if (item.duty, item.period.key) in kept]


def next_deadline(db: Session, scope: Scope, now: datetime) -> tuple[str, Deadline] | None:
    """What the speaker's units will owe next, by the duties they have had reports of; with its name."""
    mine = own_filings(db, scope)
    held: set[tuple[DutyId, str]] = {(item.duty, item.period.key) for item in mine}
    calendar = calendar_of(Holiday(*row) for row in store.holiday_rows(db))
    today = now.astimezone(VIETNAM).date()
    coming: list[tuple[Deadline, Duty]] = []
    for duty in (store.find_duty(db, wanted) for wanted in {item.duty for item in mine}):
        if duty is None or (duty.valid_to and duty.valid_to <= today):
            continue
        found = (deadline_of(duty, period, calendar) for period in periods_of(duty, today, today + LOOKS_AHEAD))
        coming += [(item, duty) for item in found if item.due > now and (duty.id, item.period.key) not in held]
    if not coming:
        return None
    first, duty = min(coming, key=lambda each: each[0].due)
    return words.name_of(duty.name, first.period, today), first
