"""`python -m tests.benchmarks [PART…]`: measures, prints the table, and ends with 1 when a bar does not hold."""

import argparse
import importlib
import sys
import time

from tests.benchmarks import machine
from tests.benchmarks.report import Absent, Part, failed, skipped, table

PARTS = (
    *("acknowledge", "desk", "answers", "library", "search", "entries", "plan", "herald", "board", "pace", "door"),
    *("idle", "start", "reading", "kills"),
)


def main(arguments: list[str]) -> int:
    """Runs the named parts, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    wanted = parser.parse_args(arguments).parts or PARTS
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    print(machine.described(), flush=True)
    began = time.perf_counter()
    parts = [measured(name) for name in wanted]
    print(f"\n{table(parts)}\n\n{time.perf_counter() - began:.0f} s in all")
    missed = failed(parts)
    for what in missed:
        print(f"bar not met: {what}")
    return 1 if missed else 0


def measured(name: str) -> Part:
    """One part with a line of progress; what the machine lacks is said, not guessed."""
    print(f"measuring {name} …", end="", file=sys.stderr, flush=True)
    began = time.perf_counter()
    try:
        part: Part = importlib.import_module(f"tests.benchmarks.{name}").measure()
    except Absent as absent:
        part = skipped(name, str(absent))
    print(f" {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    return part


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
