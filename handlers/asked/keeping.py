"""An answer becomes an entry of the knowledge base under the office's name, is listed, and is taken back."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from handlers.aims import scope_now
from handlers.asked import store
from handlers.asked.people import name_of
from handlers.asked.sending import is_private
from handlers.asked.store import Passed
from handlers.flow import Finished
from handlers.messages import Reply
from handlers.talk import Talk
from handlers.wording import asked as words
from handlers.wording import plain
from knowledge.notes import store as notes
from knowledge.notes.entry import Note, document_of
from knowledge.seek.notes import alike_notes, is_alike
from knowledge.text import clean
from union import store as union
from union.roster import OfficerId
from union.scope import Scope

KEPT_WITHIN = timedelta(days=7)
"""'lưu vào kho' without a number means what the speaker answered last, not long ago."""
REPLACES = re.compile(r"lưu câu (\d+) thay câu trả lời \d+")
STANDS_BESIDE = re.compile(r"lưu câu \d+ cùng câu trả lời \d+")
OFFERED = re.compile(r"lưu câu (\d+) vào kho")


def offered(talk: Talk) -> int | None:
    """Which answer the last message offered to keep, or asked whether it takes another's place."""
    if (number := asked_which(talk)) is not None:
        return number
    found = (OFFERED.fullmatch(says) for says in talk.memory.menu)
    return next((int(match[1]) for match in found if match), None)


KEEP = frozenset(
    {"luu", "luu di", "luu lai", "luu luon", "luu giup", "co luu", "dung luu", "uh luu", "ok luu", "luu vao"}
)


def to_keep(talk: Talk) -> int | None:
    """Which answer a plain 'lưu' keeps: the one that the last message offered to keep."""
    return offered(talk) if plain(talk.said).replace(",", "") in KEEP and asked_which(talk) is None else None


INSTEAD = frozenset({"thay", "thay di", "thay cau cu", "thay the", "thay cau tra loi cu", "dung cau moi"})
BESIDE = frozenset({"giu ca hai", "ca hai", "giu ca 2", "ca 2", "luu ca hai", "de ca hai"})


def chosen(talk: Talk) -> str:
    """'thay', 'giữ cả hai' in full, where the last message asked which; '' elsewhere."""
    said = plain(talk.said)
    meant = REPLACES if said in INSTEAD else STANDS_BESIDE if said in BESIDE else None
    if meant is None or asked_which(talk) is None:
        return ""
    return next((says for says in talk.memory.menu if meant.fullmatch(says)), "")


def asked_which(talk: Talk) -> int | None:
    """Of which answer the last message asked whether it stands instead of an entry that answers the same."""
    found = (REPLACES.fullmatch(says) for says in talk.memory.menu)
    return next((int(match[1]) for match in found if match), None)


