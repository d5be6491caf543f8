"""What the tests of the channels share."""

from collections.abc import Iterator

import pytest
from telegram import Bot

from bot.channels.telegram import Me, TelegramChannel
from tests.channels.fake_telegram import BOT, TOKEN, FakeTelegram
from tests.channels.oracle import objections_to_call, objections_to_update
from tests.telegram_peer import Peer, PeerUnavailable, start_peer

FILES = {"sha-docx": b"PK docx", "sha-png": b"\x89PNG"}


@pytest.fixture
def fake_telegram(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeTelegram]:
    """Telegram inside the process; whatever it was sent or made to say is checked against the Bot API's own form."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    fake = FakeTelegram()
    yield fake
    for call in fake.calls:
        assert objections_to_call(call.method, call.parameters) == []
    for update in fake.waiting:
        assert objections_to_update(update) == []


@pytest.fixture
def pauses() -> list[float]:
    """How long the channel has waited: nobody sleeps in these tests."""
    return []


@pytest.fixture
def telegram(fake_telegram: FakeTelegram, pauses: list[float]) -> TelegramChannel:
    """The channel over it, verified, with chance fixed in the middle."""

    async def load(sha256: str) -> bytes:
        noughts = sha256.removeprefix("noughts-")
        return bytes(int(noughts)) if noughts != sha256 else FILES[sha256]

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    return TelegramChannel(
        Bot(TOKEN, request=fake_telegram, get_updates_request=fake_telegram),
        fake_telegram,
        Me(666, str(BOT["username"])),
        load,
        contact_label="Gửi số điện thoại",
        chance=lambda: 0.5,
        pause=pause,
    )


@pytest.fixture(scope="module")
def peer_process() -> Iterator[Peer]:
    """A Telegram that is not ours, started; skips with the reason where it cannot be had."""
    try:
        with start_peer() as started:
            yield started
    except PeerUnavailable as reason:
        pytest.skip(str(reason))
