"""Answers to announcements: which one is meant, what was answered and why; in private and where it was announced."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import wording
from handlers.aims import scope_now
from handlers.announce import store
from handlers.announce.answers import Said, answer_of, is_ok, is_question
from handlers.announce.store import AnnouncementId, Answer, Asked, NewReceipt, Receipt, Standing, Wants
from handlers.flow import Again, Aside, Ask, Done, Drafts, Finished, Step, Stop, family
from handlers.messages import Reply
from handlers.report.heard import about_report, asks_plainly
from handlers.store import menu_of
from handlers.talk import Begin, Outcome, Scene, Talk
from handlers.wording import announce as words
from handlers.wording.announce import Was
from knowledge.document import UnitCode
from knowledge.text import clean
from union import store as union
from union.entry import understand
from union.groups import store as groups
from union.scope import Scope

KEPT = timedelta(days=30)
"""So long after it was sent an announcement may still be answered."""
LATE = timedelta(days=14)
"""So long after its use an answer is still taken for one to it."""
OWN_TALKS = frozenset({"receipt", "announce", "correct", "again"})
REASON_MOST = 300


class Stage(StrEnum):
    """Which announcement is meant, or why somebody is absent."""

    WHICH = "which"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Choice:
    """One announcement as it was shown."""

    number: AnnouncementId
    label: str


@dataclass(frozen=True, slots=True)
class Answering:
    """The draft: the answer, and to which announcements; by their numbers, the first of a chain of corrections."""

    stage: Stage
    answer: Answer | None
    reason: str = ""
    to: tuple[AnnouncementId, ...] = ()
    choices: tuple[Choice, ...] = ()


drafts = Drafts("receipt/1", TypeAdapter(Answering))


@dataclass(frozen=True, slots=True)
class Inbox:
    """What was announced to the speaker lately, the newest first, and what they have answered."""

    scope: Scope
    asked: tuple[Asked, ...]
    receipts: dict[AnnouncementId, Receipt]
    now: datetime

    def is_of_use(self, item: Asked) -> bool:
        """Whether its time is not over, and nobody has stopped it."""
        return item.announcement.use_by >= self.now and item.announcement.state is Standing.SENDING

    def waits(self, item: Asked) -> bool:
        """Whether an answer is still wanted; whoever has only taken note of an invitation has not said all."""
        given = self.receipts.get(item.announcement.root)
        return given is None or (given.answer is Answer.NOTED and item.announcement.wants is Wants.ATTENDANCE)

    @property
    def waiting(self) -> tuple[Asked, ...]:
        """Those of use that wait for an answer."""
        return tuple(item for item in self.asked if self.is_of_use(item) and self.waits(item))


def inbox_of(db: Session, talk: Talk, scope: Scope, now: datetime) -> Inbox:
    """What the speaker may answer here: in a group only what was announced there."""
    inbound = talk.visit.inbound
    group = None if talk.is_private else groups.group_at(db, inbound.chat.bot, inbound.chat.id)
    if scope.officer is None or (group is None and not talk.is_private):
        return Inbox(scope, (), {}, now)
    units = [seat.unit for seat in talk.person.seats] if talk.person else []
    kin = union.kin_of(db, units, now.date())
    above = {*kin.own, *kin.above}
    found = store.asked_of(db, scope, sorted(above), now - KEPT, group.id if group else None)
    asked = tuple(item for item in found if item.unit is not None or item.announcement.office in above)
    return Inbox(scope, asked, store.own_receipts(db, scope, [item.announcement.root for item in asked]), now)


# Reading


def reads(db: Session, talk: Talk) -> Outcome | Begin | None:
    """An answer to something that was announced; where nothing was, only what can be nothing else is answered."""
    heard = answer_of(talk.said)
    if heard is None:
        return None
    if not talk.is_private and not was_announced_here(db, talk):
        return None
    if talk.person is None or not talk.person.seats:
        if not talk.is_private:
            return say(talk, words.who_are_you())
        return say(talk, wording.stranger()) if known(heard) else None
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if inbox_of(db, talk, scope, talk.visit.now).asked:
        return Begin("receipt", talk.said)
    if not talk.is_private:
        return say(talk, words.not_for_you())
    return say(talk, words.nothing_waits()) if heard.is_sure and scope.acts_for else None


def known(heard: Said) -> bool:
    """Whether it is surely an answer, so that a stranger gets one too."""
    return heard.is_sure or heard.answer is None


def was_announced_here(db: Session, talk: Talk) -> bool:
    """Whether the group is tied and something was announced in it lately."""
    inbound = talk.visit.inbound
    group = groups.group_at(db, inbound.chat.bot, inbound.chat.id)
    return group is not None and store.was_announced_in(db, group.id, talk.visit.now - KEPT)


def bare(db: Session, talk: Talk) -> Outcome | Begin | None:
    """'ok' where no question is open and one announcement waits; 'vắng' is no 'vâng'."""
    if answer_of(talk.said) is not None:
        return reads(db, talk)
    comes = wording.plain(talk.said) in {"co", "khong", "ko", "duoc"}
    if talk.memory.flow or not (comes or is_ok(talk.said)) or talk.person is None:
        return None
    scope = union.scope_of(db, talk.person, talk.visit.today)
    waiting = inbox_of(db, talk, scope, talk.visit.now).waiting
    if len(waiting) != 1:
        return None
    if comes and waiting[0].announcement.wants is Wants.ATTENDANCE:
        return say(talk, words.come_or_not(waiting[0].announcement.root))
    return Begin("receipt", "đã nắm") if is_ok(talk.said) else None


def claims(db: Session, talk: Talk) -> bool:
    """Whether it answers an announcement that waits although another question is open, which any text might answer."""
    if family(talk.memory.flow) in OWN_TALKS:
        return False
    heard = answer_of(talk.said)
    if heard is None or not heard.is_sure:
        return False
    scope = union.scope_of(db, talk.person, talk.visit.today)
    return bool(inbox_of(db, talk, scope, talk.visit.now).waiting)


def say(talk: Talk, reply: Reply) -> Outcome:
    """Says it, and remembers what was shown."""
    return Outcome((reply,), replace(talk.memory, menu=menu_of((reply,)), rest=""))


# Looking


def own_list(db: Session, talk: Talk) -> Reply | None:
    """'các thông báo' of whoever was told: the last ones with what was answered; None where there is none."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    inbox = inbox_of(db, talk, scope, talk.visit.now)
    given = [(item.announcement, inbox.receipts.get(item.announcement.root)) for item in inbox.asked]
    return words.own_list(given) if given else None


