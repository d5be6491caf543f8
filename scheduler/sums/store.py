"""The figures of the reports that are in: added up unit by unit in the database where that is exact; all SQL on them.

What comes out are reports whose lines may stand for several months at once. `rolled_up` makes the same of them as of
the reports one by one: a value that is no whole number, an unknown one, or one that two duties ask for comes by itself.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, and_, case, cast, func, select
from sqlmodel import Session

from knowledge.document import UnitCode
from scheduler.duties import Deadline
from scheduler.filings import FILED
from scheduler.store import ROWS_AT_ONCE, WHOLE_DIGITS, deadline, filing, filing_figure
from union.indicators import Indicator, OverTime
from union.ledger import Standing, share
from union.rollup import MONTH, Gap, Report, Told, holds
from union.scope import Scope

Span = tuple[date, date]
Pair = tuple[UnitCode, str]
"""A unit and an indicator."""


@dataclass(frozen=True, slots=True)
class Block:
    """Deadlines of one duty that longer ones hold alike: of their reports all count, or none."""

    deadlines: tuple[Deadline, ...]

    @property
    def spans(self) -> dict[str, Span]:
        """The days of each period by its key."""
        return {item.period.key: span_of(item) for item in self.deadlines}

    @property
    def last(self) -> Span:
        """The days of its last period, which stand for all."""
        return max(self.spans.values(), key=lambda span: (span[1], span[0]))


@dataclass(frozen=True, slots=True)
class Added:
    """What a unit's reports of one block say of one indicator; `line` is None where they must be read one by one."""

    block: Block
    span: Span
    line: Told | None
    is_ratio: bool = False


def span_of(item: Deadline) -> Span:
    """The first and last day."""
    return item.period.start, item.period.end


def papers_in(db: Session, scope: Scope, items: Collection[Deadline]) -> int:
    """How many reports of these deadlines are in, of units that the speaker may read."""
    found = 0
    for block in blocks_of(items):
        rows = db.execute(select(filing.c.unit, func.count()).where(are_in(block)).group_by(filing.c.unit))
        found += sum(count for code, count in rows if scope.may_read(UnitCode(code)))
    return found


def handed_in(db: Session, scope: Scope, items: Collection[Deadline], wanted: Iterable[Indicator]) -> list[Report]:
    """What the newest versions of the reports that are in say of these indicators; drafts and returned ones nothing.

    A report that holds the days of others is there even where it says nothing of them, since it fills their gaps.
    """
    blocks = blocks_of(items)
    reports = [report for block in blocks if is_long(block, items) for report in without_lines(db, scope, block)]
    by_id = {str(item.id): item for item in wanted}
    parts: dict[Pair, list[Added]] = {}
    for block in blocks:
        for pair, part in parts_of(db, block, by_id):
            if scope.may_read(pair[0]):
                parts.setdefault(pair, []).append(part)
    alone = {pair for pair, some in parts.items() if not may_be_added(some)}
    for pair, some in parts.items():
        if pair not in alone:
            reports += [Report(pair[0], *part.span, (part.line,)) for part in some if part.line is not None]
    return reports + [report for block in blocks for report in one_by_one(db, block, alone)]


def blocks_of(items: Collection[Deadline]) -> list[Block]:
    """The deadlines by duty and by the longer ones that hold them; one that holds others is a block by itself."""
    spans = {span_of(item) for item in items}
    found: dict[object, list[Deadline]] = {}
    for item in items:
        own = span_of(item)
        around = frozenset(span for span in spans if is_held(own, span))
        holds_some = any(is_held(span, own) for span in spans)
        found.setdefault((item.duty, around, own if holds_some else None), []).append(item)
    return [Block(tuple(some)) for some in found.values()]


def is_held(span: Span, longer: Span) -> bool:
    """Whether a longer report speaks of all these days and of more."""
    return longer[1] - longer[0] > MONTH and holds(Report(UnitCode(""), *longer, ()), Gap(UnitCode(""), *span))


def is_long(block: Block, items: Collection[Deadline]) -> bool:
    """Whether the block is one deadline that holds others."""
    return any(is_held(span_of(item), block.last) for item in items)


def may_be_added(parts: Sequence[Added]) -> bool:
    """Whether the parts stand for what they were made of: all of them plain, all alike, and no days asked for twice."""
    if any(part.line is None for part in parts) or len({part.is_ratio for part in parts}) > 1:
        return False
    duties = {part.block.deadlines[0].duty for part in parts}
    if len(duties) == 1:
        return True
    spans = [span for part in parts for span in set(part.block.spans.values())]
    return len(spans) == len(set(spans))


# Reading


def are_in(block: Block) -> Any:
    """The filings of a block that are in."""
    keys = [item.period.key for item in block.deadlines]
    return and_(filing.c.duty == block.deadlines[0].duty, filing.c.period.in_(keys), filing.c.state.in_(FILED))


def without_lines(db: Session, scope: Scope, block: Block) -> list[Report]:
    """The reports of a block without what they say."""
    rows = db.execute(select(filing.c.unit).where(are_in(block)).order_by(filing.c.id)).scalars()
    return [Report(UnitCode(code), *block.last, ()) for code in rows if scope.may_read(UnitCode(code))]


def newest(block: Block, wanted: Collection[str]) -> Any:
    """The figures of the newest versions of a block's reports."""
    is_newest = and_(filing_figure.c.filing == filing.c.id, filing_figure.c.version == filing.c.version)
    return and_(is_newest, are_in(block), filing_figure.c.indicator.in_(sorted(wanted)))


