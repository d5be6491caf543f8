"""What is asked of the documents goes to the documents: no reader takes it for a figure, an order or a board."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.shelf import Shelf
from handlers import router, whendue
from handlers.messages import Address, BotId, Chat, Inbound, Limits
from handlers.ownwishes import is_of_ledger
from handlers.store import Memory
from handlers.talk import Office, Talk, Visit
from knowledge.dates import VIETNAM
from tests.corpus.grading import cases
from union import store

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
MOST_TAKEN = 0.02
"""A share of the questions may be answered from one's own figures too; it may only fall."""


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


def taken(db: Session, who: str, questions: list[str]) -> dict[str, str]:
    """The questions that a reader takes, with its name."""
    library, found = Shelf().library(db), {}
    person = store.officer_at(db, who, NOW.date())
    for asked in questions:
        inbound = Inbound("1", Address(who), Chat(BotId("web"), who), asked, NOW)
        visit = Visit(inbound, NOW, library, Limits(None, 8, may_start=True), Office("Văn phòng"), "muối")
        talk = Talk(visit, Memory("m"), person, asked)
        for reader in router.READERS:
            if reader is whendue.reads:  # says the office's own day first, then what the documents say
                continue
            if reader(db, talk) is not None:
                found[asked] = f"{reader.__module__}.{reader.__name__}"
                break
    return found


@pytest.mark.parametrize("who", ["web:hanh", "web:tuan"], ids=["a chair asks", "a clerk asks"])
def test_hardly_any_question_is_taken_for_something_else(db: Database, who: str) -> None:
    questions = [case.question.text for name in ("questions.txt", "digest_questions.txt") for case in cases(name)]
    assert len(questions) > 300
    found = db.read_now(lambda session: taken(session, who, questions))
    assert len(found) <= MOST_TAKEN * len(questions), found


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("năm nay mỗi nơi mình giới thiệu mấy người", False),
        ("đơn vị em còn thiếu mấy đoàn viên", True),
        ("bên em giới thiệu được mấy người rồi", True),
    ],
    ids=["'giới thiệu mấy' holds no 'thiếu mấy'", "what is still missing", "what has come of it"],
)
def test_own_figures_are_meant(said: str, expected: bool) -> None:
    assert is_of_ledger(said) is expected
