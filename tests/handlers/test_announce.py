"""Announcements: whose answer is what, what an office's words mean, whom it reaches, and what is kept once."""

import itertools
import shutil
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot.db import Database
from bot.shelf import Shelf
from handlers import router
from handlers.announce import store
from handlers.announce.amend import amended, amended_by, anew, without_lead
from handlers.announce.answers import Said, answer_of
from handlers.announce.audience import Audience, Groups, Reached, declining, reached_by
from handlers.announce.changes import change_in
from handlers.announce.meant import invites, use_by
from handlers.announce.store import (
    Announcement,
    Answer,
    Fate,
    NewAnnouncement,
    NewReceipt,
    NewRecipient,
    Wants,
    Weight,
)
from handlers.announce.told import chased, message, office_line_of
from handlers.announce.wishes import Deed, wish_of
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits, Reply
from handlers.talk import Office, Visit
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union import store as people
from union.roster import Link, OfficerId, Role, Unit, UnitKind
from union.scope import Forbidden, Scope

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
TODAY = NOW.date()
OFFICE, HOA_SEN, DOI_SIM = UnitCode("suoi-may"), UnitCode("mam-non-hoa-sen"), UnitCode("tieu-hoc-doi-sim")
TUAN, HANH = Address("web:tuan"), Address("web:hanh")
BUTTONS = Limits(text_max=None, buttons_max=8, may_start=True)
EVENTS = itertools.count()
NOTED, ATTENDING, ABSENT = Answer.NOTED, Answer.ATTENDING, Answer.ABSENT


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    """The invented union."""
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


@pytest.fixture
def session(demo: Database) -> Iterator[Session]:
    """A writing session on it."""
    with Session(demo.engine) as found:
        yield found
        found.rollback()


# Understanding


@pytest.mark.parametrize(
    ("said", "answer", "reason"),
    [
        ("đã nắm", NOTED, ""),
        ("da nam", NOTED, ""),
        ("rõ", NOTED, ""),
        ("nắm", NOTED, ""),
        ("ok đã nhận", NOTED, ""),
        ("Dạ em đã nắm ạ", NOTED, ""),
        ("vâng, em đã nắm", NOTED, ""),
        ("vang em da nam", NOTED, ""),
        ("Trường Hoa Sen đã nắm thông báo", NOTED, ""),
        ("đã đọc", NOTED, ""),
        ("nhận được tin rồi", NOTED, ""),
        ("tham dự", ATTENDING, ""),
        ("em đi", ATTENDING, ""),
        ("vang em di", ATTENDING, ""),
        ("em sẽ có mặt", ATTENDING, ""),
        ("em đi được", ATTENDING, ""),
        ("Hạnh tham dự", ATTENDING, ""),
        ("vắng", ABSENT, ""),
        ("vắng vì con ốm", ABSENT, "con ốm"),
        ("vang, con om", ABSENT, "con om"),
        ("vang con om", ABSENT, "con om"),
        ("vắng. con ốm", ABSENT, "con ốm"),
        ("không dự được", ABSENT, ""),
        ("em ko đi được vì bận", ABSENT, "bận"),
        ("con ốm nên em không đi được", ABSENT, "con ốm"),
        ("em bận, không dự được", ABSENT, "bận"),
        ("vâng em không đi được", ABSENT, ""),
        ("em xin phép vắng do trùng lịch thi", ABSENT, "trùng lịch thi"),
    ],
)
def test_an_answer_is_heard_in_ones_own_words(said: str, answer: Answer, reason: str) -> None:
    heard = answer_of(said)
    assert heard is not None
    assert (heard.answer, heard.reason) == (answer, reason)


