"""What every channel promises: read a platform's words, send ours, and say what it can carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from handlers.messages import Attached, BotId, Chat, Inbound, Limits, Reply


class Verdict(StrEnum):
    """Why a platform did not take a message, and so what happens to it."""

    RETRY = "retry"
    """Surely not taken (429, connection refused): again after `wait_seconds`."""
    DROP = "drop"
    """Refused for good: a bug or a rule of the platform."""
    UNREACHABLE = "unreachable"
    """The person blocked the bot or is gone; the office is told."""
    QUOTA = "quota"
    """The month's allowance is used up."""
    UNSURE = "unsure"
    """The connection broke after the request was written: nobody knows."""
    MOVED = "moved"
    """The group has a new identity, in `moved_to`; the message goes there."""


class SendError(Exception):
    """A platform's refusal. `stops_bot`: the wait holds for the whole bot (429), not for this chat alone.

    `tries_max`: a message that was refused so often with this `http_status` counts as unreachable.
    """

    def __init__(
        self,
        verdict: Verdict,
        reason: str,
        *,
        wait_seconds: float = 0.0,
        http_status: int | None = None,
        stops_bot: bool = False,
        moved_to: str = "",
        tries_max: int | None = None,
    ) -> None:
        super().__init__(reason)
        self.verdict, self.reason = verdict, reason
        self.wait_seconds, self.http_status = wait_seconds, http_status
        self.stops_bot, self.moved_to, self.tries_max = stops_bot, moved_to, tries_max


class TooBig(Exception):  # noqa: N818 - what a sender does is no fault of ours
    """A document has more bytes than `most`, which is our cap or the platform's."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most} bytes")
        self.most = most


class Unreadable(Exception):  # noqa: N818 - a parked payload is a state, not an error of ours
    """A payload that cannot be understood: parked and reported, never retried."""


class NotYet(Exception):  # noqa: N818 - a state that passes, not a fault
    """A payload that can be understood later: tried again without being counted as a failure."""


@dataclass(frozen=True, slots=True)
class Peek:
    """What the door needs before it stores a body."""

    event_id: str
    chat: str


class Channel(Protocol):
    """One platform. `peek` is total; `read` and `render` are pure; only `send`, `fetch` and the courtesies wait."""

    @property
    def bot(self) -> BotId: ...
    @property
    def limits(self) -> Limits: ...
    def peek(self, body: bytes) -> Peek | None:
        """The event's id and chat, or None when the body is not an event at all. Never raises."""
        ...

    def read(self, body: bytes, received_at: datetime) -> Inbound | None:
        """The event in our words; None for one that means nothing to us. Raises `Unreadable`."""
        ...

    def split(self, reply: Reply) -> Sequence[Reply]:
        """The reply as the messages this channel needs, each small enough to be sent and settled on its own."""
        ...

    async def send(self, chat: Chat, reply: Reply) -> str:
        """Sends one message and gives the platform's id of it. Raises `SendError`."""
        ...

    async def fetch(self, item: Attached, most: int) -> bytes:
        """The content of a document that came with a message. Raises `TooBig` and `SendError`."""
        ...

    async def acknowledge(self, inbound: Inbound) -> None:
        """Stops the button's spinner, where the platform has one. Best effort, never raises."""
        ...

    async def typing(self, chat: Chat) -> None:
        """Shows that an answer is being prepared, where the platform can. Best effort, never raises."""
        ...
