"""What is listed of proposals is read without what is in them, however many there are."""

import pytest
from sqlmodel import Session

from bot.db import Database
from knowledge.document import DocumentKey, UnitCode
from knowledge.proposals import deciding, store
from knowledge.proposals.values import Proposal, Source, State
from tests.knowledge.proposals.papers import NOW, OFFICE, Office, paper

KEY = DocumentKey("vb/doi-sim/7-ctr-cdxds-2026")


@pytest.fixture
def office(db: Database) -> Office:
    return Office(db)


def put_off(office: Office, item: Proposal) -> None:
    office.db.write_now(lambda db: deciding.drop(db, item, "Sim", NOW))


def test_a_publication_is_found_by_its_number_behind_any_number_of_later_papers(office: Office) -> None:
    published = office.dropped(paper(90))
    office.published(published)

    def many(db: Session) -> None:
        for number in range(60):
            source = Source(f"{number:064x}", "chuong-trinh.txt", 9)
            store.begin(db, store.Dropped(source, OFFICE, "web:tuan"), NOW)

    office.db.write_now(many)
    known = office.db.read_now(lambda db: store.publications(db, [OFFICE]))
    assert {key: each.number for key, each in known.items()} == {KEY: published.id}
    assert office.db.read_now(lambda db: store.publications(db, [UnitCode("khac")])) == {}


def test_of_two_versions_the_one_that_answers_is_named_and_after_it_is_taken_back_the_one_before(
    office: Office,
) -> None:
    first, second = office.dropped(paper(90)), office.dropped(paper(95))
    # The paper that was dropped in first is published last: versions count, not numbers.
    office.published(second)
    office.published(first)
    assert office.db.read_now(lambda db: store.publications(db, [OFFICE]))[KEY].number == first.id
    office.taken_back(first.id)
    assert office.db.read_now(lambda db: store.publications(db, [OFFICE]))[KEY].number == second.id


def test_numbers_are_of_one_state_the_newest_first_and_of_these_offices(office: Office) -> None:
    first, second, third = (office.dropped(paper(share)) for share in (90, 91, 92))
    put_off(office, second)
    of = office.db.read_now
    assert of(lambda db: store.numbers(db, [OFFICE], State.OPEN)) == (third.id, first.id)
    assert of(lambda db: store.numbers(db, [OFFICE], State.DROPPED)) == (second.id,)
    assert of(lambda db: store.numbers(db, [UnitCode("khac")], State.OPEN)) == ()
    assert of(lambda db: (store.count_open(db, None), store.count_open(db, [UnitCode("khac")]))) == (2, 0)