def parts_of(db: Session, block: Block, wanted: Mapping[str, Indicator]) -> Iterator[tuple[Pair, Added]]:
    """What each unit's reports of a block come to."""
    last = [key for key, item in wanted.items() if item.over_time is OverTime.LAST]
    summed = [key for key in wanted if key not in set(last)]
    if len(block.deadlines) == 1:
        yield from the_only(db, block, wanted)
        return
    if summed:
        yield from sums(db, block, summed, wanted)
    if last:
        yield from the_last(db, block, last)


COLUMNS = (
    filing.c.unit, filing.c.period, filing_figure.c.indicator, filing_figure.c.standing, filing_figure.c.value,
    filing_figure.c.numerator, filing_figure.c.denominator,
)  # fmt: skip


def the_only(db: Session, block: Block, wanted: Collection[str]) -> Iterator[tuple[Pair, Added]]:
    """The lines of the one report that each unit has in the block."""
    for row in db.execute(select(*COLUMNS).where(newest(block, wanted)).order_by(filing.c.id)):
        yield (UnitCode(row[0]), row[2]), Added(block, block.last, told_of(row), row[6] is not None)


def the_last(db: Session, block: Block, wanted: Collection[str]) -> Iterator[tuple[Pair, Added]]:
    """Of each unit the last figure that is known, or what the last report says where none is."""
    at = and_(deadline.c.duty == filing.c.duty, deadline.c.period == filing.c.period)
    place = func.row_number().over(
        partition_by=(filing.c.unit, filing_figure.c.indicator),
        order_by=(filing_figure.c.value.is_(None), deadline.c.end.desc(), deadline.c.start.desc()),
    )
    ranked = select(*COLUMNS, place.label("place")).where(newest(block, wanted), at).subquery()
    spans = block.spans
    for row in db.execute(select(ranked).where(ranked.c.place == 1)):
        yield (UnitCode(row[0]), row[2]), Added(block, spans[row[1]], told_of(row), row[6] is not None)


def told_of(row: Sequence[Any]) -> Told:
    """A figure as it was told."""
    return Told(row[2], Standing(row[3]), row[4] or "", row[5] or "", row[6] or "")


def whole(column: Any) -> Any:
    """A number kept as text, where it is a whole one."""
    is_whole = and_(column.not_like("%.%"), column.not_like("%E%"), func.length(column) <= WHOLE_DIGITS)
    return cast(case((is_whole, column)), BigInteger)


def sums(
    db: Session, block: Block, wanted: Collection[str], known: Mapping[str, Indicator]
) -> Iterator[tuple[Pair, Added]]:
    """The sums of each unit's figures, of numerators and denominators where there are any."""
    table = filing_figure.c
    rows = db.execute(
        select(
            filing.c.unit, table.indicator, func.count(table.value), func.count(table.whole), func.sum(table.whole),
            func.count(case((table.standing == Standing.ESTIMATE, table.value))), func.count(table.denominator),
            func.max(table.value), func.max(table.numerator), func.max(table.denominator),
        )
        .where(newest(block, wanted))
        .group_by(filing.c.unit, table.indicator)
    ).all()  # fmt: skip
    parts = ratios(db, block, {row[1] for row in rows if row[6] > 1})
    last = block.last
    for row in rows:
        pair = (UnitCode(row[0]), row[1])
        yield pair, Added(block, last, sum_of(row, known[row[1]], parts.get(pair)), row[6] > 0)


def ratios(db: Session, block: Block, wanted: Collection[str]) -> dict[Pair, tuple[int, int, int, int]]:
    """How many whole numerators and denominators each unit told, and their sums."""
    if not wanted:
        return {}
    table = filing_figure.c
    over, under = whole(table.numerator), whole(table.denominator)
    rows = db.execute(
        select(filing.c.unit, table.indicator, func.count(over), func.count(under), func.sum(over), func.sum(under))
        .where(newest(block, wanted), table.denominator.is_not(None))
        .group_by(filing.c.unit, table.indicator)
    )
    return {(UnitCode(row[0]), row[1]): (row[2], row[3], row[4], row[5]) for row in rows}


def sum_of(row: Sequence[Any], item: Indicator, parts: tuple[int, int, int, int] | None) -> Told | None:
    """A unit's sum as one line; None where its figures must be read one by one."""
    _, key, values, wholes, total, estimates, shares, value, upper, lower = row
    standing = Standing.ESTIMATE if estimates else Standing.FIGURE
    if values == 1:
        return Told(key, standing, value, upper or "", lower or "")
    if parts is not None and parts[:2] == (values, values) and shares == values:
        _, _, over, under = parts
        return Told(key, standing, str(share(Decimal(over), Decimal(under))), str(over), str(under))
    if not values or shares or wholes != values or item.over_time is OverTime.AVERAGE:
        return None
    return Told(key, standing, str(total))


def one_by_one(db: Session, block: Block, wanted: Collection[Pair]) -> Iterator[Report]:
    """The lines of these units and indicators, each report by itself."""
    units = sorted({unit for unit, _ in wanted})
    indicators = {indicator for _, indicator in wanted}
    spans = block.spans
    for start in range(0, len(units), ROWS_AT_ONCE):
        some = filing.c.unit.in_(units[start : start + ROWS_AT_ONCE])
        for row in db.execute(select(*COLUMNS).where(newest(block, indicators), some).order_by(filing.c.id)):
            if (row[0], row[2]) in wanted:
                yield Report(UnitCode(row[0]), *spans[row[1]], (told_of(row),))