@pytest.mark.parametrize(
    "said",
    [
        "ai vắng", "ai tham dự", "chưa nắm", "chưa rõ", "không", "năm", "5 năm", "đủ", "đi", "3 đồng chí vắng",
        "vắng 2 người", "em có được vắng không", "tham dự không", "đã nắm?", "kết nạp 5 đoàn viên", "đúng", "vâng",
        "đã nhận bản giấy Hoa Sen tháng 10", "tổ chức tham dự hội thi", "đã nắm bắt tâm tư đoàn viên", "rõ ràng",
        "năm nay phải kết nạp bao nhiêu đoàn viên", "danh sách tham dự",
    ],
)  # fmt: skip
def test_what_is_no_answer_is_left_to_others(said: str) -> None:
    assert answer_of(said) is None


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("vắng, báo cáo gửi cho ai", Said(ABSENT, besides="báo cáo gửi cho ai", is_sure=True)),
        ("vắng, chỉ tiêu kết nạp là bao nhiêu", Said(ABSENT, besides="chỉ tiêu kết nạp là bao nhiêu", is_sure=True)),
        ("vắng ạ, bao giờ nộp báo cáo?", Said(ABSENT, besides="bao giờ nộp báo cáo?", is_sure=True)),
        ("tham dự ạ, họp mấy giờ?", Said(ATTENDING, besides="họp mấy giờ?", is_sure=True)),
        ("đã nắm, hạn nộp là khi nào ạ", Said(NOTED, besides="hạn nộp là khi nào ạ", is_sure=True)),
        ("vang a, chi tieu doan vien la bao nhieu", None),
        ("vang, bao gio nop bao cao?", None),
        ("vang, bao cao gui cho ai", None),
        ("vắng vì không biết ai trực thay", Said(ABSENT, "không biết ai trực thay", is_sure=True)),
        ("vắng, không có ai trông con", Said(ABSENT, "không có ai trông con", is_sure=True)),
        ("vang, nha khong ai trong con", Said(ABSENT, "nha khong ai trong con", is_sure=True)),
    ],
)
def test_a_question_beside_an_absence_is_no_reason(said: str, heard: Said | None) -> None:
    assert answer_of(said) == heard


def test_a_number_and_what_is_said_besides_are_taken_apart() -> None:
    assert answer_of("vắng thông báo 12 vì bận") == Said(ABSENT, "bận", 12, is_sure=True)
    assert answer_of("da nam 12") == Said(NOTED, number=12, is_sure=True)
    assert answer_of("đã nắm cả hai") == Said(NOTED, is_of_all=True, is_sure=True)
    both = answer_of("tham du. truong minh moi ket nap 5")
    assert both == Said(ATTENDING, besides="truong minh moi ket nap 5", is_sure=True)
    assert answer_of("vang") == Said(None)


@pytest.mark.parametrize(
    ("said", "deed", "head", "told"),
    [
        ("thông báo: mai họp 14:00", Deed.COMPOSE, "", "mai họp 14:00"),
        ("Thông báo:\n  Kính mời,\n  họp 14:00 ", Deed.COMPOSE, "", "Kính mời,\n  họp 14:00"),
        ("thông báo cho khối trường học: nộp ảnh", Deed.COMPOSE, "cho khối trường học", "nộp ảnh"),
        ("thong bao khan cho Hoa Sen: ve ngay", Deed.COMPOSE, "khan cho Hoa Sen", "ve ngay"),
        ("thông báo họp 14:00 thứ Sáu", Deed.COMPOSE, "", "họp 14:00 thứ Sáu"),
        ("gửi thông báo", Deed.COMPOSE, "", ""),
        ("ai chưa nắm", Deed.UNANSWERED, "", ""),
        ("danh sách tham dự", Deed.LIST, "", ""),
        ("thôi gửi", Deed.CANCEL, "", ""),
        ("dừng gửi", Deed.CANCEL, "", ""),
        ("nhac lai ai chua nam", Deed.CHASE, "", ""),
        ("đính chính: họp 15 giờ", Deed.CORRECT, "", "họp 15 giờ"),
        ("đính chính câu cuối của thông báo: họp 15 giờ", Deed.CORRECT, "", "họp 15 giờ"),
        ("dinh chinh cau 2 trong thong bao: hop 15 gio", Deed.CORRECT, "", "hop 15 gio"),
        ("đổi địa điểm sang phòng họp số 2", Deed.CORRECT, "đổi địa điểm sang phòng họp số 2", ""),
    ],
)
def test_an_office_is_understood_and_its_text_kept_word_for_word(said: str, deed: Deed, head: str, told: str) -> None:
    wish = wish_of(said)
    assert wish is not None
    assert (wish.deed, wish.head, wish.text) == (deed, head, told)


@pytest.mark.parametrize(
    "said",
    [
        "thông báo số 9 quy định gì", "thông báo 15 của Tổng Liên đoàn nói gì", "không nhận tin chung",
        "thôi nhận thông báo", "ai chưa nộp", "ai chưa trả lời", "đổi hạn báo cáo tháng sang 27",
        "đổi giờ nhắc sang 8h", "danh sách trả lời", "dung gui", "đúng, gửi", "nghỉ ngày 25/11 theo thông báo 9",
    ],
)  # fmt: skip
def test_what_is_no_announcement_is_left_to_others(said: str) -> None:
    assert wish_of(said) is None


