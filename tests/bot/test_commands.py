"""The commands as an operator types them: each in a process of its own, each mistake answered with one clear line."""

import json
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database, moment
from knowledge.document import UnitCode
from tests.loopback import TOKEN, BotApi, Running
from tests.process import ROOT, Bot, run_once
from union import store
from union.roster import OfficerId, Role

pytestmark = pytest.mark.slow


def refused(result: "subprocess.CompletedProcess[str]", says: str) -> None:
    """One clear line, a non-zero status, and never a traceback."""
    assert result.returncode != 0
    assert says in result.stderr, result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) <= 2


@pytest.mark.parametrize(
    ("arguments", "environment", "says"),
    [
        pytest.param(["doctor"], {"TELEGRAM_TOKN": "x"}, "Có phải là TELEGRAM_TOKEN?", id="an unknown setting"),
        pytest.param(["run"], {"PORT": "tám"}, "PORT phải là số", id="a port that is no number"),
        pytest.param(["run"], {"TELEGRAM_TOKEN": "abc", "DEMO": "off"}, "dạng 123456", id="what cannot be a token"),
        pytest.param(["run"], {"HOST": "0.0.0.0"}, "chỉ mở trên máy này", id="the demo for the whole network"),  # noqa: S104 - refused
        pytest.param(["run", "--roles", "boss"], {}, "Không có vai trò", id="an unknown role"),
        pytest.param(["doctor"], {"DATABASE_URL": "mysql://x"}, "postgresql://", id="another kind of database"),
        pytest.param(
            ["doctor"], {"DATABASE_URL": "postgresql://a:secret@127.0.0.1:1/x"}, "Không mở được", id="no database there"
        ),
        pytest.param(["chat", "--at", "mai"], {}, "Lúc viết như", id="a moment that is none"),
        pytest.param(["ask", "--today", "31/2/2026", "x"], {}, "Ngày viết như", id="a day that is none"),
        pytest.param(["ask", "--library", "khong-co.txt"], {}, "Không đọc được tệp", id="a file that is not there"),
        pytest.param(["invite", "khong-co", "chủ tịch"], {}, "Không có đơn vị", id="an unknown unit"),
        pytest.param(["invite", "suoi-may", "vua"], {}, "Không có vai trò", id="an unknown seat"),
        pytest.param(["restore", "khong-co.db"], {}, "không phải bản sao lưu", id="no copy to restore"),
        pytest.param(["nhảy"], {}, "Không hiểu lệnh", id="an unknown command"),
        pytest.param(["audit", "--limit", "-1"], {}, "từ 1 đến", id="fewer lines than none"),
        pytest.param(["audit", "--limit", "abc"], {}, "từ 1 đến", id="lines that are no number"),
        pytest.param(["invite"], {}, "còn thiếu", id="an argument that is missing"),
        pytest.param(["invite", "vinh-thuan", "chủ tịch"], {}, "đã kết thúc", id="a closed unit"),
        pytest.param(
            ["doctor"], {"DATABASE_URL": "postgresql://a:secret@máy:cổng/x"}, "cổng sai", id="a port of letters"
        ),
        pytest.param(
            ["doctor"], {"DATABASE_URL": "postgresql://a:secret@b:99999/x"}, "cổng sai", id="a port out of range"
        ),
        pytest.param(["doctor"], {"TELEGRAM_PROXY": "ftp://a:secret@b:1"}, "socks5://", id="an unknown kind of proxy"),
        pytest.param(["doctor"], {"TELEGRAM_PROXY": "127.0.0.1:1080"}, "socks5://", id="a proxy without its kind"),
    ],
)
def test_a_mistake(arguments: list[str], environment: dict[str, str], says: str, tmp_path: Path) -> None:
    result = run_once(tmp_path, *arguments, **environment)
    refused(result, says)
    assert "secret" not in result.stderr


@pytest.mark.parametrize(
    ("file", "says"),
    [
        pytest.param("khong-co/a.db", "Không có thư mục", id="into no folder"),
        pytest.param("a" * 250 + ".db", "Không ghi được", id="under a name the disk refuses while writing"),
        pytest.param("a" * 300 + ".db", "Không ghi được", id="under a name the disk refuses at once"),
        pytest.param("congdoan.db", "đã có", id="over the data itself"),
    ],
)
def test_a_copy_that_cannot_be_made(file: str, says: str, tmp_path: Path) -> None:
    assert run_once(tmp_path, "units").returncode == 0
    refused(run_once(tmp_path, "backup", file), says)
    assert not list(tmp_path.glob("*.dang-chep"))


@pytest.mark.parametrize("command", ["", "chat", "units add", "audit", "backup"], ids=lambda name: name or "all")
def test_help_is_vietnamese(command: str, tmp_path: Path) -> None:
    result = run_once(tmp_path, *command.split(), "--help")
    assert result.returncode == 0
    assert result.stdout.count("Cách dùng: ") == 1
    for english in ("usage", "options", "positional", "show this"):
        assert english not in result.stdout


