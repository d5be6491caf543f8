"""The page for everybody: by keyboard, by ear, in the dark, on a small phone, with motion turned off."""

import pytest
from playwright.async_api import Browser, Page, expect

from handlers.messages import Address, Button
from tests.web.fake_backend import PROGRESS, QUESTION, FakeBackend
from tests.web.serving import running
from tests.web.visits import DESK, PHONE, PHONE_OPTIONS, Visit, visiting

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

HANH = Address("web:hanh")

NAMELESS = """() => {
  const shown = (box) => box.checkVisibility({ visibilityProperty: true }) && !box.closest("[inert]");
  const named = (box) =>
    box.getAttribute("aria-label") || box.innerText?.trim() || box.labels?.length || box.getAttribute("alt");
  return [...document.querySelectorAll("button, a, input, textarea, [role=log], [role=group], aside")]
    .filter((box) => shown(box) && !named(box) && !box.getAttribute("aria-labelledby"))
    .map((box) => box.outerHTML.slice(0, 80));
}"""
UNDESCRIBED = """() => [...document.querySelectorAll("img")]
  .filter((image) => !image.hasAttribute("alt")).map((image) => image.src)"""
REPEATED_IDS = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((box) => box.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
}"""
DANGLING = """() => ["for", "aria-labelledby", "aria-describedby", "aria-controls"].flatMap((name) =>
  [...document.querySelectorAll(`[${name}]`)].flatMap((box) => box.getAttribute(name).split(" "))
    .filter((id) => !document.getElementById(id)))"""
SMALL = """() => [...document.querySelectorAll("button, input, textarea")]
  .filter((box) => box.checkVisibility({ visibilityProperty: true }) && !box.closest("[inert]"))
  .filter((box) => { const { width, height } = box.getBoundingClientRect(); return width < 24 || height < 24; })
  .map((box) => box.outerHTML.slice(0, 80))"""

# The contrast of every visible text with what lies behind it, by the formula of WCAG 2.
FAINT = """() => {
  const parse = (text) => {
    const numbers = text.match(/[\\d.]+/g).map(Number);
    return { rgb: numbers.slice(0, 3), a: numbers[3] ?? 1 };
  };
  const over = (top, under) => top.rgb.map((value, i) => value * top.a + under[i] * (1 - top.a));
  const ground = (box) => {
    const layers = [];
    for (let one = box; one; one = one.parentElement) layers.push(parse(getComputedStyle(one).backgroundColor));
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const opacity = (box) => {
    let all = 1;
    for (let one = box; one; one = one.parentElement) all *= Number(getComputedStyle(one).opacity);
    return all;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const boxes = new Set();
  while (texts.nextNode()) if (texts.currentNode.textContent.trim()) boxes.add(texts.currentNode.parentElement);
  const found = [...boxes].filter((box) => box.checkVisibility({ visibilityProperty: true }) && !box.matches("option"));
  if (found.length < 10) return ["too little text to judge"];
  return found.flatMap((box) => {
    const behind = ground(box);
    const ink = parse(getComputedStyle(box).color);
    const ratio = contrast(over({ ...ink, a: ink.a * opacity(box) }, behind), behind);
    return ratio < 4.5 ? [`${ratio.toFixed(2)} ${box.className || box.tagName}: ${box.textContent.slice(0, 30)}`] : [];
  });
}"""
PLACEHOLDER = """() => {
  const style = getComputedStyle(document.getElementById("text"), "::placeholder");
  return [style.color, getComputedStyle(document.getElementById("text")).backgroundColor];
}"""


async def in_full_talk(visit: Visit, backend: FakeBackend) -> Page:
    """The page with all it can show: both sides, a quotation, buttons, an unsent message, the unread divider."""
    for number in range(12):
        await backend.tell(HANH, f"Tin tự động số {number}.")
    await visit.open()
    await visit.say(QUESTION)
    await expect(visit.page.locator("blockquote")).to_be_visible()
    await visit.say(PROGRESS)
    await expect(visit.page.get_by_role("button", name="Đúng")).to_be_visible()
    await visit.page.evaluate("document.getElementById('log').scrollTop = 0")
    await backend.tell(HANH, "Nhắc hạn https://congdoan.example/1", Button("Khai", says="khai"))
    await expect(visit.page.locator(".divider")).to_have_count(1)
    await visit.page.route("**/api/say*", lambda route: route.abort())
    await visit.page.fill("#text", "chưa đi")
    await visit.page.click("#send")
    await expect(visit.page.locator(".trouble button")).to_be_visible()
    return visit.page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_every_text_can_be_read_and_every_control_has_a_name(browser: Browser, size: object, scheme: str) -> None:
    backend = FakeBackend()
    options = {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"}
    async with running(backend) as url, visiting(browser, url, breaks=True, **options) as visit:
        page = await in_full_talk(visit, backend)
        for check in (NAMELESS, UNDESCRIBED, REPEATED_IDS, DANGLING, SMALL, FAINT):
            assert await page.evaluate(check) == []
        if size is PHONE:
            await page.click("#menu")
            await expect(page.locator("#menu-close")).to_be_focused()
            for check in (NAMELESS, SMALL, FAINT):
                assert await page.evaluate(check) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_joining_form_can_be_read(browser: Browser, scheme: str) -> None:
    async with (
        running(FakeBackend(demo=False)) as url,
        visiting(browser, url, breaks=True, color_scheme=scheme) as visit,
    ):
        await visit.page.goto(url)
        await visit.page.get_by_label("Mã tham gia").fill("SAI")
        await visit.page.keyboard.press("Enter")
        await expect(visit.page.get_by_role("alert")).not_to_be_empty()
        faint = [text for text in await visit.page.evaluate(FAINT) if text != "too little text to judge"]
        assert faint == []
        for check in (NAMELESS, UNDESCRIBED, SMALL):
            assert await visit.page.evaluate(check) == []


async def test_the_check_for_contrast_can_fail(browser: Browser) -> None:
    async with running(FakeBackend()) as url, visiting(browser, url) as visit:
        await visit.open()
        await visit.page.evaluate("document.querySelector('h1').style.color = '#999'")
        faint = await visit.page.evaluate(FAINT)
        assert any("Trợ lý công đoàn" in text for text in faint)


async def test_the_conversation_is_a_log_that_is_quiet_while_it_fills(browser: Browser) -> None:
    backend = FakeBackend()
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.page.route("**/api/transcript*", lambda route: route.abort())
        visit_page = visit.page
        await visit_page.goto(url)
        log = visit_page.get_by_role("log", name="Cuộc trò chuyện")
        await expect(log).to_have_attribute("aria-busy", "true")
        await visit_page.unroute("**/api/transcript*")
        await expect(log).to_have_attribute("aria-busy", "false")
        assert await visit_page.evaluate("document.documentElement.lang") == "vi"
        visit.troubles.clear()  # the refused request above


async def test_what_is_read_already_is_not_touched_when_news_comes(browser: Browser) -> None:
    backend = FakeBackend()
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        await visit.say("chào")
        await expect(visit.theirs("Đã nghe: chào")).to_be_visible()
        await visit.page.evaluate(
            """() => {
              window.changed = [];
              new MutationObserver((all) => window.changed.push(...all.flatMap(({ addedNodes, removedNodes }) =>
                [...addedNodes, ...removedNodes].map((node) => node.innerText ?? node.data))))
                .observe(document.getElementById("lines"), { childList: true });
            }"""
        )
        await backend.tell(HANH, "Tin mới.")
        await expect(visit.theirs("Tin mới.")).to_be_visible()
        [changed] = await visit.page.evaluate("window.changed")
        assert changed.startswith("Trợ lý:")
        assert "Tin mới." in changed


async def test_everything_can_be_done_by_keyboard(browser: Browser) -> None:
    backend = FakeBackend()
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        page = visit.page
        for _ in range(40):
            await page.keyboard.press("Shift+Tab")
            if await page.evaluate("document.activeElement.matches('.skip')"):
                break
        await expect(page.get_by_role("link", name="Tới ô nhập tin")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.locator("#text")).to_be_focused()
        await page.keyboard.type(PROGRESS)
        await page.keyboard.press("Enter")
        chip = page.get_by_role("button", name="Đúng")
        await expect(chip).to_be_visible()
        await page.keyboard.press("Shift+Tab")
        await page.keyboard.press("Shift+Tab")
        await expect(chip).to_be_focused()
        assert await visit.style(".chip:focus-visible", "outlineStyle") == "solid"
        await page.keyboard.press("Enter")
        await expect(visit.mine("đúng")).to_be_visible()
        await expect(page.locator("#text")).to_be_focused()
        reached = set()
        for _ in range(40):
            await page.keyboard.press("Tab")
            reached.add(await page.evaluate("document.activeElement.id || document.activeElement.innerText"))
        assert {"+1 giờ", "+1 ngày", "+1 tuần", "Bắt đầu lại", "log", "text"} <= reached
        assert any(text.startswith("H\nHạnh") for text in reached)


async def test_the_menu_of_a_phone_keeps_the_keyboard_inside_and_gives_it_back(browser: Browser) -> None:
    async with running(FakeBackend()) as url, visiting(browser, url, **PHONE_OPTIONS) as visit:
        await visit.open()
        page = visit.page
        menu = page.get_by_role("button", name="Tài khoản và văn phòng")
        await menu.focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="Đóng bảng này")).to_be_focused()
        await expect(page.locator("#menu")).to_have_attribute("aria-expanded", "true")
        for _ in range(25):
            await page.keyboard.press("Tab")
            assert await page.evaluate("!document.getElementById('talk').contains(document.activeElement)")
        await page.keyboard.press("Escape")
        await expect(menu).to_be_focused()
        for _ in range(15):
            await page.keyboard.press("Tab")
            assert await page.evaluate("!document.getElementById('office').contains(document.activeElement)")


@pytest.mark.parametrize("width", [320, 360, 390, 768, 900, 1280, 1920])
async def test_nothing_hangs_over_the_edge(browser: Browser, width: int) -> None:
    backend = FakeBackend()
    await backend.tell(
        HANH, "x" * 300 + " https://congdoan.example/" + "y" * 300, Button("Một nhãn nút khá dài để xem", "a")
    )
    size = {"width": width, "height": 700}
    async with running(backend) as url, visiting(browser, url, viewport=size) as visit:
        await visit.open()
        over = """() => [...document.querySelectorAll("#talk *")].filter((box) => box.checkVisibility())
          .filter((box) => !box.closest(".unseen, .skip"))
          .filter((box) => box.getBoundingClientRect().right > innerWidth + 1).map((box) => box.className)"""
        assert await visit.page.evaluate(over) == []
        assert await visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_the_theme_follows_the_system_until_one_chooses(browser: Browser) -> None:
    async with running(FakeBackend()) as url, visiting(browser, url, color_scheme="dark") as visit:
        await visit.open()
        dark = await visit.style("body", "backgroundColor")
        await visit.page.get_by_role("radio", name="Sáng").check(force=True)
        light = await visit.style("body", "backgroundColor")
        assert light != dark
        await visit.page.reload()
        assert await visit.style("body", "backgroundColor") == light
        await visit.page.get_by_role("radio", name="Theo máy").check(force=True)
        assert await visit.style("body", "backgroundColor") == dark
        await visit.page.emulate_media(color_scheme="light")
        assert await visit.style("body", "backgroundColor") == light


async def test_who_wants_no_motion_sees_none(browser: Browser) -> None:
    backend = FakeBackend(answers=False)
    async with running(backend) as url, visiting(browser, url, reduced_motion="reduce") as visit:
        await visit.open()
        await visit.say("chào")
        await expect(visit.page.locator(".typing")).to_be_visible()
        assert await visit.style(".dots i", "animationName") == "none"
        assert await visit.style(".office", "transitionDuration") in {"0s", "0s, 0s"}


async def test_the_placeholder_can_be_read(browser: Browser) -> None:
    async with running(FakeBackend()) as url, visiting(browser, url) as visit:
        await visit.open()
        ink, ground = await visit.page.evaluate(PLACEHOLDER)
        assert (ink, ground) == ("rgb(79, 94, 109)", "rgb(237, 241, 245)")
