"""A line that counts on the terminal while something long goes on; silent where nobody watches."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def counted(what: str, items: Iterable[T], *, every: int = 1000, total: int = 0) -> Iterator[T]:
    """The same items; their number is shown on stderr as they pass, where that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    number = 0
    for number, item in enumerate(items, 1):
        if number % every == 0:
            share = f"/{total}" if total else ""
            print(f"\r{what}: {number}{share}", end="", file=sys.stderr, flush=True)
        yield item
    print(f"\r{what}: {number}, xong", file=sys.stderr, flush=True)
