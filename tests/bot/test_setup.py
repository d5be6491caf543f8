"""From demo to real, as an office's IT person types it: every answer put right, nothing half-written, the file safe."""

import os
import stat
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from bot import env_file
from bot.cli import parser
from bot.clock import machine_now
from bot.commands.answers import KIND_WORDS, QUESTIONS, Answers, cleaned, read_kind
from bot.commands.asking import values_of
from bot.commands.founding import Ground, ground_at, standing_at
from bot.commands.setup import setup
from bot.db import Database, DatabaseError
from bot.mistake import Mistake
from bot.opening import open_database
from bot.settings import SETTINGS, SettingError, Settings, read_settings
from knowledge.dates import VIETNAM
from tests import postgres
from tests.loopback import TOKEN, BotApi, Running
from tests.process import ROOT, Bot, run_once
from tests.zalo_platform import Platform, Switches
from tests.zalo_platform import Running as RunningZalo
from union import store
from union.roster import Role, code_hash

MIDDAY = datetime(2026, 11, 23, 12, tzinfo=VIETNAM)

NEW = ("", "Công đoàn xã Suối Mây", "", "", "0200 000 0168", "", "Trần Văn Tuấn", "0200 000 0169", "", "", "")
"""Every question of a new office, in order: most take what is proposed; no bot, no public address."""


