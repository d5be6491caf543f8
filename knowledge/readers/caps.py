"""How much of a stranger's file is read before it is refused."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Caps:
    """What a file may cost at most; `office` names LibreOffice's program where it is not found by itself."""

    bytes_max: int = 20 * MEGABYTE
    pages_max: int = 1000
    seconds_max: float = 600.0
    unpacked_max: int = 200 * MEGABYTE
    memory_max: int = 1536 * MEGABYTE
    """Address space of the process that reads."""
    office: str = ""
