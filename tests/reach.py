"""Two worlds that differ only in what is one union's own, whoever has no seat there, and what each can do to it."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from bot.db import Database
from bot.shelf import Shelf
from handlers import router
from handlers import store as memories
from handlers.asked.store import PassedOn, pass_on
from handlers.flow import family
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits, Notice
from handlers.talk import Office, Visit
from knowledge import store as library
from knowledge.dates import VIETNAM, month_of
from knowledge.document import (
    Comparator,
    Document,
    DocumentKey,
    Header,
    Passage,
    PassageKind,
    Target,
    UnitCode,
)
from knowledge.proposals import store as proposals
from knowledge.proposals.store import Dropped
from knowledge.proposals.values import ReadThrough, Source
from scheduler import store
from scheduler.duties import Cadence, DayRule, Deadline, Duty, DutyId, ReportingPeriod, RuleKind
from scheduler.filings import Filing, State
from scheduler.store import Which
from tests.conftest import FILLED_AT
from union import store as people
from union.draft import Origin
from union.forms.form import FormId
from union.indicators import IndicatorId
from union.ledger import Amount, Move
from union.records import store as records
from union.roster import Role
from union.scope import Scope

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
LIMITS = Limits(text_max=None, buttons_max=8, may_start=True)
OFFICE, FAR = UnitCode("suoi-may"), UnitCode("lai-chau")
TARGET, SCHOOL, FAR_SCHOOL = UnitCode("mam-non-hoa-sen"), UnitCode("tieu-hoc-doi-sim"), UnitCode("truong-ban-may")
CHAIR, CLERK = Address("web:hanh"), Address("web:tuan")
MONTHLY = DutyId("bao-cao-thang")
BEGAN = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Own:
    """What only its chair and its office may know of Hoa Sen."""

    figure: str
    assigned: str
    passage: str
    reason: str
    is_returned: bool


WORLDS = (
    Own("7777", "6543", "Chuyện riêng ở trường", "kế toán đi viện", is_returned=False),
    Own("8888", "5432", "Việc nội bộ của trường", "máy tính hỏng", is_returned=True),
)
SECRETS = ("7777", "7.777", "8888", "8.888", "6543", "6.543", "5432", "5.432", "Chuyện riêng", "Việc nội bộ",
           "đi viện", "tính hỏng", "hội thi đồ dùng", "Hạnh", "0200 000 0201", "thiếu chữ ký nữ công")  # fmt: skip
"""The marks by which what is Hoa Sen's is known in a reply."""


@dataclass(frozen=True, slots=True)
class World:
    """A database with one version of Hoa Sen's own affairs."""

    db: Database
    shelf: Shelf = field(default_factory=Shelf)


ROLES: dict[str, tuple[Role, UnitCode] | None] = {
    "stranger": None,
    "chair of another union": (Role.CHAIR, SCHOOL),
    "deputy of another union": (Role.DEPUTY, SCHOOL),
    "viewer of another union": (Role.VIEWER, SCHOOL),
    "chair below another office": (Role.CHAIR, FAR_SCHOOL),
    "staff of another office": (Role.OFFICE, FAR),
    "viewer of another office": (Role.VIEWER, FAR),
    "administrator of another office": (Role.ADMIN, FAR),
    "its chair of last year": (Role.CHAIR, TARGET),
}
ONLOOKER = Address("web:nguoi-xem")
"""Sees the board of Hoa Sen's office, and may change nothing."""


def address_of(role: str) -> Address:
    """Whoever has a role in these tests."""
    return Address(f"web:{list(ROLES).index(role)}")


def worlds_in(folder: Path, demo_file: Path) -> list[World]:
    """Both worlds, as files in a folder."""
    made = []
    for number, own in enumerate(WORLDS):
        path = folder / f"{number}.db"
        shutil.copyfile(demo_file, path)
        found = World(Database(f"sqlite:///{path}"))
        found.db.write_now(lambda session, own=own: filled(session, own))  # type: ignore[misc] # bound per turn
        made.append(found)
    return made


