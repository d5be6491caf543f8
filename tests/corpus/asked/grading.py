"""How is a question of `questions.tsv` asked of the invented papers, and how is what comes of it graded?"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from handlers.citing import phrase
from knowledge.answer import (
    Alternatives,
    Answer,
    AskBack,
    Asker,
    Library,
    Meaning,
    NotFound,
    Question,
    Result,
    answer,
    build_library,
    citations_of,
    values_of,
)
from knowledge.document import Document, DocumentKey, read_document
from knowledge.extract import extract
from knowledge.readers.mending import mended
from knowledge.text import fold

HERE: Final = Path(__file__).parent
CORPUS: Final = HERE.parent
SHEETS: Final = ("questions", "fresh", "fourth", "fifth")
"""The files of questions, each by another asker."""
FOLDERS: Final = ("documents", "reading", "unseen", "blind", "fresh", "fourth", "fifth")
NO_PAPER: Final = "questions"
TODAY: Final = date(2026, 11, 22)
HELD_EVERY: Final = 3

LEADING_ZEROS: Final = re.compile(r"(?<![\d.,])0+(?=\d)")
DATE_IN_WORDS: Final = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
MISREAD_ZERO: Final = re.compile(r"(?<=\d)o|o(?=\d)")
SPACED_NUMBER: Final = re.compile(r"(?<=\d) ?([.,]) ?(?=\d)")
"""As some papers print a figure: '6 , 7 tỷ', '30 .000'."""
NUMBER: Final = re.compile(r"\d+(?:[.,/]\d+)*")
QUOTATION: Final = re.compile(r"\s*(?:\d+\. )?“")
LINE_BEGINS: Final = re.compile(r"\s*(?:[-+*|]|\(?\w{1,2}[.)/-]\s|\d+(?:\.\d+)+\.?\s|(?:I|V|X)+[.\-])")


@dataclass(frozen=True, slots=True)
class Row:
    """One question; `begins` are the first words of each passage that answers it, as the paper has them.

    It is shown without its words, so that a failing test tells nothing of a row held back.
    """

    id: str
    sheet: str
    document: str
    style: str
    kind: str
    question: Question = field(repr=False)
    expected: tuple[str, ...] = field(repr=False)
    places: tuple[str, ...]
    begins: tuple[str, ...] = field(repr=False)
    is_held: bool

    @property
    def is_answerable(self) -> bool:
        return self.expected not in (("none",), ("which",))

    @property
    def pieces(self) -> tuple[tuple[str, ...], ...]:
        """What must stand in the answer, each in one of its ways of being written; not the yes or no before it."""
        return tuple(tuple(piece.split("|")) for piece in self.expected if self.is_answerable and piece not in CLAIMS)

    @property
    def claim(self) -> bool | None:
        """Whether the figure in a yes-or-no question must be confirmed; `None` where none is asked about."""
        return CLAIMS.get(self.expected[0])


CLAIMS: Final = {"yes": True, "no": False}


@cache
def rows() -> tuple[Row, ...]:
    """Every question, in the order of the files; each third one of a file is held back."""
    return tuple(row for sheet in SHEETS for row in _rows(sheet))


def _rows(sheet: str) -> Iterator[Row]:
    with (HERE / f"{sheet}.tsv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, row in enumerate(table, start=1):
        yield Row(
            id=row["id"],
            sheet=sheet,
            document=row["document"],
            style=row["style"],
            kind=row["kind"],
            question=Question(row["question"], _parts(row["previous"], ">>")),
            expected=_parts(row["expected"], ";"),
            places=_parts(row["places"], "+"),
            begins=_parts(row["begins"], ";"),
            is_held=number % HELD_EVERY == 0,
        )


def _parts(cell: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(f" {mark} ")) if cell else ()


# The papers


@cache
def papers() -> dict[str, str]:
    """The text of every invented paper by the stem of its file."""
    files = (file for folder in FOLDERS for file in sorted((CORPUS / folder).glob("*.txt")) if file.stem != NO_PAPER)
    return {file.stem: unicodedata.normalize("NFC", file.read_text("utf-8")) for file in files}


@cache
def documents() -> dict[str, Document]:
    """Every paper read and understood as an office's file is."""
    return {stem: extract(read_document(mended(text)[0], DocumentKey(stem))) for stem, text in papers().items()}


@cache
def library() -> Library:
    """All of them side by side."""
    return build_library(list(documents().values()))


@cache
def result_of(row: Row) -> Result:
    """What the papers say to the union that issued the one asked about."""
    issuer = documents()[row.document].header.issuer_code
    return answer(row.question, library(), Asker((issuer,)), TODAY)


