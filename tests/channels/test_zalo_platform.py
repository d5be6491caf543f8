"""The emulated Zalo behaves as documented and measured, point by point, and every doubt about it can be switched."""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import machine_now
from tests.zalo_platform import (
    HEADER,
    NAME,
    TOKEN,
    Fault,
    InProcess,
    PhotoField,
    Platform,
    Queue,
    Running,
    Sent,
    Spoken,
    Switches,
    Trouble,
    Words,
    ZaloApp,
    accept_then_timeout,
    group_id,
    user_id,
)
from tests.zalo_platform.server import NO_CERTIFICATES

NOW = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
SECRET = "s3cret_-of-the-hook"
HOOK = "https://office.example/hook"
OTHER = "22222:another-invented-token"
HANH = user_id("1459232241", "Hạnh")


@dataclass
class World:
    """What Zalo reaches outside: a bot's webhook and pictures."""

    status: int = 200
    bodies: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)

    def client(self) -> httpx.AsyncClient:
        app = Starlette(
            routes=[
                Route("/hook", self.hook, methods=["POST"]),
                Route("/a.jpg", lambda _: Response(b"jpeg", media_type="image/jpeg")),
                Route("/a.html", lambda _: Response("not a picture", media_type="text/html")),
            ]
        )
        return httpx.AsyncClient(transport=httpx.ASGITransport(app))

    async def hook(self, request: Request) -> Response:
        self.bodies.append(await request.json())
        self.secrets.append(request.headers.get(HEADER, ""))
        return Response(status_code=self.status)

    @property
    def texts(self) -> list[str]:
        """What was delivered, without probes."""
        return [body["message"]["text"] for body in self.bodies if body.get("event_name") != "webhook.test"]


@dataclass
class Zalo:
    """A platform in the process, with one bot, and a client of its API."""

    platform: Platform
    app: ZaloApp
    world: World
    client: httpx.AsyncClient
    bot: str

    async def call(self, method: str, token: str = TOKEN, **parameters: object) -> dict[str, Any]:
        """The body of the answer."""
        return dict((await self.client.post(f"/bot{token}/{method}", json=parameters)).json())

    async def refused(self, method: str, **parameters: object) -> int:
        """The code of the refusal; 0 when there is none."""
        return int((await self.call(method, **parameters)).get("error_code", 0))

    def texts(self, person: str = "Hạnh") -> list[str]:
        return [row.text for row in self.platform.shown_to(self.bot, person)]


@pytest_asyncio.fixture
async def zalo() -> AsyncIterator[Zalo]:
    platform, world = Platform(lambda: NOW, Switches(poll_seconds_max=0.05)), World()
    bot = platform.add_bot()
    async with world.client() as outside:
        app = ZaloApp(platform, outside)
        async with httpx.AsyncClient(transport=InProcess(app), base_url="https://zalo.example") as client:
            yield Zalo(platform, app, world, client, bot)


@pytest.fixture
def met(zalo: Zalo) -> Zalo:
    """The bot knows Hạnh."""
    zalo.platform.user_message(zalo.bot, "Hạnh", "chào")
    return zalo


# 1 to 3: the wire

BY_WIRE = {
    "query": {"params": {"chat_id": HANH, "text": "chào đồng chí"}},
    "form": {"data": {"chat_id": HANH, "text": "chào đồng chí"}},
    "json": {"json": {"chat_id": HANH, "text": "chào đồng chí"}},
    "multipart": {"files": {"chat_id": (None, HANH), "text": (None, "chào đồng chí")}},
}


@pytest.mark.parametrize("verb", ["GET", "POST"])
@pytest.mark.parametrize("way", BY_WIRE)
async def test_parameters_come_by_every_way(met: Zalo, way: str, verb: str) -> None:
    await met.client.request(verb, f"/bot{TOKEN}/sendMessage", **BY_WIRE[way])  # type: ignore[arg-type] # of httpx
    assert met.texts() == ["chào đồng chí"]


async def test_bots_are_told_apart_by_their_tokens(zalo: Zalo) -> None:
    zalo.platform.add_bot(OTHER)
    first, second = await zalo.call("getMe"), await zalo.call("getMe", OTHER)
    assert (first["result"]["id"], second["result"]["id"]) == ("1459232241", "22222")


async def test_a_success_carries_error_code_0_unless_switched_off(zalo: Zalo) -> None:
    assert (await zalo.call("getMe"))["error_code"] == 0
    zalo.platform.switch(success_says_error_code=False)
    assert "error_code" not in await zalo.call("getMe")


async def test_typing_has_no_result(met: Zalo) -> None:
    assert await met.call("sendChatAction", chat_id=HANH, action="typing") == {"ok": True, "error_code": 0}
    assert await met.refused("sendChatAction", chat_id=HANH, action="upload_photo") == 400


