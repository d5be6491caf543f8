"""The web server for tests: in process for single requests, on a real port for streams and browsers."""

import asyncio
import contextlib
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from bot.web.server import bind, build_web, serve
from tests.web.fake_backend import FakeBackend

HOST = "http://127.0.0.1:8080"


def client(backend: FakeBackend, *, base_url: str = HOST) -> httpx.AsyncClient:
    """Asks the application in this very process; what it raises is answered as a server answers it."""
    transport = httpx.ASGITransport(build_web(backend), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=base_url)


@asynccontextmanager
async def running(backend: FakeBackend, port: int = 0) -> AsyncIterator[str]:
    """Serves on a real port for the length of the block; at its end the server is stopped as an office stops it."""
    sock, taken = bind("127.0.0.1", port)
    serving = asyncio.create_task(serve(build_web(backend), sock))
    try:
        yield f"http://127.0.0.1:{taken}"
    finally:
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving
        sock.close()  # where the block was over before the server began


@asynccontextmanager
async def demo() -> AsyncIterator[str]:
    """A new demo of the assistant itself, for the length of the block."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATA_DIR": folder, "PORT": "0", "PYTHONUNBUFFERED": "1"}
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=environment, stdout=asyncio.subprocess.PIPE, stderr=None
        )
        assert program.stdout is not None
        try:
            async for line in program.stdout:
                if found := re.search(r"http://\S+", line.decode()):
                    yield found[0]
                    break
        finally:
            program.terminate()
            await program.communicate()
