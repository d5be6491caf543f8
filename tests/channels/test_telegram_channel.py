"""The channel over a Telegram inside the process: verdicts, courtesies, registration, polling."""

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx
import pytest
from telegram.error import NetworkError, TimedOut

from bot.channels.contract import Channel, SendError, Verdict
from bot.channels.patience import back_off
from bot.channels.telegram import Command, Me, TelegramChannel, TelegramUnreachable, TokenRefused, connect
from bot.channels.telegram.refusals import refusal
from handlers.messages import Address, BotId, Chat, Inbound, Limits, Reply
from tests.channels.fake_telegram import TOKEN, FakeTelegram

LAN = Chat(BotId("telegram:666"), "81")
NOW = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
HTML = b"<html><h1>Bad Gateway</h1></html>"


async def load(sha256: str) -> bytes:
    raise AssertionError(f"nobody asked for {sha256}")


def test_it_keeps_the_contract_of_channels(telegram: TelegramChannel) -> None:
    channel: Channel = telegram
    assert channel.bot == "telegram:666"
    assert channel.limits == Limits(text_max=4096, buttons_max=100, may_start=False, may_resend=True)


# Refusals.


@dataclass(frozen=True, slots=True)
class Said:
    """What Telegram said, and what it means: the verdict, how long to wait, and whether the whole bot must."""

    status: int
    words: str
    verdict: Verdict
    wait: float = 0.0
    stops_bot: bool = False
    parameters: Mapping[str, int] = field(default_factory=dict)


SAID = [
    Said(429, "Too Many Requests: retry after 17", Verdict.RETRY, 17.0, True, {"retry_after": 17}),
    Said(429, "Too Many Requests", Verdict.RETRY, 5.0, True),
    Said(403, "Forbidden: bot was blocked by the user", Verdict.UNREACHABLE),
    Said(403, "Forbidden: user is deactivated", Verdict.UNREACHABLE),
    Said(403, "Forbidden: bot was kicked from the group chat", Verdict.UNREACHABLE),
    Said(400, "Bad Request: chat not found", Verdict.UNREACHABLE),
    Said(400, "Bad Request: not enough rights to send text messages to the chat", Verdict.UNREACHABLE),
    Said(400, "Bad Request: message is too long", Verdict.DROP),
    Said(400, "Bad Request: BUTTON_DATA_INVALID", Verdict.DROP),
    Said(413, "Request Entity Too Large", Verdict.DROP),
    Said(401, "Unauthorized", Verdict.RETRY, 300.0, True),
    Said(404, "Not Found", Verdict.RETRY, 300.0, True),
    Said(409, "Conflict: terminated by other getUpdates request", Verdict.RETRY, 2.0),
    Said(500, "Internal Server Error", Verdict.UNSURE),
]


@pytest.mark.parametrize("said", SAID, ids=lambda said: f"{said.status} {said.words}")
async def test_refusal_has_a_verdict(telegram: TelegramChannel, fake_telegram: FakeTelegram, said: Said) -> None:
    fake_telegram.refuse("sendMessage", said.status, said.words, **said.parameters)
    with pytest.raises(SendError) as caught:
        await telegram.send(LAN, Reply("nhắc hạn"))
    found = caught.value
    assert (found.verdict, found.wait_seconds, found.stops_bot) == (said.verdict, said.wait, said.stops_bot)
    assert TOKEN not in found.reason


async def test_a_group_that_moved_says_where_to(telegram: TelegramChannel, fake_telegram: FakeTelegram) -> None:
    said = "Bad Request: group chat was upgraded to a supergroup chat"
    fake_telegram.refuse("sendMessage", 400, said, migrate_to_chat_id=-100500)
    with pytest.raises(SendError) as caught:
        await telegram.send(Chat(LAN.bot, "-500", is_group=True), Reply("thông báo"))
    assert (caught.value.verdict, caught.value.moved_to) == (Verdict.MOVED, "-100500")


