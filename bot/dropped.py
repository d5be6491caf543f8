"""How does a document get from where it waits into the house: fetched, looked at, and kept only then?"""

import asyncio
import mimetypes
import unicodedata

from bot.channels.contract import Channel, SendError, TooBig, Verdict
from bot.house import House
from bot.readers import Readers
from bot.store import files
from handlers.messages import Attached, Inbound, Made, NotTaken
from handlers.wording.dropping import MEGABYTE, Lost
from knowledge.readers.reading import Unreadable, Why

NAME_MAX = 120
UPLOADED = "upload:"
"""Events that begin so came through our own page for a chat whose platform carries no documents."""

Received = Made | NotTaken


async def brought(house: House, channel: Channel, inbound: Inbound, *, is_last_try: bool) -> Received | None:
    """The attached document, looked at; None where there is none. Raises `SendError` for what may pass."""
    item = inbound.attached
    if item is None:
        return None
    if item.refused:
        return NotTaken(item.refused)
    if item.is_kept:
        kept = await house.db.read(lambda session: files.content_of(session, item.ref))
        return NotTaken(Lost.GONE) if kept is None else made_of(item.name, kept)
    if item.size is not None and item.size > house.readers.caps.bytes_max:
        return NotTaken(too_big(house.readers))
    try:
        content = await channel.fetch(item, house.readers.caps.bytes_max)
    except TooBig as error:
        is_ours_to_say = error.most >= house.readers.caps.bytes_max
        return NotTaken(too_big(house.readers) if is_ours_to_say else f"{Lost.PLATFORM_MAX}: {error.most // MEGABYTE}")
    except SendError as error:
        if error.verdict in {Verdict.DROP, Verdict.UNREACHABLE}:
            return NotTaken(Lost.GONE)
        if is_last_try:
            return NotTaken(Lost.NOT_FETCHED)
        raise
    return await looked_at(house.readers, item.name, content)


async def looked_at(readers: Readers, name: str, content: bytes) -> Received:
    """The document where it may be kept, or why not; nothing is stored here."""
    if len(content) > readers.caps.bytes_max:
        return NotTaken(too_big(readers))
    async with readers.looking:
        try:
            await asyncio.to_thread(readers.look, name, content, readers.caps)
        except Unreadable as error:
            return NotTaken(trouble_of(error))
    return made_of(name, content)


def trouble_of(error: Unreadable) -> str:
    """'encrypted', 'too_big: 20 MB': why, as it is kept."""
    return f"{error.why}: {error.detail}" if error.detail else str(error.why)


def too_big(readers: Readers) -> str:
    """The trouble of a file over the cap."""
    return f"{Why.TOO_BIG}: {readers.caps.bytes_max // MEGABYTE} MB"


def made_of(name: str, content: bytes) -> Made:
    """The document as it is kept."""
    return Made(name, content, mimetypes.guess_type(name)[0] or "application/octet-stream")


def waiting_of(name: str, content: bytes, received: Received) -> Attached:
    """What a message says of a document that came to a door of our own: where it waits, or why it was not kept."""
    if isinstance(received, NotTaken):
        return Attached("", name, len(content), refused=received.trouble)
    return Attached(received.sha256, name, len(content), received.media_type, is_kept=True)


def plain_name(name: str) -> str:
    """A file's own name, without folders and signs that nobody sees: 'ke-hoach.docx' of 'D:/x/ke-hoach.docx'."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in base if letter.isprintable()).strip(". ")
    if len(shown) > NAME_MAX:
        stem, dot, ending = shown.rpartition(".")
        shown = f"{stem[: NAME_MAX - len(ending) - 1]}{dot}{ending}" if dot and len(ending) < 10 else shown[:NAME_MAX]
    return shown or "tep"
