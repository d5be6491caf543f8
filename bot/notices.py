"""Messages to somebody else than the one who spoke: put into the door under their own key."""

from datetime import date

from sqlmodel import Session

from bot.db import OUTGOING, moment, wake
from bot.house import House
from bot.parcel import pack
from bot.store import outgoing
from bot.store.outgoing import Lane, Outbound
from handlers import groups, wording
from handlers.messages import Address, Notice
from handlers.wording.reminding import signed
from union import store as union


def post_notice(session: Session, house: House, notice: Notice, lane: Lane = Lane.PERSONAL) -> None:
    """Enqueues the notice to the account's home, signed; whoever has no account any more gets none.

    Also for a bot that only another process has a channel for: it waits in the table until that one sends it.
    """
    home = union.home_of(session, notice.to)
    if home is None:
        return
    channel, now = house.channels.get(home.bot), moment(session)
    reply = signed(house.office.name, notice.reply)
    parts = channel.split(reply) if channel else (reply,)
    messages = [
        Outbound(
            key=f"{notice.key}/{n}", bot=home.bot, chat=home.chat, lane=lane, body=pack(part),
            judge=notice.judge, judge_args=notice.judge_args,
        )
        for n, part in enumerate(parts)
    ]  # fmt: skip
    if outgoing.enqueue(session, messages, now, house.clock.at(now), pull=bool(channel and channel.limits.pull)):
        wake(session, OUTGOING)


def tell_unreachable(session: Session, house: House, bot: str, chat: str) -> None:
    """The person of this chat blocked the bot: the account is marked, and the office learns it the same day, once."""
    lost = union.lost_touch(session, bot, chat)
    if lost is None:
        return
    today: date = house.clock.at(moment(session)).date()
    offices = [office.code for seat in union.seats_of(session, lost.officer, today)
               for office in (union.office_of(session, seat.unit, seat.role, today),)]  # fmt: skip
    for staff in union.accounts_of_staff(session, offices, today):
        if staff.officer != lost.officer:
            notice = Notice(
                Address(staff.address),
                wording.unreachable(lost.name, lost.phone),
                f"unreachable/{lost.address}/{today}/{staff.officer}",
                "still_staff",
                {"officer": str(staff.officer)},
            )
            post_notice(session, house, notice)


def tell_group_lost(session: Session, house: House, bot: str, chat: str) -> None:
    """The assistant is in this group no more: its tie ends, and whoever tied it and their office learn it, once."""
    for notice in groups.lose(session, bot, chat, house.office.name, house.clock.at(moment(session))):
        post_notice(session, house, notice)
