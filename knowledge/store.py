"""The documents' tables and all SQL on them: what is published, and the version that says when it changed."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index, Text, select
from sqlmodel import Field, Session, SQLModel

from knowledge.columns import Moment, insert_into, one_of, table_of
from knowledge.document import (
    Comparator,
    Document,
    DocumentKey,
    DutyClause,
    Header,
    Milestone,
    Passage,
    PassageKind,
    Target,
    UnitCode,
)


class Standing(StrEnum):
    """Whether a document answers: proposed to staff, published by them, or retired for another."""

    PROPOSED = "proposed"
    PUBLISHED = "published"
    RETIRED = "retired"


class DocumentRow(SQLModel, table=True):
    """One document's header. `fingerprint` tells whether the text it was read from has changed."""

    __tablename__ = "document"
    __table_args__ = (one_of("standing", Standing),)

    key: str = Field(primary_key=True)
    standing: str
    fingerprint: str
    is_digest: bool
    is_example: bool
    number: str | None = None
    type: str
    title: str
    issuer: str
    issuer_code: str = Field(index=True)
    issued_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    period: str
    signer_role: str | None = None
    signer: str | None = None
    theme: str | None = Field(default=None, sa_type=Text)
    motto: str | None = Field(default=None, sa_type=Text)
    number_note: str | None = None
    issued_note: str | None = None
    replaced_by: str | None = None
    published_at: datetime | None = Field(default=None, sa_type=Moment)


class PassageRow(SQLModel, table=True):
    """One clause with its place."""

    __tablename__ = "passage"
    __table_args__ = (one_of("kind", PassageKind), Index("passage_document", "document", "position"))

    id: int | None = Field(default=None, primary_key=True)
    document: str = Field(foreign_key="document.key")
    position: int
    place: str
    heading: str
    kind: str
    text: str = Field(sa_type=Text)
    ordinal: int | None = None


class TargetRow(SQLModel, table=True):
    """One figure of a clause. Figures are texts here and Decimal in code: no database rounds them."""

    __tablename__ = "target"
    __table_args__ = (one_of("comparator", Comparator),)

    id: int | None = Field(default=None, primary_key=True)
    passage: int = Field(foreign_key="passage.id", index=True)
    position: int
    value: str
    value_max: str | None = None
    comparator: str
    measure: str
    subject: str
    scope: str
    due: str


class DutyClauseRow(SQLModel, table=True):
    """A reporting duty as a clause words it."""

    __tablename__ = "duty_clause"

    id: int | None = Field(default=None, primary_key=True)
    passage: int = Field(foreign_key="passage.id", index=True)
    cadence: str
    reporter: str
    recipient: str
    through: str
    due: str


class MilestoneRow(SQLModel, table=True):
    """A thing to be finished by a date."""

    __tablename__ = "milestone"

    id: int | None = Field(default=None, primary_key=True)
    passage: int = Field(foreign_key="passage.id", index=True)
    text: str
    due: str


class LibraryVersionRow(SQLModel, table=True):
    """One row, counted up with every change of what is published: processes compare it with what they hold."""

    __tablename__ = "library_version"

    id: int = Field(default=1, primary_key=True)
    version: int


document = table_of(DocumentRow)
passage = table_of(PassageRow)
target = table_of(TargetRow)
duty_clause = table_of(DutyClauseRow)
milestone = table_of(MilestoneRow)
library_version = table_of(LibraryVersionRow)

HEADER_FIELDS = tuple(item.name for item in fields(Header))


def version(db: Session) -> int:
    """Which state of the library is published."""
    return db.execute(select(library_version.c.version)).scalar() or 0


def raise_version(db: Session) -> None:
    """Says that what is published has changed."""
    statement = insert_into(db, library_version).values(id=1, version=1)
    counted = statement.on_conflict_do_update(index_elements=["id"], set_={"version": library_version.c.version + 1})
    db.execute(counted)


def publish(db: Session, item: Document, fingerprint: str, now: datetime) -> bool:
    """Puts the document into the library, in place of an earlier reading of it; False when nothing changed.

    A document that staff retired stays retired.
    """
    known = db.execute(select(document.c.fingerprint, document.c.standing).where(document.c.key == item.key)).first()
    if known is not None and (known.fingerprint == fingerprint or known.standing == Standing.RETIRED):
        return False
    withdraw_text(db, item.key)
    values = {
        "key": item.key, "standing": Standing.PUBLISHED, "fingerprint": fingerprint, "is_digest": item.is_digest,
        "is_example": item.is_example, "replaced_by": None, "published_at": now,
        **{name: getattr(item.header, name) for name in HEADER_FIELDS},
    }  # fmt: skip
    db.execute(insert_into(db, document).values(**values).on_conflict_do_update(index_elements=["key"], set_=values))
    for position, clause in enumerate(item.passages):
        write_passage(db, item.key, position, clause)
    raise_version(db)
    return True


