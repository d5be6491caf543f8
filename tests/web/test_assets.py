"""The files of the page: fetched once, asked for again, nothing beside them."""

import re
from pathlib import Path

import httpx
import pytest

from bot.web.assets import FOLDER, TYPES
from tests.web.fake_backend import FakeBackend
from tests.web.serving import client

NAMES = sorted(path.name for path in FOLDER.iterdir())


@pytest.mark.parametrize("name", NAMES)
async def test_a_file_is_sent_once_and_then_only_confirmed(name: str) -> None:
    async with client(FakeBackend()) as asker:
        first = await asker.get(f"/static/{name}")
        again = await asker.get(f"/static/{name}", headers={"if-none-match": f'W/{first.headers["etag"]}, "other"'})
    assert first.content == (FOLDER / name).read_bytes()
    assert first.headers["content-type"] == TYPES[Path(name).suffix]
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])


async def test_a_browser_that_takes_no_gzip_gets_the_same_file() -> None:
    async with client(FakeBackend()) as asker:
        packed = await asker.get("/static/page.css")
        plain = await asker.get("/static/page.css", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content


NOT_THERE = ["nothing.js", "../server.py", "..%2Fserver.py", "%2e%2e/server.py", "page.js%00", "/etc/passwd", "."]


@pytest.mark.parametrize("name", NOT_THERE)
async def test_nothing_else_is_served(name: str) -> None:
    async with client(FakeBackend()) as asker:
        answer = await asker.send(httpx.Request("GET", f"http://127.0.0.1:8080/static/{name}"))
    assert answer.status_code in {404, 403}
    assert "error" in answer.json()


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith(".svg")])
def test_the_page_fetches_nothing_from_another_host(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert not re.search(r"""["'(]\s*(?:https?:)?//[a-z]""", text)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".js")])
def test_no_script_makes_markup_out_of_text(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text)


def test_every_module_is_fetched_ahead() -> None:
    page = (FOLDER / "page.html").read_text(encoding="utf-8")
    modules = {name for name in NAMES if name.endswith(".js")} - {"drop.js"}  # the page behind a link for documents
    assert modules == set(re.findall(r"/static/(\w+\.js)", page))
