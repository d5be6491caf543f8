"""How is a method of the Zalo Bot API called? A call brings its result or a typed failure; the token stays in here."""

import asyncio
import json
from collections.abc import Mapping
from urllib.parse import quote

import httpx

API = "https://bot-api.zaloplatforms.com"
CONNECT_SECONDS, ANSWER_SECONDS, GRACE_SECONDS = 5.0, 10.0, 1.0
"""A send as a whole stays under the 12 s that the door gives it, so that the verdict is ours and not its time-out."""
POOL_SIZE = 8
REASON_MAX = 300

NOT_WRITTEN = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
"""Failures before the first byte of the request."""


class ZaloError(Exception):
    """A call that brought no result. Its text never holds the token."""


class NotWritten(ZaloError):  # noqa: N818 - says how far the call came
    """No connection: surely not taken, and nothing else would get through either."""


class BrokenOff(ZaloError):  # noqa: N818 - says how far the call came
    """The request was written and no answer came: nobody knows."""


class Garbled(ZaloError):  # noqa: N818 - says what came back
    """An answer that is not Zalo's: a gateway's page, half a body."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Refusal(ZaloError):  # noqa: N818 - says what came back
    """Zalo's own no, with its `error_code`, which may come under any HTTP status."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(f"{code} {description}"[:REASON_MAX])
        self.code, self.description = code, description


class ZaloClient:
    """One token's calls. Nothing waits without a limit."""

    def __init__(self, token: str, base_url: str = "", transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._secret = quote(token, safe=":")
        self._address = f"{(base_url or API).rstrip('/')}/bot{self._secret}"
        self._http = httpx.AsyncClient(transport=transport, limits=httpx.Limits(max_connections=POOL_SIZE))

    async def call(
        self, method: str, params: Mapping[str, object] | None = None, *, seconds: float = ANSWER_SECONDS
    ) -> object:
        """What the method gives, None where it gives nothing; waits so long for an answer. Raises `ZaloError`."""
        status, body = await self._post(method, params or {}, seconds)
        return result_of(status, body.replace(self._secret.encode(), b"***"))

    async def _post(self, method: str, params: Mapping[str, object], seconds: float) -> tuple[int, bytes]:
        limits = httpx.Timeout(seconds, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS)
        failure: ZaloError
        try:
            async with asyncio.timeout(seconds + GRACE_SECONDS):  # theirs start anew with every byte that drips in
                response = await self._http.post(f"{self._address}/{method}", json=params, timeout=limits)
                return response.status_code, response.content
        except NOT_WRITTEN as error:
            failure = NotWritten(self._told(error))
        except (httpx.HTTPError, TimeoutError) as error:
            failure = BrokenOff(self._told(error))
        raise failure  # out here it has no context: httpx's errors hold the address, and the address holds the token

    def _told(self, error: Exception) -> str:
        return f"{type(error).__name__}: {error}".replace(self._secret, "***")[:REASON_MAX]

    async def close(self) -> None:
        """Closes the connections."""
        await self._http.aclose()


def result_of(status: int, body: bytes) -> object:
    """The result in an answer's body, which counts before the HTTP status. Raises `Garbled` or `Refusal`."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise Garbled(status, f"{status}: {body[:80]!r}")
    if answer.get("ok") is True:
        return answer.get("result")
    code = _code(answer)
    if code is None and answer.get("ok") is not False:
        raise Garbled(status, f"{status}: {body[:80]!r}")
    raise Refusal(code or max(status, 400), str(answer.get("description") or ""))


def _code(answer: Mapping[str, object]) -> int | None:
    """The error's number, under either of the names it was seen with; 0 is none."""
    for name in ("error_code", "errorCode"):
        found = answer.get(name)
        if type(found) is int or (isinstance(found, str) and found.isascii() and found.isdecimal()):
            return int(found[:9] if isinstance(found, str) else found) or None
    return None
