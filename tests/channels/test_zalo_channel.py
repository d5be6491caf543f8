"""The channel over a Zalo inside the process: verdicts, who we are, the webhook, polling, and a token nobody sees."""

import asyncio
import io
import json
import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
import pytest

from bot import logs
from bot.channels.contract import Channel, SendError, Verdict
from bot.channels.patience import back_off
from bot.channels.zalo import Account, TokenRefused, Verification, ZaloChannel, ZaloUnreachable, connect
from bot.channels.zalo.client import BrokenOff, Garbled, NotWritten, Refusal, ZaloClient, ZaloError, result_of
from bot.delivery import SEND_SECONDS
from handlers.messages import BotId, Chat, File, FilesIn, Limits, Reply
from tests.channels.fake_zalo import TOKEN, URL, FakeZalo

SECRET = TOKEN.partition(":")[2]
LAN = Chat(BotId("zalo:12345689"), "6ede9afa66b88fe6d6a9")
NOW = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
HTML = b"<html><h1>Bad Gateway</h1></html>"
CHART = File("tien-do.png", "sha-png")


def link(file: File) -> str:
    return f"https://cd.example.vn/tep/{file.name}"


@pytest.fixture
def fake() -> FakeZalo:
    return FakeZalo()


@pytest.fixture
def pauses() -> list[float]:
    """How long the channel has waited: nobody sleeps in these tests."""
    return []


@pytest.fixture
def zalo(fake: FakeZalo, pauses: list[float]) -> ZaloChannel:
    """The channel over it, with chance fixed in the middle and a clock that stands still but for the pauses."""

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    return ZaloChannel(
        ZaloClient(TOKEN, URL, fake), "12345689", link=link, chance=lambda: 0.5, pause=pause, clock=lambda: sum(pauses)
    )


def test_it_keeps_the_contract_of_channels(zalo: ZaloChannel) -> None:
    channel: Channel = zalo
    assert channel.bot == "zalo:12345689"
    assert channel.limits == Limits(
        text_max=2000, buttons_max=0, may_start=False, may_resend=False, per_second=1.0, carries_files=False,
        month_max=3000, users_max=50, groups_max=3, files_in=FilesIn.BY_LINK,
    )  # fmt: skip


# Verdicts.


@dataclass(frozen=True, slots=True)
class Said:
    """What Zalo said, and what it means: the verdict, how long to wait, whether the whole bot must, and how often."""

    code: int
    words: str
    verdict: Verdict
    wait: float = 0.0
    stops_bot: bool = False
    tries_max: int | None = None


SAID = [
    Said(400, "Bad Request: text must be 1-2000 characters", Verdict.DROP),
    Said(400, "Bad Request: chat not found", Verdict.UNREACHABLE),
    Said(400, "Bad Request: invalid chat_id", Verdict.UNREACHABLE),
    Said(400, "Bad Request: user has blocked the bot", Verdict.UNREACHABLE),
    Said(400, "Bot is not a member of the group", Verdict.UNREACHABLE),
    Said(400, "", Verdict.DROP),
    Said(401, "Unauthorized", Verdict.RETRY, 300.0, True),
    Said(403, "Internal server error", Verdict.RETRY, 60.0, tries_max=5),
    Said(404, "Not Found", Verdict.DROP),
    Said(404, "User not found", Verdict.UNREACHABLE),
    Said(408, "Request timeout", Verdict.UNSURE),
    Said(413, "Request Entity Too Large", Verdict.DROP),
    Said(426, "Upgrade required", Verdict.DROP),
    Said(429, "Quota exceeded", Verdict.QUOTA, 60.0),
    Said(500, "Something broke", Verdict.UNSURE),
    Said(504, "Gateway timeout", Verdict.UNSURE),
    Said(1009, "A number of tomorrow", Verdict.DROP),
]


@pytest.mark.parametrize("status", ["under 200", "under its own"])
@pytest.mark.parametrize("said", SAID, ids=lambda said: f"{said.code} {said.words}")
async def test_refusal_has_a_verdict_whatever_the_http_status(
    zalo: ZaloChannel, fake: FakeZalo, said: Said, status: str
) -> None:
    fake.refuse("sendMessage", said.code, said.words, 200 if status == "under 200" else min(said.code, 599))
    with pytest.raises(SendError) as caught:
        await zalo.send(LAN, Reply("nhắc hạn"))
    found = caught.value
    assert (found.verdict, found.wait_seconds, found.stops_bot) == (said.verdict, said.wait, said.stops_bot)
    assert (found.tries_max, found.http_status) == (said.tries_max, said.code)


