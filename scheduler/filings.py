"""One unit's answer to one deadline: its states, its marks, and what may follow on what; pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from knowledge.document import UnitCode
from scheduler.duties import Deadline, DutyId, ReportingPeriod
from union.roster import OfficerId

FilingId = NewType("FilingId", int)


class State(StrEnum):
    """Where a filing stands."""

    UNTOUCHED = "untouched"
    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    TAKEN_IN = "taken_in"


FILED = frozenset({State.SUBMITTED, State.TAKEN_IN})
OPEN = frozenset({State.UNTOUCHED, State.DRAFTING, State.RETURNED})


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing with its marks beside the state. `due` is the moment in force: the deadline's, or the extended one."""

    id: FilingId
    duty: DutyId
    duty_name: str
    period: ReportingPeriod
    unit: UnitCode
    unit_name: str
    state: State
    deadline: Deadline
    opened_at: datetime
    extended_to: datetime | None = None
    excused: str = ""
    """Why nothing is owed; empty when it is."""
    is_abolished: bool = False
    """The duty, or the unit, ended before it was filed: nothing is owed any more."""
    version: int = 0
    code: str = ""
    submitted_at: datetime | None = None
    submitted_by: str = ""
    by_staff: bool = False
    on_paper: bool = False
    signed_at: datetime | None = None
    returned_why: str = ""
    snoozed_until: datetime | None = None
    handed_to: OfficerId | None = None
    fields: int = 0
    filled: int = 0
    extended_at: datetime | None = None
    """When its due moment was moved: reminders are counted anew from then."""
    touched_at: datetime | None = None
    """When anything of it was last written."""

    @property
    def due(self) -> datetime:
        """The moment in force."""
        return self.extended_to or self.deadline.due

    @property
    def is_owed(self) -> bool:
        """Whether anything is still waited for."""
        return self.state in OPEN and not self.excused and not self.is_abolished

    @property
    def is_late(self) -> bool:
        """Whether it was handed in after its due moment."""
        return self.submitted_at is not None and self.submitted_at > self.due
