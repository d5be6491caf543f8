"""The door for platforms: is this delivery theirs, and is it safe with us before we say so?"""

import hmac
import logging
from collections.abc import Mapping

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.backend import Backend, Hook

log = logging.getLogger(__name__)

BODY_MAX = 1024 * 1024


class BodyTooBig(Exception):  # noqa: N818 - what a sender does is no fault of ours
    """More was sent than is accepted."""


class SenderGone(Exception):  # noqa: N818 - what a sender does is no fault of ours
    """The connection ended before the body did."""


def doors(backend: Backend) -> Mapping[str, ASGIApp]:
    """One plain ASGI application per webhook, by its path."""
    return {hook.path: door(backend, hook) for hook in backend.hooks}


def door(backend: Backend, hook: Hook) -> ASGIApp:
    """Answers 200 only when the body is committed, so that the platform delivers again whatever we could not keep."""
    if not hook.secret:
        raise ValueError(f"webhook {hook.path}: an empty secret would let everybody in")
    header, secret = hook.header.lower().encode("latin-1"), hook.secret.encode()

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await _end(send, await _status(scope, receive))

    async def _status(scope: Scope, receive: Receive) -> int:
        if scope["method"] != "POST":
            return 405
        headers: Mapping[bytes, bytes] = dict(scope["headers"])
        if not hmac.compare_digest(headers.get(header, b""), secret):
            return 403
        try:
            body = await read_body(headers.get(b"content-length"), receive, BODY_MAX)
        except BodyTooBig:
            return 413
        except SenderGone:
            return 400
        try:
            await backend.store(hook.bot, body)
        except Exception:
            log.exception("webhook_not_stored", extra={"bot": hook.bot})
            return 500
        return 200

    return answer


async def read_body(content_length: bytes | None, receive: Receive, maximum: int) -> bytes:
    """The whole body. Raises `BodyTooBig` as early as that is known, `SenderGone` when it ends half-way."""
    if content_length and content_length.isdigit() and int(content_length[:18]) > maximum:
        raise BodyTooBig
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise SenderGone
        body += message.get("body", b"")
        if len(body) > maximum:
            raise BodyTooBig
        if not message.get("more_body", False):
            return bytes(body)


async def _end(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
