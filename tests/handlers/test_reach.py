"""Nobody reaches past their seats: every command, reader and talk, said by every role about a unit that is not theirs.

What the rightful person says and sees stands beside it, so that no row is empty. A command, a reader or a talk without
a row fails.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlmodel import Session

from handlers import router
from handlers import store as memories
from handlers.messages import Address
from handlers.talk import Talk
from tests.reach import (
    CHAIR,
    CLERK,
    NOW,
    ONLOOKER,
    ROLES,
    SECRETS,
    WORLDS,
    World,
    address_of,
    own_rows,
    play,
    to_target,
    visit_of,
    worlds_in,
)  # fmt: skip
from union import store as people

SHOWS, WRITES, NEITHER = "shows", "writes", "neither"


@dataclass(frozen=True, slots=True)
class Said:
    """Some turns, who has every right to say them, and what then comes of it in the first world."""

    turns: tuple[str, ...]
    effect: str
    rightful: Address = CHAIR
    first: tuple[str, ...] = ()
    """What the office says before."""

    def __str__(self) -> str:
        return " / ".join((*self.first, *self.turns))


def chair(*turns: str, effect: str = WRITES, after: tuple[str, ...] = ()) -> Said:
    """Said by Hoa Sen's chair, perhaps after something that its office said."""
    return Said(turns, effect, first=after)


def clerk(*turns: str, effect: str = WRITES) -> Said:
    """Said by its office."""
    return Said(turns, effect, CLERK)


