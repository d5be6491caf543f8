"""Chasing those who have not handed in: who is told, who has to be telephoned, the words, and then the reminders."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import request, wording
from handlers.aims import Aim, Aimed, aimed, heard, scope_now, told_of
from handlers.board import Desk, desk_of
from handlers.bundle import Teller, remind, worded
from handlers.deedwishes import SEND, Deed, Order, restricts, split_answer, to_leave_out
from handlers.flow import Again, Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Reply
from handlers.talk import Scene, Talk
from handlers.wording import deeds as words
from handlers.wording.report import title
from knowledge.dates import VIETNAM
from knowledge.text import fold
from scheduler import store
from scheduler.duties import Cadence
from scheduler.filings import Filing, FilingId
from union import store as union
from union.naming import short_name
from union.reach.store import Contact
from union.roster import OfficerId

RESTS = timedelta(hours=4)
"""Whoever was chased so short a time ago is named before it is done again."""
MARK = "chase-"
BUT = ", trừ "
"""What is left out of a chase that waits is added to its order."""
ANSWERING = re.compile(r"\btra loi\b")
ADDS_WORDS = re.compile(
    r"(?:(?:nho|giup|va|a|gui|nhung)[ ,]+)*"
    r"(?:(?:nhan|ghi|noi|dan|viet|bao|nhac)(?: ho)? (?:them|ro|kem|la|rang|luon la)\b"
    r"|(?:them|kem)(?: (?:cau|loi|dong|noi dung|chu|la))\b|(?:sua|doi) (?:loi nhac|noi dung|cau)\b).+"
)
"""'nhắn thêm là nộp trước 17h': words of the clerk's own, which a chase does not carry."""


@dataclass(frozen=True, slots=True)
class Chasing:
    """The draft: whose reports, as they were shown; `sample` are the words to one of them."""

    filings: tuple[FilingId, ...]
    title: str
    told: tuple[str, ...]
    to_call: tuple[words.ToCall, ...] = ()
    before: tuple[str, ...] = ()
    sample: str = ""
    said: str = ""
    """The order in the clerk's words, to which 'trừ …' may still be added."""
    but: tuple[str, ...] = ()
    by_name: bool = True
    """Whether the units were named: whoever is given more time meanwhile is chased only then."""


drafts = Drafts("chase/1", TypeAdapter(Chasing))


def start(db: Session, talk: Talk, argument: str) -> Step[Chasing, Chasing]:
    """Finds those who are to be chased, and says who will be told and who has to be telephoned."""
    desk = desk_of(db, talk)
    order = heard(db, desk, talk, argument)
    if isinstance(order, Reply) or order is None or order.deed is not Deed.CHASE:
        return Stop(order if isinstance(order, Reply) else words.nothing_done())
    now = talk.visit.now
    order = about_request(desk, order)
    order = order if order.named or order.group else replace(order, group="all")
    found = aimed(
        db,
        Aim(
            desk,
            talk,
            order,
            lambda item: may_be_chased(item, by_name=bool(order.named), now=now),
            "đôn đốc {unit} {report}",
        ),
    )
    before = under_way(talk)
    if order.is_exception_lost and before is not None and argument.startswith(f"{before.said}{BUT}"):
        return Ask(before, words.not_left_out(order.lost))
    if isinstance(found, Reply):
        return Stop(found)
    but = (*(short_name(each.candidates[0].name) for each in order.excepted), *words.sorts_words(order.excepted_group))
    step = asked(db, talk, found, argument, but)
    return replace(step, draft=replace(step.draft, by_name=bool(order.named))) if isinstance(step, Ask) else step


def under_way(talk: Talk) -> Chasing | None:
    """What is shown and not sent."""
    return drafts.load(talk.memory.flow, talk.memory.draft) if talk.memory.flow == drafts.name else None


def about_request(desk: Desk, order: Order) -> Order:
    """'chưa trả lời' is said of what was asked in between, and not of the monthly report."""
    asked_for = [item for item in desk.deadlines if desk.duty(item).cadence is Cadence.ADHOC]
    if not asked_for or not ANSWERING.search(fold(order.said)):
        return order
    return replace(order, rest=f"{order.rest} {desk.duty(request.asked_last(desk, order.said, asked_for)).name}")


def may_be_chased(item: Filing, *, by_name: bool, now: datetime) -> bool:
    """What is owed; whoever was given more time is chased only by name."""
    return item.is_owed and (by_name or item.extended_to is None or item.extended_to <= now)


def asked(db: Session, talk: Talk, found: Aimed, said: str = "", but: tuple[str, ...] = ()) -> Step[Chasing, Chasing]:
    """Who will be told and who has to be telephoned."""
    now = talk.visit.now
    contacts = told_of(db, found.filings, talk.visit.today)
    reached = [item for item in found.filings if any(each.account for each in contacts[item.unit])]
    to_call = tuple(call_of(item, contacts[item.unit]) for item in found.filings if item not in reached)
    names = list(dict.fromkeys(title(item, now.date()) for item in found.filings))
    name = names[0] if len(names) == 1 else "báo cáo"
    if not reached:
        return Stop(words.nobody_reached(name, to_call))
    draft = Chasing(
        tuple(item.id for item in reached),
        name,
        tuple(short_name(item.unit_name) for item in reached),
        to_call,
        chased_before(db, reached, now),
        sample(db, talk, reached[0], contacts[reached[0].unit], now),
        said,
        but,
    )
    return Ask(draft, shown(draft))


