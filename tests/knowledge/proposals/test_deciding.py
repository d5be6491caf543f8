"""Publishing makes the next version, taking it back lets the one before answer; of two who decide one is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot.db import Database
from knowledge import store as library
from knowledge.document import Document, DocumentKey, UnitCode
from knowledge.proposals import deciding, editing, store
from knowledge.proposals.values import (
    Basis,
    Count,
    Counting,
    Drop,
    Proposal,
    SetHeader,
    Source,
    State,
    Way,
    document_shape,
)
from tests.knowledge.proposals.papers import NOW, Office, document_of, paper

KEY = "vb/doi-sim/7-ctr-cdxds-2026"
DIGEST = DocumentKey("digest/doi-sim-2026")


@pytest.fixture
def office(db: Database) -> Office:
    return Office(db)


def shares(documents: tuple[Document, ...]) -> list[Decimal]:
    """The first figure of each document that answers."""
    return [next(target.value for clause in item.passages for target in clause.targets) for item in documents]


def digest() -> Document:
    return replace(document_of(paper()), key=DIGEST, is_digest=True, file_name="")


def ship(office: Office, item: Document, fingerprint: str) -> bool:
    return office.db.write_now(lambda db: library.publish(db, item, fingerprint, NOW))


def test_what_is_published_answers_whole_and_knows_its_file_and_version(office: Office) -> None:
    proposal = office.dropped(paper(90))
    before = office.version()
    done = office.published(proposal)
    [answering] = office.answering()
    assert (answering.key, answering.version, answering.file) == (KEY, 1, proposal.source.sha256)
    assert [len(passage.targets) for passage in answering.passages] == [
        len(passage.targets) for passage in done.document.passages
    ]
    assert office.version() > before
    stands = office.stands(proposal.id)
    assert (stands.state, stands.version, stands.decided_by) == (State.PUBLISHED, 1, "Sim")


def test_a_second_reading_is_the_next_version_and_taken_back_the_first_answers_again(office: Office) -> None:
    office.published(office.dropped(paper(90)))
    second = office.dropped(paper(95))
    assert office.published(second, 5).before == 1
    assert (shares(office.answering()), office.answering()[0].version) == ([Decimal(95)], 2)
    restored = office.taken_back(second.id)
    assert restored is not None
    assert restored.version == 1
    assert (shares(office.answering()), office.answering()[0].version) == ([Decimal(90)], 1)
    history = office.db.read_now(lambda db: library.versions(db, DocumentKey(KEY)))
    assert [(told.version, told.ended_at is None) for told in history] == [(1, True), (2, False)]


def test_a_number_is_never_given_twice_and_what_was_taken_back_does_not_return(office: Office) -> None:
    first, second = office.dropped(paper(90)), office.dropped(paper(95))
    office.published(first)
    office.taken_back(first.id)
    assert office.answering() == ()
    office.published(second)
    assert office.answering()[0].version == 2
    assert office.taken_back(second.id) is None
    assert office.answering() == ()


def test_an_earlier_publication_cannot_be_taken_back_under_a_later_one(office: Office) -> None:
    first = office.dropped(paper(90))
    office.published(first)
    office.published(office.dropped(paper(95)))
    with pytest.raises(store.Changed):
        office.taken_back(first.id)
    assert shares(office.answering()) == [Decimal(95)]


def test_the_digest_of_the_paper_is_retired_stays_so_at_the_next_start_and_returns_with_its_newest_text(
    office: Office,
) -> None:
    ship(office, digest(), "a")
    proposal = office.dropped(paper(90))
    assert office.published(proposal).retired == (DIGEST,)
    assert [item.key for item in office.answering()] == [KEY]
    assert not ship(office, replace(digest(), passages=digest().passages[:2]), "b")
    assert [item.key for item in office.answering()] == [KEY]
    office.taken_back(proposal.id)
    [back] = office.answering()
    assert (back.key, len(back.passages)) == (DIGEST, 2)


def test_a_digest_of_another_paper_goes_on_answering(office: Office) -> None:
    other = digest()
    ship(office, replace(other, header=replace(other.header, number="08/CTr-CĐXĐS")), "a")
    office.published(office.dropped(paper(90)))
    assert [item.key for item in office.answering()] == [DIGEST, KEY]


def test_a_version_that_proves_to_be_another_paper_gives_the_digest_back(office: Office) -> None:
    ship(office, digest(), "a")
    without_number = office.dropped(paper(90, number="    /CTr-CĐXĐS"))

    def put_right(db: Session) -> Proposal:
        edits = editing.edited(without_number, SetHeader("number", "07/CTr-CĐXĐS"), "Sim", NOW)
        return store.write_edits(db, without_number, edits)

    corrected = office.db.write_now(put_right)
    assert corrected.key == KEY
    assert office.published(corrected).retired == (DIGEST,)
    assert office.taken_back(corrected.id) is None
    assert [item.key for item in office.answering()] == [DIGEST]


def test_what_staff_dropped_is_not_published_and_how_they_count_is_handed_on(office: Office) -> None:
    proposal = office.dropped(paper(90))
    way = Way(Counting.AREA, Basis.GROSS)

    def write(db: Session) -> Proposal:
        edits = editing.edited(proposal, Count(2, way), "Sim", NOW)
        dropping = editing.edited(replace(proposal, edits=edits), Drop(1), "Sim", NOW)
        return store.write_edits(db, proposal, dropping)

    edited = office.db.write_now(write)
    done = office.published(edited)
    assert Decimal(90) not in [target.value for clause in done.document.passages for target in clause.targets]
    [confirmed] = done.ways
    assert (confirmed.target.value, confirmed.way) == (Decimal(40), way)
    [clause] = [item for item in done.document.passages if item.place == confirmed.place]
    assert clause.targets[confirmed.position].value == confirmed.target.value
    assert clause.targets[confirmed.position].ref == confirmed.ref


def test_of_two_who_decide_at_once_the_second_is_told(office: Office) -> None:
    proposal = office.dropped(paper(90))
    office.published(proposal)
    with pytest.raises(store.Changed):
        office.published(proposal)
    with pytest.raises(store.Changed):
        office.db.write_now(lambda db: deciding.drop(db, proposal, "Mai", NOW))
    assert office.stands(proposal.id).state is State.PUBLISHED


def test_an_edit_that_another_made_meanwhile_is_not_published_over(office: Office) -> None:
    proposal = office.dropped(paper(90))
    edits = editing.edited(proposal, Drop(1), "Mai", NOW)
    office.db.write_now(lambda db: store.write_edits(db, proposal, edits))
    with pytest.raises(store.Changed):
        office.published(proposal)
    assert office.answering() == ()


class CrashError(Exception):
    """The machine loses its power."""


@pytest.mark.parametrize("deciding_act", [deciding.publish, deciding.take_back])
def test_a_crash_before_the_commit_leaves_everything_as_it_was(
    deciding_act: Callable[[Session, Proposal, str, object], object], office: Office
) -> None:
    proposal = office.dropped(paper(90))
    if deciding_act is deciding.take_back:
        office.published(proposal)
        proposal = office.stands(proposal.id)
    before = (office.answering(), office.version(), office.stands(proposal.id))

    def write(db: Session) -> None:
        deciding_act(db, proposal, "Sim", NOW)
        raise CrashError

    with pytest.raises(CrashError):
        office.db.write_now(write)
    assert (office.answering(), office.version(), office.stands(proposal.id)) == before


def test_a_dropped_proposal_answers_nothing_and_is_not_published_later(office: Office) -> None:
    proposal = office.dropped(paper(90))
    office.db.write_now(lambda db: deciding.drop(db, proposal, "Sim", NOW))
    with pytest.raises(store.Changed):
        office.published(office.stands(proposal.id))
    assert office.answering() == ()
    assert office.stands(proposal.id).state is State.DROPPED


def test_the_header_staff_set_is_the_one_that_answers(office: Office) -> None:
    proposal = office.dropped(paper(90))
    edits = editing.edited(proposal, SetHeader("issued_on", "2026-02-06"), "Sim", NOW)
    edited = office.db.write_now(lambda db: store.write_edits(db, proposal, edits))
    assert office.published(edited).document.header.issued_on == date(2026, 2, 6)


def test_every_kept_version_can_be_read_again_whole(office: Office) -> None:
    done = office.published(office.dropped(paper(90)))
    body = office.db.read_now(lambda db: library.body_of(db, DocumentKey(KEY), 1))
    assert body is not None
    assert document_shape().validate_json(body) == done.document


def test_two_readings_that_are_published_at_once_become_two_versions(office: Office) -> None:
    both = [office.dropped(paper(90)), office.dropped(paper(95))]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(office.published, both))
    assert sorted(item.document.version for item in done) == [1, 2]
    latest = max(done, key=lambda item: item.document.version)
    assert shares(office.answering()) == shares((latest.document,))


def test_of_two_dropped_readings_of_one_file_only_one_is_reviewed_again(office: Office) -> None:
    numbers = []
    for _ in range(2):
        proposal = office.dropped(paper(90))
        office.db.write_now(lambda db, item=proposal: deciding.drop(db, item, "Sim", NOW))  # type: ignore[misc] # bound per turn
        numbers.append(proposal.id)
    first, second = (office.stands(number) for number in numbers)
    office.db.write_now(lambda db: deciding.reopen(db, first, "Sim", NOW))
    with pytest.raises(store.Changed):
        office.db.write_now(lambda db: deciding.reopen(db, second, "Sim", NOW))
    assert (office.stands(first.id).state, office.stands(second.id).state) == (State.OPEN, State.DROPPED)
    again = office.db.write_now(lambda db: store.same_content(db, first.source.sha256, first.office))
    assert again is not None
    assert again.id == first.id


def test_one_file_that_two_drop_at_once_is_one_proposal(office: Office) -> None:
    item = store.Dropped(Source("e" * 64, "chuong-trinh.txt", 9), UnitCode("doi-sim"), "web:tuan")
    together = Barrier(2)

    def begun(_: int) -> int:
        def write(db: Session) -> int:
            if office.db.is_postgres:  # SQLite has one writer at a time
                together.wait(10)
            return store.begin(db, item, NOW)

        return office.db.write_now(write)

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(begun, range(2)))) == 1


def test_a_digest_stays_retired_while_another_reading_of_its_paper_answers(office: Office) -> None:
    ship(office, digest(), "a")
    first = office.dropped(paper(90))
    office.published(first)
    other = office.dropped(paper(90, number="07"))
    office.published(other)
    assert {item.key for item in office.answering()} == {KEY, office.stands(other.id).key}
    office.taken_back(first.id)
    assert [item.key for item in office.answering()] == [office.stands(other.id).key]
    office.taken_back(other.id)
    assert [item.key for item in office.answering()] == [DIGEST]


def test_a_digest_that_is_shipped_after_its_original_was_published_does_not_answer_beside_it(office: Office) -> None:
    proposal = office.dropped(paper(90))
    office.published(proposal)
    ship(office, digest(), "a")
    assert [item.key for item in office.answering()] == [KEY]
    office.taken_back(proposal.id)
    assert [item.key for item in office.answering()] == [DIGEST]


def test_a_digest_whose_new_text_proves_to_be_of_another_paper_answers(office: Office) -> None:
    ship(office, digest(), "a")
    office.published(office.dropped(paper(90)))
    other = digest()
    assert ship(office, replace(other, header=replace(other.header, number="08/CTr-CĐXĐS")), "b")
    assert [item.key for item in office.answering()] == [DIGEST, KEY]


def test_everything_that_hangs_on_a_clause_comes_back_as_it_was_published(office: Office) -> None:
    done = office.published(office.dropped(paper(90)))
    [answering] = office.answering()
    assert answering.passages == tuple(replace(clause, cells=()) for clause in done.document.passages)
    assert any(clause.duties for clause in answering.passages)


def test_publishing_a_table_of_thousands_of_figures_holds_nobody_up_for_long(office: Office) -> None:
    statements: list[str] = []

    def told(*seen: object) -> None:
        statements.append(str(seen[2]))

    proposal = office.dropped(paper(90))
    assert proposal.document is not None
    row = next(clause for clause in proposal.document.passages if clause.targets)
    rows = tuple(replace(row, place=f"Bảng 1, dòng {number}") for number in range(1500))
    wide = replace(proposal.document, passages=rows)
    event.listen(office.db.engine, "before_cursor_execute", told)
    office.db.write_now(lambda db: library.write_document(db, wide, "x", NOW))
    event.remove(office.db.engine, "before_cursor_execute", told)
    assert len(statements) < 30
    [answering] = office.answering()
    assert [clause.place for clause in answering.passages] == [clause.place for clause in rows]
    assert all(clause.targets == row.targets for clause in answering.passages)