@pytest.mark.parametrize(
    ("said", "is_invitation"),
    [
        ("mời họp giao ban 14 giờ", True),
        ("Hội nghị tổng kết", True),
        ("hop giao ban thu sau", True),
        ("moi cac dong chi du le", True),
        ("hợp đồng lao động mới", False),
        ("hop dong lao dong moi", False),
        ("hoãn họp giao ban", False),
        ("nộp ảnh hội thi", False),
    ],
)
def test_attendance_is_proposed_where_the_text_invites(said: str, is_invitation: bool) -> None:
    assert invites(said) is is_invitation


@pytest.mark.parametrize(
    ("said", "last"),
    [
        ("họp 14 giờ thứ Sáu 27/11", date(2026, 11, 27)),
        ("đăng ký trước 25/11, họp ngày 27/11", date(2026, 11, 27)),
        ("chiều nay nộp ảnh", date(2026, 11, 23)),
        ("theo công văn ngày 20/10/2026", date(2026, 11, 26)),
        ("nộp ảnh", date(2026, 11, 26)),
    ],
)
def test_it_is_of_use_to_the_end_of_the_day_it_names_or_three_days(said: str, last: date) -> None:
    assert use_by(said, NOW) == datetime(last.year, last.month, last.day, 23, 59, tzinfo=VIETNAM)


INVITATION = "Kính mời họp giao ban 14 giờ, thứ Sáu 27/11/2026, tại Hội trường xã"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("doi hop sang 15h", "15 giờ (không phải 14 giờ)"),
        ("đổi họp sang 8 giờ 30", "8 giờ 30 (không phải 14 giờ)"),
        ("đổi họp sang thứ Hai 30/11", "thứ Hai 30/11/2026 (không phải thứ Sáu 27/11/2026)"),
        ("đổi địa điểm sang nhà văn hoá", "nhà văn hoá (không phải Hội trường xã)"),
        (
            "chuyển họp sang 15h thứ Hai 30/11",
            "15 giờ (không phải 14 giờ); thứ Hai 30/11/2026 (không phải thứ Sáu 27/11/2026)",
        ),
    ],
)
def test_what_is_other_is_said_first_and_the_whole_text_after_it(said: str, told: str) -> None:
    text = amended(INVITATION, said, TODAY)
    assert text is not None
    head, _, whole = text.partition("\n")
    assert head == f"ĐÍNH CHÍNH: {told}."
    assert whole == without_lead(text)
    assert whole != INVITATION


@pytest.mark.parametrize(
    "said",
    [
        "đổi họp sang 15h, mang theo sổ thu",
        "hoãn họp thứ Sáu, lịch mới báo sau",
        "đổi họp sang thứ Sáu",
        "đổi họp sang 14h",
    ],
)
def test_what_says_more_or_nothing_other_is_asked_for_whole(said: str) -> None:
    assert amended(INVITATION, said, TODAY) is None


@pytest.mark.parametrize("base", ["Mai nghỉ trực", "Họp 8 giờ, ăn trưa 11 giờ", "Họp 15 giờ"])
def test_an_hour_that_stands_nowhere_twice_or_already_so_is_not_guessed(base: str) -> None:
    assert amended(base, "đổi họp sang 15h", TODAY) is None


@pytest.mark.parametrize(
    ("base", "said", "whole"),
    [
        ("8h sáng thứ 7 tập huấn ở xã", "đổi họp sang chủ nhật", "8h sáng Chủ nhật 29/11 tập huấn ở xã"),
        ("8h sang thu 7 tap huan o xa", "doi hop sang chu nhat", "8h sang Chủ nhật 29/11 tap huan o xa"),
        ("Họp thứ 7 , 8 giờ, ở xã", "đổi họp sang chủ nhật", "Họp Chủ nhật 29/11 , 8 giờ, ở xã"),
        ("Họp thứ 7 (28/11) lúc 8 giờ", "đổi họp sang chủ nhật", "Họp Chủ nhật 29/11 lúc 8 giờ"),
        ("Họp thứ Bảy, ngày 28/11/2026 lúc 8h", "chuyển họp sang chủ nhật", "Họp Chủ nhật 29/11/2026 lúc 8h"),
        ("Họp thứ Bảy lúc 8h", "đổi họp sang thứ Hai", "Họp thứ Hai 30/11 lúc 8h"),
        ("Họp ở Hội trường lúc 8 giờ thứ 7", "đổi địa điểm sang nhà văn hoá", "Họp ở nhà văn hoá lúc 8 giờ thứ 7"),
        ("Họp tại phòng 2 ngày 28/11", "đổi phòng họp sang tầng 3", "Họp tại tầng 3 ngày 28/11"),
        ("8h sáng thứ 7 họp", "đổi họp sang 15h", "15 giờ thứ 7 họp"),
    ],
)
def test_every_word_beside_what_is_other_stays_where_it_was(base: str, said: str, whole: str) -> None:
    text = amended(base, said, TODAY)
    assert text is not None
    head, _, rest = text.partition("\n")
    assert rest == whole
    assert " )" not in head


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("Sáng thứ Bảy họp lúc 8 giờ", "đổi họp sang 15h"),
        ("Họp tại Hội trường xã và đi thăm gia đình đoàn viên ốm đau ở thôn", "đổi địa điểm sang trường"),
    ],
    ids=["another part of the day stays in it", "what is no place would go with it"],
)
def test_what_would_come_out_garbled_is_asked_for_whole(base: str, said: str) -> None:
    assert amended(base, said, TODAY) is None


