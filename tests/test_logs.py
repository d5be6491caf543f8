"""No token reaches a log line, whoever writes it and at whatever level."""

import io
import logging
import subprocess
import sys
import warnings
from collections.abc import Iterator

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

from bot.logs import configure, hide

TOKEN = "666:AAE-invented_Token_of_no_bot_at_all"
SECRET = "mật khẩu webhook"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the configured handler wrote; the process's own logging is put back afterwards."""
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "telegram")}
    stream = io.StringIO()
    configure("debug", stream=stream, secrets=[SECRET])
    yield stream
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    for name, former in levels.items():
        logging.getLogger(name).setLevel(former)
    logging.captureWarnings(capture=False)


HIDDEN = [
    pytest.param(f"POST http://x/bot{TOKEN}/sendMessage", "POST http://x/bot666:***/sendMessage", id="an address"),
    pytest.param("http://x/bot666:abc/getMe", "http://x/bot666:***/getMe", id="a short token in an address"),
    pytest.param("/bot666%3Aabc/getMe", "/bot666:***/getMe", id="an encoded address"),
    pytest.param("Bot[token=123456:AAE-invented_Token_of_no_bot]", "Bot[token=123456:***]", id="a bot's repr"),
    pytest.param("postgresql://an:bí-mật@db/union", "postgresql://an:***@db/union", id="a database's password"),
    pytest.param("socks5://:mật@10.0.0.1:1080", "socks5://:***@10.0.0.1:1080", id="a proxy's password without a name"),
    pytest.param(f"so sánh {SECRET} sai", "so sánh *** sai", id="a given secret"),
    pytest.param("?k=m%E1%BA%ADt%20kh%E1%BA%A9u%20webhook", "?k=***", id="a given secret in an address"),
]


@pytest.mark.parametrize(("text", "shown"), HIDDEN)
def test_secrets_are_hidden(text: str, shown: str) -> None:
    assert hide(text, [SECRET]) == shown


@pytest.mark.parametrize(
    "text", ["12:30:05 hẹn 20261121:0800", "bot/channels/telegram.py:12", "http://127.0.0.1:8080/bot/x", "a@b.vn"]
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert hide(text, ["ngắn"]) == text


async def test_a_failed_call_leaves_no_token_in_message_or_traceback(written: io.StringIO) -> None:
    request = HTTPXRequest(httpx_kwargs={"transport": httpx.MockTransport(_refuse)})
    bot = Bot(TOKEN, base_url="http://127.0.0.1:9/bot", request=request)
    try:
        await bot.get_me()
    except NetworkError:
        logging.getLogger("bot.delivery").exception("send.failed %r", bot)
    assert "send.failed" in written.getvalue()
    assert "Traceback" in written.getvalue()
    assert "bot666:***/getMe" in written.getvalue(), "the cause does show the address, so there was something to hide"
    assert TOKEN not in written.getvalue()


def _refuse(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError(f"no route to {request.url}", request=request)


async def test_a_good_call_at_debug_leaves_no_token(written: io.StringIO) -> None:
    answer = {"ok": True, "result": {"id": 666, "is_bot": True, "first_name": "Bot"}}
    request = HTTPXRequest(httpx_kwargs={"transport": httpx.MockTransport(lambda _: httpx.Response(200, json=answer))})
    async with Bot(TOKEN, request=request) as bot:
        logging.getLogger("bot").info("bot.verified %s", bot)
    assert "bot.verified" in written.getvalue()
    assert TOKEN not in written.getvalue()
    assert "HTTP Request" not in written.getvalue(), "httpx keeps quiet"


def test_a_warning_is_logged_and_redacted(written: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn(f"odd token {TOKEN}", UserWarning, stacklevel=1)
    assert "odd token 666:***" in written.getvalue()


def test_a_crash_is_logged_and_redacted() -> None:
    program = f"from bot.logs import configure; configure(); raise RuntimeError('http://x/bot{TOKEN}/getMe')"
    crash = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert crash.returncode == 1
    assert "CRITICAL bot process.crashed" in crash.stderr
    assert "bot666:***" in crash.stderr
    assert TOKEN not in crash.stderr


def test_facts_given_beside_a_message_are_shown_and_redacted(written: io.StringIO) -> None:
    why = f"refused:\n http://x/bot{TOKEN}/getMe"
    logging.getLogger("bot.desk").error("event failed", extra={"event": "41", "why": why}, exc_info=OSError("broken"))
    first, *rest = written.getvalue().splitlines()
    assert first.endswith("ERROR bot.desk event failed event=41 why=refused: http://x/bot666:***/getMe")
    assert rest == ["OSError: broken"]


def test_moments_are_written_in_vietnam_time(written: io.StringIO) -> None:
    logging.getLogger("bot").info("started")
    line = written.getvalue().splitlines()[-1]
    assert "+07:00 INFO bot started" in line
