"""What was announced to whom, and who has taken note: the announcement, its recipients, their answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

from sqlalchemy import Row, and_, func, or_, select, update
from sqlmodel import Field, Session, SQLModel

from knowledge.columns import Moment, insert_into, one_of, partial_index, table_of
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union.groups.store import group_chat
from union.roster import OfficerId
from union.scope import Scope
from union.store import officer, unit

AT_ONCE = 500

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
        partial_index("recipient_group", "group_id", where="group_id IS NOT NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    announcement: int = Field(foreign_key="announcement.id", index=True)
    officer_id: int | None = Field(default=None, foreign_key="officer.id", index=True)
    group_id: int | None = Field(default=None, foreign_key="group_chat.id")
    unit: str = Field(foreign_key="unit.code", index=True)
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

GONE = frozenset({Fate.SENT, Fate.UNSURE})
"""The message may have arrived."""
UNDER_WAY = frozenset({Fate.WAITING, Fate.QUEUED})
LIVE = GONE | UNDER_WAY
"""It has arrived or still may: who is corrected, who is asked for an answer."""


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

    @property
    def root(self) -> AnnouncementId:
        """What a correction corrects, or itself: answers are given to the whole of it."""
        return self.corrects or self.id


@dataclass(frozen=True, slots=True)
class NewAnnouncement:
    """What an office has confirmed; `event` is the message that gave the word."""

    office: UnitCode
    author: OfficerId
    author_name: str
    text: str
    audience: str
    weight: Weight
    wants: Wants
    use_by: datetime
    event: str
    is_urgent: bool = False
    corrects: AnnouncementId | None = None


@dataclass(frozen=True, slots=True)
class NewRecipient:
    """One officer or one group, for the sake of a unit."""

    unit: UnitCode
    officer: OfficerId | None = None
    group: int | None = None
    fate: Fate = Fate.WAITING


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who was to be told, by name, and what became of the message."""

    announcement: AnnouncementId
    unit: UnitCode
    unit_name: str
    officer: OfficerId | None
    name: str
    """The officer's, or what the group is called."""
    phone: str
    group: int | None
    fate: Fate
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One answer as it was given; a later one has a greater number."""

    id: int
    announcement: AnnouncementId
    officer: OfficerId
    name: str
    unit: UnitCode
    answer: Answer
    reason: str
    said_at: datetime
    unit_name: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An announcement that was for somebody, with the unit for which they answer and whether it came to a group."""

    announcement: Announcement
    unit: UnitCode | None
    group: int | None = None


# The office's own


def announce(
    db: Session, scope: Scope, new: NewAnnouncement, recipients: Sequence[NewRecipient], now: datetime
) -> Announcement | None:
    """Keeps an announcement with everybody it is for; None when the same message has sent it already."""
    scope.must_run(new.office)
    for each in recipients if new.corrects is None else ():  # whoever had it is corrected wherever their unit is now
        scope.must_run(each.unit)
    values = {
        "office": new.office, "author": new.author, "author_name": new.author_name, "text": new.text,
        "audience": new.audience, "weight": new.weight, "wants": new.wants, "is_urgent": new.is_urgent,
        "state": Standing.SENDING, "corrects": new.corrects, "sent_at": now, "use_by": new.use_by, "event": new.event,
    }  # fmt: skip
    statement = insert_into(db, announcement).values(**values).on_conflict_do_nothing(index_elements=["event"])
    number = db.execute(statement.returning(announcement.c.id)).scalar()
    if number is None:
        return None
    rows = [
        {
            "announcement": number, "officer_id": each.officer, "group_id": each.group, "unit": each.unit,
            "fate": each.fate, "reason": "",
        }
        for each in recipients
    ]  # fmt: skip
    if rows:
        db.execute(recipient.insert(), rows)
    return announcements_by_id(db, [AnnouncementId(number)])[AnnouncementId(number)]


