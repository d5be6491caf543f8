"""What was announced to whom, and who has taken note: the announcement, its recipients, their answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from sqlmodel import Field, SQLModel

from knowledge.columns import Moment, one_of, partial_index, table_of
from knowledge.document import UnitCode
from union.roster import OfficerId

AnnouncementId = NewType("AnnouncementId", int)


class Standing(StrEnum):
    """Where an announcement stands. `sending` includes everything that has gone: only a person's word ends it."""

    SENDING = "sending"
    CANCELLED = "cancelled"


class Weight(StrEnum):
    """`news` may be declined once and for all; `work` (a meeting, a deadline, something urgent) reaches everybody."""

    NEWS = "news"
    WORK = "work"


class Wants(StrEnum):
    """What is asked in return."""

    NOTE = "note"
    """“Đã nắm”."""
    ATTENDANCE = "attendance"
    """“Tham dự”, or “vắng” with a reason."""


class Fate(StrEnum):
    """What became of the message to one recipient."""

    WAITING = "waiting"
    """Not put into the door yet."""
    QUEUED = "queued"
    SENT = "sent"
    UNSURE = "unsure"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    UNREACHABLE = "unreachable"
    """No account that messages reach: to be telephoned."""
    DECLINED = "declined"
    """Wants no news, and this is news."""


class Answer(StrEnum):
    """What a recipient said to it; who attends or is absent has taken note as well."""

    NOTED = "noted"
    ATTENDING = "attending"
    ABSENT = "absent"


class AnnouncementRow(SQLModel, table=True):
    """One announcement; a correction is one too, and names what it corrects. Moments are office time."""

    __tablename__ = "announcement"
    __table_args__ = (
        one_of("state", Standing),
        one_of("weight", Weight),
        one_of("wants", Wants),
        partial_index("announcement_chased", "id", where="chased_at IS NOT NULL AND chase_put_at IS NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    office: str = Field(foreign_key="unit.code", index=True)
    author: int = Field(foreign_key="officer.id")
    author_name: str
    text: str
    audience: str
    """Whom it is for, in the words that the office confirmed."""
    weight: str
    wants: str
    is_urgent: bool = False
    """Urgent ones do not count towards an officer's number a day; quiet hours hold for them too."""
    state: str = Standing.SENDING
    corrects: int | None = Field(default=None, foreign_key="announcement.id", index=True)
    sent_at: datetime = Field(sa_type=Moment)
    use_by: datetime = Field(sa_type=Moment)
    chased_at: datetime | None = Field(default=None, sa_type=Moment)
    """When the office asked to chase; once."""
    chase_put_at: datetime | None = Field(default=None, sa_type=Moment)
    """When the last of those messages was put into the door."""
    cancelled_at: datetime | None = Field(default=None, sa_type=Moment)
    event: str = Field(unique=True)
    """The message that gave the word to send: said twice, it is sent once."""


class RecipientRow(SQLModel, table=True):
    """One officer or one group that an announcement is for, frozen when it was sent."""

    __tablename__ = "recipient"
    __table_args__ = (
        one_of("fate", Fate),
        partial_index("recipient_waiting", "announcement", "id", where="fate = 'waiting'"),
        partial_index("recipient_queued", "id", where="fate = 'queued'"),
    )

    id: int | None = Field(default=None, primary_key=True)
    announcement: int = Field(foreign_key="announcement.id", index=True)
    officer_id: int | None = Field(default=None, foreign_key="officer.id", index=True)
    group_id: int | None = Field(default=None, foreign_key="group_chat.id")
    unit: str = Field(foreign_key="unit.code")
    """For whose sake: the officer's unit, the group's unit."""
    fate: str = Fate.WAITING
    reason: str = ""


class ReceiptRow(SQLModel, table=True):
    """One answer to one announcement. Append-only: the newest of an officer counts, triggers refuse the rest."""

    __tablename__ = "receipt"
    __table_args__ = (one_of("answer", Answer),)

    id: int | None = Field(default=None, primary_key=True)
    announcement: int = Field(foreign_key="announcement.id", index=True)
    officer_id: int = Field(foreign_key="officer.id")
    unit: str = Field(foreign_key="unit.code")
    answer: str
    reason: str = ""
    said_at: datetime = Field(sa_type=Moment)
    in_group: bool = False


announcement = table_of(AnnouncementRow)
recipient = table_of(RecipientRow)
receipt = table_of(ReceiptRow)


@dataclass(frozen=True, slots=True)
class Announcement:
    """One announcement as it was sent."""

    id: AnnouncementId
    office: UnitCode
    author: OfficerId
    author_name: str
    text: str
    audience: str
    weight: Weight
    wants: Wants
    is_urgent: bool
    state: Standing
    corrects: AnnouncementId | None
    sent_at: datetime
    use_by: datetime
    chased_at: datetime | None = None
