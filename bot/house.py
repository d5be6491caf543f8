"""What every loop of the house shares: values and shared state, no loops."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.channels.contract import Channel
from bot.clock import OfficeClock
from bot.db import Database
from bot.links import Links
from bot.pulse import Pulse
from bot.readers import Readers
from bot.settings import QuietHours
from bot.shelf import Shelf
from bot.store.outgoing import Gaps
from handlers.messages import BotId, Limits
from handlers.talk import Office
from scheduler.rungs import Quiet


@dataclass(frozen=True, slots=True)
class House:
    """The running application without its loops."""

    db: Database
    boot: str
    channels: Mapping[str, Channel]
    clock: OfficeClock
    shelf: Shelf
    pulse: Pulse
    office: Office
    salt: str = field(repr=False)
    quiet_hours: QuietHours | None = None
    readers: Readers = field(default_factory=Readers)
    links: Links | None = None
    """None where no address of this house is public."""

    @property
    def pull_bots(self) -> tuple[BotId, ...]:
        """Bots whose readers fetch."""
        return tuple(BotId(name) for name, channel in self.channels.items() if channel.limits.pull)

    @property
    def push_bots(self) -> tuple[BotId, ...]:
        """Bots whose messages must be sent to a platform."""
        return tuple(BotId(name) for name, channel in self.channels.items() if not channel.limits.pull)


def quiet_of(house: House) -> Quiet | None:
    """The hours in which nothing is sent unasked, as the talk speaks of them."""
    return Quiet(house.quiet_hours.start, house.quiet_hours.end) if house.quiet_hours else None


def gaps_of(limits: Limits) -> Gaps:
    """How long a chat rests between two messages, by the channel's limits."""
    return Gaps(timedelta(seconds=limits.private_gap_seconds), timedelta(seconds=limits.group_gap_seconds))
