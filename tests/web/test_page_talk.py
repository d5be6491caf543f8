"""The page as a chat app: what one says arrives once, what is said to one is seen, through breaks and reloads."""

import asyncio
import json
import re
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Route, expect

from bot.backend import Direction, Download, Line
from bot.clock import machine_now
from handlers.messages import Address, Button, File
from tests.web.fake_backend import QUESTION, FakeBackend
from tests.web.serving import running
from tests.web.visits import PHONE_OPTIONS, visiting, watch

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

HANH = Address("web:hanh")


def sayings(backend: FakeBackend) -> list[str]:
    return [text for _, _, text in backend.said]


async def history(backend: FakeBackend, count: int) -> None:
    """A conversation of some days, one line an hour."""
    now = machine_now()
    moments = [now - timedelta(hours=count - number) for number in range(count)]
    lines = [
        Line(f"out/h{n:03}", Direction.OUT, f"tin cũ số {n}", backend.clock.at(moment), moment)
        for n, moment in enumerate(moments)
    ]
    await backend.put(HANH, *lines)


async def test_what_one_says_is_shown_sent_and_answered(browser: Browser) -> None:
    backend = FakeBackend(think_seconds=0.4)
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        await visit.say("báo cáo tháng này")
        await expect(visit.page.locator(".typing")).to_be_visible()
        await expect(visit.mine("báo cáo tháng này").locator(".fate")).to_have_text("✓đã gửi")
        await expect(visit.theirs("Đã nghe: báo cáo tháng này")).to_be_visible()
        await expect(visit.page.locator(".typing")).to_have_count(0)
        assert await visit.texts() == ["báo cáo tháng này", "Đã nghe: báo cáo tháng này"]
        assert not [name for name in await visit.remembered() if "unsent" in name or "draft" in name]
        assert await visit.page.locator("#text").input_value() == ""


async def test_a_first_visit_offers_three_questions_that_can_be_tapped(browser: Browser) -> None:
    backend = FakeBackend()
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        await expect(visit.page.locator("#welcome")).to_contain_text("Kính chào đồng chí Hạnh")
        await expect(visit.page.locator("#examples button")).to_have_count(3)
        await visit.page.get_by_role("button", name=QUESTION).click()
        await expect(visit.mine(QUESTION)).to_be_visible()
        await expect(visit.page.locator("#welcome")).to_be_hidden()
        await expect(visit.page.locator("blockquote")).to_have_text(re.compile("^“Cả năm"))


async def test_a_tapped_button_says_its_sentence(browser: Browser) -> None:
    backend = FakeBackend()
    await backend.tell(
        HANH, "Còn 2 mục chưa khai.", Button("Khai ngay", says="/khai thang 11"), Button("Để sau", "để sau")
    )
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        await visit.page.get_by_role("button", name="Khai ngay").click()
        await expect(visit.mine("/khai thang 11")).to_be_visible()
        await expect(visit.page.get_by_role("button", name="Để sau")).to_have_count(0)
        await expect(visit.theirs("Đã nghe: /khai thang 11")).to_be_visible()
    assert sayings(backend) == ["/khai thang 11"]


async def test_two_pushes_side_by_side_keep_their_own_buttons(browser: Browser) -> None:
    backend = FakeBackend()
    await backend.tell(HANH, "Báo cáo tháng 11 hạn 25/11.", Button("Khai", says="khai"))
    await backend.tell(HANH, "Họp giao ban thứ Sáu.", Button("Đã nắm", says="đã nắm"))
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        assert await visit.page.locator(".line .chip").all_inner_texts() == ["Khai", "Đã nắm"]


