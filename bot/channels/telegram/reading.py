"""What does an update of Telegram say in our words? Pure: the same bytes always give the same answer."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import telegram as tg
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.contract import NotYet, Peek, Unreadable
from handlers.messages import Address, Attached, BotId, Chat, Inbound, Kind
from knowledge.dates import VIETNAM

NO_CHAT = "0"
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?(?=\s|$)", re.ASCII)
FILES_IN = ("animation", "audio", "document", "photo", "sticker", "video", "video_note", "voice")
"""Animation before document: Telegram fills both."""


class NameUnknown(NotYet):
    """An update names some bot, and Telegram has not said yet what ours is called: to be read again later."""


@dataclass(frozen=True, slots=True)
class Me:
    """Our bot as Telegram knows it; `username` is empty until Telegram has been asked."""

    id: int
    username: str = ""
    name: str = ""

    @property
    def bot(self) -> BotId:
        return BotId(f"telegram:{self.id}")


def peek(body: bytes) -> Peek | None:
    """The number and chat of an update (chat 0 when it has none), or None for what is no update. Never raises."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = update.get("update_id") if isinstance(update, dict) else None
    if type(number) is not int:
        return None
    chats = (_chat_of(event) for event in update.values() if isinstance(event, dict))
    return Peek(str(number), next((chat for chat in chats if chat), NO_CHAT))


def _chat_of(event: dict[str, object]) -> str:
    """The chat's id, from the event itself or from the message under which a button was tapped."""
    for holder in (event, event.get("message")):
        chat = holder.get("chat") if isinstance(holder, dict) else None
        if isinstance(chat, dict) and type(chat.get("id")) is int:
            return str(chat["id"])
    return ""


def read(body: bytes, me: Me, received_at: datetime) -> Inbound | None:
    """The update in our words; None for one that means nothing to us. Raises `Unreadable`, or `NameUnknown`."""
    try:
        inbound = _read(tg.Update.de_json(json.loads(body), None), me, received_at)
        if inbound:
            # Half of a surrogate pair would fail at the database.
            f"{inbound.text}{inbound.name}{inbound.title}".encode()
    except NameUnknown:
        raise
    except Exception as error:  # what trips a pure function over these bytes will trip it every time
        raise Unreadable(f"{type(error).__name__}: {error}") from error
    return inbound


def _read(update: tg.Update, me: Me, received_at: datetime) -> Inbound | None:
    if update.callback_query:
        return _tap(update.update_id, update.callback_query, me, received_at)
    if update.my_chat_member:
        return _membership(update.update_id, update.my_chat_member, me)
    if update.message:
        return _message(update.update_id, update.message, me, Kind.TEXT)
    if update.edited_message:
        return _message(update.update_id, update.edited_message, me, Kind.EDITED)
    return None


def _event(number: int, chat: tg.Chat, sender: tg.User, at: datetime, me: Me) -> Inbound:
    """What every event has: the chat, the person, the moment."""
    where = Chat(me.bot, str(chat.id), is_group=chat.type in GROUPS)
    who = Address(f"telegram:{sender.id}")
    title = (chat.title or "") if where.is_group else ""
    return Inbound(str(number), who, where, "", at.astimezone(VIETNAM), name=sender.full_name, title=title)


def _tap(number: int, query: tg.CallbackQuery, me: Me, received_at: datetime) -> Inbound | None:
    """A tapped button says what it carries. Telegram does not tell when it was tapped."""
    if query.data is None or query.message is None:
        return None
    event = _event(number, query.message.chat, query.from_user, received_at, me)
    return replace(event, kind=Kind.BUTTON, text=query.data, callback=query.id)


def _membership(number: int, change: tg.ChatMemberUpdated, me: Me) -> Inbound | None:
    """In a private chat: stopped or started again; in a group: removed or added. A change of rank means nothing."""
    was_inside, is_inside = _inside(change.old_chat_member), _inside(change.new_chat_member)
    if was_inside == is_inside or change.chat.type == ChatType.CHANNEL:
        return None
    event = _event(number, change.chat, change.from_user, change.date, me)
    return replace(event, kind=Kind.STARTED if is_inside else Kind.BLOCKED)


