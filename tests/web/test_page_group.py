"""The demo's group chat on the page: everybody writes and reads there, and the assistant is addressed or silent."""

import re

import pytest
from playwright.async_api import Browser, expect

from handlers.messages import Address, Button
from tests.web.fake_backend import FakeBackend
from tests.web.serving import demo, running
from tests.web.test_page_access import DANGLING, FAINT, NAMELESS, REPEATED_IDS, SMALL, UNDESCRIBED
from tests.web.visits import DESK, PHONE, PHONE_OPTIONS, visiting, watch

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

HANH, TUAN = Address("web:hanh"), Address("web:tuan")
GROUP = Address("nhom-suoi-may")
IN_GROUP = f"web:hanh&in={GROUP}"
"""Hạnh in the group, as the page's address names both."""


async def test_everybody_of_the_group_reads_who_said_what(browser: Browser) -> None:
    async with running(FakeBackend()) as url, visiting(browser, url) as visit:
        await visit.open(IN_GROUP)
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text("Nhóm CĐ xã Suối Mây")
        other = watch(await visit.page.context.new_page(), url)
        await other.open(f"web:tuan&in={GROUP}")
        await visit.say("mấy giờ họp các đồng chí nhỉ")
        await expect(other.page.locator(".line.other .who")).to_have_text("Hạnh: ")
        await other.say("14 giờ")
        await expect(visit.page.locator(".line.other .who")).to_have_text("Tuấn: ")
        await expect(visit.page.locator(".line.other .words")).to_have_text("14 giờ")
        await expect(visit.mine("mấy giờ họp các đồng chí nhỉ")).to_have_count(1)
        assert other.troubles == []


async def test_the_assistant_is_called_by_its_name_or_answered_and_no_answer_is_awaited_otherwise(
    browser: Browser,
) -> None:
    backend = FakeBackend()
    async with running(backend) as url, visiting(browser, url) as visit:
        page = visit.page
        await visit.open(IN_GROUP)
        await visit.say("chào các đồng chí")
        await expect(page.locator(".line.mine .fate")).to_contain_text("đã gửi")
        await expect(page.locator(".typing")).to_have_count(0)
        await page.fill("#text", "hạn báo cáo?")
        await page.get_by_role("button", name="@Trợ lý", exact=True).click()
        await expect(page.locator("#text")).to_have_value("@Trợ lý hạn báo cáo?")
        await page.keyboard.press("Enter")
        await expect(visit.theirs("Đã nghe: hạn báo cáo?")).to_be_visible()
        await page.get_by_role("button", name=re.compile("^Trả lời trợ lý: Đã nghe")).click()
        await expect(page.locator("#answering")).to_contain_text("Đã nghe: hạn báo cáo?")
        await expect(page.locator("#text")).to_be_focused()
        await visit.say("tham dự")
        await expect(visit.theirs("Đã nghe: tham dự")).to_be_visible()
        await expect(page.locator("#answering")).to_be_hidden()
        await visit.say("xong rồi")
        await expect(visit.mine("xong rồi")).to_be_visible()
        assert await visit.theirs("Đã nghe: xong rồi").count() == 0


async def test_a_button_in_the_group_answers_the_assistant(browser: Browser) -> None:
    backend = FakeBackend()
    await backend.tell(GROUP, "Xem thêm?", Button("Chi tiết", says="chi tiết"))
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open(IN_GROUP)
        await visit.page.get_by_role("button", name="Chi tiết").click()
        await expect(visit.theirs("Đã nghe: chi tiết")).to_be_visible()


async def test_the_group_and_ones_own_conversation_keep_apart_what_is_said_and_half_written(browser: Browser) -> None:
    backend = FakeBackend()
    await backend.tell(HANH, "của riêng Hạnh")
    async with running(backend) as url, visiting(browser, url, **PHONE_OPTIONS) as visit:
        page = visit.page
        await visit.open("web:hanh")
        await expect(page.locator("#in-group")).to_be_hidden()
        assert await page.locator("#text").get_attribute("aria-describedby") == "text-note"
        await page.fill("#text", "viết dở cho trợ lý")
        await page.get_by_role("button", name="Tài khoản và văn phòng").tap()
        await page.get_by_role("button", name=re.compile("^Nhóm CĐ xã Suối Mây")).tap()
        await expect(page.locator("#welcome-title")).to_have_text("Nhóm CĐ xã Suối Mây")
        await expect(page.locator("#text")).to_have_value("")
        await expect(page.get_by_label("Tin nhắn trong nhóm", exact=True)).to_be_visible()
        await expect(page.locator("#chats [aria-current]")).to_contain_text("Nhóm CĐ")
        await page.get_by_role("button", name="Tài khoản và văn phòng").tap()
        await page.get_by_role("button", name=re.compile("^Tuấn")).tap()
        await expect(page.locator("#bar-note")).to_contain_text("Tuấn")
        await expect(page.locator("#bar-title")).to_have_text("Nhóm CĐ xã Suối Mây")
        await page.get_by_role("button", name="Tài khoản và văn phòng").tap()
        await page.get_by_role("button", name=re.compile("^Hạnh")).tap()
        await page.get_by_role("button", name="Tài khoản và văn phòng").tap()
        await page.get_by_role("button", name=re.compile("^Trợ lý nhắn riêng")).tap()
        await expect(visit.theirs("của riêng Hạnh")).to_be_visible()
        await expect(page.locator("#text")).to_have_value("viết dở cho trợ lý")