@pytest.mark.parametrize("token", ["1459232241:wrong", "77:nobody", "no-colon"])
async def test_a_bad_token_is_refused_under_200(zalo: Zalo, token: str) -> None:
    answer = await zalo.client.post(f"/bot{token}/getMe")
    assert answer.status_code == 200
    assert answer.json() == {"ok": False, "description": "Unauthorized", "error_code": 401}


async def test_a_renewed_token_kills_the_old_one(zalo: Zalo) -> None:
    zalo.platform.revoke(zalo.bot)
    assert await zalo.refused("getMe") == 401


@pytest.mark.parametrize(
    "method", ["sendmessage", "editMessageText", "deleteMessage", "sendDocument", "getFile", "setMyCommands"]
)
async def test_there_is_no_such_method(zalo: Zalo, method: str) -> None:
    assert await zalo.refused(method) == 404


REFUSED_PARAMETERS = {
    "no chat": ("sendMessage", {"text": "x"}),
    "no text": ("sendMessage", {"chat_id": HANH}),
    "no photo": ("sendPhoto", {"chat_id": HANH}),
    "no sticker": ("sendSticker", {"chat_id": HANH}),
    "no voice": ("sendVoice", {"chat_id": HANH}),
    "no action": ("sendChatAction", {"chat_id": HANH}),
    "no url": ("setWebhook", {"secret_token": SECRET}),
    "no secret": ("setWebhook", {"url": HOOK}),
    "a text that is none": ("sendMessage", {"chat_id": HANH, "text": 5}),
}


@pytest.mark.parametrize("case", REFUSED_PARAMETERS)
async def test_what_is_missing_or_invalid_is_refused(met: Zalo, case: str) -> None:
    method, parameters = REFUSED_PARAMETERS[case]
    assert await met.refused(method, **parameters) == 400
    assert met.texts() == []


async def test_refusals_may_come_under_200_too(zalo: Zalo) -> None:
    assert (await zalo.client.post(f"/bot{TOKEN}/getWebhookInfo")).status_code == 404
    zalo.platform.switch(refusals_under_200=True)
    assert (await zalo.client.post(f"/bot{TOKEN}/getWebhookInfo")).status_code == 200


async def test_get_me_says_what_the_bot_is(zalo: Zalo) -> None:
    zalo.platform.add_bot(OTHER, account_type="PRO", can_join_groups=True)
    me = (await zalo.call("getMe", OTHER))["result"]
    assert me == {"id": "22222", "account_name": "bot.22222", "account_type": "PRO", "can_join_groups": True}
    zalo.platform.switch(says_display_name=True)
    assert (await zalo.call("getMe"))["result"]["display_name"] == NAME


# 4 to 6: polling


@pytest.mark.parametrize("patience", [0, "0", 0.0])
async def test_a_poll_brings_one_wrapped_update_and_not_a_list(zalo: Zalo, patience: object) -> None:
    zalo.platform.user_message(zalo.bot, "Hạnh", "một")
    zalo.platform.user_message(zalo.bot, "Hạnh", "hai")
    found = (await zalo.call("getUpdates", timeout=patience))["result"]
    assert (found["event_name"], found["message"]["text"]) == ("message.text.received", "một")
    assert zalo.platform.waiting(zalo.bot) == 1


async def test_a_poll_returns_as_soon_as_somebody_speaks(zalo: Zalo) -> None:
    zalo.platform.switch(poll_seconds_max=20.0)
    poll = asyncio.create_task(zalo.call("getUpdates", timeout="20"))
    await asyncio.sleep(0.03)
    zalo.platform.user_message(zalo.bot, "Hạnh", "một")
    async with asyncio.timeout(1):
        assert (await poll)["result"]["message"]["text"] == "một"


@pytest.mark.parametrize("status", [408, 200])
async def test_an_idle_poll_says_408_under_either_status(zalo: Zalo, status: int) -> None:
    zalo.platform.switch(idle_status=status)
    answer = await zalo.client.post(f"/bot{TOKEN}/getUpdates", json={"timeout": 0})
    assert answer.status_code == status
    assert answer.json() == {"ok": False, "description": "Request timeout", "error_code": 408}


@pytest.mark.parametrize(
    ("queue", "heard"),
    [
        pytest.param(Queue.CONSUME, ["một", None, None], id="each once"),
        pytest.param(Queue.REPLAY, ["một", "một", "một"], id="again and again"),
        pytest.param(Queue.DROP_OFFLINE, [None, None, None], id="lost when nobody waits"),
    ],
)
async def test_the_queue_has_three_ways(zalo: Zalo, queue: Queue, heard: list[str | None]) -> None:
    zalo.platform.switch(queue=queue)
    zalo.platform.user_message(zalo.bot, "Hạnh", "một")
    polled = [(await zalo.call("getUpdates", timeout=0)).get("result") for _ in range(3)]
    assert [found and found["message"]["text"] for found in polled] == heard


async def test_who_waits_at_that_moment_gets_it_even_from_a_queue_that_keeps_nothing(zalo: Zalo) -> None:
    zalo.platform.switch(queue=Queue.DROP_OFFLINE, poll_seconds_max=5.0)
    poll = asyncio.create_task(zalo.call("getUpdates", timeout=5))
    await asyncio.sleep(0.03)
    zalo.platform.user_message(zalo.bot, "Hạnh", "một")
    assert (await poll)["result"]["message"]["text"] == "một"


