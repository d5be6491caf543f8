"""What is understood of a sentence about documents, and what a correction changes in a proposal."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.papers import adding, head, parts, ways
from handlers.papers.change import Change, Fault, Unclear, item_of
from handlers.papers.heard import Act, Heard, heard_in
from handlers.papers.sending import of_name
from handlers.papers.shown import edit_words
from handlers.papers.wishes import Deed, wish_of
from handlers.rollups import way_of
from handlers.wording.rollups import Stretch, Way, target_line
from knowledge.document import Comparator, Document, DocumentKey, Relation, Target, UnitCode
from knowledge.proposals.editing import current, items
from knowledge.proposals.understanding import document_of
from knowledge.proposals.values import (
    Add,
    Basis,
    Count,
    Counting,
    Drop,
    Edit,
    Keep,
    Made,
    Proposal,
    ProposalId,
    Refer,
    Replace,
    SetHeader,
    Source,
    State,
)
from union.indicators import Basis as UnionBasis
from union.indicators import Indicator, IndicatorId
from union.indicators import Kind as IndicatorKind
from union.ledger import Amount, Standing
from union.records.store import Method
from union.rollup import Rollup

TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
PAPER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH
CÔNG ĐOÀN XÃ SUỐI MÂY
Số: 21/KH-CĐX

Suối Mây, ngày 16 tháng 11 năm 2026

KẾ HOẠCH
Chăm lo đoàn viên năm 2027

I. CHỈ TIÊU

- 96% trở lên đoàn viên được tuyên truyền nghị quyết.
- Hỗ trợ 6 đến 8 căn nhà cho đoàn viên khó khăn.
- Kết nạp mới 40 đoàn viên.

II. TỔ CHỨC THỰC HIỆN

1. Các công đoàn cơ sở báo cáo hằng quý về Công đoàn xã.

2. Hoàn thành việc rà soát nhà ở trước ngày 31/3/2027.

TM. BAN CHẤP HÀNH
CHỦ TỊCH
"""


@pytest.fixture(scope="module")
def paper() -> Proposal:
    return Proposal(
        ProposalId(7), State.OPEN, Source("0" * 64, "ke-hoach.txt", 900), UnitCode("suoi-may"), "web:tuan", AT,
        key=DocumentKey("vb/suoi-may/21"), document=document_of(PAPER),
    )  # fmt: skip


def with_edits(paper: Proposal, *edits: Edit) -> Proposal:
    return replace(paper, edits=tuple(Made(edit, "đồng chí Tuấn", AT) for edit in edits))


