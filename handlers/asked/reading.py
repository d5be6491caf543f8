"""Who takes what is said of questions that an office has: answers, closing, keeping, lists, and asking back."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from handlers import ask, office, speech, wording
from handlers.aims import scope_now
from handlers.announce import receipts
from handlers.asked import asking, board, keeping, mine, store
from handlers.asked.sending import told_already
from handlers.asked.wishes import Deed, Wish, wish_of
from handlers.deedwishes import SEND
from handlers.flow import Finished, family
from handlers.messages import Reply
from handlers.store import menu_of
from handlers.talk import Begin, Outcome, Talk
from handlers.wording import asked as words
from handlers.wording import plain
from knowledge.result import AskBack, NotFound
from knowledge.text import fold
from union import store as union
from union.scope import Scope

PLAIN_WITHIN = timedelta(days=1)
"""So long after a question came an answer may be typed without saying that it is one."""
PLAIN_WORDS = 8
"""A sentence so long that asks nothing is told to somebody, even where the documents would say something to it."""
TOLD_FIRST = frozenset({"duoc", "khong", "chua", "co", "vang", "dong", "roi", "ok", "da", "de", "cu", "moi"})
"""How an answer begins: 'được nhé', 'chưa có', 'đồng chí cứ …'; no name of a target or a task does."""
OTHERS = frozenset({Deed.LATER, Deed.SHOW, Deed.KEEP_NOT})
"""What whoever works in no office says of other things: 'câu 7' is a field of a report, too."""


def reads(db: Session, talk: Talk) -> Outcome | Begin | None:
    """'trả lời câu 7: …', 'đóng câu 7', 'câu hỏi chưa có trả lời', 'hỏi lại: …'; a chair's 'câu 7' is none."""
    wish = wish_of(keeping.chosen(talk) or talk.said)
    if (number := keeping.to_keep(talk)) is not None:
        return keep(db, talk, number)
    if wish is None:
        return put_off(db, talk) if plain(talk.said) == "de sau" else None
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if wish.deed is Deed.ASK_AGAIN:
        return ask_again(db, talk, scope, wish)
    if not scope.offices:
        is_other = is_of_something_else(talk.said, wish) or (wish.deed is Deed.WAITING and mine.may_ask(talk))
        return None if is_other else say(talk, words.only_office())
    if not talk.is_private:
        return say(talk, wording.private_only())
    return taken(db, talk, scope, wish)


def is_of_something_else(said: str, wish: Wish) -> bool:
    """Whether it is nothing of an office's questions: 'trả lời: 25' is a figure, 'câu 7: 12' a field of a report."""
    if wish.deed is Deed.CORRECT:
        return wish.number is None or not any(verb in plain(said) for verb in ("tra loi", "dinh chinh"))
    if wish.deed is Deed.ANSWER:
        return wish.number is None or "tra loi cau" not in plain(said)
    return wish.deed in OTHERS


def taken(db: Session, talk: Talk, scope: Scope, wish: Wish) -> Outcome | Begin | None:
    """What a clerk wants of a question."""
    match wish.deed:
        case Deed.ANSWER | Deed.CORRECT:
            return Begin("answer", talk.said)
        case Deed.CLOSE:
            return Outcome(memory=talk.memory, finish=lambda db, now: closed(db, talk, wish.number or 0, now))
        case Deed.LATER | Deed.SHOW:
            return looked_at(db, talk, scope, wish)
        case Deed.KEEP:
            return keep(db, talk, wish.number)
        case Deed.KEEP_INSTEAD:
            kept = (wish.number or 0, wish.entry or 0)
            return Outcome(memory=talk.memory, finish=lambda db, now: keeping.kept_instead(db, talk, *kept, now))
        case Deed.KEEP_BESIDE:
            return Outcome(memory=talk.memory, finish=lambda db, now: keeping.kept(db, talk, wish.number, now))
        case Deed.KEEP_NOT:
            return say(talk, words.not_kept(wish.number)) if wish.number else None
        case Deed.WITHDRAW:
            return Outcome(
                memory=talk.memory, finish=lambda db, now: keeping.withdrawn(db, talk, wish.number or 0, now)
            )
        case Deed.NOTES:
            return say(talk, keeping.listed(db, scope))
        case _:
            return say(talk, board.shown(db, talk, scope))


def keep(db: Session, talk: Talk, number: int | None) -> Outcome:
    """Keeps the answer; where the office keeps another one to the same question, it is asked what is to be."""
    if (reply := keeping.already(db, talk, number)) is not None:
        return say(talk, reply)
    return Outcome(memory=talk.memory, finish=lambda db, now: keeping.kept(db, talk, number, now))


def show(db: Session, talk: Talk, _argument: str) -> Outcome:
    """/cauhoi: what waits, what is asked and not found."""
    if not talk.is_private:
        return say(talk, wording.private_only())
    scope = union.scope_of(db, talk.person, talk.visit.today)
    return say(talk, board.shown(db, talk, scope) if scope.offices else words.only_office())


