"""How is one bot on Telegram listened to and spoken through?"""

import asyncio
import json
import logging
import os
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

import telegram as tg
from telegram.constants import ChatAction
from telegram.request import BaseRequest, HTTPXRequest

from bot.channels.contract import Peek, SendError, TooBig, Verdict
from bot.channels.patience import back_off
from bot.channels.telegram.reading import Me, peek, read
from bot.channels.telegram.refusals import refusals
from bot.channels.telegram.rendering import LIMITS, Rendered, render, split
from handlers.messages import Attached, BotId, Chat, Inbound, Limits, Reply

API = "https://api.telegram.org"
EVENTS = ("message", "edited_message", "callback_query", "my_chat_member")
"""What we ask Telegram for; the rest stays there."""

POOL_SIZE = 8  # more makes the client slower, and eight carry 60 messages a second
HOOK_CONNECTIONS = 4  # few, so that updates of one chat do not overtake each other on the way in
LISTEN_SECONDS, LISTEN_GRACE_SECONDS = 30, 10

UPLOAD_MAX, PICTURE_MAX = 50_000_000, 10_000_000
"""What Telegram takes from a bot; a larger picture goes as a file."""
DOWNLOAD_MAX = 20 * 1024 * 1024
"""What Telegram hands over to a bot, unless the office runs a Bot API server of its own."""
DOWNLOAD_SECONDS = 120

Load = Callable[[str], Awaitable[bytes]]
"""The content of a produced file, by its sha256; raises `SendError` when there is none."""
Store = Callable[[bytes], Awaitable[object]]
"""Puts one update into the inbox; returns after the commit."""

log = logging.getLogger(__name__)


class TokenRefused(Exception):  # noqa: N818 - what Telegram said, in words for the operator
    """The token is none of Telegram's."""


class TelegramUnreachable(Exception):  # noqa: N818 - what the network said, in words for the operator
    """Telegram does not answer from here."""


@dataclass(frozen=True, slots=True)
class Command:
    """A line of the menu that Telegram opens on “/”."""

    name: str
    description: str


def connect(
    token: str, load: Load, *, contact_label: str, base_url: str = "", proxy: str = "", rate: float = LIMITS.per_second
) -> "TelegramChannel":
    """The channel of one token; nothing is sent yet. Raises `TokenRefused` for what cannot be a token."""
    number, _, secret = token.partition(":")
    if not (number.isascii() and number.isdecimal() and secret):
        raise TokenRefused("TELEGRAM_TOKEN phải có dạng 123456:AAE…, chép nguyên từ tin nhắn của BotFather.")
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # asks the library for its next version's way, and it stops warning
    client, listener = _http(POOL_SIZE, proxy), _http(1, proxy)
    server = (base_url or API).rstrip("/")
    api = tg.Bot(token, f"{server}/bot", f"{server}/file/bot", request=client, get_updates_request=listener)
    limits = replace(LIMITS, per_second=rate)
    return TelegramChannel(api, listener, Me(int(number)), load, contact_label=contact_label, limits=limits)


def _http(pool_size: int, proxy: str) -> HTTPXRequest:
    """Ten seconds at most for an answer: a process that is taken for dead after thirty must have given up by then."""
    return HTTPXRequest(
        pool_size, read_timeout=10, write_timeout=10, connect_timeout=5, pool_timeout=5, proxy=proxy or None
    )


