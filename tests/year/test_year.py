"""A whole year of reminding: once, in time, to the right person, and silent when it is done; the checks can fail."""

import asyncio
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.bundles import judge_reminders
from bot.db import Database
from bot.judges import JUDGES, Judge
from bot.parcel import unpack
from bot.store.outgoing import Cancel, Ruling, Send
from knowledge.document import UnitCode
from scheduler import store as scheduler
from scheduler.duties import DutyId
from scheduler.filings import FilingId
from scheduler.sums import store as sums
from tests import postgres
from tests.house import PLATFORM, rows
from tests.year import checks, script
from tests.year.checks import CHECKS, Check, faults, left_open
from tests.year.office import FINAL, HALF, MONTHLY, QUARTERLY, YEARLY, at
from tests.year.script import MERGED
from tests.year.year import ADMITTED, Account, Case, Told, Year
from union import store as union
from union.catalogue import common
from union.rollup import rolled_up
from union.roster import Officer, OfficerId

YEAR = pytest.mark.xdist_group("year")


@dataclass(frozen=True, slots=True)
class Lived:
    """A time that was lived: its account, its database, and how often the house was begun anew."""

    account: Account
    db: Database
    year: Year


def lived(address: str, folder: Path, first: date, last: date, *, count: int, judges: Mapping[str, Judge]) -> Lived:
    """Lives it, script and all."""
    year = Year(address, folder, first, last, count=count, judges=judges)
    script.write(year)
    account = asyncio.run(year.live())
    return Lived(account, Database(address), year)


def on_sqlite(
    empty: Path, folder: Path, first: date, last: date, *, count: int, judges: Mapping[str, Judge] = JUDGES
) -> Lived:
    """The same on a fresh file."""
    shutil.copyfile(empty, folder / "nam.db")
    return lived(f"sqlite:///{folder / 'nam.db'}", folder, first, last, count=count, judges=judges)


