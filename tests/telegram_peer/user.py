"""What can a person in front of Telegram do?"""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from tests.telegram_peer.peer import TOKEN, Peer, client_of

STANDS_OUT = re.compile(r"(?P<bot_command>(?<!\S)/\w{1,32}(?:@\w+)?)|(?P<mention>@\w{4,32})", re.ASCII)
LOOK_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of the bot as the person sees it."""

    id: int
    text: str
    buttons: Mapping[str, str] = field(default_factory=dict)
    """Label to what it carries."""
    files: Sequence[str] = ()
    asks_contact: bool = False


def group_of(number: int, title: str = "Tổ công đoàn") -> dict[str, object]:
    """A group chat; Telegram's ids of groups are negative."""
    return {"id": -abs(number), "type": "supergroup", "title": title}


class User:
    """One person in one chat: private with the bot, or the given group."""

    def __init__(
        self, peer: Peer, number: int = 1001, name: str = "An", chat: Mapping[str, object] | None = None
    ) -> None:
        self.peer, self.number = peer, number
        self.me = {"id": number, "is_bot": False, "first_name": name}
        self.chat = dict(chat or {"id": number, "type": "private", "first_name": name})
        self._client = client_of(peer.url)
        self._heard: list[Heard] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def say(self, text: str, **more: object) -> None:
        """Types a text; commands and names stand out in it as Telegram's own apps mark them."""
        await self._send(text=text, entities=_standing_out(text), **more)

    async def edits_to(self, text: str) -> None:
        """Changes what was said before."""
        message = {"message_id": 1, "date": 1, "edit_date": 2, "from": self.me, "chat": self.chat, "text": text}
        await self.peer.inject({"edited_message": message})

    async def taps(self, message: Heard, label: str) -> None:
        """Taps the button with this label."""
        shown = {"message_id": message.id, "date": 1, "chat": self.chat, "text": message.text}
        tap = {"botToken": TOKEN, "from": self.me, "data": message.buttons[label], "message": shown}
        (await self._client.post("/sendCallback", json=tap)).raise_for_status()

    async def shares_contact(self, phone: str, *, of: int | None = None) -> None:
        """Sends a contact card: one's own, or somebody else's."""
        owner = self.number if of is None else of
        await self._send(contact={"phone_number": phone, "first_name": str(self.me["first_name"]), "user_id": owner})

    async def sends_file(self, name: str, content: bytes, caption: str = "") -> str:
        """Sends a document; gives the id under which the bot can fetch it."""
        file_id = f"in-{name}"
        await self.peer.keep_file(file_id, content)
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(content)}
        await self._send(document=document, **({"caption": caption} if caption else {}))
        return file_id

    async def stops_the_bot(self) -> None:
        """Blocks the bot: it is told once, and may not write any more."""
        await self.peer.silence(self.number)
        await self._membership("member", "kicked")

    async def starts_the_bot_again(self) -> None:
        """Lets the bot write again."""
        await self.peer.unsilence(self.number)
        await self._membership("kicked", "member")

    async def hears(self, count: int = 1, seconds: float = 5.0) -> list[Heard]:
        """The next messages of the bot in this chat, so many and in order."""
        async with asyncio.timeout(seconds):
            while len(self._heard) < count:
                await self._look()
                await asyncio.sleep(LOOK_SECONDS)
        heard, self._heard = self._heard[:count], self._heard[count:]
        return heard

    async def hears_nothing_more(self, seconds: float = 0.3) -> bool:
        """Whether the bot stays silent for this long."""
        await asyncio.sleep(seconds)
        await self._look()
        return not self._heard

    async def _look(self) -> None:
        found = await self._client.post("/getUpdates", json={"token": TOKEN, "chatId": self.chat["id"]})
        self._heard += [_heard(entry["messageId"], entry["message"]) for entry in found.json()["result"]]

    async def _send(self, **message: object) -> None:
        said = {"botToken": TOKEN, "from": self.me, "chat": self.chat, **message}
        (await self._client.post("/sendMessage", json=said)).raise_for_status()

    async def _membership(self, old: str, new: str) -> None:
        def member(status: str) -> dict[str, object]:
            user = {"id": int(TOKEN.partition(":")[0]), "is_bot": True, "first_name": "Trợ lý"}
            return {"user": user, "status": status, **({"until_date": 0} if status == "kicked" else {})}

        change = {"old_chat_member": member(old), "new_chat_member": member(new)}
        await self.peer.inject({"my_chat_member": {"chat": self.chat, "from": self.me, "date": 1, **change}})


def _standing_out(text: str) -> list[dict[str, object]]:
    """Telegram counts places in UTF-16 units."""
    return [
        {"type": match.lastgroup, "offset": _units(text[: match.start()]), "length": _units(match.group())}
        for match in STANDS_OUT.finditer(text)
    ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _heard(number: int, message: Mapping[str, object]) -> Heard:
    markup = message.get("reply_markup")
    rows = markup if isinstance(markup, dict) else {}
    inline = [button for row in rows.get("inline_keyboard", []) for button in row]
    own = [button for row in rows.get("keyboard", []) for button in row]
    files = [entry for kind in ("document", "photo") for entry in _listed(message.get(kind))]
    return Heard(
        id=number,
        text=str(message.get("text") or message.get("caption") or ""),
        buttons={button["text"]: button["callback_data"] for button in inline},
        files=[str(entry.get("file_name")) for entry in files],
        asks_contact=any(button.get("request_contact") for button in own),
    )


def _listed(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict):
        return [value]
    return list(value) if isinstance(value, list) else []