async def test_two_pollers_share_what_comes(zalo: Zalo) -> None:
    zalo.platform.user_message(zalo.bot, "Hạnh", "một")
    zalo.platform.user_message(zalo.bot, "Hạnh", "hai")
    both = await asyncio.gather(zalo.call("getUpdates", timeout=1), zalo.call("getUpdates", timeout=1))
    assert sorted(found["result"]["message"]["text"] for found in both) == ["hai", "một"]


@pytest.mark.parametrize(("words", "code"), [(Words(409, "Conflict"), 409), (None, 408)], ids=["refused", "idle"])
async def test_with_a_webhook_polling_brings_nothing(zalo: Zalo, words: Words | None, code: int) -> None:
    await zalo.call("setWebhook", url=HOOK, secret_token=SECRET)
    zalo.platform.user_message(zalo.bot, "Hạnh", "một")
    assert await zalo.refused("getUpdates", timeout=0) == 400
    zalo.platform.switch(poll_while_hooked=words)
    assert await zalo.refused("getUpdates", timeout=0) == code


# 7 to 9: webhooks

HOOKS = {
    "plain http": ("http://office.example/hook", SECRET, 400),
    "no address": ("office", SECRET, 400),
    "secret of 7": (HOOK, "s" * 7, 400),
    "secret of 257": (HOOK, "s" * 257, 400),
    "secret of 8": (HOOK, "s" * 8, 0),
    "secret of 256": (HOOK, "s" * 256, 0),
}


@pytest.mark.parametrize("case", HOOKS)
async def test_a_webhook_needs_https_and_a_secret_of_8_to_256(zalo: Zalo, case: str) -> None:
    url, secret, code = HOOKS[case]
    assert await zalo.refused("setWebhook", url=url, secret_token=secret) == code


PRIVATE = ["https://127.0.0.1/hook", "https://localhost/hook", "https://10.0.0.5/hook", "https://192.168.1.9/hook"]


@pytest.mark.parametrize("url", PRIVATE)
async def test_a_private_webhook_is_kept_and_found_blocked(zalo: Zalo, url: str) -> None:
    kept = (await zalo.call("setWebhook", url=url, secret_token=SECRET))["result"]
    assert kept["url"] == url
    assert (kept["verification"]["ok"], kept["verification"]["outcome"]) == (False, "webhook.err.blocked")
    assert (await zalo.call("getWebhookInfo"))["result"]["url"] == url
    assert zalo.world.bodies == []


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, "webhook.ok"),
        (403, "webhook.http.403"),
        (404, "webhook.http.404"),
        (503, "webhook.http.5xx"),
        (302, "webhook.http.other"),
    ],
)
async def test_a_webhook_is_probed_and_kept_whatever_it_says(zalo: Zalo, status: int, outcome: str) -> None:
    zalo.world.status = status
    result = (await zalo.call("setWebhook", url=HOOK, secret_token=SECRET))["result"]
    assert result["verification"]["outcome"] == outcome
    assert result["verification"]["ok"] is (status == 200)
    assert (await zalo.call("getWebhookInfo"))["result"]["url"] == HOOK
    [probe] = zalo.world.bodies
    assert probe["event_name"] == "webhook.test"
    assert probe["message"].keys() == {"date", "message_id", "text"}
    assert probe["message"]["date"] == int(NOW.timestamp()), "in seconds"
    assert zalo.world.secrets == [SECRET]


async def test_a_webhook_is_told_deleted_and_missed(zalo: Zalo) -> None:
    assert await zalo.refused("getWebhookInfo") == 404
    assert await zalo.refused("deleteWebhook") == 400
    await zalo.call("setWebhook", url=HOOK, secret_token=SECRET)
    assert (await zalo.call("deleteWebhook"))["result"]["url"] == ""
    assert (await zalo.call("deleteWebhook"))["result"]["url"] == ""
    assert await zalo.refused("getWebhookInfo") == 404


async def test_a_webhook_may_be_tested_a_few_times_a_day(zalo: Zalo) -> None:
    zalo.platform.switch(webhook_tests_max=1)
    await zalo.call("setWebhook", url=HOOK, secret_token=SECRET)
    assert (await zalo.call("testWebhook"))["result"]["outcome"] == "webhook.ok"
    assert await zalo.refused("testWebhook") == 426
    zalo.platform.advance(timedelta(days=1))
    assert await zalo.refused("testWebhook") == 0


async def hooked(zalo: Zalo, *said: str) -> None:
    """The webhook is set, and Hạnh says these things."""
    await zalo.call("setWebhook", url=HOOK, secret_token=SECRET)
    zalo.world.bodies.clear()
    zalo.world.secrets.clear()
    for text in said:
        zalo.platform.user_message(zalo.bot, "Hạnh", text)


