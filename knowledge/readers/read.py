"""What does this file say: picks the reader by content, cleans what it gives, refuses what may not be kept."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from knowledge.readers import kinds, legacy, secrecy
from knowledge.readers.caps import Caps
from knowledge.readers.cleaning import clean_pages
from knowledge.readers.kinds import Kind
from knowledge.readers.reading import Advice, Page, Reading, Remark, Unreadable, Why

Progress = Callable[[int, int], None]
"""Called with pages done and pages in all."""

QUICK_TEXT = 20_000
"""Characters of a page that the quick check looks at: the letterhead stands at their beginning."""
QUICK_SHEET = 500_000
"""A larger workbook takes seconds; it is read once, later."""

log = logging.getLogger(__name__)


def _unwatched(_done: int, _total: int) -> None:
    """Nobody looks on."""


def read_bytes(name: str, content: bytes, caps: Caps | None = None, progress: Progress = _unwatched) -> Reading:
    """The whole file as text with pages; raises `Unreadable`, and never anything else."""
    caps = caps or Caps()
    with _guarded():
        kind = kinds.kind_of(name, content, caps)
        if kind in kinds.OFFICE_KINDS:
            from knowledge.readers import office

            converted, content = office.converted(kind, content, caps)
            return replace(read_as(converted, content, caps, progress, name=name, found=kind), kind=str(kind))
        return read_as(kind, content, caps, progress, name=name, found=kind)


def read_as(
    kind: Kind,
    content: bytes,
    caps: Caps,
    progress: Progress = _unwatched,
    *,
    name: str = "",
    found: Kind | None = None,
) -> Reading:
    """The file read as `kind`; `found` is what it was before LibreOffice turned it into that."""
    with _guarded():
        raw = _reader(kind)(content, caps, progress)
        return _judged(raw, name, found or kind)


def look(name: str, content: bytes, caps: Caps | None = None) -> None:
    """The quick check before anything is stored: kind, size, lock, emptiness, stamp; raises `Unreadable`."""
    caps = caps or Caps()
    with _guarded():
        kind = kinds.kind_of(name, content, caps)
        if kind in kinds.OFFICE_KINDS:
            from knowledge.readers import office, rough

            if stamp := secrecy.stamp_among(rough.lines(kind, content, caps)):
                raise Unreadable(Why.SECRET, stamp)
            office.program(caps)
            return
        if kind is Kind.PDF:
            from knowledge.readers import pdf

            _refuse_secret([pdf.first_page(content, caps)])
        elif kind in kinds.PICTURE_KINDS:
            from knowledge.readers import ocr

            if not ocr.is_here():
                raise Unreadable(Why.NEEDS_OCR)
        elif kind is not Kind.XLSX or len(content) < QUICK_SHEET:
            raw = _reader(kind)(content, caps, _unwatched)
            _refuse_secret([_converted(page.text[:QUICK_TEXT])[0] for page in raw.pages])
            if not _says_something(raw.pages):
                raise Unreadable(Why.EMPTY)


class _guarded:  # noqa: N801 - reads as a statement
    """A stranger's file may break a parser in any way: what is not a refusal becomes one."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is None or isinstance(error, Unreadable) or not isinstance(error, Exception):
            return
        log.warning("reading.parser_failed", extra={"error": type(error).__name__}, exc_info=error)
        if isinstance(error, MemoryError):
            raise Unreadable(Why.TOO_BIG, "memory") from error
        raise Unreadable(Why.BROKEN) from error


Reader = Callable[[bytes, Caps, Progress], Reading]
PRINTED = frozenset({Kind.PDF, *kinds.PICTURE_KINDS})
"""Kinds that show a page as printed: their readers know the fonts themselves."""


def _reader(kind: Kind) -> Reader:
    """The reader of a kind; its library is loaded only when a file of its kind comes."""
    reader: Reader
    match kind:
        case Kind.PDF:
            from knowledge.readers.pdf import read_pdf as reader
        case Kind.PNG | Kind.JPEG:
            from knowledge.readers.ocr import read_image as reader
        case Kind.DOCX:
            from knowledge.readers.docx import read_docx as reader
        case Kind.XLSX:
            from knowledge.readers.xlsx import read_xlsx as reader
        case Kind.HTML:
            from knowledge.readers.html import read_html as reader
        case Kind.MHT:
            from knowledge.readers.html import read_saved_page as reader
        case Kind.MARKDOWN:
            from knowledge.readers.plain import read_markdown as reader
        case Kind.TEXT:
            from knowledge.readers.plain import read_text as reader
        case _:
            raise Unreadable(Why.UNKNOWN_KIND, str(kind))
    return reader


def _judged(raw: Reading, name: str, found: Kind) -> Reading:
    """The reading cleaned, unless it is stamped or holds no word."""
    whole, families = (raw.pages, frozenset[str]()) if found in PRINTED else _in_unicode(raw.pages)
    _refuse_secret([page.text for page in whole])
    pages, remarks = clean_pages(whole)
    if not _says_something(pages):
        raise Unreadable(Why.NO_TEXT if found in PRINTED else Why.EMPTY)
    fonts = [Remark(Advice.LEGACY_FONT, family) for family in sorted(families)]
    warnings = (*raw.warnings, *fonts, *remarks, *_own_remarks(pages, name, found))
    return Reading(raw.kind, pages, tuple(dict.fromkeys(warnings)))


def _says_something(pages: Sequence[Page]) -> bool:
    return any(letter.isalnum() for page in pages for letter in page.text)


def _in_unicode(pages: Sequence[Page]) -> tuple[tuple[Page, ...], frozenset[str]]:
    """Words that were typed for old fonts and have lost the font's name on their way; which fonts these were."""
    results = [_converted(page.text) for page in pages]
    whole = tuple(replace(page, text=text) for page, (text, _) in zip(pages, results, strict=True))
    return whole, frozenset(str(family) for _, families in results for family in families)


UNSUSPECTED = frozenset("\u00adàáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")


def _converted(text: str) -> tuple[str, frozenset[legacy.Family]]:
    """Unchanged, quickly, where no sign stands that words in an old font cannot do without ('®', 'ñ', 'ø', '«')."""
    if all(not "\u00a1" <= sign <= "\u00ff" or sign in UNSUSPECTED for sign in set(text)):
        return text, frozenset()
    return legacy.converted(text)


def _refuse_secret(texts: Sequence[str]) -> None:
    if stamp := secrecy.stamp_on(texts):
        raise Unreadable(Why.SECRET, stamp)


def _own_remarks(pages: Sequence[Page], name: str, found: Kind) -> list[Remark]:
    remarks = []
    if name and kinds.is_renamed(name, found):
        remarks.append(Remark(Advice.OTHER_KIND, str(found)))
    if secrecy.is_internal(page.text for page in pages):
        remarks.append(Remark(Advice.INTERNAL_USE))
    return remarks
