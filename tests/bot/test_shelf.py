"""A published paper answers in every process without a restart, and only what has changed is read for it."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import event
from sqlmodel import Session

from bot.db import Database
from bot.shelf import Shelf
from knowledge import store
from knowledge.answer import Answer, Asker, Library, Question, answer
from knowledge.document import Document, DocumentKey
from tests.corpus.grading import HERE
from tests.knowledge.proposals.papers import NOW
from tests.knowledge.test_library import TODAY, programmes, small

ASKED = "trồng bao nhiêu gốc hoa giấy"
OTHER_PROCESS = """
import json, sys
from datetime import date
from bot.db import Database
from bot.shelf import Shelf
from handlers.citing import phrase
from knowledge.answer import Asker, Question, answer
from knowledge.document import UnitCode

db, shelf, day = Database(sys.argv[1]), Shelf(), date(2026, 11, 22)
for line in sys.stdin:
    library = db.read_now(shelf.library)
    said = answer(Question(json.loads(line)), library, Asker(), day)
    print(json.dumps([library.version, type(said).__name__, phrase(said, day)]), flush=True)
"""


def publish(db: Database, *documents: Document) -> None:
    def write(session: Session) -> None:
        for item in documents:
            store.publish(session, item, f"{item.key}{item.version}", NOW)

    db.write_now(write)


@contextmanager
def other_process(address: str) -> Iterator[Any]:
    """Asks in a process of its own, which goes on running between the questions."""
    with subprocess.Popen(
        [sys.executable, "-c", OTHER_PROCESS, address],
        cwd=HERE.parents[1], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        yield lambda text: (
            process.stdin.write(json.dumps(text) + "\n"),
            process.stdin.flush(),
            json.loads(process.stdout.readline()),
        )[-1]
        process.stdin.close()


def test_what_one_process_publishes_and_takes_back_the_other_knows_at_its_next_question(
    db: Database, database_address: str
) -> None:
    publish(db, *programmes())
    paper = small("may-do", "CĐCS Công ty May Đỏ")
    with other_process(database_address) as ask:
        assert ask(ASKED)[1] == "NotFound"
        publish(db, paper)
        version, kind, said = ask(ASKED)
        assert (kind, "45 gốc" in said) == ("Answer", True)
        publish(db, replace(small("may-do", "CĐCS Công ty May Đỏ", 52), version=2))
        assert "52 gốc" in ask(ASKED)[2]
        db.write_now(lambda session: store.withdraw(session, paper.key))
        later, kind, _ = ask(ASKED)
        assert (kind, later > version) == ("NotFound", True)


def test_only_what_has_changed_is_read(db: Database) -> None:
    publish(db, *programmes())
    before = db.read_now(store.version)
    publish(db, small("may-do", "CĐCS Công ty May Đỏ"))
    db.write_now(lambda session: store.withdraw(session, DocumentKey("gio-moi-2027")))
    found = db.read_now(lambda session: store.changed_since(session, before))
    assert [item.key for item in found.changed] == ["may-do"]
    assert found.gone == ("gio-moi-2027",)
    assert db.read_now(lambda session: store.changed_since(session, store.version(session))) == store.Difference((), ())


def test_the_difference_costs_the_same_statements_however_many_papers_there_are(db: Database) -> None:
    publish(db, *programmes())
    shelf = Shelf()
    db.read_now(shelf.library)
    publish(db, small("may-do", "CĐCS Công ty May Đỏ"))
    rows: list[str] = []

    def ask(session: Session) -> Library:
        event.listen(session.connection(), "after_cursor_execute", lambda *told: rows.append(told[2]))
        return shelf.library(session)

    library = db.read_now(ask)
    assert "may-do" in library.volumes
    assert not [each for each in rows if "FROM passage" in each and "IN" not in each]


def test_a_publication_leaves_what_was_made_of_other_papers_alone(db: Database) -> None:
    publish(db, *programmes())
    shelf = Shelf()
    held = db.read_now(shelf.library)
    publish(db, small("may-do", "CĐCS Công ty May Đỏ"))
    newer = db.read_now(shelf.library)
    assert db.read_now(shelf.library) is newer
    assert {key for key in newer.volumes if newer.volumes[key] is not held.volumes.get(key)} == {"may-do"}


def test_many_who_ask_at_once_get_the_same_library(db: Database) -> None:
    publish(db, *programmes())
    shelf, found = Shelf(), []
    threads = [threading.Thread(target=lambda: found.append(db.read_now(shelf.library))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(each) for each in found}) == 1


def test_a_worn_library_is_built_anew_aside_and_takes_in_what_came_meanwhile(db: Database) -> None:
    paper = small("may-do", "CĐCS Công ty May Đỏ")
    many = [replace(paper, key=DocumentKey(f"vb/{n}"), passages=paper.passages * 400) for n in range(5)]
    publish(db, *many, *programmes())
    shelf = Shelf()
    db.read_now(shelf.library)
    for each in many[:4]:
        db.write_now(partial(store.withdraw, key=each.key))
    assert db.read_now(shelf.library).is_worn
    publish(db, small("may-xanh", "CĐCS Công ty May Xanh", 70))
    db.read_now(shelf.library)
    shelf.settled()
    library = db.read_now(shelf.library)
    assert not library.is_worn
    assert library.version == db.read_now(store.version)
    assert len(library.entries) == sum(len(held.entries) for held in library.volumes.values())
    assert isinstance(answer(Question("May Xanh trồng mấy gốc hoa giấy"), library, Asker(), TODAY), Answer)


def test_a_restored_backup_is_read_whole(db: Database) -> None:
    publish(db, *programmes())
    shelf = Shelf()
    db.read_now(shelf.library)
    back = store.library_version.update().values(version=1)
    db.write_now(lambda session: session.execute(back))
    assert db.read_now(shelf.library).version == 1
