"""The office's marks on reports: more time, excused, on paper, signed, taken in, sent back; repeated back first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import wording
from handlers.aims import Aim, Aimed, aimed, heard, notices_to, scope_now
from handlers.board import desk_of
from handlers.boardwishes import wish_of
from handlers.days import day_wished, tells_only_a_day
from handlers.deedwishes import MARKS, Deed, Order, begins_order, restricts, split_answer, to_leave_out
from handlers.drafting import code_of
from handlers.flow import Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Notice, Reply
from handlers.talk import Scene, Talk
from handlers.wording import deeds as words
from handlers.wording.report import title
from knowledge.dates import VIETNAM, find_dates
from knowledge.text import clean
from scheduler import store
from scheduler.filings import FILED, OPEN, Filing, FilingId, State
from scheduler.store import Asked, Extension
from union import store as union
from union.draft import Snapshot
from union.naming import short_name
from union.scope import Forbidden, Scope
from union.store import find_unit

DAYS_MOST = 366
REASON_LEAST = 3
NEEDS_REASON = frozenset({Deed.EXCUSE, Deed.RETURN})
VERBS: Mapping[Deed, str] = {
    Deed.EXTEND: "cho lùi {unit} {report}",
    Deed.REFUSE: "không lùi {unit} {report}",
    Deed.EXCUSE: "miễn {unit} {report}",
    Deed.UNEXCUSE: "bỏ miễn {unit} {report}",
    Deed.PAPER: "đã nhận bản giấy {unit} {report}",
    Deed.UNPAPER: "bỏ bản giấy {unit} {report}",
    Deed.SIGNED: "đã nhận bản ký {unit} {report}",
    Deed.UNSIGNED: "bỏ bản ký {unit} {report}",
    Deed.TAKE_IN: "tiếp nhận {unit} {report}",
    Deed.RETURN: "trả lại {unit} {report}",
}
"""How each is said in short words, on a button."""


class Stage(StrEnum):
    """What is open: whether to do it, why, or until when."""

    CONFIRM = "confirm"
    REASON = "reason"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Marking:
    """The draft: what is to be done with which reports, as it was shown."""

    stage: Stage
    deed: Deed
    filings: tuple[FilingId, ...]
    names: tuple[str, ...]
    title: str
    due: datetime
    """The latest moment in force of any of them."""
    until: date | None = None
    reason: str = ""
    asked: str = ""
    """What the chair who wants more time gave as the reason."""
    unfit: tuple[str, ...] = ()
    versions: tuple[int, ...] = ()
    """Which version of each was with the office when this was asked."""


drafts = Drafts("mark/1", TypeAdapter(Marking))


def start(db: Session, talk: Talk, argument: str) -> Step[Marking, Marking]:
    """Finds the reports that the order means, and says what will be done with them."""
    desk = desk_of(db, talk)
    order = heard(db, desk, talk, argument)
    if isinstance(order, Reply) or order is None or order.deed not in MARKS:
        return Stop(order if isinstance(order, Reply) else words.nothing_done())
    now = talk.visit.now
    waiting = {each.filing: each for each in store.waiting_extensions(db, desk.scope)}
    if order.deed in {Deed.EXTEND, Deed.REFUSE} and not order.named and not order.group and len(waiting) == 1:
        [only] = waiting
        found: Aimed | Reply = Aimed(tuple(store.filings(db, desk.scope, store.Which(ids=[only]))))
    else:
        deed = order.deed
        found = aimed(db, Aim(desk, talk, order, lambda item: fits(deed, item, now, waiting), VERBS[deed]))
    if isinstance(found, Reply):
        has_wish = order.deed is not Deed.REFUSE or order.unsure is not None or not order.named
        return Stop(found if has_wish else words.no_wish(order.units[0].name))
    return asked(drafted(order, found, waiting, now), now)


def fits(deed: Deed, item: Filing, now: datetime, waiting: Mapping[FilingId, Extension]) -> bool:
    """Whether this can be done with the report as it stands."""
    today = now.astimezone(VIETNAM).date()
    match deed:
        case Deed.EXTEND | Deed.EXCUSE | Deed.PAPER:
            return item.is_owed
        case Deed.REFUSE:
            return item.id in waiting
        case Deed.UNEXCUSE:
            return bool(item.excused) and item.state in OPEN and not item.is_abolished
        case Deed.UNPAPER:
            marked = item.touched_at or item.submitted_at
            return item.on_paper and item.state is State.SUBMITTED and marked is not None and marked.date() == today
        case Deed.SIGNED:
            return item.state in FILED and item.signed_at is None
        case Deed.UNSIGNED:
            return item.signed_at is not None
        case Deed.TAKE_IN:
            return item.state is State.SUBMITTED
        case _:
            return item.state in FILED


def drafted(order: Order, found: Aimed, waiting: Mapping[FilingId, Extension], now: datetime) -> Marking:
    """What is to be done, as far as the sentence says it; a wish that waits says the rest."""
    today = now.astimezone(VIETNAM).date()
    wishes = [waiting[item.id] for item in found.filings if item.id in waiting]
    only = wishes[0] if len(found.filings) == 1 and wishes else None
    until = day_wished(order.rest, today) if order.deed is Deed.EXTEND else None
    if order.deed is Deed.PAPER:
        received = [each.day for each in find_dates(order.rest, today) if each.day <= today]
        until = received[0] if received and received[0] != today else None
    if order.deed is Deed.EXTEND and until is None and only is not None:
        until = only.until
    titles = list(dict.fromkeys(title(item, today) for item in found.filings))
    return Marking(
        Stage.CONFIRM,
        order.deed,
        tuple(item.id for item in found.filings),
        tuple(short_name(item.unit_name) for item in found.filings),
        titles[0] if len(titles) == 1 else "báo cáo",
        max(item.due for item in found.filings),
        until,
        order.reason,
        only.reason if only is not None and order.deed is Deed.EXTEND else "",
        tuple(words.stands(item, now) for item in found.unfit),
        tuple(item.version for item in found.filings),
    )


def asked(draft: Marking, now: datetime) -> Step[Marking, Marking]:
    """The question that is open: why, until when, or whether it is right."""
    sentence = sentence_of(draft)
    if draft.deed in NEEDS_REASON and not draft.reason:
        return Ask(replace(draft, stage=Stage.REASON), words.ask_reason(sentence))
    if draft.deed is Deed.EXTEND:
        wrong = wrong_day(draft, now.astimezone(VIETNAM).date())
        if draft.until is None or wrong is not None:
            open_day = replace(draft, stage=Stage.DAY, until=None)
            return Ask(open_day, wrong or words.ask_day(sentence, day_after(draft, now)))
    return Ask(replace(draft, stage=Stage.CONFIRM), words.confirm(sentence, draft.unfit))


def day_after(draft: Marking, now: datetime) -> date:
    """A day that could be said: two days after the one in force."""
    return max(draft.due.astimezone(VIETNAM), now).date() + timedelta(days=2)


def wrong_day(draft: Marking, today: date) -> Reply | None:
    """Why the day cannot be the one until which more time is given."""
    if draft.until is None:
        return None
    if draft.until <= today:
        return words.day_is_over(draft.until)
    if draft.until <= draft.due.date():
        return words.not_ahead(draft.until, f"{draft.due:%d/%m}")
    return words.too_far(draft.until) if draft.until > today + timedelta(days=DAYS_MOST) else None


def sentence_of(draft: Marking) -> str:
    """What will be done, in one sentence."""
    what = words.whose(draft.names, draft.title)
    match draft.deed:
        case Deed.EXTEND:
            return words.extending(what, draft.until, draft.asked)
        case Deed.REFUSE:
            return words.refusing(what, draft.reason)
        case Deed.EXCUSE:
            return words.excusing(what, draft.reason)
        case Deed.PAPER:
            return words.on_paper(what, draft.until)
        case Deed.RETURN:
            return words.returning(what, draft.reason)
        case deed:
            return PLAIN[deed](what)


PLAIN: Mapping[Deed, Callable[[str], str]] = {
    Deed.UNEXCUSE: words.unexcusing,
    Deed.UNPAPER: words.off_paper,
    Deed.SIGNED: words.signing,
    Deed.UNSIGNED: words.unsigning,
    Deed.TAKE_IN: words.taking_in,
}


def step(draft: Marking, said: str, scene: Scene) -> Step[Marking, Marking]:
    """Yes does it, no leaves it; a reason or a day is taken where one is wanted, and mended afterwards."""
    if begins_order(said, draft.names) or wish_of(said) is not None:
        return Aside()
    now = datetime.combine(scene.today, time(12), VIETNAM)
    if (fewer := without_some(draft, said, now)) is not None:
        return fewer
    answer, besides = split_answer(said)
    match draft.stage:
        case Stage.REASON:
            return reasoned(draft, said, now)
        case Stage.DAY:
            return dayed(draft, said, now)
    if restricts(besides):
        return Ask(draft, words.yes_or_leave())
    if wording.is_yes(said) or (besides and wording.is_yes(answer)):
        return Done(draft, besides if not wording.is_yes(said) else "")
    if wording.may_mean_no(said):
        return Ask(draft, words.yes_or_leave())
    if wording.is_no(said):
        return Stop(words.nothing_done())
    return mended(draft, said, now)


def without_some(draft: Marking, said: str, now: datetime) -> Step[Marking, Marking] | None:
    """'trừ Đồi Sim' while it waits: the same without that unit; None where nobody is left out."""
    less = to_leave_out(said, draft.names)
    if (less.lost or less.is_hidden) and draft.stage is not Stage.REASON:
        return Ask(draft, words.not_left_out(less.lost or less.whom))
    places = less.places
    if not places or draft.stage is Stage.REASON:
        return None
    kept = [place for place in range(len(draft.names)) if place not in places]
    if not kept:
        return Stop(words.nothing_done())
    fewer = replace(
        draft,
        filings=tuple(draft.filings[place] for place in kept),
        names=tuple(draft.names[place] for place in kept),
    )
    return asked(fewer, now)


def reasoned(draft: Marking, said: str, now: datetime) -> Step[Marking, Marking]:
    """The reason; a question or a bare yes is none."""
    reason = reason_of(said)
    if wording.is_no(said):
        return Stop(words.nothing_done())
    if said.rstrip().endswith("?") or wording.plain(said) in NO_REASONS:
        return Aside()
    if len(reason) < REASON_LEAST or wording.is_bare_answer(said):
        return Ask(draft, words.ask_reason(sentence_of(draft)))
    return asked(replace(draft, reason=reason), now)


NO_REASONS = frozenset({"tro giup", "chi tiet", "viec cua toi", "toi la ai", "che do bao cao"})


def reason_of(said: str) -> str:
    """'vì thiếu số nữ' without the 'vì'."""
    text = clean(said).strip(" .")
    first, _, rest = text.partition(" ")
    return rest.strip() if wording.plain(first) in {"vi", "do", "tai"} and rest else text


def dayed(draft: Marking, said: str, now: datetime) -> Step[Marking, Marking]:
    """The day until which more time is given."""
    until = day_wished(said, now.date())
    if until is not None and tells_only_a_day(said):
        return asked(replace(draft, until=until), now)
    if wording.is_no(said):
        return Stop(words.nothing_done())
    if not wording.is_bare_answer(said):
        return Aside()
    return Ask(draft, words.ask_day(sentence_of(draft), day_after(draft, now)))


def mended(draft: Marking, said: str, now: datetime) -> Step[Marking, Marking]:
    """Another day or another reason while it waits for the yes; anything else belongs elsewhere."""
    bare = wording.plain(said)
    if draft.deed is Deed.EXTEND and tells_only_a_day(said) and (until := day_wished(said, now.date())) is not None:
        return asked(replace(draft, until=until), now)
    if bare.startswith(("vi ", "ly do ")) and draft.deed in {*NEEDS_REASON, Deed.REFUSE}:
        return asked(replace(draft, reason=reason_of(said)), now)
    return Aside()


def resume(db: Session, talk: Talk, draft: Marking) -> Step[Marking, Marking]:
    """The question once more, about the reports as they stand now."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    waiting = {each.filing: each for each in store.waiting_extensions(db, scope)}
    items = store.filings(db, scope, store.Which(ids=draft.filings))
    now = talk.visit.now
    left = [item for item in items if scope.may_run(item.unit) and fits(draft.deed, item, now, waiting)]
    if not left:
        return Stop(words.cannot([(item, now) for item in items]) if items else words.no_longer_yours())
    names = tuple(short_name(item.unit_name) for item in left)
    numbers, versions = tuple(item.id for item in left), tuple(item.version for item in left)
    due = max(item.due for item in left)
    return asked(replace(draft, filings=numbers, names=names, due=due, versions=versions), now)


