"""What the product takes while nobody says anything: memory of the whole process tree, statements, processor."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.machine import cpu_seconds, resident_mib
from tests.benchmarks.report import Part, at_most, below, plain
from tests.benchmarks.visit import ask, seconds_until_page
from tests.process import ROOT, Bot

NAME = "idle"
REST_SECONDS, WATCH_SECONDS, START_SECONDS = 5.0, 10.0, 60.0
BAR_MIB, BAR_STATEMENTS = 120, 10
QUESTION = "Năm nay xã mình phải kết nạp bao nhiêu đoàn viên mới?"


def measure() -> Part:
    """A demo as a newcomer starts it, before and after its first question: the library is built by then."""
    with tempfile.TemporaryDirectory() as name:
        bot = Bot(Path(name), "run")
        try:
            seconds_until_page(bot)
            assert bot.process
            pid = bot.process.pid
            time.sleep(REST_SECONDS)
            before = resident_mib(pid)
            ask(bot, QUESTION)
            time.sleep(REST_SECONDS)
            after, busy = resident_mib(pid), cpu_seconds(pid)
            time.sleep(WATCH_SECONDS)
            busy = cpu_seconds(pid) - busy
        finally:
            bot.stop()
    return Part(
        NAME,
        (
            below("memory of the process tree, started", before, BAR_MIB, "MiB"),
            below("memory after a first question", after, BAR_MIB, "MiB"),
            plain("processor, share of one core", 100 * busy / WATCH_SECONDS, "%", 2),
            at_most("statements to SQLite", statements_per_second(), BAR_STATEMENTS, "per s", 1),
        ),
    )


def statements_per_second() -> float:
    """Of a second demo, which counts them itself."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        told = folder / "told"
        arguments = [sys.executable, "-m", "tests.benchmarks.counted", str(told)]
        process = subprocess.Popen(arguments, cwd=ROOT, env=Bot(folder).environment, stdout=subprocess.DEVNULL)
        try:
            wait_for_statements(told)
            time.sleep(REST_SECONDS)
            before, began = read(told)
            time.sleep(WATCH_SECONDS)
            after, ended = read(told)
        finally:
            process.terminate()
            assert process.wait(timeout=30) == 0
    return (after - before) / (ended - began)


def wait_for_statements(told: Path) -> None:
    """Until the demo has opened its database, which takes longer on a busy machine."""
    until = time.monotonic() + START_SECONDS
    while not (told.exists() and read(told)[0]):
        assert time.monotonic() < until, "the counter heard of no connection"
        time.sleep(0.2)


def read(told: Path) -> tuple[int, float]:
    """How many statements so far, and when that was written."""
    number, moment = told.read_text().split()
    return int(number), float(moment)