@pytest.mark.parametrize("wrapped", [False, True], ids=["flat", "wrapped"])
async def test_a_delivery_is_one_update_with_the_secret(zalo: Zalo, wrapped: bool) -> None:
    zalo.platform.switch(wrapped=wrapped)
    await hooked(zalo, "một")
    await zalo.app.hand_out()
    [body] = zalo.world.bodies
    assert (body["result"] if wrapped else body)["message"]["text"] == "một"
    assert body.get("ok") is (True if wrapped else None)
    assert zalo.world.secrets == [SECRET]


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        pytest.param({}, ["một", "hai", "ba"], id="in order"),
        pytest.param({"copies": 2}, ["một", "một", "hai", "hai", "ba", "ba"], id="twice each"),
        pytest.param({"reordered": True}, ["hai", "một", "ba"], id="out of order"),
    ],
)
async def test_deliveries_may_be_doubled_or_reordered(zalo: Zalo, changes: dict[str, Any], texts: list[str]) -> None:
    zalo.platform.switch(**changes)
    await hooked(zalo, "một", "hai", "ba")
    await zalo.app.hand_out()
    assert zalo.world.texts == texts


async def test_deliveries_may_be_late(zalo: Zalo) -> None:
    zalo.platform.switch(delay_seconds=20)
    await hooked(zalo, "một")
    await zalo.app.hand_out()
    assert zalo.world.texts == []
    zalo.platform.advance(timedelta(seconds=20))
    await zalo.app.hand_out()
    assert zalo.world.texts == ["một"]


@pytest.mark.parametrize("retries", [0, 2])
async def test_a_webhook_that_fails_is_tried_again_so_often(zalo: Zalo, retries: int) -> None:
    await hooked(zalo, "một")
    zalo.world.status = 500
    zalo.platform.switch(retries=retries, retry_seconds=0.0)
    while await zalo.app.hand_out():
        pass
    assert zalo.world.texts == ["một"] * (1 + retries)
    assert [one.status for one in zalo.platform.deliveries] == [500] * (1 + retries)
    assert len(zalo.platform.lost) == 1


# 10 and 11: chats and limits


async def test_who_never_wrote_cannot_be_written_to(zalo: Zalo) -> None:
    assert await zalo.refused("sendMessage", chat_id=HANH, text="chào") == 400
    zalo.platform.switch(unknown_chat=Words(404, "Not Found"))
    assert await zalo.refused("sendMessage", chat_id=HANH, text="chào") == 404
    zalo.platform.user_message(zalo.bot, "Hạnh", "chào")
    assert await zalo.refused("sendMessage", chat_id=HANH, text="chào") == 0


async def test_who_blocked_the_bot_is_shown_nothing(met: Zalo) -> None:
    met.platform.block(met.bot, "Hạnh")
    answer = await met.call("sendMessage", chat_id=HANH, text="chào")
    assert (answer["error_code"], "block" in answer["description"]) == (400, True)
    met.platform.switch(blocked=Words(403, "Forbidden"))
    assert await met.refused("sendMessage", chat_id=HANH, text="chào") == 403
    met.platform.unblock(met.bot, "Hạnh")
    assert await met.refused("sendMessage", chat_id=HANH, text="chào") == 0


async def test_one_person_has_another_id_for_every_bot(zalo: Zalo) -> None:
    other = zalo.platform.add_bot(OTHER)
    assert user_id(zalo.bot, "Hạnh") != user_id(other, "Hạnh")
    assert user_id(zalo.bot, "Hạnh") == HANH


async def test_the_51st_person_is_not_served(zalo: Zalo) -> None:
    heard = [zalo.platform.user_message(zalo.bot, f"người {number}", "chào") for number in range(51)]
    assert [update is not None for update in heard] == [True] * 50 + [False]
    assert await zalo.refused("sendMessage", chat_id=user_id(zalo.bot, "người 50"), text="chào") == 400
    assert zalo.platform.user_message(zalo.bot, "người 0", "lại chào"), "who is known stays known"


async def test_a_bot_enters_three_groups_if_it_may_at_all(zalo: Zalo) -> None:
    assert not zalo.platform.join_group(zalo.bot, "Tổ 1")
    able = zalo.platform.add_bot(OTHER, can_join_groups=True)
    assert [zalo.platform.join_group(able, f"Tổ {number}") for number in range(4)] == [True, True, True, False]


async def test_the_months_allowance_is_used_up_and_comes_back(met: Zalo) -> None:
    met.platform.switch(month_max=2)
    assert [await met.refused("sendMessage", chat_id=HANH, text="chào") for _ in range(3)] == [0, 0, 429]
    assert (len(met.texts()), met.platform.used(met.bot)) == (2, 2)
    met.platform.advance(timedelta(days=10))
    assert await met.refused("sendMessage", chat_id=HANH, text="chào") == 0


