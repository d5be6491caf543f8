"""The same assistant in the terminal: lines go into the inbox, and the replies of whoever serves it are printed."""

import asyncio
import json
import sys
import threading
import uuid
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from pathlib import Path

from sqlmodel import Session

from bot import demo
from bot.app import App, build, running, take_roles
from bot.channels.terminal import TERMINAL
from bot.commands.moments import read_moment
from bot.db import OUTGOING, Database, moment
from bot.dropped import looked_at, plain_name, waiting_of
from bot.inbox import Inbox
from bot.mistake import Mistake
from bot.opening import Opened, open_database
from bot.parcel import unpack
from bot.readers import Readers, caps_of
from bot.settings import Settings
from bot.store import files, incoming, runs, transcript
from bot.store.incoming import Arrival
from bot.store.tables import Incoming
from handlers import dropping, wording
from handlers.messages import Address, Attached, NotTaken, Reply
from handlers.papers.known import known_issuers
from handlers.talk import seat_words
from handlers.wording.dropping import named
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from knowledge.proposals import store as proposals
from knowledge.proposals.values import ProposalId, State
from union import store as union
from union.roster import Role

LOOK_SECONDS = 0.25
NOBODY_SECONDS = 2.0
SHOWN = "> "
DROP = "/tep"
"""Before the path of a document of this machine."""
READ_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """How one conversation is held."""

    who: str
    by: str
    at: str
    as_json: bool
    files: str = ""
    """The folder in which what the assistant hands out is saved; empty: only its name is shown."""


@dataclass(slots=True)
class Talker:
    """One terminal: who speaks, when, and how it is shown."""

    opened: Opened
    settings: Settings
    address: Address
    at: datetime | None
    as_json: bool
    folder: Path | None = None
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    serving: bool = False


def list_people(settings: Settings) -> int:
    """Prints the accounts one can be in the demo."""
    opened = open_database(settings)
    try:
        if not opened.is_demo:
            raise Mistake("Chỉ bản dùng thử có tài khoản mẫu.")
        for address, name, seats in opened.db.read_now(lambda db: union.accounts_of_channel(db, "web")):
            print(f"{address}\t{name}\t{'; '.join(seat_words(seat.role, seat.unit_name) for seat in seats)}")
        print(f"{demo.STRANGER}\tKhách\tchưa tham gia, mã thử: {demo.CODE_OF_STRANGER}")
    finally:
        opened.db.close()
    return 0


def chat(settings: Settings, options: ChatOptions) -> int:
    """Talks until the input ends."""
    at = read_moment(options.at)
    folder = made_folder(options.files) if options.files else None
    opened = open_database(settings)
    try:
        address = speaker(opened, options.who, options.by)
        asyncio.run(converse(Talker(opened, settings, address, at, options.as_json, folder)))
    finally:
        opened.db.close()
    return 0


def speaker(opened: Opened, who: str, by: str) -> Address:
    """Whose account speaks: in the demo anybody's; else an existing one, lent to an administrator and kept on trail."""
    if not who and not opened.is_demo:
        raise Mistake("Xin nêu tài khoản nói và tài khoản của người quản trị: --as telegram:81 --by telegram:1.")
    address = Address(who or next(person.address for person in demo.PEOPLE if person.address))
    if ":" not in address:
        raise Mistake(f"Địa chỉ viết như web:lan hoặc telegram:81, không phải “{who}”.")
    if not opened.is_demo:
        opened.db.write_now(lambda db: borrow(db, address, by))
    return address


def borrow(db: Session, address: Address, by: str) -> None:
    """Outside the demo only an administrator speaks as somebody, and the trail keeps who did. Raises `Mistake`."""
    now = moment(db)
    today = now.astimezone(VIETNAM).date()
    lender = union.officer_at(db, by, today) if by else None
    if lender is None or not any(seat.role is Role.ADMIN for seat in lender.seats):
        raise Mistake("Việc này cần người quản trị: thêm --by và tài khoản đang giữ vai trò quản trị.")
    if union.officer_at(db, address, today) is None:
        raise Mistake(f"Không có tài khoản {address}.")
    union.note(db, now, by, "borrow", address)


