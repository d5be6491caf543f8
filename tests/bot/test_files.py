"""Produced files: kept once, in the transaction that says so; handed out only in the chat that was told of them."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot import jobs
from bot.channels.contract import SendError, Verdict
from bot.commands.chat import made_folder, save
from bot.commands.telegram import file_loader
from bot.db import Database, moment
from bot.front import Front
from bot.house import House
from bot.inbox import Inbox
from bot.mistake import Mistake
from bot.parcel import pack
from bot.store import files, outgoing
from bot.store.outgoing import Lane, Outbound
from handlers import router
from handlers.flow import Finished
from handlers.messages import Address, Made, Reply
from handlers.talk import Outcome
from tests.house import house_of, rows

REPORT = Made("Báo cáo tháng 11.docx", b"PK report", "application/x-test")
CHART = Made("tien-do.png", b"\x89PNG chart", "image/png")
HANH, LAN = Address("web:hanh"), Address("web:lan")


def tell(house: House, bot: str, chat: str, reply: Reply, age: timedelta = timedelta()) -> None:
    """The reply as a message that reached the chat a while ago."""

    def write(session: Session) -> None:
        at = moment(session) - age
        message = Outbound(f"test/{bot}/{chat}/{at}", bot, chat, Lane.REPLY, pack(reply))
        outgoing.enqueue(session, [message], at, at, pull=True)

    house.db.write_now(write)


def keep(house: House, *made: Made, age: timedelta = timedelta()) -> None:
    """The files as they were kept a while ago."""
    house.db.write_now(lambda session: files.keep(session, made, moment(session) - age))


def kept(house: House) -> list[str]:
    """The names of what is kept."""
    return [str(name) for (name,) in rows(house.db, "SELECT name FROM file ORDER BY name")]


def test_a_made_file_is_known_by_its_content() -> None:
    same = Made("khác tên.docx", REPORT.content, REPORT.media_type)
    assert (REPORT.file.name, REPORT.sha256) == ("Báo cáo tháng 11.docx", same.sha256)
    assert "PK report" not in repr(REPORT)


def test_the_same_content_is_kept_once(db: Database) -> None:
    house = house_of(db)
    keep(house, REPORT, CHART)
    keep(house, REPORT)
    assert kept(house) == ["Báo cáo tháng 11.docx", "tien-do.png"]
    assert db.read_now(lambda session: files.found(session, REPORT.sha256)) == REPORT
    assert db.read_now(lambda session: files.content_of(session, "0" * 64)) is None


def test_what_deciding_and_finishing_made_travels_together(db: Database) -> None:
    outcome = Outcome(
        (Reply("một"),), made=(REPORT,), finish=lambda _db, _now: Finished((Reply("hai"),), made=(CHART,))
    )
    done = db.write_now(lambda session: router.finish(session, outcome, moment(session)))
    assert done.made == (REPORT, CHART)


@pytest.mark.parametrize(
    ("told", "asks", "gets"),
    [
        pytest.param(Reply("đây", files=(REPORT.file,)), HANH, REPORT, id="a file that was sent to her"),
        pytest.param(Reply("đây", pictures=(CHART.file,)), HANH, CHART, id="a picture that was sent to her"),
        pytest.param(Reply("đây", files=(REPORT.file,)), LAN, None, id="a file that was sent to somebody else"),
        pytest.param(Reply(f"mã {REPORT.sha256}"), HANH, None, id="a sha256 that was only said"),
    ],
)
async def test_a_file_is_handed_out_in_its_own_chat_only(
    told: Reply, asks: Address, gets: Made | None, db: Database
) -> None:
    house = house_of(db)
    keep(house, REPORT, CHART)
    tell(house, "web", "hanh", told)
    front = Front(house, Inbox(db), True, "", ())
    wanted = (told.files or told.pictures or (REPORT.file,))[0].sha256
    download = await front.file(asks, wanted)
    assert (download and (download.name, download.content)) == (gets and (gets.name, gets.content))


async def test_a_file_carries_the_name_its_message_gave_it(db: Database) -> None:
    house = house_of(db)
    keep(house, REPORT)
    renamed = Made("ban-2.docx", REPORT.content, REPORT.media_type)
    tell(house, "web", "hanh", Reply("đây", files=(renamed.file,)))
    download = await Front(house, Inbox(db), True, "", ()).file(HANH, REPORT.sha256)
    assert download is not None
    assert download.name == "ban-2.docx"


async def test_the_page_shows_pictures_and_files_of_a_line(db: Database) -> None:
    house = house_of(db)
    tell(house, "web", "hanh", Reply("đây", files=(REPORT.file,), pictures=(CHART.file,)))
    [line] = await Front(house, Inbox(db), True, "", ()).transcript(HANH)
    assert line.files == (REPORT.file, CHART.file)


OLD, FRESH = jobs.MESSAGES_KEPT + timedelta(days=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("age", "named", "stays"),
    [
        pytest.param(OLD, False, False, id="old and named by nobody"),
        pytest.param(OLD, True, True, id="old and still named"),
        pytest.param(FRESH, False, True, id="young"),
    ],
)
async def test_files_go_when_no_message_names_them(age: timedelta, named: bool, stays: bool, db: Database) -> None:
    house = house_of(db)
    keep(house, REPORT, age=age)
    if named:
        tell(house, "web", "hanh", Reply("đây", files=(REPORT.file,)))
    await jobs.tidy(house)
    assert bool(kept(house)) is stays


async def test_a_file_that_is_kept_again_while_it_is_let_go_stays(db: Database) -> None:
    house = house_of(db)
    keep(house, REPORT, age=OLD)
    before = house.clock.now() - jobs.MESSAGES_KEPT
    gone = db.read_now(lambda session: files.unnamed(session, before))
    keep(house, REPORT)
    assert gone == [REPORT.sha256]
    assert db.write_now(lambda session: files.forget(session, gone, before)) == 0
    assert kept(house) == [REPORT.name]


async def test_a_platform_gets_the_content_from_the_table(db: Database) -> None:
    house = house_of(db)
    keep(house, REPORT)
    assert await file_loader(db)(REPORT.sha256) == REPORT.content


async def test_a_file_that_is_gone_is_not_tried_for_ever(db: Database) -> None:
    with pytest.raises(SendError) as caught:
        await file_loader(db)("0" * 64)
    assert caught.value.verdict is Verdict.DROP


async def test_a_file_that_cannot_be_read_now_is_sent_later(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(SendError) as caught:
        await file_loader(db)(REPORT.sha256)
    db.close()
    assert (caught.value.verdict, caught.value.wait_seconds > 0) == (Verdict.RETRY, True)


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        pytest.param("bao-cao.docx", "bao-cao-2.docx", id="beside another of the name"),
        pytest.param("../../ngoai.docx", "ngoai.docx", id="never outside the folder"),
        pytest.param("C:\\ngoai.docx", "ngoai.docx", id="never outside the folder on Windows"),
        pytest.param("..", "tep", id="no name at all"),
    ],
)
def test_the_terminal_saves_beside_what_is_there(name: str, saved: str, tmp_path: Path) -> None:
    (tmp_path / "bao-cao.docx").write_bytes(b"other")
    assert [save(tmp_path, name, b"PK"), save(tmp_path, name, b"PK")] == [saved, saved]
    assert (tmp_path / saved).read_bytes() == b"PK"
    assert (tmp_path / "bao-cao.docx").read_bytes() == b"other"


def test_a_folder_that_cannot_be_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "tep").write_bytes(b"")
    with pytest.raises(Mistake, match="Không lưu được tệp"):
        made_folder(str(tmp_path / "tep"))
    assert made_folder(str(tmp_path / "a" / "b")).is_dir()
