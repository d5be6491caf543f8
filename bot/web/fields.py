"""What the page sent, read strictly: every field is there and of its type, or a sentence says which is not."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from starlette.requests import Request

from bot.web import sentences
from bot.web.door import BodyTooBig, SenderGone, read_body
from bot.web.sentences import Complaint

BODY_MAX = 64 * 1024
TEXT_MAX = 10_000
FORWARD_MAX = timedelta(days=366)

_UNREADABLE = re.compile(r"[\x00\ud800-\udfff]")
"""What no database keeps: the zero character and halves of surrogate pairs."""
_CENTURY = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))


async def body(request: Request) -> Mapping[str, object]:
    """The JSON object of a request's body. Raises `Complaint`."""
    length = request.headers.get("content-length", "").encode()
    try:
        content = await read_body(length, request.receive, BODY_MAX)
    except BodyTooBig:
        raise Complaint(413, sentences.BODY_TOO_BIG) from None
    except SenderGone:
        raise Complaint(400, sentences.NOT_JSON) from None
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise Complaint(400, sentences.NOT_JSON) from None
    if not isinstance(value, dict):
        raise Complaint(400, sentences.NOT_JSON)
    return value


async def content(request: Request, most: int) -> bytes:
    """The document that is a request's body, no byte more than allowed. Raises `Complaint`."""
    length = request.headers.get("content-length", "").encode()
    try:
        sent = await read_body(length, request.receive, most)
    except BodyTooBig:
        raise Complaint(413, sentences.DROP_TOO_BIG.format(most=most // (1024 * 1024))) from None
    except SenderGone:
        raise Complaint(400, sentences.DROP_CUT) from None
    if not sent:
        raise Complaint(400, sentences.DROP_EMPTY)
    return sent


def words(sent: Mapping[str, object], name: str, *, at_most: int = 200) -> str:
    """A text that is there and can be kept."""
    value = sent.get(name)
    if not isinstance(value, str) or len(value) > at_most:
        raise wrong(name)
    if _UNREADABLE.search(value):
        raise Complaint(400, sentences.TEXT_STRANGE)
    return value


def message(sent: Mapping[str, object]) -> str:
    """What the person says; not nothing and not a book."""
    if isinstance(long := sent.get("text"), str) and len(long) > TEXT_MAX:
        raise Complaint(400, sentences.TEXT_TOO_LONG)
    text = words(sent, "text", at_most=TEXT_MAX).strip()
    if not text:
        raise Complaint(400, sentences.TEXT_EMPTY)
    return text


def event_id(sent: Mapping[str, object]) -> str:
    """The page's own number of the message, one spelling for each."""
    try:
        return str(UUID(words(sent, "id")))
    except ValueError:
        raise wrong("id") from None


def forward(sent: Mapping[str, object]) -> timedelta | None:
    """How far the demo's clock is to move; None for back to the machine's time."""
    minutes, reset = sent.get("forward_minutes"), sent.get("reset")
    if reset is True and minutes is None:
        return None
    if type(minutes) is not int or reset is not None:
        raise wrong("forward_minutes")
    if not 0 < minutes <= FORWARD_MAX // timedelta(minutes=1):
        raise Complaint(400, sentences.CLOCK_RANGE)
    return timedelta(minutes=minutes)


def moment(text: str, *, name: str) -> datetime:
    """A stamp as `stamp_text` writes it."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise wrong(name) from None
    if value.tzinfo is None or not _CENTURY[0] < value < _CENTURY[1]:
        raise wrong(name)
    return value


def wrong(name: str) -> Complaint:
    """The complaint that a field is missing or not what it should be."""
    return Complaint(400, sentences.FIELD_WRONG.format(field=name))
