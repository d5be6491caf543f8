"""Correcting what was announced: the hour, the day or the place is found in it, or the whole text is given anew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import wording
from handlers.aims import scope_now
from handlers.announce import meant, store
from handlers.announce.amend import amended_by, anew, changed_by, instructs, tells_only_a_change, without_lead
from handlers.announce.choice import chosen
from handlers.announce.compose import event_of
from handlers.announce.store import Announcement, AnnouncementId, NewAnnouncement, NewRecipient, Wants
from handlers.announce.wishes import Deed, calls_off, wish_of
from handlers.deedwishes import SEND, restricts, split_answer
from handlers.flow import Again, Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Reply
from handlers.report.heard import asks_plainly
from handlers.talk import Scene, Talk
from handlers.wording import announce as words
from handlers.wording import deeds as deed_words
from knowledge.dates import VIETNAM
from knowledge.text import clean
from scheduler.rungs import after_quiet
from union import store as union
from union.scope import Scope


class Stage(StrEnum):
    """The whole text is wanted; or the correction is shown."""

    TEXT = "text"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Correcting:
    """The draft: which announcement, and what will be sent instead."""

    stage: Stage
    of: AnnouncementId
    text: str = ""
    sent: str = ""
    """What stood when it was made: if somebody corrects it meanwhile, this goes no more."""
    whole: str = ""
    """The whole text that was given anew, if one was."""
    changes: tuple[str, ...] = ()
    """What was to be other, one sentence after another; each keeps those before it."""


drafts = Drafts("correct/1", TypeAdapter(Correcting))
Stepped = Step[Correcting, Correcting]


def start(db: Session, talk: Talk, argument: str) -> Stepped:
    """Finds what is to be corrected and how, and shows it; a text that is given whole is taken as it is."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    before = under_way(talk)
    wish = wish_of(argument)
    is_text = before is not None and before.stage is Stage.TEXT and not (wish and wish.text)
    if wish is None or wish.deed is not Deed.CORRECT or is_text:
        return renewed(db, talk, scope, before, argument) if before else Stop(words.not_sent())
    item = chosen(db, scope, wish.number)
    if isinstance(item, Reply):
        return Stop(item)
    if before is not None and wish.number is None and item.root != before.of:
        # Another one was sent while this correction waits: nobody knows which of them is meant.
        return Ask(before, words.which_to_correct((before.of, item.root), wish.head or wish.text))
    if not to_tell(db, scope, item):
        return Stop(words.nobody_had_it(item.root))
    is_same = before is not None and before.of == item.root
    draft = before if before is not None and is_same else Correcting(Stage.TEXT, item.root)
    said = wish.head or wish.text
    if not said and calls_off(argument):
        newest = without_lead(newest_text(db, scope, item))
        whole = words.called_off(wording.plain(argument), item.text if meant.calls_off(newest) else newest)
        return corrected(db, talk, scope, draft, whole, is_whole=True, is_anew=True)
    if not said:
        sent = without_lead(newest_text(db, scope, item))
        draft = draft if draft.sent == sent else Correcting(Stage.TEXT, item.root, sent=sent)
        return Ask(replace(draft, stage=Stage.TEXT), words.ask_whole(standing(draft, talk.visit.today)))
    return corrected(db, talk, scope, draft, said, is_whole=not wish.head)


def under_way(talk: Talk) -> Correcting | None:
    """The draft that is shown."""
    return drafts.load(talk.memory.flow, talk.memory.draft) if talk.memory.flow == drafts.name else None


def renewed(db: Session, talk: Talk, scope: Scope, draft: Correcting, said: str) -> Stepped:
    """The text that was wanted, or another than is shown."""
    is_anew = wording.plain(said.partition(":")[0]) in SAYS_ANEW
    whole = said.partition(":")[2].strip() if is_anew else said.strip()
    is_change = draft.stage is Stage.PREVIEW and not is_anew
    return corrected(db, talk, scope, draft, whole or said, is_whole=not is_change, is_anew=is_anew)


SHORT_WORDS = 5
"""'đính chính: 15 giờ' is no whole text."""
SAYS_ANEW = frozenset({"sua", "sua lai", "noi dung", "sua noi dung", "viet lai", "dinh chinh"})


def corrected(
    db: Session, talk: Talk, scope: Scope, draft: Correcting, said: str, *, is_whole: bool, is_anew: bool = False
) -> Stepped:
    """The correction as it will go; where nothing, or more than one place, is meant the whole text is wanted."""
    item = store.find_announcement(db, scope, draft.of)
    if item is None:
        return Stop(deed_words.no_longer_yours())
    sent = without_lead(newest_text(db, scope, item))
    draft = draft if draft.sent == sent else replace(draft, sent=sent, whole="", changes=(), text="")
    is_order = instructs(said) and not is_anew
    is_short = not is_whole or is_order or len(said.split()) <= SHORT_WORDS
    more = replace(draft, changes=(*draft.changes, said.strip()))
    text = text_of(more, talk.visit.today) if is_short else None
    if text is not None:
        return shown(db, talk, scope, more, text)
    if not is_whole:
        asks = words.ask_marked if draft.whole or draft.changes else words.ask_whole
        return Ask(replace(draft, stage=Stage.TEXT), asks(standing(draft, talk.visit.today)))
    if is_order or (tells_only_a_change(said) and not is_anew):
        return Ask(replace(draft, stage=Stage.TEXT), words.ask_marked(standing(draft, talk.visit.today)))
    anew_given = replace(draft, whole=said.strip(), changes=())
    text = text_of(anew_given, talk.visit.today) or ""
    if len(text) <= meant.TEXT_MAX and meant.is_too_short(said):
        return Ask(replace(draft, stage=Stage.TEXT), words.text_too_short())
    return shown(db, talk, scope, anew_given, text)