WITHOUT_ZALOS_WORDS = [
    pytest.param(502, HTML, Verdict.UNSURE, id="a gateway's page"),
    pytest.param(504, b"", Verdict.UNSURE, id="an empty 504"),
    pytest.param(500, b'{"message": "oops"}', Verdict.UNSURE, id="somebody's JSON"),
    pytest.param(408, HTML, Verdict.UNSURE, id="a 408 of somebody between"),
    pytest.param(429, HTML, Verdict.QUOTA, id="a 429 of somebody between"),
    pytest.param(413, HTML, Verdict.DROP, id="a 413 of somebody between"),
    pytest.param(403, HTML, Verdict.RETRY, id="a 403 of somebody between is no person's refusal"),
    pytest.param(404, HTML, Verdict.RETRY, id="a 404 of somebody between"),
    pytest.param(302, b"", Verdict.UNSURE, id="a way to somewhere else"),
    pytest.param(200, HTML, Verdict.UNSURE, id="a page where the answer should be"),
    pytest.param(200, b'{"ok":true,"result":{"message_id":"82', Verdict.UNSURE, id="half an answer"),
    pytest.param(200, b"", Verdict.UNSURE, id="nothing"),
    pytest.param(200, b"[]", Verdict.UNSURE, id="a list"),
    pytest.param(200, b"{}", Verdict.UNSURE, id="neither yes nor no"),
    pytest.param(200, b'{"ok": "true"}', Verdict.UNSURE, id="a yes that is a word"),
    pytest.param(200, b'{"error_code": 0}', Verdict.UNSURE, id="no error, and no yes either"),
    pytest.param(200, b"[" * 100_000, Verdict.UNSURE, id="a hundred thousand brackets"),
]


@pytest.mark.parametrize(("status", "body", "verdict"), WITHOUT_ZALOS_WORDS)
async def test_answer_without_zalos_words_has_a_verdict(
    zalo: ZaloChannel, fake: FakeZalo, status: int, body: bytes, verdict: Verdict
) -> None:
    fake.answer("sendMessage", status, body)
    with pytest.raises(SendError) as caught:
        await zalo.send(LAN, Reply("nhắc hạn"))
    assert (caught.value.verdict, caught.value.http_status) == (verdict, status)


ANSWERS: list[object] = [
    pytest.param(200, {"ok": True, "result": {"message_id": "7"}}, {"message_id": "7"}, id="a result"),
    pytest.param(200, {"ok": True, "result": 1, "error_code": 0}, 1, id="error_code 0 is no error"),
    pytest.param(200, {"ok": True}, None, id="no result"),
    pytest.param(502, {"ok": True, "result": 1}, 1, id="the body counts before the status"),
]
NOES = [
    pytest.param(200, {"ok": False, "error_code": 401, "description": "Unauthorized"}, 401, id="as measured"),
    pytest.param(200, {"ok": False, "error_code": "401"}, 401, id="a number in quotes"),
    pytest.param(200, {"ok": False, "errorCode": 426}, 426, id="under its other name"),
    pytest.param(429, {"ok": False}, 429, id="no number: the status's"),
    pytest.param(200, {"ok": False}, 400, id="no number anywhere"),
    pytest.param(200, {"ok": False, "error_code": 0}, 400, id="a no with number 0"),
    pytest.param(200, {"error_code": 401, "description": "Unauthorized"}, 401, id="a number without a no"),
    pytest.param(200, {"ok": False, "error_code": True}, 400, id="a number that is true"),
]


@pytest.mark.parametrize(("status", "answer", "result"), ANSWERS)
def test_a_yes_gives_its_result(status: int, answer: Mapping[str, object], result: object) -> None:
    assert result_of(status, json.dumps(answer).encode()) == result


@pytest.mark.parametrize(("status", "answer", "code"), NOES)
def test_a_no_has_a_number(status: int, answer: Mapping[str, object], code: int) -> None:
    with pytest.raises(Refusal) as caught:
        result_of(status, json.dumps(answer).encode())
    assert caught.value.code == code


