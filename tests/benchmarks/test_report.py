"""A bar that does not hold is said, and ends the run with 1."""

import pytest

from tests.benchmarks.__main__ import PARTS, main
from tests.benchmarks.report import (
    Figure,
    Part,
    at_least,
    at_most,
    below,
    equal,
    failed,
    percentile,
    plain,
    skipped,
    table,
)


@pytest.mark.parametrize(
    ("figure", "holds"),
    [
        pytest.param(at_least("x", 1.5, 1.5, "times"), True, id="at the bar is enough"),
        pytest.param(at_least("x", 1.49, 1.5, "times"), False, id="shown as 1 but below one and a half"),
        pytest.param(at_most("x", 3.0, 3, "s"), True, id="at the limit is allowed"),
        pytest.param(at_most("x", 3.01, 3, "s"), False, id="over the limit"),
        pytest.param(below("x", 10.0, 10, "ms"), False, id="under means under"),
        pytest.param(below("x", 9.99, 10, "ms"), True, id="just under"),
        pytest.param(equal("x", 7, 8, "rows"), False, id="one row is missing"),
        pytest.param(equal("x", 9, 8, "rows"), False, id="one row too many"),
        pytest.param(plain("x", 5, "ms"), None, id="no bar"),
    ],
)
def test_a_bar_holds_or_not(figure: Figure, holds: bool | None) -> None:
    assert figure.holds is holds


def test_what_misses_its_bar_is_named_and_what_was_skipped_is_not() -> None:
    parts = [Part("a", (at_most("late", 4, 3, "s"), plain("free", 1, "s"))), skipped("b", "no PostgreSQL here")]
    assert failed(parts) == ["a: late"]
    assert [line.split()[-1] for line in table(parts).splitlines()[2:]] == ["NO", "s", "skipped"]


@pytest.mark.parametrize(
    ("share", "value"),
    [
        pytest.param(0.5, 50, id="half"),
        pytest.param(0.99, 99, id="99 of 100"),
        pytest.param(1.0, 100, id="the slowest"),
        pytest.param(0.001, 1, id="never before the first"),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(share: float, value: int) -> None:
    assert percentile(range(100, 0, -1), share) == value


def test_an_unknown_part_is_refused_with_the_names_of_all(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["speed"])
    assert ", ".join(PARTS) in capsys.readouterr().err