def shown(draft: Chasing) -> Reply:
    """The question as it stands."""
    return words.chase(draft.title, draft.told, draft.to_call, draft.before, draft.but)


def call_of(item: Filing, contacts: Sequence[Contact]) -> words.ToCall:
    """Whom to telephone."""
    known = contacts[0] if contacts else None
    return words.ToCall(short_name(item.unit_name), known.name if known else "", known.phone if known else "")


def chased_before(db: Session, items: Sequence[Filing], now: datetime) -> tuple[str, ...]:
    """Those who were chased just now."""
    found = {
        each.filing
        for each in store.reminders_about(db, [item.id for item in items])
        if each.rung.startswith(MARK) and each.at > now - RESTS
    }
    return tuple(short_name(item.unit_name) for item in items if item.id in found)


def sample(db: Session, talk: Talk, item: Filing, contacts: Sequence[Contact], now: datetime) -> str:
    """The words to the first of them, as they read now."""
    contact = next(each for each in contacts if each.account)
    return worded(Teller(db, talk, now), contact, [item], to_office=True).text


def step(draft: Chasing, said: str, _scene: Scene) -> Step[Chasing, Chasing]:
    """'gửi' sends, 'xem' shows the words; what stands after 'gửi' in the same message comes next."""
    less = to_leave_out(said, (*draft.told, *(each.unit for each in draft.to_call)))
    if less.whom and draft.said:
        return Again(f"{draft.said}{BUT}{less.whom}")
    whole = wording.plain(said)
    answer, besides = split_answer(said)
    if whole in SEND or wording.is_yes(said):
        return Done(draft)
    if restricts(besides):
        return Ask(draft, words.send_or_leave())
    if besides and (wording.plain(answer) in SEND or wording.is_yes(answer)):
        return Done(draft, besides)
    if ADDS_WORDS.match(whole):
        return Ask(draft, words.no_own_words(said.strip(), draft.title))
    if whole in {"xem", "xem loi nhac", "xem truoc", "doc"}:
        return Ask(draft, words.sample(draft.sample, len(draft.filings)))
    if wording.may_mean_no(said):
        return Ask(draft, words.send_or_leave())
    if wording.is_no(said) or whole in {"khong gui", "dung gui nua", "thoi khong gui"}:
        return Stop(words.nothing_done())
    return Aside()


def resume(db: Session, talk: Talk, draft: Chasing) -> Step[Chasing, Chasing]:
    """The question once more, without those who have handed in meanwhile."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    items = store.filings(db, scope, store.Which(ids=draft.filings))
    now, by_name = talk.visit.now, draft.by_name
    owed = tuple(item for item in items if may_be_chased(item, by_name=by_name, now=now) and scope.may_run(item.unit))
    if not owed:
        return Stop(words.nothing_to_do(draft.title) if items else words.no_longer_yours())
    step = asked(db, talk, Aimed(owed), draft.said, draft.but)
    if isinstance(step, Ask):
        fresh = replace(step.draft, to_call=(*step.draft.to_call, *draft.to_call), by_name=by_name)
        return Ask(fresh, shown(fresh))
    return step


def left(_draft: Chasing) -> Reply:
    """Nobody was told."""
    return words.nothing_done()


def finish(db: Session, talk: Talk, result: Chasing, now: datetime) -> Finished:
    """Enters the reminders of those who still owe, one message for each officer, judged again when it goes."""
    day = now.astimezone(VIETNAM).date()
    scope = scope_now(db, talk, now)
    owed: list[Filing] = []
    changed: list[Filing] = []
    held = store.hold_filings(db, scope, result.filings)
    for item in (held[number] for number in result.filings if number in held):
        if not scope.may_run(item.unit):
            continue
        (owed if may_be_chased(item, by_name=result.by_name, now=now) else changed).append(item)
    if not owed and not changed:
        return Finished((words.no_longer_yours(),))
    contacts = told_of(db, owed, day)
    by_officer: dict[OfficerId, tuple[Contact, list[Filing]]] = {}
    for item in owed:
        for contact in contacts[item.unit]:
            if contact.account:
                by_officer.setdefault(contact.officer, (contact, []))[1].append(item)
    rung = f"{MARK}{talk.visit.inbound.id}"
    teller = Teller(db, talk, now, rung, rung)
    notices = tuple(remind(teller, contact, items) for contact, items in by_officer.values())
    units = ", ".join(item.unit for item in owed)
    union.note(db, now, talk.visit.inbound.sender, "chase", result.title, units=units)
    return Finished((words.chased(len(notices), [words.stands(item, now) for item in changed]),), notices)
