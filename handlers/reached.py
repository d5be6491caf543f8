"""An office asks who uses the assistant, and whom it has reminded: of its own units only; reads only."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from sqlmodel import Session

from handlers import wording
from handlers.board import Desk, desk_of, means_of, report_name, say
from handlers.boardwishes import WHO
from handlers.talk import Outcome, Talk
from handlers.units import is_below
from handlers.wording import board as board_words
from handlers.wording import plain
from handlers.wording import reached as words
from knowledge.dates import VIETNAM
from knowledge.text import clean
from scheduler import store
from scheduler.filings import Filing, FilingId
from scheduler.store import Ended, Kept
from union.contacts.store import speakers
from union.naming import named_units
from union.roster import Unit
from union.store import all_units, find_unit


class Wish(StrEnum):
    """What is asked for."""

    USES = "uses"
    """Who uses the assistant, and who does not."""
    REMINDED = "reminded"


END = r"(?: (?:khong|ko|k|chua))?"
TOOL = r"(?:tro ly(?: ao| nay)?|bot|zalo|ung dung|app|phan mem|tai khoan|ma tham gia|ma)"
USE = r"(?:dung|su dung|xai|vao|tham gia|ket noi|nhap|cai|co|dang ky|kich hoat)"
AROUND = (
    r"(?:con|nhung|cac|danh sach|xem|hien|nay|gio|den|da|duoc|van|roi|vay|the|a|nhi|nua|so|cho|toi|em|trong"
    r"|xa)"
)
USES = re.compile(
    rf"(?:{AROUND} )*{WHO} (?:{AROUND} )*(?:(?:chua|khong|ko|chua co) )?(?:{USE} )+{TOOL}(?: {AROUND})*{END}"
    rf"|(?:{AROUND} )*danh sach (?:{AROUND} )*(?:chua|khong) (?:{USE} )+{TOOL}(?: {AROUND})*{END}"
    rf"|(?:{AROUND} )*(?:tin|tin nhan) (?:khong|chua|ko) (?:toi|den)(?: duoc)? (?:ai|nhung ai|don vi nao)(?: {AROUND})*"
    rf"|(?:{AROUND} )*{WHO} (?:khong|chua|ko) nhan duoc tin(?: nhan)?(?: {AROUND})*"
)
REMINDS = r"(?:nhac(?: nho)?|don doc|giuc)"
TIMES = r"(?:(?:sang|trua|chieu|toi|dem|hom) (?:nay|qua)|tuan nay|thang nay|ngay hom (?:nay|qua))"
WHOM = (
    r"(?:ai|nhung ai|(?:nhung )?(?:don vi|cdcs|nguoi|dong chi) nao|(?:bao nhieu|may) (?:don vi|nguoi|dong chi|noi|ben))"
)
BESIDE = (
    rf"(?:{TIMES}|tro ly|bot|van phong|minh|ta|he thong|da|co|vua|moi|duoc|roi|vay|the|a|nhi|cac|don vi|cdcs|lai|tin"
    r"|ai)"
)
REMINDED = re.compile(
    rf"(?:{BESIDE} )*{REMINDS} (?:(?:da|duoc|cac|lai) )*(?:@ )?"
    rf"(?:{WHOM}(?: {BESIDE})*(?: chua)?|(?:{BESIDE} )*chua)(?: (?:a|nhi|vay|the|{TIMES}))*"
    rf"|(?:{BESIDE} )*{WHOM} (?:{BESIDE} )*(?:bi |duoc )?{REMINDS}(?: (?:roi|vay|the|a|nhi|{TIMES}))*"
    rf"|(?:{BESIDE} )*@ (?:{BESIDE} )*{REMINDS}(?: lai)? chua"
)
"""'đã nhắc những ai', 'tối qua nhắc chưa', 'đã nhắc Hoa Sen chưa'; 'nhắc ai chưa nộp' is an order."""
MENTIONS = re.compile(rf"\b(?:{REMINDS}|{TOOL}|tin(?: nhan)?)\b")
LOOKED_BACK = timedelta(days=7)
KNOWN_FOR = timedelta(days=40)
EVENING = time(17)
BATCHES_MOST = 4


@dataclass(frozen=True, slots=True)
class Span:
    """The time that is asked about, and what it is called."""

    since: datetime
    until: datetime
    called: str


def wish_of(said: str, units: Sequence[Unit] = ()) -> Wish | None:
    """What is asked for; a unit that is named stands for '@'."""
    if USES.fullmatch(plain(said)):
        return Wish.USES
    text = clean(said)
    for named in reversed(named_units(text, units)):
        text = f"{text[: named.start]}@{text[named.end :]}"
    return Wish.REMINDED if REMINDED.fullmatch(plain(text)) else None


def reads(db: Session, talk: Talk) -> Outcome | None:
    """'ai chưa dùng trợ lý', 'đã nhắc những ai' of an office; of anybody else it is a question like any other."""
    if talk.person is None or not talk.person.seats or not MENTIONS.search(plain(talk.said)):
        return None
    desk = desk_of(db, talk)
    units = [unit for unit in all_units(db) if is_below(unit, desk, talk)]
    wish = wish_of(talk.said, units)
    if wish is None or not (desk.scope.offices or desk.scope.acts_for):
        return None
    if not desk.scope.offices and talk.is_private:
        return say(talk, board_words.only_own(talk.person.seats[0].unit_name))
    if not talk.is_private:
        return say(talk, wording.private_only())
    return who_uses(db, talk, desk, units) if wish is Wish.USES else whom(db, talk, desk, units)


# Who uses the assistant


def who_uses(db: Session, talk: Talk, desk: Desk, units: Sequence[Unit]) -> Outcome:
    """How many units do, and whom somebody has to telephone, with the number."""
    office = find_unit(db, desk.offices[0])
    assert office is not None, "a seat stands in a unit"
    known = speakers(db, desk.scope, [unit.code for unit in units], talk.visit.today)
    listed = [
        words.User(unit.name, known[unit.code].name, means_of(known[unit.code]))
        for unit in sorted(units, key=lambda unit: unit.name)
    ]
    return say(talk, words.who_uses(office.name, listed))


# Whom it has reminded


def whom(db: Session, talk: Talk, desk: Desk, units: Sequence[Unit]) -> Outcome:
    """Who was reminded when, of what; whom no message reaches; of the unit that is named alone."""
    now = talk.visit.now
    named = {unit.code for each in named_units(clean(talk.said), units) for unit in each.candidates}
    span = span_of(plain(talk.said), now)
    items = {item.id: item for item in lately(db, desk, now) if not named or item.unit in named}
    kept = [each for each in store.reminders_about(db, list(items)) if each.at <= now]
    told = [each for each in kept if each.state is Ended.SENT]
    within = [each for each in told if span.since <= each.at < span.until]
    missed = [each for each in kept if each.state is Ended.CANCELLED and span.since <= each.at < span.until]
    not_reached = sorted({items[each.filing].unit_name for each in missed if each.reason in words.UNREACHED})
    shown = tuple(batch_of(desk, talk, items, some) for some in by_moment(within)[:BATCHES_MOST])
    last = [batch_of(desk, talk, items, some) for some in by_moment(told)[:1]]
    whom = next((unit.name for unit in units if {unit.code} == named), "")
    waiting = tuple(sorted({items[each.filing].unit_name for each in kept if each.state is Ended.WAITING}))
    answer = words.Told(span.called, shown, last[0] if last else None, tuple(not_reached), waiting, whom)
    return say(talk, words.reminded(answer, now))


def lately(db: Session, desk: Desk, now: datetime) -> list[Filing]:
    """The reports of the office's units whose reminders may have gone in the last weeks."""
    near = [each for each in desk.deadlines if now - KNOWN_FOR <= each.due <= now + KNOWN_FOR]
    return [
        item
        for each in near
        for item in store.filings(db, desk.scope, store.Which(duty=each.duty, period=each.period.key))
        if desk.scope.may_run(item.unit)
    ]


