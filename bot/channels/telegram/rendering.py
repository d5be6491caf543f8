"""How does a reply look on Telegram? Pure: plain text, buttons under the last message, a file per message."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import telegram as tg

from bot.channels.cutting import cut, units
from handlers.messages import Button, Chat, File, Limits, Reply

TEXT_MAX, CAPTION_MAX, BUTTONS_MAX = 4096, 1024, 100
"""Telegram counts characters, or UTF-16 units in some places: we count what is never fewer."""
LIMITS = Limits(text_max=TEXT_MAX, buttons_max=BUTTONS_MAX, may_start=False, may_resend=True)

LABEL_LONG = 14
"""A longer label on any button gives every button a line of its own: half a phone's width would cut it off."""
ROW_BUTTONS_MAX, ROW_LETTERS_MAX = 8, 28
MORE = "…"
"""What stands above buttons that found no room under the text; a message without any text is refused."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message as Telegram takes it: plain text, or one picture or file with the text as its caption."""

    chat_id: int
    text: str
    keyboard: tg.InlineKeyboardMarkup | tg.ReplyKeyboardMarkup | None = None
    picture: File | None = None
    file: File | None = None


def split(reply: Reply) -> Sequence[Reply]:
    """One reply for each message: the text in pieces, each picture, each file; buttons under the last."""
    uploads = [Reply("", pictures=(picture,)) for picture in reply.pictures]
    uploads += [Reply("", files=(file,)) for file in reply.files]
    if len(uploads) == 1 and units(reply.text) <= CAPTION_MAX:
        messages = [replace(uploads[0], text=reply.text)]
    else:
        messages = [*(Reply(piece) for piece in cut(reply.text, TEXT_MAX)), *uploads]
    if not messages and not reply.buttons:
        return ()
    last = messages.pop() if messages else Reply(MORE)
    under, *further = _batches(reply.buttons)
    messages.append(replace(last, buttons=under, asks_contact=reply.asks_contact))
    return (*messages, *(Reply(MORE, buttons=buttons) for buttons in further))


def render(reply: Reply, chat: Chat, contact_label: str) -> Rendered:
    """One reply of `split` as one message. The button that asks for the phone number exists in private chats only."""
    assert len(reply.pictures) + len(reply.files) <= 1, "mỗi tin của Telegram chỉ mang một tệp: gọi split trước"
    asks_contact = reply.asks_contact and not chat.is_group
    return Rendered(
        chat_id=int(chat.id),
        text=reply.text,
        keyboard=_contact_keyboard(reply.buttons, contact_label) if asks_contact else _inline_keyboard(reply.buttons),
        picture=next(iter(reply.pictures), None),
        file=next(iter(reply.files), None),
    )


def _inline_keyboard(buttons: Sequence[Button]) -> tg.InlineKeyboardMarkup | None:
    if not buttons:
        return None
    rows = [
        [tg.InlineKeyboardButton(button.label, callback_data=button.says) for button in row] for row in rows_of(buttons)
    ]
    return tg.InlineKeyboardMarkup(rows)


def _contact_keyboard(buttons: Sequence[Button], contact_label: str) -> tg.ReplyKeyboardMarkup:
    """Telegram's own button for the phone number. Beside it a button can only be labelled with what it says."""
    rows = [[tg.KeyboardButton(contact_label, request_contact=True)]]
    rows += [[tg.KeyboardButton(button.says)] for button in buttons]
    return tg.ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)


def rows_of(buttons: Sequence[Button]) -> Sequence[Sequence[Button]]:
    """Short labels side by side as far as a phone shows them, otherwise one below the other."""
    if any(len(button.label) > LABEL_LONG for button in buttons):
        return [[button] for button in buttons]
    rows: list[list[Button]] = []
    for button in buttons:
        row = rows[-1] if rows else []
        letters = sum(len(other.label) for other in row) + len(button.label)
        if not row or len(row) == ROW_BUTTONS_MAX or letters > ROW_LETTERS_MAX:
            rows.append([button])
        else:
            row.append(button)
    return rows


def _batches(buttons: Sequence[Button]) -> Sequence[tuple[Button, ...]]:
    return [tuple(buttons[start : start + BUTTONS_MAX]) for start in range(0, len(buttons), BUTTONS_MAX)] or [()]