WITHOUT_TELEGRAMS_WORDS = [
    pytest.param(502, HTML, (Verdict.UNSURE, 502), id="a gateway's page"),
    pytest.param(504, b"", (Verdict.UNSURE, 504), id="an empty 504"),
    pytest.param(429, HTML, (Verdict.RETRY, 429), id="a 429 of somebody between"),
    pytest.param(413, HTML, (Verdict.DROP, 413), id="a 413 of somebody between"),
    pytest.param(403, HTML, (Verdict.RETRY, 403), id="a 403 of somebody between is no person's refusal"),
    pytest.param(404, HTML, (Verdict.RETRY, 404), id="a 404 of somebody between"),
    pytest.param(200, HTML, (Verdict.UNSURE, None), id="a page where the answer should be"),
    pytest.param(200, b'{"ok": true}', (Verdict.UNSURE, None), id="an answer without a result"),
    pytest.param(200, b'{"ok": true, "result": {"text": "a"}}', (Verdict.UNSURE, None), id="a message without an id"),
    pytest.param(200, b"[]", (Verdict.UNSURE, None), id="a list"),
]


@pytest.mark.parametrize(("status", "body", "means"), WITHOUT_TELEGRAMS_WORDS)
async def test_answer_without_telegrams_words_has_a_verdict(
    telegram: TelegramChannel, fake_telegram: FakeTelegram, status: int, body: bytes, means: tuple[Verdict, int | None]
) -> None:
    fake_telegram.answer("sendMessage", status, body)
    with pytest.raises(SendError) as caught:
        await telegram.send(LAN, Reply("nhắc hạn"))
    assert (caught.value.verdict, caught.value.http_status) == means


def caused(error: NetworkError, cause: Exception) -> NetworkError:
    """As the library's own HTTP client raises it."""
    error.__cause__ = cause
    return error


BREAKS = [
    pytest.param(NetworkError("httpx.ConnectError: "), httpx.ConnectError("refused"), Verdict.RETRY, id="refused"),
    pytest.param(TimedOut(), httpx.ConnectTimeout("no route"), Verdict.RETRY, id="no connection in time"),
    pytest.param(TimedOut("Pool timeout"), httpx.PoolTimeout("busy"), Verdict.RETRY, id="no free connection"),
    pytest.param(NetworkError("httpx.ProxyError: "), httpx.ProxyError("407"), Verdict.RETRY, id="the proxy refused"),
    pytest.param(TimedOut(), httpx.ReadTimeout("silence"), Verdict.UNSURE, id="no answer in time"),
    pytest.param(TimedOut(), httpx.WriteTimeout("slow"), Verdict.UNSURE, id="not written in time"),
    pytest.param(
        NetworkError("httpx.ReadError: "), httpx.ReadError("reset"), Verdict.UNSURE, id="broken while reading"
    ),
    pytest.param(
        NetworkError("httpx.WriteError: "), httpx.WriteError("pipe"), Verdict.UNSURE, id="broken while writing"
    ),
    pytest.param(
        NetworkError("httpx.RemoteProtocolError: "),
        httpx.RemoteProtocolError("Server disconnected without sending a response."),
        Verdict.UNSURE,
        id="hung up without a word",
    ),
    pytest.param(NetworkError("Unknown error"), OSError("?"), Verdict.UNSURE, id="whatever else"),
]


@pytest.mark.parametrize(("error", "cause", "verdict"), BREAKS)
async def test_a_broken_connection_is_retried_only_when_nothing_was_written(
    telegram: TelegramChannel, fake_telegram: FakeTelegram, error: NetworkError, cause: Exception, verdict: Verdict
) -> None:
    fake_telegram.break_off("sendMessage", caused(error, cause))
    with pytest.raises(SendError) as caught:
        await telegram.send(LAN, Reply("nhắc hạn"))
    assert caught.value.verdict is verdict


