"""Channels whose reader fetches: what is said is our own JSON, and sent means committed."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from bot.channels.contract import Peek, Unreadable
from handlers.messages import Address, Attached, BotId, Chat, Inbound, Kind, Limits, Reply
from handlers.wording.dropping import named
from knowledge.text import clean, fold

CALLED = re.compile(r"\s*@\s*tro\s*ly\b[\s,:]*")
"""The assistant's name at the beginning of a message in a group, folded."""


@dataclass(frozen=True, slots=True)
class Place:
    """A group of a pull channel, and whether a message there answers the assistant's."""

    group: str
    answers: bool = False


@dataclass(frozen=True, slots=True)
class PullChannel:
    """The web page and the terminal: they say as an account, and read the rows of their chat."""

    bot: BotId
    limits: Limits

    def body(
        self,
        event_id: str,
        address: Address,
        text: str,
        office_at: datetime | None = None,
        place: Place | None = None,
        *,
        attached: Attached | None = None,
        chat: str = "",
    ) -> bytes:
        """What is put into the inbox for a message, with the office time that its bubble shows.

        `chat` is the platform's own, where a document comes for a chat of which only the platform knows the name.
        """
        said: dict[str, object] = {"id": event_id, "as": address, "text": text}
        if office_at is not None:
            said["at"] = office_at.isoformat()
        if place is not None:
            said |= {"in": place.group, "answers": place.answers}
        if attached is not None:
            said["file"] = asdict(attached)
        if chat:
            said["chat"] = chat
        return json.dumps(said, ensure_ascii=False).encode()

    def chat_of(self, address: Address) -> Chat:
        """The chat in which this account talks here."""
        own = f"{self.bot}:"
        return Chat(self.bot, address.removeprefix(own))

    def peek(self, body: bytes) -> Peek | None:
        """The event's id and chat; None for anything but our own JSON."""
        try:
            said = json.loads(body)
            return Peek(str(said["id"]), self._chat(said).id)
        except (ValueError, KeyError, TypeError):
            return None

    def read(self, body: bytes, received_at: datetime) -> Inbound | None:
        """The message in the house's words. Raises `Unreadable`."""
        try:
            said = json.loads(body)
            address, text = Address(said["as"]), str(said["text"])
            at = datetime.fromisoformat(said["at"]) if "at" in said else received_at
            inbound = Inbound(id=str(said["id"]), sender=address, chat=self._chat(said), text=text, at=at)
            if "file" in said:
                return with_file(inbound, Attached(**said["file"]))
            return self._in_group(inbound, answers=said["answers"] is True) if "in" in said else inbound
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable(f"not our own JSON: {error}") from error

    def typed(self, body: bytes) -> str:
        """A message as it was typed, the assistant's name included; a document by its name."""
        said = json.loads(body)
        return named(str(said["file"]["name"])) if "file" in said else str(said["text"])

    def _chat(self, said: Mapping[str, object]) -> Chat:
        """The group it was said in, or the account's own chat."""
        if "in" in said:
            return Chat(self.bot, str(said["in"]), is_group=True)
        if "chat" in said:
            return Chat(self.bot, str(said["chat"]))
        return self.chat_of(Address(str(said["as"])))

    def _in_group(self, inbound: Inbound, *, answers: bool) -> Inbound:
        """Addressed where it begins with the assistant's name, or answers it; without the name."""
        called = CALLED.match(fold(clean(inbound.text)))
        text = clean(inbound.text)[called.end() :] if called else inbound.text
        return replace(inbound, text=text, addressed=called is not None or answers)

    def split(self, reply: Reply) -> Sequence[Reply]:
        """Nothing is too long here, and files travel."""
        return (replace(reply, in_place=""),)

    async def send(self, chat: Chat, reply: Reply) -> str:  # noqa: ARG002 - a pull channel's message is sent by its commit
        """Never called: a pull channel's rows are settled by their commit."""
        raise AssertionError("a pull channel does not send")

    async def fetch(self, item: Attached, most: int) -> bytes:  # noqa: ARG002 - the platforms' signature
        """Never called: what comes in here waits among the house's own files."""
        raise AssertionError("a pull channel's documents are kept already")

    async def acknowledge(self, inbound: Inbound) -> None:
        """Nothing spins here."""

    async def typing(self, chat: Chat) -> None:
        """The page shows its own dots."""


def with_file(inbound: Inbound, item: Attached) -> Inbound:
    """The message with the document that came with it."""
    return replace(inbound, kind=Kind.ATTACHMENT, detail=f"document:{item.ref}", attached=item)