def already(db: Session, talk: Talk, number: int | None) -> Reply | None:
    """What the office keeps already as an answer to the same question: said the same, or it is asked what is to be."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    found = answered(db, scope, number, talk.visit.now)
    if found is None or not found.answer or is_private(found) or found.note is not None:
        return None
    new = document_of(Note(0, found.office, "", found.text, found.answer, 0, talk.visit.now))
    alike = alike_notes(new, talk.visit.library, talk.visit.today)
    if not alike:
        return None
    entry, text = int(alike[0].key.rpartition("/")[2]), alike[0].passages[0].text
    if clean(text) == clean(found.answer):
        return words.kept_the_same(found.id, entry, text)
    return words.instead_or_beside(found.id, found.answer, entry, alike[0].header.title, text)


def kept_instead(db: Session, talk: Talk, number: int, entry: int, now: datetime) -> Finished:
    """Puts the answer into the place of another entry that answers the same: all of it is looked at first."""
    found = keepable(db, talk, number, now)
    if isinstance(found, Reply):
        return Finished((found,))
    former = next((each for each in notes.notes_of(db, [found.office]) if each.id == entry), None)
    if former is None:
        return Finished((words.nothing_to_replace(found.id, entry),))
    if not is_same(talk, found, former):
        return Finished((words.of_something_else(found.id, entry, former.question, former.text),))
    done = entered(db, talk, found, now)
    if not done.is_new:
        return Finished((done.reply,))
    return Finished((*withdrawn(db, talk, entry, now).replies, done.reply))


def is_same(talk: Talk, found: Passed, former: Note) -> bool:
    """Whether the entry answers the question that the answer answers."""
    library, today = talk.visit.library, talk.visit.today
    new = document_of(Note(0, found.office, "", found.text, found.answer, 0, talk.visit.now))
    return is_alike(former.question, new, library, today) or is_alike(found.text, document_of(former), library, today)


def kept(db: Session, talk: Talk, number: int | None, now: datetime) -> Finished:
    """Puts the answer into the library of the office and of everybody below it."""
    found = keepable(db, talk, number, now)
    return Finished((found if isinstance(found, Reply) else entered(db, talk, found, now).reply,))


def keepable(db: Session, talk: Talk, number: int | None, now: datetime) -> Passed | Reply:
    """The answer that is to be kept, or why it is not."""
    found = answered(db, scope_now(db, talk, now), number, now)
    if found is None or talk.person is None:
        return words.no_longer_yours(number) if number else words.nothing_to_keep()
    if not found.answer:
        return words.nothing_to_keep()
    if is_private(found):
        return words.cannot_keep(found.id)
    return found if found.note is None else words.kept_already(found.id, found.note)


@dataclass(frozen=True, slots=True)
class Entered:
    """What is said of an answer that was to be an entry, and whether it became one."""

    reply: Reply
    is_new: bool


def entered(db: Session, talk: Talk, found: Passed, now: datetime) -> Entered:
    """Makes an entry of the answer, unless another clerk was faster."""
    office = union.find_unit(db, found.office)
    assert office, "an office is a unit, and units are never deleted"
    assert talk.person, "nobody else has an answer to keep"
    note = notes.add_note(db, notes.NewNote(office.code, office.name, found.text, found.answer, talk.person.id), now)
    if not store.kept_as(db, found.id, note):  # another clerk kept it in this very moment
        notes.withdraw_note(db, (office.code,), note, talk.person.id, now)
        fresh = store.find_passed(db, scope_now(db, talk, now), found.id)
        return Entered(words.kept_already(found.id, (fresh and fresh.note) or note), is_new=False)
    union.note(db, now, talk.visit.inbound.sender, "keep answer", office.code, question=str(found.id), note=str(note))
    return Entered(words.kept(found.id, note, office.name), is_new=True)


def answered(db: Session, scope: Scope, number: int | None, now: datetime) -> Passed | None:
    """The question of this number, or what the speaker answered last."""
    if number is not None:
        return store.find_passed(db, scope, number)
    mine = [each for each in store.answered_by(db, scope, now - KEPT_WITHIN) if each.answer]
    return max(mine, key=lambda each: (each.answered_at, each.id), default=None)


def listed(db: Session, scope: Scope) -> Reply:
    """The answers that the speaker's offices keep."""
    return words.notes(
        [
            words.Kept(each.id, each.question, each.text, name_of(db, OfficerId(each.author)), each.made_at)
            for each in notes.notes_of(db, scope.offices)
        ]
    )


def withdrawn(db: Session, talk: Talk, number: int, now: datetime) -> Finished:
    """The answer is used no more, at once and in every process."""
    scope = scope_now(db, talk, now)
    if scope.officer is None or not scope.offices:
        return Finished((words.only_office(),))
    gone = notes.withdraw_note(db, scope.offices, number, scope.officer, now)
    if gone is None:
        return Finished((words.no_such_note(number),))
    store.kept_no_more(db, number)
    union.note(db, now, talk.visit.inbound.sender, "withdraw answer", gone.office, note=str(number))
    return Finished((words.withdrawn(number, gone.question),))
