"""The application as the web page sees it: an account says and reads; the demo also changes person and clock."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from sqlmodel import Session

from bot import demo
from bot.backend import Direction, Download, Group, Hook, Line, Person, Refused
from bot.channels.pull import Place, PullChannel
from bot.channels.web import WEB
from bot.db import INCOMING, OUTGOING, moment, wake
from bot.dropped import UPLOADED, looked_at, plain_name, waiting_of
from bot.house import House
from bot.inbox import Inbox, Stored
from bot.links import DropPlace, Links
from bot.opening import OFFSET
from bot.parcel import unpack
from bot.store import files, incoming, outgoing, runs, transcript
from bot.store.incoming import Arrival
from bot.store.transcript import Range, Said
from handlers import dropping
from handlers.messages import Address, Attached, BotId, Made
from handlers.talk import ROLE_NAMES
from knowledge.dates import VIETNAM
from union import store as union
from union.roster import code_hash, read_expected_code

WAIT_SECONDS = 25.0
CLOCK_MOST = timedelta(days=3660)


def at_home(moment: datetime) -> datetime:
    """The moment on Viet Nam's clock."""
    return moment.astimezone(VIETNAM)


@dataclass(frozen=True, slots=True)
class Front:
    """Implements `Backend` on the house."""

    house: House
    inbox: Inbox
    demo: bool
    cookie_secret: str
    hooks: Sequence[Hook]
    links: Links | None = None
    hashing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def office_name(self) -> str:
        """Whose assistant this is."""
        return self.house.office.name

    def now(self) -> datetime:
        """Office time."""
        return self.house.clock.now()

    def people(self) -> Sequence[Person]:
        """Whom one can be in the demo."""
        return self.house.db.read_now(self._people) if self.demo else ()

    def _people(self, session: Session) -> Sequence[Person]:
        known = [
            Person(
                Address(address), name, ROLE_NAMES[seats[0].role] if seats else "", seats[0].unit_name if seats else ""
            )
            for address, name, seats in union.accounts_of_channel(session, "web")
        ]
        stranger = Person(demo.STRANGER, "Khách", "chưa tham gia", f"mã tham gia: {demo.CODE_OF_STRANGER}")
        return known if any(person.address == demo.STRANGER for person in known) else [*known, stranger]

    def groups(self) -> Sequence[Group]:
        """The demo's one group chat."""
        return (Group(demo.GROUP, demo.GROUP_NAME),) if self.demo else ()

    async def person(self, address: Address) -> Person | None:
        """Who this account is: in the demo one of the people, else an account that joined or is joining here."""
        if self.demo:
            return next((person for person in self.people() if person.address == address), None)
        return await self.house.db.read(lambda session: self._person(session, address))

    def _person(self, session: Session, address: Address) -> Person | None:
        officer = union.officer_at(session, address, self.now().date())
        if officer is not None:
            seat = officer.seats[0] if officer.seats else None
            return Person(address, officer.name, ROLE_NAMES[seat.role] if seat else "", seat.unit_name if seat else "")
        opened = runs.read_setting(session, f"joining/{address}")
        return Person(address, "", "đang tham gia", "") if opened else None

    async def store(self, bot: str, body: bytes) -> Stored:
        """A platform's body, from its webhook or its poller, into the inbox."""
        peek = self.house.channels[bot].peek(body)
        if peek is None:
            return Stored.NOT_AN_EVENT
        return await self.inbox.store(Arrival(bot, peek.event_id, peek.chat, body))

    async def say(
        self, address: Address, event_id: str, text: str, *, group: str = "", answers: bool = False
    ) -> Stored:
        """The page's own body into the same inbox. The person is part of the key: nobody can use up another's ids."""
        own = WEB.chat_of(address).id
        event, place = (f"{group}/{own}/{event_id}", Place(group, answers)) if group else (f"{own}/{event_id}", None)
        body = WEB.body(event_id, address, text, self.now(), place)
        return await self.inbox.store(Arrival(WEB.bot, event, group or own, body))

    async def may_drop(self, address: Address) -> bool:
        """Whether this account's documents are taken: staff's."""
        today = self.now().date()
        return await self.house.db.read(lambda session: dropping.office_of(session, address, today) is not None)

    @property
    def drop_max(self) -> int:
        """How many bytes a document may have."""
        return self.house.readers.caps.bytes_max

    async def drop(self, address: Address, event_id: str, name: str, content: bytes) -> Stored:
        """A document from the page: looked at first, then kept, then said like a message."""
        own = WEB.chat_of(address).id
        event = f"{own}/{event_id}"
        if await self._came(WEB.bot, event):
            return Stored.AGAIN
        waiting = await self._kept(name, content)
        body = WEB.body(event_id, address, "", self.now(), attached=waiting)
        return await self.inbox.store(Arrival(WEB.bot, event, own, body))

    async def drop_place(self, token: str) -> DropPlace | None:
        """Whose link this is; None where it is over, or its account works in no office any more."""
        place = self.links.drop_of(token) if self.links else None
        return place if place is not None and await self.may_drop(place.address) else None

    async def drop_linked(self, place: DropPlace, name: str, content: bytes) -> Stored:
        """The same for a chat that carries no documents: answered there. Through one link each file comes once."""
        event = f"{UPLOADED}{place.number}/{sha256(content).hexdigest()}"
        if await self._came(place.bot, event):
            return Stored.AGAIN
        waiting = await self._kept(name, content)
        channel = PullChannel(BotId(place.bot), WEB.limits)
        body = channel.body(event, place.address, "", self.now(), attached=waiting, chat=place.chat)
        return await self.inbox.store(Arrival(place.bot, event, place.chat, body))

    async def _came(self, bot: str, event: str) -> bool:
        return await self.house.db.read(lambda session: incoming.state_of(session, bot, event)) is not None

    async def _kept(self, name: str, content: bytes) -> Attached:
        """Where the document waits, or why it does not: nothing is stored of what is refused."""
        shown = plain_name(name)
        received = await looked_at(self.house.readers, shown, content)
        if isinstance(received, Made):
            await self.house.db.write(lambda session: files.keep(session, (received,), moment(session)))
        return waiting_of(shown, content, received)

    async def transcript(
        self,
        address: Address,
        *,
        after: datetime | None = None,
        before: datetime | None = None,
        limit: int = 50,
        group: str = "",
    ) -> Sequence[Line]:
        """What was said, in order; in a group by everybody, under their names."""
        chat = group or WEB.chat_of(address).id
        rows = await self.house.db.read(
            lambda session: transcript.said_in(session, WEB.bot, chat, Range(after, before, limit))
        )
        names = {person.address: person.name for person in self.people()} if group else {}
        return [self._line(row, address, names) for row in rows]

    def _line(self, row: Said, reader: Address, names: Mapping[Address, str]) -> Line:
        if row.came_in:
            assert isinstance(row.body, bytes)
            said = WEB.read(row.body, self.house.clock.at(row.stamp))
            assert said is not None  # a pull channel reads every body of its own
            text, at = WEB.typed(row.body), at_home(said.at)
            if said.sender != reader:
                name = names.get(said.sender, said.sender)
                return Line(f"other/{row.id}", Direction.OTHER, text, at, row.stamp, name=name)
            return Line(f"in/{row.id.rpartition('/')[2]}", Direction.IN, text, at, row.stamp)
        reply = unpack(str(row.body))
        at = at_home(row.office_at or row.stamp)
        return Line(
            f"out/{row.id}", Direction.OUT, reply.text, at, row.stamp, reply.buttons, (*reply.files, *reply.pictures)
        )

    async def changes(self, address: Address) -> AsyncIterator[None]:  # noqa: ARG002 - every commit wakes every page: cheap
        """Yields whenever a transcript may have grown."""
        while True:
            await self.house.db.bell.wait(OUTGOING, WAIT_SECONDS)
            yield

    async def join(self, code: str, client: str) -> Address:
        """A valid unused code opens an account that then says it as its first message, like on every channel."""
        letters = read_expected_code(code)
        if letters is None:
            raise Refused("Mã gồm 8 ký tự, ví dụ ABCD-2345.")
        address, source = Address(f"web:{secrets.token_urlsafe(12)}"), f"page/{client}"
        # The hash is slow on purpose: one at a time, off the loop, and only for who may still try.
        async with self.hashing:
            await self.house.db.read(lambda session: self._may_try(session, source))
            hashed = await asyncio.to_thread(code_hash, letters, self.house.salt)
            await self.house.db.write(lambda session: self._open(session, hashed, source, address))
        await self.say(address, f"join-{secrets.token_hex(8)}", f"Mã tham gia {letters[:4]}-{letters[4:]}")
        return address

    def _may_try(self, session: Session, source: str) -> None:
        if not union.may_try(session, source, moment(session)):
            raise Refused("Đã nhập sai mã quá nhiều lần. Xin thử lại sau một giờ, hoặc gọi Văn phòng.")

    def _open(self, session: Session, hashed: str, source: str, address: Address) -> None:
        self._may_try(session, source)  # another process may have counted a miss in the meantime
        now = moment(session)
        found = union.find_invitation(session, hashed)
        if found is None:
            union.failed_try(session, source, now)
            session.commit()  # the miss counts although nothing was opened
            raise Refused("Mã này không đúng. Đồng chí xem lại, hoặc gọi Văn phòng.")
        if found.used_at is not None or found.expires_at <= now:
            raise Refused("Mã này đã dùng hoặc quá hạn. Xin Văn phòng cấp mã mới.")
        runs.write_setting(session, f"joining/{address}", str(found.id))

    async def file(self, address: Address, sha256: str, *, group: str = "") -> Download | None:
        """A file that a message to this very chat named; None for everybody else's."""
        chat = group or WEB.chat_of(address).id
        return await self.house.db.read(lambda session: self._file(session, chat, sha256))

    def _file(self, session: Session, chat: str, sha256: str) -> Download | None:
        name = files.name_in_chat(session, WEB.bot, chat, sha256)
        content = files.content_of(session, sha256) if name else None
        return Download(name, content) if name and content is not None else None

    async def linked(self, token: str) -> Download | None:
        """The file of a signed link, whoever opens it."""
        named = self.links.file_of(token) if self.links else None
        if named is None:
            return None
        content = await self.house.db.read(lambda session: files.content_of(session, named.sha256))
        return None if content is None else Download(named.name, content)

    async def move_clock(self, forward: timedelta | None) -> datetime:
        """Moves the demo's office time forwards, or back to the machine's; every process reads the row."""
        if not self.demo:
            raise Refused("Chỉ bản dùng thử mới đổi được giờ.")
        ahead = timedelta() if forward is None else self.house.clock.offset + forward
        if ahead > CLOCK_MOST:
            raise Refused("Giờ dùng thử chỉ đi trước tối đa mười năm.")

        def moved(session: Session) -> None:
            runs.write_setting(session, OFFSET, str(ahead.total_seconds()))
            wake(session, INCOMING, OUTGOING)

        await self.house.db.write(moved)
        self.house.clock.offset = ahead
        return self.now()

    async def health(self) -> Mapping[str, str | int | bool]:
        """Counts, never anybody's data."""

        def read(session: Session) -> Mapping[str, str | int | bool]:
            waiting = incoming.counts(session)
            door = outgoing.counts(session)
            return {
                "ok": True,
                "demo": self.demo,
                "waiting": waiting.get("new", 0) + waiting.get("handling", 0),
                "parked": waiting.get("failed", 0),
                "queued": door.get("queued", 0) + door.get("sending", 0),
                "unsure": door.get("unsure", 0),
            }

        return await self.house.db.read(read)
