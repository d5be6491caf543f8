"""The office asks what the reports of its units come to: each target of its programme, or one figure; reads only."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlmodel import Session

from handlers.boardwishes import ALL_UNITS, is_of_each_unit
from handlers.messages import Reply
from handlers.ownwishes import Asked, counted_in, is_of_unit, only_of, wish_of
from handlers.speech import catalogue_for, indicator_in
from handlers.store import menu_of
from handlers.talk import Outcome, Talk
from handlers.wording import rollups as words
from handlers.wording.report import period_words
from knowledge.dates import Period, PeriodKind, find_periods, written_day, year_of
from knowledge.document import DocumentKey, UnitCode
from knowledge.result import Standing
from scheduler.duties import Cadence, Deadline, Duty, ReportingPeriod
from scheduler.periods import periods_of
from scheduler.store import all_duties, asked_deadlines, still_owed
from scheduler.sums.store import handed_in, papers_in
from union.indicators import Catalogue, Indicator, Kind, OverTime
from union.naming import short_name
from union.records.store import Method, methods, own_indicators
from union.rollup import Gap, Report, indicators_meant, rolled_up
from union.scope import Scope
from union.store import different_days, find_unit, kin_of, scope_of, unit_names, with_below

AREA = re.compile(rf"{ALL_UNITS.pattern}|\b(?:xa|phuong|khu vuc|dia ban|nganh|van phong)(?: minh| ta| nay)?\b")
PLANNED = re.compile(r"\b(?:chi tieu|ke hoach|cuoi|het|phai|can)\b")
SO_FAR = re.compile(r"\b(?:roi|da|hien|den dau|toi dau|den nay|den gio|bay gio)\b")


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last day that are added up, and how they are called."""

    start: date
    end: date
    words: words.Stretch


