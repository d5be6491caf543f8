"""The office asks who has handed in: the board of a deadline, its list as a file, one unit's report; reads only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from handlers import wording
from handlers.boardwishes import (
    OF_BOARD,
    Wish,
    asks_figure,
    asks_of_own,
    is_about_report,
    is_of_all_units,
    is_of_some_year,
    is_over_months,
    method_of,
    names_report,
    phrase,
    sum_asked,
    unit_wish_of,
    wish_of,
    without_months,
)
from handlers.choosing import Ambiguous, deadline_in, named_duties
from handlers.messages import Made, Reply
from handlers.ownwishes import is_of_unit, line_of
from handlers.rollups import catalogue_of_office, figure_of_area, scope_then, sum_of_units, targets_of_office
from handlers.store import menu_of
from handlers.talk import Begin, Outcome, Talk
from handlers.wording import board as words
from handlers.wording import unit_report
from knowledge.dates import PeriodKind, find_periods
from knowledge.document import UnitCode
from knowledge.text import clean, fold
from scheduler.duties import Cadence, Deadline, Duty
from scheduler.filings import OPEN, Filing
from scheduler.store import Which, all_duties, asked_deadlines, counts_of, filed_counts, filings, snapshot, snapshots
from scheduler.tally import WAITED_FOR, Place, Tally, tally
from union.contacts.store import Speaker, speakers
from union.draft import Line
from union.forms.paper import DOCX, report_docx
from union.forms.plain import list_text, report_text
from union.forms.table import XLSX, Value, list_xlsx
from union.naming import Named, named_units, short_name
from union.rollup import amount_of
from union.roster import AT_THE_BASE, Role, Unit, UnitKind
from union.scope import Scope
from union.store import all_units, scope_of

BOARD_WORDS: Mapping[Wish, Callable[[words.Sheet], Reply]] = {
    Wish.MISSING: words.board,
    Wish.LATE: words.late,
    Wish.FILED: words.handed_in,
    Wish.OVERVIEW: words.overview,
}
UNIT_SAYS = {
    Wish.STATUS: "{unit} {report} nộp chưa",
    Wish.REPORT: "xem {report} {unit}",
    Wish.PAPER: "bản word {report} {unit}",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Who asks, for which offices, and what these collect."""

    scope: Scope
    offices: tuple[UnitCode, ...]
    """Where the speaker works or may look."""
    duties: tuple[Duty, ...]
    deadlines: tuple[Deadline, ...]

    def duty(self, item: Deadline) -> Duty:
        """The duty of a deadline."""
        return next(duty for duty in self.duties if duty.id == item.duty)


def reads(db: Session, talk: Talk) -> Outcome | Begin | None:
    """What is asked of the board; anything else belongs elsewhere."""
    wish, unit_wish = wish_of(talk.said), unit_wish_of(talk.said)
    total = sum_asked(talk.said)
    own = asks_of_own(talk.said)
    figure = unit_wish is None and asks_figure(talk.said)
    if wish is None and unit_wish is None and total is None and not own and not figure:
        return of_area(db, talk)
    if not talk.is_private:
        return say(talk, wording.private_only()) if wish in OF_BOARD or own else None
    if talk.person is None or not talk.person.seats:
        is_ours = own or (wish in {*OF_BOARD, Wish.METHOD} and wish is not Wish.LIST)
        return say(talk, wording.stranger()) if is_ours else None
    desk = desk_of(db, talk)
    if unit_wish is not None and (told := of_named_unit(db, talk, desk, unit_wish)) is not None:
        return told
    if figure and desk.offices and (told := figure_of_unit(db, talk, desk)) is not None:
        return told
    if desk.scope.acts_for and (own or not desk.offices):
        return own_standing(db, talk, desk) if own else refused(talk, wish)
    asked = of_office(db, talk, desk, wish, total) if desk.offices else None
    return of_area(db, talk) if asked is None and wish is None else asked


def of_area(db: Session, talk: Talk) -> Outcome | None:
    """One figure over all units, of an office that has no figures of its own."""
    if not talk.is_private or talk.person is None or not talk.person.seats:
        return None
    scope = scope_of(db, talk.person, talk.visit.today)
    if not scope.offices or scope.acts_for:
        return None
    return figure_of_area(db, talk, sorted(scope.offices))


