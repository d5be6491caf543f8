"""How many updates a second are acknowledged: our endpoint after its commit, start_webhook from memory."""

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bot.db import Database
from bot.store import incoming
from tests.benchmarks.baseline import PATH
from tests.benchmarks.machine import cpu_seconds, on_core
from tests.benchmarks.report import Figure, Part, at_least, equal, plain
from tests.loopback import TOKEN, BotApi, Running
from tests.postgres import free_port
from tests.process import ROOT, Bot

NAME = "acknowledge"
SECRET = "benchmark-secret"
ROUNDS, SECONDS, WARM_SECONDS = 9, 1.5, 1.0
IDS_APART = 1_000_000
BAR = 1.5
SERVERS, LOAD = 0, 1


@dataclass(frozen=True, slots=True)
class Server:
    """What updates are delivered to."""

    port: int
    pid: int


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of deliveries brought."""

    acknowledged: int
    refused: int
    broken: int
    elapsed: float
    p50: float
    p99: float
    cpu: float
    """Processor seconds the server took for them."""

    @property
    def rate(self) -> float:
        """Acknowledged per second."""
        return self.acknowledged / self.elapsed

    @property
    def cpu_each(self) -> float:
        """Processor time of one, in microseconds."""
        return 1e6 * self.cpu / self.acknowledged


def measure() -> Part:
    """Rounds in turn, ours and theirs, so that a busy minute of the machine meets both."""
    with tempfile.TemporaryDirectory() as name, Running(BotApi()) as platform:
        folder = Path(name)
        with ours(folder, platform.url) as our, theirs(platform.url) as their:
            warm = [deliver(our, 0, WARM_SECONDS), deliver(their, 0, WARM_SECONDS)]
            pairs = [pair(our, their, n) for n in range(1, ROUNDS + 1)]
        kept = rows_kept(folder)
    our_rounds, their_rounds = [one for one, _ in pairs], [other for _, other in pairs]
    every = [*warm, *our_rounds, *their_rounds]
    ratios = sorted(one.rate / other.rate for one, other in pairs)
    acknowledged = warm[0].acknowledged + sum(one.acknowledged for one in our_rounds)
    return Part(
        NAME,
        (
            *rates("ours, role web alone, SQLite, after the commit, one core", our_rounds),
            *rates("start_webhook, kept in memory, one core", their_rounds),
            at_least(f"ours : start_webhook, median of {ROUNDS} pairs", median(ratios), BAR, "times", 2),
            Figure("    from the worst pair to the best", f"{ratios[0]:.2f} to {ratios[-1]:.2f} times"),
            equal("acknowledged updates that are rows of the inbox", kept, acknowledged, "rows"),
            equal("deliveries refused or cut, both sides", sum(one.refused + one.broken for one in every), 0, ""),
        ),
    )  # fmt: skip


def pair(our: Server, their: Server, n: int) -> tuple[Round, Round]:
    """A round of each, whoever was first in the last pair second in this."""
    if n % 2:
        return deliver(our, n, SECONDS), deliver(their, n, SECONDS)
    other = deliver(their, n, SECONDS)
    return deliver(our, n, SECONDS), other


def rates(who: str, rounds: list[Round]) -> tuple[Figure, ...]:
    """The rate, the latency and the cost of one side."""
    p50, p99 = (1000 * median(values) for values in zip(*((one.p50, one.p99) for one in rounds), strict=True))
    return (
        plain(who, median(one.rate for one in rounds), "updates/s"),
        Figure("    its latency with 40 connections", f"p50 {p50:.1f}, p99 {p99:.1f} ms"),
        plain("    its processor time for one", median(one.cpu_each for one in rounds), "µs"),
    )


@contextlib.contextmanager
def ours(folder: Path, platform: str) -> Iterator[Server]:
    """The product with the role web alone."""
    environment = {
        "DEMO": "off", "TELEGRAM_TOKEN": TOKEN, "TELEGRAM_BASE_URL": platform, "PUBLIC_URL": "http://127.0.0.1:9",
        "WEBHOOK_SECRET": SECRET,
    }  # fmt: skip
    bot = Bot(folder, "run", "--roles", "web", **environment)
    with on_core(SERVERS):
        bot.start()
    try:
        assert bot.process
        yield Server(bot.port(), bot.process.pid)
    finally:
        assert bot.stop() == 0, "\n".join(bot.lines)


@contextlib.contextmanager
def theirs(platform: str) -> Iterator[Server]:
    """The library's own webhook server."""
    port = free_port()
    arguments = [sys.executable, "-m", "tests.benchmarks.baseline", str(port), platform, TOKEN, SECRET]
    with on_core(SERVERS):
        process = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            yield Server(port, process.pid)
        finally:
            process.terminate()


def deliver(server: Server, n: int, seconds: float) -> Round:
    """One round in a process of its own, with update ids that no other round uses."""
    first = 100_000_000 + n * IDS_APART
    arguments = [
        sys.executable,
        "-m",
        "tests.benchmarks.load",
        str(server.port),
        PATH,
        SECRET,
        str(first),
        str(seconds),
    ]
    before = cpu_seconds(server.pid)
    with on_core(LOAD):
        done = subprocess.run(arguments, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return Round(**json.loads(done.stdout), cpu=cpu_seconds(server.pid) - before)


def rows_kept(folder: Path) -> int:
    """How many updates are in the inbox, read after the product has stopped."""
    db = Database(f"sqlite:///{folder / 'congdoan.db'}")
    try:
        return sum(db.read_now(incoming.counts).values())
    finally:
        db.close()
