"""What the machine says: how much memory a process and its children hold, and on which core something runs."""

import contextlib
import math
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.report import Absent

MIB = 1024


def tree(pid: int) -> list[int]:
    """A process and everything it started."""
    children = [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]
    return [pid, *(found for child in children for found in tree(child))]


def resident_mib(pid: int) -> float:
    """The memory that a process and its children hold. Raises `Absent` where /proc does not tell."""
    if not Path(f"/proc/{pid}/status").exists():
        raise Absent("memory is read from /proc, which this system has not")
    return sum(resident_kib(one) for one in tree(pid)) / MIB


def resident_kib(pid: int) -> int:
    """VmRSS of one process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def cpu_seconds(pid: int) -> float:
    """The processor time a process and its children have used; not a number where /proc does not tell."""
    if not Path(f"/proc/{pid}/stat").exists():
        return math.nan
    return sum(ticks(one) for one in tree(pid)) / os.sysconf("SC_CLK_TCK")


def ticks(pid: int) -> int:
    """User and system time of one process; its name, in brackets, may hold anything."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(after_name[11]) + int(after_name[12])


@contextlib.contextmanager
def on_core(n: int) -> Iterator[None]:
    """What is started inside the block stays on one core, so that a server and its load do not share one."""
    if not hasattr(os, "sched_setaffinity") or len(cores := sorted(os.sched_getaffinity(0))) < 2:
        yield
        return
    os.sched_setaffinity(0, {cores[n]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def described() -> str:
    """The machine in a line, and a warning when others keep it busy: what waits then says little of us."""
    cores = os.cpu_count() or 1
    said = f"Python {platform.python_version()}, {cores} cores"
    if not hasattr(os, "getloadavg"):
        return said
    load = os.getloadavg()[0]
    return f"{said}, load {load:.1f}" + (": busy, so times are too long" if load > cores else "")
