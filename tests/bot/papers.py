"""What the tests of dropped-in documents share: a small paper, readers that do as they are told, and a house."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot import demo
from bot.db import Database
from bot.front import Front
from bot.house import House
from bot.inbox import Inbox
from bot.parcel import unpack
from bot.readers import Progress, Readers
from handlers.messages import Address
from knowledge.dates import VIETNAM
from knowledge.proposals import store as proposals
from knowledge.proposals.values import Proposal
from knowledge.readers.caps import Caps
from knowledge.readers.reading import Page, Reading, Unreadable, Why
from tests.house import house_of, rows, still
from union.roster import code_hash

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
TUAN, HANH, STRANGER = Address("web:tuan"), Address("web:hanh"), demo.STRANGER
PAPER = """CÔNG ĐOÀN XÃ SUỐI MÂY
Số: 21/KH-CĐX
Suối Mây, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Phát triển đoàn viên năm 2026

I. CHỈ TIÊU
- Kết nạp mới ít nhất 40 đoàn viên trong năm 2026.
- 95% trở lên đoàn viên được tuyên truyền.

II. CHẾ ĐỘ BÁO CÁO
- Các công đoàn cơ sở báo cáo hằng quý về Công đoàn xã trước ngày 20 của tháng cuối quý.
""".encode()


@dataclass
class FakeReaders:
    """Reads plain text, page by page; what a file begins with may make it refused, or the test says what happens."""

    caps: Caps = field(default_factory=lambda: Caps(bytes_max=1024 * 1024))
    looked: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    during: Callable[[Progress], None] = lambda _: None

    def look_at(self, name: str, content: bytes, _caps: Caps) -> None:
        self.looked.append(name)
        self._refused(content, b"!")

    def read_it(self, name: str, content: bytes, _caps: Caps, progress: Progress) -> Reading:
        self.read.append(name)
        self.during(progress)
        self._refused(content, b"?")
        pages = content.decode().split("\f")
        progress(len(pages), len(pages))
        return Reading("txt", tuple(Page(page) for page in pages))

    def _refused(self, content: bytes, sign: bytes) -> None:
        if content.startswith(sign):
            why, _, detail = content[1:].decode().partition("\n")[0].partition(": ")
            raise Unreadable(Why(why), detail)

    @property
    def readers(self) -> Readers:
        return Readers(caps=self.caps, look=self.look_at, read=self.read_it)


def office(db: Database, fake: FakeReaders, *channels: object, at: datetime = NOW, boot: str = "") -> House:
    """The demo's office at one moment, with these readers."""
    house = still(house_of(db, *channels, boot=boot), at)  # type: ignore[arg-type]
    return replace(house, readers=fake.readers)


def filled(db: Database) -> None:
    """The demo's people in an empty database."""
    db.write_now(lambda session: demo.fill(session, code_hash(demo.CODE_OF_STRANGER, "muối"), NOW))


def front_of(house: House) -> Front:
    """The page's side of the house."""
    return Front(house, Inbox(house.db), False, "", (), house.links)


async def dropped(house: House, content: bytes = PAPER, name: str = "ke-hoach.txt", who: Address = TUAN) -> str:
    """A document comes by way of the page; gives its event."""
    event = str(uuid.uuid4())
    await front_of(house).drop(who, event, name, content)
    return event


def all_proposals(db: Database) -> list[Proposal]:
    """Every proposal there is, the oldest first."""
    return list(db.read_now(lambda session: proposals.listed(session, None, proposals.Which.ALL)))[::-1]


def told(db: Database, chat: str = "tuan") -> list[str]:
    """What a chat was told, in order."""
    found = rows(db, "SELECT body FROM outgoing WHERE chat = :chat ORDER BY id", chat=chat)
    return [unpack(str(body)).text for (body,) in found]


def kept_files(db: Database) -> list[tuple[object, ...]]:
    """The names of the files that are stored, and whether for good."""
    return rows(db, "SELECT name, is_original FROM file ORDER BY name")