def of_office(db: Session, talk: Talk, desk: Desk, wish: Wish | None, total: str | None) -> Outcome | Begin | None:
    """What an office asks of all its units."""
    if wish is Wish.METHOD:
        return Begin("method", method_of(talk.said)) if desk.scope.offices else None
    if wish is Wish.TARGETS:
        return targets_of_office(db, talk, desk.offices)
    if wish is not None:
        return of_deadline(db, talk, desk, wish)
    return sum_of_units(db, talk, desk.offices, total) if total else None


def desk_of(db: Session, talk: Talk) -> Desk:
    """The speaker's scope, the offices where they sit or look, and what these collect."""
    scope = scope_of(db, talk.person, talk.visit.today)
    seats = talk.person.seats if talk.person else ()
    looks = (seat.unit for seat in seats if seat.role is Role.VIEWER)
    offices = tuple(dict.fromkeys([*sorted(scope.offices), *looks]))
    duties = tuple(all_duties(db, offices)) if offices else ()
    return Desk(scope, offices, duties, tuple(asked_deadlines(db, [duty.id for duty in duties])) if duties else ())


def say(talk: Talk, reply: Reply, *made: Made, rest: str = "") -> Outcome:
    """Says, and remembers what was shown."""
    return Outcome((reply,), replace(talk.memory, menu=menu_of((reply,)), rest=rest), made=made)


def refused(talk: Talk, wish: Wish | None) -> Outcome | None:
    """A chair asks for the board, or for the sums of all: only the office sees them. 'danh sách' may mean anything."""
    if wish is Wish.TARGETS and is_of_unit(line_of(talk.said)):
        return None  # 'chỉ tiêu của đơn vị tôi đến đâu rồi': the unit's own ledger says it
    if wish is None and is_of_unit(line_of(talk.said)):
        return None  # 'quỹ cả xã cần bao nhiêu, trường em góp được mấy': the same
    if wish is Wish.TARGETS or (wish is None and is_of_all_units(talk.said)):
        return say(talk, words.only_office_sums())
    if wish not in OF_BOARD or (wish is Wish.LIST and "bao cao" not in wording.plain(talk.said)):
        return None
    assert talk.person is not None
    return say(talk, words.only_own(talk.person.seats[0].unit_name))


# One deadline


def of_deadline(db: Session, talk: Talk, desk: Desk, wish: Wish) -> Outcome:
    """The board of the deadline that was meant, in the words that were asked for."""
    year = year_asked(talk)
    if wish is Wish.OVERVIEW and (is_over_months(talk.said) or is_of_some_year(talk.said)):
        return over_year(db, talk, desk, year)
    found = deadline_in(talk.said, desk.deadlines, desk.duties, talk.visit.now)
    if isinstance(found, Ambiguous):
        if wish is Wish.OVERVIEW and not found.deadlines and found.period and found.period.kind is PeriodKind.YEAR:
            return over_year(db, talk, desk, year)
        return say(talk, which(found, desk, talk, f"{phrase(wish)} {{report}}"))
    desk = replace(desk, scope=scope_then(db, desk.scope, desk.offices, [found.deadline], talk.visit.today))
    counted = COUNTED[wish](db, talk, desk, found.deadline)
    sheet = sheet_of(db, talk, desk, found.deadline, counted, whole=wish is Wish.LIST)
    if wish is Wish.LIST:
        return as_list(db, talk, desk, sheet)
    reply = BOARD_WORDS[wish](sheet)
    is_of_year = wish is Wish.OVERVIEW and desk.duty(found.deadline).cadence is Cadence.YEAR
    return say(talk, replace(reply, buttons=(*reply.buttons, words.months_button(year))) if is_of_year else reply)


def year_asked(talk: Talk) -> int:
    """The year that was named; this one where none was."""
    said = [each.period for each in find_periods(without_months(talk.said), talk.visit.today)]
    return next((each.start.year for each in said if each.kind is PeriodKind.YEAR), talk.visit.today.year)


