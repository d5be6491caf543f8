"""Who speaks for a unit, on which telephone, and when they were last heard; the SQL behind an office's list."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Session

from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union.reach.store import AT_ONCE, speakers_of
from union.roster import OfficerId
from union.scope import Scope
from union.store import account, officer, unit


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks for a unit now; `last_heard` over all of their accounts."""

    name: str = ""
    phone: str = ""
    has_account: bool = False
    is_reachable: bool = False
    last_heard: datetime | None = None

    @property
    def is_told(self) -> bool:
        """Whether a message would arrive; else somebody has to telephone."""
        return self.has_account and self.is_reachable


def speakers(db: Session, scope: Scope, units: Collection[UnitCode], day: date) -> dict[UnitCode, Speaker]:
    """Who speaks for each of these units; telephone numbers only for the staff of the office above."""
    asked = [code for code in units if scope.may_read(code)]
    seated = {code: who.first[0] for code, who in speakers_of(db, asked, day).items() if who.first}
    people = people_of(db, set(seated.values()))
    phones = phones_of(db, asked)
    found = {}
    for code in asked:
        known = people[seated[code]] if code in seated else Speaker()
        phone = (known.phone or phones.get(code, "")) if scope.may_run(code) else ""
        found[code] = replace(known, phone=phone)
    return found


def people_of(db: Session, officers: Collection[OfficerId]) -> dict[OfficerId, Speaker]:
    """These officers with what is known of their accounts."""
    found: dict[OfficerId, Speaker] = {}
    wanted = sorted(officers)
    for start in range(0, len(wanted), AT_ONCE):
        rows = db.execute(
            select(officer.c.id, officer.c.name, officer.c.phone, account.c.reachable, account.c.last_heard)
            .outerjoin(account, account.c.officer_id == officer.c.id)
            .where(officer.c.id.in_(wanted[start : start + AT_ONCE]))
        )
        for who, name, phone, reachable, heard in rows:
            known = found.get(OfficerId(who), Speaker(name, phone))
            last = heard.astimezone(VIETNAM) if heard is not None else None
            found[OfficerId(who)] = replace(
                known,
                has_account=known.has_account or reachable is not None,
                is_reachable=known.is_reachable or bool(reachable),
                last_heard=max(filter(None, (known.last_heard, last)), default=None),
            )
    return found


def phones_of(db: Session, units: Collection[UnitCode]) -> dict[UnitCode, str]:
    """The units' own numbers."""
    found: dict[UnitCode, str] = {}
    wanted = sorted(units)
    for start in range(0, len(wanted), AT_ONCE):
        rows = db.execute(select(unit.c.code, unit.c.phone).where(unit.c.code.in_(wanted[start : start + AT_ONCE])))
        found.update({UnitCode(code): phone for code, phone in rows if phone})
    return found
