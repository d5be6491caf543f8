"""A platform that delivers updates as fast as they are acknowledged: forty connections kept alive, in its own process.

`python -m tests.benchmarks.load PORT PATH SECRET FIRST_ID SECONDS` prints one JSON object.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import cast

CONNECTIONS = 40
CHATS = 500
HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates go."""

    port: int
    path: str
    secret: str


@dataclass
class Tally:
    """What came back. Seconds are those of each request, from its first byte out to its last byte in."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    broken: int = 0


def request(target: Target, update: int) -> bytes:
    """One delivery as Telegram makes it: a short text of one of five hundred chats."""
    chat = 100_000 + update % CHATS
    sender = {"id": chat, "is_bot": False, "first_name": "An", "language_code": "vi"}
    message = {
        "message_id": update, "from": sender, "chat": {"id": chat, "first_name": "An", "type": "private"},
        "date": 1_790_000_000, "text": "Năm nay phải kết nạp bao nhiêu đoàn viên mới?",
    }  # fmt: skip
    body = json.dumps({"update_id": update, "message": message}).encode()
    head = (
        f"POST {target.path} HTTP/1.1\r\nHost: 127.0.0.1:{target.port}\r\nContent-Type: application/json\r\n"
        f"{HEADER}: {target.secret}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Connection(asyncio.Protocol):
    """Sends the next update when the last one was answered, until the time is up."""

    def __init__(self, target: Target, ids: Iterator[int], tally: Tally, end: float) -> None:
        self._target, self._ids, self._tally, self._end = target, ids, tally, end
        self._received = b""
        self._began = 0.0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The first update goes at once."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by inheritance
        self._deliver()

    def _deliver(self) -> None:
        if time.perf_counter() >= self._end:
            self._finish()
            return
        data = request(self._target, next(self._ids))
        self._began = time.perf_counter()
        self._transport.write(data)

    def _finish(self) -> None:
        if not self.done.done():
            self.done.set_result(None)
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        """Counts a whole answer, and goes on."""
        self._received += data
        head, separator, rest = self._received.partition(b"\r\n\r\n")
        if not separator or len(rest) < content_length(head):
            return
        self._received = b""
        self._tally.seconds.append(time.perf_counter() - self._began)
        self._tally.statuses[int(head.split(b" ", 2)[1])] += 1
        self._deliver()

    def connection_lost(self, exc: Exception | None) -> None:
        """A connection that ended before its last answer is counted: its update may or may not be stored."""
        if not self.done.done():
            self._tally.broken += 1
            self.done.set_result(None)


def content_length(head: bytes) -> int:
    """How many bytes follow the head of an answer."""
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


async def deliver(target: Target, first: int, seconds: float) -> tuple[Tally, float]:
    """Delivers updates numbered from `first`; gives the tally, and how long it really took."""
    loop = asyncio.get_running_loop()
    tally, ids = Tally(), count(first)
    began = time.perf_counter()
    opened = [
        await loop.create_connection(lambda: Connection(target, ids, tally, began + seconds), "127.0.0.1", target.port)
        for _ in range(CONNECTIONS)
    ]
    async with asyncio.timeout(seconds + PATIENCE_SECONDS):
        await asyncio.gather(*(connection.done for _, connection in opened))
    return tally, time.perf_counter() - began


def main(arguments: list[str]) -> None:
    """One round, told as JSON on standard output."""
    port, path, secret, first, seconds = arguments
    target = Target(int(port), path, secret)
    try:
        import uvloop
    except ImportError:
        run = asyncio.run
    else:
        run = uvloop.run
    tally, elapsed = run(deliver(target, int(first), float(seconds)))
    ordered = sorted(tally.seconds)
    told = {
        "acknowledged": tally.statuses[200],
        "refused": sum(number for status, number in tally.statuses.items() if status != 200),
        "broken": tally.broken,
        "elapsed": elapsed,
        "p50": ordered[len(ordered) // 2],
        "p99": ordered[len(ordered) * 99 // 100],
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