@pytest.mark.parametrize(
    ("said", "deed", "number"),
    [
        ("văn bản", Deed.LIST, None),
        ("/vanban", None, None),
        ("các văn bản", Deed.LIST, None),
        ("cac van ban cho duyet", Deed.LIST, None),
        ("kho văn bản", Deed.LIST, None),
        ("có văn bản nào chờ duyệt không", Deed.LIST, None),
        ("xem văn bản 7", Deed.REVIEW, 7),
        ("duyet van ban so 7", Deed.REVIEW, 7),
        ("công bố văn bản 7", Deed.REVIEW, 7),
        ("không dùng văn bản 7", Deed.REVIEW, 7),
        ("duyệt", Deed.REVIEW, None),
        ("thu hồi văn bản 7", Deed.TAKE_BACK, 7),
        ("rút lại văn bản", Deed.TAKE_BACK, None),
        ("gửi tôi văn bản đó", Deed.SEND, None),
        ("cho em xin file văn bản ạ", Deed.SEND, None),
        ("bản gốc", Deed.SEND, None),
        ("gui toi van ban 2", Deed.SEND, 2),
        ("gửi chương trình 02", Deed.SEND, None),
        ("gửi em cái file ấy", Deed.SEND, None),
        ("gửi tôi file đó", Deed.SEND, None),
        ("gửi cho chị cái chương trình 2027 nhé", Deed.SEND, None),
        ("gửi cho chị Hoa chương trình 2027", None, None),
        ("công bố", Deed.REVIEW, None),
        ("xoá văn bản 7", Deed.REVIEW, 7),
        ("có văn bản mới không", Deed.LIST, None),
        ("cho tôi xem văn bản mới nhất", Deed.LIST, None),
        # What is none of it: files that are dropped in, reports, announcements, telephone numbers, a name.
        ("gửi văn bản", None, None),
        ("nộp văn bản", None, None),
        ("gửi báo cáo", None, None),
        ("xin file báo cáo tháng", None, None),
        ("bản word Hoa Sen tháng 10", None, None),
        ("bản Word", None, None),
        ("bản Word văn bản đó", Deed.SEND, None),
        ("gửi tôi file danh sách", None, None),
        ("gửi kế hoạch 12 cho các CĐCS", None, None),
        ("cho xin số điện thoại văn phòng", None, None),
        ("thu hồi", None, None),
        ("duyệt cho lùi Hoa Sen", None, None),
        ("Vân", None, None),
        ("văn bản nào quy định kết nạp đoàn viên", None, None),
    ],
)
def test_a_wish_about_documents_is_known_by_its_words(said: str, deed: Deed | None, number: int | None) -> None:
    found = wish_of(said)
    assert (found and found.deed, found and found.number) == (deed, number)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("đúng", Heard(Act.YES)),
        ("dung", Heard(Act.YES)),
        ("vẫn ghi", Heard(Act.YES)),
        ("không", Heard(Act.NO)),
        ("số 3 sai rồi", Heard(Act.NO, (3,))),
        ("dung giu so 3", Heard(Act.UNCLEAR)),
        ("dừng", Heard(Act.UNCLEAR)),
        ("đừng công bố", Heard(Act.UNCLEAR)),
        ("đúng, giữ số 3", Heard(Act.KEEP, (3,))),
        ("số 3 đúng", Heard(Act.KEEP, (3,))),
        ("bỏ số 3, 5 và 7", Heard(Act.DROP, (3, 5, 7))),
        ("lay lai so 5", Heard(Act.BACK, (5,))),
        ("nguyên văn số 3", Heard(Act.SHOW, (3,))),
        ("xem hết", Heard(Act.LIST)),
        ("xem tiếp", Heard(Act.NEXT)),
        ("so với bản trước", Heard(Act.COMPARE)),
        ("cách tính", Heard(Act.WAYS)),
        ("đúng cách tính", Heard(Act.CONFIRM_WAYS)),
        ("dung cach tinh", Heard(Act.UNCLEAR)),
        ("cách tính số 3: bình quân", Heard(Act.WAY, (3,), "bình quân")),
        ("công bố luôn", Heard(Act.PUBLISH)),
        ("không dùng văn bản này", Heard(Act.REFUSE)),
        ("hoàn tác", Heard(Act.UNDO)),
        ("để sau", Heard(Act.LATER)),
        ("đúng. bỏ số 5", Heard(Act.ONE_BY_ONE)),
        ("số 3 là 95%", Heard(Act.SET, (3,), "95%")),
        ("chỉ tiêu số 4 sửa lại là 30.000", Heard(Act.SET, (4,), "30.000")),
        ("số 3 hạn 30/6/2026", Heard(Act.SET, (3,), "hạn 30/6/2026")),
        ("số hiệu 15/KH-CĐX", Heard(Act.FIELD, (), "15/KH-CĐX", "number")),
        ("ngày ban hành là 05/02/2026", Heard(Act.FIELD, (), "05/02/2026", "issued_on")),
        ("thay thế Kế hoạch 12/KH-CĐX", Heard(Act.FIELD, (), "Kế hoạch 12/KH-CĐX", "replaces")),
        ("thêm chỉ tiêu: kết nạp 40 đoàn viên", Heard(Act.ADD, (), "kết nạp 40 đoàn viên")),
        ("95%", Heard(Act.BARE, (), "95%")),
        ("15/KH-CĐX", Heard(Act.BARE, (), "15/KH-CĐX")),
        # What belongs elsewhere: questions, figures of a report, orders.
        ("ngày ban hành là ngày nào", None),
        ("năm nay phải kết nạp bao nhiêu đoàn viên", None),
        ("kết nạp 5 đoàn viên", None),
        ("số 12/KH-CĐX là gì", None),
        ("ai chưa nộp", None),
        ("ghi hộ Đồng Gió: kết nạp 2", None),
    ],
)
def test_what_is_said_in_a_review(said: str, heard: Heard | None) -> None:
    assert heard_in(said) == heard


