"""What a proposal is: a document as it was read, the edits of staff in order, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal, NewType

from pydantic import Field as Tagged
from pydantic import TypeAdapter

from knowledge.document import Document, DocumentKey, DutyClause, Milestone, Reference, Target, UnitCode
from knowledge.readers.reading import Doubt, Remark

ProposalId = NewType("ProposalId", int)


class State(StrEnum):
    """Where a proposal stands."""

    READING = "reading"
    """Its file is waiting to be read, or is being read."""
    FAILED = "failed"
    OPEN = "open"
    """Read; staff review it."""
    PUBLISHED = "published"
    DROPPED = "dropped"
    UNDONE = "undone"
    """It was published, and that was taken back."""


class ItemKind(StrEnum):
    """What is extracted and reviewed one by one."""

    TARGET = "target"
    DUTY = "duty"
    MILESTONE = "milestone"


class Mark(StrEnum):
    """What became of an item."""

    READ = "read"
    CORRECTED = "corrected"
    DROPPED = "dropped"
    ADDED = "added"


class Counting(StrEnum):
    """Over what a target's figure is reached (DESIGN 2, 'cách tính')."""

    AREA = "area"
    """The sum over all units of the area."""
    PER_UNIT = "per_unit"
    """Each unit by itself."""
    AVERAGE = "average"
    """The average of the units."""
    SHARE = "share"
    """The share of units (or of people in them) that fulfil it."""


class Basis(StrEnum):
    """Which figure is counted."""

    GROSS = "gross"
    """All that was added."""
    NET = "net"
    """Added less lost."""
    STOCK = "stock"
    """How many there are on the day."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a target is counted; `denominator` says whose total a percentage is taken of, in words."""

    counting: Counting
    basis: Basis
    denominator: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One extracted thing under its number in the review; numbers never change, a dropped one stays dropped."""

    number: int
    kind: ItemKind
    place: str
    what: Target | DutyClause | Milestone
    mark: Mark = Mark.READ
    page: int | None = None
    passage: str = ""
    """The whole passage, so that every figure can show its words."""
    way: Way | None = None
    """How it is counted: confirmed by staff, else None."""


# What staff do, one after the other. Undoing takes the last one away.


@dataclass(frozen=True, slots=True)
class SetHeader:
    """One field of the header gets another value, as text; '' empties it. Days are written 2026-02-05."""

    name: str
    value: str
    does: Literal["header"] = "header"


@dataclass(frozen=True, slots=True)
class Replace:
    """An item gets other content."""

    number: int
    what: Target | DutyClause | Milestone
    does: Literal["replace"] = "replace"


@dataclass(frozen=True, slots=True)
class Drop:
    """An item is left out."""

    number: int
    does: Literal["drop"] = "drop"


@dataclass(frozen=True, slots=True)
class Keep:
    """A doubtful item is right as it stands, or a dropped one comes back."""

    number: int
    does: Literal["keep"] = "keep"


@dataclass(frozen=True, slots=True)
class Add:
    """An item that was not found, at a place of the document."""

    place: str
    what: Target | DutyClause | Milestone
    does: Literal["add"] = "add"


@dataclass(frozen=True, slots=True)
class Count:
    """How a target is counted, confirmed."""

    number: int
    way: Way
    does: Literal["count"] = "count"


@dataclass(frozen=True, slots=True)
class Refer:
    """Another document that this one replaces, changes or carries out, which its words were not seen to say."""

    reference: Reference
    does: Literal["refer"] = "refer"


Edit = Annotated[SetHeader | Replace | Drop | Keep | Add | Count | Refer, Tagged(discriminator="does")]


@dataclass(frozen=True, slots=True)
class Made:
    """One edit, by whom and when."""

    edit: Edit
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """The file of a proposal: its content is a row of the house's files."""

    sha256: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """One file on its way into the library. `document` is as it was read, `edits` are what staff did since."""

    id: ProposalId
    state: State
    source: Source
    office: UnitCode
    """Whose staff decide on it."""
    by: str
    """Who dropped it in: an address, or 'terminal'."""
    created_at: datetime
    key: DocumentKey | None = None
    """Under which it is or would be published; None while it is being read."""
    document: Document | None = None
    edits: tuple[Made, ...] = ()
    warnings: tuple[Remark, ...] = ()
    doubts: tuple[tuple[int, Doubt], ...] = ()
    """Doubtful words of recognised pages, with the page."""
    issuer: UnitCode | None = None
    """Set where the one who dropped it in said whose paper it is."""
    pages_done: int = 0
    pages_total: int = 0
    trouble: str = ""
    """Why it failed: a `Why` and its detail, 'encrypted' or 'too_big: 25'."""
    version: int | None = None
    """The version it was published as."""
    decided_at: datetime | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class ReadThrough:
    """What reading a file gave."""

    key: DocumentKey
    document: Document
    warnings: tuple[Remark, ...] = ()
    doubts: tuple[tuple[int, Doubt], ...] = ()
    pages: int = 1


@cache
def document_shape() -> TypeAdapter[Document]:
    """How a document is kept as JSON; built where it is first needed, since few processes ever do."""
    return TypeAdapter(Document)


@cache
def edits_shape() -> TypeAdapter[tuple[Made, ...]]:
    """How edits are kept."""
    return TypeAdapter(tuple[Made, ...])


@cache
def remarks_shape() -> TypeAdapter[tuple[Remark, ...]]:
    """How remarks are kept."""
    return TypeAdapter(tuple[Remark, ...])


@cache
def doubts_shape() -> TypeAdapter[tuple[tuple[int, Doubt], ...]]:
    """How doubtful words are kept."""
    return TypeAdapter(tuple[tuple[int, Doubt], ...])
