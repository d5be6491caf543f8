"""What was asked, by unit and without names, and all SQL on it: the office sees what its documents do not answer."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from knowledge.columns import Moment, one_of, table_of


class Ending(StrEnum):
    """What came of a question."""

    ANSWERED = "answered"
    SEVERAL = "several"
    """Alternatives, or a question back."""
    NOT_FOUND = "not_found"
    WRONG = "wrong"
    """Answered, and the asker said that it was not what was meant."""


class AskedRow(SQLModel, table=True):
    """One question put to the documents; whose it was is not kept, only for which unit."""

    __tablename__ = "asked_question"
    __table_args__ = (one_of("ending", Ending), Index("asked_question_office", "office", "asked_at"))

    id: int | None = Field(default=None, primary_key=True)
    office: str
    """The unit whose office answers for the asker's unit."""
    unit: str
    text: str = Field(sa_type=Text)
    topic: str
    """Its telling words, bare and in order of the alphabet: what is asked alike is counted together."""
    ending: str
    missing: str = ""
    asked_at: datetime = Field(sa_type=Moment)


asked = table_of(AskedRow)
