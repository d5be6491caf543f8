"""A later document replaces or amends an earlier one: both are kept, and what holds now is what is answered."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from time import perf_counter

import pytest

from handlers import citing
from knowledge.answer import Answer, Asker, Library, Question, answer, build_library
from knowledge.document import Document, DocumentKey, Reference, Relation, UnitCode, read_document
from knowledge.extract import extract
from knowledge.result import Citation, Standing, values_of
from knowledge.succession import covers, succession_of

OWN = UnitCode("bau-sen")
ASKER = Asker(own=(OWN,))
JULY = date(2026, 7, 20)

FIRST = """CÔNG ĐOÀN XÃ BÀU SEN

Số: 04/CTr-CĐX

Bàu Sen, ngày 12 tháng 01 năm 2026

CHƯƠNG TRÌNH

Công tác công đoàn năm 2026

I. MỤC ĐÍCH

Giữ nhịp hoạt động ở các tổ công đoàn.

II. CHỈ TIÊU

- 85% đoàn viên được khám sức khỏe định kỳ.

- Kết nạp mới 120 đoàn viên.

- Tổ chức 04 hội thao cho người lao động.

III. NHIỆM VỤ

1. Duy trì tủ sách công đoàn ở các khu trọ.
"""
SECOND = """CÔNG ĐOÀN XÃ BÀU SEN

Số: 19/KH-CĐX

Bàu Sen, ngày 02 tháng 6 năm 2026

KẾ HOẠCH

Điều chỉnh một số chỉ tiêu 6 tháng cuối năm 2026

I. NỘI DUNG ĐIỀU CHỈNH

1. Chỉ tiêu tại gạch đầu dòng 1 mục II Chương trình số 04/CTr-CĐX: nâng từ 85% lên ít nhất 92% đoàn viên.

