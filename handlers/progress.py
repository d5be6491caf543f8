"""Progress in a line: a chair's figures are repeated back, confirmed, and kept in the ledger as the chair's draft."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import drafting, speech, wording
from handlers.flow import Again, Aside, Ask, Done, Drafts, Finished, Stop, Unknown
from handlers.flow import Step as Decided
from handlers.messages import Reply
from handlers.standing import Step as Line
from handlers.standing import View, adds_up, course, read_view, stands, steps_to_drop, with_steps
from handlers.talk import Begin, Outcome, Scene, Talk
from handlers.telling import (
    MAY_STAND,
    Going,
    Open,
    Own,
    Placed,
    Purpose,
    Record,
    Telling,
    Way,
    accepting,
    asking,
    come_of,
    doubt_put,
    label_of,
    merged,
    moved,
    place_all,
    records_of,
    with_record,
    without,
)
from handlers.wording import progress as words
from knowledge.dates import Period, PeriodKind, day_of, find_dates, find_periods, month_of
from knowledge.document import UnitCode
from knowledge.numbers import find_numbers
from knowledge.text import clean, fold, tokens
from scheduler import store as filed
from scheduler.filings import FILED, Filing
from union import store
from union.entry import Intent, Understood, understand
from union.forms.form import FieldKind
from union.indicators import Catalogue, Indicator, IndicatorId
from union.ledger import Amount, Entry, Move, in_force
from union.naming import named_units
from union.records.store import NewEntry, add_entry, entries_of
from union.roster import SPEAKS, STAFF, Unit, UnitKind
from union.scope import Scope

drafts = Drafts("progress/1", TypeAdapter(Telling))
GOES_ON = "\x1f"
"""Before a draft that goes on from a fresh reading of the ledger; nobody types it."""
SPOKEN_OF = timedelta(days=31)
"""So long a figure is the one that 'sửa lại là 6' may mean."""
SAME_WORDS = timedelta(days=1)
ADD_WORDS = (
    "cộng thêm",
    "cộng vào",
    "cộng",
    "cộng dồn",
    "là số mới",
    "số mới",
    "thêm",
    "ghi thêm",
    "là số mới, cộng thêm",
)
SET_WORDS = ("thay", "thay thế", "thay số cũ", "thay cả", "ghi đè", "sửa", "thay số", "lấy số mới", "thay hết")
LAST_WORDS = ("thay số vừa cộng", "thay số vừa rồi", "số vừa cộng", "số vừa rồi")
KEEP_WORDS = (words.KEEP_WORDS, "giữ số cũ", "đã gồm", "đã tính rồi", "có rồi", "đã có rồi")
WITH_FIGURE = re.compile(r"(?P<way>thay|cong them|cong vao|cong)(?: (?:thanh|bang|la))? \S+(?: \S+){0,3}")
OF_A_FORM = re.compile(r"\b(?:o|muc) (?:so )?\d{1,2}\b|\bghi ho\b")
"""'sửa ô 3' and 'ghi hộ' belong to the report and to the office."""
BESIDE_PERIOD = frozenset(
    (
        "cua",
        "la",
        "co",
        "nhe",
        "a",
        "thi",
        "phai",
        "cho",
        "ky",
        "so",
        "lieu",
        "do",
        "moi",
        "dung",
        "nham",
        "ah",
        "o",
        "trong",
        "tinh",
        "vao",
        "sua",
        "lai",
        "thanh",
    )
)


# Reading


def reads(db: Session, talk: Talk) -> Outcome | Begin | None:
    """Takes what tells, corrects or takes back a figure of the speaker's own unit; a question it leaves alone."""
    if not speaks(talk) or OF_A_FORM.search(fold(talk.said)) or speech.is_filing(talk.said):
        return None
    if not tells(db, talk):
        return None
    if not talk.is_private:
        return Outcome((wording.private_only(),), replace(talk.memory, menu=(), rest=""))
    return Begin("progress", talk.said)


