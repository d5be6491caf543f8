"""What an administrator sets up by hand: units, joining codes, and the trail of who did what."""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

from bot.db import moment
from bot.mistake import Mistake
from bot.opening import Opened, open_database
from bot.settings import Settings
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

        def write(db: Session) -> Unit:
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
            new = store.NewInvitation(unit.code, role, name, chosen.by, officer)
            store.invite(db, code_hash(code, found.salt), new, now)
            store.note(db, now, OPERATOR, "invite", unit.code, role=role, name=name)
            return unit

        unit = found.db.write_now(write)
    print(f"Mã tham gia: {code}")
    print(f"Chức vụ: {ROLE_WORDS[role][0]}, {unit.name}. Dùng một lần, trong {CODE_LIFE.days} ngày.")
    print("Người được mời nhắn mã này cho trợ lý, trong cuộc trò chuyện riêng.")
    return 0


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
