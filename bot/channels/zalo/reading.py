"""What does an event of Zalo say in our words? Pure: the same bytes always give the same answer."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.contract import Peek, Unreadable
from handlers.messages import Address, BotId, Chat, Inbound, Kind
from knowledge.dates import VIETNAM
from knowledge.text import fold

Payload = Mapping[str, Any]

ID_MAX = 128
MILLISECONDS_FROM = 10**11
"""A greater number cannot be seconds: that would be in the year 5138."""
FIRST_MOMENT = datetime(2020, 1, 1, tzinfo=UTC)
OUR_KIND = re.compile(r"@\s*bot", re.IGNORECASE)
"""Every bot's name begins so: the platform asks it."""
UNION = ("cong", "doan")
"""“Công đoàn”, the one name with a small letter that a bot of ours is sure to have."""
AFTER_NAME = " \t\n,:;.-"
MENTIONS_MOST = 50
"""So many are looked at: a message made of nothing else would keep everybody waiting."""


@dataclass(frozen=True, slots=True)
class Me:
    """Our bot; `names` are what a mention of it may show, as far as the office or Zalo told them."""

    id: str
    names: tuple[str, ...] = ()

    @property
    def bot(self) -> BotId:
        return BotId(f"zalo:{self.id}")


def peek(body: bytes) -> Peek | None:
    """The event's id and chat, or None for the probe of a webhook and for what is no event. Never raises."""
    try:
        event = _unwrapped(json.loads(body))
    except (ValueError, RecursionError):
        return None
    return _peek(event) if event else None


def _peek(event: Payload) -> Peek | None:
    message, name = event.get("message"), event.get("event_name")
    if not isinstance(message, dict) or not isinstance(name, str):
        return None
    holder = message.get("chat")
    chat, number = _id(holder.get("id") if isinstance(holder, dict) else None), _id(message.get("message_id"))
    if not chat or not number:
        return None
    # A reaction bears the id of the message it is about, and must not stand in that one's place.
    about = "" if name in SAID else f"/{_id(name) or 'other'}"
    return Peek(f"{chat}/{number}{about}", chat)


def _unwrapped(body: object) -> Payload | None:
    """The event itself: flat as webhooks bring it, in the envelope of an answer, or alone in a list."""
    if isinstance(body, dict):
        body = body.get("result", body)
    if isinstance(body, list) and len(body) == 1:
        [body] = body
    return body if isinstance(body, dict) else None


def _id(value: object) -> str:
    """An identifier as every database keeps it; nothing for what is none."""
    text = str(value) if type(value) in {str, int} else ""
    is_usable = 0 < len(text) <= ID_MAX and "\0" not in text and text.isprintable()
    return text if is_usable else ""


def read(body: bytes, me: Me, received_at: datetime) -> Inbound | None:
    """The event in our words; None for one that means nothing to us. Raises `Unreadable`."""
    try:
        event = _unwrapped(json.loads(body))
        inbound = _read(event, me, received_at) if event else None
        if inbound:
            f"{inbound.text}{inbound.name}{inbound.detail}".encode()  # half a surrogate pair would fail at the database
    except Exception as error:  # what trips a pure function over these bytes will trip it every time
        raise Unreadable(f"{type(error).__name__}: {error}") from error
    return inbound


def _read(event: Payload, me: Me, received_at: datetime) -> Inbound | None:
    seen = _peek(event)
    if seen is None or event["event_name"] not in SAID:
        return None
    message = event["message"]
    sender = message.get("from") or {}
    who = _id(sender.get("id"))
    if sender.get("is_bot") is True or not who:
        return None
    inbound = Inbound(
        id=seen.event_id,
        sender=Address(f"{me.bot}:{who}"),
        chat=Chat(me.bot, seen.chat, is_group=_is_group(message["chat"], who)),
        text=_text(message),
        at=_moment(message.get("date"), received_at),
        name=_words(sender, "display_name"),
    )
    detail = SAID[event["event_name"]](message)
    if detail:
        inbound = replace(inbound, kind=Kind.ATTACHMENT, detail=detail)
    # Whatever reaches us from a group names us or answers us: Zalo keeps the rest to itself.
    return replace(inbound, text=without_our_name(inbound.text, me)) if inbound.chat.is_group else inbound


