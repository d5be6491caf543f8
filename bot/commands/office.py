"""What an administrator sets up by hand: units, joining codes, and the trail of who did what."""

import argparse
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

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
            if unit.closed_on is not None and unit.closed_on <= now.astimezone(VIETNAM).date():
                raise Mistake(f"{unit.name} đã kết thúc ngày {unit.closed_on:%d/%m/%Y}, không cấp mã nữa.")
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
        listed = found.db.read_now(store.all_units)
        if not listed:
            print("Chưa có đơn vị nào. Thêm bằng: python -m bot units add MÃ TÊN")
        for unit in listed:
            closed = f", đã kết thúc {unit.closed_on:%d/%m/%Y}" if unit.closed_on else ""
            print(f"{unit.code}\t{unit.name}{closed}")
    return 0


def add_unit(db: Session, chosen: argparse.Namespace) -> None:
    """Writes the unit and its link upwards; of a known unit only what is given changes. All of it or nothing."""
    if not CODE_SHAPE.fullmatch(chosen.code):
        raise Mistake(f"Mã “{chosen.code}” phải là chữ thường không dấu, số và dấu gạch nối.")
    if chosen.kind is not None and chosen.kind not in set(UnitKind):
        raise Mistake(f"Loại “{chosen.kind}” không có. Các loại: {', '.join(UnitKind)}.")
    code = UnitCode(chosen.code)
    known = store.find_unit(db, code)
    today = moment(db).astimezone(VIETNAM).date()
    before = known or Unit(code, chosen.name, UnitKind.GRASSROOTS)
    kind = before.kind if chosen.kind is None else UnitKind(chosen.kind)
    phone = before.phone if chosen.phone is None else chosen.phone
    store.save_unit(db, replace(before, name=chosen.name, kind=kind, phone=phone))
    if chosen.above is not None:
        put_below(db, code, chosen.above, today)
    store.note(db, moment(db), OPERATOR, "unit", code, **given(chosen))


def given(chosen: argparse.Namespace) -> dict[str, str]:
    """What the operator said of the unit, for the trail."""
    return {name: value for name in ("name", "kind", "phone", "above") if (value := getattr(chosen, name)) is not None}


def put_below(db: Session, code: UnitCode, name: str, today: date) -> None:
    """Below another unit: from ever for a unit that was below none, from today for one that moves."""
    above = store.find_unit(db, name)
    if above is None or above.code == code:
        raise Mistake(f"Không có đơn vị cấp trên “{name}”. Xin thêm đơn vị đó trước.")
    if above.closed_on is not None and above.closed_on <= today:
        raise Mistake(f"{above.name} đã kết thúc ngày {above.closed_on:%d/%m/%Y}, không thể là cấp trên.")
    if code in store.kin_of(db, (above.code,), today).above:
        raise Mistake(f"{above.name} đang ở dưới {code}, không thể là cấp trên của đơn vị này.")
    links = store.links_above(db, code)
    if not links:
        store.link_units(db, Link(code, above.code))
    elif [link.above for link in links if link.holds_on(today)] != [above.code]:
        store.move_unit(db, code, above.code, today)


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