ASKED = ("trước 16 giờ hôm nay Hoa Sen báo số lao động thiếu việc", "gửi")
INVITED = ("thông báo cho Hoa Sen: Mời họp giao ban 14 giờ thứ Sáu 27/11", "gửi")
TABLE = (
    # the routes, by their words and by their commands
    chair("bắt đầu", effect=SHOWS),
    chair("/start", effect=SHOWS),
    chair("trợ giúp", effect=NEITHER),
    chair("/trogiup", effect=NEITHER),
    chair("/hoi chỉ tiêu kết nạp năm nay của Hoa Sen", effect=NEITHER),
    chair("/hoivanphong", effect=NEITHER),
    chair("chỉ tiêu kết nạp năm nay", "không đúng ý tôi", effect=NEITHER),
    chair("/khongdungy", effect=NEITHER),
    chair("chỉ tiêu kết nạp năm nay", "hỏi văn phòng"),
    chair("nhờ văn phòng trả lời giúp", effect=NEITHER),
    chair("chỉ tiêu kết nạp năm nay", "chuyển giúp câu này cho văn phòng"),
    chair("hỏi vp: sinh đôi được mấy tiền"),
    chair("hỏi vp mấy giờ mở cửa", "đúng"),
    # what an office does with questions
    clerk("/cauhoi", effect=SHOWS),
    clerk("câu hỏi chưa có trả lời", effect=SHOWS),
    clerk("câu 1", effect=SHOWS),
    clerk("trả lời câu 1", "Việc nội bộ đã rõ", "gửi"),
    clerk("trả lời câu 1: đã rõ", "gửi", effect=WRITES),
    clerk("Đã rõ rồi nhé, cứ làm như mọi năm", "trả lời câu 1", "gửi"),
    clerk("đóng câu 1"),
    clerk("để sau câu 1", effect=NEITHER),
    clerk("trả lời câu 1: đã rõ", "gửi", "lưu câu 1 vào kho"),
    clerk("trả lời câu 1: đã rõ", "gửi", "lưu câu 1 vào kho", "gỡ câu trả lời 1", effect=WRITES),
    clerk("trả lời câu 1: đã rõ", "gửi", "lưu câu 1 vào kho", "các câu đã trả lời", effect=WRITES),
    chair("hỏi lại câu 1: chưa rõ", effect=NEITHER),
    chair("hỏi lại câu 1: chưa rõ", after=("trả lời câu 1: đã rõ", "gửi")),
    chair("hỏi lại câu 1", "chưa rõ", "gửi", after=("trả lời câu 1: đã rõ", "gửi")),
    chair("văn phòng trả lời chưa", effect=SHOWS, after=("trả lời câu 1: đã rõ", "gửi")),
    chair("/vanphong", effect=NEITHER),
    chair("khai", "12"),
    chair("/baocao", "12"),
    chair("/baocao Hoa Sen tháng 11", "12"),
    chair("hạn báo cáo tháng khi nào", effect=NEITHER),
    chair("việc của tôi", effect=NEITHER),
    chair("/viec Hoa Sen", effect=NEITHER),
    chair("tiến độ", effect=SHOWS),
    chair("/tiendo", effect=SHOWS),
    chair("/tiendo thăm hỏi 9", "đúng"),
    chair("/tiendo Hoa Sen", effect=NEITHER),
    chair("chế độ báo cáo", effect=NEITHER),
    chair("/chedo", effect=NEITHER),
    chair("tham gia", "ABCD-2345", effect=NEITHER),
    chair("/thamgia ABCD-2345", effect=NEITHER),
    chair("/chitiet", effect=NEITHER),
    chair("/nguyenvan", effect=NEITHER),
    chair("chỉ tiêu kết nạp năm nay", "nguyên văn", effect=NEITHER),
    chair("ghi tiến độ thăm hỏi", "9", "đúng"),
    chair("chỉ tiêu của đơn vị tôi đến đâu rồi", effect=SHOWS),
    chair("tôi là ai", effect=SHOWS),
    chair("/toi", effect=SHOWS),
    chair("xem dữ liệu của tôi", effect=NEITHER),
    chair("/dulieu Hoa Sen", effect=NEITHER),
    chair("khai", "/huy", effect=NEITHER),
    chair("gắn nhóm Hoa Sen"),
    clerk("/gannhom Hoa Sen"),
    chair("/gonhom", effect=NEITHER),
    clerk("gỡ nhóm", "đúng", effect=NEITHER),
    chair("các nhóm", effect=NEITHER),
    # what an office orders
    clerk("đôn đốc Hoa Sen", "gửi"),
    clerk("đôn đốc hết", "gửi"),
    clerk("đôn đốc Hoa Sen", "xem", effect=NEITHER),
    clerk("cho lùi Hoa Sen", "đúng"),
    clerk("cho Hoa Sen lùi đến 27/11", "đúng"),
    clerk("cho tất cả lùi đến 27/11", "đúng"),
    clerk("không lùi Hoa Sen vì muộn quá", "đúng"),
    clerk("đơn xin lùi", effect=SHOWS),
    clerk("miễn Hoa Sen tháng 11 vì trực dịch", "đúng"),
    clerk("tiếp nhận Hoa Sen tháng 10", "đúng"),
    clerk("tiếp nhận hết tháng 10", "đúng"),
    clerk("trả lại Hoa Sen tháng 10 vì thiếu số nữ", "đúng"),
    clerk("đã nhận bản giấy Hoa Sen tháng 11", "đúng"),
    clerk("đã nhận bản ký Hoa Sen tháng 10", "đúng"),
    clerk("ghi hộ Hoa Sen: thăm hỏi 9", "đúng"),
    clerk("Hoa Sen báo thăm hỏi 9, ghi hộ", "đúng"),
    clerk("ghi hộ Hoa Sen: thăm hỏi 9", "đúng", "nộp hộ Hoa Sen", "đúng"),
    clerk("trước 16 giờ hôm nay Hoa Sen báo số lao động thiếu việc", "gửi"),
    clerk("trước 16 giờ hôm nay các CĐCS báo số lao động thiếu việc", "gửi"),
    clerk("danh sách trả lời", effect=NEITHER),
    clerk("đặt hạn báo cáo tháng ngày 27", "đúng"),
    clerk("bỏ chế độ báo cáo tháng", "đúng"),
    # one calendar counts for the whole house: no office changes another's days
    clerk("nghỉ ngày 25/11 theo thông báo 9", "đúng", effect=NEITHER),
    clerk("làm bù 28/11 theo thông báo 9", "đúng", effect=NEITHER),
    clerk("gửi thông báo", "Văn phòng nghỉ trực chiều mai", "gửi"),
    clerk("/thongbao cho Hoa Sen: Văn phòng nghỉ trực chiều mai", "gửi"),
    clerk(*INVITED),
    clerk("thông báo cho các đơn vị chưa nộp tháng 11: Nhớ nộp báo cáo đúng hạn", "gửi"),
    clerk("thông báo nhóm: Văn phòng nghỉ trực chiều mai", "chỉ gửi nhóm", effect=NEITHER),
    clerk(*INVITED, "thôi gửi"),
    clerk(*INVITED, "đổi họp sang 15h", "gửi"),
    clerk(*INVITED, "đính chính: Họp giao ban 15 giờ thứ Sáu 27/11 trực tuyến", "gửi"),
    clerk(*INVITED, "nhắc lại ai chưa nắm", "gửi"),
    clerk(*INVITED, "ai chưa nắm", effect=NEITHER),
    clerk(*INVITED, "ai vắng", effect=NEITHER),
    clerk(*INVITED, "mấy giờ họp", effect=NEITHER),
    chair("mấy giờ họp", effect=NEITHER, after=INVITED),
    clerk(*INVITED, "danh sách tham dự", effect=NEITHER),
    clerk(*INVITED, "các thông báo", effect=NEITHER),
    clerk("viết tắt CNC là công nghệ cao", effect=NEITHER),
    clerk("viết tắt CNC là công nghệ cao", "bỏ viết tắt CNC", effect=NEITHER),
    clerk("/viettat CNC là công nghệ cao", effect=NEITHER),
    chair("các chữ viết tắt", effect=NEITHER),
    # what an office does with documents
    clerk("văn bản chờ duyệt", effect=NEITHER),
    clerk("/vanban", effect=NEITHER),
    clerk("xem văn bản 1", effect=NEITHER),
    clerk("xem văn bản 1", "số 1 là 45", "đúng"),
    clerk("xem văn bản 1", "bỏ số 1"),
    clerk("xem văn bản 1", "công bố", "đúng"),
    chair("gửi văn bản", effect=NEITHER),
    chair("gửi tôi chương trình 31/CTr-CĐXSM", effect=NEITHER),
    clerk("giao chỉ tiêu", "đúng"),
    clerk("/giaochitieu", effect=NEITHER),
    clerk("giao chỉ tiêu theo 31/CTr-CĐXSM", "đúng"),
    # what an office reads
    clerk("ai chưa nộp tháng 11", effect=NEITHER),
    clerk("ai chưa nộp tháng 11", "còn tháng 10", effect=NEITHER),
    clerk("xem báo cáo Hoa Sen tháng 11", "còn tháng 10", effect=SHOWS),
    clerk("tình hình báo cáo tháng 10", effect=NEITHER),
    clerk("Hoa Sen nộp chưa", effect=NEITHER),
    clerk("Hoa Sen nộp báo cáo tháng 10 chưa", effect=NEITHER),
    clerk("xem báo cáo Hoa Sen tháng 10", effect=SHOWS),
    clerk("xem báo cáo Hoa Sen tháng 11", effect=NEITHER),
    clerk("bản word báo cáo tháng 10 Hoa Sen", effect=NEITHER),
    clerk("danh sách báo cáo tháng 10", effect=NEITHER),
    clerk("tình hình chỉ tiêu tháng 10", effect=NEITHER),
    clerk("tổng kết nạp tháng 10", effect=NEITHER),
    clerk("kết nạp đạt bao nhiêu phần trăm", effect=NEITHER),
    clerk("toàn xã có bao nhiêu đoàn viên", effect=NEITHER),
    clerk("có bao nhiêu đơn vị", effect=NEITHER),
    clerk("ai chưa dùng trợ lý", effect=NEITHER),
    clerk("đã nhắc những ai", effect=NEITHER),
    clerk("đã nhắc Hoa Sen chưa", effect=NEITHER),
    clerk("sđt chủ tịch Hoa Sen", effect=SHOWS),
    clerk("cách tính kết nạp mới", "đúng", effect=NEITHER),
    # what a chair does and reads
    chair("tháng này thăm hỏi 9", "đúng"),
    chair("Hoa Sen thăm hỏi 9", "đúng"),
    chair("tham hoi them 9 doan vien o Hoa Sen", "dung"),
    chair("sửa kết nạp tháng này thành 6", "đúng"),
    chair("bỏ số kết nạp tháng này", "đúng"),
    chair("số liệu tháng này", effect=SHOWS),
    chair("số liệu tháng 10", "còn tháng này", effect=SHOWS),
    chair("hạn báo cáo tháng khi nào", "còn mấy ngày nữa", effect=NEITHER),
    chair("đơn vị mình còn phải kết nạp mấy người nữa", effect=SHOWS),
    chair("đơn vị mình kết nạp được bao nhiêu rồi", "còn thiếu bao nhiêu", effect=SHOWS),
    chair("kết nạp được mấy người rồi", "ai ghi", effect=SHOWS),
    chair("đơn vị mình có bao nhiêu đoàn viên", effect=SHOWS),
    chair("khai báo cáo Hoa Sen tháng 11", "12"),
    chair("làm báo cáo tháng này", "12"),
    chair("xem báo cáo tháng 11", effect=SHOWS),
    chair("xem báo cáo Hoa Sen tháng 11", effect=SHOWS),
    chair("xem báo cáo tháng 10 của Hoa Sen", effect=SHOWS),
    chair("bản word báo cáo tháng 10", effect=NEITHER),
    chair("sửa ô 4 thành 9"),
    chair("gửi báo cáo tháng 11", effect=NEITHER),
    chair("gửi báo cáo tháng 11 của Hoa Sen", effect=NEITHER),
    chair("nộp lại báo cáo tháng 10 của Hoa Sen", "ô 1: 9", "gửi báo cáo"),
    chair("đơn vị tôi nộp chưa", effect=NEITHER),
    chair("xin lùi báo cáo tháng 11 đến 27/11 vì ốm", "đúng"),
    chair("xin lùi cho Hoa Sen đến 27/11 vì ốm", "đúng"),
    chair("co lui han dc ko", effect=NEITHER),
    chair("để sau", effect=NEITHER),
    chair("đang làm", effect=NEITHER),
    chair("nhờ phó khai", effect=NEITHER),
    chair("văn phòng nhận được chưa", effect=NEITHER),
    chair("nhắc tôi lúc 9 giờ"),
    chair("nhắc tôi 15h mai"),
    chair("mỗi ngày một tin thôi"),
    chair("không nhận tin chung"),
    chair("không nhận tin chung", "nhận lại tin chung", effect=NEITHER),
    chair("đừng nhắc nữa", effect=NEITHER),
    chair("cách nhắc tôi", effect=NEITHER),
    chair("/nhactoi", effect=NEITHER),
    chair("xin lùi báo cáo tháng 11", "27/11", "ốm", "đúng"),
    # what a chair answers to the office
    chair("25", "gửi", after=ASKED),
    chair("thiếu việc 25 người", "đúng", "gửi", after=ASKED, effect=NEITHER),
    chair("đã nắm", after=INVITED),
    chair("ok", after=INVITED),
    chair("tham dự", "vắng vì kế toán đi viện", after=INVITED),
    chair("vắng", "kế toán đi viện", after=INVITED),
    chair("tham dự thông báo 1", after=INVITED),
    chair("thông báo 1", after=INVITED, effect=NEITHER),
    chair("các thông báo", after=INVITED, effect=NEITHER),
    chair("ai chưa nắm", after=INVITED, effect=NEITHER),
    chair("thông báo: Mai nghỉ trực", "gửi", effect=NEITHER),
    # what is said to nobody's talk
    chair("đúng", effect=NEITHER),
    chair("gửi", effect=NEITHER),
    chair("9", effect=NEITHER),
    chair("Chủ tịch Hoa Sen là ai, số điện thoại", effect=NEITHER),
    chair("năm nay Hoa Sen được giao thăm hỏi bao nhiêu", effect=NEITHER),
    chair("giúp tôi kết nạp Hoa Sen", effect=NEITHER),
)


