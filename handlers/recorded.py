"""What a unit has recorded, for whoever speaks for it: a month's figures, one figure's history, how far it has come."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from handlers import drafting, progress, speech, wording
from handlers.messages import Reply
from handlers.progress.beside import come_of
from handlers.standing import Course, Own, View, course, read_view, stands
from handlers.talk import Begin, Outcome, Talk
from handlers.wording import progress as words
from knowledge.dates import Period, PeriodKind, day_of, find_dates, find_periods, month_of
from knowledge.text import fold
from scheduler import store as filed
from scheduler.filings import FILED
from union import store
from union.indicators import Indicator
from union.ledger import Entry, Move, in_force, total
from union.naming import named_units
from union.roster import Unit, UnitKind

MINE = r"(?: cua)?(?: don vi| truong| cdcs| cong ty)?(?: cua)?(?: toi| em| minh| chung toi| chung em)?"
MONTH = re.compile(
    r"(?:xem |cho |doc |lai |xin |em |toi |minh )*(?:so lieu|so da ghi|so nhap|tien do)"
    rf"{MINE}(?: da ghi| da bao)?(?P<when>(?: .*)?)"
    r"|(?:toi|em|minh|ben em|don vi (?:toi|em|minh)|truong (?:toi|em|minh)) (?:da )?ghi (?:nhung )?"
    r"(?:gi|so nao|duoc gi)(?: roi)?"
    rf"(?P<then>(?: .*)?)|da ghi (?:nhung )?(?:gi|so nao)(?: roi)?(?P<later>(?: .*)?)"
)
WHEN = re.compile(
    r"(?: (?:cua|trong|thang|quy|nam|tuan|hom|ngay|nay|truoc|qua|vua|roi|\d{1,2}|\d{4}|[ivx]+|\d{1,2}/\d{4}))*"
)
HISTORY = re.compile(r"(?:xem )?lich su(?: (?:ghi|so lieu|so))?(?P<what>(?: .*)?)")
OWN = re.compile(
    r"\b(?:don vi|truong|cong ty|cty|co quan|cdcs|cong doan|tram|htx|ben|nha may|xi nghiep)(?: cua)? "
    r"(?:toi|em|minh|chung toi|chung em|ta)\b"
    r"|\bchung (?:toi|em|minh)\b|\b(?:toi|em|minh) (?:da |vua )?(?:ghi|bao|duoc giao|ket nap|gioi thieu)\b"
)
RESULT = re.compile(
    r"\bduoc (?:bao nhieu|may)\b|\b(?:bao nhieu|may)(?: \w+){0,3} roi\b|\bda (?:\w+ ){0,4}(?:bao nhieu|may)\b"
    r"|\b(?:dat|con thieu|con|(?<!gioi )thieu) (?:duoc )?(?:bao nhieu|may)\b"
    r"|\bluy ke\b|\bai ghi\b|\bden dau\b|\btien do\b"
)
GIVEN = re.compile(r"\b(?:duoc giao|giao cho|giao)\b.*\b(?:bao nhieu|may)\b|\b(?:so|chi tieu) (?:duoc )?giao\b")
OF_ALL = re.compile(r"\b(?:cac |nhung )?chi tieu\b")
"""Of all that was set, where no figure is named."""
LINES_MOST = 6
UNITS_MOST = 3


def show(db: Session, talk: Talk, argument: str) -> Outcome | Begin:
    """'tiến độ', alone or with a figure."""
    if argument:
        return Begin("progress", argument)
    own = progress.speaks(talk)
    if not talk.is_private or not own:
        return said(talk, progress.refusal(db, talk))
    return said(talk, *(month(db, talk, view, month_around(talk.visit.today)) for view in views(db, talk, own)))


def reads(db: Session, talk: Talk) -> Outcome | Begin | None:
    """'số liệu tháng này', 'lịch sử kết nạp', 'đơn vị tôi kết nạp được bao nhiêu rồi'; other questions it leaves."""
    own = progress.speaks(talk)
    worded = own and wanted(talk.said)
    if not own or worded is None:
        return None
    if not talk.is_private:
        return said(talk, wording.private_only())
    found = [replies(db, talk, view) for view in views(db, talk, named(own, talk.said))]
    told = [reply for reply in found if reply is not None]
    return said(talk, *told) if told else None


def said(talk: Talk, *replies: Reply) -> Outcome:
    """Says, and remembers that no menu is open."""
    return Outcome(replies, replace(talk.memory, menu=(), rest=""))


def wanted(text: str) -> bool | None:
    """Whether one's own figures are asked for; None where they are not."""
    plain = wording.plain(text)
    bare = fold(text)
    about_own = OWN.search(bare) and (RESULT.search(bare) or GIVEN.search(bare))
    return True if month_said(plain) or HISTORY.fullmatch(plain) or about_own else None


def month_said(plain: str) -> bool:
    """'số liệu tháng này', 'tôi đã ghi gì'; 'số liệu lao động nữ' is something else."""
    found = MONTH.fullmatch(plain)
    if found is None:
        return False
    when = found["when"] or found["then"] or found["later"] or ""
    return WHEN.fullmatch(when) is not None


def views(db: Session, talk: Talk, own: Sequence[Own]) -> list[View]:
    """The ledgers of these units."""
    scope = store.scope_of(db, talk.person, talk.visit.today)
    return [
        read_view(db, talk, scope, item, catalogue=speech.catalogue_of_unit(db, talk, item.code))
        for item in own[:UNITS_MOST]
        if scope.may_write(item.code)
    ]  # fmt: skip


