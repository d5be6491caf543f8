"""A reply as it is kept in the table of what goes out: JSON, so that nothing of it is lost on the way."""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from handlers.messages import Reply

REPLY: TypeAdapter[Reply] = TypeAdapter(Reply)


def as_few(replies: Sequence[Reply]) -> tuple[Reply, ...]:
    """Several replies as few messages as can be: what is to be copied stands alone, the rest is one after it."""
    alone = tuple(reply for reply in replies if reply.alone)
    rest = [reply for reply in replies if not reply.alone]
    return (*alone, as_one(rest)) if rest else alone


def as_one(replies: Sequence[Reply]) -> Reply:
    """Several replies as one, for a platform that counts messages: the choices are those of the last that has any."""
    choosing = next((reply for reply in reversed(replies) if reply.buttons), replies[-1])
    return replace(
        choosing,
        text="\n\n".join(reply.text for reply in replies if reply.text),
        pictures=tuple(picture for reply in replies for picture in reply.pictures),
        files=tuple(file for reply in replies for file in reply.files),
        in_place="\n\n".join(reply.in_place for reply in replies if reply.in_place),
    )


def pack(reply: Reply) -> str:
    """The reply as JSON."""
    return REPLY.dump_json(reply, exclude_defaults=True).decode()


def unpack(body: str) -> Reply:
    """The reply that `pack` made JSON of."""
    return REPLY.validate_json(body)


def labelled(body: str, label: str) -> str:
    """The same reply with a label before its text."""
    reply = unpack(body)
    return pack(replace(reply, text=f"{label} {reply.text}"))
