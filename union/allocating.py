"""Which figures does a document's table set for which units, in the words that the units report in?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.dates import year_of
from knowledge.document import Comparator, Document, Target, UnitCode
from knowledge.text import fold
from union.catalogue import in_units, meant_by
from union.indicators import Catalogue, Indicator, IndicatorId
from union.naming import named_units
from union.roster import Unit


@dataclass(frozen=True, slots=True)
class Share:
    """One unit's own figure, and what it is taken from."""

    unit: Unit
    indicator: Indicator
    comparator: Comparator
    value: Decimal
    """In what the indicator counts in: đồng, not millions."""
    target: Target
    place: str


@dataclass(frozen=True, slots=True)
class Allocation:
    """What a document gives to single units; what cannot be given is named, never guessed."""

    shares: tuple[Share, ...] = ()
    strangers: tuple[str, ...] = ()
    """Names in the table that are no unit's, or several units'."""
    uncounted: tuple[str, ...] = ()
    """What the table sets and no report counts."""
    start: date | None = None
    end: date | None = None
    """From when to when the figures hold; None where the document does not say."""


def allocation_of(document: Document, units: Sequence[Unit], catalogue: Catalogue) -> Allocation:
    """The figures that the document's tables assign, each to the one unit it names."""
    shares: dict[tuple[UnitCode, IndicatorId], Share] = {}
    strangers: list[str] = []
    uncounted: list[str] = []
    for place, target in _assigned(document):
        unit, indicator = _unit(target.assignee, units), _indicator(target, catalogue)
        if unit is None:
            strangers.append(target.assignee)
        elif indicator is None:
            uncounted.append(target.subject)
        else:
            bound = Comparator.AT_MOST if target.comparator is Comparator.LESS else target.comparator
            share = Share(unit, indicator, bound, in_units(target.measure, target.value), target, place)
            shares.setdefault((unit.code, indicator.id), share)
    start, end = document.header.valid_from, document.header.valid_to or _year_end(document)
    return Allocation(tuple(shares.values()), _once(strangers), _once(uncounted), start, end)


def _assigned(document: Document) -> Iterator[tuple[str, Target]]:
    for passage in document.passages:
        yield from ((passage.place, target) for target in passage.targets if target.assignee)


def _unit(name: str, units: Sequence[Unit]) -> Unit | None:
    """The unit of just this name, else the only one that it can name."""
    same = [unit for unit in units if fold(unit.name) == fold(name)]
    if len(same) == 1:
        return same[0]
    found = named_units(name, units)
    return found[0].candidates[0] if len(found) == 1 and len(found[0].candidates) == 1 else None


def _indicator(target: Target, catalogue: Catalogue) -> Indicator | None:
    """What the units count for it: the common indicator that it means, or the document's own of the same subject."""
    common = meant_by(target)
    if common is not None:
        return catalogue.find(common.id) or common
    subject = fold(target.subject)
    return next((item for item in catalogue.indicators if item.target and fold(item.name) == subject), None)


def _year_end(document: Document) -> date | None:
    """A document that only says when it begins holds to the end of that year."""
    start = document.header.valid_from
    return year_of(start.year).end if start else None


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
