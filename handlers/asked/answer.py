"""An office answers a question in its chat: which one, the words, all of it read back, sent at the clerk's word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import wording
from handlers.announce.wishes import wish_of as announce_wish
from handlers.asked import sending, store
from handlers.asked.people import asker_words
from handlers.asked.previewed import Meant, edited, is_not_sent
from handlers.asked.previewed import meant as meant_by
from handlers.asked.sending import Given, told_already
from handlers.asked.store import Passed
from handlers.asked.wishes import Deed, Wish, wish_of
from handlers.boardwishes import wish_of as board_wish
from handlers.deedwishes import begins_order
from handlers.flow import Again, Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Reply
from handlers.papers.wishes import wish_of as paper_wish
from handlers.report.heard import asks_plainly
from handlers.speech import asks
from handlers.talk import Scene, Talk
from handlers.wording import asked as words
from handlers.wording import plain
from knowledge.text import clean, fold
from union import store as union
from union.scope import Scope

QUESTION_MOST_WORDS = 12
SENTENCE = 4
"""So many words that ask nothing, typed in the place of others, may be the answer instead."""
IS_QUESTION = frozenset({"la cau hoi", "cau hoi", "khong phai tra loi", "tra van ban", "hoi van ban"})


class Stage(StrEnum):
    """What is open."""

    WHICH = "which"
    """Several wait, and it was not said which is answered."""
    MEANT = "meant"
    """Words that nobody asked for may be an answer."""
    TEXT = "text"
    SURE = "sure"


@dataclass(frozen=True, slots=True)
class Answering:
    """The draft: the words, and what they answer; `offered` would take their place.

    `former` are the words that were sent already, where these correct them; `corrects` where it is asked of which.
    """

    stage: Stage
    number: int = 0
    asker: str = ""
    question: str = ""
    text: str = ""
    offered: str = ""
    choices: tuple[tuple[int, str], ...] = ()
    former: str = ""
    corrects: bool = False


drafts = Drafts("answer/1", TypeAdapter(Answering))
Stepped = Step[Answering, Given]


def start(db: Session, talk: Talk, argument: str) -> Stepped:
    """Finds the question, and asks for what the sentence did not say."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if not scope.offices:
        return Stop(words.only_office())
    wish = wish_of(argument)
    if wish is not None and wish.deed is Deed.CORRECT:
        return correcting(db, talk, scope, wish)
    if wish is None or wish.deed is not Deed.ANSWER:
        return meant(store.waiting(db, scope), argument)
    if wish.number is not None:
        found = store.find_passed(db, scope, wish.number)
        return Stop(words.no_longer_yours(wish.number)) if found is None else opened(db, talk, found, wish.text)
    waiting = asked_by(db, talk, store.waiting(db, scope), wish)
    if not waiting:
        return Stop(words.none_waits())
    if len(waiting) == 1:
        return opened(db, talk, waiting[0], wish.text)
    return which(waiting, wish.text)


CORRECTED_WITHIN = timedelta(days=7)
"""'sửa câu trả lời' without a number means what the speaker answered last, not long ago."""


def correcting(db: Session, talk: Talk, scope: Scope, wish: Wish) -> Stepped:
    """The answer that is to be corrected; where its number, or none, leaves several it is asked which."""
    found = of_number(db, scope, wish) if wish.number else answered_lately(db, talk, scope, wish)
    if not found:
        return Stop(words.no_longer_yours(wish.number) if wish.number else words.nothing_to_correct())
    if len(found) == 1:
        return opened(db, talk, found[0], wish.text, corrects=True)
    return which(found, wish.text, corrects=True)


def of_number(db: Session, scope: Scope, wish: Wish) -> list[Passed]:
    """The question of this number, and the one whose kept answer has it, where that may be meant."""
    own = store.find_passed(db, scope, wish.number or 0)
    kept = store.kept_in(db, scope, wish.number or 0) if wish.may_be_entry else None
    if own is not None and own.is_closed and kept is not None:
        own = None
    return list({found.id: found for found in (own, kept) if found}.values())


def answered_lately(db: Session, talk: Talk, scope: Scope, wish: Wish) -> list[Passed]:
    """What the speaker answered last, 'vừa rồi' the newest alone; what waits where 'trả lời lại' may mean it."""
    mine = [each for each in store.answered_by(db, scope, talk.visit.now - CORRECTED_WITHIN) if each.answer]
    newest = sorted(mine, key=lambda each: (each.answered_at, each.id), reverse=True)
    if wish.is_last and newest:
        return newest[:1]
    found = [*newest, *store.waiting(db, scope)] if wish.may_wait else newest
    return asked_by(db, talk, found, wish)


