"""What did somebody tell us on Zalo, and how do we tell them something there?

The Zalo Bot Platform, spoken to by a client of our own on httpx. `reading` and `rendering` are pure, `client` makes one
call, `refusals` says what a failed one means for a message, only `client` and `channel` wait.
"""

from bot.channels.zalo.channel import Account, TokenRefused, Verification, ZaloChannel, ZaloUnreachable, connect
from bot.channels.zalo.reading import Me

__all__ = ["Account", "Me", "TokenRefused", "Verification", "ZaloChannel", "ZaloUnreachable", "connect"]
