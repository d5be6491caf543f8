"""The schema that the migrations make is the schema that the code believes in, on both databases."""

import contextlib
import shutil
from functools import partial
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, func, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel

import handlers.announce.store
import handlers.store
import knowledge.proposals.store
import knowledge.store
import scheduler.store
from bot import migrations
from bot.db import Database, DatabaseError
from bot.opening import RoleLock, migrate
from tests import postgres
from tests.house import rows
from union import store as union
from union.groups import store as groups
from union.records import store as records

assert handlers.announce.store
assert handlers.store
assert knowledge.proposals.store
assert knowledge.store
assert scheduler.store
assert groups
assert records


def test_migrated_schema_is_the_models_schema(db: Database) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_migrated_checks_and_partial_indexes_are_the_models(db: Database) -> None:
    found = inspect(db.engine)
    for table in SQLModel.metadata.tables.values():
        wanted = {item.name for item in table.constraints if isinstance(item, CheckConstraint)}
        assert {item["name"] for item in found.get_check_constraints(table.name)} == wanted, table.name
        partial = {index.name for index in table.indexes if index.dialect_options["sqlite"]["where"] is not None}
        kept = {
            index["name"]
            for index in found.get_indexes(table.name)
            if any(name.endswith("_where") for name in index["dialect_options"])
        }
        assert kept == partial, table.name


HELD = (
    "INSERT INTO unit (code, name, kind, sector, phone) VALUES ('xa', 'Xã', 'commune', '', '')",
    "INSERT INTO unit (code, name, kind, sector, phone) VALUES ('hoa-sen', 'Hoa Sen', 'grassroots', '', '')",
    "INSERT INTO unit_link (unit, above) VALUES ('hoa-sen', 'xa')",
    "INSERT INTO officer (name, phone) VALUES ('Lan', '0900')",
    "INSERT INTO seat (officer_id, unit, role, valid_from) VALUES (1, 'hoa-sen', 'chair', '2025-07-01')",
    (
        "INSERT INTO account (address, channel, officer_id, bot, chat, reachable, preferred) "
        "VALUES ('web:lan', 'web', 1, 'web', 'lan', true, true)"
    ),
    (
        "INSERT INTO invitation (code_hash, unit, role, name, invited_by, created_at, expires_at) "
        "VALUES ('x', 'hoa-sen', 'chair', 'Lan', 'Tuấn', '2026-01-01', '2026-02-01')"
    ),
    (
        "INSERT INTO memory (key, version, flow, draft, menu, questions, rest, updated_at) "
        "VALUES ('web|lan', 1, '', '', '[]', '[]', '', '2026-01-01')"
    ),
)
"""What an office has in its tables when it brings the program up to date, each row with what it hangs on."""


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def test_a_database_in_use_is_brought_up_to_date_with_all_it_holds(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with contextlib.ExitStack() as stack:
        if kind == "sqlite":
            address = f"sqlite:///{tmp_path / 'old.db'}"
        else:
            address = stack.enter_context(postgres.database(request.getfixturevalue("postgres_server")))
        db = Database(address)
        stack.callback(db.close)
        to_first(db)
        db.write_now(lambda session: [session.execute(text(each)) for each in HELD])
        migrations.upgrade(db)
        assert migrations.up_to_date(db)
        held = ("unit", "unit_link", "officer", "seat", "account", "invitation", "memory")
        assert [db.read_now(partial(counted, name=each)) for each in held] == [2, 1, 1, 1, 1, 1, 1]
        [officer] = rows(db, "SELECT name, phone, remind_hour, wants_news FROM officer")
        assert officer == ("Lan", "0900", None, True)
        assert rows(db, "SELECT officer_id FROM seat") == rows(db, "SELECT id FROM officer")
        with pytest.raises(DBAPIError):
            db.write_now(lambda session: session.execute(text("DELETE FROM officer")))


def counted(session: Session, name: str) -> int:
    found: int = session.execute(select(func.count()).select_from(SQLModel.metadata.tables[name])).scalar_one()
    return found


def to_first(db: Database) -> None:
    """The schema of the first version."""
    config = Config()
    config.set_main_option("script_location", "bot:migrations")
    with db.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")


def test_head_is_the_newest_file() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert scripts.get_heads() == [migrations.HEAD]
    assert {script.revision for script in scripts.walk_revisions()} == set(migrations.KNOWN)


def test_a_newer_database_is_refused_and_left_alone(db: Database) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="bản mới hơn"):
        migrations.upgrade(db)


def test_no_migration_under_a_running_assistant(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path / 'new.db'}")
    lock = RoleLock(db)
    assert lock.take()
    with pytest.raises(DatabaseError, match="đang chạy"):
        migrate(db)
    lock.release()
    migrate(db)
    db.close()


@pytest.mark.parametrize("change", ["UPDATE audit SET who = 'x'", "DELETE FROM audit"], ids=["changed", "deleted"])
def test_the_trail_cannot_be(change: str, db: Database) -> None:
    from bot.db import moment

    db.write_now(lambda session: union.note(session, moment(session), "web:lan", "join", "hoa-sen"))
    with pytest.raises(DBAPIError, match="append-only"):
        db.write_now(lambda session: session.execute(text(change)))
    assert [line.who for line in db.read_now(lambda session: union.trail(session, 10))] == ["web:lan"]


def test_a_copied_file_opens_again(migrated_file: Path, tmp_path: Path) -> None:
    shutil.copyfile(migrated_file, tmp_path / "copy.db")
    db = Database(f"sqlite:///{tmp_path / 'copy.db'}")
    assert migrations.up_to_date(db)
    db.close()
