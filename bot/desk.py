"""Who serves the chats: claims the oldest event of a chat, has it decided, and finishes it in one transaction."""

import asyncio
import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot import allowance, places
from bot.channels.contract import Channel, NotYet, Unreadable
from bot.channels.pull import PullChannel
from bot.db import ANNOUNCED, DROPPED, INCOMING, OUTGOING, back_off, moment, wake
from bot.dropped import UPLOADED, Received, brought, plain_name
from bot.house import House, quiet_of
from bot.links import DropPlace
from bot.notices import post_notice, tell_unreachable
from bot.parcel import as_few, pack
from bot.store import files, incoming, outgoing
from bot.store.incoming import ATTEMPTS_MAX, Claimed, Mine
from bot.store.outgoing import Lane, Outbound
from bot.uncut import uncut
from handlers import dropping, router, wording
from handlers.enrol import holds_code
from handlers.messages import BotId, FilesIn, Inbound, Kind, Limits, Notice, Reply
from handlers.store import Stale
from handlers.talk import Outcome, Visit
from union import store as union

log = logging.getLogger(__name__)

PLACES = 8
STARTS_MAX = 3
"""So often is a message decided anew when its memory was written in the meantime."""
TYPING_AFTER_SECONDS = 0.7
LATE = timedelta(minutes=30)
IDLE_SECONDS = 5.0


