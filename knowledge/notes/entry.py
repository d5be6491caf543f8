"""An office's own answer as a paper of the library: its question is the title, its words are quoted as they stand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from knowledge.dates import VIETNAM
from knowledge.document import Document, DocumentKey, Header, Passage, PassageKind, UnitCode

BEGINS: Final = "note/"
TYPE: Final = "Trả lời của Văn phòng"


@dataclass(frozen=True, slots=True)
class Note:
    """One answer that an office keeps under its name."""

    id: int
    office: UnitCode
    issuer: str
    question: str
    text: str
    author: int
    made_at: datetime


def is_note(document: Document) -> bool:
    """Whether it is no paper but an office's own answer: it answers its question, and is listed and searched apart."""
    return document.key.startswith(BEGINS)


def key_of(number: int) -> DocumentKey:
    """What the entry is called in the library."""
    return DocumentKey(f"{BEGINS}{number}")


def document_of(note: Note) -> Document:
    """The entry as the library holds it: one passage, and no figure apart from its words."""
    header = Header(
        title=note.question,
        type=TYPE,
        issuer=note.issuer,
        issuer_code=note.office,
        issued_on=note.made_at.astimezone(VIETNAM).date(),
    )
    passage = Passage(place="", heading=note.question, kind=PassageKind.OTHER, text=note.text)
    return Document(key_of(note.id), header, (passage,))
