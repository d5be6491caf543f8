"""How long a newcomer, and everybody after a restart, waits for the page."""

import tempfile
from pathlib import Path
from statistics import median

from tests.benchmarks.report import Part, at_most
from tests.benchmarks.visit import seconds_until_page
from tests.process import Bot

NAME = "start"
FIRST_TIMES, TIMES = 3, 5
BAR_SECONDS = 3.0


def measure() -> Part:
    """A first start makes the database, fills the demo and reads the digests; the later ones only open it."""
    first = [first_start() for _ in range(FIRST_TIMES)]
    with tempfile.TemporaryDirectory() as name:
        bot = Bot(Path(name), "run")
        _, *later = (timed(bot) for _ in range(1 + TIMES))
    return Part(
        NAME,
        (
            at_most(f"first start until the page answers, median of {FIRST_TIMES}", median(first), BAR_SECONDS, "s", 2),
            at_most(f"later starts, median of {TIMES}", median(later), BAR_SECONDS, "s", 2),
        ),
    )


def first_start() -> float:
    """A start in an empty folder."""
    with tempfile.TemporaryDirectory() as name:
        return timed(Bot(Path(name), "run"))


def timed(bot: Bot) -> float:
    """One start, stopped again."""
    seconds = seconds_until_page(bot)
    assert bot.stop() == 0, "\n".join(bot.lines)
    return seconds
