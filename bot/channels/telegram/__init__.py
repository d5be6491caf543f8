"""What did somebody tell us on Telegram, and how do we tell them something there?

The library serves as types, parser and client; receiving, order, pace and memory are the house's own. This package is
its one home: `reading` and `rendering` are pure, `refusals` says what a failure means, only `channel` waits.
"""

from bot.channels.telegram.channel import Command, Load, TelegramChannel, TelegramUnreachable, TokenRefused, connect
from bot.channels.telegram.reading import Me, NameUnknown

__all__ = ["Command", "Load", "Me", "NameUnknown", "TelegramChannel", "TelegramUnreachable", "TokenRefused", "connect"]
