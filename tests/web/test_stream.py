"""What is new reaches the page in time, in order, once, whatever happens to the connection."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.backend import Direction, Line
from bot.web.server import bind
from bot.web.stream import BATCH, OVERLAP, Tail
from handlers.messages import Address
from tests.web.fake_backend import CODE, FakeBackend
from tests.web.serving import running

HANH = Address("web:hanh")
START = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def line(number: int, seconds: float) -> Line:
    return Line(f"out/{number}", Direction.OUT, f"tin {number}", START, START + timedelta(seconds=seconds))


def ids(lines: list[Line]) -> list[str]:
    return [one.id for one in lines]


# The tail, without a server


async def test_a_line_is_given_once() -> None:
    backend = FakeBackend()
    tail = Tail(backend, HANH, None)
    await backend.put(HANH, line(1, 0), line(2, 1))
    assert ids(await tail.fresh()) == ["out/1", "out/2"]
    await backend.put(HANH, line(3, 1.5))
    assert ids(await tail.fresh()) == ["out/3"]
    assert await tail.fresh() == []


async def test_a_line_whose_commit_was_overtaken_is_not_lost() -> None:
    backend = FakeBackend()
    tail = Tail(backend, HANH, START)
    await backend.put(HANH, line(2, 10))
    assert ids(await tail.fresh()) == ["out/2"]
    await backend.put(HANH, line(1, 6))
    assert ids(await tail.fresh()) == ["out/1"]
    assert await tail.fresh() == []


async def test_after_a_break_the_last_seconds_are_told_again_for_the_page_to_drop() -> None:
    backend = FakeBackend()
    await backend.put(HANH, line(1, 0), line(2, 6), line(3, 10))
    assert ids(await Tail(backend, HANH, START + timedelta(seconds=10)).fresh()) == ["out/2", "out/3"]


@pytest.mark.parametrize("apart", [1.0, 0.0], ids=["one by one", "all in one moment"])
async def test_a_long_absence_is_caught_up_in_full(apart: float) -> None:
    backend = FakeBackend()
    many = [line(number, number * apart) for number in range(2 * BATCH + 7)]
    await backend.put(HANH, *many)
    caught = await Tail(backend, HANH, START - timedelta(seconds=1) + OVERLAP).fresh()
    assert sorted(ids(caught)) == sorted(ids(many))


async def test_what_is_remembered_does_not_grow_with_the_conversation() -> None:
    backend = FakeBackend()
    tail = Tail(backend, HANH, START)
    for number in range(1, 100):
        await backend.put(HANH, line(number, number))
        await tail.fresh()
    assert len(tail.given) <= OVERLAP.total_seconds() + 1


# The stream, on a real server


@dataclass(frozen=True, slots=True)
class Event:
    """One event as a browser would see it."""

    name: str
    data: dict[str, object]
    id: str


async def events(answer: httpx.Response) -> AsyncIterator[Event]:
    """The events of a stream; comments that only keep it open are left out."""
    fields: dict[str, str] = {}
    async for text in answer.aiter_lines():
        if text:
            name, _, value = text.partition(": ")
            fields[name] = value
        elif "data" in fields:
            yield Event(fields["event"], json.loads(fields["data"]), fields.get("id", ""))
            fields = {}


@asynccontextmanager
async def listening(url: str, **options: object) -> AsyncIterator[AsyncIterator[Event]]:
    """A stream as the page opens it."""
    async with (
        httpx.AsyncClient(timeout=10, trust_env=False) as asker,
        asker.stream("GET", f"{url}/api/stream", **options) as answer,  # type: ignore[arg-type] # httpx's own, by name
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield events(answer)


async def next_line(stream: AsyncIterator[Event]) -> Event:
    async with asyncio.timeout(5):
        async for event in stream:
            if event.name == "line":
                return event
    raise AssertionError("the stream ended")


async def test_a_line_arrives_as_it_is_said() -> None:
    backend = FakeBackend()
    async with running(backend) as url, listening(url) as stream:
        first = await anext(stream)
        assert (first.name, list(first.data)) == ("now", ["now"])
        await backend.tell(HANH, "Nhắc hạn ngày 25/11.")
        event = await next_line(stream)
    assert event.data["text"] == "Nhắc hạn ngày 25/11."
    assert event.id == event.data["stamp"]


@pytest.mark.parametrize("how", ["params", "headers"])
async def test_a_stream_opened_again_goes_on_where_it_broke(how: str) -> None:
    backend = FakeBackend()
    await backend.put(HANH, *(line(number, number * 60) for number in range(4)))
    last = "2026-11-23T04:01:00.000000+00:00"
    options = {"params": {"after": last}} if how == "params" else {"headers": {"last-event-id": last}}
    async with running(backend) as url, listening(url, **options) as stream:
        got = [(await next_line(stream)).data["id"] for _ in range(3)]
    assert got == ["out/1", "out/2", "out/3"]


async def test_nobody_hears_another_persons_lines() -> None:
    backend = FakeBackend()
    async with running(backend) as url, listening(url, params={"as": "web:lan"}) as stream:
        await anext(stream)
        await backend.tell(HANH, "của Hạnh")
        await backend.tell(Address("web:lan"), "của Lan")
        assert (await next_line(stream)).data["text"] == "của Lan"


async def test_the_office_clock_is_told_when_it_moves() -> None:
    backend = FakeBackend()
    async with running(backend) as url, listening(url) as stream:
        before = await anext(stream)
        await backend.move_clock(timedelta(days=7))
        async with asyncio.timeout(5):
            after = await anext(stream)
    week = datetime.fromisoformat(str(after.data["now"])) - datetime.fromisoformat(str(before.data["now"]))
    assert timedelta(days=7) <= week < timedelta(days=7, seconds=10)


async def test_an_account_that_is_closed_hears_no_more() -> None:
    backend = FakeBackend(demo=False)
    address = await backend.join(CODE, "")
    async with running(backend) as url:
        async with httpx.AsyncClient(trust_env=False) as asker:
            joined = await asker.post(f"{url}/api/join", json={"code": CODE})
        own = Address(str(joined.json()["address"]))
        assert own != address
        cookies = {"congdoan": joined.cookies["congdoan"]}
        async with listening(url, cookies=cookies) as stream:
            await next_line(stream)
            await anext(stream)
            backend.joined.clear()
            await backend.tell(own, "không còn ai đọc")
            async with asyncio.timeout(5):
                assert [event async for event in stream] == []


async def test_stopping_does_not_wait_for_open_streams() -> None:
    backend = FakeBackend()
    async with contextlib.AsyncExitStack() as stack:
        served = await stack.enter_async_context(contextlib.AsyncExitStack())
        url = await served.enter_async_context(running(backend))
        stream = await stack.enter_async_context(listening(url))
        await anext(stream)
        began = time.monotonic()
        await served.aclose()
        assert time.monotonic() - began < 3
        assert [event async for event in stream] == []


async def test_a_stopped_server_serves_again_on_the_same_port() -> None:
    backend = FakeBackend()
    async with running(backend) as url:
        port = int(url.rpartition(":")[2])
    async with running(backend, port) as again, listening(again) as stream:
        assert again == url
        assert (await anext(stream)).name == "now"


# The port


def test_a_taken_port_is_left_to_its_owner_and_another_is_named() -> None:
    first, port = bind("127.0.0.1", 0)
    with first:
        second, other = bind("127.0.0.1", port)
        with second:
            assert other not in {0, port}
            assert second.getsockname() == ("127.0.0.1", other)


def test_a_free_port_is_taken_as_asked() -> None:
    first, port = bind("127.0.0.1", 0)
    first.close()
    second, same = bind("127.0.0.1", port)
    second.close()
    assert same == port


def test_an_address_that_is_not_ours_is_an_error_not_another_port() -> None:
    with pytest.raises(OSError, match=r"."):
        bind("192.0.2.1", 0)
