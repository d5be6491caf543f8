"""The database behind `await db.read(fn)` and `await db.write(fn)`: SQLite by default, PostgreSQL by its address."""

import asyncio
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine, event, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool
from sqlalchemy.sql import func
from sqlmodel import Session

from bot.clock import machine_now
from knowledge.columns import READ_ONCE, Moment

T = TypeVar("T")

READERS = 4
POSTGRES_CONNECTIONS = 8
NEIGHBOUR_SECONDS = 0.25
LISTEN_SECONDS = 5.0

INCOMING, OUTGOING, ANNOUNCED, DROPPED = "incoming", "outgoing", "announced", "dropped"
"""What a commit may wake: the desk, whoever sends or shows, who puts announcements into the door, who reads files."""


class DatabaseError(Exception):
    """The database cannot be used; the text is for the operator and names no password."""


class Bell:
    """Sleepers wait for a name; ringing wakes all of them. It only shortens a sleep: every loop also works without."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._rung: Counter[str] = Counter()

    def ring(self, *names: str) -> None:
        """Wakes everyone who waits for one of the names."""
        for name in names:
            self._rung[name] += 1
            for sleeper in self._waiting.get(name, ()):
                sleeper.set()

    def count(self, name: str) -> int:
        """How often the name was rung: taken before a look, it tells `wait` what the look may have missed."""
        return self._rung[name]

    async def wait(self, name: str, seconds: float, seen: int | None = None) -> None:
        """Until rung or until the time is up; at once when it was rung since `seen`."""
        if seen is not None and seen != self._rung[name]:
            return
        sleeper = asyncio.Event()
        self._waiting.setdefault(name, set()).add(sleeper)
        try:
            async with asyncio.timeout(seconds):
                await sleeper.wait()
        except TimeoutError:
            pass
        finally:
            self._waiting[name].discard(sleeper)


def wake(session: Session, *names: str) -> None:
    """Rings the names when this session's transaction has committed, in every process."""
    session.info.setdefault("wakes", set()).update(names)


def moment(session: Session) -> datetime:
    """Machine time: the database's clock on PostgreSQL, because machines disagree; the process's on SQLite."""
    if session.get_bind().dialect.name == "postgresql":
        now: datetime = session.execute(select(func.clock_timestamp(type_=Moment()))).scalar_one()
        return now
    return machine_now()