@dataclass(frozen=True, slots=True)
class Material:
    """What was handed in for a span by the units of some offices, and who is missing."""

    span: Span
    papers: int = 0
    """How many reports are in."""
    reports: Sequence[Report] = ()
    """What they say of the indicators that were asked for."""
    gaps: Sequence[Gap] = ()
    names: Mapping[UnitCode, str] = field(default_factory=dict)
    periods: Sequence[ReportingPeriod] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was due."""
        return not self.papers and not self.gaps


def targets_of_office(db: Session, talk: Talk, offices: Sequence[UnitCode]) -> Outcome:
    """'tình hình chỉ tiêu': the sum of each target of the programme in force, by what was handed in."""
    items = targets_in_force(db, talk, offices)
    if not items:
        return say(talk, words.no_programme(office_name(db, offices)))
    return targets_reached(db, talk, offices, items)


def office_name(db: Session, offices: Sequence[UnitCode]) -> str:
    """The office in whose name the sums are told."""
    office = find_unit(db, offices[0])
    assert office is not None, "a seat stands in a unit"
    return office.name


def targets_reached(db: Session, talk: Talk, offices: Sequence[UnitCode], items: Sequence[Indicator]) -> Outcome:
    """The sums of these targets."""
    found = material(db, talk, offices, items)
    if found.is_empty:
        return say(talk, words.no_reports(found.span.words))
    rollups = rolled_up(items, found.reports, found.gaps)
    known = methods(db, [item.target for item in items])
    span = found.span.words
    lines = [
        words.target_line(each, span, way_of(known.get(each.indicator.target), each.indicator))
        for each in rollups
        if each.is_asked
    ]
    without = [each.indicator.name for each in rollups if not each.is_asked]
    reply, whole = words.targets(
        office_name(db, offices), span, coverage(found, found.gaps, talk.visit.today), lines, without
    )
    return say(talk, reply, rest=whole)


def way_of(method: Method | None, item: Indicator) -> words.Way:
    """Whether staff confirmed that this very figure is summed, or another way, which a sum says nothing of.

    A net figure is never set beside a target in gross ones, an average never beside a sum.
    """
    if method is None:
        return words.Way.UNCONFIRMED
    if method.over != words.AREA:
        return words.WAYS.get(method.over, words.Way.UNCONFIRMED)
    # A share of people has no growth or stock of its own: heads over heads.
    is_same = method.basis is item.basis or item.kind is Kind.PERCENT
    return words.Way.SUM if is_same else words.BASES_MEANT[method.basis]


def sum_of_units(db: Session, talk: Talk, offices: Sequence[UnitCode], asked: str) -> Outcome | None:
    """'tổng kết nạp tháng 11': one figure over the units; None where no indicator is meant."""
    items = indicators_meant(asked, catalogue_of_office(db, talk, offices))
    if not items:
        return None
    found = material(db, talk, offices, items)
    rollups = rolled_up(items, found.reports, found.gaps)
    told = [each for each in rollups if each.is_asked] or rollups
    if len(told) > 1:
        names = [each.indicator.name for each in told]
        says = [f"tổng {name[:1].lower()}{name[1:]} {found.span.words.period}" for name in names]
        return say(talk, words.which_indicator(list(zip(names, says, strict=True))))
    if found.is_empty:
        return say(talk, words.no_reports(found.span.words))
    [rollup] = told
    gaps = [gap for gap in found.gaps if gap.unit in rollup.missing]
    reply = words.one_sum(
        rollup,
        found.span.words,
        coverage(found, gaps, talk.visit.today),
        unknown=named(rollup.unknown, found),
        bare=named(rollup.uncountable, found),
    )
    if not is_of_each_unit(talk.said) or not rollup.by_unit:
        return say(talk, reply)
    each = [words.OfUnit(short_name(found.names.get(unit, unit)), amount) for unit, amount in rollup.by_unit.items()]
    short, whole = words.with_units(reply, rollup.indicator, each)
    return say(talk, short, rest=whole)


def figure_of_area(db: Session, talk: Talk, offices: Sequence[UnitCode]) -> Outcome | None:
    """'kết nạp đạt bao nhiêu phần trăm', 'toàn xã có bao nhiêu đoàn viên' of an office: what its units handed in.

    None where the sentence speaks of anything else, or of what is to be reached.
    """
    wish = wish_of(talk.said)
    if wish is None or wish.asks not in {Asked.DONE, Asked.LEFT, Asked.STOCK} or is_of_unit(wish.line):
        return None
    line = AREA.sub(" ", wish.line)
    wanted = f"hiện có {counted_in(line)}" if wish.asks is Asked.STOCK else talk.said
    item = indicator_in(wanted, catalogue_of_office(db, talk, offices), talk.visit.today)
    if item is None or not only_of(line, item) or is_planned(line):
        return None
    is_stock = item.over_time is OverTime.LAST
    if is_stock != (wish.asks is Asked.STOCK):
        return None
    span = material(db, talk, offices, [item]).span
    if span.words.is_year and item in targets_in_force(db, talk, offices):
        return targets_reached(db, talk, offices, [item])
    return sum_of_units(db, talk, offices, item.name)


def is_planned(line: str) -> bool:
    """'chỉ tiêu kết nạp đạt bao nhiêu' is what the programme asks, with 'rồi' what has come of it."""
    return PLANNED.search(line) is not None and not SO_FAR.search(line)


def say(talk: Talk, reply: Reply, rest: str = "") -> Outcome:
    """Says, and remembers what was shown."""
    return Outcome((reply,), replace(talk.memory, menu=menu_of((reply,)), rest=rest))


# What is added up


def material(db: Session, talk: Talk, offices: Sequence[UnitCode], wanted: Sequence[Indicator]) -> Material:
    """What the duties of these offices brought in for the span that was asked for; drafts are not looked at.

    A report that is not due yet is missing only where its very period was asked for.
    """
    scope = scope_of(db, talk.person, talk.visit.today)
    duties = [duty for duty in all_duties(db, offices) if duty.cadence is not Cadence.ADHOC]
    span = span_asked(talk, duties)
    known = asked_deadlines(db, [duty.id for duty in duties]) if duties else []
    inside = [item for item in known if lies_in(item, span)]
    if not inside:
        return Material(span)
    scope = scope_then(db, scope, offices, inside, talk.visit.today)
    exact = all((item.period.start, item.period.end) == (span.start, span.end) for item in inside)
    reports = handed_in(db, scope, inside, wanted)
    gaps = owed(db, scope, inside, talk, exact=exact)
    periods = tuple(dict.fromkeys(item.period for item in inside))
    return Material(span, papers_in(db, scope, inside), reports, gaps, unit_names(db), periods)


def scope_then(db: Session, scope: Scope, offices: Sequence[UnitCode], items: Sequence[Deadline], today: date) -> Scope:
    """The speaker's scope with what stood below their offices in the periods of these deadlines: for reading only.

    A unit that has moved since handed its older reports in to them; a report belongs where the unit stood then.
    """
    days = {min(item.cut_off, today) for item in items} - {today}
    then = [with_below(db, offices, day) for day in different_days(db, days)]
    return replace(scope, views=scope.views.union(*then))


def owed(db: Session, scope: Scope, inside: Sequence[Deadline], talk: Talk, *, exact: bool) -> list[Gap]:
    """Whose reports are missing."""
    return still_owed(db, scope, inside, None if exact else talk.visit.now)


def lies_in(item: Deadline, span: Span) -> bool:
    """Whether the deadline's period is part of the span."""
    return span.start <= item.period.start and item.period.end <= span.end


