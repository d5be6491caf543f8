"""How does the self-test hear what is said to the bot, without anybody else's message being lost by it?"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.channels.zalo import ZaloChannel
from bot.channels.zalo.client import Refusal, ZaloClient
from bot.db import Database, moment
from bot.store import incoming
from bot.store.incoming import Arrival

POLL_SECONDS, GRACE_SECONDS, LOOK_SECONDS = 2, 10.0, 0.3


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as it came in."""

    body: Mapping[str, object]
    message: Mapping[str, object]
    chat: str
    is_group: bool
    text: str

    @property
    def is_wrapped(self) -> bool:
        """Whether the event lay in an envelope."""
        return "result" in self.body


class Ear(Protocol):
    """Where messages to the bot can be overheard."""

    async def listen(self) -> Sequence[bytes]:
        """What came since the last time; waits a little where nothing has."""
        ...

    async def keep(self, body: bytes) -> None:
        """Sees to it that somebody else's message is answered."""
        ...


class Polled:
    """Asks Zalo itself: nobody else does while this process holds the roles of the database."""

    def __init__(self, client: ZaloClient, channel: ZaloChannel, db: Database) -> None:
        self._client, self._channel, self._db = client, channel, db

    async def listen(self) -> Sequence[bytes]:
        """One poll."""
        try:
            found = await self._client.call(
                "getUpdates", {"timeout": str(POLL_SECONDS)}, seconds=POLL_SECONDS + GRACE_SECONDS
            )
        except Refusal as refusal:
            if refusal.code != 408:  # nobody wrote anything
                raise
            return ()
        events = found if isinstance(found, list) else [found]
        return [json.dumps(event).encode() for event in events if event]

    async def keep(self, body: bytes) -> None:
        """Into the inbox, where the next `run` finds it."""
        peek = self._channel.peek(body)
        if peek is None:
            return
        arrival = Arrival(self._channel.bot, peek.event_id, peek.chat, body)
        await self._db.write(lambda db: incoming.store_arrivals(db, [arrival], moment(db)))


class Overheard:
    """Reads what the running assistant has put into its inbox."""

    def __init__(self, channel: ZaloChannel, db: Database) -> None:
        self._bot, self._db = channel.bot, db
        self._seen = db.read_now(lambda session: incoming.newest(session, channel.bot))

    async def listen(self) -> Sequence[bytes]:
        """The rows since the last look."""
        rows = await self._db.read(lambda session: incoming.bodies_after(session, self._bot, self._seen))
        if not rows:
            await asyncio.sleep(LOOK_SECONDS)
            return ()
        self._seen = rows[-1][0]
        return [body for _, body in rows]

    async def keep(self, body: bytes) -> None:
        """It is the assistant's already."""


async def hear(ear: Ear, is_meant: Callable[[Heard], bool], seconds: float) -> Heard | None:
    """The message that is meant, if it comes in time; every other one is kept for the assistant."""
    end = time.monotonic() + seconds
    while True:
        meant = None
        for body in await ear.listen():
            heard = heard_in(body)
            if meant is None and heard is not None and is_meant(heard):
                meant = heard
            else:
                await ear.keep(body)
        if meant is not None or time.monotonic() >= end:
            return meant


def heard_in(body: bytes) -> Heard | None:
    """A message in either shape; None for what is none."""
    try:
        whole = json.loads(body)
    except ValueError:
        return None
    event = whole.get("result", whole) if isinstance(whole, dict) else None
    message = event.get("message") if isinstance(event, dict) else None
    chat = message.get("chat") if isinstance(message, dict) else None
    if not isinstance(message, dict) or not isinstance(chat, dict):
        return None
    text = message.get("text") or message.get("caption") or ""
    return Heard(whole, message, str(chat.get("id")), chat.get("chat_type") == "GROUP", str(text))
