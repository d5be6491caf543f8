"""What does Zalo itself say of our bots?"""

import asyncio
from collections.abc import Sequence

from bot.channels.contract import SendError
from bot.channels.zalo import TokenRefused, ZaloChannel, ZaloUnreachable
from bot.commands.doctor import Finding
from bot.commands.zalo import channels_of, path_of
from bot.settings import Settings


def of_bots(settings: Settings) -> Sequence[Finding]:
    """For each bot whether its token is good, by what name it answers, and by which way its events come in."""
    try:
        return asyncio.run(asked(list(channels_of(settings)), settings))
    except TokenRefused as error:
        return [Finding(is_fine=False, text=f"Zalo: {error}")]


async def asked(channels: Sequence[ZaloChannel], settings: Settings) -> Sequence[Finding]:
    """All bots at once: each may have to be waited for."""
    found = await asyncio.gather(*(of_zalo_bot(channel, settings) for channel in channels))
    return [finding for findings in found for finding in findings]


async def of_zalo_bot(channel: ZaloChannel, settings: Settings) -> list[Finding]:
    """What Zalo itself says of one bot."""
    title = f"Zalo bot {channel.number}"
    try:
        account, hook = await channel.verify(), await channel.hook()
    except (TokenRefused, ZaloUnreachable, SendError) as error:
        return [Finding(is_fine=False, text=f"{title}: {error}")]
    finally:
        await channel.close()
    groups = "vào nhóm được" if account.can_join_groups else "chưa vào nhóm được"
    findings = [
        Finding(is_fine=True, text=f"{title}: {account.shown} ({account.account_type or 'chưa rõ gói'}, {groups})")
    ]
    if account.number and account.number != channel.number:
        link = f"https://zalo.me/{account.number}"
        findings.append(Finding(is_fine=True, text=f"{title}: Zalo gọi bot này là số {account.number}; mời qua {link}"))
    if account.can_join_groups and not channel.is_named:
        hint = "đặt ZALO_BOT_NAMES đúng như tên hiện ra trong nhóm, để trợ lý nhận ra lời nhắc tới mình"
        findings.append(Finding(is_fine=False, text=f"{title}: chưa rõ tên hiện ra; {hint}"))
    wanted = f"{settings.public_url}{path_of(channel)}" if settings.public_url else ""
    return [*findings, of_zalo_hook(title, hook, wanted)]


def of_zalo_hook(title: str, hook: str, wanted: str) -> Finding:
    """Whether events come in by the way that the settings ask for."""
    if hook == wanted:
        return Finding(is_fine=True, text=f"{title}: nhận tin bằng {f'webhook {hook}' if hook else 'cách tự hỏi'}")
    if not hook:
        return Finding(is_fine=False, text=f"{title}: chưa đặt webhook; python -m bot run sẽ đặt {wanted}")
    then = f"đổi sang {wanted}" if wanted else "gỡ để tự hỏi tin"
    return Finding(is_fine=False, text=f"{title}: webhook đang ở {hook}; python -m bot run sẽ {then}")
