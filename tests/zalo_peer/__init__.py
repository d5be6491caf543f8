"""Clients of the Zalo Bot API that we did not write, each in a process of its own that tries one thing at a time.

with start("python-zalo-bot", url, token, chat, folder) as client:
    client.tries("getMe")     # what came of it, in a few words, as the table in README.md has it
"""

from tests.zalo_peer.peer import CLIENTS, Client, PeerUnavailable, start

__all__ = ["CLIENTS", "Client", "PeerUnavailable", "start"]
