"""What tests share: migrated databases of both kinds, copied for each test."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot import migrations
from bot.db import Database
from bot.opening import open_database
from bot.settings import Settings
from knowledge.dates import VIETNAM
from tests import postgres

FILLED_AT = datetime(2026, 11, 21, 8, tzinfo=VIETNAM)
"""The office moment of the demo in tests, whatever the machine's day."""

# How long an example takes to make says only what else the machine is doing.
settings.register_profile("house", deadline=None, suppress_health_check=(HealthCheck.too_slow,))
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/dialogues --update` writes what is said now into the dialogues; the review reads the difference."""
    parser.addoption("--update", action="store_true", help="rewrite the golden dialogues")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty migrated SQLite file."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    db = Database(f"sqlite:///{path}")
    migrations.upgrade(db)
    db.close()
    return path


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file as a first start leaves it: the demo union and the digests."""
    folder = tmp_path_factory.mktemp("demo")
    opened = open_database(Settings(data_dir=folder), filled_at=FILLED_AT)
    opened.db.close()
    return folder / "congdoan.db"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server; skips with the reason where none can be had."""
    try:
        with postgres.server() as address:
            yield address
    except postgres.AbsentError as absent:
        pytest.skip(str(absent))


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The name of an empty migrated database."""
    with postgres.database(postgres_server) as address:
        db = Database(address)
        migrations.upgrade(db)
        db.close()
        yield address.rpartition("/")[2]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def database_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty migrated database, on each of the two kinds in turn."""
    if request.param == "sqlite":
        path = tmp_path / "test.db"
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgres_server")
    with postgres.database(server, request.getfixturevalue("postgres_template")) as address:
        yield address


@pytest.fixture
def db(database_address: str) -> Iterator[Database]:
    """An empty migrated database."""
    found = Database(database_address)
    yield found
    found.close()


@pytest.fixture
def demo_settings(demo_file: Path, tmp_path: Path) -> Settings:
    """Settings of a fresh copy of the demo."""
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    return Settings(data_dir=tmp_path)
