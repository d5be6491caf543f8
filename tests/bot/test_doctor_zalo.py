"""The guided self-test of a Zalo bot, against a Zalo of our own that may be switched to behave in either way."""

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import take_roles
from bot.cli import parser
from bot.clock import machine_now
from bot.commands.zalo_known import TRIALS, Found, keep, known, listed
from bot.commands.zalo_test import zalo_test
from bot.commands.zalo_trials import DOING
from bot.db import Database
from bot.mistake import Mistake
from bot.opening import open_database
from bot.settings import Settings
from bot.store import runs
from bot.store.incoming import Arrival, store_arrivals
from knowledge.dates import VIETNAM
from tests.house import rows
from tests.process import run_once
from tests.zalo_platform import NAME, TOKEN, Platform, Queue, Running, Sent, Spoken, Switches, user_id
from tests.zalo_platform.platform import Hook

pytestmark = pytest.mark.slow

BOT = TOKEN.partition(":")[0]
WHO = "Tuấn"


class Operator:
    """Somebody at the terminal with a phone in hand: does what each question asks, and answers it."""

    def __init__(self, platform: Platform, **answers: str) -> None:
        self.platform, self.heard = platform, []  # type: tuple[Platform, list[str]]
        self.answers = answers
        self.acts: Mapping[str, Callable[[str], str]] = {
            r"(?i)nhắn riêng cho bot: thử (\d+)": self.writes,
            r"Gửi cho bot một ảnh": lambda _: self.said(Spoken("", Sent.IMAGE)),
            r"chọn bot trong danh sách, nhắn: thử (\d+)": self.mentions,
            r"chọn Tất cả": lambda _: "",
            r"Chưa thấy tin": lambda _: "k",
            r"chặn bot\. Xong": lambda _: self.blocks(),
            r"Bỏ chặn bot": lambda _: self.unblocks(),
            r"số tin đã dùng": lambda _: str(platform.used(BOT)),
            r"\(c: có": lambda _: "c",
            r"trang giá": lambda _: "chưa bán",
            r"oa@zalo\.me": lambda _: "",
            r"": lambda _: "",
        }

    def ask(self, question: str) -> str:
        self.heard.append(question)
        for part, answer in self.answers.items():
            if part.replace("_", " ") in question:
                if answer == "leaves":
                    raise KeyboardInterrupt
                return answer
        pattern, act = next((p, act) for p, act in self.acts.items() if re.search(p, question))
        found = re.search(pattern, question)
        return act(found[1] if found and found.groups() else "")

    def say(self, line: str) -> None:
        self.heard.append(line)

    def said(self, spoken: Spoken | str) -> str:
        self.platform.user_message(BOT, WHO, spoken)
        return ""

    def writes(self, code: str) -> str:
        return self.said(f"thử {code}")

    def mentions(self, code: str) -> str:
        self.platform.join_group(BOT, "Nhóm")
        self.platform.group_message(BOT, "Nhóm", WHO, f"@{NAME} thử {code}")
        return ""

    def blocks(self) -> str:
        self.platform.block(BOT, WHO)
        return ""

    def unblocks(self) -> str:
        self.platform.unblock(BOT, WHO)
        return ""

    @property
    def text(self) -> str:
        return "\n".join(self.heard)


@pytest.fixture
def platform() -> Platform:
    """A Zalo whose polls end soon."""
    made = Platform(machine_now, Switches(poll_seconds_max=0.05))
    made.add_bot(can_join_groups=True)
    return made


@pytest.fixture
def office(tmp_path: Path, platform: Platform) -> Iterator[Settings]:
    """A real database with this bot, and Zalo on a port."""
    with Running(platform) as zalo:
        yield Settings(
            data_dir=tmp_path, demo="off", zalo_bot_tokens=(TOKEN,), zalo_bot_names=(NAME,), zalo_bot_base_url=zalo.url
        )


def goes(office: Settings, operator: Operator, *options: str) -> int:
    return zalo_test(office, parser().parse_args(["doctor", "zalo", *options]), operator, patience=0.2)


def found_in(office: Settings) -> dict[str, Found]:
    place = open_database(office)
    try:
        return place.db.read_now(lambda db: known(db, BOT))
    finally:
        place.db.close()


def test_every_question_has_a_trial_and_every_outcome_a_consequence() -> None:
    assert [trial.key for trial in TRIALS] == list(DOING)
    assert [trial.number for trial in TRIALS] == list(range(1, 12))
    for trial in TRIALS:
        assert trial.then(Found("nothing like it", "", machine_now()))