def left(_draft: Marking) -> Reply:
    """Nothing was marked."""
    return words.nothing_done()


# Writing


@dataclass(frozen=True, slots=True)
class Pen:
    """What one writes with: the transaction, who speaks for which office, and when."""

    db: Session
    talk: Talk
    scope: Scope
    now: datetime
    waiting: Mapping[FilingId, Extension]

    @property
    def name(self) -> str:
        """Whoever does it."""
        assert self.talk.person, "only staff have a scope that runs units"
        return self.talk.person.name

    def office(self, item: Filing) -> str:
        """Whose messages these are."""
        duty = store.find_duty(self.db, item.duty)
        found = find_unit(self.db, duty.recipient) if duty else None
        return f"Văn phòng {found.name}" if found else self.talk.visit.office.name


def finish(db: Session, talk: Talk, result: Marking, now: datetime) -> Finished:
    """Marks each report as it stands now, tells its chair, and leaves a line of the trail for each."""
    scope = scope_now(db, talk, now)
    pen = Pen(db, talk, scope, now, {each.filing: each for each in store.waiting_extensions(db, scope)})
    done: list[Filing] = []
    changed: list[str] = []
    notices: list[Notice] = []
    known = dict(zip(result.filings, result.versions, strict=False))
    held = store.hold_filings(db, scope, result.filings)
    for number in result.filings:
        item = held.get(number)
        if item is None or not scope.may_run(item.unit):
            continue
        is_known = known.get(number, item.version) == item.version
        if not is_known or not fits(result.deed, item, now, pen.waiting) or not still_later(result, item, now):
            changed.append(words.stands(item, now))
            continue
        try:
            marked, told = carried_out(pen, result, item)
        except (store.Changed, Forbidden):
            changed.append(words.stands(item, now))
            continue
        done.append(marked)
        notices += told
        noted(pen, result, item)
    if not done:
        return Finished((words.nothing_left(changed) if changed else words.no_longer_yours(),))
    kept = replace(result, names=tuple(short_name(item.unit_name) for item in done))
    told_count = None if result.deed in SILENT else len(notices)
    return Finished((words.done(sentence_of(replace(kept, asked="")), changed, told_count),), tuple(notices))