async def test_text_stays_text_and_addresses_can_be_followed(browser: Browser) -> None:
    backend = FakeBackend(answers=False)
    said = "<img src=x onerror=alert(1)> xem https://congdoan.example/a?b=1&c=(2).\nhết"
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        await visit.say(said)
        words = visit.page.locator(".mine .words")
        await expect(words).to_have_text(re.compile(r"^<img src=x onerror=alert\(1\)> xem"))
        link = words.locator("a")
        assert await link.get_attribute("href") == "https://congdoan.example/a?b=1&c=(2)"
        assert "noopener" in (await link.get_attribute("rel") or "")
        assert await words.inner_text() == said
        assert await visit.page.locator(".mine img").count() == 0


async def test_a_break_loses_nothing_and_doubles_nothing(browser: Browser) -> None:
    backend = FakeBackend()
    async with visiting(browser, "", breaks=True) as quiet:
        page = quiet.page
        async with running(backend) as url:
            visit = watch(page, url, breaks=True)
            await visit.open()
            await visit.say("một")
            await expect(visit.theirs("Đã nghe: một")).to_be_visible()
        port = int(url.rpartition(":")[2])
        await expect(page.locator("#connection")).to_have_text("Mất kết nối, đang nối lại…")
        await visit.say("hai")
        await visit.say("ba")
        await expect(page.get_by_role("button", name="chưa gửi được – gửi lại")).to_have_count(2)
        await backend.tell(HANH, "nhắc trong lúc mất mạng")
        async with running(backend, port):
            await expect(page.locator("#connection")).to_have_text("", timeout=30_000)
            await expect(visit.theirs("Đã nghe: ba")).to_be_visible(timeout=30_000)
            assert await visit.texts() == [
                "một",
                "Đã nghe: một",
                "nhắc trong lúc mất mạng",
                "hai",
                "Đã nghe: hai",
                "ba",
                "Đã nghe: ba",
            ]
            await expect(page.locator(".trouble button")).to_have_count(0)
        assert visit.troubles == []
        quiet.troubles.clear()  # it was told no address, so to it every request left
    assert sayings(backend) == ["một", "hai", "ba"]


async def test_an_answer_lost_on_the_way_does_not_double_the_message(browser: Browser) -> None:
    backend = FakeBackend()
    ids: list[str] = []

    async def lose_the_first(route: Route) -> None:
        ids.append(json.loads(route.request.post_data or "{}")["id"])
        if len(ids) == 1:
            await route.fetch()  # the server has it and says so, but nobody hears
            await route.abort()
        else:
            await route.continue_()

    async with running(backend) as url, visiting(browser, url, breaks=True) as visit:
        await visit.page.route("**/api/stream*", lambda route: route.abort())
        await visit.page.route("**/api/say*", lose_the_first)
        await visit.open()
        await visit.say("kết nạp 5")
        await visit.page.get_by_role("button", name="gửi lại").click()
        await expect(visit.mine("kết nạp 5").locator(".fate")).to_have_text("✓đã gửi")
        await visit.page.unroute("**/api/stream*")
        await expect(visit.theirs("Đã nghe: kết nạp 5")).to_be_visible(timeout=30_000)
        assert await visit.texts() == ["kết nạp 5", "Đã nghe: kết nạp 5"]
    assert len(set(ids)) == 1
    assert len(ids) >= 2
    assert sayings(backend) == ["kết nạp 5"]


async def test_unsent_words_survive_a_reload_under_their_id(browser: Browser) -> None:
    backend = FakeBackend()
    async with running(backend) as url, visiting(browser, url, breaks=True) as visit:
        await visit.page.route("**/api/say*", lambda route: route.abort())
        await visit.open()
        await visit.say("tin quan trọng")
        await expect(visit.page.get_by_role("button", name="gửi lại")).to_be_visible()
        [kept] = [value for name, value in (await visit.remembered()).items() if "unsent" in name]
        await visit.page.unroute("**/api/say*")
        await visit.page.reload()
        await expect(visit.theirs("Đã nghe: tin quan trọng")).to_be_visible()
        assert await visit.texts() == ["tin quan trọng", "Đã nghe: tin quan trọng"]
        assert not [name for name in await visit.remembered() if "unsent" in name]
    assert isinstance(kept, dict)
    assert backend.said == [(HANH, kept["id"], "tin quan trọng")]


