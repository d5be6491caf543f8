"""What is said and what is answered: the values that travel between channels, the desk and the talk."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import NewType

Address = NewType("Address", str)
"""One account on one channel: `telegram:81`, `zalo:<bot>:6ede…`, `web:lan`."""

BotId = NewType("BotId", str)
"""Whose token a chat belongs to: `telegram:666`, `web`, `terminal`."""

BUTTON_SAYS_MAX_BYTES = 64


class Kind(StrEnum):
    """What happened in the chat."""

    TEXT = "text"
    BUTTON = "button"
    EDITED = "edited"
    CONTACT = "contact"
    """The sender's own phone number, proved by the platform's contact button; `text` holds the number."""
    FOREIGN_CONTACT = "foreign_contact"
    ATTACHMENT = "attachment"
    """A photo, file, voice message or sticker; `text` holds the caption, `detail` the platform's name of the thing."""
    BLOCKED = "blocked"
    """The person stopped the bot (private), or the bot was removed from the group."""
    STARTED = "started"
    """The person unblocked the bot, or the bot was added to a group."""
    MOVED = "moved"
    """The group got a new identity on the platform; `detail` holds the new chat."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation on one bot; `id` is the platform's own."""

    bot: BotId
    id: str
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class Attached:
    """A document that came with a message: by what its channel finds it again, and what was told of it.

    With `is_kept` it waits under its sha256 among the house's own files, where it was looked at before; `refused` says
    why it was not kept there: 'encrypted', 'too_big: 20 MB'.
    """

    ref: str
    name: str
    size: int | None = None
    media_type: str = ""
    is_kept: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Inbound:
    """One event of a chat in the house's own words.

    `addressed` is False for a group message that neither names the bot nor answers it. `callback` is what the platform
    wants acknowledged at once (Telegram's callback query id), `name` what the person calls themselves there.
    """

    id: str
    sender: Address
    chat: Chat
    text: str
    at: datetime
    kind: Kind = Kind.TEXT
    addressed: bool = True
    name: str = ""
    detail: str = ""
    callback: str = ""
    title: str = ""
    """What the group is called, where the platform says."""
    attached: Attached | None = None
    """The document of an ATTACHMENT, where it can be fetched."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button is a sentence: tapping it means saying `says`, complete in itself and at most 64 bytes."""

    label: str
    says: str

    def __post_init__(self) -> None:
        assert len(self.says.encode()) <= BUTTON_SAYS_MAX_BYTES, f"nút dài quá 64 byte: {self.says}"


@dataclass(frozen=True, slots=True)
class File:
    """A produced file, by its name and the sha256 of its row."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was just made, with its content: kept when the message that carries `file` goes out."""

    name: str
    content: bytes = field(repr=False)
    media_type: str

    @property
    def sha256(self) -> str:
        """What its row is known by."""
        return sha256(self.content).hexdigest()

    @property
    def file(self) -> File:
        """What a reply carries of it."""
        return File(self.name, self.sha256)


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A document that was not taken, and why: a `Why` with its detail, or one of `wording.dropping.LOST`."""

    trouble: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say, free of any channel. `asks_contact` offers the platform's own contact button where there is one."""

    text: str
    buttons: tuple[Button, ...] = ()
    pictures: tuple[File, ...] = ()
    files: tuple[File, ...] = ()
    asks_contact: bool = False
    pushed: bool = False
    """Sent unasked: two such messages may wait side by side, so its choices are never numbered, only said in words."""
    in_words: bool = False
    """A figure may be the answer: its choices are buttons where there are any, and never a numbered list."""
    offered: bool = False
    """What can be said besides an answer: named in one line where there are no buttons, and never numbered."""
    alone: bool = False
    """To be copied whole: a message of its own even where what is said at once is one."""
    in_place: str = ""
    """What the files hold, as text: said instead of them where a channel carries no files and no link can be given."""


class FilesIn(StrEnum):
    """How a document comes in over a channel."""

    HERE = "here"
    """With a message."""
    BY_LINK = "by_link"
    """Through a page of ours that a link opens."""
    BY_COMMAND = "by_command"
    """By a line that names it, where the file lies on the machine itself."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel can carry. `buttons_max` 0 means a numbered list is shown instead."""

    text_max: int | None
    buttons_max: int
    may_start: bool
    pull: bool = False
    """The reader fetches (web page, terminal): sent means committed."""
    may_resend: bool = False
    """A reply whose fate is unknown may be sent once more, labelled."""
    private_gap_seconds: float = 1.0
    group_gap_seconds: float = 3.0
    per_second: float = 28.0
    """How many messages a second the platform lets one bot send."""
    carries_files: bool = True
    """Files and pictures travel with a message; else as short-lived links, and without a public address as text."""
    files_in: FilesIn = FilesIn.HERE
    month_max: int | None = None
    """How many messages a month the platform allows one bot, in both directions; None for any number."""
    users_max: int | None = None
    """How many people one bot may serve."""
    groups_max: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to somebody else than the one who spoke, with the rule that judges it again when it is sent."""

    to: Address
    reply: Reply
    key: str
    judge: str = ""
    judge_args: dict[str, str] = field(default_factory=dict)
