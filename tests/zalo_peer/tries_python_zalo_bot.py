"""What `python-zalo-bot` does when it is asked to; one try per line of standard input, one outcome per line out."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from zalo_bot import Bot, Update
from zalo_bot.ext import ApplicationBuilder, CommandHandler

URL, TOKEN, CHAT = (os.environ[name] for name in ("ZALO_URL", "ZALO_TOKEN", "ZALO_CHAT"))


def in_a_loop(ask: Callable[[Bot], Awaitable[object]], token: str = TOKEN) -> object:
    """What comes of it when it is awaited by an initialised bot."""

    async def asked() -> object:
        async with Bot(token, URL) as bot:
            return await ask(bot)

    return asyncio.run(asked())


def without_a_loop(ask: Callable[[Bot], object]) -> object:
    """The webhook's methods are not asynchronous, and start a loop of their own."""
    bot = Bot(TOKEN, URL)
    return ask(bot)


def sent(message: Any) -> str:
    return f"message {len(message.message_id)}" if message else str(message)


async def get_me(bot: Bot) -> object:
    me = await bot.get_me()
    return me.id if me else me


async def heard(bot: Bot) -> object:
    """There is no attribute for a caption."""
    update = await bot.get_update(timeout=1)
    if update is None or update.message is None:
        return f"{type(update).__name__}, no message" if update else update
    return update.message.text or update.message.photo_url


async def says(bot: Bot, text: str) -> object:
    return sent(await bot.send_message(CHAT, text))


async def hooks_in_a_loop(bot: Bot) -> object:
    return bot.set_webhook(URL, "s3cret_-of-the-hook")


def dispatches(given: dict[str, str]) -> object:
    """A webhook's body through the handlers, as the package's own examples do it."""
    seen: list[str] = []

    async def start(update: Update, context: Any) -> None:
        seen.append(update.message.text)

    application = ApplicationBuilder().token(TOKEN).base_url(URL).build()
    application.add_handler(CommandHandler("tiendo", start))
    body = json.loads(given["body"])
    update = Update.de_json(body.get("result", body), application.bot)
    asyncio.run(application.process_update(update))
    return f"handled {len(seen)}"


TRIES: dict[str, Callable[[dict[str, str]], object]] = {
    "getMe": lambda _: in_a_loop(get_me),
    "getMe, bad token": lambda _: in_a_loop(get_me, "1459232241:wrong"),
    "getUpdates": lambda _: in_a_loop(heard),
    "sendMessage": lambda given: in_a_loop(lambda bot: says(bot, given["text"])),
    "sendPhoto": lambda given: in_a_loop(lambda bot: _photo(bot, given["photo"], given["text"])),
    "sendPhoto, as with Telegram": lambda given: in_a_loop(lambda bot: _photo(bot, given["text"], given["photo"])),
    "sendSticker": lambda _: in_a_loop(_sticker),
    "sendChatAction": lambda _: in_a_loop(lambda bot: bot.send_chat_action(CHAT, "typing")),
    "setWebhook": lambda given: without_a_loop(lambda bot: bot.set_webhook(given["url"], "s3cret_-of-the-hook")),
    "setWebhook, in a loop": lambda _: in_a_loop(hooks_in_a_loop),
    "getWebhookInfo": lambda _: without_a_loop(lambda bot: bot.get_webhook_info()),
    "deleteWebhook": lambda _: without_a_loop(lambda bot: bot.delete_webhook()),
    "a webhook's body": dispatches,
}


async def _photo(bot: Bot, photo: str, caption: str) -> object:
    return sent(await bot.send_photo(CHAT, caption, photo))


async def _sticker(bot: Bot) -> object:
    return sent(await bot.send_sticker(CHAT, "0e078a23b7665e380777"))


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