def test_a_second_change_keeps_the_first() -> None:
    said = ("đổi địa điểm sang nhà văn hoá thôn 3", "đổi giờ thành 15h30", "đổi lại 16h")
    assert amended_by(INVITATION, said, TODAY) == (
        "ĐÍNH CHÍNH: 16 giờ (không phải 14 giờ); nhà văn hoá thôn 3 (không phải Hội trường xã).\n"
        "Kính mời họp giao ban 16 giờ, thứ Sáu 27/11/2026, tại nhà văn hoá thôn 3"
    )
    assert amended_by(INVITATION, ("đổi họp sang 15h", "đổi họp sang 14h"), TODAY) is None


def test_a_whole_new_text_stays_word_for_word() -> None:
    assert anew(INVITATION, "Họp trực tuyến 15h", TODAY) == "ĐÍNH CHÍNH: 15h (không phải 14 giờ).\nHọp trực tuyến 15h"
    assert anew("Mai nghỉ", "Mai vẫn trực", TODAY) == "ĐÍNH CHÍNH:\nMai vẫn trực"
    assert without_lead("ĐÍNH CHÍNH:\nMai vẫn trực") == "Mai vẫn trực"


def test_several_changes_may_stand_in_one_sentence() -> None:
    change = change_in("chỉ khối trường học, khẩn, đến hết 28/11", TODAY)
    assert (change.audience, change.is_urgent, change.until) == ("chỉ khối trường học", True, date(2026, 11, 28))
    assert change_in("ai chưa nộp", TODAY) == change_in("25", TODAY)


# Whom it reaches


def scope_at(db: Session, who: Address) -> Scope:
    return people.scope_of(db, people.officer_at(db, who, TODAY), TODAY)


def reached(db: Session, audience: Audience, office: UnitCode = OFFICE, who: Address = TUAN) -> Reached:
    return reached_by(db, scope_at(db, who), office, audience, TODAY)


def officer(db: Session, who: Address) -> OfficerId:
    found = people.officer_at(db, who, TODAY)
    assert found is not None
    return found.id


def test_everybody_below_is_told_once_and_those_out_of_reach_are_named(session: Session) -> None:
    found = reached(session, Audience())
    assert (found.count(Fate.WAITING), found.told_units, len(found.units)) == (10, 10, 12)
    assert [each.unit for each in found.to_call] == ["HTX Đồng Gió", "THCS Lá Xanh"]
    assert [each.phone for each in found.to_call] == ["0200 000 0206", "0200 000 0204"]


def test_an_officer_with_two_seats_is_told_once(session: Session) -> None:
    people.give_seat(session, officer(session, HANH), DOI_SIM, Role.CHAIR, date(2026, 1, 1))
    session.flush()
    told = reached(session, Audience(units=(HOA_SEN, DOI_SIM))).recipients
    assert [each.officer for each in told].count(officer(session, HANH)) == 1


def test_without_a_chair_the_deputy_is_told_and_without_either_the_unit_is_called(session: Session) -> None:
    session.execute(text("UPDATE seat SET role = 'deputy' WHERE unit = :unit"), {"unit": HOA_SEN})
    session.execute(text("UPDATE seat SET valid_to = '2026-01-01' WHERE unit = :unit"), {"unit": DOI_SIM})
    found = reached(session, Audience(units=(HOA_SEN, DOI_SIM)))
    assert [each.officer for each in found.recipients] == [officer(session, HANH), None]
    assert [each.fate for each in found.recipients] == [Fate.WAITING, Fate.UNREACHABLE]
    assert [each.unit for each in found.to_call] == ["Tiểu học Đồi Sim"]