BREAKS = [
    pytest.param(httpx.ConnectError("refused"), Verdict.RETRY, NotWritten, id="refused"),
    pytest.param(httpx.ConnectTimeout("no route"), Verdict.RETRY, NotWritten, id="no connection in time"),
    pytest.param(httpx.PoolTimeout("busy"), Verdict.RETRY, NotWritten, id="no free connection"),
    pytest.param(httpx.ProxyError("407"), Verdict.RETRY, NotWritten, id="the proxy refuses"),
    pytest.param(httpx.ReadTimeout("slow"), Verdict.UNSURE, BrokenOff, id="no answer in time"),
    pytest.param(httpx.ReadError("reset"), Verdict.UNSURE, BrokenOff, id="reset"),
    pytest.param(httpx.WriteError("broken pipe"), Verdict.UNSURE, BrokenOff, id="broken while writing"),
    pytest.param(httpx.WriteTimeout("stuck"), Verdict.UNSURE, BrokenOff, id="stuck while writing"),
    pytest.param(httpx.RemoteProtocolError("gone"), Verdict.UNSURE, BrokenOff, id="gone without a word"),
    pytest.param(httpx.DecodingError("gzip"), Verdict.UNSURE, BrokenOff, id="an answer that cannot be unpacked"),
    pytest.param(TimeoutError(), Verdict.UNSURE, BrokenOff, id="the whole took too long"),
]


@pytest.mark.parametrize(("error", "verdict", "kind"), BREAKS)
async def test_what_may_have_been_taken_is_unsure_and_never_tried_again(
    zalo: ZaloChannel, fake: FakeZalo, error: Exception, verdict: Verdict, kind: type[ZaloError]
) -> None:
    fake.break_off("sendMessage", error)
    with pytest.raises(SendError) as caught:
        await zalo.send(LAN, Reply("nhắc hạn"))
    found = caught.value
    assert (found.verdict, found.stops_bot) == (verdict, verdict is Verdict.RETRY)
    assert isinstance(found.__cause__, kind)
    assert len(fake.calls) == 1