async def test_words_half_written_survive_a_reload(browser: Browser) -> None:
    async with running(FakeBackend()) as url, visiting(browser, url) as visit:
        await visit.open()
        await visit.page.locator("#text").press_sequentially("còn dang dở")
        await visit.page.reload()
        await expect(visit.page.locator("#text")).to_have_value("còn dang dở")


async def test_what_the_server_will_never_take_says_why_and_can_be_given_up(browser: Browser) -> None:
    backend = FakeBackend()
    async with running(backend) as url, visiting(browser, url, breaks=True) as visit:
        await visit.open()
        await visit.say("có ký tự \u200blạ \ud83d".replace("\ud83d", "") + "\x00")
        trouble = visit.page.locator(".trouble")
        await expect(trouble).to_contain_text("Tin có ký tự không đọc được")
        await visit.say("tin sau vẫn đi")
        await expect(visit.theirs("Đã nghe: tin sau vẫn đi")).to_be_visible()
        await visit.page.get_by_role("button", name="bỏ tin này").click()
        assert await visit.texts() == ["tin sau vẫn đi", "Đã nghe: tin sau vẫn đi"]
        assert not [name for name in await visit.remembered() if "unsent" in name]


async def test_a_book_is_not_sent_and_says_so(browser: Browser) -> None:
    async with running(FakeBackend()) as url, visiting(browser, url) as visit:
        await visit.open()
        await visit.page.fill("#text", "a" * 10_001)
        await expect(visit.page.locator("#text-note")).to_contain_text("quá 10.000")
        await expect(visit.page.locator("#send")).to_be_disabled()


async def test_trouble_on_the_server_is_waited_out(browser: Browser) -> None:
    backend = FakeBackend(broken=True)
    async with running(backend) as url, visiting(browser, url, breaks=True) as visit:
        await visit.open()
        await visit.say("chào")
        await expect(visit.page.get_by_role("button", name="chưa gửi được – gửi lại")).to_be_visible()
        backend.broken = False
        await expect(visit.theirs("Đã nghe: chào")).to_be_visible()
    assert sayings(backend) == ["chào"]


# Reading


async def test_older_lines_come_in_above_without_a_jump(browser: Browser) -> None:
    backend = FakeBackend()
    await history(backend, 130)
    place = "() => document.querySelector('[data-id=\"out/h080\"]').getBoundingClientRect().top"
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        page = visit.page
        await expect(page.locator(".line")).to_have_count(50)
        await page.route("**/api/transcript*", lambda route: asyncio.ensure_future(later(route)))
        await page.evaluate("document.getElementById('log').scrollTop = 120")
        before = await page.evaluate(place)
        # Each page tells its seam again, for lines that share one moment; the seam is shown once.
        await expect(page.locator(".line")).to_have_count(99)
        assert abs(await page.evaluate(place) - before) < 1.5
        await page.evaluate("document.getElementById('log').scrollTop = 0")
        await expect(page.locator(".line")).to_have_count(130)
        assert await page.locator(".line .words").first.inner_text() == "tin cũ số 0"
        assert await visit.texts() == [f"tin cũ số {number}" for number in range(130)]


async def later(route: Route) -> None:
    await asyncio.sleep(0.2)
    await route.continue_()


async def test_news_does_not_tear_away_who_reads_above(browser: Browser) -> None:
    backend = FakeBackend()
    await history(backend, 40)
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        page = visit.page
        await page.evaluate("document.getElementById('log').scrollTop = 300")
        pill = page.locator("#newer")
        await expect(pill).to_have_text("↓")
        top = await page.evaluate("document.getElementById('log').scrollTop")
        await backend.tell(HANH, "Tin mới thứ nhất.")
        await backend.tell(HANH, "Tin mới thứ hai.")
        await expect(pill).to_have_text("2 tin mới ↓")
        assert await page.title() == "(2) Trợ lý công đoàn"
        assert await page.evaluate("document.getElementById('log').scrollTop") == top
        await expect(page.locator(".divider")).to_have_text("Tin chưa đọc")
        await pill.click()
        await expect(visit.theirs("Tin mới thứ hai.")).to_be_in_viewport()
        await expect(pill).to_be_hidden()
        assert await page.title() == "Trợ lý công đoàn"


