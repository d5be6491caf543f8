"""The golden dialogues: conversations an officer could read and approve."""

import shutil
from pathlib import Path

import pytest

from bot.db import Database
from tests.dialogues.player import play

HERE = Path(__file__).parent
SCRIPTS = sorted(HERE.glob("*/*.txt"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: str(script.relative_to(HERE).with_suffix("")))
def test_dialogue(script: Path, demo_file: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    db = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    try:
        said = play(db, script.read_text("utf-8"))
    finally:
        db.close()
    if request.config.getoption("--update"):
        script.write_text(said, "utf-8")
    assert said == script.read_text("utf-8")


def test_there_are_dialogues() -> None:
    assert len(SCRIPTS) >= 10
