"""How long understanding a progress message takes, once the catalogue of the unit is at hand."""

import time
from collections.abc import Callable

from tests.benchmarks.report import Part, below, percentile, plain
from tests.corpus.entries.grading import cases, catalogue, understood
from union.phrases import build_lexis

NAME = "entries"
ROUNDS = 3
BAR_MILLISECONDS = 10.0


def measure() -> Part:
    """Every message of the corpus; of three rounds the quietest for each, since neighbours disturb."""
    messages = list(cases())
    for case in messages:
        understood(case)
    rounds = [[seconds(lambda case=case: understood(case)) for case in messages] for _ in range(ROUNDS)]
    waited = [1000 * min(times) for times in zip(*rounds, strict=True)]
    built = seconds(lambda: build_lexis(catalogue("suoi-may").indicators))
    return Part(
        NAME,
        (
            plain("the words of one unit's catalogue are prepared in", 1000 * built, "ms", 1),
            plain(f"a message understood, p50 of {len(waited)}", percentile(waited, 0.5), "ms", 2),
            below(f"a message understood, p99 of {len(waited)}", percentile(waited, 0.99), BAR_MILLISECONDS, "ms", 2),
        ),
    )


def seconds(does: Callable[[], object]) -> float:
    """What one call takes."""
    began = time.perf_counter()
    does()
    return time.perf_counter() - began