HIDE = """(state) => {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


async def test_a_page_out_of_sight_counts_in_its_title(browser: Browser) -> None:
    backend = FakeBackend()
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        await visit.page.evaluate(HIDE, "hidden")
        await backend.tell(HANH, "Nhắc hạn.")
        await expect(visit.theirs("Nhắc hạn.")).to_have_count(1)
        assert await visit.page.title() == "(1) Trợ lý công đoàn"
        await visit.page.evaluate(HIDE, "visible")
        assert await visit.page.title() == "Trợ lý công đoàn"
        await expect(visit.page.locator(".divider")).to_be_visible()


async def test_what_came_while_one_was_away_stands_below_a_divider(browser: Browser) -> None:
    backend = FakeBackend()
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        await visit.say("chào")
        await expect(visit.theirs("Đã nghe: chào")).to_be_visible()
        await visit.page.goto("about:blank")
        for number in range(30):
            await backend.tell(HANH, f"Tin lúc vắng {number}")
        await visit.open()
        before = visit.page.locator(".divider + .line .words")
        await expect(before).to_have_text("Tin lúc vắng 0")
        await expect(before).to_be_in_viewport()
        await expect(visit.page.locator("#newer")).to_have_text("30 tin mới ↓")


async def test_days_are_named_as_the_office_counts_them(browser: Browser) -> None:
    backend = FakeBackend()
    await backend.tell(HANH, "hôm nay")
    async with running(backend) as url, visiting(browser, url, timezone_id="America/New_York") as visit:
        await visit.open()
        await expect(visit.page.locator(".day")).to_have_text("Hôm nay")
        at = backend.lines[HANH][0].at
        await expect(visit.theirs("hôm nay").locator("time")).to_have_text(f"{at:%H:%M}")
        await backend.move_clock(timedelta(days=1))
        await expect(visit.page.locator(".day")).to_have_text("Hôm qua")
        await backend.move_clock(timedelta(days=7))
        await expect(visit.page.locator(".day")).to_have_text(re.compile(rf"^(Thứ \S+|Chủ Nhật) {at:%d/%m}"))


async def test_a_file_can_be_saved_and_a_picture_is_shown(browser: Browser) -> None:
    dot = bytes.fromhex(
        "89504e470d0a1a0a0000000d494844520000000100000001080600000"
        "01f15c4890000000d49444154789c6360f8cf500f0003840180a8b5c2a40000000049454e44ae426082"
    )
    files = (File("Báo cáo tháng 11.docx", "a" * 64), File("bieu-do.png", "b" * 64))
    backend = FakeBackend(
        files={(HANH, "a" * 64): Download(files[0].name, b"PK"), (HANH, "b" * 64): Download(files[1].name, dot)}
    )
    await backend.tell(HANH, "Báo cáo đã lập.", files=files)
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        picture = visit.page.get_by_alt_text("bieu-do.png")
        await expect(picture).to_be_visible()
        assert await picture.evaluate("(image) => image.naturalWidth") == 1
        async with visit.page.expect_download() as saving:
            await visit.page.get_by_role("link", name="Báo cáo tháng 11.docx").click()
        assert (await saving.value).suggested_filename == "Báo cáo tháng 11.docx"


# Writing


async def test_enter_sends_and_shift_enter_makes_a_line(browser: Browser) -> None:
    backend = FakeBackend(answers=False)
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        text = visit.page.locator("#text")
        await expect(text).to_be_focused()
        low = await text.evaluate("(box) => box.offsetHeight")
        await text.press_sequentially("một")
        await text.press("Shift+Enter")
        await text.press_sequentially("hai")
        assert await text.evaluate("(box) => box.offsetHeight") > low
        await text.press("Enter")
        await expect(visit.page.locator(".mine .bubble")).to_be_visible()
        assert await visit.texts() == ["một\nhai"]
        await expect(text).to_be_focused()
    assert sayings(backend) == ["một\nhai"]


async def test_on_glass_enter_makes_a_line_and_the_button_sends(browser: Browser) -> None:
    backend = FakeBackend(answers=False)
    async with running(backend) as url, visiting(browser, url, **PHONE_OPTIONS) as visit:
        await visit.open()
        text = visit.page.locator("#text")
        await text.tap()
        await text.press_sequentially("một")
        await text.press("Enter")
        await text.press_sequentially("hai")
        await expect(text).to_have_value("một\nhai")
        await visit.page.locator("#send").tap()
        await expect(visit.page.locator(".mine .bubble")).to_be_visible()
        assert await visit.texts() == ["một\nhai"]
    assert sayings(backend) == ["một\nhai"]


async def test_enter_that_ends_a_syllable_of_an_input_method_does_not_send(browser: Browser) -> None:
    backend = FakeBackend()
    async with running(backend) as url, visiting(browser, url) as visit:
        await visit.open()
        await visit.page.fill("#text", "tiê")
        await visit.page.evaluate(
            """() => document.getElementById("text").dispatchEvent(
              new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true }))"""
        )
        await expect(visit.page.locator("#text")).to_have_value("tiê")
        await visit.page.press("#text", "Enter")
        await expect(visit.mine("tiê")).to_be_visible()
    assert sayings(backend) == ["tiê"]


# The small functions of the page, in the browser that will run them

PIECES: dict[str, tuple[str, list[str]]] = {
    "no address": ("Hạn 25/11, nhắn “khai”.", []),
    "an address at the end of a sentence": ("Xem https://a.example/b.", ["https://a.example/b"]),
    "an address in brackets": ("(https://a.example/b)", ["https://a.example/b"]),
    "brackets in an address": ("https://a.example/b_(c), và", ["https://a.example/b_(c)"]),
    "two addresses": ("https://a.example http://b.example:81/?q=ă", ["https://a.example", "http://b.example:81/?q=ă"]),
    "a script": ("javascript:alert(1) data:text/html,x", []),
    "half an address": ("https:// và http://", []),
    "an address in quotation marks": ("“https://a.example/b”", ["https://a.example/b"]),
    "telephone numbers": ("HTX (đ/c Sửu, 0200 000 0206), 0200.000.0199.", ["tel:02000000206", "tel:02000000199"]),
    "figures that are no telephone number": ("1.200.000.000 đồng, 05/CTr-CĐX, 01/12/2025, SM11-022, 0,5 %", []),
}
DAYS = {
    ("2026-11-23", "2026-11-23"): "Hôm nay",
    ("2026-11-22", "2026-11-23"): "Hôm qua",
    ("2026-11-24", "2026-11-23"): "Thứ Ba 24/11",
    ("2026-11-16", "2026-11-23"): "Thứ Hai 16/11",
    ("2025-12-31", "2026-01-01"): "Hôm qua",
    ("2025-12-28", "2026-01-01"): "Chủ Nhật 28/12/2025",
    ("2024-02-29", "2024-03-01"): "Hôm qua",
}


async def test_words_of_the_page(browser: Browser) -> None:
    async with running(FakeBackend()) as url, visiting(browser, url) as visit:
        await visit.open()
        for text, links in PIECES.values():
            found = await visit.page.evaluate("async (text) => (await import('/static/text.js')).pieces(text)", text)
            assert [piece["href"] for piece in found if "href" in piece] == links
            assert "".join(piece["text"] for piece in found) == text
        for (day, today), words in DAYS.items():
            script = "async ([day, today]) => (await import('/static/time.js')).dayWords(day, today)"
            assert await visit.page.evaluate(script, [day, today]) == words
