"""The crossed table of progress: what is said × what waits → what the ledger holds afterwards, the reply, the flow."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.shelf import Shelf
from handlers import progress, router, store
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits
from handlers.progress.draft import Doubt, Going, Open, Purpose, Record, Telling
from handlers.standing import Own
from handlers.talk import Office, Visit
from knowledge.dates import VIETNAM, month_of
from knowledge.document import UnitCode
from union import store as units
from union.indicators import IndicatorId
from union.ledger import Amount, Entry, EntryId, Move, balance
from union.records.store import NewEntry, add_entry, entries_of
from union.roster import Role

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
BUTTONS = Limits(text_max=None, buttons_max=8, may_start=True)
NUMBERS = replace(BUTTONS, buttons_max=0)
HANH = Address("web:hanh")
SCHOOL = UnitCode("mam-non-hoa-sen")
ADMITTED, VISITS, PARTY = IndicatorId("ket-nap-moi"), IndicatorId("tham-hoi"), IndicatorId("dang-uu-tu")
OCTOBER, NOVEMBER = month_of(2026, 10), month_of(2026, 11)
OWN = Own(SCHOOL, "CĐCS Mầm non Hoa Sen")
FIVE = Record(ADMITTED, Amount(value=Decimal(5)), NOVEMBER, "kết nạp 5")
TWO = Record(VISITS, Amount(value=Decimal(2)), NOVEMBER, "thăm hỏi 2")
ODD = Record(
    IndicatorId("thu-doan-phi"), Amount(value=Decimal(150)), NOVEMBER, "thu đoàn phí 150%",
    doubts=(Doubt("pct_over_100", "Tỷ lệ vượt 100%."),),
)  # fmt: skip
SPOILED = Record(ADMITTED, None, NOVEMBER, "kết nạp 5o", doubts=(Doubt("letters_in_figure", "Con số có lẫn chữ."),))
TWO_BEFORE = Record(
    ADMITTED, Amount(value=Decimal(2)), OCTOBER, "tháng 10 kết nạp 2", period_said=True, may_replace=True
)
NAMELESS = Record(None, Amount(value=Decimal(50)), NOVEMBER, "50")
EITHER = Record(None, Amount(value=Decimal(6)), NOVEMBER, "sửa lại là 6", fixes=True, candidates=(ADMITTED, VISITS))


def telling(*records: Record, **changed: object) -> Telling:
    """A draft of the school's chair."""
    return replace(Telling("đã nhắn", records, unit=SCHOOL, units=(OWN,)), **changed)  # type: ignore[arg-type]


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def seven_stand(db: Database) -> list[Entry]:
    """Five, and two on top, recorded ten minutes ago by the chair."""
    given = [(Move.SET, 5, "kết nạp 5", 20), (Move.ADD, 2, "kết nạp thêm 2", 10)]
    for move, value, said, minutes in given:
        db.write_now(lambda session, m=move, v=value, s=said, t=minutes: enter(session, m, v, s, t))
    return entries(db)


def five_stand(db: Database) -> None:
    """Five, recorded ten minutes ago by the chair."""
    db.write_now(lambda session: enter(session, Move.SET, 5, "kết nạp 5", 10))


def enter(session: Session, move: Move, value: int, said: str, minutes: int, *, about: EntryId | None = None) -> None:
    person = units.officer_at(session, HANH, NOW.date())
    assert person is not None
    scope = units.scope_of(session, person, NOW.date())
    item = NewEntry(
        SCHOOL, ADMITTED, NOVEMBER, move, Amount(value=Decimal(value)), person.id, person.name, HANH, "0", said,
        about=about,
    )  # fmt: skip
    add_entry(session, scope, item, NOW - timedelta(minutes=minutes))


def entries(db: Database) -> list[Entry]:
    def read(session: Session) -> list[Entry]:
        scope = units.scope_of(session, units.officer_at(session, HANH, NOW.date()), NOW.date())
        return entries_of(session, scope, (SCHOOL,), start=NOVEMBER.start, end=NOVEMBER.end)

    return db.read_now(read)