def over_year(db: Session, talk: Talk, desk: Desk, year: int) -> Outcome:
    """How each report of a year stands: of the duty that is named, or of all but the requests in between."""
    months = [duty.id for duty in desk.duties if duty.cadence is Cadence.MONTH]
    wanted = months if months and is_over_months(talk.said) else [
        duty.id for duty in desk.duties if duty.cadence is not Cadence.ADHOC
    ]  # fmt: skip
    known = named_duties(fold(talk.said), desk.duties) or set(wanted)
    items = [item for item in desk.deadlines if item.duty in known and item.period.end.year == year]
    if not items:
        return say(talk, words.no_reports_in(year))
    scope = scope_then(db, desk.scope, desk.offices, items, talk.visit.today)
    rows = [
        (report_name(desk, each.deadline, talk), each.deadline.due <= talk.visit.now, each)
        for each in counts_of(db, scope, items)
        if each.expected
    ]
    reply, whole = words.year_board(year, rows)
    return say(talk, reply, rest=whole)


def whole_tally(db: Session, talk: Talk, desk: Desk, item: Deadline) -> Tally:
    """Every filing of the deadline."""
    return tally(filings(db, desk.scope, Which(duty=item.duty, period=item.period.key)), talk.visit.now)


def open_tally(db: Session, talk: Talk, desk: Desk, item: Deadline) -> Tally:
    """Those that are not in; the others are only counted, since nobody reads their names."""
    on_time, late = filed_counts(db, desk.scope, item)
    items = filings(db, desk.scope, Which(duty=item.duty, period=item.period.key, states=OPEN))
    return tally(items, talk.visit.now, ((Place.ON_TIME, on_time), (Place.LATE, late)))


def late_tally(db: Session, talk: Talk, desk: Desk, item: Deadline) -> Tally:
    """Those that are not in or came late; those on time are only counted."""
    on_time, _ = filed_counts(db, desk.scope, item)
    items = filings(db, desk.scope, Which(duty=item.duty, period=item.period.key, on_time=False))
    return tally(items, talk.visit.now, ((Place.ON_TIME, on_time),))


COUNTED: Mapping[Wish, Callable[[Session, Talk, Desk, Deadline], Tally]] = {
    Wish.MISSING: open_tally,
    Wish.LATE: late_tally,
    Wish.FILED: whole_tally,
    Wish.OVERVIEW: late_tally,
    Wish.LIST: whole_tally,
}


def which(found: Ambiguous, desk: Desk, talk: Talk, says: str) -> Reply:
    """Asks which report is meant, or says that there is none of that period."""
    choices = found.deadlines or newest_first(desk.deadlines)
    named = [report_name(desk, item, talk) for item in choices]
    offered = [(name, says.format(report=name)) for name in named]
    if found.deadlines:
        return words.which_report(offered)
    return words.no_such_report(found.period, offered[:2]) if found.period else words.no_reports()


def newest_first(items: Sequence[Deadline]) -> list[Deadline]:
    """The deadlines, the latest due first."""
    return sorted(items, key=lambda item: item.due, reverse=True)


def report_name(desk: Desk, item: Deadline, talk: Talk) -> str:
    """'báo cáo tháng 11'."""
    return words.report_name(desk.duty(item).name, item.period, talk.visit.today)


def sheet_of(db: Session, talk: Talk, desk: Desk, item: Deadline, counted: Tally, *, whole: bool) -> words.Sheet:
    """The board as it is worded, with how those are reached who are waited for, or all of them."""
    units = [each.unit for each in counted.at(*(tuple(Place) if whole else WAITED_FOR))]
    known = speakers(db, desk.scope, units, talk.visit.today)
    means = {code: means_of(speaker) for code, speaker in known.items()}
    may_chase = desk.duty(item).recipient in desk.scope.offices
    return words.Sheet(report_name(desk, item, talk), item.due, talk.visit.now, counted, means, may_chase)


def means_of(speaker: Speaker) -> words.Means:
    """How a unit's chair is reached, as the board says it."""
    return words.Means(speaker.phone, speaker.has_account, speaker.is_reachable, speaker.last_heard)


