"""An SQLite installation is carried over to PostgreSQL whole, or not at all."""

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.db import Database
from bot.store import carrying
from tests import postgres
from tests.process import run_once

pytestmark = pytest.mark.slow


@pytest.fixture
def target(postgres_server: str) -> Iterator[str]:
    """An empty database."""
    with postgres.database(postgres_server) as address:
        yield address


def moved(folder: Path, address: str) -> "subprocess.CompletedProcess[str]":
    return run_once(folder, "move", address)


def rows(address: str) -> int:
    db = Database(address)
    with contextlib.closing(db):
        return db.read_now(carrying.count)


def said(folder: Path, line: str, **environment: str) -> str:
    result = run_once(folder, "chat", "--as", "web:hanh", said=f"{line}\n", **environment)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_everything_is_there_and_the_talk_goes_on(tmp_path: Path, target: str) -> None:
    said(tmp_path, "tháng này kết nạp 3 đoàn viên")
    before = rows(f"sqlite:///{tmp_path}/congdoan.db")
    result = moved(tmp_path, target)
    assert result.returncode == 0, result.stderr
    assert f"{before} dòng" in result.stdout
    assert rows(target) == before
    assert not (tmp_path / "congdoan.db").exists()
    assert (tmp_path / "congdoan.db.da-chuyen").exists()
    # The question that was open is answered on the new database, and new rows get new numbers.
    assert "Đã ghi" in said(tmp_path, "đúng", DATABASE_URL=target)


def test_a_database_with_data_is_never_mixed(tmp_path: Path, target: str) -> None:
    said(tmp_path, "chào")
    assert moved(tmp_path, target).returncode == 0
    (tmp_path / "congdoan.db.da-chuyen").rename(tmp_path / "congdoan.db")
    again = moved(tmp_path, target)
    assert again.returncode != 0
    assert "đã có dữ liệu của trợ lý" in again.stderr


def test_another_programs_database_is_left_alone(tmp_path: Path, target: str) -> None:
    said(tmp_path, "chào")
    with psycopg.connect(target.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE TABLE so_cai (id int)")
    result = moved(tmp_path, target)
    assert "chương trình khác" in result.stderr
    assert (tmp_path / "congdoan.db").exists()


@pytest.mark.parametrize(
    ("address", "says"),
    [
        pytest.param("sqlite:///khac.db", "phải là PostgreSQL", id="another file"),
        pytest.param("postgresql://a:secret@127.0.0.1:1/x", "Không mở được", id="nobody there"),
        pytest.param("", "Xin nêu nơi đến", id="nowhere"),
    ],
)
def test_a_place_that_is_none_leaves_everything_as_it_was(tmp_path: Path, address: str, says: str) -> None:
    said(tmp_path, "chào")
    result = moved(tmp_path, address)
    assert result.returncode != 0
    assert says in result.stderr, result.stderr
    assert "secret" not in result.stderr
    assert (tmp_path / "congdoan.db").exists()
