"""One Telegram that is not ours for all tests of a module."""

from collections.abc import Iterator

import pytest

from tests.telegram_peer import Peer, PeerUnavailable, start_peer


@pytest.fixture(scope="module")
def peer_process() -> Iterator[Peer]:
    """The peer, started; skips with the reason where it cannot be had."""
    try:
        with start_peer() as started:
            yield started
    except PeerUnavailable as reason:
        pytest.skip(str(reason))
