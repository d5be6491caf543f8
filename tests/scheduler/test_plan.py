"""Who is reminded when: rungs, rest days, quiet hours, outages, extensions, snoozes, and what the office is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler.calendar import Calendar, Holiday, calendar_of, holidays_of
from scheduler.duties import (
    ADHOC_LADDER,
    LONG_LADDER,
    MONTH_LADDER,
    MORNING,
    Cadence,
    DayRule,
    Duty,
    DutyId,
    Ladder,
    ReportingPeriod,
    RuleKind,
    Rung,
)
from scheduler.filings import Deadline, FilingId
from scheduler.plan import Owing, Reached, Reminder, Sheet, may_ring, plan_reminders, reminders_on
from scheduler.rungs import QUIET, Quiet, rungs_of
from scheduler.summaries import Board, SummaryKind, plan_summaries
from union.forms.form import FormId
from union.roster import OfficerId

CALENDAR = calendar_of(holidays_of(range(2025, 2032)))
OFFICE, UNIT = UnitCode("van-phong"), UnitCode("hoa-sen")
LAN, MAI = OfficerId(7), OfficerId(8)
MONTHLY = Duty(
    DutyId("thang"), "Báo cáo tháng", FormId("bm"), OFFICE, Cadence.MONTH, DayRule(RuleKind.DAY_OF_MONTH, 20)
)
REQUEST = replace(
    MONTHLY,
    id=DutyId("gap"),
    cadence=Cadence.ADHOC,
    due=DayRule(RuleKind.MOMENT, on=date(2026, 11, 21), hour=time(16)),
    ladder=ADHOC_LADDER,
)
NOVEMBER = ReportingPeriod("2026-11", "tháng 11/2026", date(2026, 11, 1), date(2026, 11, 30))
AGES = timedelta(days=400)


def at(text: str) -> datetime:
    """'11-20 08:00' of 2026, or a day with its year, by Viet Nam's clock."""
    return datetime.fromisoformat(text if text[4] == "-" else f"2026-{text}").replace(tzinfo=VIETNAM)


DUE = at("11-20 17:00")


def owing(due: datetime = DUE, filing: int = 1, **more: object) -> Owing:
    """Lan's unit, which has not filed."""
    return replace(Owing(FilingId(filing), UNIT, due, (Reached(LAN),)), **more)


def sheet(*of: Owing, duty: Duty = MONTHLY, opened_at: datetime | None = None, due: datetime = DUE) -> Sheet:
    """November's sheet of a duty."""
    return Sheet(duty, Deadline(duty.id, NOVEMBER, NOVEMBER.end, due), of or (owing(due),), opened_at)


def rung(of: Reminder) -> str:
    """'T 11-20 08:00'."""
    return f"{of.rung} {of.at:%m-%d %H:%M}"


def rang(start: str, end: str, *of: Sheet, known: frozenset[str] = frozenset()) -> list[Reminder]:
    """What rings after one moment up to another."""
    return plan_reminders(of or (sheet(),), CALENDAR, at(end), at(start), known)


