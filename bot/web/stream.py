"""What is new in one person's conversation, told as it happens and never twice on one connection."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sse_starlette import ServerSentEvent

from bot.backend import Backend, Line
from handlers.messages import Address
from knowledge.dates import VIETNAM

OVERLAP = timedelta(seconds=5)
"""A line may be committed after one with a later stamp: every look goes back this far."""

BATCH = 200


def stamp_text(stamp: datetime) -> str:
    """A stamp as the page keeps it: UTC with six places, so that text sorts as time does."""
    return stamp.astimezone(UTC).isoformat(timespec="microseconds")


def office_text(moment: datetime) -> str:
    """Office time as the page shows it: Viet Nam's clock, whatever zone the moment came in."""
    return moment.astimezone(VIETNAM).isoformat()


def line_json(line: Line) -> dict[str, object]:
    """A line as the page reads it."""
    return {
        "id": line.id,
        "direction": line.direction,
        "text": line.text,
        "at": office_text(line.at),
        "stamp": stamp_text(line.stamp),
        "buttons": [{"label": button.label, "says": button.says} for button in line.buttons],
        "files": [{"name": file.name, "sha256": file.sha256} for file in line.files],
        "name": line.name,
    }


@dataclass(slots=True)
class Tail:
    """The end of one transcript: remembers what it has given, as far back as it looks again."""

    backend: Backend
    address: Address
    last: datetime | None
    group: str = ""
    given: dict[str, datetime] = field(default_factory=dict)

    async def fresh(self) -> list[Line]:
        """The lines not given before, in order of their stamps; without a last stamp, the newest of them."""
        after = self.last - OVERLAP if self.last else None
        lines = [line for line in await self._since(after) if line.id not in self.given]
        self.given.update((line.id, line.stamp) for line in lines)
        if lines:
            self.last = later(self.last, max(line.stamp for line in lines))
            edge = self.last - OVERLAP
            self.given = {id_: stamp for id_, stamp in self.given.items() if stamp > edge}
        return lines

    async def _since(self, after: datetime | None) -> list[Line]:
        if after is None:
            return list(await self.backend.transcript(self.address, limit=BATCH, group=self.group))
        found: dict[str, Line] = {}
        limit = BATCH
        while True:
            batch = await self.backend.transcript(self.address, after=after, limit=limit, group=self.group)
            found.update((line.id, line) for line in batch)
            if len(batch) < limit:
                return list(found.values())
            # The last stamp may be shared by lines that did not fit: it is read again.
            step = batch[-1].stamp - timedelta(microseconds=1)
            limit = limit * 2 if step <= after else limit
            after = max(after, step)


def later(one: datetime | None, other: datetime) -> datetime:
    """The later of two moments, the first of which may not be known."""
    return other if one is None else max(one, other)


async def follow(
    backend: Backend, address: Address, after: datetime | None, closing: asyncio.Event, group: str = ""
) -> AsyncGenerator[ServerSentEvent, None]:
    """Office time and new lines at once, then at every change, until the server closes or the account does."""
    tail = Tail(backend, address, after, group)
    changes = backend.changes(address)
    closed = asyncio.ensure_future(closing.wait())
    change: asyncio.Future[bool] | None = None
    try:
        while not closing.is_set() and (backend.demo or await backend.person(address)):
            # Listening begins before the lines are read: what comes in between is not missed.
            change = asyncio.ensure_future(_next(changes))
            await asyncio.sleep(0)
            for line in await tail.fresh():
                after = later(after, line.stamp)
                yield _event("line", line_json(line), id_=stamp_text(after))
            yield _event("now", {"now": office_text(backend.now())})
            await asyncio.wait({change, closed}, return_when=asyncio.FIRST_COMPLETED)
            if change.done() and not change.result():
                return
    finally:
        closed.cancel()
        if change is not None:
            change.cancel()
            await asyncio.gather(change, return_exceptions=True)
        if isinstance(changes, AsyncGenerator):
            await changes.aclose()


async def _next(changes: AsyncIterator[None]) -> bool:
    async for _ in changes:
        return True
    return False


def _event(name: str, data: dict[str, object], *, id_: str | None = None) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(data, ensure_ascii=False), event=name, id=id_)
