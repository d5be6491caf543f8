"""How many messages a kill -9 leaves in doubt, at 100 a second, on both databases."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests import postgres
from tests.benchmarks.report import Figure, Part, at_most, equal, skipped
from tests.kill.sender import KILLS, MESSAGES, RATE, Aftermath, killed_in_the_middle

NAME = "kills"
BAR_UNSURE = 5.0


def measure() -> Part:
    """The same twenty kills on SQLite and, where it can be had, on PostgreSQL."""
    figures = list(told("SQLite", killed(None)))
    try:
        with postgres.server() as server, postgres.database(server) as address:
            figures.extend(told("PostgreSQL", killed(address)))
    except postgres.AbsentError as absent:
        figures.extend(skipped(NAME, str(absent)).figures)
    return Part(NAME, tuple(figures))


def killed(address: str | None) -> Aftermath:
    """One run, on a database of its own where none is given."""
    with tempfile.TemporaryDirectory() as name:
        return killed_in_the_middle(address or f"sqlite:///{Path(name) / 'congdoan.db'}", Path(name))


def told(database: str, after: Aftermath) -> Iterator[Figure]:
    """What may not happen, and how much of what cannot be avoided."""
    lost = [text for text, state in after.ended.items() if text not in after.times and state != "unsure"]
    doubled = [text for text, count in after.times.items() if count > 1]
    yield equal(
        f"{database}: of {MESSAGES:,} messages lost or doubled in {KILLS} kills", len(lost) + len(doubled), 0, ""
    )
    yield at_most(f"{database}: unsure per kill at {RATE} a second", len(after.unsure) / KILLS, BAR_UNSURE, "", 1)
