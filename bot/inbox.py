"""The door for what comes in: a body is stored under its key and committed before anybody is told it arrived."""

import asyncio
from collections.abc import Sequence
from enum import StrEnum

from sqlmodel import Session

from bot.db import INCOMING, Database, moment, wake
from bot.store.incoming import Arrival, store_arrivals


class Stored(StrEnum):
    """What became of a body that came to the door."""

    NEW = "new"
    AGAIN = "again"
    """The same event was stored before: acknowledged, not done twice."""
    NOT_AN_EVENT = "not an event"


class Inbox:
    """Stores arrivals. Those that come while one commit runs share the next: one sync to disk serves them all."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._waiting: list[tuple[Arrival, asyncio.Future[Stored]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def store(self, arrival: Arrival) -> Stored:
        """Returns after the commit. Raises whatever kept the database from it; then nothing is stored."""
        answer: asyncio.Future[Stored] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrival, answer))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        return await answer

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            arrivals = [arrival for arrival, _ in batch]
            try:
                fates = await self._db.write(lambda session, these=arrivals: receive(session, these))  # type: ignore[misc] # these is bound per turn
            except Exception as error:  # noqa: BLE001 - whoever waits gets the error and refuses its platform
                for _, answer in batch:
                    if not answer.done():
                        answer.set_exception(error)
                continue
            for (_, answer), fate in zip(batch, fates, strict=True):
                if not answer.done():
                    answer.set_result(fate)


def receive(db: Session, arrivals: Sequence[Arrival]) -> list[Stored]:
    """Stores a batch in order and says of each whether it is new."""
    new = store_arrivals(db, arrivals, moment(db))
    if new:
        wake(db, INCOMING)
    fates = []
    for arrival in arrivals:
        key = (arrival.bot, arrival.event)
        fates.append(Stored.NEW if key in new else Stored.AGAIN)
        new.discard(key)  # the same event twice in one batch was stored once
    return fates