async def converse(talker: Talker) -> None:
    """Each line is answered before the next is read."""
    lines = read_lines()
    listening = asyncio.create_task(talker.opened.db.listen())
    try:
        async with talker.stack:
            await serve_if_nobody_does(talker)
            greet(talker)
            while (line := await lines.get()) is not None:
                if line.strip():
                    await take(talker, line.strip())
                prompt(talker)
    finally:
        listening.cancel()


def greet(talker: Talker) -> None:
    """Only where a person sits."""
    if sys.stdin.isatty() and not talker.as_json:
        print(f"Đang nói với tư cách {talker.address}. Kết thúc: Ctrl+D.")
    prompt(talker)


def prompt(talker: Talker) -> None:
    """The sign that one may type."""
    if sys.stdin.isatty() and not talker.as_json:
        print(SHOWN, end="", flush=True)


def read_lines() -> "asyncio.Queue[str | None]":
    """The input's lines as they come, None at its end. A thread of its own: reading never holds up a stop."""
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def pump() -> None:
        try:
            for line in sys.stdin:
                loop.call_soon_threadsafe(lines.put_nowait, line)
            loop.call_soon_threadsafe(lines.put_nowait, None)
        except RuntimeError:
            return  # the loop has closed

    threading.Thread(target=pump, name="stdin", daemon=True).start()
    return lines


async def serve_if_nobody_does(talker: Talker) -> None:
    """Starts a desk here when no other process has one; it serves this inbox, and sends nothing to any platform."""
    if talker.serving:
        return
    db = talker.opened.db
    lock = take_roles(db)
    if lock is None or (
        db.is_postgres and await db.read(lambda session: runs.living(session, "worker", moment(session)))
    ):
        return
    talker.stack.callback(lock.release)
    app: App = build(talker.settings, talker.opened, ("worker",))
    await talker.stack.enter_async_context(running(app))
    talker.serving = True


async def take(talker: Talker, line: str) -> None:
    """A document where the line names one, else a message."""
    word, _, path = line.partition(" ")
    if word == DROP:
        await drop(talker, path.strip().strip("\"'"))
    else:
        await say(talker, line)


async def drop(talker: Talker, path: str) -> None:
    """A document of this machine and its answer, then what was read in it."""
    if not path:
        print(f"Đồng chí gõ đường dẫn sau {DROP}, ví dụ: {DROP} ke-hoach.docx", file=sys.stderr)
        return
    readers = Readers(caps_of(talker.settings))
    try:
        content = await asyncio.to_thread(at_most, path, readers.caps.bytes_max + 1)
    except OSError as error:
        print(f"Không mở được tệp “{path}”: {why_not(error)}. Ví dụ: {DROP} ke-hoach.docx", file=sys.stderr)
        return
    db, name = talker.opened.db, plain_name(Path(path).name)
    office = await db.read(lambda session: office_of(session, talker))
    if office is None:  # told so by the same words as everywhere; nothing of theirs is kept
        await say(talker, named(name), Attached("", name, len(content)))
        return
    received = await looked_at(readers, name, content)
    if isinstance(received, NotTaken):
        await say(talker, named(name), waiting_of(name, content, received))
        return
    known = await db.read(lambda session: proposals.same_content(session, received.sha256, office))
    await db.write(lambda session: files.keep(session, (received,), moment(session)))
    await say(talker, named(name), waiting_of(name, content, received))
    number = await db.read(lambda session: proposals.same_content(session, received.sha256, office))
    if number is not None and (known is None or known.id != number.id):
        await tell_when_read(talker, named(name), number.id)


def at_most(path: str, most: int) -> bytes:
    """The file's beginning: what is longer is refused anyway."""
    with Path(path).expanduser().open("rb") as file:
        return file.read(most)


def why_not(error: OSError) -> str:
    """What the machine says of a file, in words of an office."""
    match error:
        case FileNotFoundError():
            return "không có tệp này"
        case IsADirectoryError():
            return "đây là một thư mục"
        case PermissionError():
            return "không có quyền đọc"
        case _:
            return error.strerror or str(error)


def office_of(session: Session, talker: Talker) -> UnitCode | None:
    """The office in which whoever speaks works."""
    today = (talker.at or moment(session)).astimezone(VIETNAM).date()
    return dropping.office_of(session, talker.address, today)


