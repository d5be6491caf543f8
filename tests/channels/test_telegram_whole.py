"""The whole product as a process against a Telegram that is not ours: by polling and by webhook, killed in between."""

import asyncio
import io
import itertools
import re
import socket
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from docx import Document

from bot import shipped
from bot.clock import machine_now
from bot.db import Database
from bot.opening import OFFSET
from bot.store import runs
from handlers import wording
from knowledge.dates import VIETNAM
from tests.channels.oracle import objections_to_call
from tests.house import rows
from tests.process import Bot, run_once
from tests.telegram_peer import TOKEN, Heard, Peer, User, group_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("telegram-peer"), pytest.mark.timeout(180)]


@pytest_asyncio.fixture
async def peer(peer_process: Peer) -> AsyncIterator[Peer]:
    await peer_process.forget()
    yield peer_process
    for call in await peer_process.calls():
        assert objections_to_call(call.method, call.parameters) == []


NUMBERS = itertools.count(5001)


def fresh() -> int:
    """A person or group nobody has been yet: the peer keeps what was said to the others."""
    return next(NUMBERS)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.fixture(params=["polling", "webhook"])
def office(request: pytest.FixtureRequest, peer: Peer, tmp_path: Path) -> Iterator[tuple[Bot, str]]:
    """A real office with one grassroots union below it, its bot running; and a joining code for the chair."""
    port = free_port()
    settings = {
        "DEMO": "off", "TELEGRAM_TOKEN": TOKEN, "TELEGRAM_BASE_URL": peer.url, "OFFICE_PHONE": "0200 000 0199",
        "PORT": str(port), "OFFICE_NAME": "Văn phòng Công đoàn xã Đồi Thông", "QUIET_HOURS": "off",
    }  # fmt: skip
    if request.param == "webhook":
        settings["PUBLIC_URL"] = f"http://127.0.0.1:{port}"
    for unit in (
        ["doi-thong", "Công đoàn xã Đồi Thông"],
        ["truong-doi-thong", "CĐCS Trường Đồi Thông", "--above", "doi-thong"],
    ):
        assert run_once(tmp_path, "units", "add", *unit, **settings).returncode == 0
    invited = run_once(tmp_path, "invite", "truong-doi-thong", "chủ tịch", "--name", "Mơ", **settings)
    [code] = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", invited.stdout)
    bot = Bot(tmp_path, "run", **settings).start()
    bot.port()
    yield bot, code
    assert bot.stop() == 0, "\n".join(bot.lines)
    assert TOKEN.partition(":")[2] not in "\n".join(bot.lines)


async def ready(peer: Peer) -> None:
    """Until the menus stand: from then on updates come in."""
    async with asyncio.timeout(20):
        while not await peer.calls("setMyCommands"):  # noqa: ASYNC110 - another process sets them
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.3)


async def test_a_chair_joins_by_link_asks_and_is_answered_once_after_a_kill(
    office: tuple[Bot, str], peer: Peer
) -> None:
    bot, code = office
    await ready(peer)
    async with User(peer, fresh()) as chair:
        await chair.say(f"/start {code.replace('-', '')}")
        [offer] = await chair.hears(1, seconds=10)
        assert "Chủ tịch CĐCS Trường Đồi Thông" in offer.text
        await chair.taps(offer, "Đúng")
        [joined] = await chair.hears(1, seconds=10)
        assert "Đã ghi nhận đồng chí Mơ" in joined.text
        await asyncio.sleep(0.5)  # until the reply is written down as sent: else it is said again, labelled
        bot.kill()
        bot.start()
        bot.port()
        await chair.say("cac khau dot pha cua lai chau")
        [answer] = await chair.hears(1, seconds=20)
        assert "đột phá" in answer.text
        await chair.say("/toi@tro_ly_thu_bot")
        [me] = await chair.hears(1, seconds=10)
        assert "Đồng chí Mơ: Chủ tịch" in me.text
        assert await chair.hears_nothing_more()
    assert len(await peer.calls("answerCallbackQuery")) == 1