class Database:
    """Short synchronous transactions in threads. No session crosses an `await`."""

    def __init__(self, address: str) -> None:
        self.url = parse_address(address)
        self.bell = Bell()
        self.is_postgres = self.url.get_backend_name() == "postgresql"
        if self.is_postgres:
            self._writing = self._reading = postgres_engine(self.url)
            self._write_threads = ThreadPoolExecutor(POSTGRES_CONNECTIONS, "db")
            self._read_threads = self._write_threads
        else:
            self._writing = sqlite_engine(self.url, connections=1, begin="BEGIN IMMEDIATE")
            self._reading = sqlite_engine(self.url, connections=READERS, begin="BEGIN")
            self._write_threads = ThreadPoolExecutor(1, "db-write")
            self._read_threads = ThreadPoolExecutor(READERS, "db-read")

    @property
    def path(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        return None if self.is_postgres else Path(self.url.database or "")

    @property
    def engine(self) -> Engine:
        """For migrations and tools; everything else reads and writes through the two methods."""
        return self._writing

    async def read(self, work: Callable[[Session], T]) -> T:
        """Runs `work` in a read-only transaction."""
        return await asyncio.get_running_loop().run_in_executor(self._read_threads, self.read_now, work)

    async def write(self, work: Callable[[Session], T]) -> T:
        """Runs `work` in a writing transaction; what it returns is committed. An exception rolls all of it back."""
        loop = asyncio.get_running_loop()
        result, names = await loop.run_in_executor(self._write_threads, self._written, work)
        if names:
            self.bell.ring(*names)
        return result

    async def empty_log(self) -> None:
        """What was deleted leaves SQLite's log, too, unless somebody goes on reading the state before."""
        if not self.is_postgres:
            await asyncio.get_running_loop().run_in_executor(self._write_threads, self._emptied)

    def _emptied(self) -> None:
        connection = self._writing.raw_connection()
        try:
            for pragma in ("busy_timeout=2000", "wal_checkpoint(TRUNCATE)", "busy_timeout=30000"):
                connection.cursor().execute(f"PRAGMA {pragma}").fetchall()
        finally:
            connection.close()

    def read_now(self, work: Callable[[Session], T]) -> T:
        """The same as `read` for a caller without a loop."""
        with Session(self._reading, expire_on_commit=False, info={READ_ONCE: {}}) as session:
            if self.is_postgres:
                session.connection(execution_options={"postgresql_readonly": True})
            return work(session)

    def write_now(self, work: Callable[[Session], T]) -> T:
        """The same as `write` for a caller without a loop."""
        return self._written(work)[0]

    def _written(self, work: Callable[[Session], T]) -> tuple[T, set[str]]:
        with Session(self._writing, expire_on_commit=False) as session:
            result = work(session)
            names: set[str] = session.info.get("wakes", set())
            if self.is_postgres:
                for name in names:
                    session.execute(text(f"NOTIFY {name}"))
            session.commit()
        return result, names

    async def listen(self) -> None:
        """Rings for what other processes commit, until cancelled. Losing it costs latency, never messages."""
        stop = threading.Event()
        watch = self._watch_notifications if self.is_postgres else self._watch_neighbours
        loop = asyncio.get_running_loop()
        listener = threading.Thread(target=watch, args=(loop, stop), name="db-listen", daemon=True)
        listener.start()
        try:
            await asyncio.Event().wait()
        finally:
            stop.set()

    def _watch_notifications(self, loop: asyncio.AbstractEventLoop, stop: threading.Event) -> None:
        import psycopg

        address = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while not stop.is_set():
            try:
                with psycopg.connect(address, autocommit=True) as connection:
                    connection.execute(f"LISTEN {INCOMING}")
                    connection.execute(f"LISTEN {OUTGOING}")
                    connection.execute(f"LISTEN {ANNOUNCED}")
                    connection.execute(f"LISTEN {DROPPED}")
                    while not stop.is_set():
                        for note in connection.notifies(timeout=1.0):
                            loop.call_soon_threadsafe(self.bell.ring, note.channel)
            except psycopg.Error:
                stop.wait(LISTEN_SECONDS)
            except RuntimeError:
                return  # the loop has closed: the process is stopping

    def _watch_neighbours(self, loop: asyncio.AbstractEventLoop, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                with closing(sqlite3.connect(self.url.database or "", timeout=30)) as connection:
                    self._watch_version(connection, loop, stop)
            except sqlite3.Error:
                stop.wait(LISTEN_SECONDS)
            except RuntimeError:
                return  # the loop has closed: the process is stopping

    def _watch_version(
        self, connection: sqlite3.Connection, loop: asyncio.AbstractEventLoop, stop: threading.Event
    ) -> None:
        # data_version changes when any other connection commits: how `chat` beside `run` is noticed at once.
        seen = None
        while not stop.wait(NEIGHBOUR_SECONDS):
            [version] = connection.execute("PRAGMA data_version").fetchone()
            if version != seen and seen is not None:
                loop.call_soon_threadsafe(self.bell.ring, INCOMING, OUTGOING)
            seen = version

    def close(self) -> None:
        """Finishes what runs and closes all connections."""
        self._write_threads.shutdown(wait=True)
        self._read_threads.shutdown(wait=True)
        self._writing.dispose()
        self._reading.dispose()


def parse_address(address: str) -> URL:
    """An address with the driver we use. Raises `DatabaseError`."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise DatabaseError("Không hiểu DATABASE_URL. Ví dụ: postgresql://tên:mật-khẩu@máy/cơ-sở") from None
    if url.get_backend_name() in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database:
        return url.set(drivername="sqlite")
    raise DatabaseError("DATABASE_URL phải là postgresql:// hoặc sqlite:/// kèm tên tệp.")


def postgres_engine(url: URL, connections: int = POSTGRES_CONNECTIONS) -> Engine:
    """READ COMMITTED, so that the statement after a lock sees what the lock waited for."""
    return create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=30,
        isolation_level="READ COMMITTED",
        connect_args={"connect_timeout": 5},
    )


def sqlite_engine(url: URL, *, connections: int, begin: str) -> Engine:
    """WAL, synchronous=FULL (an acknowledged message survives a power cut), and transactions that begin as told."""
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        connect_args={"check_same_thread": False, "timeout": 30},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        if begin == "BEGIN":
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def reachable(database: Database) -> None:
    """Raises `DatabaseError` in words an operator can act on when the database cannot be opened."""
    try:
        database.read_now(lambda session: session.execute(text("SELECT 1")).scalar_one())
    except OperationalError as error:
        place = database.path or f"{database.url.host}:{database.url.port or 5432}/{database.url.database}"
        why = str(error.orig).strip().splitlines()[0] if error.orig else "không rõ"
        raise DatabaseError(f"Không mở được cơ sở dữ liệu {place}: {why}") from None
    except DBAPIError as error:
        raise DatabaseError(f"Tệp không phải cơ sở dữ liệu của trợ lý: {error.orig}") from None


BACK_OFF = tuple(timedelta(seconds=seconds) for seconds in (1, 5, 30, 120, 600))
"""How long a loop, a chat or a row waits after its n-th failure in a row."""


def back_off(failures: int) -> timedelta:
    """The wait after so many failures in a row, with a limit."""
    return BACK_OFF[min(max(failures, 1), len(BACK_OFF)) - 1]
