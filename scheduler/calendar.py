"""On which days an office works: weekends, public holidays, and the days that were announced as swapped."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import resources

from scheduler.duties import Shift

WEEKEND = (5, 6)
STRETCH_MAX = 60
"""No run of rest days is longer: a table filled by mistake must not make the search endless."""
SWAPPED = "Ngày làm việc bù"
COMPUTED = "Tính theo Điều 112 Bộ luật Lao động 2019; chờ thông báo nghỉ lễ của năm."
RECALLED = "Theo lịch hoán đổi có sẵn trong bộ lịch lễ; chờ đối chiếu với thông báo."


@dataclass(frozen=True, slots=True)
class Holiday:
    """A dated day that is not what its weekday says: one rests, or works (`is_rest` False) on a Saturday."""

    day: date
    name: str
    is_rest: bool
    source: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The dated days by day; of all others only the weekday counts."""

    days: Mapping[date, Holiday] = field(default_factory=dict)

    def is_rest_day(self, day: date) -> bool:
        """Whether one rests: a weekend or a holiday, unless it was announced that one works."""
        known = self.days.get(day)
        return known.is_rest if known else day.weekday() in WEEKEND

    def next_working_day(self, day: date) -> date:
        """The first working day after this one."""
        return self._walked(day, 1)

    def previous_working_day(self, day: date) -> date:
        """The last working day before this one."""
        return self._walked(day, -1)

    def working_day_from(self, day: date) -> date:
        """This day when one works on it, or else the next on which one does."""
        return self.next_working_day(day) if self.is_rest_day(day) else day

    def shifted(self, day: date, shift: Shift) -> date:
        """Where a day goes that may fall on a rest day."""
        if shift is Shift.NONE or not self.is_rest_day(day):
            return day
        return self.next_working_day(day) if shift is Shift.LATER else self.previous_working_day(day)

    def _walked(self, day: date, step: int) -> date:
        for days in range(1, STRETCH_MAX + 1):
            found = day + timedelta(days=step * days)
            if not self.is_rest_day(found):
                return found
        return day + timedelta(days=step)


def calendar_of(rows: Iterable[Holiday]) -> Calendar:
    """A calendar of these rows; of two for one day the later one counts."""
    return Calendar({row.day: row for row in rows})


def holidays_of(years: Iterable[int]) -> tuple[Holiday, ...]:
    """What is known of these years, in order: our own announced rows win over what the library computes."""
    wanted = frozenset(years)
    announced = [row for row in announced_holidays() if row.day.year in wanted]
    return tuple(row for _, row in sorted(calendar_of([*holidays_from_library(wanted), *announced]).days.items()))


def announced_holidays() -> tuple[Holiday, ...]:
    """The rows of `holidays.toml`: each says what announced it."""
    read = tomllib.loads((resources.files("scheduler") / "holidays.toml").read_text("utf-8"))
    return tuple(Holiday(row["day"], row["name"], row["rest"], row["source"]) for row in read["days"])


def holidays_from_library(years: Iterable[int]) -> tuple[Holiday, ...]:
    """What the `holidays` package computes for these years, with the working Saturdays of the swaps it knows."""
    # Imported here: it takes a quarter of a second, and only whoever fills the table of holidays needs it.
    from holidays import country_holidays

    wanted = frozenset(years)
    # A Saturday is worked for a day off of the year after, too: each year is asked with its neighbours.
    found = country_holidays(
        "VN", years={near for year in wanted for near in (year - 1, year, year + 1)}, language="vi"
    )
    rest = [Holiday(day, name, is_rest=True, source=COMPUTED) for day, name in found.items()]
    worked = [Holiday(day, SWAPPED, is_rest=False, source=RECALLED) for day in found.weekend_workdays]
    return tuple(sorted((row for row in (*rest, *worked) if row.day.year in wanted), key=lambda row: row.day))
