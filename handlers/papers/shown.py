"""How a proposal and its parts are said: its name, its items, what it takes the place of; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.citing.facts import figure
from handlers.citing.source import source
from handlers.papers.change import said_of
from handlers.wording import papers as words
from handlers.wording.report import capital
from knowledge.dates import written_day
from knowledge.document import Document, DutyClause, Header, Milestone, Relation, Target
from knowledge.identity import same_paper
from knowledge.library import Library
from knowledge.proposals.comparison import Difference, Pair, Placed, compare, earlier_of
from knowledge.proposals.doubts import Question
from knowledge.proposals.editing import current, items
from knowledge.proposals.values import (
    Add,
    Count,
    Drop,
    Edit,
    Item,
    ItemKind,
    Keep,
    Mark,
    Proposal,
    Refer,
    Replace,
    SetHeader,
)
from knowledge.quoting import value_of
from knowledge.text import fold

What = Target | DutyClause | Milestone
RELATIONS = {Relation.REPLACES: "thay thế", Relation.AMENDS: "sửa đổi, bổ sung", Relation.IMPLEMENTS: "thực hiện"}


@dataclass(frozen=True, slots=True)
class Case:
    """A proposal as it is reviewed now: what is doubtful in it, and what answers already."""

    proposal: Proposal
    doubts: tuple[Question, ...]
    library: Library

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything under its number."""
        return items(self.proposal)

    @property
    def period(self) -> str:
        """The paper's own, which goes without saying."""
        return current(self.proposal).header.period

    @property
    def kept(self) -> tuple[Item, ...]:
        """What would be published."""
        return tuple(item for item in self.items if item.mark is not Mark.DROPPED)

    @property
    def uncounted(self) -> tuple[Item, ...]:
        """Targets whose way to count nobody has confirmed; a single unit's figure is summed over nobody."""
        return tuple(
            item for item in self.kept if isinstance(item.what, Target) and not item.what.assignee and item.way is None
        )


def sets_for_units(document: Document) -> bool:
    """Whether it sets figures for single units, as a table of an allocation does."""
    return any(target.assignee for passage in document.passages for target in passage.targets)


def name_of(header: Header) -> str:
    """'Chương trình 5/CTr-CĐX ngày 15/01/2026 của Công đoàn xã Suối Mây'."""
    named = source(header)
    if not header.number:
        return named or "chưa rõ tên"
    return f"{header.type} {named}" if header.type else named


def title_of(header: Header) -> str:
    """'Kế hoạch chăm lo … Tết năm 2027, số 18/KH-CĐX ngày 16/11/2026 của …': what it is about, too."""
    return f"{header.title}, số {source(header)}" if header.number and header.title else name_of(header)


def name_now(proposal: Proposal) -> str:
    """Its name as far as it is known: a file that is not read has only that of the file."""
    return name_of(current(proposal).header) if proposal.document else proposal.source.name


def what_words(what: What, period: str = "") -> str:
    """'kết nạp đoàn viên mới: ít nhất 40 đoàn viên (ngoài nhà nước; năm 2026)'; the paper's own period goes unsaid."""
    match what:
        case Target():
            beside = (what.scope, what.sector, what.assignee, what.due)
            known = (fold(what.subject), fold(period))
            told = [part for part in dict.fromkeys(beside) if part and not any(fold(part) in each for each in known)]
            notes = f" ({'; '.join(told)})" if told else ""
            return f"{what.subject or 'chưa rõ việc gì'}: {figure(value_of(what))}{notes}"
        case DutyClause():
            often = f" {', '.join(what.cadence)}" if what.cadence else ""
            to = f", gửi {what.recipient}" if what.recipient else ""
            through = f", qua {what.through}" if what.through else ""
            due = f"; hạn {what.due}" if what.due else "; chưa nêu hạn"
            return f"{what.reporter or 'đơn vị'} báo cáo{often}{to}{through}{due}"
        case Milestone():
            return f"{what.text}: {what.due}"


def line_of(item: Item, period: str = "") -> words.Line:
    """An item as a line."""
    quote = item.what.clause if isinstance(item.what, Target) and item.what.clause else item.passage
    way = words.way_words(item.way) if item.way else ""
    return words.Line(
        item.number, what_words(item.what, period), item.place, item.kind, item.mark, item.page, quote, way
    )


def counts_of(case: Case) -> tuple[int, int, int]:
    """Targets, duties and milestones that would be published."""
    kinds = [item.kind for item in case.kept]
    return (kinds.count(ItemKind.TARGET), kinds.count(ItemKind.DUTY), kinds.count(ItemKind.MILESTONE))


def sheet_of(case: Case) -> words.Sheet:
    """What the first message says."""
    header = current(case.proposal).header
    relations = tuple(
        f"{RELATIONS[each.relation]} {each.words}"
        for each in header.references
        if each.relation is not Relation.IMPLEMENTS
    )
    return words.Sheet(
        number=case.proposal.id, name=title_of(header), term=words.term_words(header.valid_from, header.valid_to),
        counts=counts_of(case), relations=relations, before=before_words(case), doubtful=len(case.doubts),
        edits=len(case.proposal.edits), notes=notes_of(case.proposal),
    )  # fmt: skip


def notes_of(proposal: Proposal) -> tuple[str, ...]:
    """What to know about the file before it is published."""
    told = (words.note_words(each.advice, each.detail) for each in proposal.warnings)
    return tuple(note for note in told if note)


