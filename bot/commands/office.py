"""What an administrator sets up by hand: units, joining codes, and the trail of who did what."""

import argparse
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

from bot.db import moment
from bot.mistake import Mistake
from bot.opening import Opened, open_database
from bot.settings import Settings
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union import store
from union.roster import CODE_LIFE, ROLE_WORDS, Link, Unit, UnitKind, code_hash, new_code, read_role

CODE_SHAPE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
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
            new = store.NewInvitation(unit.code, role, chosen.name, chosen.by)
            store.invite(db, code_hash(code, found.salt), new, now)
            store.note(db, now, OPERATOR, "invite", unit.code, role=role, name=chosen.name)
            return unit

        unit = found.db.write_now(write)
    print(f"Mã tham gia: {code}")
    print(f"Chức vụ: {ROLE_WORDS[role][0]}, {unit.name}. Dùng một lần, trong {CODE_LIFE.days} ngày.")
    print("Người được mời nhắn mã này cho trợ lý, trong cuộc trò chuyện riêng.")
    return 0


def units(settings: Settings, chosen: argparse.Namespace) -> int:
    """Lists the units, or adds one."""
    with opened(settings) as found:
        if chosen.action == "add":
            found.db.write_now(lambda db: add_unit(db, chosen))
            print(f"Đã ghi đơn vị {chosen.code}: {chosen.name}.")
            return 0
        for unit in found.db.read_now(store.all_units):
            closed = f", đã kết thúc {unit.closed_on:%d/%m/%Y}" if unit.closed_on else ""
            print(f"{unit.code}\t{unit.name}{closed}")
    return 0


def add_unit(db: Session, chosen: argparse.Namespace) -> None:
    """Writes the unit and its link upwards; nothing is written when anything is wrong."""
    if not CODE_SHAPE.fullmatch(chosen.code):
        raise Mistake(f"Mã “{chosen.code}” phải là chữ thường không dấu, số và dấu gạch nối.")
    if chosen.kind not in set(UnitKind):
        raise Mistake(f"Loại “{chosen.kind}” không có. Các loại: {', '.join(UnitKind)}.")
    code = UnitCode(chosen.code)
    store.save_unit(db, Unit(code, chosen.name, UnitKind(chosen.kind), phone=chosen.phone))
    if chosen.above:
        if chosen.above == chosen.code or store.find_unit(db, chosen.above) is None:
            raise Mistake(f"Không có đơn vị cấp trên “{chosen.above}”. Xin thêm đơn vị đó trước.")
        today = moment(db).astimezone(VIETNAM).date()
        if store.kin_of(db, (code,), today).above[:1] != (chosen.above,):
            store.link_units(db, Link(code, UnitCode(chosen.above)))
    store.note(db, moment(db), OPERATOR, "unit", code, name=chosen.name)


def audit(settings: Settings, limit: int) -> int:
    """Prints the newest lines of the trail."""
    with opened(settings) as found:
        for line in found.db.read_now(lambda db: store.trail(db, limit)):
            at = line.at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S")
            print(f"{at}\t{line.who}\t{line.what}\t{line.about}\t{json.dumps(line.detail, ensure_ascii=False)}")
    return 0
