"""Units as an operator writes them: a known unit keeps what is not given, and a move upwards is dated."""

import argparse
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli import parser
from bot.commands.units import add_unit
from bot.db import Database, moment
from bot.mistake import Mistake
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union import store
from union.roster import Unit, UnitKind

HOA_SEN = UnitCode("mam-non-hoa-sen")


@pytest.fixture
def demo_db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


def add(db: Database, *arguments: str) -> None:
    chosen: argparse.Namespace = parser().parse_args(["units", "add", *arguments])
    db.write_now(lambda session: add_unit(session, chosen))


def unit(db: Database, code: str) -> Unit:
    found = db.read_now(lambda session: store.find_unit(session, code))
    assert found is not None
    return found


def test_what_is_not_given_stays(demo_db: Database) -> None:
    before = unit(demo_db, "suoi-may")
    add(demo_db, "suoi-may", "Công đoàn xã Suối Mây Mới")
    assert unit(demo_db, "suoi-may") == Unit(
        before.code, "Công đoàn xã Suối Mây Mới", UnitKind.COMMUNE, before.sector, before.phone, before.opened_on
    )
    add(demo_db, "suoi-may", "Công đoàn xã Suối Mây", "--phone", "0200 000 0999")
    assert (unit(demo_db, "suoi-may").phone, unit(demo_db, "suoi-may").kind) == ("0200 000 0999", UnitKind.COMMUNE)


def test_another_unit_above_counts_from_today_and_the_past_stays(demo_db: Database) -> None:
    today = demo_db.read_now(moment).astimezone(VIETNAM).date()

    def above(days: int) -> tuple[str, ...]:
        return demo_db.read_now(lambda db: store.kin_of(db, (HOA_SEN,), today + timedelta(days=days)).above)

    assert above(0) == ("suoi-may",)
    add(demo_db, HOA_SEN, "CĐCS Mầm non Hoa Sen", "--above", "lai-chau")
    assert (above(-1), above(0), above(400)) == (("suoi-may",), ("lai-chau",), ("lai-chau",))
    add(demo_db, HOA_SEN, "CĐCS Mầm non Hoa Sen", "--above", "lai-chau")
    assert len(demo_db.read_now(lambda db: store.links_above(db, HOA_SEN))) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param((HOA_SEN, "X", "--above", "khong-co"), "Không có đơn vị cấp trên", id="an unknown unit above"),
        pytest.param((HOA_SEN, "X", "--above", HOA_SEN), "Không có đơn vị cấp trên", id="above itself"),
        pytest.param((HOA_SEN, "X", "--above", "vinh-thuan"), "đã kết thúc", id="a closed unit above"),
        pytest.param(("suoi-may", "X", "--above", HOA_SEN), "đang ở dưới", id="a circle"),
        pytest.param((HOA_SEN, "X", "--kind", "huyen"), "Loại “huyen” không có", id="an unknown kind"),
        pytest.param(("Hoa Sen", "X"), "chữ thường không dấu", id="a code that is none"),
    ],
)
def test_a_mistake_leaves_everything_as_it_was(arguments: tuple[str, ...], says: str, demo_db: Database) -> None:
    before = demo_db.read_now(store.all_units)
    with pytest.raises(Mistake, match=says):
        add(demo_db, *arguments)
    assert demo_db.read_now(store.all_units) == before