def test_an_operator_goes_through_all_of_it_once(office: Settings, platform: Platform) -> None:
    operator = Operator(platform)
    assert goes(office, operator) == 0
    findings = found_in(office)
    outcomes = {key: found.outcome for key, found in findings.items()}
    assert outcomes == {
        "body": "poll", "queue": "consume kept", "groups": "open", "month": "out", "text": "utf-16",
        "blocked": "unreachable", "plan": "told",
    }  # fmt: skip
    assert "photo_url" in findings["body"].text
    assert f"“{NAME}”" in findings["groups"].text
    for later in ("Cần PUBLIC_URL", "đừng nhắn gì cho bot", "--thorough", "Để sau"):
        assert later in operator.text
    again = Operator(platform)
    assert goes(office, again) == 0
    assert "Dạng tin đến" not in again.text
    assert "đừng nhắn gì cho bot" in again.text


@pytest.mark.parametrize(
    ("switches", "trial", "outcome"),
    [
        pytest.param({"queue": Queue.REPLAY}, 2, "replay kept", id="what was taken comes again"),
        pytest.param({"queue": Queue.DROP_OFFLINE}, 2, "consume lost", id="what nobody waits for is lost"),
        pytest.param({"counts_inbound": True}, 6, "both", id="both directions count"),
        pytest.param({"code_points": True}, 8, "code points", id="characters are code points"),
    ],
)
def test_the_other_zalo_is_found_out_too(
    office: Settings, platform: Platform, switches: dict[str, object], trial: int, outcome: str
) -> None:
    operator = Operator(platform)
    if switches.get("queue") is Queue.DROP_OFFLINE:
        goes(office, operator, "--only", "1")
    platform.switch(**switches)
    if switches.get("queue") is Queue.DROP_OFFLINE:
        platform.switch(poll_seconds_max=0.5)
        operator.acts = {r"nhắn riêng cho bot: thử (\d+)\. Xong": late(operator), **operator.acts}
    assert goes(office, operator, "--only", str(trial)) == 0
    assert [found.outcome for key, found in found_in(office).items() if key != "body"] == [outcome]


def late(operator: Operator) -> Callable[[str], str]:
    """Writes while the self-test is waiting for it."""

    def writes(code: str) -> str:
        threading.Timer(0.15, lambda: operator.writes(code)).start()
        return ""

    return writes


def test_a_bot_that_may_not_join_says_so_without_asking(office: Settings, platform: Platform) -> None:
    platform.add_bot(can_join_groups=False)
    operator = Operator(platform)
    goes(office, operator, "--only", "5")
    assert found_in(office)["groups"].outcome == "closed"
    assert "Mời Bot vào nhóm" not in operator.text


def test_what_somebody_else_writes_meanwhile_waits_for_the_assistant(office: Settings, platform: Platform) -> None:
    platform.user_message(BOT, "Hạnh", "tháng này kết nạp 5 đv")
    goes(office, Operator(platform), "--only", "1", "2")
    db = Database(f"sqlite:///{office.data_dir / 'congdoan.db'}")
    try:
        [(chat, body, state)] = rows(db, "SELECT chat, body, state FROM incoming")
    finally:
        db.close()
    assert (chat, state) == (user_id(BOT, "Hạnh"), "new")
    assert isinstance(body, bytes)
    assert json.loads(body)["message"]["text"] == "tháng này kết nạp 5 đv"


def test_it_is_left_at_any_question_and_taken_up_where_it_was(office: Settings, platform: Platform) -> None:
    operator = Operator(platform, chặn_bot="leaves")
    assert goes(office, operator) == 130
    assert "Làm tiếp" in operator.text
    assert {"body", "queue", "text"} <= set(found_in(office))
    rest = Operator(platform)
    assert goes(office, rest) == 0
    assert "9/11" in rest.text
    assert "\n1/11" not in rest.text
    assert "blocked" in found_in(office)


def test_who_has_been_silent_for_days_is_tried_first(office: Settings, platform: Platform) -> None:
    goes(office, Operator(platform), "--only", "1")
    place = open_database(office)
    nine = (machine_now() - timedelta(days=9)).isoformat()
    place.db.write_now(lambda db: runs.write_setting(db, f"zalo/{BOT}/heard", nine))
    place.db.close()
    operator = Operator(platform)
    goes(office, operator)
    first = next(line for line in operator.heard if "/11 " in line)
    assert first.startswith("4/11")
    assert found_in(office)["silence"].outcome == "taken"
    assert "Im lặng 9 ngày" in found_in(office)["silence"].text


def test_the_rate_is_tried_only_when_asked_for(office: Settings, platform: Platform) -> None:
    goes(office, Operator(platform), "--only", "7")
    assert "rate" not in found_in(office)
    platform.switch(month_max=5)
    goes(office, Operator(platform), "--only", "7", "--thorough")
    assert found_in(office)["rate"].outcome == "refused"
    assert "Tin thứ 6" in found_in(office)["rate"].text


