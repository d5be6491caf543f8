"""The load generator believes only what a server really answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.benchmarks.load import CONNECTIONS, Target, deliver, request

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@asynccontextmanager
async def server(answer: bytes, seen: list[bytes]) -> AsyncIterator[Target]:
    """Gives every delivery the same answer, in two pieces, and keeps its first line of JSON."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n") if not reader.at_eof() else b"":
            length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
            seen.append(await reader.readexactly(length))
            writer.write(answer[:20])
            await asyncio.sleep(0)
            writer.write(answer[20:])
            if not answer:
                break
        writer.close()

    async def survive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except asyncio.IncompleteReadError:
            writer.close()

    listening = await asyncio.start_server(survive, "127.0.0.1", 0)
    async with listening:
        yield Target(listening.sockets[0].getsockname()[1], "/hook", "secret-secret")


async def test_every_acknowledged_update_was_a_different_one() -> None:
    seen: list[bytes] = []
    async with server(OK, seen) as target:
        tally, elapsed = await deliver(target, 7, 0.2)
    assert tally.statuses[200] == len(seen) == len(set(seen)) == len(tally.seconds)
    assert tally.broken == 0
    assert elapsed >= 0.2


async def test_a_refusal_is_no_acknowledgement() -> None:
    async with server(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", []) as target:
        tally, _ = await deliver(target, 7, 0.1)
    assert tally.statuses[200] == 0
    assert tally.statuses[403] > 0


async def test_a_connection_cut_before_its_answer_is_counted_as_broken() -> None:
    async with server(b"", []) as target:
        tally, _ = await deliver(target, 7, 5.0)  # all are cut long before, however busy the machine is
    assert (tally.broken, sum(tally.statuses.values())) == (CONNECTIONS, 0)


def test_a_delivery_carries_the_secret_and_its_own_length() -> None:
    head, _, body = request(Target(81, "/hook", "secret-secret"), 12).partition(b"\r\n\r\n")
    assert b"X-Telegram-Bot-Api-Secret-Token: secret-secret" in head
    assert head.endswith(b"Content-Length: %d" % len(body))
    assert b'"update_id": 12' in body
