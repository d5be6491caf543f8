"""An ad-hoc request in one sentence: by when, of whom, what; sent at once, answered by a figure, listed at the end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import drafting, speech, wording
from handlers.aims import heard, scope_now, speaking
from handlers.announce import boards
from handlers.board import Desk, desk_of, slug
from handlers.bundle import Teller, remind
from handlers.days import day_wished, hour_wished
from handlers.deedwishes import (
    SEND,
    TELL,
    Deed,
    Order,
    begins_order,
    group_of,
    restricts,
    split_answer,
    to_leave_out,
)
from handlers.flow import Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Made, Reply
from handlers.sorts import in_group
from handlers.store import menu_of
from handlers.talk import Outcome, Scene, Talk
from handlers.wording import board as board_words
from handlers.wording import deeds as deed_words
from handlers.wording import requests as words
from handlers.wording.report import capital
from handlers.wording.unit_report import figure_of
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from knowledge.numbers import written
from knowledge.text import clean, fold
from scheduler import store
from scheduler.calendar import Calendar
from scheduler.duties import ADHOC_LADDER, Cadence, DayRule, Deadline, Duty, DutyId, RuleKind, Selector, Shift
from scheduler.faults import check_duty
from scheduler.filings import Filing
from scheduler.periods import deadline_of, periods_of
from scheduler.rungs import ASKED, after_quiet
from scheduler.store import Which
from union import store as union
from union.draft import Line
from union.entry import understand
from union.forms.form import FormId
from union.forms.library import adhoc_form
from union.forms.plain import list_text
from union.forms.table import XLSX, list_xlsx
from union.indicators import Catalogue, Indicator, IndicatorId, Kind
from union.naming import short_name
from union.records import store as records
from union.roster import STAFF, Unit, UnitKind

ASKED_OF = (UnitKind.GRASSROOTS, UnitKind.GUILD)
DAYS_MOST = 60
ASK_LEAST = 3
HOUR = r"\d{1,2}\s?(?:h|g|gio|:)(?:\s?(?:\d{2}|ruoi)\b)?(?:\s(?:sang|trua|chieu|toi)\b)?"
DAY = (
    r"(?:hom nay|(?:(?:sang|trua|chieu|toi) )?(?:ngay )?mai\b|(?:sang|trua|chieu|toi) nay|ngay kia"
    r"|(?:ngay )?\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?|ngay \d{1,2}(?: thang \d{1,2})?"
    r"|thu (?:hai|ba|tu|nam|sau|bay)(?: tuan (?:nay|sau|toi))?|chu nhat)"
)
WHEN = re.compile(
    rf"(?:\b(?:truoc|den|han|cham nhat|muon nhat|vao|luc|la|trong)\s+)*\b(?:{HOUR}|{DAY})"
    rf"(?:[\s,]*(?:(?:cua|vao|ngay) )?(?:{HOUR}|{DAY}))*+"
)
TODAY = re.compile(r"\bhom nay\b|\b(?:sang|trua|chieu|toi) nay\b")
VERB = re.compile(rf"\b{TELL}\b(?: (?:ve|cho|len|gap|ngay|giup|van phong|vp|em|toi|:)\b)*:?")
COUNTED = re.compile(r"^(?:co )?(?:bao nhieu|may|so luong|tong so|so|ty le|ti le)\b\s*")
NOT_COUNTED = re.compile(r"^(?:co )?(?:so) (?:dien thoai|nha|tai khoan|hieu)\b")


class Stage(StrEnum):
    """Whether to send, or by when."""

    SEND = "send"
    WHEN = "when"


@dataclass(frozen=True, slots=True)
class Requesting:
    """The draft: what is asked of whom, by when."""

    stage: Stage
    ask: str
    recipient: UnitCode
    units: tuple[UnitCode, ...]
    names: tuple[str, ...]
    due: datetime | None = None
    day: date | None = None
    """A day without its hour."""
    to_call: tuple[deed_words.ToCall, ...] = ()


drafts = Drafts("request/1", TypeAdapter(Requesting))


def start(db: Session, talk: Talk, argument: str) -> Step[Requesting, Requesting]:
    """Reads who is to tell what by when, and says it back."""
    desk = desk_of(db, talk)
    order = heard(db, desk, talk, argument)
    if isinstance(order, Reply) or order is None or order.deed is not Deed.REQUEST:
        return Stop(order if isinstance(order, Reply) else words.not_sent())
    if order.unsure is not None:
        return Stop(deed_words.name_the_unit(order.unsure.candidates[0].name))
    if order.is_exception_lost:
        return Stop(deed_words.unknown_exception(order.lost))
    verb, ask = ask_of(order)
    if len(ask) < ASK_LEAST:
        return Stop(words.no_ask())
    known = [unit for unit in union.all_units(db) if desk.scope.may_run(unit.code)]
    units = units_meant(order, verb, known, talk.visit.today)
    if not units:
        return Stop(words.no_unit())
    recipient = office_of(talk, desk.scope.offices)
    draft = Requesting(
        Stage.SEND, ask, recipient, tuple(unit.code for unit in units), tuple(short_name(unit.name) for unit in units)
    )
    draft = replace(draft, to_call=unreached(db, draft, talk.visit.today))
    return asked(timed(draft, fold(order.said), talk.visit.now), talk.visit.now)


def ask_of(order: Order) -> tuple[int, str]:
    """Where the verb stands, and what is asked, in the words it was asked in."""
    text = order.said
    bare = fold(text)
    for each in (*order.named, *order.excepted):
        bare = f"{bare[: each.start]}{'@' * (each.end - each.start)}{bare[each.end :]}"
    people = re.search(r"@|\b(?:cac|tat ca|moi|tung|nhung|toan bo)\b", bare)
    verb = VERB.search(bare, people.end() if people else 0)
    if verb is None:
        return len(text), ""
    rest, plain_rest = text[verb.end() :], bare[verb.end() :]
    when = WHEN.search(plain_rest)
    if when is not None and (when.end() >= len(plain_rest.rstrip(" .,;")) or not plain_rest[: when.start()].strip()):
        rest = rest[: when.start()] + rest[when.end() :]
    return verb.start(), clean(rest).strip(" .,;:?")


def units_meant(order: Order, verb: int, known: Sequence[Unit], today: date) -> list[Unit]:
    """Those named before the verb, or else the group; what is asked may name others."""
    named = {each.candidates[0].code for each in order.named if each.end <= verb}
    group = "" if named else group_of(fold(order.said)[:verb])
    return [
        unit
        for unit in known
        if unit.kind in ASKED_OF
        and unit.code not in order.left_out
        and not (order.excepted_group and in_group(unit, order.excepted_group))
        and (unit.closed_on is None or unit.closed_on > today)
        and (unit.code in named or (group and in_group(unit, group)))
    ]


def office_of(talk: Talk, offices: frozenset[UnitCode]) -> UnitCode:
    """Whose request it is: the first office where the speaker works."""
    seats = talk.person.seats if talk.person else ()
    return next(seat.unit for seat in seats if seat.role in STAFF and seat.unit in offices)


def unreached(db: Session, draft: Requesting, today: date) -> tuple[deed_words.ToCall, ...]:
    """Those of the units that no message reaches."""
    contacts = speaking(db, draft.units, today)
    found = []
    for code, name in zip(draft.units, draft.names, strict=True):
        some = contacts.get(code, ())
        if not any(each.account for each in some):
            first = some[0] if some else None
            found.append(deed_words.ToCall(name, first.name if first else "", first.phone if first else ""))
    return tuple(found)


def timed(draft: Requesting, bare: str, now: datetime) -> Requesting:
    """The moment that is said, or a day whose hour is wanted."""
    now = now.astimezone(VIETNAM)
    said = " ".join(match[0] for match in WHEN.finditer(bare))
    day = now.date() if TODAY.search(said) else day_wished(said, now.date())
    clock = hour_wished(said)
    if clock is None:
        return replace(draft, stage=Stage.WHEN, day=day or draft.day)
    at = time(*clock)
    return replace(draft, due=datetime.combine(day or draft.day or now.date(), at, VIETNAM), day=None)


def asked(draft: Requesting, now: datetime) -> Step[Requesting, Requesting]:
    """The question that is open: by when, or whether to send."""
    why = ""
    if draft.due is not None and draft.due <= now:
        why = words.past(draft.due)
    elif draft.due is not None and draft.due > now + timedelta(days=DAYS_MOST):
        why = words.too_far(draft.due)
    if draft.due is None or why:
        waiting = replace(draft, stage=Stage.WHEN, due=None)
        return Ask(waiting, words.ask_when(draft.ask, draft.names, why))
    ready = replace(draft, stage=Stage.SEND)
    return Ask(ready, words.request(draft.ask, draft.names, words.by_when(draft.due, now), draft.to_call))


def step(draft: Requesting, said: str, scene: Scene) -> Step[Requesting, Requesting]:
    """'gửi' sends; a moment is taken where one is wanted, and mended afterwards."""
    if begins_order(said):
        return Aside()
    fewer = without_some(draft, said, scene)
    if fewer is not None:
        return fewer
    if wording.is_no(said) or wording.plain(said) in {"khong gui", "thoi khong gui"}:
        return Stop(words.not_sent())
    bare = fold(clean(said))
    if len(bare) <= 60 and hour_wished(said) is not None and WHEN.search(bare):
        return Ask(*mended(draft, bare, scene))
    if draft.stage is Stage.WHEN:
        is_answer = wording.is_bare_answer(said) or wording.plain(said) in SEND
        return Ask(draft, words.ask_when(draft.ask, draft.names)) if is_answer else Aside()
    answer, besides = split_answer(said)
    if restricts(besides):
        return Ask(draft, deed_words.send_or_leave())
    if wording.is_yes(said) or wording.plain(said) in SEND:
        return Done(draft)
    if besides and (wording.is_yes(answer) or wording.plain(answer) in SEND):
        return Done(draft, besides)
    return Ask(draft, deed_words.send_or_leave()) if wording.may_mean_no(said) else Aside()


def without_some(draft: Requesting, said: str, scene: Scene) -> Step[Requesting, Requesting] | None:
    """'trừ Đồi Sim' while it waits: the same without that unit; None where nobody is left out."""
    less = to_leave_out(said, draft.names)
    if less.lost or less.is_hidden:
        return Ask(draft, deed_words.not_left_out(less.lost or less.whom))
    places = less.places
    if not places:
        return None
    kept = [place for place in range(len(draft.names)) if place not in places]
    if not kept:
        return Stop(words.not_sent())
    names = tuple(draft.names[place] for place in kept)
    fewer = replace(
        draft,
        units=tuple(draft.units[place] for place in kept),
        names=names,
        to_call=tuple(each for each in draft.to_call if each.unit in names),
    )
    return asked(fewer, datetime.combine(scene.today, time(), VIETNAM))


def mended(draft: Requesting, bare: str, scene: Scene) -> tuple[Requesting, Reply]:
    """Another moment. The hour of now is not known here: `finish` looks again whether it is still ahead."""
    midnight = datetime.combine(scene.today, time(), VIETNAM)
    fresh = timed(replace(draft, day=draft.day or (draft.due.date() if draft.due else None)), bare, midnight)
    step = asked(fresh, midnight)
    assert isinstance(step, Ask), "a moment was said: it is asked again or shown"
    return step.draft, step.reply


def resume(db: Session, talk: Talk, draft: Requesting) -> Step[Requesting, Requesting]:
    """The question once more, if the speaker still works there."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if draft.recipient not in scope.offices or not all(map(scope.may_run, draft.units)):
        return Stop(deed_words.no_longer_yours())
    return asked(replace(draft, to_call=unreached(db, draft, talk.visit.today)), talk.visit.now)


