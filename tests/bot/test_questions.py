"""`questions`: what an office is asked, listed, answered, closed and exported from the command line."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from bot import cli
from bot.db import Database, moment
from bot.mistake import Mistake
from bot.opening import address_of
from bot.parcel import unpack
from bot.settings import Settings
from handlers.asked import keeping
from handlers.asked.store import Asked, Ending, PassedOn, log_asked, pass_on
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from tests.house import rows
from union import store as union
from union.scope import Scope

OFFICE = "suoi-may"
AT = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)


@dataclass(frozen=True, slots=True)
class Desk:
    """An operator at the demo's database, with one question that waits."""

    settings: Settings
    db: Database
    folder: Path

    def run(self, *arguments: str) -> int:
        """One command."""
        return cli.questions(self.settings, cli.parser().parse_args(["questions", *arguments]))


@pytest.fixture
def desk(tmp_path: Path, demo_file: Path) -> Iterator[Desk]:
    settings = Settings(data_dir=tmp_path)
    place = Path(address_of(settings).removeprefix("sqlite:///"))
    place.write_bytes(demo_file.read_bytes())
    db = Database(address_of(settings))
    db.write_now(asked)
    yield Desk(settings, db, tmp_path)
    db.close()


def asked(db: Session) -> None:
    found = union.officer_at(db, "web:hanh", AT.date())
    assert found is not None
    pass_on(db, PassedOn("web:hanh", found.id, OFFICE, "=mượn hội trường được không"), AT)


def test_what_waits_is_listed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.run() == 0
    assert "=mượn hội trường được không\tchờ trả lời" in capsys.readouterr().out
    assert desk.run("list", "--json") == 0
    [line] = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert (told["number"], told["office"], told["state"], told["note"]) == (1, OFFICE, "chờ trả lời", None)
    assert desk.run("list", "--office", "lai-chau") == 0
    assert "Không có câu hỏi nào đang chờ" in capsys.readouterr().out


def test_an_answer_reaches_the_asker_once_and_may_be_kept(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.run("answer", "1", "Được,", "báo", "trước.", "--keep") == 0
    said = capsys.readouterr().out
    assert "Đã trả lời câu 1" in said
    assert "câu trả lời 1" in said
    [(key, body)] = rows(desk.db, "SELECT key, body FROM outgoing WHERE key LIKE 'answer/%'")
    assert str(key).startswith("answer/1/")
    assert "“Được, báo trước.”" in unpack(str(body)).text
    assert rows(desk.db, "SELECT key FROM document WHERE key LIKE 'note/%'") == [("note/1",)]
    with pytest.raises(Mistake, match="đã được trả lời"):
        desk.run("answer", "1", "Không.")
    assert len(rows(desk.db, "SELECT key FROM outgoing WHERE key LIKE 'answer/%'")) == 1


def test_what_an_operator_keeps_is_signed_as_one_and_not_as_somebody_who_left(desk: Desk) -> None:
    assert desk.run("answer", "1", "Được.", "--keep") == 0
    scope = Scope(None, offices=frozenset((UnitCode(OFFICE),)))
    assert "đồng chí vận hành" in desk.db.read_now(lambda db: keeping.listed(db, scope)).text


def test_a_correction_reaches_who_was_answered_and_replaces_what_was_kept(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.run("answer", "1", "Được.", "--keep") == 0
    assert desk.run("correct", "1", "Không", "được.") == 0
    assert "câu trả lời 1 đã thay bằng câu trả lời 2" in capsys.readouterr().out
    bodies = rows(desk.db, "SELECT body FROM outgoing WHERE key LIKE 'answer/1/%' ORDER BY id")
    first, second = (unpack(str(body)).text for (body,) in bodies)
    assert "“Được.”" in first
    assert "ĐÍNH CHÍNH" in second
    assert "“Không được.”" in second
    published = "SELECT key FROM document WHERE key LIKE 'note/%' AND standing = 'published'"
    assert rows(desk.db, published) == [("note/2",)]
    [(detail,)] = rows(desk.db, "SELECT detail FROM audit WHERE what = 'correct answer'")
    assert json.loads(str(detail)) == {"question": "1", "former": "Được.", "note": "2", "former_note": "1"}
    with pytest.raises(Mistake, match="đúng như vậy"):
        desk.run("correct", "1", "Không được.")
    assert len(rows(desk.db, "SELECT key FROM outgoing WHERE key LIKE 'answer/%'")) == 2


def test_what_was_not_answered_cannot_be_corrected(desk: Desk) -> None:
    with pytest.raises(Mistake, match="chưa được trả lời"):
        desk.run("correct", "1", "Không.")
    desk.run("close", "1")
    with pytest.raises(Mistake, match="đã đóng"):
        desk.run("correct", "1", "Không.")
    with pytest.raises(Mistake, match="Không có câu 9"):
        desk.run("correct", "9", "Không.")


def test_a_closed_question_waits_no_more_and_nobody_is_told(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.run("close", "1") == 0
    assert "không nhận tin nào" in capsys.readouterr().out
    assert rows(desk.db, "SELECT key FROM outgoing WHERE key LIKE 'answer/%'") == []
    for again in (("close", "1"), ("answer", "1", "Được.")):
        with pytest.raises(Mistake, match="đã đóng"):
            desk.run(*again)


@pytest.mark.parametrize("said", [("answer", "9", "Được."), ("close", "9")])
def test_an_unknown_number_is_one_clear_line(desk: Desk, said: tuple[str, ...]) -> None:
    with pytest.raises(Mistake, match="Không có câu 9"):
        desk.run(*said)


def test_an_answer_that_no_chat_carries_is_refused(desk: Desk) -> None:
    with pytest.raises(Mistake, match="ký tự"):
        desk.run("answer", "1", "x" * 2000)


def test_what_somebody_typed_is_no_formula_in_the_export(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    path = desk.folder / "cau-hoi.csv"
    assert desk.run("export", str(path), "--all") == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["text"] == "'=mượn hội trường được không"
    assert desk.run("export", str(desk.folder / "q.json"), "--json") == 0
    assert json.loads((desk.folder / "q.json").read_text("utf-8"))[0]["text"] == "=mượn hội trường được không"
    capsys.readouterr()
    with pytest.raises(Mistake, match="Không ghi được"):
        desk.run("export", str(desk.folder / "không có" / "q.csv"))


def test_topics_are_listed_without_names(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    item = Asked(OFFICE, "mam-non-hoa-sen", "lãi suất vay mua nhà", "lai mua nha suat vay", Ending.NOT_FOUND)
    now = desk.db.read_now(moment)
    desk.db.write_now(lambda db: log_asked(db, item, now))
    assert desk.run("list", "--topics") == 0
    out = capsys.readouterr().out
    assert out == f"{OFFICE}\tkhông thấy\t1\t1\tlãi suất vay mua nhà\n"