def speaks(talk: Talk) -> tuple[Own, ...]:
    """The units that the speaker speaks for, by their seats."""
    seats = talk.person.seats if talk.person else ()
    found = {seat.unit: Own(seat.unit, seat.unit_name) for seat in seats if seat.role in SPEAKS}
    return tuple(found.values())


def tells(db: Session, talk: Talk) -> bool:
    """Whether it is surely a message about figures of one's own."""
    if wording.means(talk.said, ADD_WORDS):
        return bool(said_last(db, talk, SAME_WORDS))
    return is_telling(understood_in(db, talk), talk.said)


def is_telling(got: Understood, said: str) -> bool:
    """Whether something is told, put right or taken back in it."""
    match got.intent:
        case Intent.PROGRESS:
            return any(takes(got, place, said) for place in range(len(got.heard)))
        case Intent.CORRECTION:
            has_figure = any(heard.amount or heard.period for heard in got.heard)
            return not speech.asks(said) and (has_figure or len(tokens(said)) <= 4)
        case Intent.DELETE:
            named = any(heard.indicator for heard in got.heard)
            return not speech.asks(said) and (named or OF_A_FIGURE.search(fold(said)) is not None)
        case Intent.NO_CHANGE:
            return True
        case _:
            return False


OF_A_FIGURE = re.compile(r"\bso(?: lieu)? (?:vua|moi|do|nay|sai|truoc|toi|em|minh)\b|\b(?:cai|muc) (?:vua|do|nay)\b")
TOLD = re.compile(r"\b(?:da|vua|xong|roi|duoc)\b")
BARE_WORDS_MOST = 4


def takes(got: Understood, place: int, said: str) -> bool:
    """Whether this figure is one to record: named, or next to nothing but a figure; announced ones need a 'đã'."""
    heard = got.heard[place]
    is_named = heard.indicator is not None or bool(heard.candidates)
    if not is_named:
        return heard.amount is not None and len(tokens(said)) <= BARE_WORDS_MOST
    if heard.amount is not None:
        return True
    spoiled = {"letters_in_figure", "range_value"}
    return any(item.at == place and item.code in spoiled for item in got.problems) or bool(TOLD.search(fold(said)))


def understood_in(db: Session, talk: Talk) -> Understood:
    """The message as the speaker's unit would mean it."""
    return understand(talk.said, speech.catalogue_of_talk(db, talk), talk.visit.today)


def reads_others(db: Session, talk: Talk) -> Outcome | Begin | None:
    """A figure told by somebody who may not record it here: nothing is kept, and who may is said. The last reader."""
    got = understood_in(db, talk)
    sure = got.intent in {Intent.PROGRESS, Intent.CORRECTION} and any(
        heard.indicator and heard.amount for heard in got.heard
    )
    if speaks(talk) or not sure:
        return None
    return Outcome((refusal(db, talk),), replace(talk.memory, menu=(), rest=""))


def refusal(db: Session, talk: Talk) -> Reply:
    """Why a figure is not taken from this speaker."""
    if not talk.is_private:
        return wording.private_only()
    seats = talk.person.seats if talk.person else ()
    if not seats:
        return words.for_officers(talk.visit.office.name, talk.visit.office.phone)
    if any(seat.role in STAFF for seat in seats):
        return words.for_staff()
    above = store.office_of(db, seats[0].unit, seats[0].role, talk.visit.today)
    return words.for_chairs(above.name, above.phone)


# Starting


def start(db: Session, talk: Talk, argument: str) -> Decided[Telling, Telling]:
    """Reads what stands, and asks what is open: of a new message, or of a draft that goes on."""
    if not talk.is_private:
        return Stop(wording.private_only())
    own = speaks(talk)
    if not own:
        return Stop(refusal(db, talk))
    if argument.startswith(GOES_ON):
        try:
            return asked(db, talk, drafts.load(drafts.name, argument.removeprefix(GOES_ON)))
        except Unknown:
            return Stop(wording.begin_again())
    begun = first(db, replace(talk, said=argument), own)
    return Stop(begun) if isinstance(begun, Reply) else asked(db, talk, begun)


