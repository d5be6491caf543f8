"""How does a script that was written for the page sound in the terminal and on Telegram?

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
from bot.db import Database
from handlers import router, wording
from handlers.messages import Address, BotId, Button, Chat, Inbound, Limits, Reply
from handlers.store import recall
from handlers.talk import Visit
from knowledge.dates import VIETNAM
from tests.channels.oracle import objections_to_update
from tests.conftest import FILLED_AT
from tests.dialogues.player import AsWritten, EditedChannel, Scene, home_of, on
from tests.house import rows
from union.roster import OfficerId
from union.store import Account, save_account

PAGE = "web:"
ME = Me(666, "tro_ly_thu_bot", "Trợ lý")
AT = datetime(2026, 11, 23, tzinfo=VIETNAM)
AT_ONCE = replace(LIMITS, pull=True)
MARKUP = re.compile(r"</?[a-z]+\b[^>]*>|&(?:amp|lt|gt|quot|nbsp);|\*\*|__|```|\]\(|^#+ ", re.MULTILINE)
SENTENCE_ENDS = (".", "?", "…", ":", ";", "”", ")")
PREFERS = "UPDATE account SET preferred = (address = :address) WHERE officer_id = :officer"
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

    def channel(self, scene: Scene) -> PullChannel:
        return EditedChannel(TERMINAL.bot, TERMINAL.limits) if scene.edited else TERMINAL

    def body(self, scene: Scene, event: str, said: str) -> bytes:
        place = self.screen.chosen(scene.me, said)
        return TERMINAL.body(event, scene.me, said if place is None else str(place + 1))

    def look(self, db: Database, scene: Scene, who: Address, replies: list[Reply]) -> None:
        """Numbers stand where something else than a figure is asked, and mean what they show."""
        looked_at(db, replies)
        numbered = [reply for reply in replies if wording.numbered(reply) != reply.text]
        assert len(numbered) <= 1, "two lists with the same numbers"
        for reply in numbered:
            lines = wording.numbered(reply).removeprefix(reply.text).split("\n")[1:-1]
            assert lines == [f"{n}. {button.label}" for n, button in enumerate(reply.buttons, 1)]
        if who == scene.me:
            shown = numbered[-1].buttons if numbered else ()
            memory = db.read_now(lambda session: recall(session, f"terminal|{home_of(db, who)[1]}|{who}"))
            assert not shown or memory.menu == tuple(button.says for button in shown)
            self.screen.offered[who] = shown


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

    def channel(self, scene: Scene) -> Handed:
        return Handed()

    def body(self, scene: Scene, event: str, said: str) -> bytes:
        tapped = self.screen.chosen(scene.me, said) is not None
        update = tap(next(self._numbers), scene.me, said) if tapped else typed(next(self._numbers), scene, said)
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
                assert heard(tap(1, scene.me, button.says)) == by_hand
                assert by_hand == (scene.me, button.says)
        self.screen.offered[who] = tuple(button for reply in replies for button in reply.buttons)


class Tapping(AsWritten):
    """On the page, where every button is also tapped to see that it leads on; what that writes is taken back."""

    def look(self, db: Database, scene: Scene, who: Address, replies: list[Reply]) -> None:
        """No button is answered by the question it stood under, or as if nothing had been asked."""
        for reply in replies if not scene.in_group else ():
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


def chat(who: Address) -> Mapping[str, object]:
    """The private chat of this person."""
    return {"id": int(who.partition(":")[2]), "type": "private", "first_name": "An"}


def typed(number: int, scene: Scene, said: str) -> dict[str, object]:
    """The update of a message, or of an older message that was changed."""
    at = int((scene.at or AT).timestamp())
    message = {"message_id": number, "date": at, "chat": chat(scene.me), "from": person(scene.me), "text": said}
    if scene.edited:
        return {"update_id": number, "edited_message": {**message, "edit_date": at}}
    return {"update_id": number, "message": message}


def tap(number: int, who: Address, says: str) -> dict[str, object]:
    """The update of a tapped button."""
    under = {"message_id": number, "date": int(AT.timestamp()), "chat": chat(who), "text": "…"}
    query = {"id": str(number), "from": person(who), "chat_instance": "1", "data": says, "message": under}
    return {"update_id": number, "callback_query": query}


def heard(update: Mapping[str, object]) -> tuple[Address, str]:
    """Who says what by this update."""
    inbound = read(json.dumps(update).encode(), ME, AT)
    assert inbound
    return inbound.sender, inbound.text


def move_in(db: Database, carrier: InTerminal | OnTelegram) -> None:
    """Gives everybody of the page an account on this channel, and makes it the one they prefer."""
    for address, officer in rows(db, ACCOUNTS):
        home = carrier.home(Address(str(address)))
        bot, who = carrier.channel(Scene(carrier)).bot, OfficerId(int(str(officer)))
        account = Account(home, who, bot, home.partition(":")[2], reachable=True)
        db.write_now(lambda session, new=account: save_account(session, new, now=FILLED_AT))  # type: ignore[misc] # bound per turn
        prefers = sql(PREFERS).bindparams(address=home, officer=who)
        db.write_now(lambda session, what=prefers: session.execute(what))  # type: ignore[misc] # bound per turn
