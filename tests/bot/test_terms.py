"""`terms`: an office's abbreviations from the command line, read whole or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import cli
from bot.db import Database
from bot.mistake import Mistake
from bot.opening import address_of
from bot.settings import Settings
from bot.shelf import Shelf
from knowledge.document import UnitCode

OFFICE = UnitCode("suoi-may")


@dataclass(frozen=True, slots=True)
class Desk:
    """An operator at the demo's database."""

    settings: Settings
    db: Database
    folder: Path

    def run(self, *arguments: str) -> int:
        """One command."""
        return cli.terms(self.settings, cli.parser().parse_args(["terms", *arguments]))

    def file(self, *lines: str) -> str:
        """A list beside the database."""
        path = self.folder / "viet-tat.csv"
        path.write_text("\n".join(lines), "utf-8")
        return str(path)

    def held(self) -> dict[str, tuple[str, ...]]:
        """What the library carries for the office."""
        terms = self.db.read_now(Shelf().library).terms
        return {bare: each.meanings for bare, each in terms.get(OFFICE, {}).items()}


@pytest.fixture
def desk(tmp_path: Path, demo_file: Path) -> Iterator[Desk]:
    settings = Settings(data_dir=tmp_path)
    place = Path(address_of(settings).removeprefix("sqlite:///"))
    place.write_bytes(demo_file.read_bytes())
    db = Database(address_of(settings))
    yield Desk(settings, db, tmp_path)
    db.close()


def test_one_is_added_listed_and_taken_back(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.run("add", "cnc", "công", "nghệ", "cao", "--office", OFFICE) == 0
    assert desk.held() == {"cnc": ("công nghệ cao",)}
    assert desk.run() == 0
    assert "CNC\tcông nghệ cao\tCông đoàn xã Suối Mây" in capsys.readouterr().out
    assert desk.run("remove", "CNC", "--office", OFFICE) == 0
    assert desk.held() == {}


def test_a_second_time_says_so_and_changes_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert desk.run("add", "CNC", "công nghệ cao", "--office", OFFICE) == 0
    assert "Vốn đã có" in capsys.readouterr().out
    assert desk.held() == {"cnc": ("công nghệ cao",)}


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("add", "CA", "công an", "--office", OFFICE), id="an ordinary word"),
        pytest.param(("add", "CNC", "công nghệ cao", "--office", "khong-co"), id="an unknown unit"),
        pytest.param(("remove", "CNC", "--office", OFFICE), id="nothing to take back"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(desk: Desk, arguments: tuple[str, ...]) -> None:
    with pytest.raises(Mistake):
        desk.run(*arguments)


def test_a_list_is_read_with_several_meanings_of_one_form(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = desk.file("Chữ viết tắt,Nghĩa", "CNC,công nghệ cao; công nhân cơ khí", "TTXD,tủ thuốc xưởng dệt")
    assert desk.run("import", wanted, "--office", OFFICE, "--dry-run") == 0
    assert desk.held() == {}
    assert desk.run("import", wanted, "--office", OFFICE) == 0
    assert desk.held() == {"cnc": ("công nghệ cao", "công nhân cơ khí"), "ttxd": ("tủ thuốc xưởng dệt",)}
    capsys.readouterr()
    assert desk.run("import", wanted, "--office", OFFICE) == 0
    assert "3 chữ đã có" in capsys.readouterr().out


def test_a_list_with_a_fault_is_not_written_at_all(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.run("import", desk.file("Viết tắt,Nghĩa", "CNC,công nghệ cao", "BAN,ban"), "--office", OFFICE) == 1
    assert "Dòng 3" in capsys.readouterr().err
    assert desk.held() == {}
