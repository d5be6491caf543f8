"""When is a report due: a chair who asks is told the duty's own rule and next day, then what the documents say."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlmodel import Session

from handlers import ask, wording
from handlers.choosing import CADENCE_WORDS, is_period, named_duties, period_said
from handlers.deadlines import calendar_now
from handlers.report.seek import LOOKS_AHEAD, own_filings
from handlers.talk import Outcome, Talk
from handlers.wording import deadlines as words
from handlers.wording import report as named
from knowledge import text
from knowledge.answer import Answer
from knowledge.dates import find_periods
from knowledge.document import UnitCode
from scheduler.duties import Cadence, Duty
from scheduler.filings import FILED, Filing
from scheduler.openings import is_selected
from scheduler.periods import deadline_of, periods_of
from scheduler.store import all_duties
from union import store as union
from union.groups import store as groups

WHEN = re.compile(
    r"\b(?:khi nao|bao (?:gio|h|jo)|luc nao|hom nao|ngay (?:nao|may|bao nhieu)|may gio|thoi han|den han chua)\b"
    r"|\bcon may ngay\b|\bhan\b"
)
REPORT = re.compile(
    r"\b(?:bao cao|bc)\b|\b(?:phai|han) (?:nop|gui)\b|\b(?:nop|gui) (?:khi nao|bao (?:gio|h|jo)|ngay (?:nao|may))\b"
)
ALLOWED = frozenset(
    text.words(
        "han thoi nop gui bao cao bc thang 6 sau nam quy dau cuoi nay toi truoc khi nao gio ngay may la phai cua em "
        "minh don vi truong chung den het van phong len cho vp xa cap tren hang dinh ky thi vay a the luc hom bao "
        "nhieu con nhi nhe ha oi anh chi so ket tong tiep theo cong doan ve chua ra sao i ii iii iv h jo z v"
    )
)
"""Whoever says more may ask of a paper, of another union, or how to have more time."""
LINES_MOST = 4


def reads(db: Session, talk: Talk) -> Outcome | None:
    """'hạn báo cáo 6 tháng khi nào', said by whoever speaks for a unit; in a group of what all who are in it file."""
    bare = wording.plain(talk.said)
    if not (WHEN.search(bare) and REPORT.search(bare) and is_plain(bare)):
        return None
    scope = union.scope_of(db, talk.person, talk.visit.today)
    mine = own_filings(db, scope) if scope.acts_for and talk.is_private else []
    duties = duties_of(db, talk, scope.acts_for) if talk.is_private else duties_here(db, talk)
    meant = fitting(bare, duties)
    if not duties or not (meant or talk.is_private):
        return None
    told = [line(db, talk, duty, mine) for duty in (meant or duties)[:LINES_MOST]]
    first = words.when_due(told, none_such=not meant)
    result = ask.result_of(db, talk)
    if isinstance(result, Answer):
        answered = ask.worded(db, talk, result)
        return replace(answered, replies=(first, *answered.replies))
    return Outcome((first,), replace(talk.memory.asked(talk.said), menu=(), rest=""))


def is_plain(bare: str) -> bool:
    """Whether it speaks of nothing but reports and their days."""
    return all(word in ALLOWED or word[0].isdecimal() for word in bare.replace("?", " ").replace(",", " ").split())


def duties_of(db: Session, talk: Talk, codes: Collection[UnitCode]) -> list[Duty]:
    """What the speaker's units file again and again, and still do, the shortest cadence first."""
    own = [unit for code in codes if (unit := union.find_unit(db, code))]
    above = set(union.kin_of(db, tuple(codes), talk.visit.today).above)
    return [
        duty
        for duty in again_and_again(db, talk)
        if duty.recipient in above and any(is_selected(unit, duty.selector) for unit in own)
    ]


def duties_here(db: Session, talk: Talk) -> list[Duty]:
    """The same of the unit that the group is tied to; in an office's group what its units file with it."""
    chat = talk.visit.inbound.chat
    group = groups.group_at(db, chat.bot, chat.id)
    if group is None:
        return []
    taken = [duty for duty in again_and_again(db, talk) if duty.recipient == group.unit]
    return taken or duties_of(db, talk, (group.unit,))


def again_and_again(db: Session, talk: Talk) -> list[Duty]:
    """What is filed time after time and not abolished, the shortest cadence first."""
    found = [
        duty
        for duty in all_duties(db)
        if duty.cadence is not Cadence.ADHOC and not (duty.valid_to and duty.valid_to <= talk.visit.today)
    ]
    return sorted(found, key=lambda each: list(Cadence).index(each.cadence))


def fitting(bare: str, duties: Sequence[Duty]) -> list[Duty]:
    """The duties that are named, by their own words or by how often they come; all where nothing is."""
    by_name = named_duties(bare, duties)
    if by_name:
        return [each for each in duties if each.id in by_name]
    cadences = {cadence for cadence, said in CADENCE_WORDS if said.search(bare)} or cadences_said(bare)
    return [each for each in duties if each.cadence in cadences] if cadences else list(duties)


def cadences_said(bare: str) -> set[Cadence]:
    """'6 tháng', 'quý', 'tháng 11', 'năm nay'."""
    for pattern, cadence in (
        (r"\b(?:6|sau) thang\b", Cadence.HALF),
        (r"\bquy\b", Cadence.QUARTER),
        (r"\bthang\b", Cadence.MONTH),
        (r"\bnam\b", Cadence.YEAR),
    ):
        if re.search(pattern, bare):
            return {cadence}
    return set()


def line(db: Session, talk: Talk, duty: Duty, mine: Sequence[Filing]) -> words.Due:
    """The rule, and the day of the period that was named, of the report that is owed, or of the next one."""
    today, now = talk.visit.today, talk.visit.now
    own = [item for item in mine if item.duty == duty.id]
    wanted = period_said(find_periods(talk.said, today))
    calendar = calendar_now(db)
    ahead = [deadline_of(duty, period, calendar) for period in periods_of(duty, today, today + LOOKS_AHEAD)]
    exact = [item for item in own if wanted is not None and is_period(item.deadline, wanted)]
    later = [each for each in ahead if wanted is not None and is_period(each, wanted)]
    owed = exact or ([] if later else [item for item in own if item.is_owed])
    if owed:
        item = owed[0]
        is_late = item.is_owed and item.due < now
        return words.Due(duty, named.title(item, today), item.due, is_late=is_late, is_in=item.state in FILED)
    held = {item.period.key for item in own}
    coming = later or [each for each in ahead if each.due > now and each.period.key not in held]
    if not coming:
        return words.Due(duty)
    return words.Due(duty, named.name_of(duty.name, coming[0].period, today), coming[0].due)
