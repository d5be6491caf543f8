"""A chair asks whether the office has their report: when it was handed in, and what the office has done with it."""

import re
from dataclasses import replace
from datetime import timedelta

from sqlmodel import Session

from handlers import board, wording
from handlers.asked import mine
from handlers.asked.store import passed_by
from handlers.asked.wishes import OFFICE
from handlers.boardwishes import Wish, without_periods
from handlers.report.seek import Asker, just_sent
from handlers.talk import Outcome, Talk
from handlers.wording import asked as words
from handlers.wording import plain
from knowledge.dates import find_periods
from knowledge.text import clean
from scheduler.store import all_duties

TAKES = r"(?:nhan|tiep nhan|thay|xem|doc)"
COMES = r"(?:toi|den|len|vao|sang)"
REPORT = r"(?:bao cao|bc|ban nop|so lieu|bai)"
AROUND = (
    r"(?:da|co|duoc|dc|thay|ban|cua|em|e|toi|minh|don vi|truong|ben|gui|nop|nay|do|vua roi|hom nay|hom qua|roi"
    r"|xong|het|ho|moi|thi|the|vay|a|ha|nhi|hay|cho|hoi|oi|anh|chi|xin|luc|khi|ky|thang|quy|nam)"
)
WHETHER = r"(?:chua|hay chua|chua nhi|chua vay|khong|ko|k)"
ABOVE = rf"(?:{OFFICE}|ben tren|tren xa|tren (?=chua|da|nhan)|xa)"
ASKS = (
    re.compile(rf"(?=.*\b{ABOVE}\b.*\b{TAKES}\b)(?>(?:{ABOVE}|{TAKES}|{REPORT}|{AROUND}) )+{WHETHER}(?: {AROUND})*"),
    re.compile(
        rf"(?=.*\b{REPORT}\b.*\b{COMES}\b)(?>(?:{ABOVE}|{COMES}|{TAKES}|{REPORT}|{AROUND}) )+{WHETHER}(?: {AROUND})*"
    ),
)
"""'văn phòng nhận được chưa', 'vp đã tiếp nhận báo cáo chưa', 'báo cáo tới văn phòng chưa'."""
ACCEPTED = re.compile(r"\btiep nhan\b")
LATELY = timedelta(days=2)


def asks(said: str) -> bool:
    """Whether that is asked, and nothing else; 'văn phòng có nhận quà Tết không' is none."""
    bare = plain(without_periods(said)).replace(",", "").rstrip(" ?")
    return any(pattern.fullmatch(bare) for pattern in ASKS)


def reads(db: Session, talk: Talk) -> Outcome | None:
    """The report that was just handed in, or is spoken of; and a question that went to the office just before."""
    if not asks(talk.said) or talk.person is None or not talk.person.seats:
        return None
    desk = board.desk_of(db, talk)
    if not desk.scope.acts_for:
        return None
    if not talk.is_private:
        return mine.say(talk, wording.private_only())
    told = of_just_sent(db, talk, desk)
    if told is None and ACCEPTED.search(plain(talk.said)) and not find_periods(talk.said, talk.visit.today):
        return None  # of the last that was handed in, however long ago: whoever reads deeds tells it
    told = told or board.own_standing(db, talk, desk)
    if told is None:
        return None
    passed = passed_by(db, desk.scope, talk.visit.now - LATELY)
    if not passed or re.search(rf"\b(?:{REPORT}|tiep nhan)\b", plain(talk.said)):
        return told
    state = words.state_of([mine.seen_or_not(db, talk, each) for each in passed])
    return replace(told, replies=(*told.replies, state))


def of_just_sent(db: Session, talk: Talk, desk: board.Desk) -> Outcome | None:
    """How the report stands that was handed in today or yesterday, where no other is named."""
    assert talk.person, "a stranger was left to others"
    sent = just_sent(db, Asker(desk.scope, talk.person.id, talk.visit.now), clean(talk.said))
    if sent is None or find_periods(talk.said, talk.visit.today):
        return None
    duties = tuple(each for each in all_duties(db) if each.id == sent.duty)
    return board.told_of(db, talk, replace(desk, duties=duties), (sent,), Wish.STATUS)
