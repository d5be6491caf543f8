"""A reply as it is kept in the table of what goes out: JSON, so that nothing of it is lost on the way."""

from dataclasses import replace

from pydantic import TypeAdapter

from handlers.messages import Reply

REPLY: TypeAdapter[Reply] = TypeAdapter(Reply)


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
