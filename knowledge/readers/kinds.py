"""What is a file really: by its content, against what its name says."""

import re
import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath

from knowledge.readers.caps import Caps
from knowledge.readers.reading import Unreadable, Why


class Kind(StrEnum):
    """A kind of file that can be read here."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    MHT = "mht"
    """A web page saved as one file."""
    TEXT = "txt"
    MARKDOWN = "md"
    XLSX = "xlsx"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
    XLS = "xls"
    ODS = "ods"
    PNG = "png"
    JPEG = "jpg"


OFFICE_KINDS = frozenset({Kind.DOC, Kind.ODT, Kind.RTF, Kind.XLS, Kind.ODS})
"""Read by way of LibreOffice."""
PICTURE_KINDS = frozenset({Kind.PNG, Kind.JPEG})

EXTENSIONS: dict[str, Kind] = {
    **{kind.value: kind for kind in Kind},
    "docm": Kind.DOCX,
    "dotx": Kind.DOCX,
    "xlsm": Kind.XLSX,
    "htm": Kind.HTML,
    "xhtml": Kind.HTML,
    "mhtml": Kind.MHT,
    "markdown": Kind.MARKDOWN,
    "text": Kind.TEXT,
    "jpeg": Kind.JPEG,
    "": Kind.TEXT,
}

ENTRIES_MAX = 10_000
RATIO_MAX = 200
"""XML packs to a tenth or a twentieth; what packs far better is filler."""
SMALL = 5_000_000
"""A part that unpacks to no more than this does no harm, however well it packs."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "exe"),
    (b"\x7fELF", "elf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
    (b"#!", "script"),
)
"""Beginnings of kinds that are not read here."""
MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
FRAGMENT = re.compile(rb"<(?:p|div|table|h[1-6]|br|span|article)\b[^>]*>", re.IGNORECASE)
MIME_PAGE = re.compile(rb"\A\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE)
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(name: str, content: bytes, caps: Caps) -> Kind:
    """The kind that the content shows; raises `Unreadable` for what is empty, too big, locked, or none of ours."""
    if not content.strip(b"\0 \t\r\n"):
        raise Unreadable(Why.EMPTY)
    if len(content) > caps.bytes_max:
        raise Unreadable(Why.TOO_BIG, f"{caps.bytes_max // (1024 * 1024)} MB")
    found = _found(name, content, caps)
    if isinstance(found, Kind):
        return found
    raise Unreadable(Why.DISGUISED if extension(name) and named(name) else Why.UNKNOWN_KIND, found or extension(name))


def named(name: str) -> Kind | None:
    """The kind that the name claims; None for a name of none of ours."""
    return EXTENSIONS.get(extension(name))


def extension(name: str) -> str:
    """'Chương trình.DOCX' has 'docx'."""
    return PurePath(name.replace("\\", "/")).suffix.lower().removeprefix(".")


def is_renamed(name: str, kind: Kind) -> bool:
    """Whether the name says another kind than the content is; text and markdown are one."""
    claimed = named(name)
    return claimed is not kind and not (kind in (Kind.TEXT, Kind.MARKDOWN) and claimed in (Kind.TEXT, Kind.MARKDOWN))


def needs_office(content: bytes) -> bool:
    """Whether LibreOffice has to turn it into something else first; looks at a few bytes only."""
    return (
        content.startswith((OLE, b"{\\rtf"))
        or content[30:85].startswith(b"mimetypeapplication/vnd.oasis.opendocument.")
    )  # fmt: skip


def _found(name: str, content: bytes, caps: Caps) -> Kind | str:
    """A kind of ours, or the name of what it is instead ('' where nobody knows)."""
    if content.startswith(b"PK\x03\x04"):
        return _of_zip(content, caps)
    if content.startswith(OLE):
        return _of_ole(content)
    if content.startswith(b"{\\rtf"):
        return Kind.RTF
    if content.startswith(b"\x89PNG\r\n"):
        return Kind.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    foreign = next((kind for magic, kind in FOREIGN if content.startswith(magic)), None)
    if foreign and (b"\0" in content[:8192] or not _is_text(content)):
        return foreign
    return _of_text(name, content) if _is_text(content) else ""


def _of_zip(content: bytes, caps: Caps) -> Kind | str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries, caps)
            names = {entry.filename.replace("\\", "/").lstrip("/") for entry in entries}
            mime = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, KeyError, RuntimeError) as error:
        raise Unreadable(Why.BROKEN, "zip") from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(Why.ENCRYPTED)
    if mime:
        return {b"text": Kind.ODT, b"spreadsheet": Kind.ODS}.get(mime.rpartition(b".")[2].strip(), "opendocument")
    if "[Content_Types].xml" not in names:
        return "zip"
    for kind, folder in ((Kind.DOCX, "word/"), (Kind.XLSX, "xl/")):
        if any(entry.startswith(folder) for entry in names):
            return kind
    return "pptx" if any(entry.startswith("ppt/") for entry in names) else "zip"