def filled(db: Session, own: Own) -> None:
    """Seats everybody, gives the other office a report of its own, and writes down what is Hoa Sen's."""
    for role, seat in ROLES.items():
        if seat is not None:
            until = date(2026, 1, 1) if role == "its chair of last year" else None
            seated(db, address_of(role), f"Người {list(ROLES).index(role)}", *seat, until=until)
    seated(db, ONLOOKER, "Người Xem", Role.VIEWER, OFFICE)
    duty = Duty(
        DutyId("thang-tinh"), "Báo cáo tháng tỉnh", FormId("bao-cao-thang"), FAR, Cadence.MONTH,
        DayRule(RuleKind.DAY_OF_MONTH, 25),
    )  # fmt: skip
    store.save_duty(db, duty, "thử", FILLED_AT)
    november = ReportingPeriod("2026-11", "tháng 11/2026", date(2026, 11, 1), date(2026, 11, 30))
    due = datetime(2026, 11, 25, 17, tzinfo=VIETNAM)
    store.open_filings(db, Deadline(duty.id, november, date(2026, 11, 30), due), [FAR_SCHOOL], FILLED_AT)
    papers(db)
    affairs(db, own)


def seated(db: Session, who: Address, name: str, role: Role, unit: UnitCode, *, until: date | None = None) -> None:
    """An officer with one seat and an account."""
    officer = people.add_officer(db, name, "")
    people.give_seat(db, officer, unit, role, BEGAN)
    people.save_account(db, people.Account(who, officer, "web", who.removeprefix("web:"), reachable=True), now=NOW)
    if until is not None:
        db.flush()
        [held] = [item for item in people.seats_held(db, BEGAN, (role,), (unit,)) if item.officer == officer]
        people.end_seat(db, held.seat, until)


def papers(db: Session) -> None:
    """A published table of the office that gives Hoa Sen a figure, and a paper that its staff review."""
    goal = Target(
        Decimal(41), Comparator.EXACT, "đoàn viên", "kết nạp mới đoàn viên", due="năm 2027",
        assignee="CĐCS Mầm non Hoa Sen", clause="1 | CĐCS Mầm non Hoa Sen | 41",
    )  # fmt: skip
    row = Passage("mục II, bảng 1, dòng 1", "II. Chỉ tiêu", PassageKind.TARGET, goal.clause, (goal,))
    header = Header(
        "Chương trình công tác năm 2027", "Chương trình", "Công đoàn xã Suối Mây", OFFICE, "31/CTr-CĐXSM",
        date(2026, 11, 15), date(2027, 1, 1), date(2027, 12, 31), "năm 2027",
    )  # fmt: skip
    table = Document(DocumentKey("vb/suoi-may/31-ctr-cdxsm-2026"), header, (row,))
    library.write_document(db, table, "1", FILLED_AT)
    plan = Document(
        DocumentKey("vb/suoi-may/8-kh-cdxsm-2026"),
        Header("Kế hoạch hè 2026", "Kế hoạch", "Công đoàn xã Suối Mây", OFFICE, "8/KH-CĐXSM", date(2026, 5, 4)),
        (row,),
    )
    item = Dropped(Source("0" * 64, "ke-hoach.docx", 9), OFFICE, CLERK)
    proposals.enter(db, item, ReadThrough(plan.key, plan), FILLED_AT)


def affairs(db: Session, own: Own) -> None:
    """What Hoa Sen's chair recorded, wrote and asked for, and what its office set for it."""
    chair, clerk = scope_at(db, CHAIR), scope_at(db, CLERK)
    assert chair.officer is not None
    new = records.NewEntry(
        TARGET, IndicatorId("ket-nap-moi"), month_of(2026, 11), Move.SET, Amount(value=Decimal(own.figure)),
        chair.officer, "Hạnh", CHAIR, f"riêng-{own.figure}",
    )  # fmt: skip
    records.add_entry(db, chair, new, NOW - timedelta(hours=3))
    given = records.Assignment(
        TARGET,
        IndicatorId("tham-hoi"),
        Comparator.AT_LEAST,
        Decimal(own.assigned),
        date(2026, 1, 1),
        date(2026, 12, 31),
    )
    records.assign(db, clerk, given, "Tuấn", NOW)
    november, october = filing_of(db, "2026-11"), filing_of(db, "2026-10")
    store.write_passage(db, chair, november, "ket-qua", own.passage, origin=Origin.SAID, officer=chair.officer, now=NOW)
    store.progressed(db, chair, november, filled=3 if own.is_returned else 2, fields=8, now=NOW)
    question = PassedOn(CHAIR, chair.officer, OFFICE, f"{own.passage} thì báo cáo thế nào")
    assert pass_on(db, question, NOW - timedelta(hours=1)) == 1
    store.ask_extension(db, chair, november, date(2026, 11, 28), own.reason, who=chair.officer, name="Hạnh", now=NOW)
    if own.is_returned:
        store.mark(db, clerk, october, NOW, state=State.RETURNED, returned_why="thiếu chữ ký nữ công")