def left(_draft: Requesting) -> Reply:
    """Nothing was asked."""
    return words.not_sent()


# Sending


def finish(db: Session, talk: Talk, result: Requesting, now: datetime) -> Finished:
    """Sets the duty with its form, opens what is owed, and asks whoever can be reached."""
    now = now.astimezone(VIETNAM)
    scope = scope_now(db, talk, now)
    units = [code for code in result.units if scope.may_run(code)]
    if talk.person is None or result.recipient not in scope.offices or not units:
        return Finished((deed_words.no_longer_yours(),))
    if result.due is None or result.due <= now:
        waiting = replace(result, stage=Stage.WHEN, due=None)
        why = words.past(result.due) if result.due else ""
        return Finished((words.ask_when(result.ask, result.names, why),), draft=drafts.dump(waiting))
    duty = duty_of(db, talk, result, units, now)
    faults = check_duty(duty)
    if faults:
        return Finished((words.unclear(" ".join(faults)),))
    store.save_duty(db, duty, talk.person.name, now)
    [period] = periods_of(duty, date.min, date.max)
    store.open_filings(db, deadline_of(duty, period, Calendar()), units, now)
    items = store.filings(db, scope, Which(duty=duty.id))
    union.note(
        db, now, talk.visit.inbound.sender, "request", result.recipient, duty=duty.id, ask=result.ask,
        due=result.due.isoformat(), units=str(len(units)),
    )  # fmt: skip
    return sent(db, talk, result, items, now)


