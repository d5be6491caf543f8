"""Which files an operator means, and what reading one of them gives; what is not read is told in one sentence."""

import glob
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from bot.mistake import Mistake
from bot.readers import Progress, caps_of
from bot.settings import Settings
from handlers.wording.dropping import reason
from knowledge.digest import DigestError, parse_digest
from knowledge.document import Document, DocumentKey, UnitCode
from knowledge.proposals.values import ReadThrough
from knowledge.readers.caps import MEGABYTE, Caps
from knowledge.readers.reading import Reading, Unreadable, Why

NOT_FOUND = "not_found"
SHOWN_AFTER_SECONDS = 1.0
"""A file that is read sooner shows no progress."""


class Refused(Exception):  # noqa: N818 - an ordinary outcome: the file is named and the next one is read
    """A file that is not read; `code` is a `Why` or `not_found`, the text a whole sentence."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code, self.text = code, text


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was read, with its content."""

    path: Path
    content: bytes
    found: ReadThrough


def files_of(names: Sequence[str]) -> tuple[Path, ...]:
    """The files, those of whole folders and patterns among them, each once. Raises `Mistake` for a folder of none."""
    found: dict[Path, None] = {}
    for name in names:
        found.update(dict.fromkeys(_meant(name)))
    return tuple(found)


def _meant(name: str) -> Iterator[Path]:
    path = Path(name)
    if path.is_dir():
        inside = sorted(each for each in path.rglob("*") if each.is_file() and _is_document(each.relative_to(path)))
        if not inside:
            raise Mistake(f"Trong thư mục {name} không có tệp nào đọc được.")
        yield from inside
    elif not path.exists() and glob.has_magic(name):
        # Windows hands patterns over as they are typed.
        matching = sorted(Path(each) for each in glob.glob(name, recursive=True))  # noqa: PTH207 - the pattern may begin anywhere
        if not matching:
            raise Mistake(f"Không có tệp nào khớp {name}.")
        yield from (each for each in matching if each.is_file())
    else:
        yield path


def _is_document(path: Path) -> bool:
    """By its name, and none of the hidden and half-written files that lie in every folder."""
    from knowledge.readers.kinds import extension, named

    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return not hidden and bool(extension(path.name)) and named(path.name) is not None


def content_of(path: Path, caps: Caps) -> bytes:
    """What is in the file. Raises `Refused`."""
    try:
        if path.is_dir():
            raise Refused(NOT_FOUND, f"{path} là một thư mục, không phải tệp.")
        if path.stat().st_size > caps.bytes_max:
            raise refusal(path, Unreadable(Why.TOO_BIG, f"{caps.bytes_max // MEGABYTE} MB"))
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused(NOT_FOUND, f"Không đọc được tệp {path}: không có tệp này.") from None
    except OSError as error:
        raise Refused(NOT_FOUND, f"Không đọc được tệp {path}: {error.strerror}.") from None


def read_file(settings: Settings, path: Path, issuer: UnitCode | None = None) -> File:
    """The file read and understood. Raises `Refused`."""
    from knowledge.proposals.understanding import understood

    content, reading = reading_of(settings, path)
    return File(path, content, understood(reading, path.name, issuer))


def reading_of(settings: Settings, path: Path) -> tuple[bytes, Reading]:
    """The file's content and its pages; parsers of anything but plain text run in a process of their own."""
    from knowledge.readers import kinds
    from knowledge.readers.child import read_in_child
    from knowledge.readers.read import read_bytes

    caps = caps_of(settings)
    content = content_of(path, caps)
    try:
        if kinds.kind_of(path.name, content, caps) in (kinds.Kind.TEXT, kinds.Kind.MARKDOWN):
            return content, read_bytes(path.name, content, caps)
        with watched(path.name) as watch:
            return content, read_in_child(path.name, content, caps, watch)
    except Unreadable as error:
        raise refusal(path, error) from None


def refusal(path: Path, error: Unreadable) -> Refused:
    """Why it is not read and what to do, with the file's name."""
    trouble = f"{error.why}: {error.detail}" if error.detail else str(error.why)
    return Refused(error.why, f"{path}: {reason(trouble)}")


@contextmanager
def watched(name: str) -> Iterator[Progress]:
    """Shows pages on the terminal while a long file is read; silent where nobody watches."""
    began, shown = monotonic(), False

    def told(done: int, total: int) -> None:
        nonlocal shown
        if total and sys.stderr.isatty() and monotonic() - began > SHOWN_AFTER_SECONDS:
            shown = True
            print(f"\rĐọc {name}: {done}/{total} trang", end="", file=sys.stderr, flush=True)

    try:
        yield told
    finally:
        if shown:
            print(file=sys.stderr, flush=True)


# Files as a library


def library_of(settings: Settings, names: Sequence[str]) -> tuple[Document, ...]:
    """Each file as a document: a digest in our own format, or any file that is read here. Raises `Mistake`."""
    try:
        return tuple(document_of(settings, path) for path in files_of(names))
    except Refused as refused:
        raise Mistake(refused.text) from None


def document_of(settings: Settings, path: Path) -> Document:
    """One file. Raises `Refused`, or `Mistake` for a digest with a wrong line."""
    content = content_of(path, caps_of(settings))
    key = DocumentKey(f"file/{path.name}")
    digest = _as_digest(content)
    if digest is None:
        return replace(read_file(settings, path).found.document, key=key, file_name="")
    try:
        return parse_digest(digest, key)
    except DigestError as error:
        raise Mistake(f"Tệp {path}: {error}") from None


def _as_digest(content: bytes) -> str | None:
    """The text of a digest: its first line that is no comment names it ('Tên: …')."""
    if b"T\xc3\xaan:" not in content[:20_000]:
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    lines = (line.strip() for line in text.splitlines())
    return text if next((line for line in lines if line and not line.startswith("#")), "").startswith("Tên:") else None
