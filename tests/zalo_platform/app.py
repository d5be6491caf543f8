"""The platform on a wire: an ASGI application for real ports, and an httpx transport that answers in the process.

On a real port faults are real: the socket hangs, breaks or drips. In the process nothing waits: a hang is a time-out at
once, and a month passes in seconds.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import httpx

from tests.zalo_platform import control, wire
from tests.zalo_platform.faults import Fault, Trouble
from tests.zalo_platform.methods import KNOWN, METHODS, Asked, Photo, count_webhook_test, is_walled, photo_address
from tests.zalo_platform.platform import Bot, Called, Delivered, Hook, Platform, Refused, message_id_of
from tests.zalo_platform.shapes import Json, probe, wrapped
from tests.zalo_platform.switches import Words
from tests.zalo_platform.wire import Answer, Parameters

HEADER = "X-Bot-Api-Secret-Token"
STEP_SECONDS = 0.01
POLL_SECONDS = 30.0
DRIPS = 8
NOT_LOOKED_AT = -1
PICTURE = b"\xff\xd8\xff\xe0 a picture"
"""What Zalo keeps under `/_media/`: whatever people send."""
UPLOAD = Photo("upload:", "image/jpeg", 1)
HTTP_OUTCOMES = {200: "ok", 403: "http.403", 404: "http.404"}


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request."""

    path: str
    query: bytes
    content_type: str
    body: bytes
    verb: str = "POST"