def sent(db: Session, talk: Talk, result: Requesting, items: Sequence[Filing], now: datetime) -> Finished:
    """The asking itself, the first rung; in the quiet hours it is left to the morning's run."""
    assert result.due, "the caller has looked"
    due = words.by_when(result.due, now)
    goes_at = after_quiet(now, talk.visit.quiet)
    if goes_at > now:
        return Finished((words.sent(0, result.to_call, due, board_words.clock(goes_at, now)),))
    teller = Teller(db, talk, now, ASKED, f"{ASKED}-{talk.visit.inbound.id}")
    contacts = speaking(db, [item.unit for item in items], now.date())
    reached = [(contact, item) for item in items for contact in contacts.get(item.unit, ()) if contact.account]
    by_officer = {contact.officer: contact for contact, _ in reached}
    notices = tuple(
        remind(teller, contact, [item for each, item in reached if each.officer == who])
        for who, contact in by_officer.items()
    )
    return Finished((words.sent(len(notices), result.to_call, due, ""),), notices)


def duty_of(db: Session, talk: Talk, result: Requesting, units: Sequence[UnitCode], now: datetime) -> Duty:
    """The duty that this request is, with its form kept."""
    assert result.due, "the caller has looked"
    due = result.due.astimezone(VIETNAM)
    duty_id = free_id(db, f"hoi-{now:%Y%m%d-%H%M%S}")
    catalogue = speech.catalogue_for(talk.visit.library, (), records.own_indicators(db))
    form = adhoc_form(f"{capital(result.ask)}?", counted(result.ask, duty_id, catalogue, now.date()))
    form = replace(form, id=FormId(duty_id), name=capital(result.ask))
    records.save_form(db, form)
    return Duty(
        id=duty_id, name=capital(result.ask), form=form.id, recipient=result.recipient, cadence=Cadence.ADHOC,
        due=DayRule(RuleKind.MOMENT, on=due.date(), hour=due.time()), selector=Selector(units=tuple(units)),
        shift=Shift.NONE, ladder=ADHOC_LADDER, valid_from=now.date(), asks=result.ask,
    )  # fmt: skip