def first(db: Session, talk: Talk, own: tuple[Own, ...]) -> Telling | Reply:
    """What a message begins: a record, a correction, a deletion, or 'không có gì mới'."""
    draft = Telling(talk.said, units=own, unit=own[0].code if len(own) == 1 else UnitCode(""))
    if wording.means(talk.said, ADD_WORDS):
        return repeated(db, talk, draft)
    named = named_in(db, talk, own)
    if isinstance(named, Reply):
        return named
    draft = replace(draft, unit=named.code if named else draft.unit)
    got = understood_in(db, talk)
    match got.intent:
        case Intent.NO_CHANGE:
            return replace(draft, purpose=Purpose.NOTHING_NEW)
        case Intent.CORRECTION:
            return correcting(db, talk, draft, got)
        case Intent.DELETE:
            return deleting(db, talk, draft, got)
        case Intent.PROGRESS if got.heard:
            said_before = same_words(db, talk)
            return said_before or replace(draft, records=records_of(got, talk.visit.today))
        case _:
            return words.nothing_taken(got.problem.text if got.problem else "")


def named_in(db: Session, talk: Talk, own: tuple[Own, ...]) -> Own | Reply | None:
    """The unit that the message names: one of the speaker's, or somebody else's, which is refused."""
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


def said_last(db: Session, talk: Talk, within: timedelta) -> list[Entry]:
    """What the speaker recorded and still counts, the newest first."""
    if talk.person is None:
        return []
    scope = store.scope_of(db, talk.person, talk.visit.today)
    entries = entries_of(db, scope, sorted(scope.acts_for))
    mine = [
        entry
        for entry in in_force(entries)
        if entry.author == talk.person.id and entry.recorded_at >= talk.visit.now - within and not entry.by_staff
    ]
    return sorted(mine, key=lambda entry: -entry.id)


def same_time(entries: Sequence[Entry]) -> list[Entry]:
    """Those of the newest message, in its order."""
    newest = [entry for entry in entries if entry.recorded_at == entries[0].recorded_at]
    return sorted(newest, key=lambda entry: entry.id)


def same_words(db: Session, talk: Talk) -> Reply | None:
    """What to say when the very words were recorded within a day; None where they were not."""
    wanted = wording.plain(talk.said)
    same = [entry for entry in said_last(db, talk, SAME_WORDS) if wording.plain(entry.said) == wanted]
    if not same:
        return None
    catalogue = speech.catalogue_of_talk(db, talk)
    told = same_time(same)
    lines = [
        words.said_figure(indicator, entry.amount) for entry in told if (indicator := catalogue.find(entry.indicator))
    ]
    return words.already(told[0].recorded_at, talk.visit.today, lines) if lines else None


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


def correcting(db: Session, talk: Talk, draft: Telling, got: Understood) -> Telling | Reply:
    """A correction of what the speaker recorded last, by its indicator or as the only figure of the last message."""
    last = said_last(db, talk, SPOKEN_OF)
    records = []
    for record in records_of(got, talk.visit.today):
        known = [entry for entry in last if entry.indicator == record.indicator]
        batch = known[:1] if record.indicator else same_time(last) if last else []
        if record.indicator is None and not batch and not record.candidates:
            return words.nothing_to_correct()
        records.append(corrected(record, batch))
        if batch:
            draft = replace(draft, unit=batch[0].unit)
    if not records:
        return words.nothing_to_correct()
    return replace(draft, purpose=Purpose.CORRECT, records=tuple(records))


def corrected(record: Record, batch: Sequence[Entry]) -> Record:
    """The figure in place of an entry; of several entries which one is asked."""
    if not batch:
        return record
    period = record.period if record.period_said else batch[0].period
    fixed = replace(record, period=period, way=None, fixes=True, amount=record.amount or batch[0].amount)
    if record.indicator is None and len(batch) == 1:
        return replace(fixed, indicator=batch[0].indicator, candidates=())
    if record.indicator is None:
        return replace(fixed, candidates=tuple(entry.indicator for entry in batch))
    return fixed


