"""From one machine to PostgreSQL: everything that an SQLite installation holds, carried over and compared."""

import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot import migrations
from bot.db import Database, DatabaseError, reachable
from bot.mistake import Mistake
from bot.opening import RoleLock, migrate
from bot.settings import Settings, database_address
from bot.store import carrying
from bot.store.carrying import Carried, Different

MOVED = ".da-chuyen"


def move(settings: Settings, wanted: str) -> int:
    """Carries the data over to an empty PostgreSQL database; the SQLite file is put aside, never deleted."""
    address = wanted or settings.database_url
    if not address:
        raise Mistake(
            "Xin nêu nơi đến: python -m bot move postgresql://tên:mật-khẩu@máy/cơ-sở (hoặc đặt DATABASE_URL)."
        )
    file = settings.data_dir / "congdoan.db"
    if not file.exists():
        raise Mistake(f"Không có dữ liệu SQLite ở {file}.")
    source = Database(f"sqlite:///{file.as_posix()}")
    target = Database(database_address("Nơi đến", address))
    lock = RoleLock(source)
    try:
        if not target.is_postgres:
            raise Mistake("Nơi đến phải là PostgreSQL: postgresql://tên:mật-khẩu@máy/cơ-sở.")
        migrate(source)
        if not lock.take():
            raise Mistake("Trợ lý đang chạy trên dữ liệu này. Xin dừng rồi làm lại.")
        must_be_empty(target)
        migrations.upgrade(target)
        done = carried(source, target)
    finally:
        lock.release()
        source.close()
        target.close()
    aside = put_aside(file)
    print(f"Đã chuyển {done.rows} dòng của {done.tables} bảng sang PostgreSQL {target.url.host}/{target.url.database},")
    print(f"đã so lại từng bảng. Tệp SQLite giữ ở {aside}; đặt DATABASE_URL là nơi mới rồi chạy lại `run`.")
    return 0


def must_be_empty(target: Database) -> None:
    """Raises `Mistake` where somebody's data is already; nothing is ever mixed."""
    reachable(target)
    with target.engine.connect() as connection:
        if not inspect(connection).get_table_names():
            return
        if migrations.revision_of(connection) is None:
            raise Mistake("Cơ sở dữ liệu nơi đến đã có bảng của chương trình khác. Xin tạo một cơ sở dữ liệu trống.")
    migrations.upgrade(target)
    if target.read_now(carrying.count):
        raise Mistake("Cơ sở dữ liệu nơi đến đã có dữ liệu của trợ lý. Xin tạo một cơ sở dữ liệu trống.")


def carried(source: Database, target: Database) -> Carried:
    """All in one transaction: half a move is none."""
    told = shown(source.read_now(carrying.count))

    def write(there: Session) -> Carried:
        return source.read_now(lambda here: carrying.carry(here, there, told))

    try:
        return target.write_now(write)
    except Different as different:
        raise Mistake(f"Bảng {different} chuyển sang không khớp; đã bỏ hết, dữ liệu cũ còn nguyên.") from None
    except (SQLAlchemyError, DatabaseError) as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        raise Mistake(f"Chưa chuyển được, dữ liệu cũ còn nguyên: {reason}") from None


def shown(whole: int) -> Callable[[int], None]:
    """Counts on the terminal while it goes on; silent where nobody watches."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda done: print(f"\rĐã chuyển {done}/{whole} dòng", end="", file=sys.stderr, flush=True)


def put_aside(file: Path) -> Path:
    """Renames the file with its companions: an old `run` started by mistake must not remind everybody twice."""
    aside = file.with_name(file.name + MOVED)
    number = 1
    while aside.exists():
        number += 1
        aside = file.with_name(f"{file.name}{MOVED}-{number}")
    for suffix in ("-wal", "-shm"):
        companion = file.with_name(file.name + suffix)
        if companion.exists():
            companion.replace(aside.with_name(aside.name + suffix))
    return file.replace(aside)
