"""Who still waits for an announcement and what became of the message to each; all SQL for the house's own jobs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, exists, or_, select, update
from sqlmodel import Session

from handlers.announce.store import (
    GONE,
    UNDER_WAY,
    Announcement,
    AnnouncementId,
    Fate,
    announcement,
    receipt,
    recipient,
)
from knowledge.columns import among, locked
from knowledge.document import UnitCode
from union.roster import OfficerId

AT_ONCE = 250
"""So many are put in one transaction: nobody else's writing waits longer than for these."""
REASON_MOST = 300
"""A reason may be the words of a platform: kept as far as anybody reads."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """One officer or one group that an announcement is for, by its row."""

    id: int
    announcement: AnnouncementId
    unit: UnitCode
    """For whose sake."""
    officer: OfficerId | None = None
    group: int | None = None

    @property
    def whom(self) -> str:
        """'12', 'group/3': the same for the original and what corrects it."""
        return str(self.officer) if self.officer is not None else f"group/{self.group}"


@dataclass(frozen=True, slots=True)
class End:
    """What became of a message, and why where somebody asks why."""

    fate: Fate
    reason: str = ""


ADDRESSEE = (recipient.c.id, recipient.c.announcement, recipient.c.officer_id, recipient.c.group_id, recipient.c.unit)
TO_CHASE = and_(announcement.c.chased_at.is_not(None), announcement.c.chase_put_at.is_(None))


def anything_open(db: Session) -> bool:
    """Whether anybody waits, is being sent to, or is to be chased: one look into three small indexes."""
    looks = [select(recipient.c.id).where(recipient.c.fate == fate).exists() for fate in UNDER_WAY]
    return bool(db.execute(select(or_(*looks, select(announcement.c.id).where(TO_CHASE).exists()))).scalar_one())


def waiting(db: Session) -> list[Addressee]:
    """The next ones for whom nothing is in the door yet, announcement after announcement."""
    rows = db.execute(
        select(*ADDRESSEE)
        .where(recipient.c.fate == Fate.WAITING)
        .order_by(recipient.c.announcement, recipient.c.id)
        .limit(AT_ONCE)
    )
    return [addressee_of(row) for row in rows]


def queued(db: Session, after: int) -> list[Addressee]:
    """The next ones whose message has no end yet, by row."""
    rows = db.execute(
        select(*ADDRESSEE)
        .where(recipient.c.fate == Fate.QUEUED, recipient.c.id > after)
        .order_by(recipient.c.id)
        .limit(AT_ONCE)
    )
    return [addressee_of(row) for row in rows]


def unanswered(db: Session, which: AnnouncementId, family: Collection[AnnouncementId], after: int) -> list[Addressee]:
    """The next officers who had it, as far as anybody knows, and for whose unit nothing of its family was answered."""
    theirs = or_(receipt.c.officer_id == recipient.c.officer_id, receipt.c.unit == recipient.c.unit)
    has_answered = exists().where(receipt.c.announcement.in_(family), theirs)
    rows = db.execute(
        select(*ADDRESSEE)
        .where(recipient.c.announcement == which, recipient.c.id > after, recipient.c.officer_id.is_not(None))
        .where(recipient.c.fate.in_(sorted(GONE)), ~has_answered)
        .order_by(recipient.c.id)
        .limit(AT_ONCE)
    )
    return [addressee_of(row) for row in rows]


def addressee_of(row: Row[tuple[Any, ...]]) -> Addressee:
    """A row as a value."""
    who = None if row.officer_id is None else OfficerId(row.officer_id)
    return Addressee(row.id, AnnouncementId(row.announcement), UnitCode(row.unit), who, row.group_id)


def take(db: Session, ids: Sequence[int], fate: Fate) -> set[int]:
    """Which of these still stand so; nobody else touches them before this transaction ends."""
    found: set[int] = set()
    for start in range(0, len(ids), AT_ONCE):
        mine = and_(among(db, recipient.c.id, ids[start : start + AT_ONCE]), recipient.c.fate == fate)
        found.update(db.execute(locked(db, select(recipient.c.id).where(mine).order_by(recipient.c.id))).scalars())
    return found


def settle(db: Session, ends: Mapping[int, End]) -> None:
    """Writes what became of these messages."""
    grouped: dict[End, list[int]] = {}
    for number, end in ends.items():
        grouped.setdefault(end, []).append(number)
    for end, ids in grouped.items():
        for start in range(0, len(ids), AT_ONCE):
            some = among(db, recipient.c.id, ids[start : start + AT_ONCE])
            db.execute(update(recipient).where(some).values(fate=end.fate, reason=end.reason[:REASON_MOST]))


def reopen(db: Session, which: AnnouncementId, *, officer: OfficerId | None, group: int | None) -> None:
    """The message to this recipient goes once more: what becomes of it now is what counts."""
    whom = recipient.c.group_id == group if officer is None else recipient.c.officer_id == officer
    ended = and_(recipient.c.announcement == which, whom, recipient.c.fate.in_((Fate.UNSURE, Fate.FAILED)))
    db.execute(update(recipient).where(ended).values(fate=Fate.QUEUED, reason=""))


def families_of(db: Session, some: Collection[Announcement]) -> Mapping[AnnouncementId, tuple[AnnouncementId, ...]]:
    """For each announcement the original and all its corrections, oldest first, itself among them."""
    roots = {each.id: each.root for each in some}
    members: dict[AnnouncementId, list[AnnouncementId]] = {root: [root] for root in roots.values()}
    if members:
        rows = db.execute(
            select(announcement.c.id, announcement.c.corrects)
            .where(announcement.c.corrects.in_(sorted(members)))
            .order_by(announcement.c.id)
        )
        for number, root in rows:
            members[AnnouncementId(root)].append(AnnouncementId(number))
    return {number: tuple(members[root]) for number, root in roots.items()}


def to_be_chased(db: Session) -> list[AnnouncementId]:
    """The announcements whose chase is not in the door yet, the oldest first."""
    rows = db.execute(select(announcement.c.id).where(TO_CHASE).order_by(announcement.c.id))
    return [AnnouncementId(number) for number in rows.scalars()]


def chase_is_put(db: Session, which: AnnouncementId, now: datetime) -> None:
    """The last message of its chase is in the door."""
    db.execute(update(announcement).where(announcement.c.id == which, TO_CHASE).values(chase_put_at=now))


@dataclass(frozen=True, slots=True)
class Given:
    """That an officer has answered an announcement for a unit."""

    announcement: AnnouncementId
    officer: OfficerId
    unit: UnitCode


def answers_to(
    db: Session, ids: Collection[AnnouncementId], officers: Collection[OfficerId], units: Collection[UnitCode]
) -> list[Given]:
    """What was answered to these announcements by these officers or for these units."""
    theirs = or_(receipt.c.officer_id.in_(sorted(officers)), receipt.c.unit.in_(sorted(units)))
    rows = db.execute(
        select(receipt.c.announcement, receipt.c.officer_id, receipt.c.unit)
        .where(receipt.c.announcement.in_(sorted(ids)), theirs)
        .distinct()
    )
    return [Given(AnnouncementId(number), OfficerId(who), UnitCode(code)) for number, who, code in rows]
