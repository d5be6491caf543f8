"""What every database takes from this version: forms and holidays, never over what the office changed itself."""

import hashlib
from collections.abc import Iterable
from datetime import date

from sqlmodel import Session

from bot.store import runs
from scheduler import calendar as days
from scheduler import store as scheduler
from scheduler.calendar import Calendar, Holiday
from union.forms.form import Form
from union.forms.library import load_forms
from union.records import store as records

BY = "trợ lý"
YEARS_AHEAD = 2


def sync(db: Session, today: date) -> None:
    """Brings both up to date."""
    sync_forms(db)
    sync_holidays(db, today)


def sync_forms(db: Session) -> None:
    """Brings the shipped forms up to date; one that the office changed stays as it is."""
    for form in load_forms():
        known = records.find_form(db, form.id)
        if known is None or print_of(known) == runs.read_setting(db, f"form/{form.id}"):
            records.save_form(db, form)
            runs.write_setting(db, f"form/{form.id}", print_of(form))


def print_of(form: Form) -> str:
    """Tells whether a form is as it was."""
    return hashlib.sha256(repr(form).encode()).hexdigest()


def sync_holidays(db: Session, today: date) -> None:
    """Enters the holidays around today; what was announced to the office stays, what was only computed gives way."""
    computed = {days.COMPUTED, days.RECALLED}
    fixed = {day for day, _, _, source in scheduler.holiday_rows(db) if source not in computed}
    wanted = days.holidays_of(range(today.year - 1, today.year + YEARS_AHEAD + 1))
    scheduler.save_holidays(db, rows_of(item for item in wanted if item.day not in fixed), BY)


def rows_of(items: Iterable[Holiday]) -> list[tuple[date, str, bool, str]]:
    """Holidays as the table takes them."""
    return [(item.day, item.name, item.is_rest, item.source) for item in items]


def calendar(db: Session) -> Calendar:
    """The days that this office works on."""
    return days.calendar_of(Holiday(*row) for row in scheduler.holiday_rows(db))


def knows_year(known: Calendar, year: int) -> bool:
    """Whether any holiday of a year is known."""
    return any(day.year == year for day in known.days)
