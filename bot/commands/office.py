"""What an administrator sets up by hand: units, joining codes, and the trail of who did what."""

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlmodel import Session

from bot import places
from bot.db import moment
from bot.mistake import Mistake
from bot.opening import Opened, open_database
from bot.places import Places
from bot.settings import Settings
from handlers.messages import BotId
from knowledge.dates import VIETNAM
from union import store
from union.imports.names import same_person
from union.roster import CODE_LIFE, ROLE_WORDS, Unit, code_hash, new_code, read_role

OPERATOR = "máy chủ"


@contextmanager
def opened(settings: Settings) -> Iterator[Opened]:
    """The configured database, closed again at the end."""
    found = open_database(settings)
    try:
        yield found
    finally:
        found.db.close()


def invite(settings: Settings, chosen: argparse.Namespace) -> int:
    """Prints a new joining code, once: only its hash is kept."""
    role = read_role(chosen.role)
    if role is None:
        known = ", ".join(words[0] for words in ROLE_WORDS.values())
        raise Mistake(f"Không có vai trò “{chosen.role}”. Các vai trò: {known}.")
    with opened(settings) as found:
        code = new_code()

        def write(db: Session) -> tuple[Unit, Proposed]:
            unit = store.find_unit(db, chosen.unit)
            if unit is None:
                raise Mistake(f"Không có đơn vị “{chosen.unit}”. Xem danh sách: python -m bot units")
            now = moment(db)
            if unit.closed_on is not None and unit.closed_on <= now.astimezone(VIETNAM).date():
                raise Mistake(f"{unit.name} đã kết thúc ngày {unit.closed_on:%d/%m/%Y}, không cấp mã nữa.")
            today = now.astimezone(VIETNAM).date()
            waiting = [held for held in store.seats_held(db, today, (role,), (unit.code,)) if not held.joined]
            meant = [held for held in waiting if not chosen.name or same_person(held.name, chosen.name)]
            officer, name = (meant[0].officer, meant[0].name) if len(meant) == 1 else (None, chosen.name)
            where = proposed(settings, places.places(db, places.limited(settings), now))
            new = store.NewInvitation(unit.code, role, name, chosen.by, officer, where.bot)
            store.invite(db, code_hash(code, found.salt), new, now)
            store.note(db, now, OPERATOR, "invite", unit.code, role=role, name=name)
            return unit, where

        unit, where = found.db.write_now(write)
    print(f"Mã tham gia: {code}")
    print(f"Chức vụ: {ROLE_WORDS[role][0]}, {unit.name}. Dùng một lần, trong {CODE_LIFE.days} ngày.")
    print("Người được mời nhắn mã này cho trợ lý, trong cuộc trò chuyện riêng.")
    if where.words:
        print(where.words)
    return 0


@dataclass(frozen=True, slots=True)
class Proposed:
    """The bot with room for one more person, and where they meet it; the words alone where all are full."""

    bot: BotId | None = None
    words: str = ""


ALL_FULL = (
    "Các bot Zalo đã hết chỗ ({0}). Mã vẫn dùng được trên Telegram hoặc trang trò chuyện; "
    "muốn dùng Zalo thì tạo thêm bot trong Zalo Bot Creator rồi thêm mã vào ZALO_BOT_TOKENS."
)


def proposed(settings: Settings, found: Sequence[Places]) -> Proposed:
    """Where the next person is sent; nothing is said where no bot counts its people."""
    if not found:
        return Proposed()
    room = places.with_room(found)
    if room is None:
        return Proposed(words=ALL_FULL.format(filled(found)))
    free = f", còn {room.users_free} chỗ" if room.users_free is not None else ""
    return Proposed(room.bot, f"Trên Zalo: {places.link_of(room.bot)} ({called(settings, room.bot)}{free}).")


def called(settings: Settings, bot: str) -> str:
    """What a bot is called in the settings, or by its number."""
    names = dict(zip(places.limited(settings), settings.zalo_bot_names, strict=False))
    number = bot.partition(":")[2]
    return f"Zalo {names[BotId(bot)]} ({number})" if names.get(BotId(bot)) else f"Zalo {number}"


def filled(found: Sequence[Places]) -> str:
    """'12345689: 50/50; 22345689: 48/50, giữ 2'."""
    return "; ".join(
        f"{item.bot.partition(':')[2]}: {item.users}/{item.users_max}{f', giữ {item.kept}' if item.kept else ''}"
        for item in found
    )


def audit(settings: Settings, limit: int) -> int:
    """Prints the newest lines of the trail."""
    with opened(settings) as found:
        lines = found.db.read_now(lambda db: store.trail(db, limit))
        if not lines:
            print("Chưa có việc nào được ghi.")
        for line in lines:
            at = line.at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S")
            print(f"{at}\t{line.who}\t{line.what}\t{line.about}\t{json.dumps(line.detail, ensure_ascii=False)}")
    return 0
