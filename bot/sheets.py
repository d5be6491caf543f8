"""Reading what offices send as tables: .xlsx and .csv in the encodings and with the separators they come in."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Protocol
from xml.etree.ElementTree import ParseError

from bot.mistake import Mistake
from knowledge.text import clean

BYTES_MAX = 200 * 1024 * 1024
ROWS_MAX = 500_000
COLUMNS_MAX = 200
EMPTY_IN_A_ROW_MAX = 2_000
"""Sheets formatted to their last row have a million empty ones."""
SEPARATORS = (";", ",", "\t")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
FORMULA = re.compile(rb"<f[ >/]")
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a]")
READ_AT_ONCE = 1 << 20
SAVE_AS = "Xin mở tệp bằng Excel hoặc LibreOffice rồi lưu lại (Save As) thành .xlsx."

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file; `rows` numbers its rows from 1, as the office's own program shows them."""

    name: str
    file: "File"

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Every row that has something in it, and one empty row for each gap. Raises `Mistake`."""
        empty = 0
        for number, cells in enumerate(self.file.rows_of(self.name), 1):
            if number > ROWS_MAX:
                raise Mistake(f"Tệp có quá {ROWS_MAX:,} dòng. Xin chia ra nhiều tệp.".replace(",", "."))
            empty = 0 if any(cells) else empty + 1
            if empty > EMPTY_IN_A_ROW_MAX:
                return
            if empty <= 1:
                yield number, cells

    def beginning(self, rows_max: int) -> list[Cells]:
        """The first rows, empty ones too, so that the place in the list says the row's number."""
        found: list[Cells] = []
        for number, cells in self.rows():
            if number > rows_max:
                break
            found.extend([()] * (number - 1 - len(found)))
            found.append(cells)
        return found


class File(Protocol):
    """A file of tables. Every table can be read more than once."""

    def sheets(self) -> tuple[Sheet, ...]:
        """Its tables in order."""
        ...

    def rows_of(self, name: str) -> Iterator[Cells]:
        """Every row of a table, cleaned, as text."""
        ...


def open_file(path: Path) -> File:
    """The file by what is in it, whatever its name ends with. Raises `Mistake`."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(4096)
            encrypted = start.startswith(OLD_OFFICE) and size <= BYTES_MAX and ENCRYPTED in start + file.read()
    except OSError as error:
        raise Mistake(f"Không đọc được tệp {path}: {error.strerror}.") from None
    if not start.strip():
        raise Mistake(f"Tệp {path.name} trống.")
    if size > BYTES_MAX:
        raise Mistake(f"Tệp {path.name} lớn quá {BYTES_MAX >> 20} MB. Xin chia ra nhiều tệp.")
    if encrypted:
        raise Mistake(f"Tệp {path.name} được đặt mật khẩu. Xin bỏ mật khẩu rồi lưu lại.")
    if start.startswith(OLD_OFFICE):
        raise Mistake(f"Tệp {path.name} là tệp Excel đời cũ (.xls). {SAVE_AS}")
    if start.startswith(b"PK"):
        return Workbook(path)
    if start.lstrip()[:5].lower() in {b"<html", b"<!doc", b"<tabl", b"<?xml"}:
        raise Mistake(f"Tệp {path.name} là trang web hay XML mang tên bảng tính. {SAVE_AS}")
    return Text(path)


class Workbook:
    """An .xlsx, read row by row."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with zipfile.ZipFile(path) as parts:
                names = set(parts.namelist())
                bad = parts.testzip()
                self.has_formulas = any(self._has_formula(parts, name) for name in names if "worksheets/" in name)
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, zlib.error):
            raise Mistake(f"Tệp {path.name} hỏng hoặc tải chưa xong. Xin tải lại hoặc lưu lại.") from None
        if bad is not None:
            raise Mistake(f"Tệp {path.name} hỏng. Xin tải lại hoặc lưu lại.")
        if not any(name.endswith("workbook.xml") for name in names):
            raise Mistake(f"Tệp {path.name} không phải bảng tính .xlsx. {SAVE_AS}")
        self._values_book = self._open(data_only=True)
        self._names = tuple(sheet.title for sheet in self._values_book.worksheets)

    @staticmethod
    def _has_formula(parts: zipfile.ZipFile, name: str) -> bool:
        with parts.open(name) as part:
            tail = b""
            while block := part.read(READ_AT_ONCE):
                if FORMULA.search(tail + block):
                    return True
                tail = block[-2:]
        return False

    def _open(self, *, data_only: bool) -> Any:
        from openpyxl import load_workbook

        try:
            # From memory: opening measures every sheet, which is done once, and no handle stays open.
            whole = io.BytesIO(self.path.read_bytes())
            return load_workbook(whole, read_only=True, data_only=data_only, keep_links=False)
        except (KeyError, ValueError, TypeError, AttributeError, OSError, ParseError, zipfile.BadZipFile):
            raise Mistake(f"Không đọc được bảng tính {self.path.name}. {SAVE_AS}") from None

    def sheets(self) -> tuple[Sheet, ...]:
        return tuple(Sheet(name, self) for name in self._names)

    def rows_of(self, name: str) -> Iterator[Cells]:
        values = rows_within(self._values_book, name)
        try:
            if not self.has_formulas:
                for row in values:
                    yield trimmed([written(value) for value in row])
                return
            # A formula that no program has computed yet has no value: its text is kept, and said to be one.
            for row, formulas in zip(values, rows_within(self._open(data_only=False), name), strict=True):
                yield trimmed([written(v if v is not None else f) for v, f in zip(row, formulas, strict=True)])
        except (KeyError, ValueError, TypeError, ParseError, zipfile.BadZipFile, EOFError, zlib.error):
            raise Mistake(f"Trang “{name}” của tệp {self.path.name} hỏng. {SAVE_AS}") from None