def by_moment(kept: Sequence[Kept]) -> list[list[Kept]]:
    """What went in the same minute, the newest first."""
    moments: dict[str, list[Kept]] = {}
    for each in sorted(kept, key=lambda each: each.at, reverse=True):
        moments.setdefault(f"{each.at:%Y%m%d%H%M}", []).append(each)
    return list(moments.values())


def batch_of(desk: Desk, talk: Talk, items: Mapping[FilingId, Filing], some: Sequence[Kept]) -> words.Batch:
    """One moment's reminders as they are worded."""
    about = [items[each.filing] for each in some]
    units = sorted({item.unit_name for item in about})
    reports = list(dict.fromkeys(report_name(desk, item.deadline, talk) for item in about))
    return words.Batch(some[0].at, tuple(units), tuple(reports))


def span_of(bare: str, now: datetime) -> Span:
    """'tối qua', 'hôm nay', 'tuần này'; the last seven days where no time is named."""
    today = datetime.combine(now.astimezone(VIETNAM).date(), time(), VIETNAM)
    yesterday = today - timedelta(days=1)
    if re.search(r"\b(?:toi|dem) qua\b", bare):
        return Span(datetime.combine(yesterday.date(), EVENING, VIETNAM), today, "Tối qua")
    if re.search(r"\bqua\b", bare):
        return Span(yesterday, today, "Hôm qua")
    if re.search(r"\btuan nay\b", bare):
        return Span(today - timedelta(days=today.weekday()), now, "Tuần này")
    if re.search(r"\bthang nay\b", bare):
        return Span(today.replace(day=1), now, "Tháng này")
    if re.search(r"\bnay\b", bare):
        return Span(today, now, "Hôm nay")
    return Span(now - LOOKED_BACK, now, "7 ngày qua")
