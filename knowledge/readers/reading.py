"""What comes of reading a file: pages of text, what is doubtful in them, or a clear word why not."""

from dataclasses import dataclass
from enum import StrEnum

PAGE_BREAK = "\f"
"""Between two pages of the plain text."""
CELL = " | "
"""Between the cells of a table's row; a row begins with '| ' and ends with ' |', a table has no empty line in it."""


class Why(StrEnum):
    """Why a file is not read; what the person is told is worded from it."""

    EMPTY = "empty"
    NO_TEXT = "no_text"
    """Pages without a word, and nothing could be recognised in them."""
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    DISGUISED = "disguised"
    """Its content is of another kind than its name says, and of none that is read here."""
    UNKNOWN_KIND = "unknown_kind"
    TOO_BIG = "too_big"
    """More bytes, more pages, or far more when unpacked than allowed."""
    SECRET = "secret"  # noqa: S105 - the stamp on the paper
    """It carries the stamp MẬT, TỐI MẬT or TUYỆT MẬT: nothing of it may be kept."""
    TOO_SLOW = "too_slow"
    NEEDS_OFFICE = "needs_office"
    """.doc, .odt, .rtf without LibreOffice at hand."""
    NEEDS_OCR = "needs_ocr"
    """Scanned pages without Tesseract and its Vietnamese at hand."""


class Unreadable(Exception):  # noqa: N818 - an ordinary outcome of reading a stranger's file
    """The file is not read. `detail` is a word for the sentence: the kind found, the cap, the stamp."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else str(why))
        self.why, self.detail = why, detail


class Advice(StrEnum):
    """What a person should know about a reading that succeeded."""

    LEGACY_FONT = "legacy_font"
    """The text was in TCVN3 or VNI and was converted; `detail` names which."""
    SCANNED = "scanned"
    """Some pages were recognised from pictures; `detail` lists them."""
    INTERNAL_USE = "internal_use"
    """'Lưu hành nội bộ' stands on it."""
    PAGES_WITHOUT_TEXT = "pages_without_text"
    """Some pages gave nothing; `detail` lists them."""
    ARTICLE = "article"
    """A web page: what stood around the article was left out."""
    REPAIRED = "repaired"
    """Figures that were written with letters or spaces in them were mended; `detail` shows them: '1OO% → 100%'."""
    TRACKED_CHANGES = "tracked_changes"
    """The file holds proposed changes: what was struck out is left out, what was added is read."""
    OTHER_KIND = "other_kind"
    """The name says another kind than the content is; read by its content, `detail` names it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One piece of advice with its words."""

    advice: Advice
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words of a page whose recognition is doubtful, as they were read; figures above all."""

    words: str
    confidence: float
    """From 0 to 1."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page; a file without pages is one page."""

    text: str
    confidence: float | None = None
    """From 0 to 1 where the page was recognised from a picture."""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A file read: its kind ('docx', 'pdf', …), its pages in order, and what to know about it."""

    kind: str
    pages: tuple[Page, ...]
    warnings: tuple[Remark, ...] = ()

    @property
    def text(self) -> str:
        """The whole text; pages are parted by form feeds."""
        return PAGE_BREAK.join(page.text for page in self.pages)
