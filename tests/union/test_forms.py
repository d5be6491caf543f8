"""Forms are data: what is shipped reads, and what a clerk gets wrong is named in a sentence."""

from datetime import date
from importlib import resources

import pytest

from knowledge.digest import load_digests
from knowledge.document import Document, DocumentKey, Header, Passage, PassageKind, UnitCode
from union.catalogue import catalogue_of, common
from union.forms.form import FieldKind, Form, FormError, FormId, Prefill
from union.forms.from_targets import PASSAGES, form_from_targets
from union.forms.library import adhoc_form, find_form, load_forms, read_form
from union.forms.rules import read_rule
from union.indicators import IndicatorId

KNOWN = {IndicatorId("ket-nap-moi"), IndicatorId("tong-doan-vien")}
GOOD = """
ma = "thu"
ten = "Thử"
tieu_de = "Báo cáo thử"
tu_ngay = 2026-01-01
quy_tac = ["“kết nạp” không lớn hơn “tổng số”"]
[[muc]]
ma = "a"
loai = "số liệu"
ten = "kết nạp"
hoi = "Trong {period} kết nạp bao nhiêu?"
chi_so = "ket-nap-moi"
[[muc]]
ma = "b"
loai = "so-lieu"
ten = "tổng số"
hoi = "Tất cả bao nhiêu?"
chi_so = "tong-doan-vien"
dien_san = "kỳ trước"
bat_buoc = false
[[muc]]
ma = "c"
loai = "phần viết"
ten = "kiến nghị"
hoi = "Kiến nghị gì?"
phan = "II. Kiến nghị"
"""


def shipped(wanted: str) -> Form:
    """The form of this id as shipped."""
    found = find_form(load_forms(), FormId(wanted), date(2026, 11, 30))
    assert found is not None
    return found


# What is shipped.


@pytest.mark.parametrize(
    ("wanted", "figures"), [("bao-cao-thang", 4), ("bao-cao-6-thang", 16), ("bao-cao-nam", 17)], ids=str
)
def test_shipped_forms_ask_figures_and_four_passages(wanted: str, figures: int) -> None:
    form = shipped(wanted)
    kinds = [item.kind for item in form.fields]
    assert kinds == [FieldKind.FIGURE] * figures + [FieldKind.PASSAGE] * 4
    assert all(item.required for item in form.fields)
    assert [item.key for item in form.fields if item.kind is FieldKind.PASSAGE] == [item.key for item in PASSAGES]


def test_the_monthly_form_is_eight_fields_in_four_sections() -> None:
    form = shipped("bao-cao-thang")
    assert [item.key for item in form.fields] == [
        "ket-nap-moi", "dang-uu-tu", "tong-doan-vien", "tham-hoi", "ket-qua", "ton-tai", "nhiem-vu", "kien-nghi",
    ]  # fmt: skip
    assert [section.partition(".")[0] for section in dict.fromkeys(item.section for item in form.fields)] == [
        "I", "II", "III", "IV",
    ]  # fmt: skip


@pytest.mark.parametrize("form", load_forms(), ids=lambda form: form.id)
def test_shipped_forms_count_what_the_catalogue_knows(form: Form) -> None:
    known = {item.id for item in common()}
    assert {item.indicator for item in form.fields if item.indicator} <= known
    assert all(item.kind is not FieldKind.FIGURE or item.indicator for item in form.fields)


def test_a_question_names_the_period() -> None:
    field = shipped("bao-cao-thang").field("ket-nap-moi")
    assert field is not None
    assert field.question("tháng 11/2026") == "Trong tháng 11/2026, đơn vị kết nạp mới bao nhiêu đoàn viên?"


# Reading.


