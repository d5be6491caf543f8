"""What every database takes from this version: forms and holidays, never over what the office set itself."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session

from bot import shipped
from bot.db import Database
from bot.store import runs
from scheduler import store as scheduler
from union.forms.form import FormId
from union.forms.library import load_forms
from union.records import store as records

MONTHLY = FormId("bao-cao-thang")
TODAY = date(2026, 11, 21)
FOUNDING = date(2027, 9, 2)


def titles(db: Database) -> list[str]:
    return [form.title for form in db.read_now(records.all_forms)]


def test_twice_is_once(db: Database) -> None:
    db.write_now(lambda session: shipped.sync(session, TODAY))
    before = db.read_now(lambda session: (records.all_forms(session), scheduler.holiday_rows(session)))
    db.write_now(lambda session: shipped.sync(session, TODAY))
    assert db.read_now(lambda session: (records.all_forms(session), scheduler.holiday_rows(session))) == before
    assert titles(db) == [form.title for form in sorted(load_forms(), key=lambda form: form.id)]


def test_a_form_of_an_older_version_gives_way(db: Database) -> None:
    def ship_older(session: Session) -> None:
        [monthly] = [form for form in load_forms() if form.id == MONTHLY]
        older = replace(monthly, title="Mẫu cũ")
        records.save_form(session, older)
        runs.write_setting(session, f"form/{MONTHLY}", shipped.print_of(older))

    db.write_now(ship_older)
    db.write_now(shipped.sync_forms)
    assert "Mẫu cũ" not in titles(db)


def test_a_form_that_the_office_changed_stays(db: Database) -> None:
    def change(session: Session) -> None:
        shipped.sync_forms(session)
        form = records.find_form(session, MONTHLY)
        assert form
        records.save_form(session, replace(form, title="Mẫu của Văn phòng"))

    db.write_now(change)
    db.write_now(shipped.sync_forms)
    assert "Mẫu của Văn phòng" in titles(db)


def test_a_day_that_was_announced_stays(db: Database) -> None:
    def announce(session: Session) -> None:
        shipped.sync_holidays(session, TODAY)
        scheduler.save_holidays(session, [(FOUNDING, "Quốc khánh, làm bù", False, "Thông báo của Văn phòng")], "Tuấn")

    db.write_now(announce)
    db.write_now(lambda session: shipped.sync_holidays(session, TODAY))
    assert not db.read_now(shipped.calendar).is_rest_day(FOUNDING)


def test_the_years_ahead_are_known(db: Database) -> None:
    db.write_now(lambda session: shipped.sync_holidays(session, TODAY))
    known = db.read_now(shipped.calendar)
    assert [shipped.knows_year(known, year) for year in (2024, 2025, 2026, 2027, 2028, 2029)] == [
        False, True, True, True, True, False,
    ]  # fmt: skip