def prepared(db: Database, state: str) -> Telling | None:
    """What waits in each state of the table."""
    match state:
        case "five stand":
            five_stand(db)
            return None
        case "five and two stand":
            seven_stand(db)
            return None
        case "two on top of five waits" | "a day's two waits beside five":
            five_stand(db)
            stood = Amount(value=Decimal(5))
            two = replace(FIVE, amount=Amount(value=Decimal(2)), text="kết nạp 2", stood=stood)
            return telling(two, open=Open.WAY)
        case "three for seven waits":
            seven_stand(db)
            stood = Amount(value=Decimal(7))
            three = replace(FIVE, amount=Amount(value=Decimal(3)), text="sửa lại là 3", fixes=True, stood=stood)
            return telling(three, open=Open.WAY, purpose=Purpose.CORRECT)
        case "the last goes":
            [*_, last] = seven_stand(db)
            return telling(gone=(Going(last.id, ADMITTED),), purpose=Purpose.DELETE)
        case "four for five waits":
            five_stand(db)
            four = replace(FIVE, amount=Amount(value=Decimal(4)), text="4 thôi", fixes=True, stood=FIVE.amount)
            return telling(four, purpose=Purpose.CORRECT)
        case "five were taken out":
            five_stand(db)
            [five] = entries(db)
            db.write_now(lambda session: enter(session, Move.RETRACT, 5, "xoá số vừa ghi", 5, about=five.id))
            return None
        case "five waits, and the ledger has changed":
            five_stand(db)
            return telling(replace(FIVE, amount=Amount(value=Decimal(6))))
    waiting = {
        "nothing": None,
        "five waits": telling(FIVE),
        "five and two wait": telling(FIVE, TWO),
        "150% is asked about": telling(ODD, open=Open.DOUBT, about="pct_over_100"),
        "5o is asked about": telling(SPOILED, open=Open.DOUBT, about="letters_in_figure"),
        "50 has no name": telling(NAMELESS, open=Open.NAME),
        "50 was asked about": telling(NAMELESS, open=Open.NAME, tries=1),
        "50 and two visits": telling(NAMELESS, TWO, open=Open.NAME, tries=1),
        "six is of either": telling(EITHER, open=Open.WHICH, purpose=Purpose.CORRECT),
        "five and October's two wait": telling(FIVE, TWO_BEFORE, open=Open.WHEN, at=1),
        "which unit": telling(FIVE, unit=UnitCode(""), open=Open.UNIT),
        "another's unit": telling(FIVE, unit=UnitCode("tieu-hoc-doi-sim")),
    }
    return waiting[state]


