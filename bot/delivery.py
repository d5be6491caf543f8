"""The one door out: claims what may go at its slot, judges it again, sends it, and writes how it ended."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot import allowance
from bot.channels.contract import Channel, SendError, Verdict
from bot.db import OUTGOING, back_off, moment, wake
from bot.house import House, gaps_of
from bot.judges import JUDGES, Judge, judged
from bot.notices import tell_group_lost, tell_unreachable
from bot.parcel import labelled, pack, unpack
from bot.store import outgoing
from bot.store.outgoing import Cancel, Claim, Lane, Later, Outbound, Pace, Reworded, Sending, Settled, Waiting
from bot.store.tables import Outcome, Outgoing
from bot.uncut import uncut
from handlers import wording
from handlers.messages import BotId, Chat
from handlers.wording.reminding import signed
from union.groups.store import move_group

log = logging.getLogger(__name__)

PLACES = 16
TOO_MANY = 429
MAY_HAVE_ARRIVED = frozenset({Outgoing.SENT, Outgoing.UNSURE})
SEND_SECONDS = 12.0
"""No request lives longer: well under the 30 s after which another process may call this one dead."""
IDLE_SECONDS = 5.0
GATHER_SECONDS = 0.004


@dataclass(frozen=True, slots=True)
class Turn:
    """What one transaction brought: what to send, when to look again, and how far the database's clock is ahead."""

    claim: Claim
    now: datetime


