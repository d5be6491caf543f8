"""The notes' table and all SQL on it: an office's own answers, with author and day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, Text, select, update
from sqlmodel import Field, Session, SQLModel

from knowledge import store
from knowledge.columns import Moment, table_of
from knowledge.document import UnitCode
from knowledge.notes.entry import Note, document_of, key_of


class NoteRow(SQLModel, table=True):
    """One answer that an office gave and kept; taken back, it answers no more and stays on record."""

    __tablename__ = "note"

    id: int | None = Field(default=None, primary_key=True)
    office: str = Field(index=True)
    """The unit in whose name it stands; it answers those below that unit."""
    issuer: str
    """The office's name as it was then."""
    question: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    author: int
    made_at: datetime = Field(sa_type=Moment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)
    withdrawn_by: int | None = None


notes = table_of(NoteRow)


@dataclass(frozen=True, slots=True)
class NewNote:
    """An answer about to be kept."""

    office: UnitCode
    issuer: str
    question: str
    text: str
    author: int


def add_note(db: Session, new: NewNote, now: datetime) -> int:
    """Keeps the answer and puts it into the library of every process; gives its number."""
    row = NoteRow(
        office=new.office, issuer=new.issuer, question=new.question, text=new.text, author=new.author, made_at=now
    )
    db.add(row)
    db.flush()
    assert row.id is not None
    note = Note(row.id, new.office, new.issuer, new.question, new.text, new.author, now)
    fingerprint = sha256(f"{new.question}\n{new.text}".encode()).hexdigest()
    store.write_document(db, document_of(note), fingerprint, now)
    return note.id


def notes_of(db: Session, offices: Collection[UnitCode]) -> list[Note]:
    """What these offices keep, the newest first."""
    mine = select(notes).where(notes.c.office.in_(sorted(offices)), notes.c.withdrawn_at.is_(None))
    return [note_of(row) for row in db.execute(mine.order_by(notes.c.id.desc()))]


def withdraw_note(db: Session, offices: Collection[UnitCode], number: int, who: int, now: datetime) -> Note | None:
    """Takes an answer out of the library; None where these offices keep none of this number."""
    mine = (notes.c.id == number, notes.c.office.in_(sorted(offices)), notes.c.withdrawn_at.is_(None))
    row = db.execute(select(notes).where(*mine)).first()
    values = {"withdrawn_at": now, "withdrawn_by": who}
    if row is None or db.connection().execute(update(notes).where(*mine).values(**values)).rowcount != 1:
        return None
    store.withdraw(db, key_of(number))
    return note_of(row)


def note_of(row: Row[tuple[Any, ...]]) -> Note:
    """A row as a value."""
    return Note(row.id, UnitCode(row.office), row.issuer, row.question, row.text, row.author, row.made_at)
