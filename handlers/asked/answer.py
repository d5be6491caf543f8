"""An office answers a question in its chat: which one, the words, all of it read back, sent at the clerk's word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import wording
from handlers.aims import scope_now
from handlers.announce.wishes import wish_of as announce_wish
from handlers.asked import store
from handlers.asked.people import asker_words, name_of
from handlers.asked.store import Passed
from handlers.asked.wishes import Deed, Wish, wish_of
from handlers.boardwishes import wish_of as board_wish
from handlers.deedwishes import SEND, begins_order, split_answer
from handlers.flow import Again, Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Address, Notice, Reply
from handlers.papers.wishes import wish_of as paper_wish
from handlers.report.heard import asks_plainly
from handlers.talk import Scene, Talk
from handlers.wording import asked as words
from handlers.wording import plain
from knowledge.dates import VIETNAM
from knowledge.text import clean, fold
from scheduler.rungs import after_quiet
from union import store as union
from union.reach.store import contacts_of

QUESTION_MOST_WORDS = 12
IS_QUESTION = frozenset({"la cau hoi", "cau hoi", "khong phai tra loi", "tra van ban", "hoi van ban"})
THAY = frozenset({"thay", "thay di", "thay cau cu", "thay cau moi", "thay the"})
GIU = frozenset({"giu", "giu cau cu", "giu nguyen", "khong thay"})
EDITS = ("sửa lại thành", "sửa lại là", "sửa thành", "sửa lại", "sửa", "viết lại", "đổi thành")


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
    """The draft: the words, and what they answer; `offered` would take their place."""

    stage: Stage
    number: int = 0
    asker: str = ""
    question: str = ""
    text: str = ""
    offered: str = ""
    choices: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be written; number 0: nothing, the words were a question."""

    number: int
    text: str


drafts = Drafts("answer/1", TypeAdapter(Answering))
Stepped = Step[Answering, Given]