class ZaloApp:
    """Answers requests. `outside` is how it reaches webhooks and photos: the network, or another application here."""

    def __init__(self, platform: Platform, outside: httpx.AsyncClient | None = None) -> None:
        self.platform = platform
        self.outside = outside
        self._retries: list[tuple[float, str, Json, int]] = []

    async def answer(self, request: Request) -> Answer:
        """The answer, with the fault that spoils it."""
        if request.path.startswith("/_ctl/"):
            return self._control(request)
        if request.path.startswith("/_media/"):
            return Answer(200, PICTURE, "image/jpeg")
        token, _, method = request.path.removeprefix("/bot").rpartition("/")
        parameters = wire.parameters_of(request.query, request.content_type, request.body)
        fault = self.platform.take_fault(method)
        answer, code = await self._decided(token, method, parameters, fault)
        trouble = fault.trouble.value if fault else ""
        unknown = tuple(sorted(set(parameters.values) - set(KNOWN.get(method, ()))))
        called = Called(token.partition(":")[0], method, parameters.values, unknown, code, trouble)
        with self.platform.lock:
            self.platform.calls.append(called)
        return answer

    async def _decided(
        self, token: str, method: str, parameters: Parameters, fault: Fault | None
    ) -> tuple[Answer, int]:
        switches = self.platform.switches
        if fault and not fault.taken and fault.trouble is not Trouble.DRIP:
            return self._spoilt(wire.granted(None, switches), fault), NOT_LOOKED_AT
        try:
            result = await self._result(token, method, parameters)
        except Refused as no:
            answer, code = wire.refused(no.words, switches), no.words.code
        except IdlePoll:
            answer, code = wire.idle(switches), 408
        else:
            answer, code = wire.granted(result, switches), 0
        return (self._spoilt(answer, fault) if fault else answer), code

    def _spoilt(self, answer: Answer, fault: Fault) -> Answer:
        match fault.trouble:
            case Trouble.BAD_GATEWAY:
                return wire.page(502, "Bad Gateway")
            case Trouble.GATEWAY_TIMEOUT:
                return wire.page(504, "Gateway Time-out")
            case Trouble.MALFORMED:
                return replace(answer, status=200, body=b'{"ok":true,"result":{"message_id":"82')
            case Trouble.QUOTA:
                return wire.refused(Words(429, "Quota exceeded"), self.platform.switches)
            case Trouble.INTERNAL:
                return wire.refused(Words(403, "Internal server error"), self.platform.switches)
            case _:
                return replace(answer, fault=fault)

    async def _result(self, token: str, method: str, parameters: Parameters) -> object:
        bot = self.platform.bot_of(token)
        if method not in KNOWN:
            raise Refused(404, "Not Found")
        asked = Asked(self.platform, bot, parameters.values, parameters.uploads)
        match method:
            case "getUpdates":
                return await self._polled(bot, parameters.values.get("timeout"))
            case "sendPhoto":
                asked = replace(asked, photo=await self._fetched(photo_address(asked)))
            case "testWebhook":
                count_webhook_test(asked)
                return await self._tested(bot)
        with self.platform.lock:
            result = METHODS[method](asked)
        if method == "setWebhook":
            assert result is not None
            return {**result, "verification": await self._tested(bot)}
        return result

    # The long poll.

    async def _polled(self, bot: Bot, patience: object) -> Json:
        switches = self.platform.switches
        if bot.hook and switches.poll_while_hooked:
            raise Refused(switches.poll_while_hooked.code, switches.poll_while_hooked.description)
        end = time.monotonic() + min(seconds_of(patience), switches.poll_seconds_max)
        with self.platform.lock:
            bot.pollers += 1
        try:
            while True:
                update = None if bot.hook else self.platform.next_update(bot)
                if update is not None:
                    return update
                if time.monotonic() >= end:
                    raise IdlePoll
                await asyncio.sleep(STEP_SECONDS)
        finally:
            with self.platform.lock:
                bot.pollers -= 1

    # What others are asked.

    async def _fetched(self, url: str) -> Photo:
        if url == UPLOAD.url:
            return UPLOAD
        assert self.outside, "this platform has no way to the outside"
        try:
            found = await self.outside.get(url)
        except httpx.HTTPError:
            raise Refused(400, "Bad Request: photo cannot be fetched") from None
        media_type = found.headers.get("content-type", "").partition(";")[0]
        if found.status_code != 200 or not media_type.startswith("image/"):
            raise Refused(400, "Bad Request: photo cannot be fetched")
        return Photo(url, media_type, len(found.content))

    async def _tested(self, bot: Bot) -> Json:
        assert bot.hook
        began = time.monotonic()
        status = 0
        if is_walled(self.platform, bot.hook.url):
            outcome = "err.blocked"
        else:
            status, outcome = await self._probed(bot.hook)
        is_ok = outcome == "ok"
        return {
            "ok": is_ok, "outcome": f"webhook.{outcome}", "status_code": status,
            "latency_ms": int((time.monotonic() - began) * 1000),
            "hint": "" if is_ok else "The endpoint must answer HTTP 200",
        }  # fmt: skip

    async def _probed(self, hook: Hook) -> tuple[int, str]:
        try:
            status = await self._posted(hook, probe(self.platform.now))
        except httpx.TimeoutException:
            return 0, "err.timeout"
        except httpx.ConnectError as error:
            words = str(error).lower()
            return 0, "err.tls" if "ssl" in words else "err.dns" if "name" in words else "err.conn"
        except httpx.HTTPError:
            return 0, "err.other"
        return status, HTTP_OUTCOMES.get(status, "http.5xx" if status >= 500 else "http.other")

    async def _posted(self, hook: Hook, update: Json) -> int:
        assert self.outside, "this platform has no way to the outside"
        body = wrapped(update) if self.platform.switches.wrapped and "result" not in update else update
        sent = await self.outside.post(hook.url, json=body, headers={HEADER: hook.secret})
        return sent.status_code

    # The webhooks' courier.

    async def carry(self) -> None:
        """Hands out updates to webhooks until cancelled."""
        while True:
            await self.hand_out()
            await asyncio.sleep(STEP_SECONDS)

    async def hand_out(self) -> int:
        """Hands out what is due now, one update per request; gives how many were tried."""
        tried = 0
        for bot in self.platform.bots():
            if bot.hook is None:
                continue
            for update in self.platform.take_for_hook(bot):
                await self._hand(bot, update, 1)
                tried += 1
        due = [one for one in self._retries if one[0] <= time.monotonic()]
        self._retries = [one for one in self._retries if one not in due]
        for _, number, update, tries in due:
            await self._hand(next(bot for bot in self.platform.bots() if bot.id == number), update, tries)
        return tried + len(due)

    @property
    def has_retries(self) -> bool:
        """Whether something will be handed out again."""
        return bool(self._retries)

    async def _hand(self, bot: Bot, update: Json, number: int) -> None:
        status = 0
        if bot.hook:
            try:
                status = await self._posted(bot.hook, update)
            except httpx.HTTPError:
                status = 0
        with self.platform.lock:
            self.platform.deliveries.append(Delivered(bot.id, message_id_of(update), status, number))
        if status == 200:
            return
        if number > self.platform.switches.retries:
            self.platform.lost.append(update)
            return
        self._retries.append((time.monotonic() + self.platform.switches.retry_seconds, bot.id, update, number + 1))

    def _control(self, request: Request) -> Answer:
        given = wire.parameters_of(request.query, request.content_type, request.body).values
        try:
            found = control.control(self.platform, request.path.removeprefix("/_ctl/"), given)
        except (KeyError, TypeError, ValueError) as error:
            return Answer(400, json.dumps({"error": repr(error)}).encode())
        return Answer(200, json.dumps(found, ensure_ascii=False, default=str).encode())

    async def _until_gone(self, request: Request, receive: Any) -> Answer | None:
        """The answer; None when a poller left before anything came for it: what comes now is for the next."""
        answering = asyncio.create_task(self.answer(request))
        if request.path.endswith("/getUpdates"):
            leaving = asyncio.create_task(_gone(receive, self.platform.switches.poll_seconds_max + POLL_SECONDS))
            await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not answering.done():
                answering.cancel()
                return None
            leaving.cancel()
        return await answering

    # On a real port.

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """The ASGI application."""
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
        body = b""
        while True:
            event = await receive()
            body += event.get("body", b"")
            if not event.get("more_body"):
                break
        request = Request(scope["path"], scope["query_string"], headers.get("content-type", ""), body, scope["method"])
        answer = await self._until_gone(request, receive)
        if answer is None:
            return
        if answer.fault is None:
            await _respond(send, answer, [answer.body])
            return
        await _go_wrong(answer, answer.fault, receive, send)


