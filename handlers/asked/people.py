"""How those who ask and those who answer are named."""

from datetime import date

from sqlmodel import Session

from handlers.asked.store import Passed
from handlers.talk import seat_words
from union import store as union
from union.reach.store import contacts_of
from union.roster import OfficerId


def name_of(db: Session, who: OfficerId | None) -> str:
    """'Tuấn'; an operator has no name."""
    if not who:
        return "vận hành"
    found = contacts_of(db, (who,)).get(who)
    return found.name if found else "đã nghỉ"


def asker_words(db: Session, found: Passed, today: date) -> str:
    """'đồng chí Hạnh, Chủ tịch CĐCS Mầm non Hoa Sen', by the seat of today."""
    seats = union.seats_of(db, found.officer, today)
    seat = f", {seat_words(seats[0].role, seats[0].unit_name)}" if seats else ""
    return f"đồng chí {name_of(db, found.officer)}{seat}"
