"""What the client inside `zalo-bot-mcp` does when it is asked to; one try per line, one outcome per line."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from zalo_bot_mcp.zalo_api import ZaloBotApi, parse_update

URL, TOKEN, CHAT = (os.environ[name] for name in ("ZALO_URL", "ZALO_TOKEN", "ZALO_CHAT"))


class Elsewhere(httpx.AsyncHTTPTransport):
    """The package knows one address only; its own `transport` parameter leads it here."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        target = httpx.URL(URL)
        request.url = request.url.copy_with(scheme=target.scheme, host=target.host, port=target.port)
        request.headers["host"] = target.netloc.decode()
        return await super().handle_async_request(request)


def asked(ask: Callable[[ZaloBotApi], Awaitable[object]], token: str = TOKEN) -> object:
    async def awaited() -> object:
        async with ZaloBotApi(token, transport=Elsewhere(), timeout=2.0) as api:
            return await ask(api)

    return asyncio.run(awaited())


async def get_me(api: ZaloBotApi) -> object:
    return (await api.get_me())["id"]


async def heard(api: ZaloBotApi) -> object:
    result = await api.get_updates(timeout=1)
    return described(result)


def described(result: Any) -> str:
    message = parse_update(result)
    return message.text if message else str(message)


async def says(api: ZaloBotApi, text: str) -> object:
    sent = await api.send_message(CHAT, text)
    return f"message {len(sent['message_id'])}"


def reads_body(given: dict[str, str]) -> str:
    body = json.loads(given["body"])
    return described(body.get("result", body))


TRIES: dict[str, Callable[[dict[str, str]], object]] = {
    "getMe": lambda _: asked(get_me),
    "getMe, bad token": lambda _: asked(get_me, "1459232241:wrong"),
    "getUpdates": lambda _: asked(heard),
    "sendMessage": lambda given: asked(lambda api: says(api, given["text"])),
    "sendChatAction": lambda _: asked(lambda api: api.send_chat_action(CHAT)),
    "getWebhookInfo": lambda _: asked(lambda api: api.get_webhook_info()),
    "a webhook's body": reads_body,
}


def outcome(given: dict[str, str]) -> str:
    """A few words."""
    if given["try"] not in TRIES:
        return "not offered"
    try:
        return str(TRIES[given["try"]](given))
    except Exception as error:  # noqa: BLE001 - what it raises is what we want to know
        return f"raises {type(error).__name__}"


for line in sys.stdin:
    print(json.dumps(outcome(json.loads(line))), flush=True)
