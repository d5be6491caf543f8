"""The whole product as a process against our Zalo: by polling and by webhook, killed in between, forged and doubled."""

import io
import re
import shutil
import socket
import time as machine_time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import httpx
import pytest
from docx import Document

from bot import shipped
from bot.clock import machine_now
from bot.db import Database
from bot.opening import OFFSET
from bot.store import runs
from knowledge.dates import VIETNAM
from tests.house import rows
from tests.process import Bot, run_once
from tests.zalo_platform import (
    HEADER,
    NAME,
    TOKEN,
    Fault,
    Person,
    Platform,
    Queue,
    Running,
    Sent,
    Spoken,
    Switches,
    Trouble,
    group_id,
)
from tests.zalo_platform.platform import message_id_of
from tests.zalo_platform.server import NO_CERTIFICATES

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("zalo-whole"), pytest.mark.timeout(180)]

SECRET = "a-secret-of-nobody_"


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@dataclass
class Office:
    """A real office with one grassroots union below it, its bot running on Zalo; and a joining code for the chair."""

    bot: Bot
    zalo: Running
    code: str
    chair: Person

    @property
    def platform(self) -> Platform:
        return self.zalo.platform

    @property
    def is_hooked(self) -> bool:
        return "PUBLIC_URL" in self.bot.environment

    @property
    def door(self) -> str:
        return f"{self.bot.environment['PUBLIC_URL']}/webhook/zalo/{self.chair.bot}"

    def listens(self) -> None:
        """Until what people say arrives."""
        wait_for(self._is_listening, "the bot listens")

    def _is_listening(self) -> bool:
        [known] = self.platform.bots()
        return known.hook is not None if self.is_hooked else known.pollers > 0

    def kill(self) -> None:
        """kill -9, and until the platform knows that nobody waits: what it hands to the dead is gone."""
        self.bot.kill()
        wait_for(lambda: not any(bot.pollers for bot in self.platform.bots()), "nobody waits any more")

    def restart(self) -> None:
        """Starts the killed process again, until it listens."""
        self.bot.start().port()
        self.listens()

    def command(self, *arguments: str) -> str:
        """What a command beside the running bot prints."""
        done = run_once(self.bot.folder, *arguments, **self.bot.environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def database(self) -> Database:
        return Database(f"sqlite:///{self.bot.folder / 'congdoan.db'}")

    def counted(self, statement: str) -> int:
        """What the rows say."""
        db = self.database()
        [[number]] = rows(db, statement)
        db.close()
        return int(str(number))

    def settled(self) -> None:
        """Until everything that waits has ended one way or another."""
        open_rows = (
            "SELECT count(*) FROM outgoing WHERE state IN ('queued', 'sending') AND not_before <= datetime('now')"
        )
        wait_for(lambda: self.counted(open_rows) == 0, "nothing is on its way")


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 20.0) -> None:
    end = machine_time.monotonic() + seconds
    while not condition():
        assert machine_time.monotonic() < end, f"not in {seconds} s: {what}"
        machine_time.sleep(0.02)


@pytest.fixture
def zalo() -> Iterator[Running]:
    platform = Platform(machine_now, Switches(loopback=True, retries=200))
    platform.add_bot(can_join_groups=True)
    with Running(platform) as running:
        yield running


