"""The proposals' table and all SQL on it: from a file that waits to be read to what was published of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, RowMapping, Text, func, select, update
from sqlmodel import Field, Session, SQLModel

from knowledge.columns import Moment, insert_into, locked, one_of, partial_index, table_of
from knowledge.document import DocumentKey, UnitCode
from knowledge.proposals.editing import current
from knowledge.proposals.values import (
    Made,
    Proposal,
    ProposalId,
    Source,
    State,
    document_shape,
    doubts_shape,
    edits_shape,
    remarks_shape,
)
from knowledge.proposals.values import ReadThrough as ReadThrough  # noqa: PLC0414 - what a reader hands over is written here

LEASE = timedelta(minutes=2)
"""How long a reader may be silent before another one begins the file again."""
AT_ONCE = datetime(2025, 1, 1, tzinfo=UTC)
"""Leases run by machine time and files arrive by office time, which a demo moves: nobody holds this one."""


class ProposalRow(SQLModel, table=True):
    """One file on its way into the library."""

    __tablename__ = "proposal"
    __table_args__ = (
        one_of("state", State),
        partial_index("proposal_reading", "lease_until", where="state = 'reading'"),
        partial_index("proposal_under_review", "file", "office", where="state IN ('reading', 'open')", unique=True),
        Index("proposal_file", "file", "office"),
    )

    id: int | None = Field(default=None, primary_key=True)
    state: str
    office: str = Field(index=True)
    file: str
    file_name: str
    file_size: int
    by: str
    issuer: str | None = None
    key: str | None = Field(default=None, index=True)
    document: str | None = Field(default=None, sa_type=Text)
    edits: str = Field(default="[]", sa_type=Text)
    warnings: str = Field(default="[]", sa_type=Text)
    doubts: str = Field(default="[]", sa_type=Text)
    pages_done: int = 0
    pages_total: int = 0
    trouble: str = ""
    attempts: int = 0
    reader: str = ""
    """The boot that reads it."""
    lease_until: datetime | None = Field(default=None, sa_type=Moment)
    version: int | None = None
    """Which version of the document it was published as."""
    revision: int = 0
    """Counted up with every edit: two who edit at once do not overwrite each other."""
    created_at: datetime = Field(sa_type=Moment)
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    decided_by: str = ""


proposal = table_of(ProposalRow)


class Changed(Exception):  # noqa: N818 - somebody was faster
    """The proposal was decided or edited in the meantime."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file that was dropped in: where its content is, for which office, by whom, and whose paper it is said to be."""

    source: Source
    office: UnitCode
    by: str
    issuer: UnitCode | None = None


def begin(db: Session, item: Dropped, now: datetime) -> ProposalId:
    """A file waits to be read. The same content of the same office that is still under review is that one again."""
    known = under_review(db, item.source.sha256, item.office)
    if known is not None:
        return known
    values = {
        "state": State.READING, "office": item.office, "file": item.source.sha256, "file_name": item.source.name,
        "file_size": item.source.size, "by": item.by, "issuer": item.issuer, "created_at": now, "lease_until": AT_ONCE,
    }  # fmt: skip
    # Two may drop the same file at once, each through a process of its own: the second finds that of the first.
    statement = insert_into(db, proposal).values(**values).on_conflict_do_nothing().returning(proposal.c.id)
    number = db.execute(statement).scalar() or under_review(db, item.source.sha256, item.office)
    assert number is not None
    return ProposalId(number)


def under_review(db: Session, sha256: str, office: UnitCode) -> ProposalId | None:
    """The one proposal of this office with the very same content that is being read or reviewed."""
    same = (proposal.c.file == sha256, proposal.c.office == office)
    live = select(proposal.c.id).where(*same, proposal.c.state.in_((State.READING, State.OPEN)))
    number: int | None = db.execute(live).scalar()
    return None if number is None else ProposalId(number)


def same_content(db: Session, sha256: str, office: UnitCode) -> Proposal | None:
    """The proposal of this office with the very same content: the one under review, else the newest."""
    same = select(proposal.c.id).where(proposal.c.file == sha256, proposal.c.office == office)
    newest: int | None = db.execute(same.order_by(proposal.c.id.desc()).limit(1)).scalar()
    known = under_review(db, sha256, office) or newest
    return None if known is None else find(db, known)


def enter(db: Session, item: Dropped, found: ReadThrough, now: datetime) -> ProposalId:
    """A file that was read before it came here is reviewed at once; one that waited to be read, waits no longer."""
    number = begin(db, item, now)
    values = _found_values(found) | {"reader": ""}
    mine = (proposal.c.id == number, proposal.c.state == State.READING)
    db.execute(update(proposal).where(*mine).values(**values))
    return number


