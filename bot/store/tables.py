"""The shell's tables: what came in, what goes out, who is running."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from knowledge.columns import Moment, one_of, partial_index

Identity = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only where the key is an INTEGER."""


class Incoming(StrEnum):
    """Where an event stands. `failed` is parked: reported, never retried by itself."""

    NEW = "new"
    HANDLING = "handling"
    DONE = "done"
    FAILED = "failed"


class Outgoing(StrEnum):
    """Where a message stands. `unsure`: the platform may have taken it before the connection broke."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """How one attempt ended."""

    OK = "ok"
    LATER = "later"
    REFUSED = "refused"
    UNSURE = "unsure"


class IncomingRow(SQLModel, table=True):
    """One event as the platform sent it. `not_before` is machine time: back-off, never office hours."""

    __tablename__ = "incoming"
    __table_args__ = (
        UniqueConstraint("bot", "event"),
        one_of("state", Incoming),
        partial_index("incoming_open", "bot", "chat", "id", where="state IN ('new','handling')"),
        partial_index("incoming_new", "bot", "id", where="state = 'new'"),
        partial_index("incoming_boot", "boot", where="state = 'handling'"),
        partial_index("incoming_one_per_chat", "bot", "chat", where="state = 'handling'", unique=True),
        partial_index("incoming_failed", "id", where="state = 'failed'"),
        Index("incoming_chat", "bot", "chat", "received_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Identity)
    bot: str
    event: str
    chat: str
    body: bytes = Field(sa_type=LargeBinary)
    state: str = Incoming.NEW
    attempts: int = 0
    boot: str | None = None
    not_before: datetime = Field(sa_type=Moment)
    received_at: datetime = Field(sa_type=Moment)
    office_at: datetime | None = Field(default=None, sa_type=Moment)
    """The office time of this visit alone, given with `chat --at`."""
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    error: str | None = None


class OutgoingRow(SQLModel, table=True):
    """One message with a natural key. `not_before` and `use_by` are office time."""

    __tablename__ = "outgoing"
    __table_args__ = (
        UniqueConstraint("key"),
        one_of("state", Outgoing),
        CheckConstraint("lane IN (0, 1, 2)", name="lane"),
        partial_index("outgoing_claim", "bot", "lane", "id", where="state = 'queued'"),
        partial_index("outgoing_head", "bot", "chat", "lane", "id", where="state = 'queued'"),
        partial_index("outgoing_one_per_chat", "bot", "chat", where="state = 'sending'", unique=True),
        partial_index("outgoing_boot", "boot", where="state = 'sending'"),
        partial_index("outgoing_trouble", "settled_at", where="state IN ('unsure','failed')"),
        Index("outgoing_chat", "bot", "chat", "settled_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Identity)
    key: str
    bot: str
    chat: str
    is_group: bool = False
    lane: int
    body: str
    judge: str = ""
    judge_args: str = "{}"
    state: str = Outgoing.QUEUED
    not_before: datetime = Field(sa_type=Moment)
    use_by: datetime = Field(sa_type=Moment)
    boot: str | None = None
    slot_at: datetime | None = Field(default=None, sa_type=Moment)
    told_at: datetime | None = Field(default=None, sa_type=Moment)
    """Office time at which it was let go: on that day it counts for whoever wants so many a day."""
    attempts: int = 0
    platform_id: str | None = None
    reason: str | None = None
    resend_of: str | None = None
    """The key of the unsure reply that this one says again, labelled and counted apart."""
    created_at: datetime = Field(sa_type=Moment)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)


class AttemptRow(SQLModel, table=True):
    """The ledger: one row per try, begun before the socket is touched."""

    __tablename__ = "attempt"
    __table_args__ = (UniqueConstraint("outgoing_id", "n"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Identity)
    outgoing_id: int = Field(sa_type=Identity, foreign_key="outgoing.id")
    n: int
    boot: str
    begun_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    outcome: str | None = None
    http_status: int | None = None
    wait_seconds: float | None = None
    error: str | None = None


class PaceRow(SQLModel, table=True):
    """One row per token: the next free slot, and until when the platform wants silence. Also the bot's claim lock."""

    __tablename__ = "pace"

    bot: str = Field(primary_key=True)
    rate: float
    rate_max: float
    next_slot_at: datetime = Field(sa_type=Moment)
    blocked_until: datetime = Field(sa_type=Moment)
    refused_at: datetime | None = Field(default=None, sa_type=Moment)


class ChatPaceRow(SQLModel, table=True):
    """When the next message of one chat may go: its own pace, and its back-off."""

    __tablename__ = "chat_pace"

    bot: str = Field(primary_key=True)
    chat: str = Field(primary_key=True)
    next_at: datetime = Field(sa_type=Moment)


class BootRow(SQLModel, table=True):
    """One start of one process."""

    __tablename__ = "boot"

    id: str = Field(primary_key=True)
    host: str
    pid: int
    roles: str
    started_at: datetime = Field(sa_type=Moment)
    beat_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class JobRunRow(SQLModel, table=True):
    """One due time of one periodic job: whoever inserts it does the work."""

    __tablename__ = "job_run"

    job: str = Field(primary_key=True)
    due_at: datetime = Field(primary_key=True, sa_type=Moment)
    boot: str
    done_at: datetime | None = Field(default=None, sa_type=Moment)


class SettingRow(SQLModel, table=True):
    """What belongs to this database and not to a machine: demo or real, the clock's offset, secrets made here."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True)
    value: str


class FileRow(SQLModel, table=True):
    """A produced file, once for each content: several machines share no disk, and a backup is one file."""

    __tablename__ = "file"
    __table_args__ = (Index("file_created", "created_at"),)

    sha256: str = Field(primary_key=True)
    name: str
    media_type: str
    size: int
    content: bytes = Field(sa_type=LargeBinary)
    created_at: datetime = Field(sa_type=Moment)
    is_original: bool = False
    """A document that was dropped in: kept as long as the house stands, whatever messages name it."""


class BotChatRow(SQLModel, table=True):
    """A chat that has ever written to a bot whose platform counts them: its users and groups are limited."""

    __tablename__ = "bot_chat"

    bot: str = Field(primary_key=True)
    chat: str = Field(primary_key=True)
    is_group: bool = False
    first_at: datetime = Field(sa_type=Moment)


class MonthCountRow(SQLModel, table=True):
    """How many messages a bot sent and was sent in a month of Viet Nam, where the platform allows so many."""

    __tablename__ = "month_count"

    bot: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    """'2026-11'."""
    sent: int = 0
    received: int = 0
    warned: int = 0
    """The highest share, in percent, of which the office was told."""
    closed_until: datetime | None = Field(default=None, sa_type=Moment)
    """Office time: the platform itself said that the month is used up, and is asked again then."""
    listed: int = 0
    """The newest waiting message whose recipient the office was given to telephone."""
    listed_on: date | None = None
