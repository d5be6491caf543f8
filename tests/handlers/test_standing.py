"""What stands for a unit and what one more figure does to it: tables over a ledger that is only thought of."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from handlers.progress.beside import asking, place, place_all
from handlers.progress.changes import merged, moved
from handlers.progress.draft import Open, Record, Telling, Way, records_of
from handlers.standing import Aim, View, course, wider
from handlers.talk import Scene
from knowledge.dates import VIETNAM, Period, day_of, month_of, quarter_of, year_of
from knowledge.document import Comparator, UnitCode
from union.catalogue import common
from union.entry import understand
from union.indicators import IndicatorId, catalogue
from union.ledger import Amount, Entry, EntryId, Move, Standing
from union.records.store import Assignment
from union.roster import OfficerId

TODAY = date(2026, 11, 23)
CATALOGUE = catalogue(common())
UNIT = UnitCode("mam-non-hoa-sen")
ADMITTED, MEMBERS, WOMEN, DUES = map(IndicatorId, ("ket-nap-moi", "tong-doan-vien", "doan-vien-nu", "thu-doan-phi"))
OCTOBER, NOVEMBER, TODAY_ALONE = month_of(2026, 10), month_of(2026, 11), day_of(TODAY)


def amount(value: int | str) -> Amount:
    """A figure."""
    return Amount(value=Decimal(value))


def view(*entries: tuple[IndicatorId, Period, Move, int], assigned: int | None = None, aim: int | None = None) -> View:
    """A ledger of these lines."""
    at = datetime(2026, 11, 20, 8, tzinfo=VIETNAM)
    lines = tuple(
        Entry(EntryId(number), UNIT, indicator, period, move, amount(value), OfficerId(1), "Hạnh", at)
        for number, (indicator, period, move, value) in enumerate(entries, start=1)
    )
    given = (
        ()
        if assigned is None
        else (Assignment(UNIT, ADMITTED, Comparator.EXACT, Decimal(assigned), date(2025, 12, 1), date(2026, 11, 30)),)
    )
    aims = (
        {}
        if aim is None
        else {
            ADMITTED: Aim(
                Comparator.EXACT, Decimal(aim), per_unit=False, years="năm 2026", start=date(2026, 1, 1), cited="05"
            )
        }
    )
    return View(UNIT, "CĐCS Mầm non Hoa Sen", CATALOGUE, lines, given, aims, TODAY)


FIVE = (ADMITTED, NOVEMBER, Move.SET, 5)
TWO_MORE = (ADMITTED, NOVEMBER, Move.ADD, 2)


@pytest.mark.parametrize(
    ("lines", "record", "way", "after"),
    [
        pytest.param((), Record(ADMITTED, amount(5), NOVEMBER), Way.SET, 5, id="nothing stands"),
        pytest.param((FIVE,), Record(ADMITTED, amount(2), NOVEMBER), None, 7, id="a second figure is asked about"),
        pytest.param((FIVE,), Record(ADMITTED, amount(2), NOVEMBER, way=Way.ADD), Way.ADD, 7, id="said to be on top"),
        pytest.param((FIVE,), Record(ADMITTED, amount(6), NOVEMBER, way=Way.SET), Way.SET, 6, id="said to be in place"),
        pytest.param((FIVE,), Record(ADMITTED, amount(6), NOVEMBER, fixes=True), Way.SET, 6, id="a correction of one"),
        pytest.param(
            (FIVE, TWO_MORE), Record(ADMITTED, amount(3), NOVEMBER, fixes=True), None, 10, id="a correction of a sum"
        ),
        pytest.param(
            (FIVE, TWO_MORE), Record(ADMITTED, amount(3), NOVEMBER, way=Way.LAST, fixes=True), Way.LAST, 8, id="last"
        ),
        pytest.param(
            ((ADMITTED, NOVEMBER, Move.SET, 0),), Record(ADMITTED, amount(2), NOVEMBER), Way.SET, 2, id="nought stands"
        ),
        pytest.param(
            ((MEMBERS, NOVEMBER, Move.SET, 31),), Record(MEMBERS, amount(33), NOVEMBER), Way.SET, 33, id="a stock"
        ),
        pytest.param(((DUES, NOVEMBER, Move.SET, 90),), Record(DUES, amount(95), NOVEMBER), Way.SET, 95, id="a share"),
        pytest.param(
            ((ADMITTED, TODAY_ALONE, Move.SET, 2),), Record(ADMITTED, amount(3), NOVEMBER, way=Way.ADD), Way.ADD, 5,
            id="days stand, more of the month on top of them",
        ),
        pytest.param(
            (FIVE,), Record(ADMITTED, amount(2), TODAY_ALONE, way=Way.ADD), Way.ADD, 7, id="a day on top of its month"
        ),
        pytest.param(
            (FIVE,), Record(ADMITTED, Amount(Standing.UNKNOWN), OCTOBER), Way.SET, None, id="'chưa rõ' of another month"
        ),
    ],
)  # fmt: skip
def test_a_figure_meets_what_stands(
    lines: tuple[tuple[IndicatorId, Period, Move, int], ...], record: Record, way: Way | None, after: int | None
) -> None:
    placed = place(record, view(*lines))
    assert placed is not None
    assert placed.way is way
    assert placed.after.value == (None if after is None else Decimal(after))


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param(TODAY_ALONE, NOVEMBER, id="a day of the month"),
        pytest.param(NOVEMBER, None, id="the month itself"),
        pytest.param(quarter_of(2026, 4), None, id="a longer one"),
        pytest.param(OCTOBER, None, id="another month"),
    ],
)
def test_a_day_belongs_to_the_month_that_has_a_figure(period: Period, expected: Period | None) -> None:
    seen = view(FIVE)
    assert wider(seen, CATALOGUE[ADMITTED], period) == expected


def test_a_month_is_not_lost_in_the_figure_of_a_year() -> None:
    seen = view((ADMITTED, year_of(2026), Move.SET, 9))
    placed = place(Record(ADMITTED, amount(2), NOVEMBER), seen)
    assert placed is not None
    assert placed.period == NOVEMBER


@pytest.mark.parametrize(
    ("records", "lines", "opened", "about"),
    [
        pytest.param((Record(ADMITTED, amount(5), NOVEMBER),), (), Open.CONFIRM, "", id="nothing odd"),
        pytest.param((Record(None, amount(5), NOVEMBER),), (), Open.NAME, "", id="no name"),
        pytest.param(
            (Record(None, amount(5), NOVEMBER, candidates=(ADMITTED, MEMBERS)),), (), Open.WHICH, "", id="two names"
        ),
        pytest.param((Record(ADMITTED, amount(5), NOVEMBER),), (FIVE,), Open.WAY, "", id="five stand"),
        pytest.param(
            (Record(ADMITTED, amount(50), NOVEMBER),), ((ADMITTED, OCTOBER, Move.SET, 5),), Open.DOUBT, "ten_times",
            id="ten times last month",
        ),
        pytest.param(
            (Record(ADMITTED, amount(50), NOVEMBER, accepted=("ten_times",)),), ((ADMITTED, OCTOBER, Move.SET, 5),),
            Open.CONFIRM, "", id="ten times, and said to be so",
        ),
        pytest.param(
            (Record(WOMEN, amount(40), NOVEMBER),), ((MEMBERS, OCTOBER, Move.SET, 31),), Open.DOUBT, "part_over_whole",
            id="more women than members last month",
        ),
        pytest.param(
            (Record(MEMBERS, amount(31), NOVEMBER), Record(WOMEN, amount(40), NOVEMBER)), (), Open.DOUBT,
            "part_over_whole", id="more women than members in one message",
        ),
        pytest.param(
            (Record(ADMITTED, amount(5), NOVEMBER), Record(ADMITTED, amount(2), NOVEMBER)), (), Open.WAY, "",
            id="the same twice in one message",
        ),
    ],
)  # fmt: skip
def test_what_is_asked_next(
    records: tuple[Record, ...], lines: tuple[tuple[IndicatorId, Period, Move, int], ...], opened: Open, about: str
) -> None:
    draft = asking(Telling("", records, unit=UNIT), view(*lines))
    assert (draft.open, draft.about) == (opened, about)


def test_n_of_m_only_where_a_figure_was_assigned() -> None:
    own = course(view(FIVE, assigned=8, aim=120), CATALOGUE[ADMITTED])
    area = course(view(FIVE, aim=120), CATALOGUE[ADMITTED])
    nothing = course(view(FIVE), CATALOGUE[ADMITTED])
    assert [bool(found and found.assigned) for found in (own, area, nothing)] == [True, False, False]
    assert [bool(found and found.aim) for found in (own, area, nothing)] == [False, True, False]


def test_an_assignment_counts_for_the_months_it_was_given_for() -> None:
    later = view(FIVE, assigned=8)
    later = View(later.unit, later.name, later.catalogue, later.entries, later.assigned, {}, date(2026, 12, 5))
    assert course(later, CATALOGUE[ADMITTED]) is None
    november = course(later, CATALOGUE[ADMITTED], NOVEMBER)
    assert november is not None
    assert november.assigned is not None


def test_the_same_figure_again_writes_nothing() -> None:
    [placed] = place_all(Telling("", (Record(ADMITTED, amount(5), NOVEMBER, way=Way.SET),), unit=UNIT), view(FIVE))
    assert placed is not None
    assert placed.steps == ()


@pytest.mark.parametrize(
    ("waiting", "said", "expected"),
    [
        pytest.param("kết nạp 5", "à nhầm, kết nạp 6", {ADMITTED: 6}, id="put right by name"),
        pytest.param("kết nạp 5", "6 chứ không phải 5", {ADMITTED: 6}, id="the only one"),
        pytest.param("kết nạp 5", "tổng số đoàn viên 31", {ADMITTED: 5, MEMBERS: 31}, id="another joins"),
        pytest.param("kết nạp 5", "kết nạp thêm 2 nữa", {ADMITTED: 7}, id="on top of what waits"),
        pytest.param(
            "kết nạp 5, tổng số đoàn viên 31",
            "6 chứ không phải 5",
            {ADMITTED: 6, MEMBERS: 31},
            id="by the wrong one",
        ),
        pytest.param("kết nạp 11", "thêm 2", {ADMITTED: 13}, id="more"),
        pytest.param("kết nạp 11", "bớt 2", {ADMITTED: 9}, id="less"),
        pytest.param("kết nạp 11", "bớt 12", None, id="less than there is"),
        pytest.param("tổng số đoàn viên 31", "thêm 2", None, id="more of a stock"),
        pytest.param("kết nạp 5, tổng số đoàn viên 31", "sửa lại là 6", None, id="of two it cannot be told"),
    ],
)
def test_later_words_change_what_waits(waiting: str, said: str, expected: dict[IndicatorId, int] | None) -> None:
    draft = Telling(waiting, records_of(understand(waiting, CATALOGUE, TODAY), TODAY), unit=UNIT)
    new = merged(draft, understand(said, CATALOGUE, TODAY), said, Scene(TODAY, CATALOGUE))
    records = new.records if isinstance(new, Telling) else ()
    assert {item.indicator: item.amount and item.amount.value for item in records} == (expected or {})


def test_another_month_is_for_all_that_waits() -> None:
    draft = Telling("", (Record(ADMITTED, amount(5), NOVEMBER), Record(MEMBERS, amount(31), NOVEMBER)), unit=UNIT)
    assert {record.period for record in moved(draft, OCTOBER, "tháng 10").records} == {OCTOBER}