def test_a_unit_may_be_told_beside_a_sort_of_units(session: Session) -> None:
    found = reached(session, Audience(sort="nghiep doan", also=(HOA_SEN,)))
    assert {each.code for each in found.units} == {"van-tai-deo-gio", HOA_SEN}


def test_a_unit_that_has_closed_or_stands_elsewhere_is_not_told(session: Session) -> None:
    session.execute(text("UPDATE unit SET closed_on = '2026-11-01' WHERE code = :unit"), {"unit": HOA_SEN})
    codes = {each.code for each in reached(session, Audience()).units}
    assert HOA_SEN not in codes
    assert "truong-ban-may" not in codes


def test_news_leaves_out_whoever_declined_it_and_work_does_not(session: Session) -> None:
    session.execute(text("UPDATE officer SET wants_news = false WHERE id = :who"), {"who": officer(session, HANH)})
    found = reached(session, Audience(units=(HOA_SEN, DOI_SIM)))
    declined = declining(session, found)
    assert (found.count(Fate.WAITING), found.count(Fate.DECLINED)) == (2, 0)
    assert (declined.count(Fate.WAITING), declined.count(Fate.DECLINED)) == (1, 1)


def test_an_office_below_is_told_through_its_staff_only_when_it_is_meant(session: Session) -> None:
    province = UnitCode("lai-chau")
    people.link_units(session, Link(OFFICE, province, date(2026, 1, 1)))
    people.give_seat(session, officer(session, TUAN), province, Role.OFFICE, date(2026, 1, 1))
    session.flush()
    everyone = reached(session, Audience(), province)
    offices = reached(session, Audience(sort="offices"), province)
    assert OFFICE not in {each.code for each in everyone.units}
    assert [(each.unit, each.officer) for each in offices.recipients] == [(OFFICE, officer(session, TUAN))]


def test_the_offices_own_group_reads_what_is_for_all_and_no_unit_s_matter(session: Session) -> None:
    for_all = reached(session, Audience(groups=Groups.ONLY))
    for_some = reached(session, Audience(units=(HOA_SEN,), groups=Groups.ONLY))
    assert [each.unit for each in for_all.groups] == [OFFICE]
    assert (for_some.groups, for_some.is_nobody, for_some.without_group) == ((), True, ("Mầm non Hoa Sen",))


# Kept


def new(scope: Scope, event: str = "web/1", **other: object) -> NewAnnouncement:
    values: dict[str, object] = {
        "office": OFFICE, "author": scope.officer, "author_name": "Tuấn", "text": INVITATION, "audience": "tất cả",
        "weight": Weight.WORK, "wants": Wants.ATTENDANCE, "use_by": NOW + timedelta(days=3), "event": event,
    }  # fmt: skip
    return NewAnnouncement(**{**values, **other})  # type: ignore[arg-type] # a table of keywords


def sent(db: Session, *, event: str = "web/1", **other: object) -> Announcement:
    clerk = scope_at(db, TUAN)
    people_told = [NewRecipient(HOA_SEN, officer(db, HANH)), NewRecipient(DOI_SIM, officer(db, Address("web:lan")))]
    item = store.announce(db, clerk, new(clerk, event, **other), people_told, NOW)
    assert item is not None
    return item


def test_the_same_message_sends_once(session: Session) -> None:
    sent(session)
    clerk = scope_at(session, TUAN)
    assert store.announce(session, clerk, new(clerk), [NewRecipient(HOA_SEN)], NOW) is None
    assert session.execute(text("SELECT count(*) FROM recipient")).scalar() == 2


def test_an_office_tells_nobody_who_stands_below_another(session: Session) -> None:
    far = UnitCode("lai-chau")
    elsewhere = Scope(officer(session, TUAN), offices=frozenset({far}), runs=frozenset({far}), views=frozenset({far}))
    with pytest.raises(Forbidden):
        store.announce(session, elsewhere, new(elsewhere, office=far), [NewRecipient(HOA_SEN)], NOW)


def test_a_correction_goes_to_exactly_those_who_had_the_original_or_a_correction(session: Session) -> None:
    item = sent(session)
    session.execute(text("UPDATE recipient SET fate = 'failed' WHERE unit = :unit"), {"unit": DOI_SIM})
    clerk = scope_at(session, TUAN)
    assert [each.unit for each in store.to_correct(session, clerk, item)] == [HOA_SEN]
    again = store.announce(
        session, clerk, new(clerk, "web/2", corrects=item.id), store.to_correct(session, clerk, item), NOW
    )
    assert again is not None
    assert again.root == item.id
    assert [each.unit for each in store.to_correct(session, clerk, again)] == [HOA_SEN]