SILENT = frozenset({Deed.SIGNED, Deed.UNSIGNED, Deed.UNPAPER, Deed.TAKE_IN})
"""Of what is merely the office's own note nobody needs to be telephoned."""


def still_later(result: Marking, item: Filing, now: datetime) -> bool:
    """Whether the day until which more time is given still gives more: the yes may come days after the question."""
    if result.deed is not Deed.EXTEND:
        return True
    return result.until is not None and result.until > max(item.due.date(), now.astimezone(VIETNAM).date())


def noted(pen: Pen, result: Marking, item: Filing) -> None:
    """A line of the trail: who did what to whose report, why, until when."""
    detail = {"duty": str(item.duty), "period": item.period.key}
    if result.until:
        detail["until"] = result.until.isoformat()
    if result.reason:
        detail["reason"] = result.reason
    union.note(pen.db, pen.now, pen.talk.visit.inbound.sender, f"report-{result.deed}", item.unit, **detail)


def carried_out(pen: Pen, result: Marking, item: Filing) -> tuple[Filing, tuple[Notice, ...]]:
    """The mark on one report, and what its chair is told."""
    marked, reply = MARKING[result.deed](pen, result, item)
    if reply is None:
        return marked, ()
    day = pen.now.astimezone(VIETNAM).date()
    once = f"{item.version}" if result.deed is Deed.TAKE_IN else pen.talk.visit.inbound.id
    return marked, notices_to(pen.db, marked, reply, f"{result.deed}/{item.id}/{once}", day)


