"""What every handler is given: the message, the speaker, what is remembered, and what it may look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from sqlmodel import Session

from handlers.asked.store import Asked
from handlers.flow import Drafts, Finished, Step
from handlers.messages import BotId, Inbound, Limits, Made, NotTaken, Reply
from handlers.store import Memory
from knowledge.answer import Library
from scheduler.rungs import QUIET, Quiet
from union.indicators import Catalogue
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
    group_places: Mapping[BotId, int] = field(default_factory=dict)
    """The house's bots whose platform lets them into so many groups and no more."""
    quiet: Quiet | None = QUIET
    """When nothing is sent unasked; None where the office wants no such hours."""
    received: Made | NotTaken | None = None
    """The attached document, fetched and looked at, or why it was not; None where nobody may drop one in."""
    drop_link: str = ""
    """Opens a page that takes a document for this chat, where a document cannot come with a message."""

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


@dataclass(frozen=True, slots=True)
class Scene:
    """What a step may know beside its draft and what was said; a draft may be a week old, this never is."""

    today: date
    catalogue: Catalogue
    commands: frozenset[str] = frozenset()
    """The house's commands, folded: where any text is an answer, these still are none."""


@dataclass(frozen=True, slots=True)
class Begin:
    """What was said begins this flow, with this argument."""

    flow: str
    argument: str = ""


class Flow(Protocol):
    """A talk of several turns, as its module: what `FLOWS` of the router lists."""

    @property
    def drafts(self) -> Drafts[Any]: ...
    def start(self, db: Session, talk: Talk, argument: str, /) -> Step[Any, Any]:
        """Reads what it must, and asks the first question."""
        ...

    def step(self, draft: Any, said: str, scene: Scene, /) -> Step[Any, Any]:
        """Decides what the words mean here; pure."""
        ...

    def finish(self, db: Session, talk: Talk, result: Any, now: datetime, /) -> Finished:
        """Writes, after asking the scope and reading the world again."""
        ...

    def resume(self, db: Session, talk: Talk, draft: Any, /) -> Step[Any, Any]:
        """The open question again, after something else was answered: with what stands now."""
        ...

    def left(self, draft: Any, /) -> Reply:
        """What is said when the talk is left."""
        ...


Finish = Callable[[Session, datetime], Finished]
"""What a decision still has to write. It reads the seat and the filing again: the world may have changed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided: what to say, what to remember (None: nothing changes), what to write, what files were made.

    `memory` is what is remembered when `finish` says nothing else; what `finish` ends or goes on with it says itself.
    """

    replies: tuple[Reply, ...] = ()
    memory: Memory | None = None
    finish: Finish | None = None
    made: tuple[Made, ...] = ()
    is_resumed: bool = False
    """Whether a talk that had been put aside has asked its question again already."""
    asked: Asked | None = None
    """The question that was put to the documents, as its office may know of it: kept when the message is finished."""
    has_menu: bool = True
    """False where choices could only be numbers and others read along: they are said in words."""


def seat_words(role: Role, unit_name: str) -> str:
    """'Chủ tịch CĐCS Mầm non Hoa Sen'."""
    return f"{ROLE_NAMES[role]} {unit_name}"