def own_one(db: Session, talk: Talk, number: int) -> Reply | None:
    """'thông báo 12' of whoever was told: its text once more, with what was answered."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    inbox = inbox_of(db, talk, scope, talk.visit.now)
    item = next((each for each in inbox.asked if each.announcement.root == number), None)
    return words.own_one(item.announcement, inbox.receipts.get(item.announcement.root)) if item else None


# The flow


def start(db: Session, talk: Talk, argument: str) -> Step[Answering, Answering]:
    """Finds what is answered; where several wait alike, asks which."""
    heard = answer_of(argument)
    if heard is None:
        return Stop(words.nothing_waits())
    scope = union.scope_of(db, talk.person, talk.visit.today)
    inbox = inbox_of(db, talk, scope, talk.visit.now)
    if heard.answer is None and not inbox.waiting:
        return Stop(words.nothing_waits())
    if heard.answer is None:
        return Stop(words.vang())
    meant = meant_by(heard, heard.answer, inbox)
    if isinstance(meant, Reply):
        return Stop(meant)
    numbers = tuple(item.announcement.root for item in meant)
    draft = Answering(Stage.REASON, heard.answer, heard.reason, numbers)
    if len(meant) == 1 or heard.is_of_all:
        return Done(draft, heard.besides if talk.is_private else "")
    choices = tuple(Choice(item.announcement.root, words.label(item.announcement)) for item in meant)
    asking = replace(draft, stage=Stage.WHICH, choices=choices)
    return Ask(asking, which(asking))


def meant_by(heard: Said, answer: Answer, inbox: Inbox) -> Sequence[Asked] | Reply:
    """The announcements that may be meant: the one named; else what waits and fits; else what was answered before."""
    if heard.number is not None:
        named = [item for item in inbox.asked if heard.number in (item.announcement.root, item.announcement.id)]
        return named or words.no_such_number(heard.number)
    of_use = [item for item in inbox.asked if inbox.is_of_use(item)]
    waiting = list(inbox.waiting)
    if heard.is_of_all:
        return waiting or of_use or words.nothing_waits()
    fitting = [item for item in waiting if fits(answer, item, inbox)]
    if answer is Answer.NOTED and len(fitting) > 1:
        only_note = [item for item in fitting if item.announcement.wants is Wants.NOTE]
        fitting = only_note if len(only_note) == 1 else fitting
    answered = [item for item in of_use if not inbox.waits(item) and fits_again(answer, item)]
    late = [item for item in inbox.asked if not inbox.is_of_use(item) and is_lately_over(item, inbox.now)]
    return fitting or newest_answered(answered, answer, inbox) or waiting or late[:1] or words.nothing_waits()


def fits(answer: Answer, item: Asked, inbox: Inbox) -> bool:
    """Whether this is what was asked; taking note fits everything that has no answer yet."""
    if answer is Answer.NOTED:
        return item.announcement.root not in inbox.receipts
    return item.announcement.wants is Wants.ATTENDANCE


def fits_again(answer: Answer, item: Asked) -> bool:
    """Whether this changes what was answered before, or says it again."""
    return answer is Answer.NOTED or item.announcement.wants is Wants.ATTENDANCE


def newest_answered(items: Sequence[Asked], answer: Answer, inbox: Inbox) -> list[Asked]:
    """The one that was answered last, and otherwise than now where there is such a one."""
    given = {item.announcement.root: inbox.receipts[item.announcement.root] for item in items}
    other = [item for item in items if given[item.announcement.root].answer is not answer]
    return sorted(other or items, key=lambda item: given[item.announcement.root].id)[-1:]


def is_lately_over(item: Asked, now: datetime) -> bool:
    """Whether its use ended not long ago, or it was stopped after it had come."""
    return item.announcement.use_by >= now - LATE


def which(draft: Answering) -> Reply:
    """Which of several; in words, by their own numbers."""
    assert draft.answer, "an answer without a meaning asks nothing"
    return words.which(draft.answer, [(each.number, each.label) for each in draft.choices])


def step(draft: Answering, said: str, scene: Scene) -> Step[Answering, Answering]:
    """The number that was shown, 'cả hai', the reason; or another answer instead."""
    if wording.plain(said) in scene.commands or asks_plainly(said) or (answer_of(said) is None and is_question(said)):
        return Aside()
    heard = answer_of(said)
    if draft.stage is Stage.WHICH:
        return step_which(draft, said, heard)
    if heard is not None and heard.answer is not None:
        return Again(said)
    if wording.is_no(said) or wording.plain(said) in {"khong co", "khong co ly do"}:
        return Stop(left(draft))
    if sum(map(str.isalpha, said)) < 2 or wording.is_bare_answer(said):
        return Ask(draft, words.why())
    if about_report(said) is not None or holds_figures(said, scene):
        return Aside()
    return Done(replace(draft, reason=clean(said).strip()[:REASON_MOST]))


def holds_figures(said: str, scene: Scene) -> bool:
    """'kết nạp 5 đoàn viên' is no reason."""
    return any(map(str.isdecimal, said)) and bool(understand(said, scene.catalogue, scene.today).heard)


def step_which(draft: Answering, said: str, heard: Said | None) -> Step[Answering, Answering]:
    """'12', 'thông báo 12', 'cả hai'; another answer asks again."""
    numbers = {each.number for each in draft.choices}
    digits = [int(part) for part in wording.plain(said).split() if part.isdecimal()]
    named = tuple(AnnouncementId(number) for number in digits if number in numbers)
    if heard is not None:
        return Again(said)
    if named:
        return Done(replace(draft, to=named))
    if wording.plain(said) in {"ca hai", "ca 2", "ca ba", "tat ca", "het", "ca"}:
        return Done(replace(draft, to=tuple(each.number for each in draft.choices)))
    return Ask(draft, which(draft)) if digits or wording.is_yes(said) else Aside()


def resume(db: Session, talk: Talk, draft: Answering) -> Step[Answering, Answering]:
    """The open question again."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    known_now = {item.announcement.root for item in inbox_of(db, talk, scope, talk.visit.now).asked}
    if draft.stage is Stage.REASON:
        return Ask(draft, words.why()) if set(draft.to) & known_now else Stop(words.no_longer())
    kept = tuple(each for each in draft.choices if each.number in known_now)
    return Ask(replace(draft, choices=kept), which(replace(draft, choices=kept))) if kept else Stop(words.no_longer())