def test_a_form_reads_as_it_is_written() -> None:
    form = read_form(GOOD, KNOWN)
    a, b, c = form.fields
    assert (form.id, form.name, form.valid_from, form.rules) == (
        "thu", "Thử", date(2026, 1, 1), ("“kết nạp” không lớn hơn “tổng số”",),
    )  # fmt: skip
    assert (a.kind, a.indicator, a.prefill, a.required) == (FieldKind.FIGURE, "ket-nap-moi", Prefill.LEDGER, True)
    assert (b.kind, b.prefill, b.required) == (FieldKind.FIGURE, Prefill.LAST, False)
    assert (c.kind, c.indicator, c.prefill, c.section) == (FieldKind.PASSAGE, None, Prefill.NONE, "II. Kiến nghị")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param('"ket-nap-moi"', '"la"', "mục 1 “kết nạp”: không có chỉ số “la”", id="an unknown indicator"),
        pytest.param('chi_so = "ket-nap-moi"', "", "là số liệu nên cần chỉ số", id="a figure of nothing"),
        pytest.param('ma = "b"', 'ma = "a"', "có hai mục cùng mã “a”", id="a doubled key"),
        pytest.param('ten = "kiến nghị"', 'ten = "Kết Nạp"', "có hai mục cùng tên “ket nap”", id="a doubled label"),
        pytest.param('"phần viết"', '"vẽ"', "mục 3 “kiến nghị”: không có loai “vẽ”", id="an unknown kind"),
        pytest.param('"kỳ trước"', '"hỏi bạn"', "không có dien_san “hỏi bạn”", id="an unknown prefill"),
        pytest.param("không lớn hơn", "đẹp hơn", "Chưa hiểu quy tắc", id="a rule not understood"),
        pytest.param("“tổng số”", "“tổng”", "nhắc đến “tổng”, biểu mẫu không có mục này", id="a rule on no field"),
        pytest.param("“tổng số”", "“kiến nghị”", "“kiến nghị” là phần viết", id="a rule that compares words"),
        pytest.param("bat_buoc = false", 'bat_buoc = "có"', "“bat_buoc” là true hoặc false", id="neither yes nor no"),
        pytest.param("tu_ngay = 2026-01-01", 'tu_ngay = "1/1"', "“tu_ngay” là một ngày", id="a day that is none"),
        pytest.param('hoi = "Tất cả', 'hoii = "Tất cả', "có phần không hiểu: hoii", id="a slip in a key"),
        pytest.param('ten = "tổng số"', "", "mục 2: thiếu “ten”", id="a field without a label"),
        pytest.param('ma = "c"', 'ma = " "', "“ma” còn để trống", id="an empty key"),
        pytest.param('ma = "c"', "ma = 3", "“ma” phải là chữ", id="a number for a key"),
        pytest.param("{period}", "{kỳ}", "không có {kỳ}", id="an unknown blank in a question"),
        pytest.param(
            'phan = "II. Kiến nghị"', 'chi_so = "ket-nap-moi"', "là phần viết nên không có", id="a passage that counts"
        ),
        pytest.param('ma = "thu"', "ma = ", "viết chưa đúng cách", id="no TOML"),
        pytest.param('quy_tac = ["', 'quy_tac = [1, "', "“quy_tac” là danh sách các câu", id="a rule that is a number"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_in_a_sentence(old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(FormError) as caught:
        read_form(GOOD.replace(old, new, 1), KNOWN)
    assert says in str(caught.value)


def test_a_form_without_fields_is_refused() -> None:
    with pytest.raises(FormError, match="chưa có mục nào"):
        read_form(GOOD.partition("[[muc]]")[0].replace("“kết nạp” không lớn hơn “tổng số”", ""), KNOWN)


def dated(first: str, last: str = "") -> Form:
    """A form that is in force between two days."""
    words = GOOD.replace("2026-01-01", first).replace("quy_tac", f"den_ngay = {last}\nquy_tac" if last else "quy_tac")
    return read_form(words, KNOWN)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        pytest.param(date(2025, 12, 31), None, id="before all"),
        pytest.param(date(2026, 6, 30), date(2026, 1, 1), id="the last day of the first"),
        pytest.param(date(2026, 7, 1), date(2026, 7, 1), id="the first day of the second"),
    ],
)
def test_the_form_in_force_on_a_day(day: date, first: date | None) -> None:
    found = find_form((dated("2026-01-01"), dated("2026-07-01")), FormId("thu"), day)
    assert (found and found.valid_from) == first


