"""What the reports of many units come to for one indicator, with those that are missing named as missing; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from knowledge.document import UnitCode
from union.draft import Line
from union.indicators import Catalogue, Indicator, Kind, OverTime, OverUnits
from union.ledger import KNOWN, Amount, Standing, added, averaged
from union.phrases import Match, Spoken, lexis_of, matches, spelled

ENOUGH, ENOUGH_IN_PART = 2.6, 4.5
"""What words must explain of an indicator to mean it."""
EQUAL = 0.25
MONTH = timedelta(days=31)
"""Nothing shorter holds another report that is added up: months are the least."""
COUNTED, COUNTS = 0.3, (Kind.COUNT, Kind.PEOPLE, Kind.YES_NO)
"""'thăm hỏi' means the visits sooner than the money."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says of one indicator: so much of its line as is added up."""

    indicator: str
    standing: Standing = Standing.FIGURE
    value: str = ""
    numerator: str = ""
    denominator: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What one unit handed in for one stretch of days; of several versions the newest counts."""

    unit: UnitCode
    start: date
    end: date
    lines: Sequence[Told]
    version: int = 1


@dataclass(frozen=True, slots=True)
class Gap:
    """A unit that owes a report for a stretch and has not handed it in."""

    unit: UnitCode
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Rollup:
    """The sum over the units that told a figure; `amount` is None where nobody did."""

    indicator: Indicator
    amount: Amount | None = None
    from_units: tuple[UnitCode, ...] = ()
    missing: tuple[UnitCode, ...] = ()
    """Those that have not handed in everything that was due: their figures are not, or not wholly, in the sum."""
    unknown: tuple[UnitCode, ...] = ()
    """Those that handed in 'chưa rõ'."""
    uncountable: tuple[UnitCode, ...] = ()
    """Those that gave a percentage without its numerator and denominator, which cannot be added."""
    is_asked: bool = False
    """Whether any report has a field for it."""
    by_unit: Mapping[UnitCode, Amount] = field(default_factory=dict, compare=False)
    """What each of `from_units` told."""


def rolled_up(indicators: Iterable[Indicator], reports: Iterable[Report], gaps: Iterable[Gap] = ()) -> list[Rollup]:
    """Each indicator over time within each unit, then over the units; what is not applicable is left out.

    A report of the whole stretch stands in place of those of its parts, and its own gap is none then.
    """
    by_unit: dict[UnitCode, list[Report]] = {}
    told: dict[str, dict[UnitCode, dict[tuple[date, date], tuple[Report, Told]]]] = {}
    for report in reports:
        by_unit.setdefault(report.unit, []).append(report)
        span = (report.start, report.end)
        for line in report.lines:
            own = told.setdefault(line.indicator, {}).setdefault(report.unit, {})
            if span not in own or own[span][0].version < report.version:
                own[span] = (report, line)
    missing = missing_of(gaps, by_unit)
    return [summed(item, told.get(item.id, {}), missing) for item in indicators]


def summed(
    indicator: Indicator,
    told: Mapping[UnitCode, Mapping[tuple[date, date], tuple[Report, Told]]],
    missing: tuple[UnitCode, ...],
) -> Rollup:
    """One indicator's sum over what the units told of it."""
    over_time = {unit: amount_over_time(indicator, list(own.values())) for unit, own in told.items()}
    known = {unit: amount for unit, amount in over_time.items() if amount.value is not None}
    adds = indicator.over_units is OverUnits.RATIO
    uncountable = tuple(unit for unit, amount in known.items() if adds and amount.denominator is None)
    left_out = set(uncountable)
    counted = {unit: amount for unit, amount in known.items() if unit not in left_out}
    return Rollup(
        indicator,
        over_units(indicator, list(counted.values())),
        tuple(counted),
        missing,
        tuple(unit for unit, amount in over_time.items() if amount.standing is Standing.UNKNOWN),
        uncountable,
        is_asked=bool(told),
        by_unit=counted,
    )


def amount_over_time(indicator: Indicator, told: Sequence[tuple[Report, Told]]) -> Amount:
    """What one unit's reports come to."""
    if len(told) == 1:
        return amount_of(told[0][1])
    outer = sorted(without_parts(told), key=lambda each: (each[0].end, each[0].start))
    amounts = [amount_of(line) for _, line in outer]
    known = [amount for amount in amounts if amount.value is not None]
    if not known:
        return amounts[-1]
    match indicator.over_time:
        case OverTime.LAST:
            return known[-1]
        case OverTime.AVERAGE:
            return averaged(known)
        case OverTime.SUM:
            return added(known)


def without_parts(told: Sequence[tuple[Report, Told]]) -> list[tuple[Report, Told]]:
    """Without the reports whose days a longer one speaks of, too."""
    longer = [one for one, _ in told if one.end - one.start > MONTH]
    return [(one, line) for one, line in told if not any(holds(other, one) for other in longer if other is not one)]


def holds(longer: Report, shorter: Report | Gap) -> bool:
    """Whether one report speaks of all days of the other and of more."""
    same = (longer.start, longer.end) == (shorter.start, shorter.end)
    return not same and longer.start <= shorter.start and shorter.end <= longer.end


def amount_of(line: Told | Line) -> Amount:
    """A line's figure as a value."""
    if not line.value or line.standing not in KNOWN:
        return Amount(line.standing if line.standing is Standing.NOT_APPLICABLE else Standing.UNKNOWN)
    parts = [Decimal(part) if part else None for part in (line.numerator, line.denominator)]
    return Amount(line.standing, Decimal(line.value), *parts)


def over_units(indicator: Indicator, amounts: Sequence[Amount]) -> Amount | None:
    """The units' amounts put together as the indicator says; None where they cannot be, or where there are none."""
    if not amounts or indicator.over_units is OverUnits.NONE:
        return None
    if indicator.over_units is OverUnits.YES:
        return Amount(value=Decimal(sum(1 for amount in amounts if amount.value)))
    if indicator.over_units is OverUnits.SUM and len(amounts) > 1:
        # A share that is only summed here would be no share of anything: its parts are left out.
        amounts = [Amount(amount.standing, amount.value) for amount in amounts]
    return added(amounts)


def missing_of(gaps: Iterable[Gap], by_unit: Mapping[UnitCode, Sequence[Report]]) -> tuple[UnitCode, ...]:
    """The units of the gaps, each once, but for gaps inside a longer report that is in."""
    return tuple(
        dict.fromkeys(gap.unit for gap in gaps if not any(holds(one, gap) for one in by_unit.get(gap.unit, ())))
    )


def indicators_meant(said: str, catalogue: Catalogue) -> tuple[Indicator, ...]:
    """The indicator that words mean, a programme's first; several where they fit alike, none where none does."""
    fitting = [match for match in matches([Spoken((spelled(said),))], lexis_of(catalogue)) if is_enough(match)]
    if not fitting:
        return ()
    scores = [
        (match.score + (COUNTED if match.indicator.kind in COUNTS else 0.0), match.indicator) for match in fitting
    ]
    best = max(score for score, _ in scores)
    top = [item for score, item in scores if best - score < EQUAL]
    return tuple([item for item in top if item.target] or top)


def is_enough(match: Match) -> bool:
    """Whether the words explain enough of an indicator: 'đoàn viên' alone names none."""
    whole = match.cover >= 0.99
    return match.hits >= (ENOUGH if whole else ENOUGH_IN_PART) or (whole and match.hits >= 1.2)
