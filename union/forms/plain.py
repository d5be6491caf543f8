"""A report or a list as plain text, for who has no way to a file: to be read in a chat, or pasted into a document."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from knowledge.dates import VIETNAM
from knowledge.numbers import written
from union.draft import Snapshot
from union.forms.paper import Letterhead, Section, paper_of
from union.forms.table import Value

BLANK = Letterhead()
ROWS_MOST = 60
"""So many lines are still read on a phone; a longer list says how many more there are."""


def report_text(snapshot: Snapshot, head: Letterhead = BLANK) -> str:
    """Everything that the paper says, in its order; blanks for number, signature and seal are left to the paper."""
    paper = paper_of(snapshot, head)
    lines = [paper.above, paper.unit, f"{paper.kind} {paper.about}", paper.to, paper.opening]
    for section in paper.sections:
        lines += section_lines(section)
    return "\n".join(line for line in (*lines, paper.staff_note, paper.closing) if line)


def section_lines(section: Section) -> Iterator[str]:
    """The heading, a line for each figure, then the passages."""
    yield section.heading
    for row in section.rows:
        measure = "" if row.measure in {"", "%"} else f" {row.measure}"
        yield f"- {row.label}: {row.value}{measure}"
    for heading, paragraphs in section.passages:
        if heading:
            yield f"- {heading}:"
        yield from paragraphs


def list_text(headings: Sequence[str], rows: Sequence[Sequence[Value]], notes: Sequence[str] = ()) -> str:
    """A line for each row, its first text in front: '1. Mầm non Hoa Sen: tình trạng đã nộp; điện thoại …'."""
    shown = [row_text(headings, row) for row in rows[:ROWS_MOST]]
    if len(rows) > ROWS_MOST:
        shown.append(f"… và {len(rows) - ROWS_MOST} dòng nữa.")
    return "\n".join((*shown, *notes))


def row_text(headings: Sequence[str], row: Sequence[Value]) -> str:
    """One row; what is empty is left out."""
    number, rest = ("", row)
    if row and isinstance(row[0], int):
        number, rest = f"{row[0]}. ", row[1:]
    names = headings[len(headings) - len(rest) :]
    first, *others = zip(names, rest, strict=True)
    told = "; ".join(
        f"{name[:1].lower()}{name[1:]} {words(value)}" for name, value in others if value not in {None, ""}
    )
    return f"{number}{words(first[1])}{f': {told}' if told else ''}"


def words(value: Value) -> str:
    """A cell as Vietnamese writes it."""
    match value:
        case datetime():
            return f"{value.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
        case date():
            return f"{value:%d/%m/%Y}"
        case int() | float():
            return written(Decimal(str(value)))
        case _:
            return value or ""