def settings_of(zalo: Running, port: int, *, hooked: bool) -> dict[str, str]:
    """An office's settings."""
    public = {"PUBLIC_URL": f"http://127.0.0.1:{port}"} if hooked else {}
    return {
        "DEMO": "off", "ZALO_BOT_TOKENS": TOKEN, "ZALO_BOT_NAMES": NAME, "ZALO_BOT_BASE_URL": zalo.url,
        "ZALO_RATE": "20", "OFFICE_PHONE": "0200 000 0199", "PORT": str(port), "WEBHOOK_SECRET": SECRET,
        "OFFICE_NAME": "Văn phòng Công đoàn xã Đồi Thông", "QUIET_HOURS": "off", **public,
    }  # fmt: skip


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder as `units add` and `invite` leave it, and the code that was invited with."""
    folder = tmp_path_factory.mktemp("founded")
    for unit in (
        ["doi-thong", "Công đoàn xã Đồi Thông"],
        ["truong-doi-thong", "CĐCS Trường Đồi Thông", "--above", "doi-thong"],
    ):
        assert run_once(folder, "units", "add", *unit, DEMO="off").returncode == 0
    invited = run_once(folder, "invite", "truong-doi-thong", "chủ tịch", "--name", "Mơ", DEMO="off")
    [code] = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", invited.stdout)
    return folder, code


def opened(zalo: Running, founded: tuple[Path, str], folder: Path, *, hooked: bool) -> Office:
    """The office, its bot started and listening."""
    template, code = founded
    shutil.copytree(template, folder, dirs_exist_ok=True)
    bot = Bot(folder, "run", **settings_of(zalo, free_port(), hooked=hooked)).start()
    bot.port()
    [known] = zalo.platform.bots()
    office = Office(bot, zalo, code, Person(zalo.platform, known.id, "Mơ"))
    office.listens()
    return office


def closed(office: Office) -> None:
    """Stops it; it never said its token."""
    assert office.bot.stop() == 0, "\n".join(office.bot.lines)
    assert TOKEN.partition(":")[2] not in "\n".join(office.bot.lines)
    assert all(not call.unknown for call in office.platform.calls), "Zalo knows each parameter"


@pytest.fixture(params=["polling", "webhook"])
def office(
    request: pytest.FixtureRequest, zalo: Running, founded: tuple[Path, str], tmp_path: Path
) -> Iterator[Office]:
    found = opened(zalo, founded, tmp_path, hooked=request.param == "webhook")
    yield found
    closed(found)


@pytest.fixture
def hooked(zalo: Running, founded: tuple[Path, str], tmp_path: Path) -> Iterator[Office]:
    found = opened(zalo, founded, tmp_path, hooked=True)
    yield found
    closed(found)


def joined(office: Office) -> None:
    """The chair joins with the code and is known."""
    assert "Chủ tịch CĐCS Trường Đồi Thông" in office.chair.asks(office.code)
    assert "Đã ghi nhận đồng chí Mơ" in office.chair.asks("đúng")
    office.settled()


def test_a_chair_joins_asks_and_is_answered_once_after_a_kill(office: Office) -> None:
    joined(office)
    office.bot.kill()
    office.restart()
    assert "đột phá" in office.chair.asks("cac khau dot pha cua lai chau")
    assert "Đồng chí Mơ: Chủ tịch" in office.chair.asks("tôi là ai")
    assert office.chair.hears_nothing_more()


def test_what_is_said_while_the_bot_is_down_is_answered_when_it_is_back(office: Office) -> None:
    joined(office)
    office.kill()
    office.chair.says("tôi là ai")
    office.restart()
    [answer] = office.chair.hears()
    assert "Đồng chí Mơ" in answer
    assert office.chair.hears_nothing_more()


def test_a_queue_that_gives_everything_again_is_answered_once_and_never_a_hot_loop(
    zalo: Running, founded: tuple[Path, str], tmp_path: Path
) -> None:
    zalo.platform.switch(queue=Queue.REPLAY, replays=1000)
    office = opened(zalo, founded, tmp_path, hooked=False)
    joined(office)
    before = len(zalo.platform.calls)
    assert office.chair.hears_nothing_more(3.0)
    polls = [call for call in zalo.platform.calls[before:] if call.method == "getUpdates"]
    assert 1 <= len(polls) <= 4, "at least a second apart"
    assert "Đồng chí Mơ" in office.chair.asks("tôi là ai")
    closed(office)


def test_in_a_group_it_speaks_only_when_addressed_and_says_nothing_of_anybody(hooked: Office) -> None:
    platform, bot = hooked.platform, hooked.chair.bot
    assert platform.join_group(bot, "Tổ 1")
    platform.group_message(bot, "Tổ 1", "Mơ", "chỉ tiêu năm nay của mình là gì nhỉ")
    platform.group_message(bot, "Tổ 1", "Mơ", f"@{NAME} tôi là ai")
    wait_for(lambda: bool(platform.outbox(bot, group_id("Tổ 1"))), "an answer in the group")
    [reply] = platform.outbox(bot, group_id("Tổ 1"))
    assert "Trường" not in reply.text


PAPER = """CÔNG ĐOÀN XÃ ĐỒI THÔNG
Số: 21/KH-CĐX
Đồi Thông, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Phát triển đoàn viên năm 2026

