"""The first minute of a newcomer: the assistant itself, started with nothing configured, in a real browser."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.web.serving import demo
from tests.web.visits import PHONE_OPTIONS, visiting

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def test_a_newcomer_asks_becomes_somebody_else_and_moves_the_clock(browser: Browser) -> None:
    async with demo() as url, visiting(browser, url, **PHONE_OPTIONS) as visit:
        page = visit.page
        await visit.open()
        await page.locator("#examples button").first.tap()
        answer = page.locator(".line.theirs:not(.typing) .words")
        await expect(answer.first).to_contain_text(re.compile(r"\d+ đoàn viên"))
        await expect(page.locator(".line.mine .fate")).to_have_text("✓đã gửi")
        await page.get_by_role("button", name="Tài khoản và văn phòng").tap()
        clock = page.locator("#clock")
        before = await clock.inner_text()
        await page.get_by_role("button", name="+1 tuần").tap()
        await expect(clock).not_to_have_text(re.sub(r"\s+", " ", before))
        await page.get_by_role("button", name="Bắt đầu lại").tap()
        await page.get_by_role("button", name=re.compile("^Tuấn")).tap()
        await expect(page.locator("#bar-note")).to_contain_text("Tuấn")
        await expect(page.locator("#welcome")).to_be_visible()
        await visit.open("web:hanh")
        await expect(answer.first).to_contain_text(re.compile(r"\d+ đoàn viên"))
        assert await page.locator(".line.mine").count() == 1
