"""Fifty chairs and a month on Zalo, something going wrong each day: nothing lost, doubled or beyond the allowance."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.house import rows
from tests.year.year import Mortal
from tests.zalo_platform.month import MISHAPS, Month, account, outs
from tests.zalo_platform.platform import Called

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("zalo-month"), pytest.mark.timeout(300)]


def lived(migrated_file: Path, folder: Path, **more: int) -> Month:
    shutil.copyfile(migrated_file, folder / "thang.db")
    month = Month(f"sqlite:///{folder / 'thang.db'}", **more)
    asyncio.run(month.live())
    return month


@pytest.fixture(scope="module")
def month(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Month:
    """An ordinary month on the free plan."""
    return lived(migrated_file, tmp_path_factory.mktemp("month"))


@pytest.fixture(scope="module")
def tight(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Month:
    """Twenty chairs who use up a small allowance before the month is over."""
    return lived(migrated_file, tmp_path_factory.mktemp("tight"), count=20, month_max=600)


def test_nothing_is_lost_doubled_or_beyond_the_allowance(month: Month) -> None:
    assert account(month) == []


def test_every_trouble_was_met_and_leaves_few_of_whom_nobody_knows(month: Month) -> None:
    assert {call.trouble for call in month.platform.calls if call.trouble} == {fault.trouble.value for fault in MISHAPS}
    states = Counter(out.state for out in outs(month))
    ambiguous = [
        fault for fault in MISHAPS if fault.trouble not in ("quota", "internal") and fault.method == "sendMessage"
    ]
    assert states.keys() == {"sent", "unsure"}
    assert 0 < states["unsure"] <= sum(fault.times for fault in ambiguous) + 1, "and one for the kill"


def test_everybody_was_told_everything_but_what_is_unsure(month: Month) -> None:
    pushed = Counter(out.key.partition("/")[0] for out in outs(month) if not out.key.startswith("reply/"))
    assert pushed["bundle"] == 3 * month.count, "three rungs of one report that nobody hands in"
    assert sum(pushed.values()) == (3 + month.announced) * month.count


def test_an_allowance_that_is_used_up_is_told_to_the_office_and_never_overdrawn(tight: Month) -> None:
    assert account(tight) == []
    told = [
        str(text)
        for (text,) in rows(tight.db, "SELECT body FROM outgoing WHERE key LIKE 'allowance/%' AND bot = 'web'")
    ]
    assert len(told) >= 3, "at 80, 95 and 100 percent"
    states = Counter(out.state for out in outs(tight))
    assert states["expired"], "what could not be said in time is marked so"
    shown = Counter(f"{row.at:%m}" for row in tight.platform.outbox(tight.bot))
    assert shown["12"], "the next month it speaks again"


# The account can fail


NEWEST = "(SELECT max(id) FROM outgoing WHERE state = 'sent' AND key LIKE 'reply/%')"


def sql(statement: str) -> Callable[[Month], None]:
    whole = statement.replace("NEWEST", NEWEST)

    def damage(month: Month) -> None:
        month.db.write_now(lambda session: session.connection().exec_driver_sql(whole))

    return damage


def overdraws(month: Month) -> None:
    month.platform.calls = [*month.platform.calls, Called(month.bot, "sendMessage", {}, (), 429)]


def says_more(month: Month) -> None:
    month.entries += 1


def shows_twice(month: Month) -> None:
    first = month.platform.outbox(month.bot)[0]
    month.platform._shown = [*month.platform._shown, replace(first, message_id="again")]


DAMAGE = {
    "an event was lost": (sql("DELETE FROM incoming WHERE id = 5"), "is lost"),
    "an event still waits": (sql("UPDATE incoming SET state = 'new' WHERE id = 5"), "is new"),
    "a reply was lost": (sql("UPDATE outgoing SET key = 'gone/1' WHERE id = NEWEST"), "has no answer"),
    "a message still waits": (sql("UPDATE outgoing SET state = 'queued' WHERE id = NEWEST"), "is queued"),
    "a message was never shown": (sql("UPDATE outgoing SET platform_id = 'x' WHERE id = NEWEST"), "was not shown"),
    "a message was shown twice": (shows_twice, "not accounted for"),
    "an answer came too early": (
        sql("UPDATE outgoing SET platform_id = (SELECT platform_id FROM outgoing WHERE id = 1) WHERE id = NEWEST"),
        "before its time",
    ),
    "the allowance was overdrawn": (overdraws, "beyond the allowance"),
    "a figure was lost": (says_more, "entries of"),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_what_goes_wrong_is_found(month: Month, tmp_path: Path, case: str) -> None:
    damage, found = DAMAGE[case]
    kept = month.db, month.platform.calls, month.platform._shown, month.entries
    shutil.copyfile(str(month.address).removeprefix("sqlite:///"), tmp_path / "thang.db")
    month.db = Mortal(f"sqlite:///{tmp_path / 'thang.db'}")
    try:
        damage(month)
        assert any(found in line for line in account(month))
    finally:
        month.db.close()
        month.db, month.platform.calls, month.platform._shown, month.entries = kept
