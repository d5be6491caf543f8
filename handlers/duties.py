"""An office's duties in the chat: what they are, another due day, an end; and days off that move what is due."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import wording
from handlers.aims import scope_now
from handlers.board import Desk, desk_of
from handlers.choosing import CADENCE_WORDS, named_duties
from handlers.days import day_wished
from handlers.deedwishes import Deed, deed_of, split_answer
from handlers.flow import Again, Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Reply
from handlers.talk import Scene, Talk
from handlers.wording import deeds as deed_words
from handlers.wording import requests as words
from knowledge.dates import VIETNAM
from knowledge.text import clean, fold
from scheduler import changes, store
from scheduler.calendar import Calendar, Holiday, calendar_of
from scheduler.duties import DUE_HOUR, Cadence, DayRule, Duty, DutyId
from scheduler.faults import check_duty
from scheduler.openings import is_selected
from scheduler.rules import Unclear, day_words, due_words, read_rule
from scheduler.store import Which
from union import store as union
from union.roster import Unit
from union.scope import Scope

SHORT_DAY = re.compile(r"(?<![\d/.-])\d{1,2}\s?[/-]\s?\d{1,2}(?:\s?[/-]\s?\d{4})?(?![\d/])")
SOURCE = re.compile(r"\b(?:theo|can cu)\b:?\s+(?=\S)")
FROM_DAY = re.compile(r"\btu (?:ngay )?(?=\d)")
REST_MOST = 20


class Kind(StrEnum):
    """What is to be changed."""

    SET_DAY = "set_day"
    ABOLISH = "abolish"
    REST = "rest"
    WORKED = "worked"


@dataclass(frozen=True, slots=True)
class Changing:
    """The draft: which duty gets which rule or ends when, or which days are off."""

    kind: Kind
    duty: str = ""
    name: str = ""
    rule: DayRule | None = None
    before: DayRule | None = None
    on: date | None = None
    days: tuple[date, ...] = ()
    source: str = ""


drafts = Drafts("duty/1", TypeAdapter(Changing))
KINDS = {Deed.SET_DAY: Kind.SET_DAY, Deed.ABOLISH: Kind.ABOLISH, Deed.REST: Kind.REST, Deed.WORKED: Kind.WORKED}


def start(db: Session, talk: Talk, argument: str) -> Step[Changing, Changing]:
    """Reads what is to be changed, and says it back."""
    desk = desk_of(db, talk)
    kind = KINDS.get(deed) if (deed := deed_of(wording.plain(argument))) else None
    if kind is None or not desk.scope.offices:
        return Stop(words.not_changed())
    if kind in {Kind.REST, Kind.WORKED}:
        if not runs_all(db, desk.scope):
            return Stop(words.shared_calendar())
        return of_days(kind, argument, talk.visit.today)
    mine = [duty for duty in desk.duties if is_ours(duty, desk, talk.visit.today)]
    meant = duties_meant(argument, mine)
    if len(meant) != 1:
        return Stop(words.which_duty([duty.name for duty in meant or mine]))
    [duty] = meant
    return of_rule(duty, argument) if kind is Kind.SET_DAY else of_end(db, duty, argument, talk.visit.today)


def runs_all(db: Session, scope: Scope) -> bool:
    """Whether every report is owed to the speaker's office or below it: one calendar counts for the whole house."""
    return all(scope.may_run(duty.recipient) for duty in store.all_duties(db))


def is_ours(duty: Duty, desk: Desk, today: date) -> bool:
    """Whether the duty is owed to the speaker's office, and is in force."""
    return duty.recipient in desk.scope.offices and (duty.valid_to is None or duty.valid_to > today)


def duties_meant(said: str, duties: Sequence[Duty]) -> list[Duty]:
    """The duties that are named, by their own words, or by how often."""
    bare = fold(clean(said))
    whole = [duty for duty in duties if fold(duty.name) in bare]
    if whole:
        longest = max(len(duty.name) for duty in whole)
        return [duty for duty in whole if len(duty.name) == longest]
    by_words = named_duties(bare, duties)
    if by_words:
        return [duty for duty in duties if duty.id in by_words]
    cadences = {cadence for cadence, pattern in CADENCE_WORDS if pattern.search(bare)}
    return [duty for duty in duties if duty.cadence in cadences]


def of_rule(duty: Duty, said: str) -> Step[Changing, Changing]:
    """Another due day: what stands last in the sentence and can be read as one."""
    rule = rule_in(said, duty)
    if isinstance(rule, str):
        return Stop(words.unclear(rule))
    faults = check_duty(replace(duty, due=rule))
    if faults:
        return Stop(words.unclear(" ".join(faults)))
    draft = Changing(Kind.SET_DAY, duty.id, duty.name, rule, duty.due)
    return Ask(draft, echo_rule(draft, duty))


