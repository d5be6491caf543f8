"""Visits to the page in a real browser; each is watched for errors and for requests that leave the host."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Locator, Page, ViewportSize

PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1280, height=800)
PHONE_OPTIONS = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


@dataclass(slots=True)
class Visit:
    """One window of one browser."""

    page: Page
    url: str
    troubles: list[str] = field(default_factory=list)

    async def open(self, person: str | None = None) -> "Visit":
        """Opens the page, as somebody of the demo if one is named, and waits until the conversation stands."""
        await self.page.goto(f"{self.url}/?as={person}" if person else f"{self.url}/")
        await self.page.locator("#log[aria-busy=false]").wait_for()
        return self

    async def say(self, text: str) -> None:
        """Types and presses the button."""
        await self.page.fill("#text", text)
        await self.page.click("#send")

    def mine(self, text: str) -> Locator:
        """One's own bubbles with these words."""
        return self.page.locator(".line.mine .bubble", has=self.page.get_by_text(text, exact=True))

    def theirs(self, text: str) -> Locator:
        """The assistant's bubbles with these words."""
        return self.page.locator(".line.theirs .bubble", has=self.page.get_by_text(text, exact=True))

    async def texts(self) -> list[str]:
        """What stands in the bubbles, from top to bottom."""
        return await self.page.locator(".line .words").all_inner_texts()

    async def style(self, selector: str, name: str) -> str:
        """A computed style."""
        script = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
        return str(await self.page.evaluate(script, [selector, name]))

    async def remembered(self) -> dict[str, object]:
        """What the page keeps in this browser."""
        kept: dict[str, str] = await self.page.evaluate("() => ({ ...localStorage })")
        return {name: json.loads(value) for name, value in kept.items()}


def watch(page: Page, url: str, *, breaks: bool = False) -> Visit:
    """A visit that notes errors and foreign requests; where the line is to break, a failed request is no error."""
    visit = Visit(page, url)
    host = urlsplit(url).netloc

    def note(text: str) -> None:
        if not (breaks and "Failed to load resource" in text):
            visit.troubles.append(text)

    page.on("console", lambda message: note(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: note(str(error)))
    page.on("request", lambda request: None if urlsplit(request.url).netloc == host else note(f"left: {request.url}"))
    return visit


@asynccontextmanager
async def visiting(browser: Browser, url: str, *, breaks: bool = False, **options: object) -> AsyncIterator[Visit]:
    """A browser of its own for the length of the block, in which nothing may have gone wrong."""
    given = {"viewport": DESK, "locale": "vi-VN", **options}
    context: BrowserContext = await browser.new_context(**given)  # type: ignore[arg-type] # Playwright's own, by name
    context.set_default_timeout(10_000)
    visit = watch(await context.new_page(), url, breaks=breaks)
    yield visit
    await context.close()
    assert visit.troubles == []
