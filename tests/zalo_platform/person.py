"""A person in front of a Zalo chat: says things, and waits for what the chat shows."""

import time

from tests.zalo_platform.platform import Platform
from tests.zalo_platform.shapes import Json, Spoken, user_id

STEP_SECONDS = 0.02


class Person:
    """One person in the private chat with one bot of a platform that runs elsewhere."""

    def __init__(self, platform: Platform, bot: str, name: str) -> None:
        self.platform, self.bot, self.name = platform, bot, name
        self.chat = user_id(bot, name)
        self._read = len(platform.shown_to(bot, name))

    def says(self, spoken: Spoken | str) -> Json:
        """Writes to the bot, which has room for this person."""
        update = self.platform.user_message(self.bot, self.name, spoken)
        assert update is not None, f"{self.name} is not served by this bot"
        return update

    def hears(self, count: int = 1, seconds: float = 20.0) -> list[str]:
        """The next so many messages."""
        shown = self._shown(count, seconds)
        assert len(shown) >= count, f"{self.name} waited for {count}, and saw {shown}"
        self._read += count
        return shown[:count]

    def may_hear(self, seconds: float = 2.0) -> str | None:
        """The next message, if one comes."""
        shown = self._shown(1, seconds)
        self._read += len(shown[:1])
        return shown[0] if shown else None

    def hears_nothing_more(self, seconds: float = 0.7) -> bool:
        """Whether the chat stays as it is."""
        return not self._shown(1, seconds)

    def asks(self, said: str) -> str:
        """Says it and gives the one answer."""
        self.says(said)
        [answer] = self.hears()
        return answer

    def _shown(self, count: int, seconds: float) -> list[str]:
        end = time.monotonic() + seconds
        while True:
            shown = [row.text or row.media for row in self.platform.shown_to(self.bot, self.name)[self._read :]]
            if len(shown) >= count or time.monotonic() >= end:
                return shown
            time.sleep(STEP_SECONDS)
