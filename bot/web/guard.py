"""What every request of the page must pass: it comes from our own page, and the answer cannot be abused."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web import sentences

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE_METHODS = frozenset({"GET", "HEAD"})

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def guarded(app: ASGIApp, *, demo: bool) -> ASGIApp:
    """The page behind its checks; an answer that says nothing about caching is not kept."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        if scope["type"] != "http":
            await app(scope, receive, send)
        elif sentence := refusal(Headers(scope=scope), method=scope["method"], demo=demo):
            await JSONResponse({"error": sentence}, status_code=403)(scope, receive, send_sealed)
        else:
            await app(scope, receive, send_sealed)

    return guard


def refusal(headers: Headers, *, method: str, demo: bool) -> str | None:
    """Why a request is not let in, or None.

    The demo needs no code, so it answers only to this machine's own names: a foreign page cannot reach it by a name of
    its own that it lets point here. Only host and port of Origin are compared, since TLS may end at a proxy;
    Sec-Fetch-Site knows the scheme as well.
    """
    host = headers.get("host", "").lower()
    if demo and _name(host) not in LOOPBACK:
        return sentences.FOREIGN_HOST
    if method in SAFE_METHODS:
        return None
    origin, fetch_site = headers.get("origin"), headers.get("sec-fetch-site")
    if fetch_site not in {None, "same-origin"}:
        return sentences.FOREIGN_PAGE
    if origin is not None:
        return None if host and _place(origin) == host else sentences.FOREIGN_PAGE
    return sentences.FOREIGN_PAGE if "cookie" in headers and fetch_site is None else None


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _place(origin: str) -> str | None:
    try:
        return urlsplit(origin.lower()).netloc
    except ValueError:
        return None