def test_an_unknown_failure_is_unsure() -> None:
    assert refusal(NetworkError("something new")).verdict is Verdict.UNSURE


@pytest.mark.parametrize("proxy", ["", "http://127.0.0.1:9", "socks5://127.0.0.1:9"], ids=["direct", "http", "socks"])
async def test_where_nobody_listens_nothing_was_taken_and_the_bot_waits(proxy: str) -> None:
    channel = connect(TOKEN, load, contact_label="Gửi số", base_url="http://127.0.0.1:9", proxy=proxy)
    try:
        with pytest.raises(SendError) as caught:
            await channel.send(LAN, Reply("nhắc hạn"))
        assert (caught.value.verdict, caught.value.stops_bot) == (Verdict.RETRY, True)
        with pytest.raises(TelegramUnreachable, match="TELEGRAM_PROXY"):
            await channel.verify()
    finally:
        await channel.close()


@pytest.mark.parametrize("text", ["a" * 4097, " "], ids=["too long", "empty"])
async def test_what_split_would_not_make_is_refused_not_mended(telegram: TelegramChannel, text: str) -> None:
    with pytest.raises(SendError) as caught:
        await telegram.send(LAN, Reply(text))
    assert caught.value.verdict is Verdict.DROP


# Courtesies.


async def test_a_tap_is_acknowledged_and_writing_is_shown(
    telegram: TelegramChannel, fake_telegram: FakeTelegram
) -> None:
    await telegram.acknowledge(Inbound("1", Address("telegram:81"), LAN, "đúng", NOW, callback="77"))
    await telegram.typing(LAN)
    [answer, action] = [(call.method, call.parameters) for call in fake_telegram.calls]
    assert answer == ("answerCallbackQuery", {"callback_query_id": "77"})
    assert action == ("sendChatAction", {"chat_id": 81, "action": "typing"})


async def test_a_courtesy_that_fails_is_nobodys_trouble(telegram: TelegramChannel, fake_telegram: FakeTelegram) -> None:
    fake_telegram.refuse("answerCallbackQuery", 400, "Bad Request: query is too old and response timeout expired")
    fake_telegram.break_off("sendChatAction", TimedOut())
    await telegram.acknowledge(Inbound("1", Address("telegram:81"), LAN, "đúng", NOW, callback="77"))
    await telegram.typing(LAN)
    assert len(fake_telegram.calls) == 2


async def test_what_was_not_tapped_is_not_acknowledged(telegram: TelegramChannel, fake_telegram: FakeTelegram) -> None:
    await telegram.acknowledge(Inbound("1", Address("telegram:81"), LAN, "đúng", NOW))
    assert fake_telegram.calls == []


# Who we are.


async def test_telegram_says_who_we_are(telegram: TelegramChannel) -> None:
    assert await telegram.verify() == Me(666, "tro_ly_thu_bot", "Trợ lý")


async def test_a_wrong_token_is_said_in_words_for_the_operator(
    telegram: TelegramChannel, fake_telegram: FakeTelegram
) -> None:
    fake_telegram.refuse("getMe", 401, "Unauthorized")
    with pytest.raises(TokenRefused, match=r"TELEGRAM_TOKEN.*BotFather") as caught:
        await telegram.verify()
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize("token", ["", "666", "666:", ":AAE", "abc:AAE", "bot666:AAE", "٦٦٦:AAE"])
def test_what_cannot_be_a_token_is_refused_at_once(token: str) -> None:
    with pytest.raises(TokenRefused, match="123456:AAE"):
        connect(token, load, contact_label="Gửi số")


async def test_the_bots_number_stands_in_the_token() -> None:
    channel = connect(TOKEN, load, contact_label="Gửi số", proxy="socks5://127.0.0.1:1080")
    assert channel.bot == "telegram:666"
    await channel.close()


# What we ask of Telegram.


