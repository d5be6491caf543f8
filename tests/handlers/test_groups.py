"""Groups: what is a wish to tie or untie, how many a bot may be in, and what has changed until it is written."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.desk import group_places
from bot.shelf import Shelf
from handlers import groups, router
from handlers.flow import Finished
from handlers.groups import Deed, Wish, ties, wish_of
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits
from handlers.talk import Office, Outcome, Visit
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from tests.house import Platform, house_of, rows
from union import store as union
from union.groups import store
from union.roster import OfficerId, Role, code_hash

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
HANH, TUAN, LAN = Address("web:hanh"), Address("web:tuan"), Address("web:lan")
HOA_SEN, SIM, OFFICE = UnitCode("mam-non-hoa-sen"), UnitCode("tieu-hoc-doi-sim"), UnitCode("suoi-may")
CODE, SALT = "ABCD-2345", "muối"
ONE, OTHER = BotId("zalo:1"), BotId("zalo:2")
LIMITS = Limits(text_max=2000, buttons_max=0, may_start=False, groups_max=2)
ROOM = Office("Văn phòng Công đoàn xã Suối Mây", "0200 000 0168")


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        pytest.param("gắn nhóm", Wish(Deed.TIE, ""), id="alone"),
        pytest.param("Cho em xin gắn nhóm ạ", Wish(Deed.TIE, "ạ"), id="courteously"),
        pytest.param("gan nhom ABCD-2345", Wish(Deed.TIE, "", "ABCD2345"), id="with a code"),
        pytest.param("/gannhom abcd 2345", Wish(Deed.TIE, "", "ABCD2345"), id="a code in two halves"),
        pytest.param("gắn nhóm mã ABCD2345.", Wish(Deed.TIE, "", "ABCD2345"), id="a code after its word"),
        pytest.param("liên kết nhóm: ABCD-2345 Chủ tịch CĐCS", Wish(Deed.TIE, "Chủ tịch CĐCS", "ABCD2345"), id="named"),
        pytest.param("gắn nhóm ABC-2345", Wish(Deed.TIE, "ABC-2345", is_near_code=True), id="a code too short"),
        pytest.param("gắn nhóm A0CD-2345", Wish(Deed.TIE, "A0CD-2345", is_near_code=True), id="a sign that is none"),
        pytest.param("gắn nhóm Hoa Sen", Wish(Deed.TIE, "Hoa Sen"), id="a unit"),
        pytest.param("gắn nhóm Bản Mây", Wish(Deed.TIE, "Bản Mây"), id="a unit of seven letters"),
        pytest.param("gắn nhóm Lá Xanhhh", Wish(Deed.TIE, "Lá Xanhhh"), id="eight letters of a unit"),
        pytest.param("bỏ nhóm", Wish(Deed.UNTIE, ""), id="untie"),
        pytest.param("gỡ gắn nhóm 3", Wish(Deed.UNTIE, "3"), id="untie by its number"),
        pytest.param("nhóm nào được khen thưởng", None, id="a question"),
        pytest.param("gắn biển công trình chào mừng", None, id="something else that is fixed"),
        pytest.param("huỷ", None, id="leaving a talk"),
    ],
)
def test_a_wish_about_groups(said: str, wish: Wish | None) -> None:
    assert wish_of(said) == wish
    assert ties(said) == (wish is not None and (wish.code is not None or wish.is_near_code))


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Session]:
    """A demo of one's own, in which whatever is written belongs to the test."""
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    with Session(found.engine) as session:
        yield session
    found.close()


def visit_of(db: Session, who: Address, said: str, chat: Chat, *, kind: Kind = Kind.TEXT) -> Visit:
    places: Mapping[BotId, int] = {ONE: 2, OTHER: 2}
    inbound = Inbound("1", who, chat, said, NOW, kind)
    return Visit(inbound, NOW, Shelf().library(db), LIMITS, ROOM, SALT, places)


def decided(db: Session, who: Address, said: str, *, bot: BotId = ONE, chat: str = "nhóm") -> Outcome:
    """What is decided about a message in a group, before anything is written."""
    return router.handle(visit_of(db, who, said, Chat(bot, chat, is_group=True)), db)


