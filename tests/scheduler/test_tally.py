"""The board counts every filing once."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler.duties import Deadline, DutyId, ReportingPeriod
from scheduler.filings import Filing, FilingId, State
from scheduler.tally import IN, WAITED_FOR, Place, place_of, tally

NOW = datetime(2026, 11, 26, 8, 5, tzinfo=VIETNAM)
DUE = datetime(2026, 11, 25, 17, tzinfo=VIETNAM)
PERIOD = ReportingPeriod("2026-11", "tháng 11/2026", date(2026, 11, 1), date(2026, 11, 30))
DUTY = DutyId("bao-cao-thang")
PLAIN = Filing(
    FilingId(1), DUTY, "Báo cáo tháng", PERIOD, UnitCode("a"), "A", State.UNTOUCHED,
    Deadline(DUTY, PERIOD, PERIOD.end, DUE), DUE - timedelta(days=24),
)  # fmt: skip
EARLY, LATE = DUE - timedelta(hours=1), DUE + timedelta(minutes=1)

ROWS = [
    ("not begun", PLAIN, Place.UNTOUCHED),
    ("begun", replace(PLAIN, state=State.DRAFTING), Place.DRAFTING),
    ("in before it was due", replace(PLAIN, state=State.SUBMITTED, submitted_at=EARLY), Place.ON_TIME),
    ("in at the very moment", replace(PLAIN, state=State.SUBMITTED, submitted_at=DUE), Place.ON_TIME),
    ("in a minute later", replace(PLAIN, state=State.SUBMITTED, submitted_at=LATE), Place.LATE),
    ("taken in", replace(PLAIN, state=State.TAKEN_IN, submitted_at=EARLY), Place.ON_TIME),
    ("more time was given", replace(PLAIN, extended_to=NOW + timedelta(days=1)), Place.EXTENDED),
    ("the time that was given is over", replace(PLAIN, extended_to=NOW - timedelta(hours=1)), Place.UNTOUCHED),
    (
        "in within the time that was given",
        replace(PLAIN, state=State.SUBMITTED, submitted_at=LATE, extended_to=NOW + timedelta(days=1)),
        Place.ON_TIME,
    ),
    ("excused", replace(PLAIN, state=State.DRAFTING, excused="nghỉ hè"), Place.EXCUSED),
    ("excused but handed in", replace(PLAIN, state=State.SUBMITTED, submitted_at=EARLY, excused="x"), Place.ON_TIME),
    ("returned", replace(PLAIN, state=State.RETURNED, submitted_at=EARLY), Place.RETURNED),
    (
        "returned with more time",
        replace(PLAIN, state=State.RETURNED, submitted_at=EARLY, extended_to=NOW + timedelta(days=1)),
        Place.RETURNED,
    ),
    ("the duty ended", replace(PLAIN, is_abolished=True, excused="x"), Place.ENDED),
]


@pytest.mark.parametrize(("item", "place"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_where_a_filing_stands(item: Filing, place: Place) -> None:
    assert place_of(item, NOW) is place


MOMENTS = st.one_of(st.none(), st.sampled_from([EARLY, DUE, LATE, NOW, NOW + timedelta(days=2)]))
FILINGS = st.builds(
    lambda number, state, submitted, extended, excused, ended: replace(
        PLAIN, id=FilingId(number), state=state, submitted_at=submitted, extended_to=extended, excused=excused,
        is_abolished=ended,
    ),
    st.integers(1, 10_000), st.sampled_from(State), MOMENTS, MOMENTS, st.sampled_from(["", "miễn"]), st.booleans(),
)  # fmt: skip


@given(st.lists(FILINGS, max_size=40))
def test_every_filing_stands_in_exactly_one_place_and_the_counts_add_up(items: list[Filing]) -> None:
    counted = tally(items, NOW)
    assert sorted(item.id for place in Place for item in counted.at(place)) == sorted(item.id for item in items)
    assert counted.expected == counted.count(*IN) + counted.count(*WAITED_FOR) + counted.count(Place.EXCUSED)
    assert counted.expected + counted.count(Place.ENDED) == len(items)
    assert {item.id for item in counted.at(*IN)} == {
        item.id for item in items if item.state in {State.SUBMITTED, State.TAKEN_IN}
    }