@pytest.mark.parametrize(
    ("ladder", "due", "hour", "expected"),
    [
        pytest.param(
            MONTH_LADDER, "11-19 17:00", MORNING, ["T-3 11-16 08:00", "T 11-19 08:00", "T+2 11-23 08:00"],
            id="T+2 on a Saturday waits for Monday"),
        pytest.param(
            MONTH_LADDER, "11-24 17:00", MORNING, ["T-3 11-23 08:00", "T 11-25 08:00", "T+2 11-26 08:00"],
            id="due on a holiday that shifts nothing"),
        pytest.param(
            LONG_LADDER, "12-18 17:00", MORNING,
            ["T-7 12-11 08:00", "T-3 12-15 08:00", "T-1 12-17 08:00", "T 12-18 08:00", "T+3 12-21 08:00",
             "W1 12-28 08:00", "W2 2027-01-04 08:00", "W3 2027-01-11 08:00", "W4 2027-01-18 08:00"],
            id="T+1 meets T+3 on Monday, then weekly four times"),
        pytest.param(
            LONG_LADDER, "2027-02-11 17:00", MORNING,
            ["T 2027-02-11 08:00", "T+1 2027-02-12 08:00", "T+3 2027-02-15 08:00", "W1 2027-02-22 08:00",
             "W2 2027-03-01 08:00", "W3 2027-03-08 08:00", "W4 2027-03-15 08:00"],
            id="all that falls into Tết 2027 meets on the first morning after it"),
        pytest.param(
            MONTH_LADDER, "2030-02-05 17:00", MORNING, ["T+2 2030-02-07 08:00"], id="Tết 2030 by our own moon"),
        pytest.param(
            MONTH_LADDER, "08-25 17:00", MORNING, ["T-3 08-22 08:00", "T 08-25 08:00", "T+2 08-27 08:00"],
            id="a worked Saturday rings"),
        pytest.param(
            MONTH_LADDER, "11-19 17:00", time(18, 30), ["T-3 11-16 18:30", "T 11-19 08:00", "T+2 11-23 18:30"],
            id="an hour after the due hour is no reminder on the due day"),
        pytest.param(
            MONTH_LADDER, "11-19 17:00", time(22), ["T-3 11-16 19:30", "T 11-19 08:00", "T+2 11-23 19:30"],
            id="an hour in the quiet evening"),
        pytest.param(
            MONTH_LADDER, "11-19 17:00", time(5), ["T-3 11-16 07:00", "T 11-19 07:00", "T+2 11-23 07:00"],
            id="an hour in the quiet night"),
        pytest.param(
            ADHOC_LADDER, "11-21 16:00", MORNING, ["H-2 11-21 14:00", "H 11-21 16:00", "H+2 11-21 18:00"],
            id="hours do not mind a Saturday"),
        pytest.param(
            ADHOC_LADDER, "11-21 08:00", MORNING, ["H-2 11-21 07:00", "H 11-21 08:00", "H+2 11-21 10:00"],
            id="before a due moment in the morning: when the quiet hours end"),
        pytest.param(
            ADHOC_LADDER, "11-21 06:30", MORNING, ["H-2 11-20 19:30", "H 11-21 07:00", "H+2 11-21 08:30"],
            id="or the evening before, when that is too late"),
        pytest.param(
            ADHOC_LADDER, "11-21 21:30", MORNING, ["H-2 11-21 19:30", "H+2 11-22 07:00"],
            id="what meets at the end of the quiet hours is one"),
        pytest.param(
            Ladder((Rung(-1), Rung(hours=-2), Rung(0), Rung(1))), "11-20 16:00", MORNING,
            ["T-1 11-19 08:00", "T 11-20 08:00", "H-2 11-20 14:00", "T+1 11-23 08:00"], id="days and hours"),
        pytest.param(
            Ladder((Rung(hours=1),), weekly=1), "11-20 16:00", MORNING, ["H+1 11-20 17:00", "W1 11-27 08:00"],
            id="weekly after hours"),
    ],
)  # fmt: skip
def test_a_ladder_rings(ladder: Ladder, due: str, hour: time, expected: list[str]) -> None:
    found = rungs_of(ladder, at(due), CALENDAR, hour)
    assert [(each.rung, each.at) for each in found] == [(name, at(when)) for name, _, when in map(split, expected)]


def split(text: str) -> tuple[str, str, str]:
    """'T-3 11-16 08:00' as its name and moment."""
    return text.partition(" ")


@pytest.mark.parametrize(
    ("quiet", "due", "hour", "expected"),
    [
        pytest.param(None, "11-21 05:00", time(23), ["H-2 11-21 03:00", "T+1 11-23 23:00"], id="none"),
        pytest.param(
            Quiet(time(12), time(13, 30)), "11-20 14:30", time(13), ["H-2 11-20 13:30", "T+1 11-23 13:30"], id="at noon"
        ),
    ],
)
def test_an_office_may_have_other_quiet_hours(quiet: Quiet | None, due: str, hour: time, expected: list[str]) -> None:
    found = rungs_of(Ladder((Rung(hours=-2), Rung(1))), at(due), CALENDAR, hour, quiet)
    assert [f"{each.rung} {each.at:%m-%d %H:%M}" for each in found] == expected


