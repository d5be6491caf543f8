"""What an office wants done about the reports of its units: which talk takes it, or what is answered at once."""

import re
from dataclasses import replace

from sqlmodel import Session

from handlers import behalf, duties, marks, request, wording
from handlers.aims import heard
from handlers.announce import store as announcements
from handlers.board import desk_of
from handlers.deedwishes import ASKS, BEGINS, MARKS, OF_DUTIES, Deed, Order, order_of
from handlers.messages import Reply
from handlers.store import menu_of
from handlers.talk import Begin, Outcome, Talk
from handlers.wording import deeds as words
from knowledge.text import fold
from scheduler.duties import Cadence
from union import store as union
from union.roster import Role

FLOW_OF = {
    **dict.fromkeys(MARKS, "mark"),
    **dict.fromkeys(OF_DUTIES, "duty"),
    Deed.CHASE: "chase",
    Deed.BEHALF: "behalf",
    Deed.SUBMIT: "behalf",
    Deed.REQUEST: "request",
}
WORDS_MOST = 7
"""An order that names nobody who is known here is short; what is longer is something else."""


def reads(db: Session, talk: Talk) -> Outcome | Begin | None:
    """What an officer of an office orders; anything else, and everybody else, belongs elsewhere."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if not scope.offices:
        return None
    order = heard(db, desk_of(db, talk), talk, talk.said)
    if order is None and behalf.puts_right(db, talk):
        return Begin("behalf", talk.said)
    if order is None:
        return say(talk, words.unknown_unit()) if talk.is_private and names_nobody(talk.said) else None
    if not talk.is_private:
        return say(talk, wording.private_only())
    return say(talk, order) if isinstance(order, Reply) else taken(db, talk, order)


def taken(db: Session, talk: Talk, order: Order) -> Outcome | Begin:
    """The talk that takes the order, or the list that is asked for."""
    match order.deed:
        case Deed.ANSWERS:
            return request.answers(db, talk)
        case Deed.EXTENSIONS:
            return say(talk, marks.wishes(db, talk))
        case Deed.DUTIES:
            return say(talk, duties.listed(db, talk))
        case Deed.CHASE if is_of_announcement(db, talk):
            return Begin("again", AGAIN)
        case deed:
            return Begin(FLOW_OF[deed], talk.said)


AGAIN = "nhắc lại thông báo"
ANSWERING = re.compile(r"\btra loi\b")


def is_of_announcement(db: Session, talk: Talk) -> bool:
    """'nhắc ai chưa trả lời' where nothing was asked in between: then it is of the last announcement."""
    if not ANSWERING.search(fold(talk.said)):
        return False
    desk = desk_of(db, talk)
    if any(desk.duty(item).cadence is Cadence.ADHOC for item in desk.deadlines):
        return False
    return bool(announcements.announcements_of(db, desk.scope))


def names_nobody(said: str) -> bool:
    """'cho lùi Bình Minh' where no unit is called so."""
    bare = wording.plain(said)
    return len(bare.split()) <= WORDS_MOST and bool(UNIT_WANTED.match(bare)) and not ASKS.search(said)


UNIT_WANTED = re.compile(
    r"(?:cho lui|khong lui|ghi ho(?! khau)|nop ho|bo mien|da nhan ban (?:giay|ky)|tiep nhan bao cao)\b"
)


def reads_others(_db: Session, talk: Talk) -> Outcome | None:
    """A chair, or whoever looks on, orders what only an office does."""
    if not talk.is_private or talk.person is None or not talk.person.seats:
        return None
    order = order_of(talk.said, ())
    is_order = order is not None and order.deed not in {Deed.ANSWERS, Deed.EXTENSIONS, Deed.DUTIES}
    bare = wording.plain(talk.said)
    named = BEGINS.match(bare) is not None and len(bare.split()) <= WORDS_MOST and not ASKS.search(talk.said)
    if not is_order and not named:
        return None
    looks_on = all(seat.role is Role.VIEWER for seat in talk.person.seats)
    return say(talk, words.only_looks() if looks_on else words.only_office())


def show_duties(db: Session, talk: Talk, _argument: str) -> Outcome:
    """'chế độ báo cáo'."""
    if not talk.is_private:
        return say(talk, wording.private_only())
    if talk.person is None or not talk.person.seats:
        return say(talk, wording.stranger())
    return say(talk, duties.listed(db, talk))


def say(talk: Talk, reply: Reply) -> Outcome:
    """Says it, and remembers what was shown."""
    return Outcome((reply,), replace(talk.memory, menu=menu_of((reply,)), rest=""))