def free_id(db: Session, wanted: str) -> DutyId:
    """The name, with a number where it is taken."""
    number, found = 1, DutyId(wanted)
    while store.find_duty(db, found) is not None:
        number += 1
        found = DutyId(f"{wanted}-{number}")
    return found


def counted(ask: str, duty: DutyId, catalogue: Catalogue, today: date) -> Indicator | None:
    """What is counted, as an indicator of this request alone; None where words are asked for.

    Its own, so that what holds at one moment is never added to what a month's report counts.
    """
    bare = fold(ask)
    match = COUNTED.match(bare)
    if match is None or NOT_COUNTED.match(bare):
        return None
    label = ask[match.end() :].strip() or ask
    heard_one = next(iter(understand(f"{label} 1", catalogue, today).heard), None)
    like = catalogue.find(heard_one.indicator) if heard_one else None
    kind = Kind.PERCENT if bare.startswith(("ty le", "ti le")) else Kind.COUNT
    measure = "%" if kind is Kind.PERCENT else like.measure if like and like.kind is not Kind.PERCENT else ""
    return Indicator(IndicatorId(duty), label, measure, kind)


# The answers


def answers(db: Session, talk: Talk) -> Outcome:
    """'danh sách trả lời': what came to the last request, or to the one whose words are said."""
    desk = desk_of(db, talk)
    now = talk.visit.now
    asked_for = [item for item in desk.deadlines if desk.duty(item).cadence is Cadence.ADHOC]
    if not asked_for:
        return boards.unanswered_last(db, talk, desk.scope) or said(talk, words.no_requests())
    deadline = asked_last(desk, talk.said, asked_for)
    duty = desk.duty(deadline)
    items = [item for item in store.filings(db, desk.scope, Which(duty=duty.id)) if not item.is_abolished]
    papers = store.snapshots(db, desk.scope, items)
    lines = {number: paper.lines[0] for number, paper in papers.items() if paper.lines}
    given = tuple((short_name(item.unit_name), said_in(lines[item.id])) for item in items if item.id in lines)
    waiting = tuple(short_name(item.unit_name) for item in items if item.is_owed)
    chase = f"đôn đốc hết {board_words.report_name(duty.name, deadline.period, talk.visit.today)}"
    found = words.Answers(duty.asks or duty.name, deadline.due, given, waiting, total_of(list(lines.values())), chase)
    rows = [
        [item.unit_name, said_in(lines[item.id]) if item.id in lines else "", item.submitted_at, item.submitted_by]
        for item in items
    ]
    headings = ("Đơn vị", "Trả lời", "Lúc", "Người trả lời")
    content = list_xlsx(duty.name, headings, rows, ())
    made = Made(f"tra-loi-{slug(duty.name)[:40]}.xlsx", content, XLSX)
    instead = wording.in_place(list_text(headings, rows))
    reply = replace(words.answers(found, now, made.file), in_place=instead)
    return Outcome((reply,), replace(talk.memory, menu=menu_of((reply,)), rest=""), made=(made,))


def asked_last(desk: Desk, said: str, asked_for: Sequence[Deadline]) -> Deadline:
    """The request whose words are said, or else the last one."""
    own = set(fold(said).split())
    return max(asked_for, key=lambda item: (len(own & set(fold(desk.duty(item).name).split())), desk.duty(item).id))


def total_of(lines: Sequence[Line]) -> str:
    """The sum of what was counted; shares are not added up here."""
    figures = [number for line in lines if (number := drafting.number_of(line.value)) is not None]
    if not figures or any(line.measure == "%" for line in lines):
        return ""
    return f"{written(sum(figures, Decimal(0)))} {lines[0].measure}".strip()


def said_in(line: Line) -> str:
    """An answer in words."""
    return line.text or figure_of(line)


def said(talk: Talk, reply: Reply) -> Outcome:
    """Says it, and remembers that no choice was shown."""
    return Outcome((reply,), replace(talk.memory, menu=(), rest=""))