Marked = tuple[Filing, Reply | None]


def extended(pen: Pen, result: Marking, item: Filing) -> Marked:
    """More time; whoever asked for it has the answer."""
    assert result.until, "asked for until it was said"
    until = datetime.combine(result.until, item.due.astimezone(VIETNAM).time(), VIETNAM)
    marked = store.extend(pen.db, pen.scope, item, until, pen.now)
    if item.id in pen.waiting:
        store.decide_extension(pen.db, pen.waiting[item.id].id, Asked.GRANTED, pen.name, pen.now)
    return marked, words.told_extended(pen.office(item), marked, pen.now)


def refused(pen: Pen, result: Marking, item: Filing) -> Marked:
    """No more time."""
    pen.scope.must_run(item.unit)
    if not store.decide_extension(pen.db, pen.waiting[item.id].id, Asked.REFUSED, pen.name, pen.now):
        raise store.Changed(str(item.id))
    return item, words.told_refused(pen.office(item), item, result.reason, pen.now)


def excused(pen: Pen, result: Marking, item: Filing) -> Marked:
    """Nothing is owed; the reminders that wait are judged away."""
    marked = store.mark(pen.db, pen.scope, item, pen.now, excused=result.reason)
    if item.id in pen.waiting:
        store.decide_extension(pen.db, pen.waiting[item.id].id, Asked.REFUSED, pen.name, pen.now)
    return marked, words.told_excused(pen.office(item), marked, result.reason, pen.now)


