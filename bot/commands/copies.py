"""A copy of everything in one file, and back: checked before it is believed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from bot.db import Database
from bot.migrations import KNOWN
from bot.mistake import Mistake
from bot.opening import RoleLock, address_of
from bot.settings import Settings


def place(settings: Settings) -> tuple[Database, Path]:
    """The SQLite file in use."""
    db = Database(address_of(settings))
    if db.path is None:
        raise Mistake("Với PostgreSQL xin dùng pg_dump và pg_restore của máy chủ cơ sở dữ liệu.")
    return db, db.path


def check(file: Path) -> str:
    """The revision of a whole copy. Raises `Mistake` for anything else."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            [verdict] = copy.execute("PRAGMA integrity_check").fetchone()
            [revision] = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, TypeError):
        raise Mistake(f"Tệp {file} không phải bản sao lưu của trợ lý.") from None
    if verdict != "ok":
        raise Mistake(f"Tệp {file} bị hỏng: {verdict}")
    if revision not in KNOWN:
        raise Mistake(f"Tệp {file} do bản mới hơn tạo ra. Xin cập nhật chương trình này.")
    return str(revision)


@contextmanager
def writing(unfinished: Path) -> Iterator[None]:
    """A place that cannot be written (no right, no room) is the operator's to mend; half a copy does not stay."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise Mistake(f"Không ghi được vào {unfinished.parent.resolve()}: {error}") from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def backup(settings: Settings, file: Path) -> int:
    """Copies a consistent state while others work; an existing file is never overwritten."""
    db, source = place(settings)
    try:
        if not source.exists():
            raise Mistake(f"Chưa có dữ liệu ở {source}.")
        unfinished = file.with_name(file.name + ".dang-chep")
        with writing(unfinished):
            if file.exists():
                raise Mistake(f"Tệp {file} đã có. Xin chọn tên khác.")
            if not file.resolve().parent.is_dir():
                raise Mistake(f"Không có thư mục {file.resolve().parent}.")
            with closing(sqlite3.connect(source, timeout=30)) as here, closing(sqlite3.connect(unfinished)) as there:
                here.backup(there)
                there.execute("PRAGMA journal_mode=DELETE")
            check(unfinished)
            unfinished.replace(file)
    finally:
        db.close()
    print(f"Đã sao lưu vào {file} ({file.stat().st_size / 1_048_576:.1f} MB), đã kiểm tra đọc lại được.")
    return 0


def restore(settings: Settings, file: Path) -> int:
    """Puts a checked copy in place; what was there is kept beside it."""
    check(file)
    db, target = place(settings)
    lock = RoleLock(db)
    try:
        incoming = target.with_name(target.name + ".dang-chep")
        with writing(incoming):
            target.parent.mkdir(parents=True, exist_ok=True)
            if not lock.take():
                raise Mistake("Trợ lý đang chạy trên dữ liệu này. Xin dừng rồi làm lại.")
            with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(incoming)) as copy:
                source.backup(copy)
            kept = keep(target)
            incoming.replace(target)
    finally:
        lock.release()
        db.close()
    print(f"Đã đặt lại dữ liệu từ {file}." + (f" Dữ liệu cũ giữ ở {kept}." if kept else ""))
    return 0


def keep(target: Path) -> Path | None:
    """Moves the present database aside, with all that is committed; gives its new name."""
    if not target.exists():
        return None
    with closing(sqlite3.connect(target, timeout=30)) as present:
        present.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    number = 1
    while (aside := target.with_name(f"{target.name}.truoc-{number}")).exists():
        number += 1
    target.replace(aside)
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    return aside
