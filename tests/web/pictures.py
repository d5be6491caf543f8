"""Takes the pictures of the README: `python -m tests.web.pictures [URL]`; without one, of a demo it starts itself."""

import asyncio
import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from playwright.async_api import Browser, Page, ViewportSize

from bot.demo import GROUP
from tests.web import chromium
from tests.web.serving import demo

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SAID = (
    "Báo cáo gửi cho ai, bao lâu một lần?",
    "vinh thuan nam 2024 may % cdcs xep loai tot",
    "Năm nay chỉ tiêu kết nạp đoàn viên là bao nhiêu?",
)
IN_GROUP = ("@Trợ lý năm nay chỉ tiêu kết nạp đoàn viên là bao nhiêu?", "@Trợ lý kết nạp thêm 5 đoàn viên")
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1280, height=800)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: who looks, on what, by what light, and what is said before it is taken."""

    name: str
    size: ViewportSize
    person: str = "web:hanh"
    group: str = ""
    dark: bool = False
    says: tuple[str, ...] = ()


PICTURES = (
    Picture("phone-welcome", PHONE, person="web:lan"),
    Picture("phone-light", PHONE, says=SAID),
    Picture("phone-dark", PHONE, dark=True),
    Picture("desk-light", DESK),
    Picture("desk-dark", DESK, dark=True),
    Picture("phone-group", PHONE, group=GROUP, says=IN_GROUP),
)


async def take(browser: Browser, url: str, picture: Picture, folder: Path) -> None:
    """Opens the page as the person, says what is to be said and waits for each answer."""
    page = await browser.new_page(
        viewport=picture.size,
        device_scale_factor=2 if picture.size is PHONE else 1.5,
        color_scheme="dark" if picture.dark else "light",
        has_touch=picture.size is PHONE,
        is_mobile=picture.size is PHONE,
        locale="vi-VN",
    )
    await page.goto(f"{url}/?{urlencode({'as': picture.person, 'in': picture.group})}")
    await page.wait_for_selector("#log[aria-busy=false]")
    for text in picture.says:
        await say(page, text)
    await page.screenshot(path=folder / f"{picture.name}.png")
    await page.close()


async def say(page: Page, text: str) -> None:
    """Says one thing and waits until it is answered."""
    answers = await page.locator(".theirs:not(.typing)").count()
    await page.fill("#text", text)
    await page.click("#send")
    await page.locator(".theirs:not(.typing)").nth(answers).wait_for()
    await page.locator(".typing").wait_for(state="detached")


async def take_all(url: str | None, folder: Path) -> None:
    """Takes all of them, one after the other."""
    async with contextlib.AsyncExitStack() as stack:
        browser = await stack.enter_async_context(chromium.browser())
        url = url or await stack.enter_async_context(demo())
        for picture in PICTURES:
            await take(browser, url, picture, folder)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(take_all(sys.argv[1] if len(sys.argv) > 1 else None, FOLDER))
