"""`ingest list / show / set / …`: what is understood of a document is looked at, put right and decided on."""

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import Session

from bot.commands.office import opened
from bot.commands.paper_edits import count_edits, field_edit, item_edit, kept_as_it_is, new_item
from bot.commands.paper_words import counts, doubt_words, item_lines, one_line, whole
from bot.db import moment
from bot.mistake import Mistake
from bot.settings import Settings
from bot.store import files
from handlers.papers.counting import confirm_ways
from handlers.papers.figure import unheld_in
from handlers.papers.known import known_issuers
from handlers.papers.shown import edit_words, name_of
from handlers.wording.papers import FIELDS
from knowledge import store as library
from knowledge.answer import build_library
from knowledge.document import Target
from knowledge.numbers import written
from knowledge.proposals import deciding, store
from knowledge.proposals.doubts import Question, doubts_of
from knowledge.proposals.editing import Unfit, edited, items, undone
from knowledge.proposals.values import Drop, Edit, Proposal, State
from union import store as union

LIST_MOST = 200


def list_papers(settings: Settings, chosen: Namespace) -> int:
    """Prints what waits, or everything."""
    which = store.Which.ALL if chosen.all else store.Which.WAITING
    with opened(settings) as found:

        def read(db: Session) -> list[str]:
            return [one_line(each, asked(db, each)) for each in store.listed(db, None, which, LIST_MOST)]

        lines = found.db.read_now(read)
    for line in lines or ["Không có văn bản nào chờ duyệt. Đưa văn bản vào bằng: python -m bot ingest TỆP"]:
        print(line)
    return 0


def show(settings: Settings, chosen: Namespace) -> int:
    """Prints one proposal whole: head, items, doubts, difference."""
    with opened(settings) as found:

        def read(db: Session) -> list[str]:
            proposal = proposal_of(db, chosen.number)
            return list(whole(proposal, asked(db, proposal), library.published(db)))

        for line in found.db.read_now(read):
            print(line)
    return 0


def save(settings: Settings, chosen: Namespace) -> int:
    """Writes the original out; a file that is there is not overwritten."""
    path = Path(chosen.file)
    with opened(settings) as found:
        source = found.db.read_now(lambda db: proposal_of(db, chosen.number)).source
        content = found.db.read_now(lambda db: files.content_of(db, source.sha256))
    if content is None:
        raise Mistake(f"Bản gốc của văn bản {chosen.number} không còn được giữ.")
    target = path / source.name if path.is_dir() else path
    try:
        with target.open("xb") as out:
            out.write(content)
    except FileExistsError:
        raise Mistake(f"Tệp {target} đã có. Xin chọn tên khác.") from None
    except OSError as error:
        raise Mistake(f"Không ghi được {target}: {error.strerror}.") from None
    print(f"Đã ghi {target}.")
    return 0


# Editing


def set_one(settings: Settings, chosen: Namespace) -> int:
    """Puts a field of the head right, or an item."""
    if chosen.what.isdecimal():
        return edit(settings, chosen, lambda proposal: [item_edit(proposal, int(chosen.what), chosen)])
    return edit(settings, chosen, lambda _: [field_edit(chosen.what, chosen.value_of_field)])


def add(settings: Settings, chosen: Namespace) -> int:
    """Adds what was not found."""
    return edit(settings, chosen, lambda proposal: [new_item(proposal, chosen)])


def skip(settings: Settings, chosen: Namespace) -> int:
    """Leaves items out."""
    return edit(settings, chosen, lambda _: [Drop(number) for number in chosen.items])


def keep(settings: Settings, chosen: Namespace) -> int:
    """Doubtful items and fields of the head are right as they stand, or dropped items come back."""
    return edit(settings, chosen, lambda proposal: [kept_as_it_is(proposal, each) for each in chosen.items])


def count(settings: Settings, chosen: Namespace) -> int:
    """Confirms how targets are counted."""
    return edit(settings, chosen, lambda proposal: count_edits(proposal, chosen))