async def test_in_a_group_it_speaks_only_when_addressed(office: tuple[Bot, str], peer: Peer) -> None:
    assert office
    await ready(peer)
    async with User(peer, fresh(), chat=group_of(fresh())) as member:
        await member.say("chỉ tiêu năm nay của mình là gì nhỉ")
        assert await member.hears_nothing_more(1.0)
        await member.say("@tro_ly_thu_bot tôi là ai")
        [reply] = await member.hears(1, seconds=10)
        assert "Trường" not in reply.text


PAPER = """CÔNG ĐOÀN XÃ ĐỒI THÔNG
Số: 21/KH-CĐX
Đồi Thông, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Phát triển đoàn viên năm 2026

I. CHỈ TIÊU
- Kết nạp mới ít nhất 40 đoàn viên trong năm 2026.
"""


async def test_an_office_sends_a_document_and_is_told_what_stands_in_it(
    office: tuple[Bot, str], peer: Peer, tmp_path: Path
) -> None:
    bot, _ = office
    invited = run_once(tmp_path, "invite", "doi-thong", "văn phòng", "--name", "Thông", **bot.environment)
    [code] = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", invited.stdout)
    await ready(peer)
    async with User(peer, fresh()) as staff:
        await staff.say(f"/start {code.replace('-', '')}")
        [offer] = await staff.hears(1, seconds=10)
        await staff.taps(offer, "Đúng")
        await staff.hears(1, seconds=10)
        await staff.sends_file("ke-hoach.txt", PAPER.encode())
        taken, read = await staff.hears(2, seconds=30)
        assert "Đã nhận “ke-hoach.txt”" in taken.text
        assert "Kế hoạch 21/KH-CĐX ngày 05/02/2026" in read.text
        await staff.sends_file("khong-con.txt", b"")
        [empty] = await staff.hears(1, seconds=20)
        assert "Chưa nhận “khong-con.txt”" in empty.text
    async with User(peer, fresh()) as stranger:
        await stranger.sends_file("la.txt", PAPER.encode())
        [kind] = await stranger.hears(1, seconds=10)
        assert "chưa đọc được tệp" in kind.text


async def test_rubbish_stickers_and_unknown_updates_stop_nothing(office: tuple[Bot, str], peer: Peer) -> None:
    assert office
    await ready(peer)
    await peer.inject({"message": {"message_id": 5}}, is_malformed=True)
    await peer.inject({"something_new": {"id": 1}}, is_malformed=True)
    async with User(peer, fresh()) as stranger:
        await stranger.sends_file("ảnh.jpg", b"x")
        [kind] = await stranger.hears(1, seconds=10)
        assert "chưa đọc được" in kind.text
        await stranger.say("x" * 4096)
        [brief] = await stranger.hears(1, seconds=10)
        assert "quá dài" in brief.text


# The mission: reminded, reported, in spite of kills

DUTY = "Tên báo cáo,Biểu mẫu,Kỳ,Hạn nộp,Nơi nhận\nBáo cáo tháng,bao-cao-thang,tháng,ngày {day},doi-thong\n"
ANSWERS = ("5", "1", "41", "7", "Giải bóng chuyền", "không có", "Tập huấn an toàn lao động", "không có")
DEAD_WHEN_SAID, KILLED_AT_ONCE = "41", "Giải bóng chuyền"
ONCE = {
    "SELECT count(*) FROM outgoing WHERE judge = 'reminder'": 1,
    "SELECT count(*) FROM reminder WHERE state = 'sent'": 1,
    "SELECT count(*) FROM entry": 4,
    "SELECT count(*) FROM filing_passage": 4,
    "SELECT count(*) FROM filing_version": 1,
    "SELECT count(*) FROM file": 1,
}


