"""Takes the pictures of the README: `python -m tests.web.pictures [URL of a demo]`, else of the stand-in."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page, ViewportSize

from bot.web.server import bind, build_web, serve
from tests.web import chromium
from tests.web.fake_backend import PROGRESS, QUESTION, FakeBackend

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SAID = (QUESTION, PROGRESS, "đúng")
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1280, height=800)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: who looks, on what, by what light, and what is said before it is taken."""

    name: str
    size: ViewportSize
    person: str = "web:hanh"
    dark: bool = False
    says: tuple[str, ...] = ()
    menu: bool = False


PICTURES = (
    Picture("phone-welcome", PHONE, person="web:lan"),
    Picture("phone-light", PHONE, says=SAID),
    Picture("phone-dark", PHONE, dark=True),
    Picture("phone-menu", PHONE, menu=True),
    Picture("desk-light", DESK),
    Picture("desk-dark", DESK, dark=True),
)


async def take(browser: Browser, url: str, picture: Picture, folder: Path) -> None:
    """Opens the page as the person, says what is to be said and waits for each answer."""
    page = await browser.new_page(
        viewport=picture.size,
        device_scale_factor=2,
        color_scheme="dark" if picture.dark else "light",
        has_touch=picture.size is PHONE,
        is_mobile=picture.size is PHONE,
        locale="vi-VN",
    )
    await page.goto(f"{url}/?as={picture.person}")
    await page.wait_for_selector("#log[aria-busy=false]")
    for text in picture.says:
        await say(page, text)
    if picture.menu:
        await page.click("#menu")
        await page.wait_for_timeout(400)
    await page.screenshot(path=folder / f"{picture.name}.png")
    await page.close()


async def say(page: Page, text: str) -> None:
    """Says one thing and waits until it is answered."""
    answers = await page.locator(".theirs:not(.typing)").count()
    await page.fill("#text", text)
    await page.click("#send")
    await page.locator(".theirs:not(.typing)").nth(answers).wait_for()
    await page.locator(".typing").wait_for(state="detached")


@asynccontextmanager
async def stand_in() -> AsyncIterator[str]:
    """The page on the stand-in, for the length of the block."""
    sock, port = bind("127.0.0.1", 0)
    serving = asyncio.create_task(serve(build_web(FakeBackend(think_seconds=0.1)), sock))
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving


async def take_all(url: str | None, folder: Path) -> None:
    """Takes all of them, one after the other."""
    async with contextlib.AsyncExitStack() as stack:
        browser = await stack.enter_async_context(chromium.browser())
        url = url or await stack.enter_async_context(stand_in())
        for picture in PICTURES:
            await take(browser, url, picture, folder)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(take_all(sys.argv[1] if len(sys.argv) > 1 else None, FOLDER))
