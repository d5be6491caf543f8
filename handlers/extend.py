"""Asking the office for more time: which report, until when, and why; the office decides."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import wording
from handlers.days import day_wished, days_wished
from handlers.deadlines import calendar_now
from handlers.flow import Again, Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Reply
from handlers.report.deeds import tell
from handlers.report.flow import refused
from handlers.report.heard import about_report, asks_plainly
from handlers.report.seek import Asker, Nobody, One, Several, owed_one, own_filings
from handlers.talk import Scene, Talk
from handlers.wishes import Wanted, before_reason, reason_in, wanted
from handlers.wording import deadlines as words
from handlers.wording import plain
from handlers.wording import report as named
from knowledge.dates import VIETNAM, find_dates
from knowledge.text import clean, fold
from scheduler import store
from scheduler.filings import Filing, FilingId
from union import store as union
from union.naming import short_name
from union.scope import Scope

PUT_OFF_MAX = timedelta(days=60)
NO_REASON = frozenset({"khong co ly do", "khong can", "khong neu", "khong", "ko", "khong co"})


class Stage(StrEnum):
    """What is open."""

    WHICH = "which"
    DAY = "day"
    WHY = "why"


@dataclass(frozen=True, slots=True)
class Wishing:
    """The draft. `example` is a day that could be asked for."""

    stage: Stage
    filing: FilingId
    name: str = ""
    due: date = date.min
    example: date = date.min
    until: date | None = None
    why: str = ""
    choices: tuple[str, ...] = ()
    words_said: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The office is to be asked."""

    filing: FilingId
    until: date
    why: str


drafts = Drafts("extend/1", TypeAdapter(Wishing))
Stepped = Step[Wishing, Asked]


