"""A document by the page: whose it may be, how big, from where; and how one sees it go."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.async_api import Browser, expect

from handlers.messages import Address
from tests.web.fake_backend import FakeBackend
from tests.web.serving import HOST, client, running
from tests.web.visits import PHONE_OPTIONS, visiting

TUAN = Address("web:tuan")
ID = "0b9d3a52-6a25-4a2e-9d8e-2f8f9c7f4f11"
CONTENT = "Kế hoạch".encode()


def address(person: str = TUAN, **given: str) -> str:
    return f"/api/drop?{urlencode({'as': person, 'id': ID, 'name': 'kế hoạch.docx', **given})}"


async def test_a_document_of_staff_is_taken_under_its_name_and_once() -> None:
    backend = FakeBackend()
    async with client(backend) as asker:
        first = await asker.post(address(), content=CONTENT)
        again = await asker.post(address(id=ID.upper()), content=CONTENT)
    assert (first.status_code, again.status_code, first.json()) == (202, 202, {"id": f"in/{ID}"})
    assert backend.dropped == [(TUAN, ID, "kế hoạch.docx", CONTENT)]


@pytest.mark.parametrize("person", ["web:hanh", "web:khach"])
async def test_nobody_elses_document_is_taken(person: str) -> None:
    backend = FakeBackend()
    async with client(backend) as asker:
        answer = await asker.post(address(person), content=CONTENT)
        me = await asker.get(f"/api/me?as={person}")
        staff = await asker.get(f"/api/me?as={TUAN}")
    assert (answer.status_code, backend.dropped) == (403, [])
    assert (me.json()["drop_max"], staff.json()["drop_max"]) == (None, backend.drop_max)


async def test_without_a_cookie_outside_the_demo_nothing_is_taken() -> None:
    backend = FakeBackend(demo=False)
    async with client(backend) as asker:
        answer = await asker.post(address(), content=CONTENT)
    assert (answer.status_code, backend.dropped) == (401, [])


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
@pytest.mark.parametrize("path", [address(), "/gui/good?name=a.docx"])
async def test_another_pages_document_is_refused(path: str, headers: dict[str, str]) -> None:
    backend = FakeBackend()
    async with client(backend) as asker:
        answer = await asker.post(path, content=CONTENT, headers=headers)
    assert (answer.status_code, backend.dropped) == (403, [])


BAD = {
    "too big": (413, address(), bytes(1024 * 1024 + 1)),
    "empty": (400, address(), b""),
    "no name": (400, f"/api/drop?as={TUAN}&id={ID}", CONTENT),
    "a name without end": (400, address(name="a" * 300), CONTENT),
    "no id": (400, f"/api/drop?as={TUAN}&name=a.docx", CONTENT),
    "in a group": (400, address(**{"in": "nhom-suoi-may"}), CONTENT),
}


@pytest.mark.parametrize(("status", "path", "content"), BAD.values(), ids=BAD)
async def test_what_cannot_be_taken_gets_a_sentence(status: int, path: str, content: bytes) -> None:
    backend = FakeBackend()
    async with client(backend) as asker:
        answer = await asker.post(path, content=content)
    assert (answer.status_code, backend.dropped) == (status, [])
    assert answer.json()["error"].endswith(".")


async def test_a_link_opens_a_page_that_takes_one_document_without_an_account() -> None:
    backend = FakeBackend(demo=False)
    async with client(backend) as asker:
        page = await asker.get("/gui/good")
        taken = await asker.post("/gui/good?name=a.docx", content=CONTENT, headers={"origin": HOST})
        over = await asker.get("/gui/bad")
        refused = await asker.post("/gui/bad?name=a.docx", content=CONTENT)
    assert (page.status_code, taken.status_code, over.status_code, refused.status_code) == (200, 202, 404, 404)
    assert "quá một giờ" in over.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert backend.dropped == [(Address("zalo:54:6ede"), "1", "a.docx", CONTENT)]


slow = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


class TestInABrowser:
    """As one sees it."""

    pytestmark = slow

    async def test_staff_choose_a_file_and_see_it_taken(self, browser: Browser, tmp_path: Path) -> None:
        backend = FakeBackend()
        file = tmp_path / "kế hoạch.docx"
        file.write_bytes(CONTENT)
        async with running(backend) as url, visiting(browser, url) as visit:
            await visit.open(TUAN)
            async with visit.page.expect_file_chooser() as choosing:
                await visit.page.get_by_role("button", name="Gửi văn bản").click()
            await (await choosing.value).set_files(file)
            await expect(visit.mine("Tệp: kế hoạch.docx").locator(".fate")).to_have_text("✓đã gửi")
            await expect(visit.theirs("Đã nhận “kế hoạch.docx”.")).to_be_visible()
        assert [name for _, _, name, _ in backend.dropped] == ["kế hoạch.docx"]

    async def test_the_button_is_reached_by_keyboard_and_is_large_enough_for_a_thumb(self, browser: Browser) -> None:
        async with running(FakeBackend()) as url, visiting(browser, url, **PHONE_OPTIONS) as visit:
            await visit.open(TUAN)
            box = await visit.page.locator("#attach").bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44
        async with running(FakeBackend()) as url, visiting(browser, url) as visit:
            await visit.open(TUAN)
            await visit.page.locator("#text").focus()
            await visit.page.keyboard.press("Shift+Tab")
            await expect(visit.page.get_by_role("button", name="Gửi văn bản")).to_be_focused()

    async def test_who_is_not_staff_sees_no_button_nor_does_staff_in_a_group(self, browser: Browser) -> None:
        async with running(FakeBackend()) as url, visiting(browser, url) as visit:
            await visit.open("web:hanh")
            await expect(visit.page.locator("#attach")).to_be_hidden()
            await visit.open(f"{TUAN}&in=nhom-suoi-may")
            await expect(visit.page.locator("#attach")).to_be_hidden()

    async def test_a_file_that_is_too_big_is_said_so_and_not_sent(self, browser: Browser, tmp_path: Path) -> None:
        backend = FakeBackend()
        file = tmp_path / "to.pdf"
        file.write_bytes(bytes(backend.drop_max + 1))
        async with running(backend) as url, visiting(browser, url) as visit:
            await visit.open(TUAN)
            await visit.page.set_input_files("#file", file)
            await expect(visit.page.locator(".line.mine .trouble")).to_contain_text("lớn hơn 1 MB")
            await expect(visit.page.get_by_role("button", name="gửi lại")).to_have_count(0)
            await visit.page.get_by_role("button", name="bỏ tin này").click()
            await expect(visit.page.locator(".line.mine")).to_have_count(0)
        assert backend.dropped == []

    async def test_files_dragged_onto_the_conversation_go_one_after_the_other(self, browser: Browser) -> None:
        backend = FakeBackend(answers=False)
        drag = """async () => {
            const data = new DataTransfer();
            for (const name of ['a.txt', 'b.txt']) data.items.add(new File(['chữ'], name));
            const talk = document.getElementById('talk');
            for (const kind of ['dragover', 'drop'])
                talk.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true }));
        }"""
        async with running(backend) as url, visiting(browser, url) as visit:
            await visit.open(TUAN)
            await visit.page.evaluate(drag)
            await expect(visit.mine("Tệp: b.txt").locator(".fate")).to_have_text("✓đã gửi")
        assert [name for _, _, name, _ in backend.dropped] == ["a.txt", "b.txt"]

    async def test_the_page_behind_a_link_says_that_the_file_arrived(self, browser: Browser, tmp_path: Path) -> None:
        backend = FakeBackend()
        file = tmp_path / "kế hoạch.docx"
        file.write_bytes(CONTENT)
        async with running(backend) as url, visiting(browser, url, **PHONE_OPTIONS) as visit:
            await visit.page.goto(f"{url}/gui/good")
            await visit.page.set_input_files("#drop-file", file)
            await visit.page.get_by_role("button", name="Gửi tệp").click()
            await expect(visit.page.get_by_role("status")).to_contain_text("Đã gửi “kế hoạch.docx”")
            width = await visit.page.evaluate("document.documentElement.scrollWidth")
            assert width <= PHONE_OPTIONS["viewport"]["width"]  # type: ignore[index]
        assert len(backend.dropped) == 1
