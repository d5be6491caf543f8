"""What does Zalo know: its bots, whom they met, what each chat was shown, and what waits for a bot?

Pure state behind one lock, with the time given from outside; nothing here waits, listens or calls. `methods` says what
a bot may ask of it, `app` puts both on a wire.
"""

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from knowledge.dates import VIETNAM
from tests.zalo_platform.faults import Fault
from tests.zalo_platform.shapes import Json, Place, Sent, Spoken, group_id, identity, update_of, user_id
from tests.zalo_platform.switches import Queue, Switches, Words

TOKEN = "1459232241:invented-token-of-no-bot"
NAME = "Bot Công đoàn"


class Refused(Exception):  # noqa: N818 - Zalo's answer, not a fault of ours
    """A call is refused in words."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.words = Words(code, description)


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as a chat shows it."""

    bot: str
    chat: str
    kind: str
    text: str
    message_id: str
    at: datetime
    media: str = ""
    media_type: str = ""
    media_size: int = 0
    parse_mode: str = ""
    styled: bool = False


@dataclass(frozen=True, slots=True)
class Called:
    """One call as it came in; `unknown` are parameters that Zalo ignores.

    `code` is 0 when it was granted, -1 when a fault kept it from being looked at.
    """

    bot: str
    method: str
    parameters: Json
    unknown: tuple[str, ...]
    code: int
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    """One try to hand an update to a webhook; `status` 0 when nobody answered."""

    bot: str
    message_id: str
    status: int
    number: int


@dataclass(frozen=True, slots=True)
class Hook:
    """Where a bot's updates go."""

    url: str
    secret: str
    updated_at: int


@dataclass
class Queued:
    """An update that waits for the bot."""

    update: Json
    at: datetime
    given: int = 0


@dataclass
class Bot:
    """One bot as Zalo knows it."""

    id: str
    token: str
    name: str
    account_type: str
    can_join_groups: bool
    hook: Hook | None = None
    ever_hooked: bool = False
    users: dict[str, str] = field(default_factory=dict)
    """Whom it met, by id, with the name they show."""
    unserved: set[str] = field(default_factory=set)
    """Who came when it was full."""
    blocked_by: set[str] = field(default_factory=set)
    groups: dict[str, str] = field(default_factory=dict)
    queue: deque[Queued] = field(default_factory=deque)
    pollers: int = 0
    used: dict[str, int] = field(default_factory=dict)
    """How many messages it has used up, by month."""
    tests: dict[str, int] = field(default_factory=dict)