def _inside(member: tg.ChatMember) -> bool:
    if isinstance(member, tg.ChatMemberRestricted):
        return member.is_member
    return member.status in (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


def _message(number: int, message: tg.Message, me: Me, kind: Kind) -> Inbound | None:
    """A message or its edited form; None for what a bot, a channel or an anonymous administrator says: no person."""
    if message.migrate_to_chat_id or message.migrate_from_chat_id:
        return _moved(number, message, me)
    sender = message.from_user
    if sender is None or sender.is_bot or message.sender_chat:
        return None
    event = _event(number, message.chat, sender, message.edit_date or message.date, me)
    event = replace(event, kind=kind, addressed=_addressed(message, me))
    if message.contact:
        return _contact(event, message)
    if message.text is not None:
        return _text(event, message, me)
    if message.effective_attachment:
        return _attachment(event, message, me)
    return None


def _moved(number: int, message: tg.Message, me: Me) -> Inbound:
    """Told twice, in the old group and in the new one; both become the same event of the old group."""
    old, new = message.chat.id, message.migrate_to_chat_id
    if message.migrate_from_chat_id:
        old, new = message.migrate_from_chat_id, message.chat.id
    where = Chat(me.bot, str(old), is_group=True)
    who = Address(f"telegram:{message.from_user.id if message.from_user else me.id}")
    return Inbound(str(number), who, where, "", message.date.astimezone(VIETNAM), kind=Kind.MOVED, detail=str(new))


def _contact(event: Inbound, message: tg.Message) -> Inbound:
    """Only the sender's own card proves a number: it bears the sender's id, and nobody has passed it on."""
    assert message.contact is not None
    is_own = message.contact.user_id is not None and event.sender == f"telegram:{message.contact.user_id}"
    digits = re.sub(r"\D", "", message.contact.phone_number)
    return replace(
        event,
        kind=Kind.CONTACT if is_own and message.forward_origin is None else Kind.FOREIGN_CONTACT,
        text=digits if digits.startswith("0") else f"+{digits}",
    )


def _text(event: Inbound, message: tg.Message, me: Me) -> Inbound | None:
    """Without our name; '/start MA' from '/start@our_bot MA'; None for a command to another bot."""
    text = _without_our_name(message.text or "", message.entities, me)
    command = COMMAND.match(text)
    if command and command[2]:
        if not _is_us(command[2], me):
            return None
        text = f"/{command[1]}{text[command.end() :]}"
    return replace(event, text=text)


def _attachment(event: Inbound, message: tg.Message, me: Me) -> Inbound | None:
    """A thing with its caption. When it is edited only the caption counts: a live location edits itself for hours."""
    caption = _without_our_name(message.caption or "", message.caption_entities, me)
    if event.kind is Kind.EDITED:
        return replace(event, text=caption) if caption else None
    thing = _thing(message)
    return replace(event, kind=Kind.ATTACHMENT, text=caption, detail=thing, attached=_document(message, thing))


def _thing(message: tg.Message) -> str:
    """'document:BQAC…' for what can be fetched, 'other' for a place on the map, a poll and the like."""
    for name in FILES_IN:
        if found := getattr(message, name):
            largest = found[-1] if isinstance(found, tuple) else found
            return f"{name}:{largest.file_id}"
    return "other"


def _document(message: tg.Message, thing: str) -> Attached | None:
    """A file that may be a paper: neither a film nor a sound, which Telegram also sends as files."""
    found = message.document
    if found is None or not thing.startswith("document:"):
        return None
    return Attached(found.file_id, found.file_name or "tep", found.file_size, found.mime_type or "")


def _addressed(message: tg.Message, me: Me) -> bool:
    """Everything in a private chat; in a group a command, an answer to us, or our name."""
    if message.chat.type == ChatType.PRIVATE or COMMAND.match(message.text or ""):
        return True
    answered = message.reply_to_message
    # Every message of a topic “answers” the one that opened it.
    if answered and answered.from_user and not answered.forum_topic_created and answered.from_user.id == me.id:
        return True
    text = message.text or message.caption or ""
    return any(_names_us(text, entity, me) for entity in (*message.entities, *message.caption_entities))


def _without_our_name(text: str, entities: Sequence[tg.MessageEntity], me: Me) -> str:
    """'cho hỏi tiến độ' from '@our_bot, cho hỏi tiến độ'."""
    for entity in sorted(entities, key=lambda entity: entity.offset, reverse=True):
        if _names_us(text, entity, me):
            before, _, after = _around(text, entity)
            gap = " " if before.strip() and after.strip() else ""
            text = before.rstrip(" ") + gap + after.lstrip(" ,:")
    return text.strip()


def _names_us(text: str, entity: tg.MessageEntity, me: Me) -> bool:
    if entity.type == tg.MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    _, name, _ = _around(text, entity)
    return entity.type == tg.MessageEntity.MENTION and _is_us(name.removeprefix("@"), me)


def _around(text: str, entity: tg.MessageEntity) -> tuple[str, str, str]:
    """Before, inside and after: Telegram counts in UTF-16 units."""
    wide = text.encode("utf-16-le")
    start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
    before, inside, after = (part.decode("utf-16-le") for part in (wide[:start], wide[start:end], wide[end:]))
    return before, inside, after


def _is_us(username: str, me: Me) -> bool:
    if not me.username:
        raise NameUnknown
    return username.lower() == me.username.lower()
