"""How is a reading graded against a careful person's: what is right, what is missing, what is too much?"""

import runpy
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from knowledge.document import Document, DutyClause, Header, Milestone, PassageKind, Reference, Target
from knowledge.text import fold

Wanted = TypeVar("Wanted")
Found = TypeVar("Found")

HERE = Path(__file__).parent
KINDS = {
    "plans": PassageKind.PLAN,
    "breakthroughs": PassageKind.BREAKTHROUGH,
    "tasks": PassageKind.TASK,
}


@dataclass(frozen=True, slots=True)
class File:
    """A file as an office drops it in."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class WantedTarget:
    """A figure as a careful person read it; each `units` would do; words must all stand in their field."""

    value: Decimal
    value_max: Decimal | None
    comparator: str
    units: tuple[str, ...]
    place: str
    subject: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    due: tuple[str, ...] = ()

    def __str__(self) -> str:
        span = f"{self.value}..{self.value_max}" if self.value_max is not None else f"{self.value}"
        asked = " · ".join(word for words in (self.subject, self.scope, self.due) for word in words)
        return f"[{self.place}] {self.comparator} {span} {'|'.join(self.units)} ({asked})"


@dataclass(frozen=True, slots=True)
class WantedDuty:
    """A reporting duty; `None` is not graded, an empty `through` or `due` must be empty."""

    cadence: str | None
    reporter: tuple[str, ...]
    recipient: tuple[str, ...]
    through: tuple[str, ...] | None
    due: str | None


@dataclass(frozen=True, slots=True)
class WantedMilestone:
    """A thing to be finished by a day."""

    due: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """Everything that must come of one document."""

    head: dict[str, object]
    targets: tuple[WantedTarget, ...]
    duties: tuple[WantedDuty, ...]
    milestones: tuple[WantedMilestone, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of one kind are right, and in words which are missing and which are too many."""

    right: int = 0
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missing)) if self.right + len(self.missing) else 1.0

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.extra)) if self.right + len(self.extra) else 1.0

    @property
    def least(self) -> float:
        return min(self.recall, self.precision)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.missing + other.missing, self.extra + other.extra)

    def __str__(self) -> str:
        lines = [f"precision {self.precision:.3f}, recall {self.recall:.3f} ({self.right} right)"]
        return "\n".join(
            [*lines, *(f"  missing  {one}" for one in self.missing), *(f"  extra    {one}" for one in self.extra)]
        )


@dataclass(frozen=True, slots=True)
class Grade:
    """One document against its gold."""

    targets: Tally
    duties: Tally
    milestones: Tally
    wrong: tuple[str, ...] = field(default=())
    """Fields of the head and counts that differ, in words."""

    def __str__(self) -> str:
        return "\n".join(
            [
                f"targets: {self.targets}",
                f"duties: {self.duties}",
                f"milestones: {self.milestones}",
                *(f"head: {wrong}" for wrong in self.wrong),
            ]
        )


# Reading the gold


def golds(folder: Path = HERE) -> tuple[Path, ...]:
    """Every gold file, in order of its name."""
    return tuple(sorted(folder.glob("*.toml")))


def file_of(gold: Path) -> File:
    """The document beside its gold: a file of the same stem, or `STEM.py` whose `build()` gives (name, content)."""
    builder = gold.with_suffix(".py")
    if builder.exists():
        name, content = runpy.run_path(str(builder))["build"]()
        return File(name, content)
    [file] = (path for path in gold.parent.glob(f"{gold.stem}.*") if path.suffix != ".toml")
    return File(file.name, file.read_bytes())


def parse_gold(text: str) -> Gold:
    """The gold of one document as `tests/corpus/reading/*.toml` writes it."""
    return gold_of(tomllib.loads(text, parse_float=Decimal))


def gold_of(table: dict[str, Any]) -> Gold:
    """The gold as it comes out of the file."""
    return Gold(
        head=table.get("document", {}),
        targets=tuple(_target(row) for row in table.get("target", ())),
        duties=tuple(_duty(row) for row in table.get("duty", ())),
        milestones=tuple(WantedMilestone(row["due"], tuple(row["text"])) for row in table.get("milestone", ())),
        counts=table.get("counts", {}),
    )


def _target(row: dict[str, Any]) -> WantedTarget:
    return WantedTarget(
        value=Decimal(row["value"]),
        value_max=Decimal(row["value_max"]) if "value_max" in row else None,
        comparator=row["comparator"],
        units=tuple(row["unit"].split("|")),
        place=row.get("place", ""),
        subject=tuple(row.get("subject", ())),
        scope=tuple(row.get("scope", ())),
        due=tuple(row.get("due", ())),
    )


def _duty(row: dict[str, Any]) -> WantedDuty:
    through = row.get("through")
    words = None if through is None else tuple(through)
    return WantedDuty(row.get("cadence"), tuple(row.get("from", ())), tuple(row.get("to", ())), words, row.get("due"))


# Grading


