"""Is a bot's token good? Asked of the platform itself."""

import asyncio
from dataclasses import dataclass

from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Good:
    """The platform knows the token; `text` says as whom, `name` is what the bot is called there."""

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform does not know it; `text` says what to do."""

    text: str


@dataclass(frozen=True, slots=True)
class Unasked:
    """Nobody could be asked just now; `text` says why."""

    text: str


Tried = Good | Refused | Unasked


def try_telegram(settings: Settings, token: str, proxy: str) -> Tried:
    """Asks Telegram who this is."""
    from bot.channels.telegram import TelegramUnreachable, TokenRefused, connect
    from bot.commands.telegram import no_files
    from handlers.wording import CONTACT_LABEL

    async def ask() -> str:
        channel = connect(
            token, no_files, contact_label=CONTACT_LABEL, base_url=settings.telegram_base_url, proxy=proxy
        )
        try:
            return (await channel.verify()).username
        finally:
            await channel.close()

    try:
        name = asyncio.run(ask())
    except TokenRefused as error:
        return Refused(str(error))
    except TelegramUnreachable as error:
        return Unasked(str(error))
    return Good(f"Telegram: @{name}", name)


def try_zalo(settings: Settings, token: str) -> Tried:
    """Asks Zalo who this is; of the token only the number before the colon is ever named."""
    from bot.channels.zalo import Account, TokenRefused, ZaloUnreachable, connect

    async def ask() -> Account:
        channel = connect(token, base_url=settings.zalo_bot_base_url)
        try:
            return await channel.verify()
        finally:
            await channel.close()

    try:
        account = asyncio.run(ask())
    except TokenRefused as error:
        return Refused(str(error))
    except ZaloUnreachable as error:
        return Unasked(str(error))
    groups = "vào nhóm được" if account.can_join_groups else "chưa vào nhóm được"
    number = token.partition(":")[0]
    # What Zalo calls the account ("bot.VDKyGxQvc") is not what a mention shows.
    return Good(f"Zalo bot {number}: {account.shown} ({account.account_type or 'chưa rõ gói'}, {groups})", account.name)