def rule_in(said: str, duty: Duty) -> DayRule | str:
    """The rule that the end of the sentence gives; why it gives none."""
    text = clean(said)
    why = ""
    for match in re.finditer(r"\S+", text):
        try:
            rule = read_rule(text[match.start() :], duty.cadence, duty.year_from)
        except Unclear as unclear:
            why = str(unclear)
            continue
        has_hour = re.search(r"\d\s?(?:h|g|gio|:)", fold(text[match.start() :])) is not None
        return rule if has_hour or rule.hour != DUE_HOUR else replace(rule, hour=duty.due.hour)
    return why


def of_end(db: Session, duty: Duty, said: str, today: date) -> Step[Changing, Changing]:
    """A duty ends, today unless a later day is said."""
    found = FROM_DAY.search(fold(clean(said)))
    on = day_wished(clean(said)[found.end() :], today) if found else None
    draft = Changing(Kind.ABOLISH, duty.id, duty.name, on=max(on or today, today))
    return Ask(draft, echo_end(db, draft, today))


def of_days(kind: Kind, said: str, today: date) -> Step[Changing, Changing]:
    """Days off, or swapped days: one, several, or a stretch."""
    text = clean(said)
    by = SOURCE.search(fold(text))
    source = text[by.end() :].strip(" .") if by else ""
    told = text[: by.start()] if by else text
    days = [day for match in SHORT_DAY.finditer(told) if (day := day_wished(match[0], today)) is not None]
    if len(days) == 2 and re.search(r"\bden\b|\bhet\b| - ", fold(told)) and days[0] < days[1]:
        days = [days[0] + timedelta(days=more) for more in range((days[1] - days[0]).days + 1)]
    if not days or len(days) > REST_MOST:
        return Stop(words.no_day())
    draft = Changing(kind, days=tuple(sorted(set(days))), source=source)
    return Ask(draft, words.day_off(draft.days, source, is_rest=kind is Kind.REST))


def echo_rule(draft: Changing, duty: Duty) -> Reply:
    """The new day beside the one of before."""
    assert draft.rule, "a rule was read"
    new, old = due_words(draft.rule, duty.cadence), due_words(duty.due, duty.cadence)
    return words.set_day(duty.name.lower(), new, old, day_words(duty.cut_off, duty.cadence))


def echo_end(db: Session, draft: Changing, today: date) -> Reply:
    """What will be owed no more."""
    assert draft.on, "an end has its day"
    waiting = store.filings_of_all(db, Which(duty=DutyId(draft.duty), owed=True))
    owed = sum(item.deadline.due.date() >= draft.on for item in waiting)
    return words.abolish(draft.name, draft.on, today, owed)


def step(draft: Changing, said: str, _scene: Scene) -> Step[Changing, Changing]:
    """Yes changes it, no leaves it; another order of the kind begins anew."""
    answer, besides = split_answer(said)
    if wording.is_yes(said):
        return Done(draft)
    if besides and wording.is_yes(answer):
        return Done(draft, besides)
    if wording.may_mean_no(said):
        return Ask(draft, deed_words.yes_or_leave())
    if wording.is_no(said):
        return Stop(words.not_changed())
    return Again(said) if deed_of(wording.plain(said)) in KINDS else Aside()


def resume(db: Session, talk: Talk, draft: Changing) -> Step[Changing, Changing]:
    """The question once more, about the duty as it is now."""
    desk = desk_of(db, talk)
    if not desk.scope.offices:
        return Stop(deed_words.no_longer_yours())
    if draft.kind in {Kind.REST, Kind.WORKED}:
        return Ask(draft, words.day_off(draft.days, draft.source, is_rest=draft.kind is Kind.REST))
    duty = store.find_duty(db, DutyId(draft.duty))
    if duty is None or not is_ours(duty, desk, talk.visit.today) or is_other(draft, duty):
        return Stop(words.already_so(draft.name))
    again = echo_rule(draft, duty) if draft.kind is Kind.SET_DAY else echo_end(db, draft, talk.visit.today)
    return Ask(draft, again)


def is_other(draft: Changing, duty: Duty) -> bool:
    """Whether somebody has changed the rule since it was shown."""
    return draft.kind is Kind.SET_DAY and draft.before != duty.due


def left(_draft: Changing) -> Reply:
    """Nothing was changed."""
    return words.not_changed()


# Writing


