"""The schema that the migrations make is the schema that the code believes in, on both databases."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

import handlers.store
import knowledge.store
import scheduler.store
from bot import migrations
from bot.db import Database, DatabaseError
from bot.opening import RoleLock, migrate
from union import store as union
from union.records import store as records

assert handlers.store
assert knowledge.store
assert scheduler.store
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
