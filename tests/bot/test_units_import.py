"""A list of units as offices keep it: every kind of file, all of it or nothing, and twice is like once."""

import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlmodel import Session

from bot.cli import parser
from bot.commands.unit_import import import_units
from bot.commands.units import add_unit
from bot.db import Database, moment
from bot.mistake import Mistake
from bot.opening import open_database
from bot.settings import Settings
from bot.sheets import EMPTY_IN_A_ROW_MAX, open_file
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union import store
from union.imports.store import stored_units
from union.roster import Link, Role, Unit, UnitKind

HEADINGS = ("STT", "Tên đơn vị", "Cấp trên", "Số ĐV", "Chủ tịch", "Điện thoại")
SEN = ("1", "CĐCS Mầm non Hoa Sen", "suoi-may", 35, "Nguyễn Thị Hạnh", 912345678)
SIM = ("2", "CĐCS Tiểu học Đồi Sim", "suoi-may", 42, "Lê Thị Lan", "0987.654.321")
CSV = (
    "STT;Tên đơn vị;Cấp trên;Số ĐV;Chủ tịch;Điện thoại\r\n"
    "1;CĐCS Mầm non Hoa Sen;suoi-may;35;Nguyễn Thị Hạnh;912345678\r\n"
)

Row = Sequence[object]


@pytest.fixture
def real(migrated_file: Path, tmp_path: Path) -> Settings:
    """A real office: its own unit and nobody else."""
    settings = Settings(data_dir=tmp_path / "data", demo="off")
    found = open_database(settings)
    chosen = parser().parse_args(["units", "add", "suoi-may", "Công đoàn xã Suối Mây", "--kind", "commune"])
    found.db.write_now(lambda session: add_unit(session, chosen))
    found.db.close()
    return settings


def sheet(path: Path, *rows: Row, title: str = "Danh sách") -> Path:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def run(settings: Settings, file: Path, *options: str) -> int:
    return import_units(settings, parser().parse_args(["units", "import", str(file), *options]))


def units(settings: Settings) -> dict[str, Unit]:
    db = Database(f"sqlite:///{settings.data_dir / 'congdoan.db'}")
    try:
        return {unit.code: unit for unit in db.read_now(store.all_units)}
    finally:
        db.close()