def deleting(db: Session, talk: Talk, draft: Telling, got: Understood) -> Telling | Reply:
    """Which entries go: those named, or those of the last message."""
    last = said_last(db, talk, SPOKEN_OF)
    named = [heard for heard in got.heard if heard.indicator]
    if not last:
        return words.nothing_to_correct()
    gone = [] if named else same_time(last)
    for heard in named:
        found = [entry for entry in last if entry.indicator == heard.indicator]
        found = [entry for entry in found if heard.period in {None, entry.period}]
        if not found:
            return words.which_record(words.name_of(speech.catalogue_of_talk(db, talk)[found_id(heard.indicator)]))
        gone.append(found[0])
    return replace(
        draft, purpose=Purpose.DELETE, unit=gone[0].unit, gone=tuple(Going(entry.id, entry.indicator) for entry in gone)
    )


def found_id(indicator: IndicatorId | None) -> IndicatorId:
    """The indicator of something that was named."""
    assert indicator is not None
    return indicator


# Asking


def asked(db: Session, talk: Talk, draft: Telling) -> Ask[Telling] | Stop:
    """The question that is open, with what stands now."""
    scope = store.scope_of(db, talk.person, talk.visit.today)
    if not draft.unit:
        names = [item.name for item in draft.units]
        return Ask(replace(draft, open=Open.UNIT), words.which_unit(names, draft.said))
    if not scope.may_write(draft.unit):
        return Stop(words.no_longer_yours())
    view = view_of(db, talk, scope, draft)
    if draft.purpose is Purpose.DELETE:
        return asked_to_drop(draft, view)
    if draft.purpose is Purpose.NOTHING_NEW and not draft.records:
        filled = nothing_new(db, talk, scope, draft, view)
        if isinstance(filled, Reply):
            return Stop(filled)
        draft = filled
    if not draft.records:
        return Stop(words.dropped_all())
    return question(asking(draft, view), view, talk)


def view_of(db: Session, talk: Talk, scope: Scope, draft: Telling) -> View:
    """The ledger that the draft is about."""
    unit = store.find_unit(db, draft.unit)
    assert unit is not None
    catalogue = speech.catalogue_of_unit(db, talk, draft.unit)
    return read_view(db, talk, scope, draft.unit, unit.name, catalogue=catalogue, today=talk.visit.today)


def question(draft: Telling, view: View, talk: Talk) -> Ask[Telling] | Stop:
    """What is asked about the draft, in words."""
    record = draft.records[draft.at]
    match draft.open:
        case Open.NAME:
            return Ask(draft, words.name_the_figure(record.text))
        case Open.WHICH:
            return Ask(draft, words.which_indicator(record.text, options(record, view.catalogue)))
        case Open.DOUBT:
            doubt = doubt_put(draft, view)
            item = view.catalogue.find(record.indicator)
            text = words.doubt_text(doubt.code, item, record.amount, record.period, doubt.text)
            return Ask(draft, words.doubt(text, may_stand=doubt.code in MAY_STAND))
    placed = [item for item in place_all(draft, view) if item is not None]
    if draft.open is Open.WAY:
        return Ask(draft, way_question(placed[draft.at], view, talk))
    return confirming(draft, placed, view)


def options(record: Record, catalogue: Catalogue) -> list[tuple[Indicator, str]]:
    """The indicators to choose from, each with what choosing it says."""
    found = [item for code in record.candidates if (item := catalogue.find(code))]
    return [(item, words.option_says(item, record.amount)) for item in found]


def way_question(beside: Placed, view: View, talk: Talk) -> Reply:
    """In place of what stands, or on top of it; of the newest entry, or of all."""
    assert beside.stood is not None
    if beside.record.fixes:
        mended = place_all(Telling("", (replace(beside.record, way=Way.LAST),)), view)[0]
        assert mended is not None
        return words.last_or_all(beside.item, beside.stood.last.amount, mended.after)
    return words.set_or_add(view.name, beside.item, beside.stood.last.recorded_at, talk.visit.today)