def announcements_of(db: Session, scope: Scope, most: int = 10) -> list[Announcement]:
    """What the speaker's offices have announced, the newest first."""
    if not scope.offices:
        return []
    rows = db.execute(
        select(announcement)
        .where(announcement.c.office.in_(sorted(scope.offices)))
        .order_by(announcement.c.id.desc())
        .limit(most)
    )
    return [announcement_of(row) for row in rows]


def find_announcement(db: Session, scope: Scope, wanted: AnnouncementId) -> Announcement | None:
    """One of them by its number, if it is theirs to run."""
    found = announcements_by_id(db, [wanted]).get(wanted)
    return found if found is not None and scope.may_run(found.office) else None


def chain_of(db: Session, scope: Scope, item: Announcement) -> list[Announcement]:
    """The announcement and its corrections, the oldest first; nothing of another office's."""
    if not scope.may_run(item.office):
        return []
    mine = or_(announcement.c.id == item.root, announcement.c.corrects == item.root)
    rows = db.execute(select(announcement).where(mine).order_by(announcement.c.id))
    return [announcement_of(row) for row in rows]


def recipients_of(db: Session, scope: Scope, of: Announcement) -> list[Recipient]:
    """Everybody an announcement was for, with names and telephone numbers; nothing of another office's."""
    if not scope.may_run(of.office):
        return []
    rows = db.execute(
        select(
            recipient.c.announcement, recipient.c.unit, unit.c.name.label("unit_name"), recipient.c.officer_id,
            officer.c.name, officer.c.phone, recipient.c.group_id, group_chat.c.title, recipient.c.fate,
            recipient.c.reason,
        )
        .join(unit, unit.c.code == recipient.c.unit)
        .outerjoin(officer, officer.c.id == recipient.c.officer_id)
        .outerjoin(group_chat, group_chat.c.id == recipient.c.group_id)
        .where(recipient.c.announcement == of.id)
        .order_by(recipient.c.id)
    )  # fmt: skip
    return [
        Recipient(
            AnnouncementId(row.announcement), UnitCode(row.unit), row.unit_name, row.officer_id,
            row.name or row.title or "", row.phone or "", row.group_id, Fate(row.fate), row.reason,
        )
        for row in rows
    ]  # fmt: skip


def fate_counts(db: Session, scope: Scope, of: Announcement) -> dict[Fate, int]:
    """How many of its messages stand where."""
    if not scope.may_run(of.office):
        return {}
    rows = db.execute(
        select(recipient.c.fate, func.count()).where(recipient.c.announcement == of.id).group_by(recipient.c.fate)
    )
    return {Fate(fate): int(count) for fate, count in rows}


def receipts_to(db: Session, scope: Scope, of: Announcement) -> list[Receipt]:
    """The newest answer of each officer to an announcement and its corrections, in the order they were given."""
    chain = [each.id for each in chain_of(db, scope, of)]
    if not chain:
        return []
    rows = db.execute(
        select(receipt, officer.c.name, unit.c.name.label("unit_name"))
        .join(officer, officer.c.id == receipt.c.officer_id)
        .join(unit, unit.c.code == receipt.c.unit)
        .where(receipt.c.announcement.in_(chain))
        .order_by(receipt.c.id)
    )
    newest: dict[int, Receipt] = {}
    for row in rows:
        newest.pop(row.officer_id, None)
        newest[row.officer_id] = receipt_of(row, row.name, row.unit_name)
    return list(newest.values())


def chase(db: Session, scope: Scope, wanted: AnnouncementId, now: datetime) -> bool:
    """Has those reminded who have not answered; False when that was done before."""
    must_run_office(db, scope, wanted)
    mine = and_(announcement.c.id == wanted, announcement.c.chased_at.is_(None))
    return changed(db, update(announcement).where(mine).values(chased_at=now))


def cancel(db: Session, scope: Scope, wanted: AnnouncementId, now: datetime) -> bool:
    """Stops what has not gone yet; False when it was stopped before."""
    must_run_office(db, scope, wanted)
    mine = and_(announcement.c.id == wanted, announcement.c.state == Standing.SENDING)
    return changed(db, update(announcement).where(mine).values(state=Standing.CANCELLED, cancelled_at=now))