def offered(db: Session, who: Address, unit: UnitCode, code: str = CODE, at: datetime = NOW) -> None:
    """A code of this officer for this unit."""
    scope = union.scope_of(db, union.officer_at(db, who, NOW.date()), NOW.date())
    store.offer_code(db, scope, code_hash(code, SALT), unit, now=at)
    db.flush()


def filled(db: Session, bot: BotId, count: int) -> None:
    """A bot that is in so many groups of the office."""
    for number in range(count):
        code = store.GroupCode(OFFICE, OfficerId(4), NOW, None)
        store.tie(db, bot, f"nhóm {number}", code, title="", now=NOW)


def test_a_bot_in_as_many_groups_as_it_may_be_names_its_sister_with_room_and_keeps_the_code(db: Session) -> None:
    offered(db, HANH, HOA_SEN)
    filled(db, ONE, 2)
    filled(db, OTHER, 1)
    [reply] = router.finish(db, decided(db, HANH, f"gắn nhóm {CODE}"), NOW).replies
    assert "đủ 2 nhóm" in reply.text
    assert "Bot còn chỗ: 2" in reply.text
    [reply] = router.finish(db, decided(db, HANH, f"gắn nhóm {CODE}", bot=OTHER), NOW).replies
    assert reply.text.startswith("Nhóm đã gắn với CĐCS Mầm non Hoa Sen")


def test_where_every_bot_is_full_it_is_said_what_can_be_done(db: Session) -> None:
    offered(db, HANH, HOA_SEN)
    filled(db, ONE, 2)
    filled(db, OTHER, 2)
    [reply] = router.finish(db, decided(db, HANH, f"gắn nhóm {CODE}"), NOW).replies
    assert "Bot còn chỗ" not in reply.text
    assert "gỡ một nhóm" in reply.text


def test_a_group_that_counts_already_is_tied_to_another_unit_also_on_a_full_bot(db: Session) -> None:
    offered(db, TUAN, HOA_SEN)
    filled(db, ONE, 2)
    [reply] = router.finish(db, decided(db, TUAN, f"gắn nhóm {CODE}", chat="nhóm 0"), NOW).replies
    assert reply.text.startswith("Nhóm đã gắn với CĐCS Mầm non Hoa Sen")
    assert store.count_groups(db, ONE) == 2


def test_two_groups_that_are_tied_with_one_code_at_one_moment_are_one(db: Session) -> None:
    offered(db, HANH, HOA_SEN)
    outcomes = [decided(db, HANH, f"gắn nhóm {CODE}", chat=chat) for chat in ("một", "hai")]
    said = [router.finish(db, outcome, NOW).replies[0].text for outcome in outcomes]
    assert [text.startswith("Nhóm đã gắn") for text in said] == [True, False]
    assert "đã dùng" in said[1]
    assert store.count_groups(db, ONE) == 1


def test_a_seat_that_ended_before_it_is_written_ties_nothing(db: Session) -> None:
    offered(db, HANH, HOA_SEN)
    outcome = decided(db, HANH, f"gắn nhóm {CODE}")
    [held] = list(union.seats_held(db, NOW.date(), (Role.CHAIR,), (HOA_SEN,)))
    union.end_seat(db, held.seat, NOW.date())
    [reply] = router.finish(db, outcome, NOW).replies
    assert reply.text.startswith("Mã này của đơn vị khác")
    assert store.count_groups(db, ONE) == 0


def test_a_code_whose_time_ends_before_it_is_written_ties_nothing(db: Session) -> None:
    offered(db, HANH, HOA_SEN)
    outcome = decided(db, HANH, f"gắn nhóm {CODE}")
    [reply] = router.finish(db, outcome, NOW + store.CODE_LIFE).replies
    assert "quá hạn" in reply.text


def test_a_lost_group_is_told_once_to_who_tied_it_and_to_the_staff(db: Session) -> None:
    offered(db, HANH, HOA_SEN)
    router.finish(db, decided(db, HANH, f"gắn nhóm {CODE}"), NOW)
    removed = router.handle(visit_of(db, LAN, "", Chat(ONE, "nhóm", is_group=True), kind=Kind.BLOCKED), db)
    done: Finished = router.finish(db, removed, NOW)
    assert {notice.to: notice.judge for notice in done.notices} == {TUAN: "still_staff", HANH: "still_speaks"}
    assert all(notice.reply.text.startswith("[Tin tự động – Văn phòng Công đoàn") for notice in done.notices)
    again = router.handle(visit_of(db, LAN, "", Chat(ONE, "nhóm", is_group=True), kind=Kind.BLOCKED), db)
    assert router.finish(db, again, NOW) == Finished(())
    assert groups.lose(db, ONE, "nhóm", "Văn phòng", NOW) == ()