def confirming(draft: Telling, placed: Sequence[Placed], view: View) -> Ask[Telling] | Stop:
    """Repeats back what will be recorded; a figure that stands already is not recorded again."""
    only = placed[0]
    if len(placed) == 1 and only.way is Way.SET and only.stood is not None and only.stood.amount == only.amount:
        return Stop(words.unchanged(only.indicator, only.amount, only.period))
    if len(placed) == 1 and words.change(only.item):
        is_plain = draft.purpose is Purpose.CORRECT and only.period == view_month(view)
        heading = "" if is_plain else words.heading_of(only.item, view.name)
        return Ask(draft, words.one_change(only.item, heading))
    heading = words.zeros_heading(placed[0].period.name, len(placed)) if draft.purpose is Purpose.NOTHING_NEW else ""
    return Ask(draft, words.echo(view.name, [item.item for item in placed], with_name=heading))


def view_month(view: View) -> Period:
    """The month of today."""
    return month_of(view.today.year, view.today.month)


def asked_to_drop(draft: Telling, view: View) -> Ask[Telling] | Stop:
    """Which entries go, and what is left."""
    gone = goings(draft, view)
    if not gone:
        return Stop(words.nothing_to_correct())
    return Ask(replace(draft, open=Open.CONFIRM), words.confirm_delete(gone, view.today))


def goings(draft: Telling, view: View) -> list[words.Gone]:
    """The entries that still count and would go, with what is left of each."""
    counting = {entry.id: entry for entry in in_force(view.entries)}
    found = []
    for entry in (counting[going.entry] for going in draft.gone if going.entry in counting):
        indicator = view.catalogue.find(entry.indicator)
        if indicator is None:
            continue
        then = with_steps(view, indicator, entry.period, steps_to_drop([entry]))
        left = stands(then, indicator, entry.period)
        found.append(
            words.Gone(
                entry.id, indicator, entry.period, entry.amount, entry.recorded_at, left.amount if left else None
            )
        )
    return found


# Nothing new


def nothing_new(db: Session, talk: Talk, scope: Scope, draft: Telling, view: View) -> Telling | Reply:
    """Nought for every figure of the month's report that is empty; a stock stays as it was last."""
    owed = [
        item
        for item in filed.filings(db, scope, filed.Which(units=(draft.unit,), owed=True))
        if item.period.start <= talk.visit.today and (item.period.end - item.period.start).days <= 31
    ]
    if not owed:
        return words.nothing_open()
    filing = owed[0]
    records = empty_fields(db, scope, filing, view)
    if not records:
        return words.nothing_empty(filing.period.name)
    return replace(draft, records=records)


def empty_fields(db: Session, scope: Scope, filing: Filing, view: View) -> tuple[Record, ...]:
    """A record for each figure field without an answer: nought, or the stock of last time."""
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
        if adds_up(indicator):
            records.append(Record(indicator.id, Amount(value=words.ZERO), period, way=Way.SET, period_said=True))
        elif (last := drafting.last_of(db, scope, filing, item)) and last.answer.amount:
            note = words.as_in(last.period_name)
            records.append(Record(indicator.id, last.answer.amount, period, way=Way.SET, note=note, period_said=True))
    return tuple(records)


# Deciding


def step(draft: Telling, said: str, scene: Scene) -> Decided[Telling, Telling]:
    """A yes, an answer to what is open, or a correction; anything else belongs elsewhere."""
    if wording.plain(said) == wording.plain(draft.said.rpartition("\n")[2]) and not wording.is_bare_answer(said):
        return go_on(draft)
    if draft.open is Open.UNIT:
        return unit_chosen(draft, said)
    answered = answer(draft, said, scene)
    if answered is not None:
        return answered
    if wording.is_yes(said):
        return agreed(draft)
    if wording.may_mean_no(said):
        return Ask(draft, words.yes_or_right())
    if wording.is_no(said):
        return Stop(words.not_deleted()) if draft.purpose is Purpose.DELETE else Ask(draft, words.what_is_wrong())
    if head := speech.yes_before(said):
        return agreed_and_more(draft, head, said, scene)
    return changed(draft, said, scene)