async def test_a_slow_drip_ends_before_the_door_gives_up() -> None:
    async def drip(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(60)
        raise AssertionError("nobody waits so long")

    client = ZaloClient(TOKEN, URL, httpx.MockTransport(drip))
    with pytest.raises(BrokenOff):
        await client.call("sendMessage", seconds=-0.99)


def test_a_send_ends_before_the_door_gives_up() -> None:
    from bot.channels.zalo.client import ANSWER_SECONDS, GRACE_SECONDS

    assert ANSWER_SECONDS + GRACE_SECONDS < SEND_SECONDS


# Sending.


async def test_send_gives_zalos_id(zalo: ZaloChannel, fake: FakeZalo) -> None:
    assert await zalo.send(LAN, Reply("chào đồng chí")) == "m1"
    assert [(call.method, call.parameters) for call in fake.calls] == [
        ("sendMessage", {"chat_id": LAN.id, "text": "chào đồng chí"})
    ]


async def test_a_message_that_zalo_does_not_name_is_sent_all_the_same(zalo: ZaloChannel, fake: FakeZalo) -> None:
    fake.answer("sendMessage", 200, b'{"ok": true}')
    assert await zalo.send(LAN, Reply("chào")) == ""


async def test_what_was_worded_only_now_is_cut_when_it_is_sent(zalo: ZaloChannel, fake: FakeZalo) -> None:
    await zalo.send(LAN, Reply("Một câu đủ dài để cắt. " * 150))
    assert [str(call.parameters["text"])[:6] for call in fake.calls] == ["(1/2) ", "(2/2) "]


LATER = [
    pytest.param(429, "Quota exceeded", id="the quota ends in between"),
    pytest.param(403, "Internal server error", id="trouble in between"),
]


@pytest.mark.parametrize(("code", "words"), LATER)
async def test_when_a_later_piece_fails_nobody_gets_the_first_again(
    zalo: ZaloChannel, fake: FakeZalo, code: int, words: str
) -> None:
    fake.grant("sendMessage", {"message_id": "1"})
    fake.refuse("sendMessage", code, words)
    with pytest.raises(SendError, match="1 of 2") as caught:
        await zalo.send(LAN, Reply("Một câu đủ dài để cắt. " * 150))
    assert caught.value.verdict is Verdict.UNSURE


async def test_nothing_to_say_is_not_sent(zalo: ZaloChannel, fake: FakeZalo) -> None:
    with pytest.raises(SendError) as caught:
        await zalo.send(LAN, Reply(" "))
    assert (caught.value.verdict, fake.calls) == (Verdict.DROP, [])


async def test_a_picture_goes_by_its_address(zalo: ZaloChannel, fake: FakeZalo) -> None:
    assert await zalo.send(LAN, Reply("", pictures=(CHART,))) == "m1"
    assert fake.calls[0].parameters == {"chat_id": LAN.id, "photo": "https://cd.example.vn/tep/tien-do.png"}


async def test_a_picture_that_zalo_refuses_is_said_as_a_link(zalo: ZaloChannel, fake: FakeZalo) -> None:
    fake.refuse("sendPhoto", 400, "Bad Request: photo cannot be fetched")
    assert await zalo.send(LAN, Reply("", pictures=(CHART,))) == "m2"
    assert str(fake.calls[1].parameters["text"]).endswith(":\nhttps://cd.example.vn/tep/tien-do.png")


async def test_a_picture_of_which_nobody_knows_is_not_said_again(zalo: ZaloChannel, fake: FakeZalo) -> None:
    fake.break_off("sendPhoto", httpx.ReadTimeout("slow"))
    with pytest.raises(SendError) as caught:
        await zalo.send(LAN, Reply("", pictures=(CHART,)))
    assert (caught.value.verdict, len(fake.calls)) == (Verdict.UNSURE, 1)


async def test_typing_is_shown(zalo: ZaloChannel, fake: FakeZalo) -> None:
    await zalo.typing(LAN)
    assert [(call.method, call.parameters) for call in fake.calls] == [
        ("sendChatAction", {"chat_id": LAN.id, "action": "typing"})
    ]


@pytest.mark.parametrize("error", [httpx.ReadTimeout("slow"), httpx.ConnectError("refused")], ids=repr)
async def test_a_courtesy_that_fails_is_nobodys_trouble(zalo: ZaloChannel, fake: FakeZalo, error: Exception) -> None:
    fake.break_off("sendChatAction", error)
    await zalo.typing(LAN)
    fake.refuse("sendChatAction", 401, "Unauthorized")
    await zalo.typing(LAN)
    assert len(fake.calls) == 2


# Who we are.

ME = {"id": "1459232241454765289", "account_name": "bot.VDKyGxQvc", "account_type": "BASIC", "can_join_groups": False}


def group_text(text: str) -> bytes:
    message = {
        "from": {"id": "81", "display_name": "Lan"}, "chat": {"id": "zgr-1", "chat_type": "GROUP"}, "text": text,
        "message_id": "7", "date": 1795226400000,
    }  # fmt: skip
    return json.dumps({"event_name": "message.text.received", "message": message}).encode()


async def test_zalo_says_who_we_are(zalo: ZaloChannel, fake: FakeZalo) -> None:
    fake.grant("getMe", ME)
    account = await zalo.verify()
    assert account == Account("1459232241454765289", "", "bot.VDKyGxQvc", "BASIC", can_join_groups=False)
    assert account.shown == "bot.VDKyGxQvc"
    assert not zalo.is_named


async def test_a_name_that_zalo_tells_is_one_that_we_answer_to(zalo: ZaloChannel, fake: FakeZalo) -> None:
    fake.grant("getMe", {**ME, "display_name": "Bot công đoàn suối mây"})
    account = await zalo.verify()
    inbound = zalo.read(group_text("@Bot Công đoàn Suối Mây tham dự"), NOW)
    assert inbound is not None
    assert (account.shown, inbound.text, zalo.is_named) == ("Bot công đoàn suối mây", "tham dự", True)


async def test_a_name_that_the_office_tells_is_one_that_we_answer_to() -> None:
    channel = connect(TOKEN, name="Bot công đoàn suối mây", base_url=URL)
    inbound = channel.read(group_text("@Bot Công đoàn Suối Mây tham dự"), NOW)
    assert inbound is not None
    assert (inbound.text, channel.is_named) == ("tham dự", True)
    await channel.close()


@pytest.mark.parametrize("code", [401, 404])
async def test_a_wrong_token_is_said_in_words_for_the_operator(zalo: ZaloChannel, fake: FakeZalo, code: int) -> None:
    fake.refuse("getMe", code, "Unauthorized")
    with pytest.raises(TokenRefused, match=r"12345689.*ZALO_BOT_TOKENS.*Zalo Bot Creator") as caught:
        await zalo.verify()
    assert SECRET not in str(caught.value)


UNREACHED = [
    pytest.param(lambda fake: fake.break_off("getMe", httpx.ConnectError("refused")), id="no connection"),
    pytest.param(lambda fake: fake.answer("getMe", 502, HTML), id="a gateway's page"),
    pytest.param(lambda fake: fake.grant("getMe", None), id="nobody"),
    pytest.param(lambda fake: fake.refuse("getMe", 403, "Internal server error"), id="trouble"),
]


@pytest.mark.parametrize("trouble", UNREACHED)
async def test_trouble_is_no_wrong_token(
    zalo: ZaloChannel, fake: FakeZalo, trouble: Callable[[FakeZalo], None]
) -> None:
    trouble(fake)
    with pytest.raises(ZaloUnreachable, match="12345689"):
        await zalo.verify()


@pytest.mark.parametrize("token", ["", "666", "666:", ":abc", "abc:abc", "bot666:abc", "666:a b", "٦٦٦:abc"])
def test_what_cannot_be_a_token_is_refused_at_once(token: str) -> None:
    with pytest.raises(TokenRefused, match="12345689:abc-xyz"):
        connect(token)


# The webhook.

VERIFICATIONS = [
    pytest.param({"url": "u", "updated_at": 1}, Verification(is_fine=True), id="an older build says nothing"),
    pytest.param({"verification": {"ok": True, "outcome": "webhook.ok"}}, Verification(True, "webhook.ok"), id="fine"),
    pytest.param(
        {"verification": {"ok": False, "outcome": "webhook.err.dns", "hint": "check the name"}},
        Verification(False, "webhook.err.dns", "check the name"),
        id="kept, and not reached",
    ),
    pytest.param({"verification": {}}, Verification(False), id="an empty trial is no success"),
]


@pytest.mark.parametrize(("result", "verification"), VERIFICATIONS)
async def test_the_webhook_is_set_and_zalos_trial_of_it_is_told(
    zalo: ZaloChannel, fake: FakeZalo, result: object, verification: Verification
) -> None:
    fake.grant("setWebhook", result)
    assert await zalo.open_hook("https://cd.example.vn/webhook/zalo/12345689", "s3cret_-") == verification
    assert fake.calls[0].parameters == {
        "url": "https://cd.example.vn/webhook/zalo/12345689",
        "secret_token": "s3cret_-",
    }


@pytest.mark.parametrize("code", [400, 404])
async def test_that_there_was_no_webhook_is_no_trouble(zalo: ZaloChannel, fake: FakeZalo, code: int) -> None:
    fake.refuse("deleteWebhook", code, "Bad Request")
    await zalo.close_hook()
    assert len(fake.calls) == 1


async def test_that_a_webhook_could_not_be_removed_is_told(zalo: ZaloChannel, fake: FakeZalo) -> None:
    fake.refuse("deleteWebhook", 403, "Internal server error")
    with pytest.raises(SendError):
        await zalo.close_hook()


async def test_where_events_go_is_told(zalo: ZaloChannel, fake: FakeZalo) -> None:
    fake.grant("getWebhookInfo", {"url": "https://cd.example.vn/webhook/zalo/12345689", "updated_at": 1})
    fake.refuse("getWebhookInfo", 404, "Not Found")
    assert [await zalo.hook(), await zalo.hook()] == ["https://cd.example.vn/webhook/zalo/12345689", ""]


# Polling.


def update(number: int, text: str = "chào") -> Mapping[str, object]:
    message = {
        "from": {"id": LAN.id, "display_name": "Lan"}, "chat": {"id": LAN.id, "chat_type": "PRIVATE"},
        "message_id": str(number), "date": 1795226400000, "text": text,
    }  # fmt: skip
    return {"event_name": "message.text.received", "message": message}


class Inbox:
    """Keeps what it is given once."""

    def __init__(self) -> None:
        self.numbers: list[str] = []

    async def store(self, body: bytes) -> bool:
        number = json.loads(body)["message"]["message_id"]
        is_new = number not in self.numbers
        if is_new:
            self.numbers.append(number)
        return is_new


async def polled(zalo: ZaloChannel, fake: FakeZalo) -> list[str]:
    """The numbers of what was stored until Zalo had nothing more."""
    inbox = Inbox()
    polling = asyncio.create_task(zalo.poll(inbox.store))
    await asyncio.wait_for(fake.quiet.wait(), 5)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    return inbox.numbers


async def test_events_are_fetched_one_by_one_without_a_pause(
    zalo: ZaloChannel, fake: FakeZalo, pauses: list[float]
) -> None:
    fake.updates = [update(41), update(42, "Tiến độ 😀")]
    assert (await polled(zalo, fake), pauses) == (["41", "42"], [])
    assert fake.calls[0].parameters == {"timeout": "30"}


async def test_a_list_of_events_is_taken_whole(zalo: ZaloChannel, fake: FakeZalo) -> None:
    fake.updates = [[update(41), update(42)]]
    assert await polled(zalo, fake) == ["41", "42"]


@pytest.mark.parametrize("status", [200, 408])
async def test_that_nobody_wrote_is_no_trouble(
    zalo: ZaloChannel, fake: FakeZalo, pauses: list[float], caplog: pytest.LogCaptureFixture, status: int
) -> None:
    fake.refuse("getUpdates", 408, "Request timeout", status)
    fake.updates = [update(41)]
    with caplog.at_level(logging.INFO, "bot"):
        await polled(zalo, fake)
    assert (pauses, caplog.records) == ([1.0], [])


async def test_after_a_long_silence_nobody_waits_a_second_more(fake: FakeZalo, pauses: list[float]) -> None:
    ticks = iter(range(0, 10_000, 30))

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    zalo = ZaloChannel(ZaloClient(TOKEN, URL, fake), "12345689", pause=pause, clock=lambda: next(ticks))
    fake.refuse("getUpdates", 408, "Request timeout")
    fake.updates = [update(41)]
    await polled(zalo, fake)
    assert pauses == []


async def test_a_queue_that_gives_the_same_again_does_not_become_a_hot_loop(
    zalo: ZaloChannel, fake: FakeZalo, pauses: list[float]
) -> None:
    fake.updates = [update(41), update(41), update(41), update(42)]
    assert (await polled(zalo, fake), pauses) == (["41", "42"], [1.0, 1.0])


async def test_an_empty_yes_is_waited_out(zalo: ZaloChannel, fake: FakeZalo, pauses: list[float]) -> None:
    fake.answer("getUpdates", 200, b'{"ok": true}')
    fake.updates = [update(41)]
    await polled(zalo, fake)
    assert pauses == [1.0]


Trouble = tuple[int, str, float]
"""A refusal's number and words, and how long the poller then waits."""
TROUBLE = [
    pytest.param((401, "Unauthorized", 300.0), id="a token that is none any more"),
    pytest.param((403, "Internal server error", 1.5), id="trouble"),
    pytest.param((429, "Quota exceeded", 1.5), id="too often"),
    pytest.param((400, "Bad Request: webhook is set", 1.5), id="a webhook stands"),
]


@pytest.mark.parametrize("trouble", TROUBLE)
async def test_trouble_delays_polling_and_is_told(
    zalo: ZaloChannel, fake: FakeZalo, pauses: list[float], caplog: pytest.LogCaptureFixture, trouble: Trouble
) -> None:
    code, words, wait = trouble
    fake.refuse("getUpdates", code, words)
    fake.updates = [update(41)]
    with caplog.at_level(logging.WARNING, "bot"):
        numbers = await polled(zalo, fake)
    [record] = caplog.records
    told = vars(record)
    assert (numbers, pauses) == (["41"], [wait])
    assert (record.getMessage(), told["bot"], told["wait_seconds"]) == ("zalo poll failed", "zalo:12345689", wait)


async def test_a_longer_outage_is_asked_about_less_often(
    zalo: ZaloChannel, fake: FakeZalo, pauses: list[float]
) -> None:
    fake.break_off("getUpdates", httpx.ConnectError("refused"))
    fake.answer("getUpdates", 502, HTML)
    fake.answer("getUpdates", 504, HTML)
    fake.break_off("getUpdates", httpx.ReadError("reset"))
    fake.updates = [update(41)]
    await polled(zalo, fake)
    assert pauses == [1.5, 3.0, 6.0, 12.0]


@pytest.mark.parametrize("failures", [1, 5, 50, 5000])
def test_back_off_is_bounded_and_spread(failures: int) -> None:
    shortest, longest = back_off(failures, 0.0), back_off(failures, 1.0)
    assert 1.0 <= shortest < longest <= 60.0


async def test_what_could_not_be_stored_ends_the_poll(zalo: ZaloChannel, fake: FakeZalo) -> None:
    async def full(body: bytes) -> bool:
        raise OSError("disk full")

    fake.updates = [update(41)]
    with pytest.raises(OSError, match="disk full"):
        await zalo.poll(full)


# The token.


def told_by(error: BaseException) -> str:
    """Everything that a log, a debugger or a curious colleague could print of an error."""
    seen = [*traceback.format_exception(error)]
    chain: list[BaseException | None] = [error]
    while chain:
        if one := chain.pop():
            seen += [str(one), repr(one), repr(vars(one)), repr(getattr(one, "request", ""))]
            if request := getattr(one, "_request", None):
                seen.append(str(request.url))
            chain += [one.__cause__, one.__context__]
    return "\n".join(seen)


LEAKS = [
    pytest.param(lambda fake: fake.break_off("sendMessage", httpx.ReadTimeout(f"{URL}/bot{TOKEN}/x")), id="time-out"),
    pytest.param(lambda fake: fake.break_off("sendMessage", httpx.ConnectError(f"/bot{TOKEN}/x")), id="no connection"),
    pytest.param(lambda fake: fake.answer("sendMessage", 502, f"<p>/bot{TOKEN}/</p>".encode()), id="a page"),
    pytest.param(lambda fake: fake.refuse("sendMessage", 400, f"bad path /bot{TOKEN}/x"), id="a refusal"),
]


@pytest.mark.parametrize("leak", LEAKS)
async def test_no_error_holds_the_token(zalo: ZaloChannel, fake: FakeZalo, leak: Callable[[FakeZalo], None]) -> None:
    leak(fake)
    with pytest.raises(SendError) as caught:
        await zalo.send(LAN, Reply("nhắc hạn"))
    assert SECRET not in told_by(caught.value)


def test_the_test_of_errors_would_see_one() -> None:
    error = SendError(Verdict.UNSURE, "slow")
    error.__context__ = httpx.ReadTimeout("slow", request=httpx.Request("POST", f"{URL}/bot{TOKEN}/sendMessage"))
    assert SECRET in told_by(error)


async def test_nothing_that_is_logged_holds_the_token(zalo: ZaloChannel, fake: FakeZalo) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.LEVELS}
    written = io.StringIO()
    try:
        logs.configure("debug", stream=written)
        fake.break_off("sendChatAction", httpx.ConnectError(f"/bot{TOKEN}/x"))
        await zalo.typing(LAN)
        fake.break_off("getUpdates", httpx.ReadTimeout(f"/bot{TOKEN}/x"))
        fake.updates = [update(41)]
        await polled(zalo, fake)
        await zalo.send(LAN, Reply("chào"))
    finally:
        logging.captureWarnings(capture=False)
        root.handlers[:] = before
        root.setLevel(level)
        for name, was in levels.items():
            logging.getLogger(name).setLevel(was)
    assert "zalo poll failed" in written.getvalue()
    assert "zalo courtesy refused" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_what_holds_the_token_does_not_show_it(zalo: ZaloChannel) -> None:
    assert SECRET not in f"{zalo!r} {zalo._client!r} {ZaloClient(TOKEN)!r}"


async def test_a_token_with_odd_signs_stays_one_step_of_the_path() -> None:
    asked: list[str] = []

    async def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.raw_path.decode())
        return httpx.Response(404, content=request.url.raw_path)

    client = ZaloClient("1:a/b?c#d%e", URL, httpx.MockTransport(answer))
    with pytest.raises(Garbled) as caught:
        await client.call("getMe")
    assert asked == ["/bot1:a%2Fb%3Fc%23d%25e/getMe"]
    assert "a%2Fb" not in str(caught.value)
