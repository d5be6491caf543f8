"""Plays a conversation through inbox, desk and database, with a restart after every turn; writes what was said."""

import asyncio
import hashlib
import re
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from sqlmodel import Session

from bot.channels.contract import Channel
from bot.channels.pull import Place, PullChannel
from bot.channels.terminal import TERMINAL
from bot.channels.web import WEB
from bot.commands.moments import read_moment
from bot.db import Database, moment
from bot.delivery import Shower
from bot.demo import BEGAN, GROUP, OFFICE
from bot.desk import Desk
from bot.heralding import herald
from bot.house import House
from bot.inbox import Inbox
from bot.parcel import unpack
from bot.reminding import remind
from bot.settings import Settings
from bot.shelf import Shelf
from bot.store import incoming, transcript
from bot.store.files import keep_original
from bot.store.incoming import Arrival, Mine
from bot.store.tables import Incoming
from handlers import wording
from handlers.messages import Address, Inbound, Kind, Made, Reply
from knowledge.proposals import store as proposals
from knowledge.proposals.understanding import understood
from knowledge.proposals.values import Source
from knowledge.readers.reading import Page, Reading
from tests.house import house_of, rows
from union.roster import Role
from union.store import Account, add_officer, give_seat, save_account

FIRST_MOMENT = "2026-11-23T09:00"
UNASKED = """
SELECT id, body FROM outgoing WHERE bot = :bot AND chat = :chat AND id > :after AND state = 'sent' AND lane > 0
ORDER BY id
"""
GIVEN = re.compile(r"^Mã gắn nhóm của .+?: (\w{4}-\w{4}) ", re.MULTILINE)
PAPERS = Path(__file__).parent / "papers" / "documents"
SHELF = Shelf()
"""What is published is the same in every copy of the demo: reading it anew after each restart is most of the work."""


