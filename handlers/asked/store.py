"""What is asked of the documents, by unit and without names, and what people pass on to an office: all SQL on both."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Index, Row, Text, and_, select, update
from sqlmodel import Field, Session, SQLModel

from knowledge.columns import Moment, one_of, table_of
from knowledge.document import UnitCode
from union.roster import OfficerId
from union.scope import Scope

AGAIN_AFTER = timedelta(days=1)
ASKED_MOST = 5000
ASKED_KEPT = timedelta(days=365)
"""An office looks back over one year's questions; after that nobody has a use for them."""


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


class QuestionRow(SQLModel, table=True):
    """A question that the documents did not answer, or not rightly, passed on to an office."""

    __tablename__ = "passed_on_question"

    id: int | None = Field(default=None, primary_key=True)
    asker: str = Field(index=True)
    officer_id: int
    office: str
    text: str
    shown: str = Field(default="", sa_type=Text)
    """What the assistant had answered, where the asker said that it was wrong."""
    passed_at: datetime = Field(sa_type=Moment)
    answer: str = Field(default="", sa_type=Text)
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    answered_by: int | None = None
    is_closed: bool = False
    """Set aside without an answer: settled by telephone, or asked twice."""
    note: int | None = None
    """The entry of the knowledge base that the answer became."""


asked = table_of(AskedRow)
passed_on = table_of(QuestionRow)
WAITS = and_(passed_on.c.answered_at.is_(None), passed_on.c.is_closed.is_(False))


# What is asked of the documents


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the office may know of it: nothing in it says whose it was."""

    office: str
    unit: str
    text: str
    topic: str
    ending: Ending
    missing: str = ""


def log_asked(db: Session, item: Asked, now: datetime) -> None:
    """Keeps that it was asked."""
    db.add(
        AskedRow(
            office=item.office, unit=item.unit, text=item.text, topic=item.topic, ending=item.ending,
            missing=item.missing, asked_at=now,
        )
    )  # fmt: skip


def asked_since(
    db: Session, offices: Collection[UnitCode], since: datetime, endings: Collection[Ending] = tuple(Ending)
) -> list[Asked]:
    """What was asked of these offices' documents since then and ended so, the oldest first; of very much the newest."""
    rows = db.execute(
        select(asked)
        .where(asked.c.office.in_(sorted(offices)), asked.c.asked_at >= since, asked.c.ending.in_(list(endings)))
        .order_by(asked.c.id.desc())
        .limit(ASKED_MOST)
    )
    found = [Asked(row.office, row.unit, row.text, row.topic, Ending(row.ending), row.missing) for row in rows]
    return found[::-1]


def offices_asked(db: Session, since: datetime) -> set[UnitCode]:
    """The offices of whose documents something was asked since then, and those with whom a question waits."""
    heard = db.execute(select(asked.c.office).where(asked.c.asked_at >= since).distinct()).scalars()
    waited = db.execute(select(passed_on.c.office).where(WAITS).distinct()).scalars()
    return {UnitCode(code) for code in (*heard, *waited) if code}


def forget_asked(db: Session, before: datetime) -> None:
    """Deletes what was asked before then."""
    db.execute(asked.delete().where(asked.c.asked_at < before))


# What is passed on to an office


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A question on its way to an office; `shown` is what the assistant had answered, where that was wrong."""

    asker: str
    officer: int
    office: str
    text: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class PassedBefore:
    """The same question of the same person went to the office not long ago."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Passed:
    """A question that an office has, with its answer where it was given."""

    id: int
    asker: str
    officer: OfficerId
    office: UnitCode
    text: str
    shown: str
    passed_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by: OfficerId | None
    is_closed: bool
    note: int | None

    @property
    def waits(self) -> bool:
        """Whether the asker still waits for a word."""
        return self.answered_at is None and not self.is_closed


def pass_on(db: Session, item: PassedOn, now: datetime) -> int | PassedBefore:
    """Keeps the question for the office and gives its number; the same one again only after a day."""
    last = db.execute(
        select(passed_on.c.passed_at)
        .where(passed_on.c.asker == item.asker, passed_on.c.text == item.text, passed_on.c.answered_at.is_(None))
        .where(passed_on.c.passed_at > now - AGAIN_AFTER)
        .order_by(passed_on.c.passed_at.desc())
    ).scalar()
    if last is not None:
        return PassedBefore(last)
    row = QuestionRow(
        asker=item.asker, officer_id=item.officer, office=item.office, text=item.text, shown=item.shown, passed_at=now
    )
    db.add(row)
    db.flush()
    assert row.id is not None
    return row.id


def find_passed(db: Session, scope: Scope, number: int) -> Passed | None:
    """The question, where it is with an office of the speaker."""
    rows = listed(db, passed_on.c.id == number, of_offices(scope.offices))
    return rows[0] if rows else None


