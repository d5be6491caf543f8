"""Which figure a few words give a target, and whether the words of its passage hold it; pure."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from handlers.papers.change import Fault, Unclear
from knowledge.document import (
    Comparator,
    Document,
    Passage,
    PassageKind,
    Target,
)
from knowledge.numbers import find_numbers, written
from knowledge.text import clean, fold, words

if TYPE_CHECKING:
    from knowledge.figures import Figure

EXACTLY = re.compile(r"\b(?:dung|bang|chinh xac|vua dung)\b")
FILLERS = frozenset(words("là thành phải đạt ghi sửa lại đúng bằng chính xác cho của các và có được từ số con"))


def with_figure(target: Target, said: str, document: Document) -> Target | Unclear:
    """The target with the figure that is said; what is not said stays: '95' leaves '%' and 'ít nhất' as they were."""
    said = in_digits(said)
    # '19/KH-CĐX', '20/11' and '412/420' are a number, a day and a ratio; 'người/năm' is part of a measure.
    found = None if re.search(r"\d\s?/", said) else figure_in(said, target)
    if found is None:
        return Unclear(Fault.FIGURE)
    fresh = replace(
        target, value=found.value, value_max=found.value_max, comparator=binding(found, said, target),
        measure=found.measure,
    )  # fmt: skip
    left = clean(f"{said[: found.start]} {said[found.end :]}").strip(" .,;:()")
    known = set(words(f"{target.subject} {target.scope} {target.sector} {target.clause} {target.assignee}")) | FILLERS
    if all(word in known for word in words(left)):
        return fresh
    whole = targets_in(said, document)
    if len(whole) != 1 or not whole[0].subject:
        return replace(fresh, scope=left)
    return replace(fresh, subject=whole[0].subject, scope=whole[0].scope or fresh.scope)


def in_digits(said: str) -> str:
    """'bốn mươi lăm' is 45: a paper writes digits, people may write words."""
    text = clean(said)
    for number in reversed(find_numbers(text)):
        if number.is_spoken and not number.is_percent:
            text = f"{text[: number.start]}{written(number.value)}{text[number.end :]}"
    return text


def figure_in(said: str, target: Target) -> "Figure | None":
    """The one figure of the words; a bare number is of the measure that the target has."""
    from knowledge.figures import figures  # the rules of understanding load where a review needs them: memory counts

    found = figures(said)
    if len(found) == 1:
        return found[0]
    if found or len(find_numbers(said)) != 1:
        return None
    number = find_numbers(said)[0]
    if number.is_percent:
        return None
    measured = f"{said[: number.end]}{'%' if target.measure == '%' else f' {target.measure}'}"
    with_measure = figures(measured)
    return replace(with_measure[0], end=number.end) if len(with_measure) == 1 else None


def binding(found: "Figure", said: str, target: Target) -> Comparator:
    """How it binds: as it is said, else as before."""
    sign = Comparator(found.sign)
    if sign is not Comparator.EXACT:
        return sign
    if EXACTLY.search(fold(said)) or target.comparator is Comparator.RANGE:
        return Comparator.EXACT
    return target.comparator


def targets_in(sentence: str, document: Document) -> tuple[Target, ...]:
    """What a sentence would set if it stood in the document's list of targets."""
    from knowledge.extract import extract

    alone = Passage("", "", PassageKind.TARGET, sentence)
    [read] = extract(replace(document, passages=(alone,))).passages
    return read.targets


def unheld_in(target: Target, passage: str) -> Decimal | None:
    """A figure of the target that the words of its passage do not hold."""
    from knowledge.figures import figures_said

    held = figures_said(passage)
    wanted = (target.value, *((target.value_max,) if target.value_max is not None else ()))
    return next((value for value in wanted if value not in held), None)