@pytest.mark.parametrize(
    ("number", "said", "value", "high", "comparator", "measure"),
    [
        (1, "95%", 95, None, Comparator.AT_LEAST, "%"),
        (1, "95", 95, None, Comparator.AT_LEAST, "%"),
        (1, "đúng 95%", 95, None, Comparator.EXACT, "%"),
        (1, "trên 95%", 95, None, Comparator.MORE, "%"),
        (1, "ít nhất 97% đoàn viên", 97, None, Comparator.AT_LEAST, "%"),
        (2, "7 căn nhà", 7, None, Comparator.EXACT, "căn nhà"),
        (2, "từ 5 đến 9 căn nhà", 5, 9, Comparator.RANGE, "căn nhà"),
        (3, "ít nhất 45", 45, None, Comparator.AT_LEAST, "đoàn viên"),
        (3, "bốn mươi lăm", 45, None, Comparator.EXACT, "đoàn viên"),
    ],
)
def test_of_a_figure_only_what_is_said_changes(  # noqa: PLR0917 - the columns of the table
    number: int, said: str, value: int, high: int | None, comparator: Comparator, measure: str, paper: Proposal
) -> None:
    found = parts.item_change(number, said, paper, TODAY)
    assert isinstance(found, Change)
    [edit] = found.edits
    assert isinstance(edit, Replace)
    what = edit.what
    assert isinstance(what, Target)
    assert (what.value, what.value_max, what.comparator, what.measure) == (value, high, comparator, measure)
    item = item_of(paper, number)
    assert item is not None
    assert isinstance(item.what, Target)
    assert (what.subject, what.due) == (item.what.subject, item.what.due)


@pytest.mark.parametrize(
    ("number", "said", "unheld"),
    [(1, "95%", Decimal(95)), (1, "trên 96%", None), (2, "từ 6 đến 9 căn nhà", Decimal(9)), (3, "không quá 40", None)],
)
def test_a_figure_that_the_words_do_not_hold_is_told_apart(
    number: int, said: str, unheld: Decimal | None, paper: Proposal
) -> None:
    found = parts.item_change(number, said, paper, TODAY)
    assert isinstance(found, Change)
    assert found.unheld == unheld


@pytest.mark.parametrize(
    ("number", "said", "part", "value"),
    [
        (3, "hạn 30/6/2027", "due", "30/6/2027"),
        (3, "hoàn thành trước 30/6/2027", "due", "trước 30/6/2027"),
        (3, "phạm vi ngoài nhà nước", "sector", "ngoài nhà nước"),
        (3, "phạm vi công nhân khu trọ", "scope", "công nhân khu trọ"),
        (3, "nội dung kết nạp đoàn viên nữ", "subject", "kết nạp đoàn viên nữ"),
        (3, "giao CĐCS Hoa Sen", "assignee", "CĐCS Hoa Sen"),
        (4, "hạn ngày 20 tháng cuối quý", "due", "ngày 20 tháng cuối quý"),
        (4, "gửi Ban Thường vụ", "recipient", "Ban Thường vụ"),
        (4, "định kỳ 6 tháng, năm", "cadence", ("6 tháng", "năm")),
        (5, "hạn 15/4/2027", "due", "15/4/2027"),
    ],
)
def test_a_part_that_is_named_is_set(
    number: int, said: str, part: str, value: str | tuple[str, ...], paper: Proposal
) -> None:
    found = parts.item_change(number, said, paper, TODAY)
    assert isinstance(found, Change)
    [edit] = found.edits
    assert isinstance(edit, Replace)
    what = edit.what
    assert getattr(what, part) == value


@pytest.mark.parametrize(
    ("number", "said", "fault"),
    [
        (9, "95%", Fault.NO_SUCH),
        (1, "cao hơn nữa", Fault.FIGURE),
        (1, "95% hoặc 97%", Fault.FIGURE),
        (1, "hạn 31/02/2027", Fault.DAY),
        (1, "", Fault.EMPTY),
        (5, "phạm vi toàn xã", Fault.ASPECT),
        (4, "95%", Fault.ASPECT),
        (1, "96%", Fault.SAME),
    ],
)
def test_what_is_unclear_is_asked_and_never_guessed(number: int, said: str, fault: Fault, paper: Proposal) -> None:
    found = parts.item_change(number, said, paper, TODAY)
    assert isinstance(found, Unclear)
    assert found.fault is fault


