"""A report that is being filled in: its period in the ledger, its code, what stood before, what is counted."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from handlers import drafting
from knowledge.dates import VIETNAM, PeriodKind
from knowledge.document import UnitCode
from scheduler import store
from scheduler.duties import DutyId, ReportingPeriod
from scheduler.filings import Filing
from union import store as units
from union.catalogue import common
from union.draft import Origin
from union.forms.form import FieldKind
from union.indicators import Catalogue
from union.roster import Officer
from union.scope import Scope

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
SCHOOL = UnitCode("tieu-hoc-doi-sim")
ALL = Catalogue(common())


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


def lan(session: Session) -> tuple[Officer, Scope]:
    person = units.officer_at(session, "web:lan", NOW.date())
    assert person is not None
    return person, units.scope_of(session, person, NOW.date())


def report(session: Session, scope: Scope, duty: str) -> Filing:
    which = store.Which(units=(SCHOOL,), duty=DutyId(duty), owed=True)
    [found] = store.filings(session, scope, which)
    return found


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), PeriodKind.MONTH),
        (date(2026, 7, 1), date(2026, 9, 30), PeriodKind.QUARTER),
        (date(2026, 1, 1), date(2026, 6, 30), PeriodKind.HALF),
        (date(2026, 1, 1), date(2026, 12, 31), PeriodKind.YEAR),
        (date(2025, 12, 1), date(2026, 11, 30), PeriodKind.TERM),
        (date(2025, 12, 1), date(2026, 5, 31), PeriodKind.TERM),
        (date(2026, 11, 21), date(2026, 11, 21), PeriodKind.DAY),
    ],
)
def test_a_report_counts_in_the_calendars_own_period_where_there_is_one(
    start: date, end: date, kind: PeriodKind
) -> None:
    assert drafting.period_of(ReportingPeriod("kỳ", "kỳ", start, end)).kind is kind


@pytest.mark.parametrize(
    ("office", "letters"),
    [
        ("Công đoàn xã Suối Mây", "SM"),
        ("LĐLĐ tỉnh Lai Châu", "LC"),
        ("Công đoàn Đồi Sim", "DS"),
        ("Công đoàn xã", "CD"),
        ("", "CD"),
    ],
)
def test_an_office_is_known_by_its_own_words(office: str, letters: str) -> None:
    assert drafting.initials(office) == letters


def test_the_report_of_the_year_is_prefilled_from_the_months(db: Database) -> None:
    def read(session: Session) -> tuple[drafting.Draft, drafting.Draft]:
        _, scope = lan(session)
        drafts = []
        for name in ("bao-cao-thang", "bao-cao-nam"):
            filing, duty = report(session, scope, name), store.find_duty(session, DutyId(name))
            assert duty is not None
            drafts.append(drafting.draft_of(session, scope, filing, drafting.form_of(session, duty), ALL))
        return drafts[0], drafts[1]

    month, year = db.read_now(read)
    added, stock = year.answers["ket-nap-moi"].amount, year.answers["tong-doan-vien"].amount
    assert added is not None
    assert added.value is not None
    assert added.value >= Decimal(2)
    assert stock == month.answers["tong-doan-vien"].amount
    assert "dang-uu-tu" not in month.answers


def test_what_stood_last_time_is_proposed_with_its_period(db: Database) -> None:
    def read(session: Session) -> list[drafting.Last | None]:
        _, scope = lan(session)
        filing, duty = report(session, scope, "bao-cao-thang"), store.find_duty(session, DutyId("bao-cao-thang"))
        assert duty is not None
        form = drafting.form_of(session, duty)
        return [drafting.last_of(session, scope, filing, item) for item in form.fields]

    found = [last for last in db.read_now(read) if last]
    assert len(found) == 8
    assert {last.period_name for last in found} == {"tháng 10/2026"}
    assert all(last.answer.origin in {Origin.COPIED, Origin.LEDGER} for last in found)


def test_a_snapshot_is_complete_in_itself_and_carries_the_code(db: Database) -> None:
    def read(session: Session) -> drafting.Snapshot:
        _, scope = lan(session)
        filing, duty = report(session, scope, "bao-cao-thang"), store.find_duty(session, DutyId("bao-cao-thang"))
        assert duty is not None
        draft = drafting.draft_of(session, scope, filing, drafting.form_of(session, duty), ALL)
        signing = drafting.Signing("Lan", NOW, duty.recipient)
        return drafting.snapshot_of(session, filing, draft, ALL, signing)

    paper = db.read_now(read)
    assert paper.code.startswith("SM11-")
    assert (paper.version, paper.is_late, paper.above_name) == (1, False, "Công đoàn xã Suối Mây")
    assert {line.kind for line in paper.lines} == {FieldKind.FIGURE, FieldKind.PASSAGE}
