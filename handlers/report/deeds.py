"""What a message of somebody who fills in a report does: figures, passages, copies, and handing in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from handlers import drafting
from handlers.flow import Finished
from handlers.messages import Address, Notice, Reply
from handlers.report.chosen import choosing
from handlers.report.doubts import doubts_about, meant, oddities
from handlers.report.naming import says_nothing
from handlers.report.seek import Asker, just_sent
from handlers.report.values import Change, Copy, Open, Record, Reporting, Send, Show, Stage, Tell, Turn, Write, drafts
from handlers.report.view import (
    Question,
    View,
    again,
    ask,
    boxes,
    closed,
    differences,
    figure_words,
    near,
    said,
    view_of,
)
from handlers.report.waiting import asked_again
from handlers.talk import Talk
from handlers.wording import report as words
from knowledge.dates import VIETNAM
from knowledge.text import fold
from scheduler import store
from scheduler.filings import Filing
from union import store as union
from union.draft import Answer, Origin, missing
from union.forms.form import Field, FieldKind
from union.ledger import Amount, Move, in_force
from union.records import store as records
from union.roster import Officer


@dataclass(frozen=True, slots=True)
class Pen:
    """What one writes with: the transaction, who speaks, and when."""

    db: Session
    talk: Talk
    person: Officer
    now: datetime

    @property
    def today(self) -> date:
        """The day in Viet Nam."""
        return self.now.astimezone(VIETNAM).date()


def finish(db: Session, talk: Talk, turn: Turn, now: datetime) -> Finished:
    """Writes, after asking the scope and reading the report again: it may have been handed in, or ended, meanwhile."""
    day = now.astimezone(VIETNAM).date()
    person = union.officer_at(db, talk.visit.inbound.sender, day)
    scope = union.scope_of(db, person, day)
    filing = store.hold_filing(db, scope, turn.draft.filing)
    if person is None or filing is None or not scope.may_write(filing.unit):
        return Finished((words.no_longer_yours(),))
    talk = replace(talk, person=person)
    view = view_of(db, talk, scope, filing, now)
    gone = closed(view)
    if gone is not None:
        return Finished((gone,))
    if view.is_in and filing.version > turn.draft.version:
        return Finished((words.filed_already(view.name, filing),))
    pen = Pen(db, talk, person, now)
    if (asked := other_meant(pen, view, turn)) is not None:
        return asked
    done = carried_out(pen, view, turn)
    if not turn.lead:
        return done
    first, *rest = done.replies
    return replace(done, replies=(replace(first, text=f"{turn.lead}\n{first.text}"), *rest))


def other_meant(pen: Pen, view: View, turn: Turn) -> Finished | None:
    """'sửa ô 3' of a field that is empty here, just after another report was handed in: which one is asked."""
    if not turn.mends or view.is_in or not isinstance(turn.deed, Record | Write | Open):
        return None
    key = turn.deed.changes[0].key if isinstance(turn.deed, Record) else turn.deed.key
    sent = just_sent(pen.db, Asker(view.scope, pen.person.id, pen.now), "")
    place = 1 + [field.key for field in view.form.fields].index(key)
    if sent is None or sent.id == view.filing.id or key in view.draft.answers or place > sent.fields:
        return None
    asked = choosing((sent, view.filing), view.scope, pen.today, turn.mends)
    return Finished((asked.reply,), draft=drafts.dump(asked.draft))


def carried_out(pen: Pen, view: View, turn: Turn) -> Finished:
    """The deed on the report as it stands."""
    match turn.deed:
        case Record() as deed:
            return record(pen, view, turn, deed)
        case Write() as deed:
            return write(pen, view, turn, deed)
        case Copy(key):
            return copy(pen, view, turn, key)
        case Open(key, after, lead):
            return going_on(ask(pen.db, view, turn.draft, with_unchanged(view, turn, lead), key=key, after=after))
        case Tell(key):
            return told(pen, view, turn.draft, key)
        case Show(lead):
            return show(view, turn.draft, with_unchanged(view, turn, lead))
        case Send() as deed:
            return unsent(pen, view, turn) if turn.waiting else send(pen, view, turn.draft, deed)


def going_on(question: Question) -> Finished:
    """The talk goes on with this question."""
    return Finished((question.reply,), draft=drafts.dump(question.draft))


def next_asked(pen: Pen, view: View, turn: Turn, draft: Reporting, lead: str) -> Finished:
    """What is asked next: what still waits to be confirmed, else the next field."""
    waiting = replace(draft, pending=turn.waiting, odd=turn.draft.odd, stage=Stage.CONFIRM)
    doubts = doubts_about(pen.db, view, waiting, Record(turn.waiting, odd=waiting.odd))
    if not doubts.changes:
        return going_on(ask(pen.db, view, draft, lead))
    kept = replace(waiting, pending=doubts.changes)
    return Finished((words.to_confirm(doubts.lines, lead),), draft=drafts.dump(kept))


def with_unchanged(view: View, turn: Turn, lead: str) -> str:
    """The lead, and which figures that waited to be confirmed were not changed."""
    labels = [field.label for change in turn.waiting if (field := named(view, change))]
    return "\n".join(filter(None, (words.not_changed(labels) if labels else "", lead)))


def unsent(pen: Pen, view: View, turn: Turn) -> Finished:
    """Nothing is handed in while a figure waits to be confirmed: the old one would go up."""
    left = missing(view.draft)
    lead = words.still_missing([item.label for item in left]) if left else words.not_sent()
    return next_asked(pen, view, turn, turn.draft, lead)


def told(pen: Pen, view: View, draft: Reporting, key: str) -> Finished:
    """What one field holds, and the question that is open; where none is, what can be done."""
    left = [field.label for field in missing(view.draft)]
    if key:
        line = boxes(view)[[field.key for field in view.form.fields].index(key)]
        draft = replace(draft, last=key)
    else:
        line = words.how_far(left, len(view.form.fields))
    if draft.stage is Stage.READY:
        closing = words.closing(0, version=view.filing.version) if view.is_in else closing_of(view)
        reply = replace(closing, text=f"{line}\n{closing.text}")
        return Finished((reply,), draft=drafts.dump(at_rest(view, draft)))
    again_asked = asked_again(pen.db, view, draft)
    reply = replace(again_asked.reply, text=f"{line}\n{again_asked.reply.text}")
    return Finished((reply,), draft=drafts.dump(again_asked.draft))


# Figures


def record(pen: Pen, view: View, turn: Turn, deed: Record) -> Finished:
    """Writes what is plain at once, and asks about what would replace another figure or looks odd."""
    if turn.waiting:
        both = " ".join(filter(None, (turn.draft.odd, deed.odd)))
        deed = replace(deed, changes=(*turn.waiting, *deed.changes), odd=both)
    doubts = doubts_about(pen.db, view, turn.draft, deed)
    plain = [change for change in deed.changes if change not in doubts.changes]
    emptied = [empty(pen, view, field) for change in plain if not change.amount and (field := named(view, change))]
    written = [apply(pen, view, change, turn.said) for change in plain if change.amount]
    if plain:
        drafting.refresh(pen.db, view.scope, (view.filing.unit,), view.catalogue, pen.now)
    lead = " ".join([words.recorded(written)] * bool(written) + emptied)
    draft = replace(turn.draft, last=plain[-1].key if plain else turn.draft.last)
    if doubts.changes:
        waiting = replace(draft, stage=Stage.CONFIRM, pending=doubts.changes, odd=deed.odd)
        asked = Finished((words.to_confirm(doubts.lines, lead),), draft=drafts.dump(waiting))
    else:
        asked = going_on(ask(pen.db, again(pen.db, view), draft, lead))
    return replace(asked, told=(Reply(lead),) if lead else ())


def named(view: View, change: Change) -> Field | None:
    """The field that a change is for."""
    return view.form.field(change.key)


def apply(pen: Pen, view: View, change: Change, words_said: str) -> str:
    """Writes one figure; gives it in words."""
    field = named(view, change)
    if field is None:
        return ""
    standing = view.draft.answers.get(field.key)
    amount = meant(change, standing)
    shown = f"{field.label}: {figure_words(view, field, amount)}"
    if standing and standing.amount == amount:
        return shown
    records.add_entry(pen.db, view.scope, entry(pen, view, field, amount, words_said), pen.now)
    old = said(view, field, standing) if standing and standing.amount else ""
    return f"{shown} (trước là {old})" if old else shown


def entry(pen: Pen, view: View, field: Field, amount: Amount, words_said: str) -> records.NewEntry:
    """A line of the ledger for the report's own period, by whoever speaks, in place of what stands."""
    counted = drafting.indicator_of(view.catalogue, field)
    return records.NewEntry(
        unit=view.filing.unit,
        indicator=counted.id,
        period=drafting.period_of(view.filing.period),
        move=Move.SET,
        amount=amount,
        author=pen.person.id,
        author_name=pen.person.name,
        address=pen.talk.visit.inbound.sender,
        event=pen.talk.visit.inbound.id,
        said=words_said,
        measure=counted.measure,
    )


