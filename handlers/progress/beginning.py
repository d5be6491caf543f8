"""What does a message begin: a record, a correction, a deletion, or noughts for 'không có gì mới'?"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sqlmodel import Session

from handlers import drafting, speech, wording
from handlers.messages import Reply
from handlers.progress.bare import Change, change_in
from handlers.progress.draft import NAMED, Doubt, Going, Purpose, Record, Telling, Way, records_of
from handlers.progress.hearing import understood_in
from handlers.progress.phrases import ADD_WORDS, SAME_WORDS, SPOKEN_OF
from handlers.progress.recent import said_last, same_time, same_words, taken_out
from handlers.standing import Own, View, adds_up
from handlers.talk import Scene, Talk
from handlers.wording import progress as words
from knowledge.dates import month_of
from knowledge.document import UnitCode
from knowledge.text import fold
from scheduler import store as filed
from scheduler.duties import Cadence
from scheduler.filings import Filing
from union import store
from union.entry import Heard, Intent, Understood
from union.forms.form import FieldKind
from union.indicators import IndicatorId
from union.ledger import Amount, Entry, Move
from union.naming import named_units
from union.roster import UnitKind
from union.scope import Scope

AS_BEFORE = re.compile(r"\b(?:nhu|giong|bang|y)(?: (?:so|cua))? (?:thang|ky|lan|quy|nam) (?:truoc|vua roi|vua qua|\d)")
"""'như tháng trước' is the figures of then, not nought."""


def first(db: Session, talk: Talk, own: tuple[Own, ...]) -> Telling | Reply:
    """What a message begins: a record, a correction, a deletion, or 'không có gì mới'."""
    draft = Telling(talk.said, units=own, unit=own[0].code if len(own) == 1 else UnitCode(""))
    if talk.said.startswith(NAMED):
        return of_one(draft, talk)
    if wording.means(talk.said, ADD_WORDS):
        return repeated(db, talk, draft)
    if speech.takes_back(talk.said):
        return deleting(db, talk, draft, ())
    got = understood_in(db, talk)
    # What names no indicator, said by somebody with one unit, cannot be another unit's figure.
    may_name = len(own) > 1 or any(heard.indicator for heard in got.heard)
    named = named_in(db, talk, own) if may_name else None
    if isinstance(named, Reply):
        return named
    draft = replace(draft, unit=named.code if named else draft.unit)
    match got.intent:
        case Intent.NO_CHANGE:
            return replace(draft, purpose=Purpose.NOTHING_NEW)
        case Intent.CORRECTION:
            return correcting(db, talk, draft, got)
        case Intent.DELETE:
            return deleting(db, talk, draft, got.heard)
        case Intent.PROGRESS if takes_off(db, talk, got):
            return right_figure(db, talk, said_last(db, talk, SPOKEN_OF))
        case Intent.PROGRESS | Intent.NONSENSE if got.heard:
            said_before = same_words(db, talk)
            return said_before or inheriting(db, talk, replace(draft, records=records_of(got, talk.visit.today)))
        case _:
            return words.nothing_taken(got.problem.text if got.problem else "")


def takes_off(db: Session, talk: Talk, got: Understood) -> bool:
    """'bớt 2' where nothing waits: of what stands the right figure is wanted, nobody reckons with it."""
    scene = Scene(talk.visit.today, speech.catalogue_of_talk(db, talk))
    return any(heard.amount and change_in(heard.words, None, scene) is Change.LESS for heard in got.heard)


def of_one(draft: Telling, talk: Talk) -> Telling:
    """'ghi tiến độ kết nạp mới': of which indicator is known, how much is asked."""
    _, indicator, said = talk.said.split(NAMED, maxsplit=2)
    today = talk.visit.today
    record = Record(
        IndicatorId(indicator), None, month_of(today.year, today.month), said, doubts=(Doubt("no_number", ""),)
    )
    return replace(draft, said=said, records=(record,))


def named_in(db: Session, talk: Talk, own: tuple[Own, ...]) -> Own | Reply | None:
    """The unit that the message names: one of the speaker's, or somebody else's, which is refused."""
    if not speech.holds_a_name(talk.said, speech.catalogue_of_talk(db, talk), talk.visit.today):
        return None
    codes = {item.code: item for item in own}
    for named in named_units(talk.said, store.all_units(db)):
        mine = [unit for unit in named.candidates if unit.code in codes]
        if len(mine) == 1:
            return codes[mine[0].code]
        if (
            not mine
            and len(named.candidates) == 1
            and named.candidates[0].kind in {UnitKind.GRASSROOTS, UnitKind.GUILD}
        ):
            return words.only_own([item.name for item in own], named.candidates[0].name)
    return None


def repeated(db: Session, talk: Talk, draft: Telling) -> Telling | Reply:
    """'cộng thêm' after the same words: the figures of the last message once more, on top."""
    last = said_last(db, talk, SAME_WORDS)
    if not last:
        return wording.nothing_open()
    told = same_time(last)
    records = tuple(
        Record(entry.indicator, entry.amount, entry.period, entry.said, Way.ADD, period_said=True) for entry in told
    )
    return replace(draft, said=f"{told[0].said}\n{talk.said}", unit=told[0].unit, records=records)


def inheriting(db: Session, talk: Talk, draft: Telling) -> Telling:
    """'thêm 1 nữa', 'tổng là 7' without a name are of what the speaker recorded just before."""
    only = draft.records[0]
    catalogue = speech.catalogue_of_talk(db, talk)
    known = said_last(db, talk, SAME_WORDS)
    last = [entry for entry in known if (item := catalogue.find(entry.indicator)) and adds_up(item)]
    if len(draft.records) != 1 or only.indicator or only.candidates or only.way is None or not last:
        return draft
    meant = corrected(only, same_time(last))
    return replace(draft, unit=last[0].unit, records=(replace(meant, way=only.way, fixes=False),))


def correcting(db: Session, talk: Talk, draft: Telling, got: Understood) -> Telling | Reply:
    """A correction of what the speaker recorded last, by its indicator or as the only figure of the last message."""
    last = said_last(db, talk, SPOKEN_OF)
    out = taken_out(db, talk, SAME_WORDS)
    records = []
    for record in records_of(got, talk.visit.today):
        batch = spoken_of(record, got.wrong, out, last)
        if record.indicator is None and not batch and not record.candidates:
            return words.nothing_to_correct() if got.wrong is None else words.no_such_figure(got.wrong, record.text)
        is_out = bool(batch) and batch[0] in out
        meant = corrected(record, batch)
        records.append(replace(meant, way=Way.SET, fixes=False) if is_out else meant)
        if batch:
            draft = replace(draft, unit=batch[0].unit)
    if not records:
        return right_figure(db, talk, last)
    purpose = Purpose.CORRECT if any(record.fixes for record in records) or not out else Purpose.RECORD
    return replace(draft, purpose=purpose, records=tuple(records))


def right_figure(db: Session, talk: Talk, last: Sequence[Entry]) -> Reply:
    """'em ghi nhầm rồi': what was recorded last, and that its right figure is wanted."""
    catalogue = speech.catalogue_of_talk(db, talk)
    newest = same_time(last) if last else []
    lines = [words.said_figure(item, each.amount) for each in newest if (item := catalogue.find(each.indicator))]
    return words.right_figure(lines, newest[0].period.name) if lines else words.nothing_to_correct()


def spoken_of(record: Record, wrong: Decimal | None, out: Sequence[Entry], last: Sequence[Entry]) -> list[Entry]:
    """The entries that a correction may mean: what was just taken out, else what counts, by name and wrong figure."""
    named = [entry for entry in (*out, *last) if record.indicator in {None, entry.indicator}]
    told = [entry for entry in named if wrong is not None and entry.amount.value == wrong]
    if told:
        return same_time([entry for entry in told if (entry in out) == (told[0] in out)])
    if record.indicator is not None:
        return [entry for entry in named if entry not in out][:1]
    if wrong is not None or not named:
        return []
    return same_time(out or last)


def corrected(record: Record, batch: Sequence[Entry]) -> Record:
    """The figure in place of an entry; of several entries which one is asked."""
    if not batch:
        return record
    period = record.period if record.period_said else batch[0].period
    fixed = replace(record, period=period, way=None, fixes=True, amount=record.amount or batch[0].amount)
    codes = tuple(dict.fromkeys(entry.indicator for entry in batch))
    if record.indicator is None and len(codes) == 1:
        return replace(fixed, indicator=codes[0], candidates=())
    if record.indicator is None:
        return replace(fixed, candidates=codes)
    return fixed


def deleting(db: Session, talk: Talk, draft: Telling, heard: Sequence[Heard]) -> Telling | Reply:
    """Which entries go: those named, or those of the last message; 'hoàn tác' brings back what has just gone."""
    # A bare 'xoá đi' is of what was done a moment ago, never of a month that is long filed.
    last = said_last(db, talk, SAME_WORDS if speech.undoes_anything(talk.said) else SPOKEN_OF)
    out = taken_out(db, talk, SAME_WORDS)
    named = [each for each in heard if each.indicator]
    if out and not named:
        return restoring(db, talk, draft, same_time(out))
    if not last:
        return words.nothing_to_correct()
    gone = [] if named else same_time(last)
    for each in named:
        found = [entry for entry in last if entry.indicator == each.indicator]
        found = [entry for entry in found if each.period in {None, entry.period}]
        if not found:
            return words.which_record(words.name_of(speech.catalogue_of_talk(db, talk)[found_id(each.indicator)]))
        gone.append(found[0])
    return replace(
        draft, purpose=Purpose.DELETE, unit=gone[0].unit, gone=tuple(Going(entry.id, entry.indicator) for entry in gone)
    )


def restoring(db: Session, talk: Talk, draft: Telling, out: Sequence[Entry]) -> Telling | Reply:
    """What was taken out once more, for 'hoàn tác'; taking out again only says that it has gone."""
    if not speech.undoes(talk.said):
        catalogue = speech.catalogue_of_talk(db, talk)
        return words.gone_already(
            [words.said_figure(item, entry.amount) for entry in out if (item := catalogue.find(entry.indicator))]
        )
    records = tuple(
        Record(
            entry.indicator, entry.amount, entry.period, entry.said, Way.ADD if entry.move is Move.ADD else Way.SET,
            period_said=True,
        )
        for entry in out
    )  # fmt: skip
    return replace(draft, unit=out[0].unit, records=records)


def found_id(indicator: IndicatorId | None) -> IndicatorId:
    """The indicator of something that was named."""
    assert indicator is not None
    return indicator


def nothing_new(db: Session, talk: Talk, scope: Scope, draft: Telling, view: View) -> Telling | Reply:
    """Nought for every figure of the month's report that is empty; a stock stays as it was last."""
    owed = [
        item
        for item in filed.filings(db, scope, filed.Which(units=(draft.unit,), owed=True))
        if item.period.start <= talk.visit.today and (item.period.end - item.period.start).days <= 31
        if is_regular(db, item)
    ]
    if not owed:
        return words.nothing_open()
    filing = owed[0]
    is_same = AS_BEFORE.search(fold(draft.said)) is not None
    records = empty_fields(db, scope, filing, view, as_before=is_same)
    if not records:
        return words.nothing_empty(filing.period.name)
    return replace(draft, records=records)


