"""Units and seats by hand: list, add, move, close, and who holds which seat from when."""

from argparse import Namespace
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from bot.commands.moments import read_day
from bot.commands.office import OPERATOR, opened
from bot.db import moment
from bot.mistake import Mistake
from bot.settings import Settings
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union import store
from union.imports.names import same_person
from union.imports.sheet import CODE_SHAPE, Wrong, read_phone
from union.roster import ROLE_WORDS, Held, Link, Role, Unit, UnitKind, read_role


def list_units(settings: Settings) -> int:
    """Prints every unit with its code."""
    with opened(settings) as found:
        listed = found.db.read_now(store.all_units)
        if not listed:
            print("Chưa có đơn vị nào. Thêm bằng: python -m bot units add MÃ TÊN")
        for unit in listed:
            closed = f", đã kết thúc {unit.closed_on:%d/%m/%Y}" if unit.closed_on else ""
            print(f"{unit.code}\t{unit.name}{closed}")
    return 0


def add(settings: Settings, chosen: Namespace) -> int:
    """Adds a unit, or changes what is given of a known one."""
    with opened(settings) as found:
        found.db.write_now(lambda db: add_unit(db, chosen))
        print(f"Đã ghi đơn vị {chosen.code}: {chosen.name}.")
    return 0


def add_unit(db: Session, chosen: Namespace) -> None:
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


def given(chosen: Namespace) -> dict[str, str]:
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


def close(settings: Settings, chosen: Namespace) -> int:
    """Ends a unit on a day; `--into` names the one that takes over its reports and whatever stands below it."""
    with opened(settings) as found:
        for line in found.db.write_now(lambda db: close_unit(db, chosen)):
            print(line)
    return 0


def close_unit(db: Session, chosen: Namespace) -> list[str]:
    """Closes it, or raises `Mistake` and leaves everything as it was; gives what was done."""
    today = moment(db).astimezone(VIETNAM).date()
    on = read_day(chosen.on, today)
    unit = open_unit(db, chosen.code, on)
    below = store.units_below(db, unit.code, on)
    done = [f"{unit.name} kết thúc ngày {on:%d/%m/%Y}."]
    if chosen.into:
        into = open_unit(db, chosen.into, on)
        if into.code == unit.code:
            raise Mistake("Một đơn vị không thể sáp nhập vào chính mình.")
        done += hand_over(db, unit, into, on)
    elif below:
        raise Mistake(
            f"{unit.name} còn {len(below)} đơn vị trực thuộc ({', '.join(item.code for item in below[:5])}…). "
            "Xin chuyển các đơn vị ấy trước (units move), hoặc nêu --into MÃ."
        )
    seats = store.close_unit(db, unit.code, on)
    if seats:
        done.append(f"{seats} chức vụ kết thúc cùng ngày; mã tham gia chưa dùng không còn hiệu lực.")
    store.note(db, moment(db), OPERATOR, "unit closed", unit.code, on=on.isoformat(), into=chosen.into or "")
    return done


def hand_over(db: Session, unit: Unit, into: Unit, on: date) -> list[str]:
    """The successor takes over: what stood below the unit stands below it, and it never stands below itself."""
    upper = upper_of(db, unit.code, on)
    below = store.units_below(db, unit.code, on)
    beneath = [
        item for item in below if item.code != into.code and item.code in store.kin_of(db, (into.code,), on).above
    ]
    if beneath:
        raise Mistake(f"{into.name} đang ở dưới {beneath[0].name}. Xin chuyển {into.code} lên trước (units move).")
    for item in below:
        if item.code != into.code:
            store.move_unit(db, item.code, into.code, on)
        elif upper is not None:
            store.move_unit(db, into.code, upper, on)
        else:
            store.end_links(db, into.code, on)
    store.succeed(db, into.code, unit.code, on)
    moved = [item.code for item in below if item.code != into.code]
    told = [f"{into.name} nhận bàn giao: xem được số liệu cũ và nộp tiếp các báo cáo của {unit.code}."]
    return [*told, f"{len(moved)} đơn vị trực thuộc chuyển về {into.code}."] if moved else told


def upper_of(db: Session, code: UnitCode, day: date) -> UnitCode | None:
    """The unit above on the day."""
    return next((link.above for link in store.links_above(db, code) if link.holds_on(day)), None)


def open_unit(db: Session, code: str, on: date) -> Unit:
    """The unit, which exists on that day. Raises `Mistake`."""
    unit = store.find_unit(db, code)
    if unit is None:
        raise Mistake(f"Không có đơn vị “{code}”. Xem danh sách: python -m bot units")
    if unit.closed_on is not None:
        when = "đã" if unit.closed_on <= on else "đã được ghi là"
        raise Mistake(f"{unit.name} {when} kết thúc ngày {unit.closed_on:%d/%m/%Y}.")
    if unit.opened_on is not None and on < unit.opened_on:
        raise Mistake(f"{unit.name} thành lập ngày {unit.opened_on:%d/%m/%Y}, sau ngày {on:%d/%m/%Y}.")
    return unit