async def test_what_comes_in_may_count_too(zalo: Zalo) -> None:
    zalo.platform.switch(month_max=2, counts_inbound=True)
    zalo.platform.user_message(zalo.bot, "Hạnh", "chào")
    assert [await zalo.refused("sendMessage", chat_id=HANH, text="chào") for _ in range(2)] == [0, 429]


# 12 to 15: what can be sent

LENGTHS = {
    "nothing": ("", 400, 400),
    "one": ("x", 0, 0),
    "2,000": ("ệ" * 2000, 0, 0),
    "2,001": ("x" * 2001, 400, 400),
    "1,001 of two units each": ("𝒙" * 1001, 400, 0),
}


@pytest.mark.parametrize("case", LENGTHS)
async def test_lengths_are_counted_in_utf16_units_or_in_code_points(met: Zalo, case: str) -> None:
    text, units, points = LENGTHS[case]
    assert await met.refused("sendMessage", chat_id=HANH, text=text) == units
    met.platform.switch(code_points=True)
    assert await met.refused("sendMessage", chat_id=HANH, text=text) == points


BOLD = [{"start": 0, "len": 1, "st": ["b"]}]
STYLES = {
    "markdown": ({"parse_mode": "markdown"}, 0, ("markdown", False)),
    "html": ({"parse_mode": "html"}, 0, ("html", False)),
    "another": ({"parse_mode": "MarkdownV2"}, 400, None),
    "styles": ({"text_styles": BOLD}, 0, ("", True)),
    "styles as text": ({"text_styles": json.dumps(BOLD)}, 0, ("", True)),
    "both: the mode wins": ({"parse_mode": "html", "text_styles": BOLD}, 0, ("html", False)),
    "styles that are none": ({"text_styles": "bold"}, 400, None),
}


@pytest.mark.parametrize("case", STYLES)
async def test_a_text_has_a_style_or_a_mode(met: Zalo, case: str) -> None:
    parameters, code, shown = STYLES[case]
    assert await met.refused("sendMessage", chat_id=HANH, text="hạn nộp", **parameters) == code
    assert [(row.parse_mode, row.styled) for row in met.platform.outbox()] == ([shown] if shown else [])


@pytest.mark.parametrize(
    ("text", "code"),
    [("**đủ**", 0), ("**thiếu", 400), ("{red}gấp{/red}", 0), ("{tên}", 400), ("~~cũ", 400), (r"\*sao\*", 0)],
)
async def test_strict_markdown_refuses_what_is_stray(met: Zalo, text: str, code: int) -> None:
    assert await met.refused("sendMessage", chat_id=HANH, text=text, parse_mode="markdown") == 0
    met.platform.switch(strict_markdown=True)
    assert await met.refused("sendMessage", chat_id=HANH, text=text, parse_mode="markdown") == code
    assert await met.refused("sendMessage", chat_id=HANH, text=text) == 0, "without a mode it is only text"


PHOTOS = {
    "a picture": ("https://office.example/a.jpg", 0),
    "not a picture": ("https://office.example/a.html", 400),
    "not there": ("https://office.example/b.jpg", 400),
    "a file name": ("a.jpg", 400),
    "this machine": ("http://127.0.0.1:1/a.jpg", 400),
    "another way": ("ftp://office.example/a.jpg", 400),
}


@pytest.mark.parametrize("case", PHOTOS)
async def test_a_photo_is_fetched_from_a_public_address(met: Zalo, case: str) -> None:
    url, code = PHOTOS[case]
    assert await met.refused("sendPhoto", chat_id=HANH, photo=url, caption="biểu đồ") == code
    shown = [(row.kind, row.text, row.media_type, row.media_size) for row in met.platform.outbox()]
    assert shown == ([("photo", "biểu đồ", "image/jpeg", 4)] if code == 0 else [])


@pytest.mark.parametrize(("caption", "code"), [("x" * 2000, 0), ("x" * 2001, 400)], ids=["2,000", "2,001"])
async def test_a_caption_is_as_long_as_a_text(met: Zalo, caption: str, code: int) -> None:
    photo = "https://office.example/a.jpg"
    assert await met.refused("sendPhoto", chat_id=HANH, photo=photo, caption=caption) == code


async def test_a_photo_is_uploaded_only_where_that_is_switched_on(met: Zalo) -> None:
    async def upload() -> int:
        files = {"chat_id": (None, HANH), "photo": ("a.jpg", b"jpeg", "image/jpeg")}
        answer = await met.client.post(f"/bot{TOKEN}/sendPhoto", files=files)
        return int(answer.json().get("error_code", 0))

    assert await upload() == 400
    met.platform.switch(takes_uploads=True)
    assert await upload() == 0


async def test_a_voice_to_a_group_is_taken_and_never_arrives(zalo: Zalo) -> None:
    bot = zalo.platform.add_bot(OTHER, can_join_groups=True)
    zalo.platform.join_group(bot, "Tổ 1")
    sent = await zalo.call("sendVoice", OTHER, chat_id=group_id("Tổ 1"), voice_url="https://office.example/a.aac")
    assert sent["ok"]
    assert zalo.platform.outbox(bot) == []
    zalo.platform.user_message(bot, "Hạnh", "chào")
    sent = await zalo.call("sendVoice", OTHER, chat_id=user_id(bot, "Hạnh"), voice_url="https://office.example/a.aac")
    [heard] = zalo.platform.shown_to(bot, "Hạnh")
    assert (heard.kind, heard.message_id) == ("voice", sent["result"]["message_id"])


