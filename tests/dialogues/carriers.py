"""How does a script that was written for the page sound in the terminal, on Telegram and on Zalo?

There nothing is restarted: that the same is said as on the page, where everything is, shows that restarts change
nothing.
"""

import json
import re
import zlib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from sqlalchemy import text as sql
from sqlmodel import Session

from bot.channels.contract import Peek
from bot.channels.cutting import units
from bot.channels.pull import PullChannel
from bot.channels.telegram.reading import Me, peek, read
from bot.channels.telegram.rendering import CAPTION_MAX, LIMITS, TEXT_MAX, render, split
from bot.channels.terminal import TERMINAL
from bot.channels.zalo import reading as zalo_reading
from bot.channels.zalo import rendering as zalo_rendering
from bot.db import Database
from bot.demo import GROUP
from handlers import router, wording
from handlers.messages import Address, Attached, BotId, Button, Chat, Inbound, Kind, Limits, Reply
from handlers.store import Memory, recall
from handlers.talk import Visit
from handlers.wording import attached
from knowledge.dates import VIETNAM
from tests.channels.oracle import objections_to_update
from tests.conftest import FILLED_AT
from tests.dialogues.player import AsWritten, Carrier, EditedChannel, Scene, home_of, on
from tests.house import rows
from union.roster import OfficerId
from union.store import Account, save_account

PAGE = "web:"
ME = Me(666, "tro_ly_thu_bot", "Trợ lý")
AT = datetime(2026, 11, 23, tzinfo=VIETNAM)
AT_ONCE = replace(LIMITS, pull=True)
OUR_ZALO = zalo_reading.Me("1459232241454765289", ("Bot Suối Mây",))
ZALO_AT_ONCE = replace(zalo_rendering.LIMITS, pull=True)
MARKUP = re.compile(r"</?[a-z]+\b[^>]*>|&(?:amp|lt|gt|quot|nbsp);|\*\*|__|```|\]\(|^#+ ", re.MULTILINE)
SENTENCE_ENDS = (".", "?", "…", ":", ";", "”", ")")
PREFERS = "UPDATE account SET preferred = (address = :address) WHERE officer_id = :officer"
MOVES_GROUP = "UPDATE group_chat SET bot = :bot, chat = :chat WHERE bot = 'web' AND chat = :old"
ACCOUNTS = "SELECT address, officer_id FROM account WHERE bot = 'web'"


@dataclass
class Screen:
    """What stands on people's screens: what the last message to each offers, and how it must be chosen there."""

    offered: dict[Address, tuple[Button, ...]] = field(default_factory=dict)

    def chosen(self, who: Address, said: str) -> int | None:
        """Which of the things offered says this."""
        says = [button.says for button in self.offered.get(who, ())]
        return says.index(said) if said in says else None


class InTerminal:
    """In the terminal choices are numbers, and what a button would say is chosen by its number."""

    def __init__(self, db: Database) -> None:
        self.screen, self._db = Screen(), db

    def database(self, address: str) -> AbstractContextManager[Database]:
        return nullcontext(self._db)

    def home(self, who: Address) -> Address:
        return Address(f"terminal:{who.removeprefix(PAGE)}") if who.startswith(PAGE) else who

    def chat(self, name: str) -> str:
        raise AssertionError("a terminal has no groups")

    def channel(self, scene: Scene) -> PullChannel:
        return EditedChannel(TERMINAL.bot, TERMINAL.limits) if scene.edited else TERMINAL

    def body(self, scene: Scene, event: str, said: str) -> bytes:
        place = self.screen.chosen(scene.me, said)
        return TERMINAL.body(event, scene.me, said if place is None else str(place + 1))

    def look(self, db: Database, scene: Scene, who: Address, replies: list[Reply]) -> None:
        """Numbers stand where something else than a figure is asked, and mean what they show."""
        looked_at(db, replies)
        shown = numbers_shown(replies)
        if who == scene.me:
            memory = db.read_now(lambda session: recall(session, f"terminal|{home_of(db, who)[1]}|{who}"))
            assert not shown or memory.menu == tuple(button.says for button in shown)
            self.screen.offered[who] = shown


def numbers_shown(replies: Sequence[Reply]) -> tuple[Button, ...]:
    """What can be chosen by number after these replies: as it is shown, and under one of them only."""
    numbered = [reply for reply in replies if not reply.offered and wording.numbered(reply) != reply.text]
    assert len(numbered) <= 1, "two lists with the same numbers"
    for reply in numbered:
        lines = wording.numbered(reply).removeprefix(reply.text).split("\n")[1:-1]
        assert lines == [f"{n}. {button.label}" for n, button in enumerate(reply.buttons, 1)]
    return numbered[-1].buttons if numbered else ()


