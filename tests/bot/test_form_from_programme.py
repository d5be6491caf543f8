"""A programme's targets become a form: chairs are asked for each, and their reports are summed by what they count."""

import shutil
from pathlib import Path

import pytest

from bot import cli
from bot.db import Database
from bot.mistake import Mistake
from bot.settings import Settings
from tests.dialogues.player import play
from union.forms.form import FieldKind, FormId
from union.records import store as records

PROGRAMME = "05/CTr-CĐXSM"


@pytest.fixture
def folder(demo_file: Path, tmp_path: Path) -> Path:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    return tmp_path


def run(folder: Path, *arguments: str) -> int:
    return cli.duties(Settings(data_dir=folder), cli.parser().parse_args(["duties", *arguments]))


def opened(folder: Path) -> Database:
    return Database(f"sqlite:///{folder / 'congdoan.db'}")


def test_a_form_asks_for_every_target_and_for_the_four_passages(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "forms", "from", PROGRAMME) == 0
    printed = capsys.readouterr().out
    assert "mục II, gạch đầu dòng 1" in printed
    assert "Đã ghi." in printed
    db = opened(folder)
    [form] = [one for one in db.read_now(records.all_forms) if one.id.startswith("chi-tieu/")]
    known = {item.id for item in db.read_now(records.own_indicators)}
    db.close()
    figures = [item for item in form.fields if item.kind is FieldKind.FIGURE]
    assert len(figures) >= 10
    assert len(form.fields) - len(figures) == 4
    assert all(item.place for item in figures)
    assert known, "what only this programme counts is an indicator of the office's own"


def test_the_same_form_again_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder, "forms", "from", PROGRAMME)
    capsys.readouterr()
    assert run(folder, "forms", "from", PROGRAMME) == 0
    assert "không có gì để ghi" in capsys.readouterr().out


def test_a_trial_writes_nothing(folder: Path) -> None:
    assert run(folder, "forms", "from", PROGRAMME, "--dry-run") == 0
    db = opened(folder)
    assert db.read_now(lambda session: records.find_form(session, FormId("chi-tieu/suoi-may-2026"))) is None
    db.close()


def test_a_document_that_nobody_has_is_named_with_those_there_are(folder: Path) -> None:
    with pytest.raises(Mistake, match=PROGRAMME):
        run(folder, "forms", "from", "99/CTr-KHÔNG")


def test_a_chair_fills_in_the_form_of_a_programme(folder: Path) -> None:
    run(folder, "forms", "from", PROGRAMME)
    db = opened(folder)
    [form] = [one for one in db.read_now(records.all_forms) if one.id.startswith("chi-tieu/")]
    db.close()
    assert run(folder, "set", "bao-cao-nam", "--form", str(form.id)) == 0
    script = "\n".join(
        ["@ as web:minh", "@ at 2026-12-01T09:00", "> khai báo cáo năm 2026", "> 0", "> 190/218", "> xem"]
    )
    told = play(f"sqlite:///{folder / 'congdoan.db'}", script)
    assert "190/218" in told
    assert "Ghi thành lập mới công đoàn cơ sở: 0" in told