async def test_what_zalo_does_not_know_is_ignored_and_written_down(met: Zalo) -> None:
    strange = {"reply_markup": {"inline_keyboard": []}, "reply_to_message_id": "1"}
    assert await met.refused("sendMessage", chat_id=HANH, text="chào", **strange) == 0
    assert met.platform.calls[-1].unknown == ("reply_markup", "reply_to_message_id")


# 16 and 17: what comes in


@pytest.mark.parametrize(
    ("said", "replies", "heard"),
    [
        pytest.param("chiều nay họp nhé", False, False, id="not to us"),
        pytest.param(f"@{NAME} hạn báo cáo?", False, True, id="a mention"),
        pytest.param("thế còn tháng sau", True, True, id="a reply to us"),
        pytest.param(Spoken(kind=Sent.IMAGE), False, False, id="a photo"),
        pytest.param(Spoken(f"@{NAME} đây", Sent.IMAGE), False, True, id="a photo whose caption mentions us"),
        pytest.param(Spoken(kind=Sent.VOICE), False, False, id="a voice"),
        pytest.param(Spoken(kind=Sent.STICKER), False, False, id="a sticker"),
        pytest.param(Spoken(f"@{NAME}", Sent.VOICE), False, False, id="a voice cannot mention us"),
    ],
)
async def test_in_a_group_the_bot_hears_what_is_said_to_it(
    zalo: Zalo, said: Spoken | str, replies: bool, heard: bool
) -> None:
    bot = zalo.platform.add_bot(OTHER, can_join_groups=True)
    assert zalo.platform.group_message(bot, "Tổ 1", "Hạnh", said, replies=True) is None, "it is not in it"
    assert zalo.platform.join_group(bot, "Tổ 1")
    assert zalo.platform.waiting(bot) == 0, "nobody tells it that it came in"
    update = zalo.platform.group_message(bot, "Tổ 1", "Hạnh", said, replies=replies)
    assert (update is not None) is heard
    zalo.platform.leave_group(bot, "Tổ 1")
    assert zalo.platform.waiting(bot) == heard, "nor that it was put out"
    assert (await zalo.call("sendMessage", OTHER, chat_id=group_id("Tổ 1"), text="chào"))["error_code"] == 400


async def test_a_group_message_keeps_the_mention_and_names_the_group(zalo: Zalo) -> None:
    bot = zalo.platform.add_bot(OTHER, can_join_groups=True)
    zalo.platform.join_group(bot, "Tổ 1")
    zalo.platform.group_message(bot, "Tổ 1", "Hạnh", f"@{NAME} hạn báo cáo?")
    message = (await zalo.call("getUpdates", OTHER, timeout=0))["result"]["message"]
    assert message["text"] == f"@{NAME} hạn báo cáo?"
    assert message["chat"] == {"id": group_id("Tổ 1"), "chat_type": "GROUP"}
    assert message["chat"]["id"].startswith("zgr-")
    assert message["from"]["id"] == user_id(bot, "Hạnh")


SHAPES = {
    Sent.TEXT: ("message.text.received", {"text", "message_type"}),
    Sent.IMAGE: ("message.image.received", {"photo_url", "caption"}),
    Sent.STICKER: ("message.sticker.received", {"sticker", "url"}),
    Sent.VOICE: ("message.voice.received", {"voice_url"}),
    Sent.UNSUPPORTED: ("message.unsupported.received", set()),
    Sent.LINK: ("message.link.received", {"url", "text"}),
    Sent.REACTION: ("message.reaction.received", {"reaction"}),
    Sent.UNKNOWN: ("message.hologram.received", set()),
}


@pytest.mark.parametrize("kind", SHAPES)
async def test_everything_that_comes_in_has_its_shape(zalo: Zalo, kind: Sent) -> None:
    event, fields = SHAPES[kind]
    zalo.platform.user_message(zalo.bot, "Hạnh", Spoken("chữ", kind), name="Nguyễn Thị Hạnh")
    update = (await zalo.call("getUpdates", timeout=0))["result"]
    message = update["message"]
    assert update["event_name"] == event
    assert message.keys() == {"from", "chat", "message_id", "date"} | fields
    assert message["from"] == {"id": HANH, "display_name": "Nguyễn Thị Hạnh", "is_bot": False}
    assert message["chat"] == {"id": HANH, "chat_type": "PRIVATE"}
    assert message["date"] == int(NOW.timestamp() * 1000)


async def test_an_unsupported_event_may_lack_its_message(zalo: Zalo) -> None:
    zalo.platform.user_message(zalo.bot, "Hạnh", Spoken(kind=Sent.BARE))
    assert (await zalo.call("getUpdates", timeout=0))["result"] == {"event_name": "message.unsupported.received"}


