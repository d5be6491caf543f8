"""Whatever a platform answers, in letters and numbers no database keeps, the next message goes."""

import pytest
from sqlmodel import Session

from bot.channels.contract import SendError, Verdict
from bot.db import OUTGOING, Database, moment, wake
from bot.delivery import Sender
from bot.parcel import pack
from bot.store import outgoing
from bot.store.outgoing import Lane, Outbound
from handlers.messages import Chat, Reply
from tests.house import PLATFORM, Platform, going, house_of, rows, until

STRANGE = "half \ud83d of a letter and \0 nothing " + "x" * 5000


class Naming(Platform):
    """A platform that names what it took in letters that cannot be kept."""

    async def send(self, chat: Chat, reply: Reply) -> str:
        await super().send(chat, reply)
        return STRANGE


def enqueue(session: Session) -> None:
    now = moment(session)
    outgoing.ensure_pace(session, PLATFORM, 1000.0, now)
    some = [Outbound(key, PLATFORM, key, Lane.PERSONAL, pack(Reply(key))) for key in ("first", "second")]
    outgoing.enqueue(session, some, now, now, pull=False)
    wake(session, OUTGOING)


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        pytest.param(Verdict.DROP, "failed", id="refused"),
        pytest.param(Verdict.UNREACHABLE, "failed", id="gone"),
        pytest.param(Verdict.UNSURE, "unsure", id="nobody knows"),
    ],
)
async def test_a_strange_refusal_is_kept_and_the_next_message_goes(verdict: Verdict, state: str, db: Database) -> None:
    platform = Platform(refusals=[SendError(verdict, STRANGE, http_status=10**15)])
    db.write_now(enqueue)
    async with going(Sender(house_of(db, platform), PLATFORM).run):
        await until(lambda: not rows(db, "SELECT 1 FROM outgoing WHERE state IN ('queued', 'sending')"))
    assert [text for _, text in platform.sent] == ["second"]
    [(found, reason)] = rows(db, "SELECT state, reason FROM outgoing WHERE key = 'first'")
    assert found == state
    assert str(reason).startswith("half ? of a letter and  nothing xxx")
    assert len(str(reason)) <= outgoing.REASON_MOST


async def test_a_message_that_was_taken_under_a_strange_name_is_sent(db: Database) -> None:
    platform = Naming()
    db.write_now(enqueue)
    async with going(Sender(house_of(db, platform), PLATFORM).run):
        await until(lambda: rows(db, "SELECT count(*) FROM outgoing WHERE state = 'sent'") == [(2,)])
    assert len(platform.sent) == 2
