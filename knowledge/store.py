"""The documents' tables and all SQL on them: what is published, and the version that says when it changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from sys import intern

from pydantic import TypeAdapter
from sqlalchemy import Index, RowMapping, Text, func, select, update
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
    Reference,
    Target,
    UnitCode,
)
from knowledge.identity import same_paper


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
    issued_at: str = ""
    recipients: str = Field(default="[]", sa_type=Text)
    references: str = Field(default="[]", sa_type=Text)
    replaced_by: str | None = None
    """The key of the original that a retired digest stood for."""
    version: int = 1
    file: str = ""
    """The sha256 of the original, a row of the house's files."""
    file_name: str = ""
    published_at: datetime | None = Field(default=None, sa_type=Moment)
    changed_in: int = Field(default=0, index=True)
    """The state of the library with which it came to answer, changed or ceased to."""


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
    page: int | None = None


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
    clause: str = Field(default="", sa_type=Text)
    sector: str = ""
    assignee: str = ""
    ref: str = ""
    by_office: bool = False


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


class DocumentVersionRow(SQLModel, table=True):
    """Every state in which a document was published, whole: what an answer of that day rested on."""

    __tablename__ = "document_version"

    key: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    body: str = Field(sa_type=Text)
    """The document as JSON."""
    file: str = ""
    proposal: int | None = None
    published_by: str
    published_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    """When a later version took its place, or its publication was taken back."""


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
document_version = table_of(DocumentVersionRow)
library_version = table_of(LibraryVersionRow)

HEADER_FIELDS = tuple(item.name for item in fields(Header))
LISTS: dict[str, TypeAdapter[tuple[Reference, ...]] | TypeAdapter[tuple[str, ...]]] = {
    "recipients": TypeAdapter(tuple[str, ...]),
    "references": TypeAdapter(tuple[Reference, ...]),
}
"""The fields of a header that are lists, kept as JSON."""


def version(db: Session) -> int:
    """Which state of the library is published."""
    return db.execute(select(library_version.c.version)).scalar() or 0


def raise_version(db: Session) -> int:
    """Says that what is published has changed; gives the number of the new state."""
    statement = insert_into(db, library_version).values(id=1, version=1)
    counted = statement.on_conflict_do_update(index_elements=["id"], set_={"version": library_version.c.version + 1})
    found: int = db.execute(counted.returning(library_version.c.version)).scalar_one()
    return found


@dataclass(frozen=True, slots=True)
class Difference:
    """What a reader of an earlier state lacks: documents that are new or changed, and those that answer no more."""

    changed: tuple[Document, ...]
    gone: tuple[DocumentKey, ...]


def changed_since(db: Session, state: int) -> Difference:
    """What has changed since that state of the library; as much is read as has changed."""
    wanted = select(document.c.key, document.c.standing).where(document.c.changed_in > state).order_by(document.c.key)
    rows = db.execute(wanted).all()
    answering = [row.key for row in rows if row.standing == Standing.PUBLISHED]
    changed = published(db, answering) if answering else ()
    found = {item.key for item in changed}
    return Difference(changed, tuple(DocumentKey(row.key) for row in rows if row.key not in found))


def publish(db: Session, item: Document, fingerprint: str, now: datetime) -> bool:
    """Puts what we ship into the library, in place of an earlier reading of it; False when nothing comes to answer.

    A document that staff retired stays retired, and beside its original a digest does not answer.
    """
    wanted = select(document.c.fingerprint, document.c.standing, document.c.replaced_by)
    known = db.execute(wanted.where(document.c.key == item.key)).first()
    if known is not None and known.fingerprint == fingerprint:
        return False
    write_document(db, item, fingerprint, now)
    original = original_of(db, item)
    by_staff = known is not None and known.standing == Standing.RETIRED and known.replaced_by is None
    if original is not None or by_staff:
        # Its text is brought up to date all the same: it answers again when the original is taken back.
        retire(db, item.key, original)
        return False
    return True


def write_document(db: Session, item: Document, fingerprint: str, now: datetime) -> None:
    """The document as it answers from now on; what stood under its key before is gone from these tables."""
    withdraw_text(db, item.key)
    values = {
        "key": item.key, "standing": Standing.PUBLISHED, "fingerprint": fingerprint, "is_digest": item.is_digest,
        "is_example": item.is_example, "replaced_by": None, "published_at": now, "version": item.version,
        "file": item.file, "file_name": item.file_name, "changed_in": raise_version(db), **header_values(item.header),
    }  # fmt: skip
    db.execute(insert_into(db, document).values(**values).on_conflict_do_update(index_elements=["key"], set_=values))
    write_passages(db, item.key, item.passages)