def span_asked(talk: Talk, duties: Sequence[Duty]) -> Span:
    """The period that was named, the office's own year for a year; this year where none was named."""
    said = [each.period for each in find_periods(talk.said, talk.visit.today)]
    period = next((each for each in said if each.kind is not PeriodKind.DAY), year_of(talk.visit.today.year))
    if period.kind is not PeriodKind.YEAR:
        return Span(period.start, period.end, words.Stretch(period.name, period.name))
    return year_span(period, duties)


def year_span(period: Period, duties: Sequence[Duty]) -> Span:
    """A year as the office's report of the year counts it: perhaps from December."""
    own = [
        each
        for duty in duties
        if duty.cadence is Cadence.YEAR
        for each in periods_of(duty, period.start, period.end)
        if each.key == period.key
    ]
    if not own or (own[0].start, own[0].end) == (period.start, period.end):
        return Span(period.start, period.end, words.Stretch(period.name, period.name, is_year=True))
    days = f"{period.name} (từ {written_day(own[0].start)} đến {written_day(own[0].end)})"
    return Span(own[0].start, own[0].end, words.Stretch(days, period.name, is_year=True))


def coverage(found: Material, gaps: Sequence[Gap], today: date) -> words.Coverage:
    """How many reports are in, and who is missing in which period."""
    total = found.papers + len(gaps)
    if len(found.periods) == 1:
        missing = named({gap.unit for gap in gaps}, found)
        return words.Coverage(found.papers, total, (("", tuple(missing)),) if missing else ())
    owing: dict[tuple[date, date], set[UnitCode]] = {}
    for gap in gaps:
        owing.setdefault((gap.start, gap.end), set()).add(gap.unit)
    by_period = [
        (period_words(period, today), named(owing.get((period.start, period.end), ()), found))
        for period in found.periods
    ]
    return words.Coverage(found.papers, total, tuple((name, tuple(units)) for name, units in by_period if units))


def named(units: Iterable[UnitCode], found: Material) -> list[str]:
    """Short names, in order of the alphabet."""
    return sorted(short_name(found.names.get(code, code)) for code in units)


# The office's programme


def catalogue_of_office(db: Session, talk: Talk, offices: Sequence[UnitCode]) -> Catalogue:
    """The indicators of the offices' own programmes, then the common ones."""
    return catalogue_for(talk.visit.library, tuple(offices), own_indicators(db))


def targets_in_force(db: Session, talk: Talk, offices: Sequence[UnitCode]) -> list[Indicator]:
    """The targets of the offices' documents that are in force today, as indicators, in the document's order."""
    dissolved = kin_of(db, offices, talk.visit.today, offices).dissolved
    binding: set[DocumentKey] = {
        document.key
        for document in talk.visit.library.documents
        if document.header.issuer_code in offices
        and talk.visit.library.standing(document, talk.visit.today, dissolved)[0] is Standing.IN_FORCE
    }
    return [
        item for item in catalogue_of_office(db, talk, offices).indicators if item.target and item.stands_in in binding
    ]
