"""No pattern freezes the process: every one that a module keeps is fed with repeats of its own words, in a child.

`re` holds the interpreter while it looks, so that one sentence read in two ways a hundred times over stops everybody.
"""

import importlib
import itertools
import pkgutil
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from enum import EnumMeta
from pathlib import Path

import pytest

PACKAGES = ("bot", "handlers", "knowledge", "scheduler", "union")
NOT_MODULES = ("__main__", "bot.migrations")
"""What runs when it is imported."""
LENGTH = 250
TIMES_LEAST = 32
AT_MOST_SECONDS = 45
"""A hang guard, far above what all patterns together take: of work, not of waiting."""
OWN_WORDS = 60
FREEZES = {
    "a word, or a word of two": r"(?:cau|cau hoi|hoi) (?:(?:cho|em|cho em) ?)*dau",
    "a number, or its word and the figure": r"(?:(?:cau \d+|\d+|cau)\b[ ,.]*)+",
    "the same beside a lead": r"nho (?:(?:xa|minh|xa minh) )*co",
    "a named part": r"(?P<all>(?:(?P<one>tra loi lai|tra loi|lai) )+)x",
    "a lazy repeat, and an end of its own": r"^(?:bc\b.*?|ai )*\bai$",
    "a bounded one": r"(?:(?:cau|hoi|cau hoi) ){0,60}x",
}
HARMLESS = r"(?:(?:cau|hoi|cho|em|\d+)\b[ ,.]*)+(?:(?:xa|xa minh) )*+x"


def patterns() -> dict[tuple[str, int], str]:
    """Every pattern that is, or stands in, a constant of a module, with the constant's name; the text of one, too."""
    found: dict[tuple[str, int], str] = {}
    for package in map(importlib.import_module, PACKAGES):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if any(name in module.name for name in NOT_MODULES):
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                for text, flags in inside(value):
                    found.setdefault((text, flags), f"{module.name}.{name}")
    return found


def inside(value: object) -> Iterator[tuple[str, int]]:
    """The patterns of one constant: itself, those of a table, of its keys and of the members of an enumeration."""
    match value:
        case re.Pattern(pattern=bytes() as octets):
            yield octets.decode("latin-1"), value.flags
        case re.Pattern():
            yield value.pattern, value.flags
        case str() if "(?" in value or "\\b" in value:
            yield value, 0
        case EnumMeta():
            yield from inside([member.value for member in value])
        case tuple() | list() | set() | frozenset():
            for each in value:
                yield from inside(each)
        case dict():
            yield from inside([*value, *value.values()])


def groups(text: str) -> Iterator[tuple[str, str]]:
    """Each group of a pattern with the sign that repeats it: '(?:a|b)' and '+'."""
    opened: list[int] = []
    for sign in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]", text, re.DOTALL):
        if sign[0] == "(":
            opened.append(sign.start())
        elif sign[0] == ")":
            repeat = re.match(r"(?:[*+?]|\{\d*,?\d*\})[?+]?", text[sign.end() :])
            yield text[opened.pop() : sign.end()], repeat[0] if repeat else ""


def is_long(repeat: str) -> bool:
    """Whether it may go on for very long, and what it took may be given back."""
    if repeat.endswith("+") and len(repeat) > 1:
        return False
    most = re.fullmatch(r"\{\d*(,?)(\d*)\}\??", repeat)
    if most is None:
        return repeat[:1] in {"*", "+"}
    return bool(most[1]) and int(most[2] or LENGTH) >= 10


def own_words(text: str) -> list[str]:
    """The words of a pattern, alone and as they follow each other; a figure and a letter for those that it takes."""
    shown = re.sub(r"\\d(?:\{[\d,]*\}|[+*])?", "1", re.sub(r"\(\?P<\w+>|\(\?(?:<[=!]|[:=!>a-zA-Z])", "(", text))
    shown = re.sub(r"\\w(?:\{[\d,]*\}|[+*])?|\.[*+]\??", "x", shown)
    rows = re.findall(r"\w+(?: \w+)*", re.sub(r"\\[a-zA-Z]", " ", shown))
    return list(dict.fromkeys([*rows, *(word for row in rows for word in row.split())]))[:OWN_WORDS]


def fed_with(said: str) -> str:
    """It over and over: of a long one so many that two readings of each are more than anybody waits for."""
    return f"{said} " * max(LENGTH // (len(said) + 1), TIMES_LEAST)


def two_of(words: list[str]) -> Iterator[str]:
    """Each two of them."""
    return map(" ".join, itertools.permutations(words, 2))


def probe(text: str, flags: int, tried: set[tuple[str, int]]) -> None:
    """Feeds the pattern, and each of its long repeats by itself with an end that never comes."""
    whole = re.compile(text, flags)
    for fed in map(fed_with, own_words(text)):
        whole.search(f"{fed}\x01")
        whole.fullmatch(f"{fed}\x01")
    for group, repeat in groups(text if not flags & re.VERBOSE else ""):
        if not is_long(repeat) or (group, flags) in tried:
            continue
        tried.add((group, flags))
        try:
            alone = re.compile(f"{group}{repeat}(?!)", flags)
        except re.error:  # it speaks of a group that stands before it
            continue
        words = own_words(group)
        for fed in map(fed_with, (*words, *two_of(words))):
            alone.match(fed)
            alone.match(f" {fed}")


def probe_all(found: dict[tuple[str, int], str]) -> None:
    """Says each pattern's name before it is fed, so that the last one said is the one that hangs."""
    tried: set[tuple[str, int]] = set()
    for (text, flags), name in found.items():
        print(name, flush=True)
        try:
            re.compile(text, flags)
        except re.error:  # a part of a pattern, or no pattern
            continue
        probe(text, flags, tried)


def child(*arguments: str, seconds: int) -> str:
    """The name of the pattern that a child was feeding when its time was over; '' where it came to an end."""
    command = [sys.executable, "-m", "tests.handlers.test_patterns_time", str(seconds), *arguments]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], check=False, capture_output=True, text=True)
    assert done.returncode in {0, -signal.SIGXCPU}, done.stderr
    return done.stdout.split()[-1] if done.returncode else ""


def test_no_pattern_of_ours_hangs() -> None:
    assert child(seconds=AT_MOST_SECONDS) == ""


@pytest.mark.parametrize("name", FREEZES)
def test_a_pattern_that_freezes_is_found(name: str) -> None:
    assert child(FREEZES[name], seconds=1) == "given"


def test_disjoint_words_and_what_gives_nothing_back_pass() -> None:
    assert child(HARMLESS, seconds=AT_MOST_SECONDS) == ""


def probe_within(seconds: int, found: dict[tuple[str, int], str]) -> None:
    """The machine ends it when it has worked so long, however busy others are."""
    spent = int(time.process_time()) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (spent, spent + 1))
    probe_all(found)


if __name__ == "__main__":
    probe_within(int(sys.argv[1]), {(text, 0): "given" for text in sys.argv[2:]} or patterns())