def start(db: Session, talk: Talk, argument: str) -> Stepped:
    """Finds the report, and asks for what the sentence did not say: the day, the reason."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    refusal = refused(talk, scope)
    if refusal is not None or talk.person is None:
        return Stop(refusal or wording.stranger())
    sought = owed_one(db, Asker(scope, talk.person.id, talk.visit.now), without_day(argument, talk.visit.today))
    match sought:
        case One(filing):
            return opened(db, talk, filing, argument)
        case Several(filings):
            return choosing(filings, argument, talk.visit.today)
        case Nobody():
            return Stop(words.nothing_to_remind())


def without_day(said: str, today: date) -> str:
    """The sentence without the day that is wished for and without the reason: 'ngày 27 tháng 12' names no report."""
    text = clean(before_reason(said))
    for found in reversed(find_dates(text, today)):
        text = f"{text[: found.start]} {text[found.end :]}"
    return text


def choosing(filings: tuple[Filing, ...], said: str, today: date) -> Stepped:
    """Which of several."""
    choices = []
    for item in filings[:6]:
        label = named.title(item, today)
        says = next((each for each in (f"xin lùi {label}", fold(f"xin lùi {label}")) if len(each.encode()) <= 64), "")
        choices.append((label, named.due_words(item), says or "xin lui"))
    draft = Wishing(Stage.WHICH, FilingId(0), choices=tuple(says for _, _, says in choices), words_said=said)
    return Ask(draft, words.extend_which(choices))


def opened(db: Session, talk: Talk, filing: Filing, said: str) -> Stepped:
    """This report, with what the sentence says of it."""
    name = named.title(filing, talk.visit.today)
    if not filing.is_owed:
        return Stop(not_owed(filing, name))
    calendar = calendar_now(db)
    due = filing.due.astimezone(VIETNAM).date()
    example = calendar.next_working_day(calendar.next_working_day(max(due, talk.visit.today)))
    draft = Wishing(Stage.DAY, filing.id, name, due, example, why=reason_in(said))
    return with_day(draft, before_reason(said), talk.visit.today)


def not_owed(filing: Filing, name: str) -> Reply:
    """Why there is nothing to put off."""
    if filing.is_abolished:
        return named.abolished(name)
    return named.excused(name, filing.excused) if filing.excused else words.not_extended(name)


def with_day(draft: Wishing, said: str, today: date) -> Stepped:
    """The day that is wished for; where none is said, or none that can be, it is asked."""
    count = days_wished(said)
    until = max(draft.due, today) + timedelta(days=count) if count else day_wished(said, today)
    if until is None:
        return Ask(replace(draft, stage=Stage.DAY), words.extend_until(draft.name, draft.due, draft.example))
    if not max(draft.due, today) < until <= draft.due + PUT_OFF_MAX:
        return Ask(replace(draft, stage=Stage.DAY), words.extend_bad_day(until, draft.due, today))
    kept = replace(draft, until=until, stage=Stage.WHY)
    if not draft.why:
        return Ask(kept, words.extend_why(draft.name, until))
    return Done(Asked(draft.filing, until, draft.why))


def step(draft: Wishing, said: str, scene: Scene) -> Stepped:
    """The report, the day, or the reason."""
    if draft.stage is Stage.WHICH:
        fitting = [choice for choice in draft.choices if plain(said) in plain(choice)]
        return Again(f"{fitting[0]} {draft.words_said}") if len(fitting) == 1 else Aside()
    wish = wanted(said, scene.today)
    if wish is Wanted.EXTEND:
        return with_day(replace(draft, why=reason_in(said) or draft.why), before_reason(said), scene.today)
    if plain(said) in scene.commands or wish is not None or asks_plainly(said) or wording.is_yes(said):
        return Aside()
    if about_report(said) is not None:
        return Aside()
    if draft.stage is Stage.DAY and not any(map(str.isalpha, said)) and day_wished(said, scene.today) is None:
        return Ask(draft, words.extend_until(draft.name, draft.due, draft.example))
    if draft.stage is Stage.DAY:
        has_day = day_wished(said, scene.today) is not None or days_wished(said) is not None
        kept = replace(draft, why=reason_in(said) or draft.why)
        return with_day(kept, before_reason(said), scene.today) if has_day else Aside()
    assert draft.until, "the reason is asked after the day"
    if (wording.may_mean_no(said) and len(said.split()) <= 2) or sum(map(str.isalpha, said)) < 2:
        return Ask(draft, words.extend_why(draft.name, draft.until))
    why = "" if plain(said) in NO_REASON else reason_in(said) or clean(said).strip(" .")
    return Done(Asked(draft.filing, draft.until, why))


def finish(db: Session, talk: Talk, result: Asked, now: datetime) -> Finished:
    """Keeps the wish and tells the office, after reading the report again."""
    today = now.astimezone(VIETNAM).date()
    who = union.officer_at(db, talk.visit.inbound.sender, today)
    scope = union.scope_of(db, who, today)
    filing = store.hold_filing(db, scope, result.filing)
    if who is None or filing is None or not scope.may_write(filing.unit):
        return Finished((named.no_longer_yours(),))
    name, due = named.title(filing, today), filing.due.astimezone(VIETNAM).date()
    if not filing.is_owed:
        return Finished((not_owed(filing, name),))
    if result.until <= due:
        return Finished((words.extend_bad_day(result.until, due, today),))
    number = store.ask_extension(db, scope, filing, result.until, result.why, who=who.id, name=who.name, now=now)
    union.note(db, now, talk.visit.inbound.sender, "ask extension", filing.unit, until=result.until.isoformat())
    duty = store.find_duty(db, filing.duty)
    assert duty, "a filing is of a duty, and duties are never deleted"
    wish = words.Wish(filing.unit_name, short_name(filing.unit_name), who.name, name, due, result.until, result.why)
    staff = union.accounts_of_staff(db, (duty.recipient,), today)
    notices = tell(staff, words.extension_for_office(wish), f"extension/{number}")
    return Finished((words.extension_asked(name, due, result.until, result.why, len(notices)),), notices)


def resume(db: Session, talk: Talk, draft: Wishing) -> Stepped:
    """The open question again, of the report as it stands now."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if draft.stage is Stage.WHICH:
        return resumed_choice(db, talk, scope, draft)
    filing = store.find_filing(db, scope, draft.filing)
    if filing is None or not scope.may_write(filing.unit):
        return Stop(named.no_longer_yours())
    if not filing.is_owed:
        return Stop(not_owed(filing, draft.name))
    if draft.stage is Stage.WHY and draft.until:
        return Ask(draft, words.extend_why(draft.name, draft.until))
    return Ask(draft, words.extend_until(draft.name, draft.due, draft.example))


def resumed_choice(db: Session, talk: Talk, scope: Scope, draft: Wishing) -> Stepped:
    """The choice again, of what is owed now."""
    owed = tuple(item for item in own_filings(db, scope) if item.is_owed)
    if not owed:
        return Stop(words.nothing_to_remind())
    return choosing(owed, draft.words_said, talk.visit.today)


def left(_draft: Wishing) -> Reply:
    """Nothing was asked for."""
    return words.extension_left()