def test_what_was_stopped_before_it_went_is_corrected_for_nobody(session: Session) -> None:
    item, clerk = sent(session), scope_at(session, TUAN)
    store.cancel(session, clerk, item.id, NOW)
    stopped = store.find_announcement(session, clerk, item.id)
    assert stopped is not None
    assert store.to_correct(session, clerk, stopped) == []


def test_a_deputy_answers_for_the_unit_and_the_newest_answer_counts(session: Session) -> None:
    item = sent(session)
    deputy = people.add_officer(session, "Vân", "")
    people.give_seat(session, deputy, HOA_SEN, Role.DEPUTY, date(2026, 1, 1))
    people.save_account(session, people.Account("web:van", deputy, "web", "van", reachable=True), now=NOW)
    session.flush()
    scope = scope_at(session, Address("web:van"))
    [asked] = store.asked_of(session, scope, [], NOW - timedelta(days=1))
    assert (asked.announcement.id, asked.unit) == (item.id, HOA_SEN)
    for answer in (ATTENDING, ABSENT):
        store.record(session, scope, NewReceipt(item.id, HOA_SEN, answer), NOW)
    [receipt] = store.receipts_to(session, scope_at(session, TUAN), item)
    assert (receipt.name, receipt.answer) == ("Vân", ABSENT)


def test_it_is_chased_once_and_stopped_once(session: Session) -> None:
    item, clerk = sent(session), scope_at(session, TUAN)
    assert [store.chase(session, clerk, item.id, NOW) for _ in range(2)] == [True, False]
    assert [store.cancel(session, clerk, item.id, NOW) for _ in range(2)] == [True, False]


def test_ten_thousand_recipients_are_kept_within_a_second(session: Session) -> None:
    clerk = scope_at(session, TUAN)
    many = [NewRecipient(HOA_SEN, officer(session, HANH))] * 10_000
    began = time.perf_counter()
    item = store.announce(session, clerk, new(clerk), many, NOW)
    assert time.perf_counter() - began < 1
    assert item is not None
    assert store.fate_counts(session, clerk, item) == {Fate.WAITING: 10_000}


def filled(db: Session) -> tuple[Scope, Scope]:
    """An office with one union below it; gives the reach of its clerk and of the union's chair."""
    began = date(2025, 7, 1)
    people.save_unit(db, Unit(OFFICE, "Công đoàn xã Suối Mây", UnitKind.COMMUNE))
    people.save_unit(db, Unit(HOA_SEN, "CĐCS Mầm non Hoa Sen", UnitKind.GRASSROOTS))
    people.link_units(db, Link(HOA_SEN, OFFICE, began))
    for who, unit, role in ((TUAN, OFFICE, Role.OFFICE), (HANH, HOA_SEN, Role.CHAIR)):
        officer_id = people.add_officer(db, who.removeprefix("web:"), "")
        people.give_seat(db, officer_id, unit, role, began)
        people.save_account(
            db, people.Account(who, officer_id, "web", who.removeprefix("web:"), reachable=True), now=NOW
        )
    db.flush()
    return scope_at(db, TUAN), scope_at(db, HANH)


def test_both_databases_keep_it_alike(db: Database) -> None:
    def kept(session: Session) -> None:
        clerk, chair = filled(session)
        told = reached_by(session, clerk, OFFICE, Audience(groups=Groups.ALSO), TODAY)
        item = store.announce(session, clerk, new(clerk), told.recipients, NOW)
        assert item is not None
        assert store.announce(session, clerk, new(clerk), told.recipients, NOW) is None
        [asked] = store.asked_of(session, chair, [OFFICE], NOW - timedelta(days=1))
        assert asked.unit == HOA_SEN
        for answer in (NOTED, ABSENT):
            store.record(session, chair, NewReceipt(item.id, HOA_SEN, answer, "con ốm"), NOW)
        [receipt] = store.receipts_to(session, clerk, item)
        assert (receipt.answer, receipt.reason, receipt.unit_name) == (ABSENT, "con ốm", "CĐCS Mầm non Hoa Sen")
        assert store.own_receipts(session, chair, [item.id])[item.id].answer is ABSENT
        again = store.announce(
            session, clerk, new(clerk, "web/2", corrects=item.id), store.to_correct(session, clerk, item), NOW
        )
        assert again is not None
        assert [each.id for each in store.chain_of(session, clerk, again)] == [item.id, again.id]
        assert [each.announcement.id for each in store.asked_of(session, chair, [], NOW)] == [again.id]
        assert store.fate_counts(session, clerk, again) == {Fate.WAITING: 1}
        assert not store.has_another(session, again)
        assert not store.was_announced_in(session, 1, NOW)
        assert store.chase(session, clerk, again.id, NOW)
        assert store.cancel(session, clerk, again.id, NOW)

    db.write_now(kept)


