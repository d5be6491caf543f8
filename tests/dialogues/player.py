"""Plays a conversation through inbox, desk and database, with a restart after every turn; writes what was said."""

import asyncio
import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.channels.pull import PullChannel
from bot.channels.terminal import TERMINAL
from bot.channels.web import WEB
from bot.commands.moments import read_moment
from bot.db import Database, moment
from bot.delivery import Shower
from bot.desk import Desk
from bot.house import House
from bot.inbox import Inbox
from bot.parcel import unpack
from bot.reminding import remind
from bot.store import incoming, transcript
from bot.store.incoming import Arrival
from handlers import wording
from handlers.messages import Address, Inbound, Kind, Reply
from tests.house import house_of, mine, rows

FIRST_MOMENT = "2026-11-23T09:00"
SOON = timedelta(minutes=1)
UNASKED = """
SELECT id, body FROM outgoing WHERE bot = :bot AND chat = :chat AND id > :after AND state = 'sent' AND lane > 0
ORDER BY id
"""


@dataclass
class Scene:
    """Who speaks, where and when."""

    speaker: Address = field(default_factory=lambda: Address("web:khach"))
    at: datetime | None = field(default_factory=lambda: read_moment(FIRST_MOMENT))
    channel: PullChannel = WEB
    in_group: bool = False
    twice: bool = False
    killed: bool = False
    edited: bool = False
    told: dict[Address, int] = field(default_factory=dict)
    """The last row that was shown of what each was told unasked."""


class GroupChannel(PullChannel):
    """The page's words as if they were said in a group, the assistant addressed."""

    def read(self, body: bytes, received_at: datetime) -> Inbound | None:
        said = super().read(body, received_at)
        return said and replace(said, chat=replace(said.chat, id=f"nhom-{said.chat.id}", is_group=True))


class EditedChannel(PullChannel):
    """The page's words as if an earlier message had been changed."""

    def read(self, body: bytes, received_at: datetime) -> Inbound | None:
        said = super().read(body, received_at)
        return said and replace(said, kind=Kind.EDITED)


def play(db: Database, script: str) -> str:
    """The script with the replies that are given now in the place of those it holds."""
    return asyncio.run(perform(db, script))


async def perform(db: Database, script: str) -> str:
    scene = Scene()
    written: list[str] = []
    for line in script.splitlines():
        if line.startswith(("<", "*", "  ")):
            continue
        written.append(line)
        if line.startswith("@"):
            written += await directed(db, scene, line[1:].split())
        elif line.startswith(">"):
            for reply in await turn(db, scene, line[1:].strip()):
                written += shown(reply, numbered=not scene.channel.limits.buttons_max)
            scene.twice = scene.killed = scene.edited = False
    return "\n".join(written).rstrip() + "\n"


async def directed(db: Database, scene: Scene, words: list[str]) -> list[str]:
    """What a direction brings to be read: what somebody was told unasked."""
    match words:
        case ["remind"]:
            await remind_at(db, scene.at)
        case ["pushed", who]:
            deliver(db, scene.at)
            return pushed(db, scene, Address(who))
        case _:
            direct(scene, words)
    return []


async def remind_at(db: Database, at: datetime | None) -> None:
    """The job's own run at the office time of the scene, and what it put into the door shown as far as it goes."""
    await remind(house_of(db, TERMINAL, office_now=at))
    deliver(db, at)


def deliver(db: Database, at: datetime | None) -> None:
    """What waits for pull channels is judged and shown, a moment later than it was said."""
    house = house_of(db, TERMINAL, office_now=at + SOON if at else None)
    db.write_now(Shower(house).show)


def pushed(db: Database, scene: Scene, who: Address) -> list[str]:
    """What this person was told unasked since this was last asked."""
    bot, _, chat = who.partition(":")
    lines: list[str] = []
    for number, body in rows(db, UNASKED, bot=bot, chat=chat, after=scene.told.get(who, 0)):
        scene.told[who] = int(str(number))
        reply = unpack(str(body))
        first, *rest = reply.text.splitlines()
        lines += [f"* {first}", *(f"  {line}" for line in rest)]
        lines += [f"  [{button.label} → {button.says}]" for button in reply.buttons]
    return lines or ["* (không có tin nào)"]


def direct(scene: Scene, words: list[str]) -> None:
    match words:
        case ["as", who]:
            scene.speaker = Address(who)
        case ["at", when]:
            scene.at = read_moment(when)
        case ["twice"]:
            scene.twice = True
        case ["killed"]:
            scene.killed = True
        case ["edited"]:
            scene.edited = True
        case ["group"]:
            scene.in_group = True
        case ["private"]:
            scene.in_group = False
        case ["terminal"]:
            scene.channel = TERMINAL
        case ["web"]:
            scene.channel = WEB
        case _:
            raise ValueError(f"no such direction: {words}")


async def turn(db: Database, scene: Scene, said: str) -> list[Reply]:
    """One message, its answer, and a restart."""
    event = uuid.uuid4().hex
    kind = GroupChannel if scene.in_group else EditedChannel if scene.edited else PullChannel
    channel = kind(scene.channel.bot, scene.channel.limits)
    said = said.replace("⏎", "\n")
    arrival = Arrival(
        channel.bot, event, channel.chat_of(scene.speaker).id, channel.body(event, scene.speaker, said), scene.at
    )
    house = on(db, channel, scene.at)
    await Inbox(db).store(arrival)
    if scene.twice:
        await Inbox(db).store(arrival)
    if scene.killed:
        db.write_now(lambda session: incoming.claim(session, mine("killed"), 1, moment(session)))
        db.write_now(lambda session: incoming.give_back(session, None, house.boot))
    while claimed := db.write_now(lambda session: incoming.claim(session, mine(house.boot), 1, moment(session))):
        for row in claimed:
            await Desk(house).serve(row)
    assert state(db, event) == incoming.Incoming.DONE
    return [unpack(body) for body in db.read_now(lambda session: transcript.replies_to(session, channel.bot, event))]


def on(db: Database, channel: PullChannel, at: datetime | None) -> House:
    """A house that has just started, its memory empty but for the database, its clock at the scene's moment."""
    house = house_of(db, office_now=at)
    salt = db.read_now(salt_of)
    return replace(house, channels={**house.channels, channel.bot: channel}, salt=salt)


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
