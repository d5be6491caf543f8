"""What a word said in a review means there, with the paper as it stands; pure."""

from dataclasses import replace

from handlers.flow import Ask, Done
from handlers.papers import adding, head, parts, shown, ways
from handlers.papers.asking import asked, is_open, last_words, next_question, ways_asked
from handlers.papers.change import Change, Fault, Unclear, item_of, said_of
from handlers.papers.draft import Reviewing, Stage, Stepped, Word, Writing, seen, speaker
from handlers.papers.heard import Act, Heard
from handlers.papers.shown import Case
from handlers.talk import Talk
from handlers.wording import papers as words
from knowledge.proposals.comparison import compare
from knowledge.proposals.editing import current
from knowledge.proposals.values import (
    Drop,
    Edit,
    Keep,
    Mark,
    SetHeader,
)

QUESTIONS = frozenset({Stage.SURE, Stage.UNDO, Stage.PUBLISH, Stage.REFUSE})
"""What a no leads back from."""
ASKED_BACK = {Act.UNCLEAR: words.say_which, Act.ONE_BY_ONE: words.one_by_one, Act.WHICH: words.which_item}
"""What says too little to be written."""


def decided(case: Case, draft: Reviewing, heard: Heard, talk: Talk) -> Stepped:
    """What the words mean here."""
    is_stale = draft.seen != seen(case.proposal)
    match heard.act:
        case Act.YES:
            return agreed(case, draft, is_stale=is_stale)
        case Act.NO:
            return denied(case, draft)
        case Act.UNCLEAR | Act.ONE_BY_ONE | Act.WHICH:
            return again(case, draft, ASKED_BACK[heard.act]())
        case Act.KEEP | Act.DROP | Act.BACK:
            return sorted_out(case, draft, heard)
        case Act.PUBLISH if draft.stage is Stage.PUBLISH:
            return agreed(case, draft, is_stale=is_stale)
        case Act.PUBLISH if draft.stage is Stage.SURE:
            return again(case, draft, words.say_which())
        case Act.PUBLISH:
            return at_stage(case, draft, Stage.PUBLISH)
        case Act.REFUSE:
            return at_stage(case, draft, Stage.REFUSE)
        case Act.UNDO:
            return undoing(case, draft, talk)
        case Act.SET | Act.FIELD | Act.ADD | Act.WAY | Act.BARE:
            return corrected(case, draft, heard, talk)
        case _:
            return looked(case, draft, heard)


def agreed(case: Case, draft: Reviewing, *, is_stale: bool) -> Stepped:
    """A yes, to what was asked."""
    proposal = case.proposal
    if is_stale and draft.stage not in {Stage.SURE, Stage.LOOKING}:
        by = proposal.edits[-1].by if proposal.edits else ""
        return again(case, replace(draft, stage=Stage.LOOKING), words.changed_meanwhile(by, last_words(proposal)))
    match draft.stage:
        case Stage.DOUBT:
            return Done(Word(Writing.EDIT, draft, proposal, keeping(case, draft)))
        case Stage.SURE:
            return Done(Word(Writing.EDIT, draft, proposal, draft.pending))
        case Stage.WAYS if draft.pending:
            return Done(Word(Writing.EDIT, draft, proposal, draft.pending))
        case Stage.PUBLISH:
            return Done(Word(Writing.PUBLISH, draft, proposal))
        case Stage.REFUSE:
            return Done(Word(Writing.REFUSE, draft, proposal))
        case Stage.UNDO:
            return Done(Word(Writing.UNDO, draft, proposal))
        case _:
            return again(case, draft, words.say_which())


def keeping(case: Case, draft: Reviewing) -> tuple[Edit, ...]:
    """The doubtful thing is right as it stands."""
    if draft.item is not None:
        return (Keep(draft.item),)
    value = said_of(current(case.proposal).header, draft.field)
    return (SetHeader(draft.field, value),)


def denied(case: Case, draft: Reviewing) -> Stepped:
    """A no: back to the review; of a doubt it does not say what is right."""
    if draft.stage in QUESTIONS:
        fresh, question = next_question(case, draft, is_short=True)
        return Ask(fresh, words.together(words.left_as_it_was(), question))
    return again(case, draft, words.say_what_is_right() if draft.stage is Stage.DOUBT else words.say_which())


def again(case: Case, draft: Reviewing, first: str) -> Stepped:
    """Something is said, and the open question with it; with the next doubt where nothing was asked."""
    if draft.stage is Stage.LOOKING:
        fresh, question = next_question(case, draft, is_short=True)
        return Ask(fresh, words.together(first, question))
    if draft.stage is Stage.DOUBT and not is_open(case, draft):
        fresh, question = next_question(case, draft, is_short=True)
        return Ask(fresh, words.together(first, question))
    return Ask(replace(draft, seen=seen(case.proposal)), words.together(first, asked(case, draft)))


def at_stage(case: Case, draft: Reviewing, stage: Stage) -> Stepped:
    """Another question is asked."""
    fresh = replace(draft, stage=stage, seen=seen(case.proposal), pending=())
    return Ask(fresh, asked(case, fresh))


