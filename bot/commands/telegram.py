"""Telegram at start-up: who we are, the menus, and by which way updates come in."""

import asyncio
import logging
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError

from bot.app import Loop
from bot.backend import Hook
from bot.channels.contract import SendError, Verdict
from bot.channels.telegram import Command, Load, TelegramChannel, TelegramUnreachable, TokenRefused, connect
from bot.db import Database
from bot.inbox import Inbox, Stored
from bot.mistake import Mistake
from bot.opening import WEBHOOK_SECRET, Opened
from bot.settings import Settings
from bot.store import files, runs
from bot.store.incoming import Arrival
from handlers.router import ROUTES
from handlers.wording import CONTACT_LABEL

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
HOOK_PATH = "/webhook/telegram"
CHECK_SECONDS = 20.0
AGAIN_SECONDS = 60.0
AWAY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Telegram:
    """One bot, with the way its updates come in: a public address means webhook, none means asking."""

    channel: TelegramChannel
    public_url: str
    secret: str

    @classmethod
    def of(cls, settings: Settings, opened: Opened) -> "Telegram":
        """The configured bot. Raises `Mistake` for what cannot be a token."""
        try:
            channel = connect(
                settings.telegram_token,
                file_loader(opened.db),
                contact_label=CONTACT_LABEL,
                base_url=settings.telegram_base_url,
                proxy=settings.telegram_proxy,
                rate=settings.telegram_rate,
            )
        except TokenRefused as error:
            raise Mistake(str(error)) from None
        made = opened.db.write_now(lambda db: runs.made_secret(db, WEBHOOK_SECRET))
        return cls(channel, settings.public_url, settings.webhook_secret or made)

    async def check(self) -> None:
        """Asks who we are: a refused token stops the start; an unreachable platform is asked again later."""
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                me = await self.channel.verify()
        except TokenRefused as error:
            raise Mistake(str(error)) from None
        except (TelegramUnreachable, TimeoutError) as error:
            log.warning("telegram unreachable, going on without", extra={"why": str(error)})
            print("Chưa tới được Telegram; trợ lý vẫn chạy và thử lại mỗi phút. Tại Việt Nam cần TELEGRAM_PROXY.")
        else:
            print(f"Telegram: @{me.username}, nhận tin bằng {'webhook' if self.public_url else 'cách tự hỏi'}.")

    def hooks(self) -> list[Hook]:
        """The door for updates, where there is a public address."""
        if not self.public_url:
            return []
        return [Hook(HOOK_PATH, SECRET_HEADER, self.secret, self.channel.bot)]

    def loops(self, inbox: Inbox) -> list[tuple[str, Loop]]:
        """Menus and the way in, tried until they stand; then asking for updates, where no address is public."""

        async def store(body: bytes) -> Stored:
            peek = self.channel.peek(body)
            if peek is None:
                return Stored.NOT_AN_EVENT
            return await inbox.store(Arrival(self.channel.bot, peek.event_id, peek.chat, body))

        async def listen() -> None:
            await self.introduce()
            if not self.public_url:
                await self.channel.poll(store)

        return [("telegram", listen)]

    async def introduce(self) -> None:
        """Who we are, what the menu says, and where updates go; again each minute until Telegram has taken it."""
        menu = [Command(route.command, route.about) for route in ROUTES]
        while True:
            try:
                await self.channel.verify()
                await self.channel.register(menu, [command for command in menu if command.name in IN_GROUPS])
                if self.public_url:
                    await self.channel.open_hook(f"{self.public_url}{HOOK_PATH}", self.secret)
                else:
                    await self.channel.close_hook()
            except (SendError, TelegramUnreachable, TokenRefused) as error:
                log.warning("telegram not introduced", extra={"why": str(error)})
                await asyncio.sleep(AGAIN_SECONDS)
            else:
                return


IN_GROUPS = ("trogiup", "hoi", "chitiet")


def file_loader(db: Database) -> Load:
    """Fetches a produced file from the table that all machines share."""

    async def load(sha256: str) -> bytes:
        try:
            content = await db.read(lambda session: files.content_of(session, sha256))
        except DBAPIError as error:  # nothing has been sent: once the database is back the message goes
            raise SendError(Verdict.RETRY, "the file could not be read", wait_seconds=AWAY_SECONDS) from error
        if content is None:
            raise SendError(Verdict.DROP, "the file is not kept any more")
        return content

    return load


async def no_files(sha256: str) -> bytes:
    """For who only asks Telegram who we are, and sends nothing."""
    raise LookupError(sha256)
