"""An office's answer, or other words in its place, on the way to whoever asked; written once, whoever was first."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from handlers.aims import scope_now
from handlers.asked import store
from handlers.asked.people import asker_words, name_of
from handlers.asked.store import Passed
from handlers.flow import Finished
from handlers.messages import Address, Notice, Reply
from handlers.talk import Talk
from handlers.wording import asked as words
from knowledge.dates import VIETNAM
from knowledge.notes import store as notes
from scheduler.rungs import after_quiet
from union import store as union
from union.reach.store import contacts_of
from union.roster import OfficerId
from union.scope import Scope


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be written; number 0: nothing, the words were a question. `former` is what it takes the place of."""

    number: int
    text: str
    former: str = ""


def sent(db: Session, talk: Talk, given: Given, now: datetime) -> Finished:
    """Keeps the words and sends them; nothing where somebody of the office was faster."""
    scope = scope_now(db, talk, now)
    found = store.find_passed(db, scope, given.number)
    if found is None or talk.person is None:
        return Finished((words.no_longer_yours(given.number),))
    who = talk.visit.inbound.sender
    write = corrected if given.former else answered
    note = write(db, scope, found, given, who=who, now=now)
    if note is None:
        fresh = store.find_passed(db, scope, given.number)
        return Finished((told_already(db, fresh or found),))
    inbound = talk.visit.inbound
    notices = delivered(db, found, given, talk.person.name, f"{inbound.chat.bot}/{inbound.id}", now)
    contact = contacts_of(db, (found.officer,)).get(found.officer)
    goes_at = after_quiet(now.astimezone(VIETNAM), talk.visit.quiet)
    told = words.Sent(
        found.id,
        asker_words(db, found, talk.visit.today),
        given.text,
        contact.phone if contact else "",
        reaches=bool(notices),
        may_keep=not is_private(found) and not note,
        later=words.at_words(goes_at) if goes_at > now else "",
        is_correction=bool(given.former),
        replaced=(found.note, note) if found.note and note else None,
    )
    return Finished((words.sent(told),), notices)


def answered(db: Session, scope: Scope, found: Passed, given: Given, *, who: str, now: datetime) -> int | None:
    """Keeps the first answer; None where it waits no more, 0 because no entry is made of it yet."""
    if not store.answer_it(db, scope, found.id, given.text, now):
        return None
    union.note(db, now, who, "answer question", found.office, question=str(found.id))
    return 0


def corrected(db: Session, scope: Scope, found: Passed, given: Given, *, who: str, now: datetime) -> int | None:
    """Puts the words in the place of the former ones, in the knowledge base too: the new entry's number, 0 for none.

    None where the former words are no longer those that stand.
    """
    if not store.correct_it(db, scope, found.id, given.former, given.text, now):
        return None
    note = replaced(db, scope, found, given.text, now) if found.note else 0
    kept = {"note": str(note), "former_note": str(found.note)} if note else {}
    former = {} if is_private(found) else {"former": given.former}
    union.note(db, now, who, "correct answer", found.office, question=str(found.id), **former, **kept)
    return note


def replaced(db: Session, scope: Scope, found: Passed, text: str, now: datetime) -> int:
    """Another entry in the place of the one that the answer had become, under who corrected it and the day."""
    office = union.find_unit(db, found.office)
    assert office, "an office is a unit, and units are never deleted"
    assert found.note, "only what is kept can be replaced"
    author = scope.officer or NOBODY
    if notes.withdraw_note(db, (found.office,), found.note, author, now) is None:
        return 0
    note = notes.add_note(db, notes.NewNote(office.code, office.name, found.text, text, author), now)
    store.kept_no_more(db, found.note)
    store.kept_as(db, found.id, note)
    return note


NOBODY = OfficerId(0)
"""Who keeps what an operator answered on the machine itself."""


def told_already(db: Session, found: Passed) -> Reply:
    """Who answered or closed it, and when."""
    by = name_of(db, found.answered_by)
    if found.is_closed or found.answered_at is None:
        return words.closed_already(found.id, by, found.answered_at)
    return words.answered_already(found.id, by, found.answered_at, found.answer)


def delivered(  # noqa: PLR0917 - what a message is made of
    db: Session, found: Passed, given: Given, by: str, event: str, now: datetime
) -> tuple[Notice, ...]:
    """The words on their way to the account that the asker prefers; nothing where no message reaches them.

    It was asked for: it waits out the quiet hours and does not count among what somebody is told unasked.
    """
    contact = contacts_of(db, (found.officer,)).get(found.officer)
    if contact is None or contact.account is None or not union.seats_of(db, found.officer, now.date()):
        return ()
    office = union.find_unit(db, found.office)
    assert office, "an office is a unit, and units are never deleted"
    told = words.Given(found.id, found.text, given.text, office.name, by, now, given.former, found.answered_at)
    reply = words.correction_for_asker(told) if given.former else words.answer_for_asker(told)
    args = {"officer": str(found.officer), "urgent": "1"}
    key = f"answer/{found.id}/{found.officer}{f'/{event}' if given.former else ''}"
    return (Notice(Address(contact.account.address), reply, key, "still_seated", args),)


def is_private(found: Passed) -> bool:
    """Whether it is about somebody's own data, which is nobody else's answer."""
    return words.is_data_wish(found.text)
