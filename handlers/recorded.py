"""What a unit has recorded, for whoever speaks for it: a month's figures, one figure's history, how far it has come."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from handlers import ask, drafting, progress, speech, wording
from handlers.boardwishes import SET_BY_PAPER
from handlers.choosing import period_said
from handlers.messages import Reply
from handlers.ownwishes import (
    BY_NAME,
    HELD,
    HOW_MANY,
    Asked,
    Wish,
    counted_in,
    is_of_unit,
    line_of,
    only_of,
    wish_of,
)
from handlers.progress.beside import come_of
from handlers.standing import SHIFTED_INTO, Course, Own, View, course, latest, read_view, stands
from handlers.talk import Begin, Outcome, Talk
from handlers.wording import progress as words
from knowledge.answer import Answer
from knowledge.dates import Period, PeriodKind, day_of, find_dates, find_periods, month_of
from knowledge.text import clean, fold
from scheduler import store as filed
from scheduler.filings import FILED
from union import store
from union.indicators import Basis, Indicator, OverTime, OverUnits
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
    rf"|(?:xem |cho |doc |lai |xin |em |toi |minh |nhung |cac |tat ca )*(?:gi|so|so lieu|con so)(?: ma)?{MINE}"
    r" (?:da |vua |moi )+(?:ghi|nhap|bao)(?: roi)?(?P<last>(?: .*)?)"
)
WHEN = re.compile(
    r"(?: (?:cua|trong|thang|quy|nam|tuan|hom|ngay|nay|truoc|qua|vua|roi|\d{1,2}|\d{4}|[ivx]+|\d{1,2}/\d{4}))*"
)
HISTORY = re.compile(r"(?:xem )?lich su(?: (?:ghi|so lieu|so))?(?P<what>(?: .*)?)")
OF_ALL = re.compile(r"\b(?:cac |nhung )?chi tieu\b")
"""Of all that was set, where no figure is named."""
BROUGHT = frozenset({Asked.DONE, Asked.HOW_MANY, Asked.STOCK, Asked.INSTEAD})
"""Of a month these ask what it brought; what was set and what is left is of the year that holds it."""
EVERY = re.compile(r"\b(?:moi|hang|tung) (?:thang|nam|quy|tuan)\b(?! (?:nay|truoc|qua|vua|\d))")
CLAUSES = re.compile(r"[,;?\n]+")
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
    if not own:
        return None
    if is_look(wording.plain(talk.said)):
        return looked_up(db, talk, own)
    wish = wish_of(talk.said)
    if wish is None:
        return None
    if not talk.is_private:
        is_meant = is_of_unit(wish.line) and wish.asks in BY_NAME
        return said(talk, wording.private_only()) if is_meant else None
    found = [told_of(db, talk, view) for view in views(db, talk, named(own, talk.said))]
    return answered(talk, [reply for reply in found if reply is not None])


def instead(db: Session, talk: Talk) -> Outcome | None:
    """'kết nạp được mấy người rồi', which no document tells: what the speaker's own unit has recorded of it."""
    own = progress.speaks(talk)
    if not own or not talk.is_private:
        return None
    ledgers = views(db, talk, own)
    found = [(view, untold(view, talk.said) or beside_all(db, talk, view)) for view in ledgers]
    return answered(talk, [of_one(db, talk, view, each) for view, each in found if each is not None])


def again(db: Session, talk: Talk) -> Outcome | Begin | None:
    """The same asked once more, of another time: the documents do not come before one's own ledger."""
    return reads(db, talk) or instead(db, talk)


def answered(talk: Talk, told: Sequence[Reply]) -> Outcome | None:
    """Says it, and remembers the question: 'còn thiếu bao nhiêu' and 'ai ghi' lean on it."""
    if not told:
        return None
    spoken, wish = said(talk, *told), wish_of(talk.said)
    if wish is None or wish.asks is Asked.DETAIL:
        return spoken
    return replace(spoken, memory=replace(talk.memory.asked(talk.said), menu=(), rest=""))


def said(talk: Talk, *replies: Reply) -> Outcome:
    """Says, and remembers that no menu is open."""
    return Outcome(replies, replace(talk.memory, menu=(), rest=""))


def is_look(plain: str) -> bool:
    """Whether a month's figures or a figure's history are to be shown."""
    return month_said(plain) or HISTORY.fullmatch(plain) is not None


def month_said(plain: str) -> bool:
    """'số liệu tháng này', 'tôi đã ghi gì'; 'số liệu lao động nữ' is something else."""
    found = MONTH.fullmatch(plain)
    if found is None:
        return False
    when = found["when"] or found["then"] or found["later"] or found["last"] or ""
    return WHEN.fullmatch(when) is not None