def write_passage(db: Session, key: DocumentKey, position: int, clause: Passage) -> None:
    """One clause with its figures, duties and milestones."""
    row = PassageRow(
        document=key, position=position, place=clause.place, heading=clause.heading, kind=clause.kind,
        text=clause.text, ordinal=clause.ordinal,
    )  # fmt: skip
    db.add(row)
    db.flush()
    assert row.id is not None
    for n, goal in enumerate(clause.targets):
        db.add(
            TargetRow(
                passage=row.id, position=n, value=str(goal.value), comparator=goal.comparator, measure=goal.measure,
                value_max=None if goal.value_max is None else str(goal.value_max), subject=goal.subject,
                scope=goal.scope, due=goal.due,
            )
        )  # fmt: skip
    for duty in clause.duties:
        db.add(
            DutyClauseRow(
                passage=row.id, cadence="|".join(duty.cadence), reporter=duty.reporter, recipient=duty.recipient,
                through=duty.through, due=duty.due,
            )
        )  # fmt: skip
    for stone in clause.milestones:
        db.add(MilestoneRow(passage=row.id, text=stone.text, due=stone.due))


def withdraw_text(db: Session, key: DocumentKey) -> None:
    """Deletes the clauses of a document that is about to be read anew."""
    clauses = select(passage.c.id).where(passage.c.document == key)
    for table in (target, duty_clause, milestone):
        db.execute(table.delete().where(table.c.passage.in_(clauses)))
    db.execute(passage.delete().where(passage.c.document == key))


def published(db: Session) -> tuple[Document, ...]:
    """Every document in force of publication, whole."""
    headers = db.execute(
        select(document).where(document.c.standing == Standing.PUBLISHED).order_by(document.c.key)
    ).mappings().all()  # fmt: skip
    clauses = passages_of(db, [row["key"] for row in headers])
    return tuple(
        Document(
            key=DocumentKey(row["key"]),
            header=Header(**{name: row[name] for name in HEADER_FIELDS}),
            passages=clauses.get(row["key"], ()),
            is_digest=row["is_digest"],
            is_example=row["is_example"],
        )
        for row in headers
    )


def passages_of(db: Session, keys: Sequence[str]) -> dict[str, tuple[Passage, ...]]:
    """The clauses of each document in order, with what hangs on them."""
    wanted = passage.c.document.in_(keys)
    targets: dict[int, list[Target]] = {}
    for row in db.execute(
        select(target).join(passage, passage.c.id == target.c.passage).where(wanted).order_by(target.c.id)
    ):
        targets.setdefault(row.passage, []).append(
            Target(
                value=Decimal(row.value), comparator=Comparator(row.comparator), measure=row.measure,
                subject=row.subject, value_max=None if row.value_max is None else Decimal(row.value_max),
                scope=row.scope, due=row.due,
            )
        )  # fmt: skip
    duties: dict[int, list[DutyClause]] = {}
    for row in db.execute(
        select(duty_clause)
        .join(passage, passage.c.id == duty_clause.c.passage)
        .where(wanted)
        .order_by(duty_clause.c.id)
    ):
        cadence = tuple(row.cadence.split("|")) if row.cadence else ()
        duties.setdefault(row.passage, []).append(
            DutyClause(cadence, row.reporter, row.recipient, row.through, row.due)
        )
    stones: dict[int, list[Milestone]] = {}
    for row in db.execute(
        select(milestone).join(passage, passage.c.id == milestone.c.passage).where(wanted).order_by(milestone.c.id)
    ):
        stones.setdefault(row.passage, []).append(Milestone(row.text, row.due))
    found: dict[str, list[Passage]] = {}
    for row in db.execute(select(passage).where(wanted).order_by(passage.c.document, passage.c.position)):
        found.setdefault(row.document, []).append(
            Passage(
                place=row.place, heading=row.heading, kind=PassageKind(row.kind), text=row.text, ordinal=row.ordinal,
                targets=tuple(targets.get(row.id, ())), duties=tuple(duties.get(row.id, ())),
                milestones=tuple(stones.get(row.id, ())),
            )
        )  # fmt: skip
    return {key: tuple(clauses) for key, clauses in found.items()}


def issuers(db: Session) -> list[tuple[UnitCode, str]]:
    """Code and name of every body whose documents are published."""
    rows = select(document.c.issuer_code, document.c.issuer).where(document.c.standing == Standing.PUBLISHED).distinct()
    return [(UnitCode(code), name) for code, name in db.execute(rows.order_by(document.c.issuer_code))]
