"""The stores give nothing of a unit to whoever has no seat there, and take nothing: each function with a scope."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from sqlmodel import Session

import handlers.announce
import handlers.asked
import scheduler
import union
from handlers.announce import store as announced
from handlers.asked import store as questions
from handlers.messages import Address
from knowledge.dates import month_of
from knowledge.document import Comparator
from scheduler import store
from scheduler.filings import Filing, State
from scheduler.store import Which
from scheduler.sums import store as sums
from tests.reach import (
    CHAIR,
    CLERK,
    NOW,
    OFFICE,
    ROLES,
    TARGET,
    World,
    address_of,
    filing_of,
    own_rows,
    scope_at,
    worlds_in,
)
from union import store as people
from union.catalogue import common
from union.contacts import store as contacts
from union.draft import Origin, Snapshot
from union.groups import store as groups
from union.indicators import IndicatorId
from union.ledger import Amount, Move
from union.records import store as records
from union.roster import OfficerId
from union.scope import NOBODY, Forbidden, Scope

KEPT = 77
"""The entry that an answer became."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One function of a store: how it is called about Hoa Sen; `gives` False where it raises for who may not."""

    module: ModuleType
    name: str
    call: Callable[[Session, Scope], object]
    rightful: Address
    refuses: bool


def reading(
    module: ModuleType, name: str, call: Callable[[Session, Scope], object], rightful: Address = CHAIR
) -> Tried:
    """Gives nothing to who may not read."""
    return Tried(module, name, call, rightful, refuses=False)


def writing(
    module: ModuleType, name: str, call: Callable[[Session, Scope], object], rightful: Address = CHAIR
) -> Tried:
    """Refuses who may not write."""
    return Tried(module, name, call, rightful, refuses=True)


def november(db: Session) -> Filing:
    return filing_of(db, "2026-11")


def october(db: Session) -> Filing:
    return filing_of(db, "2026-10")


def paper_of(item: Filing, version: int) -> Snapshot:
    """An empty report."""
    return Snapshot(
        "Báo cáo", item.unit, item.unit_name, "Công đoàn xã Suối Mây", item.period.key, item.period.name,
        item.deadline.cut_off, item.due, NOW, "Hạnh", "SM11-999", version,
    )  # fmt: skip


def new_entry(scope: Scope) -> records.NewEntry:
    return records.NewEntry(
        TARGET, IndicatorId("tham-hoi"), month_of(2026, 11), Move.ADD, Amount(value=Decimal(1)),
        scope.officer or OfficerId(1), "Ai đó", "web:x", "một",
    )  # fmt: skip


def clerk_of(db: Session) -> OfficerId:
    """Who wrote a figure down for Hoa Sen by telephone."""
    found = scope_at(db, CLERK).officer
    assert found is not None
    return found


def new_announcement(scope: Scope, event: str = "web/2") -> announced.NewAnnouncement:
    return announced.NewAnnouncement(
        OFFICE, scope.officer or OfficerId(1), "Tuấn", "Mời họp", "Mầm non Hoa Sen", announced.Weight.WORK,
        announced.Wants.ATTENDANCE, LATER, event,
    )  # fmt: skip


def invitation(db: Session) -> announced.Announcement:
    """What the office announced to Hoa Sen's chair, who has answered."""
    [found] = announced.announcements_of(db, scope_at(db, CLERK))[-1:]
    return found


