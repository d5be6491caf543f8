"""Telegram inside the process: no socket, every call kept, refuses what Telegram refuses, fails when told to."""

import asyncio
import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import IO
from urllib.parse import parse_qsl, urlsplit

from telegram.request import BaseRequest, RequestData

BOT = {"id": 666, "is_bot": True, "first_name": "Trợ lý", "username": "tro_ly_thu_bot"}
TOKEN = "666:AAE-invented_Token_of_no_bot_at_all"


@dataclass(frozen=True, slots=True)
class Made:
    """One call as it reached Telegram."""

    method: str
    parameters: Mapping[str, object]
    uploads: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    """By parameter: the file's name and content."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What one call of this method gets instead of an answer: a status and body, or an exception."""

    method: str
    status: int = 200
    body: bytes = b""
    error: Exception | None = None


class FakeTelegram(BaseRequest):
    """Stands where the library's HTTP client stands."""

    def __init__(self) -> None:
        self.calls: list[Made] = []
        self.faults: deque[Fault] = deque()
        self.waiting: list[dict[str, object]] = []
        self.documents: dict[str, bytes] = {}
        """What can be fetched, by its file id, which is also its path."""
        self.downloads: list[str] = []
        self._ids = count(1)

    def made(self, method: str) -> list[Made]:
        """The calls of one method, in order."""
        return [call for call in self.calls if call.method == method]

    def refuse(self, method: str, status: int, description: str, **parameters: object) -> None:
        """The next call of the method is refused in Telegram's own form."""
        refusal = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
        self.faults.append(Fault(method, status, json.dumps(refusal).encode()))

    def answer(self, method: str, status: int, body: bytes) -> None:
        """The next call of the method gets this, which may not be Telegram's form at all."""
        self.faults.append(Fault(method, status, body))

    def break_off(self, method: str, error: Exception) -> None:
        """The next call of the method ends in this exception of the transport."""
        self.faults.append(Fault(method, error=error))

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    @property
    def read_timeout(self) -> float:
        return 5

    async def do_request(  # noqa: PLR0917 - the library's own signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        await asyncio.sleep(0)
        if "/file/bot" in url:
            return self._download(url)
        call = _made(url, request_data)
        self.calls.append(call)
        for fault in self.faults:
            if fault.method == call.method:
                self.faults.remove(fault)
                if fault.error:
                    raise fault.error
                return fault.status, fault.body
        if reason := _refused(call):
            return 400, json.dumps({"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"}).encode()
        return 200, json.dumps({"ok": True, "result": self._result(call)}).encode()

    def _download(self, url: str) -> tuple[int, bytes]:
        """As Telegram does: whoever has the path and the token has the file; a path that is over is a 404."""
        assert url.replace("%3A", ":").startswith(f"https://api.telegram.org/file/bot{TOKEN}/"), "another address"
        path = url.rpartition("/")[2]
        self.downloads.append(path)
        if path in self.documents:
            return 200, self.documents[path]
        return 404, b'{"ok":false,"error_code":404,"description":"Not Found"}'

    def _result(self, call: Made) -> object:
        match call.method:
            case "getFile":
                number = str(call.parameters["file_id"])
                size = len(self.documents.get(number, b""))
                return {"file_id": number, "file_unique_id": f"u{number}", "file_size": size, "file_path": number}
            case "getMe":
                return BOT
            case "getUpdates":
                return self._updates(int(str(call.parameters["offset"])))
            case "sendMessage" | "sendPhoto" | "sendDocument":
                return self._message(call)
            case _:
                return True

    def _updates(self, after: int) -> list[dict[str, object]]:
        """As Telegram does: what lies before the offset is acknowledged and gone, the rest is given again."""
        self.waiting = [update for update in self.waiting if int(str(update["update_id"])) >= after]
        return self.waiting[:100]

    def _message(self, call: Made) -> dict[str, object]:
        chat = int(str(call.parameters["chat_id"]))
        kind = {"type": "private", "first_name": "Lan"} if chat > 0 else {"type": "supergroup", "title": "Tổ"}
        said = {name: call.parameters[name] for name in ("text", "caption") if name in call.parameters}
        return {"message_id": next(self._ids), "date": 1795226400, "chat": {"id": chat, **kind}, "from": BOT, **said}


def _made(url: str, data: RequestData | None) -> Made:
    address = urlsplit(url)
    given: dict[str, object] = dict(parse_qsl(address.query))
    given |= data.parameters if data else {}
    uploads = {name: _upload(part) for name, part in (data.multipart_data if data else {}).items()}
    given |= {name: f"attach://{name}" for name in uploads}
    return Made(address.path.rsplit("/", 1)[1], given, uploads)


def _upload(part: tuple[str, bytes | IO[bytes], str]) -> tuple[str, bytes]:
    name, content, _ = part
    return name, content if isinstance(content, bytes) else content.read()


def _refused(call: Made) -> str:
    """Why Telegram would refuse, or nothing."""
    if len(str(call.parameters.get("text", ""))) > 4096:
        return "message is too long"
    if call.method == "sendMessage" and not str(call.parameters.get("text", "")).strip():
        return "message text is empty"
    if len(str(call.parameters.get("caption", ""))) > 1024:
        return "message caption is too long"
    markup = call.parameters.get("reply_markup")
    rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
    buttons = [button for row in rows for button in row]
    if len(buttons) > 100 or any(len(row) > 8 for row in rows):
        return "REPLY_MARKUP_TOO_LONG"
    if any(not 1 <= len(button["callback_data"].encode()) <= 64 for button in buttons):
        return "BUTTON_DATA_INVALID"
    return ""