def test_what_is_empty_is_said_to_be_empty(tmp_path: Path) -> None:
    assert "Chưa có đơn vị nào" in run_once(tmp_path, "units", DEMO="off").stdout
    assert "Chưa có việc nào" in run_once(tmp_path, "audit", DEMO="off").stdout


def test_the_accounts_of_the_demo_are_listed_with_their_seats(tmp_path: Path) -> None:
    assert "Chủ tịch CĐCS Mầm non Hoa Sen" in run_once(tmp_path, "chat", "--who").stdout


def test_outside_the_demo_only_an_administrator_speaks_as_somebody(tmp_path: Path) -> None:
    real = {"DEMO": "off"}
    run_once(tmp_path, "units", "add", "doi-thong", "Công đoàn xã Đồi Thông", **real)
    db = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")

    def seat(session: Session, address: str, name: str, role: Role) -> OfficerId:
        who, now = store.add_officer(session, name), moment(session)
        store.give_seat(session, who, UnitCode("doi-thong"), role, now.date())
        store.save_account(session, store.Account(address, who, "web", name, reachable=True), now=now)
        return who

    db.write_now(lambda session: seat(session, "web:admin", "Thông", Role.ADMIN))
    db.write_now(lambda session: seat(session, "web:mo", "Mơ", Role.CHAIR))
    db.close()
    refused(run_once(tmp_path, "chat", "--as", "web:mo", said="tôi là ai\n", **real), "--by")
    refused(run_once(tmp_path, "chat", "--as", "web:mo", "--by", "web:mo", said="tôi là ai\n", **real), "quản trị")
    refused(run_once(tmp_path, "chat", "--as", "web:ai", "--by", "web:admin", **real), "Không có tài khoản")
    said = run_once(tmp_path, "chat", "--as", "web:mo", "--by", "web:admin", said="tôi là ai\n", **real)
    assert "Đồng chí Mơ" in said.stdout
    assert "web:admin\tborrow\tweb:mo" in run_once(tmp_path, "audit", **real).stdout


def test_an_unknown_setting_in_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("\ufeffOFICE_NAME=Văn phòng\n", "utf-8")
    refused(run_once(tmp_path, "doctor"), "Có phải là OFFICE_NAME?")


def test_no_command_explains_itself(tmp_path: Path) -> None:
    result = run_once(tmp_path)
    assert result.returncode == 2
    assert "run" in result.stdout


def test_a_wrong_token_stops_the_start_with_one_line(tmp_path: Path) -> None:
    class Refusing(BotApi):
        async def answer(self, method: str, body: bytes):  # type: ignore[no-untyped-def]
            return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}

    with Running(Refusing()) as platform:
        result = run_once(tmp_path, "run", TELEGRAM_TOKEN=TOKEN, TELEGRAM_BASE_URL=platform.url, DEMO="off")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "TELEGRAM_TOKEN" in result.stderr
    assert TOKEN.partition(":")[2] not in result.stderr + result.stdout


def test_a_second_run_is_refused_while_other_commands_work_beside(tmp_path: Path) -> None:
    bot = Bot(tmp_path, "run").start()
    bot.port()
    refused(run_once(tmp_path, "run"), "đã chạy trên dữ liệu này")
    said = run_once(tmp_path, "chat", "--as", "web:lan", "--json", said="tôi là ai\ntrợ giúp\n")
    answers = [json.loads(line) for line in said.stdout.splitlines()]
    assert [answer["said"] for answer in answers] == ["tôi là ai", "trợ giúp"]
    assert "Lan" in answers[0]["text"]
    assert run_once(tmp_path, "backup", "ban-sao.db").returncode == 0
    refused(run_once(tmp_path, "restore", "ban-sao.db"), "đang chạy")
    assert "Trợ lý đang chạy" in run_once(tmp_path, "doctor").stdout
    assert bot.stop() == 0