def scope_at(db: Session, who: Address) -> Scope:
    """The reach of whoever speaks from there."""
    return people.scope_of(db, people.officer_at(db, who, NOW.date()), NOW.date())


def filing_of(db: Session, period: str, unit: UnitCode = TARGET) -> Filing:
    """One report of the month."""
    [found] = store.filings_of_all(db, Which(units=(unit,), period=period, duty=MONTHLY))
    return found


# Saying something, and looking at what it did


@dataclass(slots=True)
class Heard:
    """What came of some turns: every reply, every message to others, every file, and the talks that were under way."""

    replies: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    flows: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """Everything the speaker reads."""
        return "\n".join(self.replies)


def visit_of(db: Session, world: World, who: Address, said: str, *, number: int = 0, is_group: bool = False) -> Visit:
    """One message of somebody, in private or in a group."""
    chat = Chat(BotId("web"), "nhóm" if is_group else who.removeprefix("web:"), is_group=is_group)
    inbound = Inbound(f"{number}", who, chat, said, NOW, Kind.TEXT)
    return Visit(inbound, NOW, world.shelf.library(db), LIMITS, Office("Văn phòng", "0200 000 0168"), "muối")


def play(db: Session, world: World, who: Address, turns: Sequence[str], *, is_group: bool = False) -> Heard:
    """Says each turn, deciding and writing, within the transaction of the test."""
    heard = Heard()
    for number, said in enumerate(turns):
        visit = visit_of(db, world, who, said, number=number, is_group=is_group)
        done = router.finish(db, router.handle(visit, db), NOW)
        db.flush()
        for reply in done.replies:
            heard.replies += [reply.text, *(f"[{button.label}: {button.says}]" for button in reply.buttons)]
        heard.notices += done.notices
        heard.files += [f"{made.name} {made.sha256}" for made in done.made]
        heard.flows.add(family(memories.recall(db, memories.key_of(visit.inbound)).flow))
    return heard


OWN_ROWS = (
    ("filing", "unit = :unit"),
    ("entry", "unit = :unit"),
    ("proposal", "office = :office"),
    ("assignment", "unit = :unit"),
    ("reminder", "unit = :unit"),
    ("seat", "unit = :unit"),
    ("unit", "code = :unit"),
    ("unit_link", "unit = :unit"),
    *((name, "filing IN (SELECT id FROM filing WHERE unit = :unit)")
      for name in ("filing_passage", "filing_version", "extension")),
    ("deadline", "duty IN (SELECT id FROM duty WHERE recipient = :office)"),
    ("duty", "recipient = :office"),
    ("announcement", "office = :office"),
    ("passed_on_question", "officer_id IN (SELECT officer_id FROM seat WHERE unit = :unit AND valid_to IS NULL)"),
    ("note", "office = :office"),
    ("recipient", "unit = :unit"),
    ("receipt", "unit = :unit"),
    ("account", "officer_id IN (SELECT officer_id FROM seat WHERE unit = :unit)"),
    ("officer", "id IN (SELECT officer_id FROM seat WHERE unit = :unit AND valid_to IS NULL)"),
    ("group_chat", "unit = :unit"),
    ("group_code", "unit = :unit"),
)  # fmt: skip
"""Where anything of Hoa Sen's stands, and what its office set for it."""


def own_rows(db: Session) -> dict[str, list[tuple[object, ...]]]:
    """Everything of Hoa Sen's."""
    values = {"unit": TARGET, "office": OFFICE}
    return {
        name: [tuple(row) for row in db.execute(text(f"SELECT * FROM {name} WHERE {where} ORDER BY 1, 2"), values)]  # noqa: S608 - our own names
        for name, where in OWN_ROWS
    }


def to_target(db: Session, heard: Heard) -> list[str]:
    """The messages that anybody of Hoa Sen was sent."""
    theirs = {Address(row[0]) for row in db.execute(
        text("SELECT address FROM account WHERE officer_id IN (SELECT officer_id FROM seat WHERE unit = :unit AND "
             "valid_to IS NULL)"), {"unit": TARGET},
    )}  # fmt: skip
    return [notice.reply.text for notice in heard.notices if notice.to in theirs]
