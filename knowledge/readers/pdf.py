"""What does a PDF say: its text page by page in reading order, with tables; pages that are pictures are recognised."""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as c

from knowledge.readers import legacy, ocr
from knowledge.readers.caps import Caps
from knowledge.readers.columns import Box, Piece, lines_of
from knowledge.readers.layout import Sheet, text_of_lines
from knowledge.readers.legacy import Family
from knowledge.readers.reading import Advice, Page, Reading, Remark, Unreadable, Why

Progress = Callable[[int, int], None]

DPI = 300
RULES_MAX = 4000
"""On one page; a drawing has more, a table has not."""
SEGMENTS_MAX = 400


def read_pdf(content: bytes, caps: Caps, progress: Progress) -> Reading:
    """The whole file; a page at a time, so that memory does not grow with it."""
    with _opened(content) as document:
        total = len(document)
        if total > caps.pages_max:
            raise Unreadable(Why.TOO_BIG, str(total))
        walk = _Walk(total)
        for number in range(total):
            walk.read(document, number)
            progress(number + 1, total)
    return walk.reading()


def first_page(content: bytes, caps: Caps) -> str:
    """The text of the first page as far as it has any, without recognition: for a quick look."""
    with _opened(content) as document:
        if len(document) > caps.pages_max:
            raise Unreadable(Why.TOO_BIG, str(len(document)))
        sheet = _sheet(document, 0) if len(document) else None
    return _in_unicode(sheet)[0] if sheet and sheet.page.words else ""