def finish(db: Session, talk: Talk, result: Changing, now: datetime) -> Finished:
    """Changes it, with a line of the trail, after asking the scope and reading the duty again."""
    now = now.astimezone(VIETNAM)
    desk = desk_of(db, talk)
    scope = scope_now(db, talk, now)
    if talk.person is None or not scope.offices:
        return Finished((deed_words.no_longer_yours(),))
    by = talk.person.name
    if result.kind in {Kind.REST, Kind.WORKED}:
        return days_kept(db, talk, result, by, now) if runs_all(db, scope) else Finished((words.shared_calendar(),))
    duty = store.find_duty(db, DutyId(result.duty))
    if duty is None or duty.recipient not in scope.offices or not is_ours(duty, desk, now.date()):
        return Finished((words.already_so(result.name),))
    if is_other(result, duty):
        return Finished((words.already_so(result.name),))
    if result.kind is Kind.ABOLISH:
        return ended(db, talk, result, duty, now)
    assert result.rule, "a rule was read"
    source = replace(duty.source, note=f"Văn phòng quy định từ {now:%d/%m/%Y}")
    moved = changes.set_duty(db, replace(duty, due=result.rule, source=source), by, now, calendar(db))
    due = due_words(result.rule, duty.cadence)
    union.note(db, now, talk.visit.inbound.sender, "duty-day", duty.id, due=due)
    return Finished((words.day_set(duty.name.lower(), due, told(moved)),))


def ended(db: Session, talk: Talk, result: Changing, duty: Duty, now: datetime) -> Finished:
    """The duty ends; reminders that wait are judged away."""
    assert result.on, "an end has its day"
    assert talk.person, "the caller has looked"
    on = max(result.on, now.date())
    owed = changes.end_duty(db, duty, on, talk.person.name, now)
    union.note(db, now, talk.visit.inbound.sender, "duty-end", duty.id, on=on.isoformat())
    return Finished((words.abolished(duty.name, owed),))


def days_kept(db: Session, talk: Talk, result: Changing, by: str, now: datetime) -> Finished:
    """The days are entered, and what is due on them moves."""
    is_rest = result.kind is Kind.REST
    name = "Nghỉ theo thông báo" if is_rest else "Ngày làm việc bù"
    store.save_holidays(db, [(day, name, is_rest, result.source or "Văn phòng ghi") for day in result.days], by)
    known = calendar(db)
    moved = [each for duty in store.all_duties(db) for each in changes.reschedule_open(db, duty, now, known)]
    days = ", ".join(day.isoformat() for day in result.days)
    union.note(db, now, talk.visit.inbound.sender, f"holiday-{result.kind}", days, source=result.source)
    return Finished((words.day_kept(result.days, is_rest=is_rest, moved=told(moved)),))


def told(moved: Sequence[changes.Moved]) -> list[str]:
    """The deadlines that got another day."""
    return [words.moved_to(each.after.period.name, each.after.due) for each in moved]


def calendar(db: Session) -> Calendar:
    """The office's calendar."""
    return calendar_of(Holiday(*row) for row in store.holiday_rows(db))


# What there is


def listed(db: Session, talk: Talk) -> Reply:
    """'chế độ báo cáo': for an office its own, for a chair those that her units owe."""
    desk = desk_of(db, talk)
    today = talk.visit.today
    units = {unit.code: unit for unit in union.all_units(db)}
    if desk.scope.offices:
        duties = [duty for duty in desk.duties if is_ours(duty, desk, today)]
        own = [unit for code, unit in units.items() if desk.scope.may_run(code) and code not in desk.scope.offices]
    else:
        own = [units[code] for code in sorted(desk.scope.acts_for)]
        above = set(union.kin_of(db, tuple(desk.scope.acts_for), today).above)
        duties = [
            duty
            for duty in store.all_duties(db, above)
            if (duty.valid_to is None or duty.valid_to > today)
            and any(is_selected(unit, duty.selector) for unit in own)
        ]
    lines = [line_of(duty, own, is_office=bool(desk.scope.offices)) for duty in duties if is_lasting(duty, today)]
    return words.duties(lines, may_set=bool(desk.scope.offices)) if lines else words.no_duties()


def is_lasting(duty: Duty, today: date) -> bool:
    """Whether it comes again, or its moment is still ahead."""
    return duty.cadence is not Cadence.ADHOC or (duty.due.on is not None and duty.due.on >= today)


def line_of(duty: Duty, units: Sequence[Unit], *, is_office: bool) -> tuple[str, str]:
    """One duty: by when, who set the day, from whom; and the paper behind it."""
    count = sum(is_selected(unit, duty.selector) and unit.closed_on is None for unit in units)
    source = ", ".join(part for part in (duty.source.cited, duty.source.place) if part)
    who = f"{count} đơn vị" if is_office else ""
    return words.duty_line(duty.name, due_words(duty.due, duty.cadence), duty.source.note, who), source
