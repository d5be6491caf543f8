"""What was recorded, and what it comes to: entries are only ever added, and every sum can show its entries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from knowledge.dates import Period
from knowledge.document import UnitCode
from union.indicators import Indicator, IndicatorId, OverTime
from union.roster import OfficerId

EntryId = NewType("EntryId", int)


class Standing(StrEnum):
    """What is known of a figure. Zero is a figure."""

    FIGURE = "figure"
    ESTIMATE = "estimate"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


KNOWN = (Standing.FIGURE, Standing.ESTIMATE)
"""With a value."""


class Move(StrEnum):
    """What an entry does: adds to what stands for its period, stands in its place, or takes an entry out."""

    ADD = "add"
    SET = "set"
    RETRACT = "retract"


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with what is known of it; a ratio keeps its numerator and denominator. Money is in đồng."""

    standing: Standing = Standing.FIGURE
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    def __post_init__(self) -> None:
        known = self.standing in KNOWN
        assert known == (self.value is not None), "a figure has a value, and what is unknown has none"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger. `by_staff`: written down by the office for the unit, `how` says on what word."""

    id: EntryId
    unit: UnitCode
    indicator: IndicatorId
    period: Period
    move: Move
    amount: Amount
    author: OfficerId
    author_name: str
    recorded_at: datetime
    said: str = ""
    by_staff: bool = False
    how: str = ""
    about: EntryId | None = None
    """The entry that this one takes out."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What the entries of one indicator come to in one stretch of time, with the entries that count."""

    amount: Amount
    entries: tuple[Entry, ...]

    @property
    def last(self) -> Entry:
        """The newest entry that counts."""
        return max(self.entries, key=lambda entry: entry.id)


def in_force(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that count, oldest first: without those taken out and those that a later one stands in place of."""
    ordered = sorted(entries, key=lambda entry: entry.id)
    gone = {entry.about for entry in ordered if entry.move is Move.RETRACT}
    standing: dict[tuple[UnitCode, IndicatorId, Period], list[Entry]] = {}
    for entry in ordered:
        if entry.move is Move.RETRACT or entry.id in gone:
            continue
        known = standing.setdefault((entry.unit, entry.indicator, entry.period), [])
        if entry.move is Move.SET:
            known.clear()
        known.append(entry)
    return sorted((entry for known in standing.values() for entry in known), key=lambda entry: entry.id)


def balance(entries: Iterable[Entry], indicator: Indicator, period: Period) -> Balance | None:
    """What stands for exactly this period; None when nothing was recorded for it."""
    counting = [e for e in in_force(entries) if e.indicator == indicator.id and e.period == period]
    return Balance(added([entry.amount for entry in counting]), tuple(counting)) if counting else None


def total(entries: Iterable[Entry], indicator: Indicator, start: date, end: date) -> Balance | None:
    """What the periods within the stretch come to: summed, or the last one, as the indicator says.

    A figure recorded for the whole stretch stands in place of those of its parts.
    """
    inside = [
        e for e in in_force(entries) if e.indicator == indicator.id and start <= e.period.start and e.period.end <= end
    ]
    if not inside:
        return None
    outer = [e for e in inside if not any(wraps(other.period, e.period) for other in inside)]
    by_period: dict[Period, list[Entry]] = {}
    for entry in outer:
        by_period.setdefault(entry.period, []).append(entry)
    parts = [(period, added([e.amount for e in some])) for period, some in sorted(by_period.items())]
    if indicator.over_time is OverTime.SUM:
        return Balance(added([amount for _, amount in parts]), tuple(outer))
    known = [(period, amount) for period, amount in parts if amount.value is not None]
    if not known:
        return Balance(parts[-1][1], tuple(outer))
    if indicator.over_time is OverTime.AVERAGE:
        return Balance(averaged([amount for _, amount in known]), tuple(outer))
    period, amount = known[-1]
    return Balance(amount, tuple(e for e in outer if e.period == period))


def wraps(longer: Period, shorter: Period) -> bool:
    """Whether one period holds the other and more."""
    return longer != shorter and longer.start <= shorter.start and shorter.end <= longer.end


def added(amounts: Sequence[Amount]) -> Amount:
    """Amounts of one indicator put together; a ratio adds numerators and denominators. What is unknown stays out."""
    known = [amount for amount in amounts if amount.value is not None]
    if not known:
        return amounts[-1]
    standing = Standing.ESTIMATE if any(a.standing is Standing.ESTIMATE for a in known) else Standing.FIGURE
    if len(known) == 1:
        return known[0]
    if all(a.denominator is not None for a in known):
        numerator = sum((a.numerator or Decimal(0) for a in known), Decimal(0))
        denominator = sum((a.denominator or Decimal(0) for a in known), Decimal(0))
        return Amount(standing, share(numerator, denominator), numerator, denominator)
    return Amount(standing, sum((a.value or Decimal(0) for a in known), Decimal(0)))


def averaged(amounts: Sequence[Amount]) -> Amount:
    """The mean of amounts; ratios are added instead, which weighs them."""
    if len(amounts) == 1 or all(a.denominator is not None for a in amounts):
        return added(amounts)
    whole = added([Amount(a.standing, a.value) for a in amounts])
    assert whole.value is not None
    return Amount(whole.standing, (whole.value / len(amounts)).quantize(Decimal("0.1")))


def share(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The percentage, one decimal; nothing is a share of an empty set, which counts as nothing done."""
    if not denominator:
        return Decimal(0)
    return (numerator * 100 / denominator).quantize(Decimal("0.1"))
