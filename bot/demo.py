"""The invented union that fills a demo database: a commune-level office, its unions and chairs, and one far away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from bot import demo_reports
from bot.store import runs
from handlers.messages import Address
from knowledge.document import UnitCode
from union import store
from union.groups import store as groups
from union.roster import Link, OfficerId, Role, Unit, UnitKind

OFFICE = UnitCode("suoi-may")
FAR = UnitCode("lai-chau")
BEGAN = date(2025, 7, 1)
"""The day on which every district federation ended and its commune-level successors began."""


def grassroots(code: str, name: str, sector: str, members: int, kind: UnitKind = UnitKind.GRASSROOTS) -> Unit:
    """One invented union below the office."""
    return Unit(UnitCode(code), name, kind, sector=sector, members=members)


ABOVE = (
    Unit(OFFICE, "Công đoàn xã Suối Mây", UnitKind.COMMUNE, phone="0200 000 0168", opened_on=BEGAN),
    Unit(UnitCode("vinh-thuan"), "LĐLĐ huyện Vĩnh Thuận", UnitKind.DISSOLVED_DISTRICT, closed_on=BEGAN),
    Unit(UnitCode("gia-lam"), "LĐLĐ huyện Gia Lâm", UnitKind.DISSOLVED_DISTRICT, closed_on=BEGAN),
    Unit(FAR, "LĐLĐ tỉnh Lai Châu", UnitKind.PROVINCE, phone="0200 000 0113"),
    Unit(UnitCode("hai-phong"), "LĐLĐ thành phố Hải Phòng", UnitKind.PROVINCE),
    grassroots("truong-ban-may", "CĐCS Trường Bản Mây", "giáo dục", 24),
)
BELOW = (
    grassroots("mam-non-hoa-sen", "CĐCS Mầm non Hoa Sen", "giáo dục", 31),
    grassroots("tieu-hoc-doi-sim", "CĐCS Tiểu học Đồi Sim", "giáo dục", 42),
    grassroots("may-may-trang", "CĐCS Công ty May Mây Trắng", "doanh nghiệp", 218),
    grassroots("thcs-la-xanh", "CĐCS THCS Lá Xanh", "giáo dục", 37),
    grassroots("tram-y-te-suoi-may", "CĐCS Trạm Y tế Suối Mây", "y tế", 12),
    grassroots("htx-dong-gio", "CĐCS HTX Đồng Gió", "hợp tác xã", 19),
    grassroots("thpt-suoi-may", "CĐCS THPT Suối Mây", "giáo dục", 56),
    grassroots("mam-non-bong-buoi", "CĐCS Mầm non Bông Bưởi", "giáo dục", 26),
    grassroots("che-doi-huong", "CĐCS Công ty Chè Đồi Hương", "doanh nghiệp", 64),
    grassroots("gach-nui-do", "CĐCS Công ty Gạch Núi Đỏ", "doanh nghiệp", 85),
    grassroots("quy-tin-dung-ban-cau", "CĐCS Quỹ tín dụng Bản Cầu", "dịch vụ", 11),
    grassroots("van-tai-deo-gio", "Nghiệp đoàn Vận tải Đèo Gió", "vận tải", 33, UnitKind.GUILD),
)
UNITS = (*ABOVE, *BELOW)
LINKS = (
    *(Link(unit.code, OFFICE, BEGAN) for unit in BELOW),
    Link(UnitCode("truong-ban-may"), FAR, BEGAN),
)


@dataclass(frozen=True, slots=True)
class Seated:
    """One invented officer; without an address they do not use the assistant yet and are telephoned."""

    address: Address | None
    name: str
    unit: UnitCode
    role: Role = Role.CHAIR
    phone: str = ""


PEOPLE = (
    Seated(Address("web:hanh"), "Hạnh", UnitCode("mam-non-hoa-sen"), phone="0200 000 0201"),
    Seated(Address("web:lan"), "Lan", UnitCode("tieu-hoc-doi-sim"), phone="0200 000 0202"),
    Seated(Address("web:minh"), "Minh", UnitCode("may-may-trang"), phone="0200 000 0203"),
    Seated(Address("web:tuan"), "Tuấn", OFFICE, Role.OFFICE, "0200 000 0169"),
    Seated(Address("web:pao"), "Páo", UnitCode("truong-ban-may"), phone="0200 000 0114"),
    Seated(None, "Thắm", UnitCode("thcs-la-xanh"), phone="0200 000 0204"),
    Seated(Address("terminal:hien"), "Hiền", UnitCode("tram-y-te-suoi-may"), phone="0200 000 0205"),
    Seated(None, "Sửu", UnitCode("htx-dong-gio"), phone="0200 000 0206"),
    Seated(Address("terminal:bac"), "Bắc", UnitCode("thpt-suoi-may"), phone="0200 000 0207"),
    Seated(Address("terminal:mai"), "Mai", UnitCode("mam-non-bong-buoi"), phone="0200 000 0208"),
    Seated(Address("terminal:nhai"), "Nhài", UnitCode("che-doi-huong"), phone="0200 000 0209"),
    Seated(Address("terminal:son"), "Sơn", UnitCode("gach-nui-do"), phone="0200 000 0210"),
    Seated(Address("terminal:diu"), "Dịu", UnitCode("quy-tin-dung-ban-cau"), phone="0200 000 0211"),
    Seated(Address("terminal:thang"), "Thăng", UnitCode("van-tai-deo-gio"), phone="0200 000 0212"),
)
"""Those of the page are whom one can be there; those of the terminal speak in `chat --as` and fill the board."""
GROUP, GROUP_NAME = "nhom-suoi-may", "Nhóm CĐ xã Suối Mây"
"""The one group chat of the demo, which the page shows beside each person's own conversation."""
STRANGER = Address("web:khach")
OFFICE_NAME = "Văn phòng Công đoàn xã Suối Mây"
OFFICE_PHONE = "0200 000 0168"
CODE_OF_STRANGER = "MAYX-2345"
"""A code the stranger of the demo can join with, written on the page's first screen of that person."""


def fill(db: Session, code_hash: str, now: datetime) -> None:
    """Writes the invented union, with its duties and what was reported, and marks the database as a demo."""
    for unit in UNITS:
        store.save_unit(db, unit)
    for link in LINKS:
        store.link_units(db, link)
    store.succeed(db, OFFICE, UnitCode("vinh-thuan"), BEGAN)
    officers = seat_people(db, now)
    invitation = store.NewInvitation(UnitCode("tieu-hoc-doi-sim"), Role.DEPUTY, "Vân", "đồng chí Tuấn, Văn phòng")
    store.invite(db, code_hash, invitation, now)
    demo_reports.fill(db, OFFICE, BELOW, officers, now)
    code = groups.GroupCode(OFFICE, officers[OFFICE], now, None)
    groups.tie(db, "web", GROUP, code, title=GROUP_NAME, now=now)
    runs.write_setting(db, "demo", "yes")


def seat_people(db: Session, now: datetime) -> Mapping[UnitCode, OfficerId]:
    """Writes the officers with their seats and accounts; gives who speaks or works for which unit."""
    officers = {}
    for person in PEOPLE:
        who = officers[person.unit] = store.add_officer(db, person.name, person.phone)
        store.give_seat(db, who, person.unit, person.role, BEGAN)
        if person.address:
            bot, _, chat = person.address.partition(":")
            store.save_account(db, store.Account(person.address, who, bot, chat, reachable=True), now=now)
    return officers