ROWS = [
    # said, state, channel, what November's admitted come to (None: no figure), what the reply says, flow afterwards
    ("kết nạp 4 người à mà là 5", "nothing", BUTTONS, None, "kết nạp mới 5 đoàn viên", "progress/1"),
    ("đơn vị em có 42 đoàn viên", "nothing", BUTTONS, None, "tổng số đoàn viên: 42", "progress/1"),
    ("chưa rõ số thăm hỏi", "nothing", BUTTONS, None, "thăm hỏi đoàn viên, người lao động: chưa rõ", "progress/1"),
    ("như tháng trước", "nothing", BUTTONS, None, "kết nạp mới 1 đoàn viên", "progress/1"),
    ("không có khó khăn gì", "five waits", BUTTONS, None, "kết nạp mới 5", "progress/1"),
    ("ừ đúng rồi", "five waits", BUTTONS, 5, "Đã ghi nháp", ""),
    ("vâng, đúng ạ", "five waits", BUTTONS, 5, "Đã ghi nháp", ""),
    ("dung roi, ok em", "five waits", BUTTONS, 5, "Đã ghi nháp", ""),
    ("dung ok", "five waits", BUTTONS, None, "chưa rõ ý", "progress/1"),
    ("gửi", "five waits", BUTTONS, None, "Nhắn “đúng” để ghi", "progress/1"),
    ("gui luon di", "five waits", BUTTONS, None, "Nhắn “đúng” để ghi", "progress/1"),
    ("bỏ", "five waits", BUTTONS, None, "chưa ghi gì", ""),
    ("không ghi nữa", "five waits", BUTTONS, None, "chưa ghi gì", ""),
    ("kết nạp", "five waits", BUTTONS, None, "Kết nạp mới là bao nhiêu", "progress/1"),
    ("kết nạp", "50 has no name", BUTTONS, None, "ết nạp mới 50 đoàn viên", "progress/1"),
    ("thăm hỏi, chuẩn bị quà Tết", "50 has no name", BUTTONS, None, "không thì số này bỏ qua", "progress/1"),
    ("tổ chức hội nghị, kết nạp đoàn viên", "50 has no name", BUTTONS, None, "bỏ qua", "progress/1"),
    ("có", "50 has no name", BUTTONS, None, "Vẫn chưa rõ “50”", "progress/1"),
    ("12", "50 has no name", BUTTONS, None, "Vẫn chưa rõ “50”", "progress/1"),
    ("ok", "50 was asked about", BUTTONS, None, "Bỏ qua “50”", ""),
    ("thăm đoàn viên, chuẩn bị quà Tết", "50 was asked about", BUTTONS, None, "Bỏ qua “50”", ""),
    ("kết nạp", "50 was asked about", BUTTONS, None, "ết nạp mới 50 đoàn viên", "progress/1"),
    ("không rõ", "50 and two visits", BUTTONS, None, "thăm hỏi đoàn viên, người lao động: 2", "progress/1"),
    ("ghi vào mục", "nothing", BUTTONS, None, "Không có câu hỏi nào", ""),
    ("thay số cũ", "nothing", BUTTONS, None, "Không có câu hỏi nào", ""),
    ("bỏ đi", "the last goes", BUTTONS, 5, "Đã bỏ", ""),
    ("kết nạp 9", "the last goes", BUTTONS, 7, "việc bỏ số", "progress/1"),
    ("kết nạp 5 đv", "nothing", BUTTONS, None, "kết nạp mới 5 đoàn viên", "progress/1"),
    ("ket nap 5", "nothing", NUMBERS, None, "kết nạp mới 5 đoàn viên", "progress/1"),
    ("kết nạp bao nhiêu rồi?", "nothing", BUTTONS, None, "", ""),
    ("chỉ tiêu kết nạp 120 đoàn viên", "nothing", BUTTONS, None, "120", ""),
    ("kết nạp đoàn viên tháng 11", "nothing", BUTTONS, None, "", ""),
    ("đúng", "nothing", BUTTONS, None, "Không có câu hỏi nào", ""),
    ("cộng thêm", "nothing", BUTTONS, None, "", ""),
    ("sửa lại là 6", "nothing", BUTTONS, None, "số nào", "progress/1"),
    ("bỏ số vừa rồi đi", "five stand", BUTTONS, 5, "Bỏ số này", "progress/1"),
    ("150%", "nothing", BUTTONS, None, "vượt 100%", "progress/1"),
    ("-3", "nothing", BUTTONS, None, "số âm", "progress/1"),
    ("50", "nothing", BUTTONS, None, "là số liệu gì", "progress/1"),
    ("đúng", "five waits", BUTTONS, 5, "Đã ghi nháp, Văn phòng chưa thấy", ""),
    ("dung", "five waits", BUTTONS, 5, "Đã ghi nháp", ""),
    ("uh", "five waits", NUMBERS, 5, "Đã ghi nháp", ""),
    ("dạ đúng ạ", "five waits", BUTTONS, 5, "Đã ghi nháp", ""),
    ("dung gui", "five waits", BUTTONS, None, "chưa rõ ý", "progress/1"),
    ("dừng", "five waits", BUTTONS, None, "chưa rõ ý", "progress/1"),
    ("đừng", "five waits", BUTTONS, None, "chưa rõ ý", "progress/1"),
    ("dung. thăm hỏi 3", "five waits", BUTTONS, None, "thăm hỏi", "progress/1"),
    ("không", "five waits", BUTTONS, None, "nhắn lại mục sai", "progress/1"),
    ("huỷ", "five waits", BUTTONS, None, "chưa ghi gì", ""),
    ("huy", "five waits", NUMBERS, None, "chưa ghi gì", ""),
    ("1", "five waits", NUMBERS, None, "“1” là đồng ý, hay", "progress/1"),
    ("kết nạp mới 1", "five waits", NUMBERS, None, "kết nạp mới 1 đoàn viên", "progress/1"),
    ("2", "five waits", BUTTONS, None, "kết nạp mới 2 đoàn viên", "progress/1"),
    ("6", "five and two wait", BUTTONS, None, "của mục nào", "progress/1"),
    ("kết nạp 6", "five waits", BUTTONS, None, "kết nạp mới 6 đoàn viên", "progress/1"),
    ("à nhầm, 6", "five waits", BUTTONS, None, "kết nạp mới 6 đoàn viên", "progress/1"),
    ("thêm 2 nữa", "five waits", BUTTONS, None, "kết nạp mới 7 đoàn viên", "progress/1"),
    ("giới thiệu 1 đv ưu tú", "five waits", BUTTONS, None, "giới thiệu cho Đảng 1", "progress/1"),
    ("tháng 10", "five waits", BUTTONS, None, "Tháng 10/2026", "progress/1"),
    ("bỏ số kết nạp", "five and two wait", BUTTONS, None, "thăm hỏi", "progress/1"),
    ("bỏ số vừa rồi đi", "five waits", BUTTONS, None, "Đã bỏ, chưa ghi gì", ""),
    ("cộng thêm", "five waits", BUTTONS, None, "chưa rõ ý", "progress/1"),
    ("không có gì mới", "five waits", BUTTONS, None, "chưa rõ ý", "progress/1"),
    ("sửa ô 1 thành 6", "five waits", BUTTONS, 6, "", "report/1"),
    ("khai", "five waits", BUTTONS, None, "Báo cáo tháng 11", "report/1"),
    ("chủ đề năm nay là gì", "five waits", BUTTONS, None, "Đúng thì nhắn", "progress/1"),
    ("uh. chủ đề năm nay là gì", "five waits", BUTTONS, 5, "Chủ đề", ""),
    ("trợ giúp", "five waits", BUTTONS, None, "như nói chuyện", "progress/1"),
    ("MAYX-2345", "five waits", BUTTONS, None, "Mã này không đúng", "enrol/1"),
    ("đúng", "150% is asked about", BUTTONS, None, "thu đoàn phí: 150%", "progress/1"),
    ("95%", "150% is asked about", BUTTONS, None, "thu đoàn phí: 95%", "progress/1"),
    ("dung gui", "150% is asked about", BUTTONS, None, "vượt 100%", "progress/1"),
    ("huỷ", "150% is asked about", BUTTONS, None, "chưa ghi gì", ""),
    ("đúng", "5o is asked about", BUTTONS, None, "lẫn chữ", "progress/1"),
    ("5", "5o is asked about", BUTTONS, None, "kết nạp mới 5 đoàn viên", "progress/1"),
    ("lượt thăm hỏi", "50 has no name", BUTTONS, None, "gấp 12 lần", "progress/1"),
    ("kết nạp đoàn viên", "50 has no name", BUTTONS, None, "Kết nạp mới 50 đoàn viên", "progress/1"),
    ("đúng", "50 has no name", BUTTONS, None, "là số liệu gì", "progress/1"),
    ("kết nạp", "six is of either", BUTTONS, None, "kết nạp mới 6 đoàn viên", "progress/1"),
    ("kết nạp 50 đoàn viên", "50 has no name", BUTTONS, None, "Kết nạp mới 50 đoàn viên gấp", "progress/1"),
    ("kết nạp 3", "50 has no name", BUTTONS, None, "chờ ghi cùng: kết nạp mới 3", "progress/1"),
    ("đúng", "six is of either", BUTTONS, None, "số nào", "progress/1"),
    ("thay", "two on top of five waits", BUTTONS, 2, "Đã ghi nháp", ""),
    ("thay thành 2", "two on top of five waits", BUTTONS, 2, "Đã ghi nháp", ""),
    ("thay bằng 9", "two on top of five waits", BUTTONS, 5, "", "progress/1"),
    ("cộng thêm", "two on top of five waits", BUTTONS, 7, "Đã ghi nháp", ""),
    ("cong them 2", "two on top of five waits", BUTTONS, 7, "Đã ghi nháp", ""),
    ("đúng", "two on top of five waits", BUTTONS, 5, "thay hay cộng thêm", "progress/1"),
    ("dung gui", "two on top of five waits", BUTTONS, 5, "thay hay cộng thêm", "progress/1"),
    ("1", "two on top of five waits", NUMBERS, 5, "Số 1 là thay hay cộng thêm", "progress/1"),
    ("giữ nguyên", "two on top of five waits", BUTTONS, 5, "Giữ nguyên", ""),
    ("huỷ", "two on top of five waits", BUTTONS, 5, "chưa ghi gì", ""),
    ("thay số vừa cộng", "three for seven waits", BUTTONS, 8, "Đã sửa", ""),
    ("thay cả", "three for seven waits", BUTTONS, 3, "Đã sửa", ""),
    ("đúng", "three for seven waits", BUTTONS, 7, "thay cho số nào", "progress/1"),
    ("kết nạp 5", "five stand", BUTTONS, 5, "không ghi thêm", ""),
    ("cộng thêm", "five stand", BUTTONS, 5, "Cộng 5 vào 5 thành 10", "progress/1"),
    ("kết nạp thêm 2 nữa", "five stand", BUTTONS, 5, "Cộng 2 vào 5 thành 7", "progress/1"),
    ("à nhầm, kết nạp 6", "five stand", BUTTONS, 5, "Thay 5 bằng 6 (không cộng thêm), lũy kế thành 8/8", "progress/1"),
    ("sửa lại là 5", "five stand", BUTTONS, 5, "không phải sửa", ""),
    ("kết nạp 3", "five stand", BUTTONS, 5, "thay hay cộng thêm", "progress/1"),
    ("sửa lại là 3", "five and two stand", BUTTONS, 7, "thay cho số nào", "progress/1"),
    ("kết nạp thêm 2 nữa", "four for five waits", BUTTONS, 5, "thay 5 bằng 4 (không cộng thêm), lũy", "progress/1"),
    ("kết nạp thêm 2 nữa", "four for five waits", BUTTONS, 5, "cộng 2 vào 4 thành 6", "progress/1"),
    ("thêm 1", "four for five waits", BUTTONS, 5, "cộng 1 vào 4 thành 5", "progress/1"),
    ("kết nạp 3", "four for five waits", BUTTONS, 5, "Thay 5 bằng 3", "progress/1"),
    ("không phải 5, 4 thôi", "five stand", BUTTONS, 5, "Thay 5 bằng 4", "progress/1"),
    (
        "không phải 5, 4 thôi",
        "five were taken out",
        BUTTONS,
        None,
        "CĐCS Mầm non Hoa Sen:\n• kết nạp mới 4",
        "progress/1",
    ),
    (
        "sửa lại là 4",
        "five were taken out",
        BUTTONS,
        None,
        "CĐCS Mầm non Hoa Sen:\n• kết nạp mới 4",
        "progress/1",
    ),
    ("không phải 9, 8 thôi", "five stand", BUTTONS, 5, "chưa ghi số nào là 9", ""),
    ("không phải 9, 8 thôi", "five were taken out", BUTTONS, None, "chưa ghi số nào là 9", ""),
    ("kết nạp thêm 2 nữa", "six is of either", BUTTONS, None, "chờ ghi cùng: kết nạp mới 2", "progress/1"),
    ("sửa lại là 6", "nothing", BUTTONS, None, "là số nào của tháng 10/2026", "progress/1"),
    ("em ghi nhầm rồi", "five stand", BUTTONS, 5, "Số ghi gần nhất, tháng 11/2026: kết nạp mới 5 đoàn viên", ""),
    ("không phải 5 mà là 7", "five stand", BUTTONS, 5, "Thay 5 bằng 7", "progress/1"),
    ("không phải 6 mà là 7", "five stand", BUTTONS, 5, "chưa ghi số nào là 6", ""),
    (
        "không phải 4, 3 thôi",
        "six is of either",
        BUTTONS,
        None,
        "thăm hỏi đoàn viên, người lao động:\nThay 4 bằng 3",
        "progress/1",
    ),
    ("3", "six is of either", BUTTONS, None, "số nào", "progress/1"),
    ("hoàn tác", "nothing", BUTTONS, None, "chưa ghi số nào", ""),
    ("xoá đi", "five stand", BUTTONS, 5, "Bỏ số này?\n• kết nạp mới 5", "progress/1"),
    ("ghi nhầm, xoá đi", "five stand", BUTTONS, 5, "Bỏ số này", "progress/1"),
    ("thoi bo di", "five stand", BUTTONS, 5, "Bỏ số này", "progress/1"),
    ("hoàn tác", "five stand", BUTTONS, 5, "Bỏ số này", "progress/1"),
    ("hoan tac", "five were taken out", BUTTONS, None, "Hoa Sen:\n• kết nạp mới 5 đoàn viên", "progress/1"),
    ("xoá đi", "five were taken out", BUTTONS, None, "đã bỏ rồi: kết nạp mới 5", ""),
    ("xoá số vừa ghi", "five were taken out", BUTTONS, None, "đã bỏ rồi: kết nạp mới 5", ""),
    ("hoàn tác", "five waits", BUTTONS, None, "chưa ghi gì", ""),
    ("hoàn toàn đồng ý", "five waits", BUTTONS, 5, "Đã ghi nháp", ""),
    ("hoàn toàn đồng ý", "nothing", BUTTONS, None, "", ""),
    ("hoan nghenh", "nothing", BUTTONS, None, "Cảm ơn", ""),
    ("huỷ số vừa ghi", "the last goes", BUTTONS, 5, "Đã bỏ", ""),
    ("bỏ số vừa ghi", "the last goes", BUTTONS, 5, "Đã bỏ", ""),
    ("bỏ số kết nạp", "the last goes", BUTTONS, 5, "Đã bỏ", ""),
    ("không bỏ số kết nạp", "the last goes", BUTTONS, 7, "chưa rõ ý", "progress/1"),
    ("thôi bỏ đi", "the last goes", BUTTONS, 7, "chưa rõ ý", "progress/1"),
    ("huỷ đi", "the last goes", BUTTONS, 7, "chưa rõ ý", "progress/1"),
    ("hoàn tác", "the last goes", BUTTONS, 7, "chưa rõ ý", "progress/1"),
    ("đúng", "the last goes", BUTTONS, 5, "Đã bỏ", ""),
    ("không", "the last goes", BUTTONS, 7, "giữ nguyên", ""),
    ("huỷ", "the last goes", BUTTONS, 7, "giữ nguyên", ""),
    ("dung gui", "the last goes", BUTTONS, 7, "chưa rõ ý", "progress/1"),
    ("đúng", "five waits, and the ledger has changed", BUTTONS, 5, "xin hỏi lại", "progress/1"),
    ("mầm non hoa sen", "which unit", BUTTONS, None, "kết nạp mới 5 đoàn viên", "progress/1"),
    ("đúng", "which unit", BUTTONS, None, "của đơn vị nào", "progress/1"),
    ("đúng", "another's unit", BUTTONS, None, "đã thay đổi", ""),
    # what is of something else is never taken for the figure that waits
    ("giảm 2 về hưu", "two on top of five waits", BUTTONS, 5, "đoàn viên giảm: 2", "progress/1"),
    ("có 3 bạn nghỉ việc", "five waits", BUTTONS, None, "đoàn viên giảm: 3", "progress/1"),
    ("khoảng 5 triệu tiền quỹ", "two on top of five waits", BUTTONS, 5, "tiền quỹ” là số liệu gì", "progress/1"),
    ("tien quy 5tr", "five waits", BUTTONS, None, "“tien quy 5tr” là số liệu gì", "progress/1"),
    ("5 triệu", "two on top of five waits", BUTTONS, 5, "“5 triệu” là số liệu gì", "progress/1"),
    ("2 căn nhà", "two on top of five waits", BUTTONS, 5, "“2 căn nhà” là số nào", "progress/1"),
    ("gt 2 đv cho đảng", "two on top of five waits", BUTTONS, 5, "giới thiệu cho Đảng 2", "progress/1"),
    ("sáng nay làm với 20 người bên thuế", "five waits", BUTTONS, None, "thuế” là số liệu gì", "progress/1"),
    ("à nhầm, giảm 2 về hưu", "five waits", BUTTONS, None, "đoàn viên giảm: 2", "progress/1"),
    ("thực ra chỉ có 4 người thôi ạ", "five waits", BUTTONS, None, "kết nạp mới 4 đoàn viên", "progress/1"),
    ("a nham, 4 dv thoi", "five waits", BUTTONS, None, "kết nạp mới 4 đoàn viên", "progress/1"),
    ("đã nắm thông báo 99", "five waits", BUTTONS, None, "Không có thông báo nào", "progress/1"),
    ("tham dự thông báo 99", "five waits", BUTTONS, None, "Không có thông báo nào", "progress/1"),
    ("9 đv", "two on top of five waits", BUTTONS, 5, "Số 9 là thay hay cộng thêm", "progress/1"),
    ("không rõ", "50 has no name", BUTTONS, None, "Bỏ qua “50”", ""),
    ("bo so nay", "50 and two visits", BUTTONS, None, "thăm hỏi đoàn viên, người lao động: 2", "progress/1"),
    # on top of what waits, off it, or anew
    ("thêm 2", "five waits", BUTTONS, None, "kết nạp mới 7 đoàn viên", "progress/1"),
    ("à thêm 2 đv nữa", "five waits", BUTTONS, None, "kết nạp mới 7 đoàn viên", "progress/1"),
    ("ket nap them 2", "five waits", BUTTONS, None, "kết nạp mới 7 đoàn viên", "progress/1"),
    ("+2", "five waits", BUTTONS, None, "kết nạp mới 7 đoàn viên", "progress/1"),
    ("bớt 2", "five waits", BUTTONS, None, "kết nạp mới 3 đoàn viên", "progress/1"),
    ("bớt đi 2 nhé", "five waits", BUTTONS, None, "kết nạp mới 3 đoàn viên", "progress/1"),
    ("tru 1", "five waits", BUTTONS, None, "kết nạp mới 4 đoàn viên", "progress/1"),
    ("bớt còn 3", "five waits", BUTTONS, None, "kết nạp mới 3 đoàn viên", "progress/1"),
    ("giảm xuống 3", "five waits", BUTTONS, None, "kết nạp mới 3 đoàn viên", "progress/1"),
    ("thêm thành 9", "five waits", BUTTONS, None, "kết nạp mới 9 đoàn viên", "progress/1"),
    ("giảm 2", "five waits", BUTTONS, None, "Kết nạp mới là bao nhiêu", "progress/1"),
    ("bỏ 2", "five waits", BUTTONS, None, "Kết nạp mới là bao nhiêu", "progress/1"),
    ("tăng 2", "five waits", BUTTONS, None, "Kết nạp mới là bao nhiêu", "progress/1"),
    ("trừ 9", "five waits", BUTTONS, None, "Kết nạp mới là bao nhiêu", "progress/1"),
    ("thêm 2", "five and two wait", BUTTONS, None, "của mục nào", "progress/1"),
    ("thêm 3", "two on top of five waits", BUTTONS, 5, "Kết nạp mới là bao nhiêu", "progress/1"),
    ("thêm 2", "two on top of five waits", BUTTONS, 7, "Đã ghi nháp", ""),
    ("bớt 2", "five stand", BUTTONS, 5, "Số ghi gần nhất, tháng 11/2026: kết nạp mới 5", ""),
    ("bớt 2", "nothing", BUTTONS, None, "Số ghi gần nhất, tháng 10/2026", ""),
    # the same figure for another period
    ("tháng 9 kết nạp 3", "five waits", BUTTONS, None, "kết nạp mới 5 đoàn viên (tháng 11/2026)", "progress/1"),
    ("với 3 người tuần trước", "five waits", BUTTONS, None, "đã tính trong tháng 11/2026 rồi", "progress/1"),
    ("nhầm, tháng 10 kết nạp 3", "five waits", BUTTONS, None, "tháng 11/2026 (5) và tháng 10/2026 (3)", "progress/1"),
    ("tháng 10 kết nạp 5", "five waits", BUTTONS, None, "tháng 11/2026 (5) và tháng 10/2026 (5)", "progress/1"),
    ("cả hai", "five and October's two wait", BUTTONS, None, "Tháng 10/2026, CĐCS Mầm non Hoa Sen đã", "progress/1"),
    ("cả hai", "five and October's two wait", BUTTONS, None, "Các số chờ ghi cùng: kết nạp mới 5", "progress/1"),
    ("ghi ca 2", "five and October's two wait", BUTTONS, None, "Các số chờ ghi cùng: kết nạp mới 5", "progress/1"),
    ("chỉ tháng 10/2026", "five and October's two wait", NUMBERS, None, "“huỷ” thì thôi.", "progress/1"),
    ("tháng 11 thôi", "five and October's two wait", BUTTONS, None, "Hoa Sen:\n• kết nạp mới 5", "progress/1"),
    ("bỏ số tháng 10", "five and October's two wait", BUTTONS, None, "Hoa Sen:\n• kết nạp mới 5", "progress/1"),
    ("đúng", "five and October's two wait", BUTTONS, None, "hay chỉ ghi tháng 10/2026", "progress/1"),
    ("6", "five and October's two wait", BUTTONS, None, "kết nạp mới tháng 11/2026; kết nạp mới", "progress/1"),
    ("ý tôi là tháng 9", "five waits", BUTTONS, None, "Tháng 9/2026", "progress/1"),
    ("nhầm rồi, tháng 9", "five waits", BUTTONS, None, "Tháng 9/2026", "progress/1"),
    ("không phải tháng 9", "five waits", BUTTONS, None, "Tháng 11/2026", "progress/1"),
    ("nhầm rồi em ơi", "five waits", BUTTONS, None, "nhắn lại mục sai", "progress/1"),
    # how many were wrong is no figure
    ("nham, ca 2 cai deu sai, kn 4", "five stand", BUTTONS, 5, "Thay 5 bằng 4", "progress/1"),
    ("2 số đều sai: kn 4", "five stand", BUTTONS, 5, "Thay 5 bằng 4", "progress/1"),
    ("cả 3 mục nhầm hết", "five stand", BUTTONS, 5, "Số ghi gần nhất", ""),
    ("cả 2 cái đều sai", "five and two wait", BUTTONS, None, "nhắn lại mục sai", "progress/1"),
    ("sai cả hai, kết nạp 4, thăm 3", "five and two wait", BUTTONS, None, "kết nạp mới 4", "progress/1"),
    # too little to tell an indicator
    ("gt 0", "nothing", BUTTONS, None, "• giới thiệu cho Đảng", "progress/1"),
    ("thang nay gt 0", "nothing", BUTTONS, None, "• giới thiệu cho Đảng", "progress/1"),
    ("giới thiệu 2 đồng chí", "nothing", BUTTONS, None, "• giới thiệu cho Đảng", "progress/1"),
    ("dv 12", "nothing", BUTTONS, None, "• tổng số đoàn viên", "progress/1"),
    ("tong 33", "nothing", BUTTONS, None, "• tổng số lao động", "progress/1"),
    ("tổng 33", "five waits", BUTTONS, None, "“tổng 33” là số nào", "progress/1"),
    ("giới thiệu cho đảng 0", "nothing", BUTTONS, None, "• giới thiệu cho Đảng 0", "progress/1"),
    # a question with a number opens nothing
    ("bao h fai xong 3 cai nha", "nothing", BUTTONS, None, "", ""),
    ("baoh ban giao 3 can nha", "nothing", BUTTONS, None, "", ""),
    ("knao xong 3 can nha", "nothing", BUTTONS, None, "", ""),
]


