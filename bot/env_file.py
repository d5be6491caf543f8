"""The file of settings: read however an editor saved it, and changed without losing what else stands in it."""

import codecs
import io
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from dotenv.parser import Binding, parse_stream

PLAIN = re.compile(r"[A-Za-z0-9_./:@,+%-]+")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class BrokenFile(Exception):  # noqa: N818 - the operator's to mend; the text says how
    """The file cannot be understood."""


def read(path: Path) -> dict[str, str]:
    """The names and values of the file; nothing when there is none. Raises `BrokenFile`."""
    return values_in(text_of(path))


def text_of(path: Path) -> str:
    """What stands in the file, its lines ended alike; nothing when there is none. Raises `BrokenFile`."""
    beside = path.with_name(f"{path.name}.txt")
    try:
        if path.exists():
            return decoded(path.read_bytes())
    except OSError as error:
        raise BrokenFile(f"Không đọc được {path}: {error.strerror}.") from None
    except BrokenFile as broken:
        raise BrokenFile(f"{path} {broken}") from None
    if beside.exists():
        raise BrokenFile(f"Tệp thiết lập đang mang tên {beside} (Notepad tự thêm .txt). Xin đổi tên thành {path}.")
    return ""


def decoded(raw: bytes) -> str:
    """UTF-8, with or without the mark that Notepad puts first. Raises `BrokenFile`, saying which encoding it is."""
    again = "Mở bằng Notepad, chọn Lưu thành (Save as), Mã hoá (Encoding): UTF-8, lưu đè lên."
    if raw.startswith(UTF_16) or b"\0" in raw:
        raise BrokenFile(f"được lưu bằng UTF-16 (Notepad gọi là Unicode), cần UTF-8. {again}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BrokenFile(f"không phải UTF-8 (dòng {line}). {again}") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def values_in(text: str) -> dict[str, str]:
    """Names and values; of a name that stands twice the last. Raises `BrokenFile` naming the line."""
    found: dict[str, str] = {}
    for item in parse_stream(io.StringIO(text)):
        if item.error:
            raise BrokenFile(
                f"Không hiểu dòng {first_line(item)} của tệp thiết lập: thiếu dấu nháy đóng, hoặc thừa chữ."
            )
        if item.key is not None:
            found[item.key] = item.value or ""
    return found


def first_line(item: Binding) -> int:
    """The line on which something is written; empty ones before it do not count."""
    original = item.original
    return original.line + original.string[: len(original.string) - len(original.string.lstrip())].count("\n")


def changed(text: str, values: Mapping[str, str]) -> str:
    """The text with these values: where a name stands, or where it waits behind a “#”, else at the end."""
    here = values_in(text)
    wanted = {name: value for name, value in values.items() if here.get(name, "") != value}
    lines = [item for item in parse_stream(io.StringIO(text)) if item.original.string]
    done: set[str] = set()
    out: list[str] = []
    for item in reversed(lines):  # the last of two lines is the one in force
        string = item.original.string
        if item.key in wanted:
            string = "" if item.key in done else assigned(string, item.key, wanted[item.key])
            done.add(item.key)
        out.append(string)
    out.reverse()
    waiting = {name: value for name, value in wanted.items() if name not in done and value}
    for at, string in enumerate(out):
        name = commented_name(string)
        if name in waiting:
            out[at] = assigned(string, name, waiting.pop(name))
    whole = "".join(out)
    if whole and waiting and not whole.endswith("\n"):
        whole += "\n"
    return whole + "".join(f"{name}={quoted(value)}\n" for name, value in waiting.items())


def commented_name(string: str) -> str:
    """'#DATA_DIR=data' waits for DATA_DIR; a sentence waits for nothing."""
    found = re.fullmatch(r"\s*#([A-Z][A-Z0-9_]*)=.*\s*", string)
    return found[1] if found else ""


def assigned(original: str, name: str, value: str) -> str:
    """A line for the value in the place of another, with the empty lines that stood before it."""
    space = original[: len(original) - len(original.lstrip())]
    blank = space[: space.rfind("\n") + 1]
    return f"{blank}{name}={quoted(value)}\n"


def quoted(value: str) -> str:
    """So written that marks, spaces, '#', quotes and backslashes are read back as they are."""
    if not value or PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def staged(path: Path, text: str) -> Path:
    """The text in a file of its own beside `path`, for its owner only; it takes the place with `put`."""
    beside = path.with_name(f"{path.name}.dang-ghi")
    with suppress(FileNotFoundError):
        beside.unlink()
    write_new(beside, text.encode())
    return beside


def put(beside: Path, path: Path) -> Path | None:
    """Puts what is staged in place at one stroke; what was there is kept under the name given."""
    kept = keep(path) if path.exists() else None
    beside.replace(path)
    return kept


def keep(path: Path) -> Path:
    """A copy beside it, under the first name that is free."""
    number = 1
    while (aside := path.with_name(f"{path.name}.truoc-{number}")).exists():
        number += 1
    write_new(aside, path.read_bytes())
    return aside


def write_new(path: Path, content: bytes) -> None:
    """A new file that its owner alone may read, where the system knows owners; on the disk before this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