def kept_in(db: Session, scope: Scope, note: int) -> Passed | None:
    """The question whose answer is this entry of the knowledge base."""
    rows = listed(db, passed_on.c.note == note, of_offices(scope.offices))
    return rows[0] if rows else None


def waiting(db: Session, scope: Scope) -> list[Passed]:
    """The questions that wait with the speaker's offices, the oldest first."""
    return listed(db, WAITS, of_offices(scope.offices))


def waiting_at(db: Session, office: UnitCode) -> list[Passed]:
    """The questions that wait with one office, for the house's own jobs."""
    return listed(db, WAITS, passed_on.c.office == office)


def answered_by(db: Session, scope: Scope, since: datetime) -> list[Passed]:
    """What the speaker answered since then, the newest last."""
    mine = passed_on.c.answered_by == scope.officer
    return listed(db, mine, passed_on.c.answered_at >= since, of_offices(scope.offices))


def answered_to(db: Session, scope: Scope, since: datetime) -> list[Passed]:
    """What the speaker asked and was answered since then, the newest last."""
    mine = passed_on.c.officer_id == scope.officer
    return sorted(listed(db, mine, passed_on.c.answered_at >= since), key=lambda item: (item.answered_at, item.id))


def passed_by(db: Session, scope: Scope, since: datetime) -> list[Passed]:
    """What the speaker passed on since then, the oldest first."""
    return listed(db, passed_on.c.officer_id == scope.officer, passed_on.c.passed_at >= since)


def every(db: Session, *, only_waiting: bool) -> list[Passed]:
    """Every question of the house, or those that wait, for an operator."""
    return listed(db, WAITS) if only_waiting else listed(db)


def answer_it(db: Session, scope: Scope, number: int, text: str, now: datetime) -> bool:
    """Keeps the answer; False where somebody was faster, or it is with no office of the speaker."""
    mine = (passed_on.c.id == number, of_offices(scope.offices), WAITS)
    values = {"answer": text, "answered_at": now, "answered_by": scope.officer}
    return db.connection().execute(update(passed_on).where(*mine).values(**values)).rowcount == 1


def correct_it(  # noqa: PLR0917 - what stands, and what takes its place
    db: Session, scope: Scope, number: int, former: str, text: str, now: datetime
) -> bool:
    """Keeps other words in the place of the former; False where these no longer stand, or it is nobody's of here."""
    mine = (passed_on.c.id == number, of_offices(scope.offices), passed_on.c.answer == former)
    values = {"answer": text, "answered_at": now, "answered_by": scope.officer}
    return db.connection().execute(update(passed_on).where(*mine).values(**values)).rowcount == 1


def close_it(db: Session, scope: Scope, number: int, now: datetime) -> bool:
    """Sets it aside without an answer; False where it does not wait any more."""
    mine = (passed_on.c.id == number, of_offices(scope.offices), WAITS)
    values = {"is_closed": True, "answered_by": scope.officer, "answered_at": now}
    return db.connection().execute(update(passed_on).where(*mine).values(**values)).rowcount == 1


def kept_as(db: Session, number: int, note: int) -> bool:
    """Says which entry of the knowledge base its answer became; False where it is one already."""
    free = (passed_on.c.id == number, passed_on.c.note.is_(None))
    return db.connection().execute(update(passed_on).where(*free).values(note=note)).rowcount == 1


def kept_no_more(db: Session, note: int) -> None:
    """The entry was withdrawn: the answer may be kept anew."""
    db.execute(update(passed_on).where(passed_on.c.note == note).values(note=None))


def of_offices(offices: Collection[UnitCode]) -> ColumnElement[bool]:
    """With one of these offices."""
    return passed_on.c.office.in_(sorted(offices))


def listed(db: Session, *which: ColumnElement[bool]) -> list[Passed]:
    """The questions that fit, the oldest first."""
    return [passed_of(row) for row in read(db, which)]


def read(db: Session, which: Iterable[ColumnElement[bool]]) -> Iterable[Row[tuple[Any, ...]]]:
    """Their rows."""
    return db.execute(select(passed_on).where(*which).order_by(passed_on.c.id))


def passed_of(row: Row[tuple[Any, ...]]) -> Passed:
    """A row as a value."""
    return Passed(
        id=row.id, asker=row.asker, officer=OfficerId(row.officer_id), office=UnitCode(row.office), text=row.text,
        shown=row.shown, passed_at=row.passed_at, answer=row.answer, answered_at=row.answered_at,
        answered_by=None if row.answered_by is None else OfficerId(row.answered_by), is_closed=row.is_closed,
        note=row.note,
    )  # fmt: skip
