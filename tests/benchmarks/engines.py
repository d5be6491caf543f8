"""Engines that find passages, all asked alike: ours, bm25s on words as they stand and on folded ones, SQLite's FTS5."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.courtesy import QUESTION_MAX
from knowledge.cues import WAYS_OF_ASKING
from knowledge.keystrokes import as_meant
from knowledge.search import Index, build_index, index_words, search
from knowledge.spelling import Spelling, parted, spell
from knowledge.text import words

LIMIT = 120
"""As many passages as an answer looks at."""


class Engine(Protocol):
    """Built over texts, it says which of them speak of a question, the best first."""

    def found(self, question: str) -> Sequence[int]: ...


class Ours:
    """The product's index, asked as the product asks it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.index = build_index(map(index_words, texts), [tuple(way.split()) for way in WAYS_OF_ASKING])

    def found(self, question: str) -> Sequence[int]:
        return [hit.passage for hit in search(spelled(question, self.index), self.index, limit=LIMIT)]


def spelled(question: str, index: Index) -> tuple[Spelling, ...]:
    """The words of a question as they are looked for: keystrokes, words run together and slips read as meant."""
    meant = as_meant(question[:QUESTION_MAX], index.knows)
    return spell([word for typed in index_words(meant) for word in parted(typed, index) or (typed,)], index)


class Bm25s:
    """The library beside which ours is measured."""

    def __init__(self, texts: Sequence[str], cut: Callable[[str], Sequence[str]]) -> None:
        import bm25s

        self.cut = cut
        self.engine = bm25s.BM25()
        self.engine.index([list(cut(text)) for text in texts], show_progress=False)
        self.size = len(texts)

    def found(self, question: str) -> Sequence[int]:
        known = [word for word in self.cut(question) if word in self.engine.vocab_dict]
        return best(self.engine.get_scores(known), min(LIMIT, self.size)) if known else []


def best(scores: NDArray[np.float32], limit: int) -> Sequence[int]:
    """The passages with the highest scores, ties in their order."""
    near = np.flatnonzero(scores >= np.partition(scores, -limit)[-limit])
    ordered = near[np.lexsort((near, -scores[near]))][:limit]
    return [int(each) for each in ordered if scores[each] > 0]


class Fts5:
    """SQLite's own full text search, any word of the question."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.db = sqlite3.connect(":memory:")
        self.db.execute("CREATE VIRTUAL TABLE passage USING fts5(text)")
        folded = ((number, " ".join(words(text))) for number, text in enumerate(texts))
        self.db.executemany("INSERT INTO passage (rowid, text) VALUES (?, ?)", folded)

    def found(self, question: str) -> Sequence[int]:
        wanted = " OR ".join(f'"{word}"' for word in words(question))
        rows = self.db.execute("SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT ?", (wanted, LIMIT))
        return [row[0] for row in rows] if wanted else []


def on_whitespace(text: str) -> Sequence[str]:
    """The words as they stand between spaces."""
    return text.lower().split()


ENGINES: dict[str, Callable[[Sequence[str]], Engine]] = {
    "ours": Ours,
    "bm25s": lambda texts: Bm25s(texts, on_whitespace),
    "bm25s, folded": lambda texts: Bm25s(texts, words),
    "FTS5": Fts5,
}
