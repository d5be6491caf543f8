"""What an office wants done about the reports of its units: which talk takes it, or what is answered at once."""

import re
from dataclasses import replace

from sqlmodel import Session

from handlers import behalf, board, drafting, duties, marks, request, wording
from handlers.aims import heard
from handlers.announce import store as announcements
from handlers.board import desk_of
from handlers.choosing import period_said
from handlers.deedwishes import ASKS, BEGINS, MARKS, OF_DUTIES, SEND, Deed, Order, masked, order_of
from handlers.messages import Reply
from handlers.sorts import MASK
from handlers.store import menu_of
from handlers.talk import Begin, Outcome, Talk
from handlers.wording import deeds as words
from handlers.wording.report import title
from knowledge.dates import find_periods
from knowledge.text import clean, fold
from scheduler import store
from scheduler.duties import Cadence
from union import store as union
from union.naming import named_units
from union.roster import Role
from union.scope import Scope

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
    if order is None and talk.is_private and (seen := looked_at(db, talk)) is not None:
        return seen
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


LOOKS = re.compile(
    rf"(?:cho )?(?:toi |em )?(?:xem|coi|mo)(?: lai| qua| thu)? {MASK}(?: (?:di|nhe|voi|the nao|ra sao))?"
)
SENDS = frozenset({*SEND, "xem", "xem di", "doc", "xem loi nhac"})


def looked_at(db: Session, talk: Talk) -> Outcome | None:
    """'xem THCS Lá Xanh' is its report; a bare 'gửi' or 'xem' where nothing waits sends and repeats nothing."""
    bare = wording.plain(talk.said)
    if bare in SENDS and not talk.memory.flow:
        return say(talk, words.nothing_to_send())
    if not bare.startswith(("xem ", "coi ", "mo ", "cho ")) or len(bare.split()) > WORDS_MOST:
        return None
    desk = desk_of(db, talk)
    known = [
        unit for unit in union.all_units(db) if desk.scope.may_run(unit.code) and unit.code not in desk.scope.offices
    ]
    named = named_units(clean(talk.said), known)
    if len(named) != 1 or LOOKS.fullmatch(wording.plain(masked(clean(talk.said), named))) is None:
        return None
    shown = clean(talk.said)[named[0].start : named[0].end]
    return told_of_report(db, talk, f"xem báo cáo {shown}")


def told_of_report(db: Session, talk: Talk, said: str) -> Outcome | None:
    """What the board answers to the same in other words."""
    told = board.reads(db, replace(talk, said=said))
    return told if isinstance(told, Outcome) else None


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


def reads_others(db: Session, talk: Talk) -> Outcome | None:
    """A chair, or whoever looks on, orders what only an office does; an office orders it and names no unit."""
    if not talk.is_private or talk.person is None or not talk.person.seats:
        return None
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if scope.acts_for and (told := own_taken_in(db, talk, scope)) is not None:
        return told
    order = order_of(talk.said, ())
    is_order = order is not None and order.deed not in {Deed.ANSWERS, Deed.EXTENSIONS, Deed.DUTIES}
    bare = wording.plain(talk.said)
    named = BEGINS.match(bare)
    is_named = named is not None and len(bare.split()) <= WORDS_MOST and not ASKS.search(talk.said)
    if not is_order and not is_named:
        return None
    if scope.offices:
        return say(talk, words.whose_report(said_of(named[0])) if named else words.unknown_unit())
    looks_on = all(seat.role is Role.VIEWER for seat in talk.person.seats)
    return say(talk, words.only_looks() if looks_on else words.only_office())


MARKED = {
    "don doc": "đôn đốc", "tiep nhan": "tiếp nhận", "tra lai": "trả lại", "cho lui": "cho lùi",
    "khong lui": "không lùi", "mien": "miễn", "bo mien": "bỏ miễn", "ghi ho": "ghi hộ", "nop ho": "nộp hộ",
    "gia han": "gia hạn cho",    "da nhan ban giay": "đã nhận bản giấy", "da nhan ban ky": "đã nhận bản ký",
}  # fmt: skip


def said_of(bare: str) -> str:
    """'tiếp nhận' of 'tiep nhan': the order as an example says it."""
    return next((said for key, said in sorted(MARKED.items(), key=lambda each: -len(each[0])) if key in bare), bare)


TAKEN_IN = re.compile(
    r"(?:.*\b)?(?:tiep nhan|(?:vp|van phong)\b.*\bnhan(?: duoc)?|nhan (?:duoc )?(?:bao cao|bc))\b.*"
    r"\b(?:chua|khong|ko|k)(?: (?:a|nhi|vay|the|em|anh|chi))*"
)
OF_OTHERS = re.compile(r"\b(?:doan vien|kinh phi|quy|ho so|tien|qua|cau hoi|don)\b")


def own_taken_in(db: Session, talk: Talk, scope: Scope) -> Outcome | None:
    """'văn phòng đã tiếp nhận chưa' of a chair: how her last report stands, or the one she names."""
    bare = wording.plain(talk.said)
    if TAKEN_IN.fullmatch(bare) is None or OF_OTHERS.search(bare) or len(bare.split()) > ASKED_MOST:
        return None
    items = store.filings(db, scope, store.Which(units=sorted(scope.acts_for)))
    period = period_said(find_periods(talk.said, talk.visit.today))
    mine = [
        item
        for item in items
        if (drafting.period_of(item.period) == period if period else item.submitted_at is not None)
    ]
    last = max(mine, key=lambda item: item.due, default=None)
    name = title(last, talk.visit.today) if last else ""
    return told_of_report(db, talk, f"{name} tôi nộp chưa".strip())


ASKED_MOST = 12


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
