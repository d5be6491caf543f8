"""Which filings open when: who is below the office, who was there, and nothing for the time before."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler.calendar import calendar_of, holidays_of
from scheduler.duties import Cadence, DayRule, Duty, DutyId, RuleKind, Selector
from scheduler.openings import Hierarchy, Opening, is_in_force, is_selected, plan_openings, units_below
from scheduler.periods import deadline_of, periods_of
from union.forms.form import FormId
from union.roster import Link, Unit, UnitKind

CALENDAR = calendar_of(holidays_of(range(2025, 2029)))
OFFICE, CLUSTER, SCHOOL, FACTORY, GUILD = map(UnitCode, ("van-phong", "cum-1", "truong", "may-mac", "nghiep-doan"))
UNITS = (
    Unit(OFFICE, "Công đoàn xã", UnitKind.COMMUNE),
    Unit(CLUSTER, "Cụm 1", UnitKind.UPPER),
    Unit(SCHOOL, "CĐCS Trường", UnitKind.GRASSROOTS, sector="giáo dục"),
    Unit(FACTORY, "CĐCS May mặc", UnitKind.GRASSROOTS, sector="doanh nghiệp"),
    Unit(GUILD, "Nghiệp đoàn", UnitKind.GUILD),
    Unit(UnitCode("xa-ben"), "CĐCS xã bên", UnitKind.GRASSROOTS),
)
LINKS = (
    Link(CLUSTER, OFFICE),
    Link(SCHOOL, CLUSTER),
    Link(FACTORY, OFFICE),
    Link(GUILD, OFFICE),
    Link(UnitCode("xa-ben"), UnitCode("xa-khac")),
)
MONTHLY = Duty(
    DutyId("thang"), "Báo cáo tháng", FormId("bm"), OFFICE, Cadence.MONTH, DayRule(RuleKind.DAY_OF_MONTH, 20)
)
SIX = replace(MONTHLY, id=DutyId("6t"), cadence=Cadence.HALF, due=DayRule(RuleKind.FIXED, 10, month=6), year_from=12)


def at(text: str) -> datetime:
    """'11-20 08:00' of 2026, by Viet Nam's clock."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=VIETNAM)


def opened(
    duty: Duty, now: str, since: str | None = None, units: tuple[Unit, ...] = UNITS, links: tuple[Link, ...] = LINKS
) -> dict[str, list[str]]:
    """The periods that open, with their units."""
    found: dict[str, list[str]] = {}
    for each in plan_openings([duty], Hierarchy(units, links), CALENDAR, at(now), at(since or now)):
        found.setdefault(each.deadline.period.key, []).append(each.unit)
    return found


def changed(code: UnitCode, **more: date) -> tuple[Unit, ...]:
    """The units, one of them with other days."""
    return tuple(replace(unit, **more) if unit.code == code else unit for unit in UNITS)  # type: ignore[arg-type]


ALL = [SCHOOL, FACTORY, GUILD]


@pytest.mark.parametrize(
    ("duty", "now", "since", "expected"),
    [
        pytest.param(MONTHLY, "11-01 00:05", None, {"2026-11": ALL}, id="on the period's first day"),
        pytest.param(MONTHLY, "10-31 23:55", None, {}, id="not the evening before: what was due in October is past"),
        pytest.param(MONTHLY, "11-21 09:00", None, {}, id="nothing that was due before the assistant came"),
        pytest.param(MONTHLY, "11-21 09:00", "11-19 09:00", {"2026-11": ALL}, id="but what fell due during an outage"),
        pytest.param(MONTHLY, "12-15 09:00", "08-01 09:00", {"2026-12": ALL}, id="an outage of months has its limit"),
        pytest.param(replace(MONTHLY, valid_from=date(2026, 11, 20)), "11-10 09:00", None, {"2026-11": ALL},
            id="in force from its first due day"),
        pytest.param(replace(MONTHLY, valid_from=date(2026, 11, 21)), "11-10 09:00", None, {},
            id="in force only after it"),
        pytest.param(replace(MONTHLY, valid_to=date(2026, 11, 20)), "11-10 09:00", None, {}, id="abolished by then"),
        pytest.param(SIX, "11-30 09:00", None, {}, id="the next year's six months have not begun"),
        pytest.param(SIX, "01-15 09:00", None, {"2026-6T": ALL}, id="six months since December"),
        pytest.param(replace(MONTHLY, due=DayRule(RuleKind.DAY_OF_MONTH, 5, months_after=1)), "11-03 09:00", None,
            {"2026-10": ALL, "2026-11": ALL}, id="October is still due when November begins"),
        pytest.param(
            replace(MONTHLY, cadence=Cadence.ADHOC, due=DayRule(RuleKind.MOMENT, on=date(2026, 11, 23)),
                valid_from=date(2026, 11, 21)),
            "11-21 09:00", None, {"2026-11-23T17": ALL}, id="a request opens at once"),
    ],
)  # fmt: skip
def test_filings_open(duty: Duty, now: str, since: str | None, expected: dict[str, list[str]]) -> None:
    assert opened(duty, now, since) == expected


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        pytest.param(Selector(), ALL, id="grassroots and guilds at any depth"),
        pytest.param(Selector(kinds=(UnitKind.GUILD,)), [GUILD], id="of a kind"),
        pytest.param(Selector(sectors=("giáo dục",)), [SCHOOL], id="of a sector"),
        pytest.param(Selector(excepted=(SCHOOL,)), [FACTORY, GUILD], id="but one"),
        pytest.param(Selector(units=(CLUSTER,)), [CLUSTER], id="one named, of whatever kind"),
        pytest.param(Selector(units=(UnitCode("xa-ben"),)), [], id="never one of another office"),
        pytest.param(Selector(units=(SCHOOL,), excepted=(SCHOOL,)), [], id="excepted wins"),
    ],
)
def test_it_is_owed_by(selector: Selector, expected: list[str]) -> None:
    assert opened(replace(MONTHLY, selector=selector), "11-10 09:00") == ({"2026-11": expected} if expected else {})
    assert is_selected(UNITS[2], selector) is (SCHOOL in expected)


