"""What went out and nobody knows whether it arrived, what was refused, and an operator's word on each."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlmodel import Session

from bot.commands.office import OPERATOR, opened
from bot.db import OUTGOING, moment, wake
from bot.letters import told_again
from bot.mistake import Mistake
from bot.opening import office_offset
from bot.settings import Settings
from bot.store import outbox
from bot.store.outbox import Listed
from bot.store.tables import Outgoing
from knowledge.dates import VIETNAM
from union import store as union
from union.reach.store import people_at

SHOWN_MOST = 50
USE_AGAIN = timedelta(days=1)
STATES = {
    Outgoing.UNSURE: "chưa rõ đã tới", Outgoing.FAILED: "không gửi được", Outgoing.QUEUED: "đang chờ",
}  # fmt: skip


def list_messages(settings: Settings, chosen: argparse.Namespace) -> int:
    """Prints the newest messages of unknown fate and those refused, or those that wait: key, person, reason."""
    read = outbox.still_waiting if chosen.waiting else outbox.troubles
    with opened(settings) as found:
        lines = found.db.read_now(lambda db: told(db, read(db, SHOWN_MOST)))
    for line in lines:
        print(line)
    if not lines:
        print("Không có tin nào đang chờ." if chosen.waiting else "Không có tin nào chưa rõ hay không gửi được.")
    elif chosen.waiting:
        print("Rút lại một tin: python -m bot outbox cancel KHOÁ")
    else:
        print("Gửi lại một tin: python -m bot outbox again KHOÁ. Tin chưa rõ thì người nhận có thể thấy hai lần.")
    return 0


def told(db: Session, found: Sequence[Listed]) -> list[str]:
    """A line for each of them."""
    names = names_of(db, found)
    return [
        f"{each.since.astimezone(VIETNAM):%d/%m/%Y %H:%M}\t{STATES[each.state]}\t{names[each.key]}\t"
        f"{each.reason}\t{each.key}"
        for each in found
    ]


def names_of(db: Session, found: Sequence[Listed]) -> Mapping[str, str]:
    """Whose chat each message was for, with the telephone: whoever was not reached is called."""
    names: dict[str, str] = {}
    for bot in {each.bot for each in found}:
        theirs = [each for each in found if each.bot == bot]
        people = people_at(db, bot, [each.chat for each in theirs])
        for each in theirs:
            person = people.get(each.chat)
            known = " ".join(filter(None, (person.name, person.phone))) if person else ""
            names[each.key] = known or ("một nhóm" if each.is_group else "chưa tham gia")
    return names


def send_again(settings: Settings, chosen: argparse.Namespace) -> int:
    """Puts one message of unknown fate, or one that was refused, into the door once more: the same row."""
    with opened(settings) as found:
        found.db.write_now(lambda db: again(db, chosen.key))
    print("Đã xếp gửi lại. Tin đi khi trợ lý đang chạy, trong vòng một ngày.")
    return 0


def again(db: Session, key: str) -> None:
    """The operator's word, in the trail. Raises `Mistake`."""
    now = moment(db)
    office_now = now + timedelta(seconds=office_offset(db))
    if not outbox.requeue(db, key, office_now + USE_AGAIN, office_now):
        raise Mistake(f"Không có tin “{key}” đang chưa rõ hay không gửi được. Xem: python -m bot outbox")
    told_again(db, key)
    union.note(db, now, OPERATOR, "send-again", key)
    wake(db, OUTGOING)


def withdraw(settings: Settings, chosen: argparse.Namespace) -> int:
    """Takes back one message that has not gone yet."""
    with opened(settings) as found:

        def write(db: Session) -> bool:
            now = moment(db)
            if not outbox.cancel(db, chosen.key, "người vận hành rút lại", now):
                return False
            union.note(db, now, OPERATOR, "withdraw", chosen.key)
            return True

        if not found.db.write_now(write):
            raise Mistake(f"Không có tin “{chosen.key}” đang chờ gửi; tin đã đi thì không rút lại được.")
    print("Đã rút lại, tin không đi nữa.")
    return 0
