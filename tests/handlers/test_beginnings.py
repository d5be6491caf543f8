"""Every talk begins, or says why not, whatever the words are that begin it: no start can break the answer."""

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.shelf import Shelf
from handlers import router
from handlers.messages import Address, BotId, Chat, Inbound, Kind
from handlers.store import key_of, recall
from handlers.talk import Office, Talk, Visit
from tests.handlers.test_crossed_report import BUTTONS, LAN, NOW, TUAN, db, flow_of, said, shelf
from union import store as units

__all__ = ["db", "shelf"]
WORDS = (
    "", "đúng", "7", "ô 4 là mấy", "ô 5 ghi gì rồi", "sửa ô 4 bao nhiêu", "ô 3: bao nhiêu?", "ô 3: abc",
    "sửa ô 3 giúp em", "ô 3 tháng 10: 43", "sửa tổng số 32", "gửi hoa sen", "câu 1", "kết nạp mấy người rồi?",
)  # fmt: skip
STRANGER = Address("web:ai-do")


def talk_of(session: Session, shelf: Shelf, who: Address, words: str) -> Talk:
    inbound = Inbound("1", who, Chat(BotId("web"), who.removeprefix("web:")), words, NOW, Kind.TEXT)
    visit = Visit(inbound, NOW, shelf.library(session), BUTTONS, Office("Công đoàn xã Suối Mây", "0200"), "muối")
    return Talk(visit, recall(session, key_of(inbound)), units.officer_at(session, who, NOW.date()), words)


@pytest.mark.parametrize("who", [LAN, TUAN, STRANGER])
@pytest.mark.parametrize("name", router.FLOWS)
def test_whatever_begins_a_talk_is_answered(name: str, who: Address, db: Database, shelf: Shelf) -> None:
    for words in WORDS:

        def begin(session: Session, words: str = words) -> router.Outcome:
            return router.begin(session, talk_of(session, shelf, who, words), name, words)

        outcome = db.read_now(begin)
        assert outcome.replies or outcome.finish


@pytest.mark.parametrize(
    "words",
    ["ô 4 là mấy", "ô 3 là bao nhiêu", "o 2 la gi", "sửa ô 4 bao nhiêu", "ô 5 ghi gì rồi", "ô 4?", "sửa ô 3 giúp em"],
)
@pytest.mark.parametrize("before", ["chào", "khai", "xin lùi báo cáo tháng 11", "kết nạp 5"])
def test_a_question_about_a_field_is_answered_wherever_one_is(
    before: str, words: str, db: Database, shelf: Shelf
) -> None:
    said(db, shelf, before)
    [*_, reply] = said(db, shelf, words).replies
    assert reply.text
    assert flow_of(db) in {"report", "extend", "progress"}


@pytest.mark.parametrize("under_way", [True, False])
def test_words_that_begin_no_talk_after_all_are_a_question(under_way: bool, db: Database, shelf: Shelf) -> None:
    if under_way:
        said(db, shelf, "khai báo cáo tháng 11")
    words = "chỉ tiêu kết nạp năm nay"
    outcome = db.read_now(lambda session: router.untaken(session, talk_of(session, shelf, LAN, words)))
    assert "120 đoàn viên" in outcome.replies[0].text
    assert outcome.is_resumed is under_way
    assert ("ưu tú" in outcome.replies[-1].text) is under_way