# What answers already


def version_before(case: Case) -> Document | None:
    """The version under the same key that answers now."""
    key = current(case.proposal).key
    return next((each for each in case.library.documents if each.key == key and not each.is_digest), None)


def digest_before(case: Case) -> Document | None:
    """The digest that is retired when this is published."""
    document = current(case.proposal)
    return next((each for each in case.library.documents if each.is_digest and same_paper(each, document)), None)


def paper_before(case: Case) -> Document | None:
    """What it can be compared with: the version before, or the paper that it says it replaces."""
    return earlier_of(current(case.proposal), case.library.documents)


def before_words(case: Case) -> str:
    """'thay bản 1 đang dùng, khác 3 chỗ', 'thay bản tóm lược đang dùng'."""
    earlier = version_before(case)
    if earlier is not None:
        difference = compare(earlier, current(case.proposal))
        count = changes_in(difference)
        return f"thay bản {earlier.version} đang dùng, {f'khác {count} chỗ' if count else 'nội dung không khác'}"
    return "thay bản tóm lược đang dùng" if digest_before(case) else ""


def changes_in(found: Difference) -> int:
    """How many things differ."""
    return len(found.header) + len(found.added) + len(found.changed) + len(found.gone)


def difference_lines(found: Difference) -> list[str]:
    """What is new, changed and gone, thing by thing."""
    head = [words.changed_field(name, day_words(before), day_words(now)) for name, before, now in found.header]
    lines = [f"• {capital(each)}" for each in head]
    lines += [f"• Sửa: {pair_words(each)}" for each in found.changed]
    lines += [f"• Mới: {placed_words(each)}" for each in found.added]
    return lines + [f"• Không còn: {placed_words(each)}" for each in found.gone]


def pair_words(pair: Pair) -> str:
    return f"{what_words(pair.before)} → {what_words(pair.now)} ({pair.place})"


def placed_words(placed: Placed) -> str:
    return f"{what_words(placed.what)} ({placed.place})"


def day_words(value: str) -> str:
    """A day as it is read, other values as they are."""
    try:
        return written_day(date.fromisoformat(value))
    except ValueError:
        return value


# Edits in words


def edit_words(before: Proposal, edits: Sequence[Edit]) -> str:
    """What was just written, with what stood there before."""
    match edits:
        case [SetHeader(), *_] if len({edit.name for edit in edits if isinstance(edit, SetHeader)}) == len(edits):
            return header_words(before, [edit for edit in edits if isinstance(edit, SetHeader)])
        case [Count(number, way)]:
            return words.way_set(number, words.way_words(way))
        case [Count(), *_]:
            return words.ways_set(len(edits))
        case [Refer(reference)]:
            return words.referred(reference.words)
        case [Replace(number, what)]:
            known = {item.number: item for item in items(before)}
            return changed_words(number, known[number].what, what)
        case [Add(place, what)]:
            kind = ItemKind.TARGET if isinstance(what, Target) else ItemKind.MILESTONE
            return words.added(words.Line(len(items(before)) + 1, what_words(what), place, kind))
        case [Drop(), *_]:
            return words.dropped([edit.number for edit in edits if isinstance(edit, Drop)])
        case _:
            return kept_words(before, [edit.number for edit in edits if isinstance(edit, Keep)])


def changed_words(number: int, before: What, now: What) -> str:
    """The parts that differ, before and now; all of it where what it is about has changed."""
    differing = [name for name in words.PARTS if getattr(before, name, "") != getattr(now, name, "")]
    if isinstance(before, Target) and isinstance(now, Target):
        is_other_figure = figure(value_of(before)) != figure(value_of(now))
        if "subject" in differing or (is_other_figure and differing):
            return words.changed_line(number, "", what_words(before), what_words(now))
        if is_other_figure:
            return words.changed_line(number, now.subject, figure(value_of(before)), figure(value_of(now)))
    about = {"subject": "", "text": ""}.get(differing[0] if differing else "", subject_of(now))
    told = [
        (words.part_words(name, part_of(before, name)), words.part_words(name, part_of(now, name)))
        for name in differing
    ]
    return words.changed_line(number, about, "; ".join(old for old, _ in told), "; ".join(new for _, new in told))


def part_of(what: What, name: str) -> str:
    """One part as text."""
    value = getattr(what, name, "")
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def subject_of(what: What) -> str:
    """What it is about, in short."""
    match what:
        case Target():
            return what.subject
        case DutyClause():
            return f"báo cáo {', '.join(what.cadence)}".rstrip()
        case Milestone():
            return what.text


def kept_words(before: Proposal, numbers: Sequence[int]) -> str:
    """'Giữ số 3', or that it is back."""
    dropped = {item.number for item in items(before) if item.mark is Mark.DROPPED}
    return words.brought_back(numbers) if set(numbers) <= dropped else words.kept(numbers)


def header_words(before: Proposal, edits: Sequence[SetHeader]) -> str:
    """What the head said and says."""
    header = current(before).header
    changed = [each for each in edits if said_of(header, each.name) != each.value and not each.name.endswith("_note")]
    if not changed:
        return words.kept_field(edits[0].name)
    told = [
        words.changed_field(each.name, day_words(said_of(header, each.name)), day_words(each.value)) for each in changed
    ]
    return words.changed_head(told)
