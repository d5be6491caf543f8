"""What the database adds up is what the reports come to one by one, on both databases."""

from dataclasses import replace
from datetime import date, datetime
from random import Random

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.db import Database
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler import store
from scheduler.calendar import Calendar
from scheduler.duties import Cadence, DayRule, Deadline, Duty, DutyId, RuleKind
from scheduler.filings import State
from scheduler.periods import deadline_of, periods_of
from scheduler.store import Which
from scheduler.sums.store import handed_in, papers_in
from scheduler.tally import WAITED_FOR, Place, tally
from union import store as people
from union.draft import Line, Snapshot
from union.forms.form import FieldKind, FormId
from union.indicators import Indicator, IndicatorId, Kind, OverTime, OverUnits
from union.ledger import Standing
from union.rollup import Report, Rollup, Told, rolled_up
from union.roster import OfficerId, Unit, UnitKind
from union.scope import Scope

NOW = datetime(2026, 12, 28, 9, 0, tzinfo=VIETNAM)
OFFICE = UnitCode("suoi-may")
UNITS = [UnitCode(f"xom-{n}") for n in range(5)]
CLERK = Scope(OfficerId(1), offices=frozenset({OFFICE}), runs=frozenset(UNITS), views=frozenset(UNITS))
INDICATORS = [
    Indicator(IndicatorId(f"{time}-{units}"), f"Số {time} {units}", "", Kind.COUNT, time, units)
    for time in OverTime
    for units in OverUnits
]


def duty(name: str, cadence: Cadence) -> Duty:
    return Duty(DutyId(name), name, FormId(name), OFFICE, cadence, DayRule(RuleKind.AFTER_END, 0))


DUTIES = {
    "months": [duty("thang", Cadence.MONTH)],
    "months, quarters and the year": [
        duty("thang", Cadence.MONTH), duty("quy", Cadence.QUARTER), duty("nam", Cadence.YEAR),
    ],
    "months of two duties": [duty("thang", Cadence.MONTH), duty("an-toan", Cadence.MONTH)],
    "the half-year beside months": [duty("thang", Cadence.MONTH), duty("nua-nam", Cadence.HALF)],
}  # fmt: skip


STYLES = ("w", "w", "we", "wu", "r", "r", "rw", "wwwwwwrrfeuaz")
"""What a unit tells of an indicator: whole numbers, ratios, fractions, estimates, what is not known; or all of it."""


def drawn(seed: object) -> Random:
    return Random(str(seed))  # noqa: S311 - the same reports each time, no secret


def figure(item: Indicator, unit: UnitCode, random: Random) -> Line:
    line = Line(str(item.id), FieldKind.FIGURE, item.name, "I", item.id, "")
    match random.choice(drawn(f"{unit} {item.id}").choice(STYLES)):
        case "r":
            over, under = random.randint(0, 9), random.randint(9, 40)
            return replace(line, value=f"{over * 100 / under:.1f}", numerator=str(over), denominator=str(under))
        case "f":
            return replace(line, value=f"{random.randint(0, 90)}.5")
        case "e":
            return replace(line, standing=Standing.ESTIMATE, value=str(random.randint(0, 9)))
        case "u":
            return replace(line, standing=Standing.UNKNOWN)
        case "a":
            return replace(line, standing=Standing.NOT_APPLICABLE)
        case "z":
            return replace(line, value="1E+3")
        case _:
            return replace(line, value=str(random.choice([-2, 0, 1, 7, 10**14])))


def asked_by(duty: DutyId) -> list[Indicator]:
    """The second duty of the month asks for some only."""
    return INDICATORS[::2] if duty == "an-toan" else INDICATORS