def edit(settings: Settings, chosen: Namespace, make: Callable[[Proposal], Sequence[Edit]]) -> int:
    """Writes the edits, or none of them, and prints what stands now."""
    with opened(settings) as found:

        def write(db: Session) -> tuple[Proposal, Proposal, Sequence[Edit]]:
            before = open_proposal(db, chosen.number)
            now = moment(db)
            edits = make(before)
            after = before
            try:
                for each in edits:
                    after = replace(after, edits=edited(after, each, chosen.by, now))
            except Unfit as unfit:
                raise Mistake(f"Văn bản {before.id} không nhận “{unfit}”.") from None
            after = store.write_edits(db, before, after.edits)
            said = edit_words(before, edits)
            union.note(db, now, chosen.by, "document-edit", str(before.id), edit=said)
            return before, after, edits

        before, after, edits = found.db.write_now(write)
    print(f"{edit_words(before, edits)}")
    touched = {getattr(each, "number", 0) for each in edits} | {len(items(after))} - {len(items(before))}
    for item in items(after):
        if item.number in touched and len(touched) <= 3:
            for line in item_lines(item):
                print(line)
            if isinstance(item.what, Target) and (missing := unheld_in(item.what, item.passage)) is not None:
                print(f"      Lưu ý: đoạn này của văn bản không nêu {written(missing)}.")
    return 0


# Deciding


