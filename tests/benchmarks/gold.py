"""Which passages of our own papers answer which question: taken from the graded questions of `tests/corpus`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.digest import load_digests, parse_digest
from knowledge.document import Document, DocumentKey, Passage
from knowledge.text import fold, tokens
from tests.corpus import grading
from tests.corpus.asked import grading as asked
from tests.corpus.test_asked_cold import cold_questions

MARKED_SHARE = 0.35
"""Of the words of a question typed in full about two thirds have a mark; below this it was typed on a phone."""
GOLD_MAX = 2
"""A question that more passages answer tells little of an order."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A question typed in full, and the numbers of the passages that answer it."""

    question: str
    passages: frozenset[int]


@dataclass(frozen=True, slots=True)
class Shelf:
    """All passages of all papers side by side, as a search sees them: the nearest heading, then the text."""

    texts: tuple[str, ...]
    golds: tuple[Gold, ...]


@cache
def shelf() -> Shelf:
    """Our papers, and every question about them that names its passages, is typed in full and stands by itself."""
    numbered = [(document.key, passage) for document in papers() for passage in document.passages]
    of: dict[str, list[tuple[int, Passage]]] = {}
    for number, (key, passage) in enumerate(numbered):
        of.setdefault(key, []).append((number, passage))
    found = [Gold(question, frozenset(gold)) for question, gold in (*_graded(of), *_cold(of), *_asked(of))]
    golds = {gold.question: gold for gold in found if is_in_full(gold.question) and 1 <= len(gold.passages) <= GOLD_MAX}
    return Shelf(tuple(_text(passage) for _, passage in numbered), tuple(golds.values()))


def papers() -> list[Document]:
    """The shipped digests, the invented programmes and the invented papers."""
    folder = grading.HERE
    files = sorted((*(folder / "programmes").glob("*.txt"), *(folder / "typed").glob("doi-*.txt")))
    digests = [parse_digest(file.read_text("utf-8"), DocumentKey(file.stem)) for file in files]
    return [*load_digests(), *digests, *asked.documents().values()]


def is_in_full(question: str) -> bool:
    """Whether it was typed with its marks."""
    said = [token for token in tokens(question) if not token.is_number]
    return sum(token.is_marked for token in said) >= MARKED_SHARE * len(said)


def _text(passage: Passage) -> str:
    return f"{passage.heading.rpartition(' › ')[2]} {passage.text}"


Of = dict[str, list[tuple[int, Passage]]]


def _graded(of: Of) -> Iterator[tuple[str, list[int]]]:
    """Expectations that name a place, a wording or figures of one paper."""
    for name in ("questions.txt", "digest_questions.txt", "typed/questions.txt"):
        for case in grading.cases(name):
            what, _, document = (part.strip() for part in case.expected.partition("@"))
            if document in of and not case.question.previous:
                yield case.question.text, [number for number, passage in of[document] if _is_meant(what, passage)]


def _is_meant(what: str, passage: Passage) -> bool:
    word, _, rest = what.partition(" ")
    if word == "at":
        return passage.place in {place.strip() for place in rest.split("+")}
    if word == "says":
        return any(fold(wording.strip()) in fold(passage.text) for wording in rest.split("|"))
    needed = what.rstrip(")").partition("(")[0]
    if not all(grading.VALUE.fullmatch(part.strip()) for part in needed.split(",")):
        return False
    held = {
        (target.comparator.value, target.value, target.value_max, target.measure.startswith("%"))
        for target in passage.targets
    }
    return grading._wanted_all(needed) <= held


def _cold(of: Of) -> Iterator[tuple[str, list[int]]]:
    """The passage that holds all pieces of the answer."""
    for folder in ("unseen", "blind"):
        for cold in cold_questions(folder):
            if cold.pieces:
                yield cold.text, [number for number, passage in of[cold.document] if _holds(cold.pieces, passage)]


def _holds(pieces: Sequence[str], passage: Passage) -> bool:
    text = fold(passage.text)
    return all(re.search(rf"(?<![\w.,/-])0?{re.escape(fold(piece))}(?!\w|[/-]\d|[.,]\d)", text) for piece in pieces)


def _asked(of: Of) -> Iterator[tuple[str, list[int]]]:
    """The passages whose first words stand beside the question."""
    for row in asked.rows():
        if row.is_answerable and not row.question.previous:
            begins = [_words(words) for words in row.begins]
            texts = [(number, _words(_text(passage))) for number, passage in of[row.document]]
            yield row.question.text, [number for number, text in texts if any(each in text for each in begins)]


def _words(text: str) -> str:
    return f" {' '.join(token.bare for token in tokens(text))} "
