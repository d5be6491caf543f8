"""How the corpus of progress messages is read and graded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from knowledge.digest import load_digests, parse_digest
from knowledge.document import Document, DocumentKey, UnitCode
from knowledge.text import words
from union.catalogue import catalogue_of
from union.entry import Heard, Understood, understand
from union.indicators import Catalogue
from union.ledger import Standing

HERE = Path(__file__).parent
TODAY = date(2026, 11, 21)
RECORD = re.compile(
    r"(?P<indicator>\{[^}]*\}"
    r"|\S+) (?P<value>\S+)(?: (?P<period>\d{4}\S*))?(?: \[(?P<unit>[^\]]*)\])?(?: \?(?P<standing>\w+))?"
)


@dataclass(frozen=True, slots=True)
class Case:
    """One message with what must come of it; each third one is held back while rules are written."""

    line: int
    unit: str
    text: str
    previous: tuple[str, ...]
    intent: str
    records: tuple[str, ...]
    problem: str
    is_held: bool


def cases() -> Iterator[Case]:
    """Every message of the file."""
    count = 0
    for number, line in enumerate((HERE / "messages.txt").read_text("utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        asked, _, wanted = line.partition(" => ")
        unit, _, said = asked.partition(" | ")
        *previous, text = (part.strip().replace("⏎", "\n") for part in said.split(">>"))
        intent, records, problem, *_ = (part.strip() for part in f"{wanted} | | ".split("|"))
        parts = tuple(part.strip() for part in records.split(" + ") if part.strip())
        yield Case(number, unit, text, tuple(previous), intent, parts, problem, count % 3 == 2)
        count += 1


@cache
def documents() -> tuple[Document, ...]:
    """The invented programmes and the shipped digests."""
    files = sorted((HERE.parent / "programmes").glob("*.txt"))
    return (*load_digests(), *(parse_digest(file.read_text("utf-8"), DocumentKey(file.stem)) for file in files))


@cache
def catalogue(unit: str) -> Catalogue:
    """What this unit may speak of."""
    return catalogue_of(documents(), (UnitCode(unit),))


def understood(case: Case) -> Understood:
    """What is made of the message."""
    return understand(case.text, catalogue(case.unit), TODAY, case.previous)


def faults(case: Case, got: Understood) -> list[str]:
    """What is wrong; nothing when all is as expected."""
    found = [] if got.intent == case.intent else [f"{got.intent} for {case.intent}"]
    if len(got.heard) != len(case.records):
        return [*found, f"{len(got.heard)} records for {len(case.records)}: {[h.indicator for h in got.heard]}"]
    for heard, wanted in zip(got.heard, case.records, strict=True):
        found += _record_faults(heard, wanted)
    codes = {problem.code for problem in got.problems}
    if (case.problem in codes) is not bool(case.problem) or (not case.problem and codes):
        found.append(f"problems {sorted(codes)} for {case.problem!r}")
    return found


def _record_faults(heard: Heard, wanted: str) -> list[str]:
    match = RECORD.fullmatch(wanted)
    assert match, wanted
    found = []
    named = match["indicator"]
    if named.startswith("{"):
        right = set(words(named.strip("{}"))) <= set(words(heard.subject))
    else:
        right = (heard.indicator or "none") == named
    if not right:
        found.append(f"{heard.indicator} ({heard.subject}) {heard.candidates} for {named}")
    if (heard.period.key if heard.period else None) != match["period"]:
        found.append(f"period {heard.period and heard.period.key} for {match['period']}")
    amount = heard.amount
    standing = amount.standing if amount else None
    if match["standing"] and standing != Standing(match["standing"]):
        found.append(f"{standing} for {match['standing']}")
    if match["unit"] and heard.measure != match["unit"]:
        found.append(f"{heard.measure} for {match['unit']}")
    found += _value_faults(heard, match["value"])
    return found


def _value_faults(heard: Heard, wanted: str) -> list[str]:
    amount = heard.amount
    if wanted == "-":
        return [] if amount is None or amount.value is None or heard.words.strip() else [f"{amount.value} for none"]
    if amount is None or amount.value is None:
        return [f"no figure for {wanted}"]
    low, _, high = wanted.partition("/")
    if high:
        right = (amount.numerator, amount.denominator) == (Decimal(low), Decimal(high))
    else:
        right = amount.value == Decimal(low)
    return [] if right else [f"{amount.value} for {wanted}"]
