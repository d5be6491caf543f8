"""What later words change about figures that wait: put right, joined, moved to another period, dropped; pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from handlers.progress.bare import Change, change_in, is_only_a_figure
from handlers.progress.draft import Open, Record, Telling, Way, records_of
from handlers.standing import adds_up
from handlers.talk import Scene
from handlers.wording import progress as words
from knowledge.dates import Period
from knowledge.numbers import find_numbers
from union.entry import Heard, Intent, Understood
from union.indicators import Catalogue
from union.ledger import Amount, added

PLUS = re.compile(r"\s*\+ ?\d")
"""'+1', and nothing before it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be said before a figure can be put right: which of several, or how much the one comes to."""

    names: tuple[str, ...]
    of_one: bool = False


def merged(draft: Telling, understood: Understood, said: str, scene: Scene) -> Telling | Wanted:
    """'à nhầm, kết nạp 6' puts right what waits, another figure joins it, 'thêm 2' comes on top, 'bớt 2' off it.

    The same figure for another period joins it too; where it may stand in its place, that is asked.
    """
    known = list(draft.records)
    for new in records_of(understood, scene.today):
        at = meant_of(draft, new, said, scene)
        if at is None and is_nameless(new) and is_only_a_figure(new.text, None, scene) and len(draft.records) > 1:
            return Wanted(labels_of(draft.records, scene.catalogue))
        if at is None and len(same_figure(draft.records, new)) > 1 and not new.period_said:
            return Wanted(labels_of(draft.records, scene.catalogue))
        if at is None:
            known.append(joining(draft, new))
            continue
        of = known[at]
        change = Change.MORE if PLUS.match(said) else change_of(new, of, scene)
        if is_of_another_time(new, of):
            known.append(apart(new, of, understood.intent))
        elif of.fixes and change is Change.MORE:
            known.append(replace(new, indicator=of.indicator, candidates=(), period=of.period, way=Way.ADD))
        elif change is Change.ANEW:
            known[at] = put_right(of, new)
            # Said anew by its name it is the whole figure: what was to come on top of it goes.
            known = known if new.indicator is None or not of.fixes else only_one(known, at)
        elif is_told_twice(new, of, change, scene):
            known.append(replace(new, period=of.period))
        elif (reckoned := with_change(of, new, change, scene.catalogue)) is not None and draft.open is not Open.WAY:
            known[at] = put_right(of, replace(new, amount=reckoned))
        else:
            return Wanted(labels_of((of,), scene.catalogue), of_one=True)
    return replace(draft, records=tuple(known), said=f"{draft.said}\n{said}")


def is_nameless(record: Record) -> bool:
    """Whether it is a figure of nobody knows what."""
    return record.indicator is None and not record.candidates


def joining(draft: Telling, new: Record) -> Record:
    """A figure beside those that wait, for their period where it has none of its own."""
    first = draft.records[0] if draft.records else new
    is_own = new.period_said or (first.fixes and not first.period_said)
    return new if is_own else replace(new, period=first.period)


def change_of(new: Record, of: Record, scene: Scene) -> Change:
    """What the new figure does to the one that waits."""
    if new.amount is None or of.amount is None:
        return Change.ANEW
    change = change_in(new.text, scene.catalogue.find(of.indicator), scene)
    if change in {Change.LESS, Change.UNSURE}:
        return change
    if new.way is Way.ADD:
        return Change.MORE
    return Change.ANEW if new.way is Way.SET else change


def with_change(of: Record, new: Record, change: Change, catalogue: Catalogue) -> Amount | None:
    """11 with 'thêm 2' is 13, with 'bớt 2' it is 9; None where nothing can be reckoned."""
    item = catalogue.find(of.indicator)
    if item is None or not adds_up(item) or of.amount is None or new.amount is None or change is Change.UNSURE:
        return None
    old, step = of.amount, new.amount
    if old.value is None or step.value is None:
        return None
    if change is Change.MORE:
        return added([old, step])
    left = old.value - step.value
    return replace(old, value=left) if left >= 0 and old.denominator is None and step.denominator is None else None


def is_told_twice(new: Record, of: Record, change: Change, scene: Scene) -> bool:
    """'kết nạp thêm 2' after 'kết nạp thêm 5' may say it anew: whether it is on top is asked."""
    before = change_in(of.text, scene.catalogue.find(of.indicator), scene)
    return change is Change.MORE and new.way is None and new.indicator is not None and before is Change.MORE


def is_of_another_time(new: Record, of: Record) -> bool:
    """Whether it is a figure of its own beside one that waits, for another period."""
    is_ahead = any(doubt.code == "future_period" for doubt in of.doubts)
    has_both = new.amount is not None and of.amount is not None
    return new.period_said and new.period != of.period and has_both and not is_ahead


def apart(new: Record, of: Record, intent: Intent) -> Record:
    """The figure of another period; a correction, or the same once more, may be meant in place of the first."""
    may_replace = intent is Intent.CORRECTION or new.amount == of.amount
    return replace(new, indicator=of.indicator, candidates=of.candidates, may_replace=may_replace)


def only_one(records: Sequence[Record], at: int) -> list[Record]:
    """Without the later records of the same figure."""
    this = records[at]
    return [
        record
        for place, record in enumerate(records)
        if place <= at or (record.indicator, record.period) != (this.indicator, this.period)
    ]


def same_figure(records: Sequence[Record], new: Record) -> list[int]:
    """The places of the waiting records of the same indicator."""
    if new.indicator is None:
        return []
    return [at for at, record in enumerate(records) if record.indicator == new.indicator]


def meant_of(draft: Telling, new: Record, said: str, scene: Scene) -> int | None:
    """Which waiting record is spoken of: by its indicator, by the figure that was wrong, or the only one there is."""
    same = same_figure(draft.records, new)
    if new.period_said and (exact := [at for at in same if draft.records[at].period == new.period]):
        return exact[0]
    if len({draft.records[at].period for at in same}) == 1:
        return same[0]
    if not is_nameless(new):
        return None
    if draft.expected is not None:
        at = draft.at if draft.open in {Open.DOUBT, Open.WAY} else 0
        return at if is_only_a_figure(new.text, scene.catalogue.find(draft.expected), scene) else None
    if len({(record.indicator, record.period) for record in draft.records}) == 1:
        return len(draft.records) - 1 if is_only_a_figure(new.text, None, scene) else None
    wrong = {number.value for number in find_numbers(said)} - ({new.amount.value} if new.amount else set())
    named = [at for at, record in enumerate(draft.records) if record.amount and record.amount.value in wrong]
    return named[0] if len(named) == 1 else None


def put_right(record: Record, new: Record) -> Record:
    """The record with another figure or period."""
    return replace(
        record,
        amount=new.amount or record.amount,
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


def without(draft: Telling, heard: Sequence[Heard], periods: Collection[Period]) -> Telling:
    """Without the records of these indicators and periods; without all where none is named."""
    named = {each.indicator for each in heard}
    kept = tuple(
        item
        for item in draft.records
        if (named and item.indicator not in named) or (periods and item.period not in periods)
    )
    return replace(draft, records=kept)


def labels_of(records: Sequence[Record], catalogue: Catalogue) -> tuple[str, ...]:
    """What records are called, each with its period where they are of several."""
    has_several = len({record.period for record in records}) > 1
    return tuple(
        f"{label_of(record, catalogue)} {record.period.name}" if has_several else label_of(record, catalogue)
        for record in records
    )


def label_of(record: Record, catalogue: Catalogue) -> str:
    """What a record is called."""
    indicator = catalogue.find(record.indicator)
    return words.name_of(indicator) if indicator else record.text
