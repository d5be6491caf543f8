"""`python -m bot run`, counting the statements it sends to SQLite: `python -m tests.benchmarks.counted FILE`.

Twice a second the number so far and its moment are written to FILE. Counted are all connections, of whatever library.
"""

import sqlite3
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.cli import main

EVERY_SECONDS = 0.5
CONNECT = sqlite3.connect


@dataclass
class Tally:
    """Counts from many threads."""

    so_far: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, _: str) -> None:
        """One statement more."""
        with self.lock:
            self.so_far += 1

    def connect(self, *arguments: Any, **named: Any) -> sqlite3.Connection:
        """A connection whose statements are counted."""
        connection: sqlite3.Connection = CONNECT(*arguments, **named)
        connection.set_trace_callback(self.add)
        return connection

    def tell(self, file: Path) -> None:
        """Writes the number down for ever; a reader sees a whole line or the one before."""
        while True:
            part = file.with_suffix(".part")
            part.write_text(f"{self.so_far} {time.monotonic()}")
            part.replace(file)
            time.sleep(EVERY_SECONDS)


if __name__ == "__main__":
    tally = Tally()
    # SQLAlchemy takes the second name.
    sqlite3.connect = sqlite3.dbapi2.connect = tally.connect  # type: ignore[assignment] # stands for all overloads
    threading.Thread(target=tally.tell, args=(Path(sys.argv[1]),), daemon=True).start()
    sys.exit(main(["run"]))