@pytest.mark.parametrize(
    ("said", "edits"),
    [
        ("số hiệu 15/KH-CĐX", (SetHeader("number", "15/KH-CĐX"),)),
        ("số hiệu không có", (SetHeader("number", ""),)),
        ("ngày ban hành 05/02/2026", (SetHeader("issued_on", "2026-02-05"),)),
        ("ngày ban hành 5 tháng 2", Fault.DAY),
        ("đơn vị ban hành Công đoàn xã Đồi Chè", (SetHeader("issuer", "Công đoàn xã Đồi Chè"),)),
        (
            "hiệu lực từ 01/02/2026 đến 31/10/2026",
            (SetHeader("valid_from", "2026-02-01"), SetHeader("valid_to", "2026-10-31")),
        ),
        ("hiệu lực đến 31/10/2026", (SetHeader("valid_to", "2026-10-31"),)),
        ("hiệu lực từ 31/10/2026 đến 01/02/2026", Fault.ORDER),
        ("hiệu lực lâu dài", Fault.TERM),
        (
            "hiệu lực giai đoạn 2026-2030",
            (
                SetHeader("valid_from", "2026-01-01"),
                SetHeader("valid_to", "2030-12-31"),
                SetHeader("period", "giai đoạn 2026-2030"),
            ),
        ),
        ("số hiệu 21/KH-CĐX", Fault.SAME),
        ("số hiệu mới", Fault.SYMBOL),
        ("loại văn bản Chương trình", (SetHeader("type", "Chương trình"),)),
    ],
)
def test_the_head_is_set_in_a_few_words(said: str, edits: tuple[Edit, ...] | Fault, paper: Proposal) -> None:
    heard = heard_in(said)
    assert heard is not None
    found = head.field_change(heard, paper, TODAY)
    assert (found.fault if isinstance(found, Unclear) else found.edits) == edits


def test_what_a_paper_replaces_is_entered_with_number_and_issuer(paper: Proposal) -> None:
    heard = heard_in("thay thế Kế hoạch 12/KH-CĐX ngày 05/02/2025 của Công đoàn xã Đồi Chè")
    assert heard is not None
    found = head.field_change(heard, paper, TODAY)
    assert isinstance(found, Change)
    [edit] = found.edits
    assert isinstance(edit, Refer)
    reference = edit.reference
    assert reference.relation is Relation.REPLACES
    assert (reference.number, reference.issued_on) == ("12/KH-CĐX", date(2025, 2, 5))
    assert reference.issuer == "Công đoàn xã Đồi Chè"
    assert reference in current(with_edits(paper, *found.edits)).header.references


@pytest.mark.parametrize(
    ("said", "place", "unheld"),
    [
        ("kết nạp mới 40 đoàn viên ở mục I, gạch đầu dòng 3", "mục I, gạch đầu dòng 3", None),
        ("kết nạp mới 40 đoàn viên ở mục I", "mục I, gạch đầu dòng 3", None),
        ("kết nạp mới 40 đoàn viên", "mục I, gạch đầu dòng 3", None),
        ("kết nạp mới 70 đoàn viên ở mục I, gạch đầu dòng 3", "mục I, gạch đầu dòng 3", Decimal(70)),
    ],
)
def test_a_target_is_added_where_its_figure_stands(
    said: str, place: str, unheld: Decimal | None, paper: Proposal
) -> None:
    found = adding.added(said, paper)
    assert isinstance(found, Change)
    [edit] = found.edits
    assert isinstance(edit, Add)
    assert isinstance(edit.what, Target)
    assert (edit.place, edit.what.measure, found.unheld) == (place, "đoàn viên", unheld)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("kết nạp mới 70 đoàn viên", Fault.NO_PLACE),
        ("kết nạp mới 70 đoàn viên ở mục I", Fault.NO_PLACE),
        ("kết nạp mới 40 đoàn viên ở mục IX", Fault.NO_PLACE),
        ("làm tốt công tác tuyên truyền", Fault.NO_TARGET),
    ],
)
def test_where_an_added_target_stands_is_never_guessed(said: str, fault: Fault, paper: Proposal) -> None:
    found = adding.added(said, paper)
    assert isinstance(found, Unclear)
    assert found.fault is fault


@pytest.mark.parametrize(
    ("said", "counting", "basis"),
    [
        ("bình quân", Counting.AVERAGE, None),
        ("cộng các đơn vị, thực tăng", Counting.AREA, Basis.NET),
        ("từng đơn vị", Counting.PER_UNIT, None),
        ("tỷ lệ đơn vị đạt", Counting.SHARE, None),
        ("số hiện có", None, Basis.STOCK),
        ("cong tat ca, khong tru", Counting.AREA, Basis.GROSS),
    ],
)
def test_the_way_to_count_is_read_from_words(
    said: str, counting: Counting | None, basis: Basis | None, paper: Proposal
) -> None:
    found = ways.way_change(3, said, paper)
    assert isinstance(found, Change)
    [edit] = found.edits
    assert isinstance(edit, Count)
    way = edit.way
    assert counting in {None, way.counting}
    assert basis in {None, way.basis}


