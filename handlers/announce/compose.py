"""Composing an announcement: the text, then all of it as it will go and whom it reaches; sent at the office's word."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import wording
from handlers.aims import scope_now
from handlers.announce import meant, store
from handlers.announce.amend import changed_by, instructs, tells_only_a_change, tells_when
from handlers.announce.audience import (
    Audience,
    Groups,
    Reached,
    Unclear,
    audience_in,
    audience_words,
    below,
    declining,
    reached_by,
    speaks_of_all,
)
from handlers.announce.changes import Change, change_in, cut_in
from handlers.announce.store import Fate, NewAnnouncement, Wants, Weight
from handlers.announce.wishes import Deed, wish_of
from handlers.boardwishes import wish_of as board_wish
from handlers.deedwishes import SEND, restricts, split_answer
from handlers.flow import Again, Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Reply
from handlers.report.heard import asks_plainly
from handlers.request import office_of
from handlers.talk import Scene, Talk
from handlers.wording import announce as words
from handlers.wording import deeds as deed_words
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from knowledge.text import clean
from scheduler.rungs import after_quiet
from union import store as union
from union.scope import Scope

EVERYONE = Audience()


class Stage(StrEnum):
    """The text is wanted; whom it is for is not clear; or all of it is shown."""

    TEXT = "text"
    WHOM = "whom"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Composing:
    """The draft: what is to be sent, and what the office has decided itself; None where it was left to the house."""

    stage: Stage
    office: UnitCode
    text: str = ""
    audience: Audience = EVERYONE
    wants: Wants | None = None
    weight: Weight | None = None
    is_urgent: bool = False
    until: datetime | None = None

    @property
    def asks(self) -> Wants:
        """What is asked in return: attendance where the text invites."""
        if self.wants is not None:
            return self.wants
        return Wants.ATTENDANCE if meant.invites(self.text) else Wants.NOTE

    @property
    def weighs(self) -> Weight:
        """Work where somebody has to do something; else news, which may be declined."""
        if self.weight is not None:
            return self.weight
        is_work = self.asks is Wants.ATTENDANCE or self.is_urgent or self.audience.is_chosen
        return Weight.WORK if is_work else Weight.NEWS

    def use_by(self, now: datetime) -> datetime:
        """Until when it is of use."""
        return self.until or meant.use_by(self.text, now)


@dataclass(frozen=True, slots=True)
class Word:
    """What is to be written: the announcement with everybody it is for, or what is to be pasted before it is shown.

    Whom it reaches is read when the word is heard, before anything is locked: ten thousand take a while to read.
    """

    draft: Composing
    found: Reached
    is_paste: bool = False


drafts = Drafts("announce/1", TypeAdapter(Composing))
Stepped = Step[Composing, Word]


def start(db: Session, talk: Talk, argument: str) -> Stepped:
    """A new one, or a change of the one that is shown."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if not scope.offices:
        return Stop(deed_words.no_longer_yours() if under_way(talk) else words.only_office())
    wish = wish_of(argument)
    before = under_way(talk)
    if before is not None and before.stage is Stage.PREVIEW:
        besides = word_to_send(argument, talk.visit.today)
        if besides is not None:
            return sending(talk, scope, before, found_for(db, scope, before, talk.visit.now), besides)
    if wish is None or wish.deed is not Deed.COMPOSE:
        return changed(db, talk, scope, before, argument) if before else Stop(words.not_sent())
    draft = Composing(Stage.TEXT, office_of(talk, scope.offices), wish.text)
    if not wish.head:
        return asked(db, talk, scope, draft)
    return with_change(db, talk, scope, draft, replace(change_in(wish.head, talk.visit.today), audience=wish.head))


def under_way(talk: Talk) -> Composing | None:
    """The draft that is shown."""
    return drafts.load(talk.memory.flow, talk.memory.draft) if talk.memory.flow == drafts.name else None


