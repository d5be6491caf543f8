"""What must be asked before a figure is written down: impossible and unlikely ones are questioned, never"
" swallowed."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from knowledge.numbers import written
from union.entry import sentences
from union.entry.figures import Sort
from union.entry.values import Heard, Problem
from union.indicators import Catalogue, Indicator, Kind
from union.ledger import Amount

TEN_TIMES: Final = 10
SMALL: Final = 20
"""Below this ten times as much is no wonder."""
MOST: Final = {Kind.PEOPLE: Decimal(1_000_000), Kind.COUNT: Decimal(100_000), Kind.MONEY: Decimal(10) ** 13}


def implausible_against(amount: Amount, last: Amount | None) -> bool:
    """Whether a figure is ten times the last one or more: questioned, since a nought slips in easily."""
    if last is None or last.value is None or amount.value is None or last.value <= 0:
        return False
    return amount.value >= SMALL and amount.value >= TEN_TIMES * last.value


def problems_of(
    heard: Sequence[Heard], sorts: Sequence[Sort | None], catalogue: Catalogue, today: date
) -> list[Problem]:
    """Everything to ask about these figures, in their order."""
    found = [
        Problem(code, text, place)
        for place, (each, sort) in enumerate(zip(heard, sorts, strict=True))
        for code, text in _of_one(each, sort, catalogue, today)
    ]
    return [*found, *_parts(heard, catalogue)]


def _of_one(heard: Heard, sort: Sort | None, catalogue: Catalogue, today: date) -> Iterator[tuple[str, str]]:
    item = catalogue.find(heard.indicator)
    if sort is Sort.LETTERS:
        yield "letters_in_figure", sentences.LETTERS
    elif sort is Sort.RANGE:
        yield "range_value", sentences.RANGE
    if item is None and heard.candidates:
        yield "missing_indicator", sentences.which([_told_apart(catalogue[each]) for each in heard.candidates])
    elif item is None:
        yield "missing_indicator", sentences.NO_INDICATOR
    if heard.amount is None:
        if item is not None and sort not in (Sort.LETTERS, Sort.RANGE):
            yield "no_number", sentences.no_number(heard.subject)
    else:
        yield from _of_amount(heard.amount, heard, item)
    if heard.period is not None and heard.period.start > today:
        yield "future_period", sentences.future(heard.period.name)


def _told_apart(item: Indicator) -> str:
    """Its name, and whom it is for where the name does not say."""
    return f"{item.name} ({item.scope})" if item.scope and item.scope.lower() not in item.name.lower() else item.name


def _of_amount(amount: Amount, heard: Heard, item: Indicator | None) -> Iterator[tuple[str, str]]:
    value = amount.value
    if value is None:
        return
    if value < 0:
        yield "negative_value", sentences.NEGATIVE
    if amount.denominator is not None and amount.numerator is not None:
        if amount.numerator > amount.denominator:
            yield "numerator_over_denominator", sentences.OVER_WHOLE
    elif heard.measure == "%" and value > 100:
        yield "pct_over_100", sentences.OVER_100
    elif _must_be_whole(heard, item) and value != value.to_integral_value():
        yield "not_integer", sentences.NOT_WHOLE
    elif item is not None and _is_far_beyond(value, heard, item):
        yield "implausible", sentences.unlikely(written(value))


def _must_be_whole(heard: Heard, item: Indicator | None) -> bool:
    """Half a member there is none of."""
    if heard.measure in ("%", "đồng"):
        return False
    if item is not None and item.kind in (Kind.PEOPLE, Kind.COUNT, Kind.YES_NO):
        return item.whole
    return item is None and bool(heard.measure)


def _is_far_beyond(value: Decimal, heard: Heard, item: Indicator) -> bool:
    most = MOST.get(item.kind)
    if most is not None and value > most:
        return True
    aim = _aim(item)
    return aim is not None and aim > 0 and heard.measure != "%" and value >= max(TEN_TIMES * aim, Decimal(SMALL))


def _aim(item: Indicator) -> Decimal | None:
    """The figure that the programme asks of the area; an average per unit says nothing of it."""
    if not item.aim or "/CĐCS" in item.aim or item.kind is Kind.PERCENT:
        return None
    try:
        return Decimal(item.aim.split()[1].rpartition("..")[2])
    except (InvalidOperation, IndexError):
        return None


def _parts(heard: Sequence[Heard], catalogue: Catalogue) -> Iterator[Problem]:
    """More women than people within one message."""
    for place, each in enumerate(heard):
        item = catalogue.find(each.indicator)
        if item is None or item.part_of is None or each.amount is None or each.amount.value is None:
            continue
        for other in heard:
            if other.indicator != item.part_of or other.period != each.period or other.amount is None:
                continue
            if other.amount.value is not None and each.amount.value > other.amount.value:
                yield Problem("part_over_whole", sentences.part_over_whole(each.subject, other.subject), place)