@pytest.mark.parametrize(
    ("said", "state", "limits", "comes_to", "says", "flow"),
    ROWS,
    ids=[f"{said[:24]} × {state} × {'buttons' if limits.buttons_max else 'words'}" for said, state, limits, *_ in ROWS],
)
def test_row(  # noqa: PLR0917 - the columns of the table
    said: str, state: str, limits: Limits, comes_to: int | None, says: str, flow: str, db: Database, shelf: Shelf
) -> None:
    waiting = prepared(db, state)
    memory = store.Memory("web|hanh|web:hanh")
    if waiting is not None:
        memory = replace(memory, flow="progress/1", draft=progress.drafts.dump(waiting))
        db.write_now(lambda session: store.remember(session, memory, NOW))
    replies = answered(db, shelf, said, limits)
    assert says in "\n".join(replies)
    assert db.read_now(lambda session: store.recall(session, memory.key)).flow == flow
    assert admitted(db) == (None if comes_to is None else Decimal(comes_to))


def admitted(db: Database) -> Decimal | None:
    """What the ledger says of November's new members."""
    from union.catalogue import common

    indicator = next(item for item in common() if item.id == ADMITTED)
    found = balance(entries(db), indicator, NOVEMBER)
    return found.amount.value if found else None


def answered(db: Database, shelf: Shelf, said: str, limits: Limits, *, in_group: bool = False) -> list[str]:
    """What is replied after the deciding and the writing half."""
    inbound = Inbound("1", HANH, Chat(BotId("web"), "hanh", in_group), said, NOW, Kind.TEXT)

    def decide(session: Session) -> router.Outcome:
        office = Office("Văn phòng Công đoàn xã Suối Mây", "0200 000 0168")
        return router.handle(Visit(inbound, NOW, shelf.library(session), limits, office, "muối"), session)

    outcome = db.read_now(decide)
    return [reply.text for reply in db.write_now(lambda session: router.finish(session, outcome, NOW)).replies]


