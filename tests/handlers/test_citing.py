"""How results are put into words: fact first, source named, standing said, short enough for a chat."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from handlers.citing import ask_json, buttons, figure, phrase, short, verbatim
from handlers.citing.cutting import cut
from handlers.messages import BUTTON_SAYS_MAX_BYTES
from knowledge.dates import year_of
from knowledge.document import (
    Comparator,
    DocumentKey,
    DutyClause,
    Header,
    Milestone,
    PassageKind,
    UnitCode,
)
from knowledge.result import (
    Alternatives,
    Answer,
    AskBack,
    Asked,
    Citation,
    Claim,
    Comparison,
    Conflict,
    Courtesy,
    Found,
    Kind,
    Lacking,
    Meaning,
    Missing,
    NotFound,
    SmallTalk,
    Standing,
    Value,
)

TODAY = date(2026, 11, 21)
HEADER = Header(
    title="Chương trình công tác năm 2026 của Công đoàn xã Đồi Sim",
    type="Chương trình",
    issuer="Công đoàn xã Đồi Sim",
    issuer_code=UnitCode("doi-sim"),
    number="03/CTr-CĐX",
    issued_on=date(2026, 1, 5),
    valid_from=date(2026, 1, 1),
    valid_to=date(2026, 12, 31),
    period="năm 2026",
    signer_role="Chủ tịch",
    theme="Gần cơ sở",
)
CITATION = Citation(
    document=DocumentKey("doi-sim-2026"),
    header=HEADER,
    standing=Standing.IN_FORCE,
    place="mục II, gạch đầu dòng 1",
    quote="Từ 95% CĐCS trở lên đạt loại tốt.",
)
VALUE = Value(Decimal(95), Comparator.AT_LEAST, "%", "CĐCS đạt loại tốt")
FOUND = Found(CITATION, PassageKind.TARGET, values=(VALUE,))
ANSWER = Answer(Asked.FIGURE, (FOUND,))
SOURCE = "03/CTr-CĐX ngày 05/01/2026 của Công đoàn xã Đồi Sim, mục II, gạch đầu dòng 1."


def with_citation(**changes: object) -> Answer:
    return Answer(Asked.FIGURE, (replace(FOUND, citation=replace(CITATION, **changes)),))  # type: ignore[arg-type] # a test's shorthand


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Value(Decimal(96), Comparator.AT_LEAST, "%", ""), "96% trở lên"),
        (Value(Decimal(1), Comparator.AT_LEAST, "đoàn viên ưu tú/CĐCS", ""), "ít nhất 1 đoàn viên ưu tú/CĐCS"),
        (Value(Decimal(90), Comparator.MORE, "%", ""), "trên 90%"),
        (Value(Decimal(18000), Comparator.ABOUT, "đoàn viên", ""), "khoảng 18.000 đoàn viên"),
        (Value(Decimal(13), Comparator.RANGE, "CĐCS", "", value_max=Decimal(15)), "13 đến 15 CĐCS"),
        (Value(Decimal(60), Comparator.RANGE, "%", "", value_max=Decimal(65)), "60 đến 65%"),
        (Value(Decimal(5), Comparator.AT_MOST, "%", ""), "không quá 5%"),
        (Value(Decimal(10), Comparator.LESS, "ngày làm việc", ""), "dưới 10 ngày làm việc"),
        (Value(Decimal("6.4"), Comparator.EXACT, "tỷ đồng", ""), "6,4 tỷ đồng"),
    ],
)
def test_a_figure_keeps_its_comparator(value: Value, said: str) -> None:
    assert figure(value) == said


def test_the_fact_comes_first_then_the_sentence_then_the_source() -> None:
    assert phrase(ANSWER, TODAY).split("\n") == [
        "CĐCS đạt loại tốt: 95% trở lên.",
        "“Từ 95% CĐCS trở lên đạt loại tốt.”",
        SOURCE,
    ]


def test_a_summary_is_labelled_and_never_quoted() -> None:
    said = phrase(with_citation(quote=None, summary="Tốt: từ 95% CĐCS."), TODAY)
    assert "Tóm lược: Tốt: từ 95% CĐCS." in said
    assert "“" not in said


@pytest.mark.parametrize(
    ("standing", "since", "first", "last"),
    [
        pytest.param(Standing.EXPIRED, date(2027, 1, 1), "đã hết hiệu lực từ 01/01/2027", SOURCE, id="expired"),
        pytest.param(Standing.NOT_YET, date(2026, 1, 1), "chưa có hiệu lực", SOURCE, id="not yet"),
        pytest.param(Standing.UNCONFIRMED, date(2025, 7, 1), "95% trở lên.", "xác nhận", id="in doubt"),
    ],
)
def test_the_standing_is_said_where_it_cannot_be_missed(standing: Standing, since: date, first: str, last: str) -> None:
    lines = phrase(with_citation(standing=standing, since=since), TODAY).split("\n")
    assert first in lines[0]
    assert last in lines[-1]
    assert (standing is Standing.UNCONFIRMED) <= ("hết hiệu lực" not in "\n".join(lines))


def test_an_example_says_that_it_is_one() -> None:
    assert "VÍ DỤ" in phrase(with_citation(is_example=True), TODAY)


def test_a_document_without_a_number_is_named_by_title_and_period() -> None:
    bare = replace(HEADER, number=None, issued_on=None, title="Kế hoạch phát triển đoàn viên")
    said = phrase(with_citation(header=bare), TODAY)
    assert "Kế hoạch phát triển đoàn viên của Công đoàn xã Đồi Sim, năm 2026, mục II" in said


@pytest.mark.parametrize(
    ("claim", "first"),
    [(Claim(Decimal(95), True, True), "Đúng."), (Claim(Decimal(90), True, False), "Không phải 90%.")],
)
def test_a_yes_or_no_comes_before_the_figure(claim: Claim, first: str) -> None:
    assert phrase(replace(ANSWER, claim=claim), TODAY).startswith(f"{first} CĐCS đạt loại tốt: 95% trở lên.")


def test_a_duty_says_who_how_often_to_whom_and_through_whom() -> None:
    duty = DutyClause(("tháng", "năm"), "các CĐCS", "Ban Thường vụ", through="Văn phòng", due="ngày 20")
    citation = replace(CITATION, quote="CĐCS báo cáo tháng, năm về Ban Thường vụ trước ngày 20 qua Văn phòng.")
    found = replace(FOUND, citation=citation, values=(), duties=(duty,))
    said = phrase(Answer(Asked.DUTY, (found,)), TODAY)
    assert said.startswith("Các CĐCS báo cáo định kỳ tháng, năm; gửi về Ban Thường vụ, qua Văn phòng; hạn: ngày 20.")


def test_a_report_without_a_day_says_so_first() -> None:
    duty = DutyClause(("tháng",), "các CĐCS", "Ban Thường vụ")
    nearest = (replace(FOUND, values=(), duties=(duty,)),)
    said = phrase(NotFound(Asked.DUTY, Missing.MEASURE, nearest=nearest), TODAY)
    assert said.startswith("Văn bản không nêu ngày nộp báo cáo cụ thể.")
    assert "Các CĐCS báo cáo định kỳ tháng; gửi về Ban Thường vụ." in said


@pytest.mark.parametrize(
    ("due", "sentence", "said"),
    [
        ("12/2026", "Bàn giao nhà trong tháng 12.", ": tháng 12/2026"),
        ("15/12/2026", "Bàn giao nhà ngày 15 tháng 12 năm 2026.", ": 15/12/2026"),
        ("15/12/2026", "Bàn giao nhà trước ngày 15/12/2026.", ": trước 15/12/2026"),
        ("05/9/2026", "Bàn giao nhà chậm nhất là ngày 5/9.", ": chậm nhất 05/9/2026"),
        ("15/12/2026", "Bàn giao nhà 15/12/2026; trước ngày 15/1/2027 báo cáo.", ": 15/12/2026"),
    ],
)
def test_a_milestone_says_its_day_or_month_and_how_it_is_bounded(due: str, sentence: str, said: str) -> None:
    found = replace(
        FOUND, citation=replace(CITATION, quote=sentence), values=(), milestones=(Milestone("bàn giao nhà", due),)
    )
    assert said in phrase(Answer(Asked.MILESTONE, (found,)), TODAY)


def test_a_whole_list_is_numbered_counted_and_has_one_source() -> None:
    entries = tuple(
        Found(replace(CITATION, place=f"mục III, ý {number}", quote=f"Việc {name}."), PassageKind.PLAN)
        for number, name in enumerate(("một", "hai"), start=1)
    )
    lines = phrase(Answer(Asked.PLANS, entries, is_whole=True), TODAY).split("\n")
    assert lines[0] == "2 kế hoạch của Công đoàn xã Đồi Sim, năm 2026:"
    assert lines[1:3] == ["1. “Việc một.”", "2. “Việc hai.”"]
    assert lines[3].endswith("mục III, ý 1; mục III, ý 2.")


def listed(*quotes: str, standing: Standing = Standing.IN_FORCE) -> Answer:
    """A whole list of targets with these sentences."""
    said = (replace(CITATION, quote=quote, standing=standing, since=date(2027, 1, 1)) for quote in quotes)
    return Answer(Asked.TARGETS, tuple(Found(each, PassageKind.TARGET) for each in said), is_whole=True)


def test_an_entry_that_begins_with_a_figure_is_numbered_too() -> None:
    digest = [replace(each.citation, quote=None, summary=each.citation.quote) for each in listed("Một.", "90%.").found]
    answer = Answer(Asked.TARGETS, tuple(Found(each, PassageKind.TARGET) for each in digest), is_whole=True)
    assert phrase(answer, TODAY).split("\n")[1:3] == ["1. Một.", "2. 90%."]


def test_a_list_is_named_before_it_is_said_to_have_run_out() -> None:
    lines = phrase(listed("Một.", "Hai.", standing=Standing.EXPIRED), TODAY).split("\n")
    assert lines[0].startswith("Các chỉ tiêu của Công đoàn xã Đồi Sim, năm 2026. Văn bản này đã hết hiệu lực")
    assert lines[1] == "1. “Một.”"


def test_a_list_cut_short_has_no_numbers_that_a_menu_could_be_taken_for() -> None:
    said = short(
        listed(*(f"Việc {name} là việc phải làm ở từng cơ sở trong cả năm nay." for name in "abcdefghijkl")), TODAY
    )
    assert "\n• " in said
    assert "\n1. " not in said
    assert said.endswith("Nhắn “chi tiết” để xem đủ.")


def test_a_number_is_never_left_without_its_entry() -> None:
    assert cut("6. Một.\n7. Việc thứ bảy dài hơn chỗ còn lại.", 14) == "6. Một."


def test_how_often_is_not_said_twice() -> None:
    duty = DutyClause(("định kỳ theo quy định",), "các CĐCS", "Ban Thường vụ")
    said = phrase(Answer(Asked.DUTY, (replace(FOUND, values=(), duties=(duty,)),)), TODAY)
    assert said.startswith("Các CĐCS báo cáo định kỳ theo quy định; gửi về Ban Thường vụ.")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked.NUMBER, "Số 03/CTr-CĐX."),
        (Asked.DATE, "Ban hành ngày 05/01/2026."),
        (Asked.SIGNER, "Người ký: Chủ tịch."),
        (Asked.ISSUER, "Nơi ban hành: Công đoàn xã Đồi Sim."),
        (Asked.THEME, "Chủ đề: “Gần cơ sở”."),
        (Asked.VALIDITY, "Đang có hiệu lực. Áp dụng cho năm 2026 (từ 01/01/2026 đến 31/12/2026)."),
        (Asked.TITLE, "Chương trình công tác năm 2026 của Công đoàn xã Đồi Sim."),
    ],
)
def test_what_the_header_holds_is_said_in_one_line(asked: Asked, said: str) -> None:
    assert phrase(Answer(asked, (FOUND,)), TODAY).startswith(said)


def test_what_the_header_lacks_is_said_to_be_lacking() -> None:
    bare = replace(HEADER, number=None, number_note="bài đăng không nêu số")
    said = phrase(Answer(Asked.NUMBER, (replace(FOUND, citation=replace(CITATION, header=bare)),)), TODAY)
    assert said.startswith("Văn bản này không ghi số. Bài đăng không nêu số.")


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (Missing.TOPIC, "Chưa tìm thấy nội dung này trong văn bản của Công đoàn xã Đồi Sim."),
        (Missing.PERIOD, "Chưa tìm thấy nội dung này cho năm 2026"),
        (Missing.UNION, "Chưa có văn bản của đơn vị được hỏi"),
        (Missing.DOCUMENT, "Chưa có văn bản quyết định 77"),
        (Missing.MEASURE, "Chưa tìm thấy điều đồng chí hỏi"),
        (Missing.RESULT, "Chưa có số liệu kết quả"),
        (Missing.ENTRY, "Không có mục số này"),
    ],
)
def test_not_found_says_why_and_offers_the_office(missing: Missing, said: str) -> None:
    result = NotFound(
        Asked.FIGURE,
        missing,
        wanted="quyết định 77",
        period=year_of(2026),
        issuers=("Công đoàn xã Đồi Sim",),
        nearest=(FOUND,),
    )
    text = phrase(result, TODAY)
    assert text.startswith(said)
    assert text.index("hỏi văn phòng") < text.index("95%")
    assert SOURCE in text
    assert next(button.says for button in buttons(result)) == "hỏi văn phòng"


def test_alternatives_are_laid_side_by_side_with_a_button_each() -> None:
    other = with_citation(header=replace(HEADER, issuer="Công đoàn xã Lá Xanh", number="04/CTr-CĐX"))
    result = Alternatives(Asked.FIGURE, (ANSWER, other))
    said = phrase(result, TODAY)
    assert said.startswith("Có nhiều văn bản nói về việc này")
    assert said.count("95% trở lên") == 2
    assert [button.says for button in buttons(result)] == [
        "còn Công đoàn xã Đồi Sim năm 2026 thì sao",
        "còn Công đoàn xã Lá Xanh năm 2026 thì sao",
    ]


def test_both_unions_that_were_asked_for_are_answered_without_a_question() -> None:
    said = phrase(Alternatives(Asked.FIGURE, (ANSWER, ANSWER), are_wanted=True), TODAY)
    assert "?" not in said


def test_a_button_never_says_more_than_it_may() -> None:
    long = replace(HEADER, issuer="Công đoàn Tổng công ty Xây dựng và Phát triển nông thôn miền núi phía Bắc")
    [button] = buttons(AskBack(Lacking.UNION, (long,)))
    assert len(button.says.encode()) <= BUTTON_SAYS_MAX_BYTES


def test_asking_back_names_what_can_be_meant() -> None:
    other = replace(HEADER, issuer="Công đoàn xã Lá Xanh")
    assert "• Công đoàn xã Đồi Sim năm 2026" in phrase(AskBack(Lacking.UNION, (HEADER, other)), TODAY)
    assert phrase(AskBack(Lacking.SUBJECT), TODAY).startswith("Đồng chí cần hỏi")


@pytest.mark.parametrize("courtesy", list(Courtesy))
def test_courtesies_are_answered_briefly_and_without_figures(courtesy: Courtesy) -> None:
    said = phrase(SmallTalk(courtesy), TODAY)
    assert 0 < len(said) < 260
    assert not any(letter.isdecimal() for letter in said)
    assert "!" not in said


def test_an_abbreviation_with_several_meanings_lists_them() -> None:
    assert phrase(Meaning("UBKT", ("ủy ban kiểm tra",)), TODAY) == "UBKT là viết tắt của “ủy ban kiểm tra”."
    assert "chủ tịch; chương trình" in phrase(Meaning("CT", ("chủ tịch", "chương trình")), TODAY)


def stray(**changes: object) -> Answer:
    """An answer whose figure its passage does not hold."""
    return Answer(Asked.FIGURE, (replace(FOUND, values=(replace(VALUE, value=Decimal(97)),), **changes),))  # type: ignore[arg-type] # a test's shorthand


def test_a_figure_that_its_passage_does_not_hold_is_withheld_everywhere(caplog: pytest.LogCaptureFixture) -> None:
    for said in (phrase(stray(), TODAY), short(stray(), TODAY), ask_json(stray(), TODAY)["text"]):
        assert "97" not in said
        assert "“Từ 95% CĐCS trở lên đạt loại tốt.”" in said
        assert SOURCE in said
    assert caplog.records[0].message == "answer withheld"
    assert caplog.records[0].__dict__["unheld"] == ["97%"]


def test_a_withheld_figure_is_not_among_the_values_either() -> None:
    assert ask_json(stray(), TODAY)["values"] == []


def test_what_cannot_even_be_quoted_is_not_answered() -> None:
    said = phrase(stray(citation=replace(CITATION, quote=None)), TODAY)
    assert said.startswith("Trợ lý chưa đối chiếu được")
    assert "97" not in said


def test_a_figure_set_by_staff_is_said_as_theirs_and_passes() -> None:
    by_office = replace(VALUE, value=Decimal(97), by_office=True)
    said = phrase(Answer(Asked.FIGURE, (replace(FOUND, values=(by_office,)),)), TODAY)
    assert "97% trở lên. Số này do Văn phòng đính chính" in said


def test_a_figure_that_the_paper_contradicts_is_quoted_twice_and_flagged() -> None:
    other = replace(CITATION, place="mục IV", quote="Có 90% CĐCS đạt loại tốt.")
    against = Found(other, PassageKind.TARGET, values=(replace(VALUE, value=Decimal(90)),))
    lines = phrase(replace(ANSWER, conflicts=(Conflict(VALUE, against),)), TODAY).split("\n")
    assert lines[0] == "CĐCS đạt loại tốt: 95% trở lên."
    assert lines[1].startswith("Lưu ý: mục IV của chính văn bản này ghi 90% trở lên, khác 95% trở lên;")
    assert "“Có 90% CĐCS đạt loại tốt.”" in lines


def test_our_own_sum_beside_a_total_is_said_to_be_ours() -> None:
    said = phrase(replace(ANSWER, conflicts=(Conflict(VALUE, reckoned=Decimal(93)),)), TODAY)
    assert "cộng các phần trong câu ra 93 (trợ lý tính)" in said


def test_of_two_unions_the_higher_is_named_first_with_both_figures() -> None:
    header = replace(HEADER, issuer="Công đoàn xã Lá Xanh", number="04/CTr-CĐX")
    citation = replace(CITATION, header=header, quote="Có 80% CĐCS trở lên đạt loại tốt.")
    other = Answer(Asked.FIGURE, (Found(citation, PassageKind.TARGET, values=(replace(VALUE, value=Decimal(80)),)),))
    compared = Comparison(higher=0, unit="%", difference=Decimal(15))
    said = phrase(Alternatives(Asked.FIGURE, (ANSWER, other), are_wanted=True, comparison=compared), TODAY)
    assert said.split("\n")[0] == (
        "Công đoàn xã Đồi Sim năm 2026 cao hơn: 95% trở lên so với 80% trở lên. Chênh 15 điểm phần trăm (trợ lý tính)."
    )
    assert SOURCE in said


def test_what_was_asked_for_in_the_same_breath_and_is_not_there_is_said_to_be_missing() -> None:
    assert "Chưa tìm thấy số tiền được hỏi cùng." in phrase(replace(ANSWER, lacks=(Kind.MONEY,)), TODAY)


def test_the_words_whole_say_of_a_digest_that_it_is_only_a_summary() -> None:
    said = verbatim(with_citation(quote=None, summary="Tốt: từ 95% CĐCS."))
    assert said.split("\n")[0].startswith("Ở đây chỉ có bản tóm lược")
    assert "Nguyên văn:\n“Từ 95% CĐCS trở lên đạt loại tốt.”\n" in verbatim(ANSWER)


LONG = "Câu dài nói về việc chăm lo đoàn viên ở nhiều nơi. " * 20


def test_the_short_form_keeps_fact_and_source_and_never_cuts_a_quotation() -> None:
    said = short(with_citation(quote=f"{LONG}Đạt 95%."), TODAY)
    assert len(said) <= 600
    assert said.startswith("CĐCS đạt loại tốt: 95% trở lên.")
    assert SOURCE in said
    assert said.endswith("Nhắn “chi tiết” để xem đủ.")
    assert said.count("“") == said.count("”")


def test_what_is_short_is_said_whole() -> None:
    assert short(ANSWER, TODAY) == phrase(ANSWER, TODAY)


def test_a_single_endless_sentence_is_still_cut() -> None:
    found = replace(FOUND, values=(), citation=replace(CITATION, quote=None, summary=LONG.strip()))
    assert len(short(Answer(Asked.PASSAGE, (found,)), TODAY)) <= 600


def test_programs_get_the_figure_the_source_and_the_words() -> None:
    assert ask_json(ANSWER, TODAY) == {
        "kind": "answer",
        "text": phrase(ANSWER, TODAY),
        "citations": [
            {
                "number": "03/CTr-CĐX",
                "title": HEADER.title,
                "issuer": "Công đoàn xã Đồi Sim",
                "issued_on": "2026-01-05",
                "place": "mục II, gạch đầu dòng 1",
                "quote": "Từ 95% CĐCS trở lên đạt loại tốt.",
                "summary": None,
                "in_force": True,
                "version": 1,
                "page": None,
                "replaced_by": None,
            }
        ],
        "values": [
            {
                "value": 95,
                "value_max": None,
                "comparator": ">=",
                "unit": "%",
                "subject": "CĐCS đạt loại tốt",
                "corrected": False,
            }
        ],
    }


@pytest.mark.parametrize(
    ("standing", "in_force"),
    [
        (Standing.IN_FORCE, True),
        (Standing.EXPIRED, False),
        (Standing.NOT_YET, False),
        (Standing.UNCONFIRMED, "unconfirmed"),
    ],
)
def test_programs_are_told_three_states(standing: Standing, in_force: object) -> None:
    result = with_citation(standing=standing, since=date(2025, 7, 1))
    assert ask_json(result, TODAY)["citations"][0]["in_force"] == in_force


@pytest.mark.parametrize(
    ("result", "kind"),
    [
        (ANSWER, "answer"),
        (Alternatives(Asked.FIGURE, (ANSWER,)), "alternatives"),
        (NotFound(Asked.FIGURE, Missing.TOPIC), "not_found"),
        (AskBack(Lacking.SUBJECT), "ask_back"),
        (SmallTalk(Courtesy.THANKS), "smalltalk"),
        (Meaning("UBKT", ("ủy ban kiểm tra",)), "meaning"),
    ],
)
def test_programs_are_told_the_kind(result: Answer, kind: str) -> None:
    assert ask_json(result, TODAY)["kind"] == kind