I. CHỈ TIÊU
- Kết nạp mới ít nhất 40 đoàn viên trong năm 2026.
"""


def staff_of(office: Office) -> Person:
    """Somebody of the office itself, known here."""
    invited = office.command("invite", "doi-thong", "văn phòng", "--name", "Thông")
    [code] = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", invited)
    staff = Person(office.platform, office.chair.bot, "Thông")
    assert "văn phòng" in staff.asks(code)
    assert "Đã ghi nhận" in staff.asks("đúng")
    return staff


def test_an_office_hands_a_document_in_through_a_link_and_is_told_in_zalo(hooked: Office) -> None:
    staff = staff_of(hooked)
    staff.says(Spoken(kind=Sent.UNSUPPORTED))
    [how] = staff.hears()
    assert "/gui/" in how, "a file that Zalo kept to itself"
    link = re.findall(r"http\S+/gui/\S+", staff.asks("gửi văn bản"))[0]
    with httpx.Client(headers={"origin": hooked.bot.environment["PUBLIC_URL"]}) as phone:
        assert "Gửi văn bản" in phone.get(link).text
        for _ in range(2):
            assert phone.post(link, params={"name": "ke-hoach.txt"}, content=PAPER.encode()).status_code == 202
        assert phone.post(f"{link}x", params={"name": "ke-hoach.txt"}, content=b"x").status_code == 404
    taken, read = staff.hears(2, 60)
    assert "Đã nhận “ke-hoach.txt”" in taken
    assert "Kế hoạch 21/KH-CĐX ngày 05/02/2026" in read
    assert hooked.counted("SELECT count(*) FROM proposal") == 1


def test_what_cannot_be_read_is_said_to_be_so_and_what_is_no_message_is_not_answered(hooked: Office) -> None:
    for kind in (Sent.IMAGE, Sent.VOICE, Sent.STICKER, Sent.LINK, Sent.UNSUPPORTED):
        sender = Person(hooked.platform, hooked.chair.bot, f"người gửi {kind}")
        sender.says(Spoken(kind=kind))
        assert sender.hears(), kind
    for silent in (Spoken(kind=Sent.BARE), Spoken(kind=Sent.REACTION), Spoken(kind=Sent.UNKNOWN)):
        hooked.chair.says(silent)
    hooked.chair.says(Spoken("chào", is_bot=True))
    assert hooked.chair.hears_nothing_more()
    assert hooked.chair.asks("chào")


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
}
KEPT_ONE = "SELECT count(*) FROM incoming WHERE event LIKE '%{}'"
UNSURE = "SELECT count(*) FROM outgoing WHERE state = 'unsure'"
ADDRESS = re.compile(r"http://\S+")


def due_day(office: Office) -> date:
    """A working day soon, so that the report due on it is reminded of that morning."""
    db = office.database()
    calendar = db.read_now(shipped.calendar)
    db.close()
    return calendar.working_day_from(machine_now().date() + timedelta(days=2))


def set_clock(office: Office, at: datetime) -> None:
    """From its next start on the bot takes this moment for now."""
    db = office.database()
    db.write_now(lambda session: runs.write_setting(session, OFFSET, str((at - machine_now()).total_seconds())))
    db.close()


def answered(office: Office, said: str) -> str | None:
    """Says one thing, the bot killed before or while it hears it; a silence is one that is marked unsure."""
    if said == DEAD_WHEN_SAID:
        office.settled()
        office.kill()
    message_id = message_id_of(office.chair.says(said))
    if said == DEAD_WHEN_SAID:
        office.restart()
    if said != KILLED_AT_ONCE:
        return office.chair.hears()[0]
    wait_for(lambda: office.counted(KEPT_ONE.format(message_id)) == 1, "it is kept")
    office.bot.kill()
    office.restart()
    answer = office.chair.may_hear(5.0)
    assert answer or office.counted(UNSURE) == 1, "nothing is lost without being marked"
    return answer


def test_a_chair_is_reminded_reports_and_gets_the_paper_in_spite_of_kills(office: Office) -> None:
    joined(office)
    office.bot.kill()
    day = due_day(office)
    (office.bot.folder / "che-do.csv").write_text(DUTY.format(day=day.day), "utf-8")
    office.command("duties", "import", str(office.bot.folder / "che-do.csv"))
    set_clock(office, datetime.combine(day, time(8, 30), VIETNAM))
    office.restart()
    office.command("remind")
    office.command("remind")
    [reminder] = office.chair.hears()
    assert "báo cáo tháng" in reminder.lower()
    assert "hạn hôm nay" in reminder
    office.chair.asks("khai")
    heard = [answered(office, said) for said in ANSWERS]
    receipt = office.chair.asks("gửi báo cáo")
    assert "Đã nộp" in receipt
    assert "bản 1" in receipt
    office.chair.says("bản word")
    paper = told(office)
    assert "Tập huấn an toàn lao động" in paper
    assert "41" in paper
    assert office.chair.hears_nothing_more()
    assert {statement: office.counted(statement) for statement in ONCE} == ONCE
    assert office.counted(UNSURE) <= heard.count(None) + 1
    texts = [row.text for row in office.platform.shown_to(office.chair.bot, "Mơ")]
    assert len(texts) == len(set(texts)), "nothing is said twice"


def told(office: Office) -> str:
    """The report: behind a link where there is a public address, else as text in as many messages as it takes."""
    [first] = office.chair.hears()
    link = ADDRESS.search(first)
    assert bool(link) is office.is_hooked
    if link is None:
        parts = [first]
        while more := office.chair.may_hear():
            parts.append(more)
        assert all(len(part) <= 2000 for part in parts)
        return "\n".join(parts)
    with httpx.Client(verify=NO_CERTIFICATES, trust_env=False) as client:
        content = client.get(link[0]).raise_for_status().content
    return "".join(one.text for one in Document(io.BytesIO(content)).element.body.iter() if one.text)


# Doubled, out of order, forged, replayed, and taken without a word

KEPT = "SELECT count(*) FROM incoming"


def test_a_doubled_and_reordered_webhook_is_answered_once_for_each_message(hooked: Office) -> None:
    joined(hooked)
    before = hooked.counted(KEPT)
    hooked.platform.switch(copies=2, reordered=True)
    hooked.chair.says("tôi là ai")
    hooked.chair.says("chào")
    hooked.chair.hears(2)
    assert hooked.chair.hears_nothing_more(1.5)
    assert hooked.counted(KEPT) == before + 2
    assert len([one for one in hooked.platform.deliveries if one.status == 200]) >= 4


def test_a_forged_webhook_is_refused_and_a_replayed_one_is_old_news(hooked: Office) -> None:
    joined(hooked)
    body = hooked.chair.says("tôi là ai")
    hooked.chair.hears()
    before = hooked.counted(KEPT)
    forged = {**body, "message": {**body["message"], "message_id": "f" * 20, "text": "xin chào"}}  # type: ignore[dict-item] # an update has a message
    with httpx.Client(verify=NO_CERTIFICATES, trust_env=False) as client:
        posted = [
            client.post(hooked.door, json=given, headers=headers).status_code
            for given, headers in (
                (forged, {HEADER: "not-the-secret"}),
                (forged, {}),
                (body, {HEADER: SECRET}),
                ({"ok": True, "result": body}, {HEADER: SECRET}),
                ({"event_name": "webhook.test"}, {HEADER: SECRET}),
            )
        ]
    assert posted == [403, 403, 200, 200, 200]
    assert hooked.chair.hears_nothing_more()
    assert hooked.counted(KEPT) == before


def test_an_answer_that_arrived_although_the_connection_broke_is_not_said_again(hooked: Office) -> None:
    joined(hooked)
    hooked.platform.fault(Fault(Trouble.RESET, taken=True))
    assert "Đồng chí Mơ" in hooked.chair.asks("tôi là ai")
    wait_for(lambda: hooked.counted(UNSURE) == 1, "it is marked")
    hooked.bot.kill()
    hooked.restart()
    assert hooked.chair.hears_nothing_more(2.0)
