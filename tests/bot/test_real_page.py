"""The page of a real office: nothing anonymous, the code once, then a signed cookie; on the product as a process."""

import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.process import Bot, run_once

pytestmark = pytest.mark.slow
REAL = {"DEMO": "off", "OFFICE_NAME": "Văn phòng Công đoàn xã Đồi Thông"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Bot, str]]:
    """A real office's page, and a code for the chair of a school's union."""
    for unit in (["doi-thong", "Công đoàn xã Đồi Thông"], ["truong", "CĐCS Trường Đồi Thông", "--above", "doi-thong"]):
        assert run_once(tmp_path, "units", "add", *unit, **REAL).returncode == 0
    invited = run_once(tmp_path, "invite", "truong", "chủ tịch", "--name", "Mơ", **REAL)
    [code] = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", invited.stdout)
    bot = Bot(tmp_path, "run", **REAL).start()
    bot.port()
    yield bot, code
    assert bot.stop() == 0, "\n".join(bot.lines)


def page_of(bot: Bot) -> httpx.Client:
    base = f"http://127.0.0.1:{bot.port()}"
    return httpx.Client(base_url=base, headers={"Origin": base}, timeout=10)


def said_last(page: httpx.Client, words: str) -> str:
    """The transcript's last reply once it holds these words."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        lines = page.get("/api/transcript").json()["lines"]
        if lines and words in lines[-1]["text"]:
            return str(lines[-1]["text"])
        time.sleep(0.05)
    raise AssertionError(lines)


def say(page: httpx.Client, text: str) -> None:
    assert page.post("/api/say", json={"id": str(uuid.uuid4()), "text": text}).status_code == 202


def test_nobody_gets_in_without_a_code_and_a_code_opens_one_seat(office: tuple[Bot, str]) -> None:
    bot, code = office
    with page_of(bot) as stranger:
        assert stranger.get("/api/me").status_code == 401
        assert stranger.post("/api/say", json={"id": str(uuid.uuid4()), "text": "chào"}).status_code == 401
        refused = stranger.post("/api/join", json={"code": "AAAA-2222"})
        assert refused.status_code >= 400
        assert "Mã này không đúng" in refused.json()["error"]
    with page_of(bot) as chair:
        assert chair.post("/api/join", json={"code": code.lower()}).status_code < 300
        said_last(chair, "Nhắn “đúng”")
        say(chair, "đúng")
        assert "Đã ghi nhận đồng chí Mơ" in said_last(chair, "Đã ghi nhận")
        cookies = dict(chair.cookies)
    bot.kill()
    bot.start()
    with page_of(bot) as again:
        again.cookies.update(cookies)
        assert again.get("/api/me").json()["me"]["name"] == "Mơ"
        say(again, "tôi là ai")
        assert "Chủ tịch CĐCS Trường Đồi Thông" in said_last(again, "Đồng chí Mơ")
    with page_of(bot) as thief:
        assert thief.post("/api/join", json={"code": code}).status_code >= 400
        thief.cookies.update({name: value[:-2] + "xx" for name, value in cookies.items()})
        assert thief.get("/api/me").status_code == 401


def test_one_who_guesses_must_wait(office: tuple[Bot, str]) -> None:
    bot, code = office
    with page_of(bot) as guesser:
        for n in range(2, 7):
            assert guesser.post("/api/join", json={"code": f"AAAA-222{n}"}).status_code >= 400
        late = guesser.post("/api/join", json={"code": code})
        assert late.status_code >= 400
        assert "quá nhiều lần" in late.json()["error"]