def looked_at(db: Session, talk: Talk, scope: Scope, wish: Wish) -> Outcome:
    """One question as it stands."""
    found = store.find_passed(db, scope, wish.number or 0)
    if found is None:
        return say(talk, words.no_longer_yours(wish.number or 0))
    if not found.waits:
        return say(talk, told_already(db, found))
    return say(talk, words.put_off(found.id) if wish.deed is Deed.LATER else board.one(db, talk, found))


def closed(db: Session, talk: Talk, number: int, now: datetime) -> Finished:
    """Sets the question aside, unless somebody was faster."""
    scope = scope_now(db, talk, now)
    found = store.find_passed(db, scope, number)
    if found is None:
        return Finished((words.no_longer_yours(number),))
    if not store.close_it(db, scope, number, now):
        return Finished((told_already(db, found),))
    union.note(db, now, talk.visit.inbound.sender, "close question", found.office, question=str(number))
    return Finished((words.closed(number, found.text),))


def put_off(db: Session, talk: Talk) -> Outcome | None:
    """'để sau' of a clerk with whom questions wait, and who owes nothing that it could be of."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if not talk.is_private or not scope.offices or scope.acts_for:
        return None
    waiting = store.waiting(db, scope)
    if not waiting:
        return None
    return say(talk, words.put_off(waiting[0].id) if len(waiting) == 1 else words.put_off_all(len(waiting)))


# Words that may be an answer


def reads_plain(db: Session, talk: Talk) -> Begin | None:
    """'Được vay tối đa 20 triệu nhé', typed after a question came: whether it answers it is asked, never supposed."""
    if family(talk.memory.flow) == "answer":  # it was no answer there, and what is being written must not be lost
        return None
    if wish_of(talk.said) is not None or speech.asks(talk.said) or not waits_for_words(db, talk):
        return None
    if plain(talk.said).isdecimal():
        return of_list(db, talk, int(plain(talk.said)))
    if wording.means(talk.said, wording.CHOICES) or plain(talk.said) in SEND:  # of another talk that is over
        return None
    said = plain(talk.said).replace(",", " ").split()
    if len(said) >= PLAIN_WORDS or (said and said[0] in TOLD_FIRST):
        return Begin("answer", talk.said)
    result = ask.result_of(db, talk)
    return Begin("answer", talk.said) if isinstance(result, NotFound | AskBack) else None


def of_list(db: Session, talk: Talk, number: int) -> Begin | None:
    """'1' after the list: the question of this number, or the first; where these are two it is asked which."""
    waiting = [each.id for each in store.waiting(db, union.scope_of(db, talk.person, talk.visit.today))]
    meant = {each for place, each in enumerate(waiting, start=1) if number in {place, each}}
    if not meant:
        return None
    return Begin("answer", f"trả lời câu {meant.pop()}" if len(meant) == 1 else "trả lời")


def waits_for_words(db: Session, talk: Talk) -> bool:
    """Whether a question came to the speaker's office lately."""
    if not talk.is_private or talk.person is None:
        return False
    scope = union.scope_of(db, talk.person, talk.visit.today)
    since = talk.visit.now - PLAIN_WITHIN
    return bool(scope.offices) and any(each.passed_at > since for each in store.waiting(db, scope))


def bare(db: Session, talk: Talk) -> Outcome | Begin | None:
    """A yes or no: to keeping what was just answered, to an announcement, or to a question that came."""
    offered = keeping.offered(talk)
    noted = receipts.bare(db, talk)
    if offered is None:
        return noted or (Begin("answer", talk.said) if not talk.memory.flow and waits_for_yes(db, talk) else None)
    if noted is not None:
        return say(talk, words.keep_or_noted(offered))
    if wording.is_yes(talk.said) and not wording.may_mean_no(talk.said):
        return keep(db, talk, offered)
    return say(talk, words.not_kept(offered)) if wording.is_no(talk.said) else None


YES_OR_NO = re.compile(r"(?:khong|ko|chua|hay khong|duoc chua)(?: (?:a|vay|the|nhi|nhe|anh|chi|em))*[ ?.]*$")


def waits_for_yes(db: Session, talk: Talk) -> bool:
    """Whether a question came to the speaker's office lately that a yes or no answers."""
    if not waits_for_words(db, talk):
        return False
    waiting = store.waiting(db, union.scope_of(db, talk.person, talk.visit.today))
    return any(YES_OR_NO.search(fold(each.text)) for each in waiting)


# The asker asks back


def ask_again(db: Session, talk: Talk, scope: Scope, wish: Wish) -> Outcome | Begin | None:
    """'hỏi lại câu 7: …' goes to the office with what was asked and answered; without the words they are wanted."""
    if not talk.is_private:
        return say(talk, wording.private_only())
    if talk.person is None or not talk.person.seats:
        return None
    found = asking.answers(db, scope, wish, talk.visit.now)
    if len(found) != 1 or not wish.text or not asking.fits(wish.text):
        return Begin("ask_again", talk.said)
    return office.pass_more_on(talk, talk.person, found[0], wish.text)


def say(talk: Talk, reply: Reply) -> Outcome:
    """Says it, and remembers what was shown."""
    return Outcome((reply,), replace(talk.memory, menu=menu_of((reply,)), rest=""))
