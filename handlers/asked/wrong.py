"""An answer that was not what was meant: said again in other words, or passed on to the office; and counted."""

from dataclasses import replace

from sqlmodel import Session

from handlers import wording
from handlers.asked.record import kept
from handlers.asked.store import Ending
from handlers.messages import Reply
from handlers.progress.phrases import SPOKEN_OF
from handlers.progress.recent import said_last
from handlers.store import menu_of
from handlers.talk import Outcome, Talk
from handlers.wording import asked as words
from union import store as union

WRONG = ("sai", "sai rồi", "chưa đúng", "không đúng", "chưa đúng lắm")
"""Said of an answer as of a figure: these are words of no, too."""
ANSWERED = ("không đúng ý tôi", "hỏi văn phòng")
"""What only an answer offers."""


def show(db: Session, talk: Talk, _argument: str) -> Outcome:
    """'không đúng ý tôi': what was meant is asked first; only 'hỏi văn phòng' passes it on."""
    if not talk.memory.asked_last:
        return say(talk, words.nothing_answered())
    last = talk.memory.asked_last[-1]
    ours = talk.visit.office
    if not talk.is_private or talk.person is None or not talk.person.seats:
        told = say(talk, words.what_was_meant_here(last, ours.name, ours.phone))
    elif (scope := union.scope_of(db, talk.person, talk.visit.today)).offices and not scope.acts_for:
        told = say(talk, words.what_was_meant_by_staff(last))
    else:
        told = say(talk, words.what_was_meant(last))
    return replace(told, asked=kept(db, talk, last, Ending.WRONG))


def bare(db: Session, talk: Talk) -> Outcome | None:
    """'sai rồi' where no question is open: of the last answer; beside a fresh figure it is asked of which."""
    if talk.memory.flow or not talk.memory.asked_last or not wording.means(talk.said, WRONG):
        return None
    if set(talk.memory.menu).intersection(ANSWERED) or not talk.is_private or talk.person is None:
        return show(db, talk, "")
    if said_last(db, talk, SPOKEN_OF):
        return say(talk, words.wrong_what(talk.memory.asked_last[-1]))
    return show(db, talk, "")


def say(talk: Talk, reply: Reply) -> Outcome:
    """Says it, and remembers what was shown."""
    return Outcome((reply,), replace(talk.memory, menu=menu_of((reply,)), rest=""))
