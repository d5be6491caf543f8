"""How is one bot on Zalo listened to and spoken through?"""

import asyncio
import json
import logging
import random
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.channels.contract import Peek, SendError, Verdict
from bot.channels.patience import back_off
from bot.channels.zalo.client import NotWritten, Refusal, ZaloClient, ZaloError
from bot.channels.zalo.reading import Me, peek, read
from bot.channels.zalo.refusals import WAIT_TOKEN_SECONDS, refusals
from bot.channels.zalo.rendering import LIMITS, Link, instead_of_picture, render, split
from handlers.messages import Attached, BotId, Chat, Inbound, Limits, Reply

LISTEN_SECONDS, LISTEN_GRACE_SECONDS = 30, 15
BETWEEN_POLLS_SECONDS = 1.0
"""The queue is said to give what was taken again and again, at once, until it is empty."""
TOKEN = re.compile(r"(\d+):(\S+)", re.ASCII)

Store = Callable[[bytes], Awaitable[bool]]
"""Puts one event into the inbox; says after the commit whether it was new."""

log = logging.getLogger(__name__)


class TokenRefused(Exception):  # noqa: N818 - what Zalo said, in words for the operator
    """The token is none of Zalo's."""


class ZaloUnreachable(Exception):  # noqa: N818 - what the network said, in words for the operator
    """Zalo does not answer from here, or not in its own words."""


@dataclass(frozen=True, slots=True)
class Account:
    """Our bot as Zalo knows it; `number` is Zalo's, which need not be the one in the token."""

    number: str
    name: str
    account_name: str
    account_type: str
    can_join_groups: bool

    @property
    def shown(self) -> str:
        """What the operator recognises it by."""
        return self.name or self.account_name or self.number


@dataclass(frozen=True, slots=True)
class Verification:
    """What Zalo found when it tried the webhook: `outcome` in its own words, with a hint."""

    is_fine: bool
    outcome: str = ""
    hint: str = ""


def connect(
    token: str, *, name: str = "", base_url: str = "", limits: Limits = LIMITS, link: Link | None = None
) -> "ZaloChannel":
    """The channel of one token; nothing is sent yet. `name` is what a mention of the bot shows.

    Raises `TokenRefused` for what cannot be a token.
    """
    parts = TOKEN.fullmatch(token)
    if not parts:
        raise TokenRefused("ZALO_BOT_TOKENS: mỗi mã có dạng 12345689:abc-xyz, chép nguyên từ tin nhắn của Zalo.")
    return ZaloChannel(ZaloClient(token, base_url), parts[1], name=name, limits=limits, link=link)