def test_a_list_is_written_with_its_chairs_and_the_same_list_again_changes_nothing(
    real: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = sheet(tmp_path / "a.xlsx", HEADINGS, SEN, SIM, ("", "Tổng cộng", "", 77))
    assert run(real, file) == 0
    assert "Đã ghi 2 đơn vị mới" in capsys.readouterr().out
    db = Database(f"sqlite:///{real.data_dir / 'congdoan.db'}")
    found = db.read_now(lambda session: stored_units(session, moment(session).astimezone(VIETNAM).date()))
    trail = db.read_now(lambda session: [line.what for line in store.trail(session, 9)])
    db.close()
    sen = UnitCode("mam-non-hoa-sen")
    assert found.units[sen] == Unit(sen, "CĐCS Mầm non Hoa Sen", UnitKind.GRASSROOTS, members=35)
    assert found.above == {sen: "suoi-may", "tieu-hoc-doi-sim": "suoi-may"}
    [held] = found.holders[sen]
    assert (held.role, held.name, held.phone, held.joined) == (Role.CHAIR, "Nguyễn Thị Hạnh", "0912 345 678", False)
    assert trail == ["units import", "unit", "unit", "unit"]
    assert run(real, file) == 0
    assert "không có gì để ghi" in capsys.readouterr().out


def test_a_dry_run_shows_old_and_new_and_writes_nothing(
    real: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(real, sheet(tmp_path / "a.xlsx", HEADINGS, SEN))
    before = units(real)
    capsys.readouterr()
    changed = ("1", "CĐCS Mầm non Hoa Sen", "suoi-may", 40, "Trần Văn Bình", "")
    assert run(real, sheet(tmp_path / "b.xlsx", HEADINGS, changed, SIM), "--dry-run") == 0
    said = capsys.readouterr().out
    assert "số đoàn viên 35 → 40; chủ tịch Nguyễn Thị Hạnh → Trần Văn Bình từ hôm nay" in said
    assert "+ tieu-hoc-doi-sim" in said
    assert "1 đơn vị không nằm trong tệp" in said
    assert "chưa ghi gì" in said
    assert units(real) == before


def test_one_wrong_row_and_nothing_is_written(
    real: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [(number, f"CĐCS {number}", "suoi-may", "ba mươi") for number in range(60)]
    assert run(real, sheet(tmp_path / "a.xlsx", HEADINGS, SEN, *wrong)) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[:2] == ["Chưa ghi gì: tệp có 60 lỗi.", "Dòng 3: số đoàn viên “ba mươi” phải là số nguyên, ví dụ 35."]
    assert said[-1] == "… và 10 lỗi nữa"
    assert set(units(real)) == {"suoi-may"}


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(CSV.encode(), id="UTF-8"),
        pytest.param(CSV.encode("utf-8-sig"), id="with a mark"),
        pytest.param(CSV.encode("utf-16"), id="UTF-16"),
        pytest.param(CSV.encode("utf-16-be"), id="UTF-16 without a mark"),
        pytest.param(CSV.replace(";", ",").encode(), id="commas"),
        pytest.param(CSV.replace(";", "\t").encode(), id="tabs"),
        pytest.param(b"sep=;\r\n" + CSV.encode(), id="Excel's own line"),
        pytest.param(
            # ế ễ ị ạ ủ Đ and others as Windows-1258 writes them: a letter, then its tone.
            "T\u00ean \u0111\u01a1n vi\u0323;S\u00f4\u0301 \u0111oa\u0300n vi\u00ean;C\u00e2\u0301p tr\u00ean\r\n"
            "C\u0110CS M\u00e2\u0300m non Hoa Sen;35;suoi-may\r\n".encode("cp1258"),
            id="Windows-1258",
        ),
    ],
)
def test_a_csv_in_any_dress(raw: bytes, real: Settings, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(raw)
    assert run(real, file) == 0
    assert units(real)["mam-non-hoa-sen"].members == 35


def test_the_first_sheet_with_a_heading_is_read_or_the_one_named(real: Settings, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["BÌA"])
    for title, row in (("Trường", SEN), ("Khác", SIM)):
        part = book.create_sheet(title)
        part.append(HEADINGS)
        part.append(row)
    book.save(tmp_path / "a.xlsx")
    run(real, tmp_path / "a.xlsx")
    assert set(units(real)) == {"suoi-may", "mam-non-hoa-sen"}
    run(real, tmp_path / "a.xlsx", "--sheet", "Khác")
    assert "tieu-hoc-doi-sim" in units(real)
    with pytest.raises(Mistake, match="Các trang: “Sheet”, “Trường”, “Khác”"):
        run(real, tmp_path / "a.xlsx", "--sheet", "Không có")


def test_a_formula_in_a_name_is_an_error_of_its_row(
    real: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    formula = ("2", '="CĐCS "&A1', "suoi-may", 3)
    assert run(real, sheet(tmp_path / "a.xlsx", HEADINGS, SEN, formula)) == 1
    assert "Dòng 3: ô tên đơn vị là công thức" in capsys.readouterr().err
    assert set(units(real)) == {"suoi-may"}


def test_a_million_formatted_rows_end_soon(tmp_path: Path) -> None:
    book = Workbook()
    for row in (HEADINGS, SEN):
        book.active.append(row)
    book.active.cell(EMPTY_IN_A_ROW_MAX * 2, 1, " ")
    book.active.cell(EMPTY_IN_A_ROW_MAX * 2 + 1, 1, "cuối")
    book.save(tmp_path / "a.xlsx")
    [only] = open_file(tmp_path / "a.xlsx").sheets()
    assert [number for number, _ in only.rows()] == [1, 2, 3]


def old_excel(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def locked(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))


def half_a_file(path: Path) -> None:
    whole = sheet(path, HEADINGS, SEN).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def not_a_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("a.txt", "a")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(lambda path: None, "Không đọc được tệp", id="no file"),
        pytest.param(lambda path: path.mkdir(), "Không đọc được tệp", id="a folder"),
        pytest.param(lambda path: path.write_bytes(b""), "trống", id="empty"),
        pytest.param(lambda path: path.write_bytes(b"\xef\xbb\xbf\r\n"), "dòng tiêu đề", id="nothing but a mark"),
        pytest.param(old_excel, "đời cũ", id="an old .xls"),
        pytest.param(locked, "mật khẩu", id="a password"),
        pytest.param(half_a_file, "hỏng", id="half a file"),
        pytest.param(not_a_workbook, "không phải bảng tính", id="another archive"),
        pytest.param(lambda path: path.write_bytes(b"<html><table>"), "trang web", id="a page named .xls"),
        pytest.param(lambda path: path.write_bytes(b"\x00\x01\xff\x00" * 50), "Không đọc được chữ", id="no text"),
        pytest.param(
            lambda path: path.write_bytes(b'a;b\r\n"1;2\r\n' + b"x" * 200_000), "ngoặc kép", id="an open quote"
        ),
        pytest.param(lambda path: sheet(path, ("STT", "Họ tên"), ("1", "An")), "STT | Họ tên", id="no name"),
        pytest.param(lambda path: sheet(path, HEADINGS), "không có đơn vị nào", id="a heading alone"),
        pytest.param(lambda path: sheet(path, ("Đơn vị", "Tên CĐCS")), "hai cột cùng là", id="two columns of names"),
    ],
)
def test_a_file_that_is_none_gets_a_clear_sentence(make: object, says: str, real: Settings, tmp_path: Path) -> None:
    make(tmp_path / "a.xlsx")  # type: ignore[operator]
    with pytest.raises(Mistake, match=says):
        run(real, tmp_path / "a.xlsx")
    assert set(units(real)) == {"suoi-may"}


def test_an_unknown_unit_above_all_is_refused(real: Settings, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="Không có đơn vị cấp trên “khong-co”"):
        run(real, sheet(tmp_path / "a.xlsx", HEADINGS, SEN), "--above", "khong-co")


def test_a_unit_that_moves_and_a_chair_who_changes_are_dated(real: Settings, tmp_path: Path) -> None:
    run(real, sheet(tmp_path / "a.xlsx", HEADINGS, SEN, ("3", "Công đoàn xã Bên Sông", "")))
    moved = ("1", "CĐCS Mầm non Hoa Sen", "ben-song", 35, "Trần Văn Bình", "")
    assert run(real, sheet(tmp_path / "b.xlsx", (*HEADINGS, "Mã"), (*moved, "mam-non-hoa-sen"))) == 0
    db = Database(f"sqlite:///{real.data_dir / 'congdoan.db'}")
    today: date = db.read_now(moment).astimezone(VIETNAM).date()
    sen = UnitCode("mam-non-hoa-sen")
    links = db.read_now(lambda session: store.links_above(session, sen))
    [held] = db.read_now(lambda session: list(store.seats_held(session, today, (Role.CHAIR,), (sen,))))
    db.close()
    assert [(link.above, link.valid_from, link.valid_to) for link in links] == [
        ("suoi-may", None, today),
        ("ben-song", today, None),
    ]
    assert held.name == "Trần Văn Bình"


@pytest.mark.slow
def test_both_databases_take_a_list(db: Database, tmp_path: Path) -> None:
    from union.imports.headings import Heading, find_heading
    from union.imports.plan import plan
    from union.imports.sheet import read_listing
    from union.imports.store import write_plan

    rows = [("Tên đơn vị", "Cấp trên", "Chủ tịch"), ("Công đoàn xã Một", "", "An")]
    rows += [(f"CĐCS {number}", "Công đoàn xã Một", f"Bình {chr(65 + number % 20)}") for number in range(2500)]
    heading = find_heading(rows[:3])
    assert isinstance(heading, Heading)
    listing = read_listing(heading, list(enumerate(rows, 1))[1:])
    day = date(2026, 11, 21)

    def write(session: Session) -> int:
        made = plan(listing, stored_units(session, day), day)
        write_plan(session, made, "máy chủ", moment(session), day)
        return len(made.changes)

    assert db.write_now(write) == 2501
    assert db.write_now(write) == 0


@pytest.mark.slow
def test_both_databases_end_a_unit_with_its_link_its_seat_and_its_code(db: Database) -> None:
    top, code, day = UnitCode("tren"), UnitCode("duoi"), date(2026, 7, 1)

    def write(session: Session) -> tuple[int, list[tuple[date | None, date | None]], bool, set[UnitCode]]:
        for each in (top, code):
            store.save_unit(session, Unit(each, each, UnitKind.GRASSROOTS))
        store.link_units(session, Link(code, top, date(2025, 7, 1), date(2026, 9, 1)))
        store.link_units(session, Link(code, top, date(2026, 9, 1)))
        now = moment(session)
        who = store.add_officer(session, "An")
        store.give_seat(session, who, code, Role.CHAIR, date(2025, 7, 1))
        store.invite(session, "băm", store.NewInvitation(code, Role.CHAIR, "An", "Văn phòng", who), now)
        ended = store.close_unit(session, code, day)
        links = [(link.valid_from, link.valid_to) for link in store.links_above(session, code)]
        waits = bool(store.waiting_codes(session, Role.CHAIR, now))
        return ended, links, waits, store.with_below(session, (top,), date(2026, 8, 1))

    ended, links, waits, below = db.write_now(write)
    assert (ended, waits, below) == (1, False, {top, code})
    assert links == [(date(2025, 7, 1), day), (date(2026, 9, 1), date(2026, 9, 1))]
