"""`ingest`: documents are read, and what was understood waits for a person's yes, is published, or only printed."""

import json
import mimetypes
import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from bot.clock import machine_now
from bot.commands.founding import OFFICE_UNIT
from bot.commands.office import opened
from bot.commands.paper_files import File, Refused, files_of, read_file
from bot.commands.paper_words import counts
from bot.commands.papers import Verdict, asked, published, told
from bot.db import moment
from bot.mistake import Mistake
from bot.opening import Opened
from bot.settings import Settings
from bot.store import files, runs
from handlers.messages import Made
from handlers.papers.shown import name_of
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from knowledge.proposals import store
from knowledge.proposals.editing import current
from knowledge.proposals.values import Proposal, ProposalId, Source, State
from union import store as union
from union.imports.sheet import CODE_SHAPE
from union.roster import STAFF


def ingest(settings: Settings, chosen: Namespace) -> int:
    """Reads the files one by one; 1 where any of them was refused, or not published as was asked."""
    issuer = read_issuer(chosen.issuer)
    paths = files_of(chosen.files)
    if chosen.json:
        return print_json(settings, paths, issuer)
    with opened(settings) as found:
        office = found.db.read_now(lambda db: office_of_house(db, chosen.office))
        results = [take(settings, found, path, chosen, (office, issuer)) for path in paths]
    return max(results)


def read_issuer(said: str) -> UnitCode | None:
    """Whose paper it is. Raises `Mistake` for what is no code."""
    if said and not CODE_SHAPE.fullmatch(said):
        raise Mistake(f"Mã “{said}” phải là chữ thường không dấu, số và dấu gạch nối.")
    return UnitCode(said) if said else None


# Printing only


def print_json(settings: Settings, paths: tuple[Path, ...], issuer: UnitCode | None) -> int:
    """One object per file, each as soon as it is known; opens no database."""
    from bot.commands.paper_json import paper_json, refusal_json

    status = 0
    for path in paths:
        try:
            shown = paper_json(unkept(read_file(settings, path, issuer), machine_now()), str(path))
        except Refused as refused:
            shown, status = refusal_json(str(path), refused.code, refused.text), 1
        print(json.dumps(shown, ensure_ascii=False), flush=True)
    return status


def unkept(file: File, now: datetime) -> Proposal:
    """What a proposal of the file would be."""
    found = file.found
    return Proposal(
        id=ProposalId(0), state=State.OPEN, source=source_of(file), office=UnitCode(""), by="", created_at=now,
        key=found.key, document=found.document, warnings=found.warnings, doubts=found.doubts,
    )  # fmt: skip


def source_of(file: File) -> Source:
    """The file as its proposal names it."""
    return Source(made_of(file).sha256, file.path.name, len(file.content))


def made_of(file: File) -> Made:
    """The file as it is kept."""
    media_type = mimetypes.guess_type(file.path.name)[0] or "application/octet-stream"
    return Made(file.path.name, file.content, media_type)


# Keeping


def office_of_house(db: Session, said: str) -> UnitCode:
    """Whose staff decide on it: the office that was named, the one of this house, or the only one with staff."""
    units = {unit.code for unit in union.all_units(db) if unit.closed_on is None}
    if said:
        if UnitCode(said) not in units:
            raise Mistake(f"Không có đơn vị “{said}”. Xem danh sách: python -m bot units")
        return UnitCode(said)
    own = runs.read_setting(db, OFFICE_UNIT)
    if own and UnitCode(own) in units:
        return UnitCode(own)
    today = moment(db).astimezone(VIETNAM).date()
    staffed = {held.unit for held in union.seats_held(db, today, STAFF)} & units
    if len(staffed) != 1:
        known = f": {', '.join(sorted(staffed))}" if staffed else ""
        raise Mistake(f"Xin nêu --office MÃ, văn phòng duyệt văn bản này{known}.")
    return next(iter(staffed))


def take(
    settings: Settings, found: Opened, path: Path, chosen: Namespace, whose: tuple[UnitCode, UnitCode | None]
) -> int:
    """Reads one file and keeps it for review, or publishes it; nothing is kept of a file that is refused."""
    try:
        file = read_file(settings, path, whose[1])
    except Refused as refused:
        print(refused.text, file=sys.stderr)
        return 1
    item = store.Dropped(source_of(file), whose[0], chosen.by, whose[1])
    proposal, is_new = found.db.write_now(lambda db: kept(db, file, item, again=chosen.again))
    said = summary(found, proposal, is_new=is_new)
    if not chosen.publish or proposal.state is not State.OPEN:
        print(said)
        return 0
    print(said.splitlines()[0])
    verdict: Verdict = found.db.write_now(lambda db: published(db, store.proposal_of(db, proposal.id), chosen))
    return told(verdict)


def kept(db: Session, file: File, item: store.Dropped, *, again: bool) -> tuple[Proposal, bool]:
    """The file with its proposal, and whether it is new; the same content of the same office is one proposal."""
    known = store.same_content(db, item.source.sha256, item.office)
    is_settled = known is not None and known.state is State.PUBLISHED and not again
    if known is not None and (is_settled or known.state is State.OPEN):
        return known, False
    now = moment(db)
    files.keep_original(db, made_of(file), now)
    number = store.enter(db, item, file.found, now)
    key, name = str(file.found.key), item.source.name
    union.note(db, now, item.by, "document-in", str(number), file=name, sha256=item.source.sha256, key=key)
    return store.proposal_of(db, number), True


def summary(found: Opened, proposal: Proposal, *, is_new: bool) -> str:
    """What was understood, in short, and what can be done."""
    number, name = proposal.id, name_of(current(proposal).header)
    if proposal.state is State.PUBLISHED:
        again = "Đọc lại thành bản mới: thêm --again."
        return f"{proposal.source.name}: đã công bố, là văn bản {number} ({name}), bản {proposal.version}. {again}"
    questions = found.db.read_now(lambda db: asked(db, proposal))
    doubtful = f"; {len(questions)} chỗ chưa chắc" if questions else ""
    had = "" if is_new else " (đã có từ trước, không thêm)"
    return (
        f"Văn bản {number}{had}: {name}. Tệp {proposal.source.name}: {counts(proposal)}{doubtful}.\n"
        f"Xem: python -m bot ingest show {number}. Công bố: python -m bot ingest accept {number}"
    )
