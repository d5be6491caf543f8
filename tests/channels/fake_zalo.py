"""Zalo inside the process, where a test says word for word what comes back; the emulator is for what Zalo would do."""

import asyncio
import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

TOKEN = "12345689:invented-token-of-no-bot"
URL = "https://zalo.example"


@dataclass(frozen=True, slots=True)
class Made:
    """One call as it reached Zalo."""

    method: str
    parameters: Mapping[str, object]


class FakeZalo(httpx.AsyncBaseTransport):
    """Keeps every call, and answers what it was told to answer, else `{"ok": true}`."""

    def __init__(self) -> None:
        self.calls: list[Made] = []
        self._answers: deque[tuple[str, int, bytes, Exception | None]] = deque()
        self.updates: list[object] = []
        self.quiet = asyncio.Event()
        """Set when somebody waits for an update and there is none: the poll then lasts for ever."""

    def made(self, method: str) -> list[Made]:
        """The calls of one method, in order."""
        return [call for call in self.calls if call.method == method]

    def answer(self, method: str, status: int, body: bytes) -> None:
        """The next call of the method gets this, which may not be Zalo's form at all."""
        self._answers.append((method, status, body, None))

    def grant(self, method: str, result: object) -> None:
        """The next call of the method succeeds."""
        self.answer(method, 200, json.dumps({"ok": True, "result": result, "error_code": 0}).encode())

    def refuse(self, method: str, code: int, description: str, status: int = 200) -> None:
        """The next call of the method is refused in Zalo's own form."""
        body = {"ok": False, "description": description, "error_code": code}
        self.answer(method, status, json.dumps(body).encode())

    def break_off(self, method: str, error: Exception) -> None:
        """The next call of the method ends in this exception of the transport."""
        self._answers.append((method, 0, b"", error))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One call."""
        assert request.method == "POST"
        assert str(request.url).startswith(f"{URL}/bot{TOKEN}/")
        call = Made(request.url.path.rpartition("/")[2], json.loads(await request.aread()))
        self.calls.append(call)
        for told in self._answers:
            if told[0] == call.method:
                self._answers.remove(told)
                _, status, body, error = told
                if error:
                    raise error
                return httpx.Response(status, content=body)
        if call.method == "getUpdates" and not self.updates:
            self.quiet.set()
            await asyncio.Event().wait()
        return httpx.Response(200, json=self._usual(call))

    def _usual(self, call: Made) -> Mapping[str, object]:
        if call.method == "getUpdates":
            return {"ok": True, "result": self.updates.pop(0)}
        if call.method in {"sendMessage", "sendPhoto"}:
            return {"ok": True, "result": {"message_id": f"m{len(self.calls)}", "date": 1795226400000}}
        return {"ok": True}