def _is_group(chat: Payload, who: str) -> bool:
    """A chat that does not say so is private only where it is the person's own: figures never stray into a group."""
    kind = chat.get("chat_type")
    return str(kind).upper() != "PRIVATE" if kind else str(chat.get("id")) != who


def _text(message: Payload) -> str:
    """What was typed, also beside a picture or a link."""
    return _words(message, "text") or _words(message, "caption")


def _words(holder: Payload, name: str) -> str:
    said = holder.get(name) or ""
    if not isinstance(said, str):
        raise TypeError(f"{name} is no text")
    return said.replace("\0", "").strip()  # the one character that not every database keeps


def _moment(date: object, received_at: datetime) -> datetime:
    """When it was said, in seconds or milliseconds; a moment that cannot be is the one at which it came."""
    try:
        number = int(date) if isinstance(date, int | float | str) else 0
        at = datetime.fromtimestamp(number / 1000 if number >= MILLISECONDS_FROM else number, VIETNAM)
    except (ValueError, OverflowError, OSError):
        return received_at
    return at if FIRST_MOMENT <= at <= received_at + timedelta(days=1) else received_at


def _nothing(_message: Payload) -> str:
    return ""


def _photo(message: Payload) -> str:
    """Zalo's page says `photo`, what it sends says `photo_url`."""
    return _thing("image", message.get("photo_url") or message.get("photo"))


def _voice(message: Payload) -> str:
    return _thing("voice", message.get("voice_url"))


def _link(message: Payload) -> str:
    return _thing("link", message.get("url") or message.get("link"))


def _thing(name: str, url: object) -> str:
    """'image:https://…', or the name alone when nothing can be fetched."""
    return f"{name}:{url}" if isinstance(url, str) and url.startswith(("https://", "http://")) else name


def _sticker(_message: Payload) -> str:
    return "sticker"


def _other(_message: Payload) -> str:
    return "other"


SAID: Mapping[str, Callable[[Payload], str]] = {
    "message.text.received": _nothing,
    "message.image.received": _photo,
    "message.sticker.received": _sticker,
    "message.voice.received": _voice,
    "message.link.received": _link,
    "message.unsupported.received": _other,  # files, contact cards, and whatever a protected person sends
}
"""What a person can say, and how the thing beside the words is called. Reactions and what is new are no words."""


def without_our_name(text: str, me: Me) -> str:
    """'lịch họp tháng này?' from '@Bot Công đoàn lịch họp tháng này?', however the name is spelled."""
    if OUR_KIND.match(text) and not _end_of_name(text, me):
        return text[_end_of_capitals(text) :].lstrip(AFTER_NAME).strip()
    at = text.find("@")
    for _ in range(MENTIONS_MOST):
        if at < 0:
            break
        end = _end_of_name(text[at:], me)
        if end:
            before, after = text[:at].rstrip(), text[at + end :].lstrip(AFTER_NAME)
            text = f"{before} {after}".strip()
            at = len(before) - 1
        at = text.find("@", at + 1)
    return text.strip()


def _end_of_name(mention: str, me: Me) -> int:
    """Where the longest of our names ends that '@…' begins with, compared without case, marks and spaces; else 0."""
    return max((_matched(mention[1:], name) for name in me.names), default=0)


def _matched(text: str, name: str) -> int:
    wanted = "".join(fold(name).removeprefix("@").split())
    place = found = 0
    while wanted and found < len(wanted) and place < len(text):
        letters = "".join(fold(text[place]).split())
        if not wanted.startswith(letters, found):
            return 0
        found, place = found + len(letters), place + 1
    while place < len(text) and not fold(text[place]).strip() and not text[place].isspace():
        place += 1  # the marks of the last letter, where they are written apart
    is_whole = wanted and found == len(wanted) and not text[place : place + 1].isalnum()
    return place + 1 if is_whole else 0


def _end_of_capitals(mention: str) -> int:
    """Where a name ends that nobody told us: after its words with capitals; but these are never the whole message."""
    first, *further = re.finditer(r"\S+", mention)
    end, before = first.end(), ""
    for word in further:
        if not word[0][0].isupper() and (before, fold(word[0])) != UNION:
            return end
        end, before = word.end(), fold(word[0])
    return first.end()