def left(draft: Answering) -> Reply:
    """Nothing was recorded; or the absence stands without its reason."""
    return words.absent_without_reason() if draft.stage is Stage.REASON else words.nothing_recorded()


def finish(db: Session, talk: Talk, result: Answering, now: datetime) -> Finished:
    """Records the answer, after reading again what was announced and what was answered."""
    scope = scope_now(db, talk, now)
    inbox = inbox_of(db, talk, scope, now)
    meant = [item for item in inbox.asked if item.announcement.root in result.to]
    if not meant or talk.person is None or result.answer is None:
        return Finished((words.no_longer(),))
    recorded = [(item, recorded_to(db, talk, inbox, item, result)) for item in meant]
    if not any(of for _, of in recorded):
        return Finished((words.cannot_answer(),))
    has_reason = bool(result.reason) or result.answer is not Answer.ABSENT
    name = talk.person.name
    if not talk.is_private:
        besides = bool(answer_besides(talk.said))
        changed = any(of is Was.CHANGED for _, of in recorded)
        return Finished((words.recorded_in_group(name, result.answer, changed, has_reason, besides),))
    lines = [
        words.recorded(words.Kept(name, item.announcement, result.answer, result.reason, of), now)
        for item, of in recorded
        if of is not None
    ]
    if has_reason:
        return Finished((words.together(lines),))
    waiting = replace(result, stage=Stage.REASON, to=tuple(item.announcement.root for item in meant), choices=())
    told = words.together(lines)
    return Finished((words.with_why(told),), draft=drafts.dump(waiting), told=(told,))