def header_values(header: Header) -> dict[str, object]:
    """The header as columns; lists as JSON."""
    plain = {name: getattr(header, name) for name in HEADER_FIELDS}
    return plain | {name: shape.dump_json(plain[name]).decode() for name, shape in LISTS.items()}


def header_of(row: RowMapping) -> Header:
    """The header that the columns hold."""
    plain = {name: row[name] for name in HEADER_FIELDS}
    return Header(**plain | {name: shape.validate_json(plain[name]) for name, shape in LISTS.items()})


def write_passages(db: Session, key: DocumentKey, clauses: Sequence[Passage]) -> None:
    """The clauses with their figures, duties and milestones; a statement a table: all others wait meanwhile."""
    if not clauses:
        return
    rows = [
        {
            "document": key, "position": position, "place": clause.place, "heading": clause.heading,
            "kind": clause.kind, "text": clause.text, "ordinal": clause.ordinal, "page": clause.page,
        }
        for position, clause in enumerate(clauses)
    ]  # fmt: skip
    db.execute(passage.insert(), rows)
    mine = select(passage.c.id).where(passage.c.document == key)
    numbers = db.execute(mine.order_by(passage.c.position)).scalars().all()
    for table, held_by in ((target, _targets), (duty_clause, _duties), (milestone, _milestones)):
        held = [
            {"passage": number, **row}
            for number, clause in zip(numbers, clauses, strict=True)
            for row in held_by(clause)
        ]
        if held:
            db.execute(table.insert(), held)


Columns = dict[str, object]


def _targets(clause: Passage) -> Iterator[Columns]:
    for position, goal in enumerate(clause.targets):
        yield {
            "position": position, "value": str(goal.value), "comparator": goal.comparator, "measure": goal.measure,
            "value_max": None if goal.value_max is None else str(goal.value_max), "subject": goal.subject,
            "scope": goal.scope, "due": goal.due, "clause": goal.clause, "sector": goal.sector,
            "assignee": goal.assignee, "ref": goal.ref,
        }  # fmt: skip


def _duties(clause: Passage) -> Iterator[Columns]:
    for duty in clause.duties:
        yield {
            "cadence": "|".join(duty.cadence), "reporter": duty.reporter, "recipient": duty.recipient,
            "through": duty.through, "due": duty.due,
        }  # fmt: skip


def _milestones(clause: Passage) -> Iterator[Columns]:
    for stone in clause.milestones:
        yield {"text": stone.text, "due": stone.due}


def withdraw_text(db: Session, key: DocumentKey) -> None:
    """Deletes the clauses of a document that is about to be read anew."""
    clauses = select(passage.c.id).where(passage.c.document == key)
    for table in (target, duty_clause, milestone):
        db.execute(table.delete().where(table.c.passage.in_(clauses)))
    db.execute(passage.delete().where(passage.c.document == key))


def published(db: Session, keys: Sequence[str] | None = None) -> tuple[Document, ...]:
    """Every document in force of publication (or of these keys), whole."""
    wanted = select(document).where(document.c.standing == Standing.PUBLISHED).order_by(document.c.key)
    if keys is not None:
        wanted = wanted.where(document.c.key.in_(keys))
    headers = db.execute(wanted).mappings().all()
    clauses = passages_of(db, [row["key"] for row in headers])
    return tuple(
        Document(
            key=DocumentKey(row["key"]),
            header=header_of(row),
            passages=clauses.get(row["key"], ()),
            is_digest=row["is_digest"],
            is_example=row["is_example"],
            version=row["version"],
            file=row["file"],
            file_name=row["file_name"],
        )
        for row in headers
    )


def passages_of(db: Session, keys: Sequence[str]) -> dict[str, tuple[Passage, ...]]:
    """The clauses of each document in order, with what hangs on them.

    Headings, measures and days are the same all over a library: each is held once.
    """
    wanted = passage.c.document.in_(keys)
    targets: dict[int, list[Target]] = {}
    for row in db.execute(
        select(target).join(passage, passage.c.id == target.c.passage).where(wanted).order_by(target.c.id)
    ):
        targets.setdefault(row.passage, []).append(
            Target(
                value=Decimal(row.value), comparator=Comparator(row.comparator), measure=intern(row.measure),
                subject=row.subject, value_max=None if row.value_max is None else Decimal(row.value_max),
                scope=intern(row.scope), due=intern(row.due), clause=row.clause, sector=intern(row.sector),
                assignee=intern(row.assignee), ref=row.ref, by_office=row.by_office,
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
                place=row.place, heading=intern(row.heading), kind=PassageKind(row.kind), text=row.text,
                ordinal=row.ordinal, targets=tuple(targets.get(row.id, ())), duties=tuple(duties.get(row.id, ())),
                milestones=tuple(stones.get(row.id, ())), page=row.page,
            )
        )  # fmt: skip
    return {key: tuple(clauses) for key, clauses in found.items()}