def as_list(db: Session, talk: Talk, desk: Desk, sheet: words.Sheet) -> Outcome:
    """Every unit with its state, its times, its telephone, and the figures that were handed in."""
    items = [(place, item) for place, some in sheet.tally.places for item in some]
    items.sort(key=lambda each: each[1].unit_name)
    papers = snapshots(db, desk.scope, [item for _, item in items])
    columns = {line.key: line for paper in papers.values() for line in paper.lines if line.indicator}
    people = speakers(db, desk.scope, [item.unit for _, item in items], talk.visit.today)
    rows = []
    for number, (place, item) in enumerate(items, start=1):
        told = {line.key: line for line in papers[item.id].lines} if item.id in papers else {}
        figures = [value_of(told[key]) if key in told else None for key in columns]
        rows.append([number, *row_of(item, place, people[item.unit]), *figures])
    headings = (*words.LIST_HEADINGS, *(f"{line.label} ({line.measure})" for line in columns.values()))
    content = list_xlsx(words.list_title(sheet), headings, rows, words.list_notes(sheet))
    made = Made(f"danh-sach-{slug(sheet.name)}.xlsx", content, XLSX)
    instead = wording.in_place(list_text(headings, rows, words.list_notes(sheet)))
    return say(talk, replace(words.list_made(sheet, made.file), in_place=instead), made)


def row_of(item: Filing, place: Place, speaker: Speaker) -> list[Value]:
    """One unit's line, without its number and figures."""
    taken = {"submitted": "chưa", "taken_in": "đã tiếp nhận"}.get(item.state, "")
    return [
        item.unit_name,
        words.STATE_WORDS[place],
        item.due,
        item.submitted_at,
        item.submitted_by + (" (ghi hộ)" if item.by_staff else ""),
        item.version or None,
        item.code,
        f"{item.filled}/{item.fields}" if item.fields and place in WAITED_FOR else "",
        taken,
        "đã nhận" if item.signed_at else "",
        speaker.name,
        speaker.phone,
        words.reach_words(means_of(speaker)),
        speaker.last_heard,
    ]


def value_of(line: Line) -> Value:
    """A figure as a cell: a number where it is one, so that the clerk can add up."""
    amount = amount_of(line)
    if amount.value is None or amount.denominator is not None:
        return unit_report.figure_of(line)
    return int(amount.value) if amount.value == amount.value.to_integral_value() else float(amount.value)


def slug(name: str) -> str:
    """A file's name: 'bao-cao-thang-11'."""
    return "-".join(wording.plain(name).replace("/", " ").split())


# One unit


def own_standing(db: Session, talk: Talk, desk: Desk) -> Outcome | None:
    """'đơn vị tôi nộp chưa': how the report of the speaker's own unit stands."""
    return of_units(db, talk, desk, sorted(desk.scope.acts_for), Wish.STATUS)


def of_named_unit(db: Session, talk: Talk, desk: Desk, wish: Wish) -> Outcome | None:
    """What was asked of the unit that the sentence names; None where it names none, or what another talk takes."""
    units = all_units(db)
    named = one_named(talk.said, units, desk)
    if named is None:
        return None
    text = clean(talk.said)
    without = f"{text[: named.start]} {text[named.end :]}"
    if not is_about_report(without, (duty.name for duty in desk.duties)):
        return None
    if len(named.candidates) > 1:
        return say(
            talk, words.which_unit([(unit.name, fill_unit(talk.said, named, unit)) for unit in named.candidates])
        )
    [unit] = named.candidates
    if not desk.scope.may_read(unit.code):
        if unit.kind not in AT_THE_BASE and not names_report(without):
            return None  # 'gia lâm thì thế nào': nobody here collects its reports, its papers are asked
        is_chair = not desk.offices
        return say(talk, words.of_others(unit.name) if is_chair else words.out_of_scope(unit.name))
    if desk.scope.may_write(unit.code) and wish is not Wish.STATUS:
        return None
    return of_units(db, replace(talk, said=without), desk, [unit.code], wish)


AROUND_A_FIGURE = "số liệu bao nhiêu mấy được tổng cộng hiện là"


