"""Webhooks: only the platform gets in, and 200 is said only when the body is safe."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.backend import Hook
from bot.web.server import build_web
from tests.web.fake_backend import FakeBackend
from tests.web.serving import client

HOOK = Hook("/hook/telegram", "X-Telegram-Bot-Api-Secret-Token", "mật-khẩu", "telegram:1")
SECRET = HOOK.secret.encode()
UPDATE = b'{"update_id": 7}'


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a sender tries, and what comes of it."""

    status: int
    kept: int = 0
    secret: bytes | None = SECRET
    body: bytes = UPDATE
    method: str = "POST"


DELIVERIES = {
    "a platform's update is kept": Delivery(200, kept=1),
    "something that is no event is acknowledged and dropped": Delivery(200, body=b"ping"),
    "an empty body is acknowledged and dropped": Delivery(200, body=b""),
    "no secret": Delivery(403, secret=None),
    "an empty secret": Delivery(403, secret=b""),
    "a wrong secret": Delivery(403, secret=b"guess"),
    "a wrong secret outside ASCII": Delivery(403, secret="mật-khẩn".encode()),
    "a secret that only begins right": Delivery(403, secret=SECRET[:-1]),
    "a body of a mebibyte": Delivery(200, kept=1, body=b"{" + b" " * (1024 * 1024 - 1)),
    "a body of a mebibyte and one": Delivery(413, body=b"{" + b" " * (1024 * 1024)),
    "a body too big from somebody without the secret": Delivery(403, secret=None, body=b" " * (1024 * 1024 + 1)),
    "a look at the address": Delivery(405, method="GET"),
}


@pytest.mark.parametrize("delivery", DELIVERIES.values(), ids=DELIVERIES)
async def test_delivery(delivery: Delivery) -> None:
    backend = FakeBackend(hooks=(HOOK,))
    headers = [] if delivery.secret is None else [(HOOK.header.encode(), delivery.secret)]
    async with client(backend) as asker:
        answer = await asker.request(delivery.method, HOOK.path, headers=headers, content=delivery.body)
    assert (answer.status_code, len(backend.stored)) == (delivery.status, delivery.kept)


async def test_the_same_update_again_is_acknowledged() -> None:
    backend = FakeBackend(hooks=(HOOK,))
    async with client(backend) as asker:
        answers = [await asker.post(HOOK.path, headers=[(HOOK.header.encode(), SECRET)], content=UPDATE) for _ in "12"]
    assert [answer.status_code for answer in answers] == [200, 200]


async def test_what_could_not_be_kept_is_not_acknowledged() -> None:
    backend = FakeBackend(hooks=(HOOK,), broken=True)
    async with client(backend) as asker:
        answer = await asker.post(HOOK.path, headers=[(HOOK.header.encode(), SECRET)], content=UPDATE)
    assert (answer.status_code, answer.content) == (500, b"")


async def test_a_body_that_comes_in_pieces_is_counted_as_it_comes() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * (32 * 1024)

    backend = FakeBackend(hooks=(HOOK,))
    async with client(backend) as asker:
        answer = await asker.post(HOOK.path, headers=[(HOOK.header.encode(), SECRET)], content=pieces())
    assert (answer.status_code, backend.stored) == (413, [])


async def test_a_door_in_the_demo_is_open_under_any_host_name() -> None:
    async with client(FakeBackend(hooks=(HOOK,)), base_url="https://office.example") as asker:
        answer = await asker.post(HOOK.path, headers=[(HOOK.header.encode(), SECRET)], content=UPDATE)
    assert answer.status_code == 200


def test_a_door_without_a_secret_is_not_built() -> None:
    with pytest.raises(ValueError, match="empty secret"):
        build_web(FakeBackend(hooks=(Hook("/hook", "X-Secret", "", "telegram:1"),)))


def test_the_secret_is_not_shown_with_the_hook() -> None:
    assert HOOK.secret not in repr(HOOK)