@pytest.mark.parametrize(
    ("switched", "fields"),
    [(PhotoField.PHOTO, {"photo"}), (PhotoField.BOTH, {"photo", "photo_url"})],
)
async def test_a_photo_has_its_address_under_either_name(zalo: Zalo, switched: PhotoField, fields: set[str]) -> None:
    zalo.platform.switch(photo_field=switched)
    zalo.platform.user_message(zalo.bot, "Hạnh", Spoken(kind=Sent.IMAGE))
    message = (await zalo.call("getUpdates", timeout=0))["result"]["message"]
    assert message.keys() & {"photo", "photo_url"} == fields


async def test_dates_may_be_seconds_and_a_bot_may_speak(zalo: Zalo) -> None:
    zalo.platform.switch(dates_in_seconds=True)
    zalo.platform.user_message(zalo.bot, "Hạnh", Spoken("chào", is_bot=True))
    message = (await zalo.call("getUpdates", timeout=0))["result"]["message"]
    assert (message["date"], message["from"]["is_bot"]) == (int(NOW.timestamp()), True)


async def test_ids_are_the_same_in_every_run(zalo: Zalo) -> None:
    def run() -> list[object]:
        fresh = Platform(lambda: NOW)
        bot = fresh.add_bot()
        return [fresh.user_message(bot, "Hạnh", "một"), fresh.user_message(bot, "Tuấn", "hai")]

    assert run() == run()


# 18: what goes wrong, in the process: nothing waits


SPOILT = {
    Trouble.BAD_GATEWAY: (502, "<html>"),
    Trouble.GATEWAY_TIMEOUT: (504, "<html>"),
    Trouble.MALFORMED: (200, '{"ok":true'),
    Trouble.QUOTA: (429, "Quota exceeded"),
    Trouble.INTERNAL: (403, "Internal server error"),
}


@pytest.mark.parametrize("trouble", SPOILT)
async def test_an_answer_may_be_spoilt(met: Zalo, trouble: Trouble) -> None:
    status, words = SPOILT[trouble]
    met.platform.fault(Fault(trouble, times=2))
    for _ in range(2):
        answer = await met.client.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": HANH, "text": "chào"})
        assert answer.status_code == status
        assert words in answer.text
    assert met.texts() == []
    assert await met.refused("sendMessage", chat_id=HANH, text="chào") == 0, "the fault is over"


BROKEN = {
    Trouble.HANG: httpx.ReadTimeout,
    Trouble.RESET: httpx.ReadError,
    Trouble.DRIP: httpx.ReadTimeout,
}


@pytest.mark.parametrize("trouble", BROKEN)
async def test_a_connection_may_break(met: Zalo, trouble: Trouble) -> None:
    met.platform.fault(Fault(trouble))
    with pytest.raises(BROKEN[trouble]):
        await met.call("sendMessage", chat_id=HANH, text="chào")


@pytest.mark.parametrize(
    "fault",
    [
        accept_then_timeout(),
        Fault(Trouble.RESET, taken=True),
        Fault(Trouble.BAD_GATEWAY, taken=True),
        Fault(Trouble.GATEWAY_TIMEOUT, taken=True),
        Fault(Trouble.MALFORMED, taken=True),
    ],
    ids=lambda fault: fault.trouble,
)
async def test_a_message_may_be_taken_all_the_same(met: Zalo, fault: Fault) -> None:
    met.platform.fault(fault)
    try:
        answer = await met.client.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": HANH, "text": "nhắc hạn"})
    except httpx.TransportError:
        answer = None
    assert answer is None or answer.status_code != 200 or fault.trouble is Trouble.MALFORMED
    assert met.texts() == ["nhắc hạn"]
    assert met.platform.used(met.bot) == 1


async def test_a_fault_is_for_its_method_and_can_be_mended(met: Zalo) -> None:
    met.platform.fault(Fault(Trouble.QUOTA, "sendPhoto"))
    assert await met.refused("sendMessage", chat_id=HANH, text="chào") == 0
    met.platform.mend()
    assert await met.refused("sendPhoto", chat_id=HANH, photo="https://office.example/a.jpg") == 0


# On a real port


@pytest.fixture
def port() -> Iterator[Running]:
    platform = Platform(machine_now, Switches(loopback=True))
    platform.add_bot()
    with Running(platform) as running:
        yield running


def caller(port: Running, seconds: float = 5.0) -> httpx.Client:
    return httpx.Client(base_url=port.url, timeout=seconds, verify=NO_CERTIFICATES, trust_env=False)