def fill(session: Session, duties: list[Duty], random: Random) -> tuple[list[Deadline], list[Report]]:
    """Random reports of a year, some handed in twice, some returned; gives what is in, one by one."""
    for code in (OFFICE, *UNITS):
        people.save_unit(session, Unit(code, code, UnitKind.GRASSROOTS))
    session.flush()
    items = []
    for one in duties:
        store.save_duty(session, one, "thử", NOW)
        items += [deadline_of(one, each, Calendar()) for each in periods_of(one, date(2026, 1, 1), date(2026, 12, 31))]
    reports = []
    for item in items:
        store.open_filings(session, item, UNITS, NOW)
        for filing in store.filings(session, CLERK, Which(duty=item.duty, period=item.period.key)):
            if random.random() < 0.3:
                continue
            current, lines = filing, list[Told]()
            for version in range(1, random.choice([2, 2, 3])):
                asked = [each for each in asked_by(item.duty) if random.random() < 0.8]
                paper = Snapshot(
                    "Báo cáo", filing.unit, "", "", item.period.key, "", item.cut_off, item.due, NOW, "Lan", "SM",
                    version,
                    lines=tuple(figure(each, filing.unit, random) for each in asked),
                )  # fmt: skip
                send = store.submit if version == 1 else store.submit_again
                current = send(session, CLERK, current, paper, address="", now=NOW)
                lines = [Told(x.indicator, x.standing, x.value, x.numerator, x.denominator) for x in paper.lines]
            if random.random() < 0.1:
                store.mark(session, CLERK, current, NOW, state=State.RETURNED)
                continue
            reports.append(Report(filing.unit, item.period.start, item.period.end, lines))
    return items, reports


def comparable(found: list[Rollup]) -> list[object]:
    return [
        (each.indicator.id, each.amount, sorted(each.from_units), sorted(each.unknown), sorted(each.uncountable),
         each.is_asked)
        for each in found
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("duties", DUTIES.values(), ids=DUTIES.keys())
def test_what_is_added_up_is_what_the_reports_come_to(duties: list[Duty], seed: int, db: Database) -> None:
    random = drawn(seed)
    items, reports = db.write_now(lambda session: fill(session, duties, random))
    found = db.read_now(lambda session: handed_in(session, CLERK, items, INDICATORS))
    assert sum(len(each.lines) for each in found) < sum(len(each.lines) for each in reports), "nothing was added up"
    assert comparable(rolled_up(INDICATORS, found)) == comparable(rolled_up(INDICATORS, reports))
    assert db.read_now(lambda session: papers_in(session, CLERK, items)) == len(reports)


@pytest.mark.parametrize("duties", DUTIES.values(), ids=DUTIES.keys())
def test_a_year_is_counted_as_its_boards_are(duties: list[Duty], db: Database) -> None:
    items, _ = db.write_now(lambda session: fill(session, duties, drawn(1)))
    some = Scope(OfficerId(2), views=frozenset(UNITS[:3]))
    for scope in (CLERK, some):
        for counts in db.read_now(lambda session, scope=scope: store.counts_of(session, scope, items)):  # type: ignore[misc]
            which = Which(duty=counts.deadline.duty, period=counts.deadline.period.key)
            board = tally(db.read_now(lambda session: store.filings(session, scope, which)), NOW)  # noqa: B023 - called at once
            told = (board.expected, board.count(Place.ON_TIME), board.count(Place.LATE), board.count(*WAITED_FOR))
            assert (counts.expected, counts.on_time, counts.late, counts.missing) == told


def test_a_foreign_unit_is_in_no_sum(db: Database) -> None:
    items, _ = db.write_now(lambda session: fill(session, DUTIES["months"], drawn(1)))
    own = Scope(OfficerId(2), views=frozenset(UNITS[:1]))
    found = db.read_now(lambda session: handed_in(session, own, items, INDICATORS))
    assert {report.unit for report in found} == set(UNITS[:1])


def test_figures_can_be_neither_changed_nor_deleted(db: Database) -> None:
    db.write_now(lambda session: fill(session, DUTIES["months"], drawn(1)))
    for statement in ("UPDATE filing_figure SET value = '9'", "DELETE FROM filing_figure"):
        with pytest.raises(DBAPIError, match="append-only"):
            db.write_now(lambda session, said=statement: session.execute(text(said)))  # type: ignore[misc]