def views(db: Session, talk: Talk, own: Sequence[Own]) -> list[View]:
    """The ledgers of these units."""
    scope = store.scope_of(db, talk.person, talk.visit.today)
    period = said_period(talk)
    periods = (middle(period),) if period else ()
    return [
        read_view(db, talk, scope, item, catalogue=speech.catalogue_of_unit(db, talk, item.code), periods=periods)
        for item in own[:UNITS_MOST]
        if scope.may_write(item.code)
    ]  # fmt: skip


def named(own: Sequence[Own], text: str) -> Sequence[Own]:
    """The unit that is named, of several; else all of them."""
    units = [Unit(item.code, item.name, UnitKind.GRASSROOTS) for item in own]
    codes = {unit.code for found in named_units(text, units) for unit in found.candidates} if len(own) > 1 else set()
    return [item for item in own if item.code in codes] or own


def looked_up(db: Session, talk: Talk, own: Sequence[Own]) -> Outcome | None:
    """A month's figures, or a figure's history."""
    if not talk.is_private:
        return said(talk, wording.private_only())
    found = [shown(db, talk, view) for view in views(db, talk, named(own, talk.said))]
    told = [reply for reply in found if reply is not None]
    return said(talk, *told) if told else None


def shown(db: Session, talk: Talk, view: View) -> Reply | None:
    """What is to be seen of one ledger; None where it is not known which figure is meant."""
    today = talk.visit.today
    found = HISTORY.fullmatch(wording.plain(talk.said))
    if found is None:
        return month(db, talk, view, period_in(talk.said, today))
    indicator = speech.indicator_in(found["what"], view.catalogue, today)
    if indicator is None:
        return None if found["what"].strip() else month(db, talk, view, month_around(today))
    return history(view, indicator)


# Which figure is meant


@dataclass(frozen=True, slots=True)
class Meant:
    """What is asked of which figure; without one, of all that were set for the unit."""

    wish: Wish
    indicator: Indicator | None


def meant(view: View, said: str, before: Sequence[str]) -> Meant | None:
    """What a sentence asks of one's own figures, leaning on the questions before it; None where it asks other things.

    Where 'đơn vị mình' is said with 'được bao nhiêu' it may say more; else nothing but the figure may be spoken of.
    """
    wish = wish_of(said)
    if wish is None:
        return None
    if not wish.is_whole:
        return leaning(view, said, wish, before)
    indicator = own_figure(view, said) or figure_in(view, said, wish)
    is_plain = only_of(wish.line, indicator)
    if is_of_unit(wish.line) and wish.asks in BY_NAME and (indicator or of_all(wish)):
        return Meant(wish, indicator)
    if not is_plain:
        return None
    if indicator is not None:
        is_ours = wish.is_own or wish.asks in {Asked.LEFT, Asked.GIVEN, Asked.STAYS}
        return Meant(wish, indicator) if is_ours or is_of_a_month(view, said, wish, indicator) else None
    is_new = wish.asks in {Asked.GIVEN, Asked.LEFT} and is_of_unit(wish.line)
    subject = None if is_new else spoken_of(view, before)
    if wish.asks is Asked.LEFT and subject is not None and is_stock(subject):
        subject = None  # nothing is left to do of how many there are
    if wish.asks is Asked.DONE and subject is not None and "doan vien" in wish.line:
        subject = subject if "doan vien" in fold(subject.measure) else there_are(view, "đoàn viên")
    if wish.asks is Asked.DONE and (subject or is_of_unit(wish.line)):
        return Meant(wish, subject)
    return Meant(wish, subject) if wish.asks in {Asked.LEFT, Asked.GIVEN} else None


def own_figure(view: View, said: str) -> Indicator | None:
    """Of two clauses the figure that the one about one's own unit names: 'cả xã lập mấy cđcs, trường em kết nạp …'."""
    parts = [part for part in CLAUSES.split(clean(said)) if part.strip()]
    own = [part for part in parts if is_of_unit(line_of(part))]
    return figure_in(view, own[0], wish_of(own[0])) if len(own) == 1 < len(parts) else None


def is_of_a_month(view: View, said: str, wish: Wish, indicator: Indicator) -> bool:
    """'tháng 10 thăm hỏi bao nhiêu lượt': what a week, a month or a quarter that is over brought."""
    if wish.asks not in BROUGHT or not is_of_one_time(said, wish, view.today):
        return False
    periods = [each.period for each in find_periods(said, view.today)]
    has_begun = any(each.kind in SHIFTED_INTO and each.start <= view.today for each in periods)
    is_over = any(each.kind is PeriodKind.QUARTER and each.end < view.today for each in periods)
    return (has_begun or is_over) and is_recorded(view, indicator)


