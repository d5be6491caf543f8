"""The golden dialogues: conversations an officer could read and approve."""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.db import Database
from handlers import wording
from handlers.messages import Button
from tests.dialogues.carriers import InTerminal, OnTelegram, Tapping, move_in
from tests.dialogues.player import play
from tests.house import rows

HERE = Path(__file__).parent
SCRIPTS = sorted(HERE.glob("*/*.txt"))
OWN_CHANNEL = re.compile(r"^@ (?:web|terminal|group|as terminal:)", re.MULTILINE)
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


@pytest.mark.parametrize("script", EVERYWHERE, ids=name)
def test_the_same_is_said_in_the_terminal(script: Path, address: str) -> None:
    golden = script.read_text("utf-8")
    said = played_elsewhere(address, golden, InTerminal)
    for messages, wanted in zip(told(said), told(golden), strict=True):
        for one, other in zip(messages, wanted, strict=True):
            assert one in (other, other.without_buttons())


@pytest.mark.parametrize("script", EVERYWHERE, ids=name)
def test_the_same_is_said_on_telegram(script: Path, address: str) -> None:
    golden = script.read_text("utf-8")
    said = played_elsewhere(address, golden, OnTelegram)
    assert [in_one(messages) for messages in told(said)] == [in_one(messages) for messages in told(golden)]


def played_elsewhere(address: str, golden: str, kind: type[InTerminal | OnTelegram]) -> str:
    """The script on another channel than it was written on; nobody is told anything where they do not want to be."""
    db = Database(address)
    try:
        carrier = kind(db)
        move_in(db, carrier)
        said = play(address, golden, carrier)
        assert rows(db, "SELECT key FROM outgoing WHERE bot = 'web'") == []
    finally:
        db.close()
    return said


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS, ids=name)
def test_no_button_is_a_dead_end(script: Path, address: str) -> None:
    play(address, script.read_text("utf-8"), Tapping())


@dataclass
class Told:
    """One message, or all that was told after a line of the script: its words, and what comes with them."""

    words: str = ""
    buttons: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def without_buttons(self) -> "Told":
        """The same where choices that are not the last question's are told in words."""
        choices = tuple(Button(*line[3:-1].split(" → ", 1)) for line in self.buttons)
        return Told(" ".join(wording.with_choices(self.words, choices).split()), (), self.files)


def told(played: str) -> Iterator[list[Told]]:
    """What was told after each line of a script, message by message."""
    found: list[Told] = []
    for line in played.splitlines():
        if not line.startswith(("<", "*", "  ")):
            yield found
            found = []
        elif line.startswith(("<", "*")):
            found.append(Told(" ".join(line[1:].split())))
        elif line.startswith("  [tệp "):
            found[-1].files += (line,)
        elif line.startswith("  [") and " → " in line:
            found[-1].buttons += (line,)
        else:
            found[-1].words = " ".join([*found[-1].words.split(), *line.split()])
    yield found


def in_one(messages: Sequence[Told]) -> Told:
    """The same, whichever message carries what."""
    return Told(
        " ".join(" ".join(each.words for each in messages).split()),
        tuple(button for each in messages for button in each.buttons),
        tuple(file for each in messages for file in each.files),
    )


def test_there_are_dialogues() -> None:
    assert len(SCRIPTS) >= 10
    assert len(EVERYWHERE) > len(SCRIPTS) // 2