def test_a_reminder_says_what_it_is_for_under_its_natural_key() -> None:
    [reminder] = rang("11-20 07:55", "11-20 08:00")
    assert reminder == Reminder(
        key="remind/thang/2026-11/hoa-sen/2026-11-20T17:00+07:00/T/7",
        duty=MONTHLY.id,
        period="2026-11",
        unit=UNIT,
        filing=FilingId(1),
        due=DUE,
        rung="T",
        officer=LAN,
        at=at("11-20 08:00"),
        tell_at=at("11-20 08:00"),
    )


def test_a_moment_in_another_zone_gives_the_same_key() -> None:
    [here] = rang("11-20 07:55", "11-20 08:00")
    [there] = rang("11-20 07:55", "11-20 08:00", sheet(owing(DUE.astimezone(VIETNAM.__class__(timedelta(0))))))
    assert there == here


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param("11-20 07:55", "11-20 08:00", ["T 11-20 08:00"], id="at its moment"),
        pytest.param("11-20 08:00", "11-20 08:05", [], id="not again by the run after"),
        pytest.param("11-20 07:50", "11-20 07:59", [], id="not before"),
        pytest.param("11-21 00:00", "11-22 23:59", [], id="not on a weekend"),
        pytest.param("11-22 23:59", "11-23 08:03", ["T+2 11-23 08:00"], id="but on Monday"),
        pytest.param("11-25 00:00", "12-25 00:00", [], id="nothing after the ladder"),
    ],
)
def test_rungs_ring_once(start: str, end: str, expected: list[str]) -> None:
    assert [rung(each) for each in rang(start, end)] == expected


def test_an_outage_makes_a_reminder_late_and_tells_the_newest_only() -> None:
    newest, older = rang("11-16 18:00", "11-20 10:17")
    assert (rung(newest), newest.merged_into, newest.tell_at) == ("T 11-20 08:00", "", at("11-20 08:00"))
    assert (rung(older), older.merged_into) == ("T-3 11-17 08:00", newest.key)


def test_two_days_of_outage_over_a_weekend_are_told_on_monday_morning() -> None:
    [late] = rang("11-20 07:00", "11-21 09:00")
    assert (rung(late), late.tell_at) == ("T 11-20 08:00", at("11-23 08:00"))


@pytest.mark.parametrize(
    ("end", "tell_at"),
    [
        pytest.param("11-20 21:00", "11-23 08:00", id="back on a Friday night"),
        pytest.param("11-23 05:00", "11-23 08:00", id="back before a working morning"),
        pytest.param("11-20 12:00", "11-20 08:00", id="back by day"),
    ],
)
def test_what_is_late_waits_for_an_hour_fit_for_it(end: str, tell_at: str) -> None:
    [late] = rang("11-20 07:00", end)
    assert late.tell_at == at(tell_at)


@pytest.mark.parametrize(
    ("end", "tell_at"),
    [
        pytest.param("11-21 16:30", "11-21 16:00", id="on a Saturday afternoon"),
        pytest.param("11-21 22:00", "11-22 07:00", id="in the night: on Sunday morning"),
    ],
)
def test_hours_that_are_late_mind_quiet_hours_only(end: str, tell_at: str) -> None:
    due = at("11-21 16:00")
    late, *_ = rang("11-21 15:00", end, sheet(duty=replace(REQUEST, ladder=Ladder((Rung(hours=0),))), due=due))
    assert late.tell_at == at(tell_at)


@pytest.mark.parametrize("turned", [1, -1], ids=["the newer first", "the older first"])
def test_what_one_officer_missed_is_told_at_one_moment(turned: int) -> None:
    other = sheet(owing(at("11-19 17:00"), filing=2), duty=replace(MONTHLY, id=DutyId("khac")))
    found = rang("11-18 18:00", "11-20 10:00", *[sheet(), other][::turned])
    assert {each.duty: each.at.day for each in found} == {"thang": 20, "khac": 19}
    assert {each.tell_at for each in found} == {at("11-20 08:00")}