def must_run_office(db: Session, scope: Scope, wanted: AnnouncementId) -> None:
    """Raises `Forbidden` unless the announcement is of an office that they run."""
    code = db.execute(select(announcement.c.office).where(announcement.c.id == wanted)).scalar_one()
    scope.must_run(UnitCode(code))


def changed(db: Session, statement: Any) -> bool:
    """Whether the update found its row."""
    return bool(db.connection().execute(statement).rowcount == 1)


def to_correct(db: Session, scope: Scope, of: Announcement) -> list[NewRecipient]:
    """Exactly those to whom it or a correction of it has gone or may still go, each once."""
    chain = [each.id for each in chain_of(db, scope, of)]
    may_come = LIVE if of.state is Standing.SENDING else GONE | {Fate.QUEUED}
    rows = db.execute(
        select(recipient.c.unit, recipient.c.officer_id, recipient.c.group_id)
        .where(recipient.c.announcement.in_(chain), recipient.c.fate.in_(sorted(may_come)))
        .order_by(recipient.c.id)
    )
    found: dict[tuple[int | None, int | None], NewRecipient] = {}
    for code, who, group in rows:
        found.setdefault((who, group), NewRecipient(UnitCode(code), who, group))
    return list(found.values())


def without_news(db: Session, officers: Collection[OfficerId]) -> set[OfficerId]:
    """Which of these officers want no news."""
    found: set[OfficerId] = set()
    wanted = sorted(officers)
    for start in range(0, len(wanted), AT_ONCE):
        some = officer.c.id.in_(wanted[start : start + AT_ONCE])
        rows = db.execute(select(officer.c.id).where(some, officer.c.wants_news.is_(False)))
        found |= {OfficerId(who) for who in rows.scalars()}
    return found


# Whoever was told


def asked_of(
    db: Session, scope: Scope, above: Collection[UnitCode], since: datetime, group: int | None = None
) -> list[Asked]:
    """What was announced since then to this officer, to their units, or to a group of a unit above; newest first.

    Of an announcement and its corrections the newest; in a group only what came there. What was stopped stays with
    those to whom it had gone.
    """
    if scope.officer is None:
        return []
    acts_for = sorted(scope.acts_for)
    of_group = and_(recipient.c.group_id.is_not(None), recipient.c.unit.in_([*acts_for, *above]))
    mine = or_(recipient.c.officer_id == scope.officer, recipient.c.unit.in_(acts_for), of_group)
    rows = db.execute(
        select(announcement, recipient.c.unit, recipient.c.officer_id, recipient.c.group_id)
        .join(recipient, recipient.c.announcement == announcement.c.id)
        .where(announcement.c.sent_at >= since)
        .where(or_(announcement.c.state == Standing.SENDING, recipient.c.fate.in_(sorted(GONE))))
        .where(recipient.c.group_id == group if group is not None else mine)
        .order_by(announcement.c.id, recipient.c.group_id.is_(None), recipient.c.officer_id == scope.officer)
    ).all()
    found: dict[AnnouncementId, Asked] = {}
    for row in rows:
        item = announcement_of(row)
        own = row.unit if row.officer_id == scope.officer or row.unit in scope.acts_for else None
        before = found.get(item.root)
        found[item.root] = Asked(item, own or (before.unit if before else None), row.group_id)
    return sorted(found.values(), key=lambda each: -each.announcement.id)


def was_announced_in(db: Session, group: int, since: datetime) -> bool:
    """Whether anything was announced in a group since then."""
    found = db.execute(
        select(recipient.c.id)
        .join(announcement, announcement.c.id == recipient.c.announcement)
        .where(recipient.c.group_id == group, announcement.c.sent_at >= since)
        .limit(1)
    )
    return found.first() is not None