def test_a_group_that_was_tied_under_its_new_name_before_it_was_heard_that_it_moved_is_one(db: Session) -> None:
    filled(db, ONE, 2)
    store.move_group(db, ONE, "nhóm 0", "nhóm 1")
    assert store.count_groups(db, ONE) == 1
    assert store.group_at(db, ONE, "nhóm 0") is None
    assert store.group_at(db, ONE, "nhóm 1")


def test_a_joining_code_typed_for_a_group_is_not_used_and_is_to_be_replaced(db: Session) -> None:
    invitation = union.NewInvitation(SIM, Role.DEPUTY, "Vân", "Tuấn")
    union.invite(db, code_hash(CODE, SALT), invitation, NOW - timedelta(days=1))
    db.flush()
    for said in (CODE, f"gắn nhóm {CODE}"):
        [reply] = router.finish(db, decided(db, HANH, said), NOW).replies
        assert reply.text.startswith("Mã tham gia vừa nhắn đã hiện cho cả nhóm")
    found = union.find_invitation(db, code_hash(CODE, SALT))
    assert found is not None
    assert found.used_at is None


def test_a_code_is_only_kept_as_its_hash(demo_file: Path, tmp_path: Path) -> None:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")

    def asked(session: Session) -> str:
        inbound = Inbound("1", HANH, Chat(BotId("web"), "hanh"), "gắn nhóm", NOW)
        visit = Visit(inbound, NOW, Shelf().library(session), replace(LIMITS, groups_max=None), ROOM, SALT)
        return router.finish(session, router.handle(visit, session), NOW).replies[0].text

    code = found.write_now(asked).partition(": ")[2][:9]
    kept = ("SELECT * FROM group_code", "SELECT * FROM memory", "SELECT * FROM audit")
    stored = [str(row) for query in kept for row in rows(found, query)]
    found.close()
    assert stored
    assert not [row for row in stored if code in row or code.replace("-", "") in row]


@pytest.mark.parametrize(
    ("said", "called"),
    [
        pytest.param(f"gắn nhóm {CODE}", "Tổ công đoàn", id="as the platform says"),
        pytest.param(f"gắn nhóm {CODE} Các chủ tịch", "Các chủ tịch", id="as the officer says"),
    ],
)
def test_a_group_is_called_as_the_officer_says_or_else_the_platform(db: Session, said: str, called: str) -> None:
    offered(db, HANH, HOA_SEN)
    visit = visit_of(db, HANH, said, Chat(ONE, "nhóm", is_group=True))
    titled = replace(visit, inbound=replace(visit.inbound, title="Tổ công đoàn"))
    router.finish(db, router.handle(titled, db), NOW)
    group = store.group_at(db, ONE, "nhóm")
    assert group is not None
    assert group.title == called


@pytest.mark.parametrize(("tied", "is_warned"), [(1, False), (2, True)], ids=["with room", "full"])
def test_whoever_takes_a_code_from_a_full_bot_is_told_before_bringing_it_in(
    db: Session, tied: int, *, is_warned: bool
) -> None:
    filled(db, ONE, tied)
    inbound = Inbound("1", HANH, Chat(ONE, "hanh"), "gắn nhóm", NOW)
    visit = Visit(inbound, NOW, Shelf().library(db), LIMITS, ROOM, SALT, {ONE: 2, OTHER: 2})
    [reply] = router.finish(db, router.handle(visit, db), NOW).replies
    assert ("đủ 2 nhóm. Bot còn chỗ: 2" in reply.text) is is_warned
    assert "Mời Bot vào nhóm" in reply.text


def test_the_desk_tells_how_many_groups_each_bot_may_be_in(demo_file: Path) -> None:
    limited = Platform(limits=LIMITS, bot=ONE)
    house = house_of(Database(f"sqlite:///{demo_file}"), limited)
    assert group_places(house) == {ONE: 2}
    house.db.close()