def test_who_speaks_for_two_units_is_asked_for_which(db: Database, shelf: Shelf) -> None:
    def seat(session: Session) -> None:
        person = units.officer_at(session, HANH, NOW.date())
        assert person is not None
        units.give_seat(session, person.id, UnitCode("tieu-hoc-doi-sim"), Role.CHAIR, NOW.date())

    db.write_now(seat)
    [asked] = answered(db, shelf, "kết nạp 5 đv", BUTTONS)
    assert "của đơn vị nào" in asked
    [told] = answered(db, shelf, "số liệu của CĐCS Mầm non Hoa Sen", BUTTONS)
    assert "CĐCS Mầm non Hoa Sen:\n• kết nạp mới 5 đoàn viên" in told
    answered(db, shelf, "đúng", BUTTONS)
    assert admitted(db) == 5
    [named] = answered(db, shelf, "doi sim gioi thieu 1 dv uu tu", BUTTONS)
    assert "CĐCS Tiểu học Đồi Sim" in named


@pytest.mark.parametrize("said", ["kết nạp 5 đv", "sửa lại là 6", "số liệu tháng này", "không có gì mới", "tiến độ"])
def test_no_figure_is_spoken_of_in_a_group(said: str, db: Database, shelf: Shelf) -> None:
    five_stand(db)
    [only] = answered(db, shelf, said, BUTTONS, in_group=True)
    assert only == "Việc này xin nhắn riêng cho trợ lý, không làm trong nhóm."


