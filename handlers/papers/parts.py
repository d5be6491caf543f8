"""What a sentence changes of one item: its figure, its due day, its scope, whom a report goes to; pure."""

import re
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from handlers.papers.change import WORDS_MOST, Change, Fault, Unclear, item_of
from handlers.papers.figure import unheld_in, with_figure
from knowledge.dates import find_dates
from knowledge.document import (
    Document,
    DutyClause,
    Milestone,
    Target,
)
from knowledge.proposals.editing import current
from knowledge.proposals.values import (
    Item,
    Proposal,
    Replace,
)
from knowledge.text import clean, fold

T = TypeVar("T", Target, DutyClause)

DUE = r"(?:co )?(?:thoi )?han(?: hoan thanh| chot| nop| cuoi)?|hoan thanh(?= (?:truoc|trong|vao|den))|den han"
SCOPE = r"pham vi|doi tuong|ap dung (?:cho|voi)|khoi|khu vuc"
SECTORS = frozenset({"nha nuoc", "ngoai nha nuoc", "hanh chinh, su nghiep", "hanh chinh su nghiep", "doanh nghiep"})
ASPECTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?:{pattern})\b\s*(?:la\b|thanh\b|:|=)?\s*"))
    for name, pattern in (
        ("due", DUE),
        ("scope", SCOPE),
        ("subject", r"noi dung|ve viec|ve(?! dich)"),
        ("measure", r"don vi tinh|don vi do"),
        ("assignee", r"giao(?: cho)?|don vi thuc hien"),
        ("recipient", r"gui(?: cho| ve| den| len)?|noi nhan"),
        ("through", r"(?:thong )?qua"),
        ("reporter", r"(?:don vi|noi|nguoi) bao cao"),
        ("cadence", r"dinh ky|chu ky|ky bao cao|(?=hang (?:thang|quy|nam))"),
    )
)
CADENCES = (
    ("tháng", r"\b(?:hang )?thang\b"),
    ("quý", r"\bquy\b"),
    ("6 tháng", r"\b(?:6|sau) thang\b"),
    ("năm", r"\bnam\b"),
)
OF_TARGET = frozenset({"due", "scope", "subject", "measure", "assignee"})
OF_DUTY = frozenset({"due", "recipient", "through", "reporter", "cadence"})


def item_change(number: int, said: str, proposal: Proposal, today: date) -> Change | Unclear:
    """'số 3 là 95%', 'số 3 hạn 30/6/2026', 'số 3 phạm vi ngoài nhà nước'."""
    item = item_of(proposal, number)
    if item is None:
        return Unclear(Fault.NO_SUCH, str(number))
    text = clean(said).strip(' .,;:“”"')
    if not text or len(text) > WORDS_MOST:
        return Unclear(Fault.EMPTY)
    aspect, rest = aspect_in(text)
    if aspect == "due" and is_no_day(rest, today):
        return Unclear(Fault.DAY)
    changed = changed_item(item, aspect, rest, current(proposal))
    if isinstance(changed, Unclear):
        return changed
    if changed == item.what:
        return Unclear(Fault.SAME)
    is_figure = isinstance(changed, Target) and not aspect
    unheld = unheld_in(changed, item.passage) if is_figure and isinstance(changed, Target) else None
    return Change((Replace(number, changed),), unheld)


def aspect_in(text: str) -> tuple[str, str]:
    """Which part is meant, and the words for it; no part means the figure itself."""
    bare = fold(text)
    for name, pattern in ASPECTS:
        if found := pattern.match(bare):
            return name, text[found.end() :].strip()
    return "", text


def is_no_day(text: str, today: date) -> bool:
    """'31/02/2026' looks like a day and is none."""
    written = re.findall(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", text)
    return bool(written) and len(find_dates(text, today)) < len(written)


def changed_item(item: Item, aspect: str, rest: str, document: Document) -> Target | DutyClause | Milestone | Unclear:
    """The item with this part of it as it was said."""
    if aspect and not rest and aspect != "due":
        return Unclear(Fault.EMPTY)
    match item.what:
        case Target() as target if not aspect:
            return with_figure(target, rest, document)
        case Target() as target if aspect in OF_TARGET:
            is_sector = aspect == "scope" and fold(rest) in SECTORS
            return with_words(target, "sector" if is_sector else aspect, rest)
        case DutyClause() as duty if aspect == "cadence":
            cadence = tuple(name for name, pattern in CADENCES if re.search(pattern, without_half(name, rest)))
            return replace(duty, cadence=cadence) if cadence else Unclear(Fault.ASPECT)
        case DutyClause() as duty if aspect in OF_DUTY:
            return with_words(duty, aspect, rest)
        case Milestone() as stone if aspect == "due" and rest:
            return replace(stone, due=rest)
        case Milestone() as stone if aspect == "subject":
            return replace(stone, text=rest)
        case _:
            return Unclear(Fault.ASPECT)


def with_words(what: T, part: str, said: str) -> T:
    """The same with one of its parts that are words."""
    said_of_it: dict[str, Any] = {part: said}
    return replace(what, **said_of_it)


def without_half(name: str, said: str) -> str:
    """'6 tháng' is not every month."""
    return re.sub(r"\b(?:6|sau) thang\b", "", fold(said)) if name == "tháng" else fold(said)
