"""What is being told: figures on their way into the ledger, and what is still open about them; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pydantic import TypeAdapter

from handlers.flow import Drafts
from handlers.standing import Own
from knowledge.dates import Period, month_of
from knowledge.document import UnitCode
from union.entry import Heard, Problem, Understood
from union.indicators import IndicatorId
from union.ledger import Amount, EntryId


class Open(StrEnum):
    """What is being asked."""

    UNIT = "unit"
    NAME = "name"
    """A figure without an indicator."""
    WHICH = "which"
    """One of several indicators."""
    DOUBT = "doubt"
    WAY = "way"
    """In place of what stands, or on top of it."""
    WHEN = "when"
    """The same figure for two periods: both, or the one that was said last."""
    CONFIRM = "confirm"


class Purpose(StrEnum):
    """Why something is written."""

    RECORD = "record"
    CORRECT = "correct"
    NOTHING_NEW = "nothing_new"
    DELETE = "delete"


class Way(StrEnum):
    """How a figure meets one that stands: on top, in place of all, or in place of the newest of several."""

    ADD = "add"
    SET = "set"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something odd about a figure."""

    code: str
    text: str


MAY_STAND = frozenset({
    "implausible", "ten_times", "pct_over_100", "numerator_over_denominator", "part_over_whole", "share_mismatch",
})  # fmt: skip
"""Oddities that a yes may confirm; what is no figure at all, or lies in the future, must be said anew."""
ELSEWHERE = frozenset({"missing_indicator", "confirm_delete", "is_question", "part_over_whole"})
"""What is asked in its own way, or seen better beside the ledger."""


@dataclass(frozen=True, slots=True)
class Record:
    """One figure that waits. `stood` is what was shown of the ledger when it was asked about."""

    indicator: IndicatorId | None
    amount: Amount | None
    period: Period
    text: str = ""
    way: Way | None = None
    fixes: bool = False
    candidates: tuple[IndicatorId, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    accepted: tuple[str, ...] = ()
    stood: Amount | None = None
    note: str = ""
    period_said: bool = False
    may_replace: bool = False
    """Of another period than the same figure before it: beside it, or in its place, is still to be asked."""


@dataclass(frozen=True, slots=True)
class Going:
    """An entry that is to be taken out."""

    entry: EntryId
    indicator: IndicatorId


@dataclass(frozen=True, slots=True)
class Telling:
    """The draft of the talk: what was said so far and what is open. `gone` are the entries to be taken out."""

    said: str
    records: tuple[Record, ...] = ()
    purpose: Purpose = Purpose.RECORD
    unit: UnitCode = field(default=UnitCode(""))
    units: tuple[Own, ...] = ()
    gone: tuple[Going, ...] = ()
    open: Open = Open.CONFIRM
    at: int = 0
    about: str = ""
    """The code of the doubt that was put."""
    tries: int = 0
    """How often it was asked in vain what a figure is of."""
    skipped: str = ""
    """A figure without a name that was let go: this is to be said."""
    asides: int = 0
    """How often other things were said since it was asked."""

    @property
    def expected(self) -> IndicatorId | None:
        """The indicator that a bare figure would be of."""
        if self.open in {Open.DOUBT, Open.WAY} and self.at < len(self.records):
            return self.records[self.at].indicator
        return self.records[0].indicator if len(self.records) == 1 else None


drafts = Drafts("progress/1", TypeAdapter(Telling))
NAMED = "\x1e"
"""Before and after an indicator whose figure is still to be said; nobody types it."""
GOES_ON = "\x1f"
"""Before a draft that goes on from a fresh reading of the ledger; nobody types it."""


def first_of_two(records: Sequence[Record], at: int) -> Record | None:
    """The figure beside which this one was said for another period, while it still waits."""
    new = records[at]
    same = (item for item in records[:at] if item.indicator == new.indicator)
    return next((item for item in same if item.period != new.period), None)


# From a message


def records_of(understood: Understood, today: date) -> tuple[Record, ...]:
    """The figures of a message; the month of today where no period was said."""
    return tuple(
        record_of(heard, doubts_about(understood.problems, place), today)
        for place, heard in enumerate(understood.heard)
    )


def record_of(heard: Heard, doubts: tuple[Doubt, ...], today: date) -> Record:
    """One figure of a message."""
    way = None if heard.adds is None else Way.ADD if heard.adds else Way.SET
    return Record(
        heard.indicator, heard.amount, heard.period or month_of(today.year, today.month), heard.words, way,
        candidates=heard.candidates, doubts=doubts, period_said=heard.period is not None,
    )  # fmt: skip


def doubts_about(problems: Sequence[Problem], place: int) -> tuple[Doubt, ...]:
    """What is odd about the figure at this place."""
    return tuple(Doubt(item.code, item.text) for item in problems if item.at == place and item.code not in ELSEWHERE)
