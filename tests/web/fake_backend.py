"""A stand-in for the application, for the tests of the page alone; `python -m tests.web.fake_backend` shows it."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.backend import Direction, Download, Group, Hook, Line, Person, Refused
from bot.clock import OfficeClock, machine_now
from bot.inbox import Stored
from bot.links import DropPlace
from handlers.messages import Address, Button, File

PEOPLE = (
    Person(Address("web:hanh"), "Hạnh", "Chủ tịch", "CĐCS Mầm non Hoa Sen"),
    Person(Address("web:lan"), "Lan", "Chủ tịch", "CĐCS Tiểu học Đồi Sim"),
    Person(Address("web:minh"), "Minh", "Chủ tịch", "CĐCS Công ty May Mây Trắng"),
    Person(Address("web:tuan"), "Tuấn", "Cán bộ văn phòng", "Công đoàn xã Suối Mây"),
    Person(Address("web:pao"), "Páo", "Chủ tịch", "CĐCS Trường Bản Mây, Lai Châu"),
    Person(Address("web:khach"), "Khách", "chưa tham gia", "mã tham gia: MAYX-2345"),
)
CODE = "MAYX-2345"

QUESTION = "Năm nay chỉ tiêu kết nạp đoàn viên là bao nhiêu?"
PROGRESS = "tháng này kết nạp 5 đv, giới thiệu 1 đv ưu tú"

ANSWERS: Mapping[str, tuple[str, tuple[Button, ...]]] = {
    QUESTION: (
        """Kết nạp mới ít nhất 120 đoàn viên trong năm 2026 (VÍ DỤ), chỉ tiêu chung toàn xã.
“Cả năm kết nạp mới từ 120 đoàn viên trở lên, ưu tiên nơi chưa có tổ chức.”
Chương trình 05/CTr-CĐX ngày 12/01/2026 của Công đoàn xã Suối Mây, mục II, gạch đầu dòng 3.""",
        (
            Button("Đơn vị tôi được giao bao nhiêu?", says="đơn vị tôi được giao bao nhiêu"),
            Button("Chi tiết", says="chi tiết"),
        ),
    ),
    PROGRESS: (
        """Tháng 11/2026, CĐCS Mầm non Hoa Sen:
