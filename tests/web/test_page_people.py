"""Whose page it is: the demo's people and clock, an officer's code, a computer that others use too."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Browser, expect

from handlers.messages import Address
from tests.web.fake_backend import CODE, FakeBackend
from tests.web.serving import running
from tests.web.visits import PHONE_OPTIONS, visiting, watch

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

HANH, TUAN = Address("web:hanh"), Address("web:tuan")


async def test_one_can_be_somebody_else_and_come_back(browser: Browser) -> None:
    backend = FakeBackend()
    await backend.tell(HANH, "của Hạnh")
    await backend.tell(TUAN, "của Tuấn")
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        await expect(visit.page.locator("#demo")).to_contain_text("Bản dùng thử – dữ liệu ví dụ")
        await visit.page.get_by_role("button", name=re.compile("^Tuấn")).click()
        await expect(visit.theirs("của Tuấn")).to_be_visible()
        assert await visit.texts() == ["của Tuấn"]
        await expect(visit.page.locator("#people [aria-current]")).to_contain_text("Tuấn")
        await visit.say("ai chưa nộp")
        await expect(visit.theirs("Đã nghe: ai chưa nộp")).to_be_visible()
        await visit.page.reload()
        await expect(visit.theirs("của Tuấn")).to_be_visible()
        await visit.page.get_by_role("button", name=re.compile("^Hạnh")).click()
        await expect(visit.theirs("của Hạnh")).to_be_visible()
        assert await visit.texts() == ["của Hạnh"]
    assert [(who, text) for who, _, text in backend.said] == [(TUAN, "ai chưa nộp")]


async def test_two_windows_can_be_two_people_and_hear_each_their_own(browser: Browser) -> None:
    backend = FakeBackend()
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open("web:hanh")
        other = watch(await visit.page.context.new_page(), url)
        await other.open("web:tuan")
        await visit.say("tin của Hạnh")
        await other.say("tin của Tuấn")
        await expect(visit.theirs("Đã nghe: tin của Hạnh")).to_have_count(1)
        await expect(other.theirs("Đã nghe: tin của Tuấn")).to_have_count(1)
        assert (await visit.texts())[0] == "tin của Hạnh"
        assert (await other.texts())[0] == "tin của Tuấn"
        assert other.troubles == []


async def test_a_new_window_begins_as_whom_one_chose_last(browser: Browser) -> None:
    async with running(FakeBackend()) as url, visiting(browser, url) as visit:
        await visit.open()
        async with visit.page.expect_response("**/api/as"):
            await visit.page.get_by_role("button", name=re.compile("^Tuấn")).click()
        await visit.open()
        await expect(visit.page.locator("#bar-note")).to_have_text("Tuấn · Cán bộ văn phòng")


async def test_an_address_of_nobody_opens_the_page_all_the_same(browser: Browser) -> None:
    async with running(FakeBackend()) as url, visiting(browser, url, breaks=True) as visit:
        await visit.open("web:nobody")
        await expect(visit.page.locator("#bar-note")).to_have_text("Hạnh · Chủ tịch")
        assert visit.page.url == f"{url}/"


async def test_the_clock_goes_forwards_and_back_to_the_machines(browser: Browser) -> None:
    backend = FakeBackend()
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        face = visit.page.locator("#clock")
        for name, ahead in (("+1 giờ", timedelta(hours=1)), ("+1 ngày", timedelta(days=1)), ("+1 tuần", timedelta(7))):
            before = backend.clock.offset
            async with visit.page.expect_response("**/api/clock"):
                await visit.page.get_by_role("button", name=name).click()
            assert backend.clock.offset - before == ahead
            await expect(face).to_contain_text(f"{backend.now():%d/%m/%Y}")
        await expect(visit.page.locator("#notice")).to_contain_text("Giờ văn phòng")
        await visit.page.get_by_role("button", name="Bắt đầu lại").click()
        await expect(face).to_contain_text(f"{backend.now():%d/%m/%Y}")
    assert backend.clock.offset == timedelta()


async def test_the_clock_goes_to_the_next_morning_when_the_reminders_come(browser: Browser) -> None:
    backend = FakeBackend()
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        for _ in range(2):
            before = backend.now()
            async with visit.page.expect_response("**/api/clock"):
                await visit.page.get_by_role("button", name="Tới 8 giờ sáng").click()
            assert (backend.now().hour, backend.now().minute) == (8, 0)
            assert timedelta() < backend.now() - before <= timedelta(days=1, minutes=1)


async def test_on_a_phone_the_people_are_behind_the_menu(browser: Browser) -> None:
    backend = FakeBackend()
    async with running(backend) as url, visiting(browser, url, **PHONE_OPTIONS) as visit:
        await visit.open()
        page = visit.page
        await expect(page.locator("#strip")).to_contain_text("Bản dùng thử – dữ liệu ví dụ")
        await expect(page.locator("#office")).not_to_be_in_viewport()
        await page.get_by_role("button", name="Tài khoản và văn phòng").tap()
        await page.get_by_role("button", name=re.compile("^Lan")).tap()
        await expect(page.locator("#bar-note")).to_have_text("Lan · Chủ tịch")
        await expect(page.locator("#office")).not_to_be_in_viewport()


async def test_an_officer_joins_once_with_the_code(browser: Browser) -> None:
    backend = FakeBackend(demo=False)
    async with running(backend) as url, visiting(browser, url, breaks=True) as visit:
        page = visit.page
        await page.goto(url)
        await expect(page.get_by_label("Mã tham gia")).to_be_focused()
        await expect(page.locator("#join-office")).to_have_text("Văn phòng Công đoàn xã Suối Mây")
        await page.keyboard.type("SAI-MA")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert")).to_contain_text("Mã này không đúng")
        await page.get_by_label("Mã tham gia").fill(CODE)
        await page.get_by_role("button", name="Bắt đầu").click()
        await expect(page.locator("#bar-note")).to_have_text("Thảo · Chủ tịch")
        await expect(page.locator("#demo")).to_be_hidden()
        await expect(page.locator("#strip")).to_be_hidden()
        await visit.say("chào")
        await expect(visit.theirs("Đã nghe: chào")).to_be_visible()
        await page.reload()
        await expect(visit.theirs("Đã nghe: chào")).to_be_visible()
        assert await page.evaluate("document.cookie") == ""


async def test_an_address_out_of_the_demo_does_not_keep_an_officer_out(browser: Browser) -> None:
    backend = FakeBackend(demo=False)
    async with running(backend) as url, visiting(browser, url, breaks=True) as visit:
        page = visit.page
        await page.goto(url)
        await page.get_by_label("Mã tham gia").fill(CODE)
        await page.get_by_role("button", name="Bắt đầu").click()
        await page.locator("#log[aria-busy=false]").wait_for()
        await visit.open("web:hanh")
        await expect(page.locator("#bar-note")).to_have_text("Thảo · Chủ tịch")


async def test_leaving_takes_everything_out_of_the_browser(browser: Browser) -> None:
    backend = FakeBackend(demo=False)
    async with running(backend) as url, visiting(browser, url, breaks=True) as visit:
        page = visit.page
        await page.goto(url)
        await page.get_by_label("Mã tham gia").fill(CODE)
        await page.get_by_role("button", name="Bắt đầu").click()
        await page.locator("#text").press_sequentially("dở dang")
        await page.get_by_role("button", name="Thoát khỏi máy này").click()
        await expect(page.get_by_label("Mã tham gia")).to_be_visible()
        assert set(await visit.remembered()) <= {"congdoan.theme"}
        assert await page.locator(".line").count() == 0
        await page.reload()
        await expect(page.get_by_label("Mã tham gia")).to_be_visible()


async def test_a_closed_account_ends_at_the_form_with_the_words_kept(browser: Browser) -> None:
    backend = FakeBackend(demo=False)
    async with running(backend) as url, visiting(browser, url, breaks=True) as visit:
        page = visit.page
        await page.goto(url)
        await page.get_by_label("Mã tham gia").fill(CODE)
        await page.get_by_role("button", name="Bắt đầu").click()
        await page.locator("#log[aria-busy=false]").wait_for()
        backend.joined.clear()
        await visit.say("còn đó không")
        await expect(page.get_by_label("Mã tham gia")).to_be_visible()
        assert [name for name in await visit.remembered() if "unsent" in name]
    assert backend.said == []


async def test_a_server_that_is_not_there_yet_is_waited_for(browser: Browser) -> None:
    backend = FakeBackend()
    async with running(backend) as url, visiting(browser, url, breaks=True) as visit:
        await visit.page.route("**/api/me*", lambda route: route.abort())
        await visit.page.goto(url)
        await expect(visit.page.locator("#starting")).to_contain_text("Không nối được với máy chủ")
        await visit.page.unroute("**/api/me*")
        await expect(visit.page.locator("#welcome")).to_be_visible()