def empty(pen: Pen, view: View, field: Field) -> str:
    """Takes out what stands in a field; what is made of shorter periods stays."""
    if field.kind is FieldKind.PASSAGE:
        store.drop_passage(pen.db, view.scope, view.filing, field.key)
        return words.emptied(field.label)
    period = drafting.period_of(view.filing.period)
    kept = records.entries_of(pen.db, view.scope, (view.filing.unit,), start=period.start, end=period.end)
    mine = [each for each in in_force(kept) if each.indicator == field.indicator and each.period == period]
    for each in mine:
        line = replace(entry(pen, view, field, each.amount, ""), move=Move.RETRACT, about=each.id)
        records.add_entry(pen.db, view.scope, line, pen.now)
    return words.emptied(field.label) if mine else words.cannot_empty(field.label)


# Passages and copies


def write(pen: Pen, view: View, turn: Turn, deed: Write) -> Finished:
    """Keeps a passage; what comes on top is put behind what stands."""
    field = view.form.field(deed.key)
    if field is None:
        return going_on(ask(pen.db, view, turn.draft))
    standing = view.draft.answers.get(field.key)
    old = said(view, field, standing) if standing else ""
    adds = deed.adds and old and not says_nothing(old)
    text = f"{old.rstrip(' .;')}; {deed.text}" if adds else deed.text
    keep_passage(pen, view, Answer(deed.key, Origin.SAID, text=text))
    before = f" (trước là {words.quoted(old)})" if old and old != text and not adds else ""
    shown = words.quoted(text, words.ADDED_MOST) if adds else words.quoted(text)
    lead = words.recorded([f"{field.label}: {shown}{before}"])
    return next_asked(pen, again(pen.db, view), turn, replace(turn.draft, last=field.key), lead)