def move(settings: Settings, chosen: Namespace) -> int:
    """Puts a unit below another from a day on; what was before stays on record."""
    with opened(settings) as found:
        print(found.db.write_now(lambda db: move_unit(db, chosen)))
    return 0


def move_unit(db: Session, chosen: Namespace) -> str:
    """Moves it, or raises `Mistake`; gives what was done."""
    on = read_day(chosen.on, moment(db).astimezone(VIETNAM).date())
    unit, above = open_unit(db, chosen.code, on), open_unit(db, chosen.above, on)
    if unit.code == above.code:
        raise Mistake("Một đơn vị không thể là cấp trên của chính mình.")
    links = store.links_above(db, unit.code)
    if any(link.valid_from is not None and link.valid_from > on for link in links if link.valid_from != link.valid_to):
        raise Mistake(f"{unit.name} đã có lần chuyển sau ngày {on:%d/%m/%Y}, không ghi lùi trước lần ấy.")
    if upper_of(db, unit.code, on) == above.code:
        raise Mistake(f"{unit.name} đang ở dưới {above.name} rồi, không có gì để đổi.")
    if unit.code in store.kin_of(db, (above.code,), on).above:
        raise Mistake(f"{above.name} đang ở dưới {unit.name}, không thể là cấp trên của đơn vị này.")
    if links:
        store.move_unit(db, unit.code, above.code, on)
    else:
        store.link_units(db, Link(unit.code, above.code, on))
    store.note(db, moment(db), OPERATOR, "unit moved", unit.code, above=above.code, on=on.isoformat())
    return f"{unit.name} ở dưới {above.name} từ ngày {on:%d/%m/%Y}."


def seat(settings: Settings, chosen: Namespace) -> int:
    """Gives a seat from a day on, or ends one."""
    with opened(settings) as found:
        print(found.db.write_now(lambda db: change_seat(db, chosen)))
    return 0


def change_seat(db: Session, chosen: Namespace) -> str:
    """Writes the change, or raises `Mistake`; gives what was done."""
    role = read_role(chosen.role)
    if role is None:
        raise Mistake(f"Không có vai trò “{chosen.role}”. Các vai trò: {', '.join(w[0] for w in ROLE_WORDS.values())}.")
    on = read_day(chosen.on, moment(db).astimezone(VIETNAM).date())
    unit = open_unit(db, chosen.code, on)
    held = list(store.seats_held(db, on, (role,), (unit.code,)))
    words = f"{ROLE_WORDS[role][0]} {unit.name}"
    if chosen.end:
        left = leaving(held, chosen.name, words, on)
        store.end_seat(db, left.seat, on)
        store.note(db, moment(db), OPERATOR, "seat ended", unit.code, role=role, name=left.name, on=on.isoformat())
        return f"{left.name} thôi giữ chức vụ {words} từ ngày {on:%d/%m/%Y}."
    return take(db, unit, role, chosen, on=on, held=held)


def leaving(held: list[Held], name: str, words: str, on: date) -> Held:
    """Whose seat ends: the only holder, or the one named. Raises `Mistake`."""
    meant = [item for item in held if not name or same_person(item.name, name)]
    if len(meant) == 1:
        return meant[0]
    if not held:
        raise Mistake(f"Không ai giữ chức vụ {words} vào ngày {on:%d/%m/%Y}.")
    raise Mistake(
        f"Chức vụ {words} đang do {', '.join(item.name for item in held)} giữ. Xin nêu --name cho đúng một người."
    )


def take(db: Session, unit: Unit, role: Role, chosen: Namespace, *, on: date, held: list[Held]) -> str:
    """Somebody takes the seat; a new chair follows the one before."""
    words = f"{ROLE_WORDS[role][0]} {unit.name}"
    name = " ".join(chosen.name.split())
    if not name:
        raise Mistake("Xin nêu --name HỌ_TÊN của người nhận chức vụ, hoặc --end để kết thúc chức vụ.")
    if any(same_person(item.name, name) for item in held):
        raise Mistake(f"{name} đang giữ chức vụ {words} rồi.")
    try:
        phone = read_phone(chosen.phone)
    except Wrong as wrong:
        raise Mistake(f"{wrong}"[:1].upper() + f"{wrong}"[1:]) from None
    left = held if role is Role.CHAIR else []
    for item in left:
        store.end_seat(db, item.seat, on)
    here = store.seats_held(db, on, frozenset(Role), (unit.code,))
    known = next((item.officer for item in here if same_person(item.name, name)), None)
    store.give_seat(db, known or store.add_officer(db, name, phone), unit.code, role, on)
    store.note(db, moment(db), OPERATOR, "seat", unit.code, role=role, name=name, on=on.isoformat())
    ended = f" {', '.join(item.name for item in left)} thôi giữ chức vụ ấy cùng ngày." if left else ""
    joined = "" if known else f' Cấp mã tham gia: python -m bot invite {unit.code} "{ROLE_WORDS[role][0]}"'
    return f"{name} giữ chức vụ {words} từ ngày {on:%d/%m/%Y}.{ended}{joined}"