class Sender:
    """Sends one bot's messages: never more than its pace, one at a time in a chat, replies first."""

    def __init__(self, house: House, bot: BotId, judges: Mapping[str, Judge] = JUDGES, places: int = PLACES) -> None:
        self._house, self._bot, self._judges, self._places = house, bot, judges, places
        self._channel: Channel = house.channels[bot]
        self._flying: dict[asyncio.Task[None], int] = {}
        """Each message in the air, by its row."""
        self._results: list[Settled] = []
        self._landed = asyncio.Event()
        self._seen = 0

    async def run(self) -> None:
        """Sends until cancelled; then lets what is in the air land and writes it down."""
        try:
            while True:
                self._landed.clear()
                self._seen = self._house.db.bell.count(OUTGOING)
                turn, stopping = await uncut(self._turn())
                for item in turn.claim.sending:
                    self._launch(item, turn.now)
                if stopping:
                    raise asyncio.CancelledError
                await self._rest(turn)
        finally:
            if self._flying:
                await asyncio.wait(self._flying)
            if self._results:
                results = tuple(self._results)
                await self._house.db.write(lambda session: self._write_down(session, results))
                del self._results[: len(results)]

    def _write_down(self, session: Session, results: Sequence[Settled]) -> None:
        now = moment(session)
        clock = self._settled(session, results, now)
        heed(results, clock, now)
        outgoing.write_pace(session, clock)

    def _launch(self, item: Sending, now: datetime) -> None:
        # The slot is on the database's clock; what counts here is how far away it is.
        task = asyncio.create_task(self._send(item, (item.slot_at - now).total_seconds()))
        self._flying[task] = item.row.id
        task.add_done_callback(lambda done: self._flying.pop(done, None))

    async def _rest(self, turn: Turn) -> None:
        if self._results and self._house.pulse.healthy:
            if len(self._flying) >= self._places // 2:  # a crowd lands together: one turn settles more of it
                await asyncio.sleep(GATHER_SECONDS)
            return
        seconds = 1.0 if self._results else IDLE_SECONDS
        if turn.claim.look_again is not None:
            seconds = min(max((turn.claim.look_again - turn.now).total_seconds(), 0.0), IDLE_SECONDS)
        rung = asyncio.create_task(self._house.db.bell.wait(OUTGOING, seconds, self._seen))
        landed = asyncio.create_task(self._landed.wait())
        try:
            await asyncio.wait({rung, landed}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            rung.cancel()
            landed.cancel()

    async def _turn(self) -> Turn:
        """One transaction: writes how the last tries ended, and claims what may go next."""
        results, known = tuple(self._results), self._known()
        if not known and not await self._house.db.read(self._anything_to_do):
            return await self._house.db.read(self._next_look)
        turn = await self._house.db.write(lambda session: self._settle_and_claim(session, results, known))
        del self._results[: len(results)]  # only now: what was not written the next turn writes
        return turn

    def _anything_to_do(self, session: Session) -> bool:
        office_now = self._house.clock.at(moment(session))
        return outgoing.anything_to_do(session, self._bot, self._house.boot, office_now)

    def _known(self) -> list[int]:
        """The rows this process is sending, or whose end it has still to write."""
        return [*self._flying.values(), *(result.sending.row.id for result in self._results)]

    def _next_look(self, session: Session) -> Turn:
        now = moment(session)
        return Turn(Claim((), outgoing.next_look(session, self._bot, now, self._house.clock.at(now))), now)

    def _settle_and_claim(self, session: Session, results: Sequence[Settled], known: Sequence[int]) -> Turn:
        now = moment(session)
        clock = self._settled(session, results, now)
        heed(results, clock, now)
        if not known:  # rows in our name that are not in our hands: their claim's answer was lost
            lost = outgoing.forgotten(self._house.boot, self._bot, known)
            for row in outgoing.doubt(session, lost, "cơ sở dữ liệu ngắt giữa lúc gửi", now):
                resend(session, self._house, row)
                allowance.sent(session, self._house, [row])
        if not self._house.pulse.healthy:  # others may think us dead: nothing new is claimed
            outgoing.write_pace(session, clock)
            return Turn(Claim((), None), now)
        claim = self._claim(session, clock, now)
        outgoing.write_pace(session, clock)
        return Turn(claim, now)

    def _settled(self, session: Session, results: Sequence[Settled], now: datetime) -> Pace:
        """Writes how tries ended and locks the pace: afterwards, so that two processes settle side by side.

        Where messages are counted the lock comes first: nobody may claim between a message's end and its being counted.
        """
        if self._channel.limits.month_max is None:
            self._settle(session, results, now)
            return outgoing.lock_pace(session, self._bot)
        clock = outgoing.lock_pace(session, self._bot)
        self._settle(session, results, now)
        return clock

    def _settle(self, session: Session, results: Sequence[Settled], now: datetime) -> None:
        settled = outgoing.settle(session, results, self._house.boot, now)
        for result in settled:
            row = result.sending.row
            if result.state is Outgoing.UNSURE:
                resend(session, self._house, row)
            if result.state is Outgoing.FAILED:
                outgoing.withdraw_rest(session, row, now)
            if result.gone:
                tell = tell_group_lost if row.is_group else tell_unreachable
                tell(session, self._house, row.bot, row.chat)
        for result in results:
            if result.moved_to:
                move_group(session, self._bot, result.sending.row.chat, result.moved_to)
        allowance.sent(session, self._house, [done.sending.row for done in settled if done.state in MAY_HAVE_ARRIVED])
        if any(result.used_up for result in results):
            allowance.refused(session, self._house, self._bot)

    def _claim(self, session: Session, clock: Pace, now: datetime) -> Claim:
        outgoing.regain(clock, now)
        if clock.blocked_until > now:
            return Claim((), clock.blocked_until)
        horizon = now + clock.reserved_ahead
        if clock.next_slot_at > horizon:
            return Claim((), clock.next_slot_at - clock.reserved_ahead)
        slots = 1 + (horizon - max(clock.next_slot_at, now)) // clock.slot
        room = min(slots, self._places - len(self._flying))
        office_now = self._house.clock.at(now)
        stands = allowance.standing(session, self._house, self._bot)
        if stands is not None and stands.rests:
            allowance.rest(session, self._house, stands)
            return Claim((), outgoing.next_look(session, self._bot, now, office_now))
        if stands is not None:
            room = allowance.allowed(stands, outgoing.in_the_air(session, self._bot), room)
        if room <= 0:
            return Claim((), None)
        rows = outgoing.pick(session, self._bot, room, now, office_now)
        free = allowance.free_to_go(session, self._house, stands, rows)
        bodies = still_right(session, self._house, free, self._judges, now=now, office_now=office_now)
        gaps = gaps_of(self._channel.limits)
        sending = outgoing.launch(
            session, bodies, clock, boot=self._house.boot, gaps=gaps, now=now, office_now=office_now
        )
        if rows:
            return Claim(tuple(sending), max(now, clock.next_slot_at - clock.reserved_ahead))
        return Claim((), outgoing.next_look(session, self._bot, now, office_now))

    async def _send(self, item: Sending, wait_seconds: float) -> None:
        if wait_seconds > 0:
            await asyncio.sleep(wait_seconds)
        row = item.row
        try:
            async with asyncio.timeout(SEND_SECONDS):
                platform_id = await self._channel.send(Chat(self._bot, row.chat, row.is_group), unpack(item.body))
            result = Settled(item, Outgoing.SENT, Outcome.OK, platform_id=platform_id, http_status=200)
        except SendError as error:
            result = refused(item, error)
            log.info("send refused", extra={"key": row.key, "verdict": error.verdict, "why": error.reason})
        except TimeoutError:
            result = Settled(item, Outgoing.UNSURE, Outcome.UNSURE, reason="quá giờ chờ nền tảng trả lời")
        except Exception as error:  # a fault of ours after the request may have been written
            log.exception("send broke", extra={"key": row.key})
            result = Settled(item, Outgoing.UNSURE, Outcome.UNSURE, reason=repr(error)[:500])
        self._results.append(result)
        self._landed.set()


def heed(results: Sequence[Settled], clock: Pace, now: datetime) -> None:
    """What the platform said to the bot as a whole: to be silent for a while, to be slower."""
    for result in results:
        if result.hold_bot:
            outgoing.hold_back(clock, now + result.hold_bot)
        if result.http_status == TOO_MANY:
            outgoing.slow_down(clock, now)


def still_right(
    session: Session,
    house: House,
    rows: list[Waiting],
    judges: Mapping[str, Judge],
    *,
    now: datetime,
    office_now: datetime,
) -> list[tuple[Waiting, str]]:
    """The rows that still go, with their words; the others are settled with the reason and take no slot."""
    fresh = [row for row in rows if row.use_by >= office_now]
    for row in rows:
        if row.use_by < office_now:
            outgoing.expire(session, row, now)
            if row.lane == Lane.REPLY and not row.is_group:
                own_up(session, house, row, now=now, office_now=office_now)
    going = []
    for row, ruling in judged(session, fresh, judges, house.quiet_hours, office_now):
        match ruling:
            case Cancel() | Later():
                outgoing.write_ruling(session, row, ruling, now)
            case Reworded(body):
                going.append((row, continued(session, house, row, body, now=now, office_now=office_now)))
            case _:
                going.append((row, row.body))
    return going


def own_up(session: Session, house: House, row: Waiting, *, now: datetime, office_now: datetime) -> None:
    """Somebody asked and the answer comes too late to be said: they hear that, once a day, and may ask again."""
    told = Outbound(
        key=f"too-late/{row.bot}/{row.chat}/{office_now.date()}", bot=row.bot, chat=row.chat, lane=Lane.PERSONAL,
        body=pack(signed(house.office.name, wording.answer_too_late())), judge_args={"urgent": "1"},
    )  # fmt: skip
    pull = house.channels[row.bot].limits.pull
    if outgoing.enqueue(session, [told], now, office_now, pull=pull):
        wake(session, OUTGOING)


def continued(session: Session, house: House, row: Waiting, body: str, *, now: datetime, office_now: datetime) -> str:
    """The first part of what was worded anew; the rest follows in the same chat under keys of its own."""
    first, *rest = house.channels[row.bot].split(unpack(body))
    outgoing.withdraw_parts(session, row, now)
    following = [
        Outbound(
            key=f"{row.key}{outgoing.CONTINUED}/{row.attempts + 1}/{n}", bot=row.bot, chat=row.chat,
            lane=Lane(row.lane), is_group=row.is_group, body=pack(part), use_by=row.use_by,
        )
        for n, part in enumerate(rest, start=2)
    ]  # fmt: skip
    outgoing.enqueue(session, following, now, office_now, pull=house.channels[row.bot].limits.pull)
    return pack(first)


def refused(item: Sending, error: SendError) -> Settled:
    """What a platform's refusal means for the row, its chat and its bot."""
    wait = timedelta(seconds=error.wait_seconds)
    told = Settled(item, Outgoing.QUEUED, Outcome.LATER, reason=error.reason, http_status=error.http_status)
    match error.verdict:
        case Verdict.RETRY if error.stops_bot:
            return replace(told, hold_bot=wait or timedelta(seconds=1))
        case Verdict.QUOTA:
            return replace(told, hold_bot=max(wait, allowance.pace_wait(item.n)), used_up=True)
        case Verdict.RETRY:
            return replace(told, hold_chat=max(wait, back_off(item.n)), tries_max=error.tries_max)
        case Verdict.MOVED:
            return replace(told, moved_to=error.moved_to)
        case Verdict.UNSURE:
            return replace(told, state=Outgoing.UNSURE, outcome=Outcome.UNSURE)
        case Verdict.UNREACHABLE:
            return replace(told, state=Outgoing.FAILED, outcome=Outcome.REFUSED, gone=True)
        case Verdict.DROP:
            return replace(told, state=Outgoing.FAILED, outcome=Outcome.REFUSED)


def resend(session: Session, house: House, row: Waiting) -> None:
    """A reply a person waits for, of which nobody knows whether it arrived, is said once more, labelled."""
    channel = house.channels.get(row.bot)
    if row.lane != Lane.REPLY or row.resend_of or channel is None or not channel.limits.may_resend:
        return
    now = moment(session)
    again = Outbound(
        key=f"{row.key}/again", bot=row.bot, chat=row.chat, lane=Lane.REPLY, is_group=row.is_group,
        body=labelled(row.body, wording.LABEL_AGAIN), resend_of=row.key,
    )  # fmt: skip
    outgoing.enqueue(session, [again], now, house.clock.at(now), pull=False)
    wake(session, OUTGOING)


class Shower:
    """Settles what waits for pull channels: judged again like everything else, then shown by being committed."""

    def __init__(self, house: House, judges: Mapping[str, Judge] = JUDGES) -> None:
        self._house, self._judges = house, judges

    async def run(self) -> None:
        """Shows what is due until cancelled."""
        while True:
            seen = self._house.db.bell.count(OUTGOING)
            if await self._house.db.read(self._due):
                await self._house.db.write(self.show)
                continue
            await self._house.db.bell.wait(OUTGOING, IDLE_SECONDS, seen)

    def _due(self, session: Session) -> bool:
        office_now = self._house.clock.at(moment(session))
        return any(outgoing.any_queued(session, bot, office_now) for bot in self._house.pull_bots)

    def show(self, session: Session) -> None:
        """Shows what is due now."""
        now = moment(session)
        office_now = self._house.clock.at(now)
        for bot in self._house.pull_bots:
            rows = outgoing.due_rows(session, bot, office_now)
            for row, body in still_right(session, self._house, rows, self._judges, now=now, office_now=office_now):
                outgoing.mark_shown(session, row, body, now, office_now)
        wake(session, OUTGOING)


def recover(session: Session, house: House, boots: list[str] | None) -> int:
    """What dead boots were sending becomes unsure; a reply somebody waits for is said once more, labelled."""
    rows = outgoing.recover(session, boots, house.boot, tuple(house.channels), moment(session))
    for row in rows:
        log.warning("message unsure after a crash", extra={"key": row.key})
        resend(session, house, row)
    allowance.sent(session, house, rows)
    return len(rows)
