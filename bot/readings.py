"""Who reads what was dropped in: one document at a time, in a child process, whoever stops or dies in between."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeVar

from sqlmodel import Session

from bot.db import DROPPED, back_off, moment
from bot.dropped import trouble_of
from bot.house import House
from bot.notices import post_notice
from bot.store import files
from bot.store.outgoing import Lane
from bot.uncut import uncut
from handlers import dropping
from handlers.messages import Address, Notice, Reply
from handlers.papers.known import known_issuers
from handlers.wording.dropping import Lost
from knowledge.document import UnitCode
from knowledge.proposals import store as proposals
from knowledge.proposals.store import ReadThrough
from knowledge.proposals.values import Proposal
from knowledge.readers.reading import Unreadable
from union import store as union

log = logging.getLogger(__name__)

T = TypeVar("T")

TRIES_MAX = 3
"""So often is a file begun whose reader died over it."""
IDLE_SECONDS = 30.0
LOOK_SECONDS = 1.5
RENEW_SECONDS = 30.0
"""A reader that has no new page to tell of still says that it lives."""
STOP_SECONDS = 5.0
SOON = timedelta(minutes=30)
"""Whoever dropped it in so short a while ago still waits: they are told also in the quiet hours."""


class Halted(Exception):  # noqa: N818 - what a stop raises in the reading thread
    """Nobody wants this reading any more."""


@dataclass(slots=True)
class Watch:
    """What the reading thread and the loop tell each other."""

    pages: tuple[int, int] = (0, 0)
    told: tuple[int, int] = (0, 0)
    told_at: float = field(default_factory=time.monotonic)
    halted: threading.Event = field(default_factory=threading.Event)

    def progress(self, done: int, total: int) -> None:
        """Takes note of the pages; ends the reading when it was halted."""
        if self.halted.is_set():
            raise Halted
        self.pages = (done, total)

    @property
    def has_news(self) -> bool:
        """Whether there is something to tell, be it only that the reader lives."""
        return self.pages != self.told or time.monotonic() - self.told_at > RENEW_SECONDS


@dataclass(frozen=True, slots=True)
class Read:
    """What reading gave, and how that is told."""

    found: ReadThrough
    reply: Reply


class Readings:
    """Claims the oldest document that nobody reads, has it read and understood, and says what came of it."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def run(self) -> None:
        """Reads until cancelled; what is being read then is given back for the next start."""
        while True:
            seen = self._house.db.bell.count(DROPPED)
            if not await self.read_next():
                await self._house.db.bell.wait(DROPPED, IDLE_SECONDS, seen)

    async def read_next(self) -> bool:
        """Reads one document to its end; False when none waits."""
        db = self._house.db
        if not self._house.pulse.healthy or not await db.read(waits):
            return False
        claimed, stopping = await uncut(db.write(self._claim))
        if claimed is None:
            return False
        item, tries = claimed
        if stopping:
            await self._give_back(item, timedelta(), counted=False)
            raise asyncio.CancelledError
        await self._serve(item, tries)
        return True

    def _claim(self, session: Session) -> tuple[Proposal, int] | None:
        return proposals.claim(session, self._house.boot, moment(session))

    async def _serve(self, item: Proposal, tries: int) -> None:
        watch = Watch()
        try:
            if tries > TRIES_MAX:
                await self._fail(item, Lost.STOPPED)
            else:
                await self._read(item, watch)
        except asyncio.CancelledError:
            watch.halted.set()
            await uncut(self._give_back(item, timedelta(), counted=False))
            raise
        except Exception:  # a fault of ours or of the database: begun again later, and not for ever
            watch.halted.set()
            log.exception("document not read", extra={"proposal": item.id, "try": tries})
            await self._give_back(item, back_off(tries), counted=True)

    async def _read(self, item: Proposal, watch: Watch) -> None:
        content = await self._house.db.read(lambda session: files.content_of(session, item.source.sha256))
        if content is None:
            await self._fail(item, Lost.GONE)
            return
        issuers = await self._house.db.read(known_issuers)
        reading = in_thread(lambda: self._read_now(item, content, issuers, watch))
        try:
            while not reading.done():
                await asyncio.wait({reading}, timeout=LOOK_SECONDS)
                if not reading.done() and not await self._still_mine(item, watch):
                    log.warning("document lost to another reader", extra={"proposal": item.id})
                    watch.halted.set()
                    return
        except asyncio.CancelledError:
            watch.halted.set()
            await asyncio.wait({reading}, timeout=STOP_SECONDS)
            raise
        try:
            read = reading.result()
        except Unreadable as error:
            await self._fail(item, trouble_of(error))
        else:
            await self._house.db.write(lambda session: self._finish(session, item, read))

    def _read_now(self, item: Proposal, content: bytes, issuers: Collection[UnitCode], watch: Watch) -> Read:
        """Everything that takes time: nothing of it may run while a transaction holds others up."""
        readers = self._house.readers
        reading = readers.read(item.source.name, content, readers.caps, watch.progress)
        found = readers.understand(reading, item.source.name, item.issuer)
        whole = replace(
            item, key=found.key, document=found.document, warnings=found.warnings, doubts=found.doubts,
            pages_done=found.pages, pages_total=found.pages,
        )  # fmt: skip
        return Read(found, dropping.read_reply(whole, issuers))

    async def _still_mine(self, item: Proposal, watch: Watch) -> bool:
        """Tells how far it is where there is something to tell; False when somebody else has taken it over."""
        if not watch.has_news:
            return True
        watch.told, watch.told_at = watch.pages, time.monotonic()
        boot, pages = self._house.boot, watch.pages
        return await self._house.db.write(
            lambda session: proposals.progressed(session, item.id, boot, pages, moment(session))
        )

    def _finish(self, session: Session, item: Proposal, read: Read) -> None:
        """Staff review it from now on, and whoever dropped it in hears so, in one transaction."""
        if proposals.read_through(session, item.id, self._house.boot, read.found):
            self._tell(session, item, read.reply)

    async def _fail(self, item: Proposal, trouble: str) -> None:
        await self._house.db.write(lambda session: self._failed(session, item, trouble))
        if dropping.is_secret(trouble):
            await self._house.db.empty_log()

    def _failed(self, session: Session, item: Proposal, trouble: str) -> None:
        """It cannot be read, and whoever dropped it in hears why; a stamped paper is not kept a moment longer."""
        office_now = self._house.clock.at(moment(session))
        if not proposals.failed(session, item.id, self._house.boot, trouble, office_now):
            return
        if dropping.is_secret(trouble):
            files.erase_original(session, item.source.sha256)
        whole = proposals.proposal_of(session, item.id)
        self._tell(session, whole, dropping.failed_reply(whole))

    def _tell(self, session: Session, item: Proposal, reply: Reply) -> None:
        """Once, under the document's own key, and only while they still work in an office."""
        office_now = self._house.clock.at(moment(session))
        officer = union.officer_at(session, item.by, office_now.date())
        if officer is None:
            return
        notice = Notice(Address(item.by), reply, f"paper/{item.id}/read", "still_staff", {"officer": str(officer.id)})
        waits = office_now - item.created_at < SOON
        post_notice(session, self._house, notice, Lane.REPLY if waits else Lane.PERSONAL)

    async def _give_back(self, item: Proposal, wait: timedelta, *, counted: bool) -> None:
        boot = self._house.boot
        await self._house.db.write(
            lambda session: proposals.given_back(session, item.id, boot, moment(session) + wait, counted=counted)
        )


def waits(session: Session) -> bool:
    """Whether a document waits for a reader."""
    return proposals.any_waiting(session, moment(session))


def in_thread(work: Callable[[], T]) -> "asyncio.Future[T]":
    """The work in a thread of its own that holds up no stop: what a pool runs would be waited for at the end."""
    loop = asyncio.get_running_loop()
    result: asyncio.Future[T] = loop.create_future()

    def settle(value: T | None, error: BaseException | None) -> None:
        if result.done():
            return
        if error is not None:
            result.set_exception(error)
        else:
            result.set_result(value)  # type: ignore[arg-type] # without an error there is a value

    def run() -> None:
        value: T | None = None
        failure: BaseException | None = None
        try:
            value = work()
        except BaseException as error:  # noqa: BLE001 - whoever waits gets it
            failure = error
        try:
            loop.call_soon_threadsafe(settle, value, failure)
        except RuntimeError:
            return  # the loop has closed: the process is stopping

    result.add_done_callback(lambda done: done.cancelled() or done.exception())  # of a halted one nobody asks
    threading.Thread(target=run, name="reading", daemon=True).start()
    return result