class TelegramChannel:
    """One bot on Telegram. Only what says `async` touches the network."""

    def __init__(
        self,
        api: tg.Bot,
        listener: BaseRequest,
        me: Me,
        load: Load,
        *,
        contact_label: str,
        limits: Limits = LIMITS,
        chance: Callable[[], float] = random.random,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._api, self._listener, self._me, self._load = api, listener, me, load
        self._contact_label, self._limits, self._chance, self._pause = contact_label, limits, chance, pause

    @property
    def bot(self) -> BotId:
        return self._me.bot

    @property
    def limits(self) -> Limits:
        return self._limits

    def peek(self, body: bytes) -> Peek | None:
        """The update's number and chat; None for what is no update."""
        return peek(body)

    def read(self, body: bytes, received_at: datetime) -> Inbound | None:
        """The update in our words; None for one that means nothing to us. Raises `Unreadable`, or `NameUnknown`."""
        return read(body, self._me, received_at)

    def split(self, reply: Reply) -> Sequence[Reply]:
        """One reply for each message that `send` will send."""
        return split(reply)

    def render(self, reply: Reply, chat: Chat) -> Rendered:
        """What `send` hands to Telegram."""
        return render(reply, chat, self._contact_label)

    async def send(self, chat: Chat, reply: Reply) -> str:
        """Sends one message and gives Telegram's id of it. Raises `SendError`."""
        message = self.render(reply, chat)
        upload = message.picture or message.file
        content = await self._load(upload.sha256) if upload else b""
        if len(content) > UPLOAD_MAX:
            raise SendError(Verdict.DROP, f"{len(content)} bytes are more than Telegram takes")
        with refusals():
            sent = await self._post(message, content)
        return str(sent.message_id)

    async def _post(self, message: Rendered, content: bytes) -> tg.Message:
        to, caption, keyboard = message.chat_id, message.text or None, message.keyboard
        picture, file = message.picture, message.file
        if picture and len(content) > PICTURE_MAX:
            picture, file = None, picture
        if picture:
            return await self._api.send_photo(
                to, content, caption=caption, reply_markup=keyboard, filename=picture.name
            )
        if file:
            return await self._api.send_document(
                to, content, caption=caption, reply_markup=keyboard, filename=file.name
            )
        # To show a preview Telegram would fetch the signed links that we send.
        no_preview = tg.LinkPreviewOptions(is_disabled=True)
        return await self._api.send_message(to, message.text, reply_markup=keyboard, link_preview_options=no_preview)

    async def fetch(self, item: Attached, most: int) -> bytes:
        """The content of a document. Raises `TooBig` and `SendError`; none of them shows the token."""
        try:
            async with asyncio.timeout(DOWNLOAD_SECONDS):
                with refusals():
                    found = await self._api.get_file(item.ref)
                if (found.file_size or 0) > most:
                    raise TooBig(most)
                content = await _downloaded(found)
        except TimeoutError as error:
            raise SendError(Verdict.RETRY, "the download took too long") from error
        except SendError as refusal:
            if "file is too big" in refusal.reason.lower():
                raise TooBig(DOWNLOAD_MAX) from refusal
            raise
        if len(content) > most:
            raise TooBig(most)
        return content

    async def acknowledge(self, inbound: Inbound) -> None:
        """Stops the spinner of the button that was tapped."""
        if inbound.callback:
            await _courtesy(self._api.answer_callback_query(inbound.callback))

    async def typing(self, chat: Chat) -> None:
        """Shows for five seconds that an answer is being prepared."""
        await _courtesy(self._api.send_chat_action(int(chat.id), ChatAction.TYPING))

    async def verify(self) -> Me:
        """Asks Telegram who we are. Raises `TokenRefused` or `TelegramUnreachable`."""
        try:
            with refusals():
                user = await self._api.get_me()
        except SendError as refusal:
            raise _unverified(refusal) from refusal
        self._me = Me(user.id, user.username or "", user.full_name)
        return self._me

    async def register(self, private: Sequence[Command], group: Sequence[Command]) -> None:
        """Puts the menus behind “/”, in private chats and in groups. Raises `SendError`."""
        with refusals():
            await self._api.set_my_commands(_menu(private), scope=tg.BotCommandScopeAllPrivateChats())
            await self._api.set_my_commands(_menu(group), scope=tg.BotCommandScopeAllGroupChats())

    async def open_hook(self, url: str, secret: str) -> None:
        """From now on Telegram posts updates to this address, the secret in a header. Raises `SendError`."""
        with refusals():
            await self._api.set_webhook(
                url, secret_token=secret, allowed_updates=EVENTS, max_connections=HOOK_CONNECTIONS
            )

    async def close_hook(self) -> None:
        """From now on updates wait for `poll`; none is dropped. Raises `SendError`."""
        with refusals():
            await self._api.delete_webhook()

    async def poll(self, store: Store) -> None:
        """Fetches updates until cancelled: each is stored first, and acknowledged by the next call.

        They pass raw, so one that nobody can read does not block those behind it. Trouble of the network and a second
        listener only delay; what `store` raises ends the call, and Telegram gives the same updates to the next one.
        """
        after = failures = 0
        while True:
            try:
                updates = await self._updates(after)
            except SendError as refusal:
                failures += 1
                wait = max(refusal.wait_seconds, back_off(failures, self._chance()))
                told = {"status": refusal.http_status, "wait_seconds": wait, "why": refusal.reason}
                log.warning("telegram poll failed", extra=told)
                await self._pause(wait)
                continue
            failures = 0
            for update in updates:
                await store(update)
                after = max(after, _number(update) + 1)

    async def _updates(self, after: int) -> Sequence[bytes]:
        """The updates from this number on, raw: the library's own method parses them, all or none."""
        wanted = {"offset": after, "timeout": LISTEN_SECONDS, "allowed_updates": json.dumps(EVENTS)}
        address = f"{self._api.base_url}/getUpdates?{urlencode(wanted)}"
        with refusals():
            found = await self._listener.post(address, read_timeout=LISTEN_SECONDS + LISTEN_GRACE_SECONDS)
        if not isinstance(found, list):
            raise SendError(Verdict.UNSURE, "not a list of updates")
        updates = [json.dumps(update).encode() for update in found]
        if updates and not any(map(_number, updates)):
            raise SendError(Verdict.UNSURE, "no update carries a number")
        return updates

    async def close(self) -> None:
        """Closes the connections."""
        await asyncio.gather(self._api.request.shutdown(), self._listener.shutdown())


async def _downloaded(found: tg.File) -> bytes:
    """The content. A 404 speaks of the file here: the token was good a moment ago."""
    try:
        with refusals():
            return bytes(await found.download_as_bytearray())
    except SendError as refusal:
        if refusal.http_status in {401, 404}:
            raise SendError(Verdict.DROP, "Telegram keeps the file no more", http_status=404) from refusal
        raise


async def _courtesy(call: Awaitable[object]) -> None:
    """What Telegram refuses here is no trouble to anybody."""
    try:
        with refusals():
            await call
    except SendError as refusal:
        log.debug("telegram courtesy refused", extra={"why": refusal.reason})


def _unverified(refusal: SendError) -> TokenRefused | TelegramUnreachable:
    """The reason in words for the operator, with what to do about it."""
    if refusal.http_status == 401:
        return TokenRefused(
            "Telegram không nhận mã bot trong TELEGRAM_TOKEN. Đồng chí lấy lại mã ở BotFather (/token)."
        )
    return TelegramUnreachable(
        "Không kết nối được tới Telegram. Nếu mạng đang chặn Telegram, đồng chí đặt TELEGRAM_PROXY rồi thử lại. "
        f"({refusal.reason})"
    )


def _menu(commands: Sequence[Command]) -> list[tg.BotCommand]:
    return [tg.BotCommand(command.name, command.description) for command in commands]


def _number(update: bytes) -> int:
    """The update's number, or 0, which Telegram never gives."""
    seen = peek(update)
    return int(seen.event_id) if seen else 0
