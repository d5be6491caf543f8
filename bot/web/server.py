"""The web server: the chat page, what it asks, and the doors of the platforms."""

import asyncio
import errno
import logging
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn import Config, Server

from bot.backend import Backend
from bot.links import DROP_PATH, LINK_PATH
from bot.web import sentences
from bot.web.accounts import Accounts
from bot.web.api import Api
from bot.web.assets import assets
from bot.web.door import doors
from bot.web.guard import guarded
from bot.web.sentences import Complaint

log = logging.getLogger(__name__)

PORTS_TO_TRY = 20
SECONDS_TO_FINISH = 5


def build_web(backend: Backend) -> Starlette:
    """Everything that answers HTTP. The platforms' doors stand before the page's middleware and pay nothing for it."""
    page, closing = assets(), asyncio.Event()
    api = Api(backend, Accounts.of(backend), page, closing)
    app = Starlette(
        routes=(
            Route("/", page.page),
            Route("/static/{name}", page.file),
            Route("/api/me", api.me),
            Route("/api/say", api.say, methods=["POST"]),
            Route("/api/drop", api.drop, methods=["POST"]),
            Route("/api/transcript", api.transcript),
            Route("/api/stream", api.stream),
            Route("/api/file/{sha256}", api.file),
            Route("/api/as", api.be, methods=["POST"]),
            Route("/api/clock", api.clock, methods=["POST"]),
            Route("/api/join", api.join, methods=["POST"]),
            Route("/api/leave", api.leave, methods=["POST"]),
            Route("/healthz", api.health),
            Route(f"{LINK_PATH}/{{token}}/{{name}}", api.linked),
            Route(f"{DROP_PATH}/{{token}}", api.drop_page),
            Route(f"{DROP_PATH}/{{token}}", api.drop_linked, methods=["POST"]),
        ),
        exception_handlers={Complaint: _complain, HTTPException: _explain, Exception: _apologise},
    )
    app.state.closing = closing
    app.middleware_stack = _front(doors(backend), guarded(app.build_middleware_stack(), demo=backend.demo))
    return app


async def serve(app: Starlette, sock: socket.socket) -> None:
    """Serves until cancelled, then lets requests finish and ends open streams at once. Signals stay the caller's."""
    config = Config(
        app,
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    server = _Server(config)
    app.state.closing.clear()
    running = asyncio.create_task(server.serve(sockets=[sock]))
    try:
        await asyncio.shield(running)
    finally:
        app.state.closing.set()
        server.should_exit = True
        await running


def bind(host: str, port: int) -> tuple[socket.socket, int]:
    """A listening socket and its port: the one asked for, or one of the next when others hold it, which is logged."""
    for candidate in (*range(port, min(port + PORTS_TO_TRY, 65536)), 0):
        try:
            sock = _listen(host, candidate)
        except OSError as error:
            if candidate == 0 or error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            continue
        taken = int(sock.getsockname()[1])
        if port not in {0, taken}:
            log.warning("port_taken", extra={"wanted": port, "port": taken})
        return sock, taken
    raise AssertionError("port 0 either binds or raises")


def _listen(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    sock = socket.socket(family, kind, protocol)
    try:
        # On Windows the same option would let two programs hold one port.
        if os.name == "posix":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        # Only listening tells that nobody else got here between binding and now.
        sock.listen(2048)
        sock.setblocking(False)  # noqa: FBT003 - the standard library's own signature
    except OSError:
        sock.close()
        raise
    return sock


class _Server(Server):
    """uvicorn without its signal handlers; overriding this method is the way it leaves to do so."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _front(platforms: Mapping[str, ASGIApp], page: ASGIApp) -> ASGIApp:
    async def front(scope: Scope, receive: Receive, send: Send) -> None:
        door = platforms.get(scope["path"]) if scope["type"] == "http" else None
        await (door or page)(scope, receive, send)

    return front


async def _complain(_: Request, error: Exception) -> Response:
    assert isinstance(error, Complaint)
    return JSONResponse({"error": error.sentence}, status_code=error.status)


async def _explain(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentence = sentences.NO_SUCH_PAGE if error.status_code == 404 else sentences.NOT_THIS_WAY
    return JSONResponse({"error": sentence}, status_code=error.status_code, headers=error.headers)


async def _apologise(_: Request, __: Exception) -> Response:
    return JSONResponse({"error": sentences.OUR_FAULT}, status_code=500)
