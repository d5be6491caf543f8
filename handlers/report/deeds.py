"""What a message of somebody who fills in a report does: figures, passages, copies, and handing in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from handlers import drafting
from handlers.flow import Finished
from handlers.messages import Address, Notice, Reply
from handlers.report.chosen import choosing
from handlers.report.seek import Asker, just_sent
from handlers.report.values import Change, Copy, Open, Record, Reporting, Send, Show, Stage, Turn, Write, drafts
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
from handlers.talk import Talk
from handlers.wording import report as words
from knowledge.dates import VIETNAM
from knowledge.text import fold
from scheduler import store
from scheduler.filings import Filing
from union import store as union
from union.draft import Answer, Origin, missing
from union.entry import implausible_against
from union.forms.form import Field, FieldKind, Prefill
from union.forms.rules import complaints
from union.ledger import Amount, Move, added, in_force
from union.records import store as records
from union.roster import Officer

STOCK_APART = 10
"""Less is no jump of a small unit's members."""


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
        case Write(key, text):
            return write(pen, view, turn.draft, Answer(key, Origin.SAID, text=text))
        case Copy(key):
            return copy(pen, view, turn, key)
        case Open(key, after, lead):
            return going_on(ask(pen.db, view, turn.draft, lead, key=key, after=after))
        case Show(lead):
            return show(view, turn.draft, lead)
        case Send() as deed:
            return send(pen, view, turn.draft, deed)


def going_on(question: Question) -> Finished:
    """The talk goes on with this question."""
    return Finished((question.reply,), draft=drafts.dump(question.draft))


# Figures


def record(pen: Pen, view: View, turn: Turn, deed: Record) -> Finished:
    """Writes what is plain at once, and asks about what would replace another figure or looks odd."""
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


@dataclass(frozen=True, slots=True)
class Doubts:
    """The changes that must be confirmed first, and what is said of them."""

    changes: tuple[Change, ...] = ()
    lines: tuple[str, ...] = ()


def doubts_about(db: Session, view: View, draft: Reporting, deed: Record) -> Doubts:
    """What must be confirmed before it is written; of figures that are odd by themselves, all."""
    if deed.sure:
        return Doubts()
    found = [(change, doubt_about(db, view, draft, change)) for change in deed.changes]
    doubtful = found if deed.odd else [each for each in found if each[1]]
    lines = [line for line in (deed.odd, *(line for _, line in doubtful)) if line]
    return Doubts(tuple(change for change, _ in doubtful), tuple(lines))


def doubt_about(db: Session, view: View, draft: Reporting, change: Change) -> str:
    """What must be confirmed before this change is written; empty when it is plain."""
    field = view.form.field(change.key)
    if field is None:
        return ""
    standing = view.draft.answers.get(field.key)
    if change.amount is None:
        return words.drops(field.label, said(view, field, standing)) if standing else ""
    amount = meant(change, standing)
    new = figure_words(view, field, amount)
    if standing and standing.amount and standing.amount != amount and field.key != draft.wanted:
        old = said(view, field, standing)
        if change.adds:
            return words.adds(field.label, old, figure_words(view, field, change.amount), new)
        return words.replaces(field.label, old, new)
    last = drafting.last_of(db, view.scope, view.filing, field)
    if last is not None and is_far_off(field, amount, last.answer.amount):
        return words.far_off(field.label, new, said(view, field, last.answer), near(last.period_name, view))
    return ""


def is_far_off(field: Field, amount: Amount, last: Amount | None) -> bool:
    """Ten times as much, or of what hardly changes twice as much or half."""
    if implausible_against(amount, last):
        return True
    if field.prefill is not Prefill.LAST or last is None or last.value is None or amount.value is None:
        return False
    apart = abs(amount.value - last.value)
    return apart >= STOCK_APART and not last.value <= 2 * amount.value <= 4 * last.value


def meant(change: Change, standing: Answer | None) -> Amount:
    """The figure as it would stand."""
    assert change.amount, "an emptied field has no figure"
    if change.adds and standing and standing.amount and standing.amount.value is not None:
        return added([standing.amount, change.amount])
    return change.amount


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


def write(pen: Pen, view: View, draft: Reporting, answer: Answer) -> Finished:
    """Keeps a passage."""
    field = view.form.field(answer.key)
    if field is None:
        return going_on(ask(pen.db, view, draft))
    standing = view.draft.answers.get(field.key)
    old = said(view, field, standing) if standing else ""
    keep_passage(pen, view, answer)
    before = f" (trước là {words.quoted(old)})" if old and old != answer.text else ""
    lead = words.recorded([f"{field.label}: {words.quoted(answer.text)}{before}"])
    return going_on(ask(pen.db, again(pen.db, view), replace(draft, last=field.key), lead))


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
        return going_on(ask(pen.db, view, turn.draft, lead, key=key))
    if last.answer.amount is None:
        keep_passage(pen, view, replace(last.answer, origin=Origin.COPIED))
        shown = f"“{last.answer.text}”"
    else:
        line = replace(entry(pen, view, field, last.answer.amount, turn.said), how=drafting.AS_LAST)
        records.add_entry(pen.db, view.scope, line, pen.now)
        drafting.refresh(pen.db, view.scope, (view.filing.unit,), view.catalogue, pen.now)
        shown = f"{said(view, field, last.answer)}."
    lead = words.copied(field.label, near(last.period_name, view), shown)
    return going_on(ask(pen.db, again(pen.db, view), replace(turn.draft, last=key), lead))


# Reading again and handing in


def show(view: View, draft: Reporting, lead: str = "") -> Finished:
    """All fields with their numbers, and what can be done."""
    return Finished((shown(view, lead),), draft=drafts.dump(at_rest(view, draft)))


def shown(view: View, lead: str = "") -> Reply:
    """The report as it stands."""
    left = len(missing(view.draft))
    closing = words.closing(left, version=view.filing.version if view.is_in else 0)
    reply = words.preview(view.name, view.filing.unit_name, boxes(view), f"{lead} {closing.text}".strip())
    return replace(reply, buttons=closing.buttons)


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


def oddities(view: View) -> list[str]:
    """What does not agree, and what is not known."""
    broken = [each.sentence for each in complaints(view.form, view.draft.answers)]
    return broken + [words.unknown(field.label) for field in drafting.unknown_fields(view.draft).values()]


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