@pytest.fixture(scope="module")
def worlds(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[World]]:
    """Both worlds; every test leaves them as they were."""
    made = worlds_in(tmp_path_factory.mktemp("reach"), demo_file)
    yield made
    for found in made:
        found.db.close()


@pytest.fixture
def session(worlds: list[World]) -> Iterator[Session]:
    """A writing session on the first world; nothing of it stays."""
    with Session(worlds[0].db.engine) as found:
        yield found
        found.rollback()


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rightful_person_gets_what_the_row_says(row: Said, worlds: list[World], session: Session) -> None:
    play(session, worlds[0], CLERK, row.first)
    before = own_rows(session)
    heard = play(session, worlds[0], row.rightful, row.turns)
    writes = own_rows(session) != before or bool(to_target(session, heard))
    shows = any(secret in heard.text for secret in SECRETS)
    assert {SHOWS: shows, WRITES: writes, NEITHER: True}[row.effect], heard.text


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_nobody_else_sees_or_changes_anything(row: Said, worlds: list[World]) -> None:
    told = [told_to_others(world, row, roles) for world, roles in zip(worlds, (ROLES, CURIOUS), strict=True)]
    assert told[1] == {role: told[0][role] for role in CURIOUS}, "what they are told depends on what is Hoa Sen's own"