def test_messages_of_the_self_test_count_for_the_month(office: Settings, platform: Platform) -> None:
    goes(office, Operator(platform), "--only", "6")
    db = Database(f"sqlite:///{office.data_dir / 'congdoan.db'}")
    try:
        assert rows(db, "SELECT bot, sent FROM month_count") == [(f"zalo:{BOT}", 2)]
    finally:
        db.close()


@pytest.mark.parametrize("tries_again", [True, False], ids=["sent again", "never again"])
def test_a_webhook_that_fails_once(office: Settings, platform: Platform, tries_again: bool, free_port: int) -> None:
    platform.switch(loopback=True, retries=3 if tries_again else 0)
    platform.user_message(BOT, "Hạnh", "xin chào")
    public = f"http://127.0.0.1:{free_port}"
    hooked = replace(office, public_url=public, port=free_port)
    goes(hooked, Operator(platform), "--only", "3")
    assert found_in(office)["retries"].outcome == ("yes" if tries_again else "no")
    db = Database(f"sqlite:///{office.data_dir / 'congdoan.db'}")
    try:
        assert [chat for (chat,) in rows(db, "SELECT chat FROM incoming")] == [user_id(BOT, "Hạnh")]
    finally:
        db.close()


@pytest.fixture
def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def test_beside_a_running_assistant_its_inbox_is_read_instead(office: Settings, platform: Platform) -> None:
    place = open_database(office)
    lock = take_roles(place.db)
    assert lock
    operator = Operator(platform)
    operator.acts = {**operator.acts, r"(?i)nhắn riêng cho bot: thử (\d+)": lambda code: arrives(place.db, code)}
    try:
        goes(office, operator, "--only", "1", "2", "9")
    finally:
        lock.release()
        place.db.close()
    assert "getUpdates" not in [call.method for call in platform.calls]
    assert "dừng `run`" in operator.text
    assert "body" in found_in(office)


def arrives(db: Database, code: str) -> str:
    """The running assistant stores what Zalo brought."""
    chat = user_id(BOT, WHO)
    body = (
        f'{{"event_name":"message.text.received","message":{{"from":{{"id":"{chat}"}},"chat":{{"id":"{chat}",'
        f'"chat_type":"PRIVATE"}},"text":"thử {code}","message_id":"m{code}","date":1763689200000}}}}'
    )
    arrival = Arrival(f"zalo:{BOT}", f"{chat}/m{code}", chat, body.encode())
    db.write_now(lambda session: store_arrivals(session, [arrival], machine_now()))
    return ""


def test_a_webhook_without_a_run_is_said(office: Settings, platform: Platform) -> None:
    platform.switch(loopback=True)
    platform.bots()[0].hook = Hook("https://tro-ly.example.vn/webhook/zalo/1", "x" * 8, 0)
    operator = Operator(platform)
    assert goes(office, operator, "--only", "1") == 0
    assert "chạy python -m bot run ở cửa sổ khác" in operator.text
    assert not found_in(office)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        pytest.param(["--bot", "999"], "Không có bot 999", id="an unknown bot"),
        pytest.param(["--only", "12"], "Không có mục 12", id="an unknown trial"),
    ],
)
def test_a_mistake_gets_one_line(office: Settings, platform: Platform, options: list[str], says: str) -> None:
    with pytest.raises(Mistake, match=says):
        goes(office, Operator(platform), *options)


def test_a_revoked_token_and_no_token_get_one_line(office: Settings, platform: Platform, tmp_path: Path) -> None:
    platform.revoke(BOT)
    with pytest.raises(Mistake, match="không nhận mã") as said:
        goes(office, Operator(platform))
    assert TOKEN.partition(":")[2] not in str(said.value)
    with pytest.raises(Mistake, match="bot setup"):
        goes(Settings(data_dir=tmp_path / "moi", demo="off"), Operator(platform))


def test_the_list_says_what_is_known_and_what_follows(db: Database) -> None:
    at = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
    db.write_now(lambda session: keep(session, BOT, "month", Found("both", "Tăng 3.", at)))
    lines = list(listed(BOT, db.read_now(lambda session: known(session, BOT))))
    assert lines[0] == f"Zalo bot {BOT}: đã biết 1 trên 11."
    assert "   6. Hạn mức tháng tính tin nào (23/11/2026): Tăng 3." in lines
    assert any("ZALO_MONTH_MAX" in line for line in lines)
    assert sum("chưa thử" in line for line in lines) == 10


def test_as_a_command(tmp_path: Path, platform: Platform) -> None:
    with Running(platform) as zalo:
        real = {"DEMO": "off", "ZALO_BOT_TOKENS": TOKEN, "ZALO_BOT_BASE_URL": zalo.url}
        left = run_once(tmp_path, "doctor", "zalo", said="b\n", **real)
        assert left.returncode == 130
        assert "Làm tiếp" in left.stdout
        assert "Traceback" not in left.stderr
        assert "chưa thử" in run_once(tmp_path, "doctor", "zalo", "--list", **real).stdout