def _refuse_bomb(entries: list[zipfile.ZipInfo], caps: Caps) -> None:
    """What unpacks too far is refused by its directory; a directory that lies is cut short when it is unpacked."""
    total = sum(entry.file_size for entry in entries)
    filler = any(entry.file_size > SMALL and entry.file_size > RATIO_MAX * max(1, entry.compress_size)
                 for entry in entries)  # fmt: skip
    if total > caps.unpacked_max or len(entries) > ENTRIES_MAX or filler:
        raise Unreadable(Why.TOO_BIG, "zip")


def _of_ole(content: bytes) -> Kind | str:
    """The old Office container names its streams in UTF-16; a locked .docx is such a container too."""
    for stream, found in (("EncryptedPackage", None), ("WordDocument", Kind.DOC), ("Workbook", Kind.XLS),
                          ("Book", Kind.XLS), ("PowerPoint Document", "ppt")):  # fmt: skip
        if f"{stream}\0".encode("utf-16-le") not in content:
            continue
        if found is None or (found is Kind.DOC and _is_locked_doc(content)):
            raise Unreadable(Why.ENCRYPTED)
        return found
    return "ole"


def _is_locked_doc(content: bytes) -> bool:
    """Word's own header stands in the first sector; bit 8 of its flags says that a password is needed."""
    return content[512:514] == b"\xec\xa5" and bool(int.from_bytes(content[522:524], "little") & 0x0100)


def _is_text(content: bytes) -> bool:
    """No control characters but those of text; UTF-16 is known by its mark or by its zeros."""
    if content.startswith(MARKS[1:]):
        return True
    sample = content[:8192]
    zeros = sample.count(b"\0")
    if zeros:
        return is_wide(content)
    return sum(byte < 9 or 13 < byte < 32 for byte in sample) <= len(sample) // 200


def is_wide(content: bytes) -> bool:
    """UTF-16 without a mark: the zeros stand at every second place (spaces, digits and Latin letters)."""
    sample = content[:8192]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return max(even, odd) > len(sample) // 5 and min(even, odd) <= max(even, odd) // 20


def _of_text(name: str, content: bytes) -> Kind | str:
    claimed = named(name)
    narrow = _narrow(content)
    if MARKUP.match(narrow):
        return Kind.HTML
    if MIME_PAGE.match(narrow):
        return Kind.MHT
    if claimed is Kind.HTML and FRAGMENT.search(content):
        return Kind.HTML
    if claimed is Kind.MARKDOWN:
        return Kind.MARKDOWN
    return Kind.TEXT if claimed else extension(name)


def _narrow(content: bytes) -> bytes:
    """The beginning as bytes of ASCII, also of a page saved as UTF-16."""
    sample = content[:20_000]
    if sample.startswith(MARKS[1:]) or is_wide(sample):
        sample = sample.replace(b"\0", b"")
    return next((sample.removeprefix(mark) for mark in MARKS if sample.startswith(mark)), sample)
