"""A document that somebody sent on Telegram: fetched whole, never above the cap, and the token stays out of sight."""

import logging

import httpx
import pytest
from telegram.error import NetworkError

from bot.channels.contract import SendError, TooBig, Verdict
from bot.channels.telegram import TelegramChannel, connect
from bot.channels.telegram.channel import DOWNLOAD_MAX
from handlers.messages import Attached
from tests.channels.fake_telegram import TOKEN, FakeTelegram

PAPER = Attached("BQ1", "ke-hoach.docx", 20)
MOST = 20 * 1024 * 1024


async def test_a_document_is_fetched_whole(telegram: TelegramChannel, fake_telegram: FakeTelegram) -> None:
    fake_telegram.documents["BQ1"] = b"PK ke hoach"
    assert await telegram.fetch(PAPER, MOST) == b"PK ke hoach"
    assert fake_telegram.downloads == ["BQ1"]


async def test_what_is_above_our_cap_is_not_downloaded(telegram: TelegramChannel, fake_telegram: FakeTelegram) -> None:
    fake_telegram.documents["BQ1"] = bytes(1001)
    with pytest.raises(TooBig) as refused:
        await telegram.fetch(PAPER, 1000)
    assert (refused.value.most, fake_telegram.downloads) == (1000, [])


async def test_twenty_megabytes_are_telegrams_own_limit(telegram: TelegramChannel, fake_telegram: FakeTelegram) -> None:
    fake_telegram.refuse("getFile", 400, "Bad Request: file is too big")
    with pytest.raises(TooBig) as refused:
        await telegram.fetch(PAPER, 10 * MOST)
    assert refused.value.most == DOWNLOAD_MAX == 20 * 1024 * 1024


REFUSALS = {
    "a file that is gone": ((400, "Bad Request: wrong file_id or the file is temporarily unavailable"), Verdict.DROP),
    "a flood": ((429, "Too Many Requests: retry after 5"), Verdict.RETRY),
    "a refused token": ((401, "Unauthorized"), Verdict.RETRY),
}


@pytest.mark.parametrize(("answer", "verdict"), REFUSALS.values(), ids=REFUSALS)
async def test_a_refusal_has_a_verdict(
    telegram: TelegramChannel, fake_telegram: FakeTelegram, answer: tuple[int, str], verdict: Verdict
) -> None:
    fake_telegram.refuse("getFile", *answer)
    with pytest.raises(SendError) as refused:
        await telegram.fetch(PAPER, MOST)
    assert refused.value.verdict is verdict


async def test_a_path_that_is_over_is_a_file_that_is_gone_and_no_fault_of_the_token(
    telegram: TelegramChannel, fake_telegram: FakeTelegram
) -> None:
    with pytest.raises(SendError) as refused:
        await telegram.fetch(PAPER, MOST)
    assert (refused.value.verdict, refused.value.stops_bot) == (Verdict.DROP, False)
    assert fake_telegram.downloads == ["BQ1"]


async def test_a_broken_connection_is_tried_again(telegram: TelegramChannel, fake_telegram: FakeTelegram) -> None:
    broken = NetworkError("httpx.ConnectError")
    broken.__cause__ = httpx.ConnectError("no route")
    fake_telegram.break_off("getFile", broken)
    with pytest.raises(SendError) as refused:
        await telegram.fetch(PAPER, MOST)
    assert refused.value.verdict is Verdict.RETRY


async def test_no_reason_and_no_log_shows_the_token(
    telegram: TelegramChannel, fake_telegram: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    with pytest.raises(SendError) as refused:
        await telegram.fetch(PAPER, MOST)
    secret = TOKEN.partition(":")[2]
    assert secret not in f"{refused.value} {refused.value.reason} {caplog.text}"
    assert fake_telegram.downloads


async def test_an_offices_own_server_hands_its_documents_over_too() -> None:
    async def load(_: str) -> bytes:
        return b""

    channel = connect(TOKEN, load, contact_label="", base_url="https://tg.example.vn/")
    assert channel._api.base_file_url == f"https://tg.example.vn/file/bot{TOKEN}"
    await channel.close()