@pytest.mark.parametrize(
    ("units", "now", "owes"),
    [
        pytest.param(changed(SCHOOL, closed_on=date(2026, 7, 1)), "06-10 09:00", True, id="June, closed on 1 July"),
        pytest.param(changed(SCHOOL, closed_on=date(2026, 7, 1)), "07-01 09:00", False, id="July, closed on 1 July"),
        pytest.param(changed(SCHOOL, closed_on=date(2026, 11, 15)), "11-02 09:00", False, id="to be closed in between"),
        pytest.param(changed(SCHOOL, closed_on=date(2026, 11, 25)), "11-02 09:00", True, id="closed after it was due"),
        pytest.param(changed(SCHOOL, opened_on=date(2026, 11, 10)), "11-09 09:00", False, id="not founded yet"),
        pytest.param(changed(SCHOOL, opened_on=date(2026, 11, 10)), "11-10 09:00", True, id="founded in the period"),
    ],
)
def test_a_unit_owes_what_it_was_there_for(units: tuple[Unit, ...], now: str, owes: bool) -> None:
    month = f"2026-{now[:2]}"
    assert (SCHOOL in opened(MONTHLY, now, units=units).get(month, [])) is owes


def test_a_unit_founded_after_the_cut_off_has_nothing_to_report() -> None:
    late = replace(MONTHLY, due=DayRule(RuleKind.DAY_OF_MONTH, 5, months_after=1))
    units = changed(SCHOOL, opened_on=date(2026, 11, 2))
    assert opened(late, "11-03 09:00", units=units) == {"2026-10": [FACTORY, GUILD], "2026-11": ALL}


@pytest.mark.parametrize(
    ("now", "owes"),
    [
        pytest.param("10-20 09:00", True, id="before it moved"),
        pytest.param("11-03 09:00", True, id="for October, later"),
    ],
)
def test_the_link_of_the_cut_off_day_counts(now: str, owes: bool) -> None:
    late = replace(MONTHLY, due=DayRule(RuleKind.DAY_OF_MONTH, 5, months_after=1))
    moved = (
        *(link for link in LINKS if link.unit != FACTORY),
        Link(FACTORY, OFFICE, valid_to=date(2026, 11, 1)),
        Link(FACTORY, UnitCode("xa-khac"), valid_from=date(2026, 11, 1)),
    )
    found = opened(late, now, links=moved)
    assert (FACTORY in found["2026-10"]) is owes
    assert FACTORY not in found.get("2026-11", [])


def test_every_period_opens_once_over_a_year_of_runs() -> None:
    runs = [at("01-01 00:01") + timedelta(hours=17 * n) for n in range(500)]
    known: set[tuple[DutyId, str, UnitCode]] = set()
    found: list[Opening] = []
    for since, now in pairwise(runs):
        new = plan_openings([MONTHLY, SIX], Hierarchy(UNITS, LINKS), CALENDAR, now, since, known=known)
        known |= {(each.duty, each.deadline.period.key, each.unit) for each in new}
        found += [each for each in new if each.unit == SCHOOL]
    keys = [each.deadline.period.key for each in found if each.duty == MONTHLY.id]
    assert keys == [f"2026-{month:02d}" for month in range(1, 13)]
    assert [each.deadline.period.key for each in found if each.duty == SIX.id] == ["2026-6T", "2027-6T"]


def test_a_loop_of_units_ends() -> None:
    a, b, c = map(UnitCode, "abc")
    assert units_below(a, [Link(b, a), Link(c, b), Link(a, c)], date(2026, 11, 1)) == {b, c}


def test_a_duty_that_ended_owes_nothing_of_what_was_opened() -> None:
    [period] = periods_of(MONTHLY, date(2026, 11, 30), date(2026, 11, 30))
    deadline = deadline_of(MONTHLY, period, CALENDAR)
    assert is_in_force(MONTHLY, deadline)
    assert not is_in_force(replace(MONTHLY, valid_to=date(2026, 11, 19)), deadline)
