"""How an announcement stands: who attends, who is absent and why, who has not answered, whom it did not reach."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from handlers.announce import store
from handlers.announce.store import GONE, LIVE, Announcement, Answer, Fate, Receipt, Recipient, Wants
from knowledge.document import UnitCode
from union.roster import OfficerId
from union.scope import Scope


@dataclass(frozen=True, slots=True)
class Line:
    """One recipient with the answer that came from them, or for their unit from somebody else there."""

    recipient: Recipient
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """An announcement with its last correction, who was told, and everything that was answered."""

    announcement: Announcement
    newest: Announcement
    lines: tuple[Line, ...]
    others: tuple[Receipt, ...] = ()
    """Answers of people who were told in a group only."""

    def people(self) -> tuple[Line, ...]:
        """Persons, not groups."""
        return tuple(line for line in self.lines if line.recipient.group is None)

    def answered(self, *answers: Answer) -> tuple[Receipt, ...]:
        """The answers of these kinds, each unit's once."""
        found = [line.receipt for line in self.people() if line.receipt and line.receipt.answer in answers]
        return tuple(dict.fromkeys((*found, *(each for each in self.others if each.answer in answers))))

    def unanswered(self) -> tuple[Line, ...]:
        """Whoever may have it and has not said what was asked."""
        wanted = {Answer.ATTENDING, Answer.ABSENT} if self.wants is Wants.ATTENDANCE else set(Answer)
        return tuple(
            line
            for line in self.people()
            if line.recipient.fate in LIVE and (line.receipt is None or line.receipt.answer not in wanted)
        )

    def to_chase(self) -> tuple[Line, ...]:
        """Whoever may have it and has answered nothing at all."""
        return tuple(line for line in self.unanswered() if line.receipt is None)

    def not_reached(self) -> tuple[Line, ...]:
        """Whom the message did not reach and who has not answered: to be telephoned."""
        lost = {Fate.UNREACHABLE, Fate.FAILED, Fate.EXPIRED}
        return tuple(line for line in self.people() if line.recipient.fate in lost and line.receipt is None)

    def count(self, fates: Iterable[Fate]) -> int:
        """How many persons stand so."""
        return sum(line.recipient.fate in set(fates) for line in self.people())

    @property
    def wants(self) -> Wants:
        """What was asked."""
        return self.newest.wants

    @property
    def groups(self) -> tuple[Recipient, ...]:
        """The groups that were told."""
        return tuple(line.recipient for line in self.lines if line.recipient.group is not None)

    @property
    def gone(self) -> int:
        """How many messages have gone, those to groups included."""
        return sum(line.recipient.fate in GONE for line in self.lines)


def board_of(db: Session, scope: Scope, item: Announcement) -> Board:
    """How the announcement stands now, its corrections included."""
    chain = store.chain_of(db, scope, item)
    receipts = store.receipts_to(db, scope, item)
    by_officer = {each.officer: each for each in receipts}
    by_unit: dict[UnitCode, Receipt] = {each.unit: each for each in receipts}
    told = store.recipients_of(db, scope, chain[0])
    lines = tuple(Line(each, receipt_for(each, by_officer, by_unit)) for each in told)
    taken = {line.receipt.officer for line in lines if line.receipt}
    units = {line.recipient.unit for line in lines if line.recipient.group is None}
    others = tuple(each for each in receipts if each.officer not in taken and each.unit not in units)
    return Board(chain[0], chain[-1], lines, others)


def receipt_for(
    told: Recipient, by_officer: dict[OfficerId, Receipt], by_unit: dict[UnitCode, Receipt]
) -> Receipt | None:
    """The recipient's own answer, or what somebody else answered for the unit."""
    if told.group is not None:
        return None
    own = by_officer.get(told.officer) if told.officer is not None else None
    return own or by_unit.get(told.unit)