class Platform:
    """A Zalo of one's own. All methods may be called from any thread."""

    def __init__(self, clock: Callable[[], datetime], switches: Switches | None = None) -> None:
        self.lock = threading.RLock()
        self.switches = switches or Switches()
        self.calls: list[Called] = []
        self.deliveries: list[Delivered] = []
        self.lost: list[Json] = []
        """Updates that no bot will ever see."""
        self._clock, self._ahead = clock, timedelta()
        self._bots: dict[str, Bot] = {}
        self._shown: list[Shown] = []
        self._faults: list[Fault] = []
        self._numbers = 0

    # What a test does.

    def add_bot(
        self, token: str = TOKEN, name: str = NAME, *, account_type: str = "BASIC", can_join_groups: bool = False
    ) -> str:
        """A new bot; gives its id, which is the number before the colon."""
        with self.lock:
            number = token.partition(":")[0]
            self._bots[number] = Bot(number, token, name, account_type, can_join_groups)
            return number

    def revoke(self, bot: str) -> None:
        """The owner had a new token made; the old one is nobody's."""
        with self.lock:
            self._bots[bot].token = f"{bot}:renewed"

    def switch(self, **changes: object) -> None:
        """Changes how Zalo behaves from now on."""
        with self.lock:
            self.switches = replace(self.switches, **changes)  # type: ignore[arg-type] # names and types are a test's

    def advance(self, by: timedelta) -> None:
        """Zalo's own clock goes forward, over the end of a month if need be."""
        with self.lock:
            self._ahead += by

    def fault(self, fault: Fault) -> None:
        """What goes wrong from now on, after the faults that wait already."""
        with self.lock:
            self._faults.append(fault)

    def mend(self) -> None:
        """Nothing goes wrong any more."""
        with self.lock:
            self._faults.clear()

    def user_message(self, bot: str, person: str, spoken: Spoken | str, *, name: str = "") -> Json | None:
        """A person writes to the bot; None when the bot does not hear of it."""
        said = Spoken(spoken) if isinstance(spoken, str) else spoken
        with self.lock:
            here = self._bots[bot]
            user = user_id(bot, person)
            if not self._serves(here, user, name or person):
                return None
            return self._heard(here, said, Place(user, name or person, user))

    def group_message(
        self, bot: str, group: str, person: str, spoken: Spoken | str, *, replies: bool = False
    ) -> Json | None:
        """A member writes in a group; the bot hears it only when it is mentioned or replied to."""
        said = Spoken(spoken) if isinstance(spoken, str) else spoken
        with self.lock:
            here = self._bots[bot]
            chat = group_id(group)
            mentioned = f"@{here.name}" in said.text and said.kind in (Sent.TEXT, Sent.IMAGE, Sent.LINK)
            if chat not in here.groups or not (mentioned or replies):
                return None
            return self._heard(here, said, Place(user_id(bot, person), person, chat, is_group=True))

    def join_group(self, bot: str, group: str) -> bool:
        """The leader of a group confirms the bot; False when it may not come in. The bot is told nothing of it."""
        with self.lock:
            here = self._bots[bot]
            chat = group_id(group)
            if chat in here.groups:
                return True
            if not here.can_join_groups or len(here.groups) >= self.switches.groups_max:
                return False
            here.groups[chat] = group
            return True

    def leave_group(self, bot: str, group: str) -> None:
        """The bot is put out of the group, and told nothing of it."""
        with self.lock:
            self._bots[bot].groups.pop(group_id(group), None)

    def block(self, bot: str, person: str) -> None:
        """The person wants nothing from the bot any more."""
        with self.lock:
            self._bots[bot].blocked_by.add(user_id(bot, person))

    def unblock(self, bot: str, person: str) -> None:
        """The person takes messages again."""
        with self.lock:
            self._bots[bot].blocked_by.discard(user_id(bot, person))

    def outbox(self, bot: str = "", chat: str = "") -> list[Shown]:
        """What was shown, in order: everywhere, by one bot, or in one chat."""
        with self.lock:
            return [row for row in self._shown if bot in ("", row.bot) and chat in ("", row.chat)]

    def shown_to(self, bot: str, person: str) -> list[Shown]:
        """What one person sees in the private chat."""
        return self.outbox(bot, user_id(bot, person))

    def used(self, bot: str) -> int:
        """How much of this month's allowance is used up."""
        with self.lock:
            return self._bots[bot].used.get(self.month, 0)

    def waiting(self, bot: str) -> int:
        """How many updates the bot has still to fetch or to be given."""
        with self.lock:
            return len(self._bots[bot].queue)

    def put(self, bot: str, update: Json) -> None:
        """Gives the bot this very update, however strange."""
        with self.lock:
            self._queue(self._bots[bot], update)

    # What its other parts ask.

    @property
    def now(self) -> datetime:
        """Zalo's time."""
        return self._clock() + self._ahead

    @property
    def month(self) -> str:
        """The month the allowance belongs to."""
        return f"{self.now.astimezone(VIETNAM):%Y-%m}"

    def bot_of(self, token: str) -> Bot:
        """Raises `Refused` when the token is nobody's."""
        with self.lock:
            found = self._bots.get(token.partition(":")[0])
            if found is None or found.token != token:
                raise Refused(401, "Unauthorized")
            return found

    def bots(self) -> list[Bot]:
        """All of them."""
        with self.lock:
            return list(self._bots.values())

    def take_fault(self, method: str) -> Fault | None:
        """The fault that this call meets; it is used up by one."""
        with self.lock:
            for place, fault in enumerate(self._faults):
                if fault.method in ("*", method):
                    self._faults[place : place + 1] = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                    return fault
            return None

    def new_id(self, *parts: object) -> str:
        """The next message's id: always the same for the same course of events."""
        with self.lock:
            self._numbers += 1
            return identity("message", self._numbers, *parts)

    def admit(self, bot: Bot, chat: str) -> None:
        """Raises `Refused` when nothing can be shown there, or the month is used up."""
        with self.lock:
            if chat not in bot.users and chat not in bot.groups:
                raise Refused(self.switches.unknown_chat.code, self.switches.unknown_chat.description)
            if chat in bot.blocked_by:
                raise Refused(self.switches.blocked.code, self.switches.blocked.description)
            if bot.used.get(self.month, 0) >= self.switches.month_max:
                raise Refused(429, "Quota exceeded")

    def show(self, bot: Bot, shown: Shown) -> None:
        """The chat shows it, and it counts."""
        with self.lock:
            self._shown.append(shown)
            self.count(bot)

    def count(self, bot: Bot) -> None:
        """One message of the month's allowance is used up."""
        with self.lock:
            bot.used[self.month] = bot.used.get(self.month, 0) + 1

    def next_update(self, bot: Bot) -> Json | None:
        """What a poll brings now."""
        with self.lock:
            if not bot.queue:
                return None
            first = bot.queue.popleft()
            first.given += 1
            if self.switches.queue is Queue.REPLAY and first.given <= self.switches.replays:
                bot.queue.append(first)
            return first.update

    def take_for_hook(self, bot: Bot) -> list[Json]:
        """What goes to the webhook now, in the order in which it goes."""
        with self.lock:
            due_by = self.now - timedelta(seconds=self.switches.delay_seconds)
            due = [queued for queued in bot.queue if queued.at <= due_by]
            bot.queue = deque(queued for queued in bot.queue if queued.at > due_by)
            if self.switches.reordered:
                due = [queued for pair in range(0, len(due), 2) for queued in reversed(due[pair : pair + 2])]
            return [queued.update for queued in due for _ in range(self.switches.copies)]

    def _serves(self, bot: Bot, user: str, name: str) -> bool:
        if user in bot.users:
            return True
        if len(bot.users) >= self.switches.users_max:
            bot.unserved.add(user)
            return False
        bot.users[user] = name
        return True

    def _heard(self, bot: Bot, spoken: Spoken, place: Place) -> Json:
        update = update_of(spoken, place, self.new_id(place.chat), self.now, self.switches)
        if self.switches.counts_inbound:
            self.count(bot)
        self._queue(bot, update)
        return update

    def _queue(self, bot: Bot, update: Json) -> None:
        if self.switches.queue is Queue.DROP_OFFLINE and bot.hook is None and not bot.pollers:
            self.lost.append(update)
            return
        bot.queue.append(Queued(update, self.now))


def message_id_of(update: Json) -> str:
    """The id of the update's message, or nothing."""
    message = update.get("message")
    return str(message.get("message_id", "")) if isinstance(message, Mapping) else ""
