"""Where each filing of one deadline stands on the office's board: every one in exactly one place; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduler.duties import Deadline
from scheduler.filings import FILED, Filing, State


class Place(StrEnum):
    """Where a filing stands, the office's way of looking at it."""

    ON_TIME = "on_time"
    LATE = "late"
    EXCUSED = "excused"
    RETURNED = "returned"
    EXTENDED = "extended"
    """More time was given, and it is not over."""
    DRAFTING = "drafting"
    UNTOUCHED = "untouched"
    ENDED = "ended"
    """The duty or the unit ended: nothing is expected any more."""


IN = (Place.ON_TIME, Place.LATE)
WAITED_FOR = (Place.RETURNED, Place.EXTENDED, Place.DRAFTING, Place.UNTOUCHED)
"""What is still to come."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The filings of a deadline by place, each once, in the order they came; `besides` are only counted, not listed."""

    places: tuple[tuple[Place, tuple[Filing, ...]], ...]
    besides: tuple[tuple[Place, int], ...] = ()

    def at(self, *places: Place) -> tuple[Filing, ...]:
        """The filings at these places."""
        return tuple(item for place, items in self.places if place in places for item in items)

    def count(self, *places: Place) -> int:
        """How many they are."""
        return len(self.at(*places)) + sum(count for place, count in self.besides if place in places)

    @property
    def expected(self) -> int:
        """How many reports the deadline is about; the excused count, what has ended does not."""
        return self.count(*(place for place in Place if place is not Place.ENDED))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many reports of one deadline are expected, in on time, in late, and not in though they are owed."""

    deadline: Deadline
    expected: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0


def tally(filings: Iterable[Filing], now: datetime, besides: Iterable[tuple[Place, int]] = ()) -> Tally:
    """The board of these filings at a moment, and of those that were only counted."""
    places: dict[Place, list[Filing]] = {place: [] for place in Place}
    for item in filings:
        places[place_of(item, now)].append(item)
    return Tally(tuple((place, tuple(items)) for place, items in places.items()), tuple(besides))


def place_of(item: Filing, now: datetime) -> Place:
    """What is in is in, whatever else is marked; then what is not owed; then what is waited for."""
    if item.state in FILED:
        return Place.LATE if item.is_late else Place.ON_TIME
    if item.is_abolished:
        return Place.ENDED
    if item.excused:
        return Place.EXCUSED
    if item.state is State.RETURNED:
        return Place.RETURNED
    if item.extended_to is not None and now <= item.extended_to:
        return Place.EXTENDED
    return Place.DRAFTING if item.state is State.DRAFTING else Place.UNTOUCHED