def commanded(bot: Bot, *arguments: str) -> str:
    """What a command beside the running bot prints."""
    done = run_once(bot.folder, *arguments, **bot.environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def database(bot: Bot) -> Database:
    return Database(f"sqlite:///{bot.folder / 'congdoan.db'}")


def due_day(bot: Bot) -> date:
    """A working day soon, so that the report due on it is reminded of that morning."""
    db = database(bot)
    calendar = db.read_now(shipped.calendar)
    db.close()
    return calendar.working_day_from(machine_now().date() + timedelta(days=2))


def set_clock(bot: Bot, at: datetime) -> None:
    """From its next start on the bot takes this moment for now."""
    db = database(bot)
    db.write_now(lambda session: runs.write_setting(session, OFFSET, str((at - machine_now()).total_seconds())))
    db.close()


def counted(bot: Bot, statement: str) -> int:
    """What the rows say."""
    db = database(bot)
    [[number]] = rows(db, statement)
    db.close()
    return int(str(number))


async def joined(chair: User, code: str) -> None:
    """Joins by link and settles."""
    await chair.say(f"/start {code}")
    [offer] = await chair.hears(1, seconds=10)
    await chair.taps(offer, "Đúng")
    await chair.hears(1, seconds=10)
    await asyncio.sleep(0.5)  # until the reply is written down as sent


async def answered(chair: User, bot: Bot, said: str, before: Heard) -> Heard:
    """Says one thing, the bot killed before or while it hears it; what is told again is told once more, labelled."""
    if said == DEAD_WHEN_SAID:
        await asyncio.sleep(0.5)
        bot.kill()
    await chair.say(said)
    if said == DEAD_WHEN_SAID:
        *_, update = await chair.peer.delivered()
        await chair.peer.inject(update)
    if said == KILLED_AT_ONCE:
        bot.kill()
    if said not in (DEAD_WHEN_SAID, KILLED_AT_ONCE):
        [answer] = await chair.hears(1, seconds=10)
        return answer
    bot.start().port()
    return await answered_after_a_kill(chair, again(before.text))


def again(text: str) -> str:
    """The text as it is said once more."""
    return f"{wording.LABEL_AGAIN} {text}"


async def answered_after_a_kill(chair: User, earlier_again: str) -> Heard:
    """The answer and what else comes: the one before it, whose end the kill may have hidden, and the answer again."""
    heard: list[Heard] = []
    while not heard or not await chair.hears_nothing_more(1.0):
        [more] = await chair.hears(1, seconds=20)
        if more.text != earlier_again:
            heard.append(more)
    first, *rest = heard
    plain = first.text.removeprefix(again(""))
    assert [one.text for one in heard] in ([plain], [again(plain)], [plain, again(plain)])
    return rest[0] if rest else first


async def test_a_chair_is_reminded_reports_and_gets_the_paper_in_spite_of_kills(
    office: tuple[Bot, str], peer: Peer
) -> None:
    bot, code = office
    await ready(peer)
    async with User(peer, fresh()) as chair:
        await joined(chair, code)
        bot.kill()
        day = due_day(bot)
        (bot.folder / "che-do.csv").write_text(DUTY.format(day=day.day), "utf-8")
        commanded(bot, "duties", "import", str(bot.folder / "che-do.csv"))
        set_clock(bot, datetime.combine(day, time(8, 30), VIETNAM))
        bot.start().port()
        commanded(bot, "remind")
        commanded(bot, "remind")
        [reminder] = await chair.hears(1, seconds=20)
        assert "đồng chí Mơ: báo cáo tháng" in reminder.text
        assert "hạn hôm nay, trước 17 giờ. Chưa khai, có 8 mục" in reminder.text
        await chair.taps(reminder, "Khai")
        [asked] = await chair.hears(1, seconds=10)
        for said in ANSWERS:
            assert not asked.buttons.keys() & {"Gửi báo cáo"}
            asked = await answered(chair, bot, said, asked)
        await chair.taps(asked, "Gửi báo cáo")
        [receipt] = await chair.hears(1, seconds=10)
        assert "Đã nộp" in receipt.text
        assert "bản 1" in receipt.text
        await chair.taps(receipt, "Bản Word")
        [paper] = await chair.hears(1, seconds=10)
        assert await chair.hears_nothing_more()
    [name] = paper.files
    [upload] = await peer.calls("sendDocument")
    assert name.endswith(".docx")
    content = await peer.uploaded("file1")
    told = "".join(paragraph.text for paragraph in Document(io.BytesIO(content)).element.body.iter() if paragraph.text)
    assert "Tập huấn an toàn lao động" in told
    assert "41" in told
    assert upload.uploads
    assert {statement: counted(bot, statement) for statement in ONCE} == ONCE