def test_units_that_share_a_due_moment_are_each_reminded() -> None:
    found = rang("11-20 07:00", "11-20 08:00", sheet(owing(), owing(filing=2, unit=UnitCode("may-mac"))))
    assert [(each.unit, each.filing) for each in found] == [(UNIT, 1), ("may-mac", 2)]


def test_a_rung_is_not_told_weeks_later() -> None:
    assert [rung(each) for each in rang("11-01 00:00", "12-06 10:00")] == ["T+2 11-23 08:00"]
    assert rang("11-01 00:00", "12-08 10:00") == []


def test_what_is_known_is_not_planned_and_the_older_still_merges_into_it() -> None:
    newest, older = rang("11-16 18:00", "11-20 10:17")
    [again] = rang("11-16 18:00", "11-20 10:17", known=frozenset({newest.key}))
    assert again == older
    assert rang("11-16 18:00", "11-20 10:17", known=frozenset({newest.key, older.key})) == []


def test_an_extension_counts_the_rungs_anew() -> None:
    extended = sheet(owing(at("11-27 17:00"), counted_from=at("11-20 09:00")))
    found = rang("11-20 08:30", "12-04 00:00", extended)
    assert [rung(each) for each in reversed(found)] == ["T-3 11-25 08:00", "T 11-27 08:00", "T+2 11-30 08:00"]
    assert all("/2026-11-27T17:00+07:00/" in each.key for each in found)


def test_an_extension_granted_late_rings_nothing_of_the_time_before() -> None:
    extended = sheet(owing(at("11-23 17:00"), counted_from=at("11-21 09:00")))
    assert [rung(each) for each in rang("11-16 00:00", "11-23 08:00", extended)] == ["T 11-23 08:00"]


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        pytest.param("11-18 14:00", ["Z11181400 11-18 14:00", "T 11-20 08:00", "T+2 11-23 08:00"], id="until an hour"),
        pytest.param("11-20 08:00", ["T 11-20 08:00", "T+2 11-23 08:00"], id="until the due morning"),
        pytest.param("11-20 07:00", ["T 11-20 08:00", "T+2 11-23 08:00"], id="until just before it"),
        pytest.param(
            "11-20 14:00", ["T 11-20 08:00", "Z11201400 11-20 14:00", "T+2 11-23 08:00"],
            id="past the due morning: that rings all the same"),
        pytest.param("11-21 09:00", ["T 11-20 08:00", "Z11210900 11-21 09:00", "T+2 11-23 08:00"], id="a Saturday"),
        pytest.param("11-18 22:00", ["Z11182200 11-19 07:00", "T 11-20 08:00", "T+2 11-23 08:00"], id="until a night"),
        pytest.param("11-17 07:30", ["Z11170730 11-17 07:30", "T 11-20 08:00", "T+2 11-23 08:00"],
            id="until an hour before an early rung: it comes instead"),
        pytest.param("11-17 08:00", ["T-3 11-17 08:00", "T 11-20 08:00", "T+2 11-23 08:00"], id="until an early rung"),
        pytest.param("11-16 08:00", ["Z11160800 11-16 08:00", "T-3 11-17 08:00", "T 11-20 08:00", "T+2 11-23 08:00"],
            id="until before the first rung"),
    ],
)  # fmt: skip
def test_a_snooze_holds_early_rungs_and_rings_when_it_ends(until: str, expected: list[str]) -> None:
    found = rang("11-13 18:00", "11-26 18:00", sheet(owing(snoozed_until=at(until))))
    assert [rung(each) for each in reversed(found)] == expected


