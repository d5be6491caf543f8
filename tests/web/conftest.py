"""A browser for the tests that need one."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.web import chromium


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """A real headless browser for the tests of one file, or the reason why there is none."""
    if chromium.find() is None:
        pytest.skip(f"no browser on this machine: looked for {', '.join(chromium.NAMES)}")
    async with chromium.browser() as running:
        yield running
