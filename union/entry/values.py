"""What a progress message comes to: its intent, what was heard, and what must be asked before anything is written."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from knowledge.dates import Period
from union.indicators import IndicatorId
from union.ledger import Amount


class Intent(StrEnum):
    """What somebody wants with a message."""

    PROGRESS = "progress"
    NO_CHANGE = "no_change"
    CORRECTION = "correction"
    DELETE = "delete"
    QUESTION = "question"
    SMALLTALK = "smalltalk"
    NONSENSE = "nonsense"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Heard:
    """One figure of a message; `indicator` None: it cannot be told, `amount` None: none was said."""

    indicator: IndicatorId | None
    subject: str
    amount: Amount | None
    measure: str
    period: Period | None
    candidates: tuple[IndicatorId, ...] = ()
    """Several that fit equally well: ask."""
    words: str = ""
    """The piece of the message it was read from."""
    adds: bool | None = None
    """'thêm 2 nữa' adds to what stands, 'tổng là 7' takes its place; None: not said."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What must be asked before recording; `at` is the place of the figure concerned."""

    code: str
    text: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """A message as it was understood."""

    intent: Intent
    heard: tuple[Heard, ...] = ()
    problems: tuple[Problem, ...] = ()
    wrong: Decimal | None = None
    """The figure that a correction says was wrong: 5 of 'không phải 5, 4 thôi'."""

    @property
    def problem(self) -> Problem | None:
        """The first thing to ask."""
        return self.problems[0] if self.problems else None