def is_regular(db: Session, item: Filing) -> bool:
    """Whether the report comes again; 'không có gì mới' answers no question that is put once."""
    duty = filed.find_duty(db, item.duty)
    return duty is not None and duty.cadence is not Cadence.ADHOC


def empty_fields(
    db: Session, scope: Scope, filing: Filing, view: View, *, as_before: bool = False
) -> tuple[Record, ...]:
    """A record for each figure field without an answer: nought, or the stock of last time; `as_before`: all as then."""
    duty = filed.find_duty(db, filing.duty)
    assert duty is not None
    form = drafting.form_of(db, duty)
    answers = drafting.draft_of(db, scope, filing, form, view.catalogue).answers
    period = drafting.period_of(filing.period)
    records = []
    for item in form.fields:
        if item.kind is not FieldKind.FIGURE or item.key in answers:
            continue
        indicator = drafting.indicator_of(view.catalogue, item)
        last = drafting.last_of(db, scope, filing, item) if as_before or not adds_up(indicator) else None
        if adds_up(indicator) and not as_before:
            records.append(Record(indicator.id, Amount(value=words.ZERO), period, way=Way.SET, period_said=True))
        elif last is not None and last.answer.amount:
            note = words.as_in(last.period_name)
            records.append(Record(indicator.id, last.answer.amount, period, way=Way.SET, note=note, period_said=True))
    return tuple(records)
