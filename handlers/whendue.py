"""When is a report due: a chair who asks is told the duty's own rule and next day, then what the documents say."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from handlers import ask, wording
from handlers.boardwishes import asks_of_own
from handlers.choosing import CADENCE_WORDS, is_period, named_duties, period_said
from handlers.deadlines import calendar_now
from handlers.flow import family
from handlers.report.seek import LOOKS_AHEAD, own_filings
from handlers.store import Told
from handlers.talk import Outcome, Talk
from handlers.wording import deadlines as words
from handlers.wording import report as named
from knowledge import text
from knowledge.answer import Answer
from knowledge.dates import VIETNAM, find_periods
from knowledge.document import UnitCode
from knowledge.result import Asked
from scheduler.duties import Cadence, Duty
from scheduler.filings import FILED, Filing
from scheduler.openings import is_selected
from scheduler.periods import deadline_of, periods_of
from scheduler.store import all_duties
from union import store as union
from union.groups import store as groups

WHEN = re.compile(
    r"\b(?:khi nao|bao (?:gio|h|jo)|luc nao|hom nao|ngay (?:nao|may|bao nhieu)|may gio|thoi han|den han chua)\b"
    r"|\bhan\b"
)
DAYS_LEFT = re.compile(
    r"\bcon (?:duoc |lai )?(?:bao nhieu|may) (?:ngay|hom|bua|tieng|gio)\b|\b(?:bao nhieu|may) (?:ngay|hom|bua) nua\b"
    r"|\bcon bao lau\b|\bbao lau nua\b"
)
DAY_ALONE = re.compile(rf"\b(?:han|nop)\b|{DAYS_LEFT.pattern}")
"""What asks for a day without a word of the report: of what was spoken of, where that has one."""
REPORT = re.compile(
    r"\b(?:bao cao|bc)\b|\b(?:phai|han) (?:nop|gui)\b|\b(?:nop|gui) (?:khi nao|bao (?:gio|h|jo)|ngay (?:nao|may))\b"
)
ALLOWED = frozenset(
    text.words(
        "han thoi nop gui bao cao bc thang 6 sau nam quy dau cuoi nay toi truoc khi nao gio ngay may la phai cua em "
        "minh don vi truong chung den het van phong len cho vp xa cap tren hang dinh ky thi vay a the luc hom bao "
        "nhieu con nhi nhe ha oi anh chi so ket tong tiep theo cong doan ve chua ra sao i ii iii iv h jo z v ay nua "
        "roi day do co bua lau tieng duoc lai qua"
    )
)
"""Whoever says more may ask of a paper, of another union, or how to have more time."""
LINES_MOST = 4
HANDS_IN = re.compile(r"\bnop\b|\bhan\b")
TO_WHOM = re.compile(
    r"(?:the |vay |thi |con )*(?:bao cao |bc )?(?:phai )?(?:nop|gui)(?: bao cao| bc)? "
    r"(?:cho (?:ai|ben nao|don vi nao)|(?:ve|o|len|qua|den) (?:dau|ai)|cap nao)(?: (?:the|vay|nhi|ha|a))*"
)
REPORT_NAMED = re.compile(r"\b(?:bao cao|bc)\b")
OF_DAYS = frozenset({Asked.DUTY, Asked.MILESTONE, Asked.PASSAGE})
"""What a document may add to a day; when a paper was issued or how long it holds is something else."""
WITH_A_DAY = frozenset({Told.DEADLINE, Told.REPORT, Told.BOARD})


def reads(db: Session, talk: Talk) -> Outcome | None:
    """'hạn báo cáo 6 tháng khi nào', said by whoever speaks for a unit; in a group of what all who are in it file."""
    bare = wording.plain(talk.said)
    asks_day = WHEN.search(bare) is not None or DAYS_LEFT.search(bare) is not None
    if not (asks_day and is_plain(bare)) or is_of_past(talk):
        return None
    if not names_report(talk.said):
        return of_what_is_spoken(db, talk, bare) if talk.is_private else None
    told = lines(db, talk, bare)
    if told is None:
        return None
    first = words.when_due(told.items[:LINES_MOST], none_such=told.none_such)
    # The report named, nothing before it is meant; 'hạn nộp khi nào' may be of what a paper wants.
    alone = replace(talk, memory=replace(talk.memory, questions=()))
    asked = alone if REPORT_NAMED.search(bare) else talk
    result = ask.result_of(db, asked)
    if isinstance(result, Answer) and result.asked in OF_DAYS:
        answered = ask.worded(db, asked, result)
        return replace(answered, replies=(first, *answered.replies))
    return Outcome((first,), replace(alone.memory.asked(talk.said), menu=(), rest=""))


def of_what_is_spoken(db: Session, talk: Talk, bare: str) -> Outcome | None:
    """'còn mấy ngày nữa', 'hạn bao giờ': of the deadline or report that was spoken of, or of the report under way."""
    topic = talk.memory.topic
    is_open = family(talk.memory.flow) == "report" or (topic is None and not talk.memory.asked_last)
    if not DAY_ALONE.search(bare) or not (is_open or (topic is not None and topic.kind in WITH_A_DAY)):
        return None
    return nearest(db, talk, bare)


def instead(db: Session, talk: Talk) -> Outcome | None:
    """'nộp hôm nào', where no document knows of what: of the report that is due next."""
    bare = wording.plain(talk.said)
    is_asked = WHEN.search(bare) is not None and HANDS_IN.search(bare) is not None
    return nearest(db, talk, bare) if is_asked and is_plain(bare) and talk.is_private else None


def nearest(db: Session, talk: Talk, bare: str) -> Outcome | None:
    """The day of the report that is named or was before; of several the one that is due next."""
    topic = talk.memory.topic
    before = wording.plain(topic.said) if topic is not None and topic.kind is Told.DEADLINE else ""
    told = lines(db, talk, bare, before)
    if told is None:
        return None
    coming = sorted((item for item in told.items if item.due), key=lambda item: (item.is_in, item.due))
    first = words.when_due((coming or list(told.items))[:1])
    return Outcome((first,), replace(talk.memory, menu=(), rest=""))


def to_whom(db: Session, talk: Talk) -> Outcome | None:
    """'nộp cho ai' after a day: what the documents say of reports, whatever was asked of them before."""
    if not TO_WHOM.fullmatch(wording.plain(talk.said)):
        return None
    if not duties_of(db, talk, union.scope_of(db, talk.person, talk.visit.today).acts_for):
        return None
    whole = replace(talk, said=words.TO_WHOM, memory=replace(talk.memory, questions=()))
    result = ask.result_of(db, whole)
    return ask.worded(db, whole, result) if isinstance(result, Answer) else None


@dataclass(frozen=True, slots=True)
class Lines:
    """What is told of the duties that were meant; of all of them where the one that was named is none."""

    items: tuple[words.Due, ...]
    none_such: bool


def lines(db: Session, talk: Talk, bare: str, before: str = "") -> Lines | None:
    """The duties that are named, or that were before; None for whoever files nothing."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    mine = own_filings(db, scope) if scope.acts_for and talk.is_private else []
    duties = duties_of(db, talk, scope.acts_for) if talk.is_private else duties_here(db, talk)
    meant = fitting(bare, duties)
    if not duties or not (meant or talk.is_private):
        return None
    if len(meant) == len(duties) and before:
        meant = fitting(before, duties)
    return Lines(tuple(line(db, talk, duty, mine) for duty in meant or duties), none_such=not meant)


def is_of_past(talk: Talk) -> bool:
    """'tháng trước mình nộp hôm nào': not when it is due but when it came, which the board tells."""
    period = period_said(find_periods(talk.said, talk.visit.today))
    return period is not None and period.end < talk.visit.today and asks_of_own(talk.said)


def names_report(said: str) -> bool:
    """Whether a report is named, or handing in with its day; 'còn mấy ngày nữa' leans on what was told before."""
    return REPORT.search(wording.plain(said)) is not None


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
    """What is told of one duty, with the days that are left where these are asked for."""
    due = day_of_duty(db, talk, duty, mine)
    is_asked = DAYS_LEFT.search(wording.plain(talk.said)) is not None
    if due.due is None or due.is_in or due.is_late or not is_asked:
        return due
    return replace(due, days_left=(due.due.astimezone(VIETNAM).date() - talk.visit.today).days)


def day_of_duty(db: Session, talk: Talk, duty: Duty, mine: Sequence[Filing]) -> words.Due:
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