LATER = NOW + timedelta(days=5)
ONE_SET = records.Assignment(
    TARGET, IndicatorId("tham-hoi"), Comparator.AT_LEAST, Decimal(1), date(2026, 1, 1), date(2026, 12, 31)
)
FUNCTIONS = (
    reading(questions, "find_passed", lambda db, scope: questions.find_passed(db, scope, 1), CLERK),
    reading(questions, "waiting", questions.waiting, CLERK),
    reading(questions, "answered_by", lambda db, scope: questions.answered_by(db, scope, NOW), CLERK),
    reading(questions, "answered_to", lambda db, scope: questions.answered_to(db, scope, NOW)),
    reading(questions, "answer_it", lambda db, scope: questions.answer_it(db, scope, 1, "14 giờ", NOW), CLERK),
    reading(questions, "passed_by", lambda db, scope: questions.passed_by(db, scope, NOW)),
    reading(questions, "kept_in", lambda db, scope: questions.kept_in(db, scope, KEPT), CLERK),
    reading(
        questions, "correct_it",
        lambda db, scope: questions.correct_it(db, scope, 2, "14 giờ", "15 giờ", NOW), CLERK,
    ),
    reading(questions, "close_it", lambda db, scope: questions.close_it(db, scope, 1, NOW), CLERK),
    reading(store, "filings", lambda db, scope: store.filings(db, scope, Which(units=(TARGET,)))),
    reading(store, "filed_counts", lambda db, scope: any(store.filed_counts(
        db, only_target(scope), october(db).deadline)), CLERK),
    reading(store, "counts_of", lambda db, scope: any(
        each.expected for each in store.counts_of(db, only_target(scope), [october(db).deadline])), CLERK),
    reading(store, "find_filing", lambda db, scope: store.find_filing(db, scope, november(db).id)),
    reading(store, "hold_filing", lambda db, scope: store.hold_filing(db, scope, november(db).id)),
    reading(store, "hold_filings", lambda db, scope: store.hold_filings(db, scope, [november(db).id])),
    writing(store, "progressed", lambda db, scope: store.progressed(
        db, scope, november(db), filled=1, fields=8, now=NOW)),
    writing(store, "must_fill", lambda db, scope: store.must_fill(scope, november(db))),
    writing(store, "write_passage", lambda db, scope: store.write_passage(
        db, scope, november(db), "ton-tai", "x", origin=Origin.SAID, officer=scope.officer or OfficerId(1), now=NOW)),
    writing(store, "drop_passage", lambda db, scope: store.drop_passage(db, scope, november(db), "ket-qua")),
    reading(store, "passages_of", lambda db, scope: store.passages_of(db, scope, november(db))),
    writing(store, "submit", lambda db, scope: store.submit(
        db, scope, november(db), paper_of(november(db), 1), address="", now=NOW)),
    writing(store, "submit_again", lambda db, scope: store.submit_again(
        db, scope, october(db), paper_of(october(db), 2), address="", now=NOW)),
    writing(store, "hand_in", lambda db, scope: store.hand_in(
        db, scope, november(db), paper_of(november(db), 1), {State.DRAFTING}, values={}, address="")),
    reading(store, "snapshot", lambda db, scope: store.snapshot(db, scope, october(db))),
    reading(store, "snapshots", lambda db, scope: store.snapshots(db, scope, [october(db)])),
    reading(sums, "papers_in", lambda db, scope: sums.papers_in(db, only_target(scope), [october(db).deadline])),
    reading(sums, "handed_in", lambda db, scope: sums.handed_in(
        db, only_target(scope), [october(db).deadline], common())),
    reading(sums, "without_lines", lambda db, scope: sums.without_lines(
        db, only_target(scope), sums.Block((october(db).deadline,)))),
    reading(store, "still_owed", lambda db, scope: [
        item for item in store.still_owed(db, scope, [november(db).deadline]) if item.unit == TARGET]),
    writing(store, "mark", lambda db, scope: store.mark(db, scope, november(db), NOW, excused="x"), CLERK),
    writing(store, "extend", lambda db, scope: store.extend(db, scope, november(db), LATER, NOW), CLERK),
    writing(store, "snooze", lambda db, scope: store.snooze(db, scope, [november(db)], LATER, NOW)),
    writing(store, "hand_over", lambda db, scope: store.hand_over(
        db, scope, [november(db)], scope.officer or OfficerId(1), NOW)),
    writing(store, "ask_extension", lambda db, scope: store.ask_extension(
        db, scope, november(db), LATER.date(), "x", who=scope.officer or OfficerId(1), name="x", now=NOW)),
    reading(store, "waiting_extensions", store.waiting_extensions, CLERK),
    reading(store, "own_extensions", store.own_extensions),
    writing(records, "add_entry", lambda db, scope: records.add_entry(db, scope, new_entry(scope), NOW)),
    reading(records, "entries_of", lambda db, scope: records.entries_of(db, scope, [TARGET])),
    reading(records, "last_by_staff", lambda db, scope: records.last_by_staff(db, scope, clerk_of(db), NOW), CLERK),
    writing(records, "assign", lambda db, scope: records.assign(db, scope, ONE_SET, "x", NOW), CLERK),
    reading(records, "assignments_of", lambda db, scope: records.assignments_of(db, scope, [TARGET], date(2026, 6, 1))),
    writing(announced, "announce", lambda db, scope: announced.announce(db, scope, new_announcement(scope), (), NOW),
            CLERK),
    reading(announced, "announcements_of", announced.announcements_of, CLERK),
    reading(announced, "find_announcement", lambda db, scope: announced.find_announcement(
        db, scope, invitation(db).id), CLERK),
    reading(announced, "chain_of", lambda db, scope: announced.chain_of(db, scope, invitation(db)), CLERK),
    reading(announced, "recipients_of", lambda db, scope: announced.recipients_of(db, scope, invitation(db)), CLERK),
    reading(announced, "fate_counts", lambda db, scope: announced.fate_counts(db, scope, invitation(db)), CLERK),
    reading(announced, "receipts_to", lambda db, scope: announced.receipts_to(db, scope, invitation(db)), CLERK),
    reading(announced, "to_correct", lambda db, scope: announced.to_correct(db, scope, invitation(db)), CLERK),
    writing(announced, "chase", lambda db, scope: announced.chase(db, scope, invitation(db).id, NOW), CLERK),
    writing(announced, "cancel", lambda db, scope: announced.cancel(db, scope, invitation(db).id, NOW), CLERK),
    writing(announced, "must_run_office", lambda db, scope: announced.must_run_office(
        db, scope, invitation(db).id), CLERK),
    reading(announced, "asked_of", lambda db, scope: announced.asked_of(
        db, scope, [], NOW - timedelta(days=1))),
    reading(announced, "own_receipts", lambda db, scope: announced.own_receipts(db, scope, [invitation(db).id])),
    writing(announced, "record", lambda db, scope: announced.record(
        db, scope, announced.NewReceipt(invitation(db).id, TARGET, announced.Answer.ABSENT, "x"), NOW)),
    writing(groups, "offer_code", lambda db, scope: groups.offer_code(db, scope, "băm", TARGET, now=NOW)),
    reading(groups, "groups_of", lambda db, scope: groups.groups_of(db, scope, [TARGET])),
    reading(contacts, "speakers", lambda db, scope: contacts.speakers(db, scope, [TARGET], NOW.date()), CLERK),
)  # fmt: skip


