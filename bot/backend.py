"""What the web server needs from the application: the page is an ordinary channel, so it can only say and read."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.inbox import Stored
from bot.links import DropPlace
from handlers.messages import Address, Button, File


class Direction(StrEnum):
    """Who said a line of the transcript."""

    IN = "in"
    OUT = "out"
    OTHER = "other"
    """Somebody else of the group."""


@dataclass(frozen=True, slots=True)
class Line:
    """A bubble; `id` is stable (`in/<event id>` or `out/<row>`), `stamp` machine time for paging, `at` office time."""

    id: str
    direction: Direction
    text: str
    at: datetime
    stamp: datetime
    buttons: tuple[Button, ...] = ()
    files: tuple[File, ...] = ()
    name: str = ""
    """Who said it, where that is somebody else of the group."""


@dataclass(frozen=True, slots=True)
class Person:
    """A demo account one can be: address `web:lan`, with what she is."""

    address: Address
    name: str
    role: str
    union: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat of the demo, in which everybody reads along."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Download:
    """A produced file as it is handed to the person it was made for."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Hook:
    """A platform's webhook: the header that carries its secret, and the secret itself."""

    path: str
    header: str
    secret: str = field(repr=False)
    bot: str


class Refused(Exception):  # noqa: N818 - an ordinary answer to the person, not a fault
    """Says why, in a sentence for the person."""


class Backend(Protocol):
    """The application as the web sees it."""

    @property
    def demo(self) -> bool: ...
    @property
    def office_name(self) -> str: ...
    @property
    def cookie_secret(self) -> str: ...
    @property
    def hooks(self) -> Sequence[Hook]: ...

    def now(self) -> datetime:
        """Office time."""
        ...

    def people(self) -> Sequence[Person]:
        """Whom one can be; empty outside the demo."""
        ...

    def groups(self) -> Sequence[Group]:
        """The group chats that the page shows; none outside the demo."""
        ...

    async def store(self, bot: str, body: bytes) -> Stored:
        """Puts a platform's body into the inbox; returns after the commit."""
        ...

    async def say(
        self, address: Address, event_id: str, text: str, *, group: str = "", answers: bool = False
    ) -> Stored:
        """The page's own body into the same inbox; returns after the commit. In a group it may answer the assistant."""
        ...

    @property
    def drop_max(self) -> int:
        """How many bytes a document may have."""
        ...

    async def may_drop(self, address: Address) -> bool:
        """Whether documents of this account are taken."""
        ...

    async def drop(self, address: Address, event_id: str, name: str, content: bytes) -> Stored:
        """Takes a document as if it came with a message; what is refused is said in the chat and not stored."""
        ...

    async def drop_place(self, token: str) -> DropPlace | None:
        """Whose signed link for documents this is; None for one that is forged, over, or of nobody's who may."""
        ...

    async def drop_linked(self, place: DropPlace, name: str, content: bytes) -> Stored:
        """Takes a document through such a link; the same one again is acknowledged and not taken twice."""
        ...

    async def transcript(
        self,
        address: Address,
        *,
        after: datetime | None = None,
        before: datetime | None = None,
        limit: int = 50,
        group: str = "",
    ) -> Sequence[Line]:
        """Lines of the account's own chat or of a group in order of `stamp`, bounds exclusive.

        The first `limit` after `after`, else the newest `limit`.
        """
        ...

    def changes(self, address: Address) -> AsyncIterator[None]:
        """Yields whenever this account's transcript may have grown (and at least every 25 s).

        It listens from the moment its first step is awaited, so that nothing is missed while the lines are read.
        """
        ...

    async def join(self, code: str, client: str) -> Address:
        """Outside the demo: a valid unused joining code opens a new account. Raises `Refused`."""
        ...

    async def person(self, address: Address) -> Person | None:
        """Who this account is; None when it may not be used (any more)."""
        ...

    async def file(self, address: Address, sha256: str, *, group: str = "") -> Download | None:
        """A file that was sent to this account; None when it never was, whoever else may have it."""
        ...

    async def linked(self, token: str) -> Download | None:
        """The file of a signed link; None for one that is forged, too old, or of a file that is not kept any more."""
        ...

    async def move_clock(self, forward: timedelta | None) -> datetime:
        """Demo only: moves office time forwards, or back to the machine's with None; gives the new office time."""
        ...

    async def health(self) -> Mapping[str, str | int | bool]:
        """A few plain facts for `/healthz`; never anybody's data."""
        ...
