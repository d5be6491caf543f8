"""In a group nobody is offered numbers: a question keeps its choices as words, and nothing waits for a figure."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.shelf import Shelf
from handlers import router, store
from handlers.flow import Finished
from handlers.messages import Address, BotId, Button, Chat, Inbound, Kind, Limits, Reply
from handlers.talk import Office, Outcome, Visit
from knowledge.dates import VIETNAM

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
BUTTONS = Limits(text_max=None, buttons_max=8, may_start=True)
NUMBERS = replace(BUTTONS, buttons_max=0)
HANH = Address("web:hanh")


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


def said(db: Database, words: str, limits: Limits, *, is_group: bool) -> tuple[tuple[Reply, ...], store.Memory]:
    """What is answered, and what is remembered then."""
    inbound = Inbound("1", HANH, Chat(BotId("web"), "nhom", is_group=is_group), words, NOW, Kind.TEXT)

    def answered(session: Session) -> tuple[tuple[Reply, ...], store.Memory]:
        visit = Visit(inbound, NOW, Shelf().library(session), limits, Office("Văn phòng"), "muối")
        done = router.finish(session, router.handle(visit, session), NOW)
        return done.replies, store.recall(session, store.key_of(inbound))

    return db.write_now(answered)


QUESTION = "vay vốn mua nhà ở xã hội lãi suất bao nhiêu"


def test_a_private_chat_keeps_its_numbers(db: Database) -> None:
    replies, memory = said(db, QUESTION, NUMBERS, is_group=False)
    assert replies[-1].buttons
    assert memory.menu


def test_a_group_with_buttons_keeps_them(db: Database) -> None:
    replies, _ = said(db, QUESTION, BUTTONS, is_group=True)
    assert replies[-1].buttons


def test_in_a_group_without_buttons_nothing_is_numbered_and_no_number_is_waited_for(db: Database) -> None:
    replies, memory = said(db, QUESTION, NUMBERS, is_group=True)
    assert replies[-1].text
    assert not any(reply.buttons for reply in replies)
    assert memory.menu == ()


def test_what_is_written_at_the_end_of_a_talk_is_not_numbered_either(db: Database) -> None:
    choice = Reply("Đơn vị nào?", (Button("Hoa Sen", "Hoa Sen"), Button("Đồi Sim", "Đồi Sim")))
    outcome = Outcome((), store.Memory("nhom"), lambda *_: Finished((choice,)), has_menu=False)
    done = db.write_now(lambda session: router.finish(session, outcome, NOW))
    assert [reply.text for reply in done.replies] == ["Đơn vị nào?\nNhắn “Hoa Sen” hoặc “Đồi Sim”."]
    assert db.read_now(lambda session: store.recall(session, "nhom")).menu == ()