def grade(document: Document, gold: Gold) -> Grade:
    """What the reader found, held against the gold, one found thing to one wanted thing."""
    placed = [(passage.place, target) for passage in document.passages for target in passage.targets]
    duties = [duty for passage in document.passages for duty in passage.duties]
    marks = [mark for passage in document.passages for mark in passage.milestones]
    return Grade(
        targets=_tally(gold.targets, placed, _is_target, _told_target),
        duties=_tally(gold.duties, duties, _is_duty, str),
        milestones=_tally(gold.milestones, marks, _is_milestone, str),
        wrong=(*_wrong_fields(document.header, gold.head), *_wrong_counts(document, gold.counts)),
    )


def _tally(
    wanted: Sequence[Wanted],
    found: Sequence[Found],
    agrees: Callable[[Wanted, Found], bool],
    told: Callable[[Found], str],
) -> Tally:
    left, missing = list(found), []
    for one in wanted:
        match = next((other for other in left if agrees(one, other)), None)
        if match is None:
            missing.append(str(one))
        else:
            left.remove(match)
    return Tally(len(wanted) - len(missing), tuple(missing), tuple(told(other) for other in left))


def _told_target(placed: tuple[str, Target]) -> str:
    place, target = placed
    span = f"{target.value}..{target.value_max}" if target.value_max is not None else f"{target.value}"
    over = " / ".join(part for part in (target.scope, target.sector, target.assignee) if part)
    return f"[{place}] {target.comparator} {span} {target.measure} ({target.subject} · {over} · {target.due})"


def _is_target(wanted: WantedTarget, placed: tuple[str, Target]) -> bool:
    place, target = placed
    return (
        (wanted.value, wanted.value_max, wanted.comparator) == (target.value, target.value_max, target.comparator)
        and fold(wanted.place) in ("", fold(place))
        and any(_same_unit(unit, target.measure) for unit in wanted.units)
        and _stand(wanted.subject, target.subject)
        and _stand(wanted.scope, f"{target.scope} {target.sector} {target.assignee}")
        and _stand(wanted.due, f"{target.due} {target.scope} {target.assignee}")
    )


def _same_unit(wanted: str, found: str) -> bool:
    """'cuộc' and 'cuộc kiểm tra' name one thing, 'người/đợt' and 'người lao động/đợt' too; 'cuộc/năm' is another."""
    ones, others = fold(wanted).split("/"), fold(found).split("/")
    return len(ones) == len(others) and all(
        f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} ")
        for one, other in zip(ones, others, strict=True)
    )


def _is_duty(wanted: WantedDuty, found: DutyClause) -> bool:
    return (
        (wanted.cadence is None or fold(wanted.cadence) == fold(", ".join(found.cadence)))
        and _stand(wanted.reporter, found.reporter)
        and _stand(wanted.recipient, found.recipient)
        and (
            wanted.through is None
            or (_stand(wanted.through, found.through) and bool(wanted.through) == bool(found.through))
        )
        and (wanted.due is None or fold(wanted.due) == fold(found.due))
    )


def _is_milestone(wanted: WantedMilestone, found: Milestone) -> bool:
    return fold(wanted.due) == fold(found.due) and _stand(wanted.text, found.text)


def _stand(words: Iterable[str], text: str) -> bool:
    bare = " ".join(fold(text).split())
    return all(fold(word) in bare for word in words)


def _wrong_fields(head: Header, wanted: dict[str, object]) -> tuple[str, ...]:
    found = {name: _as_written(head, name, said) for name, said in wanted.items()}
    return tuple(
        f"{name}: {found[name]!r}, not {said!r}"
        for name, said in wanted.items()
        if not _agree(found[name], sorted(map(str, said)) if isinstance(said, list) else said)
    )


def _as_written(head: Header, name: str, said: object) -> object:
    if name == "references" and isinstance(said, list):
        return sorted(_told_reference(reference, said) for reference in head.references)
    value = getattr(head, name)
    if isinstance(value, tuple):
        return sorted(value)
    return "" if value is None else value


def _told_reference(reference: Reference, wanted: Sequence[str]) -> str:
    """'replaces 5/KH-CĐX', with its clauses where the gold names them: 'amends … mục II.2 by mục II.1.1'."""
    short = f"{reference.relation} {reference.number or reference.words}"
    long = f"{short} {reference.place} by {reference.by}"
    return long if any(fold(long) == fold(one) for one in wanted) else short


def _agree(found: object, said: object) -> bool:
    if isinstance(found, str) and isinstance(said, str):
        return " ".join(fold(found).split()) == " ".join(fold(said).split())
    if isinstance(found, list) and isinstance(said, list):
        return len(found) == len(said) and all(_agree(*pair) for pair in zip(found, said, strict=True))
    return found == (date.fromisoformat(said) if isinstance(found, date) and isinstance(said, str) and said else said)


def _wrong_counts(document: Document, wanted: dict[str, int]) -> tuple[str, ...]:
    found = {name: _count(document, KINDS[name]) for name in wanted}
    return tuple(f"{name}: {found[name]}, not {count}" for name, count in wanted.items() if found[name] != count)


def _count(document: Document, kind: PassageKind) -> int:
    """The numbered ones where the paper numbers them: a sentence that introduces a list is none of it."""
    ones = [passage for passage in document.passages if passage.kind == kind]
    return sum(passage.ordinal is not None for passage in ones) or len(ones)
