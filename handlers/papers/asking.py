"""What is asked in a review: the next doubt, the ways to count, whether to publish; pure."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.messages import Reply
from handlers.papers import shown
from handlers.papers.change import item_of, said_of
from handlers.papers.draft import Reviewing, Stage, last_batch, seen
from handlers.papers.shown import Case
from handlers.wording import papers as words
from knowledge.document import Target
from knowledge.numbers import written
from knowledge.proposals.editing import current
from knowledge.proposals.values import (
    Add,
    Count,
    Edit,
    Proposal,
    Replace,
)
from knowledge.proposals.ways import proposed_way

WAYS_AT_ONCE = 8


def next_question(case: Case, draft: Reviewing, *, is_short: bool = False) -> tuple[Reviewing, Reply]:
    """The first thing that is still doubtful, or what can be done now; in few words where it is said once more."""
    fresh = replace(
        draft, stage=Stage.LOOKING, seen=seen(case.proposal), item=None, field="", pending=(), page=0,
    )  # fmt: skip
    if not case.doubts:
        return fresh, (words.ready_again if is_short else words.ready)(proposed(case))
    doubt = case.doubts[0]
    fresh = replace(fresh, stage=Stage.DOUBT, item=doubt.number, field=doubt.field)
    return fresh, asked(case, fresh)


def asked(case: Case, draft: Reviewing) -> Reply:
    """The question that is open, in its words."""
    match draft.stage:
        case Stage.DOUBT:
            return doubt_asked(case, draft)
        case Stage.SURE:
            return sure_asked(case, draft.pending)
        case Stage.WAYS:
            return ways_asked(case)[1]
        case Stage.PUBLISH:
            return words.ask_publish(verdict_of(case))
        case Stage.REFUSE:
            return words.ask_refuse(draft.number, shown.name_now(case.proposal))
        case Stage.UNDO:
            return words.undo_of_other(case.proposal.edits[-1].by, last_words(case.proposal))
        case _:
            return words.ready(proposed(case))


def doubt_asked(case: Case, draft: Reviewing) -> Reply:
    """The doubt that is asked about, with its place among those that are left."""
    place = next(
        (at for at, each in enumerate(case.doubts) if (each.number, each.field) == (draft.item, draft.field)), 0
    )
    doubt = case.doubts[place]
    reason = words.reason_words(doubt.reason, doubt.detail)
    counted = (place + 1, len(case.doubts))
    item = item_of(case.proposal, doubt.number) if doubt.number is not None else None
    if item is not None:
        return words.doubt_of_item(shown.line_of(item, case.period), reason, counted)
    value = said_of(current(case.proposal).header, doubt.field) if doubt.field else ""
    return words.doubt_of_header(doubt.field, shown.day_words(value), reason, counted)


def sure_asked(case: Case, pending: Sequence[Edit]) -> Reply:
    """Whether a figure is written that the words do not hold."""
    match pending:
        case [Replace(number, Target() as target)]:
            item = item_of(case.proposal, number)
            return words.not_held(figure_words(target), number, item.place if item else "")
        case [Add(place, Target() as target)]:
            return words.not_held(figure_words(target), None, place)
        case _:
            return words.ready_again(())


def figure_words(target: Target) -> str:
    """'95%', '40 đoàn viên'."""
    return f"{written(target.value)}{'%' if target.measure == '%' else f' {target.measure}'}"


def proposed(case: Case) -> tuple[Count, ...]:
    """How each target would be counted whose way nobody has confirmed."""
    found = []
    for item in case.uncounted:
        way = proposed_way(item.what) if isinstance(item.what, Target) else None
        if way is not None:
            found.append(Count(item.number, way))
    return tuple(found)


def ways_asked(case: Case) -> tuple[tuple[Count, ...], Reply]:
    """The ways to be confirmed at once, and how they are shown."""
    every = proposed(case)
    here = every[:WAYS_AT_ONCE]
    lines = []
    for each in here:
        item = item_of(case.proposal, each.number)
        assert item, "it was just listed"
        lines.append(words.way_line(each.number, shown.what_words(item.what, case.period), words.way_words(each.way)))
    return here, words.ways(lines, len(every) - len(here))


def verdict_of(case: Case) -> words.Verdict:
    """What publishing will do."""
    return words.Verdict(
        case.proposal.id, shown.name_now(case.proposal), shown.counts_of(case), shown.before_words(case),
        len(case.doubts), len(proposed(case)),
    )  # fmt: skip


def last_words(proposal: Proposal) -> str:
    """What the last edit did."""
    batch = last_batch(proposal)
    if not batch:
        return ""
    before = replace(proposal, edits=proposal.edits[: len(proposal.edits) - len(batch)])
    return shown.edit_words(before, [made.edit for made in batch]).rstrip(".")


def is_open(case: Case, draft: Reviewing) -> bool:
    """Whether the doubt that was asked about is still one."""
    return any((each.number, each.field) == (draft.item, draft.field) for each in case.doubts)