def start(db: Session, talk: Talk, argument: str) -> Stepped:
    """Finds the question, and asks for what the sentence did not say."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if not scope.offices:
        return Stop(words.only_office())
    wish = wish_of(argument)
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


def asked_by(db: Session, talk: Talk, waiting: Sequence[Passed], wish: Wish) -> list[Passed]:
    """Those of whom the words name the asker or the unit; all where they name nobody."""
    named = set(fold(wish.who).split())
    theirs = [each for each in waiting if named and named <= set(fold(asker_words(db, each, talk.visit.today)).split())]
    return theirs or list(waiting)


def which(waiting: Sequence[Passed], text: str) -> Stepped:
    """Which of several."""
    choices = tuple((each.id, each.text) for each in waiting)
    return Ask(Answering(Stage.WHICH, text=text, choices=choices), words.which(choices, text))


def meant(waiting: Sequence[Passed], said: str) -> Stepped:
    """Whether what was typed answers a question that waits."""
    if not waiting:
        return Stop(words.none_waits())
    choices = tuple((each.id, each.text) for each in waiting)
    return Ask(Answering(Stage.MEANT, text=said, choices=choices), words.is_it_an_answer(said, choices))


def opened(db: Session, talk: Talk, found: Passed, text: str) -> Stepped:
    """This question, with the words where they were said."""
    if not found.waits:
        return Stop(told_already(db, found))
    draft = Answering(Stage.TEXT, found.id, asker_words(db, found, talk.visit.today), found.text)
    return with_text(draft, text) if text else Ask(draft, words.ask_text(draft.asker, draft.number, draft.question))


def told_already(db: Session, found: Passed) -> Reply:
    """Who answered or closed it, and when."""
    by = name_of(db, found.answered_by)
    if found.is_closed or found.answered_at is None:
        return words.closed_already(found.id, by, found.answered_at)
    return words.answered_already(found.id, by, found.answered_at, found.answer)


def with_text(draft: Answering, text: str) -> Stepped:
    """All of it as it will go; what is too long is asked for again."""
    said = text.strip()
    if len(said) > words.TEXT_MOST:
        return Ask(replace(draft, stage=Stage.TEXT), words.too_long(len(said)))
    ready = replace(draft, stage=Stage.SURE, text=said, offered="", choices=())
    return Ask(ready, words.preview(ready.asker, ready.number, ready.question, ready.text))


def step(draft: Answering, said: str, scene: Scene) -> Stepped:
    """Which question, the words, or 'gửi'."""
    wish = wish_of(said)
    if wish is not None and wish.deed is Deed.ANSWER:
        return another(draft, said, wish)
    if is_put_off(said, wish, draft):
        return Stop(words.put_off(draft.number) if draft.number else words.put_off_all(len(draft.choices)))
    if draft.stage in {Stage.WHICH, Stage.MEANT}:
        return chosen(draft, said, wish, scene)
    if draft.stage is Stage.SURE and is_not_sent(said):
        return Stop(words.left(draft.number))
    if wish is not None or is_of_the_house(said, scene):
        return Aside()
    if draft.stage is Stage.TEXT:
        return Aside() if asks_plainly(said) and len(said.split()) <= QUESTION_MOST_WORDS else with_text(draft, said)
    return sure(draft, said)


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
        return with_text(draft, wish.text) if wish.text else Aside()
    return Ask(draft, words.other_is_open(draft.number)) if draft.text else Again(said)


def chosen(draft: Answering, said: str, wish: Wish | None, scene: Scene) -> Stepped:
    """Which question was meant: 'câu 7', '7', or yes where there is one."""
    numbers = [number for number, _ in draft.choices]
    bare = plain(said)
    if bare.isdecimal() and int(bare) in numbers:
        return Again(f"trả lời câu {bare}: {draft.text}")
    if wish is not None and wish.deed is Deed.SHOW and wish.number in numbers:
        return Again(f"trả lời câu {wish.number}: {draft.text}")
    if wish is not None or is_of_the_house(said, scene):
        return Aside()
    if draft.stage is Stage.MEANT:
        if wording.is_yes(said) and len(numbers) == 1:
            return Again(f"trả lời câu {numbers[0]}: {draft.text}")
        if bare in IS_QUESTION:
            return Done(Given(0, ""), f"/hoi {draft.text}")
        if wording.is_no(said):
            return Stop(words.left(0))
    return Aside()


NOT_SENT = frozenset({"khong gui", "khong gui nua", "thoi khong gui", "thoi gui", "bo di", "khoan gui"})


def is_not_sent(said: str) -> bool:
    """'không gửi', 'đừng gửi'; 'dung gui' without its marks may be a yes and is asked."""
    return plain(said) in NOT_SENT or wording.courteous(said).startswith("đừng ")


def sure(draft: Answering, said: str) -> Stepped:
    """'gửi', other words, or no."""
    if draft.offered and plain(said) in THAY:
        return with_text(draft, draft.offered)
    if draft.offered and (plain(said) in GIU or wording.is_no(said)):
        return with_text(draft, draft.text)
    is_word = wording.is_yes(said) or plain(said) in SEND
    if draft.offered and is_word:
        return Ask(draft, words.replace_or_keep(draft.offered))
    if is_word:
        return Done(Given(draft.number, draft.text))
    if (fresh := edited(said)) is not None:
        return with_text(draft, fresh) if fresh else Ask(replace(draft, stage=Stage.TEXT), again(draft))
    answer, besides = split_answer(said)
    if wording.may_mean_no(said) or (besides and (wording.is_yes(answer) or plain(answer) in SEND)):
        return Ask(draft, words.send_or_leave())
    if wording.is_no(said):
        return Ask(replace(draft, stage=Stage.TEXT), again(draft))
    if asks_plainly(said):
        return Aside()
    return Ask(replace(draft, offered=said.strip()), words.replace_or_keep(said.strip()))


def edited(said: str) -> str | None:
    """The new words of 'sửa: …'; '' for 'sửa' alone, None where nothing is to be other."""
    text = clean(said).strip()
    for verb in EDITS:
        if fold(text).startswith(fold(verb)):
            rest = text[len(verb) :]
            if not rest.strip(" .!"):
                return ""
            if rest.lstrip().startswith(":") or verb.endswith(("thành", "là")):
                return rest.lstrip(" :").strip()
    return None


def again(draft: Answering) -> Reply:
    """The words are wanted once more."""
    return words.ask_text(draft.asker, draft.number, draft.question)


def resume(db: Session, talk: Talk, draft: Answering) -> Stepped:
    """The open question again, if it still waits."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if draft.stage in {Stage.WHICH, Stage.MEANT}:
        numbers = {number for number, _ in draft.choices}
        waiting = [each for each in store.waiting(db, scope) if each.id in numbers]
        return meant(waiting, draft.text) if draft.stage is Stage.MEANT or not waiting else which(waiting, draft.text)
    found = store.find_passed(db, scope, draft.number)
    if found is None:
        return Stop(words.no_longer_yours(draft.number))
    if not found.waits:
        return Stop(told_already(db, found))
    if draft.stage is Stage.TEXT:
        return Ask(draft, again(draft))
    if draft.offered:
        return Ask(draft, words.replace_or_keep(draft.offered))
    return Ask(draft, words.preview(draft.asker, draft.number, draft.question, draft.text))


