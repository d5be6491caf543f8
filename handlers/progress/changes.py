"""What later words change about figures that wait: put right, joined, moved to another period, dropped; pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.progress.draft import (
    Open,
    Record,
    Telling,
    Way,
    records_of,
)
from handlers.wording import progress as words
from knowledge.dates import Period
from knowledge.numbers import find_numbers
from knowledge.text import fold
from union.entry import Understood
from union.indicators import Catalogue, IndicatorId
from union.ledger import added

ON_TOP = re.compile(r"\bthem\b")
"""Beside a figure that is put right 'thêm' is never said of that figure itself."""


def merged(draft: Telling, understood: Understood, said: str, today: date) -> Telling | None:
    """'à nhầm, kết nạp 6' puts right what waits, another figure joins it, 'thêm 2' comes on top of what was put right.

    None where nobody can tell which is meant.
    """
    known = list(draft.records)
    for new in records_of(understood, today):
        at = meant_of(draft, new, said)
        if at is None and new.indicator is None and not new.candidates:
            return None
        if at is None:
            first = draft.records[0] if draft.records else new
            is_own = new.period_said or (first.fixes and not first.period_said)
            known.append(new if is_own else replace(new, period=first.period))
        elif known[at].fixes and (new.way is Way.ADD or ON_TOP.search(fold(said))):
            of = known[at]
            known.append(replace(new, indicator=of.indicator, candidates=(), period=of.period, way=Way.ADD))
        else:
            known[at] = put_right(known[at], new)
            # Said anew by its name it is the whole figure: what was to come on top of it goes.
            known = known if new.indicator is None or not known[at].fixes else only_one(known, at)
    return replace(draft, records=tuple(known), said=f"{draft.said}\n{said}")


def only_one(records: Sequence[Record], at: int) -> list[Record]:
    """Without the later records of the same figure."""
    this = records[at]
    return [
        record
        for place, record in enumerate(records)
        if place <= at or (record.indicator, record.period) != (this.indicator, this.period)
    ]


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
    if len({(record.indicator, record.period) for record in draft.records}) == 1:
        return len(draft.records) - 1
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
        text=new.text if new.amount and record.indicator is None else record.text,
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


def asked_in_vain(draft: Telling) -> Telling:
    """A figure that nobody names is asked about twice, then let go."""
    if not draft.tries:
        return replace(draft, tries=1)
    kept = tuple(record for at, record in enumerate(draft.records) if at != draft.at)
    return replace(draft, records=kept, open=Open.CONFIRM, at=0, tries=0, skipped=draft.records[draft.at].text)


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