def go_on(draft: Telling) -> Again:
    """From a fresh reading of the ledger."""
    return Again(GOES_ON + drafts.dump(draft))


def agreed(draft: Telling) -> Decided[Telling, Telling]:
    """Yes to what is open."""
    if draft.open is Open.CONFIRM:
        return Done(draft)
    if draft.open is Open.DOUBT and draft.about in MAY_STAND:
        return go_on(accepting(draft))
    return go_on(draft)


def agreed_and_more(draft: Telling, head: str, said: str, scene: Scene) -> Decided[Telling, Telling]:
    """'uh. co lui han dc ko': yes, and something besides; more figures are repeated back first."""
    rest = clean(said)[len(head) :].strip(wording.SIGNS)
    got = understand(rest, scene.catalogue, scene.today)
    if is_telling(got, rest):
        return changed(draft, rest, scene)
    decided = agreed(draft)
    return Done(decided.result, aside=rest) if isinstance(decided, Done) else Ask(draft, words.yes_or_right())


def answer(draft: Telling, said: str, scene: Scene) -> Decided[Telling, Telling] | None:
    """What chooses among the things that were offered; None where it chooses none."""
    match draft.open:
        case Open.NAME:
            return named_figure(draft, said, scene)
        case Open.WHICH:
            return chosen(draft, said, scene)
        case Open.WAY:
            return way_said(draft, said)
    return None


def unit_chosen(draft: Telling, said: str) -> Decided[Telling, Telling]:
    """One of the speaker's units, as it is called."""
    units = [Unit(item.code, item.name, UnitKind.GRASSROOTS) for item in draft.units]
    exact = [item for item in draft.units if wording.plain(said) == wording.plain(words.unit_says(item.name))]
    named = [found.candidates[0].code for found in named_units(said, units) if len(found.candidates) == 1]
    codes = {item.code for item in exact} or set(named)
    if len(codes) != 1:
        return Aside()
    return go_on(replace(draft, unit=codes.pop()))


def named_figure(draft: Telling, said: str, scene: Scene) -> Decided[Telling, Telling] | None:
    """'kết nạp đoàn viên' after '50': the same figure with its name."""
    record = draft.records[draft.at]
    if speech.asks(said):
        return None
    got = understand(f"{said} {record.text}", scene.catalogue, scene.today)
    new = records_of(got, scene.today)
    if got.intent is not Intent.PROGRESS or len(new) != 1 or not (new[0].indicator or new[0].candidates):
        return None
    kept = replace(new[0], way=record.way, text=new[0].text)
    return go_on(replace(with_record(draft, kept), said=f"{draft.said}\n{said}"))


def chosen(draft: Telling, said: str, scene: Scene) -> Decided[Telling, Telling] | None:
    """One of the indicators that were offered: by its sentence, or by words that only one of them has."""
    record = draft.records[draft.at]
    plain = wording.plain(said)
    offered = options(record, scene.catalogue)
    found = [item for item, says in offered if plain in {wording.plain(says), wording.plain(item.name)}]
    if not found and not speech.asks(said):
        typed = {token.bare for token in tokens(said)}
        found = [item for item, _ in offered if typed and typed <= {token.bare for token in tokens(item.name)}]
    if len(found) != 1:
        got = understand(said, scene.catalogue, scene.today)
        heard = {each.indicator for each in got.heard}
        found = [item for item, _ in offered if item.id in heard]
    if len(found) != 1:
        return None
    return go_on(with_record(draft, replace(record, indicator=found[0].id, candidates=())))


def way_said(draft: Telling, said: str) -> Decided[Telling, Telling] | None:
    """'thay', 'cộng thêm', 'giữ nguyên'; with one record only, what was shown is then recorded."""
    record = draft.records[draft.at]
    if wording.means(said, KEEP_WORDS):
        kept = replace(draft, records=tuple(item for at, item in enumerate(draft.records) if at != draft.at))
        return go_on(kept) if kept.records else Stop(words.kept_as_is())
    way = way_in(said, record)
    if way is None:
        return None
    settled = with_record(draft, replace(record, way=way))
    return Done(settled) if len(draft.records) == 1 else go_on(settled)