def changed(db: Session, talk: Talk, scope: Scope, draft: Composing, said: str) -> Stepped:
    """The same with what is to be other."""
    if draft.stage is Stage.TEXT:
        return asked(db, talk, scope, replace(draft, text=said.strip()))
    mended = mended_by(draft, said, talk.visit.today)
    if isinstance(mended, Reply):
        return Ask(draft, mended)
    if mended:
        return asked(db, talk, scope, replace(draft, text=mended))
    change = change_in(said, talk.visit.today)
    if draft.stage is Stage.WHOM and not change.is_any:
        change = Change(audience=said)
    return with_change(db, talk, scope, draft, change)


def mended_by(draft: Composing, said: str, today: date) -> str | Reply:
    """The text with another hour, day or place, or without one of its parts; empty where none of it is meant."""
    if draft.stage is not Stage.PREVIEW:
        return ""
    if (cut := cut_in(draft.text, said)) is not None:
        return cut.text or words.not_cut(cut.old)
    change, is_moved = change_in(said, today), moves(said) or tells_only_a_change(said)
    if change.old or not (instructs(said) or is_moved):
        return ""
    changed = changed_by(clean(draft.text), (said,), today)
    if changed and changed.others:
        return changed.text
    return words.change_unclear() if is_moved and not change.is_any and tells_when(draft.text) else ""


def moves(said: str) -> bool:
    """'chuyển họp sang 15h'."""
    wish = wish_of(said)
    return wish is not None and wish.deed is Deed.CORRECT and bool(wish.head)


def with_change(db: Session, talk: Talk, scope: Scope, draft: Composing, change: Change) -> Stepped:
    """The same with the text, the audience and the manner that were said; what cannot be is asked."""
    if change.old and len(re.findall(rf"(?<!\w){re.escape(change.old)}(?!\w)", draft.text)) != 1:
        return Ask(draft, words.not_once(change.old))
    text = change.text or (draft.text.replace(change.old, change.new) if change.old else draft.text)
    if change.until and change.until < talk.visit.today:
        return Ask(draft, words.until_is_over(change.until))
    until = meant.end_of(change.until) if change.until else draft.until
    urgent = draft.is_urgent if change.is_urgent is None else change.is_urgent
    fresh = replace(
        draft, text=text, is_urgent=urgent, wants=change.wants or draft.wants, weight=change.weight or draft.weight,
        until=until,
    )  # fmt: skip
    if change.audience:
        units = below(db, scope, draft.office, talk.visit.today)
        heard = audience_in(db, talk, change.audience, units, draft.audience)
        if isinstance(heard, Unclear):
            if heard == Unclear():
                return Ask(fresh, words.ask_whom() if draft.stage is Stage.WHOM else words.change_unclear())
            return Ask(replace(fresh, stage=Stage.WHOM), unclear(heard))
        if heard == draft.audience and draft.stage is Stage.WHOM and not speaks_of_all(change.audience):
            return Ask(fresh, words.ask_whom())
        if heard == draft.audience and change == Change(audience=change.audience) and draft.stage is Stage.PREVIEW:
            return Ask(fresh, words.change_unclear())
        fresh = replace(fresh, audience=heard)
    elif draft.stage is Stage.WHOM:
        return Ask(fresh, words.ask_whom())
    return asked(db, talk, scope, fresh)


def unclear(heard: Unclear) -> Reply:
    """Who is meant is not clear."""
    if heard.is_of_report:
        return words.which_report()
    if heard.whom:
        return words.unknown_whom(heard.whom)
    return words.several_units(heard.names)


def asked(db: Session, talk: Talk, scope: Scope, draft: Composing) -> Stepped:
    """The question that is open: the text, or whether to send all this."""
    wrong = fault(draft.text)
    if wrong is not None:
        return Ask(replace(draft, stage=Stage.TEXT, text=""), wrong)
    ready = replace(draft, stage=Stage.PREVIEW)
    found = found_for(db, scope, ready, talk.visit.now)
    if found.without_group and draft.audience.groups is not Groups.NONE and not has_pasted(talk, draft):
        return Done(Word(ready, found, is_paste=True))
    return Ask(ready, shown(talk, ready, found))