# Grading


def faults(row: Row) -> Iterator[str]:
    """What is wrong with what comes of a row; nothing when it is as expected."""
    result = result_of(row)
    kind = type(result).__name__
    match row.expected:
        case ("none",):
            if not isinstance(result, NotFound):
                yield f"{kind} instead of not found"
        case ("which",):
            if not isinstance(result, Alternatives | AskBack):
                yield f"{kind} instead of asking back"
        case _ if not isinstance(result, Answer | Alternatives | Meaning):
            yield f"{kind} instead of an answer"
        case _:
            yield from _wrong_source(row, result)
            yield from _wrong_claim(row, result)
            text = as_compared(phrase(result, TODAY))
            for piece in row.pieces:
                if not any(stands(way, text) for way in piece):
                    yield f"does not say {'|'.join(piece)}"


def _wrong_source(row: Row, result: Result) -> Iterator[str]:
    cited = {str(citation.document) for citation in citations_of(result)}
    if isinstance(result, Answer) and cited != {row.document}:
        yield f"cites {', '.join(sorted(cited))}"
    if isinstance(result, Alternatives) and row.document not in cited:
        yield "no alternative is from the right paper"


def _wrong_claim(row: Row, result: Result) -> Iterator[str]:
    if row.claim is None:
        return
    claims = {option.claim.holds for option in _answers(result) if option.claim}
    if claims != {row.claim}:
        yield f"says {', '.join('yes' if holds else 'no' for holds in claims) or 'neither yes nor no'}"


def _answers(result: Result) -> tuple[Answer, ...]:
    match result:
        case Answer():
            return (result,)
        case Alternatives(options=options):
            return options
        case _:
            return ()


STATED_KINDS: Final = ("figure", "several", "compare", "yesno", "followup", "paraphrase")


def only_quoted(row: Row) -> Iterator[str]:
    """The figures asked for that stand in the quotation alone, while the fact above it names another or fewer."""
    result = result_of(row)
    if not row.is_answerable or row.kind not in STATED_KINDS or not values_of(result):
        return
    headers = {citation.header for citation in citations_of(result)}
    sources = {source for header in headers for source in (header.number, header.title) if source}
    lines = [line for line in phrase(result, TODAY).split("\n") if not QUOTATION.match(line)]
    stated = as_compared("\n".join(line for line in lines if not any(source in line for source in sources)))
    for piece in row.pieces:
        if NUMBER.search("".join(piece)) and not any(stands(way, stated) for way in piece):
            yield "|".join(piece)


# Text


def as_compared(text: str) -> str:
    """Folded, on one line, days as 3/9/2026 and numbers without the zeros in front of them."""
    bare = " ".join(fold(text).split())
    return LEADING_ZEROS.sub("", DATE_IN_WORDS.sub(r"\1/\2/\3", MISREAD_ZERO.sub("0", LEADING_ZEROS.sub("", bare))))


def stands(piece: str, compared: str) -> bool:
    """Whether the piece stands in the text, and not as a part of a longer number or word."""
    wanted = re.escape(as_compared(piece))
    return re.search(rf"(?<![\w])(?<!\d[.,/]){wanted}(?!\w)(?![.,/]\d)", compared) is not None


def flat(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def passages(row: Row) -> tuple[str, ...]:
    """The passages of the paper that answer a row: from their first words to where the next one begins."""
    return tuple(_passage(papers()[row.document], begins) for begins in row.begins)


def _passage(text: str, begins: str) -> str:
    found = re.search(r"\s+".join(map(re.escape, begins.split())), text)
    assert found, begins
    lines = text[found.start() :].split("\n")
    covered = text[found.start() : found.end()].count("\n") + 1
    for number in range(covered, len(lines)):
        if not lines[number].strip() or LINE_BEGINS.match(lines[number]):
            return "\n".join(lines[:number])
    return "\n".join(lines)


def unheld_numbers(row: Row) -> Iterator[str]:
    """The expected pieces with a number that none of the row's passages holds."""
    compared = [as_compared(passage) for passage in passages(row)]
    closed_up = [SPACED_NUMBER.sub(r"\1", passage) for passage in compared]
    held = {number for passage in (*compared, *closed_up) for number in NUMBER.findall(passage)}
    held |= {part for number in held for part in number.split("/")}
    for piece in row.pieces:
        if not any(set(NUMBER.findall(as_compared(way))) <= held for way in piece):
            yield "|".join(piece)
