"""Rules in plain Vietnamese: what can be written, and what is asked when figures do not agree."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from union.draft import Answer, Origin
from union.forms.form import Field, FieldKind, Form, FormError, FormId
from union.forms.rules import Between, Compare, Needs, Relation, Whole, complaints, read_rule, says_nothing
from union.indicators import IndicatorId
from union.ledger import Amount, Standing

LABELS = {
    "tong": "tổng số",
    "nam": "đoàn viên nam",
    "nu": "đoàn viên nữ",
    "tl": "tỷ lệ thu đoàn phí",
    "tn": "vụ tai nạn",
}
FIELDS = (
    *(Field(key, FieldKind.FIGURE, label, "?", IndicatorId(key)) for key, label in LABELS.items()),
    Field("ton-tai", FieldKind.PASSAGE, "tồn tại", "?"),
)  # fmt: skip


def figure(value: str, standing: Standing = Standing.FIGURE) -> Amount:
    """A figure as it was said."""
    return Amount(standing, Decimal(value))


def answered(**given: Amount | str) -> dict[str, Answer]:
    """Answers by field."""
    return {
        key.replace("_", "-"): Answer(key, Origin.SAID, text=value)
        if isinstance(value, str)
        else Answer(key, Origin.SAID, value)
        for key, value in given.items()
    }


def said_of(rule: str, answers: Mapping[str, Answer]) -> list[str]:
    """The sentences a form with this one rule has for the answers."""
    form = Form(FormId("x"), "x", "x", FIELDS, (rule,))
    return [complaint.sentence for complaint in complaints(form, answers)]


AT_MOST = "“đoàn viên nữ” không lớn hơn “tổng số”"
SUM = "“tổng số” bằng “đoàn viên nam” cộng “đoàn viên nữ”"
SHARE = "“tỷ lệ thu đoàn phí” từ 0 đến 100"
NEED = "nếu “vụ tai nạn” lớn hơn 0 thì “tồn tại” phải có"


@pytest.mark.parametrize(
    ("rule", "answers", "says"),
    [
        pytest.param(
            AT_MOST, answered(nu=figure("35"), tong=figure("32")),
            ["“đoàn viên nữ” là 35, lớn hơn “tổng số” là 32."], id="more women than all",
        ),
        pytest.param(AT_MOST, answered(nu=figure("32"), tong=figure("32")), [], id="as many as all"),
        pytest.param(AT_MOST, answered(nu=figure("35")), [], id="the other figure is not there yet"),
        pytest.param(
            AT_MOST, answered(nu=figure("35"), tong=Amount(Standing.UNKNOWN)), [], id="the other figure is unknown"
        ),
        pytest.param(
            AT_MOST, answered(nu=figure("35", Standing.ESTIMATE), tong=figure("32")),
            ["“đoàn viên nữ” là 35, lớn hơn “tổng số” là 32."], id="an estimate counts",
        ),
        pytest.param(
            "“tổng số” không nhỏ hơn “đoàn viên nữ”", answered(nu=figure("35"), tong=figure("32")),
            ["“tổng số” là 32, nhỏ hơn “đoàn viên nữ” là 35."], id="the other way round",
        ),
        pytest.param(
            SUM, answered(tong=figure("1040"), nam=figure("1000"), nu=figure("39")),
            ["“tổng số” là 1.040, khác “đoàn viên nam” (1.000) cộng “đoàn viên nữ” (39) là 1.039."], id="a wrong sum",
        ),
        pytest.param(SUM, answered(tong=figure("39"), nam=figure("20"), nu=figure("19")), [], id="a right sum"),
        pytest.param(
            "“đoàn viên nam” bằng “tổng số” trừ “đoàn viên nữ”",
            answered(tong=figure("39"), nam=figure("21"), nu=figure("19")),
            ["“đoàn viên nam” là 21, khác “tổng số” (39) trừ “đoàn viên nữ” (19) là 20."], id="a wrong difference",
        ),
        pytest.param(
            SHARE, answered(tl=figure("150")), ["“tỷ lệ thu đoàn phí” là 150, ngoài khoảng từ 0 đến 100."],
            id="more than all",
        ),
        pytest.param(SHARE, answered(tl=figure("100")), [], id="just all"),
        pytest.param(
            "“vụ tai nạn” là số nguyên", answered(tn=figure("2.5")),
            ["“vụ tai nạn” là 2,5, không phải số nguyên."], id="half of one",
        ),
        pytest.param("“vụ tai nạn” là số nguyên", answered(tn=figure("2.0")), [], id="a whole one with a comma"),
        pytest.param(NEED, answered(tn=figure("2")), ["“vụ tai nạn” là 2, mà “tồn tại” chưa có."], id="a word missing"),
        pytest.param(
            NEED, answered(tn=figure("2"), ton_tai="Không có."), ["“vụ tai nạn” là 2, mà “tồn tại” chưa có."],
            id="a word that says nothing",
        ),
        pytest.param(NEED, answered(tn=figure("2"), ton_tai="Thiếu giày bảo hộ."), [], id="the word is there"),
        pytest.param(NEED, answered(tn=figure("0")), [], id="nothing happened"),
        pytest.param(
            "“đoàn viên nữ” nhỏ hơn “tổng số”", answered(nu=figure("5"), tong=figure("5")),
            ["“đoàn viên nữ” là 5, bằng “tổng số” là 5."], id="equal where it must be less",
        ),
        pytest.param(
            "“tổng số” lớn hơn 3", answered(tong=figure("2")), ["“tổng số” là 2, nhỏ hơn 3."], id="against a number"
        ),
        pytest.param(
            "nếu “tổng số” lớn hơn 0 thì phải có “đoàn viên nữ”", answered(tong=figure("2"), nu=figure("0")),
            ["“tổng số” là 2, mà “đoàn viên nữ” chưa có."], id="a figure that is nought is not there",
        ),
    ],
)  # fmt: skip
def test_what_is_asked(rule: str, answers: Mapping[str, Answer], says: list[str]) -> None:
    assert said_of(rule, answers) == says


def test_what_no_form_allows_is_asked_once() -> None:
    part = Amount(Standing.FIGURE, Decimal("104.8"), Decimal(440), Decimal(420))
    assert said_of(SHARE, answered(tl=part)) == ["“tỷ lệ thu đoàn phí” là 440 trên tổng số 420: phần lớn hơn tổng số."]
    assert said_of(AT_MOST, answered(nu=figure("-3"))) == ["“đoàn viên nữ” là -3, nhỏ hơn 0."]


def test_a_complaint_names_its_fields() -> None:
    form = Form(FormId("x"), "x", "x", FIELDS, (AT_MOST,))
    [complaint] = complaints(form, answered(nu=figure("35"), tong=figure("32")))
    assert complaint.fields == ("nu", "tong")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        pytest.param(AT_MOST, Compare, id="as in the help"),
        pytest.param('"ĐOÀN VIÊN NỮ" khong lon hon "tong so".', Compare, id="without marks, in straight quotes"),
        pytest.param("“đoàn viên nữ”  phải nhỏ hơn hoặc bằng   “tổng số”", Compare, id="in other words"),
        pytest.param("“đoàn viên nữ” không vượt quá “tổng số”", Compare, id="no more than"),
        pytest.param("“tổng số” ít hơn 1.000", Compare, id="a number with a point"),
        pytest.param("“tỷ lệ thu đoàn phí” nằm trong khoảng từ 0% đến 100%", Between, id="with percent signs"),
        pytest.param("“tổng số” phải là số nguyên", Whole, id="must be whole"),
        pytest.param("khi “vụ tai nạn” lớn hơn 0, phải có “tồn tại”", Needs, id="when"),
    ],
)
def test_a_rule_may_be_said_in_many_ways(sentence: str, kind: type) -> None:
    assert isinstance(read_rule(sentence, FIELDS), kind)


def test_longer_words_win() -> None:
    rule = read_rule("“tổng số” lớn hơn hoặc bằng “đoàn viên nữ”", FIELDS)
    assert isinstance(rule, Compare)
    assert rule.relation is Relation.AT_LEAST


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        pytest.param("“tổng số” phải đẹp", "“A” không lớn hơn “B”", id="something else"),
        pytest.param("tổng số không lớn hơn 5", "“A” không lớn hơn “B”", id="without quotes"),
        pytest.param("“tổng” là số nguyên", "Các mục: tổng số; đoàn viên nam", id="an unknown field"),
        pytest.param("“tồn tại” từ 0 đến 9", "là phần viết", id="words between numbers"),
        pytest.param("", "Chưa hiểu quy tắc", id="nothing"),
        pytest.param("“tổng số” từ 0 đến 1.2.3", "không đọc được số", id="a number that is none"),
    ],
)
def test_what_is_not_understood_says_what_can_be_written(sentence: str, says: str) -> None:
    with pytest.raises(FormError) as caught:
        read_rule(sentence, FIELDS)
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ["không có", "Khong co.", " - ", "", "chưa có"])
def test_some_words_say_nothing(text: str) -> None:
    assert says_nothing(text)


def test_a_sentence_says_something() -> None:
    assert not says_nothing("Không có kinh phí cho hội thi.")
