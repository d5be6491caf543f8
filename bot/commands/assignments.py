"""`duties assign`: figures that the office sets for single units, read from a list whole or not at all."""

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from sqlmodel import Session

from bot.commands.duties import office_now, print_faults
from bot.commands.office import OPERATOR, opened
from bot.db import moment
from bot.settings import Settings
from bot.shelf import Shelf
from bot.tables import Table, headed, read_table
from handlers.speech import catalogue_for
from knowledge.dates import find_periods, written_day
from knowledge.document import Comparator, UnitCode
from knowledge.numbers import find_numbers, written
from scheduler.cells import Wrong, capital, plain, read_day, read_unit
from union import store as union
from union.indicators import Catalogue, Indicator, IndicatorId, Kind
from union.records import store as records
from union.records.store import Assignment
from union.roster import Unit
from union.scope import Scope

LIST_NAME = "giao"


class Column(StrEnum):
    """What a list of figures says of one."""

    UNIT = "đơn vị"
    INDICATOR = "chỉ số"
    FIGURE = "số giao"
    FROM = "từ"
    TO = "đến"
    PERIOD = "kỳ"
    SOURCE = "căn cứ"


HEADINGS = headed(
    Column,
    {
        "mã đơn vị": Column.UNIT, "tên đơn vị": Column.UNIT, "mã": Column.UNIT, "chỉ tiêu": Column.INDICATOR,
        "nội dung": Column.INDICATOR, "số": Column.FIGURE, "số lượng": Column.FIGURE, "chỉ tiêu giao": Column.FIGURE,
        "giao": Column.FIGURE, "từ ngày": Column.FROM, "đến ngày": Column.TO, "năm": Column.PERIOD,
        "nguồn": Column.SOURCE, "văn bản": Column.SOURCE, "quyết định": Column.SOURCE,
    },
)  # fmt: skip
NEEDED = (Column.UNIT, Column.INDICATOR, Column.FIGURE)
AT_MOST = ("không quá", "nhiều nhất", "dưới", "<=", "≤")


@dataclass(frozen=True, slots=True)
class Known:
    """What a row is read against."""

    units: tuple[Unit, ...]
    catalogue: Catalogue
    today: date


@dataclass(frozen=True, slots=True)
class Done:
    """What a list sets, how much of it is so already, and what is wrong with it."""

    known: Known
    new: tuple[Assignment, ...]
    same: int
    faults: tuple[tuple[int, str], ...]


def assign(settings: Settings, chosen: Namespace) -> int:
    """Sets the figures of a list; with an error or `--dry-run` nothing is written."""
    table: Table[Column] = read_table(Path(chosen.file), HEADINGS, NEEDED, LIST_NAME)
    with opened(settings) as found:

        def drawn(db: Session) -> Done:
            today = office_now(found, db).date()
            units = tuple(union.all_units(db))
            library = Shelf().library(db)
            catalogue = catalogue_for(library, tuple(unit.code for unit in units), records.own_indicators(db))
            return sorted_out(db, table, Known(units, catalogue, today))

        def write(db: Session) -> Done:
            done = drawn(db)
            if done.faults:
                return done
            scope = whole_house(done.known)
            for item in done.new:
                records.assign(db, scope, item, OPERATOR, office_now(found, db))
            if done.new:
                union.note(db, moment(db), OPERATOR, "assign", Path(chosen.file).name, figures=str(len(done.new)))
            return done

        done = found.db.read_now(drawn) if chosen.dry_run else found.db.write_now(write)
    if done.faults:
        print_faults(done.faults, table.row_word)
        return 1
    for item in done.new:
        print(worded(item, done.known))
    print(f"Không đổi: {done.same}")
    if done.new:
        print("Chạy thử: chưa ghi gì. Bỏ --dry-run để ghi." if chosen.dry_run else f"Đã ghi {len(done.new)} số giao.")
    return 0


def whole_house(known: Known) -> Scope:
    """The reach of whoever sits at the machine."""
    codes = frozenset(unit.code for unit in known.units)
    return Scope(None, runs=codes, views=codes)