async def test_menus_are_put_up_for_private_chats_and_groups(
    telegram: TelegramChannel, fake_telegram: FakeTelegram
) -> None:
    await telegram.register([Command("tiendo", "Ghi tiến độ"), Command("han", "Xem hạn nộp")], [Command("han", "Hạn")])
    [private, group] = [call.parameters for call in fake_telegram.made("setMyCommands")]
    assert private["commands"] == [
        {"command": "tiendo", "description": "Ghi tiến độ"},
        {"command": "han", "description": "Xem hạn nộp"},
    ]
    assert private["scope"] == {"type": "all_private_chats"}
    assert (group["commands"], group["scope"]) == (
        [{"command": "han", "description": "Hạn"}],
        {"type": "all_group_chats"},
    )


async def test_the_webhook_is_set_with_its_secret_and_nothing_is_dropped(
    telegram: TelegramChannel, fake_telegram: FakeTelegram
) -> None:
    await telegram.open_hook("https://cd.example.vn/hook/telegram", "s3cret_-")
    await telegram.close_hook()
    [set_up, taken_down] = fake_telegram.calls
    assert set_up.parameters == {
        "url": "https://cd.example.vn/hook/telegram",
        "secret_token": "s3cret_-",
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        "max_connections": 4,
    }
    assert (taken_down.method, taken_down.parameters) == ("deleteWebhook", {})


# Polling.


def update(number: int, text: str = "chào") -> dict[str, object]:
    sender = {"id": 81, "is_bot": False, "first_name": "Lan"}
    chat = {"id": 81, "type": "private", "first_name": "Lan"}
    return {"update_id": number, "message": {"message_id": 1, "date": 0, "from": sender, "chat": chat, "text": text}}


class Inbox:
    """Keeps what it is given; stops the poller when it has enough, as the application does by cancelling."""

    def __init__(self, enough: int) -> None:
        self.bodies: list[bytes] = []
        self.enough = enough
        self.full = asyncio.Event()

    async def store(self, body: bytes) -> None:
        self.bodies.append(body)
        if len(self.bodies) >= self.enough:
            self.full.set()

    @property
    def numbers(self) -> list[int]:
        return [json.loads(body)["update_id"] for body in self.bodies]


async def poll_until_full(telegram: TelegramChannel, inbox: Inbox) -> None:
    """Polls until the inbox is full and the last of it has been acknowledged by one more call."""
    polling = asyncio.create_task(telegram.poll(inbox.store))
    await asyncio.wait_for(inbox.full.wait(), 5)
    for _ in range(5):
        await asyncio.sleep(0)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)


async def test_updates_are_stored_and_then_acknowledged(telegram: TelegramChannel, fake_telegram: FakeTelegram) -> None:
    fake_telegram.waiting = [update(41), update(42, "Tiến độ 😀")]
    inbox = Inbox(2)
    await poll_until_full(telegram, inbox)
    assert [json.loads(body) for body in inbox.bodies] == [update(41), update(42, "Tiến độ 😀")]
    first, second, *_ = fake_telegram.made("getUpdates")
    assert (first.parameters["offset"], second.parameters["offset"]) == ("0", "43")
    assert first.parameters["timeout"] == "30"
    assert json.loads(str(first.parameters["allowed_updates"]))[0] == "message"


async def test_one_that_nobody_can_read_does_not_block_the_rest(
    telegram: TelegramChannel, fake_telegram: FakeTelegram
) -> None:
    poison: dict[str, object] = {"update_id": 41, "message": {"date": "hôm qua"}}
    fake_telegram.answer("getUpdates", 200, json.dumps({"ok": True, "result": [poison, update(42)]}).encode())
    inbox = Inbox(2)
    await poll_until_full(telegram, inbox)
    assert inbox.numbers == [41, 42]


