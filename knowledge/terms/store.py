"""The office's own abbreviations and all SQL on them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Field, Session, SQLModel

from knowledge.columns import Moment, among, insert_into, partial_index, table_of
from knowledge.document import UnitCode
from knowledge.store import raise_version
from knowledge.terms.values import Kept, OfficeTerms, Term, by_office
from knowledge.text import bare_short, fold


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
IN_USE = terms.c.withdrawn_at.is_(None)


def in_use(db: Session) -> OfficeTerms:
    """What every office writes short, as the library carries it."""
    wanted = select(terms.c.office, terms.c.short, terms.c.meaning).where(IN_USE).order_by(terms.c.id)
    return by_office(Term(UnitCode(office), short, meaning) for office, short, meaning in db.execute(wanted))


def kept_by(db: Session, offices: Collection[UnitCode]) -> list[Kept]:
    """The terms of these offices, by short form, the first meaning first."""
    wanted = select(terms).where(IN_USE, among(db, terms.c.office, offices)).order_by(terms.c.bare, terms.c.id)
    return [
        Kept(Term(UnitCode(row.office), row.short, row.meaning), row.author, row.made_at) for row in db.execute(wanted)
    ]


def add(db: Session, term: Term, author: int, now: datetime) -> bool:
    """Keeps a term; False where the office has it already, however it is capitalised or marked."""
    bare = bare_short(term.short)
    wanted = select(terms.c.meaning).where(IN_USE, terms.c.office == term.office, terms.c.bare == bare)
    if any(fold(meaning) == fold(term.meaning) for meaning in db.execute(wanted).scalars()):
        return False
    values = {"office": term.office, "short": term.short, "bare": bare, "meaning": term.meaning, "author": author}
    added = insert_into(db, terms).values(**values, made_at=now).on_conflict_do_nothing().returning(terms.c.id)
    is_new = db.execute(added).scalar() is not None
    if is_new:
        raise_version(db)
    return is_new


def withdraw(db: Session, office: UnitCode, short: str, meaning: str, now: datetime) -> list[Term]:
    """Takes back the short form, or only that meaning of it where one is given; what was taken back."""
    held = [each.term for each in kept_by(db, (office,)) if bare_short(each.term.short) == bare_short(short)]
    gone = [term for term in held if not meaning or fold(term.meaning) == fold(meaning)]
    if gone:
        mine = (IN_USE, terms.c.office == office, terms.c.bare == bare_short(short))
        meant = terms.c.meaning.in_([term.meaning for term in gone])
        db.execute(update(terms).where(*mine, meant).values(withdrawn_at=now))
        raise_version(db)
    return gone
