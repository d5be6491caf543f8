"""Sums over units: over time and then over units, the missing named, nothing whole of nothing."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.dates import Period, month_of, year_of
from knowledge.document import UnitCode
from union.catalogue import common
from union.indicators import Basis, Catalogue, Indicator, IndicatorId, Kind, OverTime, OverUnits
from union.ledger import Standing
from union.rollup import Gap, Report, Rollup, Told, indicators_meant, rolled_up

A, B, C = UnitCode("a"), UnitCode("b"), UnitCode("c")
ID = IndicatorId("x")
JANUARY, FEBRUARY, YEAR = month_of(2026, 1), month_of(2026, 2), year_of(2026)
ADMITTED = Indicator(ID, "Kết nạp mới", "đoàn viên", Kind.PEOPLE)
MEMBERS = Indicator(ID, "Tổng số đoàn viên", "đoàn viên", Kind.PEOPLE, OverTime.LAST, basis=Basis.STOCK)
DUES = Indicator(ID, "Thu đoàn phí", "%", Kind.PERCENT, OverTime.AVERAGE, OverUnits.RATIO, whole=False)
MEETING = Indicator(ID, "Tổ chức hội nghị", "", Kind.YES_NO, over_units=OverUnits.YES)
WAGE = Indicator(ID, "Tiền lương bình quân", "đồng", Kind.MONEY, OverTime.LAST, OverUnits.NONE)


def line(value: str, standing: Standing = Standing.FIGURE, indicator: str = "x") -> Told:
    number, _, denominator = value.partition("/")
    if denominator:
        part = f"{Decimal(number) * 100 / Decimal(denominator):.1f}" if Decimal(denominator) else "0"
        return Told(indicator, standing, part, number, denominator)
    return Told(indicator, standing, value)


def report(unit: UnitCode, period: Period, *lines: Told, version: int = 1) -> Report:
    return Report(unit, period.start, period.end, lines, version)


def gap(unit: UnitCode, period: Period) -> Gap:
    return Gap(unit, period.start, period.end)


def sum_of(item: Indicator, reports: list[Report], gaps: list[Gap] | None = None) -> Rollup:
    [found] = rolled_up([item], reports, gaps or [])
    return found


def told(rollup: Rollup) -> str:
    """The sum in one line: the value, its parts where it is a ratio, and whether it is an estimate."""
    amount = rollup.amount
    if amount is None:
        return "none"
    parts = f" {amount.numerator}/{amount.denominator}" if amount.denominator is not None else ""
    return f"{amount.value}{parts}{' ước' if amount.standing is Standing.ESTIMATE else ''}"


SUMS = [
    ("units add up", ADMITTED, [report(A, JANUARY, line("5")), report(B, JANUARY, line("2"))], "7"),
    ("months add up", ADMITTED, [report(A, JANUARY, line("5")), report(A, FEBRUARY, line("1"))], "6"),
    ("zero is a figure", ADMITTED, [report(A, JANUARY, line("0"))], "0"),
    (
        "a report of the year stands in place of its months",
        ADMITTED,
        [report(A, JANUARY, line("5")), report(A, YEAR, line("9")), report(B, JANUARY, line("1"))],
        "10",
    ),
    (
        "a stock is the last known one of each unit",
        MEMBERS,
        [report(A, FEBRUARY, line("31")), report(A, JANUARY, line("30")), report(B, JANUARY, line("12"))],
        "43",
    ),
    (
        "a stock that is not known stays as it was",
        MEMBERS,
        [report(A, JANUARY, line("30")), report(A, FEBRUARY, line("", Standing.UNKNOWN))],
        "30",
    ),
    (
        "a ratio adds numerators and denominators",
        DUES,
        [report(A, JANUARY, line("90/100")), report(B, JANUARY, line("1/10"))],
        "82.7 91/110",
    ),
    ("a share of an empty set is nothing done", DUES, [report(A, JANUARY, line("0/0"))], "0 0/0"),
    ("a percentage alone cannot be added", DUES, [report(A, JANUARY, line("95"))], "none"),
    ("a unit that did it counts once", MEETING, [report(A, JANUARY, line("1")), report(B, JANUARY, line("0"))], "1"),
    ("an average of wages is no sum", WAGE, [report(A, JANUARY, line("9000000"))], "none"),
    (
        "an estimate makes the sum one",
        ADMITTED,
        [report(A, JANUARY, line("5", Standing.ESTIMATE)), report(B, JANUARY, line("2"))],
        "7 ước",
    ),
    (
        "the newest version counts, whatever the order",
        ADMITTED,
        [report(A, JANUARY, line("6"), version=2), report(A, JANUARY, line("5"), version=1)],
        "6",
    ),
    ("what is not applicable is left out", ADMITTED, [report(A, JANUARY, line("", Standing.NOT_APPLICABLE))], "none"),
    ("another indicator is another's", ADMITTED, [report(A, JANUARY, line("5", indicator="y"))], "none"),
    ("nobody handed in", ADMITTED, [], "none"),
]


@pytest.mark.parametrize(("item", "reports", "sum_"), [row[1:] for row in SUMS], ids=[row[0] for row in SUMS])
def test_the_sum_of_what_was_handed_in(item: Indicator, reports: list[Report], sum_: str) -> None:
    assert told(sum_of(item, reports)) == sum_


def test_who_is_missing_is_named_and_what_is_known_is_summed() -> None:
    found = sum_of(ADMITTED, [report(A, JANUARY, line("5"))], [gap(B, JANUARY), gap(B, FEBRUARY), gap(C, JANUARY)])
    assert told(found) == "5"
    assert found.from_units == (A,)
    assert found.missing == (B, C)


def test_a_month_inside_a_longer_report_that_is_in_is_not_missing() -> None:
    found = sum_of(ADMITTED, [report(A, YEAR, line("9"))], [gap(A, JANUARY)])
    assert found.missing == ()


def test_a_unit_of_which_a_month_is_missing_counts_with_the_rest() -> None:
    found = sum_of(ADMITTED, [report(A, JANUARY, line("5"))], [gap(A, FEBRUARY)])
    assert (told(found), found.from_units, found.missing) == ("5", (A,), (A,))


def test_not_known_is_told_apart_from_missing_and_from_zero() -> None:
    found = sum_of(ADMITTED, [report(A, JANUARY, line("", Standing.UNKNOWN)), report(B, JANUARY, line("0"))])
    assert (found.unknown, found.from_units, found.missing) == ((A,), (B,), ())


def test_a_bare_percentage_is_named_beside_the_ratio_it_does_not_change() -> None:
    found = sum_of(DUES, [report(A, JANUARY, line("95")), report(B, JANUARY, line("1/2"))])
    assert (told(found), found.uncountable, found.from_units) == ("50.0 1/2", (A,), (B,))


def test_a_form_that_does_not_ask_is_told_apart_from_nobody_answering() -> None:
    assert not sum_of(ADMITTED, [report(A, JANUARY, line("5", indicator="y"))]).is_asked
    assert sum_of(ADMITTED, [report(A, JANUARY, line("", Standing.UNKNOWN))]).is_asked


MEANT = [
    ("ket nap", ["ket-nap-moi"]),
    ("kết nạp mới", ["ket-nap-moi"]),
    ("thực tăng", ["thuc-tang"]),
    ("tổng số đoàn viên", ["tong-doan-vien"]),
    ("đoàn viên ưu tú", ["dang-uu-tu"]),
    ("bao cao ve dau", []),
    ("", []),
]


@pytest.mark.parametrize(("said", "ids"), MEANT, ids=[said or "nothing" for said, _ in MEANT])
def test_words_mean_an_indicator_and_net_is_never_gross(said: str, ids: list[str]) -> None:
    assert [item.id for item in indicators_meant(said, Catalogue(common()))] == ids


def test_a_stretch_is_days_not_names() -> None:
    union_year = Report(A, date(2025, 12, 1), date(2026, 11, 30), [line("9")])
    assert told(sum_of(ADMITTED, [union_year, report(A, JANUARY, line("5"))])) == "9"