def has_pasted(talk: Talk, draft: Composing) -> bool:
    """Whether the text to paste stands already, as it is now."""
    before = under_way(talk)
    kept = before is not None and before.audience.groups is not Groups.NONE
    return kept and before is not None and before.text == draft.text and before.audience.units == draft.audience.units


def fault(text: str) -> Reply | None:
    """Why this text cannot be sent."""
    if not text:
        return words.ask_text()
    if len(text) > meant.TEXT_MAX:
        return words.text_too_long(len(text), meant.TEXT_MAX)
    return words.text_too_short() if meant.is_too_short(text) else None


def found_for(db: Session, scope: Scope, draft: Composing, now: datetime) -> Reached:
    """Whom it reaches today."""
    found = reached_by(db, scope, draft.office, draft.audience, now.astimezone(VIETNAM).date())
    return declining(db, found) if draft.weighs is Weight.NEWS else found


def shown(talk: Talk, draft: Composing, found: Reached) -> Reply:
    """All of it as it will go, and what can be said."""
    return words.preview(sheet_of(talk, draft, found), talk.visit.now.astimezone(VIETNAM))


def sheet_of(talk: Talk, draft: Composing, found: Reached) -> words.Sheet:
    """What the preview shows."""
    now = talk.visit.now.astimezone(VIETNAM)
    return words.Sheet(
        text=draft.text,
        whom=audience_words(draft.audience, found.everyone),
        people=found.count(Fate.WAITING),
        units=found.told_units,
        groups=tuple(each.title or each.unit_name for each in found.groups),
        to_call=found.to_call,
        declined=found.count(Fate.DECLINED),
        without_group=found.without_group,
        wants=draft.asks,
        is_urgent=draft.is_urgent,
        is_news=draft.weighs is Weight.NEWS,
        use_by=draft.use_by(now),
        goes_at=after_quiet(now, talk.visit.quiet),
        is_nobody=found.is_nobody,
        has_units=bool(found.units),
    )


def step(draft: Composing, said: str, scene: Scene) -> Stepped:
    """The text where it is wanted; at the preview 'gửi', a change, or no."""
    wish = wish_of(said)
    if wish is not None and wish.deed is Deed.COMPOSE and (draft.stage is not Stage.TEXT or wish.text):
        return Again(said)
    is_command = wording.plain(said.removeprefix("/")) in scene.commands
    if draft.stage is Stage.TEXT:
        return step_text(draft, said, is_aside=is_command or wish is not None)
    if draft.stage is Stage.WHOM:
        return step_whom(said, draft, is_aside=is_command or wish is not None)
    if word_to_send(said, scene.today) is not None or mended_by(draft, said, scene.today):
        return Again(said)
    answer, besides = split_answer(said)
    if besides and (wording.is_yes(answer) or is_send(answer)):
        return Again(besides) if change_in(besides, scene.today).is_any else Ask(draft, deed_words.send_or_leave())
    if wording.is_no(said) or wording.plain(said) in NOT_SENT:
        return Stop(words.not_sent())
    if wording.may_mean_no(said):
        return Ask(draft, deed_words.send_or_leave())
    return Again(said) if change_in(said, scene.today).is_any else Aside()


def word_to_send(said: str, today: date) -> str | None:
    """What was said beside 'gửi', mostly nothing; None where it is not said, or some of it is taken back."""
    if wording.is_yes(said) or is_send(said):
        return ""
    answer, besides = split_answer(said)
    is_word = bool(besides) and (wording.is_yes(answer) or is_send(answer))
    return besides if is_word and not restricts(besides) and not change_in(besides, today).is_any else None


NOT_SENT = frozenset(
    {"khong gui", "khong gui nua", "dung gui nua", "thoi khong gui", "thoi gui", "bo di", "thoi khong"}
)


def is_send(said: str) -> bool:
    """'gửi', 'gửi thông báo'."""
    return wording.plain(said) in SEND or wording.plain(said) in {"gui thong bao", "gui thong bao di", "phat di"}