class Typed:
    """Somebody who types these lines; a line may be an interruption."""

    def __init__(self, *lines: str | type[BaseException]) -> None:
        self.lines, self.heard = list(lines), []  # type: tuple[list[str | type[BaseException]], list[str]]

    def ask(self, question: str) -> str:
        self.heard.append(question)
        if not self.lines:
            raise EOFError
        line = self.lines.pop(0)
        if not isinstance(line, str):
            raise line
        return line

    def say(self, line: str) -> None:
        self.heard.append(line)

    @property
    def text(self) -> str:
        return "\n".join(self.heard)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a blank and marks in its name, and a machine without settings in its environment."""
    here = tmp_path / "Trợ lý công đoàn #1"
    here.mkdir()
    monkeypatch.chdir(here)
    for known in SETTINGS:
        monkeypatch.delenv(known.name, raising=False)
    return here


def talk(*lines: str | type[BaseException], options: Sequence[str] = (), **environment: str) -> tuple[int, str]:
    """One `setup`; gives its status and all that was shown."""
    typed = Typed(*lines)
    settings = read_settings(environment, Path(".env"))
    status = setup(settings, parser().parse_args(["setup", *options]), typed)
    assert not typed.lines, f"nobody asked for {typed.lines}"
    return status, typed.text


def in_force() -> Settings:
    return read_settings({}, Path(".env"))


def code_in(text: str) -> str:
    return next(line.rpartition(": ")[2] for line in text.splitlines() if line.startswith("Mã tham gia của"))


def test_an_office_is_founded_and_its_code_opens_the_administrators_seat(folder: Path) -> None:
    status, text = talk(*NEW, "")
    assert status == 0
    assert (in_force().data_dir, in_force().demo) == (Path("du-lieu"), "off")
    assert (in_force().office_name, in_force().office_phone) == ("Văn phòng Công đoàn xã Suối Mây", "0200 000 0168")
    place = open_database(in_force())
    try:
        assert not place.is_demo
        code = code_in(text)
        invitation = place.db.read_now(lambda db: store.find_invitation(db, code_hash(code, place.salt)))
        trail = place.db.read_now(lambda db: store.trail(db, 10))
    finally:
        place.db.close()
    assert invitation
    assert (invitation.unit, invitation.role, invitation.name) == ("suoi-may", Role.ADMIN, "Trần Văn Tuấn")
    assert {"unit", "seat", "invite"} <= {line.what for line in trail}
    assert code not in (folder / ".env").read_text("utf-8") + repr(trail)
    for step in ("bot run", "units import", "units codes", "doctor"):
        assert step in text


def test_every_kind_in_the_list_is_understood_by_its_number_and_its_words() -> None:
    for number, words in enumerate(KIND_WORDS.values(), 1):
        assert read_kind(str(number)) == words
        assert [read_kind(part) for part in words.split(", ")] == [words] * len(words.split(", "))


@pytest.mark.parametrize(
    ("at", "typed", "says"),
    [
        pytest.param(1, "", "Mục này cần có", id="no name"),
        pytest.param(1, "123", "Tên phải có chữ", id="a name of figures"),
        pytest.param(1, "a" * 200, "dài quá", id="a name too long"),
        pytest.param(1, "C\ufffdng \ufffdo\ufffdn", "chcp 65001", id="letters the window broke"),
        pytest.param(2, "vua", "Không hiểu loại", id="an unknown kind"),
        pytest.param(2, "12", "Không hiểu loại", id="a number beyond the list"),
        pytest.param(3, "Suối Mây", "chữ thường không dấu", id="a code with marks"),
        pytest.param(4, "113", "không đúng", id="half a telephone number"),
        pytest.param(6, "", "Mục này cần có", id="no administrator"),
        pytest.param(8, "abc", "BotFather", id="what cannot be Telegram's token"),
        pytest.param(9, "abc", "12345689:abc-xyz", id="what cannot be Zalo's token"),
        pytest.param(9, "1:a,1:b", "hai lần", id="one bot twice"),
        pytest.param(10, "http://tro-ly.vn", "https://", id="an address without https"),
    ],
)
def test_a_bad_answer_gets_one_sentence_and_the_question_again(folder: Path, at: int, typed: str, says: str) -> None:
    status, text = talk(*NEW[:at], typed, *NEW[at:], "thôi")
    assert status == 1
    assert says in text
    assert "abc" not in text.replace("12345689:abc-xyz", "") or at not in {8, 9}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param("tep", "không phải thư mục", id="a file"),
        pytest.param("tep/o-trong", "không phải thư mục", id="below a file"),
        pytest.param("thu", "dùng thử", id="a demo"),
        pytest.param("hong", "không phải cơ sở dữ liệu", id="a broken database"),
        pytest.param("la", "chương trình khác", id="somebody else's database"),
        pytest.param("mysql://x", "postgresql://", id="another kind of database"),
        pytest.param("postgresql://a:mat-khau@127.0.0.1:1/x", "Không mở được", id="a server that is not there"),
    ],
)
def test_a_bad_place_gets_one_sentence_and_is_left_alone(folder: Path, demo_file: Path, typed: str, says: str) -> None:
    (folder / "tep").write_text("x", "utf-8")
    (folder / "thu").mkdir()
    (folder / "thu" / "congdoan.db").write_bytes(demo_file.read_bytes())
    (folder / "hong").mkdir()
    (folder / "hong" / "congdoan.db").write_bytes(b"khong phai sqlite" * 100)
    (folder / "la").mkdir()
    stranger = Database("sqlite:///la/congdoan.db")
    with stranger.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE hang (ten TEXT)")
    stranger.close()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    status, text = talk(typed, *NEW, "thôi")
    assert status == 1
    assert says in text
    assert "mat-khau" not in text
    assert "Nơi giữ dữ liệu: du-lieu" in text
    assert {path: path.read_bytes() for path in before} == before


def test_the_demo_is_never_the_place_even_where_it_is_configured(folder: Path, demo_file: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "congdoan.db").write_bytes(demo_file.read_bytes())
    before = (folder / "data" / "congdoan.db").read_bytes()
    assert talk(*NEW, "")[0] == 0
    assert in_force().data_dir == Path("du-lieu")
    assert (folder / "data" / "congdoan.db").read_bytes() == before
    with pytest.raises(Mistake, match="dùng thử"):
        talk(options=["--yes", "--place", "data"])
    with pytest.raises(Mistake, match="dùng thử"):
        talk(DATA_DIR="data", DATABASE_URL="sqlite:///data/congdoan.db")


@pytest.mark.parametrize("leaves", [KeyboardInterrupt, EOFError], ids=["Ctrl+C", "the end of the input"])
@pytest.mark.parametrize("at", range(len(NEW) + 1))
def test_leaving_at_any_question_leaves_nothing(folder: Path, at: int, leaves: type[BaseException]) -> None:
    status, text = talk(*NEW[:at], leaves)
    assert status == 130
    assert "chưa ghi gì" in text
    assert not list(folder.iterdir())


@pytest.mark.parametrize("said", ["thôi", "huỷ", "dừng", "DỪNG"])
def test_saying_no_at_the_end_writes_nothing(folder: Path, said: str) -> None:
    status, text = talk(*NEW, said)
    assert status == 1
    assert "chưa ghi gì" in text
    assert not list(folder.iterdir())


@pytest.mark.parametrize("said", ["đúng", "dung", "có"])
def test_yes_is_said_in_many_ways(folder: Path, said: str) -> None:
    assert talk(*NEW, said)[0] == 0


def test_any_answer_is_put_right_before_anything_is_written(folder: Path) -> None:
    status, text = talk(*NEW, "2", "Công đoàn phường Bến Sông", "7", "Lan", "99", "không", "")
    assert status == 0
    assert "nhập số của mục cần sửa" in text
    with_lan = standing_at(in_force())
    assert with_lan.office
    assert (with_lan.office.code, with_lan.office.name) == ("ben-song", "Công đoàn phường Bến Sông")
    assert in_force().office_name == "Văn phòng Công đoàn phường Bến Sông"
    assert [held.name for held in with_lan.admins] == ["Lan"]


def test_a_second_time_says_what_stands_and_changes_only_what_is_asked(folder: Path) -> None:
    talk(*NEW, "")
    before = (folder / ".env").read_text("utf-8")
    status, text = talk("")
    assert status == 0
    assert "Đã có dữ liệu thật" in text
    assert "Trần Văn Tuấn, chưa tham gia" in text
    assert "Không có gì thay đổi" in text
    assert (folder / ".env").read_text("utf-8") == before
    status, text = talk("3", "0200 000 0999", "")
    assert status == 0
    assert "Đã đổi: Điện thoại văn phòng." in text
    assert "Mã tham gia của" not in text
    assert in_force().office_phone == "0200 000 0999"
    assert (folder / ".env.truoc-1").read_text("utf-8") == before
    standing = standing_at(in_force())
    assert standing.office
    assert (standing.office.phone, standing.units) == ("0200 000 0999", 1)
    assert len(standing.admins) == 1


def test_a_database_that_cannot_be_made_does_not_stay(folder: Path) -> None:
    (folder / "du-lieu").mkdir()
    with FileLock(folder / "du-lieu" / "congdoan.db.lock"), pytest.raises(DatabaseError, match="đang chạy"):
        talk(*NEW, "")
    assert not list((folder / "du-lieu").glob("congdoan.db"))
    assert not list(folder.glob(".env*"))
    assert talk(*NEW, "")[0] == 0


def test_a_setup_killed_before_its_end_is_taken_up_with_a_new_code(folder: Path) -> None:
    talk(*NEW, "")
    (folder / ".env").unlink()  # the database was written, the process died, the code was never shown
    status, text = talk("")
    assert status == 0
    assert "Đã có dữ liệu thật" in text
    assert code_in(text)
    assert in_force().data_dir == Path("du-lieu")
    assert [held.name for held in standing_at(in_force()).admins] == ["Trần Văn Tuấn"]


def test_what_the_disk_refuses_is_one_line_and_the_next_time_goes_on(folder: Path) -> None:
    (folder / ".env").write_text("PORT=8090\n", "utf-8")
    (folder / ".env.truoc-1").mkdir()
    (folder / ".env.truoc-2").symlink_to(folder / "khong-co" / "x")
    with pytest.raises(Mistake, match="chạy lại python -m bot setup"):
        talk(*NEW, "")
    assert (folder / ".env").read_text("utf-8") == "PORT=8090\n"
    assert not list(folder.glob("*dang-ghi*"))
    (folder / ".env.truoc-2").unlink()
    assert talk("")[0] == 0
    assert (in_force().data_dir, in_force().port) == (Path("du-lieu"), 8090)


def test_a_lost_code_is_replaced_and_the_old_one_is_good_no_more(folder: Path) -> None:
    first = code_in(talk(*NEW, "")[1])
    second = code_in(talk(options=["--yes", "--new-code"])[1])
    place = open_database(in_force())
    try:
        old, new = (
            place.db.read_now(lambda db, code=code: store.find_invitation(db, code_hash(code, place.salt)))
            for code in (first, second)
        )
    finally:
        place.db.close()
    assert old
    assert new
    assert old.expires_at <= machine_now() < new.expires_at
    assert old.officer == new.officer


def test_a_second_administrator_takes_a_seat_beside_the_first(folder: Path) -> None:
    talk(*NEW, "")
    status, text = talk(options=["--yes", "--admin", "Vũ Thị Hạnh", "--new-code"])
    assert status == 0
    assert "Trần Văn Tuấn vẫn là quản trị" in text
    assert [held.name for held in standing_at(in_force()).admins] == ["Trần Văn Tuấn", "Vũ Thị Hạnh"]


def test_a_units_code_is_never_changed(folder: Path) -> None:
    talk(*NEW, "")
    with pytest.raises(Mistake, match="giữ suốt đời"):
        talk(options=["--yes", "--code", "khac"])


def test_without_questions_what_is_missing_is_named(folder: Path) -> None:
    with pytest.raises(Mistake, match=r"--name.*--admin"):
        talk(options=["--yes"])
    with pytest.raises(Mistake, match="--phone: "):
        talk(options=["--yes", "--name", "Công đoàn xã Suối Mây", "--admin", "Lan", "--phone", "1"])
    assert not list(folder.iterdir())
    assert talk(options=["--yes", "--name", "Công đoàn xã Suối Mây", "--admin", "Lan"])[0] == 0


def test_what_stops_the_writing_leaves_no_database_and_no_file(folder: Path) -> None:
    (folder / ".env").mkdir()  # nothing can take its place
    with pytest.raises((Mistake, SettingError)):
        talk(*NEW, "")
    assert [path.name for path in folder.iterdir()] == [".env"]


# Tokens, tried live


class Refusing(BotApi):
    """A platform that knows one token."""

    async def __call__(self, scope, receive, send):  # type: ignore[no-untyped-def]
        self.known = f"/bot{TOKEN}/" in scope["path"]
        await super().__call__(scope, receive, send)

    async def answer(self, method: str, body: bytes):  # type: ignore[no-untyped-def]
        if self.known:
            return await super().answer(method, body)
        return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}


def test_a_token_that_telegram_refuses_is_asked_again(folder: Path) -> None:
    with Running(Refusing()) as platform:
        typed = (*NEW[:8], "666:sai-roi", "", TOKEN, *NEW[9:])
        status, text = talk(*typed, "", TELEGRAM_BASE_URL=platform.url)
    assert status == 0
    assert "không nhận mã bot" in text
    assert "@thu_bot" in text
    assert in_force().telegram_token == TOKEN
    assert TOKEN.partition(":")[2] not in text
    assert "sai-roi" not in text


def test_without_questions_a_refused_token_ends_it(folder: Path) -> None:
    options = ["--yes", "--name", "Công đoàn xã Suối Mây", "--admin", "Lan"]
    with Running(Refusing()) as platform, pytest.raises(Mistake, match="không nhận mã bot"):
        talk(options=options, TELEGRAM_BASE_URL=platform.url, TELEGRAM_TOKEN="666:sai")
    assert not list(folder.iterdir())


def test_a_platform_that_is_away_keeps_the_token_and_says_so(folder: Path) -> None:
    typed = (*NEW[:8], TOKEN, "", *NEW[9:])
    status, text = talk(*typed, "", TELEGRAM_BASE_URL="http://127.0.0.1:9")
    assert status == 0
    assert "sẽ được thử lại khi chạy" in text
    assert in_force().telegram_token == TOKEN


@pytest.mark.parametrize("says_name", [True, False], ids=["Zalo says the name", "the name is asked"])
def test_two_zalo_bots_are_tried_and_named(folder: Path, says_name: bool) -> None:
    platform = Platform(lambda: MIDDAY, switches=Switches(says_display_name=says_name))
    tokens = [token for token in ("111:mot-bi-mat", "222:hai-bi-mat") if platform.add_bot(token, name="Bot Suối Mây")]
    names = "" if says_name else "Bot Suối Mây 1, Bot Suối Mây 2"
    wrong = () if says_name else ("", "Bot một mình")
    with RunningZalo(platform) as zalo:
        typed = (*NEW[:9], "111:sai-roi", ",".join(tokens), *wrong, names, *NEW[10:])
        status, text = talk(*typed, "", ZALO_BOT_BASE_URL=zalo.url)
    assert status == 0
    assert "không nhận mã của bot số 111" in text
    assert in_force().zalo_bot_tokens == ("111:mot-bi-mat", "222:hai-bi-mat")
    assert len(in_force().zalo_bot_names) == 2
    assert all(name.startswith("Bot Suối Mây") for name in in_force().zalo_bot_names)
    assert "bi-mat" not in text
    assert "doctor zalo" in text


# The file of settings


@given(
    st.dictionaries(
        st.sampled_from(["OFFICE_NAME", "OFFICE_PHONE", "DATA_DIR", "TELEGRAM_PROXY", "MOI"]),
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=40).map(str.strip),
    )
)
def test_every_value_is_read_back_as_it_was_written(values: dict[str, str]) -> None:
    before = (ROOT / ".env.example").read_text("utf-8")
    for text in (before, "", "OFFICE_NAME=a\n\n# của tôi\nexport OFFICE_NAME='b'\nKHAC=1"):
        after = env_file.changed(text, values)
        read = env_file.values_in(after)
        assert {name: read.get(name, "") for name in values} == values
        assert env_file.changed(after, values) == after
        kept = {name: value for name, value in env_file.values_in(text).items() if name not in values}
        assert {name: read[name] for name in kept} == kept


@pytest.mark.parametrize(
    "value",
    [
        "a b", "a # b", "#a", "Tuấn's \"văn phòng\"", "C:\\Trợ lý\\dữ liệu", "\\\\may-chu\\chung", "${HOME}$x",
        "x\\", "'", '"',
    ],
)  # fmt: skip
def test_awkward_values_survive(value: str, tmp_path: Path) -> None:
    beside = env_file.staged(tmp_path / ".env", env_file.changed("", {"OFFICE_NAME": value}))
    env_file.put(beside, tmp_path / ".env")
    assert read_settings({}, tmp_path / ".env").office_name == value


def test_what_else_stands_in_the_file_stays_as_it_was() -> None:
    before = "# của văn phòng\nPORT=8090\n\n#OFFICE_NAME=\n# hết\n"
    after = env_file.changed(before, {"OFFICE_NAME": "Văn phòng", "DEMO": "off"})
    assert after == "# của văn phòng\nPORT=8090\n\nOFFICE_NAME='Văn phòng'\n# hết\nDEMO=off\n"
    assert env_file.changed(after, {"OFFICE_NAME": ""}).count("OFFICE_NAME=\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no such modes")
def test_the_file_and_its_copies_are_their_owners_alone(folder: Path) -> None:
    (folder / ".env").write_text("PORT=8090\n", "utf-8")
    (folder / ".env").chmod(0o644)
    talk(*NEW, "")
    for name in (".env", ".env.truoc-1"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert (folder / ".env.truoc-1").read_text("utf-8") == "PORT=8090\n"
    assert in_force().port == 8090


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("\ufeffOFFICE_NAME=Văn phòng\r\nPORT=8090\r\n".encode(), id="a BOM and Windows' line ends"),
        pytest.param(b"OFFICE_NAME=V\xc4\x83n ph\xc3\xb2ng\rPORT=8090", id="an old Mac's line ends"),
    ],
)
def test_a_file_from_notepad_is_read(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(raw)
    found = read_settings({}, tmp_path / ".env")
    assert (found.office_name, found.port) == ("Văn phòng", 8090)


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        pytest.param(".env", "PORT=8090\r\n".encode("utf-16"), "UTF-16", id="saved as Unicode"),
        pytest.param(".env", "PORT=8090\r\n".encode("utf-16-be"), "UTF-16", id="without a mark"),
        pytest.param(".env", b"PORT=8090\nOFFICE_NAME=V\xe3n ph\xf2ng\n", "dòng 2", id="saved as ANSI"),
        pytest.param(".env", b"PORT=8090\n\nOFFICE_NAME='A\nDEMO=off\n", "dòng 3", id="a quote left open"),
        pytest.param(".env.txt", b"PORT=8090\n", ".env.txt", id="an ending that Notepad added"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(name: str, raw: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(SettingError, match=says) as said:
        read_settings({}, tmp_path / ".env")
    assert "\n" not in str(said.value)


def test_what_the_environment_overrules_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICE_NAME", "Văn phòng khác")
    assert "biến môi trường OFFICE_NAME" in talk(*NEW, "")[1]


def test_every_answer_has_its_question_and_every_setting_written_exists() -> None:
    assert [question.field for question in QUESTIONS] == list(Answers.__dataclass_fields__)
    assert set(values_of(Answers())) <= {known.name for known in SETTINGS}


def test_a_pasted_path_and_a_decomposed_letter_come_out_whole() -> None:
    assert cleaned('  "C:\\Trợ lý"  ') == "C:\\Trợ lý"
    assert cleaned("Suo\u0302\u0301i\u00a0Mây\t ") == "Suối Mây"


@pytest.mark.slow
def test_an_office_on_postgresql(folder: Path, postgres_server: str) -> None:
    options = ["--yes", "--name", "Công đoàn xã Suối Mây", "--admin", "Lan"]
    with postgres.database(postgres_server) as address:
        assert ground_at(Settings(database_url=address)) is Ground.NEW
        assert talk(options=[*options, "--place", address])[0] == 0
        assert in_force().database_url == address
        assert ground_at(in_force()) is Ground.REAL
        text = talk("")[1]
        assert "Không có gì thay đổi" in text
        assert address.partition("@")[0] not in text
        office = standing_at(in_force()).office
        assert office
        assert office.code == "suoi-may"


# As a process


@pytest.mark.slow
def test_from_nothing_to_an_administrator_who_joined(tmp_path: Path) -> None:
    folder = tmp_path / "Trợ lý công đoàn"
    folder.mkdir()
    alone = {"DATA_DIR": "", "PORT": ""}
    result = run_once(folder, "setup", said="\n".join([*NEW, ""]) + "\n", **alone)
    assert result.returncode == 0, result.stderr
    code = code_in(result.stdout)
    assert ground_at(Settings(data_dir=folder / "du-lieu")) is Ground.REAL
    bot = Bot(folder, "run", DATA_DIR="", PORT="0").start()
    bot.port()
    again = run_once(folder, "setup", "--yes", "--phone", "0200 000 0170", **alone)
    assert "dừng rồi chạy lại" in again.stdout
    assert bot.stop() == 0
    assert any("Văn phòng Công đoàn xã Suối Mây" in line for line in bot.lines)
    assert code not in "\n".join(bot.lines)
    assert "suoi-may\tCông đoàn xã Suối Mây" in run_once(folder, "units", **alone).stdout


@pytest.mark.slow
def test_a_window_in_another_encoding_does_not_end_in_a_traceback(tmp_path: Path) -> None:
    bot = Bot(tmp_path, "setup", DATA_DIR="", PYTHONIOENCODING="cp1258")
    result = subprocess.run(
        [sys.executable, "-m", "bot", "setup"], cwd=tmp_path, env=bot.environment, capture_output=True, check=False,
        input="\nCông đoàn xã Suối Mây\n".encode("utf-16-le"), timeout=60,
    )  # fmt: skip
    said = (result.stdout + result.stderr).decode()
    assert result.returncode == 130
    assert "chưa ghi gì" in said
    assert "Traceback" not in said
    assert not list(tmp_path.glob("*"))
