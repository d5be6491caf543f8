"""The office's own abbreviations and all SQL on them."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from knowledge.columns import Moment, partial_index, table_of


class TermRow(SQLModel, table=True):
    """One short form and one meaning, as one office uses it; taken back, it stays on record."""

    __tablename__ = "term"
    __table_args__ = (
        partial_index("term_in_use", "office", "bare", "meaning", where="withdrawn_at IS NULL", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    office: str = Field(index=True)
    """The unit whose people and those below it write so."""
    short: str
    bare: str
    """The short form in small letters without marks and dots."""
    meaning: str
    author: int
    made_at: datetime = Field(sa_type=Moment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)


terms = table_of(TermRow)
