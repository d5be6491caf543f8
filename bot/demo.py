"""The invented union that fills a demo database: a commune-level office, its chairs, and a chair far away."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from bot.store import runs
from handlers.messages import Address
from knowledge.document import UnitCode
from union import store
from union.roster import Link, Role, Unit, UnitKind

OFFICE = UnitCode("suoi-may")
FAR = UnitCode("lai-chau")
BEGAN = date(2025, 7, 1)
"""The day on which every district federation ended and its commune-level successors began."""

UNITS = (
    Unit(OFFICE, "Công đoàn xã Suối Mây", UnitKind.COMMUNE, phone="0200 000 0168", opened_on=BEGAN),
    Unit(UnitCode("vinh-thuan"), "LĐLĐ huyện Vĩnh Thuận", UnitKind.DISSOLVED_DISTRICT, closed_on=BEGAN),
    Unit(UnitCode("gia-lam"), "LĐLĐ huyện Gia Lâm", UnitKind.DISSOLVED_DISTRICT, closed_on=BEGAN),
    Unit(FAR, "LĐLĐ tỉnh Lai Châu", UnitKind.PROVINCE, phone="0200 000 0113"),
    Unit(UnitCode("hai-phong"), "LĐLĐ thành phố Hải Phòng", UnitKind.PROVINCE),
    Unit(UnitCode("mam-non-hoa-sen"), "CĐCS Mầm non Hoa Sen", UnitKind.GRASSROOTS, sector="giáo dục"),
    Unit(UnitCode("tieu-hoc-doi-sim"), "CĐCS Tiểu học Đồi Sim", UnitKind.GRASSROOTS, sector="giáo dục"),
    Unit(UnitCode("may-may-trang"), "CĐCS Công ty May Mây Trắng", UnitKind.GRASSROOTS, sector="doanh nghiệp"),
    Unit(UnitCode("truong-ban-may"), "CĐCS Trường Bản Mây", UnitKind.GRASSROOTS, sector="giáo dục"),
)
LINKS = (
    Link(UnitCode("mam-non-hoa-sen"), OFFICE, BEGAN),
    Link(UnitCode("tieu-hoc-doi-sim"), OFFICE, BEGAN),
    Link(UnitCode("may-may-trang"), OFFICE, BEGAN),
    Link(UnitCode("truong-ban-may"), FAR, BEGAN),
)


@dataclass(frozen=True, slots=True)
class Seated:
    """One invented officer with an account on the chat page."""

    address: Address
    name: str
    unit: UnitCode
    role: Role


PEOPLE = (
    Seated(Address("web:hanh"), "Hạnh", UnitCode("mam-non-hoa-sen"), Role.CHAIR),
    Seated(Address("web:lan"), "Lan", UnitCode("tieu-hoc-doi-sim"), Role.CHAIR),
    Seated(Address("web:minh"), "Minh", UnitCode("may-may-trang"), Role.CHAIR),
    Seated(Address("web:tuan"), "Tuấn", OFFICE, Role.OFFICE),
    Seated(Address("web:pao"), "Páo", UnitCode("truong-ban-may"), Role.CHAIR),
)
STRANGER = Address("web:khach")
OFFICE_NAME = "Văn phòng Công đoàn xã Suối Mây"
OFFICE_PHONE = "0200 000 0168"
CODE_OF_STRANGER = "MAYX-2345"
"""A code the stranger of the demo can join with, written on the page's first screen of that person."""


def fill(db: Session, code_hash: str, now: datetime) -> None:
    """Writes the invented union into an empty database and marks it as a demo."""
    for unit in UNITS:
        store.save_unit(db, unit)
    for link in LINKS:
        store.link_units(db, link)
    store.succeed(db, OFFICE, UnitCode("vinh-thuan"), BEGAN)
    for person in PEOPLE:
        who = store.add_officer(db, person.name)
        store.give_seat(db, who, person.unit, person.role, BEGAN)
        account = store.Account(person.address, who, "web", person.address.removeprefix("web:"), reachable=True)
        store.save_account(db, account, now=now)
    invitation = store.NewInvitation(UnitCode("tieu-hoc-doi-sim"), Role.DEPUTY, "Vân", "đồng chí Tuấn, Văn phòng")
    store.invite(db, code_hash, invitation, now)
    runs.write_setting(db, "demo", "yes")
