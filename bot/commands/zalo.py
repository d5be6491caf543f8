"""Zalo at start-up: who our bots are, and by which way events come in."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.exc import SQLAlchemyError

from bot.app import Loop
from bot.backend import Hook
from bot.channels.contract import SendError
from bot.channels.zalo import TokenRefused, ZaloChannel, ZaloUnreachable, connect
from bot.channels.zalo.rendering import LIMITS, Link
from bot.inbox import Inbox, Stored
from bot.links import links_of
from bot.mistake import Mistake
from bot.opening import WEBHOOK_SECRET, Opened
from bot.settings import Settings
from bot.store import runs
from bot.store.incoming import Arrival
from bot.uncut import uncut
from handlers.messages import Limits

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
HOOK_PATH = "/webhook/zalo"
CHECK_SECONDS = 20.0
SOON_SECONDS, AGAIN_SECONDS = 5.0, 60.0
"""Zalo tries the address at once, perhaps before our server is up."""
AWAY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Zalo:
    """The office's bots, with the way their events come in: a public address means webhook, none means asking."""

    channels: tuple[ZaloChannel, ...]
    public_url: str
    secret: str

    @classmethod
    def of(cls, settings: Settings, opened: Opened) -> "Zalo":
        """The configured bots; with a public address they give links to files. Raises `Mistake` for a wrong token."""
        links = links_of(settings.public_url, opened.db)
        try:
            channels = tuple(channels_of(settings, links.to if links else None))
        except TokenRefused as error:
            raise Mistake(str(error)) from None
        made = opened.db.write_now(lambda db: runs.made_secret(db, WEBHOOK_SECRET))
        return cls(channels, settings.public_url, settings.webhook_secret or made)

    async def check(self) -> None:
        """Asks who we are: a refused token stops the start; an unreachable platform is asked again later."""
        await asyncio.gather(*(self._check(channel) for channel in self.channels))

    async def _check(self, channel: ZaloChannel) -> None:
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                account = await channel.verify()
        except TokenRefused as error:
            raise Mistake(str(error)) from None
        except (ZaloUnreachable, TimeoutError) as error:
            log.warning("zalo unreachable, going on without", extra={"bot": channel.bot, "why": str(error)})
            print(f"Zalo bot {channel.number}: chưa tới được Zalo; trợ lý vẫn chạy và thử lại mỗi phút.")
        else:
            way = "webhook" if self.public_url else "cách tự hỏi"
            plan = account.account_type or "chưa rõ gói"
            print(f"Zalo bot {channel.number}: {account.shown} ({plan}), nhận tin bằng {way}.")

    def hooks(self) -> list[Hook]:
        """A door for each bot, where there is a public address."""
        if not self.public_url:
            return []
        return [Hook(path_of(channel), SECRET_HEADER, self.secret, channel.bot) for channel in self.channels]

    def loops(self, inbox: Inbox) -> list[tuple[str, Loop]]:
        """For each bot the way in, tried until it stands; then asking for events, where no address is public."""
        return [(channel.bot, self._listening(channel, inbox)) for channel in self.channels]

    def _listening(self, channel: ZaloChannel, inbox: Inbox) -> Loop:
        async def listen() -> None:
            await self.introduce(channel)
            if not self.public_url:
                await channel.poll(lambda body: store(channel, inbox, body))

        return listen

    async def introduce(self, channel: ZaloChannel) -> None:
        """Who we are, and where events go; again after a while until Zalo has taken it."""
        wait = SOON_SECONDS
        while not await self._introduced(channel):
            await asyncio.sleep(wait)
            wait = AGAIN_SECONDS

    async def _introduced(self, channel: ZaloChannel) -> bool:
        try:
            await channel.verify()
            if not self.public_url:
                await channel.close_hook()
                return True
            found = await channel.open_hook(f"{self.public_url}{path_of(channel)}", self.secret)
        except (SendError, ZaloUnreachable, TokenRefused) as error:
            log.warning("zalo not introduced", extra={"bot": channel.bot, "why": str(error)})
            return False
        if not found.is_fine:
            told = {"bot": channel.bot, "outcome": found.outcome, "hint": found.hint}
            log.warning("zalo keeps the webhook but could not reach it", extra=told)
        return found.is_fine

    async def close(self) -> None:
        """Closes the connections."""
        await asyncio.gather(*(channel.close() for channel in self.channels))


def path_of(channel: ZaloChannel) -> str:
    """Where events of this bot are posted."""
    return f"{HOOK_PATH}/{channel.number}"


def channels_of(settings: Settings, link: Link | None = None) -> Iterator[ZaloChannel]:
    """A channel for each configured token, under the name that stands beside it. Raises `TokenRefused`."""
    names: Sequence[str] = settings.zalo_bot_names or ("",) * len(settings.zalo_bot_tokens)
    for token, name in zip(settings.zalo_bot_tokens, names, strict=True):
        yield connect(token, name=name, base_url=settings.zalo_bot_base_url, limits=limits_of(settings), link=link)


def limits_of(settings: Settings) -> Limits:
    """What the office's plan allows each bot."""
    return replace(
        LIMITS,
        per_second=settings.zalo_rate,
        month_max=settings.zalo_month_max,
        users_max=settings.zalo_users_max,
        groups_max=settings.zalo_groups_max,
    )


async def store(channel: ZaloChannel, inbox: Inbox, body: bytes, away_seconds: float = AWAY_SECONDS) -> bool:
    """Puts one event into the inbox; whether it was new. Zalo gives it once: it is held until the database has it."""
    peek = channel.peek(body)
    if peek is None:
        return False
    while True:
        try:
            fate, stopping = await uncut(inbox.store(Arrival(channel.bot, peek.event_id, peek.chat, body)))
        except SQLAlchemyError:
            log.exception("event waits for the database", extra={"bot": channel.bot})
            await asyncio.sleep(away_seconds)
            continue
        if stopping:
            raise asyncio.CancelledError
        return fate is Stored.NEW
