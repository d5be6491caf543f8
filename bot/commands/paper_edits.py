"""What an operator puts right in a paper, read from the options of one command."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from bot.commands.paper_words import way_of
from bot.mistake import Mistake
from handlers.papers.change import said_of
from handlers.wording.papers import FIELDS
from knowledge.dates import find_dates
from knowledge.document import Comparator, DutyClause, Milestone, Target
from knowledge.numbers import parse_number
from knowledge.proposals.editing import DAYS, EDITABLE, current, items
from knowledge.proposals.values import (
    Add,
    Basis,
    Count,
    Counting,
    Edit,
    Item,
    ItemKind,
    Keep,
    Mark,
    Proposal,
    Replace,
    SetHeader,
    Way,
)
from knowledge.text import fold

C = TypeVar("C", Counting, Basis)

TARGET_OPTIONS: Mapping[str, str] = {
    "unit": "measure", "subject": "subject", "scope": "scope", "due": "due", "sector": "sector", "assignee": "assignee",
}  # fmt: skip
"""The options of a target that are words, with its fields."""
FIGURE_OPTIONS = ("value", "value_max", "comparator")
DUTY_OPTIONS: Mapping[str, str] = {"reporter": "reporter", "to": "recipient", "through": "through", "due": "due"}
MILESTONE_OPTIONS: Mapping[str, str] = {"text": "text", "due": "due"}
OPTIONS = (*FIGURE_OPTIONS, *TARGET_OPTIONS, "cadence", "reporter", "to", "through", "text")
WRITTEN_AS = {name: f"--{name.replace('_', '-')}" for name in OPTIONS} | {"reporter": "--from"}
COUNTINGS: Mapping[str, Counting] = {
    "cộng": Counting.AREA, "từng đơn vị": Counting.PER_UNIT, "bình quân": Counting.AVERAGE, "tỷ lệ": Counting.SHARE,
}  # fmt: skip
BASES: Mapping[str, Basis] = {"mới": Basis.GROSS, "thực tăng": Basis.NET, "hiện có": Basis.STOCK}


# The head


def field_edit(said: str, value: str | None) -> SetHeader:
    """'ngày ban hành' '05/02/2026' or 'issued_on' '2026-02-05'; an empty value empties the field. Raises `Mistake`."""
    name = field_named(said)
    if value is None:
        raise Mistake(f'Xin nêu nội dung mới của mục “{FIELDS.get(name, name)}”, hoặc "" để bỏ trống.')
    return SetHeader(name, _day(value) if name in DAYS and value else value.strip())


def kept_as_it_is(proposal: Proposal, said: str) -> Keep | SetHeader:
    """An item by its number, or a field of the head set to what it is: both settle what is doubtful."""
    if said.isdecimal():
        return Keep(item_of(proposal, int(said)).number)
    name = field_named(said)
    return SetHeader(name, said_of(current(proposal).header, name))


def field_named(said: str) -> str:
    """'ngày ban hành' and 'issued_on' are one field. Raises `Mistake`."""
    by_words = {fold(words): name for name, words in FIELDS.items()}
    name = said if said in EDITABLE else by_words.get(fold(said), "")
    if name not in EDITABLE:
        known = "; ".join(f"{each} ({FIELDS[each]})" for each in sorted(EDITABLE) if each in FIELDS)
        raise Mistake(f"Không có mục “{said}”. Các mục: {known}.")
    return name


def _day(value: str) -> str:
    found = find_dates(value, date.min)
    if len(found) != 1 or found[0].is_relative or str(found[0].day.year) not in value:
        raise Mistake(f"“{value}” chưa rõ là ngày nào. Viết như 05/02/2026.")
    return found[0].day.isoformat()


# Items


def item_edit(proposal: Proposal, number: int, chosen: Namespace) -> Replace:
    """The item with everything that was given. Raises `Mistake`."""
    item = item_of(proposal, number)
    given = {name for name in OPTIONS if getattr(chosen, name) is not None}
    if not given:
        raise Mistake(f"Xin nêu ít nhất một điều để sửa: {_listed(_options(item.kind))}.")
    if foreign := given - set(_options(item.kind)):
        raise Mistake(f"Số {number} không có {_listed(sorted(foreign))}. Có: {_listed(_options(item.kind))}.")
    return Replace(number, _changed(item.what, chosen))


def new_item(proposal: Proposal, chosen: Namespace) -> Add:
    """A target, a duty (`--cadence`) or a milestone (`--text`) at a place of the document. Raises `Mistake`."""
    places = {passage.place for passage in current(proposal).passages}
    if chosen.place not in places:
        near = [place for place in sorted(places) if fold(chosen.place) in fold(place)]
        hint = f" Có phải: {'; '.join(near[:5])}?" if near else ""
        raise Mistake(f"Văn bản không có chỗ “{chosen.place}”.{hint}")
    if chosen.cadence is not None:
        what: Target | DutyClause | Milestone = DutyClause((), "", "")
    elif chosen.text is not None:
        what = Milestone("", "")
        if not chosen.due:
            raise Mistake("Một mốc cần có --text và --due.")
    else:
        what = Target(Decimal(0), Comparator.EXACT, "", "")
        if not (chosen.value and chosen.unit and chosen.subject):
            raise Mistake("Một chỉ tiêu cần có --value, --unit và --subject; báo cáo: --cadence; mốc: --text và --due.")
    return Add(chosen.place, _changed(what, chosen))


def item_of(proposal: Proposal, number: int) -> Item:
    """The item under this number. Raises `Mistake`."""
    found = next((item for item in items(proposal) if item.number == number), None)
    if found is None:
        raise Mistake(f"Văn bản {proposal.id} không có số {number}. Xem: python -m bot ingest show {proposal.id}")
    return found


def _changed(what: Target | DutyClause | Milestone, chosen: Namespace) -> Target | DutyClause | Milestone:
    match what:
        case Target():
            return _with_figure(replace(what, **_given(chosen, TARGET_OPTIONS)), chosen)  # type: ignore[arg-type] # words
        case DutyClause():
            cadence = what.cadence if chosen.cadence is None else _parts(chosen.cadence)
            return replace(what, cadence=cadence, **_given(chosen, DUTY_OPTIONS))
        case Milestone():
            return replace(what, **_given(chosen, MILESTONE_OPTIONS))


def _with_figure(target: Target, chosen: Namespace) -> Target:
    """A single figure takes the place of a range; a range needs both ends in order."""
    value, value_max, comparator = target.value, target.value_max, target.comparator
    if chosen.value is not None:
        value, value_max = _number(chosen.value), None
    if chosen.value_max is not None:
        value_max, comparator = _number(chosen.value_max), Comparator.RANGE
        if value_max <= value:
            raise Mistake(f"{chosen.value_max} phải lớn hơn số đầu.")
    elif chosen.comparator is not None:
        comparator = _comparator(chosen.comparator)
    elif comparator is Comparator.RANGE and value_max is None:
        comparator = Comparator.EXACT
    if (comparator is Comparator.RANGE) is (value_max is None):
        raise Mistake("Khoảng từ … đến … cần cả --value và --value-max.")
    return replace(target, value=value, value_max=value_max, comparator=comparator)


def _given(chosen: Namespace, options: Mapping[str, str]) -> dict[str, str]:
    return {
        field: getattr(chosen, name).strip() for name, field in options.items() if getattr(chosen, name) is not None
    }


def _number(text: str) -> Decimal:
    value = parse_number(text)
    if value is None:
        raise Mistake(f"“{text}” chưa rõ là số nào. Viết như 95, 6,4 hoặc 30.000.")
    return value


def _comparator(text: str) -> Comparator:
    try:
        return Comparator(text)
    except ValueError:
        known = " ".join(each.value for each in Comparator)
        raise Mistake(f"Không có cách so sánh “{text}”. Chọn trong: {known} (nhớ đặt trong ngoặc kép).") from None


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _options(kind: ItemKind) -> Sequence[str]:
    match kind:
        case ItemKind.TARGET:
            return (*FIGURE_OPTIONS, *TARGET_OPTIONS)
        case ItemKind.DUTY:
            return ("cadence", *DUTY_OPTIONS)
        case ItemKind.MILESTONE:
            return tuple(MILESTONE_OPTIONS)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(WRITTEN_AS[name] for name in names)


# How targets are counted


def count_edits(proposal: Proposal, chosen: Namespace) -> list[Edit]:
    """The way of one target, or of all that have none yet as it is proposed. Raises `Mistake`."""
    if fold(chosen.item) in ("all", "tat ca"):
        waiting = [item for item in items(proposal) if item.mark is not Mark.DROPPED and item.way is None]
        found: list[Edit] = [Count(item.number, way) for item in waiting if (way := way_of(item))]
        if not found:
            raise Mistake("Không còn chỉ tiêu nào chờ xác nhận cách tính.")
        return found
    if not chosen.item.isdecimal():
        raise Mistake(f"“{chosen.item}” không phải một số. Nêu số của chỉ tiêu, hoặc all.")
    item = item_of(proposal, int(chosen.item))
    proposed = item.way or way_of(item)
    if item.kind is not ItemKind.TARGET:
        raise Mistake(f"Số {item.number} không phải chỉ tiêu nên không có cách tính.")
    if proposed is None and chosen.over is None:
        raise Mistake(f"Số {item.number} không cộng được. Muốn ghi thì nêu --over và --basis.")
    way = proposed or Way(Counting.AREA, Basis.GROSS)
    counting = way.counting if chosen.over is None else _choice(chosen.over, COUNTINGS)
    basis = way.basis if chosen.basis is None else _choice(chosen.basis, BASES)
    denominator = way.denominator if chosen.denominator is None else chosen.denominator.strip()
    return [Count(item.number, Way(counting, basis, denominator))]


def _choice(said: str, choices: Mapping[str, C]) -> C:
    for words, choice in choices.items():
        if fold(said) in (fold(words), choice.value):
            return choice
    raise Mistake(f"Không có “{said}”. Chọn trong: {', '.join(choices)}.")