@contextmanager
def _opened(content: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document; one that opens with an empty password is open to everybody."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        raise Unreadable(Why.ENCRYPTED if code == c.FPDF_ERR_PASSWORD else Why.BROKEN) from error
    try:
        if not len(document):
            raise Unreadable(Why.EMPTY)
        yield document
    finally:
        document.close()


class _Walk:
    """Goes through the pages once and remembers which of them were pictures."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.pages: list[Page] = []
        self.scanned: list[int] = []
        self.empty: list[int] = []
        self.families: set[Family] = set()
        self.missing = False
        self.head: tuple[str, ...] = ()

    def read(self, document: pdfium.PdfDocument, number: int) -> None:
        """One page more."""
        sheet = _sheet(document, number)
        if sheet.is_readable:
            self._keep(Page(self._text(sheet)))
        elif sheet.is_picture:
            self._keep(self._recognised(document, number, sheet), is_picture=True)
        else:
            self._keep(Page(""))

    def _keep(self, page: Page, *, is_picture: bool = False) -> None:
        self.pages.append(page)
        if not page.text.strip():
            self.empty.append(len(self.pages))
        elif is_picture:
            self.scanned.append(len(self.pages))

    def _text(self, sheet: "_Sheet") -> str:
        text, families = _in_unicode(sheet)
        self.families |= families
        return text

    def _recognised(self, document: pdfium.PdfDocument, number: int, sheet: "_Sheet") -> Page:
        """What recognition finds in the picture; without a recogniser a poor text is better than none."""
        if not ocr.is_here():
            self.missing = True
            return Page(self._text(sheet) if sheet.is_legible else "")
        page = document[number]
        try:
            scale = _scale(page)
            picture = page.render(scale=scale, grayscale=True).to_numpy()
        finally:
            page.close()
        return ocr.recognised(picture, scale * 72)

    def reading(self) -> Reading:
        """Everything together; a file of pictures alone needs a recogniser."""
        if len(self.empty) == len(self.pages) and self.missing:
            raise Unreadable(Why.NEEDS_OCR)
        remarks = [Remark(Advice.LEGACY_FONT, str(family)) for family in sorted(self.families)]
        if self.scanned:
            remarks.append(Remark(Advice.SCANNED, _listed(self.scanned)))
        if self.empty and len(self.empty) < len(self.pages):
            remarks.append(Remark(Advice.PAGES_WITHOUT_TEXT, _listed(self.empty)))
        return Reading("pdf", tuple(self.pages), tuple(remarks))


def _listed(pages: Sequence[int]) -> str:
    """'1-3, 7'."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _scale(page: pdfium.PdfPage) -> float:
    """300 dots per inch, less for a sheet so large that it would not fit into memory."""
    return float(min(DPI / 72, 5000 / max(*page.get_size(), 1)))


def _in_unicode(sheet: "_Sheet") -> tuple[str, frozenset[Family]]:
    """The page's text, from old fonts too: line by line, before lines are judged by their letters."""
    lines = lines_of(sheet.page.words)
    fonts = {word: font for word, font in zip(sheet.page.words, sheet.fonts, strict=True) if font}
    known = next(iter(fonts.values()), None)
    raw = "\n".join(line.text for line in lines)
    _, families = legacy.converted(raw, known)
    if not families:
        return text_of_lines(tuple(_hyphened(line) for line in lines), sheet.page), families
    usual = max(families, key=lambda family: sum(legacy.detect(line.text) is family for line in lines))
    words = tuple(_word_in_unicode(word, fonts.get(word) or usual) for word in sheet.page.words)
    # A font of capitals shows small letters large: there the words tell more than the line.
    plain = lines_of(words) if Family.TCVN3_CAPITALS in fonts.values() else _lines_in_unicode(lines, usual)
    return text_of_lines(plain, Sheet(words, sheet.page.rules)), families


def _hyphened(line: Piece) -> Piece:
    return Piece(f"{line.text[:-1]}-", line.box) if line.text.endswith(_SOFT) else line


def _lines_in_unicode(lines: Sequence[Piece], usual: Family) -> tuple[Piece, ...]:
    whole, _ = legacy.converted("\n".join(line.text for line in lines), usual)
    return tuple(Piece(text, line.box) for text, line in zip(whole.split("\n"), lines, strict=True))


def _word_in_unicode(word: Piece, family: Family) -> Piece:
    return Piece(legacy.convert(word.text, family), word.box)


# One page


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as it lies in the file: words and rules, the old font of each word, and whether a picture covers it."""

    page: Sheet
    fonts: tuple[Family | None, ...]
    has_picture: bool
    unmapped: float
    """The share of characters that the file gives no letter for."""

    @property
    def is_legible(self) -> bool:
        """Its characters are letters: a font without a map gives signs."""
        text = "".join(word.text for word in self.page.words)
        bad = sum(unicodedata.category(sign) in {"Co", "Cn", "Cc", "Cs"} or sign == "\ufffd" for sign in text)
        return bool(text) and bad + self.unmapped * len(text) < 0.15 * len(text)

    @property
    def is_readable(self) -> bool:
        """It has text of its own; a stamp or a page number upon a picture of a page is not that."""
        letters = sum(len(word.text) for word in self.page.words)
        if not self.is_legible:
            return False
        return not self.has_picture or (letters > 60 and not self._is_strange())

    def _is_strange(self) -> bool:
        """A text laid under a picture by a recogniser that did not know Vietnamese has hardly a mark on it."""
        words = [word.text for word in self.page.words if word.text.isalpha() and len(word.text) > 1]
        marked = sum(not word.isascii() for word in words)
        return len(words) >= 20 and marked < 0.25 * len(words)

    @property
    def is_picture(self) -> bool:
        """There is something on it to be recognised."""
        return self.has_picture or bool(self.page.words) or bool(self.page.rules)


def _sheet(document: pdfium.PdfDocument, number: int) -> _Sheet:
    """The page read raw; a page that the library cannot open is empty."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return _Sheet(Sheet((), ()), (), has_picture=False, unmapped=0.0)
    try:
        return _read(page)
    finally:
        page.close()


def _read(page: pdfium.PdfPage) -> _Sheet:
    textpage = page.get_textpage()
    try:
        reader = _Characters(textpage)
        left, bottom, right, top = page.get_bbox()
        turn = reader.turn = _Turn(reader.quarters(), right - left, top - bottom)
        words, fonts = _words(reader)
        unmapped = reader.unmapped
    finally:
        textpage.close()
    rules, has_picture = _drawn(page, turn)
    return _Sheet(Sheet(tuple(words), tuple(rules)), tuple(fonts), has_picture, unmapped)


@dataclass(frozen=True, slots=True)
class _Turn:
    """From the file's coordinates, upwards from a corner of its own, to the page as its text is read."""

    quarters: int
    """How often the text is turned by a quarter against the clock."""
    width: float
    height: float

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Corners in any order as a place on the page."""
        left, right = sorted((left, right))
        bottom, top = sorted((bottom, top))
        match self.quarters:
            case 1:
                return Box(bottom, left, top, right)
            case 2:
                return Box(self.width - right, bottom, self.width - left, top)
            case 3:
                return Box(self.height - top, self.width - right, self.height - bottom, self.width - left)
            case _:
                return Box(left, self.height - top, right, self.height - bottom)


# Words

_WORD = re.compile(r"[^\s\ufffe\uffff]+\ufffe?")
# The library gives this for a hyphen that breaks a word at a line's end; in TCVN3 that code is the letter 'ư'.
_BROKEN, _SOFT = "\ufffe", "\u00ad"


def _words(reader: "_Characters") -> tuple[list[Piece], list[Family | None]]:
    """The words with their places, and the old font of each."""
    words, fonts = [], []
    for line in re.finditer(r"[^\r\n]+", reader.text):
        font: Family | None = None
        height = 0.0
        for match in _WORD.finditer(line[0]):
            start, end = line.start() + match.start(), line.start() + match.end()
            if not height:
                font, height = reader.family(start), reader.height(start)
            if word := reader.word(start, end, height):
                words.append(word)
                fonts.append(font)
    return words, fonts


class _Characters:
    """The characters of a page with their boxes."""

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        self.raw = textpage.raw
        self.count = textpage.count_chars()
        self.text = textpage.get_text_range() if self.count else ""
        # What has no letter is missing in the text: then a place in it is not the number of the character.
        self.is_shifted = len(self.text) != self.count
        self.turn = _Turn(0, 0, 0)
        self.rect = c.FS_RECTF()
        self.matrix = c.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.name = ctypes.create_string_buffer(128)
        self.flags = ctypes.c_int()

    @property
    def unmapped(self) -> float:
        """The share of a sample of characters that the font maps to no letter."""
        sample = range(0, self.count, max(self.count // 60, 1))
        missing = sum(c.FPDFText_HasUnicodeMapError(self.raw, place) == 1 for place in sample)
        return missing / len(sample) if self.count else 0.0

    def quarters(self) -> int:
        """How often most of the text is turned by a quarter, against the clock, from lying level."""
        sample = (self.place(match.start()) for match in list(_WORD.finditer(self.text))[:: max(self.count // 300, 1)])
        turned = Counter(round(-c.FPDFText_GetCharAngle(self.raw, place) / (math.pi / 2)) % 4 for place in sample)
        return turned.most_common(1)[0][0] if turned else 0

    def place(self, at: int) -> int:
        """The number of the character at a place in the text."""
        return int(c.FPDFText_GetCharIndexFromTextIndex(self.raw, at)) if self.is_shifted else at

    def word(self, start: int, end: int, height: float) -> Piece | None:
        """The word between two places, without the small raised figure of a note; none where nothing is drawn."""
        text = self.text[start:end]
        first, last = self.place(start), self.place(end - (2 if text.endswith(_BROKEN) else 1))
        if last > first and text[-1].isdigit() and self._size(last) < 0.8 * self._size(first):
            text, last = self._without_note(text, first, last)
        text = _tidy(text)
        box, other = self._box(first), self._box(last)
        if not text or not box or not other or other.x1 <= box.x0:
            return None
        # The box of a letter is as high as its drawing; what a line is known by is where it stands.
        base = self._baseline(first)
        return Piece(text, Box(box.x0, base - 0.8 * height, other.x1, base + 0.2 * height))

    def _without_note(self, text: str, first: int, last: int) -> tuple[str, int]:
        """'người' with a raised 2 is the word alone; 'm' with one is a square metre."""
        size = 0.8 * self._size(first)
        cut = len(text)
        while cut > 1 and text[cut - 1].isdigit() and self._size(last) < size:
            cut, last = cut - 1, last - 1
        if re.fullmatch(r"[\d.,]*(?:[kcd]?m)", text[:cut]):
            return text[:cut] + text[cut:].translate(str.maketrans("23", "²³")), last
        return text[:cut], last

    def _size(self, place: int) -> float:
        return float(c.FPDFText_GetFontSize(self.raw, place))

    def height(self, at: int) -> float:
        """The height of the font there, as drawn."""
        place = self.place(at)
        c.FPDFText_GetMatrix(self.raw, place, self.matrix)
        return max(self._size(place) * math.hypot(self.matrix.c, self.matrix.d), 1.0)

    def _baseline(self, place: int) -> float:
        c.FPDFText_GetCharOrigin(self.raw, place, self.x, self.y)
        return self.turn.box(self.x.value, self.y.value, self.x.value, self.y.value).top

    def _box(self, place: int) -> Box | None:
        if not c.FPDFText_GetLooseCharBox(self.raw, place, self.rect):
            return None
        return self.turn.box(self.rect.left, self.rect.bottom, self.rect.right, self.rect.top)

    def family(self, at: int) -> Family | None:
        """Whether the character is in an old font."""
        length = c.FPDFText_GetFontInfo(self.raw, self.place(at), self.name, len(self.name), self.flags)
        return legacy.family_of_font(self.name.value.decode("utf-8", "replace")) if 0 < length <= 128 else None


def _tidy(text: str) -> str:
    """A mark after its letter is put on it."""
    return unicodedata.normalize("NFC", text.replace(_BROKEN, _SOFT)).strip("\x00")


# Rules and pictures


def _drawn(page: pdfium.PdfPage, turn: _Turn) -> tuple[list[Box], bool]:
    """Straight lines along the page's edges, and whether a picture covers most of the page."""
    rules: list[Box] = []
    covered = 0.0
    for place in range(c.FPDFPage_CountObjects(page.raw)):
        drawn = c.FPDFPage_GetObject(page.raw, place)
        kind = c.FPDFPageObj_GetType(drawn)
        if kind == c.FPDF_PAGEOBJ_IMAGE:
            bounds = _bounds(drawn, turn)
            covered = max(covered, bounds.width * bounds.height) if bounds else covered
        elif kind == c.FPDF_PAGEOBJ_PATH and len(rules) < RULES_MAX:
            rules.extend(_rules(drawn, turn))
        elif kind == c.FPDF_PAGEOBJ_FORM and c.FPDFFormObj_CountObjects(drawn) > 0:
            bounds = _bounds(drawn, turn)
            has_image = any(
                c.FPDFPageObj_GetType(c.FPDFFormObj_GetObject(drawn, inner)) == c.FPDF_PAGEOBJ_IMAGE
                for inner in range(min(c.FPDFFormObj_CountObjects(drawn), 50))
            )
            covered = max(covered, bounds.width * bounds.height) if bounds and has_image else covered
    return rules, covered > 0.5 * turn.width * turn.height


def _bounds(drawn: object, turn: _Turn) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not c.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
        return None
    return turn.box(left.value, bottom.value, right.value, top.value)


def _rules(drawn: object, turn: _Turn) -> list[Box]:
    """A thin shape is one line; else each straight side of a drawn path is."""
    bounds = _bounds(drawn, turn)
    if bounds is None:
        return []
    if min(bounds.width, bounds.height) <= 3:
        return [bounds] if max(bounds.width, bounds.height) > 5 else []
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not c.FPDFPath_GetDrawMode(drawn, mode, stroked) or not stroked.value:
        return []
    return _straight_sides(drawn, turn)


def _straight_sides(drawn: object, turn: _Turn) -> list[Box]:
    matrix = c.FS_MATRIX()
    c.FPDFPageObj_GetMatrix(drawn, matrix)
    sides: list[Box] = []
    start = before = (0.0, 0.0)
    for place in range(min(c.FPDFPath_CountSegments(drawn), SEGMENTS_MAX)):
        segment = c.FPDFPath_GetPathSegment(drawn, place)
        x, y = ctypes.c_float(), ctypes.c_float()
        c.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == c.FPDF_SEGMENT_LINETO:
            sides.append(turn.box(*before, *point))
        if c.FPDFPathSegment_GetClose(segment):
            sides.append(turn.box(*point, *start))
        before = point
    return [side for side in sides if min(side.width, side.height) <= 1 and max(side.width, side.height) > 5]
