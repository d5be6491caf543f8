"""Which orders of an office are read from a sentence, and that what changed meanwhile is never written over."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.demo import BELOW
from bot.judges import still_speaks
from bot.shelf import Shelf
from bot.store.outgoing import Cancel, Send
from handlers import deedwishes, duties, quick, request, router
from handlers import store as memories
from handlers.days import tells_only_a_day
from handlers.deedwishes import Deed, order_of, split_answer, to_leave_out
from handlers.flow import Finished
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits, Notice
from handlers.talk import Office, Visit
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler import store
from scheduler.duties import Cadence, DutyId
from scheduler.filings import Filing, State
from scheduler.store import Which
from tests.house import rows
from union import store as union
from union.records import store as records

NOW = datetime(2026, 11, 26, 8, 5, tzinfo=VIETNAM)
LIMITS = Limits(text_max=None, buttons_max=8, may_start=True)
TUAN, HANH = Address("web:tuan"), Address("web:hanh")
HOA_SEN, DONG_GIO = UnitCode("mam-non-hoa-sen"), UnitCode("htx-dong-gio")
NOBODY: tuple[str, ...] = ()


# Reading


@pytest.mark.parametrize(
    ("said", "deed", "named", "left_out", "group", "reason"),
    [
        ("đôn đốc hết", Deed.CHASE, NOBODY, NOBODY, "all", ""),
        ("don doc het, tru doi sim", Deed.CHASE, NOBODY, ("tieu-hoc-doi-sim",), "all", ""),
        ("đôn đốc các trường", Deed.CHASE, NOBODY, NOBODY, "truong", ""),
        ("đôn đốc ai chưa trả lời", Deed.CHASE, NOBODY, NOBODY, "all", ""),
        ("may mây trắng xin lùi đến 28/11", Deed.EXTEND, ("may-may-trang",), NOBODY, "", ""),
        ("đôn đốc Lá Xanh, Hoa Sen", Deed.CHASE, ("thcs-la-xanh", "mam-non-hoa-sen"), NOBODY, "", ""),
        ("nhắc lại các đơn vị chưa nộp tháng 11", Deed.CHASE, NOBODY, NOBODY, "all", ""),
        ("cho lùi Hoa Sen", Deed.EXTEND, ("mam-non-hoa-sen",), NOBODY, "", ""),
        ("cho Hoa Sen lùi đến 27/11", Deed.EXTEND, ("mam-non-hoa-sen",), NOBODY, "", ""),
        ("gia hạn cho tất cả đến 28/11", Deed.EXTEND, NOBODY, NOBODY, "all", ""),
        ("không lùi Hoa Sen vì đã lùi hai lần", Deed.REFUSE, ("mam-non-hoa-sen",), NOBODY, "", "đã lùi hai lần"),
        ("miễn Trạm Y tế tháng 11 vì trực dịch", Deed.EXCUSE, ("tram-y-te-suoi-may",), NOBODY, "", "trực dịch"),
        ("bỏ miễn Trạm Y tế", Deed.UNEXCUSE, ("tram-y-te-suoi-may",), NOBODY, "", ""),
        ("HTX Đồng Gió báo kết nạp 0, ghi hộ", Deed.BEHALF, ("htx-dong-gio",), NOBODY, "", ""),
        ("nộp hộ Đồng Gió", Deed.SUBMIT, ("htx-dong-gio",), NOBODY, "", ""),
        ("đã nhận bản giấy Đồi Sim", Deed.PAPER, ("tieu-hoc-doi-sim",), NOBODY, "", ""),
        ("bỏ dấu bản giấy Đồi Sim", Deed.UNPAPER, ("tieu-hoc-doi-sim",), NOBODY, "", ""),
        ("đã nhận bản ký Hoa Sen", Deed.SIGNED, ("mam-non-hoa-sen",), NOBODY, "", ""),
        ("tiếp nhận hết", Deed.TAKE_IN, NOBODY, NOBODY, "all", ""),
        ("tiếp nhận Gạch Núi Đỏ tháng 11", Deed.TAKE_IN, ("gach-nui-do",), NOBODY, "", ""),
        ("trả lại Hoa Sen vì thiếu số nữ", Deed.RETURN, ("mam-non-hoa-sen",), NOBODY, "", "thiếu số nữ"),
        ("không tiếp nhận Hoa Sen vì sai số", Deed.RETURN, ("mam-non-hoa-sen",), NOBODY, "", "sai số"),
        ("trước 16 giờ hôm nay các CĐCS báo số lao động thiếu việc", Deed.REQUEST, NOBODY, NOBODY, "all", ""),
        ("ngày mai các công ty báo số người nghỉ việc", Deed.REQUEST, NOBODY, NOBODY, "cong ty", ""),
        ("danh sách trả lời", Deed.ANSWERS, NOBODY, NOBODY, "", ""),
        ("đơn xin lùi", Deed.EXTENSIONS, NOBODY, NOBODY, "", ""),
        ("đặt hạn báo cáo tháng ngày 22", Deed.SET_DAY, NOBODY, NOBODY, "", ""),
        ("bỏ chế độ báo cáo 6 tháng", Deed.ABOLISH, NOBODY, NOBODY, "", ""),
        ("nghỉ ngày 02/01 theo thông báo", Deed.REST, NOBODY, NOBODY, "", ""),
        ("làm bù 10/01", Deed.WORKED, NOBODY, NOBODY, "", ""),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) > 8 else "",
)
def test_order_is_taken_apart(  # noqa: PLR0917 - the columns of the table
    said: str, deed: Deed, named: tuple[str, ...], left_out: tuple[str, ...], group: str, reason: str
) -> None:
    order = order_of(said, BELOW)
    assert order is not None
    found = (order.deed, tuple(u.code for u in order.units), order.left_out, order.group, order.reason)
    assert found == (deed, named, frozenset(left_out), group, reason)


@pytest.mark.parametrize(
    "said",
    [
        "ai chưa nộp",
        "nhắc lại thứ Năm",
        "nhắc tôi lúc 9 giờ",
        "xin lùi đến 27/11 vì ốm",
        "Đồi Sim đã gửi bản giấy chưa",
        "các CĐCS báo cáo trước ngày nào",
        "các CĐCS phải báo cáo trước ngày 25 hằng tháng",
        "các đơn vị nộp báo cáo tháng 11 trước ngày 25/11",
        "tiếp nhận đoàn viên thế nào",
        "miễn đoàn phí cho ai",
        "nghỉ tết mấy ngày",
        "tháng này kết nạp 5 đoàn viên",
        "đôn đốc thu kinh phí thế nào",
        "x" * 700,
    ],
)
def test_question_or_another_matter_is_no_order(said: str) -> None:
    assert order_of(said, BELOW) is None


SHOWN = (
    "Chè Đồi Hương",
    "May Mây Trắng",
    "Mầm non Bông Bưởi",
    "Mầm non Hoa Sen",
    "Tiểu học Đồi Sim",
    "Vận tải Đèo Gió",
)


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("tru doi sim", {4}),
        ("trừ Đồi Sim, Hoa Sen nhé", {3, 4}),
        ("thoi bo doi sim ra", {4}),
        ("gửi, trừ hoa sen", {3}),
        ("gui nhung tru hoa sen", {3}),
        ("không nhắc may mây trắng nữa", {1}),
        ("van tai thi thoi", {5}),
        ("bỏ các trường ra", {2, 3, 4}),
        ("trừ lung tung", set()),
        ("bỏ phiếu kín là gì", set()),
        ("đồi sim nộp chưa", set()),
        ("gửi", set()),
        ("đúng", set()),
    ],
)
def test_who_is_left_out_afterwards_is_one_of_those_that_were_shown(said: str, places: set[int]) -> None:
    assert to_leave_out(said, SHOWN).places == places


LEFT_OUT = [
    # after 'trừ', the units and the sorts that are left out, and the words that name nobody
    ("mấy trường với trạm y tế", ("tram-y-te-suoi-may",), "truong", ""),
    ("may truong voi tram y te", ("tram-y-te-suoi-may",), "truong", ""),
    ("trường học và trạm y tế", ("tram-y-te-suoi-may",), "truong", ""),
    ("khối trường học", (), "truong", ""),
    ("doanh nghiệp và Đồi Sim", ("tieu-hoc-doi-sim",), "cong ty", ""),
    ("dn va doi sim", ("tieu-hoc-doi-sim",), "", "dn"),
    ("Đồi Sim, các công ty", ("tieu-hoc-doi-sim",), "cong ty", ""),
    ("các trường và các công ty", (), "truong+cong ty", ""),
    ("các trường mầm non", (), "mam non", ""),
    ("mấy trường mầm non, các công ty", (), "mam non+cong ty", ""),
    ("mấy trường mầm non, tiểu học", ("tieu-hoc-doi-sim",), "mam non", ""),
    ("Đồi Sim, chị ấy vừa gọi", ("tieu-hoc-doi-sim",), "", ""),
    ("các trường nhé, đang nghỉ", (), "truong", ""),
    ("các trường vì đang nghỉ hè và thi", (), "truong", ""),
    ("trường kia", (), "", "trường kia"),
    ("các trường đã gọi rồi", (), "", "các trường đã gọi rồi"),
    ("các trường và đơn vị ở xa", (), "truong", "đơn vị ở xa"),
    ("Đồi Sim và khối vận chuyển", ("tieu-hoc-doi-sim",), "", "khối vận chuyển"),
    ("Đồi Sim, mấy chỗ ở xa", ("tieu-hoc-doi-sim",), "", "mấy chỗ ở xa"),
    ("công ty tư nhân với Hoa Sen", ("mam-non-hoa-sen",), "", "công ty tư nhân"),
]


@pytest.mark.parametrize(("whom", "named", "sorts", "lost"), LEFT_OUT, ids=[each[0] for each in LEFT_OUT])
def test_half_of_an_exception_is_never_kept(whom: str, named: tuple[str, ...], sorts: str, lost: str) -> None:
    order = order_of(f"đôn đốc hết, trừ {whom}", BELOW)
    assert order is not None
    assert order.left_out == set(named)
    assert order.excepted_group == ("" if lost and not sorts else sorts)
    assert order.lost == lost
    assert order.is_exception_lost == bool(lost)


@pytest.mark.parametrize(
    ("said", "lost"),
    [("đôn đốc hết trừ xyz", True), ("đôn đốc hết trừ Đồi Sim", False), ("đôn đốc hết", False)],
)
def test_an_exception_of_nobody_known_is_told_from_none(said: str, lost: bool) -> None:
    order = order_of(said, BELOW)
    assert order is not None
    assert order.is_exception_lost is lost


@pytest.mark.parametrize(
    ("said", "alone"),
    [
        ("đến 27/11 nhé", True),
        ("thứ 3 tuần sau", True),
        ("a nhầm, 30.11.2026", True),
        ("t6 nhé", True),
        ("thêm 3 ngày nữa", True),
        ("may mây trắng xin lùi đến 28/11", False),
        ("28/11 họp ở đâu", False),
    ],
)
def test_a_day_with_other_words_is_no_answer(said: str, alone: bool) -> None:
    assert tells_only_a_day(said) is alone


@pytest.mark.parametrize(
    ("said", "answer", "besides"),
    [
        ("gửi", "gửi", ""),
        ("gui. htx dong gio bao ket nap 0, ghi ho", "gui", "htx dong gio bao ket nap 0, ghi ho"),
        ("đúng, tiếp nhận Lá Xanh", "đúng", "tiếp nhận Lá Xanh"),
    ],
)
def test_answer_is_parted_from_what_is_said_besides(said: str, answer: str, besides: str) -> None:
    assert split_answer(said) == (answer, besides)


@pytest.mark.parametrize(
    ("said", "ask"),
    [
        ("trước 16 giờ hôm nay các CĐCS báo số lao động thiếu việc", "số lao động thiếu việc"),
        ("các trường trước 10h ngày mai báo có bao nhiêu đoàn viên ở trọ", "có bao nhiêu đoàn viên ở trọ"),
        ("đề nghị Hoa Sen, Đồi Sim báo số phòng học hư trước 15h hôm nay", "số phòng học hư"),
        ("tất cả các đơn vị, trừ Hoa Sen, trước 9h mai báo số người dự họp", "số người dự họp"),
        ("trước 16 giờ chiều nay các đơn vị báo về văn phòng số nhà dột", "số nhà dột"),
    ],
)
def test_what_is_asked_is_kept_in_its_own_words(said: str, ask: str) -> None:
    order = order_of(said, BELOW)
    assert order is not None
    assert request.ask_of(order)[1] == ask


@pytest.mark.parametrize(
    ("said", "value"),
    [("25", 25), ("bên em 25 người ạ", 25), ("không có", 0), ("bên em không có", 0), ("hai lăm", 25)],
)
def test_bare_figure_answers(said: str, value: int) -> None:
    assert quick.figure_in(said) == value


@pytest.mark.parametrize("said", ["kết nạp 5 đoàn viên", "25/11", "chi 5 triệu"])
def test_figure_of_something_else_is_left_alone(said: str) -> None:
    assert quick.figure_in(said) is None or not quick.speaks_of_nothing_else(said, "Số lao động thiếu việc")


def test_every_mark_has_its_words_and_its_deed() -> None:
    from handlers.marks import MARKING, VERBS

    assert set(MARKING) == set(VERBS) == set(deedwishes.MARKS)


def test_due_day_keeps_its_hour_unless_another_is_said() -> None:
    from bot.demo_reports import duties as shipped

    monthly = shipped(UnitCode("suoi-may"))[0]
    kept, changed = (duties.rule_in(f"đặt hạn báo cáo tháng {end}", monthly) for end in ("ngày 22", "10 giờ ngày 22"))
    assert not isinstance(kept, str)
    assert not isinstance(changed, str)
    assert (kept.day, kept.hour.hour, changed.hour.hour) == (22, 17, 10)


# Doing


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


Say = Callable[..., Finished]


@pytest.fixture
def say(db: Database, shelf: Shelf) -> Say:
    """Says something; `between` is what happens between deciding and writing."""

    numbers = itertools.count()

    def said(
        words: str, *, who: Address = TUAN, now: datetime = NOW, between: Callable[[], object] | None = None
    ) -> Finished:
        event = f"{next(numbers)}"
        inbound = Inbound(event, who, Chat(BotId("web"), who.removeprefix("web:")), words, now, Kind.TEXT)

        def decide(session: Session) -> router.Outcome:
            visit = Visit(inbound, now, shelf.library(session), LIMITS, Office("Văn phòng"), "muối")
            return router.handle(visit, session)

        outcome = db.read_now(decide)
        if between:
            between()
        return db.write_now(lambda session: router.finish(session, outcome, now))

    return said


def text_of(done: Finished) -> str:
    return "\n".join(reply.text for reply in done.replies)


def filing(db: Database, unit: UnitCode, period: str = "2026-11", duty: str = "bao-cao-thang") -> Filing:
    [found] = db.read_now(
        lambda session: store.filings_of_all(session, Which(units=(unit,), duty=DutyId(duty), period=period))
    )
    return found


def chaired(db: Database, unit: UnitCode, **values: object) -> None:
    """The report of a unit changes meanwhile."""
    number = filing(db, unit).id
    db.write_now(lambda session: store.set_filing(session, number, NOW, **values))


def test_who_filed_meanwhile_is_not_chased(db: Database, say: Say) -> None:
    say("đôn đốc Hoa Sen, May Mây Trắng")
    in_now = {"state": State.SUBMITTED, "submitted_at": NOW, "version": 1}
    done = say("gửi", between=lambda: chaired(db, HOA_SEN, **in_now))
    [notice] = done.notices
    assert notice.to == "web:minh"
    assert "Đã xếp gửi 1 tin" in text_of(done)
    assert "Mầm non Hoa Sen đã nộp" in text_of(done)
    assert rows(db, "SELECT unit FROM reminder WHERE rung LIKE 'chase-%'") == [("may-may-trang",)]


def test_bundle_of_a_chase_is_the_key_of_its_message(say: Say, db: Database) -> None:
    say("đôn đốc Hoa Sen")
    [notice] = say("gửi").notices
    [(bundle,)] = rows(db, "SELECT bundle FROM reminder WHERE rung LIKE 'chase-%'")
    assert (f"{notice.key}/0", notice.judge, notice.judge_args["bundle"]) == (bundle, "reminder", bundle)


def test_report_handed_in_meanwhile_is_not_given_more_time(db: Database, say: Say) -> None:
    say("cho Hoa Sen lùi đến 28/11")
    in_now = {"state": State.SUBMITTED, "submitted_at": NOW, "version": 1}
    done = say("đúng", between=lambda: chaired(db, HOA_SEN, **in_now))
    assert not done.notices
    assert "chưa làm gì" in text_of(done)
    assert filing(db, HOA_SEN).extended_to is None


def test_wish_that_two_clerks_answer_is_answered_once(db: Database, say: Say) -> None:
    say("xin lùi đến 28/11 vì kế toán ốm", who=HANH, now=NOW - timedelta(days=2))
    say("không lùi Hoa Sen vì đã muộn", now=NOW - timedelta(days=2))
    done = say("đúng", now=NOW - timedelta(days=2))
    assert [notice.to for notice in done.notices] == [HANH]
    assert "không có đơn xin lùi" in text_of(say("không lùi Hoa Sen vì đã muộn", now=NOW - timedelta(days=2)))


def test_staff_who_left_meanwhile_write_nothing(db: Database, say: Say) -> None:
    def leaves(session: Session) -> None:
        person = union.officer_at(session, TUAN, NOW.date())
        assert person
        [held] = [
            one for one in union.seats_held(session, NOW.date(), (person.seats[0].role,)) if one.officer == person.id
        ]
        union.end_seat(session, held.seat, NOW.date())

    say("miễn Hoa Sen tháng 11 vì nghỉ dạy")
    done = say("đúng", between=lambda: db.write_now(leaves))
    assert not done.notices
    assert filing(db, HOA_SEN).excused == ""


def test_figures_by_phone_are_the_offices_hand(db: Database, say: Say) -> None:
    say("HTX Đồng Gió báo kết nạp 0, ghi hộ")
    say("đúng")
    [line] = rows(
        db,
        "SELECT value, by_staff, how, author_name FROM entry WHERE unit = :unit AND period_start = '2026-11-01'",
        unit=DONG_GIO,
    )
    assert line == ("0", 1, "điện thoại", "Tuấn")
    assert filing(db, DONG_GIO).state is State.DRAFTING


def test_figures_by_phone_of_a_report_handed_in_meanwhile_are_not_written(db: Database, say: Say) -> None:
    say("ghi hộ Hoa Sen: kết nạp 2")
    count = "SELECT count(*) FROM entry WHERE unit = 'mam-non-hoa-sen'"
    before = rows(db, count)
    in_now = {"state": State.SUBMITTED, "submitted_at": NOW, "version": 1}
    done = say("đúng", between=lambda: chaired(db, HOA_SEN, **in_now))
    assert "đã nộp" in text_of(done)
    assert rows(db, count) == before


def test_handed_in_for_a_unit_what_nobody_told_is_unknown(db: Database, say: Say) -> None:
    for words in ("ghi hộ Đồng Gió: kết nạp 2", "đúng", "nộp hộ Đồng Gió", "đúng"):
        say(words)
    found = filing(db, DONG_GIO)
    assert (found.state, found.by_staff, found.version, found.submitted_by) == (State.SUBMITTED, True, 1, "Tuấn")
    [[body]] = rows(db, "SELECT snapshot FROM filing_version WHERE filing = :filing", filing=found.id)
    assert '"unknown"' in str(body)
    assert "Chưa rõ." in str(body)


def test_paper_mark_is_undone_the_same_day_only(db: Database, say: Say) -> None:
    for words in ("đã nhận bản giấy Lá Xanh", "đúng"):
        say(words)
    unit = UnitCode("thcs-la-xanh")
    assert (filing(db, unit).state, filing(db, unit).on_paper) == (State.SUBMITTED, True)
    assert "chưa làm gì" in text_of(say("bỏ dấu bản giấy Lá Xanh", now=NOW + timedelta(days=1)))
    for words in ("bỏ dấu bản giấy Lá Xanh", "đúng"):
        say(words)
    assert (filing(db, unit).state, filing(db, unit).on_paper) == (State.UNTOUCHED, False)


def test_request_opens_a_report_of_one_figure_that_counts_for_nothing_else(db: Database, say: Say) -> None:
    say("trước 16 giờ hôm nay các CĐCS báo số lao động thiếu việc")
    done = say("gửi")
    [duty] = [duty for duty in db.read_now(store.all_duties) if duty.cadence is Cadence.ADHOC]
    form = db.read_now(lambda session: records.find_form(session, duty.form))
    assert form is not None
    [field] = form.fields
    assert (field.label, str(field.indicator)) == ("lao động thiếu việc", duty.id)
    assert len(done.notices) == 10
    [(asked, people)] = rows(db, "SELECT count(*), count(DISTINCT officer_id) FROM reminder WHERE rung = 'ASK'")
    assert (asked, people) == (10, 10)


def test_request_whose_moment_passed_while_it_waited_is_asked_again(db: Database, say: Say) -> None:
    say("trước 16 giờ hôm nay các CĐCS báo số lao động thiếu việc")
    done = say("gửi", now=NOW.replace(hour=17))
    assert "đã qua" in text_of(done)
    assert not done.notices
    assert not [duty for duty in db.read_now(store.all_duties) if duty.cadence is Cadence.ADHOC]


def test_request_at_night_waits_for_the_morning(db: Database, say: Say) -> None:
    late = NOW.replace(hour=21)
    say("trước 10 giờ ngày mai các CĐCS báo số người dự họp", now=late)
    done = say("gửi", now=late)
    assert not done.notices
    assert "07:00" in text_of(done)
    assert not rows(db, "SELECT key FROM reminder WHERE rung = 'ASK'")


def test_quick_answer_is_handed_in_once(db: Database, say: Say) -> None:
    for words in ("trước 16 giờ hôm nay các CĐCS báo số lao động thiếu việc", "gửi"):
        say(words)
    say("25", who=HANH)
    assert "Đã nộp" in text_of(say("gửi", who=HANH))
    assert "1/12" in text_of(say("danh sách trả lời"))
    assert "Hoa Sen: 25" in text_of(say("danh sách trả lời"))


def test_duty_that_somebody_changed_meanwhile_is_left_as_it_is(db: Database, say: Say) -> None:
    say("đặt hạn báo cáo tháng ngày 22")

    def changed(session: Session) -> None:
        from dataclasses import replace

        duty = store.find_duty(session, DutyId("bao-cao-thang"))
        assert duty
        store.save_duty(session, replace(duty, due=replace(duty.due, day=20)), "người khác", NOW)

    done = say("đúng", between=lambda: db.write_now(changed))
    found = db.read_now(lambda session: store.find_duty(session, DutyId("bao-cao-thang")))
    assert found is not None
    assert (found.due.day, "đã thay đổi" in text_of(done)) == (20, True)


def test_day_off_moves_what_is_due_on_it(db: Database, say: Say) -> None:
    early = NOW.replace(day=21)
    for words in ("nghỉ ngày 25/11 theo thông báo 15/TB-UBND", "đúng"):
        say(words, now=early)
    assert f"{filing(db, HOA_SEN).due:%d/%m}" == "26/11"


def test_every_deed_leaves_a_line_of_the_trail(db: Database, say: Say) -> None:
    for words in (
        "cho Hoa Sen lùi đến 28/11", "đúng", "miễn Trạm Y tế tháng 11 vì trực dịch", "đúng", "đôn đốc Đồi Sim", "gửi",
        "tiếp nhận Hoa Sen tháng 10", "đúng", "trả lại Đồi Sim tháng 10 vì thiếu số", "đúng",
    ):  # fmt: skip
        say(words)
    what = [row[0] for row in rows(db, "SELECT what FROM audit ORDER BY id DESC LIMIT 5")]
    assert what == ["report-return", "report-take_in", "chase", "report-excuse", "report-extend"]


def test_order_in_a_group_is_not_carried_out(db: Database, shelf: Shelf) -> None:
    inbound = Inbound("1", TUAN, Chat(BotId("web"), "nhom", is_group=True), "tiếp nhận hết tháng 10", NOW, Kind.TEXT)

    def decide(session: Session) -> router.Outcome:
        return router.handle(Visit(inbound, NOW, shelf.library(session), LIMITS, Office("Văn phòng"), "muối"), session)

    outcome = db.read_now(decide)
    assert "nhắn riêng" in outcome.replies[0].text
    assert outcome.memory is None or not outcome.memory.flow


def test_what_concerns_a_unit_goes_only_to_who_still_speaks_for_it(db: Database) -> None:
    [[hanh]] = rows(db, "SELECT officer_id FROM account WHERE address = 'web:hanh'")
    [[lan]] = rows(db, "SELECT officer_id FROM account WHERE address = 'web:lan'")
    batch = [{"officer": str(who), "unit": HOA_SEN} for who in (hanh, lan)]
    first, second = db.read_now(lambda session: still_speaks(session, batch, NOW))
    assert isinstance(first, Send)
    assert isinstance(second, Cancel)


def test_second_order_in_one_message_begins_after_the_first_is_done(db: Database, say: Say) -> None:
    say("đôn đốc Hoa Sen")
    done = say("gui. htx dong gio bao ket nap 0, ghi ho")
    first, second = [reply.text for reply in done.replies]
    assert first.startswith("Đã xếp gửi 1 tin")
    assert second.startswith("HTX Đồng Gió, tháng 11: kết nạp đoàn viên mới 0")
    key = f"web|tuan|{TUAN}"
    assert db.read_now(lambda session: memories.recall(session, key)).flow == "behalf/1"
    assert isinstance(done.notices[0], Notice)