async def test_outside_the_demo_there_is_no_group(browser: Browser) -> None:
    backend = FakeBackend(demo=False)
    async with running(backend) as url, visiting(browser, url, breaks=True) as visit:
        await visit.page.goto(f"{url}/?in={GROUP}")
        await visit.page.fill("#code", "MAYX-2345")
        await visit.page.get_by_role("button", name="Bắt đầu").click()
        await expect(visit.page.locator("#app")).to_be_visible()
        await expect(visit.page.locator("#chats")).to_be_hidden()
        await expect(visit.page.locator("#bar-title")).to_have_text("Trợ lý công đoàn")


async def test_in_the_demo_itself_a_question_in_the_group_is_answered_for_all(browser: Browser) -> None:
    async with demo() as url, visiting(browser, url) as visit:
        await visit.open(IN_GROUP)
        await visit.page.locator("#examples button").first.click()
        answer = visit.page.locator(".line.theirs:not(.typing):not(.other) .words")
        await expect(answer.first).to_contain_text(re.compile(r"\d+ đoàn viên"))
        await visit.page.get_by_role("button", name=re.compile("^Tuấn")).click()
        await expect(visit.page.locator(".line.other .who")).to_have_text("Hạnh: ")
        await expect(answer.first).to_contain_text(re.compile(r"\d+ đoàn viên"))
        await visit.say("các đồng chí xem giúp")
        await visit.say("@trợ lý kết nạp thêm 5 đoàn viên")
        await expect(answer.last).to_contain_text("nhắn riêng")
        assert await answer.count() == 2


async def test_in_the_demo_itself_an_announcement_to_the_group_appears_there_and_is_answered(browser: Browser) -> None:
    async with demo() as url, visiting(browser, url) as visit:
        page = visit.page
        await visit.open("web:tuan")
        await page.get_by_role("button", name="Tới 8 giờ sáng").click()
        answers = page.locator(".line.theirs:not(.typing)")
        for number, text in enumerate(("thông báo: mời họp giao ban tại Hội trường xã", "chỉ gửi nhóm", "gửi"), 1):
            await visit.say(text)
            await expect(answers).to_have_count(number)
        await page.get_by_role("button", name=re.compile("^Nhóm CĐ")).click()
        await expect(page.locator(".line.theirs .words").first).to_contain_text("[Tin tự động – Văn phòng Công đoàn xã")
        await page.get_by_role("button", name=re.compile("^Hạnh")).click()
        await page.get_by_role("button", name="Tham dự").click()
        await expect(page.locator(".line.theirs .words").last).to_have_text("Đã ghi đồng chí Hạnh tham dự.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_in_the_group_too_every_text_can_be_read_and_every_control_has_a_name(
    browser: Browser, size: object, scheme: str
) -> None:
    backend = FakeBackend()
    options = {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"}
    async with running(backend) as url, visiting(browser, url, **options) as visit:
        await backend.say(TUAN, "1", "mấy giờ họp", group=GROUP)
        await backend.say(TUAN, "2", "@Trợ lý hạn báo cáo?", group=GROUP)
        await visit.open(IN_GROUP)
        await visit.say("14 giờ")
        for is_answering in (False, True):
            if is_answering:
                await visit.page.locator(".answer").last.click()
            for check in (NAMELESS, UNDESCRIBED, REPEATED_IDS, DANGLING, SMALL, FAINT):
                assert await visit.page.evaluate(check) == []
            over = (
                "[...document.querySelectorAll('#talk *:not(.unseen, .skip)')].filter((box) => box.checkVisibility())"
            )
            right = f"{over}.filter((box) => box.getBoundingClientRect().right > innerWidth + 1).length"
            assert await visit.page.evaluate(right) == 0