@pytest.fixture(scope="module")
def whole(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """Thirteen months of an office with 51 units."""
    folder = tmp_path_factory.mktemp("year")
    found = on_sqlite(migrated_file, folder, date(2026, 1, 1), date(2027, 1, 31), count=51)
    yield found
    found.db.close()


@pytest.fixture(scope="module")
def weeks(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """Some weeks around a merger in an office with 13 units."""
    folder = tmp_path_factory.mktemp("weeks")
    found = on_sqlite(migrated_file, folder, date(2026, 6, 15), date(2026, 7, 31), count=13)
    yield found
    found.db.close()


# The whole year


pytestmark = [YEAR, pytest.mark.timeout(600)]
BY_NAME = [pytest.param(check, id=check.__name__) for check in CHECKS]


@pytest.mark.slow
@pytest.mark.parametrize("check", BY_NAME)
def test_a_year_keeps_the_promise(check: Check, whole: Lived) -> None:
    assert list(check(whole.account)) == []


@pytest.mark.slow
def test_every_reminder_of_the_year_ended(whole: Lived) -> None:
    assert left_open(whole.db) == []


@pytest.mark.slow
def test_the_platform_was_given_each_message_once(whole: Lived) -> None:
    sent = rows(whole.db, "SELECT chat, body FROM outgoing WHERE bot = :bot AND state = 'sent'", bot=PLATFORM)
    assert Counter(whole.year.post.sent) == Counter((str(chat), unpack(str(body)).text) for chat, body in sent)
    assert len(sent) > 300


@pytest.mark.slow
def test_the_year_holds_what_it_is_to_try(whole: Lived) -> None:
    """A promise that is never put to the test would hold of anything."""
    ends = {(str(state), str(reason)) for state, reason in rows(whole.db, "SELECT state, reason FROM reminder")}
    assert ends >= {
        ("sent", ""), ("merged", "đã có lượt nhắc mới hơn"), ("cancelled", "đã nộp"), ("cancelled", "được miễn"),
        ("cancelled", "đã đổi hạn"), ("cancelled", "đã đổi người phụ trách"), ("cancelled", "chưa dùng trợ lý"),
        ("cancelled", "tin không tới"), ("cancelled", "người nhận đã chặn"),
    }  # fmt: skip
    assert whole.year.restarts >= 8
    assert any(told.is_unsure for told in whole.account.told)
    assert sum(bool(case.snoozes) for case in whole.account.cases.values()) >= 5
    assert any(item.unit != MERGED and told.at > at(script.MERGED_ON) for told, item, _ in merged_into(whole))


def merged_into(whole: Lived) -> Iterator[tuple[Told, checks.Item, Case]]:
    """What the chair of the merged unit was told since the merger."""
    [chair] = whole.account.speakers(MERGED, date(2026, 8, 1))
    return (each for each in checks.reminders(whole.account) if each[1].officer == chair)


def days(month: int, *several: int, year: int = 2026) -> list[date]:
    return [date(year, month, day) for day in several]


LADDERS: list[tuple[DutyId, str, list[date]]] = [
    (MONTHLY, "2026-01", days(1, 23, 26, 28)),
    (MONTHLY, "2026-02", days(2, 23, 25, 27)),
    (MONTHLY, "2026-03", days(3, 23, 25, 27)),
    (MONTHLY, "2026-04", [*days(4, 28), *days(5, 4)]),
    (MONTHLY, "2026-05", days(5, 22, 25, 27)),
    (MONTHLY, "2026-06", days(6, 22, 25, 29)),
    (MONTHLY, "2026-07", days(7, 24, 27, 29)),
    (MONTHLY, "2026-08", days(8, 22, 25, 27)),
    (MONTHLY, "2026-09", days(9, 22, 25, 28)),
    (MONTHLY, "2026-10", days(10, 23, 26, 28)),
    (MONTHLY, "2026-11", days(11, 23, 25, 27)),
    (MONTHLY, "2026-12", days(12, 22, 28)),
    (MONTHLY, "2027-01", days(1, 22, 25, 27, year=2027)),
    (HALF, "2026-6T", [*days(6, 3, 8, 11, 15, 22, 29), *days(7, 6, 13)]),
    (YEARLY, "2026", [*days(12, 3, 7, 9, 10, 11, 14, 21, 28), *days(1, 4, 11, year=2027)]),
    (FINAL, "2025", [*days(2, 9, 13, 23, 26), *days(3, 5, 12, 19)]),
    (QUARTERLY, "2026-Q1", [*days(3, 30), *days(4, 3, 6, 7, 9, 16, 23), *days(5, 4, 7)]),
    (QUARTERLY, "2026-Q3", []),
]


@pytest.mark.slow
@pytest.mark.parametrize(("duty", "period", "expected"), LADDERS, ids=[f"{row[0]} {row[1]}" for row in LADDERS])
@pytest.mark.parametrize("unit", [0, 1])
def test_whoever_never_reports_hears_the_whole_ladder(
    unit: int, duty: DutyId, period: str, expected: list[date], whole: Lived
) -> None:
    """On the very days of a calendar worked out by hand: Tết, 30/4, swaps and two outages among them."""
    code = whole.year.staffed.units[unit].code
    told = [each.at.date() for each, item, _ in checks.reminders(whole.account) if item.key == (duty, period, code)]
    assert told == expected


@pytest.mark.slow
@pytest.mark.parametrize("question", ["hoi-trong-ngay", "hoi-thu-bay"])
def test_a_question_by_the_hour_rings_by_the_hour(question: str, whole: Lived) -> None:
    code = whole.year.staffed.units[0].code
    told = [item.rung for _, item, _ in checks.reminders(whole.account) if (item.duty, item.unit) == (question, code)]
    assert told == ["ASK", "H-2", "H", "H+2"]


@pytest.mark.slow
def test_the_right_units_owe_each_report(whole: Lived) -> None:
    owed: dict[tuple[DutyId, str], set[UnitCode]] = defaultdict(set)
    for case in whole.account.cases.values():
        owed[case.duty, case.period].add(case.unit)
    first, merged = {unit.code for unit in whole.year.staffed.units}, {item.code for item in two_merged(whole)}
    assert owed[MONTHLY, "2026-06"] == owed[HALF, "2026-6T"] == first
    assert owed[MONTHLY, "2026-07"] == owed[MONTHLY, "2026-12"] == (first - merged) | {MERGED}
    assert {whole.account.by_key[YEARLY, "2026", code].ended(whole.account.end) for code in merged} == {"abolished"}


def two_merged(whole: Lived) -> Sequence[union.Unit]:
    """The units that became one."""
    return whole.year.staffed.units[10:12]


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2026-05", "2026-06", "2026-07", "2026-11"])
def test_the_sum_of_a_month_follows_the_links_of_that_month(period: str, whole: Lived) -> None:
    clerk = whole.year.staffed.clerks[0].officer

    def summed(db: Session) -> tuple[object, set[UnitCode], set[UnitCode]]:
        day = date(2027, 1, 31)
        scope = union.scope_of(db, Officer(clerk, "Thu", union.seats_of(db, clerk, day)), day)
        items = [each for each in scheduler.deadlines(db, [MONTHLY]) if each.period.key == period]
        [admitted] = [each for each in common() if each.id == ADMITTED]
        reports = sums.handed_in(db, scope, items, [admitted])
        [sum_] = rolled_up([admitted], reports, scheduler.still_owed(db, scope, items))
        return sum_.amount and sum_.amount.value, set(sum_.from_units), set(sum_.missing)

    cases = [case for case in whole.account.cases.values() if (case.duty, case.period) == (MONTHLY, period)]
    filed = [case for case in cases if case.ended(whole.account.end) == "filed"]
    owed = {case.unit for case in cases if not case.ended(whole.account.end)}
    value, units, missing = whole.db.read_now(summed)
    assert (value, units, missing) == (sum(case.admitted for case in filed), {case.unit for case in filed}, owed)
    assert (MERGED in units | missing) is (period > "2026-06")


# Some weeks, quickly and on both databases


def test_some_weeks_keep_every_promise(weeks: Lived) -> None:
    assert faults(weeks.account) == []
    assert left_open(weeks.db) == []
    assert len(weeks.account.told) > 40


@pytest.mark.slow
def test_ten_weeks_keep_every_promise_on_postgresql(
    postgres_server: str, postgres_template: str, tmp_path: Path
) -> None:
    with postgres.database(postgres_server, postgres_template) as address:
        found = lived(address, tmp_path, date(2026, 5, 20), date(2026, 7, 31), count=13, judges=JUDGES)
        wrong = [*faults(found.account), *left_open(found.db)]
        found.db.close()
    assert wrong == []


# The checks can fail


def lets_all_go(db: Session, batch: Sequence[Mapping[str, str]], now: datetime) -> Sequence[Ruling]:
    """A judge that looks at nothing."""
    kept = scheduler.reminders_of(db, [args["bundle"] for args in batch])
    waiting = [each.key for each in kept if each.state is scheduler.Ended.WAITING]
    scheduler.settle_reminders(db, waiting, scheduler.Ended.SENT, "", now)
    return [Send() for _ in batch]


def lets_none_go(db: Session, batch: Sequence[Mapping[str, str]], now: datetime) -> Sequence[Ruling]:
    """A judge that finds something wrong with everything about one unit."""
    found = judge_reminders(db, batch, now)
    kept = scheduler.reminders_of(db, [args["bundle"] for args in batch])
    first = {each.bundle for each in kept if each.unit == "cs-0000"}
    settled = [each.key for each in kept if each.bundle in first and each.state is scheduler.Ended.SENT]
    scheduler.settle_reminders(db, settled, scheduler.Ended.CANCELLED, "không rõ", now)
    return [Cancel("không rõ") if args["bundle"] in first else each for args, each in zip(batch, found, strict=True)]


@pytest.mark.parametrize(
    ("judge", "check"),
    [
        pytest.param(lets_all_go, checks.nobody_is_told_of_what_is_in, id="what is in is reminded of"),
        pytest.param(lets_none_go, checks.whoever_owes_is_asked, id="one unit is forgotten"),
    ],
)
def test_a_broken_judge_is_found_out(judge: Judge, check: Check, migrated_file: Path, tmp_path: Path) -> None:
    judges = {**JUDGES, "reminder": judge}
    found = on_sqlite(migrated_file, tmp_path, date(2026, 6, 19), date(2026, 7, 2), count=13, judges=judges)
    found.db.close()
    assert list(check(found.account)) != []


def first_told(account: Account, rung: str = "T") -> int:
    """The place of the first message about one report alone, on its due day."""
    return next(n for n, told in enumerate(account.told) if [item.rung for item in told.items] == [rung])


def changed(account: Account, n: int, **values: object) -> Account:
    """The account with one message told otherwise."""
    told = list(account.told)
    told[n] = replace(told[n], **values)
    return replace(account, told=told)


def told_again(account: Account) -> Account:
    return replace(account, told=[*account.told, account.told[first_told(account)]])


def told_in_two(account: Account) -> Account:
    whole = account.told[first_told(account)]
    return replace(account, told=[*account.told, replace(whole, key=f"{whole.key}~")])


def told_at_night(account: Account) -> Account:
    n = first_told(account)
    return changed(account, n, at=account.told[n].at.replace(hour=22))


def told_on_sunday(account: Account) -> Account:
    n = first_told(account)
    return changed(account, n, at=account.told[n].at + timedelta(days=(6 - account.told[n].at.weekday()) % 7))


def told_to_another(account: Account) -> Account:
    n = first_told(account)
    return changed(account, n, items=(replace(account.told[n].items[0], officer=OfficerId(2)),))


def told_of_the_old_day(account: Account) -> Account:
    n = first_told(account)
    item = account.told[n].items[0]
    return changed(account, n, items=(replace(item, due=item.due - timedelta(days=1)),))


def told_without_a_name(account: Account) -> Account:
    return changed(account, first_told(account), text="Kính gửi đồng chí.")


def told_after_it_was_in(account: Account) -> Account:
    told = account.told[first_told(account)]
    case = account.by_key[told.items[0].key]
    return with_case(account, replace(case, ends=[(told.at - timedelta(minutes=1), "filed"), *case.ends]))


def told_although_put_off(account: Account) -> Account:
    told = account.told[first_told(account, "T-3")]
    case = account.by_key[told.items[0].key]
    span = (told.at - timedelta(hours=1), told.at + timedelta(hours=1))
    return with_case(account, replace(case, snoozes=[span]))


def put_off_and_forgotten(account: Account) -> Account:
    case = next(case for case in account.cases.values() if case.habit == "never" and not case.ends)
    return with_case(account, replace(case, snoozes=[(at(date(2026, 7, 17)), at(date(2026, 7, 18)))]))


def given_time_and_not_told(account: Account) -> Account:
    case = next(case for case in account.cases.values() if case.habit == "never" and not case.ends)
    return with_case(account, replace(case, dues=[*case.dues, (case.opened_at, at(date(2026, 7, 30), 17))]))


def with_case(account: Account, case: Case) -> Account:
    """The account with one report otherwise."""
    number: FilingId = case.number
    return replace(account, cases={**account.cases, number: case}, by_key={**account.by_key, case.key: case})


def nobody_is_asked(account: Account) -> Account:
    return replace(account, told=[told for told in account.told if not told.items])


def no_word_to_the_office(account: Account) -> Account:
    return replace(account, told=[told for told in account.told if told.judge != "summary"])


SPOILT: list[tuple[Check, Callable[[Account], Account]]] = [
    (checks.each_is_told_once, told_again),
    (checks.one_message_at_a_time, told_in_two),
    (checks.nobody_is_told_of_what_is_in, told_after_it_was_in),
    (checks.nothing_goes_in_quiet_hours, told_at_night),
    (checks.nothing_goes_on_rest_days, told_on_sunday),
    (checks.only_who_speaks_is_told, told_to_another),
    (checks.the_due_moment_is_the_one_in_force, told_of_the_old_day),
    (checks.who_put_it_off_is_left_alone, told_although_put_off),
    (checks.what_was_promised_comes, put_off_and_forgotten),
    (checks.the_words_name_the_units, told_without_a_name),
    (checks.whoever_owes_is_asked, nobody_is_asked),
    (checks.more_time_counts_anew, given_time_and_not_told),
    (checks.the_office_is_told_once, no_word_to_the_office),
]


@pytest.mark.parametrize(("check", "spoil"), SPOILT, ids=[check.__name__ for check, _ in SPOILT])
def test_a_check_finds_what_it_is_for(check: Check, spoil: Callable[[Account], Account], weeks: Lived) -> None:
    assert list(check(spoil(weeks.account))) != []


def test_every_check_is_tried() -> None:
    assert {check for check, _ in SPOILT} == set(CHECKS)
