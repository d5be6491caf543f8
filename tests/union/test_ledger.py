"""What recorded figures come to: entries are only added, and every sum can show its entries."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import Period, half_of, month_of, quarter_of
from knowledge.document import UnitCode
from union.indicators import Indicator, IndicatorId, Kind, OverTime, OverUnits
from union.ledger import Amount, Entry, EntryId, Move, Standing, added, balance, in_force, share, total
from union.roster import OfficerId

ADMITTED = Indicator(IndicatorId("ket-nap-moi"), "kết nạp mới", "đoàn viên", Kind.PEOPLE)
MEMBERS = Indicator(IndicatorId("tong-doan-vien"), "tổng số đoàn viên", "đoàn viên", Kind.PEOPLE, OverTime.LAST)
REACHED = Indicator(
    IndicatorId("tuyen-truyen"), "được tuyên truyền", "%", Kind.PERCENT, OverTime.AVERAGE, OverUnits.RATIO
)
OCTOBER, NOVEMBER, DECEMBER = (month_of(2026, month) for month in (10, 11, 12))


def entry(number: int, period: Period, value: int | None, move: Move = Move.ADD, **other: object) -> Entry:
    amount = Amount(Standing.UNKNOWN) if value is None else Amount(value=Decimal(value))
    fields: dict[str, object] = {"indicator": ADMITTED.id, "amount": amount, "about": None} | other
    return Entry(
        id=EntryId(number), unit=UnitCode("hoa-sen"), period=period, move=move, author=OfficerId(1),
        author_name="Hạnh", recorded_at=datetime(2026, 11, 1, tzinfo=UTC), **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def ratio(numerator: int, denominator: int) -> Amount:
    top, bottom = Decimal(numerator), Decimal(denominator)
    return Amount(Standing.FIGURE, share(top, bottom), top, bottom)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([entry(1, NOVEMBER, 5)], 5),
        ([entry(1, NOVEMBER, 5), entry(2, NOVEMBER, 2)], 7),
        ([entry(1, NOVEMBER, 5), entry(2, NOVEMBER, 6, Move.SET)], 6),
        ([entry(1, NOVEMBER, 5), entry(2, NOVEMBER, 6, Move.SET), entry(3, NOVEMBER, 1)], 7),
        ([entry(1, NOVEMBER, 5), entry(2, NOVEMBER, 0, Move.SET)], 0),
        ([entry(1, NOVEMBER, 5), entry(2, NOVEMBER, 2), entry(3, NOVEMBER, 0, Move.RETRACT, about=EntryId(2))], 5),
        (
            [
                entry(1, NOVEMBER, 5),
                entry(2, NOVEMBER, 6, Move.SET),
                entry(3, NOVEMBER, 0, Move.RETRACT, about=EntryId(2)),
            ],
            5,
        ),
        ([entry(1, OCTOBER, 5), entry(2, NOVEMBER, 2)], 2),
    ],
    ids=[
        "one figure",
        "what is added adds up",
        "what replaces stands alone",
        "an addition after a replacement",
        "zero is a figure",
        "what is taken out counts no more",
        "taking a replacement out brings back what it replaced",
        "another month is another figure",
    ],
)
def test_balance_of_a_month(entries: list[Entry], expected: int) -> None:
    found = balance(entries, ADMITTED, NOVEMBER)
    assert found is not None
    assert found.amount.value == expected


def test_nothing_recorded_is_not_zero() -> None:
    assert balance([], ADMITTED, NOVEMBER) is None
    assert total([entry(1, OCTOBER, 5)], ADMITTED, date(2026, 11, 1), date(2026, 11, 30)) is None


def test_what_is_taken_out_to_the_last_leaves_nothing() -> None:
    entries = [entry(1, NOVEMBER, 5), entry(2, NOVEMBER, 0, Move.RETRACT, about=EntryId(1))]
    assert balance(entries, ADMITTED, NOVEMBER) is None


def test_unknown_is_neither_zero_nor_nothing() -> None:
    found = balance([entry(1, NOVEMBER, None)], ADMITTED, NOVEMBER)
    assert found is not None
    assert found.amount == Amount(Standing.UNKNOWN)


def test_months_make_the_half_year_and_the_figure_of_the_half_year_stands_in_their_place() -> None:
    months = [entry(n, month_of(2026, n), n) for n in range(1, 7)]
    whole = half_of(2026, 1)
    summed = total(months, ADMITTED, whole.start, whole.end)
    assert summed is not None
    assert summed.amount.value == 21
    stated = total([*months, entry(9, whole, 30, Move.SET)], ADMITTED, whole.start, whole.end)
    assert stated is not None
    assert stated.amount.value == 30
    assert [one.id for one in stated.entries] == [9]


def test_a_quarter_and_a_month_of_it_are_not_counted_twice() -> None:
    entries = [entry(1, OCTOBER, 4), entry(2, quarter_of(2026, 4), 10)]
    found = total(entries, ADMITTED, date(2026, 1, 1), date(2026, 12, 31))
    assert found is not None
    assert found.amount.value == 10


def test_of_a_stock_the_last_month_counts() -> None:
    entries = [entry(1, OCTOBER, 200, indicator=MEMBERS.id), entry(2, NOVEMBER, 212, indicator=MEMBERS.id)]
    found = total(entries, MEMBERS, date(2026, 1, 1), date(2026, 12, 31))
    assert found is not None
    assert found.amount.value == 212
    assert [one.id for one in found.entries] == [2]


def test_ratios_add_numerators_and_denominators() -> None:
    assert added([ratio(10, 10), ratio(0, 90)]) == ratio(10, 100)


def test_nothing_is_the_whole_of_an_empty_set() -> None:
    assert share(Decimal(0), Decimal(0)) == 0


def test_a_sum_with_an_estimate_in_it_is_one() -> None:
    amounts = [Amount(value=Decimal(3)), Amount(Standing.ESTIMATE, Decimal(4))]
    assert added(amounts) == Amount(Standing.ESTIMATE, Decimal(7))


def test_average_of_shares_without_counts_is_their_mean() -> None:
    entries = [entry(1, OCTOBER, 90, indicator=REACHED.id), entry(2, NOVEMBER, 100, indicator=REACHED.id)]
    found = total(entries, REACHED, date(2026, 10, 1), date(2026, 12, 31))
    assert found is not None
    assert found.amount.value == 95


moves = st.lists(st.tuples(st.sampled_from([Move.ADD, Move.SET]), st.integers(0, 500)), max_size=12)


@given(moves)
def test_the_order_of_reading_does_not_matter_the_order_of_writing_does(written: list[tuple[Move, int]]) -> None:
    entries = [entry(n, NOVEMBER, value, move) for n, (move, value) in enumerate(written, start=1)]
    assert in_force(reversed(entries)) == in_force(entries)
    expected = 0
    for move, value in written:
        expected = value if move is Move.SET else expected + value
    found = balance(entries, ADMITTED, NOVEMBER)
    assert (found.amount.value if found else 0) == expected


def test_december_of_the_unions_year_belongs_to_the_next() -> None:
    entries = [entry(1, month_of(2025, 12), 2), entry(2, NOVEMBER, 5), entry(3, DECEMBER, 9)]
    found = total(entries, ADMITTED, date(2025, 12, 1), date(2026, 11, 30))
    assert found is not None
    assert found.amount.value == 7
