"""A Telegram one can talk to over real HTTP: `start_peer()` starts it, `User` is a person in front of it.

with start_peer() as peer:
    # a bot with TELEGRAM_TOKEN=TOKEN and TELEGRAM_BASE_URL=peer.url runs, in this process or in another
    async with User(peer) as an:
        await an.say("/start Zk3")
        [greeting] = await an.hears()
        await an.taps(greeting, "Đúng")
"""

from tests.telegram_peer.peer import TOKEN, USERNAME, Peer, PeerUnavailable, start_peer
from tests.telegram_peer.user import Heard, User, group_of

__all__ = ["TOKEN", "USERNAME", "Heard", "Peer", "PeerUnavailable", "User", "group_of", "start_peer"]