def left(draft: Answering) -> Reply:
    """Nothing was sent."""
    return words.left(draft.number)


# Sending


def finish(db: Session, talk: Talk, result: Given, now: datetime) -> Finished:
    """Keeps the answer and sends it to the asker, once, whoever of the office was first."""
    if not result.number:
        return Finished(())
    scope = scope_now(db, talk, now)
    found = store.find_passed(db, scope, result.number)
    if found is None or talk.person is None:
        return Finished((words.no_longer_yours(result.number),))
    if not store.answer_it(db, scope, result.number, result.text, now):
        fresh = store.find_passed(db, scope, result.number)
        return Finished((told_already(db, fresh or found),))
    union.note(db, now, talk.visit.inbound.sender, "answer question", found.office, question=str(found.id))
    notices = delivered(db, found, result.text, talk.person.name, now)
    contact = contacts_of(db, (found.officer,)).get(found.officer)
    goes_at = after_quiet(now.astimezone(VIETNAM), talk.visit.quiet)
    later = words.at_words(goes_at) if goes_at > now else ""
    phone = contact.phone if contact else ""
    told = words.Sent(
        found.id,
        asker_words(db, found, talk.visit.today),
        result.text,
        phone,
        bool(notices),
        not is_private(found),
        later,
    )
    return Finished((words.sent(told),), notices)


def delivered(db: Session, found: Passed, text: str, by: str, now: datetime) -> tuple[Notice, ...]:
    """The answer on its way to the account that the asker prefers; nothing where no message reaches them.

    It was asked for: it waits out the quiet hours and does not count among what somebody is told unasked.
    """
    contact = contacts_of(db, (found.officer,)).get(found.officer)
    if contact is None or contact.account is None or not union.seats_of(db, found.officer, now.date()):
        return ()
    office = union.find_unit(db, found.office)
    assert office, "an office is a unit, and units are never deleted"
    reply = words.answer_for_asker(words.Given(found.id, found.text, text, office.name, by, now))
    args = {"officer": str(found.officer), "urgent": "1"}
    key = f"answer/{found.id}/{found.officer}"
    return (Notice(Address(contact.account.address), reply, key, "still_seated", args),)


def is_private(found: Passed) -> bool:
    """Whether it is about somebody's own data, which is nobody else's answer."""
    return words.is_data_wish(found.text)
