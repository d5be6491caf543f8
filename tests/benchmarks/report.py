"""What was measured, which bar it has to meet, and whether it does, as a table that can be read in a terminal."""

from collections.abc import Sequence
from dataclasses import dataclass

SKIPPED = "skipped"
HEADS = ("part", "what", "measured", "bar", "holds")


class Absent(Exception):  # noqa: N818 - an ordinary reason, not a fault
    """The machine lacks what a part needs; the text says what."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `holds` is None where no bar is set."""

    what: str
    measured: str
    bar: str = ""
    holds: bool | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Everything one part of the benchmark found."""

    name: str
    figures: tuple[Figure, ...]


def at_least(what: str, value: float, bar: float, unit: str, digits: int = 0) -> Figure:
    """A figure that must not be below its bar."""
    return Figure(what, f"{number(value, digits)} {unit}".strip(), f">= {bar:g} {unit}".strip(), value >= bar)


def at_most(what: str, value: float, bar: float, unit: str, digits: int = 0) -> Figure:
    """A figure that must not be above its bar."""
    return Figure(what, f"{number(value, digits)} {unit}".strip(), f"<= {bar:g} {unit}".strip(), value <= bar)


def below(what: str, value: float, bar: float, unit: str, digits: int = 0) -> Figure:
    """A figure that must stay under its bar."""
    return Figure(what, f"{number(value, digits)} {unit}".strip(), f"< {bar:g} {unit}".strip(), value < bar)


def equal(what: str, value: int, bar: int, unit: str) -> Figure:
    """A count that must be exactly so."""
    return Figure(what, f"{value:,} {unit}".strip(), f"= {bar:,} {unit}".strip(), value == bar)


def plain(what: str, value: float, unit: str, digits: int = 0) -> Figure:
    """A figure without a bar."""
    return Figure(what, f"{number(value, digits)} {unit}".strip())


def skipped(name: str, reason: str) -> Part:
    """A part that could not be measured here, with the reason."""
    return Part(name, (Figure(reason, SKIPPED),))


def number(value: float, digits: int) -> str:
    """1,234 or 12.3: as many decimals as were asked for."""
    return f"{value:,.{digits}f}"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all values do not exceed: nearest rank, so it is one that was measured."""
    ordered = sorted(values)
    rank = -(-len(ordered) * share // 1)
    return ordered[max(int(rank), 1) - 1]


def table(parts: Sequence[Part]) -> str:
    """The parts as lines with aligned columns."""
    lines = [HEADS]
    for part in parts:
        for n, figure in enumerate(part.figures):
            said = "" if figure.holds is None else "yes" if figure.holds else "NO"
            lines.append((part.name if n == 0 else "", figure.what, figure.measured, figure.bar, said))
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    rule = tuple("-" * width for width in widths)
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (lines[0], rule, *lines[1:])
    )


def failed(parts: Sequence[Part]) -> list[str]:
    """The figures whose bar does not hold."""
    return [f"{part.name}: {figure.what}" for part in parts for figure in part.figures if figure.holds is False]