def asked_by(db: Session, talk: Talk, waiting: Sequence[Passed], wish: Wish) -> list[Passed]:
    """Those of whom the words name the asker or the unit; all where they name nobody."""
    named = set(fold(wish.who).split())
    theirs = [each for each in waiting if named and named <= set(fold(asker_words(db, each, talk.visit.today)).split())]
    return theirs or list(waiting)


def which(waiting: Sequence[Passed], text: str, *, corrects: bool = False) -> Stepped:
    """Which of several."""
    choices = tuple((each.id, each.text) for each in waiting)
    reply = words.which_corrected(choices, text) if corrects else words.which(choices, text)
    return Ask(Answering(Stage.WHICH, text=text, choices=choices, corrects=corrects), reply)


def meant(waiting: Sequence[Passed], said: str) -> Stepped:
    """Whether what was typed answers a question that waits."""
    if not waiting:
        return Stop(words.none_waits())
    choices = tuple((each.id, each.text) for each in waiting)
    return Ask(Answering(Stage.MEANT, text=said, choices=choices), words.is_it_an_answer(said, choices))


def opened(db: Session, talk: Talk, found: Passed, text: str, *, corrects: bool = False) -> Stepped:
    """This question, with the words where they were said; what was answered is only corrected where that is said."""
    if found.is_closed or (found.answer and not corrects):
        return Stop(told_already(db, found))
    draft = Answering(Stage.TEXT, found.id, asker_words(db, found, talk.visit.today), found.text, former=found.answer)
    return with_text(draft, text) if text else Ask(draft, again(draft))


def with_text(draft: Answering, text: str) -> Stepped:
    """All of it as it will go; what is too long is asked for again."""
    said = text.strip()
    if len(said) > words.TEXT_MOST:
        return Ask(replace(draft, stage=Stage.TEXT), words.too_long(len(said)))
    if clean(said) == clean(draft.former):
        return Stop(words.same_answer(draft.number, said))
    ready = replace(draft, stage=Stage.SURE, text=said, offered="", choices=())
    return Ask(ready, read_back(ready))


def read_back(draft: Answering) -> Reply:
    """All of it as it will go."""
    if draft.former:
        return words.correction(draft.asker, draft.number, draft.question, draft.text, draft.former)
    return words.preview(draft.asker, draft.number, draft.question, draft.text)


def step(draft: Answering, said: str, scene: Scene) -> Stepped:
    """Which question, the words, or 'gửi'."""
    wish = wish_of(said)
    if wish is not None and wish.deed in {Deed.ANSWER, Deed.CORRECT}:
        return another(draft, said, wish)
    if is_put_off(said, wish, draft):
        return Stop(put_off(draft))
    if draft.stage in {Stage.WHICH, Stage.MEANT}:
        return chosen(draft, said, wish, scene)
    if draft.stage is Stage.SURE and is_not_sent(said):
        return Stop(left(draft))
    if wish is not None or is_of_the_house(said, scene):
        return Aside()
    if draft.stage is Stage.TEXT:
        return Aside() if asks_plainly(said) and len(said.split()) <= QUESTION_MOST_WORDS else with_text(draft, said)
    return sure(draft, said)


def put_off(draft: Answering) -> Reply:
    """What waits on; words that were sent stand as they are."""
    if draft.former or draft.corrects:
        return left(draft)
    return words.put_off(draft.number) if draft.number else words.put_off_all(len(draft.choices))


def is_put_off(said: str, wish: Wish | None, draft: Answering) -> bool:
    """'để sau', of this question."""
    if wish is None:
        return plain(said) == "de sau"
    return wish.deed is Deed.LATER and wish.number == draft.number


def is_of_the_house(said: str, scene: Scene) -> bool:
    """Whether it is an order that has its own place, and no answer to anybody."""
    is_command = plain(said.removeprefix("/")) in scene.commands or said.startswith("/")
    heard = (paper_wish(said), board_wish(said), announce_wish(said))
    return is_command or begins_order(said) or any(wish is not None for wish in heard)


