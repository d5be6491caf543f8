"""How long a person waits for the documents: from the question to the words, on the digests."""

import gc
import time
from datetime import date
from statistics import median

from handlers import citing
from knowledge.answer import Asker, Library, Question, answer, build_library
from knowledge.digest import load_digests
from knowledge.document import UnitCode
from tests.benchmarks.questions import QUESTIONS, unmarked
from tests.benchmarks.report import Part, below, percentile, plain

NAME = "answers"
TODAY = date(2026, 11, 21)
BAR_MILLISECONDS = 10.0
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


def measure() -> Part:
    """Every question of every asker, with and without marks, once each: nothing is asked twice."""
    documents = load_digests()
    began = time.perf_counter()
    library = build_library(documents)
    built = time.perf_counter() - began
    for question in WARM:
        seconds(question, library, ASKERS[0])
    gc.collect()
    spent = [1000 * seconds(question, library, asker) for asker in ASKERS for question in (*QUESTIONS, *unmarked())]
    return Part(
        NAME,
        (
            plain("the library of the digests is built in", 1000 * built, "ms"),
            plain(f"question to words, p50 of {len(spent)}", median(spent), "ms", 2),
            below(f"question to words, p99 of {len(spent)}", percentile(spent, 0.99), BAR_MILLISECONDS, "ms", 2),
            plain("    the slowest", max(spent), "ms", 2),
        ),
    )


def seconds(question: str, library: Library, asker: Asker) -> float:
    """How long one question takes, its answer put into words for a chat, short and whole, as the desk does."""
    began = time.perf_counter()
    result = answer(Question(question), library, asker, TODAY)
    citing.short(result, TODAY)
    citing.phrase(result, TODAY)
    citing.buttons(result)
    return time.perf_counter() - began