@dataclass(frozen=True, slots=True)
class Handed:
    """Telegram's reading and splitting; what is sent is taken at once."""

    bot: BotId = ME.bot
    limits: Limits = AT_ONCE

    def peek(self, body: bytes) -> Peek | None:
        return peek(body)

    def read(self, body: bytes, received_at: datetime) -> Inbound | None:
        return read(body, ME, received_at)

    def split(self, reply: Reply) -> Sequence[Reply]:
        """The parts; a text is cut where a line or a sentence ends."""
        parts = split(reply)
        rest = reply.text
        for part in parts:
            before, found, rest = rest.partition(part.text)
            assert found == part.text, "a part is not in the text"
            assert not before.strip(), "something is lost between the parts"
            whole = not rest.strip() or rest.lstrip(" ").startswith("\n") or part.text.endswith(SENTENCE_ENDS)
            assert whole, f"cut in the middle of a sentence: …{part.text[-40:]}"
        return parts

    async def send(self, chat: Chat, reply: Reply) -> str:
        raise AssertionError("what is taken at once is not sent")

    async def fetch(self, item: Attached, most: int) -> bytes:
        raise AssertionError("no document comes in these scripts")

    async def acknowledge(self, inbound: Inbound) -> None:
        """Nothing spins here."""

    async def typing(self, chat: Chat) -> None:
        """Nobody waits here."""


class OnTelegram:
    """On Telegram what a button says is tapped, and everything else is typed."""

    def __init__(self, db: Database) -> None:
        self.screen, self._db, self._numbers = Screen(), db, count(1)

    def database(self, address: str) -> AbstractContextManager[Database]:
        return nullcontext(self._db)

    def home(self, who: Address) -> Address:
        return Address(f"telegram:{number_of(who)}") if who.startswith(PAGE) else who

    def chat(self, name: str) -> str:
        return str(-1_000_000_000_000 - number_of(Address(name)))

    def channel(self, scene: Scene) -> Handed:
        return Handed()

    def body(self, scene: Scene, event: str, said: str) -> bytes:
        if scene.happened:
            update = happened(next(self._numbers), scene, *scene.happened)
        elif self.screen.chosen(scene.me, said) is not None and not (scene.answering or scene.overheard):
            update = tap(next(self._numbers), scene, said)
        else:
            update = typed(next(self._numbers), scene, said)
        assert objections_to_update(update) == []
        return json.dumps(update).encode()

    def look(self, db: Database, scene: Scene, who: Address, replies: list[Reply]) -> None:
        """Every message is one that Telegram takes; a button carries what it says, and typing it is the same."""
        looked_at(db, replies)
        for reply in replies if who.startswith("telegram:") else ():
            message = render(reply, Chat(ME.bot, home_of(db, who)[1]), "Gửi số điện thoại")
            assert units(message.text) <= (CAPTION_MAX if message.file or message.picture else TEXT_MAX)
            for button in reply.buttons:
                by_hand = heard(typed(1, scene, button.says))
                assert heard(tap(1, scene, button.says)) == by_hand
                assert by_hand == (scene.me, button.says)
        self.screen.offered[who] = tuple(button for reply in replies for button in reply.buttons)


@dataclass(frozen=True, slots=True)
class HandedByZalo:
    """Zalo's reading; what it would render is looked at, and what is handed on is what it was rendered from."""

    bot: BotId = OUR_ZALO.bot
    limits: Limits = ZALO_AT_ONCE

    def peek(self, body: bytes) -> Peek | None:
        return zalo_reading.peek(body)

    def read(self, body: bytes, received_at: datetime) -> Inbound | None:
        return zalo_reading.read(body, OUR_ZALO, received_at)

    def split(self, reply: Reply) -> Sequence[Reply]:
        """Every piece is small and bare; together, without their '(1/3)', they say what the reply says."""
        pieces = zalo_rendering.split(reply, None)
        total = len(pieces)
        said = []
        for number, piece in enumerate(pieces, 1):
            assert units(piece.text) <= zalo_rendering.TEXT_MAX
            assert piece == Reply(piece.text), "Zalo carries nothing but words"
            prefix = f"({number}/{total}) " if total > 1 else ""
            assert piece.text.startswith(prefix)
            said.append(piece.text.removeprefix(prefix))
        lines = {line.strip() for line in without_files(reply).splitlines()}
        for words in said[:-1]:
            assert words.rstrip().endswith(SENTENCE_ENDS) or words.splitlines()[-1] in lines, f"cut in: …{words[-40:]}"
        assert " ".join(" ".join(said).split()) == " ".join(without_files(reply).split())
        return (replace(reply, in_place=""),)

    async def send(self, chat: Chat, reply: Reply) -> str:
        raise AssertionError("what is taken at once is not sent")

    async def fetch(self, item: Attached, most: int) -> bytes:
        raise AssertionError("no document comes in these scripts")

    async def acknowledge(self, inbound: Inbound) -> None:
        """Nothing spins here."""

    async def typing(self, chat: Chat) -> None:
        """Nobody waits here."""


