"""The crossed table of the board: what is said × what is open → what is confirmed and what is answered."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.shelf import Shelf
from handlers import method, router, store
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits
from handlers.talk import Office, Visit
from handlers.wording.rollups import Proposal
from knowledge.dates import VIETNAM
from union.records.store import methods

NOW = datetime(2026, 11, 26, 8, 5, tzinfo=VIETNAM)
BUTTONS = Limits(text_max=None, buttons_max=8, may_start=True)
NUMBERS = replace(BUTTONS, buttons_max=0)
CLERK, CHAIR = Address("web:tuan"), Address("web:hanh")
TARGET = "digest/suoi-may-2026 § mục II, gạch đầu dòng 1 § 0"
ASKED = method.Proposed(
    TARGET,
    "ket-nap-moi",
    Proposal("Kết nạp đoàn viên mới", "120 đoàn viên", "mục II, gạch đầu dòng 1", is_ratio=False, note=""),
)


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def remembered(who: Address, state: str) -> store.Memory:
    """The memory of the speaker in each state of the table."""
    key = f"web|{who.partition(':')[2]}|{who}"
    dump = method.drafts.dump
    gone = replace(ASKED, target="digest/khong-con § mục I § 0")
    states = {
        "nothing": store.Memory(key),
        "a way to count is asked": store.Memory(key, flow="method/1", draft=dump(ASKED), menu=("đúng", "huỷ")),
        "a target that has gone is asked": store.Memory(key, flow="method/1", draft=dump(gone)),
        "an old draft": store.Memory(key, flow="method/0", draft='{"step": 3}'),
        "the board was told": store.Memory(key, topic=store.Topic(store.Told.BOARD, "ai chưa nộp")),
        "a sum was told": store.Memory(key, topic=store.Topic(store.Told.BOARD, "tổng hợp kết nạp tháng 10")),
        "the board of October was told": store.Memory(
            key, topic=store.Topic(store.Told.BOARD, "tình hình báo cáo tháng 10")
        ),
        "a telephone was told": store.Memory(key, topic=store.Topic(store.Told.PEOPLE, "sđt chủ tịch hoa sen")),
        "a share was told": store.Memory(key, topic=store.Topic(store.Told.BOARD, "kết nạp đạt bao nhiêu phần trăm")),
        "a unit was told": store.Memory(key, topic=store.Topic(store.Told.BOARD, "hoa sen nộp chưa")),
        "own filing was told": store.Memory(key, topic=store.Topic(store.Told.BOARD, "tháng 10 tôi nộp chưa")),
        "a day was told": store.Memory(key, topic=store.Topic(store.Told.DEADLINE, "hạn báo cáo tháng khi nào")),
        "own figures were told": store.Memory(key, topic=store.Topic(store.Told.FIGURES, "thăm hỏi tháng 10 mấy lượt")),
        "nothing was found": store.Memory(key, questions=("tháng 10 họp mấy lần",)),
        "a document was told": store.Memory(key, questions=("văn bản này còn hiệu lực không",)),
        "the board is shown": store.Memory(key, menu=("danh sách báo cáo tháng 11", "đôn đốc hết báo cáo tháng 11")),
    }
    return states[state]


OPEN = "a way to count is asked"
BOARD = "12 đơn vị – đã nộp"
ROWS = [
    # who, said, state, channel, confirmed?, what the reply says, flow afterwards
    (CLERK, "đúng", OPEN, BUTTONS, True, "Đã xác nhận cách tính", ""),
    (CLERK, "dung", OPEN, BUTTONS, True, "Đã xác nhận cách tính", ""),
    (CLERK, "dạ đúng ạ", OPEN, BUTTONS, True, "Đã xác nhận cách tính", ""),
    (CLERK, "1", OPEN, NUMBERS, True, "Đã xác nhận cách tính", ""),
    (CLERK, "dung gui", OPEN, BUTTONS, False, "chưa rõ ý", "method/1"),
    (CLERK, "đừng", OPEN, BUTTONS, False, "chưa rõ ý", "method/1"),
    (CLERK, "dừng", OPEN, BUTTONS, False, "chưa rõ ý", "method/1"),
    (CLERK, "không", OPEN, BUTTONS, False, "Chưa xác nhận", ""),
    (CLERK, "huỷ", OPEN, BUTTONS, False, "Chưa xác nhận", ""),
    (CLERK, "huy", OPEN, BUTTONS, False, "Chưa xác nhận", ""),
    (CLERK, "2", OPEN, NUMBERS, False, "Chưa xác nhận", ""),
    (CLERK, "ai chưa nộp", OPEN, BUTTONS, False, BOARD, "method/1"),
    (CLERK, "ai chưa nộp", OPEN, BUTTONS, False, "Đúng thì nhắn", "method/1"),
    (CLERK, "số điện thoại văn phòng", OPEN, BUTTONS, False, "Đúng thì nhắn", "method/1"),
    (CLERK, "danh sách báo cáo tháng 10", OPEN, BUTTONS, False, "đã nộp 11", "method/1"),
    (CLERK, "cách tính tổng số đoàn viên", OPEN, BUTTONS, False, "khoảng 2.400", "method/1"),
    (CLERK, "đúng", "a target that has gone is asked", BUTTONS, False, "không còn trong chương trình", ""),
    (CLERK, "ai chưa nộp", "a target that has gone is asked", BUTTONS, False, "không còn trong chương trình", ""),
    (CHAIR, "đúng", OPEN, BUTTONS, False, "không còn trong chương trình", ""),
    (CLERK, "đúng", "an old draft", BUTTONS, False, "bắt đầu lại", ""),
    (CLERK, "đúng", "nothing", BUTTONS, False, "Không có câu hỏi nào", ""),
    (CLERK, "cách tính", "nothing", BUTTONS, False, "chỉ tiêu nào", ""),
    (CLERK, "cách tính kết nạp mới", "nothing", BUTTONS, False, "Đúng thì nhắn", "method/1"),
    (CLERK, "1", "the board is shown", NUMBERS, False, BOARD, ""),
    (CLERK, "ai phải nộp báo cáo", "nothing", BUTTONS, False, "báo cáo", ""),
    (CHAIR, "ai chưa nộp", "nothing", BUTTONS, False, "chỉ Văn phòng xem được", ""),
    (CHAIR, "tình hình báo cáo tháng 10", "nothing", BUTTONS, False, "chỉ Văn phòng xem được", ""),
    (CHAIR, "xem báo cáo lá xanh tháng 10", "nothing", BUTTONS, False, "chỉ đơn vị ấy và Văn phòng", ""),
    (CHAIR, "bản word đồi sim tháng 10", "nothing", BUTTONS, False, "chỉ đơn vị ấy và Văn phòng", ""),
    (CHAIR, "tổng kết nạp tháng 10 các đơn vị", "nothing", BUTTONS, False, "chỉ Văn phòng xem được", ""),
    (CHAIR, "tình hình chỉ tiêu", "nothing", BUTTONS, False, "chỉ Văn phòng xem được", ""),
    # a short question after it is of what was told last
    (CLERK, "còn tháng 10", "the board was told", BUTTONS, False, "đã nộp 11", ""),
    (CLERK, "thang 10 thi sao", "the board was told", BUTTONS, False, "đã nộp 11", ""),
    (CLERK, "t10?", "the board was told", BUTTONS, False, "đã nộp 11", ""),
    (CLERK, "the con bao cao nam a", "the board was told", BUTTONS, False, "Báo cáo năm 2026", ""),
    (CLERK, "còn chương trình năm 2025", "the board was told", BUTTONS, False, "Chưa tìm thấy", ""),
    (CLERK, "còn tháng 10", OPEN, BUTTONS, False, "Đúng thì nhắn", "method/1"),
    (CLERK, "còn thăm hỏi", "a sum was told", BUTTONS, False, "tháng 10/2026: 44 lượt người", ""),
    (CLERK, "the tham hoi thi sao", "a sum was told", BUTTONS, False, "tháng 10/2026: 44 lượt người", ""),
    (CLERK, "hoa sen nộp chưa", "a sum was told", BUTTONS, False, "Mầm non Hoa Sen, báo cáo tháng 11", ""),
    (CLERK, "còn đồi sim", "the board of October was told", BUTTONS, False, "lúc 20:47 ngày 24/10", ""),
    (CLERK, "còn đồi sim", "a telephone was told", BUTTONS, False, "0200 000 0202", ""),
    (CHAIR, "còn đồi sim", "a telephone was told", BUTTONS, False, "Chưa tìm thấy", ""),
    (CLERK, "còn ưu tú thì sao", "a share was told", BUTTONS, False, "ưu tú cho Đảng: 5", ""),
    (CLERK, "còn lá xanh", "a unit was told", BUTTONS, False, "THCS Lá Xanh, báo cáo tháng 11", ""),
    (CLERK, "vay doi sim", "a unit was told", BUTTONS, False, "Tiểu học Đồi Sim, báo cáo tháng 11", ""),
    (CLERK, "còn gia lâm", "a unit was told", BUTTONS, False, "không thuộc phạm vi", ""),
    (CHAIR, "còn đồi sim", "a unit was told", BUTTONS, False, "chỉ đơn vị ấy và Văn phòng", ""),
    (CHAIR, "còn tháng 10", "the board was told", BUTTONS, False, "chỉ Văn phòng xem được", ""),
    (CHAIR, "còn tháng 11", "own filing was told", BUTTONS, False, "báo cáo tháng 11, hạn 25/11: chưa nộp", ""),
    (CHAIR, "còn mấy ngày nữa", "own filing was told", BUTTONS, False, "Báo cáo tháng: hạn 17 giờ ngày 25", ""),
    (CHAIR, "còn bao nhiêu ngày nữa", "a day was told", BUTTONS, False, "quá hạn từ thứ Tư 25/11/2026", ""),
    (CHAIR, "the con bc nam", "a day was told", BUTTONS, False, "10/12/2026", ""),
    (CHAIR, "nop cho ai vay", "a day was told", BUTTONS, False, "qua Văn phòng Công đoàn xã", ""),
    (CHAIR, "còn mấy ngày nữa", "a document was told", BUTTONS, False, "Đang có hiệu lực", ""),
    (CHAIR, "hạn nộp hôm nào ấy nhỉ", "a document was told", BUTTONS, False, "thứ Tư 25/11/2026", ""),
    (CHAIR, "nộp hôm nào", "nothing was found", BUTTONS, False, "thứ Tư 25/11/2026", ""),
    (CHAIR, "bao gio nop vay", "nothing was found", BUTTONS, False, "thứ Tư 25/11/2026", ""),
    (CHAIR, "họp hôm nào", "nothing was found", BUTTONS, False, "Chưa tìm thấy", ""),
    (CHAIR, "nộp kinh phí hôm nào", "nothing was found", BUTTONS, False, "Chưa tìm thấy", ""),
    (CHAIR, "quý 3 kết nạp bao nhiêu", "nothing", BUTTONS, False, "quý III/2026 được 1 đoàn viên", ""),
    (CHAIR, "quý 3 phải kết nạp bao nhiêu", "nothing", BUTTONS, False, "05/CTr-CĐXSM", ""),
    (CHAIR, "còn kết nạp", "own figures were told", BUTTONS, False, "tháng 10/2026 được 1 đoàn viên", ""),
    (CHAIR, "tháng 9?", "own figures were told", BUTTONS, False, "tháng 9/2026 chưa ghi số nào", ""),
    (CHAIR, "ai ghi", "own figures were told", BUTTONS, False, "đ/c Hạnh ghi 20:47", ""),
    (CLERK, "kết nạp tháng 10 của từng đơn vị", "nothing", BUTTONS, False, "• Chè Đồi Hương: 3 đoàn viên", ""),
    (CLERK, "thang 10 tung cdcs ket nap duoc bao nhieu", "nothing", BUTTONS, False, "• Gạch Núi Đỏ: 4", ""),
    (CHAIR, "kết nạp tháng 10 của từng đơn vị", "nothing", BUTTONS, False, "chỉ Văn phòng xem được", ""),
    (CHAIR, "quỹ cả xã cần bao nhiêu, trường em góp được mấy", "nothing", BUTTONS, False, "150.000.000 đồng", ""),
    (CHAIR, "ca xa sua may can nha, ben minh sua duoc may roi", "nothing", BUTTONS, False, "đặt 3 căn nhà", ""),
    (CHAIR, "toàn xã kết nạp được bao nhiêu rồi", "nothing", BUTTONS, False, "chỉ Văn phòng xem được", ""),
    # one's own filing, whatever it is called
    (CHAIR, "tháng trước mình nộp hôm nào", "nothing", BUTTONS, False, "lúc 20:47 ngày 25/10", ""),
    (CHAIR, "thang 10 ben em nop ngay nao vay", "nothing", BUTTONS, False, "lúc 20:47 ngày 25/10", ""),
    (CHAIR, "tháng này nộp chưa nhỉ", "nothing", BUTTONS, False, "báo cáo tháng 11", ""),
    (CHAIR, "báo cáo mấy lần một năm", "nothing", BUTTONS, False, "báo cáo định kỳ tháng, 6 tháng, năm", ""),
    (CHAIR, "báo cáo được mấy đơn vị rồi", "nothing", BUTTONS, False, "chỉ Văn phòng xem được", ""),
    # a union whose papers are asked is no unit that hands in
    (CHAIR, "gia lâm thì thế nào", "a document was told", BUTTONS, False, "LĐLĐ huyện Gia Lâm", ""),
    (CHAIR, "gia lâm nộp báo cáo chưa", "nothing", BUTTONS, False, "chỉ đơn vị ấy và Văn phòng", ""),
]


@pytest.mark.parametrize(
    ("who", "said", "state", "limits", "is_confirmed", "says", "flow"),
    ROWS,
    ids=[
        f"{who} × {said} × {state} × {'buttons' if limits.buttons_max else 'numbers'}"
        for who, said, state, limits, *_ in ROWS
    ],
)
def test_row(  # noqa: PLR0917 - the columns of the table
    who: Address, said: str, state: str, limits: Limits, is_confirmed: bool, says: str, flow: str, db: Database,
    shelf: Shelf,
) -> None:  # fmt: skip
    before = remembered(who, state)
    if state != "nothing":
        db.write_now(lambda session: store.remember(session, before, NOW))
    replies = answered(db, shelf, who, said, limits)
    after = db.read_now(lambda session: store.recall(session, before.key))
    assert says in "\n".join(replies)
    assert after.flow == flow
    assert bool(db.read_now(methods)) is is_confirmed


def answered(db: Database, shelf: Shelf, who: Address, said: str, limits: Limits) -> list[str]:
    """What is replied after the deciding and the writing half."""
    inbound = Inbound("1", who, Chat(BotId("web"), who.partition(":")[2]), said, NOW, Kind.TEXT)

    def decide(session: Session) -> router.Outcome:
        office = Office("Văn phòng Công đoàn xã Suối Mây", "0200 000 0168")
        return router.handle(Visit(inbound, NOW, shelf.library(session), limits, office, "muối"), session)

    outcome = db.read_now(decide)
    return [reply.text for reply in db.write_now(lambda session: router.finish(session, outcome, NOW)).replies]


OTHERS = ["tổng kết nạp tháng 10 các đơn vị", "tình hình chỉ tiêu", "tình hình báo cáo tháng 10", "xuất excel tháng 10"]


@pytest.mark.parametrize("said", OTHERS)
@pytest.mark.parametrize("who", [CHAIR, Address("web:pao"), Address("web:khach")])
def test_nobody_but_the_office_reads_what_other_units_handed_in(
    said: str, who: Address, db: Database, shelf: Shelf
) -> None:
    text = "\n".join(answered(db, shelf, who, said, BUTTONS))
    assert "19" not in text.replace("19/01/2024", "")
    assert "Chè Đồi Hương" not in text
    assert "đã nộp 11" not in text