def test_a_taken_port_gives_way_and_says_so(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        bot = Bot(tmp_path, "run", PORT=str(port)).start()
        assert bot.port() != port
        assert any(f"Cổng {port}" in line for line in bot.lines)
        assert bot.stop() == 0


def test_the_demo_refuses_a_real_token(tmp_path: Path) -> None:
    assert run_once(tmp_path, "units").returncode == 0
    refused(run_once(tmp_path, "units", TELEGRAM_TOKEN=TOKEN), "dùng thử")


def test_terminal_alone_starts_its_own_desk_and_a_menu_is_numbers(tmp_path: Path) -> None:
    said = run_once(tmp_path, "chat", "--as", "web:khach", said="MAYX-2345\n1\ntôi là ai\n")
    assert said.returncode == 0
    assert "1. Đúng" in said.stdout
    assert "Đồng chí Vân: Phó Chủ tịch" in said.stdout


PAPER = """CÔNG ĐOÀN XÃ SUỐI MÂY
Số: 21/KH-CĐX
Suối Mây, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Phát triển đoàn viên năm 2026

I. CHỈ TIÊU
- Kết nạp mới ít nhất 40 đoàn viên trong năm 2026.
"""


def test_a_document_of_this_machine_is_dropped_in_by_a_line_and_read(tmp_path: Path) -> None:
    (tmp_path / "ke-hoach.txt").write_text(PAPER, "utf-8")
    (tmp_path / "hong.docx").write_bytes(b"PK\3\4")
    lines = "/tep ke-hoach.txt\n/tep hong.docx\n/tep khong-co.txt\n/tep ke-hoach.txt\n"
    said = run_once(tmp_path, "chat", "--as", "web:tuan", "--json", said=lines)
    answers = [json.loads(line) for line in said.stdout.splitlines()]
    assert [answer["said"] for answer in answers] == [
        "Tệp: ke-hoach.txt", "Tệp: ke-hoach.txt", "Tệp: hong.docx", "Tệp: ke-hoach.txt",
    ]  # fmt: skip
    taken, read, refused_one, again = (answer["text"] for answer in answers)
    assert "là văn bản 1" in taken
    assert "Kế hoạch 21/KH-CĐX ngày 05/02/2026" in read
    assert refused_one.startswith("Chưa nhận “hong.docx”")
    assert "xem văn bản 1" in again
    assert "khong-co.txt" in said.stderr
    chair = run_once(tmp_path, "chat", "--as", "web:hanh", said="/tep ke-hoach.txt\n")
    assert "cán bộ văn phòng" in chair.stdout
    assert "Văn bản đưa vào: 0 chờ đọc, 1 chờ duyệt" in run_once(tmp_path, "doctor").stdout


def test_chat_at_a_moment_changes_that_talk_only(tmp_path: Path) -> None:
    late = run_once(tmp_path, "chat", "--as", "web:khach", "--at", "2028-01-01", said="MAYX-2345\n")
    assert "quá hạn" in late.stdout
    now = run_once(tmp_path, "chat", "--as", "web:khach", said="MAYX-2345\n")
    assert "nhận vai trò" in now.stdout


def test_questions_stream_line_by_line(tmp_path: Path) -> None:
    bot = Bot(tmp_path, "ask", "--json", "--today", "2026-11-21")
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *bot.arguments], cwd=tmp_path, env=bot.environment, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    for line in (
        "các khâu đột phá của Lai Châu",
        '{"q": "ai ký", "union": "vinh-thuan", "previous": ["năm 2024"]}',
        "{hỏng",
    ):
        process.stdin.write(line + "\n")
        process.stdin.flush()
        found = json.loads(process.stdout.readline())
        assert set(found) >= {"kind", "text", "citations", "values"}
    process.stdin.close()
    assert process.wait(timeout=10) == 0
    process.stdout.close()


def test_files_of_ones_own_leave_the_database_alone(tmp_path: Path) -> None:
    paper = ROOT / "knowledge" / "digests" / "suoi-may-2026.txt"
    result = run_once(tmp_path, "ask", "--library", str(paper), "--today", "2026-11-21", said="số văn bản là gì\n")
    assert result.returncode == 0, result.stderr
    assert "05/CTr-CĐXSM" in result.stdout
    assert not list(tmp_path.glob("*.db*"))


def test_from_nothing_to_a_seated_chair_without_the_demo(tmp_path: Path) -> None:
    real = {"DEMO": "off", "OFFICE_NAME": "Văn phòng Công đoàn xã Đồi Thông"}
    assert (
        run_once(
            tmp_path, "units", "add", "doi-thong", "Công đoàn xã Đồi Thông", "--kind", "commune", **real
        ).returncode
        == 0
    )
    chair = ["units", "add", "truong-doi-thong", "CĐCS Trường Đồi Thông", "--above", "doi-thong"]
    assert run_once(tmp_path, *chair, **real).returncode == 0
    refused(run_once(tmp_path, *chair[:-1], "khong-co", **real), "Không có đơn vị cấp trên")
    invited = run_once(tmp_path, "invite", "truong-doi-thong", "chủ tịch", "--name", "Mơ", **real)
    [code] = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", invited.stdout)
    assert "Công đoàn xã Đồi Thông" in run_once(tmp_path, "units", **real).stdout
    refused(run_once(tmp_path, "chat", said="chào\n", **real), "--as")
    assert "invite" in run_once(tmp_path, "audit", **real).stdout
    assert code not in run_once(tmp_path, "audit", **real).stdout
    assert run_once(tmp_path, "backup", "a.db", **real).returncode == 0
    refused(run_once(tmp_path, "backup", "a.db", **real), "đã có")
    assert run_once(tmp_path, "restore", "a.db", **real).returncode == 0
    assert "truong-doi-thong" in run_once(tmp_path, "units", **real).stdout
