"""Codes for all seats on one sheet, units that end, merge and move, and seats that change hands on a day."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import Session

from bot.channels.web import WEB
from bot.cli import parser
from bot.commands.codes import codes
from bot.commands.office import invite
from bot.commands.units import add_unit, change_seat, close_unit, move_unit
from bot.db import Database, moment
from bot.mistake import Mistake
from bot.opening import SALT
from bot.settings import Settings
from bot.store.runs import read_setting
from handlers import enrol
from handlers.messages import Address, BotId, Chat, Inbound
from handlers.store import Memory
from handlers.talk import Office, Talk, Visit
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from knowledge.library import build_library
from union import store
from union.roster import Held, Role, code_hash

SEN, SIM, MAY, OFFICE = map(UnitCode, ("mam-non-hoa-sen", "tieu-hoc-doi-sim", "may-may-trang", "suoi-may"))


@pytest.fixture
def demo(demo_settings: Settings) -> Settings:
    """The demo union, with a unit whose chair the office has written down and who has not joined."""
    with_db(demo_settings, lambda db: seat_named(db, "Trần Thị Mơ"))
    return demo_settings


def seat_named(db: Session, name: str) -> None:
    chosen = parser().parse_args(["units", "add", "ban-mo", "CĐCS Bản Mơ", "--above", "suoi-may"])
    add_unit(db, chosen)
    seat = parser().parse_args(["units", "seat", "ban-mo", "chủ tịch", "--name", name, "--phone", "912345678"])
    change_seat(db, seat)


def with_db(settings: Settings, work):  # type: ignore[no-untyped-def]
    db = Database(f"sqlite:///{settings.data_dir / 'congdoan.db'}")
    try:
        return db.write_now(work)
    finally:
        db.close()


def today(db: Session) -> date:
    return moment(db).astimezone(VIETNAM).date()


def held(settings: Settings, unit: UnitCode) -> list[Held]:
    found: list[Held] = with_db(settings, lambda db: list(store.seats_held(db, today(db), (Role.CHAIR,), (unit,))))
    return found


def make_codes(settings: Settings, file: Path, *options: str) -> int:
    return codes(settings, parser().parse_args(["units", "codes", str(file), *options]))


def join(settings: Settings, code: str, address: str) -> str:
    """Uses the code up as the talk does when 'đúng' was said; gives what is answered."""

    def write(db: Session) -> str:
        now, salt = moment(db).astimezone(VIETNAM), read_setting(db, SALT) or ""
        inbound = Inbound("1", Address(address), Chat(BotId("web"), address[4:]), "đúng", now, name="Mơ")
        visit = Visit(inbound, now, build_library(()), WEB.limits, Office("Văn phòng"), salt)
        talk = Talk(visit, Memory(""), store.officer_at(db, address, now.date()), "đúng")
        return enrol.finish(db, talk, enrol.Take(code_hash(code, salt)), now).replies[0].text

    text: str = with_db(settings, write)
    return text


def printed(file: Path) -> dict[str, tuple[str, ...]]:
    """The rows of a sheet of codes by unit."""
    rows = list(load_workbook(file).active.iter_rows(values_only=True))
    return {row[0]: tuple(str(cell or "") for cell in row[1:]) for row in rows[1:]}


def test_every_seat_that_nobody_joined_gets_one_code(
    demo: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make_codes(demo, tmp_path / "ma.xlsx") == 0
    said = capsys.readouterr().out
    rows = printed(tmp_path / "ma.xlsx")
    # The chairs of the demo have joined, and the dissolved districts have no seats.
    assert set(rows) >= {"ban-mo", OFFICE, "lai-chau"}
    assert not set(rows) & {SEN, SIM, MAY, "vinh-thuan", "gia-lam"}
    name, role, person, phone, code, _, zalo, words = rows["ban-mo"]
    assert (name, role, person, phone, zalo) == ("CĐCS Bản Mơ", "chủ tịch", "Trần Thị Mơ", "0912 345 678", "")
    assert f"nhắn mã {code} cho trợ lý" in words
    assert f"Đã cấp {len(rows)} mã" in said
    trail: list[str] = with_db(demo, lambda db: [line.about for line in store.trail(db, len(rows))])
    assert set(trail) == set(rows)
    assert (tmp_path / "ma.xlsx").stat().st_mode & 0o077 == 0


def test_unused_codes_stay_until_they_are_renewed(demo: Settings, tmp_path: Path) -> None:
    make_codes(demo, tmp_path / "ma.xlsx", "--below", "ban-mo")
    old = printed(tmp_path / "ma.xlsx")["ban-mo"][4]
    with pytest.raises(Mistake, match="--renew"):
        make_codes(demo, tmp_path / "lai.xlsx", "--below", "ban-mo")
    make_codes(demo, tmp_path / "lai.xlsx", "--below", "ban-mo", "--renew")
    assert "quá hạn" in join(demo, old, "web:mo")
    assert "Trần Thị Mơ" in join(demo, printed(tmp_path / "lai.xlsx")["ban-mo"][4], "web:mo")


def test_a_code_joins_the_officer_whom_the_office_wrote_down(demo: Settings, tmp_path: Path) -> None:
    make_codes(demo, tmp_path / "ma.xlsx", "--below", "ban-mo")
    [before] = held(demo, UnitCode("ban-mo"))
    join(demo, printed(tmp_path / "ma.xlsx")["ban-mo"][4], "web:mo")
    [after] = held(demo, UnitCode("ban-mo"))
    assert (after.officer, after.name, after.phone, after.joined) == (before.officer, "Trần Thị Mơ", before.phone, True)


def test_somebody_known_who_takes_the_seat_leaves_no_second_chair(demo: Settings, tmp_path: Path) -> None:
    make_codes(demo, tmp_path / "ma.xlsx", "--below", "ban-mo")
    join(demo, printed(tmp_path / "ma.xlsx")["ban-mo"][4], "web:lan")
    assert [item.name for item in held(demo, UnitCode("ban-mo"))] == ["Lan"]


def test_a_code_by_hand_is_for_the_officer_written_down_too(demo: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    invite(demo, parser().parse_args(["invite", "ban-mo", "chủ tịch"]))
    code = capsys.readouterr().out.splitlines()[0].rpartition(" ")[2]
    [before] = held(demo, UnitCode("ban-mo"))
    join(demo, code, "web:mo")
    assert [(item.officer, item.joined) for item in held(demo, UnitCode("ban-mo"))] == [(before.officer, True)]


def test_who_left_the_seat_cannot_come_back_with_an_old_code(demo: Settings, tmp_path: Path) -> None:
    make_codes(demo, tmp_path / "ma.xlsx", "--below", "ban-mo")
    assert "Hoa" in change(demo, "seat", "ban-mo", "chủ tịch", "--name", "Hoa")
    assert "quá hạn" in join(demo, printed(tmp_path / "ma.xlsx")["ban-mo"][4], "web:mo")
    assert [item.name for item in held(demo, UnitCode("ban-mo"))] == ["Hoa"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        pytest.param(("--role", "vua"), "Không có vai trò", id="an unknown seat"),
        pytest.param(("--below", "khong-co"), "Không có đơn vị", id="an unknown unit"),
        pytest.param(("--below", SEN), "Không có chức vụ", id="everybody has joined"),
    ],
)
def test_codes_that_cannot_be_made(options: tuple[str, ...], says: str, demo: Settings, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=says):
        make_codes(demo, tmp_path / "ma.xlsx", *options)
    assert not (tmp_path / "ma.xlsx").exists()


def test_no_file_is_overwritten(demo: Settings, tmp_path: Path) -> None:
    (tmp_path / "ma.xlsx").write_text("của tôi")
    with pytest.raises(Mistake, match="đã có"):
        make_codes(demo, tmp_path / "ma.xlsx")
    assert (tmp_path / "ma.xlsx").read_text() == "của tôi"
    with pytest.raises(Mistake, match=r"\.xlsx"):
        make_codes(demo, tmp_path / "ma.csv")
    with pytest.raises(Mistake, match="Không ghi được"):
        make_codes(demo, tmp_path / "khong-co" / "ma.xlsx")


ACTIONS = {"close": close_unit, "move": move_unit, "seat": change_seat}


def change(settings: Settings, action: str, *arguments: str) -> str:
    chosen = parser().parse_args(["units", action, *arguments])
    return str(with_db(settings, lambda db: ACTIONS[action](db, chosen)))


def test_a_unit_that_merges_ends_with_its_seats_and_the_successor_reads_on(demo: Settings) -> None:
    said = change(demo, "close", SEN, "--into", SIM, "--on", "2026-07-01")
    assert "nhận bàn giao" in said
    found = with_db(demo, lambda db: store.find_unit(db, SEN))
    assert found.closed_on == date(2026, 7, 1)
    assert (held(demo, SEN), len(held(demo, SIM))) == ([], 1)

    def reads(db: Session) -> tuple[bool, bool, bool]:
        chair, clerk = (store.officer_at(db, address, today(db)) for address in ("web:lan", "web:tuan"))
        old = store.officer_at(db, "web:hanh", today(db))
        scopes = [store.scope_of(db, person, today(db)) for person in (chair, clerk, old)]
        return scopes[0].may_write(SEN), scopes[1].may_run(SEN), scopes[2].may_read(SEN)

    assert with_db(demo, reads) == (True, True, False)


def test_what_stands_below_a_merged_unit_goes_along(demo: Settings) -> None:
    change(demo, "move", "ban-mo", SEN, "--on", "2026-03-01")
    with pytest.raises(Mistake, match="còn 1 đơn vị trực thuộc"):
        change(demo, "close", SEN, "--on", "2026-07-01")
    change(demo, "close", SEN, "--into", SIM, "--on", "2026-07-01")
    links = with_db(demo, lambda db: store.links_above(db, UnitCode("ban-mo")))
    assert [(link.above, link.valid_to) for link in links] == [
        (OFFICE, date(2026, 3, 1)), (SEN, date(2026, 7, 1)), (SIM, None)
    ]  # fmt: skip


def test_a_unit_below_may_take_over_the_one_above_it(demo: Settings) -> None:
    change(demo, "move", "ban-mo", SEN, "--on", "2026-03-01")
    change(demo, "close", SEN, "--into", "ban-mo", "--on", "2026-07-01")
    links = with_db(demo, lambda db: store.links_above(db, UnitCode("ban-mo")))
    assert [link.above for link in links if link.valid_to is None] == [OFFICE]


def test_a_chair_who_leaves_holds_the_seat_to_that_day(demo: Settings) -> None:
    assert "Hạnh thôi giữ" in change(demo, "seat", SEN, "chủ tịch", "--end", "--on", "2026-06-15")
    assert held(demo, SEN) == []
    assert "Sim giữ chức vụ chủ tịch" in change(demo, "seat", SEN, "chủ tịch", "--name", "Sim", "--on", "2026-06-20")
    assert [item.name for item in held(demo, SEN)] == ["Sim"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(("close", "khong-co"), "Không có đơn vị", id="closing nobody"),
        pytest.param(("close", "vinh-thuan"), "đã kết thúc ngày 01/07/2025", id="closing twice"),
        pytest.param(("close", OFFICE, "--on", "2025-06-30"), "thành lập ngày", id="closing before it began"),
        pytest.param(("close", SEN, "--into", SEN), "vào chính mình", id="into itself"),
        pytest.param(("close", SEN, "--into", "vinh-thuan"), "đã kết thúc", id="into a closed one"),
        pytest.param(("close", SEN, "--on", "mai"), "Ngày viết như", id="on no day"),
        pytest.param(("close", OFFICE), "đơn vị trực thuộc", id="leaving units alone"),
        pytest.param(("move", SEN, SEN), "của chính mình", id="below itself"),
        pytest.param(("move", SEN, OFFICE), "không có gì để đổi", id="to where it stands"),
        pytest.param(("move", OFFICE, SEN), "đang ở dưới", id="below what is below it"),
        pytest.param(("move", SEN, "vinh-thuan"), "đã kết thúc", id="below a closed one"),
        pytest.param(("move", SEN, "lai-chau", "--on", "2025-01-01"), "không ghi lùi", id="before its last move"),
        pytest.param(("seat", SEN, "vua", "--name", "An"), "Không có vai trò", id="an unknown seat"),
        pytest.param(("seat", SEN, "chủ tịch"), "--name", id="nobody for a seat"),
        pytest.param(("seat", SEN, "chủ tịch", "--name", "Hạnh"), "đang giữ", id="who holds it already"),
        pytest.param(("seat", SEN, "phó chủ tịch", "--end"), "Không ai giữ", id="ending what nobody holds"),
        pytest.param(("seat", SEN, "chủ tịch", "--name", "An", "--phone", "12"), "Điện thoại “12”", id="no telephone"),
        pytest.param(("seat", "gia-lam", "chủ tịch", "--name", "An"), "đã kết thúc", id="a seat in a closed unit"),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_leaves_everything(
    arguments: tuple[str, ...], says: str, demo: Settings
) -> None:
    before = with_db(demo, store.all_units), held(demo, SEN)
    with pytest.raises(Mistake, match=says):
        change(demo, *arguments)
    assert (with_db(demo, store.all_units), held(demo, SEN)) == before


def test_a_seat_given_before_a_known_end_ends_with_the_unit(demo: Settings) -> None:
    change(demo, "close", SEN, "--on", "2027-01-01")

    def give(db: Session) -> date | None:
        who = store.add_officer(db, "An")
        store.give_seat(db, who, SEN, Role.DEPUTY, date(2026, 12, 1))
        [seat] = store.seats_of(db, who, date(2026, 12, 1))
        return seat.valid_to

    assert with_db(demo, give) == date(2027, 1, 1)
