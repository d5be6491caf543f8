"""A bot whose token is taken out of the settings: what it was sending ends, and so does what hangs on it."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.db import Database, moment
from bot.jobs import tidy
from bot.parcel import pack
from bot.store import outgoing
from bot.store.outgoing import Lane, Outbound
from handlers.messages import Reply
from tests.house import house_of, rows


@pytest.mark.parametrize(
    ("ago", "state"),
    [
        pytest.param(timedelta(hours=1), "sending", id="another process may have it yet"),
        pytest.param(timedelta(days=2), "unsure", id="nobody has it any more"),
    ],
)
async def test_what_a_bot_that_is_no_more_was_sending_ends(ago: timedelta, state: str, db: Database) -> None:
    def write(session: Session) -> None:
        now = moment(session)
        message = Outbound("announce/1/2", "zalo:9", "c", Lane.BULK, pack(Reply("Họp")))
        outgoing.enqueue(session, [message], now, now, pull=False)
        taken = outgoing.outgoing.update().values(state="sending", boot="dead", slot_at=now - ago, attempts=1)
        session.execute(taken)

    db.write_now(write)
    await tidy(house_of(db))
    assert rows(db, "SELECT state FROM outgoing") == [(state,)]