class ZaloChannel:
    """One bot on Zalo. Only what says `async` touches the network."""

    def __init__(
        self,
        client: ZaloClient,
        number: str,
        *,
        name: str = "",
        limits: Limits = LIMITS,
        link: Link | None = None,
        chance: Callable[[], float] = random.random,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client, self._name, self._limits, self._link = client, name, limits, link
        self._me = Me(number, (name,) if name else ())
        self._chance, self._pause, self._clock = chance, pause, clock

    @property
    def bot(self) -> BotId:
        return self._me.bot

    @property
    def number(self) -> str:
        """The number before the token's colon: it may be shown."""
        return self._me.id

    @property
    def is_named(self) -> bool:
        """Whether we know what a mention of us shows; the account's name is another."""
        return any(not name.lower().startswith("bot.") for name in self._me.names)

    @property
    def limits(self) -> Limits:
        return self._limits

    def peek(self, body: bytes) -> Peek | None:
        """The event's id and chat; None for what is no event."""
        return peek(body)

    def read(self, body: bytes, received_at: datetime) -> Inbound | None:
        """The event in our words; None for one that means nothing to us. Raises `Unreadable`."""
        return read(body, self._me, received_at)

    def split(self, reply: Reply) -> Sequence[Reply]:
        """One reply for each message that `send` will send; a part is not split further."""
        return split(reply, self._link)

    async def send(self, chat: Chat, reply: Reply) -> str:
        """Sends one message and gives Zalo's id of it. Raises `SendError`.

        What was worded only now may be more than one message. When a later one fails, nobody shall get the first again.
        """
        sent = ""
        parts = self.split(reply)
        if not parts:
            raise SendError(Verdict.DROP, "nothing to say")
        for place, part in enumerate(parts):
            try:
                sent = await self._post(chat, part)
            except SendError as refusal:
                if place == 0:
                    raise
                reason = f"{place} of {len(parts)} messages sent, then: {refusal.reason}"
                raise SendError(Verdict.UNSURE, reason, http_status=refusal.http_status) from refusal
        return sent

    async def _post(self, chat: Chat, part: Reply) -> str:
        call = render(part, chat, self._link)
        try:
            with refusals():
                return _message_id(await self._client.call(call.method, call.params))
        except SendError as refusal:
            if not part.pictures or refusal.verdict is not Verdict.DROP:
                raise
            log.warning("zalo took no picture", extra={"bot": self.bot, "why": refusal.reason})
        return await self._post(chat, instead_of_picture(part, self._link))

    async def fetch(self, item: Attached, most: int) -> bytes:  # noqa: ARG002 - the platforms' signature
        """Zalo hands no documents over: they come through a page of ours."""
        raise SendError(Verdict.DROP, "Zalo has no documents")

    async def acknowledge(self, inbound: Inbound) -> None:
        """Nothing spins on Zalo."""

    async def typing(self, chat: Chat) -> None:
        """Shows for some seconds that an answer is being prepared."""
        try:
            await self._client.call("sendChatAction", {"chat_id": chat.id, "action": "typing"})
        except ZaloError as error:
            log.debug("zalo courtesy refused", extra={"bot": self.bot, "why": str(error)})

    async def verify(self) -> Account:
        """Asks Zalo who we are, and answers to that name from now on. Raises `TokenRefused` or `ZaloUnreachable`."""
        try:
            found = await self._client.call("getMe")
        except ZaloError as error:
            raise self._unverified(error) from None
        if not isinstance(found, dict):
            raise self._unverified(ZaloError("getMe gave nothing"))
        account = _account(found)
        names = (self._name, account.name, account.account_name)
        self._me = replace(self._me, names=tuple(dict.fromkeys(name for name in names if name)))
        return account

    def _unverified(self, error: ZaloError) -> TokenRefused | ZaloUnreachable:
        """The reason in words for the operator, with what to do about it."""
        if isinstance(error, Refusal) and error.code in {401, 404}:
            return TokenRefused(
                f"Zalo không nhận mã của bot số {self.number} trong ZALO_BOT_TOKENS. "
                "Đồng chí lấy lại mã ở Zalo Bot Creator (mã cũ mất hiệu lực khi đặt lại)."
            )
        way = " Đồng chí xem lại mạng rồi thử lại." if isinstance(error, NotWritten) else ""
        return ZaloUnreachable(f"Không hỏi được Zalo về bot số {self.number}.{way} ({error})")

    async def open_hook(self, url: str, secret: str) -> Verification:
        """From now on Zalo posts events to this address, even where its trial of it failed. Raises `SendError`."""
        with refusals():
            found = await self._client.call("setWebhook", {"url": url, "secret_token": secret})
        return _verification(found)

    async def close_hook(self) -> None:
        """From now on events wait for `poll`; that there was no webhook is no trouble. Raises `SendError`."""
        with refusals():
            try:
                await self._client.call("deleteWebhook")
            except Refusal as refusal:
                if refusal.code not in {400, 404}:
                    raise

    async def hook(self) -> str:
        """Where Zalo posts events now; nothing when it posts none. Raises `SendError`."""
        with refusals():
            try:
                found = await self._client.call("getWebhookInfo")
            except Refusal as refusal:
                if refusal.code != 404:
                    raise
                return ""
        return _text(found, "url") if isinstance(found, dict) else ""

    async def poll(self, store: Store) -> None:
        """Fetches events until cancelled. Each is Zalo's no more once it was given, so it is stored before the next.

        After something new Zalo is asked again at once, else a second after it was asked last. Trouble only delays;
        what `store` raises ends the call.
        """
        failures = 0
        while True:
            began = self._clock()
            try:
                events = await self._events()
            except ZaloError as error:
                failures += 1
                wait = max(self._wait(error), back_off(failures, self._chance()))
                log.warning("zalo poll failed", extra={"bot": self.bot, "wait_seconds": wait, "why": str(error)})
                await self._pause(wait)
                continue
            failures = 0
            fates = [await store(event) for event in events]
            rest = BETWEEN_POLLS_SECONDS - (self._clock() - began)
            if not any(fates) and rest > 0:
                await self._pause(rest)

    async def _events(self) -> Sequence[bytes]:
        """What waits for us, as webhooks would bring it: one event, seldom a list, mostly none."""
        params = {"timeout": str(LISTEN_SECONDS)}
        try:
            found = await self._client.call("getUpdates", params, seconds=LISTEN_SECONDS + LISTEN_GRACE_SECONDS)
        except Refusal as refusal:
            if refusal.code == 408:  # nobody wrote anything
                return ()
            raise
        events = found if isinstance(found, list) else [found]
        return [json.dumps(event).encode() for event in events if event]

    def _wait(self, error: ZaloError) -> float:
        return WAIT_TOKEN_SECONDS if isinstance(error, Refusal) and error.code == 401 else 0.0

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.close()


def _message_id(sent: object) -> str:
    """The message's id; Zalo took it even where it does not name it."""
    return _text(sent, "message_id") if isinstance(sent, dict) else ""


def _account(found: Mapping[str, object]) -> Account:
    return Account(
        number=_text(found, "id"),
        name=_text(found, "display_name"),
        account_name=_text(found, "account_name"),
        account_type=_text(found, "account_type"),
        can_join_groups=found.get("can_join_groups") is True,
    )


def _verification(found: object) -> Verification:
    """Older builds of Zalo do not try the address and say nothing of it: then there is nothing against it."""
    tried = found.get("verification") if isinstance(found, dict) else None
    if not isinstance(tried, dict):
        return Verification(is_fine=True)
    return Verification(tried.get("ok") is True, _text(tried, "outcome"), _text(tried, "hint"))


def _text(found: Mapping[str, object], name: str) -> str:
    value = found.get(name)
    return str(value) if isinstance(value, str | int) else ""