# Told


def test_what_is_told_says_that_it_is_automatic_whose_it_is_and_how_to_answer(session: Session) -> None:
    item = sent(session)
    told = message(session, item, office_line=office_line_of(session, item))
    assert told == Reply(
        "[Tin tự động – Văn phòng Công đoàn xã Suối Mây] "
        f"{INVITATION}\nTrả lời tin này: “tham dự” hoặc “vắng” kèm lý do.",
        told.buttons,
        pushed=True,
    )
    assert [answer_of(button.says) for button in told.buttons] == [
        Said(ATTENDING, number=item.id, is_sure=True),
        Said(ABSENT, number=item.id, is_sure=True),
    ]
    assert chased(session, item, office_line="Văn phòng").text.startswith("[Tin tự động – Văn phòng] Xin nhắc")


def test_beside_another_that_waits_it_is_told_with_its_number(session: Session) -> None:
    sent(session)
    second = sent(session, event="web/2", wants=Wants.NOTE, text="Văn phòng nghỉ trực")
    told = message(session, second, office_line="Văn phòng X")
    assert f"(Thông báo {second.id}) Văn phòng nghỉ trực" in told.text
    assert f"“đã nắm thông báo {second.id}”" in told.text


def test_the_longest_text_fits_one_message_of_a_limited_channel(session: Session) -> None:
    sent(session)
    longest = sent(session, event="web/2", text="ờ" * 1600)
    for worded in (message, chased):
        assert len(worded(session, longest, office_line=office_line_of(session, longest)).text) <= 1900


# In the talk


def said(
    db: Database,
    shelf: Shelf,
    words: str,
    who: Address = TUAN,
    *,
    at: datetime = NOW,
    event: str = "",
    bot: str = "web",
) -> str:
    chat = Chat(BotId(bot), who.removeprefix("web:"))
    inbound = Inbound(event or f"{next(EVENTS)}", who, chat, words, at, Kind.TEXT)

    def decide(session: Session) -> router.Outcome:
        office = Office("Văn phòng Công đoàn xã Suối Mây", "0200 000 0168")
        return router.handle(Visit(inbound, at, shelf.library(session), BUTTONS, office, "muối"), session)

    outcome = db.read_now(decide)
    done = db.write_now(lambda session: router.finish(session, outcome, at))
    return "\n".join(reply.text for reply in done.replies)


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def test_a_unit_that_has_moved_away_since_is_corrected_like_everybody_who_had_it(demo: Database, shelf: Shelf) -> None:
    said(demo, shelf, "thông báo: Mai 14 giờ họp")
    said(demo, shelf, "gửi")
    moved = text("UPDATE unit_link SET above = 'lai-chau' WHERE unit = :unit")
    demo.write_now(lambda db: db.execute(moved, {"unit": HOA_SEN}))
    said(demo, shelf, "đính chính 1: họp lúc 15 giờ")
    said(demo, shelf, "gửi")
    told = text("SELECT count(*) FROM recipient WHERE unit = :unit AND announcement = 2")
    assert demo.read_now(lambda db: db.execute(told, {"unit": HOA_SEN}).scalar()) == 1


def test_an_hour_alone_corrects_the_one_that_was_told(demo: Database, shelf: Shelf) -> None:
    said(demo, shelf, "thông báo: Mai 14 giờ họp")
    said(demo, shelf, "gửi")
    assert "15 giờ (không phải 14 giờ)" in said(demo, shelf, "đính chính 1: 15 giờ")


def test_who_left_the_office_between_preview_and_word_sends_nothing(demo: Database, shelf: Shelf) -> None:
    said(demo, shelf, "thông báo: Mai Văn phòng nghỉ trực")
    demo.write_now(lambda db: db.execute(text("UPDATE seat SET valid_to = '2026-11-01' WHERE unit = 'suoi-may'")))
    assert "không còn thuộc phạm vi" in said(demo, shelf, "gửi")
    assert demo.read_now(lambda db: db.execute(text("SELECT count(*) FROM announcement")).scalar()) == 0


