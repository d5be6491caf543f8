"""Sheets as offices write them: headings in any shape, rows that are no units, and what a list would change."""

from datetime import date

import pytest

from knowledge.document import UnitCode
from union.imports.headings import Column, Heading, NoHeading, find_heading, meaning
from union.imports.names import FreshCodes, code_for, kind_of, name_key, same_person
from union.imports.plan import Plan, Stored, plan
from union.imports.sheet import Listed, Listing, Named, Wrong, read_day, read_listing, read_members, read_phone
from union.roster import Held, OfficerId, Role, Unit, UnitKind

TODAY = date(2026, 11, 21)
Cells = tuple[str, ...]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        pytest.param("Tên đơn vị", Column.NAME, id="the name"),
        pytest.param("TÊN CĐCS, NGHIỆP ĐOÀN\n(ghi đầy đủ)", Column.NAME, id="capitals, a line break, brackets"),
        pytest.param("cong doan co so", Column.NAME, id="without marks"),
        pytest.param("Tên đơn vị trực thuộc", Column.NAME, id="the name of units below"),
        pytest.param("Công đoàn cấp trên trực tiếp", Column.ABOVE, id="the unit above"),
        pytest.param("Trực thuộc", Column.ABOVE, id="below whom"),
        pytest.param("Mã đơn vị cấp trên", Column.ABOVE_CODE, id="the code above is not the unit's"),
        pytest.param("Mã CĐCS", Column.CODE, id="the code"),
        pytest.param("Mã số thuế", None, id="a tax number is no code"),
        pytest.param("Số ĐV (người)", Column.MEMBERS, id="members, short"),
        pytest.param("Trong đó nữ", None, id="women among them are not the members"),
        pytest.param("Số đoàn viên kết nạp mới", None, id="newly admitted are not the members"),
        pytest.param("Họ và tên Chủ tịch", Column.CHAIR, id="the chair"),
        pytest.param("SĐT Chủ tịch", Column.CHAIR_PHONE, id="the chair's number"),
        pytest.param("Phó Chủ tịch", Column.DEPUTY, id="a deputy is no chair"),
        pytest.param("Ngày sinh Chủ tịch", None, id="a birthday is nobody's name"),
        pytest.param("Khối/ngành", Column.SECTOR, id="the sector"),
        pytest.param("Ngày\nthành lập", Column.OPENED_ON, id="founded on"),
        pytest.param("DANH SÁCH CÔNG ĐOÀN CƠ SỞ NĂM 2026", None, id="a title is no heading"),
    ],
)
def test_a_heading_is_understood(heading: str, column: Column | None) -> None:
    assert meaning(heading) is column


TITLES: list[Cells] = [("LĐLĐ TỈNH BÊN SÔNG", "", "", "CỘNG HÒA"), ("DANH SÁCH ĐƠN VỊ",), ()]


def test_a_heading_stands_below_titles() -> None:
    found = find_heading([*TITLES, ("STT", "Tên đơn vị", "Chủ tịch", "Điện thoại"), ("1", "CĐCS A", "An", "")])
    assert isinstance(found, Heading)
    assert (found.last_row, dict(found.places)) == (
        3,
        {Column.ORDINAL: 0, Column.NAME: 1, Column.CHAIR: 2, Column.CHAIR_PHONE: 3},
    )


def test_merged_headings_over_two_rows_are_one_with_their_column_marks() -> None:
    rows: list[Cells] = [
        *TITLES,
        ("STT", "Tên CĐCS", "Đoàn viên", "", "Chủ tịch", "", "Phó Chủ tịch", "", "Ghi chú"),
        ("", "", "Tổng số", "Nữ", "Họ tên", "Điện thoại", "Họ tên", "SĐT", ""),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        ("1", "CĐCS A", "35", "30", "An", "", "Bình", ""),
    ]
    found = find_heading(rows)
    assert isinstance(found, Heading)
    assert found.last_row == 5
    assert [found.places[column] for column in (Column.MEMBERS, Column.CHAIR, Column.CHAIR_PHONE)] == [2, 4, 5]
    assert [found.places[column] for column in (Column.DEPUTY, Column.DEPUTY_PHONE)] == [6, 7]


def test_a_sheet_of_names_alone_keeps_its_first_unit() -> None:
    found = find_heading([("Tên đơn vị",), ("Công đoàn cơ sở Bản Sim",)])
    assert isinstance(found, Heading)
    assert found.last_row == 0


def test_two_columns_that_both_name_units_are_asked_about() -> None:
    found = find_heading([("Tên đơn vị", "Tên CĐCS", "Số ĐV")])
    assert isinstance(found, NoHeading)
    assert found.doubled is Column.NAME


