"""An answer becomes an entry of the knowledge base under the office's name, is listed, and is taken back."""

import re
from dataclasses import replace
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
from knowledge.seek.notes import alike_notes
from knowledge.text import clean
from union import store as union
from union.roster import OfficerId
from union.scope import Scope

KEPT_WITHIN = timedelta(days=7)
"""'lưu vào kho' without a number means what the speaker answered last, not long ago."""
REPLACES = re.compile(r"lưu câu (\d+) thay câu trả lời \d+")
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
    if asked_which(talk) is None:
        return ""
    said = plain(talk.said)
    return next((says for says, meant in zip(talk.memory.menu, INSTEAD_OR_BESIDE, strict=False) if said in meant), "")


INSTEAD_OR_BESIDE = (INSTEAD, BESIDE)


def asked_which(talk: Talk) -> int | None:
    """Of which answer the last message asked whether it stands instead of an entry that answers the same."""
    found = REPLACES.fullmatch(talk.memory.menu[0]) if talk.memory.menu else None
    return int(found[1]) if found else None


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
    number, text = int(alike[0].key.rpartition("/")[2]), alike[0].passages[0].text
    if clean(text) == clean(found.answer):
        return words.kept_the_same(found.id, number, text)
    return words.instead_or_beside(found.id, found.answer, number, alike[0].header.title, text)


def kept_instead(db: Session, talk: Talk, number: int, entry: int, now: datetime) -> Finished:
    """Puts the answer into the place of another entry, which is taken out first."""
    scope = scope_now(db, talk, now)
    found = answered(db, scope, number, now)
    if found is None or found.note is not None or not found.answer:
        return kept(db, talk, number, now)
    gone = withdrawn(db, talk, entry, now)
    return replace(done := kept(db, talk, number, now), replies=(*gone.replies, *done.replies))


def kept(db: Session, talk: Talk, number: int | None, now: datetime) -> Finished:
    """Puts the answer into the library of the office and of everybody below it."""
    scope = scope_now(db, talk, now)
    found = answered(db, scope, number, now)
    if found is None or talk.person is None:
        return Finished((words.no_longer_yours(number) if number else words.nothing_to_keep(),))
    if not found.answer:
        return Finished((words.nothing_to_keep(),))
    if is_private(found):
        return Finished((words.cannot_keep(found.id),))
    if found.note is not None:
        return Finished((words.kept_already(found.id, found.note),))
    office = union.find_unit(db, found.office)
    assert office, "an office is a unit, and units are never deleted"
    note = notes.add_note(db, notes.NewNote(office.code, office.name, found.text, found.answer, talk.person.id), now)
    if not store.kept_as(db, found.id, note):  # another clerk kept it in this very moment
        notes.withdraw_note(db, (office.code,), note, talk.person.id, now)
        fresh = store.find_passed(db, scope, found.id)
        return Finished((words.kept_already(found.id, (fresh and fresh.note) or note),))
    union.note(db, now, talk.visit.inbound.sender, "keep answer", office.code, question=str(found.id), note=str(note))
    return Finished((words.kept(found.id, note, office.name),))


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
