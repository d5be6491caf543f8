"""What does an update look like as Zalo sends it? Pure: values in, JSON objects out."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tests.zalo_platform.switches import PhotoField, Switches

Json = Mapping[str, object]


class Sent(StrEnum):
    """What a person sends."""

    TEXT = "text"
    IMAGE = "image"
    STICKER = "sticker"
    VOICE = "voice"
    UNSUPPORTED = "unsupported"
    """A file, a contact, or anything from a protected user."""
    BARE = "bare"
    """The same without `message`."""
    LINK = "link"
    REACTION = "reaction"
    UNKNOWN = "unknown"
    """An event that nobody has documented."""


EVENTS = {
    Sent.TEXT: "message.text.received",
    Sent.IMAGE: "message.image.received",
    Sent.STICKER: "message.sticker.received",
    Sent.VOICE: "message.voice.received",
    Sent.UNSUPPORTED: "message.unsupported.received",
    Sent.BARE: "message.unsupported.received",
    Sent.LINK: "message.link.received",
    Sent.REACTION: "message.reaction.received",
    Sent.UNKNOWN: "message.hologram.received",
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a person sends: the words, or the caption of a picture; `media` is its address or a sticker's id."""

    text: str = ""
    kind: Sent = Sent.TEXT
    media: str = "https://media.example/x"
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Who speaks, and where."""

    user: str
    name: str
    chat: str
    is_group: bool = False


def update_of(spoken: Spoken, place: Place, message_id: str, at: datetime, switches: Switches) -> Json:
    """The update, flat."""
    event = {"event_name": EVENTS[spoken.kind]}
    if spoken.kind is Sent.BARE:
        return event
    seconds = at.timestamp()
    message = {
        "from": {"id": place.user, "display_name": place.name, "is_bot": spoken.is_bot},
        "chat": {"id": place.chat, "chat_type": "GROUP" if place.is_group else "PRIVATE"},
        **content_of(spoken, switches.photo_field),
        "message_id": message_id,
        "date": int(seconds) if switches.dates_in_seconds else int(seconds * 1000),
    }
    return {**event, "message": message}


def content_of(spoken: Spoken, field: PhotoField) -> dict[str, object]:
    """The fields of the message that depend on what it is."""
    match spoken.kind:
        case Sent.TEXT:
            return {"text": spoken.text, "message_type": "CHAT_MESSAGE"}
        case Sent.IMAGE:
            names = ("photo_url", "photo") if field is PhotoField.BOTH else (field.value,)
            caption = {"caption": spoken.text} if spoken.text else {}
            return {**dict.fromkeys(names, spoken.media), **caption}
        case Sent.STICKER:
            return {"sticker": "0e078a23b7665e380777", "url": spoken.media}
        case Sent.VOICE:
            return {"voice_url": spoken.media}
        case Sent.LINK:
            return {"url": spoken.media, "text": spoken.text}
        case Sent.REACTION:
            return {"reaction": "like"}
        case _:
            return {}


def wrapped(update: Json) -> Json:
    """The update as `getUpdates` gives it and as the documents show a webhook's body."""
    return {"ok": True, "result": update}


def probe(at: datetime) -> Json:
    """What a webhook is tested with."""
    text = "Zalo Bot Platform webhook test - please respond with HTTP 200"
    return {
        "event_name": "webhook.test",
        "message": {"date": int(at.timestamp()), "message_id": "webhook-test", "text": text},
    }


def identity(*parts: object) -> str:
    """Twenty hexadecimal digits, the same for the same parts."""
    return hashlib.sha256("/".join(str(part) for part in parts).encode()).hexdigest()[:20]


def user_id(bot: str, person: str) -> str:
    """One person has another id for each bot."""
    return identity("user", bot, person)


def group_id(group: str) -> str:
    """The id of a group chat."""
    return f"zgr-{identity('group', group)}"