def test_without_a_heading_the_likeliest_row_is_shown() -> None:
    found = find_heading([("BÁO CÁO",), ("STT", "Họ tên", "Số ĐV"), ("1", "An", "3")])
    assert found == NoHeading(("STT", "Họ tên", "Số ĐV"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("912345678", "0912 345 678", id="a number that lost its zero"),
        pytest.param("0912.345.678", "0912 345 678", id="points"),
        pytest.param("+84 912 345 678", "0912 345 678", id="from abroad"),
        pytest.param("84912345678", "0912 345 678", id="from abroad without the plus"),
        pytest.param("0912345678 / 0987654321", "0912 345 678", id="the first of two"),
        pytest.param("0912345678 (Zalo)", "0912 345 678", id="with a remark"),
        pytest.param("0200 000 0168", "0200 000 0168", id="an office"),
        pytest.param("-", "", id="a dash is none"),
    ],
)
def test_a_telephone(written: str, read: str) -> None:
    assert read_phone(written) == read


@pytest.mark.parametrize("text", ["O912345678", "12345", "9.12E+08", "không nhớ", "09123456789012"])
def test_no_telephone(text: str) -> None:
    with pytest.raises(Wrong, match="điện thoại"):
        read_phone(text)


@pytest.mark.parametrize(
    ("text", "number"), [("35", 35), ("1.250", 1250), ("1,250", 1250), ("42.0", 42), ("", None), ("-", None), ("0", 0)]
)
def test_members(text: str, number: int | None) -> None:
    assert read_members(text) == number


@pytest.mark.parametrize("text", ["35 người", "-3", "3,5", "35.123000", "nhiều", "99999999"])
def test_no_members(text: str) -> None:
    with pytest.raises(Wrong, match="số đoàn viên"):
        read_members(text)


def test_a_day() -> None:
    assert read_day("1/8/2015") == read_day("2015-08-01") == date(2015, 8, 1)
    for text in ("31/2/2015", "2015", "tháng 8"):
        with pytest.raises(Wrong, match="28/07/2019"):
            read_day(text)


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        pytest.param("CĐCS Trường Mầm non Hoa Sen", "mam-non-hoa-sen", UnitKind.GRASSROOTS, id="a school"),
        pytest.param("CĐCS Công ty TNHH MTV May Mây Trắng", "may-may-trang", UnitKind.GRASSROOTS, id="a company"),
        pytest.param("Công đoàn xã Suối Mây", "suoi-may", UnitKind.COMMUNE, id="a commune"),
        pytest.param("LĐLĐ tỉnh Bên Sông", "ben-song", UnitKind.PROVINCE, id="a province"),
        pytest.param("Nghiệp đoàn Xe ôm Chợ Sim", "xe-om-cho-sim", UnitKind.GUILD, id="a guild"),
        pytest.param("CĐCS 12", "cong-doan-co-so-12", UnitKind.GRASSROOTS, id="nothing but a number"),
    ],
)
def test_what_a_name_gives(name: str, code: str, kind: UnitKind) -> None:
    assert (code_for(name), kind_of(name)) == (code, kind)


def test_codes_stay_unique() -> None:
    codes = FreshCodes({"hoa-sen", "hoa-sen-2"})
    assert [codes.new("hoa-sen"), codes.new("hoa-sen"), codes.new("doi-sim")] == ["hoa-sen-3", "hoa-sen-4", "doi-sim"]


