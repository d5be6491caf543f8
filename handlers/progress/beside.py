"""A draft's figures beside the ledger: how each goes in, what it comes to, what is odd about it; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.progress.draft import Doubt, Open, Record, Telling, Way, first_of_two
from handlers.standing import (
    Course,
    Step,
    View,
    adds_up,
    before,
    course,
    latest,
    stands,
    steps_to_add,
    steps_to_mend,
    steps_to_set,
    wider,
    with_steps,
)
from handlers.wording import progress as words
from knowledge.dates import Period
from union.entry import implausible_against
from union.indicators import Indicator
from union.ledger import Amount, Balance, Move, balance


@dataclass(frozen=True, slots=True)
class Placed:
    """A record beside what stands: how it goes in (None: to be asked), and what it comes to."""

    record: Record
    indicator: Indicator
    amount: Amount
    period: Period
    stood: Balance | None
    way: Way | None
    steps: tuple[Step, ...]
    after: Amount
    course: Course | None

    @property
    def item(self) -> words.Item:
        """As it is repeated back."""
        stood = self.stood.amount if self.stood and self.stood.amount.value else None
        part = self.record.period.name if self.period != self.record.period else ""
        so_far = come_of(self.course)
        return words.Item(
            self.period, self.indicator, self.amount, self.way or Way.ADD, stood, self.after, so_far,
            self.record.note, part,
        )  # fmt: skip


def come_of(found: Course | None) -> words.Come | None:
    """How far an indicator has come, as it is said."""
    if found is None:
        return None
    if found.assigned is not None:
        goal = words.Goal(found.assigned.comparator, found.assigned.value, is_own=True)
    else:
        assert found.aim is not None
        goal = words.Goal(
            found.aim.comparator, found.aim.value, is_own=False, years=found.aim.years, per_unit=found.aim.per_unit
        )
    return words.Come(found.indicator, found.start, found.sum.amount if found.sum else None, goal, found.is_gross)


def place(record: Record, view: View) -> Placed | None:
    """The record beside the ledger; None while its indicator or its figure is not known."""
    indicator = view.catalogue.find(record.indicator)
    if indicator is None or record.amount is None:
        return None
    period = wider(view, indicator, record.period) or record.period
    stood = stands(view, indicator, period)
    way = way_of(record, view, indicator, period, stood)
    steps = steps_of(way or Way.ADD, view, indicator, period, record.amount)
    then = with_steps(view, indicator, period, steps)
    after = stands(then, indicator, period)
    assert after is not None
    return Placed(
        record, indicator, record.amount, period, stood, way, steps, after.amount, course(then, indicator, period)
    )  # fmt: skip


def way_of(record: Record, view: View, indicator: Indicator, period: Period, stood: Balance | None) -> Way | None:
    """How it goes in: as was said; alone where nothing stands; else asked, unless only one reading makes sense."""
    assert record.amount is not None
    if stood is None or not stood.amount.value or record.amount.value is None:
        return Way.SET
    if record.way is Way.LAST or record.way is Way.ADD:
        return record.way if adds_up(indicator) else Way.SET
    if record.way is Way.SET and not record.fixes:
        return Way.SET
    if not adds_up(indicator):
        return Way.SET
    if record.fixes:
        return Way.SET if record.way is Way.SET or last_added(view, indicator, period) is None else None
    return None


def last_added(view: View, indicator: Indicator, period: Period) -> Balance | None:
    """What stands, where its newest entry was added on top of others."""
    found = balance(view.entries, indicator, period)
    return found if found and len(found.entries) > 1 and found.last.move is Move.ADD else None


def steps_of(way: Way, view: View, indicator: Indicator, period: Period, amount: Amount) -> tuple[Step, ...]:
    """The lines to be written."""
    if way is Way.SET and (kept := balance(view.entries, indicator, period)) and kept.amount == amount:
        return ()
    if way is Way.ADD:
        return steps_to_add(view, indicator, period, amount)
    mended = last_added(view, indicator, period) if way is Way.LAST else None
    return steps_to_mend(mended.last, amount) if mended else steps_to_set(amount)


def place_all(draft: Telling, view: View) -> list[Placed | None]:
    """Each record beside the ledger as those before it would leave it."""
    found: list[Placed | None] = []
    for record in draft.records:
        placed = place(record, view)
        found.append(placed)
        view = after(view, [placed])
    return found


def after(view: View, placed: Sequence[Placed | None]) -> View:
    """The ledger as these records would leave it."""
    for beside in placed:
        if beside is not None:
            view = with_steps(view, beside.indicator, beside.period, beside.steps)
    return view


def asking(draft: Telling, view: View) -> Telling:
    """The draft with what is to be asked next, and what stands now."""
    placed = place_all(draft, view)
    then = after(view, placed)
    fresh = replace(
        draft,
        records=tuple(
            replace(record, stood=beside.stood.amount if beside and beside.stood else None)
            for record, beside in zip(draft.records, placed, strict=True)
        ),
    )
    for at, (record, beside) in enumerate(zip(fresh.records, placed, strict=True)):
        if record.indicator is None:
            return replace(fresh, open=Open.WHICH if record.candidates else Open.NAME, at=at)
        if doubt := next(iter(open_doubts(record, beside, view, then)), None):
            return replace(fresh, open=Open.DOUBT, at=at, about=doubt.code)
    for at, record in enumerate(fresh.records):
        if record.may_replace and first_of_two(fresh.records, at):
            return replace(fresh, open=Open.WHEN, at=at)
    for at, beside in enumerate(placed):
        if beside is not None and beside.way is None:
            return replace(fresh, open=Open.WAY, at=at)
    return replace(fresh, open=Open.CONFIRM, at=0)


def open_doubts(record: Record, beside: Placed | None, view: View, then: View) -> list[Doubt]:
    """What is odd and has not been confirmed: what the message shows, then what the ledger shows now and `then`."""
    found = [*record.doubts, *(doubts_beside(beside, view, then) if beside else ())]
    return [doubt for doubt in found if doubt.code not in record.accepted]


def doubts_beside(beside: Placed, view: View, then: View) -> list[Doubt]:
    """Ten times last month; a part that is more than its whole."""
    found = []
    last = before(view, beside.indicator, beside.period)
    if last is not None and implausible_against(beside.amount, last.amount):
        found.append(Doubt("ten_times", words.ten_times(beside.indicator, beside.amount, last.amount)))
    whole = view.catalogue.find(beside.indicator.part_of)
    if whole is None or beside.after.value is None:
        return found
    stock = not adds_up(whole)
    known = latest(then, whole, beside.period.end) if stock else stands(then, whole, beside.period)
    if known is not None and known.amount.value is not None and beside.after.value > known.amount.value:
        text = words.over_whole(beside.indicator, beside.after, whole, known.amount)
        found.append(Doubt("part_over_whole", text))
    return found


def doubt_put(draft: Telling, view: View) -> Doubt:
    """The doubt that is open."""
    record = draft.records[draft.at]
    placed = place_all(draft, view)
    found = open_doubts(record, placed[draft.at], view, after(view, placed))
    return next(doubt for doubt in found if doubt.code == draft.about)
