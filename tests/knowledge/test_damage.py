"""Damaged papers: whatever is dropped, joined or swapped, nothing crashes and no figure comes out of nothing."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.document import Document, DocumentKey, Passage, Target, read_document
from knowledge.extract import extract
from knowledge.numbers import find_numbers, parse_number
from knowledge.text import clean, fold

OURS = Path(__file__).parents[1] / "corpus"
ORIGINALS = Path(__file__).parents[3] / "shared" / "seeds"


def papers() -> Iterator[str]:
    """Our own documents, and the five originals where they are at hand."""
    files = [*sorted(OURS.glob("reading/*.txt")), *sorted(OURS.glob("documents/*.txt"))]
    for file in [*files, *sorted(ORIGINALS.glob("*.txt"))]:
        yield unicodedata.normalize("NFC", file.read_text("utf-8"))


Damage = Callable[[str, list[int]], str]

PAPERS = tuple(papers())
WRITTEN = re.compile(r"\d+(?:[.,]\d+)*")
SPACES = re.compile(r"\s+")


def read(text: str) -> Document:
    return extract(read_document(text, DocumentKey("damaged")))


def held(document: Document, text: str) -> list[str]:
    """Every figure that does not stand where it says it stands."""
    whole = _plain(text)
    return [
        f"{target.value} {target.measure}: {target.clause!r}"
        for passage in document.passages
        for target in passage.targets
        if not _is_held(target, passage, whole)
    ]


def _is_held(target: Target, passage: Passage, whole: str) -> bool:
    values = [target.value, *([target.value_max] if target.value_max is not None else [])]
    stands = all(_says(target.clause, value) for value in values)
    in_text = all(_plain(part) in whole for part in re.split(r"\s\|\s", passage.text))
    return stands and target.clause in passage.text and in_text


def _says(clause: str, value: Decimal) -> bool:
    """In digits, in number words, or as 'gấp đôi'."""
    written = {number for match in WRITTEN.finditer(clause) if (number := parse_number(match[0])) is not None}
    spoken = {number.value for number in find_numbers(clause)} | {_word(word) for word in fold(clause).split()}
    scaled = {number * scale for number in written for scale in (1000, 1_000_000, 1_000_000_000)}
    return value in written | spoken | scaled


def _word(word: str) -> Decimal | None:
    return Decimal(2) if word.strip(".,;)") == "doi" else parse_number(word) if word.isalpha() else None


def _plain(text: str) -> str:
    """Letters and digits only: lines, pages and marks of emphasis may be set otherwise."""
    return re.sub(r"[\W_]+", "", clean(text))


@pytest.mark.parametrize("paper", PAPERS)
def test_every_figure_of_a_whole_paper_stands_where_it_says(paper: str) -> None:
    assert held(read(paper), paper) == []


def without_characters(text: str, places: list[int]) -> str:
    dropped = {place % max(len(text), 1) for place in places}
    # A digit that is dropped makes another figure, and that one would be the text's.
    return "".join(letter for at, letter in enumerate(text) if at not in dropped or letter.isdigit())


def with_joined_lines(text: str, places: list[int]) -> str:
    lines = text.split("\n")
    joined = {place % max(len(lines), 1) for place in places}
    return "".join(f"{line} " if at in joined else f"{line}\n" for at, line in enumerate(lines))


def with_swapped_pages(text: str, places: list[int]) -> str:
    cut = places[0] % max(len(text), 1) if places else 0
    return f"{text[cut:]}\f{text[:cut]}"


def without_marks(text: str, _places: list[int]) -> str:
    return "".join(letter if letter.isascii() else fold(letter) for letter in text)


DAMAGES: tuple[Damage, ...] = (without_characters, with_joined_lines, with_swapped_pages, without_marks)


@settings(max_examples=60)
@given(
    paper=st.sampled_from(PAPERS),
    damages=st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=3, unique=True),
    places=st.lists(st.integers(0, 100_000), min_size=1, max_size=60),
)
def test_no_figure_comes_out_of_a_damaged_paper_that_it_does_not_hold(
    paper: str, damages: list[Damage], places: list[int]
) -> None:
    text = paper
    for damage in damages:
        text = damage(text, places)
    assert held(read(text), text) == []