@pytest.mark.parametrize(
    ("opened_at", "expected"),
    [
        pytest.param(
            "11-21 09:10",
            ["ASK 11-21 09:10", "H-2 11-21 14:00", "H 11-21 16:00", "H+2 11-21 18:00"],
            id="in the morning",
        ),
        pytest.param("11-21 13:50", ["ASK 11-21 13:50", "H 11-21 16:00", "H+2 11-21 18:00"], id="just before a rung"),
        pytest.param("11-21 15:20", ["ASK 11-21 15:20", "H 11-21 16:00", "H+2 11-21 18:00"], id="late"),
        pytest.param("11-21 15:50", ["ASK 11-21 15:50", "H 11-21 16:00", "H+2 11-21 18:00"], id="ten minutes before"),
        pytest.param(
            "11-20 22:30", ["ASK 11-21 07:00", "H-2 11-21 14:00", "H 11-21 16:00", "H+2 11-21 18:00"], id="in the night"
        ),
    ],
)
def test_a_request_is_asked_at_once_and_then_rings_in_hours(opened_at: str, expected: list[str]) -> None:
    due = at("11-21 16:00")
    asked = sheet(owing(due, counted_from=at(opened_at)), duty=REQUEST, opened_at=at(opened_at), due=due)
    runs = [due + timedelta(minutes=10 * n) for n in range(-180, 30)]
    found = [each for since, now in pairwise(runs) for each in plan_reminders([asked], CALENDAR, now, since)]
    assert [rung(each) for each in found] == expected


def test_a_request_that_was_extended_is_not_asked_again() -> None:
    asked_at, due = at("11-21 09:00"), at("11-21 18:00")
    extended = owing(due, counted_from=at("11-21 14:30"))
    found = rang("11-21 14:30", "11-21 17:00", sheet(extended, duty=REQUEST, opened_at=asked_at, due=due))
    assert [rung(each) for each in found] == ["H-2 11-21 16:00"]


def test_chair_and_deputy_are_each_told_at_their_hour() -> None:
    both = owing(officers=(Reached(LAN), Reached(MAI, time(11, 30))))
    first = rang("11-20 07:00", "11-20 08:00", sheet(both))
    second = rang("11-20 08:00", "11-20 12:00", sheet(both))
    assert [(each.officer, rung(each)) for each in first + second] == [
        (LAN, "T 11-20 08:00"),
        (MAI, "T 11-20 11:30"),
    ]


def test_a_unit_without_an_officer_is_reminded_by_nobody() -> None:
    assert rang("11-01 00:00", "11-20 08:00", sheet(owing(officers=()))) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 11, 20), ["T 11-20 08:00"], id="the due day"),
        pytest.param(date(2026, 11, 21), [], id="a rest day"),
        pytest.param(date(2026, 11, 17), ["T-3 11-17 08:00"], id="three days before"),
    ],
)
def test_a_day_asked_for_takes_earlier_rungs_as_told(day: date, expected: list[str]) -> None:
    found = reminders_on([sheet()], CALENDAR, day)
    assert [rung(each) for each in found] == expected
    assert all(each.tell_at == each.at and not each.merged_into for each in found)


# Promises that hold for whatever is owed


DUES = st.builds(
    lambda day, hour: datetime.combine(day, hour, VIETNAM),
    st.dates(date(2026, 1, 1), date(2030, 3, 1)),
    st.sampled_from([time(0), time(8), time(11, 30), time(17), time(21), time(23, 59)]),
)
LADDERS = st.sampled_from([MONTH_LADDER, LONG_LADDER])
OWING = st.lists(
    st.builds(
        Owing,
        st.integers(1, 9).map(FilingId),
        st.integers(1, 9).map(lambda n: UnitCode(f"u{n}")),
        DUES,
        st.lists(st.builds(Reached, st.integers(1, 4).map(OfficerId), st.times()), unique_by=lambda r: r.officer).map(
            tuple
        ),
    ),
    max_size=6,
    unique_by=lambda each: each.unit,
)


def told(of: Sequence[Reminder]) -> list[tuple[str, datetime]]:
    """What was planned, whatever its order."""
    return sorted((each.key, each.at) for each in of)