def step_text(draft: Composing, said: str, *, is_aside: bool) -> Stepped:
    """Anything but a question to the assistant is the text."""
    if is_aside or (asks_plainly(said) and len(said.split()) <= 12) or board_wish(said) is not None:
        return Aside()
    if wording.is_no(said):
        return Stop(words.not_sent())
    return Ask(draft, words.ask_text()) if wording.is_bare_answer(said) or is_send(said) else Again(said)


def step_whom(said: str, draft: Composing, *, is_aside: bool) -> Stepped:
    """Whom it is for, before anything can be sent."""
    if wording.is_no(said) or wording.plain(said) in NOT_SENT:
        return Stop(words.not_sent())
    if is_aside or asks_plainly(said) or board_wish(said) is not None:
        return Aside()
    return Ask(draft, words.ask_whom()) if wording.is_bare_answer(said) or is_send(said) else Again(said)


def resume(db: Session, talk: Talk, draft: Composing) -> Stepped:
    """The question once more, with whom it reaches now."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if draft.office not in scope.offices:
        return Stop(deed_words.no_longer_yours())
    if draft.stage is Stage.TEXT:
        return Ask(draft, words.ask_text())
    if draft.stage is Stage.WHOM:
        return Ask(draft, words.ask_whom())
    return Ask(draft, shown(talk, draft, found_for(db, scope, draft, talk.visit.now)))


def left(_draft: Composing) -> Reply:
    """Nothing was sent."""
    return words.not_sent()


# Sending


def sending(talk: Talk, scope: Scope, draft: Composing, found: Reached, besides: str) -> Stepped:
    """The word was given: to everybody it is for today; or why it cannot go."""
    if draft.office not in scope.offices:
        return Stop(deed_words.no_longer_yours())
    sheet = sheet_of(talk, draft, found)
    if found.is_nobody or sheet.is_too_late:
        return Ask(draft, shown(talk, draft, found))
    return Done(Word(draft, found), besides)


def finish(db: Session, talk: Talk, result: Word, now: datetime) -> Finished:
    """Keeps the announcement with everybody it is for, as far as they are still theirs to tell."""
    now = now.astimezone(VIETNAM)
    draft, sheet = result.draft, sheet_of(talk, result.draft, result.found)
    scope = scope_now(db, talk, now)
    recipients = [each for each in result.found.recipients if scope.may_run(each.unit)]
    if talk.person is None or draft.office not in scope.offices or len(recipients) < len(result.found.recipients):
        return Finished((deed_words.no_longer_yours(),))
    if result.is_paste:
        return to_paste(db, draft, result.found, words.preview(sheet, now))
    new = NewAnnouncement(
        draft.office, talk.person.id, talk.person.name, draft.text, sheet.whom, draft.weighs, draft.asks,
        sheet.use_by, event_of(talk), draft.is_urgent,
    )  # fmt: skip
    kept = store.announce(db, scope, new, recipients, now)
    if kept is None:
        return Finished((words.sent_already(),))
    union.note(
        db, now, talk.visit.inbound.sender, "announce", draft.office, announcement=str(kept.id),
        people=str(sheet.people), groups=str(len(sheet.groups)), whom=sheet.whom,
    )  # fmt: skip
    return Finished((words.sent(kept, sheet, now),), announced=True)


def to_paste(db: Session, draft: Composing, found: Reached, preview: Reply) -> Finished:
    """A message of its own that the clerk copies into a group where the assistant is not; then the question."""
    office = words.office_line(union_name(db, draft.office))
    paste = words.to_paste(office, draft.text, None if found.is_nobody else draft.asks)
    return Finished((paste, preview), draft=drafts.dump(draft), told=(paste,))


def event_of(talk: Talk) -> str:
    """What the word to send is known by: the message, on its bot."""
    inbound = talk.visit.inbound
    return f"{inbound.chat.bot}/{inbound.id}"


def union_name(db: Session, code: UnitCode) -> str:
    """What the office's unit is called."""
    found = union.find_unit(db, code)
    assert found, "an office is a unit, and units are never deleted"
    return found.name
