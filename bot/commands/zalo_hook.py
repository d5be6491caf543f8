"""A doorstep for one trial: takes a webhook's call, answers the first of a message with an error, counts the next."""

import asyncio
import hmac
import time
from types import TracebackType
from typing import Self

from bot.channels.zalo import Verification, ZaloChannel
from bot.commands.zalo import SECRET_HEADER, path_of
from bot.db import Database, moment
from bot.settings import Settings
from bot.store import incoming
from bot.store.incoming import Arrival

BODY_MAX = 1_000_000
READ_SECONDS = 10.0


class Doorstep:
    """Open while the trial lasts; everybody else's messages go into the inbox and are answered 200."""

    def __init__(self, settings: Settings, channel: ZaloChannel, db: Database, secret: str, code: str) -> None:
        self._settings, self._channel, self._db, self._secret, self._code = settings, channel, db, secret, code
        self._server: asyncio.Server | None = None
        self._again = asyncio.Event()
        self.times: list[float] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self._settings.host, self._settings.port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server
        self._server.close()

    async def open_hook(self) -> Verification:
        """Tells Zalo where the door is. Raises `SendError`."""
        url = f"{self._settings.public_url}{path_of(self._channel)}"
        return await self._channel.open_hook(url, self._secret)

    async def waits(self, seconds: float) -> float | None:
        """How long Zalo waited before it tried again; None when it did not in this time."""
        try:
            async with asyncio.timeout(seconds):
                await self._again.wait()
        except TimeoutError:
            return None
        return self.times[1] - self.times[0]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(READ_SECONDS):
                status = await self._status(reader)
                writer.write(f"HTTP/1.1 {status} x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
                await writer.drain()
        except (TimeoutError, OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # a caller that broke off or spoke no HTTP
        finally:
            writer.close()

    async def _status(self, reader: asyncio.StreamReader) -> int:
        """What the call is answered with."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        body = await reader.readexactly(min(int(headers.get("content-length") or 0), BODY_MAX))
        said = headers.get(SECRET_HEADER.lower(), "")
        if not hmac.compare_digest(said.encode(), self._secret.encode()):
            return 403
        peek = self._channel.peek(body)
        if peek is None:
            return 200
        if self._code.encode() in body:
            self.times.append(time.monotonic())
            if len(self.times) > 1:
                self._again.set()
            return 500 if len(self.times) == 1 else 200
        arrival = Arrival(self._channel.bot, peek.event_id, peek.chat, body)
        await self._db.write(lambda db: incoming.store_arrivals(db, [arrival], moment(db)))
        return 200