def sorted_out(db: Session, table: Table[Column], known: Known) -> Done:
    """What is new, what is so already, what is wrong."""
    found: list[Assignment] = []
    faults: list[tuple[int, str]] = []
    taken: set[tuple[UnitCode, IndicatorId, date]] = set()
    for number, cells in table.rows:
        try:
            item = read_row(cells, known)
        except Wrong as wrong:
            faults.append((number, str(wrong)))
            continue
        key = (item.unit, item.indicator, item.valid_from)
        if key in taken:
            faults.append((number, "Số giao này đã có ở một dòng phía trên."))
        taken.add(key)
        found.append(item)
    scope = whole_house(known)
    new = [item for item in found if not stands(db, scope, item)]
    return Done(known, tuple(new), len(found) - len(new), tuple(faults))


def stands(db: Session, scope: Scope, item: Assignment) -> bool:
    """Whether exactly this is set already."""
    return item in records.assignments_of(db, scope, (item.unit,), item.valid_from)


def read_row(cells: Mapping[Column, str], known: Known) -> Assignment:
    """One figure. Raises `Wrong`."""
    for column in NEEDED:
        if not cells.get(column):
            raise Wrong(f"Thiếu {column}.")
    unit = read_unit(cells[Column.UNIT], known.units, Column.UNIT)
    indicator = read_indicator(cells[Column.INDICATOR], known.catalogue)
    start, end = read_span(cells, known.today)
    figure = cells[Column.FIGURE]
    is_most = any(plain(word) in plain(figure) for word in AT_MOST)
    comparator = Comparator.AT_MOST if is_most else Comparator.AT_LEAST
    value = read_figure(figure, indicator)
    return Assignment(unit, indicator.id, comparator, value, start, end, cells.get(Column.SOURCE, ""))


def read_indicator(text: str, catalogue: Catalogue) -> Indicator:
    """An indicator by its id, its name, or what else it is called."""
    said = plain(text)
    for item in catalogue.indicators:
        if said in {plain(word) for word in (item.id, item.name, *item.aliases)}:
            return item
    ids = ", ".join(item.id for item in catalogue.indicators if not item.target)[:300]
    raise Wrong(f"Không có chỉ số “{text}”. Viết tên hoặc mã, ví dụ: {ids}.")


def read_figure(text: str, indicator: Indicator) -> Decimal:
    """The one figure of a cell: '12', '1.250', '96%', 'ít nhất 8'."""
    found = find_numbers(text)
    if len(found) != 1:
        raise Wrong(f"{capital(Column.FIGURE)} “{text}” phải là một con số, ví dụ 12.")
    value = found[0].value
    if value < 0 or (indicator.kind is Kind.PERCENT and value > 100):
        raise Wrong(f"{capital(Column.FIGURE)} “{text}” không hợp lý cho {indicator.name}.")
    if indicator.whole and value != value.to_integral_value():
        raise Wrong(f"{capital(Column.FIGURE)} “{text}”: {indicator.name} là số nguyên.")
    return value


def read_span(cells: Mapping[Column, str], today: date) -> tuple[date, date]:
    """From when to when: two days, or one period ('năm 2026')."""
    if cells.get(Column.FROM) and cells.get(Column.TO):
        start, end = read_day(cells[Column.FROM], Column.FROM), read_day(cells[Column.TO], Column.TO)
    else:
        text = cells.get(Column.PERIOD, "")
        said = f"năm {text}" if text.isdecimal() else text
        found = find_periods(said, today)
        if len(found) != 1:
            raise Wrong(f"Thiếu thời gian: cột “{Column.FROM}” và “{Column.TO}”, hoặc “{Column.PERIOD}” như năm 2026.")
        start, end = found[0].period.start, found[0].period.end
    if start is None or end is None or end < start:
        raise Wrong("Ngày kết thúc phải sau ngày bắt đầu.")
    return start, end


def worded(item: Assignment, known: Known) -> str:
    """'CĐCS Mầm non Hoa Sen: Kết nạp mới, ít nhất 8, từ 01/01/2026 đến 31/12/2026'."""
    names = {unit.code: unit.name for unit in known.units}
    word = "nhiều nhất" if item.comparator is Comparator.AT_MOST else "ít nhất"
    name = known.catalogue[item.indicator].name
    when = f"từ {written_day(item.valid_from)} đến {written_day(item.valid_to)}"
    return f"{names[item.unit]}: {name}, {word} {written(item.value)}, {when}"