def sorted_out(case: Case, draft: Reviewing, heard: Heard) -> Stepped:
    """Items are kept, left out, or brought back; without a number the one that is asked about."""
    is_field = draft.stage is Stage.DOUBT and draft.item is None
    if not heard.numbers and is_field and heard.act is Act.KEEP:
        return Done(Word(Writing.EDIT, draft, case.proposal, keeping(case, draft)))
    numbers = heard.numbers or ((draft.item,) if draft.stage is Stage.DOUBT and draft.item is not None else ())
    if not numbers:
        return again(case, draft, words.which_item())
    known = {item.number: item for item in case.items}
    missing = next((number for number in numbers if number not in known), None)
    if missing is not None:
        return again(case, draft, words.unclear(Fault.NO_SUCH, str(missing)))
    is_back = heard.act is Act.BACK
    if is_back and any(known[number].mark is not Mark.DROPPED for number in numbers):
        return again(case, draft, words.unclear(Fault.SAME, ""))
    make = Drop if heard.act is Act.DROP else Keep
    return Done(Word(Writing.EDIT, draft, case.proposal, tuple(make(number) for number in numbers)))


def undoing(case: Case, draft: Reviewing, talk: Talk) -> Stepped:
    """The last edit goes; somebody else's only after a question."""
    if not case.proposal.edits:
        return again(case, draft, words.nothing_to_undo())
    if case.proposal.edits[-1].by != speaker(talk):
        return at_stage(case, draft, Stage.UNDO)
    return Done(Word(Writing.UNDO, draft, case.proposal))


def corrected(case: Case, draft: Reviewing, heard: Heard, talk: Talk) -> Stepped:
    """A correction is written, asked about, or not understood."""
    today = talk.visit.today
    found: Change | Unclear
    match heard.act:
        case Act.FIELD:
            found = head.field_change(heard, case.proposal, today)
        case Act.ADD:
            found = adding.added(heard.words, case.proposal)
        case Act.WAY:
            found = ways.way_change(heard.numbers[0], heard.words, case.proposal)
        case Act.BARE if draft.item is None:
            found = head.field_change(replace(heard, field=bare_field(draft)), case.proposal, today)
        case _:
            number = heard.numbers[0] if heard.numbers else draft.item
            assert number is not None, "a bare answer is one to an item's doubt"
            found = parts.item_change(number, heard.words, case.proposal, today)
    if isinstance(found, Unclear):
        return again(case, draft, words.unclear(found.fault, found.detail))
    if found.unheld is not None:
        fresh = replace(draft, stage=Stage.SURE, seen=seen(case.proposal), pending=found.edits)
        return Ask(fresh, asked(case, fresh))
    return Done(Word(Writing.EDIT, draft, case.proposal, found.edits))


def bare_field(draft: Reviewing) -> str:
    """What a bare answer to a doubt of the head sets."""
    return "term" if draft.field == "valid_to" else draft.field


def looked(case: Case, draft: Reviewing, heard: Heard) -> Stepped:
    """Something is shown; what was asked before is asked no longer, but for the very item that is shown."""
    fresh = replace(draft, stage=Stage.LOOKING, seen=seen(case.proposal), pending=())
    match heard.act:
        case Act.SHOW:
            item = item_of(case.proposal, heard.numbers[0])
            if item is None:
                return again(case, draft, words.unclear(Fault.NO_SUCH, str(heard.numbers[0])))
            is_asked = draft.stage is Stage.DOUBT and draft.item == item.number
            still = draft if is_asked or draft.stage is Stage.SURE else fresh
            return Ask(still, words.whole(shown.line_of(item, case.period), item.passage))
        case Act.LIST:
            return listed(case, replace(fresh, page=0))
        case Act.NEXT:
            return listed(case, replace(fresh, page=draft.page if draft.page < len(case.items) else 0))
        case Act.COMPARE:
            earlier = shown.paper_before(case)
            if earlier is None:
                return Ask(fresh, words.nothing_before())
            lines = shown.difference_lines(compare(earlier, current(case.proposal)))
            is_version = earlier.key == current(case.proposal).key
            what = f"bản {earlier.version} đang dùng" if is_version else shown.name_of(earlier.header)
            return Ask(fresh, words.compared(lines, what))
        case Act.WAYS | Act.CONFIRM_WAYS:
            if heard.act is Act.CONFIRM_WAYS and draft.stage is Stage.WAYS:
                return agreed(case, draft, is_stale=draft.seen != seen(case.proposal))
            pending, reply = ways_asked(case)
            return Ask(replace(fresh, stage=Stage.WAYS if pending else Stage.LOOKING, pending=pending), reply)
        case _:
            after, question = next_question(case, draft)
            return Ask(after, question)


def listed(case: Case, draft: Reviewing) -> Stepped:
    """A page of the items under their numbers."""
    every = case.items
    if not every:
        return Ask(draft, words.nothing_listed())
    lines: list[str] = []
    size = 0
    for item in every[draft.page :]:
        line = words.item_line(shown.line_of(item, case.period))
        if lines and size + len(line) > words.PAGE_MOST:
            break
        lines.append(line)
        size += len(line) + 1
    done = draft.page + len(lines)
    reply = words.page("\n".join(lines), len(every) - done, len(case.doubts))
    return Ask(replace(draft, page=done), reply)
