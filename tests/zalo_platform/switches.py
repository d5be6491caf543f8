"""How does this Zalo behave where its documents and what was measured differ, or where both are silent?"""

from dataclasses import dataclass
from enum import StrEnum


class Queue(StrEnum):
    """What becomes of an update that was polled."""

    CONSUME = "consume"
    """Each once."""
    REPLAY = "replay"
    """At once, and again on later polls, `replays` times more."""
    DROP_OFFLINE = "drop_offline"
    """Each once, and lost when nobody waits for it."""


class PhotoField(StrEnum):
    """What the address of a photo that comes in is called."""

    PHOTO_URL = "photo_url"
    PHOTO = "photo"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Words:
    """A refusal as it is worded."""

    code: int
    description: str


@dataclass(frozen=True, slots=True)
class Switches:
    """The defaults are what was measured, else what is documented; every other value is a Zalo that may be met."""

    success_says_error_code: bool = True
    """A success also carries `"error_code": 0`."""
    refusals_under_200: bool = False
    """All refusals come under HTTP 200, as that of a bad token always does."""
    idle_status: int = 408
    """The HTTP status of a poll that brought nothing; the body says 408 in either case."""
    says_display_name: bool = False
    """`getMe` also says `display_name`, which is not documented."""
    queue: Queue = Queue.CONSUME
    replays: int = 3
    poll_while_hooked: Words | None = Words(400, "Bad Request: webhook is set")
    """None: the poll idles instead."""
    poll_seconds_max: float = 60.0
    """However long a client asks for: for tests that do not want to wait."""

    loopback: bool = False
    """Lets addresses of this very machine through, for webhooks and photos."""
    wrapped: bool = False
    """Webhook bodies are wrapped in `{"ok", "result"}`, as documented, and not flat, as measured."""
    copies: int = 1
    """How often each update is delivered to the webhook."""
    reordered: bool = False
    """Of two updates that wait, the later goes first."""
    delay_seconds: float = 0.0
    retries: int = 3
    """How often a webhook that did not answer 200 is tried again."""
    retry_seconds: float = 0.1
    webhook_tests_max: int = 10
    """How many times a day `testWebhook` may be called."""

    unknown_chat: Words = Words(400, "Bad Request: chat not found")
    blocked: Words = Words(400, "Bad Request: user has blocked the bot")
    users_max: int = 50
    groups_max: int = 3
    month_max: int = 3000
    counts_inbound: bool = False
    """The month's allowance is used up by both directions."""

    code_points: bool = False
    """Lengths are counted in code points and not in UTF-16 units."""
    strict_markdown: bool = False
    """A stray brace or mark makes a markdown message be refused."""
    takes_uploads: bool = False
    """A photo may come as multipart."""

    photo_field: PhotoField = PhotoField.PHOTO_URL
    dates_in_seconds: bool = False