def answer_besides(said: str) -> str:
    """What was said beside the answer."""
    heard = answer_of(said)
    return heard.besides if heard else ""


def recorded_to(db: Session, talk: Talk, inbox: Inbox, item: Asked, result: Answering) -> Was | None:
    """What the answer is beside what was answered before; None where the speaker answers for no unit there."""
    assert result.answer, "the caller has looked"
    unit = item.unit or unit_of(talk, inbox.scope)
    if unit is None:
        return None
    before = inbox.receipts.get(item.announcement.root)
    if before and is_said_already(before, result):
        return Was.SAME
    new = NewReceipt(item.announcement.root, unit, result.answer, result.reason, not talk.is_private)
    store.record(db, inbox.scope, new, inbox.now)
    is_other = before is not None and before.answer is not result.answer and before.answer is not Answer.NOTED
    return Was.CHANGED if is_other else Was.NEW


def is_said_already(before: Receipt, result: Answering) -> bool:
    """The same again; and whoever attends or is absent has taken note as well."""
    if result.answer is Answer.NOTED:
        return True
    return before.answer is result.answer and (before.reason == result.reason or not result.reason)


def unit_of(talk: Talk, scope: Scope) -> UnitCode | None:
    """For which unit somebody answers who was told in a group."""
    seats = talk.person.seats if talk.person else ()
    return next((seat.unit for seat in seats if seat.unit in scope.acts_for or seat.unit in scope.offices), None)