CURIOUS = ("chair of another union", "staff of another office", "its chair of last year")
"""Who is asked in both worlds."""


def told_to_others(world: World, row: Said, roles: Iterable[str]) -> dict[str, list[str]]:
    """What each role is told, and the files; fails where any changes something, or learns it."""
    told = {}
    with Session(world.db.engine) as db:
        play(db, world, CLERK, row.first)
        before = own_rows(db)
        for role in roles:
            with db.begin_nested() as attempt:
                heard = play(db, world, address_of(role), row.turns)
                assert own_rows(db) == before, f"{role} changed it"
                assert not to_target(db, heard), f"{role} wrote to its chair"
                attempt.rollback()
            assert not [secret for secret in SECRETS if secret in heard.text], f"{role} was told {heard.text}"
            told[role] = [*heard.replies, *heard.files]
        db.rollback()
    return told


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_whoever_only_looks_on_changes_nothing(row: Said, worlds: list[World], session: Session) -> None:
    play(session, worlds[0], CLERK, row.first)
    before = own_rows(session)
    heard = play(session, worlds[0], ONLOOKER, row.turns)
    assert own_rows(session) == before
    assert not to_target(session, heard)
    drafts = [WORLDS[0].passage, "7.777", "7777"]
    assert not [secret for secret in drafts if secret in heard.text], "a draft is the chair's until it is handed in"


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_in_a_group_nothing_of_a_unit_is_said_or_done(row: Said, worlds: list[World], session: Session) -> None:
    play(session, worlds[0], CLERK, row.first)
    before = own_rows(session)
    heard = play(session, worlds[0], row.rightful, row.turns, is_group=True)
    assert own_rows(session) == before
    assert not [secret for secret in SECRETS if secret in heard.text]
    assert not heard.files


