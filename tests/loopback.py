"""A Bot API on this machine's loopback: it takes messages, remembers them, and refuses or breaks when told to."""

import json
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Self

import uvicorn

from bot.web.server import bind

TOKEN = "666:loopback-token-of-nobody"


@dataclass
class Heard:
    """One message as it arrived."""

    chat: str
    text: str
    at: float


@dataclass
class BotApi:
    """Counts what it was sent. `rate`: more than so many in any second are refused with 429."""

    rate: float | None = None
    delay_seconds: float = 0.0
    heard: list[Heard] = field(default_factory=list)
    refused: int = 0
    calls: list[str] = field(default_factory=list)
    updates: deque[dict[str, Any]] = field(default_factory=deque)
    _window: deque[float] = field(default_factory=deque)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """The ASGI application."""
        body = b""
        while True:
            event = await receive()
            if event["type"] == "http.disconnect":  # the caller was killed while it spoke: nothing was heard
                return
            body += event.get("body", b"")
            if not event.get("more_body"):
                break
        method = scope["path"].rpartition("/")[2]
        self.calls.append(method)
        status, answer = await self.answer(method, body)
        content = json.dumps(answer).encode()
        await send(
            {"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]}
        )
        await send({"type": "http.response.body", "body": content})

    async def answer(self, method: str, body: bytes) -> tuple[int, dict[str, Any]]:
        import asyncio
        from urllib.parse import parse_qs

        said = {key: values[0] for key, values in parse_qs(body.decode()).items()}
        if method == "getMe":
            return 200, ok({"id": 666, "is_bot": True, "first_name": "Thử", "username": "thu_bot"})
        if method == "getUpdates":
            after = int(said.get("offset", 0))
            while self.updates and self.updates[0]["update_id"] < after:
                self.updates.popleft()
            if not self.updates:
                await asyncio.sleep(0.05)
            return 200, ok(list(self.updates))
        if method != "sendMessage":
            return 200, ok(True)
        now = time.monotonic()
        while self._window and self._window[0] <= now - 1:
            self._window.popleft()
        if self.rate is not None and len(self._window) >= self.rate:
            self.refused += 1
            parameters = {"retry_after": 1}
            return 429, {
                "ok": False,
                "error_code": 429,
                "description": "Too Many Requests: retry after 1",
                "parameters": parameters,
            }
        self._window.append(now)
        self.heard.append(Heard(said["chat_id"], said["text"], now))
        if self.delay_seconds:
            await asyncio.sleep(self.delay_seconds)
        chat = {"id": int(said["chat_id"]), "type": "private", "first_name": "An"}
        return 200, ok({"message_id": len(self.heard), "date": 1, "chat": chat, "text": said["text"]})


def ok(result: object) -> dict[str, Any]:
    return {"ok": True, "result": result}


class Running:
    """The loopback platform in a thread of its own."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        sock, port = bind("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{port}"
        config = uvicorn.Config(api, log_config=None, access_log=False, lifespan="off", ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=lambda: self._server.run(sockets=[sock]), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)