def keep_passage(pen: Pen, view: View, answer: Answer) -> None:
    """Writes the text of a field, and counts anew."""
    store.write_passage(
        pen.db, view.scope, view.filing, answer.key, answer.text, origin=answer.origin, officer=pen.person.id,
        now=pen.now,
    )  # fmt: skip
    drafting.refresh(pen.db, view.scope, (view.filing.unit,), view.catalogue, pen.now)


def copy(pen: Pen, view: View, turn: Turn, key: str) -> Finished:
    """Takes a field over from the last period, and says what that is."""
    field = view.form.field(key)
    last = drafting.last_of(pen.db, view.scope, view.filing, field) if field else None
    if field is None or last is None:
        lead = words.nothing_to_copy(field.label) if field else ""
        return going_on(ask(pen.db, view, turn.draft, with_unchanged(view, turn, lead), key=key))
    if last.answer.amount is None:
        keep_passage(pen, view, replace(last.answer, origin=Origin.COPIED))
        shown = f"“{last.answer.text}”"
    else:
        line = replace(entry(pen, view, field, last.answer.amount, turn.said), how=drafting.AS_LAST)
        records.add_entry(pen.db, view.scope, line, pen.now)
        drafting.refresh(pen.db, view.scope, (view.filing.unit,), view.catalogue, pen.now)
        shown = f"{said(view, field, last.answer)}."
    lead = words.copied(field.label, near(last.period_name, view), shown)
    return next_asked(pen, again(pen.db, view), turn, replace(turn.draft, last=key), lead)