def is_of_one_time(said: str, wish: Wish, today: date) -> bool:
    """Whether a time is named and no paper's figure for it; 'mỗi tháng' is a rule."""
    is_rule = SET_BY_PAPER.search(wish.line) or EVERY.search(fold(said))
    return bool(find_periods(said, today)) and not is_rule


def is_recorded(view: View, indicator: Indicator) -> bool:
    """Whether the unit has written this figure down for any time."""
    return any(entry.indicator == indicator.id for entry in in_force(view.entries))


def leaning(view: View, said: str, wish: Wish, before: Sequence[str]) -> Meant | None:
    """'ai ghi' after one's own figures is of them, 'còn thăm hỏi thì sao' the same of another."""
    earlier = meant(view, before[-1], before[:-1]) if before else None
    if earlier is None:
        earlier = told_before(view, before)
    if earlier is None or wish.asks is Asked.DETAIL:
        return earlier
    indicator = figure_in(view, said, wish)
    return Meant(wish, indicator) if indicator and only_of(wish.line, indicator) else None


def untold(view: View, said: str) -> Meant | None:
    """What a sentence asks of one figure, where no document could tell."""
    wish = wish_of(said)
    indicator = figure_in(view, said, wish)
    if wish is None or indicator is None or not only_of(wish.line, indicator):
        return None
    is_timed = wish.asks is Asked.HOW_MANY and is_of_one_time(said, wish, view.today) and is_recorded(view, indicator)
    return Meant(wish, indicator) if wish.asks is Asked.DONE or is_timed else None


def beside_all(db: Session, talk: Talk, view: View) -> Meant | None:
    """'quỹ cả xã cần bao nhiêu, trường em góp được mấy': one's own part, which is told beside what all are to reach."""
    first, *others = (part.strip() for part in CLAUSES.split(clean(talk.said)) if part.strip())
    wish = wish_of(others[0]) if len(others) == 1 else None
    if wish is None or not wish.is_own or wish.asks not in {Asked.DONE, Asked.HOW_MANY, Asked.LEFT}:
        return None
    own = figure_in(view, others[0], wish)
    indicator = figure_in(view, first, wish_of(first)) or told_of_all(db, talk, view, first)
    return (
        Meant(wish, indicator) if indicator and own in {None, indicator} and HOW_MANY.search(line_of(first)) else None
    )


def told_of_all(db: Session, talk: Talk, view: View, said: str) -> Indicator | None:
    """The figure that the documents tell for a question by itself, where the ledger counts it."""
    alone = replace(talk, said=said, memory=replace(talk.memory, questions=()))
    result = ask.result_of(db, alone)
    meant = ask.indicator_told(db, alone, result) if isinstance(result, Answer) else None
    return next((item for item in view.catalogue.indicators if meant and item.id == meant.id), None)


def told_before(view: View, before: Sequence[str]) -> Meant | None:
    """The question before, where no document could tell: 'kết nạp được mấy người rồi'."""
    wish = wish_of(before[-1]) if before else None
    if wish is None or wish.asks is not Asked.DONE:
        return None
    indicator = figure_in(view, before[-1], wish)
    return Meant(wish, indicator) if indicator and only_of(wish.line, indicator) else None


def spoken_of(view: View, before: Sequence[str]) -> Indicator | None:
    """The figure that was asked about last; questions that lean are looked through."""
    for place in range(len(before) - 1, -1, -1):
        wish = wish_of(before[place])
        indicator = figure_in(view, before[place], wish)
        if indicator is not None or wish is None or not only_of(wish.line, None):
            return indicator
    return None


def figure_in(view: View, said: str, wish: Wish | None) -> Indicator | None:
    """The figure that a sentence names; 'có bao nhiêu đoàn viên' asks how many there are now."""
    if wish and wish.asks in HELD and (what := counted_in(wish.line)) and (found := there_are(view, what)):
        return found
    return speech.indicator_in(said, view.catalogue, view.today)


def there_are(view: View, what: str) -> Indicator | None:
    """The figure that says how many of these there are now."""
    found = speech.indicator_in(f"hiện có {what}", view.catalogue, view.today)
    return found if found is not None and found.over_time is OverTime.LAST else None


def of_all(wish: Wish) -> bool:
    """Whether all figures that were set are meant."""
    return OF_ALL.search(wish.line) is not None


def told_of(db: Session, talk: Talk, view: View) -> Reply | None:
    """The answer from one ledger; None where the documents are asked."""
    found = meant(view, talk.said, talk.memory.asked_last)
    if found is None:
        return None
    if found.indicator is None:
        return of_several(view, found.wish)
    is_told = is_stock(found.indicator) or answers(view, found, talk.said, said_period(talk))
    return of_one(db, talk, view, found) if is_told else None


