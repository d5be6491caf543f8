"""A document that is dropped in: staff's alone, looked at before it is kept, taken once, and never half."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot.channels.contract import SendError, TooBig, Verdict
from bot.clock import machine_now
from bot.db import Database
from bot.desk import Desk
from bot.house import House
from bot.inbox import Inbox
from bot.links import DROP_LIFE, DropPlace, Links
from bot.store.incoming import Arrival
from handlers import router
from handlers.messages import Address, Attached, Chat, File, FilesIn, Inbound, Kind
from handlers.talk import Visit
from handlers.wording.dropping import REASONS, reason
from knowledge.proposals.values import State
from knowledge.readers.caps import Caps
from knowledge.readers.reading import Why
from tests.bot.papers import (
    HANH,
    NOW,
    PAPER,
    STRANGER,
    TUAN,
    FakeReaders,
    all_proposals,
    dropped,
    filled,
    front_of,
    kept_files,
    office,
    told,
)
from tests.house import PLATFORM, Platform, going, rows, until
from union import store as union
from union.roster import OfficerId
from union.store import Account

OF_TUAN = "SELECT officer_id FROM account WHERE address = 'web:tuan'"


def settled(db: Database, count: int = 1) -> bool:
    return rows(db, "SELECT count(*) FROM incoming WHERE state IN ('done', 'failed')") == [(count,)]


async def served(house: House, count: int = 1) -> None:
    """The desk serves until so many events are settled."""
    async with going(Desk(house).run):
        await until(lambda: settled(house.db, count))


def on_platform(db: Database) -> None:
    """Tuấn of the office also has an account on a platform, where he is number 81."""
    [(officer,)] = rows(db, OF_TUAN)
    account = Account(Address(f"{PLATFORM}:81"), OfficerId(int(str(officer))), PLATFORM, "81", reachable=True)
    db.write_now(lambda session: union.save_account(session, account, now=NOW))


async def sent(platform: Platform, house: House, item: Attached, event: str = "1") -> None:
    """The platform tells of a document that Tuấn sent."""
    body = platform.reading.body(event, Address(f"{PLATFORM}:81"), "", attached=item)
    await Inbox(house.db).store(Arrival(PLATFORM, event, "81", body))


async def test_a_document_of_staff_is_kept_and_waits_to_be_read(db: Database) -> None:
    filled(db)
    house = office(db, FakeReaders())
    await dropped(house, name="C:\\văn bản\\ke-hoach.txt")
    await served(house)
    [proposal] = all_proposals(db)
    assert (proposal.state, proposal.source.name, proposal.by) == (State.READING, "ke-hoach.txt", TUAN)
    assert [(name, bool(original)) for name, original in kept_files(db)] == [("ke-hoach.txt", True)]
    [said] = told(db)
    assert f"Đã nhận “ke-hoach.txt” (1 KB), là văn bản {proposal.id}." in said


async def test_the_same_message_twice_is_one_document(db: Database) -> None:
    filled(db)
    house = office(db, FakeReaders())
    front = front_of(house)
    for _ in range(2):
        await front.drop(TUAN, "0b9d3a52-6a25-4a2e-9d8e-2f8f9c7f4f11", "a.txt", PAPER)
    await served(house)
    assert (len(all_proposals(db)), len(told(db))) == (1, 1)


async def test_the_same_content_again_is_the_document_that_waits_already(db: Database) -> None:
    filled(db)
    house = office(db, FakeReaders())
    await dropped(house)
    await dropped(house, name="khac-ten.txt")
    await served(house, 2)
    assert len(all_proposals(db)) == 1
    assert "Không nhận thêm" in told(db)[1]


WHYS = [f"{why}: 20 MB" if why is Why.TOO_BIG else str(why) for why in Why]


@pytest.mark.parametrize("trouble", WHYS)
async def test_every_refusal_is_one_clear_sentence_and_stores_nothing(db: Database, trouble: str) -> None:
    filled(db)
    house = office(db, FakeReaders())
    await dropped(house, f"!{trouble}".encode(), "mat.docx")
    await served(house)
    assert (all_proposals(db), kept_files(db)) == ([], [])
    [said] = told(db)
    assert said.startswith("Chưa nhận “mat.docx”: ")
    assert said.endswith("Trợ lý không lưu tệp này.")
    assert rows(db, "SELECT body FROM incoming")[0][0]


def test_each_reason_has_words_of_its_own() -> None:
    assert len({reason(str(why)) for why in Why}) == len(Why) <= len(REASONS)


@pytest.mark.parametrize("why", [Why.DISGUISED, Why.UNKNOWN_KIND])
def test_nobody_is_told_to_open_a_program(why: Why) -> None:
    said = reason(f"{why}: exe")
    assert "không mở" in said
    assert "lưu" not in said


@pytest.mark.parametrize("who", [HANH, STRANGER])
async def test_nobody_else_drops_a_document_in(db: Database, who: Address) -> None:
    filled(db)
    fake = FakeReaders()
    house = office(db, fake)
    assert await front_of(house).may_drop(who) is False
    assert await front_of(house).may_drop(TUAN) is True
    await dropped(house, who=who)
    await served(house)
    assert all_proposals(db) == []


async def test_a_chair_is_told_whom_the_file_goes_to_once_for_several(db: Database) -> None:
    filled(db)
    house = office(db, FakeReaders())
    await dropped(house, who=HANH)
    await dropped(house, b"another", who=HANH)
    await served(house, 2)
    [said] = told(db, "hanh")
    assert "cán bộ văn phòng" in said
    assert "Công đoàn xã Suối Mây" in said


async def test_a_platforms_document_is_fetched_once_and_read(db: Database) -> None:
    filled(db)
    on_platform(db)
    platform = Platform(documents={"BQ1": PAPER})
    house = office(db, FakeReaders(), platform)
    await sent(platform, house, Attached("BQ1", "ke-hoach.txt", len(PAPER)))
    await served(house)
    assert platform.fetched == ["BQ1"]
    assert [proposal.by for proposal in all_proposals(db)] == [f"{PLATFORM}:81"]


async def test_what_the_platform_says_is_too_big_is_not_even_fetched(db: Database) -> None:
    filled(db)
    on_platform(db)
    platform = Platform()
    house = office(db, FakeReaders(), platform)
    await sent(platform, house, Attached("BQ1", "to.pdf", 30 * 1024 * 1024))
    await served(house)
    assert platform.fetched == []
    assert "quá mức nhận (1 MB)" in told(db, "81")[0]


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (TooBig(20 * 1024 * 1024), "quá mức nhận (1 MB)"),
        (SendError(Verdict.DROP, "gone"), "không còn ở nơi đã gửi"),
    ],
)
async def test_what_the_platform_does_not_hand_over_is_said_at_once(
    db: Database, refusal: Exception, words: str
) -> None:
    filled(db)
    on_platform(db)
    platform = Platform(fetch_refusals=[refusal])
    house = office(db, FakeReaders(), platform)
    await sent(platform, house, Attached("BQ1", "x.pdf"))
    await served(house)
    assert words in told(db, "81")[0]
    assert kept_files(db) == []


async def test_a_platforms_own_limit_is_told_as_its_own(db: Database) -> None:
    filled(db)
    on_platform(db)
    platform = Platform(fetch_refusals=[TooBig(20 * 1024 * 1024)])
    fake = FakeReaders()
    fake.caps = replace(fake.caps, bytes_max=50 * 1024 * 1024)
    house = office(db, fake, platform)
    await sent(platform, house, Attached("BQ1", "x.pdf"))
    await served(house)
    assert "tải tệp tới 20 MB" in told(db, "81")[0]


async def test_a_broken_connection_is_tried_again_and_then_told(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.desk.back_off", lambda _: timedelta())
    filled(db)
    on_platform(db)
    away = [SendError(Verdict.RETRY, "away") for _ in range(3)]
    platform = Platform(fetch_refusals=[*away[:1]], documents={"BQ1": PAPER})
    house = office(db, FakeReaders(), platform)
    await sent(platform, house, Attached("BQ1", "x.txt"))
    await served(house)
    assert (platform.fetched, len(all_proposals(db))) == (["BQ1", "BQ1"], 1)
    platform.fetch_refusals = list[Exception](away)
    await sent(platform, house, Attached("BQ2", "y.txt"), "2")
    await served(house, 2)
    assert "chưa tải được tệp về" in told(db, "81")[1]


async def test_a_lost_seat_between_upload_and_writing_keeps_the_document_out(db: Database) -> None:
    filled(db)
    house = office(db, FakeReaders())
    await dropped(house)
    db.write_now(lambda session: session.execute(text("UPDATE seat SET role = 'viewer' WHERE role = 'office'")))
    await served(house)
    assert all_proposals(db) == []


# By a link, for a chat that carries no documents


def linking(db: Database) -> tuple[House, Platform]:
    """An office whose platform carries no documents, and which has a public address."""
    filled(db)
    on_platform(db)
    platform = Platform()
    platform.limits = replace(platform.limits, files_in=FilesIn.BY_LINK, text_max=None)
    house = replace(office(db, FakeReaders(), platform), links=Links("https://cd.example.vn", "khoá"))
    return house, platform


async def asked(house: House, platform: Platform, said: str) -> str:
    body = platform.reading.body("q", Address(f"{PLATFORM}:81"), said)
    await Inbox(house.db).store(Arrival(PLATFORM, "q", "81", body))
    await served(house)
    return told(house.db, "81")[-1]


async def test_staff_get_a_link_through_which_a_document_comes_into_that_chat(db: Database) -> None:
    house, platform = linking(db)
    said = await asked(house, platform, "gửi văn bản")
    token = said.rpartition("/gui/")[2]
    front = front_of(house)
    place = await front.drop_place(token)
    assert place is not None
    assert (place.bot, place.chat, place.address) == (PLATFORM, "81", f"{PLATFORM}:81")
    for _ in range(2):
        await front.drop_linked(place, "ke-hoach.txt", PAPER)
    await served(house, 2)
    [proposal] = all_proposals(db)
    assert proposal.by == f"{PLATFORM}:81"
    assert "Đã nhận “ke-hoach.txt”" in told(db, "81")[-1]


@pytest.mark.parametrize(
    ("detail", "gets_link"), [("other", True), ("image:https://a.vn/x.jpg", False), ("sticker", False)]
)
async def test_staff_who_send_a_file_where_none_arrives_get_the_link_at_once(
    db: Database, detail: str, gets_link: bool
) -> None:
    house, platform = linking(db)
    chat, staff = Chat(PLATFORM, "81"), Address(f"{PLATFORM}:81")
    inbound = Inbound("1", staff, chat, "", NOW, Kind.ATTACHMENT, detail=detail)

    def said(session: Session) -> str:
        library = house.shelf.library(session)
        visit = Visit(inbound, NOW, library, platform.limits, house.office, "", drop_link="https://a.vn/gui/x")
        return router.handle(visit, session).replies[0].text

    assert ("/gui/x" in db.read_now(said)) is gets_link


async def test_a_document_of_twenty_megabytes_is_taken_and_one_byte_more_is_not(db: Database) -> None:
    filled(db)
    most = 20 * 1024 * 1024
    fake = FakeReaders(Caps(bytes_max=most))
    house = office(db, fake)
    await dropped(house, bytes(most), "vua.pdf")
    await dropped(house, bytes(most + 1), "qua.pdf")
    await served(house, 2)
    assert ([item.source.size for item in all_proposals(db)], fake.looked) == ([most], ["vua.pdf"])
    assert "quá mức nhận (20 MB)" in told(db)[1]


async def test_a_forged_old_or_foreign_link_opens_nothing(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    house, _ = linking(db)
    front, links = front_of(house), house.links
    assert links is not None
    good = links.to_drop(DropPlace(PLATFORM, "81", Address(f"{PLATFORM}:81"), "1")).rpartition("/")[2]
    chairs = links.to_drop(DropPlace("web", "hanh", HANH, "2")).rpartition("/")[2]
    files_token = links.to(File("a.txt", "0" * 64)).split("/")[-2]
    assert await front.drop_place(good) is not None
    assert [await front.drop_place(token) for token in (good[:-2] + "xx", chairs, files_token, "")] == [None] * 4
    later = machine_now().timestamp() + DROP_LIFE.total_seconds() + 5
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)
    assert await front.drop_place(good) is None


async def test_without_a_public_address_the_advice_is_honest(db: Database) -> None:
    house, platform = linking(db)
    said = await asked(replace(house, links=None), platform, "nộp văn bản")
    assert "ingest" in said
    assert "/gui/" not in said


async def test_a_body_that_is_no_document_of_ours_is_parked(db: Database) -> None:
    filled(db)
    house = office(db, FakeReaders())
    body = json.dumps({"id": "x", "as": TUAN, "text": "", "file": {"path": "/etc/passwd"}}).encode()
    await Inbox(db).store(Arrival("web", "tuan/x", "tuan", body))
    await served(house)
    assert rows(db, "SELECT state FROM incoming") == [("failed",)]


async def test_two_documents_side_by_side_are_two(db: Database) -> None:
    filled(db)
    house = office(db, FakeReaders())
    await asyncio.gather(dropped(house), dropped(house, PAPER.replace(b"21/KH", b"22/KH")))
    await served(house, 2)
    assert len(all_proposals(db)) == 2