# Versions of what staff published


@dataclass(frozen=True, slots=True)
class Act:
    """Who published a version, when, and from which proposal."""

    by: str
    at: datetime
    proposal: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One version of a document in its history."""

    version: int
    by: str
    published_at: datetime
    ended_at: datetime | None
    proposal: int | None


def add_version(db: Session, item: Document, body: str, act: Act) -> None:
    """Keeps the document whole as what answers from now on."""
    values = {
        "key": item.key, "version": item.version, "body": body, "file": item.file, "proposal": act.proposal,
        "published_by": act.by, "published_at": act.at, "ended_at": None,
    }  # fmt: skip
    db.execute(insert_into(db, document_version).values(**values))


def live_version(db: Session, key: DocumentKey) -> int | None:
    """Which version answers; None where none does."""
    mine = (document_version.c.key == key, document_version.c.ended_at.is_(None))
    found: int | None = db.execute(select(func.max(document_version.c.version)).where(*mine)).scalar()
    return found


def last_version(db: Session, key: DocumentKey) -> int:
    """The highest number given so far, also where that version was taken back; 0 before the first."""
    wanted = select(func.max(document_version.c.version)).where(document_version.c.key == key)
    return db.execute(wanted).scalar() or 0


def end_version(db: Session, key: DocumentKey, number: int, now: datetime) -> None:
    """The version answers no longer."""
    _version(db, key, number, ended_at=now)


def resume_version(db: Session, key: DocumentKey, number: int) -> None:
    """The version answers again."""
    _version(db, key, number, ended_at=None)


def _version(db: Session, key: DocumentKey, number: int, *, ended_at: datetime | None) -> None:
    mine = (document_version.c.key == key, document_version.c.version == number)
    db.execute(update(document_version).where(*mine).values(ended_at=ended_at))


def body_of(db: Session, key: DocumentKey, number: int) -> str | None:
    """A version whole, as JSON."""
    mine = (document_version.c.key == key, document_version.c.version == number)
    body: str | None = db.execute(select(document_version.c.body).where(*mine)).scalar()
    return body


def versions(db: Session, key: DocumentKey) -> tuple[Told, ...]:
    """The history of a document, the first version first."""
    wanted = select(document_version).where(document_version.c.key == key).order_by(document_version.c.version)
    return tuple(
        Told(row.version, row.published_by, row.published_at, row.ended_at, row.proposal) for row in db.execute(wanted)
    )


def withdraw(db: Session, key: DocumentKey) -> None:
    """The document answers no longer; its header stays, so that nothing forgets that it was there."""
    withdraw_text(db, key)
    retire(db, key, None)


# Digests and the originals that take their place


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest without its clauses, and where it stands."""

    document: Document
    standing: Standing
    replaced_by: str | None


def digests(db: Session) -> tuple[Digest, ...]:
    """Every digest, retired ones too."""
    rows = db.execute(select(document).where(document.c.is_digest).order_by(document.c.key)).mappings()
    return tuple(
        Digest(
            Document(DocumentKey(row["key"]), header_of(row), (), is_digest=True, is_example=row["is_example"]),
            Standing(row["standing"]),
            row["replaced_by"],
        )
        for row in rows
    )


def original_of(db: Session, digest: Document) -> DocumentKey | None:
    """The original of the same paper that answers now; None where there is none."""
    answers = (document.c.standing == Standing.PUBLISHED, document.c.is_digest.is_(False))
    mine = select(document).where(*answers, document.c.issuer_code == digest.header.issuer_code)
    for row in db.execute(mine.order_by(document.c.key)).mappings():
        if same_paper(digest, Document(DocumentKey(row["key"]), header_of(row), ())):
            return DocumentKey(row["key"])
    return None


def retire(db: Session, key: DocumentKey, replaced_by: str | None) -> None:
    """The document answers no longer, for another one or for none."""
    values = {"standing": Standing.RETIRED, "replaced_by": replaced_by, "changed_in": raise_version(db)}
    db.execute(update(document).where(document.c.key == key).values(**values))


def republish(db: Session, key: DocumentKey) -> None:
    """A retired digest answers again."""
    values = {"standing": Standing.PUBLISHED, "replaced_by": None, "changed_in": raise_version(db)}
    db.execute(update(document).where(document.c.key == key).values(**values))


def issuers(db: Session) -> list[tuple[UnitCode, str]]:
    """Code and name of every body whose documents are published."""
    rows = select(document.c.issuer_code, document.c.issuer).where(document.c.standing == Standing.PUBLISHED).distinct()
    return [(UnitCode(code), name) for code, name in db.execute(rows.order_by(document.c.issuer_code))]