def figure_of_unit(db: Session, talk: Talk, desk: Desk) -> Outcome | None:
    """'Đồi Sim kết nạp mấy' of an office: what that unit handed in last; another union's figure is none of ours."""
    named = one_named(talk.said, all_units(db), desk)
    if named is None or len(named.candidates) > 1:
        return None
    [unit] = named.candidates
    scope, hands_in = desk.scope, unit.kind in {UnitKind.GRASSROOTS, UnitKind.GUILD}
    if not hands_in or not scope.may_read(unit.code) or scope.may_write(unit.code):
        return None
    text = clean(talk.said)
    without = f"{text[: named.start]} {text[named.end :]}"
    counted = (item.name for item in catalogue_of_office(db, talk, desk.offices).indicators)
    if not is_about_report(without, (*(duty.name for duty in desk.duties), *counted, AROUND_A_FIGURE)):
        return None
    return of_units(db, replace(talk, said=without), desk, [unit.code], Wish.REPORT)


def one_named(said: str, units: Sequence[Unit], desk: Desk) -> Named | None:
    """The unit that is named: one that the speaker may read where there is one, else any."""
    others = [unit for unit in units if unit.code not in desk.offices]
    for known in ([unit for unit in others if desk.scope.may_read(unit.code)], others):
        named = named_units(said, known)
        if named:
            return named[0]
    return None


def fill_unit(said: str, named: Named, unit: Unit) -> str:
    """The same sentence with the unit's whole name."""
    text = clean(said)
    return f"{text[: named.start]}{unit.name}{text[named.end :]}"


def of_units(db: Session, talk: Talk, desk: Desk, units: Sequence[UnitCode], wish: Wish) -> Outcome | None:
    """How the reports of these units stand, or what one handed in; None where nothing was ever asked of them."""
    known = filings(db, desk.scope, Which(units=units))
    if not known:
        return None
    items = [item for item in known if item.version or not item.is_abolished] or known
    mine = list({(item.duty, item.period.key): item.deadline for item in items}.values())
    duties = [duty for duty in all_duties(db) if duty.id in {item.duty for item in items}]
    own = replace(desk, duties=tuple(duties), deadlines=tuple(mine))
    found = deadline_in(talk.said, with_papers(mine, items, wish, talk), duties, talk.visit.now)
    if isinstance(found, Ambiguous):
        template = UNIT_SAYS[wish].replace("{unit}", short_name(items[0].unit_name))
        return say(talk, which(found, own, talk, template))
    chosen = [item for item in items if (item.duty, item.period) == (found.deadline.duty, found.deadline.period)]
    return told_of(db, talk, own, chosen, wish)


def with_papers(items: Sequence[Deadline], of: Sequence[Filing], wish: Wish, talk: Talk) -> Sequence[Deadline]:
    """Where a report is to be shown and no period was named, one that was handed in is meant."""
    if wish is Wish.STATUS or find_periods(talk.said, talk.visit.today):
        return items
    filed = {(item.duty, item.period.key) for item in of if item.version}
    return [item for item in items if (item.duty, item.period.key) in filed] or items


def told_of(db: Session, talk: Talk, desk: Desk, chosen: Sequence[Filing], wish: Wish) -> Outcome:
    """The answer for one filing; a speaker of several units reads each."""
    shown = [shown_of(db, talk, desk, item) for item in chosen]
    if wish is Wish.STATUS or not chosen[0].version:
        replies = [unit_report.standing(one) if wish is Wish.STATUS else unit_report.no_paper_yet(one) for one in shown]
        text = "\n".join(reply.text for reply in replies)
        return say(talk, replace(replies[0], text=text))
    paper = snapshot(db, desk.scope, chosen[0])
    assert paper is not None, "what has a version was handed in"
    if wish is Wish.REPORT:
        reply, whole = unit_report.report(shown[0], paper)
        return say(talk, reply, rest=whole)
    made = Made(f"{slug(shown[0].name)}-{chosen[0].unit}.docx", report_docx(paper), DOCX)
    instead = wording.in_place(report_text(paper))
    return say(talk, replace(unit_report.paper_made(shown[0], made.file), in_place=instead), made)


def shown_of(db: Session, talk: Talk, desk: Desk, item: Filing) -> unit_report.Shown:
    """A filing as it is worded for who asks."""
    own = desk.scope.may_write(item.unit)
    known = speakers(db, desk.scope, [item.unit], talk.visit.today).get(item.unit, Speaker())
    return unit_report.Shown(
        item,
        report_name(desk, item.deadline, talk),
        talk.visit.now,
        wants_signed=desk.duty(item.deadline).wants_signed,
        is_own=own,
        means=words.Means() if own else means_of(known),
    )
