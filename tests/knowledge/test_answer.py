"""What the documents say: figures with their sources, whose documents count, and when nothing is said."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.citing import ask_json, phrase, short
from handlers.citing.gate import strays
from knowledge.answer import (
    Alternatives,
    Answer,
    AskBack,
    Asked,
    Asker,
    Courtesy,
    Library,
    Meaning,
    Missing,
    NotFound,
    Question,
    Result,
    SmallTalk,
    Standing,
    answer,
    build_library,
    citations_of,
    values_of,
)
from knowledge.digest import load_digests
from knowledge.document import Comparator, Document, DocumentKey, Header, Passage, PassageKind, Target, UnitCode

TODAY = date(2026, 11, 21)


def target(value: str, measure: str, subject: str, **more: str) -> Target:
    return Target(
        Decimal(value), Comparator.EXACT, measure, subject, scope=more.get("scope", ""), due=more.get("due", "")
    )


def programme(code: str, year: int, number: str, passages: tuple[Passage, ...], issuer: str = "") -> Document:
    name = issuer or f"Công đoàn xã {code.title()}"
    header = Header(
        title=f"Chương trình năm {year} của {name}",
        type="Chương trình",
        issuer=name,
        issuer_code=UnitCode(code),
        number=number,
        issued_on=date(year, 1, 5),
        valid_from=date(year, 1, 1),
        valid_to=date(year, 12, 31),
        period=f"năm {year}",
        signer_role="Chủ tịch",
    )
    return Document(DocumentKey(f"{code}-{year}"), header, passages)


def members(count: str, place: str = "mục I, gạch đầu dòng 1") -> Passage:
    text = f"Kết nạp mới {count} đoàn viên trong năm."
    figure = target(count, "đoàn viên", "kết nạp mới đoàn viên")
    return Passage(place, "I. Chỉ tiêu", PassageKind.TARGET, text, targets=(figure,))


DOI_SIM = programme("doi-sim", 2026, "03/CTr-CĐX", (members("41"),))
DOI_SIM_OLD = programme("doi-sim", 2024, "02/CTr-CĐX", (members("17"),))
LA_XANH = programme("la-xanh", 2026, "04/CTr-CĐX", (members("66"),))
LIBRARY = build_library((DOI_SIM, DOI_SIM_OLD, LA_XANH))
DOI_SIM_ASKS = Asker(own=(UnitCode("doi-sim"),))


def ask(
    text: str, *previous: str, library: Library = LIBRARY, asker: Asker = DOI_SIM_ASKS, today: date = TODAY
) -> Result:
    return answer(Question(text, previous), library, asker, today)


def test_a_figure_comes_with_its_sentence_and_place() -> None:
    result = ask("năm nay kết nạp bao nhiêu đoàn viên")
    assert isinstance(result, Answer)
    [citation] = citations_of(result)
    assert [value.value for value in values_of(result)] == [Decimal(41)]
    assert (citation.header.number, citation.place) == ("03/CTr-CĐX", "mục I, gạch đầu dòng 1")
    assert citation.quote == "Kết nạp mới 41 đoàn viên trong năm."
    assert citation.summary is None


def test_a_digest_is_summarised_and_never_quoted() -> None:
    library = build_library((replace(DOI_SIM, is_digest=True),))
    [citation] = citations_of(ask("kết nạp bao nhiêu đoàn viên", library=library))
    assert (citation.quote, citation.summary) == (None, "Kết nạp mới 41 đoàn viên trong năm.")


def test_an_original_takes_the_place_of_its_digest() -> None:
    digest = replace(DOI_SIM, key=DocumentKey("digest/doi-sim"), is_digest=True)
    assert build_library((digest, DOI_SIM, LA_XANH)).documents == (DOI_SIM, LA_XANH)


def test_this_year_is_the_askers_and_an_old_figure_is_only_offered() -> None:
    result = ask("năm nay kết nạp bao nhiêu đoàn viên", library=build_library((DOI_SIM_OLD,)))
    assert isinstance(result, NotFound)
    assert result.missing is Missing.PERIOD
    assert values_of(result) == ()
    assert [found.citation.standing for found in result.nearest] == [Standing.EXPIRED]


@pytest.mark.parametrize(
    ("today", "standing", "since"),
    [
        pytest.param(date(2023, 12, 31), Standing.NOT_YET, date(2024, 1, 1), id="before its first day"),
        pytest.param(date(2024, 1, 1), Standing.IN_FORCE, None, id="on its first day"),
        pytest.param(date(2024, 12, 31), Standing.IN_FORCE, None, id="on its last day"),
        pytest.param(date(2025, 1, 1), Standing.EXPIRED, date(2025, 1, 1), id="the day after"),
    ],
)
def test_a_document_binds_from_its_first_day_to_its_last(today: date, standing: Standing, since: date | None) -> None:
    library = build_library((DOI_SIM_OLD,))
    [citation] = citations_of(ask("năm 2024 kết nạp bao nhiêu đoàn viên", library=library, today=today))
    assert (citation.standing, citation.since) == (standing, since)


def test_a_term_that_outlives_a_district_union_is_unconfirmed() -> None:
    document = programme("thach-lam", 2026, "31/KH-LĐLĐ", (members("9"),), issuer="LĐLĐ huyện Thạch Lâm")
    library, asker = build_library((document,)), Asker(own=(UnitCode("thach-lam"),))
    [citation] = citations_of(ask("kết nạp bao nhiêu đoàn viên", library=library, asker=asker))
    assert (citation.standing, citation.since) == (Standing.UNCONFIRMED, date(2025, 7, 1))


def test_a_term_that_outlives_a_merged_union_is_unconfirmed() -> None:
    asker = replace(DOI_SIM_ASKS, dissolved=((UnitCode("doi-sim"), date(2026, 5, 1)),))
    [citation] = citations_of(ask("năm nay kết nạp bao nhiêu đoàn viên", asker=asker))
    assert (citation.standing, citation.since) == (Standing.UNCONFIRMED, date(2026, 5, 1))


@pytest.mark.parametrize(
    ("text", "asker", "figure"),
    [
        pytest.param("năm nay kết nạp bao nhiêu đoàn viên", DOI_SIM_ASKS, 41, id="one's own"),
        pytest.param("năm nay Lá Xanh kết nạp bao nhiêu đoàn viên", DOI_SIM_ASKS, 66, id="another's when named"),
        pytest.param(
            "năm nay kết nạp bao nhiêu đoàn viên",
            Asker(own=(UnitCode("suoi-tre"),), above=(UnitCode("la-xanh"),)),
            66,
            id="that of the union above",
        ),
        pytest.param(
            "năm nay kết nạp bao nhiêu đoàn viên",
            Asker(own=(UnitCode("suoi-tre"),), succeeded=(UnitCode("doi-sim"),)),
            41,
            id="that of the union succeeded",
        ),
    ],
)
def test_whose_documents_count(text: str, asker: Asker, figure: int) -> None:
    assert [value.value for value in values_of(ask(text, asker=asker))] == [Decimal(figure)]


def test_a_union_that_has_no_documents_here_is_said_to_have_none() -> None:
    result = ask("LĐLĐ Cần Thơ kết nạp bao nhiêu đoàn viên")
    assert isinstance(result, NotFound)
    assert (result.missing, result.nearest) == (Missing.UNION, ())


def test_two_unions_that_fit_are_listed() -> None:
    result = ask("năm 2026 kết nạp bao nhiêu đoàn viên", asker=Asker())
    assert isinstance(result, Alternatives)
    assert not result.are_wanted
    assert {value.value for value in values_of(result)} == {Decimal(41), Decimal(66)}


def test_two_unions_that_were_asked_for_are_both_answered() -> None:
    result = ask("năm 2026 Đồi Sim và Lá Xanh, mỗi nơi kết nạp bao nhiêu đoàn viên")
    assert isinstance(result, Alternatives)
    assert result.are_wanted
    assert [value.value for value in values_of(result)] == [Decimal(41), Decimal(66)]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        pytest.param("đã kết nạp được bao nhiêu đoàn viên rồi", Missing.RESULT, id="results are no targets"),
        pytest.param("kết nạp bao nhiêu đảng viên", Missing.TOPIC, id="another kind of member"),
        pytest.param("kết nạp bao nhiêu đoàn viên nữ", Missing.TOPIC, id="a figure for all is none for women"),
        pytest.param("thưởng bao nhiêu tiền cho đoàn viên mới", Missing.TOPIC, id="money where members are counted"),
        pytest.param("chỉ tiêu thứ 9 là gì", Missing.ENTRY, id="an entry beyond the list"),
        pytest.param("quyết định 77 nói gì", Missing.DOCUMENT, id="a document that is not here"),
        pytest.param("số điện thoại chủ tịch", Missing.MEASURE, id="a person's number"),
    ],
)
def test_what_is_not_written_is_not_answered(text: str, missing: Missing) -> None:
    result = ask(text)
    assert isinstance(result, NotFound)
    assert result.missing is missing
    assert values_of(result) == ()


@pytest.mark.parametrize(
    ("text", "holds"),
    [("có phải kết nạp 41 đoàn viên không", True), ("năm nay kết nạp 50 đoàn viên đúng không", False)],
)
def test_a_figure_is_confirmed_or_corrected(text: str, *, holds: bool) -> None:
    result = ask(text)
    assert isinstance(result, Answer)
    assert result.claim is not None
    assert result.claim.holds is holds
    assert [value.value for value in values_of(result)] == [Decimal(41)]


def test_a_follow_up_keeps_subject_and_takes_the_new_union() -> None:
    result = ask("còn Lá Xanh thì sao", "năm nay kết nạp bao nhiêu đoàn viên")
    assert [value.value for value in values_of(result)] == [Decimal(66)]


def test_a_follow_up_keeps_the_union_and_takes_the_new_year() -> None:
    result = ask("còn năm 2024", "năm nay Đồi Sim kết nạp bao nhiêu đoàn viên", asker=Asker())
    assert [value.value for value in values_of(result)] == [Decimal(17)]


def test_where_it_is_written_repeats_the_source() -> None:
    first = ask("năm nay kết nạp bao nhiêu đoàn viên")
    assert ask("nằm ở mục nào vậy", "năm nay kết nạp bao nhiêu đoàn viên") == first


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chào em", SmallTalk(Courtesy.GREETING)),
        ("cảm ơn nhiều nhé", SmallTalk(Courtesy.THANKS)),
        ("bạn giúp được gì", SmallTalk(Courtesy.HELP)),
        ("UBKT là gì", Meaning("UBKT", ("ủy ban kiểm tra",))),
    ],
)
def test_what_is_no_question_of_documents_is_answered_without_them(text: str, expected: Result) -> None:
    assert ask(text, library=build_library(())) == expected


def test_a_question_about_nothing_is_asked_back() -> None:
    assert isinstance(ask("bao nhiêu?"), AskBack)


def test_without_documents_nothing_is_found() -> None:
    assert isinstance(ask("kết nạp bao nhiêu đoàn viên", library=build_library(())), NotFound)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("chương trình 03/CTr ai ký", Asked.SIGNER),
        ("chương trình năm nay ban hành ngày nào", Asked.DATE),
        ("số văn bản năm nay", Asked.NUMBER),
        ("chương trình năm nay còn hiệu lực không", Asked.VALIDITY),
        ("các chỉ tiêu năm nay", Asked.TARGETS),
        ("chỉ tiêu số 1 năm 2026", Asked.TARGETS),
        ("mục I có gì", Asked.PLACE),
    ],
)
def test_what_was_asked_is_understood(text: str, asked: Asked) -> None:
    result = ask(text)
    assert isinstance(result, Answer)
    assert result.asked is asked


# The exact-number guarantee, over all documents at hand

DIGESTS = load_digests()
ALL = build_library((*DIGESTS, DOI_SIM, DOI_SIM_OLD, LA_XANH))
ORIGINALS = build_library(tuple(replace(document, is_digest=False) for document in DIGESTS))
CODES = [document.header.issuer_code for document in (*DIGESTS, DOI_SIM, LA_XANH)]
SUBJECTS = sorted({each.subject for document in DIGESTS for passage in document.passages for each in passage.targets})
WORDS = sorted({word for document in DIGESTS for passage in document.passages for word in passage.text.split()})
FRAMES = (
    "{} là bao nhiêu",
    "năm nay {} bao nhiêu phần trăm",
    "{} năm 2024",
    "có phải {} 90% không",
    "các chỉ tiêu về {}",
    "nhiệm vụ {}",
    "{} khi nào",
    "ai ký {}",
    "còn {} thì sao",
    "{} đã được mấy rồi",
    "khâu đột phá thứ 2 {}",
    "mục II.{}",
)

askers = st.builds(
    Asker,
    own=st.lists(st.sampled_from(CODES), max_size=1).map(tuple),
    above=st.lists(st.sampled_from(CODES), max_size=1).map(tuple),
    dissolved=st.lists(st.tuples(st.sampled_from(CODES), st.dates(date(2020, 1, 1), date(2030, 1, 1))), max_size=1).map(
        tuple
    ),
)
topics = st.sampled_from(SUBJECTS) | st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
questions = st.builds(str.format, st.sampled_from(FRAMES), topics) | st.text(max_size=80) | topics


@settings(max_examples=250, deadline=None)
@given(
    text=questions,
    previous=st.lists(questions, max_size=2).map(tuple),
    asker=askers,
    today=st.dates(date(2019, 1, 1), date(2031, 12, 31)),
    as_originals=st.booleans(),
)
def test_no_figure_is_said_that_its_source_does_not_hold(
    text: str, previous: tuple[str, ...], asker: Asker, today: date, *, as_originals: bool
) -> None:
    result = answer(Question(text, previous), ORIGINALS if as_originals else ALL, asker, today)
    for said in (phrase(result, today), short(result, today), ask_json(result, today)["text"]):
        assert strays(said, result) == (), said


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "đoàn viên " * 10_000, "\ud800", "١٢٣ ٪", "²³", "((((", "%%%%", "\x00"]
)
def test_strange_and_endless_texts_are_answered(text: str) -> None:
    assert phrase(answer(Question(text, (text,)), ALL, Asker(), TODAY), TODAY)
