"""A photo or a file is not read yet: that is said once, and whatever was under way goes on."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.shelf import Shelf
from handlers import router
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits
from handlers.store import Memory, key_of, recall, remember
from handlers.talk import Office, Visit
from knowledge.dates import VIETNAM

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
HANH = Address("web:hanh")


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


def sent(db: Database, detail: str, *, after: timedelta = timedelta(), caption: str = "") -> list[str]:
    """What is answered to a thing that was sent some time after nine."""
    now = NOW + after
    inbound = Inbound(
        f"{after}{detail}", HANH, Chat(BotId("web"), "hanh"), caption, now, Kind.ATTACHMENT, detail=detail
    )

    def answered(session: Session) -> list[str]:
        limits = Limits(text_max=None, buttons_max=0, may_start=True)
        visit = Visit(inbound, now, Shelf().library(session), limits, Office("Văn phòng"), "muối")
        return [reply.text for reply in router.finish(session, router.handle(visit, session), now).replies]

    return db.write_now(answered)


@pytest.mark.parametrize(
    ("detail", "name"),
    [
        pytest.param("photo:AgACAg", "được ảnh.", id="a photo on Telegram"),
        pytest.param("image:https://example.vn/x.jpg", "được ảnh.", id="a picture on Zalo"),
        pytest.param("document:BQAC", "được tệp.", id="a file"),
        pytest.param("voice:https://example.vn/x.aac", "được tin thoại.", id="a voice message"),
        pytest.param("sticker", "được nhãn dán.", id="a sticker"),
        pytest.param("other", "được loại tin này.", id="what nobody knows"),
        pytest.param("", "được loại tin này.", id="nothing said of it"),
    ],
)
def test_what_was_sent_is_called_by_its_name(db: Database, detail: str, name: str) -> None:
    [text] = sent(db, detail)
    assert name in text


def test_an_album_is_answered_once_and_the_next_one_later_again(db: Database) -> None:
    told = [len(sent(db, "photo:a", after=timedelta(minutes=minutes))) for minutes in (0, 0, 1, 9, 10, 11, 30)]
    assert told == [1, 0, 0, 0, 1, 0, 1]


def test_words_under_a_photo_are_answered_each_time(db: Database) -> None:
    assert sent(db, "photo:a")
    assert sent(db, "photo:b", after=timedelta(minutes=1), caption="tôi là ai") != []


def test_a_photo_leaves_the_open_question_and_its_numbers_as_they_are(db: Database) -> None:
    key = key_of(Inbound("1", HANH, Chat(BotId("web"), "hanh"), "", NOW))
    known = Memory(key, flow="progress/1", draft="{}", menu=("đúng", "huỷ"))
    db.write_now(lambda session: remember(session, known, NOW))
    sent(db, "photo:a")
    kept = db.read_now(lambda session: recall(session, key))
    assert (kept.flow, kept.draft, kept.menu) == (known.flow, known.draft, known.menu)