def test_an_open_question_falls_silent_after_other_messages(db: Database, shelf: Shelf) -> None:
    answered(db, shelf, "kết nạp 5", BUTTONS)
    for _ in range(2):
        [_, again] = answered(db, shelf, "chủ đề năm nay là gì", BUTTONS)
        assert "kết nạp mới 5 đoàn viên" in again
    [_, last] = answered(db, shelf, "chủ đề năm nay là gì", BUTTONS)
    assert "chưa ghi: kết nạp mới 5 đoàn viên" in last
    [only] = answered(db, shelf, "chủ đề năm nay là gì", BUTTONS)
    assert "kết nạp" not in only
    answered(db, shelf, "đúng", BUTTONS)
    assert admitted(db) is None


def test_an_answer_lets_the_open_question_be_asked_again(db: Database, shelf: Shelf) -> None:
    answered(db, shelf, "kết nạp 5", BUTTONS)
    for said in ("chủ đề năm nay là gì", "6", "ai ký", "7", "ai ký"):
        told = answered(db, shelf, said, BUTTONS)
    assert "kết nạp mới 7 đoàn viên" in told[-1]


def test_what_would_go_stays_when_its_question_falls_silent(db: Database, shelf: Shelf) -> None:
    five_stand(db)
    for said in ("xoá đi", "ai ký", "ai ký", "ai ký"):
        told = answered(db, shelf, said, BUTTONS)
    assert told[-1] == "Không bỏ gì, số liệu giữ nguyên."
    assert admitted(db) == 5


def test_what_was_written_can_be_shown(db: Database, shelf: Shelf) -> None:
    answered(db, shelf, "kết nạp 4 đv", BUTTONS)
    answered(db, shelf, "đúng", BUTTONS)
    [entry] = entries(db)
    assert (entry.move, entry.said, entry.author_name, entry.by_staff) == (Move.SET, "kết nạp 4 đv", "Hạnh", False)