def only_target(scope: Scope) -> Scope:
    """What a count says of Hoa Sen alone: whoever reads another unit counts that one."""
    return replace(scope, views=scope.views & {TARGET})


def hanh(db: Session) -> OfficerId:
    """Hoa Sen's chair."""
    found = people.officer_at(db, CHAIR, NOW.date())
    assert found is not None
    return found.id


@pytest.fixture(scope="module")
def worlds(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[World]]:
    """Both worlds; every test leaves them as they were."""
    made = worlds_in(tmp_path_factory.mktemp("reach"), demo_file)
    yield made
    for found in made:
        found.db.close()


@pytest.fixture
def session(worlds: list[World]) -> Iterator[Session]:
    """A writing session on the first world; nothing of it stays."""
    with Session(worlds[0].db.engine) as found:
        clerk, chair = scope_at(found, CLERK), scope_at(found, CHAIR)
        told = [announced.NewRecipient(TARGET, chair.officer)]
        item = announced.announce(found, clerk, new_announcement(clerk, "web/1"), told, NOW)
        assert item is not None
        announced.record(found, chair, announced.NewReceipt(item.id, TARGET, announced.Answer.ATTENDING), NOW)
        asked = questions.pass_on(found, questions.PassedOn(CHAIR, hanh(found), OFFICE, "mấy giờ họp"), NOW)
        assert isinstance(asked, int)
        assert questions.answer_it(found, clerk, asked, "14 giờ", NOW)
        assert questions.kept_as(found, asked, KEPT)
        code = groups.GroupCode(TARGET, hanh(found), NOW, None)
        groups.tie(found, "web", "nhóm", code, title="", now=NOW)
        records.add_entry(found, clerk, replace(new_entry(clerk), by_staff=True), NOW)
        yield found
        found.rollback()


@pytest.mark.parametrize("tried", FUNCTIONS, ids=lambda tried: f"{tried.module.__name__}.{tried.name}")
def test_a_store_gives_nothing_and_takes_nothing_outside_the_scope(tried: Tried, session: Session) -> None:
    scopes = [NOBODY, *(scope_at(session, address_of(role)) for role in ROLES)]
    before = own_rows(session)
    for scope in scopes:
        if tried.refuses:
            with pytest.raises(Forbidden):
                tried.call(session, scope)
        else:
            assert not tried.call(session, scope)
    assert own_rows(session) == before
    rightful = tried.call(session, scope_at(session, tried.rightful))
    assert rightful or tried.refuses


def stores() -> Iterator[ModuleType]:
    """Every module with SQL below the talk, and those of announcements and of questions."""
    for package in (scheduler, union, handlers.announce, handlers.asked):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.endswith(".store"):
                yield import_module(found.name)


def test_every_function_that_takes_a_scope_is_tried() -> None:
    with_scope = {
        f"{module.__name__}.{name}"
        for module in stores()
        for name, found in inspect.getmembers(module, inspect.isfunction)
        if found.__module__ == module.__name__ and "scope" in inspect.signature(found).parameters
    }
    assert with_scope == {f"{tried.module.__name__}.{tried.name}" for tried in FUNCTIONS}
