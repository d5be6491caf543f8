"""Reading an office's list of anything: an .xlsx or .csv with a heading, or a .toml, as rows of named cells."""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Generic, TypeVar

from bot.mistake import Mistake
from bot.sheets import Cells, Sheet, decoded, open_file
from knowledge.text import fold
from union.imports.headings import plain_heading

C = TypeVar("C", bound=str)

SEARCHED_ROWS = 40
ROWS_MAX = 5_000
BROKEN = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")


@dataclass(frozen=True, slots=True)
class Table(Generic[C]):
    """The rows with their numbers, by column; `row_word` says what a number counts."""

    rows: tuple[tuple[int, Mapping[C, str]], ...]
    columns: tuple[C, ...]
    row_word: str = "Dòng"


def read_table(path: Path, headings: Mapping[str, C], needed: Collection[C], name: str) -> Table[C]:
    """Every row that has something in it; `needed` columns must be there. `name` is the .toml's list. Raises `Mistake`.

    A .toml names what it says row by row, so nothing is needed of it here.
    """
    if path.suffix.lower() == ".toml":
        return _of_toml(path, headings, name)
    missed = ""
    for sheet in open_file(path).sheets():
        places, last = _heading(sheet.beginning(SEARCHED_ROWS), headings)
        if places and all(column in places for column in needed):
            return _of_sheet(sheet, places, last)
        missed = missed or _seen(places)
    wanted = ", ".join(f"“{column}”" for column in needed or dict.fromkeys(headings.values()))
    raise Mistake(f"Không thấy dòng tiêu đề trong {SEARCHED_ROWS} dòng đầu. Các cột: {wanted}.{missed}")


def _seen(places: Mapping[C, int]) -> str:
    return f" Chỉ thấy: {', '.join(places)}." if places else ""


def _heading(rows: Sequence[Cells], headings: Mapping[str, C]) -> tuple[dict[C, int], int]:
    """Where each column stands, and the number of the row that says so: the one that names most."""
    named = [
        [(column, place) for place, cell in enumerate(cells) if (column := headings.get(plain_heading(cell)))]
        for cells in rows
    ]
    number, best = max(enumerate(named, 1), key=lambda row: len({column for column, _ in row[1]}), default=(0, []))
    places = dict(reversed(best))
    if len(places) < 2:
        return {}, 0
    doubled = [column for column in places if sum(one == column for one, _ in best) > 1]
    if doubled:
        raise Mistake(f"Có hai cột cùng là “{doubled[0]}”. Xin đổi tên hoặc bỏ một cột.")
    return places, number


def _of_sheet(sheet: Sheet, places: Mapping[C, int], last: int) -> Table[C]:
    rows = [
        (number, {column: cells[place] for column, place in places.items() if place < len(cells)})
        for number, cells in sheet.rows()
        if number > last and any(cells)
    ]
    return _sound(Table(tuple((number, cells) for number, cells in rows if any(cells.values())), tuple(places)))


def _of_toml(path: Path, headings: Mapping[str, C], name: str) -> Table[C]:
    """The tables of the list `[[name]]`; their keys are the headings, unmarked and joined by underscores."""
    try:
        whole = tomllib.loads(text_of(path))
    except tomllib.TOMLDecodeError as error:
        raise Mistake(f"Tệp {path.name} viết chưa đúng cách TOML: {error}.") from None
    listed = whole.get(name)
    if set(whole) - {name} or not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise Mistake(f"Tệp {path.name}: mỗi mục bắt đầu bằng dòng [[{name}]], ngoài ra không có gì khác.")
    rows: list[tuple[int, Mapping[C, str]]] = []
    for number, item in enumerate(listed, 1):
        cells: dict[C, str] = {}
        for key, value in item.items():
            column = headings.get(plain_heading(key.replace("_", " ")))
            if column is None or column in cells:
                known = ", ".join(sorted({plain_heading(one).replace(" ", "_") for one in set(headings.values())}))
                why = "không có" if column is None else "đã viết rồi"
                raise Mistake(f"Mục {number}: “{key}” {why}. Các tên: {known}.")
            cells[column] = _written(value, f"Mục {number}, “{key}”")
        rows.append((number, cells))
    return _sound(Table(tuple(rows), tuple(dict.fromkeys(column for _, cells in rows for column in cells)), "Mục"))


def text_of(path: Path) -> str:
    """The text of a file. Raises `Mistake`."""
    try:
        return decoded(path)
    except OSError as error:
        raise Mistake(f"Không đọc được tệp {path}: {error.strerror}.") from None


def _written(value: object, where: str) -> str:
    """A value of TOML as one would write it in a cell."""
    match value:
        case bool():
            return "có" if value else "không"
        case str() | int():
            return str(value).strip()
        case float():
            return f"{value:g}".replace(".", ",")
        case datetime():
            return f"{value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%H:%M}"
        case list():
            return ", ".join(_written(item, where) for item in value)
        case _:
            raise Mistake(f"{where}: chỉ nhận chữ, số, ngày hoặc danh sách của chúng.")


def _sound(table: Table[C]) -> Table[C]:
    """The table, if no cell is a formula without a value or an error of the sheet, and it is not endless."""
    if not table.rows:
        raise Mistake("Tệp không có dòng nào dưới tiêu đề.")
    if len(table.rows) > ROWS_MAX:
        raise Mistake(f"Tệp có {len(table.rows)} dòng, nhiều nhất là {ROWS_MAX}.")
    for number, cells in table.rows:
        for column, text in cells.items():
            if text.startswith("=") or BROKEN.fullmatch(text):
                raise Mistake(
                    f"{table.row_word} {number}: ô {column} là công thức hoặc lỗi ({text[:40]}), không có giá trị."
                )
    return table


def headed(columns: type[C], also: Mapping[str, C]) -> dict[str, C]:
    """The headings of a list: each column's own name, and what else it may be called."""
    own = {plain_heading(column): column for column in columns}  # type: ignore[attr-defined] # an enum of strings
    return own | {fold(words): column for words, column in also.items()}
