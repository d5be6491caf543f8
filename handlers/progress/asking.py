"""The question that is open about a draft, with what stands in the ledger now."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from handlers import speech
from handlers.flow import Ask, Stop
from handlers.messages import Reply
from handlers.progress.beginning import nothing_new
from handlers.progress.beside import Placed, asking, doubt_put, place_all
from handlers.progress.draft import MAY_STAND, Open, Purpose, Record, Telling, Way, first_of_two
from handlers.standing import IMAGINED, Own, View, read_view, stands, steps_to_drop, with_steps
from handlers.talk import Talk
from handlers.wording import progress as words
from knowledge.dates import Period, month_of
from union import store
from union.indicators import Catalogue, Indicator
from union.ledger import in_force
from union.scope import Scope


def asked(db: Session, talk: Talk, draft: Telling) -> Ask[Telling] | Stop:
    """The question that is open, with what stands now; what was let go is said first."""
    if not draft.skipped:
        return asked_next(db, talk, draft)
    lead = words.skipped(draft.skipped)
    if not draft.records:
        return Stop(Reply(lead))
    match asked_next(db, talk, replace(draft, skipped="")):
        case Ask(fresh, reply):
            return Ask(fresh, replace(reply, text=f"{lead}\n{reply.text}"))
        case ended:
            return ended


def asked_next(db: Session, talk: Talk, draft: Telling) -> Ask[Telling] | Stop:
    """The question itself, of what is still open."""
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
    if any(record.indicator and view.catalogue.find(record.indicator) is None for record in draft.records):
        return Stop(words.of_a_question())
    return question(asking(draft, view), view, talk)


def view_of(db: Session, talk: Talk, scope: Scope, draft: Telling) -> View:
    """The ledger that the draft is about."""
    unit = store.find_unit(db, draft.unit)
    assert unit is not None
    catalogue = speech.catalogue_of_unit(db, talk, draft.unit)
    periods = [record.period for record in draft.records]
    return read_view(db, talk, scope, Own(unit.code, unit.name), catalogue=catalogue, periods=periods)


def question(draft: Telling, view: View, talk: Talk) -> Ask[Telling] | Stop:
    """What is asked about the draft, in words; a question about one figure names those that wait beside it."""
    decided = open_question(draft, view, talk)
    if draft.open is Open.CONFIRM or isinstance(decided, Stop):
        return decided
    others = [
        waiting(record, draft, view.catalogue)
        for at, record in enumerate(draft.records)
        if at != draft.at and record.amount and draft.open is not Open.WHEN
    ]
    return Ask(decided.draft, words.with_others(decided.reply, others))


def waiting(record: Record, draft: Telling, catalogue: Catalogue) -> str:
    """A figure that waits beside the one that is asked about, with its period where that is another."""
    indicator = catalogue.find(record.indicator)
    if indicator is None or record.amount is None:
        return words.not_named_yet(record.text)
    own = record.period.name if record.period != draft.records[draft.at].period else ""
    return words.said_figure_of(indicator, record.amount, own)


def open_question(draft: Telling, view: View, talk: Talk) -> Ask[Telling] | Stop:
    """What is asked about one record, or whether all are right."""
    record = draft.records[draft.at]
    match draft.open:
        case Open.NAME:
            odd = next(iter(record.doubts), None)
            text = words.doubt_text(odd.code, None, record.amount, record.period, odd.text) if odd else ""
            return Ask(draft, words.name_the_figure(record.text, text, again=bool(draft.tries)))
        case Open.WHICH:
            period = record.period.name if record.fixes and record.period != view_month(view) else ""
            return Ask(draft, words.which_indicator(record.text, options(record, view.catalogue), period))
        case Open.DOUBT:
            doubt = doubt_put(draft, view)
            item = view.catalogue.find(record.indicator)
            text = words.doubt_text(doubt.code, item, record.amount, record.period, doubt.text)
            return Ask(draft, words.doubt(text, may_stand=doubt.code in MAY_STAND))
        case Open.WHEN:
            return Ask(draft, when_question(draft, view))
    placed = [item for item in place_all(draft, view) if item is not None]
    if draft.open is Open.WAY:
        return Ask(draft, way_question(placed[draft.at], view, talk))
    return confirming(draft, placed, view)


def options(record: Record, catalogue: Catalogue) -> list[tuple[Indicator, str]]:
    """The indicators to choose from, each with what choosing it says."""
    found = [item for code in record.candidates if (item := catalogue.find(code))]
    return [(item, words.option_says(item, record.amount)) for item in found]


def when_question(draft: Telling, view: View) -> Reply:
    """For both periods, or for the one that was said last."""
    record, first = draft.records[draft.at], first_of_two(draft.records, draft.at)
    item = view.catalogue.find(record.indicator)
    assert item is not None
    assert first is not None
    assert record.amount is not None
    assert first.amount is not None
    return words.both_or_last(item, (first.amount, first.period), (record.amount, record.period))


def way_question(beside: Placed, view: View, talk: Talk) -> Reply:
    """In place of what stands, or on top of it; of the newest entry, or of all."""
    assert beside.stood is not None
    if beside.record.fixes:
        mended = place_all(Telling("", (replace(beside.record, way=Way.LAST),)), view)[0]
        assert mended is not None
        return words.last_or_all(beside.item, beside.stood.last.amount, mended.after)
    at = beside.stood.last.recorded_at
    return words.set_or_add(view.name, beside.item, None if at == IMAGINED else at, talk.visit.today)


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


def let_go(db: Session, talk: Talk, draft: Telling) -> Reply:
    """Nothing is asked any more: what was not recorded, or that nothing was taken out."""
    if draft.purpose is Purpose.DELETE:
        return words.not_deleted()
    catalogue = speech.catalogue_of_unit(db, talk, draft.unit) if draft.unit else speech.catalogue_of_talk(db, talk)
    return words.let_go([waiting(record, draft, catalogue) for record in draft.records if record.amount])


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