def accept(settings: Settings, chosen: Namespace) -> int:
    """Publishes, unless something is doubtful and nobody said that it stands all the same."""
    with opened(settings) as found:
        verdict = found.db.write_now(lambda db: published(db, open_proposal(db, chosen.number), chosen))
    return told(verdict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of publishing: done, or what keeps it."""

    proposal: Proposal
    questions: tuple[Question, ...] = ()
    done: deciding.Published | None = None
    ways: int = 0


def published(db: Session, proposal: Proposal, chosen: Namespace) -> Verdict:
    """Publishes within the caller's transaction; with doubts only where `--anyway` was said."""
    questions = asked(db, proposal)
    if questions and not chosen.anyway:
        return Verdict(proposal, questions)
    now = moment(db)
    before = build_library(library.published(db))
    done = deciding.publish(db, proposal, chosen.by, now)
    ways = confirm_ways(db, before, done, chosen.by, now)
    version = str(done.document.version)
    union.note(
        db, now, chosen.by, "document-publish", str(proposal.id), key=done.document.key, version=version,
        doubtful=str(len(questions)),
    )  # fmt: skip
    return Verdict(proposal, questions, done, ways)


def told(verdict: Verdict) -> int:
    """Prints what became of it; 1 where it was not published."""
    number = verdict.proposal.id
    if verdict.done is None:
        print(f"Chưa công bố văn bản {number}: còn {len(verdict.questions)} chỗ chưa chắc.", file=sys.stderr)
        for question in verdict.questions:
            print(f"  {doubt_words(verdict.proposal, question)}", file=sys.stderr)
        right = told_by(verdict.questions[0])
        print(f"Xem: python -m bot ingest show {number}. Sửa: ingest set {number} …", file=sys.stderr)
        print(f"Đúng như đã đọc: python -m bot ingest keep {number} {right}", file=sys.stderr)
        print(f"Công bố nguyên như vậy: python -m bot ingest accept {number} --anyway", file=sys.stderr)
        return 1
    document = verdict.done.document
    print(f"Đã công bố văn bản {number}: {name_of(document.header)}, bản {document.version} ({document.key}).")
    print(f"Từ bây giờ trợ lý trả lời theo văn bản này: {counts(verdict.proposal)}.")
    if verdict.done.before is not None:
        print(f"Bản {verdict.done.before} thôi trả lời, vẫn được giữ.")
    for key in verdict.done.retired:
        print(f"Bản tóm lược {key} thôi dùng.")
    if verdict.ways:
        print(f"Đã ghi cách tính của {verdict.ways} chỉ tiêu.")
    print(f"Thu hồi: python -m bot ingest undo {number}")
    return 0


def told_by(question: Question) -> str:
    """What names it on the command line: its number, or the words of the field."""
    return str(question.number) if question.number is not None else f'"{FIELDS[question.field]}"'


def drop(settings: Settings, chosen: Namespace) -> int:
    """Staff do not want the document."""
    with opened(settings) as found:

        def write(db: Session) -> Proposal:
            proposal = proposal_of(db, chosen.number)
            if proposal.state in (State.PUBLISHED, State.UNDONE, State.DROPPED):
                raise Mistake(closed(proposal))
            now = moment(db)
            deciding.drop(db, proposal, chosen.by, now)
            union.note(db, now, chosen.by, "document-drop", str(proposal.id))
            return proposal

        proposal = found.db.write_now(write)
    print(f"Không dùng văn bản {proposal.id}. Xem xét lại: python -m bot ingest reopen {proposal.id}")
    return 0


def reopen(settings: Settings, chosen: Namespace) -> int:
    """What was dropped or taken back is reviewed again."""
    with opened(settings) as found:

        def write(db: Session) -> Proposal:
            proposal = proposal_of(db, chosen.number)
            if proposal.state not in (State.DROPPED, State.UNDONE) or proposal.document is None:
                raise Mistake(f"Văn bản {proposal.id} không phải văn bản đã bỏ hay đã thu hồi.")
            now = moment(db)
            try:
                deciding.reopen(db, proposal, chosen.by, now)
            except store.Changed as newer:
                raise Mistake(f"Tệp này đã được đưa vào lại, là văn bản {newer}. Xin xem văn bản ấy.") from None
            union.note(db, now, chosen.by, "document-reopen", str(proposal.id))
            return proposal

        proposal = found.db.write_now(write)
    print(f"Văn bản {proposal.id} chờ duyệt lại, giữ {len(proposal.edits)} chỗ đã sửa.")
    return 0


def undo(settings: Settings, chosen: Namespace) -> int:
    """Takes the last edit back, or the publication."""
    with opened(settings) as found:
        for line in found.db.write_now(lambda db: taken_back(db, chosen)):
            print(line)
    return 0


def taken_back(db: Session, chosen: Namespace) -> list[str]:
    """The last thing that was done to the proposal is undone; gives what was done. Raises `Mistake`."""
    proposal, now = proposal_of(db, chosen.number), moment(db)
    match proposal.state:
        case State.OPEN if proposal.edits:
            last = proposal.edits[-1].edit
            before = replace(proposal, edits=undone(proposal))
            said = edit_words(before, [last])
            store.write_edits(db, proposal, undone(proposal))
            union.note(db, now, chosen.by, "document-undo-edit", str(proposal.id), edit=said)
            return [f"Đã hoàn tác: {said}"]
        case State.OPEN:
            raise Mistake(f"Văn bản {proposal.id} chưa có chỗ sửa nào để hoàn tác.")
        case State.PUBLISHED:
            try:
                earlier = deciding.take_back(db, proposal, chosen.by, now)
            except store.Changed:
                raise Mistake(f"Sau văn bản {proposal.id} đã công bố bản mới hơn. Xin thu hồi bản mới trước.") from None
            union.note(db, now, chosen.by, "document-take-back", str(proposal.id), key=str(proposal.key))
            rest = (
                f"Bản {earlier.version} trả lời trở lại." if earlier else "Trợ lý không trả lời theo văn bản này nữa."
            )
            again = f"Sửa rồi công bố lại: python -m bot ingest reopen {proposal.id}"
            return [f"Đã thu hồi văn bản {proposal.id}, bản {proposal.version}. {rest}", again]
        case _:
            raise Mistake(closed(proposal))


# Finding


def proposal_of(db: Session, number: int) -> Proposal:
    """The proposal of this number. Raises `Mistake`."""
    found = store.find(db, number)
    if found is None:
        raise Mistake(f"Không có văn bản {number}. Xem danh sách: python -m bot ingest list --all")
    return found


def open_proposal(db: Session, number: int) -> Proposal:
    """The proposal of this number, which is under review. Raises `Mistake`."""
    found = proposal_of(db, number)
    if found.state is not State.OPEN:
        raise Mistake(closed(found))
    return found


def closed(proposal: Proposal) -> str:
    """Why nothing can be done with it."""
    number, by = proposal.id, f" ({proposal.decided_by})" if proposal.decided_by else ""
    return {
        State.READING: f"Văn bản {number} đang được đọc.",
        State.FAILED: f"Văn bản {number} không đọc được. Xem: python -m bot ingest show {number}",
        State.PUBLISHED: f"Văn bản {number} đã công bố{by}. Thu hồi: python -m bot ingest undo {number}",
        State.DROPPED: f"Văn bản {number} đã bỏ{by}. Xem xét lại: python -m bot ingest reopen {number}",
        State.UNDONE: f"Văn bản {number} đã thu hồi{by}. Xem xét lại: python -m bot ingest reopen {number}",
        State.OPEN: f"Văn bản {number} đang chờ duyệt.",
    }[proposal.state]


def asked(db: Session, proposal: Proposal) -> tuple[Question, ...]:
    """What is doubtful in it, while it is under review."""
    if proposal.state is not State.OPEN:
        return ()
    return doubts_of(proposal, known_issuers(db))
