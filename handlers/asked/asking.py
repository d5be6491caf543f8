"""Asking back about an office's answer: what is still unclear, read back, passed on at the chair's word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import office, wording
from handlers.asked import store
from handlers.asked.previewed import Meant, edited, is_not_sent, meant
from handlers.asked.store import Passed
from handlers.asked.wishes import Deed, Wish, wish_of
from handlers.deedwishes import is_send
from handlers.flow import Again, Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Reply
from handlers.talk import Scene, Talk
from handlers.wording import asked as words
from handlers.wording import plain
from knowledge.courtesy import small_talk
from union import store as union
from union.scope import Scope

AGAIN_WITHIN = timedelta(days=30)
TOGETHER = timedelta(days=1)
"""Answers that came so near to each other are asked about by their numbers."""
WAITS = timedelta(days=1)
"""What is typed later is of something else."""


class Stage(StrEnum):
    """The words are wanted; or they are shown as they will go."""

    TEXT = "text"
    SURE = "sure"


@dataclass(frozen=True, slots=True)
class Asking:
    """The draft: about which answer, and what is unclear; `offered` would take the place of `text`."""

    stage: Stage
    number: int
    question: str
    begun_at: datetime
    text: str = ""
    offered: str = ""


drafts = Drafts("ask_again/1", TypeAdapter(Asking))
Stepped = Step[Asking, Asking]


def is_over(draft: Asking, now: datetime) -> bool:
    """Whether nobody waits for the words any more."""
    return now - draft.begun_at > WAITS


def answers(db: Session, scope: Scope, wish: Wish, now: datetime) -> list[Passed]:
    """The answers that 'hỏi lại' may be about: the one of its number, the newest, or several of one day."""
    found = [each for each in store.answered_to(db, scope, now - AGAIN_WITHIN) if each.answer]
    if wish.number is not None:
        return [each for each in found if each.id == wish.number]
    newest = found[-1].answered_at if found else None
    return [each for each in found if newest and each.answered_at and newest - each.answered_at < TOGETHER]


def start(db: Session, talk: Talk, argument: str) -> Stepped:
    """Asks what is unclear about which answer; with the words it reads them back."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    wish = wish_of(argument)
    found = answers(db, scope, wish or Wish(Deed.ASK_AGAIN), talk.visit.now)
    if not found:
        return Stop(words.nothing_to_ask_again())
    if len(found) > 1:
        return Stop(words.again_which(numbered(found)))
    draft = Asking(Stage.TEXT, found[0].id, found[0].text, talk.visit.now)
    text = wish.text if wish is not None and wish.deed is Deed.ASK_AGAIN else ""
    return with_text(draft, text) if text else Ask(draft, wanted(draft))


def wanted(draft: Asking) -> Reply:
    """The words are wanted."""
    return words.ask_again_how(draft.number, draft.question)


def fits(text: str) -> bool:
    """Whether a chat carries it well: what does not is asked for again, by whatever way it came."""
    return len(text.strip()) <= words.QUESTION_MOST


def with_text(draft: Asking, text: str) -> Stepped:
    """All of it as it will go; what is too long is asked for again."""
    said = text.strip()
    if not fits(said):
        return Ask(replace(draft, stage=Stage.TEXT), words.question_too_long(len(said)))
    ready = replace(draft, stage=Stage.SURE, text=said, offered="")
    return Ask(ready, words.ask_again_preview(ready.number, ready.question, ready.text))


def step(draft: Asking, said: str, scene: Scene) -> Stepped:
    """The words, or 'gửi'. A question is no reason to look elsewhere: it is what was asked for."""
    wish = wish_of(said)
    if wish is not None and wish.deed is Deed.ASK_AGAIN:
        return said_whole(draft, wish, said)
    if wish is not None or said.startswith("/") or plain(said) in scene.commands:
        return Aside()
    if is_not_sent(said) or (wording.is_no(said) and not draft.offered):
        return Stop(left(draft))
    if draft.stage is Stage.SURE:
        return sure(draft, said)
    if wording.is_bare_answer(said) or is_send(said):
        return Ask(draft, wanted(draft))
    return Aside() if small_talk(said) else with_text(draft, said)


def said_whole(draft: Asking, wish: Wish, said: str) -> Stepped:
    """'hỏi lại câu 1: …' goes as it does elsewhere, unless other words were shown already."""
    if not wish.text or wish.number not in {None, draft.number}:
        return Again(said)
    is_ready = not draft.text and fits(wish.text)
    return Done(replace(draft, text=wish.text)) if is_ready else with_text(draft, wish.text)


def sure(draft: Asking, said: str) -> Stepped:
    """'gửi', or other words; a no has left the talk before."""
    match meant(said, has_offered=bool(draft.offered)):
        case Meant.SEND:
            return Done(draft)
        case Meant.OFFERED:
            return with_text(draft, draft.offered)
        case Meant.SHOWN:
            return with_text(draft, draft.text)
        case Meant.WHICH:
            return Ask(draft, words.replace_question(draft.offered))
        case Meant.FRESH:
            return with_text(draft, edited(said) or "")
        case Meant.REWRITE:
            return Ask(replace(draft, stage=Stage.TEXT), wanted(draft))
        case Meant.UNCLEAR:
            return Ask(draft, words.send_or_leave())
        case Meant.NO | Meant.ELSE if small_talk(said):
            return Aside()
        case Meant.NO | Meant.ELSE:
            return Ask(replace(draft, offered=said.strip()), words.replace_question(said.strip()))


def resume(db: Session, talk: Talk, draft: Asking) -> Stepped:
    """The open question again, while it is one."""
    del db
    if is_over(draft, talk.visit.now):
        return Stop(left(draft))
    if draft.stage is Stage.TEXT:
        return Ask(draft, wanted(draft))
    if draft.offered:
        return Ask(draft, words.replace_question(draft.offered))
    return Ask(draft, words.ask_again_preview(draft.number, draft.question, draft.text))


def left(draft: Asking) -> Reply:
    """Nothing was sent."""
    return words.left_unasked(draft.number)


def finish(db: Session, talk: Talk, result: Asking, now: datetime) -> Finished:
    """Passes it on with what was asked and answered, as it stands now."""
    scope = union.scope_of(db, talk.person, now.date())
    found = answers(db, scope, Wish(Deed.ASK_AGAIN, result.number), now)
    if talk.person is None or not talk.person.seats or not found:
        return Finished((words.nothing_to_ask_again(),))
    passed = office.pass_more_on(talk, talk.person, found[0], result.text)
    assert passed.finish, "what is passed on is written"
    return passed.finish(db, now)


def numbered(found: Sequence[Passed]) -> list[tuple[int, str]]:
    """The questions with their numbers."""
    return [(each.id, each.text) for each in found]
