"""The golden dialogues: conversations an officer could read and approve."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from bot.db import Database
from handlers import wording
from handlers.messages import Button
from handlers.wording.groups import MEMBER_ADDS, OWNER_ADDS
from tests.dialogues.carriers import InTerminal, OnTelegram, OnZalo, Tapping, move_in
from tests.dialogues.player import Carrier, play
from tests.house import rows

HERE = Path(__file__).parent
SCRIPTS = sorted(HERE.glob("*/*.txt"))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why dialogues with these directions are not played on a channel."""

    why: str
    directions: str

    def holds(self, script: Path) -> bool:
        """Whether the dialogue has such a direction."""
        return re.search(rf"^@ (?:{self.directions})", script.read_text("utf-8"), re.MULTILINE) is not None


OF_THE_TERMINAL = Reason("it says itself that it is played in the terminal", "terminal|web|as terminal:")
LEFT_OUT: Mapping[str, tuple[Reason, ...]] = {
    "terminal": (OF_THE_TERMINAL, Reason("nobody else reads along in a terminal", "group|posted")),
    "telegram": (OF_THE_TERMINAL,),
    "zalo": (
        OF_THE_TERMINAL,
        Reason("Zalo tells nothing of a message that was changed", "edited"),
        Reason(
            "Zalo tells nothing of what becomes of a group, or is said past us in it", "added|removed|moved|overheard"
        ),
    ),
}
"""Which dialogues are not played on a channel, and why; every other one is, as soon as its file is there."""


def name(script: object) -> str:
    """'ask/thanks' for the ids."""
    return str(script.relative_to(HERE).with_suffix("")) if isinstance(script, Path) else str(script)


def played_on(channel: str) -> list[Path]:
    """Every dialogue but those that have a reason."""
    return [script for script in SCRIPTS if not any(reason.holds(script) for reason in LEFT_OUT[channel])]


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


@pytest.mark.parametrize("script", played_on("terminal"), ids=name)
def test_the_same_is_said_in_the_terminal(script: Path, address: str) -> None:
    golden = script.read_text("utf-8")
    said = played_elsewhere(address, golden, InTerminal)
    for messages, wanted in zip(told(said), told(golden), strict=True):
        for one, other in zip(messages, wanted, strict=True):
            assert one in (other, other.without_buttons())


@pytest.mark.parametrize("script", played_on("telegram"), ids=name)
def test_the_same_is_said_on_telegram(script: Path, address: str) -> None:
    golden = script.read_text("utf-8")
    said = played_elsewhere(address, golden, OnTelegram)
    assert [in_one(messages) for messages in told(said)] == [in_one(messages) for messages in told(golden)]


@pytest.mark.parametrize("script", played_on("zalo"), ids=name)
def test_the_same_is_said_on_zalo(script: Path, address: str) -> None:
    golden = script.read_text("utf-8").replace(MEMBER_ADDS, OWNER_ADDS)
    said = played_elsewhere(address, golden, OnZalo)
    for messages, wanted in zip(told(said), told(golden), strict=True):
        # Zalo counts messages: what is several on the page is one there, and only its last question has choices.
        ways = product(*((each, each.without_buttons(), each.bare()) for each in wanted))
        assert in_one(messages) in [in_one(way) for way in ways]


@pytest.mark.parametrize("channel", LEFT_OUT)
def test_no_dialogue_is_left_out_without_a_reason_and_no_reason_is_idle(channel: str) -> None:
    left_out = {script: [each for each in LEFT_OUT[channel] if each.holds(script)] for script in SCRIPTS}
    assert [script for script in SCRIPTS if not left_out[script]] == played_on(channel)
    assert {reason for reasons in left_out.values() for reason in reasons} == set(LEFT_OUT[channel])
    assert len(played_on(channel)) > len(SCRIPTS) / 2, "most of what is said must be tried here"


def played_elsewhere(address: str, golden: str, kind: Callable[[Database], Carrier]) -> str:
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

    def bare(self) -> "Told":
        """The same in a group, where what is offered beside an answer is not shown."""
        return Told(self.words, (), self.files)


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