def unexcused(pen: Pen, _result: Marking, item: Filing) -> Marked:
    """It is owed again."""
    marked = store.mark(pen.db, pen.scope, item, pen.now, excused="")
    return marked, words.told_unexcused(pen.office(item), marked, pen.now)


def papered(pen: Pen, result: Marking, item: Filing) -> Marked:
    """It came on paper: handed in, with a version that holds no figures."""
    at = pen.now
    if result.until is not None:
        at = min(datetime.combine(result.until, item.due.astimezone(VIETNAM).time(), VIETNAM), pen.now)
    duty = store.find_duty(pen.db, item.duty)
    above = find_unit(pen.db, duty.recipient) if duty else None
    above_name = above.name if above else ""
    paper = Snapshot(
        title=item.duty_name, unit=item.unit, unit_name=item.unit_name, above_name=above_name,
        period_key=item.period.key, period_name=item.period.name, cut_off=item.deadline.cut_off, due=item.due,
        submitted_at=at, submitted_by=pen.name, code=item.code or code_of(above_name, item),
        version=item.version + 1, is_late=at > item.due, by_staff=True, on_paper=True,
    )  # fmt: skip
    sender = pen.talk.visit.inbound.sender
    filed = store.submit(pen.db, pen.scope, item, paper, address=sender, now=pen.now)
    marked = store.mark(pen.db, pen.scope, filed, pen.now, on_paper=True)
    return marked, words.told_on_paper(pen.office(item), marked, pen.now)


def unpapered(pen: Pen, _result: Marking, item: Filing) -> Marked:
    """The mark was a mistake: what was begun goes on; its version stays in the history."""
    state = State.DRAFTING if item.filled else State.UNTOUCHED
    values = {"state": state, "on_paper": False, "by_staff": False, "submitted_at": None, "submitted_by": ""}
    return store.mark(pen.db, pen.scope, item, pen.now, **values), None


def signed(pen: Pen, _result: Marking, item: Filing) -> Marked:
    """The signed copy is here."""
    return store.mark(pen.db, pen.scope, item, pen.now, signed_at=pen.now), None


def unsigned(pen: Pen, _result: Marking, item: Filing) -> Marked:
    """It is not."""
    return store.mark(pen.db, pen.scope, item, pen.now, signed_at=None), None


def taken_in(pen: Pen, _result: Marking, item: Filing) -> Marked:
    """Locked."""
    marked = store.mark(pen.db, pen.scope, item, pen.now, state=State.TAKEN_IN, taken_in_at=pen.now)
    return marked, words.told_taken_in(pen.office(item), marked, pen.now)


def returned(pen: Pen, result: Marking, item: Filing) -> Marked:
    """Owed again, with the reason."""
    values = {"state": State.RETURNED, "returned_why": result.reason, "taken_in_at": None, "on_paper": False}
    marked = store.mark(pen.db, pen.scope, item, pen.now, **values)
    return marked, words.told_returned(pen.office(item), marked, result.reason, pen.now)


MARKING: Mapping[Deed, Callable[[Pen, Marking, Filing], Marked]] = {
    Deed.EXTEND: extended,
    Deed.REFUSE: refused,
    Deed.EXCUSE: excused,
    Deed.UNEXCUSE: unexcused,
    Deed.PAPER: papered,
    Deed.UNPAPER: unpapered,
    Deed.SIGNED: signed,
    Deed.UNSIGNED: unsigned,
    Deed.TAKE_IN: taken_in,
    Deed.RETURN: returned,
}


# What waits for an answer


def wishes(db: Session, talk: Talk) -> Reply:
    """'đơn xin lùi': who asks for more time."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    waiting = store.waiting_extensions(db, scope)
    items = {item.id: item for item in store.filings(db, scope, store.Which(ids=[each.filing for each in waiting]))}
    lines = [
        (words.wish(items[each.filing], each.until, each.reason, each.asked_by, talk.visit.now),
         short_name(items[each.filing].unit_name))
        for each in waiting
        if each.filing in items and items[each.filing].is_owed
    ]  # fmt: skip
    return words.wishes(lines) if lines else words.no_wishes()