2. Bỏ chỉ tiêu tại gạch đầu dòng 3 mục II Chương trình số 04/CTr-CĐX.
"""


def read(text: str, name: str, *references: Reference) -> Document:
    found = extract(read_document(text, DocumentKey(f"vb/bau-sen/{name}")))
    return replace(found, header=replace(found.header, references=references))


def amends(place: str, by: str = "") -> Reference:
    return Reference(Relation.AMENDS, "Chương trình số 04/CTr-CĐX", "04/CTr-CĐX", place=place, by=by)


@pytest.fixture
def amended() -> Library:
    second = read(
        SECOND,
        "19-kh-cdx",
        amends("mục II, gạch đầu dòng 1", "mục I.1"),
        amends("mục II, gạch đầu dòng 3"),
    )
    return build_library((read(FIRST, "04-ctr-cdx"), second))


def asked(library: Library, question: str, today: date = JULY) -> Answer:
    result = answer(Question(question), library, ASKER, today)
    assert isinstance(result, Answer), result
    return result


def test_a_changed_figure_is_answered_with_the_new_one_and_both_sources(amended: Library) -> None:
    result = asked(amended, "bao nhiêu phần trăm đoàn viên được khám sức khoẻ")
    assert [value.value for value in values_of(result)] == [Decimal(92)]
    said = citing.phrase(result, JULY)
    assert "92%" in said.split("\n")[0]
    assert "19/KH-CĐX" in said
    assert "Mức này thay cho mục II, gạch đầu dòng 1 của 04/CTr-CĐX từ 01/7/2026." in said.split("\n")[0]
    assert "Trước đây: “85% đoàn viên được khám sức khỏe định kỳ.”" in said


def test_a_clause_that_was_struck_out_says_so(amended: Library) -> None:
    said = citing.phrase(asked(amended, "năm nay tổ chức mấy hội thao"), JULY)
    assert "đã sửa theo 19/KH-CĐX" in said.split("\n")[0]


def test_a_clause_that_nobody_changed_still_answers(amended: Library) -> None:
    result = asked(amended, "kết nạp mới bao nhiêu đoàn viên")
    assert [value.value for value in values_of(result)] == [Decimal(120)]
    assert "sửa theo" not in citing.phrase(result, JULY)


def test_before_the_change_the_old_figure_holds(amended: Library) -> None:
    result = asked(amended, "bao nhiêu phần trăm đoàn viên được khám sức khoẻ", date(2026, 3, 1))
    assert [value.value for value in values_of(result)] == [Decimal(85)]


def test_a_yes_or_no_question_is_held_against_the_new_figure(amended: Library) -> None:
    old = asked(amended, "có phải 85% đoàn viên được khám sức khoẻ không?")
    assert old.claim is not None
    assert not old.claim.holds
    new = asked(amended, "có phải 92% đoàn viên được khám sức khoẻ không?")
    assert new.claim is not None
    assert new.claim.holds


def test_a_replaced_document_is_kept_and_says_by_what() -> None:
    first = read(FIRST, "04-ctr-cdx")
    whole = Reference(Relation.REPLACES, "Chương trình số 04/CTr-CĐX", "04/CTr-CĐX", date(2026, 1, 12))
    second = read(FIRST.replace("04/CTr", "21/CTr").replace("tháng 01", "tháng 6").replace("120", "150"), "21", whole)
    library = build_library((first, second))
    now = asked(library, "kết nạp mới bao nhiêu đoàn viên")
    assert [value.value for value in values_of(now)] == [Decimal(150)]
    before = asked(library, "chương trình 04/CTr-CĐX kết nạp mới bao nhiêu đoàn viên")
    said = citing.phrase(before, JULY)
    assert "đã được thay bằng 21/CTr-CĐX" in said.split("\n")[0]
    [citation] = {found.citation for found in before.found}
    assert citation.standing is Standing.REPLACED
    assert citing.ask_json(before, JULY)["citations"][0]["replaced_by"] == "21/CTr-CĐX"


@pytest.mark.parametrize(
    ("named", "place", "is_covered"),
    [
        pytest.param("mục II", "mục II.3, gạch đầu dòng 1", True, id="all that lies in a section"),
        pytest.param("mục II", "mục III", False, id="another section"),
        pytest.param("Điều 5, khoản 2", "Điều 5, khoản 2, điểm c", True, id="the points of a clause"),
        pytest.param("Điều 5", "Điều 51", False, id="a longer number"),
        pytest.param("mục II, gạch đầu dòng 1", "mục II, gạch đầu dòng 1", True, id="the very place"),
    ],
)
def test_a_place_covers_what_lies_in_it(named: str, place: str, *, is_covered: bool) -> None:
    assert covers(named, place) is is_covered


@pytest.mark.parametrize(
    "reference",
    [
        pytest.param(Reference(Relation.IMPLEMENTS, "Chương trình 04", "04/CTr-CĐX"), id="carrying out is no change"),
        pytest.param(Reference(Relation.REPLACES, "Chương trình 4", "04/CTr-CĐX", date(2025, 1, 9)), id="another day"),
        pytest.param(
            Reference(Relation.REPLACES, "x", "04/CTr-CĐX", issuer="Công đoàn xã Rạch Vẹt"), id="another's paper"
        ),
        pytest.param(Reference(Relation.REPLACES, "Chương trình số 40", "40/CTr-CĐX"), id="another number"),
        pytest.param(Reference(Relation.REPLACES, "Nghị quyết năm 2026"), id="another kind without a number"),
    ],
)
def test_what_is_not_surely_the_same_paper_stays_untouched(reference: Reference) -> None:
    found = succession_of((read(FIRST, "04-ctr-cdx"), read(SECOND, "19-kh-cdx", reference)))
    assert not found.whole
    assert not found.clauses


def test_a_document_without_a_number_is_meant_by_kind_and_period() -> None:
    first = read(FIRST.replace("Số: 04/CTr-CĐX\n", ""), "ctr")
    said = Reference(Relation.REPLACES, "Chương trình công tác công đoàn năm 2026")
    found = succession_of((first, read(SECOND, "19-kh-cdx", said)))
    assert list(found.whole) == [first.key]


def test_an_older_paper_never_takes_the_place_of_a_newer_one() -> None:
    said = Reference(Relation.REPLACES, "Kế hoạch số 19/KH-CĐX", "19/KH-CĐX")
    found = succession_of((read(FIRST, "04-ctr-cdx", said), read(SECOND, "19-kh-cdx")))
    assert not found.whole


def test_the_source_names_page_and_publication() -> None:
    first = read(FIRST, "04-ctr-cdx")
    passages = tuple(replace(passage, page=3) for passage in first.passages)
    library = build_library((replace(first, passages=passages, version=2),))
    said = citing.phrase(asked(library, "kết nạp mới bao nhiêu đoàn viên"), JULY)
    assert "(bản công bố lần 2), mục II, gạch đầu dòng 2, trang 3." in said


def test_every_citation_of_one_question_says_the_same_of_a_document(amended: Library) -> None:
    """Not the clause that was struck out for one and the whole paper for another."""
    cited: list[Citation] = [
        found.citation
        for question in ("kết nạp mới bao nhiêu đoàn viên", "năm nay tổ chức mấy hội thao")
        for found in asked(amended, question).found
    ]
    assert [citation.is_clause for citation in cited] == [False, True]


def test_a_thousand_papers_that_name_others_without_a_number_are_set_in_order_at_once() -> None:
    first = extract(read_document(FIRST, DocumentKey("vb/0"), OWN))
    named = Reference(Relation.REPLACES, "Kế hoạch công tác quý III năm 2025")

    def paper(number: int) -> Document:
        header = replace(first.header, number=f"{number}/CTr-CĐX", references=(named, named, named))
        return replace(first, key=DocumentKey(f"vb/{number}"), header=header)

    old = replace(first, header=replace(first.header, type="Kế hoạch", period="quý III năm 2025", references=()))
    began = perf_counter()
    found = succession_of((old, *(paper(number) for number in range(1, 1000))))
    assert perf_counter() - began < 5
    assert (list(found.whole), len(found.whole[old.key])) == ([old.key], 3 * 999)