def of_one(db: Session, talk: Talk, view: View, found: Meant) -> Reply:
    """One figure: of a time that is named what it brought, else how far it has come, or how many there are."""
    assert found.indicator is not None
    period = said_period(talk)
    is_part = period is not None and period.kind not in {PeriodKind.YEAR, PeriodKind.TERM}
    if period is not None and (is_stock(found.indicator) or (is_part and found.wish.asks in BROUGHT)):
        return result_then(view, found.indicator, period)
    return held(db, talk, view, found.indicator) if is_stock(found.indicator) else result(view, found.indicator, period)


def is_stock(indicator: Indicator) -> bool:
    """Whether it says how many there are, which no time adds up."""
    return indicator.over_time is OverTime.LAST and indicator.basis is Basis.STOCK


def answers(view: View, found: Meant, said: str, period: Period | None) -> bool:
    """Whether the ledger is the one to ask: what must be done is in the documents, unless it was shared out.

    What the programme sets for all together is no unit's own, and that is said.
    """
    assert found.indicator is not None
    come = course_in(view, found.indicator, period)
    is_shared = come is not None and come.aim is not None and not come.aim.per_unit
    is_part = is_shared and found.indicator.over_units is OverUnits.SUM
    match found.wish.asks:
        case Asked.GIVEN if is_of_unit(found.wish.line) and period is None:
            return True
        case Asked.GIVEN if not found.wish.is_own:
            return come is not None and come.assigned is not None
        case Asked.GIVEN | Asked.OWED:
            return come is not None and (come.assigned is not None or is_part)
        case Asked.HOW_MANY | Asked.STOCK if is_of_a_month(view, said, found.wish, found.indicator):
            return True
        case Asked.HOW_MANY:
            return come is not None and (come.assigned is not None or come.sum is not None or is_part)
        case Asked.STOCK | Asked.STAYS:
            return come is not None and come.sum is not None
        case _:
            return True


def course_in(view: View, indicator: Indicator, period: Period | None) -> Course | None:
    """How far it has come now, or what was set for most of another period; nothing yet for one to come."""
    if period is None:
        return course(view, indicator)
    if period.start > view.today:
        return None
    day = middle(period)
    found = course(view, indicator, day)
    return found if found is not None and found.start <= day.end else None


def middle(period: Period) -> Period:
    """The day in its middle: a union's year may begin in the December before."""
    return day_of(period.start + (period.end - period.start) / 2)


def of_several(view: View, wish: Wish) -> Reply:
    """Where no figure is named: the only one that was assigned, or all of them."""
    if wish.asks is Asked.GIVEN:
        return all_assigned(view)
    given_ones = {item.indicator for item in view.assigned}
    known = [item for item in view.catalogue.indicators if item.id in given_ones]
    return result(view, known[0]) if len(known) == 1 and wish.asks is Asked.LEFT else all_courses(view)


def said_period(talk: Talk) -> Period | None:
    """The period that is named, other than the one we are in."""
    found = find_periods(talk.said, talk.visit.today)
    weeks = (each.period for each in found if each.period.kind is PeriodKind.WEEK)
    period = period_said(found) or next(weeks, None)
    return None if period is None or period.start <= talk.visit.today <= period.end else period


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


def result(view: View, indicator: Indicator, period: Period | None = None) -> Reply:
    """What was given to the unit, what it has come to, what is left, since when, and who wrote it down."""
    found = course_in(view, indicator, period)
    if period is not None and found is None:
        return result_then(view, indicator, period)
    start = found.start if found else date(view.today.year, 1, 1)
    summed = found.sum if found else total(view.entries, indicator, start, date(view.today.year, 12, 31))
    amount = summed.amount if summed else None
    gross = found is not None and found.is_gross
    so_far = words.so_far(amount, indicator, start, is_gross=gross)
    come = come_of(found)
    text = f"{words.name_of(indicator)} {given(found, indicator)}; {so_far}{words.left(come) if come else ''}."
    return words.own_result(view.name, text, entry_lines(summed.entries if summed else (), indicator, view.today))


def result_then(view: View, indicator: Indicator, period: Period) -> Reply:
    """What a time brought that nothing was set for."""
    summed = total(view.entries, indicator, period.start, period.end)
    text = words.result_then(indicator, period, summed.amount if summed else None)
    return words.own_result(view.name, text, entry_lines(summed.entries if summed else (), indicator, view.today))


def held(db: Session, talk: Talk, view: View, indicator: Indicator) -> Reply:
    """How many there are by the newest figure: of which month it is, who wrote it down, whether its report is in."""
    known = latest(view, indicator, month_around(view.today).end)
    if known is None:
        return words.never_counted(view.name, indicator)
    by = words.who_and_when(known.last, view.today)
    period = known.last.period
    return words.held(view.name, indicator, known.amount, f"{period.name}, {by}", report_line(db, talk, view, period))


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
