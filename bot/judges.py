"""Who judges a message again when it is about to go: rules by name, each for a whole batch at once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta

from sqlmodel import Session

from bot import bundles, letters, manners
from bot.settings import QuietHours
from bot.store.outgoing import Cancel, Lane, Later, Ruling, Send, Waiting
from knowledge.document import UnitCode
from union import store as union
from union.reach.store import speakers_of

Judge = Callable[[Session, Sequence[Mapping[str, str]], datetime], Sequence[Ruling]]


def still_staff(db: Session, batch: Sequence[Mapping[str, str]], now: datetime) -> Sequence[Ruling]:
    """What concerns an office goes only to those who still work there."""
    holders = union.holders_of(db, [int(args["officer"]) for args in batch], now.date())
    return [Send() if int(args["officer"]) in holders else Cancel("không còn là cán bộ văn phòng") for args in batch]


def still_speaks(db: Session, batch: Sequence[Mapping[str, str]], now: datetime) -> Sequence[Ruling]:
    """What concerns a unit goes only to those who still speak for it."""
    speakers = speakers_of(db, {UnitCode(args["unit"]) for args in batch}, now.date())
    return [
        Send() if int(args["officer"]) in speakers[UnitCode(args["unit"])].everybody
        else Cancel("đã đổi người phụ trách")
        for args in batch
    ]  # fmt: skip


def still_seated(db: Session, batch: Sequence[Mapping[str, str]], now: datetime) -> Sequence[Ruling]:
    """What an office answers goes only to those who still hold a seat."""
    return [
        Send() if union.seats_of(db, int(args["officer"]), now.date()) else Cancel("không còn giữ chức vụ")
        for args in batch
    ]


JUDGES: Mapping[str, Judge] = {
    "still_staff": still_staff,
    "still_seated": still_seated,
    "still_speaks": still_speaks,
    "reminder": bundles.judge_reminders,
    "summary": bundles.judge_summaries,
    "announcement": letters.judge_announcements,
}


def judged(
    db: Session, rows: Sequence[Waiting], judges: Mapping[str, Judge], quiet: QuietHours | None, now: datetime
) -> list[tuple[Waiting, Ruling]]:
    """The ruling for each row, in order: its own rule first, then for what nobody waits for the hour and the number."""
    rulings: dict[int, Ruling] = {}
    for name in {row.judge for row in rows if row.judge}:
        batch = [row for row in rows if row.judge == name]
        for row, ruling in zip(batch, judges[name](db, [row.judge_args for row in batch], now), strict=True):
            rulings[row.id] = ruling
    silence = quiet_until(quiet, now)
    for row in rows:
        if silence and row.lane != Lane.REPLY and not waits_as_long(rulings.get(row.id), silence):
            rulings[row.id] = Later(silence)
    going = [row for row in rows if not isinstance(rulings.get(row.id), Cancel | Later)]
    rulings |= manners.held_back(db, going, now)
    return [(row, rulings.get(row.id, Send())) for row in rows]


def waits_as_long(ruling: Ruling | None, silence: datetime) -> bool:
    """Whether it does not go in the quiet hours anyway; what looks again each minute need not all night."""
    match ruling:
        case Cancel():
            return True
        case Later(until):
            return until >= silence
        case _:
            return False


def quiet_until(quiet: QuietHours | None, now: datetime) -> datetime | None:
    """When the quiet hours around this moment end; None outside them. `now` is office time in Viet Nam's zone."""
    if quiet is None or quiet.start == quiet.end:
        return None
    clock = now.time()
    over_midnight = quiet.start > quiet.end
    inside = quiet.start <= clock or clock < quiet.end if over_midnight else quiet.start <= clock < quiet.end
    if not inside:
        return None
    end = at_time(now, quiet.end)
    return end if end > now else end + timedelta(days=1)


def at_time(now: datetime, clock: time) -> datetime:
    """The same day at that hour."""
    return now.replace(hour=clock.hour, minute=clock.minute, second=clock.second, microsecond=0)
