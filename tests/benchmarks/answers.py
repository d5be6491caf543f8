"""How long a person waits for the documents: from the question to the words, on the digests."""

import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from handlers import citing
from handlers.citing.gate import strays
from knowledge.answer import Asker, Library, Question, answer, build_library
from knowledge.digest import load_digests
from knowledge.document import UnitCode
from knowledge.honest import marks
from tests.benchmarks.questions import QUESTIONS, unmarked
from tests.benchmarks.report import Part, below, percentile, plain

NAME = "answers"
TODAY = date(2026, 11, 21)
BAR_MILLISECONDS = 10.0
LONG_LENGTH, BAR_LONG_MILLISECONDS, BAR_GATE_MILLISECONDS = 10_000, 50.0, 1.0
EARLIER, ROUNDS = 3, 3
WARM = ("Chào đồng chí", "Chỉ tiêu thu tài chính là bao nhiêu?", "ke hoach nam nay co gi")
END = date(2025, 7, 1)
ASKERS = (
    Asker(
        own=(UnitCode("tieu-hoc-doi-sim"),),
        above=(UnitCode("suoi-may"),),
        succeeded=(UnitCode("vinh-thuan"),),
        dissolved=((UnitCode("vinh-thuan"), END), (UnitCode("gia-lam"), END)),
    ),
    Asker(own=(UnitCode("truong-ban-may"),), above=(UnitCode("lai-chau"),)),
    Asker(),
)


@dataclass(frozen=True, slots=True)
class Spent:
    """What one question took, in milliseconds: as a clock on the wall sees it, and of the processor."""

    waited: float
    worked: float


def measure() -> Part:
    """Every question of every asker, with and without marks; the quietest of three rounds, since neighbours disturb.

    Processor time is that of the first round, in which nothing had been asked before.
    """
    documents = load_digests()
    began = time.perf_counter()
    library = build_library(documents)
    built = time.perf_counter() - began
    for question in WARM:
        asked(Question(question), library, ASKERS[0])
    alone = [Question(text) for text in (*QUESTIONS, *unmarked())]
    after_three = [Question(QUESTIONS[n], previous=QUESTIONS[n - EARLIER : n]) for n in range(EARLIER, len(QUESTIONS))]
    gc.collect()
    first, *others = [
        [asked(question, library, asker) for asker in ASKERS for question in alone] for _ in range(ROUNDS)
    ]
    in_talk = [[asked(question, library, asker) for asker in ASKERS for question in after_three] for _ in range(ROUNDS)]
    waited, waited_in_talk = quietest([first, *others]), quietest(in_talk)
    return Part(
        NAME,
        (
            plain("the library of the digests is built in", 1000 * built, "ms"),
            plain(f"question to words, p50 of {len(waited)}", median(waited), "ms", 2),
            below(f"question to words, p99 of {len(waited)}", percentile(waited, 0.99), BAR_MILLISECONDS, "ms", 2),
            plain("    processor time when first asked, p99", percentile([one.worked for one in first], 0.99), "ms", 2),
            plain(f"after {EARLIER} earlier questions, p50", median(waited_in_talk), "ms", 2),
            plain(f"after {EARLIER} earlier questions, p99", percentile(waited_in_talk, 0.99), "ms", 2),
            below(f"a question of {LONG_LENGTH:,} characters", longest(library), BAR_LONG_MILLISECONDS, "ms"),
            below(
                "that every figure said is held, p50", median(judged(library, alone)), BAR_GATE_MILLISECONDS, "ms", 2
            ),
        ),
    )


def quietest(rounds: Sequence[Sequence[Spent]]) -> list[float]:
    """The waits of the round whose 99th of a hundred was shortest."""
    return min(([one.waited for one in spent] for spent in rounds), key=lambda waited: percentile(waited, 0.99))


def longest(library: Library) -> float:
    """Everything that is asked here in one breath; the quietest of three rounds."""
    text = " ".join([*QUESTIONS, *unmarked()] * 9)[:LONG_LENGTH]
    assert len(text) == LONG_LENGTH
    return min(asked(Question(text), library, ASKERS[0]).waited for _ in range(ROUNDS))


def judged(library: Library, questions: Sequence[Question]) -> list[float]:
    """What the gate alone takes for each answer, nothing remembered of the one before."""
    spent = []
    for question in questions:
        result = answer(question, library, ASKERS[0], TODAY)
        said = citing.phrase(result, TODAY)
        marks.cache_clear()
        began = time.perf_counter()
        strays(said, result)
        spent.append(1000 * (time.perf_counter() - began))
    return spent


def asked(question: Question, library: Library, asker: Asker) -> Spent:
    """One question, its answer put into words for a chat, short and whole, as the desk does."""
    began, worked = time.perf_counter(), time.thread_time()
    result = answer(question, library, asker, TODAY)
    citing.short_and_whole(result, TODAY)
    citing.buttons(result)
    return Spent(1000 * (time.perf_counter() - began), 1000 * (time.thread_time() - worked))