# Reading again and handing in


def show(view: View, draft: Reporting, lead: str = "") -> Finished:
    """All fields with their numbers, and what can be done."""
    return Finished((shown(view, lead),), draft=drafts.dump(at_rest(view, draft)))


def shown(view: View, lead: str = "") -> Reply:
    """The report as it stands."""
    closing = closing_of(view)
    reply = words.preview(view.name, view.filing.unit_name, boxes(view), f"{lead} {closing.text}".strip())
    return replace(reply, buttons=closing.buttons)


def closing_of(view: View) -> Reply:
    """What can be done with it now."""
    return words.closing(len(missing(view.draft)), version=view.filing.version if view.is_in else 0)


def at_rest(view: View, draft: Reporting) -> Reporting:
    """The talk with no field open."""
    return replace(
        draft, stage=Stage.READY, open="", wanted="", pending=(), text="", odd="", version=view.filing.version
    )


def send(pen: Pen, view: View, draft: Reporting, deed: Send) -> Finished:
    """Hands it in when it is complete and agrees, or was said to be sent all the same."""
    left = missing(view.draft)
    if left:
        return going_on(ask(pen.db, view, draft, words.still_missing([item.label for item in left])))
    waiting = at_rest(view, draft)
    changes = differences(pen.db, view) if view.is_in else []
    if view.is_in and not changes:
        return Finished((words.nothing_new_to_send(view.name, view.filing),), draft=drafts.dump(waiting))
    if view.is_in and not deed.again:
        return Finished((words.filed(view.name, view.filing, changes),), draft=drafts.dump(waiting))
    doubts = oddities(view)
    if doubts and not deed.sure:
        return Finished((words.odd(doubts),), draft=drafts.dump(replace(waiting, stage=Stage.SEND)))
    return hand_in(pen, view)


def hand_in(pen: Pen, view: View) -> Finished:
    """Freezes the report, once; says the receipt."""
    signing = drafting.Signing(pen.person.name, pen.now, view.duty.recipient)
    paper = drafting.snapshot_of(pen.db, view.filing, view.draft, view.catalogue, signing)
    sender = pen.talk.visit.inbound.sender
    submit = store.submit_again if view.is_in else store.submit
    try:
        filing = submit(pen.db, view.scope, view.filing, paper, address=sender, now=pen.now)
    except store.Changed:
        return Finished((words.filed_already(view.name, again(pen.db, view).filing),))
    union.note(pen.db, pen.now, sender, "submit", filing.unit, code=filing.code, version=str(filing.version))
    wants_signed = view.duty.wants_signed and filing.signed_at is None
    receipt = words.receipt(filing, at=pen.now, wants_signed=wants_signed, word_says=word_says(view))
    return Finished((receipt,), notices_of(pen, view, filing) if filing.version > 1 else ())


def word_says(view: View) -> str:
    """'bản word báo cáo tháng 11', short enough for a button."""
    whole = f"bản word {view.name}"
    return next((each for each in (whole, fold(whole)) if len(each.encode()) <= words.SAYS_MAX_BYTES), "")


def notices_of(pen: Pen, view: View, filing: Filing) -> tuple[Notice, ...]:
    """The office learns of a new version: the one it knows has been replaced."""
    staff = union.accounts_of_staff(pen.db, (view.duty.recipient,), pen.today)
    return tell(staff, words.sent_again(view.name, filing.unit_name, filing), f"resubmit/{filing.id}/{filing.version}")


def tell(staff: Sequence[union.Account], reply: Reply, key: str) -> tuple[Notice, ...]:
    """One message to each of the staff who can be reached."""
    return tuple(
        Notice(Address(each.address), reply, f"{key}/{each.officer}", "still_staff", {"officer": str(each.officer)})
        for each in staff
    )
