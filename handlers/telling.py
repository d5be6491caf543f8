"""What is being told: figures on their way into the ledger, what is open about them, what words change; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

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
from knowledge.dates import Period, month_of
from knowledge.document import UnitCode
from knowledge.numbers import find_numbers
from union.entry import Heard, Problem, Understood, implausible_against
from union.indicators import Catalogue, Indicator, IndicatorId
from union.ledger import Amount, Balance, EntryId, Move, added, balance


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
OF_NAMING = frozenset({"missing_indicator", "confirm_delete", "is_question"})
"""What is asked in its own way, not as an oddity."""


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


@dataclass(frozen=True, slots=True)
class Own:
    """A unit that the speaker speaks for."""

    code: UnitCode
    name: str


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

    @property
    def expected(self) -> IndicatorId | None:
        """The indicator that a bare figure would be of."""
        if self.open in {Open.DOUBT, Open.WAY} and self.at < len(self.records):
            return self.records[self.at].indicator
        return self.records[0].indicator if len(self.records) == 1 else None


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
    return tuple(Doubt(item.code, item.text) for item in problems if item.at == place and item.code not in OF_NAMING)


# Beside the ledger


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
        shown = self.record.note
        if self.period != self.record.period:
            shown = f" ({self.record.period.name} nằm trong {self.period.name})"
        so_far = come_of(self.course)
        return words.Item(
            self.period, self.indicator, self.amount, self.way or Way.ADD, stood, self.after, so_far, shown
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
        record, indicator, record.amount, period, stood, way, steps, after.amount, course(then, indicator)
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
        if placed is not None:
            view = with_steps(view, placed.indicator, placed.period, placed.steps)
    return found


def asking(draft: Telling, view: View) -> Telling:
    """The draft with what is to be asked next, and what stands now."""
    placed = place_all(draft, view)
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
        if doubt := next(iter(open_doubts(record, beside, view)), None):
            return replace(fresh, open=Open.DOUBT, at=at, about=doubt.code)
    for at, beside in enumerate(placed):
        if beside is not None and beside.way is None:
            return replace(fresh, open=Open.WAY, at=at)
    return replace(fresh, open=Open.CONFIRM, at=0)


def open_doubts(record: Record, beside: Placed | None, view: View) -> list[Doubt]:
    """What is odd and has not been confirmed: what the message shows, then what the ledger shows."""
    found = [*record.doubts, *(doubts_beside(beside, view) if beside else ())]
    return [doubt for doubt in found if doubt.code not in record.accepted]


def doubts_beside(beside: Placed, view: View) -> list[Doubt]:
    """Ten times last month; a part that is more than its whole."""
    found = []
    last = before(view, beside.indicator, beside.period)
    if last is not None and implausible_against(beside.amount, last.amount):
        found.append(Doubt("ten_times", words.ten_times(beside.indicator, beside.amount, last.amount)))
    whole = view.catalogue.find(beside.indicator.part_of)
    if whole is None or beside.after.value is None:
        return found
    stock = not adds_up(whole)
    known = latest(view, whole, beside.period.end) if stock else stands(view, whole, beside.period)
    if known is not None and known.amount.value is not None and beside.after.value > known.amount.value:
        text = words.over_whole(beside.indicator, beside.after, whole, known.amount)
        found.append(Doubt("part_over_whole", text))
    return found


def doubt_put(draft: Telling, view: View) -> Doubt:
    """The doubt that is open."""
    record = draft.records[draft.at]
    found = open_doubts(record, place_all(draft, view)[draft.at], view)
    return next(doubt for doubt in found if doubt.code == draft.about)


# What later words change


def merged(draft: Telling, understood: Understood, said: str, today: date) -> Telling | None:
    """'à nhầm, kết nạp 6' puts right what waits, another figure joins it; None where nobody can tell which is meant."""
    known = list(draft.records)
    for new in records_of(understood, today):
        at = meant_of(draft, new, said)
        if at is None and new.indicator is None and not new.candidates:
            return None
        if at is None:
            period = new.period if new.period_said else draft.records[0].period if draft.records else new.period
            known.append(replace(new, period=period))
        else:
            known[at] = put_right(known[at], new)
    return replace(draft, records=tuple(known), said=f"{draft.said}\n{said}")


def meant_of(draft: Telling, new: Record, said: str) -> int | None:
    """Which waiting record is spoken of: by its indicator, by the figure that was wrong, or the only one there is."""
    for at, record in enumerate(draft.records):
        same = new.indicator is not None and record.indicator == new.indicator
        if same and (not new.period_said or new.period == record.period or len(draft.records) == 1):
            return at
    if new.indicator is not None:
        return None
    if draft.expected is not None:
        return draft.at if draft.open in {Open.DOUBT, Open.WAY} else 0
    wrong = {number.value for number in find_numbers(said)} - ({new.amount.value} if new.amount else set())
    named = [at for at, record in enumerate(draft.records) if record.amount and record.amount.value in wrong]
    return named[0] if len(named) == 1 else None


def put_right(record: Record, new: Record) -> Record:
    """The record with another figure or period; 'thêm 2 nữa' is added to what waits."""
    amount = new.amount or record.amount
    if new.way is Way.ADD and new.amount and record.amount and record.amount.value is not None:
        amount = added([record.amount, new.amount])
    return replace(
        record,
        amount=amount,
        period=new.period if new.period_said else record.period,
        period_said=record.period_said or new.period_said,
        doubts=new.doubts if new.amount else record.doubts,
        accepted=(),
        note="",
    )


def moved(draft: Telling, period: Period, said: str) -> Telling:
    """The same figures for another period."""
    records = tuple(
        replace(
            record, period=period, period_said=True,
            doubts=tuple(doubt for doubt in record.doubts if doubt.code != "future_period"),
        )
        for record in draft.records
    )  # fmt: skip
    return replace(draft, records=records, said=f"{draft.said}\n{said}")


def accepting(draft: Telling) -> Telling:
    """The odd figure stands at the speaker's word."""
    record = draft.records[draft.at]
    return with_record(draft, replace(record, accepted=(*record.accepted, draft.about)))


def with_record(draft: Telling, record: Record) -> Telling:
    """The draft with the record that was asked about as it is now."""
    known = list(draft.records)
    known[draft.at] = record
    return replace(draft, records=tuple(known))


def without(draft: Telling, indicators: Sequence[IndicatorId | None]) -> Telling:
    """Without the records of these indicators; without all where none is named."""
    if not indicators:
        return replace(draft, records=())
    return replace(draft, records=tuple(item for item in draft.records if item.indicator not in indicators))


def label_of(record: Record, catalogue: Catalogue) -> str:
    """What a record is called."""
    indicator = catalogue.find(record.indicator)
    return words.name_of(indicator) if indicator else record.text