@settings(deadline=None, max_examples=60)
@given(owed=OWING, ladder=LADDERS, hours=st.booleans())
def test_no_rung_rings_in_quiet_hours_and_none_in_days_on_a_rest_day(
    owed: list[Owing], ladder: Ladder, hours: bool
) -> None:
    duty = replace(MONTHLY, ladder=ADHOC_LADDER if hours else ladder)
    for each in owed:
        found = plan_reminders([sheet(each, duty=duty)], CALENDAR, each.due + AGES, each.due - AGES)
        assert found == []  # nothing older than the limit is caught up
        for days in range(-6, 40, 6):
            moment = each.due + timedelta(days=days)
            for one in plan_reminders([sheet(each, duty=duty)], CALENDAR, moment, moment - timedelta(days=6)):
                assert not QUIET.holds_at(one.at.time())
                assert not QUIET.holds_at(one.tell_at.time())
                assert hours or not CALENDAR.is_rest_day(one.at.date())
                assert hours or not CALENDAR.is_rest_day(one.tell_at.date())


@settings(deadline=None, max_examples=60)
@given(owed=OWING, ladder=LADDERS, data=st.data())
def test_a_span_cut_in_two_tells_the_same_each_once(owed: list[Owing], ladder: Ladder, data: st.DataObject) -> None:
    sheets = [sheet(*owed, duty=replace(MONTHLY, ladder=ladder))]
    start = data.draw(DUES)
    middle = start + data.draw(st.timedeltas(timedelta(0), timedelta(days=7)))
    end = middle + data.draw(st.timedeltas(timedelta(0), timedelta(days=7)))
    whole = plan_reminders(sheets, CALENDAR, end, start)
    parts = plan_reminders(sheets, CALENDAR, middle, start) + plan_reminders(sheets, CALENDAR, end, middle)
    assert told(whole) == told(parts)
    keys = frozenset(each.key for each in whole)
    assert len(keys) == len(whole)
    assert plan_reminders(sheets, CALENDAR, end, start, keys) == []


@settings(deadline=None, max_examples=60)
@given(owed=OWING, ladder=LADDERS, now=DUES, days=st.integers(0, 14))
def test_of_one_filing_and_officer_one_reminder_is_told_at_once(
    owed: list[Owing], ladder: Ladder, now: datetime, days: int
) -> None:
    found = plan_reminders([sheet(*owed, duty=replace(MONTHLY, ladder=ladder))], CALENDAR, now, now - timedelta(days))
    by_key = {each.key: each for each in found}
    sent = [(each.unit, each.officer) for each in found if not each.merged_into]
    assert len(sent) == len(set(sent))
    assert all(by_key[each.merged_into].at > each.at for each in found if each.merged_into)


@settings(deadline=None, max_examples=60)
@given(due=DUES, ladder=st.sampled_from([MONTH_LADDER, LONG_LADDER, ADHOC_LADDER]), hour=st.times(), now=DUES)
def test_a_due_moment_that_cannot_ring_rings_nothing(due: datetime, ladder: Ladder, hour: time, now: datetime) -> None:
    one = owing(due, officers=(Reached(LAN, hour),))
    since = now - timedelta(days=3)
    found = plan_reminders([sheet(one, duty=replace(MONTHLY, ladder=ladder))], CALENDAR, now, since)
    assert may_ring(ladder, due, CALENDAR, now, since) or not found


@settings(deadline=None)
@given(due=DUES, rest=st.sets(st.integers(-10, 40)), hour=st.times())
def test_rungs_keep_their_order_and_the_due_days_is_never_lost(due: datetime, rest: set[int], hour: time) -> None:
    days = [Holiday(due.date() + timedelta(days=n), "nghỉ", is_rest=True, source="x") for n in rest]
    found = rungs_of(LONG_LADDER, due, calendar_of(days), hour)
    order = ["T-7", "T-3", "T-1", "T", "T+1", "T+3", "W1", "W2", "W3", "W4"]
    places = [order.index(each.rung) for each in found]
    assert places == sorted(places)
    assert places[-1] == len(order) - 1
    assert any(each.rung in order[3:] and each.at.date() >= due.date() for each in found)


# What the office is told