def rows_within(book: Any, name: str) -> Iterator[Sequence[Any]]:
    """The rows of a sheet of a workbook; what a program wrote of the sheet's size is often wrong."""
    sheet = book[name]
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        yield row[:COLUMNS_MAX]


class Text:
    """A .csv, whatever separates its cells."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = decoded(path)
        self.separator = separator(self.text)

    def sheets(self) -> tuple[Sheet, ...]:
        return (Sheet(self.path.name, self),)

    def rows_of(self, name: str) -> Iterator[Cells]:  # noqa: ARG002 - a .csv has one table
        try:
            for row in csv.reader(io.StringIO(self.text, newline=""), delimiter=self.separator):
                yield trimmed([written(cell) for cell in row[:COLUMNS_MAX]])
        except csv.Error:
            raise Mistake(f"Tệp {self.path.name} có dấu ngoặc kép không đóng hoặc ô quá dài.") from None


def decoded(path: Path) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1258. Raises `Mistake`."""
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in raw[:4096]:
        encodings = ["utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1258"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not NO_TEXT.search(text):
            return text
    raise Mistake(f"Không đọc được chữ trong tệp {path.name}. Xin lưu lại dạng “CSV UTF-8” hoặc .xlsx.")


def separator(text: str) -> str:
    """What stands between the cells: what Excel says, else what cuts the first lines into the most even rows."""
    first = text[:200].lstrip("\ufeff").partition("\n")[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4]
    lines = text[:20_000].splitlines()[:50]

    def evenness(mark: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=mark) if any(row)]
        wide = [count for count in counts if count > 1]
        usual = max(wide, key=wide.count, default=1)
        return (sum(count == usual for count in wide), usual)

    return max(SEPARATORS, key=evenness)


def trimmed(cells: list[str]) -> Cells:
    """Without the empty cells at the end."""
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def written(value: Any) -> str:
    """A cell as text: 912345678.0 is '912345678', a day is '28/07/2019'."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, float):
        # Six places keep '35.123' from being taken for thirty-five thousand.
        return str(int(value)) if value.is_integer() else f"{value:.6f}"
    if isinstance(value, datetime) and value.time() != time.min:
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return str(value).strip()
