"""The platform on a real port of this machine, in a thread of its own."""

import asyncio
import ssl
import threading
import time
from types import TracebackType
from typing import Self

import httpx
import uvicorn

from bot.web.server import bind
from tests.zalo_platform.app import ZaloApp
from tests.zalo_platform.platform import Platform

NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
HOOK_SECONDS = 5.0


class Running:
    """`with Running(platform) as zalo: … zalo.url`. The platform's own methods may be called all the while."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self._sock, port = bind("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{port}"
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._server: uvicorn.Server | None = None

    async def _serve(self) -> None:
        timeout = httpx.Timeout(HOOK_SECONDS)
        async with httpx.AsyncClient(timeout=timeout, verify=NO_CERTIFICATES, trust_env=False) as outside:
            app = ZaloApp(self.platform, outside)
            config = uvicorn.Config(
                app, log_config=None, access_log=False, lifespan="off", ws="none", timeout_graceful_shutdown=1
            )
            self._server = uvicorn.Server(config)
            courier = asyncio.create_task(app.carry())
            await self._server.serve([self._sock])
            courier.cancel()
            await asyncio.gather(courier, return_exceptions=True)

    def __enter__(self) -> Self:
        self._thread.start()
        while not (self._server and self._server.started):
            time.sleep(0.01)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server
        self._server.should_exit = True
        self._thread.join(timeout=10)
