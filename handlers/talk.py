"""What every handler is given: the message, the speaker, what is remembered, and what it may look at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from handlers.flow import Finished
from handlers.messages import Inbound, Limits, Made, Reply
from handlers.store import Memory
from knowledge.answer import Library
from union.roster import Officer, Role

ROLE_NAMES = {
    Role.CHAIR: "Chủ tịch",
    Role.DEPUTY: "Phó Chủ tịch",
    Role.OFFICE: "cán bộ văn phòng",
    Role.VIEWER: "người xem",
    Role.ADMIN: "quản trị",
}


@dataclass(frozen=True, slots=True)
class Office:
    """Whose assistant this is."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One message at one moment of office time."""

    inbound: Inbound
    now: datetime
    library: Library
    limits: Limits
    office: Office
    salt: str = field(repr=False)

    @property
    def today(self) -> date:
        """The day in Viet Nam."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Talk:
    """A visit with who speaks and what is remembered. `said` is the message after a menu's number was resolved."""

    visit: Visit
    memory: Memory
    person: Officer | None
    said: str

    @property
    def is_private(self) -> bool:
        """Whether nobody else reads along."""
        return not self.visit.inbound.chat.is_group


Finish = Callable[[Session, datetime], Finished]
"""What a decision still has to write. It reads the seat and the filing again: the world may have changed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided: what to say, what to remember (None: nothing changes), what to write, what files were made."""

    replies: tuple[Reply, ...] = ()
    memory: Memory | None = None
    finish: Finish | None = None
    made: tuple[Made, ...] = ()


def seat_words(role: Role, unit_name: str) -> str:
    """'Chủ tịch CĐCS Mầm non Hoa Sen'."""
    return f"{ROLE_NAMES[role]} {unit_name}"