def any_waiting(db: Session, now: datetime) -> bool:
    """Whether a file waits for a reader."""
    waiting = select(proposal.c.id).where(proposal.c.state == State.READING, proposal.c.lease_until <= now)
    return db.execute(waiting.limit(1)).first() is not None


def claim(db: Session, reader: str, now: datetime) -> tuple[Proposal, int] | None:
    """The oldest file that nobody reads, with how often it was tried; it is this reader's for the lease."""
    waiting = select(proposal.c.id).where(proposal.c.state == State.READING, proposal.c.lease_until <= now)
    # What another process is just claiming is passed over: behind it the next file may wait.
    first = waiting.order_by(proposal.c.id).limit(1).with_for_update(skip_locked=True)
    found: int | None = db.execute(first).scalar()
    if found is None:
        return None
    values = {"reader": reader, "lease_until": now + LEASE, "attempts": proposal.c.attempts + 1}
    db.execute(update(proposal).where(proposal.c.id == found).values(**values))
    tries: int = db.execute(select(proposal.c.attempts).where(proposal.c.id == found)).scalar_one()
    return proposal_of(db, ProposalId(found)), tries


def progressed(db: Session, number: ProposalId, reader: str, pages: tuple[int, int], now: datetime) -> bool:
    """So many pages of so many are read; False when the file is no longer this reader's."""
    values = {"pages_done": pages[0], "pages_total": pages[1], "lease_until": now + LEASE}
    return _write(db, number, reader, values)


def read_through(db: Session, number: ProposalId, reader: str, found: ReadThrough) -> bool:
    """The file is read: staff review it from now on; False when it is no longer this reader's."""
    return _write(db, number, reader, _found_values(found))


def _found_values(found: ReadThrough) -> dict[str, object]:
    return {
        "state": State.OPEN, "key": found.key, "document": document_shape().dump_json(found.document).decode(),
        "warnings": remarks_shape().dump_json(found.warnings).decode(),
        "doubts": doubts_shape().dump_json(found.doubts).decode(),
        "pages_done": found.pages, "pages_total": found.pages, "lease_until": None,
    }  # fmt: skip


def failed(db: Session, number: ProposalId, reader: str, trouble: str, now: datetime) -> bool:
    """The file cannot be read; `trouble` is a `Why` with its detail."""
    values = {"state": State.FAILED, "trouble": trouble, "lease_until": None, "decided_at": now}
    return _write(db, number, reader, values)


def given_back(db: Session, number: ProposalId, reader: str, until: datetime, *, counted: bool) -> bool:
    """Somebody else may read the file from then on; a try that was merely stopped does not count."""
    values = {"lease_until": until, "attempts": proposal.c.attempts - (0 if counted else 1)}
    return _write(db, number, reader, values)


def freed(db: Session, readers: Sequence[str] | None, except_reader: str) -> int:
    """What dead readers were reading may be read at once; `readers` None means every one but this (SQLite)."""
    whose = proposal.c.reader != except_reader if readers is None else proposal.c.reader.in_(readers)
    held = (proposal.c.state == State.READING, proposal.c.lease_until > AT_ONCE, whose)
    return db.connection().execute(update(proposal).where(*held).values(lease_until=AT_ONCE)).rowcount


def unread(db: Session) -> list[tuple[datetime, int]]:
    """When each file came that waits to be read or is being read, and how often that was tried."""
    rows = select(proposal.c.created_at, proposal.c.attempts).where(proposal.c.state == State.READING)
    return [(row.created_at, row.attempts) for row in db.execute(rows.order_by(proposal.c.id))]


def _write(db: Session, number: ProposalId, reader: str, values: Mapping[str, object]) -> bool:
    mine = (proposal.c.id == number, proposal.c.state == State.READING, proposal.c.reader == reader)
    return db.connection().execute(update(proposal).where(*mine).values(**values)).rowcount == 1


def find(db: Session, number: int) -> Proposal | None:
    """One proposal, whole; None where there is none."""
    row = db.execute(select(proposal).where(proposal.c.id == number)).mappings().first()
    return None if row is None else _proposal(row)


def proposal_of(db: Session, number: ProposalId) -> Proposal:
    """One proposal that is known to be there."""
    found = find(db, number)
    assert found is not None
    return found


class Which(StrEnum):
    """Which proposals are listed."""

    WAITING = "waiting"
    """Being read, failed a short while ago, or to be reviewed."""
    ALL = "all"