def test_a_way_that_nobody_knows_is_asked(paper: Proposal) -> None:
    assert ways.way_change(3, "như mọi năm", paper) == Unclear(Fault.WAY)
    assert ways.way_change(5, "bình quân", paper) == Unclear(Fault.NO_WAY)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (Drop(3), "Đã bỏ số 3."),
        (Keep(3), "Giữ số 3."),
        (SetHeader("number", "22/KH-CĐX"), "Đã sửa số hiệu: 21/KH-CĐX → 22/KH-CĐX."),
        (SetHeader("number", "21/KH-CĐX"), "Giữ số hiệu như vậy."),
        (SetHeader("issued_on", "2026-02-05"), "Đã sửa ngày ban hành: 16/11/2026 → 05/02/2026."),
    ],
)
def test_every_edit_is_repeated_with_what_stood_before(edit: Edit, says: str, paper: Proposal) -> None:
    assert edit_words(paper, (edit,)) == says


def test_an_edited_figure_is_repeated_with_both_values(paper: Proposal) -> None:
    found = parts.item_change(1, "95%", paper, TODAY)
    assert isinstance(found, Change)
    assert "96% trở lên → 95% trở lên" in edit_words(paper, found.edits)


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("văn bản 21/kh-cđx", 1),
        ("ke hoach 21", 1),
        ("ke hoach so 021", 1),
        ("ke hoach cham lo doan vien", 1),
        ("chuong trinh 21", 0),
        ("ke hoach 2", 0),
        ("22/kh-cdx", 0),
        ("nghi quyet dai hoi", 0),
        ("van ban", 0),
    ],
)
def test_a_paper_is_found_by_what_people_call_it(said: str, count: int, paper: Proposal) -> None:
    assert isinstance(paper.document, Document)
    assert len(of_name(said, [paper.document])) == count


@given(st.text(alphabet="số bỏ giữ 0123456789%/.,-đ hạn là thêm chỉ tiêu ở mục I cách tính hiệu lực", max_size=60))
def test_no_words_break_the_review(said: str) -> None:
    heard = heard_in(said)
    wish_of(said)
    document = document_of(PAPER)
    proposal = Proposal(
        ProposalId(7), State.OPEN, Source("0" * 64, "a.txt", 9), UnitCode("suoi-may"), "web:tuan", AT, document=document
    )
    match heard:
        case Heard(Act.SET, (number, *_), words):
            found = parts.item_change(number, words, proposal, TODAY)
        case Heard(Act.FIELD):
            found = head.field_change(heard, proposal, TODAY)
        case Heard(Act.ADD, _, words):
            found = adding.added(words, proposal)
        case Heard(Act.WAY, (number, *_), words):
            found = ways.way_change(number, words, proposal)
        case _:
            return
    known = {item.number for item in items(proposal)}
    if isinstance(found, Change):
        assert all(edit.number in known for edit in found.edits if isinstance(edit, Replace | Count))


@pytest.mark.parametrize(
    ("over", "basis", "way"),
    [
        ("area", "gross", Way.SUM),
        ("area", "net", Way.NET),
        ("unit", "gross", Way.UNIT),
        ("average", "gross", Way.AVERAGE),
        ("share", "stock", Way.SHARE),
        (None, "gross", Way.UNCONFIRMED),
    ],
)
def test_a_percentage_is_said_only_where_the_sum_is_the_way(over: str | None, basis: str, way: Way) -> None:
    item = Indicator(IndicatorId("ket-nap"), "kết nạp đoàn viên mới", "đoàn viên", IndicatorKind.PEOPLE, aim="= 40")
    method = Method("x § y § 0", item.id, over, UnionBasis(basis)) if over else None
    found = way_of(method, item)
    rollup = Rollup(item, Amount(Standing.FIGURE, Decimal(10)))
    line = target_line(rollup, Stretch("năm 2026", is_year=True), found)
    assert found is way
    assert ("%" in line) is (way is Way.SUM)
    assert way in line
