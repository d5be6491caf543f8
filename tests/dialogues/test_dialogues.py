"""The golden dialogues: conversations an officer could read and approve."""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.db import Database
from tests.dialogues.carriers import InTerminal, OnTelegram, move_in
from tests.dialogues.player import play
from tests.house import rows

HERE = Path(__file__).parent
SCRIPTS = sorted(HERE.glob("*/*.txt"))
OWN_CHANNEL = re.compile(r"^@ (?:web|terminal|group|as terminal:)", re.MULTILINE)
CARRIERS: Mapping[str, type[InTerminal | OnTelegram]] = {"terminal": InTerminal, "telegram": OnTelegram}
EVERYWHERE = [script for script in SCRIPTS if not OWN_CHANNEL.search(script.read_text("utf-8"))]
"""Those that do not say where they are played."""


def name(script: object) -> str:
    """'ask/thanks' for the ids."""
    return str(script.relative_to(HERE).with_suffix("")) if isinstance(script, Path) else str(script)


@pytest.fixture
def address(demo_file: Path, tmp_path: Path) -> str:
    """A demo of one's own."""
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    return f"sqlite:///{tmp_path / 'congdoan.db'}"


@pytest.mark.parametrize("script", SCRIPTS, ids=name)
def test_dialogue(script: Path, address: str, request: pytest.FixtureRequest) -> None:
    said = play(address, script.read_text("utf-8"))
    if request.config.getoption("--update"):
        script.write_text(said, "utf-8")
    assert said == script.read_text("utf-8")


@pytest.mark.parametrize("channel", CARRIERS)
@pytest.mark.parametrize("script", EVERYWHERE, ids=name)
def test_the_same_is_said_on_every_channel(script: Path, channel: str, address: str) -> None:
    carrier, db = CARRIERS[channel](), Database(address)
    move_in(db, carrier)
    golden = script.read_text("utf-8")
    said = play(address, golden, carrier)
    assert list(told(said)) == list(told(golden))
    assert rows(db, "SELECT key FROM outgoing WHERE bot = 'web'") == [], "told on an account that is not preferred"
    db.close()


@dataclass
class Told:
    """What stands between two lines of a script: the words, whichever message carries them, and what is offered."""

    after: str
    words: str = ""
    buttons: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def told(played: str) -> Iterator[Told]:
    """What was told after each line of a script."""
    current = Told("")
    for line in played.splitlines():
        if not line.startswith(("<", "*", "  ")):
            yield current
            current = Told(line)
        elif line.startswith("  [tệp "):
            current.files += (line.strip(),)
        elif line.startswith("  [") and " → " in line:
            current.buttons += (line.strip(),)
        else:
            current.words = " ".join([current.words, *line[1:].split()]).strip()
    yield current


def test_there_are_dialogues() -> None:
    assert len(SCRIPTS) >= 10
    assert len(EVERYWHERE) > len(SCRIPTS) // 2
