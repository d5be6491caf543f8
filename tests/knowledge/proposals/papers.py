"""Papers of an invented union, and proposals of them as staff find them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.db import Database
from knowledge import store as library
from knowledge.dates import VIETNAM
from knowledge.document import Document, UnitCode
from knowledge.proposals import deciding, editing, store
from knowledge.proposals.understanding import understood
from knowledge.proposals.values import Edit, Proposal, ProposalId, Source, State
from knowledge.readers.reading import Page, Reading

NOW = datetime(2026, 3, 2, 9, tzinfo=VIETNAM)
OFFICE = UnitCode("doi-sim")
HEAD = """CÔNG ĐOÀN XÃ ĐỒI SIM
Số: {number}

Đồi Sim, ngày {day}

CHƯƠNG TRÌNH
Công tác công đoàn năm 2026

Thực hiện nhiệm vụ năm 2026, Ban Chấp hành Công đoàn xã Đồi Sim ban hành chương trình công tác như sau:

"""
BODY = """I. CÁC CHỈ TIÊU

- Có từ {share}% trở lên đoàn viên được tuyên truyền nghị quyết.
- Kết nạp mới 40 đoàn viên.
- 100% công đoàn cơ sở tổ chức hội nghị người lao động.

II. CHẾ ĐỘ BÁO CÁO

Các công đoàn cơ sở báo cáo hằng tháng về Công đoàn xã Đồi Sim trước ngày 20 hằng tháng.
"""
FOOT = """
TM. BAN CHẤP HÀNH
CHỦ TỊCH
"""


def paper(share: int = 90, number: str = "07/CTr-CĐXĐS", day: str = "05 tháng 02 năm 2026") -> str:
    """A programme with three targets and a duty."""
    return HEAD.format(number=number, day=day) + BODY.format(share=share) + FOOT


def document_of(text: str) -> Document:
    """The paper as it is understood."""
    return understood(Reading("txt", (Page(text),)), "chuong-trinh.txt").document


def proposal_of(text: str, number: int = 1) -> Proposal:
    """A proposal that was never in a database."""
    found = document_of(text)
    source = Source(f"{number:064x}", "chuong-trinh.txt", len(text))
    return Proposal(ProposalId(number), State.OPEN, source, OFFICE, "web:tuan", NOW, found.key, found)


def with_edits(proposal: Proposal, *edits: Edit) -> Proposal:
    """The proposal after staff did this."""
    for edit in edits:
        proposal = replace(proposal, edits=editing.edited(proposal, edit, "Sim", NOW))
    return proposal


@dataclass(frozen=True, slots=True)
class Office:
    """An office's library."""

    db: Database

    def dropped(self, text: str, reader: str = "r") -> Proposal:
        """A file that was dropped in and read."""

        def write(db: Session) -> Proposal:
            source = Source(f"{hash(text) & (2**63 - 1):064x}", "chuong-trinh.txt", len(text))
            number = store.begin(db, store.Dropped(source, OFFICE, "web:tuan"), NOW)
            store.claim(db, reader, NOW)
            store.read_through(db, number, reader, understood(Reading("txt", (Page(text),)), source.name))
            return store.proposal_of(db, number)

        return self.db.write_now(write)

    def published(self, proposal: Proposal, minutes: int = 0) -> deciding.Published:
        """The proposal answers."""
        when = NOW + timedelta(minutes=minutes)
        return self.db.write_now(lambda db: deciding.publish(db, proposal, "Sim", when))

    def taken_back(self, number: int) -> Document | None:
        """The publication of this proposal is taken back."""

        def write(db: Session) -> Document | None:
            return deciding.take_back(db, store.proposal_of(db, ProposalId(number)), "Sim", NOW)

        return self.db.write_now(write)

    def stands(self, number: int) -> Proposal:
        """The proposal as it stands now."""
        return self.db.read_now(lambda db: store.proposal_of(db, ProposalId(number)))

    def answering(self) -> tuple[Document, ...]:
        """What answers."""
        return self.db.read_now(library.published)

    def version(self) -> int:
        """The state of the library, which every process compares with its own."""
        return self.db.read_now(library.version)