def test_an_ended_form_is_found_no_more() -> None:
    assert find_form((dated("2026-01-01", "2026-06-30"),), FormId("thu"), date(2026, 7, 1)) is None


# Made at once, and from a programme.


def test_a_question_put_in_one_sentence_asks_one_figure() -> None:
    indicator = next(item for item in common() if item.id == "lao-dong-thieu-viec")
    [field] = adhoc_form(" Báo số lao động thiếu việc trước 16 giờ ", indicator).fields
    assert (field.kind, field.indicator, field.ask) == (
        FieldKind.FIGURE, "lao-dong-thieu-viec", "Báo số lao động thiếu việc trước 16 giờ",
    )  # fmt: skip


def test_a_question_that_counts_nothing_asks_words() -> None:
    [field] = adhoc_form("Tình hình tư tưởng công nhân sau Tết", None).fields
    assert (field.kind, field.indicator) == (FieldKind.PASSAGE, None)


DIGESTS = [document for document in load_digests() if any(passage.targets for passage in document.passages)]


@pytest.mark.parametrize("document", DIGESTS, ids=lambda document: document.key)
def test_every_target_of_a_programme_is_asked(document: Document) -> None:
    form = form_from_targets(document, catalogue_of((document,), (document.header.issuer_code,)))
    places = {passage.place for passage in document.passages if passage.targets}
    figures = [item for item in form.fields if item.kind is FieldKind.FIGURE]
    assert {item.place for item in figures} == places
    assert all(item.place in item.ask and item.section for item in figures)
    assert form.fields[-4:] == PASSAGES
    assert len({item.label for item in form.fields}) == len(form.fields) == len({item.key for item in form.fields})
    for sentence in form.rules:
        read_rule(sentence, form.fields)


def suoi_may() -> Document:
    """The invented programme of the demo union."""
    return next(document for document in DIGESTS if document.key == "digest/suoi-may-2026")


def test_a_target_that_all_units_count_keeps_the_common_indicator() -> None:
    document = suoi_may()
    form = form_from_targets(document, catalogue_of((document,), (document.header.issuer_code,)))
    field = form.field("ket-nap-moi")
    assert field is not None
    assert field.question("năm 2026") == (
        "Trong năm 2026, kết nạp đoàn viên mới: bao nhiêu đoàn viên? "
        "(Chỉ tiêu: 120 đoàn viên; mục II, gạch đầu dòng 1.)"
    )


def test_a_target_in_percent_is_asked_as_a_part_of_the_whole() -> None:
    document = suoi_may()
    form = form_from_targets(document, catalogue_of((document,), (document.header.issuer_code,)))
    shares = [item for item in form.fields if "%" in item.ask]
    assert shares
    assert all("412/420" in item.ask and f"“{item.label}” từ 0 đến 100" in form.rules for item in shares)


def test_a_catalogue_of_other_documents_loses_no_target() -> None:
    document = suoi_may()
    own = form_from_targets(document, catalogue_of((document,), (document.header.issuer_code,)))
    foreign = form_from_targets(document, catalogue_of((), ()))
    assert [item.key for item in foreign.fields] == [item.key for item in own.fields]


def test_a_document_that_counts_nothing_makes_no_form() -> None:
    words = Passage("mục I", "", PassageKind.TASK, "Đẩy mạnh tuyên truyền.")
    document = Document(DocumentKey("x"), Header("Kế hoạch chữ", "Kế hoạch", "CĐ", UnitCode("x")), (words,))
    with pytest.raises(FormError, match="“Kế hoạch chữ” không có chỉ tiêu"):
        form_from_targets(document, catalogue_of((document,), (UnitCode("x"),)))


def test_the_shipped_files_are_packed_with_the_code() -> None:
    names = {item.name for item in resources.files("union.forms").iterdir()}
    assert {"bao-cao-thang.toml", "bao-cao-6-thang.toml", "bao-cao-nam.toml"} <= names
