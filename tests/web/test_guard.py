"""Requests of other pages and other names do not reach the page's server."""

import pytest
from starlette.datastructures import Headers

from bot.web.guard import refusal
from tests.web.fake_backend import FakeBackend
from tests.web.serving import client

OWN = {"host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8080"}

LET_IN = {
    "the page itself": OWN,
    "the page by the name localhost": {"host": "localhost:8080", "origin": "http://localhost:8080"},
    "the page by its IPv6 address": {"host": "[::1]:8080", "origin": "http://[::1]:8080"},
    "the page in a browser that says where it asks from": {**OWN, "sec-fetch-site": "same-origin"},
    "the page with its cookie": {**OWN, "cookie": "congdoan=x"},
    "a browser that leaves Origin out on its own page": {
        "host": "localhost",
        "cookie": "congdoan=x",
        "sec-fetch-site": "same-origin",
    },
    "a program without a cookie": {"host": "localhost"},
}
REFUSED = {
    "another page": {**OWN, "origin": "https://evil.example"},
    "another port of this machine": {**OWN, "origin": "http://127.0.0.1:9999"},
    "another page that names us as its user": {**OWN, "origin": "http://127.0.0.1:8080@evil.example"},
    "a page in a sandbox": {**OWN, "origin": "null"},
    "an Origin that is no address": {**OWN, "origin": "http://[::1"},
    "an empty Origin": {**OWN, "origin": ""},
    "another site, as the browser says": {**OWN, "sec-fetch-site": "cross-site"},
    "the same name without TLS, as the browser says": {**OWN, "sec-fetch-site": "same-site"},
    "a cookie without an Origin": {"host": "localhost", "cookie": "congdoan=x"},
    "a foreign name that points here": {"host": "evil.example", "origin": "http://evil.example"},
    "a foreign name that begins like ours": {"host": "localhost.evil.example:8080"},
    "a foreign name as a user": {"host": "localhost@evil.example"},
    "no name at all": {},
    "a name that is none": {"host": "[::1"},
}


@pytest.mark.parametrize("headers", LET_IN.values(), ids=LET_IN)
def test_let_in(headers: dict[str, str]) -> None:
    assert refusal(Headers(headers), method="POST", demo=True) is None


@pytest.mark.parametrize("headers", REFUSED.values(), ids=REFUSED)
def test_refused(headers: dict[str, str]) -> None:
    assert refusal(Headers(headers), method="POST", demo=True)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_needs_no_origin(method: str) -> None:
    assert refusal(Headers({"host": "localhost", "cookie": "congdoan=x"}), method=method, demo=True) is None


def test_outside_the_demo_the_office_has_its_own_name() -> None:
    own = {"host": "tro-ly.example", "origin": "https://tro-ly.example"}
    assert refusal(Headers(own), method="POST", demo=False) is None


def test_outside_the_demo_another_page_is_still_refused() -> None:
    other = {"host": "tro-ly.example", "origin": "https://evil.example"}
    assert refusal(Headers(other), method="POST", demo=False)


@pytest.mark.parametrize("path", ["/", "/api/me", "/api/transcript", "/static/page.js", "/healthz"])
async def test_in_the_demo_a_foreign_name_sees_nothing(path: str) -> None:
    async with client(FakeBackend(), base_url="http://evil.example") as asker:
        answer = await asker.get(path)
    assert (answer.status_code, list(answer.json())) == (403, ["error"])


@pytest.mark.parametrize("path", ["/", "/static/page.css", "/api/me", "/api/nothing", "/healthz", "/nothing"])
async def test_every_answer_is_sealed(path: str) -> None:
    async with client(FakeBackend()) as asker:
        headers = (await asker.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert headers["cache-control"] in {"no-store", "no-cache"}


async def test_what_is_refused_is_sealed_too() -> None:
    async with client(FakeBackend()) as asker:
        answer = await asker.post("/api/leave", headers={"origin": "https://evil.example"})
    assert (answer.status_code, answer.headers["x-content-type-options"]) == (403, "nosniff")
