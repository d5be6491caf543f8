"""The two clocks: the machine's, which never moves, and the office's, which the demo may move forwards."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from knowledge.dates import VIETNAM


def machine_now() -> datetime:
    """The machine's time in UTC; the only place that reads it."""
    return datetime.now(UTC)  # noqa: TID251 - this is the one clock of the house


@dataclass(slots=True)
class OfficeClock:
    """Office time = machine time + the demo's offset. Outside the demo the offset is always nothing."""

    offset: timedelta = timedelta()

    def now(self) -> datetime:
        """Office time in Viet Nam's zone."""
        return self.at(machine_now())

    def at(self, machine: datetime) -> datetime:
        """The office time that belongs to a moment of the machine."""
        return (machine + self.offset).astimezone(VIETNAM)
