"""A house that was there before documents could be dropped in keeps what it has published, and can go on from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlmodel import Session

from bot import migrations
from bot.db import Database
from knowledge import store as library
from tests import postgres
from tests.knowledge.proposals.papers import Office, paper

BEFORE = (
    (
        "INSERT INTO document (key, standing, fingerprint, is_digest, is_example, number, type, title, issuer, "
        "issuer_code, issued_on, valid_from, valid_to, period) VALUES ('digest/doi-sim-2026', 'published', 'x', true, "
        "false, '07/CTr-CĐXĐS', 'Chương trình', 'Chương trình công tác năm 2026', 'Công đoàn xã Đồi Sim', 'doi-sim', "
        "'2026-02-05', '2026-01-01', '2026-12-31', 'năm 2026')"
    ),
    (
        "INSERT INTO passage (document, position, place, heading, kind, text) VALUES ('digest/doi-sim-2026', 0, "
        "'mục I', 'Chỉ tiêu', 'target', 'Kết nạp mới 40 đoàn viên.')"
    ),
    (
        "INSERT INTO target (passage, position, value, comparator, measure, subject, scope, due) "
        "SELECT id, 0, '40', '=', 'đoàn viên', 'kết nạp mới đoàn viên', '', 'năm 2026' FROM passage"
    ),
    "INSERT INTO library_version (id, version) VALUES (1, 3)",
)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of the version before, with a digest that answers."""
    if request.param == "sqlite":
        yield from opened(f"sqlite:///{tmp_path / 'old.db'}")
        return
    with postgres.database(request.getfixturevalue("postgres_server")) as address:
        yield from opened(address)


def opened(address: str) -> Iterator[Database]:
    db = Database(address)
    config = Config()
    config.set_main_option("script_location", "bot:migrations")
    with db.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
    db.write_now(filled)
    yield db
    db.close()


def filled(session: Session) -> None:
    for statement in BEFORE:
        session.execute(text(statement))


def test_what_was_published_answers_on_and_gives_way_to_its_original(old: Database) -> None:
    migrations.upgrade(old)
    office = Office(old)
    [digest] = office.answering()
    [target] = digest.passages[0].targets
    assert (digest.version, digest.header.references, target.value, target.clause) == (1, (), 40, "")
    proposal = office.dropped(paper())
    assert office.published(proposal).retired == ("digest/doi-sim-2026",)
    assert [item.is_digest for item in office.answering()] == [False]
    assert office.version() > 3
    office.taken_back(proposal.id)
    assert office.answering() == (digest,)
    [told] = old.read_now(lambda db: library.versions(db, proposal.key or digest.key))
    assert told.ended_at is not None