async def test_what_could_not_be_stored_is_not_acknowledged(
    telegram: TelegramChannel, fake_telegram: FakeTelegram
) -> None:
    fake_telegram.waiting = [update(41)]

    async def full(body: bytes) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        await telegram.poll(full)
    inbox = Inbox(1)
    await poll_until_full(telegram, inbox)
    assert inbox.numbers == [41]


TROUBLE = [
    Said(409, "Conflict: terminated by other getUpdates request", Verdict.RETRY, 2.0),
    Said(429, "Too Many Requests: retry after 9", Verdict.RETRY, 9.0, parameters={"retry_after": 9}),
    Said(401, "Unauthorized", Verdict.RETRY, 300.0),
    Said(502, "Bad Gateway", Verdict.UNSURE, 1.5),
]


@pytest.mark.parametrize("said", TROUBLE, ids=lambda said: f"{said.status} {said.words}")
async def test_trouble_delays_polling(
    telegram: TelegramChannel, fake_telegram: FakeTelegram, pauses: list[float], said: Said
) -> None:
    fake_telegram.refuse("getUpdates", said.status, said.words, **said.parameters)
    fake_telegram.waiting = [update(41)]
    inbox = Inbox(1)
    await poll_until_full(telegram, inbox)
    assert inbox.numbers == [41]
    assert pauses == [said.wait]


async def test_a_second_listener_is_named_in_the_log(
    telegram: TelegramChannel, fake_telegram: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    fake_telegram.refuse("getUpdates", 409, "Conflict: terminated by other getUpdates request")
    fake_telegram.waiting = [update(41)]
    with caplog.at_level(logging.WARNING, "bot"):
        await poll_until_full(telegram, Inbox(1))
    [record] = caplog.records
    told = vars(record)
    assert (record.getMessage(), told["status"], told["wait_seconds"]) == ("telegram poll failed", 409, 2.0)


async def test_a_longer_outage_is_asked_about_less_often(
    telegram: TelegramChannel, fake_telegram: FakeTelegram, pauses: list[float]
) -> None:
    for _ in range(4):
        fake_telegram.break_off("getUpdates", TimedOut())
    fake_telegram.waiting = [update(41)]
    await poll_until_full(telegram, Inbox(1))
    assert pauses == [1.5, 3.0, 6.0, 12.0]


@pytest.mark.parametrize("body", [b'{"ok": true, "result": true}', b'{"ok": true, "result": [{"x": 1}]}', HTML])
async def test_an_answer_that_makes_no_sense_is_asked_again_later(
    telegram: TelegramChannel, fake_telegram: FakeTelegram, pauses: list[float], body: bytes
) -> None:
    fake_telegram.answer("getUpdates", 200, body)
    fake_telegram.waiting = [update(41)]
    await poll_until_full(telegram, Inbox(1))
    assert len(pauses) == 1


@pytest.mark.parametrize("failures", [1, 5, 50, 5000])
def test_back_off_is_bounded_and_spread(failures: int) -> None:
    shortest, longest = back_off(failures, 0.0), back_off(failures, 1.0)
    assert 1.0 <= shortest < longest <= 60.0


async def test_a_thousand_turns(telegram: TelegramChannel, fake_telegram: FakeTelegram) -> None:
    fake_telegram.waiting = [update(number, f"việc {number}") for number in range(1, 1001)]
    answered: list[str] = []
    full = asyncio.Event()

    async def answer(body: bytes) -> None:
        inbound = telegram.read(body, NOW)
        assert inbound is not None
        [part] = telegram.split(Reply(f"đã ghi {inbound.text}"))
        answered.append(await telegram.send(inbound.chat, part))
        if len(answered) == 1000:
            full.set()

    polling = asyncio.create_task(telegram.poll(answer))
    await asyncio.wait_for(full.wait(), 30)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    said = [call.parameters["text"] for call in fake_telegram.made("sendMessage")]
    assert said == [f"đã ghi việc {number}" for number in range(1, 1001)]