def without_files(reply: Reply) -> str:
    """All that is to be read where no file travels: the words, what the files hold, and the numbers."""
    names = [file.name for file in reply.files]
    instead = reply.in_place or (attached.not_carried(names) if names else "")
    return f"{reply.text}\n{instead}{wording.numbered(replace(reply, text=''))}"


class OnZalo:
    """On Zalo choices are numbers, in a group they are none, and nothing can be changed once it is said."""

    def __init__(self, db: Database) -> None:
        self.screen, self._db, self._numbers = Screen(), db, count(1)

    def database(self, address: str) -> AbstractContextManager[Database]:
        return nullcontext(self._db)

    def home(self, who: Address) -> Address:
        return Address(f"{OUR_ZALO.bot}:{number_of(who):x}") if who.startswith(PAGE) else who

    def chat(self, name: str) -> str:
        return f"zgr-{number_of(Address(name)):x}"

    def channel(self, scene: Scene) -> HandedByZalo:
        return HandedByZalo()

    def body(self, scene: Scene, event: str, said: str) -> bytes:
        place = self.screen.chosen(scene.me, said)
        words = said if place is None else str(place + 1)
        # Zalo says nothing of an answer to our message but that it comes; a mention stands in the words.
        named = "@Bot Suối Mây " if scene.group and not scene.answering else ""
        who, number = scene.me.rpartition(":")[2], next(self._numbers)
        message = {
            "from": {"id": who, "display_name": "An", "is_bot": False},
            "chat": {"id": self.chat(scene.group), "chat_type": "GROUP"}
            if scene.group
            else {"id": who, "chat_type": "PRIVATE"},
            "message_id": f"{number:020x}",
            "date": int((scene.at or AT).timestamp() * 1000),
            "text": f"{named}{words}",
        }
        event_told = {"event_name": "message.text.received", "message": message}
        return json.dumps(event_told if number % 2 else {"ok": True, "result": event_told}).encode()

    def look(self, db: Database, scene: Scene, who: Address, replies: list[Reply]) -> None:
        """Numbers stand under one question at most, mean what they show, and never stand in a group."""
        looked_at(db, replies)
        if scene.group and who == scene.me:
            assert not any(reply.buttons for reply in replies), "a menu in a group"
            memory = recalled(db, scene.carrier.chat(scene.group), who)
            assert memory.menu == ()
            return
        offered = numbers_shown(replies)
        if who == scene.me:
            assert not offered or recalled(db, who.rpartition(":")[2], who).menu == tuple(each.says for each in offered)
            self.screen.offered[who] = offered


def recalled(db: Database, chat: str, who: Address) -> Memory:
    """What is remembered on Zalo of somebody's talk in a chat."""
    return db.read_now(lambda session: recall(session, f"{OUR_ZALO.bot}|{chat}|{who}"))


class Tapping(AsWritten):
    """On the page, where every button is also tapped to see that it leads on; what that writes is taken back."""

    def look(self, db: Database, scene: Scene, who: Address, replies: list[Reply]) -> None:
        """No button is answered by the question it stood under, or as if nothing had been asked."""
        for reply in replies if not scene.group else ():
            for button in reply.buttons:
                told = self.tapped(db, scene, who, button)
                assert told
                assert wording.nothing_open() not in told, f"{button} under: {reply.text}"
                assert all(other.text != reply.text for other in told), f"{button} under: {reply.text}"

    def tapped(self, db: Database, scene: Scene, who: Address, button: Button) -> Sequence[Reply]:
        """What would be answered."""
        channel, now = self.channel(scene), scene.at or AT
        inbound = channel.read(channel.body("tap", who, button.says), now)
        assert inbound
        house = on(db, channel, now)
        told: list[Reply] = []

        def answer(session: Session) -> None:
            visit = Visit(inbound, now, house.shelf.library(session), channel.limits, house.office, house.salt)
            told.extend(router.finish(session, router.handle(visit, session), now).replies)
            session.rollback()

        db.write_now(answer)
        return told


