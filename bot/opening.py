"""Opening the database as this program needs it: reachable, of the right version, demo or real, with its documents."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot import demo, migrations, shipped
from bot.db import Database, DatabaseError, moment, reachable
from bot.settings import SettingError, Settings
from bot.store import runs
from knowledge import digest
from knowledge import store as documents
from knowledge.dates import VIETNAM
from knowledge.document import Document
from union.roster import code_hash

SALT, COOKIE_SECRET, WEBHOOK_SECRET = "code_salt", "cookie_secret", "webhook_secret"
SHIPPED = ("knowledge.digests", "union.forms", "scheduler")
OPENING_KEY = 20_250_701
"""Names our lock among those of the database."""
DEMO, OFFSET, OFFICE_NAME, OFFICE_PHONE = "demo", "office_offset_seconds", "office_name", "office_phone"
REMINDED_AT = "reminded_at"
"""The office time up to which everybody was reminded."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A database ready for use, and what belongs to it alone."""

    db: Database
    is_demo: bool
    salt: str
    office_name: str
    office_phone: str
    offset_seconds: float


def address_of(settings: Settings) -> str:
    """Where the database is: by its address, else one file in the data folder."""
    return settings.database_url or f"sqlite:///{(settings.data_dir / 'congdoan.db').as_posix()}"


class RoleLock:
    """Guards the roles of one SQLite database, not the database: `chat` and the other commands work beside `run`."""

    def __init__(self, db: Database) -> None:
        self._lock = None if db.path is None else FileLock(f"{db.path}.lock")

    def take(self) -> bool:
        """Whether the roles are ours now. On PostgreSQL any number of processes may have them."""
        if self._lock is None:
            return True
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def release(self) -> None:
        """Gives the roles back."""
        if self._lock is not None:
            self._lock.release()


def open_database(settings: Settings, filled_at: datetime | None = None) -> Opened:
    """Connects, migrates where allowed, fills a new demo, reads in what is shipped. Raises `DatabaseError` in one line.

    A demo is filled as of now, or as of a given moment.
    """
    db = Database(address_of(settings))
    if db.path is not None:
        make_folder(db.path)
    try:
        reachable(db)
        with one_opener(db):
            migrate(db)
            return db_facts(db, settings, filled_at)
    except BaseException:
        db.close()
        raise


def is_settled(settings: Settings) -> bool:
    """Whether nothing is to be set up; also where only opening it can say what is wrong with it."""
    db = Database(address_of(settings))
    try:
        if db.path is not None and not db.path.exists():
            return False
        reachable(db)
        return migrations.up_to_date(db) and db.read_now(has_what_is_shipped)
    except (DatabaseError, SQLAlchemyError):
        return True
    finally:
        db.close()


def has_what_is_shipped(session: Session) -> bool:
    """Whether the database holds the digests, forms and holidays of this version."""
    return shipped_fingerprint() == runs.read_setting(session, "digests")


@contextmanager
def one_opener(db: Database) -> Iterator[None]:
    """Of several processes that start on one PostgreSQL database, one at a time migrates and fills it."""
    if not db.is_postgres:
        yield
        return
    with db.engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": OPENING_KEY})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": OPENING_KEY})


def make_folder(path: Path) -> None:
    """The folder of the database file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"Không tạo được thư mục {path.parent}: {error.strerror}") from None


def migrate(db: Database) -> None:
    """Brings the schema up to date, but never under a running `run`."""
    if migrations.up_to_date(db):
        return
    lock = RoleLock(db)
    if not lock.take():
        raise DatabaseError("Cơ sở dữ liệu cần nâng cấp nhưng trợ lý đang chạy. Xin dừng `run` rồi làm lại.")
    try:
        migrations.upgrade(db)
    finally:
        lock.release()


def db_facts(db: Database, settings: Settings, filled_at: datetime | None = None) -> Opened:
    """What the database says of itself, after a new one was told what it is."""
    facts = db.read_now(lambda session: stated(session, db))
    if facts is None or not db.read_now(has_what_is_shipped):
        db.write_now(lambda session: settle_in(session, settings, filled_at or moment(session)))
        facts = db.read_now(lambda session: stated(session, db))
    assert facts is not None
    if facts.is_demo and settings.has_channel_token:
        raise SettingError(
            "Đây là cơ sở dữ liệu dùng thử, không nối với Telegram hay Zalo thật. Bắt đầu thật: "
            "python -m bot setup (hoặc đặt DATA_DIR, DATABASE_URL sang chỗ mới và DEMO=off)."
        )
    return facts


def stated(session: Session, db: Database) -> Opened | None:
    """What is written in the settings of the database; None for a new one."""
    is_demo = runs.read_setting(session, DEMO)
    salt = runs.read_setting(session, SALT)
    if is_demo is None or salt is None:
        return None
    return Opened(
        db=db,
        is_demo=is_demo == "yes",
        salt=salt,
        office_name=runs.read_setting(session, OFFICE_NAME) or "",
        office_phone=runs.read_setting(session, OFFICE_PHONE) or "",
        offset_seconds=float(runs.read_setting(session, OFFSET) or 0),
    )


def settle_in(session: Session, settings: Settings, now: datetime) -> None:
    """A new database learns whether it is a demo; every database takes the digests, forms and holidays we ship."""
    salt = runs.made_secret(session, SALT)
    if runs.read_setting(session, DEMO) is None:
        runs.write_setting(session, REMINDED_AT, now.astimezone(VIETNAM).isoformat())
        wants_demo = settings.demo == "on" or (settings.demo == "auto" and not settings.has_channel_token)
        if wants_demo:
            demo.fill(session, code_hash(demo.CODE_OF_STRANGER, salt), now)
            runs.write_setting(session, OFFICE_NAME, demo.OFFICE_NAME)
            runs.write_setting(session, OFFICE_PHONE, demo.OFFICE_PHONE)
        else:
            runs.write_setting(session, DEMO, "no")
            shipped.sync(session, now.astimezone(VIETNAM).date())
    else:
        shipped.sync(session, now.astimezone(VIETNAM).date())
    is_demo = runs.read_setting(session, DEMO) == "yes"
    for item in digest.load_digests():
        if is_demo or not item.is_example:
            documents.publish(session, item, fingerprint(item), now)
    runs.write_setting(session, "digests", shipped_fingerprint())


def shipped_fingerprint() -> str:
    """Tells whether what this version ships was read in; a start with nothing new parses nothing."""
    whole = hashlib.sha256()
    for folder in SHIPPED:
        for file in sorted(resources.files(folder).iterdir(), key=lambda file: file.name):
            if file.name.endswith((".txt", ".toml")):
                whole.update(file.read_bytes())
    return whole.hexdigest()


def fingerprint(item: Document) -> str:
    """Tells whether one document was read in as it is."""
    return hashlib.sha256(repr(item).encode()).hexdigest()


def office_offset(session: Session) -> float:
    """How far the demo's clock is ahead, in seconds."""
    return float(runs.read_setting(session, OFFSET) or 0)