def way_in(said: str, record: Record) -> Way | None:
    """Which way was chosen; a figure beside it must be the one that was shown."""
    if wording.means(said, LAST_WORDS):
        return Way.LAST if record.fixes else None
    if wording.means(said, SET_WORDS):
        return Way.SET
    if wording.means(said, ADD_WORDS) and not record.fixes:
        return Way.ADD
    found = WITH_FIGURE.fullmatch(wording.plain(said))
    if (
        found is None
        or record.amount is None
        or {number.value for number in find_numbers(said)} != {record.amount.value}
    ):
        return None
    return Way.SET if found["way"] == "thay" else None if record.fixes else Way.ADD


def changed(draft: Telling, said: str, scene: Scene) -> Decided[Telling, Telling]:
    """A figure put right, added or dropped, or another period; what is none of these belongs elsewhere."""
    got = understand(said, scene.catalogue, scene.today, (), draft.expected)
    if draft.purpose is Purpose.DELETE:
        return fewer_to_drop(draft, got)
    match got.intent:
        case Intent.PROGRESS | Intent.CORRECTION if is_telling(got, said) or is_expected(draft, got):
            new = merged(draft, got, said, scene.today)
            if new is None:
                return Ask(draft, words.name_the_item([label_of(item, scene.catalogue) for item in draft.records]))
            return go_on(new)
        case Intent.DELETE if is_telling(got, said):
            left = without(draft, [heard.indicator for heard in got.heard])
            return go_on(left) if left.records else Stop(words.dropped_all())
        case Intent.NO_CHANGE:
            return Ask(draft, words.yes_or_right())
    period = only_period(said, scene)
    return go_on(moved(draft, period, said)) if period else Aside()


def is_expected(draft: Telling, got: Understood) -> bool:
    """Whether it is the bare figure of the one record there is."""
    return draft.expected is not None and any(heard.indicator == draft.expected and heard.amount for heard in got.heard)


def fewer_to_drop(draft: Telling, got: Understood) -> Decided[Telling, Telling]:
    """Only the named ones of what would go."""
    named = {heard.indicator for heard in got.heard}
    kept = tuple(going for going in draft.gone if going.indicator in named)
    if got.intent is Intent.QUESTION or not kept or kept == draft.gone:
        return Aside()
    return go_on(replace(draft, gone=kept))


def only_period(said: str, scene: Scene) -> Period | None:
    """'của tháng 10 nhé': a period and next to nothing else."""
    if speech.asks(said):
        return None
    days = [(each.start, each.end, day_of(each.day)) for each in find_dates(said, scene.today)]
    found = days or [(each.start, each.end, each.period) for each in find_periods(said, scene.today)]
    if len(found) != 1:
        return None
    start, end, period = found[0]
    cleaned = clean(said)
    rest = {token.bare for token in tokens(f"{cleaned[:start]} {cleaned[end:]}")}
    return period if rest <= BESIDE_PERIOD and period.kind is not PeriodKind.TERM else None


def resume(db: Session, talk: Talk, draft: Telling) -> Decided[Telling, Telling]:
    """The open question again, with what stands now."""
    return asked(db, talk, draft)


def left(draft: Telling) -> Reply:
    """Nothing of the draft is kept."""
    return words.not_deleted() if draft.purpose is Purpose.DELETE else wording.cancelled()


# Writing


def finish(db: Session, talk: Talk, result: Telling, now: datetime) -> Finished:
    """Writes the entries as the chair's draft, unless the seat or the ledger has changed since the question."""
    person = store.officer_at(db, talk.visit.inbound.sender, now.date())
    scope = store.scope_of(db, person, now.date())
    if person is None or not scope.may_write(result.unit):
        return Finished((words.no_longer_yours(),))
    talk = replace(talk, person=person)
    hold(db, scope, result)
    view = view_of(db, talk, scope, result)
    if result.purpose is Purpose.DELETE:
        return drop(db, talk, scope, result, view, now=now)
    placed = [item for item in place_all(result, view) if item is not None]
    if any(item.way is None or stood_of(item) != item.record.stood for item in placed):
        return asked_anew(db, talk, result)
    for item in placed:
        for line in item.steps:
            add_entry(db, scope, entry_of(talk, result, item, line), now)
    drafting.refresh(db, scope, (result.unit,), view.catalogue, now)
    after = view_of(db, talk, scope, result)
    lines = receipt(db, scope, result, placed, after)
    if result.purpose is Purpose.CORRECT:
        return Finished((words.corrected(now, lines),))
    return Finished((words.recorded(lines),))


