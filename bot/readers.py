"""How does the house look at a file and read it? In a child process: no parser is loaded where people are served."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.settings import Settings
from knowledge.document import UnitCode
from knowledge.proposals.store import ReadThrough
from knowledge.readers.caps import MEGABYTE, Caps
from knowledge.readers.reading import Reading

Progress = Callable[[int, int], None]
"""Told how many pages of how many are read; what it raises ends the reading."""
LOOKS_AT_ONCE = 2


def look(name: str, content: bytes, caps: Caps) -> None:
    """The quick check before anything is kept. Raises `Unreadable`."""
    from knowledge.readers.child import look_in_child  # only where files come in: start-up counts

    look_in_child(name, content, caps)


def read(name: str, content: bytes, caps: Caps, progress: Progress) -> Reading:
    """The whole file. Raises `Unreadable`."""
    from knowledge.readers.child import read_in_child

    return read_in_child(name, content, caps, progress)


def understand(reading: Reading, name: str, issuer: UnitCode | None) -> ReadThrough:
    """The document that the pages hold."""
    from knowledge.proposals.understanding import understood

    return understood(reading, name, issuer)


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads here and what it may cost; each function takes its time and is called in a thread."""

    caps: Caps = field(default_factory=Caps)
    look: Callable[[str, bytes, Caps], None] = look
    read: Callable[[str, bytes, Caps, Progress], Reading] = read
    understand: Callable[[Reading, str, UnitCode | None], ReadThrough] = understand
    looking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(LOOKS_AT_ONCE))


def caps_of(settings: Settings) -> Caps:
    """What a file may cost here at most."""
    return Caps(
        bytes_max=settings.document_max_mb * MEGABYTE,
        pages_max=settings.document_max_pages,
        seconds_max=settings.document_max_minutes * 60.0,
    )
