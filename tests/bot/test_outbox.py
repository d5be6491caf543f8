"""An operator reads which messages may not have arrived, and decides about each; nothing goes twice by itself."""

from argparse import Namespace
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.commands.outbox import list_messages, send_again, withdraw
from bot.db import Database, moment
from bot.mistake import Mistake
from bot.opening import open_database
from bot.parcel import pack
from bot.settings import Settings
from bot.store import outgoing
from bot.store.outgoing import Lane, Outbound
from handlers.messages import Reply
from tests.house import rows


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A demo of one's own."""
    found = Settings(data_dir=tmp_path)
    open_database(found).db.close()
    return found


def database(settings: Settings) -> Database:
    return Database(f"sqlite:///{settings.data_dir / 'congdoan.db'}")


def put(settings: Settings, key: str, state: str, *, chat: str = "hanh", is_group: bool = False) -> None:
    """A message that ended so."""
    db = database(settings)

    def write(session: Session) -> None:
        now = moment(session)
        message = Outbound(key, "web", chat, Lane.BULK, pack(Reply("tin")), is_group=is_group)
        outgoing.enqueue(session, [message], now, now, pull=False)
        values = {"state": state, "reason": "quá giờ chờ", "settled_at": None if state == "queued" else now}
        session.execute(outgoing.outgoing.update().where(outgoing.outgoing.c.key == key).values(**values))

    db.write_now(write)
    db.close()


def state(settings: Settings, key: str) -> str:
    db = database(settings)
    [[found]] = rows(db, "SELECT state FROM outgoing WHERE key = :key", key=key)
    db.close()
    return str(found)


def test_each_doubtful_message_is_listed_with_person_telephone_reason_and_key(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    put(settings, "announce/1/7", "unsure")
    put(settings, "reply/web/a/0", "failed", chat="nguoi-la")
    put(settings, "announce/1/group/3", "failed", chat="nhom", is_group=True)
    put(settings, "announce/1/8", "queued")
    assert list_messages(settings, Namespace(waiting=False)) == 0
    said = capsys.readouterr().out
    [unsure] = [line for line in said.splitlines() if line.endswith("announce/1/7")]
    assert "chưa rõ đã tới\tHạnh 0200 000 0201\tquá giờ chờ" in unsure
    assert "không gửi được\tchưa tham gia" in said
    assert "không gửi được\tmột nhóm" in said
    assert "announce/1/8" not in said
    assert "outbox again" in said


def test_what_waits_is_listed_apart(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    put(settings, "announce/1/8", "queued")
    list_messages(settings, Namespace(waiting=True))
    said = capsys.readouterr().out
    assert "đang chờ\tHạnh" in said
    assert "outbox cancel" in said


def test_where_nothing_is_doubtful_it_says_so(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    list_messages(settings, Namespace(waiting=False))
    assert capsys.readouterr().out == "Không có tin nào chưa rõ hay không gửi được.\n"


@pytest.mark.parametrize("ended", ["unsure", "failed"])
def test_a_doubtful_message_goes_once_more_at_the_operators_word(settings: Settings, ended: str) -> None:
    put(settings, "chase/1", ended)
    assert send_again(settings, Namespace(key="chase/1")) == 0
    assert state(settings, "chase/1") == "queued"
    with pytest.raises(Mistake, match="chase/1"):
        send_again(settings, Namespace(key="chase/1"))


def test_what_was_sent_is_not_sent_again(settings: Settings) -> None:
    put(settings, "reply/1", "sent")
    with pytest.raises(Mistake, match="outbox"):
        send_again(settings, Namespace(key="reply/1"))
    assert state(settings, "reply/1") == "sent"


def test_only_what_has_not_gone_can_be_taken_back(settings: Settings) -> None:
    put(settings, "a", "queued")
    put(settings, "b", "unsure")
    assert withdraw(settings, Namespace(key="a")) == 0
    assert state(settings, "a") == "cancelled"
    with pytest.raises(Mistake, match="không rút lại được"):
        withdraw(settings, Namespace(key="b"))
    db = database(settings)
    assert rows(db, "SELECT about FROM audit WHERE what = 'withdraw'") == [("a",)], "only what was done is in the trail"
    db.close()


def test_the_recipient_of_an_announcement_is_on_the_way_again(settings: Settings) -> None:
    put(settings, "announce/1/1", "failed")
    db = database(settings)
    db.write_now(announced)
    db.close()
    send_again(settings, Namespace(key="announce/1/1"))
    db = database(settings)
    assert rows(db, "SELECT officer_id, fate FROM recipient ORDER BY officer_id") == [(1, "queued"), (2, "failed")]
    db.close()


def announced(session: Session) -> None:
    from sqlalchemy import text

    session.execute(
        text(
            "INSERT INTO announcement (id, office, author, author_name, text, audience, weight, wants, is_urgent, "
            "state, sent_at, use_by, event) VALUES (1, 'suoi-may', 1, 'Tuấn', 'họp', 'tất cả', 'work', 'note', 0, "
            "'sending', '2026-11-23', '2026-11-27', 'e')"
        )
    )
    for who in (1, 2):
        session.execute(
            text(
                "INSERT INTO recipient (announcement, officer_id, unit, fate, reason) "
                "VALUES (1, :who, 'mam-non-hoa-sen', 'failed', 'x')"
            ),
            {"who": who},
        )