def hold(db: Session, scope: Scope, draft: Telling) -> None:
    """Nobody else writes for an open report of the unit until the end."""
    owed = filed.filings(db, scope, filed.Which(units=(draft.unit,), owed=True))
    for item in owed[:1]:
        filed.hold_filing(db, scope, item.id)


def stood_of(item: Placed) -> Amount | None:
    """What stands now."""
    return item.stood.amount if item.stood else None


def asked_anew(db: Session, talk: Talk, draft: Telling) -> Finished:
    """The ledger changed between the question and the yes: the question again, with what stands now."""
    match asked(db, talk, draft):
        case Ask(fresh, reply):
            text = f"{words.stands_anew()}\n{reply.text}"
            return Finished((replace(reply, text=text),), draft=drafts.dump(fresh))
        case Stop(reply):
            return Finished((reply,))


def entry_of(talk: Talk, draft: Telling, item: Placed, line: Line) -> NewEntry:
    """One line of the ledger, with the message it came by."""
    assert talk.person is not None
    inbound = talk.visit.inbound
    return NewEntry(
        unit=draft.unit, indicator=item.indicator.id, period=item.period, move=line.move, amount=line.amount,
        author=talk.person.id, author_name=talk.person.name, address=inbound.sender, event=inbound.id,
        said=draft.said, measure=item.indicator.measure, about=line.about,
    )  # fmt: skip


def receipt(db: Session, scope: Scope, draft: Telling, placed: Sequence[Placed], view: View) -> list[str]:
    """What each figure comes to, and how it meets the reports of its period."""
    indicators = dict.fromkeys(item.indicator for item in placed)
    found = [come for item in indicators if (come := come_of(course(view, item)))]
    lines = [words.come(come) for come in found]
    reports = filed.filings(db, scope, filed.Which(units=(draft.unit,)))
    touched = [item for item in reports if any(covers(db, item, each) for each in placed)]
    lines += [words.after_submission(item.period.name, item.version) for item in touched if item.state in FILED]
    if draft.purpose is not Purpose.CORRECT:
        owed = [item for item in touched if item.is_owed]
        lines += [words.report_so_far(item.period.name, item.filled, item.fields) for item in owed[:1]]
    return lines


def covers(db: Session, report: Filing, item: Placed) -> bool:
    """Whether a report asks for this figure."""
    if not report.period.start <= item.period.start <= item.period.end <= report.period.end:
        return False
    duty = filed.find_duty(db, report.duty)
    return duty is not None and any(each.indicator == item.indicator.id for each in drafting.form_of(db, duty).fields)


def drop(db: Session, talk: Talk, scope: Scope, draft: Telling, view: View, *, now: datetime) -> Finished:
    """Takes the entries out that still count."""
    gone = goings(draft, view)
    if not gone:
        return Finished((words.nothing_to_correct(),))
    assert talk.person is not None
    inbound = talk.visit.inbound
    for item in gone:
        add_entry(
            db, scope,
            NewEntry(
                unit=draft.unit, indicator=item.indicator.id, period=item.period, move=Move.RETRACT,
                amount=item.amount, author=talk.person.id, author_name=talk.person.name, address=inbound.sender,
                event=inbound.id, said=draft.said, measure=item.indicator.measure, about=item.entry,
            ),
            now,
        )  # fmt: skip
    drafting.refresh(db, scope, (draft.unit,), view.catalogue, now)
    return Finished((words.deleted(now, gone),))