class Desk:
    """Chats run side by side, one chat stays in order."""

    def __init__(self, house: House, places: int = PLACES) -> None:
        self._house = house
        self._places = places
        self._running: dict[asyncio.Task[None], int] = {}
        """Each event being served, by its row."""

    async def run(self) -> None:
        """Serves until cancelled; then finishes what it has begun."""
        try:
            while True:
                seen = self._house.db.bell.count(INCOMING)
                claimed, stopping = await uncut(self._claim())
                for row in claimed:
                    task = asyncio.create_task(self.serve(row))
                    self._running[task] = row.id
                    task.add_done_callback(self._served)
                if stopping:
                    raise asyncio.CancelledError
                if not claimed or len(self._running) >= self._places:
                    await self._house.db.bell.wait(INCOMING, 1.0 if self._running else IDLE_SECONDS, seen)
        finally:
            if self._running:
                await asyncio.wait(self._running)

    def _served(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self._house.db.bell.ring(INCOMING)  # a place is free, and the chat's next event may go

    async def _claim(self) -> list[Claimed]:
        room = self._places - len(self._running)
        if room <= 0:
            return []
        mine = Mine(self._house.boot, tuple(self._house.channels), tuple(self._running.values()))
        if not await self._house.db.read(lambda session: incoming.any_open(session, mine, moment(session))):
            return []
        try:
            return await self._house.db.write(lambda session: self._claimed(session, mine, room))
        except IntegrityError:
            return []  # an older event of the chat was committed in this very moment: look again

    def _claimed(self, session: Session, mine: Mine, room: int) -> list[Claimed]:
        incoming.take_back(session, mine)
        return incoming.claim(session, mine, room, moment(session))

    async def serve(self, row: Claimed) -> None:
        """One event from its claim to its end: done, parked, or given back for later. Never raises."""
        try:
            if row.attempts > ATTEMPTS_MAX:  # whoever tried it before did not live to say so
                await self._give_up(row, "tiến trình dừng mỗi lần xử lý tin này")
            else:
                await self._try(row)
        except Exception:  # the database is away: the next claim takes the row back
            log.exception("event could not be given back", extra={"event": row.event, "bot": row.bot})

    async def _try(self, row: Claimed) -> None:
        try:
            await self._answer(row)
        except NotYet as error:
            why, wait = str(error), back_off(2)
            await self._house.db.write(lambda session: incoming.not_counted(session, row, why, moment(session) + wait))
        except Unreadable as error:
            why = str(error)
            log.warning("event parked: cannot be read", extra={"event": row.event, "bot": row.bot, "why": why})
            await self._house.db.write(lambda session: self._parked(session, row, why))
        except Exception as error:
            log.exception("event failed", extra={"event": row.event, "bot": row.bot, "attempt": row.attempts})
            await self._give_back(row, repr(error))

    def _parked(self, session: Session, row: Claimed, why: str) -> bool:
        parked = incoming.parked(session, row, why, moment(session))
        if parked:
            allowance.received(session, self._house, row.bot)
        return parked

    def _ignored(self, session: Session, row: Claimed) -> None:
        if incoming.finished(session, row, moment(session)):
            allowance.received(session, self._house, row.bot)

    async def _give_back(self, row: Claimed, why: str) -> None:
        if row.attempts >= ATTEMPTS_MAX:
            await self._give_up(row, why)
            return
        wait = back_off(row.attempts)
        await self._house.db.write(lambda session: incoming.postponed(session, row, why, moment(session) + wait))

    async def _give_up(self, row: Claimed, why: str) -> None:
        """Parks the event with an apology; without one where even that cannot be addressed."""
        try:
            inbound = read(self._house.channels[row.bot], row)
        except Exception:  # what cannot be read is perhaps what broke
            log.exception("no apology possible", extra={"event": row.event, "bot": row.bot})
            inbound = None
        await self._house.db.write(lambda session: self._apologise(session, row, inbound, why))

    def _apologise(self, session: Session, row: Claimed, inbound: Inbound | None, why: str) -> None:
        if self._parked(session, row, why) and inbound is not None:
            self._post(session, row, inbound, (wording.sorry(),), ())

    async def _answer(self, row: Claimed) -> None:
        channel = self._house.channels[row.bot]  # only events of our channels are claimed
        inbound = read(channel, row)
        if inbound is None:
            await self._house.db.write(lambda session: self._ignored(session, row))
            return
        if inbound.callback:
            await channel.acknowledge(inbound)
        showing = asyncio.create_task(show_typing(channel, inbound))
        try:
            received = await self._received(row, channel, inbound)
            await self._decide(row, inbound, channel.limits, received)
        finally:
            showing.cancel()

    async def _received(self, row: Claimed, channel: Channel, inbound: Inbound) -> Received | None:
        """The document that staff sent along, fetched once and outside any transaction; None for everybody else's."""
        if inbound.attached is None:
            return None
        if not await self._house.db.read(lambda session: self._may_drop(session, row, inbound)):
            return None
        return await brought(self._house, channel, inbound, is_last_try=row.attempts >= ATTEMPTS_MAX)

    def _may_drop(self, session: Session, row: Claimed, inbound: Inbound) -> bool:
        now = row.office_at or self._house.clock.at(moment(session))
        return dropping.may_drop(session, inbound, now.date())

    async def _decide(self, row: Claimed, inbound: Inbound, limits: Limits, received: Received | None) -> None:
        for start in range(STARTS_MAX):
            outcome = await self._house.db.read(lambda session: self._handled(session, row, inbound, limits, received))
            try:
                await self._house.db.write(lambda session, what=outcome: self._finish(session, row, inbound, what))  # type: ignore[misc] # bound per turn
            except Stale:
                if start == STARTS_MAX - 1:
                    raise
            else:
                return

    def _handled(
        self, session: Session, row: Claimed, inbound: Inbound, limits: Limits, received: Received | None = None
    ) -> Outcome:
        house = self._house
        now = row.office_at or house.clock.at(moment(session))
        visit = Visit(
            inbound, now, house.shelf.library(session), limits, house.office, house.salt, group_places(house),
            quiet_of(house), received, drop_link(house, inbound, limits),
        )  # fmt: skip
        return router.handle(visit, session)

    def _finish(self, session: Session, row: Claimed, inbound: Inbound, outcome: Outcome) -> None:
        """The one writing transaction: ledger, memory, outgoing rows and the done-mark stand or fall together."""
        now = moment(session)
        if not incoming.finished(session, row, now):
            log.warning("event lost to another boot", extra={"event": row.event, "bot": row.bot})
            session.rollback()
            return
        office_now = row.office_at or self._house.clock.at(now)
        done = router.finish(session, outcome, office_now)
        if inbound.kind is Kind.MOVED:
            outgoing.move_chat(session, row.bot, row.chat, inbound.detail)
        elif inbound.kind is Kind.BLOCKED:
            tell_unreachable(session, self._house, row.bot, row.chat)
        else:
            union.heard_from(session, inbound.sender, row.bot, now)
        files.keep(session, done.made, now)
        for made in done.originals:
            files.keep_original(session, made, now)
            wake(session, DROPPED)
        if done.announced:
            wake(session, ANNOUNCED)
        self._post(session, row, inbound, done.replies, done.notices)
        if not is_uploaded(row):  # locks the bot's month: those who are new come one by one
            allowance.received(session, self._house, row.bot)
        places.met(session, self._house, inbound.chat)

    def _post(
        self, session: Session, row: Claimed, inbound: Inbound, replies: Sequence[Reply], notices: Sequence[Notice]
    ) -> None:
        house, now = self._house, moment(session)
        channel = house.channels[row.bot]
        if replies and now - row.received_at > LATE:
            late = wording.delayed(repeatable(inbound), row.received_at)
            replies = (replace(replies[0], text=f"{late}\n{replies[0].text}"), *replies[1:])
        if replies and channel.limits.month_max is not None:
            replies = as_few(replies)
        parts = [part for reply in replies for part in channel.split(reply)]
        messages = [
            Outbound(
                key=f"reply/{row.bot}/{row.event}/{n}", bot=row.bot, chat=inbound.chat.id, lane=Lane.REPLY,
                body=pack(part), is_group=inbound.chat.is_group,
            )
            for n, part in enumerate(parts)
        ]  # fmt: skip
        office_now = house.clock.at(now)
        outgoing.enqueue(session, messages, now, office_now, pull=channel.limits.pull)
        for notice in notices:
            post_notice(session, house, notice)
        if messages or notices:
            wake(session, OUTGOING)


def read(channel: Channel, row: Claimed) -> Inbound | None:
    """The event in the house's words: the platform's, or a document that came for this chat through our own page."""
    reading = PullChannel(channel.bot, channel.limits) if is_uploaded(row) else channel
    inbound = reading.read(row.body, row.received_at)
    if inbound is None or inbound.attached is None:
        return inbound
    return replace(inbound, attached=replace(inbound.attached, name=plain_name(inbound.attached.name)))


def is_uploaded(row: Claimed) -> bool:
    """Whether no platform brought the event."""
    return row.event.startswith(UPLOADED)


def drop_link(house: House, inbound: Inbound, limits: Limits) -> str:
    """Where a document can be handed in for this chat, if it cannot be sent here; empty where nothing is public."""
    if limits.files_in is not FilesIn.BY_LINK or house.links is None or inbound.chat.is_group:
        return ""
    return house.links.to_drop(DropPlace(inbound.chat.bot, inbound.chat.id, inbound.sender, secrets.token_hex(4)))


def group_places(house: House) -> Mapping[BotId, int]:
    """How many groups each bot may be in, where its platform counts them."""
    limits = {BotId(bot): channel.limits.groups_max for bot, channel in house.channels.items()}
    return {bot: most for bot, most in limits.items() if most is not None}


def repeatable(inbound: Inbound) -> str:
    """What may be said again in the chat: no number or code, and nothing of anybody in a group."""
    is_plain = inbound.kind in {Kind.TEXT, Kind.BUTTON, Kind.EDITED} and not inbound.chat.is_group
    return inbound.text if is_plain and not holds_code(inbound.text) else ""


async def show_typing(channel: Channel, inbound: Inbound) -> None:
    """After a moment of thought the person sees that an answer is coming."""
    await asyncio.sleep(TYPING_AFTER_SECONDS)
    await channel.typing(inbound.chat)
