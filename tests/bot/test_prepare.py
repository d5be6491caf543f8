"""A new database is set up by a process of its own; what is ready is left alone."""

import shutil
from pathlib import Path

import pytest

from bot.db import Database
from bot.opening import is_settled
from bot.prepare import prepare_apart
from bot.settings import Settings
from tests.house import rows


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Where nothing is yet, as the environment says it to a child too."""
    for name, value in (("DATA_DIR", str(tmp_path)), ("DATABASE_URL", ""), ("DEMO", "on"), ("TELEGRAM_TOKEN", "")):
        monkeypatch.setenv(name, value)
    return Settings(data_dir=tmp_path, demo="on")


def test_a_new_database_is_migrated_and_filled_apart(settings: Settings) -> None:
    assert not is_settled(settings)
    prepare_apart(settings)
    assert is_settled(settings)
    db = Database(f"sqlite:///{settings.data_dir / 'congdoan.db'}")
    assert rows(db, "SELECT count(*) > 5 FROM unit") == [(1,)]
    db.close()


def test_what_is_ready_is_left_alone(settings: Settings, demo_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copyfile(demo_file, settings.data_dir / "congdoan.db")
    monkeypatch.setattr("subprocess.run", lambda *_, **__: pytest.fail("nothing was to be set up"))
    prepare_apart(settings)


def test_what_cannot_be_opened_is_left_to_the_opening_which_says_why(settings: Settings) -> None:
    (settings.data_dir / "congdoan.db").write_text("not a database")
    assert is_settled(settings)