def board(duty: Duty = MONTHLY, due: datetime = DUE, expected: int = 51, missing: int = 3) -> Board:
    """The office's two officers and how November stands."""
    return Board(duty, Deadline(duty.id, NOVEMBER, NOVEMBER.end, due), expected, missing, (LAN, MAI, LAN))


NIGHT_OWL = replace(REQUEST, due=DayRule(RuleKind.MOMENT, on=date(2026, 11, 21), hour=time(21)))


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        pytest.param(board(), ["summary 11-23 08:30", "calllist 11-25 08:30"], id="a Friday: on Monday, after T+2"),
        pytest.param(
            board(due=at("11-21 17:00")), ["summary 11-25 08:30", "calllist 11-25 08:30"],
            id="a Saturday: its chairs are told on Monday, and all rungs meet there"),
        pytest.param(board(missing=0), ["summary 11-23 08:30"], id="all are in"),
        pytest.param(board(expected=0, missing=0), [], id="nobody owes it"),
        pytest.param(
            board(replace(MONTHLY, ladder=LONG_LADDER)), ["summary 11-23 08:30", "calllist 12-22 08:30"],
            id="weekly: the list comes after the fourth"),
        pytest.param(
            board(replace(MONTHLY, ladder=Ladder((Rung(-3),)))), ["summary 11-23 08:30", "calllist 11-23 08:30"],
            id="no rung after the due day"),
        pytest.param(
            board(REQUEST, at("11-21 16:00")), ["summary 11-21 16:15", "calllist 11-21 18:15"],
            id="a request on a Saturday"),
        pytest.param(
            board(NIGHT_OWL, at("11-21 21:00")), ["summary 11-22 07:15", "calllist 11-22 07:15"],
            id="a request due at night: after the chairs, who are told at seven"),
        pytest.param(
            board(replace(REQUEST, ladder=Ladder((Rung(0), Rung(1)))), at("11-20 16:00")),
            ["summary 11-20 16:15", "calllist 11-25 08:30"],
            id="a request with rungs in days: after the day of culture"),
    ],
)  # fmt: skip
def test_the_office_is_told_once_after_its_chairs(of: Board, expected: list[str]) -> None:
    runs = [at("11-10 00:00") + timedelta(days=n) for n in range(60)]
    found = [each for since, now in pairwise(runs) for each in plan_summaries([of], CALENDAR, now, since)]
    assert [f"{each.kind} {each.at:%m-%d %H:%M}" for each in found if each.officer == LAN] == expected
    assert len(found) == 2 * len(expected)
    assert len({each.key for each in found}) == len(found)


def test_a_summary_has_a_natural_key_and_is_not_planned_twice() -> None:
    first, second = plan_summaries([board()], CALENDAR, at("11-23 08:30"), at("11-23 08:25"))
    assert first.key == "summary/thang/2026-11/van-phong/7"
    assert (second.key, second.kind) == ("summary/thang/2026-11/van-phong/8", SummaryKind.SUMMARY)
    known = frozenset({first.key})
    assert plan_summaries([board()], CALENDAR, at("11-23 08:30"), at("11-23 08:25"), known) == [second]


def test_a_summary_that_is_late_waits_for_the_offices_morning() -> None:
    first, _ = plan_summaries([board(missing=0)], CALENDAR, at("11-28 10:00"), at("11-22 10:00"))
    assert (first.at, first.tell_at) == (at("11-23 08:30"), at("11-30 08:30"))


@settings(deadline=None)
@given(due=DUES, ladder=LADDERS, hour=st.times())
def test_no_chair_hears_of_the_due_day_after_the_office(due: datetime, ladder: Ladder, hour: time) -> None:
    duty = replace(MONTHLY, ladder=ladder)
    rungs = rungs_of(ladder, due, CALENDAR, hour)
    first = min(each.at for each in rungs if not each.is_early)
    one = board(duty, due)
    found = plan_summaries([one], CALENDAR, first, first - timedelta(days=14))
    assert found == []


def test_an_empty_calendar_is_enough_to_plan_with() -> None:
    [reminder] = plan_reminders([sheet()], Calendar(), at("11-20 08:00"), at("11-20 07:00"))
    assert reminder.rung == "T"