def announced_in(db: Session, group: int, since: datetime) -> list[Announcement]:
    """What came to a group since then, of an announcement and its corrections the newest; the newest first."""
    rows = db.execute(
        select(announcement)
        .join(recipient, recipient.c.announcement == announcement.c.id)
        .where(recipient.c.group_id == group, announcement.c.sent_at >= since)
        .where(or_(announcement.c.state == Standing.SENDING, recipient.c.fate.in_(sorted(GONE))))
        .order_by(announcement.c.id)
    )
    newest = {item.root: item for item in map(announcement_of, rows)}
    return sorted(newest.values(), key=lambda item: -item.id)


def own_receipts(db: Session, scope: Scope, to: Collection[AnnouncementId]) -> dict[AnnouncementId, Receipt]:
    """The officer's own newest answer to each of these, by the announcement that the corrections belong to."""
    if scope.officer is None or not to:
        return {}
    rows = db.execute(
        select(receipt, func.coalesce(announcement.c.corrects, announcement.c.id).label("root"))
        .join(announcement, announcement.c.id == receipt.c.announcement)
        .where(receipt.c.officer_id == scope.officer)
        .where(or_(announcement.c.id.in_(list(to)), announcement.c.corrects.in_(list(to))))
        .order_by(receipt.c.id)
    )
    return {AnnouncementId(row.root): receipt_of(row) for row in rows}


@dataclass(frozen=True, slots=True)
class NewReceipt:
    """What an officer answers for a unit."""

    announcement: AnnouncementId
    unit: UnitCode
    answer: Answer
    reason: str = ""
    in_group: bool = False


def record(db: Session, scope: Scope, new: NewReceipt, now: datetime) -> None:
    """Adds an answer of whoever speaks for the unit or works in its office. Raises `Forbidden`."""
    if new.unit not in scope.offices:
        scope.must_write(new.unit)
    assert scope.officer is not None
    db.add(
        ReceiptRow(
            announcement=new.announcement, officer_id=scope.officer, unit=new.unit, answer=new.answer,
            reason=new.reason, said_at=now, in_group=new.in_group,
        )
    )  # fmt: skip
    db.flush()


# The house's own


def announcements_by_id(db: Session, ids: Collection[AnnouncementId]) -> dict[AnnouncementId, Announcement]:
    """These announcements; for the house's own jobs."""
    rows = db.execute(select(announcement).where(announcement.c.id.in_(list(ids))))
    return {each.id: each for each in map(announcement_of, rows)}


def has_another(db: Session, item: Announcement) -> bool:
    """Whether another announcement was still of use when this one was sent, so that answers need its number."""
    found = db.execute(
        select(announcement.c.id)
        .where(announcement.c.id < item.id, announcement.c.state == Standing.SENDING)
        .where(announcement.c.use_by > item.sent_at, announcement.c.sent_at <= item.sent_at)
        .where(announcement.c.id != item.root, announcement.c.corrects.is_(None))
        .limit(1)
    )
    return found.first() is not None


def office_name(db: Session, item: Announcement) -> str:
    """What the office's unit is called now."""
    return str(db.execute(select(unit.c.name).where(unit.c.code == item.office)).scalar_one())


def announcement_of(row: Row[tuple[Any, ...]]) -> Announcement:
    """A row as a value, its moments on Viet Nam's clock."""
    corrects = AnnouncementId(row.corrects) if row.corrects is not None else None
    return Announcement(
        AnnouncementId(row.id), UnitCode(row.office), OfficerId(row.author), row.author_name, row.text, row.audience,
        Weight(row.weight), Wants(row.wants), bool(row.is_urgent), Standing(row.state), corrects,
        row.sent_at.astimezone(VIETNAM), row.use_by.astimezone(VIETNAM),
        row.chased_at.astimezone(VIETNAM) if row.chased_at else None,
    )  # fmt: skip


def receipt_of(row: Row[tuple[Any, ...]], name: str = "", unit_name: str = "") -> Receipt:
    """A row as a value."""
    return Receipt(
        row.id, AnnouncementId(row.announcement), OfficerId(row.officer_id), name, UnitCode(row.unit),
        Answer(row.answer), row.reason, row.said_at.astimezone(VIETNAM), unit_name,
    )  # fmt: skip