def test_another_process_speaks_for_the_people(port: Running) -> None:
    with caller(port) as client:
        bot = client.post("/_ctl/bot", json={"token": OTHER, "can_join_groups": True}).json()
        assert client.post("/_ctl/join_group", json={"bot": bot, "group": "Tổ 1"}).json() is True
        client.post("/_ctl/user_message", json={"bot": bot, "person": "Hạnh", "text": "chào", "name": "Hạnh"})
        client.post("/_ctl/group_message", json={"bot": bot, "group": "Tổ 1", "person": "Hạnh", "text": f"@{NAME} họp"})
        updates = [client.post(f"/bot{OTHER}/getUpdates", json={"timeout": "1"}).json()["result"] for _ in range(2)]
        chats = [update["message"]["chat"]["id"] for update in updates]
        for chat in chats:
            client.post(f"/bot{OTHER}/sendMessage", json={"chat_id": chat, "text": "vâng"})
        assert [row["text"] for row in client.get("/_ctl/outbox", params={"chat_id": chats[0]}).json()] == ["vâng"]
        assert len(client.get("/_ctl/outbox").json()) == 2
        assert client.get("/_ctl/used", params={"bot": bot}).json() == 2
        client.post("/_ctl/clock", json={"days": 31})
        assert client.get("/_ctl/used", params={"bot": bot}).json() == 0
        client.post("/_ctl/switches", json={"month_max": 0, "queue": "replay"})
        assert client.post(f"/bot{OTHER}/sendMessage", json={"chat_id": chats[0], "text": "x"}).status_code == 429
        client.post("/_ctl/fault", json={"trouble": "bad_gateway", "method": "getMe"})
        assert client.post(f"/bot{OTHER}/getMe").status_code == 502
        assert client.post("/_ctl/nothing", json={}).status_code == 400
        assert client.post("/_ctl/user_message", json={}).status_code == 400


BREAKS = {
    "hang": (Fault(Trouble.HANG), httpx.ReadTimeout, []),
    "accept then time-out": (accept_then_timeout(), httpx.ReadTimeout, ["chào"]),
    "reset": (Fault(Trouble.RESET), (httpx.ReadError, httpx.RemoteProtocolError), []),
    "accept then reset": (Fault(Trouble.RESET, taken=True), (httpx.ReadError, httpx.RemoteProtocolError), ["chào"]),
}


@pytest.mark.parametrize("case", BREAKS)
def test_a_socket_really_breaks(port: Running, case: str) -> None:
    fault, error, shown = BREAKS[case]
    bot = port.platform.bots()[0].id
    port.platform.user_message(bot, "Hạnh", "chào")
    port.platform.fault(fault)
    with caller(port, 0.2) as client, pytest.raises(error):
        client.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": HANH, "text": "chào"})
    assert [row.text for row in port.platform.outbox()] == shown
    with caller(port) as client:
        assert client.post(f"/bot{TOKEN}/getMe").json()["ok"]


def test_what_comes_after_a_poller_left_is_for_the_next(port: Running) -> None:
    bot = port.platform.bots()[0]
    with caller(port, 0.2) as client, pytest.raises(httpx.ReadTimeout):
        client.post(f"/bot{TOKEN}/getUpdates", json={"timeout": 30})
    end = time.monotonic() + 5
    while bot.pollers and time.monotonic() < end:
        time.sleep(0.01)
    port.platform.user_message(bot.id, "Hạnh", "chào")
    with caller(port) as client:
        assert client.post(f"/bot{TOKEN}/getUpdates", json={"timeout": 1}).json()["ok"]


def test_an_answer_really_drips(port: Running) -> None:
    port.platform.fault(Fault(Trouble.DRIP, "getMe", seconds=0.4))
    began = time.monotonic()
    with caller(port) as client:
        assert client.post(f"/bot{TOKEN}/getMe").json()["ok"]
    assert time.monotonic() - began > 0.3


def test_a_webhook_on_this_machine_is_served_by_a_courier(port: Running) -> None:
    with Running(Platform(machine_now)) as office:  # anything that answers will do: it says 200 to no such token
        url = f"{office.url}/bot1:x/getMe"
        with caller(port) as client:
            kept = client.post(f"/bot{TOKEN}/setWebhook", json={"url": url, "secret_token": SECRET}).json()
            assert kept["result"]["verification"]["outcome"] == "webhook.ok"
            port.platform.user_message(port.platform.bots()[0].id, "Hạnh", "chào")
            end = time.monotonic() + 5
            while not port.platform.deliveries and time.monotonic() < end:
                time.sleep(0.01)
    assert [one.status for one in port.platform.deliveries] == [200]


def test_many_threads_lose_nothing(port: Running) -> None:
    bot = port.platform.bots()[0].id
    port.platform.switch(users_max=1000)

    def speak(person: int) -> None:
        for number in range(25):
            port.platform.user_message(bot, f"người {person}", f"việc {number}")

    threads = [threading.Thread(target=speak, args=(person,)) for person in range(8)]
    for thread in threads:
        thread.start()
    with caller(port) as client:
        polls = [client.post(f"/bot{TOKEN}/getUpdates", json={"timeout": 2}).json() for _ in range(200)]
    for thread in threads:
        thread.join()
    assert len({poll["result"]["message"]["message_id"] for poll in polls}) == 200