@dataclass
class Scene:
    """Who speaks, where and when."""

    carrier: "Carrier"
    speaker: Address = field(default_factory=lambda: Address("web:khach"))
    at: datetime | None = field(default_factory=lambda: read_moment(FIRST_MOMENT))
    channel: PullChannel = WEB
    group: str = ""
    """The group in which one speaks; empty in private."""
    answering: bool = False
    overheard: bool = False
    happened: tuple[Kind, str] | None = None
    """What happens to the group instead of something being said there, and its new chat."""
    twice: bool = False
    killed: bool = False
    edited: bool = False
    told: dict[Address, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    """What the script calls the codes that were given: 'MÃ-1'."""
    """The last row that was shown of what each was told unasked."""

    @property
    def me(self) -> Address:
        """The speaker's account on the channel of this play."""
        return self.carrier.home(self.speaker)


class Carrier(Protocol):
    """The channel on which a script is played."""

    def database(self, address: str) -> AbstractContextManager[Database]:
        """The database for one turn."""
        ...

    def home(self, who: Address) -> Address:
        """The account here of a person whom the script names by that of the page."""
        ...

    def chat(self, name: str) -> str:
        """The group here that the script calls so."""
        ...

    def channel(self, scene: Scene) -> Channel:
        """What reads and splits here."""
        ...

    def body(self, scene: Scene, event: str, said: str) -> bytes:
        """What the platform would hand over when the speaker says this, or taps what says it."""
        ...

    def look(self, db: Database, scene: Scene, who: Address, replies: list[Reply]) -> None:
        """Looks at what somebody was told; fails when it is not as it must be here."""
        ...


class AsWritten:
    """As the script says: on the page, or in the terminal from where it says so; restarted after every line."""

    def database(self, address: str) -> AbstractContextManager[Database]:
        return restarted(address)

    def home(self, who: Address) -> Address:
        return who

    def chat(self, name: str) -> str:
        return name

    def channel(self, scene: Scene) -> PullChannel:
        if scene.happened:
            return Happening(scene.channel.bot, scene.channel.limits, *scene.happened)
        kind = EditedChannel if scene.edited else PullChannel
        return kind(scene.channel.bot, scene.channel.limits)

    def body(self, scene: Scene, event: str, said: str) -> bytes:
        if not scene.group:
            return scene.channel.body(event, scene.me, said)
        place = Place(scene.group, answers=scene.answering)
        named = "" if scene.answering or scene.overheard else "@Trợ lý "
        return scene.channel.body(event, scene.me, f"{named}{said}", place=place)

    def look(self, db: Database, scene: Scene, who: Address, replies: list[Reply]) -> None:
        """What is said is what the golden text holds."""


@dataclass(frozen=True, slots=True)
class Happening(PullChannel):
    """The page as if a platform told what happened to the group."""

    kind: Kind = Kind.STARTED
    detail: str = ""

    def read(self, body: bytes, received_at: datetime) -> Inbound | None:
        said = PullChannel.read(self, body, received_at)
        return said and replace(said, kind=self.kind, detail=self.detail)


class EditedChannel(PullChannel):
    """The page's words as if an earlier message had been changed."""

    def read(self, body: bytes, received_at: datetime) -> Inbound | None:
        said = super().read(body, received_at)
        return said and replace(said, kind=Kind.EDITED)


def play(address: str, script: str, carrier: Carrier | None = None) -> str:
    """The script with the replies that are given now in the place of those it holds."""
    return asyncio.run(perform(address, script, Scene(carrier or AsWritten())))


@contextmanager
def restarted(address: str) -> Iterator[Database]:
    """The database as a process that has just started opens it."""
    db = Database(address)
    try:
        yield db
    finally:
        db.close()


async def perform(address: str, script: str, scene: Scene) -> str:
    """Line by line; the house is a new one for each, and on the page the database is opened anew."""
    written: list[str] = []
    for line in script.splitlines():
        if line.startswith(("<", "*", "  ")):
            continue
        written.append(line)
        with scene.carrier.database(address) as db:
            if line.startswith("@"):
                written += await directed(db, scene, line[1:].split())
            elif line.startswith(">"):
                for reply in await turn(db, scene, line[1:].strip()):
                    written += shown(reply, numbered=not scene.channel.limits.buttons_max)
    return called(scene, "\n".join(written).rstrip()) + "\n"


def called(scene: Scene, text: str) -> str:
    """The codes that were given as the script calls them: they are others each time."""
    for name, code in scene.codes.items():
        text = text.replace(code, name)
    return text


async def directed(db: Database, scene: Scene, words: list[str]) -> list[str]:
    """What a direction brings to be read: what somebody was told unasked."""
    match words:
        case ["remind"]:
            await remind_at(db, scene)
        case ["announced"]:
            await announce_at(db, scene)
        case ["paper", name]:
            put_in(db, scene, name)
        case ["clerk", who, name]:
            seat_clerk(db, scene, Address(who), name)
        case ["pushed", who]:
            return pushed(db, scene, scene.carrier.home(Address(who)))
        case ["posted"]:
            return posted(db, scene, scene.group)
        case ["posted", group]:
            return posted(db, scene, group)
        case ["added"]:
            return await happens(db, scene, Kind.STARTED)
        case ["removed"]:
            return await happens(db, scene, Kind.BLOCKED)
        case ["moved", group]:
            lines = await happens(db, scene, Kind.MOVED, scene.carrier.chat(group))
            scene.group = group
            return lines
        case _:
            direct(scene, words)
    return []


def put_in(db: Database, scene: Scene, name: str) -> None:
    """A document of the dialogues that the speaker has dropped in, read through."""
    text = (PAPERS / f"{name}.txt").read_text("utf-8")
    source = Source(hashlib.sha256(text.encode()).hexdigest(), f"{name}.txt", len(text.encode()))
    now = scene.at or read_moment(FIRST_MOMENT)

    def write(session: Session) -> None:
        keep_original(session, Made(source.name, text.encode(), "text/plain"), now)
        number = proposals.begin(session, proposals.Dropped(source, OFFICE, scene.me), now)
        assert proposals.claim(session, "player", now), "it was there to be read"
        reading = Reading("txt", (Page(text),))
        assert proposals.read_through(session, number, "player", understood(reading, source.name))

    db.write_now(write)


def seat_clerk(db: Database, scene: Scene, who: Address, name: str) -> None:
    """One more person works in the office of the demo, and talks on the channel of this play."""
    home, bot = scene.carrier.home(who), scene.carrier.channel(scene).bot

    def write(session: Session) -> None:
        officer = add_officer(session, name, "")
        give_seat(session, officer, OFFICE, Role.OFFICE, BEGAN)
        now = scene.at or read_moment(FIRST_MOMENT)
        save_account(session, Account(home, officer, bot, home.rpartition(":")[2], reachable=True), now=now)

    db.write_now(write)


async def remind_at(db: Database, scene: Scene) -> None:
    """The job's own run at the office time of the scene, and what it put into the door shown as far as it goes."""
    channels = (TERMINAL, scene.carrier.channel(scene))
    await remind(house_of(db, *channels, office_now=scene.at))
    show_soon(db, scene)


async def announce_at(db: Database, scene: Scene) -> None:
    """What was announced put into the door, shown as far as it goes, and what became of it entered."""
    channels = (TERMINAL, scene.carrier.channel(scene))
    await herald(house_of(db, *channels, office_now=scene.at))
    show_soon(db, scene)
    await herald(house_of(db, *channels, office_now=scene.at))


def show_soon(db: Database, scene: Scene) -> None:
    """What was said at this moment took its time: what it put into the door is due a little later."""
    shown_at = scene.at and scene.at + timedelta(seconds=30)
    db.write_now(Shower(house_of(db, TERMINAL, scene.carrier.channel(scene), office_now=shown_at)).show)


async def happens(db: Database, scene: Scene, kind: Kind, detail: str = "") -> list[str]:
    """What the platform tells about the group, and what is said to it."""
    scene.happened = (kind, detail)
    try:
        replies = await turn(db, scene, "")
    finally:
        scene.happened = None
    return [line for reply in replies for line in shown(reply, numbered=False)]


def pushed(db: Database, scene: Scene, who: Address) -> list[str]:
    """What this person was told unasked since this was last asked."""
    bot, chat = home_of(db, who)
    return unasked(db, scene, who, bot, chat)


def posted(db: Database, scene: Scene, group: str) -> list[str]:
    """What was posted in a group unasked since this was last asked."""
    bot, chat = scene.carrier.channel(scene).bot, scene.carrier.chat(group)
    return unasked(db, scene, Address(f"{bot}:{chat}"), bot, chat)


def unasked(db: Database, scene: Scene, who: Address, bot: str, chat: str) -> list[str]:
    """What was told there without being asked for, as the dialogues write it."""
    lines: list[str] = []
    replies = []
    for number, body in rows(db, UNASKED, bot=bot, chat=chat, after=scene.told.get(who, 0)):
        scene.told[who] = int(str(number))
        replies.append(reply := unpack(str(body)))
        first, *rest = reply.text.splitlines()
        lines += [f"* {first}", *(f"  {line}" for line in rest)]
        lines += [f"  [{button.label} → {button.says}]" for button in reply.buttons]
    scene.carrier.look(db, scene, who, replies)
    return lines or ["* (không có tin nào)"]


def home_of(db: Database, who: Address) -> tuple[str, str]:
    """The bot and the chat in which an account is told something."""
    known = rows(db, "SELECT bot, chat FROM account WHERE address = :who", who=who)
    bot, chat = known[0] if known else who.rsplit(":", 1)
    return str(bot), str(chat)


def direct(scene: Scene, words: list[str]) -> None:
    match words:
        case ["as", who]:
            scene.speaker = Address(who)
        case ["at", when]:
            scene.at = read_moment(when)
        case [("twice" | "killed" | "edited" | "answering" | "overheard") as next_message]:
            setattr(scene, next_message, True)
        case ["group"]:
            scene.group = GROUP
        case ["group", name]:
            scene.group = name
        case ["private"]:
            scene.group = ""
        case ["terminal"]:
            scene.channel = TERMINAL
        case ["web"]:
            scene.channel = WEB
        case _:
            raise ValueError(f"no such direction: {words}")


async def turn(db: Database, scene: Scene, said: str) -> list[Reply]:
    """One message and its answer."""
    channel = scene.carrier.channel(scene)
    for name, code in scene.codes.items():
        said = said.replace(name, code)
    body = scene.carrier.body(scene, uuid.uuid4().hex, said.replace("⏎", "\n"))
    seen = channel.peek(body)
    assert seen, "the door would refuse it"
    arrival = Arrival(channel.bot, seen.event_id, seen.chat, body, scene.at)
    house = on(db, channel, scene.at)
    bots = tuple(house.channels)
    await Inbox(db).store(arrival)
    if scene.twice:
        await Inbox(db).store(arrival)
    if scene.killed:
        db.write_now(lambda session: incoming.claim(session, Mine("killed", bots), 1, moment(session)))
        db.write_now(lambda session: incoming.give_back(session, None, house.boot))
    while claimed := db.write_now(lambda session: incoming.claim(session, Mine(house.boot, bots), 1, moment(session))):
        for row in claimed:
            await Desk(house).serve(row)
    assert state(db, seen.event_id) == Incoming.DONE
    bodies = db.read_now(lambda session: transcript.replies_to(session, channel.bot, seen.event_id))
    replies = [unpack(body) for body in bodies]
    for code in (code for reply in replies for code in GIVEN.findall(reply.text)):
        scene.codes.setdefault(f"MÃ-{len(scene.codes) + 1}", code)
    scene.carrier.look(db, scene, scene.me, replies)
    scene.twice = scene.killed = scene.edited = scene.answering = scene.overheard = False
    return replies


def on(db: Database, channel: Channel, at: datetime | None) -> House:
    """A house that has just started, its memory empty but for the database, its clock at the scene's moment."""
    house = house_of(db, office_now=at)
    salt = db.read_now(salt_of)
    channels = {**house.channels, channel.bot: channel}
    return replace(house, channels=channels, salt=salt, shelf=SHELF, quiet_hours=Settings().quiet_hours)


def salt_of(session: Session) -> str:
    from bot.opening import SALT
    from bot.store import runs

    return runs.read_setting(session, SALT) or "muối"


def state(db: Database, event: str) -> object:
    [[found]] = db.read_now(
        lambda session: session.execute(
            incoming.incoming.select()
            .with_only_columns(incoming.incoming.c.state)
            .where(incoming.incoming.c.event == event)
        ).all()
    )
    return found


def shown(reply: Reply, *, numbered: bool) -> list[str]:
    """The reply as the dialogues write it."""
    text = wording.numbered(reply) if numbered else reply.text
    first, *rest = text.splitlines() or [""]
    lines = [f"< {first}", *(f"  {line}" for line in rest)]
    if not numbered:
        lines += [f"  [{button.label} → {button.says}]" for button in reply.buttons]
    return [*lines, *(f"  [tệp {file.name}]" for file in reply.files)]