def test_a_seat_that_ends_between_reading_and_writing_sends_nothing(demo: Database, shelf: Shelf) -> None:
    said(demo, shelf, "thông báo: Mai Văn phòng nghỉ trực")
    inbound = Inbound("7", TUAN, Chat(BotId("web"), "tuan"), "gửi", NOW, Kind.TEXT)
    visit = demo.read_now(lambda db: Visit(inbound, NOW, shelf.library(db), BUTTONS, Office("Văn phòng"), "muối"))
    outcome = demo.read_now(lambda db: router.handle(visit, db))
    demo.write_now(lambda db: db.execute(text("UPDATE seat SET valid_to = '2026-11-01' WHERE unit = 'suoi-may'")))
    done = demo.write_now(lambda db: router.finish(db, outcome, NOW))
    assert "không còn thuộc phạm vi" in done.replies[0].text
    assert demo.read_now(lambda db: db.execute(text("SELECT count(*) FROM announcement")).scalar()) == 0


def test_who_joined_between_preview_and_word_is_told_too(demo: Database, shelf: Shelf) -> None:
    assert "Sẽ gửi 10 đồng chí" in said(demo, shelf, "thông báo: Mai Văn phòng nghỉ trực")

    def join(db: Session) -> None:
        [who] = db.execute(text("SELECT id FROM officer WHERE name = 'Thắm'")).scalars()
        people.save_account(db, people.Account("web:tham", OfficerId(who), "web", "tham", reachable=True), now=NOW)

    demo.write_now(join)
    assert "cho 11 đồng chí" in said(demo, shelf, "gửi")


def test_two_platforms_may_number_their_messages_alike(demo: Database, shelf: Shelf) -> None:
    for bot in ("web", "zalo:1"):
        said(demo, shelf, "thông báo: Mai Văn phòng nghỉ trực", bot=bot)
        assert "Đã xếp gửi" in said(demo, shelf, "gửi", bot=bot, event="7")


def test_the_text_is_sent_as_it_was_typed(demo: Database, shelf: Shelf) -> None:
    typed = "Kính gửi  các đ/c:\n- mang SỔ thu;\n- 100% có mặt!!!"
    said(demo, shelf, f"thông báo:   {typed}  ")
    said(demo, shelf, "gửi")
    assert demo.read_now(lambda db: db.execute(text("SELECT text FROM announcement")).scalar()) == typed


def test_an_hour_of_the_night_waits_for_the_morning_and_says_so(demo: Database, shelf: Shelf) -> None:
    night = datetime(2026, 11, 23, 21, 0, tzinfo=VIETNAM)
    said(demo, shelf, "thông báo: Họp 8 giờ thứ Sáu 27/11", at=night)
    assert "từ 7 giờ sáng mai" in said(demo, shelf, "gửi", at=night)


def test_what_would_be_over_by_the_morning_is_not_sent(demo: Database, shelf: Shelf) -> None:
    night = datetime(2026, 11, 23, 21, 0, tzinfo=VIETNAM)
    said(demo, shelf, "thông báo: Tối nay họp trực tuyến", at=night)
    assert "sau khi hết hạn dùng" in said(demo, shelf, "gửi", at=night)
    assert demo.read_now(lambda db: db.execute(text("SELECT count(*) FROM announcement")).scalar()) == 0


def test_an_answer_long_after_is_no_answer_any_more(demo: Database, shelf: Shelf) -> None:
    said(demo, shelf, "thông báo: Họp 8 giờ thứ Sáu 27/11")
    said(demo, shelf, "gửi")
    later = NOW + timedelta(days=10)
    assert "Văn phòng vẫn thấy" in said(demo, shelf, "tham dự", HANH, at=later)
    assert "Không có thông báo nào" in said(demo, shelf, "tham dự", Address("web:lan"), at=NOW + timedelta(days=40))


def test_a_unit_with_the_name_of_two_is_asked_for(demo: Database, shelf: Shelf) -> None:
    twin = Unit(UnitCode("hoa-sen-2"), "CĐCS Mầm non Hoa Sen", UnitKind.GRASSROOTS)

    def doubled(db: Session) -> None:
        people.save_unit(db, twin)
        people.link_units(db, Link(twin.code, OFFICE, date(2025, 7, 1)))

    demo.write_now(doubled)
    assert "Tên này có 2 đơn vị" in said(demo, shelf, "thông báo cho Hoa Sen: mai Văn phòng xuống")
