"""A real headless browser for the tests of the page, and the reason where there is none."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> Path | None:
    """The browser of this machine, if it has one."""
    return next((Path(found) for name in NAMES if (found := shutil.which(name))), None)


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """Runs the browser for the length of the block."""
    path = find()
    assert path is not None, "whoever comes here has looked"
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=str(path), args=list(FLAGS))
        try:
            yield running
        finally:
            await running.close()