def looked_at(db: Database, replies: Sequence[Reply]) -> None:
    """What must hold of every message on every channel."""
    for reply in replies:
        assert reply.text.strip() or reply.files or reply.pictures, "an empty message"
        assert not reply.pushed or wording.numbered(reply) == reply.text, "what is told unasked is never numbered"
        for text in (reply.text, *(button.label for button in reply.buttons)):
            assert not MARKUP.search(text), f"markup in plain text: {text}"
        for button in reply.buttons:
            assert button.label.strip()
            assert button.says.strip() == button.says != ""
            assert len(button.says.encode()) <= 64
        assert len({button.label for button in reply.buttons}) == len(reply.buttons), "two buttons look the same"
        for file in (*reply.files, *reply.pictures):
            [[size]] = rows(db, "SELECT length(content) FROM file WHERE sha256 = :sha256", sha256=file.sha256)
            assert int(str(size)) > 0


def number_of(who: Address) -> int:
    """A number on Telegram for a person of the script."""
    return 10_000 + zlib.crc32(who.encode()) % 1_000_000


def person(who: Address) -> Mapping[str, object]:
    """The person of this address as Telegram tells of them."""
    return {"id": int(who.partition(":")[2]), "is_bot": False, "first_name": "An"}


def chat(scene: Scene) -> dict[str, object]:
    """Where it happens: the group, or the private chat of who speaks."""
    if scene.group:
        return {"id": int(scene.carrier.chat(scene.group)), "type": "supergroup", "title": scene.group}
    return {"id": int(scene.me.partition(":")[2]), "type": "private", "first_name": "An"}


def typed(number: int, scene: Scene, said: str) -> dict[str, object]:
    """The update of a message, or of an older message that was changed; in a group it names or answers us."""
    at = int((scene.at or AT).timestamp())
    message = {"message_id": number, "date": at, "chat": chat(scene), "from": person(scene.me), "text": said}
    if scene.answering:
        us = {"id": ME.id, "is_bot": True, "first_name": ME.name, "username": ME.username}
        message["reply_to_message"] = {"message_id": 1, "date": at, "chat": chat(scene), "from": us, "text": "…"}
    elif scene.group and not scene.overheard:
        named = f"@{ME.username}"
        message["text"] = f"{named} {said}"
        message["entities"] = [{"type": "mention", "offset": 0, "length": len(named)}]
    if scene.edited:
        return {"update_id": number, "edited_message": {**message, "edit_date": at}}
    return {"update_id": number, "message": message}


def tap(number: int, scene: Scene, says: str) -> dict[str, object]:
    """The update of a tapped button."""
    under = {"message_id": number, "date": int(AT.timestamp()), "chat": chat(scene), "text": "…"}
    query = {"id": str(number), "from": person(scene.me), "chat_instance": "1", "data": says, "message": under}
    return {"update_id": number, "callback_query": query}


def happened(number: int, scene: Scene, kind: Kind, detail: str) -> dict[str, object]:
    """The update of what became of the group: we were added or put out, or it got a new identity."""
    at = int((scene.at or AT).timestamp())
    if kind is Kind.MOVED:
        old = {"message_id": number, "date": at, "chat": {**chat(scene), "type": "group"}, "from": person(scene.me)}
        return {"update_id": number, "message": {**old, "migrate_to_chat_id": int(detail)}}
    us = {"id": ME.id, "is_bot": True, "first_name": ME.name, "username": ME.username}
    inside, outside = {"status": "member", "user": us}, {"status": "left", "user": us}
    old_member, new_member = (outside, inside) if kind is Kind.STARTED else (inside, outside)
    change = {"chat": chat(scene), "from": person(scene.me), "date": at}
    return {
        "update_id": number,
        "my_chat_member": {**change, "old_chat_member": old_member, "new_chat_member": new_member},
    }


def heard(update: Mapping[str, object]) -> tuple[Address, str]:
    """Who says what by this update."""
    inbound = read(json.dumps(update).encode(), ME, AT)
    assert inbound
    return inbound.sender, inbound.text


def move_in(db: Database, carrier: Carrier) -> None:
    """Gives everybody of the page an account here and makes it the one they prefer; the group comes along."""
    bot_here = carrier.channel(Scene(carrier)).bot
    if not isinstance(carrier, InTerminal):
        moves = sql(MOVES_GROUP).bindparams(bot=bot_here, chat=carrier.chat(GROUP), old=GROUP)
        db.write_now(lambda session: session.execute(moves))
    for address, officer in rows(db, ACCOUNTS):
        home = carrier.home(Address(str(address)))
        who = OfficerId(int(str(officer)))
        account = Account(home, who, bot_here, home.rpartition(":")[2], reachable=True)
        db.write_now(lambda session, new=account: save_account(session, new, now=FILLED_AT))  # type: ignore[misc] # bound per turn
        prefers = sql(PREFERS).bindparams(address=home, officer=who)
        db.write_now(lambda session, what=prefers: session.execute(what))  # type: ignore[misc] # bound per turn
