"""`python -m tests.corpus.asked`: the shares by style, kind and paper, then what is said to each wrong open row."""

from collections import Counter

from handlers.citing import phrase
from tests.corpus.asked.grading import SHEETS, TODAY, Row, faults, only_quoted, result_of, rows


def shares(sheet: str, right: list[Row], by: str) -> str:
    """'date 29/33, figure 50/61, …'."""
    every, good = (Counter(str(getattr(row, by)) for row in some if row.sheet == sheet) for some in (rows(), right))
    return ", ".join(f"{name} {good[name]}/{count}" for name, count in sorted(every.items()))


def main() -> None:
    wrong = {row.id: found for row in rows() if (found := list(faults(row)))}
    for sheet in SHEETS:
        for by in ("is_held", "style", "kind", "document"):
            print(f"{sheet} by {by}: {shares(sheet, [row for row in rows() if row.id not in wrong], by)}")
    for row in rows():
        if not row.is_held and row.id not in wrong and (quoted := list(only_quoted(row))):
            print(f"only quoted: {row.id} {', '.join(quoted)} of {row.question.text}")
    for row in rows():
        if row.id in wrong and not row.is_held:
            print(f"\n{row.id} {row.document}: {' >> '.join((*row.question.previous, row.question.text))}")
            print(f"  {'; '.join(wrong[row.id])}")
            print("  | " + phrase(result_of(row), TODAY).replace("\n", "\n  | "))


if __name__ == "__main__":
    main()
