"""Whether this process lives in the eyes of the others: it beats on a thread of its own, so that no work delays it."""

import logging
import threading
import time

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.db import Database, moment, postgres_engine
from bot.store import runs

log = logging.getLogger(__name__)

BEAT_SECONDS = 5.0
FAINT_SECONDS = 15.0
"""Without a beat for so long a process claims nothing new: others call it dead after 30 s, and requests end in 12."""


class Pulse:
    """Beats on PostgreSQL; on SQLite there is one process and nobody to tell."""

    def __init__(self, db: Database, boot: str) -> None:
        self._db, self._boot = db, boot
        self._engine = postgres_engine(db.url, connections=1) if db.is_postgres else None
        """A connection of its own: eight busy readers must not make this process look dead."""
        self._stop = threading.Event()
        self._last = time.monotonic()
        self._thread: threading.Thread | None = None

    @property
    def healthy(self) -> bool:
        """Whether the last beat was written recently enough to go on claiming."""
        return not self._db.is_postgres or time.monotonic() - self._last < FAINT_SECONDS

    def start(self) -> None:
        """Begins to beat, where there is anybody to tell."""
        if self._db.is_postgres:
            self._thread = threading.Thread(target=self._beat, name="pulse", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stops beating; the boot is ended by whoever began it."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=BEAT_SECONDS)
        if self._engine is not None:
            self._engine.dispose()

    def _beat(self) -> None:
        while not self._stop.wait(BEAT_SECONDS):
            try:
                with Session(self._engine) as session:
                    runs.beat(session, self._boot, moment(session))
                    session.commit()
                self._last = time.monotonic()
            except SQLAlchemyError:
                log.warning("beat not written")
