"""The history of the schema, one for both databases, and the way to its newest state."""

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from bot.db import Database, DatabaseError

HEAD = "0007"
"""The newest revision; a test holds it against the files. Known here so that an up-to-date start loads no Alembic."""
KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")


def revision_of(connection: Connection) -> str | None:
    """Which revision the database stands at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def upgrade(db: Database) -> None:
    """Brings the schema to the newest state. Raises `DatabaseError` for a database that is newer than this program."""
    with db.engine.connect() as connection:
        found = revision_of(connection)
    if found == HEAD:
        return
    refuse_newer(found)
    if db.path is not None:
        db.path.parent.mkdir(parents=True, exist_ok=True)
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot:migrations")
    with db.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def refuse_newer(found: str | None) -> None:
    """A program never opens a database that a newer one has changed."""
    if found is not None and found not in KNOWN:
        raise DatabaseError(f"Cơ sở dữ liệu do bản mới hơn tạo ra (phiên bản {found}). Xin cập nhật chương trình này.")


def up_to_date(db: Database) -> bool:
    """Whether nothing is to be done. Raises `DatabaseError` for a newer database."""
    with db.engine.connect() as connection:
        found = revision_of(connection)
    refuse_newer(found)
    return found == HEAD
