"""Who asks, whose paper it is, and how it is named: a grassroots unit's paper is for its people and those above it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.demo import GROUP, STRANGER
from bot.shelf import Shelf
from handlers import router
from handlers.messages import Address, BotId, Chat, Inbound, Kind
from handlers.talk import Office, Visit
from knowledge import store as library
from tests.handlers.test_groups_without_buttons import BUTTONS, NOW
from tests.knowledge.test_library import small

CODE, NAME = "may-may-trang", "CĐCS Công ty May Mây Trắng"
MINH, TUAN = Address("web:minh"), Address("web:tuan")
THEIRS = (MINH, TUAN)
"""Its own chair, and the office above it."""
OTHERS = (Address("web:hanh"), Address("terminal:thang"), Address("web:pao"), STRANGER)
"""Its neighbours, a union of another province, somebody unknown."""
NAMED = (
    "CĐCS May Mây Trắng trồng bao nhiêu gốc hoa giấy quanh xưởng",
    "trồng bao nhiêu gốc hoa giấy quanh xưởng",
    "số hgqx là bao nhiêu",
    "chương trình 45/CTr-CĐCS nói gì",
    "chủ đề năm 2026 của May Mây Trắng",
    "gửi tôi văn bản 45/CTr-CĐCS",
    "gửi tôi chương trình của May Mây Trắng",
    "các văn bản",
)
TELLING = ("hoa giấy", "Xưởng sạch 45", "45/CTr-CĐCS ngày", "của CĐCS Công ty May Mây Trắng")


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    """The demo, in which one grassroots union has published a programme of its own."""
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    paper = replace(small(CODE, NAME), is_digest=False, file="a" * 64, file_name="may.txt")
    found.write_now(lambda session: library.write_document(session, paper, "x", NOW))
    yield found
    found.close()


def said(db: Database, who: Address, words: str, chat: str = "") -> str:
    inbound = Inbound("1", who, Chat(BotId("web"), chat or who, is_group=bool(chat)), words, NOW, Kind.TEXT)

    def answered(session: Session) -> str:
        visit = Visit(inbound, NOW, Shelf().library(session), BUTTONS, Office("Văn phòng", "0200"), "muối")
        done = router.finish(session, router.handle(visit, session), NOW)
        told = [text for reply in done.replies for text in (reply.text, *(file.name for file in reply.files))]
        return "\n".join([*told, *(button.says for reply in done.replies for button in reply.buttons)])

    return db.write_now(answered)


def tells(text: str, asked: str) -> bool:
    return any(each in text for each in TELLING if each not in asked) or "may.txt" in text


@pytest.mark.parametrize("words", NAMED)
@pytest.mark.parametrize("who", OTHERS)
def test_others_learn_nothing_of_it_however_they_name_it(db: Database, who: Address, words: str) -> None:
    assert not tells(said(db, who, words), words)


@pytest.mark.parametrize("words", [NAMED[0], NAMED[3], NAMED[4], NAMED[5]])
@pytest.mark.parametrize("who", THEIRS)
def test_its_own_chair_and_the_office_above_get_it(db: Database, who: Address, words: str) -> None:
    assert tells(said(db, who, words), words)


@pytest.mark.parametrize("words", NAMED)
@pytest.mark.parametrize("who", THEIRS)
def test_a_group_of_many_units_does_not_read_it_even_when_its_own_chair_asks(
    db: Database, who: Address, words: str
) -> None:
    assert not tells(said(db, who, words, GROUP), words)


def test_its_own_chair_is_answered_from_it_without_naming_it(db: Database) -> None:
    assert "45 gốc" in said(db, MINH, NAMED[1])
