"""What a proposal comes to: its items under their numbers, and the document with every edit of staff in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from knowledge.document import Document, DutyClause, Header, Milestone, Passage, Target, UnitCode, issuer_code
from knowledge.proposals.keys import key_of
from knowledge.proposals.values import (
    Add,
    Count,
    Drop,
    Edit,
    Item,
    ItemKind,
    Keep,
    Made,
    Mark,
    Proposal,
    Refer,
    Replace,
    SetHeader,
)

DAYS = frozenset(("issued_on", "valid_from", "valid_to"))
NEVER_EMPTY = frozenset(("title", "type", "issuer", "issuer_code"))
NEVER_NONE = frozenset(("period", "issued_at"))
LISTS = frozenset(("recipients", "references"))
EDITABLE = frozenset(field.name for field in fields(Header)) - LISTS
"""The fields of the header that staff may set as text."""


class Unfit(Exception):  # noqa: N818 - what a person asked for cannot be done
    """An edit that the proposal cannot take; the text is the field or number that is wrong."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """An item, and where it hangs in the document as it was read; `passage` is None for what was added."""

    item: Item
    passage: int | None


def items(proposal: Proposal) -> tuple[Item, ...]:
    """Everything that is reviewed, in the document's order under lasting numbers from 1; what was added comes last."""
    return tuple(placed.item for placed in _placed(proposal))


def current(proposal: Proposal) -> Document:
    """The document as it would be published now."""
    assert proposal.document is not None, "only a file that was read has a document"
    placed = _placed(proposal)
    header = proposal.document.header
    for made in proposal.edits:
        if isinstance(made.edit, SetHeader):
            header = with_field(header, made.edit)
        elif isinstance(made.edit, Refer) and made.edit.reference not in header.references:
            header = replace(header, references=(*header.references, made.edit.reference))
    kept: dict[int | None, list[Item]] = {}
    for one in placed:
        if one.item.mark is not Mark.DROPPED:
            kept.setdefault(one.passage, []).append(one.item)
    passages = tuple(
        holding(passage, [told_apart(item, passage) for item in kept.get(number, ())])
        for number, passage in enumerate(proposal.document.passages)
    )
    # A number that was put right makes it the next version of the paper of that number.
    key = proposal.document.key if header == proposal.document.header else key_of(header)
    return replace(proposal.document, key=key, header=header, passages=_with_added(passages, kept.get(None, ())))


def edited(proposal: Proposal, edit: Edit, by: str, at: datetime) -> tuple[Made, ...]:
    """The edits with one more. Raises `Unfit` for a number or a field that is not there."""
    known = {item.number for item in items(proposal)}
    match edit:
        case SetHeader(name, _):
            if name not in EDITABLE:
                raise Unfit(name)
            assert proposal.document is not None
            with_field(proposal.document.header, edit)
        case Replace(number) | Drop(number) | Keep(number) | Count(number) if number not in known:
            raise Unfit(str(number))
        case Add(place):
            assert proposal.document is not None
            if place not in {passage.place for passage in proposal.document.passages}:
                raise Unfit(place)
        case _:
            pass
    return (*proposal.edits, Made(edit, by, at))


def undone(proposal: Proposal) -> tuple[Made, ...]:
    """The edits without the last one."""
    return proposal.edits[:-1]


def with_field(header: Header, edit: SetHeader) -> Header:
    """The header with one field set. Raises `Unfit` for a day that is none, or an empty title."""
    if not edit.value and edit.name in NEVER_EMPTY:
        raise Unfit(edit.name)
    if edit.name in DAYS:
        try:
            day: Any = date.fromisoformat(edit.value) if edit.value else None
        except ValueError:
            raise Unfit(edit.name) from None
        return replace(header, **{edit.name: day})
    if edit.name == "issuer":
        return replace(header, issuer=edit.value, issuer_code=issuer_code(edit.value))
    if edit.name == "issuer_code":
        return replace(header, issuer_code=UnitCode(edit.value))
    value: Any = edit.value if edit.value or edit.name in NEVER_NONE else None
    return replace(header, **{edit.name: value})


def _placed(proposal: Proposal) -> tuple[_Placed, ...]:
    found = {placed.item.number: placed for placed in _as_read(proposal)}
    for made in proposal.edits:
        match made.edit:
            case Replace(number, what):
                found[number] = _marked(found[number], Mark.CORRECTED, what)
            case Drop(number):
                found[number] = _marked(found[number], Mark.DROPPED, found[number].item.what)
            case Keep(number):
                was_dropped = found[number].item.mark is Mark.DROPPED
                mark = Mark.READ if was_dropped else found[number].item.mark
                found[number] = _marked(found[number], mark, found[number].item.what)
            case Count(number, way):
                found[number] = replace(found[number], item=replace(found[number].item, way=way))
            case Add(place, what):
                number = len(found) + 1
                found[number] = _Placed(Item(number, kind_of(what), place, what, Mark.ADDED), None)
            case SetHeader() | Refer():
                pass
    return tuple(found.values())


def _marked(placed: _Placed, mark: Mark, what: Target | DutyClause | Milestone) -> _Placed:
    # What was added stays added when it is corrected: the document as it was read does not hold it.
    kept = Mark.ADDED if placed.passage is None and mark is not Mark.DROPPED else mark
    return replace(placed, item=replace(placed.item, mark=kept, what=what))


def _as_read(proposal: Proposal) -> Iterator[_Placed]:
    if proposal.document is None:
        return
    number = 0
    for at, passage in enumerate(proposal.document.passages):
        held: tuple[Target | DutyClause | Milestone, ...] = (*passage.targets, *passage.duties, *passage.milestones)
        for what in held:
            number += 1
            item = Item(number, kind_of(what), passage.place, what, page=passage.page, passage=passage.text)
            yield _Placed(item, at)


def kind_of(what: Target | DutyClause | Milestone) -> ItemKind:
    """What sort of thing it is."""
    match what:
        case Target():
            return ItemKind.TARGET
        case DutyClause():
            return ItemKind.DUTY
        case Milestone():
            return ItemKind.MILESTONE


def told_apart(item: Item, passage: Passage) -> Target | DutyClause | Milestone:
    """What staff set against the words of the passage says so for ever."""
    what = item.what
    if not isinstance(what, Target) or item.mark is Mark.READ:
        return what
    from knowledge.figures import figures_said  # only where staff set something: memory counts

    figures = {figure for figure in (what.value, what.value_max) if figure is not None}
    return replace(what, by_office=not figures <= figures_said(passage.text))


def holding(passage: Passage, kept: Sequence[Target | DutyClause | Milestone]) -> Passage:
    """The passage with exactly these things hanging on it."""
    return replace(
        passage,
        targets=tuple(one for one in kept if isinstance(one, Target)),
        duties=tuple(one for one in kept if isinstance(one, DutyClause)),
        milestones=tuple(one for one in kept if isinstance(one, Milestone)),
    )


def _with_added(passages: Sequence[Passage], added: Sequence[Item]) -> tuple[Passage, ...]:
    """What staff added hangs on the passage of the place they named; `edited` has seen to it that there is one."""
    result = list(passages)
    for item in added:
        at = next((at for at, passage in enumerate(result) if passage.place == item.place), None)
        if at is not None:
            more = told_apart(item, result[at])
            held = (*result[at].targets, *result[at].duties, *result[at].milestones, more)
            result[at] = holding(result[at], held)
    return tuple(result)