@pytest.mark.parametrize("row", [row for row in TABLE if len(row.turns) > 1], ids=str)
def test_a_draft_from_when_it_was_ones_own_is_worth_nothing_afterwards(
    row: Said, worlds: list[World], session: Session
) -> None:
    """The seat ended between the question and the answer: the answer neither writes nor shows what stands now."""
    *first, last = row.turns
    play(session, worlds[0], CLERK, row.first)
    play(session, worlds[0], row.rightful, first)
    held = memories.recall(session, memory_key(row.rightful))
    before = own_rows(session)
    for role in ROLES:
        with session.begin_nested() as attempt:
            mine = memories.recall(session, memory_key(address_of(role)))
            memories.remember(session, replace(mine, flow=held.flow, draft=held.draft), NOW)
            heard = play(session, worlds[0], address_of(role), [last])
            assert own_rows(session) == before, f"{role} changed it: {heard.text}"
            assert not to_target(session, heard), role
            learnt = [secret for secret in SECRETS if secret in heard.text and secret not in held.draft]
            assert not learnt, f"{role} was told {heard.text}"
            attempt.rollback()


def memory_key(who: Address) -> str:
    """What the talk of somebody on the page is kept under."""
    return f"web|{who.removeprefix('web:')}|{who}"


# The table is whole


def test_every_command_has_its_row_in_words_or_as_a_command() -> None:
    first = {row.turns[-1] for row in TABLE} | {row.turns[0] for row in TABLE}
    said = {turn.split()[0] for turn in first if turn.startswith("/")} | first
    lacking = [route.command for route in router.ROUTES if not {f"/{route.command}", *route.words} & said]
    assert not lacking


def test_every_reader_takes_a_row(worlds: list[World], session: Session) -> None:
    taken = set()
    for row in TABLE:
        play(session, worlds[0], CLERK, row.first)
        taken |= set(takers(session, worlds[0], row))
    assert {named(reader) for reader in router.READERS} == {named(reader) for reader in taken}


def named(reader: router.Reader) -> str:
    """'handlers.progress.reads'."""
    return f"{reader.__module__}.{getattr(reader, '__name__', reader)}"


def takers(db: Session, world: World, row: Said) -> Iterator[router.Reader]:
    """Who takes the first turn of a row, said by whoever may say it, and by two who may not."""
    for who in (row.rightful, *map(address_of, ("chair of another union", "viewer of another union"))):
        visit = visit_of(db, world, who, row.turns[0])
        talk = Talk(visit, memories.Memory("x"), people.officer_at(db, who, NOW.date()), row.turns[0])
        yield from [reader for reader in router.READERS if reader(db, talk) is not None][:1]


def test_every_talk_is_under_way_in_a_row(worlds: list[World]) -> None:
    flows = set()
    for row in TABLE:
        with Session(worlds[0].db.engine) as db:
            play(db, worlds[0], CLERK, row.first)
            flows |= play(db, worlds[0], row.rightful, row.turns[:-1]).flows
            db.rollback()
    assert flows >= set(router.FLOWS)


@pytest.mark.parametrize("said", ["nghỉ ngày 25/11 theo thông báo 9", "làm bù 28/11 theo thông báo 9"])
def test_where_two_offices_share_the_calendar_neither_changes_it_in_the_chat(
    said: str, worlds: list[World], session: Session
) -> None:
    for who in (CLERK, address_of("staff of another office")):
        assert "dùng chung với văn phòng khác" in play(session, worlds[0], who, [said]).text