class IdlePoll(Exception):  # noqa: N818 - ordinary
    """The poll brought nothing."""


async def _respond(send: Any, answer: Answer, pieces: list[bytes], pause: float = 0.0) -> None:
    headers = [(b"content-type", answer.media_type.encode()), (b"content-length", str(len(answer.body)).encode())]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    for place, piece in enumerate(pieces, 1):
        await asyncio.sleep(pause)
        await send({"type": "http.response.body", "body": piece, "more_body": place < len(pieces)})


async def _go_wrong(answer: Answer, fault: Fault, receive: Any, send: Any) -> None:
    match fault.trouble:
        case Trouble.DRIP:
            size = max(1, -(-len(answer.body) // DRIPS))
            pieces = [answer.body[start : start + size] for start in range(0, len(answer.body), size)]
            await _respond(send, answer, pieces, fault.seconds / DRIPS)
        case Trouble.HANG:
            await _gone(receive, fault.seconds)
            await _break_off(send)
        case _:
            await _break_off(send)


async def _gone(receive: Callable[[], Awaitable[Mapping[str, object]]], seconds: float) -> None:
    """Until the client gives up, or so long."""
    try:
        async with asyncio.timeout(seconds):
            while (await receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return


async def _break_off(send: Any) -> None:
    """Ends the connection without a word: uvicorn's own transport is behind `send`."""
    send.__self__.transport.abort()
    await asyncio.sleep(STEP_SECONDS)  # until uvicorn knows it, and does not want to answer after all


class InProcess(httpx.AsyncBaseTransport):
    """The platform as an httpx transport: no socket, no waiting."""

    def __init__(self, app: ZaloApp) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Raises what a client of a real port would get in the end."""
        body = await request.aread()
        answer = await self._app.answer(
            Request(request.url.path, request.url.query, request.headers.get("content-type", ""), body, request.method)
        )
        match answer.fault.trouble if answer.fault else None:
            case Trouble.HANG:
                raise httpx.ReadTimeout("", request=request)
            case Trouble.RESET:
                raise httpx.ReadError("", request=request)
            case Trouble.DRIP if answer.fault and answer.fault.seconds > _read_timeout(request):
                raise httpx.ReadTimeout("", request=request)
        return httpx.Response(
            answer.status, content=answer.body, headers={"content-type": answer.media_type}, request=request
        )


def _read_timeout(request: httpx.Request) -> float:
    timeouts = request.extensions.get("timeout", {})
    return float(timeouts.get("read") or POLL_SECONDS)


def seconds_of(patience: object) -> float:
    """A poll's patience: a number or a text; 30 when it says nothing one can understand."""
    try:
        return max(0.0, float(str(patience)))
    except ValueError:
        return POLL_SECONDS