def named(own: Sequence[Own], text: str) -> Sequence[Own]:
    """The unit that is named, of several; else all of them."""
    units = [Unit(item.code, item.name, UnitKind.GRASSROOTS) for item in own]
    codes = {unit.code for found in named_units(text, units) for unit in found.candidates} if len(own) > 1 else set()
    return [item for item in own if item.code in codes] or own


def replies(db: Session, talk: Talk, view: View) -> Reply | None:
    """The answer from one ledger; None where it is not known which figure is meant."""
    text, today = talk.said, talk.visit.today
    plain = wording.plain(text)
    if month_said(plain):
        return month(db, talk, view, period_in(text, today))
    found = HISTORY.fullmatch(plain)
    if found:
        indicator = speech.indicator_in(found["what"], view.catalogue, today)
        if indicator is None:
            return None if found["what"].strip() else month(db, talk, view, month_around(today))
        return history(view, indicator)
    indicator = speech.indicator_in(text, view.catalogue, today)
    if indicator is not None:
        return result(view, indicator)
    if GIVEN.search(fold(text)):
        return all_assigned(view)
    return all_courses(view) if OF_ALL.search(fold(text)) else None


def month_around(day: date) -> Period:
    """The month of a day."""
    return month_of(day.year, day.month)


def period_in(text: str, today: date) -> Period:
    """The period that is named, else this month."""
    days = [day_of(found.day) for found in find_dates(text, today)]
    periods = [found.period for found in find_periods(text, today) if found.period.kind is not PeriodKind.TERM]
    return next(iter([*days, *periods]), month_around(today))


# Answers


def month(db: Session, talk: Talk, view: View, period: Period) -> Reply:
    """What stands for a period, with who wrote it and when."""
    lines = []
    recorded = {entry.indicator for entry in in_force(view.entries)}
    for indicator in view.catalogue.indicators:
        standing = stands(view, indicator, period) if indicator.id in recorded else None
        if standing is not None:
            by = words.who_and_when(standing.last, view.today)
            lines.append(f"{words.said_figure(indicator, standing.amount)} ({by})")
    return words.month_of_figures(view.name, period, lines, report_line(db, talk, view, period))


def report_line(db: Session, talk: Talk, view: View, period: Period) -> str:
    """Whether the report of just this period is in."""
    scope = store.scope_of(db, talk.person, talk.visit.today)
    reports = filed.filings(db, scope, filed.Which(units=(view.unit,)))
    mine = [item for item in reports if drafting.period_of(item.period) == period and item.state in FILED]
    return words.handed_in(mine[0].period.name, mine[0].version) if mine else ""


def history(view: View, indicator: Indicator) -> Reply:
    """Every entry of one indicator, the newest first, those that no longer count marked."""
    counting = {entry.id for entry in in_force(view.entries)}
    mine = [entry for entry in view.entries if entry.indicator == indicator.id]
    mine.sort(key=lambda entry: (entry.recorded_at, entry.id), reverse=True)
    lines = [
        words.history_line(
            entry, indicator, view.today, counts=entry.id in counting, taken_out=entry.move is Move.RETRACT
        )
        for entry in mine[:LINES_MOST]
    ]
    return words.history(view.name, indicator, lines, max(len(mine) - LINES_MOST, 0))


def result(view: View, indicator: Indicator) -> Reply:
    """What was given to the unit, what it has come to, since when, and who wrote it down."""
    found = course(view, indicator)
    start = found.start if found else date(view.today.year, 1, 1)
    summed = found.sum if found else total(view.entries, indicator, start, date(view.today.year, 12, 31))
    amount = summed.amount if summed else None
    gross = found is not None and found.is_gross
    so_far = words.so_far(amount, indicator, start, is_gross=gross)
    text = f"{words.name_of(indicator)} {given(found, indicator)}; {so_far}."
    return words.own_result(view.name, text, entry_lines(summed.entries if summed else (), indicator, view.today))


def given(found: Course | None, indicator: Indicator) -> str:
    """The unit's own figure, or that of all, or none."""
    come = come_of(found)
    if found is None or come is None:
        return words.never_set()
    if found.assigned is not None:
        own = found.assigned
        return words.assigned(come.goal.words(indicator), own.valid_from, own.valid_to, own.source)
    assert found.aim is not None
    return words.not_assigned(found.aim.cited, come.goal.words(indicator), indicator.scope)


def entry_lines(entries: Sequence[Entry], indicator: Indicator, today: date) -> list[str]:
    """The entries behind a sum, the newest first."""
    newest = sorted(entries, key=lambda entry: (entry.period.start, entry.id), reverse=True)
    lines = [
        f"{entry.period.name}: {words.bare_figure(entry.amount, indicator)}, {words.who_and_when(entry, today)}"
        for entry in newest[:LINES_MOST]
    ]
    return [*lines, words.and_more(len(newest) - LINES_MOST)] if len(newest) > LINES_MOST else lines


def all_courses(view: View) -> Reply:
    """Every figure of the unit's own, and every other one that it has recorded and a programme sets for all."""
    known = {item.indicator for item in view.assigned} | {entry.indicator for entry in in_force(view.entries)}
    found = [course(view, item) for item in view.catalogue.indicators if item.id in known]
    return words.all_courses(view.name, [words.come(each) for one in found if (each := come_of(one))])


def all_assigned(view: View) -> Reply:
    """Every figure of the unit's own."""
    given_ones = {item.indicator for item in view.assigned}
    found = [course(view, item) for item in view.catalogue.indicators if item.id in given_ones]
    come = [words.come(each) for one in found if (each := come_of(one))]
    return words.all_assigned(view.name, come)
