"""An office with as many unions below it as wanted, each with its chair; and what it announces to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Table
from sqlmodel import Session

from handlers.announce import store
from handlers.announce.store import Announcement, AnnouncementId, NewAnnouncement, NewRecipient, Wants, Weight
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union import store as union
from union.groups import store as groups
from union.groups.store import GroupCode
from union.roster import OfficerId, Role, Unit, UnitKind
from union.scope import Scope

OFFICE = UnitCode("suoi-may")
BEGAN = date(2025, 7, 1)
NOW = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
"""A Monday morning."""
TEXT = "Mời các đồng chí họp giao ban 14 giờ, thứ Sáu 27/11/2026 tại Hội trường xã."
GROUP_CHAT = "nhom-1"


@dataclass(frozen=True, slots=True)
class Crowd:
    """The clerk of the office, the chairs in the order of their units, and the group that is tied to the office."""

    clerk: OfficerId
    chairs: tuple[OfficerId, ...]
    group: int

    @property
    def scope(self) -> Scope:
        """What the clerk may do."""
        runs = frozenset({OFFICE, *(unit_of(n) for n in range(len(self.chairs)))})
        return Scope(self.clerk, offices=frozenset({OFFICE}), runs=runs, views=runs)

    def scope_of(self, n: int) -> Scope:
        """What one chair may do."""
        own = frozenset({unit_of(n)})
        return Scope(self.chairs[n], own, views=own)

    def everybody(self, *, with_group: bool = False) -> list[NewRecipient]:
        """Every chair, and the group where wanted."""
        found = [NewRecipient(unit_of(n), who) for n, who in enumerate(self.chairs)]
        return [*found, NewRecipient(OFFICE, group=self.group)] if with_group else found


def unit_of(n: int) -> UnitCode:
    """The n-th union."""
    return UnitCode(f"cdcs-{n}")


def gather(db: Session, many: int, bots: Sequence[str]) -> Crowd:
    """Fills an empty database; the chairs have their accounts on these bots in turn, the clerk on the page."""
    union.save_unit(db, Unit(OFFICE, "Công đoàn xã Suối Mây", UnitKind.COMMUNE, opened_on=BEGAN))
    clerk = union.add_officer(db, "Tuấn")
    union.give_seat(db, clerk, OFFICE, Role.OFFICE, BEGAN)
    union.save_account(db, union.Account("web:tuan", clerk, "web", "tuan", reachable=True), now=NOW)
    insert_all(db, union.unit, [
        {"code": unit_of(n), "name": f"CĐCS số {n}", "kind": UnitKind.GRASSROOTS, "sector": "giáo dục", "members": 20,
         "opened_on": BEGAN, "phone": ""} for n in range(many)
    ])  # fmt: skip
    insert_all(db, union.unit_link, [{"unit": unit_of(n), "above": OFFICE, "valid_from": BEGAN} for n in range(many)])
    people = [{"name": f"Chủ tịch {n}", "phone": f"0200 {n:06d}", "wants_news": True} for n in range(many)]
    added = union.officer.insert().returning(union.officer.c.id, sort_by_parameter_order=True)
    chairs = tuple(OfficerId(who) for who in db.execute(added, people).scalars())
    insert_all(db, union.seat, [
        {"officer_id": who, "unit": unit_of(n), "role": Role.CHAIR, "valid_from": BEGAN} for n, who in enumerate(chairs)
    ])  # fmt: skip
    insert_all(db, union.account, [
        {"address": f"{bot}:{n}", "officer_id": who, "channel": bot.partition(":")[0], "bot": bot, "chat": str(n),
         "reachable": True, "preferred": True, "last_heard": NOW}
        for n, who in enumerate(chairs) for bot in (bots[n % len(bots)],)
    ])  # fmt: skip
    group = groups.tie(db, bots[0], GROUP_CHAT, GroupCode(OFFICE, clerk, NOW, None), title="Nhóm CĐ xã", now=NOW)
    return Crowd(clerk, chairs, group.id)


def insert_all(db: Session, table: Table, rows: Sequence[dict[str, object]]) -> None:
    """Many rows at once."""
    db.execute(table.insert(), list(rows))


def announce(
    db: Session,
    crowd: Crowd,
    recipients: Sequence[NewRecipient],
    *,
    event: str = "1",
    text: str = TEXT,
    weight: Weight = Weight.WORK,
    wants: Wants = Wants.ATTENDANCE,
    is_urgent: bool = False,
    corrects: AnnouncementId | None = None,
    use_by: datetime = NOW + timedelta(days=3),
    now: datetime = NOW,
) -> Announcement:
    """What the office has confirmed, as the talk writes it."""
    new = NewAnnouncement(
        OFFICE, crowd.clerk, "Tuấn", text, "mọi đơn vị", weight, wants, use_by, event, is_urgent, corrects
    )
    found = store.announce(db, crowd.scope, new, recipients, now)
    assert found, "said twice"
    return found