def another(draft: Answering, said: str, wish: Wish) -> Stepped:
    """'trả lời câu 7: …' in the midst: this question in other words, or another one."""
    if draft.stage in {Stage.WHICH, Stage.MEANT}:
        return Again(said if wish.text else f"{said}: {draft.text}") if draft.text else Again(said)
    if wish.number in {None, draft.number} and not wish.who:
        if wish.text:
            return with_text(draft, wish.text)
        return Aside() if wish.deed is Deed.ANSWER else Ask(replace(draft, stage=Stage.TEXT), again(draft))
    return Ask(draft, words.other_is_open(draft.number)) if draft.text else Again(said)


def chosen(draft: Answering, said: str, wish: Wish | None, scene: Scene) -> Stepped:
    """Which question was meant: 'câu 7', '7', or yes where there is one."""
    numbers = [number for number, _ in draft.choices]
    bare, verb = plain(said), "đính chính câu" if draft.corrects else "trả lời câu"
    if bare.isdecimal() and int(bare) in numbers:
        return Again(f"{verb} {bare}: {draft.text}")
    if wish is not None and wish.deed is Deed.SHOW and wish.number in numbers:
        return Again(f"{verb} {wish.number}: {draft.text}")
    if wish is not None or is_of_the_house(said, scene):
        return Aside()
    if draft.stage is Stage.MEANT:
        if wording.is_yes(said) and len(numbers) == 1:
            return Again(f"trả lời câu {numbers[0]}: {draft.text}")
        if bare in IS_QUESTION:
            return Done(Given(0, ""), f"/hoi {draft.text}")
        if wording.is_no(said):
            return Stop(words.left(0))
        if len(said.split()) >= SENTENCE and not asks_plainly(said) and not asks(said):
            return Ask(replace(draft, text=said.strip()), words.is_it_an_answer(said.strip(), draft.choices))
    return Aside()


def sure(draft: Answering, said: str) -> Stepped:
    """'gửi', other words, or no."""
    match meant_by(said, has_offered=bool(draft.offered)):
        case Meant.SEND:
            return Done(Given(draft.number, draft.text, draft.former))
        case Meant.OFFERED:
            return with_text(draft, draft.offered)
        case Meant.SHOWN:
            return with_text(draft, draft.text)
        case Meant.WHICH:
            return Ask(draft, words.replace_or_keep(draft.offered))
        case Meant.FRESH:
            return with_text(draft, edited(said) or "")
        case Meant.REWRITE | Meant.NO:
            return Ask(replace(draft, stage=Stage.TEXT), again(draft))
        case Meant.UNCLEAR:
            return Ask(draft, words.send_or_leave())
        case Meant.ELSE if asks_plainly(said):
            return Aside()
        case Meant.ELSE:
            return Ask(replace(draft, offered=said.strip()), words.replace_or_keep(said.strip()))


def again(draft: Answering) -> Reply:
    """The words are wanted once more."""
    if draft.former:
        return words.ask_correction(draft.asker, draft.number, draft.question, draft.former)
    return words.ask_text(draft.asker, draft.number, draft.question)


def resume(db: Session, talk: Talk, draft: Answering) -> Stepped:
    """The open question again, if it still waits."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if draft.stage in {Stage.WHICH, Stage.MEANT}:
        numbers = {number for number, _ in draft.choices}
        asked = [each for number in sorted(numbers) if (each := store.find_passed(db, scope, number))]
        waiting = [each for each in asked if each.waits or (draft.corrects and each.answer)]
        if draft.corrects and waiting:
            return which(waiting, draft.text, corrects=True)
        if draft.stage is Stage.MEANT:  # something else was said: nobody insists on words that nobody asked for
            return Stop(words.not_an_answer(draft.text))
        return which(waiting, draft.text) if waiting else Stop(words.none_waits())
    found = store.find_passed(db, scope, draft.number)
    if found is None:
        return Stop(words.no_longer_yours(draft.number))
    if found.is_closed or found.answer != draft.former:
        return Stop(told_already(db, found))
    if draft.stage is Stage.TEXT:
        return Ask(draft, again(draft))
    if draft.offered:
        return Ask(draft, words.replace_or_keep(draft.offered))
    return Ask(draft, read_back(draft))


def left(draft: Answering) -> Reply:
    """Nothing was sent."""
    if draft.former or draft.corrects:
        return words.left_as_it_was(draft.number)
    return words.left(draft.number)


def finish(db: Session, talk: Talk, result: Given, now: datetime) -> Finished:
    """Keeps the answer and sends it to the asker, once, whoever of the office was first."""
    return sending.sent(db, talk, result, now) if result.number else Finished(())
