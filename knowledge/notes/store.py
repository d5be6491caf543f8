"""The notes' table and all SQL on it: an office's own answers, with author and day."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from knowledge.columns import Moment, table_of


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