def shown(db: Session, talk: Talk, scope: Scope, draft: Correcting, text: str) -> Stepped:
    """The correction as it will go, if it is no longer than a message may be."""
    if len(text) > meant.TEXT_MAX:
        return Ask(replace(draft, stage=Stage.TEXT), words.text_too_long(len(text), meant.TEXT_MAX))
    return asked(db, talk, scope, replace(draft, stage=Stage.PREVIEW, text=text))


def text_of(draft: Correcting, today: date) -> str | None:
    """The whole correction: what is other than was sent, and everything as it is now."""
    if not draft.whole:
        return amended_by(draft.sent, draft.changes, today)
    changed = changed_by(draft.whole, draft.changes, today)
    return anew(draft.sent, changed.text, today) if changed else None


def standing(draft: Correcting, today: date) -> str:
    """The text with the changes that were made so far."""
    changed = changed_by(clean(draft.whole or draft.sent), draft.changes, today)
    return changed.text if changed else draft.sent


def newest_text(db: Session, scope: Scope, item: Announcement) -> str:
    """What stands now: the last correction, or the announcement itself."""
    return store.chain_of(db, scope, item)[-1].text


def to_tell(db: Session, scope: Scope, item: Announcement) -> list[NewRecipient]:
    """Exactly those who had it."""
    return store.to_correct(db, scope, item)


def asked(db: Session, talk: Talk, scope: Scope, draft: Correcting) -> Stepped:
    """Whether to send it."""
    item = store.find_announcement(db, scope, draft.of)
    if item is None:
        return Stop(deed_words.no_longer_yours())
    now = talk.visit.now.astimezone(VIETNAM)
    told, goes_at = told_words(to_tell(db, scope, item)), after_quiet(now, talk.visit.quiet)
    return Ask(draft, words.correction(item.root, draft.text, told, goes_at, now))


def told_words(recipients: Sequence[NewRecipient]) -> str:
    """'9 đồng chí, 1 nhóm'."""
    groups = sum(each.group is not None for each in recipients)
    return words.told_words(len(recipients) - groups, groups)


def step(draft: Correcting, said: str, scene: Scene) -> Stepped:
    """'gửi' sends it; another text, or another hour, shows it anew."""
    wish = wish_of(said)
    if wish is not None and wish.deed is Deed.CORRECT:
        return Again(said)
    if wording.may_mean_no(said) and len(said.split()) <= 3:
        return Ask(draft, deed_words.send_or_leave())
    is_command = wording.plain(said.removeprefix("/")) in scene.commands
    if is_command or wish is not None or asks_plainly(said):
        return Aside()
    if wording.is_no(said) or wording.plain(said) in {"khong gui", "thoi khong gui", "thoi gui", "dung gui nua"}:
        return Stop(words.not_sent())
    is_send = wording.is_yes(said) or wording.plain(said) in SEND
    if draft.stage is Stage.TEXT:
        return Ask(draft, words.ask_whole("")) if is_send or wording.is_bare_answer(said) else Again(said)
    answer, besides = split_answer(said)
    if is_send:
        return Done(draft)
    if besides and (wording.is_yes(answer) or wording.plain(answer) in SEND):
        return Ask(draft, deed_words.send_or_leave()) if restricts(besides) else Done(draft, besides)
    is_anew = wording.plain(said.partition(":")[0]) in SAYS_ANEW and ":" in said
    return Again(said) if is_anew or tells_only_a_change(said) else Aside()


def resume(db: Session, talk: Talk, draft: Correcting) -> Stepped:
    """The question once more, if it is still theirs."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if draft.stage is Stage.TEXT:
        item = store.find_announcement(db, scope, draft.of)
        if item is None:
            return Stop(deed_words.no_longer_yours())
        return Ask(draft, words.ask_whole(standing(draft, talk.visit.today) or newest_text(db, scope, item)))
    return asked(db, talk, scope, draft)


def left(_draft: Correcting) -> Reply:
    """Nothing was sent."""
    return words.not_sent()


def finish(db: Session, talk: Talk, result: Correcting, now: datetime) -> Finished:
    """Keeps the correction for exactly those who had what it corrects."""
    now = now.astimezone(VIETNAM)
    scope = scope_now(db, talk, now)
    item = store.find_announcement(db, scope, result.of)
    if talk.person is None or item is None or item.office not in scope.offices:
        return Finished((deed_words.no_longer_yours(),))
    if result.sent and without_lead(newest_text(db, scope, item)) != result.sent:
        return Finished((words.corrected_meanwhile(item.root),))
    recipients = to_tell(db, scope, item)
    if not recipients:
        return Finished((words.nobody_had_it(item.root),))
    wants = Wants.NOTE if meant.calls_off(without_lead(result.text)) else item.wants
    new = NewAnnouncement(
        item.office, talk.person.id, talk.person.name, result.text, item.audience, item.weight, wants,
        max(meant.use_by(without_lead(result.text), now), meant.end_of(after_quiet(now, talk.visit.quiet).date())),
        event_of(talk), item.is_urgent, item.root,
    )  # fmt: skip
    kept = store.announce(db, scope, new, recipients, now)
    if kept is None:
        return Finished((words.sent_already(),))
    union.note(db, now, talk.visit.inbound.sender, "correct", item.office, announcement=str(kept.id), of=str(item.root))
    return Finished((words.corrected(item.root, told_words(recipients)),), announced=True)