async def tell_when_read(talker: Talker, said: str, number: ProposalId) -> None:
    """Waits until the document is read and shows what was found: here nobody is told unasked."""
    while True:
        item = await talker.opened.db.read(lambda session: proposals.proposal_of(session, number))
        match item.state:
            case State.READING:
                if sys.stderr.isatty() and item.pages_total:
                    print(f"Đang đọc {item.pages_done}/{item.pages_total} trang", end="\r", file=sys.stderr, flush=True)
            case State.OPEN:
                issuers = await talker.opened.db.read(known_issuers)
                return show(talker, said, replace(dropping.read_reply(item, issuers), buttons=()), [])
            case State.FAILED:
                return show(talker, said, dropping.failed_reply(item), [])
            case _:
                return None
        await asyncio.sleep(READ_SECONDS)
        await serve_if_nobody_does(talker)  # whoever served has stopped in the meantime


async def say(talker: Talker, text: str, attached: Attached | None = None) -> None:
    """One message and its answer."""
    db = talker.opened.db
    chat = TERMINAL.chat_of(talker.address).id
    event = f"{chat}/{uuid.uuid4()}"
    body = TERMINAL.body(event, talker.address, "" if attached else text, attached=attached)
    await Inbox(db).store(Arrival(TERMINAL.bot, event, chat, body, talker.at))
    waited = 0.0
    while not await settled(db, event):
        await db.bell.wait(OUTGOING, LOOK_SECONDS)
        waited += LOOK_SECONDS
        if waited >= NOBODY_SECONDS:
            await serve_if_nobody_does(talker)  # whoever served has stopped in the meantime
            waited = 0.0
    for parcel in await db.read(lambda session: transcript.replies_to(session, TERMINAL.bot, event)):
        reply = unpack(parcel)
        show(talker, text, reply, await saved(talker, reply))


async def settled(db: Database, event: str) -> bool:
    """Whether the message has its answer."""
    state = await db.read(lambda session: incoming.state_of(session, TERMINAL.bot, event))
    return state in {Incoming.DONE, Incoming.FAILED}


def made_folder(name: str) -> Path:
    """The folder, made where it is not there yet. Raises `Mistake`."""
    try:
        Path(name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Mistake(f"Không lưu được tệp vào {name}: {error.strerror}.") from None
    return Path(name)


async def saved(talker: Talker, reply: Reply) -> list[str]:
    """The names of what came with the reply; in the folder, where one was named, each is saved beside what is there."""
    names = []
    for item in (*reply.files, *reply.pictures):
        content = None
        if talker.folder is not None:
            content = await talker.opened.db.read(lambda session, item=item: files.content_of(session, item.sha256))  # type: ignore[misc] # bound per turn
        names.append(item.name if talker.folder is None or content is None else save(talker.folder, item.name, content))
    return names


def save(folder: Path, name: str, content: bytes) -> str:
    """Writes a file under its own name, or a numbered one where another of that name is there; gives the name."""
    plain = Path(name.replace("\\", "/")).name.strip(". ") or "tep"
    stem, suffix = Path(plain).stem, Path(plain).suffix
    for number in count(1):
        path = folder / (plain if number == 1 else f"{stem}-{number}{suffix}")
        if not path.exists():
            try:
                path.write_bytes(content)
            except OSError as error:
                raise Mistake(f"Không lưu được tệp {path}: {error.strerror}.") from None
            return path.name
        if path.read_bytes() == content:
            return path.name
    raise AssertionError("counting does not end")


def show(talker: Talker, said: str, reply: Reply, names: list[str]) -> None:
    """The reply as text with numbered choices and the names of its files, or as one JSON object."""
    if not talker.as_json:
        where = f" (đã lưu vào {talker.folder})" if talker.folder else ""
        lines = [wording.numbered(reply), *(f"[Tệp: {name}{where}]" for name in names)]
        print("\n".join(filter(None, lines)) + "\n", flush=True)
        return
    shown = {
        "said": said,
        "to": talker.address,
        "text": reply.text,
        "buttons": [{"label": button.label, "says": button.says} for button in reply.buttons],
        "files": names,
    }
    print(json.dumps(shown, ensure_ascii=False), flush=True)