def test_spellings_of_one_name_are_one() -> None:
    assert name_key("CĐCS Trường MN Hoa Sen") == name_key("công đoàn cơ sở Mầm non  HOA SEN")
    assert name_key("CĐCS Hoa Sen") != name_key("Nghiệp đoàn Hoa Sen")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hạnh", "Nguyễn Thị Hạnh", True),
        ("nguyen thi hanh", "Nguyễn Thị Hạnh", True),
        ("Trần Thị Hạnh", "Nguyễn Thị Hạnh", False),
    ],
)
def test_one_person_or_two(*, one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same


COLUMNS = (
    Column.ORDINAL, Column.NAME, Column.CODE, Column.ABOVE, Column.MEMBERS, Column.CHAIR, Column.CHAIR_PHONE,
    Column.DEPUTY, Column.KIND, Column.SECTOR,
)  # fmt: skip
HEADING = Heading({column: place for place, column in enumerate(COLUMNS)}, 0)


def cells(ordinal: str = "", name: str = "", code: str = "", above: str = "", *rest: str) -> Cells:
    return (ordinal, name, code, above, *rest)


def listing(*rows: Cells) -> Listing:
    return read_listing(HEADING, enumerate(rows, 2))


def test_sums_groups_and_signatures_are_no_units() -> None:
    read = listing(
        cells("I", "Khối trường học"),
        cells("1", "CĐCS Hoa Sen", "", "suoi-may", "35"),
        cells("II", "Khối doanh nghiệp"),
        cells("2", "CĐCS Tổng công ty Sông Mây", "", "suoi-may", "40"),
        cells("", "Tổng cộng", "", "", "75"),
        (),
        cells("", "Người lập biểu", "", "", "", "TM. BAN CHẤP HÀNH"),
        cells("", "Lê Văn Tèo", "", "", "", "CHỦ TỊCH"),
    )
    assert [(item.row, item.name, item.sector) for item in read.rows] == [
        (3, "CĐCS Hoa Sen", "trường học"),
        (5, "CĐCS Tổng công ty Sông Mây", "doanh nghiệp"),
    ]
    assert read.errors == ()
    assert [row for row, _ in read.passed_over] == [2, 4, 6, 8, 9]


def test_people_are_read_without_their_titles_and_with_the_number_beside_the_name() -> None:
    [item] = listing(
        cells("1", "CĐCS Hoa Sen", "", "", "", "Đ/c NGUYỄN THỊ SIM - 912345678", "", "Ông An; Bà Bình")
    ).rows
    assert item.chair == Named("Nguyễn Thị Sim", "0912 345 678")
    assert item.deputies == (Named("An"), Named("Bình"))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        pytest.param(cells("1", "=A1&B1"), "công thức", id="a formula for a name"),
        pytest.param(cells("1", "#REF!"), "lỗi của bảng tính", id="a broken cell"),
        pytest.param(cells("1", "", "hoa-sen"), "thiếu tên", id="no name"),
        pytest.param(cells("1", "12345"), "không phải tên", id="digits for a name"),
        pytest.param(cells("1", "CĐCS A", "--"), "phải có chữ hoặc số", id="a code of dashes"),
        pytest.param(cells("1", "CĐCS A", "", "", "ba mươi"), "số nguyên", id="letters for members"),
        pytest.param(cells("1", "CĐCS A", "", "", "", "An 12"), "không phải họ tên", id="digits in a person"),
        pytest.param(cells("1", "CĐCS A", "", "", "", "", "0912"), "điện thoại", id="a short number"),
        pytest.param(cells("1", "CĐCS A", "", "", "", "", "", "", "siêu thị"), "không hiểu loại", id="an unknown kind"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(row: Cells, says: str) -> None:
    [error] = listing(row).errors
    assert error.row == 2
    assert says in error.text


def test_everything_that_is_wrong_with_a_row_is_said_at_once() -> None:
    assert len(listing(cells("1", "CĐCS A", "", "", "x y", "", "12")).errors) == 2


TOP = Unit(UnitCode("suoi-may"), "Công đoàn xã Suối Mây", UnitKind.COMMUNE)
SEN = Unit(UnitCode("hoa-sen"), "CĐCS Hoa Sen", UnitKind.GRASSROOTS, members=35)
GONE = Unit(UnitCode("cu"), "CĐCS Cũ", UnitKind.GRASSROOTS, closed_on=date(2026, 7, 1))
LAN = Held(7, SEN.code, Role.CHAIR, OfficerId(3), "Lan", "", date(2025, 7, 1), joined=True)
STORED = Stored(
    units={unit.code: unit for unit in (TOP, SEN, GONE)}, above={SEN.code: TOP.code}, holders={SEN.code: (LAN,)}
)


def planned(*rows: Listed, stored: Stored = STORED, top: str = "") -> Plan:
    columns = frozenset({Column.NAME, *((Column.ABOVE,) if any(row.above for row in rows) else ())})
    return plan(Listing(rows, (), (), columns), stored, TODAY, UnitCode(top) if top else None)


def test_a_known_name_in_its_place_keeps_its_code_and_an_empty_cell_changes_nothing() -> None:
    found = planned(Listed(2, "Công đoàn cơ sở Hoa Sen", above="Công đoàn xã Suối Mây", chair=Named("Trần Thị Lan")))
    [change] = found.changes
    assert (change.before, change.after.code, change.after.members, change.above) == (SEN, "hoa-sen", 35, None)
    [correction] = change.corrections
    assert (correction.name, change.seatings) == ("Trần Thị Lan", ())
    assert (found.absent, found.errors) == (1, ())


def test_the_same_again_changes_nothing() -> None:
    found = planned(Listed(2, SEN.name, above="suoi-may", members=35, chair=Named("Lan")))
    assert (found.changes, found.unchanged) == ((), 1)


def test_another_chair_follows_the_one_before() -> None:
    [change] = planned(Listed(2, SEN.name, above="suoi-may", chair=Named("Nguyễn Văn Sim"))).changes
    [seating] = change.seatings
    assert (seating.role, seating.person.name, seating.leaves) == (Role.CHAIR, "Nguyễn Văn Sim", (LAN,))


def test_who_joined_keeps_the_number_they_gave_themselves() -> None:
    held = Held(7, SEN.code, Role.CHAIR, OfficerId(3), "Lan", "0911 111 111", date(2025, 7, 1), joined=True)
    stored = Stored(STORED.units, STORED.above, {SEN.code: (held,)})
    assert planned(Listed(2, SEN.name, above="suoi-may", chair=Named("Lan", "0922 222 222")), stored=stored).unchanged


def test_units_above_may_stand_below_in_the_list_and_a_name_gives_its_code() -> None:
    found = planned(
        Listed(2, "CĐCS Một", above="Công đoàn phường Mới"), Listed(3, "Công đoàn phường Mới", above="suoi-may")
    )
    assert [(change.after.code, change.above) for change in found.changes] == [("mot", "moi"), ("moi", "suoi-may")]


def test_one_name_in_two_places_is_two_units() -> None:
    found = planned(
        Listed(2, "Công đoàn phường Mới", above="suoi-may"), Listed(3, "CĐCS Hoa Sen", above="Công đoàn phường Mới")
    )
    assert [change.after.code for change in found.changes] == ["moi", "hoa-sen-2"]


def test_above_all_rows_stands_the_unit_that_was_given() -> None:
    found = planned(Listed(2, TOP.name), Listed(3, "CĐCS Hoa Sen"), Listed(4, "CĐCS Mới"), top="suoi-may")
    assert [(change.after.code, change.above) for change in found.changes] == [("moi", "suoi-may")]
    assert (found.unchanged, found.absent) == (2, 0)


@pytest.mark.parametrize(
    ("rows", "row", "says"),
    [
        pytest.param(
            (Listed(2, "CĐCS Một", "mot", "suoi-may"), Listed(3, "CĐCS Hai", "mot", "suoi-may")),
            3,
            "trùng mã “mot” với dòng 2",
            id="a doubled code",
        ),
        pytest.param(
            (Listed(2, "CĐCS Một", "", "suoi-may"), Listed(3, "CĐCS một", "", "suoi-may")),
            3,
            "trùng tên “CĐCS một” với dòng 2",
            id="a doubled name",
        ),
        pytest.param(
            (Listed(2, "CĐCS Hoa Sen", "khac", "suoi-may"),), 2, "với mã hoa-sen", id="a stored name under another code"
        ),
        pytest.param((Listed(2, "CĐCS Một", "", "khong-co"),), 2, "không có đơn vị cấp trên", id="nobody above"),
        pytest.param((Listed(2, "CĐCS Một", "", "CĐCS Một"),), 2, "của chính mình", id="above itself"),
        pytest.param((Listed(2, "CĐCS Một", "", "cu"),), 2, "đã kết thúc", id="a closed unit above"),
        pytest.param((Listed(2, "CĐCS Cũ", "cu", "suoi-may"),), 2, "đã kết thúc", id="a closed unit"),
        pytest.param(
            (Listed(2, "CĐ Một", "", "CĐ Hai"), Listed(3, "CĐ Hai", "", "CĐ Ba"), Listed(4, "CĐ Ba", "", "CĐ Một")),
            2,
            "thành vòng: CĐ Một → CĐ Hai → CĐ Ba → CĐ Một",
            id="a circle within the list",
        ),
        pytest.param((Listed(2, TOP.name, "suoi-may", "hoa-sen"),), 2, "thành vòng", id="a circle with what is stored"),
        pytest.param(
            (
                Listed(2, "CĐ Trùng", "a", "suoi-may"),
                Listed(3, "CĐ Trùng", "b", "hoa-sen"),
                Listed(4, "CĐ Con", "", "CĐ Trùng"),
            ),
            4,
            "có nhiều đơn vị tên",
            id="which one is above",
        ),
        pytest.param((Listed(2, "CĐ Một"), Listed(3, "CĐ Hai")), 0, "--above MÃ", id="nobody says who is above"),
    ],
)
def test_what_is_wrong_with_a_list_is_said(rows: tuple[Listed, ...], row: int, says: str) -> None:
    [error] = planned(*rows).errors
    assert error.row == row
    assert says in error.text


def test_a_long_chain_is_no_deep_recursion() -> None:
    rows = [Listed(number, f"CĐ {number}", above=f"CĐ {number + 1}") for number in range(2, 5000)]
    found = planned(*rows, Listed(5000, "CĐ 5000", above="suoi-may"))
    assert (len(found.changes), found.errors) == (4999, ())
