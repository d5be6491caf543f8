"""How a paper under review is printed: its head, its items under their numbers, what is doubtful, what differs."""

from collections.abc import Iterator, Mapping, Sequence

from handlers.papers.shown import difference_lines, line_of, name_of
from handlers.wording import papers as words
from handlers.wording.dropping import reason
from knowledge.dates import VIETNAM, written_day
from knowledge.document import Document, Header, Relation, Target
from knowledge.proposals.comparison import compare, earlier_of
from knowledge.proposals.doubts import Question
from knowledge.proposals.editing import current, items
from knowledge.proposals.values import Item, ItemKind, Mark, Proposal, State, Way
from knowledge.proposals.ways import proposed_way
from knowledge.readers.reading import Advice, Remark

REMARKS: Mapping[Advice, str] = {
    Advice.LEGACY_FONT: "Tệp dùng phông chữ cũ ({}), đã chuyển sang Unicode.",
    Advice.SCANNED: "Trang chụp, chữ do máy nhận: {}. Xin xem lại số liệu ở các trang này.",
    Advice.INTERNAL_USE: "Trên văn bản ghi “Lưu hành nội bộ”: chỉ công bố khi được phép.",
    Advice.PAGES_WITHOUT_TEXT: "Không đọc được chữ ở trang: {}.",
    Advice.ARTICLE: "Trang tin: chỉ lấy bài viết, bỏ phần chung quanh.",
    Advice.REPAIRED: "Đã sửa con số viết lẫn chữ hoặc dấu cách: {}.",
    Advice.TRACKED_CHANGES: "Tệp còn sửa đổi chưa chốt: đọc phần được thêm, bỏ phần bị xoá.",
    Advice.OTHER_KIND: "Tên tệp không đúng loại, đã đọc theo nội dung ({}).",
}
RELATIONS = {Relation.REPLACES: "thay thế", Relation.AMENDS: "sửa đổi, bổ sung", Relation.IMPLEMENTS: "thực hiện"}
STATES = {
    State.READING: "đang đọc", State.FAILED: "chưa đọc được", State.OPEN: "chờ duyệt", State.PUBLISHED: "đã công bố",
    State.DROPPED: "không dùng", State.UNDONE: "đã thu hồi",
}  # fmt: skip


def remark_words(remark: Remark) -> str:
    """What to know about the reading, as one sentence."""
    return REMARKS[remark.advice].format(remark.detail)


def doubt_words(proposal: Proposal, question: Question) -> str:
    """What is doubtful and why: 'Số 3: kết nạp … (mục II): tỷ lệ lớn hơn 100%.'"""
    why = words.reason_words(question.reason, question.detail)
    if question.number is None:
        name = words.FIELDS.get(question.field, question.field)
        return f"{name[:1].upper()}{name[1:]}: {why}."
    [item] = [each for each in items(proposal) if each.number == question.number]
    return f"{words.item_line(line_of(item))}: {why}."


# Lists


def one_line(proposal: Proposal, questions: Sequence[Question]) -> str:
    """A proposal in the list: number, where it stands, what it is."""
    match proposal.state:
        case State.READING if proposal.pages_total:
            stands = f"đang đọc {proposal.pages_done}/{proposal.pages_total} trang"
        case State.FAILED:
            stands = f"chưa đọc được: {reason(proposal.trouble)}"
        case State.OPEN:
            stands = f"chờ duyệt, {len(questions)} chỗ chưa chắc" if questions else "chờ duyệt"
        case State.PUBLISHED:
            stands = f"đã công bố, bản {proposal.version}"
        case state:
            stands = STATES[state]
    name = name_of(current(proposal).header) if proposal.document else proposal.source.name
    return f"{proposal.id}\t{stands}\t{name}\t{proposal.source.name}"


def counts(proposal: Proposal) -> str:
    """'12 chỉ tiêu, 2 chế độ báo cáo, 1 mốc'."""
    kinds = [item.kind for item in items(proposal) if item.mark is not Mark.DROPPED]
    return words.counted((kinds.count(ItemKind.TARGET), kinds.count(ItemKind.DUTY), kinds.count(ItemKind.MILESTONE)))


# One proposal whole


def whole(proposal: Proposal, questions: Sequence[Question], published: Sequence[Document]) -> Iterator[str]:
    """Everything that staff decide on."""
    at = proposal.created_at.astimezone(VIETNAM)
    yield f"Văn bản {proposal.id}: {STATES[proposal.state]}. Tệp {proposal.source.name}, nhận {at:%H:%M %d/%m/%Y}."
    if proposal.state is State.FAILED:
        yield f"Chưa đọc được: {reason(proposal.trouble)}"
    if proposal.document is None:
        return
    document = current(proposal)
    yield from head(document.header)
    yield f"Khoá: {document.key}"
    yield from (remark_words(remark) for remark in proposal.warnings)
    yield ""
    yield f"Có {counts(proposal)}:"
    for item in items(proposal):
        yield from item_lines(item)
    yield from _doubtful(proposal, questions)
    if proposal.state is State.OPEN:
        yield from _different(document, published)


def head(header: Header) -> Iterator[str]:
    """The head field by field, as `set` names them."""
    days = {name: getattr(header, name) for name in ("issued_on", "valid_from", "valid_to")}
    told = {
        "number": header.number or "", "type": header.type, "title": header.title, "issuer": header.issuer,
        "issuer_code": header.issuer_code,
        **{name: written_day(day) if day else "" for name, day in days.items()},
        "period": header.period, "signer_role": header.signer_role or "", "theme": header.theme or "",
    }  # fmt: skip
    for name, value in told.items():
        if value or name in ("number", "issued_on", "issuer", "type", "valid_to"):
            yield f"  {words.FIELDS[name]}: {value or '(trống)'}"
    for note in (header.number_note, header.issued_note):
        if note:
            yield f"  lưu ý: {note}"
    for reference in header.references:
        where = f", {reference.place}" if reference.place else ""
        yield f"  {RELATIONS[reference.relation]}: {reference.words}{where}"
    if header.recipients:
        yield f"  nơi nhận: {'; '.join(header.recipients)}"


def item_lines(item: Item) -> Iterator[str]:
    """An item with the words that it rests on and how it is counted."""
    line = line_of(item)
    yield f"  {words.item_line(line)}"
    if item.mark is Mark.DROPPED:
        return
    if line.quote and item.kind is ItemKind.TARGET:
        yield f"      “{line.quote}”"
    if item.kind is ItemKind.TARGET:
        way = item.way or way_of(item)
        stands = "đã xác nhận" if item.way else "đề nghị"
        yield f"      cách tính ({stands}): {words.way_words(way) if way else 'không cộng được'}"


def way_of(item: Item) -> Way | None:
    """How the item is most likely counted; None for what is no target or cannot be added up."""
    return proposed_way(item.what) if isinstance(item.what, Target) else None


def _doubtful(proposal: Proposal, questions: Sequence[Question]) -> Iterator[str]:
    if questions:
        yield ""
        yield f"Chưa chắc {len(questions)} chỗ:"
    for question in questions:
        yield f"  {doubt_words(proposal, question)}"


def _different(document: Document, published: Sequence[Document]) -> Iterator[str]:
    before = earlier_of(document, published)
    if before is None:
        return
    name = f"bản {before.version} đang dùng" if before.key == document.key else name_of(before.header)
    lines = difference_lines(compare(before, document))
    yield ""
    yield f"So với {name}:" if lines else f"Không khác {name}."
    yield from (f"  {line}" for line in lines)