def listed(db: Session, offices: Sequence[UnitCode] | None, which: Which, most: int = 50) -> tuple[Proposal, ...]:
    """The proposals of these offices (None: of all), the newest first."""
    wanted = select(proposal).order_by(proposal.c.id.desc()).limit(most)
    if offices is not None:
        wanted = wanted.where(proposal.c.office.in_(offices))
    if which is Which.WAITING:
        wanted = wanted.where(proposal.c.state.in_((State.READING, State.OPEN, State.FAILED)))
    return tuple(_proposal(row) for row in db.execute(wanted).mappings())


def count_open(db: Session, offices: Sequence[UnitCode] | None) -> int:
    """How many wait for a decision of these offices (None: of all)."""
    wanted = select(func.count()).select_from(proposal).where(proposal.c.state == State.OPEN)
    if offices is not None:
        wanted = wanted.where(proposal.c.office.in_(offices))
    return int(db.execute(wanted).scalar_one())


def numbers(db: Session, offices: Sequence[UnitCode], state: State, most: int = 50) -> tuple[ProposalId, ...]:
    """The proposals of these offices that stand so, the newest first, without what is in them."""
    wanted = select(proposal.c.id).where(proposal.c.office.in_(offices), proposal.c.state == state)
    return tuple(
        ProposalId(number) for number in db.execute(wanted.order_by(proposal.c.id.desc()).limit(most)).scalars()
    )


@dataclass(frozen=True, slots=True)
class Publication:
    """By which proposal a document was published, and when."""

    number: ProposalId
    since: datetime | None


def publications(db: Session, offices: Sequence[UnitCode]) -> Mapping[DocumentKey, Publication]:
    """The newest publication of each document by these offices that was not taken back."""
    wanted = select(proposal.c.key, proposal.c.id, proposal.c.decided_at).where(
        proposal.c.office.in_(offices), proposal.c.state == State.PUBLISHED, proposal.c.key.is_not(None)
    )
    rows = db.execute(wanted.order_by(proposal.c.version, proposal.c.id))
    return {DocumentKey(row.key): Publication(ProposalId(row.id), row.decided_at) for row in rows}


def write_edits(db: Session, before: Proposal, edits: tuple[Made, ...]) -> Proposal:
    """The proposal with these edits. Raises `Changed` when it is not open any more or has other edits than `before`."""
    known = edits_shape().dump_json(before.edits).decode()
    row = db.execute(locked(db, select(proposal).where(proposal.c.id == before.id))).mappings().one()
    if row["state"] != State.OPEN or row["edits"] != known:
        raise Changed(before.id)
    after = replace(before, edits=edits)
    after = replace(after, key=current(after).key)
    values = {"edits": edits_shape().dump_json(edits).decode(), "key": after.key, "revision": row["revision"] + 1}
    db.execute(update(proposal).where(proposal.c.id == before.id).values(**values))
    return after


def decided(db: Session, before: Proposal, state: State, by: str, now: datetime, *, version: int | None = None) -> None:
    """The proposal's last word. Raises `Changed` when it does not stand as `before` says."""
    values = {
        "state": state, "decided_at": now, "decided_by": by, "version": version or before.version, "key": before.key,
        "lease_until": None,
    }  # fmt: skip
    same = (
        proposal.c.id == before.id,
        proposal.c.state == before.state,
        proposal.c.edits == edits_shape().dump_json(before.edits).decode(),
    )
    if db.connection().execute(update(proposal).where(*same).values(**values)).rowcount != 1:
        raise Changed(before.id)


def published_versions(db: Session, key: DocumentKey) -> tuple[int, ...]:
    """The versions under this key that were published and not taken back."""
    wanted = select(proposal.c.version).where(proposal.c.key == key, proposal.c.state == State.PUBLISHED)
    return tuple(db.execute(wanted.order_by(proposal.c.version)).scalars())


def _proposal(row: RowMapping) -> Proposal:
    return Proposal(
        id=ProposalId(row["id"]), state=State(row["state"]),
        source=Source(row["file"], row["file_name"], row["file_size"]),
        office=UnitCode(row["office"]), by=row["by"], created_at=row["created_at"],
        key=DocumentKey(row["key"]) if row["key"] else None,
        document=document_shape().validate_json(row["document"]) if row["document"] else None,
        edits=edits_shape().validate_json(row["edits"]), warnings=remarks_shape().validate_json(row["warnings"]),
        doubts=doubts_shape().validate_json(row["doubts"]), issuer=UnitCode(row["issuer"]) if row["issuer"] else None,
        pages_done=row["pages_done"], pages_total=row["pages_total"], trouble=row["trouble"], version=row["version"],
        decided_at=row["decided_at"], decided_by=row["decided_by"],
    )  # fmt: skip