• kết nạp mới 5 đoàn viên
• giới thiệu cho Đảng 1 đoàn viên ưu tú
Đúng thì nhắn “đúng”; sai mục nào nhắn lại mục đó.""",
        (Button("Đúng", says="đúng"), Button("Sửa", says="sửa")),
    ),
    "đúng": (
        "Đã ghi nháp, Văn phòng chưa thấy. Kết nạp mới từ 01/12/2025: 7/8 đoàn viên giao cho đơn vị.",
        (Button("Xem báo cáo tháng 11", says="xem"), Button("Gửi báo cáo", says="gửi báo cáo")),
    ),
}


@dataclass
class FakeBackend:
    """Keeps conversations in memory and answers at once, or as a test tells it to."""

    demo: bool = True
    office_name: str = "Văn phòng Công đoàn xã Suối Mây"
    cookie_secret: str = "a-secret-for-tests"
    hooks: Sequence[Hook] = ()
    answers: bool = True
    think_seconds: float = 0.0
    broken: bool = False
    lines: dict[Address, list[Line]] = field(default_factory=lambda: defaultdict(list))
    stored: list[tuple[str, bytes]] = field(default_factory=list)
    said: list[tuple[Address, str, str]] = field(default_factory=list)
    spoke: dict[str, Address] = field(default_factory=dict)
    dropped: list[tuple[Address, str, str, bytes]] = field(default_factory=list)
    joined: dict[Address, str] = field(default_factory=dict)
    files: dict[tuple[Address, str], Download] = field(default_factory=dict)
    linked_files: dict[str, Download] = field(default_factory=dict)
    clock: OfficeClock = field(default_factory=OfficeClock)
    bell: asyncio.Condition = field(default_factory=asyncio.Condition)
    talking: set[asyncio.Task[None]] = field(default_factory=set)

    def now(self) -> datetime:
        return self.clock.now()

    def people(self) -> Sequence[Person]:
        return PEOPLE if self.demo else ()

    async def store(self, bot: str, body: bytes) -> Stored:
        if self.broken:
            raise OSError("the disk is full")
        if not body.startswith(b"{"):
            return Stored.NOT_AN_EVENT
        again = (bot, body) in self.stored
        self.stored.append((bot, body))
        return Stored.AGAIN if again else Stored.NEW

    def groups(self) -> Sequence[Group]:
        return (Group("nhom-suoi-may", "Nhóm CĐ xã Suối Mây"),) if self.demo else ()

    async def say(
        self, address: Address, event_id: str, text: str, *, group: str = "", answers: bool = False
    ) -> Stored:
        if self.broken:
            raise OSError("the disk is full")
        if any((who, number) == (address, event_id) for who, number, _ in self.said):
            return Stored.AGAIN
        self.said.append((address, event_id, text))
        if group:
            return await self.say_in_group(address, event_id, text, group, answers=answers)
        await self.put(address, Line(f"in/{event_id}", Direction.IN, text, self.now(), machine_now()))
        if self.answers:
            task = asyncio.create_task(self.answer(address, text))
            self.talking.add(task)
            task.add_done_callback(self.talking.discard)
        return Stored.NEW

    async def say_in_group(self, address: Address, event_id: str, text: str, group: str, *, answers: bool) -> Stored:
        """Everybody of the group reads it under the name of who said it; what names or answers us is answered."""
        name = next(person.name for person in PEOPLE if person.address == address)
        line = Line(f"in/{event_id}", Direction.IN, text, self.now(), machine_now(), name=name)
        self.spoke[line.id] = address
        await self.put(Address(group), line)
        if self.answers and (answers or text.startswith("@Trợ lý")):
            await self.tell(Address(group), f"Đã nghe: {text.removeprefix('@Trợ lý').strip()}")
        return Stored.NEW

    async def answer(self, address: Address, text: str) -> None:
        await asyncio.sleep(self.think_seconds)
        words, buttons = ANSWERS.get(text, (f"Đã nghe: {text}", ()))
        await self.tell(address, words, *buttons)

    async def tell(self, address: Address, text: str, *buttons: Button, files: tuple[File, ...] = ()) -> Line:
        """Says something to a person."""
        number = sum(len(lines) for lines in self.lines.values())
        line = Line(f"out/{number}", Direction.OUT, text, self.now(), machine_now(), buttons, files)
        await self.put(address, line)
        return line

    async def put(self, address: Address, *lines: Line) -> None:
        """Adds lines as a commit would: all seen at once, sorted by their stamps."""
        self.lines[address] = sorted([*self.lines[address], *lines], key=lambda line: (line.stamp, line.id))
        async with self.bell:
            self.bell.notify_all()

    async def transcript(
        self,
        address: Address,
        *,
        after: datetime | None = None,
        before: datetime | None = None,
        limit: int = 50,
        group: str = "",
    ) -> Sequence[Line]:
        found = [
            line if self.spoke.get(line.id, address) == address else replace(line, direction=Direction.OTHER)
            for line in self.lines[Address(group) if group else address]
            if (after is None or line.stamp > after) and (before is None or line.stamp < before)
        ]
        return found[:limit] if after is not None else found[-limit:]

    async def changes(self, address: Address) -> AsyncIterator[None]:
        while True:
            async with self.bell:
                await self.bell.wait()
            yield

    async def join(self, code: str, client: str) -> Address:
        if code != CODE:
            raise Refused("Mã này không đúng. Đồng chí xem lại, hoặc gọi Văn phòng.")
        address = Address(f"web:joined-{len(self.joined) + 1}")
        self.joined[address] = "Thảo"
        await self.tell(address, "Đồng chí Thảo đã tham gia với vai trò Chủ tịch CĐCS Trạm Y tế.")
        return address

    async def person(self, address: Address) -> Person | None:
        name = self.joined.get(address)
        return Person(address, name, "Chủ tịch", "CĐCS Trạm Y tế") if name else None

    @property
    def drop_max(self) -> int:
        return 1024 * 1024

    async def may_drop(self, address: Address) -> bool:
        return address == "web:tuan"

    async def drop(self, address: Address, event_id: str, name: str, content: bytes) -> Stored:
        if self.broken:
            raise OSError("the disk is full")
        if any(number == event_id for _, number, _, _ in self.dropped):
            return Stored.AGAIN
        self.dropped.append((address, event_id, name, content))
        line = Line(f"in/{event_id}", Direction.IN, f"Tệp: {name}", self.now(), machine_now())
        await self.put(address, line)
        if self.answers:
            await self.tell(address, f"Đã nhận “{name}”.")
        return Stored.NEW

    async def drop_place(self, token: str) -> DropPlace | None:
        return DropPlace("zalo:54", "6ede", Address("zalo:54:6ede"), "1") if token == "good" else None

    async def drop_linked(self, place: DropPlace, name: str, content: bytes) -> Stored:
        self.dropped.append((place.address, place.number, name, content))
        return Stored.NEW

    async def file(self, address: Address, sha256: str, *, group: str = "") -> Download | None:
        return self.files.get((address, sha256))

    async def linked(self, token: str) -> Download | None:
        return self.linked_files.get(token)

    async def move_clock(self, forward: timedelta | None) -> datetime:
        self.clock.offset = timedelta() if forward is None else self.clock.offset + forward
        async with self.bell:
            self.bell.notify_all()
        return self.now()

    async def health(self) -> Mapping[str, str | int | bool]:
        if self.broken:
            raise OSError("the disk is full")
        return {"ok": True, "waiting": 0}


async def show() -> None:
    """Serves the page with the stand-in behind it until it is interrupted."""
    from bot.web.server import bind, build_web, serve

    sock, port = bind("127.0.0.1", 8081)
    print(f"http://127.0.0.1:{port}", flush=True)
    await serve(build_web(FakeBackend(think_seconds=0.8)), sock)


if __name__ == "__main__":
    try:
        asyncio.run(show())
    except KeyboardInterrupt:
        print("stopped")
