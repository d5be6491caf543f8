"""Writes what was agreed into the ledger, and says what it comes to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from handlers import drafting
from handlers.flow import Ask, Finished, Stop
from handlers.progress.asking import asked, goings, view_of
from handlers.progress.beside import Placed, come_of, place_all
from handlers.progress.draft import Purpose, Telling, drafts
from handlers.standing import Step as Line
from handlers.standing import View, course
from handlers.talk import Talk
from handlers.wording import progress as words
from scheduler import store as filed
from scheduler.filings import FILED, Filing
from union import store
from union.ledger import Amount, Move
from union.records.store import NewEntry, add_entry
from union.scope import Scope


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
    periods = {item.indicator: item.period for item in placed}
    found = [come for item, period in periods.items() if (come := come_of(course(view, item, period)))]
    lines = [words.come(come) for come in found]
    reports = filed.filings(db, scope, filed.Which(units=(draft.unit,)))
    touched = [item for item in reports if any(covers(db, item, each) for each in placed)]
    lines += [words.after_submission(item.period.name, item.version) for item in touched if item.state in FILED]
    if draft.purpose is not Purpose.CORRECT:
        exact = [item for item in touched if drafting.period_of(item.period) in {each.period for each in placed}]
        owed = [item for item in exact if item.is_owed]
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
